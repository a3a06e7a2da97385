"""The consolidated report: six columns, three classes, missing cells, figures, draft print and issue."""

import pytest
from django.urls import reverse

from core.log import history_of
from core.refusals import NotYourRole, Refused, StaleEdit
from documents.models import Paper
from feedback import services
from feedback.models import ConsolidatedReport, Petition
from feedback.queries import report_classes, report_figures
from feedback.states import Field, Triage
from tests.factories.feedback import (
    TODAY,
    a_classified_petition,
    a_petition,
    an_answered_petition,
    an_assignment,
    an_upward_petition,
    the_conference,
)

SIGNER = {"issued_on": TODAY, "signer_name": "Trần Chủ Tịch", "signer_title": "CHỦ TỊCH"}


def classes(conference):
    return report_classes(Petition.objects.for_conference(conference))


def a_report(cast):
    return services.draft_consolidated_report(conference=the_conference(cast), actor=cast.office)


def rows_of(found):
    return [row for one in found for group in one["groups"] for row in group["rows"]]


def test_rows_stand_in_the_three_classes_by_field(cast):
    """LP-63 to LP-67."""
    an_answered_petition(cast=cast)
    later = a_classified_petition(cast=cast, triage=Triage.LATER, field=Field.ENVIRONMENT)
    an_assignment(cast=cast, petition=later)
    an_upward_petition(cast=cast)
    a_petition(cast=cast)
    found = classes(the_conference(cast))
    assert [(one["triage"], one["count"]) for one in found] == [
        ("at_conference", 1),
        ("later", 1),
        ("upward", 1),
        ("", 1),
    ]
    assert [group["label"] for one in found for group in one["groups"]] == [
        "Đất đai", "Môi trường", "Đất đai", "Chưa xác định lĩnh vực",
    ]  # fmt: skip
    assert [row.number for row in rows_of(found)] == [1, 2, 3, 4]


def test_a_row_has_six_cells_and_tells_which_are_empty(cast):
    """LP-63."""
    an_answered_petition(cast=cast)
    a_classified_petition(cast=cast)
    full, empty = sorted(rows_of(classes(the_conference(cast))), key=lambda row: len(row.missing))
    assert full.missing == []
    assert full.who == "Bà Nguyễn Thị Hoa, Thôn Đông"
    assert full.result == "Có hướng giải quyết: Nạo vét toàn tuyến, lắp lưới chắn rác."
    assert (full.time, full.level) == ("Xong trước 30/5/2026", "Xã")
    assert empty.missing_words == "nội dung trả lời, kết quả, hướng giải quyết, thời gian"


def test_a_matter_for_later_names_unit_and_date_in_its_cells(cast):
    """LP-66."""
    petition = a_classified_petition(cast=cast, triage=Triage.LATER)
    an_assignment(cast=cast, petition=petition)
    row = rows_of(classes(petition.conference))[0]
    assert row.missing == []
    assert row.result == "Giao Phòng Kinh tế kiểm tra, trả lời bằng văn bản"
    assert row.time == "Chậm nhất ngày 29/04/2026"


def test_a_matter_for_above_names_its_report(cast):
    """LP-67."""
    petition = an_upward_petition(cast=cast)
    assert rows_of(classes(petition.conference))[0].missing == ["result"]
    services.report_up_petition(
        petition=petition,
        upward_to="UBND thành phố",
        upward_on=TODAY,
        upward_number="15/BC-UBND",
        actor=cast.office,
    )
    row = rows_of(classes(petition.conference))[0]
    assert row.missing == [] and "15/BC-UBND" in row.result and row.level == "UBND thành phố"


def test_figures_add_up(cast):
    an_answered_petition(cast=cast)
    an_assignment(cast=cast)
    an_upward_petition(cast=cast)
    figures = report_figures(classes(the_conference(cast)))
    assert figures == {
        "all": 3,
        "answered": 1,
        "assigned": 1,
        "upward": 1,
        "rejected": 0,
        "incomplete": 2,
        "urgent": 0,
        "usual": 3,
    }


def test_the_table_costs_the_same_with_many_rows(cast, django_assert_num_queries):
    for _ in range(3):
        an_answered_petition(cast=cast, petitioners=[{"name": "A"}, {"name": "B"}])
    conference = the_conference(cast)
    with django_assert_num_queries(5):
        classes(conference)


def test_draft_consolidated_report_is_one_at_a_time_and_the_offices(cast):
    a_petition(cast=cast)
    assert a_report(cast) == a_report(cast)
    with pytest.raises(NotYourRole):
        services.draft_consolidated_report(conference=the_conference(cast), actor=cast.front)


def test_edit_consolidated_report_tells_the_second_of_two(cast):
    a_petition(cast=cast)
    report = a_report(cast)
    services.edit_consolidated_report(report=report, values={"opening": "Một"}, version=1, actor=cast.office)
    with pytest.raises(StaleEdit):
        services.edit_consolidated_report(
            report=report, values={"opening": "Hai"}, version=1, actor=cast.clerk
        )


def test_issue_consolidated_report_freezes_names_without_phones(cast):
    an_answered_petition(cast=cast)
    report = services.issue_consolidated_report(report=a_report(cast), actor=cast.office, **SIGNER)
    paper = Paper.objects.get(pk=report.paper_id)
    assert (report.state, paper.number_text, paper.has_personal_data) == ("issued", "01/BC-UBND", True)
    assert "Bà Nguyễn Thị Hoa" in paper.html and "0912" not in paper.html and "ngõ Đình" not in paper.html
    assert "01/BC-UBND" in history_of(report)[0].note
    assert not Paper.objects.visible_to(cast.unit).filter(pk=paper.pk).exists()
    with pytest.raises(Refused):
        services.edit_consolidated_report(
            report=report, values={"opening": "Khác"}, version=report.version, actor=cast.office
        )
    assert a_report(cast) != report and ConsolidatedReport.objects.count() == 2


def test_issue_consolidated_report_is_refused_without_petitions_and_to_others(cast):
    petition = a_petition(cast=cast)
    report = a_report(cast)
    for who in (cast.chair, cast.front, cast.unit):
        with pytest.raises(NotYourRole):
            services.issue_consolidated_report(report=report, actor=who, **SIGNER)
    Petition.objects.filter(pk=petition.pk).delete()
    with pytest.raises(Refused, match="chưa có kiến nghị"):
        services.issue_consolidated_report(report=report, actor=cast.office, **SIGNER)


def test_a_draft_print_takes_no_number(cast):
    an_answered_petition(cast=cast)
    paper = services.print_consolidated_report(report=a_report(cast), actor=cast.office)
    assert (paper.number_text, paper.has_personal_data) == ("", True)
    assert (
        services.issue_consolidated_report(report=a_report(cast), actor=cast.office, **SIGNER).paper.number
        == 1
    )


def test_script_tags_are_text_on_paper(cast):
    a_classified_petition(cast=cast, content="<script>alert(1)</script>")
    paper = services.print_consolidated_report(report=a_report(cast), actor=cast.office)
    assert "<script>" not in paper.html and "&lt;script&gt;" in paper.html


def test_the_conferences_report_page_leads_to_the_newest(sign_in, cast):
    petition = an_answered_petition(cast=cast)
    url = reverse("conference_report", args=[petition.conference_id])
    assert "Lập báo cáo" in sign_in(cast.office).get(url).content.decode()
    assert "Lập báo cáo" not in sign_in(cast.front).get(url).content.decode()
    assert sign_in(cast.unit).get(url).status_code == 403
    report = a_report(cast)
    assert sign_in(cast.chair).get(url).url == reverse("consolidated_report_detail", args=[report.pk])


def test_the_front_sees_no_conduct_in_the_table(sign_in, cast):
    """LP-29."""
    petition = a_classified_petition(
        cast=cast, field=Field.CONDUCT, triage=Triage.LATER, content="Về thái độ của ông X"
    )
    url = reverse("conference_report", args=[petition.conference_id])
    assert "ông X" not in sign_in(cast.front).get(url).content.decode()
    assert "ông X" in sign_in(cast.chair).get(url).content.decode()


@pytest.mark.slow
def test_the_pdf_repeats_its_head_on_each_page(cast):
    from io import BytesIO

    from pypdf import PdfReader

    from documents.render import pdf_of

    for number in range(14):
        an_answered_petition(cast=cast, content=f"Kiến nghị thứ {number}. " + "Đề nghị xã kiểm tra. " * 15)
    paper = services.print_consolidated_report(report=a_report(cast), actor=cast.office)
    reader = PdfReader(BytesIO(pdf_of(paper.html, is_archival=False).content))
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(texts) >= 2
    assert all("Kết quả, hướng giải quyết" in text for text in texts if "Kiến nghị thứ" in text)
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
