"""A page's reads of this room over what the other rooms hold, one file per concern."""

from conclusions.queries.figures import results_of
from reports.queries.dossiers import dossier_part, dossiers_for, index_of
from reports.queries.papers import conference_papers, held_in_year, period_papers, plans_to_report
from reports.queries.period import (
    breaches_in,
    breaches_of,
    recent_years,
    report_of,
    report_of_conference,
    years_of,
)
from reports.queries.province import commune_below, narrowed, province_of, published_of

__all__ = [
    "breaches_in",
    "breaches_of",
    "commune_below",
    "conference_papers",
    "dossier_part",
    "dossiers_for",
    "held_in_year",
    "index_of",
    "narrowed",
    "period_papers",
    "plans_to_report",
    "province_of",
    "published_of",
    "recent_years",
    "report_of",
    "report_of_conference",
    "results_of",
    "years_of",
]
