"""Files of petitions on their way into the book: every decision, the worker killed and run twice, taken back, mended."""

import io
import zipfile

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from feedback import importing, queries, services, tasks
from feedback.models import ImportRow, Petition, Petitioner, PetitionImport, SearchWord
from feedback.models.imports import STUCK_AFTER
from feedback.states import ImportState, PetitionState, RowVerdict, Source
from tests.factories.core import a_unit
from tests.factories.feedback import a_petition, the_conference
from tests.factories.imports import (
    BAD_ROW,
    HEADINGS,
    ROWS,
    a_read_import,
    a_started_import,
    an_applied_import,
    run,
    upload,
    xlsx,
)


def state(one):
    return PetitionImport.objects.get(pk=one.pk).state


def actions(one):
    return [entry.action for entry in AuditEntry.objects.about(one).order_by("pk")]


def apply(one, cast, **more):
    values = {"good_only": False, "takes_known": False, "version": one.version} | more
    return services.apply_petition_import(petition_import=one, actor=cast.office, **values)


# --- sending in, reading ---------------------------------------------------------------------------------------


def test_a_file_sent_in_is_kept_and_read_by_the_worker(cast, django_capture_on_commit_callbacks):
    file, conference = xlsx([HEADINGS, *ROWS]), the_conference(cast)
    raw = file.read()
    file.seek(0)
    with django_capture_on_commit_callbacks() as callbacks:
        one = a_started_import(cast=cast, file=file, conference=conference)
    assert [callback.args for callback in callbacks] == [("feedback.tasks.run_import", one.pk)]
    assert one.state == ImportState.READING and one.file.open("rb").read() == raw
    with pytest.raises(NotYourRole):
        a_started_import(cast=cast, actor=cast.unit)


def test_read_petition_import_gives_every_row_its_verdict(cast):
    known = a_petition(cast=cast, content="Sửa cầu ao làng.")
    rows = [
        *ROWS,
        BAD_ROW,
        ROWS[0][:2] + ["NGUYEN THI HOA"],
        [5, "SỬA CẦU  AO LÀNG", "Ai đó"],
        ["", "", "", "", "", ""],
    ]
    one = a_read_import(cast=cast, rows=rows)
    assert (one.state, one.total, one.done) == (ImportState.READY, 5, 5)
    assert list(one.rows.values_list("number", "verdict", "same_as_row", "same_as")) == [
        (2, "good", None, None), (3, "good", None, None), (4, "bad", None, None), (5, "repeated", 2, None),
        (6, "known", None, known.pk),
    ]  # fmt: skip
    bad = one.rows.get(number=4)
    assert set(bad.errors) == {"phone", "received_on"} and bad.cells["received_on"] == "31/2/2026"
    assert one.found_columns[0] == ["Nội dung", "content"] and one.unknown_columns == []
    assert actions(one) == ["petition_import.start", "petition_import.read"]


def test_read_petition_import_twice_leaves_the_same_rows(cast):
    one = a_started_import(cast=cast)
    ImportRow.objects.create(petition_import=one, number=2, verdict=RowVerdict.GOOD)  # of a worker that died
    one = run(one)
    assert one.rows.count() == 2
    assert tasks.run_import(one.pk) is False
    assert one.rows.count() == 2


def test_fail_petition_import_keeps_the_sentence(cast):
    one = a_started_import(cast=cast, file=upload(b"Noi dung\n", "a.csv"))
    one = run(one)
    assert one.state == ImportState.FAILED
    assert (
        one.error
        == AuditEntry.objects.about(one).last().note
        == "Tệp chỉ có dòng tiêu đề, chưa có dòng kiến nghị nào. Hãy điền rồi gửi lại."
    )
    services.discard_petition_import(petition_import=one, actor=cast.front)
    assert state(one) == ImportState.DISCARDED


def test_fail_petition_import_when_reading_breaks_in_an_unforeseen_way(cast, monkeypatch):
    one = a_started_import(cast=cast)
    monkeypatch.setattr(services.importing.importing, "read", lambda file: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.run_import(one.pk)
    assert PetitionImport.objects.get().error.startswith("Máy gặp lỗi ngoài dự kiến")


def test_a_worker_that_dies_three_times_gives_the_import_back(cast, monkeypatch):
    class Killed(BaseException):
        pass

    def die(**kwargs):
        raise Killed

    one = a_started_import(cast=cast)
    monkeypatch.setattr(services, "carry_on_import", die)
    for _ in range(3):
        with pytest.raises(Killed):
            tasks.run_import(one.pk)
        assert state(one) == ImportState.READING
    assert tasks.run_import(one.pk) is False
    assert state(one) == ImportState.FAILED


# --- deciding, writing -----------------------------------------------------------------------------------------


def test_apply_petition_import_and_finish_petition_import_write_the_petitions(cast):
    a_petition(cast=cast)
    one = an_applied_import(cast=cast)
    first, second = Petition.objects.filter(import_row__petition_import=one).order_by("code")
    assert (one.state, one.done) == (ImportState.DONE, 2)
    assert [first.code, second.code] == ["KN-2026-0002", "KN-2026-0003"]
    assert (first.source, first.collector, first.entered_by) == (
        Source.FRONT_FORM,
        cast.units.front,
        cast.office,
    )
    assert (first.state, first.hamlet, str(first.received_on)) == (
        PetitionState.RECEIVED,
        "Thôn Đông",
        "2026-04-16",
    )
    person = first.petitioners.get()
    assert (person.name, person.phone) == ("Nguyễn Thị Hoa", "0987 654 321")
    assert first.raised_by == "Nguyễn Thị Hoa"
    assert len({first.tracking_code, second.tracking_code, ""}) == 3
    # The shadow is that of any other petition.
    again = Petition.objects.get(pk=first.pk)
    services.shadow.shadow(again, [(person.name, person.hamlet)])
    assert (again.search_text, again.content_key) == (first.search_text, first.content_key)
    assert SearchWord.objects.filter(commune=cast.commune, word="muong").exists()
    assert [entry.sentence for entry in AuditEntry.objects.about(second)] == [
        "đã nhập kiến nghị từ tệp “to.xlsx”, dòng 3"
    ]
    assert actions(one)[2:] == ["petition_import.apply", "petition_import.finish"]
    assert a_petition(cast=cast).code == "KN-2026-0004"


def test_finish_petition_import_run_twice_writes_once(cast):
    one = an_applied_import(cast=cast, takes_known=True)
    assert tasks.run_import(one.pk) is False
    # A second worker that saw the import before the first one ended: it finds the door shut.
    stale = PetitionImport.objects.get(pk=one.pk)
    vars(stale)["state"] = ImportState.APPLYING
    with pytest.raises(Refused):
        services.finish_petition_import(petition_import=stale)
    # And were it open, a row of the file bears one petition.
    rows = list(one.rows.order_by("number"))
    with pytest.raises(IntegrityError), transaction.atomic():
        services.importing.write_petitions(one, rows, services.importing.prepared(one, rows))
    assert Petition.objects.count() == 2


def test_a_worker_killed_while_writing_leaves_nothing_and_the_next_one_writes_all(cast, monkeypatch):
    class Killed(BaseException):
        pass

    one, before = a_read_import(cast=cast), Petition.objects.count()
    apply(one, cast)
    monkeypatch.setattr(services.importing, "remember_words", lambda *args: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        tasks.run_import(one.pk)
    assert Petition.objects.count() == before and state(one) == ImportState.APPLYING
    monkeypatch.undo()
    assert run(one).state == ImportState.DONE
    assert sorted(Petition.objects.values_list("code", flat=True)) == ["KN-2026-0001", "KN-2026-0002"]


def test_halt_petition_import_when_writing_fails(cast, monkeypatch):
    one = a_read_import(cast=cast)
    apply(one, cast)
    monkeypatch.setattr(services.importing, "write_petitions", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.run_import(one.pk)
    one.refresh_from_db()
    assert one.state == ImportState.READY and one.error and not Petition.objects.exists()
    monkeypatch.undo()
    apply(one, cast)
    assert run(one).state == ImportState.DONE


def test_halt_petition_import_when_the_book_got_the_same_meanwhile(cast):
    one = a_read_import(cast=cast)
    apply(one, cast)
    mine = a_petition(cast=cast, content=ROWS[0][1])
    one = run(one)
    assert one.state == ImportState.READY and "trùng với kiến nghị mới" in one.error
    assert one.rows.get(verdict=RowVerdict.KNOWN).same_as == mine
    apply(one, cast, takes_known=True)
    assert run(one).done == 2


def test_apply_petition_import_is_all_or_nothing_only_without_faults(cast):
    one = a_read_import(cast=cast, rows=[*ROWS, BAD_ROW, ROWS[0]])
    with pytest.raises(Refused, match="còn 1 dòng lỗi"):
        apply(one, cast)
    with pytest.raises(Refused, match="Người khác vừa sửa"):
        apply(one, cast, good_only=True, version=one.version - 1)
    with pytest.raises(NotYourRole):
        services.apply_petition_import(
            petition_import=one, good_only=True, takes_known=False, version=one.version, actor=cast.chair
        )
    apply(one, cast, good_only=True)
    assert "bỏ 1 dòng lỗi" in AuditEntry.objects.about(one).last().note
    one = run(one)
    assert one.done == 2
    with pytest.raises(Refused, match="Đã nhập"):
        apply(one, cast)


def test_repeated_rows_are_taken_on_demand(cast):
    one = an_applied_import(cast=cast, rows=[ROWS[0], ROWS[0]], takes_known=True)
    assert one.done == 2
    one = a_read_import(cast=cast, rows=[ROWS[0]])
    with pytest.raises(Refused, match="Không có dòng nào"):
        apply(one, cast)


def test_a_row_without_a_name_is_a_petition_like_any_other(cast):
    one = an_applied_import(cast=cast, rows=[["", "Đề nghị sửa cầu.", "", "Thôn Tây"]])
    assert Petitioner.objects.get(petition__import_row__petition_import=one).name == "Người dân không ghi tên"


def test_hamlets_are_counted_under_one_name_and_strange_ones_are_told(cast):
    its = a_unit(cast=cast, name="Thôn Đông").short_name
    rows = [
        ["", f"Việc thứ {n} của thôn.", "Lê An", name]
        for n, name in enumerate(["đông", "T. Đông", "THON DONG", "Thôn Lạ"])
    ]
    one = a_read_import(cast=cast, rows=rows)
    assert [row.values["hamlet"] for row in one.rows.order_by("number")] == [its] * 3 + ["Thôn Lạ"]
    (notice,) = [text for text in one.notices if "danh mục" in text]
    assert notice.startswith("1 dòng ghi thôn") and "“Thôn Lạ”" in notice
    assert a_petition(cast=cast, hamlet="thon dong").hamlet == its


def test_codes_follow_the_year_of_receipt(cast):
    rows = [
        ["", "Việc năm ngoái.", "", "", "", "30/12/2025"],
        ["", "Việc năm nay.", "", "", "", ""],
        ["", "Việc khác."],
    ]
    an_applied_import(cast=cast, rows=rows)
    assert list(Petition.objects.order_by("pk").values_list("code", flat=True)) == [
        "KN-2025-0001", "KN-2026-0001", "KN-2026-0002",
    ]  # fmt: skip


def test_rows_that_name_an_official_are_restricted_like_any_other_petition(cast):
    """LP-29: an import is no way around what is asked of a petition entered by hand."""
    rows = [["", f"Đề nghị xem lại cách tiếp dân của {cast.chair.full_name}."], ["", "Sửa cầu."]]
    first, second = an_applied_import(cast=cast, rows=rows).petitions().order_by("pk")
    assert (first.names_official, second.names_official) == (True, False)
    assert [entry.action for entry in AuditEntry.objects.about(first).order_by("pk")] == [
        "petition.add",
        "petition.restrict",
    ]
    by_hand = a_petition(cast=cast, content=rows[0][1] + " Lần hai.")
    assert by_hand.names_official
    assert (
        AuditEntry.objects.about(by_hand).last().sentence == AuditEntry.objects.about(first).last().sentence
    )


# --- taking back -----------------------------------------------------------------------------------------------


def test_finish_undo_petition_import_takes_all_back(cast):
    mine = a_petition(cast=cast)
    one = an_applied_import(cast=cast)
    services.undo_petition_import(petition_import=one, actor=cast.front)
    one = run(one)
    assert one.state == ImportState.UNDONE
    assert list(Petition.objects.all()) == [mine] and Petitioner.objects.count() == 1
    assert one.file.open("rb").read() and one.rows.count() == 2
    assert "mã KN-2026-0002 đến KN-2026-0003" in AuditEntry.objects.about(one).last().note
    assert tasks.run_import(one.pk) is False
    # The numbers are not given again, and the same file may come in anew.
    assert an_applied_import(cast=cast).done == 2
    assert Petition.objects.order_by("-pk").first().code == "KN-2026-0005"


def test_undo_petition_import_is_refused_when_somebody_worked_on_it(cast):
    one = an_applied_import(cast=cast)
    petition = one.petitions().order_by("pk")[1]
    services.reject_petition(petition=petition, reason="Không thuộc xã.", actor=cast.office)
    with pytest.raises(Refused, match="Đã có người xử lý KN-2026-0002 nên"):
        services.undo_petition_import(petition_import=one, actor=cast.office)


@pytest.mark.parametrize("how", ["attach", "follow", "edit"])
def test_undo_petition_import_sees_every_kind_of_work(cast, how):
    one = an_applied_import(cast=cast)
    first, second = one.petitions().order_by("pk")
    if how == "attach":
        services.attach_to_petition(petition=first, files=[upload(b"%PDF-1.4\n", "a.pdf")], actor=cast.office)
    elif how == "follow":
        Petition.objects.filter(pk=second.pk).update(answered_with=first)
    else:
        Petition.objects.filter(pk=first.pk).update(version=2)
    assert "KN-2026-0001" in [row.code for row in one.worked_on()]
    with pytest.raises(Refused, match="Đã có người xử lý"):
        services.undo_petition_import(petition_import=one, actor=cast.office)


def test_halt_undo_petition_import_when_work_began_meanwhile(cast):
    one = an_applied_import(cast=cast)
    services.undo_petition_import(petition_import=one, actor=cast.office)
    services.reject_petition(petition=one.petitions().first(), reason="Không thuộc xã.", actor=cast.office)
    one = run(one)
    assert one.state == ImportState.DONE and "Đã có người xử lý" in one.error
    assert one.petitions().count() == 2


def test_discard_petition_import_ends_it(cast):
    one = a_read_import(cast=cast)
    services.discard_petition_import(petition_import=one, actor=cast.front)
    with pytest.raises(Refused, match="Đã bỏ"):
        apply(one, cast)
    assert not Petition.objects.exists()


def test_an_import_whose_worker_is_gone_is_given_to_another(cast):
    one = a_started_import(cast=cast)
    with pytest.raises(Refused, match="đang được xử lý"):
        services.requeue_petition_import(petition_import=one, actor=cast.office)
    PetitionImport.objects.update(touched_at=timezone.now() - STUCK_AFTER * 2)
    one.refresh_from_db()
    services.requeue_petition_import(petition_import=one, actor=cast.office)
    one.refresh_from_db()
    assert not one.is_stuck and run(one).state == ImportState.READY


# --- mending ---------------------------------------------------------------------------------------------------


def test_a_faulty_row_is_mended_on_the_page_and_judged_anew(cast):
    one = a_read_import(cast=cast, rows=[*ROWS, BAD_ROW, [4, "", "Ai"]])
    row, empty = one.rows.bad()
    with pytest.raises(Refused, match="Ngày “31/2/2026” chưa rõ"):
        services.fix_import_row(row=row, texts=dict(row.cells) | {"phone": ""}, actor=cast.office)
    with pytest.raises(NotYourRole):
        services.fix_import_row(row=row, texts={}, actor=cast.unit)
    good = dict(row.cells) | {"received_on": "28/2/2026", "phone": "0912345678"}
    assert services.fix_import_row(row=row, texts=good, actor=cast.office) == RowVerdict.GOOD
    same = {"content": ROWS[0][1].upper(), "name": "nguyễn thị hoa"}
    assert services.fix_import_row(row=empty, texts=same, actor=cast.office) == RowVerdict.REPEATED
    empty.refresh_from_db()
    assert empty.same_as_row == 2
    with pytest.raises(Refused, match="không có lỗi"):
        services.fix_import_row(row=row, texts=good, actor=cast.office)
    entry = AuditEntry.objects.about(one).filter(action="petition_import.fix_row").order_by("pk").first()
    assert entry.note == "Cột: Điện thoại, Ngày nhận" and "0912" not in str(entry.changes)
    with pytest.raises(Refused, match="Người khác vừa sửa"):
        apply(one, cast)  # decided on what stood before the rows were mended
    one.refresh_from_db()
    apply(one, cast)
    assert run(one).done == 3


def test_only_the_faulty_rows_go_out_and_come_back_in(cast):
    """Round trip: what begins like a formula comes out as quoted text and comes back as it was."""
    evil = [3, '=HYPERLINK("http://x","bấm đây")', "@SUM(A1)", "Thôn Bắc", "abc", "1/1/2030"]
    one = an_applied_import(cast=cast, rows=[*ROWS, evil], good_only=True)
    raw = queries.bad_rows_sheet(one)
    sheet = importing.read(upload(raw, "loi.xlsx"))
    assert sheet.unknown == []
    ((number, cells),) = sheet.rows
    assert (number, cells["content"], cells["name"]) == (2, evil[1], "@SUM(A1)")
    book = zip_of(raw)
    assert b"<f>" not in book["xl/worksheets/sheet1.xml"] and b'quotePrefix="1"' in book["xl/styles.xml"]
    assert (
        "Số điện thoại chỉ gồm" in book["xl/sharedStrings.xml"].decode()
        if "xl/sharedStrings.xml" in book
        else True
    )
    mended = a_read_import(cast=cast, rows=[[1, "Đường xấu.", "Lê Văn Cường"]], retry_of=one)
    assert mended.retry_of == one
    assert "sửa lỗi của" in AuditEntry.objects.about(mended).order_by("pk").first().sentence


def zip_of(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- pages -----------------------------------------------------------------------------------------------------


def url(name, *args):
    return reverse(name, args=args)


def send(client, conference, file, **more):
    data = {
        "file": file,
        "conference": conference.pk,
        "source": "front_form",
        "collector": "",
        "retry_of": "",
    }
    return client.post(url("petition_import_add"), data | more)


def test_the_whole_way_through_the_pages(cast, sign_in):
    conference, client = the_conference(cast), sign_in(cast.front)
    answer = send(client, conference, xlsx([HEADINGS, *ROWS, BAD_ROW]))
    one = PetitionImport.objects.get()
    page = client.get(answer.url).content.decode()
    assert "hx-get" in page and "Đang đọc tệp" in page
    run(one)
    assert client.get(url("petition_import_progress", one.pk))["HX-Refresh"] == "true"
    page = client.get(answer.url).content.decode()
    assert "Ngày nhận:</strong> Ngày “31/2/2026” chưa rõ" in page and "Tải 1 dòng lỗi" in page
    assert "0987" not in page
    row = one.rows.bad().get()
    page = client.get(url("import_row_fix", row.pk)).content.decode()
    assert "không có" in page and "Số điện thoại chỉ gồm" in page
    fixed = {"content": row.cells["content"], "name": "Lê Văn Cường", "received_on": "1/4/2026"}
    assert client.post(url("import_row_fix", row.pk), fixed).url == url("petition_import_detail", one.pk)
    page = client.get(url("petition_import_apply", one.pk)).content.decode()
    assert "Nhập trọn 3 dòng" in page
    one.refresh_from_db()
    answer = client.post(url("petition_import_apply", one.pk), {"rows": "all", "version": one.version})
    assert answer.url == url("petition_import_detail", one.pk)
    run(one)
    assert "KN-2026-0003" in client.get(answer.url).content.decode()
    assert "3 kiến nghị của tệp này" in client.get(url("petition_import_undo", one.pk)).content.decode()
    client.post(url("petition_import_undo", one.pk))
    assert run(one).state == ImportState.UNDONE


def test_openings_of_personal_data_are_logged(cast, sign_in):
    one, client = a_read_import(cast=cast, rows=[*ROWS, BAD_ROW]), sign_in(cast.office)
    answer = client.get(url("petition_import_original", one.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="to.xlsx"'
    client.get(url("petition_import_bad_rows", one.pk))
    client.get(url("import_row_fix", one.rows.bad().get().pk))
    reads = AuditEntry.objects.about(one).filter(action="personal_data.read").order_by("pk")
    assert [entry.sentence for entry in reads] == [
        "đã xem tệp kiến nghị gốc “to.xlsx”", "đã xem các dòng lỗi của tệp kiến nghị “to.xlsx”",
        "đã xem dòng 4 của tệp kiến nghị",
    ]  # fmt: skip


def test_a_file_deleted_as_names_were_taken_out_says_so(cast, sign_in):
    one, client = a_read_import(cast=cast), sign_in(cast.office)
    PetitionImport.objects.update(file="")
    assert "đã được xoá khi ẩn danh" in client.get(url("petition_import_detail", one.pk)).content.decode()
    answer = client.get(url("petition_import_original", one.pk))
    assert answer.status_code == 409 and "ẩn danh" in answer.content.decode()


def test_a_bad_file_is_told_beside_its_field_and_nothing_is_kept(cast, sign_in):
    client = sign_in(cast.office)
    answer = send(
        client, the_conference(cast), upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cu.xlsx")
    )
    assert answer.status_code == 200 and "Đây không phải bảng tính" in answer.content.decode()
    assert not PetitionImport.objects.exists()


def test_who_may_see_what(cast, neighbours, sign_in):
    """The Front sees its own files only, another commune nothing, a unit no page at all."""
    one = a_read_import(cast=cast, rows=[*ROWS, BAD_ROW])
    names = ["detail", "progress", "apply", "undo", "original", "bad_rows"]
    for name in names:
        assert sign_in(cast.front).get(url(f"petition_import_{name}", one.pk)).status_code == 404
        assert sign_in(neighbours.office).get(url(f"petition_import_{name}", one.pk)).status_code == 404
    assert sign_in(neighbours.office).get(url("import_row_fix", one.rows.first().pk)).status_code == 404
    assert sign_in(cast.unit).get(url("petition_import_list")).status_code == 403
    assert sign_in(cast.chair).get(url("petition_import_detail", one.pk)).status_code == 200
    assert sign_in(cast.chair).get(url("petition_import_add")).status_code == 403
    client = sign_in(cast.office)
    assert client.get(url("petition_import_discard", one.pk)).status_code == 405
    assert client.get(url("petition_import_undo", one.pk)).status_code == 409
    assert client.post(url("petition_import_requeue", one.pk)).status_code == 409
    assert client.post(url("petition_import_discard", one.pk)).status_code == 302


def test_a_restricted_petition_is_not_named_to_who_may_not_see_it(cast, sign_in):
    secret = a_petition(cast=cast, content=ROWS[0][1])
    Petition.objects.filter(pk=secret.pk).update(names_official=True)
    one = a_read_import(cast=cast, actor=cast.front)
    page = sign_in(cast.front).get(url("petition_import_detail", one.pk)).content.decode()
    assert "Trùng với kiến nghị đã có" in page and secret.code not in page


def test_lists_take_the_same_queries_for_one_and_for_many(cast, sign_in):
    client, seen = sign_in(cast.office), []
    for count in (1, 30):
        rows = [[n, f"Việc thứ {n} của lượt {count}.", "Nguyễn Thị Hoa", "", "x"] for n in range(count)]
        one = a_read_import(cast=cast, rows=[*rows, [0, f"Đúng {count}"]])
        with CaptureQueriesContext(connection) as captured:
            client.get(url("petition_import_detail", one.pk))
        seen.append(len(captured))
        apply(one, cast, good_only=True)
        one = run(one)
        for name, args in (("petition_import_list", []), ("petition_import_detail", [one.pk])):
            client.get(url(name, *args))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url(name, *args)).status_code == 200
            seen.append(len(captured))
    assert seen[:3] == seen[3:]
    assert max(seen) <= 10, seen
