"""To whom the issued notice must go, when it went, and what that does to the conclusion's deadline (D-22)."""

from django.db import transaction

from conclusions import rules
from conclusions.documents import extracts_of
from conclusions.models import Dispatch
from conclusions.states import ItemGroup, RecipientKind
from core.clock import local_today
from core.log import record
from core.models import Unit, User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Channel, UnitKind
from core.vietnamese import fold, short_date
from deadlines.services import deadlines_of, meet_deadline, unmeet_deadline
from deadlines.states import DeadlineKind
from documents.services import start_batch
from feedback.models import Petitioner

UPPER = "Cấp ủy, chính quyền cấp trên (báo cáo)"
EVERYBODY = "Nhân dân (công khai kết quả đối thoại)"


def list_recipients(notice, actor):
    """One row for each petitioner, the Party board, the Front, each tasked unit, the upper bodies, the public.

    Bodies with an account are served by the notice in the software on the day of issue (LP-95 to LP-97).
    """
    rows = _petitioner_rows(notice)
    rows += [_unit_row(notice, kind, unit) for kind, unit in _bodies(notice)]
    rows.append(_row(notice, RecipientKind.UPPER, UPPER))
    rows.append(_row(notice, RecipientKind.PUBLIC, EVERYBODY))
    for row in rows:
        if row.unit is not None:
            _serve_in_app(notice, row, actor)
    Dispatch.objects.bulk_create(rows)


def _row(notice, kind, label, **fields):
    return Dispatch(commune=notice.commune, notice=notice, kind=kind, label=label[:250], **fields)


def _petitioner_rows(notice):
    """Somebody who raised several matters gets one letter."""
    people = {}
    for person in Petitioner.objects.filter(petition__conference=notice.conference_id).order_by("pk"):
        people.setdefault((fold(person.name), fold(person.hamlet), person.phone), person)
    return [
        _row(
            notice, RecipientKind.PETITIONER, ", ".join(part for part in (person.name, person.hamlet) if part),
            petitioner=person,
        )
        for person in people.values()
    ]  # fmt: skip


def _bodies(notice):
    units = Unit.objects.of_commune(notice.commune).active().sorted()
    tasked = {item.unit_id for item in notice.items.all() if item.group == ItemGroup.PENDING and item.unit_id}
    found = [(RecipientKind.PARTY, unit) for unit in units if unit.kind == UnitKind.PARTY_BOARD]
    found += [(RecipientKind.FRONT, unit) for unit in units if unit.kind == UnitKind.FRONT]
    served = {unit.pk for _, unit in found}
    for kind in (RecipientKind.PARTY, RecipientKind.FRONT):
        if kind not in [known for known, _ in found]:
            found.append((kind, None))
    return found + [(RecipientKind.UNIT, unit) for unit in units if unit.pk in tasked - served]


def _unit_row(notice, kind, unit):
    return _row(notice, kind, unit.official_name if unit else kind.label, unit=unit)


def _serve_in_app(notice, row, actor):
    people = list(User.objects.of_unit(row.unit))
    if not people:
        return
    notify(
        people,
        key=f"conclusion_notice.issued:{notice.pk}",
        title=f"{notice.paper}: {notice.conference.title}",
        body="Thông báo kết luận đã ban hành. Mở để xem nội dung và nhiệm vụ được giao.",
        link=page_for(notice),
    )
    row.channel, row.sent_on, row.recorded_on = Channel.IN_APP, notice.issued_on, notice.issued_on
    row.proof, row.recorded_by = f"Thông báo trên phần mềm tới {len(people)} người", actor


def print_extracts(*, notice, actor):
    """Every petitioner's sheet at once, made by the worker; returns the Batch (LP-95). Names stand in it."""
    rules.check_can_record_dispatch(actor, notice)
    return start_batch(
        subject=notice, title=f"Thông báo tới người kiến nghị: {notice.conference.title}"[:200],
        sheets=extracts_of(notice), actor=actor, has_personal_data=True,
    )  # fmt: skip


@transaction.atomic
def record_dispatches(*, notice, rows, actor, channel="", sent_on=None, proof="", unsent_reason=""):
    """Record for one or many recipients when and how the notice went, or why it cannot (LP-95)."""
    rules.check_can_record_dispatch(actor, notice)
    if not rows:
        raise Refused("Hãy chọn ít nhất một nơi nhận.")
    rules.check_dispatch(notice, sent_on=sent_on, unsent_reason=unsent_reason)
    if sent_on and not channel:
        raise Refused("Hãy chọn cách gửi.")
    if any(row.notice_id != notice.pk for row in rows):
        raise Refused("Có nơi nhận không thuộc thông báo này. Tải lại trang rồi chọn lại.")
    for row in rows:
        row.channel, row.sent_on, row.proof = channel if sent_on else "", sent_on, proof
        row.unsent_reason, row.recorded_by, row.recorded_on = unsent_reason.strip(), actor, local_today()
    Dispatch.objects.bulk_update(
        rows, ["channel", "sent_on", "proof", "unsent_reason", "recorded_by", "recorded_on"]
    )
    what = f"Ngày gửi {short_date(sent_on)}" if sent_on else f"Không gửi được: {unsent_reason}"
    record(
        actor=actor, action="conclusion_notice.dispatch", subject=notice, note=what,
        sentence=f"đã ghi nhận gửi thông báo kết luận tới {len(rows)} nơi",
    )  # fmt: skip
    settle_clock(notice, actor)
    return notice


def settle_clock(notice, actor):
    """Meet the conclusion's deadline on the day the last compulsory recipient was served, and not before.

    Publishing to everybody meets its own deadline (RESULT_PUBLISHED), whoever else still waits.
    """
    rows = list(Dispatch.objects.filter(notice=notice))
    compulsory = [row.settled_on for row in rows if row.kind != RecipientKind.PUBLIC]
    published = [row.sent_on for row in rows if row.kind == RecipientKind.PUBLIC]
    notice.dispatched_on = _last(compulsory)
    type(notice).objects.filter(pk=notice.pk).update(dispatched_on=notice.dispatched_on)
    done = {DeadlineKind.CONCLUSION: notice.dispatched_on, DeadlineKind.RESULT_PUBLISHED: _last(published)}
    for deadline in deadlines_of(notice.conference).of_kind(*done):
        _settle(deadline, done[deadline.kind], actor)


def _last(days):
    return max(days) if days and all(days) else None


def _settle(deadline, on, actor):
    """Bring one deadline into line with the day, also where a recorded day was corrected."""
    if deadline.met_on and deadline.met_on != on:
        unmeet_deadline(deadline=deadline, reason="Ngày gửi thông báo kết luận được ghi lại.", actor=actor)
    if deadline.is_open and on:
        meet_deadline(deadline=deadline, on=on, actor=actor)
