"""To whom the issued notice must go, when it went, and what that does to the conclusion's deadline (D-22)."""

from django.db import transaction
from django.db.models import Q

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
from core.uploads import attach
from core.vietnamese import fold, short_date
from deadlines.services import deadlines_of, settle_deadline
from deadlines.states import DeadlineKind
from documents.services import start_batch
from feedback.models import Petitioner

UPPER = "Cấp ủy, chính quyền cấp trên (báo cáo)"
EVERYBODY = "Nhân dân (công khai kết quả đối thoại)"
BOARD = "Niêm yết tại trụ sở"
RECORDED_ANEW = "Ngày gửi thông báo kết luận được ghi lại."
KINDS = {
    UnitKind.PARTY_BOARD: RecipientKind.PARTY,
    UnitKind.FRONT: RecipientKind.FRONT,
    UnitKind.VILLAGE: RecipientKind.VILLAGE,
}


def list_recipients(notice, actor):
    """One row for each petitioner, the Party board, the Front, each tasked and supporting unit, each village, the
    upper bodies, the public and the notice board (LP-95 to LP-97; LAW-3).

    Bodies with an account are served by the notice in the software on the day of issue.
    """
    rows = _petitioner_rows(notice)
    rows += [_unit_row(notice, kind, unit) for kind, unit in _bodies(notice)]
    rows.append(_row(notice, RecipientKind.UPPER, UPPER))
    for row in rows:
        if row.unit is not None:
            _serve_in_app(notice, row, actor)
    rows.append(_row(notice, RecipientKind.PUBLIC, EVERYBODY))
    rows.append(_row(notice, RecipientKind.PUBLIC, BOARD, unit=notice.conference.plan.organiser))
    Dispatch.objects.bulk_create(rows)


def _row(notice, kind, label, **fields):
    return Dispatch(commune=notice.commune, notice=notice, kind=kind, label=label[:250], **fields)


def _petitioner_rows(notice):
    """Somebody who raised several matters gets one letter; who stands in a merged petition gets one as well."""
    people = {}
    for person in _petitioners(notice):
        people.setdefault((fold(person.name), fold(person.hamlet), person.phone), person)
    return [
        _row(
            notice, RecipientKind.PETITIONER, ", ".join(part for part in (person.name, person.hamlet) if part),
            petitioner=person, email=person.email.lower(),
        )
        for person in people.values()
    ]  # fmt: skip


def _petitioners(notice):
    """Everybody of the conference; of a supplement those alone whose matters waited for it (D-23)."""
    covered = notice.petitions_to_cover().order_by().values("pk")
    raised = Q(petition__in=covered) | Q(petition__merged_into__in=covered)
    if not notice.main_id:
        raised |= Q(petition__conference=notice.conference_id)
    return Petitioner.objects.filter(raised).distinct().order_by("pk")


def _bodies(notice):
    """(kind, unit) once each; the Party board and the Front also where the commune has no such unit."""
    units = list(Unit.objects.of_commune(notice.commune).active().sorted())
    pending = [
        item for item in notice.items.prefetch_related("supporting") if item.group == ItemGroup.PENDING
    ]
    tasked = {item.unit_id for item in pending if item.unit_id}
    supporting = {unit.pk for item in pending for unit in item.supporting.all()}
    found = [(kind, unit) for of, kind in KINDS.items() for unit in units if unit.kind == of]
    for kind in (RecipientKind.PARTY, RecipientKind.FRONT):
        if kind not in [known for known, _ in found]:
            found.append((kind, None))
    served = {unit.pk for _, unit in found if unit}
    found += [(RecipientKind.UNIT, unit) for unit in units if unit.pk in tasked - served]
    return found + [
        (RecipientKind.SUPPORTING, unit) for unit in units if unit.pk in supporting - tasked - served
    ]


def _unit_row(notice, kind, unit):
    if unit is None:
        return _row(notice, kind, kind.label)
    return _row(notice, kind, unit.official_name, unit=unit, email=unit.email.lower())


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
def record_dispatches(
    *, notice, rows, actor, channel="", sent_on=None, proof="", unsent_reason="", file=None
):
    """Record for one or many recipients when and how the notice went, or why it cannot (LP-95)."""
    rules.check_can_record_dispatch(actor, notice)
    check_rows(notice, rows)
    rules.check_dispatch(notice, sent_on=sent_on, unsent_reason=unsent_reason)
    if sent_on and not channel:
        raise Refused("Hãy chọn cách gửi.")
    for row in rows:
        _serve(row, channel, sent_on, proof, unsent_reason.strip(), actor)
    save_rows(rows)
    what = f"Ngày gửi {short_date(sent_on)}" if sent_on else f"Không gửi được: {unsent_reason}"
    if file is not None:
        # One file that proves many goes with the notice; each row's own proof says which.
        to, note = rows[0] if len(rows) == 1 else notice, f"Bằng chứng gửi {len(rows)} nơi nhận"
        attach(subject=to, file=file, actor=actor, commune=notice.commune, note=note)
    record(
        actor=actor, action="conclusion_notice.dispatch", subject=notice, note=what,
        sentence=f"đã ghi nhận gửi thông báo kết luận tới {len(rows)} nơi",
    )  # fmt: skip
    settle_clock(notice, actor)
    return notice


def _serve(row, channel, sent_on, proof, unsent_reason, actor):
    """What was recorded before goes, also a receipt of what now counts as not sent."""
    row.channel, row.sent_on, row.proof = (channel, sent_on, proof) if sent_on else ("", None, "")
    row.unsent_reason, row.recorded_by, row.recorded_on = unsent_reason, actor, local_today()
    if sent_on is None:
        row.received_on, row.received_by = None, ""
    elif row.received_on:
        rules.check_receipt(row, row.received_on)


def serve_upper_bodies(*, notice, sent_on, number, actor):
    """The report upwards carries the notice: their row in the ledger is served by it, unless it was before (LP-97)."""
    rows = list(notice.dispatches.missing().of_kind(RecipientKind.UPPER))
    for row in rows:
        row.sent_on, row.channel, row.proof = sent_on, Channel.OTHER, f"Báo cáo số {number}"[:250]
        row.recorded_by, row.recorded_on = actor, local_today()
    if rows:
        save_rows(rows)
        settle_clock(notice, actor)


def check_rows(notice, rows):
    """At least one, all of this notice."""
    if not rows:
        raise Refused("Hãy chọn ít nhất một nơi nhận.")
    if any(row.notice_id != notice.pk for row in rows):
        raise Refused("Có nơi nhận không thuộc thông báo này. Tải lại trang rồi chọn lại.")


def save_rows(rows):
    """What may be recorded of a recipient, in one query."""
    fields = (
        "channel", "sent_on", "proof", "unsent_reason", "recorded_by", "recorded_on", "received_on", "received_by",
    )  # fmt: skip
    Dispatch.objects.bulk_update(rows, fields)


def settle_clock(notice, actor):
    """Meet the conclusion's deadline on the day the last compulsory recipient was served, and not before.

    Publishing to everybody meets its own deadline (RESULT_PUBLISHED), whoever else still waits.
    """
    rows = list(Dispatch.objects.filter(notice=notice).compulsory())
    days = [row.settled_on for row in rows]
    notice.dispatched_on = max(days) if days and all(days) else None
    type(notice).objects.filter(pk=notice.pk).update(dispatched_on=notice.dispatched_on)
    done = {
        DeadlineKind.CONCLUSION: rules.concluded_on(notice),
        DeadlineKind.RESULT_PUBLISHED: _published_on(notice),
    }
    for deadline in deadlines_of(notice.conference).of_kind(*done):
        settle_deadline(deadline=deadline, on=done[deadline.kind], reason=RECORDED_ANEW, actor=actor)


def _published_on(notice):
    """The day on which everybody could read the conference's own notice; a supplement follows it."""
    row = Dispatch.objects.filter(notice=notice.main_id or notice.pk).to_everybody().first()
    return row.sent_on if row else None
