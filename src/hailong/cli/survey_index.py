"""`hailong survey index`: the SIPAS table of a round kept by this installation (contract 4.3)."""

from hailong.cli import ready  # isort: split

import csv
import io
import json
from typing import Any

import click
from django.utils.timezone import localdate

from hailong.agency import queries as agency
from hailong.agency.faults import Refused
from hailong.agency.people import queries as people
from hailong.agency.people import rights
from hailong.agency.people.rights import OPERATOR, Forbidden, Viewer
from hailong.cli.errors import BadInput
from hailong.measure import estimates
from hailong.measure.estimates import DIMENSIONS, Line, Table
from hailong.measure.queries.rounds import round_seen
from hailong.stats.faults import BadSurvey

_FIGURES = ("estimate", "se", "low", "high", "df", "n", "deff", "interval")
_JUDGED = ("target", "verdict", "verdict_point", "forms_needed", "previous", "change", "p")
_HEAD = ("statistic", "name", *_FIGURES, *_JUDGED, "cell")
_DIGITS = 6


@click.command(epilog="Ví dụ: hailong survey index --round KS-X0101-2025Q3 --by unit --by mode --format json")
@click.option("--round", "code", required=True, metavar="MÃ", help="Mã đợt khảo sát.")
@click.option("--unit", "unit_code", metavar="MÃ", help="Chỉ một đơn vị và các đơn vị trực thuộc.")
@click.option("--by", multiple=True, metavar="CHIỀU[,CHIỀU]", help=f"Chia nhóm theo {', '.join(DIMENSIONS)}.")
@click.option("--format", "form", type=click.Choice(["json", "table", "csv"]), default="table", help="Dạng kết quả.")
@click.option("--user", "login", metavar="TÊN", help="Làm thay người dùng này: chỉ những gì người ấy được xem.")
def index(code: str, unit_code: str | None, by: tuple[str, ...], form: str, login: str | None) -> None:
    """Chỉ số hài lòng của một đợt khảo sát: từng tiêu chí và SIPAS, sai số, so mục tiêu, so kỳ trước.

    Nhóm quá ít người trả lời để trống, kèm các nhóm mà từ đó tính ngược ra được.
    """
    if ready.pending():
        raise BadInput("Cơ sở dữ liệu chưa sẵn sàng. Cách sửa: chạy hailong migrate.")
    today = localdate(ready.now())
    names = [name.strip() for text in by for name in text.split(",") if name.strip()]
    table = _table(_viewer(login, today), code, unit_code, names, today)
    if form != "json":
        for warning in table.warnings:
            click.echo(f"Lưu ý: {warning['where']}: {warning['message']}.", err=True)
    click.echo(_rendered(table, form), nl=False)


def _viewer(login: str | None, today: Any) -> Viewer:
    if login is None:
        return OPERATOR
    person = people.person(login)
    if person is None:
        raise BadInput(f"Không có người dùng “{login}”. Cách sửa: xem hailong user list.")
    return rights.viewer(person, on=today)


def _table(viewer: Viewer, code: str, unit_code: str | None, by: list[str], today: Any) -> Table:
    round = round_seen(viewer, code)
    if round is None:
        raise BadInput(f"--round: không có đợt khảo sát mã “{code}”. Cách sửa: xem mã ở trang Đợt khảo sát.")
    unit = agency.unit(unit_code) if unit_code else None
    if unit_code and unit is None:
        raise BadInput(f"--unit: không có đơn vị mã “{unit_code}”. Cách sửa: xem mã ở trang Đơn vị.")
    try:
        return estimates.table(viewer, rounds=[round], by=by, on=today, unit=unit)
    except Forbidden:
        raise BadInput(f"Người dùng này không được xem kết quả ấy của đợt “{code}”.") from None
    except (Refused, BadSurvey) as reason:
        raise BadInput(str(reason)) from reason


def _rendered(table: Table, form: str) -> str:
    if form == "json":
        return json.dumps(table.as_json(), ensure_ascii=False, allow_nan=False) + "\n"
    head = [*table.by, *_HEAD]
    if form == "csv":
        out = io.StringIO()
        lines = [_cells(line, table.by, str) for line in table.rows]
        csv.writer(out, lineterminator="\n").writerows([head, *lines])
        return out.getvalue()
    lines = [head, *(_cells(line, table.by, _short) for line in table.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)


def _cells(line: Line, by: tuple[str, ...], written: Any) -> list[str]:
    values = (getattr(line, name) for name in _HEAD)
    return [*(line.by[name] for name in by), *("" if value is None else written(value) for value in values)]


def _short(value: Any) -> str:
    return f"{value:.{_DIGITS}g}" if isinstance(value, float) else str(value)
