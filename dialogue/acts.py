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

WRONG = 422
ANOTHERS = "Trên máy này người khác vừa đăng nhập. Việc đã bấm trước đó chỉ được gửi bằng đúng tài khoản đã bấm; hãy đăng nhập lại."


def stamp_of(request):
    """Key and time of the act as the desk says: `key`, and `ago` in seconds (its own clock may be wrong)."""
    ago = typed_key(request.POST.get("ago", "")) or 0
    at = timezone.now() - timedelta(seconds=min(ago, 10**7)) if ago else None
    # Whoever sends a NUL sends no key of ours; PostgreSQL would refuse even to look for it.
    return Stamp(key=request.POST.get("key", "").replace("\0", "")[:40], at=at)


def is_by_script(request):
    return request.headers.get("X-Hall") == "1"


def hall_act(request, service, *, conference, to, done, **kwargs):
    """Run one service of the hall; what was done before under the same key counts as done.

    Raises NotYourRole, as a page and not as an answer, where somebody else has signed in on the device meanwhile: its
    script then keeps the act until the right person is back.
    """
    _check_is_own(request)
    stamp = stamp_of(request)
    try:
        if not is_done(conference, stamp.key, request.user):
            service(actor=request.user, stamp=stamp, **kwargs)
    except DoneAlready:
        pass
    except Refused as refusal:
        # Sent again while the first sending was still at work: the rule refuses what has just been done.
        if not is_done(conference, stamp.key, request.user):
            return refused(request, refusal)
    return answered(request, to, done)


def _check_is_own(request):
    """The script sends whose page the button stood on (`hall`: conference:person); offices share their computers."""
    whose = request.POST.get("hall", "").rpartition(":")[2]
    if whose and whose != str(request.user.pk):
        raise NotYourRole(ANOTHERS)


def refused(request, refusal):
    """JSON for the script; for a plain form the refusal goes on to its own page."""
    if not is_by_script(request):
        raise refusal
    return JsonResponse({"ok": False, "said": refusal.sentence}, status=refusal.status)


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
    said = " ".join(_of_box(form, name) + error for name, found in errors.items() for error in found)
    return JsonResponse({"ok": False, "said": said, "errors": errors}, status=WRONG)


def _of_box(form, name):
    """ "Nội dung phát biểu: ", for a sentence that stands away from its box."""
    return f"{form[name].label}: " if name in form.fields else ""
