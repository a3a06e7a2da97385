"""The speakers' queue: registering, withdrawing, its order, opening and closing, the time of one speech."""

from django.db import IntegrityError, transaction

from core.access import has_role
from core.log import record
from core.refusals import Refused
from core.states import Role
from core.vietnamese import one_line, span
from core.workflow import move
from dialogue import rules
from dialogue.models import SpeakerRequest, person_key_of
from dialogue.queries.order import (
    BACK_ON_TOP,
    BY_CHAIR,
    BY_DESK,
    glued,
    queue_of,
    queue_step,
    standing_reason,
    suggested,
)
from dialogue.services.hall_log import NOW, held, note
from dialogue.states import ATTACHED, ContributionState, RequestSource, RequestState, SpeechKind, StepState


def named(row):
    """ "Ông Bình (Thôn Đông)"."""
    return f"{row.speaker} ({row.place})" if row.place else row.speaker


def hold_request(speaker_request):
    """The request and its conference as they are now, the conference's row held; returns the conference."""
    conference = held(speaker_request.conference)
    speaker_request.refresh_from_db()
    speaker_request.conference = conference
    return conference


def _noted(conference, action, words, actor, stamp, step=None):
    note(conference=conference, action=action, words=words, actor=actor, stamp=stamp, step=step)


def waiting_rows(conference):
    """Everybody who waits, of all queues, in their order."""
    rows = conference.speaker_requests.waiting()
    return list(rows.select_related("answers_to"))


@transaction.atomic
def register_speaker(
    *, conference, speaker, place="", kind=SpeechKind.NEW, step=None, source=RequestSource.DESK, phone="", topic="",
    asked_minutes=None, petition_code="", venue=None, answers_to=None, is_unsatisfied=False, actor, stamp=NOW,
):  # fmt: skip
    """Somebody asks to speak: at the end of the queue; a follow-up or an answer behind its speech (live-room 1 to 6).

    `actor` None: the public. `step` None: the one whose queue is served now.
    """
    conference = held(conference)
    steps = list(conference.steps.all())
    # As the step is now: its queue may have been closed since the page was drawn.
    known = [row for row in steps if row == step and row.state != StepState.DONE]
    step = known[0] if known else _queue_for(steps, source)
    rules.check_can_register_speaker(actor, conference, source, step)
    request = enter(
        conference, steps=steps, step=step, speaker=speaker, place=place, kind=kind, source=source, phone=phone,
        topic=topic, asked_minutes=asked_minutes, petition_code=petition_code, venue=venue, answers_to=answers_to,
        is_unsatisfied=is_unsatisfied, registered_by=actor,
    )  # fmt: skip
    sentence = f"đã {'ghi' if actor else 'nhận'} đăng ký phát biểu của {named(request)}"
    record(actor=actor, action="speaker_request.register", subject=request, sentence=sentence)
    words = f"{named(request)} đăng ký phát biểu."
    _noted(conference, "speaker_request.register", words, actor, stamp, step)
    return request


def _queue_for(steps, source):
    """The queue that is served now; for who registers on a phone the first one that is open."""
    now = queue_step(steps)
    if source == RequestSource.PHONE and now is not None and not now.is_queue_open:
        return next((step for step in steps if step.is_queue_open), now)
    return now


def enter(conference, *, steps, step, speaker, place, kind, answers_to=None, **values):
    """The row itself, at its place in the queue; no rule of who may, no log."""
    speaker, place = one_line(speaker)[:120], one_line(place)[:150]
    if not any(letter.isalpha() for letter in speaker):
        raise Refused("Hãy ghi tên người phát biểu.")
    rows = waiting_rows(conference)
    if kind in ATTACHED:
        answers_to = _what_it_belongs_to(conference, answers_to)
    else:
        answers_to = None
        rules.check_waits_not_yet(speaker, queue_of(rows, steps, step), person_key_of(speaker, place))
    try:
        with transaction.atomic():
            request = SpeakerRequest.objects.create(
                commune_id=conference.commune_id, conference=conference, step=step, speaker=speaker, place=place, kind=kind,
                answers_to=answers_to, is_early=conference.opened_at is None, rank=max((row.rank for row in rows), default=0) + 1,
                **values,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(f"{speaker} đã có tên trong hàng chờ. Mỗi người chờ một lượt.") from None
    if request.is_attached:
        request.place_reason = standing_reason(request)
        rank_anew([*rows, request])
        request.save(update_fields=["place_reason"])
    return request


def _what_it_belongs_to(conference, named_one):
    """A follow-up or an answer without a word about it belongs to the citizen who spoke last."""
    if named_one is not None and named_one.conference_id == conference.pk:
        return named_one
    last = conference.contributions.of_citizens().last()
    if last is None:
        raise Refused("Chưa có lượt phát biểu nào để hỏi lại hoặc trả lời.")
    return last


def rank_anew(rows):
    """Write the order of the waiting rows as given, with what belongs together glued (live-room 6)."""
    changed = []
    for rank, row in enumerate(glued(rows), start=1):
        if row.rank != rank:
            row.rank = rank
            changed.append(row)
    SpeakerRequest.objects.bulk_update(changed, ["rank"])


@transaction.atomic
def withdraw_speaker_request(*, speaker_request, reason="", actor, stamp=NOW):
    """Called and not there, or no longer willing; who had begun to speak has ended (live-room 9)."""
    conference = hold_request(speaker_request)
    rules.check_can_withdraw_speaker_request(actor, speaker_request)
    reason = reason.strip()[:200]
    move(speaker_request, "withdraw", actor=actor, note=reason, withdraw_reason=reason)
    if speaker_request.contribution is not None:
        drop_contribution(contribution=speaker_request.contribution, actor=actor)
    words = f"{named(speaker_request)} rút khỏi hàng chờ phát biểu" + (f": {reason}." if reason else ".")
    _noted(conference, "speaker_request.withdraw", words, actor, stamp, speaker_request.step)
    return speaker_request


@transaction.atomic
def restore_speaker_request(*, speaker_request, actor, stamp=NOW):
    """Back into the queue, at its end: others moved up meanwhile."""
    conference = hold_request(speaker_request)
    rules.check_can_restore_speaker_request(actor, speaker_request)
    rows, steps = waiting_rows(conference), list(conference.steps.all())
    if not speaker_request.is_attached:
        queue = queue_of(rows, steps, speaker_request.step)
        rules.check_waits_not_yet(speaker_request.speaker, queue, speaker_request.person_key)
    begun = speaker_request.contribution
    if begun is not None and begun.state == ContributionState.SPOKEN:
        move(begun, "requeue", actor=actor)
    elif begun is not None:
        begun = None  # its outcome is written: whoever speaks again has a new turn
    last = max((row.rank for row in rows), default=0) + 1
    move(
        speaker_request, "restore", actor=actor, rank=last, withdraw_reason="", place_reason="", contribution=begun
    )  # fmt: skip
    rank_anew([*rows, speaker_request])
    words = f"{named(speaker_request)} trở lại hàng chờ phát biểu."
    _noted(conference, "speaker_request.restore", words, actor, stamp, speaker_request.step)
    return speaker_request


def requeue_speaker_request(*, speaker_request, actor):
    """By the undo: on top of the queue (live-room 9)."""
    move(speaker_request, "requeue", actor=actor, rank=0, place_reason=BACK_ON_TOP)
    rank_anew(waiting_rows(speaker_request.conference))
    return speaker_request


def drop_contribution(*, contribution, actor):
    """Who was put back speaks no more: the speech ended when it was broken off, and waits for its outcome."""
    move(contribution, "drop", actor=actor)
    if contribution.is_answer:
        move(contribution, "settle", actor=None)
    return contribution


@transaction.atomic
def place_speaker_request(*, speaker_request, before=None, actor, stamp=NOW):
    """One step of a reorder: directly before that one, None: to the end (live-room 4).

    It is made in the queue as it is now, so that it is merged with whoever registered or was called meanwhile.
    """
    conference = hold_request(speaker_request)
    rules.check_can_place_speaker_request(actor, speaker_request)
    rows = [row for row in waiting_rows(conference) if row != speaker_request]
    if before is not None:
        before.refresh_from_db()
        rules.check_stays_glued(speaker_request, before)
    at = _index_before(rows, before)
    rows.insert(at, speaker_request)
    by_desk = has_role(actor, conference, Role.OFFICE)
    if not speaker_request.is_attached:
        speaker_request.place_reason = BY_DESK if by_desk else BY_CHAIR
        speaker_request.save(update_fields=["place_reason"])
    rank_anew(rows)
    queue = queue_of(glued(rows), list(conference.steps.all()), speaker_request.step)
    where = f"thứ {queue.index(speaker_request) + 1} trong hàng chờ"
    record(actor=actor, action="speaker_request.place", subject=speaker_request, sentence=f"đã xếp vào {where}")  # fmt: skip
    who = "Bàn thư ký" if by_desk else "Người chủ trì"
    words = f"{who} xếp {named(speaker_request)} vào {where} phát biểu."
    _noted(conference, "speaker_request.place", words, actor, stamp, speaker_request.step)
    return speaker_request


def _index_before(rows, before):
    """Where the other one stands; where it was called meanwhile, on top; where it was withdrawn, its old place."""
    if before is None:
        return len(rows)
    if before in rows:
        return rows.index(before)
    if before.state == RequestState.CALLED:
        return 0
    return next((index for index, row in enumerate(rows) if row.rank >= before.rank), len(rows))


@transaction.atomic
def arrange_queue(*, conference, actor, stamp=NOW):
    """The suggested order, each place with its reason (live-room 5)."""
    conference = held(conference)
    rules.check_can_arrange_queue(actor, conference)
    steps, rows = list(conference.steps.all()), waiting_rows(conference)
    now = queue_of(rows, steps)
    speeches = list(conference.contributions.all())
    order = suggested(now, speeches)
    for step in steps:
        order += suggested([row for row in rows if row not in now and row.step_id == step.pk], speeches)
    for rank, (row, reason) in enumerate(order, start=1):
        row.rank, row.place_reason = rank, reason
    SpeakerRequest.objects.bulk_update([row for row, _ in order], ["rank", "place_reason"])
    record(
        actor=actor,
        action="conference.arrange_queue",
        subject=conference,
        sentence="đã xếp hàng chờ phát biểu theo gợi ý",
    )
    words = f"Xếp hàng chờ phát biểu theo gợi ý ({len(order)} người chờ)."
    _noted(conference, "queue.arrange", words, actor, stamp)
    return [row for row, _ in order]


@transaction.atomic
def open_queue(*, agenda_step, actor, stamp=NOW):
    """Take registrations on phones for this step (live-room 1)."""
    conference = _hold_step(agenda_step)
    rules.check_can_open_queue(actor, agenda_step)
    return _set_queue(agenda_step, conference, True, "Mở", actor, stamp)


@transaction.atomic
def close_queue(*, agenda_step, actor, stamp=NOW):
    """Stop self-registration; the desk can still add (live-room 1)."""
    conference = _hold_step(agenda_step)
    rules.check_can_close_queue(actor, agenda_step)
    return _set_queue(agenda_step, conference, False, "Đóng", actor, stamp)


def _hold_step(agenda_step):
    conference = held(agenda_step.conference)
    agenda_step.refresh_from_db()
    agenda_step.conference = conference
    return conference


def _set_queue(step, conference, is_open, verb, actor, stamp):
    step.is_queue_open = is_open
    step.save(update_fields=["is_queue_open"])
    action = "agenda_step.open_queue" if is_open else "agenda_step.close_queue"
    record(actor=actor, action=action, subject=step, sentence=f"đã {verb.lower()} hàng chờ phát biểu")
    words = f"{verb} đăng ký phát biểu: {step.heading}"
    _noted(conference, action, words, actor, stamp, step)
    return step


@transaction.atomic
def raise_limit(*, agenda_step, seconds, actor, stamp=NOW):
    """The time of one speech, for all who wait at once (live-room 8); None: short, under the chair (QN-46)."""
    conference = _hold_step(agenda_step)
    rules.check_can_raise_limit(actor, agenda_step)
    rules.check_limit(seconds)
    before, agenda_step.limit_seconds = agenda_step.limit_seconds, seconds
    agenda_step.save(update_fields=["limit_seconds"])
    words = f"Thời gian mỗi lượt: {span(seconds)}" if seconds else "Không giới hạn thời gian mỗi lượt"
    changes = {"Thời gian mỗi lượt": [span(n) if n else "không giới hạn" for n in (before, seconds)]}
    record(
        actor=actor,
        action="agenda_step.raise_limit",
        subject=agenda_step,
        sentence="đã đổi thời gian mỗi lượt phát biểu",
        changes=changes,
    )
    words = f"{words}, áp dụng cho mọi người đang chờ."
    _noted(conference, "agenda_step.raise_limit", words, actor, stamp, agenda_step)
    return agenda_step


def request_of(contribution):
    """The place in the queue that a speech came from; one is made where it came from none."""
    request = getattr(contribution, "request", None)
    if request is not None:
        return request
    return SpeakerRequest.objects.create(
        commune_id=contribution.commune_id, conference=contribution.conference, step=contribution.step,
        state=RequestState.CALLED, kind=contribution.kind, speaker=contribution.speaker, place=contribution.place,
        answers_to=contribution.answers_to, contribution=contribution,
    )  # fmt: skip


def waiting_of(conference, speaker, place, kind):
    """Whoever waits in the queue served now under this name; None for follow-ups and answers."""
    if kind in ATTACHED:
        return None
    rows = queue_of(waiting_rows(conference), list(conference.steps.all()))
    key = person_key_of(speaker, place)
    return next((row for row in rows if row.person_key == key and not row.is_attached), None)
