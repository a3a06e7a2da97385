"""Commitments: the list, one commitment's story, the unit's reports, the Front's word."""

from django.shortcuts import get_object_or_404, render

from conclusions import rules, services
from conclusions.forms import CommitmentFilter, CommitmentReportForm, ConfirmForm, ReasonForm, RemarkForm
from conclusions.models import Commitment
from conclusions.queries.pages import (
    answer_key,
    answer_letter_of,
    badges_of,
    commitment_story,
    commitments_for,
)
from core.access import actions_for, guard, has_role, refusal_of
from core.models import Attachment
from core.pages import go, paged, try_service
from core.states import Role
from deadlines.services import badge, deadlines_of
from deadlines.states import DeadlineKind
from feedback.models import Petition

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)
KINDS = (DeadlineKind.COMMITMENT, DeadlineKind.COMMITMENT_REPORT, DeadlineKind.ANSWER_AFTER)


@guard(*WHO, Role.ADMIN)
def commitment_list(request):
    form = CommitmentFilter(request.GET, user=request.user)
    page = paged(request, commitments_for(request.user, form.values()))
    badges = badges_of(page, [DeadlineKind.COMMITMENT], request.user.commune)
    rows = [{"commitment": row, "badge": badges.get(row.pk)} for row in page]
    return render(request, "conclusions/commitment_list.html", {"form": form, "page": page, "rows": rows})


@guard(*WHO)
def commitment_detail(request, pk):
    commitment = commitment_or_404(request, pk)
    deadlines = list(deadlines_of(commitment).of_kind(*KINDS).select_related("commune"))
    main = next((row for row in deadlines if row.kind == DeadlineKind.COMMITMENT), None)
    context = {
        "commitment": commitment,
        "badge": badge(main) if main else None,
        "others": [(row, badge(row)) for row in deadlines if row is not main],
        "story": commitment_story(commitment),
        "files": Attachment.objects.about(commitment),
        "actions": actions_for(request.user, commitment),
        "may_report_progress": not refusal_of(rules.check_can_add_progress, request.user, commitment),
        "sees_petition": Petition.objects.visible_to(request.user).filter(pk=commitment.petition_id).exists(),
        "writes_papers": has_role(request.user, commitment, Role.OFFICE),
        "letter": answer_letter_of(commitment),
        "letter_key": answer_key(commitment),
        "may_remark": not refusal_of(rules.check_can_remark_commitment, request.user, commitment),
    }
    return render(request, "conclusions/commitment_detail.html", context)


@guard(*WHO)
def commitment_progress(request, pk):
    return _asking(
        request, pk, rules.check_can_add_progress, CommitmentReportForm, services.add_progress,
        heading="Báo cáo tiến độ", submit="Gửi báo cáo tiến độ",
        note="Báo cáo tiến độ chưa kết thúc cam kết. Khi đã làm xong, hãy dùng “Báo cáo hoàn thành”.",
    )  # fmt: skip


@guard(*WHO)
def commitment_report(request, pk):
    return _asking(
        request, pk, rules.check_can_report_commitment, CommitmentReportForm, services.report_commitment,
        heading="Báo cáo hoàn thành", submit="Gửi báo cáo hoàn thành",
        note="Sau khi gửi, Mặt trận Tổ quốc xem xét và xác nhận hoặc đề nghị làm tiếp.",
    )  # fmt: skip


@guard(*WHO)
def commitment_confirm(request, pk):
    return _asking(
        request, pk, rules.check_can_confirm_commitment, ConfirmForm, services.confirm_commitment,
        heading="Xác nhận hoàn thành", submit="Xác nhận hoàn thành",
        note="Cam kết được ghi là hoàn thành vào ngày đơn vị báo cáo. Lời xác nhận không sửa được.",
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


def _asking(request, pk, check, form_class, service, *, heading, submit, note, danger=False):
    """One page that asks for a text and runs one service with it."""
    commitment = commitment_or_404(request, pk)
    check(request.user, commitment)
    is_sent = request.method == "POST"
    form = form_class(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid() and try_service(
        form, service, commitment=commitment, actor=request.user, **form.cleaned_data
    ):
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
    return get_object_or_404(rows.select_related("item__notice__paper"), pk=pk)
