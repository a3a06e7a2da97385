"""Names, numbers and addresses taken out of a text before everybody may read it; pure, no database."""

import pytest

from feedback.redaction import names_in, redact, standing_in, without_contacts

HOA = {"name": "Bà Nguyễn Thị Hoa", "phone": "0912 345 678", "email": "Hoa.Nguyen@example.vn", "address": "Số 5 ngõ Đình"}  # fmt: skip
AN = {"name": "Ông Trần Văn Hòa"}

REDACTED = [
    ("Tôi là Nguyễn Thị Hoa, đề nghị sửa đường.", "Tôi là [giấu tên], đề nghị sửa đường."),
    ("Nhà bà Hoa bị ngập.", "Nhà [giấu tên] bị ngập."),
    ("NHÀ BÀ HOA BỊ NGẬP", "NHÀ [giấu tên] BỊ NGẬP"),
    ("nguyen thi hoa de nghi", "[giấu tên] de nghi"),
    ("nha ba Hoa bi ngap", "nha [giấu tên] bi ngap"),
    ("Chị Thị Hoa nói", "[giấu tên] nói"),
    ("Nguyễn  Thị\nHoa ký tên", "[giấu tên] ký tên"),
    # Other words, other people: they stay.
    ("Đô thị hoá nhanh, bà hóa giá", "Đô thị hoá nhanh, bà hóa giá"),
    ("cơ Hoa và ba hoa chích choè", "cơ Hoa và ba hoa chích choè"),
    ("Bà Trần Thị Hoa là trưởng thôn", "Bà Trần Thị Hoa là trưởng thôn"),
    ("Vườn hoa của thôn", "Vườn hoa của thôn"),
    # Numbers.
    ("Gọi 0912345678 hoặc 0912.345.678", "Gọi [giấu số điện thoại] hoặc [giấu số điện thoại]"),
    ("Gọi +84 912 345 678.", "Gọi [giấu số điện thoại]."),
    ("Số khác: (0220) 3745 678", "Số khác: [giấu số điện thoại]"),
    ("Gọi (0987 654 321) hoặc (+84) 987.654.321.", "Gọi ([giấu số điện thoại]) hoặc [giấu số điện thoại]."),
    ("Thư hoa.nguyen@EXAMPLE.vn, a@b.vn", "Thư [giấu địa chỉ thư], [giấu địa chỉ thư]"),
    ("CCCD 030123456789 cấp năm 2021", "CCCD [giấu số giấy tờ] cấp năm 2021"),
    ("CMND số 141234567", "CMND số [giấu số giấy tờ]"),
    ("ở số 5, ngõ Đình", "ở [giấu địa chỉ]"),
    ("Ngày 05/11/2026, 120 m mương, 2.000.000.000 đồng, 12,5 ha", "Ngày 05/11/2026, 120 m mương, 2.000.000.000 đồng, 12,5 ha"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), REDACTED)
def test_a_text_loses_its_people_and_nothing_else(text, wanted):
    assert redact(text, [HOA]) == wanted


def test_the_tone_may_stand_on_either_letter():
    assert redact("ông Hoà và ông Hòa", [AN]) == "[giấu tên] và [giấu tên]"


def test_a_units_own_number_stays_in_its_answer():
    text = "Liên hệ 0220 3745 678; đã báo bà Hoa qua số 0912 345 678."
    assert redact(text, [HOA], all_phones=False) == (
        "Liên hệ 0220 3745 678; đã báo [giấu tên] qua số [giấu số điện thoại]."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bà Hoa, số 84912345678, bà Hoa", ["Bà Hoa", "84912345678", "bà Hoa"]),
        ("Liên hệ hoa.nguyen@example.vn", ["hoa.nguyen@example.vn"]),
        ("Liên hệ Ủy ban 0220 3745 678", []),
        ("[giấu tên] đề nghị", []),
    ],
)
def test_what_still_stands_is_named(text, found):
    assert standing_in(text, [HOA]) == found


def test_what_is_redacted_no_longer_stands():
    for text, _ in REDACTED:
        assert standing_in(redact(text, [HOA, AN]), [HOA, AN]) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Bà Nguyễn Thị Hoa", [("Nguyễn", "Thị", "Hoa")]),
        ("nguyễn thị hoa", [("nguyễn", "thị", "hoa")]),
        ("Ông Trần Văn A, bà Lê Thị B và chị C", [("Trần", "Văn", "A"), ("Lê", "Thị", "B"), ("C",)]),
        ("Nhân dân thôn Đông", []),
        ("Bà con xóm Đình", []),
        ("Hộ ông Phạm Văn D", [("Phạm", "Văn", "D")]),
        ("Tổ dân phố số 3", []),
        ("", []),
    ],
)
def test_names_are_found_in_a_petitioners_line(line, names):
    assert names_in(line) == names


def test_contacts_go_and_names_stay():
    assert without_contacts("Bà Hoa, 0912 345 678") == "Bà Hoa, [giấu số điện thoại]"


def test_a_long_hostile_text_is_read_in_time():
    assert redact("bà " * 7000, [HOA, AN]) and redact("0" * 20_000, [HOA]) and redact("a@" * 10_000, [HOA])
