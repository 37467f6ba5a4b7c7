"""Results as the page shows them: figures with their interval as a small picture, verdicts in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hailong.agency.models import Unit
from hailong.clock.period import parse
from hailong.lexicon.criteria import criterion
from hailong.measure.estimates import Line, Made, Table
from hailong.measure.estimates.shapes import HIDDEN, INDEX
from hailong.stats.rounding import round_half_up
from hailong.web.desk.surveys import words as said
from hailong.web.desk.surveys.results import words

WIDTH = 200
"""The width of a picture in its own units."""
_STEP = 10
_LEAST_P = 0.001


@dataclass(frozen=True, slots=True)
class Scale:
    """The percents that a picture spans, from `start` to 100."""

    start: int

    def x(self, percent: float) -> str:
        """Where a percent lies, as SVG writes it."""
        return self.width(max(percent - self.start, 0))

    def width(self, percents: float) -> str:
        """How wide so many percents are."""
        return f"{percents * WIDTH / (100 - self.start):.1f}"


def scale(table: Table) -> Scale:
    """One scale for all pictures of a table: from the whole ten below the lowest bound or target."""
    lines = [*table.total, *table.rows]
    marks = [mark for line in lines for mark in (line.low, line.estimate, line.target) if mark is not None]
    return Scale(min(int(min(marks, default=0.0) // _STEP) * _STEP, 100 - _STEP))


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on a scale: numbers as SVG wants them, "" where there is none."""

    low: str
    width: str
    point: str
    target: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of results: `name` of the group or criterion, figures in words ("" where unknown)."""

    name: str
    hidden: bool
    n: int | None
    figure: str
    bounds: str
    bar: Bar | None
    target: str
    point: words.Word | None
    verdict: words.Word | None
    needed: int | None
    before: str
    change: str
    p: str
    rank: str
    notes: tuple[str | Promise, ...]
    parts: tuple["Shown", ...] = ()


class Names:
    """What people call the groups; units are looked up once."""

    def __init__(self, tables: Sequence[Table]) -> None:
        """Know the units of the tables."""
        codes = {line.by["unit"] for table in tables for line in table.rows if "unit" in line.by}
        self.units = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))

    def __call__(self, dimension: str, code: str) -> str:
        """The name of one group."""
        if dimension == "unit":
            return self.units.get(code, code)
        known = {"mode": said.MODES, "respondent": words.RESPONDENTS}.get(dimension, {})
        return str(known.get(code, code))


def groups(table: Table, names: Names, span: Scale) -> list[Shown]:
    """The groups, each its index with its criteria inside."""
    held: dict[tuple[str, ...], list[Line]] = {}
    for line in table.rows:
        held.setdefault(tuple(line.by[name] for name in table.by), []).append(line)
    return [
        whole(lines, " · ".join(names(name, code) for name, code in zip(table.by, key, strict=True)), span)
        for key, lines in held.items()
    ]


def whole(lines: Sequence[Line], name: str, span: Scale) -> Shown:
    """One group: its index, its criteria as parts."""
    parts = tuple(_shown(line, _criterion(line.name), span) for line in lines if line.statistic != INDEX)
    return _shown(next(line for line in lines if line.statistic == INDEX), name, span, parts)


def _criterion(code: str) -> str:
    return f"{code} · {criterion(code).name}"


def _shown(line: Line, name: str, span: Scale, parts: tuple[Shown, ...] = ()) -> Shown:
    bounds = "" if line.low is None else f"{_number(line.low)} – {_number(line.high)}"
    before = "" if line.previous is None else f"{_number(line.previous)} ({_period(line.previous_period)})"
    return Shown(
        name=name,
        hidden=line.cell == HIDDEN,
        n=line.n,
        figure=_number(line.estimate),
        bounds=bounds,
        bar=_bar(line, span),
        target=_target(line),
        point=words.VERDICTS.get(line.verdict_point or ""),
        verdict=words.VERDICTS.get(line.verdict or ""),
        needed=line.forms_needed,
        before=before,
        change=_signed(line.change),
        p=_chance(line.p_adjusted if line.p_adjusted is not None else line.p),
        rank=_rank(line),
        notes=tuple(words.NOTES[note] for note in line.notes),
        parts=parts,
    )


def _rank(line: Line) -> str:
    if line.rank_best is None:
        return ""
    return str(line.rank_best) if line.rank_best == line.rank_worst else f"{line.rank_best} – {line.rank_worst}"


def _number(value: float | None, places: int = 2) -> str:
    return "" if value is None else number_format(round_half_up(value, places))


def _period(code: str | None) -> str:
    return parse(code).label if code else ""


def _chance(p: float | None) -> str:
    """A p-value with its sign; one too small for three decimals is not nought."""
    if p is None:
        return "= –"
    return f"< {_number(_LEAST_P, 3)}" if p < _LEAST_P else f"= {_number(p, 3)}"


def _signed(value: float | None) -> str:
    if value is None:
        return ""
    return f"+{_number(value)}" if value > 0 else _number(value).replace("-", "−")


def _target(line: Line) -> str:
    if line.target is None or line.operator is None:
        return ""
    return f"{said.OPERATORS[line.operator]} {_number(line.target)}%"


def _bar(line: Line, span: Scale) -> Bar | None:
    if line.estimate is None:
        return None
    low = line.estimate if line.low is None else line.low
    high = line.estimate if line.high is None else line.high
    target = "" if line.target is None else span.x(line.target)
    return Bar(span.x(low), span.width(high - low), span.x(line.estimate), target)


def made(one: Made) -> list[tuple[str, str]]:
    """How the figures were made, a line each."""
    modes = ", ".join(str(said.MODES[mode]) for mode in one.modes)
    items = "; ".join(f"{code}: {', '.join(codes)}" for code, codes in one.criteria)
    weighted = _("theo số lượt trả kết quả của đơn vị và lĩnh vực")
    strata = _("%(strata)s tầng, %(units)s đơn vị mẫu") % {"strata": one.strata, "units": one.units}
    if one.merged:
        strata += _(", %(n)s tầng quá nhỏ đã gộp với tầng bên cạnh") % {"n": one.merged}
    return [
        (_("Cách tính chỉ số"), str(said.RULES[one.rule])),
        (_("Chỉ số chung"), _("trung bình cộng của các tiêu chí, làm tròn một lần ở hai chữ số")),
        (_("Câu hỏi của từng tiêu chí"), items),
        (_("Gộp vào chỉ số"), modes),
        (_("Trọng số"), weighted if one.weighted else _("không gia quyền, mỗi phiếu tính như nhau")),
        (_("Thiết kế mẫu"), strata),
        (_("Khoảng tin cậy 95%"), _("Wilson theo cỡ mẫu hiệu dụng; gần 100% từ ít phiếu thì Korn-Graubard")),
        (_("Chỉ tiêu lấy từ"), _source(one)),
        (_("Kỳ trước"), one.previous or _("không có đợt trước")),
        (_("Ô bị ẩn"), _("dưới %(n)s người trả lời, cùng những ô mà từ đó tính ngược ra được") % {"n": one.least}),
    ]


def _source(one: Made) -> str:
    if one.target is None:
        return _("không giao")
    return _("đợt khảo sát") if one.target_from == "round" else _("kế hoạch %(code)s") % {"code": one.target_from}
