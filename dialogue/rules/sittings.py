"""When a conference may be interrupted and go on, on which day, and until when its record is mended. No writing."""

from datetime import timedelta

from django.utils import timezone

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from deadlines.services import calendar_for
from dialogue.rules.day import check_is_under_way
from dialogue.rules.words import ONLY_OFFICE_HALL, capital_day
from dialogue.states import ConferenceState

# A conference that waits longer than this is a new one: it is announced and invited to anew.
LONGEST_WAIT = timedelta(days=92)


def check_can_interrupt_conference(user, conference):
    """Nobody is cut off: who speaks has ended first; what waits for its outcome may wait on."""
    check_state(conference, "interrupt")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)
    row = conference.contributions.on_the_floor().first()
    if row is not None:
        raise Refused(f"{row.speaker} đang phát biểu. Hãy kết thúc lượt phát biểu rồi mới tạm nghỉ.")


def check_can_resume_conference(user, conference):
    """Not before the day that was said when it was interrupted: people come on that day."""
    check_state(conference, "resume")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)
    day = conference.resumes_on
    if day is not None and local_today() < day:
        raise Refused(
            f"Hội nghị họp tiếp {long_date(day)}, chưa đến ngày nên chưa họp tiếp được. Muốn họp sớm hơn, hãy đổi ngày "
            "họp tiếp để khách mời được báo."
        )


def check_can_edit_continuation(user, conference):
    """The day on which it goes on may be set or moved while it is interrupted."""
    if conference.state != ConferenceState.INTERRUPTED:
        raise Refused(
            f"Hội nghị {conference.get_state_display().lower()} nên không đổi ngày họp tiếp. Hãy cho hội nghị tạm nghỉ trước."
        )
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)


def check_continuation(*, resumes_on, resumes_at, at):
    """`at`: the instant of the interruption; the conference goes on after it and within a quarter."""
    now = timezone.localtime(at)
    if resumes_on is None:
        if resumes_at is not None:
            raise Refused("Đã ghi giờ mà chưa ghi ngày họp tiếp. Hãy ghi ngày, hoặc để trống cả hai.")
        return
    if resumes_on < now.date():
        raise Refused(f"{capital_day(resumes_on)} đã qua. Hãy chọn từ hôm nay trở đi.")
    if resumes_on - now.date() > LONGEST_WAIT:
        raise Refused(
            f"{capital_day(resumes_on)} quá xa. Nghỉ lâu như vậy thì hãy bế mạc hội nghị này và lập hội nghị mới."
        )
    if resumes_on == now.date() and resumes_at is not None and resumes_at <= now.time():
        raise Refused(f"{resumes_at:%H:%M} hôm nay đã qua. Hãy chọn giờ họp tiếp muộn hơn.")


def warnings_about_continuation(conference, resumes_on):
    """What does not forbid the day but should be seen: a day off, more days than the plan allows (LP-56, P8)."""
    if resumes_on is None or resumes_on == conference.held_on:
        return []
    calendar, found = calendar_for(conference.commune), []
    if not calendar.is_working(resumes_on):
        found.append(f"{capital_day(resumes_on)} là ngày nghỉ ({calendar.reason(resumes_on)}).")
    limit = conference.plan.max_days
    days = len({*conference.sittings.values_list("held_on", flat=True), resumes_on})
    if limit is not None and days > limit:
        figure = f"{float(limit):g}".replace(".", ",")
        found.append(
            f"Kế hoạch cho phép nhiều nhất {figure} ngày, hội nghị họp sang ngày thứ {days}. Hạn trước hội nghị vẫn tính từ "
            "ngày đầu, hạn sau hội nghị tính từ ngày cuối."
        )
    delegation = conference.delegation
    if delegation is not None and not delegation.starts_on <= resumes_on <= delegation.ends_on:
        found.append(
            f"Uỷ quyền chủ trì chỉ có hiệu lực đến {long_date(delegation.ends_on)}, không gồm ngày họp tiếp."
        )
    return found


def check_can_edit_contribution(user, contribution):
    """What was written of a speech is mended until the close; later the minutes themselves are worded."""
    conference = contribution.conference
    if conference.closed_at:
        raise Refused(
            "Hội nghị đã bế mạc, nhật ký đã khoá. Muốn sửa lời văn, hãy sửa phần diễn biến trong biên bản."
        )
    check_is_under_way(user, conference)


def check_can_edit_minutes(user, conference, draft):
    """The secretary words the minutes from their beginning to their issue; `draft` None: not begun."""
    if draft is None:
        raise Refused("Chưa lập biên bản. Hãy lập biên bản ở trang Biên bản trước.")
    if not draft.is_open:
        raise Refused(
            "Biên bản đã ban hành nên không sửa được. Muốn đổi, hãy lập biên bản mới nêu rõ biên bản này."
        )
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)
