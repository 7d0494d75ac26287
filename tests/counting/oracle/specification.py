"""The specification (1), read into what the rest asks for. What is refused is `Refused`; findings with lines are not rebuilt here."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

LISTS = Path(__file__).resolve().parents[3] / "spec" / "lists"
TIME = "TIME_PERIOD"
ROLES = ("person", "case", "date", "minute", "direction", "start", "end", "birth")
GROUP = re.compile(r"(\d+)(?:-(\d+)|(\+))")
LETTERS = {"age": "Y", "days": "D", "column": "N"}


class Refused(Exception):
    """The specification asks for what the clauses refuse."""


@dataclass
class Group:
    code: str
    least: int
    most: int | None

    def holds(self, value: int) -> bool:
        return self.least <= value and (self.most is None or value <= self.most)


@dataclass
class Dimension:
    id: str
    column: str | None = None
    age: str | None = None  # event or moment
    groups: list[Group] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    known: set[str] | None = None
    membership: str = "at-event"
    pin: str | None = None
    missing: str = "_U"
    unknown: str = "_U"
    at_end: bool = False
    themselves: bool = False


@dataclass
class Count:
    id: str
    what: str
    units: list[str]
    by: list[str]
    subsets: list[tuple[str, ...]]
    only: dict[str, list[str]]
    text: dict[str, Any]

    @property
    def axes(self) -> list[str]:
        return [axis for axis in self.by if axis != TIME]


@dataclass
class Specification:
    first: date
    last: date
    roles: dict[str, str]
    entry: list[str]
    exit: list[str]
    many: bool
    drop: bool
    types: dict[str, str]
    links: dict[str, str]
    filter: dict[str, list[str]]
    dimensions: dict[str, Dimension]
    counts: list[Count]

    def columns(self) -> list[str]:
        """1.2: what something names."""
        named = list(self.roles.values()) + list(self.filter)
        named += [dimension.column for dimension in self.dimensions.values() if dimension.column]
        named += [column for count in self.counts for column in count.only]
        return sorted(set(named))


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def read(spec: dict[str, Any]) -> Specification:
    records = spec["records"]
    dimensions = {id: dimension(id, text) for id, text in spec.get("dimension", {}).items()}
    made = Specification(
        first=date.fromisoformat(records["from"]),
        last=date.fromisoformat(records["until"]),
        roles={role: records[role] for role in ROLES if role in records},
        entry=listed(records.get("entry", [])),
        exit=listed(records.get("exit", [])),
        many=records.get("persons", "one") == "many",
        drop=records.get("duplicates", "count") == "drop",
        types=spec.get("types", {}),
        links={"document": "document", "person": "person", **spec.get("links", {})},
        filter={column: listed(values) for column, values in spec.get("filter", {}).items()},
        dimensions=dimensions,
        counts=[count(id, text) for id, text in spec.get("count", {}).items()],
    )
    if "date" not in made.roles and not ("start" in made.roles and "end" in made.roles):
        raise Refused("1.1: a date, or a start and an end")
    for each in made.counts:
        check(made, each)
    return made


def dimension(id: str, text: dict[str, Any]) -> Dimension:
    made = Dimension(id, column=text.get("column"), age=text.get("age"), membership=text.get("membership", "at-event"))
    made.pin, made.missing, made.unknown = text.get("pin"), text.get("missing", "_U"), text.get("unknown", "_U")
    made.codes, made.at_end = text.get("codes", {}), text.get("at") == "end"
    made.themselves = text.get("others") == "themselves"
    written = text.get("days") if "days" in text else text.get("groups", [])
    letter = LETTERS["days" if "days" in text else "age" if made.age else "column"]
    for each in written:
        least, most, open_end = GROUP.fullmatch(each).groups()
        code = f"{letter}_GE{least}" if open_end else f"{letter}{least}" if int(least) == int(most) else f"{letter}{int(least)}T{int(most)}"
        made.groups.append(Group(code, int(least), None if open_end else int(most)))
    if "list" in text:
        content = tomllib.loads((LISTS / f"{text['list'].lower()}.toml").read_text(encoding="utf-8"))
        made.known = {row[0] for row in content["codes"]}
    if made.membership == "pinned" and made.pin is None:
        raise Refused("3.3: pinned, without a pin")
    return made


def count(id: str, text: dict[str, Any]) -> Count:
    by = listed(text.get("by", []))
    units = listed(text.get("units", ["cases"]))
    only = {column: listed(values) for column, values in text.get("only", {}).items()}
    return Count(id, text["what"], units, by, subsets(by, text.get("totals", "none")), only, text)


def subsets(by: list[str], totals: str | list[str]) -> list[tuple[str, ...]]:
    """4.3. Where time does not stand in `by`, it is in every subset, and is not said here."""
    if totals == "all":
        return [subset for size in range(len(by) + 1) for subset in combinations(by, size)]
    wanted = [tuple(by)]
    for each in [] if totals == "none" else listed(totals):
        subset = tuple(axis for axis in by if axis in each.split())
        if subset not in wanted:
            wanted.append(subset)
    return wanted


def check(spec: Specification, count: Count) -> None:
    if len(count.axes) > 12:
        raise Refused("4.3: more than 12 dimensions")
    if TIME in count.by and count.what in ("stock", "balance"):
        raise Refused("4.3: a stock has no total over time")
    if spec.many and count.what not in ("balance", "processing") and set(count.units) != {"cases"}:
        raise Refused("CNT-004: records of several persons")
    if "persons" in count.units and "person" not in spec.roles and count.what not in ("balance", "processing"):
        raise Refused("persons without a person number")
    if count.what == "balance" and "case" in spec.roles:
        raise Refused("7.3: distinct case numbers do not balance")
