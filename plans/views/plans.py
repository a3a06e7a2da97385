"""The plans' list, one plan as it reads, its parts under the pen, and the acts that carry it to issue."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard
from core.clock import local_today
from core.pages import act, go, paged, try_service
from core.providers import plan_notes_of
from core.states import Role
from documents.queries import papers_of, reads_drafts
from plans import queries, rules, services
from plans.documents import plan_context
from plans.forms import GeneralForm, IssueForm, NewPlanForm, PartForm, PlanFilter, ReturnForm, rows_formset
from plans.sections import GENERAL_FIELDS, sections_of
from plans.views.fetch import READERS, plan_or_404, section_or_404, warning_context

BLANK_ROWS = 2


@guard(*READERS)
def plan_list(request):
    form = PlanFilter(request.GET)
    page = paged(request, queries.plan_list(request.user, form.values()))
    context = {"form": form, "page": page, "may_create": Role.OFFICE in request.user.roles}
    return render(request, "plans/plan_list.html", context)


@guard(Role.OFFICE)
def plan_create(request):
    form = NewPlanForm(request.POST or None)
    if form.is_valid():
        commune = request.user.commune
        plan = try_service(
            form, services.create_plan, commune=commune, actor=request.user, **form.cleaned_data
        )
        if plan:
            messages.success(request, "Đã lập dự thảo. Sửa từng phần rồi trình phê duyệt.")
            return go(request, plan)
    context = {"form": form, "room_notes": plan_notes_of(None, request.user)}
    return render(request, "plans/plan_create.html", context)


@guard(*READERS)
def plan_detail(request, pk):
    plan = plan_or_404(request, pk)
    may_edit = allowed(rules.check_can_edit_plan, request.user, plan)
    is_staff = bool(request.user.roles & {Role.OFFICE, Role.CHAIR})
    context = plan_context(plan) | {
        "actions": actions_for(request.user, plan),
        "may_edit": may_edit,
        "may_print": allowed(rules.check_can_print_plan, request.user, plan),
        "may_export": allowed(rules.check_can_export_plan, request.user, plan),
        "may_renew": allowed(rules.check_can_create_plan, request.user, plan.commune),
        "parts": sections_of(plan),
        "progress": queries.target_progress(plan),
        "missing": rules.missing_parts(plan) if is_staff and not plan.paper_id else [],
        **(warning_context(request.user, plan) if is_staff and not plan.paper_id else {}),
        "room_notes": plan_notes_of(plan, request.user) if is_staff else [],
        "papers": papers_of(plan, request.user),
        "may_compare": plan.submitted_by_id and reads_drafts(request.user, plan),
    }
    return render(request, "plans/plan_detail.html", context)


@guard(Role.OFFICE)
def plan_edit(request, pk, part):
    plan = plan_or_404(request, pk)
    section = section_or_404(plan, part)
    rules.check_can_edit_plan(request.user, plan)
    data = request.POST or None
    form_class = GeneralForm if section.names == GENERAL_FIELDS else PartForm
    form = form_class(data, plan=plan_or_404(request, pk), section=section)
    rows = rows_formset(plan, section, with_blank_rows(data, section), extra=BLANK_ROWS)
    if data and "more" not in data and form.is_valid() and (rows is None or rows.is_valid()):
        values = form.values() | ({section.rows_name: rows.values()} if rows is not None else {})
        if try_service(
            form, services.edit_plan, plan=plan, section=section, values=values, actor=request.user,
            stamp=form.cleaned_data["version"],
        ):  # fmt: skip
            messages.success(request, f"Đã lưu phần “{section.title}”.")
            return redirect(f"{reverse('plan_detail', args=[plan.pk])}#{section.key}")
    context = {"plan": plan, "section": section, "form": form, "rows": rows, "parts": sections_of(plan)}
    return render(request, "plans/plan_edit.html", context)


def with_blank_rows(data, section):
    """ "Thêm dòng" sends the form back with more blank rows and everything typed."""
    if not data or "more" not in data:
        return data
    data = data.copy()
    key = f"{section.rows_name}-TOTAL_FORMS"
    data[key] = str(min(int(data.get(key) or 0) + BLANK_ROWS, 300))
    return data


@guard(*READERS)
@require_POST
def plan_submit(request, pk):
    plan = plan_or_404(request, pk)
    return act(request, services.submit_plan, to=plan, done="Đã trình kế hoạch để phê duyệt.", plan=plan)


@guard(*READERS)
@require_POST
def plan_approve(request, pk):
    plan = plan_or_404(request, pk)
    return act(request, services.approve_plan, to=plan, done="Đã phê duyệt kế hoạch.", plan=plan)


@guard(*READERS)
def plan_return(request, pk):
    plan = plan_or_404(request, pk)
    rules.check_can_return_plan(request.user, plan)
    form = ReturnForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.return_plan, plan=plan, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã trả lại kế hoạch kèm lý do.")
        return go(request, plan)
    return render(request, "plans/plan_return.html", {"plan": plan, "form": form})


@guard(*READERS)
def plan_issue(request, pk):
    plan = plan_or_404(request, pk)
    rules.check_can_issue_plan(request.user, plan)
    form = IssueForm(request.POST or None, plan=plan)
    if form.is_valid() and try_service(
        form, services.issue_plan, plan=plan, actor=request.user, **form.cleaned_data
    ):
        messages.success(
            request, "Đã ban hành kế hoạch. Các đơn vị có việc đã được báo; tệp PDF đang được tạo."
        )
        return redirect("paper_detail", pk=plan.paper_id)
    is_dated = form.is_bound and form.cleaned_data.get("issued_on")
    issued_on = form.cleaned_data["issued_on"] if is_dated else local_today()
    context = {
        "plan": plan,
        "form": form,
        **warning_context(request.user, plan, issued_on),
        "number": queries.number_to_come(plan, issued_on),
    }
    return render(request, "plans/plan_issue.html", context)


@guard(Role.OFFICE, Role.CHAIR)
@require_POST
def plan_print(request, pk):
    plan = plan_or_404(request, pk)
    paper = services.print_plan(plan=plan, actor=request.user)
    messages.success(request, "Đã chốt một bản in dự thảo. Tệp PDF đang được tạo.")
    return redirect("paper_detail", pk=paper.pk)
