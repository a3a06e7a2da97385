"""What the day's record says for the first draft of a conclusion notice. Nothing is written here."""

from dataclasses import dataclass
from datetime import date

from conclusions.states import ItemGroup
from core.models import Unit
from core.vietnamese import short_date
from dialogue.states import Outcome
from feedback.models import Petition
from feedback.queries import day_record

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
    """The conference's petitions and what else was said in the hall, in the order of the notice's parts."""
    lines = [_line_of_row(row, today) for row in day_record(conference)]
    # What was raised or asked again about a petition stands with that petition.
    spoken = conference.contributions.filter(petitions=None, matter=None)
    spoken = spoken.exclude(outcome__in=["", Outcome.NOTED])
    spoken = spoken.exclude(answers_to__petitions__isnull=False).select_related("unit")
    lines += [_line_of_contribution(row, today) for row in spoken]
    order = list(ItemGroup.values)
    return sorted(lines, key=lambda line: order.index(line.group))


def line_of_petition(petition, today):
    """One petition's line, as the record gives it now."""
    rows = day_record(petition.conference)
    return next(_line_of_row(row, today) for row in rows if row.petition == petition)


def _line_of_row(row, today):
    """Words on officials' conduct stay in their own room (LP-29); a day already past is left open (D-26)."""
    petition = row.petition
    content = petition.public_label if petition.is_restricted else petition.content.strip()
    if row.group == ItemGroup.ANSWERED:
        return Line(ItemGroup.ANSWERED, content, _answer_words(row), petition=petition)
    if row.group == ItemGroup.UPWARD:
        words = _upward_words(petition)
        return Line(ItemGroup.UPWARD, content, words, level=row.level or UPPER, petition=petition)
    due_on = row.due_on if row.due_on and row.due_on > today else None
    return Line(ItemGroup.PENDING, content, "", row.unit, due_on, petition=petition)


def _answer_words(row):
    if row.petition.is_restricted:
        return "Đã trả lời người kiến nghị bằng văn bản."
    if row.answer is None:
        return row.answer_text
    parts = [row.answer.content.strip(), *row.said_further, row.answer.measures.strip()]
    time = row.answer.time_text.strip().rstrip(".")
    if time and row.answer.assignment_id:  # what was answered in the hall itself has no time still to come
        parts.append(f"Thời gian giải quyết: {time}.")
    return "\n".join(part for part in dict.fromkeys(parts) if part)


def _upward_words(petition):
    if not petition.upward_on:
        return "Ghi nhận, tổng hợp báo cáo cấp trên xem xét, giải quyết."
    number = f" tại văn bản số {petition.upward_number}" if petition.upward_number else ""
    return f"Đã báo cáo{number} ngày {short_date(petition.upward_on)}."


def _line_of_contribution(row, today):
    content = row.summary.strip() or "Nội dung phát biểu tại hội nghị"
    if row.outcome == Outcome.ANSWERED:
        return Line(ItemGroup.ANSWERED, content, row.answer.strip())
    if row.outcome == Outcome.UPWARD:
        words = row.answer.strip() or "Ghi nhận, tổng hợp báo cáo cấp trên."
        return Line(ItemGroup.UPWARD, content, words, level=UPPER)
    due_on = row.due_on if row.due_on and row.due_on > today else None
    return Line(ItemGroup.PENDING, content, row.answer.strip(), row.unit, due_on)
