"""Counts a million migration cards that a seeded generator makes, and writes the 64 cross sections of six variables.

Usage: python examples/count_cards.py FOLDER [CARDS]
"""

from __future__ import annotations

import csv
import itertools
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

import dsm

CITIZENSHIPS = ["ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "TJK", "TKM", "UKR", "UZB"]
VARIABLES = {
    "CITIZENSHIP": ("citizenship", "гражданство"),
    "SEX": ("sex", "пол"),
    "AGE": ("age", "возраст"),
    "PURPOSE": ("purpose", "цель"),
    "BORDER_POINT": ("border point", "пункт пропуска"),
    "DIRECTION": ("direction", "направление"),
}


def cards(count: int, seed: int = 1) -> Iterator[pa.RecordBatch]:
    """Cards of persons who cross four times on average, in batches: the whole is never in memory."""
    draw = random.Random(seed)
    persons = max(count // 4, 1)
    for start in range(0, count, 50_000):
        rows = min(50_000, count - start)
        who = [draw.randrange(persons) for _ in range(rows)]
        yield pa.record_batch(
            {
                "person": pa.array(who, pa.int64()),
                "day": pa.array([19_723 + draw.randrange(366) for _ in who], pa.int32()).cast(pa.date32()),
                "born": pa.array([person * 7919 % 29_000 - 9_000 for person in who], pa.int32()).cast(pa.date32()),
                "citizenship": [CITIZENSHIPS[person % 10] for person in who],
                "sex": ["FM"[person % 2] for person in who],
                "purpose": draw.choices(["work", "study", "family", "transit"], k=rows),
                "point": draw.choices(["airport", "road", "rail"], k=rows),
                "way": draw.choices(["in", "out"], k=rows),
            }
        )


SPECIFICATION = (
    dsm.CountSpecification("migration-card", from_="2024-01-01", until="2024-12-31")
    .person("person")
    .typed(person="integer")
    .date("day")
    .birth("born")
    .dimension("CITIZENSHIP", column="citizenship", membership="fixed")
    .dimension("SEX", column="sex", membership="fixed")
    .dimension("AGE", age="event", groups=["0-17", "18-34", "35-64", "65+"])
    .dimension("PURPOSE", column="purpose")
    .dimension("BORDER_POINT", column="point")
    .dimension("DIRECTION", column="way")
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
    everybody = counted["cards.persons"].at(*["_T"] * 6, "2024")
    print(f"cards {counted['cards.cases'].at(*['_T'] * 6, '2024').written}, persons {everybody.written}")
    print(f"{sections(counted['cards.persons'], folder)} cross sections in {folder}")


if __name__ == "__main__":
    main()
