"""Who may do what to a conference and its parts, and when: each refusal a full Vietnamese sentence. No writing."""

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from deadlines.models import Deadline
from deadlines.services import calendar_for, earliest_lawful_date
from deadlines.states import DeadlineKind, DeadlineState
from dialogue.models import AgendaStep, Contribution
from dialogue.states import ConferenceState, ContributionState, PublicNoticeState, Session, StepState
from plans.states import ConferenceForm, PlanState

# The two duties that a date must leave time for (LP-52, LP-53).
NOTICE_KINDS = (DeadlineKind.NOTICE, DeadlineKind.INVITATION)
ONLY_OFFICE = "Chỉ Văn phòng được làm việc này. Hãy nhờ Văn phòng HĐND và UBND thực hiện."
ONLY_CHAIR = "Chỉ người chủ trì được quyết định việc này. Hãy trình người chủ trì."
ONLY_OFFICE_HALL = "Chỉ Văn phòng ghi được diễn biến ngày hội nghị. Hãy nhờ bộ phận tổng hợp ghi."


# The conference


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
    if conference.is_exempted:
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


def check_can_open_conference(user, conference):
    """LP-71: chair and secretary named; not before the day; the notice of this day published in time."""
    check_state(conference, "open")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)
    obstacle = next(iter(obstacles_to_opening(conference)), None)
    if obstacle:
        raise Refused(obstacle)


def obstacles_to_opening(conference):
    """Every sentence that stands between this conference and its opening, the lasting ones first."""
    found = []
    if notice := notice_obstacle(conference):
        found.append(notice)
    if conference.chair_id is None or conference.secretary_id is None:
        missing = " và ".join(
            name
            for name, key in (("người chủ trì", conference.chair_id), ("thư ký", conference.secretary_id))
            if key is None
        )
        found.append(f"Chưa ghi {missing} nên chưa khai mạc được. Hãy sửa thông tin hội nghị.")
    if conference.held_on and local_today() < conference.held_on:
        found.append(
            f"Hội nghị tổ chức {long_date(conference.held_on)}, chưa đến ngày nên chưa khai mạc được."
        )
    return found


def notice_obstacle(conference):
    """Why the notice bars the opening; empty if it was published in time or waived (LP-53, LP-55)."""
    if conference.is_ad_hoc or conference.is_exempted:
        return ""
    rows = Deadline.objects.about(conference).of_kind(DeadlineKind.NOTICE).earliest_first()
    way_out = "Hãy dời ngày hội nghị, hoặc trình người chủ trì miễn thời hạn thông báo kèm lý do."
    for row in rows:
        if row.state == DeadlineState.OPEN and row.due_on >= local_today():
            return f"Chưa công bố thông báo công khai; hạn là {long_date(row.due_on)}. Hãy ban hành và ghi nhận lần công khai."
        if row.state == DeadlineState.OPEN:
            return f"Chưa công bố thông báo công khai, hạn đã hết {long_date(row.due_on)}. {way_out}"
        if row.state == DeadlineState.MET and row.is_met_late:
            return f"Thông báo công khai ngày {row.met_on:%d/%m/%Y}, trễ so với hạn {long_date(row.due_on)}. {way_out}"
    return ""


def is_notice_late(conference):
    """The notice of this day was published late, or its last day has passed without one."""
    if conference.is_ad_hoc or conference.is_exempted:
        return False
    rows = Deadline.objects.about(conference).of_kind(DeadlineKind.NOTICE)
    return any(row.is_met_late or (row.is_open and row.due_on < local_today()) for row in rows)


def check_can_close_conference(user, conference):
    """The record must be whole: nobody speaking, each contribution with its outcome, no step running."""
    check_state(conference, "close")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)
    spoken = {
        row.state: row for row in Contribution.objects.filter(conference=conference).order_by("-started_at")
    }
    if row := spoken.get(ContributionState.SPEAKING):
        raise Refused(f"{row.speaker} đang phát biểu. Hãy kết thúc lượt phát biểu rồi mới bế mạc.")
    if row := spoken.get(ContributionState.SPOKEN):
        raise Refused(f"Lượt phát biểu của {row.speaker} chưa ghi kết quả. Hãy ghi kết quả rồi mới bế mạc.")
    step = AgendaStep.objects.filter(conference=conference, state=StepState.RUNNING).first()
    if step is not None:
        raise Refused(f"“{step.heading}” còn đang thực hiện. Hãy kết thúc mục này rồi mới bế mạc.")


# Notices and invitations


def check_can_draft_public_notice(user, conference):
    if not conference.is_in_preparation:
        raise Refused("Hội nghị không còn ở bước chuẩn bị nên không soạn thông báo mới được.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)
    if conference.held_on is None:
        raise Refused("Hội nghị chưa có ngày. Hãy ấn định ngày rồi soạn thông báo công khai.")
    if conference.notices.current().exists():
        raise Refused("Hội nghị đã có thông báo cho ngày này. Hãy mở thông báo đó để sửa hoặc ban hành.")


def check_can_edit_public_notice(user, notice):
    if notice.state != PublicNoticeState.DRAFT:
        raise Refused("Thông báo đã ban hành nên không sửa được.")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_issue_public_notice(user, notice):
    """LP-53: a notice says time, place, participants, content; it names the day that holds now."""
    check_state(notice, "issue")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE)
    conference = notice.conference
    if conference.state != ConferenceState.SCHEDULED:
        raise Refused("Chỉ ban hành thông báo khi hội nghị đã ấn định ngày và chưa khai mạc.")
    missing = missing_for_papers(conference)
    if missing:
        raise Refused(f"Thông báo còn thiếu: {', '.join(missing)}. Hãy sửa thông tin hội nghị rồi ban hành.")


def missing_for_papers(conference):
    """What a notice or an invitation must say and the conference does not know yet."""
    needed = [
        ("giờ bắt đầu", conference.starts_at),
        ("địa điểm", conference.form == ConferenceForm.ONLINE or conference.venues.exists()),
        ("nội dung đối thoại", conference.content.strip()),
        ("người chủ trì", conference.chair_id),
    ]
    return [name for name, value in needed if not value]


def check_can_supersede_public_notice(user, notice):
    """The system's own act when the day moves (P10); only the state counts."""
    check_state(notice, "supersede")


def check_can_record_publication(user, notice):
    if notice.state != PublicNoticeState.ISSUED:
        raise Refused("Chỉ ghi nhận lần công khai của thông báo đã ban hành và còn hiệu lực.")
    need_role(user, notice, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_edit_invitations(user, conference):
    if not conference.is_in_preparation:
        raise Refused("Hội nghị không còn ở bước chuẩn bị nên danh sách mời không sửa được nữa.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_print_invitations(user, conference):
    check_can_edit_invitations(user, conference)
    if conference.held_on is None:
        raise Refused("Hội nghị chưa có ngày nên chưa in giấy mời. Hãy ấn định ngày trước.")
    missing = missing_for_papers(conference)
    if missing:
        raise Refused(f"Giấy mời còn thiếu: {', '.join(missing)}. Hãy sửa thông tin hội nghị rồi phát hành.")
    if not conference.invitations.unprinted_for(conference.held_on).exists():
        raise Refused("Mọi khách mời đã có giấy mời ghi đúng ngày. Thêm khách mời rồi phát hành tiếp.")


def check_can_print_all_invitations(user, conference):
    """Also after the conference has begun: a lost invitation may be printed again."""
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)
    if conference.held_on is None or not conference.invitations.printed_for(conference.held_on).exists():
        raise Refused("Chưa có giấy mời nào ghi đúng ngày họp. Hãy phát hành giấy mời trước khi in.")


def check_can_send_invitations(user, conference):
    check_can_edit_invitations(user, conference)
    if conference.held_on is None:
        raise Refused("Hội nghị chưa có ngày nên chưa gửi giấy mời. Hãy ấn định ngày trước.")


def check_can_reply_invitation(user, invitation):
    """The office notes a reply; the invited body may answer for itself."""
    if not invitation.conference.is_in_preparation:
        raise Refused("Hội nghị đã khai mạc hoặc đã huỷ nên không ghi trả lời giấy mời nữa.")
    if invitation.unit_id and invitation.unit_id in user.unit_ids:
        return
    need_role(user, invitation, Role.OFFICE, sentence=ONLY_OFFICE)


# The day


def check_is_live(user, conference):
    """The hall's record is written while the conference is open, and only then (LP-90)."""
    if not conference.is_live:
        sentence = (
            "Hội nghị đã bế mạc, diễn biến chỉ còn để xem."
            if conference.closed_at
            else "Hội nghị chưa khai mạc."
        )
        raise Refused(f"{sentence} Việc này chỉ làm được trong lúc hội nghị diễn ra.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)


def check_can_start_agenda_step(user, step):
    check_state(step, "start")
    check_is_live(user, step.conference)
    running = AgendaStep.objects.filter(conference=step.conference, state=StepState.RUNNING).first()
    if running is not None:
        raise Refused(f"“{running.heading}” còn đang thực hiện. Hãy kết thúc mục này trước.")


def check_can_finish_agenda_step(user, step):
    check_state(step, "finish")
    check_is_live(user, step.conference)
    speaking = step.contributions.filter(state=ContributionState.SPEAKING).first()
    if speaking is not None:
        raise Refused(f"{speaking.speaker} đang phát biểu. Hãy kết thúc lượt phát biểu trước.")


def check_can_end_contribution(user, contribution):
    check_state(contribution, "end")
    check_is_live(user, contribution.conference)


def check_can_settle_contribution(user, contribution):
    """Each contribution gets an outcome before the conference closes (live-room 10, 15)."""
    check_state(contribution, "settle")
    check_is_live(user, contribution.conference)


def capital_day(day):
    """ "Thứ Hai, 16/11/2026", as a sentence begins."""
    text = long_date(day)
    return text[:1].upper() + text[1:]


def _figure(days):
    return f"{float(days):g}".replace(".", ",")


def _roman(quarter):
    return ("I", "II", "III", "IV")[quarter - 1]
