# SPDX-License-Identifier: Apache-2.0
# Two commands are enough: `make demo` (try it) and `make test` (check it). Each sets up what it needs.

# A Python to start from: the first that runs and is new enough (a version manager's shim may refuse). Name another: make demo PYTHON=...
START := $(shell for p in "$(PYTHON)" python3 python3.13 python3.12 python3.11 python "$$HOME"/.pyenv/versions/*/bin/python3 /usr/bin/python3; do \
	[ -n "$$p" ] && "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { printf '%s' "$$p"; break; }; done)
SETUP := YUNCE_PYTHON="$(PYTHON)" "$(or $(START),python3)" -B scripts/setup.py
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint format snap bench wheel lock clean

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

setup: ## make the environment in .venv
	@$(SETUP)

demo: setup ## a demo company in the browser (PACK=airport: of that trade; PORT=8107: another port)
	@YUNCE_HOME="$${YUNCE_HOME:-data$(addprefix /demo-,$(PACK))}" $(BIN)/yunce demo $(addprefix --pack ,$(PACK)) $(addprefix --port ,$(PORT))

test: ## every test, with browser
	@$(SETUP) --browser
	@HYPOTHESIS_PROFILE=ci $(BIN)/pytest -n auto --maxprocesses 4 --dist loadgroup

check: setup ## lint, types, contracts, quick tests
	@$(BIN)/python scripts/check.py

lint: setup ## lint, types, contracts
	@$(BIN)/python scripts/check.py --no-tests

format: setup ## put the source into its form
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

snap: setup ## accept the present golden files
	@YUNCE_SNAP=1 $(BIN)/pytest -m snap

bench: setup ## measure, and write docs/performance.md (QUICK=1: small)
	@QUICK="$(QUICK)" $(BIN)/python benchmarks/run.py

wheel: setup ## build dist/*.whl
	@rm -rf dist && $(BIN)/hatchling build -t wheel

lock: setup ## pin the newest versions in requirements.lock
	@$(BIN)/python scripts/lock.py

clean: ## remove all that the other commands made, but not data/
	@rm -rf .venv .setup.lock dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
