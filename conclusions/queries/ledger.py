"""The ledger of an issued notice: who has it, who is missing, what came back. Nothing is written."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q
from django.utils import timezone

from conclusions.models import Dispatch, DispatchAttempt
from conclusions.states import MailState, RecipientKind
from core.models import Notice
from core.states import Channel
from core.vietnamese import fold

MISSING = Q(sent_on=None, unsent_reason="")
PER_PAGE = 50
FIGURES = ("total", "missing", "sent", "unsent", "received")


@dataclass(frozen=True)
class Group:
    """One kind of recipients: how many there are, missing, sent, without a way, with a receipt."""

    kind: str
    label: str
    total: int
    missing: int
    sent: int
    unsent: int
    received: int


@dataclass(frozen=True)
class Line:
    """One recipient as the ledger shows it: its newest letter, the day on which the notice was opened in the software."""

    row: Dispatch
    mail: DispatchAttempt | None
    tries: int
    opened_on: date | None

    @property
    def received_on(self):
        return self.row.received_on or self.opened_on


def groups_of(notice):
    """[Group] of the kinds that there are, in their order; the ways to the public stand last."""
    counts = notice.dispatches.order_by().values("kind").annotate(
        total=Count("pk"),
        missing=Count("pk", filter=MISSING),
        sent=Count("pk", filter=Q(sent_on__isnull=False)),
        unsent=Count("pk", filter=~Q(unsent_reason="")),
        received=Count("pk", filter=Q(received_on__isnull=False)),
    )  # fmt: skip
    found = {row["kind"]: row for row in counts}
    return [Group(label=label, **found[kind]) for kind, label in RecipientKind.choices if kind in found]


def totals_of(groups):
    """The same figures of all compulsory recipients together."""
    compulsory = [group for group in groups if group.kind != RecipientKind.PUBLIC]
    return {name: sum(getattr(group, name) for group in compulsory) for name in FIGURES}


def ledger_of(notice, values):
    """The recipients under the filter, the missing first."""
    rows = notice.dispatches.missing_first().select_related("unit", "recorded_by")
    if values.get("nhom"):
        rows = rows.filter(kind=values["nhom"])
    returned = DispatchAttempt.objects.filter(dispatch=OuterRef("pk")).returned()
    living = DispatchAttempt.objects.filter(dispatch=OuterRef("pk")).living()
    ways = {
        "missing": lambda: rows.missing(),
        "sent": lambda: rows.exclude(sent_on=None),
        "unreceived": lambda: rows.unreceived(),
        "received": lambda: rows.exclude(received_on=None),
        "returned": lambda: rows.filter(Exists(returned)).exclude(Exists(living)),
        "unsent": lambda: rows.exclude(unsent_reason=""),
    }
    if values.get("trang_thai") in ways:
        rows = ways[values["trang_thai"]]()
    if values.get("words"):
        wanted = fold(values["words"])
        keys = [pk for pk, label in notice.dispatches.values_list("pk", "label") if wanted in fold(label)]
        rows = rows.filter(pk__in=keys)
    letters = DispatchAttempt.objects.order_by("pk")
    return rows.prefetch_related(Prefetch("mails", letters, to_attr="letters"))


def lines_of(notice, rows):
    """[Line] of the rows of one page; one more query for who opened the notice in the software."""
    opened = opened_by_units(notice)
    return [
        Line(
            row, row.letters[-1] if row.letters else None, len(row.letters),
            opened.get(row.unit_id) if row.channel == Channel.IN_APP else None,
        )
        for row in rows
    ]  # fmt: skip


def opened_by_units(notice):
    """unit pk -> the day on which the first of its people opened the notice that the software brought."""
    read = Notice.objects.filter(key=f"conclusion_notice.issued:{notice.pk}", read_at__isnull=False)
    rows = read.values_list("recipient__posts__unit").annotate(first=Min("read_at"))
    return {unit: timezone.localdate(first) for unit, first in rows}


def mail_figures(notice):
    """How many letters wait, went out, came back."""
    return DispatchAttempt.objects.filter(dispatch__notice=notice).aggregate(
        waiting=Count("pk", filter=Q(state=MailState.WAITING)),
        sent=Count("pk", filter=Q(state=MailState.SENT)),
        returned=Count("pk", filter=Q(state__in=[MailState.BOUNCED, MailState.FAILED])),
    )


# --- the ledger as a spreadsheet ---------------------------------------------------------------------------------

COLUMNS = (
    ("STT", 6), ("Nơi nhận", 40), ("Loại", 20), ("Cách gửi", 20), ("Ngày gửi", 12), ("Bằng chứng", 36),
    ("Ngày nhận", 12), ("Người nhận", 26), ("Lý do không gửi được", 30), ("Lý do gửi thêm", 26), ("Tình trạng thư", 22),
    ("Người ghi", 24),
)  # fmt: skip
ADDRESS = ("Thư điện tử", 28)


def spreadsheet_rows(notice, *, has_addresses):
    """The whole ledger; addresses, in the last column, only for who writes to them."""
    for number, line in enumerate(lines_of(notice, ledger_of(notice, {})), start=1):
        row = line.row
        yield (
            number, row.label, row.get_kind_display(), row.get_channel_display() if row.sent_on else "chưa gửi",
            row.sent_on, row.proof, line.received_on, row.received_by, row.unsent_reason, row.added_reason,
            line.mail.get_state_display() if line.mail else "", row.recorded_by.full_name if row.recorded_by else "",
            *([row.email] if has_addresses else []),
        )  # fmt: skip
