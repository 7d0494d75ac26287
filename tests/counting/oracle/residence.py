"""Migrations by duration rules (6)."""

from __future__ import annotations

from datetime import date, timedelta

from .crossings import Group, groups
from .days import ONE, periods
from .flows import buckets
from .items import Item, tables
from .records import Record
from .result import Result
from .specification import TIME, Count, Refused, Specification
from .stocks import strangers, used_items

RESIDENT, NOT_RESIDENT = "resident", "not resident"


def days_of(months: int) -> int:
    return (365 * months + 6) // 12


def rule_of(text: str) -> tuple[int, int]:
    new, _, window = text.partition("/")
    return days_of(int(new)), days_of(int(window or new))


def changing(instants: list[Group]) -> list[Group]:
    """The instants that change whether the person is in the country; the first with a majority tells where the person was (6.5)."""
    found: list[Group] = []
    for group in instants:
        if group.majority != 0 and (not found or group.majority != found[-1].majority):
            found.append(group)
    return found


def outcome(days: list[date], index: int, rule: tuple[int, int], after: date) -> str:
    """Days in the new place and days back, one segment after the other; the last runs to the end of `until` (6.2, 6.3)."""
    stay, window = rule
    new = back = 0
    for at in range(index, len(days)):
        length = ((days[at + 1] if at + 1 < len(days) else after) - days[at]).days
        if (at - index) % 2 == 0:
            new += length
        else:
            back += length
        if new >= stay:
            return "migration"
        if back > window - stay:
            return "none"
    return "undetermined"


def migrations(changes: list[Group], rule: tuple[int, int], initial: str, after: date) -> list[tuple[Group, str]]:
    """Every crossing with its outcome; a status that is not known is carried as both (6.3, 6.4)."""
    if initial == "unknown" or not changes:
        statuses = {RESIDENT, NOT_RESIDENT}
    else:
        statuses = {NOT_RESIDENT if changes[0].majority > 0 else RESIDENT}
    days = [group.at[0] for group in changes]
    found = []
    for index, group in enumerate(changes):
        answers, next_statuses = set(), set()
        for status in statuses:
            migrating = (group.majority > 0) == (status == NOT_RESIDENT)
            answer = outcome(days, index, rule, after) if migrating else "none"
            answers.add(answer)
            other = RESIDENT if status == NOT_RESIDENT else NOT_RESIDENT
            next_statuses |= {"migration": {other}, "none": {status}, "undetermined": {status, other}}[answer]
        found.append((group, answers.pop() if len(answers) == 1 else "undetermined"))
        statuses = next_statuses
    return found


def residence(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    if "person-events" in count.units:
        raise Refused("6.6: cases and persons")
    people = groups(records)
    direction = 1 if count.text["direction"] == "entry" else -1
    for text in count.text["rules"]:
        dated = []
        for person, instants in people.items():
            found = migrations(changing(instants), rule_of(text), count.text.get("initial", "by-first-crossing"), spec.last + ONE)
            for group, answer in found:
                if answer != "none" and group.majority == direction:
                    own = group.codes(spec, count, direction)
                    id = (person, group.at)
                    dated.append((group.at[0], Item(id, person, id, group.at, own, sure=answer == "migration")))
        made = buckets(spec, count.text["every"], dated)
        tables(spec, count, made, used_items(spec, count, people, records), result, name=f"{text}.")
        bounds(spec, count, text, records, result)


def bounds(spec: Specification, count: Count, text: str, records: list[Record], result: Result) -> None:
    """6.7: a crossing without a number up to the window of a rule after a period, and the migrations that one person can have."""
    stay, window = rule_of(text)
    apart = 2 * (stay - (window - stay))
    lasts, most = {}, {}
    for first, last, label in periods(spec.first, spec.last, count.text["every"]):
        lasts[label] = last + timedelta(days=window)
        most[label] = 1 + (min(last, spec.last) - max(first, spec.first)).days // max(apart, 1)
    if TIME in count.by and any(TIME not in subset for subset in count.subsets):
        whole = f"{spec.first}/{spec.last}"
        lasts[whole] = date.max
        most[whole] = 1 + (spec.last - spec.first).days // max(apart, 1)
    strangers(spec, count, records, lasts, result, name=f"{text}.", most=most if apart > 0 else None)
