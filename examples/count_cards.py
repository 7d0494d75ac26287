"""Counts a million migration cards that a seeded generator makes, and writes the 64 cross sections of six variables.

The examples in Rust and C, `dsm-core/examples/count_cards.rs` and `examples/count_cards.c`, make the same cards and find the same.

Usage: python examples/count_cards.py FOLDER [CARDS]
"""

from __future__ import annotations

import csv
import itertools
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

import dsm

CITIZENSHIPS = ["ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "TJK", "TKM", "UKR", "UZB"]
PURPOSES = ["family", "study", "transit", "work"]
POINTS = ["airport", "rail", "road"]
WAYS = ["in", "out"]
VARIABLES = {
    "CITIZENSHIP": ("citizenship", "гражданство"),
    "SEX": ("sex", "пол"),
    "AGE": ("age", "возраст"),
    "PURPOSE": ("purpose", "цель"),
    "BORDER_POINT": ("border point", "пункт пропуска"),
    "DIRECTION": ("direction", "направление"),
}


def draws(seed: int = 88172645463325252) -> Iterator[int]:
    """The seeded row of numbers that the examples in Rust and C draw from too."""
    while True:
        seed ^= seed << 13 & 0xFFFF_FFFF_FFFF_FFFF
        seed ^= seed >> 7
        seed ^= seed << 17 & 0xFFFF_FFFF_FFFF_FFFF
        yield seed


def cards(count: int) -> Iterator[pa.RecordBatch]:
    """Cards of persons who cross four times on average, in batches: the whole is never in memory."""
    draw = draws()
    persons = count // 4 + 1
    months = [(date(2024, month, 1) - date(1970, 1, 1)).days for month in range(1, 13)]
    for start in range(0, count, 50_000):
        pairs = [(next(draw) % persons, next(draw)) for _ in range(min(50_000, count - start))]
        who, rest = [person for person, _ in pairs], [number for _, number in pairs]
        yield pa.record_batch(
            {
                "person": pa.array(who, pa.int64()),
                "day": pa.array([months[number % 12] + number // 12 % 28 for number in rest], pa.int32()).cast(pa.date32()),
                "born": pa.array([person * 7919 % 29_000 - 9_000 for person in who], pa.int32()).cast(pa.date32()),
                "citizenship": [CITIZENSHIPS[person % 10] for person in who],
                "sex": ["FM"[person // 10 % 2] for person in who],
                "purpose": [PURPOSES[number // 336 % 4] for number in rest],
                "point": [POINTS[number // 1344 % 3] for number in rest],
                "way": [WAYS[number // 4032 % 2] for number in rest],
            }
        )


SPECIFICATION = (
    dsm.CountSpecification("migration-card", from_="2024-01-01", until="2024-12-31")
    .person("person")
    .typed(person="integer")
    .date("day")
    .birth("born")
    .dimension("CITIZENSHIP", column="citizenship", membership="fixed", others="themselves")
    .dimension("SEX", column="sex", membership="fixed", list="SEX")
    .dimension("AGE", age="event", groups=["0-17", "18-34", "35-64", "65+"])
    .dimension("PURPOSE", column="purpose", others="themselves")
    .dimension("BORDER_POINT", column="point", others="themselves")
    .dimension("DIRECTION", column="way", others="themselves")
    .count("cards", units=["cases", "persons"], by=list(VARIABLES), every="A", totals="all")
)


def sections(table: dsm.Table, folder: Path) -> int:
    """Writes each combination of the variables as a file with a title in English and Russian."""
    names = list(VARIABLES)
    axes = [axis.id for axis in table.axes]
    places = [axes.index(name) for name in names]
    rows: dict[tuple[str, ...], list[dsm.Row]] = {}
    for row in table:
        shown = tuple(name for name, place in zip(names, places) if row.key[place] != "_T")
        rows.setdefault(shown, []).append(row)
    every = [chosen for length in range(7) for chosen in itertools.combinations(names, length)]
    for number, chosen in enumerate(every):
        with (folder / f"section{number:02}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            english = ", ".join(VARIABLES[name][0] for name in chosen) or "all"
            russian = ", ".join(VARIABLES[name][1] for name in chosen) or "всего"
            out.writerow([f"Persons with a migration card in 2024 by: {english}"])
            out.writerow([f"Лица с миграционной картой в 2024 году; разрезы: {russian}"])
            out.writerow([*chosen, "OBS_VALUE"])
            for row in rows.get(chosen, []):
                out.writerow([*(row.key[axes.index(name)] for name in chosen), row.cell.written])
    return len(every)


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    counted = dsm.count(cards(count), SPECIFICATION)
    print(counted)
    print(f"{counted.quality.read} cards, made and counted in {time.perf_counter() - start:.1f} s")
    for name in counted:
        for citizenship, sex in [("_T", "_T"), *((code, "F") for code in CITIZENSHIPS)]:
            print(f"{name} {citizenship} {sex}: {counted[name].at(citizenship, sex, *['_T'] * 4, '2024').written}")
    print(f"{sections(counted['cards.persons'], folder)} cross sections in {folder}")


if __name__ == "__main__":
    main()
