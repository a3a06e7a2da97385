"""The notice for everybody: read and hidden in, published, taken down; and the pages that everybody reads."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.forms import PublicTextForm, PublishForm, ReasonForm
from conclusions.models import ResultPublication
from conclusions.queries.publishing import lines_to_hide, published_parts, removals_of, taken_by_hand
from conclusions.views.notices import notice_or_404
from core.access import actions_for, guard, public_page, refusal_of
from core.pages import go, paged, try_service
from core.public import commune_or_404
from core.states import Role

READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT)
OF_EVERYBODY = "the results of a dialogue are for the people to know and supervise (LP-33, LAW-3)"
PER_PAGE = 20


@guard(Role.OFFICE)
@require_POST
def result_publication_prepare(request, pk):
    publication = services.prepare_result_publication(notice=notice_or_404(request, pk), actor=request.user)
    return redirect("result_publication_detail", pk=publication.pk)


@guard(*READERS)
def result_publication_detail(request, pk):
    """What everybody would read, beside it what was taken out and why."""
    publication = _publication_or_404(request, pk)
    context = _context(request, publication) | {"actions": actions_for(request.user, publication)}
    return render(request, "conclusions/result_publication_detail.html", context)


def _context(request, publication):
    return {
        "publication": publication, "notice": publication.notice, "parts": published_parts(publication),
        "removals": removals_of(publication),
        "edit_refusal": refusal_of(rules.check_can_edit_result_publication, request.user, publication),
    }  # fmt: skip


@guard(Role.OFFICE)
def result_publication_edit(request, pk):
    """Hide more than the rules did; nothing can be added to what was issued."""
    publication = _publication_or_404(request, pk)
    rules.check_can_edit_result_publication(request.user, publication)
    phrases, hidden = taken_by_hand(publication)
    initial = {"phrases": "\n".join(phrases), "hidden": hidden, "version": publication.version}
    form = PublicTextForm(request.POST or None, lines=lines_to_hide(publication), initial=initial)
    if form.is_valid() and try_service(
        form, services.edit_result_publication, result_publication=publication, actor=request.user, **form.cleaned_data
    ):  # fmt: skip
        messages.success(request, "Đã lập lại bản công khai. Đọc lại toàn bộ trước khi công khai.")
        return go(request, publication)
    return render(
        request, "conclusions/result_publication_edit.html", _context(request, publication) | {"form": form}
    )


@guard(Role.OFFICE, Role.CHAIR)
def result_publication_publish(request, pk):
    publication = _publication_or_404(request, pk)
    rules.check_can_publish_result_publication(request.user, publication)
    form = PublishForm(request.POST or None, initial={"version": publication.version})
    if form.is_valid() and try_service(
        form, services.publish_result_publication, result_publication=publication, actor=request.user,
        **form.cleaned_data,
    ):  # fmt: skip
        messages.success(request, "Đã công khai kết quả đối thoại trên trang của xã.")
        return go(request, publication)
    return render(
        request,
        "conclusions/result_publication_publish.html",
        _context(request, publication) | {"form": form},
    )


@guard(Role.OFFICE, Role.CHAIR)
def result_publication_withdraw(request, pk):
    publication = _publication_or_404(request, pk)
    rules.check_can_withdraw_result_publication(request.user, publication)
    form = ReasonForm(request.POST or None, label="Lý do gỡ bản công khai")
    if form.is_valid() and try_service(
        form, services.withdraw_result_publication, result_publication=publication, actor=request.user,
        **form.cleaned_data,
    ):  # fmt: skip
        messages.success(request, "Đã gỡ bản công khai. Sửa xong có thể công khai lại.")
        return go(request, publication)
    return render(
        request,
        "conclusions/result_publication_withdraw.html",
        _context(request, publication) | {"form": form},
    )


def _publication_or_404(request, pk):
    rows = ResultPublication.objects.visible_to(request.user).with_names()
    return get_object_or_404(rows.select_related("notice__conference__plan"), pk=pk)


# --- for everybody ----------------------------------------------------------------------------------------------


@public_page(OF_EVERYBODY)
def public_results(request, slug):
    commune = commune_or_404(slug)
    rows = ResultPublication.objects.of_commune(commune).published().with_names().newest_first()
    context = {"commune": commune, "page": paged(request, rows, size=PER_PAGE)}
    return render(request, "conclusions/public_results.html", context)


@public_page(OF_EVERYBODY)
def public_result(request, slug, pk):
    commune = commune_or_404(slug)
    rows = ResultPublication.objects.of_commune(commune).published().with_names()
    publication = get_object_or_404(rows, pk=pk)
    context = {
        "commune": commune, "publication": publication, "notice": publication.notice,
        "parts": published_parts(publication),
    }  # fmt: skip
    return render(request, "conclusions/public_result.html", context)
