"""What to look at in a plan before it is issued (requirements D), one file per concern; nothing is written here."""

from plans.warnings.base import Facts, PlanWarning
from plans.warnings.bodies import body_warnings
from plans.warnings.dates import date_warnings
from plans.warnings.rules import open_conflicts, rule_warnings
from plans.warnings.targets import target_warnings
from plans.warnings.texts import text_warnings

__all__ = ["PlanWarning", "all_warnings", "open_conflicts", "warnings_of"]


def all_warnings(plan, issued_on=None, *, is_import=False):
    """Every warning of the plan, dismissed or not; warnings first, then notes, in the order of the text."""
    facts = Facts(plan, issued_on, is_import)
    found = [
        *rule_warnings(facts),
        *date_warnings(facts),
        *text_warnings(facts),
        *target_warnings(facts),
        *body_warnings(facts),
    ]
    return sorted(found, key=lambda warning: warning.is_note)


def warnings_of(plan, issued_on=None):
    """(open, dismissed): the warnings that still stand, and those set aside, each with its reason."""
    aside = {row.fingerprint: row for row in plan.dismissals.select_related("dismissed_by")}
    found = all_warnings(plan, issued_on)
    standing = [warning for warning in found if warning.fingerprint not in aside]
    return standing, [(row, aside[row.fingerprint]) for row in found if row.fingerprint in aside]
