"""Who may create, date, exempt, delegate and call off a conference. No writing."""

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from deadlines.services import calendar_for, earliest_lawful_date
from deadlines.states import DeadlineKind
from dialogue.rules.words import ONLY_CHAIR, ONLY_OFFICE, capital_day
from dialogue.states import Session
from plans.states import PlanState

# The two duties that a date must leave time for (LP-52, LP-53).
NOTICE_KINDS = (DeadlineKind.NOTICE, DeadlineKind.INVITATION)


def check_can_create_conference(user, plan):
    """A conference stands on an issued plan; an ad-hoc one needs the plan, not a target (LP-20)."""
    if plan.state != PlanState.ISSUED:
        raise Refused("Kế hoạch chưa ban hành nên chưa lập được hội nghị. Hãy ban hành kế hoạch trước.")
    need_role(user, plan, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_edit_conference(user, conference):
    if not conference.is_in_preparation:
        raise Refused(
            f"Hội nghị {conference.get_state_display().lower()} nên nội dung chuẩn bị không sửa được nữa."
        )
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_schedule_conference(user, conference):
    check_state(conference, "schedule")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_reschedule_conference(user, conference):
    check_state(conference, "reschedule")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)


def check_date(conference, *, held_on, last_day_on=None, session=""):
    """Whether the day leaves the notice period and the conference is not too long.

    LP-52, LP-53: the refusal names the earliest lawful day; ad-hoc (LP-55, D-20) and an exemption by the chair
    are free. LP-56: no longer than the plan allows.
    """
    today = local_today()
    if held_on < today:
        raise Refused(f"{capital_day(held_on)} đã qua. Hãy chọn từ hôm nay trở đi.")
    if held_on.year > today.year + 1:
        raise Refused(f"{capital_day(held_on)} quá xa. Hãy chọn ngày trong năm nay hoặc năm sau.")
    if last_day_on and last_day_on < held_on:
        raise Refused("Ngày cuối đứng trước ngày đầu. Hãy xem lại hai ngày.")
    check_length(conference, held_on=held_on, last_day_on=last_day_on, session=session)
    # A first day that stays was announced already; only the length changes.
    if conference.is_exempted or held_on == conference.held_on:
        return
    earliest = earliest_day(conference)
    if held_on < earliest:
        raise Refused(
            f"{capital_day(held_on)} không còn đủ thời gian thông báo công khai và gửi giấy mời theo kế hoạch. Ngày sớm "
            f"nhất hợp lệ là {long_date(earliest)}. Hãy chọn từ ngày đó trở đi, hoặc trình người chủ trì miễn "
            "thời hạn thông báo kèm lý do."
        )


def earliest_day(conference):
    """The first lawful day for this conference, counted from today."""
    return earliest_lawful_date(
        regulation=conference.plan.regulation,
        kind=NOTICE_KINDS,
        conference_kind=conference.kind,
        today=local_today(),
        commune=conference.commune,
    )


def check_length(conference, *, held_on, last_day_on, session):
    """LP-56: ½ to 1 day by this plan; a plan without a figure sets no limit."""
    limit = conference.plan.max_days
    days = days_of(held_on, last_day_on, session or conference.session)
    if limit is not None and days > limit:
        raise Refused(
            f"Hội nghị kéo dài {_figure(days)} ngày, kế hoạch chỉ cho phép nhiều nhất {_figure(limit)} ngày. "
            "Hãy rút ngắn thời gian."
        )


def days_of(held_on, last_day_on, session):
    """How long the conference lasts, in days; a morning or an afternoon is half a day."""
    whole = ((last_day_on or held_on) - held_on).days + 1
    return whole if whole > 1 or session == Session.WHOLE_DAY else 0.5


def warnings_about(conference, *, held_on, last_day_on=None):
    """What does not forbid the day but should be seen (LP-47, P8, ND-38)."""
    calendar, found = calendar_for(conference.commune), []
    if not calendar.is_working(held_on):
        found.append(f"{capital_day(held_on)} là ngày nghỉ ({calendar.reason(held_on)}).")
    target = conference.target
    if target is not None and target.quarters and not _in_quarters(held_on, conference.plan.year, target):
        names = ", ".join(f"quý {_roman(quarter)}" for quarter in target.quarters)
        found.append(
            f"{capital_day(held_on)} nằm ngoài thời gian kế hoạch dự kiến ({names} năm {conference.plan.year})."
        )
    if (
        target is not None
        and target.months
        and (held_on.year, held_on.month) not in _months(conference, target)
    ):
        found.append(f"{capital_day(held_on)} nằm ngoài thời gian kế hoạch dự kiến ({target.window_words}).")
    if target is not None and target.held_on and held_on != target.held_on:
        found.append(f"Kế hoạch đã ấn định {long_date(target.held_on)}; các hạn sẽ tính theo ngày mới.")
    if target is not None and target.not_after and (last_day_on or held_on) > target.not_after:
        found.append(f"Kế hoạch yêu cầu hội nghị xong chậm nhất {long_date(target.not_after)}.")
    delegation = conference.delegation
    if delegation is not None and not delegation.starts_on <= held_on <= delegation.ends_on:
        found.append(
            f"Uỷ quyền chủ trì chỉ có hiệu lực đến {long_date(delegation.ends_on)}, không gồm ngày hội nghị."
        )
    if last_day_on and last_day_on > held_on:
        days = (last_day_on - held_on).days + 1
        found.append(
            f"Hội nghị kéo dài {days} ngày: hạn trước hội nghị tính từ ngày đầu, hạn sau tính từ ngày cuối."
        )
    return found


def _months(conference, target):
    return {(conference.plan.year, month) for month in target.months}


def _in_quarters(day, year, target):
    return day.year == year and (day.month - 1) // 3 + 1 in target.quarters


def check_can_exempt_conference(user, conference):
    """The chair may waive the notice period with a reason, before or after it has passed."""
    check_state(conference, "exempt")
    need_role(user, conference, Role.CHAIR, sentence=ONLY_CHAIR)
    if conference.is_ad_hoc:
        raise Refused("Hội nghị đột xuất đã được kế hoạch miễn thời hạn thông báo, không cần miễn thêm.")
    if conference.is_exempted:
        raise Refused("Hội nghị này đã được miễn thời hạn thông báo.")


def check_can_delegate_conference(user, conference):
    """LP-68: the chair lets another person chair."""
    check_state(conference, "delegate")
    need_role(user, conference, Role.CHAIR, sentence=ONLY_CHAIR)
    if conference.delegation_id:
        raise Refused(f"Hội nghị đã được uỷ quyền cho {conference.chair}. Mỗi hội nghị chỉ uỷ quyền một lần.")


def check_can_cancel_conference(user, conference):
    check_state(conference, "cancel")
    need_role(user, conference, Role.CHAIR, sentence=ONLY_CHAIR)


def _figure(days):
    return f"{float(days):g}".replace(".", ",")


def _roman(quarter):
    return ("I", "II", "III", "IV")[quarter - 1]
