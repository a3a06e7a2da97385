"""The Front's desk: what was promised and how it stands, its opinion of each line of a notice, its yearly list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conclusions import rules, services
from conclusions.forms import (
    DeskFilter,
    OpinionForm,
    ProgrammeAddForm,
    ProgrammeItemForm,
    ReasonForm,
)
from conclusions.models import ConclusionItem, ConclusionNotice, SupervisionItem
from conclusions.queries.pages import badges_of, promise_badge
from conclusions.queries.supervision import (
    EXPORT_COLUMNS,
    EXPORT_LIMIT,
    WATCHERS,
    candidates_for,
    desk_rows,
    export_rows,
    figures_of,
    lines_of,
    notices_for,
    opinions_on,
    programme_of,
    sees_line,
    years_of,
)
from core.access import guard, refusal_of
from core.clock import local_today
from core.numbers import grouped
from core.pages import go, paged, try_service
from core.refusals import Refused
from core.spreadsheets import download, spreadsheet
from core.states import Role
from deadlines.states import DeadlineKind
from documents.catalogue import COMMON
from documents.states import PaperKind

WHO = (Role.FRONT, Role.PARTY, Role.OFFICE, Role.CHAIR)
FIRST_YEAR, YEARS_AHEAD = 2020, 5


@guard(*WHO)
def supervision_desk(request):
    form = DeskFilter(request.GET)
    page = paged(request, desk_rows(request.user, form.values()))
    badges = badges_of(page, [DeadlineKind.COMMITMENT], request.user.commune)
    context = {
        "form": form,
        "page": page,
        "export_url": f"{reverse('supervision_export')}?{request.GET.urlencode()}",
        "rows": [(row, promise_badge(row, badges.get(row.pk))) for row in page],
        "figures": figures_of(request.user),
        "may_urge": bool(request.user.roles & WATCHERS),
        "tabs": _tabs(),
    }
    return render(request, "conclusions/supervision_desk.html", context)


@guard(*WHO)
def supervision_export(request):
    """What the desk shows, as a spreadsheet; no names of petitioners stand in it."""
    rows = desk_rows(request.user, DeskFilter(request.GET).values())
    if rows.count() > EXPORT_LIMIT:
        raise Refused(f"Bảng tính chứa tối đa {grouped(EXPORT_LIMIT)} cam kết. Hãy lọc theo năm rồi tải lại.")
    content = spreadsheet("Giám sát thực hiện kết luận", EXPORT_COLUMNS, export_rows(rows))
    return download(content, "giam-sat-ket-luan")


def _tabs():
    return [
        {"label": "Cam kết", "url": reverse("supervision_desk")},
        {"label": "Từng mục kết luận", "url": reverse("supervision_notices")},
        {"label": "Chương trình giám sát", "url": reverse("supervision_year", args=[local_today().year])},
    ]


@guard(*WHO)
def supervision_notices(request):
    page = paged(request, notices_for(request.user))
    counts = opinions_on(page)
    rows = [(row, *counts[row.pk]) for row in page]
    return render(
        request, "conclusions/supervision_notices.html", {"page": page, "rows": rows, "tabs": _tabs()}
    )


@guard(*WHO)
def supervision_notice(request, pk):
    """Every line of one issued notice with the Front's opinions."""
    notice = get_object_or_404(ConclusionNotice.objects.visible_to(request.user).with_names(), pk=pk)
    rules.check_is_issued(notice)
    context = {
        "notice": notice,
        "parts": lines_of(notice, request.user),
        "may_review": Role.FRONT in request.user.roles,
        "criticism": PaperKind.CRITICISM,
        "common": COMMON,
    }
    return render(request, "conclusions/supervision_notice.html", context)


@guard(*WHO)
def item_review(request, pk):
    """The Front's opinion of one line; it stands as it was written."""
    rows = ConclusionItem.objects.select_related("notice__conference__plan", "notice__commune", "unit")
    notices = ConclusionNotice.objects.visible_to(request.user)
    item = get_object_or_404(rows, pk=pk, notice__in=notices)
    if not sees_line(request.user, item):
        raise Http404
    rules.check_can_review_item(request.user, item)
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and try_service(
        form, services.review_item, item=item, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi ý kiến giám sát.")
        return go(request, f"{reverse('supervision_notice', args=[item.notice_id])}#muc-{item.pk}")
    return render(request, "conclusions/item_review.html", {"item": item, "form": form})


@guard(*WHO)
def supervision_year(request, year):
    """TD-88: the Front's programme of one year, and what could still go into it."""
    user, year = request.user, _year_or_404(year)
    why_not = refusal_of(rules.check_can_plan_supervision, user, user.commune)
    rows = list(programme_of(user, year))
    candidates = candidates_for(user, year)
    page = paged(request, candidates)
    is_sent = request.method == "POST"
    form = ProgrammeAddForm(request.POST if is_sent else None, candidates=candidates)
    if is_sent:
        rules.check_can_plan_supervision(user, user.commune)
    if form.is_valid() and (
        count := try_service(form, services.add_supervision_items, year=year, actor=user, **form.cleaned_data)
    ):
        messages.success(request, f"Đã đưa {count} cam kết vào chương trình giám sát năm {year}.")
        return redirect("supervision_year", year=year)
    context = {
        "year": year, "years": years_of(user), "rows": rows, "page": page, "form": form, "tabs": _tabs(),
        "may_plan": not why_not, "paper_kind": PaperKind.SUPERVISION_ITEMS, "paper_key": f"nam-{year}",
        "latest": max((row.commitment.conference for row in rows), key=lambda one: one.pk, default=None),
    }  # fmt: skip
    return render(request, "conclusions/supervision_year.html", context)


def _year_or_404(year):
    if not FIRST_YEAR <= year <= local_today().year + YEARS_AHEAD:
        raise Http404
    return year


@guard(*WHO)
def supervision_item_edit(request, pk):
    row = _programme_item_or_404(request, pk)
    rules.check_can_plan_supervision(request.user, row)
    initial = {"content": row.content, "programme": row.programme, "planned_on": row.planned_on}
    form = ProgrammeItemForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and try_service(
        form, services.edit_supervision_item, supervision_item=row, actor=request.user, **form.cleaned_data
    ):
        return redirect("supervision_year", year=row.year)
    context = {"row": row, "form": form, "heading": "Sửa nội dung giám sát", "submit": "Lưu"}
    return render(request, "conclusions/supervision_item_form.html", context)


@guard(*WHO)
def supervision_item_remove(request, pk):
    row = _programme_item_or_404(request, pk)
    rules.check_can_plan_supervision(request.user, row)
    form = ReasonForm(request.POST if request.method == "POST" else None, label="Lý do đưa ra")
    year = row.year
    if form.is_valid() and try_service(
        form, services.remove_supervision_item, supervision_item=row, actor=request.user, **form.cleaned_data
    ):
        return redirect("supervision_year", year=year)
    context = {
        "row": row, "form": form, "heading": "Đưa ra khỏi chương trình giám sát", "submit": "Đưa ra", "danger": True,
    }  # fmt: skip
    return render(request, "conclusions/supervision_item_form.html", context)


def _programme_item_or_404(request, pk):
    rows = SupervisionItem.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("commitment__unit", "commitment__conference"), pk=pk)
