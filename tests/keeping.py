"""Rows that verbs made once, to be put into the database of every later test: a query a table instead of all the verbs.

Each time they get ids of their own, so that nothing remembered of one test is true of the next.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from hailong.agency import journal
from hailong.agency.models import Line

Table = tuple[type[models.Model], list[dict[str, Any]]]


def keep(kinds: Sequence[type[models.Model]]) -> list[Table]:
    """What the tables hold, those first to which others refer."""
    return [(kind, [_values(row) for row in kind._base_manager.order_by(*_in_order(kind))]) for kind in kinds]


def put_back(tables: Sequence[Table]) -> None:
    """The same rows, with new ids wherever these stand, and the journal's lines in the order in which they were."""
    new = {str(row["id"]): uuid4() for _, rows in tables for row in rows if "id" in row}
    for kind, rows in tables:
        made = [kind(**_renewed(row, new)) for row in rows]
        for one in made:
            if isinstance(one, Line):
                one.mac = journal.mac_of(one)
        kind._base_manager.bulk_create(made)


def _in_order(kind: type[models.Model]) -> list[str]:
    return ["id"] if isinstance(kind._meta.pk, models.AutoField) else []


def _values(row: models.Model) -> dict[str, Any]:
    """The columns of a row but for those that the database itself fills."""
    fields = (field for field in row._meta.concrete_fields if not isinstance(field, models.AutoField))
    return {field.attname: getattr(row, field.attname) for field in fields if not field.has_db_default()}


def _renewed(value: Any, new: dict[str, UUID]) -> Any:
    if isinstance(value, dict):
        return {key: _renewed(held, new) for key, held in value.items()}
    if isinstance(value, list):
        return [_renewed(held, new) for held in value]
    if isinstance(value, UUID):
        return new.get(str(value), value)
    return str(new.get(value, value)) if isinstance(value, str) else value
