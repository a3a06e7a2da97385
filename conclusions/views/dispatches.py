"""Recording when and how the issued notice reached whom."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.documents import extract_html
from conclusions.forms import DispatchForm
from conclusions.queries.pages import matters_of
from conclusions.views.notices import notice_or_404
from core.access import guard
from core.clock import local_today
from core.log import record_reading
from core.pages import go, try_service
from core.states import Role


@guard(Role.OFFICE)
def dispatch_record(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_record_dispatch(request.user, notice)
    initial = {"sent_on": local_today()}
    form = DispatchForm(request.POST or None, notice=notice, initial=initial)
    if form.is_valid() and try_service(
        form, services.record_dispatches, notice=notice, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi nhận việc gửi.")
        return go(request, notice)
    rows = notice.dispatches.missing_first().select_related("unit")
    chosen, all_missing = set(request.POST.getlist("rows")), request.GET.get("chon") == "chua-gui"
    table = [
        {
            "row": row,
            "chosen": str(row.pk) in chosen or (all_missing and not form.is_bound and not row.is_done),
        }
        for row in rows
    ]
    context = {"notice": notice, "form": form, "table": table}
    context["people"] = sum(row.petitioner_id is not None for row in rows)
    return render(request, "conclusions/dispatch_record.html", context)


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
