"""The desk of a province, on both databases: `python -m bench.desk`; minutes, most of them filling.

`bench.desk_data` says what the province holds. Each database is made for this and thrown away, PostgreSQL as in
`bench.units`. Milliseconds are processor time of the process that makes the pages, so what PostgreSQL itself works is
not in them; queries are counted; jobs of the tick run once and say how many things they did.
"""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from bench.units import database, server

DESK, PUBLIC = 300.0, 100.0
"""Milliseconds at most, of the slowest of the repeats."""


def measured(folder: str, url: str = "") -> list[dict[str, Any]]:
    """One run in a process of its own, on SQLite in the folder or on the database at the address."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HAILONG_")}
    environment |= {"HAILONG_VAR": folder, "PYTHONUTF8": "1"} | ({"HAILONG_DATABASE_URL": url} if url else {})
    command = [sys.executable, "-m", "bench.desk_run"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


def show(name: str, rows: list[dict[str, Any]]) -> None:
    """Print the table of one database and how many of its pages clear their bar."""
    print(f"\nThe desk of a province, {name}\n{'':34}{'ms p50':>9}{'ms most':>9}{'queries':>9}{'kB':>9}{'MB more':>8}")
    missed = []
    for row in rows:
        print(
            f"{row['what']:34}{row['p50']:9.0f}{row['p95']:9.0f}{row['queries']:9}{row['kb']:9.0f}{row['rise']:8.0f}"
            f"  {row['status']}"
        )
        bar = PUBLIC if row["what"].startswith(("public", "landing")) else DESK
        if not row["what"].startswith("tick") and row["p95"] >= bar:
            missed.append(row["what"])
    print(f"MISSED   {'; '.join(missed)}" if missed else "cleared  every page")


def main() -> None:
    """Both databases, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        show("SQLite", measured(folder))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        url = server(folder)
        if url is None:
            print("\nThe desk of a province, PostgreSQL: not run")
            return
        with database(url) as made, tempfile.TemporaryDirectory() as var:
            show("PostgreSQL", measured(var, made))


if __name__ == "__main__":
    main()
