"""How each unit kept what was promised: counted from the rows and the Front's words, never typed. Nothing is written.

One promise stands in exactly one of five columns: kept in time, kept late, waiting for the Front's word, running,
overdue. Kept is what was confirmed by a review; its day is the day of the unit's last report that it is done.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from django.db.models import Exists, F, OuterRef

from conclusions.models import Commitment, Review
from conclusions.states import CommitmentState, Verdict
from core.clock import local_today
from core.models import Unit

COLUMNS = [
    ("Đơn vị", 44), ("Được giao", 12), ("Giữ lời đúng hạn", 14), ("Giữ lời nhưng trễ", 14), ("Chờ xác nhận", 12),
    ("Đang làm, còn hạn", 14), ("Quá hạn", 12), ("Trong đó: từng bị Mặt trận trả lại", 18),
    ("Trong đó: quá hạn ban đầu", 18), ("Tỷ lệ đúng hạn (%)", 14), ("Số ngày làm (trung vị)", 14),
]  # fmt: skip
# How each figure is made, said on the page and here once.
DEFINITIONS = [
    ("Được giao", "Số cam kết mà đơn vị chủ trì, theo các thông báo kết luận ban hành trong kỳ đã chọn."),
    ("Giữ lời đúng hạn", "Mặt trận (hoặc Văn phòng, nơi không có Mặt trận) đã xác nhận hoàn thành; ngày đơn vị báo xong không sau hạn đang ghi."),
    ("Giữ lời nhưng trễ", "Đã được xác nhận; ngày đơn vị báo xong sau hạn đang ghi."),
    ("Chờ xác nhận", "Đơn vị đã báo xong, chưa có lời xác nhận; chưa tính là giữ lời."),
    ("Đang làm, còn hạn", "Chưa báo xong, hạn chưa qua."),
    ("Quá hạn", "Chưa báo xong, hạn đã qua."),
    ("Từng bị trả lại", "Có ít nhất một lần Mặt trận chưa xác nhận và yêu cầu làm tiếp."),
    ("Quá hạn ban đầu", "Báo xong sau ngày ghi trong thông báo kết luận, hoặc chưa xong mà ngày đó đã qua, dù đã được lùi hạn hay chưa."),
    ("Tỷ lệ đúng hạn", "Giữ lời đúng hạn chia cho số đã ngã ngũ: đúng hạn, trễ và quá hạn."),
    ("Số ngày làm", "Trung vị của số ngày từ ngày ban hành thông báo đến ngày đơn vị báo xong, của các cam kết đã được xác nhận."),
]  # fmt: skip


@dataclass
class Score:
    """One unit's figures; `unit` None: all units together."""

    unit: Unit | None
    given: int = 0
    in_time: int = 0
    late: int = 0
    waiting: int = 0
    running: int = 0
    overdue: int = 0
    disputed: int = 0  # among the given
    overrun: int = 0  # among the given: past the day of the notice
    days: list = field(default_factory=list)

    def add(self, row, today):
        self.given += 1
        self.disputed += row["was_disputed"]
        ended_on = row["done_on"] if row["is_done"] else today
        self.overrun += ended_on > row["first_due_on"]
        setattr(self, row["column"], getattr(self, row["column"]) + 1)
        if row["is_kept"]:
            self.days.append((row["done_on"] - row["issued_on"]).days)

    @property
    def rate(self):
        """Per cent kept in time of what is decided either way; None while nothing is."""
        decided = self.in_time + self.late + self.overdue
        return round(100 * self.in_time / decided) if decided else None

    @property
    def median_days(self):
        return round(median(self.days)) if self.days else None

    @property
    def line(self):
        """The figures in the order of COLUMNS."""
        name = self.unit.official_name if self.unit else "Tất cả"
        return [
            name, self.given, self.in_time, self.late, self.waiting, self.running, self.overdue, self.disputed,
            self.overrun, self.rate, self.median_days,
        ]  # fmt: skip


def period_of(values):
    """(first, last) day of the year or quarter of a filter; this year where it names none."""
    year, quarter = values.get("nam") or local_today().year, values.get("quy")
    if not quarter:
        return date(year, 1, 1), date(year, 12, 31)
    after = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, 3 * quarter - 2, 1), after - timedelta(days=1)


def scores(commune, *, first=None, last=None, conference=None, today=None):
    """([Score of each unit, by name], Score of all); two queries however many promises there are.

    Promises of notices issued from `first` to `last`, or those of one conference. Only counts: what is restricted
    counts like all else, and says nothing of itself.
    """
    today = today or local_today()
    rows = Commitment.objects.of_commune(commune)
    if conference is not None:
        rows = rows.filter(conference=conference)
    else:
        rows = rows.filter(item__notice__issued_on__range=(first, last))
    total, by_unit = Score(None), defaultdict(lambda: Score(None))
    for row in _facts(rows):
        _judge(row, today)
        for score in (total, by_unit[row["unit"]]):
            score.add(row, today)
    units = Unit.objects.filter(pk__in=by_unit).sorted()
    for unit in units:
        by_unit[unit.pk].unit = unit
    return [by_unit[unit.pk] for unit in units], total


def _facts(rows):
    reviews = Review.objects.filter(commitment=OuterRef("pk"))
    return (
        rows.with_day_of_claim()
        .annotate(
            issued_on=F("item__notice__issued_on"),
            is_kept=Exists(reviews.filter(verdict=Verdict.CONFIRMED)),
            was_disputed=Exists(reviews.filter(verdict=Verdict.DISPUTED)),
        )
        .values("unit", "state", "due_on", "first_due_on", "issued_on", "done_on", "is_kept", "was_disputed")
    )


def _judge(row, today):
    """The one column that the promise stands in."""
    is_waiting = not row["is_kept"] and row["state"] == CommitmentState.REPORTED
    row["is_done"] = row["is_kept"] or is_waiting
    if row["is_kept"]:
        row["column"] = "in_time" if row["done_on"] <= row["due_on"] else "late"
    elif is_waiting:
        row["column"] = "waiting"
    else:
        row["column"] = "overdue" if row["due_on"] < today else "running"
