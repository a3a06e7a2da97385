"""Letters upwards: their own waiting clock, calling to mind, what came back."""

from datetime import date, timedelta

import pytest
import time_machine

from core.clock import local_today
from core.log import history_of
from core.refusals import NotYourRole, Refused
from deadlines.services import deadlines_of
from feedback import queries, services
from feedback.models import PetitionSetting
from feedback.states import PetitionState
from tests.factories.feedback import TODAY, an_upward_petition

TO = {"upward_to": "UBND thành phố", "upward_on": TODAY, "upward_number": "12/BC-UBND"}
REPLY = {"content": "Đưa vào kế hoạch 2027.", "level": "province", "number": "99/UBND"}


def a_letter(cast, **more):
    return services.report_up_petition(petition=an_upward_petition(cast=cast), actor=cast.office, **TO | more)


def test_report_up_petition_starts_the_letters_own_clock(cast):
    petition = a_letter(cast)
    # 30 days after 22/4/2026 is a Friday; of what falls on a day off the next working day counts.
    assert petition.upward_due_on == date(2026, 5, 22)
    clock = deadlines_of(petition).get()
    assert (clock.label, clock.due_on, clock.owner_role) == (
        "Chờ cấp trên trả lời",
        date(2026, 5, 22),
        "office",
    )
    PetitionSetting.objects.create(commune=cast.commune, upward_days=10)
    assert a_letter(cast).upward_due_on == date(2026, 5, 4)
    assert a_letter(cast, upward_due_on=date(2026, 6, 1)).upward_due_on == date(2026, 6, 1)
    for day, words in [(TODAY, "sau ngày gửi"), (date(2091, 1, 1), "quá xa")]:
        with pytest.raises(Refused, match=words):
            a_letter(cast, upward_due_on=day)


def test_reminding_sets_a_new_day_and_keeps_that_the_old_one_passed(cast):
    petition = a_letter(cast)
    with pytest.raises(NotYourRole):
        services.remind_upward(petition=petition, waits_until=date(2026, 6, 9), actor=cast.chair)
    with time_machine.travel("2026-05-26 03:00:00+00:00", tick=False):
        assert list(queries.late_above(cast.office)) == [petition]
        assert "Hỏi lại cấp trên 1 kiến nghị" in " ".join(
            item.sentence for item in queries.work_items(cast.office)
        )
        with pytest.raises(Refused, match="sau ngày gửi"):
            services.remind_upward(petition=petition, waits_until=local_today(), actor=cast.office)
        services.remind_upward(
            petition=petition, waits_until=date(2026, 6, 9), note="Gọi điện cho Văn phòng.", actor=cast.office
        )
        assert not queries.late_above(cast.office).exists()
    old, new = deadlines_of(petition).order_by("pk")
    assert (old.state, old.breached_on) == ("cancelled", date(2026, 5, 23))
    assert new.is_open and new.due_on == date(2026, 6, 9)
    entry = history_of(petition)[0]
    assert entry.action == "petition.remind_upward" and entry.changes == {
        "Chờ trả lời đến": ["22/05/2026", "09/06/2026"]
    }


def test_record_reply_petition_answers_it_and_stops_the_clock(cast):
    petition = a_letter(cast)
    for who in (cast.chair, cast.unit, cast.front):
        with pytest.raises(NotYourRole):
            services.record_reply_petition(petition=petition, replied_on=TODAY, actor=who, **REPLY)
    for change, words in [
        ({"replied_on": TODAY + timedelta(days=1)}, "sau hôm nay"),
        ({"replied_on": TODAY - timedelta(days=1)}, "trước ngày gửi"),
        ({"content": " "}, "nội dung"),
    ]:
        with pytest.raises(Refused, match=words):
            services.record_reply_petition(
                petition=petition, actor=cast.office, **{"replied_on": TODAY} | REPLY | change
            )
    services.record_reply_petition(petition=petition, replied_on=TODAY, actor=cast.office, **REPLY)
    petition.refresh_from_db()
    answer = petition.answers.approved().get()
    assert (petition.state, petition.replied_on) == (PetitionState.ANSWERED, TODAY)
    assert (answer.level, answer.number_text, answer.signer) == ("province", "99/UBND", "UBND thành phố")
    assert deadlines_of(petition).get().met_on == TODAY
    assert queries.result_of(petition).unit == "UBND thành phố"
    with pytest.raises(Refused):
        services.record_reply_petition(petition=petition, replied_on=TODAY, actor=cast.office, **REPLY)
    with pytest.raises(Refused, match="không còn chờ"):
        services.remind_upward(petition=petition, waits_until=date(2026, 6, 9), actor=cast.office)


def test_the_list_has_the_late_ones_first_and_costs_the_same(
    cast, sign_in, neighbours, django_assert_max_num_queries
):
    later, soon = (
        a_letter(cast, upward_due_on=date(2026, 6, 1)),
        a_letter(cast, upward_due_on=date(2026, 4, 24)),
    )
    client = sign_in(cast.office)
    page = client.get("/kien-nghi/cho-cap-tren/").content.decode()
    assert page.index(soon.code) < page.index(later.code) and "12/BC-UBND" in page and "Ghi trả lời" in page
    for _ in range(4):
        a_letter(cast)
    with django_assert_max_num_queries(10):
        client.get("/kien-nghi/cho-cap-tren/")
    assert soon.code not in sign_in(neighbours.office).get("/kien-nghi/cho-cap-tren/").content.decode()
    assert sign_in(cast.unit).get("/kien-nghi/cho-cap-tren/").status_code == 403
    assert "Ghi trả lời" not in sign_in(cast.chair).get("/kien-nghi/cho-cap-tren/").content.decode()


def test_the_pages_of_a_letter(cast, sign_in, neighbours):
    petition, office = a_letter(cast), sign_in(cast.office)
    base = f"/kien-nghi/{petition.pk}"
    assert office.get(f"{base}/nhac-cap-tren/").status_code == 200
    assert office.post(f"{base}/nhac-cap-tren/", {"waits_until": "9/6/2026"}).status_code == 302
    wrong = office.post(f"{base}/nhac-cap-tren/", {"waits_until": "1/1/2020", "note": "Gọi điện"})
    assert wrong.status_code == 200 and "Gọi điện" in wrong.content.decode()
    data = {"replied_on": "22/4/2026", "content": "Đồng ý.", "level": "province", "number": "9"}
    assert sign_in(neighbours.office).post(f"{base}/cap-tren-tra-loi/", data).status_code == 404
    assert sign_in(cast.chair).post(f"{base}/cap-tren-tra-loi/", data).status_code == 403
    assert sign_in(cast.office).post(f"{base}/cap-tren-tra-loi/", data).status_code == 302
    assert sign_in(cast.office).get(f"{base}/cap-tren-tra-loi/").status_code == 409
