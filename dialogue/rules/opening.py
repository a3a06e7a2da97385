"""When a conference may be opened, and every sentence that stands in the way. No writing."""

from core.access import need_role
from core.clock import local_today
from core.refusals import Refused
from core.states import Role
from core.vietnamese import long_date
from core.workflow import check_state
from deadlines.models import Deadline
from deadlines.states import DeadlineKind, DeadlineState
from dialogue.rules.words import ONLY_OFFICE


def check_can_open_conference(user, conference):
    """LP-71: chair and secretary named; not before the day; the notice of this day published in time."""
    check_state(conference, "open")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)
    obstacle = next(iter(obstacles_to_opening(conference)), None)
    if obstacle:
        raise Refused(obstacle)


def obstacles_to_opening(conference):
    """Every sentence that stands between this conference and its opening, the lasting ones first."""
    found = []
    if notice := notice_obstacle(conference):
        found.append(notice)
    if conference.chair_id is None or conference.secretary_id is None:
        missing = " và ".join(
            name
            for name, key in (("người chủ trì", conference.chair_id), ("thư ký", conference.secretary_id))
            if key is None
        )
        found.append(f"Chưa ghi {missing} nên chưa khai mạc được. Hãy sửa thông tin hội nghị.")
    if conference.held_on and local_today() < conference.held_on:
        found.append(
            f"Hội nghị tổ chức {long_date(conference.held_on)}, chưa đến ngày nên chưa khai mạc được."
        )
    return found


def notice_obstacle(conference):
    """Why the notice bars the opening; empty if it was published in time or waived (LP-53, LP-55)."""
    if conference.is_ad_hoc or conference.is_exempted:
        return ""
    rows = Deadline.objects.about(conference).of_kind(DeadlineKind.NOTICE).earliest_first()
    way_out = "Hãy dời ngày hội nghị, hoặc trình người chủ trì miễn thời hạn thông báo kèm lý do."
    for row in rows:
        if row.state == DeadlineState.OPEN and row.due_on >= local_today():
            return f"Chưa công bố thông báo công khai; hạn là {long_date(row.due_on)}. Hãy ban hành và ghi nhận lần công khai."
        if row.state == DeadlineState.OPEN:
            return f"Chưa công bố thông báo công khai, hạn đã hết {long_date(row.due_on)}. {way_out}"
        if row.state == DeadlineState.MET and row.is_met_late:
            return f"Thông báo công khai ngày {row.met_on:%d/%m/%Y}, trễ so với hạn {long_date(row.due_on)}. {way_out}"
    return ""


def is_notice_late(conference):
    """The notice of this day was published late, or its last day has passed without one."""
    if conference.is_ad_hoc or conference.is_exempted:
        return False
    rows = Deadline.objects.about(conference).of_kind(DeadlineKind.NOTICE)
    return any(row.is_met_late or (row.is_open and row.due_on < local_today()) for row in rows)
