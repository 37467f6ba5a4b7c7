#!/bin/sh
# The whole suite in three runs: the tools without Django, everything on SQLite, what touches the database on PostgreSQL.
set -e
bin=.venv/bin
export PYTHONUTF8=1 DJANGO_ALLOW_ASYNC_UNSAFE=1
rm -f .coverage .coverage.*
"$bin/python" -m pytest -q -n 2 -p no:django --cov --cov-report= -m "not drill" tests/house tests/lexicon tests/clock tests/documents
mv .coverage .coverage.tools
"$bin/python" -m pytest -q -n 2 --ds=hailong.settings --cov --cov-report= -m "not drill" tests/plan tests/cli tests/web
mv .coverage .coverage.rest
"$bin/python" -m pytest -q -p tests.postgres --ds=hailong.settings --cov --cov-report= -m "not drill and not browser" tests/plan/test_drafts*.py tests/plan/test_queries*.py tests/web
mv .coverage .coverage.postgres
"$bin/python" -m coverage combine -q .coverage.tools .coverage.rest .coverage.postgres
"$bin/python" -m coverage report --fail-under=90 --skip-covered
"$bin/python" -m coverage report --fail-under=97 --skip-covered --include="*/hailong/lexicon/*,*/hailong/clock/*,*/hailong/documents/*"
