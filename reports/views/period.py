"""Figures of a quarter or a year of the commune, results of one conference, the papers that report them upwards."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import allowed, guard
from core.clock import local_today
from core.spreadsheets import download
from core.states import Role
from dialogue.models import Conference
from reports import queries, rules, services
from reports.figures import DEFINITIONS
from reports.periods import periods_of, read_period
from reports.rules.period import DETAIL_READERS, READERS
from reports.sheets import report_workbook


@guard(*READERS)
def report_period(request):
    """The commune's year or quarter: figures, charts and tables; single duties for who sees them anyway."""
    if request.user.commune.is_province:
        return redirect(f"{reverse('province_view')}?{request.GET.urlencode()}")
    period, today, commune = read_period(request.GET), local_today(), request.user.commune
    report = queries.report_of(commune, period, today)
    may_read_details = allowed(rules.check_can_read_details, request.user, commune)
    context = {
        "report": report,
        "period": period,
        "tabs": tabs_of(request, period),
        "years": queries.years_of(commune, today.year),
        "breaches": queries.breaches_in(commune, period, today) if may_read_details else [],
        "papers": queries.period_papers(request.user, period.year),
        "plans": queries.plans_to_report(commune, period.year),
        "may_start": allowed(rules.check_can_start_period_report, request.user, commune),
        "may_open": request.user.roles - {Role.PROVINCE},
        "definitions": DEFINITIONS,
    }
    return render(request, "reports/period.html", context)


def tabs_of(request, period):
    return [
        {"label": one.short, "url": f"{reverse('report_period')}?{one.query}", "active": one == period}
        for one in periods_of(period.year)
    ]


@guard(*READERS)
def report_export(request):
    """Figures only: no person stands in it; it is small however much they count, and so written at once."""
    period = read_period(request.GET)
    report = queries.report_of(request.user.commune, period, local_today())
    return sheet_response(f"Báo cáo đối thoại {period.words}", report, f"bao-cao-doi-thoai-{period.slug}")


def sheet_response(title, report, name):
    return download(report_workbook(title, report), name)


@guard(Role.OFFICE)
@require_POST
def period_report_start(request):
    """Begin the paper of the period, or open the one that is already under the pen."""
    period = read_period(request.POST)
    draft = services.start_period_report(
        commune=request.user.commune, period=period, plan_key=request.POST.get("ke_hoach", ""),
        is_own=bool(request.POST.get("rieng")), actor=request.user,
    )  # fmt: skip
    return redirect("paper_draft_detail", pk=draft.pk)


@guard(*DETAIL_READERS, Role.UNIT)
def report_conference(request, pk):
    """What came of one conference: petitions, duties in time and late, promises by unit, satisfaction, breaches."""
    conference, today = conference_or_404(request, pk), local_today()
    may_read_details = allowed(rules.check_can_read_details, request.user, conference.commune)
    may_read_matters = allowed(rules.check_can_read_matters, request.user, conference.commune)
    context = {
        "conference": conference,
        "report": queries.report_of_conference(conference, today),
        "breaches": queries.breaches_of([conference.pk], today) if may_read_details else [],
        "matters": queries.results_of(conference, today) if may_read_matters else [],
        "papers": queries.conference_papers(request.user, [conference]),
        "definitions": DEFINITIONS,
    }
    return render(request, "reports/conference.html", context)


@guard(*DETAIL_READERS, Role.UNIT)
def report_conference_export(request, pk):
    conference = conference_or_404(request, pk)
    report = queries.report_of_conference(conference, local_today())
    return sheet_response(f"Kết quả: {conference.title}", report, f"ket-qua-hoi-nghi-{conference.pk}")


@guard(*DETAIL_READERS, Role.UNIT)
def report_papers(request):
    """Reports upwards that the plans name, conference by conference: issued, under the pen, or to be begun."""
    period = read_period(request.GET)
    context = {
        "period": period,
        "years": queries.years_of(request.user.commune, local_today().year),
        "rows": queries.conference_papers(request.user, queries.held_in_year(request.user, period.year)),
        "papers": queries.period_papers(request.user, period.year),
    }
    return render(request, "reports/papers.html", context)


def conference_or_404(request, pk):
    conference = get_object_or_404(Conference.objects.visible_to(request.user).with_people(), pk=pk)
    rules.check_is_held(conference)
    return conference
