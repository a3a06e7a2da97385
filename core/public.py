"""What public pages of several rooms share; the pages themselves live in their rooms."""

from functools import wraps

from django.shortcuts import get_object_or_404

from core.models import Commune


def commune_or_404(slug):
    """A commune with pages for its people; the tenant of a province has none."""
    return get_object_or_404(Commune.objects.local(), slug=slug)


def unkept(view):
    """Pages that carry a code: no search engine, no cache, no other site learns of them.

    `same-origin` and not `no-referrer`: with that one browsers send "Origin: null" and every form of the page is
    refused as foreign; to other sites both say nothing.
    """

    @wraps(view)
    def private(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return private
