"""manage.py load_plan lac-phuong: put one of the project's plan files into a commune as a draft."""

from django.core.management.base import BaseCommand, CommandError

from core.models import Commune
from core.refusals import Refused
from plans.files import file_names, read_file
from plans.services import load_plan_file


class Command(BaseCommand):
    help = "Nạp một kế hoạch có sẵn thành dự thảo: load_plan <tên xã trên đường dẫn> [tên tệp] [--no-names]."

    def add_arguments(self, parser):
        parser.add_argument("commune", help="tên xã trên đường dẫn, ví dụ lac-phuong")
        parser.add_argument(
            "file", nargs="?", default="lac_phuong_2026", help=f"một trong: {', '.join(file_names())}"
        )
        parser.add_argument("--no-names", action="store_true", help="in chức danh thay cho họ tên")

    def handle(self, *args, commune, file, no_names, **options):
        place = Commune.objects.filter(slug=commune).first()
        if place is None:
            raise CommandError(
                f"Không có xã “{commune}”. Các xã: {', '.join(Commune.objects.values_list('slug', flat=True))}."
            )
        if file not in file_names():
            raise CommandError(f"Không có tệp “{file}”. Các tệp: {', '.join(file_names())}.")
        try:
            plan = load_plan_file(commune=place, data=read_file(file), actor=None, names=not no_names)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"Đã lập dự thảo: {plan} của {place}.")
