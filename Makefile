# Everything is one command. Only Python (3.11 to 3.14) and make are needed; install.py brings the rest here, into .venv.

PYTHON ?= $(or $(wildcard .venv/bin/python),python3)
BIN := .venv/bin
FAST := not slow and not long and not browser and not postgres and not node
COMPILE := .cache/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes --only-binary :all: --emit-build-options --no-emit-index-url --no-header

unexport PYTHONDONTWRITEBYTECODE # the tests begin a hundred processes: each would compile every module anew, twice as long as all its work

.NOTPARALLEL:
.PHONY: help demo play test test-rest test-all check coverage lint fix bench hostile drawn golden runtime dev lock lock-check clean

help: ## what there is
	@grep -E '^[a-z -]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: runtime ## the whole procedure in the browser, with invented people and a movable clock (`make demo PORT=8001` where 8000 is taken)
	@$(BIN)/jsv demo $(if $(PORT),--port $(PORT))

play: runtime ## one whole case, played and printed
	@$(BIN)/jsv play

test: dev ## every kind of test; those that need PostgreSQL, Chromium or Node are skipped with a line where there is none
	@$(BIN)/pytest -n auto --dist worksteal -m "not long"

test-rest: dev ## what `make test` leaves out: real kills one after the other, long lives, thousands of hostile payloads, more random examples
	@JSV_TEST_FULL=1 $(BIN)/pytest -n auto --dist worksteal -m "long or hypothesis"

test-all: test test-rest ## everything

check: dev ## what every commit must pass, in less than a minute: lint, types, import rules, fast tests
	@$(MAKE) --no-print-directory lint & lint=$$!; $(BIN)/pytest -n auto --dist worksteal -m "$(FAST)"; tests=$$?; wait $$lint && exit $$tests

coverage: dev ## which lines of the core no fast test goes through (two minutes)
	@$(BIN)/pytest -n auto --dist worksteal -m "$(FAST)" --cov --cov-report=term

lint: dev ## lint, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: dev ## lets the formatter and the linter mend what they can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: dev ## how fast it is: each thing beside its ceiling, in one table (about ten minutes; `make bench ONLY="S1 S7"` for some)
	@$(BIN)/python -m bench $(ONLY)

hostile: dev ## ten thousand hostile payloads at each door (a few minutes; `make test` sends some hundreds)
	@$(BIN)/pytest -n 0 -s -m long tests/hostile

drawn: runtime ## writes the pages of docs that are made from the code
	@$(BIN)/python -m docs.drawn
	@$(BIN)/python -m docs.channels
	@$(BIN)/python -m docs.promises

golden: dev ## adds what this release stores, and how it names it, to tests/golden
	@$(BIN)/python -m tests.golden

runtime dev: ## brings what running the bot needs into .venv (runtime), or developing it, too (dev); every other command does so by itself
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || { echo "Python 3.11, 3.12, 3.13 or 3.14 is needed; $(PYTHON) is $$("$(PYTHON)" -V 2>&1 | head -1). Name one: make PYTHON=python3.12 ..."; exit 1; }
	@"$(PYTHON)" install.py $@

lock: .cache/uv/bin/uv ## after a change of the dependencies: moves in both locks only what has to move (`make lock MOVE=--upgrade`: all that can)
	@$(COMPILE) $(MOVE) --group build pyproject.toml -o requirements.lock
	@$(COMPILE) $(MOVE) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

lock-check: .cache/uv/bin/uv ## resolves anew, beside the lock, and says what has moved; ends with 0 only if nothing has
	@rm -f .cache/anew && $(COMPILE) --group dev pyproject.toml -o .cache/anew >/dev/null
	@for lock in requirements-dev.lock .cache/anew; do grep -o '^[a-z].*==[^ ]*' $$lock > .cache/$$(basename $$lock).txt; done
	@diff -U0 --label locked --label today .cache/requirements-dev.lock.txt .cache/anew.txt && echo "Nothing has moved."

.cache/uv/bin/uv:
	@"$(PYTHON)" -m venv --clear .cache/uv
	@.cache/uv/bin/pip install -q --disable-pip-version-check uv

clean: ## removes the environment, the demo's data and all caches
	rm -rf .venv .demo .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
