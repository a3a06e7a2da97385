"""States, kinds and moves of conclusion notices, extensions, dispatches and commitments. No logic."""

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
    UPPER = "upper", "Cấp trên"
    PUBLIC = "public", "Công khai"


class CommitmentState(TextChoices):
    OPEN = "open", "Đang thực hiện"
    REPORTED = "reported", "Đơn vị báo đã xong, chờ xác nhận"
    DISPUTED = "disputed", "Mặt trận chưa xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận hoàn thành"


M = CommitmentState
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
