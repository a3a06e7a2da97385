"""Numbers of people beside the plan's: soft ones warn, hard ones count the people only."""

from types import SimpleNamespace

import pytest

from dialogue.queries import people_beside_plan


def conference(low, high, *, is_soft, kind="periodic"):
    plan = SimpleNamespace(min_people=low, max_people=high, is_people_soft=is_soft)
    return SimpleNamespace(plan=plan, kind=kind)


def group(expected, role="people", present=None):
    return SimpleNamespace(expected=expected, role=role, present=present)


@pytest.mark.parametrize(("count", "is_said"), [(49, True), (50, False), (100, False), (101, True)])
def test_hard_numbers_count_the_people_only(count, is_said):
    """QN-35, D-38: 49 and 101 are flagged, 50 and 100 pass; officials are not counted."""
    groups = [group(count), group(40, role="leaders")]
    said = people_beside_plan(conference(50, 100, is_soft=False), groups)
    assert bool(said) == is_said
    if said:
        assert "quy định mỗi hội nghị không ít hơn 50 và không quá 100 người" in said


def test_soft_numbers_count_everybody_and_say_that_they_may_change():
    """ND-35, ND-36."""
    said = people_beside_plan(conference(150, 200, is_soft=True), [group(100), group(40, role="leaders")])
    assert said.endswith("đang dự kiến 140 người. Số này có thể thay đổi theo tình hình thực tế.")
    assert not people_beside_plan(conference(150, 200, is_soft=True), [group(100), group(60, role="leaders")])


def test_who_came_counts_before_who_was_expected_and_nothing_is_said_of_open_numbers():
    said = people_beside_plan(conference(50, None, is_soft=False), [group(60, present=20)])
    assert "có mặt 20 người" in said
    assert not people_beside_plan(conference(None, None, is_soft=True), [group(5)])
    assert not people_beside_plan(conference(50, 100, is_soft=False), [group(None)])
    assert not people_beside_plan(conference(50, 100, is_soft=False, kind="ad_hoc"), [group(5)])
