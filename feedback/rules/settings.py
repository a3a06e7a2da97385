"""Who decides how the commune takes in and answers petitions."""

from core.access import need_role
from core.states import Role


def check_can_edit_petition_setting(user, commune):
    need_role(
        user, commune, Role.OFFICE, Role.ADMIN,
        sentence="Chỉ Văn phòng và quản trị được sửa quy định về kiến nghị. Cần đổi, hãy báo Văn phòng.",
    )  # fmt: skip
