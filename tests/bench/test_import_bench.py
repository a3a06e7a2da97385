"""A file of ten thousand petitions is previewed in under five seconds and costs ten times what a thousand cost."""

import time
from typing import NamedTuple

import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from feedback import services
from feedback.models import Petition
from feedback.states import ImportState
from tests.factories.feedback import TODAY_UTC, the_conference
from tests.factories.imports import HEADINGS, a_started_import, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MATTER = (
    "Đề nghị Ủy ban nhân dân xã xem xét, nạo vét tuyến mương thoát nước số {n} đoạn qua xóm Đình vì mưa là ngập đường, "
    "nước tràn vào nhà dân, các cháu đi học rất khó khăn; đã phản ánh nhiều lần nhưng chưa được giải quyết."
)
BAD_EVERY = 50
PREVIEW_SECONDS = 5


class Cost(NamedTuple):
    seconds: float
    work: float
    statements: int

    def __str__(self):
        return f"{self.seconds:.2f} s (processor {self.work:.2f} s, {self.statements} statements)"


def big(path, count, salt):
    """Every fiftieth row has a date that does not exist; the rest say something of their own."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEADINGS, "Lĩnh vực", "Bức xúc"])
        for n in range(1, count + 1):
            day = "31/2/2026" if n % BAD_EVERY == 0 else f"{n % 20 + 1}/4/2026"
            row = [
                n,
                MATTER.format(n=f"{salt}-{n}"),
                f"Nguyễn Thị Hoa {n}",
                f"Thôn {n % 12 + 1}",
                "0987654321",
                day,
                "Đất đai",
                "có",
            ]
            sheet.write_row(n, 0, row)
    return SimpleUploadedFile(path.name, path.read_bytes())


def timed(act):
    """(result, seconds by the clock, seconds of one processor, statements)."""
    count = [0]

    def counting(execute, *args):
        count[0] += 1
        return execute(*args)

    with connection.execute_wrapper(counting):
        clock, work = time.perf_counter(), time.process_time()
        result = act()
    return result, Cost(time.perf_counter() - clock, time.process_time() - work, count[0])


def test_ten_thousand_rows_are_previewed_in_seconds_and_written_in_one_go(cast, sign_in, tmp_path):
    """What is asserted is the work of one processor: others may be at work on this machine as well."""
    with time_machine.travel(TODAY_UTC, tick=True):
        conference, client, seen = the_conference(cast), sign_in(cast.office), {}
        for count in (1_000, 10_000):
            file = big(tmp_path / f"{count}.xlsx", count, count)
            one, sent = timed(lambda file=file: a_started_import(cast=cast, file=file, conference=conference))
            one, read = timed(lambda one=one: run(one))
            page, shown = timed(lambda one=one: client.get(reverse("petition_import_detail", args=[one.pk])))
            assert one.state == ImportState.READY and page.status_code == 200
            services.apply_petition_import(
                petition_import=one, good_only=True, takes_known=False, version=one.version, actor=cast.office
            )
            one, written = timed(lambda one=one: run(one))
            assert one.state == ImportState.DONE and one.done == count - count // BAD_EVERY
            seen[count] = {"send": sent, "read": read, "page": shown, "write": written}
            print(
                f"\n{count} rows: sent in {sent}; read, judged, stored {read}; preview {shown}; written {written}"
            )
        services.undo_petition_import(petition_import=one, actor=cast.office)
        one, undone = timed(lambda: run(one))
        assert one.state == ImportState.UNDONE and Petition.objects.count() == 980
        print(f"taken back {undone}")
    small, large = seen[1_000], seen[10_000]
    times = {name: large[name].work / small[name].work for name in ("read", "write")}
    print(f"10,000 rows to 1,000: read ×{times['read']:.1f}, written ×{times['write']:.1f}")
    assert sum(large[name].work for name in ("send", "read", "page")) < PREVIEW_SECONDS
    assert max(times.values()) < 15
