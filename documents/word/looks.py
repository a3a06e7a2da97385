"""What the papers' style sheet says of one element, in points: one look for PDF and Word. No Word in here."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import cssselect2
import tinycss2

POINTS = {"pt": 1, "mm": 72 / 25.4, "cm": 72 / 2.54, "px": 0.75}
LENGTH = re.compile(r"(-?[\d.]+)(pt|mm|cm|px|em|%)?$")
# The browser's own look, as far as papers use it.
BROWSER = "b, strong, th, h1, h2, h3, h4 {font-weight: bold} i, em {font-style: italic} u {text-decoration: underline}"
SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True)
class Look:
    """Computed values; lengths in points, `width` and `height` as (figure, is_percent) or None."""

    size: float = 14
    line: float = 1.2
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    align: str = "left"
    indent: float = 0
    tracking: float = 0
    is_one_line: bool = False
    # Not inherited from here on.
    display: str = "inline"
    direction: str = "row"
    margins: tuple = (0, 0, 0, 0)
    paddings: tuple = (0, 0, 0, 0)
    width: tuple | None = None
    height: tuple | None = None
    middle: bool = False
    borders: tuple = ("", "", "", "")
    rule: float | None = None  # a line beneath the text, as a share of its length
    before: str = ""
    after: str = ""
    is_whole: bool = False
    page: str = ""


@dataclass(frozen=True)
class Page:
    """A kind of page: lengths in points, margins top right bottom left."""

    width: float
    height: float
    margins: tuple
    has_number: bool = True
    mark: str = ""


INHERITED = (
    "size", "line", "is_bold", "is_italic", "is_underlined", "align", "indent", "tracking", "is_one_line",
)  # fmt: skip
BLOCKS = {
    "body", "main", "div", "section", "article", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "table", "thead",
    "tbody", "tr", "th", "td", "colgroup", "col",
}  # fmt: skip
A4 = (210 * POINTS["mm"], 297 * POINTS["mm"])


def points(text, size=14.0):
    """A length in points, or None for what is no length."""
    match = LENGTH.match(text.strip())
    if not match or match.group(2) == "%":
        return None
    figure, unit = float(match.group(1)), match.group(2)
    return figure * (size if unit == "em" else POINTS.get(unit, 0))


def four(text, size=14.0):
    """margin and padding as four points; what is no length ("auto") counts as none."""
    found = [points(part, size) or 0 for part in text.split()]
    top, right, bottom, left = (found * 4)[:4] if len(found) == 1 else (found + found[len(found) - 2 :])[:4]
    return (top, right, bottom, left) if len(found) != 3 else (found[0], found[1], found[2], found[1])


class StyleSheet:
    """The rules of one CSS file, asked for one element at a time; like elements are asked for once."""

    def __init__(self, text):
        self.matcher, self.pages, self.known = cssselect2.Matcher(), {}, {}
        for rule in tinycss2.parse_stylesheet(BROWSER + text, skip_comments=True, skip_whitespace=True):
            if rule.type == "qualified-rule":
                values = _declarations(rule.content)
                for selector in cssselect2.compile_selector_list(rule.prelude):
                    self.matcher.add_selector(selector, values)
            elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
                self._add_page(tinycss2.serialize(rule.prelude).strip(), rule.content)

    def _add_page(self, name, content):
        if name.startswith(":"):
            return
        plain = self.pages.get("") or Page(*A4, (0, 0, 0, 0))
        page, values = self.pages.get(name, plain), {}
        for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            if node.type == "declaration":
                values[node.lower_name] = tinycss2.serialize(node.value).strip()
            elif node.type == "at-rule":
                words = _declarations(node.content).get("content", ("", False))[0].strip("\"'")
                if node.lower_at_keyword == "top-center":
                    page = replace(page, has_number=words != "none")
                elif node.lower_at_keyword == "top-right":
                    page = replace(page, mark="" if words == "none" else words)
        if "landscape" in values.get("size", ""):
            page = replace(page, width=A4[1], height=A4[0])
        if "margin" in values:
            page = replace(page, margins=four(values["margin"]))
        self.pages[name] = page

    def page(self, name):
        return self.pages.get(name) or self.pages[""]

    def look_of(self, wrapper, parent, above):
        """The Look of an element below one that looks like `parent`; `above`: key of the parent's own look."""
        element, before = wrapper.etree_element, wrapper.previous
        key = (
            above, element.tag, element.get("class"), wrapper.parent is None or before is None,
            before is not None and (before.etree_element.tag, before.etree_element.get("class")),
        )  # fmt: skip
        if key not in self.known:
            self.known[key] = (self._computed(wrapper, parent), len(self.known))
        return self.known[key]

    def _computed(self, wrapper, parent):
        plain, after = {}, {}
        for weight in (False, True):
            for _, _, pseudo, values in sorted(self.matcher.match(wrapper), key=lambda found: found[:2]):
                target = {None: plain, "after": after}.get(pseudo, {})
                target.update(
                    {name: value for name, (value, is_important) in values.items() if is_important is weight}
                )
        return _look(plain, after, parent, wrapper.etree_element.tag)


def _declarations(content):
    found = {}
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            found[node.lower_name] = (tinycss2.serialize(node.value).strip(), node.important)
    return found


def _look(values, after, parent, tag):
    look = Look(**{name: getattr(parent, name) for name in INHERITED})
    font = values.get("font", "")
    size = re.search(r"([\d.]+)pt(?:/([\d.]+))?", font) if font else None
    if size:
        look = replace(look, size=float(size[1]), line=float(size[2] or look.line))
    if "font-size" in values:
        look = replace(look, size=points(values["font-size"], parent.size) or look.size)
    display = values.get("display", "block" if tag in BLOCKS else "inline")
    changes = {
        "display": display,
        "direction": values.get("flex-direction", "row"),
        "margins": _box(values, "margin", look.size),
        "paddings": _box(values, "padding", look.size),
        "borders": tuple(values.get(f"border-{side}", values.get("border", "")) for side in SIDES),
        "width": _measure(values.get("width"), look.size),
        "height": _measure(values.get("height"), look.size),
        "middle": "center" in (values.get("justify-content"), values.get("vertical-align"))
        or values.get("vertical-align") == "middle"
        or (values.get("justify-content") == "space-evenly"),
        "before": values.get("break-before", ""),
        "after": values.get("break-after", ""),
        "is_whole": values.get("break-inside") == "avoid",
        "page": values.get("page", ""),
    }
    if "font-weight" in values:
        changes["is_bold"] = values["font-weight"] in ("bold", "700")
    if "font-style" in values:
        changes["is_italic"] = values["font-style"] == "italic"
    if "text-decoration" in values:
        changes["is_underlined"] = "underline" in values["text-decoration"]
    if "text-align" in values:
        changes["align"] = values["text-align"]
    if "text-indent" in values:
        changes["indent"] = points(values["text-indent"], look.size) or 0
    if "letter-spacing" in values:
        changes["tracking"] = points(values["letter-spacing"], look.size) or 0
    if "white-space" in values:
        changes["is_one_line"] = values["white-space"] == "nowrap"
    if "line-height" in values and LENGTH.match(values["line-height"]):
        changes["line"] = float(values["line-height"])
    if "border-bottom" in after:
        share = _measure(after.get("width", "100%"), look.size)
        changes["rule"] = share[0] / 100 if share and share[1] else 1.0
    return replace(look, **changes)


def _box(values, name, size):
    box = list(four(values[name], size)) if name in values else [0, 0, 0, 0]
    for place, side in enumerate(SIDES):
        if f"{name}-{side}" in values:
            box[place] = points(values[f"{name}-{side}"], size) or 0
    return tuple(box)


def _measure(text, size):
    match = LENGTH.match(text.strip()) if text else None
    if not match:
        return None
    return (float(match[1]), True) if match[2] == "%" else (points(text, size), False)


@cache
def style_sheet_at(path, changed):
    """The parsed file; `changed` (its time) lets a developer see a new one without a restart."""
    return StyleSheet(Path(path).read_text())
