"""The room's pages: each url works, another commune gets 404, the wrong role 403 with its sentence."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from core.log import history_of
from core.models import AuditEntry, Delegation, Unit
from deadlines import services
from deadlines.models import CalendarDay, Regulation, Rule
from tests.factories.deadlines import a_deadline, a_regulation, a_subject, confirmed_years

pytestmark = pytest.mark.django_db
GROUND = "nội dung kiến nghị vượt quá thẩm quyền"


@pytest.fixture(autouse=True)
def may(commune, cast):
    with time_machine.travel("2026-05-20 03:00:00+00:00", tick=False):
        confirmed_years(commune=commune, admin=cast.admin)
        yield


@pytest.fixture
def deadline(commune, cast):
    return a_deadline(commune=commune, actor=cast.office)


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


# The board


def test_deadline_list_shows_what_whose_until_when(client, sign_in, cast, deadline):
    sign_in(cast.office)
    answer, text = page(client, "deadline_list")
    assert answer.status_code == 200
    assert "Ban hành và gửi thông báo kết luận" in text
    assert "còn 6 ngày làm việc" in text
    assert "thứ Năm, 28/05/2026" in text
    assert "None" not in text


def test_deadline_list_has_overdue_ones_first(client, sign_in, commune, cast, deadline):
    late = a_deadline(commune=commune, actor=None, anchor_on=date(2026, 4, 24))
    sign_in(cast.office)
    answer, text = page(client, "deadline_list")
    assert [row["deadline"] for row in answer.context["rows"]] == [late, deadline]
    assert "trễ 5 ngày làm việc" in text


def test_deadline_list_filters_read_as_a_sentence(client, sign_in, commune, cast, deadline):
    a_deadline(commune=commune, actor=None, rule="LP-R1")
    sign_in(cast.office)
    for query, found in [
        ({"kind": "conclusion"}, 1),
        ({"state": "late"}, 1),
        ({"state": "all"}, 2),
        ({"state": "met"}, 0),
        ({"words": "ket luan"}, 1),
        ({"words": "KẾT luận"}, 1),
        ({"until": "10/5/2026"}, 1),
        ({"until": "bậy"}, 2),
        ({"kind": "bậy"}, 2),
    ]:
        assert page(client, "deadline_list", **query)[0].context["page"].paginator.count == found, query


def test_deadline_list_of_a_unit_shows_its_own_only(client, sign_in, commune, cast, deadline):
    unit = cast.unit.main_post.unit
    own = a_deadline(commune=commune, actor=None, owner_unit=unit)
    sign_in(cast.unit)
    assert [row["deadline"] for row in page(client, "deadline_list")[0].context["rows"]] == [own]
    assert page(client, "deadline_detail", deadline.pk)[0].status_code == 404


def test_deadline_list_costs_the_same_with_many_rows(
    client, sign_in, commune, cast, django_assert_max_num_queries
):
    sign_in(cast.office)
    counts = []
    for rows in (1, 40):
        for n in range(rows):
            unit = Unit.objects.create(
                commune=commune, kind="village", official_name=f"Thôn {rows}.{n}", short_name="T"
            )
            a_deadline(commune=commune, actor=None, owner_unit=unit)
        with django_assert_max_num_queries(12) as queries:
            page(client, "deadline_list")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_deadline_list_is_empty_kindly(client, sign_in, cast):
    sign_in(cast.office)
    assert "Không có thời hạn nào đang chạy." in page(client, "deadline_list")[1]


# One deadline


def test_deadline_detail_explains_itself(client, sign_in, cast, deadline):
    sign_in(cast.office)
    answer, text = page(client, "deadline_detail", deadline.pk)
    assert answer.status_code == 200
    for words in ("Vì sao là ngày này?", "18/05 (2)", "cuối tuần", "Chậm nhất 10 ngày làm việc", "mục IV.1"):
        assert words in text
    assert "None" not in text


def test_deadline_why_is_a_fragment_for_htmx_and_a_page_without(client, sign_in, cast, deadline):
    sign_in(cast.office)
    url = reverse("deadline_why", args=[deadline.pk])
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(url).content.decode()
    assert "không tính vào thời hạn" in fragment
    assert "<html" not in fragment
    assert "<html" in whole
    assert "không tính vào thời hạn" in whole


def test_deadline_detail_shows_extend_disabled_with_its_reason(client, sign_in, cast, deadline):
    sign_in(cast.office)
    text = page(client, "deadline_detail", deadline.pk)[1]
    assert "Chỉ người chủ trì được gia hạn" in text


def test_extend_deadline_page(client, sign_in, cast, deadline):
    sign_in(cast.chair)
    url = reverse("deadline_extend", args=[deadline.pk])
    assert "thứ Năm, 04/06/2026" in client.get(url).content.decode()
    wrong = client.post(url, {"ground": GROUND, "reason": ""})
    assert wrong.status_code == 200
    answer = client.post(url, {"ground": GROUND, "reason": "Liên quan nhiều cơ quan."})
    assert answer.status_code == 302
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 6, 4)
    assert AuditEntry.objects.filter(action="deadline.extend").count() == 1
    again = client.get(url)
    assert again.status_code == 409
    assert "đã được gia hạn một lần" in again.content.decode()


def test_exempt_deadline_page(client, sign_in, cast, deadline):
    sign_in(cast.chair)
    url = reverse("deadline_exempt", args=[deadline.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "Thiên tai."}).status_code == 302
    deadline.refresh_from_db()
    assert deadline.state == "exempt"
    assert client.post(url, {"reason": "Nữa."}).status_code == 409
    assert "Thiên tai" in page(client, "deadline_detail", deadline.pk)[1]


@pytest.mark.parametrize("name", ["deadline_detail", "deadline_why", "deadline_extend", "deadline_exempt"])
def test_another_communes_deadline_is_not_found(client, sign_in, cast, deadline, name, neighbours):
    sign_in(neighbours.office)
    assert page(client, name, deadline.pk)[0].status_code == 404


@pytest.mark.parametrize("name", ["deadline_extend", "deadline_exempt"])
@pytest.mark.parametrize("who", ["office", "front", "party", "admin"])
def test_extend_and_exempt_are_refused_to_others_with_the_sentence(
    client, sign_in, cast, deadline, name, who
):
    sign_in(getattr(cast, who))
    answer = client.post(reverse(name, args=[deadline.pk]), {"ground": GROUND, "reason": "x"})
    assert answer.status_code == 403
    assert "Chỉ người chủ trì" in answer.content.decode()


def test_the_province_reads_no_deadlines(client, sign_in, cast, deadline):
    sign_in(cast.province)
    assert page(client, "deadline_list")[0].status_code == 403


EVERYONES = ["deadline_list", "calculator", "calendar_current", "regulation_list"]


@pytest.mark.parametrize("name", EVERYONES)
def test_a_visitor_is_asked_to_sign_in(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert reverse("sign_in") in answer.url


# The calendar


def test_calendar_year_shows_the_months(client, sign_in, cast):
    sign_in(cast.office)
    answer, text = page(client, "calendar_year", 2026)
    assert answer.status_code == 200
    for words in ("Tháng 2", "Tết Nguyên Đán", "Đã xác nhận", "Ngày Văn hóa Việt Nam"):
        assert words in text
    assert "Thêm ngày nghỉ" not in text
    assert client.get(reverse("calendar_current")).url == reverse("calendar_year", args=[2026])
    assert client.get(reverse("calendar_year", args=[1066])).status_code == 302


def test_calendar_year_that_nobody_entered_says_so(client, sign_in, cast):
    sign_in(cast.admin)
    assert "Chưa ai nhập lịch của năm này" in page(client, "calendar_year", 2027)[1]
    client.post(reverse("calendar_year_fill", args=[2027]))
    assert "Lịch năm này còn là dự thảo" in page(client, "calendar_year", 2027)[1]
    assert "Xác nhận lịch làm việc năm 2027" in page(client, "calendar_year_confirm", 2027)[1]
    client.post(reverse("calendar_year_confirm", args=[2027]))
    assert "Đã xác nhận" in page(client, "calendar_year", 2027)[1]


def test_calendar_day_add_previews_and_moves_only_on_confirmation(client, sign_in, cast, deadline):
    sign_in(cast.admin)
    url = reverse("calendar_day_add", args=[2026])
    typed = {
        "day_on": "22/5/2026",
        "kind": "off",
        "reason": "Nghỉ bù",
        "legal_basis": "QĐ 1",
        "is_confirmed": "on",
    }
    assert client.get(url).status_code == 200
    text = client.post(url, typed).content.decode()
    assert "1 thời hạn đang chạy sẽ chuyển ngày" in text
    assert "thứ Năm, 28/05/2026" in text
    assert "thứ Sáu, 29/05/2026" in text
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 28)
    assert client.post(url, typed | {"confirm": "1"}).status_code == 302
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 29)
    assert AuditEntry.objects.filter(action="deadline.recompute").count() == 1


def test_calendar_day_add_names_what_is_wrong(client, sign_in, cast):
    sign_in(cast.admin)
    url = reverse("calendar_day_add", args=[2026])
    text = client.post(
        url, {"day_on": "23/5/2026", "kind": "off", "reason": "x", "legal_basis": "y"}
    ).content.decode()
    assert "đã là ngày nghỉ cuối tuần" in text
    assert client.post(url, {"day_on": "32/5/2026"}).status_code == 200


def test_calendar_day_edit_and_remove(client, sign_in, commune, cast, deadline):
    sign_in(cast.admin)
    national = CalendarDay.objects.get(commune=None, day_on=date(2026, 5, 1))
    url = reverse("calendar_day_edit", args=[national.pk])
    assert "01/05/2026" in client.get(url).content.decode()
    typed = {"kind": "make_up", "reason": "Trực", "legal_basis": "CV 2", "is_confirmed": "on", "confirm": "1"}
    assert client.post(url, typed).status_code == 302
    own = CalendarDay.objects.get(commune=commune, day_on=date(2026, 5, 1))
    national.refresh_from_db()
    assert (own.kind, national.kind) == ("make_up", "off")
    assert client.get(reverse("calendar_day_remove", args=[national.pk])).status_code == 404
    remove = reverse("calendar_day_remove", args=[own.pk])
    assert client.get(remove).status_code == 200
    assert CalendarDay.objects.filter(pk=own.pk).exists()
    assert client.post(remove).status_code == 302
    assert not CalendarDay.objects.filter(pk=own.pk).exists()


def test_another_communes_calendar_day_is_not_found(client, sign_in, commune, cast, neighbours):
    services.set_day(commune=commune, day_on=date(2026, 5, 22), kind="off", reason="x", actor=cast.admin)
    day = CalendarDay.objects.get(commune=commune, day_on=date(2026, 5, 22))
    neighbours.office.posts.update(role="admin")
    sign_in(neighbours.office)
    for name in ("calendar_day_edit", "calendar_day_remove"):
        assert client.get(reverse(name, args=[day.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("calendar_day_add", "get"), ("calendar_day_add", "post"), ("calendar_year_confirm", "get"),
        ("calendar_year_confirm", "post"), ("calendar_year_fill", "post"),
    ],
)  # fmt: skip
def test_calendar_edits_are_the_admins(client, sign_in, cast, name, method):
    sign_in(cast.office)
    answer = getattr(client, method)(reverse(name, args=[2026]))
    assert answer.status_code == 403
    assert "Quản trị" in answer.content.decode()


def test_calendar_year_costs_the_same_whatever_it_holds(
    client, sign_in, commune, cast, django_assert_max_num_queries
):
    sign_in(cast.admin)
    for day in range(1, 20):
        services.set_day(
            commune=commune, day_on=date(2026, 7, day), kind="make_up", reason="x", actor=cast.admin
        )
    with django_assert_max_num_queries(10):
        page(client, "calendar_year", 2026)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("16/5/2026", "thứ Bảy, ngày nghỉ cuối tuần"),
        ("2026-05-14", "thứ Năm, ngày làm việc"),
        ("1/5/2026", "ngày nghỉ: Ngày Quốc tế Lao động"),
        ("tào lao", "Gõ ngày/tháng/năm"),
        ("", "Gõ ngày/tháng/năm"),
    ],
)
def test_day_hint(client, sign_in, cast, typed, words):
    assert words in client.get(reverse("day_hint"), {"date": typed}).content.decode()
    sign_in(cast.office)
    assert words in client.get(reverse("day_hint"), {"date": typed}).content.decode()


# The calculator


def test_calculator(client, sign_in, cast):
    sign_in(cast.unit)
    assert page(client, "calculator")[0].status_code == 200
    query = {"amount": "10", "unit": "working_day", "direction": "after", "anchor_on": "14/5/2026"}
    text = page(client, "calculator", **query)[1]
    assert "thứ Năm, 28/05/2026" in text
    assert "28/05 (10)" in text
    assert "thứ Sáu, 15/05/2026" in page(client, "calculator", shape="before", fixed_on="18/5/2026")[1]
    assert "Chưa lưu được" in page(client, "calculator", **query | {"amount": "-1"})[1]


def test_calculator_far_away_is_a_sentence_not_a_crash(client, sign_in, cast):
    sign_in(cast.office)
    query = {"amount": "3660", "unit": "working_day", "direction": "after", "anchor_on": "30/12/9990"}
    answer, text = page(client, "calculator", **query)
    assert answer.status_code == 200
    assert "Năm phải từ 1900 đến 2100" in text


# The regulations


def test_regulation_list_and_detail_show_what_is_not_configured(client, sign_in, cast):
    """D-31: TM names no figure."""
    regulation = a_regulation(code="TM")
    sign_in(cast.office)
    assert regulation.title in page(client, "regulation_list")[1]
    text = page(client, "regulation_detail", regulation.pk)[1]
    assert "Chưa cấu hình" in text
    assert "từ 01/10/2025 đến hết 31/12/2025" in text
    assert "None" not in text


def test_regulation_pages_cost_the_same_with_many(
    client, sign_in, commune, cast, django_assert_max_num_queries
):
    regulation = a_regulation()
    sign_in(cast.admin)
    for _ in range(6):
        services.copy_regulation(regulation=regulation, commune=commune, actor=cast.admin)
    with django_assert_max_num_queries(10):
        page(client, "regulation_list")
    with django_assert_max_num_queries(10):
        page(client, "regulation_detail", regulation.pk)


def test_regulation_copy_then_edit_its_rule(client, sign_in, commune, cast, deadline):
    sign_in(cast.admin)
    preset = a_regulation()
    client.post(reverse("regulation_copy", args=[preset.pk]))
    own = Regulation.objects.get(commune=commune)
    assert own.rules.count() == preset.rules.count()
    rule = own.rules.get(code="LP-R3")
    url = reverse("rule_edit", args=[rule.pk])
    assert client.get(url).status_code == 200
    typed = {
        "version": rule.version, "name": rule.name, "amount": "3", "unit": "working_day", "direction": "before",
        "anchor": "conference", "bound": "at_least", "text": rule.text, "source": "IV.1", "is_enabled": "on",
        "remind_before": "2, 5", "remind_on": "on", "remind_after": "", "remind_weekly": "",
    }  # fmt: skip
    refused = client.post(url, typed | {"remind_before": "2; mai"})
    assert "cách nhau bằng dấu phẩy, ví dụ: 3, 1." in refused.content.decode()
    assert client.post(url, typed).status_code == 302
    rule.refresh_from_db()
    assert (rule.amount, rule.is_configured) == (3, True)
    assert rule.ladder == {"before": [5, 2], "on": True, "after_chair": None, "weekly": False}
    said = history_of(rule)[0].changes["nhắc việc"]
    assert said[1] == "Nhắc trước hạn 5 và 2 ngày làm việc, đúng ngày hết hạn."
    stale = client.post(url, typed | {"amount": "4"})
    assert "Người khác vừa lưu bản mới" in stale.content.decode()
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 28)


def test_regulation_edit(client, sign_in, commune, cast):
    own = services.copy_regulation(regulation=a_regulation(), commune=commune, actor=cast.admin)
    sign_in(cast.admin)
    url = reverse("regulation_edit", args=[own.pk])
    typed = {
        "version": own.version,
        "title": "Quy định của xã",
        "legal_basis": "KH 1",
        "note": "",
        "has_statutory_overlay": "on",
    }
    assert client.get(url).status_code == 200
    assert client.post(url, typed).status_code == 302
    own.refresh_from_db()
    assert (own.title, own.has_statutory_overlay) == ("Quy định của xã", True)


def test_rule_choose(client, sign_in, commune, cast):
    own = services.copy_regulation(regulation=a_regulation(code="TD"), commune=commune, actor=cast.admin)
    sign_in(cast.admin)
    assert "Hai quy định mâu thuẫn" in page(client, "regulation_detail", own.pk)[1]
    url = reverse("rule_choose", args=[own.rules.get(code="TD-R3").pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "Theo phần trình tự."}).status_code == 302
    assert not own.rules.get(code="TD-R4").is_enabled


def test_a_preset_is_never_edited(client, sign_in, cast):
    preset = a_regulation()
    sign_in(cast.admin)
    for url in (
        reverse("regulation_edit", args=[preset.pk]),
        reverse("rule_edit", args=[preset.rules.first().pk]),
        reverse("rule_choose", args=[preset.rules.first().pk]),
    ):
        answer = client.post(url, {"reason": "x"})
        assert answer.status_code == 409
        assert "Bộ quy định mẫu không sửa được" in answer.content.decode()


def test_another_communes_regulation_is_not_found(client, sign_in, commune, cast, neighbours):
    own = services.copy_regulation(regulation=a_regulation(), commune=commune, actor=cast.admin)
    neighbours.office.posts.update(role="admin")
    sign_in(neighbours.office)
    for url in (
        reverse("regulation_detail", args=[own.pk]),
        reverse("regulation_edit", args=[own.pk]),
        reverse("rule_edit", args=[own.rules.first().pk]),
        reverse("rule_choose", args=[own.rules.first().pk]),
    ):
        assert client.get(url).status_code == 404
    assert client.post(reverse("regulation_copy", args=[own.pk])).status_code == 404


def test_regulation_edits_are_the_admins(client, sign_in, commune, cast):
    own = services.copy_regulation(regulation=a_regulation(), commune=commune, actor=cast.admin)
    sign_in(cast.chair)
    for name, pk in (
        ("regulation_copy", own.pk),
        ("regulation_edit", own.pk),
        ("rule_edit", own.rules.first().pk),
    ):
        assert client.post(reverse(name, args=[pk])).status_code == 403


@pytest.mark.parametrize(("name", "args"), [("regulation_copy", [1]), ("calendar_year_fill", [2026])])
def test_a_write_by_get_is_refused(client, sign_in, cast, name, args):
    sign_in(cast.admin)
    assert client.get(reverse(name, args=args)).status_code == 405


def test_rule_figures_are_checked(client, sign_in, commune, cast):
    own = services.copy_regulation(regulation=a_regulation(), commune=commune, actor=cast.admin)
    rule = own.rules.get(code="LP-R3")
    sign_in(cast.admin)
    typed = {
        "version": rule.version, "name": rule.name, "amount": "2.5", "unit": "working_day", "direction": "before",
        "anchor": "conference", "bound": "at_least", "text": "", "source": "", "is_enabled": "on",
    }  # fmt: skip
    text = client.post(reverse("rule_edit", args=[rule.pk]), typed).content.decode()
    assert "số nguyên" in text
    assert Rule.objects.get(pk=rule.pk).amount is None


def test_a_subject_without_a_page_is_named_without_a_link(client, sign_in, commune, cast):
    subject = a_subject(commune=commune)
    deadline = a_deadline(commune=commune, actor=None, subject=subject)
    sign_in(cast.office)
    assert deadline.subject_label in page(client, "deadline_list")[1]


def test_a_delegate_of_the_chair_may_extend(client, sign_in, commune, cast, deadline):
    """LP-68: who stands in for the chair decides as the chair does."""
    sign_in(cast.vice_chair)
    url = reverse("deadline_extend", args=[deadline.pk])
    assert client.get(url).status_code == 404
    Delegation.objects.create(
        commune=commune, delegator=cast.chair, delegate=cast.vice_chair, reason="Đi công tác.",
        subject_type=deadline.subject_type, subject_id=deadline.subject_id,
        starts_on=date(2026, 5, 18), ends_on=date(2026, 5, 29),
    )  # fmt: skip
    assert client.post(url, {"ground": GROUND, "reason": "Liên quan nhiều cơ quan."}).status_code == 302
    deadline.refresh_from_db()
    assert deadline.extended_by == cast.vice_chair
