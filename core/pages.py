"""Helpers of views: run a service from a POST, find an object's page, hold a stale edit without losing text."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from core.refusals import NotYourRole, Refused, StaleEdit

PAGE_SIZE = 25
LONGEST_KEY = 18  # figures; more overflow a database's key
COUNTED = 10_000  # rows of a long list that are counted; beyond, people narrow the filter


def page_for(obj):
    """The url of an object's own page, or "" where its kind has none."""
    name = settings.OBJECT_PAGES.get(obj._meta.label_lower)
    return reverse(name, args=[obj.pk]) if name else ""


def page_for_key(label_lower, pk):
    """The same from a model label and a key, without loading the object."""
    name = settings.OBJECT_PAGES.get(label_lower)
    return reverse(name, args=[pk]) if name else ""


def go(request, obj_or_url):
    """Redirect to `next` if it is ours, else to the object's page."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = obj_or_url if isinstance(obj_or_url, str) else page_for(obj_or_url)
    return HttpResponseRedirect(target)


def act(request, service, *, to, done, **kwargs):
    """Run one service for the signed-in person, flash, redirect; a refusal becomes a page of its own."""
    service(actor=request.user, **kwargs)
    messages.success(request, done)
    return go(request, to)


def try_service(form, service, **kwargs):
    """Run a service from a valid form; a refusal stands above the form and nothing typed is lost.

    Returns the service's result, or None after a refusal. The wrong role stays a 403 page. A stale edit puts
    both texts on `form.conflict` and lets the person save on top of what was saved meanwhile.
    """
    try:
        return service(**kwargs) or True
    except NotYourRole:
        raise
    except StaleEdit as stale:
        form.conflict = stale.saved
        form.data = form.data.copy()
        if stale.version is not None:
            form.data[form.add_prefix("version")] = str(stale.version)
        form.add_error(None, stale.sentence)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    return None


def typed_key(text):
    """The key that an address or a form names; None where the text cannot be one."""
    return int(text) if text and text.isdecimal() and len(text) < LONGEST_KEY else None


def typed_keys(texts):
    """The same of many; what cannot be a key is left out."""
    return [key for key in map(typed_key, texts) if key is not None]


def paged(request, rows, size=PAGE_SIZE):
    """One page of a list; a page number that does not exist gives the nearest one."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))


class KeyPaginator(Paginator):
    """Pages over a list of keys that was cut off after COUNTED ones; `is_capped` says so."""

    def __init__(self, keys, size, *, cap):
        super().__init__(keys[:cap], size)
        self.is_capped = len(keys) > cap


def paged_keys(request, rows, size=PAGE_SIZE, cap=COUNTED):
    """One page of a list that may be very long: its objects are keys, which the room fetches.

    One query reads at most `cap` keys in the list's order and so counts and turns pages at once; where an index
    holds order and filter it never touches the rows, and it costs the same however many there are.
    """
    keys = list(rows.values_list("pk", flat=True)[: cap + 1])
    return KeyPaginator(keys, size, cap=cap).get_page(request.GET.get("trang"))
