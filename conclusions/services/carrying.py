"""What former conferences left open, written into the next one's programme or report when the office asks for it."""

from django.db import transaction

from conclusions import rules
from conclusions.queries.carrying import HEADING, carried_lines, opening_words, programme_lines
from core.refusals import Refused
from dialogue.services import save_agenda_step
from feedback.services import draft_consolidated_report, edit_consolidated_report

NOTHING_LEFT = "Kỳ trước không còn việc nào chưa xong nên không có gì để đưa vào."


@transaction.atomic
def carry_into_agenda(*, conference, actor):
    """A step of the programme before the people speak; asked for again it is brought up to date."""
    rules.check_can_carry_leftovers(actor, conference)
    lines = _some(programme_lines(actor, conference))
    step = conference.steps.filter(contents__startswith=HEADING).first()
    values = {
        "order": step.order if step else _place(conference), "contents": "\n".join([HEADING, *lines]),
        "responsible": step.responsible if step else conference.plan.organiser.official_name,
        "takes_contributions": False, "planned_at": step.planned_at if step else None, "day": step.day if step else 1,
    }  # fmt: skip
    return save_agenda_step(conference=conference, step=step, values=values, actor=actor)


def _place(conference):
    """Just before the step at which the people speak, else at the end."""
    orders = dict(conference.steps.values_list("order", "takes_contributions"))
    speaking = [order for order, takes in orders.items() if takes]
    return max(min(speaking) - 1, 0) if speaking else max(orders, default=0) + 1


@transaction.atomic
def carry_into_report(*, conference, actor):
    """A paragraph in the consolidated report's opening; what was carried before is replaced, other words stay."""
    rules.check_can_carry_leftovers(actor, conference)
    lines = _some(carried_lines(actor, conference))
    report = draft_consolidated_report(conference=conference, actor=actor)
    carried = "\n".join([opening_words(actor, conference), *(f"- {line}" for line in lines)])
    values = {"opening": _joined(report.opening, carried)}
    return edit_consolidated_report(report=report, values=values, version=report.version, actor=actor)


def _joined(opening, carried):
    """The paragraph begins with the same words each time and ends with its last dash."""
    first = carried.split("(", 1)[0]
    kept, inside = [], False
    for line in opening.splitlines():
        inside = line.startswith(first) or (inside and line.startswith("- "))
        if not inside:
            kept.append(line)
    return "\n".join([*kept, *([""] if kept and kept[-1] else []), carried]).strip()


def _some(lines):
    if not lines:
        raise Refused(NOTHING_LEFT)
    return lines
