"""How units keep their word: counted from rows and the Front's reviews, and again here in another way."""

import io
from datetime import date
from statistics import median
from zipfile import ZipFile

import pytest
from django.urls import reverse

from conclusions import services
from conclusions.models import Commitment
from conclusions.queries.scoreboard import period_of, scores
from conclusions.states import Verdict
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the
from tests.factories.promises import a_wish, kept, promises
from tests.worlds import remembered

pytestmark = pytest.mark.django_db
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
TODAY = date(2026, 8, 3)


@remembered
def a_story(*, cast):
    """Two conferences, two units: every column has somebody in it."""
    in_time, late, disputed, waiting, running, overdue = promises(cast=cast, count=6)
    kept(cast=cast, commitment=in_time)
    kept(cast=cast, commitment=late, reported_on=date(2026, 7, 8))
    kept(cast=cast, commitment=disputed, reported_on=date(2026, 6, 20), disputed=True)
    with on_the(date(2026, 7, 10)):
        services.report_commitment(commitment=waiting, text="Xong.", actor=cast.unit)
    wish = a_wish(cast=cast, commitment=running, wanted_on=date(2026, 9, 1))
    with on_the(date(2026, 6, 12)):
        services.approve_commitment_extension(commitment_extension=wish, actor=cast.chair)
    (other,) = promises(cast=cast, lead=cast.units.culture, title="Hội nghị hai")
    kept(cast=cast, commitment=other, actor=cast.other_unit)
    return overdue


def test_every_promise_stands_in_one_column(cast):
    """The unit's own claim is not enough: what the Front has not confirmed is not kept."""
    a_story(cast=cast)
    (economy, culture), total = scores(cast.commune, today=TODAY, **YEAR)
    assert (economy.unit, culture.unit) == (cast.units.economy, cast.units.culture)
    figures = ("given", "in_time", "late", "waiting", "running", "overdue", "disputed", "overrun")
    assert [getattr(economy, name) for name in figures] == [6, 2, 1, 1, 1, 1, 1, 4]
    assert [getattr(culture, name) for name in figures] == [1, 1, 0, 0, 0, 0, 0, 0]
    assert [getattr(total, name) for name in figures] == [7, 3, 1, 1, 1, 1, 1, 4]
    assert (economy.rate, economy.median_days, culture.median_days) == (50, 31, 21)
    for score in (economy, culture, total):
        assert score.given == score.in_time + score.late + score.waiting + score.running + score.overdue


def recount(unit, today):
    """The same figures straight from the rows, one promise after the other, in plain Python."""
    rows = {"given": 0, "in_time": 0, "late": 0, "overdue": 0, "disputed": 0, "overrun": 0}
    days = []
    for promise in Commitment.objects.filter(unit=unit):
        words = [row.verdict for row in promise.reviews.order_by("pk")]
        finals = [row for row in promise.reports.order_by("pk") if row.is_final]
        done = finals[-1].reported_on if finals and words[-1:] != [Verdict.DISPUTED] else None
        confirmed = Verdict.CONFIRMED in words
        rows["given"] += 1
        rows["in_time"] += confirmed and done <= promise.due_on
        rows["late"] += confirmed and done > promise.due_on
        rows["overdue"] += done is None and promise.due_on < today
        rows["disputed"] += Verdict.DISPUTED in words
        rows["overrun"] += (done or today) > promise.first_due_on
        if confirmed:
            days.append((done - promise.item.notice.issued_on).days)
    return rows | {"median_days": round(median(days)) if days else None}


@pytest.mark.parametrize("today", [date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2026, 9, 2)])
def test_the_figures_are_those_of_the_rows(cast, today):
    """TM-53, LP-93: independent of what anybody types."""
    a_story(cast=cast)
    units, _ = scores(cast.commune, today=today, **YEAR)
    assert len(units) == 2
    for score in units:
        wanted = recount(score.unit, today)
        assert {name: getattr(score, name) for name in wanted} == wanted


def test_the_figures_of_a_quarter_and_of_one_conference(cast, neighbours):
    overdue = a_story(cast=cast)
    promises(cast=neighbours)
    one = scores(cast.commune, conference=overdue.conference, today=TODAY)[1]
    first, last = period_of({"nam": 2026, "quy": 2})
    assert (first, last) == (date(2026, 4, 1), date(2026, 6, 30))
    assert period_of({"nam": 2026, "quy": 4}) == (date(2026, 10, 1), date(2026, 12, 31))
    assert one.given == 6
    assert scores(cast.commune, first=first, last=last)[1].given == 7
    third = period_of({"nam": 2026, "quy": 3})
    assert scores(cast.commune, first=third[0], last=third[1])[1].given == 0


def test_scoreboard_is_open_to_the_whole_commune_and_to_nobody_else(sign_in, cast, neighbours):
    """Only counts: also a unit sees how the others keep their word; no province, no neighbour."""
    a_story(cast=cast)
    for person in (cast.unit, cast.other_unit, cast.front, cast.party, cast.office, cast.chair, cast.admin):
        text = sign_in(person).get(reverse("commitment_scoreboard"), {"nam": 2026}).content.decode()
        assert "Phòng Kinh tế" in text
        assert "nạo vét" not in text
        assert "None" not in text
    assert sign_in(cast.province).get(reverse("commitment_scoreboard")).status_code == 403
    text = sign_in(neighbours.unit).get(reverse("commitment_scoreboard"), {"nam": 2026}).content.decode()
    assert "Trong kỳ này chưa có cam kết nào." in text
    bad = sign_in(cast.unit).get(
        reverse("commitment_scoreboard"), {"nam": "bậy", "quy": "9", "hoi_nghi": "x"}
    )
    assert bad.status_code == 200


def test_scoreboard_costs_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries):
    promises(cast=cast)
    client = sign_in(cast.front)
    client.get(reverse("commitment_scoreboard"))
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(10) as queries:
            client.get(reverse("commitment_scoreboard"), {"nam": 2026})
        counts.append(len(queries))
        make.an_issued_notice(cast=cast, pending=12)
    assert counts[0] == counts[1]


def test_scoreboard_export_holds_the_same_figures(sign_in, cast):
    a_story(cast=cast)
    with on_the(TODAY):
        answer = sign_in(cast.unit).get(reverse("commitment_scoreboard_export"), {"nam": 2026})
    assert answer.status_code == 200
    with ZipFile(io.BytesIO(answer.content)) as book:
        sheet = "".join(
            book.read(name).decode() for name in book.namelist() if "sheet" in name or "Strings" in name
        )
    assert "Phòng Kinh tế xã Lạc Phượng" in sheet
    assert "Tất cả" in sheet
    assert "<v>50</v>" in sheet, "the rate of Phòng Kinh tế"
