"""This room's stages and tabs on a conference's home page: prepare, notice, hold."""

from django.urls import reverse

from core.clock import local_today
from core.providers import ConferencePart, ConferenceTab, StagePart, parts_of
from core.vietnamese import long_date
from deadlines.models import Deadline
from deadlines.states import DeadlineKind, DeadlineState
from dialogue import rules
from dialogue.states import ConferenceState
from documents.models import Paper
from documents.states import PaperKind

DONE, CURRENT, BLOCKED, FUTURE = "done", "current", "blocked", "future"


def conference_part(conference, user):
    """Stages prepare, notice and hold; our tabs; the papers of notice and invitation."""
    return ConferencePart(
        stages=[prepare_stage(conference), notice_stage(conference), hold_stage(conference)],
        tabs=own_tabs(conference),
        papers=list(papers_of(conference)),
    )


def own_tabs(conference):
    def tab(label, name, count=None):
        return ConferenceTab(label, reverse(name, args=[conference.pk]), count)

    return [
        tab("Tổng quan", "conference_detail"),
        tab("Chương trình", "conference_agenda"),
        tab("Thông báo", "conference_notices"),
        tab("Giấy mời", "conference_invitations"),
        tab("Phát biểu", "conference_speakers"),
        tab("Ngày hội nghị", "conference_hall"),
        tab("Hài lòng", "conference_survey"),
        tab("Văn bản", "conference_papers"),
    ]


def tabs_of(conference, user):
    """Every room's tabs, for the pages of one conference."""
    return [tab for part in parts_of(conference, user) for tab in part.tabs]


def papers_of(conference):
    """Issued notices of this conference and its invitations, the newest first."""
    notices = Paper.objects.filter(pk__in=conference.notices.exclude(paper=None).values("paper"))
    invitations = Paper.objects.about(conference).filter(kind=PaperKind.INVITATION)
    return (notices | invitations).light().newest_first()


def _stage(conference, key, label, state, sentence, name):
    return StagePart(key, label, state, sentence, reverse(name, args=[conference.pk]))


def prepare_stage(conference):
    state, sentence = _prepare(conference)
    return _stage(conference, "prepare", "Chuẩn bị", state, sentence, "conference_agenda")


def _prepare(conference):
    if conference.state == ConferenceState.CANCELLED:
        return BLOCKED, f"Đã huỷ: {conference.cancel_reason}"
    if not conference.is_in_preparation:
        return DONE, "Chuẩn bị xong."
    missing = list(rules.missing_for_papers(conference))
    if conference.secretary_id is None:
        missing.append("thư ký")
    if conference.held_on is None:
        missing.insert(0, "ngày tổ chức")
    if missing:
        return CURRENT, f"Còn thiếu: {', '.join(missing)}."
    return DONE, f"Đã ấn định {long_date(conference.held_on)}."


def notice_stage(conference):
    state, sentence = _notice(conference)
    return _stage(conference, "notice", "Thông báo", state, sentence, "conference_notices")


def _notice(conference):
    if conference.held_on is None:
        return FUTURE, "Chờ ấn định ngày."
    if conference.state == ConferenceState.CANCELLED:
        return FUTURE, "Hội nghị đã huỷ."
    deadlines = list(Deadline.objects.about(conference).of_kind(*rules.NOTICE_KINDS).earliest_first())
    exempt = next((row for row in deadlines if row.state == DeadlineState.EXEMPT), None)
    if not conference.is_in_preparation:
        was_told = exempt is None or conference.notices.in_force().exists()
        return DONE, "Đã thông báo." if was_told else _exempt_words(exempt)
    obstacle = rules.notice_obstacle(conference)
    if obstacle:
        late = rules.is_notice_late(conference)
        return (BLOCKED, "Thông báo quá hạn, chưa được miễn.") if late else (CURRENT, _to_publish(deadlines))
    unsent = conference.invitations.unsent_for(conference.held_on).count()
    if exempt is not None:
        return DONE, _exempt_words(exempt)
    if unsent:
        return CURRENT, f"Đã công bố; còn {unsent} giấy mời chưa gửi."
    if not deadlines and not conference.notices.in_force().exists():
        return CURRENT, "Kế hoạch chưa đặt thời hạn thông báo; chưa có thông báo nào."
    return DONE, "Đã thông báo đúng hạn." if deadlines else "Đã ban hành thông báo."


def _exempt_words(deadline):
    words = deadline.exempt_clause or "Được miễn"
    return f"{words[:1].upper()}{words[1:]}."


def _to_publish(deadlines):
    due_on = min(row.due_on for row in deadlines if row.kind == DeadlineKind.NOTICE)
    return f"Công bố chậm nhất {long_date(due_on)}."


def hold_stage(conference):
    state, sentence = _hold(conference)
    return _stage(conference, "hold", "Hội nghị", state, sentence, "conference_hall")


def _hold(conference):
    if conference.state == ConferenceState.CLOSED:
        return DONE, f"Đã bế mạc {long_date(conference.ends_on)}."
    if conference.state == ConferenceState.OPEN:
        return CURRENT, "Hội nghị đang diễn ra."
    if conference.state == ConferenceState.INTERRUPTED:
        again = f" {long_date(conference.resumes_on)}" if conference.resumes_on else ""
        return CURRENT, f"Đang tạm nghỉ, họp tiếp{again}."
    if conference.held_on is None or conference.state == ConferenceState.CANCELLED:
        return FUTURE, "Chưa có ngày."
    if local_today() < conference.held_on:
        return FUTURE, f"Tổ chức {long_date(conference.held_on)}."
    if rules.obstacles_to_opening(conference):
        return BLOCKED, "Đến ngày mà chưa đủ điều kiện khai mạc."
    return CURRENT, "Đến ngày hội nghị, chờ khai mạc."
