"""Who may list, print and send invitations and note replies. No writing."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from dialogue.rules.notices import missing_for_papers
from dialogue.rules.words import ONLY_OFFICE


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
    if not conference.invitations.exists():
        raise Refused("Chưa có khách mời nào. Hãy thêm khách mời rồi phát hành giấy mời.")
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
