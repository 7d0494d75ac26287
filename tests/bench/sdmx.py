"""Messages of SDMX, read and written by DSM and by the tools a user would take instead: CPU seconds and peak memory in one run.

    python tests/bench/sdmx.py                     one million observations
    python tests/bench/sdmx.py --rows 100000       fewer
    python tests/bench/sdmx.py --runs 3            medians of three alternating runs
    python tests/bench/sdmx.py --slow 100000       so many observations for what would take minutes; its time is multiplied
    python tests/bench/sdmx.py --large             and 10 and 50 million observations through a conversion: memory alone

The data is made by `sdmx_gen.py` of the specimens, once. DSM runs as a program of its own, with its start and the reading of the structure in
its time; the others are measured from the call to the answer, without importing. DSM compares every code with its list, every key with those
before it, every figure and period with its format; nobody else checks anything. All who read must find as many observations, or the run ends
in an error. Peers that are not there are skipped, and it is said.

series   SDMX-ML 2.1, read: beside expat alone, which only parses, and with a handler that only counts
csv      SDMX-CSV 2.0, read: beside polars, which takes every field as a text
json     SDMX-JSON 2.0, read: beside Python's json.load, which holds the message as it is and looks up nothing; no other reader is known
table    SDMX-ML 2.1, read into a table of DSM: memory above the table's own
write    SDMX-ML 2.1, written series by series; DSM reads what it writes, and that is in its time

At the end stand the goals beside what was measured.
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
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SPECIMENS = Path(os.environ.get("DSM_SPECIMENS", ROOT.parent / "shared"))
READ = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "examples" / "sdmx_read"
# Job and who, with the module that must be there.
PEERS = {
    ("series", "expat"): None,
    ("series", "expat counting"): None,
    ("series", "pysdmx"): "pysdmx",
    ("csv", "polars"): "polars",
    ("csv", "polars typed"): "polars",
    ("json", "json.load"): None,
    ("write", "pysdmx"): "pysdmx",
    ("write", "sdmx1"): "sdmx",
}
SLOW = {("write", "pysdmx"), ("write", "sdmx1")}
# What DSM may take at most, as a part of the other's time.
GOALS = [("series", "expat", 1.4), ("series", "pysdmx", 1 / 8), ("csv", "polars", 1.5), ("write", "pysdmx", 1 / 50), ("write", "sdmx1", 1 / 15)]
ABOVE = 32
STEADY = 1.25


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def expat(path: Path, counting: bool) -> Any:
    from xml.parsers.expat import ParserCreate

    found = [0]

    def start(name: str, _: dict[str, str]) -> None:
        found[0] += name == "Obs"

    def work() -> int | None:
        parser = ParserCreate()
        if counting:
            parser.StartElementHandler = start
        with path.open("rb") as file:
            parser.ParseFile(file)
        return found[0] if counting else None

    return work


def polars(path: Path, typed: bool) -> Any:
    import polars as pl

    return lambda: len(pl.read_csv(path, infer_schema=typed))


def json_load(path: Path) -> Any:
    def work() -> int:
        with path.open("rb") as file:
            message = json.load(file)
        return sum(len(series["observations"]) for set_ in message["data"]["dataSets"] for series in set_["series"].values())

    return work


def pysdmx_reading(path: Path) -> Any:
    from pysdmx.io import read_sdmx

    return lambda: sum(len(one.data) for one in read_sdmx(path, validate=False).data)


def pysdmx_writing(folder: Path) -> Any:
    from pysdmx.io import read_sdmx, write_sdmx
    from pysdmx.io.format import Format
    from pysdmx.io.pd import PandasDataset

    structure = next(iter(read_sdmx(folder / "structures.xml", validate=False).get_data_structure_definitions()))
    (read,) = read_sdmx(folder / "ss21_series.xml", validate=False).data
    schema = structure.to_schema()
    data = PandasDataset(structure=schema, data=read.data)
    at = {schema.short_urn: "TIME_PERIOD"}
    to = folder / "of-pysdmx.xml"

    def work() -> int:
        write_sdmx([data], Format.DATA_SDMX_ML_2_1_STR, output_path=str(to), dimension_at_observation=at, prettyprint=False)
        return len(read.data)

    return work


def sdmx1_writing(folder: Path) -> Any:
    import sdmx

    structure = next(iter(sdmx.read_sdmx(folder / "structures.xml").structure.values()))
    message = sdmx.read_sdmx(folder / "ss21_series.xml", structure=structure)

    def work() -> int:
        (folder / "of-sdmx1.xml").write_bytes(sdmx.to_xml(message))
        return sum(len(one) for one in message.data)

    return work


def one(job: str, who: str, folder: Path) -> None:
    """A job of another tool in this process; what it took and found goes out as JSON."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    # This file has the name of a module that it needs.
    sys.path[:] = [path for path in sys.path if Path(path).resolve() != Path(__file__).resolve().parent]
    series, csv = folder / "ss21_series.xml", folder / "sdmxcsv2.csv"
    work = {
        ("series", "expat"): lambda: expat(series, False),
        ("series", "expat counting"): lambda: expat(series, True),
        ("series", "pysdmx"): lambda: pysdmx_reading(series),
        ("csv", "polars"): lambda: polars(csv, False),
        ("csv", "polars typed"): lambda: polars(csv, True),
        ("json", "json.load"): lambda: json_load(folder / "data20.json"),
        ("write", "pysdmx"): lambda: pysdmx_writing(folder),
        ("write", "sdmx1"): lambda: sdmx1_writing(folder),
    }[job, who]()
    before = cpu()
    found = work()
    taken = cpu() - before
    status = Path("/proc/self/status").read_text() if Path("/proc/self/status").is_file() else ""
    peak = next((int(line.split()[1]) * 1024 / 1e6 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
    print(json.dumps({"cpu": taken, "peak": peak, "found": found}))


def apart(job: str, who: str, folder: Path, limit: float) -> dict[str, Any] | str:
    command = [sys.executable, __file__, "--one", job, who, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"given up after {limit:.0f} s"
    if done.returncode != 0:
        return (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1][:160]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def dsm(*words: object) -> dict[str, Any]:
    """A run of DSM: its CPU seconds from its start to its end, and what it says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(word) for word in (READ, *words)], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(done.stderr)
    said = [line.split() for line in done.stdout.splitlines()]
    found: dict[str, Any] = {line[0]: int(line[1]) for line in said if len(line) == 2}
    found["cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found["errors"] = [line for line in said if line[0] == "finding" and line[1] not in ("EXC-226", "EXC-231")]
    return found


def data(folder: Path, rows: int) -> Path | None:
    """A folder with so many observations in every format, made where it is not there yet."""
    own, maker = folder / f"sdmx-{rows}", SPECIMENS / "tools" / "sdmx_gen.py"
    if not (own / "structures.xml").is_file():
        if not maker.is_file():
            print(f"skipped: what makes {rows:,} observations is among the specimens (DSM_SPECIMENS); they are not here")
            return None
        own.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, maker, str(rows), own], check=True, stdout=subprocess.DEVNULL)
        dsm("structures", own / "ss21_series.xml", own / "structures.xml")
    return own


def of_dsm(job: str, own: Path) -> dict[str, Any]:
    series, structures = own / "ss21_series.xml", own / "structures.xml"
    return {
        "series": lambda: dsm("check", series, structures),
        "csv": lambda: dsm("check", own / "sdmxcsv2.csv", structures),
        "json": lambda: dsm("check", own / "data20.json", structures),
        "table": lambda: dsm("table", series, structures),
        "write": lambda: dsm("write", series, structures, own / "of-dsm.xml", "sdmx-ml-2.1"),
    }[job]()


def large(folder: Path, million: int, times: list[int]) -> list[tuple[int, float]]:
    """The peak memory of conversions of messages in which every series of the data comes again under other ids."""
    peaks = []
    for many in times:
        path, to = folder / f"sdmx-{many}m.csv", folder / f"sdmx-{many}m.xml"
        names, lines = (folder / f"sdmx-{million}" / "sdmxcsv2.csv").read_bytes().split(b"\n", 1)
        if not path.is_file():
            with path.with_suffix(".making").open("wb") as file:
                file.write(names + b"\n")
                for turn in range(many):
                    # Another frequency in every turn.
                    file.write(lines.replace(b",I,A,", b",I,A%d," % turn))
            path.with_suffix(".making").rename(path)
        peak = 0.0
        for source, target, form in [(path, to, "sdmx-ml-2.1"), (to, folder / "sdmx-again.csv", "sdmx-csv-2.0")]:
            done = dsm("convert", source, target, form)
            peak = max(peak, done["peak"] / 1e6)
            print(f"{many:>4} million observations from {source.suffix} to {target.suffix}: {done['cpu']:.1f} s, {done['peak'] / 1e6:.0f} MB", flush=True)
        for made in [path, to, folder / "sdmx-again.csv"]:
            made.unlink()
        peaks.append((many, peak))
    return peaks


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--slow", type=int, default=100_000, help="observations for what takes minutes")
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    asked.add_argument("--limit", type=float, default=900, help="seconds for one job")
    asked.add_argument("--large", action="store_true", help="10 and 50 million observations too")
    asked.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.one:
        one(said.one[0], said.one[1], Path(said.one[2]))
        return 0
    own, few = data(said.folder, said.rows), data(said.folder, min(said.slow, said.rows))
    if own is None or few is None:
        return 0
    peers = {each: module for each, module in PEERS.items() if module is None or importlib.util.find_spec(module)}
    for job, who in PEERS.keys() - peers.keys():
        print(f"skipped: {who} is not here ({job})")
    print(f"{said.rows:,} observations, {(own / 'ss21_series.xml').stat().st_size / 1e6:.0f} MB of SDMX-ML; medians of {said.runs}\n")
    print(f"{'job':<8}{'':<18}{'CPU s':>9}{'peak MB':>9}{'of dsm':>9}")
    taken: dict[tuple[str, str], float] = {}
    wrong, above = 0, 0.0
    for job in ["series", "csv", "json", "table", "write"]:
        runs: dict[str, list[dict[str, Any]]] = {"dsm": []}
        for turn in range(said.runs):
            runs["dsm"].append(of_dsm(job, own))
            for of, who in peers:
                if of != job or (turn > 0 and (of, who) in SLOW) or (turn > 0 and who not in runs):
                    continue
                found = apart(of, who, few if (of, who) in SLOW else own, said.limit)
                if isinstance(found, str):
                    print(f"{job:<8}{who:<18}{found}", flush=True)
                    continue
                found["cpu"] *= said.rows / min(said.slow, said.rows) if (of, who) in SLOW else 1
                runs.setdefault(who, []).append(found)
        for who, each in runs.items():
            seconds = statistics.median(run["cpu"] for run in each)
            peak = statistics.median(run["peak"] for run in each) / (1e6 if who == "dsm" else 1)
            taken[job, who] = seconds
            note = "  times ten" if (job, who) in SLOW and said.rows != said.slow else ""
            print(f"{job:<8}{who:<18}{seconds:>9.2f}{peak:>9.0f}{seconds / taken[job, 'dsm']:>9.1f}{note}", flush=True)
            wanted = few if (job, who) in SLOW else own
            many = said.rows if wanted == own else min(said.slow, said.rows)
            numbers = [run.get("found", run.get("observations")) for run in each]
            if any(number not in (None, many) for number in numbers) or any(run.get("errors") for run in each):
                wrong += 1
                print(f"  OTHER OBSERVATIONS: {numbers}, {[run.get('errors') for run in each]}")
        if job == "table":
            above = max(run["peak"] - run["own"] for run in runs["dsm"]) / 1e6
    print(f"\n{'goal':<66}{'at most':>9}{'measured':>10}")

    def line(what: str, most: float, measured: float, digits: int) -> None:
        print(f"{what:<66}{most:>9.{digits}f}{measured:>10.{digits}f}  {'kept' if measured <= most else 'MISSED'}")

    for job, who, most in GOALS:
        if (job, who) in taken:
            line(f"{job}: CPU as a part of {who}'s", most, taken[job, "dsm"] / taken[job, who], 3)
    line("table: peak memory in MB above the table's own", ABOVE, above, 0)
    if said.large:
        print()
        peaks = large(said.folder, said.rows, [1, 10, 50])
        line("large: peak memory of 50 million as a part of that of 10 million", STEADY, peaks[2][1] / peaks[1][1], 2)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
