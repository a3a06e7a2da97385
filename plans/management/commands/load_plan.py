"""manage.py load_plan: the project's plan files as drafts, one in a commune or all in communes of their own names."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.models import Commune
from core.refusals import Refused
from plans.files import file_names, read_file
from plans.services import load_plan_file
from plans.services.seeds import load_every_plan, load_own_plan


class Command(BaseCommand):
    help = (
        "Nạp kế hoạch có sẵn thành dự thảo: load_plan <tên xã trên đường dẫn> [tên tệp] [--no-names]; "
        "load_plan --all nạp mọi tệp vào xã mà tệp nêu tên (tạo xã nếu chưa có, chỉ để trình diễn)."
    )

    def add_arguments(self, parser):
        parser.add_argument("commune", nargs="?", help="tên xã trên đường dẫn, ví dụ lac-phuong")
        parser.add_argument(
            "file", nargs="?", default="lac_phuong_2026", help=f"một trong: {', '.join(file_names())}"
        )
        parser.add_argument("--no-names", action="store_true", help="in chức danh thay cho họ tên")
        parser.add_argument("--all", action="store_true", help="mọi tệp, mỗi tệp vào xã của nó")
        parser.add_argument("--create-commune", metavar="TỆP", help="một tệp, vào xã của nó")

    @transaction.atomic
    def handle(self, *args, commune, file, no_names, create_commune, **options):
        try:
            if options["all"]:
                self.tell(load_every_plan(actor=None, names=not no_names))
            elif create_commune:
                check_file(create_commune)
                self.tell([load_own_plan(name=create_commune, actor=None, names=not no_names)])
            else:
                check_file(file)
                plan = load_plan_file(
                    commune=commune_called(commune), data=read_file(file), actor=None, names=not no_names
                )
                self.tell([(plan, True)])
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None

    def tell(self, loaded):
        for plan, is_new in loaded:
            done = "Đã lập dự thảo" if is_new else "Đã có từ trước"
            self.stdout.write(f"{done}: {plan} của {plan.commune}.")


def check_file(name):
    if name not in file_names():
        raise CommandError(f"Không có tệp “{name}”. Các tệp: {', '.join(file_names())}.")


def commune_called(slug):
    place = Commune.objects.filter(slug=slug or "").first()
    if place is None:
        names = ", ".join(Commune.objects.values_list("slug", flat=True))
        raise CommandError(f"Không có xã “{slug or ''}”. Các xã: {names}.")
    return place
