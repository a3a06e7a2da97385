"""manage.py create_province: the body that reads the figures of all communes of a province, and its first account."""

import re

from django.core.management.base import BaseCommand, CommandError

from core.refusals import Refused
from core.services import create_province


class Command(BaseCommand):
    help = (
        "Lập nơi xem số liệu của cả tỉnh, thành phố và tài khoản đầu tiên: create_province <tỉnh, thành phố> "
        "<tên cơ quan> <tên trên đường dẫn> <tên đăng nhập> [--full-name …] [--title …]."
    )

    def add_arguments(self, parser):
        parser.add_argument("province", help="như ghi ở các xã, ví dụ: thành phố Hải Phòng")
        parser.add_argument("name", help="cơ quan, ví dụ: Sở Nội vụ thành phố Hải Phòng")
        parser.add_argument("slug", help="tên trên đường dẫn, ví dụ: so-noi-vu-hai-phong")
        parser.add_argument("username", help="tên đăng nhập của tài khoản đầu tiên")
        parser.add_argument("--full-name", default="", help="họ và tên người giữ tài khoản")
        parser.add_argument("--title", default="Chuyên viên", help="chức vụ")

    def handle(self, *args, province, name, slug, username, full_name, title, **options):
        for text, what in ((slug, "Tên trên đường dẫn"), (username, "Tên đăng nhập")):
            if not re.fullmatch(r"[a-z0-9][a-z0-9.\-_]{2,49}", text) or (text is slug and "." in text):
                raise CommandError(
                    f"{what} “{text}” phải gồm ít nhất 3 chữ thường không dấu, số, gạch ngang."
                )
        try:
            user, password = create_province(
                province=" ".join(province.split()), name=" ".join(name.split()), slug=slug, username=username,
                full_name=full_name or name, title=title,
            )  # fmt: skip
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"Đã lập {user.commune} ({user.commune.province}).")
        self.stdout.write(
            f"Đăng nhập: {user.username} - mật khẩu ban đầu: {password} (phải đổi khi vào lần đầu)."
        )
