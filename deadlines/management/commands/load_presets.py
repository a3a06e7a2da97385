"""manage.py load_presets: writes the shipped regulations, and the holidays of the years at hand as drafts."""

from django.core.management.base import BaseCommand

from core.clock import local_today
from deadlines.services import fill_year, install_presets


class Command(BaseCommand):
    help = "Installs or updates the preset regulations and fills last year's, this and next year's calendar."

    def handle(self, *args, **options):
        rules = install_presets()
        year = local_today().year
        days = sum(fill_year(y) for y in (year - 1, year, year + 1))
        self.stdout.write(f"Đã nạp {rules} quy định mẫu và thêm {days} ngày nghỉ, ngày làm bù.")
