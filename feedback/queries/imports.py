"""What the pages about files show: counts by verdict, rows with their faults in words, the list of faulty rows."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from core.pages import PAGE_SIZE
from core.providers import WorkItem
from core.spreadsheets import spreadsheet
from core.states import Role
from feedback import importing
from feedback.models import Petition, PetitionImport
from feedback.states import RowVerdict

TONES = {
    RowVerdict.GOOD: "good", RowVerdict.BAD: "late", RowVerdict.REPEATED: "soon", RowVerdict.KNOWN: "soon",
}  # fmt: skip
GROUP = "Kiến nghị"
WIDTHS = {"content": 60, "name": 24, "address": 28}


def work_items(user):
    """Files that somebody sent in and has not decided on: their petitions are in no book yet."""
    if not user.roles & {Role.OFFICE, Role.FRONT}:
        return []
    waiting = PetitionImport.objects.visible_to(user).filter(started_by=user).waiting().newest_first()
    return [
        WorkItem(
            f"Quyết định nhập {one.total} kiến nghị từ tệp “{one.file_name}”",
            reverse("petition_import_detail", args=[one.pk]),
            "Xem trước",
            why="Tệp đã đọc xong, chưa dòng nào vào sổ.",
            tone="info",
            group=GROUP,
        )
        for one in waiting[:5]
    ]


def verdict_counts(petition_import):
    """[(verdict, label, tone, rows)] of the verdicts that occur, in their order, and the dict of counts."""
    counts = petition_import.rows.counts()
    return [
        (value, label, TONES[value], counts[value]) for value, label in RowVerdict.choices if value in counts
    ], counts


def rows_page(user, petition_import, verdict, counts, number):
    """One page of the import's rows, of one verdict or of all; a petition is named only to who may see it."""
    named = Petition.objects.visible_to(user).filter(pk=OuterRef("same_as")).values("code")[:1]
    rows = petition_import.rows.of_verdict(verdict).select_related("petition").order_by("number")
    paginator = Paginator(rows.annotate(same_code=Subquery(named)), PAGE_SIZE)
    # Known from the counts by verdict: counting once more would cost a query.
    paginator.count = counts.get(verdict, 0) if verdict else sum(counts.values())
    return paginator.get_page(number)


def shown_rows(rows):
    """Rows of the preview with their faults as (column, sentence)."""
    return [
        {
            "row": row,
            "tone": TONES[row.verdict],
            "faults": [(importing.LABELS[name], sentence) for name, sentence in row.errors.items()],
            "bad": set(row.errors),
        }
        for row in rows
    ]


def column_labels(petition_import):
    """(heading as typed, what it was taken for) of each column that was understood."""
    return [(heading, importing.LABELS.get(name, "")) for heading, name in petition_import.found_columns]


def bad_rows_sheet(petition_import):
    """The bytes of a workbook with the faulty rows only, as typed, and what is wrong with each; to be mended and sent in."""
    used = {name for _, name in petition_import.found_columns}
    names = [name for name in importing.FIELDS if name in used or name == "content"]
    columns = [("Dòng", 8), *((importing.LABELS[name], WIDTHS.get(name, 16)) for name in names), ("Lỗi", 50)]
    rows = petition_import.rows.bad().order_by("number").iterator(chunk_size=1000)
    return spreadsheet(
        "Dòng lỗi",
        columns,
        ([row.number, *(row.cells.get(name, "") for name in names), faults_of(row)] for row in rows),
    )


def faults_of(row):
    return "\n".join(f"{importing.LABELS[name]}: {sentence}" for name, sentence in row.errors.items())
