"""Vietnamese text and dates: search, sorting, weekdays, a paper's date line; dates typed into forms."""

import random
import unicodedata
from datetime import date, datetime, time

import pytest
from django import forms
from django.utils import formats

from core.vietnamese import fold, long_date, one_line, paper_date, short_date, sort_key, span, weekday


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đất  đai", "dat dai"),
        ("  VĂN PHÒNG\tHĐND\n", "van phong hdnd"),
        ("Nguyễn Thị Ước", "nguyen thi uoc"),
        ("ưƠđĐ", "uodd"),
        (unicodedata.normalize("NFD", "Phường Quyết Thắng"), "phuong quyet thang"),
        ("", ""),
        (None, ""),
        ("Thôn 3", "thon 3"),
    ],
)
def test_fold_forgets_marks_case_and_blanks(text, folded):
    assert fold(text) == folded


NAMES = ["An", "Ánh", "Ân", "Ất", "Bình", "Dũng", "Đạt", "Em", "Uyên", "Ưng"]


def test_names_sort_as_a_vietnamese_dictionary_does():
    for seed in range(20):
        mixed = random.Random(seed).sample(NAMES, len(NAMES))
        assert sorted(mixed, key=sort_key) == NAMES


@pytest.mark.parametrize(
    "rows",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ"],  # the order of the tones
        ["Thôn 1", "Thôn 2", "Thôn 10", "Thôn An"],
        ["Lê An", "Lê Ánh", "Lê Bình", "Lê Đạt"],
        ["Ban", "Bàn", "Ban A", "Bàn A", "Bang"],
        ["", "(a)", "1", "a"],
    ],
)
def test_sort_key_orders(rows):
    for seed in range(10):
        assert sorted(random.Random(seed).sample(rows, len(rows)), key=sort_key) == rows


def test_tones_decide_only_where_letters_are_the_same():
    assert sort_key("ma") < sort_key("mạ")
    assert sort_key("mạ") < sort_key("mai")


def test_sort_keys_are_digits_so_that_every_database_collates_them_alike():
    assert sort_key("Đặng Văn Ư 3, (x)").isdigit()


def test_figures_sort_as_numbers():
    rows = ["Thôn 10", "Thôn 2", "Thôn 1", "Thôn An"]
    assert sorted(rows, key=sort_key) == ["Thôn 1", "Thôn 2", "Thôn 10", "Thôn An"]


def test_dates_read_as_people_say_them():
    monday = date(2026, 11, 16)
    assert (weekday(monday), weekday(date(2026, 11, 15))) == ("thứ Hai", "Chủ nhật")
    assert short_date(monday) == "16/11/2026"
    assert long_date(monday) == "thứ Hai, 16/11/2026"
    assert long_date(date(2026, 3, 5)) == "thứ Năm, 05/03/2026"


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_the_date_line_has_zeros_below_ten_and_before_march(day, line):
    """Nghị định 30/2020/NĐ-CP, phụ lục I."""
    assert paper_date(day) == line


def test_the_date_line_of_a_draft_has_dots():
    assert paper_date(None, year=2026) == "ngày …… tháng …… năm 2026"
    assert paper_date(None, year=2026, month=2) == "ngày …… tháng 02 năm 2026"


# Formats: Django's own `vi` would read 05/06/2026 as 6 May.


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05/06/2026", date(2026, 6, 5)),
        ("5/6/2026", date(2026, 6, 5)),
        ("16/05/2026", date(2026, 5, 16)),
        ("16/5/2026", date(2026, 5, 16)),
        ("16-5-2026", date(2026, 5, 16)),
        ("16.5.2026", date(2026, 5, 16)),
        ("2026-05-16", date(2026, 5, 16)),
        (" 16/5/2026 ", date(2026, 5, 16)),
    ],
)
def test_a_date_field_reads_day_first(typed, day):
    assert forms.DateField().clean(typed) == day


@pytest.mark.parametrize("typed", ["5/16/2026", "31/2/2026", "16/5", "16/5/26", "mai", "0/5/2026"])
def test_a_date_field_refuses_what_is_no_date_in_vietnam(typed):
    with pytest.raises(forms.ValidationError, match="Gõ ngày/tháng/năm"):
        forms.DateField().clean(typed)


@pytest.mark.parametrize("typed", ["08:00", "8:00", "8h00", "8h", "08 giờ 00"])
def test_a_time_field_reads_hours_as_people_write_them(typed):
    assert forms.TimeField().clean(typed) == time(8)


def test_an_instant_is_read_with_the_hour_before_the_day(settings):
    assert forms.DateTimeField().clean("08:30 16/5/2026").replace(tzinfo=None) == datetime(2026, 5, 16, 8, 30)


def test_numbers_and_dates_are_shown_as_in_vietnam():
    assert formats.number_format(12345.5, 1, use_l10n=True, force_grouping=True) == "12.345,5"
    assert formats.date_format(date(2026, 6, 5)) == "05/06/2026"


@pytest.mark.parametrize(
    ("seconds", "words"), [(180, "3 phút"), (150, "2 phút 30 giây"), (20, "20 giây"), (0, "0 giây")]
)
def test_a_span_of_time_is_told_in_minutes_and_seconds(seconds, words):
    assert span(seconds) == words


def test_a_name_keeps_what_is_seen_only():
    assert one_line("  Ông\u200b \t Nguyễn\u202e  Văn\x00 Bình ") == "Ông Nguyễn Văn Bình"
    assert one_line(" \u200b\u2066 ") == "" == one_line(None)
