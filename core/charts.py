"""Where bars and columns lie in a chart that the server draws: pure geometry of an svg, whole numbers only."""

from core.numbers import grouped

WIDTH = 380  # of the drawing: a phone's; on a desk two stand side by side
FIGURE = 70  # what the figure at a bar's end takes
ROW = 40  # a name above, its bar below
BAR = 13
LETTERS = 48  # of a name in the drawing; the table beside has the whole of it
HEIGHT = 170  # of the columns' field
LEFT = 46  # what the figures beside the columns take
NAME = 54  # what the name of a column takes
STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


def bars(rows):
    """Lying bars, one under the other: rows of (label, count) -> coordinates for components/bar_chart.html."""
    most = max((count for _, count in rows), default=0)
    field = WIDTH - FIGURE
    return {
        "width": WIDTH,
        "height": ROW * len(rows) + 4,
        "bars": [
            {
                "label": label, "short": _short(label), "count": count, "label_y": ROW * place + 15, "y": ROW * place + 21,
                "width": _share(count, most, field), "height": BAR, "figure_x": _share(count, most, field) + 6,
                "figure_y": ROW * place + 32,
            }
            for place, (label, count) in enumerate(rows)
        ],
    }  # fmt: skip


def stacks(rows):
    """One bar for each row of (label, counts), parted by the counts' shares: x and width in per cent of the bar.

    Per cent and no viewBox: the figures in the parts keep their size on a phone and on a wide screen. As text, for a
    template would write a number with the language's comma.
    """
    bars = []
    for label, counts in rows:
        total, parts, done = sum(counts), [], 0
        for number, count in enumerate(counts, start=1):
            start, done = done, done + count
            if count:
                x, width = 100 * start / total, 100 * count / total
                parts.append(
                    {
                        "number": number, "count": count, "x": f"{x:.2f}", "width": f"{width:.2f}",
                        "middle": f"{x + width / 2:.2f}", "has_room": width >= 2 + 2 * len(str(count)),
                    }
                )  # fmt: skip
        bars.append({"label": label, "parts": parts, "total": total})
    return bars


def columns(rows):
    """Standing columns side by side, for what follows in time; figures at the edge, names where they have room."""
    most = _round_up(max((count for _, count in rows), default=0))
    step, base = (WIDTH - LEFT) / max(len(rows), 1), HEIGHT + 12
    every = max(1, -(-len(rows) * NAME // (WIDTH - LEFT)))
    return {
        "width": WIDTH,
        "height": base + 28,
        "left": LEFT,
        "base": base,
        "lines": [
            {"y": base - _share(value, most, HEIGHT), "text": grouped(value), "text_y": base + 5 - _share(value, most, HEIGHT)}
            for value in _marks(most)
        ],
        "columns": [
            {
                "label": label, "count": value, "x": round(LEFT + step * (place + 0.14)), "width": max(2, int(step * 0.72)),
                "height": _share(value, most, HEIGHT), "y": base - _share(value, most, HEIGHT),
                "middle": round(LEFT + step * (place + 0.5)), "is_named": place % every == 0,
            }
            for place, (label, value) in enumerate(rows)
        ],
    }  # fmt: skip


def _share(count, most, length):
    """A length in proportion; what is there at all is seen."""
    return max(2, round(length * count / most)) if count else 0


def _round_up(most):
    """The next round figure above: a few steps times a power of ten, four at least."""
    power = 10 ** max(0, len(str(int(most))) - 1)
    return max(4, next(step * power for step in STEPS if step * power >= most))


def _marks(most):
    """Nought, half and all of it; no fractions."""
    return [0, *([most // 2] if most % 2 == 0 else []), most]


def _short(label):
    return label if len(label) <= LETTERS else label[: LETTERS - 1].rstrip() + "…"
