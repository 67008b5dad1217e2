# Set up, run and test with Python 3.11 and make alone. Each target's comment is its line in `make help`.

PYTHON  ?= $(or $(shell command -v python3.11),python3)
PERSONS ?= 100000
YEARS   ?= 2021-2025
PORT    ?= 8000
JOBS    ?= auto
TESTS   ?=
GROUPS  ?= 1
ROWS    ?= 50000000
DATABASE ?= postgres
LINES    ?= 1000000
REGISTER ?= var/demo-$(PERSONS)-$(YEARS)/synthetic

BIN   := .venv/bin
OURS  := config registry statistics website benchmarks
UV    := 0.13.9
hash   = $(firstword $(shell cksum < $(1)))
# A stamp carries the hash of what it stands for: an unchanged list costs nothing, whatever git did to its date.
RUN   := .venv/.run-$(call hash,requirements.txt)
DEV   := .venv/.dev-$(call hash,requirements-dev.txt)
# Checks read the embedded defaults, not somebody's databases.
PLAIN := env -u DATABASE_URL -u IDENTITY_DATABASE_URL -u REDIS_URL LMR_DATA_DIR=var/check

.DEFAULT_GOAL := help
.PHONY: help run test check format lock chromium programs bench-protect bench-cube bench-extract bench-intake bench-portal bench-bulk bench-streams pictures messages national clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: $(RUN) ## set up, make a registry, publish a release, serve it (PERSONS, YEARS, PORT)
	LMR_DATA_DIR=var/demo-$(PERSONS)-$(YEARS) $(BIN)/python manage.py demo \
		--persons $(PERSONS) --years $(YEARS) --port $(PORT)

test: $(DEV) chromium ## run every test, or TESTS="tests/statistics -k users", in JOBS processes
	$(BIN)/python -m pytest -n $(JOBS) --maxprocesses 8 --dist loadfile $(TESTS)

check: $(DEV) ## lint, format, types, migrations, settings, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(OURS) tests/support tests/browser tests/architecture
	$(PLAIN) $(BIN)/python manage.py makemigrations --check --dry-run
	$(PLAIN) $(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python -m pytest -q tests/architecture

format: $(DEV) ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(BIN)/uv ## compile requirements.txt and requirements-dev.txt from their .in files
	$(BIN)/uv pip compile --quiet --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --python-version 3.11 requirements-dev.in -o requirements-dev.txt

chromium: $(DEV) ## find Chromium for the browser's tests; as root on Debian, install it
	@$(BIN)/python -m tests.support.chromium

programs: ## as root on Debian: install what runs the examples and opens the files (R, Node, LibreOffice, a parser of Power Query)
	command -v Rscript > /dev/null || apt-get install -y --no-install-recommends r-base-core
	command -v npm > /dev/null || apt-get install -y --no-install-recommends nodejs npm
	command -v soffice > /dev/null || apt-get install -y --no-install-recommends libreoffice-calc-nogui
	npm install --no-audit --no-fund --prefix var/programs @microsoft/powerquery-parser@2.0.0

bench-protect: $(DEV) ## time protection and say what it costs (GROUPS main groups of a synthetic year, 0: all)
	$(BIN)/python -m benchmarks.protect --groups $(GROUPS)

national: $(RUN) ## a synthetic nation of 5.5 million, released in full size (PERSONS=, YEARS=)
	LMR_DATA_DIR=var/national $(BIN)/python manage.py national $(if $(filter command line,$(origin PERSONS)),--persons $(PERSONS)) \
		$(if $(filter command line,$(origin YEARS)),--years $(YEARS))

bench-cube: $(DEV) ## time the counting of a year of ROWS lines beside pandas, Polars and DuckDB
	$(BIN)/python -m benchmarks.cube --rows $(ROWS)

bench-intake: $(DEV) ## time LINES dispensings from files to receipts in PostgreSQL (REGISTER: a folder of manage.py synthesize)
	$(BIN)/python -m benchmarks.intake --lines $(LINES) --register $(REGISTER)

bench-portal: $(DEV) ## weigh and time the pages of a served site (make run first; PORT) in a slowed-down Chromium
	$(BIN)/python -m benchmarks.portal http://127.0.0.1:$(PORT)

bench-bulk: $(DEV) ## write and fetch the whole files of a national release of 22 years
	$(BIN)/python -m benchmarks.bulk

bench-streams: $(DEV) ## a million cells in each format of each dialect, from a national release of 22 years
	$(BIN)/python -m benchmarks.streams

pictures: $(DEV) chromium ## take README's pictures anew of a served site (make run first; PORT)
	LMR_PICTURES=docs/pictures LMR_PICTURES_OF=http://127.0.0.1:$(PORT) $(BIN)/python -m pytest -q tests/browser/test_pictures.py

messages: $(DEV) ## take the site's texts into locale/, say which lack nynorsk or English, and compile
	LMR_DATA_DIR=var/check DJANGO_SETTINGS_MODULE=config.settings $(BIN)/python -m tests.support.messages write

bench-extract: $(DEV) ## time ROWS dispensings in and out of PostgreSQL (DATABASE=sqlite for SQLite)
	$(BIN)/python -m benchmarks.extract --rows $(ROWS) --database $(DATABASE)

clean: ## remove what was installed and cached; var/, which holds data, stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): | $(BIN)/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.txt
	@touch $@

$(DEV): | $(BIN)/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt
	@touch $@

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
		|| { echo "Python 3.11 is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
