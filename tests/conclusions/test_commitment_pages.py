"""The pages of promises: each works, the wrong role 403, another commune 404, the wrong state 409, bounded queries."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conclusions import services
from conclusions.models import Commitment, CommitmentExtension
from conclusions.queries.work import work_items
from core.models import Attachment, AuditEntry, User
from deadlines.sweep import sweep
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the
from tests.factories.promises import a_wish, kept, promises

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-12 03:00:00+00:00", tick=False) as clock:
        yield clock


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


def test_what_only_its_unit_calls_done_is_not_shown_as_kept(sign_in, cast):
    """LP-18: "hoàn thành" is the unit's claim until the Front's word; no page greens it before."""
    promise = make.a_reported_commitment(cast=cast)
    front = sign_in(cast.front)
    pages = [("commitment_detail", promise.pk), ("commitment_list",), ("supervision_desk",)]
    for name, *args in pages:
        assert "báo xong" in page(front, name, *args)[1], name
    services.confirm_commitment(commitment=promise, actor=cast.front)
    for name, *args in pages:
        text = page(front, name, *args)[1]
        assert "báo xong" not in text and "xong đúng hạn" in text, name


def test_more_time_is_asked_granted_and_seen_through_the_pages(sign_in, cast):
    """LP-18: the first day stands beside the new one, on the page and in the list."""
    (promise,) = promises(cast=cast)
    unit = sign_in(cast.unit)
    assert "Xin lùi hạn" in page(unit, "commitment_detail", promise.pk)[1]
    ask = reverse("commitment_extension_ask", args=[promise.pk])
    wrong = unit.post(ask, {"wanted_on": "1/6/2026", "reason": "Mưa lũ."}).content.decode()
    assert "phải sau hạn đang ghi" in wrong
    assert "Mưa lũ." in wrong, "nothing typed is lost"
    answer = unit.post(ask, {"wanted_on": "20/7/2026", "reason": "Mưa lũ."})
    assert answer.url == f"/cam-ket/{promise.pk}/#lui-han"
    wish = CommitmentExtension.objects.get()
    chair = sign_in(cast.chair)
    text = page(chair, "commitment_detail", promise.pk)[1]
    assert reverse("commitment_extension_approve", args=[wish.pk]) in text
    approve = reverse("commitment_extension_approve", args=[wish.pk])
    assert "20/07/2026" in chair.get(approve).content.decode()
    assert chair.post(approve, {"granted_on": "10/7/2026", "note": "Làm sớm."}).status_code == 302
    text = page(chair, "commitment_detail", promise.pk)[1]
    for words in ("Hạn ban đầu", "thứ Ba, 30/06/2026", "thứ Sáu, 10/07/2026", "Làm sớm."):
        assert words in text
    assert "None" not in text
    assert "hạn ban đầu 30/06/2026" in page(chair, "commitment_list")[1]
    assert page(chair, "commitment_list", state="postponed")[0].context["page"].paginator.count == 1
    assert chair.post(approve, {"granted_on": "15/7/2026"}).status_code == 409, "it is decided"


def test_a_refused_wish_shows_why(sign_in, cast):
    (promise,) = promises(cast=cast)
    wish = a_wish(cast=cast, commitment=promise)
    chair = sign_in(cast.chair)
    assert page(chair, "commitment_list", state="wish")[0].context["page"].paginator.count == 1
    reject = reverse("commitment_extension_reject", args=[wish.pk])
    assert chair.get(reject).status_code == 200
    assert "Chưa điền mục này" in chair.post(reject, {"reason": ""}).content.decode()
    assert chair.post(reject, {"reason": "Việc gấp trước mùa lũ."}).status_code == 302
    assert "Việc gấp trước mùa lũ." in page(sign_in(cast.unit), "commitment_detail", promise.pk)[1]


@pytest.mark.parametrize(
    ("name", "person", "status"),
    [
        ("commitment_extension_ask", "office", 403), ("commitment_extension_ask", "front", 403),
        ("commitment_extension_ask", "other_unit", 404), ("commitment_extension_approve", "office", 403),
        ("commitment_extension_approve", "unit", 403), ("commitment_extension_reject", "front", 403),
        ("commitment_extension_reject", "party", 403), ("commitment_extension_approve", "other_unit", 404),
        ("commitment_report_detail", "other_unit", 404), ("commitment_report_detail", "province", 403),
    ],
)  # fmt: skip
def test_the_wrong_person_is_refused(sign_in, cast, neighbours, name, person, status):
    (promise,) = promises(cast=cast)
    report = services.add_progress(commitment=promise, text="Đã khảo sát.", actor=cast.unit)
    asked = {"commitment_extension_ask": promise, "commitment_report_detail": report}.get(name)
    pk = (asked or a_wish(cast=cast, commitment=promise)).pk
    url = reverse(name, args=[pk])
    assert sign_in(getattr(cast, person)).get(url).status_code == status
    assert sign_in(getattr(cast, person)).post(url, {"reason": "x"}).status_code == status
    assert sign_in(neighbours.office).get(url).status_code == 404


def test_a_wish_when_the_work_is_reported_is_a_wrong_state(sign_in, cast):
    (promise,) = promises(cast=cast)
    services.report_commitment(commitment=promise, text="Xong.", actor=cast.unit)
    answer = page(sign_in(cast.unit), "commitment_extension_ask", promise.pk)[0]
    assert answer.status_code == 409
    assert "không cần xin lùi hạn" in answer.content.decode()


def test_progress_takes_several_proofs_and_their_report_is_found_again(sign_in, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (promise,) = promises(cast=cast, supporting=(cast.units.culture,))
    helper = sign_in(cast.other_unit)
    proofs = [SimpleUploadedFile(f"anh-{n}.pdf", b"%PDF-1.4 x") for n in (1, 2)]
    url = reverse("commitment_progress", args=[promise.pk])
    assert (
        helper.post(url, {"text": "Đã vận động.", "standing": "partly", "files": proofs}).status_code == 302
    )
    text = page(helper, "commitment_detail", promise.pk)[1]
    for words in ("anh-1.pdf", "anh-2.pdf", "đã giải quyết một phần", "Phòng Văn hóa - Xã hội xã Lạc Phượng"):
        assert words in text
    report = promise.reports.get()
    answer = page(helper, "commitment_report_detail", report.pk)[0]
    assert answer.url == f"/cam-ket/{promise.pk}/#bao-cao-{report.pk}"
    file = Attachment.objects.about(report).first()
    assert helper.get(reverse("attachment_download", args=[file.pk])).status_code == 200
    many = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.4 x") for n in range(11)]
    answer = helper.post(url, {"text": "Nữa.", "standing": "partly", "files": many})
    assert "không quá 10 tệp" in answer.content.decode()


def test_files_of_a_restricted_promise_stay_closed_to_others(sign_in, cast, settings, tmp_path):
    """TD-68."""
    settings.MEDIA_ROOT = tmp_path
    (promise,) = promises(cast=cast, kind="remedy")
    pdf = SimpleUploadedFile("kiem-diem.pdf", b"%PDF-1.4 x")
    report = services.add_progress(commitment=promise, text="Đã kiểm điểm.", actor=cast.unit, files=[pdf])
    file = Attachment.objects.about(report).get()
    url = reverse("attachment_download", args=[file.pk])
    assert sign_in(cast.unit).get(url).status_code == 200
    for person in (cast.party, cast.other_unit):
        assert sign_in(person).get(url).status_code == 404
        assert page(sign_in(person), "commitment_detail", promise.pk)[0].status_code == 404
        assert page(sign_in(person), "commitment_list")[0].context["page"].paginator.count == 0
    assert "hạn chế phổ biến" in page(sign_in(cast.front), "commitment_detail", promise.pk)[1]


def test_the_ladder_names_whom_the_sweep_told_and_what_comes_next(sign_in, cast, clock):
    """LP-18: before, on the day, after it to the chair, the breach to the Front; all seen on the page."""
    (promise,) = promises(cast=cast)
    for day in ("2026-06-25", "2026-06-30", "2026-07-01"):
        clock.move_to(f"{day} 03:00:00+00:00")
        sweep()
    text = page(sign_in(cast.front), "commitment_detail", promise.pk)[1]
    for words in (
        "Hôm nay là hạn cuối", f"đã báo: {cast.unit.full_name}", f"đã báo: {cast.front.full_name}",
        "Ghi nhận quá hạn", cast.chair.full_name, "rồi mỗi tuần một lần", "sẽ báo: Phòng Kinh tế, Người chủ trì",
    ):  # fmt: skip
        assert words in text


def test_commitment_list_filters_the_silent_by_year_and_by_conference(sign_in, cast):
    """TD-94, LP-18."""
    silent, spoke = promises(cast=cast, count=2)
    (other,) = promises(cast=cast, lead=cast.units.culture, title="Hội nghị hai")
    for promise, actor in ((spoke, cast.unit), (other, cast.other_unit)):
        services.add_progress(commitment=promise, text="Đang làm.", actor=actor)
    client = sign_in(cast.office)
    for query, count in [
        ({"state": "silent"}, 1), ({"nam": 2026}, 3), ({"nam": 2025}, 0), ({"nam": "bậy"}, 3),
        ({"hoi_nghi": other.conference_id}, 1), ({"unit": cast.units.culture.pk}, 1), ({"unit": "9999"}, 3),
    ]:  # fmt: skip
        assert page(client, "commitment_list", **query)[0].context["page"].paginator.count == count, query
    text = page(client, "commitment_list", state="silent")[1]
    assert "im lặng 23 ngày" in text
    ordered = page(client, "commitment_list", sap="-unit")[0].context["rows"]
    assert ordered[0]["commitment"] == other
    (item,) = [
        item for item in work_items(User.objects.get(pk=cast.office.pk)) if "không báo cáo" in item.sentence
    ]
    assert item.url == "/cam-ket/?state=silent"


def test_commitment_list_export_holds_what_the_filter_shows(sign_in, cast, neighbours):
    promises(cast=cast, count=2, supporting=(cast.units.culture,))
    url = reverse("commitment_list_export")
    answer = sign_in(cast.front).get(url, {"words": "nạo vét"})
    with ZipFile(io.BytesIO(answer.content)) as book:
        sheet = "".join(
            book.read(name).decode() for name in book.namelist() if "sheet" in name or "Strings" in name
        )
    assert "nạo vét" in sheet
    assert "đèn đường" not in sheet
    assert "Nguyễn Văn Bình" not in sheet, "no names of petitioners"
    assert sign_in(cast.province).get(url).status_code == 403
    with ZipFile(io.BytesIO(sign_in(neighbours.office).get(url).content)) as book:
        assert "nạo vét" not in "".join(book.read(name).decode() for name in book.namelist())


def test_the_paper_of_assignment_is_begun_from_the_promise_and_its_conference(sign_in, cast):
    """LP-92, TM-53, TD-65: needed where something is still to do, begun by the office, approved by the chair."""
    (promise,) = promises(cast=cast)
    office = sign_in(cast.office)
    assert "Lập văn bản phân công" in page(office, "commitment_detail", promise.pk)[1]
    assert "Lập văn bản phân công" in page(office, "commitment_list", hoi_nghi=promise.conference_id)[1]
    assert "Lập văn bản phân công" not in page(sign_in(cast.unit), "commitment_detail", promise.pk)[1]
    office = sign_in(cast.office)
    start = reverse("conference_paper_start", args=[promise.conference_id, "assignment_after"])
    assert office.post(start, {"about": f"unit-{cast.units.economy.pk}"}).status_code == 302
    assert "Bản soạn văn bản phân công" in page(office, "commitment_detail", promise.pk)[1]


def test_the_result_of_a_verification_stands_under_its_own_name(sign_in, cast):
    """QN-59, TD-67."""
    (promise,) = promises(cast=cast, kind="verify")
    unit = sign_in(cast.unit)
    assert "Kết quả kiểm tra, xác minh" in page(unit, "commitment_report", promise.pk)[1]
    report = reverse("commitment_report", args=[promise.pk])
    assert unit.post(report, {"text": "Phản ánh đúng một phần."}).status_code == 302
    text = page(sign_in(cast.front), "commitment_detail", promise.pk)[1]
    assert "Kiểm tra, xác minh" in text
    assert "Phản ánh đúng một phần." in text


def test_opening_a_promise_with_its_petitioners_name_is_logged(sign_in, cast):
    """The name of a citizen is read: the log says so, the page's own history does not repeat it."""
    (promise,) = promises(cast=cast)
    text = page(sign_in(cast.unit), "commitment_detail", promise.pk)[1]
    assert AuditEntry.objects.about(promise).filter(actor=cast.unit, action="personal_data.read").count() == 1
    assert "đã xem tên" not in text


def test_commitment_detail_costs_the_same_with_a_long_story(sign_in, cast, django_assert_max_num_queries):
    (promise,) = promises(cast=cast)
    client = sign_in(cast.chair)
    services.add_progress(commitment=promise, text="Đã khảo sát.", actor=cast.unit)
    page(client, "commitment_detail", promise.pk)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(34) as queries:
            page(client, "commitment_detail", promise.pk)
        counts.append(len(queries))
        for number in range(6):
            services.add_progress(commitment=promise, text=f"Lần {number}.", actor=cast.unit)
            services.remark_commitment(commitment=promise, text=f"Lời {number}.", actor=cast.front)
    assert counts[0] == counts[1]


def test_a_kept_promise_offers_nothing_more(sign_in, cast):
    (promise,) = promises(cast=cast)
    kept(cast=cast, commitment=promise)
    text = page(sign_in(cast.unit), "commitment_detail", promise.pk)[1]
    for words in ("Báo cáo tiến độ</a>", "Xin lùi hạn</a>"):
        assert words not in text
    assert Commitment.objects.get(pk=promise.pk).state == "confirmed"
    with on_the(date(2026, 7, 20)):
        sweep()
    assert make.PENDING_DUE_ON == promise.due_on
