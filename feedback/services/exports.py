"""The list of petitions as a spreadsheet: a short one at once, a long one by the worker with its progress."""

from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from core.attempts import dead_letters, revive
from core.log import record
from core.models.log import READING
from core.numbers import grouped
from core.refusals import Refused
from core.spreadsheets import spreadsheet
from feedback import rules
from feedback.forms.lists import petition_filter
from feedback.models import ListExport
from feedback.queries.export import CHUNK, export_columns, export_rows
from feedback.queries.lists import filtered
from feedback.rules.lists import check_filter_fits

LIST_EXPORT_TASK = "feedback.tasks.run_list_export"
LIST_EXPORT_ATTEMPT = "list_export"
AT_ONCE = 500  # petitions that are written within the request: a second
MOST_EXPORTED = (
    30_000  # petitions of one spreadsheet: what a worker writes in its time and a spreadsheet still opens
)
KEPT_FOR = timedelta(days=7)


@transaction.atomic
def start_list_export(*, query, has_contacts, actor):
    """Write what the list shows under this filter, contacts only if asked for and allowed; returns the ListExport.

    `query`: the filter as its address carries it. The reading is logged with its count (LP-59: personal data).
    """
    rules.check_can_export_petitions(actor, actor.commune)
    check_filter_fits(query)
    if has_contacts:
        rules.check_can_export_contacts(actor, actor.commune)
    total = len(keys_of(actor, query))
    if not total:
        raise Refused("Không có kiến nghị nào khớp với bộ lọc này nên không có gì để xuất.")
    if total > MOST_EXPORTED:
        raise Refused(
            f"Mỗi bảng tính không quá {grouped(MOST_EXPORTED)} kiến nghị. Hãy lọc thêm, ví dụ từng năm, rồi xuất."
        )
    export = ListExport.objects.create(
        commune=actor.commune, user=actor, query=query, has_contacts=has_contacts, total=total
    )
    with_what = "có" if has_contacts else "không có"
    _log(export, actor, f"đã xuất bảng tính {grouped(total)} kiến nghị, {with_what} điện thoại, địa chỉ")
    if total > AT_ONCE:
        transaction.on_commit(partial(async_task, LIST_EXPORT_TASK, export.pk))
    return export


def export_petitions(*, query, has_contacts, actor):
    """The same; a short list is written at once, outside the transaction that asked for it."""
    export = start_list_export(query=query, has_contacts=has_contacts, actor=actor)
    return export if export.total > AT_ONCE else write_list_export(export=export)


def keys_of(user, query):
    """Keys of what the person sees under the filter, one more than a spreadsheet takes at most."""
    values = petition_filter(user, query).values()
    return list(filtered(user, values).rows.values_list("pk", flat=True)[: MOST_EXPORTED + 1])


def write_list_export(*, export):
    """Write the file; whoever lost a right since asking gets nothing of what it opened."""
    if export.has_contacts:
        rules.check_can_export_contacts(export.user, export.commune)
    keys = keys_of(export.user, export.query)[:MOST_EXPORTED]
    rows = _counting(export, export_rows(keys, export.has_contacts))
    content = spreadsheet("Danh sách kiến nghị", export_columns(export.has_contacts), rows)
    export.file.save(f"kien-nghi-{export.pk}.xlsx", ContentFile(content), save=False)
    export.total = export.done = len(keys)
    export.error, export.done_at = "", timezone.now()
    export.save()
    return export


def _counting(export, rows):
    for place, row in enumerate(rows, start=1):
        if place % CHUNK == 0:
            ListExport.objects.filter(pk=export.pk).update(done=place, touched_at=timezone.now())
        yield row


def give_up_list_export(*, export):
    ListExport.objects.filter(pk=export.pk, done_at=None).update(
        error="Bảng tính chưa lập được sau ba lần thử. Hãy bấm Làm lại; nếu vẫn không được, báo quản trị."
    )


@transaction.atomic
def retry_list_export(*, export, actor):
    """Begin anew what stands still or failed."""
    rules.check_can_retry_list_export(actor, export)
    if not export.may_be_retried:
        raise Refused("Bảng tính này đang được lập hoặc đã xong. Tải lại trang để xem đến đâu.")
    for letter in dead_letters().filter(key=f"{LIST_EXPORT_ATTEMPT}:{export.pk}"):
        revive(letter)
    ListExport.objects.filter(pk=export.pk).update(error="", done=0, touched_at=timezone.now())
    transaction.on_commit(partial(async_task, LIST_EXPORT_TASK, export.pk))
    return export


def read_list_export(*, export, actor):
    """Each time the file is taken away is logged: phones of many people stand in it."""
    if export.has_contacts:
        _log(export, actor, f"đã tải bảng tính {grouped(export.total)} kiến nghị có điện thoại, địa chỉ")
    return export.file


@transaction.atomic
def drop_old_exports():
    """Spreadsheets do not lie about: a week, then whoever needs one writes it anew. Returns how many went."""
    week_ago = timezone.now() - KEPT_FOR
    old = list(ListExport.objects.filter(done_at__lt=week_ago).exclude(file="").order_by("pk")[:CHUNK])
    for export in old:
        transaction.on_commit(partial(export.file.storage.delete, export.file.name))
    ListExport.objects.filter(pk__in=[export.pk for export in old]).update(file="")
    return len(old)


def _log(export, actor, sentence):
    record(actor=actor, action=READING, subject=export, sentence=sentence)
