"""The tags and filters of the house's look; the words of deadlines and states come from their own rooms.

Put `{% load ui %}` on top of a page. Every component stands, drawn with sample values, on /giao-dien/ (DEBUG).

Dates and figures
    {{ day|vn_date }}         16/11/2026             {{ day|vn_day }}        thứ Hai, 16/11/2026
    {{ moment|vn_datetime }}  08:30, 16/11/2026      {{ day|relative_day }}  hôm nay · ngày mai · 16/11/2026
    {{ value|dash }}          — for nothing          {{ figure|vn_number }}  12.345,5
    {% today as day %}        the local date of now

States and deadlines (tones: neutral info good soon today late exempt)
    {% status_badge petition %}                      word, shape and tone of obj.state; tone from obj.state_tone
    {% status_badge label="Đã ban hành" tone="good" %}
    {% include "components/status.html" with state=petition %}         the same as an include
    {% deadline_badge badge %}                       a DeadlineBadge; with "Vì sao là ngày này?" if it has why_url
    {% deadline_badge badge compact=True %}          one line for tables, without the question
    {% next_deadline badge what="Công bố thông báo" who="Văn phòng HĐND và UBND" %}   large, for the top of a page

Acts
    {% action_bar conference %}                      every act of actions_for(user, obj), refused ones with reasons
    <a class="btn btn-primary" href="…">…</a>        at most one primary button on a page
    <form method="post" action="…" data-confirm="Xoá mục này?" data-confirm-yes="Xoá">{% csrf_token %}…</form>

Lists
    {% work_items items %}                           list of core.providers.WorkItem
    {% empty "Chưa có kiến nghị nào." %}             {% empty "…" url=add_url button="Thêm kiến nghị" icon="inbox" %}
    {% include "components/filters.html" with form=filter.form count=page.paginator.count noun="kiến nghị" %}
    <th>{% sort_link "Hạn" "due_on" %}</th>          toggles ?sap=due_on / ?sap=-due_on
    <table class="table cards-on-phone" data-keys>   each <td data-label="Hạn">; data-keys = j/k/Enter on rows
    {% include "components/pager.html" with page=page %}               pages are ?trang=2
    {% include "components/tabs.html" with tabs=tabs %}                objects with label, url, active, count

A conference and its story
    {% stage_strip stages %}                         list of core.providers.StagePart
    {% history obj %}                                who did what when, with what changed
    {% timeline marks off_days %}                    core.timeline.Mark(on, label, tone, is_act) over working days;
                                                     off_days: set or {date: reason} of the whole stretch

Boxes
    {% callout "warning" "Chưa công bố thông báo" %}Hội nghị chưa được mở…{% endcallout %}
                                                     tones: info good warning blocked
    {% panel "Thông tin chung" %}…{% endpanel %}     a titled card
    {% stat 12 "kiến nghị" %}                        in <div class="stats">…</div>; {% stat 3 "trễ hạn" tone="late" %}
    {% include "components/progress.html" with done=40 total=100 sentence="Đang tạo tệp PDF" poll_url=url %}
    {% icon "clock" %}                               decorative heroicon (mini); {% icon "clock" "outline" %}
    {% person user %} · {% unit unit %}              name and post (a query per person: not in long lists); short name

Forms (labels above, help, errors beside, summary on top, stale edit, autosave: all by themselves)
    {% include "components/form.html" with form=form submit="Lưu" cancel_url=url %}   the whole <form>
    {{ form }}                                       only the fields with summary, inside your own <form novalidate>
    {% field form.title %}                           one field; then also {% error_summary form %} on top
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from heroicons.templatetags import heroicons as heroicon_tags

from core.access import actions_for
from core.clock import local_today
from core.log import history_of
from core.timeline import lay_out
from core.vietnamese import long_date, short_date

register = template.Library()

DASH = "—"
TONES = ("neutral", "info", "good", "soon", "today", "late", "exempt")
# Where a model does not say the tone of its states itself (`state_tone`), the word of the state decides.
STATE_TONES = {
    value: tone
    for tone, values in {
        "neutral": "draft new planned pending waiting none superseded used past lapsed to_send",
        "info": "open submitted forwarded requested received classified assigned offered accepted reported running speaking called "
        "scheduled preparing acknowledged reserved reading applying undoing collecting asked",
        "soon": "returned refused spoken ready paused interrupted",
        "today": "disputed failed objected",
        "late": "overdue bounced",
        "good": "approved issued published answered reported_up confirmed closed done met sent settled archived "
        "handed_in agreed relayed replied",
        "exempt": "exempt cancelled withdrawn rejected abandoned discarded undone merged",
    }.items()
    for value in values.split()
}
# One shape per tone, so that no state is told by colour alone (16×16, filled).
SHAPES = {
    "neutral": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm0 1.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4Z",
    "info": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm0 1.8v8.4a4.2 4.2 0 1 1 0-8.4Z",
    "good": "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8Zm3.2 4.7-3.8 4.2a.9.9 0 0 1-1.3 0L4.6 9.2l1.2-1.2 "
    "1 .9 3.1-3.5 1.3 1.1Z",
    "soon": "M3.5 1.5h9v1.7L9.3 8l3.2 4.8v1.7h-9v-1.7L6.7 8 3.5 3.2V1.5Zm2.2 1.8L8 6.8l2.3-3.5H5.7Z",
    "today": "M8 .8 15.2 8 8 15.2.8 8 8 .8Zm-1 3.7.3 4.4h1.4L9 4.5H7Zm1 5.4a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z",
    "late": "M8 1.2 15.6 14.4H.4L8 1.2ZM7 5.6l.3 4.2h1.4L9 5.6H7Zm1 5.1a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z",
    "exempt": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm-4.2 6c0-.8.2-1.5.6-2.1l5.7 5.7A4.2 4.2 0 0 1 3.8 8Zm7.8 2.1L5.9 "
    "4.4a4.2 4.2 0 0 1 5.7 5.7Z",
}  # fmt: skip


@dataclass(frozen=True)
class DeadlineBadge:
    """What a deadline says at a glance; the deadlines room makes it (`badge(deadline, today)`)."""

    label: str  # what is due: "Ban hành thông báo kết luận"
    due_on: date | None
    tone: str  # one of TONES
    phrase: str  # "còn 3 ngày làm việc", "hết hạn hôm nay", "trễ 2 ngày làm việc", "miễn", "chưa cấu hình"
    why_url: str = ""
    is_provisional: bool = False  # the calendar of a year concerned is not confirmed yet


# --- dates and figures -------------------------------------------------------------------------------------


def _local_day(value):
    """The local date of a date or an instant."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


@register.filter
def vn_date(value):
    """16/11/2026, or a dash."""
    day = _local_day(value)
    return short_date(day) if day else DASH


@register.filter
def vn_day(value):
    """thứ Hai, 16/11/2026, or a dash."""
    day = _local_day(value)
    return long_date(day) if day else DASH


@register.filter
def vn_datetime(value):
    """08:30, 16/11/2026 in local time, or a dash."""
    if not isinstance(value, datetime):
        return vn_date(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M}, {short_date(local)}"


@register.filter
def relative_day(value):
    """hôm nay, ngày mai, ngày kia, hôm qua, hôm kia; any other day as 16/11/2026."""
    day = _local_day(value)
    if day is None:
        return DASH
    names = {-2: "hôm kia", -1: "hôm qua", 0: "hôm nay", 1: "ngày mai", 2: "ngày kia"}
    return names.get((day - local_today()) // timedelta(days=1), short_date(day))


@register.simple_tag
def today():
    """The local date, for a page that names the day."""
    return local_today()


@register.filter
def dash(value):
    """— where there is nothing to say; 0 and False stay."""
    return DASH if value is None or value == "" else value


@register.filter
def vn_number(value):
    """12.345 or 12.345,5; a dash for nothing."""
    if value is None or value == "":
        return DASH
    if isinstance(value, Decimal | float):
        value = Decimal(str(value)).normalize()
        value = f"{value:f}"
    return number_format(value, force_grouping=True)


# --- shapes and words --------------------------------------------------------------------------------------


def _known(tone):
    return tone if tone in TONES else "neutral"


@cache
def _icon(style, name):
    """The svg of one icon; reading it from heroicons' zip costs more than all else on a page."""
    size = {"micro": 16, "mini": 20, "outline": 24, "solid": 24}[style]
    draw = getattr(heroicon_tags, f"heroicon_{style}")
    svg = draw(name, size=size, **{"class": "icon", "aria_hidden": "true", "focusable": "false"})
    return mark_safe("".join(line.strip() for line in svg.splitlines()))


@register.simple_tag
def icon(name, style="mini"):
    """A decorative heroicon that screen readers skip: micro 16, mini 20, outline and solid 24 pixels."""
    return _icon(str(style), str(name))


@register.simple_tag
def tone_shape(tone):
    """The small shape that stands for a tone."""
    return format_html(
        '<svg class="shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="{}"/></svg>',
        SHAPES[_known(tone)],
    )


def tone_of(obj):
    """The tone of an object's state: its own `state_tone`, else by the word of the state."""
    return _known(
        getattr(obj, "state_tone", None) or STATE_TONES.get(str(getattr(obj, "state", "")), "neutral")
    )


@register.inclusion_tag("components/status_badge.html")
def status_badge(obj=None, label="", tone=""):
    """State as word, shape and tone; from an object with `.state`, or from a label and a tone."""
    if obj is not None and not label:
        label = obj.get_state_display() if hasattr(obj, "get_state_display") else str(obj)
    return {"label": label, "tone": _known(tone) if tone else tone_of(obj)}


@register.inclusion_tag("components/deadline_badge.html")
def deadline_badge(badge, compact=False):
    """A DeadlineBadge (or anything with its attributes); None draws a dash."""
    return {"badge": badge, "compact": compact, "tone": _known(getattr(badge, "tone", "neutral"))}


@register.inclusion_tag("components/next_deadline.html")
def next_deadline(badge, what="", who="", url=""):
    """The next deadline in large type: what, whose, how long, until when, why."""
    return {
        "badge": badge,
        "what": what,
        "who": who,
        "url": url,
        "tone": _known(getattr(badge, "tone", "neutral")),
    }


@register.inclusion_tag("components/person.html")
def person(user):
    """Name and main post of a person; a dash for nobody."""
    return {"user": user, "post": user.main_post if user else None}


@register.inclusion_tag("components/unit.html")
def unit(unit):
    """Name of a body with its short name."""
    return {"unit": unit}


# --- acts --------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/action_bar.html", takes_context=True)
def action_bar(context, obj, actions=None):
    """Buttons of what this person may do with the object; refused acts are disabled with their sentence."""
    request = context["request"]
    if actions is None:
        actions = actions_for(request.user, obj)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "actions": actions,
        "refused": [action for action in actions if not action.enabled],
        "key": f"{obj._meta.model_name}-{obj.pk}" if hasattr(obj, "_meta") else "acts",
    }


@register.inclusion_tag("components/history.html")
def history(obj=None, entries=None):
    """The log of one thing as sentences, newest first."""
    return {"entries": history_of(obj) if entries is None else entries}


# --- lists -------------------------------------------------------------------------------------------------


WORK_GROUPS = ("Quá hạn", "Hôm nay", "Trong 7 ngày tới", "Sau đó", "Không có hạn")


def _work_row(item, today):
    """A work item with the tone and the group that its day gives it."""
    left = (item.due_on - today).days if item.due_on else None
    place = 4 if left is None else 0 if left < 0 else 1 if left == 0 else 2 if left <= 7 else 3
    tone = {0: "late", 1: "today"}.get(place) or _known(item.tone)
    return {"item": item, "tone": tone, "group": WORK_GROUPS[place]}


@register.inclusion_tag("components/work_items.html")
def work_items(items, grouped=True):
    """Acts that wait for a person (core.providers.WorkItem), under Quá hạn, Hôm nay and so on."""
    today = local_today()
    rows = [_work_row(item, today) for item in items]
    groups = [(name, [row for row in rows if row["group"] == name]) for name in WORK_GROUPS]
    groups = [(name, some) for name, some in groups if some] if grouped else [("", rows)]
    return {"groups": groups if rows else [], "titled": grouped and len(groups) > 1}


@register.inclusion_tag("components/empty.html")
def empty(sentence, url="", button="", icon="check-circle", note=""):
    """A kind word where a list has nothing."""
    return {"sentence": sentence, "url": url, "button": button, "icon": icon, "note": note}


@register.inclusion_tag("components/sort_link.html", takes_context=True)
def sort_link(context, label, key):
    """A column heading that sorts by ?sap=key, and the other way round when clicked again."""
    request = context["request"]
    now = request.GET.get("sap", "")
    query = request.GET.copy()
    query["sap"] = f"-{key}" if now == key else key
    query.pop("trang", None)
    return {"label": label, "href": f"?{query.urlencode()}", "up": now == key, "down": now == f"-{key}"}


@register.inclusion_tag("components/stages.html")
def stage_strip(stages):
    """The seven stages of a conference: state and one sentence each (core.providers.StagePart)."""
    words = {"done": "xong", "current": "đang làm", "blocked": "đang vướng", "future": "chưa tới"}
    return {"stages": [{"part": part, "word": words.get(part.state, "")} for part in stages]}


@register.inclusion_tag("components/timeline.html")
def timeline(marks, off_days, start=None, end=None):
    """Deadlines and acts over working days, days off hatched; marks are core.timeline.Mark."""
    return {"line": lay_out(marks, off_days, today=local_today(), start=start, end=end)}


# --- boxes -------------------------------------------------------------------------------------------------

CALLOUT_ICONS = {
    "info": "information-circle", "good": "check-circle", "warning": "exclamation-triangle", "blocked": "no-symbol",
}  # fmt: skip


@register.simple_block_tag
def callout(content, tone="info", title=""):
    """A boxed remark: info, good, warning or blocked."""
    tone = tone if tone in CALLOUT_ICONS else "info"
    head = format_html("<strong>{}</strong>", title) if title else ""
    return format_html(
        '<div class="callout callout-{}">{}<div>{}<div>{}</div></div></div>',
        tone, icon(CALLOUT_ICONS[tone]), head, content,
    )  # fmt: skip


@register.simple_block_tag
def panel(content, title="", icon_name="", id=""):
    """A titled card."""
    head = format_html("<h2>{}{}</h2>", icon(icon_name) if icon_name else "", title) if title else ""
    anchor = format_html(' id="{}"', id) if id else ""
    return format_html('<section class="panel"{}>{}{}</section>', anchor, head, content)


@register.simple_tag
def stat(figure, label, tone="neutral", url=""):
    """A large figure with its unit; figures stand together in <div class="stats">."""
    body = format_html(
        '<span class="stat-figure">{}</span> <span class="stat-label">{}{}</span>',
        vn_number(figure) if isinstance(figure, int | float | Decimal) else figure,
        tone_shape(tone) if tone != "neutral" else "", label,
    )  # fmt: skip
    if url:
        return format_html('<a class="stat stat-{}" href="{}">{}</a>', _known(tone), url, body)
    return format_html('<div class="stat stat-{}">{}</div>', _known(tone), body)


# --- forms -------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound_field):
    """One field of a form: label, help, control, errors."""
    return bound_field.as_field_group()


@register.inclusion_tag("components/error_summary.html")
def error_summary(form):
    """What is wrong with the form, with links to the fields; nothing if nothing is."""
    errors = [(bound, message) for bound in form for message in bound.errors] if form.is_bound else []
    return {"form": form, "errors": errors, "general": form.non_field_errors() if form.is_bound else []}


@register.filter
def control_id(bound_field):
    """The id to jump to: of the control itself, or of the first choice of a group."""
    return bound_field.id_for_label or f"{bound_field.auto_id}_0"
