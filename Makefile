# The two commands of the README, `make run` and `make test`, and what they need. `make setup`
# builds .venv/ once, and again whenever the pinned requirements change. `make benchmark` measures
# the index beside its peers, which have a .venv-peers/ of their own. `make lock` pins anew,
# `make explore` looks for faults.
PYTHON ?= python3
UV ?= uv
VENV := .venv
PEERS := .venv-peers
RUN := $(VENV)/bin/python -m

.PHONY: run test explore lint types setup ocr benchmark lock audit

run: setup
	@$(RUN) bot start

test: setup ocr lint types
	@$(RUN) pytest --numprocesses=auto --dist=loadgroup --quiet

# Before a release, and after a change of what the property tests cover: their properties alone, with
# other examples each time and many more than `make test` tries. Half an hour or so;
# `make explore EXPLORE=tests/retrieval/store` says which.
EXPLORE ?= tests
explore: setup
	@$(RUN) pytest --hypothesis-profile=explore -m hypothesis --numprocesses=auto --dist=loadgroup --quiet $(EXPLORE)

lint: setup
	@$(RUN) ruff check --quiet .
	@$(RUN) ruff format --quiet --check .

types: setup
	@$(RUN) mypy --no-error-summary

# Asks for known faults of what is pinned; .ci/run installs pip-audit. Says so where it can't.
audit: setup
	@$(VENV)/bin/python .ci/audit $(sort $(wildcard requirements/*.txt))

# `make benchmark BENCHMARK="--passages 1000000"` says what to measure.
BENCHMARK ?= --passages 10000,100000
benchmark: $(PEERS)/.ready
	@$(PEERS)/bin/python -m retrieval.evaluation speed --peers $(BENCHMARK)

setup: $(VENV)/.compiled
	@:

# What reads the words in pictures of pages, 300 MB: bulletin-bot[ocr].
ocr: $(VENV)/.ocr
	@:

# The loops over postings are compiled here, once, so that no question waits for it.
$(VENV)/.compiled: $(VENV)/.ready retrieval/index/kernel.py retrieval/index/counting.py retrieval/index/strings.py
	@$(RUN) bot setup >/dev/null
	@touch $@

# A Python that was upgraded away leaves a .venv/ that does not run: build it anew.
runs = $(shell test -x $(1)/bin/python && $(1)/bin/python -c 'print("runs")')
ifneq ($(call runs,$(VENV)),runs)
.PHONY: $(VENV)/.ready
endif
ifneq ($(call runs,$(PEERS)),runs)
.PHONY: $(PEERS)/.ready
endif

# The stamp comes last and --clear takes it away first: a set-up that was interrupted starts over.
# Programs are started as modules (python -m), so that a folder that was moved still works. Only
# jieba is built here, as it comes as source only; what builds it is pinned too, hence no isolation.
INSTALL = $(@D)/bin/python -m pip --disable-pip-version-check install --quiet --no-input --require-hashes
$(VENV)/.ready: requirements/build.txt requirements/dev.txt
$(PEERS)/.ready: requirements/build.txt requirements/peers.txt
$(VENV)/.ready $(PEERS)/.ready:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "没有找到 $(PYTHON)。No $(PYTHON) here: apt install python3-venv, or make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "需要 Python 3.11 以上。Python 3.11 or newer is needed, $(PYTHON) is older: make PYTHON=python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "这个 Python 没有 venv。This Python has no ensurepip: apt install python3-venv" >&2; exit 2; }
	@echo "第一次运行：正在安装到 $(@D)/ … Setting up $(@D)/ (once) …" >&2
	@$(PYTHON) -m venv --clear $(@D)
	@$(INSTALL) -r requirements/build.txt
	@$(INSTALL) --no-build-isolation --only-binary :all: --no-binary jieba -r $(lastword $^)
	@touch $@

$(VENV)/.ocr: $(VENV)/.ready requirements/ocr.txt
	@echo "正在安装认字的程序（300 MB，一次）… Installing what reads pictures (300 MB, once) …" >&2
	@$(INSTALL) --no-build-isolation --only-binary :all: --no-binary jieba -r requirements/ocr.txt
	@touch $@

# Needs uv (https://docs.astral.sh/uv/). What is pinned stays unless pyproject.toml rules it out;
# `make lock LOCK=--upgrade` takes the newest.
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-header --no-emit-index-url --no-emit-find-links $(LOCK)
lock:
	$(COMPILE) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --extra dev --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --extra ocr --constraint requirements/dev.txt --output-file requirements/ocr.txt
	$(COMPILE) pyproject.toml --extra peers --output-file requirements/peers.txt
	$(COMPILE) requirements/ci.in --output-file requirements/ci.txt
