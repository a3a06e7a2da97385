"""Where things lie on the timeline over working days: pure geometry of an svg, no dates are computed here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH = 960
LANE = 20  # height of one row of labels
BAND = 34  # height of the strip of days
LETTER = 8  # width of a letter, generously


@dataclass(frozen=True)
class Mark:
    """One deadline (a diamond) or act (a disc) on its day."""

    on: date
    label: str
    tone: str = "neutral"
    is_act: bool = False
    url: str = ""


def lay_out(marks, off_days, *, today, start=None, end=None):
    """Coordinates for templates/components/timeline.html; whole numbers, so that no decimal comma gets in.

    `off_days`: the days off between start and end, a set or {date: reason}. Without `start` and `end` the strip
    reaches from two days before the first mark to two after the last.
    """
    marks = sorted(marks, key=lambda mark: mark.on)
    if not marks:
        return None
    start = start or marks[0].on - timedelta(days=2)
    end = end or marks[-1].on + timedelta(days=2)
    marks = [mark for mark in marks if start <= mark.on <= end]
    count = (end - start).days + 1
    days = [start + timedelta(days=i) for i in range(count)]

    def left(day):
        return (day - start).days * WIDTH // count

    def middle(day):
        return (left(day) + left(day + timedelta(days=1))) // 2

    placed, lanes = _place_labels(marks, middle)
    top = lanes * LANE + 8
    reasons = off_days if isinstance(off_days, Mapping) else dict.fromkeys(off_days, "")
    return {
        "width": WIDTH,
        "height": top + BAND + 42,
        "top": top,
        "bottom": top + BAND,
        "centre": top + BAND // 2,
        "band": BAND,
        "days": [left(day) for day in days],
        "off": [
            {
                "x": left(day),
                "width": left(day + timedelta(days=1)) - left(day),
                "why": reasons[day],
                "day": day,
            }
            for day in days
            if day in reasons
        ],
        "weeks": [{"x": middle(day), "day": day} for day in days if _is_named(day, count)],
        "months": [{"x": left(day), "day": day} for day in days if day == start or day.day == 1],
        "today": middle(today) if start <= today <= end else None,
        "marks": placed,
        "start": start,
        "end": end,
    }


def _is_named(day, count):
    """Which days carry a figure: all on a short strip, Mondays on a longer one, every other Monday beyond that."""
    if count <= 24:
        return True
    return day.weekday() == 0 and (count <= 150 or day.isocalendar().week % 2 == 0)


def _place_labels(marks, middle):
    """Put each label into the lowest row where it touches no other; returns the marks and the number of rows.

    From right to left: the line that leads down from a higher label then passes left of all lower ones.
    """
    begins, placed = [], []
    for mark in reversed(marks):
        x, width = middle(mark.on), len(mark.label) * LETTER
        turned = x + width + 4 > WIDTH
        first, last = (x - width - 10, x) if turned else (x, x + width + 10)
        lane = next((i for i, begin in enumerate(begins) if last <= begin), len(begins))
        begins[lane : lane + 1] = [first]
        placed.append({"mark": mark, "x": x, "lane": lane, "turned": turned})
    rows = len(begins)
    for item in placed:
        item["y"] = (rows - 1 - item["lane"]) * LANE + 14
        item["text_x"] = item["x"] - 4 if item["turned"] else item["x"] + 4
    return placed[::-1], rows
