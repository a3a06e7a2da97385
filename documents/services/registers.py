"""Numbers: the next one without a gap, what each was given for, where a register goes on from paper books."""

from django.db import transaction
from django.db.models import F

from core.log import differences, record
from core.states import BodyKind
from core.vietnamese import short_date
from core.workflow import move
from documents import rules
from documents.faces import bare_sign, number_text_of
from documents.models import NumberRegister, RegisterEntry
from documents.states import EntryOrigin, EntryState

RECORDED = {"excerpt": "Trích yếu", "issued_on": "Ngày ban hành", "signer_name": "Người ký"}


def period_of(*, body, commune, issued_on):
    """The year of issue; Party papers are numbered through the term (official-format)."""
    return commune.party_term if body == BodyKind.PARTY else str(issued_on.year)


@transaction.atomic
def take_number(*, commune, body, sign, period):
    """The register and its next number. The number is given back if the transaction around it fails.

    The UPDATE holds the register's row (SQLite: the database) until the issue is committed, so two issues at
    once get two numbers and a failed one leaves no gap. Whoever takes a number says in the same transaction
    what for: `enter_paper` or `reserve_number`.
    """
    register, _ = NumberRegister.objects.get_or_create(
        commune=commune, body=body, sign=bare_sign(body, sign), period=period
    )
    NumberRegister.objects.filter(pk=register.pk).update(last_number=F("last_number") + 1)
    register.refresh_from_db()
    return register, register.last_number


def enter_paper(*, paper, actor):
    """The line of an issued paper in its register."""
    return _enter(
        paper.register, paper.number, origin=EntryOrigin.PAPER, state=EntryState.USED, paper=paper, taken_by=actor,
        number_text=paper.number_text, excerpt=paper.excerpt, issued_on=paper.issued_on,
        signer_name=paper.signer_name, has_personal_data=paper.has_personal_data,
    )  # fmt: skip


@transaction.atomic
def reserve_number(*, commune, body, sign, issued_on, reason, actor):
    """Take the next number for a paper made outside the software; `issued_on`: the day that says which year.

    Returns its line in the register, which later gets the paper's excerpt or is cancelled with a reason.
    """
    rules.check_can_reserve_number(actor, commune)
    sign = sign.strip().upper()
    period = period_of(body=body, commune=commune, issued_on=issued_on)
    register, number = take_number(commune=commune, body=body, sign=sign, period=period)
    row = _enter(register, number, origin=EntryOrigin.HAND, reason=reason.strip(), taken_by=actor)
    record(
        actor=actor, action="register_entry.reserve", subject=row, note=row.reason, sentence="đã giữ số trong sổ"
    )  # fmt: skip
    return row


@transaction.atomic
def record_register_entry(*, register_entry, excerpt, issued_on, signer_name, actor):
    """Say which paper, made outside the software, bears the reserved number; may be mended later."""
    row = register_entry
    rules.check_can_record_register_entry(actor, row)
    rules.check_period_of_entry(row, issued_on)
    values = {"excerpt": excerpt.strip(), "issued_on": issued_on, "signer_name": signer_name.strip()}
    before = {name: getattr(row, name) for name in RECORDED}
    changes = differences(_shown(before), _shown(values), RECORDED)
    for name, value in values.items():
        setattr(row, name, value)
    move(row, "record", actor=actor, changes=changes, folded=row.folded_text(), **values)
    return row


@transaction.atomic
def cancel_register_entry(*, register_entry, reason, actor):
    """The number stays in the register and is never given again; the reason says why."""
    row = register_entry
    rules.check_can_cancel_register_entry(actor, row)
    row.reason = f"{row.reason}. Huỷ: {reason.strip()}"[:300]
    move(row, "cancel", actor=actor, note=reason.strip(), reason=row.reason, folded=row.folded_text())
    return row


@transaction.atomic
def set_register(*, commune, body, sign, period, last_number, reason, actor):
    """Say up to which number the paper books went before the software came, so that its papers go on from there.

    Refuses to go back. The jump is one line of the register, with its reason; it is in the log too.
    """
    rules.check_can_set_register(actor, commune)
    register, _ = NumberRegister.objects.get_or_create(
        commune=commune, body=body, sign=bare_sign(body, sign.strip().upper()), period=period.strip()
    )
    register = NumberRegister.objects.select_for_update().get(pk=register.pk)
    before = register.last_number
    rules.check_register_goes_on(before, last_number)
    register.last_number = last_number
    register.save(update_fields=["last_number"])
    if last_number > before:
        _enter(
            register, before + 1, until=last_number, origin=EntryOrigin.BOOK, state=EntryState.USED,
            reason=reason.strip(), taken_by=actor,
        )  # fmt: skip
    record(
        actor=actor, action="register.set", subject=register, note=reason, sentence="đã ghi số đã cấp của sổ văn bản",
        changes={"Số cuối đã cấp": [str(before), str(last_number)]},
    )  # fmt: skip
    return register


def _enter(register, number, *, until=None, **fields):
    until = until or number
    text = number_text_of(register.body, register.sign, number)
    if until > number:
        text = f"{number:02d} đến {number_text_of(register.body, register.sign, until)}"
    fields.setdefault("number_text", text)
    row = RegisterEntry(
        commune_id=register.commune_id, register=register, number=number, until=until, **fields
    )
    row.folded = row.folded_text()
    row.save()
    return row


def _shown(values):
    day = values["issued_on"]
    return {**values, "issued_on": short_date(day) if day else ""}
