"""A form of 200,000 filled cells, read and checked by the command: CPU seconds and peak memory, beside openpyxl's read-only reader.

    python tests/bench/xlsx_filled.py [--cells 200000] [--runs 3] [--profile release]

`dsm check` finds the form, holds every row, column, name and total to it, makes tables and checks them; openpyxl does nothing but read. The
command has to need at most half of the time of openpyxl, and under 50 MB.
"""

import argparse
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from xlsx import HALF, MEMORY, PEER, TARGET, measured

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "foreign"))

INDICATOR, PRESET = "ASYLUM_DECISIONS_ALL_LEVELS", "unhcr"


def answer(book):
    """The first answer of every list that has to be chosen from."""
    for name in ("UNIT", "STATUS", "EMPTY"):
        sheet, area = book.defined_names[f"DSM_{name}"].attr_text.split("!")
        title, cell = book.defined_names[f"DSM_FIELD_{name}"].attr_text.split("!")
        (first, *_) = next(book[sheet.strip("'")].iter_rows(min_col=openpyxl.utils.range_boundaries(area)[0], min_row=2, values_only=True))
        book[title.strip("'")][cell.replace("$", "")] = first


def write(folder, command, cells):
    """A form with so many sheets that so many cells can be filled, and how many were."""
    path, filled = folder / "form.xlsx", 0
    one = places(command, path, ["2000"])
    years = [str(2000 + at) for at in range(-(-cells // one))]
    places(command, path, years)
    book = openpyxl.load_workbook(path)
    for at, cell in enumerate(one_by_one(book)):
        if at < cells:
            cell.value, filled = at % 997, at + 1
    answer(book)
    book.save(path)
    return path, filled


def one_by_one(book):
    """The cells of a form that can be filled."""
    for sheet in book:
        if sheet["A1"].value == "dsm-figures/1":
            asked = {cell.column for cell in sheet[1] if "=" in str(cell.value)} - {1, 2}
            for row in sheet.iter_rows(min_row=2, min_col=3):
                yield from (cell for cell in row if cell.column in asked and cell.data_type != "f" and not cell.protection.locked)


def places(command, path, years):
    """Writes a form; how many cells of it can be filled."""
    asked = [command, "template", INDICATOR, "--preset", PRESET, "--country", "MD", "--period", ",".join(years), "-o", path]
    subprocess.run(asked, check=True, capture_output=True)
    return sum(1 for _ in one_by_one(openpyxl.load_workbook(path)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", default="release")
    asked = parser.parse_args()
    command = TARGET / asked.profile / "dsm"
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: what a process held counts as held by those that it starts.
        with multiprocessing.get_context("spawn").Pool(1) as other:
            path, filled = other.apply(write, (Path(folder), command, asked.cells))
        jobs = {"dsm check": [command, "check", path, "--preset", PRESET], "openpyxl read-only": [sys.executable, "-c", PEER, path]}
        runs = {name: [measured(job) for _ in range(asked.runs)] for name, job in jobs.items()}
        print(f"{filled:,} filled cells, {path.stat().st_size / 1e6:.1f} MB")
        medians = {}
        for name, measures in runs.items():
            medians[name] = statistics.median(one[0] for one in measures), max(one[1] for one in measures)
            print(f"{name:20} {medians[name][0]:7.2f} s CPU  {medians[name][1]:7.1f} MB")
        print(runs["dsm check"][0][2])
    (own, memory), (theirs, _) = medians["dsm check"], medians["openpyxl read-only"]
    print(f"{own / theirs:.2f} of the time of openpyxl (goal: at most {HALF}); {memory:.1f} MB (goal: under {MEMORY:.0f})")
    return 0 if own <= HALF * theirs and memory < MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
