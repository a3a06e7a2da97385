"""Who may do what to a petition, an assignment, an answer, the consolidated report; each refusal a sentence."""

from core.access import has_role, need_role
from core.clock import local_today
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from dialogue.states import Outcome
from feedback.states import (
    AnswerState,
    AssignmentState,
    Competence,
    PetitionState,
    ReportState,
    Triage,
)

ONLY_OFFICE = "Chỉ Văn phòng được làm việc này. Hãy chuyển ý kiến cho Văn phòng HĐND và UBND xã."
ONLY_COLLECTORS = "Chỉ Văn phòng và Mặt trận được nhập kiến nghị. Hãy gửi nội dung cho một trong hai nơi này."
OWN_UNIT = "Chỉ đơn vị được giao làm việc này. Hãy chuyển cho người của đơn vị đó."
NO_CONTACTS = (
    "Số điện thoại và địa chỉ chỉ dành cho Văn phòng, người chủ trì và Mặt trận. "
    "Cần liên hệ người kiến nghị, hãy nhờ Văn phòng."
)
ANSWER_NOT_OPEN = (
    "Bản trả lời đã gửi hoặc đã duyệt nên không sửa được. Muốn sửa, hãy đề nghị Văn phòng trả lại."
)


# --- petitions ---------------------------------------------------------------------------------------------


def check_can_add_petition(user, commune):
    """LP-59, LP-106: the office and the Front collect; no petition is turned away for its category (LP-15)."""
    need_role(user, commune, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)


def check_can_edit_petition(user, petition):
    """The office until there is an outcome; the Front what it entered itself until it is classified."""
    if petition.state in (PetitionState.ANSWERED, PetitionState.REPORTED_UP, PetitionState.REJECTED):
        raise Refused(
            f"Kiến nghị {petition.code} đã có kết quả nên nội dung không sửa được. "
            "Cần bổ sung, hãy nhập một kiến nghị mới."
        )
    if has_role(user, petition, Role.OFFICE):
        return
    if petition.entered_by_id == user.pk and has_role(user, petition, Role.FRONT):
        if petition.state == PetitionState.RECEIVED:
            return
        raise Refused("Văn phòng đã phân loại kiến nghị này. Cần sửa, hãy báo Văn phòng.")
    raise NotYourRole("Chỉ Văn phòng, hoặc Mặt trận với kiến nghị do mình nhập, được sửa nội dung kiến nghị.")


def check_can_read_contacts(user, petition):
    need_role(user, petition, Role.OFFICE, Role.CHAIR, Role.FRONT, sentence=NO_CONTACTS)


def check_can_attach_to_petition(user, petition):
    need_role(user, petition, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)


def check_can_classify_petition(user, petition):
    check_state(petition, "classify")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)


def check_classes(*, field, competence, triage):
    """LP-16: all three; LP-32: what the commune itself can settle is never passed upwards."""
    if not (field and competence and triage):
        raise Refused("Hãy chọn đủ lĩnh vực, thẩm quyền và phân loại thì mới phân loại được.")
    if competence == Competence.COMMUNE and triage == Triage.UPWARD:
        raise Refused(
            "Việc thuộc thẩm quyền xã thì xã phải giải quyết, không chuyển “Ghi nhận, báo cáo cấp trên”. "
            "Hãy chọn phân loại khác, hoặc chọn lại thẩm quyền."
        )


def check_can_assign_petition(user, petition):
    check_state(petition, "assign")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    if petition.triage == Triage.UPWARD:
        raise Refused(
            "Kiến nghị này thuộc diện báo cáo cấp trên. Hãy bấm “Báo cáo cấp trên”, "
            "hoặc phân loại lại nếu xã tự trả lời."
        )


def check_due_date(petition, due_on):
    """D-25, D-26: an answer for the hall is due the day before at the latest; one for later has any coming day."""
    if due_on is None:
        raise Refused("Hãy ghi hạn trả lời.")
    if due_on < local_today():
        raise Refused("Hạn trả lời đã qua. Hãy chọn từ hôm nay trở đi.")
    if due_on.year > local_today().year + 5:
        raise Refused("Hạn trả lời quá xa. Hãy xem lại năm của ngày vừa gõ.")
    held_on = petition.conference.held_on
    is_ahead = held_on is not None and not petition.conference.opened_at
    if is_ahead and petition.triage == Triage.AT_CONFERENCE and due_on >= held_on:
        raise Refused(
            f"Kiến nghị trả lời tại hội nghị phải có văn bản trước ngày họp, {long_date(held_on)}. "
            "Hãy chọn hạn chậm nhất là ngày hôm trước."
        )


def check_units(*, lead, supporting, commune):
    """LP-17: exactly one lead of the own commune; a supporting unit is another one."""
    for unit in [lead, *supporting]:
        if unit.commune_id != commune.pk:
            raise Refused("Đơn vị được chọn không thuộc xã này. Hãy chọn lại.")
    if lead in supporting:
        raise Refused(
            f"{lead.short_name} đã chủ trì nên không ghi thêm là phối hợp. Hãy bỏ chọn ở ô phối hợp."
        )


def check_can_unassign_petition(user, petition):
    """By the system, as the lead refuses or the office takes the task back."""
    check_state(petition, "unassign")


def check_can_answer_petition(user, petition):
    """By the system, as an answer is approved or was given in the hall."""
    check_state(petition, "answer")


def check_can_report_up_petition(user, petition):
    """LP-41, LP-67: only what is classified as going upwards."""
    check_state(petition, "report_up")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    if petition.triage != Triage.UPWARD:
        raise Refused(
            "Kiến nghị này không thuộc diện báo cáo cấp trên. Hãy giao đơn vị trả lời, hoặc phân loại lại."
        )


def check_can_split_petition(user, petition):
    """LP-60: the office, as it classifies; what was given to a unit is taken back first."""
    check_state(petition, "split")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)


def check_parts(*, petition, kept, taken, version):
    """Both petitions say something of their own, and the text split is the one that was read."""
    if petition.version != version:
        raise Refused("Người khác vừa sửa kiến nghị này. Hãy tải lại trang để xem nội dung mới rồi tách.")
    if not (kept.strip() and taken.strip()):
        raise Refused("Hãy ghi nội dung của cả hai kiến nghị; mỗi kiến nghị một việc.")
    if kept.strip() == taken.strip():
        raise Refused("Hai kiến nghị đang giống hệt nhau. Hãy để mỗi kiến nghị một việc.")


def check_can_reject_petition(user, petition):
    """LP-31: only with a reason, which the service asks for."""
    check_state(petition, "reject")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)


# --- assignments -------------------------------------------------------------------------------------------


def is_own(user, assignment):
    """Whether the person holds a post in the unit that the petition was given to."""
    return user.commune_id == assignment.commune_id and assignment.unit_id in user.unit_ids


def need_own(user, assignment):
    if not is_own(user, assignment):
        raise NotYourRole(f"{OWN_UNIT[:-1]} ({assignment.unit.short_name}).")


def check_can_accept_assignment(user, assignment):
    check_state(assignment, "accept")
    need_own(user, assignment)


def check_can_refuse_assignment(user, assignment):
    check_state(assignment, "refuse")
    need_own(user, assignment)


def check_can_withdraw_assignment(user, assignment):
    check_state(assignment, "withdraw")
    need_role(user, assignment, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_complete_assignment(user, assignment):
    """By the system, as the petition is answered."""
    check_state(assignment, "complete")


# --- answers -----------------------------------------------------------------------------------------------


def check_can_write_answer(user, assignment):
    """LP-103: the lead unit, once it has accepted."""
    need_own(user, assignment)
    if not assignment.is_lead:
        raise Refused("Đơn vị phối hợp không soạn văn bản trả lời. Hãy gửi ý kiến cho đơn vị chủ trì.")
    if assignment.state == AssignmentState.OFFERED:
        raise Refused("Đơn vị chưa nhận việc. Hãy bấm “Nhận việc” rồi soạn trả lời.")
    if assignment.state != AssignmentState.ACCEPTED:
        raise Refused(
            f"Việc này “{assignment.get_state_display().lower()}” nên không soạn trả lời được nữa. "
            "Hãy tải lại trang để xem tình trạng mới."
        )


def check_can_edit_answer(user, answer):
    if answer.assignment is None:
        raise Refused("Trả lời tại hội nghị đã được ghi vào biên bản và không sửa ở đây.")
    need_own(user, answer.assignment)
    if answer.state not in (AnswerState.DRAFT, AnswerState.RETURNED):
        raise Refused(ANSWER_NOT_OPEN)
    check_can_write_answer(user, answer.assignment)


def check_can_submit_answer(user, answer):
    """LP-103, LP-104: the assigned unit only, with matter, measures and time."""
    check_state(answer, "submit")
    check_can_write_answer(user, answer.assignment)
    if not (answer.content.strip() and answer.measures.strip() and answer.time_text.strip()):
        raise Refused(
            "Bản trả lời phải có đủ nội dung, biện pháp và thời gian giải quyết. Hãy bổ sung rồi gửi."
        )


def check_can_return_answer(user, answer):
    check_state(answer, "return")
    need_role(user, answer, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_approve_answer(user, answer):
    """The office, but not the person who wrote it."""
    check_state(answer, "approve")
    need_role(user, answer, Role.OFFICE, sentence=ONLY_OFFICE)
    if user.pk in (answer.written_by_id, answer.submitted_by_id):
        raise Refused("Người soạn không tự duyệt bản trả lời của mình. Hãy nhờ người khác ở Văn phòng duyệt.")


# --- the floor and the report ------------------------------------------------------------------------------


def check_can_settle_contribution(user, contribution):
    """LP-75, LP-76, LP-105: the secretary's side records what became of each speech."""
    check_state(contribution, "settle")
    need_role(user, contribution, Role.OFFICE, sentence=ONLY_OFFICE)


def check_outcome(*, outcome, answered_by, answer, unit, due_on, petition, field):
    """LP-65 to LP-67, LP-76: each outcome needs its own words."""
    if outcome == Outcome.ANSWERED and not (answered_by.strip() and answer.strip()):
        raise Refused("Đã trả lời tại hội nghị thì cần ghi ai trả lời và lời trả lời.")
    if outcome == Outcome.HANDED and not (unit and due_on):
        raise Refused("Giao đơn vị giải quyết thì cần chọn đơn vị và ghi hạn trả lời.")
    if outcome == Outcome.LATER and bool(unit) != bool(due_on):
        raise Refused("Trả lời sau: hãy ghi cả đơn vị và hạn, hoặc để trống cả hai để giao khi kết luận.")
    if petition is None and not field:
        raise Refused("Hãy chọn lĩnh vực để lập kiến nghị mới từ lượt phát biểu này.")
    if petition is not None and outcome != Outcome.ANSWERED and petition.state in (
        PetitionState.ANSWERED, PetitionState.REPORTED_UP,
    ):  # fmt: skip
        raise Refused(
            f"Kiến nghị {petition.code} đã có kết quả. Người dân nêu thêm việc khác thì hãy lập kiến nghị mới."
        )


def check_can_draft_consolidated_report(user, conference):
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_edit_consolidated_report(user, report):
    if report.state != ReportState.DRAFT:
        raise Refused("Báo cáo đã ban hành nên không sửa được. Có nội dung mới, hãy lập báo cáo bổ sung.")
    need_role(user, report, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_issue_consolidated_report(user, report):
    check_state(report, "issue")
    need_role(user, report, Role.OFFICE, sentence=ONLY_OFFICE)
    if not report.conference.petitions.exists():
        raise Refused("Hội nghị chưa có kiến nghị nào nên chưa có gì để báo cáo. Hãy nhập kiến nghị trước.")
