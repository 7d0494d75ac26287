# Two commands do everything: `make demo` runs the main job, `make test` runs every test.
# Both do their own set-up; they need cargo, python3 (3.10 or newer), a C compiler and make.

SHELL := /bin/bash
PYTHON ?= python3
# Where HOME is empty, the toolchain of the account is still there.
ACCOUNT := $(shell getent passwd "$$(id -u)" 2>/dev/null | cut -d: -f6)
ifeq ($(shell cargo --version >/dev/null 2>&1 && echo yes),)
ifneq ($(wildcard $(ACCOUNT)/.rustup),)
export RUSTUP_HOME := $(ACCOUNT)/.rustup
endif
endif
CARGO ?= cargo
export CARGO_TARGET_DIR ?= $(CURDIR)/target
export DSM_SPECIMENS ?= $(abspath $(CURDIR)/../shared)
VENV := $(CURDIR)/build/venv
PY := $(VENV)/bin/python
DEMO_DIR ?= $(CURDIR)/build/demo
DEMO_LANG ?= en

.PHONY: demo test test-full bench lint rust c python foreign spark setup build wheel demo-test generated clean help

help:
	@echo "make demo       the main job on the embedded default, narrated; what it wrote is in build/demo"
	@echo "make test       every test: Rust, C, Python, across the languages"
	@echo "make test-full  what takes hours: 10,000 worlds, release builds, statements and parts on Spark"
	@echo "make bench      speed as ratios against the peers a user would pick"
	@echo "make lint       formatting, clippy, documentation, generated files, packaging"

## The main job: two States' published figures, from their files to a page and an SDMX file.
demo:
	@$(CARGO) build --quiet -p dsm-cli
	@$(CARGO_TARGET_DIR)/debug/dsm --lang $(DEMO_LANG) demo --dir $(DEMO_DIR)

## All parts in order, with a table of part, seconds, tests and skips at the end.
test:
	@$(PYTHON) tests/parts.py

setup: $(VENV)/.ready

$(VENV)/.ready: tests/requirements.txt
	@mkdir -p build
	$(PYTHON) -m venv $(VENV)
	@for try in 1 2 3; do $(PY) -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt && touch $@ && break || sleep 5; done
	@test -f $@

build:
	$(CARGO) build --workspace
	$(CARGO) test --workspace --exclude dsm-py --no-run

lint: generated
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --quiet
	$(CARGO) package -p dsm-core --list --allow-dirty >/dev/null

generated:
	$(CARGO) run --quiet -p dsm-spec -- verify
	$(MAKE) --no-print-directory -C dsm-c header

rust:
	$(CARGO) test --workspace --exclude dsm-py

c:
	$(MAKE) --no-print-directory -C dsm-c test test-asan
	$(PYTHON) tests/readme.py c $(CARGO_TARGET_DIR)/debug

## A wheel of the gate's own profile, from the same target folder.
wheel: setup
	@rm -rf build/wheels
	$(VENV)/bin/maturin build --quiet --profile dev --manifest-path dsm-py/Cargo.toml --out build/wheels --interpreter $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps build/wheels/*.whl

python: wheel
	cd dsm-py && $(PY) -m pytest -q
	$(PY) tests/readme.py python

foreign: wheel
	$(CARGO) build --quiet -p dsm-cli
	$(MAKE) --no-print-directory -C dsm-c library
	$(CARGO) build --quiet -p dsm-core --example count_as_statement --example count_cards --features toml
	DSM_COUNT_AS_STATEMENT=$(CARGO_TARGET_DIR)/debug/examples/count_as_statement $(PY) -m pytest -q -rs -p no:cacheprovider tests/counting
	$(PY) -m pytest -q -rs -p no:cacheprovider tests/protect
	$(PY) -m pytest -q -p no:cacheprovider tests/foreign
	$(PY) -m pytest -q -rs -p no:cacheprovider tests/damage
	DSM=$(CARGO_TARGET_DIR)/debug/dsm $(PY) -m pytest -q -rs -p no:cacheprovider tests/reports

## On Spark: the statement over random records, and the kernel in its tasks. It needs Java; pyspark is installed for it.
SPARK_WORLDS ?= 200
spark: wheel
	$(CARGO) build --quiet -p dsm-core --example count_as_statement --features toml
	@if ! java -version >/dev/null 2>&1; then \
		echo "skipped: the statement and the example on Spark; there is no Java here"; \
	else \
		$(PY) -m pip install --quiet --disable-pip-version-check -r tests/requirements-spark.txt && \
		DSM_SPARK=1 DSM_STATEMENT_WORLDS=$(SPARK_WORLDS) DSM_COUNT_AS_STATEMENT=$(CARGO_TARGET_DIR)/debug/examples/count_as_statement \
			$(PY) -m pytest -q -rs -p no:cacheprovider tests/counting -k spark; \
	fi

demo-test:
	$(MAKE) --no-print-directory demo DEMO_DIR=$(CURDIR)/build/demo-test

## The larger figures: by hand, hours.
test-full: setup
	DSM_WORLDS=10000 $(CARGO) test --release -p dsm-core --test all -- worlds --nocapture
	DSM_PAIRS=5000 $(CARGO) test --release -p dsm-store --test all -- pairs --nocapture
	DSM_WORLDS=10000 $(CARGO) test --release -p dsm-store --test all -- worlds
	DSM_COUNTS=10000 $(CARGO) test --release -p dsm-core --features toml --test all -- counting --nocapture
	DSM_TABLES=5000 $(CARGO) test --release -p dsm-core --features toml,parquet --lib -- labels_are_what_all_whole_tables_say
	$(CARGO) build --quiet -p dsm-cli
	DSM_TABLES=1000 $(PY) -m pytest -q -rs -p no:cacheprovider tests/protect
	$(MAKE) --no-print-directory spark
	$(MAKE) --no-print-directory -C dsm-c counting-library test-small
	$(CARGO) build --quiet --release -p dsm-core --example sdmx_read
	$(PY) tests/bench/sdmx.py --large
	DSM_KILLS=200 $(CARGO) test -p dsm-store --lib -- crashes --nocapture
	DSM_PROCESSES=16 DSM_ROUNDS=90 $(CARGO) test -p dsm-store --test all -- processes --nocapture
	$(MAKE) --no-print-directory test

## Ratios in one run against polars, on the same Arrow data.
bench: setup
	@rm -rf build/wheels-release
	$(VENV)/bin/maturin build --quiet --release --manifest-path dsm-py/Cargo.toml --out build/wheels-release --interpreter $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps build/wheels-release/*.whl
	$(PY) tests/bench/sum.py
	$(PY) tests/bench/count.py
	$(CARGO) build --quiet --release -p dsm-core --example sdmx_read
	$(PY) tests/bench/sdmx.py
	$(CARGO) build --quiet --release -p dsm-cli
	$(PY) tests/bench/protect.py --large
	$(PY) tests/bench/xlsx.py
	$(PY) tests/bench/xlsx_template.py
	$(PY) tests/bench/xlsx_filled.py
	$(CARGO) run --quiet --release -p dsm-core --example translate_a_million_rows
	$(CARGO) run --quiet --release -p dsm-store --example a_million_observations

clean:
	rm -rf build target
