"""Reading a workbook of 200,000 filled cells: CPU seconds and peak memory of the command and of openpyxl's read-only reader.

    python tests/bench/xlsx.py [--rows 25000] [--runs 3]

Both only read: `dsm sheets FILE` reads every sheet twice, once for its merged cells and once for its table; openpyxl gives the values of every
cell. Each job is a process of its own. The command has to need at most half of the time of openpyxl, and under 50 MB.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
PEER = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
print(sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row))
"""
CODES = ["AFG", "SYR", "UKR", "MDA", "ARM", "GEO", "TJK"]
HALF, MEMORY = 0.5, 50.0


def write(path, rows):
    """A tidy table of eight columns: texts, whole numbers, shares."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.append(["Country", "Sex", "Age", "Period", "Persons", "Cases", "Share", "Note"])
    for row in range(rows):
        sheet.append(
            [CODES[row % 7], "MF"[row % 2], f"{row % 18 * 5}-{row % 18 * 5 + 4}", f"2023-Q{row % 4 + 1}", row % 9973, row % 997, row / 7, f"note {row}"]
        )
    book.save(path)


def measured(command):
    """CPU seconds and the largest resident memory in MB of a process that has to end well."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    said = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=25_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", default="release")
    asked = parser.parse_args()
    command = TARGET / asked.profile / "dsm"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.xlsx"
        write(path, asked.rows)
        jobs = {"dsm sheets": [command, "sheets", path], "openpyxl read-only": [sys.executable, "-c", PEER, path]}
        runs = {name: [measured(job) for _ in range(asked.runs)] for name, job in jobs.items()}
        rows = f"{asked.rows:,}".replace(",", " ")
        print(f"{asked.rows * 8:,} filled cells in {rows} rows, {path.stat().st_size / 1e6:.1f} MB")
        medians = {}
        for name, measures in runs.items():
            medians[name] = statistics.median(one[0] for one in measures), max(one[1] for one in measures)
            print(f"{name:20} {medians[name][0]:7.2f} s CPU  {medians[name][1]:7.1f} MB")
        assert str((asked.rows + 1) * 8) in runs["openpyxl read-only"][0][2]
        assert f"A1:H{asked.rows + 1}" in runs["dsm sheets"][0][2], runs["dsm sheets"][0][2]
    (own, memory), (theirs, _) = medians["dsm sheets"], medians["openpyxl read-only"]
    print(f"{own / theirs:.2f} of the time of openpyxl (goal: at most {HALF}); {memory:.1f} MB (goal: under {MEMORY:.0f})")
    return 0 if own <= HALF * theirs and memory < MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
