"""How wide a line of the papers' face is, so that dots fill a line and big letters fill a sheet. No layout."""

import unicodedata

# Advance widths of Liberation Serif (those of Times New Roman) in thousandths of the type size.
REGULAR = {
    180: "'", 250: " .,", 278: "ijlt:;/", 333: "frI()-!", 389: "sJ", 408: '"', 444: "acez“”?",
    500: "bdghknopquvxyđ0123456789–*", 556: "FPS", 611: "ELTZ", 667: "BCR", 722: "wADGHKNOQUVXYĐ", 778: "m&",
    833: "%", 889: "M", 944: "W", 1000: "…",
}  # fmt: skip
BOLD = {
    250: " .,", 278: "il/'", 333: "fjt:;()-!", 389: "sI", 444: "cerz", 500: "agovxyJ0123456789–“”?*", 555: '"',
    556: "bdhknpquđS", 611: "FP", 667: "BELTZ", 722: "wACDNRUVXYĐ", 778: "GHKOQ", 833: "m&", 944: "M", 1000: "W…%",
}  # fmt: skip
USUAL = 500
HORN = "\u031b"
HORN_WIDTH = 30


def _by_letter(table):
    return {letter: width for width, letters in table.items() for letter in letters}


TABLES = {False: _by_letter(REGULAR), True: _by_letter(BOLD)}


def width_of(text, *, size, is_bold=False):
    """Points that the text takes on one line at `size` points; within a percent of the real face."""
    table, total = TABLES[is_bold], 0
    for char in unicodedata.normalize("NFD", text):
        if char == HORN:
            total += HORN_WIDTH
        elif not unicodedata.combining(char):
            total += table.get(char, USUAL)
    return total * size / 1000


def dots_to(text, *, width, size):
    """The dots that follow `text` up to the end of a line of `width` points, at least three."""
    left = width - width_of(f"{text} ", size=size)
    return "." * max(int(left / (size * 0.25)), 3)


def balanced(text, *, width, size, is_bold=True):
    """The text in as few lines of at most `width` points as it takes, none much shorter than the others."""
    words, count = text.split(), 1
    while len(words) > count:
        found = _broken(words, count, size=size, is_bold=is_bold)
        if max(width_of(line, size=size, is_bold=is_bold) for line in found) <= width:
            return found
        count += 1
    return [text]


def _broken(words, count, *, size, is_bold):
    """So many lines, each filled up to an even share of what is left."""
    found = []
    for left in range(count, 0, -1):
        share = width_of(" ".join(words), size=size, is_bold=is_bold) / left
        taken = len(words) if left == 1 else 1
        while (
            taken < len(words)
            and width_of(" ".join(words[:taken]), size=size, is_bold=is_bold) < share * 0.97
        ):
            taken += 1
        found.append(" ".join(words[:taken]))
        words = words[taken:]
    return [line for line in found if line]
