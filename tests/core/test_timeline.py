"""The timeline's geometry: days off hatched, labels that do not touch, whole numbers."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.timeline import BAND, LETTER, WIDTH, Mark, lay_out

MONDAY = date(2026, 11, 16)


def draw(marks, off_days=(), **kwargs):
    return lay_out(marks, set(off_days), today=MONDAY, **kwargs)


def test_nothing_to_show_draws_nothing():
    assert draw([]) is None


def test_strip_reaches_from_before_the_first_mark_to_after_the_last():
    line = draw([Mark(MONDAY, "Hội nghị"), Mark(date(2026, 11, 5), "Công bố")])
    assert (line["start"], line["end"]) == (date(2026, 11, 3), date(2026, 11, 18))
    assert line["today"] is not None and len(line["days"]) == 16


def test_days_off_carry_their_reason():
    line = lay_out([Mark(MONDAY, "Hội nghị")], {date(2026, 11, 15): "Chủ nhật"}, today=date(2026, 1, 1))
    assert [(off["day"], off["why"]) for off in line["off"]] == [(date(2026, 11, 15), "Chủ nhật")]
    assert line["today"] is None


def test_marks_on_one_day_get_rows_of_their_own():
    line = draw([Mark(MONDAY, "Hội nghị"), Mark(MONDAY, "Đợt hai")])
    assert len({item["y"] for item in line["marks"]}) == 2


def test_a_label_at_the_right_edge_turns_to_the_left():
    line = draw([Mark(MONDAY, "Đầu"), Mark(MONDAY + timedelta(30), "Ban hành thông báo kết luận")])
    assert line["marks"][-1]["turned"]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(3, 30)), min_size=1, max_size=25))
def test_labels_of_one_row_never_touch_and_stay_inside(cases):
    line = draw([Mark(MONDAY + timedelta(day), "x" * size) for day, size in cases])
    rows = {}
    for item in line["marks"]:
        width = len(item["mark"].label) * LETTER
        begin = item["text_x"] - width if item["turned"] else item["text_x"]
        rows.setdefault(item["y"], []).append((begin, begin + width))
        assert isinstance(item["x"], int) and begin + width <= WIDTH + 4
    for spans in rows.values():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert line["height"] > line["top"] + BAND
