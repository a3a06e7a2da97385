"""The page behind a one-petition link: no account, no session, one petition, one task."""

from datetime import timedelta
from functools import wraps

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.access import public_page, refusal_of
from core.pages import try_service
from core.public import unkept
from core.refusals import Refused
from core.throttle import place_of, seen, tries
from feedback import queries, rules, services
from feedback.forms import AnswerForm, ContributeForm, RefuseForm
from feedback.models import Answer, merged_of
from feedback.redaction import without_contacts

WHY = "a signed link of short life stands for the officer to whom it was mailed; it opens one petition"
MISSES, HOUR = 20, timedelta(hours=1)
UNKNOWN = "Liên kết không đúng hoặc chưa đủ chữ. Hãy mở lại từ thư, hoặc đăng nhập phần mềm để trả lời."
TOO_MANY = (
    "Nơi này vừa mở quá nhiều liên kết sai. Hãy thử lại sau một giờ, hoặc đăng nhập phần mềm để trả lời."
)


def through_link(view):
    """Hand the view the link of the token, or show one polite page that holds nothing of any petition."""

    @wraps(view)
    def opened(request, token):
        place = place_of(request)
        if seen("answer-link-miss", place, per=HOUR) >= MISSES:
            return closed_page(request, TOO_MANY, 429)
        link = services.link_of(token)
        if link is None:
            tries("answer-link-miss", place, per=HOUR)
            # 410 as well: to somebody who guesses, a token that never was reads like one that is over.
            return closed_page(request, UNKNOWN, 410)
        try:
            rules.check_link_opens(link, timezone.now())
        except Refused as refusal:
            return closed_page(request, refusal.sentence, 410, is_done=bool(link.used_at))
        return view(request, link, token)

    return opened


def closed_page(request, sentence, status, is_done=False):
    context = {"sentence": sentence, "is_done": is_done}
    return render(request, "feedback/answer_link_closed.html", context, status=status)


@public_page(WHY)
@require_safe
@unkept
@through_link
def answer_link_open(request, link, token):
    # A program that fetches pages ahead of the person has not shown it to anybody.
    is_ahead = "prefetch" in (request.headers.get("Sec-Purpose") or request.headers.get("Purpose") or "")
    if request.method == "GET" and not is_ahead:
        services.open_answer_link(link=link)
    return link_page(request, link, token)


@public_page(WHY)
@require_POST
@unkept
@through_link
def answer_link_accept(request, link, token):
    try:
        services.accept_by_link(link=link)
    except Refused as refusal:
        return link_page(request, link, token, refused=refusal.sentence)
    return back_to(token, "nhan")


@public_page(WHY)
@require_POST
@unkept
@through_link
def answer_link_refuse(request, link, token):
    form = RefuseForm(request.POST, assignment=link.assignment, prefix="r")
    if form.is_valid() and run(form, services.refuse_by_link, link=link, **form.cleaned_data):
        return back_to(token)
    return link_page(request, link, token, refuse_form=form)


@public_page(WHY)
@require_POST
@unkept
@through_link
def answer_link_answer(request, link, token):
    """Two buttons on one form: keep the draft, or send it to the office."""
    is_final = "send" in request.POST
    form = AnswerForm(request.POST, request.FILES, answer=answer_of_link(link))
    if form.is_valid() and run(
        form, services.answer_by_link, link=link, values=form.texts(), version=form.cleaned_data["version"] or 0,
        files=form.cleaned_data["files"], is_final=is_final,
    ):  # fmt: skip
        return back_to(token, "" if is_final else "luu")
    return link_page(request, link, token, form=form)


@public_page(WHY)
@require_POST
@unkept
@through_link
def answer_link_contribute(request, link, token):
    form = ContributeForm(request.POST, request.FILES)
    if form.is_valid() and run(form, services.contribute_by_link, link=link, **form.cleaned_data):
        return back_to(token)
    return link_page(request, link, token, form=form)


def run(form, service, **kwargs):
    """As try_service; a role lost meanwhile is told on the form, since there is no account to switch."""
    try:
        return try_service(form, service, **kwargs)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return None


def back_to(token, done=""):
    url = reverse("answer_link_open", args=[token])
    return HttpResponseRedirect(f"{url}?xong={done}" if done else url)


def answer_of_link(link):
    rows = Answer.objects.select_related("assignment__unit", "petition", "unit", "commune")
    return rows.filter(assignment=link.assignment_id).first() if link.assignment.is_lead else None


def link_page(request, link, token, form=None, refuse_form=None, refused=""):
    assignment, answer = link.assignment, answer_of_link(link)
    person = link.recipient
    if form is None:
        form = (
            AnswerForm(answer=answer)
            if assignment.is_lead
            else ContributeForm(initial={"text": assignment.part_text})
        )
    check = rules.check_can_write_answer if assignment.is_lead else rules.check_can_contribute_assignment
    may_work = not refusal_of(check, person, assignment)
    if answer is not None:
        may_work = may_work and not refusal_of(rules.check_can_edit_answer, person, answer)
    context = {
        "link": link, "token": token, "assignment": assignment, "petition": assignment.petition,
        "commune": link.commune, "answer": answer, "form": form, "refused": refused, "may_work": may_work,
        "content": without_contacts(assignment.petition.content),
        "merged": [(row.code, without_contacts(row.content)) for row in merged_of(assignment.petition)],
        "refuse_form": refuse_form or RefuseForm(assignment=assignment, prefix="r"),
        "is_refusing": refuse_form is not None,
        "parts": queries.parts_for(assignment.petition) if assignment.is_lead else [],
        "done": request.GET.get("xong", ""),
    }  # fmt: skip
    return render(request, "feedback/answer_link.html", context)
