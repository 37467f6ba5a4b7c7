"""R's survey and svy on the same forms, under a limit of memory and time: they cost rows x groups.

`python -m bench.survey_slow FILE.csv ITEMS` is svy's own process and prints the seconds of its estimation. R is given
the binary answers as ratios, svy means without the missing. Neither makes criteria or index.
"""

import importlib
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
from bench.survey_jobs import ITEMS

MEMORY = 6 << 30
SECONDS = 400


def table(folder: Path) -> Path:
    """Write the wide quarters as one CSV with codes of groups, strata and sampling units that are nowhere twice."""
    path = folder / "forms.csv"
    group = pl.col("unit") * 100 + pl.col("quarter")
    forms = pl.read_parquet(f"{folder}/wide/*.parquet").with_columns(group=group)
    forms = forms.with_columns(stratum=pl.col("group") * 10 + pl.col("stratum"))
    forms = forms.with_columns(psu=pl.col("stratum").cast(pl.Int64) * 10_000 + pl.col("psu"))
    forms.select("group", "stratum", "psu", "population", "weight", *ITEMS).write_csv(path)
    return path


def measured(name: str, path: Path, items: int) -> float | str:
    """Seconds of estimation of so many items, or why there are none."""
    if name == "R survey":
        if shutil.which("Rscript") is None:
            return "not run"
        command = ["Rscript", str(Path(__file__).with_name("survey_slow.R")), str(path), str(items)]
    else:
        command = [sys.executable, "-m", "bench.survey_slow", str(path), str(items)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True, preexec_fn=_limited)
    except subprocess.TimeoutExpired:
        return f"> {SECONDS} s"
    except subprocess.CalledProcessError as error:
        return "not run" if "No module named" in error.stderr or "no package" in error.stderr else "stopped"
    return float(done.stdout.split()[-1])


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def svy(path: Path, items: int) -> float:
    """Means of 0/1 by group."""
    library = importlib.import_module("svy")
    forms = pl.read_csv(path).with_columns((pl.col(item) >= 4).cast(pl.Float64) for item in ITEMS)
    begin = time.perf_counter()
    design = library.Design(stratum="stratum", psu="psu", wgt="weight", pop_size="population", singleton="center")
    sample = library.Sample(forms, design)
    for item in ITEMS[:items]:
        sample.estimation.mean(item, by="group", drop_nulls=True)
    return time.perf_counter() - begin


if __name__ == "__main__":
    print(svy(Path(sys.argv[1]), int(sys.argv[2])))
