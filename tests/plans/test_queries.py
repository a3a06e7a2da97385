"""Work that waits, warnings before issue, progress towards the targets."""

from datetime import date
from types import SimpleNamespace

import pytest

from plans import queries
from plans.models import PlanTarget
from plans.warnings import warnings_of
from tests.factories.plans import (
    DATA,
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


def test_an_issued_plan_waits_for_nobody(cast):
    an_issued_plan(cast=cast)
    assert sentences(cast.office) == []


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


def test_warnings_name_tasked_bodies_that_are_not_told(cast):
    """D-42: the service centre, the Party board, the organisations."""
    words = " ".join(warnings_of(a_plan(cast=cast)))
    for body in ("Trung tâm Dịch vụ sự nghiệp công", "Ban Xây dựng Đảng", "Các tổ chức chính trị - xã hội"):
        assert body in words
    for body in ("Công an", "Ủy ban Mặt trận Tổ quốc được", "nhà trường", "Văn phòng"):
        assert body not in words


def test_warnings_of_a_basis_dated_after_the_plan(cast):
    """LP-06."""
    plan = a_plan(cast=cast)
    assert not any("đề ngày" in line for line in warnings_of(plan, date(2026, 3, 5)))
    (line,) = [line for line in warnings_of(plan, date(2026, 1, 21)) if "đề ngày" in line]
    assert line == "Căn cứ “Kế hoạch 66-KH/ĐU” đề ngày 22/01/2026, sau ngày ban hành 21/01/2026."


def test_warnings_of_totals_that_do_not_add_up(cast):
    """LP-21."""
    plan = a_plan(
        cast=cast, plan=DATA["plan"] | {"target_text": "01 hội nghị định kỳ; 03 hội nghị chuyên đề."}
    )
    words = " ".join(warnings_of(plan))
    assert "ghi 03 hội nghị chuyên đề nhưng các chỉ tiêu cộng lại là 02" in words
    assert "định kỳ nhưng" not in words


def test_warnings_of_a_target_without_quarter(cast):
    """D-19."""
    plan = a_plan(cast=cast, targets=[DATA["targets"][0] | {"quarters": []}])
    assert "Chỉ tiêu “Nhân dân” chưa ghi quý dự kiến hay ngày cuối." in warnings_of(plan)
