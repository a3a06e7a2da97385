"""Reading a QR code out of a picture, for browsers that cannot do it themselves. Nothing is stored."""

import warnings

import zxingcpp
from PIL import Image, UnidentifiedImageError

LONGEST_SIDE = 1800  # pixels; a sharp photo of a whole page still shows its code
MOST_PIXELS = 60_000_000


def qr_in_picture(file):
    """The text of the first QR code in an uploaded picture; "" where there is none, or no picture that can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
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
    ):
        return ""
    grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if found else ""
