"""Kinds, formats and states of official papers. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves


class PaperKind(TextChoices):
    """Kinds with the sign that their number carries (Nghị định 30/2020/NĐ-CP, phụ lục III)."""

    PLAN = "plan", "Kế hoạch"
    PROGRAMME = "programme", "Chương trình"
    INVITATION = "invitation", "Giấy mời"
    PUBLIC_NOTICE = "public_notice", "Thông báo"
    RADIO_SCRIPT = "radio_script", "Bản tin truyền thanh"
    WEB_TEXT = "web_text", "Bài đăng trang thông tin"
    DETAILED_NOTICE = "detailed_notice", "Thông báo thời gian, địa điểm"
    SUMMONS = "summons", "Danh sách triệu tập"
    INVITATION_LIST = "invitation_list", "Danh sách mời, thành phần dự"
    HALL_RULES = "hall_rules", "Nội quy hội nghị"
    OPINION_FORM = "opinion_form", "Phiếu xin ý kiến"
    SPEAKER_FORM = "speaker_form", "Phiếu đăng ký phát biểu"
    NAME_PLATES = "name_plates", "Biển tên, chức danh"
    TITLE_LETTERING = "title_lettering", "Tít chữ hội nghị"
    SLOGANS = "slogans", "Khẩu hiệu"
    CONSOLIDATED_REPORT = "consolidated_report", "Báo cáo tổng hợp"
    SURVEY_REPORT = "survey_report", "Báo cáo khảo sát ý kiến Nhân dân"
    ASSIGNMENT = "assignment", "Văn bản phân công chuẩn bị trả lời"
    ANSWER_OPTIONS = "answer_options", "Nội dung dự kiến trao đổi"
    ANSWER = "answer", "Văn bản trả lời trước hội nghị"
    ANSWERING_REPORT = "answering_report", "Báo cáo trả lời ý kiến, kiến nghị"
    ORIENTATION_REPORT = "orientation_report", "Báo cáo định hướng"
    SITUATION_REPORT = "situation_report", "Báo cáo tình hình kinh tế - xã hội"
    DOCUMENT_SET = "document_set", "Danh mục tài liệu hội nghị"
    DELEGATION = "delegation", "Giấy uỷ quyền"
    MINUTES = "minutes", "Biên bản"
    CONCLUSION_OUTLINE = "conclusion_outline", "Dự kiến nội dung kết luận"
    CONCLUSION_NOTICE = "conclusion_notice", "Thông báo kết luận"
    EXTENSION = "extension", "Quyết định kéo dài thời hạn"
    PETITIONER_NOTICE = "petitioner_notice", "Thông báo tới người kiến nghị"
    ASSIGNMENT_AFTER = "assignment_after", "Văn bản phân công giải quyết sau hội nghị"
    UPWARD_LETTER = "upward_letter", "Văn bản báo cáo, đề xuất cấp trên"
    TRANSFER_LETTER = "transfer_letter", "Văn bản chuyển cơ quan có thẩm quyền"
    POLICY_PROPOSAL = "policy_proposal", "Đề xuất sửa đổi cơ chế, chính sách"
    ANSWER_AFTER = "answer_after", "Văn bản trả lời sau hội nghị"
    RESULTS_REPORT = "results_report", "Báo cáo kết quả giải quyết, trả lời"
    UPWARD_REPORT = "upward_report", "Báo cáo kết quả đối thoại"
    LESSONS = "lessons", "Đánh giá, rút kinh nghiệm"
    SATISFACTION_FORM = "satisfaction_form", "Phiếu khảo sát sự hài lòng"
    SATISFACTION_RESULT = "satisfaction_result", "Kết quả khảo sát sự hài lòng"
    BUDGET = "budget", "Dự toán kinh phí"
    DOSSIER_INDEX = "dossier_index", "Bìa và mục lục hồ sơ"
    BRIEFING_INVITATION = "briefing_invitation", "Giấy mời hội nghị quán triệt"
    BRIEFING_RESULT = "briefing_result", "Kết quả hội nghị quán triệt"
    CRITICISM = "criticism", "Văn bản phản biện xã hội"
    SUPERVISION_ITEMS = "supervision_items", "Nội dung giám sát"
    NEWS_LIST = "news_list", "Danh mục tin, bài, ghi hình"
    RECEIPT_LIST = "receipt_list", "Danh sách ký nhận"
    PERIOD_REPORT = "period_report", "Báo cáo công tác đối thoại"
    OTHER = "other", "Văn bản khác"


class HeadingStyle(TextChoices):
    STATE = "state", "Thể thức văn bản hành chính"
    PARTY = "party", "Thể thức văn bản của Đảng"


class PaperState(TextChoices):
    DRAFT = "draft", "Bản in dự thảo"
    ISSUED = "issued", "Đã ban hành"


class PdfState(TextChoices):
    WAITING = "waiting", "Đang chờ tạo PDF"
    RUNNING = "running", "Đang tạo PDF"
    DONE = "done", "Đã có PDF"
    FAILED = "failed", "Tạo PDF không được"


PAPER_MOVES = Moves("paper")


class PaperStage(TextChoices):
    """The seven stages of the procedure by which a conference's papers are shown (DESIGN, 1)."""

    PLAN = "plan", "Kế hoạch"
    PREPARE = "prepare", "Chuẩn bị"
    NOTICE = "notice", "Thông báo"
    COLLECT = "collect", "Thu thập ý kiến"
    HOLD = "hold", "Hội nghị"
    CONCLUDE = "conclude", "Kết luận"
    FOLLOW_UP = "follow_up", "Theo dõi"


class PaperEffect(TextChoices):
    """What a paper does to the one that it names; nothing else changes an issued paper."""

    CORRECTS = "corrects", "Đính chính"
    REPLACES = "replaces", "Thay thế"
    WITHDRAWS = "withdraws", "Thu hồi"


class DraftState(TextChoices):
    """The one way of a paper from the pen to its number; plans and conclusion notices go it too."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ phê duyệt"
    RETURNED = "returned", "Bị trả lại"
    APPROVED = "approved", "Đã duyệt, chờ ban hành"
    ISSUED = "issued", "Đã ban hành"
    ABANDONED = "abandoned", "Đã bỏ"


D = DraftState
OFFICE, CHAIR, WRITERS = (Role.OFFICE,), (Role.CHAIR,), (Role.OFFICE, Role.FRONT)


def approval_moves(
    thing, *, issue_asks=True, issuers=OFFICE, issue_from=(D.APPROVED,), return_from=(D.SUBMITTED,)
):
    """submit, return, approve, issue of anything that needs an approval; `thing` as the log names it."""
    return (
        Move("submit", (D.DRAFT, D.RETURNED), D.SUBMITTED, OFFICE, "Trình phê duyệt", f"đã trình {thing}", "primary"),
        Move("return", return_from, D.RETURNED, CHAIR, "Trả lại", f"đã trả lại {thing}", "danger", is_form=True),
        Move("approve", (D.SUBMITTED,), D.APPROVED, CHAIR, "Phê duyệt", f"đã phê duyệt {thing}", "primary"),
        Move("issue", issue_from, D.ISSUED, issuers, "Ban hành", f"đã ban hành {thing}", "primary", is_form=issue_asks),
    )  # fmt: skip


PAPER_DRAFT_MOVES = Moves(
    "paper_draft",
    # What needs no approval is issued from the pen; the rule knows which (documents.catalogue).
    *approval_moves(
        "văn bản", issuers=WRITERS, issue_from=(D.DRAFT, D.RETURNED, D.APPROVED),
        return_from=(D.SUBMITTED, D.APPROVED),
    ),
    Move(
        "abandon", (D.DRAFT, D.RETURNED), D.ABANDONED, WRITERS, "Bỏ bản soạn", "đã bỏ bản soạn", "danger",
        is_form=True,
    ),
)  # fmt: skip


class VersionStep(TextChoices):
    """When a version of a text was kept."""

    SUBMITTED = "submitted", "Lúc trình"
    RETURNED = "returned", "Lúc trả lại"
    APPROVED = "approved", "Lúc phê duyệt"
    ISSUED = "issued", "Lúc ban hành"


class EntryOrigin(TextChoices):
    """Where a number of a register came from."""

    PAPER = "paper", "Đã ban hành"
    BOOK = "book", "Cấp trước khi dùng phần mềm"
    HAND = "hand", "Giữ số"


class EntryState(TextChoices):
    RESERVED = "reserved", "Giữ số"
    USED = "used", "Đã dùng"
    CANCELLED = "cancelled", "Huỷ số"


E = EntryState
REGISTER_ENTRY_MOVES = Moves(
    "register_entry",
    # What was recorded may be recorded again, so that a slip of the pen can be mended; the log keeps both.
    Move(
        "record", (E.RESERVED, E.USED), E.USED, OFFICE, "Ghi văn bản", "đã ghi văn bản mang số giữ", "primary",
        is_form=True,
    ),
    Move("cancel", (E.RESERVED,), E.CANCELLED, OFFICE, "Huỷ số", "đã huỷ số giữ", "danger", is_form=True),
)  # fmt: skip


class BatchState(TextChoices):
    """Where a print of many papers stands; only the worker carries it on."""

    WAITING = "waiting", "Đang chờ in"
    RUNNING = "running", "Đang in"
    DONE = "done", "Đã in xong"
    FAILED = "failed", "In không xong"
    CANCELLED = "cancelled", "Đã dừng"


class BatchItemState(TextChoices):
    WAITING = "waiting", "Chờ in"
    DONE = "done", "Đã in"


B = BatchState
BATCH_MOVES = Moves(
    "batch",
    Move("begin", (B.WAITING,), B.RUNNING, (), "Bắt đầu in", "đã bắt đầu in", by_system=True),
    Move("finish", (B.RUNNING,), B.DONE, (), "In xong", "đã in xong", by_system=True),
    Move("fail", (B.WAITING, B.RUNNING), B.FAILED, (), "Dừng vì lỗi", "không in tiếp được", by_system=True),
    Move("cancel", (B.WAITING, B.RUNNING), B.CANCELLED, WRITERS, "Dừng in", "đã dừng in", "danger"),
    # Also of one that says it is running while its worker died: the rule knows when.
    Move("retry", (B.WAITING, B.RUNNING, B.FAILED, B.CANCELLED), B.WAITING, WRITERS, "In tiếp", "đã cho in tiếp", "primary"),
)  # fmt: skip


class SignatureKind(TextChoices):
    """How a paper was signed; a commune without certificates keeps scans."""

    PERSON = "person", "Chữ ký số của người ký"
    SEAL = "seal", "Chữ ký số của cơ quan"
    SCAN = "scan", "Bản quét đã ký, đóng dấu"
