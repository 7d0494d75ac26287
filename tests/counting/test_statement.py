"""Clause 9: a count as one SQL statement says in every database what the library counts and what the oracle counts.

`DSM_COUNT_AS_STATEMENT` names the example `count_as_statement`; without it the newest that was built is taken. `DSM_STATEMENT_WORLDS`
says how many worlds, `DSM_STATEMENT_SEED` the first. Spark takes part where `DSM_SPARK` is set.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from agree import Tool, compare
from databases import Database, DuckDb, Spark, Sqlite, postgres
from oracle.generate import World, world

WORLDS = int(os.environ.get("DSM_STATEMENT_WORLDS", "500"))
SEED = int(os.environ.get("DSM_STATEMENT_SEED", "1"))
LEFT_OUT = """
format = "dsm-count/1"
[records]
kind = "crossing"
from = "2009-01-01"
until = "2009-12-31"
person = "person"
date = "day"
direction = "direction"
entry = ["in"]
exit = ["out"]
[types]
day = "datetime"
[count.stock]
what = "stock"
units = ["persons"]
at = ["2009-04-01"]
"""
SIGNS = """
format = "dsm-count/1"
[records]
kind = "crossing"
from = "2024-01-01"
until = "2024-12-31"
person = "person"
date = "day"
[types]
day = "date"
[filter]
place = ["l'île", "back\\\\slash", "ж\\u0001", "$1${x}", "%d"]
[dimension.PLACE]
column = "place"
others = "themselves"
[dimension.PLACE.codes]
"l'île" = "A"
"back\\\\slash" = "B"
"ж\\u0001" = "C"
"$1${x}" = "D"
[count.places]
units = ["persons"]
what = "flow"
by = ["PLACE"]
every = "A"
totals = "all"
"""
BUILT = Path(__file__).parents[2] / "target"


@pytest.fixture(scope="module")
def tool() -> Tool:
    named = os.environ.get("DSM_COUNT_AS_STATEMENT")
    built = sorted(BUILT.glob("*/examples/count_as_statement"), key=lambda path: path.stat().st_mtime)
    if not named and not built:
        pytest.skip("the example is not built: cargo build -p dsm-core --example count_as_statement --features toml")
    return Tool(Path(named) if named else built[-1])


@pytest.fixture(scope="module", params=["sqlite", "duckdb", "postgresql", "spark"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    if request.param == "sqlite":
        yield Sqlite()
    elif request.param == "duckdb":
        pytest.importorskip("duckdb", reason="DuckDB is not installed")
        yield DuckDb()
    elif request.param == "spark":
        if not os.environ.get("DSM_SPARK"):
            pytest.skip("Spark takes part where DSM_SPARK is set")
        pytest.importorskip("pyspark", reason="Spark is not installed")
        if not shutil.which("java"):
            pytest.skip("there is no Java here, which Spark needs")
        spark = Spark()
        yield spark
        spark.stop()
    else:
        with postgres() as server:
            if server is None:
                pytest.skip("there is no PostgreSQL here: neither initdb nor pg_ctl was found, or psql is missing")
            yield server


def test_statements_say_what_the_library_counts(tool: Tool, database: Database) -> None:
    differing: list[str] = []
    for seed in range(SEED, SEED + WORLDS):
        differing += compare(tool, world(seed, statement=True), [database])
    assert not differing, "\n".join(differing[:20])


def test_a_time_that_a_zone_leaves_out_is_the_time_that_is_written(tool: Tool, database: Database) -> None:
    times = [("2009-03-29T02:30:00", "in"), ("2009-03-29T03:10:00", "out"), ("2009-10-25T02:30:00", "in")]
    records = [{"person": "A1", "day": day, "direction": direction} for day, direction in times]
    assert not list(compare(tool, World(0, LEFT_OUT, records, None), [database]))


def test_a_value_is_its_signs(tool: Tool, database: Database) -> None:
    places = ["l'île", "back\\slash", "ж\u0001", "$1${x}", "%d", "lîle", "backslash", "back\\\\slash", "l''île"]
    records = [{"person": f"A{at}", "day": "2024-05-18", "place": place} for at, place in enumerate(places)]
    assert not list(compare(tool, World(0, SIGNS, records, None), [database]))
