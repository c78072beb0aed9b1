# Everything is one command. Only Python 3.11 or later and make are needed; the rest is brought here, into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: help demo test check bench hostile lint fix drawn lock clean play

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(READY) ## the whole procedure in the browser, with invented people and a movable clock
	@$(BIN)/jsv demo

play: $(READY) ## one whole case, played and printed
	@$(BIN)/jsv play

test: $(READY) ## every test; those that need PostgreSQL, Chromium or Node are skipped with a line where there is none
	@$(BIN)/pytest -n auto --dist worksteal

check: lint ## what every commit must pass: lint, types, import rules, fast tests, coverage of the core
	@$(BIN)/pytest -n auto --dist worksteal -m "not slow and not browser and not postgres and not node" --cov --cov-report=term

lint: $(READY) ## lint, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: $(READY) ## lets the formatter and the linter mend what they can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(READY) ## how fast it is: each thing beside its ceiling, in one table (about ten minutes; `make bench ONLY="S1 S7"` for some)
	@$(BIN)/python -m bench $(ONLY)

hostile: $(READY) ## ten thousand hostile payloads at each door (a few minutes; `make test` sends some hundreds)
	@JSV_TEST_HOSTILE=10000 $(BIN)/pytest -n 0 -s tests/hostile

drawn: $(READY) ## writes what is made from the code into the README and docs/channels.md
	@$(BIN)/python -m docs.drawn
	@$(BIN)/python -m docs.channels

lock: $(READY) ## resolves the dependencies anew
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Say: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing what the bot needs into $(VENV) (about a minute, once) ..."
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean: ## removes the environment, the demo's data and all caches
	rm -rf $(VENV) .demo .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
