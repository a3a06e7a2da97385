"""Who reads figures and who writes reports of a period. Nothing is written."""

from core.access import need_role
from core.refusals import NotYourRole, Refused
from core.states import Role
from dialogue.states import ConferenceState

# Figures alone: everybody of the commune, and who looks on from above.
READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.PROVINCE, Role.ADMIN)
# Single duties by name, as on the board of deadlines: not who only looks on, nor a unit.
DETAIL_READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY, Role.ADMIN)
ONLY_OFFICE = "Báo cáo do Văn phòng lập. Hãy nhờ Văn phòng làm việc này."


def check_can_read_details(user, commune):
    need_role(user, commune, *DETAIL_READERS, sentence="Danh sách từng việc chỉ các cơ quan của xã xem được.")


def check_can_read_matters(user, commune):
    """Words of petitions and promises: who reads all of them anyway (LP-93, TM-52)."""
    need_role(
        user, commune, Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY,
        sentence="Nội dung từng việc chỉ Văn phòng, người chủ trì, Mặt trận và Ban Xây dựng Đảng xem được.",
    )  # fmt: skip


def check_is_held(conference):
    """Results are counted once the conference is over."""
    if conference.state != ConferenceState.CLOSED:
        raise Refused("Hội nghị chưa bế mạc nên chưa có kết quả để báo cáo. Hãy xem lại sau khi bế mạc.")


def check_can_start_period_report(user, commune):
    need_role(user, commune, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_read_province(user):
    """Only people of the body above: nobody inside a commune becomes one (manage.py create_province)."""
    if Role.PROVINCE not in user.roles or user.commune is None or not user.commune.is_province:
        raise NotYourRole(
            "Số liệu của nhiều xã chỉ dành cho tài khoản của cơ quan cấp tỉnh. Hãy xem số liệu của xã mình ở mục Báo cáo."
        )
