"""Forms that come back, on paper or online: their opinions become petitions, their choices are counted."""

from django.db import transaction
from django.db.models import Max, ProtectedError

from core.clock import local_today
from core.log import record
from core.refusals import Refused
from feedback import rules
from feedback.matters import MOST_MATTERS, matters_of, says_nothing
from feedback.models import CollectionRound, FormAnswer, FormReturn, Petition
from feedback.services.petitions import enter
from feedback.states import Field, PetitionKind, QuestionKind, ReturnedVia, Source

NAMELESS = "Người dân không ghi tên"


@transaction.atomic
def record_form(*, collector, answers, person, returned_on, actor, via):
    """Take in one filled form; returns the FormReturn, whose `petitions` are its opinions.

    `answers`: question key -> text of an opinion, one option, or a list of options. `person`: name, hamlet, phone,
    hide_name; without a name the form is anonymous. `via` ONLINE: somebody with the link, `actor` None.
    """
    # Locked: forms of one round are numbered one after the other, and none comes in while the round closes.
    collector.round = CollectionRound.objects.select_for_update().get(pk=collector.round_id)
    if via == ReturnedVia.PAPER:
        rules.check_can_key_form(actor, collector)
    else:
        rules.check_can_fill_form(collector)
    questions = list(collector.round.form.questions.all())
    matters, picked = said(questions, answers)
    # A form that says that there is nothing to say came back as well; it only becomes no petition.
    real = [(question, text) for question, text in matters if not says_nothing(text)]
    _check_said(matters, picked, returned_on)
    matters = real
    form = FormReturn.objects.create(
        commune_id=collector.commune_id, round=collector.round, collector=collector, via=via,
        returned_on=returned_on, entered_by=actor, number=_next_number(collector.round),
    )  # fmt: skip
    # An opinion's answer is its petition's code: so the petition knows what was asked, and suggests its field.
    picked += [(question, _petition(form, question, text, person, actor).code) for question, text in matters]
    FormAnswer.objects.bulk_create(
        FormAnswer(form_return=form, question=question, option=option) for question, option in picked
    )
    record(
        actor=actor, action="form_return.record", subject=form,
        sentence=f"đã nhận phiếu số {form.number}, {len(matters)} ý kiến",
    )  # fmt: skip
    return form


def said(questions, answers):
    """(question, text) of each matter and (question, option) of each choice; what is no option of it is left out."""
    matters, picked = [], []
    for question in questions:
        answer = answers.get(question.pk) or ""
        if question.kind == QuestionKind.OPINION:
            matters += [(question, text) for text in matters_of(answer)]
            continue
        chosen = [answer] if isinstance(answer, str) else list(answer)
        chosen = chosen[:1] if question.kind == QuestionKind.CHOICE else chosen
        picked += [(question, option) for option in question.option_list if option in chosen]
    return matters, picked


def _check_said(matters, picked, returned_on):
    if not matters and not picked:
        raise Refused("Phiếu chưa có ý kiến nào. Hãy trả lời ít nhất một câu hỏi.")
    if len(matters) > MOST_MATTERS:
        raise Refused(f"Một phiếu ghi nhiều nhất {MOST_MATTERS} việc. Hãy ghi việc còn lại vào phiếu khác.")
    if returned_on > local_today():
        raise Refused("Ngày nhận phiếu không thể sau hôm nay. Hãy xem lại ngày.")


def _next_number(collection_round):
    return (collection_round.returns.aggregate(last=Max("number"))["last"] or 0) + 1


def _petition(form, question, text, person, actor):
    """One matter as a petition of its own; its field is the office's to say, the question stands in the history."""
    name, hamlet = person.get("name", "").strip(), person.get("hamlet", "").strip()
    petition = enter(
        conference=form.round.conference,
        values={
            "content": text, "received_on": form.returned_on, "kind": PetitionKind.PETITION,
            "source": Source.FRONT_FORM, "collector": form.collector.unit,
            "hamlet": hamlet or form.collector.village, "form_return": form,
            "hide_name": bool(person.get("hide_name")),
            # Asked about officials' conduct, people name officials: kept to those who need it (LP-29).
            "names_official": question.field == Field.CONDUCT,
        },
        petitioners=[{"name": name or NAMELESS, "hamlet": hamlet, "phone": person.get("phone", "").strip()}],
        actor=actor,
    )  # fmt: skip
    record(
        actor=actor, action="petition.form", subject=petition,
        sentence=f"đã lấy từ phiếu số {form.number} của {form.collector.unit.short_name}",
        note=f"Câu hỏi: “{question.text}”" + (f" ({question.get_field_display()})" if question.field else ""),
    )  # fmt: skip
    return petition


@transaction.atomic
def undo_form_return(*, form_return, actor):
    """Take out a form that was keyed in by mistake, with its petitions; the log keeps that it was there."""
    # Held until they are gone: nobody begins to work on one between the look and the deletion.
    codes = ", ".join(form_return.petitions.select_for_update().order_by("pk").values_list("code", flat=True))
    rules.check_can_undo_form_return(actor, form_return)
    record(
        actor=actor, action="form_return.undo", subject=form_return.collector,
        sentence=f"đã bỏ phiếu số {form_return.number} nhập nhầm", note=codes and f"Gồm kiến nghị: {codes}.",
    )  # fmt: skip
    try:
        Petition.objects.filter(form_return=form_return).delete()
        form_return.delete()
    except ProtectedError as error:
        raise Refused(
            "Kiến nghị của phiếu này đã được dùng ở nơi khác nên không bỏ được. Hãy báo Văn phòng."
        ) from error
