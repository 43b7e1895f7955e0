# Everything one does with this project. `make` alone lists the commands.

.DEFAULT_GOAL := help
.PHONY: help setup environment environment-dev run test check test-postgres bench bench-matching lock format messages

PY := .venv/bin/python
COMPILE := $(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: environment ## environment, packages and migrations; the other commands do what they need of it
	@$(PY) manage.py migrate --verbosity 0

environment:
	@python3 -I portal/bootstrap.py

environment-dev:
	@python3 -I portal/bootstrap.py dev

run: environment ## the whole site, at http://127.0.0.1:8000 (PORT and DATA_DIR change where); Ctrl-C stops it
	@exec $(PY) -m portal.run

test: environment-dev ## the tests (ARGS="-k name" for some of them)
	@$(PY) -m pytest -n 2 $(ARGS)

test-postgres: environment-dev ## the same tests on real PostgreSQL and Redis servers
	@exec $(PY) -m portal.tests.real_servers $(PY) -m pytest -n 2 $(ARGS)

check: environment-dev ## lint, format, types, missing migrations, deployment, templates, translations
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) manage.py makemigrations --check --dry-run
	SITE_URL=https://example.org $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m portal.translations check

format: environment-dev ## put the code into the house's form
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

messages: environment-dev ## collect the strings to translate, compile the translations
	$(PY) -m portal.translations collect

bench: environment-dev ## the benchmarks, as tables
	@$(PY) -m bench

bench-matching: environment-dev ## claim matching and its peers, side by side (CLAIMS_DIR adds the real claims)
	@$(PY) -m bench.matching

lock: environment-dev ## lock what requirements*.in ask for, with hashes (ARGS=--upgrade for newer versions)
	$(COMPILE) $(ARGS) requirements.in -o requirements.txt
	$(COMPILE) $(ARGS) requirements-dev.in -o requirements-dev.txt
