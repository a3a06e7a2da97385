"""The plans of one year side by side: whose, by which rules, how far each target has come."""

from django.shortcuts import render

from core.access import guard
from core.clock import local_today
from plans import queries
from plans.views.fetch import READERS


@guard(*READERS)
def plan_year(request):
    """Party, People's Council and People's Committee in one commune and year (ND-54, D-13)."""
    years = queries.years_with_plans(request.user)
    asked = request.GET.get("nam", "")
    this_year = local_today().year
    latest = this_year if this_year in years or not years else years[0]
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else latest
    heads, with_people = queries.year_counts(request.user, year)
    context = {
        "year": year,
        "years": years,
        "plans": queries.columns_of(queries.plans_of_year(request.user, year)),
        "heads": heads,
        "with_people": with_people,
    }
    return render(request, "plans/plan_year.html", context)
