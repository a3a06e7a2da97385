"""Which column of a file is which: headings by name, with or without marks, in any order."""

import re
from itertools import zip_longest

from core.vietnamese import fold

# Field -> the heading of the template; the first is what nothing can be imported without.
LABELS = {
    "content": "Nội dung",
    "name": "Họ tên",
    "is_collective": "Tập thể",
    "members": "Số người",
    "hamlet": "Thôn",
    "phone": "Điện thoại",
    "address": "Địa chỉ",
    "email": "Thư điện tử",
    "received_on": "Ngày nhận",
    "field": "Lĩnh vực",
    "kind": "Loại ý kiến",
    "is_urgent": "Bức xúc",
    "about_document": "Văn bản góp ý",
    "hide_name": "Giấu tên",
}
FIELDS = tuple(LABELS)
# What else people write above these columns; compared folded, signs and brackets left out.
SYNONYMS = {
    "content": """nội dung kiến nghị; nội dung ý kiến; nội dung phản ánh; nội dung kiến nghị, phản ánh; kiến nghị;
        ý kiến; phản ánh; nội dung ý kiến, kiến nghị; ý kiến, kiến nghị; kiến nghị, phản ánh; nội dung đề nghị; đề nghị;
        nội dung góp ý; nội dung kiến nghị, đề xuất; tóm tắt nội dung; nội dung câu hỏi; ý kiến, kiến nghị của nhân dân;
        ý kiến kiến nghị của cử tri; nội dung kiến nghị của cử tri""",
    "name": """họ và tên; tên; người kiến nghị; họ tên người kiến nghị; họ và tên người kiến nghị; người phản ánh;
        người nêu; người có ý kiến; họ tên, tập thể; họ tên hoặc tên tập thể; công dân; cá nhân; tên người dân;
        họ tên người dân; cá nhân, tập thể; người, tập thể kiến nghị; người gửi; cử tri""",
    "is_collective": "là tập thể; tập thể (có/không); ý kiến tập thể",
    "members": "số người trong tập thể; số lượng người; số thành viên; số người kiến nghị",
    "hamlet": """thôn, khu dân cư; khu dân cư; thôn, xóm; xóm; tổ dân phố; thôn, tổ dân phố; kdc; địa bàn; khu phố;
        thôn (khu dân cư); ấp; bản; đơn vị thôn""",
    "phone": """số điện thoại; sđt; đt; dt; điện thoại liên hệ; số đt; di động; số điện thoại liên hệ; số di động;
        điện thoại di động; tel; phone""",
    "address": "nơi ở; chỗ ở; địa chỉ liên hệ; nơi cư trú; địa chỉ thường trú; nơi thường trú; số nhà",
    "email": "email; e-mail; mail; thư; địa chỉ thư; địa chỉ email; hộp thư; địa chỉ thư điện tử",
    "received_on": """ngày; ngày tiếp nhận; ngày tháng; ngày nhận phiếu; thời gian; thời gian nhận; ngày gửi;
        ngày kiến nghị; ngày tháng năm; ngày ghi nhận; ngày thu phiếu; thời gian tiếp nhận""",
    "field": "lĩnh vực kiến nghị; lĩnh vực ý kiến; nhóm lĩnh vực; nhóm vấn đề; chủ đề; lĩnh vực phản ánh",
    "kind": "loại; loại hình; loại kiến nghị; hình thức ý kiến; phân loại ý kiến",
    "is_urgent": "việc bức xúc; bức xúc, cần ưu tiên; ưu tiên; khẩn; cấp bách; mức độ bức xúc; cần ưu tiên",
    "about_document": "văn bản được góp ý; góp ý văn bản; tên văn bản; văn bản; chủ trương, văn bản",
    "hide_name": "giấu tên khi công khai; không công khai tên; ẩn danh; ẩn tên; không nêu tên; giữ kín tên",
}
IGNORED = {"stt", "tt", "so tt", "so thu tu", "no", "thu tu", "loi", "dong"}
SEARCHED = 15  # rows from the top among which the headings are looked for


def plain(heading):
    """A heading as it is compared: folded, without brackets, signs and the star of what is required."""
    words = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", str(heading))
    return re.sub(r"[^a-z0-9]+", " ", fold(words)).strip()


def _table():
    known = {}
    for field, label in LABELS.items():
        for text in (label, *SYNONYMS[field].split(";")):
            known[re.sub(r"[^a-z0-9]+", " ", fold(text)).strip()] = field
            known[plain(text)] = field
    return known


KNOWN = _table()


def field_of(heading):
    """The field that a heading means, or ""."""
    words = plain(heading)
    return KNOWN.get(words) or KNOWN.get(re.sub(r"[^a-z0-9]+", " ", fold(str(heading))).strip()) or ""


def is_our_note(heading):
    """A column of the workbook of faulty rows: where the row stood, what is wrong with it."""
    return plain(heading) in {"loi", "dong"}


def is_ordinal(heading):
    return plain(heading) in IGNORED - {"loi", "dong"}


def is_ignored(heading):
    return plain(heading) in IGNORED


def known_headings(row):
    """How many cells of a row are headings that we know."""
    return sum(bool(cell) and bool(field_of(cell)) for cell in row if isinstance(cell, str))


def find_heading(rows):
    """(index of the heading row, headings, number of rows that they take) or None.

    The row among the first fifteen that names most columns, the content among them; where headings stand in two
    rows (a merged cell above its parts), both are read as one.
    """
    best = None
    for index, row in enumerate(rows[:SEARCHED]):
        two, below = list(row), rows[index + 1] if index + 1 < len(rows) else []
        taken = 2 if _is_second_row(row, below) else 1
        if taken == 2:
            two = [
                under if field_of(under) else cell for cell, under in zip_longest(row, below, fillvalue="")
            ]
        fields = {field_of(cell) for cell in two if isinstance(cell, str)} - {""}
        if "content" in fields and _is_heading(two) and (best is None or len(fields) > best[0]):
            best = (len(fields), index, two, taken)
    return best and best[1:]


def _is_heading(row):
    """One lone word such as “Kiến nghị” above a table is its title, not its heading; unless it is all there is."""
    return all(len(cell) <= 120 for cell in row if isinstance(cell, str))


def _is_second_row(row, below):
    """Every cell of the row below that says something is a heading, and none stands under the content's own."""
    said = [(place, cell) for place, cell in enumerate(below) if str(cell).strip()]
    above = [field_of(row[place]) if place < len(row) else "" for place, _ in said]
    return bool(said) and all(
        isinstance(cell, str) and field_of(cell) and (over != "content" or field_of(cell) == "content")
        for (_, cell), over in zip(said, above, strict=True)
    )


def is_numbering(row):
    """The row (1) (2) (3) that forms print under their headings."""
    said = [str(cell).strip().removesuffix(".0") for cell in row if str(cell).strip()]
    return len(said) > 1 and all(
        re.fullmatch(r"\(?\d{1,2}\)?", text) and int(text.strip("()")) == place
        for place, text in enumerate(
            said, start=int(said[0].strip("()")) if said[0].strip("()").isdecimal() else -1
        )
    )


def seen(rows):
    """The headings that a file without a content column seems to have, for the refusal."""
    top = rows[:SEARCHED]
    row = max(
        top, key=lambda row: (known_headings(row), sum(bool(str(cell).strip()) for cell in row)), default=[]
    )
    return [" ".join(str(cell).split())[:40] for cell in row if str(cell).strip()][:20]
