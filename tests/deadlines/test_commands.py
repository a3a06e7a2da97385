"""manage.py compute_deadline: the ISO date on the first line, then the account; an empty database is enough."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from deadlines import services
from deadlines.models import CalendarDay

pytestmark = pytest.mark.django_db


def compute(*terms):
    out = StringIO()
    call_command("compute_deadline", *terms, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        (["2026-05-14", "+10wd"], "2026-05-28"),
        (["2026-05-14", "-7wd"], "2026-05-05"),
        (["2026-05-14", "+10d"], "2026-05-25"),
        (["2026-05-14", "-2d"], "2026-05-12"),
        (["2026-05-14", "before:2026-05-16"], "2026-05-15"),
        (["before:2026-05-16"], "2026-05-15"),
        (["by:2026-05-16"], "2026-05-16"),
        (["quarter:2025-4"], "2025-12-31"),
        (["2025-12-31", "+10wd"], "2026-01-15"),
        (["2025-04-29", "-7wd"], "2025-04-21"),
        (["2025-04-29", "-7wd", "--no-swaps"], "2025-04-18"),
    ],
)
def test_first_line_is_the_date_and_the_rest_explains(terms, due):
    lines = compute(*terms)
    assert lines[0] == due
    assert len(lines) > 1
    assert all(line.endswith(".") for line in lines[1:])


def test_the_account_names_start_days_counted_days_skipped_and_end():
    text = "\n".join(compute("2026-02-10", "+10wd"))
    for words in ("10/02/2026", "11/02 (1)", "Tết Nguyên Đán", "cuối tuần", "hết thứ Ba, 03/03/2026"):
        assert words in text


def test_the_databases_calendar_wins_once_it_is_filled():
    services.fill_year(2026)
    CalendarDay.objects.create(
        day_on=date(2026, 5, 15), kind="off", reason="Nghỉ theo quyết định", legal_basis="QĐ 1"
    )
    lines = compute("2026-05-14", "+10wd")
    assert lines[0] == "2026-05-29"
    assert "Nghỉ theo quyết định" in "\n".join(lines)


@pytest.mark.parametrize(
    "terms",
    [[], ["2026-05-14"], ["2026-05-14", "10"], ["2026-13-01", "+1wd"], ["+10wd"], ["2026-05-14", "+0wd"]],
)
def test_what_cannot_be_computed_is_told(terms):
    with pytest.raises(CommandError):
        compute(*terms)
