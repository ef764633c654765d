# Every command prepares .venv first (scripts/setup.sh): a fresh clone needs Python 3.11+, git and make, nothing else.
# Works with the GNU make of Linux and macOS (3.81 and newer), also where the path of the checkout holds spaces.

# What `make assess` assesses and where the result goes; values given on the command line replace these.
TARGET = .
OUT = out
ARGS =
export TARGET OUT

VENV_PYTHON = .venv/bin/python
SETUP = sh scripts/setup.sh
OFFLINE = $(if $(filter-out .,$(TARGET)),,--offline)

# A Mac does not look for libraries where Homebrew puts them.
ifeq ($(shell uname -s),Darwin)
LIBRARIES = DYLD_FALLBACK_LIBRARY_PATH="$${DYLD_FALLBACK_LIBRARY_PATH:+$$DYLD_FALLBACK_LIBRARY_PATH:}/opt/homebrew/lib:/usr/local/lib:/usr/lib"
endif

.PHONY: help assess test test-lowest test-newest integration soak lint benchmark docs docs-check dist upgrade setup clean
.NOTPARALLEL:

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

assess: ## assess this checkout, or TARGET=<path, URL or project.yaml>; OUT=<folder> and ARGS=<options of mrl assess>
	@$(SETUP) --pango
	@touch .venv/assess-began
	@$(LIBRARIES) .venv/bin/mrl assess --out "$$OUT" $(OFFLINE) $(ARGS) -- "$$TARGET"
	@if [ "$$OUT/report.pdf" -nt .venv/assess-began ]; then printf '\n%s\n' "$$(cd "$$OUT" && pwd)/report.pdf"; \
	else $(SETUP) --explain-missing-pdf; fi

test: ## run the tests that need only Python, git and Pango; ARGS=<options of pytest>
	@$(SETUP) --dev --pango
	@$(LIBRARIES) $(VENV_PYTHON) -m pytest -m "not integration and not soak" -n auto --dist loadfile $(ARGS)

test-lowest: ## run the tests with the lowest versions that pyproject.toml admits, in .venv-lowest
	@$(SETUP) --dev --pango
	@$(LIBRARIES) $(VENV_PYTHON) scripts/test_versions.py lowest $(ARGS)

test-newest: ## run the tests with the newest versions there are today, in .venv-newest
	@$(SETUP) --dev --pango
	@$(LIBRARIES) $(VENV_PYTHON) scripts/test_versions.py newest $(ARGS)

integration: ## run the slower tests that need other programs as well
	@$(SETUP) --dev --pango
	@$(VENV_PYTHON) scripts/test_servers.py
	@$(VENV_PYTHON) scripts/test_pythons.py
	@status=0; $(LIBRARIES) $(VENV_PYTHON) -m pytest -m "integration and not soak" -n auto --dist loadfile $(ARGS) || status=$$?; \
	if [ $$status -eq 5 ]; then echo "There is no integration test."; exit 0; fi; exit $$status

soak: ## run the tests that take many minutes: thousands of made-up inputs
	@$(SETUP) --dev --pango
	@$(LIBRARIES) $(VENV_PYTHON) -m pytest -m soak $(ARGS)

lint: ## check format, style and types
	@$(SETUP) --dev
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m mypy
	@$(VENV_PYTHON) -m mypy scripts docs

benchmark: ## measure speed and memory; ARGS=<a repository>
	@$(SETUP) --dev --pango
	@$(LIBRARIES) $(VENV_PYTHON) benchmarks/run.py $(ARGS)

docs: ## write the generated pages of docs/ and the JSON Schemas anew
	@$(SETUP)
	@$(VENV_PYTHON) docs/generate.py
	@$(VENV_PYTHON) scripts/ci/component.py

docs-check: ## fail if a generated page or schema is not up to date
	@$(SETUP)
	@$(VENV_PYTHON) docs/generate.py --check
	@$(VENV_PYTHON) scripts/ci/component.py --check

dist: ## build source archive and wheel of this commit into dist/, byte for byte the same everywhere
	@$(SETUP) --dev
	@$(VENV_PYTHON) scripts/dist.py $(ARGS)

upgrade: ## make the locks in requirements/ anew; ARGS=<packages> moves only these, ARGS=--keep none that need not
	@$(SETUP)
	@$(VENV_PYTHON) scripts/upgrade.py $(ARGS)

setup: ## prepare .venv with all that developers need, and Pango, only
	@$(SETUP) --dev --pango

clean: ## remove .venv and everything the commands made, but not the results in out/
	rm -rf .venv .venv-tools .venv-lowest .venv-newest build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
