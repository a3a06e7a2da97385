"""One warning as people read it, and the facts of a plan that all checks share."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from deadlines.loading import calendar_for
from deadlines.models import Rule
from deadlines.states import DeadlineKind
from deadlines.sums import figures_of, sum_of
from plans.outline import labelled_headings


@dataclass(frozen=True)
class PlanWarning:
    """`code`: the row of requirements D. `place`: where in the plan. `about`: the words whose change reopens it."""

    code: str
    place: str
    sentence: str
    advice: str
    part: str = ""  # key of plans.sections.SECTIONS, or "thoi-han" for the page of the plan's deadlines
    about: str = ""
    recipient: str = ""  # what one click would add to Nơi nhận
    is_note: bool = False  # worth knowing; nothing is wrong

    @property
    def fingerprint(self):
        words = "|".join((self.code, self.place, self.about or self.sentence))
        return hashlib.sha256(words.encode()).hexdigest()[:40]

    def __str__(self):
        return f"{self.place}: {self.sentence} {self.advice}"


def texts_of(plan):
    """[(place, key of the part, text)] of everything that prints, in the order of the paper."""
    rows = [("Trích yếu", "thong-tin-chung", plan.title), ("Đoạn mở đầu", "thong-tin-chung", plan.lead_in)]
    rows += [(f"Căn cứ {n}", "can-cu", row.text) for n, row in enumerate(plan.bases.all(), start=1)]
    part = ""
    for heading, label in labelled_headings(plan):
        part = f"muc-{heading.pk}" if heading.level == 1 or not part else part
        place = f"Mục {label} {heading.text}".strip().rstrip(":")
        rows += [(place, part, row.text) for row in heading.paragraphs.all()]
    for target in plan.targets.all():
        rows.append((f"Chỉ tiêu “{target.audience}”", "chi-tieu", target.audience))
        rows += [(f"Chỉ tiêu “{target.audience}”", "chi-tieu", topic.text) for topic in target.topics.all()]
    rows += [("Địa điểm", "dia-diem", row.name) for row in plan.venues.all()]
    rows += [
        (f"Trình tự, mục {n}", "chuong-trinh", row.contents)
        for n, row in enumerate(plan.agenda_steps.all(), start=1)
    ]
    rows += [(f"Phân công: {row.unit_name}", "phan-cong", row.text) for row in plan.tasks.all()]
    return [*rows, ("Đoạn kết", "thong-tin-chung", plan.closing)]


class Facts:
    """A plan's text, rules and calendar, read once."""

    def __init__(self, plan, issued_on=None, is_import=False):
        self.plan, self.issued_on, self.is_import = plan, issued_on or plan.issued_on, is_import

    @cached_property
    def texts(self):
        """[(place, key of the part, text)] of everything that prints."""
        return texts_of(self.plan)

    @cached_property
    def rules(self):
        """The plan's own rules in force."""
        regulation = self.plan.regulation
        return [rule for rule in regulation.rules.all() if rule.is_enabled] if regulation else []

    @cached_property
    def law(self):
        """Kind -> the statutory rule (section F of the requirements)."""
        rows = Rule.objects.enabled().filter(regulation__is_statutory=True, regulation__commune=None)
        return {rule.kind: rule for rule in rows}

    @cached_property
    def calendar(self):
        return calendar_for(self.plan.commune)

    def rule(self, kind):
        return next((rule for rule in self.rules if rule.kind == kind), None)

    @cached_property
    def sample_day(self):
        """A conference day on which periods are compared: the plan's own if it names one, else a mid-year Wednesday."""
        fixed = self.rule(DeadlineKind.CONFERENCE_DATE)
        if fixed and fixed.fixed_on:
            return fixed.fixed_on
        first = next((target.held_on for target in self.plan.targets.all() if target.held_on), None)
        if first:
            return first
        day = date(self.plan.year, 7, 15)
        return day + timedelta(days=(2 - day.weekday()) % 7)

    def due(self, rule):
        """The last lawful day of a rule for a conference on the sample day; None where it gives no date."""
        figures = figures_of(rule, anchor_on=self.sample_day)
        return sum_of(figures, self.calendar).due_on if figures else None
