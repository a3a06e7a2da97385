"""The room's pages: each url works, another commune gets 404, the wrong role 403, the wrong state 409."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Attachment, AuditEntry
from core.uploads import attach
from feedback import services
from feedback.models import Answer, Petition
from feedback.states import Field, Triage
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
from tests.feedback.test_chain import people

PDF = b"%PDF-1.4\n%test\n"


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


def form(petition, **more):
    data = {
        "conference": petition.conference_id, "content": petition.content, "received_on": "22/4/2026",
        "source": petition.source, "kind": petition.kind, "hamlet": petition.hamlet, "version": petition.version,
        **people({"name": "Bà Nguyễn Thị Hoa", "hamlet": "Thôn Đông", "phone": "0912 345 678", "address": "Số 5 ngõ Đình"}),
    }  # fmt: skip
    return data | more


@pytest.fixture
def everything(cast):
    """One of each: petition, assignment, answer, report."""
    answer = an_answer(cast=cast)
    report = services.draft_consolidated_report(conference=answer.petition.conference, actor=cast.office)
    return {"petition": answer.petition, "assignment": answer.assignment, "answer": answer, "report": report}


PAGES = [
    ("petition_detail", "petition"), ("petition_edit", "petition"), ("petition_contacts", "petition"),
    ("petition_classify", "petition"), ("petition_assign", "petition"), ("petition_report_up", "petition"),
    ("petition_reject", "petition"), ("assignment_detail", "assignment"), ("assignment_refuse", "assignment"),
    ("assignment_withdraw", "assignment"), ("answer_add", "assignment"), ("answer_detail", "answer"),
    ("answer_edit", "answer"), ("answer_return", "answer"), ("consolidated_report_detail", "report"),
    ("consolidated_report_edit", "report"), ("consolidated_report_issue", "report"),
]  # fmt: skip
WRITES = [
    ("petition_attach", "petition"), ("assignment_accept", "assignment"), ("answer_submit", "answer"),
    ("answer_approve", "answer"), ("consolidated_report_print", "report"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), PAGES + WRITES)
def test_another_commune_gets_404(sign_in, neighbours, everything, name, kind):
    url = reverse(name, args=[everything[kind].pk])
    for who in (neighbours.office, neighbours.front):
        for method in ("get", "post"):
            answer = getattr(sign_in(who), method)(url)
            assert answer.status_code in (404, 405, 403)
            if (name, kind) not in WRITES or method == "post":
                assert answer.status_code in (404, 403)
    office = sign_in(neighbours.office)
    answer = office.post(url) if (name, kind) in WRITES else office.get(url)
    assert answer.status_code == 404


def test_another_communes_conference_report_is_404(sign_in, neighbours, everything):
    pk = everything["petition"].conference_id
    assert sign_in(neighbours.office).get(reverse("conference_report", args=[pk])).status_code == 404
    assert sign_in(neighbours.office).post(reverse("conference_report_draft", args=[pk])).status_code == 404


@pytest.mark.parametrize(("name", "kind"), WRITES)
def test_writes_refuse_get(sign_in, cast, everything, name, kind):
    assert sign_in(cast.office).get(reverse(name, args=[everything[kind].pk])).status_code == 405


@pytest.mark.parametrize(("name", "kind"), PAGES + WRITES)
def test_strangers_are_sent_to_sign_in(client, everything, name, kind):
    answer = client.get(reverse(name, args=[everything[kind].pk]))
    assert answer.status_code == 302 and reverse("sign_in") in answer.url


@pytest.mark.parametrize(
    ("name", "kind", "who", "words"),
    [
        ("petition_classify", "petition", "chair", "Chỉ Văn phòng"),
        ("petition_reject", "petition", "front", "Chỉ Văn phòng"),
        ("petition_edit", "petition", "chair", "Trang này dành cho"),
        ("petition_contacts", "petition", "party", "Trang này dành cho"),
        ("assignment_refuse", "assignment", "chair", "Phòng Kinh tế"),
        ("assignment_withdraw", "assignment", "unit", "Chỉ Văn phòng"),
        ("answer_edit", "answer", "chair", "Phòng Kinh tế"),
        ("consolidated_report_issue", "report", "front", "Chỉ Văn phòng"),
    ],
)
def test_the_wrong_role_gets_403_with_a_sentence(sign_in, cast, name, kind, who, words):
    made = {
        "petition": a_petition(cast=cast),
        "assignment": an_assignment(cast=cast),
        "answer": an_answer(cast=cast),
    }
    made["report"] = services.draft_consolidated_report(conference=the_conference(cast), actor=cast.office)
    answer = sign_in(getattr(cast, who)).get(reverse(name, args=[made[kind].pk]))
    assert answer.status_code == 403
    assert words in answer.content.decode()


def test_the_wrong_state_explains_itself(sign_in, cast):
    petition = an_answered_petition(cast=cast)
    client = sign_in(cast.office)
    for name in (
        "petition_classify",
        "petition_assign",
        "petition_report_up",
        "petition_reject",
        "petition_edit",
    ):
        answer = client.get(reverse(name, args=[petition.pk]))
        assert answer.status_code == 409, name
        assert "Đã có trả lời" in answer.content.decode() or "đã có kết quả" in answer.content.decode()


def test_a_unit_sees_only_its_own(sign_in, cast):
    own = an_assignment(cast=cast)
    other = an_assignment(cast=cast, unit=cast.units.culture)
    client = sign_in(cast.unit)
    _, text = page(client, "petition_list")
    assert own.petition.code in text and other.petition.code not in text
    assert page(client, "petition_detail", own.petition_id)[0].status_code == 200
    assert page(client, "petition_detail", other.petition_id)[0].status_code == 404
    assert page(client, "assignment_detail", other.pk)[0].status_code == 404


def test_a_unit_sees_no_phone_and_no_address(sign_in, cast):
    lead = an_accepted_assignment(cast=cast)
    for name, pk in [
        ("petition_detail", lead.petition_id),
        ("assignment_detail", lead.pk),
        ("answer_add", lead.pk),
    ]:
        text = page(sign_in(cast.unit), name, pk)[1]
        assert "0912" not in text and "ngõ Đình" not in text


def test_detail_hides_contacts_until_asked_and_logs_the_reading(sign_in, cast):
    petition = a_petition(cast=cast)
    client = sign_in(cast.office)
    assert "0912 345 678" not in page(client, "petition_detail", petition.pk)[1]
    assert not AuditEntry.objects.filter(action="personal_data.read").exists()
    assert "0912 345 678" in page(client, "petition_contacts", petition.pk)[1]
    assert AuditEntry.objects.filter(action="personal_data.read", actor=cast.office).count() == 1


def test_conduct_is_404_for_the_front(sign_in, cast):
    """LP-29."""
    petition = a_classified_petition(cast=cast, field=Field.CONDUCT, triage=Triage.LATER)
    assert page(sign_in(cast.front), "petition_detail", petition.pk)[0].status_code == 404
    assert petition.code not in page(sign_in(cast.front), "petition_list")[1]
    assert page(sign_in(cast.chair), "petition_detail", petition.pk)[0].status_code == 200


@pytest.mark.parametrize("who", ["office", "chair", "front", "party", "unit"])
def test_pages_show_no_none_and_no_tags(sign_in, cast, who):
    answer = a_submitted_answer(cast=cast, supporting=[cast.units.police])
    client = sign_in(getattr(cast, who))
    for name, pk in [
        ("petition_list", None),
        ("petition_detail", answer.petition_id),
        ("assignment_detail", answer.assignment_id),
    ]:
        answer, text = page(client, name, *([pk] if pk else []))
        assert answer.status_code == 200
        assert ">None<" not in text and " None" not in text


# The list


def test_petition_list_filters_read_as_a_sentence(sign_in, cast):
    a_petition(cast=cast)
    urgent = a_petition(cast=cast, is_urgent=True, content="Bãi rác bốc mùi")
    an_upward_petition(cast=cast)
    lead = an_assignment(cast=cast)
    client = sign_in(cast.office)
    for query, found in [
        ({}, 4), ({"state": "received"}, 2), ({"state": "open"}, 4), ({"state": "settled"}, 0), ({"field": "land"}, 2),
        ({"triage": "upward"}, 1), ({"unit": cast.units.economy.pk}, 1), ({"unit": cast.units.culture.pk}, 0),
        ({"urgent": "on"}, 1), ({"q": "bai rac"}, 1), ({"conference": the_conference(cast).pk}, 4), ({"state": "bậy"}, 4),
        ({"unit": "x"}, 4), ({"trang": "99"}, 4), ({"q": "'; drop table"}, 0),
    ]:  # fmt: skip
        assert page(client, "petition_list", **query)[0].context["page"].paginator.count == found, query
    rows = page(client, "petition_list")[0].context["rows"]
    assert rows[0]["petition"] == urgent
    assert {row["petition"].pk: row["badge"] for row in rows}[
        lead.petition_id
    ].phrase == "còn 4 ngày làm việc"  # 27/4 is a day off


def test_petition_list_costs_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries):
    client = sign_in(cast.office)
    counts = []
    for more in (1, 8):
        for _ in range(more):
            an_assignment(cast=cast, petitioners=[{"name": "A"}, {"name": "B"}])
        page(client, "petition_list")  # the names of hamlets are then known for a while
        with django_assert_max_num_queries(12) as queries:
            page(client, "petition_list")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


def test_answer_list_costs_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries):
    client = sign_in(cast.office)
    counts = []
    for more in (1, 4):
        for _ in range(more):
            a_submitted_answer(cast=cast)
        with django_assert_max_num_queries(10) as queries:
            _, text = page(client, "answer_list")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert text.count("Phòng Kinh tế") == 5


def test_petition_list_is_empty_kindly(sign_in, cast):
    assert "Chưa có kiến nghị nào." in page(sign_in(cast.office), "petition_list")[1]
    assert "dành cho anh/chị" in page(sign_in(cast.unit), "petition_list")[1]


def test_many_are_classified_and_assigned_at_once(sign_in, cast):
    rows = [a_petition(cast=cast) for _ in range(3)]
    keys = [row.pk for row in rows]
    client = sign_in(cast.office)
    shown = client.get(reverse("petition_classify_many"), {"chon": keys}).content.decode()
    assert all(row.code in shown for row in rows)
    client.post(
        reverse("petition_classify_many"),
        {"chon": keys, "field": "land", "competence": "commune", "triage": "at_conference"},
    )
    assert Petition.objects.filter(state="classified").count() == 3
    done = client.post(
        reverse("petition_assign_many"), {"chon": keys, "lead": cast.units.economy.pk, "due_on": "8/5/2026"}
    )
    assert done.status_code == 302 and Petition.objects.filter(state="assigned").count() == 3
    again = client.post(
        reverse("petition_assign_many"), {"chon": keys, "lead": cast.units.economy.pk, "due_on": "8/5/2026"}
    )
    codes = ", ".join(row.code for row in rows)
    assert again.status_code == 200 and f"{codes}: " in again.content.decode()


def test_many_at_once_needs_a_choice_and_takes_no_foreign_rows(sign_in, cast, neighbours):
    client = sign_in(cast.office)
    assert client.get(reverse("petition_classify_many")).status_code == 409
    foreign = a_petition(cast=neighbours)
    answer = client.get(reverse("petition_classify_many"), {"chon": [foreign.pk, "x", "9" * 40]})
    assert answer.status_code == 409 and "Chưa chọn kiến nghị nào" in answer.content.decode()
    assert sign_in(cast.unit).get(reverse("petition_classify_many")).status_code == 403


# Entering and editing


def test_add_asks_for_one_more_person_without_losing_what_was_typed(sign_in, cast):
    conference = the_conference(cast)
    client = sign_in(cast.front)
    data = {
        "conference": conference.pk,
        "content": "Đang gõ dở",
        "more_people": "1",
        **people({"name": "Ông Ba"}),
    }
    text = client.post(reverse("petition_add"), data).content.decode()
    assert "Đang gõ dở" in text and "Ông Ba" in text and 'name="p-1-name"' in text
    assert "Chưa điền mục này" not in text
    assert not Petition.objects.exists()


def test_add_and_go_on_with_the_next(sign_in, cast):
    petition = a_petition(cast=cast)
    answer = sign_in(cast.office).post(reverse("petition_add"), form(petition, next_one="1"))
    assert answer.url.startswith(f"{reverse('petition_add')}?conference={petition.conference_id}&source=")
    shown = sign_in(cast.office).get(answer.url)
    assert "Bà Nguyễn Thị Hoa" not in shown.content.decode() and "Hoa" not in answer.url


def test_edit_shows_both_texts_to_the_second_of_two(sign_in, cast):
    petition = a_petition(cast=cast)
    url = reverse("petition_edit", args=[petition.pk])
    first = form(petition, content="Bản của người thứ nhất")
    answer = sign_in(cast.office).post(url, first)
    assert answer.status_code == 302, (answer.context["form"].errors, answer.context["people"].errors)
    client = sign_in(cast.clerk)
    second = client.post(url, form(petition, content="Bản của người thứ hai"))
    text = second.content.decode()
    assert second.status_code == 200
    assert "Bản của người thứ nhất" in text and text.count("Bản của người thứ hai") == 2
    again = client.post(
        url,
        form(petition, content="Bản của người thứ hai", version=second.context["form"]["version"].value()),
    )
    assert again.status_code == 302
    petition.refresh_from_db()
    assert petition.content == "Bản của người thứ hai"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("content", "x" * 20_001, "20000"),
        ("content", "", "Chưa điền"),
        ("received_on", "31/2/2026", "Ngày chưa đúng"),
        ("received_on", "23/4/2026", "sau hôm nay"),
        ("received_on", "1/1/0001", "Năm phải từ 1900"),
        ("conference", "999999", "Chọn một mục"),
        ("source", "hack", "Chọn một mục"),
        ("p-0-phone", "javascript:alert(1)", "Số điện thoại"),
        ("p-0-members", "-5", "Số nhỏ nhất được nhận"),
        ("p-0-name", "", "họ tên"),
    ],
)
def test_bad_input_is_told_beside_its_field(sign_in, cast, field, value, words):
    data = form(a_petition(cast=cast)) | {field: value}
    answer = sign_in(cast.office).post(reverse("petition_add"), data)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Petition.objects.count() == 1


@pytest.mark.parametrize("total", ["", "abc", "-1", "9" * 5000, "1000"])
def test_a_broken_formset_is_no_crash(sign_in, cast, total):
    data = form(a_petition(cast=cast)) | {"p-TOTAL_FORMS": total}
    for extra in ({}, {"more_people": "1"}):
        assert sign_in(cast.office).post(reverse("petition_add"), data | extra).status_code in (200, 302)


def test_a_foreign_conference_cannot_be_chosen(sign_in, cast, neighbours):
    foreign = the_conference(neighbours)
    data = form(a_petition(cast=cast)) | {"conference": foreign.pk}
    assert "Chọn một mục" in sign_in(cast.office).post(reverse("petition_add"), data).content.decode()


def test_script_tags_are_text_everywhere(sign_in, cast):
    evil = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    petition = a_petition(
        cast=cast, content=evil, hamlet=evil[:100], petitioners=[{"name": evil[:190], "hamlet": evil[:100]}]
    )
    client = sign_in(cast.office)
    names = [("petition_list", []), ("petition_detail", [petition.pk]), ("petition_contacts", [petition.pk]), ("petition_edit", [petition.pk]), ("conference_report", [petition.conference_id])]  # fmt: skip
    for name, args in names:
        text = page(client, name, *args)[1]
        assert "<script>alert" not in text and "<img src=x" not in text, name
        assert "&lt;script&gt;" in text, name


# Files


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("don.pdf", b"<html><script>alert(1)</script>", "không đúng loại"),
        ("don.exe", b"MZ\x90", "không đúng loại"),
        ("don.html", PDF, "đuôi không khớp"),
        ("don.pdf", b"", "trống"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(sign_in, cast, name, content, words):
    petition = a_petition(cast=cast)
    client = sign_in(cast.office)
    answer = client.post(
        reverse("petition_attach", args=[petition.pk]),
        {"files": SimpleUploadedFile(name, content)},
        follow=True,
    )
    assert words in answer.content.decode() or "rỗng" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_files_are_attached_and_served_as_downloads(sign_in, cast, neighbours):
    petition = a_petition(cast=cast)
    client = sign_in(cast.office)
    files = [SimpleUploadedFile("đơn.pdf", PDF), SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n123")]
    client.post(reverse("petition_attach", args=[petition.pk]), {"files": files})
    assert list(Attachment.objects.about(petition).values_list("name", flat=True)) == ["đơn.pdf", "anh.png"]
    url = reverse("attachment_download", args=[Attachment.objects.first().pk])
    assert "attachment" in client.get(url)["Content-Disposition"]
    assert sign_in(cast.unit).get(url).status_code == 404
    assert sign_in(neighbours.office).get(url).status_code == 404


def test_attach_is_refused_to_a_unit(sign_in, cast):
    lead = an_assignment(cast=cast)
    answer = sign_in(cast.unit).post(
        reverse("petition_attach", args=[lead.petition_id]), {"files": SimpleUploadedFile("a.pdf", PDF)}
    )
    assert answer.status_code == 403 and not Attachment.objects.exists()


def test_a_file_of_a_draft_answer_is_its_units(sign_in, cast):
    answer = an_answer(cast=cast, supporting=[cast.units.culture])
    row = attach(subject=answer, file=SimpleUploadedFile("a.pdf", PDF), actor=cast.unit, commune=cast.commune)
    url = reverse("attachment_download", args=[row.pk])
    assert sign_in(cast.unit).get(url).status_code == 200
    assert sign_in(cast.other_unit).get(url).status_code == 404


# Answers


def test_answer_form_needs_matter_measures_and_time(sign_in, cast):
    """LP-104."""
    lead = an_accepted_assignment(cast=cast)
    answer = sign_in(cast.unit).post(
        reverse("answer_add", args=[lead.pk]), {"content": "Đã rõ", "result": "direction", "level": "commune"}
    )
    assert answer.content.decode().count("Chưa điền mục này.") >= 2
    assert not Answer.objects.exists()


def test_an_over_long_answer_gets_a_hint_not_a_refusal(sign_in, cast):
    """LP-104."""
    lead = an_accepted_assignment(cast=cast)
    data = {
        "content": "Dài " * 500,
        "measures": "Có",
        "time_text": "Tháng 5",
        "result": "direction",
        "level": "commune",
    }
    answer = sign_in(cast.unit).post(reverse("answer_add", args=[lead.pk]), data, follow=True)
    assert "khá dài" in answer.content.decode() and Answer.objects.exists()


def test_answer_add_again_goes_on_with_the_one_there_is(sign_in, cast):
    answer = an_answer(cast=cast)
    found = sign_in(cast.unit).get(reverse("answer_add", args=[answer.assignment_id]))
    assert found.url == reverse("answer_edit", args=[answer.pk])


def test_office_returns_an_answer_and_the_unit_reads_why(sign_in, cast):
    answer = a_submitted_answer(cast=cast)
    sign_in(cast.office).post(reverse("answer_return", args=[answer.pk]), {"reason": "Nêu rõ ngày xong."})
    text = page(sign_in(cast.unit), "answer_detail", answer.pk)[1]
    assert "Nêu rõ ngày xong." in text and "Gửi văn phòng duyệt" in text


def test_a_unit_refuses_with_a_reason_and_names_another(sign_in, cast):
    lead = an_assignment(cast=cast)
    client = sign_in(cast.unit)
    assert (
        "Chưa điền mục này."
        in client.post(reverse("assignment_refuse", args=[lead.pk]), {"reason": ""}).content.decode()
    )
    client.post(
        reverse("assignment_refuse", args=[lead.pk]),
        {"reason": "Không phải việc của phòng.", "proposed_unit": cast.units.culture.pk},
    )
    form_page = sign_in(cast.office).get(reverse("petition_assign", args=[lead.petition_id]))
    assert form_page.context["form"]["lead"].value() == cast.units.culture.pk


def test_each_move_through_a_page_writes_its_log_line(sign_in, cast):
    petition = a_petition(cast=cast)
    sign_in(cast.office).post(reverse("petition_reject", args=[petition.pk]), {"reason": "Ngoài phạm vi."})
    assert AuditEntry.objects.about(petition).filter(action="petition.reject", actor=cast.office).count() == 1
    upward = an_upward_petition(cast=cast)
    sign_in(cast.office).post(
        reverse("petition_report_up", args=[upward.pk]), {"upward_to": "UBND TP", "upward_on": "22/4/2026"}
    )
    assert AuditEntry.objects.about(upward).filter(action="petition.report_up").count() == 1
    lead = an_accepted_assignment(cast=cast, due_on=TODAY + timedelta(days=5))
    sign_in(cast.office).post(reverse("assignment_withdraw", args=[lead.pk]), {"reason": "Giao nhầm"})
    assert AuditEntry.objects.about(lead).filter(action="assignment.withdraw").count() == 1
