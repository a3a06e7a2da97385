"""From a paper's HTML to Word's paragraphs and tables, in reading order, nothing added and nothing left out."""

import re
from dataclasses import replace

from documents.widths import width_of
from documents.word.looks import Look
from documents.word.parts import Cell, Paragraph, Row, Table, run, tick_box

INLINE = {"b", "strong", "i", "em", "u", "span", "br"}
CONTAINERS = {"main", "div", "section", "article", "ul", "ol", "li", "p", "h1", "h2", "h3", "h4"}
HEADINGS = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3", "h4": "Heading4"}
TABLE_PARTS = {"table", "thead", "tbody", "tr", "th", "td", "colgroup", "col"}
VOCABULARY = INLINE | CONTAINERS | TABLE_PARTS | {"body"}
# A code to be scanned: its address stands in words beside it, and Word gets the words.
DRAWINGS = {"svg"}
BLANKS = re.compile(r"[ \t\r\n]+")


class UnknownElement(ValueError):
    """A paper uses an element that is not of the papers' vocabulary, so nobody knows how Word should show it."""


def _bare(tag):
    """ "svg" of "{http://www.w3.org/2000/svg}svg"."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class Flow:
    """Blocks one under the other in a column of `width` points: a page's text or a cell."""

    def __init__(self, sheet, width, *, changes_page=None):
        self.sheet, self.width, self.changes_page = sheet, width, changes_page
        self.nodes, self.space, self.left, self.has_break = [], 0, 0, False

    # --- blocks ---------------------------------------------------------------------------------------------

    def block(self, wrapper, look, key):
        """One block with its margins, breaks and what it holds."""
        tag = wrapper.etree_element.tag
        if _bare(tag) in DRAWINGS:
            return
        if tag not in VOCABULARY:
            raise UnknownElement(f"<{tag}> is not an element of papers")
        page = look.page if self.changes_page and look.page and tag != "body" else ""
        if page:
            self.changes_page(self, page)
        self.space = max(self.space, look.margins[0])
        self.has_break |= look.before in ("page", "always")
        if look.before == "avoid" and self.nodes:
            self.nodes[-1].keep()
        if look.borders[0] and not all(look.borders):
            self._line(look.borders[0], self.width)
            self.space = look.paddings[0]
        start = len(self.nodes)
        self._body_of(wrapper, look, key, tag)
        self._hold(start, look)
        self.space = max(self.space, look.margins[2])
        if page:
            self.changes_page(self, "")

    def _body_of(self, wrapper, look, key, tag):
        has_words = "".join(wrapper.etree_element.itertext()).strip()
        if look.height and not look.height[1]:
            if has_words:
                self._boxed(wrapper, look, key)
            else:
                self._add(Paragraph(exactly=look.height[0]))
        elif tag == "table":
            self._table(wrapper, look, key)
        elif look.display == "flex" and look.direction == "row":
            self._side_by_side(wrapper, look, key)
        elif has_words or len(wrapper.etree_element):
            indent = 0 if tag in ("td", "th", "body") else look.margins[3] + look.paddings[3]
            self.left += indent
            self.fill(wrapper, look, key, style=HEADINGS.get(tag, ""))
            self.left -= indent

    def _hold(self, start, look):
        added = self.nodes[start:]
        if look.is_whole:
            for node in added[:-1]:
                node.keep()
            for node in added:
                node.is_whole = True
        if look.after == "avoid" and added:
            added[-1].keep()

    def fill(self, wrapper, look, key, *, style=""):
        """The element's own words as paragraphs, its blocks between them."""
        words = Words(self.sheet)
        words.text(wrapper.etree_element.text, look)
        for child in wrapper.iter_children():
            tag = child.etree_element.tag
            if not isinstance(tag, str):
                words.text(child.etree_element.tail, look)
                continue
            below, number = self.sheet.look_of(child, look, key)
            if tag in INLINE:
                words.element(child, below, number)
            else:
                self.paragraph(words, look, style)
                words = Words(self.sheet)
                self.block(child, below, number)
            words.text(child.etree_element.tail, look)
        self.paragraph(words, look, style)

    def paragraph(self, words, look, style=""):
        if not words.has_any:
            return
        if look.is_one_line:
            words.draw_in(self.width - self.left)
        self._add(
            Paragraph(
                runs=words.xml(), style=style, align=look.align, line=look.line, first=look.indent, left=self.left,
                is_whole=bool(style), keeps_next=bool(style) and look.after == "avoid",
            )
        )  # fmt: skip
        share = words.rule or look.rule
        if share:
            self.nodes[-1].keep()
            self._line(".7pt solid", share * min(words.width(), self.width * 0.92))

    def _add(self, node):
        if isinstance(node, Paragraph):
            node.before, node.has_break = max(self.space, 0), self.has_break
            self.has_break = False
        else:
            self._before_table()
        self.space = 0
        self.nodes.append(node)

    def _before_table(self):
        """Space and page breaks belong to paragraphs, and two tables without one between them grow together."""
        last = self.nodes[-1] if self.nodes else None
        if isinstance(last, Paragraph) and not self.has_break:
            last.after = max(last.after, self.space)
        elif last is not None or self.has_break or self.space > 1:
            gap = Paragraph(exactly=max(self.space, 1), has_break=self.has_break, keeps_next=True)
            self.nodes.append(gap)
        self.has_break = False

    def _line(self, css, width):
        """A line of that length in the middle of the column."""
        side = max((self.width - width) / 2, 0)
        line = Paragraph(exactly=3, left=side, right=side, top_border=css)
        line.before = self.space or 2
        self.space = 0
        self.nodes.append(line)

    def _boxed(self, wrapper, look, key):
        """What has a height of its own: a row of that height, its words in the middle."""
        inside = Flow(self.sheet, self.width)
        inside.fill(wrapper, look, key)
        cell = Cell(inside.nodes, self.width, is_middle=look.middle)
        self._add(Table([self.width], [Row([cell], height=look.height[0])]))

    def _side_by_side(self, wrapper, look, key):
        """Heading and foot: cells of a table without lines."""
        children = [(child, *self.sheet.look_of(child, look, key)) for child in wrapper.iter_children()]
        widths = spread([below.width for _, below, _ in children], self.width)
        cells = []
        for (child, below, number), width in zip(children, widths, strict=True):
            inside = Flow(self.sheet, width)
            inside.block(child, below, number)
            cells.append(Cell(inside.nodes, width))
        if cells:
            self._add(Table(widths, [Row(cells)]))

    # --- tables ---------------------------------------------------------------------------------------------

    def _table(self, wrapper, look, key):
        columns, rows, first = [], [], None
        for part in wrapper.iter_children():
            below, number = self.sheet.look_of(part, look, key)
            tag = part.etree_element.tag
            if tag == "colgroup":
                columns = [self.sheet.look_of(col, below, number)[0].width for col in part.iter_children()]
                continue
            if tag not in ("thead", "tbody"):
                raise UnknownElement(f"<{tag}> in a table: rows stand in <thead> or <tbody>")
            for row in part.iter_children():
                row_look, row_key = self.sheet.look_of(row, below, number)
                cells = [(cell, *self.sheet.look_of(cell, row_look, row_key)) for cell in row.iter_children()]
                first = first or (cells[0][1] if cells else None)
                rows.append((tag == "thead", row_look, cells))
        if not rows:
            return
        paddings = first.paddings if first else (0, 0, 0, 0)
        widths = self._column_widths(columns, rows)
        table = Table(widths, border=first.borders[0] if first else "", paddings=paddings)
        held = {}
        for is_head, row_look, cells in rows:
            table.rows.append(self._row(cells, widths, paddings, held, is_head, row_look))
        self._add(table)

    def _row(self, cells, widths, paddings, held, is_head, row_look):
        """`held`: column -> (rows left, columns) of cells that reach down into this row."""
        made, column, given = [], 0, iter(cells)
        while column < len(widths):
            if held.get(column, (0, 0))[0]:
                left, span = held[column]
                held[column] = (left - 1, span)
                made.append(Cell([], sum(widths[column : column + span]), span, "continue"))
                column += span
                continue
            cell = next(given, None)
            if cell is None:
                made.append(Cell([], widths[column]))
                column += 1
                continue
            child, look, key = cell
            span = int(child.etree_element.get("colspan", 1))
            down = int(child.etree_element.get("rowspan", 1))
            width = sum(widths[column : column + span])
            inside = Flow(self.sheet, width - paddings[1] - paddings[3])
            inside.fill(child, look, key)
            if row_look.after == "avoid" or is_head:
                for node in inside.nodes:
                    node.keep()
            made.append(Cell(inside.nodes, width, span, "restart" if down > 1 else "", look.middle))
            if down > 1:
                held[column] = (down - 1, span)
            column += span
        return Row(made, is_head=is_head, is_whole=row_look.is_whole or is_head)

    def _column_widths(self, columns, rows):
        """What the style sheet gives; the rest of the width by how much each column has to hold."""
        count = max(
            sum(int(cell.etree_element.get("colspan", 1)) for cell, _, _ in row) for _, _, row in rows
        )
        given, held = (columns + [None] * count)[:count], [4.0] * count
        for _, _, row in rows[:60]:
            if len(row) != count:
                continue
            for place, (cell, look, _) in enumerate(row):
                given[place] = given[place] or look.width
                held[place] = max(held[place], min(len("".join(cell.etree_element.itertext()).strip()), 60))
        return spread(given, self.width, held)


def spread(given, total, weights=None):
    """Widths in points: what is given (points or per cent), the rest of `total` shared by weight."""
    weights = weights or [1] * len(given)
    widths = [None if one is None else one[0] * (total / 100 if one[1] else 1) for one in given]
    rest, open_weight = (
        total - sum(filter(None, widths)),
        sum(weight for width, weight in zip(widths, weights, strict=True) if width is None),
    )
    if open_weight:
        return [
            max(rest, 20) * weight / open_weight if width is None else width
            for width, weight in zip(widths, weights, strict=True)
        ]
    # All are given: what is left over goes to the first, so that the right edge stands.
    return (
        [widths[0] + rest, *widths[1:]] if rest > 0 and widths else [w * total / sum(widths) for w in widths]
    )


class Words:
    """The runs of one paragraph, blanks drawn together as a browser does."""

    def __init__(self, sheet):
        self.sheet, self.pieces, self.rule = sheet, [], None

    def text(self, text, look, box=""):
        if text:
            self.pieces.append((BLANKS.sub(" ", text), look, box))

    def element(self, wrapper, look, key, box=""):
        """An inline element with all it holds."""
        element = wrapper.etree_element
        if _bare(element.tag) in DRAWINGS:
            return
        if element.tag not in INLINE:
            raise UnknownElement(f"<{element.tag}> among words is not of papers")
        if element.tag == "br":
            self.pieces.append(("\n", look, ""))
            return
        box = look.borders[0] if all(look.borders) else box
        if box and not "".join(element.itertext()).strip():
            self.pieces.append((None, look, ""))
            return
        if look.rule or (look.borders[2] and not box):
            self.rule = look.rule or 1.0
        self.text(element.text, look, box)
        for child in wrapper.iter_children():
            if isinstance(child.etree_element.tag, str):
                below, number = self.sheet.look_of(child, look, key)
                self.element(child, below, number, box)
            self.text(child.etree_element.tail, look, box)

    @property
    def has_any(self):
        return any(text is None or text.strip(" ") for text, _, _ in self.pieces)

    def drawn_together(self):
        """Pieces without blanks at the ends of lines and without two in a row."""
        made, after_blank = [], True
        for text, look, box in self.pieces:
            if text is None:
                after_blank = False
            elif text == "\n":
                _strip_last(made)
                after_blank = True
            else:
                text = text.lstrip(" ") if after_blank else text
                after_blank = text.endswith(" ") if text else after_blank
            if text is None or text:
                made.append((text, look, box))
        _strip_last(made)
        while made and made[-1][0] == "\n":
            made.pop()
        return made

    def xml(self):
        return "".join(
            tick_box(look) if text is None else run(text, look, box=box)
            for text, look, box in self.drawn_together()
        )

    def draw_in(self, room):
        """Set the letters closer where the line is wider than its place: it must not be broken in two."""
        letters = max(sum(len(text or "") for text, _, _ in self.pieces), 1)
        needed = (room - 0.5 - self.width()) / letters
        if needed < 0:
            self.pieces = [
                (text, replace(look, tracking=min(look.tracking, max(needed, -1))), box)
                for text, look, box in self.pieces
            ]

    def width(self):
        """Of the longest line, in points."""
        lines = [0]
        for text, look, _ in self.drawn_together():
            for number, piece in enumerate((text or "").split("\n")):
                if number:
                    lines.append(0)
                lines[-1] += width_of(piece, size=look.size, is_bold=look.is_bold)
        return max(lines)


def _strip_last(pieces):
    while pieces and pieces[-1][0] is not None and pieces[-1][0] != "\n":
        text, look, box = pieces.pop()
        if text.rstrip(" "):
            pieces.append((text.rstrip(" "), look, box))
            return


START = Look()
