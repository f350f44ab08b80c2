# Parvis: thin words over the tools. `make run` to use it, `make test` to trust it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)
PORT ?= 8000
DEMO := instance-demo
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# Of the packages nobody asks to upgrade the locked version stays: `make lock UPGRADE=--upgrade` takes the newest.
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" $(UPGRADE) --group build

# What the installed project depends on: when one of these changes, `make setup` installs again.
INSTALL_INPUTS := requirements.lock pyproject.toml $(wildcard hatch_build.py package-lock.json static/icons.txt)

.PHONY: help setup run test tests check lint system-packages docs lock clean

help:
	@echo "make run      use it: a demo company on http://localhost:$(PORT)"
	echo "make test     everything: lint, types, contracts, unit, browser journeys, scaled"
	echo "make check    the fast part of it: no browser, no servers"
	echo "make setup    only the environment, with $(BIN)/parvis in it"
	echo "make docs     renew docs/map.md and docs/openapi.json after a change of the house"
	echo "make lock     renew the locked dependencies (maintainers)"
	echo "make clean    remove the environment, the demo company and the caches"

# --- the environment -------------------------------------------------------------------------------

setup: $(VENV)/installed

$(VENV)/made:
	@[ -n "$(PYTHON)" ] || { echo "make: Parvis needs Python 3.11 or newer (Debian, Ubuntu: apt install python3)" >&2; exit 1; }
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "make: $(PYTHON) cannot make an environment (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/made $(INSTALL_INPUTS)
	@echo "Installing the locked dependencies, then fetching the page assets: one to three minutes, once"
	$(PIP) install --no-compile --require-hashes --requirement requirements.lock
	$(BIN)/python -W ignore -m compileall -qq --workers 0 $(VENV)/lib  # pip would do it on one core
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-for-tests: $(VENV)/installed requirements-test.lock
	@echo "Installing what the tests need"
	$(PIP) install --no-compile --require-hashes --requirement requirements-test.lock
	touch $@

# --- using it --------------------------------------------------------------------------------------

run: export PARVIS_DATA_DIR = $(CURDIR)/$(DEMO)
run: export PARVIS_BASE_URL = http://localhost:$(PORT)
run: setup
	@if [ ! -e $(DEMO)/filled ]; then
		echo "Filling the demo company into $(DEMO)/"
		rm -rf $(DEMO)  # a first filling that was cut short leaves half a company
		$(BIN)/parvis demo
		touch $(DEMO)/filled
	fi
	echo
	echo "  Parvis is starting, and says so when it answers."
	echo "  Accounts, all with the password parvis-demo:"
	echo "    alice@demo.example   member            emma@demo.example    admin"
	echo "    bruno@demo.example   member            farid@demo.example   trusted person"
	echo "    chloe@demo.example   moderator         gaelle@demo.example  owner of a group"
	echo "    david@demo.example   communication     hugo@demo.example    guest"
	echo "  Ctrl-C stops it. To start over: rm -r $(DEMO)"
	echo
	exec $(BIN)/parvis serve --quiet --port $(PORT)

# What runs a second time, on PostgreSQL and Redis: every room that asks the database.
ON_POSTGRESQL := $(addprefix tests/,accounts admin agenda chat decisions delivery feed files folders governance groups \
	knowledge moderation notifications outreach people reactions core/test_worker.py realtime/test_sockets.py \
	search/test_finding.py search/test_showing.py)

# --- trusting it -----------------------------------------------------------------------------------

test: $(VENV)/installed-for-tests system-packages
	@$(MAKE) --jobs 2 lint tests  # lint is soon done, and uses what the first tests leave of the cores

tests: $(VENV)/installed-for-tests system-packages
	@$(BIN)/python -m pytest -n 3 --dist worksteal  # tests wait a third of their time: three workers keep two cores busy
	$(BIN)/python -m pytest -n 3 --postgresql -m "not journey and not scaled and not slow" $(ON_POSTGRESQL)

check: $(VENV)/installed-for-tests lint
	@$(BIN)/python -m pytest -n 2 -m "not journey and not scaled and not slow"

lint: $(VENV)/installed-for-tests
	@export PATH="$(CURDIR)/$(BIN):$$PATH"
	ruff check --quiet .
	ruff format --quiet --check .
	djlint --quiet --lint templates
	mypy
	lint-imports --no-logo
	deptry .

system-packages:
	@tests/support/system-packages

# --- keeping it ------------------------------------------------------------------------------------

# The house as it is now, in words: tests/house/test_docs.py says when these are stale.
docs: setup
	@$(BIN)/parvis map > docs/map.md
	$(BIN)/parvis openapi > docs/openapi.json

lock: $(VENV)/made
	@$(PIP) install uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group test --constraint requirements.lock --output-file requirements-test.lock

clean:
	@rm -rf $(VENV) $(DEMO) dist build static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
