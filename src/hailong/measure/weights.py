"""What each answer of a round stands for: weights that add up to the results returned, and the design they come from.

| column added | what |
|---|---|
| `pooled` | 1 where the mode makes the index of the round |
| `weight` | results returned that the answer stands for: `selection` x `response`, that is N / n of its cell |
| `selection` | results returned by visitor drawn, N / drawn; null where no drawing was noted |
| `response` | visitors drawn by answer, drawn / n; null likewise |
| `stratum` | unit, and who was drawn: pooled modes of the counter together, each other mode apart |
| `psu` | the form; where half-days were drawn, the half-day (its day, where the answer names none) |
| `population` | sampling units of the stratum in the frame, for the finite population correction; inf where unknown |

A cell is a place and a field of procedures: response within a cell is taken as random, the weighting-class adjustment
of Oh and Scheuren (1983), in Incomplete Data in Sample Surveys 2, and Lohr (2022), Sampling: Design and Analysis,
section 8.5; N / n is post-stratification to the counts of the frame (Holt and Smith 1979, J. R. Stat. Soc. A 142,
33-46). Paper and coded answers come from the same drawing and only then choose how to answer, so mode is no stratum
among them. Modes outside the pool are each brought to the same frame alone, so that figures beside each other speak of
the same visitors - which mends nothing of who chose to answer by them.

A place is the unit where that can be told: the topmost unit by whose name results or answers came, so that a list
brought by a ward weighs the answers of its counters. Fields with too few answers or none in the frame are joined; where
any answer or result of a place tells no field, the place is one cell. Without a frame the visitors counted at the
counter stand in for it; without both nothing is weighed, and a note says so. Weights are no answer to lonely strata:
those are joined where the estimate is made.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, Final

import polars as pl
from django.db.models import Count, Q

from hailong.lexicon import law
from hailong.lexicon.text import fold
from hailong.measure import rules
from hailong.measure.models import Returned, Round, Visit

POOL: Final = ""
"""Names the modes that make the index among the groups that are each brought to the frame."""
_APART: Final = {
    rules.PAPER: "Phiếu giấy",
    rules.CODED: "Mã trả lời trên mạng",
    rules.KIOSK: "Máy tại quầy",
    rules.LINK: "Liên kết mở",
}
_LEAST: Final = "sipas.min_cell"
_HALVES: Final = 2


@dataclass(frozen=True, slots=True)
class Weighted:
    """The answers with their weights, in the order in which they came, and what had to be decided, in Vietnamese."""

    frame: pl.DataFrame
    notes: tuple[str, ...]
    weighted: bool


@dataclass(slots=True)
class _Place:
    """The counts of one place by folded field: answers, results returned, visitors drawn."""

    answers: Counter[str] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)
    served: Counter[str] = field(default_factory=Counter)
    drawn: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> Counter[str]:
        """The results returned; where no list tells them, the visitors counted."""
        return self.results or self.served


@dataclass(frozen=True, slots=True)
class Counts:
    """What the frame and the counter tell: `results` (path, field, results), `days` with results by path, and
    `visits` (path, field, served, drawn).
    """

    results: Sequence[tuple[str, str, int]]
    days: Mapping[str, frozenset[Any]] = field(default_factory=dict)
    visits: Sequence[tuple[str, str, int, int]] = ()


def of_round(round: Round, answers: pl.DataFrame) -> Weighted:
    """Weigh the answers of a round: a row each, with `path` of the unit, `field`, `mode`, `session` and `day`."""
    return weigh(
        answers,
        _counts(round),
        pooled=round.pooled,
        sampling_unit=round.sampling_unit,
        least=int(str(law.rule(_LEAST, round.opens).value)),
    )


def weigh(
    answers: pl.DataFrame, counts: Counts, *, pooled: Collection[str], sampling_unit: str = rules.FORM, least: int = 5
) -> Weighted:
    """The same from counts alone; a field with fewer than `least` answers in a place is joined with others."""
    work = _designed(answers, pooled, sampling_unit)
    groups = work["_group"].unique(maintain_order=True).to_list()
    told = {group: _weights(work.filter(pl.col("_group") == group), group, counts, least) for group in groups}
    cells = pl.concat([_cells([]), *(cells for cells, _ in told.values())])
    whole = work.join(cells, on=("_group", "path", "_field"), how="left", maintain_order="left")
    frame = _sized(whole, counts, sampling_unit).drop("_group", "_field", "_weighed")
    notes = tuple(f"{_named(group)}: {one}" for group, (_, said) in told.items() for one in said)
    return Weighted(frame, notes, all(cells["_weighed"].all() for group, (cells, _) in told.items() if group == POOL))


def _designed(answers: pl.DataFrame, pooled: Collection[str], sampling_unit: str) -> pl.DataFrame:
    """The answers with stratum and sampling unit, and what the work goes by."""
    inside = pl.col("mode").is_in(list(pooled))
    counter = pl.col("mode").is_in(rules.COUNTED)
    half = pl.when(pl.col("session") == "").then(pl.col("day").cast(pl.String)).otherwise(pl.col("session"))
    clustered = counter if sampling_unit == rules.SESSION else pl.lit(False)
    stratum = pl.concat_str("path", pl.when(counter & inside).then(pl.lit("")).otherwise(pl.col("mode")))
    unit = pl.when(clustered).then(half).otherwise(pl.int_range(pl.len()).cast(pl.String))
    named = {text: fold(text) for text in answers["field"].unique().to_list()}
    return answers.with_columns(
        pooled=inside.cast(pl.Int8),
        stratum=stratum,
        psu=pl.concat_str(stratum, pl.lit(" "), unit),
        _group=pl.when(inside).then(pl.lit(POOL)).otherwise(pl.col("mode")),
        _field=pl.col("field").replace(named),
    )


def _weights(part: pl.DataFrame, group: str, counts: Counts, least: int) -> tuple[pl.DataFrame, list[str]]:
    """The weights of one group of modes by path and field, and what must be known of them."""
    asked = part.group_by("path", "_field", maintain_order=True).len().rows()
    of = _places({row[0] for rows in (asked, counts.results, counts.visits) for row in rows})
    places = _filled(of, asked, counts)
    bare = any(place.answers and not place.whole for place in places.values())
    rows = [
        (group, path, name, *((1.0, None, None) if bare else _cell(places[of[path]], name, least)), not bare)
        for path, name, _ in asked
    ]
    spoken = (path for path, place in places.items() if place.answers or group == POOL)
    return _cells(rows), [one for path in spoken for one in _told(path, places[path])]


def _cells(rows: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    texts = dict.fromkeys(("_group", "path", "_field"), pl.String)
    numbers = dict.fromkeys(("weight", "selection", "response"), pl.Float64)
    return pl.DataFrame(rows, schema={**texts, **numbers, "_weighed": pl.Boolean}, orient="row")


def _places(paths: Iterable[str]) -> dict[str, str]:
    """Each path and the topmost of them that it lies in: in order, everything below a path follows it."""
    found: dict[str, str] = {}
    top = ""
    for path in sorted(paths):
        top = top if top and path.startswith(top) else path
        found[path] = top
    return found


def _filled(of: Mapping[str, str], asked: Iterable[tuple[str, str, int]], counts: Counts) -> dict[str, _Place]:
    places = {top: _Place() for top in of.values()}
    for path, name, n in asked:
        places[of[path]].answers[name] += n
    for path, name, n in counts.results:
        places[of[path]].results[fold(name)] += n
    for path, name, served, drawn in counts.visits:
        places[of[path]].served[fold(name)] += served
        places[of[path]].drawn[fold(name)] += drawn
    return places


def _told(path: str, place: _Place) -> Iterator[str]:
    """What whoever reads the figures must know of the frame of a place."""
    code = path.strip("/").rpartition("/")[2]
    whole, answers = place.whole.total(), place.answers.total()
    if answers and not whole:
        yield f"{code} chưa có danh sách trả kết quả nên không gia quyền; nạp danh sách rồi tính lại."
        return
    if not place.results:
        yield f"{code} chưa có danh sách trả kết quả, lấy {whole} lượt khách đếm tại quầy; nạp danh sách rồi tính lại."
    if not answers:
        yield f"{code} có {whole} lượt trả kết quả mà không có phiếu nào; số liệu không nói về nơi này."
    elif whole < answers:
        yield f"{code} chỉ có {whole} lượt trả kết quả, ít hơn số phiếu; nạp thêm danh sách còn thiếu."


def _cell(place: _Place, name: str, least: int) -> tuple[float, float | None, float | None]:
    """Weight, selection and response of a field in a place."""
    cells = _split(place, least)
    inside = next(cell for cell in cells if name in cell)
    n, whole = _sum(place.answers, inside), _sum(place.whole, inside)
    drawn = place.drawn.total() if len(cells) == 1 else 0 if "" in place.drawn else _sum(place.drawn, inside)
    return whole / n, whole / drawn if drawn else None, drawn / n if drawn else None


def _split(place: _Place, least: int) -> list[set[str]]:
    """The fields of a place in cells that all have answers and results."""
    names = set(place.answers) | set(place.whole)
    if "" in names:
        return [names]
    able = [name for name in names if place.answers[name] >= least and place.whole[name]]
    own = sorted(able, key=lambda name: (place.answers[name], name))
    rest = names - set(own)
    while rest and own and not (_sum(place.answers, rest) and _sum(place.whole, rest)):
        rest.add(own.pop(0))
    return [*({name} for name in own), *([rest] if rest else [])]


def _sum(counts: Counter[str], names: Iterable[str]) -> int:
    return sum(counts[name] for name in names)


def _sized(whole: pl.DataFrame, counts: Counts, sampling_unit: str) -> pl.DataFrame:
    """The sampling units of each stratum in the frame, never fewer than were drawn."""
    drawn = pl.col("psu").n_unique().over("stratum").cast(pl.Float64)
    counter = pl.col("mode").is_in(rules.COUNTED)
    known = pl.col("weight").sum().over("stratum")
    if sampling_unit == rules.SESSION:
        halves = {path: float(_HALVES * len(_days(path, counts.days))) for path in whole["path"].unique().to_list()}
        known = pl.col("path").replace_strict(halves, default=0.0, return_dtype=pl.Float64)
    size = pl.max_horizontal(known, drawn)
    return whole.with_columns(population=pl.when(counter & pl.col("_weighed")).then(size).otherwise(inf))


def _days(path: str, days: Mapping[str, frozenset[Any]]) -> set[Any]:
    """The days on which a unit, those below it or the one that brought its list returned results."""
    near = (of for other, of in days.items() if other.startswith(path) or path.startswith(other))
    return set().union(*near)


def _named(group: str) -> str:
    return _APART.get(group, "Các hình thức được gộp")


def _counts(round: Round) -> Counts:
    """What the frame and the counter tell of a round."""
    returned = Returned.objects.filter(
        province=round.province, unit__path__below=round.unit.path, day__range=(round.opens, round.closes)
    )
    results = returned.values_list("unit__path", "field").annotate(n=Count("pk")).order_by("unit__path", "field")
    days: dict[str, set[Any]] = {}
    for path, day in returned.values_list("unit__path", "day").distinct().order_by():
        days.setdefault(path, set()).add(day)
    visits = (
        Visit.objects.filter(session__round=round)
        .values_list("session__unit__path", "field")
        .annotate(served=Count("pk"), drawn=Count("pk", filter=Q(selected=True)))
        .order_by("session__unit__path", "field")
    )
    return Counts(list(results), {path: frozenset(of) for path, of in days.items()}, list(visits))
