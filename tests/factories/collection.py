"""Opinion forms, rounds and collectors for tests, walked by the room's own services. The clock is the test's."""

from core.clock import local_today
from feedback import services
from feedback.models import Collector
from feedback.states import Field, QuestionKind, ReturnedVia
from tests.factories.feedback import the_conference

OPINION = {"kind": QuestionKind.OPINION, "options": "", "field": "", "is_required": False}
QUESTIONS = [
    {"kind": QuestionKind.CHOICES, "text": "Quan tâm lĩnh vực nào?", "options": "Đất đai\nMôi trường\nY tế", "field": "", "is_required": False},
    OPINION | {"text": "Ông/bà có kiến nghị gì?"},
    OPINION | {"text": "Góp ý về cán bộ?", "field": Field.CONDUCT},
    {"kind": QuestionKind.CHOICE, "text": "Muốn trả lời thế nào?", "options": "Tại hội nghị\nBằng văn bản", "field": "", "is_required": False},
]  # fmt: skip


def form_values(**more):
    values = {
        "title": "Phiếu lấy ý kiến Nhân dân", "audience": "Hộ dân", "opening": "Xin ông/bà cho biết ý kiến.",
        "thanks": "Xin cảm ơn.", "asks_name": True, "asks_hamlet": True, "asks_phone": True,
    }  # fmt: skip
    return values | more


def an_opinion_form(*, cast, questions=QUESTIONS, **more):
    return services.add_opinion_form(
        commune=cast.commune, values=form_values(**more), questions=questions, actor=cast.front
    )


def round_values(**more):
    values = {
        "name": "Lấy ý kiến các thôn", "form": None, "from_on": local_today(), "instruction": "Mỗi hộ một phiếu.",
        "due_on": local_today().replace(day=29),
    }  # fmt: skip
    return values | more


def a_round(*, cast, form=None, conference=None, **more):
    """In preparation, with a form, without collectors."""
    form = form or an_opinion_form(cast=cast)
    return services.add_collection_round(
        conference=conference or the_conference(cast),
        values=round_values(form=form, **more),
        actor=cast.front,
    )


def collector_values(**more):
    return {"area": "", "audience": "Hộ dân", "forms_out": 40, "due_on": None} | more


def a_collector(*, cast, collection_round=None, unit=None, **more):
    """The economy department collects in a round that has not begun."""
    return services.add_collector(
        collection_round=collection_round or a_round(cast=cast),
        values={"unit": unit or cast.units.economy, **collector_values(**more)},
        actor=cast.front,
    )


def a_collecting_collector(*, cast, **more):
    """Of an open round."""
    collector = a_collector(cast=cast, **more)
    services.open_collection_round(collection_round=collector.round, actor=cast.front)
    return fresh(collector)


def fresh(collector):
    return Collector.objects.select_related("round__form", "round__conference__plan", "unit", "commune").get(
        pk=collector.pk
    )


def answers_of(form, *said):
    """Answers in the order of the form's questions."""
    return dict(zip(form.questions.values_list("pk", flat=True), said, strict=False))


def a_return(
    *, cast, collector, said=("", "Đề nghị sửa đường xóm Đình."), actor=None, via=ReturnedVia.PAPER, **person
):
    return services.record_form(
        collector=collector, answers=answers_of(collector.round.form, *said), person=person,
        returned_on=local_today(), actor=None if via == ReturnedVia.ONLINE else actor or cast.unit, via=via,
    )  # fmt: skip
