"""The ledger of a notice: who is missing, recording, letters, receipts, the sheets to print."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.documents import extract_html
from conclusions.forms import (
    AddressForm,
    ChosenForm,
    DispatchForm,
    LedgerFilter,
    ReasonForm,
    ReceiptsForm,
    RecipientForm,
)
from conclusions.models import Dispatch, DispatchAttempt
from conclusions.queries import ledger
from conclusions.queries.pages import matters_of
from conclusions.rules import conclusion_deadline
from conclusions.states import RecipientKind
from conclusions.views.notices import notice_or_404
from core.access import guard, refusal_of
from core.clock import local_today
from core.log import record_reading
from core.models import Attachment
from core.pages import go, paged, try_service, typed_keys
from core.spreadsheets import download, spreadsheet
from core.states import Role
from deadlines.services import badge, calendar_for

READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT)
MOST_AT_ONCE = 200  # recipients of one form


@guard(*READERS)
def dispatch_list(request, pk):
    """The ledger: office acts, chair and Front look on."""
    notice = notice_or_404(request, pk)
    rules.check_has_ledger(notice)
    form = LedgerFilter(request.GET)
    page = paged(request, ledger.ledger_of(notice, form.values()), size=ledger.PER_PAGE)
    deadline, groups = conclusion_deadline(notice.conference), ledger.groups_of(notice)
    by_kind, calendar = {row.kind: row for row in groups}, calendar_for(notice.commune)
    petitioners = by_kind.get(RecipientKind.PETITIONER)
    context = {
        "notice": notice, "form": form, "page": page, "lines": ledger.lines_of(notice, page),
        "is_unfiltered": not any(form.values().values()), "totals": ledger.totals_of(groups), "groups": groups,
        "chosen_group": by_kind.get(form.values().get("nhom")), "mails": ledger.mail_figures(notice),
        "badge": deadline and badge(deadline, calendar=calendar),
        "files": Attachment.objects.about(notice).order_by("pk"),
        "send_refusal": refusal_of(rules.check_can_record_dispatch, request.user, notice),
        "people": petitioners.total if petitioners else 0,
    }  # fmt: skip
    return render(request, "conclusions/dispatch_list.html", context)


@guard(Role.OFFICE)
def dispatch_record(request, pk):
    """One day, way and proof for all that are ticked; what the ledger ticked comes ticked."""
    notice = notice_or_404(request, pk)
    rules.check_can_record_dispatch(request.user, notice)
    is_choice = "chon" in request.POST
    typed = request.method == "POST" and not is_choice
    initial = {"sent_on": local_today()}
    form = DispatchForm(
        request.POST if typed else None, request.FILES if typed else None, notice=notice, initial=initial
    )
    if form.is_valid() and try_service(
        form, services.record_dispatches, notice=notice, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã ghi nhận việc gửi tới {len(form.cleaned_data['rows'])} nơi.")
        return go(request, reverse("dispatch_list", args=[notice.pk]))
    group = request.GET.get("nhom", "")
    rows, chosen = _to_record(notice, request, group)
    context = {
        "notice": notice, "form": form, "more": max(notice.dispatches.count() - len(rows), 0), "group": group,
        "table": [{"row": row, "chosen": row.pk in chosen} for row in rows],
        "kept": sum(row.pk not in chosen for row in rows) if is_choice else 0,
        "people": sum(row.petitioner_id is not None for row in rows),
    }  # fmt: skip
    return render(request, "conclusions/dispatch_record.html", context)


def _to_record(notice, request, group):
    """(rows shown, keys ticked): the chosen ones, else the group's or everybody's, the missing first.

    A whole page ticked in the ledger leaves out who has it already, whose day and proof would be written over, and
    the ways to the public, which no post office carries; ticked alone they stay ticked.
    """
    chosen = set(typed_keys(request.POST.getlist("rows")))
    rows = notice.dispatches.missing_first().select_related("unit")
    if "chon" in request.POST and chosen:
        rows = rows.filter(pk__in=chosen)
    elif group:
        rows = rows.of_kind(group)
    rows = list(rows[:MOST_AT_ONCE])
    missing = {row.pk for row in rows if not row.is_done}
    if request.method == "GET" and (group or request.GET.get("chon") == "chua-gui"):
        chosen = missing
    elif "chon" in request.POST:
        bodies = {row.pk for row in rows if not row.is_public}
        chosen = chosen & missing & bodies or chosen & missing or chosen
    return rows, chosen


@guard(Role.OFFICE)
@require_POST
def dispatch_mail(request, pk):
    """Letters to the ticked recipients; the worker sends them, the ledger shows how each went."""
    notice = notice_or_404(request, pk)
    form = ChosenForm(request.POST, notice=notice)
    rules.check_can_record_dispatch(request.user, notice)
    rows = form.cleaned_data["rows"] if form.is_valid() else []
    count = services.mail_dispatches(notice=notice, rows=rows, actor=request.user)
    passed = (
        f" {len(rows) - count} nơi chưa có địa chỉ hoặc đã có thư nên bỏ qua." if count < len(rows) else ""
    )
    messages.success(
        request, f"Đã xếp {count} thư để gửi. Sổ này ghi ngày gửi khi máy chủ thư nhận thư.{passed}"
    )
    return go(request, reverse("dispatch_list", args=[notice.pk]))


@guard(Role.OFFICE)
@require_POST
def dispatch_receipt_print(request, pk):
    notice = notice_or_404(request, pk)
    form = ChosenForm(request.POST, notice=notice)
    rules.check_can_record_dispatch(request.user, notice)
    values = form.cleaned_data if form.is_valid() else {"rows": [], "copies": 1}
    paper = services.print_receipt_list(notice=notice, actor=request.user, **values)
    return redirect("paper_detail", pk=paper.pk)


@guard(Role.OFFICE)
def dispatch_receipts(request, pk):
    """The signed list typed in again: everybody who has not been said to have it, in one page."""
    notice = notice_or_404(request, pk)
    rules.check_can_record_dispatch(request.user, notice)
    rows = notice.dispatches.for_hand().filter(received_on=None).order_by("kind", "pk")
    form = ReceiptsForm(request.POST or None, rows=rows[:MOST_AT_ONCE])
    if form.is_valid() and try_service(
        form, services.record_receipts, notice=notice, receipts=form.receipts(), actor=request.user
    ):
        messages.success(request, f"Đã ghi nhận {len(form.receipts())} nơi ký nhận.")
        return redirect("dispatch_list", pk=notice.pk)
    return render(request, "conclusions/dispatch_receipts.html", {"notice": notice, "form": form})


@guard(Role.OFFICE)
def dispatch_add(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_record_dispatch(request.user, notice)
    form = RecipientForm(request.POST or None, commune=notice.commune)
    if form.is_valid() and try_service(
        form, services.add_recipient, notice=notice, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã thêm nơi nhận. Thời hạn gửi chờ cả nơi này.")
        return redirect("dispatch_list", pk=notice.pk)
    return render(request, "conclusions/dispatch_add.html", {"notice": notice, "form": form})


@guard(*READERS)
def dispatch_detail(request, pk):
    """One recipient: how it was served, each letter, the proofs, the address."""
    dispatch = _dispatch_or_404(request, pk)
    notice, user = dispatch.notice, request.user
    may_send = not refusal_of(rules.check_can_record_dispatch, user, notice)
    form = AddressForm(request.POST or None, initial={"email": dispatch.email}) if may_send else None
    if form is not None and form.is_valid() and try_service(
        form, services.set_dispatch_address, dispatch=dispatch, actor=user, **form.cleaned_data
    ):  # fmt: skip
        messages.success(request, "Đã ghi địa chỉ thư.")
        return go(request, dispatch)
    context = {
        "dispatch": dispatch, "notice": notice, "form": form, "may_send": may_send,
        "letters": dispatch.mails.select_related("queued_by").order_by("-pk"),
        "mail_refusal": refusal_of(rules.check_can_mail_dispatch, user, dispatch),
        "files": Attachment.objects.about(dispatch).order_by("pk"),
    }  # fmt: skip
    return render(request, "conclusions/dispatch_detail.html", context)


@guard(Role.OFFICE, Role.CHAIR)
def dispatch_attempt_bounce(request, pk):
    """A returned letter that reached a person instead of the software's mailbox."""
    rows = DispatchAttempt.objects.visible_to(request.user).with_names()
    attempt = get_object_or_404(rows, pk=pk)
    rules.check_can_bounce_dispatch_attempt(request.user, attempt)
    form = ReasonForm(request.POST or None, label="Lý do máy chủ thư báo")
    if form.is_valid() and try_service(
        form, services.bounce_dispatch_attempt, dispatch_attempt=attempt, actor=request.user, **form.cleaned_data
    ):  # fmt: skip
        messages.success(request, "Đã ghi nhận thư bị trả lại. Nơi nhận này lại chưa được gửi.")
        return go(request, attempt.dispatch)
    return render(request, "conclusions/dispatch_bounce.html", {"attempt": attempt, "form": form})


@guard(*READERS)
def dispatch_export(request, pk):
    """The ledger as a spreadsheet; names and addresses stand in it, so taking it away is logged."""
    notice = notice_or_404(request, pk)
    rules.check_has_ledger(notice)
    may_send = not refusal_of(rules.check_can_record_dispatch, request.user, notice)
    what = f"sổ gửi thông báo kết luận, bảng tính có tên{', địa chỉ thư' if may_send else ''}"
    record_reading(actor=request.user, subject=notice, what=what)
    columns = [*ledger.COLUMNS, *([ledger.ADDRESS] if may_send else [])]
    rows = ledger.spreadsheet_rows(notice, has_addresses=may_send)
    content = spreadsheet("Sổ gửi thông báo kết luận", columns, rows)
    return download(content, f"so-gui-ket-luan-{notice.pk}")


@guard(Role.OFFICE)
@require_POST
def dispatch_print(request, pk):
    """One file for each petitioner, all in one to print: the worker makes them, its page shows how far it is."""
    batch = services.print_extracts(notice=notice_or_404(request, pk), actor=request.user)
    return redirect("batch_detail", pk=batch.pk)


@guard(Role.OFFICE)
def dispatch_extract(request, pk, row):
    """The sheet that goes to one petitioner; opening it is logged, for it joins a name to a matter."""
    notice = notice_or_404(request, pk)
    rules.check_can_record_dispatch(request.user, notice)
    dispatch = get_object_or_404(notice.dispatches.exclude(petitioner=None), pk=row)
    record_reading(actor=request.user, subject=notice, what=f"bản trích gửi {dispatch.label}")
    return HttpResponse(extract_html(dispatch, matters_of(dispatch)))


def _dispatch_or_404(request, pk):
    rows = Dispatch.objects.visible_to(request.user).with_names().select_related("recorded_by")
    return get_object_or_404(rows, pk=pk)
