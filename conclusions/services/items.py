"""Lines of the notice while it is a draft: added, edited, removed, reordered, petitions left out or taken back."""

from django.db import transaction
from django.db.models import Max

from conclusions import rules
from conclusions.models import ConclusionItem, Omission
from conclusions.queries.lines import BINDING
from conclusions.queries.record import line_of_petition
from conclusions.services.confirmations import ask_again, forget_item
from conclusions.services.drafting import take_in_hand
from conclusions.states import ItemKind
from core.clock import local_today
from core.editing import save_edit
from core.log import record
from core.refusals import Refused

FIELDS = (
    "group",
    "petition",
    "content",
    "result",
    "unit",
    "due_on",
    "level",
    "kind",
    "person",
    "is_restricted",
)
CONFIRMED = "is_late_confirmed"


@transaction.atomic
def add_item(*, notice, actor, **values):
    """Add a line at the end of its part; a petition that had been left out counts as taken back.

    Raises Refused for a date later than the plan's rule that nobody confirmed (D-39).
    """
    rules.check_can_edit_conclusion_notice(actor, notice)
    _check_due_on(notice, values)
    return _add(notice, actor, _guarded(values))


def _guarded(values):
    """What is said of officials who failed is restricted whether or not the box was ticked (TD-68)."""
    return values | {"is_restricted": True} if values.get("kind") == ItemKind.REMEDY else values


def _check_due_on(notice, values):
    rules.check_due_on(
        notice, group=values.get("group"), due_on=values.get("due_on"),
        is_late_confirmed=values.get("is_late_confirmed", False),
    )  # fmt: skip


def _add(notice, actor, values):
    take_in_hand(notice, actor)
    last = notice.items.aggregate(last=Max("order"))["last"] or 0
    item = ConclusionItem.objects.create(
        notice=notice,
        order=last + 1,
        **{name: values[name] for name in (*FIELDS, CONFIRMED) if name in values},
    )
    item.supporting.set(values.get("supporting") or [])
    if item.petition_id:
        notice.omissions.filter(petition=item.petition_id).delete()
    record(actor=actor, action="conclusion_item.add", subject=item, sentence="đã thêm một mục kết luận")
    return item


@transaction.atomic
def edit_item(*, item, actor, version, supporting=None, **values):
    """Change a line; the second of two people is told, with both texts. A late date asks to be confirmed (D-39).

    Units that had been asked about the line are asked anew when what binds them has changed.
    """
    rules.check_can_edit_conclusion_notice(actor, item.notice)
    now = {name: getattr(item, name) for name in ("group", "due_on", CONFIRMED)}
    _check_due_on(item.notice, now | values)
    take_in_hand(item.notice, actor)
    before = _bound(item)
    item = save_edit(
        item, actor=actor, version=version, values=_guarded(values),
        action="conclusion_item.edit", sentence="đã sửa mục kết luận",
    )  # fmt: skip
    if supporting is not None:
        _save_supporting(item, supporting, actor)
    if _bound(item) != before:
        ask_again(item=item, actor=actor)
    return item


def _bound(item):
    """What the line binds units to, as the database has it."""
    fresh = ConclusionItem.objects.get(pk=item.pk)
    return [getattr(fresh, name) for name in BINDING], {unit.pk for unit in fresh.supporting.all()}


def _save_supporting(item, units, actor):
    """The supporting units stand in a table of their own, so `save_edit` does not see them."""
    before, after = list(item.supporting.sorted()), sorted(units, key=lambda unit: unit.pk)
    if {unit.pk for unit in before} == {unit.pk for unit in after}:
        return
    item.supporting.set(after)
    names = [", ".join(unit.short_name for unit in some) for some in (before, after)]
    record(
        actor=actor, action="conclusion_item.edit", subject=item, sentence="đã sửa đơn vị phối hợp",
        changes={"Đơn vị phối hợp": names},
    )  # fmt: skip


@transaction.atomic
def remove_item(*, item, actor, reason="", is_deferred=False):
    """Remove a line; the petition that only this line answered is left out with a reason, or not at all.

    `is_deferred`: it waits for the supplement (D-23).
    """
    notice = item.notice
    rules.check_can_edit_conclusion_notice(actor, notice)
    only = _alone_answers_its_petition(item)
    if only and not reason.strip():
        raise Refused("Mục này trả lời một kiến nghị. Hãy ghi lý do không đưa kiến nghị đó vào thông báo.")
    if is_deferred:
        rules.check_may_defer(notice)
    take_in_hand(notice, actor)
    if only:
        Omission.objects.create(
            notice=notice, petition=item.petition, reason=reason.strip(), left_out_by=actor, is_deferred=is_deferred
        )  # fmt: skip
    record(
        actor=actor, action="conclusion_item.remove", subject=notice, note=reason,
        sentence="đã bỏ một mục kết luận", changes={"Nội dung": [item.content, ""]},
    )  # fmt: skip
    forget_item(item=item, actor=actor)
    item.delete()


def _alone_answers_its_petition(item):
    others = item.notice.items.exclude(pk=item.pk)
    return item.petition_id is not None and not others.filter(petition=item.petition_id).exists()


@transaction.atomic
def shift_item(*, item, actor, step):
    """Move a line one place up (`step` -1) or down (+1) within its part."""
    rules.check_can_edit_conclusion_notice(actor, item.notice)
    take_in_hand(item.notice, actor)
    rows = list(item.notice.items.filter(group=item.group))
    place = rows.index(item)
    other = place + step
    if not 0 <= other < len(rows):
        return item
    rows[place], rows[other] = rows[other], rows[place]
    for order, row in enumerate(rows, start=1):
        row.order = order
    ConclusionItem.objects.bulk_update(rows, ["order"])
    record(
        actor=actor,
        action="conclusion_item.shift",
        subject=item.notice,
        sentence="đã đổi thứ tự các mục kết luận",
    )
    return item


@transaction.atomic
def restore_petition(*, notice, petition, actor):
    """Take a petition into the notice as the record gives it: a new one, or one that had been left out."""
    rules.check_can_edit_conclusion_notice(actor, notice)
    if not notice.petitions_to_cover().filter(pk=petition.pk).exists():
        raise Refused("Kiến nghị này không thuộc nội dung của thông báo. Tải lại trang rồi chọn lại.")
    if notice.items.filter(petition=petition).exists():
        raise Refused("Kiến nghị này đã có trong thông báo. Tải lại trang để xem mục đó.")
    line = line_of_petition(petition, local_today())
    values = {name: value for name, value in vars(line).items() if name in FIELDS}
    # A late date that the record brings along is asked about when the notice is submitted.
    return _add(notice, actor, values)
