"""The year's figures equal those counted again from the rows by plain loops (issue 6: "straight from the rows")."""

from dataclasses import asdict
from datetime import date

import pytest

from conclusions import services as conclusions
from dialogue.models import BallotAnswer, SatisfactionBallot, Survey, SurveyQuestion
from dialogue.services import close_conference
from dialogue.states import BallotChannel, Level, SurveyState
from reports import queries
from reports.figures import DEFINITIONS, Figures, total_of
from reports.periods import Period, period_called, periods_of, read_period
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the
from tests.factories.follow_up import an_open_hdnd_conference, an_open_ubnd_conference
from tests.factories.reports import Chance
from tests.reports.recount import recount

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 8, 3)


def figures_of(commune, period, as_of=AS_OF):
    return asdict(queries.report_of(commune, period, as_of).total)


def again(commune, period, as_of=AS_OF):
    counted = recount(commune.pk, *period.days, as_of, is_year=not period.quarter)
    return {name: counted[name] for name in asdict(Figures())}


@pytest.mark.parametrize("seed", range(6))
def test_every_period_equals_a_second_count_straight_from_the_rows(cast, neighbours, seed):
    """TD-78, ND-69: two communes with years of rows made by chance; year and quarters, this year and the last."""
    for number, one in enumerate((cast, neighbours)):
        Chance(one, 10 * seed + number).years()
    for one in (cast, neighbours):
        for year in (2025, 2026):
            for period in periods_of(year):
                assert figures_of(one.commune, period) == again(one.commune, period), period.words


def test_the_parts_of_a_report_add_up_to_its_total(cast):
    """Conferences, fields, kinds, units and quarters are the same things looked at from another side."""
    Chance(cast, 77).years(conferences=14)
    report = queries.report_of(cast.commune, Period(2026), AS_OF)
    total, lines = report.total, total_of(row.figures for row in report.conferences)
    assert (lines.petitions, lines.settled, lines.given, lines.held) == (
        total.petitions, total.settled, total.given, total.held,
    )  # fmt: skip
    assert total_of(row.figures for row in report.fields).outcomes == total.outcomes
    assert total_of(row.figures for row in report.kinds).standings == total.standings
    units = total_of(row.figures for row in report.units)
    assert (units.duties, units.given, units.promises) == (total.duties, total.given, total.promises)
    assert total_of(row.figures for row in report.quarters).petitions == total.petitions
    assert total.petitions == sum(count for _, count in total.outcomes)
    assert total.duties == sum(count for _, count in total.standings)
    assert total.given == sum(count for _, count in total.promises)
    quarters = [queries.report_of(cast.commune, one, AS_OF).total for one in periods_of(2026)[1:]]
    assert total_of(quarters).breaches == total.breaches


def test_a_story_of_two_conferences_is_counted_as_it_was_told(cast):
    """LP and QN in one commune: held, answered, one promise confirmed in time, one late and open, one upwards."""
    hdnd, ubnd = an_open_hdnd_conference(cast=cast), an_open_ubnd_conference(cast=cast)
    for conference in (ubnd, hdnd):
        with on_the(conference.held_on, 11):
            close_conference(conference=conference, actor=cast.office)
    _issue(cast, make.a_draft(cast=cast, conference=ubnd))
    kept = ubnd.commitments.get(unit=cast.units.economy)
    with on_the(date(2026, 6, 10)):
        conclusions.report_commitment(commitment=kept, text="Đã nạo vét xong.", actor=cast.unit)
    period = Period(2026)
    with on_the(AS_OF):
        before = queries.report_of(cast.commune, period, AS_OF).total
        conclusions.confirm_commitment(commitment=kept, text="Đúng như báo cáo.", actor=cast.front)
        total = queries.report_of(cast.commune, period, AS_OF).total
    assert (before.claimed, before.kept, total.claimed, total.kept_in_time) == (1, 0, 0, 1)
    assert (before.settled, total.settled) == (2, 3)  # a unit's word alone settles nothing (LP-19)
    assert (total.held, total.petitions, total.upward, total.unkept_late) == (2, 6, 1, 1)
    assert figures_of(cast.commune, period) == again(cast.commune, period)
    one = queries.report_of_conference(ubnd, AS_OF).total
    assert (one.petitions, one.given, one.kept, one.held) == (4, 2, 1, 1)


def _issue(cast, notice):
    with on_the(make.DRAFTED_ON, 15):
        conclusions.edit_conclusion_notice(
            conclusion_notice=notice, actor=cast.clerk, version=notice.version, lessons="Mời sớm hơn."
        )
        make.confirm_late_dates(cast=cast, notice=notice)
        conclusions.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    with on_the(make.ISSUED_ON):
        conclusions.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)
        conclusions.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)


@pytest.mark.parametrize(("count", "is_shown"), [(4, False), (5, True)])
def test_a_survey_that_few_answered_shows_nothing(cast, count, is_shown):
    """QN-43: fewer than five ballots would let one guess who said what."""
    conference = make.a_held_conference(cast=cast)
    survey = Survey.objects.create(commune=cast.commune, conference=conference, state=SurveyState.CLOSED)
    question = SurveyQuestion.objects.create(survey=survey, text="Anh/chị có hài lòng không?")
    for _ in range(count):
        ballot = SatisfactionBallot.objects.create(survey=survey, channel=BallotChannel.PAPER)
        BallotAnswer.objects.create(ballot=ballot, question=question, level=Level.VERY)
    total = queries.report_of(cast.commune, Period(2026), AS_OF).total
    assert (total.few, total.ballots, total.content_share) == ((0, 5, "100%") if is_shown else (1, 0, ""))


@pytest.mark.parametrize(("count", "seed"), [(1, 1), (25, 2)])
def test_a_report_costs_the_same_with_one_and_with_many_conferences(
    cast, django_assert_max_num_queries, count, seed
):
    Chance(cast, seed).years(conferences=count)
    with django_assert_max_num_queries(10):
        queries.report_of(cast.commune, Period(2026), AS_OF)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"nam": "2025", "quy": "2"}, "quý II năm 2025"),
        ({"nam": "2025"}, "năm 2025"),
        ({"nam": "2025", "quy": "5"}, "năm 2025"),
        ({"nam": "99999"}, "năm 2026"),
        ({"nam": "0"}, "năm 2026"),
        ({"nam": "hai", "quy": "²"}, "năm 2026"),
        ({}, "năm 2026"),
    ],
)
def test_a_period_is_read_from_an_address_and_nonsense_is_this_year(data, words):
    with on_the(AS_OF):
        assert read_period(data).words == words


def test_the_quarters_of_a_year_follow_one_another():
    year = Period(2024)
    quarters = periods_of(2024)[1:]
    assert (quarters[0].first_on, quarters[-1].last_on) == year.days == (date(2024, 1, 1), date(2024, 12, 31))
    assert [
        (after.first_on - before.last_on).days for before, after in zip(quarters, quarters[1:], strict=False)
    ] == [1] * 3
    assert [period_called(one.key, 2024) for one in periods_of(2024)] == periods_of(2024)


def test_every_figure_is_explained():
    assert all(words.endswith(".") for _, words in DEFINITIONS)
