"""States, kinds and moves of the conference and its parts. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves

OFFICE, CHAIR = (Role.OFFICE,), (Role.CHAIR,)


class ConferenceState(TextChoices):
    PREPARING = "preparing", "Đang chuẩn bị"
    SCHEDULED = "scheduled", "Đã ấn định ngày"
    OPEN = "open", "Đang diễn ra"
    CLOSED = "closed", "Đã bế mạc"
    CANCELLED = "cancelled", "Đã huỷ"


class Session(TextChoices):
    MORNING = "morning", "Buổi sáng"
    AFTERNOON = "afternoon", "Buổi chiều"
    EVENING = "evening", "Buổi tối"
    WHOLE_DAY = "whole_day", "Cả ngày"


C = ConferenceState
CONFERENCE_MOVES = Moves(
    "conference",
    Move("schedule", (C.PREPARING,), C.SCHEDULED, OFFICE, "Ấn định ngày", "đã ấn định ngày hội nghị", "primary", is_form=True),
    Move("open", (C.SCHEDULED,), C.OPEN, OFFICE, "Khai mạc", "đã khai mạc hội nghị", "primary"),
    Move("close", (C.OPEN,), C.CLOSED, OFFICE, "Bế mạc", "đã bế mạc hội nghị", "primary"),
    Move("reschedule", (C.SCHEDULED,), C.SCHEDULED, OFFICE, "Dời ngày", "đã dời ngày hội nghị", is_form=True),
    Move("delegate", (C.PREPARING, C.SCHEDULED), None, CHAIR, "Uỷ quyền chủ trì", "đã uỷ quyền chủ trì hội nghị", is_form=True),
    Move("exempt", (C.PREPARING, C.SCHEDULED), None, CHAIR, "Miễn thời hạn thông báo", "đã miễn thời hạn thông báo", is_form=True),
    Move("cancel", (C.PREPARING, C.SCHEDULED), C.CANCELLED, CHAIR, "Huỷ hội nghị", "đã huỷ hội nghị", "danger", is_form=True),
)  # fmt: skip


class PublicNoticeState(TextChoices):
    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã ban hành"
    SUPERSEDED = "superseded", "Hết hiệu lực (đã dời ngày)"


PUBLIC_NOTICE_MOVES = Moves(
    "public_notice",
    Move("issue", (PublicNoticeState.DRAFT,), PublicNoticeState.ISSUED, OFFICE, "Ban hành thông báo", "đã ban hành thông báo công khai", "primary"),
    Move("supersede", (PublicNoticeState.ISSUED,), PublicNoticeState.SUPERSEDED, (), "Thay thế", "đã hết hiệu lực vì hội nghị dời ngày", by_system=True),
)  # fmt: skip


class Reply(TextChoices):
    NONE = "none", "Chưa trả lời"
    COMING = "coming", "Sẽ dự"
    DECLINED = "declined", "Không dự được"


class StepState(TextChoices):
    PENDING = "pending", "Chưa đến"
    RUNNING = "running", "Đang thực hiện"
    DONE = "done", "Đã xong"


AGENDA_STEP_MOVES = Moves(
    "agenda_step",
    Move(
        "start",
        (StepState.PENDING,),
        StepState.RUNNING,
        OFFICE,
        "Bắt đầu",
        "đã bắt đầu mục chương trình",
        "primary",
    ),
    Move(
        "finish", (StepState.RUNNING,), StepState.DONE, OFFICE, "Kết thúc mục", "đã kết thúc mục chương trình"
    ),
)


class ContributionState(TextChoices):
    SPEAKING = "speaking", "Đang phát biểu"
    SPOKEN = "spoken", "Chờ ghi kết quả"
    SETTLED = "settled", "Đã ghi kết quả"


class Outcome(TextChoices):
    """What became of a contribution in the hall (LP-65 to LP-67, LP-76)."""

    ANSWERED = "answered", "Đã trả lời tại hội nghị"
    HANDED = "handed", "Giao đơn vị giải quyết"
    LATER = "later", "Kiểm tra, trả lời sau bằng văn bản"
    UPWARD = "upward", "Ghi nhận, báo cáo cấp trên"


CONTRIBUTION_MOVES = Moves(
    "contribution",
    Move("end", (ContributionState.SPEAKING,), ContributionState.SPOKEN, OFFICE, "Kết thúc lượt", "đã kết thúc lượt phát biểu", "primary"),
    Move("settle", (ContributionState.SPEAKING, ContributionState.SPOKEN), ContributionState.SETTLED, (), "Ghi kết quả", "đã ghi kết quả phát biểu", by_system=True),
)  # fmt: skip
