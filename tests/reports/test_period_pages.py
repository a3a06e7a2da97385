"""Pages of figures, their spreadsheets, the paper of a period, the reports upwards that the plans name."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from core.refusals import Refused
from documents import services as documents
from documents.drafting import preview_html
from documents.models import PaperDraft
from documents.plaintext import lines_of
from documents.states import PaperKind
from reports import services
from reports.periods import Period
from tests.factories import conclusions as make
from tests.factories.dialogue import a_plan_of_conferences, on_the
from tests.factories.reports import Chance

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 6)
EVERYBODY = ("office", "chair", "unit", "front", "party", "province", "admin")


@pytest.fixture
def held(cast):
    return make.a_held_conference(cast=cast)


def text_of(answer):
    return answer.content.decode()


def words_in(answer):
    """All text of a spreadsheet."""
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("who", EVERYBODY)
def test_report_period_opens_for_everybody_of_the_commune_and_shows_figures(sign_in, cast, held, who):
    """TD-78: figures alone, so whoever belongs to the commune reads them; not a word of a petition."""
    with on_the(TODAY):
        answer = sign_in(getattr(cast, who)).get(reverse("report_period"), {"nam": 2026})
    text = text_of(answer)
    assert answer.status_code == 200
    assert held.title in text
    assert "Cách tính" in text
    assert "Nguyễn Văn Bình" not in text and "nạo vét" not in text and "None" not in text
    if who == "province":
        assert reverse("report_conference", args=[held.pk]) not in text
        assert reverse("report_papers") not in text


def test_report_period_of_an_empty_quarter_says_so(sign_in, cast, held):
    with on_the(TODAY):
        text = text_of(sign_in(cast.office).get(reverse("report_period"), {"nam": 2026, "quy": 1}))
    assert "chưa có hội nghị nào" in text
    assert held.title not in text


def test_report_period_shows_single_duties_only_to_who_sees_the_board(sign_in, cast):
    """A unit reads counts; what others failed to do is not its business."""
    conference = make.an_issued_notice(cast=cast).conference
    with on_the(date(2026, 8, 3)):
        for who, is_shown in (("office", True), ("front", True), ("unit", False), ("province", False)):
            text = text_of(sign_in(getattr(cast, who)).get(reverse("report_period"), {"nam": 2026}))
            assert ('id="vi-pham"' in text) is is_shown, who
        page = sign_in(cast.office).get(reverse("report_conference", args=[conference.pk]))
    assert "Phòng Kinh tế" in text_of(page)


def test_report_period_of_the_neighbours_is_their_own(sign_in, neighbours, held):
    with on_the(TODAY):
        assert held.title not in text_of(sign_in(neighbours.office).get(reverse("report_period")))


@pytest.mark.parametrize("count", [1, 20])
def test_report_period_costs_the_same_with_one_and_with_many(
    sign_in, cast, django_assert_max_num_queries, count
):
    Chance(cast, 5).years(conferences=count)
    client = sign_in(cast.office)
    with on_the(TODAY), django_assert_max_num_queries(24):  # nine of them the frame's
        assert client.get(reverse("report_period"), {"nam": 2026}).status_code == 200


def test_report_export_is_a_workbook_of_figures_without_people(sign_in, cast, held):
    with on_the(TODAY):
        answer = sign_in(cast.front).get(reverse("report_export"), {"nam": 2026, "quy": 2})
    text = words_in(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-doi-thoai-quy-2-nam-2026.xlsx"'
    for words in ("Tổng hợp", "Lĩnh vực", "Đơn vị", "Cách tính", "Kiến nghị", held.title):
        assert words in text
    assert "Nguyễn Văn Bình" not in text and "0912345678" not in text


def test_report_conference_has_units_matters_and_the_reports_to_be_written(sign_in, cast):
    """LP-93, QN-81: agency, petition, due, answered on, days late, state; TM-52, LP-97, QN-11: the papers."""
    commitment = make.a_commitment(cast=cast)
    url = reverse("report_conference", args=[commitment.conference_id])
    with on_the(TODAY):
        text = text_of(sign_in(cast.office).get(url))
        sheet = words_in(
            sign_in(cast.office).get(reverse("report_conference_export", args=[commitment.conference_id]))
        )
    for words in ("Phòng Kinh tế", commitment.petition.code, "30/06/2026", "quá hạn", "Chưa lập"):
        assert words in text
    for kind in ("answering_report", "results_report", "upward_report", "lessons"):
        assert reverse("conference_paper_start", args=[commitment.conference_id, kind]) in text
    assert "Phòng Kinh tế" in sheet
    assert (
        f"{reverse('petition_export')}?conference={commitment.conference_id}" in text
    )  # TM-52: opinion and answer
    with on_the(TODAY):
        admin = text_of(sign_in(cast.admin).get(url))
    assert "nạo vét" not in admin.split('id="vi-pham"')[0]
    with on_the(TODAY):
        unit = text_of(sign_in(cast.other_unit).get(url))
    assert commitment.petition.code not in unit and "Lập</button>" not in unit


def test_report_conference_is_for_what_was_held_here(sign_in, cast, neighbours, held):
    url = reverse("report_conference", args=[held.pk])
    assert sign_in(neighbours.office).get(url).status_code == 404
    assert sign_in(cast.province).get(url).status_code == 403
    type(held).objects.filter(pk=held.pk).update(state="scheduled")
    answer = sign_in(cast.office).get(url)
    assert answer.status_code == 409
    assert "chưa bế mạc" in text_of(answer)


def test_the_conferences_own_page_leads_to_its_results_once_it_is_over(sign_in, cast, held):
    url = reverse("report_conference", args=[held.pk])
    assert url in text_of(sign_in(cast.front).get(reverse("conference_detail", args=[held.pk])))
    type(held).objects.filter(pk=held.pk).update(state="open")
    assert url not in text_of(sign_in(cast.front).get(reverse("conference_detail", args=[held.pk])))


def test_restricted_promises_stand_without_their_words(sign_in, cast):
    """TD-68: what failed officials have to do is read by few, in no list."""
    commitment = make.a_commitment(cast=cast)
    type(commitment).objects.filter(pk=commitment.pk).update(is_restricted=True)
    with on_the(TODAY):
        text = text_of(sign_in(cast.party).get(reverse("report_conference", args=[commitment.conference_id])))
    assert "nạo vét" not in text
    assert "hạn chế phổ biến" in text


def test_report_papers_lists_every_conference_of_the_year(sign_in, cast, neighbours, held):
    client = sign_in(cast.office)
    with on_the(TODAY):
        text = text_of(client.get(reverse("report_papers"), {"nam": 2026}))
        assert held.title in text and "Báo cáo kết quả đối thoại" in text
        assert held.title not in text_of(client.get(reverse("report_papers"), {"nam": 2025}))
        assert held.title not in text_of(sign_in(neighbours.office).get(reverse("report_papers")))
    assert sign_in(cast.province).get(reverse("report_papers")).status_code == 403


# --- the paper -----------------------------------------------------------------------------------------------------


def start(cast, quarter=0, **more):
    return services.start_period_report(
        commune=cast.commune,
        period=Period(2026, quarter),
        plan_key="",
        is_own=False,
        actor=cast.office,
        **more,
    )


def paper_text(draft):
    return "\n".join(lines_of(preview_html(draft)))


def test_period_report_start_gives_the_draft_and_gives_it_again(sign_in, cast, held):
    client = sign_in(cast.office)
    with on_the(TODAY):
        for _ in range(2):
            answer = client.post(reverse("period_report_start"), {"nam": "2026", "quy": "2"})
        draft = PaperDraft.objects.get(kind=PaperKind.PERIOD_REPORT)
        assert answer.url == reverse("paper_draft_detail", args=[draft.pk])
        assert "quý II năm 2026" in draft.excerpt
        assert client.get(answer.url).status_code == 200
        assert client.get(reverse("paper_draft_edit", args=[draft.pk])).status_code == 200
    assert client.get(reverse("period_report_start")).status_code == 405
    assert sign_in(cast.front).post(reverse("period_report_start")).status_code == 403


def test_period_report_start_needs_an_issued_plan(sign_in, cast):
    """Without a plan nobody knows whose report it is; the page says so before it is tried."""
    with on_the(TODAY):
        with pytest.raises(Refused, match="chưa có kế hoạch"):
            start(cast)
        text = text_of(sign_in(cast.office).get(reverse("report_period")))
        answer = sign_in(cast.office).post(reverse("period_report_start"), {"nam": "2026"})
    assert "disabled>Lập báo cáo" in text
    assert answer.status_code == 409


def test_the_period_report_reads_its_figures_from_the_rows_and_stays_as_approved(cast, held):
    """TD-78, ND-69: conferences, attendees, petitions, answered, overdue; to the body above and the Party's board."""
    with on_the(TODAY):
        draft = start(cast)
        text = paper_text(draft)
    for words in (
        "BÁO CÁO", "năm 2026", "Số liệu tính đến ngày 06/07/2026", "Đã tổ chức: 01 hội nghị",
        "Tổng số ý kiến, kiến nghị: 3; đã giải quyết, trả lời: 1 (33,3%)", "báo cáo cấp trên: 1", "Phòng Kinh tế",
        "Ban Xây dựng Đảng Đảng ủy xã Lạc Phượng", "Ủy ban nhân dân thành phố Hải Phòng", held.title, "./.",
    ):  # fmt: skip
        assert words in text, words
    assert "None" not in text and "Nguyễn Văn Bình" not in text
    with on_the(date(2026, 7, 20)):
        assert paper_text(draft) == text  # what the chair approved reads the same on the day of its issue


def test_the_period_report_is_approved_numbered_and_frozen(cast, held):
    with on_the(TODAY):
        draft = start(cast, quarter=2)
        documents.submit_paper_draft(paper_draft=draft, actor=cast.office)
        documents.approve_paper_draft(paper_draft=draft, actor=cast.chair)
        paper = documents.issue_paper_draft(
            paper_draft=draft, issued_on=TODAY, signer_name=cast.chair.full_name, actor=cast.office
        )
    assert paper.number_text == "01/BC-UBND"
    assert "quý II năm 2026" in paper.excerpt


def test_a_body_may_report_its_own_plans_conferences_alone(cast, held):
    """Two plans of one year: the whole commune, or what one body held under its own plan (ND-54)."""
    plan = a_plan_of_conferences(cast=cast)
    with on_the(TODAY):
        own = services.start_period_report(
            commune=cast.commune, period=Period(2026), plan_key=str(plan.pk), is_own=True, actor=cast.office
        )
        everything = start(cast)
    assert own.pk != everything.pk
    assert "Đã tổ chức: 01 hội nghị" in paper_text(own)
