"""Ballots: keyed in from paper by the Front, filled in on a phone by whoever holds a check-in code."""

import uuid
from datetime import timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import guard, public_page
from core.codes import typed_code
from core.pages import try_service
from core.public import unkept
from core.refusals import Refused, TooManyTries
from core.throttle import place_of, seen, tries
from dialogue import rules, services
from dialogue.acts import answered, form_refused, is_by_script, refused
from dialogue.forms.survey import CodeForm, PaperBallotForm, PhoneBallotForm
from dialogue.queries import survey as queries
from dialogue.views.fetch import WHO
from dialogue.views.survey import survey_or_404

# A whole hall shares one connection: wide enough for its slips of the thumb, far too narrow to guess a code.
MISSES, HOUR = 100, timedelta(hours=1)
TOO_MANY = "Nơi này vừa gõ sai mã quá nhiều lần. Hãy thử lại sau một giờ, hoặc dùng phiếu giấy của Mặt trận."
LATELY = 20  # papers that this desk may still take back, the last one first
KEYED = "ballots"


@guard(*WHO)
def ballot_key(request, pk):
    """A stack of paper: one digit a line, Enter for the next paper."""
    survey = survey_or_404(request, pk)
    try:
        rules.check_can_key_ballot(request.user, survey)
    except Refused as refusal:
        return refused(request, refusal)
    form = PaperBallotForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        said = {"ballot": form.cleaned_data["ballot"], "remark": form.cleaned_data["remark"]}
        count = try_service(
            form, services.key_ballot, survey=survey, answers=form.answers(), actor=request.user, **said
        )
        if count:
            _remember(request, survey, said["ballot"])
            return answered(request, _key_page(survey), f"Đã nhập phiếu số {count}.")
    if request.method == "POST" and is_by_script(request):
        return form_refused(request, form)
    context = {"survey": survey, "conference": survey.conference, "form": form}
    context |= {"count": queries.ballots_in(survey)["paper"], "may_take_back": bool(_lately(request, survey))}
    return render(request, "dialogue/ballot_key.html", context)


@guard(*WHO)
@require_POST
def ballot_take_back(request, pk):
    """The last paper that this desk keyed in is taken out, to be keyed in again."""
    survey = survey_or_404(request, pk)
    keys = _lately(request, survey)
    ballot = uuid.UUID(keys[-1]) if keys else None
    try:
        count = services.take_back_ballot(survey=survey, ballot=ballot, actor=request.user)
    except Refused as refusal:
        return refused(request, refusal)
    request.session[KEYED] = {str(survey.pk): keys[:-1]}
    return answered(request, _key_page(survey), f"Đã bỏ phiếu vừa nhập. Còn {count} phiếu giấy đã nhập.")


def _key_page(survey):
    return reverse("ballot_key", args=[survey.pk])


def _lately(request, survey):
    """Keys of what this desk keyed in, the last one at the end."""
    return request.session.get(KEYED, {}).get(str(survey.pk), [])


def _remember(request, survey, ballot):
    keys = [key for key in _lately(request, survey) if key != str(ballot)]
    request.session[KEYED] = {str(survey.pk): [*keys, str(ballot)][-LATELY:]}


@public_page("asks for the check-in code of who came to the conference")
@unkept
def ballot_ask(request):
    form = CodeForm(request.GET if "ma" in request.GET else None)
    if form.is_valid():
        return redirect("ballot_fill", form.cleaned_data["ma"])
    return render(request, "dialogue/ballot_ask.html", {"form": form})


@public_page("whoever holds a check-in code fills in one secret ballot")
@unkept
def ballot_fill(request, code):
    """One ballot of one code; afterwards the same page says thanks, however often it is opened."""
    code = typed_code(code)
    survey = _survey_by(request, code)
    refusal = _refusal(survey, code)
    form = PhoneBallotForm(request.POST or None, survey=survey)
    if request.method == "POST" and not refusal and form.is_valid():
        said = {"answers": form.answers(), "remark": form.cleaned_data["remark"]}
        if try_service(form, services.cast_ballot, survey=survey, code=code, actor=None, **said):
            return redirect("ballot_fill", code)
    context = {"survey": survey, "conference": survey.conference, "commune": survey.conference.commune}
    context |= {"form": form, "refusal": refusal, "is_sent": refusal == rules.USED}
    return render(request, "dialogue/ballot_fill.html", context)


def _survey_by(request, code):
    """The survey of a code; an unknown one counts as a miss, and too many misses close the door for right ones too."""
    place = place_of(request)
    if seen("ballot-miss", place, per=HOUR) >= MISSES:
        raise TooManyTries(TOO_MANY)
    survey = queries.voting_by(code)
    if survey is None and queries.is_known(code):
        raise Refused(rules.NOT_HERE)
    if survey is None:
        tries("ballot-miss", place, per=HOUR)
        raise Http404
    return survey


def _refusal(survey, code):
    """Why this code opens no ballot now, or ""."""
    try:
        rules.check_can_cast_ballot(survey, code)
    except Refused as refusal:
        return refusal.sentence
    return ""
