# What one can do here. `make help` lists it.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DECK ?= slides
PORT ?= 8000
ARGS ?=
TESTS ?= tests
SECONDS ?= 600

.DEFAULT_GOAL := help
.PHONY: help serve test lint format types imports js bench fuzz wheel image image-test clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.runtime ## serve slides/ (DECK=path PORT=8000 ARGS="--live")
	@exec $(BIN)/pitchme serve "$(DECK)" --port $(PORT) $(ARGS)

test: $(VENV)/.development $(VENV)/.browser ## every test, real browser included (TESTS=tests/deck for some)
	$(BIN)/python -m pytest -n logical --dist loadfile --no-loadscope-reorder $(TESTS) $(ARGS)

lint: format types imports js ## format, lint, types, import directions, JavaScript types

format: $(VENV)/.development ## check format and lint (make format FIX=1 mends what it can)
	$(BIN)/ruff format $(if $(FIX),,--check) app tests
	$(BIN)/ruff check $(if $(FIX),--fix) app tests

types: $(VENV)/.development ## Python types, strict
	$(BIN)/mypy

imports: $(VENV)/.development ## imports point down only
	$(BIN)/lint-imports

js: ## JavaScript types, where Node is there
	@if command -v npm >/dev/null; then npm exec --yes --package=typescript@7 -- tsc -p static/jsconfig.json; \
	else echo "js: no Node here, JavaScript types not checked"; fi

bench: $(VENV)/.development $(VENV)/.browser ## figures of this checkout: first paint, reload, build, memory
	$(BIN)/python -m tests.bench $(ARGS)

fuzz: $(VENV)/.fuzz ## look for decks that break the builder (SECONDS=600); what it finds is in .fuzz/findings
	$(BIN)/python -m tests.fuzz.deck -max_total_time=$(SECONDS)
	@test -z "$$(ls .fuzz/findings)"

wheel: $(VENV)/.development ## dist/pitchme-*.whl
	$(BIN)/python -m build --wheel --outdir dist .

image: ## the container image pitchme, with docker or podman
	docker build -t pitchme . || podman build --format docker -t pitchme .

image-test: ## build the image and run it for real: read-only, without rights
	scripts/image-test

clean: ## remove what make made
	rm -rf $(VENV) dist build .fuzz .mypy_cache .ruff_cache .import_linter_cache

# The environment is the project's own. The stamps are made anew when the dependencies change.
$(VENV)/.runtime: pyproject.toml
	@PYTHON=$(PYTHON) scripts/setup runtime

$(VENV)/.development: pyproject.toml
	@PYTHON=$(PYTHON) scripts/setup development

$(VENV)/.fuzz: $(VENV)/.development
	@scripts/setup fuzz

$(VENV)/.browser: $(VENV)/.development
	@scripts/setup browser
