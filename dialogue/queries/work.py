"""What waits for a person in this room: acts, not records."""

from django.urls import reverse

from core.access import roles_with_delegation
from core.clock import local_today
from core.providers import WorkItem
from core.states import Role
from core.vietnamese import long_date
from deadlines.models import Deadline
from deadlines.states import DeadlineKind
from dialogue.models import Conference, Invitation, Survey
from dialogue.states import ConferenceState, SurveyState

LIMIT = 20
GROUP = "Hội nghị"


def work_items(user):
    """Acts of this room for this person; a bounded number of queries whatever the number of conferences."""
    roles, items = roles_with_delegation(user), []
    upcoming = _upcoming(user)
    deadlines = _deadlines(upcoming)
    if Role.OFFICE in roles:
        for conference in upcoming:
            items += _office_items(conference, deadlines.get(conference.pk, []))
    if Role.CHAIR in roles:
        for conference in upcoming:
            items += _chair_items(conference, deadlines.get(conference.pk, []), user)
    if roles & {Role.UNIT, Role.FRONT, Role.PARTY}:
        items += _invited_items(user)
    if Role.FRONT in roles:
        items += _survey_items(user)
    return items


def _upcoming(user):
    rows = Conference.objects.visible_to(user).select_related("target")
    states = [
        ConferenceState.PREPARING, ConferenceState.SCHEDULED, ConferenceState.OPEN, ConferenceState.INTERRUPTED,
    ]  # fmt: skip
    return list(rows.filter(state__in=states).order_by("held_on", "pk")[:LIMIT])


def _deadlines(conferences):
    found = {}
    kinds = (DeadlineKind.NOTICE, DeadlineKind.INVITATION)
    for row in Deadline.objects.about_any(conferences).of_kind(*kinds).open().earliest_first():
        found.setdefault(row.subject_id, []).append(row)
    return found


def _item(conference, sentence, name, button, **more):
    return WorkItem(sentence, reverse(name, args=[conference.pk]), button, group=GROUP, **more)


def _office_items(conference, deadlines):
    if conference.state == ConferenceState.PREPARING:
        why = "Chưa có ngày thì chưa tính được thời hạn thông báo, giấy mời."
        return [
            _item(
                conference,
                f"Ấn định ngày: {conference.title}",
                "conference_schedule",
                "Ấn định ngày",
                why=why,
            )
        ]
    if conference.state == ConferenceState.OPEN:
        sentence = f"Ghi diễn biến và bế mạc: {conference.title}"
        return [
            _item(
                conference,
                sentence,
                "conference_hall",
                "Vào hội trường",
                due_on=conference.ends_on,
                tone="today",
            )
        ]
    if conference.state == ConferenceState.INTERRUPTED:
        when = f"Họp tiếp {long_date(conference.resumes_on)}." if conference.resumes_on else ""
        sentence = f"Họp tiếp hoặc bế mạc: {conference.title}"
        return [
            _item(
                conference, sentence, "conference_hall", "Vào hội trường", due_on=conference.resumes_on, tone="today",
                why=when,
            )
        ]  # fmt: skip
    today = local_today()
    items = [_duty_item(conference, row, today) for row in _one_of_each(deadlines)]
    if conference.secretary_id is None or conference.chair_id is None:
        why = "Thiếu người chủ trì hoặc thư ký thì không khai mạc được."
        sentence = f"Ghi người chủ trì, thư ký: {conference.title}"
        items.append(
            _item(conference, sentence, "conference_edit", "Sửa", due_on=conference.held_on, why=why)
        )
    if conference.held_on <= today and not _is_barred(deadlines, today):
        sentence = f"Khai mạc: {conference.title}"
        items.append(
            _item(
                conference,
                sentence,
                "conference_hall",
                "Vào hội trường",
                due_on=conference.held_on,
                tone="today",
            )
        )
    return items


def _one_of_each(deadlines):
    """The earliest of each kind: the plan's and the law's rule ask for one act (P16)."""
    first = {}
    for row in deadlines:
        first.setdefault(row.kind, row)
    return first.values()


def _is_barred(deadlines, today):
    """The notice's last day has passed without one: only a new day or an exemption helps."""
    return any(row.kind == DeadlineKind.NOTICE and row.due_on < today for row in deadlines)


def _duty_item(conference, deadline, today):
    if _is_barred([deadline], today):
        why = "Thông báo công khai đã quá hạn nên hội nghị không khai mạc được vào ngày này."
        sentence = f"Dời ngày hoặc trình miễn thời hạn thông báo: {conference.title}"
        return _item(conference, sentence, "conference_detail", "Xem", due_on=deadline.due_on, why=why)
    name, sentence, button = {
        DeadlineKind.NOTICE: ("conference_notices", "Công bố thông báo", "Mở thông báo"),
        DeadlineKind.INVITATION: ("conference_invitations", "Gửi giấy mời", "Mở giấy mời"),
    }[deadline.kind]
    why = f"Hội nghị tổ chức {long_date(conference.held_on)}."
    return _item(conference, f"{sentence}: {conference.title}", name, button, due_on=deadline.due_on, why=why)


def _chair_items(conference, deadlines, user):
    today, items = local_today(), []
    if _is_barred(deadlines, today):
        why = (
            "Thông báo chưa công bố mà đã hết hạn: hội nghị không khai mạc được nếu không dời ngày hoặc miễn."
        )
        sentence = f"Quyết định miễn thời hạn hoặc cho dời ngày: {conference.title}"
        items.append(
            _item(
                conference,
                sentence,
                "conference_detail",
                "Xem",
                due_on=conference.held_on,
                why=why,
                tone="late",
            )
        )
    if conference.chair_id == user.pk and conference.held_on and conference.held_on >= today:
        items.append(_coming(conference, f"Chủ trì {conference.title}"))
    return items


def _coming(conference, sentence):
    when = long_date(conference.held_on)
    return _item(
        conference,
        sentence,
        "conference_detail",
        "Xem",
        due_on=conference.held_on,
        tone="info",
        why=f"Tổ chức {when}.",
    )


def _invited_items(user):
    """Conferences to which the person's unit was sent an invitation that names the day."""
    rows = (
        Invitation.objects.filter(unit__in=user.unit_ids, conference__state=ConferenceState.SCHEDULED)
        .filter(conference__held_on__gte=local_today())
        .exclude(sent_on=None)
        .select_related("conference")
        .order_by("conference__held_on")[:LIMIT]
    )
    seen = {row.conference_id: row.conference for row in rows if row.is_sent}
    return [
        _coming(conference, f"Dự {conference.title[:1].lower()}{conference.title[1:]}")
        for conference in seen.values()
    ]


def _survey_items(user):
    """The Front's surveys that may begin, or run, now that their conference is over (QN-43, D-37)."""
    rows = Survey.objects.visible_to(user).exclude(state=SurveyState.CLOSED).select_related("conference")
    rows = rows.filter(conference__state=ConferenceState.CLOSED).order_by("pk")[:LIMIT]
    words = {
        SurveyState.DRAFT: ("Bắt đầu lấy ý kiến về sự hài lòng", "Hội nghị đã bế mạc nên phiếu mở được."),
        SurveyState.OPEN: ("Nhập phiếu, kết thúc lấy ý kiến hài lòng", "Kết quả chỉ hiện sau khi kết thúc."),
    }
    return [
        _item(row.conference, f"{words[row.state][0]}: {row.conference.title}", "conference_survey", "Mở", why=words[row.state][1])
        for row in rows
    ]  # fmt: skip
