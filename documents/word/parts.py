"""Paragraphs, runs and tables as WordprocessingML text. What they hold is decided in `flow`."""

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

ALIGN = {"left": "left", "right": "right", "center": "center", "justify": "both"}
# A line of type takes 1.15 of its size in Times New Roman; Word counts its lines in 240ths of that.
NATURAL = 1.15
BORDERS = {"solid": "single", "dashed": "dashed", "dotted": "dotted"}
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def twips(points):
    return round(points * 20)


def border(css, side, room=0):
    """ ".7pt solid #000" as a border of Word; "" where there is none."""
    kind = next((word for word in css.split() if word in BORDERS), None)
    if kind is None:
        return ""
    width = re.search(r"([\d.]+)pt", css)
    eighths = max(round(float(width[1] if width else 0.7) * 8), 2)
    return f'<w:{side} w:val="{BORDERS[kind]}" w:sz="{eighths}" w:space="{room}" w:color="auto"/>'


def run(text, look, *, box=""):
    """One run; `text` is a str, "\\n" a line break."""
    inside = "".join(
        "<w:br/>" if piece == "\n" else f'<w:t xml:space="preserve">{escape(UNWRITABLE.sub("", piece))}</w:t>'
        for piece in re.split("(\n)", text)
        if piece
    )
    return f"<w:r>{_run_look(look, box)}{inside}</w:r>"


def tick_box(look):
    """An empty box to tick: a sign, not a letter, so that the words of the paper stay its words."""
    return f'<w:r>{_run_look(look, "")}<w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'


def _run_look(look, box):
    parts = [
        "<w:b/><w:bCs/>" if look.is_bold else "", "<w:i/><w:iCs/>" if look.is_italic else "",
        f'<w:spacing w:val="{twips(look.tracking)}"/>' if twips(look.tracking) else "",
        f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>' if look.size != 14 else "",
        '<w:u w:val="single"/>' if look.is_underlined else "", border(box, "bdr") if box else "",
    ]  # fmt: skip
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


@dataclass
class Paragraph:
    """A paragraph under construction: lengths in points."""

    runs: str = ""
    style: str = ""
    align: str = "left"
    before: float = 0
    after: float = 0
    line: float = 1.2
    exactly: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    top_border: str = ""
    has_break: bool = False
    keeps_next: bool = False
    is_whole: bool = False
    section: str = ""

    def xml(self):
        line = twips(self.exactly) if self.exactly else round(240 * max(self.line / NATURAL, 1))
        first = f' w:firstLine="{twips(self.first)}"' if self.first > 0 else ""
        first = f' w:hanging="{twips(-self.first)}"' if self.first < 0 else first
        parts = [
            f'<w:pStyle w:val="{self.style}"/>' if self.style else "",
            "<w:keepNext/>" if self.keeps_next else "",
            "<w:keepLines/>" if self.is_whole else "",
            "<w:pageBreakBefore/>" if self.has_break else "",
            f"<w:pBdr>{border(self.top_border, 'top')}</w:pBdr>" if self.top_border else "",
            f'<w:spacing w:before="{twips(self.before)}" w:after="{twips(self.after)}" w:line="{line}" '
            f'w:lineRule="{"exact" if self.exactly else "auto"}"/>',
            f'<w:ind w:left="{twips(self.left)}" w:right="{twips(self.right)}"{first}/>',
            f'<w:jc w:val="{ALIGN.get(self.align, "left")}"/>',
            self.section,
        ]
        return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{self.runs}</w:p>"

    def keep(self):
        self.keeps_next = True


@dataclass
class Cell:
    nodes: list
    width: float
    columns: int = 1
    merge: str = ""  # "restart", "continue"
    is_middle: bool = False

    def xml(self):
        span = f'<w:gridSpan w:val="{self.columns}"/>' if self.columns > 1 else ""
        merge = f'<w:vMerge w:val="{self.merge}"/>' if self.merge else ""
        middle = '<w:vAlign w:val="center"/>' if self.is_middle else ""
        inside = "".join(node.xml() for node in self.nodes)
        # Word wants a paragraph at a cell's end.
        if not self.nodes or isinstance(self.nodes[-1], Table):
            inside += Paragraph(exactly=1).xml()
        return f'<w:tc><w:tcPr><w:tcW w:w="{twips(self.width)}" w:type="dxa"/>{span}{merge}{middle}</w:tcPr>{inside}</w:tc>'


@dataclass
class Row:
    cells: list
    is_head: bool = False
    is_whole: bool = True
    height: float = 0

    def xml(self):
        height = f'<w:trHeight w:val="{twips(self.height)}" w:hRule="exact"/>' if self.height else ""
        whole = "<w:cantSplit/>" if self.is_whole else ""
        head = "<w:tblHeader/>" if self.is_head else ""
        return (
            f"<w:tr><w:trPr>{whole}{height}{head}</w:trPr>{''.join(cell.xml() for cell in self.cells)}</w:tr>"
        )


@dataclass
class Table:
    """`widths` of its columns; `border`: CSS of every line, "" for tables that only set things side by side."""

    widths: list
    rows: list = field(default_factory=list)
    border: str = ""
    paddings: tuple = (0, 0, 0, 0)

    def xml(self):
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = "".join(border(self.border, side) for side in sides)
        borders = f"<w:tblBorders>{lines}</w:tblBorders>" if lines else ""
        order = zip(("top", "left", "bottom", "right"), (0, 3, 2, 1), strict=True)
        margins = "".join(f'<w:{side} w:w="{twips(self.paddings[n])}" w:type="dxa"/>' for side, n in order)
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in self.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(self.widths))}" w:type="dxa"/>{borders}'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(row.xml() for row in self.rows)}</w:tbl>"
        )

    def keep(self):
        """Hold the table's last row to what follows."""
        for cell in self.rows[-1].cells if self.rows else []:
            for node in cell.nodes[-1:]:
                node.keep()
