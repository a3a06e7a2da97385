"""Attachments as downloads, and the whole history of one thing."""

from django.apps import apps
from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render

from core.access import guard, has_role
from core.models import Attachment, AuditEntry
from core.pages import page_for, paged
from core.states import Role

READS_WORDS = (Role.OFFICE, Role.CHAIR, Role.ADMIN)
READERS = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


def visible_subject(user, label, pk, vocabulary="visible_to"):
    """The object that a log or an attachment is about, if this person may see it; else 404.

    `vocabulary`: another method of its rows that says so, where they have it.
    """
    if label not in settings.OBJECT_PAGES:
        raise Http404
    if label == "core.user" and Role.ADMIN not in user.roles and pk != user.pk:
        # A person's log holds addresses and telephone numbers.
        raise Http404
    model = apps.get_model(label)
    rows = getattr(model.objects, vocabulary, model.objects.visible_to)
    return get_object_or_404(rows(user), pk=pk)


@guard()
def attachment_download(request, pk):
    """Always a download, whatever its type: an uploaded page never runs in our origin."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    label = attachment.subject_type.model_class()._meta.label_lower
    visible_subject(request.user, label, attachment.subject_id, vocabulary="files_visible_to")
    try:
        content = attachment.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content, as_attachment=True, filename=attachment.name, content_type=attachment.content_type
    )


@guard(*READERS)
def history(request, label, pk):
    """Who did what; the words that were noted or changed are for office, chair and admin (LP-29, TD-68).

    What was taken out of a text, or said while a notice was drafted, may be for fewer eyes than what is left.
    """
    subject = visible_subject(request.user, label, pk)
    page = paged(request, AuditEntry.objects.about(subject).newest_first())
    if label != "core.user" and not has_role(request.user, subject, *READS_WORDS):
        for entry in page:
            entry.note, entry.changes = "", {}
    return render(request, "core/history.html", {"page": page, "subject": subject, "back": page_for(subject)})
