"""Counting crossings from one Parquet file, in DSM and in polars, DuckDB and ClickHouse: CPU seconds and peak memory.

    python tests/bench/count.py                    10 million crossings
    python tests/bench/count.py --rows 100000      fewer
    python tests/bench/count.py --large 0          without the large run
    python tests/bench/count.py --runs 1           one run; else medians of three alternating runs
    python tests/bench/count.py --all              every formulation of the peers, not their best alone

The data is made by `events_gen.py` of the specimens, once. Every job runs in a process of its own, with one thread; measured is the CPU time,
user and system, from the call to the answer (importing is in none), and the largest resident memory of the process. All must give the same
figures, or the run ends in an error. Peers that are not there are installed; where that fails they are skipped, and it is said.

decode   reading the needed columns alone (pyarrow)
base     month x citizenship x sex x age in five years x direction: cases and distinct persons
totals   the same with all 32 totals, each counted on its own
stock    the stock at the start of every month by citizenship and sex, every cell at every moment
beside   totals, three totals of the year, and the stock, in one pass (DSM)
large    totals of 50 million crossings (DSM)

At the end stand the goals beside what was measured. Rows a second are those of a second of CPU: of one core.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SPECIMENS = Path(os.environ.get("DSM_SPECIMENS", ROOT.parent / "shared"))
PEERS = ["polars", "duckdb", "chdb"]
JOBS = ["decode", "base", "totals", "stock", "beside", "large"]
LARGE = 50_000_000
SETS = 32
# What DSM must stay under, as a part of the best peer; of the bytes, in MB.
GOALS = {"base": 1 / 2, "totals": 1 / 8, "stock": 1 / 5}
MEMORY = {"base": 400, "totals": 400, "stock": 400, "beside": 400, "large": 3000}
BESIDE = 1.5

HEAD = """
format = "dsm-count/1"
[records]
kind = "crossing"
from = "2023-01-01"
until = "2024-12-31"
person = "person_id"
date = "event_date"
"""
CROSSING = """minute = "event_minute"
direction = "direction"
entry = ["E"]
exit = ["X"]
"""
BIRTH = """birth = "birth_date"
"""
TYPES = """[types]
person_id = "integer"
event_date = "date"
event_minute = "integer"
birth_date = "date"
"""
DIMENSIONS = """[dimension.CITIZENSHIP]
column = "citizenship"
others = "themselves"
[dimension.SEX]
column = "sex"
others = "themselves"
membership = "fixed"
"""
OF_FLOWS = f"""[dimension.DIRECTION]
column = "direction"
others = "themselves"
[dimension.AGE]
age = "event"
groups = {json.dumps([*(f"{at}-{at + 4}" for at in range(0, 100, 5)), "100+"])}
"""
FLOW = """[count.{id}]
what = "flow"
units = ["cases", "persons"]
by = [{time}"CITIZENSHIP", "SEX", "AGE", "DIRECTION"]
every = "{every}"
totals = {totals}
"""
STOCK = """[count.stock]
what = "stock"
units = ["persons"]
by = ["CITIZENSHIP", "SEX"]
every = "M"
totals = "none"
"""
MONTHS = '"TIME_PERIOD", '

# CPU seconds and peak memory in MB, by job and who.
Taken = dict[tuple[str, str], tuple[float, float]]


def typed(head: str) -> str:
    """The types of the columns that are named."""
    return "\n".join(line for line in TYPES.splitlines() if line.startswith("[") or line.split()[0] in head) + "\n"


def specification(job: str) -> str:
    flows = HEAD + BIRTH
    base = DIMENSIONS + OF_FLOWS
    if job == "base":
        return flows + typed(flows) + base + FLOW.format(id="base", time=MONTHS, every="M", totals='"none"')
    if job in ("totals", "large"):
        return flows + typed(flows) + base + FLOW.format(id="totals", time=MONTHS, every="M", totals='"all"')
    if job == "stock":
        head = HEAD + CROSSING
        return head + typed(head) + DIMENSIONS + STOCK
    head = HEAD + CROSSING + BIRTH
    year = FLOW.format(id="year", time="", every="A", totals='["CITIZENSHIP DIRECTION", "DIRECTION"]')
    return head + typed(head) + base + FLOW.format(id="totals", time=MONTHS, every="M", totals='"all"') + year + STOCK


def figures(table: Any) -> tuple[int, int, int]:
    """Of a table: the cells that are not zero, their sum, the sum of their squares."""
    import polars as pl

    value = pl.col("OBS_VALUE").cast(pl.Int64)
    cells, total, squares = (
        table.to_polars().filter(value != 0).select(pl.len(), value.sum().alias("s"), (value**2).sum().alias("q")).row(0)
    )
    return cells, total, squares


def dsm_job(job: str, path: str) -> tuple[Any, Any]:
    """The work, and how its answer is read afterwards."""
    import dsm

    def told(counted: Any) -> list[int]:
        if job == "stock":
            cells, persons, squares = figures(counted["stock.persons"])
            return [cells, 0, persons, squares]
        cells, cases, _ = figures(counted[f"{'base' if job == 'base' else 'totals'}.cases"])
        of_persons, persons, squares = figures(counted[f"{'base' if job == 'base' else 'totals'}.persons"])
        assert cells == of_persons
        return [cells, cases, persons, squares]

    return (lambda: dsm.count(path, specification(job), threads=1)), told


def decoded(path: str) -> list[int]:
    import pyarrow.parquet as parquet

    words = ["citizenship", "sex", "direction"]
    columns = ["person_id", "event_date", "event_minute", "birth_date", *words]
    batches = parquet.ParquetFile(path, read_dictionary=words).iter_batches(65536, columns=columns, use_threads=False)
    return [0, sum(len(batch) for batch in batches), 0, 0]


def one(who: str, job: str, formulation: str, path: str) -> None:
    """One job in this process; what it took and found goes out as JSON."""
    os.environ["POLARS_MAX_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    if who == "dsm":
        work, told = dsm_job(job, path)
    elif who == "pyarrow":
        import pyarrow.parquet  # noqa: F401

        work, told = (lambda: decoded(path)), list
    else:
        importlib.import_module(who)
        from count_peers import FORMULATIONS

        work, told = (lambda: FORMULATIONS[job][who][formulation](path)), list
    before, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    answer = work()
    after, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter() - wall
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": peak(), "told": told(answer)}))


def peak() -> float:
    """The largest resident memory of this process in MB; what the parent had before it began is not in it."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def apart(who: str, job: str, formulation: str, path: Path, limit: float) -> dict[str, Any] | str:
    """The same in a process of its own, or why there is no answer."""
    command = [sys.executable, __file__, "--one", who, job, formulation, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"given up after {limit:.0f} s"
    if done.returncode != 0:
        return (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1][:160]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def ready(who: str) -> bool:
    if importlib.util.find_spec(who) is None:
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", who], capture_output=True, check=False
        )
        importlib.invalidate_caches()
    there = importlib.util.find_spec(who) is not None
    if not there:
        print(f"skipped: {who} is not here and cannot be installed")
    return there


def data(folder: Path, rows: int) -> Path | None:
    """The crossings, made where they are not there yet; none where they cannot be made."""
    path, maker = folder / f"events-{rows}.parquet", SPECIMENS / "tools" / "events_gen.py"
    if not path.is_file():
        if not maker.is_file():
            print(f"skipped: what makes {rows:,} crossings is among the specimens (DSM_SPECIMENS); they are not here")
            return None
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"making-{rows}"
        subprocess.run([sys.executable, maker, str(rows), made], check=True, stdout=subprocess.DEVNULL)
        made.with_name(f"{made.name}.parquet").rename(path)
    return path


def entrants(job: str, peers: list[str], every: bool) -> list[tuple[str, str]]:
    if job == "decode":
        return [("pyarrow", "")]
    found = [("dsm", "")] if importlib.util.find_spec("dsm") else []
    if job in ("beside", "large"):
        return found
    from count_peers import FORMULATIONS

    for who in peers:
        known = list(FORMULATIONS[job][who])
        found += [(who, name) for name in known if every or name == known[0] or name.endswith("-lead")]
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=10_000_000)
    asked.add_argument("--large", type=int, default=LARGE, help="crossings of the large run, 0 for none")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    asked.add_argument("--jobs", nargs="*", choices=JOBS, default=JOBS)
    asked.add_argument("--peers", nargs="*", choices=PEERS, default=PEERS)
    asked.add_argument("--limit", type=float, default=900, help="seconds for one job")
    asked.add_argument("--all", action="store_true", help="every formulation of the peers")
    asked.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.one:
        one(*said.one)
        return 0
    peers = [who for who in said.peers if ready(who)]
    if not ready_dsm():
        print("skipped: dsm is not here; the peers run alone")
    path = data(said.folder, said.rows)
    if path is None:
        return 0
    print(f"{said.rows:,} crossings, {path.stat().st_size / 1e6:.0f} MB of Parquet; one thread; medians of {said.runs}\n")
    print(f"{'job':<8}{'':<22}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'Mrows/s':>9}{'of dsm':>8}{'of decoding':>13}")
    taken: Taken = {}
    answers: dict[str, Any] = {}
    wrong = 0
    for job in said.jobs:
        of = path if job != "large" else data(said.folder, said.large) if said.large else None
        if of:
            wrong += compete(job, entrants(job, peers, said.all), of, said, taken, answers)
    print()
    goals(taken, said)
    return 1 if wrong else 0


def ready_dsm() -> bool:
    return importlib.util.find_spec("dsm") is not None


def compete(job: str, who: list[tuple[str, str]], path: Path, said: argparse.Namespace, taken: Taken, answers: dict[str, Any]) -> int:
    """All entrants of a job, one after the other, and how many gave other figures."""
    runs: dict[tuple[str, str], list[dict[str, Any]]] = {each: [] for each in who}
    for _ in range(said.runs):
        for each in who:
            found = apart(each[0], job, each[1], path, said.limit)
            if isinstance(found, str):
                print(f"{job:<8}{' '.join(each):<22}{found}", flush=True)
                runs.pop(each)
            else:
                runs[each].append(found)
        who = list(runs)
    rows = said.large if job == "large" else said.rows
    # One pass over everything finds what the totals alone found.
    right, wrong = answers.get("totals") if job == "beside" else None, 0
    for each, own in runs.items():
        cpu, wall, most = (statistics.median(run[key] for run in own) for key in ("cpu", "wall", "peak"))
        left_out = each[1].endswith("-lead")
        if not left_out:
            taken[job, each[0]] = min(taken.get((job, each[0]), (cpu, most)), (cpu, most))
        ours, decoding = taken.get((job, "dsm")), taken.get(("decode", "pyarrow"))
        of_ours = f"{cpu / ours[0]:>8.1f}" if ours else f"{'–':>8}"
        of_decoding = f"{cpu / rows / (decoding[0] / said.rows):>13.2f}" if decoding else f"{'–':>13}"
        line = f"{job:<8}{' '.join(each):<22}{cpu:>8.2f}{wall:>8.2f}{most:>9.0f}{rows / cpu / 1e6:>9.2f}"
        print(f"{line}{of_ours}{of_decoding}", end="", flush=True)
        told = own[0]["told"]
        right = answers[job] = right or told
        # Each of the totals is of all crossings.
        whole = job not in ("totals", "large") or told[1] == SETS * rows
        if left_out:
            print("  ties left out" + ("" if told == right else f": {told[2] - right[2]:+} persons"))
        elif told != right or not whole:
            wrong += 1
            print(f"  OTHER FIGURES: {told}, not {right if whole else SETS * rows}")
        else:
            print()
    return wrong


def goals(taken: Taken, said: argparse.Namespace) -> None:
    """What was to be reached, what was measured, and whether it is so."""

    def line(what: str, most: float, measured: float, digits: int) -> None:
        kept = "kept" if measured <= most else "MISSED"
        print(f"{what:<62}{most:>9.{digits}f}{measured:>10.{digits}f}  {kept}")

    print(f"{'goal':<62}{'at most':>9}{'measured':>10}")
    for job, most in GOALS.items():
        ours = taken.get((job, "dsm"))
        peers = [(cpu, who) for (of, who), (cpu, _) in taken.items() if of == job and who != "dsm"]
        if ours and peers:
            best, who = min(peers)
            line(f"{job}: CPU as a part of the best peer's ({who})", most, ours[0] / best, 3)
    beside, totals = taken.get(("beside", "dsm")), taken.get(("totals", "dsm"))
    if beside and totals:
        line("beside: CPU of totals, year and stock as a part of totals'", BESIDE, beside[0] / totals[0], 2)
    for job, most in MEMORY.items():
        ours = taken.get((job, "dsm"))
        if ours:
            rows = said.large if job == "large" else said.rows
            line(f"{job}: peak memory in MB, {rows:,} crossings", most, ours[1], 0)


if __name__ == "__main__":
    sys.exit(main())
