"""INSERT … SELECT for the sweep: as many rows as there are, in one statement, on SQLite and PostgreSQL."""

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, Func, Value
from django.db.models.functions import Cast


class DayText(Func):
    """A date column as 16/11/2026."""

    function = "to_char"
    template = "%(function)s(%(expressions)s, 'DD/MM/YYYY')"
    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        day, params = compiler.compile(self.get_source_expressions()[0])
        # The pattern is a parameter: its percent signs may not meet Django's own.
        return f"strftime(%s, {day})", ["%d/%m/%Y", *params]


def text(value):
    """A constant text in a SELECT, typed for PostgreSQL."""
    return Cast(Value(value), CharField())


def insert_from(model, rows, columns):
    """Insert one row of `model` for each of `rows`; rows that stand already (unique keys) are left alone.

    `columns`: field name of `model` -> expression over `rows`, which must be filtered (SQLite reads ON CONFLICT
    only after a WHERE). Returns how many were inserted.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    names = {f"col_{field}": expression for field, expression in columns.items()}
    select = rows.order_by().annotate(**names).values_list(*names)
    try:
        sql, params = select.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:  # no ladder asks for this: nothing can match
        return 0
    quote = connection.ops.quote_name
    into = ", ".join(quote(model._meta.get_field(field).column) for field in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({into}) {sql} ON CONFLICT DO NOTHING", params
        )
        return cursor.rowcount
