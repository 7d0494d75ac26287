"""Random worlds, small and seeded: a specification, its records, and sometimes a link table.

python3 -m oracle.generate --seed 7 --out FOLDER [--statement]
"""

from __future__ import annotations

import argparse
import csv
import io
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from . import people
from .asked import specification
from .days import months_after
from .people import Row, Window


@dataclass
class World:
    seed: int
    text: str  # the specification, TOML
    records: list[Row]
    links: list[Row] | None

    @property
    def spec(self) -> dict[str, Any]:
        return tomllib.loads(self.text)

    def write(self, folder: Path) -> None:
        """spec.toml, records.csv and, where there is one, links.csv; what is missing is empty."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "spec.toml").write_text(self.text, encoding="utf-8")
        (folder / "records.csv").write_text(csv_text(self.records), encoding="utf-8", newline="")
        if self.links is not None:
            (folder / "links.csv").write_text(csv_text(self.links, ["document", "person"]), encoding="utf-8", newline="")


def csv_text(rows: list[Row], columns: list[str] | None = None) -> str:
    file = io.StringIO()
    made = csv.DictWriter(file, columns or list(rows[0]), lineterminator="\n")
    made.writeheader()
    made.writerows(rows)
    return file.getvalue()


def some_window(random: Random, *, statement: bool) -> Window:
    """From weeks to three years; half of them begin and end with months, some on 29 February."""
    first = date(random.randrange(2007, 2012), random.randrange(1, 13), 1)
    last = months_after(first, random.choice([1, 2, 3, 6, 12, 24, 36])) - timedelta(1)
    if random.random() < 0.5:
        first += timedelta(random.randrange(28))
        last += timedelta(random.randrange(28))
    if random.random() < 0.08:
        first = date(2008, 2, 29)
        last = max(last, first + timedelta(40))
    return Window(first, last, random.choice(["day", "second", "minute"]), statement)


def world(seed: int, *, statement: bool = False) -> World:
    """The world of a seed; with `statement` one that a statement can say (9.1): no impossible dates, pins within periods alone."""
    random = Random(f"{seed}{' statement' if statement else ''}")
    window = some_window(random, statement=statement)
    kind = random.choice(["crossings", "permits"] if statement else ["crossings", "crossings", "permits", "files"])
    size = random.choice([20, 40, 80, 150, 300])
    if kind == "crossings":
        rows = people.crossings(random, window, size)
    else:
        rows = people.intervals(random, window, size, families=kind == "files")
    rows = people.repeated(random, rows)
    linked = not statement and random.random() < 0.3
    spec = specification(random, window, kind)
    if statement and kind == "crossings" and any(count["what"] == "stock" for count in spec["count"].values()):
        rows = [row for row in rows if row["number"] is not None]  # of others a statement does not say what they may change (9.5)
    links = people.links(random, rows) if linked else None
    if linked:
        spec["links"] = {"document": "document", "person": "person"}
    return World(seed, toml(spec), rows, links)


def value(given: Any) -> str:
    if isinstance(given, list):
        return "[" + ", ".join(value(each) for each in given) + "]"
    return str(given) if isinstance(given, int) else '"' + given.replace("\\", "\\\\").replace('"', '\\"') + '"'


def toml(spec: dict[str, Any], path: str = "") -> str:
    """A table, its plain lines first; keys that are no names between quotes."""
    lines, tables = [], []
    for key, given in spec.items():
        name = key if key.replace("_", "").isascii() and key.replace("_", "").isalnum() else f'"{key}"'
        if isinstance(given, dict):
            inner = f"{path}.{name}" if path else name
            plain = any(not isinstance(each, dict) for each in given.values())
            tables.append((f"\n[{inner}]\n" if plain else "") + toml(given, inner))
        else:
            lines.append(f"{name} = {value(given)}\n")
    return "".join(lines + tables)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--statement", action="store_true")
    asked.add_argument("--out", type=Path, required=True)
    given = asked.parse_args()
    world(given.seed, statement=given.statement).write(given.out)


if __name__ == "__main__":
    main()
