"""Who sees the chair's page. What may be done from it is said by the rules of the floor and the queue. No writing."""

from core.access import need_role
from core.states import Role

ONLY_PRESIDING = (
    "Trang chủ trì chỉ dành cho người chủ trì, người được uỷ quyền chủ trì hội nghị này và Văn phòng."
)


def check_can_preside(user, conference):
    """Who presides or was given this very conference (LP-68); the office looks on and helps."""
    need_role(user, conference, Role.CHAIR, Role.OFFICE, sentence=ONLY_PRESIDING)
