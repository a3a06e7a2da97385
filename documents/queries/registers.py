"""Reads over the number registers: each register, each number and why it was taken."""

from django.db.models import F, Prefetch, Sum, Value
from django.db.models.functions import Coalesce

from documents.faces import number_text_of
from documents.models import PERSONAL_DATA_READERS, NumberRegister, Paper, RegisterEntry
from documents.states import EntryOrigin, EntryState, PaperKind

HIDDEN = "(văn bản có dữ liệu cá nhân)"
STANDINGS = {
    "paper": {"origin": EntryOrigin.PAPER},
    "outside": {"origin": EntryOrigin.HAND, "state": EntryState.USED},
    "reserved": {"state": EntryState.RESERVED},
    "cancelled": {"state": EntryState.CANCELLED},
    "book": {"origin": EntryOrigin.BOOK},
}
EXPORT_LIMIT = 5000
COLUMNS = [
    ("Số, ký hiệu", 18), ("Số", 8), ("Cơ quan ban hành", 20), ("Sổ", 10), ("Năm, nhiệm kỳ", 12), ("Loại văn bản", 22),
    ("Trích yếu", 60), ("Ngày ban hành", 14), ("Người ký", 24), ("Tình trạng", 24), ("Lý do", 30), ("Hiệu lực", 34),
]  # fmt: skip


def registers_of(user):
    """The commune's registers with the number that the next paper gets and how many numbers nobody explains.

    The last is 0 as long as every number was taken through the services; the newest period comes first.
    """
    explained = Coalesce(Sum(F("entries__until") - F("entries__number") + Value(1)), Value(0))
    rows = NumberRegister.objects.filter(commune_id=user.commune_id).annotate(explained=explained)
    return [
        (row, number_text_of(row.body, row.sign, row.last_number + 1), row.last_number - row.explained)
        for row in rows.order_by("-period", "body", "sign")
    ]


def register_entries(user, values):
    """Numbers that the filters leave, register by register, the newest number first; four queries a page."""
    rows = RegisterEntry.objects.visible_to(user)
    wanted = {"register__body": "body", "register__sign": "sign", "register__period": "period"}
    rows = rows.filter(**{field: values[name] for field, name in wanted.items() if values.get(name)})
    rows = rows.filter(**STANDINGS.get(values.get("standing"), {}))
    rows = rows.matching(values.get("words") or "", user)
    fates = Prefetch("paper__corrections", Paper.objects.light().order_by("pk"))
    return rows.select_related("register", "paper").defer("paper__html").prefetch_related(fates).in_order()


def shown_excerpt(entry, user):
    """The excerpt, or that it holds personal data, to whoever may not open such papers."""
    return (
        HIDDEN if entry.has_personal_data and not user.roles & set(PERSONAL_DATA_READERS) else entry.excerpt
    )


def register_table(user, rows):
    """The rows of the spreadsheet under COLUMNS."""
    for row in rows:
        yield (
            row.number_text, row.number, row.register.get_body_display(), row.register.sign, row.register.period,
            PaperKind(row.paper.kind).label if row.paper else "", shown_excerpt(row, user), row.issued_on,
            row.signer_name, row.words, row.reason, row.paper.fate if row.paper else "",
        )  # fmt: skip
