"""The figures of a report and how each is counted: written down once, for pages, papers and spreadsheets alike.

A report counts the conferences whose (first) day lies in the period and which were held, and everything that came of
them until the day of the report: petitions, promises, ballots. Duties with a last day count for those still to be
held as well.
"""

from dataclasses import dataclass, fields

from core.numbers import percent
from dialogue.queries.survey import FEW  # fewer ballots than these let one guess who answered what

DEFINITIONS = (
    ("Kỳ báo cáo", "Các hội nghị có ngày tổ chức nằm trong kỳ và đã bế mạc; mọi việc sau hội nghị tính đến ngày lập số liệu."),
    ("Theo kế hoạch", "Tổng số hội nghị mà chỉ tiêu của các kế hoạch đã ban hành trong năm nêu. Chỉ tiêu “khi cần thiết” không cộng vào. Chỉ tính cho cả năm."),
    ("Đã tổ chức theo kế hoạch", "Trong số đã tổ chức, hội nghị thuộc chỉ tiêu có số lượng; hội nghị đột xuất không tính. Hội nghị chung của hai kế hoạch tính cho cả hai."),
    ("Chưa tổ chức", "Hội nghị đã có ngày trong kỳ, chưa bế mạc và không bị huỷ."),
    ("Người dự", "Số người dự đã ghi của hội nghị; nếu không ghi tổng thì cộng số có mặt của các thành phần. Hội nghị chưa thống kê không cộng."),
    ("Kiến nghị", "Mỗi nội dung đếm một lần; kiến nghị đã gộp đếm cùng kiến nghị mà nó gộp vào."),
    ("Đã giải quyết, trả lời", "Kiến nghị đã có trả lời được duyệt, hoặc nội dung giao sau hội nghị đã được xác nhận hoàn thành."),
    ("Báo cáo cấp trên", "Kiến nghị đã báo cáo hoặc được phân loại để báo cáo cấp trên và chưa có trả lời."),
    ("Không tiếp thu", "Kiến nghị đã kết luận không tiếp thu, có lý do."),
    ("Đang giải quyết", "Các kiến nghị còn lại."),
    ("Thời hạn", "Mỗi việc có hạn của hội nghị có ngày trong kỳ (kể cả hội nghị chưa tổ chức), của đơn vị được giao trả lời, của nội dung giao sau hội nghị và của báo cáo gửi cấp trên là một thời hạn; hạn chờ cấp trên trả lời không tính. Đúng hạn: xong chậm nhất vào ngày hạn. Trễ: xong sau ngày hạn. Quá hạn: chưa xong mà ngày hạn đã qua. Thời hạn đã huỷ không tính."),
    ("Vi phạm thời hạn", "Thời hạn trễ, quá hạn, hoặc đã có lúc bị ghi nhận quá hạn; đã khắc phục vẫn tính."),
    ("Nội dung giao sau hội nghị", "Đúng hạn, trễ hạn: đã được Mặt trận (nơi không có Mặt trận thì Văn phòng) xác nhận hoàn thành, theo ngày đơn vị báo cáo xong. Chờ xác nhận: đơn vị báo đã xong. Quá hạn: chưa xong, hoặc phải làm tiếp, mà hạn đã qua. Phải làm tiếp: chưa được xác nhận, còn trong hạn."),
    ("Hài lòng", f"Tỷ lệ câu trả lời “Hài lòng” và “Rất hài lòng” trên mọi câu trả lời hợp lệ của các đợt lấy ý kiến đã kết thúc. Đợt có dưới {FEW} phiếu không tính để giữ kín ý kiến từng người."),
    ("Người kiến nghị đánh giá", f"Tỷ lệ “Hài lòng” trên số kiến nghị mà người kiến nghị đã cho ý kiến về kết quả giải quyết; dưới {FEW} ý kiến thì không nêu."),
)  # fmt: skip


@dataclass
class Figures:
    """Counts of one commune, conference or field; every name is explained in DEFINITIONS."""

    planned: int = 0
    as_needed: int = 0  # targets without a number
    upcoming: int = 0
    held: int = 0
    by_plan: int = 0  # of the held: what `planned` asks for; held together, a conference of two plans is two
    with_people: int = 0  # of the held: the yearly dialogue with the People (D-07)
    people: int = 0
    uncounted: int = 0  # held, and nobody counted who came

    petitions: int = 0
    settled: int = 0
    open: int = 0
    upward: int = 0
    rejected: int = 0

    duties: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    running: int = 0
    exempt: int = 0
    breaches: int = 0

    given: int = 0
    kept_in_time: int = 0
    kept_late: int = 0
    claimed: int = 0
    disputed: int = 0
    unkept_late: int = 0
    unkept: int = 0  # under way, within its day
    prolonged: int = 0

    surveys: int = 0
    few: int = 0  # closed, but with fewer ballots than are shown
    ballots: int = 0
    judged: int = 0
    content: int = 0
    rated: int = 0  # petitioners who said how they find the result
    pleased: int = 0

    def add(self, name, count=1):
        setattr(self, name, getattr(self, name) + count)

    def __add__(self, other):
        return Figures(*(getattr(self, row.name) + getattr(other, row.name) for row in fields(self)))

    @property
    def kept(self):
        return self.kept_in_time + self.kept_late

    @property
    def answered_share(self):
        return percent(self.settled, self.petitions)

    @property
    def in_time_share(self):
        """Of the duties that came to an end, or should have."""
        return percent(self.in_time, self.in_time + self.late + self.overdue)

    @property
    def kept_share(self):
        return percent(self.kept, self.given)

    @property
    def content_share(self):
        return percent(self.content, self.judged)

    @property
    def pleased_share(self):
        """Of the petitioners who said so; nothing where they are few."""
        return percent(self.pleased, self.rated) if self.rated >= FEW else ""

    @property
    def outcomes(self):
        """(label, count) of what became of the petitions, for tables and charts."""
        return [
            ("Đã giải quyết, trả lời", self.settled), ("Đang giải quyết", self.open),
            ("Báo cáo cấp trên", self.upward), ("Không tiếp thu", self.rejected),
        ]  # fmt: skip

    @property
    def standings(self):
        """(label, count) of the duties."""
        return [
            ("Đúng hạn", self.in_time), ("Trễ hạn", self.late), ("Quá hạn, chưa xong", self.overdue),
            ("Đang trong hạn", self.running), ("Được miễn", self.exempt),
        ]  # fmt: skip

    @property
    def promises(self):
        """(label, count) of what was given to units after the conferences."""
        return [
            ("Hoàn thành đúng hạn", self.kept_in_time), ("Hoàn thành trễ hạn", self.kept_late),
            ("Chờ xác nhận", self.claimed), ("Phải làm tiếp", self.disputed),
            ("Quá hạn", self.unkept_late), ("Đang thực hiện", self.unkept),
        ]  # fmt: skip


def total_of(rows):
    return sum(rows, Figures())
