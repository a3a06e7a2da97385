"""Prints of many papers: nothing lost and nothing made twice, however often the worker dies; who may have the files."""

import io
import multiprocessing
import time
import zipfile

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from core.attempts import dead_letters
from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from documents import services, tasks
from documents.models import Batch, BatchItem
from documents.models.batches import STUCK_AFTER
from documents.render import Rendered
from documents.sheets import sheets_of
from documents.states import BatchItemState, BatchState
from tests.factories.documents import a_subject

pytestmark = pytest.mark.django_db
NAMES = ["Ông Nguyễn Văn An", "Bà Đỗ Thị Ớt", "Ông Nguyễn Văn An", "UBND/xã: ../x", "Trường Tiểu học"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """The queue of these tests is a list."""
    queue = []
    monkeypatch.setattr(tasks, "async_task", lambda name, pk: queue.append(pk))
    return queue


@pytest.fixture
def press(monkeypatch):
    """A press that prints one empty page at once and remembers what it printed."""
    printed = []

    def pdf_of(html, *, is_archival):
        if "KẸT" in html:
            raise ValueError("jammed")
        printed.append(html)
        writer = PdfWriter()
        writer.add_blank_page(595, 842)
        file = io.BytesIO()
        writer.write(file)
        return Rendered(file.getvalue(), 1)

    monkeypatch.setattr(services.batches, "pdf_of", pdf_of)
    return printed


def a_batch(*, cast, names=NAMES, has_personal_data=False, words=""):
    sheets = [(f"k{n}", name, f"<p>{name} {n} {words}</p>") for n, name in enumerate(names)]
    return services.start_batch(
        subject=a_subject(commune=cast.commune), title="Giấy mời hội nghị", sheets=iter(sheets), actor=cast.office,
        has_personal_data=has_personal_data,
    )  # fmt: skip


def done(batch):
    batch.refresh_from_db()
    return batch.state


def test_start_batch_freezes_sheets_names_files_and_queues_after_commit(
    cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        batch = a_batch(cast=cast)
    assert [item.file_name for item in batch.items.all()] == [
        "01-ong-nguyen-van-an", "02-ba-do-thi-ot", "03-ong-nguyen-van-an", "04-ubndxa-x", "05-truong-tieu-hoc",
    ]  # fmt: skip
    assert [callback.args for callback in callbacks] == [("documents.tasks.run_batch", batch.pk)]
    assert a_batch(cast=cast).pk == batch.pk
    assert a_batch(cast=cast, names=NAMES[:4]).pk != batch.pk
    with pytest.raises(NotYourRole):
        services.start_batch(
            subject=a_subject(commune=cast.commune), title="x", sheets=[], actor=cast.unit, has_personal_data=False
        )  # fmt: skip
    with pytest.raises(Refused, match="Không có văn bản"):
        services.start_batch(
            subject=a_subject(commune=cast.commune), title="x", sheets=[], actor=cast.office, has_personal_data=False
        )  # fmt: skip


def test_finish_batch_makes_one_zip_and_one_file_to_print(cast, press):
    batch = a_batch(cast=cast)
    assert tasks.run_batch(batch.pk) is True
    assert done(batch) == BatchState.DONE
    with zipfile.ZipFile(batch.archive.open("rb")) as archive:
        assert archive.namelist() == [f"{item.file_name}.pdf" for item in batch.items.all()]
        assert archive.testzip() is None
        assert archive.read("02-ba-do-thi-ot.pdf").startswith(b"%PDF")
    assert len(PdfReader(batch.merged.open("rb")).pages) == batch.pages == 5
    assert not batch.items.exclude(pdf="").exists()
    assert [entry.action for entry in AuditEntry.objects.about(batch).order_by("pk")] == [
        "batch.start", "batch.begin", "batch.finish",
    ]  # fmt: skip
    assert tasks.run_batch(batch.pk) is False
    assert len(press) == 5


def test_a_worker_that_dies_in_the_middle_loses_nothing_and_doubles_nothing(cast, press, monkeypatch):
    """A kill cannot be caught: neither the attempt's end nor the slice's is written."""
    batch, real = a_batch(cast=cast), services.batches.print_item
    left = [2, 1, 0]

    class Killed(BaseException):
        pass

    def dying(*, item):
        if not left[0]:
            left.pop(0)
            raise Killed
        left[0] -= 1
        real(item=item)

    monkeypatch.setattr(services.batches, "print_item", dying)
    for expected in (2, 3, 3):
        with pytest.raises(Killed):
            tasks.run_batch(batch.pk)
        assert batch.done_count == expected
    monkeypatch.setattr(services.batches, "print_item", real)
    assert tasks.run_batch(batch.pk) is True
    assert sorted(press) == sorted(set(press)) and len(press) == 5
    assert len(PdfReader(Batch.objects.get().merged.open("rb")).pages) == 5


def test_two_workers_on_one_batch_keep_each_sheet_once(cast, press):
    batch = a_batch(cast=cast)
    services.begin_batch(batch=batch)
    first, same = batch.items.first(), batch.items.first()
    services.batches.print_item(item=first)
    services.batches.print_item(item=same)
    kept = BatchItem.objects.get(pk=first.pk)
    assert kept.pdf.name == first.pdf.name != same.pdf.name
    assert kept.pdf.storage.exists(first.pdf.name) and not kept.pdf.storage.exists(same.pdf.name)


def test_begin_batch_is_the_first_slice_which_ends_in_time_and_queues_the_next(
    cast, press, at_once, monkeypatch
):
    monkeypatch.setattr(services.batches, "SLICE_SECONDS", 0)
    batch = a_batch(cast=cast)
    run = services.batches.run_batch
    monkeypatch.setattr(services, "run_batch", lambda *, batch: run(batch=batch, seconds=0.000001))
    assert tasks.run_batch(batch.pk) is False
    assert at_once == [batch.pk]
    assert done(batch) == BatchState.RUNNING


def test_fail_batch_after_the_same_sheet_failed_three_times_names_it_and_retry_goes_on(cast, press):
    batch = a_batch(cast=cast, names=["A", "KẸT", "C"])
    # The first delivery prints one sheet; only from then on is it always the same that fails.
    for _ in range(4):
        with pytest.raises(services.batches.SheetFailed):
            tasks.run_batch(batch.pk)
    assert tasks.run_batch(batch.pk) is False
    assert done(batch) == BatchState.FAILED
    assert "02-ket: jammed" in batch.error
    assert batch.done_count == 1
    batch.items.filter(file_name="02-ket").update(html="<p>xong</p>")
    assert dead_letters().count() == 1
    services.retry_batch(batch=batch, actor=cast.office)
    assert not dead_letters().exists()
    assert tasks.run_batch(batch.pk) is True
    assert len(press) == 3


def test_cancel_batch_stops_and_retry_batch_goes_on_with_the_rest(cast, press, monkeypatch):
    batch, real = a_batch(cast=cast), services.batches.print_item

    def stopping(*, item):
        real(item=item)
        if batch.done_count == 2:
            services.cancel_batch(batch=Batch.objects.get(), actor=cast.office)

    monkeypatch.setattr(services.batches, "print_item", stopping)
    tasks.run_batch(batch.pk)
    assert (done(batch), batch.done_count) == (BatchState.CANCELLED, 2)
    assert tasks.run_batch(batch.pk) is False
    services.retry_batch(batch=batch, actor=cast.office)
    monkeypatch.setattr(services.batches, "print_item", real)
    assert tasks.run_batch(batch.pk) is True
    assert len(press) == 5


def test_retry_batch_is_refused_while_it_runs_and_open_when_its_worker_is_gone(cast):
    batch = a_batch(cast=cast)
    with pytest.raises(Refused, match="đang chạy"):
        services.retry_batch(batch=batch, actor=cast.office)
    Batch.objects.update(touched_at=timezone.now() - STUCK_AFTER * 2)
    batch.refresh_from_db()
    services.retry_batch(batch=batch, actor=cast.office)
    assert not batch.is_stuck


def test_sheets_of_a_print_file_are_whole_papers():
    sheet = '<article class="sheet" id="giay-moi-{0}"><p>{0}</p></article>'
    html = f"<html><body><main>\n{sheet.format(1)}\n{sheet.format(2)}\n</main></body></html>"
    assert sheets_of(html) == {
        f"giay-moi-{n}": f"<html><body><main>\n{sheet.format(n)}\n</main></body></html>" for n in (1, 2)
    }
    assert sheets_of("<html></html>") == {}


# --- pages -----------------------------------------------------------------------------------------------------


def test_batch_pages_show_progress_and_give_the_files_with_a_log_line(client, sign_in, cast, press):
    batch = a_batch(cast=cast, has_personal_data=True)
    client = sign_in(cast.office)
    page, progress = (reverse(name, args=[batch.pk]) for name in ("batch_detail", "batch_progress"))
    shown = client.get(page).content.decode()
    assert (
        f'hx-get="{progress}"' in shown and "0 / 5" in shown and "Dừng in" in shown and "In tiếp" not in shown
    )
    assert client.get(reverse("batch_merged", args=[batch.pk])).status_code == 409
    tasks.run_batch(batch.pk)
    ready = client.get(progress).content.decode()
    assert "Tải từng tệp (ZIP)" in ready and "hx-get" not in ready
    answer = client.get(reverse("batch_archive", args=[batch.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="giay-moi-hoi-nghi.zip"'
    assert b"".join(client.get(reverse("batch_merged", args=[batch.pk])).streaming_content).startswith(
        b"%PDF"
    )
    assert AuditEntry.objects.filter(action="personal_data.read", actor=cast.office).count() == 2


def test_batches_are_the_offices_and_of_the_own_commune(client, sign_in, cast, neighbours, press):
    batch = a_batch(cast=cast)
    names = ["batch_detail", "batch_progress", "batch_archive", "batch_merged"]
    sign_in(neighbours.office)
    assert all(client.get(reverse(name, args=[batch.pk])).status_code == 404 for name in names)
    sign_in(cast.unit)
    assert all(client.get(reverse(name, args=[batch.pk])).status_code == 403 for name in names)
    sign_in(cast.front)
    assert client.get(reverse("batch_detail", args=[batch.pk])).status_code == 404
    sign_in(cast.chair)
    assert client.get(reverse("batch_detail", args=[batch.pk])).status_code == 200
    refused = client.post(reverse("batch_cancel", args=[batch.pk]))
    assert refused.status_code == 403 and "Chỉ Văn phòng" in refused.content.decode()
    sign_in(cast.office)
    assert client.get(reverse("batch_cancel", args=[batch.pk])).status_code == 405
    assert client.post(reverse("batch_cancel", args=[batch.pk])).status_code == 302
    again = client.post(reverse("batch_cancel", args=[batch.pk]))
    assert again.status_code == 409
    assert client.post(reverse("batch_retry", args=[batch.pk])).status_code == 302


def test_batch_list_costs_the_same_with_many(client, sign_in, cast, press, django_assert_max_num_queries):
    sign_in(cast.office)
    for _ in range(12):
        batch = a_batch(cast=cast, names=["A"])
        tasks.run_batch(batch.pk)
    with django_assert_max_num_queries(10):
        assert client.get(reverse("batch_list")).content.decode().count("<tr>") == 13
    assert Batch.objects.filter(state=BatchState.DONE).count() == 12
    assert BatchItem.objects.filter(status=BatchItemState.DONE).count() == 12


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_kill_9_in_the_middle_loses_nothing_and_doubles_nothing(cast):
    """A real worker process with the real press, killed while it prints; another one takes over."""
    batch = a_batch(cast=cast, names=[f"Ông Nguyễn Văn {n}" for n in range(30)])
    connections.close_all()
    worker = multiprocessing.get_context("fork").Process(target=tasks.run_batch, args=(batch.pk,))
    worker.start()
    deadline = time.monotonic() + 60
    while batch.done_count < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    worker.kill()
    worker.join(10)
    reached = batch.done_count
    kept = dict(batch.items.filter(status=BatchItemState.DONE).values_list("key", "pdf"))
    assert worker.exitcode == -9 and 3 <= reached < 30
    assert tasks.run_batch(batch.pk) is True
    batch.refresh_from_db()
    assert len(kept) == reached
    assert len(PdfReader(batch.merged.open("rb")).pages) == batch.pages == 30
    with zipfile.ZipFile(batch.archive.open("rb")) as archive:
        assert len(set(archive.namelist())) == 30
