"""The ledger of a notice through its pages: who is missing, receipts, lists to sign, somebody added (LP-95 to LP-97)."""

import io
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from conclusions import services
from conclusions.documents import extract_html, extracts_of
from conclusions.models import Dispatch
from conclusions.queries.pages import matters_of
from conclusions.rules import conclusion_deadline
from conclusions.states import MailState, RecipientKind
from core.models import Attachment, AuditEntry, Notice
from core.models.log import READING
from core.refusals import Refused
from core.states import UnitKind
from deadlines.states import DeadlineState
from documents.models import Paper
from documents.services import render_paper
from documents.states import PaperKind
from feedback import services as feedback
from tests.conclusions.test_supplements import a_partial_notice
from tests.factories import conclusions as make
from tests.factories import core as core_make
from tests.factories import mailing
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-22 03:00:00+00:00", tick=False):
        yield


def url(name, *args):
    return reverse(name, args=args)


def labels(rows):
    return [row.label for row in rows]


# --- who stands in it -------------------------------------------------------------------------------------------


def test_villages_and_supporting_units_are_recipients(cast):
    """LP-97, QN-56, LAW-3: each village's head; who supports a pending line; the notice board."""
    core_make.a_unit(cast=cast, name="Thôn Đông", kind=UnitKind.VILLAGE)
    notice = make.a_draft(cast=cast)
    notice.items.get(group="pending").supporting.set([cast.units.police, cast.units.front])
    with on_the(make.DRAFTED_ON, 15):
        make.confirm_late_dates(cast=cast, notice=notice)
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    with on_the(make.ISSUED_ON):
        services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)
        services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    kinds = {row.kind: row for row in notice.dispatches.all()}
    assert kinds[RecipientKind.VILLAGE].label == "Thôn Đông"
    assert kinds[RecipientKind.SUPPORTING].unit == cast.units.police, "the Front has a row of its own already"
    public = notice.dispatches.filter(kind=RecipientKind.PUBLIC)
    assert [row.unit_id is not None for row in public] == [False, True]


def test_who_stands_in_a_merged_petition_is_a_recipient_with_that_answer(cast):
    """LP-95: each person of this conference, also under a petition that was merged into another."""
    conference = make.a_held_conference(cast=cast)
    with on_the(conference.held_on, 12):
        kept = conference.petitions.filter(content__contains="nạo vét").get()
        twin = make.a_petition(
            cast=cast,
            conference=conference,
            content="Mương thôn Đông ứ đọng.",
            people=[{"name": "Đào Thị Mơ"}],
        )
        feedback.merge_petition(petition=twin, into=kept, actor=cast.office)
    notice = make.an_issued_notice(cast=cast, conference=conference)
    row = notice.dispatches.get(label="Đào Thị Mơ")
    assert "nạo vét" in extract_html(row, matters_of(row))


def test_whose_matter_waits_for_the_supplement_is_told_until_when(cast):
    """D-23, LP-95: the sheet to that petitioner names the later day; the others' sheets do not."""
    notice = a_partial_notice(cast=cast)
    for row in notice.dispatches.exclude(petitioner=None):
        words = extract_html(row, matters_of(row))
        assert (
            "thông báo bổ sung, chậm nhất ngày 04 tháng 6 năm 2026" in words
        ) is row.petitioner.is_collective
    assert [html.count("thông báo bổ sung") for _, _, html in extracts_of(notice)] == [0, 1]


# --- the page ---------------------------------------------------------------------------------------------------


def test_a_whole_page_ticked_writes_over_nobody_who_has_the_notice(sign_in, cast):
    """LP-95: a day and proof stand until somebody ticks that row again; publishing is no matter of the post."""
    notice = make.an_issued_notice(cast=cast)
    client, rows = sign_in(cast.office), list(notice.dispatches.all())
    answer = client.post(url("dispatch_record", notice.pk), {"chon": "1", "rows": [row.pk for row in rows]})
    ticked = {entry["row"].pk for entry in answer.context["table"] if entry["chosen"]}
    assert ticked == {row.pk for row in rows if not row.is_done and not row.is_public}
    assert "chưa được chọn" in answer.content.decode()
    done = next(row.pk for row in rows if row.is_done)
    again = client.post(url("dispatch_record", notice.pk), {"chon": "1", "rows": [done]})
    assert [entry["chosen"] for entry in again.context["table"]] == [True], (
        "one row ticked alone is a correction"
    )


def test_the_ledger_shows_who_is_missing_first_and_the_figures(sign_in, cast):
    """LP-94, LP-95: what keeps the clock running stands on top."""
    notice = make.an_issued_notice(cast=cast)
    answer = sign_in(cast.office).get(url("dispatch_list", notice.pk))
    lines = answer.context["lines"]
    done = [line.row.is_done for line in lines]
    assert done == sorted(done) and done[0] is False
    assert answer.context["totals"] == {"total": 6, "missing": 3, "sent": 3, "unsent": 0, "received": 0}
    assert "Ghi nhận đã gửi các nơi đã chọn" in answer.content.decode()


def test_the_ledger_filters_by_kind_state_and_name(sign_in, cast):
    notice = make.an_issued_notice(cast=cast)
    client = sign_in(cast.office)
    for query, count in [
        ({"nhom": "petitioner"}, 2), ({"trang_thai": "missing"}, 5), ({"trang_thai": "sent"}, 3),
        ({"trang_thai": "received"}, 0), ({"words": "nguyen van binh"}, 1), ({"nhom": "xyz"}, 8),
    ]:  # fmt: skip
        answer = client.get(url("dispatch_list", notice.pk), query)
        assert answer.context["page"].paginator.count == count, query


def test_the_ledger_costs_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries):
    notice = make.an_issued_notice(cast=cast)
    client = sign_in(cast.office)
    client.get(url("dispatch_list", notice.pk))
    rows = [
        Dispatch(commune=cast.commune, notice=notice, kind=RecipientKind.OTHER, label=f"Nơi {number}")
        for number in range(120)
    ]
    Dispatch.objects.bulk_create(rows)
    for name in ("dispatch_list", "dispatch_record", "dispatch_receipts"):
        # The frame of a page takes seven of its own.
        with django_assert_max_num_queries(16):
            client.get(url(name, notice.pk))


def test_who_opened_the_notice_in_the_software_is_seen_to_have_it(sign_in, cast):
    """LP-96: the Front reads it in the software; the ledger says since when."""
    notice = make.an_issued_notice(cast=cast)
    told = Notice.objects.filter(recipient=cast.front, key=f"conclusion_notice.issued:{notice.pk}")
    told.update(read_at="2026-05-21T02:00:00Z")
    lines = sign_in(cast.office).get(url("dispatch_list", notice.pk)).context["lines"]
    opened = {line.row.unit: line.opened_on for line in lines if line.opened_on}
    assert opened == {cast.units.front: date(2026, 5, 21)}


def test_chair_and_front_read_the_ledger_without_addresses_and_acts(sign_in, cast, settings):
    mailing.use(settings)
    letter = mailing.a_sent_letter(cast=cast)
    notice = letter.dispatch.notice
    for person in ("chair", "front"):
        client = sign_in(getattr(cast, person))
        for page in (url("dispatch_list", notice.pk), url("dispatch_detail", letter.dispatch_id)):
            text = client.get(page).content.decode()
            assert "Nguyễn Văn Bình" in text and mailing.ADDRESS not in text and "Gửi lại" not in text
            assert "Ghi nhận đã gửi" not in text
        answer = client.post(url("dispatch_detail", letter.dispatch_id), {"email": "la@x.vn"})
        assert Dispatch.objects.get(pk=letter.dispatch_id).email == mailing.ADDRESS, answer.status_code


def test_the_ledger_begins_with_the_issue(sign_in, cast):
    draft = make.a_draft(cast=cast)
    answer = sign_in(cast.office).get(url("dispatch_list", draft.pk))
    assert answer.status_code == 409 and "chưa ban hành" in answer.content.decode()


# --- recording --------------------------------------------------------------------------------------------------


def test_a_group_is_recorded_at_once_with_one_file_of_proof(sign_in, cast, settings, tmp_path):
    """LP-95: ticked in the ledger, recorded on one page, the scan of the post book with it."""
    settings.MEDIA_ROOT = tmp_path
    notice = make.an_issued_notice(cast=cast)
    client = sign_in(cast.office)
    people = [row.pk for row in notice.dispatches.filter(kind=RecipientKind.PETITIONER)]
    chosen = client.post(url("dispatch_record", notice.pk), {"rows": people, "chon": "1"})
    assert [entry["chosen"] for entry in chosen.context["table"]] == [True, True]
    group = client.get(url("dispatch_record", notice.pk), {"nhom": "petitioner"})
    assert [entry["chosen"] for entry in group.context["table"]] == [True, True]
    file = SimpleUploadedFile("so-gui.pdf", PDF, "application/pdf")
    sent = {"rows": people, "sent_on": "21/5/2026", "channel": "post", "proof": "Sổ 7", "file": file}
    assert client.post(url("dispatch_record", notice.pk), sent).status_code == 302
    assert {row.sent_on for row in notice.dispatches.filter(pk__in=people)} == {date(2026, 5, 21)}
    stored = Attachment.objects.about(notice).get()
    assert client.get(url("attachment_download", stored.pk)).status_code == 200
    text = client.get(url("dispatch_list", notice.pk)).content.decode()
    assert "so-gui.pdf" in text


def test_the_proof_of_one_recipient_is_for_who_may_see_recipients(sign_in, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    notice = make.an_issued_notice(cast=cast)
    row = notice.dispatches.exclude(petitioner=None).first()
    file = SimpleUploadedFile("phieu.pdf", PDF, "application/pdf")
    services.record_dispatches(
        notice=notice, rows=[row], actor=cast.office, channel="post", sent_on=date(2026, 5, 21), file=file
    )
    stored = Attachment.objects.about(row).get()
    assert sign_in(cast.front).get(url("attachment_download", stored.pk)).status_code == 200
    for person in (cast.unit, cast.party):
        assert sign_in(person).get(url("attachment_download", stored.pk)).status_code == 404


def test_a_file_of_another_kind_is_refused_and_nothing_typed_is_lost(sign_in, cast):
    notice = make.an_issued_notice(cast=cast)
    row = notice.dispatches.missing().first()
    sent = {
        "rows": [row.pk], "sent_on": "21/5/2026", "channel": "post", "proof": "Sổ 7",
        "file": SimpleUploadedFile("x.pdf", b"MZ not a pdf"),
    }  # fmt: skip
    text = sign_in(cast.office).post(url("dispatch_record", notice.pk), sent).content.decode()
    assert "không đúng loại được nhận" in text and "Sổ 7" in text
    assert Dispatch.objects.get(pk=row.pk).sent_on is None


def test_somebody_added_by_hand_is_waited_for_with_the_reason(sign_in, cast):
    """LP-97: the ledger names why somebody stands in it whom the procedure does not name."""
    notice = make.a_sent_notice(cast=cast)
    assert conclusion_deadline(notice.conference).state == DeadlineState.MET
    client = sign_in(cast.office)
    page = url("dispatch_add", notice.pk)
    assert "Hãy chọn đơn vị hoặc ghi tên" in client.post(page, {"reason": "x"}).content.decode()
    added = {
        "label": "Trường  THPT Thanh Miện",
        "reason": "Có học sinh liên quan",
        "email": "Truong@Example.vn",
    }
    assert client.post(page, added).status_code == 302
    row = notice.dispatches.get(kind=RecipientKind.OTHER)
    assert (row.label, row.email) == ("Trường THPT Thanh Miện", "truong@example.vn")
    assert conclusion_deadline(notice.conference).state == DeadlineState.OPEN
    assert (
        "đã có trong danh sách"
        in client.post(page, added | {"label": "truong thpt thanh mien"}).content.decode()
    )
    assert "Có học sinh liên quan" in client.get(url("dispatch_list", notice.pk)).content.decode()


# --- receipts ---------------------------------------------------------------------------------------------------


def test_a_list_to_sign_is_printed_frozen_with_its_rows(sign_in, cast):
    """LP-95: danh sách ký nhận; what changes later does not change the paper."""
    notice = make.an_issued_notice(cast=cast)
    rows = [row.pk for row in notice.dispatches.filter(kind__in=["petitioner", "upper"])]
    client = sign_in(cast.office)
    answer = client.post(url("dispatch_receipt_print", notice.pk), {"rows": rows, "copies": "2"})
    paper = Paper.objects.get(kind=PaperKind.RECEIPT_LIST)
    assert answer.url == url("paper_detail", paper.pk)
    assert paper.has_personal_data and paper.number is None and paper.subject_id == notice.pk
    for words in (
        "DANH SÁCH KÝ NHẬN",
        "Số bản",
        "Ngày nhận",
        "Ký nhận",
        "Nguyễn Văn Bình",
        "3 nơi nhận, 6 bản",
    ):
        assert words in paper.html, words
    services.set_dispatch_address(dispatch=notice.dispatches.first(), email="a@b.vn", actor=cast.office)
    assert render_paper(paper=paper) and paper.pdf_pages == 1
    assert sign_in(cast.unit).get(url("paper_detail", paper.pk)).status_code == 404


def test_the_list_to_sign_takes_people_only(cast):
    notice = make.an_issued_notice(cast=cast)
    with pytest.raises(Refused, match="Dòng công khai không có người ký nhận"):
        services.print_receipt_list(
            notice=notice, rows=list(notice.dispatches.filter(kind="public")), copies=1, actor=cast.office
        )
    with pytest.raises(Refused, match="ít nhất một nơi nhận"):
        services.print_receipt_list(notice=notice, rows=[], copies=1, actor=cast.office)


def test_signed_lists_are_typed_in_fast(sign_in, cast):
    """LP-95, TD-61: one day for all, another one and a name beside a line; who had not been sent it was handed it."""
    notice = make.an_issued_notice(cast=cast)
    binh, hoa = notice.dispatches.filter(kind=RecipientKind.PETITIONER)
    upper = notice.dispatches.get(kind=RecipientKind.UPPER)
    client = sign_in(cast.office)
    page = url("dispatch_receipts", notice.pk)
    assert labels(client.get(page).context["form"].rows) == [binh.label, hoa.label, upper.label]
    typed = {
        "received_on": "22/5/2026",
        "tick": [binh.pk],
        f"day-{hoa.pk}": "21/5/2026",
        f"by-{hoa.pk}": "Chị Lan",
    }
    assert client.post(page, typed).status_code == 302
    binh.refresh_from_db()
    hoa.refresh_from_db()
    assert (binh.received_on, binh.sent_on, binh.channel) == (date(2026, 5, 22), date(2026, 5, 22), "by_hand")
    assert (hoa.received_on, hoa.received_by) == (date(2026, 5, 21), "Chị Lan")
    assert labels(client.get(page).context["form"].rows) == [upper.label]
    client.post(page, {"received_on": "22/5/2026", "tick": [upper.pk]})
    assert conclusion_deadline(notice.conference).met_on == date(2026, 5, 22)


def test_a_receipt_before_the_issue_or_in_the_future_is_refused(sign_in, cast):
    notice = make.an_issued_notice(cast=cast)
    row = notice.dispatches.first()
    client, page = sign_in(cast.office), url("dispatch_receipts", notice.pk)
    for day, words in [("19/5/2026", "đứng trước ngày ban hành"), ("23/5/2026", "không được sau hôm nay")]:
        answer = client.post(page, {"received_on": day, "tick": [row.pk], f"by-{row.pk}": "Ông Bình"})
        text = answer.content.decode()
        assert words in text and "Ông Bình" in text
    assert "Hãy đánh dấu ít nhất một nơi" in client.post(page, {"received_on": "22/5/2026"}).content.decode()
    assert Dispatch.objects.get(pk=row.pk).received_on is None


# --- letters through the pages ----------------------------------------------------------------------------------


def test_a_letter_goes_out_comes_back_and_goes_to_another_address_through_the_pages(sign_in, cast, settings):
    mailing.use(settings)
    notice, row = mailing.a_reachable_petitioner(cast=cast)
    client, detail = sign_in(cast.office), url("dispatch_detail", row.pk)
    assert client.post(url("dispatch_mail", notice.pk), {"rows": [row.pk], "next": detail}).url == detail
    services.send_mails()
    letter = row.mails.get()
    text = client.get(detail).content.decode()
    assert "chưa bị trả lại, nên không gửi lần nữa" in text and "Ghi nhận bị trả lại" in text
    bounce = url("dispatch_attempt_bounce", letter.pk)
    assert client.get(bounce).status_code == 200
    assert client.post(bounce, {"reason": "550 Hộp thư không tồn tại"}).url == detail
    letter.refresh_from_db()
    assert letter.state == MailState.BOUNCED
    text = client.get(url("dispatch_list", notice.pk), {"trang_thai": "returned"}).content.decode()
    assert "thư bị trả lại" in text and "Nguyễn Văn Bình" in text
    assert client.post(bounce, {"reason": "x"}).status_code == 409
    assert client.post(detail, {"email": "moi@example.vn"}).url == detail
    assert client.post(url("dispatch_mail", notice.pk), {"rows": [row.pk]}).status_code == 302
    assert row.mails.count() == 2


def test_the_ledger_is_taken_away_as_a_spreadsheet_and_that_is_logged(sign_in, cast):
    """LP-59, LP-95: names and addresses leave the house in it."""
    notice = make.an_issued_notice(cast=cast)
    answer = sign_in(cast.office).get(url("dispatch_export", notice.pk))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:5] == ["STT", "Nơi nhận", "Loại", "Cách gửi", "Ngày gửi"] and len(rows) == 9
    assert rows[1][1] == "Nguyễn Văn Bình, Thôn Đông" and rows[1][3] == "chưa gửi"
    assert AuditEntry.objects.filter(action=READING, subject_id=notice.pk).count() == 1
    services.set_dispatch_address(
        dispatch=notice.dispatches.first(), email=mailing.ADDRESS, actor=cast.office
    )
    for person, sees in ((cast.office, True), (cast.front, False)):
        answer = sign_in(person).get(url("dispatch_export", notice.pk))
        rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        assert ("Thư điện tử" in rows[0]) is sees and (mailing.ADDRESS in str(rows)) is sees


# --- the same questions at every address ------------------------------------------------------------------------


def addresses(cast):
    letter = mailing.a_sent_letter(cast=cast)
    notice = letter.dispatch.notice
    named = ("list", "record", "mail", "receipts", "receipt_print", "add", "export", "print")
    return {f"dispatch_{name}": [notice.pk] for name in named} | {
        "dispatch_detail": [letter.dispatch_id], "dispatch_attempt_bounce": [letter.pk],
    }  # fmt: skip


def test_others_find_nothing_or_are_told_why(sign_in, cast, neighbours, settings):
    mailing.use(settings)
    pages = addresses(cast)
    posts = {"dispatch_mail", "dispatch_receipt_print", "dispatch_print"}
    client = sign_in(neighbours.office)
    for name, args in pages.items():
        assert client.post(url(name, *args)).status_code in (404, 405), name
        assert client.get(url(name, *args)).status_code == (405 if name in posts else 404), name
    for person in (cast.unit, cast.party, cast.province):
        client = sign_in(person)
        for name, args in pages.items():
            answer = client.post(url(name, *args))
            assert answer.status_code == 403 and "Trang này dành cho" in answer.content.decode(), name
    client = sign_in(cast.chair)
    for name in (
        "dispatch_record",
        "dispatch_mail",
        "dispatch_receipts",
        "dispatch_receipt_print",
        "dispatch_add",
    ):
        assert client.post(url(name, *pages[name])).status_code == 403, name


def test_wrong_states_explain_themselves(sign_in, cast):
    draft = make.a_draft(cast=cast)
    client = sign_in(cast.office)
    for name in (
        "dispatch_record",
        "dispatch_mail",
        "dispatch_receipts",
        "dispatch_receipt_print",
        "dispatch_add",
    ):
        answer = client.post(url(name, draft.pk))
        assert answer.status_code == 409 and "chưa ban hành" in answer.content.decode(), name


def test_the_report_upwards_serves_the_upper_bodies(cast):
    """LP-97, TD-63: one duty, recorded once; the last one missing then ends the conclusion's clock."""
    notice = make.an_issued_notice(cast=cast)
    rest = list(notice.dispatches.missing().exclude(kind=RecipientKind.UPPER))
    make.send(cast=cast, notice=notice, rows=rest, sent_on=date(2026, 5, 21))
    assert conclusion_deadline(notice.conference).is_open
    services.send_submission(
        submission=notice.submissions.get(kind="report_up"),
        actor=cast.office,
        sent_on=date(2026, 5, 22),
        number="15/BC-UBND",
    )
    row = notice.dispatches.get(kind=RecipientKind.UPPER)
    assert (row.sent_on, row.proof) == (date(2026, 5, 22), "Báo cáo số 15/BC-UBND")
    assert conclusion_deadline(notice.conference).met_on == date(2026, 5, 22)
