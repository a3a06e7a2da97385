"""Who may draft, approve and issue papers, and care for registers and files. Seeing them is `visible_to`."""

from django.utils import timezone

from core.access import has_role, need_role
from core.refusals import NotYourRole, Refused
from core.states import BodyKind, Role
from core.vietnamese import fold, long_date, lower_first
from core.workflow import check_state
from documents.states import DraftState, EntryOrigin, PaperState, PdfState, SignatureKind

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


# --- signatures ------------------------------------------------------------------------------------------------

SEALED = "Văn bản đã đóng dấu số của cơ quan nên không ký thêm. Muốn đổi, hãy ban hành văn bản thay thế."
ONLY_SEALERS = "Chỉ Văn phòng (Mặt trận đối với văn bản của Mặt trận) được đóng dấu số và đưa bản quét lên. Hãy nhờ nơi đó."
# How the issuing bodies are called on certificates, folded.
BODY_WORDS = {
    BodyKind.UBND: ("uy ban nhan dan", "ubnd"),
    BodyKind.HDND: ("hoi dong nhan dan", "hdnd"),
    BodyKind.PARTY: ("dang uy", "dang bo", "ban chap hanh dang"),
    BodyKind.FRONT: ("mat tran to quoc", "mttq"),
}


def check_can_sign_paper(user, paper):
    """Only whose name stands under the paper, who approved it, or the chair's delegate; before the seal, once."""
    place = sign_place_for(user, paper)
    if place is None:
        raise NotYourRole(_only_signer(paper))
    _check_signable(paper)
    rows = list(paper.signatures.digital())
    if any(row.kind == SignatureKind.SEAL for row in rows):
        raise Refused(SEALED)
    if any(row.signed_by_id == user.pk for row in rows):
        raise Refused("Anh/chị đã ký số văn bản này.")
    if any(fold(row.place_name) == fold(place["name"]) for row in rows):
        raise Refused(f"Chỗ ký của {place['name']} đã có chữ ký số.")


def check_can_seal_paper(user, paper):
    """The body's seal goes on after the person who signs for the body, once."""
    _check_sealer(user, paper)
    _check_signable(paper)
    rows = list(paper.signatures.digital())
    if any(row.kind == SignatureKind.SEAL for row in rows):
        raise Refused("Văn bản này đã đóng dấu số của cơ quan.")
    if not any(fold(row.place_name) == fold(main_place(paper)["name"]) for row in rows):
        raise Refused(f"Chưa đóng dấu số được: {paper.signer_name or 'người ký'} phải ký số trước.")


def check_can_attach_scan(user, paper):
    _check_sealer(user, paper)
    if paper.state != PaperState.ISSUED:
        raise Refused("Bản dự thảo không có bản ký. Hãy ban hành văn bản trước.")
    if paper.pdf_state != PdfState.DONE:
        raise Refused("Tệp PDF của văn bản chưa có. Chờ tạo xong, in bản đó ra ký rồi đưa bản quét lên.")


def _check_sealer(user, paper):
    roles = (Role.FRONT,) if paper.body == BodyKind.FRONT else (Role.OFFICE,)
    need_role(user, paper, *roles, sentence=ONLY_SEALERS)


def _check_signable(paper):
    if paper.state != PaperState.ISSUED:
        raise Refused("Bản dự thảo không ký số. Hãy ban hành văn bản trước.")
    if paper.pdf_state != PdfState.DONE:
        raise Refused("Tệp PDF của văn bản chưa có. Chờ tạo xong rồi ký.")
    if not paper.sign_places:
        raise Refused("Văn bản loại này không có chỗ ký nên không ký số.")
    if paper.ended_by:
        raise Refused(f"{paper}: {lower_first(paper.fate)}. Văn bản đã hết hiệu lực nên không ký thêm.")


def _only_signer(paper):
    who = paper.signer_name or "người có thẩm quyền"
    return f"Chỉ {who} (người đứng tên, người đã duyệt hoặc người được uỷ quyền) được ký số văn bản này."


def main_place(paper):
    """The last space that bears the signer's name, else the last space of all; None where there is none."""
    named = [place for place in paper.sign_places if fold(place["name"]) == fold(paper.signer_name)]
    return (named or paper.sign_places or [None])[-1]


def sign_place_for(user, paper):
    """Where this person signs, or None: {"page", "box", "name", "as"}; `as` is the name that the certificate bears."""
    if not user.is_authenticated or user.commune_id != paper.commune_id:
        return None
    own = [
        place for place in paper.sign_places if place["name"] and fold(place["name"]) == fold(user.full_name)
    ]
    if own or fold(user.full_name) == fold(paper.signer_name):
        return _as(own[-1] if own else main_place(paper), user.full_name)
    subject = _subject_of(paper)
    if is_approver(user, paper, subject):
        return _as(main_place(paper), paper.signer_name or user.full_name)
    if Role.CHAIR not in user.roles and subject is not None and has_role(user, subject, Role.CHAIR):
        return _as(main_place(paper), user.full_name)
    return None


def _as(place, name):
    return {**(place or {"page": 0, "box": [], "name": ""}), "as": name}


def _subject_of(paper):
    model = paper.subject_type.model_class()
    return model._base_manager.filter(pk=paper.subject_id).first() if model else None


def is_approver(user, paper, subject):
    """Whether the person approved the draft, or the thing, whose paper this is."""
    if getattr(subject, "paper_id", None) == paper.pk and getattr(subject, "approved_by_id", None) == user.pk:
        return True
    return paper.drafts.filter(approved_by=user).exists()


def check_certificate(facts, now):
    """In force now and made for signing; whose it is comes with the two rules below."""
    if now < facts.valid_from:
        raise Refused(
            f"Chứng thư số chỉ có hạn từ {_day(facts.valid_from)}, nay chưa đến. Hãy dùng chứng thư khác."
        )
    if now > facts.valid_until:
        raise Refused(
            f"Chứng thư số đã hết hạn từ {_day(facts.valid_until)}. Hãy gia hạn hoặc dùng chứng thư khác."
        )
    if not facts.is_for_signing:
        raise Refused(
            "Chứng thư số này không dùng để ký (theo mục đích ghi trong chứng thư). Hãy dùng chứng thư ký số."
        )


def check_certificate_of_person(facts, name):
    """The certificate bears the signer's name, marks and letter case aside."""
    if f" {fold(name)} " not in f" {fold(facts.name)} ":
        raise Refused(
            f"Chứng thư số mang tên “{facts.name}”, không phải {name}. Người ký phải dùng chứng thư của chính mình."
        )


def check_certificate_of_body(facts, paper):
    """The certificate names the issuing body and the commune: nobody seals with another office's."""
    words = fold(f"{facts.name} {facts.organisation}")
    where = fold(paper.commune.name)
    if where not in words or not any(word in words for word in BODY_WORDS[paper.body]):
        raise Refused(
            f"Chứng thư số mang tên “{facts.name}”, không phải của {paper.get_body_display()} "
            f"{paper.commune.get_kind_display().lower()} {paper.commune.name}. Hãy dùng chứng thư của cơ quan ban hành."
        )


def check_trusted(is_trusted, facts):
    if not is_trusted:
        raise Refused(
            f"Chứng thư do “{facts.issuer or facts.name}” cấp, không thuộc các nơi cấp mà phần mềm tin cậy. Hãy dùng chứng "
            "thư do nơi cấp được công nhận, hoặc nhờ quản trị xem lại danh sách."
        )


def check_is_stored_file(found, kept):
    """Nobody signs a file that is not, byte for byte, what was frozen or signed before."""
    if found != kept:
        raise Refused(
            "Tệp PDF trên máy chủ không khớp mã SHA-256 đã ghi khi ban hành nên không ký. Hãy báo quản trị kiểm tra kho tệp."
        )


def _day(moment):
    return f"{timezone.localtime(moment):%d/%m/%Y}"


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
