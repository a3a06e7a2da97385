"""Who may see who opened personal data, and who may take it out for good."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from feedback.rules.words import ONLY_OFFICE


def check_can_anonymise_petitions(user, commune):
    need_role(user, commune, Role.OFFICE, sentence=ONLY_OFFICE)


def check_retention(before_on, last_on):
    """The day that may be asked for: never later than what the commune keeps, and none where it keeps all."""
    if last_on is None:
        raise Refused(
            "Xã chưa quy định giữ tên, điện thoại, địa chỉ bao nhiêu tháng. Hãy đặt ở Quy định về kiến nghị trước."
        )
    return min(before_on, last_on)


def check_preview(*, seen, count):
    """Nothing is taken out but what was on the list that the person read."""
    if seen != count:
        raise Refused(
            f"Danh sách vừa thay đổi: lúc anh/chị xem có {seen} kiến nghị, bây giờ có {count}. "
            "Hãy xem lại danh sách rồi mới ẩn danh."
        )
    if not count:
        raise Refused("Không có kiến nghị nào đến hạn ẩn danh.")


def check_can_delete_old_files(user, commune):
    need_role(user, commune, Role.OFFICE, sentence=ONLY_OFFICE)
