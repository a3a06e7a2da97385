"""Who may draft, approve and issue papers, and care for registers and files. Seeing them is `visible_to`."""

from core.access import has_role, need_role
from core.refusals import Refused
from core.states import BodyKind, Role
from core.vietnamese import long_date, lower_first
from core.workflow import check_state
from documents.states import DraftState, EntryOrigin, PaperState, PdfState

ONLY_OFFICE_NUMBERS = "Chỉ Văn phòng được giữ, ghi và huỷ số trong sổ văn bản. Hãy nhờ Văn phòng."
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


def check_can_reserve_number(user, commune):
    need_role(user, commune, Role.OFFICE, sentence=ONLY_OFFICE_NUMBERS)


def check_can_record_register_entry(user, register_entry):
    check_state(register_entry, "record")
    need_role(user, register_entry, Role.OFFICE, sentence=ONLY_OFFICE_NUMBERS)
    _check_reserved_by_hand(register_entry)


def check_can_cancel_register_entry(user, register_entry):
    check_state(register_entry, "cancel")
    need_role(user, register_entry, Role.OFFICE, sentence=ONLY_OFFICE_NUMBERS)
    _check_reserved_by_hand(register_entry)


def _check_reserved_by_hand(entry):
    if entry.origin != EntryOrigin.HAND:
        raise Refused("Số này không phải số giữ: văn bản mang số đã ở trong phần mềm hoặc trên sổ giấy.")


def check_period_of_entry(entry, issued_on):
    """A number of one year is not borne by a paper of another; the Party's run through the term."""
    if entry.register.body != BodyKind.PARTY and str(issued_on.year) != entry.register.period:
        raise Refused(
            f"Số này thuộc sổ năm {entry.register.period}. Hãy xem lại ngày ban hành, hoặc giữ số ở sổ năm "
            f"{issued_on.year}."
        )


def check_can_be_named(paper, commune, issued_on):
    """Only an issued paper of the commune is corrected, replaced or withdrawn; ended once, it stays ended."""
    if paper.state != PaperState.ISSUED or paper.commune_id != commune.pk:
        raise Refused("Chỉ đính chính, thay thế hoặc thu hồi được văn bản đã ban hành của xã.")
    if paper.issued_on > issued_on:
        raise Refused(
            f"Văn bản được nêu ban hành {long_date(paper.issued_on)}, sau ngày của văn bản này. Hãy xem lại ngày."
        )
    if paper.ended_by:
        raise Refused(f"{paper}: {lower_first(paper.fate)}. Hãy nêu văn bản đang có hiệu lực.")


# --- prints of many papers -------------------------------------------------------------------------------------

ONLY_PRINTERS = (
    "Chỉ Văn phòng (và Mặt trận đối với văn bản của Mặt trận) được in hàng loạt. Hãy nhờ Văn phòng."
)


def check_can_start_batch(user, subject):
    need_role(user, subject, Role.OFFICE, Role.FRONT, sentence=ONLY_PRINTERS)


def check_can_cancel_batch(user, batch):
    check_state(batch, "cancel")
    need_role(user, batch, Role.OFFICE, Role.FRONT, sentence=ONLY_PRINTERS)


def check_can_retry_batch(user, batch):
    check_state(batch, "retry")
    need_role(user, batch, Role.OFFICE, Role.FRONT, sentence=ONLY_PRINTERS)
    if batch.is_moving and not batch.is_stuck:
        raise Refused("Việc in đang chạy. Chờ thêm ít phút rồi tải lại trang.")


# --- papers under the pen ------------------------------------------------------------------------------------

ONLY_WRITERS = "Văn bản này do {} soạn. Hãy nhờ nơi đó làm việc này."
ONLY_CHAIR = "Chỉ người chủ trì được phê duyệt hoặc trả lại văn bản. Hãy trình người chủ trì."


def check_can_start_paper_draft(user, paper_type, subject):
    """The Front writes its own papers, the office the others (requirements C, "Who makes it")."""
    need_role(user, subject, *paper_type.writers, sentence=_only_writers(paper_type))


def check_can_edit_paper_draft(user, draft):
    if draft.state in (DraftState.SUBMITTED, DraftState.APPROVED):
        raise Refused(
            "Văn bản đang chờ duyệt hoặc đã duyệt nên không sửa được. Người chủ trì trả lại thì sửa tiếp."
        )
    if not draft.is_open:
        raise Refused("Bản soạn này đã kết thúc nên không sửa được. Muốn đổi, hãy lập văn bản mới.")
    need_role(user, draft, *draft.type.writers, sentence=_only_writers(draft.type))


def check_can_print_paper_draft(user, draft):
    """A print that bears DỰ THẢO, for who may see the draft; what was issued has its own file."""
    if draft.state in (DraftState.ISSUED, DraftState.ABANDONED):
        raise Refused("Bản soạn này đã kết thúc. Hãy in văn bản đã ban hành, hoặc lập văn bản mới.")
    need_role(user, draft, Role.OFFICE, Role.CHAIR, *draft.type.writers, sentence=_only_writers(draft.type))


def check_can_compare_versions(user, subject):
    """Remarks of approval are between office and chair; the Front compares its own papers, a unit its answers."""
    if getattr(subject, "is_written_by", None) and subject.is_written_by(user):
        return
    own = (Role.FRONT,) if getattr(subject, "body", "") == BodyKind.FRONT else ()
    need_role(
        user, subject, Role.OFFICE, Role.CHAIR, *own,
        sentence="Các bản đã trình chỉ Văn phòng và người chủ trì xem được. Hãy xem văn bản đã ban hành.",
    )  # fmt: skip


def check_can_submit_paper_draft(user, paper_draft):
    check_state(paper_draft, "submit")
    need_role(user, paper_draft, Role.OFFICE, sentence=ONLY_WRITERS.format(Role.OFFICE.label))
    _check_writer(user, paper_draft)
    if not paper_draft.type.needs_approval:
        raise Refused("Loại văn bản này không phải trình duyệt. Hãy ban hành khi đã soạn xong.")
    check_has_words(paper_draft)


def check_can_return_paper_draft(user, paper_draft):
    check_state(paper_draft, "return")
    need_role(user, paper_draft, Role.CHAIR, sentence=ONLY_CHAIR)


def check_can_approve_paper_draft(user, paper_draft):
    """The chair, not who wrote or submitted it."""
    check_state(paper_draft, "approve")
    need_role(user, paper_draft, Role.CHAIR, sentence=ONLY_CHAIR)
    if user.pk in (paper_draft.drafted_by_id, paper_draft.submitted_by_id):
        raise Refused(
            "Người soạn hoặc người trình không tự phê duyệt văn bản. Hãy để người chủ trì khác phê duyệt."
        )


def check_can_issue_paper_draft(user, paper_draft):
    check_state(paper_draft, "issue")
    need_role(user, paper_draft, Role.OFFICE, Role.FRONT, sentence=ONLY_WRITERS.format(Role.OFFICE.label))
    _check_writer(user, paper_draft)
    if paper_draft.type.needs_approval and paper_draft.state != DraftState.APPROVED:
        raise Refused(
            "Văn bản này phải được người chủ trì phê duyệt trước khi ban hành. Hãy trình phê duyệt."
        )
    check_has_words(paper_draft)


def check_can_abandon_paper_draft(user, paper_draft):
    check_state(paper_draft, "abandon")
    need_role(user, paper_draft, Role.OFFICE, Role.FRONT, sentence=ONLY_WRITERS.format(Role.OFFICE.label))
    _check_writer(user, paper_draft)


def check_has_words(draft):
    """Nothing empty is submitted or issued: the excerpt, and what its kind cannot do without."""
    missing = [] if draft.excerpt.strip() else ["trích yếu"]
    missing += [
        field.label.lower()
        for field in draft.type.fields
        if field.is_required and not draft.values.get(field.key)
    ]
    if missing:
        raise Refused(f"Văn bản còn thiếu {', '.join(missing)}. Hãy bấm Sửa để điền.")


def check_can_deliver_paper(user, paper):
    """Only what was issued is sent, by the office or, of its own papers, by the Front."""
    senders = (Role.FRONT, Role.OFFICE) if paper.body == BodyKind.FRONT else (Role.OFFICE,)
    need_role(user, paper, *senders, sentence="Chỉ Văn phòng được gửi văn bản đi. Hãy nhờ Văn phòng.")
    if paper.state != PaperState.ISSUED:
        raise Refused("Bản dự thảo không gửi đi được. Hãy ban hành văn bản trước.")


def check_can_edit_paper_setting(user, commune):
    need_role(
        user, commune, Role.OFFICE, Role.ADMIN,
        sentence="Chỉ Văn phòng và quản trị được sửa thể thức riêng của xã.",
    )  # fmt: skip


def _check_writer(user, draft):
    """Entitled to the act, but not to this paper: the Front's are the Front's, the rest the office's."""
    if not has_role(user, draft, *draft.type.writers):
        raise Refused(_only_writers(draft.type))


def _only_writers(paper_type):
    return ONLY_WRITERS.format(", ".join(Role(role).label for role in paper_type.writers))
