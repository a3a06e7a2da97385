"""The list of petitions: every filter against the rows themselves, who sees what, kept filters, the spreadsheet."""

import io
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ

from core.models import AuditEntry
from feedback import services, tasks
from feedback.forms.lists import petition_filter
from feedback.models import Assignment, ListExport, Petition, SavedFilter
from feedback.queries import filtered
from feedback.services import exports
from feedback.services import lists as kept_filters
from feedback.states import AssignmentState, Field, PetitionState
from tests.factories.crowd import HAMLETS, a_crowd
from tests.factories.feedback import TODAY, a_petition

COUNT = 260
IN_FORCE = ("offered", "accepted", "done")


@pytest.fixture
def crowd(cast):
    a_crowd(cast=cast, count=COUNT, last_on=TODAY, years=3, conferences=3)
    return list(Petition.objects.prefetch_related("assignments__answers").order_by("pk"))


def shown(user, **query):
    form = petition_filter(user, "&".join(f"{name}={value}" for name, value in query.items()))
    return set(filtered(user, form.values()).rows.values_list("pk", flat=True))


def leads(petition):
    return [one for one in petition.assignments.all() if one.is_lead and one.state in IN_FORCE]


def is_overdue(petition):
    return any(
        one.due_on < TODAY and one.state in ("offered", "accepted")
        and not any(answer.state in ("submitted", "forwarded", "approved") for answer in one.answers.all())
        for one in leads(petition)
    )  # fmt: skip


def test_every_filter_shows_what_the_rows_say(cast, crowd):
    unit, meeting = cast.units.economy.pk, crowd[5].conference_id

    def given(petition):
        return [row for row in petition.assignments.all() if row.unit_id == unit and row.state in IN_FORCE]

    wanted = {
        (): lambda one: True,
        (("state", "open"),): lambda one: one.state in ("received", "classified", "assigned"),
        (("state", "settled"),): lambda one: one.state in ("answered", "reported_up", "rejected"),
        (("state", "received"),): lambda one: one.state == "received",
        (("state", "to_assign"),): lambda one: one.state == "classified" and one.triage != "upward",
        (("state", "offered"),): lambda one: any(row.state == "offered" for row in one.assignments.all()),
        (("field", "land"),): lambda one: one.field == "land",
        (("field", "none"),): lambda one: one.field == "",
        (("triage", "upward"),): lambda one: one.triage == "upward",
        (("competence", "higher"),): lambda one: one.competence == "higher",
        (("hamlet", HAMLETS[2]),): lambda one: one.hamlet == HAMLETS[2],
        (("hamlet", "none"),): lambda one: one.hamlet == "",
        (("source", "phone"),): lambda one: one.source == "phone",
        (("collector", cast.units.front.pk),): lambda one: one.collector_id == cast.units.front.pk,
        (("satisfaction", "satisfied"),): lambda one: one.satisfaction == "satisfied",
        (("conference", meeting),): lambda one: one.conference_id == meeting,
        (("unit", unit),): lambda one: bool(given(one)),
        (("unit", unit), ("part", "lead")): lambda one: any(row.is_lead for row in given(one)),
        (("unit", "none"),): lambda one: not leads(one),
        (("year", 2025),): lambda one: one.received_on.year == 2025,
        (("from_on", "1/3/2025"),): lambda one: one.received_on >= date(2025, 3, 1),
        (("from_on", "1/3/2025"), ("to_on", "30/9/2025")): lambda one: date(2025, 3, 1) <= one.received_on <= date(2025, 9, 30),
        (("urgent", "on"),): lambda one: one.is_urgent,
        (("overdue", "on"),): is_overdue,
        (("field", "infrastructure"), ("state", "settled"), ("year", 2025)):
            lambda one: one.field == "infrastructure" and one.state in ("answered", "reported_up", "rejected") and one.received_on.year == 2025,
    }  # fmt: skip
    for query, fits in wanted.items():
        known = {one.pk for one in crowd if one.state != "merged" and fits(one)}
        assert shown(cast.office, **dict(query)) == known, query
        assert known or query[0][0] in ("urgent",), query
    merged = {one.pk for one in crowd if one.state == "merged"}
    assert merged and shown(cast.office, state="merged") == merged
    assert any(is_overdue(one) for one in crowd)


def test_a_filter_that_makes_no_sense_is_left_out(cast, crowd, sign_in):
    client, everything = sign_in(cast.office), shown(cast.office)
    for query in (
        {"state": "deleted"}, {"field": "' OR 1=1"}, {"unit": "999999"}, {"unit": "x"}, {"conference": "-1"}, {"year": "9999"},
        {"from_on": "31/2/2026"}, {"from_on": "gần đây"}, {"sap": "password"}, {"sap": "-"}, {"urgent": ""},
        {"satisfaction": "\x00"}, {"hamlet": "\x00"}, {"from_on": "1/1/0001"}, {"trang": "0"}, {"trang": "-5"}, {"trang": "x" * 300}, {"trang": "99999999"},
    ):  # fmt: skip
        answer = client.get(reverse("petition_list"), query)
        assert answer.status_code == 200, query
        assert answer.context["page"].paginator.count == len(everything), query


def test_the_list_is_sorted_as_asked(cast, crowd, sign_in):
    client = sign_in(cast.office)

    def page(**query):
        return [row["petition"] for row in client.get(reverse("petition_list"), query).context["rows"]]

    assert [one.received_on for one in page(sap="received_on")] == sorted(
        one.received_on for one in crowd if one.state != "merged"
    )[:25]
    hamlets = [one.hamlet for one in page(sap="-hamlet")]
    assert hamlets == sorted(hamlets, reverse=True)
    days = list(Assignment.objects.pending().leads().order_by("due_on").values_list("due_on", flat=True))
    shown_days = [one.lead_due_on for one in page(sap="due_on") if one.lead_state in ("offered", "accepted")]
    assert shown_days == days[:25]
    usual = page()
    assert [one.is_urgent for one in usual] == sorted((one.is_urgent for one in usual), reverse=True)


def test_lists_and_spreadsheets_show_each_only_theirs(cast, crowd, sign_in, neighbours):
    for who in ("unit", "front", "party", "chair", "admin", "province"):
        check_who_sees_what(cast, crowd, sign_in, who)
    assert shown(neighbours.office) == set()


def check_who_sees_what(cast, crowd, sign_in, who):
    user = getattr(cast, who)
    own = {"unit": cast.units.economy.pk, "front": cast.units.front.pk, "party": cast.units.party.pk}.get(who)
    mine = {
        one.pk
        for one in crowd
        if any(row.unit_id == own and row.state in IN_FORCE for row in one.assignments.all())
    }
    open_to_all = {one.pk for one in crowd if one.field != Field.CONDUCT and not one.names_official}
    entered = {one.pk for one in crowd if one.entered_by_id == user.pk}
    everything = {one.pk for one in crowd}
    sees = {
        "unit": mine, "front": open_to_all | mine | entered, "party": open_to_all | mine | entered, "chair": everything,
        "admin": set(), "province": set(),
    }[who]  # fmt: skip
    merged = {one.pk for one in crowd if one.state == PetitionState.MERGED}
    assert shown(user) == sees - merged
    assert shown(user, q="de nghi") == sees
    assert shown(user, field="conduct") <= sees
    answer = sign_in(user).get(reverse("petition_export"))
    if who in ("admin", "province"):
        assert answer.status_code == 403
    else:
        assert answer.context["total"] == len(sees - merged)


def test_a_list_costs_the_same_with_one_and_with_many(cast, sign_in, client):
    a_petition(cast=cast, content="Sửa đường thôn.")
    counts = {}
    for turn in range(2):
        for who in ("office", "front", "unit"):
            for query in (
                {},
                {"q": "duong"},
                {"q": "duogn"},
                {"overdue": "on", "year": "2026"},
                {"sap": "due_on"},
            ):
                sign_in(getattr(cast, who)).get(reverse("petition_list"), query)
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(reverse("petition_list"), query).status_code == 200
                counts.setdefault((who, *query.items()), []).append(len(captured))
        if turn == 0:
            a_crowd(cast=cast, count=60, last_on=TODAY, years=1, conferences=1)
    assert all(one <= 10 and abs(one - many) <= 1 for one, many in counts.values()), counts


# --- kept filters ----------------------------------------------------------------------------------------------


def test_a_filter_is_kept_shown_and_dropped(cast, crowd, sign_in):
    client = sign_in(cast.office)
    url = reverse("saved_filter_add")
    query = f"field=land&hamlet={HAMLETS[0]}&from_on=1/2/2025&nonsense=1&state=zzz"
    client.post(url, {"name": "Đất đai thôn Đông", "query": query})
    kept = SavedFilter.objects.get()
    assert kept.query == "field=land&hamlet=Th%C3%B4n+%C4%90%C3%B4ng&from_on=01%2F02%2F2025"
    page = client.get(reverse("petition_list") + "?" + kept.query)
    assert "Đất đai thôn Đông" in page.content.decode() and 'aria-current="true"' in page.content.decode()
    assert {row["petition"].field for row in page.context["rows"]} <= {"land"}
    client.post(url, {"name": "Đất đai thôn Đông", "query": "state=open"})
    assert SavedFilter.objects.get().query == "state=open"
    assert client.get(reverse("saved_filter_delete", args=[kept.pk])).status_code == 405
    client.post(reverse("saved_filter_delete", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


def test_kept_filters_are_ones_own_and_bounded(cast, sign_in, neighbours):
    kept = services.keep_filter(name="Của tôi", query="state=open", actor=cast.office)
    for other in (cast.clerk, cast.front, neighbours.office):
        client = sign_in(other)
        assert client.post(reverse("saved_filter_delete", args=[kept.pk])).status_code == 404
        assert "Của tôi" not in client.get(reverse("petition_list")).content.decode()
    client = sign_in(cast.office)
    for name, query, words in (
        ("", "state=open", "Hãy đặt tên"), ("x" * 81, "state=open", "Hãy đặt tên"), ("Trống", "", "chưa lọc gì"),
        ("Trống", "state=unheard", "chưa lọc gì"), ("Dài", urlencode({"q": "ế" * 100}), "quá dài"),
    ):  # fmt: skip
        page = client.post(reverse("saved_filter_add"), {"name": name, "query": query}, follow=True)
        assert words in page.content.decode(), name
    for number in range(kept_filters.MOST_KEPT - 1):
        services.keep_filter(name=f"Lọc {number}", query="state=open", actor=cast.office)
    page = client.post(reverse("saved_filter_add"), {"name": "Nữa", "query": "state=open"}, follow=True)
    assert "Hãy bỏ bớt" in page.content.decode()
    assert SavedFilter.objects.filter(user=cast.office).count() == kept_filters.MOST_KEPT


# --- the spreadsheet -------------------------------------------------------------------------------------------


def sheet(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )


def test_the_spreadsheet_holds_exactly_what_the_list_shows(cast, crowd, sign_in):
    client = sign_in(cast.office)
    query = {"field": "infrastructure", "sap": "received_on"}
    page = client.get(reverse("petition_export"), query)
    assert "Giao thông" in page.content.decode()
    rows = sheet(client.post(reverse("petition_export") + "?field=infrastructure&sap=received_on", {}))
    on_page = [row["petition"].code for row in client.get(reverse("petition_list"), query).context["rows"]]
    assert [row[0] for row in rows[1:]][: len(on_page)] == on_page
    assert len(rows) - 1 == len(shown(cast.office, field="infrastructure")) == page.context["total"]
    assert rows[0][:4] == ["Mã", "Ngày nhận", "Người kiến nghị", "Thôn"] and "Điện thoại" not in rows[0]
    assert not any("09" in str(cell) and str(cell).isdigit() for row in rows for cell in row)
    entry = AuditEntry.objects.filter(action="personal_data.read").latest("pk")
    assert entry.sentence == f"đã xuất bảng tính {len(rows) - 1} kiến nghị, không có điện thoại, địa chỉ"


def test_contacts_leave_only_on_a_tick_and_with_who_may_read_them(cast, sign_in):
    petition = a_petition(
        cast=cast, content="=HYPERLINK(1)", petitioners=[{"name": "+cmd|' /C calc'!A0", "phone": "0912345678", "address": "@Số 5"}]
    )  # fmt: skip
    rows = sheet(sign_in(cast.office).post(reverse("petition_export"), {"contacts": "on"}))
    assert rows[0][3:6] == ["Điện thoại", "Địa chỉ", "Thư điện tử"]
    assert rows[1][2:5] == ["+cmd|' /C calc'!A0", "0912345678", "@Số 5"]  # as text, whatever it begins with
    assert AuditEntry.objects.latest("pk").sentence == "đã xuất bảng tính 1 kiến nghị, có điện thoại, địa chỉ"
    for who in (cast.party, cast.front):
        client = sign_in(who)
        page = client.get(reverse("petition_export"))
        assert ("contacts" in page.content.decode()) == (who == cast.front)
        rows = sheet(client.post(reverse("petition_export"), {"contacts": "on"}))
        assert ("Điện thoại" in rows[0]) == (who == cast.front)
    with pytest.raises(Exception, match="chỉ dành cho"):
        services.start_list_export(query="", has_contacts=True, actor=cast.party)
    assert petition.code == rows[1][0]


def test_a_long_list_is_written_by_the_worker(cast, crowd, sign_in, monkeypatch, neighbours):
    monkeypatch.setattr(exports, "AT_ONCE", 10)
    client = sign_in(cast.office)
    with pytest.MonkeyPatch.context() as patch:
        queued = []
        patch.setattr(exports, "async_task", lambda name, pk: queued.append((name, pk)))
        patch.setattr(exports.transaction, "on_commit", lambda work: work())
        answer = client.post(reverse("petition_export"), {"contacts": "on"})
    export = ListExport.objects.get()
    assert queued == [("feedback.tasks.run_list_export", export.pk)]
    assert answer.url == reverse("list_export_detail", args=[export.pk])
    page = client.get(answer.url)
    assert "Đang lập bảng tính" in page.content.decode()
    assert client.get(reverse("list_export_progress", args=[export.pk])).status_code == 200
    assert client.get(reverse("list_export_download", args=[export.pk])).status_code == 409
    assert tasks.run_list_export(export.pk) and not tasks.run_list_export(export.pk)
    rows = sheet(client.get(reverse("list_export_download", args=[export.pk])))
    assert len(rows) - 1 == len(shown(cast.office)) == ListExport.objects.get().done
    assert "đã tải bảng tính" in AuditEntry.objects.latest("pk").sentence
    for other in (cast.clerk, cast.chair, neighbours.office):
        for name in ("detail", "progress", "download"):
            assert sign_in(other).get(reverse(f"list_export_{name}", args=[export.pk])).status_code == 404
        assert client.post(reverse("list_export_retry", args=[export.pk])).status_code == 404


def test_an_export_that_stood_still_is_begun_anew(
    cast, crowd, sign_in, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(exports, "AT_ONCE", 10)
    export = services.start_list_export(query="state=settled", has_contacts=False, actor=cast.office)
    client = sign_in(cast.office)
    assert client.post(reverse("list_export_retry", args=[export.pk])).status_code == 409
    monkeypatch.setattr(services, "write_list_export", lambda export: 1 / 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            tasks.run_list_export(export.pk)
    assert not tasks.run_list_export(export.pk)
    assert "sau ba lần thử" in client.get(reverse("list_export_detail", args=[export.pk])).content.decode()
    monkeypatch.undo()
    client.post(reverse("list_export_retry", args=[export.pk]))
    assert tasks.run_list_export(export.pk)
    done = ListExport.objects.get()
    assert done.total == len(shown(cast.office, state="settled")) and not done.error
    ListExport.objects.update(done_at=done.done_at - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.forget_exports() == 1
    assert tasks.forget_exports() == 0
    assert not ListExport.objects.get(pk=done.pk).file and not done.file.storage.exists(done.file.name)
    assert client.get(reverse("list_export_download", args=[done.pk])).status_code == 409


def test_an_empty_or_an_endless_list_is_refused_with_a_sentence(cast, crowd, sign_in, monkeypatch):
    client = sign_in(cast.office)
    page = client.post(reverse("petition_export") + "?q=khongcodauxyz", {})
    assert "không có gì để xuất" in page.content.decode()
    # Cut off, it would be another filter.
    page = client.post(reverse("petition_export") + "?" + urlencode({"q": "ế" * 100}), {})
    assert "Bộ lọc này quá dài" in page.content.decode() and not ListExport.objects.exists()
    monkeypatch.setattr(exports, "MOST_EXPORTED", 5)
    page = client.post(reverse("petition_export"), {})
    assert "không quá 5 kiến nghị" in page.content.decode() and not ListExport.objects.exists()
    assert not OrmQ.objects.exists()
    assert AssignmentState.DONE in IN_FORCE
