"""Files read without a database: columns by any name, cells judged, old fonts told, hostile files sent back."""

import io
import random
import re
import struct
import time
import zipfile
from datetime import date, datetime

import pytest

from feedback import importing
from feedback.importing import BadFile, files
from feedback.importing.letters import old_font
from feedback.states import Field, PetitionKind
from tests.factories.imports import HEADINGS, ROWS, TCVN3, VNI, csv_file, in_cp1258, in_font, upload, xlsx

TODAY = date(2026, 4, 22)
TEXT = "Nội dung;Họ tên;Ngày\r\nĐề nghị xã nạo vét mương;Nguyễn Thị Hoa;16/4/2026\r\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture(autouse=True)
def april():
    """No database and no travelling clock here."""


def refused(file):
    with pytest.raises(BadFile) as refusal:
        importing.read(file)
    return str(refusal.value)


def cells(sheet):
    return [row for _, row in sheet.rows]


def one(**texts):
    return importing.judge({"content": "Đề nghị sửa cầu."} | texts, TODAY)


# --- columns ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["noi dung kien nghi", "HO VA TEN", "SĐT", "ngày"], ["content", "name", "phone", "received_on"]),
        (["Điện thoại (nếu có)", "Ý kiến, kiến nghị *", "E-mail"], ["phone", "content", "email"]),
        (["TT", "Kiến nghị", "Giấu tên khi công khai", "Thôn/Xóm"], ["content", "hide_name", "hamlet"]),
    ],
)
def test_columns_are_known_by_name_in_any_order(headings, fields):
    sheet = importing.read(xlsx([headings, ["a1", "b1", "c1", "d1"][: len(headings)]]))
    assert [name for _, name in sheet.columns] == fields and sheet.unknown == []


def test_a_title_above_blank_rows_and_numbered_columns_are_passed_over():
    rows = [
        ["TỔNG HỢP Ý KIẾN NHÂN DÂN"],
        [],
        ["Thôn Đông, tháng 4"],
        HEADINGS,
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ]
    sheet = importing.read(xlsx([*rows, ROWS[0], [], [9], ROWS[1]]))
    assert [number for number, _ in sheet.rows] == [6, 9]


def test_headings_in_two_rows_are_read_as_one():
    rows = [
        ["STT", "Nội dung", "Người kiến nghị", "", "Ghi chú"],
        ["", "", "Họ tên", "Điện thoại"],
        [1, "Sửa cầu", "An", "0912345678"],
    ]
    sheet = importing.read(xlsx(rows))
    assert [name for _, name in sheet.columns] == ["content", "name", "phone"] and sheet.unknown == [
        "Ghi chú"
    ]
    assert cells(sheet) == [{"content": "Sửa cầu", "name": "An", "phone": "0912345678"}]


def test_two_columns_of_one_meaning_are_sent_back():
    words = refused(xlsx([["Nội dung", "Họ tên", "Ý kiến"], ["a", "b", "c"]]))
    assert (
        words
        == "Cột A “Nội dung” và cột C “Ý kiến” cùng nghĩa là “Nội dung”. Hãy gộp hoặc xoá một cột rồi gửi lại."
    )


def test_without_a_content_column_the_headings_seen_are_named():
    words = refused(xlsx([["Bảng kê"], ["STT", "Họ tên", "Số tiền"], [1, "An", 5]]))
    assert "Không thấy cột “Nội dung”" in words and "“STT”, “Họ tên”, “Số tiền”" in words


def test_the_first_sheet_with_a_heading_is_read_and_said_so():
    sheet = importing.read(
        xlsx([], sheets={"Bìa": [["Bìa"]], "Đợt 1": [HEADINGS, *ROWS], "Đợt 2": [HEADINGS, ROWS[0]]})
    )
    assert len(sheet.rows) == 2
    assert sheet.notices == ["Tệp có nhiều trang tính; chỉ đọc trang “Đợt 1”, không đọc “Bìa”, “Đợt 2”."]


def test_the_templates_read_themselves():
    template = upload(importing.xlsx_template(), "mau.xlsx")
    assert "chỉ có dòng tiêu đề" in refused(template)
    example = next(table for table in files.read_xlsx(template) if table.name == "Ví dụ")
    sheet = importing.read(xlsx(example.rows))
    assert len(sheet.columns) == len(importing.FIELDS)
    judged = [importing.judge(row, date(2026, 6, 1)) for row in cells(sheet)]
    assert [row.errors for row in judged] == [{}, {}] and judged[1].values["members"] == 25
    raw = importing.csv_template()
    assert raw.startswith(b"\xef\xbb\xbf") and "chỉ có dòng tiêu đề" in refused(upload(raw, "mau.csv"))


# --- cells -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("16/4/2026", "2026-04-16"), ("16-4-2026", "2026-04-16"), ("2026-04-16", "2026-04-16"), ("16.4.2026", "2026-04-16"),
        (datetime(2026, 4, 16, 9), "2026-04-16"), (date(2026, 4, 16), "2026-04-16"), (46128.0, "2026-04-16"),
        ("ngày 16 tháng 4 năm 2026", "2026-04-16"), ("16/4/2026 08:30", "2026-04-16"), ("", "2026-04-22"),
    ],
)  # fmt: skip
def test_dates_of_every_usual_shape_are_understood(cell, wanted):
    assert one(received_on=cell).values["received_on"] == wanted


@pytest.mark.parametrize(
    "cell",
    [
        "16/4",
        "4/16/2026",
        "31/2/2026",
        "16/4/26",
        "hôm qua",
        "12345678",
        5.0,
        "23/4/2026",
        "1/1/1999",
        "²/4/2026",
    ],
)
def test_unclear_and_future_dates_are_faults_of_their_cell(cell):
    row = one(received_on=cell)
    assert set(row.errors) == {"received_on"} and row.errors["received_on"][-1] == "."


def test_every_fault_is_said_at_its_cell():
    row = importing.judge({
        "content": " ", "is_collective": "đôi khi", "members": "nhiều", "phone": "abc", "email": "x@", "field": "Vũ trụ",
        "kind": "Khác", "is_urgent": "?", "hamlet": "x" * 121, "address": "Số 5",
    }, TODAY)  # fmt: skip
    assert set(row.errors) == {
        "content", "is_collective", "members", "phone", "email", "field", "kind", "is_urgent", "hamlet", "name",
    }  # fmt: skip
    assert all(sentence[0].isupper() or sentence[0] == "“" for sentence in row.errors.values())
    assert "Vũ trụ" in row.errors["field"]


def test_values_are_taken_as_people_write_them():
    row = one(
        field="dat dai", kind="phản ánh", is_urgent="X", members="12 người", phone=912345678.0, hide_name=True,
        name="  Các hộ\tdân ",
    )  # fmt: skip
    values = row.values
    assert row.errors == {}
    assert (values["field"], values["kind"]) == (Field.LAND, PetitionKind.REPORT)
    assert (values["is_urgent"], values["hide_name"], values["is_collective"], values["members"]) == (
        True,
        True,
        True,
        12,
    )
    assert (values["phone"], values["name"]) == ("0912345678", "Các hộ dân")
    assert one(field="giao thông").values["field"] == Field.INFRASTRUCTURE


def test_formulas_give_their_value_and_text_like_a_formula_stays_text():
    rows = [
        ["Nội dung", "Họ tên"],
        [("=A1&B1", "Kết quả"), "=cmd|' /C calc'!A0"],
        ["+84 gọi không được", "@x"],
        ["-1+1", "\tTab"],
    ]
    sheet = importing.read(xlsx(rows))
    judged = [importing.judge(row, TODAY) for row in cells(sheet)]
    assert [row.values["content"] for row in judged] == ["Kết quả", "+84 gọi không được", "-1+1"]
    assert judged[0].values["name"] == "=cmd|' /C calc'!A0"


def test_letters_are_cleaned_and_composed():
    row = one(content="Đề\x00 nghi\u0323\x07\r\nxong")
    assert row.values["content"] == "Đề nghị\nxong"
    # The same matter, however it is typed.
    assert row.values["key"] == one(content="ĐỀ NGHI xong!").values["key"] != ""


# --- letters ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_csv_of_every_unicode_and_separator(encoding, mark):
    sheet = importing.read(csv_file(TEXT.replace(";", mark), encoding=encoding))
    assert cells(sheet)[0]["content"] == "Đề nghị xã nạo vét mương"
    assert sheet.encoding.startswith("UTF-16" if "16" in encoding else "UTF-8") and not sheet.notices


def test_csv_of_vietnamese_windows_is_read_and_said_so():
    sheet = importing.read(upload(in_cp1258(TEXT), "a.csv"))
    assert cells(sheet) == [
        {"content": "Đề nghị xã nạo vét mương", "name": "Nguyễn Thị Hoa", "received_on": "16/4/2026"}
    ]
    assert sheet.encoding == "Windows-1258" and "đã chuyển sang Unicode" in sheet.notices[0]


@pytest.mark.parametrize(("letters", "name"), [(TCVN3, "TCVN3 (.VnTime)"), (VNI, "VNI")])
def test_old_fonts_are_named_in_csv_and_in_cells(letters, name):
    text = in_font("Nội dung;Họ tên\r\nĐề nghị xã nạo vét mương nước đọng;Lê\r\n", letters)
    for file in (
        upload(text.encode("cp1252"), "a.csv"),
        csv_file(text),
        xlsx([line.split(";") for line in text.splitlines()]),
        xlsx([HEADINGS, ["", in_font("Đề nghị xã nạo vét mương nước đọng", letters)]]),
    ):
        words = refused(file)
        assert f"phông cũ {name}" in words and "UniKey" in words


def test_one_cell_in_an_old_font_is_a_fault_of_that_cell_only():
    sheet = importing.read(xlsx([HEADINGS, *ROWS * 3, ["", in_font("Đề nghị xã nạo vét", TCVN3)]]))
    judged = [importing.judge(row, TODAY).errors for row in cells(sheet)]
    assert not any(judged[:-1]) and "phông cũ TCVN3" in judged[-1]["content"]


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn An",
        "Café Zürich",
        "Hoà bình",
        "Bà Lê",
        "Nam",
        "10 m² đất",
        "Ông Hùng",
        "cô giáo",
        "Thuý Ái",
    ],
)
def test_right_letters_are_no_old_font(text):
    assert old_font(text) == ""


def test_spoilt_letters_are_told_from_right_ones():
    twice = TEXT.encode().decode("cp1252", "replace")
    assert "Ná»™i dung" in refused(csv_file(twice))
    assert "N?i dung" in refused(upload(TEXT.encode("ascii", "replace"), "a.csv"))
    assert "Không nhận ra bảng mã" in refused(upload("Содержание;Имя\r\nВопрос".encode("cp1251"), "a.csv"))


# --- hostile files ---------------------------------------------------------------------------------------------


def bomb(part="xl/worksheets/sheet1.xml", size=25):
    """Megabytes of blanks, packed small."""
    raw = io.BytesIO(xlsx([HEADINGS, *ROWS]).read())
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename == part:
                with new.open(part, "w", force_zip64=True) as packed:
                    for _ in range(size):
                        packed.write(b" " * 2**20)
            else:
                new.writestr(item, old.read(item))
    return out.getvalue()


def replaced(part, old, new, raw=None):
    """A workbook one part of which was changed by hand, or wholly where `old` is None."""
    file = io.BytesIO(raw or xlsx([HEADINGS, *ROWS]).read())
    out = io.BytesIO()
    with (
        zipfile.ZipFile(file) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for item in before.infolist():
            content = before.read(item)
            if item.filename == part:
                content = content.replace(old, new) if old else new
            after.writestr(item.filename, content)
    return out.getvalue()


def lying_bomb():
    """Says that the sheet has a hundred bytes."""
    raw = bytearray(bomb(size=25))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := raw.find(signature, place + 1)) >= 0:
            if struct.unpack("<I", raw[place + offset : place + offset + 4])[0] == 25 * 2**20:
                raw[place + offset : place + offset + 4] = struct.pack("<I", 100)
    return bytes(raw)


def amplified():
    """Thirty thousand letters, written once and referred to by each of twenty thousand cells."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
        for n in range(4, 10_000)
    )
    raw = replaced(SHEET, b"</sheetData>", cells.encode() + b"</sheetData>")
    text = re.search(
        rb"<si><t[^>]*>(.*?)</t></si>", zipfile.ZipFile(io.BytesIO(raw)).read("xl/sharedStrings.xml")
    )[0]
    return replaced("xl/sharedStrings.xml", text, b"<si><t>" + b"x" * 30_000 + b"</t></si>", raw=raw)


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "a bomb": (lambda: bomb(), "a.xlsx", "an toàn cho máy"),
    "a bomb that lies about its size": (lambda: lying_bomb(), "a.xlsx", "bị hỏng"),
    "a macro": (lambda: xlsx([HEADINGS], more={"xl/vbaProject.bin": b"x"}).read(), "a.xlsx", "macro"),
    "a macro by its ending": (lambda: xlsx([HEADINGS, *ROWS]).read(), "a.xlsm", "không khớp"),
    "an old workbook": (OLE + "Workbook".encode("utf-16-le"), "a.xls", "kiểu cũ (.xls)"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "mật khẩu"),
    "a web page": (b"  <html><table><tr><td>Noi dung</td></tr></table>", "a.xlsx", "trang web"),
    "a web page as csv": (b"\xef\xbb\xbf<!DOCTYPE html><p>Noi dung;", "a.csv", "trang web"),
    "a pdf": (b"%PDF-1.7\n", "a.csv", "không phải bảng tính"),
    "a document": (b"PK\x03\x04 not really", "a.xlsx", "bị hỏng"),
    "half a workbook": (lambda: xlsx([HEADINGS, *ROWS]).read()[:2000], "a.xlsx", "bị hỏng"),
    "broken xml": (lambda: replaced(SHEET, b"</sheetData>", b"<c r=<"), "a.xlsx", "hỏng"),
    "a cell at the end of the world": (lambda: replaced(SHEET, b'r="A3"', b'r="A1048576"'), "a.xlsx", "dài quá 10.000 dòng"),
    "a column too far": (lambda: replaced(SHEET, b'r="F3"', b'r="ZZ3"'), "a.xlsx", "rộng quá 60 cột"),
    "entities": (lambda: replaced(SHEET, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'), "a.xlsx", "phần lạ"),
    "cells without places": (
        lambda: replaced(SHEET, b"<sheetData>", b"<sheetData><row>" + b"<c/>" * 61 + b"</row>"), "a.xlsx", "rộng quá 60 cột",
    ),
    "a place hidden behind another": (
        lambda: replaced(SHEET, b'<c r="A3"', b"<c x=' r=\"A3\"' y:r=\"A3\" r=\"XFD3\""), "a.xlsx", "phần lạ",
    ),
    "a place that wraps around": (lambda: replaced(SHEET, b'r="B3"', b'r="B399999999999"'), "a.xlsx", "phần lạ"),
    "a promise of a billion texts": (
        lambda: replaced("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="1999999999'), "a.xlsx", "phần lạ",
    ),
    "one text in every cell": (lambda: amplified(), "a.xlsx", "quá lớn"),
    "nothing": (b"", "a.csv", "rỗng"),
    "blanks": (b"\n \n;;\n", "a.csv", "không có dữ liệu"),
    "an empty workbook": (lambda: xlsx([]).read(), "a.xlsx", "không có dữ liệu"),
    "headings only": (lambda: xlsx([HEADINGS]).read(), "a.xlsx", "chỉ có dòng tiêu đề"),
    "zero bytes": (b"Noi dung\n\x00\x01\x02\x00\x00a", "a.csv", "nhị phân"),
    "a csv named as a workbook": (TEXT.encode(), "a.xlsx", "không khớp"),
    "a quote never closed": (f"Nội dung\n\"{'x, ' * 50_000}".encode(), "a.csv", "ngoặc kép"),
    "a huge cell": (f"Nội dung\nngắn\n{'x' * 20_001}\n".encode(), "a.csv", "Ô A3 dài 20.001 chữ"),
    "ten thousand rows and one": (("Nội dung\n" + "dòng\n" * 10_001).encode(), "a.csv", "10.000 dòng"),
    "sixty columns and one": (f"Nội dung{',x' * 60}\na{',b' * 60}\n".encode(), "a.csv", "60 cột"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_sent_back_with_a_sentence(name):
    content, file_name, words = HOSTILE[name]
    sentence = refused(upload(content() if callable(content) else content, file_name))
    assert words in sentence
    assert sentence[0].isupper() and sentence[-1] == "." and "None" not in sentence


def test_only_sheets_are_opened_of_what_a_workbook_carries():
    file = xlsx(
        [HEADINGS, *ROWS],
        more={"xl/media/image1.png": b"x" * 5000, "xl/externalLinks/externalLink1.xml": b"<a>"},
    )
    assert len(importing.read(file).rows) == 2
    with zipfile.ZipFile(files._checked_copy(file)) as copy:
        assert not [name for name in copy.namelist() if "media" in name or "externalLink" in name]


def test_a_file_beyond_the_limit_is_not_opened(settings):
    settings.UPLOAD_MAX_BYTES = 1000
    assert "lớn hơn" in refused(upload(b"x" * 1001, "a.csv"))


def test_an_opendocument_sheet_says_how_to_save_it():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert ".ods" in refused(upload(out.getvalue(), "a.xlsx"))


def test_text_made_to_be_slow_is_read_as_fast_as_any():
    """Long runs of letters, quotes and blanks: what grows with their square would take minutes."""
    texts = [
        "é" * 20_000,
        "a" * 19_999 + "µ",
        "?" * 20_000,
        "ñ" * 20_000,
        " ".join("é" * 9_999),
        "1" * 20_000,
        "1/" * 10_000,
    ]
    start = time.process_time()
    for text in texts:
        for name in importing.FIELDS:
            importing.judge({"content": "Đề nghị"} | {name: text}, TODAY)
    assert time.process_time() - start < 3


def test_a_workbook_spoilt_anywhere_is_read_or_sent_back():
    """Two hundred slips of bytes and pieces: a list or a sentence, never another error nor a hungry reader."""
    chance, seen = random.Random(4), set()
    pieces = [
        b"<c",
        b"</row>",
        b"99999999999",
        b'r="XFD9"',
        b"&#0;",
        b'<c r="A4294967297"/>',
        b"<v>-1</v>",
        b"\0",
        b'"',
        b't="d"',
    ]
    raw = xlsx([HEADINGS, *ROWS]).read()
    parts = [
        name for name in zipfile.ZipFile(io.BytesIO(raw)).namelist() if name.startswith(("xl/w", "xl/s"))
    ]
    for turn in range(200):
        name = parts[turn % len(parts)]
        content = bytearray(zipfile.ZipFile(io.BytesIO(raw)).read(name))
        place = chance.randrange(len(content))
        content[place : place + chance.randrange(4)] = chance.choice(
            [*pieces, bytes([chance.randrange(256)])]
        )
        try:
            importing.read(upload(replaced(name, None, bytes(content), raw=raw), "a.xlsx"))
            seen.add("read")
        except BadFile as refusal:
            assert str(refusal)[-1] == "."
            seen.add("sent back")
    assert seen == {"read", "sent back"}


# --- what stands below the list --------------------------------------------------------------------------------


def test_who_signs_below_a_list_is_no_petition():
    below = ["TRƯỞNG THÔN", "Nguyễn Văn Trưởng", "Lạc Phượng, ngày 15 tháng 11 năm 2026"]
    rows = [
        ["", text] for text in ["Mất điện", *below, "Sửa cầu ao xóm Đình.", "Đường xóm Trại bị lún nặng quá"]
    ]
    sheet = importing.read(
        xlsx([["STT", "Nội dung", "Thôn"], [1, "Mất điện", ""], ["", "Cống tắc", "Bến"], *rows])
    )
    judged = [importing.judge(row, TODAY, is_alone=number in sheet.alone) for number, row in sheet.rows]
    said = {row.texts["content"] for row in judged if "dòng cuối bảng" in row.errors.get("content", "")}
    assert said == {"Mất điện", *below} and not judged[0].errors and not judged[1].errors
    assert not importing.judge({"content": "TRƯỞNG THÔN"}, TODAY).errors  # once a person has looked at it


def test_titles_of_parts_are_no_petitions():
    rows = [
        ["TT", "Nội dung", "Người kiến nghị"], ["I", "Về lĩnh vực đất đai, xây dựng, môi trường", ""], [1, "Cấp sổ chậm", "Ông An"],
        ["", "LĨNH VỰC Y TẾ", ""], [1, "Thiếu thuốc", ""], [2, "TRẠM XÁ DỘT", "Bà Bình"],
        [3, "CỐNG TẮC", ""],
    ]  # fmt: skip
    assert importing.read(xlsx(rows)).alone == {2, 4}


def test_as_above_is_not_taken_for_a_word():
    row = one(name="-nt-", hamlet="Như trên", address='"')
    assert set(row.errors) == {"name", "hamlet", "address"} and "ghi lại cho đủ" in row.errors["name"]
    assert one(content="nt").errors and not one(name="Nt Hoa", hamlet="Thôn Ntrang").errors


def test_who_signs_is_no_petition_either_when_faulty_rows_come_back():
    rows = [[9, "Sửa đường.", "Lê An", "Ngày nhận: …"], [19, "TRƯỞNG THÔN", "", "Nội dung: …"]]
    headings = ["Dòng", "Nội dung", "Họ tên", "Lỗi"]
    assert importing.read(xlsx([headings, *rows])).alone == {3}
    assert importing.read(xlsx([headings, rows[1]])).alone == {2}


def test_a_list_of_short_matters_alone_is_a_list():
    sheet = importing.read(xlsx([["Nội dung"], ["Mất điện"], ["Thiếu nước"]]))
    assert sheet.alone == set()


def test_nothing_to_say_is_no_petition():
    for text in (
        "Không",
        "không có ý kiến gì",
        "Không có kiến nghị, đề xuất gì ạ.",
        "KHÔNG CÓ GÌ THÊM",
        "Ko",
        "…",
    ):
        assert one(content=text, name="Lê An").errors.get("content"), text
    for text in (
        "Không có nước sạch",
        "Nhất trí",
        "Đồng ý",
        "Không có đèn đường",
        "Không ý kiến gì về đường nhưng cầu hỏng",
    ):
        assert not one(content=text, name="Lê An").errors, text


def test_figures_alone_are_no_matter():
    assert "không có chữ nào" in one(content="0", name="Lê Văn Cường").errors["content"]
