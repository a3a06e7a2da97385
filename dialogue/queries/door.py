"""The door's list and its counts, and what the minutes tell of who came. One pass over a conference's guests."""

from collections import Counter
from dataclasses import dataclass, field

from core.vietnamese import fold, sort_key
from dialogue.models import Attendance, Invitation
from dialogue.states import ConferenceState, Presence
from plans.states import ConferenceKind, GroupRole

SHOWN = 20  # rows of the list at once; the search narrows it
LATELY = 6
NO_GROUP = 0
WALKED_IN = "Khách đến thêm"
UNGROUPED = "Khách mời chưa xếp thành phần"


@dataclass
class Guest:
    """One line of the door's list: an invitee, come or not, or somebody who walked in."""

    invitation: Invitation | None
    attendance: Attendance | None
    name: str
    about: str
    group_id: int

    @property
    def pk(self):
        return self.invitation.pk if self.invitation else f"w{self.attendance.pk}"

    @property
    def presence(self):
        return self.attendance.presence if self.attendance else ""

    @property
    def came(self):
        return self.presence in (Presence.PRESENT, Presence.REPLACED)

    @property
    def by(self):
        """Who sits there in the invitee's place."""
        return self.attendance.name if self.presence == Presence.REPLACED else ""

    @property
    def code(self):
        return (self.invitation or self.attendance).code

    @property
    def folded(self):
        return fold(f"{self.name} {self.about} {self.by}")


@dataclass
class GroupCount:
    """A group beside the plan's numbers (QN-35, ND-35, LP-90)."""

    pk: int
    name: str
    role: str = GroupRole.PEOPLE
    expected: int | None = None
    invited: int = 0
    came: int = 0
    absent: int = 0
    walked_in: int = 0
    typed: int | None = None  # the office's own head count, where it made one
    plan_words: str = ""
    tone: str = ""
    verdict: str = ""


@dataclass
class Door:
    """What the door's page shows of one sitting."""

    conference: object
    sitting: object
    number: int
    guests: list
    shown: list
    found: int
    page: int
    groups: list
    total: GroupCount
    lately: list
    before: object = None
    left_over: int = 0  # who came to the sitting before and is not written here yet
    venues: list = field(default_factory=list)

    @property
    def pages(self):
        return max(1, -(-self.found // SHOWN))

    @property
    def next_page(self):
        return self.page + 1 if self.page < self.pages else None

    @property
    def previous_page(self):
        return self.page - 1 if self.page > 1 else None

    @property
    def waiting(self):
        """Invitees of whom nothing was written yet."""
        return sum(guest.attendance is None for guest in self.guests)


def sitting_now(sittings, conference):
    """The sitting that the doors write to, and its number; None where nobody came to it yet."""
    last = sittings[-1] if sittings else None
    if last is None:
        return None, 1
    if last.ended_at is None or conference.state == ConferenceState.CLOSED:
        return last, last.number
    return None, last.number + 1


def guests_of(conference, sitting):
    """Every invitee and walk-in of a sitting, in the order of names: a line stays where it stands when it is touched."""
    invited = (
        conference.invitations.select_related("unit").only(
            "invitee", "title", "code", "group_id", "reply", "conference_id", "commune_id", "unit__short_name",
            "unit__official_name",
        )
    )  # fmt: skip
    rows = list(sitting.attendances.select_related("venue")) if sitting else []
    by_invitation = {row.invitation_id: row for row in rows if row.invitation_id}
    found = []
    for one in invited:
        row = by_invitation.get(one.pk)
        if row is not None:
            row.invitation = one
        found.append(Guest(one, row, one.invitee, _about(one), one.group_id or NO_GROUP))
    walked = [row for row in rows if row.invitation_id is None]
    found += [Guest(None, row, row.name, row.place, row.group_id or NO_GROUP) for row in walked]
    return sorted(found, key=lambda guest: sort_key(guest.name))


def _about(invitation):
    unit = invitation.unit
    of = unit.short_name if unit and unit.official_name != invitation.invitee else ""
    return ", ".join(part for part in (invitation.title, of) if part and part != invitation.invitee)


def door_of(conference, *, words="", group=None, show="", page=1, number=None):
    """The list as asked for, and the counts of everybody."""
    sittings = list(conference.sittings.all())
    sitting, current = sitting_now(sittings, conference)
    if number and number != current:
        sitting = next((row for row in sittings if row.number == number), sitting)
        current = sitting.number if sitting else current
    guests = guests_of(conference, sitting)
    found = [guest for guest in guests if _fits(guest, words, group, show)]
    page = max(1, min(page, -(-len(found) // SHOWN) or 1))
    lately = [guest for guest in guests if guest.attendance]
    lately.sort(key=lambda guest: guest.attendance.pk, reverse=True)
    groups = counted(conference, guests)
    before = next((row for row in sittings if row.number == current - 1), None)
    return Door(
        conference=conference, sitting=sitting, number=current, guests=guests, found=len(found), page=page,
        shown=found[(page - 1) * SHOWN : page * SHOWN], groups=groups, total=total_of(conference, groups),
        lately=lately[:LATELY], before=before, left_over=_left_over(before, guests),
        venues=list(conference.venues.all()),
    )  # fmt: skip


def _left_over(before, guests):
    here = {guest.code for guest in guests if guest.attendance}
    return len(set(before.attendances.came().values_list("code", flat=True)) - here) if before else 0


def _fits(guest, words, group, show):
    if group is not None and guest.group_id != group:
        return False
    if show == "waiting" and guest.attendance is not None or show == "came" and not guest.came:
        return False
    if show == "absent" and guest.presence != Presence.ABSENT:
        return False
    wanted = fold(words).split()
    return not wanted or all(word in guest.folded for word in wanted)


# --- counts beside the plan ---------------------------------------------------------------------------------------


def counted(conference, guests):
    """Each group with who was invited, came and stayed away, beside the plan's numbers; without a group last."""
    limits = {fold(row.name): row for row in conference.plan.groups_for(conference.kind)}
    rows = {
        group.pk: GroupCount(group.pk, group.name, group.role, group.expected, typed=group.present)
        for group in conference.groups.all()
    }
    for guest in guests:
        row = rows.get(guest.group_id) or rows.setdefault(NO_GROUP, GroupCount(NO_GROUP, ""))
        row.invited += guest.invitation is not None
        row.came += guest.came
        row.absent += guest.presence == Presence.ABSENT
        row.walked_in += guest.invitation is None
    for row in rows.values():
        limit = limits.get(fold(row.name))
        if limit is not None:
            row.plan_words = limit.people_words
            if not limit.per:
                _judge(row, limit.min_count, limit.max_count, limit.is_soft, conference)
    if NO_GROUP in rows:
        rows[NO_GROUP].name = UNGROUPED if rows[NO_GROUP].invited else WALKED_IN
    return list(rows.values())


def total_of(conference, groups):
    """Everybody beside the plan's numbers for one conference; hard numbers hold for the people alone (QN-35, D-38)."""
    plan, total = conference.plan, GroupCount(NO_GROUP, "Tổng số")
    for name in ("invited", "came", "absent", "walked_in"):
        setattr(total, name, sum(getattr(row, name) for row in groups))
    total.expected = sum(row.expected or 0 for row in groups) or None
    if conference.kind == ConferenceKind.AD_HOC or plan.min_people is None and plan.max_people is None:
        return total
    judged = GroupCount(NO_GROUP, "", came=total.came if plan.is_people_soft else _people(groups))
    _judge(judged, plan.min_people, plan.max_people, plan.is_people_soft, conference)
    limits = [f"không ít hơn {plan.min_people}"] * (plan.min_people is not None)
    limits += [f"không quá {plan.max_people}"] * (plan.max_people is not None)
    says = "dự kiến" if plan.is_people_soft else "quy định"
    whom = "người" if plan.is_people_soft else "người dân"
    total.plan_words = f"Kế hoạch {says} {' và '.join(limits)} {whom} một hội nghị"
    total.tone, total.verdict = judged.tone, judged.verdict
    return total


def _people(groups):
    """Of those without a group, who walked in is one of the people; an invited body is not."""
    rows = (row for row in groups if row.role == GroupRole.PEOPLE)
    return sum(row.came if row.pk else row.walked_in for row in rows)


def _judge(row, low, high, is_soft, conference):
    """ "còn thiếu 7", "quá 1", "đủ": 50 to 100 includes both (QN-35). Hard limits are red once they are broken."""
    if low is not None and row.came < low:
        row.verdict = f"còn thiếu {low - row.came} người"
        row.tone = "neutral" if is_soft else "late" if conference.opened_at else "soon"
    elif high is not None and row.came > high:
        row.verdict = f"{'nhiều hơn dự kiến' if is_soft else 'quá'} {row.came - high} người"
        row.tone = "soon" if is_soft else "late"
    elif low is not None or high is not None:
        row.verdict, row.tone = "đủ số", "good"


# --- what the minutes tell ----------------------------------------------------------------------------------------


@dataclass
class GroupFacts:
    """One group in the minutes; `replaced`: (invitee, who came instead)."""

    pk: int
    name: str
    expected: int | None
    present: int | None  # what the office typed
    invited: int = 0
    came: int = 0
    walked_in: int = 0
    replaced: list = field(default_factory=list)
    absent: list = field(default_factory=list)


@dataclass
class AttendanceFacts:
    """Who came, over all sittings: a person counts once."""

    groups: list
    came: int
    walk_ins: list  # (name, place)
    online: int
    venues: list  # (name, people), where there are several
    sittings: list  # (Sitting, people)


def attendance_facts(conference):
    """Who was invited, came, was replaced, stayed away, walked in: by group, venue and sitting (live-room 14).

    Of an invitee nothing written means absent, once the doors were used at all.
    """
    rows = list(conference.attendances.select_related("sitting", "venue").order_by("sitting__number", "pk"))
    came = {row.code: row for row in rows if row.presence != Presence.ABSENT}
    groups = {
        group.pk: GroupFacts(group.pk, group.name, group.expected, group.present)
        for group in conference.groups.all()
    }

    def group_of(pk):
        return groups.get(pk) or groups.setdefault(NO_GROUP, GroupFacts(NO_GROUP, UNGROUPED, None, None))

    for one in conference.invitations.all():
        group, row = group_of(one.group_id), came.get(one.code)
        group.invited += 1
        group.came += row is not None
        if row is None and came:
            group.absent.append(one.invitee)
        elif row is not None and row.presence == Presence.REPLACED:
            group.replaced.append((one.invitee, row.name))
    walked = [row for row in came.values() if row.invitation_id is None]
    for row in walked:
        group = group_of(row.group_id)
        group.came += 1
        group.walked_in += 1
    if NO_GROUP in groups and not groups[NO_GROUP].invited:
        groups[NO_GROUP].name = WALKED_IN
    venues = Counter(row.venue.name for row in came.values() if row.venue_id)
    sittings = Counter(row.sitting for row in rows if row.presence != Presence.ABSENT)
    return AttendanceFacts(
        groups=list(groups.values()), came=len(came), walk_ins=[(row.name, row.place) for row in walked],
        online=sum(row.is_online for row in came.values()), venues=list(venues.items()), sittings=list(sittings.items()),
    )  # fmt: skip
