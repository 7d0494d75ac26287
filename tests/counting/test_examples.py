"""The examples count the same cards: in Rust, C and Python, by a statement in PostgreSQL, in the tasks of Spark.

Rust's example and the C library are those that were built last in `CARGO_TARGET_DIR`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from databases import postgres

ROOT = Path(__file__).parents[2]
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug"
CARDS = "20000"


def run(*command: str | Path, **more: str) -> str:
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, env=os.environ | more, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def compiled(name: str, folder: Path) -> Path:
    if not shutil.which("cc") or not (BUILT / "libdsm.so").exists():
        pytest.skip("there is no C compiler, or the library is not built: cargo build -p dsm-c")
    flags = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{ROOT / 'dsm-c' / 'include'}"]
    program = folder / name
    run("cc", *flags, "-o", program, ROOT / "examples" / f"{name}.c", f"-L{BUILT}", "-ldsm", f"-Wl,-rpath,{BUILT}")
    return program


def figures(said: str) -> dict[str, str]:
    lines = (line.rsplit(": ", 1) for line in said.splitlines() if line.startswith("cards."))
    return {name: figure for name, figure in lines if " " in name}


def test_rust_c_and_python_count_the_same_cards(tmp_path: Path) -> None:
    rust = BUILT / "examples" / "count_cards"
    if not rust.exists():
        pytest.skip("the example is not built: cargo build -p dsm-core --example count_cards")
    of_c = figures(run(compiled("count_cards", tmp_path), CARDS))
    of_rust = figures(run(rust, CARDS))
    of_python = figures(run(sys.executable, ROOT / "examples" / "count_cards.py", tmp_path / "sections", CARDS))
    assert of_rust == of_c == of_python and len(of_c) == 22
    assert of_c["cards.cases _T _T"] == CARDS and 4000 < int(of_c["cards.persons _T _T"]) <= 5001
    assert len(list((tmp_path / "sections").iterdir())) == 64


def test_a_statement_counts_in_postgresql_through_c(tmp_path: Path) -> None:
    with postgres() as server:
        if server is None:
            pytest.skip("there is no PostgreSQL here: neither initdb nor pg_ctl was found, or psql is missing")
        program = compiled("count_in_postgres", tmp_path)
        said = run(program, CARDS, PGHOST=str(server.folder), PGDATABASE="postgres", PGUSER="counter")
    assert said.count("the same as counted here") == 2 and "OTHERS" not in said


def test_parts_that_are_counted_on_spark_are_the_single_run() -> None:
    if not os.environ.get("DSM_SPARK"):
        pytest.skip("Spark takes part where DSM_SPARK is set")
    pytest.importorskip("pyspark", reason="Spark is not installed")
    if not shutil.which("java"):
        pytest.skip("there is no Java here, which Spark needs")
    said = run(sys.executable, ROOT / "examples" / "count_on_spark.py", CARDS, "4")
    assert f"{CARDS} cards in 4 parts" in said and said.count("the same in a single run") == 6 and "OTHERS" not in said
