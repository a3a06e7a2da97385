"""Who may enter, read, classify, give out, split, report upwards or reject a petition."""

from core.access import has_role, need_role
from core.clock import local_today
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from feedback.rules.gathering import check_is_no_follower, check_is_no_leader
from feedback.rules.words import ONLY_COLLECTORS, ONLY_OFFICE
from feedback.states import (
    Competence,
    PetitionState,
    Triage,
)

NO_CONTACTS = (
    "Số điện thoại và địa chỉ chỉ dành cho Văn phòng, người chủ trì và Mặt trận. "
    "Cần liên hệ người kiến nghị, hãy nhờ Văn phòng."
)


def check_can_add_petition(user, commune):
    """LP-59, LP-106: the office and the Front collect; no petition is turned away for its category (LP-15)."""
    need_role(user, commune, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)


def check_can_edit_petition(user, petition):
    """The office until there is an outcome; the Front what it entered itself until it is classified."""
    if petition.is_settled:
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
    check_is_no_follower(petition)
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
    check_is_no_follower(petition)
    check_is_no_leader(petition)


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
    check_is_no_follower(petition)
    check_is_no_leader(petition)
