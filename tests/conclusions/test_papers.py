"""The papers from the conclusion on: what requirements C ask of each, from real data and without any."""

import uuid
from datetime import date

import pytest

from conclusions import services
from conclusions.documents import TYPES
from conclusions.documents.words import upper_party
from core.numbers import percent
from core.refusals import NotYourRole
from core.states import BodyKind
from dialogue import services as dialogue
from dialogue.models import Conference
from documents.catalogue import PaperType, type_of
from documents.drafting import preview_html
from documents.models import PaperDraft
from documents.plaintext import lines_of
from documents.services import approve_paper_draft, issue_paper_draft, start_draft, submit_paper_draft
from documents.states import PaperKind
from tests.factories import conclusions as make
from tests.factories.dialogue import a_scheduled_conference, on_the

pytestmark = pytest.mark.django_db
K = PaperKind
LATER = date(2026, 7, 6)


def words_of(draft):
    return "\n".join(lines_of(preview_html(draft)))


def a_paper(kind, conference, actor, about=""):
    return words_of(start_draft(kind=kind, subject=conference, about=about, actor=actor))


def says(text, *words):
    for word in words:
        assert word in text, word


def as_party(conference):
    """The same conference under a plan of the Party committee."""
    plan = conference.plan
    plan.body, plan.signer_on_behalf, plan.signer_title = BodyKind.PARTY, "T/M BAN THƯỜNG VỤ", "BÍ THƯ"
    plan.save(update_fields=["body", "signer_on_behalf", "signer_title"])
    return Conference.objects.get(pk=conference.pk)


# --- every paper, with data and with none ---------------------------------------------------------------------


def abouts_of(paper_type, conference):
    return paper_type.abouts(conference)[0][0] if paper_type.abouts and paper_type.abouts(conference) else ""


@pytest.mark.parametrize("paper_type", [t for t in TYPES if isinstance(t, PaperType)], ids=lambda t: t.kind)
def test_a_paper_without_data_has_dots_and_no_holes(cast, paper_type):
    """C-27 to C-41 before anything was concluded: nothing is made up, nothing says None."""
    conference = a_scheduled_conference(cast=cast)
    about = abouts_of(paper_type, conference)
    begin = paper_type.begin(conference, about)
    draft = PaperDraft(
        commune=cast.commune, kind=paper_type.kind, body=paper_type.body or conference.plan.body,
        subject=conference, about_key=about, excerpt=begin.excerpt, text=begin.text, addressee=begin.addressee,
        values=begin.values, recipients="\n".join(begin.recipients),
    )  # fmt: skip
    text = words_of(draft)
    assert "……" in text
    assert "None" not in text and "{{" not in text
    if paper_type.is_numbered or paper_type.kind == K.ANSWER_AFTER:
        says(text, "./.", "Nơi nhận:", "Lưu: VT.")


def test_rows_of_requirements_c_are_all_here():
    assert [paper.row for paper in TYPES] == [26, 27, 28, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 37, 41, 41]


# --- C-27 -------------------------------------------------------------------------------------------------------


def an_extended_conference(cast):
    conference = make.a_held_conference(cast=cast)
    with on_the(make.DRAFTED_ON):
        asked = make.an_extension_request(cast=cast, conference=conference)
        services.approve_extension_request(extension_request=asked, actor=cast.chair)
    return conference, asked


def test_the_decision_names_ground_reason_and_both_days(cast):
    """C-27, LP-98, TD-64: a decision in the form of a decision, read from the granted request."""
    conference, asked = an_extended_conference(cast)
    about = f"extension-{asked.pk}"
    text = a_paper(K.EXTENSION, conference, cast.office, about)
    says(
        text, "QUYẾT ĐỊNH\n", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ LẠC PHƯỢNG", "Căn cứ Luật Tổ chức Chính quyền địa phương",
        "QUYẾT ĐỊNH:", "Điều 1. Kéo dài", "từ ngày 28 tháng 5 năm 2026 đến hết ngày 04 tháng 6 năm 2026",
        f"Lý do: {make.GROUND}; cụ thể: cần ý kiến Sở Nông nghiệp và Môi trường.", "Điều 2.", "Điều 3.", "/QĐ-UBND",
    )  # fmt: skip


def test_only_a_granted_request_gives_a_decision(cast):
    """D-23: no decision before the chair said yes."""
    conference = make.a_held_conference(cast=cast)
    extension = next(paper for paper in TYPES if paper.kind == K.EXTENSION)
    with on_the(make.DRAFTED_ON):
        make.an_extension_request(cast=cast, conference=conference)
    assert extension.abouts(conference) == []
    assert extension.needs_approval


# --- C-29 to C-33 -------------------------------------------------------------------------------------------------


def test_the_assignment_after_gives_each_unit_its_matters_and_days(cast):
    """C-29, LP-92, TM-53, TD-65: matter, lead, due date from the promises; one for all and one for each unit."""
    notice = make.an_issued_notice(cast=cast)
    conference = notice.conference
    paper = next(paper for paper in TYPES if paper.kind == K.ASSIGNMENT_AFTER)
    unit = cast.units.economy
    assert paper.abouts(conference) == [("all", "Tất cả đơn vị"), (f"unit-{unit.pk}", unit.short_name)]
    for about, _ in paper.abouts(conference):
        text = a_paper(K.ASSIGNMENT_AFTER, conference, cast.office, about)
        says(
            text, "Kính gửi: Phòng Kinh tế xã Lạc Phượng.", "Thông báo số 02/TB-UBND ngày 20 tháng 5 năm 2026",
            "Đề nghị nạo vét mương thoát nước thôn Đông.", "30/06/2026", "Đơn vị chủ trì", "/UBND-VP",
        )  # fmt: skip
        assert "Nguyễn Văn Bình" not in text and "0912345678" not in text


def test_the_letter_upwards_says_why_and_what_is_proposed(cast):
    """C-30, LP-41, QN-57, TD-66: the matter by its code, why it is beyond competence, the proposal."""
    conference = make.a_held_conference(cast=cast)
    petition = conference.petitions.get(content__contains="bảo hiểm")
    both = a_paper(K.UPWARD_LETTER, conference, cast.office, "all")
    one = a_paper(K.UPWARD_LETTER, conference, cast.office, f"petition-{petition.pk}")
    for text in (both, one):
        says(text, petition.code, "Đề nghị nâng mức hỗ trợ bảo hiểm.", "Lý do vượt thẩm quyền:", "Đề xuất:")
        assert "nạo vét" not in text and "Tập thể phụ huynh" not in text
    says(both, "Kính gửi: Ủy ban nhân dân thành phố Hải Phòng.")
    says(one, "Kính gửi: Sở Nội vụ.")


def test_the_transfer_holds_case_documents_and_the_day_wanted(cast):
    """C-31, QN-58, QN-59, TD-67: the case, who raised it, the documents, the day by which a reply is wanted."""
    conference = make.a_held_conference(cast=cast)
    petition = conference.petitions.get(content__contains="nạo vét")
    draft = start_draft(
        kind=K.TRANSFER_LETTER, subject=conference, about=f"petition-{petition.pk}", actor=cast.office
    )
    assert draft.type.has_personal_data
    draft.values |= {"reply_on": "2026-06-20", "documents": [{"name": "Đơn phản ánh", "count": "02"}]}
    says(
        words_of(draft), "đề nghị quý cơ quan xem xét, xác minh", petition.code, "nạo vét", "Nguyễn Văn Bình, Số 7, ngõ 3",
        "Đơn phản ánh (02 bản)", "trước ngày 20/6/2026",
    )  # fmt: skip
    draft.values["purpose"] = "transfer"
    says(words_of(draft), "chuyển vụ việc sau đây đến quý cơ quan")


def test_words_on_an_officials_conduct_leave_in_no_letter(cast):
    """LP-29: neither the words nor the name of who raised them."""
    conference = make.a_held_conference(cast=cast)
    petition = conference.petitions.get(content__contains="nạo vét")
    type(petition).objects.filter(pk=petition.pk).update(field="conduct")
    text = a_paper(K.TRANSFER_LETTER, conference, cast.office, f"petition-{petition.pk}")
    says(text, "theo dõi riêng")
    assert "nạo vét" not in text and "Nguyễn Văn Bình" not in text


def test_a_policy_proposal_names_document_provision_and_proposal(cast):
    """C-32, TD-66."""
    conference = make.a_held_conference(cast=cast)
    draft = start_draft(kind=K.POLICY_PROPOSAL, subject=conference, actor=cast.office)
    row = {
        "document": "Nghị quyết số 05",
        "provision": "Điều 4",
        "trouble": "Mức thấp",
        "proposal": "Sửa đổi",
    }
    draft.values["rows"] = [row]
    says(words_of(draft), *row.values(), "hủy bỏ, sửa đổi, bổ sung")


def test_the_answer_after_goes_to_who_asked_under_the_units_own_head(cast):
    """C-33, QN-62, TD-70 to TD-72: result of receipt and direction; to petitioner, chair and the place."""
    commitment = make.a_reported_commitment(cast=cast)
    text = a_paper(K.ANSWER_AFTER, commitment.conference, cast.office, f"commitment-{commitment.pk}")
    says(
        text, "ỦY BAN NHÂN DÂN\nXÃ LẠC PHƯỢNG\nPHÒNG KINH TẾ", "Kính gửi: Ông/bà Nguyễn Văn Bình, Thôn Đông.",
        commitment.petition.code, "Tình trạng: đã giải quyết xong; thời hạn được giao: 30/06/2026",
        "Đã nạo vét xong 300 m mương.", "Chủ tịch Ủy ban nhân dân xã (để báo cáo)", "TRƯỞNG PHÒNG",
    )  # fmt: skip
    assert "0912345678" not in text


# --- C-34 to C-36 -------------------------------------------------------------------------------------------------


def test_the_results_report_counts_in_time_late_and_open(cast):
    """C-34, LP-93, QN-81: agency, petition, due, answered on, days late, state, and the figures."""
    commitment = make.a_commitment(cast=cast, pending=1)
    with on_the(LATER):
        text = a_paper(K.RESULTS_REPORT, commitment.conference, cast.office)
    says(
        text,
        "Tính đến ngày 06/07/2026",
        "chưa xong, quá hạn: 1",
        "đã xong đúng hạn: 1",
        commitment.petition.code,
    )
    says(text, "Đang giải quyết, quá hạn")
    with on_the(LATER):
        services.report_commitment(commitment=commitment, text="Xong.", actor=cast.unit)
        text = a_paper(K.RESULTS_REPORT, commitment.conference, cast.office)
    draft = PaperDraft.objects.get(kind=K.RESULTS_REPORT)
    with on_the(date(2026, 7, 20)):
        assert words_of(draft) == text  # what the chair approved reads the same on the day of its issue
    draft.values["as_of"] = "2026-07-01"
    says(words_of(draft), "Tính đến ngày 01/07/2026", "chưa xong, quá hạn: 1", "Đang giải quyết, quá hạn")
    says(text, "đã xong nhưng quá hạn: 1", "06/07/2026\n4\nĐã giải quyết, chờ Mặt trận xác nhận")


def test_the_upward_report_has_its_figures_and_its_own_addressees(cast):
    """C-35: LP-97, TD-78 to the bodies above; ND-69 to the city's Party boards."""
    conference = make.an_issued_notice(cast=cast).conference
    for about in ("conference", "all"):
        text = a_paper(K.UPWARD_REPORT, conference, cast.office, about)
        says(
            text, "Số hội nghị đã tổ chức: 01", "tổng số ý kiến, kiến nghị: 3", "Đất đai\n2\n1\n1\n0\n0",
            "Chính sách xã hội\n1\n0\n0\n1\n0", "Cộng\n3\n1\n1\n1\n0", "giải quyết sau hội nghị: 1",
            "- Ủy ban nhân dân thành phố Hải Phòng;", "- Ban Xây dựng Đảng Đảng ủy xã Lạc Phượng.",
        )  # fmt: skip
    says(text, "Chỉ tiêu kế hoạch:", "năm 2026")
    party = as_party(conference)
    PaperDraft.objects.all().delete()
    text = a_paper(K.UPWARD_REPORT, party, cast.office, "conference")
    says(text, "- Ban Thường vụ Thành ủy Hải Phòng;", "- Ban Tuyên giáo và Dân vận Thành ủy Hải Phòng.")
    says(text, "ĐẢNG CỘNG SẢN VIỆT NAM", "T/M BAN THƯỜNG VỤ", "Lưu Văn phòng Đảng ủy.")


def test_the_party_above_is_the_citys_or_the_provinces(cast):
    cast.commune.province = "tỉnh Điện Biên"
    assert upper_party(cast.commune) == "Tỉnh ủy Điện Biên"


def test_lessons_have_strong_points_shortcomings_and_lessons(cast):
    """C-36, QN-53, QN-54: the notice's own lessons and the duties done late are taken along."""
    notice = make.a_draft(cast=cast)
    services.edit_conclusion_notice(
        conclusion_notice=notice, actor=cast.clerk, version=notice.version, lessons="Mời sớm hơn."
    )
    text = a_paper(K.LESSONS, notice.conference, cast.office)
    says(text, "II. ƯU ĐIỂM", "III. HẠN CHẾ", "IV. BÀI HỌC KINH NGHIỆM", "Mời sớm hơn.", "kiến nghị: 3")


# --- C-37 and C-41: the Front's own -------------------------------------------------------------------------------


def test_the_satisfaction_form_is_the_fronts_and_nameless(cast):
    """C-37, QN-43, D-37."""
    conference = make.a_held_conference(cast=cast)
    text = a_paper(K.SATISFACTION_FORM, conference, cast.front)
    says(
        text,
        "ỦY BAN MTTQ VIỆT NAM",
        "Rất hài lòng",
        "Chưa hài lòng",
        "Phiếu không ghi tên",
        "sau khi hội nghị kết thúc",
    )
    with pytest.raises(NotYourRole):
        start_draft(kind=K.SATISFACTION_RESULT, subject=conference, actor=cast.office)


def test_shares_of_the_satisfaction_result_are_computed(cast):
    """C-37, QN-43: counts per level, percentages, remarks."""
    conference = make.a_held_conference(cast=cast)
    draft = start_draft(kind=K.SATISFACTION_RESULT, subject=conference, actor=cast.front)
    draft.values |= {"given": 80, "returned": 75, "remarks": "Cần thêm thời gian phát biểu."}
    draft.values["rows"][0] |= {"very": "50", "satisfied": "25", "neutral": "0", "unsatisfied": "5"}
    says(
        words_of(draft), "phát ra: 80", "hợp lệ: 75 (đạt 93,8%)", "50\n(62,5%)", "0\n(0%)", "5\n(6,3%)",
        "Cần thêm thời gian phát biểu.",
    )  # fmt: skip
    assert percent(3, 0) == ""


def test_the_results_paper_prints_a_closed_survey_and_nothing_of_an_open_one(cast):
    """C-37, QN-43: counts per level and remarks, straight from the ballots, after closing only."""
    conference = make.a_held_conference(cast=cast)
    survey = dialogue.create_survey(conference=conference, actor=cast.front)
    survey = dialogue.open_survey(survey=survey, actor=cast.front)
    dialogue.count_survey(survey=survey, handed_out=4, actor=cast.front)
    for level in ("very", "very", "unsatisfied"):
        answers = dict.fromkeys(survey.questions.all(), level)
        dialogue.key_ballot(
            survey=survey, ballot=uuid.uuid4(), answers=answers, remark="Trả lời còn chung chung.", actor=cast.front
        )  # fmt: skip
    open_text = words_of(start_draft(kind=K.SATISFACTION_RESULT, subject=conference, actor=cast.front))
    assert "66,7%" not in open_text and "chung chung" not in open_text
    dialogue.close_survey(survey=survey, actor=cast.front)
    begin = type_of(K.SATISFACTION_RESULT).begin(conference, "")
    draft = PaperDraft.objects.get(kind=K.SATISFACTION_RESULT)
    draft.values = begin.values
    text = words_of(draft)
    says(
        text, "Tổng số phiếu hợp lệ: 3 phiếu", "trên 4 phiếu phát ra (đạt 75%)", "2\n(66,7%)", "1\n(33,3%)",
        "- Trả lời còn chung chung.",
    )  # fmt: skip


def test_the_criticism_speaks_of_the_notices_solutions(cast):
    """C-41, TD-87, LP-19: the Front's own letter, without the chair's approval."""
    conference = make.an_issued_notice(cast=cast).conference
    draft = start_draft(kind=K.CRITICISM, subject=conference, about="all", actor=cast.front)
    assert not draft.type.needs_approval and draft.body == BodyKind.FRONT
    pending = next(row for row in draft.values["rows"] if row["code"] == "II.1")
    says(pending["solution"], "nạo vét", "Thời hạn 30/06/2026")
    pending["remark"] = "Cần nêu rõ nguồn kinh phí."
    text = words_of(draft)
    says(text, "/MTTQ-BTT", "Mục II.1 của thông báo", "Cần nêu rõ nguồn kinh phí.", "TM. BAN THƯỜNG TRỰC")
    assert "sổ đỏ" not in text


def test_a_notice_in_draft_is_not_the_fronts_to_criticise(cast):
    """LP-96: the Front sees the notice from the moment of issue."""
    notice = make.a_draft(cast=cast)
    for kind in (K.CRITICISM, K.SUPERVISION_ITEMS):
        draft = start_draft(kind=kind, subject=notice.conference, about="all", actor=cast.front)
        assert "nạo vét" not in words_of(draft) + str(draft.values)


def test_supervised_items_are_the_promises(cast):
    """C-41, TD-88, QN-84: for the Front's yearly programme."""
    conference = make.an_issued_notice(cast=cast).conference
    text = a_paper(K.SUPERVISION_ITEMS, conference, cast.front, "all")
    says(
        text,
        "DANH MỤC",
        "giám sát năm 2026",
        "nạo vét",
        "Phòng Kinh tế xã Lạc Phượng",
        "30/06/2026",
        "0/1 nội dung",
    )


# --- through the pages' own services ------------------------------------------------------------------------------


def test_a_report_approved_one_day_is_issued_the_next(cast):
    """C-34: submitted, approved, numbered; the frozen paper reads as the approved one."""
    conference = make.an_issued_notice(cast=cast).conference
    with on_the(LATER):
        draft = start_draft(kind=K.RESULTS_REPORT, subject=conference, actor=cast.clerk)
        submit_paper_draft(paper_draft=draft, actor=cast.clerk)
        approve_paper_draft(paper_draft=draft, actor=cast.chair)
    with on_the(date(2026, 7, 7)):
        paper = issue_paper_draft(
            paper_draft=draft, issued_on=date(2026, 7, 7), signer_name="Trần Chủ Tịch", actor=cast.office
        )
    assert paper.number_text.endswith("/BC-UBND") and "Tính đến ngày 06/07/2026" in paper.html


def test_the_front_issues_its_own_without_the_chair(cast):
    """C-41: the Front's papers have their own register and need nobody's approval."""
    conference = make.an_issued_notice(cast=cast).conference
    draft = start_draft(kind=K.CRITICISM, subject=conference, about="all", actor=cast.front)
    with on_the(LATER):
        paper = issue_paper_draft(
            paper_draft=draft, issued_on=LATER, signer_name="Hoàng Mặt Trận", actor=cast.front
        )
    assert paper.number_text == "01/MTTQ-BTT"
