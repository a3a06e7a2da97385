"""How a text read at each step of its approval, and what changed between two of them."""

from django.apps import apps
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from core.access import guard
from core.pages import page_for
from core.states import Role
from documents import rules
from documents.queries import differences, runs_of, versions_of


@guard(Role.OFFICE, Role.CHAIR, Role.FRONT, Role.UNIT)
def version_list(request, label, pk):
    """Versions of one thing; ?tu=1&den=3 compares two of them, else the last with the one before that differs."""
    subject = subject_or_404(request, label, pk)
    rules.check_can_compare_versions(request.user, subject)
    versions = list(versions_of(subject))
    old, new = _chosen(request.GET, versions)
    context = {
        "subject": subject,
        "subject_url": page_for(subject),
        "versions": versions,
        "old": old,
        "new": new,
        "runs": runs_of(differences(old.text, new.text)) if old and new else [],
        "is_same": bool(old and new and old.text == new.text),
    }
    return render(request, "documents/version_list.html", context)


def _chosen(query, versions):
    if len(versions) < 2:
        return None, versions[-1] if versions else None
    by_number = {str(version.number): version for version in versions}
    new = by_number.get(query.get("den"), versions[-1])
    # Approval keeps the words that were submitted: compared with them, the reader would look for nothing.
    changed = [version for version in versions if version.number < new.number and version.text != new.text]
    return by_number.get(query.get("tu"), changed[-1] if changed else versions[-2]), new


def subject_or_404(request, label, pk):
    """Any model that has a page of its own, fetched through what the person may see."""
    if label not in settings.OBJECT_PAGES or not hasattr(apps.get_model(label).objects, "visible_to"):
        raise Http404
    return get_object_or_404(apps.get_model(label).objects.visible_to(request.user), pk=pk)
