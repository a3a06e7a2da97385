"""How a plan reads: its outline as printed blocks, every label made here. Nothing is written, nothing is HTML."""

from dataclasses import dataclass, field
from itertools import groupby

from documents.templatetags.paper import letter, roman
from plans.states import ConferenceKind, HeadingLabel, Mark, Slot, TaskLayout, TaskMode

KIND_HEADINGS = {
    ConferenceKind.PERIODIC: "Đối thoại định kỳ",
    ConferenceKind.THEMATIC: "Đối thoại theo chuyên đề",
    ConferenceKind.AD_HOC: "Đối thoại đột xuất",
}
SIGNS = {Mark.DASH: "-", Mark.PLUS: "+", Mark.STAR: "*"}


@dataclass(frozen=True)
class Block:
    """One printed thing: "heading" (level), "text", "audience", "agenda" (rows), "lettering" (rows), "blank".

    `lead`: words of a heading that run into the text, bold; `label`: "1.", "a)", "-" before it.
    """

    kind: str
    text: str = ""
    label: str = ""
    lead: str = ""
    level: int = 0
    rows: tuple = ()
    key: int | None = None

    @property
    def leads(self):
        """What announces the next lines is never left alone at the foot of a page."""
        return self.kind == "audience" or self.text.rstrip().endswith(":")


@dataclass
class Numbers:
    """The figures of headings and of what is numbered under them, one row of counters for all levels."""

    counts: list = field(default_factory=lambda: [0] * 7)

    def next(self, level):
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (len(self.counts) - level - 1)
        if level == 1:
            return f"{roman(self.counts[1])}."
        return "".join(f"{count}." for count in self.counts[2 : level + 1])


class Marks:
    """Labels of the paragraphs of one heading: letters and brackets begin anew in each."""

    def __init__(self, numbers, level):
        self.numbers, self.level, self.letters, self.brackets = numbers, level, 0, 0

    def label(self, mark):
        if mark == Mark.LETTER:
            self.letters += 1
            return f"{letter(self.letters)})"
        if mark == Mark.BRACKET:
            self.brackets += 1
            return f"({self.brackets})"
        if mark == Mark.NUMBER:
            return self.numbers.next(self.level + 1)
        return SIGNS.get(mark, "")


def headings_of(plan):
    """The plan's headings in order; read once with the plan's other parts."""
    return list(plan.headings.all())


def labelled_headings(plan):
    """[(heading, its label)] for pages that list the outline; the same figures as on paper."""
    return [(heading, label) for heading, label, _ in _walk(plan)]


def blocks_of(plan):
    """Everything between the lead-in and the closing sentence, in the order of the text."""
    headings, blocks = headings_of(plan), []
    for place, (heading, label, body) in enumerate(_walk(plan)):
        has_children = place + 1 < len(headings) and headings[place + 1].level > heading.level
        if not body and not has_children:
            body = [Block("blank")]
        blocks += _joined(heading, label, body)
    return blocks


def _walk(plan):
    """(heading, label, blocks under it) one after the other: what is numbered under one counts for the next."""
    numbers, letters = Numbers(), {}
    for heading in headings_of(plan):
        label = _heading_label(heading, numbers, letters)
        yield heading, label, _body(plan, heading, Marks(numbers, heading.level))


def _heading_label(heading, numbers, letters):
    if heading.label == HeadingLabel.NONE:
        return ""
    if heading.label == HeadingLabel.LETTER:
        key = tuple(numbers.counts[1 : heading.level])
        letters[key] = letters.get(key, 0) + 1
        return f"{letter(letters[key])})"
    return numbers.next(heading.level)


def _joined(heading, label, body):
    """A heading and what stands under it; one that runs in shares its line with the first text."""
    if heading.text and not heading.is_run_in:
        return [Block("heading", heading.text, label=label, level=heading.level, key=heading.pk), *body]
    first, *rest = body or [Block("blank")]
    if first.kind not in ("text", "blank"):
        return [Block("heading", heading.text, label=label, level=heading.level, key=heading.pk), *body]
    lead = f"{label} {heading.text}".strip() if heading.text else ""
    own = first.label if heading.text else f"{label} {first.label}".strip()
    return [Block(first.kind, first.text, label=own, lead=lead, key=heading.pk), *rest]


def _body(plan, heading, marks):
    blocks = [Block("text", row.text, label=marks.label(row.mark)) for row in heading.paragraphs.all()]
    fill = SLOTS.get(heading.slot)
    return blocks + (fill(plan, heading, marks) if fill else [])


# --- what the slots hold -----------------------------------------------------------------------------------


def _target_sentence(plan, heading, marks):
    text = plan.target_text or stated_targets(plan)
    return [Block("text", text)] if text else []


def stated_targets(plan):
    """ "01 hội nghị định kỳ; 02 hội nghị chuyên đề." from the targets themselves; "khi cần thiết" without a count."""
    parts = []
    for kind in ConferenceKind:
        rows = [row for row in plan.targets.all() if row.kind == kind]
        total = sum(row.count or 0 for row in rows)
        if total:
            words = "ít nhất " if any(row.bound == "at_least" for row in rows) else ""
            parts.append(f"{words}{total:02d} hội nghị {kind.label.lower()}")
        elif rows:
            parts.append(f"hội nghị {kind.label.lower()} khi cần thiết")
    return f"{'; '.join(parts)}." if parts else ""


def _topics(plan, heading, marks):
    """Topics of one kind of conference, or of all with a heading for each; thematic ones by audience."""
    targets = list(plan.targets.all())
    if heading.kind:
        return _topic_rows([row for row in targets if row.kind == heading.kind], marks)
    blocks = []
    for kind, words in KIND_HEADINGS.items():
        rows = [row for row in targets if row.kind == kind]
        if not rows:
            continue
        level = heading.level + 1
        blocks.append(Block("heading", words, label=marks.numbers.next(level), level=level))
        for target in rows:
            if kind != ConferenceKind.PERIODIC or len(rows) > 1:
                blocks.append(Block("audience", target.audience))
            blocks += _topic_rows([target], marks) or [Block("blank")]
    return blocks


def _topic_rows(targets, marks):
    rows = [topic for target in targets for topic in target.topics.all()]
    return [Block("text", row.text, label=marks.label(row.mark)) for row in rows]


def _listed(texts):
    """Lines with dashes, a semicolon after each but the last."""
    last = len(texts) - 1
    return [
        Block("text", f"{text}{'.' if place == last else ';'}", label="-") for place, text in enumerate(texts)
    ]


def _venues(plan, heading, marks):
    return _listed([row.name for row in plan.venues.all()])


def _groups(plan, heading, marks):
    rows = [row for row in plan.groups.all() if not heading.kind or row.kind in ("", heading.kind)]
    return _listed([f"{row.name} ({row.people_words})" if row.people_words else row.name for row in rows])


def _agenda_table(plan, heading, marks):
    return [Block("agenda", rows=tuple(plan.agenda_steps.all()))]


def sentence_of(step):
    """The sentence that prints where the agenda is no table."""
    return step.text or ": ".join(
        part for part in (step.responsible, "; ".join(step.contents.splitlines())) if part
    )


def _agenda_numbers(plan, heading, marks):
    return [
        Block("text", sentence_of(row), label=marks.label(Mark.NUMBER)) for row in plan.agenda_steps.all()
    ]


def _agenda_brackets(plan, heading, marks):
    return [
        Block("text", sentence_of(row), label=f"{marks.label(Mark.BRACKET)}.")
        for row in plan.agenda_steps.all()
    ]


def _letterings(plan, heading, marks):
    blocks = []
    for row in plan.letterings.all():
        if not row.is_printed:
            continue
        level = heading.level + 1
        if row.heading:
            blocks.append(Block("heading", row.heading, label=marks.numbers.next(level), level=level))
        blocks.append(Block("lettering", rows=tuple(line for line in row.lines.splitlines() if line.strip())))
    return blocks


def _budget(plan, heading, marks):
    rows = plan.budget_heads.all()
    return _listed([f"{row.name} ({row.note})" if row.note else row.name for row in rows])


def tasks_under(plan, heading):
    """Tasks that print under this heading; those of no heading stand under the first that has a place for them."""
    first = next((row for row in headings_of(plan) if row.slot == Slot.TASKS), None)
    own = (row for row in plan.tasks.all() if not row.is_added)
    return [row for row in own if (row.heading_id or (first and first.pk)) == heading.pk]


def _tasks(plan, heading, marks):
    """Each body with a number of its own and its tasks under it (LP-78 to LP-108)."""
    blocks, level = [], heading.level + 1
    for (name, mode, layout), group in groupby(
        tasks_under(plan, heading), key=lambda row: (row.unit_name, row.mode, row.layout)
    ):
        texts = joined_texts(group)
        number = marks.numbers.next(level) if heading.text else ""
        if mode == TaskMode.REQUEST and not _is_asked_already(heading, texts):
            name = f"Đề nghị {name}"
        blocks += _task_blocks(name, layout, number, level, _marked(texts, marks))
    return blocks


def _is_asked_already(heading, texts):
    """Whether "Đề nghị" already stands above (ND V.3) or in the tasks themselves (TD III.5)."""
    return any(text.lower().startswith("đề nghị") for text in (heading.text, *(text for text, _ in texts)))


def joined_texts(tasks):
    """[(text, mark)] of a body's paragraphs; tasks that are joined share one."""
    texts = []
    for row in tasks:
        if row.is_joined and texts:
            before, mark = texts[-1]
            glue = " " if before.endswith((".", ";", ":")) else "; "
            texts[-1] = (f"{before}{glue}{row.text}", mark)
        else:
            texts.append((row.text, row.mark))
    return texts


def _marked(texts, marks):
    """A dash where there are several and no mark was chosen; "none" of a chosen kind is a plain paragraph."""
    many = len(texts) > 1
    return [Block("text", text, label=marks.label(mark) if mark else "-" * many) for text, mark in texts]


def _task_blocks(name, layout, number, level, rows):
    if layout == TaskLayout.HEADING or layout == TaskLayout.COLON:
        colon = ":" if layout == TaskLayout.COLON else ""
        return [Block("heading", f"{name}{colon}", label=number, level=level), *rows]
    first, *rest = rows
    if layout == TaskLayout.RUN_IN:
        return [Block("text", first.text, label="", lead=f"{number} {name}:".strip()), *rest]
    return [Block("text", first.text, label=f"{number} {first.label}".strip()), *rest]


SLOTS = {
    Slot.TARGET_SENTENCE: _target_sentence,
    Slot.TOPICS: _topics,
    Slot.VENUES: _venues,
    Slot.GROUPS: _groups,
    Slot.AGENDA_TABLE: _agenda_table,
    Slot.AGENDA_NUMBERS: _agenda_numbers,
    Slot.AGENDA_BRACKETS: _agenda_brackets,
    Slot.TASKS: _tasks,
    Slot.LETTERINGS: _letterings,
    Slot.BUDGET: _budget,
}
