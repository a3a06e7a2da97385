"""What migrations leave behind besides the models' tables, for a test database made without them. No tests."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.special import RunPython
from django.db.migrations.recorder import MigrationRecorder

ROOMS = ("core", "deadlines", "documents", "plans", "dialogue", "feedback", "conclusions", "reports")


def complete():
    """Run what the rooms' migrations run by hand, and write down that every migration has been applied."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    loader = MigrationLoader(None)
    for key, migration in loader.graph.nodes.items():
        recorder.record_applied(*key)
        if key[0] in ROOMS:
            with connection.schema_editor() as editor:
                for operation in migration.operations:
                    if isinstance(operation, RunPython):
                        operation.code(apps, editor)
