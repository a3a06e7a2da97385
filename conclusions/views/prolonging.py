"""More time for a promise: its unit asks, the chair grants or refuses."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render

from conclusions import rules, services
from conclusions.forms import GrantForm, ReasonForm, WishForm
from conclusions.models import CommitmentExtension
from conclusions.views.commitments import WHO, commitment_or_404
from core.access import guard
from core.pages import go, page_for, try_service


@guard(*WHO)
def commitment_extension_ask(request, pk):
    commitment = commitment_or_404(request, pk)
    rules.check_can_request_commitment_extension(request.user, commitment)
    form = WishForm(request.POST or None)
    if form.is_valid() and try_service(
        form,
        services.request_commitment_extension,
        commitment=commitment,
        actor=request.user,
        **form.cleaned_data,
    ):
        messages.success(request, "Đã gửi đề nghị lùi hạn tới người chủ trì.")
        return go(request, f"{page_for(commitment)}#lui-han")
    context = {
        "commitment": commitment, "form": form, "heading": "Xin lùi hạn", "submit": "Gửi đề nghị",
        "note": "Người chủ trì quyết định. Trong lúc chờ, hạn đang ghi vẫn có hiệu lực; hạn ban đầu luôn được lưu lại.",
    }  # fmt: skip
    return render(request, "conclusions/commitment_form.html", context)


@guard(*WHO)
def commitment_extension_approve(request, pk):
    wish = wish_or_404(request, pk)
    rules.check_can_approve_commitment_extension(request.user, wish)
    form = GrantForm(request.POST or None, wish=wish)
    return _deciding(
        request, wish, form, services.approve_commitment_extension, heading="Cho lùi hạn", submit="Cho lùi hạn",
        note="Chỉ ngày thực hiện cam kết lùi lại. Thời hạn trả lời, báo cáo tính theo kế hoạch vẫn giữ nguyên.",
    )  # fmt: skip


@guard(*WHO)
def commitment_extension_reject(request, pk):
    wish = wish_or_404(request, pk)
    rules.check_can_reject_commitment_extension(request.user, wish)
    form = ReasonForm(request.POST or None, label="Lý do không cho lùi hạn")
    return _deciding(
        request, wish, form, services.reject_commitment_extension, heading="Không cho lùi hạn",
        submit="Không cho lùi hạn", note="Hạn đang ghi giữ nguyên; đơn vị được báo lý do.", danger=True,
    )  # fmt: skip


def _deciding(request, wish, form, service, *, heading, submit, note, danger=False):
    """One page that shows the wish and runs one service with the decision."""
    if form.is_valid() and try_service(
        form, service, commitment_extension=wish, actor=request.user, **form.cleaned_data
    ):
        return go(request, f"{page_for(wish.commitment)}#lui-han")
    context = {
        "commitment": wish.commitment, "wish": wish, "form": form, "heading": heading, "submit": submit, "note": note,
        "danger": danger,
    }  # fmt: skip
    return render(request, "conclusions/commitment_form.html", context)


def wish_or_404(request, pk):
    rows = CommitmentExtension.objects.visible_to(request.user)
    names = ("commitment__conference", "commitment__unit", "commitment__commune", "requested_by")
    return get_object_or_404(rows.select_related(*names), pk=pk)
