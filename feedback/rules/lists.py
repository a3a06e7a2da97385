"""Who may keep filters, write lists to spreadsheets and take personal data away."""

from core.access import need_role
from core.refusals import NotYourRole, Refused
from core.states import Role
from feedback.models import ListExport
from feedback.rules.petitions import NO_CONTACTS

READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)
ONLY_READERS = "Danh sách kiến nghị dành cho Văn phòng, người chủ trì, đơn vị, Mặt trận và Đảng ủy của xã."
NOT_YOURS = "Đây là việc của người khác. Mỗi người chỉ dùng bộ lọc và bảng tính của mình."


def check_can_keep_filter(user, commune):
    need_role(user, commune, *READERS, sentence=ONLY_READERS)


def check_filter_fits(query):
    """What does not fit is refused, never cut: a filter without its end would show another list."""
    if len(query) > ListExport._meta.get_field("query").max_length:
        raise Refused("Bộ lọc này quá dài. Hãy bớt điều kiện hoặc rút ngắn chữ cần tìm rồi làm lại.")


def check_can_drop_filter(user, saved):
    if saved.user_id != user.pk:
        raise NotYourRole(NOT_YOURS)


def check_can_export_petitions(user, commune):
    need_role(user, commune, *READERS, sentence=ONLY_READERS)


def check_can_export_contacts(user, commune):
    """Phones and addresses leave the house only with who may read them."""
    need_role(user, commune, Role.OFFICE, Role.CHAIR, Role.FRONT, sentence=NO_CONTACTS)


def check_can_retry_list_export(user, export):
    if export.user_id != user.pk:
        raise NotYourRole(NOT_YOURS)
