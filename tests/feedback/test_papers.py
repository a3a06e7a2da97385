"""The papers about petitions before the conference, C-14 to C-21: their words, their data, whose names stay out."""

from datetime import date

import pytest
from django.urls import reverse

from core.states import BodyKind, Role
from documents.catalogue import PaperType, type_of
from documents.drafting import draft_face, preview_html
from documents.faces import PaperFace, number_text_of
from documents.models import PaperDraft
from documents.plaintext import lines_of
from documents.services import approve_paper_draft, issue_paper_draft, start_draft, submit_paper_draft
from documents.states import PaperKind
from feedback import services
from feedback.documents import TYPES, consolidated_report_html, excerpt_of
from feedback.documents.consolidated import rows_of as report_rows
from feedback.models import ConsolidatedReport
from feedback.queries import work_items
from feedback.states import Field, Source, Triage
from tests.factories.feedback import (
    TODAY,
    a_classified_petition,
    a_petition,
    a_submitted_answer,
    an_accepted_assignment,
    an_answer,
    an_answered_petition,
    an_assignment,
    an_upward_petition,
    the_conference,
)

DRAFTED = [paper for paper in TYPES if isinstance(paper, PaperType)]
NAMES = ("Nguyễn Thị Hoa", "0912", "ngõ Đình")


def words_of(html):
    return "\n".join(lines_of(html))


def a_draft(conference, kind, about=""):
    """An unsaved draft with its first words."""
    paper_type = type_of(kind)
    begin = paper_type.begin(conference, about)
    return PaperDraft(
        commune=conference.commune, kind=kind, subject=conference, body=paper_type.body or conference.plan.body,
        about_key=about, excerpt=begin.excerpt, text=begin.text, addressee=begin.addressee, values=begin.values,
        recipients="\n".join(begin.recipients), signer_title=begin.signer_title or "CHỦ TỊCH",
        signer_name=begin.signer_name or "",
    )  # fmt: skip


def page(conference, kind, about=""):
    """The paper's text without tags."""
    return words_of(preview_html(a_draft(conference, kind, about)))


def test_the_room_has_the_papers_14_to_21():
    assert [paper.row for paper in TYPES] == list(range(14, 22))
    assert not any(paper.has_personal_data for paper in DRAFTED)
    approved = {paper.row for paper in DRAFTED if paper.needs_approval}
    assert approved == {16, 19, 20, 21}


@pytest.mark.parametrize("paper", DRAFTED, ids=lambda paper: paper.kind)
@pytest.mark.parametrize("body", [BodyKind.UBND, BodyKind.HDND, BodyKind.PARTY])
def test_a_paper_begins_with_words_even_without_data(cast, paper, body):
    conference = the_conference(cast)
    conference.plan.body = body
    about = paper.abouts(conference)[0][0] if paper.abouts and paper.abouts(conference) else ""
    begin = paper.begin(conference, about)
    text = page(conference, paper.kind, about)
    assert begin.excerpt and begin.recipients[-1].startswith("Lưu") and begin.text
    assert text.count("./.") == 1 and "None" not in text and "…" in text
    if body == BodyKind.PARTY and paper.body is None and paper.row != 18:
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text


# --- 14: the consolidated report -----------------------------------------------------------------------------


def a_report(cast):
    return services.draft_consolidated_report(conference=the_conference(cast), actor=cast.office)


def report_text(cast, body=BodyKind.UBND):
    report = a_report(cast)
    report.conference.plan.body = body
    face = PaperFace(
        commune=cast.commune, kind="consolidated_report", body=body, sign="BC", excerpt=excerpt_of(report)
    )
    return words_of(consolidated_report_html(report, face))


def test_the_report_marks_what_is_pressing_and_leaves_no_cell_empty(cast):
    """C-14, QN-26, LP-63 to LP-67."""
    a_classified_petition(cast=cast, is_urgent=True)
    a_classified_petition(cast=cast, triage=Triage.LATER)
    an_upward_petition(cast=cast)
    text = report_text(cast)
    assert "1 việc bức xúc, cần giải quyết ngay" in text and "2 việc khác" in text and "(Bức xúc)" in text
    assert "Kiểm tra, làm rõ, trả lời sau." in text and "Ghi nhận, báo cáo cấp có thẩm quyền." in text
    assert "………" in text and text.count("./.") == 1


def test_only_rows_of_long_texts_may_go_on_overleaf(cast):
    """Else the head would not be repeated above what fills more than a page."""
    an_assignment(cast=cast, content="Đề nghị xã kiểm tra. " * 50)
    an_assignment(cast=cast)
    conference = the_conference(cast)
    for kind, about in (("assignment", "all"), ("answer_options", ""), ("answering_report", "")):
        assert preview_html(a_draft(conference, kind, about)).count('<tr class="long">') == 1


def test_the_report_keeps_conduct_of_officials_apart(cast):
    """LP-29."""
    a_classified_petition(cast=cast, field=Field.CONDUCT, triage=Triage.LATER, content="Ông X ở bộ phận Y")
    text = report_text(cast)
    assert "Ông X" not in text and "Nguyễn Thị Hoa" not in text and "theo dõi riêng" in text


def test_the_report_is_of_the_body_whose_conference_it_is(cast):
    """QN: HĐND; ND: the Party."""
    petition = a_petition(cast=cast)
    plan = petition.conference.plan
    type(plan).objects.filter(pk=plan.pk).update(body=BodyKind.HDND)
    paper = services.print_consolidated_report(report=a_report(cast), actor=cast.office)
    assert paper.body == BodyKind.HDND and "HỘI ĐỒNG NHÂN DÂN" in paper.html


def test_the_reports_line_among_the_papers_says_how_far_it_is(cast):
    conference = a_petition(cast=cast).conference
    assert [row.state for row in report_rows(conference, cast.office)] == ["none"]
    assert report_rows(conference, cast.unit)[0].url == ""
    report = a_report(cast)
    assert report_rows(conference, cast.office)[0].state == "draft"
    hidden = report_rows(conference, cast.unit)[0]
    assert (hidden.state, hidden.url, hidden.paper) == ("draft", "", None)
    services.issue_consolidated_report(
        report=report, issued_on=TODAY, signer_name="A", signer_title="CHỦ TỊCH", actor=cast.office
    )
    row = report_rows(conference, cast.front)[0]
    assert row.state == "issued" and "01/BC-UBND" in row.words and row.paper.number == 1
    assert ConsolidatedReport.objects.count() == 1


# --- 15: the Front's report ----------------------------------------------------------------------------------


def test_the_fronts_report_counts_what_the_front_brought_in(cast):
    """C-15, ND-50 to ND-53: figures by field and village, top matters, advice; no names."""
    for hamlet in ("Thôn Đông", "Thôn Bến"):
        a_classified_petition(
            cast=cast, source=Source.FRONT_FORM, hamlet=hamlet, content=f"Việc của {hamlet}", is_urgent=True
        )
    a_classified_petition(cast=cast, field=Field.HEALTH, content="Việc tại Văn phòng")
    text = page(the_conference(cast), PaperKind.SURVEY_REPORT)
    assert "đã thu thập 2 ý kiến" in text and "Việc của Thôn Bến" in text and "Đất đai" in text
    assert "Việc tại Văn phòng" not in text and "Y tế" not in text
    for part in ("Tâm trạng Nhân dân", "Dư luận xã hội", "Về nội dung", "Về hình thức", "Về thời gian"):
        assert part in text
    assert not any(name in text for name in NAMES)


@pytest.mark.parametrize(
    ("body", "whom"),
    [
        (BodyKind.PARTY, ["Thường trực Đảng ủy", "Ủy ban MTTQ Việt Nam thành phố Hải Phòng"]),
        (BodyKind.HDND, ["Chủ tịch Hội đồng nhân dân xã"]),
        (BodyKind.UBND, ["Chủ tịch Ủy ban nhân dân xã"]),
    ],
)
def test_the_fronts_report_goes_to_whom_the_plan_says(cast, body, whom):
    """ND-53, QN-83."""
    conference = the_conference(cast)
    conference.plan.body = body
    lines = type_of(PaperKind.SURVEY_REPORT).begin(conference, "").addressee.splitlines()
    assert len(lines) == len(whom) and all(words in line for words, line in zip(whom, lines, strict=True))


def test_the_front_writes_and_issues_its_report_alone(cast):
    paper_type = type_of(PaperKind.SURVEY_REPORT)
    assert paper_type.writers == (Role.FRONT,) and not paper_type.needs_approval
    draft = start_draft(kind=PaperKind.SURVEY_REPORT, subject=the_conference(cast), actor=cast.front)
    paper = issue_paper_draft(
        paper_draft=draft, issued_on=TODAY, signer_name="Hoàng Mặt Trận", actor=cast.front
    )
    assert paper.number_text == "01/BC-MTTQ-BTT"


# --- 16: the assignment before the conference ----------------------------------------------------------------


def test_the_assignment_letter_of_a_unit_holds_its_petitions_only(cast):
    """C-16, LP-61: code, matter, lead, co-agencies, form, due date."""
    mine = an_assignment(cast=cast, content="Mương xóm Đình", supporting=[cast.units.police]).petition
    an_assignment(cast=cast, unit=cast.units.culture, content="Nhà văn hóa thôn")
    conference = mine.conference
    abouts = dict(type_of(PaperKind.ASSIGNMENT).abouts(conference))
    assert abouts == {
        "all": "Tất cả đơn vị", f"unit-{cast.units.economy.pk}": "Phòng Kinh tế",
        f"unit-{cast.units.culture.pk}": "Phòng VH-XH", f"unit-{cast.units.police.pk}": "Công an xã",
    }  # fmt: skip
    text = page(conference, PaperKind.ASSIGNMENT, f"unit-{cast.units.economy.pk}")
    assert all(words in text for words in (mine.code, "Mương xóm Đình", "Phòng Kinh tế", "Công an xã"))
    assert "29/04/2026" in text and "Văn bản; trả lời tại hội nghị" in text and "V/v phân công" in text
    assert "Nhà văn hóa thôn" not in text and not any(name in text for name in NAMES)
    assert "Nhà văn hóa thôn" in page(conference, PaperKind.ASSIGNMENT, "all")
    assert "Mương xóm Đình" in page(conference, PaperKind.ASSIGNMENT, f"unit-{cast.units.police.pk}")


def test_the_assignment_letter_names_no_official(cast):
    """LP-29: the letter lies open in the register; the unit reads the words on its own page."""
    an_assignment(cast=cast, field=Field.CONDUCT, content="Ông X cáu gắt")
    assert "Ông X" not in page(the_conference(cast), PaperKind.ASSIGNMENT, "all")


def test_the_assignment_letter_is_approved_and_takes_a_letters_number(cast):
    """LP-61, QN-28, TD-43."""
    conference = an_assignment(cast=cast).petition.conference
    draft = start_draft(kind=PaperKind.ASSIGNMENT, subject=conference, about="all", actor=cast.office)
    submit_paper_draft(paper_draft=draft, actor=cast.office)
    approve_paper_draft(paper_draft=draft, actor=cast.chair)
    paper = issue_paper_draft(
        paper_draft=draft, issued_on=TODAY, signer_name="Trần Chủ Tịch", actor=cast.office
    )
    assert paper.number_text == "01/UBND-VP"


def test_each_unit_gets_a_letter_or_all_get_one(sign_in, cast):
    conference = an_assignment(cast=cast).petition.conference
    an_assignment(cast=cast, unit=cast.units.culture)
    url = reverse("conference_paper_start", args=[conference.pk, PaperKind.ASSIGNMENT])
    client = sign_in(cast.office)
    slate = client.get(reverse("conference_papers", args=[conference.pk])).content.decode()
    assert "mỗi nơi một bản (2)" in slate and "Tất cả đơn vị" in slate
    client.post(url, {"about": "each"})
    units = {f"unit-{unit.pk}" for unit in (cast.units.economy, cast.units.culture)}
    drafts = PaperDraft.objects.of_kind(PaperKind.ASSIGNMENT)
    assert set(drafts.values_list("about_key", flat=True)) == units
    client.post(url, {"about": "all"})
    assert drafts.count() == 3


def test_work_items_ask_for_the_letter_until_it_is_begun(cast):
    """LP-61."""

    def asked():
        return [item.url for item in work_items(cast.office) if "phân công" in item.sentence]

    a_classified_petition(cast=cast)
    assert asked() == []
    conference = an_assignment(cast=cast).petition.conference
    assert asked() == [reverse("conference_papers", args=[conference.pk])]
    start_draft(kind=PaperKind.ASSIGNMENT, subject=conference, about="all", actor=cast.office)
    assert asked() == []


def test_letters_are_numbered_by_their_body():
    assert number_text_of(BodyKind.HDND, "CV", 3) == "03/HĐND-VP"
    assert number_text_of(BodyKind.FRONT, "CV", 3) == "03/MTTQ-BTT"
    assert number_text_of(BodyKind.PARTY, "CV", 3) == "03-CV/ĐU"


# --- 17, 18, 19: answers -------------------------------------------------------------------------------------


def test_expected_answers_are_told_before_their_approval_but_not_before_they_are_sent(cast):
    """C-17, ND-55, TM-59."""
    sent = a_submitted_answer(cast=cast, content="Việc đã gửi")
    unsent = an_answer(cast=cast, content="Việc đang soạn")
    unsent.content = "Chữ nháp"
    unsent.save()
    text = page(sent.petition.conference, PaperKind.ANSWER_OPTIONS)
    assert "mương bị bồi lấp" in text and "Biên bản kiểm tra" in text and "đơn vị đã gửi, đang duyệt" in text
    assert "Chữ nháp" not in text and "chưa gửi; hạn 29/04/2026" in text
    assert "Tổng số 2 ý kiến, kiến nghị; 1 đã có" in text and "VĂN PHÒNG HĐND VÀ UBND" in text


def test_a_units_letter_answers_under_its_own_heads_name(cast):
    """C-18, LP-103, LP-104, TM-13."""
    petition = an_answered_petition(cast=cast, content="Mương xóm Đình")
    a_submitted_answer(cast=cast, content="Chưa duyệt")
    conference, about = petition.conference, f"unit-{cast.units.economy.pk}"
    assert dict(type_of(PaperKind.ANSWER).abouts(conference)) == {about: "Phòng Kinh tế"}
    draft = start_draft(kind=PaperKind.ANSWER, subject=conference, about=about, actor=cast.office)
    assert (draft.signer_title, draft.signer_name) == ("TRƯỞNG PHÒNG", "Phạm Kinh Tế")
    paper = issue_paper_draft(
        paper_draft=draft, issued_on=TODAY, signer_name=draft.signer_name, actor=cast.office
    )
    assert paper.number is None
    text = page(conference, PaperKind.ANSWER, about)
    for words in (
        "PHÒNG KINH TẾ",
        "Số: 12/KT",
        petition.code,
        "Nạo vét toàn tuyến",
        "Xong trước 30/5/2026",
        "Biên bản kiểm tra",
    ):
        assert words in text
    assert "Chưa duyệt" not in text and not any(name in text for name in NAMES)


def test_the_report_on_answers_tells_settled_from_open_and_late(cast):
    """C-19, TD step 3."""
    an_answered_petition(cast=cast)
    an_accepted_assignment(cast=cast, unit=None)
    an_upward_petition(cast=cast)
    text = page(the_conference(cast), PaperKind.ANSWERING_REPORT)
    assert (
        "Tổng số 3 ý kiến, kiến nghị; 1 đã trả lời (trong đó 0 đã giải quyết, 1 đang giải quyết), 1 chưa"
        in text
    )
    for part in ("Đã trả lời, đang giải quyết (1)", "Chưa có trả lời (1)", "báo cáo cấp trên (1)"):
        assert part in text
    assert (
        "khẩn trương gửi văn bản" in text
        and "Quá hạn" in text
        and "Nạo vét toàn tuyến" in text
        and not any(name in text for name in NAMES)
    )


def test_the_tables_cost_the_same_with_many_rows(cast, django_assert_max_num_queries):
    for _ in range(4):
        an_answered_petition(cast=cast, petitioners=[{"name": "A"}, {"name": "B"}])
    conference = the_conference(cast)
    about = f"unit-{cast.units.economy.pk}"
    for kind, key in (
        ("answering_report", ""),
        ("answer_options", ""),
        ("assignment", "all"),
        ("answer", about),
    ):
        draft = a_draft(conference, kind, key)
        with django_assert_max_num_queries(10):
            draft.type.html(draft, draft_face(draft))


# --- 20, 21: the office's own reports ------------------------------------------------------------------------


def test_the_orientation_report_begins_with_what_came_in(cast):
    """C-20, TD-42."""
    a_classified_petition(cast=cast, is_urgent=True)
    text = page(the_conference(cast), PaperKind.ORIENTATION_REPORT)
    assert "01 việc bức xúc" in text and "Đất đai: 01 ý kiến" in text and "ĐỊNH HƯỚNG TRẢ LỜI" in text


def test_situation_reports_follow_their_subject(cast):
    """C-21, TM-51, QN-45, TD-76, TD-79: three subjects, each with its own name and headings."""
    conference = the_conference(cast)
    keys = [key for key, _ in type_of(PaperKind.SITUATION_REPORT).abouts(conference)]
    texts = [page(conference, PaperKind.SITUATION_REPORT, key) for key in keys]
    for text, words in zip(
        texts,
        ["Tóm tắt tình hình kinh tế - xã hội năm 2026", "Kết quả 01 năm vận hành", "năm học 2025-2026"],
        strict=True,
    ):
        assert words in text
    conference.plan.body = BodyKind.HDND
    assert "NGHỊ QUYẾT KỲ HỌP" in page(conference, PaperKind.SITUATION_REPORT, keys[0])
    conference.held_on = date(2026, 9, 20)
    assert "năm học 2026-2027" in page(conference, PaperKind.SITUATION_REPORT, keys[2])


def test_a_letters_boxes_stand_as_the_letter_reads(sign_in, cast):
    """The opening before what follows the table."""
    draft = start_draft(
        kind=PaperKind.ASSIGNMENT,
        subject=an_assignment(cast=cast).petition.conference,
        about="all",
        actor=cast.office,
    )
    page = sign_in(cast.office).get(reverse("paper_draft_edit", args=[draft.pk])).content.decode()
    assert page.index("Đoạn mở đầu") < page.index("Đoạn sau bảng") < page.index("Nơi nhận")
