"""What the office meets many times a day: faults told on top, codes typed short, buttons that say what they do."""

import pytest
import time_machine
from django.urls import reverse

from core.clock import local_today
from feedback import services
from feedback.forms import AlikeForm
from feedback.forms.board import whole_code
from feedback.queries import suggested_due, work_items
from feedback.queries.alike import twins_of
from feedback.views.petitions import petition_actions
from feedback.views.sorting import suggested_for_all
from tests.factories.dialogue import a_conference
from tests.factories.feedback import (
    a_classified_petition,
    a_petition,
    a_submitted_answer,
    an_accepted_assignment,
    an_answered_petition,
    an_upward_petition,
    the_conference,
)
from tests.feedback.test_chain import people


@pytest.mark.parametrize("typed", ["7", "0007", "2026-7", "kn-2026-0007", "KN 2026 7", " kn7 ", "KN-7"])
def test_a_code_may_be_typed_short(typed):
    assert whole_code(typed) == "KN-2026-0007"


@pytest.mark.parametrize("typed", ["", "KN", "abc", "7a", "٧", "1234567"])
def test_what_is_no_short_code_stays_as_typed(typed):
    assert whole_code(typed) == typed.upper()


def test_a_short_code_finds_only_what_the_person_sees(cast):
    petition = a_petition(cast=cast)
    short = str(int(petition.code[-4:]))
    form = AlikeForm({"code": short}, user=cast.office, label="Gộp vào kiến nghị")
    assert form.is_valid() and form.cleaned_data["code"] == petition
    assert not AlikeForm({"code": short}, user=cast.unit, label="Gộp vào kiến nghị").is_valid()


def test_the_desk_begins_at_the_name_and_tells_every_fault_on_top(sign_in, cast):
    the_conference(cast)
    client = sign_in(cast.office)
    page = client.get(reverse("petition_add"))
    assert "data-focus" in str(page.context["people"][0]["name"])
    sent = people({"name": "", "phone": "abc"}) | {"content": "Đèn hỏng."}
    page = client.post(reverse("petition_add"), sent).content.decode()
    top = page.split('class="error-summary"')[1].split("</ul>")[0]
    assert 'href="#id_p-0-name"' in top and 'href="#id_p-0-phone"' in top
    page = client.post(reverse("petition_add"), sent | {"more_people": "1"}).content.decode()
    assert "error-summary" not in page and "Chưa điền" not in page


def labels(user, petition):
    return {one.name: one.label for one in petition_actions(user, petition) if one.enabled}


def primaries(user, petition):
    return [one.name for one in petition_actions(user, petition) if one.enabled and one.tone == "primary"]


def test_the_button_says_whether_a_result_is_hidden_again_or_taken_back(cast):
    petition = services.publish_petition(petition=an_answered_petition(cast=cast), actor=cast.office)
    assert labels(cast.office, petition)["unpublish"] == "Thu hồi kết quả đã gửi"
    services.publish_petition(
        petition=petition, actor=cast.office, is_public=True, public_content="Mương tắc.", public_answer="Sẽ nạo vét."
    )  # fmt: skip
    assert labels(cast.office, petition)["unpublish"] == "Thôi công khai"


def test_a_petition_has_one_next_step(cast):
    assert primaries(cast.office, a_classified_petition(cast=cast)) == ["assign"]
    upward = an_upward_petition(cast=cast)
    assert primaries(cast.office, upward) == ["report_up"]


def test_the_lead_stands_first_and_is_told_of_no_part_to_hand_in(sign_in, cast):
    lead = an_accepted_assignment(cast=cast, supporting=[cast.units.culture])
    page = sign_in(cast.office).get(reverse("petition_detail", args=[lead.petition_id]))
    assert [row["assignment"].is_lead for row in page.context["assignments"]] == [True, False]
    page = sign_in(cast.unit).get(reverse("assignment_detail", args=[lead.pk])).content.decode()
    assert "Soạn trả lời" in page and "Gửi ý kiến phối hợp" not in page


def test_petitions_of_several_conferences_get_the_earliest_date(cast):
    dated, undated = the_conference(cast), a_conference(cast=cast)
    both = [a_petition(cast=cast, conference=undated), a_petition(cast=cast, conference=dated)]
    day, why = suggested_for_all(both)
    assert day == suggested_due(dated)[0] and "2 hội nghị" in why
    assert suggested_for_all(both[:1])[0] is None


def test_the_administrator_is_told_that_petitions_are_not_theirs(sign_in, cast):
    a_petition(cast=cast)
    page = sign_in(cast.admin).get(reverse("petition_list")).content.decode()
    assert "không xem kiến nghị của người dân" in page


def test_a_page_of_the_board_that_was_not_saved_says_on_top_which_rows_are_at_fault(sign_in, cast):
    good, bad = a_petition(cast=cast), a_petition(cast=cast)
    sent = {"row": [good.pk, bad.pk], "save_all": "1", f"r{bad.pk}-field": "land"} | {
        f"r{good.pk}-{name}": value
        for name, value in (("field", "land"), ("competence", "commune"), ("triage", "at_conference"))
    }
    page = sign_in(cast.office).post(reverse("petition_board"), sent).content.decode()
    top = page.split('class="error-summary"')[1].split("</ul>")[0]
    assert f'href="#err-{bad.pk}"' in top and "thẩm quyền" in top and good.code not in top
    assert f'id="err-{bad.pk}"' in page


def test_an_export_is_named_by_the_day_in_the_office(sign_in, cast):
    a_petition(cast=cast)
    with time_machine.travel("2026-04-22 18:30:00+00:00", tick=False):
        answer = sign_in(cast.office).post(reverse("petition_export"), {})
    assert 'filename="kien-nghi-2026-04-23.xlsx"' in answer["Content-Disposition"]


def test_a_reply_from_above_is_not_said_to_be_from_the_hall(sign_in, cast):
    petition = services.report_up_petition(
        petition=an_upward_petition(cast=cast), upward_to="Sở Xây dựng", upward_on=local_today(), upward_number="", actor=cast.office
    )  # fmt: skip
    services.record_reply_petition(
        petition=petition, replied_on=local_today(), content="Sở sẽ sửa đèn.", level="province", actor=cast.office
    )  # fmt: skip
    client, answer = sign_in(cast.office), petition.answers.get()
    for page in (reverse("petition_detail", args=[petition.pk]), reverse("answer_detail", args=[answer.pk])):
        text = client.get(page).content.decode()
        assert "Trả lời của cấp trên" in text and "Trả lời tại hội nghị ·" not in text


def test_a_returned_answer_waits_for_the_unit_with_what_is_to_be_mended(cast):
    answer = services.return_answer(
        answer=a_submitted_answer(cast=cast), reason="Thiếu căn cứ.", actor=cast.office
    )
    (item,) = [one for one in work_items(cast.unit) if one.group == "Kiến nghị"]
    assert item.sentence == f"Sửa và gửi lại trả lời {answer.petition.code}" and "Thiếu căn cứ." in item.why
    assert item.url == reverse("answer_detail", args=[answer.pk]) and item.due_on == answer.assignment.due_on
    for _ in range(3):
        more = a_submitted_answer(cast=cast)
        services.return_answer(answer=more, reason="Thiếu số liệu.", actor=cast.office)
    (item,) = [one for one in work_items(cast.unit) if one.group == "Kiến nghị"]
    assert item.sentence == "Sửa và gửi lại 4 bản trả lời bị trả lại"


def test_a_batch_tells_every_obstacle_at_once_and_changes_nothing(sign_in, cast):
    good = a_classified_petition(cast=cast)
    fresh = [a_petition(cast=cast) for _ in range(8)]
    sent = {"chon": [one.pk for one in (good, *fresh)], "lead": cast.units.economy.pk, "due_on": "29/4/2026"}
    answer = sign_in(cast.office).post(reverse("petition_assign_many"), sent)
    top = answer.content.decode().split('class="error-summary"')[1].split("</ul>")[0]
    assert (
        all(one.code in top for one in fresh[:6]) and "và 2 kiến nghị khác: " in top and good.code not in top
    )
    assert [one.state for one in answer.context["petitions"] if one.pk == good.pk] == ["classified"]
    good.refresh_from_db()
    assert good.state == "classified"


def test_who_may_not_open_petitions_is_offered_no_search_of_them(sign_in, cast):
    assert 'id="search-box"' in sign_in(cast.unit).get("/").content.decode()
    assert 'id="search-box"' not in sign_in(cast.province).get("/").content.decode()


def test_what_is_answered_together_is_not_proposed_as_a_double_again(cast):
    words = "Đèn đường ngõ 7 thôn Hạ hỏng ba bóng, đề nghị thay bóng."
    head, other = (
        a_petition(cast=cast, content=words),
        a_petition(cast=cast, content=words + " Tối rất nguy hiểm."),
    )
    assert [twin.petition for twin in twins_of(cast.office, head)] == [other]
    services.group_petition(petition=other, leader=head, actor=cast.office)
    other.refresh_from_db()
    assert twins_of(cast.office, head) == [] and twins_of(cast.office, other) == []
