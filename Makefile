# relgraph: `make` tells what there is. Everything is installed into .venv, nothing outside.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help demo test check neo4j fuzz docs bench clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

.venv/run: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "relgraph needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/dev: .venv/run
	$(BIN)/pip install --quiet --constraint constraints.txt --group test --group check
	@touch $@

demo: .venv/run ## check the data, answer a query, draw the map
	$(BIN)/relgraph check data
	$(BIN)/relgraph query owners --db data --format table
	@mkdir -p build
	$(BIN)/relgraph map --db data -o build/map.html
	@echo "The map is build/map.html: open it in a browser."

test: .venv/dev ## run all tests (those that need Chromium or Neo4j are skipped, and named, without)
	$(BIN)/pytest --cov --cov-report=term:skip-covered

check: .venv/dev ## lint, types, layers, docs that are generated
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell
	$(BIN)/interrogate --quiet src
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m cogapp --check README.md docs/*.md

docs: .venv/dev ## write the generated parts of the docs again
	$(BIN)/python -m cogapp -r README.md docs/*.md

neo4j: ## fetch the Neo4j server that tests use (needs Java 17 and Maven)
	mvn -q -B -f tests/neo4j/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/build/neo4j/lib

fuzz: .venv/dev ## read 10,000 mutated files
	FUZZ_FILES=10000 $(BIN)/pytest -q tests/test_check.py -k mutated

bench: .venv/run ## measure, side by side in one run
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/check.py

clean: ## remove what make made
	rm -rf .venv build .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
