# Beside. `make` lists what there is.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready
export PYTHONWARNINGS ?= ignore::SyntaxWarning

.DEFAULT_GOAL := help
.PHONY: help demo test check e2e bench load loadchoice begin door assurance audit lock setup assets chromium sheet pictures format

help:  ## this list
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: setup assets  ## set up, load the made-up school, serve it (PORT=8000)
	@$(BIN)/beside demo --port $(PORT)
	@exec $(BIN)/beside serve --port $(PORT)

test: setup assets chromium  ## every test but the slow ones
	@$(BIN)/python -m pytest -p tests.plugin_postgres -n 2 --dist loadfile $(ARGS)

check: setup assets  ## format, types, import contracts, migrations, templates
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q .
	@$(BIN)/python -m tests.house.check

e2e: setup assets chromium  ## every page in a browser, at three widths, with a keyboard and without a script
	@$(BIN)/python -m pytest -p tests.plugin_postgres -m e2e $(ARGS)

bench: setup assets  ## timings as JSON Lines
	@$(BIN)/python -m tests.benches

load: setup assets  ## a school of 2,300 answers a survey within ten minutes (ARGS="--minutes 5")
	@$(BIN)/python -m tests.load $(ARGS)

loadchoice: setup assets  ## the same school makes its lists of choice time within a tutor period
	@$(BIN)/python -m tests.load.choice $(ARGS)

begin: setup assets  ## a school of 2,300 opens a survey within half a minute (ARGS="--web 2")
	@$(BIN)/python -m tests.load.start $(ARGS)

door: setup assets  ## a Monday at the door while strangers guess (ARGS="--minutes 2")
	@$(BIN)/python -m tests.load.door $(ARGS)

assurance: setup assets  ## the long proofs: locks over 10,000 worlds, 1,000 races, kills at random
	@BESIDE_WORLDS=10000 BESIDE_RACES=1000 $(BIN)/python -m pytest -p tests.plugin_postgres -m "slow or assurance or worlds" $(ARGS)

audit: setup  ## known holes in what Beside is built of, asked of public advisories (needs the internet)
	@$(BIN)/uv tool run pip-audit@2.10.1 --strict --require-hashes --disable-pip \
	  -r requirements/run.txt -r requirements/dev.txt
	@npm audit --audit=true --audit-level=high

sheet: setup assets chromium  ## every page of every role at every width side by side (ARGS="--axe tutor")
	@$(BIN)/python -m tests.sheet $(ARGS)

pictures: setup assets chromium  ## take the pictures of the manual anew
	@$(BIN)/python -m tests.pictures && $(BIN)/python -m tests.pictures_real

format: setup  ## put the code in order
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

lock: setup  ## write the lock files anew
	@cd requirements && for file in run dev; do ../$(BIN)/uv pip compile --python-version 3.11 --universal \
	  --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" -q $$file.in -o $$file.txt; done

setup: $(READY)  ## make .venv with everything in it

$(READY): requirements/run.txt requirements/dev.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Beside needs Python 3.11 or newer: $(PYTHON) is older. Try: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python lacks its venv package. Install it first: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv (about a minute the first time)"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --progress-bar on --disable-pip-version-check --require-hashes \
	  -r requirements/run.txt -r requirements/dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

assets: setup  ## build css, js, icons and fonts where they are not up to date
	@$(BIN)/python assets/build.py

chromium:
	@command -v chromium >/dev/null || ./tests/chromium.sh
