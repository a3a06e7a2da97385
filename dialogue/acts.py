"""Acts of the hall as every desk sends them: by a plain form, or by the hall's script with a key and its own time.

The script is answered in JSON ({"ok", "said"}); a plain form by a redirect or the refusal's own page.
"""

from datetime import timedelta

from django.contrib import messages
from django.http import JsonResponse
from django.utils import timezone

from core.pages import go, typed_key
from core.refusals import NotYourRole, Refused
from dialogue.services.hall_log import DoneAlready, Stamp, is_done

REFUSED, FORBIDDEN, WRONG = 409, 403, 422


def stamp_of(request):
    """Key and time of the act as the desk says: `key`, and `ago` in seconds (its own clock may be wrong)."""
    ago = typed_key(request.POST.get("ago", "")) or 0
    at = timezone.now() - timedelta(seconds=min(ago, 10**7)) if ago else None
    return Stamp(key=request.POST.get("key", "")[:40], at=at)


def is_by_script(request):
    return request.headers.get("X-Hall") == "1"


def hall_act(request, service, *, conference, to, done, **kwargs):
    """Run one service of the hall; what was done before under the same key counts as done."""
    stamp = stamp_of(request)
    try:
        if not is_done(conference, stamp.key):
            service(actor=request.user, stamp=stamp, **kwargs)
    except DoneAlready:
        pass
    except Refused as refusal:
        return refused(request, refusal)
    return answered(request, to, done)


def refused(request, refusal):
    """JSON for the script; for a plain form the refusal goes on to its own page."""
    if not is_by_script(request):
        raise refusal
    status = FORBIDDEN if isinstance(refusal, NotYourRole) else REFUSED
    return JsonResponse({"ok": False, "said": refusal.sentence}, status=status)


def answered(request, to, done):
    """The act is done: JSON for the script, else a word and the page."""
    if is_by_script(request):
        return JsonResponse({"ok": True, "said": done})
    if done:
        messages.success(request, done)
    return go(request, to)


def form_refused(request, form):
    """What was typed wrong, for the script: each box's sentences; the text stays on the desk's own page."""
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    said = " ".join(error for found in errors.values() for error in found)
    return JsonResponse({"ok": False, "said": said, "errors": errors}, status=WRONG)
