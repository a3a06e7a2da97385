"""The survey's results as spreadsheets: the figures, and apart from them what people wrote."""

from core.spreadsheets import spreadsheet
from dialogue.queries.survey import remarks_of, results_of
from dialogue.states import Level


def results_sheet(survey, user):
    """One line a question: each level's count and share; the last line is the number of ballots."""
    results = results_of(survey, user)
    columns = [("Nội dung", 48)]
    for label in Level.labels:
        columns += [(label, 12), (f"{label} (tỷ lệ)", 12)]
    columns += [("Số phiếu trả lời", 12), ("Bỏ trống", 10)]
    rows = []
    for row in results.rows:
        cells = [part for _, count, share in row.cells for part in (count, share)]
        rows.append([row.text, *cells, row.answered, row.blank])
    rows.append([f"Tổng số phiếu: {results.total} (giấy {results.paper}, điện thoại {results.phone})"])
    return spreadsheet("Kết quả hài lòng", columns, rows)


def remarks_sheet(survey, user):
    """What people wrote, in no order and without what they ticked."""
    rows = [[place, text] for place, text in enumerate(remarks_of(survey, user), start=1)]
    return spreadsheet("Ý kiến ghi thêm", [("TT", 8), ("Ý kiến", 60)], rows)
