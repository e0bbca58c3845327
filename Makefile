# The two commands of the README, `make run` and `make test`, and what they need. Each installs into
# one .venv/ what it lacks, once, and again when the pinned requirements change: see
# requirements/installing.py. `make dist` makes what is released, in dist/. `make benchmark` measures
# whole answers, and the index beside its peers, which have a .venv-peers/ of their own. `make lock`
# pins anew, `make explore` looks for faults.
PYTHON ?= python3
UV ?= uv
VENV := .venv
PEERS := .venv-peers
RUN := $(VENV)/bin/python -m
INSTALL := $(PYTHON) -m requirements --venv

.PHONY: run try demo-reset test test-cluster explore lint types setup tools ocr opensearch dist benchmark lock audit python

run: setup
	@$(RUN) bot start

# The try on the samples, also where there is a token.
try: setup
	@$(RUN) bot start --try

# The same from its beginning: what was said and added in it is thrown away.
demo-reset: setup
	@$(RUN) bot start --reset

test: tools ocr opensearch lint types
	@$(RUN) pytest --numprocesses=auto --dist=loadgroup --quiet

# What real nodes of OpenSearch are started for: needs a JDK (17 or newer) and, the first time, Maven.
# Skipped where they are missing, with the reason; REFUSE_TO_SKIP_CLUSTER=1 makes that a failure.
CLUSTER = tests/retrieval/opensearch tests/retrieval/searcher tests/support tests/end_to_end/test_cluster.py
test-cluster: tools opensearch
	@$(RUN) pytest -m cluster --numprocesses=auto --dist=loadgroup --quiet $(CLUSTER)

# Before a release, and after a change of what the property tests cover: their properties alone, with
# other examples each time and many more than `make test` tries. Half an hour or so;
# `make explore EXPLORE=tests/retrieval/store` says which.
EXPLORE ?= tests
explore: tools
	@$(RUN) pytest --hypothesis-profile=explore -m "hypothesis and not cluster" --numprocesses=auto --dist=loadgroup --quiet $(EXPLORE)

lint: tools
	@$(RUN) ruff check --quiet .
	@$(RUN) ruff format --quiet --check .

types: tools
	@$(RUN) mypy --no-error-summary

# Asks for known faults of what is pinned; .ci/run installs pip-audit. Says so where it can't.
audit: tools
	@$(VENV)/bin/python .ci/audit $(sort $(wildcard requirements/*.txt))

# `make benchmark BENCHMARK="--passages 1000000"` says what to measure.
BENCHMARK ?= --passages 10000,100000
benchmark: python
	@$(INSTALL) $(PEERS) peers
	@$(PEERS)/bin/python -m retrieval.evaluation speed --peers $(BENCHMARK)

# What running needs, and the loops over postings compiled, so that no question waits for it.
setup: python
	@$(INSTALL) $(VENV) run

# What checking needs beside it.
tools: python
	@$(INSTALL) $(VENV) run dev

# What reads the words in pictures of pages, 300 MB: bulletin-bot[ocr].
ocr: python
	@$(INSTALL) $(VENV) ocr

# What asks a cluster of OpenSearch: bulletin-bot[opensearch].
opensearch: python
	@$(INSTALL) $(VENV) opensearch

python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "没有找到 $(PYTHON)。No $(PYTHON) here: apt install python3-venv, or make PYTHON=/path/to/python3" >&2; exit 2; }

# Wheel, container context and a zip for who has no git; the same bytes of the same commit.
dist: tools
	@$(RUN) requirements.packing dist

# Needs uv (https://docs.astral.sh/uv/). What is pinned stays unless pyproject.toml rules it out;
# `make lock LOCK=--upgrade` takes the newest.
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-header --no-emit-index-url --no-emit-find-links $(LOCK)
lock:
	$(COMPILE) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --extra dev --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --extra ocr --constraint requirements/dev.txt --output-file requirements/ocr.txt
	$(COMPILE) pyproject.toml --extra opensearch --constraint requirements/dev.txt \
	  --output-file requirements/opensearch.txt
	$(COMPILE) pyproject.toml --extra peers --output-file requirements/peers.txt
	$(COMPILE) requirements/ci.in --output-file requirements/ci.txt
