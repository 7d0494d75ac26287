"""Events in periods: flows (4.1), cohorts (7.1), processing times (7.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from .days import months_after, spans
from .dimensions import codes
from .items import Bucket, Item, cells, persons, tables
from .records import Record
from .result import Figure, Result
from .specification import Count, Specification


def event_day(count: Count, record: Record, default: str) -> date | None:
    """The day by which a record is counted; an end that is not there, or after `until`, has not been seen."""
    at = count.text.get("at", default)
    if at == "date":
        return record.day
    if not record.interval:
        return None
    return record.start if at == "start" else record.end


def item(spec: Specification, count: Count, record: Record, day: date, second: int = 0) -> Item:
    case = ("case", record.case) if record.case is not None else ("record", record.number)
    return Item(record.number, record.person, case, (day, second), codes(spec, count.axes, record, record.day or record.start))


def buckets(spec: Specification, every: str, dated: list[tuple[date, Item]]) -> list[Bucket]:
    """The items of each period, and of from–until."""
    found = []
    for first, last, label in spans(spec.first, spec.last, every):
        found.append(Bucket(label, [item for day, item in dated if first <= day <= last]))
    whole = [item for day, item in dated if spec.first <= day <= spec.last]
    found.append(Bucket(f"{spec.first}/{spec.last}", whole, whole=True))
    return found


def flow(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    default = "date" if "date" in spec.roles else "start"
    dated = []
    for record in records:
        day = event_day(count, record, default)
        if day is not None and spec.first <= day <= spec.last:
            second = record.second if count.text.get("at", default) == "date" else 0
            dated.append((day, item(spec, count, record, day, second)))
    made = buckets(spec, count.text["every"], dated)
    tables(spec, count, made, [item for _, item in dated], result)


def cohort(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    dated = []
    for record in records:
        if not record.interval or not spec.first <= record.start <= spec.last:
            continue
        over = months_after(record.start, count.text["after"])
        one = item(spec, count, record, record.start)
        if record.end is not None and record.end <= spec.last:
            if record.end > over:
                continue
        elif over > spec.last:
            one.sure = False
            one.open = frozenset(axis for axis in count.axes if spec.dimensions[axis].at_end)
        else:
            continue
        dated.append((record.start, one))
    made = buckets(spec, count.text["every"], dated)
    every = [item(spec, count, record, record.start) for record in records if record.interval]
    tables(spec, count, made, [item for _, item in dated], result, deciding=every)


def processing(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    """`<id>.median`, in days, and the cases behind each as `<id>.cases`."""
    pending = count.text.get("median", "decided") == "with-pending"
    days: dict[object, tuple[int, bool]] = {}
    dated = []
    for record in records:
        if not record.interval:
            continue
        ended = record.end is not None and record.end <= spec.last
        if pending and spec.first <= record.start:
            days[record.number] = ((record.end if ended else spec.last) - record.start).days, ended
            dated.append((record.start, item(spec, count, record, record.start)))
        if not pending and ended and spec.first <= record.end:
            days[record.number] = (record.end - record.start).days, True
            dated.append((record.end, item(spec, count, record, record.end)))
    rule: Callable[[list[tuple[int, bool]]], Figure] = product_limit if pending else middle
    made = buckets(spec, count.text["every"], dated)
    table = f"{count.id}.median"
    result.tables[table] = cells(count, made, lambda items: rule([days[one.id] for one in items]))
    if "person" in spec.roles and not spec.many:
        result.persons_behind[table] = cells(count, made, persons)
    tables(spec, count, made, [], result, units=["cases"])


def middle(days: list[tuple[int, bool]]) -> Figure:
    """The median of the decided: the mean of the two middle ones."""
    ordered = sorted(length for length, _ in days)
    half = len(ordered) // 2
    value = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return value, value


def product_limit(days: list[tuple[int, bool]]) -> Figure:
    """The smallest duration at which the share still pending is at most one half; else at least the longest observed (CNT-040)."""
    share = Fraction(1)
    for length in sorted({length for length, ended in days if ended}):
        at_risk = sum(other >= length for other, _ in days)
        ends = sum(other == length and ended for other, ended in days)
        share *= Fraction(at_risk - ends, at_risk)
        if share <= Fraction(1, 2):
            return length, length
    return max(length for length, _ in days), None
