"""Which letters a text is written in: encodings of bytes, the fonts of before Unicode, text already broken."""

import codecs
import re
import unicodedata

from core.vietnamese import fold

# Signs that stand for Vietnamese letters in TCVN3 (.VnTime) and in no Vietnamese word of Unicode.
TCVN3 = set("¨©ª«¬\xad®µ¸¶·¹»¼½¾")
# VNI writes the mark after its vowel ("ñaát", "ñöôøng"): pairs that Vietnamese never has.
VNI = re.compile(
    r"[aeouyôö][ùøûïåäëü]|a[âáàêé]|e[âáàã]|o[âä]|[ñö]|[^\W\d_]î$|[bcdđghklmnpqrstvx]æ", re.IGNORECASE
)
LONGEST_WORD = 24  # letters; longer runs are no words of any font
UNICODE_ONLY = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
# UTF-8 read as a Western code page and saved again: "Ná»™i dung".
TWICE = re.compile(r"á»|áº|Ä‘|Æ°|Æ¡|Ã¡|Ã¢|Ã´|Ã¬|Ã\xad")
# Saved by a program that had no Vietnamese letters: "N?i dung ki?n ngh?".
LOST = re.compile(r"[A-Za-z]\?[A-Za-z]|\ufffd")
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
NAMES = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1258": "Windows-1258"}
ENOUGH = 0.8  # of the marked words must be Vietnamese for an encoding to be believed
SHARE = 0.3  # of a file's marked cells in an old font, and the whole file is sent back
HOW = (
    "Hãy chép các ô, mở công cụ UniKey (Ctrl+Shift+F6), chuyển bảng mã từ “{table}” sang “Unicode”, dán lại vào tệp, "
    "lưu rồi gửi lên."
)
# As UniKey calls them.
TABLES = {"TCVN3 (.VnTime)": "TCVN3 (ABC)", "VNI": "VNI Windows"}


TWICE_SENTENCE = (
    "Chữ tiếng Việt trong tệp đã bị hỏng khi lưu (thành dạng “Ná»™i dung”). "
    "Hãy mở lại bản gốc và lưu kiểu “CSV UTF-8” hoặc XLSX."
)
LOST_SENTENCE = (
    "Chữ tiếng Việt trong tệp đã mất dấu khi lưu (thành dạng “N?i dung”) và không khôi phục được. "
    "Hãy mở lại bản gốc và lưu kiểu “CSV UTF-8” hoặc XLSX."
)


class UnknownLetters(ValueError):
    """The bytes are in no encoding that can be read without guessing; the message is the sentence to show."""


def decode(raw):
    """(text in NFC, name of the encoding) of a text file; UnknownLetters where it cannot be told or is an old font."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            return _decoded(raw, "utf-8-sig" if name == "utf-8" else "utf-16"), NAMES[name]
    if b"\0" in raw[:2000]:
        return _without_mark(raw), NAMES["utf-16"]
    try:
        return nfc(raw.decode("utf-8")), NAMES["utf-8"]
    except UnicodeDecodeError:
        return _one_byte(raw), NAMES["cp1258"]


def _decoded(raw, name):
    try:
        return nfc(raw.decode(name))
    except UnicodeDecodeError as error:
        raise UnknownLetters(
            "Tệp bị hỏng: phần chữ bên trong không đọc được. Hãy lưu lại tệp rồi gửi."
        ) from error


def _without_mark(raw):
    """UTF-16 saved without its mark: every other byte of plain letters is zero."""
    even, odd = raw[0:2000:2].count(0), raw[1:2000:2].count(0)
    if max(even, odd) < len(raw[:2000]) // 8 or min(even, odd) > max(even, odd) // 8:
        raise UnknownLetters(
            "Đây không phải tệp chữ (bên trong là dữ liệu nhị phân). Hãy gửi tệp XLSX hoặc CSV."
        )
    return _decoded(raw, "utf-16-be" if even > odd else "utf-16-le")


def _one_byte(raw):
    """Text of one byte a letter: Vietnamese Windows (1258), else an old font, which is named."""
    western = raw.decode("cp1252", errors="replace")
    try:
        text = nfc(raw.decode("cp1258"))
    except UnicodeDecodeError:
        text = ""
    if text and _vietnamese_share(text) >= ENOUGH:
        return text
    font = old_font(western)
    if font:
        raise UnknownLetters(old_font_sentence(font))
    raise UnknownLetters(
        "Không nhận ra bảng mã chữ của tệp CSV. Hãy mở tệp trong Excel, chọn Lưu thành, kiểu “CSV UTF-8” hoặc XLSX, "
        "rồi gửi lại."
    )


def _vietnamese_share(text):
    """How much of the words with marks are Vietnamese syllables."""
    marked = [word for word in re.findall(r"[^\s\d.,;:!?()\"'“”/\\|-]+", text.lower()) if not word.isascii()]
    good = sum(_is_syllable(word) for word in marked)
    return good / len(marked) if marked else 0


def _is_syllable(word):
    is_known = all(letter.isascii() or letter in VIETNAMESE for letter in word)
    return is_known and SYLLABLE.fullmatch(fold(word)) is not None


def old_font(text):
    """ "TCVN3 (.VnTime)", "VNI" or "": the old font in which this text was typed."""
    # A letter that only Unicode has: it is no old font, whatever stray sign stands in it.
    if text.isascii() or UNICODE_ONLY.search(text):
        return ""
    words = [word for word in text.split() if 1 < len(word) <= LONGEST_WORD]
    tcvn3 = sum(not TCVN3.isdisjoint(word) for word in words)
    vni = sum(VNI.search(word) is not None for word in words)
    # Old fonts keep the consonants and add marks; what has hardly a plain letter is another language's.
    letters = [letter for letter in text if letter.isalpha()]
    if sum(letter.isascii() for letter in letters) < len(letters) * 0.4:
        return ""
    most = max(tcvn3, vni)
    if not most or most < len(words) * 0.15:
        return ""
    return "TCVN3 (.VnTime)" if tcvn3 >= vni else "VNI"


def old_font_sentence(font):
    return (
        f"Chữ trong tệp gõ bằng phông cũ {font}, không phải Unicode nên không đọc đúng được. "
        + HOW.format(table=TABLES[font])
    )


def broken(text, least=2):
    """A sentence if the text's letters were spoilt before it came here (`least` places), else ""."""
    if "»" in text or "º" in text or not text.isascii() and "Ã" in text:
        if len(TWICE.findall(text)) >= least:
            return TWICE_SENTENCE
    if ("?" in text or "\ufffd" in text) and len(LOST.findall(text)) >= least:
        return LOST_SENTENCE
    return ""


def check_letters(texts):
    """Raise UnknownLetters if a good part of these cells are in an old font or spoilt; a stray one is its row's matter."""
    marked = [text for text in texts if not text.isascii() or "?" in text]
    spoilt = [sentence for sentence in (broken(text, least=1) for text in marked) if sentence]
    if len(spoilt) > 1 and len(spoilt) >= len(marked) * SHARE:
        raise UnknownLetters(spoilt[0])
    fonts = [font for font in map(old_font, marked) if font]
    if fonts and len(fonts) >= len(marked) * SHARE:
        raise UnknownLetters(old_font_sentence(max(set(fonts), key=fonts.count)))


def nfc(text):
    return unicodedata.normalize("NFC", text)
