"""Lines of a draft: add, edit, remove, reorder; petitions taken into the notice."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.forms import ItemForm, OmitForm, RemoveItemForm
from conclusions.models import ConclusionItem, ConclusionNotice
from conclusions.states import ItemGroup
from conclusions.views.notices import notice_or_404
from core.access import allowed, guard
from core.pages import act, go, page_for, try_service
from core.states import Role
from feedback.models import Petition


@guard(Role.OFFICE)
def conclusion_item_add(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_edit_conclusion_notice(request.user, notice)
    part = request.GET.get("phan")
    initial = {"group": part if part in ItemGroup.values else ItemGroup.PENDING}
    form = ItemForm(request.POST or None, notice=notice, initial=initial)
    if form.is_valid() and try_service(
        form, services.add_item, notice=notice, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã thêm mục kết luận.")
        return go(request, notice)
    context = {"notice": notice, "form": form}
    return render(request, "conclusions/conclusion_item_edit.html", context)


@guard(Role.OFFICE)
def conclusion_item_edit(request, pk):
    item = item_or_404(request, pk)
    rules.check_can_edit_conclusion_notice(request.user, item.notice)
    form = ItemForm(request.POST or None, notice=item.notice, instance=item_or_404(request, pk))
    if form.is_valid() and try_service(
        form, services.edit_item, item=item, actor=request.user, **form.cleaned_data
    ):
        return go(request, f"{page_for(item.notice)}#muc-{item.pk}")
    context = {"notice": item.notice, "item": item, "form": form}
    return render(request, "conclusions/conclusion_item_edit.html", context)


@guard(Role.OFFICE)
def conclusion_item_remove(request, pk):
    item = item_or_404(request, pk)
    rules.check_can_edit_conclusion_notice(request.user, item.notice)
    may_defer = allowed(rules.check_may_defer, item.notice)
    form = RemoveItemForm(request.POST if request.method == "POST" else None, may_defer=may_defer)
    if form.is_valid() and try_service(
        form, services.remove_item, item=item, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã bỏ mục kết luận.")
        return go(request, item.notice)
    context = {"notice": item.notice, "item": item, "form": form}
    return render(request, "conclusions/conclusion_item_remove.html", context)


@guard(Role.OFFICE)
@require_POST
def conclusion_item_shift(request, pk):
    item = item_or_404(request, pk)
    step = -1 if request.POST.get("huong") == "len" else 1
    done = "Đã đổi thứ tự."
    return act(
        request,
        services.shift_item,
        to=f"{page_for(item.notice)}#muc-{item.pk}",
        done=done,
        item=item,
        step=step,
    )


@guard(Role.OFFICE)
@require_POST
def conclusion_petition_restore(request, pk, petition):
    notice = notice_or_404(request, pk)
    found = get_object_or_404(
        Petition.objects.visible_to(request.user).for_conference(notice.conference_id), pk=petition
    )
    done = "Đã đưa kiến nghị vào thông báo. Hãy xem lại nội dung mục này."
    return act(request, services.restore_petition, to=notice, done=done, notice=notice, petition=found)


@guard(Role.OFFICE)
@require_POST
def conclusion_petition_restore_all(request, pk):
    notice = notice_or_404(request, pk)
    done = "Đã đưa các kiến nghị còn thiếu vào thông báo. Hãy xem lại nội dung từng mục."
    return act(request, services.restore_petitions, to=notice, done=done, notice=notice)


@guard(Role.OFFICE)
def conclusion_petition_omit(request, pk, petition):
    notice = notice_or_404(request, pk)
    rules.check_can_omit_petition(request.user, notice)
    found = get_object_or_404(notice.petitions_to_cover(), pk=petition)
    may_defer = allowed(rules.check_may_defer, notice)
    initial = {"is_deferred": request.GET.get("de-lai") == "1"}
    form = OmitForm(request.POST or None, may_defer=may_defer, initial=initial)
    if form.is_valid() and try_service(
        form, services.omit_petition, notice=notice, petition=found, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Đã ghi lý do không đưa {found.code} vào thông báo.")
        return go(request, notice)
    context = {"notice": notice, "petition": found, "form": form, "later": rules.later_words(notice)}
    return render(request, "conclusions/conclusion_petition_omit.html", context)


def item_or_404(request, pk):
    notices = ConclusionNotice.objects.visible_to(request.user)
    rows = ConclusionItem.objects.filter(notice__in=notices)
    return get_object_or_404(rows.select_related("notice__conference", "petition", "unit"), pk=pk)
