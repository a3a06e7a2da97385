"""The trigram index under a search without diacritics, made by a room's migration: PostgreSQL only.

No model can say it: SQLite has no such index and scans its shadow column. When a room's 0001_initial is made anew,
its list of operations ends with the room's own one again (a test looks).
"""

from django.db import migrations, transaction
from django.db.utils import Error


def trigram_index(app_label, model_name, column):
    """The operation that makes (and drops) a GIN index of trigrams over one folded text column."""
    index = f"{app_label}_{model_name.lower()}_{column}_trgm"

    def make(apps, schema_editor):
        connection = schema_editor.connection
        if connection.vendor != "postgresql":
            return
        table = apps.get_model(app_label, model_name)._meta.db_table
        try:
            # Without the right to add the extension the search still works, only slower.
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {index} ON {table} USING gin ({column} gin_trgm_ops)"
                )
        except Error:
            return

    def drop(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX IF EXISTS {index}")

    return migrations.RunPython(make, drop)
