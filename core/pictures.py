"""Photographs that people upload: turned upright, made smaller, written anew without what the camera noted in them.

A picture made anew holds no place, no owner's name and nothing that could be run; it may be shown on a page.
"""

import io
import warnings

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from core.refusals import Refused

LONGEST_SIDE = 1600  # pixels; enough to read a sign on a wall
QUALITY = 82
# Asked of the header alone: a few kilobytes can claim any size. A JPEG is decoded small, the others whole.
MOST_PIXELS = {"JPEG": 60_000_000}
MOST_UNPACKED = 24_000_000
MOST_ALONG_A_SIDE = 20_000
FORMATS = ("JPEG", "PNG", "WEBP")
BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,  # what Pillow calls a PNG with a broken chunk in the middle
)


def plain_photo(file):
    """The upload as a JPEG without metadata, named like it; Refused with a sentence where it is no photograph."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                if _is_too_big(picture):
                    raise Refused(f"Ảnh “{file.name}” quá lớn. Hãy chụp lại với cỡ nhỏ hơn.")
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = _on_white(ImageOps.exif_transpose(picture))
    except BROKEN:
        raise Refused(f"Tệp “{file.name}” không phải ảnh đọc được. Hãy gửi ảnh JPG, PNG hoặc WEBP.") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    upright.save(written, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(written.getvalue(), name=f"{file.name.rsplit('.', 1)[0][-120:]}.jpg")


def _is_too_big(picture):
    most = MOST_PIXELS.get(picture.format, MOST_UNPACKED)
    return picture.width * picture.height > most or max(picture.size) > MOST_ALONG_A_SIDE


def _on_white(picture):
    """What is see-through becomes white: a JPEG knows nothing of it."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        return ground
    return picture.convert("RGB")
