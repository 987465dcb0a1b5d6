# Everything one does with this tree. `make` alone says what there is.
# PYTHON chooses the Python (3.11 or newer) the virtual environment is made with, WORKERS how many tests run at once.

PYTHON ?= python3
# One worker more than there are processors: one that waits for a browser or a process leaves its own to another.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
COMPILED := $(VENV)/.translations
CATALOGUES := $(wildcard src/panah/web/locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo demo-reset test check test-faults bench lint format types translations docs lock clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(COMPILED) ## set everything up in .venv (the other targets do it too)

demo: $(COMPILED) ## open a running post on this machine, with a demo country (Ctrl-C ends it)
	@$(BIN)/panah demo

demo-reset: $(COMPILED) ## start the demo over with fresh data
	@$(BIN)/panah demo --reset

test: lint check ## everything a change has to pass

check: $(COMPILED) ## the tests alone
	$(BIN)/pytest -n $(WORKERS) -q

test-faults: $(COMPILED) ## long runs that kill, cut and restore
	$(BIN)/pytest -q -m faults

bench: $(COMPILED) ## measure each claim beside a peer, for docs/performance.md
	$(BIN)/python -m bench

lint: $(COMPILED) types ## style, types, import directions, translations
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/lint-imports
	$(BIN)/panah translations check

types: $(INSTALLED)
	$(BIN)/mypy src

format: $(INSTALLED) ## put the code in shape
	$(BIN)/ruff check --fix src tests bench
	$(BIN)/ruff format src tests bench

translations: $(INSTALLED) ## collect the texts of all screens and compile the catalogues
	$(BIN)/panah translations extract
	$(BIN)/panah translations compile

docs: $(COMPILED) ## write the documents that are made from the code
	$(BIN)/panah docs

lock: ## resolve the dependencies anew, with hashes and without addresses (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --upgrade --quiet --output-file requirements/all.txt
	@! grep -n '://' requirements/all.txt

clean: ## remove what was installed and built, and keep the data in var/
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(INSTALLED): requirements/all.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Panah needs Python 3.11 or newer: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing into $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	  --require-hashes --requirement requirements/all.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(COMPILED): $(INSTALLED) $(CATALOGUES)
	@$(BIN)/panah translations compile
	@touch $@
