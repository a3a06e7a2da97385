"""manage.py compute_deadline 2026-05-14 +10wd: the ISO date on the first line, then why."""

from argparse import REMAINDER

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from deadlines.arithmetic import COUNT_FORM, BadSum, evaluate, parse_iso, years_touched
from deadlines.explain import explain
from deadlines.library import calendar_of_years
from deadlines.loading import calendar_for
from deadlines.models import CalendarYear


class Command(BaseCommand):
    help = (
        "Tính một thời hạn: compute_deadline 2026-05-14 +10wd (ngày làm việc), -7wd, +10d (ngày liên tục), -2d, "
        "before:2026-05-16, by:2026-05-16, quarter:2025-4, month:2026-05. Thêm --no-swaps để bỏ các ngày hoán đổi."
    )

    def add_arguments(self, parser):
        # The remainder, because -7wd would be read as an option.
        parser.add_argument("terms", nargs=REMAINDER, help="Ngày mốc (năm-tháng-ngày) và số ngày cần tính.")

    def handle(self, *args, terms, **options):
        without_swaps = "--no-swaps" in terms
        anchor, text = self.read([term for term in terms if term != "--no-swaps"])
        try:
            calendar = self.calendar(anchor, text, without_swaps)
            result = evaluate(anchor, text, calendar)
        except BadSum as wrong:
            raise CommandError(str(wrong)) from None
        # One write, so that `… | head -1` closes no pipe in the middle.
        self.stdout.write("\n".join([result.due_on.isoformat(), *explain(result, anchor_label="ngày mốc")]))

    def read(self, terms):
        """(anchor or None, form) from the words of the command line, in either order."""
        forms = [term for term in terms if COUNT_FORM.fullmatch(term.lower()) or ":" in term]
        dates = [term for term in terms if term not in forms]
        if len(forms) != 1 or len(dates) > 1:
            raise CommandError(self.help)
        try:
            return (parse_iso(dates[0]) if dates else None), forms[0]
        except BadSum as wrong:
            raise CommandError(str(wrong)) from None

    def calendar(self, anchor, text, without_swaps):
        """The nation's calendar of the database; the holidays package where there is no table or no year yet."""
        years = years_touched(anchor, text)
        if without_swaps:
            return calendar_of_years(years, with_swaps=False)
        try:
            if CalendarYear.objects.national().filter(year__in=years).exists():
                return calendar_for(None)
        except DatabaseError:
            pass
        return calendar_of_years(years)
