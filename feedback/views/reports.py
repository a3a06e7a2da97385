"""The consolidated report of a conference: its table, its opening, draft print and issue."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.access import allowed, guard, has_role
from core.clock import local_today
from core.pages import go, try_service
from core.states import Role
from dialogue.models import Conference
from feedback import queries, rules, services
from feedback.forms import IssueForm, ReportForm
from feedback.models import ConsolidatedReport, Petition

WHO = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY)


def table_of(request, conference):
    classes = queries.report_classes(Petition.objects.visible_to(request.user).for_conference(conference))
    return {"conference": conference, "classes": classes, "figures": queries.report_figures(classes)}


@guard(*WHO)
def conference_report(request, pk):
    """The conference's newest report, or its table while none has been begun."""
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=pk)
    newest = (
        ConsolidatedReport.objects.visible_to(request.user)
        .filter(conference=conference)
        .order_by("-pk")
        .first()
    )
    if newest is not None:
        return redirect("consolidated_report_detail", newest.pk)
    can_draft = allowed(rules.check_can_draft_consolidated_report, request.user, conference)
    return render(
        request, "feedback/conference_report.html", {**table_of(request, conference), "can_draft": can_draft}
    )


@guard(Role.OFFICE)
@require_POST
def conference_report_draft(request, pk):
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=pk)
    report = services.draft_consolidated_report(conference=conference, actor=request.user)
    return redirect("consolidated_report_detail", report.pk)


@guard(*WHO)
def consolidated_report_detail(request, pk):
    report = report_or_404(request, pk)
    is_office = has_role(request.user, report, Role.OFFICE)
    may_edit = allowed(rules.check_can_edit_consolidated_report, request.user, report)
    form = ReportForm(initial={"opening": report.opening, "version": report.version}) if may_edit else None
    context = {
        "report": report, "form": form, "is_office": is_office, **table_of(request, report.conference),
        "others": report.conference.consolidated_reports.exclude(pk=report.pk).select_related("paper").order_by("-pk"),
    }  # fmt: skip
    return render(request, "feedback/consolidated_report_detail.html", context)


@guard(*WHO)
def consolidated_report_edit(request, pk):
    report = report_or_404(request, pk)
    rules.check_can_edit_consolidated_report(request.user, report)
    form = ReportForm(request.POST or None, initial={"opening": report.opening, "version": report.version})
    if form.is_valid():
        values, version = {"opening": form.cleaned_data["opening"]}, form.cleaned_data["version"]
        if try_service(
            form,
            services.edit_consolidated_report,
            report=report,
            values=values,
            version=version,
            actor=request.user,
        ):
            messages.success(request, "Đã lưu lời mở đầu.")
            return go(request, report)
    return render(request, "feedback/consolidated_report_edit.html", {"report": report, "form": form})


@guard(*WHO)
@require_POST
def consolidated_report_print(request, pk):
    report = report_or_404(request, pk)
    paper = services.print_consolidated_report(report=report, actor=request.user)
    return go(request, paper)


@guard(*WHO)
def consolidated_report_issue(request, pk):
    report = report_or_404(request, pk)
    rules.check_can_issue_consolidated_report(request.user, report)
    form = IssueForm(request.POST or None, initial=usual_signer(report))
    if form.is_valid() and try_service(
        form, services.issue_consolidated_report, report=report, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã ban hành báo cáo số {report.paper.number_text}.")
        return go(request, report)
    context = {"report": report, "form": form, **table_of(request, report.conference)}
    return render(request, "feedback/consolidated_report_issue.html", context)


def usual_signer(report):
    plan = report.conference.plan
    title = "\n".join(line for line in (plan.signer_on_behalf, plan.signer_title) if line)
    return {
        "issued_on": local_today(),
        "signer_title": title,
        "signer_name": plan.signer_name,
    }


def report_or_404(request, pk):
    rows = ConsolidatedReport.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("conference__plan", "paper", "commune"), pk=pk)
