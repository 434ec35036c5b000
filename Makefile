# The commands of the project. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help python run dev test test-production faults lint format reset lock upgrade next mutants shots guide-pictures audit bench profile production-check audit-deps fuzz

help: ## List what make can do
	@echo
	@echo "  The clinic's site"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*## "} {printf "    make %-15s %s\n", $$1, $$2}'
	@echo
	@echo "  Start with:  make run"
	@echo

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo; echo "  Python is missing. Install Python 3.11 or newer, then run the same command again."; echo; exit 1; }

run: python ## Set everything up and serve the sample site (PORT=8000)
	@$(PYTHON) tools/setup.py port $(PORT)
	@$(PYTHON) tools/setup.py run
	@$(BIN)/python manage.py run_site --port $(PORT)

dev: python ## Like run, with Django's debug pages and reload on change
	@$(PYTHON) tools/setup.py port $(PORT)
	@$(PYTHON) tools/setup.py test
	@DEBUG=1 $(BIN)/python manage.py run_site --port $(PORT) --reload

test: python ## Set everything up and run every test, browser tests included
	@$(PYTHON) tools/setup.py test
	@$(PYTHON) tools/setup.py servers
	@$(BIN)/python tools/run_tests.py $(ARGS)

test-production: python ## The documented machine on loopback: PostgreSQL, Redis, nginx, TLS; the apps' tests on it
	@$(PYTHON) tools/setup.py test
	@$(PYTHON) tools/setup.py servers
	@$(BIN)/python tools/test_production.py $(ARGS)

faults: python ## Pull plugs: mail, captcha, cache, database, process. Nothing may be lost
	@$(PYTHON) tools/setup.py test
	@$(PYTHON) tools/setup.py servers
	@$(BIN)/pytest tests/faults -q -p no:xdist $(ARGS)

lint: python ## Check style, types, templates and which app imports which
	@$(PYTHON) tools/setup.py test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@PYTHONPATH=site:. $(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python tools/house_rules.py
	@$(BIN)/djlint --lint --quiet templates home blog forms site
	@$(BIN)/mypy --no-error-summary site/infra site/media site/clinic site/content site/pages site/seo site/edge site/staff site/review site/desk site/sample site/moving_in site/backups site/visits home blog forms
	@TEST_DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run --settings config.settings.test >/dev/null && echo "No migration is missing."

format: python ## Put code and templates into the house's form
	@$(PYTHON) tools/setup.py test
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .
	@$(BIN)/djlint --reformat --quiet templates home blog forms site || true

reset: python ## Delete this machine's database and pictures and start afresh (asks first)
	@$(PYTHON) tools/setup.py run
	@$(BIN)/python manage.py reset_site

lock: python ## Write the locks in requirements/ from pyproject.toml
	@$(PYTHON) tools/setup.py test
	@$(BIN)/python tools/lock.py

upgrade: python ## Take the newest allowed versions into the locks, then test them (weekly)
	@$(PYTHON) tools/setup.py test
	@$(BIN)/python tools/lock.py --upgrade
	@$(MAKE) --no-print-directory audit-deps lint test

next: python ## Run the apps' tests on the newest Wagtail, in .venv-next (see docs/upgrading.md)
	@$(PYTHON) tools/setup.py test
	@$(BIN)/python tools/next_wagtail.py $(ARGS)

mutants: python ## Change the code and see which change no test notices (by hand, takes long)
	@$(PYTHON) tools/setup.py test
	@$(BIN)/python tools/mutants.py $(ARGS)

guide-pictures: python ## Take the pictures of the admin's guide anew, where the tests do these tasks
	@$(PYTHON) tools/setup.py test
	@GUIDE_PICTURES=1 $(BIN)/pytest tests/browser/staff/test_budgets.py -q -p no:xdist

shots: python ## Photograph every page type at three widths in both schemes, into shots/
	@$(PYTHON) tools/setup.py test
	@$(BIN)/python tools/shots.py $(ARGS)

audit: python ## Lighthouse and html-validate on a production-like server (needs Node)
	@$(PYTHON) tools/setup.py test
	@$(PYTHON) tools/setup.py production
	@$(BIN)/python tools/audit.py $(ARGS)

audit-deps: python ## Known faults, licences, bill of materials (var/sbom.cdx.json), vendored files (ARGS=--strict)
	@$(PYTHON) tools/setup.py test
	@$(PYTHON) tools/setup.py production
	@$(BIN)/python tools/audit_deps.py $(ARGS)

fuzz: python ## Throw 20,000 new cases at every public address, question, block and admin POST
	@$(PYTHON) tools/setup.py test
	@FUZZ=10 $(BIN)/python tools/run_tests.py tests/fuzz $(ARGS)

production-check: python ## Print every rule for a live site and what to do (ENV=/etc/clinic.env)
	@$(PYTHON) tools/setup.py production
	@set -a; if [ -n "$(ENV)" ]; then . "$(ENV)"; fi; set +a; \
	  DJANGO_SETTINGS_MODULE=config.settings.production $(BIN)/python manage.py production_check

bench: python ## Measure time against a bare Wagtail page in the same run
	@$(PYTHON) tools/setup.py test
	@$(PYTHON) tools/setup.py production
	@$(BIN)/python tools/bench.py $(ARGS)

profile: python ## Show where the time of one page goes (ARGS=/blog/)
	@$(PYTHON) tools/setup.py test
	@$(PYTHON) tools/setup.py production
	@$(BIN)/python tools/bench.py --profile $(or $(ARGS),/)
