"""Letters to bodies outside the commune: the list, one letter's course, its acts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render

from conclusions import rules, services
from conclusions.forms import (
    ReasonForm,
    RelayForm,
    RemindSubmissionForm,
    SendForm,
    SubmissionFilter,
    SubmissionForm,
    SubmissionReplyForm,
)
from conclusions.models import Submission
from conclusions.queries.submissions import letter_key, letter_of, submission_rows, submissions_for
from conclusions.services.submissions import office_of
from conclusions.views.notices import notice_or_404
from core.access import actions_for, allowed, guard, has_role
from core.clock import local_today
from core.models import Attachment
from core.pages import go, paged, try_service
from core.states import Role
from feedback.models import Petition

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)


@guard(*WHO)
def submission_list(request):
    form = SubmissionFilter(request.GET, user=request.user)
    page = paged(request, submissions_for(request.user, form.values()))
    context = {"form": form, "page": page, "rows": submission_rows(page, request.user.commune)}
    return render(request, "conclusions/submission_list.html", context)


@guard(*WHO)
def submission_detail(request, pk):
    submission = submission_or_404(request, pk)
    key = letter_key(submission)
    ((_, badge),) = submission_rows([submission], submission.commune)
    petitions = Petition.objects.visible_to(request.user)
    context = {
        "submission": submission, "badge": badge, "actions": actions_for(request.user, submission),
        "letter": letter_of(submission, key), "letter_key": key,
        "files": Attachment.objects.about(submission),
        "writes_papers": has_role(request.user, submission, Role.OFFICE),
        "may_remind": allowed(rules.check_can_remind_submission, request.user, submission),
        "may_edit": allowed(rules.check_can_edit_submission, request.user, submission),
        "sees_petition": petitions.filter(pk=submission.petition_id).exists(),
    }  # fmt: skip
    return render(request, "conclusions/submission_detail.html", context)


@guard(Role.OFFICE)
def submission_add(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_add_submission(request.user, notice)
    initial = {"owner": office_of(notice.conference), "kind": "transfer"}
    form = SubmissionForm(request.POST or None, notice=notice, initial=initial)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        made = try_service(form, services.add_submission, notice=notice, actor=request.user, **values)
        if made:
            messages.success(request, "Đã lập theo dõi văn bản gửi đi.")
            return go(request, made)
    return render(
        request, "conclusions/submission_form.html", _frame(form, "Thêm văn bản gửi cơ quan ngoài xã", notice)
    )


@guard(Role.OFFICE)
def submission_edit(request, pk):
    submission = submission_or_404(request, pk)
    rules.check_can_edit_submission(request.user, submission)
    form = SubmissionForm(
        request.POST or None, notice=submission.notice, instance=submission_or_404(request, pk)
    )
    if form.is_valid() and try_service(
        form, services.edit_submission, submission=submission, actor=request.user, **form.cleaned_data
    ):
        return go(request, submission)
    heading = "Sửa, giao lại văn bản gửi đi"
    return render(
        request, "conclusions/submission_form.html", _frame(form, heading, submission.notice, submission)
    )


def _frame(form, heading, notice, submission=None, submit="Lưu", **more):
    return {
        "form": form, "heading": heading, "notice": notice, "submission": submission, "submit": submit, **more,
    }  # fmt: skip


@guard(*WHO)
def submission_send(request, pk):
    """The letter's own number and day where it was issued here."""
    submission = submission_or_404(request, pk)
    rules.check_can_send_submission(request.user, submission)
    letter = letter_of(submission, letter_key(submission))
    paper = letter.paper if letter.pk else None
    initial = {
        "number": paper.number_text if paper else "",
        "sent_on": paper.issued_on if paper and paper.issued_on else local_today(),
    }
    form = SendForm(request.POST or None, initial=initial)
    return _act(
        request, submission, form, services.send_submission, "Ghi nhận đã gửi", paper=paper,
        note="Khi cơ quan nhận trả lời, hãy ghi trả lời tại đây; kiến nghị để ngỏ đến khi đã báo lại người kiến nghị."
        if submission.petition_id else "",
    )  # fmt: skip


@guard(*WHO)
def submission_remind(request, pk):
    submission = submission_or_404(request, pk)
    rules.check_can_remind_submission(request.user, submission)
    form = RemindSubmissionForm(request.POST or None)
    return _act(request, submission, form, services.remind_submission, "Ghi việc nhắc lại")


@guard(*WHO)
def submission_answer(request, pk):
    submission = submission_or_404(request, pk)
    rules.check_can_answer_submission(request.user, submission)
    initial = {"replied_on": local_today()}
    form = SubmissionReplyForm(request.POST or None, request.FILES or None, initial=initial)
    return _act(request, submission, form, services.answer_submission, "Ghi nhận trả lời")


@guard(*WHO)
def submission_relay(request, pk):
    submission = submission_or_404(request, pk)
    rules.check_can_relay_submission(request.user, submission)
    form = RelayForm(request.POST or None, initial={"relayed_on": local_today()})
    return _act(
        request, submission, form, services.relay_submission, "Báo lại người kiến nghị",
        note="Sau khi ghi, trả lời này thành kết quả của kiến nghị và người kiến nghị đọc được trên trang tra cứu.",
    )  # fmt: skip


@guard(*WHO)
def submission_close(request, pk):
    submission = submission_or_404(request, pk)
    rules.check_can_close_submission(request.user, submission)
    form = ReasonForm(request.POST or None, label="Lý do kết thúc theo dõi")
    return _act(request, submission, form, services.close_submission, "Kết thúc theo dõi", danger=True)


def _act(request, submission, form, service, heading, *, note="", danger=False, **more):
    if form.is_valid() and try_service(
        form, service, submission=submission, actor=request.user, **form.cleaned_data, **more
    ):
        messages.success(request, "Đã ghi nhận.")
        return go(request, submission)
    context = _frame(form, heading, submission.notice, submission, heading, note=note, danger=danger)
    return render(request, "conclusions/submission_form.html", context)


def submission_or_404(request, pk):
    rows = (
        Submission.objects.visible_to(request.user)
        .with_names()
        .select_related("notice__paper", "conference__plan")
    )
    return get_object_or_404(rows, pk=pk)
