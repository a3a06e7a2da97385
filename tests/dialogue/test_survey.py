"""The Front's satisfaction survey (QN-43, D-37, C-37): who runs it, secret ballots, results after closing only."""

import re
import threading
import uuid
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection, connections, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.codes import spoken
from core.models import AuditEntry, Notice, RateCount
from core.refusals import NotYourRole, Refused, StaleEdit
from dialogue import rules, services
from dialogue.models import Attendance, BallotAnswer, SatisfactionBallot, Survey
from dialogue.queries import survey as queries
from dialogue.services import survey as survey_services
from dialogue.states import BallotChannel, Level, Presence, SurveyState
from tests.factories.dialogue import HELD_ON, a_closed_conference, an_open_conference, on_the

pytestmark = pytest.mark.django_db
VERY, BAD = Level.VERY, Level.VERY_UNSATISFIED


def a_draft_survey(*, cast, conference=None):
    conference = conference or a_closed_conference(cast=cast)
    with on_the(HELD_ON, 11):
        return services.create_survey(conference=conference, actor=cast.front)


def an_open_survey(*, cast):
    survey = a_draft_survey(cast=cast)
    with on_the(HELD_ON, 11):
        return services.open_survey(survey=survey, actor=cast.front)


def a_guest(conference, *, name="Bà Nguyễn Thị Mận", presence=Presence.PRESENT, **more):
    """Somebody at the door; a walk-in with a code of their own unless told otherwise."""
    sitting = conference.sittings.first()
    return Attendance.objects.create(
        commune=conference.commune,
        conference=conference,
        sitting=sitting,
        presence=presence,
        name=name,
        **more,
    )


def all_say(survey, level):
    return dict.fromkeys(survey.questions.all(), level)


def key(survey, cast, level=VERY, remark="", ballot=None):
    return services.key_ballot(
        survey=survey, ballot=ballot or uuid.uuid4(), answers=all_say(survey, level), remark=remark, actor=cast.front
    )  # fmt: skip


def cast_by(survey, guest, level=VERY, remark=""):
    services.cast_ballot(survey=survey, code=guest.code, answers=all_say(survey, level), remark=remark)


def posted(survey, level, remark=""):
    return {f"cau_{question.pk}": level for question in survey.questions.all()} | {"remark": remark}


# --- who, and when ----------------------------------------------------------------------------------------------


def test_create_survey_is_the_fronts_alone_and_once(cast):
    """QN-43: «nếu có»; the organiser neither begins nor edits it."""
    conference = a_closed_conference(cast=cast)
    for who in (cast.office, cast.chair, cast.unit, cast.party):
        with pytest.raises(NotYourRole, match="Mặt trận"):
            services.create_survey(conference=conference, actor=who)
    survey = services.create_survey(conference=conference, actor=cast.front)
    assert survey.state == SurveyState.DRAFT and survey.questions.count() == 7
    with pytest.raises(Refused, match="đã có đợt lấy ý kiến"):
        services.create_survey(conference=conference, actor=cast.front)


def test_open_survey_only_after_the_conference_is_closed(cast):
    """D-37: wherever the agenda puts the step, people judge a conference that is over."""
    conference = an_open_conference(cast=cast)
    survey = a_draft_survey(cast=cast, conference=conference)
    with pytest.raises(Refused, match="sau khi hội nghị bế mạc"):
        services.open_survey(survey=survey, actor=cast.front)
    with on_the(HELD_ON, 11):
        services.close_conference(conference=conference, actor=cast.office)
        survey = services.open_survey(survey=survey, actor=cast.front)
    assert survey.is_open and survey.opened_at


def test_open_survey_by_the_organiser_is_refused(cast):
    survey = a_draft_survey(cast=cast)
    for who in (cast.office, cast.chair, cast.admin):
        with pytest.raises(NotYourRole, match="Mặt trận"):
            services.open_survey(survey=survey, actor=who)


def test_open_survey_needs_a_question(cast):
    survey = a_draft_survey(cast=cast)
    survey.questions.all().delete()
    with pytest.raises(Refused, match="ít nhất một câu"):
        services.open_survey(survey=survey, actor=cast.front)


def test_close_survey_is_for_good_and_tells_its_readers(cast):
    survey = an_open_survey(cast=cast)
    key(survey, cast)
    with pytest.raises(NotYourRole):
        services.close_survey(survey=survey, actor=cast.office)
    survey = services.close_survey(survey=survey, actor=cast.front)
    assert survey.is_closed and survey.closed_at
    told = Notice.objects.filter(key=f"survey-closed-{survey.pk}").values_list("recipient", flat=True)
    assert {cast.chair.pk, cast.office.pk, cast.front.pk, cast.party.pk} <= set(told)
    with pytest.raises(Refused):
        services.close_survey(survey=survey, actor=cast.front)
    with pytest.raises(Refused, match="kết thúc"):
        key(survey, cast)


def test_questions_change_until_the_survey_is_open_and_a_stale_save_sees_both(cast):
    survey = a_draft_survey(cast=cast)
    saved = services.edit_survey(
        survey=survey,
        version=survey.version,
        intro="Xin ý kiến.",
        questions=["Việc trả lời"],
        actor=cast.front,
    )
    assert [question.text for question in saved.questions.all()] == ["Việc trả lời"]
    with pytest.raises(StaleEdit) as stale:
        services.edit_survey(
            survey=survey, version=survey.version, intro="Khác", questions=["Khác"], actor=cast.front
        )
    assert stale.value.saved["questions"] == ("Câu hỏi", "Việc trả lời", "Khác")
    with pytest.raises(NotYourRole):
        services.edit_survey(survey=survey, version=2, intro="", questions=["Khác"], actor=cast.office)
    services.open_survey(survey=survey, actor=cast.front)
    with pytest.raises(Refused, match="không sửa được nữa"):
        services.edit_survey(survey=survey, version=3, intro="", questions=["Khác"], actor=cast.front)
    with pytest.raises(Refused, match="không bỏ được"):
        services.remove_survey(survey=survey, actor=cast.front)


def test_a_survey_that_never_began_may_be_taken_away(cast):
    """QN-43: the step may be skipped."""
    survey = a_draft_survey(cast=cast)
    services.remove_survey(survey=survey, actor=cast.front)
    assert not Survey.objects.exists()


# --- ballots ----------------------------------------------------------------------------------------------------


def test_a_paper_sent_twice_is_one_and_the_last_is_taken_back(cast):
    """A desk whose network drops sends the same paper again: nothing is lost or doubled."""
    survey, ballot = an_open_survey(cast=cast), uuid.uuid4()
    assert [key(survey, cast), key(survey, cast, ballot=ballot), key(survey, cast, ballot=ballot)] == [
        1,
        2,
        2,
    ]
    assert services.take_back_ballot(survey=survey, ballot=ballot, actor=cast.front) == 1
    assert not BallotAnswer.objects.filter(ballot=ballot).exists()
    for gone in (ballot, None):
        with pytest.raises(Refused, match="Không còn phiếu"):
            services.take_back_ballot(survey=survey, ballot=gone, actor=cast.front)


def test_what_came_from_a_phone_is_nobodys_to_take_back(cast):
    survey = an_open_survey(cast=cast)
    cast_by(survey, a_guest(survey.conference))
    ballot = survey.ballots.get()
    with pytest.raises(Refused):
        services.take_back_ballot(survey=survey, ballot=ballot.pk, actor=cast.front)
    assert survey.ballots.count() == 1


def test_papers_are_keyed_by_the_front_alone(cast):
    survey = an_open_survey(cast=cast)
    with pytest.raises(NotYourRole, match="Mặt trận"):
        services.key_ballot(survey=survey, ballot=uuid.uuid4(), answers={}, remark="x", actor=cast.office)


def test_one_ballot_of_one_code_also_over_two_sittings(cast):
    """One ballot per check-in code; the invitation's code stands at each sitting's door."""
    survey = an_open_survey(cast=cast)
    conference = survey.conference
    guest = a_guest(conference)
    second = conference.sittings.create(number=2, held_on=HELD_ON)
    Attendance.objects.create(
        commune=cast.commune, conference=conference, sitting=second, presence=Presence.PRESENT, name=guest.name,
        code=guest.code,
    )  # fmt: skip
    cast_by(survey, guest)
    with pytest.raises(Refused, match="mỗi mã chỉ gửi được một lần"):
        cast_by(survey, guest, BAD)
    assert survey.ballots.count() == 1


@pytest.mark.parametrize("presence", [Presence.PRESENT, Presence.REPLACED, Presence.ABSENT])
def test_who_was_absent_has_no_ballot(cast, presence):
    survey = an_open_survey(cast=cast)
    guest = a_guest(survey.conference, presence=presence)
    if presence == Presence.ABSENT:
        with pytest.raises(Refused):
            cast_by(survey, guest)
    else:
        cast_by(survey, guest)
    assert survey.ballots.count() == (presence != Presence.ABSENT)


def test_no_ballot_before_the_survey_is_open_nor_after_it_is_closed(cast):
    survey = a_draft_survey(cast=cast)
    guest = a_guest(survey.conference)
    with pytest.raises(Refused, match="không lấy ý kiến"):
        cast_by(survey, guest)
    survey = services.open_survey(survey=survey, actor=cast.front)
    survey = services.close_survey(survey=survey, actor=cast.front)
    with pytest.raises(Refused, match="không lấy ý kiến"):
        cast_by(survey, guest)
    assert not survey.ballots.exists()


@pytest.mark.django_db(transaction=True)
def test_two_phones_with_one_code_at_once_leave_one_ballot(cast):
    survey = an_open_survey(cast=cast)
    guest, said = a_guest(survey.conference), []

    def vote():
        try:
            cast_by(survey, guest)
            said.append("taken")
        except Refused:
            said.append("refused")
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        pytest.skip("the tests' database lies in memory and is one connection's own")
    threads = [threading.Thread(target=vote) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(said) == ["refused", "refused", "refused", "taken"] and survey.ballots.count() == 1


# --- secrecy ----------------------------------------------------------------------------------------------------


def everything_but(*left_out):
    """Every row of every table, as text, apart from the named models."""
    kept = [model for model in apps.get_models() if model not in left_out]
    return serializers.serialize(
        "json", [row for model in kept for row in model._base_manager.order_by("pk")]
    )


def test_a_vote_leaves_nothing_behind_but_a_yes(cast, client):
    """QN-43: no time, no person, no line of any log, no session, no count by place: only `has_voted`."""
    survey = an_open_survey(cast=cast)
    guest, other = a_guest(survey.conference), a_guest(survey.conference, name="Ông Trần Văn Tý")
    url = reverse("ballot_fill", args=[guest.code])
    client.get(url)
    ballots = (SatisfactionBallot, BallotAnswer)
    before, row = everything_but(*ballots, Attendance), Attendance.objects.filter(pk=guest.pk).values().get()
    others = Attendance.objects.filter(pk=other.pk).values().get()
    assert client.post(url, posted(survey, VERY, "Rất tốt.")).status_code == 302
    assert everything_but(*ballots, Attendance) == before
    assert Attendance.objects.filter(pk=guest.pk).values().get() == row | {"has_voted": True}
    assert Attendance.objects.filter(pk=other.pk).values().get() == others
    assert not client.session.keys()


def test_a_ballot_has_no_column_for_who_or_when():
    for model in (SatisfactionBallot, BallotAnswer):
        fields = model._meta.concrete_fields
        assert not [field for field in fields if isinstance(field, models.DateField | models.TimeField)]
        assert isinstance(model._meta.pk, models.UUIDField) and model._meta.pk.default is uuid.uuid4
        kin = {field.related_model._meta.model_name for field in fields if field.is_relation}
        assert kin <= {"survey", "satisfactionballot", "surveyquestion"}


def test_papers_write_no_log_and_a_paper_taken_back_tells_only_that(cast):
    survey, ballot = an_open_survey(cast=cast), uuid.uuid4()
    before = AuditEntry.objects.count()
    key(survey, cast, remark="Xã cần trả lời rõ hơn.", ballot=ballot)
    assert AuditEntry.objects.count() == before
    services.take_back_ballot(survey=survey, ballot=ballot, actor=cast.front)
    line = AuditEntry.objects.latest("pk")
    assert line.sentence == "đã bỏ một phiếu giấy vừa nhập để nhập lại" and not line.changes and not line.note


def rows_as_they_lie():
    """Remarks of ballots in the order in which the database keeps them."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT remark FROM dialogue_satisfactionballot ORDER BY {place}")
        return [remark for (remark,) in cursor.fetchall()]


def test_closing_forgets_the_order_and_the_keys_in_which_ballots_came(cast, monkeypatch):
    """A database keeps rows in the order in which they came: on closing all are written anew by chance."""
    survey = an_open_survey(cast=cast)
    for number in range(6):
        key(survey, cast, Level.values[number % 5], remark=f"{number}")
    came, keys = queries.ballots_in(survey), set(survey.ballots.values_list("pk", flat=True))
    assert rows_as_they_lie() == list("012345")
    chance = SimpleNamespace(shuffle=lambda rows: rows.sort(key=lambda row: "351402".index(row.remark)))
    monkeypatch.setattr(survey_services, "_CHANCE", chance)
    services.close_survey(survey=survey, actor=cast.front)
    assert rows_as_they_lie() == list("351402")
    assert not keys & set(survey.ballots.values_list("pk", flat=True))
    assert queries.ballots_in(survey) == came and BallotAnswer.objects.count() == 6 * 7


# --- results ----------------------------------------------------------------------------------------------------


def test_nobody_reads_results_before_the_close_not_the_front_either(cast, sign_in):
    """Results after closing only: no page of anybody differs by what was ticked, and no file is given out."""
    survey = an_open_survey(cast=cast)
    pages = {}
    for level in (VERY, BAD):
        ballot = uuid.uuid4()
        key(survey, cast, level, remark="Điều bí mật", ballot=ballot)
        for who in ("front", "office", "chair", "unit", "party", "admin"):
            client = sign_in(getattr(cast, who))
            page = client.get(reverse("conference_survey", args=[survey.conference_id])).content.decode()
            assert "Điều bí mật" not in page
            pages.setdefault(who, []).append(re.sub(r'csrf\w*" value="\w+"|X-CSRFToken": "\w+"', "", page))
            for part in ("", "?bang=y-kien"):
                answer = client.get(reverse("survey_export", args=[survey.pk]) + part)
                assert answer.status_code == 409 and "Kết quả chỉ hiện" in answer.content.decode()
        SatisfactionBallot.objects.filter(pk=ballot).delete()
    assert all(one == other for one, other in pages.values())
    with pytest.raises(Refused, match="cùng một lúc"):
        queries.results_of(survey, cast.front)


def test_results_count_levels_blanks_and_shares(cast):
    """QN-43: counts per answer; a share is of what was answered in that line."""
    survey = an_open_survey(cast=cast)
    services.count_survey(survey=survey, handed_out=4, actor=cast.front)
    for level in (VERY, VERY, Level.NEUTRAL):
        key(survey, cast, level)
    cast_by(survey, a_guest(survey.conference), "", "Cần thêm thời gian phát biểu.")
    services.close_survey(survey=survey, actor=cast.front)
    survey.refresh_from_db()
    results = queries.results_of(survey, cast.unit)
    assert (results.paper, results.phone, results.total, results.is_few) == (3, 1, 4, True)
    row = results.rows[0]
    assert row.counts == (2, 0, 1, 0, 0) and row.blank == 1 and row.answered == 3
    assert row.cells[0] == ("Rất hài lòng", 2, "66,7%")
    assert results.of_handed_out == "75%" and results.content_share == "66,7%"
    assert list(queries.remarks_of(survey, cast.chair)) == ["Cần thêm thời gian phát biểu."]
    with pytest.raises(NotYourRole):
        queries.remarks_of(survey, cast.unit)


def test_a_chart_parts_its_bars_without_gaps(cast):
    survey = an_open_survey(cast=cast)
    for level in Level.values:
        key(survey, cast, level)
    services.close_survey(survey=survey, actor=cast.front)
    survey.refresh_from_db()
    parts = queries.results_of(survey, cast.front).chart[0]["parts"]
    assert [(part["number"], part["x"], part["width"]) for part in parts] == [
        (number, f"{20 * (number - 1)}.00", "20.00") for number in range(1, 6)
    ]


# --- pages ------------------------------------------------------------------------------------------------------


def test_the_whole_way_through_the_pages(cast, sign_in, client):
    """The Front begins, keys papers, a phone votes, the Front closes, everybody reads."""
    conference = a_closed_conference(cast=cast)
    page = reverse("conference_survey", args=[conference.pk])
    sign_in(cast.front)
    assert "Lập đợt lấy ý kiến" in client.get(page).content.decode()
    client.post(reverse("survey_create", args=[conference.pk]))
    survey = Survey.objects.get()
    asked = {"intro": "Xin ý kiến ông/bà.", "questions": "Việc trả lời\n\nKết quả chung\n", "version": 1}
    assert client.post(reverse("survey_edit", args=[survey.pk]), asked).status_code == 302
    client.post(reverse("survey_open", args=[survey.pk]))
    one, two = survey.questions.all()
    typed = {"ballot": str(uuid.uuid4()), f"cau_{one.pk}": "1", f"cau_{two.pk}": "0", "remark": ""}
    answer = client.post(reverse("ballot_key", args=[survey.pk]), typed, headers={"X-Hall": "1"})
    assert answer.json() == {"ok": True, "said": "Đã nhập phiếu số 1."}
    typed["ballot"] = str(uuid.uuid4())
    assert client.post(reverse("ballot_key", args=[survey.pk]), typed).url == reverse(
        "ballot_key", args=[survey.pk]
    )
    taken = client.post(reverse("ballot_take_back", args=[survey.pk]), headers={"X-Hall": "1"}).json()
    assert taken["said"] == "Đã bỏ phiếu vừa nhập. Còn 1 phiếu giấy đã nhập."
    phone, guest = Client(), a_guest(conference)
    asked_for = phone.get(reverse("ballot_ask"), {"ma": f"{guest.code[:4].lower()}-{guest.code[4:]}"})
    assert asked_for.url == reverse("ballot_fill", args=[guest.code])
    filled = phone.get(asked_for.url).content.decode()
    assert "Việc trả lời" in filled and guest.name not in filled
    said = {f"cau_{one.pk}": "satisfied", "remark": "Mong xã làm sớm."}
    assert phone.post(asked_for.url, said).status_code == 302
    assert "Đã nhận phiếu" in phone.get(asked_for.url).content.decode()
    phone.post(asked_for.url, said)
    assert survey.ballots.count() == 2
    client.post(reverse("survey_close", args=[survey.pk]))
    sign_in(cast.chair)
    seen = client.get(page).content.decode()
    assert "Mong xã làm sớm." in seen and "<svg" in seen and "1 phiếu điện thoại" in seen
    book = client.get(reverse("survey_export", args=[survey.pk]))
    assert "Việc trả lời" in ZipFile(BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("name", ["survey_edit", "survey_slips", "ballot_key"])
def test_the_organiser_may_look_at_but_not_touch_it(cast, sign_in, name):
    """QN-43: not visible to the organiser for editing."""
    survey = a_draft_survey(cast=cast) if name == "survey_edit" else an_open_survey(cast=cast)
    client = sign_in(cast.office)
    answer = client.get(reverse(name, args=[survey.pk]))
    assert answer.status_code == 403 and "Mặt trận" in answer.content.decode()
    page = client.get(reverse("conference_survey", args=[survey.conference_id])).content.decode()
    assert "Sửa phiếu" not in page and "Nhập phiếu giấy" not in page


def test_a_wrong_digit_and_an_empty_paper_are_told(cast, sign_in):
    survey = an_open_survey(cast=cast)
    client, url = sign_in(cast.front), reverse("ballot_key", args=[survey.pk])
    one = survey.questions.first()
    for typed, word in (({f"cau_{one.pk}": "7"}, "từ 1 đến 5"), ({f"cau_{one.pk}": "0"}, "xếp riêng")):
        answer = client.post(url, typed | {"ballot": str(uuid.uuid4())}, headers={"X-Hall": "1"})
        assert answer.status_code == 422 and word in answer.json()["said"]
    services.close_survey(survey=survey, actor=cast.front)
    answer = client.post(url, {f"cau_{one.pk}": "1", "ballot": str(uuid.uuid4())}, headers={"X-Hall": "1"})
    assert answer.status_code == 409 and "kết thúc" in answer.json()["said"]


def test_wrong_codes_are_told_and_too_many_close_the_door(cast, client, monkeypatch):
    survey = an_open_survey(cast=cast)
    guest = a_guest(survey.conference)
    monkeypatch.setattr("dialogue.views.ballots.MISSES", 3)
    wrong = reverse("ballot_fill", args=["2" * 12])
    assert client.get("/phieu-hai-long/%00/").status_code == 404
    assert [client.get(wrong).status_code for _ in range(3)] == [404, 404, 429]
    assert client.get(reverse("ballot_fill", args=[guest.code])).status_code == 429


def test_an_invitation_never_checked_in_is_told_so_and_is_no_wrong_code(cast, client, sign_in):
    """A hall that did not use the door's list votes on paper; its codes do not close the door for others."""
    survey = an_open_survey(cast=cast)
    invitation = survey.conference.invitations.first()
    for _ in range(3):
        answer = client.get(reverse("ballot_fill", args=[invitation.code]))
        assert answer.status_code == 409 and "chưa được điểm danh" in answer.content.decode()
    assert not RateCount.objects.filter(key__startswith="ballot-miss").exists()
    page = sign_in(cast.front).get(reverse("conference_survey", args=[survey.conference_id])).content.decode()
    assert "Chưa có mã nào gửi được phiếu" in page


def test_hostile_ballots_change_nothing(cast, client):
    survey = an_open_survey(cast=cast)
    url = reverse("ballot_fill", args=[a_guest(survey.conference).code])
    one = survey.questions.first()
    for said in (
        {},
        {f"cau_{one.pk}": "x"},
        {f"cau_{one.pk}": VERY, "remark": "\x00"},
        {"remark": "a" * 2001},
    ):
        assert client.post(url, said).status_code == 200
    assert not survey.ballots.exists() and not Attendance.objects.filter(has_voted=True).exists()


def test_before_the_end_the_code_says_to_come_back(cast, client):
    """D-37 for whoever scans the code too early."""
    survey = a_draft_survey(cast=cast)
    page = client.get(reverse("ballot_fill", args=[a_guest(survey.conference).code])).content.decode()
    assert "sau khi hội nghị bế mạc" in page and "<form" not in page


def test_the_invitations_own_code_opens_the_ballot_once_the_survey_is_open(cast, client):
    """One QR on the paper: at the door it checks in, afterwards a guest's own camera comes to the ballot."""
    survey = a_draft_survey(cast=cast)
    guest = a_guest(survey.conference)
    card = reverse("attendance_card", args=[guest.code])
    assert client.get(card).status_code == 200
    services.open_survey(survey=survey, actor=cast.front)
    assert client.get(card).url == reverse("ballot_fill", args=[guest.code])


def test_the_front_finds_it_among_its_work(cast, sign_in):
    survey = a_draft_survey(cast=cast)
    client = sign_in(cast.front)
    assert "Bắt đầu lấy ý kiến" in client.get(reverse("my_work")).content.decode()
    services.open_survey(survey=survey, actor=cast.front)
    assert "kết thúc lấy ý kiến hài lòng" in client.get(reverse("my_work")).content.decode()
    services.close_survey(survey=survey, actor=cast.front)
    assert "lấy ý kiến hài lòng:" not in client.get(reverse("my_work")).content.decode()


def test_slips_bear_codes_and_no_names(cast, sign_in):
    survey = an_open_survey(cast=cast)
    guest, absent = a_guest(survey.conference), a_guest(survey.conference, presence=Presence.ABSENT)
    client = sign_in(cast.front)
    page = client.get(reverse("survey_slips", args=[survey.pk])).content.decode()
    assert spoken(guest.code) in page and guest.name not in page and spoken(absent.code) not in page
    services.close_survey(survey=survey, actor=cast.front)
    assert client.get(reverse("survey_slips", args=[survey.pk])).status_code == 409


def test_the_number_of_papers_is_written_down_and_logged(cast, sign_in):
    survey = an_open_survey(cast=cast)
    client, url = sign_in(cast.front), reverse("survey_count", args=[survey.pk])
    assert client.post(url, {"handed_out": "-1"}).status_code == 422
    assert client.post(url, {"handed_out": "80"}).status_code == 302
    assert Survey.objects.get().handed_out == 80
    assert AuditEntry.objects.latest("pk").changes == {"Số phiếu phát ra": ["", "80"]}
    assert sign_in(cast.office).post(url, {"handed_out": "1"}).status_code == 403


def test_pages_cost_the_same_with_many_ballots(cast, sign_in):
    """Six reads of their own at most beside what every page of a conference asks; as many with one row as with thirty."""
    survey = an_open_survey(cast=cast)
    client = sign_in(cast.front)
    pages = [
        ("conference_survey", survey.conference_id),
        ("ballot_key", survey.pk),
        ("survey_slips", survey.pk),
    ]

    def costs():
        found = []
        for name, pk in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(name, args=[pk])).status_code == 200
            found.append(len(asked))
        return found

    def come(number):
        for _ in range(number):
            key(survey, cast, remark="Ý kiến")
            a_guest(survey.conference)

    come(1)
    costs()
    few = costs()
    come(29)
    assert costs() == few and max(few) <= 20
    services.close_survey(survey=survey, actor=cast.front)
    del pages[1:]
    assert costs()[0] <= 22


def test_another_communes_survey_is_not_found(cast, neighbours, sign_in):
    survey = an_open_survey(cast=cast)
    client = sign_in(neighbours.front)
    for name in ("survey_edit", "survey_export", "survey_slips", "ballot_key"):
        assert client.get(reverse(name, args=[survey.pk])).status_code == 404
    assert client.post(reverse("survey_close", args=[survey.pk])).status_code == 404


def test_rules_of_ballots_stand_for_themselves(cast):
    survey = an_open_survey(cast=cast)
    paper = SatisfactionBallot(survey=survey, channel=BallotChannel.PAPER)
    rules.check_can_take_back_ballot(cast.front, survey, paper)
    with pytest.raises(NotYourRole):
        rules.check_can_take_back_ballot(cast.office, survey, paper)


def test_the_key_of_another_survey_s_paper_is_refused(sign_in, cast, neighbours):
    """Keys are made by the desk: a forged or repeated one is told, never an error of the server."""
    first, second = an_open_survey(cast=cast), an_open_survey(cast=neighbours)
    key = uuid.uuid4()
    with on_the(HELD_ON, 12):
        said = {"ballot": key, "remark": "", "answers": all_say(first, VERY)}
        services.key_ballot(survey=first, actor=cast.front, **said)
        data = {"ballot": str(key)} | {f"cau_{question.pk}": "1" for question in second.questions.all()}
        url = reverse("ballot_key", args=[second.pk])
        answer = sign_in(neighbours.front).post(url, data, headers={"X-Hall": "1"})
    assert answer.status_code == 422 and "đã được dùng" in answer.json()["said"]
    assert not second.ballots.exists() and first.ballots.count() == 1
