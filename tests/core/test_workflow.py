"""`move()`: the only writer of a state, by compare-and-swap, with its line in the log."""

from datetime import date

import pytest
import time_machine
from django.db import transaction

from core.models import AuditEntry, User
from core.refusals import Refused
from core.states import Role
from core.workflow import Move, Moves, check_state, move
from deadlines.models import Deadline
from tests.factories.deadlines import a_deadline

pytestmark = pytest.mark.django_db


@pytest.fixture
def deadline(commune, cast):
    with time_machine.travel("2026-05-20 03:00:00+00:00", tick=False):
        yield a_deadline(commune=commune, actor=cast.office)


def test_a_move_writes_state_fields_version_and_one_line(cast, deadline):
    version = deadline.version
    move(
        deadline,
        "exempt",
        actor=cast.chair,
        note="Bão",
        changes={"Hạn": ["a", "b"]},
        exempt_reason="Bão số 3",
    )
    saved = Deadline.objects.get(pk=deadline.pk)
    assert (saved.state, saved.exempt_reason, saved.version) == ("exempt", "Bão số 3", version + 1)
    assert (deadline.state, deadline.version) == (saved.state, saved.version)
    entry = AuditEntry.objects.get(action="deadline.exempt")
    assert (entry.actor, entry.commune, entry.note) == (cast.chair, cast.commune, "Bão")
    assert entry.actor_label == "Trần Chủ Tịch, Chủ tịch UBND xã"
    assert entry.sentence == deadline.MOVES["exempt"].sentence
    assert entry.changes == {"Hạn": ["a", "b"]}


def test_a_move_by_the_system_names_the_system(deadline):
    move(deadline, "meet", actor=None, met_on=date(2026, 5, 20))
    assert AuditEntry.objects.get(action="deadline.meet").actor_label == "Hệ thống"


def test_a_wrong_state_is_refused_with_a_sentence_that_names_both(cast, deadline):
    move(deadline, "cancel", actor=None)
    with pytest.raises(Refused, match="Không thể “Miễn thời hạn” vì hiện trạng thái là “.+”. Tải lại trang"):
        move(deadline, "exempt", actor=cast.chair)
    assert not AuditEntry.objects.filter(action="deadline.exempt").exists()


def test_the_second_of_two_moves_from_the_same_state_is_told(cast, deadline):
    mine = Deadline.objects.get(pk=deadline.pk)
    move(deadline, "exempt", actor=cast.chair)
    with pytest.raises(Refused, match="Người khác vừa thay đổi trạng thái"):
        move(mine, "cancel", actor=None)
    assert Deadline.objects.get(pk=deadline.pk).state == "exempt"
    assert AuditEntry.objects.filter(subject_id=deadline.pk, action="deadline.cancel").count() == 0


def test_the_second_of_two_moves_that_keep_the_state_is_told_as_well(cast, deadline):
    mine = Deadline.objects.get(pk=deadline.pk)
    move(deadline, "extend", actor=cast.chair, extension_reason="một")
    with pytest.raises(Refused, match="Người khác vừa thay đổi"):
        move(mine, "extend", actor=cast.chair, extension_reason="hai")
    assert Deadline.objects.get(pk=deadline.pk).extension_reason == "một"


def test_a_move_leaves_nothing_when_its_transaction_fails(cast, deadline):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        move(deadline, "exempt", actor=cast.chair)
        raise ZeroDivisionError
    assert Deadline.objects.get(pk=deadline.pk).state == "open"
    assert not AuditEntry.objects.filter(action="deadline.exempt").exists()


def test_a_move_of_a_row_that_is_gone_is_refused(cast, deadline):
    Deadline.objects.filter(pk=deadline.pk).delete()
    with pytest.raises(Refused):
        move(deadline, "exempt", actor=cast.chair)


def test_a_move_that_nobody_listed_is_a_programming_error(cast, deadline):
    with pytest.raises(KeyError):
        move(deadline, "fly", actor=cast.chair)


def test_check_state_is_silent_where_the_state_permits(deadline):
    check_state(deadline, "exempt")


def test_a_table_lists_a_move_once_and_finds_it_by_state():
    row = Move("go", ("a",), "b", (Role.OFFICE,), "Đi", "đã đi")
    table = Moves("walk", row)
    assert (list(table), len(table), table["go"]) == (["go"], 1, row)
    assert (table.from_state("a"), table.from_state("b")) == ([row], [])
    with pytest.raises(AssertionError, match="listed twice"):
        Moves("walk", row, row)


def test_the_log_keeps_the_title_of_that_day(cast, deadline):
    move(deadline, "exempt", actor=cast.chair)
    cast.chair.posts.update(title="Nguyên Chủ tịch")
    assert "Chủ tịch UBND xã" in AuditEntry.objects.get(action="deadline.exempt").actor_label
    assert User.objects.get(pk=cast.chair.pk).main_post.title == "Nguyên Chủ tịch"
