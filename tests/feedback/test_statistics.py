"""Figures of petitions: each equals the list that it leads to, for everybody who may see it; charts are drawn right."""

from collections import Counter
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import charts
from feedback.models import Petition
from tests.factories.crowd import a_crowd
from tests.factories.feedback import TODAY, a_petition


@pytest.fixture
def crowd(cast):
    return a_crowd(cast=cast, count=220, last_on=TODAY, years=2, conferences=3, seed=11)


def lines_of(answer):
    return [line for table in answer.context["tables"] for line in table.lines] + list(
        answer.context["figures"].values()
    )


def test_every_figure_equals_the_list_that_it_leads_to(cast, crowd, sign_in):
    asked = 0
    for who, query in (
        ("office", {}), ("front", {}), ("office", {"conference": crowd[1].pk, "from_on": "10/2/2025", "to_on": "20/3/2026"}),
        ("party", {"year": "2025"}),
    ):  # fmt: skip
        client = sign_in(getattr(cast, who))
        answer = client.get(reverse("petition_statistics"), query)
        seen = {}
        for line in lines_of(answer):
            if line.url and line.count and line.url not in seen and (who == "office" or asked % 3 == 0):
                seen[line.url] = client.get(line.url).context["page"].paginator.count
                assert seen[line.url] == line.count, (who, line)
            asked += 1
        for table in answer.context["tables"]:
            assert sum(line.count for line in table.lines) == answer.context["total"], table.title
        text = unescape(answer.content.decode())
        assert all(line.url in text for line in lines_of(answer) if line.url and line.count)
    assert asked > 200


def test_the_figures_are_those_of_the_rows(cast, crowd, sign_in):
    rows = [one for one in Petition.objects.all() if one.state != "merged"]
    tables = {table.key: table for table in sign_in(cast.office).get(reverse("petition_statistics")).context["tables"]}  # fmt: skip
    known = Counter(one.get_field_display() or "Chưa xác định" for one in rows)
    assert dict(tables["field"].pairs) == known
    assert dict(tables["state"].pairs) == Counter(one.get_state_display() for one in rows)
    assert dict(tables["source"].pairs) == Counter(one.get_source_display() for one in rows)
    months = Counter(f"{one.received_on.month}/{one.received_on.year}" for one in rows)
    assert {label: count for label, count in tables["time"].pairs if count} == months
    hamlets = Counter(one.hamlet for one in rows if one.hamlet).most_common()
    assert [count for _, count in tables["hamlet"].pairs[:20]] == [count for _, count in hamlets[:20]]
    assert tables["hamlet"].pairs[20][0] == f"{len(hamlets) - 20} thôn khác"


def test_restricted_petitions_are_counted_for_those_who_may_see_them(cast, sign_in):
    a_petition(cast=cast)
    secret = a_petition(cast=cast)
    Petition.objects.filter(pk=secret.pk).update(names_official=True)
    totals = {
        who: sign_in(getattr(cast, who)).get(reverse("petition_statistics")).context["total"]
        for who in ("office", "chair", "front", "party")
    }
    assert totals == {"office": 2, "chair": 2, "front": 1, "party": 1}


def test_only_who_oversees_reads_figures(cast, sign_in, neighbours, client):
    a_petition(cast=cast)
    url = reverse("petition_statistics")
    for who in ("unit", "admin", "province"):
        assert sign_in(getattr(cast, who)).get(url).status_code == 403
    assert sign_in(neighbours.office).get(url).context["total"] == 0
    for query in ({"year": "x"}, {"conference": "999"}, {"from_on": "30/2/2026"}, {"to_on": "'"}):
        assert sign_in(cast.office).get(url, query).context["total"] == 1
    assert "Chưa có kiến nghị" not in sign_in(cast.office).get(url).content.decode()
    assert "Không có kiến nghị nào" in client.get(url, {"year": "2020"}).content.decode()


def test_figures_cost_the_same_with_one_and_with_many(cast, sign_in, client):
    a_petition(cast=cast)
    sign_in(cast.office)
    client.get(reverse("petition_statistics"))
    seen = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("petition_statistics"))
        seen.append(len(captured))
        if not turn:
            a_crowd(cast=cast, count=40, last_on=TODAY, years=1, conferences=1)
    assert seen[0] == seen[1] <= 10, seen


def test_charts_are_whole_numbers_inside_their_frame():
    for rows in ([], [("a", 0)], [("a", 1)], [("Một tên rất dài của một lĩnh vực nào đó", 12345), ("b", 1)], [(str(n), n) for n in range(60)]):  # fmt: skip
        for chart in (charts.bars(rows), charts.columns(rows)):
            parts = [chart, *chart.get("bars", ()), *chart.get("columns", ()), *chart.get("lines", ())]
            assert not [part for part in parts if any(isinstance(value, float) for value in part.values())]
            for one in chart.get("bars", chart.get("columns")):
                assert (
                    0 <= one["width"] <= chart["width"] and one.get("x", 0) + one["width"] <= chart["width"]
                )
                assert one.get("y", 0) >= 0 and one["y"] + one["height"] <= chart["height"]
    lying = charts.bars([("a", 10), ("b", 5), ("c", 0)])["bars"]
    assert lying[1]["width"] * 2 == lying[0]["width"] and lying[2]["width"] == 0
    assert [line["text"] for line in charts.columns([("a", 730)])["lines"]] == ["0", "400", "800"]


def test_a_chart_says_in_words_what_it_draws(cast, sign_in):
    a_petition(cast=cast, hamlet='Thôn "A" <b>')
    page = sign_in(cast.office).get(reverse("petition_statistics")).content.decode()
    assert (
        "<title" in page and "Biểu đồ thanh: Chưa xác định 1." in page and "Biểu đồ cột: 4/2026: 1." in page
    )
    assert (
        "<b>" not in page.replace("<b>", "", page.count("<b>") if "Thôn" not in page else 0)
        or "&lt;b&gt;" in page
    )
    assert "style=" not in page
