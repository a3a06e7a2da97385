"""The course of the day as the hall's log tells it, in the office's own markup: a paragraph a line (live-room 14)."""

from django.db.models import Prefetch

from core.vietnamese import lower_first, short_date
from dialogue.documents.facts import DOTS, hour_words
from dialogue.documents.talks import local, order_of, talk_lines
from dialogue.models import Contribution
from documents.templatetags.paper import LONGEST_POINT, lines

MOST_NAMES = 40  # in one paragraph; beyond, their number says it and the lists have the names
# Lines of the log that stand in the minutes as they are.
TOLD = ("conference.interrupt", "conference.continuation", "conference.resume", "conference.delegate")
LOOSE = "Ý kiến phát biểu khác"


def course_text(conference):
    """Steps with their real times, each speech under its step, breaks where they fell.

    By the log and not by the clock: a clock that jumps changes no order. A follow-up or an answer stands under the
    speech that it belongs to (live-room 6).
    """
    return Course(conference).text() or DOTS


class Course:
    """One walk through the log; every speech is told once."""

    def __init__(self, conference):
        self.conference = conference
        self.steps = {step.pk: step for step in conference.steps.all()}
        self.talks = talks_of(conference)
        self.begun, self.told, self.lines = [], set(), []
        self.section = None

    def text(self):
        if self.conference.opened_at:
            for entry in self.conference.entries.order_by("pk"):
                self.hear(entry)
        # Of a record that was made before there was a log.
        for talk in self.talks.values():
            self.tell(talk)
        if not self.conference.closed_at:
            for step in self.steps.values():
                self.begin(step)
        return "\n".join([*self.lines, *unheard_lines(self.conference)])

    def hear(self, entry):
        if entry.action == "agenda_step.start" and entry.step_id in self.steps:
            self.begin(self.steps[entry.step_id])
        elif entry.action in TOLD:
            when = f"{hour_words(local(entry.at))}{self.day_of(entry.at)}"
            self.lines.append(f"*{when}: {lower_first(entry.words.rstrip('.'))}.*")
        elif entry.contribution_id in self.talks:
            self.tell(self.talks[entry.contribution_id])

    def begin(self, step):
        if step.pk not in self.begun:
            self.begun.append(step.pk)
            self.section = step.pk
            self.lines += step_lines(step, self.number, self.day_of(step.started_at))

    def tell(self, talk):
        if talk.pk in self.told:
            return
        if talk.step_id is None and self.section != LOOSE:
            self.begun.append(LOOSE)
            self.section = LOOSE
            self.lines.append(f"{self.number}. {LOOSE}")
        self.told.update(row.pk for row in order_of(talk))
        self.lines += talk_lines(talk)

    @property
    def number(self):
        return len(self.begun)

    def day_of(self, at):
        """The day beside an hour that is not of the first day."""
        day = at and local(at).date()
        return f", ngày {short_date(day)}" if day and day != self.conference.held_on else ""


def talks_of(conference):
    """pk -> speech that stands on its own; answers and follow-ups hang on theirs as `children`."""
    rows = conference.contributions.select_related("unit", "directed_unit").order_by("pk")
    # The room that has petitions hangs them on the speeches.
    hung = {
        relation.get_accessor_name(): relation.related_model
        for relation in Contribution._meta.related_objects
    }
    if "matter" in hung:
        rows = rows.select_related("matter__petition")
    if "petitions" in hung:
        codes = hung["petitions"].objects.only("code", "contribution")
        rows = rows.prefetch_related(Prefetch("petitions", codes))
    found = {row.pk: row for row in rows}
    for row in found.values():
        row.children = []
    for row in found.values():
        if row.answers_to_id in found:
            found[row.answers_to_id].children.append(row)
    return {pk: row for pk, row in found.items() if row.answers_to_id not in found}


def step_lines(step, number, day):
    """ "1. Tuyên bố lý do (08 giờ 00 - 08 giờ 15)" and what the programme says of it."""
    contents = [line.lstrip("-+ ").rstrip(".;") for line in lines(step.contents)] or [DOTS]
    times = ""
    if step.started_at:
        end = hour_words(local(step.ended_at)) if step.ended_at else "……"
        times = f" ({hour_words(local(step.started_at))} - {end}{day})"
    heading = f"{number}. {contents[0]}{times}"
    # A long point would be set as a paragraph (office_text): it stays a heading to the eye.
    heading = f"**{heading}**" if len(heading) > LONGEST_POINT else heading
    found = [heading, *(f"- {line}." for line in contents[1:])]
    responsible = "; ".join(line.rstrip(".;") for line in lines(step.responsible))
    return [*found, f"Người thực hiện: {responsible}."] if responsible else found


def unheard_lines(conference):
    """Who had registered and did not come to speak: they are asked to write (QN-46)."""
    if not conference.closed_at:
        return []
    rows = [row for row in conference.speaker_requests.waiting() if not row.is_attached]
    if not rows:
        return []
    names = "; ".join(
        f"{row.speaker} ({row.place})" if row.place else row.speaker for row in rows[:MOST_NAMES]
    )
    return [f"Đã đăng ký nhưng chưa phát biểu {len(rows)} người: {names}. Đề nghị gửi ý kiến bằng văn bản."]
