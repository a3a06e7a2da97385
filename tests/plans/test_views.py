"""The plans' pages: each works, another commune gets 404, the wrong role 403, the wrong state 409 with its sentence."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from plans.models import Plan, PlanTask
from tests.factories.plans import (
    a_plan,
    a_returned_plan,
    a_submitted_plan,
    an_approved_plan,
    an_issued_plan,
)
from tests.plans.test_services import no_tasks

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


def fields_of(answer):
    """Everything that the page's form would send back, as a browser has it."""
    context = answer.context
    data = {}
    rows = context.get("rows")
    for form in [context["form"], *([rows.management_form, *rows] if rows else [])]:
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            data[bound.html_name] = "on" if value is True else value
    return data


def edit_url(plan, part):
    return reverse("plan_edit", args=[plan.pk, part])


# Lists


def test_plan_list_shows_state_number_and_what_to_do(client, sign_in, cast):
    an_issued_plan(cast=cast)
    sign_in(cast.office)
    answer, text = page(client, "plan_list")
    assert answer.status_code == 200
    for words in ("Kế hoạch đối thoại năm 2026", "Đã ban hành", "01/KH-UBND", "05/03/2026", "Lập kế hoạch"):
        assert words in text
    assert "None" not in text
    assert "Không có kế hoạch nào khớp" in page(client, "plan_list", state="draft")[1]
    assert "2026 (" in page(client, "plan_list", year="2026")[1]
    assert page(client, "plan_list", year="x")[0].status_code == 200


def test_plan_list_shows_drafts_to_office_and_chair_only(client, sign_in, cast, neighbours):
    a_plan(cast=cast)
    for person, seen in (
        (cast.office, True), (cast.chair, True), (cast.admin, True), (cast.unit, False), (cast.front, False),
        (cast.party, False), (neighbours.office, False),
    ):  # fmt: skip
        sign_in(person)
        assert ("năm 2026" in page(client, "plan_list")[1]) is seen, person


def test_plan_list_costs_the_same_with_many(client, sign_in, cast, django_assert_max_num_queries):
    plan = a_plan(cast=cast)
    for year in range(1990, 2020):
        Plan.objects.create(
            commune=cast.commune, year=year, organiser=plan.organiser, authority="x", place="x", title="x"
        )
    sign_in(cast.office)
    with django_assert_max_num_queries(10):
        page(client, "plan_list")


def test_the_province_and_visitors_read_no_plans(client, sign_in, cast):
    assert page(client, "plan_list")[0].status_code == 302
    sign_in(cast.province)
    assert page(client, "plan_list")[0].status_code == 403


# A new plan


def test_plan_create_from_the_projects_file_and_from_the_outline(client, sign_in, cast):
    sign_in(cast.office)
    assert "Lạc Phượng, năm 2026" in page(client, "plan_create")[1]
    url = reverse("plan_create")
    assert client.post(url, {"year": "2026", "source": "lac_phuong_2026"}).status_code == 302
    assert client.post(url, {"year": "2027", "source": "outline"}).status_code == 302
    loaded, outline = Plan.objects.order_by("year")
    assert loaded.tasks.count() == 17
    assert outline.title.endswith("năm 2027")
    assert outline.agenda_steps.count() == 5
    again = client.post(url, {"year": "2026", "source": "outline"})
    assert again.status_code == 200
    assert "Năm 2026 đã có kế hoạch đối thoại" in again.content.decode()


def test_plan_create_is_the_offices(client, sign_in, cast):
    sign_in(cast.chair)
    answer = client.post(reverse("plan_create"), {"year": "2026", "source": "outline"})
    assert answer.status_code == 403
    assert "Văn phòng" in answer.content.decode()


# One plan


def test_plan_detail_reads_like_the_paper(client, sign_in, cast):
    plan = an_issued_plan(cast=cast)
    for person in (cast.office, cast.unit, cast.front, cast.party):
        sign_in(person)
        answer, text = page(client, "plan_detail", plan.pk)
        assert answer.status_code == 200
        for words in (
            "I. MỤC ĐÍCH, YÊU CẦU", "d) Giải quyết kịp thời", "1.4. Trong trường hợp bất khả kháng",
            "5. Đề nghị Ủy ban Mặt trận Tổ quốc", "01/KH-UBND", "- Lưu VP.", "Còn phải lập",
        ):  # fmt: skip
            assert words in text
        assert "None" not in text


def test_plan_detail_says_what_is_missing_and_warns(client, sign_in, cast):
    plan = a_plan(cast=cast, venues=[], outline=no_tasks())
    sign_in(cast.office)
    text = page(client, "plan_detail", plan.pk)[1]
    assert "địa điểm, phân công nhiệm vụ cho cơ quan, đơn vị" in text
    assert "không có trong “Nơi nhận”" in text


def test_plan_detail_costs_at_most_twenty_queries_with_many_tasks(
    client, sign_in, cast, django_assert_max_num_queries
):
    plan = a_plan(cast=cast)
    PlanTask.objects.bulk_create(
        PlanTask(plan=plan, unit_name=f"Đơn vị {n}", stage="day", text="x", unit=cast.units.economy)
        for n in range(40)
    )
    sign_in(cast.office)
    with django_assert_max_num_queries(30):
        page(client, "plan_detail", plan.pk)


@pytest.mark.parametrize(
    "state", [a_plan, a_submitted_plan, a_returned_plan, an_approved_plan, an_issued_plan]
)
def test_another_communes_plan_is_not_found(client, sign_in, cast, neighbours, state):
    plan = state(cast=cast)
    sign_in(neighbours.office)
    for name in ("plan_detail", "plan_return", "plan_issue"):
        assert page(client, name, plan.pk)[0].status_code == 404
    for name in ("plan_submit", "plan_approve", "plan_return", "plan_issue", "plan_print"):
        assert client.post(reverse(name, args=[plan.pk])).status_code == 404
    assert client.get(edit_url(plan, "can-cu")).status_code == 404


@pytest.mark.parametrize("name", ["plan_submit", "plan_approve", "plan_print"])
def test_a_write_by_get_is_refused(client, sign_in, cast, name):
    sign_in(cast.office)
    assert client.get(reverse(name, args=[a_plan(cast=cast).pk])).status_code == 405


def test_a_draft_is_not_found_by_units_and_front(client, sign_in, cast):
    plan = a_plan(cast=cast)
    for person in (cast.unit, cast.front, cast.party):
        sign_in(person)
        assert page(client, "plan_detail", plan.pk)[0].status_code == 404


# Its parts under the pen


def test_plan_edit_saves_a_text_with_history_and_version(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.office)
    first, purpose, *_ = plan.headings.all()
    part, body = f"muc-{first.pk}", f"body:{purpose.pk}"
    data = fields_of(client.get(edit_url(plan, part)))
    data[body] = "a) Ý một.\na) Ý hai\ntrên hai dòng.\n\n- Ý ba."
    data[f"title:{purpose.pk}"] = "Mục đích chính:"
    assert client.post(edit_url(plan, part), data).status_code == 302
    plan.refresh_from_db()
    assert plan.version == 2
    texts = list(purpose.paragraphs.values_list("mark", "text"))
    assert texts == [("letter", "Ý một."), ("letter", "Ý hai trên hai dòng."), ("dash", "Ý ba.")]
    entry = AuditEntry.objects.about(plan).get(action="plan.edit")
    assert entry.sentence == "đã sửa phần “I. Mục đích, yêu cầu”"
    assert entry.changes["Nội dung mục “Mục đích chính”"][1].startswith("a) Ý một.")
    text = page(client, "plan_detail", plan.pk)[1]
    assert "b) Ý hai trên hai dòng." in text
    assert "1. Mục đích chính:" in text


def test_plan_edit_rows_are_added_ordered_and_removed(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.office)
    data = fields_of(client.get(edit_url(plan, "dia-diem")))
    data |= {
        "venues-0-DELETE": "on",
        "venues-2-name": "Nhà văn hóa thôn",
        "venues-2-form": "hybrid",
        "venues-2-ORDER": "0",
    }
    assert client.post(edit_url(plan, "dia-diem"), data).status_code == 302
    assert [venue.name for venue in plan.venues.all()] == [
        "Nhà văn hóa thôn",
        "Phòng họp trực tuyến UBND xã (cơ sở 1)",
    ]


def test_plan_edit_targets_keep_their_keys(client, sign_in, cast):
    plan = a_plan(cast=cast)
    keys = [target.pk for target in plan.targets.all()]
    sign_in(cast.office)
    data = fields_of(client.get(edit_url(plan, "chi-tieu")))
    data["targets-1-quarters"] = ["4"]
    data["targets-1-topics"] += "\n\nMột nội dung nữa."
    assert client.post(edit_url(plan, "chi-tieu"), data).status_code == 302
    targets = list(plan.targets.all())
    assert [target.pk for target in targets] == keys
    assert targets[1].quarters == [4]
    assert targets[1].topics.count() == 4
    assert targets[0].topics.first().fields[0] == "công tác quản lý nhà nước về đất đai"


def test_plan_edit_more_rows_loses_nothing_typed(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.office)
    data = fields_of(client.get(edit_url(plan, "phan-cong")))
    data["tasks-0-text"] = "Đang gõ dở"
    answer = client.post(edit_url(plan, "phan-cong"), data | {"more": "1"})
    assert answer.status_code == 200
    assert "Đang gõ dở" in answer.content.decode()
    assert answer.context["rows"].total_form_count() == 21
    assert plan.tasks.first().text != "Đang gõ dở"


def test_plan_edit_names_what_is_wrong_and_keeps_it(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.office)
    data = fields_of(client.get(edit_url(plan, "thong-tin-chung")))
    answer = client.post(edit_url(plan, "thong-tin-chung"), data | {"draft_month": "13", "min_days": "2"})
    text = answer.content.decode()
    assert "Tháng phải từ 1 đến 12" in text
    assert "phải bằng hoặc hơn thời lượng ít nhất" in text


def test_plan_edit_tells_the_second_of_two_and_loses_nothing(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.office)
    url = edit_url(plan, "can-cu")
    first = fields_of(client.get(url))
    second = dict(first)
    first["bases"] = "Căn cứ văn bản của người thứ nhất;"
    second["bases"] = "Căn cứ văn bản của người thứ hai;"
    assert client.post(url, first).status_code == 302
    answer = client.post(url, second)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Hai bản khác nhau" in text
    assert "của người thứ nhất" in text
    assert "của người thứ hai" in text
    assert plan.bases.get().text == "Căn cứ văn bản của người thứ nhất;"
    again = fields_of(answer)
    assert client.post(url, again).status_code == 302
    assert plan.bases.get().text == "Căn cứ văn bản của người thứ hai;"


def test_plan_edit_of_two_different_parts_disturbs_nobody(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.office)
    bases, recipients = edit_url(plan, "can-cu"), edit_url(plan, "noi-nhan")
    first, second = fields_of(client.get(bases)), fields_of(client.get(recipients))
    assert client.post(bases, first | {"bases": "Căn cứ A;"}).status_code == 302
    assert client.post(recipients, second | {"recipients": "HĐND xã (để báo cáo)\nLưu VP"}).status_code == 302
    assert [(row.text, row.purpose, row.is_archive) for row in plan.recipients.all()] == [
        ("HĐND xã", "để báo cáo", False), ("Lưu VP", "", True),
    ]  # fmt: skip


@pytest.mark.parametrize("state", [a_submitted_plan, an_approved_plan, an_issued_plan])
def test_plan_edit_is_refused_once_submitted(client, sign_in, cast, state):
    plan = state(cast=cast)
    sign_in(cast.office)
    answer = client.get(edit_url(plan, "can-cu"))
    assert answer.status_code == 409
    assert "không sửa được" in answer.content.decode()


def test_plan_edit_is_refused_to_the_chair_and_of_unknown_parts(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.chair)
    assert client.get(edit_url(plan, "can-cu")).status_code == 403
    sign_in(cast.office)
    assert client.get(edit_url(plan, "khong-co")).status_code == 404


# The acts


def test_the_whole_way_through_the_pages(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.office)
    assert client.post(reverse("plan_submit", args=[plan.pk])).status_code == 302
    sign_in(cast.chair)
    url = reverse("plan_return", args=[plan.pk])
    assert "Lý do trả lại" in client.get(url).content.decode()
    assert "Chưa điền mục này" in client.post(url, {"reason": " "}).content.decode()
    assert client.post(url, {"reason": "Thêm thôn."}).status_code == 302
    sign_in(cast.office)
    assert "Thêm thôn." in page(client, "plan_detail", plan.pk)[1]
    client.post(reverse("plan_submit", args=[plan.pk]))
    sign_in(cast.chair)
    assert client.post(reverse("plan_approve", args=[plan.pk])).status_code == 302
    sign_in(cast.office)
    url = reverse("plan_issue", args=[plan.pk])
    text = client.get(url).content.decode()
    assert "Trung tâm Dịch vụ sự nghiệp công xã được giao việc, phối hợp hoặc mời dự" in text
    assert "chưa đến" in client.post(url, {"issued_on": "1/1/2099", "signer_name": "A"}).content.decode()
    answer = client.post(url, {"issued_on": "5/3/2026", "signer_name": "Trần Chủ Tịch"})
    plan.refresh_from_db()
    assert answer.url == reverse("paper_detail", args=[plan.paper_id])
    assert plan.paper.number_text == "01/KH-UBND"
    actions = [entry.action for entry in AuditEntry.objects.about(plan).order_by("pk")]
    assert actions == [
        "plan.create",
        "plan.submit",
        "plan.return",
        "plan.submit",
        "plan.approve",
        "plan.issue",
    ]


@pytest.mark.parametrize(
    ("name", "who", "state", "sentence"),
    [
        ("plan_approve", "office", a_submitted_plan, "Chỉ người chủ trì"),
        ("plan_return", "office", a_submitted_plan, "Chỉ người chủ trì"),
        ("plan_submit", "chair", a_plan, "Chỉ Văn phòng"),
        ("plan_issue", "chair", an_approved_plan, "Chỉ Văn phòng"),
    ],
)
def test_the_wrong_role_is_refused_with_the_sentence(client, sign_in, cast, name, who, state, sentence):
    plan = state(cast=cast)
    sign_in(getattr(cast, who))
    answer = client.post(reverse(name, args=[plan.pk]), {"reason": "x", "issued_on": "5/3/2026"})
    assert answer.status_code == 403
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "who", "state"),
    [
        ("plan_submit", "office", an_issued_plan),
        ("plan_approve", "chair", a_plan),
        ("plan_return", "chair", an_approved_plan),
        ("plan_issue", "office", a_submitted_plan),
        ("plan_print", "office", an_issued_plan),
    ],
)
def test_the_wrong_state_explains_itself(client, sign_in, cast, name, who, state):
    plan = state(cast=cast)
    sign_in(getattr(cast, who))
    answer = client.post(
        reverse(name, args=[plan.pk]), {"reason": "x", "issued_on": "5/3/2026", "signer_name": "A"}
    )
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "hiện trạng thái là" in words or "đã ban hành" in words


def test_plan_print_leads_to_the_draft_paper(client, sign_in, cast):
    plan = a_plan(cast=cast)
    sign_in(cast.chair)
    answer = client.post(reverse("plan_print", args=[plan.pk]))
    assert answer.status_code == 302
    assert "Bản in dự thảo" in client.get(answer.url).content.decode()
