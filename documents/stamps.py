"""How a digital signature looks on a paper: the signer's blue mark, the body's red seal (official-format). Drawn only."""

from dataclasses import dataclass
from math import degrees, pi

from django.utils import timezone

from documents.faces import BODY_NAMES
from documents.render import stamp_of
from documents.states import HeadingStyle
from documents.widths import width_of

# The space of the papers' style sheet, 81 by 29 mm, in points; smaller spaces scale everything alike.
WIDTH, HEIGHT = 229.6, 82.2
# The mark stands at the top of the space; the seal covers the left third of it.
MARK_WIDTH, MARK_HEIGHT = 196, 58
HAND_SIZES = range(15, 6, -1)
# The ring of the seal, in the units of its drawing: the letters' radius above and below, and their size.
CENTRE, ABOVE, BELOW, LETTER_SIZE = 100, 66, 79, 17


@dataclass(frozen=True)
class Stamp:
    """A one-page PDF and the box on the paper that it fills: [x, y, width, height] in points."""

    content: bytes
    box: list


def time_words(moment):
    """ "16/05/2026; 09:30:12; +07:00", as Nghị định 30/2020/NĐ-CP writes the time of a digital signature."""
    return timezone.localtime(moment).strftime("%d/%m/%Y; %H:%M:%S; +07:00")


def body_words(paper):
    """The body's full name in capitals: "ỦY BAN NHÂN DÂN XÃ LẠC PHƯỢNG"."""
    where = f"{paper.commune.get_kind_display()} {paper.commune.name}".upper()
    return f"{BODY_NAMES[paper.body]} {where}"


def person_stamp(paper, place, *, name, moment):
    """The signer's mark: name, body, time, in blue, at the top of the space."""
    x, y, width, height = place["box"]
    scale = min(width / WIDTH, height / HEIGHT)
    mark = [MARK_WIDTH * scale, MARK_HEIGHT * scale]
    box = [x + (width - mark[0]) / 2, y + height - mark[1], *mark]
    hand = next((size for size in HAND_SIZES if width_of(name, size=size) < MARK_WIDTH - 8), HAND_SIZES[-1])
    context = {
        "hand": hand,
        "name": name,
        "body": body_words(paper),
        "time": time_words(moment),
        "code": paper.spoken_code,
    }
    return Stamp(stamp_of("documents/stamps/person.html", context, MARK_WIDTH, MARK_HEIGHT), box)


def seal_stamp(paper, place, *, moment):
    """The body's round seal over the left third of the mark, the time beside it, in red."""
    x, y, width, height = place["box"]
    scale = min(width / WIDTH, height / HEIGHT)
    size = [WIDTH * scale, HEIGHT * scale]
    where = f"{paper.commune.get_kind_display()} {paper.commune.name}".upper()
    context = {
        "letters": [*arc(BODY_NAMES[paper.body], is_above=True), *arc(where, is_above=False)],
        "body": body_words(paper), "time": time_words(moment),
        "has_star": paper.heading_style == HeadingStyle.STATE,
    }  # fmt: skip
    box = [x + (width - size[0]) / 2, y + height - size[1], *size]
    return Stamp(stamp_of("documents/stamps/seal.html", context, WIDTH, HEIGHT), box)


def arc(text, *, is_above):
    """Each letter of a text along the seal's ring: {"letter", "turn" in degrees, "y"}; WeasyPrint bends no text."""
    radius = ABOVE if is_above else BELOW
    size = LETTER_SIZE
    whole = width_of(text, size=size, is_bold=True)
    # At most five eighths of the ring above, three eighths below: a long name is set smaller.
    room = 2 * pi * radius * (0.6 if is_above else 0.36)
    size = size * min(1, room / whole)
    whole, gone, letters = width_of(text, size=size, is_bold=True), 0, []
    for letter in text:
        width = width_of(letter, size=size, is_bold=True)
        turn = degrees((gone + width / 2 - whole / 2) / radius)
        gone += width
        y = CENTRE - radius if is_above else CENTRE + radius
        letters.append(
            {"letter": letter, "turn": f"{turn if is_above else -turn:.2f}", "y": y, "size": f"{size:.2f}"}
        )
    return letters
