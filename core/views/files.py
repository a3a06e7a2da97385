"""Attachments as downloads, and the whole history of one thing."""

from django.apps import apps
from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render

from core.access import guard
from core.models import Attachment, AuditEntry
from core.pages import page_for, paged


def visible_subject(user, label, pk):
    """The object that a log or an attachment is about, if this person may see it; else 404."""
    if label not in settings.OBJECT_PAGES:
        raise Http404
    model = apps.get_model(label)
    return get_object_or_404(model.objects.visible_to(user), pk=pk)


@guard()
def attachment_download(request, pk):
    """Always a download, whatever its type: an uploaded page never runs in our origin."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    model = attachment.subject_type.model_class()
    get_object_or_404(model.objects.visible_to(request.user), pk=attachment.subject_id)
    return FileResponse(attachment.file.open(), as_attachment=True, filename=attachment.name)


@guard()
def history(request, label, pk):
    subject = visible_subject(request.user, label, pk)
    page = paged(request, AuditEntry.objects.about(subject).newest_first())
    return render(request, "core/history.html", {"page": page, "subject": subject, "back": page_for(subject)})
