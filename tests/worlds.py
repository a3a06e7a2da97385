"""What factories have built once, put back row by row in later tests. No factory and no test here.

A factory walks the product's real services: some hundred queries for an issued plan. When a test of the same process
asks for the same thing in the same world again, its rows are written as they were, table by table, inside that
test's own transaction: every test still has rows of its own and leaves none. A world is the sequence of remembered
acts since the empty database, and it is known only while nobody else has written. After any other write or
rollback, and in tests that commit, factories walk the services as before.
"""

import inspect
import io
import pickle
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from functools import cache, wraps
from types import SimpleNamespace

import time_machine
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from core.clock import local_today
from core.models import User

READS = ("SELECT", "SAVEPOINT", "RELEASE", "EXPLAIN", "PRAGMA", "SHOW", "SET", "BEGIN")
WRITES = re.compile(r'(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "(\w+)"')
# In remembered rows: the moment at which they are put back.
NOW = "«now»"
# What a sign-in writes; no factory reads it.
SIGN_IN = re.compile(
    r'(?:INSERT INTO|UPDATE|DELETE FROM) "(?:django_session|axes_\w+)"|UPDATE "core_user" SET "last_login" = %s WHERE'
)
TWICE = 2


@dataclass
class Act:
    """What one act of a factory left: its writes, what it returned, what it queued for the commit."""

    writes: list
    tables: set
    result: bytes
    callbacks: list
    content: dict  # of the world after it: table -> {key: row}; tables that it left alone are shared


class State:
    """What this process remembers, and the world of its running test."""

    def __init__(self):
        self.acts = {}  # world after the act -> Act
        self.contents = {}  # world without acts -> table -> {key: row}
        self.asked = Counter()
        self.world = None  # unknown
        self.is_off = True
        self.casts = {}
        self.touched = [set()]  # tables written by the acts that run, the innermost last
        self.is_ours = False
        self.has_signed_in = False


state = State()


class Unknown(Exception):
    """An argument, a table or a result that cannot be told from others."""


def begin(*, commits):
    """Before each test; `commits` if it leaves rows behind or writes from several threads."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, watch)
    state.world, state.is_off, state.has_signed_in = (), commits, False
    state.casts, state.touched = {}, [set()]


def watch(execute, sql, params, many, context):
    """Sees every statement of the main thread: after a write that is no remembered act the world is unknown."""
    if not state.is_ours and not sql.startswith(READS):
        if SIGN_IN.match(sql) and len(state.touched) == 1:
            state.has_signed_in = True
            return execute(sql, params, many, context)
        state.world = None
        written = WRITES.match(sql)
        if written:
            state.touched[-1].add(written[1])
        elif not sql.startswith("ROLLBACK TO"):
            state.is_off = True
    return execute(sql, params, many, context)


def known_as(name, cast):
    """Remember who plays in this test, so that what factories return names these very people; returns them."""
    state.casts[name] = cast
    return cast


def remembered(factory=None, *, clock=False, stamped=False):
    """Decorate a factory of keyword arguments whose result depends on nothing but the rows and the arguments.

    `clock`: the time too is the test's. `stamped`: the rows' times of creation are those of the running test.
    """
    if factory is None:
        return lambda inner: remembered(inner, clock=clock, stamped=stamped)
    signature = inspect.signature(factory)
    name = f"{factory.__module__}.{factory.__qualname__}"

    @wraps(factory)
    def again(**arguments):
        if state.is_off or state.world is None:
            return factory(**arguments)
        try:
            bound = signature.bind(**arguments)
            bound.apply_defaults()
            key = (name, moment() if clock else None, key_of(bound.arguments))
        except (TypeError, Unknown):
            return factory(**arguments)
        world = state.world or (("empty", ContentType.objects.get_for_model(User).pk),)
        after = (*world, key)
        if after in state.acts:
            return put_back(after)
        state.asked[after] += 1
        if state.asked[after] < TWICE or state.has_signed_in:
            return factory(**arguments)
        return walk(factory, arguments, world, after, stamped)

    return again


def moment():
    """The time of a test that stands still; where the clock runs, the day is all that a test can rely on."""
    return timezone.now() if time_machine.escape_hatch.is_travelling() else local_today()


def walk(factory, arguments, world, after, stamped):
    """Let the factory do its work and remember what came of it."""
    before = content_of(world)
    queued = len(connection.run_on_commit)
    state.touched.append(set())
    try:
        result = factory(**arguments)
    finally:
        tables = state.touched.pop()
        state.touched[-1] |= tables
    if not tables or state.is_off:
        return result
    try:
        content = before | {table: read(table, before[table]) for table in tables}
        state.acts[after] = Act(
            writes=writes_between(before, content, tables, stamped),
            tables=tables,
            result=packed(result),
            callbacks=[(call, robust) for _, call, robust in connection.run_on_commit[queued:]],
            content=content,
        )
        state.world = after
    except Unknown:
        pass
    return result


def put_back(after):
    act = state.acts[after]
    state.is_ours = True
    try:
        with connection.cursor() as cursor:
            write(cursor, act.writes)
    finally:
        state.is_ours = False
    state.touched[-1] |= act.tables
    for call, robust in act.callbacks:
        connection.run_on_commit.append((set(connection.savepoint_ids), call, robust))
    state.world = after
    return unpacked(act.result)


# --- arguments and results -----------------------------------------------------------------------------------


def key_of(value):
    """What tells an argument from every other; people of the cast are told by their parts."""
    if value is None or isinstance(value, (bool, int, float, str, date, time, Enum)):
        return type(value).__name__, value
    if isinstance(value, dict):
        return tuple((name, key_of(part)) for name, part in value.items())
    if isinstance(value, (tuple, list)):
        return tuple(key_of(part) for part in value)
    try:
        return people()[id(value)]
    except KeyError:
        raise Unknown from None


def people():
    """id of each person, unit and commune of this test's casts -> where it stands in them."""
    found = {}
    for name, cast in state.casts.items():
        found[id(cast)] = (name,)
        for part, value in vars(cast).items():
            found[id(value)] = (name, part)
            if isinstance(value, SimpleNamespace):
                found |= {id(unit): (name, part, key) for key, unit in vars(value).items()}
    return found


def person_at(place):
    name, *parts = place
    found = state.casts[name]
    for part in parts:
        found = getattr(found, part)
    return found


class Packer(pickle.Pickler):
    def __init__(self, file):
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self.people = people()

    def persistent_id(self, obj):
        return self.people.get(id(obj))


class Unpacker(pickle.Unpickler):
    def persistent_load(self, place):
        return person_at(place)


def packed(result):
    file = io.BytesIO()
    try:
        Packer(file).dump(result)
    except (pickle.PicklingError, TypeError, AttributeError):
        raise Unknown from None
    return file.getvalue()


def unpacked(data):
    return Unpacker(io.BytesIO(data)).load()


# --- rows ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple
    key: int  # place of the primary key
    stamps: tuple  # places of the columns that say when the row was made


@cache
def tables():
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: table_of_model(model) for model in models if not model._meta.proxy}


def table_of_model(model):
    fields = model._meta.local_concrete_fields
    stamps = [
        place
        for place, field in enumerate(fields)
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
    columns = tuple(field.column for field in fields)
    return Table(model._meta.db_table, columns, columns.index(model._meta.pk.column), tuple(stamps))


def content_of(world):
    """Every table's rows in this world: read once for the empty one, then carried from act to act."""
    if world in state.acts:
        return state.acts[world].content
    if world not in state.contents:
        state.contents[world] = {name: read(name, {}) for name in tables()}
    return state.contents[world]


def read(name, before):
    """key -> row as the database itself keeps it, so that nothing is lost on the way; what was stamped stays so."""
    table = tables().get(name)
    if table is None:
        raise Unknown
    raw = "+{}" if connection.vendor == "sqlite" else "{}::text"
    columns = ", ".join(raw.format(quoted(column)) for column in table.columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quoted(name)}")
        rows = {row[table.key]: row for row in cursor.fetchall()}
    for key in rows.keys() & before.keys():
        if NOW in before[key]:
            rows[key] = stamped_row(table, rows[key])
    return rows


def quoted(name):
    return connection.ops.quote_name(name)


def stamped_row(table, row):
    return tuple(NOW if place in table.stamps else value for place, value in enumerate(row))


def writes_between(before, content, names, stamped):
    """(statement, rows) that turn one content into the other; `content` takes the stamps."""
    writes = []
    for name in sorted(names):
        table, old, new = tables()[name], before[name], content[name]
        if stamped:
            for key in new.keys() - old.keys():
                new[key] = stamped_row(table, new[key])
        gone = [(key,) for key in old.keys() - new.keys()]
        changed = [(*new[key], key) for key in new.keys() & old.keys() if new[key] != old[key]]
        made = [new[key] for key in new if key not in old]
        key_is = f"WHERE {quoted(table.columns[table.key])} = %s"
        setting = ", ".join(f"{quoted(column)} = %s" for column in table.columns)
        columns = ", ".join(quoted(column) for column in table.columns)
        blanks = ", ".join(["%s"] * len(table.columns))
        writes += [
            (f"DELETE FROM {quoted(name)} {key_is}", gone),
            (f"UPDATE {quoted(name)} SET {setting} {key_is}", changed),
            (f"INSERT INTO {quoted(name)} ({columns}) VALUES ({blanks})", made),
        ]
    return prepared([(sql, rows) for sql, rows in writes if rows])


def prepared(writes):
    """For PostgreSQL one text of all statements: one journey instead of one for each row."""
    if connection.vendor == "sqlite":
        return writes
    with connection.cursor() as cursor:
        return ";\n".join(cursor.mogrify(sql, row) for sql, rows in writes for row in rows)


def write(cursor, writes):
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    if isinstance(writes, str):
        cursor.execute(writes.replace(NOW, str(now)))
        return
    for sql, rows in writes:
        if any(NOW in row for row in rows):
            rows = [tuple(now if value == NOW else value for value in row) for row in rows]
        cursor.executemany(sql, rows)
