"""The Front's acts on a promise for tests; the clock is the test's."""

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conclusions import services

VISITED_ON = date(2026, 6, 12)


def a_photo(*, name="muong.jpg", size=(2400, 1200), place=True, orientation=1):
    """A photograph as a telephone takes it: with its place on the earth and its maker's name."""
    picture = Image.new("RGB", size, (90, 120, 60))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Hang-may-anh", orientation
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 50.0, 12.0), 3: "E", 4: (106.0, 20.0, 5.0)})
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/jpeg")


def a_visit(*, cast, commitment, visited_on=VISITED_ON, photos=(), **more):
    values = {
        "place": "Mương thoát nước thôn Đông", "people": "Chủ tịch Hội Nông dân xã",
        "findings": "Còn 50 m chưa nạo vét.",
    } | more  # fmt: skip
    return services.visit_commitment(
        commitment=commitment, visited_on=visited_on, photos=photos, actor=cast.front, **values
    )


def an_urging(*, cast, commitment, reply_due_on, actor=None, text="Đề nghị báo cáo tiến độ nạo vét."):
    return services.urge_commitment(
        commitment=commitment, text=text, reply_due_on=reply_due_on, actor=actor or cast.front
    )
