"""Building, slicing and summing cells with four dimensions, in DSM and in polars, on the same Arrow data.

    python tests/bench/sum.py                  10 million cells, five alternating runs
    python tests/bench/sum.py --cells 100000   fewer

What is measured is the CPU time of the process, user and system, over all threads: medians, and their ratio. Construction is a line of its
own and in none of the sums. Both give the same figures, or the run ends in an error.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy
import polars
import pyarrow

import dsm

AXES = {"CITIZENSHIP": 250, "SEX": 2, "AGE": 200, "TIME_PERIOD": 100}
SEED = 20241231


def arrow(cells: int, shuffled: bool) -> pyarrow.Table:
    """Every combination of codes once, the last axis shortened or lengthened to so many cells."""
    sizes = dict(AXES)
    sizes["AGE"] = max(1, cells // (sizes["CITIZENSHIP"] * sizes["SEX"] * sizes["TIME_PERIOD"]))
    total = int(numpy.prod(list(sizes.values())))
    random = numpy.random.default_rng(SEED)
    order = random.permutation(total) if shuffled else numpy.arange(total)
    columns: dict[str, Any] = {}
    step = total
    for name, size in sizes.items():
        step //= size
        if name == "TIME_PERIOD":
            codes = [f"{2010 + i // 12}-{1 + i % 12:02}" for i in range(size)]
        else:
            codes = [f"{name[0]}{i:03}" for i in range(size)]
        keys = pyarrow.array(((order // step) % size).astype(numpy.int32))
        columns[name] = pyarrow.DictionaryArray.from_arrays(keys, pyarrow.array(codes))
    columns["OBS_VALUE"] = pyarrow.array(random.integers(0, 1000, total), type=pyarrow.int64())
    return pyarrow.table(columns)


def table(data: pyarrow.Table) -> dsm.Table:
    """The cells as crossings: each of one person, in categories that do not overlap and are all there are."""
    categories = [dsm.Axis.category(name, membership="at-event", exhaustive=True) for name in AXES if name != "TIME_PERIOD"]
    return dsm.Table(data, measure="cases:crossing:one flow", concept="CROSSINGS", axes=[*categories, dsm.Axis.time()])


def frame(data: pyarrow.Table) -> polars.DataFrame:
    made = polars.from_arrow(data)
    assert isinstance(made, polars.DataFrame)
    return made


def summed(data: polars.DataFrame, over: str) -> polars.DataFrame:
    return data.group_by([name for name in AXES if name != over]).agg(polars.col("OBS_VALUE").sum())


def agree(ours: dsm.Table, theirs: polars.DataFrame, over: str) -> None:
    """Both sums hold the same figures."""
    names = [name for name in AXES if name != over and name != "TIME_PERIOD"]
    by = [*names, "TIME_PERIOD"] if over != "TIME_PERIOD" else names
    plain = [polars.col(name).cast(polars.String) for name in by]
    mine = ours.to_polars().select(*plain, "OBS_VALUE").sort(by)
    assert mine.equals(theirs.select(*plain, "OBS_VALUE").sort(by)), f"the sums over {over} differ"


def cpu(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of one run."""
    wall, spent = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - spent, time.perf_counter() - wall


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cells", type=int, default=10_000_000)
    arguments.add_argument("--runs", type=int, default=5)
    said = arguments.parse_args()
    ordered, shuffled = arrow(said.cells, False), arrow(said.cells, True)
    ours, theirs = table(ordered), frame(ordered)
    for over in AXES:
        agree(ours.sum(over), summed(theirs, over), over)
    pairs: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        ("build, rows in order", lambda: table(ordered), lambda: frame(ordered)),
        ("build, rows shuffled", lambda: table(shuffled), lambda: frame(shuffled)),
        ("slice of SEX", lambda: ours.slice("SEX", ["S000"]), lambda: theirs.filter(polars.col("SEX") == "S000")),
    ]
    for over in AXES:
        pairs.append((f"sum over {over}", lambda o=over: ours.sum(o), lambda o=over: summed(theirs, o)))  # type: ignore[misc]
    print(f"{len(ours):,} cells, {len(AXES)} dimensions; medians of {said.runs} alternating runs; CPU seconds of the process")
    print(f"dsm {dsm.__version__}, polars {polars.__version__}\n")
    print(f"{'':<24}{'dsm':>9}{'polars':>9}{'ratio':>8}{'  wall dsm':>12}{'wall polars':>13}")
    for name, mine, other in pairs:
        times: dict[str, list[tuple[float, float]]] = {"dsm": [], "polars": []}
        for _ in range(said.runs):
            times["dsm"].append(cpu(mine))
            times["polars"].append(cpu(other))
        ((a, wall_a), (b, wall_b)) = (
            tuple(statistics.median(column) for column in zip(*times[who], strict=True)) for who in ("dsm", "polars")
        )
        ratio = f"{a / b:.2f}" if b > 0 else "–"
        print(f"{name:<24}{a:>9.3f}{b:>9.3f}{ratio:>8}{wall_a:>12.3f}{wall_b:>13.3f}", flush=True)
    print(f"\nbytes a cell: dsm {ours.bytes / len(ours):.1f}, polars {theirs.estimated_size() / len(theirs):.1f}")


if __name__ == "__main__":
    main()
