"""Who may have a paper's PDF made again. Who may see a paper is `Paper.objects.visible_to`."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from documents.states import PdfState


def check_can_retry_paper(user, paper):
    """Only office and chair, only when the PDF failed or has been awaited far too long."""
    need_role(
        user,
        paper,
        Role.OFFICE,
        Role.CHAIR,
        sentence="Chỉ Văn phòng và người chủ trì được cho tạo lại tệp PDF.",
    )
    if paper.pdf_state == PdfState.DONE:
        raise Refused("Văn bản này đã có tệp PDF, không cần tạo lại. Tải lại trang để mở tệp.")
    if not paper.is_pdf_stuck:
        raise Refused("Tệp PDF đang được tạo. Chờ thêm ít phút rồi tải lại trang.")
