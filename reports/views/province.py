"""The province's view: figures of all its communes, one commune's figures, and what that commune has published."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from core.access import allowed, guard
from core.clock import local_today
from core.pages import paged
from core.spreadsheets import download
from core.states import Role
from reports import queries, rules, services
from reports.figures import DEFINITIONS
from reports.forms.period import ProvinceFilter
from reports.periods import periods_of, read_period
from reports.sheets import province_workbook

PER_PAGE = 50


@guard(Role.PROVINCE)
def province_view(request):
    """Who has held its conferences, who is late with what; figures only."""
    rules.check_can_read_province(request.user)
    period, form = read_period(request.GET), ProvinceFilter(request.GET)
    services.note_province_reading(period=period, reader=request.user)
    province = queries.province_of(request.user.commune.province, period, local_today())
    page = paged(request, queries.narrowed(province, form.values()), size=PER_PAGE)
    context = {
        "province": province,
        "period": period,
        "tabs": [
            {"label": one.short, "url": f"?{one.query}", "active": one == period} for one in periods_of(period.year)
        ],
        "years": queries.recent_years(local_today().year),
        "form": form,
        "is_unfiltered": not any(form.values().values()),
        "not_held_url": f"?{period.query}&standing=not_held",
        "late_url": f"?{period.query}&standing=late&order=tre",
        "page": page,
        "definitions": DEFINITIONS,
    }  # fmt: skip
    return render(request, "reports/province.html", context)


@guard(Role.PROVINCE)
def province_export(request):
    """The same as a spreadsheet, every commune of the province; the reading is logged."""
    rules.check_can_read_province(request.user)
    period, user = read_period(request.GET), request.user
    province = queries.province_of(user.commune.province, period, local_today())
    services.note_province_export(period=period, count=len(province.rows), reader=user)
    title = f"Tổng hợp đối thoại {user.commune.province}, {period.words}"
    return download(province_workbook(title, province), f"tong-hop-doi-thoai-{period.slug}")


@guard(Role.PROVINCE)
def province_commune(request, slug):
    """One commune's figures and the results that it has published itself; the commune sees who looked."""
    is_above = allowed(rules.check_can_read_province, request.user)
    commune = queries.commune_below(request.user.commune.province, slug) if is_above else None
    if commune is None:
        raise Http404
    period = read_period(request.GET)
    services.note_commune_reading(commune=commune, period=period, reader=request.user)
    back = f"{reverse('province_view')}?{period.query}"
    context = {
        "place": commune,
        "period": period,
        "back": back,
        "tabs": [
            {"label": one.short, "url": f"?{one.query}", "active": one == period} for one in periods_of(period.year)
        ],
        "report": queries.report_of(commune, period, local_today()),
        "published": queries.published_of(commune, period),
        "definitions": DEFINITIONS,
    }  # fmt: skip
    return render(request, "reports/province_commune.html", context)
