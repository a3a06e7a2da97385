"""C-9: the designed opinion form on paper, with the code and the words of the link to fill it in online."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from core.codes import spoken
from core.qr import qr_svg
from core.states import BodyKind, UnitKind
from dialogue.documents.facts import excerpt, low
from documents.render import paper_html
from feedback.models import Collector
from feedback.states import QuestionKind

TEMPLATE = "feedback/papers/opinion_sheet.html"
FRONTS = (UnitKind.FRONT, UnitKind.MASS_ORGANISATION)
MOST_LINES, FEWEST_LINES = 12, 5  # of dots under one question
# Heights of the sheet's parts in millimetres: the lines of dots fill one page, or front and back.
PAGE, HEAD_AND_FOOT, ROW, DOTTED = 257, 82, 6.0, 6.6
LETTERS = 84  # on one line


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
    context = {
        "round": collection_round,
        "form": form,
        "questions": questions,
        "lines": lines_of(form, questions),
        "sheets": [sheet_of(collector) for collector in collectors],
    }
    return paper_html(TEMPLATE, context, face)


def lines_of(form, questions):
    """How many lines of dots stand under each written question: what one page leaves, else what two pages leave."""
    rows = _rows(form.opening) + 2 * (form.asks_name + form.asks_hamlet + form.asks_phone > 0)
    rows += 2 * form.asks_name + form.asks_hamlet + form.asks_phone
    for question in questions:
        rows += _rows(question.text) + (len(question.option_list) + 1) // 2
    written = sum(question.kind == QuestionKind.OPINION for question in questions)
    rooms = [(pages * PAGE - HEAD_AND_FOOT - rows * ROW) / DOTTED / max(written, 1) for pages in (1, 2)]
    room = next((room for room in rooms if room >= FEWEST_LINES), FEWEST_LINES)
    return int(min(MOST_LINES, room))


def _rows(text):
    return sum(1 + len(line) // LETTERS for line in text.splitlines())
