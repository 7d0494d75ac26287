"""Records: filtered, refused or used, with what is found in them (2)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .days import instant, months_after
from .dimensions import at_event, column_code
from .result import Result
from .specification import Specification

Row = dict[str, str | int | None]


@dataclass
class Record:
    number: int
    row: Row
    person: str | None = None
    case: str | None = None
    day: date | None = None  # of the date
    second: int = 0
    start: date | None = None
    end: date | None = None
    interval: bool = False  # start and end can be counted by
    birth: date | None = None
    direction: int = 0  # 1 an entry, -1 an exit, 0 neither
    codes: dict[str, str] = field(default_factory=dict)  # of the dimensions that are columns


def text(row: Row, column: str | None) -> str:
    value = row.get(column) if column else None
    return "" if value is None else str(value).strip()


def passes(row: Row, wanted: dict[str, list[str]]) -> bool:
    return all(text(row, column) in values for column, values in wanted.items())


def read_all(spec: Specification, rows: list[Row], links: list[dict[str, Any]] | None, result: Result) -> list[Record]:
    """The used records, equal ones dropped where that is asked for."""
    result.columns_read = spec.columns()
    persons = linked(spec, links, result)
    named = None if links is None else {text(link, spec.links[role]) for link in links for role in ("document", "person")}
    used = []
    for number, row in enumerate(rows):
        result.read += 1
        if not passes(row, spec.filter):
            result.filtered += 1
            continue
        record, findings = Record(number, row), Counter()
        reason = dated(spec, record, findings) or coded(spec, record, findings)
        if reason:
            result.refused += 1
            result.refused_by[reason] += 1
            result.quality[reason] += 1
            continue
        result.used += 1
        others(spec, record, persons, named, findings)
        result.quality.update(findings)
        used.append(record)
    used = equal(spec, used, result)
    two_births(used, result)
    return used


def linked(spec: Specification, links: list[dict[str, Any]] | None, result: Result) -> dict[str, str]:
    """One step from a document to a person; a document that is in no link is a person of its own, one of two persons or of a person
    who is somebody else's document nobody's who is known."""
    said: dict[str, set[str]] = {}
    for link in links or []:
        document, person = text(link, spec.links["document"]), text(link, spec.links["person"])
        if document and person:
            known = said.setdefault(document, {person})
            # The first person that the table says is compared with; after a contradiction every line is one.
            result.quality["CNT-037"] += known != {person}
            known.add(person)
    persons = {document: one.copy().pop() if len(one) == 1 else "" for document, one in said.items()}
    chained = [document for document, person in persons.items() if person and persons.get(person, person) != person]
    result.quality["CNT-037"] += len(chained)
    result.quality = +result.quality
    return persons | dict.fromkeys(chained, "")


def day_of(spec: Specification, row: Row, role: str) -> tuple[date | None, int | None, str | None]:
    """The day and second of a role's column, or the reason why there is none (2.1)."""
    column = spec.roles[role]
    written = text(row, column)
    if not written:
        return None, None, "CNT-010"
    found = instant(written, timed=spec.types.get(column) == "datetime")
    return (None, None, "CNT-011") if found is None else (*found, None)


def dated(spec: Specification, record: Record, findings: Counter[str]) -> str | None:
    """2.1, 2.2: the reason why the record is refused as a whole. Beside a date, a bad start refuses only what is counted by it."""
    primary = "date" if "date" in spec.roles else "start"
    earliest = months_after(spec.last, -130 * 12)
    if primary == "date":
        record.day, second, reason = day_of(spec, record.row, "date")
        if reason:
            return reason
        if not earliest <= record.day <= spec.last:
            return "CNT-012"
        record.second = minute(spec, record.row) if second is None else second
    if "start" in spec.roles:
        record.start, _, reason = day_of(spec, record.row, "start")
        if "end" in spec.roles:
            record.end, _, no_end = day_of(spec, record.row, "end")
            reason = reason or (no_end if no_end == "CNT-011" else None)
        if not reason and not earliest <= record.start <= spec.last:
            reason = "CNT-012"
        if not reason and record.end and record.end < record.start:
            return "CNT-013"
        if reason and primary == "start":
            return reason
        record.interval = reason is None
        if reason:
            findings[reason] += 1
    return None


def minute(spec: Specification, row: Row) -> int:
    written = text(row, spec.roles.get("minute"))
    return int(written) * 60 if written.isdigit() and int(written) < 1440 else 0


def coded(spec: Specification, record: Record, findings: Counter[str]) -> str | None:
    """2.5: the codes of the columns, and the reason where a dimension refuses; unknown before missing."""
    reasons = set()
    for dimension in spec.dimensions.values():
        if dimension.column is None:
            continue
        code, finding = column_code(dimension, text(record.row, dimension.column))
        if finding == "CNT-017" and dimension.at_end and "end" in spec.roles and not text(record.row, spec.roles["end"]):
            code, finding = ("_U" if code == "refuse" else code), None  # it is not known yet
        if finding:
            findings[finding] += 1
        if code == "refuse":
            reasons.add(finding)
        record.codes[dimension.id] = code
    return min(reasons) if reasons else None


def others(spec: Specification, record: Record, persons: dict[str, str], named: set[str] | None, findings: Counter[str]) -> None:
    """2.3, 2.4, 2.8, and the ages and durations that are in no group."""
    number = text(record.row, spec.roles.get("person"))
    record.person = persons.get(number, number) or None
    record.case = text(record.row, spec.roles.get("case")) or None
    event = record.day or record.start
    if "person" in spec.roles and record.person is None:
        findings["CNT-019"] += 1
    findings["CNT-028"] += "date" in spec.roles and record.day is not None and record.day < spec.first
    findings["CNT-024"] += bool(number) and named is not None and number not in named
    if "birth" in spec.roles:
        record.birth = day_of(spec, record.row, "birth")[0]
        if record.birth is not None and not months_after(spec.last, -150 * 12) <= record.birth <= event:
            record.birth = None
        if record.birth is None:
            findings["CNT-014"] += 1
    if "direction" in spec.roles:
        value = text(record.row, spec.roles["direction"])
        record.direction = 1 if value in spec.entry else -1 if value in spec.exit else 0
        if record.direction == 0:
            findings["CNT-015"] += 1
    for dimension in spec.dimensions.values():
        if dimension.column is None and dimension.age != "moment" and at_event(dimension, record, event)[1]:
            findings["CNT-016"] += 1


def equal(spec: Specification, used: list[Record], result: Result) -> list[Record]:
    """2.6: of equal records of one person each beyond the first: the same instant, days, direction and codes, in the same counts."""
    seen, kept = set(), []
    for record in used:
        event = record.day or record.start
        last = None if record.end is None or record.end > spec.last else record.end
        values = (record.person, record.day, record.second, record.start, last, record.birth, record.direction, record.case)
        values += tuple(
            record.codes[axis.id] if axis.column is not None else "" if axis.age == "moment" else at_event(axis, record, event)[0]
            for axis in spec.dimensions.values()
        )
        values += tuple(passes(record.row, count.text.get("only", {})) for count in spec.counts)
        again = record.person is not None and values in seen
        seen.add(values)
        result.quality["CNT-018"] += again
        if not (again and spec.drop):
            kept.append(record)
    return kept


def two_births(used: list[Record], result: Result) -> None:
    """3.6: persons with two dates of birth."""
    births = defaultdict(set)
    for record in used:
        if record.person is not None and record.birth is not None:
            births[record.person].add(record.birth)
    result.quality["CNT-022"] += sum(len(days) > 1 for days in births.values())
