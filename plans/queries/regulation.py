"""The page of one plan's deadlines: each rule with its figure and source, the law beside it, what is left open."""

from deadlines.models import Regulation, Rule
from deadlines.queries import rules_of
from deadlines.states import DeadlineKind
from deadlines.wording import rule_words

# Acts that a plan usually dates; one that it does not mention at all is shown as open as well (D-31).
USUAL = (
    DeadlineKind.NOTICE,
    DeadlineKind.INVITATION,
    DeadlineKind.COLLECTION,
    DeadlineKind.ANSWER_BEFORE,
    DeadlineKind.REPORT,
    DeadlineKind.CONCLUSION,
    DeadlineKind.ANSWER_AFTER,
)


def rule_rows(plan):
    """The rules of the plan's regulation as `deadlines.queries.rules_of` words them, each with the law's beside it."""
    law = {rule.kind: rule for rule in law_rules()}
    rows = rules_of(plan.regulation) if plan.regulation else []
    return [
        row | {"law": law.get(row["rule"].kind), "law_words": words_of(law.get(row["rule"].kind))}
        for row in rows
    ]


def words_of(rule):
    return rule_words(rule) if rule is not None else ""


def law_rules():
    """The statutory minimum (Law on Local Government 2025, art. 43, by secondary sources)."""
    return list(Rule.objects.enabled().filter(regulation__is_statutory=True).select_related("regulation"))


def open_kinds(plan):
    """Usual acts for which the plan gives no date: not configured, or not mentioned."""
    settled = set()
    if plan.regulation:
        settled = {
            rule.kind for rule in plan.regulation.rules.all() if rule.is_enabled and rule.is_configured
        }
    return [kind for kind in USUAL if kind not in settled]


def fillers(plan, kind):
    """Configured, counted rules of this kind to take figures from: the law's, the commune's own, the presets'."""
    regulations = Regulation.objects.filter(commune=None) | Regulation.objects.filter(commune=plan.commune)
    rows = (
        Rule.objects.enabled()
        .about(kind)
        .filter(regulation__in=regulations)
        .exclude(regulation=plan.regulation)
    )
    rows = rows.select_related("regulation").order_by(
        "-is_statutory", "regulation__is_preset", "position", "pk"
    )
    return [
        rule
        for rule in rows
        if rule.is_counted and rule.amount is not None and not rule.regulation.is_for_one_plan
    ]
