"""The crossings of a person, instant by instant, and the stays that they make (5.2, 5.3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from .dimensions import codes
from .items import Instant
from .records import Record
from .specification import Count, Specification


@dataclass
class Group:
    """The crossings of one person at one instant."""

    at: Instant
    records: list[Record]

    @property
    def majority(self) -> int:
        """1 more entries, -1 more exits, 0 as many (case 48)."""
        sum_ = sum(record.direction for record in self.records)
        return (sum_ > 0) - (sum_ < 0)

    def codes(self, spec: Specification, count: Count, direction: int, moment: date | None = None) -> dict[str, str]:
        """The smallest code of each dimension among the crossings in a direction."""
        of = [codes(spec, count.axes, record, record.day, moment) for record in self.records if record.direction == direction]
        return {axis: min(each[axis] for each in of) for axis in count.axes}


def groups(records: list[Record]) -> dict[str, list[Group]]:
    """The instants of every person in order; without a number nobody's last crossing is known."""
    people: dict[str, dict[Instant, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        if record.person is not None and record.direction != 0 and record.day is not None:
            people[record.person][record.day, record.second].append(record)
    return {person: [Group(at, instants[at]) for at in sorted(instants)] for person, instants in people.items()}


@dataclass
class Stay:
    person: str
    entry: Group | None  # none where counted back
    exit: Group | None  # none where not left
    coded: Group  # whose codes it has …
    direction: int  # … and those of its entries or exits

    def holds(self, moment: Instant, first: date) -> bool:
        """Who entered before a moment and has not left before it is in; counted back from `from` on."""
        entered = self.entry.at < moment if self.entry else (first, 0) <= moment
        left = self.exit is not None and self.exit.at < moment
        return entered and not left


def stays(person: str, instants: list[Group], back: bool) -> list[Stay]:
    """Instants that change nothing are passed over."""
    found: list[Stay] = []
    if back and instants[0].majority < 0:
        found.append(Stay(person, None, None, instants[0], -1))
    for group in instants:
        present = bool(found) and found[-1].exit is None
        if group.majority > 0 and not present:
            found.append(Stay(person, group, None, group, 1))
        if group.majority < 0 and present:
            found[-1].exit = group
    return found
