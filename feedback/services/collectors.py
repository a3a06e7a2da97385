"""Writes to who collects in a round: adding, editing, reporting, handing in, the form on paper."""

from functools import partial

from django.db import IntegrityError, transaction
from django.urls import reverse

from core.clock import local_today
from core.editing import save_plain
from core.log import record
from core.models import User
from core.notices import notify
from core.refusals import Refused
from core.vietnamese import long_date
from core.workflow import move
from deadlines import services as deadlines
from deadlines.models import Deadline
from deadlines.states import DeadlineKind
from documents.services import issue_paper
from documents.states import PaperKind
from feedback import rules
from feedback.documents.opinion_sheet import body_of, excerpt_of, opinion_sheet_html
from feedback.models import Collector
from feedback.states import CollectorState, RoundState

TWICE = "Đơn vị này đã có trong đợt với cùng địa bàn. Hãy ghi địa bàn khác, hoặc sửa nơi thu thập đã có."


@transaction.atomic
def add_collector(*, collection_round, values, actor):
    """One body of a round. `values`: unit, area, audience, forms_out, due_on (None: the round's)."""
    rules.check_can_add_collector(actor, collection_round)
    rules.check_collector_values(
        collection_round=collection_round, unit=values["unit"], due_on=values["due_on"]
    )
    collector = _create(collection_round, values)
    record(actor=actor, action="collector.add", subject=collector, sentence="đã được giao thu thập ý kiến")
    _begin_if_open(collector, actor)
    return collector


@transaction.atomic
def add_collectors(*, collection_round, units, values, actor):
    """Many bodies at once with the same audience and number of forms; returns how many were new."""
    rules.check_can_add_collector(actor, collection_round)
    for unit in units:
        rules.check_collector_values(collection_round=collection_round, unit=unit, due_on=None)
    known = set(collection_round.collectors.filter(area="").values_list("unit", flat=True))
    new = [unit for unit in units if unit.pk not in known]
    if not new:
        raise Refused("Hãy chọn ít nhất một đơn vị chưa có trong đợt.")
    for unit in new:
        _begin_if_open(_create(collection_round, {"unit": unit, **values}), actor)
    record(
        actor=actor, action="collector.add", subject=collection_round,
        sentence=f"đã thêm {len(new)} nơi thu thập", note=", ".join(unit.short_name for unit in new),
    )  # fmt: skip
    return len(new)


def _create(collection_round, values):
    try:
        with transaction.atomic():
            return Collector.objects.create(
                commune_id=collection_round.commune_id, round=collection_round, **values
            )
    except IntegrityError as error:
        raise Refused(TWICE) from error


def _begin_if_open(collector, actor):
    if collector.round.state == RoundState.OPEN:
        start_duty(collector, actor)
        tell_collector(collector, "open", "Đơn vị được giao thu thập ý kiến")


@transaction.atomic
def edit_collector(*, collector, values, actor):
    """Change area, audience, forms, date; the unit stays: another one is another collector."""
    rules.check_can_edit_collector(actor, collector)
    rules.check_collector_values(
        collection_round=collector.round, unit=collector.unit, due_on=values["due_on"]
    )
    same = collector.round.collectors.filter(unit=collector.unit_id, area=values["area"])
    if same.exclude(pk=collector.pk).exists():
        raise Refused(TWICE)
    save_plain(collector, actor=actor, values=values, action="collector.edit", sentence="đã sửa nơi thu thập")
    if collector.state == CollectorState.COLLECTING:
        follow_duty(collector, actor)
    return collector


@transaction.atomic
def report_collector(*, collector, forms_out, actor):
    """How many forms the body gave out so far."""
    rules.check_can_report_collector(actor, collector)
    return save_plain(
        collector, actor=actor, values={"forms_out": forms_out}, action="collector.report",
        sentence="đã báo số phiếu phát ra",
    )  # fmt: skip


@transaction.atomic
def remove_collector(*, collector, actor):
    rules.check_can_remove_collector(actor, collector)
    record(
        actor=actor, action="collector.remove", subject=collector.round,
        sentence=f"đã bỏ nơi thu thập: {collector.unit.short_name}",
    )  # fmt: skip
    collector.delete()


@transaction.atomic
def submit_collector(*, collector, actor):
    """Everything is handed in; the date is met today."""
    rules.check_can_submit_collector(actor, collector)
    move(collector, "submit", actor=actor)
    for deadline in _duties(collector).open():
        deadlines.meet_deadline(deadline=deadline, on=local_today(), actor=actor)
    return collector


@transaction.atomic
def return_collector(*, collector, reason, actor):
    """Go on collecting; the date runs again."""
    rules.check_can_return_collector(actor, collector)
    if not reason.strip():
        raise Refused("Hãy ghi rõ cần thu thập thêm gì; đơn vị sẽ đọc câu này.")
    entry = move(collector, "return", actor=actor, note=reason)
    met = _duties(collector).met().order_by("-pk").first()
    if met:
        deadlines.unmeet_deadline(deadline=met, reason=reason, actor=actor)
        follow_duty(collector, actor)
    else:
        start_duty(collector, actor)
    tell_collector(collector, f"return-{entry.pk}", "Đề nghị thu thập tiếp ý kiến", f"Lý do: {reason}\n")
    return collector


@transaction.atomic
def print_collector(*, collector, actor):
    """The body's form on paper, with its own code; returns the Paper, whose PDF follows from the worker."""
    rules.check_can_print_collector(actor, collector)
    return _print(collector.round, collector, [collector], collector.unit, actor)


@transaction.atomic
def print_collection_round(*, collection_round, actor):
    """The forms of all bodies of a round in one file, a form each."""
    rules.check_can_edit_collection_round(actor, collection_round)
    rules.check_has_form(collection_round)
    collectors = list(
        collection_round.collectors.select_related("unit", "round").order_by("unit__sort_key", "area")
    )
    if not collectors:
        raise Refused("Đợt này chưa có nơi thu thập nào. Hãy thêm đơn vị thu thập rồi in phiếu.")
    return _print(collection_round, collection_round, collectors, None, actor)


def _print(collection_round, subject, collectors, unit, actor):
    return issue_paper(
        kind=PaperKind.OPINION_FORM, subject=subject, body=body_of(collection_round, unit), sign="",
        build=partial(opinion_sheet_html, collection_round, collectors), excerpt=excerpt_of(collection_round),
        issued_on=local_today(), signer_name="", signer_title="", commune=collection_round.commune, actor=actor,
    )  # fmt: skip


# --- the date, and telling those who collect ---


def start_duty(collector, actor):
    """The date of handing in as a deadline of the unit's own; the running one where there is one."""
    return deadlines.start_deadline(
        rule=None, kind=DeadlineKind.COLLECTION, subject=collector, subject_label=str(collector), anchor_on=None,
        fixed_on=collector.last_on, owner_unit=collector.unit, actor=actor, commune=collector.commune,
        label="Nộp kết quả thu thập ý kiến", legal_basis=f"Hạn nộp của đợt thu thập “{collector.round.name}”",
    )  # fmt: skip


def follow_duty(collector, actor):
    """A running date that is no longer the one asked for ends, and the new one begins."""
    running = _duties(collector).open().exclude(due_on=collector.last_on)
    for deadline in running:
        deadlines.cancel_deadline(
            deadline=deadline, reason=f"Hạn nộp đổi thành {long_date(collector.last_on)}.", actor=actor
        )
        start_duty(collector, actor)


def end_duty(collector, reason, actor):
    for deadline in _duties(collector).open():
        deadlines.cancel_deadline(deadline=deadline, reason=reason, actor=actor)


def _duties(collector):
    return Deadline.objects.about(collector).of_kind(DeadlineKind.COLLECTION).select_related("commune")


def tell_collector(collector, key, title, words=""):
    notify(
        User.objects.of_unit(collector.unit),
        key=f"collector:{collector.pk}:{key}",
        title=f"{title}: {collector.round.name}",
        body=f"{words}Hạn nộp: {long_date(collector.last_on)}.",
        link=reverse("collector_detail", args=[collector.pk]),
    )
