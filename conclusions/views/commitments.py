"""Commitments: the list, one commitment's story, the unit's reports, the Front's word."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from conclusions import rules, services
from conclusions.forms import (
    CommitmentFilter,
    CommitmentReportForm,
    ConfirmForm,
    ProgressForm,
    ReasonForm,
    RemarkForm,
)
from conclusions.models import Commitment, CommitmentReport
from conclusions.queries.answers import answers_part
from conclusions.queries.commitments import (
    EXPORT_COLUMNS,
    assigning_of,
    commitment_history,
    commitment_story,
    commitments_for,
    export_rows,
    former_dues,
    silence_of,
    wishes_of,
)
from conclusions.queries.pages import answer_key, answer_letter_of, badges_of, promise_badge
from conclusions.queries.supervision import supervision_part
from core.access import actions_for, allowed, guard, has_role
from core.clock import local_today
from core.log import record_reading
from core.models import Attachment, Unit
from core.numbers import grouped
from core.pages import go, page_for, paged, try_service
from core.refusals import Refused
from core.spreadsheets import download, spreadsheet
from core.states import Role
from deadlines.queries import ladder_of
from deadlines.services import badge, calendar_for, deadlines_of
from deadlines.states import DeadlineKind
from dialogue.models import Conference

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)
KINDS = (DeadlineKind.COMMITMENT, DeadlineKind.COMMITMENT_REPORT, DeadlineKind.ANSWER_AFTER)
EXPORT_LIMIT = 5000


@guard(*WHO, Role.ADMIN)
def commitment_list(request):
    form = CommitmentFilter(request.GET, user=request.user)
    values, today = form.values(), local_today()
    page = paged(request, commitments_for(request.user, values, request.GET.get("sap", "")))
    badges = badges_of(page, [DeadlineKind.COMMITMENT], request.user.commune)
    chosen = values.get("hoi_nghi")
    conference = Conference.objects.of_commune(request.user.commune).get(pk=chosen) if chosen else None
    rows = [
        {
            "commitment": row,
            "badge": promise_badge(row, badges.get(row.pk)),
            "silence": silence_of(row, today),
        }
        for row in page
    ]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "conference": conference,
        "assigning": assigning_of(conference) if conference and writes_papers(request, conference) else None,
        "export_url": f"{reverse('commitment_list_export')}?{request.GET.urlencode()}",
    }
    return render(request, "conclusions/commitment_list.html", context)


@guard(*WHO, Role.ADMIN)
def commitment_list_export(request):
    """What the list shows, as a spreadsheet; no names of petitioners stand in it."""
    values = CommitmentFilter(request.GET, user=request.user).values()
    rows = commitments_for(request.user, values, request.GET.get("sap", ""))
    if rows.count() > EXPORT_LIMIT:
        raise Refused(f"Bảng tính chứa tối đa {grouped(EXPORT_LIMIT)} cam kết. Hãy lọc theo năm rồi tải lại.")
    content = spreadsheet("Cam kết sau hội nghị", EXPORT_COLUMNS, export_rows(rows))
    return download(content, "cam-ket-sau-hoi-nghi")


@guard(*WHO)
def commitment_detail(request, pk):
    commitment = commitment_or_404(request, pk)
    user = request.user
    deadlines = list(deadlines_of(commitment).of_kind(*KINDS).select_related("commune"))
    calendar = calendar_for(commitment.commune)
    main = next((row for row in deadlines if row.kind == DeadlineKind.COMMITMENT), None)
    wishes, answers = wishes_of(commitment, user), answers_part(commitment, user)
    writes = writes_papers(request, commitment)
    if answers and answers.has_names:
        record_reading(actor=user, subject=commitment, what="tên người kiến nghị của cam kết")
    context = {
        "commitment": commitment,
        "badge": promise_badge(commitment, badge(main, calendar=calendar)) if main else None,
        "others": [(row, badge(row, calendar=calendar)) for row in deadlines if row is not main],
        "story": commitment_story(commitment),
        "files": Attachment.objects.about(commitment),
        "history": commitment_history(commitment),
        "actions": actions_for(user, commitment),
        "wishes": wishes,
        "ladder": ladder_of(main, former_dues(wishes)) if main else [],
        "answers": answers,
        "supervision": supervision_part(commitment, user),
        "may_report_progress": allowed(rules.check_can_add_progress, user, commitment),
        "may_ask_for_time": allowed(rules.check_can_request_commitment_extension, user, commitment),
        "may_remark": allowed(rules.check_can_remark_commitment, user, commitment),
        "writes_papers": writes,
        "assigning": assigning_of(commitment.conference, commitment.unit) if writes else None,
        "letter": answer_letter_of(commitment) if writes else None,
        "letter_key": answer_key(commitment),
    }
    return render(request, "conclusions/commitment_detail.html", context)


def writes_papers(request, subject):
    return has_role(request.user, subject, Role.OFFICE)


@guard(*WHO)
def commitment_report_detail(request, pk):
    """A report stands on its commitment's page."""
    report = get_object_or_404(
        CommitmentReport.objects.visible_to(request.user).select_related("commitment"), pk=pk
    )
    return HttpResponseRedirect(f"{page_for(report.commitment)}#bao-cao-{report.pk}")


@guard(*WHO)
def commitment_progress(request, pk):
    return _asking(
        request, pk, rules.check_can_add_progress, ProgressForm, services.add_progress,
        heading="Báo cáo tiến độ", submit="Gửi báo cáo tiến độ", about="commitment",
        note="Báo cáo tiến độ chưa kết thúc cam kết. Khi đã làm xong, đơn vị chủ trì dùng “Báo cáo hoàn thành”.",
    )  # fmt: skip


@guard(*WHO)
def commitment_report(request, pk):
    return _asking(
        request, pk, rules.check_can_report_commitment, CommitmentReportForm, services.report_commitment,
        heading="Báo cáo hoàn thành", submit="Gửi báo cáo hoàn thành", about="commitment",
        note="Sau khi gửi, Mặt trận Tổ quốc xem xét và xác nhận hoặc đề nghị làm tiếp. Chỉ khi được xác nhận, cam kết mới "
        "được ghi là hoàn thành.",
    )  # fmt: skip


@guard(*WHO)
def commitment_confirm(request, pk):
    return _asking(
        request, pk, rules.check_can_confirm_commitment, ConfirmForm, services.confirm_commitment,
        heading="Xác nhận hoàn thành", submit="Xác nhận hoàn thành",
        note="Cam kết được ghi là hoàn thành vào ngày đơn vị báo cáo. Lời xác nhận không sửa được.",
        about="commitment",
    )  # fmt: skip


@guard(*WHO)
def commitment_dispute(request, pk):
    return _asking(
        request, pk, rules.check_can_dispute_commitment, ReasonForm, services.dispute_commitment,
        heading="Chưa xác nhận, đề nghị làm tiếp", submit="Gửi lại đơn vị",
        note="Thời hạn của cam kết chạy tiếp theo ngày đã ghi trong thông báo kết luận.", danger=True,
    )  # fmt: skip


@guard(*WHO)
def commitment_remark(request, pk):
    return _asking(
        request, pk, rules.check_can_remark_commitment, RemarkForm, services.remark_commitment,
        heading="Nhận xét giám sát", submit="Ghi nhận xét",
        note="Nhận xét không đổi trạng thái của cam kết và không sửa được sau khi ghi.",
    )  # fmt: skip


def _asking(request, pk, check, form_class, service, *, heading, submit, note, danger=False, about=""):
    """One page that asks for a text and runs one service with it. `about`: what the form wants to know of."""
    commitment = commitment_or_404(request, pk)
    check(request.user, commitment)
    is_sent = request.method == "POST"
    known = {about: commitment} if about else {}
    form = form_class(request.POST if is_sent else None, request.FILES if is_sent else None, **known)
    if form.is_valid() and try_service(
        form, service, commitment=commitment, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã ghi: {heading[0].lower()}{heading[1:]}.")
        return go(request, commitment)
    context = {
        "commitment": commitment,
        "form": form,
        "heading": heading,
        "submit": submit,
        "note": note,
        "danger": danger,
    }
    return render(request, "conclusions/commitment_form.html", context)


def commitment_or_404(request, pk):
    rows = Commitment.objects.visible_to(request.user).with_names()
    rows = rows.select_related("item__notice__paper", "conference__plan")
    return get_object_or_404(rows.prefetch_related(Prefetch("supporting", Unit.objects.sorted())), pk=pk)
