"""A page's reads of this room over what the other rooms hold, one file per concern."""

from conclusions.queries.figures import results_of
from reports.queries.dossiers import (
    cover_facts,
    dossier_part,
    dossiers_for,
    index_of,
    petitions_under_seal,
    work_items,
)
from reports.queries.papers import (
    conference_papers,
    held_in_year,
    period_papers,
    plans_to_report,
    report_part,
)
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
    "cover_facts",
    "dossier_part",
    "dossiers_for",
    "held_in_year",
    "index_of",
    "narrowed",
    "period_papers",
    "petitions_under_seal",
    "plans_to_report",
    "province_of",
    "published_of",
    "recent_years",
    "report_of",
    "report_of_conference",
    "report_part",
    "results_of",
    "work_items",
    "years_of",
]
