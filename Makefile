# Two commands matter to most people: make serve, make test. Everything else is for those who change things.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# An index of CPU builds of torch, where the default index would bring CUDA packages of several gigabytes:
#   make install TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=

.PHONY: serve test test-thorough install browser postgres lint format corpus eval bench bench-retrieval clean

serve: install
	$(BIN)/fieldmap serve

# Two processes, a file of tests in one of them: what a file sets up, it sets up once.
test: install browser
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not thorough"

# What takes minutes and `.ci/run` adds.
test-thorough: install browser
	$(BIN)/python -m pytest -n 2 --dist worksteal -m thorough

install: $(VENV)/.installed

# torch first and alone: with it in place, no other package brings a build of its own.
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==2.13.0
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

# The browser tests drive Debian's Chromium; the one place that installs it.
browser:
	@command -v chromium >/dev/null || { \
	  echo "Chromium is not installed; installing it with apt-get."; \
	  SUDO=$$(command -v sudo || true); [ "$$(id -u)" = 0 ] && SUDO=; \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq chromium >/dev/null; }

# The desk is tested on PostgreSQL too where it is installed; the tests start a server of their own.
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
	  echo "PostgreSQL is not installed; installing it with apt-get."; \
	  SUDO=$$(command -v sudo || true); [ "$$(id -u)" = 0 ] && SUDO=; \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq postgresql >/dev/null; }

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/fieldmap corpus lint
	$(BIN)/fieldmap corpus coverage > /dev/null

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

corpus: install
	$(BIN)/fieldmap corpus lint
	$(BIN)/fieldmap corpus stats

# Every question set, and the report as one page.
eval: install
	$(BIN)/fieldmap eval
	$(BIN)/fieldmap eval report

# EVALDATA=folder adds patients' questions from a folder of evaluation data.
bench: install
	EVALDATA=$(EVALDATA) $(BIN)/fieldmap bench answers

# The peers bring a hundred packages, among them an older stemmer and a client that reports usage (switched off), so they
# get an environment of their own. FLAGS="--quick", or "--json figures.json".
BENCH_VENV ?= .venv-bench
bench-retrieval: $(BENCH_VENV)/.installed-bench
	EVALDATA=$(EVALDATA) $(BENCH_VENV)/bin/fieldmap bench retrieval --all-peers $(FLAGS)

$(BENCH_VENV)/.installed-bench: pyproject.toml
	$(MAKE) install VENV=$(BENCH_VENV)
	$(BENCH_VENV)/bin/python -m pip install --quiet torch==2.13.0 --editable '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) $(BENCH_VENV) .fieldmap build *.egg-info .pytest_cache .mypy_cache .ruff_cache
