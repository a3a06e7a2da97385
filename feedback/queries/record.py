"""What the conclusion notice is drafted from: each petition of a conference and what became of it."""

from dataclasses import dataclass
from datetime import date

from core.models import Unit
from dialogue.states import Outcome, SpeechKind
from feedback.models import Answer, Petition, answer_of, lead_of, with_parts
from feedback.queries.report import LEVELS, who_words
from feedback.states import PetitionState, Triage

ANSWERED, PENDING, UPWARD = "answered", "pending", "upward"


@dataclass(frozen=True)
class DayRecordRow:
    """One petition's class: `answered` (answer_text), `pending` (unit, due_on; None where open), `upward` (level)."""

    petition: Petition
    group: str
    who: str
    answer: Answer | None = None
    answer_text: str = ""
    result: str = ""
    unit: Unit | None = None
    due_on: date | None = None
    level: str = ""
    # What was answered in the hall to questions asked further, round by round (QN-48).
    said_further: tuple = ()


def day_record(conference):
    """All petitions of the conference in the order of the three classes; few queries (LP-65 to LP-67)."""
    petitions = with_parts(Petition.objects.for_conference(conference).matters()).order_by(
        "field", "received_on", "pk"
    )
    further = _further(conference)
    rows = [_row(petition, further.get(petition.pk, ())) for petition in petitions]
    order = [ANSWERED, PENDING, UPWARD]
    return sorted(rows, key=lambda row: order.index(row.group))


def _further(conference):
    """Petition key -> the answers given in the hall to follow-up questions about it, in their order."""
    asked = conference.contributions.filter(kind=SpeechKind.FOLLOW_UP, outcome=Outcome.ANSWERED)
    found = {}
    for key, answer in asked.order_by("pk").values_list("matter__petition", "answer"):
        found.setdefault(key, []).append(answer.strip())
    return {key: tuple(answers) for key, answers in found.items()}


def _row(petition, further):
    who = who_words(petition)
    level = LEVELS.get(petition.competence, "")
    if petition.state == PetitionState.REJECTED:
        text = f"Không tiếp thu: {petition.reject_reason}"
        return DayRecordRow(petition, ANSWERED, who, answer_text=text, result="Không tiếp thu", level=level)
    answer = answer_of(petition)
    if answer is not None:
        return DayRecordRow(
            petition, ANSWERED, who, answer=answer, answer_text=answer.content,
            result=": ".join(part for part in (answer.get_result_display(), answer.measures) if part),
            unit=answer.unit, level=answer.get_level_display(), said_further=further,
        )  # fmt: skip
    if petition.state == PetitionState.REPORTED_UP or petition.triage == Triage.UPWARD:
        return DayRecordRow(petition, UPWARD, who, level=petition.upward_to or level)
    lead = lead_of(petition)
    unit, due_on = (lead.unit, lead.due_on) if lead else (None, None)
    return DayRecordRow(petition, PENDING, who, unit=unit, due_on=due_on, level=level)
