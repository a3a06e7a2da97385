"""Counted attempts and dead letters of background tasks."""

import pytest

from core.attempts import attempt, dead_letters, mark_done, once_or_dead, revive
from core.models import TaskAttempt

pytestmark = pytest.mark.django_db


def test_a_task_may_begin_as_often_as_its_limit_and_is_then_a_dead_letter():
    assert [once_or_dead("render", 7, limit=3) for _ in range(5)] == [True, True, True, False, False]
    letter = dead_letters().get()
    assert (letter.key, letter.attempts) == ("render:7", 3)


def test_a_task_that_was_done_is_told_to_stop_and_is_no_dead_letter():
    assert once_or_dead("send", "a")
    mark_done("send", "a")
    assert not once_or_dead("send", "a")
    assert not dead_letters().exists()


def test_keys_do_not_disturb_each_other():
    assert once_or_dead("send", 1, limit=1)
    assert once_or_dead("send", 2, limit=1)
    assert once_or_dead("mail", 1, limit=1)


def test_an_attempt_that_ends_is_done_and_runs_no_second_time():
    runs = []
    for _ in range(2):
        with attempt("render", 1) as allowed:
            if allowed:
                runs.append(1)
    assert len(runs) == 1


def test_an_attempt_that_fails_keeps_the_error_and_may_be_repeated():
    with pytest.raises(ValueError, match="hỏng"), attempt("render", 1):
        raise ValueError("hỏng phông chữ")
    row = TaskAttempt.objects.get()
    assert row.last_error == "ValueError: hỏng phông chữ"
    with attempt("render", 1) as allowed:
        assert allowed


def test_a_revived_letter_has_its_attempts_back():
    once_or_dead("render", 1, limit=1)
    once_or_dead("render", 1, limit=1)
    revive(dead_letters().get())
    assert not dead_letters().exists()
    assert once_or_dead("render", 1, limit=1)
