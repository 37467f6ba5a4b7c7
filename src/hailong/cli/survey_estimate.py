"""`hailong survey estimate`: design-based estimates of any survey file (contract 4.3)."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from hailong.cli.errors import BadInput, why_not
from hailong.stats.answer import Answer, Request, Row, Statistic
from hailong.stats.calibrate import Margin
from hailong.stats.design import LONELY
from hailong.stats.estimate import estimate as estimate_survey
from hailong.stats.faults import BadSurvey
from hailong.stats.intervals import KINDS
from hailong.stats.population import read_population
from hailong.stats.reading import read_survey
from hailong.stats.sipas import RULES, SATISFIED, parse_index

_SHOWN = ("estimate", "se", "low", "high", "df", "n", "deff")
_DIGITS = 6


def _several(name: str, into: str, text: str) -> Any:
    """An option of column names, parted by commas or given several times."""
    return click.option(name, into, multiple=True, metavar="CỘT[,CỘT...]", help=text)


def _asked(name: str, into: str, metavar: str, text: str) -> Any:
    """An option that asks for a statistic and may be repeated."""
    return click.option(name, into, multiple=True, metavar=metavar, help=text)


_PARAMETERS = (
    click.argument("file", metavar="TỆP"),
    click.option("--weights", metavar="CỘT", help="Trọng số; bỏ trống: tính từ --fpc, không có --fpc thì bằng 1."),
    _several("--strata", "strata", "Tầng, mỗi giai đoạn một cột; 'A*B' là tầng chéo của cột A và B."),
    _several("--cluster", "clusters", "Đơn vị mẫu (cụm), mỗi giai đoạn một cột; bỏ trống: mỗi dòng một đơn vị."),
    _several("--fpc", "fpc", "Số đơn vị của tổng thể, hoặc tỷ lệ chọn mẫu, mỗi giai đoạn một cột."),
    click.option("--nest", is_flag=True, help="Mã cụm chỉ duy nhất trong tầng của nó."),
    _several("--by", "by", "Chia nhóm theo các cột."),
    click.option("--where", metavar="BIỂU_THỨC", help="Miền ước lượng, ví dụ: vung = 'Hà Nội' and tuoi >= 18."),
    _asked("--mean", "means", "CỘT", "Trung bình."),
    _asked("--total", "totals", "CỘT", "Tổng."),
    _asked("--proportions", "proportions", "CỘT", "Tỷ lệ của từng giá trị."),
    _asked("--percent", "percents", "CỘT:MÃ,MÃ", "Phần trăm câu trả lời thuộc các mã."),
    _asked("--ratio", "ratios", "TỬ/MẪU", "Tỷ số của hai cột."),
    _asked("--index", "indices", "ĐỊNH_NGHĨA", "Chỉ số hài lòng, ví dụ: 'SIPAS=TC:q01,q02;HC:q05,q06'."),
    click.option("--satisfied", default=",".join(SATISFIED), show_default=True, metavar="MÃ,MÃ", help="Mã hài lòng."),
    click.option("--rule", type=click.Choice(RULES), default=RULES[0], show_default=True, help="Cách tính chỉ số."),
    click.option("--missing", default="", metavar="MÃ,MÃ", help="Mã coi như không trả lời, ví dụ 9,99."),
    click.option("--poststrata", metavar="CỘT=TỆP", help="Cân theo tổng thể; tệp CSV có cột đó và Freq."),
    click.option("--rake", multiple=True, metavar="CỘT=TỆP", help="Cân lặp theo nhiều cột, mỗi cột một lần."),
    click.option("--level", type=float, default=0.95, show_default=True, metavar="SỐ", help="Mức tin cậy."),
    click.option("--interval", type=click.Choice(KINDS), help="Khoảng tin cậy; bỏ trống: t, tỷ lệ và chỉ số: wilson."),
    click.option(
        "--lonely", type=click.Choice(LONELY), default="fail", show_default=True, help="Tầng chỉ có một đơn vị."
    ),
    click.option(
        "--format", "form", type=click.Choice(["json", "table", "csv"]), default="table", help="Dạng kết quả."
    ),
)


def _with_parameters(function: Any) -> Any:
    for parameter in reversed(_PARAMETERS):
        function = parameter(function)
    return function


@click.command(
    "estimate",
    epilog="Ví dụ: hailong survey estimate phieu.csv --weights ts --strata tang --cluster cum --by xa "
    "--index 'SIPAS=TC:q01,q02;HC:q05,q06' --format json",
)
@_with_parameters
def estimate(file: str, form: str, **options: Any) -> None:
    """Ước lượng từ TỆP khảo sát (CSV hoặc Parquet), mỗi số kèm sai số chuẩn, khoảng tin cậy và hiệu ứng thiết kế mẫu.

    Câu không trả lời bỏ riêng từng câu; --where chọn miền ước lượng chứ không bỏ dòng khỏi mẫu.
    """
    with _refused(file):
        table = read_survey(file)
    request = _request(options)
    with _refused(file):
        answer = estimate_survey(table, request)
    if form != "json":
        for warning in answer.warnings:
            click.echo(f"Lưu ý: {warning['where']}: {warning['message']}.", err=True)
    click.echo(_rendered(answer, form, request.by), nl=False)


@contextmanager
def _refused(file: str) -> Iterator[None]:
    """Turn what the numbers refuse into bad input at a file of the command line."""
    shown = click.format_filename(file)
    try:
        yield
    except BadSurvey as error:
        raise BadInput(f"{shown}: {error}") from error
    except OSError as error:
        raise BadInput(f"Không mở được {shown}: {why_not(error, file)}. Kiểm tra lại đường dẫn.") from error


def _request(options: dict[str, Any]) -> Request:
    try:
        statistics = tuple(_statistics(options))
    except BadSurvey as error:
        raise BadInput(str(error)) from error
    post = options["poststrata"]
    columns = {name: tuple(_split(options[name])) for name in ("strata", "clusters", "fpc", "by")}
    plain = {name: options[name] for name in ("weights", "nest", "where", "level", "interval", "lonely")}
    return Request(
        statistics=statistics,
        poststrata=_margin("--poststrata", post) if post else None,
        rake=tuple(_margin("--rake", text) for text in options["rake"]),
        missing=tuple(_split([options["missing"]])),
        **columns | plain,
    )


def _split(texts: Iterable[str]) -> list[str]:
    return [name.strip() for text in texts for name in text.split(",") if name.strip()]


def _statistics(options: dict[str, Any]) -> Iterator[Statistic]:
    for option, kind in (("means", "mean"), ("totals", "total"), ("proportions", "proportion")):
        yield from (Statistic(kind, column) for column in options[option])
    for text in options["percents"]:
        column, codes = _halves("--percent", text, ":", "q01:4,5")
        yield Statistic("percent", column, codes=tuple(_split([codes])))
    for text in options["ratios"]:
        above, below = _halves("--ratio", text, "/", "api.stu/enroll")
        yield Statistic("ratio", above, denominator=below)
    satisfied = tuple(_split([options["satisfied"]]))
    for text in options["indices"]:
        yield Statistic("index", index=parse_index(text), rule=options["rule"], satisfied=satisfied)


def _halves(option: str, text: str, sign: str, example: str) -> tuple[str, str]:
    first, _, last = text.rpartition(sign)
    if not first.strip() or not last.strip():
        raise BadInput(f'{option} "{text}": thiếu một bên dấu {sign}; viết dạng {option} {example}')
    return first.strip(), last.strip()


def _margin(option: str, text: str) -> Margin:
    column, equals, path = text.partition("=")
    if not column.strip() or not equals or not path.strip():
        raise BadInput(f'{option} "{text}": viết dạng {option} CỘT=TỆP.csv')
    with _refused(path.strip()):
        return column.strip(), read_population(path.strip(), column.strip())


def _rendered(answer: Answer, form: str, by: tuple[str, ...]) -> str:
    if form == "json":
        return json.dumps(answer.as_json(), ensure_ascii=False, allow_nan=False) + "\n"
    head = [*by, "statistic", "name", "level", *_SHOWN]
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([head, *(_cells(row, by, repr) for row in answer.rows)])
        return out.getvalue()
    lines = [head, *(_cells(row, by, lambda value: f"{value:.{_DIGITS}g}") for row in answer.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)


def _cells(row: Row, by: tuple[str, ...], written: Any) -> list[str]:
    figures = (getattr(row, name) for name in _SHOWN)
    told = ["" if isinstance(value, float) and not math.isfinite(value) else written(value) for value in figures]
    return [*(row.by[name] for name in by), row.statistic, row.name, row.level or "", *told]
