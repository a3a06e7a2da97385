"""States, kinds and moves of petitions, assignments and answers. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves

OFFICE, UNIT = (Role.OFFICE,), (Role.UNIT,)


class PetitionState(TextChoices):
    RECEIVED = "received", "Mới tiếp nhận"
    CLASSIFIED = "classified", "Đã phân loại"
    ASSIGNED = "assigned", "Đã giao đơn vị"
    ANSWERED = "answered", "Đã có trả lời"
    REPORTED_UP = "reported_up", "Đã báo cáo cấp trên"
    REJECTED = "rejected", "Không tiếp thu"


class Field(TextChoices):
    """Fields that the seed plans name (LP-22 to LP-40), and one for the rest."""

    LAND = "land", "Đất đai"
    ENVIRONMENT = "environment", "Môi trường"
    SOCIAL_POLICY = "social_policy", "Chính sách xã hội"
    PUBLIC_ORDER = "public_order", "An ninh trật tự"
    ECONOMY = "economy", "Kinh tế - xã hội"
    AGRICULTURE = "agriculture", "Nông nghiệp"
    EDUCATION = "education", "Giáo dục"
    HEALTH = "health", "Y tế"
    INFRASTRUCTURE = "infrastructure", "Giao thông, thuỷ lợi, xây dựng"
    CULTURE = "culture", "Văn hoá, thể thao"
    ADMINISTRATION = "administration", "Thủ tục hành chính"
    PARTY_GOVERNMENT = "party_government", "Xây dựng Đảng, chính quyền, MTTQ"
    CONDUCT = "conduct", "Tác phong cán bộ"
    OTHER = "other", "Lĩnh vực khác"


class PetitionKind(TextChoices):
    PETITION = "petition", "Kiến nghị, đề xuất"
    REPORT = "report", "Phản ánh"
    POLICY_REMARK = "policy_remark", "Góp ý chủ trương, chính sách"
    QUESTION = "question", "Câu hỏi"


class Source(TextChoices):
    OFFICE_DESK = "office_desk", "Tại văn phòng"
    FRONT_FORM = "front_form", "Phiếu của Mặt trận, đoàn thể"
    POST = "post", "Qua bưu điện, hòm thư"
    PHONE = "phone", "Qua điện thoại"
    EMAIL = "email", "Qua thư điện tử"
    PUBLIC_FORM = "public_form", "Gửi trên trang của xã"
    AT_CONFERENCE = "at_conference", "Tại hội nghị"


class Competence(TextChoices):
    COMMUNE = "commune", "Thuộc thẩm quyền xã"
    HIGHER = "higher", "Thuộc cấp trên"
    OTHER_BODY = "other_body", "Thuộc cơ quan khác"


class Triage(TextChoices):
    """The three classes of the dossier (LP-65, LP-66, LP-67)."""

    AT_CONFERENCE = "at_conference", "Trả lời tại hội nghị"
    LATER = "later", "Kiểm tra, làm rõ, trả lời sau"
    UPWARD = "upward", "Ghi nhận, báo cáo cấp trên"


P = PetitionState
PETITION_MOVES = Moves(
    "petition",
    Move("classify", (P.RECEIVED, P.CLASSIFIED), P.CLASSIFIED, OFFICE, "Phân loại", "đã phân loại kiến nghị", "primary", is_form=True),
    Move("assign", (P.CLASSIFIED,), P.ASSIGNED, OFFICE, "Giao đơn vị", "đã giao đơn vị trả lời", "primary", is_form=True),
    Move("unassign", (P.ASSIGNED,), P.CLASSIFIED, (), "Thôi giao", "đã trở lại chờ giao", by_system=True),
    Move("answer", (P.RECEIVED, P.CLASSIFIED, P.ASSIGNED), P.ANSWERED, (), "Có trả lời", "đã có trả lời được duyệt", by_system=True),
    Move("report_up", (P.CLASSIFIED,), P.REPORTED_UP, OFFICE, "Báo cáo cấp trên", "đã báo cáo cấp trên", is_form=True),
    Move("split", (P.RECEIVED, P.CLASSIFIED), None, OFFICE, "Tách thành hai", "đã tách kiến nghị", is_form=True),
    Move("reject", (P.RECEIVED, P.CLASSIFIED), P.REJECTED, OFFICE, "Không tiếp thu", "đã kết luận không tiếp thu", "danger", is_form=True),
)  # fmt: skip


class AssignmentState(TextChoices):
    OFFERED = "offered", "Chờ đơn vị nhận"
    ACCEPTED = "accepted", "Đơn vị đã nhận"
    REFUSED = "refused", "Đơn vị từ chối"
    WITHDRAWN = "withdrawn", "Đã rút lại"
    DONE = "done", "Đã hoàn thành"


A = AssignmentState
ASSIGNMENT_MOVES = Moves(
    "assignment",
    Move("accept", (A.OFFERED,), A.ACCEPTED, UNIT, "Nhận việc", "đã nhận việc được giao", "primary"),
    Move("refuse", (A.OFFERED,), A.REFUSED, UNIT, "Từ chối", "đã từ chối việc được giao", "danger", is_form=True),
    Move("withdraw", (A.OFFERED, A.ACCEPTED), A.WITHDRAWN, OFFICE, "Rút lại việc giao", "đã rút lại việc đã giao", is_form=True),
    Move("complete", (A.OFFERED, A.ACCEPTED), A.DONE, (), "Hoàn thành", "đã hoàn thành việc được giao", by_system=True),
)  # fmt: skip


class AnswerState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ văn phòng duyệt"
    RETURNED = "returned", "Bị trả lại"
    APPROVED = "approved", "Đã duyệt"


class AnswerResult(TextChoices):
    SETTLED = "settled", "Đã giải quyết"
    DIRECTION = "direction", "Có hướng giải quyết"


class Level(TextChoices):
    """Cấp giải quyết, the sixth column of the consolidated report (LP-63)."""

    COMMUNE = "commune", "Xã"
    PROVINCE = "province", "Tỉnh, thành phố"
    CENTRAL = "central", "Trung ương"
    OTHER = "other", "Cơ quan khác"


N = AnswerState
ANSWER_MOVES = Moves(
    "answer",
    Move(
        "submit", (N.DRAFT, N.RETURNED), N.SUBMITTED, UNIT, "Gửi văn phòng duyệt", "đã gửi trả lời", "primary"
    ),
    Move(
        "return",
        (N.SUBMITTED,),
        N.RETURNED,
        OFFICE,
        "Trả lại",
        "đã trả lại bản trả lời",
        "danger",
        is_form=True,
    ),
    Move("approve", (N.SUBMITTED,), N.APPROVED, OFFICE, "Duyệt trả lời", "đã duyệt bản trả lời", "primary"),
)


class ReportState(TextChoices):
    DRAFT = "draft", "Đang tổng hợp"
    ISSUED = "issued", "Đã ban hành"


CONSOLIDATED_REPORT_MOVES = Moves(
    "consolidated_report",
    Move("issue", (ReportState.DRAFT,), ReportState.ISSUED, OFFICE, "Ban hành báo cáo", "đã ban hành báo cáo tổng hợp", "primary", is_form=True),
)  # fmt: skip
