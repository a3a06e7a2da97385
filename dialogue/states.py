"""States, kinds and moves of the conference and its parts. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves

OFFICE, CHAIR = (Role.OFFICE,), (Role.CHAIR,)


class ConferenceState(TextChoices):
    PREPARING = "preparing", "Đang chuẩn bị"
    SCHEDULED = "scheduled", "Đã ấn định ngày"
    OPEN = "open", "Đang diễn ra"
    INTERRUPTED = "interrupted", "Đang tạm nghỉ"
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
    Move("interrupt", (C.OPEN,), C.INTERRUPTED, OFFICE, "Tạm nghỉ", "đã cho hội nghị tạm nghỉ", is_form=True),
    Move("resume", (C.INTERRUPTED,), C.OPEN, OFFICE, "Họp tiếp", "đã cho hội nghị họp tiếp", "primary"),
    Move("close", (C.OPEN, C.INTERRUPTED), C.CLOSED, OFFICE, "Bế mạc", "đã bế mạc hội nghị", "primary"),
    Move("reschedule", (C.SCHEDULED,), C.SCHEDULED, OFFICE, "Dời ngày", "đã dời ngày hội nghị", is_form=True),
    Move("delegate", (C.PREPARING, C.SCHEDULED, C.OPEN, C.INTERRUPTED), None, CHAIR, "Uỷ quyền chủ trì", "đã uỷ quyền chủ trì hội nghị", is_form=True),
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


class Presence(TextChoices):
    """How somebody stands on the door's list."""

    PRESENT = "present", "Có mặt"
    REPLACED = "replaced", "Cử người dự thay"
    ABSENT = "absent", "Vắng mặt"


class SpeechKind(TextChoices):
    """Why somebody takes the floor (live-room 6)."""

    READS = "reads", "Nêu kiến nghị đã gửi"
    NEW = "new", "Nêu kiến nghị mới"
    FOLLOW_UP = "follow_up", "Hỏi lại câu trả lời"
    CHAIR_ANSWER = "chair_answer", "Chủ trì trả lời"
    UNIT_ANSWER = "unit_answer", "Cơ quan, đơn vị trả lời"


# What a citizen says gets an outcome; what is an answer belongs to one and needs none.
CITIZENS_SPEECH = (SpeechKind.READS, SpeechKind.NEW, SpeechKind.FOLLOW_UP)
ANSWERS = (SpeechKind.CHAIR_ANSWER, SpeechKind.UNIT_ANSWER)
# Stands directly after what it belongs to.
ATTACHED = (SpeechKind.FOLLOW_UP, *ANSWERS)


class RequestSource(TextChoices):
    """Which way a registration to speak came in."""

    PUBLIC = "public", "Trang công khai"
    FRONT = "front", "Mặt trận, đoàn thể"
    VILLAGE = "village", "Thôn, đơn vị"
    PAPER = "paper", "Phiếu đăng ký giấy"
    DESK = "desk", "Bàn thư ký"
    PHONE = "phone", "Điện thoại tại hội trường"


class RequestState(TextChoices):
    WAITING = "waiting", "Đang chờ"
    CALLED = "called", "Đã mời phát biểu"
    WITHDRAWN = "withdrawn", "Đã rút, vắng"


R = RequestState
SPEAKER_REQUEST_MOVES = Moves(
    "speaker_request",
    Move("call", (R.WAITING,), R.CALLED, OFFICE, "Mời phát biểu", "đã mời phát biểu", "primary"),
    Move("withdraw", (R.WAITING,), R.WITHDRAWN, OFFICE, "Rút tên", "đã rút tên khỏi hàng chờ"),
    Move("restore", (R.WITHDRAWN,), R.WAITING, OFFICE, "Đưa lại hàng chờ", "đã đưa lại hàng chờ phát biểu"),
    Move("requeue", (R.CALLED,), R.WAITING, (), "Đưa lại đầu hàng chờ", "trở lại đầu hàng chờ phát biểu", by_system=True),
)  # fmt: skip


class ContributionState(TextChoices):
    SPEAKING = "speaking", "Đang phát biểu"
    PAUSED = "paused", "Tạm dừng"
    SPOKEN = "spoken", "Chờ ghi kết quả"
    WAITING = "waiting", "Chờ nói tiếp"
    SETTLED = "settled", "Đã ghi kết quả"


class Outcome(TextChoices):
    """What became of a contribution in the hall (LP-65 to LP-67, LP-76, TM-14)."""

    ANSWERED = "answered", "Đã trả lời tại hội nghị"
    HANDED = "handed", "Giao đơn vị giải quyết"
    LATER = "later", "Kiểm tra, trả lời sau bằng văn bản"
    UPWARD = "upward", "Ghi nhận, báo cáo cấp trên"
    NOTED = "noted", "Ghi nhận, không phải kiến nghị"


S = ContributionState
HALL = (Role.OFFICE, Role.CHAIR)
CONTRIBUTION_MOVES = Moves(
    "contribution",
    Move("pause", (S.SPEAKING,), S.PAUSED, OFFICE, "Tạm dừng đồng hồ", "đã tạm dừng đồng hồ phát biểu"),
    Move("resume", (S.PAUSED,), S.SPEAKING, OFFICE, "Chạy tiếp đồng hồ", "đã cho đồng hồ phát biểu chạy tiếp", "primary"),
    Move("extend", (S.SPEAKING, S.PAUSED), None, HALL, "Thêm phút", "đã thêm thời gian phát biểu", is_form=True),
    Move("direct", (S.SPEAKING, S.PAUSED, S.SPOKEN), None, CHAIR, "Chỉ đạo", "đã chỉ đạo xử lý ý kiến", is_form=True),
    Move("end", (S.SPEAKING, S.PAUSED), S.SPOKEN, HALL, "Kết thúc lượt", "đã kết thúc lượt phát biểu", "primary"),
    # Of what is settled only answers, which need no outcome.
    Move("requeue", (S.SPOKEN, S.SETTLED), S.WAITING, OFFICE, "Đưa lại đầu hàng chờ", "đã đưa lại đầu hàng chờ"),
    Move("continue", (S.WAITING,), S.SPEAKING, (), "Nói tiếp", "đã nói tiếp", by_system=True),
    Move("drop", (S.WAITING,), S.SPOKEN, (), "Không nói tiếp", "không nói tiếp", by_system=True),
    Move("settle", (S.SPEAKING, S.PAUSED, S.SPOKEN), S.SETTLED, (), "Ghi kết quả", "đã ghi kết quả phát biểu", by_system=True),
)  # fmt: skip


class SurveyState(TextChoices):
    DRAFT = "draft", "Đang chuẩn bị"
    OPEN = "open", "Đang lấy ý kiến"
    CLOSED = "closed", "Đã kết thúc"


FRONT = (Role.FRONT,)
SURVEY_MOVES = Moves(
    "survey",
    Move("open", (SurveyState.DRAFT,), SurveyState.OPEN, FRONT, "Bắt đầu lấy ý kiến", "đã bắt đầu lấy ý kiến về sự hài lòng", "primary"),
    Move("close", (SurveyState.OPEN,), SurveyState.CLOSED, FRONT, "Kết thúc lấy ý kiến", "đã kết thúc lấy ý kiến về sự hài lòng", "primary"),
)  # fmt: skip


class Level(TextChoices):
    """How satisfied somebody is (QN-43)."""

    VERY = "very", "Rất hài lòng"
    SATISFIED = "satisfied", "Hài lòng"
    NEUTRAL = "neutral", "Bình thường"
    UNSATISFIED = "unsatisfied", "Chưa hài lòng"
    VERY_UNSATISFIED = "very_unsatisfied", "Rất không hài lòng"


class BallotChannel(TextChoices):
    PAPER = "paper", "Phiếu giấy"
    PHONE = "phone", "Điện thoại"
