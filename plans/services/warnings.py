"""What is done about a plan's warnings: set aside with a reason, taken up again, a recipient added."""

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from core.log import record
from core.refusals import Refused
from plans import rules
from plans.models import Plan, PlanRecipient, PlanWarningDismissal
from plans.warnings import all_warnings


@transaction.atomic
def dismiss_warning(*, plan, fingerprint, reason, actor):
    """Set one standing warning aside; it comes back by itself when what it is about changes."""
    rules.check_can_settle_warning(actor, plan)
    if not reason.strip():
        raise Refused("Hãy ghi lý do bỏ qua; người phê duyệt sẽ thấy lý do này.")
    warning = warning_of(plan, fingerprint)
    try:
        with transaction.atomic():
            dismissal = PlanWarningDismissal.objects.create(
                plan=plan, fingerprint=fingerprint, code=warning.code, sentence=str(warning), reason=reason.strip(),
                dismissed_by=actor,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("Lưu ý này đã được bỏ qua. Tải lại trang để xem.") from error
    record(
        actor=actor,
        action="plan.dismiss_warning",
        subject=plan,
        sentence=f"đã bỏ qua lưu ý về {warning.place}"[:400],
        note=reason.strip(),
    )
    return dismissal


def warning_of(plan, fingerprint):
    """The warning of that fingerprint as it stands now; refused if the plan no longer gives cause for it."""
    found = next((row for row in all_warnings(plan, plan.issued_on) if row.fingerprint == fingerprint), None)
    if found is None:
        raise Refused(
            "Lưu ý này không còn: nội dung kế hoạch đã thay đổi. Tải lại trang để xem các lưu ý hiện nay."
        )
    return found


@transaction.atomic
def restore_warning(*, dismissal, actor):
    rules.check_can_settle_warning(actor, dismissal.plan)
    plan, place = dismissal.plan, dismissal.sentence.split(":", 1)[0]
    dismissal.delete()
    record(
        actor=actor,
        action="plan.restore_warning",
        subject=plan,
        sentence=f"đã xem lại lưu ý về {place}"[:400],
    )


@transaction.atomic
def add_recipient(*, plan, text, actor):
    """D-42: one more line of Nơi nhận, before the archive's; a draft only, for its paper is not frozen yet."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    rules.check_can_edit_plan(actor, plan)
    text = " ".join(text.split())
    if not text:
        raise Refused("Hãy ghi tên nơi nhận.")
    if plan.recipients.filter(text__iexact=text).exists():
        raise Refused(f"“{text}” đã có trong Nơi nhận.")
    archive = plan.recipients.filter(is_archive=True).order_by("order").first()
    last = plan.recipients.aggregate(last=Max("order"))["last"] or 0
    place = archive.order if archive else last + 1
    plan.recipients.filter(order__gte=place).update(order=F("order") + 1)
    PlanRecipient.objects.create(plan=plan, text=text[:300], order=place)
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    record(
        actor=actor,
        action="plan.edit",
        subject=plan,
        sentence="đã thêm nơi nhận",
        changes={"Nơi nhận": ["", text]},
    )
    return plan
