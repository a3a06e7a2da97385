"""Kinds, formats and states of official papers. No logic."""

from django.db.models import TextChoices

from core.workflow import Moves


class PaperKind(TextChoices):
    """Kinds with the sign that their number carries (Nghị định 30/2020/NĐ-CP, phụ lục III)."""

    PLAN = "plan", "Kế hoạch"
    PROGRAMME = "programme", "Chương trình"
    INVITATION = "invitation", "Giấy mời"
    PUBLIC_NOTICE = "public_notice", "Thông báo"
    CONSOLIDATED_REPORT = "consolidated_report", "Báo cáo tổng hợp"
    ASSIGNMENT = "assignment", "Văn bản phân công"
    ANSWER = "answer", "Văn bản trả lời"
    DELEGATION = "delegation", "Giấy uỷ quyền"
    MINUTES = "minutes", "Biên bản"
    CONCLUSION_NOTICE = "conclusion_notice", "Thông báo kết luận"
    EXTENSION = "extension", "Quyết định kéo dài thời hạn"
    PETITIONER_NOTICE = "petitioner_notice", "Thông báo tới người kiến nghị"
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
