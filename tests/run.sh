#!/bin/sh
# The whole suite: the tools without Django, the rest on SQLite, what touches the database on PostgreSQL.
set -e
bin=.venv/bin
HAILONG_VAR=$(mktemp -d)
export HAILONG_VAR PYTHONUTF8=1 DJANGO_ALLOW_ASYNC_UNSAFE=1
trap 'rm -rf "$HAILONG_VAR"' EXIT
rm -f .coverage .coverage.*
pytest() { "$bin/python" -m pytest -q --cov --cov-append --cov-report= "$@"; }
# A window that does not answer within its patience is opened once more: a machine under load may lose a browser.
again="--reruns 1 --only-rerun Timeout.*ms.exceeded --rerun-show-tracebacks"
walked="tests/web/matrix tests/web/test_quarter_browser.py" # walk the whole program once more: no coverage, half the time

pytest -n 2 -p no:django -m "not drill" tests/house tests/lexicon tests/clock tests/documents tests/stats
# Compiled loops are invisible to coverage: once more as plain Python.
NUMBA_DISABLE_JIT=1 pytest -n 2 -p no:django -m "not drill" tests/stats/test_kernel.py tests/stats/test_cube.py \
  tests/stats/test_national.py tests/stats/test_runs.py tests/stats/test_quarter.py
# shellcheck disable=SC2046,SC2086 # words are meant
pytest -n 2 --ds=hailong.settings -m "not drill" $again $(printf -- '--ignore=%s ' $walked) \
  tests/agency tests/plan tests/measure tests/cli tests/web
# shellcheck disable=SC2086
"$bin/python" -m pytest -q -n 2 --ds=hailong.settings -m "not drill" $again $walked
# On PostgreSQL what leans on the database's own ways: locks, triggers, JSON, paths, rights, and a sample of the pages.
pytest -n 2 -p tests.postgres --ds=hailong.settings -m "not drill and not browser" \
  tests/agency tests/plan/test_drafts*.py tests/plan/test_queries*.py tests/plan/test_importing*.py \
  tests/plan/test_task_*.py tests/plan/test_visibility.py tests/plan/test_progress.py tests/plan/test_cascade.py \
  tests/measure/test_surveys.py tests/measure/test_counter.py tests/measure/test_responses.py tests/measure/test_keeping.py \
  tests/web/test_plans.py tests/web/test_confirming.py tests/web/surveys tests/web/matrix

"$bin/python" -m coverage report --fail-under=90 --skip-covered
"$bin/python" -m coverage report --fail-under=97 --skip-covered \
  --include="*/hailong/lexicon/*,*/hailong/clock/*,*/hailong/documents/*,*/hailong/stats/*"
