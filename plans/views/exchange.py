"""A plan leaves as a file; a file is uploaded, looked at with every warning and choice, and becomes a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from core.access import guard
from core.pages import go, try_service
from core.states import Role
from core.vietnamese import fold
from plans import queries, rules, services
from plans.documents import plan_context
from plans.forms.exchange import ChoicesForm, ExportForm, UploadForm
from plans.models import PlanUpload
from plans.views.fetch import plan_or_404


@guard(Role.OFFICE, Role.CHAIR, Role.ADMIN)
@require_POST
def plan_export(request, pk):
    """The plan as a YAML download; logged, so it is an act and no link."""
    plan = plan_or_404(request, pk)
    form = ExportForm(request.POST)
    has_names = form.is_valid() and form.cleaned_data["has_names"]
    text = services.exported_text(
        plan=plan, people=None if has_names else queries.titles_in(plan), actor=request.user
    )
    name = fold(f"ke-hoach-{plan.get_body_display()}-{plan.place}-{plan.year}").replace(" ", "-")
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


@guard(Role.OFFICE)
def plan_import(request):
    rules.check_can_create_plan(request.user, request.user.commune)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = try_service(form, services.upload_plan, actor=request.user, **form.cleaned_data)
        if upload:
            return redirect("plan_upload_preview", pk=upload.pk)
    waiting = PlanUpload.objects.visible_to(request.user).newest_first()
    return render(request, "plans/plan_import.html", {"form": form, "waiting": waiting})


@guard(Role.OFFICE)
def plan_upload_preview(request, pk):
    """The plan as it would stand, every warning, every choice; one button looks again, the other makes the draft."""
    upload = get_object_or_404(PlanUpload.objects.visible_to(request.user), pk=pk)
    form = ChoicesForm(request.POST or None, upload=upload, file_data=services.file_data(upload))
    if form.is_valid():
        services.choose_for_upload(upload=upload, choices=form.choices(), actor=request.user)
        if "confirm" in request.POST:
            plan = try_service(
                form, services.import_plan, upload=upload, choices=form.choices(), actor=request.user
            )
            if plan:
                messages.success(request, "Đã lập dự thảo từ tệp. Sửa từng phần rồi trình phê duyệt.")
                return go(request, plan)
    context = {"upload": upload, "form": form}
    if not form.is_bound or not form.errors or form.non_field_errors():
        choices = form.choices() if not form.is_bound or hasattr(form, "cleaned_data") else {}
        context["preview"] = services.preview_upload(
            upload=upload, choices=choices, actor=request.user, render=lambda plan: sheet_of(request, plan)
        )
    return render(request, "plans/plan_upload_preview.html", context)


def sheet_of(request, plan):
    return render_to_string("plans/plan_sheet.html", plan_context(plan), request)


@guard(Role.OFFICE)
@require_POST
def plan_upload_discard(request, pk):
    upload = get_object_or_404(PlanUpload.objects.visible_to(request.user), pk=pk)
    services.discard_upload(upload=upload, actor=request.user)
    messages.success(request, "Đã bỏ tệp chờ nhập.")
    return redirect("plan_import")
