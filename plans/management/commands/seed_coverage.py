"""manage.py seed_coverage: hold the printed text of each project plan against its seed, row by row."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from plans.coverage import coverage_of
from plans.files import file_names
from plans.services.seeds import rehearsed_plan


class Command(BaseCommand):
    help = "Đối chiếu bản in của năm kế hoạch với bản gốc, từng dòng yêu cầu; dòng cuối: covered N of M."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", help=f"mặc định: {', '.join(file_names())}")

    def handle(self, *args, files, **options):
        check_migrated()
        covered = total = 0
        for name in files or file_names():
            with rehearsed_plan(name) as (plan, original):
                found = coverage_of(plan, name, original)
            self.tell(name, found)
            covered, total = covered + found.covered, total + len(found.rows)
        self.stdout.write(f"covered {covered} of {total}")

    def tell(self, name, found):
        self.stdout.write(f"{name}: {found.covered}/{len(found.rows)} dòng yêu cầu có trong bản in.")
        for row in found.rows:
            if row.reason:
                self.stdout.write(f"  {row.key}: không đưa vào, vì {row.reason}")
            elif row.missing:
                self.stdout.write(f"  {row.key}: thiếu {'; '.join(row.missing)}")
        for words in found.lost:
            self.stdout.write(f"  mất hoặc khác thứ tự: “{words}”")
        if found.unquoted:
            self.stdout.write(f"  không dòng nào dẫn: “{' '.join(found.unquoted)}”")


def check_migrated():
    """The plans are rehearsed in the database's own tables, which must be those of the models."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not migrated. Run “manage.py migrate” first, then this again.")
