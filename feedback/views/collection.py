"""Collection rounds: the list, one round, planning and editing, its moves, what came back counted."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from core.access import actions_for, allowed, guard, refusal_of
from core.pages import act, go, paged, try_service
from core.states import Role
from feedback import rules, services
from feedback.forms import RoundFilter, RoundForm
from feedback.models import CollectionRound
from feedback.queries import collection as queries

WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY)
OVERSEERS = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY)
ORGANISERS = (Role.OFFICE, Role.FRONT)


@guard(*WHO)
def collection_round_list(request):
    form = RoundFilter(request.GET, conferences=queries.conferences_of(request.user))
    page = paged(request, queries.rounds_of(request.user, form.values()))
    progress = queries.progress_of(page, request.user)
    context = {
        "form": form,
        "page": page,
        "rows": [{"round": row, "count": progress[row.pk]} for row in page],
        "can_add": allowed(rules.check_can_add_collection_round, request.user, request.user.commune),
    }
    return render(request, "feedback/collection_round_list.html", context)


@guard(*WHO)
def collection_round_detail(request, pk):
    row = round_or_404(request, pk)
    rows = queries.collectors_of(row, request.user)
    context = {
        "round": row,
        "count": queries.total_of(rows),
        "rows": rows,
        "actions": actions_for(request.user, row),
        "may_edit": allowed(rules.check_can_edit_collection_round, request.user, row),
        "may_add": allowed(rules.check_can_add_collector, request.user, row),
        "sees_all": bool(request.user.roles & set(OVERSEERS)),
        "why_not_print": refusal_of(rules.check_has_form, row),
    }
    return render(request, "feedback/collection_round_detail.html", context)


@guard(*ORGANISERS)
def collection_round_add(request):
    rules.check_can_add_collection_round(request.user, request.user.commune)
    wanted = request.GET.get("conference", "")
    form = RoundForm(request.POST or None, user=request.user, initial={"conference": wanted})
    if request.method == "POST" and form.is_valid():
        made = try_service(
            form, services.add_collection_round, conference=form.cleaned_data["conference"],
            values=form.values(), actor=request.user,
        )  # fmt: skip
        if made:
            messages.success(request, "Đã lập đợt thu thập. Hãy thêm các nơi thu thập rồi bắt đầu.")
            return go(request, made)
    return render(request, "feedback/collection_round_form.html", {"form": form})


@guard(*WHO)
def collection_round_edit(request, pk):
    row = round_or_404(request, pk)
    rules.check_can_edit_collection_round(request.user, row)
    form = RoundForm(request.POST or None, user=request.user, instance=row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        if try_service(
            form, services.edit_collection_round, collection_round=row, values=form.values(), version=version,
            actor=request.user,
        ):  # fmt: skip
            messages.success(request, "Đã lưu đợt thu thập.")
            return go(request, row)
    return render(request, "feedback/collection_round_form.html", {"form": form, "round": row})


def some(names, most=5):
    """ "Thôn Đông, Thôn Hạ, …": at most so many of them."""
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


@guard(*WHO)
@require_POST
def collection_round_open(request, pk):
    row = round_or_404(request, pk)
    silent = queries.not_reached(row)
    done = "Đã bắt đầu thu thập. " + (
        f"{len(silent)} nơi chưa có ai dùng tài khoản nên chưa nhận được báo: {some(silent)}. Hãy báo bằng cách khác."
        if silent
        else "Các nơi thu thập đã được báo."
    )
    return act(request, services.open_collection_round, to=row, done=done, collection_round=row)


@guard(*WHO)
@require_POST
def collection_round_close(request, pk):
    row = round_or_404(request, pk)
    done = "Đã kết thúc đợt thu thập. Liên kết trực tuyến không còn nhận phiếu."
    waiting = queries.not_handed_in(row)
    if waiting:
        done += f" {len(waiting)} nơi chưa báo nộp đủ: {some(waiting)}. Nếu còn phiếu chưa nhập, hãy bấm “Mở lại đợt”."
    return act(request, services.close_collection_round, to=row, done=done, collection_round=row)


@guard(*WHO)
@require_POST
def collection_round_reopen(request, pk):
    row = round_or_404(request, pk)
    return act(
        request, services.reopen_collection_round, to=row, done="Đã mở lại đợt thu thập.",
        collection_round=row,
    )  # fmt: skip


@guard(*WHO)
@require_POST
def collection_round_print(request, pk):
    row = round_or_404(request, pk)
    paper = services.print_collection_round(collection_round=row, actor=request.user)
    messages.success(request, "Đang in phiếu của mọi nơi thu thập. Trang này tự báo khi có tệp.")
    return go(request, paper)


@guard(*OVERSEERS)
def collection_round_results(request, pk):
    row = round_or_404(request, pk)
    rows = queries.collectors_of(row, request.user, has_badges=False)
    context = {
        "round": row,
        "count": queries.total_of(rows),
        "tallies": queries.tallies(row),
        "rows": rows,
    }
    return render(request, "feedback/collection_round_results.html", context)


def round_or_404(request, pk):
    rows = CollectionRound.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("conference__plan", "form", "commune"), pk=pk)
