"""Rounds and collectors with their progress, what came back counted; every reading in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import CharField, Count, Q, Sum, Value

from core.clock import local_today
from core.models import Post, Unit
from core.states import UnitKind
from deadlines.models import Deadline
from deadlines.services import badge, calendar_for
from deadlines.states import DeadlineState
from dialogue.models import Conference
from feedback.models import CollectionRound, Collector, FormAnswer, FormReturn
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
    """Round key -> Progress of the collectors that this person may see; two queries for all."""
    keys = [row.pk for row in rounds]
    collectors = Collector.objects.visible_to(user).filter(round__in=keys)
    handed_in = Count("pk", filter=Q(state=CollectorState.HANDED_IN))
    found = {
        row.pop("round"): row
        for row in collectors.order_by().values("round").annotate(collectors=Count("pk"), handed_in=handed_in, out=Sum("forms_out"))
    }  # fmt: skip
    counts = _counted(FormReturn.objects.filter(collector__in=collectors.values("pk")), "round")
    return {key: Progress(**found.get(key, {}), **counts.get(key, {})) for key in keys}


def _counted(returns, name):
    """Key -> forms back and opinions taken from them."""
    rows = returns.order_by().values(name)
    rows = rows.annotate(back=Count("pk", distinct=True), opinions=Count("petitions"))
    return {row.pop(name): row for row in rows}


def total_of(rows):
    """The Progress of all collectors of a page together."""
    return Progress(
        collectors=len(rows),
        handed_in=sum(row["collector"].state == CollectorState.HANDED_IN for row in rows),
        **{name: sum(getattr(row["count"], name) for row in rows) for name in ("out", "back", "opinions")},
    )


def collectors_of(collection_round, user, has_badges=True):
    """The collectors of a round with their counts and badges; four queries however many there are."""
    rows = Collector.objects.visible_to(user).filter(round=collection_round).select_related("unit")
    rows = list(rows.order_by("unit__sort_key", "area", "pk"))
    for row in rows:
        row.round = collection_round
    return with_progress(rows, has_badges)


def with_progress(collectors, has_badges=True):
    """Dicts of collector, count (Progress) and badge."""
    counts = _counted(FormReturn.objects.filter(collector__in=[row.pk for row in collectors]), "collector")
    badges = _badges(collectors) if has_badges else {}
    rows = []
    for row in collectors:
        count = Progress(out=row.forms_out, **counts.get(row.pk, {}))
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


def hamlets_of(commune):
    """Names that the boxes for a hamlet offer."""
    rows = Unit.objects.of_commune(commune).active().filter(kind=UnitKind.VILLAGE).sorted()
    return list(rows.values_list("short_name", flat=True)[:200])


def not_handed_in(collection_round):
    """Short names of the bodies that have not said that everything is handed in."""
    rows = collection_round.collectors.not_handed_in().order_by("unit__sort_key")
    return list(rows.values_list("unit__short_name", flat=True))


def not_reached(collection_round):
    """Short names of the collecting bodies in which nobody has an account, so that no notice reached them."""
    told = Post.objects.current().filter(user__is_active=True).values("unit")
    rows = collection_round.collectors.not_handed_in().exclude(unit__in=told).order_by("unit__sort_key")
    return list(rows.values_list("unit__short_name", flat=True))


def tallies(collection_round):
    """One dict per question of choice: question, base (forms that answered it), rows of option, count, percent."""
    if collection_round.form is None:
        return []
    answers = FormAnswer.objects.filter(form_return__round=collection_round)
    answers = answers.exclude(question__kind=QuestionKind.OPINION)
    # Without an option: how many forms answered the question at all.
    counted = answers.order_by().values_list("question", "option").annotate(count=Count("pk"))
    based = answers.order_by().values_list("question", Value("", CharField()))
    based = based.annotate(count=Count("form_return", distinct=True))
    counts = {(question, option): count for question, option, count in counted.union(based, all=True)}
    return [
        {"question": question, "base": counts.get((question.pk, ""), 0), "rows": _shares(question, counts)}
        for question in collection_round.form.questions.all()
        if question.kind != QuestionKind.OPINION
    ]


def _shares(question, counts):
    base = counts.get((question.pk, ""), 0)
    rows = []
    for option in question.option_list:
        count = counts.get((question.pk, option), 0)
        rows.append(
            {"option": option, "count": count, "percent": round(100 * count / base, 1) if base else 0}
        )
    return rows
