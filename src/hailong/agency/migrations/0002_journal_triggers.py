"""The database itself refuses to change or delete what the journal holds, whoever asks and in whatever way."""

from typing import Any

from django.db import migrations

TABLES = ("agency_line", "agency_seal")
MESSAGE = "Nhật ký chỉ được ghi thêm, không được sửa hay xóa"

POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION agency_journal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{MESSAGE} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _sqlite(table: str, key: str) -> tuple[str, ...]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE} ({table})'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE deletes the row of before without asking the trigger on DELETE.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {refuse}",
    )


def _postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION agency_journal_stands()"
    )


def add(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for table, key in zip(TABLES, ("id", "number"), strict=True):
            for statement in _sqlite(table, key):
                schema_editor.execute(statement)
        return
    # No parameters: a "%" is PostgreSQL's own here.
    schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for table in TABLES:
        schema_editor.execute(_postgresql(table))


def remove(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for kind in ("update", "delete", "replace"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{kind}")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_stands ON {table}")
    schema_editor.execute("DROP FUNCTION agency_journal_stands()")


class Migration(migrations.Migration):

    dependencies = [("agency", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
