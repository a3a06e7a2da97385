"""Reading a QR code out of a picture, for browsers that cannot do it themselves. Nothing is stored."""

import warnings

import zxingcpp
from PIL import Image, UnidentifiedImageError

LONGEST_SIDE = 1800  # pixels; a sharp photo of a whole page still shows its code
# A JPEG is decoded small; the others are unpacked whole, some bytes a pixel and some a row, before anything is seen.
MOST_PIXELS = {"JPEG": 60_000_000}
MOST_UNPACKED = 24_000_000
MOST_ALONG_A_SIDE = 20_000


def qr_in_picture(file):
    """The text of the first QR code in an uploaded picture; "" where there is none, or no picture that can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
                if _is_too_big(picture):
                    return ""
                # JPEG is decoded at the smallest size that suffices: a 12-megapixel photo in a tenth of a second.
                picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
                grey = picture.convert("L")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,  # what Pillow calls a PNG with a broken chunk in the middle
    ):
        return ""
    grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if found else ""


def _is_too_big(picture):
    """Asked of the header alone: a few kilobytes can claim any size."""
    most = MOST_PIXELS.get(picture.format, MOST_UNPACKED)
    return picture.width * picture.height > most or max(picture.size) > MOST_ALONG_A_SIDE
