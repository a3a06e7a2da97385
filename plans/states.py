"""States, kinds and moves of the yearly plan. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves


class PlanState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ phê duyệt"
    RETURNED = "returned", "Bị trả lại"
    APPROVED = "approved", "Đã duyệt, chờ ban hành"
    ISSUED = "issued", "Đã ban hành"


class ConferenceKind(TextChoices):
    PERIODIC = "periodic", "Định kỳ"
    THEMATIC = "thematic", "Chuyên đề"
    AD_HOC = "ad_hoc", "Đột xuất"


class ConferenceForm(TextChoices):
    DIRECT = "direct", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    HYBRID = "hybrid", "Trực tiếp kết hợp trực tuyến"
    INDIRECT = "indirect", "Gián tiếp"


class CountBound(TextChoices):
    EXACTLY = "exactly", "đúng"
    AT_LEAST = "at_least", "ít nhất"


class GroupRole(TextChoices):
    """Why a group is in the hall."""

    PEOPLE = "people", "Nhân dân"
    ANSWERS = "answers", "Trả lời kiến nghị"
    SUPERVISES = "supervises", "Giám sát"
    LEADERS = "leaders", "Lãnh đạo, đại biểu"
    SERVES = "serves", "Phục vụ hội nghị"


class TaskMode(TextChoices):
    ASSIGN = "assign", "Giao"
    REQUEST = "request", "Đề nghị"


class Stage(TextChoices):
    """The seven stages of the procedure, and the archive that closes it."""

    PLAN = "plan", "Kế hoạch"
    PREPARE = "prepare", "Chuẩn bị"
    NOTICE = "notice", "Thông báo"
    COLLECT = "collect", "Thu thập"
    DAY = "day", "Hội nghị"
    CONCLUDE = "conclude", "Kết luận"
    FOLLOW_UP = "follow_up", "Theo dõi"
    REPORT = "report", "Báo cáo"
    ARCHIVE = "archive", "Lưu hồ sơ"


class ParagraphSection(TextChoices):
    """Where a paragraph stands in the plan's text; headings are the template's."""

    PURPOSE = "purpose", "Mục đích"
    REQUIREMENT = "requirement", "Yêu cầu"
    FORM = "form", "Hình thức đối thoại"
    TIME = "time", "Thời gian"
    PARTICIPANTS = "participants", "Thành phần tham dự"
    PREPARATION = "preparation", "Chuẩn bị tổ chức Hội nghị đối thoại"
    DOSSIER = "dossier", "Hồ sơ hội nghị"
    DELEGATION = "delegation", "Uỷ quyền chủ trì"


OFFICE, CHAIR = (Role.OFFICE,), (Role.CHAIR,)
S = PlanState
PLAN_MOVES = Moves(
    "plan",
    Move(
        "submit",
        (S.DRAFT, S.RETURNED),
        S.SUBMITTED,
        OFFICE,
        "Trình phê duyệt",
        "đã trình kế hoạch",
        "primary",
    ),
    Move(
        "return", (S.SUBMITTED,), S.RETURNED, CHAIR, "Trả lại", "đã trả lại kế hoạch", "danger", is_form=True
    ),
    Move("approve", (S.SUBMITTED,), S.APPROVED, CHAIR, "Phê duyệt", "đã phê duyệt kế hoạch", "primary"),
    Move(
        "issue", (S.APPROVED,), S.ISSUED, OFFICE, "Ban hành", "đã ban hành kế hoạch", "primary", is_form=True
    ),
)
