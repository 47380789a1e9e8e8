# Everything runs from the .venv of this directory; nothing else of the machine is touched, except that
# `make test` installs Chromium by apt-get where it is missing and this user may.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
FRONT_END := $(shell find static -name node_modules -prune -o -name dist -prune -o -type f -print)

.PHONY: help install run demo test check format browser clean

help:
	@echo "make run      start everything on this machine and print the addresses"
	@echo "make demo     fill the running server with scripted people"
	@echo "make test     install what is needed and run all tests"
	@echo "make check    format, lint and types, Python and TypeScript"
	@echo "make format   format the Python code"
	@echo "make clean    remove what was installed and built; the data directory stays"

install: $(INSTALLED)

$(INSTALLED): pyproject.toml build_web.py $(FRONT_END)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

run: $(INSTALLED)
	$(BIN)/sebaya run

demo: $(INSTALLED)
	$(BIN)/sebaya demo

test: $(INSTALLED) browser
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	test -d static/node_modules || npm --prefix static ci
	npm --prefix static run check

format: $(INSTALLED)
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# Tests in a browser are skipped, and say so, where there is none and none may be installed.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get install -y --no-install-recommends chromium || \
	  { apt-get update && apt-get install -y --no-install-recommends chromium; } || \
	  echo "Chromium could not be installed: tests in a browser are skipped."; \
	else \
	  echo "There is no Chromium (apt-get install chromium): tests in a browser are skipped."; \
	fi

clean:
	rm -rf .venv static/node_modules static/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
