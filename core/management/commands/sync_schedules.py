"""manage.py sync_schedules: makes django-q2's timetable equal to the one in code (settings.TIMETABLE)."""

from django.core.management.base import BaseCommand

from core.timetable import sync


class Command(BaseCommand):
    help = "Makes the worker's timetable equal to the one in code; what is no longer listed is removed."

    def handle(self, **options):
        kept, removed = sync()
        if options["verbosity"]:
            self.stdout.write(f"Timetable: {kept} jobs, {removed} removed.")
