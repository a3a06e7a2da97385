"""States, kinds and moves of notices, dispatches, commitments, submissions and supervision. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves
from documents.states import approval_moves

OFFICE, CHAIR = (Role.OFFICE,), (Role.CHAIR,)


class ConclusionNoticeState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ phê duyệt"
    RETURNED = "returned", "Bị trả lại"
    APPROVED = "approved", "Đã duyệt, chờ ban hành"
    ISSUED = "issued", "Đã ban hành"


CONCLUSION_NOTICE_MOVES = Moves("conclusion_notice", *approval_moves("thông báo kết luận", issue_asks=False))


class ItemGroup(TextChoices):
    """The parts of a conclusion notice."""

    ANSWERED = "answered", "Nội dung đã trả lời, giải quyết"
    PENDING = "pending", "Nội dung tiếp tục giải quyết, trả lời"
    UPWARD = "upward", "Nội dung ghi nhận, báo cáo cấp trên"


class ItemKind(TextChoices):
    """What a pending line asks of its unit (ND-10, QN-59, TD-65 to TD-68)."""

    SETTLE = "settle", "Giải quyết, trả lời"
    ORIENT = "orient", "Cho chủ trương, định hướng"
    VERIFY = "verify", "Kiểm tra, xác minh"
    REMEDY = "remedy", "Khắc phục, xử lý trách nhiệm"


class ConfirmationState(TextChoices):
    ASKED = "asked", "Chờ đơn vị trả lời"
    AGREED = "agreed", "Đơn vị đồng ý"
    OBJECTED = "objected", "Đơn vị có ý kiến khác"
    LAPSED = "lapsed", "Thôi xin ý kiến"


C = ConfirmationState
ITEM_CONFIRMATION_MOVES = Moves(
    "item_confirmation",
    Move("agree", (C.ASKED,), C.AGREED, (Role.UNIT,), "Đồng ý", "đã đồng ý nội dung được giao", "primary"),
    Move("object", (C.ASKED,), C.OBJECTED, (Role.UNIT,), "Có ý kiến khác", "có ý kiến khác về nội dung được giao", "danger", is_form=True),
    Move("lapse", (C.ASKED,), C.LAPSED, OFFICE, "Thôi xin ý kiến", "đã thôi xin ý kiến đơn vị", by_system=True),
)  # fmt: skip


class ExtensionState(TextChoices):
    REQUESTED = "requested", "Chờ người chủ trì quyết định"
    APPROVED = "approved", "Đã cho kéo dài"
    REJECTED = "rejected", "Không cho kéo dài"


E = ExtensionState
EXTENSION_REQUEST_MOVES = Moves(
    "extension_request",
    Move("approve", (E.REQUESTED,), E.APPROVED, CHAIR, "Cho kéo dài", "đã cho kéo dài thời hạn", "primary"),
    Move("reject", (E.REQUESTED,), E.REJECTED, CHAIR, "Không cho kéo dài", "không cho kéo dài thời hạn", "danger", is_form=True),
)  # fmt: skip


class RecipientKind(TextChoices):
    """Compulsory recipients of the conclusion notice (LP-95, LP-96, LP-97)."""

    PETITIONER = "petitioner", "Người, tập thể kiến nghị"
    PARTY = "party", "Ban Xây dựng Đảng"
    FRONT = "front", "Mặt trận Tổ quốc"
    UNIT = "unit", "Đơn vị được giao"
    SUPPORTING = "supporting", "Đơn vị phối hợp"
    VILLAGE = "village", "Thôn"
    UPPER = "upper", "Cấp trên"
    OTHER = "other", "Nơi nhận khác"
    PUBLIC = "public", "Công khai"


class MailState(TextChoices):
    WAITING = "waiting", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    BOUNCED = "bounced", "Bị trả lại"
    FAILED = "failed", "Gửi không được"


L = MailState
DISPATCH_ATTEMPT_MOVES = Moves(
    "dispatch_attempt",
    Move("send", (L.WAITING,), L.SENT, OFFICE, "Gửi thư", "đã gửi thư điện tử", by_system=True),
    Move("bounce", (L.WAITING, L.SENT), L.BOUNCED, OFFICE, "Thư bị trả lại", "đã ghi nhận thư bị trả lại", "danger", is_form=True),
    Move("fail", (L.WAITING,), L.FAILED, OFFICE, "Không gửi được", "không gửi được thư điện tử", by_system=True),
)  # fmt: skip


class PublicationState(TextChoices):
    DRAFT = "draft", "Đang soát dữ liệu cá nhân"
    PUBLISHED = "published", "Đã công khai"
    WITHDRAWN = "withdrawn", "Đã gỡ"


P = PublicationState
RESULT_PUBLICATION_MOVES = Moves(
    "result_publication",
    Move("publish", (P.DRAFT, P.WITHDRAWN), P.PUBLISHED, OFFICE, "Công khai", "đã công khai kết quả đối thoại", "primary", is_form=True),
    Move("withdraw", (P.PUBLISHED,), P.WITHDRAWN, OFFICE, "Gỡ xuống", "đã gỡ bản công khai", "danger", is_form=True),
)  # fmt: skip


class CommitmentState(TextChoices):
    OPEN = "open", "Đang thực hiện"
    REPORTED = "reported", "Đơn vị báo đã xong, chờ xác nhận"
    DISPUTED = "disputed", "Mặt trận chưa xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận hoàn thành"


M = CommitmentState
# Whose turn it is: the unit's still, or its work is reported.
UNDONE, DONE = (M.OPEN, M.DISPUTED), (M.REPORTED, M.CONFIRMED)
COMMITMENT_MOVES = Moves(
    "commitment",
    Move("report", (M.OPEN, M.DISPUTED), M.REPORTED, (Role.UNIT,), "Báo cáo hoàn thành", "đã báo cáo hoàn thành", "primary", is_form=True),
    Move("confirm", (M.REPORTED,), M.CONFIRMED, (Role.FRONT,), "Xác nhận hoàn thành", "đã xác nhận hoàn thành", "primary", is_form=True),
    Move("dispute", (M.REPORTED,), M.DISPUTED, (Role.FRONT,), "Chưa xác nhận", "chưa xác nhận, yêu cầu làm tiếp", "danger", is_form=True),
)  # fmt: skip


class Verdict(TextChoices):
    CONFIRMED = "confirmed", "Xác nhận"
    DISPUTED = "disputed", "Chưa xác nhận"
    REMARK = "remark", "Nhận xét"


class ItemOpinion(TextChoices):
    """What the Front finds of one line of the notice (LP-108)."""

    SATISFIED = "satisfied", "Đạt yêu cầu"
    UNSATISFIED = "unsatisfied", "Chưa đạt yêu cầu"
    REMARK = "remark", "Nhận xét"


class Standing(TextChoices):
    """How far the work is, in the words that the answer uses (TD-72)."""

    RECEIVED = "received", "Đã tiếp nhận, đang chỉ đạo giải quyết"
    PARTLY = "partly", "Đã giải quyết một phần"
    SETTLED = "settled", "Đã giải quyết xong"


COMMITMENT_EXTENSION_MOVES = Moves(
    "commitment_extension",
    Move("approve", (E.REQUESTED,), E.APPROVED, CHAIR, "Cho lùi hạn", "đã cho lùi hạn thực hiện", "primary", is_form=True),
    Move("reject", (E.REQUESTED,), E.REJECTED, CHAIR, "Không cho lùi hạn", "không cho lùi hạn thực hiện", "danger", is_form=True),
)  # fmt: skip


class Addressee(TextChoices):
    """Who must learn the answer (TD-71)."""

    CHAIR = "chair", "Người chủ trì"
    UNIT = "unit", "Nơi phát sinh kiến nghị"
    PETITIONER = "petitioner", "Người kiến nghị"


class AnswerWay(TextChoices):
    """QN-61."""

    DIRECT = "direct", "Trả lời trực tiếp"
    WRITTEN = "written", "Bằng văn bản"


class SubmissionKind(TextChoices):
    REPORT_UP = "report_up", "Báo cáo kết quả đối thoại lên cấp trên"
    UPWARD = "upward", "Trình cấp trên nội dung vượt thẩm quyền"
    TRANSFER = "transfer", "Chuyển cơ quan có thẩm quyền"
    VERIFY = "verify", "Đề nghị xem xét, xác minh"
    POLICY = "policy", "Đề xuất sửa đổi cơ chế, chính sách"


class SubmissionState(TextChoices):
    TO_SEND = "to_send", "Chưa gửi"
    SENT = "sent", "Đã gửi, chờ trả lời"
    REPLIED = "replied", "Đã có trả lời, chờ báo lại"
    RELAYED = "relayed", "Đã báo lại người kiến nghị"
    CLOSED = "closed", "Đã kết thúc"


S = SubmissionState
SENDERS = (Role.OFFICE, Role.UNIT, Role.PARTY, Role.FRONT)
SUBMISSION_MOVES = Moves(
    "submission",
    Move("send", (S.TO_SEND,), S.SENT, SENDERS, "Ghi nhận đã gửi", "đã gửi văn bản", "primary", is_form=True),
    Move("answer", (S.SENT,), S.REPLIED, SENDERS, "Ghi nhận trả lời", "đã ghi nhận văn bản trả lời", "primary", is_form=True),
    Move("relay", (S.REPLIED,), S.RELAYED, SENDERS, "Báo lại người kiến nghị", "đã báo lại người kiến nghị", "primary", is_form=True),
    Move("close", (S.TO_SEND, S.SENT, S.REPLIED), S.CLOSED, OFFICE, "Kết thúc", "đã kết thúc theo dõi", "danger", is_form=True),
)  # fmt: skip


class UrgingState(TextChoices):
    ASKED = "asked", "Chờ đơn vị trả lời"
    REPLIED = "replied", "Đơn vị đã trả lời"


URGING_MOVES = Moves(
    "urging",
    Move("reply", (UrgingState.ASKED,), UrgingState.REPLIED, (Role.UNIT,), "Trả lời đôn đốc", "đã trả lời đôn đốc", "primary", is_form=True),
)  # fmt: skip
