"""Numbers: the next one without a gap, and where a register goes on from paper books."""

from django.db import transaction
from django.db.models import F

from core.log import record
from core.states import BodyKind
from documents import rules
from documents.faces import bare_sign
from documents.models import NumberRegister


def period_of(*, body, commune, issued_on):
    """The year of issue; Party papers are numbered through the term (official-format)."""
    return commune.party_term if body == BodyKind.PARTY else str(issued_on.year)


@transaction.atomic
def take_number(*, commune, body, sign, period):
    """The register and its next number. The number is given back if the transaction around it fails.

    The UPDATE holds the register's row (SQLite: the database) until the issue is committed, so two issues at
    once get two numbers and a failed one leaves no gap.
    """
    register, _ = NumberRegister.objects.get_or_create(
        commune=commune, body=body, sign=bare_sign(body, sign), period=period
    )
    NumberRegister.objects.filter(pk=register.pk).update(last_number=F("last_number") + 1)
    register.refresh_from_db()
    return register, register.last_number


@transaction.atomic
def set_register(*, commune, body, sign, period, last_number, reason, actor):
    """Say up to which number the paper books went before the software came, so that its papers go on from there.

    Refuses to go back. The jump and its reason are in the log.
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
    record(
        actor=actor, action="register.set", subject=register, note=reason, sentence="đã ghi số đã cấp của sổ văn bản",
        changes={"Số cuối đã cấp": [str(before), str(last_number)]},
    )  # fmt: skip
    return register
