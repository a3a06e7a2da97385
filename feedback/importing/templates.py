"""The template to fill: XLSX with an example and the values that are taken, CSV with a byte order mark."""

import csv
import io

import xlsxwriter

from feedback.importing.columns import LABELS
from feedback.importing.files import MAX_ROWS
from feedback.states import Field, PetitionKind

WIDTHS = {
    "content": 60,
    "name": 24,
    "address": 28,
    "email": 22,
    "about_document": 26,
    "field": 20,
    "kind": 20,
    "hamlet": 16,
}
EXAMPLES = [
    {
        "content": "Đề nghị xã nạo vét mương thoát nước ở xóm Đình, mưa là ngập đường.", "name": "Nguyễn Thị Hoa",
        "hamlet": "Thôn Đông", "phone": "0912 345 678", "received_on": "16/5/2026",
        "field": Field.INFRASTRUCTURE.label, "kind": PetitionKind.PETITION.label, "is_urgent": "có",
    },
    {
        "content": "Trạm biến áp quá tải, điện yếu vào giờ cao điểm.", "name": "Các hộ dân cuối thôn Nam",
        "is_collective": "có", "members": "25", "hamlet": "Thôn Nam", "received_on": "17/5/2026", "hide_name": "không",
    },
]  # fmt: skip
YES_NO = ("is_collective", "is_urgent", "hide_name")
HELP = {
    "content": "Bắt buộc. Mỗi dòng một việc, không quá 20.000 chữ.",
    "name": "Họ tên người hoặc tên tập thể; để trống nếu phiếu không ghi tên.",
    "is_collective": "có hoặc không.",
    "members": "Số người của tập thể, từ 2.",
    "hamlet": "Thôn, khu dân cư.",
    "phone": "Chữ số, ví dụ 0912 345 678.",
    "address": "Không quá 200 chữ.",
    "email": "Ví dụ hoa@example.vn.",
    "received_on": "ngày/tháng/năm, ví dụ 16/5/2026; để trống là ngày gửi tệp. Không nhận ngày ở tương lai.",
    "field": "Một trong các lĩnh vực ghi bên; để trống thì Văn phòng phân loại sau.",
    "kind": "Một trong các loại ghi bên; để trống là “Kiến nghị, đề xuất”.",
    "is_urgent": "có hoặc không.",
    "about_document": "Tên văn bản, chủ trương được góp ý.",
    "hide_name": "có: không nêu tên khi công khai.",
}


def xlsx_template():
    """The bytes of the workbook: a sheet to fill, a sheet of examples, a sheet of what each column takes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#E8EEF6"}
    )
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    fill, example, allowed = (
        book.add_worksheet(name) for name in ("Kiến nghị", "Ví dụ", "Giá trị được nhận")
    )
    for sheet in (fill, example):
        for place, (name, label) in enumerate(LABELS.items()):
            # Typed text stays text: dates and telephone numbers come back as they were typed.
            sheet.set_column(place, place, WIDTHS.get(name, 12), text)
            sheet.write_string(0, place, label, head)
        sheet.freeze_panes(1, 1)
    for number, row in enumerate(EXAMPLES, start=1):
        for place, name in enumerate(LABELS):
            example.write_string(number, place, row.get(name, ""), text)
    _write_allowed(allowed, head, text)
    _offer(fill)
    book.close()
    return file.getvalue()


def _write_allowed(sheet, head, text):
    for place, (heading, width) in enumerate(
        (("Cột", 18), ("Cách ghi", 60), ("Lĩnh vực", 32), ("Loại ý kiến", 32))
    ):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, head)
    columns = [list(LABELS.values()), [HELP[name] for name in LABELS], Field.labels, PetitionKind.labels]
    for place, values in enumerate(columns):
        for number, value in enumerate(values, start=1):
            sheet.write_string(number, place, str(value), text)
    sheet.freeze_panes(1, 0)


def _offer(sheet):
    """Lists to choose from in the cells of columns that take only certain values."""
    places = {name: place for place, name in enumerate(LABELS)}
    for name in YES_NO:
        sheet.data_validation(
            1, places[name], MAX_ROWS, places[name], {"validate": "list", "source": ["có", "không"]}
        )
    for name, letter, count in (("field", "C", len(Field)), ("kind", "D", len(PetitionKind))):
        source = f"='Giá trị được nhận'!${letter}$2:${letter}${count + 1}"
        sheet.data_validation(1, places[name], MAX_ROWS, places[name], {"validate": "list", "source": source})


def csv_template():
    """The bytes of the CSV: a byte order mark, without which Excel does not see Vietnamese, and the headings."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(LABELS.values())
    return file.getvalue().encode("utf-8-sig")
