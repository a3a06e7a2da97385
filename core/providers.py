"""What rooms to the right tell the pages on the left, through names in the settings."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from core.states import Role


@dataclass(frozen=True)
class WorkItem:
    """One act that waits for a person: "Trả lời 4 kiến nghị về đất đai", where to begin it, by when, why."""

    sentence: str
    url: str
    button: str
    due_on: date | None = None
    why: str = ""
    tone: str = "normal"  # normal | soon | today | late | info
    group: str = ""


@dataclass(frozen=True)
class StagePart:
    """Where a conference stands in one of the seven stages, in one sentence."""

    key: str  # plan, prepare, notice, collect, hold, conclude, follow_up
    label: str
    state: str  # done | current | blocked | future
    sentence: str
    url: str = ""


@dataclass(frozen=True)
class ConferenceTab:
    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True)
class PartNote:
    """What another room says on a page: a title, a sentence, some lines (text, url), where all of it stands."""

    title: str
    sentence: str
    lines: list = field(default_factory=list)
    url: str = ""
    button: str = ""
    icon: str = "arrow-uturn-right"


@dataclass(frozen=True)
class ConferencePart:
    """What one room contributes to a conference's home page."""

    stages: list[StagePart] = field(default_factory=list)
    tabs: list[ConferenceTab] = field(default_factory=list)
    papers: list = field(default_factory=list)
    notes: list[PartNote] = field(default_factory=list)


def work_items_of(user):
    """Every room's work items for this person: late ones first, then by day, undated last.

    Nothing waits for who holds no post, or only looks on from the province (figures, no personal data).
    """
    if user.roles <= {Role.PROVINCE}:
        return []
    items = [item for name in settings.WORK_PROVIDERS for item in import_string(name)(user)]
    return sorted(items, key=lambda item: (item.due_on is None, item.due_on or date.max, item.tone == "info"))


def parts_of(conference, user):
    """The rooms' parts of a conference's page, in the order of the procedure."""
    return [import_string(name)(conference, user) for name in settings.CONFERENCE_PROVIDERS]


def plan_notes_of(plan, user):
    """What other rooms tell who writes the plan; `plan` None: a new one is being begun."""
    return [note for name in settings.PLAN_PROVIDERS for note in import_string(name)(plan, user)]
