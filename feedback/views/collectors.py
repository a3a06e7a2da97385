"""Who collects in a round: adding one or many, one's page, its report, its moves, its form on paper."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard, refusal_of
from core.pages import act, go, try_service
from feedback import rules, services
from feedback.documents.opinion_sheet import sheet_of
from feedback.forms import CollectorForm, CollectorsForm, FormsOutForm, ReasonForm
from feedback.models import Collector
from feedback.queries import collection as queries
from feedback.views.collection import WHO, round_or_404


@guard(*WHO)
def collector_add(request, pk):
    row = round_or_404(request, pk)
    rules.check_can_add_collector(request.user, row)
    form = CollectorForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = try_service(
            form, services.add_collector, collection_round=row, values=form.cleaned_data, actor=request.user
        )
        if made:
            messages.success(request, f"Đã thêm nơi thu thập: {made.unit.short_name}.")
            return go(request, row)
    return collector_form(request, form, row, heading="Thêm nơi thu thập", submit="Thêm")


@guard(*WHO)
def collector_add_many(request, pk):
    row = round_or_404(request, pk)
    rules.check_can_add_collector(request.user, row)
    form = CollectorsForm(request.POST or None, user=request.user, collection_round=row)
    if request.method == "POST" and form.is_valid():
        values = {"audience": form.cleaned_data["audience"], "forms_out": form.cleaned_data["forms_out"]}
        count = try_service(
            form, services.add_collectors, collection_round=row, units=form.cleaned_data["units"],
            values=values, actor=request.user,
        )  # fmt: skip
        if count:
            messages.success(request, f"Đã thêm {count} nơi thu thập.")
            return go(request, row)
    return collector_form(request, form, row, heading="Thêm nhiều nơi thu thập", submit="Thêm")


@guard(*WHO)
def collector_edit(request, pk):
    collector = collector_or_404(request, pk)
    rules.check_can_edit_collector(request.user, collector)
    form = CollectorForm(request.POST or None, user=request.user, collector=collector)
    if request.method == "POST" and form.is_valid():
        if try_service(
            form, services.edit_collector, collector=collector, values=form.cleaned_data, actor=request.user
        ):
            messages.success(request, "Đã lưu nơi thu thập.")
            return go(request, collector)
    heading = f"Sửa nơi thu thập: {collector.unit.short_name}"
    return collector_form(request, form, collector.round, heading=heading)


def collector_form(request, form, row, **context):
    return render(request, "feedback/collector_form.html", {"form": form, "round": row, **context})


@guard(*WHO)
def collector_detail(request, pk):
    collector = collector_or_404(request, pk)
    counted = queries.with_progress([collector])[0]
    context = {
        "collector": collector,
        "round": collector.round,
        "count": counted["count"],
        "badge": counted["badge"],
        "sheet": sheet_of(collector),
        "actions": actions_for(request.user, collector),
        "may_edit": allowed(rules.check_can_edit_collector, request.user, collector),
        "may_remove": allowed(rules.check_can_remove_collector, request.user, collector),
        "may_key": allowed(rules.check_can_key_form, request.user, collector),
        "may_report": allowed(rules.check_can_report_collector, request.user, collector),
        "may_print": allowed(rules.check_can_print_collector, request.user, collector),
        "why_not_fill": refusal_of(rules.check_can_fill_form, collector),
        "report_form": FormsOutForm(initial={"forms_out": collector.forms_out}),
    }
    return render(request, "feedback/collector_detail.html", context)


@guard(*WHO)
@require_POST
def collector_report(request, pk):
    collector = collector_or_404(request, pk)
    form = FormsOutForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, "Số phiếu phát ra phải là một số nguyên từ 0 đến 100.000. Số cũ được giữ nguyên."
        )
        return go(request, collector)
    return act(
        request, services.report_collector, to=collector, done="Đã lưu số phiếu phát ra.", collector=collector,
        forms_out=form.cleaned_data["forms_out"],
    )  # fmt: skip


@guard(*WHO)
@require_POST
def collector_submit(request, pk):
    collector = collector_or_404(request, pk)
    done = "Đã báo nộp đủ. Cảm ơn đơn vị đã thu thập ý kiến."
    return act(request, services.submit_collector, to=collector, done=done, collector=collector)


@guard(*WHO)
def collector_return(request, pk):
    collector = collector_or_404(request, pk)
    rules.check_can_return_collector(request.user, collector)
    help_text = "Ghi rõ cần thu thập thêm gì; đơn vị đọc được câu này."
    form = ReasonForm(request.POST or None, label="Đề nghị", help_text=help_text)
    if request.method == "POST" and form.is_valid() and try_service(
        form, services.return_collector, collector=collector, actor=request.user, **form.cleaned_data
    ):  # fmt: skip
        messages.success(request, f"Đã đề nghị {collector.unit.short_name} thu thập tiếp.")
        return go(request, collector)
    heading = f"Đề nghị thu thập tiếp: {collector.unit.short_name}"
    return collector_form(request, form, collector.round, heading=heading, submit="Gửi đề nghị")


@guard(*WHO)
@require_POST
def collector_remove(request, pk):
    collector = collector_or_404(request, pk)
    done = f"Đã bỏ nơi thu thập {collector.unit.short_name}."
    return act(request, services.remove_collector, to=collector.round, done=done, collector=collector)


@guard(*WHO)
@require_POST
def collector_print(request, pk):
    paper = services.print_collector(collector=collector_or_404(request, pk), actor=request.user)
    messages.success(request, "Đang in phiếu. Trang này tự báo khi có tệp.")
    return go(request, paper)


def collector_or_404(request, pk):
    rows = Collector.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("round__conference__plan", "round__form", "unit", "commune"), pk=pk
    )
