"""The code of a record in a dimension (2.5, 3.1, 3.2)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from .days import completed_years
from .specification import Dimension, Specification

if TYPE_CHECKING:
    from .records import Record

CODE = re.compile(r"[A-Za-z0-9_@$][A-Za-z0-9_@$.+-]{0,63}")


def column_code(dimension: Dimension, value: str) -> tuple[str, str | None]:
    """The code of a value of the register (or `refuse`), and what is found."""
    if value == "":
        return dimension.missing, "CNT-017"
    if dimension.groups:
        number = int(value) if re.fullmatch(r"-?\d+", value) else None
        for group in dimension.groups:
            if number is not None and group.holds(number):
                return group.code, None
        return dimension.unknown, "CNT-016"
    code = dimension.codes.get(value, value)
    if dimension.known is not None:
        known = code in dimension.known
    else:
        known = value in dimension.codes or (dimension.themselves and CODE.fullmatch(code) is not None)
    return (code, None) if known and code != "_T" else (dimension.unknown, "CNT-016")


def at_event(dimension: Dimension, record: Record, on: date) -> tuple[str, bool]:
    """The code of an age or a duration, and whether a value that is known is in no group."""
    if dimension.age:
        value = None if record.birth is None else completed_years(record.birth, on)
        if value is None:
            return "_U", False
    else:
        if record.start is None or record.end is None or not record.interval:
            return ("_U" if dimension.missing == "refuse" else dimension.missing), False
        value = (record.end - record.start).days
    for group in dimension.groups:
        if group.holds(value):
            return group.code, False
    return ("_U" if dimension.unknown == "refuse" else dimension.unknown), True


def codes(spec: Specification, axes: list[str], record: Record, event: date, moment: date | None = None) -> dict[str, str]:
    """The codes of a record that is counted by an event on a day, at a moment where there is one."""
    found = {}
    for axis in axes:
        dimension = spec.dimensions[axis]
        if dimension.column is not None:
            found[axis] = record.codes[axis]
        elif dimension.age == "moment" and moment is not None:
            found[axis] = at_event(dimension, record, moment)[0]
        else:
            found[axis] = at_event(dimension, record, event)[0]
    return found
