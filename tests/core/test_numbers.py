"""Vietnamese numbers: typed, grouped, read aloud."""

from decimal import Decimal

import pytest

from core.numbers import grouped, in_words, typed_number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (5, "năm"), (10, "mười"), (15, "mười lăm"), (21, "hai mươi mốt"), (24, "hai mươi tư"),
        (105, "một trăm linh năm"), (110, "một trăm mười"), (1005, "một nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"), (6_900_000, "sáu triệu chín trăm nghìn"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (12_345_678, "mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_read_them(number, words):
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.250.000", Decimal(1_250_000)), ("1250000", Decimal(1_250_000)), ("1,5", Decimal("1.5")), ("", None),
        ("1.25", None), ("ba", None), (None, None), (" 7 ", Decimal(7)),
    ],
)  # fmt: skip
def test_typed_numbers_are_understood_or_left_alone(typed, number):
    assert typed_number(typed) == number


def test_numbers_are_grouped_by_dots_with_a_comma_before_decimals():
    assert [grouped(Decimal("1250000")), grouped(Decimal("1234.50")), grouped(7)] == [
        "1.250.000",
        "1.234,5",
        "7",
    ]
