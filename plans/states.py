"""States, kinds and moves of the yearly plan. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves
from documents.states import approval_moves


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


class HeadingLabel(TextChoices):
    """How a heading is numbered; the figures themselves are made when printing, never typed (LP-13)."""

    NUMBER = "number", "Đánh số theo cấp (I. / 1. / 1.1. / 1.1.1.)"
    LETTER = "letter", "a), b), c)"
    NONE = "none", "Không đánh số"


class Mark(TextChoices):
    """What sets a paragraph off; letters and numbers are made when printing."""

    NONE = "", "không có"
    # For tasks, which get dashes by themselves: expressly without.
    PLAIN = "plain", "đoạn văn không dấu"
    DASH = "dash", "- …"
    PLUS = "plus", "+ …"
    STAR = "star", "* …"
    LETTER = "letter", "a) …"
    NUMBER = "number", "1. …"
    BRACKET = "bracket", "(1) …"


class Slot(TextChoices):
    """Which data of the plan print under a heading, after its paragraphs."""

    NONE = "", "Chỉ các đoạn văn"
    TARGET_SENTENCE = "target_sentence", "Câu chỉ tiêu"
    TOPICS = "topics", "Nội dung đối thoại của các chỉ tiêu"
    VENUES = "venues", "Danh sách địa điểm"
    GROUPS = "groups", "Danh sách thành phần"
    AGENDA_TABLE = "agenda_table", "Trình tự hội nghị: bảng"
    AGENDA_NUMBERS = "agenda_numbers", "Trình tự hội nghị: đoạn đánh số 1.1., 1.2."
    AGENDA_BRACKETS = "agenda_brackets", "Trình tự hội nghị: đoạn đánh số (1)., (2)."
    TASKS = "tasks", "Nhiệm vụ của các đơn vị"
    LETTERINGS = "letterings", "Tít chữ hội nghị"
    BUDGET = "budget", "Các khoản dự toán"


class Stated(TextChoices):
    """What a heading states; the first five are what LP-50 demands of every plan."""

    TIME = "time", "thời gian"
    VENUE = "venue", "địa điểm"
    FORM = "form", "hình thức"
    CONTENT = "content", "nội dung"
    PARTICIPANTS = "participants", "thành phần tham gia"
    PREPARATION = "preparation", "quy trình chuẩn bị"


class TaskLayout(TextChoices):
    """How a body and its tasks stand on paper."""

    HEADING = "heading", "Tên đơn vị một dòng, nhiệm vụ xuống dòng"
    COLON = "colon", "Tên đơn vị có dấu hai chấm, nhiệm vụ xuống dòng"
    RUN_IN = "run_in", "Tên đơn vị: nhiệm vụ (cùng một dòng)"
    SENTENCE = "sentence", "Chỉ in nhiệm vụ (tên đơn vị đã có trong câu)"


class ChairMode(TextChoices):
    """Who chairs, as the title lettering words it (ND-39, ND-40)."""

    EITHER = "either", "Người đứng đầu cấp ủy hoặc chính quyền"
    JOINT = "joint", "Đồng chủ trì"
    PARTY = "party", "Người đứng đầu cấp ủy"
    GOVERNMENT = "government", "Người đứng đầu chính quyền"


class Meeting(TextChoices):
    """Which of the plan's meetings a group is for (QN-66)."""

    CONFERENCE = "conference", "Hội nghị đối thoại"
    BRIEFING = "briefing", "Hội nghị quán triệt"


class InviteWay(TextChoices):
    """How a group is called (QN-32, TD-92)."""

    INVITE = "invite", "Giấy mời"
    SUMMON = "summon", "Triệu tập"
    THROUGH = "through", "Qua đoàn thể, đơn vị"


OFFICE, CHAIR = (Role.OFFICE,), (Role.CHAIR,)
S = PlanState
PLAN_MOVES = Moves("plan", *approval_moves("kế hoạch"))


class PlanTaskState(TextChoices):
    OPEN = "open", "Chưa nhận"
    ACKNOWLEDGED = "acknowledged", "Đã nhận"
    DONE = "done", "Đã xong"


# Whose the task is decides the rule; the roles only say which desks can hold one.
BODIES = (Role.UNIT, Role.OFFICE)
T = PlanTaskState
PLAN_TASK_MOVES = Moves(
    "plan_task",
    Move(
        "acknowledge", (T.OPEN,), T.ACKNOWLEDGED, BODIES, "Xác nhận đã nhận", "đã nhận nhiệm vụ", "primary"
    ),
    Move(
        "finish", (T.OPEN, T.ACKNOWLEDGED), T.DONE, BODIES, "Báo đã xong", "đã báo hoàn thành nhiệm vụ",
        is_form=True,
    ),
    Move(
        "reopen", (T.DONE,), T.ACKNOWLEDGED, OFFICE, "Mở lại", "đã mở lại nhiệm vụ", "danger", is_form=True
    ),
    Move("reschedule", (T.OPEN, T.ACKNOWLEDGED), None, OFFICE, "Đặt hạn", "đã đặt hạn nhiệm vụ", is_form=True),
)  # fmt: skip
