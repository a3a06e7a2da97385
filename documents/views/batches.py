"""Prints of many papers: the list, one of them with its progress, its two files, stopping and going on."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from core.access import actions_for, guard
from core.log import record_reading
from core.pages import act, page_for_key, paged
from core.refusals import Refused
from core.vietnamese import fold
from documents import services
from documents.models import BATCH_READERS, Batch


@guard(*BATCH_READERS)
def batch_list(request):
    page = paged(request, Batch.objects.visible_to(request.user).select_related("started_by").newest_first())
    return render(request, "documents/batch_list.html", {"page": page})


@guard(*BATCH_READERS)
def batch_detail(request, pk):
    return render(request, "documents/batch_detail.html", _context(request, pk))


@guard(*BATCH_READERS)
def batch_progress(request, pk):
    """The part of the page that waits; asked for every two seconds while the worker prints."""
    return render(request, "documents/batch_progress.html", _context(request, pk))


def _context(request, pk):
    batch = batch_or_404(request, pk)
    kind = batch.subject_type
    return {
        "batch": batch,
        "done": batch.done_count,
        "subject_url": page_for_key(f"{kind.app_label}.{kind.model}", batch.subject_id),
        "actions": [action for action in actions_for(request.user, batch) if action.enabled],
        "poll_url": reverse("batch_progress", args=[batch.pk]),
    }


@guard(*BATCH_READERS)
def batch_archive(request, pk):
    return _file(request, pk, "archive", "zip")


@guard(*BATCH_READERS)
def batch_merged(request, pk):
    return _file(request, pk, "merged", "pdf")


def _file(request, pk, field, ending):
    batch = batch_or_404(request, pk)
    file = getattr(batch, field)
    if not file:
        raise Refused("Các văn bản chưa in xong nên chưa có tệp để tải. Mở trang lượt in để xem đến đâu.")
    if batch.has_personal_data:
        record_reading(
            actor=request.user, subject=batch, what=f"tệp in hàng loạt có dữ liệu cá nhân: {batch}"
        )
    name = f"{slugify(fold(batch.title))[:80]}.{ending}"
    return FileResponse(file.open("rb"), as_attachment=True, filename=name)


@guard(*BATCH_READERS)
@require_POST
def batch_cancel(request, pk):
    batch = batch_or_404(request, pk)
    return act(
        request, services.cancel_batch, to=batch, done="Đã dừng. Những tờ đã in vẫn còn; bấm In tiếp để làm nốt.",
        batch=batch,
    )  # fmt: skip


@guard(*BATCH_READERS)
@require_POST
def batch_retry(request, pk):
    batch = batch_or_404(request, pk)
    return act(request, services.retry_batch, to=batch, done="Đã cho in tiếp những tờ còn lại.", batch=batch)


def batch_or_404(request, pk):
    rows = Batch.objects.visible_to(request.user).select_related("commune", "subject_type", "started_by")
    return get_object_or_404(rows, pk=pk)
