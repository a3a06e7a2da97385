"""Vietnamese numbers: grouped by dots, read aloud, typed by people. Dates are in `vietnamese`."""

import re
from decimal import ROUND_HALF_UP, Decimal

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
GROUPS = ["", "nghìn", "triệu"]
BILLION = 10**9
TYPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?")


def grouped(number):
    """1250000 -> "1.250.000", Decimal("1.5") -> "1,5": dots between thousands, a comma before decimals."""
    whole, _, rest = f"{number:,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def percent(part, whole):
    """ "62,5%" with at most one decimal; "" where there is nothing to divide."""
    if part is None or not whole:
        return ""
    share = (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{grouped(share)}%"


def typed_number(text):
    """The Decimal that people mean by "1.250.000", "1250000" or "1,5"; None for anything else."""
    text = re.sub(r"\s", "", str(text or ""))
    if not TYPED.fullmatch(text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


def in_words(number):
    """A whole number from 0 as it is read: 2026 -> "hai nghìn không trăm hai mươi sáu"."""
    number = int(number)
    if number == 0:
        return DIGITS[0]
    billions, rest = divmod(number, BILLION)
    words = [*([in_words(billions), "tỷ"] if billions else [])]
    for power in (2, 1, 0):
        part = rest // 1000**power % 1000
        if part:
            words += [_three(part, is_first=not words), GROUPS[power]]
    return " ".join(word for word in words if word)


def _three(part, *, is_first):
    """Three figures; inside a longer number the hundreds and tens that are nought are read as well."""
    hundreds, tens, ones = part // 100, part // 10 % 10, part % 10
    words = [] if is_first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens == 0:
        words += ["linh"] if words and ones else []
    else:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        return " ".join([*words, "mốt"])
    if ones == 4 and tens > 1:
        return " ".join([*words, "tư"])
    if ones == 5 and tens > 0:
        return " ".join([*words, "lăm"])
    return " ".join(words + ([DIGITS[ones]] if ones else []))
