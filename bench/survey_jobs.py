"""One job of `bench.survey` in a process of its own: `python -m bench.survey_jobs JOB FOLDER [OUT]`.

The scans sum every column of the wide files: no statistics, the least that reading the answers costs. The estimators
in SQL and polars are straight: sampling-unit sums, linearised scores, strata, units; n, SE, df, deff, the change over
a year of 28 statistics. They have no t: no interval and no p-value, and deff of criteria only by p(1-p)/(n-1), so they
do less than the product. A lonely stratum counts nought there. With OUT the table is written. Each job imports what it
needs and no more, as the whole process is measured.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

SIZES = {"TC": 5, "HC": 4, "PV": 5, "KQ": 4, "TT": 4}
ITEMS = [f"q{number:02}" for number in range(1, 23)]
ENDS = [sum(list(SIZES.values())[:at]) for at in range(len(SIZES) + 1)]
KEYS = ("province", "unit", "quarter", "stratum", "psu")
COLUMNS = [*KEYS, "population", "weight", *ITEMS]
NAMES = [*ITEMS, *SIZES, "SIPAS"]


def scan_duckdb(folder: Path) -> None:
    """The floor: plain sums of all columns by DuckDB."""
    sums = ", ".join(f"sum({name})" for name in COLUMNS)
    importlib.import_module("duckdb").sql(f"SELECT {sums} FROM '{folder}/wide/*.parquet'").fetchall()


def scan_polars(folder: Path) -> None:
    """The same by polars, streaming."""
    polars = importlib.import_module("polars")
    polars.scan_parquet(f"{folder}/wide/*.parquet").select(polars.col(COLUMNS).sum()).collect(engine="streaming")


def sql_duckdb(folder: Path, out: str = "") -> None:
    """The estimator in DuckDB's SQL."""
    duckdb = importlib.import_module("duckdb")
    found = duckdb.sql(_sql(folder))
    if out:
        found.write_parquet(out)
    else:
        found.fetchnumpy()


def polars(folder: Path, out: str = "") -> None:
    """The estimator in polars."""
    pl = importlib.import_module("polars")
    by, unit = list(KEYS), ["province", "unit", "quarter"]
    w = pl.col("weight")
    psus = (
        pl.scan_parquet(f"{folder}/wide/*.parquet")
        .group_by(by)
        .agg(
            pl.col("population").max(),
            *((w * (pl.col(item) >= 4)).sum().alias(f"y{at}") for at, item in enumerate(ITEMS)),
            *((w * pl.col(item).is_not_null()).sum().alias(f"x{at}") for at, item in enumerate(ITEMS)),
            *(pl.col(item).count().alias(f"n{at}") for at, item in enumerate(ITEMS)),
        )
        .with_columns(_fold(pl.col, lambda parts: pl.sum_horizontal(parts)))
        .collect(engine="streaming")
    )
    many = range(len(NAMES) - 1)
    sums = psus.group_by(unit).agg(
        pl.col(f"{kind}{at}").sum().alias(f"{kind.upper()}{at}") for kind in "yxn" for at in many
    )
    z = [
        ((pl.col(f"y{at}") - pl.col(f"Y{at}") / pl.col(f"X{at}") * pl.col(f"x{at}")) / pl.col(f"X{at}")).alias(f"z{at}")
        for at in many
    ]
    scores = psus.join(sums, on=unit).select(*by, "population", *z)
    scores = scores.with_columns((pl.sum_horizontal(f"z{at}" for at in many[22:]) / 5).alias("z27"))
    strata = scores.group_by(by[:4]).agg(
        pl.len().alias("m"), pl.col("population").max(), *(pl.col(f"z{at}").var().alias(f"v{at}") for at in range(28))
    )
    rate = pl.col("m") * (1 - pl.col("m") / pl.col("population"))
    spread = strata.group_by(unit).agg(
        (pl.col("m").sum() - pl.len()).alias("df"),
        *((rate * pl.col(f"v{at}")).sum().alias(f"v{at}") for at in range(28)),
    )
    table = sums.join(spread, on=unit).with_columns(
        (pl.col(f"Y{at}") / pl.col(f"X{at}")).alias(f"p{at}") for at in many
    )
    table = table.with_columns((pl.sum_horizontal(f"p{at}" for at in many[22:]) / 5).alias("p27"))
    table = table.with_columns(
        (pl.col(f"v{at}") / (pl.col(f"p{at}") * (1 - pl.col(f"p{at}")) / (pl.col(f"N{at}") - 1))).alias(f"d{at}")
        for at in many
    )
    before = table.select(
        "province", "unit", pl.col("quarter") + 4, "df", *(f"{k}{at}" for k in "pv" for at in range(28))
    )
    table = table.join(before, on=unit, how="left", suffix="b")
    table = table.with_columns(
        *((pl.col(f"p{at}") - pl.col(f"p{at}b")).alias(f"c{at}") for at in range(28)),
        *((pl.col(f"v{at}") + pl.col(f"v{at}b")).sqrt().alias(f"e{at}") for at in range(28)),
        *(pl.col(f"v{at}").sqrt().alias(f"s{at}") for at in range(28)),
    )
    if out:
        _long(pl, table).write_parquet(out)


def product(folder: Path, rule: str, out: str = "") -> None:
    """Ours: everything, interval and p-value too."""
    pl, national = importlib.import_module("polars"), importlib.import_module("hailong.stats.national")
    questions = importlib.import_module("bench.survey_data").questions()
    tables = national.tables((folder / "packed").glob("*.parquet"), questions, rule)
    frames = [table.frame() for table in tables]
    if out:
        pl.concat(frames).write_parquet(out)


def _fold(col: Any, add: Any) -> list[Any]:
    """Sum the items of each criterion."""
    return [
        add([col(f"{kind}{at}") for at in range(ENDS[c], ENDS[c + 1])]).alias(f"{kind}{22 + c}")
        for kind in "yxn"
        for c in range(len(SIZES))
    ]


def _long(pl: Any, table: Any) -> Any:
    """One row a statistic."""
    return pl.concat(
        table.select("unit", "quarter", statistic=pl.lit(name), estimate=pl.col(f"p{at}"), se=pl.col(f"s{at}"))
        for at, name in enumerate(NAMES)
    )


def _sql(folder: Path) -> str:
    """Write the estimator: one row a unit-quarter, 28 columns of each kind."""
    many, every = range(27), range(28)
    unit = "province, unit, quarter"

    def each(text: str, numbers: range) -> str:
        return ", ".join(text.replace("#", str(at)) for at in numbers)

    def criteria(kind: str) -> str:
        sums = ("+".join(f"{kind}{at}" for at in range(ENDS[c], ENDS[c + 1])) for c in range(5))
        return ", ".join(f"{total} AS {kind}{22 + c}" for c, total in enumerate(sums))

    good, given = "coalesce(sum(weight * (# >= 4)::INT), 0)", "sum(weight * (# IS NOT NULL)::INT)"
    answers = ", ".join(
        f"{good} AS y{at}, {given} AS x{at}, count(#) AS n{at}".replace("#", q) for at, q in enumerate(ITEMS)
    )
    mean = "+".join(f"#{at}" for at in range(22, 27))
    return f"""
    WITH psus AS (SELECT {unit}, stratum, psu, max(population) AS population, {answers}
                  FROM '{folder}/wide/*.parquet' GROUP BY {unit}, stratum, psu),
    folded AS (SELECT *, {criteria("y")}, {criteria("x")}, {criteria("n")} FROM psus),
    sums AS (SELECT {unit}, {each("sum(y#) AS Ys#, sum(x#) AS Xs#, sum(n#) AS Ns#", many)} FROM folded GROUP BY {unit}),
    scores AS (SELECT f.province, f.unit, f.quarter, stratum, population,
               {each("(y# - Ys# / Xs# * x#) / Xs# AS z#", many)}
               FROM folded f JOIN sums s ON f.province = s.province AND f.unit = s.unit AND f.quarter = s.quarter),
    indexed AS (SELECT *, ({mean.replace("#", "z")}) / 5 AS z27 FROM scores),
    strata AS (SELECT {unit}, stratum, count(*) AS m, max(population) AS population, {each("var_samp(z#) AS v#", every)}
               FROM indexed GROUP BY {unit}, stratum),
    spread AS (SELECT {unit}, sum(m) - count(*) AS df, {each("sum((1 - m / population) * m * v#) AS v#", every)}
               FROM strata GROUP BY {unit}),
    points AS (SELECT s.*, df, {each("v#", every)}, {each("Ys# / Xs# AS p#", many)}
               FROM sums s JOIN spread v ON s.province = v.province AND s.unit = v.unit AND s.quarter = v.quarter),
    whole AS (SELECT *, ({mean.replace("#", "p")}) / 5 AS p27 FROM points)
    SELECT a.province, a.unit, a.quarter, a.df, {each("a.Ns#", many)}, {each("a.p#, sqrt(a.v#) AS s#", every)},
           {each("a.v# / (a.p# * (1 - a.p#) / (a.Ns# - 1)) AS d#", many)},
           {each("a.p# - b.p# AS c#, sqrt(a.v# + b.v#) AS e#", every)}, a.df + b.df AS both
    FROM whole a LEFT JOIN whole b ON a.province = b.province AND a.unit = b.unit AND a.quarter = b.quarter + 4"""


JOBS = {
    "scan_duckdb": scan_duckdb,
    "scan_polars": scan_polars,
    "sql_duckdb": sql_duckdb,
    "polars": polars,
    "pooled": lambda folder, out="": product(folder, "t2b_pooled", out),
    "itemmean": lambda folder, out="": product(folder, "t2b_itemmean", out),
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
