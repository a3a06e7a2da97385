"""Units asked about the lines that will bind them before the notice goes to the chair (LP-66, TD-58, TD-65)."""

from datetime import date

import pytest
from django.urls import reverse

from conclusions import services
from conclusions.models import ItemConfirmation
from conclusions.queries import work_items
from conclusions.queries.drafting import lines_of_notice, voices_summary
from conclusions.states import ConfirmationState as C
from conclusions.states import ItemGroup
from core.models import Notice
from core.refusals import NotYourRole, Refused
from deadlines.models import Deadline
from deadlines.states import DeadlineKind, DeadlineState
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the
from tests.worlds import remembered

pytestmark = pytest.mark.django_db
ASKED_ON, TWO_DAYS = date(2026, 5, 18), date(2026, 5, 20)  # Monday, Wednesday


@pytest.fixture
def notice(cast):
    return make.a_draft(cast=cast)


@pytest.fixture
def asked(cast, notice):
    return ask(cast, notice)


def ask(cast, notice, day=ASKED_ON, **more):
    with on_the(day, 8):
        return services.ask_units(notice=notice, actor=cast.clerk, **more)[0]


def clocks(state=None):
    rows = Deadline.objects.of_kind(DeadlineKind.UNIT_CONFIRMATION)
    return rows.filter(state=state) if state else rows


def pending(notice):
    return notice.items.get(group=ItemGroup.PENDING)


def voice(notice, user, day=ASKED_ON):
    with on_the(day, 10):
        parts = lines_of_notice(notice, user)
    return parts[1][3][0].voices[0]


# Asking


def test_ask_units_shows_each_bound_unit_its_line_with_a_short_clock(cast, notice):
    """TD-58, TD-65: two working days, one clock for the unit, one notice to its people."""
    row = ask(cast, notice)
    assert (row.unit, row.state, row.due_on) == (cast.units.economy, C.ASKED, TWO_DAYS)
    assert "nạo vét" in row.text_asked
    assert row.due_asked_on == make.PENDING_DUE_ON
    clock = clocks().get()
    assert (clock.owner_unit, clock.due_on, clock.state) == (cast.units.economy, TWO_DAYS, DeadlineState.OPEN)
    assert Notice.objects.filter(recipient=cast.unit, key__startswith="item_confirmation.ask").count() == 1
    assert not Notice.objects.filter(recipient=cast.front, key__startswith="item_confirmation").exists()


def test_ask_units_asks_the_supporting_units_too(cast, notice):
    item = pending(notice)
    item.supporting.add(cast.units.police)
    with on_the(ASKED_ON):
        rows = services.ask_units(notice=notice, actor=cast.clerk)
    assert {row.unit for row in rows} == {cast.units.economy, cast.units.police}
    assert clocks().count() == 2


def test_ask_units_never_waits_past_the_conclusions_own_last_day(cast, notice):
    row = ask(cast, notice, day=date(2026, 5, 28))  # the tenth day itself
    assert row.due_on == date(2026, 5, 28)
    with on_the(date(2026, 5, 26)), pytest.raises(Refused, match="ngày cuối của chính thông báo"):
        services.ask_units(notice=notice, actor=cast.clerk, due_on=date(2026, 5, 29))
    with on_the(date(2026, 5, 26)), pytest.raises(Refused, match="không được trước hôm nay"):
        services.ask_units(notice=notice, actor=cast.clerk, due_on=date(2026, 5, 25))


def test_ask_units_twice_asks_nobody_twice(cast, notice, asked):
    with on_the(ASKED_ON), pytest.raises(Refused, match="Không còn đơn vị nào cần xin ý kiến"):
        services.ask_units(notice=notice, actor=cast.clerk)
    assert ItemConfirmation.objects.count() == 1


def test_ask_units_is_the_offices_while_it_holds_the_draft(cast, notice):
    with pytest.raises(NotYourRole, match="Chỉ văn phòng được soạn"):
        services.ask_units(notice=notice, actor=cast.chair)
    submitted = make.a_submitted_notice(cast=cast)
    with pytest.raises(Refused, match="không sửa được"):
        services.ask_units(notice=submitted, actor=cast.office)


# Answering


def test_agree_item_confirmation_meets_the_units_clock(cast, notice, asked):
    with on_the(date(2026, 5, 19)):
        services.agree_item_confirmation(item_confirmation=asked, actor=cast.unit)
    assert asked.state == C.AGREED
    assert clocks(DeadlineState.MET).get().met_on == date(2026, 5, 19)
    assert voice(notice, cast.office).label == "đồng ý"


def test_agree_item_confirmation_is_the_units_alone(cast, neighbours, asked):
    for person in (cast.office, cast.chair, cast.front):
        with pytest.raises(NotYourRole, match="Chỉ đơn vị được giao"):
            services.agree_item_confirmation(item_confirmation=asked, actor=person)


def test_agree_item_confirmation_by_the_office_for_a_unit_without_an_account(cast, notice, asked):
    type(cast.unit).objects.filter(pk=cast.unit.pk).update(is_active=False)
    services.agree_item_confirmation(item_confirmation=asked, actor=cast.office)
    assert asked.state == C.AGREED


def test_object_item_confirmation_is_seen_at_the_line_by_office_and_chair(cast, notice, asked):
    with on_the(date(2026, 5, 19)):
        with pytest.raises(Refused, match="Hãy ghi ý kiến của đơn vị"):
            services.object_item_confirmation(item_confirmation=asked, actor=cast.unit, objection=" ")
        with pytest.raises(Refused, match="phải sau hôm nay"):
            services.object_item_confirmation(
                item_confirmation=asked, actor=cast.unit, objection="x", proposed_due_on=date(2026, 5, 19)
            )
        services.object_item_confirmation(
            item_confirmation=asked, actor=cast.unit, objection="Chưa có kinh phí.", proposed_due_on=date(2026, 8, 30)
        )  # fmt: skip
    for person in (cast.office, cast.chair):
        said = voice(notice, person)
        assert said.objects
        assert said.confirmation.proposed_due_on == date(2026, 8, 30)
    assert Notice.objects.filter(recipient=cast.office, title__contains="có ý kiến khác").exists()


def test_silence_is_shown_as_silence_and_bars_nothing(cast, notice, asked):
    assert voice(notice, cast.office, date(2026, 5, 21)).label == "im lặng, hết hạn 20/05/2026"
    with on_the(date(2026, 5, 21)):
        make.confirm_late_dates(cast=cast, notice=notice)
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
        services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)
    asked.refresh_from_db()
    assert asked.state == C.LAPSED
    assert voice(notice, cast.chair).label == "không trả lời"
    clock = clocks(DeadlineState.CANCELLED).get()
    assert clock.breached_on == date(2026, 5, 21), "the unit was late, and that stays"
    with pytest.raises(Refused, match="Thôi xin ý kiến"):
        services.agree_item_confirmation(item_confirmation=asked, actor=cast.unit)


# Changed lines


def test_lapse_item_confirmation_and_ask_anew_when_the_line_changes_after_it_was_agreed(cast, notice, asked):
    services.agree_item_confirmation(item_confirmation=asked, actor=cast.unit)
    item = pending(notice)
    with on_the(date(2026, 5, 19)):
        services.edit_item(item=item, actor=cast.clerk, version=item.version, due_on=date(2026, 6, 15))
    again = ItemConfirmation.objects.latest("pk")
    assert (again.state, again.due_asked_on) == (C.ASKED, date(2026, 6, 15))
    assert asked.state == C.AGREED, "what was said stays on the record"
    assert clocks(DeadlineState.OPEN).count() == 1
    # Changed once more before an answer: the open question lapses, one new one stands.
    item.refresh_from_db()
    with on_the(date(2026, 5, 19), 11):
        services.edit_item(item=item, actor=cast.clerk, version=item.version, content="Nạo vét mương, 300 m.")
    again.refresh_from_db()
    assert again.state == C.LAPSED
    assert ItemConfirmation.objects.asked().count() == 1
    assert clocks(DeadlineState.OPEN).count() == 1
    told = Notice.objects.filter(recipient=cast.unit, key__startswith="item_confirmation.ask")
    assert told.count() == 2, "once a day, however often the line changes"


def test_a_change_that_binds_nobody_asks_nobody(cast, notice, asked):
    services.agree_item_confirmation(item_confirmation=asked, actor=cast.unit)
    item = pending(notice)
    services.edit_item(item=item, actor=cast.clerk, version=item.version, is_late_confirmed=True)
    assert ItemConfirmation.objects.count() == 1


def test_a_line_given_to_another_unit_ends_the_question_to_the_first(cast, notice, asked):
    item = pending(notice)
    services.edit_item(item=item, actor=cast.clerk, version=item.version, unit=cast.units.police)
    asked.refresh_from_db()
    assert asked.state == C.LAPSED
    assert not clocks(DeadlineState.OPEN).exists()
    assert not ItemConfirmation.objects.asked().exists(), "the new unit waits for the office's word"


def test_a_removed_line_takes_its_question_away_and_the_units_clock_goes_on_with_the_others(cast):
    conference = make.a_held_conference(cast=cast, pending=2)
    notice = make.a_draft(cast=cast, conference=conference)
    ask(cast, notice)
    first = ItemConfirmation.objects.order_by("pk").first()
    assert clocks().count() == 1
    services.remove_item(item=first.item, actor=cast.clerk, reason="Trùng.")
    assert clocks(DeadlineState.OPEN).get().subject == ItemConfirmation.objects.get()
    services.remove_item(item=ItemConfirmation.objects.get().item, actor=cast.clerk, reason="Trùng.")
    assert not clocks(DeadlineState.OPEN).exists()


def test_summary_counts_what_units_said(cast, notice, asked):
    services.agree_item_confirmation(item_confirmation=asked, actor=cast.unit)
    assert voices_summary(lines_of_notice(notice, cast.office)) == {"agreed": 1}


# Pages


def test_the_unit_reads_and_answers_its_lines_on_its_own_page(sign_in, cast, asked):
    """The unit does not see the draft itself, only what would bind it."""
    with on_the(date(2026, 5, 19)):
        (item,) = [row for row in work_items(cast.unit) if "dự kiến giao" in row.sentence]
        client = sign_in(cast.unit)
        assert client.get(reverse("conclusion_notice_detail", args=[asked.notice.pk])).status_code == 404
        text = client.get(item.url).content.decode()
        assert "nạo vét" in text
        assert "sổ đỏ" not in text
        assert "None" not in text
        answer = client.post(reverse("item_confirmation_agree", args=[asked.pk]), follow=True)
        assert "Đơn vị đồng ý" in answer.content.decode()
        assert client.post(reverse("item_confirmation_agree", args=[asked.pk])).status_code == 409


def test_the_unit_agrees_to_all_its_lines_at_once_but_to_none_that_changed_meanwhile(sign_in, cast):
    conference = make.a_held_conference(cast=cast, pending=3)
    notice = make.a_draft(cast=cast, conference=conference)
    first = ask(cast, notice)
    keys = list(ItemConfirmation.objects.values_list("pk", flat=True))
    url = reverse("item_confirmation_agree_all", args=[first.pk])
    with on_the(date(2026, 5, 19)):
        item = notice.items.get(pk=first.item_id)
        services.edit_item(item=item, actor=cast.clerk, version=item.version, due_on=date(2026, 6, 15))
        client = sign_in(cast.unit)
        assert client.post(url, {"rows": keys}).status_code == 409
        assert ItemConfirmation.objects.asked().count() == 3, "none was agreed to unseen"
        newest = ItemConfirmation.objects.latest("pk")
        text = client.get(reverse("item_confirmation_detail", args=[newest.pk])).content.decode()
        assert "Đồng ý cả 3 mục" in text
        keys = list(ItemConfirmation.objects.asked().values_list("pk", flat=True))
        client.post(reverse("item_confirmation_agree_all", args=[newest.pk]), {"rows": keys})
        assert not ItemConfirmation.objects.asked().exists()
        assert client.get(url).status_code == 405
    assert clocks(DeadlineState.MET).count() == 1


def test_an_earlier_objection_stays_in_sight_after_the_line_was_changed(sign_in, cast, notice, asked):
    services.object_item_confirmation(item_confirmation=asked, actor=cast.unit, objection="Chưa có kinh phí.")
    item = pending(notice)
    services.edit_item(item=item, actor=cast.clerk, version=item.version, due_on=date(2026, 7, 30))
    said = voice(notice, cast.chair)
    assert said.earlier.objection == "Chưa có kinh phí."
    text = sign_in(cast.office).get(reverse("conclusion_notice_detail", args=[notice.pk])).content.decode()
    assert "Ý kiến trước khi sửa" in text


def test_the_unit_objects_with_another_day(sign_in, cast, notice, asked):
    with on_the(date(2026, 5, 19)):
        url = reverse("item_confirmation_object", args=[asked.pk])
        client = sign_in(cast.unit)
        assert "Chưa điền mục này." in client.post(url, {"objection": ""}).content.decode()
        client.post(url, {"objection": "Chưa có kinh phí.", "proposed_due_on": "30/8/2026"})
        page = (
            sign_in(cast.office).get(reverse("conclusion_notice_detail", args=[notice.pk])).content.decode()
        )
    assert "Chưa có kinh phí." in page
    assert "Đề nghị thời hạn 30/08/2026" in page


def test_the_office_asks_through_its_page(sign_in, cast, notice):
    url = reverse("conclusion_notice_ask", args=[notice.pk])
    with on_the(ASKED_ON):
        client = sign_in(cast.clerk)
        text = client.get(url).content.decode()
        assert "20/05/2026" in text
        assert "1 mục cần hỏi" in text
        text = client.post(url, {"due_on": "19/5/2026"}, follow=True).content.decode()
    assert "chờ trả lời đến 19/05/2026" in text


@remembered
def addresses(*, cast):
    notice = make.a_draft(cast=cast)
    with on_the(ASKED_ON):
        row = services.ask_units(notice=notice, actor=cast.clerk)[0]
    return {
        "conclusion_notice_ask": notice.pk, "item_confirmation_detail": row.pk, "item_confirmation_agree": row.pk,
        "item_confirmation_object": row.pk, "item_confirmation_agree_all": row.pk,
    }  # fmt: skip


def test_confirmation_pages_are_nobody_elses(sign_in, cast, neighbours):
    pages = addresses(cast=cast)
    for person, status in (
        (neighbours.office, 404),
        (neighbours.unit, 404),
        (cast.front, 404),
        (cast.party, 404),
    ):
        client = sign_in(person)
        for name, pk in pages.items():
            url = reverse(name, args=[pk])
            answer = client.post(url) if "agree" in name else client.get(url)
            assert answer.status_code in (status, 403 if name.endswith("ask") else status), (person, name)
    assert (
        sign_in(cast.unit)
        .get(reverse("item_confirmation_agree", args=[pages["item_confirmation_agree"]]))
        .status_code
        == 405
    )
    answer = sign_in(cast.office).get(
        reverse("item_confirmation_object", args=[pages["item_confirmation_object"]])
    )
    assert answer.status_code == 403
    assert "Chỉ đơn vị được giao" in answer.content.decode()
