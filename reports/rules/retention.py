"""Who may say how long dossiers are kept."""

from core.access import need_role
from core.states import Role


def check_can_set_retention(user, commune):
    need_role(
        user, commune, Role.OFFICE, Role.ADMIN,
        sentence="Chỉ Văn phòng và quản trị được đặt thời hạn lưu hồ sơ.",
    )  # fmt: skip
