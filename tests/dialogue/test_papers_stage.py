"""Papers of the stage and of the file: plates, lettering, slogans, lists, delegation, dossier."""

from datetime import date

import pytest

from dialogue import services
from dialogue.documents.files import index_rows
from documents.models import PaperDraft
from documents.plaintext import lines_of
from documents.services import approve_paper_draft, issue_paper_draft, start_draft, submit_paper_draft
from documents.states import PaperKind
from documents.widths import width_of
from tests.dialogue.test_papers import a_draft, html_of, words_of
from tests.factories.dialogue import a_closed_conference, a_conference, a_scheduled_conference, on_the

JOINT = "ĐẢNG ỦY - UBND XÃ {name}"


def lettering(conference, **values):
    words = words_of(conference, PaperKind.TITLE_LETTERING, **values).splitlines()
    assert len(words) == 5, words
    return words


def test_lettering_has_five_lines_by_who_chairs(cast):
    """C-12, ND-39, ND-40: both wordings; the joint one follows from a second head, and can be picked."""
    conference = a_scheduled_conference(cast=cast)
    name = conference.commune.name.upper()
    assert lettering(conference) == [
        f"UBND XÃ {name}",
        "HỘI NGHỊ ĐỐI THOẠI",
        "GIỮA ĐỒNG CHÍ CHỦ TỊCH UBND XÃ",
        f"VỚI NHÂN DÂN XÃ {name} NĂM 2026",
        f"{conference.commune.name}, ngày 14 tháng 5 năm 2026",
    ]
    head = lettering(conference, mode="party")
    assert (head[0], head[2]) == (f"ĐẢNG ỦY XÃ {name}", "GIỮA ĐỒNG CHÍ BÍ THƯ ĐẢNG ỦY")
    conference.co_chair = cast.party
    both = lettering(conference)
    assert both[0] == JOINT.format(name=name) and both[2] == "GIỮA ĐỒNG CHÍ BÍ THƯ ĐẢNG ỦY - CHỦ TỊCH UBND XÃ"
    assert lettering(conference, audience="với cán bộ, đảng viên")[3] == "VỚI CÁN BỘ, ĐẢNG VIÊN"


def test_lettering_has_dots_while_the_day_is_open(cast):
    """ND-41."""
    conference = a_conference(cast=cast)
    assert lettering(conference)[4] == f"{conference.commune.name}, ngày ..... tháng ..... năm 2026"


def test_plates_name_who_presides_and_the_secretarys_table(cast):
    """C-11, LP-82, ND-44, ND-46: the text twice, one half upside down."""
    conference = a_conference(cast=cast)
    html = html_of(a_draft(conference, PaperKind.NAME_PLATES, secretary="table"))
    assert html.count("<article") == 2 and html.count("turned") == 2
    assert html.count(conference.chair.full_name.upper()) == 2 and html.count("BÀN THƯ KÝ") == 2
    assert conference.chair_title.upper() in html and cast.clerk.full_name.upper() not in html
    both = html_of(
        a_draft(
            conference,
            PaperKind.NAME_PLATES,
            secretary="both",
            others=[{"name": "Trần Thị Hạnh", "title": "MC"}],
        )
    )
    assert both.count("<article") == 4 and cast.clerk.full_name.upper() in both and "TRẦN THỊ HẠNH" in both


def test_slogans_print_one_line_a_sheet(cast):
    """C-13, LP-85."""
    draft = a_draft(a_conference(cast=cast), PaperKind.SLOGANS)
    draft.text = "Đoàn kết\n\nTrách nhiệm"
    html = html_of(draft)
    assert html.count("<article") == 2 and "ĐOÀN\u00a0KẾT" in html


@pytest.mark.parametrize(
    ("text", "size", "points"), [("HỘI NGHỊ ĐỐI THOẠI", 76, 775), ("Họ và tên:", 14, 62)]
)
def test_widths_are_those_of_the_papers_face(text, size, points):
    assert abs(width_of(text, size=size, is_bold=text.isupper()) - points) < points * 0.06


def test_list_of_papers_draws_on_what_was_issued_and_is_under_the_pen(cast):
    """C-22, LP-88."""
    conference = a_scheduled_conference(cast=cast)
    programme = start_draft(kind=PaperKind.PROGRAMME, subject=conference, actor=cast.office)
    issue_paper_draft(paper_draft=programme, issued_on=date(2026, 4, 22), signer_name="", actor=cast.office)
    start_draft(kind=PaperKind.HALL_RULES, subject=conference, actor=cast.office)
    words = words_of(conference, PaperKind.DOCUMENT_SET, copies="60", others=[{"name": "Báo cáo riêng"}])
    assert f"Kế hoạch số {conference.plan.paper.number_text}" in words
    rules = words.index("Nội quy hội nghị: ")
    assert words.index("Chương trình: ") < rules < words.index("Đang soạn") < words.index("Báo cáo riêng")
    assert words.count("\n60\n") == 4


def test_delegation_gives_reason_conference_and_person(cast):
    """C-23, LP-68: as it was recorded; dots before."""
    conference = a_scheduled_conference(cast=cast)
    assert "Do ……" in a_draft(conference, PaperKind.DELEGATION).text
    with on_the(date(2026, 5, 1)):
        services.delegate_conference(
            conference=conference, delegate=cast.vice_chair, reason="Đi công tác đột xuất.", actor=cast.chair,
            starts_on=date(2026, 5, 10), ends_on=date(2026, 5, 20),
        )  # fmt: skip
    conference.refresh_from_db()
    draft = a_draft(conference, PaperKind.DELEGATION)
    for part in (
        "Do đi công tác đột xuất, Chủ tịch",
        cast.vice_chair.full_name,
        "từ ngày 10 tháng 5 năm 2026 đến hết",
    ):
        assert part in draft.text
    assert draft.type.needs_approval and draft.type.sign == "GUQ"
    assert lettering(conference)[2] == f"GIỮA ĐỒNG CHÍ {conference.chair_title.upper()}"


def test_conclusion_outline_follows_the_conclusions_parts(cast):
    """C-25, TM-48, QN-49 to QN-52."""
    words = words_of(a_conference(cast=cast), PaperKind.CONCLUSION_OUTLINE)
    assert words.index("TIẾP THU") < words.index("GIAO CƠ QUAN") < words.index("BÁO CÁO CẤP TRÊN")


def test_dossier_lists_every_issued_paper_in_the_order_of_the_procedure(cast):
    """C-39, LP-62, LP-99: number, date, name, author, first page; what is on paper only is added by hand."""
    conference = a_closed_conference(cast=cast)
    others = [{"name": "Ảnh hội nghị", "pages": "4"}]
    draft = a_draft(conference, PaperKind.DOSSIER_INDEX, others=others)
    draft.drafted_by = cast.office
    words = "\n".join(draft_lines(draft))
    assert "HỒ SƠ" in words and "MỤC LỤC VĂN BẢN" in words
    plan, invitation = words.index("Kế hoạch: "), words.index("Giấy mời: ")
    assert plan < invitation < words.index("Thông báo: ") < words.index("Ảnh hội nghị")
    assert conference.notices.get().paper.number_text in words
    # Nobody has counted the pages of what is not laid out yet: the first page is known, the next and the sum are not.
    assert [row["from"] for row in index_rows(draft)][:2] == [1, None] and "số trang: ………" in words


def draft_lines(draft):

    return lines_of(html_of(draft))


def test_news_list_has_day_place_title_author_link(cast):
    """C-42, LP-101, LP-102, TD-83."""
    conference = a_conference(cast=cast)
    item = {
        "date": "15/5/2026",
        "place": "Trang xã",
        "title": "Đối thoại",
        "author": "Mai",
        "link": "https://xa.vn/1",
    }
    words = words_of(conference, PaperKind.NEWS_LIST, items=[item])
    assert all(value in words for value in item.values())


def test_a_numbered_paper_goes_all_the_way(cast):
    """A drafted, approved delegation takes its number; a form is issued without one."""

    conference = a_scheduled_conference(cast=cast)
    draft = start_draft(kind=PaperKind.DETAILED_NOTICE, subject=conference, actor=cast.office)
    submit_paper_draft(paper_draft=draft, actor=cast.office)
    approve_paper_draft(paper_draft=draft, actor=cast.chair)
    paper = issue_paper_draft(
        paper_draft=draft, issued_on=date(2026, 4, 22), signer_name="Trần Chủ Tịch", actor=cast.office
    )
    assert paper.number_text == "01/TB-UBND" and PaperDraft.objects.get(pk=draft.pk).paper == paper


def test_long_lists_cost_no_more_queries_than_short_ones(cast, django_assert_max_num_queries):
    """200 invitees print as one does."""
    conference = a_scheduled_conference(cast=cast)
    rows = [{"invitee": f"Ông Nguyễn Văn {number}", "title": "Trưởng thôn"} for number in range(60)]
    services.add_invitations(conference=conference, rows=rows, actor=cast.office)
    draft = a_draft(conference, PaperKind.INVITATION_LIST)
    with django_assert_max_num_queries(10):
        html = html_of(draft)
    assert html.count("Ông Nguyễn Văn") == 60
