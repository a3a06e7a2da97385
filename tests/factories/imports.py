"""Files of petitions as people send them in, and imports walked to each state by the services."""

import io
import unicodedata
import zipfile
from datetime import date, datetime

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from feedback import services, tasks
from feedback.models import PetitionImport
from feedback.states import Source
from tests.factories.feedback import the_conference

HEADINGS = ["STT", "Nội dung", "Họ tên", "Thôn", "Điện thoại", "Ngày nhận"]
ROWS = [
    [1, "Đề nghị xã nạo vét mương thoát nước ở xóm Đình.", "Nguyễn Thị Hoa", "Thôn Đông", "0987 654 321", "16/4/2026"],
    [2, "Trạm biến áp quá tải, điện yếu vào giờ cao điểm.", "Trần Văn Bình", "Thôn Nam", "", "17/4/2026"],
]  # fmt: skip
BAD_ROW = [3, "Đường liên thôn xuống cấp.", "Lê Văn Cường", "Thôn Bắc", "không có", "31/2/2026"]
# A few letters of each old font, enough for the sentences of these tests.
TCVN3 = {"Đ": "§", "đ": "®", "ề": "Ò", "ị": "Þ", "ã": "·", "ạ": "¹", "é": "Ð", "ư": "\xad", "ơ": "¬", "ớ": "í", "ộ": "é", "ọ": "ä", "ê": "ª"}  # fmt: skip
VNI = {"Đ": "Ñ", "đ": "ñ", "ề": "eà", "ị": "ò", "ã": "aõ", "ạ": "aï", "é": "eù", "ư": "ö", "ơ": "ô", "ớ": "ôù", "ộ": "oä", "ọ": "oï", "ê": "eâ"}  # fmt: skip


def in_font(text, letters):
    """Text as it looks when typed in an old font and read by a program that does not know of it."""
    return "".join(letters.get(letter, letter) for letter in text)


def in_cp1258(text):
    """Bytes of Windows-1258: tones are letters of their own after the vowel."""
    raw = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            raw += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = [part for part in parts if part in "\u0300\u0309\u0303\u0301\u0323"]
            shape = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
            raw += shape.encode("cp1258") + "".join(tones).encode("cp1258")
    return raw


def xlsx(rows, *, name="to.xlsx", sheets=None, more=None):
    """A workbook with these rows; `sheets`: {name: rows} for several, `more`: extra parts {path: bytes}."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for title, lines in (sheets or {"Sheet1": rows}).items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(lines):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, datetime(cell.year, cell.month, cell.day), day)
                elif isinstance(cell, tuple):
                    sheet.write_formula(number, place, cell[0], None, cell[1])
                elif cell not in (None, ""):
                    sheet.write(number, place, cell)
    book.close()
    if more:
        with zipfile.ZipFile(file, "a") as archive:
            for path, content in more.items():
                archive.writestr(path, content, zipfile.ZIP_DEFLATED)
    return upload(file.getvalue(), name)


def upload(content, name):
    return SimpleUploadedFile(name, content)


def csv_file(text, *, name="to.csv", encoding="utf-8"):
    return upload(text.encode(encoding), name)


def a_started_import(*, cast, rows=None, file=None, actor=None, **more):
    """Sent in, not yet read."""
    file = file or xlsx([HEADINGS, *(ROWS if rows is None else rows)])
    return services.start_petition_import(
        conference=more.pop("conference", None) or the_conference(cast), file=file, source=Source.FRONT_FORM,
        collector=cast.units.front, actor=actor or cast.office, **more,
    )  # fmt: skip


def run(one):
    """The worker comes by; the import as it stands afterwards."""
    tasks.run_import(one.pk)
    return PetitionImport.objects.get(pk=one.pk)


def a_read_import(**more):
    return run(a_started_import(**more))


def an_applied_import(*, cast, good_only=False, takes_known=False, **more):
    """In the book."""
    one = a_read_import(cast=cast, **more)
    services.apply_petition_import(
        petition_import=one,
        good_only=good_only,
        takes_known=takes_known,
        version=one.version,
        actor=cast.office,
    )
    return run(one)
