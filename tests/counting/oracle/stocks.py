"""States from crossings: stocks (5.2, 5.3), their reconciliation (5.5), During (5.6)."""

from __future__ import annotations

from datetime import date

from .crossings import Group, Stay, groups, stays
from .days import ONE, months_after, spans
from .intervals import moments
from .items import Bucket, Item, tables
from .records import Record
from .result import Figure, Key, Result
from .specification import TIME, Count, Refused, Specification


def used_items(spec: Specification, count: Count, people: dict[str, list[Group]], records: list[Record]) -> list[Item]:
    """Every crossing with its own codes, as declarations and pins over the whole of the records see them."""
    found = []
    for person, instants in people.items():
        for group in instants:
            for record in group.records:
                alone = Group(group.at, [record])
                found.append(Item(record.number, person, record.number, group.at, alone.codes(spec, count, record.direction)))
    for record in records:
        if record.person is None and record.direction != 0 and record.day is not None:
            at = (record.day, record.second)
            found.append(Item(record.number, None, record.number, at, Group(at, [record]).codes(spec, count, record.direction)))
    return found


def all_stays(count: Count, people: dict[str, list[Group]]) -> list[Stay]:
    back = count.text.get("before", "not-counted") == "counted-back"
    return [stay for person, instants in people.items() for stay in stays(person, instants, back)]


def stay_item(spec: Specification, count: Count, stay: Stay, moment: date | None = None) -> Item:
    at = stay.entry.at if stay.entry else (spec.first, -1)
    id = (stay.person, stay.coded.at)
    return Item(id, stay.person, id, at, stay.coded.codes(spec, count, stay.direction, moment))


def only_persons(count: Count) -> None:
    if count.units != ["persons"]:
        raise Refused("5.2: a state from crossings is of persons")


def stock(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    only_persons(count)
    people = groups(records)
    found, made = all_stays(count, people), []
    at = moments(spec, count)
    for moment in at:
        inside = [stay_item(spec, count, stay, moment) for stay in found if stay.holds((moment, 0), spec.first)]
        made.append(Bucket(moment.isoformat(), inside))
    tables(spec, count, made, used_items(spec, count, people, records), result, states=True)
    strangers(spec, count, records, {moment.isoformat(): moment - ONE for moment in at}, result)
    result.reconciliation[count.id] = reconciled(spec, count, people, at)


def during(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    only_persons(count)
    people = groups(records)
    found, made = all_stays(count, people), []
    wanted = [(*span, False) for span in spans(spec.first, spec.last, count.text["every"])]
    wanted.append((spec.first, spec.last, f"{spec.first}/{spec.last}", True))
    for first, last, label, whole in wanted:
        inside = []
        for stay in found:
            entered = stay.entry.at[0] if stay.entry else spec.first
            if entered <= last and (stay.exit is None or stay.exit.at[0] >= first):
                inside.append(stay_item(spec, count, stay))
        made.append(Bucket(label, inside, whole))
    tables(spec, count, made, used_items(spec, count, people, records), result, states=True)
    over_time = TIME in count.by and any(TIME not in subset for subset in count.subsets)
    strangers(spec, count, records, {label: last for _, last, label, whole in wanted if not whole or over_time}, result)


def strangers(
    spec: Specification,
    count: Count,
    records: list[Record],
    lasts: dict[str, date],
    result: Result,
    *,
    name: str = "",
    most: dict[str, int] | None = None,
) -> None:
    """4.4: each crossing without a number up to a day may be one person more or less in any cell; counted back, of any day.
    6.7: or `most` cases of one person; cases stay as they are where nothing says how many that are."""
    unknown = [record.day for record in records if record.person is None and record.direction != 0]
    if count.text.get("before", "not-counted") == "counted-back":
        unknown = [date.min for _ in unknown]
    many = {label: sum(day <= last for day in unknown) for label, last in lasts.items()}
    for unit in count.units:
        table = f"{count.id}.{name}{unit}"
        result.known.setdefault(table, dict(result.tables[table]))
        widen(count, result.persons_behind[table], many)
        if unit == "persons":
            widen(count, result.tables[table], many)
        elif most is not None:
            widen(count, result.tables[table], {label: own * most[label] for label, own in many.items()})


def widen(count: Count, cells: dict[Key, Figure], many: dict[str, int]) -> None:
    """Every cell of a time by so many down and up."""
    widened: dict[Key, Figure] = {}
    for (*codes, label), (low, high) in cells.items():
        widened[(*codes, label)] = (max(0, low - many[label]), None if high is None else high + many[label])
    # A time of which nothing is known has the total of everything, where that is asked for.
    if () in count.subsets or (TIME,) in count.subsets or not count.axes:
        for label, own in many.items():
            if own and not any(key[-1] == label for key in cells):
                widened[(*("_T" for _ in count.axes), label)] = (0, own)
    cells.clear()
    cells.update(widened)


def reconciled(spec: Specification, count: Count, people: dict[str, list[Group]], at: list[date]) -> list[dict[str, int | str]]:
    """5.5: from one moment to the next, and before the first from `from`."""
    found = all_stays(count, people)
    starts = sorted({spec.first, *at})
    lines = []
    for before, after in zip(starts, starts[1:], strict=False):
        line: dict[str, int | str] = {"from": before.isoformat(), "until": after.isoformat()}
        line["start"] = sum(stay.holds((before, 0), spec.first) for stay in found)
        line["end"] = sum(stay.holds((after, 0), spec.first) for stay in found)
        for name in ("entries", "exits", "effective_entries", "effective_exits", "CNT-030", "CNT-031", "simultaneous"):
            line[name] = 0
        for person, instants in people.items():
            own = [stay for stay in found if stay.person == person]
            for group in instants:
                if (before, 0) <= group.at < (after, 0):
                    one_instant(group, own, line)
        line["long"] = sum(long_ago(count, people[stay.person], after) for stay in found if stay.holds((after, 0), spec.first))
        lines.append(line)
    return lines


def one_instant(group: Group, own: list[Stay], line: dict[str, int | str]) -> None:
    entries = sum(record.direction == 1 for record in group.records)
    line["entries"] += entries
    line["exits"] += len(group.records) - entries
    entered = any(stay.entry is group for stay in own)
    left = any(stay.exit is group for stay in own)
    line["effective_entries"] += entered
    line["effective_exits"] += left
    if len(group.records) > 1:
        line["simultaneous"] += len(group.records) - (entered or left)
    elif not entered and not left:
        line["CNT-030" if entries else "CNT-031"] += 1


def long_ago(count: Count, instants: list[Group], moment: date) -> bool:
    """Whether the last crossing before a moment at which the person is in is more than `long` months ago."""
    before = [group for group in instants if group.at < (moment, 0)]
    return bool(before) and months_after(before[-1].at[0], count.text.get("long", 12)) < moment
