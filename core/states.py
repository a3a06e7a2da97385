"""The closed lists of the ground room: roles, kinds of bodies. No logic."""

from django.db.models import TextChoices


class Role(TextChoices):
    OFFICE = "office", "Văn phòng"
    CHAIR = "chair", "Người chủ trì"
    UNIT = "unit", "Đơn vị"
    FRONT = "front", "Mặt trận"
    PARTY = "party", "Ban Xây dựng Đảng"
    PROVINCE = "province", "Cấp trên"
    ADMIN = "admin", "Quản trị"


class CommuneKind(TextChoices):
    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    SPECIAL_ZONE = "special_zone", "đặc khu"
    # No commune: the tenant whose people read the figures of all communes of a province. Made on the server only.
    PROVINCE = "province", "cấp tỉnh"


# What somebody inside a commune can say of it; the tenant of a province is made on the server (manage.py create_province).
LOCAL_KINDS = [choice for choice in CommuneKind.choices if choice[0] != CommuneKind.PROVINCE]


class UnitKind(TextChoices):
    OFFICE = "office", "Văn phòng"
    LEADERSHIP = "leadership", "Lãnh đạo"
    DEPARTMENT = "department", "Phòng chuyên môn"
    POLICE = "police", "Công an"
    FRONT = "front", "Mặt trận Tổ quốc"
    MASS_ORGANISATION = "mass_organisation", "Tổ chức chính trị - xã hội"
    PARTY_BOARD = "party_board", "Ban Đảng"
    SCHOOL = "school", "Nhà trường"
    VILLAGE = "village", "Thôn"
    SERVICE_CENTRE = "service_centre", "Trung tâm dịch vụ"
    HIGHER_BODY = "higher_body", "Cơ quan cấp trên"


class BodyKind(TextChoices):
    """Whose paper it is; heading, number style and signer line follow from it."""

    UBND = "ubnd", "Ủy ban nhân dân"
    HDND = "hdnd", "Hội đồng nhân dân"
    PARTY = "party", "Đảng ủy"
    FRONT = "front", "Mặt trận Tổ quốc"


class Channel(TextChoices):
    """Ways by which a paper or a notice reaches people."""

    IN_APP = "in_app", "Trên phần mềm"
    EMAIL = "email", "Thư điện tử"
    POST = "post", "Bưu điện"
    BY_HAND = "by_hand", "Trao tay"
    NOTICE_BOARD = "notice_board", "Niêm yết tại trụ sở"
    RADIO = "radio", "Đài truyền thanh"
    WEB = "web", "Cổng thông tin điện tử"
    VILLAGE_MEETING = "village_meeting", "Họp thôn"
    OTHER = "other", "Hình thức khác"


class DeliveryState(TextChoices):
    NONE = "none", "Không gửi thư"
    WAITING = "waiting", "Chờ gửi thư"
    SENT = "sent", "Đã gửi thư"
    FAILED = "failed", "Gửi thư không được"
