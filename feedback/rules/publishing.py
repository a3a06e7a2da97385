"""Who may send a result to the petitioner, show it to everybody, record satisfaction and open a petition again."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from feedback.rules.words import ONLY_OFFICE
from feedback.states import Satisfaction

NOT_SENT = "Kết quả chưa được gửi cho người kiến nghị. Hãy bấm “Gửi kết quả cho người dân” trước."
RATED = "Người kiến nghị đã cho ý kiến về kết quả này; mỗi kết quả chỉ ghi một lần."
REOPENED = "Kiến nghị này đã được mở lại một lần. Người dân còn ý kiến thì hãy nhập một kiến nghị mới, hoặc đưa ra hội nghị."


def check_can_publish_petition(user, petition):
    check_state(petition, "publish")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    if petition.published_at and petition.is_restricted:
        raise Refused(
            "Kết quả đã gửi người kiến nghị. Kiến nghị hạn chế người xem không công khai cho mọi người."
        )


def check_public_part(petition, *, content, answer, standing):
    """What everybody may read: never a restricted petition (LP-29), never a word by which a petitioner is known."""
    if petition.is_restricted:
        raise Refused(
            "Kiến nghị về tác phong hoặc nêu tên cán bộ không được công khai. Chỉ gửi kết quả cho người kiến nghị."
        )
    if not (content.strip() and answer.strip()):
        raise Refused("Muốn công khai, hãy ghi cả nội dung và phần trả lời dành cho mọi người đọc.")
    if standing:
        pieces = ", ".join(f"“{piece}”" for piece in standing[:5])
        raise Refused(
            f"Phần công khai còn thông tin của người kiến nghị: {pieces}. Hãy xoá hoặc thay bằng cách gọi khác."
        )


def check_can_unpublish_petition(user, petition):
    check_state(petition, "unpublish")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    if not petition.published_at:
        raise Refused("Kết quả chưa gửi cho ai nên không có gì để thu hồi.")


def check_can_take_back_petition(user, petition):
    """The result sent to the petitioner is taken back only while nobody has said what they think of it."""
    check_can_unpublish_petition(user, petition)
    if petition.satisfaction:
        raise Refused("Người kiến nghị đã cho ý kiến về kết quả này nên không thu hồi được nữa.")


def check_can_rate_petition(user, petition):
    """`user` None: the petitioner, by the tracking code."""
    check_state(petition, "rate")
    if user is not None:
        need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    if not petition.published_at:
        raise Refused(NOT_SENT)
    if petition.satisfaction:
        raise Refused(RATED)


def check_rating(satisfaction, note):
    if satisfaction not in Satisfaction.values:
        raise Refused("Hãy chọn “Hài lòng” hoặc “Chưa hài lòng”.")
    if satisfaction == Satisfaction.UNSATISFIED and not note.strip():
        raise Refused("Hãy ghi điều còn chưa hài lòng để xã biết mà giải quyết tiếp.")


def check_can_reopen_petition(user, petition):
    """Once. `user` None: by the petitioner's own word.

    Without an approved answer the petition was settled by a commitment of the conclusion notice: what is wrong
    with that is the Front's to dispute there, and both would run side by side otherwise.
    """
    check_state(petition, "reopen")
    if user is not None:
        need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    if petition.reopened_on:
        raise Refused(REOPENED)
    if not petition.answers.approved().exists() and answer_of_leader(petition) is None:
        raise Refused(
            "Kiến nghị này được giải quyết theo thông báo kết luận hội nghị. Nếu chưa đạt, hãy báo Mặt trận để "
            "ghi “chưa xác nhận” ở nhiệm vụ tương ứng trong mục Theo dõi."
        )


def answer_of_leader(petition):
    """The approved answer of the petition it is answered with, or None."""
    leader = petition.answered_with
    return leader.answers.approved().first() if leader else None


def check_can_supersede_answer(user, answer):
    """By the system, as the petition is opened again."""
    check_state(answer, "supersede")


def check_can_shelve_assignment(user, assignment):
    """By the system, as the petition is opened again."""
    check_state(assignment, "shelve")
