"""Who may write the record of the day: open hall, agenda steps, speeches, closing. No writing."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from dialogue.models import AgendaStep, Contribution
from dialogue.rules.words import ONLY_OFFICE, ONLY_OFFICE_HALL
from dialogue.states import ContributionState, StepState


def check_is_live(user, conference):
    """The hall's record is written while the conference is open, and only then (LP-90)."""
    if not conference.is_live:
        sentence = "Hội nghị đang tạm nghỉ." if conference.opened_at else "Hội nghị chưa khai mạc."
        if conference.closed_at:
            sentence = "Hội nghị đã bế mạc, diễn biến chỉ còn để xem."
        raise Refused(f"{sentence} Việc này chỉ làm được trong lúc hội nghị diễn ra.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)


def check_is_under_way(user, conference):
    """What the secretary writes of what was said may also be written during a break, until the close."""
    if not conference.is_under_way:
        check_is_live(user, conference)
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE_HALL)


def check_can_start_agenda_step(user, step):
    """One step at a time, in whatever order the day takes."""
    check_state(step, "start")
    check_is_live(user, step.conference)
    running = AgendaStep.objects.filter(conference=step.conference, state=StepState.RUNNING).first()
    if running is not None:
        raise Refused(f"“{running.heading}” còn đang thực hiện. Hãy kết thúc mục này trước.")


def check_can_finish_agenda_step(user, step):
    """Nobody is cut off by the programme: who speaks has ended first."""
    check_state(step, "finish")
    # Also during a break: a conference may end without going on.
    check_is_under_way(user, step.conference)
    speaking = step.contributions.on_the_floor().first()
    if speaking is not None:
        raise Refused(f"{speaking.speaker} đang phát biểu. Hãy kết thúc lượt phát biểu trước.")


def check_can_close_conference(user, conference):
    """The record must be whole: nobody at the lectern, each contribution with its outcome, no step running (live-room 15)."""
    check_state(conference, "close")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)
    rows = Contribution.objects.filter(conference=conference)
    if row := rows.on_the_floor().first():
        raise Refused(f"{row.speaker} đang phát biểu. Hãy kết thúc lượt phát biểu rồi mới bế mạc.")
    if row := rows.filter(state=ContributionState.WAITING).first():
        raise Refused(
            f"{row.speaker} đã được đưa lại hàng chờ để nói tiếp. Hãy mời nói tiếp, hoặc rút tên rồi ghi kết quả, rồi mới bế "
            "mạc."
        )
    open_rows = list(rows.of_citizens().filter(state=ContributionState.SPOKEN))
    if open_rows:
        names = ", ".join(row.speaker for row in open_rows[:3]) + ("…" if len(open_rows) > 3 else "")
        count = (
            f"{len(open_rows)} lượt phát biểu ({names})"
            if len(open_rows) > 1
            else f"Lượt phát biểu của {names}"
        )
        raise Refused(f"{count} chưa ghi kết quả. Hãy ghi kết quả rồi mới bế mạc.")
    step = AgendaStep.objects.filter(conference=conference, state=StepState.RUNNING).first()
    if step is not None:
        raise Refused(f"“{step.heading}” còn đang thực hiện. Hãy kết thúc mục này rồi mới bế mạc.")
