"""What came of a petition in the petitioner's words, and what everybody may read of it; whose results wait."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from core.vietnamese import short_date
from feedback.models import Answer, Petition, Petitioner, answer_of
from feedback.redaction import redact
from feedback.states import PetitionState


@dataclass(frozen=True)
class Result:
    """The outcome as the petitioner reads it; empty texts where there is nothing to say."""

    heading: str
    text: str
    measures: str = ""
    time_text: str = ""
    unit: str = ""
    level: str = ""
    on: date | None = None

    @property
    def words(self):
        """All of it as one text."""
        measures = f"Biện pháp: {self.measures}" if self.measures else ""
        time = f"Thời gian giải quyết: {self.time_text}" if self.time_text else ""
        return "\n\n".join(part.strip() for part in (self.text, measures, time) if part.strip())


def result_of(petition):
    """The outcome of a settled petition (its own answer or that of the one it is answered with); else None."""
    if petition.state != PetitionState.ANSWERED:
        return _without_answer(petition)
    return _answered(_with_answers([petition.pk])[petition.pk])


def results_of(petitions):
    """(petition, its outcome) of many, in their order, in a fixed number of queries."""
    whole = _with_answers([row.pk for row in petitions])
    return [
        (row, _answered(whole[row.pk]) if row.state == PetitionState.ANSWERED else _without_answer(row))
        for row in petitions
    ]


def _with_answers(keys):
    """Petitions by key with what `answer_of` reads, their own and that of the one they are answered with."""
    answers = Answer.objects.approved().select_related("unit").order_by("-approved_at")
    rows = Petition.objects.filter(pk__in=keys).select_related("answered_with").prefetch_related(
        Prefetch("answers", answers, to_attr="answers_approved"),
        Prefetch("answered_with__answers", answers, to_attr="answers_approved"),
    )  # fmt: skip
    return {row.pk: row for row in rows}


def _without_answer(petition):
    if petition.state == PetitionState.REJECTED:
        return Result("Không tiếp thu", petition.reject_reason)
    return _reported(petition) if petition.state == PetitionState.REPORTED_UP else None


def _answered(petition):
    answer = answer_of(petition)
    if answer is None:
        return Result(
            "Đã giải quyết", "Kiến nghị đã được giải quyết theo thông báo kết luận hội nghị đối thoại."
        )
    return Result(
        heading=answer.get_result_display(),
        text=answer.content,
        measures=answer.measures,
        time_text=answer.time_text,
        unit=answer.unit.official_name if answer.unit else answer.signer,
        level=answer.get_level_display(),
        on=timezone.localdate(answer.approved_at) if answer.approved_at else None,
    )


def _reported(petition):
    number = f", văn bản số {petition.upward_number}" if petition.upward_number else ""
    sent = f" ngày {short_date(petition.upward_on)}" if petition.upward_on else ""
    text = f"Kiến nghị vượt thẩm quyền của xã, đã báo cáo {petition.upward_to}{sent}{number}."
    if petition.upward_due_on:
        text += f" Xã chờ trả lời đến ngày {short_date(petition.upward_due_on)}."
    return Result("Đã báo cáo cấp trên", text, on=petition.upward_on)


def people_behind(petition):
    """Everybody by whom the text could be known, those merged into it too, as redaction reads them."""
    rows = Petitioner.objects.filter(
        petition__in=[petition.pk, *petition.merged.values_list("pk", flat=True)]
    )
    return list(rows.values("name", "phone", "email", "address"))


def proposed_public(petition):
    """(content, answer) for everybody, names and numbers taken out; what the office wrote before stays."""
    people, result = people_behind(petition), result_of(petition)
    content = petition.public_content or redact(petition.content, people)
    answer = petition.public_answer or redact(result.words if result else "", people, all_phones=False)
    return content, answer


def to_send(user):
    """Settled petitions whose result nobody has sent to the petitioner, the oldest first."""
    return Petition.objects.visible_to(user).to_send().order_by("received_on", "pk")
