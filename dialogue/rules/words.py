"""Sentences and small words that several files of rules use."""

from core.vietnamese import long_date

ONLY_OFFICE = "Chỉ Văn phòng được làm việc này. Hãy nhờ Văn phòng HĐND và UBND thực hiện."
ONLY_CHAIR = "Chỉ người chủ trì được quyết định việc này. Hãy trình người chủ trì."
ONLY_OFFICE_HALL = "Chỉ Văn phòng ghi được diễn biến ngày hội nghị. Hãy nhờ bộ phận tổng hợp ghi."


def capital_day(day):
    """ "Thứ Hai, 16/11/2026", as a sentence begins."""
    text = long_date(day)
    return text[:1].upper() + text[1:]
