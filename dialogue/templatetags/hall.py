"""Words of the hall's pages: seconds as a clock shows them, the minutes by which the programme is late."""

from django import template
from django.utils.html import format_html

from core.vietnamese import span
from dialogue.queries.floor import clock_state, left_of

register = template.Library()


@register.filter
def clock(seconds):
    """2:05 for 125 seconds; beyond the limit it counts on into negative: −0:12 (live-room 8)."""
    if seconds is None:
        return ""
    minutes, rest = divmod(abs(int(seconds)), 60)
    return f"{'−' if seconds < 0 else ''}{minutes}:{rest:02}"


@register.filter
def minutes_of(seconds):
    """3 phút, 2 phút 30 giây; "" for no limit."""
    return span(seconds) if seconds else ""


@register.filter
def drift(minutes):
    """The programme against its plan, in words; "" where the plan gives no hour."""
    if minutes is None:
        return ""
    if minutes == 0:
        return "đúng giờ"
    return f"chậm {minutes} phút" if minutes > 0 else f"sớm {-minutes} phút"


@register.filter
def drift_tone(minutes):
    """How late is late: five minutes are noticed, a quarter of an hour is serious."""
    if minutes is None or minutes < 5:
        return "good"
    return "soon" if minutes < 15 else "late"


@register.filter
def in_short(heading):
    """A step's heading without what stands in brackets at its end: the office's own remark, not for a large screen."""
    short = heading.split(" (", 1)[0].rstrip(" .;:,")
    return short if len(short) > 8 else heading


@register.inclusion_tag("dialogue/hall/clock.html")
def hall_clock(contribution):
    """The clock of one speech, as `{% include "dialogue/hall/clock.html" with contribution=… %}` draws it."""
    return {"contribution": contribution}


@register.filter
def shown_seconds(contribution):
    """What a clock shows: seconds left of the limit, negative beyond it; seconds spoken where there is no limit."""
    left = left_of(contribution)
    return contribution.net_seconds() if left is None else left


@register.filter
def clock_class(contribution):
    """The class of a clock in its last part, or beyond the limit; the script sets the same."""
    state = clock_state(contribution)
    return f"is-{state}" if state else ""


@register.simple_tag
def glyph(name):
    """A shape that the page holds once (dialogue/hall/glyphs.html): a row that is drawn a hundred times only points to it."""
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="#glyph-{}"/></svg>', name
    )
