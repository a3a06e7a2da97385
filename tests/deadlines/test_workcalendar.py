"""The calendar as rows: filled, corrected, confirmed; open deadlines follow, met ones never."""

from datetime import date

import pytest
import time_machine

from core.models import AuditEntry
from core.refusals import NotYourRole
from deadlines import services
from deadlines.calendar import DayKind, DayRow
from deadlines.loading import calendar_for, calendars_by_commune, remembered_calendars
from deadlines.models import CalendarDay, CalendarYear, Deadline
from deadlines.queries import day_words, preview_of_rows, year_table
from tests.factories.deadlines import a_deadline, a_subject, confirmed_years

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 5, 15)  # the first day counted after a conference on 14/5


@pytest.fixture
def may(commune, cast):
    with time_machine.travel("2026-05-14 03:00:00+00:00", tick=False):
        confirmed_years(commune=commune, admin=cast.admin)
        yield


def off(day):
    return DayRow(day, DayKind.OFF, "Nghỉ theo quyết định của tỉnh", "QĐ 12/QĐ-UBND")


def set_off(commune, cast, day=FRIDAY, **more):
    values = {
        "kind": "off",
        "reason": "Nghỉ theo quyết định của tỉnh",
        "legal_basis": "QĐ 12/QĐ-UBND",
        **more,
    }
    return services.set_day(commune=commune, day_on=day, actor=cast.admin, **values)


def test_fill_year_enters_holidays_swaps_and_the_unconfirmed_day(db):
    """E.2: the package lacks 2/1 and 10/1/2026; 24/11/2026 is kept as not confirmed."""
    assert services.fill_year(2026) > 12
    days = {row.day_on: row for row in CalendarDay.objects.national()}
    assert days[date(2026, 1, 2)].kind == "off"
    assert days[date(2026, 1, 10)].kind == "make_up"
    assert days[date(2026, 8, 22)].kind == "make_up"
    assert days[date(2026, 8, 31)].kind == "off"
    assert not days[date(2026, 11, 24)].is_confirmed
    assert all(row.reason and row.legal_basis for row in days.values())
    assert CalendarYear.objects.get(year=2026).status == "draft"


def test_fill_year_again_adds_nothing_and_keeps_corrections(db):
    services.fill_year(2026)
    CalendarDay.objects.filter(day_on=date(2026, 1, 2)).update(reason="đã sửa")
    assert services.fill_year(2026) == 0
    assert CalendarDay.objects.get(day_on=date(2026, 1, 2)).reason == "đã sửa"


def test_calendar_of_an_empty_database_knows_the_holidays_and_is_not_confirmed(db, commune):
    calendar = calendar_for(commune)
    assert not calendar.is_working(date(2026, 2, 17))
    assert calendar.unconfirmed_years([2026]) == [2026]


def test_preview_names_each_deadline_from_when_to_when(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    other = a_deadline(commune=commune, actor=cast.office, rule="TD-R1")
    moves = preview_of_rows(commune=commune, day_rows=[off(FRIDAY)])
    assert [(m.deadline, m.from_on, m.to_on) for m in moves] == [
        (deadline, date(2026, 5, 28), date(2026, 5, 29))
    ]
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 28)  # a preview writes nothing
    assert other.due_on == date(2026, 5, 15)


def test_set_day_moves_open_deadlines_with_a_log_entry_each_and_leaves_met_ones(may, commune, cast):
    """P15: «log every changed date; never shift a deadline already met»."""
    running = [a_deadline(commune=commune, actor=cast.office) for _ in range(3)]
    met = a_deadline(commune=commune, actor=cast.office)
    services.meet_deadline(deadline=met, on=date(2026, 5, 14), actor=cast.office)
    moved = set_off(commune, cast)
    assert {move.deadline.pk for move in moved} == {d.pk for d in running}
    assert set(Deadline.objects.open().values_list("due_on", flat=True)) == {date(2026, 5, 29)}
    met.refresh_from_db()
    assert met.due_on == date(2026, 5, 28)
    entries = AuditEntry.objects.filter(action="deadline.recompute")
    assert entries.count() == 3
    assert entries[0].changes == {"Hạn": ["thứ Năm, 28/05/2026", "thứ Sáu, 29/05/2026"]}
    assert AuditEntry.objects.filter(action="calendar_day.set").count() == 1


def test_set_day_not_confirmed_moves_nothing_and_makes_dates_provisional(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    assert set_off(commune, cast, is_confirmed=False) == []
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.is_provisional) == (date(2026, 5, 28), True)


def test_recompute_deadline_moves_one_and_logs_once(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    CalendarDay.objects.create(commune=commune, day_on=FRIDAY, kind="off", reason="Nghỉ")
    services.confirm_year(commune=commune, year=2025, actor=cast.admin)  # a new edition of the calendar
    deadline.refresh_from_db()
    services.recompute_deadline(deadline=deadline, actor=cast.admin)
    services.recompute_deadline(deadline=deadline, actor=cast.admin)
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 29)
    assert AuditEntry.objects.about(deadline).filter(action="deadline.recompute").count() == 1


def test_a_made_up_saturday_brings_dates_forward(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    set_off(commune, cast, day=date(2026, 5, 16), kind="make_up")
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 27)


def test_remove_day_brings_the_old_date_back(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    set_off(commune, cast)
    day = CalendarDay.objects.get(commune=commune, day_on=FRIDAY)
    (move,) = services.remove_day(day=day, actor=cast.admin)
    assert (move.from_on, move.to_on) == (date(2026, 5, 29), date(2026, 5, 28))
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 28)


def test_a_changed_day_keeps_extension_and_exemption(may, commune, cast):
    """E.4: «exemption, extension … each survive a re-computation»."""
    extended = a_deadline(commune=commune, actor=cast.office)
    services.extend_deadline(
        deadline=extended, ground=extended.extension_grounds[0], reason="Phức tạp.", actor=cast.chair
    )
    exempt = a_deadline(commune=commune, actor=cast.office)
    services.exempt_deadline(deadline=exempt, reason="Thiên tai.", actor=cast.chair)
    set_off(commune, cast)
    extended.refresh_from_db()
    exempt.refresh_from_db()
    assert (extended.original_due_on, extended.due_on) == (date(2026, 5, 29), date(2026, 6, 5))
    assert (exempt.state, exempt.due_on) == ("exempt", date(2026, 5, 29))


def test_a_commune_changes_its_own_calendar_only(may, commune, cast, neighbours):
    theirs = a_deadline(
        commune=neighbours.office.commune, actor=None, subject=a_subject(commune=neighbours.office.commune)
    )
    set_off(commune, cast)
    theirs.refresh_from_db()
    assert theirs.due_on == date(2026, 5, 28)
    assert calendar_for(neighbours.office.commune).is_working(FRIDAY)
    national, special = calendars_by_commune()
    assert national.is_working(FRIDAY)
    assert not special[commune.pk].is_working(FRIDAY)


def test_a_commune_may_work_on_a_national_day_off(may, commune, cast):
    holiday = date(2026, 5, 1)
    set_off(commune, cast, day=holiday, kind="make_up", reason="Trực bầu cử")
    assert calendar_for(commune).is_working(holiday)
    assert not calendar_for(None).is_working(holiday)


@pytest.mark.parametrize("who", ["office", "chair", "unit", "front", "party", "province"])
def test_only_the_admin_changes_the_calendar(may, commune, cast, who):
    with pytest.raises(NotYourRole):
        services.set_day(commune=commune, day_on=FRIDAY, kind="off", reason="x", actor=getattr(cast, who))
    with pytest.raises(NotYourRole):
        services.confirm_year(commune=commune, year=2027, actor=getattr(cast, who))


def test_confirm_year_takes_the_provisional_mark_away(commune, cast):
    with time_machine.travel("2026-05-14 03:00:00+00:00", tick=False):
        deadline = a_deadline(commune=commune, actor=cast.office)
        assert deadline.is_provisional
        assert services.confirm_year(commune=commune, year=2026, actor=cast.admin) == []
    deadline.refresh_from_db()
    assert not deadline.is_provisional
    assert deadline.calendar_version != "2026.0"


def test_the_version_grows_with_every_change(may, commune, cast):
    before = calendar_for(commune).version([2026])
    set_off(commune, cast)
    assert calendar_for(commune).version([2026]) != before


def test_calendar_for_takes_two_queries_then_one_and_none_when_remembered(
    db, commune, django_assert_num_queries
):
    services.fill_year(2026)
    with django_assert_num_queries(2):
        calendar_for(commune)
    with remembered_calendars(), django_assert_num_queries(1):
        calendar_for(commune)
        calendar_for(commune)


def test_a_changed_day_is_seen_although_calendars_are_kept(may, commune, cast):
    assert calendar_for(commune).is_working(FRIDAY)
    set_off(commune, cast)
    assert not calendar_for(commune).is_working(FRIDAY)
    services.remove_day(day=CalendarDay.objects.get(commune=commune, day_on=FRIDAY), actor=cast.admin)
    assert calendar_for(commune).is_working(FRIDAY)


def test_recompute_takes_the_same_queries_for_few_and_for_many(
    may, commune, cast, django_assert_max_num_queries
):
    for _ in range(60):
        a_deadline(commune=commune, actor=None)
    with django_assert_max_num_queries(25):
        set_off(commune, cast)


def test_year_table_shows_months_with_their_working_days(may, commune):
    table = year_table(commune, 2026)
    assert [month.working for month in table["months"]][:2] == [21, 15]
    assert table["is_confirmed"]
    assert table["pending"] == [date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 14), "thứ Năm, ngày làm việc"),
        (date(2026, 5, 16), "thứ Bảy, ngày nghỉ cuối tuần"),
        (date(2026, 1, 2), "thứ Sáu, ngày nghỉ: Nghỉ Tết Dương lịch, hoán đổi với thứ Bảy 10/01/2026"),
        (date(2026, 1, 10), "thứ Bảy, làm bù: Làm bù cho thứ Sáu 02/01/2026"),
        (date(2026, 11, 24), "thứ Ba, có thể được nghỉ: Ngày Văn hóa Việt Nam (chưa xác nhận)"),
    ],
)
def test_day_words(may, commune, day, words):
    assert day_words(day, calendar_for(commune)) == words
