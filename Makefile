# Hài Lòng: `make demo` shows it, `make test` checks it, `make help` lists the rest.
PY ?= python3
V := .venv
BIN := $(V)/bin
PORT ?= 8000
EN := src/hailong/locale/en/LC_MESSAGES/django.po
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install dev demo serve test lint bench drill lock messages clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r t h; do printf '  make %-10s %s\n' "$$t" "$$h"; done

$(V)/.python:
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Cần Python 3.11, 3.12 hoặc 3.13; đang có: $$($(PY) --version 2>&1). Cách sửa: make PY=python3.11 ..."; exit 2; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python thiếu mô-đun venv. Cách sửa trên Debian/Ubuntu: apt install python3-venv"; exit 2; }
	$(PY) -m venv $(V)
	@touch $@

$(V)/.run: requirements.lock pyproject.toml $(V)/.python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(V)/.messages: $(V)/.run $(wildcard src/hailong/locale/*/LC_MESSAGES/*.po)
	$(BIN)/pybabel -q compile -D django -d src/hailong/locale -l en
	$(BIN)/pybabel -q compile -D django -d src/hailong/locale -l vi
	$(BIN)/pybabel -q compile -D cli -d src/hailong/locale -l vi
	@touch $@

$(V)/.dev: requirements-dev.lock $(V)/.run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: $(V)/.messages ## Make .venv with the console script .venv/bin/hailong
dev: $(V)/.messages $(V)/.dev ## The same with test tools

demo: install ## Show the sample agency at http://127.0.0.1:8000 (PORT=...)
	$(BIN)/hailong demo --port $(PORT)

serve: install ## Serve this installation (PORT=...)
	$(BIN)/hailong serve --port $(PORT)

lint: dev ## Style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

test: lint ## Everything: lint, types, contracts, tests on SQLite and PostgreSQL, browser
	sh tests/run.sh

bench: dev ## Measure, side by side
	$(BIN)/python -m bench

drill: dev ## Long trials: fuzzing, simulations, fresh examples for every property (minutes)
	$(BIN)/python -m pytest -q -m "drill or hypothesis" --hypothesis-profile=fresh \
	  --override-ini="addopts=--import-mode=importlib" tests

lock: ## Renew both lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.lock

messages: dev ## Collect the texts to translate (needs gettext)
	cd src/hailong && ../../$(BIN)/django-admin makemessages -l en --settings hailong.settings \
	  --no-location --no-wrap --no-obsolete
	msgcat --sort-output --no-wrap $(EN) | sed -E '/^"(POT-Creation-Date|Report-Msgid-Bugs-To):/d' > $(EN).new
	mv $(EN).new $(EN)

clean: ## Remove the environment and caches, keep var/
	rm -rf $(V) .mypy_cache .ruff_cache .pytest_cache .hypothesis
