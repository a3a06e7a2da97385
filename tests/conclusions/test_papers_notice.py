"""The conclusion notice and its extracts as papers: late dates, both systems, two who preside, all extracts at once."""

from datetime import date

import pytest
from django.urls import reverse

from conclusions import rules, services
from conclusions.documents import chairs_of, excerpt_of, signer_of
from conclusions.documents.notice import extract_rows, notice_rows
from conclusions.models import ConclusionItem, ConclusionNotice
from core.refusals import NotYourRole, Refused
from core.states import BodyKind
from deadlines.services import start_deadline
from documents.models import Batch, PaperDraft
from documents.plaintext import lines_of
from tests.factories import conclusions as make
from tests.factories.deadlines import a_rule
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
IN_TIME, TOO_LATE = date(2026, 6, 4), date(2026, 6, 5)


def printed(notice, actor):
    paper = services.print_conclusion_notice(conclusion_notice=notice, actor=actor)
    return "\n".join(lines_of(paper.html))


# --- D-39: a date later than the plan's rule ----------------------------------------------------------------------


def a_draft_under_qn(cast):
    """Answers within 15 working days of 14/5/2026: the last day is 4/6 (QN-60)."""
    conference = make.a_held_conference(cast=cast)
    start_deadline(
        rule=a_rule(code="QN-R5"), subject=conference, subject_label="x", anchor_on=conference.ends_on, actor=None,
        commune=cast.commune,
    )  # fmt: skip
    return make.a_draft(cast=cast, conference=conference)


def test_a_date_past_the_rule_asks_to_be_confirmed(cast):
    """D-39, QN-60: the rule's last day is free, the day after needs a confirmation and is marked on the paper."""
    notice = a_draft_under_qn(cast)
    item = notice.items.get(group="pending")
    with on_the(make.DRAFTED_ON):
        with pytest.raises(Refused, match="quá thời hạn của quy định.*04/06/2026"):
            services.edit_item(item=item, actor=cast.clerk, version=item.version, due_on=TOO_LATE)
        item.refresh_from_db()
        services.edit_item(item=item, actor=cast.clerk, version=item.version, due_on=IN_TIME)
        assert "quá thời hạn của quy định" not in printed(notice, cast.office)
        item.refresh_from_db()
        services.edit_item(
            item=item, actor=cast.clerk, version=item.version, due_on=TOO_LATE, is_late_confirmed=True
        )
        assert "ngày 05 tháng 6 năm 2026 (quá thời hạn của quy định)" in printed(notice, cast.office)


def test_what_the_record_brought_late_is_asked_about_at_the_submission(cast):
    """D-39: the record's 30/6 stands in the draft, and the draft does not leave the office unconfirmed."""
    notice = a_draft_under_qn(cast)
    with on_the(make.DRAFTED_ON):
        with pytest.raises(Refused, match="30/06/2026 quá thời hạn"):
            services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
        make.confirm_late_dates(cast=cast, notice=notice)
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)


def test_the_rule_counted_from_the_notice_binds_by_its_day(cast):
    """D-39, TD-70: seven working days after the issue; while it is a draft, after today."""
    conference = make.a_held_conference(cast=cast)
    type(conference.plan).objects.update(regulation=a_rule(code="TD-R7").regulation)
    conference = type(conference).objects.get(pk=conference.pk)
    assert rules.answer_limit(conference, make.ISSUED_ON).due_on == date(2026, 5, 29)
    assert rules.answer_limit(conference, make.DRAFTED_ON).due_on == date(2026, 5, 27)


def test_no_rule_no_limit(cast):
    """D-26: the plan gives no limit for answers; any day later than today may be chosen."""
    conference = make.a_held_conference(cast=cast)
    assert rules.answer_limit(conference, make.ISSUED_ON) is None


def test_form_and_page_speak_of_the_late_date(sign_in, cast):
    """D-39: the typed text stays, the box is ticked, the page marks the line."""
    notice = a_draft_under_qn(cast)
    item = notice.items.get(group="pending")
    url = reverse("conclusion_item_edit", args=[item.pk])
    values = {
        "version": item.version, "group": "pending", "content": "Nạo vét mương cả thôn.", "due_on": "5/6/2026",
        "unit": item.unit_id, "petition": item.petition_id,
    }  # fmt: skip
    with on_the(make.DRAFTED_ON):
        client = sign_in(cast.clerk)
        page = client.post(url, values).content.decode()
        assert "quá thời hạn của quy định" in page and "Nạo vét mương cả thôn." in page
        assert client.post(url, values | {"is_late_confirmed": "on"}).status_code == 302
        detail = client.get(reverse("conclusion_notice_detail", args=[notice.pk])).content.decode()
    assert ConclusionItem.objects.get(pk=item.pk).is_late_confirmed
    assert "quá thời hạn của quy định" in detail


# --- heading and signer by the issuing body -----------------------------------------------------------------------


def under(notice, body, behalf, title):
    type(notice.conference.plan).objects.update(body=body, signer_on_behalf=behalf, signer_title=title)
    return ConclusionNotice.objects.get(pk=notice.pk)


@pytest.mark.parametrize(
    ("body", "behalf", "title", "words"),
    [
        (BodyKind.UBND, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", ["/TB-UBND", "CỘNG HÒA XÃ HỘI", "Lưu: VT."]),
        (BodyKind.HDND, "TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH", ["/TB-HĐND", "HỘI ĐỒNG NHÂN DÂN\nXÃ LẠC PHƯỢNG"]),
        (BodyKind.PARTY, "T/M BAN THƯỜNG VỤ", "BÍ THƯ", ["-TB/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Lưu Văn phòng Đảng ủy."]),
    ],
)  # fmt: skip
def test_heading_and_signer_follow_the_plans_body(cast, body, behalf, title, words):
    """LP-03, ND-78, QN-93: the plan's own signer lines; the system follows from the body."""
    notice = under(make.an_approved_notice(cast=cast), body, behalf, title)
    with on_the(make.ISSUED_ON, 10):
        paper = services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office).paper
    assert paper.signer_title == f"{behalf}\n{title}"
    text = "\n".join(lines_of(paper.html))
    for word in [*words, behalf, title, cast.chair.full_name]:
        assert word in text, word


def test_a_deputy_of_the_party_signs_in_the_partys_way(cast):
    """LP-68, HD 36: K/T BÍ THƯ."""
    notice = under(make.an_approved_notice(cast=cast), BodyKind.PARTY, "T/M BAN THƯỜNG VỤ", "BÍ THƯ")
    post = cast.vice_chair.posts.get()
    type(post).objects.filter(pk=post.pk).update(title="Phó Bí thư Đảng ủy")
    notice.approved_by = type(cast.chair).objects.get(pk=cast.vice_chair.pk)
    assert signer_of(notice)[1] == "T/M BAN THƯỜNG VỤ\nK/T BÍ THƯ\nPhó Bí thư"


def test_two_who_preside_are_both_named(cast):
    """ND-42: excerpt and opening name both heads."""
    conference = make.a_held_conference(cast=cast)
    type(conference).objects.update(co_chair=cast.vice_chair, co_chair_title="Bí thư Đảng ủy")
    notice = make.a_draft(cast=cast, conference=type(conference).objects.get(pk=conference.pk))
    assert chairs_of(notice.conference) == "Chủ tịch UBND xã và Bí thư Đảng ủy"
    assert excerpt_of(notice).startswith("Kết luận của Chủ tịch UBND xã và Bí thư Đảng ủy\n")
    assert "đồng chủ trì" in notice.opening


def test_the_notice_says_what_is_taken_in_and_what_was_learned(cast):
    """C-26, LP-31, QN-54: accepted, settled, not settled, who watches over it, lessons."""
    notice = make.a_draft(cast=cast)
    services.edit_conclusion_notice(
        conclusion_notice=notice, actor=cast.clerk, version=notice.version, lessons="Mời sớm hơn."
    )
    text = printed(notice, cast.office)
    for words in (
        "Kết luận chung, nội dung tiếp thu:",
        "hợp pháp, chính đáng",
        "Đánh giá, rút kinh nghiệm: Mời sớm hơn.",
    ):
        assert words in text


def test_td_68_the_notice_names_what_is_restricted_without_its_words(cast):
    """The paper goes to everybody; its unit reads the words in its own copy of the assignment (TD-65)."""
    notice = make.a_draft(cast=cast)
    notice.items.filter(group="pending").update(
        kind="remedy", is_restricted=True, content="Ông Mật Danh sai phạm.", result="Kiểm điểm ông Mật Danh."
    )
    notice.items.filter(group="upward").update(is_restricted=True, result="Đề nghị kỷ luật ông Mật Danh.")
    words = printed(notice, cast.office)
    assert "Mật Danh" not in words and "Nội dung hạn chế phổ biến, giao riêng bằng văn bản." in words
    assert "Phòng Kinh tế" in words and "30 tháng 6 năm 2026" in words


def test_a_notice_without_a_body_to_watch_over_it_is_not_submitted(cast):
    """TD-59: who follows, urges and supervises is named."""
    notice = make.a_draft(cast=cast)
    type(notice).objects.update(monitor=" ")
    notice.refresh_from_db()
    with on_the(make.DRAFTED_ON), pytest.raises(Refused, match="cơ quan theo dõi, giám sát"):
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)


def test_lessons_are_asked_for_where_the_plans_rule_does(cast):
    """QN-54: the lessons come with the notice under QN, not under LP."""
    notice = make.a_draft(cast=cast)
    assert not rules.lessons_are_due(notice.conference)
    type(notice.conference.plan).objects.update(regulation=a_rule(code="QN-R4").regulation)
    notice = ConclusionNotice.objects.get(pk=notice.pk)
    with on_the(make.DRAFTED_ON):
        with pytest.raises(Refused, match="rút kinh nghiệm"):
            services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
        type(notice).objects.update(lessons="Mời sớm hơn.")
        notice.refresh_from_db()
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)


# --- every petitioner's sheet at once (C-28) ----------------------------------------------------------------------


def test_all_extracts_are_printed_in_one_go(sign_in, cast):
    """C-28, LP-95: one sheet for each petitioner, each with that person's matters only."""
    with on_the(make.SENT_ON):
        notice = make.an_issued_notice(cast=cast)
        response = sign_in(cast.office).post(reverse("dispatch_print", args=[notice.pk]))
    batch = Batch.objects.about(notice).get()
    assert response.url == reverse("batch_detail", args=[batch.pk])
    assert batch.has_personal_data and batch.total == notice.dispatches.exclude(petitioner=None).count() == 2
    sheets = {item.file_name: item.html for item in batch.items.all()}
    hoa = next(html for name, html in sheets.items() if "phu-huynh" in name)
    assert "bảo hiểm" in hoa and "nạo vét" not in hoa
    assert not any("0912345678" in html or "0987654321" in html for html in sheets.values())


def test_the_sheets_are_as_the_single_ones(sign_in, cast):
    with on_the(make.SENT_ON):
        notice = make.an_issued_notice(cast=cast)
        batch = services.print_extracts(notice=notice, actor=cast.office)
        for item in batch.items.all():
            row = item.key.removeprefix("dispatch-")
            url = reverse("dispatch_extract", args=[notice.pk, row])
            assert sign_in(cast.office).get(url).content.decode() == item.html


def test_many_sheets_cost_no_more_queries(cast, django_assert_max_num_queries):
    notice = make.an_issued_notice(cast=cast, pending=6)
    with django_assert_max_num_queries(17):
        services.print_extracts(notice=notice, actor=cast.office)


def test_only_the_office_prints_and_only_after_the_issue(sign_in, cast, neighbours):
    notice = make.a_draft(cast=cast)
    url = reverse("dispatch_print", args=[notice.pk])
    assert sign_in(cast.office).post(url).status_code == 409
    assert sign_in(cast.front).post(url).status_code == 403
    assert sign_in(neighbours.office).post(url).status_code == 404
    assert sign_in(cast.office).get(url).status_code == 405
    with pytest.raises(NotYourRole):
        services.print_extracts(notice=make.an_issued_notice(cast=cast), actor=cast.front)


# --- where they stand on the page of all papers --------------------------------------------------------------------


def test_rows_follow_the_notice(cast):
    conference = make.a_held_conference(cast=cast)
    assert notice_rows(conference, cast.office)[0].state == "draft", "it exists when the conference closes"
    notice = make.a_draft(cast=cast, conference=conference)
    assert notice_rows(conference, cast.office)[0].state == "draft"
    assert notice_rows(conference, cast.front)[0].state == "none"
    assert extract_rows(conference, cast.office)[0].state == "none"
    with on_the(make.DRAFTED_ON):
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    with on_the(make.ISSUED_ON):
        services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)
        services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    row = notice_rows(conference, cast.front)[0]
    assert (row.state, row.paper) == ("issued", notice.paper)
    row = extract_rows(conference, cast.office)[0]
    assert row.words == "2 người kiến nghị, còn 2 chưa gửi"
    assert extract_rows(conference, cast.unit)[0].url == ""


def test_the_requests_page_leads_to_its_decision(sign_in, cast):
    """C-27: from the granted request to the draft of the decision."""
    conference = make.a_held_conference(cast=cast)
    with on_the(make.DRAFTED_ON):
        asked = make.an_extension_request(cast=cast, conference=conference)
        url, client = reverse("extension_request_detail", args=[asked.pk]), sign_in(cast.office)
        assert "Lập quyết định" not in client.get(url).content.decode()
        services.approve_extension_request(extension_request=asked, actor=cast.chair)
        assert "Lập quyết định" in client.get(url).content.decode()
        client.post(
            reverse("conference_paper_start", args=[conference.pk, "extension"]),
            {"about": f"extension-{asked.pk}"},
        )
        page = client.get(url).content.decode()
    draft = PaperDraft.objects.get(kind="extension")
    assert reverse("paper_draft_detail", args=[draft.pk]) in page and "Lập quyết định" not in page


def test_a_promises_page_leads_to_the_written_answer(sign_in, cast):
    """C-33: from the promise to the draft of the unit's letter; only the office writes papers."""
    commitment = make.a_commitment(cast=cast)
    url, client = reverse("commitment_detail", args=[commitment.pk]), sign_in(cast.office)
    assert "Lập văn bản trả lời" in client.get(url).content.decode()
    assert "Lập văn bản trả lời" not in sign_in(cast.unit).get(url).content.decode()
    start = reverse("conference_paper_start", args=[commitment.conference_id, "answer_after"])
    client = sign_in(cast.office)
    client.post(start, {"about": f"commitment-{commitment.pk}"})
    draft = PaperDraft.objects.get(kind="answer_after")
    assert reverse("paper_draft_detail", args=[draft.pk]) in client.get(url).content.decode()
