"""The worker's part of imports: files read and judged, petitions written or taken away in one transaction."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from core.clock import local_today
from core.log import entry
from core.models import AuditEntry
from core.workflow import move
from feedback import importing, rules
from feedback.models import ImportRow, Petition, Petitioner, PetitionImport
from feedback.queries.hamlets import as_listed, listed_hamlets
from feedback.queries.officials import officials_of, why_restricted
from feedback.services.imports import known_petitions
from feedback.services.petitions import next_codes, restriction_line
from feedback.services.returns import NAMELESS
from feedback.services.shadow import remember_words, shadow
from feedback.states import ImportState, RowVerdict

CHUNK = 1000
PLAIN = ("content", "hamlet", "kind", "field", "is_urgent", "about_document", "hide_name")
CONTACT = ("is_collective", "members", "hamlet", "phone", "address", "email")
UNEXPECTED = "Máy gặp lỗi ngoài dự kiến khi xử lý tệp này. Hãy thử lại; nếu vẫn không được, hãy báo quản trị."


def carry_on_import(*, petition_import):
    """What the worker has to do with an import as it stands; nothing if it needs no worker."""
    work = {
        ImportState.READING: read_petition_import,
        ImportState.APPLYING: finish_petition_import,
        ImportState.UNDOING: finish_undo_petition_import,
    }.get(petition_import.state)
    return work(petition_import=petition_import) if work else petition_import


def give_up_import(*, petition_import, error=UNEXPECTED):
    """Back to where a person can decide anew; nothing was written."""
    back = {
        ImportState.READING: fail_petition_import,
        ImportState.APPLYING: halt_petition_import,
        ImportState.UNDOING: halt_undo_petition_import,
    }.get(petition_import.state)
    return back(petition_import=petition_import, error=error) if back else petition_import


# --- reading ---------------------------------------------------------------------------------------------------


def read_petition_import(*, petition_import, actor=None):
    """Read the file, judge every row and keep the verdicts; run twice it leaves the same rows."""
    rules.check_can_read_petition_import(actor, petition_import)
    try:
        with petition_import.file.open("rb") as file:
            sheet = importing.read(file)
    except importing.BadFile as refusal:
        return fail_petition_import(petition_import=petition_import, error=refusal.sentence)
    ImportRow.objects.filter(petition_import=petition_import).delete()
    _progress(petition_import, 0, len(sheet.rows))
    rows = judged_rows(petition_import, sheet.rows, sheet.alone)
    for start in range(0, len(rows), CHUNK):
        ImportRow.objects.bulk_create(rows[start : start + CHUNK])
        _progress(petition_import, start + CHUNK, len(rows))
    notices = sheet.notices + strange_hamlets(petition_import.commune_id, rows)
    move(
        petition_import, "read", actor=actor, note=f"{len(rows)} dòng", total=len(rows), done=len(rows),
        columns={"found": sheet.columns, "notices": notices}, unknown_columns=sheet.unknown,
        encoding=sheet.encoding, touched_at=timezone.now(),
    )  # fmt: skip
    return petition_import


def judged_rows(petition_import, rows, alone=()):
    """Unsaved ImportRows with verdicts: faults first, then what another row says, then what the book has."""
    today, seen, made = local_today(), {}, []
    judged = [(number, importing.judge(cells, today, is_alone=number in alone)) for number, cells in rows]
    known = known_petitions(petition_import.commune_id, [row.values["key"] for _, row in judged])
    listed = listed_hamlets(petition_import.commune_id)
    for number, row in judged:
        row.values["hamlet"] = as_listed(row.values.get("hamlet", ""), listed)
        made.append(ImportRow(
            petition_import=petition_import, number=number, cells=row.texts, values=row.values, errors=row.errors,
            verdict=RowVerdict.BAD if row.errors else RowVerdict.GOOD,
        ))  # fmt: skip
        if row.errors:
            continue
        if row.key in seen:
            made[-1].verdict, made[-1].same_as_row = RowVerdict.REPEATED, seen[row.key]
        elif row.values["key"] in known:
            made[-1].verdict, made[-1].same_as_id = RowVerdict.KNOWN, known[row.values["key"]]
        seen.setdefault(row.key, number)
    return made


def strange_hamlets(commune_id, rows):
    """A sentence on hamlets that the commune does not list, if any: read as written, but worth a look."""
    names = set(listed_hamlets(commune_id).values())
    strange = Counter(row.values["hamlet"] for row in rows if row.values["hamlet"]) if names else {}
    strange = {name: count for name, count in strange.items() if name not in names}
    if not strange:
        return []
    shown = ", ".join(f"“{name[:40]}”" for name in list(strange)[:5]) + (", …" if len(strange) > 5 else "")
    return [
        f"{sum(strange.values())} dòng ghi thôn không có trong danh mục của xã: {shown}. "
        "Các dòng này vẫn nhập được như đã ghi; nếu viết sai tên thôn, hãy sửa tệp rồi gửi lại."
    ]


def _progress(petition_import, done, total):
    PetitionImport.objects.filter(pk=petition_import.pk).update(
        done=min(done, total), total=total, touched_at=timezone.now()
    )


def fail_petition_import(*, petition_import, error, actor=None):
    """The file cannot be read; the sentence says why and what to do."""
    rules.check_can_fail_petition_import(actor, petition_import)
    move(petition_import, "fail", actor=actor, note=error, error=error)
    return petition_import


# --- writing ---------------------------------------------------------------------------------------------------


def finish_petition_import(*, petition_import, actor=None):
    """Write the chosen rows as petitions, all in one transaction: whatever kills the worker leaves none."""
    rules.check_can_finish_petition_import(actor, petition_import)
    rows = list(petition_import.rows.taken(petition_import.takes_known).order_by("number"))
    petitions = prepared(petition_import, rows)
    with transaction.atomic():
        held = PetitionImport.objects.select_for_update().get(pk=petition_import.pk)
        rules.check_can_finish_petition_import(actor, held)
        if _now_known(held, rows):
            error = "Trong lúc chờ, có dòng đã trùng với kiến nghị mới vào sổ. Hãy xem lại các dòng trùng rồi quyết định."
            return halt_petition_import(petition_import=held, error=error)
        _number(held, petitions)
        write_petitions(held, rows, petitions)
        first, last = petitions[0].code, petitions[-1].code
        note = f"{len(petitions)} kiến nghị, mã {first} đến {last}"
        move(held, "finish", actor=actor, note=note, done=len(petitions), touched_at=timezone.now())
    return held


def prepared(petition_import, rows):
    """Unsaved petitions with their shadow, the code not yet in it: the long part, before anything is locked."""
    petitions, officials = [], officials_of(petition_import.commune)
    for place, row in enumerate(rows, start=1):
        values = row.values
        petition = Petition(
            commune_id=petition_import.commune_id, conference_id=petition_import.conference_id, import_row=row,
            source=petition_import.source, collector_id=petition_import.collector_id,
            entered_by_id=petition_import.started_by_id, received_on=date.fromisoformat(values["received_on"]),
            names_official=bool(why_restricted(values["content"], officials)),
            **{name: values[name] for name in PLAIN},
        )  # fmt: skip
        petitions.append(shadow(petition, [(values["name"] or NAMELESS, values["hamlet"])]))
        if place % CHUNK == 0:
            _progress(petition_import, place, petition_import.total)
    return petitions


def _now_known(petition_import, rows):
    """Rows that were new when the file was read and no longer are; they are marked so, unless taken anyway."""
    if petition_import.takes_known:
        return []
    known = known_petitions(petition_import.commune_id, [row.values["key"] for row in rows])
    late = [row for row in rows if row.values["key"] in known]
    for row in late:
        row.verdict, row.same_as_id = RowVerdict.KNOWN, known[row.values["key"]]
    ImportRow.objects.bulk_update(late, ["verdict", "same_as"], batch_size=CHUNK)
    return late


def _number(petition_import, petitions):
    """Codes for all in one go: one UPDATE of the counter for each year, held until the transaction ends."""
    by_year = {}
    for petition in petitions:
        by_year.setdefault(petition.received_on.year, []).append(petition)
    for year, some in sorted(by_year.items()):
        codes = next_codes(petition_import.commune_id, year, len(some))
        for code, petition in zip(codes, some, strict=True):
            petition.code = code
            # As `shadow` writes it, which stood without the code so far.
            petition.search_text = f"{petition.code.lower()} {petition.search_text}"


def write_petitions(petition_import, rows, petitions):
    """The petitions, who raised them, their words and a line in the log for each; in batches."""
    Petition.objects.bulk_create(petitions, batch_size=CHUNK)
    people = [
        Petitioner(
            commune_id=petition.commune_id, petition=petition, name=row.values["name"] or NAMELESS,
            **{name: row.values[name] for name in CONTACT},
        )
        for row, petition in zip(rows, petitions, strict=True)
    ]  # fmt: skip
    Petitioner.objects.bulk_create(people, batch_size=CHUNK)
    for start in range(0, len(petitions), CHUNK):
        some = petitions[start : start + CHUNK]
        remember_words(petition_import.commune_id, [petition.search_text for petition in some])
    AuditEntry.objects.bulk_create(log_lines(petition_import, rows, petitions), batch_size=CHUNK)


def log_lines(petition_import, rows, petitions):
    """Unsaved entries: each petition came from which row, and why some were restricted at once (LP-29)."""
    starter, name, lines = petition_import.started_by, petition_import.file_name, []
    officials = officials_of(petition_import.commune)
    for row, petition in zip(rows, petitions, strict=True):
        about = {"subject": petition, "commune_id": petition.commune_id}
        words = f"đã nhập kiến nghị từ tệp “{name}”, dòng {row.number}"
        lines.append(entry(actor=starter, action="petition.add", sentence=words, **about))
        if petition.names_official:
            lines.append(restriction_line(petition, why_restricted(petition.content, officials)))
    return lines


def halt_petition_import(*, petition_import, error, actor=None):
    """Nothing was written; the file waits for a decision again."""
    rules.check_can_halt_petition_import(actor, petition_import)
    move(petition_import, "halt", actor=actor, note=error, error=error, done=petition_import.total)
    return petition_import


# --- taking back -----------------------------------------------------------------------------------------------


def finish_undo_petition_import(*, petition_import, actor=None):
    """Delete the import's petitions with their people, all or none; the numbers are not given again."""
    rules.check_can_finish_undo_petition_import(actor, petition_import)
    try:
        with transaction.atomic():
            held = PetitionImport.objects.select_for_update().get(pk=petition_import.pk)
            rules.check_can_finish_undo_petition_import(actor, held)
            # Held until they are gone: nobody begins to work on one between this look and the deletion.
            list(held.petitions().select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
            refusal = rules.why_not_undone(held)
            if refusal:
                return halt_undo_petition_import(petition_import=held, error=refusal)
            codes = list(held.petitions().order_by("pk").values_list("code", flat=True))
            held.petitions().delete()
            note = f"Đã xoá {len(codes)} kiến nghị" + (f", mã {codes[0]} đến {codes[-1]}" if codes else "")
            move(held, "finish_undo", actor=actor, note=note, done=0, touched_at=timezone.now())
            return held
    except ProtectedError:
        error = "Có kiến nghị của lượt này đã được văn bản khác nhắc tới nên không hoàn tác cả lượt được."
        return halt_undo_petition_import(petition_import=petition_import, error=error)


def halt_undo_petition_import(*, petition_import, error, actor=None):
    """Nothing was taken away: somebody began to work on a petition of it meanwhile."""
    rules.check_can_halt_undo_petition_import(actor, petition_import)
    move(petition_import, "halt_undo", actor=actor, note=error, error=error)
    return petition_import
