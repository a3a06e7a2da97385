"""The list as a spreadsheet: asked for, its progress, the file."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from core.access import allowed, guard
from core.pages import act, go, try_service
from core.refusals import Refused
from core.spreadsheets import CONTENT_TYPE
from core.states import Role
from feedback import queries, rules, services
from feedback.forms import ExportForm, petition_filter
from feedback.models import ListExport

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)


@guard(*WHO)
def petition_export(request):
    """What will be written, and on a tick the contacts; a short list comes back at once."""
    user, asked = request.user, petition_filter(request.user, request.GET.urlencode())
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not allowed(rules.check_can_export_contacts, user, user.commune):
        del form.fields["contacts"]
    query = urlencode(asked.query())
    if request.method == "POST" and form.is_valid():
        has_contacts = form.cleaned_data.get("contacts", False)
        export = try_service(
            form, services.export_petitions, query=query, has_contacts=has_contacts, actor=user
        )
        if export:
            return _file(export) if export.file else go(request, export)
    total = queries.filtered(user, asked.values()).rows[: services.MOST_EXPORTED + 1].count()
    context = {
        "form": form, "total": total, "most": services.MOST_EXPORTED, "back": queries.list_url() + query,
        "conditions": [(asked[name].label, text_of(asked, name)) for name in asked.query() if name not in ("sap", "exact")],
    }  # fmt: skip
    return render(request, "feedback/petition_export.html", context)


def text_of(form, name):
    """What a filter says, in words."""
    value = form.query()[name]
    choices = dict(getattr(form.fields[name], "choices", []))
    return "có" if value == "on" else choices.get(value, value)


@guard(*WHO)
def list_export_detail(request, pk):
    return render(request, "feedback/list_export_detail.html", _context(request, pk))


@guard(*WHO)
def list_export_progress(request, pk):
    """The part of the page that waits; asked for every two seconds while the worker writes."""
    return render(request, "feedback/list_export_progress.html", _context(request, pk))


def _context(request, pk):
    export = export_or_404(request, pk)
    return {
        "export": export,
        "poll_url": reverse("list_export_progress", args=[pk]),
        "back": queries.list_url() + export.query,
    }


@guard(*WHO)
def list_export_download(request, pk):
    export = export_or_404(request, pk)
    if not export.file:
        raise Refused("Bảng tính chưa lập xong, hoặc đã bị xoá sau bảy ngày. Hãy xuất lại từ danh sách.")
    services.read_list_export(export=export, actor=request.user)
    return _file(export)


def _file(export):
    name = f"kien-nghi-{timezone.localtime(export.created_at):%Y-%m-%d}.xlsx"
    return FileResponse(export.file.open("rb"), as_attachment=True, filename=name, content_type=CONTENT_TYPE)


@guard(*WHO)
@require_POST
def list_export_retry(request, pk):
    export = export_or_404(request, pk)
    return act(
        request, services.retry_list_export, to=export, done="Đã cho lập lại bảng tính.", export=export
    )


def export_or_404(request, pk):
    return get_object_or_404(ListExport.objects.visible_to(request.user), pk=pk)
