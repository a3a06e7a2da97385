"""Where a laid-out paper leaves room for signatures: read from the boxes that WeasyPrint made. Nothing is stored here."""

# WeasyPrint counts in CSS pixels from the top left, PDF in points from the bottom left.
POINTS = 0.75


def sign_places(pages):
    """Every space above a signer's name: page (0 = the first), box in points [x, y, width, height], the name.

    `pages`: the pages of a rendered WeasyPrint document. A space whose name is still dots has the name "". In the
    order of the text; State and Party papers and those with two signatures mark their spaces alike.
    """
    return [place for number, page in enumerate(pages) for place in _of_page(number, page)]


def _of_page(number, page):
    for block in _blocks(page._page_box, "signature"):
        spaces, names = list(_blocks(block, "seal")), list(_blocks(block, "signer"))
        if not spaces or not names:
            continue
        space = spaces[0]
        x, y = space.position_x * POINTS, (page.height - space.position_y - space.height) * POINTS
        box = [round(value, 2) for value in (x, y, space.width * POINTS, space.height * POINTS)]
        name = " ".join("".join(names[-1].element.itertext()).split())
        yield {"page": number, "box": box, "name": name if any(map(str.isalpha, name)) else ""}


def _blocks(box, name):
    """The block boxes of elements that bear this class; an element's line boxes share its element and are left out."""
    for child in box.descendants():
        element = child.element
        if element is None or not hasattr(element, "get") or child.element_tag not in ("div", "p"):
            continue
        if name in (element.get("class") or "").split() and type(child).__name__ in BLOCKS:
            yield child


BLOCKS = ("BlockBox", "FlexBox")
