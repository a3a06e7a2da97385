"""Prints of many papers at once: begun, carried on slice by slice in the worker, put together, stopped, resumed.

Why every sheet is laid out by itself (100 invitations, one core): each with its own style sheet and fonts 8.8 s;
each, the style sheet and fonts read once, 4.3 s; all in one document, cut apart afterwards, 4.2 s. The last saves
nothing and loses page numbers, tags and the sheets that were done when a worker dies.
"""

import io
import time
import zipfile
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.core.files.temp import NamedTemporaryFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django_q.tasks import async_task
from pypdf import PdfWriter

from core.attempts import dead_letters, revive
from core.log import record
from core.refusals import Refused
from core.vietnamese import fold
from core.workflow import move
from documents import rules
from documents.models import Batch, BatchItem
from documents.render import pdf_of
from documents.states import BatchItemState, BatchState

BATCH_TASK = "documents.tasks.run_batch"
BATCH_ATTEMPT = "run_batch"
SLICE_SECONDS = 40  # a third of what the queue allows one task
CHUNK = 500


class SheetFailed(RuntimeError):
    """One sheet could not be laid out; its file name leads the message."""


@transaction.atomic
def start_batch(*, subject, title, sheets, actor, has_personal_data):
    """Freeze the sheets and have the worker print them; returns the Batch, whose page shows how far it is.

    `sheets`: (key, file_name, html) of each paper. `key` is unique within the batch; `file_name` is what the
    file should be called ("Nguyễn Văn An", without number and ending): it is made plain and unique here. A
    batch of the same subject, title and keys that is still going on is given back instead of a second one.
    """
    rules.check_can_start_batch(actor, subject)
    sheets = list(sheets)
    if not sheets:
        raise Refused("Không có văn bản nào để in.")
    same = _same_going_on(subject, title, [key for key, _, _ in sheets])
    if same is not None:
        return same
    batch = Batch.objects.create(
        commune=subject.commune, title=title, subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk, started_by=actor, total=len(sheets), has_personal_data=has_personal_data,
    )  # fmt: skip
    items = (
        BatchItem(batch=batch, order=order, key=key, file_name=plain_name(order, name), html=html)
        for order, (key, name, html) in enumerate(sheets, start=1)
    )
    BatchItem.objects.bulk_create(items, batch_size=CHUNK)
    record(
        actor=actor, action="batch.start", subject=batch, sentence=f"đã cho in {batch.total} văn bản: {title}"
    )  # fmt: skip
    transaction.on_commit(partial(async_task, BATCH_TASK, batch.pk))
    return batch


def _same_going_on(subject, title, keys):
    """A second press of the button gives the first one's batch; another list of sheets is another batch."""
    for batch in Batch.objects.about(subject).filter(title=title).going_on().newest_first()[:3]:
        if list(batch.items.values_list("key", flat=True)) == keys:
            return batch
    return None


def plain_name(order, name):
    """ "01-nguyen-van-an": the number keeps the printed order and sets two of one name apart."""
    return f"{order:02d}-{slugify(fold(name))[:80]}".rstrip("-")


def begin_batch(*, batch, actor=None):
    """The worker took it up."""
    move(batch, "begin", actor=actor)


def run_batch(*, batch, seconds=SLICE_SECONDS):
    """Print the next sheets for `seconds`, each kept at once; True when none is left. The worker's part.

    Whatever kills the worker costs the one sheet under way; a second worker on the same batch does no sheet twice.
    """
    if batch.state == BatchState.WAITING:
        begin_batch(batch=batch)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        item = batch.items.filter(status=BatchItemState.WAITING).first()
        if item is None:
            return True
        if not Batch.objects.filter(pk=batch.pk, state=BatchState.RUNNING).exists():
            return False
        print_item(item=item)
    return False


def print_item(*, item):
    """Make one sheet's PDF and keep it, unless somebody else just did."""
    try:
        rendered = pdf_of(item.html, is_archival=False)
    except Exception as error:
        raise SheetFailed(f"{item.file_name}: {error}") from error
    item.pdf.save(f"{item.batch_id}-{item.order}.pdf", File(io.BytesIO(rendered.content)), save=False)
    waiting = BatchItem.objects.filter(pk=item.pk, status=BatchItemState.WAITING)
    kept = waiting.update(
        status=BatchItemState.DONE, pdf=item.pdf.name, pages=rendered.pages, done_at=timezone.now()
    )
    if kept:
        Batch.objects.filter(pk=item.batch_id).update(touched_at=timezone.now())
    else:
        item.pdf.storage.delete(item.pdf.name)


def finish_batch(*, batch, actor=None):
    """Put all sheets into one ZIP and one file to print; the sheets' own files are then no longer needed."""
    if batch.state != BatchState.RUNNING:
        return batch
    names, pages = [], 0
    with NamedTemporaryFile() as archive, NamedTemporaryFile() as merged, PdfWriter() as writer:
        with zipfile.ZipFile(archive, "w") as folder:
            for item in batch.items.defer("html").iterator(chunk_size=CHUNK):
                with item.pdf.open("rb") as file:
                    content = file.read()
                folder.writestr(f"{item.file_name}.pdf", content)
                writer.append(io.BytesIO(content), import_outline=False)
                names.append(item.pdf.name)
                pages += item.pages
        writer.write(merged)
        stem = f"{batch.pk}-{slugify(fold(batch.title))[:60]}"
        batch.archive.save(f"{stem}.zip", File(archive), save=False)
        batch.merged.save(f"{stem}.pdf", File(merged), save=False)
    try:
        move(
            batch, "finish", actor=actor, archive=batch.archive.name, merged=batch.merged.name, pages=pages,
            done_at=timezone.now(), error="",
        )  # fmt: skip
    except Refused:
        # Stopped, or finished by another worker, meanwhile: these two files are nobody's.
        batch.archive.delete(save=False)
        batch.merged.delete(save=False)
        raise
    drop_item_files(batch, names)
    return batch


def drop_item_files(batch, names):
    BatchItem.objects.filter(batch=batch).update(pdf="")
    storage = BatchItem._meta.get_field("pdf").storage
    for name in names:
        storage.delete(name)


def fail_batch(*, batch, error, actor=None):
    """Given up after the same sheet failed three times; what is done stays, and it may be resumed."""
    if batch.is_moving:
        move(batch, "fail", actor=actor, note=error[:250], error=error[:250])
    return batch


@transaction.atomic
def cancel_batch(*, batch, actor):
    """The worker stops after the sheet under way; what is done stays for a resumption."""
    rules.check_can_cancel_batch(actor, batch)
    move(batch, "cancel", actor=actor)
    return batch


@transaction.atomic
def retry_batch(*, batch, actor):
    """Go on with the sheets that are not done; the attempts are counted per version of the batch, so anew."""
    rules.check_can_retry_batch(actor, batch)
    for letter in dead_letters().filter(key__startswith=f"{BATCH_ATTEMPT}:{batch.pk}-"):
        revive(letter)  # it is no longer given up: the admin's page need not warn of it
    move(batch, "retry", actor=actor, error="", touched_at=timezone.now())
    transaction.on_commit(partial(async_task, BATCH_TASK, batch.pk))
    return batch
