"""The trigram index of the search without diacritics, made by the room's migration: PostgreSQL only.

No model can say it: SQLite has no such index and scans its shadow column. When 0001_initial is made anew, its list
of operations ends with this one again (a test looks).
"""

from django.db import migrations, transaction
from django.db.utils import Error

INDEX = "feedback_petition_search_trgm"


def make(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    table = apps.get_model("feedback", "Petition")._meta.db_table
    try:
        # Without the right to add the extension the search still works, only slower.
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {INDEX} ON {table} USING gin (search_text gin_trgm_ops)"
            )
    except Error:
        return


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


OPERATION = migrations.RunPython(make, drop)
