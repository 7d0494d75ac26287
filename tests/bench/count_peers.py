"""What the peers of `count.py` are asked: for each engine and job its best formulation found, one thread, the same answer.

Each gives the cells that are not zero, the sum of the cases, the sum of the distinct persons and the sum of their squares; a stock has no cases.
Ties are settled as in case 48: as many entries as exits at one instant change nothing. A formulation that ends in `-lead` leaves that out:
it is cheaper, its figures may differ, and it is told beside.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable
from typing import Any

Answer = tuple[int, int, int, int]
KEYS = ["m", "c", "s", "a", "d"]
SUBSETS = [list(subset) for size in range(6) for subset in itertools.combinations(KEYS, size)]
# Months since the year 0; the moments are the starts of these and of the next.
FIRST, LAST = 2023 * 12, 2024 * 12 + 11


def added(answers: Iterable[Iterable[Any]]) -> Answer:
    cells = cases = persons = squares = 0
    for n, c, p, q in answers:
        cells, cases, persons, squares = cells + int(n), cases + int(c or 0), persons + int(p or 0), squares + int(q or 0)
    return cells, cases, persons, squares


# SQL: the same outline in DuckDB and ClickHouse.

TOLD = "SELECT count(*), sum(n), sum(u), sum(u * u) FROM"


def grouped(subset: list[str]) -> str:
    return f"GROUP BY {', '.join(subset)}" if subset else ""


def distinct_in_groups(source: str, subset: list[str], distinct: str) -> str:
    return f"{TOLD} (SELECT count(*) n, {distinct} u FROM {source} {grouped(subset)}) x"


def persons_first(source: str, subset: list[str]) -> str:
    return f"{TOLD} (SELECT sum(n) n, count(*) u FROM (SELECT {', '.join([*subset, 'p'])}, count(*) n FROM {source} {grouped([*subset, 'p'])}) y {grouped(subset)}) x"


def stock_sql(intervals: str, moments: str) -> str:
    """From (c, s, month of entry k, month of exit nk or NULL): differences, every cell at every moment, and their running sum."""
    return f"""
        WITH iv AS ({intervals}),
        diff AS (SELECT c, s, m, sum(x) x FROM (
            SELECT c, s, k + 1 m, 1 x FROM iv UNION ALL SELECT c, s, nk + 1 m, -1 x FROM iv WHERE nk IS NOT NULL) e GROUP BY c, s, m),
        dense AS (SELECT c, s, m, 0 x FROM (SELECT DISTINCT c, s FROM diff) f CROSS JOIN ({moments}) g),
        stock AS (SELECT c, s, m, sum(x) OVER (PARTITION BY c, s ORDER BY m) u FROM (
            SELECT c, s, m, sum(x) x FROM (SELECT c, s, m, x FROM diff UNION ALL SELECT c, s, m, x FROM dense) h GROUP BY c, s, m) i)
        SELECT count(*), 0, sum(u), sum(u * u) FROM stock WHERE u <> 0"""


# DuckDB


def duckdb_connection(folder: str) -> Any:
    import duckdb

    made = duckdb.connect()
    made.execute("SET threads = 1; SET preserve_insertion_order = false")
    made.execute(f"SET temp_directory = '{folder}'")
    return made


def duckdb_source(path: str) -> str:
    day = "year({0}) * 10000 + month({0}) * 100 + day({0})".format
    return (
        "SELECT person_id p, year(event_date) * 12 + month(event_date) - 1 m, citizenship c, sex s, direction d, "
        f"(({day('event_date')}) - ({day('birth_date')})) // 50000 a FROM read_parquet('{path}')"
    )


def duckdb_flow(path: str, *, totals: bool, persons_are_first: bool) -> Answer:
    made = duckdb_connection(os.path.dirname(path))
    source = f"({duckdb_source(path)}) z"
    if totals:
        made.execute(f"CREATE TEMP TABLE f AS {duckdb_source(path)}")
        source = "f"

    def text(subset: list[str]) -> str:
        return persons_first(source, subset) if persons_are_first else distinct_in_groups(source, subset, "count(DISTINCT p)")

    return added(made.execute(text(subset)).fetchone() for subset in (SUBSETS if totals else [KEYS]))


def duckdb_sets(path: str) -> Answer:
    text = f"{TOLD} (SELECT count(*) n, count(DISTINCT p) u FROM ({duckdb_source(path)}) z GROUP BY CUBE ({', '.join(KEYS)})) x"
    return added([duckdb_connection(os.path.dirname(path)).execute(text).fetchone()])


def duckdb_stock(path: str, *, ties: bool) -> Answer:
    instant = "SELECT person_id p, epoch(event_date)::BIGINT // 60 + event_minute t, year(event_date) * 12 + month(event_date) - 1 k, citizenship c, sex s"
    sign = "CASE direction WHEN 'E' THEN 1 ELSE -1 END"
    if ties:
        events = f"{instant}, sum({sign}) w FROM read_parquet('{path}') GROUP BY ALL HAVING sum({sign}) <> 0"
    else:
        events = f"{instant}, {sign} w FROM read_parquet('{path}')"
    intervals = f"SELECT c, s, k, nk FROM (SELECT c, s, k, w, lead(k) OVER (PARTITION BY p ORDER BY t) nk FROM ({events}) v) j WHERE w > 0 AND k IS DISTINCT FROM nk"
    text = stock_sql(intervals, f"SELECT unnest(range({FIRST}, {LAST + 2})) m")
    return added([duckdb_connection(os.path.dirname(path)).execute(text).fetchone()])


# ClickHouse


def chdb_asked(text: str, session: Any = None) -> list[str]:
    import chdb

    said = (session or chdb).query(f"{text} SETTINGS max_threads = 1, join_use_nulls = 1", "CSV")
    return str(said).strip().split(",")


def chdb_source(path: str) -> str:
    return (
        "SELECT person_id p, toYear(event_date) * 12 + toMonth(event_date) - 1 m, citizenship c, sex s, direction d, "
        f"intDiv(toYYYYMMDD(event_date) - toYYYYMMDD(birth_date), 50000) a FROM file('{path}', Parquet)"
    )


def chdb_base(path: str) -> Answer:
    return added([chdb_asked(distinct_in_groups(f"({chdb_source(path)})", KEYS, "uniqExact(p)"))])


def chdb_session(table: str, rows: str) -> Any:
    """A session with a table in memory of what a statement gives: a WITH would be worked out again at every mention."""
    from chdb import session

    made = session.Session()
    made.query("CREATE DATABASE w")
    made.query(f"CREATE TABLE w.{table} ENGINE = Memory AS {rows} SETTINGS max_threads = 1")
    return made


def chdb_totals(path: str) -> Answer:
    low = "m, toLowCardinality(c) c, toLowCardinality(s) s, toLowCardinality(d) d, a"
    made = chdb_session("f", f"SELECT p, {low} FROM ({chdb_source(path)})")
    told = added(chdb_asked(distinct_in_groups("w.f", subset, "uniqExact(p)"), made) for subset in SUBSETS)
    made.close()
    return told


def chdb_sets(path: str) -> Answer:
    return added([chdb_asked(f"{TOLD} (SELECT count(*) n, uniqExact(p) u FROM ({chdb_source(path)}) GROUP BY CUBE ({', '.join(KEYS)})) x")])


def chdb_stock(path: str, *, ties: bool, arrays: bool) -> Answer:
    """The crossings of a person in one sorted array, or in a window; an exit that never comes is NULL, which a lead alone does not give."""
    events = (
        "SELECT person_id p, toInt64(toInt32(event_date) * 1440 + event_minute) t, if(direction = 'E', 1, -1) w, citizenship c, sex s, "
        f"toInt32(toYear(event_date) * 12 + toMonth(event_date) - 1) k FROM file('{path}', Parquet)"
    )
    if ties:
        events = f"SELECT p, t, any(k) k, any(c) c, any(s) s, sum(w) w FROM ({events}) GROUP BY p, t HAVING w <> 0"
    if arrays:
        of_person = f"SELECT any(c) c, any(s) s, arraySort(groupArray((t, k, w))) r FROM ({events}) GROUP BY p"
        pairs = "arrayZip(r, arrayPushBack(arrayPopFront(arrayMap(x -> toNullable(x.2), r)), NULL))"
        intervals = f"SELECT c, s, i.1.2 k, i.2 nk FROM (SELECT c, s, arrayJoin(arrayFilter(x -> x.1.3 > 0, {pairs})) i FROM ({of_person})) WHERE nk IS NULL OR nk <> k"
    else:
        intervals = (
            "SELECT c, s, k, nk FROM (SELECT c, s, k, w, leadInFrame(toNullable(k)) OVER "
            f"(PARTITION BY p ORDER BY t ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) nk FROM ({events})) WHERE w > 0 AND (nk IS NULL OR nk <> k)"
        )
    made = chdb_session("iv", intervals)
    told = added(
        [chdb_asked(stock_sql("SELECT * FROM w.iv", f"SELECT toInt32({FIRST} + number) m FROM numbers({LAST + 2 - FIRST})"), made)]
    )
    made.close()
    return told


# polars


def polars_source(path: str) -> Any:
    import polars as pl

    def day(name: str) -> pl.Expr:
        one = pl.col(name).dt
        return one.year().cast(pl.Int32) * 10000 + one.month().cast(pl.Int32) * 100 + one.day()

    month = pl.col("event_date").dt.year().cast(pl.Int32) * 12 + pl.col("event_date").dt.month() - 1
    age = (day("event_date") - day("birth_date")) // 50000
    return pl.scan_parquet(path).select(p="person_id", m=month, c=pl.col("citizenship").cast(pl.Categorical), s="sex", d="direction", a=age)


def polars_flow(path: str, *, totals: bool) -> Answer:
    import polars as pl

    source = polars_source(path)
    if totals:
        source = source.collect(engine="streaming").lazy()
    asked = [pl.len().alias("n"), pl.col("p").n_unique().cast(pl.Int64).alias("u")]
    told = [pl.len().alias("cells"), pl.col("n").sum(), pl.col("u").sum(), (pl.col("u") ** 2).sum().alias("q")]

    def one(subset: list[str]) -> Any:
        made = source.group_by(subset).agg(asked) if subset else source.select(asked)
        return made.select(told).collect(engine="streaming").row(0)

    return added(one(subset) for subset in (SUBSETS if totals else [KEYS]))


def polars_stock(path: str, *, ties: bool) -> Answer:
    import polars as pl

    events = pl.scan_parquet(path).select(
        p="person_id",
        t=pl.col("event_date").cast(pl.Int32) * 1440 + pl.col("event_minute"),
        k=(pl.col("event_date").dt.year().cast(pl.Int32) * 12 + pl.col("event_date").dt.month() - 1).cast(pl.Int16),
        w=pl.when(pl.col("direction") == "E").then(1).otherwise(-1).cast(pl.Int8),
        c=pl.col("citizenship").cast(pl.Categorical),
        s=pl.col("sex").cast(pl.Categorical),
    )
    if ties:
        events = events.group_by("p", "t").agg(pl.col("w").sum(), pl.col("k", "c", "s").first()).filter(pl.col("w") != 0)
    following = pl.when(pl.col("p") == pl.col("p").shift(-1)).then(pl.col("k").shift(-1))
    ordered = events.sort("p", "t").with_columns(nk=following).filter(pl.col("w") > 0, pl.col("k").ne_missing(pl.col("nk")))
    taken = ordered.select("c", "s", "k", "nk").collect(engine="streaming").lazy()
    came = taken.group_by("c", "s", m=pl.col("k") + 1).agg(x=pl.len().cast(pl.Int64))
    left = taken.filter(pl.col("nk").is_not_null()).group_by("c", "s", m=pl.col("nk") + 1).agg(x=-pl.len().cast(pl.Int64))
    moments = pl.LazyFrame({"m": range(FIRST, LAST + 2)}, schema={"m": pl.Int16})
    dense = taken.select("c", "s").unique().join(moments, how="cross").with_columns(x=pl.lit(0, pl.Int64))
    changes = pl.concat([each.with_columns(pl.col("m").cast(pl.Int16)).select("c", "s", "m", "x") for each in (came, left, dense)])
    stock = (
        changes.group_by("c", "s", "m")
        .agg(pl.col("x").sum())
        .sort("c", "s", "m")
        .with_columns(u=pl.col("x").cum_sum().over("c", "s"))
        .filter(pl.col("u") != 0)
    )
    return added(
        [stock.select(pl.len(), pl.lit(0).alias("n"), pl.col("u").sum().alias("v"), (pl.col("u") ** 2).sum().alias("q")).collect().row(0)]
    )


FORMULATIONS: dict[str, dict[str, dict[str, Callable[[str], Answer]]]] = {
    "base": {
        "polars": {"n_unique": lambda path: polars_flow(path, totals=False)},
        "duckdb": {
            "persons first": lambda path: duckdb_flow(path, totals=False, persons_are_first=True),
            "distinct": lambda path: duckdb_flow(path, totals=False, persons_are_first=False),
        },
        "chdb": {"uniqExact": chdb_base},
    },
    "totals": {
        "polars": {"n_unique": lambda path: polars_flow(path, totals=True)},
        "duckdb": {
            "persons first": lambda path: duckdb_flow(path, totals=True, persons_are_first=True),
            "cube": duckdb_sets,
        },
        "chdb": {"uniqExact": chdb_totals, "cube": chdb_sets},
    },
    "stock": {
        "polars": {"shift": lambda path: polars_stock(path, ties=True), "shift-lead": lambda path: polars_stock(path, ties=False)},
        "duckdb": {"lead": lambda path: duckdb_stock(path, ties=True), "window-lead": lambda path: duckdb_stock(path, ties=False)},
        "chdb": {
            "window": lambda path: chdb_stock(path, ties=True, arrays=False),
            "arrays": lambda path: chdb_stock(path, ties=True, arrays=True),
            "arrays-lead": lambda path: chdb_stock(path, ties=False, arrays=True),
        },
    },
}
