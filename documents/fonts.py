"""The face of official papers: where its files lie and the proof that they hold every Vietnamese letter."""

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core import checks
from fontTools.ttLib import TTFont

FAMILY = "Paper Serif"
# Liberation Serif 2: metric-compatible with Times New Roman. Version 1 (Debian 12's fonts-liberation) lacks 92
# Vietnamese letters, so the newer package's folder comes first.
FOLDERS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation")
FACES = {
    "LiberationSerif-Regular.ttf": ("normal", "normal"),
    "LiberationSerif-Bold.ttf": ("bold", "normal"),
    "LiberationSerif-Italic.ttf": ("normal", "italic"),
    "LiberationSerif-BoldItalic.ttf": ("bold", "italic"),
}
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SIGNS = "₫–—“”‘’…½§°×"


@cache
def needed_letters():
    """Every letter that Vietnamese can write, in both cases, and the signs of papers."""
    vowels = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
    letters = {*vowels, *"bcdđghklmnpqrstvxfjwz0123456789"}
    return frozenset(letters | {letter.upper() for letter in letters} | set(SIGNS))


def missing_letters(path):
    """Letters of Vietnamese that this font file cannot draw."""
    with TTFont(path, lazy=True) as font:
        known = font.getBestCmap()
    return {letter for letter in needed_letters() if ord(letter) not in known}


@cache
def font_folder():
    """The folder whose four faces are all complete, or None."""
    own = getattr(settings, "PAPER_FONT_FOLDER", "")
    for folder in map(Path, [own] if own else FOLDERS):
        paths = [folder / name for name in FACES]
        if all(path.exists() for path in paths) and not any(map(missing_letters, paths)):
            return folder
    return None


def check_paper_font(app_configs, **kwargs):
    """Without a complete face every paper would lose letters; say which package brings one."""
    if font_folder() is not None:
        return []
    return [
        checks.Error(
            "No complete Liberation Serif 2 was found: papers would lose Vietnamese letters.",
            hint="Debian 12: apt-get install fonts-liberation2. Debian 13 and later: apt-get install "
            "fonts-liberation. Or name a folder with the four Liberation Serif files in PAPER_FONT_FOLDER.",
            id="documents.E001",
        )
    ]


def font_css(base_url):
    """@font-face rules for the PDF; the browser's preview takes what the machine has."""
    return "".join(
        f'@font-face {{font-family: "{FAMILY}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{base_url}fonts/{name}")}}'
        for name, (weight, style) in FACES.items()
    )
