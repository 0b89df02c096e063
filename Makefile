# `make help` tells what there is. Everything installs what it needs; nothing has to be there but Python and make.
V := .venv
PY := $(V)/bin/python
PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST PYTHON
# Where compiled modules are not kept, each of our many processes would compile three thousand of them anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check bench prove shots format lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-8s %s\n", $$1, $$2}'

$(V)/.run: requirements.txt scripts/install.sh
	@sh scripts/install.sh requirements.txt && touch $@

$(V)/.dev: requirements-dev.txt scripts/install.sh
	@sh scripts/install.sh requirements-dev.txt && touch $@ $(V)/.run

run: $(V)/.run ## the site with its demo community on http://127.0.0.1:$PORT/ (PORT=8000)
	@$(PY) -m scripts.catalogues compile && DEMO=1 exec $(PY) manage.py serve

test: $(V)/.dev ## everything but heavy tests, on SQLite and PostgreSQL (ARGS="-k word" to choose)
	@exec $(PY) -m scripts.test $(ARGS)

check: $(V)/.dev ## style, types, import laws, templates, migrations, deployment settings, catalogues, vendored files
	@exec $(PY) -m scripts.check $(ARGS)

bench: $(V)/.dev ## the site beside its floors: a table and bench/results.json
	@exec $(PY) -m bench.run $(ARGS)

prove: $(V)/.dev ## heavy tests at full size, each also with its guard taken away (T=name to choose one)
	@exec $(PY) -m prove.run $(T)

shots: $(V)/.dev ## screenshots of every page into var/shots: four widths, light and dark
	@exec $(PY) -m scripts.shots $(ARGS)

format: $(V)/.dev ## let ruff format and mend what it can
	@$(V)/bin/ruff check --fix-only --quiet . ; $(V)/bin/ruff format --quiet .

lock: $(V)/.dev ## pin the requirements again after a change to a requirements*.in
	@for name in requirements requirements-dev requirements-prod; do \
		$(V)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header $$name.in -o $$name.txt; done

clean: ## forget the demo data, test databases and everything else under var/
	@rm -rf var
