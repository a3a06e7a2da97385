"""The fifteen lines of how a good speakers' queue behaves; every test names its line ("live-room 7")."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from dialogue import services
from dialogue.live import live
from dialogue.models import AgendaStep, Conference, Contribution, HallEntry, SpeakerRequest
from dialogue.queries.floor import floor_of
from dialogue.states import ContributionState, Outcome, RequestSource, RequestState, SpeechKind
from dialogue.templatetags.hall import clock_class, shown_seconds
from tests.factories import hall as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
BINH, HOA, CUONG = (
    {"speaker": "Ông Nguyễn Văn Bình", "place": "Thôn Đông"},
    {"speaker": "Bà Lê Thị Hoa", "place": "Thôn Đoài"},
    {"speaker": "Ông Phạm Cường", "place": "Thôn Đông"},
)


@pytest.fixture
def hall(cast):
    """A conference at its dialogue step; the clock stands at nine."""
    conference = make.a_hall(cast=cast)
    with on_the(conference.held_on, 9):
        yield conference


@pytest.fixture
def clock(hall):
    """`clock(90)`: ninety seconds later."""
    with time_machine.travel(hall.opened_at + timedelta(hours=1), tick=False) as traveller:
        yield lambda seconds: traveller.shift(timedelta(seconds=seconds))


def names(conference):
    return [row.request.speaker for row in floor_of(fresh(conference)).waiting]


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def said(conference):
    return list(HallEntry.objects.filter(conference=conference).values_list("action", flat=True))


# 1


def test_a_queue_opens_and_closes_by_hand_and_closed_stops_only_the_phones(cast, hall):
    """live-room 1."""
    step = make.talking_step(hall)

    def by_phone(speaker):
        return services.register_speaker(
            conference=hall, speaker=speaker, place="Thôn Đông", source=RequestSource.PHONE, actor=None
        )

    with pytest.raises(Refused, match="bàn thư ký"):
        by_phone("Ông An")
    services.open_queue(agenda_step=step, actor=cast.office)
    assert by_phone("Ông An").step == step
    with pytest.raises(Refused, match="đang mở rồi"):
        services.open_queue(agenda_step=step, actor=cast.clerk)
    services.close_queue(agenda_step=step, actor=cast.office)
    with pytest.raises(Refused):
        by_phone("Ông Ba")
    make.a_request(cast=cast, conference=hall, **HOA)
    assert names(hall) == ["Ông An", HOA["speaker"]]
    with pytest.raises(NotYourRole):
        services.open_queue(agenda_step=step, actor=cast.unit)


def test_each_step_that_takes_speeches_has_a_queue_of_its_own(cast, hall):
    """live-room 1: who is left over from a step that is done waits on in the next queue."""
    first = make.talking_step(hall)
    later = AgendaStep.objects.create(
        conference=hall, order=90, contents="Thảo luận về môi trường", takes_contributions=True
    )
    make.a_request(cast=cast, conference=hall, **BINH)
    make.a_request(cast=cast, conference=hall, step=later, **HOA)
    floor = floor_of(fresh(hall))
    assert [row.request.speaker for row in floor.waiting] == [BINH["speaker"]]
    assert [row.request.speaker for row in floor.later] == [HOA["speaker"]]
    make.a_request(cast=cast, conference=hall, step=later, **BINH)  # another queue: not twice in one
    services.open_queue(agenda_step=first, actor=cast.office)
    services.finish_agenda_step(agenda_step=first, actor=cast.office)
    assert not fresh(first).is_queue_open
    assert [row.request.speaker for row in floor_of(fresh(hall)).waiting][:2] == [
        BINH["speaker"],
        HOA["speaker"],
    ]


# 2


def test_a_speaker_needs_no_account_two_fields_are_enough(cast, hall):
    """live-room 2: a phone, a topic and a petition's code may be added."""
    row = make.a_request(cast=cast, conference=hall, **BINH)
    assert (row.phone, row.topic, row.petition_code, row.registered_by) == ("", "", "", cast.office)
    more = make.a_request(
        cast=cast,
        conference=hall,
        phone="0912345678",
        topic="Đường liên thôn",
        petition_code="LP-0001",
        **HOA,
    )
    assert fresh(more).topic == "Đường liên thôn"
    with pytest.raises(Refused, match="tên người phát biểu"):
        make.a_request(cast=cast, conference=hall, speaker="   ")


# 3


@pytest.mark.parametrize("typed", ["ông nguyễn văn  bình", "Nguyễn Văn Bình", "NGUYEN VAN BINH"])
def test_a_person_waits_once_however_the_name_is_typed_and_may_wait_again_after_speaking(cast, hall, typed):
    """live-room 3."""
    make.a_request(cast=cast, conference=hall, **HOA)
    row = make.a_request(cast=cast, conference=hall, **BINH)
    with pytest.raises(Refused, match="thứ 2"):
        make.a_request(cast=cast, conference=hall, speaker=typed, place="thôn đông")
    services.call_speaker_request(speaker_request=row, actor=cast.office)
    make.a_request(cast=cast, conference=hall, speaker=typed, place="thôn đông")
    assert [row.nth for row in floor_of(fresh(hall)).waiting] == [1, 2]


# 4


def test_new_entries_go_to_the_end_and_a_reorder_is_merged_with_them(cast, hall):
    """live-room 4: the second desk's screen does not know Chi yet; its reorder is made all the same."""
    binh, hoa, cuong = (make.a_request(cast=cast, conference=hall, **who) for who in (BINH, HOA, CUONG))
    make.a_request(cast=cast, conference=hall, speaker="Chị Chi", place="Thôn Nam")
    services.place_speaker_request(speaker_request=cuong, before=binh, actor=cast.clerk)
    assert names(hall) == ["Ông Phạm Cường", BINH["speaker"], HOA["speaker"], "Chị Chi"]
    services.place_speaker_request(speaker_request=binh, actor=cast.clerk)
    assert names(hall)[-1] == BINH["speaker"]


def test_a_reorder_before_somebody_who_was_called_meanwhile_puts_on_top(cast, hall):
    """live-room 4, 13."""
    binh, hoa, cuong = (make.a_request(cast=cast, conference=hall, **who) for who in (BINH, HOA, CUONG))
    seen = fresh(binh)
    services.call_speaker_request(speaker_request=binh, actor=cast.office)
    services.place_speaker_request(speaker_request=cuong, before=seen, actor=cast.clerk)
    assert names(hall) == [CUONG["speaker"], HOA["speaker"]]
    with pytest.raises(Refused, match="không còn trong hàng chờ"):
        services.place_speaker_request(speaker_request=seen, before=hoa, actor=cast.clerk)


# 5


def test_the_suggested_order_rotates_hamlets_and_says_why(cast, hall):
    """live-room 5: hamlets in rotation, early ones ahead, first contributions ahead, then arrival."""
    make.a_spoken(cast=cast, conference=hall, **BINH)
    for speaker, place, early in [
        ("Ông Một", "Thôn Đông", False), ("Ông Hai", "Thôn Đoài", False), ("Ông Ba", "đoài", True),
        ("Ông Tư", "Thôn Nam", False),
    ]:  # fmt: skip
        row = make.a_request(cast=cast, conference=hall, speaker=speaker, place=place)
        SpeakerRequest.objects.filter(pk=row.pk).update(is_early=early)
    services.arrange_queue(conference=hall, actor=cast.office)
    assert names(hall) == ["Ông Ba", "Ông Tư", "Ông Một", "Ông Hai"]
    why = {row.request.speaker: row.reason for row in floor_of(fresh(hall)).waiting}
    assert why["Ông Ba"].startswith("đoài: chưa ai phát biểu; đăng ký trước hội nghị; phát biểu lần đầu")
    assert why["Ông Một"].startswith("Thôn Đông: lượt thứ 2; đăng ký tại hội trường")
    assert said(hall)[-1] == "queue.arrange"


def test_the_suggested_order_hears_first_contributions_before_second_ones(cast, hall):
    """live-room 5: within one hamlet."""
    make.a_spoken(cast=cast, conference=hall, **BINH)
    make.a_request(cast=cast, conference=hall, **BINH)
    make.a_request(cast=cast, conference=hall, **CUONG)
    services.arrange_queue(conference=hall, actor=cast.office)
    assert names(hall) == [CUONG["speaker"], BINH["speaker"]]
    assert "phát biểu lần thứ 2" in floor_of(fresh(hall)).waiting[1].reason


def test_the_chair_may_override_the_order_and_it_is_logged(cast, hall):
    """live-room 5."""
    make.a_request(cast=cast, conference=hall, **BINH)
    first, hoa = fresh(SpeakerRequest.objects.get()), make.a_request(cast=cast, conference=hall, **HOA)
    services.place_speaker_request(speaker_request=hoa, before=first, actor=cast.chair)
    assert names(hall)[0] == HOA["speaker"]
    entry = HallEntry.objects.last()
    assert (entry.action, entry.actor) == ("speaker_request.place", cast.chair)
    assert entry.words == "Người chủ trì xếp Bà Lê Thị Hoa (Thôn Đoài) vào thứ 1 trong hàng chờ phát biểu."
    assert AuditEntry.objects.filter(action="speaker_request.place").count() == 1
    assert floor_of(fresh(hall)).waiting[0].reason == "Người chủ trì xếp"
    with pytest.raises(NotYourRole):
        services.place_speaker_request(speaker_request=hoa, actor=cast.front)


# 6


def test_follow_ups_and_answers_stand_directly_after_what_they_belong_to(cast, hall):
    """live-room 6."""
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    make.a_request(cast=cast, conference=hall, **HOA)
    answer = make.a_request(
        cast=cast, conference=hall, speaker="Trưởng phòng Kinh tế", place="", kind=SpeechKind.UNIT_ANSWER
    )
    make.a_request(cast=cast, conference=hall, kind=SpeechKind.FOLLOW_UP, answers_to=speech, **BINH)
    assert names(hall) == ["Trưởng phòng Kinh tế", BINH["speaker"], HOA["speaker"]]
    assert answer.answers_to == speech
    assert floor_of(fresh(hall)).waiting[0].reason == f"Ngay sau phát biểu của {BINH['speaker']}"
    services.arrange_queue(conference=hall, actor=cast.office)
    assert names(hall)[-1] == HOA["speaker"]
    with pytest.raises(Refused, match="ngay sau lượt phát biểu"):
        hoa = SpeakerRequest.objects.get(speaker=HOA["speaker"])
        services.place_speaker_request(speaker_request=answer, before=hoa, actor=cast.office)


def test_an_answer_needs_no_outcome_of_its_own(cast, hall):
    """live-room 6, 10."""
    make.a_spoken(cast=cast, conference=hall, **BINH)
    answer = make.a_spoken(
        cast=cast, conference=hall, speaker="Chủ tịch", place="", kind=SpeechKind.CHAIR_ANSWER
    )
    assert (answer.state, answer.limit_seconds) == (ContributionState.SETTLED, None)
    assert answer.answers_to.speaker == BINH["speaker"]
    assert [row.speaker for row in floor_of(fresh(hall)).unsettled] == [BINH["speaker"]]


# 7


def test_call_speaker_request_ends_whoever_speaks_and_net_time_leaves_pauses_out(cast, hall, clock):
    """live-room 7."""
    first = make.a_speech(cast=cast, conference=hall, **BINH)
    row = make.a_request(cast=cast, conference=hall, **HOA)
    clock(60)
    services.pause_contribution(contribution=first, actor=cast.office)
    clock(300)
    services.resume_contribution(contribution=first, actor=cast.office)
    clock(30)
    assert floor_of(fresh(hall)).speaking.net_seconds() == 90
    second = services.call_speaker_request(speaker_request=row, actor=cast.office)
    first = fresh(first)
    assert (first.state, first.spoken_seconds, first.running_since) == (ContributionState.SPOKEN, 90, None)
    assert (second.state, fresh(row).state, second.step) == (
        ContributionState.SPEAKING, RequestState.CALLED, make.talking_step(hall),
    )  # fmt: skip
    assert floor_of(fresh(hall)).speaking == second


def test_pause_contribution_twice_and_starting_twice_are_refused_clearly(cast, hall):
    """live-room 7."""
    row = make.a_request(cast=cast, conference=hall, **BINH)
    speech = services.call_speaker_request(speaker_request=row, actor=cast.office)
    with pytest.raises(Refused, match="Đã mời phát biểu"):
        services.call_speaker_request(speaker_request=row, actor=cast.office)
    with pytest.raises(Refused, match="đang phát biểu rồi"):
        make.a_speech(cast=cast, conference=hall, **BINH)
    services.pause_contribution(contribution=speech, actor=cast.office)
    with pytest.raises(Refused, match="Tạm dừng"):
        services.pause_contribution(contribution=fresh(speech), actor=cast.office)


def test_resume_contribution_that_runs_is_refused(cast, hall):
    """live-room 7."""
    speech = make.a_speech(cast=cast, conference=hall)
    with pytest.raises(Refused, match="Đang phát biểu"):
        services.resume_contribution(contribution=speech, actor=cast.office)
    assert said(hall)[-1] == "contribution.begin"


# 8


def test_the_clock_turns_amber_then_counts_on_and_cuts_nobody_off(cast, hall, clock):
    """live-room 8."""
    step = make.talking_step(hall)
    services.raise_limit(agenda_step=step, seconds=180, actor=cast.office)
    make.a_speech(cast=cast, conference=hall)
    seen = []
    for seconds in (143, 1, 36, 1):
        clock(seconds)
        speaking = floor_of(fresh(hall)).speaking
        seen.append((shown_seconds(speaking), clock_class(speaking)))
    assert seen == [(37, ""), (36, "is-soon"), (0, "is-soon"), (-1, "is-over")]
    assert speaking.state == ContributionState.SPEAKING


def test_the_limit_is_raised_for_all_who_wait_and_not_for_who_speaks(cast, hall):
    """live-room 8."""
    step = make.talking_step(hall)
    services.raise_limit(agenda_step=step, seconds=180, actor=cast.office)
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    rows = [make.a_request(cast=cast, conference=hall, **who) for who in (HOA, CUONG)]
    services.raise_limit(agenda_step=step, seconds=300, actor=cast.chair)
    limits = [
        services.call_speaker_request(speaker_request=row, actor=cast.office).limit_seconds for row in rows
    ]
    assert limits == [300, 300]
    assert fresh(speech).limit_seconds == 180
    assert HallEntry.objects.filter(action="agenda_step.raise_limit").last().words == (
        "Thời gian mỗi lượt: 5 phút, áp dụng cho mọi người đang chờ."
    )
    with pytest.raises(Refused, match="10 giây đến 60 phút"):
        services.raise_limit(agenda_step=step, seconds=5, actor=cast.office)


def test_extend_contribution_is_never_silent(cast, hall):
    """live-room 8: two desks that add a minute each have added two, and the log says so."""
    services.raise_limit(agenda_step=make.talking_step(hall), seconds=120, actor=cast.office)
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    stale = fresh(speech)
    services.extend_contribution(contribution=speech, seconds=60, actor=cast.office)
    services.extend_contribution(contribution=stale, seconds=60, actor=cast.chair)
    assert fresh(speech).limit_seconds == 240
    words = list(HallEntry.objects.filter(action="contribution.extend").values_list("words", flat=True))
    assert words[1] == "Ông Nguyễn Văn Bình (Thôn Đông) được thêm 1 phút (cả lượt 4 phút)."
    with pytest.raises(NotYourRole):
        services.extend_contribution(contribution=speech, seconds=60, actor=cast.front)


# 9


def test_requeue_contribution_puts_the_last_ended_back_on_top_and_the_clock_goes_on(cast, hall, clock):
    """live-room 9."""
    make.a_request(cast=cast, conference=hall, **HOA)
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    clock(50)
    services.end_contribution(contribution=speech, actor=cast.office)
    floor = floor_of(fresh(hall))
    assert (floor.last, floor.can_undo) == (speech, True)
    services.requeue_contribution(contribution=floor.last, actor=cast.office)
    floor = floor_of(fresh(hall))
    assert names(hall) == [BINH["speaker"], HOA["speaker"]]
    assert (floor.waiting[0].reason, floor.waiting[0].nth, floor.unsettled) == ("Đưa lại đầu hàng chờ", 1, [])
    clock(100)
    again = services.call_speaker_request(speaker_request=floor.waiting[0].request, actor=cast.office)
    clock(10)
    assert (again, Contribution.objects.count()) == (speech, 1)
    assert (fresh(speech).net_seconds(), fresh(speech).ended_at) == (60, None)


def test_requeue_contribution_is_refused_once_its_outcome_is_written(cast, hall):
    """live-room 9."""
    speech = make.a_spoken(cast=cast, conference=hall)
    services.settle_contribution(
        contribution=speech, outcome=Outcome.ANSWERED, summary="Hỏi về đường.", actor=cast.office
    )
    with pytest.raises(Refused, match="đã ghi nên không đưa lại được"):
        services.requeue_contribution(contribution=speech, actor=cast.office)
    assert not floor_of(fresh(hall)).can_undo


# 10


def test_a_speech_that_ended_waits_for_its_outcome(cast, hall):
    """live-room 10; the tracked case of a new petition is the feedback room's (tests/feedback/test_floor.py)."""
    first = make.a_spoken(cast=cast, conference=hall, **BINH)
    make.a_speech(cast=cast, conference=hall, **HOA)
    assert floor_of(fresh(hall)).unsettled == [first]
    services.settle_contribution(
        contribution=first, outcome=Outcome.LATER, summary="Đất lấn chiếm.", actor=cast.office
    )
    assert floor_of(fresh(hall)).unsettled == []
    first = fresh(first)
    assert (first.step, first.speaker, first.started_at is not None) == (
        make.talking_step(hall),
        BINH["speaker"],
        True,
    )


def test_direct_contribution_is_the_chairs_word_before_the_outcome(cast, hall):
    """live-room 10, TM-12."""
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    with pytest.raises(Refused, match="chọn đơn vị"):
        services.direct_contribution(contribution=speech, outcome=Outcome.HANDED, actor=cast.chair)
    services.direct_contribution(
        contribution=speech, outcome=Outcome.HANDED, unit=cast.units.economy,
        due_on=hall.held_on + timedelta(days=15), actor=cast.chair,
    )  # fmt: skip
    row = floor_of(fresh(hall)).speaking
    assert (row.directed, row.directed_unit, row.directed_by_id) == (
        "handed",
        cast.units.economy,
        cast.chair.pk,
    )
    assert HallEntry.objects.last().words == (
        "Chủ trì chỉ đạo ý kiến của Ông Nguyễn Văn Bình (Thôn Đông): Giao đơn vị giải quyết: Phòng Kinh tế, hạn 29/05/2026."
    )
    with pytest.raises(NotYourRole):
        services.direct_contribution(contribution=speech, outcome=Outcome.LATER, actor=cast.office)


# 11


def test_badges_say_which_contribution_it_is_and_how_long_one_waits(cast, hall, clock):
    """live-room 11."""
    make.a_spoken(cast=cast, conference=hall, **BINH)
    make.a_request(cast=cast, conference=hall, **BINH)
    make.a_request(cast=cast, conference=hall, **HOA)
    clock(12 * 60 + 30)
    badges = [(row.is_first, row.nth, row.minutes) for row in floor_of(fresh(hall)).waiting]
    assert badges == [(False, 2, 12), (True, 1, 12)]
    binh = floor_of(fresh(hall)).waiting[0].request
    services.call_speaker_request(speaker_request=binh, actor=cast.office)
    assert floor_of(fresh(hall)).nth == 2


# 12


def test_a_screen_that_knows_the_version_is_answered_304_until_something_happens(cast, hall):
    """live-room 12; the screens themselves are in test_screens.py."""

    def ask(tag=""):
        request = RequestFactory().get("/", headers={"if-none-match": tag})
        version = Conference.objects.values_list("hall_version", flat=True).get()
        return live(request, part="hall", version=version, draw=lambda: HttpResponse("moi"))

    first = ask()
    assert ask(first["ETag"]).status_code == 304
    make.a_request(cast=cast, conference=hall, **BINH)
    assert ask(first["ETag"]).status_code == 200


# 13


def test_two_desks_that_call_at_once_do_not_cut_each_other_off(cast, hall):
    """live-room 13: the second desk's screen was stale; it is told who has the floor, and nobody is lost."""
    binh, hoa = (make.a_request(cast=cast, conference=hall, **who) for who in (BINH, HOA))
    services.call_speaker_request(speaker_request=binh, over=0, actor=cast.office)
    with pytest.raises(Refused, match="Ông Nguyễn Văn Bình .Thôn Đông. vừa được mời"):
        services.call_speaker_request(speaker_request=hoa, over=0, actor=cast.clerk)
    assert names(hall) == [HOA["speaker"]]
    current = floor_of(fresh(hall)).speaking
    services.call_speaker_request(speaker_request=hoa, over=current.pk, actor=cast.clerk)
    assert floor_of(fresh(hall)).speaking.speaker == HOA["speaker"]


def test_two_desks_at_one_speech_the_second_is_told(cast, hall):
    """live-room 13: both ended, paused or recorded it from the same old screen."""
    speech = make.a_speech(cast=cast, conference=hall)
    stale = fresh(speech)
    services.end_contribution(contribution=speech, actor=cast.office)
    for service in (services.end_contribution, services.pause_contribution, services.extend_contribution):
        more = {"seconds": 60} if service is services.extend_contribution else {}
        with pytest.raises(Refused, match="Chờ ghi kết quả"):
            service(contribution=fresh(stale), actor=cast.clerk, **more)
    assert said(hall).count("contribution.end") == 1


def test_an_act_that_comes_twice_is_done_once(cast, hall, sign_in):
    """live-room 13: the desk sent it again because the answer was lost."""
    client, form = sign_in(cast.office), {**BINH, "key": "ban-1-0001"}
    for _ in range(2):
        answer = client.post(reverse("speaker_register", args=[hall.pk]), form, headers={"x-hall": "1"})
        assert answer.json() == {"ok": True, "said": "Ông Nguyễn Văn Bình đã vào hàng chờ."}
    call = reverse("speaker_request_call", args=[SpeakerRequest.objects.get().pk])
    for _ in range(2):
        assert client.post(call, {"key": "ban-1-0002"}, headers={"x-hall": "1"}).json()["ok"]
    assert said(hall)[-2:] == ["speaker_request.register", "contribution.begin"]
    assert Contribution.objects.count() == 1


# 14


def test_the_log_is_the_first_draft_of_the_minutes(cast, hall, clock):
    """live-room 14: steps with times, speakers, outcomes, attendance, each one line."""
    speech = make.a_spoken(cast=cast, conference=hall, **BINH)
    clock(120)
    services.settle_contribution(
        contribution=speech,
        outcome=Outcome.ANSWERED,
        summary="Hỏi về đường.",
        answer="Quý III.",
        actor=cast.office,
    )
    services.record_attendance(conference=hall, present={hall.groups.first(): 40}, actor=cast.office)
    services.finish_agenda_step(agenda_step=make.talking_step(hall), actor=cast.office)
    lines = HallEntry.objects.filter(conference=hall)
    assert [row.action for row in lines] == [
        "conference.open", "agenda_step.start", "contribution.begin", "contribution.end", "contribution.settle",
        "conference.attendance", "agenda_step.finish",
    ]  # fmt: skip
    settled = lines.get(action="contribution.settle")
    assert (settled.words, settled.contribution, settled.step) == (
        "Kết quả lượt của Ông Nguyễn Văn Bình: Đã trả lời tại hội nghị.", speech, make.talking_step(hall),
    )  # fmt: skip
    with pytest.raises(RuntimeError):
        settled.save()


# 15


def test_no_closing_while_somebody_speaks_or_an_outcome_is_missing(cast, hall):
    """live-room 15: also while one is paused, or was put back to go on later."""
    services.finish_agenda_step(agenda_step=make.talking_step(hall), actor=cast.office)
    speech = make.a_speech(cast=cast, conference=hall, **BINH)

    def close():
        services.close_conference(conference=fresh(hall), actor=cast.office)

    for act, words in [
        (None, "đang phát biểu"), (services.pause_contribution, "đang phát biểu"),
        (services.end_contribution, "chưa ghi kết quả"), (services.requeue_contribution, "nói tiếp"),
    ]:  # fmt: skip
        if act:
            act(contribution=speech, actor=cast.office)
        with pytest.raises(Refused, match=words):
            close()
    services.withdraw_speaker_request(speaker_request=SpeakerRequest.objects.get(), actor=cast.office)
    with pytest.raises(Refused, match="chưa ghi kết quả"):
        close()
    services.settle_contribution(
        contribution=speech, outcome=Outcome.NOTED, summary="Cảm ơn xã.", actor=cast.office
    )
    close()
    with pytest.raises(Refused, match="bế mạc"):
        make.a_request(cast=cast, conference=fresh(hall), **HOA)
