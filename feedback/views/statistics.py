"""Figures of the petitions as tables and charts."""

from django.shortcuts import render

from core.access import guard
from core.states import Role
from feedback import queries
from feedback.forms import StatisticsFilter

READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY)


@guard(*READERS)
def petition_statistics(request):
    form = StatisticsFilter(request.GET, conferences=queries.conferences_for(request.user))
    made = queries.statistics(request.user, form.values(), form.query())
    return render(request, "feedback/petition_statistics.html", {"form": form, **made})
