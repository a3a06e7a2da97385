"""The chain through the real pages: entered, classified, assigned, accepted, answered, approved, reported."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from deadlines.services import deadlines_of
from documents.models import Paper
from feedback.models import Answer, Assignment, Petition
from tests.factories.feedback import the_conference

PDF = b"%PDF-1.4\n%test\n"


def people(*rows):
    data = {
        "p-TOTAL_FORMS": str(len(rows)),
        "p-INITIAL_FORMS": "0",
        "p-MIN_NUM_FORMS": "0",
        "p-MAX_NUM_FORMS": "30",
    }
    for place, row in enumerate(rows):
        data |= {f"p-{place}-{name}": value for name, value in row.items()}
    return data


def test_a_petition_goes_from_the_desk_to_the_report(client, sign_in, cast):
    conference = the_conference(cast)
    sign_in(cast.front)
    added = client.post(
        reverse("petition_add"),
        {
            "conference": conference.pk, "content": "Đề nghị sửa mương xóm Đình", "received_on": "22/4/2026",
            "source": "front_form", "kind": "petition", "hamlet": "Thôn Đông",
            "files": SimpleUploadedFile("don.pdf", PDF),
            **people({"name": "Bà Hoa", "phone": "0912345678"}, {"name": "Tổ hợp tác xóm Đình", "is_collective": "on", "members": "12"}),
        },
    )  # fmt: skip
    petition = Petition.objects.get()
    assert added.url == reverse("petition_detail", args=[petition.pk])
    assert petition.code == "KN-2026-0001"
    assert petition.raised_by == "Bà Hoa và 1 người khác"

    sign_in(cast.office)
    client.post(
        reverse("petition_classify", args=[petition.pk]),
        {"field": "land", "competence": "commune", "triage": "at_conference"},
    )
    assign_url = reverse("petition_assign", args=[petition.pk])
    text = client.get(assign_url).content.decode()
    assert (
        'value="11/05/2026"' in text or 'value="11/5/2026"' in text
    )  # 3 working days before 14/5/2026 (D-25)
    client.post(
        assign_url,
        {"lead": cast.units.economy.pk, "due_on": "8/5/2026", "supporting": [cast.units.police.pk]},
    )
    lead = Assignment.objects.get(is_lead=True)

    sign_in(cast.unit)
    work = client.get("/").content.decode()
    assert "Nhận hoặc từ chối 1 kiến nghị" in work
    client.post(reverse("assignment_accept", args=[lead.pk]))
    assert "Trả lời 1 kiến nghị về đất đai" in client.get("/").content.decode()
    client.post(
        reverse("answer_add", args=[lead.pk]),
        {
            "content": "Mương bị bồi lấp 120 m.", "measures": "Nạo vét trong tháng 5.", "time_text": "Trước 30/5/2026",
            "result": "direction", "level": "commune", "grounds": "Biên bản 20/4",
        },
    )  # fmt: skip
    answer = Answer.objects.get()
    client.post(reverse("answer_submit", args=[answer.pk]))
    assert deadlines_of(lead)[0].state == "met"

    sign_in(cast.office)
    assert "Duyệt 1 bản trả lời" in client.get("/").content.decode()
    client.post(reverse("answer_approve", args=[answer.pk]))
    petition.refresh_from_db()
    assert petition.state == "answered"
    assert set(petition.assignments.values_list("state", flat=True)) == {"done"}

    client.post(reverse("conference_report_draft", args=[conference.pk]))
    report = conference.consolidated_reports.get()
    page = client.get(reverse("consolidated_report_detail", args=[report.pk])).content.decode()
    assert "Nạo vét trong tháng 5." in page
    client.post(reverse("consolidated_report_print", args=[report.pk]))
    done = client.post(
        reverse("consolidated_report_issue", args=[report.pk]),
        {"issued_on": "22/4/2026", "signer_title": "CHỦ TỊCH", "signer_name": "Trần Chủ Tịch"},
    )
    assert done.status_code == 302
    report.refresh_from_db()
    paper = Paper.objects.get(pk=report.paper_id)
    assert paper.number_text == "01/BC-UBND"
    assert paper.has_personal_data
    assert "Bà Hoa" in paper.html
    assert "0912345678" not in paper.html
    for words in (
        "Tổ chức, cá nhân nêu kiến nghị",
        "Nội dung trả lời",
        "Kết quả, hướng giải quyết",
        "Thời gian",
        "Cấp giải quyết",
    ):
        assert words in paper.html
    text = client.get(reverse("consolidated_report_detail", args=[report.pk])).content.decode()
    assert not re.search(r"\bNone\b", text)
