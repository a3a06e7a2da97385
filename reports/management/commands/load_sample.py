"""manage.py load_sample: the sample commune with its accounts and a conference in every stage."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.clock import local_today
from core.models import Commune, Notice
from deadlines.services import install_presets
from deadlines.sweep import sweep
from reports.sample.people import make_cast, make_neighbours, make_province
from reports.sample.stages import tell, tell_of_neighbours


class Command(BaseCommand):
    help = "Loads the sample commune. Refuses where communes exist; with --if-empty it then does nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing and do nothing if there are data"
        )

    def handle(self, *, if_empty, **options):
        if Commune.objects.exists():
            if if_empty:
                return
            raise CommandError("There are communes already. The sample data are for an empty database only.")
        if not settings.DEBUG:
            raise CommandError(
                "The sample accounts share a published password; production takes no sample data."
            )
        with transaction.atomic():
            install_presets()
            today = local_today()
            tell(make_cast(), today)
            make_province()
            tell_of_neighbours(make_neighbours(), today)
            sweep()
            # A story of months would otherwise send months of mail at the first start.
            Notice.objects.waiting().update(email_state="none")
        self.stdout.write("The sample commune is loaded.")
