"""Loaded by tests/conftest.py where Django is: lets the tests, and only them, empty the journal between two tests.

A test with a transaction of its own (live server, several processes) ends with Django's `flush`, which empties every
table, and the journal's triggers refuse that. So the flush of the tests takes the triggers away and puts them back, in
the one transaction in which it runs. Nothing of this is in src: the program itself has no way around its triggers.
"""

from django.db import connection

JOURNAL = ("agency_line", "agency_seal")
Operations = type(connection.ops)
_flush = Operations.sql_flush


def _sqlite(operations, style, tables, **options):
    with operations.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", JOURNAL)
        triggers = cursor.fetchall()
    flush = _flush(operations, style, tables, **options)
    return [*(f"DROP TRIGGER {name}" for name, _sql in triggers), *flush, *(sql for _name, sql in triggers)]


def _postgresql(operations, style, tables, **options):
    flush = _flush(operations, style, tables, **options)
    off, on = ([f"ALTER TABLE {table} {word} TRIGGER USER" for table in JOURNAL] for word in ("DISABLE", "ENABLE"))
    return [*off, *flush, *on]


Operations.sql_flush = _sqlite if connection.vendor == "sqlite" else _postgresql
