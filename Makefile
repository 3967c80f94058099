# The two commands: `make demo` shows what it does, `make test` runs everything that CI runs.
# The first Python that really runs and is new enough; a version manager may offer names that do not.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
# So many processes run the tests, a file at a time; threads of a model that wait leave the processor to the others. On
# two cores a third saves a tenth of the time, and upset one test of twelve thousand.
WORKERS ?= 2

.PHONY: help demo test run lint types imports tests format screenshots snapshots clean

help:
	@echo "make demo    remember a small invented life and answer from it"
	@echo "make test    everything that CI checks"
	@echo "make run     open the app on your own memory"

demo: $(VENV)/installed
	@$(BIN)/python docs/demo/show.py

run: $(VENV)/installed
	@$(BIN)/secondme

test: lint types imports tests

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

imports: $(VENV)/installed-dev
	$(BIN)/lint-imports

tests: $(VENV)/installed-dev
	OMP_WAIT_POLICY=passive $(BIN)/pytest -n $(WORKERS) --dist loadfile

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: $(VENV)/installed-dev
	$(BIN)/python docs/screenshots.py

# Keeps how the app looks now, once you have looked at what differs: `git diff` tells it in lines.
snapshots: $(VENV)/installed-dev
	ACCEPT_SNAPSHOTS=1 $(BIN)/pytest -q tests/tui/snapshots

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/installed: pyproject.toml
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh packaging/install.sh
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing the tools for testing …"
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@
