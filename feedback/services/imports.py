"""Files of petitions: sent in, decided on, taken back by people. What the worker does with them is in `importing`."""

import hashlib
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_q.tasks import async_task

from core.clock import local_today
from core.log import record, record_reading
from core.refusals import Refused
from core.vietnamese import lower_first
from core.workflow import move
from feedback import importing, rules
from feedback.models import ImportRow, Petition, PetitionImport
from feedback.queries.hamlets import as_listed, listed_hamlets
from feedback.states import RowVerdict

IMPORT_TASK = "feedback.tasks.run_import"
IMPORT_ATTEMPT = "run_import"
READ_AGAIN = "Người khác vừa sửa hoặc nhập lượt này. Hãy tải lại trang để xem bản mới nhất rồi làm tiếp."


@transaction.atomic
def start_petition_import(*, conference, file, source, collector, actor, retry_of=None):
    """Keep the file as it is and have the worker read it; returns the import, whose page shows how far it is.

    BadFile where a look at the file's beginning already tells that it is no list of petitions.
    """
    rules.check_can_start_petition_import(actor, conference.commune)
    kind = importing.check_upload(file)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    made = PetitionImport(
        commune=conference.commune, conference=conference, collector=collector, source=source, started_by=actor,
        file_name=file.name[-200:], sha256=digest.hexdigest(), retry_of=retry_of,
    )  # fmt: skip
    made.file.save(f"{made.sha256[:16]}.{kind}", file, save=False)
    made.save()
    again = f", sửa lỗi của “{retry_of.file_name}”" if retry_of else ""
    words = f"đã gửi tệp kiến nghị “{made.file_name}”{again}, nguồn: {lower_first(made.get_source_display())}"
    record(actor=actor, action="petition_import.start", subject=made, sentence=words)
    enqueue(made)
    return made


def enqueue(petition_import):
    transaction.on_commit(partial(async_task, IMPORT_TASK, petition_import.pk))


@transaction.atomic
def apply_petition_import(*, petition_import, good_only, takes_known, version, actor):
    """Decide to write the rows into the book; the worker does it, all of them or none.

    `good_only`: leave the faulty rows out. `takes_known`: take also what repeats another row or a petition.
    `version`: of the import as the person saw it; rows mended since then are looked at first.
    """
    rules.check_can_apply_petition_import(actor, petition_import)
    if PetitionImport.objects.select_for_update().get(pk=petition_import.pk).version != version:
        raise Refused(READ_AGAIN)
    counts = petition_import.rows.counts()
    count = rules.check_taken(counts, good_only=good_only, takes_known=takes_known)
    bad = counts.get(RowVerdict.BAD, 0)
    note = (
        f"{count} dòng"
        + (f", bỏ {bad} dòng lỗi" if bad else "")
        + (", kể cả dòng trùng" if takes_known else "")
    )
    move(
        petition_import, "apply", actor=actor, note=note, takes_good_only=good_only, takes_known=takes_known,
        done=0, error="", touched_at=timezone.now(),
    )  # fmt: skip
    enqueue(petition_import)
    return petition_import


@transaction.atomic
def undo_petition_import(*, petition_import, actor):
    """Decide to take all petitions of this import out of the book again; the worker does it."""
    rules.check_can_undo_petition_import(actor, petition_import)
    move(petition_import, "undo", actor=actor, error="", touched_at=timezone.now())
    enqueue(petition_import)
    return petition_import


@transaction.atomic
def discard_petition_import(*, petition_import, actor):
    """Nothing of this file will be used; the file and its rows stay to be read."""
    rules.check_can_discard_petition_import(actor, petition_import)
    move(petition_import, "discard", actor=actor)
    return petition_import


@transaction.atomic
def requeue_petition_import(*, petition_import, actor):
    """Give an import whose worker is gone to another one; whatever was under way begins anew."""
    rules.check_can_requeue_petition_import(actor, petition_import)
    PetitionImport.objects.filter(pk=petition_import.pk).update(
        touched_at=timezone.now(), version=F("version") + 1
    )
    record(
        actor=actor, action="petition_import.requeue", subject=petition_import, sentence="đã cho làm lại lượt nhập bị dừng"
    )  # fmt: skip
    enqueue(petition_import)
    return petition_import


@transaction.atomic
def fix_import_row(*, row, texts, actor):
    """Write mended cells over a faulty row and judge it anew; faults that remain raise Refused with the first of them.

    `texts`: every column's text by field.
    """
    # Held until the end: the decision to apply waits, or this one sees it.
    parent = PetitionImport.objects.select_for_update().get(pk=row.petition_import_id)
    row = ImportRow.objects.select_related("petition_import").get(pk=row.pk)
    rules.check_can_fix_import_row(actor, row)
    judged = importing.judge(texts, local_today())
    if judged.errors:
        raise Refused(next(iter(judged.errors.values())))
    judged.values["hamlet"] = as_listed(judged.values["hamlet"], listed_hamlets(parent.commune_id))
    verdict, same_as_row, same_as = _verdict_of(row, judged)
    ImportRow.objects.filter(pk=row.pk).update(
        cells=judged.texts,
        values=judged.values,
        errors={},
        verdict=verdict,
        same_as_row=same_as_row,
        same_as=same_as,
    )
    PetitionImport.objects.filter(pk=parent.pk).update(version=F("version") + 1)
    changed = [
        label
        for name, label in importing.LABELS.items()
        if judged.texts.get(name, "") != row.cells.get(name, "")
    ]
    record(
        actor=actor, action="petition_import.fix_row", subject=parent,
        sentence=f"đã sửa dòng {row.number} của tệp", note=f"Cột: {', '.join(changed)}" if changed else "",
    )  # fmt: skip
    return verdict


def _verdict_of(row, judged):
    """(verdict, number of the row, key of the petition) of a mended row among the file's others and the book."""
    same = ImportRow.objects.filter(
        petition_import=row.petition_import_id, values__key=judged.values["key"]
    ).exclude(pk=row.pk)
    for other in same.exclude(verdict=RowVerdict.BAD).only("number", "values"):
        if importing.Judged({}, other.values).key == judged.key:
            return RowVerdict.REPEATED, other.number, None
    known = known_petitions(row.petition_import.commune_id, [judged.values["key"]])
    if known:
        return RowVerdict.KNOWN, None, next(iter(known.values()))
    return RowVerdict.GOOD, None, None


def known_petitions(commune_id, keys, chunk=900):
    """Content key -> the oldest petition of the commune that says the same; a query for each 900 keys."""
    keys, found = sorted(set(keys) - {""}), {}
    for start in range(0, len(keys), chunk):
        rows = Petition.objects.filter(commune=commune_id, content_key__in=keys[start : start + chunk])
        for key, pk in rows.order_by("-pk").values_list("content_key", "pk"):
            found[key] = pk
    return found


@transaction.atomic
def open_import_file(*, petition_import, what, actor):
    """Log that somebody opened what holds names and telephone numbers of an import."""
    rules.check_can_open_import_file(actor, petition_import)
    record_reading(actor=actor, subject=petition_import, what=what)
    return petition_import
