"""Where bars and columns lie in a chart that the server draws: pure geometry of an svg, whole numbers only."""

from core.numbers import grouped

WIDTH = 640  # of the drawing; the page scales it
LABEL = 210  # what the names of bars take
FIGURE = 76  # what the figure at a bar's end takes
ROW = 30
BAR = 18
LETTERS = 28  # of a name in the drawing; the table beside has the whole of it
HEIGHT = 200  # of the columns' field
STEPS = (1, 2, 5, 10)


def bars(rows):
    """Lying bars, one under the other: rows of (label, count) -> coordinates for components/bar_chart.html."""
    most = max((count for _, count in rows), default=0)
    field = WIDTH - LABEL - FIGURE
    return {
        "width": WIDTH,
        "height": ROW * len(rows) + 4,
        "label_x": LABEL - 8,
        "axis_x": LABEL,
        "bars": [
            {
                "label": label, "short": _short(label), "count": count, "y": ROW * place + (ROW - BAR) // 2 + 2,
                "text_y": ROW * place + ROW // 2 + 7, "width": _share(count, most, field), "height": BAR,
                "figure_x": LABEL + _share(count, most, field) + 6,
            }
            for place, (label, count) in enumerate(rows)
        ],
    }  # fmt: skip


def columns(rows):
    """Standing columns side by side, for what follows in time; figures at the edge, names where they have room."""
    most = _round_up(max((count for _, count in rows), default=0))
    left, count = 56, max(len(rows), 1)
    step = (WIDTH - left) / count
    every = max(1, -(-count * 58 // (WIDTH - left)))
    return {
        "width": WIDTH,
        "height": HEIGHT + 44,
        "left": left,
        "base": HEIGHT + 12,
        "lines": [
            {"y": HEIGHT + 12 - _share(value, most, HEIGHT), "text": grouped(value), "text_y": HEIGHT + 17 - _share(value, most, HEIGHT)}
            for value in _marks(most)
        ],
        "columns": [
            {
                "label": label, "count": value, "x": round(left + step * place + step * 0.14), "width": max(2, round(step * 0.72)),
                "height": _share(value, most, HEIGHT), "y": HEIGHT + 12 - _share(value, most, HEIGHT),
                "middle": round(left + step * (place + 0.5)), "is_named": place % every == 0,
            }
            for place, (label, value) in enumerate(rows)
        ],
    }  # fmt: skip


def _share(count, most, length):
    """A length in proportion; what is there at all is seen."""
    return max(2, round(length * count / most)) if count else 0


def _round_up(most):
    """The next round figure above: 1, 2, 5 and 10 times a power of ten, four at least."""
    power = 10 ** max(0, len(str(int(most))) - 1)
    return max(4, next(step * power for step in STEPS if step * power >= most))


def _marks(most):
    """Nought, half and all of it; no fractions."""
    return [0, *([most // 2] if most % 2 == 0 else []), most]


def _short(label):
    return label if len(label) <= LETTERS else label[: LETTERS - 1].rstrip() + "…"
