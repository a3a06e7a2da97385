"""What the day's record says for the first draft of a conclusion notice. Nothing is written here."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from conclusions.states import ItemGroup
from core.models import Unit
from core.vietnamese import short_date
from dialogue.states import Outcome
from feedback.models import Answer, Assignment, Petition
from feedback.states import Competence, PetitionState, Triage

UPPER = "cơ quan cấp trên có thẩm quyền"


@dataclass(frozen=True)
class Line:
    """One line as the record gives it; the office words it afterwards."""

    group: str
    content: str
    result: str = ""
    unit: Unit | None = None
    due_on: date | None = None
    level: str = ""
    petition: Petition | None = None


def lines_of_record(conference, today):
    """The conference's petitions and what was said in the hall: answered, still to answer, reported upwards."""
    answers = Answer.objects.approved().select_related("unit").order_by("-pk")
    leads = Assignment.objects.in_force().filter(is_lead=True).select_related("unit")
    petitions = (
        Petition.objects.for_conference(conference)
        .prefetch_related(
            Prefetch("answers", answers, to_attr="approved_answers"),
            Prefetch("assignments", leads, to_attr="leads"),
        )
        .select_related("contribution__unit")
        .order_by("pk")
    )
    lines = [line_of_petition(petition, today) for petition in petitions]
    spoken = conference.contributions.filter(petitions=None).exclude(outcome="").select_related("unit")
    lines += [_line_of_contribution(row, today) for row in spoken]
    order = list(ItemGroup.values)
    return sorted(lines, key=lambda line: order.index(line.group))


def line_of_petition(petition, today):
    """A petition's line by what became of it; words on officials' conduct stay in their own room (LP-29)."""
    words = petition.public_label if petition.is_restricted else petition.content.strip()
    common = {"content": words, "petition": petition}
    if petition.state == PetitionState.REJECTED:
        reason = petition.reject_reason.strip() or "lý do đã được thông báo cho người kiến nghị"
        return Line(ItemGroup.ANSWERED, result=f"Không tiếp thu: {reason}", **common)
    answer = next(iter(petition.approved_answers), None)
    if answer is not None and petition.state != PetitionState.REPORTED_UP:
        return Line(ItemGroup.ANSWERED, result=_answer_words(answer), **common)
    if petition.state == PetitionState.REPORTED_UP or _goes_up(petition):
        level = petition.upward_to or UPPER
        return Line(ItemGroup.UPWARD, result=_upward_words(petition), level=level, **common)
    spoken = petition.contribution
    if spoken is not None and spoken.outcome:
        return _line_of_contribution(spoken, today, **common)
    lead = next(iter(petition.leads), None)
    due_on = lead.due_on if lead and lead.due_on > today else None
    return Line(ItemGroup.PENDING, unit=lead.unit if lead else None, due_on=due_on, **common)


def _goes_up(petition):
    return petition.triage == Triage.UPWARD or petition.competence == Competence.HIGHER


def _upward_words(petition):
    if not petition.upward_on:
        return "Ghi nhận, tổng hợp báo cáo cấp trên xem xét, giải quyết."
    number = f" tại văn bản số {petition.upward_number}" if petition.upward_number else ""
    return f"Đã báo cáo{number} ngày {short_date(petition.upward_on)}."


def _answer_words(answer):
    parts = [answer.content.strip(), answer.measures.strip()]
    if answer.time_text.strip():
        parts.append(f"Thời gian giải quyết: {answer.time_text.strip()}")
    return "\n".join(part for part in dict.fromkeys(parts) if part)


def _line_of_contribution(row, today, content="", petition=None):
    content = content or row.summary.strip() or "Nội dung phát biểu tại hội nghị"
    due_on = row.due_on if row.due_on and row.due_on > today else None
    if row.outcome == Outcome.ANSWERED:
        return Line(ItemGroup.ANSWERED, content, row.answer.strip(), petition=petition)
    if row.outcome == Outcome.UPWARD:
        return Line(
            ItemGroup.UPWARD, content, row.answer.strip() or "Ghi nhận, tổng hợp báo cáo cấp trên.",
            level=UPPER, petition=petition,
        )  # fmt: skip
    return Line(ItemGroup.PENDING, content, row.answer.strip(), row.unit, due_on, petition=petition)
