"""The room's pages: each works, another commune gets 404, the wrong role 403, GET on a write 405, wrong state 409."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conclusions import services
from conclusions.models import Commitment, ConclusionNotice
from conclusions.states import CommitmentState, ConclusionNoticeState, ItemGroup
from core.codes import secret_code
from core.models import AuditEntry
from deadlines.models import Deadline
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-22 03:00:00+00:00", tick=False):
        yield


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


def refused(answer, status, words):
    assert answer.status_code == status
    assert words in answer.content.decode()


# Lists


def test_conclusion_notice_list_shows_what_waits_for_a_draft(sign_in, cast):
    make.a_held_conference(cast=cast, title="Hội nghị chưa có kết luận")
    make.an_issued_notice(cast=cast, title="Hội nghị đã có kết luận")
    answer, text = page(sign_in(cast.office), "conclusion_notice_list")
    assert [row["conference"].title for row in answer.context["waiting"]] == ["Hội nghị chưa có kết luận"]
    assert "còn 4 ngày làm việc" in text
    assert "/TB-UBND" in text
    assert "None" not in text
    assert page(sign_in(cast.front), "conclusion_notice_list")[0].context["waiting"] == []


def test_conclusion_notice_list_says_when_no_period_is_configured(sign_in, cast):
    conference = make.a_held_conference(cast=cast)
    Deadline.objects.about(conference).of_kind("conclusion").delete()
    assert "chưa cấu hình" in page(sign_in(cast.office), "conclusion_notice_list")[1]
    notice = make.a_draft(cast=cast, conference=conference)
    assert "chưa cấu hình" in page(sign_in(cast.office), "conclusion_notice_detail", notice.pk)[1]


def test_conclusion_notice_list_shows_drafts_to_office_and_chair_only(sign_in, cast):
    """LP-96: the others see the notice from the moment of issue."""
    make.a_draft(cast=cast)
    for person, count in [("office", 1), ("chair", 1), ("front", 0), ("party", 0), ("unit", 0)]:
        answer, _ = page(sign_in(getattr(cast, person)), "conclusion_notice_list")
        assert answer.context["page"].paginator.count == count, person


def test_conclusion_notice_list_searches_without_marks(sign_in, cast):
    make.a_draft(cast=cast, title="Hội nghị về đất đai")
    client = sign_in(cast.office)
    for words, count in [("dat dai", 1), ("ĐẤT", 1), ("rừng", 0)]:
        answer, _ = page(client, "conclusion_notice_list", words=words)
        assert answer.context["page"].paginator.count == count
    assert page(client, "conclusion_notice_list", state="issued")[0].context["page"].paginator.count == 0


def test_conclusion_notice_list_costs_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries):
    notice = make.an_issued_notice(cast=cast)
    client = sign_in(cast.office)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(10) as queries:
            page(client, "conclusion_notice_list")
        counts.append(len(queries))
        clones_of_conference(notice.conference, 12)
        for conference in type(notice.conference).objects.filter(conclusion_notices=None)[:8]:
            ConclusionNotice.objects.create(commune=cast.commune, conference=conference)
    assert counts[0] == counts[1]


def clones_of_conference(conference, count):
    for _ in range(count):
        conference.pk, conference.hall_code = None, secret_code()
        conference._state.adding = True
        conference.save()


def test_commitment_list_costs_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries):
    make.an_issued_notice(cast=cast)
    client = sign_in(cast.office)
    page(client, "commitment_list")
    counts = []
    for pending in (1, 24):
        with django_assert_max_num_queries(10) as queries:
            page(client, "commitment_list")
        counts.append(len(queries))
        make.an_issued_notice(cast=cast, pending=pending)
    assert counts[0] == counts[1]


def test_commitment_list_puts_the_overdue_first_and_filters(sign_in, cast):
    notice = make.an_issued_notice(cast=cast, pending=3)
    done, soon, late = notice.conference.commitments.order_by("pk")
    Commitment.objects.filter(pk=done.pk).update(state=CommitmentState.CONFIRMED, due_on=date(2026, 5, 1))
    Commitment.objects.filter(pk=late.pk).update(due_on=date(2026, 5, 21))
    client = sign_in(cast.chair)
    answer, _ = page(client, "commitment_list")
    assert [row["commitment"] for row in answer.context["rows"]] == [late, soon, done]
    for query, count in [
        ({"state": "late"}, 1),
        ({"state": "confirmed"}, 1),
        ({"unit": cast.units.economy.pk}, 3),
        ({"words": "nao vet MUONG"}, 1),
        ({"hoi_nghi": notice.conference_id}, 3),
        ({"hoi_nghi": "bậy"}, 3),
    ]:
        assert page(client, "commitment_list", **query)[0].context["page"].paginator.count == count, query


def test_commitment_list_of_a_unit_shows_its_own_only(sign_in, cast):
    commitment = make.a_commitment(cast=cast)
    assert page(sign_in(cast.unit), "commitment_list")[0].context["page"].paginator.count == 1
    client = sign_in(cast.other_unit)
    assert page(client, "commitment_list")[0].context["page"].paginator.count == 0
    assert page(client, "commitment_detail", commitment.pk)[0].status_code == 404
    assert client.post(reverse("commitment_report", args=[commitment.pk]), {"text": "x"}).status_code == 404


def test_lists_are_empty_kindly(sign_in, cast):
    client = sign_in(cast.office)
    assert "Chưa có thông báo kết luận nào." in page(client, "conclusion_notice_list")[1]
    assert "Chưa có cam kết nào." in page(client, "commitment_list")[1]


# The draft through its pages


def test_the_notice_goes_from_draft_to_issue_through_its_pages(sign_in, cast):
    conference = make.a_held_conference(cast=cast)
    office = sign_in(cast.clerk)
    answer = office.post(reverse("conclusion_notice_draft", args=[conference.pk]))
    notice = ConclusionNotice.objects.get()
    assert answer.url == reverse("conclusion_notice_edit", args=[notice.pk])
    texts = {
        "opening": "Mở đầu.",
        "general": "Chung.",
        "lessons": "Rút kinh nghiệm.",
        "monitor": "Mặt trận",
        "version": 1,
    }
    assert office.post(answer.url, texts).status_code == 302
    text = page(office, "conclusion_notice_detail", notice.pk)[1]
    for words in ("nạo vét mương", "Phòng Kinh tế", "30/06/2026", "Rút kinh nghiệm.", "Trình phê duyệt"):
        assert words in text
    office.post(reverse("conclusion_notice_submit", args=[notice.pk]))
    chair = sign_in(cast.chair)
    assert chair.post(reverse("conclusion_notice_approve", args=[notice.pk])).status_code == 302
    office = sign_in(cast.office)
    assert office.post(reverse("conclusion_notice_issue", args=[notice.pk])).status_code == 302
    notice.refresh_from_db()
    assert notice.state == ConclusionNoticeState.ISSUED
    text = page(office, "conclusion_notice_detail", notice.pk)[1]
    assert "Còn 3 nơi bắt buộc chưa gửi" in text
    assert "None" not in text


def test_detail_names_petitions_that_are_not_covered_and_takes_them_in(sign_in, cast):
    notice = make.a_draft(cast=cast)
    item = notice.items.get(group=ItemGroup.UPWARD)
    petition = item.petition
    item.delete()
    client = sign_in(cast.office)
    text = page(client, "conclusion_notice_detail", notice.pk)[1]
    assert "<strong>1 chưa có</strong>" in text
    assert petition.code in text
    client.post(reverse("conclusion_petition_restore", args=[notice.pk, petition.pk]))
    assert notice.items.get(petition=petition).level == "Sở Nội vụ"


def test_items_are_added_edited_moved_and_removed_through_their_pages(sign_in, cast):
    notice = make.a_draft(cast=cast)
    client = sign_in(cast.office)
    typed = {
        "group": "pending", "content": "Lắp đèn đường.", "unit": cast.units.economy.pk, "due_on": "30/6/2026", "version": 1,
    }  # fmt: skip
    assert client.post(reverse("conclusion_item_add", args=[notice.pk]), typed).status_code == 302
    item = notice.items.get(content="Lắp đèn đường.")
    edit = reverse("conclusion_item_edit", args=[item.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, typed | {"content": "Lắp 20 đèn đường."}).status_code == 302
    client.post(reverse("conclusion_item_shift", args=[item.pk]), {"huong": "len"})
    assert notice.items.filter(group="pending").first().content == "Lắp 20 đèn đường."
    remove = reverse("conclusion_item_remove", args=[item.pk])
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 302
    assert not notice.items.filter(pk=item.pk).exists()
    refused(client.post(edit, typed), 404, "")


def test_item_form_refuses_a_day_that_is_not_ahead(sign_in, cast):
    notice = make.a_draft(cast=cast)
    typed = {"group": "pending", "content": "x", "due_on": "22/5/2026", "version": 1}
    answer = sign_in(cast.office).post(reverse("conclusion_item_add", args=[notice.pk]), typed)
    refused(answer, 200, "Thời hạn phải sau hôm nay")


def test_stale_edit_shows_both_texts_and_loses_nothing(sign_in, cast):
    item = make.a_draft(cast=cast).items.get(group=ItemGroup.PENDING)
    services.edit_item(item=item, actor=cast.clerk, version=1, content="Bản đã lưu trước")
    url = reverse("conclusion_item_edit", args=[item.pk])
    typed = {"group": "pending", "petition": item.petition_id, "content": "Bản tôi gõ", "version": 1,
             "unit": item.unit_id, "due_on": "30/6/2026"}  # fmt: skip
    client = sign_in(cast.office)
    answer = client.post(url, typed)
    text = answer.content.decode()
    assert "Bản đã lưu trước" in text
    assert "Bản tôi gõ" in text
    again = client.post(url, typed | {"version": answer.context["form"]["version"].value()})
    assert again.status_code == 302
    item.refresh_from_db()
    assert item.content == "Bản tôi gõ"


def test_return_conclusion_notice_page_asks_for_the_reason(sign_in, cast):
    notice = make.a_submitted_notice(cast=cast)
    client = sign_in(cast.chair)
    url = reverse("conclusion_notice_return", args=[notice.pk])
    refused(client.post(url, {"reason": ""}), 200, "Chưa điền mục này.")
    assert client.post(url, {"reason": "Viết gọn mục II."}).status_code == 302
    assert "Viết gọn mục II." in page(sign_in(cast.office), "conclusion_notice_detail", notice.pk)[1]


def test_a_draft_print_opens_its_paper(sign_in, cast):
    notice = make.a_draft(cast=cast)
    answer = sign_in(cast.office).post(reverse("conclusion_notice_print", args=[notice.pk]))
    assert answer.status_code == 302
    assert "/van-ban/" in answer.url


# Dispatch


def test_dispatch_page_shows_missing_first_and_records_many_at_once(sign_in, cast):
    notice = make.an_issued_notice(cast=cast)
    client = sign_in(cast.office)
    url = reverse("dispatch_record", args=[notice.pk])
    table = client.get(url).context["table"]
    assert [entry["row"].is_done for entry in table] == [False] * 5 + [True] * 3
    missing = [row.pk for row in notice.dispatches.compulsory().missing()]
    wrong = client.post(url, {"rows": missing, "sent_on": "19/5/2026", "channel": "post"})
    refused(wrong, 200, "không được trước ngày ban hành")
    assert [entry["chosen"] for entry in wrong.context["table"]].count(True) == 3
    answer = client.post(url, {"rows": missing, "sent_on": "22/5/2026", "channel": "post", "proof": "Sổ 12"})
    assert answer.status_code == 302
    text = page(client, "conclusion_notice_detail", notice.pk)[1]
    assert "ban hành đúng hạn, gửi đúng hạn" in text
    assert AuditEntry.objects.filter(action="conclusion_notice.dispatch").count() == 1


def test_recipients_names_are_not_shown_to_units(sign_in, cast):
    notice = make.an_issued_notice(cast=cast)
    for person, sees in [
        ("office", True),
        ("chair", True),
        ("front", True),
        ("party", False),
        ("unit", False),
    ]:
        text = page(sign_in(getattr(cast, person)), "conclusion_notice_detail", notice.pk)[1]
        assert ("Nguyễn Văn Bình" in text) is sees, person
        assert "0912345678" not in text


# The extension


def test_extension_goes_from_request_to_decision_through_its_pages(sign_in, cast):
    conference = make.a_held_conference(cast=cast)
    office = sign_in(cast.office)
    ask = reverse("extension_request_ask", args=[conference.pk])
    assert "thứ Năm, 04/06/2026" in office.get(ask).content.decode()
    refused(office.post(ask, {"reason": "Cần thêm ý kiến."}), 200, "Chưa chọn mục nào.")
    answer = office.post(ask, {"ground": make.GROUND, "reason": "Cần thêm ý kiến."})
    request = conference.extension_requests.get()
    assert answer.url == reverse("extension_request_detail", args=[request.pk])
    refused(
        office.post(reverse("extension_request_approve", args=[request.pk])),
        403,
        "Chỉ người chủ trì hội nghị",
    )
    chair = sign_in(cast.chair)
    assert "Cho kéo dài" in page(chair, "extension_request_detail", request.pk)[1]
    assert chair.post(reverse("extension_request_approve", args=[request.pk])).status_code == 302
    text = page(chair, "extension_request_detail", request.pk)[1]
    assert "Đã cho kéo dài" in text
    assert "thứ Năm, 04/06/2026" in text


def test_reject_extension_request_page(sign_in, cast):
    conference = make.a_held_conference(cast=cast)
    request = make.an_extension_request(cast=cast, conference=conference)
    chair = sign_in(cast.chair)
    url = reverse("extension_request_reject", args=[request.pk])
    assert chair.get(url).status_code == 200
    assert chair.post(url, {"reason": "Đủ thời gian."}).status_code == 302
    assert "Đủ thời gian." in page(chair, "extension_request_detail", request.pk)[1]
    refused(chair.post(url, {"reason": "x"}), 409, "Không thể")


# Commitments


def test_commitment_goes_from_progress_to_confirmation_through_its_pages(sign_in, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    commitment = make.a_commitment(cast=cast)
    unit = sign_in(cast.unit)
    progress = reverse("commitment_progress", args=[commitment.pk])
    assert unit.get(progress).status_code == 200
    assert unit.post(progress, {"text": "Đã khảo sát.", "standing": "received"}).status_code == 302
    report = reverse("commitment_report", args=[commitment.pk])
    bad = SimpleUploadedFile("bien-ban.pdf", b"MZ not a pdf at all")
    refused(unit.post(report, {"text": "Xong.", "files": bad}), 200, "không đúng loại")
    good = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 x")
    assert unit.post(report, {"text": "Đã nạo vét xong.", "files": good}).status_code == 302
    front = sign_in(cast.front)
    text = page(front, "commitment_detail", commitment.pk)[1]
    for words in ("Đã khảo sát.", "Đã nạo vét xong.", "bien-ban.pdf", "Xác nhận hoàn thành"):
        assert words in text
    dispute = reverse("commitment_dispute", args=[commitment.pk])
    assert front.post(dispute, {"reason": "Còn đoạn cuối."}).status_code == 302
    unit = sign_in(cast.unit)
    assert "Còn đoạn cuối." in page(unit, "commitment_detail", commitment.pk)[1]
    assert unit.post(report, {"text": "Đã làm nốt đoạn cuối."}).status_code == 302
    front = sign_in(cast.front)
    assert front.post(reverse("commitment_confirm", args=[commitment.pk]), {}).status_code == 302
    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.CONFIRMED
    remark = reverse("commitment_remark", args=[commitment.pk])
    assert front.post(remark, {"text": "Cần duy tu hằng năm."}).status_code == 302
    text = page(front, "commitment_detail", commitment.pk)[1]
    assert "Cần duy tu hằng năm." in text
    assert "None" not in text


# The same questions at every address


def addresses(cast):
    """name -> (object's pk, further args) of every page about one object of this commune."""
    conference = make.a_held_conference(cast=cast)
    request = make.an_extension_request(cast=cast, conference=conference)
    notice = make.a_draft(cast=cast)
    item = notice.items.first()
    issued = make.an_issued_notice(cast=cast, conference=conference)
    commitment = conference.commitments.get()
    return {
        "conclusion_notice_draft": [conference.pk],
        "extension_request_ask": [conference.pk],
        **{
            f"conclusion_notice_{act}": [notice.pk]
            for act in ("detail", "edit", "submit", "return", "approve", "issue", "print")
        },
        "conclusion_item_add": [notice.pk],
        "conclusion_item_edit": [item.pk],
        "conclusion_item_remove": [item.pk],
        "conclusion_item_shift": [item.pk],
        "conclusion_petition_restore": [notice.pk, item.petition_id],
        "dispatch_record": [issued.pk],
        "dispatch_extract": [issued.pk, issued.dispatches.first().pk],
        **{f"extension_request_{act}": [request.pk] for act in ("detail", "approve", "reject")},
        **{
            f"commitment_{act}": [commitment.pk]
            for act in ("detail", "progress", "report", "confirm", "dispute", "remark")
        },
    }


WRITES = {
    "conclusion_notice_draft", "conclusion_notice_submit", "conclusion_notice_approve", "conclusion_notice_issue",
    "conclusion_notice_print", "conclusion_item_shift", "conclusion_petition_restore", "extension_request_approve",
}  # fmt: skip


def test_another_communes_people_get_404_everywhere(sign_in, cast, neighbours):
    pages = addresses(cast)
    for person in ("office", "chair", "unit", "front"):
        client = sign_in(getattr(neighbours, person))
        for name, args in pages.items():
            url = reverse(name, args=args)
            answer = client.post(url) if name in WRITES else client.get(url)
            # Who lacks the page's role altogether is told so before anything is looked up.
            assert answer.status_code in ((404,) if person == "office" else (404, 403)), (person, name)


def test_writes_refuse_get(sign_in, cast):
    pages = addresses(cast)
    client = sign_in(cast.office)
    for name in WRITES:
        assert client.get(reverse(name, args=pages[name])).status_code == 405, name


def test_signed_out_people_are_asked_to_sign_in(client, cast):
    for name, args in addresses(cast).items():
        assert "/dang-nhap/" in client.post(reverse(name, args=args)).url, name
    for name in ("conclusion_notice_list", "commitment_list"):
        assert "/dang-nhap/" in client.get(reverse(name)).url


@pytest.mark.parametrize(
    ("name", "person", "sentence"),
    [
        ("conclusion_notice_submit", "chair", "Chỉ văn phòng được trình"),
        ("conclusion_notice_edit", "front", "Trang này dành cho"),
        ("extension_request_approve", "office", "Chỉ người chủ trì hội nghị"),
        ("commitment_report", "office", "Chỉ đơn vị được giao"),
        ("commitment_progress", "front", "Chỉ đơn vị được giao"),
        ("commitment_remark", "unit", "Chỉ Mặt trận"),
        ("dispatch_record", "unit", "Trang này dành cho"),
        ("conclusion_notice_detail", "province", "Trang này dành cho"),
    ],
)
def test_the_wrong_role_is_told_why(sign_in, cast, name, person, sentence):
    url = reverse(name, args=addresses(cast)[name])
    refused(sign_in(getattr(cast, person)).post(url), 403, sentence)


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("conclusion_notice_approve", "chair"),
        ("conclusion_notice_return", "chair"),
        ("conclusion_notice_issue", "office"),
        ("commitment_confirm", "front"),
        ("commitment_dispute", "front"),
    ],
)
def test_the_wrong_state_explains_itself(sign_in, cast, name, person):
    url = reverse(name, args=addresses(cast)[name])
    refused(sign_in(getattr(cast, person)).post(url, {"reason": "x", "text": "x"}), 409, "Tải lại trang")


def test_a_refused_act_is_seen_before_it_is_tried(sign_in, cast):
    notice = make.a_draft(cast=cast)
    notice.items.filter(group=ItemGroup.PENDING).update(unit=None)
    text = page(sign_in(cast.office), "conclusion_notice_detail", notice.pk)[1]
    assert "Còn 1 mục tiếp tục giải quyết chưa ghi đơn vị hoặc thời hạn" in text
    with on_the(date(2026, 5, 29)):
        text = page(sign_in(cast.office), "conclusion_notice_detail", notice.pk)[1]
    assert "không kéo dài được nữa" in text
