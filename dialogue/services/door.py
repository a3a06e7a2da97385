"""The door: who came, who did not, who was sent instead, who walked in. Several doors write at once."""

from django.db import transaction
from django.utils import timezone

from core.log import record
from core.refusals import Refused
from core.vietnamese import one_line
from dialogue import rules
from dialogue.models import Attendance, person_key_of
from dialogue.queries.door import attendance_facts
from dialogue.services.day import sitting_of
from dialogue.services.hall_log import NOW, held, note
from dialogue.states import Presence


@transaction.atomic
def check_in(
    *, conference, invitation, presence=Presence.PRESENT, name="", venue=None, is_online=False, door="", actor, stamp=NOW
):  # fmt: skip
    """Write how one invitee stands; who stands there already is told when and where (several doors)."""
    conference = held(conference)
    sitting = _sitting_at(conference, stamp, actor)
    name = one_line(name)
    if presence == Presence.REPLACED and not name:
        raise Refused(f"Hãy ghi tên người dự thay {invitation.invitee}.")
    row = Attendance.objects.filter(sitting=sitting, invitation=invitation).first()
    if row is not None:
        _check_may_change(row, presence)
    came = presence != Presence.ABSENT
    values = {
        "commune": conference.commune, "conference": conference, "presence": presence, "group_id": invitation.group_id,
        "name": name if presence == Presence.REPLACED else "", "venue": venue if came else None,
        "is_online": came and is_online, "arrived_at": stamp.moment() if came else None, "door": door if came else "",
        "code": invitation.code, "recorded_by": actor, "has_voted": _has_voted(conference, invitation.code),
    }  # fmt: skip
    row, _ = Attendance.objects.update_or_create(sitting=sitting, invitation=invitation, defaults=values)
    note(conference=conference, action="attendance.check_in", words=_words(row), actor=actor, stamp=stamp)
    return row


def _sitting_at(conference, stamp, actor):
    """The sitting that somebody came to: of a touch that a device tells late, the one that sat then."""
    late = conference.sittings.filter(ended_at__gt=stamp.moment()).first()
    rules.check_is_door_open(actor, conference, is_late=late is not None)
    return late or sitting_of(conference)


def _check_may_change(row, presence):
    """Only who was absent may come after all; all else is undone first, so that no door overwrites another."""
    if row.presence == Presence.ABSENT and presence != Presence.ABSENT:
        return
    if row.presence == Presence.ABSENT:
        raise Refused(f"{row} đã được ghi vắng mặt.")
    raise Refused(f"{came_words(row)}. Nếu ghi nhầm, hãy bấm Hoàn tác ở dòng của khách.")


def came_words(row):
    """ "Ông A đã điểm danh lúc 07:42 tại Cửa 1": when and where, for the second door."""
    if row.presence == Presence.REPLACED:
        who = f"{row.invitation.invitee} đã có người dự thay là {row.name}, đến"
    else:
        who = f"{row} đã điểm danh"
    where = f" tại {row.door}" if row.door else ""
    venue = f" ({row.venue.name})" if row.venue_id else ""
    return f"{who} lúc {timezone.localtime(row.arrived_at):%H:%M}{where}{venue}"


def _has_voted(conference, code):
    """A code votes once in a conference, however many sittings its person comes to."""
    return conference.attendances.filter(code=code, has_voted=True).exists()


def _words(row):
    who = row.invitation.invitee
    if row.presence == Presence.ABSENT:
        return f"{who}: vắng mặt."
    words = f"{row.name} dự thay {who}" if row.presence == Presence.REPLACED else f"{who} có mặt"
    return f"{words}{_where(row)}."


def _where(row):
    places = [row.venue.name] if row.venue_id else []
    places += ["dự trực tuyến"] if row.is_online else []
    return f" ({', '.join(places)})" if places else ""


@transaction.atomic
def add_walk_in(
    *, conference, name, place="", group=None, venue=None, is_online=False, door="", actor, stamp=NOW
):
    """Somebody without an invitation: name and hamlet are enough (two fields)."""
    conference = held(conference)
    sitting = _sitting_at(conference, stamp, actor)
    name, place = one_line(name), one_line(place)
    if not name:
        raise Refused("Hãy ghi họ tên người đến dự.")
    key = person_key_of(name, place)
    for row in Attendance.objects.filter(sitting=sitting).walk_ins():
        if person_key_of(row.name, row.place) == key:
            raise Refused(
                f"{came_words(row)}. Nếu là người khác trùng tên, hãy ghi thêm năm sinh hoặc xóm sau họ tên."
            )
    row = Attendance.objects.create(
        commune=conference.commune, conference=conference, sitting=sitting, group=group, venue=venue, is_online=is_online,
        presence=Presence.PRESENT, name=name, place=place, arrived_at=stamp.moment(), door=door, recorded_by=actor,
    )  # fmt: skip
    who = f"{name} ({place})" if place else name
    words = f"{who} đến dự, không có trong danh sách mời{_where(row)}."
    note(conference=conference, action="attendance.walk_in", words=words, actor=actor, stamp=stamp)
    return row


@transaction.atomic
def undo_check_in(*, attendance, actor, stamp=NOW):
    """Take back what was touched by mistake; the log keeps both lines."""
    conference = held(attendance.conference)
    # As it is now: another door may have taken it back, or its person may have voted meanwhile.
    rows = Attendance.objects.select_related("sitting", "invitation", "conference")
    attendance = rows.filter(pk=attendance.pk).first()
    if attendance is None:
        raise Refused("Lượt này vừa được hoàn tác ở máy khác rồi.")
    rules.check_can_undo_check_in(actor, attendance)
    words = f"Bỏ ghi nhầm ở cửa: {attendance}, {attendance.get_presence_display().lower()}."
    note(conference=conference, action="attendance.undo", words=words, actor=actor, stamp=stamp)
    attendance.delete()
    return conference


@transaction.atomic
def take_over_attendance(*, conference, actor, stamp=NOW):
    """The next sitting begins with who came to the last one; the doors then only mend what changed."""
    conference = held(conference)
    rules.check_is_door_open(actor, conference)
    sitting = sitting_of(conference)
    last = conference.sittings.filter(number__lt=sitting.number).last()
    if last is None:
        raise Refused("Đây là phiên đầu tiên của hội nghị nên chưa có danh sách phiên trước để lấy sang.")
    here = set(Attendance.objects.filter(sitting=sitting).values_list("code", flat=True))
    rows = [row for row in last.attendances.came() if row.code not in here]
    if not rows:
        raise Refused("Mọi người dự phiên trước đều đã được ghi ở phiên này.")
    at = stamp.moment()
    for row in rows:
        row.pk, row.sitting, row.arrived_at, row.recorded_by, row.door = None, sitting, at, actor, ""
    Attendance.objects.bulk_create(rows)
    words = f"Lấy {len(rows)} người dự phiên {last.number} sang phiên {sitting.number}."
    note(conference=conference, action="attendance.take_over", words=words, actor=actor, stamp=stamp)
    return len(rows)


@transaction.atomic
def attendance_from_door(*, conference, actor):
    """On closing: the head counts of the doors stand where the office typed none (LP-90).

    Somebody who came to two sittings is counted once.
    """
    facts = attendance_facts(conference)
    if not facts.came:
        return conference
    changes = {}
    counted = {one.pk: one.came for one in facts.groups if one.pk}
    for group in conference.groups.filter(present=None):
        group.present = counted.get(group.pk, 0)
        group.save(update_fields=["present"])
        changes[group.name] = ["", str(group.present)]
    if conference.attendance is None:
        type(conference).objects.filter(pk=conference.pk).update(attendance=facts.came)
        conference.attendance = facts.came
        changes["Tổng số"] = ["", str(facts.came)]
    if changes:
        record(
            actor=actor, action="conference.attendance", subject=conference,
            sentence="đã lấy số người dự từ điểm danh ở cửa", changes=changes,
        )  # fmt: skip
    return conference
