"""The estimator a second time, written apart from the first: SQL in DuckDB, from the CSV file to the standard errors.

One stage of sampling units in strata, with or without finite populations; items, criteria and index in percent.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

SCORES = {
    "t2b_itemmean": "CASE WHEN code IN ({satisfied}) THEN 1.0 ELSE 0.0 END",
    "t2b_pooled": "CASE WHEN code IN ({satisfied}) THEN 1.0 ELSE 0.0 END",
    "mean5": "CAST(code AS DOUBLE) / 5",
    "mean01": "(CAST(code AS DOUBLE) - 1) / 4",
}


@dataclass(frozen=True)
class Asked:
    """What is asked of a file: `criteria` are code to items; `where` is SQL; `population` is the column of fpc."""

    criteria: dict[str, tuple[str, ...]]
    rule: str
    by: tuple[str, ...] = ()
    where: str = "true"
    population: str | None = None
    satisfied: tuple[str, ...] = ("4", "5")


@dataclass(frozen=True)
class Found:
    """One figure in percent."""

    estimate: float
    se: float
    df: int
    n: int
    deff: float | None


Key = tuple[tuple[str, ...], str, str]

FORMS = """
CREATE TEMP TABLE forms AS
SELECT row_number() OVER () AS id, CAST(weight AS DOUBLE) AS w, stratum AS h, psu AS c, {population} AS size,
       [{by}]::VARCHAR[] AS g, coalesce({where}, false) AS inside, {items}
FROM read_csv('{path}', all_varchar = true, header = true, nullstr = '')
"""

# n of a stratum counts all its units; the factor is (1 - f) n / (n - 1)
DESIGN = """
CREATE TEMP TABLE design AS
SELECT h, count(DISTINCT c) AS n, (1 - coalesce(count(DISTINCT c) / any_value(size), 0)) * n / (n - 1) AS factor
FROM forms GROUP BY h
"""

ANSWERS = """
CREATE TEMP TABLE answers AS
SELECT long.id, g, h, c, w, long.item, criterion, {score} AS y
FROM (UNPIVOT (SELECT * FROM forms WHERE inside) ON {items} INTO NAME item VALUE code) AS long
JOIN (VALUES {criteria}) AS whose (item, criterion) USING (item)
"""

# a ratio of sums: its figure, the sum below, and for each answer its share of the linearised variable
SHARES = """
CREATE TEMP TABLE item AS
SELECT g, item, any_value(criterion) AS criterion, fsum(w * y) / fsum(w) AS p, fsum(w) AS x
FROM answers GROUP BY g, item;
CREATE TEMP TABLE pooled AS
SELECT g, criterion, fsum(w * y) / fsum(w) AS p, fsum(w) AS x FROM answers GROUP BY g, criterion;
CREATE TEMP TABLE item_z AS
SELECT id, g, h, c, w, item AS name, a.criterion, (y - p) / x AS z FROM answers AS a JOIN item USING (g, item);
CREATE TEMP TABLE criterion_itemmean AS
SELECT g, criterion, avg(p) AS p, count(*) AS items FROM item GROUP BY g, criterion;
CREATE TEMP TABLE criterion_z_itemmean AS
SELECT id, g, any_value(h) AS h, any_value(c) AS c, any_value(w) AS w, criterion AS name,
       fsum(z) / any_value(items) AS z
FROM item_z JOIN criterion_itemmean USING (g, criterion) GROUP BY id, g, criterion;
CREATE TEMP TABLE criterion_z_pooled AS
SELECT id, g, any_value(h) AS h, any_value(c) AS c, any_value(w) AS w, criterion AS name, fsum((y - p) / x) AS z
FROM answers JOIN pooled USING (g, criterion) GROUP BY id, g, criterion;
"""

STATISTICS = """
CREATE TEMP TABLE z AS
SELECT 'percent' AS kind, id, g, h, c, w, name, z FROM item_z
UNION ALL SELECT 'criterion', * FROM criterion_z_{form}
UNION ALL SELECT 'index', id, g, any_value(h), any_value(c), any_value(w), 'SIPAS', fsum(z) / {many}
FROM criterion_z_{form} GROUP BY id, g;
CREATE TEMP TABLE p AS
SELECT 'percent' AS kind, g, item AS name, p FROM item
UNION ALL SELECT 'criterion', g, criterion, p FROM {figures}
UNION ALL SELECT 'index', g, 'SIPAS', CASE WHEN count(*) = {many} THEN avg(p) END FROM {figures} GROUP BY g;
"""

# centred on the mean over all units of the stratum; units without an answer in the domain stand at nought
VARIANCE = """
WITH unit AS (SELECT kind, name, g, h, c, fsum(w * z) AS t FROM z GROUP BY ALL),
stratum AS (SELECT kind, name, g, h, fsum(t) / any_value(n) AS middle, any_value(n) - count(*) AS absent,
                   any_value(factor) AS factor FROM unit JOIN design USING (h) GROUP BY kind, name, g, h),
part AS (SELECT kind, name, g, h, any_value(factor) * (fsum((t - middle) ** 2) + any_value(absent * middle ** 2)) AS v
         FROM unit JOIN stratum USING (kind, name, g, h) GROUP BY kind, name, g, h),
variance AS (SELECT kind, name, g, fsum(v) AS v FROM part GROUP BY kind, name, g),
simple AS (SELECT kind, name, g, count(*) AS n, fsum(w) * fsum(w * z * z) / nullif(count(*) - 1, 0) AS v
           FROM z GROUP BY kind, name, g),
freedom AS (SELECT g, count(DISTINCT (h, c)) - count(DISTINCT h) AS df FROM forms WHERE inside GROUP BY g)
SELECT g, kind, name, 100 * p, 100 * sqrt(variance.v), df, n, variance.v / nullif(simple.v, 0)
FROM p JOIN variance USING (kind, name, g) JOIN simple USING (kind, name, g) JOIN freedom USING (g)
"""


def _quoted(names: tuple[str, ...]) -> str:
    """Text values of SQL."""
    return ", ".join(f"'{name}'" for name in names)


def estimate(path: Path, asked: Asked) -> dict[Key, Found]:
    """Every item's percent, every criterion and the index of a file with columns weight, stratum and psu."""
    items = ", ".join(item for own in asked.criteria.values() for item in own)
    pairs = ", ".join(f"('{item}', '{code}')" for code, own in asked.criteria.items() for item in own)
    form = "pooled" if asked.rule == "t2b_pooled" else "itemmean"
    population = f"CAST({asked.population} AS DOUBLE)" if asked.population else "NULL"
    score = SCORES[asked.rule].format(satisfied=_quoted(asked.satisfied))
    with duckdb.connect() as base:
        base.execute("SET threads = 1")
        base.execute(
            FORMS.format(population=population, by=", ".join(asked.by), where=asked.where, items=items, path=path)
        )
        base.execute(DESIGN)
        base.execute(ANSWERS.format(score=score, items=items, criteria=pairs))
        base.execute(SHARES)
        figures = "pooled" if form == "pooled" else "criterion_itemmean"
        base.execute(STATISTICS.format(form=form, figures=figures, many=len(asked.criteria)))
        found = base.execute(VARIANCE).fetchall()
    return {(tuple(group), kind, name): Found(*rest) for group, kind, name, *rest in found}
