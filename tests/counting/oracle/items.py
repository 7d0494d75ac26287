"""What is counted once in a place: a record, a stay, a migration. Cells of items, persons and their codes (3.3 to 3.7, 4.2 to 4.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from .result import Figure, Key, Result
from .specification import TIME, Count, Specification

Instant = tuple[date, int]


@dataclass
class Item:
    id: object
    person: str | None
    case: object  # the case number, or what is a case of its own
    at: Instant  # which is first and which is last
    codes: dict[str, str]
    sure: bool = True  # or undetermined: in the upper bound
    # Dimensions that are not known yet: in the upper bound of every code (7.1).
    open: frozenset[str] = field(default_factory=frozenset)


@dataclass
class Bucket:
    """The items of one period or moment."""

    label: str
    items: list[Item]
    whole: bool = False  # from–until: the total over time


Measure = Callable[[list[Item]], Figure | None]


def person_events(items: list[Item]) -> Figure:
    return len({item.id for item in items if item.sure}), len({item.id for item in items})


def cases(items: list[Item]) -> Figure:
    return len({item.case for item in items if item.sure}), len({item.case for item in items})


def persons(items: list[Item]) -> Figure:
    """4.4: from those who are surely there to all numbers and every record without one."""
    surely = {item.person for item in items if item.person is not None and item.sure}
    perhaps = {item.person for item in items if item.person is not None}
    without = {item.id for item in items if item.person is None}
    return len(surely), len(perhaps) + len(without)


def unnamed(items: list[Item]) -> Figure:
    return 0, len({item.id for item in items if item.person is None})


UNITS: dict[str, Measure] = {"person-events": person_events, "cases": cases, "persons": persons}


def cells(count: Count, buckets: list[Bucket], measure: Measure) -> dict[Key, Figure]:
    """Every subset on its own: for every cell, the items that are in it (4.3)."""
    seen = {axis: sorted({item.codes[axis] for bucket in buckets for item in bucket.items if axis not in item.open}) for axis in count.axes}
    found = {}
    for subset in count.subsets:
        wanted = [axis for axis in count.axes if axis in subset]
        in_whole = TIME in count.by and TIME not in subset
        for bucket in buckets:
            if bucket.whole != in_whole:
                continue
            inside = defaultdict(list)
            for item in bucket.items:
                choices = [seen[axis] if axis in item.open else [item.codes[axis]] for axis in wanted]
                for chosen in product(*choices):
                    inside[chosen].append(item)
            for chosen, items in inside.items():
                codes = dict(zip(wanted, chosen, strict=True))
                figure = measure(items)
                if figure is not None:
                    found[(*(codes.get(axis, "_T") for axis in count.axes), bucket.label)] = figure
    return found


def pinned_code(items: list[Item], axis: str, pin: str) -> str:
    """The code of the first or last item; at one instant the smallest (3.5)."""
    at = (min if pin == "first" else max)(item.at for item in items)
    return min(item.codes[axis] for item in items if item.at == at)


def recoded(items: list[Item], pins: dict[str, dict[str, str]]) -> list[Item]:
    """The items with the codes that pins give their persons."""
    changed = []
    for item in items:
        codes = {axis: pins.get(axis, {}).get(item.person, code) if item.person is not None else code for axis, code in item.codes.items()}
        changed.append(replace(item, codes=codes))
    return changed


def by_person(items: list[Item]) -> dict[str, list[Item]]:
    found = defaultdict(list)
    for item in items:
        if item.person is not None:
            found[item.person].append(item)
    return found


def pins_of(items: list[Item], axes: dict[str, str]) -> dict[str, dict[str, str]]:
    """For each axis with its pin, the code of every person."""
    people = by_person(items)
    return {axis: {person: pinned_code(own, axis, pin) for person, own in people.items()} for axis, pin in axes.items()}


def two_codes(items: list[Item], axis: str) -> set[str]:
    """Persons with two codes in a dimension."""
    known = [item for item in items if axis not in item.open]
    return {person for person, own in by_person(known).items() if len({item.codes[axis] for item in own}) > 1}


def person_buckets(spec: Specification, count: Count, buckets: list[Bucket], records: list[Item]) -> list[Bucket]:
    """3.3, 3.4: the buckets with the codes that persons have in them."""
    axes = [spec.dimensions[axis] for axis in count.axes]
    for_all = pins_of(records, {axis.id: axis.pin for axis in axes if axis.membership == "fixed" and axis.pin})
    within = {axis.id: axis.pin for axis in axes if axis.membership == "pinned"}
    changed = []
    for bucket in buckets:
        items = recoded(bucket.items, for_all)
        changed.append(replace(bucket, items=recoded(items, pins_of(items, within))))
    return changed


def repinned(spec: Specification, count: Count, buckets: list[Bucket], records: list[Item], found: dict[Key, Figure], own: dict[Key, Figure]) -> None:
    """4.4: a record without a number may be the one that decides the code of a person."""
    axes = [spec.dimensions[axis] for axis in count.axes]
    without = {bucket.label: len({item.id for item in bucket.items if item.person is None}) for bucket in buckets if not bucket.whole}
    whole = {bucket.label for bucket in buckets if bucket.whole}
    of_all = len({item.id for item in records if item.person is None})
    for key, (low, high) in found.items():
        moved = 0
        for axis, code in zip(axes, key, strict=False):
            if code == "_T" or not axis.pin:
                continue
            in_whole = key[-1] in whole and TIME in count.by and key[-1] not in without
            within = sum(without.values()) if in_whole else without.get(key[-1], 0)
            moved = max(moved, of_all if axis.membership == "fixed" else within)
        if moved:
            found[key] = (max(0, low - moved), high + max(0, moved - own[key][1]))


def declared(
    spec: Specification, count: Count, table: str, buckets: list[Bucket], records: list[Item], states: bool, result: Result
) -> None:
    """3.6, 3.7: declarations of exclusiveness, verified. `records` are all that the table uses, with their own codes."""
    for axis in (spec.dimensions[axis] for axis in count.axes):
        if axis.membership == "fixed":
            changed = two_codes(records, axis.id)
            where = result.settled_declarations if axis.pin else result.refused_declarations
        elif axis.membership == "at-event" and states:
            changed = set().union(*(two_codes(bucket.items, axis.id) for bucket in buckets if not bucket.whole))
            where = result.refused_declarations
        else:
            continue
        if changed:
            where.setdefault(table, {})[axis.id] = len(changed)


def tables(
    spec: Specification,
    count: Count,
    buckets: list[Bucket],
    records: list[Item],
    result: Result,
    *,
    name: str = "",
    units: list[str] | None = None,
    states: bool = False,
    deciding: list[Item] | None = None,
) -> None:
    """A table a unit, and the persons behind each of its cells. `deciding` are the records that a pin looks at (3.4)."""
    deciding = records if deciding is None else deciding
    for unit in units or count.units:
        table = f"{count.id}.{name}{unit}"
        counted = person_buckets(spec, count, buckets, deciding) if unit == "persons" else buckets
        result.tables[table] = {key: figure for key, figure in cells(count, counted, UNITS[unit]).items() if figure != (0, 0)}
        if "person" in spec.roles and not spec.many:
            result.persons_behind[table] = cells(count, counted, persons)
        if unit == "persons":
            result.known[table] = dict(result.tables[table])
            without = cells(count, counted, unnamed)
            for found in (result.tables[table], result.persons_behind.get(table, {})):
                repinned(spec, count, buckets, deciding, found, without)
        if unit == "persons":
            declared(spec, count, table, buckets, records, states, result)
