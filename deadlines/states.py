"""The closed lists of this room and the one transition table of a deadline. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves


class DayKind(TextChoices):
    OFF = "off", "Ngày nghỉ"
    MAKE_UP = "make_up", "Ngày làm bù"


class YearState(TextChoices):
    DRAFT = "draft", "Dự thảo"
    CONFIRMED = "confirmed", "Đã xác nhận"


class DeadlineKind(TextChoices):
    """The act that a rule or a deadline is about."""

    NOTICE = "notice", "Thông báo công khai"
    INVITATION = "invitation", "Gửi giấy mời"
    COLLECTION = "collection", "Thu thập, tổng hợp ý kiến"
    SURVEY_BEFORE = "survey_before", "Nắm tình hình trước hội nghị"
    ANSWER_BEFORE = "answer_before", "Trả lời trước hội nghị"
    REPORT = "report", "Báo cáo tổng hợp kiến nghị"
    BRIEFING = "briefing", "Quán triệt kế hoạch"
    CONFERENCE_WINDOW = "conference_window", "Thời gian tổ chức hội nghị"
    CONFERENCE_DATE = "conference_date", "Ngày tổ chức hội nghị"
    DURATION = "duration", "Thời lượng hội nghị"
    ATTENDANCE = "attendance", "Số người dự"
    MINIMUM_PER_YEAR = "minimum_per_year", "Số lần đối thoại trong năm"
    CO_CHAIR = "co_chair", "Đồng chủ trì"
    CONCLUSION = "conclusion", "Thông báo kết luận"
    RESULT_PUBLISHED = "result_published", "Công khai kết quả"
    ANSWER_AFTER = "answer_after", "Trả lời sau hội nghị"
    COMMITMENT = "commitment", "Thực hiện nhiệm vụ sau kết luận"
    COMMITMENT_REPORT = "commitment_report", "Báo cáo kết quả thực hiện"
    PLAN_TASK = "plan_task", "Nhiệm vụ trong kế hoạch"
    REVIEW = "review", "Giám sát của Mặt trận"
    # Of single acts after the conference; no rule of a plan sets them.
    UNIT_CONFIRMATION = "unit_confirmation", "Đơn vị xác nhận nội dung được giao"
    REPORT_UP = "report_up", "Báo cáo cấp trên"
    UPWARD_REPLY = "upward_reply", "Chờ cơ quan có thẩm quyền trả lời"
    URGE_REPLY = "urge_reply", "Trả lời đôn đốc"
    OTHER = "other", "Quy định khác"


class RuleUnit(TextChoices):
    """What a rule's amount counts; only days make a deadline of a sum."""

    WORKING_DAY = "working_day", "ngày làm việc"
    CALENDAR_DAY = "calendar_day", "ngày"
    FIXED_DATE = "fixed_date", "ngày cố định"
    QUARTER = "quarter", "quý"
    MONTH = "month", "tháng"
    DAY = "day", "ngày (thời lượng)"
    PERSON = "person", "người"
    CONFERENCE = "conference", "hội nghị"
    REFERENCE = "by_reference", "theo văn bản khác"
    UNSPECIFIED = "unspecified", "chưa nêu"


class Anchor(TextChoices):
    """The event from which a rule counts."""

    CONFERENCE = "conference", "ngày hội nghị"
    CONCLUSION_ISSUED = "conclusion_issued", "ngày ban hành thông báo kết luận"
    FIXED = "fixed", "ngày ghi trong kế hoạch"
    PLAN_YEAR = "plan_year", "năm kế hoạch"
    NONE = "none", "không có mốc"


class RuleDirection(TextChoices):
    BEFORE = "before", "trước"
    AFTER = "after", "sau"
    ON = "on", "vào"
    DURING = "during", "trong"
    NONE = "none", "không có"


class Bound(TextChoices):
    AT_LEAST = "at_least", "ít nhất"
    AT_MOST = "at_most", "chậm nhất"
    STRICTLY_BEFORE = "strictly_before", "trước"
    BY = "by", "đến hết"
    WITHIN = "within", "trong"
    RANGE = "range", "trong khoảng"
    EXACTLY = "exactly", "đúng"
    AT = "at", "đúng vào"
    ON = "on", "vào ngày"
    EXPECTED = "expected", "dự kiến"
    NONE = "none", "không nêu"


class RuleOrigin(TextChoices):
    """Whose figure it is: shown wherever the rule is, so that a default is never taken for the plan's own (D-31)."""

    PLAN = "plan", "theo kế hoạch"
    COPIED = "copied", "chép từ kế hoạch khác"
    COMMUNE = "commune", "mức mặc định của xã"
    LAW = "law", "mức tối thiểu của luật"


class DeadlineState(TextChoices):
    OPEN = "open", "Đang chạy"
    MET = "met", "Đã xong"
    EXEMPT = "exempt", "Được miễn"
    CANCELLED = "cancelled", "Đã huỷ"


# How a computed date is meant (deadlines.arithmetic.Sum.shape).
COUNTED = "count"

# The acts of other rooms meet, reopen and cancel deadlines; people extend and exempt them.
DEADLINE_MOVES = Moves(
    "deadline",
    Move(
        "meet", (DeadlineState.OPEN,), DeadlineState.MET, (Role.OFFICE,), "Ghi nhận đã xong",
        "đã ghi nhận hoàn thành", by_system=True,
    ),
    Move(
        "unmeet", (DeadlineState.MET,), DeadlineState.OPEN, (Role.OFFICE,), "Mở lại thời hạn",
        "đã mở lại thời hạn", by_system=True,
    ),
    Move(
        "extend", (DeadlineState.OPEN,), None, (Role.CHAIR,), "Gia hạn", "đã gia hạn", is_form=True,
    ),
    Move(
        "exempt", (DeadlineState.OPEN,), DeadlineState.EXEMPT, (Role.CHAIR,), "Miễn thời hạn",
        "đã miễn thời hạn", tone="danger", is_form=True,
    ),
    Move(
        "cancel", (DeadlineState.OPEN,), DeadlineState.CANCELLED, (Role.OFFICE,), "Huỷ thời hạn",
        "đã huỷ thời hạn", by_system=True,
    ),
    Move(
        "reanchor", (DeadlineState.OPEN, DeadlineState.EXEMPT), None, (Role.OFFICE,), "Tính lại theo mốc mới",
        "đã tính lại thời hạn theo mốc mới", by_system=True,
    ),
    Move(
        "recompute", (DeadlineState.OPEN, DeadlineState.EXEMPT), None, (Role.ADMIN,), "Tính lại theo lịch",
        "đã tính lại thời hạn theo lịch làm việc mới", by_system=True,
    ),
    Move(
        "postpone", (DeadlineState.OPEN,), None, (Role.CHAIR,), "Lùi ngày đã ấn định",
        "đã lùi thời hạn đến ngày khác", by_system=True,
    ),
)  # fmt: skip
