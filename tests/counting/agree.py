"""What a statement says in a database is what the library counts and what the oracle counts: random worlds, one after the other.

PYTHONPATH=tests/counting python3 -m agree --worlds 200 --seed 1 --tool target/debug/examples/count_as_statement

Where the library and the oracle differ, a statement must say what one of them does; that they differ is for their own test.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from databases import Answer, Database, DuckDb, Sqlite, postgres
from oracle.counting import count
from oracle.generate import World, world

Told = dict[tuple[str, str, str], Any]


def one_name(key: str) -> str:
    """A group of one value has one name."""
    return re.sub(r"\b([YDN])(\d+)T\2\b", r"\1\2", key)


class Tool:
    """The example that says statements and reads their results."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def run(self, *given: str) -> tuple[bool, str]:
        done = subprocess.run([str(self.path), *given], capture_output=True, text=True, check=False)
        return done.returncode == 0, done.stdout if done.returncode == 0 else done.stderr

    def statement(self, spec: Path, count: str, dialect: str) -> tuple[bool, str]:
        return self.run("say", str(spec), count, dialect, "records")

    def tables(self, spec: Path, count: str, dialect: str, header: list[str], answer: Answer) -> Told:
        with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(header)
            rows.writerows([["" if value is None else value for value in row] for row in answer])
            file.flush()
            worked, said = self.run("read", str(spec), count, dialect, "records", file.name)
        if not worked:
            raise AssertionError(said)
        return told(said)

    def kernel(self, spec: Path, records: Path) -> Told:
        worked, said = self.run("count", str(spec), str(records))
        if not worked:
            raise AssertionError(said)
        return told(said)


def told(said: str) -> Told:
    found: Told = {}
    for line in said.splitlines():
        kind, name, what, *rest = line.split("\t")
        if what == "cell":
            key, low, high, status = rest
            cells = found.setdefault((kind, name, "cells"), {})
            statuses = found.setdefault((kind, name, "status"), {})
            if high != "0":
                statuses[one_name(key)] = status
                cells[one_name(key)] = (int(low), int(high))
        else:
            found.setdefault((kind, name, what), set()).add("\t".join(rest))
    return found


def expected(made: World) -> Told:
    result = count(made.spec, made.records, made.links)
    found: Told = {}
    for kind, tables in (("table", result.tables), ("behind", result.persons_behind)):
        for name, cells in tables.items():
            found[kind, name, "cells"] = {one_name(" ".join(key)): tuple(figure) for key, figure in cells.items() if tuple(figure) != (0, 0)}
    for refused in (result.refused_declarations, result.settled_declarations):
        for name, axes in refused.items():
            found["table", name, "two-codes"] = {f"{axis} {persons}" for axis, persons in axes.items()}
    return found


def two_codes(found: Told) -> Told:
    """The persons with two codes out of the notes of a table."""
    for (kind, name, what), notes in list(found.items()):
        if kind == "table" and what == "note":
            parts = [dict(part.split("=") for part in note.split("(")[1].split(")")[0].split(", ")) for note in notes if "persons=" in note]
            if parts:
                found[kind, name, "two-codes"] = {f"{part['axis']} {part['persons']}" for part in parts}
    return found


def shown(one: object, other: object) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [key for key in sorted(set(one) | set(other)) if one.get(key) != other.get(key)]
        return f"{len(keys)} cells: " + "; ".join(f"{key}: {one.get(key)} not {other.get(key)}" for key in keys[:3])
    return f"{one} not {other}"


def differences(count: str, oracle: Told, kernel: Told, found: Told) -> Iterator[str]:
    """Of a count, whatever is neither what the library says nor what the oracle says."""
    for kind, name, what in sorted(key for key in set(kernel) | set(found) if key[1].split(".")[0] == count):
        key = (kind, name, what)
        one, other = kernel.get(key), found.get(key)
        if what == "note" and one:
            # A statement does not tell what was refused, nor count the crossings of nobody who is known (9.5).
            untold = ["CNT-036"] if any("CNT-019" in note for note in other or ()) else ["CNT-036", "CNT-019"]
            one = {note for note in one if not any(code in note for code in untold)} or None
        of_two_codes = oracle.get((kind, name, "two-codes")) != kernel.get((kind, name, "two-codes"))
        if what in ("cells", "two-codes"):
            if other != one and other != oracle.get(key) and (other or oracle.get(key)):
                yield f"{kind} {name} {what}: {shown(one, other)}"
        elif what in ("axis", "note") and of_two_codes:
            continue
        elif one != other and kernel.get((kind, name, "cells")) == found.get((kind, name, "cells")):
            yield f"{kind} {name} {what}: {shown(one, other)}"


def compare(tool: Tool, made: World, databases: list[Database]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        made.write(folder)
        spec, counts = folder / "spec.toml", list(made.spec["count"])
        oracle, kernel = expected(made), two_codes(tool.kernel(spec, folder / "records.csv"))
        for database in databases:
            said = {}
            for count in counts:
                worked, text = tool.statement(spec, count, database.dialect)
                if worked:
                    said[count] = text
                else:
                    yield f"{made.seed} {database.dialect} {count} is not said: {text}"
            answers = database.ask(made.records, made.spec["types"], list(said.values()))
            for (count, text), answer in zip(said.items(), answers, strict=True):
                found = two_codes(tool.tables(spec, count, database.dialect, columns(text), answer))
                yield from (f"{made.seed} {database.dialect} {each}" for each in differences(count, oracle, kernel, found))


def columns(statement: str) -> list[str]:
    """The columns of the result out of the last lines of a statement."""
    selected = statement.rstrip().splitlines()[-2].removeprefix("SELECT ")
    return [name.rsplit(" AS ", 1)[-1].strip('"`') for name in selected.split(", ")]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--worlds", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--tool", type=Path, required=True)
    given = asked.parse_args()
    tool = Tool(given.tool)
    with postgres() as server:
        databases: list[Database] = [Sqlite(), DuckDb()] + ([server] if server else [])
        for seed in range(given.seed, given.seed + given.worlds):
            for difference in compare(tool, world(seed, statement=True), databases):
                print(difference)


if __name__ == "__main__":
    main()
