"""Rounds and collectors with their progress, what came back counted; every reading in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from core.clock import local_today
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for
from deadlines.states import DeadlineState
from dialogue.models import Conference
from feedback.models import CollectionRound, Collector, FormAnswer, FormReturn, Petition
from feedback.states import CollectorState, QuestionKind

LATELY = 3


def rounds_of(user, values):
    """The rounds that this person may see, narrowed by the filter, the newest first."""
    rows = CollectionRound.objects.visible_to(user).select_related("conference", "form")
    if values.get("conference"):
        rows = rows.filter(conference_id=values["conference"])
    if values.get("state"):
        rows = rows.filter(state=values["state"])
    return rows.order_by("-from_on", "-pk")


def conferences_of(user):
    """Pairs of key and name for the filter: conferences that have a round."""
    rounds = CollectionRound.objects.visible_to(user)
    rows = Conference.objects.visible_to(user).filter(pk__in=rounds.values("conference"))
    return list(rows.order_by("-held_on", "-pk").values_list("pk", "title")[:100])


@dataclass(frozen=True)
class Progress:
    """Forms given out and come back, opinions taken from them, bodies that collect and that handed in."""

    collectors: int = 0
    handed_in: int = 0
    out: int = 0
    back: int = 0
    opinions: int = 0

    @property
    def percent(self):
        """Of the forms given out, how many are back; None where none was given out."""
        return min(100, round(100 * self.back / self.out)) if self.out else None


def progress_of(rounds, user):
    """Round key -> Progress of the collectors that this person may see; three queries for all."""
    keys = [row.pk for row in rounds]
    collectors = Collector.objects.visible_to(user).filter(round__in=keys)
    handed_in = Count("pk", filter=Q(state=CollectorState.HANDED_IN))
    found = {
        row.pop("round"): row
        for row in collectors.order_by().values("round").annotate(collectors=Count("pk"), handed_in=handed_in, out=Sum("forms_out"))
    }  # fmt: skip
    back = _counted(FormReturn.objects.filter(collector__in=collectors.values("pk")), "round")
    opinions = _counted(
        Petition.objects.filter(form_return__collector__in=collectors.values("pk")), "form_return__round"
    )
    return {
        key: Progress(**found.get(key, {}), back=back.get(key, 0), opinions=opinions.get(key, 0))
        for key in keys
    }


def _counted(rows, name):
    return dict(rows.order_by().values_list(name).annotate(count=Count("pk")))


def collectors_of(collection_round, user):
    """The collectors of a round with their counts, share and badge; four queries however many there are."""
    rows = Collector.objects.visible_to(user).filter(round=collection_round).select_related("unit")
    rows = list(rows.order_by("unit__sort_key", "area", "pk"))
    for row in rows:
        row.round = collection_round
    return with_progress(rows)


def with_progress(collectors):
    """Dicts of collector, back, opinions, percent and badge."""
    keys = [row.pk for row in collectors]
    back = _counted(FormReturn.objects.filter(collector__in=keys), "collector")
    opinions = _counted(Petition.objects.filter(form_return__collector__in=keys), "form_return__collector")
    badges = _badges(collectors)
    rows = []
    for row in collectors:
        count = Progress(out=row.forms_out, back=back.get(row.pk, 0), opinions=opinions.get(row.pk, 0))
        rows.append({"collector": row, "count": count, "badge": badges.get(row.pk)})
    return rows


def _badges(collectors):
    """The newest deadline of each collector as its badge; what was ended with the round says nothing any more."""
    deadlines = list(Deadline.objects.about_any(collectors).select_related("commune").order_by("pk"))
    if not deadlines:
        return {}
    calendar, today = calendar_for(deadlines[0].commune), local_today()
    newest = {row.subject_id: row for row in deadlines}
    return {
        key: badge(row, today, calendar)
        for key, row in newest.items()
        if row.state != DeadlineState.CANCELLED
    }


def lately_keyed(collector, user):
    """The last three forms that this person keyed in here, with the petitions made of them."""
    rows = FormReturn.objects.filter(collector=collector, entered_by=user).order_by("-number")
    return list(rows.prefetch_related("petitions")[:LATELY])


def tallies(collection_round):
    """One dict per question of choice: question, base (forms that answered it), rows of option, count, percent."""
    if collection_round.form is None:
        return []
    answers = FormAnswer.objects.filter(form_return__round=collection_round)
    counts = dict(
        ((question, option), count)
        for question, option, count in answers.order_by().values_list("question", "option").annotate(count=Count("pk"))
    )  # fmt: skip
    bases = dict(
        answers.order_by().values_list("question").annotate(count=Count("form_return", distinct=True))
    )
    return [
        {"question": question, "base": bases.get(question.pk, 0), "rows": _shares(question, counts, bases)}
        for question in collection_round.form.questions.all()
        if question.kind != QuestionKind.OPINION
    ]


def _shares(question, counts, bases):
    base = bases.get(question.pk, 0)
    rows = []
    for option in question.option_list:
        count = counts.get((question.pk, option), 0)
        rows.append(
            {"option": option, "count": count, "percent": round(100 * count / base, 1) if base else 0}
        )
    return rows
