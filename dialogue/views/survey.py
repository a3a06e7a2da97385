"""The satisfaction survey's own pages: the Front prepares, opens, counts and closes it; results; files."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard
from core.codes import spoken
from core.pages import act, paged, try_service
from core.qr import qr_svg
from core.spreadsheets import download
from dialogue import rules, services
from dialogue.addresses import address_for_phones
from dialogue.forms.survey import HandedOutForm, SurveyForm
from dialogue.models import Survey
from dialogue.queries import survey as queries
from dialogue.queries.survey_files import remarks_sheet, results_sheet
from dialogue.views.fetch import WHO, conference_or_404, frame

REMARKS, SLIPS = 50, 24


def survey_or_404(request, pk):
    rows = Survey.objects.visible_to(request.user).select_related("conference__plan", "conference__commune")
    return get_object_or_404(rows, pk=pk)


def page_of(survey):
    return reverse("conference_survey", args=[survey.conference_id])


@guard(*WHO)
def conference_survey(request, pk):
    """Where the survey stands: nothing yet, its draft, how many ballots came; results once it is closed."""
    return _page(request, conference_or_404(request, pk))


def _page(request, conference, form=None, status=200):
    user, survey = request.user, queries.survey_of(conference)
    context = frame(request, conference, survey=survey, early_steps=queries.survey_steps(conference))
    if survey is None:
        context["may_create"] = allowed(rules.check_can_create_survey, user, conference)
        return render(request, "dialogue/survey.html", context)
    survey.conference = conference
    actions = actions_for(user, survey)
    context |= {
        "actions": actions,
        "refused": [action for action in actions if not action.enabled],
        # Once it is closed, the results name them.
        "questions": [] if survey.is_closed else list(survey.questions.all()),
        "may_edit": allowed(rules.check_can_edit_survey, user, survey),
        "may_key": allowed(rules.check_can_key_ballot, user, survey),
        "may_print_slips": bool(conference.opened_at) and allowed(rules.check_can_print_slips, user, survey),
        "may_count": allowed(rules.check_can_count_survey, user, survey),
        "handed_out_form": form or HandedOutForm(initial={"handed_out": survey.handed_out}),
        "may_read_remarks": allowed(rules.check_can_read_remarks, user, survey),
    }
    if survey.is_open:
        phones = address_for_phones(request, reverse("ballot_ask"))
        codes = queries.codes_at(conference)
        context |= {
            "ballots": queries.ballots_in(survey),
            "codes": codes,
            "present": conference.attendance or codes,
        }
        context |= {"phones": phones, "qr": qr_svg(phones.full, "Mã QR mở trang gửi phiếu hài lòng")}
    if survey.is_closed:
        context["results"] = queries.results_of(survey, user)
    if context["may_read_remarks"]:
        context["remarks"] = paged(request, queries.remarks_of(survey, user), size=REMARKS)
    return render(request, "dialogue/survey.html", context, status=status)


@guard(*WHO)
@require_POST
def survey_create(request, pk):
    conference = conference_or_404(request, pk)
    done = "Đã lập đợt lấy ý kiến với các câu hỏi thường dùng. Anh/chị có thể sửa trước khi bắt đầu."
    to = reverse("conference_survey", args=[pk])
    return act(request, services.create_survey, to=to, done=done, conference=conference)


@guard(*WHO)
def survey_edit(request, pk):
    survey = survey_or_404(request, pk)
    rules.check_can_edit_survey(request.user, survey)
    texts = "\n".join(question.text for question in survey.questions.all())
    initial = {"intro": survey.intro, "questions": texts, "version": survey.version}
    form = SurveyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if try_service(form, services.edit_survey, survey=survey, actor=request.user, **form.cleaned_data):
            messages.success(request, "Đã lưu phiếu lấy ý kiến.")
            return redirect(page_of(survey))
    context = frame(request, survey.conference, form=form, survey=survey)
    return render(request, "dialogue/survey_edit.html", context)


@guard(*WHO)
@require_POST
def survey_remove(request, pk):
    survey = survey_or_404(request, pk)
    done = "Đã bỏ đợt lấy ý kiến chưa bắt đầu."
    return act(request, services.remove_survey, to=page_of(survey), done=done, survey=survey)


@guard(*WHO)
@require_POST
def survey_open(request, pk):
    survey = survey_or_404(request, pk)
    done = "Đã bắt đầu lấy ý kiến. Phiếu nhận được qua điện thoại và nhập từ phiếu giấy."
    return act(request, services.open_survey, to=page_of(survey), done=done, survey=survey)


@guard(*WHO)
@require_POST
def survey_close(request, pk):
    survey = survey_or_404(request, pk)
    done = "Đã kết thúc lấy ý kiến. Kết quả hiện bên dưới cho mọi người cùng xem."
    return act(request, services.close_survey, to=page_of(survey), done=done, survey=survey)


@guard(*WHO)
@require_POST
def survey_count(request, pk):
    survey = survey_or_404(request, pk)
    rules.check_can_count_survey(request.user, survey)
    form = HandedOutForm(request.POST)
    if form.is_valid() and try_service(
        form, services.count_survey, survey=survey, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi số phiếu phát ra.")
        return redirect(page_of(survey))
    return _page(request, conference_or_404(request, survey.conference_id), form=form, status=422)


@guard(*WHO)
def survey_export(request, pk):
    """The figures as a spreadsheet; ?bang=y-kien: what people wrote, in a file of its own."""
    survey = survey_or_404(request, pk)
    name, sheet = ("ket-qua", results_sheet)
    if request.GET.get("bang") == "y-kien":
        name, sheet = ("y-kien", remarks_sheet)
    return download(sheet(survey, request.user), f"hai-long-{name}-{survey.pk}")


@guard(*WHO)
def survey_slips(request, pk):
    """Slips with a code for who came without an invitation, to be given out by chance; no name stands on them."""
    survey = survey_or_404(request, pk)
    rules.check_can_print_slips(request.user, survey)
    page = paged(request, queries.codes_without_paper(survey), size=SLIPS)
    slips = [(spoken(code), _slip_qr(request, code)) for code in page]
    context = {"survey": survey, "conference": survey.conference, "page": page, "slips": slips}
    context["phones"] = address_for_phones(request, reverse("ballot_ask"))
    return render(request, "dialogue/survey_slips.html", context)


def _slip_qr(request, code):
    address = address_for_phones(request, reverse("ballot_fill", args=[code]))
    return qr_svg(address.full, "Mã QR gửi phiếu hài lòng")
