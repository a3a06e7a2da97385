"""The migrations, run one after the other on an empty database, make the very tables that the tests work on."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from tests.setup.machinery import ROOT
from tests.tables import ROOMS

# (table, name, what the database itself says) of every column, constraint and index
SAYINGS = {
    "postgresql": """
        SELECT table_name, column_name, concat_ws(
            ' ', data_type, character_maximum_length, is_nullable, column_default, identity_generation
        ) FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT relname, conname, pg_get_constraintdef(pg_constraint.oid)
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    """,
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL",
}


@contextmanager
def empty_database(folder):
    """The address of a database beside the test's own."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'migrated.sqlite3'}"
        return
    address, name = urlsplit(os.environ["DATABASE_URL"]), connection.settings_dict["NAME"] + "_migrated"
    with psycopg.connect(address.geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield address._replace(path=f"/{name}").geturl()
        server.execute(f'DROP DATABASE "{name}"')


@contextmanager
def connected_to(address):
    path = urlsplit(address).path
    name = path if connection.vendor == "sqlite" else path.strip("/")
    other = ConnectionHandler({"default": {**connection.settings_dict, "NAME": name}})["default"]
    try:
        yield other
    finally:
        other.close()


def schema_of(database):
    """{(table, name): words} of the rooms' tables; the order of columns is nobody's business."""
    tables = {model._meta.db_table for model in apps.get_models(True) if model._meta.app_label in ROOMS}
    with database.cursor() as cursor:
        cursor.execute(SAYINGS[database.vendor])
        rows = [row for row in cursor.fetchall() if row[0] in tables]
    assert {row[0] for row in rows} == tables
    return {(table, name): parts_of(words) for table, name, words in rows}


def parts_of(words):
    """A table's statement in its columns and constraints."""
    if not words.startswith("CREATE TABLE"):
        return words
    parts, depth = [""], 0
    for sign in words[words.index("(") + 1 : words.rindex(")")]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return sorted(re.sub(r"\s+", " ", part).strip() for part in parts)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_migrations_make_the_tables_of_the_models(tmp_path):
    with empty_database(tmp_path) as address:
        env = {**os.environ, "DATABASE_URL": address}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=env, check=True)
        with connected_to(address) as migrated:
            assert schema_of(migrated) == schema_of(connection)
            assert set(applied(migrated)) == set(applied(connection))


def applied(database):
    return MigrationRecorder(database).applied_migrations()
