"""How the units kept what was promised: the page of figures and its spreadsheet."""

from django.shortcuts import render
from django.urls import reverse

from conclusions.forms import ScoreFilter
from conclusions.queries.scoreboard import COLUMNS, DEFINITIONS, period_of, scores
from core.access import guard
from core.charts import stacks
from core.spreadsheets import download, spreadsheet
from core.states import Role
from core.vietnamese import short_date

# Everybody in the commune sees how everybody keeps his word; figures only.
WHO = (Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY, Role.ADMIN)


@guard(*WHO)
def commitment_scoreboard(request):
    form = ScoreFilter(request.GET or None, user=request.user)
    units, total, words = _figures(request, form)
    shares = [
        (score.unit.short_name, [score.in_time, score.late, score.waiting, score.running, score.overdue])
        for score in units
    ]
    context = {
        "form": form,
        "units": units,
        "total": total,
        "words": words,
        "bars": stacks(shares),
        "definitions": DEFINITIONS,
        "export_url": f"{reverse('commitment_scoreboard_export')}?{request.GET.urlencode()}",
    }
    return render(request, "conclusions/commitment_scoreboard.html", context)


@guard(*WHO)
def commitment_scoreboard_export(request):
    """The same figures; a line for each unit and one for all."""
    form = ScoreFilter(request.GET or None, user=request.user)
    units, total, _ = _figures(request, form)
    content = spreadsheet("Đơn vị giữ lời", COLUMNS, [score.line for score in (*units, total)])
    return download(content, "don-vi-giu-loi")


def _figures(request, form):
    values = form.values() if form.is_bound else {}
    conference = values.get("hoi_nghi")
    first, last = period_of(values)
    units, total = scores(request.user.commune, first=first, last=last, conference=conference)
    span = f"Kết luận ban hành từ {short_date(first)} đến {short_date(last)}"
    return units, total, f"Sau {conference.title}" if conference else span
