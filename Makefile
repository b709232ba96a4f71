STUDY ?= inputs/llm-inferencing-2024.yaml
PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install
BENCHMARKS := $(wildcard benchmarks/bench_*.py)

export PYTHON

.DELETE_ON_ERROR:
.PHONY: paper test lint bench setup setup-test lock clean help

paper: setup ## Build the workbook, the PDF and the HTML of STUDY into output/
	$(BIN)/tco build $(STUDY)

test: setup-test lint ## Lint, check types, run every test
	$(BIN)/python -m pytest

lint: setup-test ## Lint and check types only
	$(BIN)/ruff check
	$(BIN)/mypy

bench: setup-test ## Run the benchmarks; they print ratios
	@for script in $(BENCHMARKS); do $(BIN)/python $$script || exit 1; done

setup: $(VENV)/tco.stamp ## Install what `make paper` needs

setup-test: setup $(VENV)/test.stamp ## Install what `make test` needs

lock: ## Renew the lock files from pyproject.toml (UPGRADE=1: to the newest versions)
	setup/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## Remove all that make has made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find builder tests -name __pycache__ -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -delete

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Each stamp is younger than the files its step was made from, so a second run sets nothing up.

$(VENV)/system.stamp: setup/system-packages.sh
	setup/system-packages.sh runtime
	@mkdir -p $(VENV) && touch $@

$(VENV)/system-test.stamp: setup/system-packages.sh | $(VENV)/system.stamp
	setup/system-packages.sh test
	@touch $@

$(VENV)/runtime.stamp: requirements.lock | $(VENV)/system.stamp
	$(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/tco.stamp: $(VENV)/runtime.stamp pyproject.toml setup.py
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/runtime.stamp $(VENV)/system-test.stamp requirements-test.lock | $(VENV)/tco.stamp
	$(PIP_INSTALL) --require-hashes --requirement requirements-test.lock
	@touch $@
