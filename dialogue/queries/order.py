"""The order of a queue: what is glued together, and the order that the product suggests, each place with its reason.

Pure sums over rows that were fetched before; nothing here asks the database.
"""

import re
from collections import Counter

from django.utils import timezone

from core.vietnamese import fold
from dialogue.models import person_key_of
from dialogue.states import CITIZENS_SPEECH, ContributionState, SpeechKind, StepState

# "Thôn Đông", "đông" and "THÔN  ĐÔNG" are one hamlet.
HEAD = re.compile(
    r"^(thon|xom|lang|ap|buon|khu pho|khu dan cu|khu|to dan pho|tdp|to|cum dan cu|cum)\s+(so\s+)?(?=\S)"
)
SHOWN_PLACE = 60
BACK_ON_TOP = "Đưa lại đầu hàng chờ"
BY_DESK, BY_CHAIR, BY_ARRIVAL = "Bàn thư ký xếp tay", "Người chủ trì xếp", "Theo thứ tự đăng ký"


def hamlet_key(place):
    """The same hamlet however it is typed; "" where none is known."""
    return HEAD.sub("", fold(place))


def queue_step(steps):
    """The step whose queue is served now: the running one if it takes speeches, else the next one that does."""
    taking = [step for step in steps if step.takes_contributions and step.state != StepState.DONE]
    running = [step for step in taking if step.state == StepState.RUNNING]
    return next(iter(running or taking), None)


def ahead_of(steps):
    """Keys of the steps whose queues are not served yet; who waits anywhere else waits now."""
    now = queue_step(steps)
    return {
        step.pk
        for step in steps
        if now is not None and step != now and step.takes_contributions and step.state == StepState.PENDING
    }


def queue_of(rows, steps, step=None):
    """Of the waiting rows those of one queue: of the step, if it is still ahead, else of the one served now.

    Who is left over from a step that is done, or registered without one, waits in the queue served now.
    """
    ahead = ahead_of(steps)
    if step is not None and step.pk in ahead:
        return [row for row in rows if row.step_id == step.pk]
    return [row for row in rows if row.step_id not in ahead]


def spoken_by(speeches):
    """How often each person spoke so far; who was put back goes on with the same speech."""
    return Counter(
        person_key_of(row.speaker, row.place)
        for row in speeches
        if row.kind in CITIZENS_SPEECH and row.state != ContributionState.WAITING
    )


def spoken_from(speeches):
    """How many speeches each hamlet had so far; a follow-up takes no turn from it."""
    own_turn = (SpeechKind.READS, SpeechKind.NEW)
    return Counter(
        hamlet_key(row.place)
        for row in speeches
        if row.kind in own_turn and row.state != ContributionState.WAITING
    )


def glued(rows):
    """The rows with every follow-up and answer directly after what it belongs to (live-room 6).

    What belongs to a speech that is over, or goes on now, comes next of all, the latest speech first; what belongs to
    one that was put back in the queue stands behind it. Who was just put back on top stays there.
    """
    attached = [row for row in rows if row.is_attached and row.contribution_id is None]
    free = [row for row in rows if row not in attached]
    back = {row.contribution_id for row in free if row.contribution_id}
    lead = _put_back_on_top(rows)
    following = sorted(
        (row for row in attached if row.answers_to_id not in back), key=lambda row: -(row.answers_to_id or 0)
    )
    order = []
    for row in [*lead, *following, *(row for row in free if row not in lead)]:
        order.append(row)
        if row.contribution_id:
            order += [other for other in attached if other.answers_to_id == row.contribution_id]
    return order


def _put_back_on_top(rows):
    """Who was put back at the head of these rows, each perhaps followed by what belongs to it."""
    lead = []
    for row in rows:
        if row.contribution_id:
            lead.append(row)
        elif not (row.is_attached and row.answers_to_id in {one.contribution_id for one in lead}):
            break
    return lead


def suggested(rows, speeches):
    """(row, reason) in the suggested order (live-room 5), follow-ups and answers glued.

    Hamlets in rotation: the round of a row is the number of its hamlet's speeches so far plus its place among the
    hamlet's waiting. Within a round: registered before the day, first contribution, arrival.
    """
    persons, hamlets = spoken_by(speeches), spoken_from(speeches)
    turns = [row for row in rows if not row.is_attached and row.contribution_id is None]
    turns.sort(key=lambda row: (not row.is_early, persons[row.person_key], row.created_at, row.pk))
    rounds, reasons, taken = {}, {}, Counter()
    for row in turns:
        key = hamlet_key(row.place)
        taken[key] += 1
        rounds[row.pk] = hamlets[key] + taken[key]
        reasons[row.pk] = _reason(row, rounds[row.pk], persons[row.person_key] + 1)
    turns.sort(key=lambda row: rounds[row.pk])
    others = [row for row in rows if row.pk not in rounds]
    back = [row for row in others if row.contribution_id]
    order = glued([*back, *(row for row in others if row not in back), *turns])
    return [(row, reasons.get(row.pk) or standing_reason(row)) for row in order]


def standing_reason(row):
    """Why a row that takes no turn of its own stands where it does."""
    if row.contribution_id:
        return BACK_ON_TOP
    if row.is_attached and row.answers_to is not None:
        return f"Ngay sau phát biểu của {row.answers_to.speaker}"[:200]
    return row.place_reason


def _reason(row, turn, nth):
    """ "Thôn Đông chưa phát biểu; đăng ký trước hội nghị; phát biểu lần đầu; đăng ký lúc 08:15"."""
    place = row.place[:SHOWN_PLACE] or "Người chưa ghi thôn"
    words = [f"{place}: chưa ai phát biểu" if turn == 1 else f"{place}: lượt thứ {turn}"]
    words.append("đăng ký trước hội nghị" if row.is_early else "đăng ký tại hội trường")
    words.append("phát biểu lần đầu" if nth == 1 else f"phát biểu lần thứ {nth}")
    at = timezone.localtime(row.created_at)
    words.append(f"đăng ký {at:%d/%m}" if row.is_early else f"đăng ký lúc {at:%H:%M}")
    return "; ".join(words)[:200]
