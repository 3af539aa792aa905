# relgraph: `make` tells what there is. Everything is installed into .venv, nothing outside.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
WEB := src/relgraph/page/web
.PHONY: help demo test test-all fuzz tck check web front-end neo4j docs bench clean

help: ## show this list
	@grep -E '^[a-z0-9-]+:.*##' Makefile | sed -E 's/^([a-z0-9-]+):.*## (.*)/make \1\t\2/' | expand -t 14

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
	$(BIN)/pytest -n auto --dist loadgroup

test-all: .venv/dev ## the tests, with the long runs of the comparisons and the fuzzers, and coverage
	RELGRAPH_LONG=1 $(BIN)/pytest -n auto --dist loadgroup --cov --cov-report=term:skip-covered

fuzz: .venv/dev ## check 100,000 changed folders and 100,000 changed queries
	RELGRAPH_FUZZ=100000 $(BIN)/pytest -q -n auto tests/test_columns.py tests/cypher/test_fuzz.py -k changed

tck: .venv/dev ## run the openCypher TCK of a checkout: make tck TCK=../openCypher/tck
	RELGRAPH_TCK="$(TCK)" $(BIN)/pytest -q tests/cypher/test_tck.py

check: .venv/dev web ## lint, types, layers, docs that are generated, the page's front end
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell
	$(BIN)/interrogate --quiet src
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m cogapp --check README.md docs/*.md

docs: .venv/dev ## write the generated parts of the docs, and the pictures of the map, again
	$(BIN)/python -m cogapp -r README.md docs/*.md
	$(BIN)/python docs/pictures.py

$(WEB)/node_modules/.package-lock.json: $(WEB)/package.json
	cd $(WEB) && npm install --silent
	@touch $@

front-end: $(WEB)/node_modules/.package-lock.json ## build the page's script again (needs Node 20)
	cd $(WEB) && npm run --silent vendor && npm run --silent build

web: ## check the page's script: types, lint, tests, and that what is committed is what is built
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory web-checked; \
	elif [ -n "$$RELGRAPH_CI" ]; then echo "CI skips no check, and the front end needs Node 20"; exit 1; \
	else echo "The checks of the page's script are skipped: they need Node 20"; fi

.PHONY: web-checked
web-checked: $(WEB)/node_modules/.package-lock.json
	cd $(WEB) && npm run --silent types && npm run --silent lint && npm run --silent test
	cd $(WEB) && npm run --silent compare

neo4j: ## fetch the Neo4j server that tests use (needs Java 17 and Maven)
	mvn -q -B -f tests/neo4j/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/build/neo4j/lib

bench: .venv/run ## measure, side by side in one run
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/files.py
	$(BIN)/python benchmarks/map.py
	$(BIN)/python benchmarks/cypher.py

clean: ## remove what make made
	rm -rf .venv build $(WEB)/node_modules .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
