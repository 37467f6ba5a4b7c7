"""Taking the journal away as a file; that somebody did is itself written down."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib import resources

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from hailong.agency import journal
from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.people import queries
from hailong.agency.people.rights import Forbidden, Viewer, actor
from hailong.agency.permissions import ROLES
from hailong.documents.write.csv import table_csv

_HEAD = ("Dòng", "Lúc", "Ai", "Vai trò", "Việc", "Loại", "Cái gì", "Nơi", "Trước", "Sau", "Lý do")


@cache
def lines_most() -> int:
    """How many lines one file may hold."""
    source = resources.files("hailong.agency") / "data" / "exports.toml"
    most: int = tomllib.loads(source.read_text(encoding="utf-8"))["journal"]["lines_most"]
    return most


def journal_csv(
    *,
    lines: QuerySet[Line],
    verb: Callable[[str], str],
    value: Callable[[object], str],
    by: Viewer,
    now: datetime,
    most: int | None = None,
) -> bytes:
    """The lines as CSV, with acts and values in the words of `verb` and `value`.

    Refused where they are more than `most`, else than the policy allows.
    """
    allowed = most or lines_most()
    homes = queries.units_where(by, "journal.see")
    if not homes:
        raise Forbidden("journal.see")
    count = lines.count()
    if count > allowed:
        said = f"{count} dòng, nhiều hơn {allowed} dòng của một tệp."
        raise Refused(said, cure="Thu hẹp khoảng ngày hoặc chọn một việc rồi lấy lại.")
    data = table_csv(_HEAD, [_row(line, verb, value) for line in lines])
    with transaction.atomic():
        journal.write(
            by=actor(by, "journal.see", homes[0].path), at=now, unit=homes[0], verb="journal.export", kind="journal",
            thing=homes[0].pk, label=homes[0].name, after={"lines": count},
        )  # fmt: skip
    return data


def _row(line: Line, verb: Callable[[str], str], value: Callable[[object], str]) -> tuple[str, ...]:
    return (
        str(line.pk),
        f"{localtime(line.at):%d/%m/%Y %H:%M:%S}",
        line.actor_name,
        ROLES.get(line.role, line.role),
        verb(line.verb),
        line.kind,
        line.label,
        line.path,
        value(line.before) if line.before else "",
        value(line.after) if line.after else "",
        line.reason,
    )
