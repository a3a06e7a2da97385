"""What the pages about petitions cost over a hundred thousand petitions of one commune: queries and milliseconds.

Prints the median and the slowest run of each page, and what of it is the processor's (pytest -s -m bench), then the
95th percentile of all searches. Asserts the number of queries only: timings are the machine's. `PETITIONS=20000` in
the environment makes it a quick one.
"""

import os
import statistics
import time
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from core.log import entry
from core.models import AuditEntry
from deadlines import services as calendars
from feedback.models import Petition
from feedback.states import Field
from tests.factories.crowd import HAMLETS, a_crowd

# With transactions of their own, so that PostgreSQL can vacuum what was written, as it does by itself in life.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
COUNT = int(os.environ.get("PETITIONS", 100_000))
TODAY = date(2026, 11, 19)
RUNS = 15
BUDGET = 10
READINGS = 20_000
# Homes gather what every room has to say; they have budgets of their own.
HOMES = ("work", "conference page", "duplicates", "board")


@pytest.fixture
def november():
    with time_machine.travel("2026-11-19 03:00:00+00:00", tick=True):
        yield


def statements(cast):
    """(name, who, url name, query) of every page that is measured."""
    rows = [
        ("list, unfiltered", "office", "petition_list", {}),
        ("list, page 40", "office", "petition_list", {"trang": 40}),
        ("list, last page", "office", "petition_list", {"trang": 9999}),
        *[(f"list, {name}={value}", "office", "petition_list", {name: value}) for name, value in (
            ("state", "received"), ("state", "open"), ("state", "settled"), ("state", "to_assign"), ("state", "offered"),
            ("state", "rejected"), ("state", "merged"), ("field", "infrastructure"), ("field", "conduct"), ("triage", "upward"),
            ("unit", cast.units.economy.pk), ("hamlet", HAMLETS[3]), ("source", "email"), ("year", 2023),
            ("competence", "higher"), ("urgent", "on"), ("collector", cast.units.front.pk), ("satisfaction", "unsatisfied"),
            ("overdue", "on"), ("from_on", "1/3/2025"),
        )],
        ("list, four filters", "office", "petition_list", {"field": Field.HEALTH, "state": "open", "hamlet": HAMLETS[5], "year": 2026}),
        ("list, sorted by date", "office", "petition_list", {"sap": "received_on"}),
        ("list, sorted by due", "office", "petition_list", {"sap": "due_on"}),
        ("list of the Front", "front", "petition_list", {}),
        ("list of the Front, field", "front", "petition_list", {"field": "land"}),
        ("list of the Party", "party", "petition_list", {}),
        ("list of a unit", "unit", "petition_list", {}),
        ("list of a unit, search", "unit", "petition_list", {"q": "thoat nuoc"}),
        ("list of a unit, overdue", "unit", "petition_list", {"overdue": "on"}),
        ("board", "office", "petition_board", {}),
        ("duplicates", "office", "petition_duplicates", {}),
        ("statistics", "office", "petition_statistics", {}),
        ("statistics, year", "office", "petition_statistics", {"year": 2025}),
        ("statistics of the Front", "front", "petition_statistics", {}),
        ("work of the office", "office", "my_work", {}),
        ("work of a unit", "unit", "my_work", {}),
        ("personal data", "office", "personal_data", {}),
        ("personal data, person", "office", "personal_data", {"user": cast.clerk.pk}),
        ("retention list", "office", "petition_anonymise", {}),
        ("answers", "office", "answer_list", {}),
        ("answers, approved", "office", "answer_list", {"xem": "xong"}),
        ("answers of a unit", "unit", "answer_list", {"xem": "xong"}),
        ("answers, the chair's", "chair", "answer_list", {}),
        ("results to send", "office", "petition_publish_list", {}),
        ("letters upwards", "office", "petition_upward_list", {}),
    ]  # fmt: skip
    return rows


SEARCHES = [
    ("common", "duong"), ("common", "de nghi"), ("common, two words", "thoat nuoc"), ("a field's name", "dat dai"),
    ("two letters", "an"), ("three words, any order", "nuoc thoat mua"), ("rare", "vai thieu"), ("rare, name", "oanh to khac"),
    ("name", "nguyen thi hoa"), ("hamlet", "Thôn Cẩm La"), ("full text", "Sửa nhà văn hóa thôn"), ("mistyped", "thoat nuco"),
    ("mistyped", "dien chieu snag"), ("mistyped", "nghia tranng"), ("mistyped long", "khogn"), ("nothing", "xyzzyq"),
    ("code", "KN-2024-0012"), ("short code", "2024-12"), ("code's part", "0012"),
]  # fmt: skip


def server_seconds():
    """Processor time of the connection's own server process; nothing on SQLite, which works in ours."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    figures = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")


def measure(client, url, query):
    """(queries, every run's time, processor) in milliseconds; the first call warms what the process keeps.

    The processor's time, ours and the server's together, is
    what stays the same when others use the machine.
    """
    client.get(url, query)
    times, begun = [], time.process_time() + server_seconds()
    for _ in range(RUNS):
        begin = time.perf_counter()
        answer = client.get(url, query)
        times.append((time.perf_counter() - begin) * 1000)
        assert answer.status_code == 200, (url, query, answer.status_code)
    processor = (time.process_time() + server_seconds() - begun) * 1000 / RUNS
    with CaptureQueriesContext(connection) as captured:
        client.get(url, query)
    return len(captured), times, processor


def told(name, figures):
    queries, times, processor = figures
    print(
        f"{name:48} {queries:3} queries  p50 {statistics.median(times):7.1f}  slowest {max(times):7.1f}"
        f"  processor {processor:7.1f} ms"
    )


@pytest.fixture
def crowd(cast, november):
    begin = time.perf_counter()
    calendars.fill_year(2026)
    meetings = a_crowd(cast=cast, count=COUNT, last_on=TODAY)
    petitions = list(Petition.objects.order_by("-pk")[:READINGS])
    readings = [
        entry(actor=(cast.office, cast.clerk, cast.front)[n % 3], action="personal_data.read" if n % 5 == 0 else "petition.edit",
              subject=petition, sentence="đã xem số điện thoại và địa chỉ của người kiến nghị")
        for n, petition in enumerate(petitions)
    ]  # fmt: skip
    AuditEntry.objects.bulk_create(readings, batch_size=2000)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"\n{COUNT} petitions on {connection.vendor}, made in {time.perf_counter() - begin:.0f} s")
    return meetings


def test_pages_and_searches_over_a_hundred_thousand_petitions(crowd, cast, sign_in):
    over = pages_over_budget(crowd, cast, sign_in) | searches_over_budget(cast, sign_in)
    assert not over


def pages_over_budget(crowd, cast, sign_in):
    """Prints what each page costs; {page: queries} of those beyond the budget, of lists only."""
    seen = {}
    rows = statements(cast) + [
        ("conference page", "office", "conference_detail", {"pk": crowd[0].pk}),
        ("conference page, Front", "front", "conference_detail", {"pk": crowd[0].pk}),
    ]
    for name, who, page, query in rows:
        query = dict(query)
        try:
            url = reverse(page, args=[query.pop("pk")] if "pk" in query else [])
        except NoReverseMatch:
            print(f"{name:34} —")
            continue
        figures = measure(sign_in(getattr(cast, who)), url, query)
        told(name, figures)
        if figures[0] > BUDGET and not name.startswith(HOMES):
            seen[name] = figures[0]
    return seen


def searches_over_budget(cast, sign_in):
    """The same for searches, and the 95th percentile of all runs of all of them."""
    url, every, over = reverse("petition_list"), [], {}
    for kind, words in SEARCHES:
        figures = measure(sign_in(cast.office), url, {"q": words})
        told(f"search, {kind}: {words}", figures)
        every += figures[1]
        if figures[0] > BUDGET:
            over[words] = figures[0]
    every.sort()
    percentile = every[int(len(every) * 0.95)]
    print(f"{len(every)} searches, the 95th percentile: {percentile:.0f} ms on the clock (wanted: under 200)")
    return over
