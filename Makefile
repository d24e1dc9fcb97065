# Everything a newcomer needs: `make run` and `make test`; each sets up .venv on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run test soak lint format corpus model score gains bench lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(VENV)/run.done: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tiaoli needs Python 3.11 or newer; this is $$($(PYTHON) --version)"; exit 1; }
	@echo "setting up $(VENV) (once, about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --no-deps -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.done: $(VENV)/run.done requirements/dev.txt
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

run: $(VENV)/run.done ## read the sample agreements into outputs/, compare three fiscal years in outputs/versions
	@$(BIN)/tiaoli extract corpus/agreements -o outputs
	@$(BIN)/tiaoli compare corpus/agreements/cloud-partner-FY21.docx corpus/agreements/cloud-partner-FY22.docx corpus/agreements/cloud-partner-FY25.docx -o outputs/versions

test: $(VENV)/dev.done ## run the tests
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup

soak: $(VENV)/dev.done ## the long proofs: 500 kills, 10,000 agreements, every hostile input, full disks (about an hour)
	@TIAOLI_SOAK=1 $(BIN)/python -m pytest -q -s -rs tests/soak tests/hostile tests/engines tests/store tests/house/test_growth.py tests/reports/test_redline_in_libreoffice.py
	-@$(BIN)/python -m benchmarks.fuzzing --full

lint: $(VENV)/dev.done ## formatting, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(VENV)/dev.done ## format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --exit-zero .

corpus: $(VENV)/dev.done ## build corpus/agreements from corpus/sources
	@$(BIN)/python -m corpus.build

model: $(VENV)/run.done ## train the model of clause types of corpus/clauses
	@$(BIN)/python -m corpus.train_clause_types

score: $(VENV)/run.done run ## the table of docs/accuracy.md over our own corpus (SPLIT=dev, SPLIT=held_out)
	@$(BIN)/tiaoli score outputs --gold corpus/gold --split $(or $(SPLIT),all)

gains: $(VENV)/dev.done ## values won and lost since a commit (BASE=<commit>)
	@test -n "$(BASE)" || { echo "make gains BASE=<commit>"; exit 2; }
	@$(BIN)/python -m benchmarks.gains $(BASE)

bench: $(VENV)/dev.done ## speed, cost a field, comparison, workers, reports, search, damaged files, reading errors, hidden text, sameness of formats, each beside its peer
	-@$(BIN)/python -m benchmarks.cost
	-@$(BIN)/python -m benchmarks.speed
	-@$(BIN)/python -m benchmarks.comparison
	-@$(BIN)/python -m benchmarks.engines
	-@$(BIN)/python -m benchmarks.reports
	-@$(BIN)/python -m benchmarks.searching
	-@$(BIN)/python -m benchmarks.fuzzing
	-@$(BIN)/python -m benchmarks.hidden
	-@$(BIN)/python -m benchmarks.reading --quick
	-@$(BIN)/python -m benchmarks.sameness
	-@$(BIN)/python -m benchmarks.clause_types

lock: ## pin the requirements again (needs uv)
	@for kind in run dev; do uv pip compile --quiet --python-version 3.11 --universal --generate-hashes \
	  --custom-compile-command "make lock" pyproject.toml --extra ocr requirements/$$kind.in -o requirements/$$kind.txt; done

clean: ## remove the environment and the results
	@rm -rf $(VENV) outputs/texts outputs/versions outputs/*.json* outputs/register.* outputs/report.html outputs/deadlines.ics outputs/tiaoli.*
