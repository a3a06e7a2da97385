"""Who may have a PDF made again or set where a register begins. Who may see a paper is `Paper.objects.visible_to`."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from documents.states import PdfState

ONLY_OFFICE_REGISTERS = "Chỉ Văn phòng được ghi số đầu của sổ văn bản. Hãy nhờ Văn phòng."


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


def check_can_set_register(user, commune):
    need_role(user, commune, Role.OFFICE, sentence=ONLY_OFFICE_REGISTERS)


def check_register_goes_on(last_now, last_number):
    """A number that was given is never given again: a register is only ever put forward."""
    if last_number < last_now:
        raise Refused(
            f"Sổ này đã cấp đến số {last_now:02d} nên không lùi lại được. Hãy nhập số {last_now} hoặc lớn hơn."
        )
