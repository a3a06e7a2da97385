"""C-9: the designed opinion form on paper, with the code and the words of the link to fill it in online."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from core.codes import spoken
from core.states import BodyKind, UnitKind
from dialogue.documents.facts import excerpt, low
from documents.render import paper_html
from feedback.models import Collector
from feedback.qr import qr_svg
from feedback.states import QuestionKind

TEMPLATE = "feedback/papers/opinion_sheet.html"
FRONTS = (UnitKind.FRONT, UnitKind.MASS_ORGANISATION)
MOST_LINES, FEWEST_LINES = 9, 4  # of dots under one question


@dataclass(frozen=True)
class Sheet:
    """One collector's form: where it is handed in, its link as code and as words."""

    collector: Collector
    qr: str
    link: str


def link_of(collector):
    """The address behind the code, as a camera opens it."""
    return settings.SITE_URL.rstrip("/") + reverse("collector_fill", args=[collector.link_code])


def spoken_link(collector):
    """The same to be typed from paper: without the protocol, the code in groups."""
    address = settings.SITE_URL.rstrip("/") + reverse("collector_fill", args=[spoken(collector.link_code)])
    return address.split("://", 1)[-1]


def sheet_of(collector):
    label = f"Mã mở phiếu trực tuyến của {collector.unit.short_name}"
    return Sheet(collector, qr_svg(link_of(collector), label), spoken_link(collector))


def body_of(collection_round, unit=None):
    """Whose form it is: the Front's where it or an organisation collects, else the body's that holds the conference."""
    if unit is not None and unit.kind in FRONTS:
        return BodyKind.FRONT
    return collection_round.conference.plan.body


def excerpt_of(collection_round):
    return excerpt(f"Phục vụ {low(collection_round.conference.title)}")


def opinion_sheet_html(collection_round, collectors, face):
    """One form per collector, each on a page of its own."""
    form = collection_round.form
    questions = list(form.questions.all())
    written = sum(question.kind == QuestionKind.OPINION for question in questions)
    context = {
        "round": collection_round,
        "form": form,
        "questions": questions,
        "lines": max(FEWEST_LINES, MOST_LINES + 2 - 2 * written - (len(questions) - written)),
        "sheets": [sheet_of(collector) for collector in collectors],
    }
    return paper_html(TEMPLATE, context, face)
