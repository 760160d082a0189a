# Every target sets up what it needs by itself: a machine with Python >= 3.11 (with venv) and make is enough.
# Where uv is on the path it is used to install, being faster; nothing depends on it.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
GOLD   := ../shared
SLOW   := browser or kill or fuzz or cluster
UV     := $(shell command -v uv 2>/dev/null)

ifeq ($(UV),)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
else
INSTALL := VIRTUAL_ENV=$(abspath $(VENV)) $(UV) pip install --quiet
endif

.PHONY: help demo test test-all test-slow test-compiled cluster lint format gate gate-aside bench compiled wheels golden lock schema clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tawatur needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements-dev.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run  ## build the example case and its dossier into demo-out/
	$(BIN)/tawatur demo --out demo-out

test: $(VENV)/.dev  ## the tests (under three minutes)
	$(BIN)/python -m pytest -m "not ($(SLOW) or compiled)"

cluster: $(VENV)/.cluster  ## install the extra for clusters, so that test-all tests it

$(VENV)/.cluster: requirements-cluster.lock | $(VENV)/.dev
	$(INSTALL) --require-hashes -r requirements-cluster.lock
	@touch $@

compiled: build/compiled/.made  ## build tawatur with its inner modules compiled to C, and install that (needs a C compiler)
	$(INSTALL) --no-deps --force-reinstall build/compiled/*.whl
	@rm -f $(VENV)/.run $(VENV)/.dev  # whatever is made next installs the sources again

$(VENV)/.compiler: requirements-compiled.lock | $(VENV)/.dev
	$(INSTALL) --require-hashes -r requirements-compiled.lock
	@touch $@

build/compiled/.made: $(shell find src scripts/compiled.py pyproject.toml -type f ! -name '*.pyc') | $(VENV)/.dev $(VENV)/.compiler
	$(BIN)/python scripts/compiled.py build/compiled
	@touch $@

wheels: build/compiled/.made  ## the wheels of a release, in dist/: pip takes the compiled one where it fits, else that of Python
	@rm -rf dist && mkdir dist
	$(BIN)/python -m hatchling build -t wheel -d dist
	cp build/compiled/*.whl dist/

test-all: test test-slow  ## the tests with real browsers, killed processes and, where installed, a cluster

test-slow: $(VENV)/.dev  ## those of test-all that test leaves out
	$(BIN)/python -m pytest -m "$(SLOW)"

test-compiled: $(VENV)/.dev $(VENV)/.compiler  ## the compiled build gives the same bytes (two minutes; needs a C compiler)
	$(BIN)/python -m pytest -m compiled

lint: $(VENV)/.dev  ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy

format: $(VENV)/.dev  ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gate: $(VENV)/.dev  ## quality on gold pages against bench/floors.toml (where ../shared is there)
	$(BIN)/python bench/gate.py --gold $(GOLD)

gate-aside: $(VENV)/.dev  ## the same on the pages set aside: once, when an issue closes
	$(BIN)/python bench/gate.py --gold $(GOLD) --aside

bench: $(VENV)/.dev  ## speed as ratios, and growth to 30,000 documents, kept in bench/results (half an hour, a quiet machine)
	$(BIN)/python bench/speed.py --gold $(GOLD) --keep bench/results/speed.json
	@if command -v cc >/dev/null; then $(MAKE) --no-print-directory build/compiled/.made && PYTHONPATH=build/compiled/site \
	  $(BIN)/python bench/speed.py --gold $(GOLD) --keep bench/results/speed-compiled.json; fi
	@if [ -d $(GOLD)/bench/saudinewsnet ]; then mkdir -p bench/out && \
	  $(BIN)/python bench/saudinewsnet.py $(GOLD)/bench/saudinewsnet -o bench/out/articles.jsonl && \
	  $(BIN)/python bench/growth.py bench/out/articles.jsonl --json bench/results/growth.json; fi

golden: $(VENV)/.dev  ## rewrite the golden files; review is the diff
	$(BIN)/python -m pytest --update-golden -m "not ($(SLOW) or compiled)" tests

schema: $(VENV)/.dev  ## regenerate the committed JSON and SQL schemas from model.py
	$(BIN)/python -m tawatur.schema

lock:  ## pin the dependencies anew (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements-dev.lock
	uv pip compile pyproject.toml --extra cluster --universal --python-version 3.11 --generate-hashes --no-header -q -c requirements-dev.lock -o requirements-cluster.lock
	uv pip compile pyproject.toml --extra compiled --universal --python-version 3.11 --generate-hashes --no-header -q -c requirements-dev.lock -o requirements-compiled.lock

clean:  ## remove what the targets made
	rm -rf $(VENV) demo-out build dist bench/out
