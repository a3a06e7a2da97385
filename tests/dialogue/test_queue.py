"""The queue and the floor beyond the fifteen lines: every act's page and rule, offline desks, clocks that jump, races."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import close_old_connections, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from dialogue import services
from dialogue.models import Conference, Contribution, HallEntry, SpeakerRequest
from dialogue.queries.floor import floor_of
from dialogue.queries.order import glued, hamlet_key
from dialogue.services.hall_log import Stamp
from dialogue.states import ContributionState, Outcome, RequestSource, RequestState, SpeechKind
from tests.conftest import make_commune
from tests.factories import dialogue as conferences
from tests.factories import hall as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
BINH, HOA, CUONG = (
    {"speaker": "Ông Nguyễn Văn Bình", "place": "Thôn Đông"},
    {"speaker": "Bà Lê Thị Hoa", "place": "Thôn Đoài"},
    {"speaker": "Ông Phạm Cường", "place": "Thôn Đông"},
)
SCRIPT = {"x-hall": "1"}


@pytest.fixture
def hall(cast):
    conference = make.a_hall(cast=cast)
    with on_the(conference.held_on, 9):
        yield conference


@pytest.fixture
def clock(hall):
    with time_machine.travel(hall.opened_at + timedelta(hours=1), tick=False) as traveller:
        yield lambda seconds: traveller.shift(timedelta(seconds=seconds))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def names(conference):
    return [row.request.speaker for row in floor_of(fresh(conference)).waiting]


def ago(seconds, key=""):
    return Stamp(key=key, at=timezone.now() - timedelta(seconds=seconds))


# Withdrawing and coming back


def test_withdraw_speaker_request_keeps_the_reason_and_restore_speaker_request_goes_to_the_end(cast, hall):
    binh, _ = (make.a_request(cast=cast, conference=hall, **who) for who in (BINH, HOA))
    services.withdraw_speaker_request(speaker_request=binh, reason="Về sớm", actor=cast.office)
    assert (names(hall), fresh(binh).withdraw_reason) == ([HOA["speaker"]], "Về sớm")
    assert floor_of(fresh(hall)).withdrawn == [binh]
    services.restore_speaker_request(speaker_request=binh, actor=cast.office)
    assert (names(hall), fresh(binh).withdraw_reason) == ([HOA["speaker"], BINH["speaker"]], "")
    with pytest.raises(NotYourRole):
        services.withdraw_speaker_request(speaker_request=binh, actor=cast.chair)


def test_restore_speaker_request_is_refused_to_who_waits_already(cast, hall):
    """live-room 3."""
    binh = make.a_request(cast=cast, conference=hall, **BINH)
    services.withdraw_speaker_request(speaker_request=binh, actor=cast.office)
    make.a_request(cast=cast, conference=hall, **BINH)
    with pytest.raises(Refused, match="đã có tên trong hàng chờ"):
        services.restore_speaker_request(speaker_request=binh, actor=cast.office)


def test_drop_contribution_ends_a_speech_whose_speaker_left_while_put_back(cast, hall, clock):
    """live-room 9, 15: the outcome of what was said is still asked for; coming back, the same speech goes on."""
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    clock(40)
    services.end_contribution(contribution=speech, actor=cast.office)
    services.requeue_contribution(contribution=speech, actor=cast.office)
    row = SpeakerRequest.objects.get()
    services.withdraw_speaker_request(speaker_request=row, actor=cast.office)
    assert floor_of(fresh(hall)).unsettled == [speech]
    services.restore_speaker_request(speaker_request=row, actor=cast.office)
    assert fresh(speech).state == ContributionState.WAITING
    assert services.call_speaker_request(speaker_request=row, actor=cast.office).net_seconds() == 40


def test_who_comes_back_after_the_outcome_was_written_has_a_new_turn(cast, hall):
    speech = make.a_spoken(cast=cast, conference=hall, **BINH)
    services.requeue_contribution(contribution=speech, actor=cast.office)
    row = SpeakerRequest.objects.get()
    services.withdraw_speaker_request(speaker_request=row, actor=cast.office)
    services.settle_contribution(
        contribution=speech, outcome=Outcome.NOTED, summary="Cảm ơn.", actor=cast.office
    )
    services.restore_speaker_request(speaker_request=row, actor=cast.office)
    assert services.call_speaker_request(speaker_request=row, actor=cast.office) != speech


# The undo


def test_requeue_speaker_request_stands_above_all_even_above_answers_of_others(cast, hall):
    """live-room 9: called by mistake, the wrong one is put back, then the right one."""
    make.a_request(cast=cast, conference=hall, **HOA)
    first = make.a_speech(cast=cast, conference=hall, **BINH)
    wrong = make.a_speech(cast=cast, conference=hall, **CUONG)
    services.requeue_contribution(contribution=first, actor=cast.office)
    assert names(hall) == [BINH["speaker"], HOA["speaker"]]
    make.a_request(
        cast=cast, conference=hall, speaker="Chủ tịch", kind=SpeechKind.CHAIR_ANSWER, answers_to=first
    )
    assert names(hall) == [BINH["speaker"], "Chủ tịch", HOA["speaker"]]
    binh = SpeakerRequest.objects.get(speaker=BINH["speaker"])
    services.call_speaker_request(speaker_request=binh, actor=cast.office)
    services.requeue_contribution(contribution=wrong, actor=cast.office)
    assert names(hall) == [CUONG["speaker"], "Chủ tịch", HOA["speaker"]]


def test_continue_contribution_is_not_mistaken_for_a_second_one(cast, hall):
    """live-room 9, 11."""
    speech = make.a_spoken(cast=cast, conference=hall, **BINH)
    services.requeue_contribution(contribution=speech, actor=cast.office)
    services.call_speaker_request(speaker_request=SpeakerRequest.objects.get(), actor=cast.office)
    floor = floor_of(fresh(hall))
    assert (floor.speaking, floor.nth, floor.spoken_count) == (speech, 1, 1)


def test_requeue_contribution_of_an_answer_that_was_ended_too_early(cast, hall):
    make.a_spoken(cast=cast, conference=hall, **BINH)
    answer = make.a_spoken(
        cast=cast, conference=hall, speaker="Chủ tịch", place="", kind=SpeechKind.CHAIR_ANSWER
    )
    assert floor_of(fresh(hall)).can_undo
    services.requeue_contribution(contribution=answer, actor=cast.office)
    assert names(hall) == ["Chủ tịch"]
    with pytest.raises(NotYourRole):
        services.requeue_contribution(
            contribution=make.a_spoken(cast=cast, conference=hall), actor=cast.chair
        )


def test_requeue_contribution_is_refused_to_who_waits_for_another_turn(cast, hall):
    speech = make.a_spoken(cast=cast, conference=hall, **BINH)
    make.a_request(cast=cast, conference=hall, **BINH)
    with pytest.raises(Refused, match="đã đăng ký một lượt khác"):
        services.requeue_contribution(contribution=speech, actor=cast.office)


# A desk that was offline


def test_acts_of_an_offline_desk_keep_their_own_times(cast, hall, clock):
    """live-room 7, 13: sent in order ten minutes later."""
    binh, hoa = (make.a_request(cast=cast, conference=hall, **who) for who in (BINH, HOA))
    clock(600)
    first = services.call_speaker_request(speaker_request=binh, actor=cast.office, stamp=ago(600, "a"))
    services.pause_contribution(contribution=first, actor=cast.office, stamp=ago(540, "b"))
    services.resume_contribution(contribution=first, actor=cast.office, stamp=ago(480, "c"))
    second = services.call_speaker_request(
        speaker_request=hoa, actor=cast.office, stamp=ago(420, "d"), over=0
    )
    first = fresh(first)
    assert (first.spoken_seconds, first.ended_at) == (120, second.started_at)
    assert second.net_seconds() == 420
    times = list(HallEntry.objects.filter(action__startswith="contribution").values_list("at", flat=True))
    assert times == sorted(times)


def test_a_late_call_does_not_cut_off_who_speaks_now(cast, hall, clock):
    """live-room 13: the other desk went on meanwhile; the speech that came late is written as over, in between."""
    binh, hoa = (make.a_request(cast=cast, conference=hall, **who) for who in (BINH, HOA))
    clock(60)
    now = services.call_speaker_request(speaker_request=hoa, actor=cast.clerk)
    clock(240)
    late = services.call_speaker_request(speaker_request=binh, actor=cast.office, stamp=ago(300))
    assert (late.state, late.spoken_seconds, late.ended_at) == (ContributionState.SPOKEN, 60, now.started_at)
    floor = floor_of(fresh(hall))
    assert (floor.speaking, floor.unsettled, floor.last) == (now, [late], late)
    assert HallEntry.objects.last().words.endswith("phát biểu (ghi bổ sung sau khi có mạng).")


def test_a_late_end_corrects_the_time_and_is_not_refused(cast, hall, clock):
    """live-room 13: the call of the next one, by the other desk, came first; an end after that one is told as too late."""
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    clock(300)
    make.a_speech(cast=cast, conference=hall, **HOA)
    clock(300)
    services.end_contribution(contribution=speech, actor=cast.office, stamp=ago(420))
    speech = fresh(speech)
    assert (speech.state, speech.spoken_seconds) == (ContributionState.SPOKEN, 180)
    assert speech.ended_at - speech.started_at == timedelta(seconds=180)
    with pytest.raises(Refused, match="Chờ ghi kết quả"):
        services.end_contribution(contribution=speech, actor=cast.office, stamp=ago(60))
    with pytest.raises(NotYourRole):
        services.end_contribution(contribution=speech, actor=cast.front, stamp=ago(500))


def test_an_act_that_breaks_half_way_leaves_nothing(cast, hall, monkeypatch):
    """The server is killed in the middle of a call: who spoke goes on speaking, who waited waits, one more try works."""
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    row = make.a_request(cast=cast, conference=hall, **HOA)
    lines, audit = HallEntry.objects.count(), AuditEntry.objects.count()

    def killed(**_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("dialogue.services.floor.record", killed)
        with pytest.raises(SystemExit), transaction.atomic():
            services.call_speaker_request(speaker_request=fresh(row), actor=cast.office, stamp=Stamp(key="k"))
    assert (HallEntry.objects.count(), AuditEntry.objects.count()) == (lines, audit)
    assert (fresh(speech).state, fresh(row).state) == (ContributionState.SPEAKING, RequestState.WAITING)
    services.call_speaker_request(speaker_request=row, actor=cast.office, stamp=Stamp(key="k"))
    assert floor_of(fresh(hall)).speaking.speaker == HOA["speaker"]


# Clocks that jump


@pytest.mark.parametrize("jump", [-3600, 3600])
def test_a_clock_that_jumps_leaves_order_and_net_time_sane(cast, hall, clock, jump):
    speech = make.a_speech(cast=cast, conference=hall, **BINH)
    clock(30)
    services.pause_contribution(contribution=speech, actor=cast.office)
    clock(jump)
    services.resume_contribution(contribution=speech, actor=cast.office)
    clock(20)
    second = make.a_speech(cast=cast, conference=hall, **HOA)
    first = fresh(speech)
    assert first.spoken_seconds == 50
    assert first.ended_at >= first.started_at
    assert list(Contribution.objects.all()) == [first, second]
    assert floor_of(fresh(hall)).speaking == second


def test_acts_told_for_hours_before_the_opening_stand_at_the_opening(cast, hall, clock):
    """A desk that was reloaded without network reckons by its wall clock, which may have jumped; `ago` may be forged."""
    running = make.talking_step(hall)
    long_ago = [ago(hours * 3600, key=f"k{hours}") for hours in range(12, 4, -1)]
    row = services.register_speaker(conference=hall, **BINH, actor=cast.office)
    speech = services.call_speaker_request(speaker_request=row, actor=cast.office, stamp=long_ago[0])
    assert speech.started_at == hall.opened_at
    services.pause_contribution(contribution=speech, actor=cast.office, stamp=long_ago[2])
    services.resume_contribution(contribution=speech, actor=cast.office, stamp=long_ago[1])
    assert speech.running_since == speech.started_at
    services.end_contribution(contribution=speech, actor=cast.office)
    assert speech.spoken_seconds == 3600
    services.finish_agenda_step(agenda_step=running, actor=cast.office, stamp=long_ago[3])
    assert running.ended_at >= running.started_at >= hall.opened_at
    step = hall.steps.first()
    services.start_agenda_step(agenda_step=step, actor=cast.office, stamp=long_ago[4])
    assert step.started_at == hall.opened_at
    assert all(entry.at >= hall.opened_at for entry in HallEntry.objects.all())


def test_a_clock_that_jumps_back_while_somebody_speaks_counts_nothing_and_never_less(cast, hall, clock):
    speech = make.a_speech(cast=cast, conference=hall)
    clock(-600)
    assert floor_of(fresh(hall)).speaking.net_seconds() == 0
    services.end_contribution(contribution=speech, actor=cast.office)
    assert (speech.spoken_seconds, speech.ended_at) == (0, speech.started_at)


# Registering before the day


def test_registration_before_the_day_through_every_door(cast):
    conference = conferences.a_scheduled_conference(cast=cast)

    def register(speaker, source, actor):
        return services.register_speaker(
            conference=conference, speaker=speaker, place="Thôn Đông", source=source, actor=actor
        )

    with on_the(conferences.ANNOUNCED_ON):
        assert register("Ông An", RequestSource.PUBLIC, None).is_early
        assert register("Bà Ba", RequestSource.FRONT, cast.front).registered_by == cast.front
        register("Ông Chi", RequestSource.VILLAGE, cast.unit)
        register("Ông Dũng", RequestSource.PAPER, cast.office)
        with pytest.raises(NotYourRole):
            register("Ông Em", RequestSource.DESK, cast.unit)
        with pytest.raises(Refused, match="chưa nhận đăng ký trên điện thoại"):
            register("Ông Em", RequestSource.PHONE, None)
        Conference.objects.update(takes_registrations=False)
        with pytest.raises(Refused, match="không nhận đăng ký phát biểu trước"):
            register("Ông Em", RequestSource.PUBLIC, None)
        services.arrange_queue(conference=conference, actor=cast.office)
    assert len(names(conference)) == 4
    assert floor_of(fresh(conference)).waiting[0].minutes is None


def test_after_the_opening_the_public_page_closes_and_early_ones_wait_since_the_opening(cast, hall, clock):
    with pytest.raises(Refused, match="đã khai mạc"):
        services.register_speaker(conference=hall, speaker="Ông An", source=RequestSource.PUBLIC, actor=None)
    with pytest.raises(Refused, match="đã khai mạc"):
        services.register_speaker(
            conference=hall, speaker="Ông An", source=RequestSource.VILLAGE, actor=cast.unit
        )
    row = make.a_request(cast=cast, conference=hall, **BINH)
    before = hall.opened_at - timedelta(days=5)
    SpeakerRequest.objects.filter(pk=row.pk).update(is_early=True, created_at=before)
    assert floor_of(fresh(hall)).waiting[0].minutes == 60


def test_in_an_interrupted_conference_names_are_taken_and_nobody_is_called(cast, hall):
    row = make.a_request(cast=cast, conference=hall, **BINH)
    Conference.objects.update(state="interrupted")
    make.a_request(cast=cast, conference=fresh(hall), **HOA)
    with pytest.raises(Refused, match="đang tạm nghỉ"):
        services.call_speaker_request(speaker_request=row, actor=cast.office)


# The time of a speech, the programme's drift


def test_the_limit_is_the_steps_then_the_conferences_then_what_was_asked_for(cast, hall):
    """LP-75, QN-46."""
    limits = []
    for seconds, speaking in ((None, None), (None, 240), (120, 240)):
        Conference.objects.update(speaking_seconds=speaking)
        services.raise_limit(agenda_step=make.talking_step(hall), seconds=seconds, actor=cast.office)
        row = make.a_request(cast=cast, conference=hall, speaker=f"Ông {seconds} {speaking}", asked_minutes=3)
        limits.append(services.call_speaker_request(speaker_request=row, actor=cast.office).limit_seconds)
    assert limits == [180, 240, 120]


def test_extend_contribution_without_a_limit_is_refused(cast, hall):
    speech = make.a_speech(cast=cast, conference=hall)
    with pytest.raises(Refused, match="không giới hạn thời gian"):
        services.extend_contribution(contribution=speech, seconds=60, actor=cast.office)


def test_drift_counts_from_the_running_steps_start_and_from_what_it_holds_up(cast, hall, clock):
    """The fixture's step began at 8:00; the clock stands at 9:00."""
    step = make.talking_step(hall)
    type(step).objects.filter(pk=step.pk).update(planned_at=time(7, 50))
    assert floor_of(fresh(hall)).drift == 10
    upcoming = floor_of(fresh(hall)).upcoming
    type(step).objects.filter(pk=upcoming.pk).update(planned_at=time(9, 10))
    assert floor_of(fresh(hall)).drift == 10
    clock(25 * 60)
    assert floor_of(fresh(hall)).drift == 15
    services.finish_agenda_step(agenda_step=step, actor=cast.office)
    assert floor_of(fresh(hall)).drift == 15
    type(step).objects.all().update(planned_at=None)
    assert floor_of(fresh(hall)).drift is None


@pytest.mark.parametrize(
    ("one", "other"), [("Thôn Đông", "đông"), ("TDP số 4", "tổ dân phố 4"), ("Xóm  Chùa", "xom chua")]
)
def test_a_hamlet_is_the_same_however_it_is_typed(one, other):
    assert hamlet_key(one) == hamlet_key(other)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_gluing_loses_nobody_settles_at_once_and_keeps_together_what_belongs_together(data):
    """live-room 6, for any queue: put back ones (5, 6), what belongs to them or to speeches that are over (1 to 3)."""
    kinds = data.draw(st.lists(st.sampled_from(["free", "back", "attached"]), max_size=12))
    backs = iter(range(10, 30))
    rows = []
    for number, kind in enumerate(kinds):
        homes = [1, 2, 3] + [row.contribution_id for row in rows if row.contribution_id]
        rows.append(
            SimpleNamespace(
                pk=number, is_attached=kind == "attached", contribution_id=next(backs) if kind == "back" else None,
                answers_to_id=data.draw(st.sampled_from(homes)) if kind == "attached" else None,
            )
        )  # fmt: skip
    rows = data.draw(st.permutations(rows))
    order = glued(rows)
    assert sorted(row.pk for row in order) == sorted(row.pk for row in rows)
    assert glued(order) == order
    for index, row in enumerate(order):
        if row.is_attached and row.answers_to_id > 3:
            before = order[index - 1]
            assert row.answers_to_id in (before.contribution_id, before.is_attached and before.answers_to_id)
        elif row.is_attached:
            assert all(kinds[one.pk] != "free" for one in order[:index])
    free = [row.pk for row in order if not row.is_attached]
    assert [pk for pk in free if kinds[pk] == "free"] == [row.pk for row in rows if kinds[row.pk] == "free"]


# Pages


def acts(conference):
    """(url name, key, form) of every act, each possible at its turn."""
    row, speech = SpeakerRequest.objects.waiting().first(), Contribution.objects.on_the_floor().first()
    step = make.talking_step(conference)
    return [
        ("speaker_register", conference.pk, {"speaker": "Ông Mới"}), ("queue_arrange", conference.pk, {}),
        ("speaker_request_place", row.pk, {"before": ""}), ("speaker_request_withdraw", row.pk, {"reason": "Về"}),
        ("speaker_request_restore", row.pk, {}), ("agenda_step_open_queue", step.pk, {}),
        ("agenda_step_close_queue", step.pk, {}), ("agenda_step_raise_limit", step.pk, {"minutes": 3}),
        ("contribution_pause", speech.pk, {}), ("contribution_resume", speech.pk, {}),
        ("contribution_extend", speech.pk, {"seconds": 60}), ("contribution_end", speech.pk, {}),
        ("contribution_requeue", speech.pk, {}), ("speaker_request_call", row.pk, {"over": ""}),
        ("contribution_begin", conference.pk, {"speaker": "Ông Chen Ngang"}),
    ]  # fmt: skip


@pytest.fixture
def busy(cast, hall):
    services.raise_limit(agenda_step=make.talking_step(hall), seconds=120, actor=cast.office)
    make.a_speech(cast=cast, conference=hall, **BINH)
    make.a_request(cast=cast, conference=hall, **HOA)
    return hall


def test_every_act_works_by_script_and_logs_one_line(cast, busy, sign_in):
    client, wanted = sign_in(cast.office), HallEntry.objects.count()
    for name, key, form in acts(busy):
        answer = client.post(reverse(name, args=[key]), form, headers=SCRIPT)
        assert answer.status_code == 200 and answer.json()["ok"], (name, answer.content.decode())
        assert answer.json()["said"].endswith((".", "…")), name
        # Beginning ends who spoke: one line for each of the two.
        wanted += 2 if name == "contribution_begin" else 1
        assert HallEntry.objects.count() == wanted, name


def test_every_act_works_as_a_plain_form(cast, busy, sign_in):
    client, page = sign_in(cast.office), reverse("conference_hall", args=[busy.pk])
    for name, key, form in acts(busy):
        answer = client.post(reverse(name, args=[key]), {**form, "next": page})
        assert (answer.status_code, answer.headers.get("Location")) == (302, page), name


def test_every_act_refuses_strangers_wrong_roles_and_reading(cast, neighbours, busy, sign_in):
    listed = acts(busy)
    for name, key, form in listed:
        url = reverse(name, args=[key])
        assert sign_in(neighbours.office).post(url, form).status_code == 404, name
        answer = sign_in(cast.front).post(url, form, headers=SCRIPT)
        in_turn = name not in ("speaker_request_restore", "contribution_resume", "contribution_requeue")
        assert answer.status_code == (403 if in_turn else 409), (name, answer.content.decode())
        assert answer.json()["said"].endswith("."), name
        assert sign_in(cast.office).get(url).status_code == 405, name
    assert HallEntry.objects.filter(actor=cast.front).count() == 0


def test_contribution_direct_by_one_touch(cast, busy, sign_in):
    url = reverse("contribution_direct", args=[Contribution.objects.get().pk])
    answer = sign_in(cast.chair).post(
        url, {"outcome": "handed", "unit": cast.units.police.pk}, headers=SCRIPT
    )
    assert answer.json()["ok"]
    assert sign_in(cast.chair).post(url, {"outcome": ""}, headers=SCRIPT).status_code == 422
    assert sign_in(cast.office).post(url, {"outcome": ""}, headers=SCRIPT).status_code == 403
    assert floor_of(fresh(busy)).speaking.directed_unit == cast.units.police


def test_what_was_typed_wrong_is_told_with_its_box(cast, busy, sign_in):
    url = reverse("speaker_register", args=[busy.pk])
    by_script = sign_in(cast.office).post(url, {"speaker": ""}, headers=SCRIPT)
    assert (by_script.status_code, by_script.json()["errors"]) == (422, {"speaker": ["Chưa điền mục này."]})
    plain = sign_in(cast.office).post(url, {"speaker": ""})
    assert plain.status_code == 409
    assert "Người phát biểu: Chưa điền mục này." in plain.content.decode()


def test_who_brings_a_petition_code_reads_it_out(cast, busy, sign_in):
    """live-room 6."""
    url = reverse("speaker_register", args=[busy.pk])
    sign_in(cast.office).post(url, {"speaker": "Ông Sáu", "petition_code": " lp-26 0007"}, headers=SCRIPT)
    row = SpeakerRequest.objects.get(speaker="Ông Sáu")
    assert (row.kind, row.petition_code) == (SpeechKind.READS, "LP-260007")


def test_the_delegate_of_this_conference_steers_as_its_chair(cast, sign_in):
    """LP-68."""
    conference = conferences.a_scheduled_conference(cast=cast)
    with on_the(conferences.ANNOUNCED_ON):
        services.delegate_conference(
            conference=conference,
            delegate=cast.vice_chair,
            reason="Đi công tác",
            starts_on=conference.held_on,
            ends_on=conference.held_on,
            actor=cast.chair,
        )
    Conference.objects.update(state="open", opened_at=timezone.now())
    with on_the(conference.held_on):
        speech = make.a_speech(cast=cast, conference=fresh(conference))
        services.direct_contribution(contribution=speech, outcome=Outcome.LATER, actor=cast.vice_chair)
        services.end_contribution(contribution=speech, actor=cast.vice_chair)


# Figures


def test_the_floor_costs_the_same_however_many_wait(cast, hall, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(10) as queries:
            floor = floor_of(Conference.objects.get())
            for row in floor.waiting:
                assert row.reason and row.nth == 1 and row.request.step
            assert (floor.speaking.speaker, floor.unsettled, floor.spoken_count) == ("Ông Đầu", [], 1)
        return len(queries)

    make.a_speech(cast=cast, conference=hall, speaker="Ông Đầu", place="Thôn Đông")
    make.a_request(cast=cast, conference=hall, speaker="Ông Một", place="Thôn Đông")
    one = cost()
    for number in range(20):
        make.a_request(cast=cast, conference=hall, speaker=f"Ông Số {number}", place=f"Thôn {number % 5}")
    make.a_request(cast=cast, conference=hall, speaker="Chủ tịch", kind=SpeechKind.CHAIR_ANSWER)
    assert cost() == one


def test_two_hundred_waiting_are_arranged_in_a_bounded_number_of_queries(
    cast, hall, django_assert_max_num_queries
):
    rows = [
        SpeakerRequest(
            commune=cast.commune, conference=hall, speaker=f"Ông {n}", place=f"Thôn {n % 9}", rank=n
        )
        for n in range(200)
    ]
    for row in rows:
        row.person_key = row.speaker
    SpeakerRequest.objects.bulk_create(rows)
    with django_assert_max_num_queries(25):
        services.arrange_queue(conference=hall, actor=cast.office)
    order = [row.place for row in SpeakerRequest.objects.waiting()]
    assert [len(set(order[start : start + 9])) for start in range(0, 180, 9)] == [9] * 20


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_many_desks_and_phones_at_once_lose_and_double_nothing():
    """live-room 3, 4, 7, 13: eight register (one of them twice), two call, one reorders, all at the same moment."""
    cast = make_commune()
    with on_the(conferences.HELD_ON, 8):
        conference = make.a_hall(cast=cast)
        first, second, third = (
            make.a_request(cast=cast, conference=conference, **who) for who in (BINH, HOA, CUONG)
        )
    Conference.objects.filter(pk=conference.pk).update(opened_at=timezone.now())
    before, lines = fresh(conference).hall_version, HallEntry.objects.count()

    def register(number):
        make.a_request(cast=cast, conference=fresh(conference), speaker=f"Ông Số {number}", place="Thôn Nam")

    def call(row):
        services.call_speaker_request(speaker_request=fresh(row), actor=cast.office)

    work = [(register, number) for number in (1, 2, 3, 4, 5, 6, 7, 7)]
    work += [(call, first), (call, second), (call, first)]
    work.insert(
        4, (lambda row: services.place_speaker_request(speaker_request=fresh(row), actor=cast.clerk), third)
    )

    def run(job):
        try:
            job[0](job[1])
            return ""
        except Refused as refusal:
            return refusal.sentence
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        said = [sentence for sentence in pool.map(run, work) if sentence]
    assert sorted(sentence[:8] for sentence in said) == ["Không th", "Ông Số 7"]
    waiting = list(SpeakerRequest.objects.waiting())
    assert {row.speaker for row in waiting} == {f"Ông Số {n}" for n in range(1, 8)} | {CUONG["speaker"]}
    assert len({row.rank for row in waiting}) == 8
    assert Contribution.objects.count() == 2
    assert Contribution.objects.on_the_floor().count() == 1
    assert SpeakerRequest.objects.filter(state=RequestState.CALLED).count() == 2
    assert AuditEntry.objects.filter(action="speaker_request.call").count() == 2
    versions = Conference.objects.values_list("hall_version", flat=True).get() - before
    assert versions == HallEntry.objects.count() - lines
