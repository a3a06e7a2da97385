"""The public page on which anybody checks a paper: by the code in its mark, or with the file itself."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import redirect, render

from core.access import public_page
from core.codes import typed_code
from core.public import unkept
from core.refusals import TooManyTries
from core.throttle import place_of, seen, tries
from documents.queries.verification import paper_by_code, verdict_of
from documents.signature_forms import CodeForm, VerifyForm

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
MISSES = 20  # wrong codes from one place in an hour
FILES = 40  # files read for one place in an hour
ALL_FILES = 60  # and for everybody together in a minute: each may cost seconds of this machine
TOO_MANY_CODES = "Nơi này vừa gõ sai mã quá nhiều lần. Hãy thử lại sau một giờ và xem kỹ mã trên văn bản."
TOO_MANY_FILES = (
    "Nơi này vừa gửi quá nhiều tệp để kiểm tra. Hãy thử lại sau một giờ, hoặc kiểm tra bằng mã trên văn bản."
)

BUSY = "Đang có quá nhiều người kiểm tra tệp cùng lúc. Hãy thử lại sau một phút, hoặc kiểm tra bằng mã trên văn bản."


@public_page("anybody who holds a paper may check it; files are read and thrown away, tries are counted")
@unkept
def verify_ask(request):
    code_form = CodeForm(request.GET if "ma" in request.GET else None)
    if code_form.is_valid():
        return redirect("verify_code", code_form.cleaned_data["ma"])
    form = (
        VerifyForm(request.POST or None, request.FILES or None) if request.method == "POST" else VerifyForm()
    )
    context = {"form": form, "code_form": code_form}
    if form.is_valid():
        if tries("verify-file", place_of(request), per=HOUR) > FILES:
            raise TooManyTries(TOO_MANY_FILES)
        if tries("verify-file", "all", per=MINUTE) > ALL_FILES:
            raise TooManyTries(BUSY)
        file = form.cleaned_data["file"]
        context |= {"verdict": verdict_of(file.read()), "file_name": file.name[-120:]}
    return render(request, "documents/verify_ask.html", context)


@public_page("whoever reads the code on a paper may ask what was issued under it")
@unkept
def verify_code(request, code):
    place = place_of(request)
    if seen("verify-miss", place, per=HOUR) >= MISSES:
        raise TooManyTries(TOO_MANY_CODES)
    known = paper_by_code(typed_code(code))
    if known is None:
        tries("verify-miss", place, per=HOUR)
        raise Http404
    return render(request, "documents/verify_code.html", {"known": known, "commune": known.paper.commune})
