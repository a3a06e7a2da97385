"""Reports as spreadsheets: which sheets and columns. Reading is in queries, the file itself in core.spreadsheets."""

from core.spreadsheets import workbook
from reports.figures import DEFINITIONS

WHAT, FIGURE = ("Nội dung", 60), ("Số liệu", 12)
OUTCOMES = ("Kiến nghị", "Đã giải quyết, trả lời", "Đang giải quyết", "Báo cáo cấp trên", "Không tiếp thu")
DUTIES = ("Thời hạn", "Đúng hạn", "Trễ hạn", "Quá hạn, chưa xong", "Đang trong hạn", "Được miễn", "Vi phạm")
PROMISES = (
    "Nội dung giao", "Hoàn thành đúng hạn", "Hoàn thành trễ hạn", "Chờ xác nhận", "Phải làm tiếp", "Quá hạn",
    "Đang thực hiện",
)  # fmt: skip


def columns(first, *headings):
    return [first, *((heading, 14) for heading in headings)]


def outcomes_of(figures):
    return [figures.petitions, *(count for _, count in figures.outcomes)]


def duties_of(figures):
    return [figures.duties, *(count for _, count in figures.standings), figures.breaches]


def promises_of(figures):
    return [figures.given, *(count for _, count in figures.promises)]


def summary_rows(figures, *, is_year):
    """The figures in the order of the page: (what, how many)."""
    planned = [("Hội nghị theo kế hoạch", figures.planned)] if is_year else []
    planned.append(("Đã tổ chức theo kế hoạch", figures.by_plan))
    return [
        *planned, ("Hội nghị đã tổ chức", figures.held), ("Trong đó đối thoại với Nhân dân", figures.with_people),
        ("Chưa tổ chức trong kỳ", figures.upcoming), ("Lượt người dự", figures.people),
        ("Hội nghị chưa thống kê người dự", figures.uncounted), ("Kiến nghị", figures.petitions), *figures.outcomes,
        ("Thời hạn", figures.duties), *figures.standings, ("Vi phạm thời hạn", figures.breaches),
        ("Nội dung giao sau hội nghị", figures.given), *figures.promises, ("Đã được lùi hạn", figures.prolonged),
        ("Đợt lấy ý kiến hài lòng", figures.surveys), ("Phiếu được tính", figures.ballots),
        ("Tỷ lệ hài lòng", figures.content_share or "chưa có"),
        ("Người kiến nghị hài lòng với kết quả", figures.pleased_share or "chưa có"),
    ]  # fmt: skip


def definitions_sheet():
    return ("Cách tính", [("Mục", 28), ("Cách tính", 60)], DEFINITIONS)


def report_workbook(title, report):
    """The period or the conference: summary, conferences, fields, duties, units, definitions."""
    is_year = not report.period.quarter
    sheets = [("Tổng hợp", [WHAT, FIGURE], summary_rows(report.total, is_year=is_year))]
    if report.conferences:
        head = columns(("Hội nghị", 60), "Ngày", "Người dự", *OUTCOMES, *PROMISES, "Hài lòng")
        sheets.append(("Hội nghị", head, (_conference(line) for line in report.conferences)))
    sheets += [
        ("Lĩnh vực", columns(("Lĩnh vực", 40), *OUTCOMES), ([row.label, *outcomes_of(row.figures)] for row in report.fields)),
        ("Thời hạn", columns(("Việc", 40), *DUTIES), ([row.label, *duties_of(row.figures)] for row in report.kinds)),
        ("Đơn vị", columns(("Đơn vị", 40), *DUTIES, *PROMISES), ([row.label, *duties_of(row.figures), *promises_of(row.figures)] for row in report.units)),
        definitions_sheet(),
    ]  # fmt: skip
    return workbook(title, sheets)


def _conference(line):
    one, figures = line.conference, line.figures
    people = "chưa thống kê" if figures.uncounted else figures.people
    return [
        one.title, one.held_on, people, *outcomes_of(figures), *promises_of(figures), figures.content_share or "chưa có"
    ]  # fmt: skip


def province_workbook(title, province):
    """Every commune of the province in one line, and the sum."""
    planned = [] if province.period.quarter else ["Theo kế hoạch", "Đã tổ chức theo kế hoạch"]
    head = columns(
        ("Xã, phường", 30), "Tình trạng", *planned, "Đã tổ chức", "Chưa tổ chức", "Người dự", *OUTCOMES, *DUTIES,
        *PROMISES, "Phiếu hài lòng", "Tỷ lệ hài lòng", "Quá hạn việc gì",
    )  # fmt: skip
    rows = [(str(row.commune), row.words, row.figures, row.late_with) for row in province.rows]
    rows.append(("Cộng", "", province.total, ""))
    sheets = [
        ("Các xã", head, (_commune(*row, planned) for row in rows)),
        definitions_sheet(),
    ]
    return workbook(title, sheets)


def _commune(name, words, figures, late_with, planned):
    asked = [figures.planned, figures.by_plan] if planned else []
    return [
        name, words, *asked, figures.held, figures.upcoming, figures.people, *outcomes_of(figures),
        *duties_of(figures), *promises_of(figures), figures.ballots, figures.content_share or "chưa có",
        late_with,
    ]  # fmt: skip
