# The two commands of the README, and what they need. `make setup` builds .venv/ once and again
# whenever the pinned requirements change.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes

.PHONY: run test lint types setup lock

run: setup
	@$(BIN)/python -m bot start

test: setup lint types
	@$(BIN)/python -m pytest

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

setup: $(VENV)/.ready

# jieba comes as source only: what builds it is pinned too, so it is built without isolation.
$(VENV)/.ready: requirements/build.txt requirements/dev.txt
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements/build.txt
	@$(PIP) --no-build-isolation -r requirements/dev.txt
	@touch $@
