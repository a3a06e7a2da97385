"""Work that waits, warnings before issue, progress towards the targets."""

from types import SimpleNamespace

import pytest

from plans import queries
from plans.models import PlanTarget
from tests.factories.plans import (
    a_plan,
    a_returned_plan,
    a_submitted_plan,
    an_approved_plan,
    an_issued_plan,
)

pytestmark = pytest.mark.django_db


def sentences(user):
    return [item.sentence for item in queries.work_items(user)]


@pytest.mark.parametrize(
    ("state", "who", "words"),
    [
        (a_plan, "office", "Soạn tiếp và trình"),
        (a_returned_plan, "office", "Sửa và trình lại"),
        (an_approved_plan, "office", "Ban hành"),
        (a_submitted_plan, "chair", "Phê duyệt hoặc trả lại"),
    ],
)
def test_work_items_go_to_whose_turn_it_is(cast, neighbours, state, who, words):
    state(cast=cast)
    assert [line.startswith(words) for line in sentences(getattr(cast, who))] == [True]
    other = {"office": "chair", "chair": "office"}[who]
    for person in (
        getattr(cast, other),
        cast.unit,
        cast.front,
        cast.province,
        neighbours.office,
        neighbours.chair,
    ):
        assert sentences(person) == []


def test_work_items_of_a_returned_plan_say_why(cast):
    a_returned_plan(cast=cast, reason="Thêm thôn.")
    (item,) = queries.work_items(cast.office)
    assert "Thêm thôn." in item.why


def test_an_issued_plan_waits_only_for_its_tasks(cast):
    """LP-109."""
    an_issued_plan(cast=cast)
    assert sentences(cast.office) == ["Xác nhận đã nhận 10 nhiệm vụ của kế hoạch đối thoại năm 2026"]
    assert sentences(cast.chair) == []


def test_target_progress_counts_by_target(cast):
    """LP-20, LP-21: 1 periodic, 1 + 1 thematic."""
    plan = an_issued_plan(cast=cast)
    rows = queries.target_progress(plan)
    assert [(row.target.audience, row.planned, row.scheduled, row.held, row.open) for row in rows] == [
        ("Nhân dân", 1, 0, 0, 1), ("Hội Nông dân xã", 1, 0, 0, 1), ("Các nhà trường", 1, 0, 0, 1),
    ]  # fmt: skip


def test_conference_part_says_which_target(cast):
    plan = an_issued_plan(cast=cast)
    conference = SimpleNamespace(plan=plan, target=PlanTarget.objects.first())
    (stage,) = queries.conference_part(conference, cast.unit).stages
    assert stage.state == "done"
    assert "ban hành ngày 05/03/2026" in stage.sentence
    assert "Chỉ tiêu 01 định kỳ" in stage.sentence
    assert stage.url.endswith(f"/{plan.pk}/")


def test_conference_part_of_a_draft_has_no_link_for_units(cast):
    conference = SimpleNamespace(plan=a_plan(cast=cast), target=None)
    assert queries.conference_part(conference, cast.unit).stages[0].url == ""
    assert queries.conference_part(conference, cast.office).stages[0].state == "current"
