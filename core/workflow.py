"""Transition tables and `move()`, the only writer of `.state` in the whole product."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from core.log import record
from core.models.base import Versioned
from core.refusals import Refused

CHANGED_STATE = "Người khác vừa thay đổi trạng thái. Tải lại trang để xem bản mới nhất rồi làm tiếp."


@dataclass(frozen=True)
class Move:
    """One row of a transition table.

    `target=None` keeps the state (a logged act such as an extension). `sentence` is the log's past tense and
    begins with a small letter: "đã trình kế hoạch". `roles` says whose turn it is. `is_form` marks moves whose
    button leads to a page that asks for something (a reason, a date) before the act.
    """

    name: str
    sources: tuple
    target: str | None
    roles: tuple
    label: str
    sentence: str
    tone: str = "normal"  # normal | primary | danger
    is_form: bool = False
    by_system: bool = False


class Moves(Mapping):
    """A model's transition table; `noun` is the word of rules, services and urls ("plan")."""

    def __init__(self, noun, *moves):
        self.noun = noun
        self._moves = {move.name: move for move in moves}
        assert len(self._moves) == len(moves), f"{noun}: a move is listed twice"

    def __getitem__(self, name):
        return self._moves[name]

    def __iter__(self):
        return iter(self._moves)

    def __len__(self):
        return len(self._moves)

    def from_state(self, state):
        return [move for move in self._moves.values() if state in move.sources]


def check_state(obj, name):
    """Refuse with a sentence if `obj`'s state does not permit the move; first line of every rule."""
    row = obj.MOVES[name]
    if obj.state not in row.sources:
        raise Refused(
            f"Không thể “{row.label}” vì hiện trạng thái là “{obj.get_state_display()}”. "
            "Tải lại trang để xem việc có thể làm tiếp."
        )


@transaction.atomic
def move(obj, name, *, actor, note="", changes=None, as_read=False, **fields):
    """Write the new state (compare-and-swap), the extra `fields` and the log entry in one transaction.

    `actor=None` is the system. `as_read`: refuse also where the text alone was edited since, for acts that let it out.
    Raises Refused if the state does not permit the move, or if somebody else changed it since `obj` was read (SQLite
    has no row locks, so the swap itself decides).
    """
    check_state(obj, name)
    row = obj.MOVES[name]
    values = {**fields, "state": row.target or obj.state}
    unchanged = {"pk": obj.pk, "state": obj.state}
    if isinstance(obj, Versioned):
        if as_read or values["state"] == obj.state:
            # Where the state stays it cannot tell whether somebody was faster: the version can.
            unchanged["version"] = obj.version
        values["version"] = F("version") + 1
    swapped = type(obj)._base_manager.filter(**unchanged).update(**values)
    if not swapped:
        raise Refused(CHANGED_STATE)
    for field, value in fields.items():
        setattr(obj, field, value)
    obj.state = values["state"]
    if isinstance(obj, Versioned):
        obj.version += 1
    return record(
        actor=actor,
        action=f"{obj.MOVES.noun}.{name}",
        subject=obj,
        sentence=row.sentence,
        note=note,
        changes=changes,
    )
