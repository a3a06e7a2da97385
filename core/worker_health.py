"""Whether the background worker lives and what it left undone, in the words of the admin's page. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django_q.models import OrmQ

from core.attempts import dead_letters
from core.models import WorkerBeat
from core.vietnamese import long_date

# Beats come every 15 seconds; a busy worker may be late, a dead one is found and restarted within this time.
SILENT_AFTER = timedelta(minutes=5)
SHOWN_LETTERS = 50
WAITING = "Nhắc hạn, thư và tệp PDF đang chờ, chưa mất gì; chúng được làm bù khi tiến trình nền chạy lại."
WHAT_TO_DO = (
    "Nhờ người quản trị máy chủ khởi động dịch vụ hoi-nghi-worker (trên máy dùng thử: chạy lại ./run)."
)


@dataclass(frozen=True)
class WorkerHealth:
    """State of the background worker: alive or not, since when silent, and how much waits."""

    is_alive: bool
    last_beat_at: datetime | None
    waiting: int

    @property
    def title(self):
        if self.is_alive:
            return "Tiến trình nền đang chạy"
        if self.last_beat_at is None:
            return "Tiến trình nền chưa chạy lần nào"
        local = timezone.localtime(self.last_beat_at)
        return f"Tiến trình nền chưa chạy từ {local:%H:%M}, {long_date(local.date())}"

    @property
    def advice(self):
        return "" if self.is_alive else f"{WAITING} {WHAT_TO_DO}"


def worker_health(now=None):
    """The health by the latest beat of any worker; `now` is an aware instant (the present)."""
    now = now or timezone.now()
    last = WorkerBeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()
    waiting = OrmQ.objects.exclude(key__startswith="beat:").count()
    return WorkerHealth(last is not None and now - last <= SILENT_AFTER, last, waiting)


def letters_to_show():
    """The latest tasks that were given up."""
    return list(dead_letters()[:SHOWN_LETTERS])
