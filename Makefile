# Everything a developer runs, one line a target. `make demo` and `make test` need only Python >= 3.11 with venv.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
RUN    := $(BIN)/python

.PHONY: help demo test check slow peer generate generate-check docs fuzz bench wheels clean

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18
demo: $(VENV)/ready             ## a whole simulated charging session, EV and SECC in one process
	$(BIN)/secc-sim demo
# Three workers on two processors: the one that serves on the loopback interface mostly waits.
test: $(VENV)/dev               ## the plain tests, under a minute
	$(RUN) -m pytest -n 3 --dist loadfile -m "not slow and not peer"
check: $(VENV)/dev              ## types, style, layering
	$(BIN)/mypy && $(BIN)/ruff check . && $(BIN)/lint-imports
slow: $(VENV)/dev               ## the tests that take seconds, and those that need root
	$(RUN) -m pytest -n 2 --dist loadfile -m "slow and not peer"
peer: $(VENV)/dev               ## charge a foreign EV (java, root, network namespaces)
	$(RUN) -m pytest -m peer
generate: $(VENV)/dev           ## message classes and tables from schemas/
	$(RUN) tools/generate.py
generate-check: $(VENV)/dev     ## fail if the committed output is not what the schemas give
	$(RUN) tools/generate.py --check
docs: $(VENV)/dev               ## state diagrams and requirement matrix from the tables
	$(RUN) tools/docs.py
fuzz: $(VENV)/dev               ## each harness for SECONDS (default 60)
	$(RUN) fuzz/run.py --seconds $(or $(SECONDS_EACH),60)
bench: $(VENV)/dev              ## tables in benchmarks/results.md
	$(RUN) benchmarks/run.py
wheels: $(VENV)/dev             ## a compiled and a pure wheel, each smoke-tested in a fresh environment
	$(RUN) tools/wheels.py
clean:                          ## what the targets made
	rm -rf $(VENV) build dist src/*.egg-info

$(VENV)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "the venv module is missing: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) && touch $@
$(VENV)/ready: pyproject.toml | $(VENV)/python
	@echo "setting up $(VENV) (once)" && $(RUN) -m pip install -q --disable-pip-version-check -e . && touch $@
$(VENV)/dev: pyproject.toml | $(VENV)/python
	@echo "setting up $(VENV) for development (once)" && $(RUN) -m pip install -q --disable-pip-version-check -e '.[dev,schema,everest,trace,fast]' && touch $@ $(VENV)/ready
