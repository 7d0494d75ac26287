"""Files of figures in, and what the checks say of a table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Union

from . import _dsm
from .errors import Findings
from .table import Table

Specification = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""How a file writes its figures: a TOML file of format `dsm-translator/1`, or its parts as a mapping."""


class Translated(NamedTuple):
    """The figures of one indicator in one unit, as a file held them."""

    indicator: str
    table: Table
    findings: Findings
    """What was noticed while the file was read, and what the checks say."""


def read(path: str | os.PathLike[str], *, specification: Specification | None = None) -> tuple[Translated, ...]:
    """Reads a delimited file of figures: a table for each indicator and unit in it.

    A tidy file (the columns named by the ids of dimensions, `TIME_PERIOD`, `OBS_VALUE` …) needs no specification. Another one says in
    `columns` which column holds what, in `stated` what is the same for the whole file, in `schemes` in whose codes a column is written, and in
    `absent` what a row that is not there means; in `catalogue` it says as `preset` whose indicators it is about: `dsm` unless it says `unhcr`.
    A part of a part is a mapping in it (`{"labels": {"SEX": {"T": "_T"}}}`), and `ignored`, `across` and `fixed` name one or list several.

    Raises `InvalidData` (TRL-001) with a finding for every value that cannot be what its column says, at its line and column;
    `InvalidData` (TRL-008) for data about individual persons, of which nothing is kept; `FormatError` (TRL-007) with a finding for every
    line of the specification that says something else.
    """
    file = Path(path)
    return read_bytes(file.read_bytes(), str(file), specification)


def read_bytes(
    content: bytes,
    name: str,
    specification: Specification | None = None,
    session: _dsm.Session | None = None,
) -> tuple[Translated, ...]:
    """As `read`, for bytes; places are given with `name`. With a session the indicators are those of its mechanism."""
    read = _dsm.translated if session is None else session.translated
    tables, noticed = read(content, name, _specified(specification))
    found = Findings._of(noticed)
    made = ((indicator, Table._of(table)) for indicator, table in tables)
    return tuple(Translated(indicator, table, Findings([*found, *check(table)])) for indicator, table in made)


def check(table: Table) -> Findings:
    """What the checks say of a table: nothing stands in the way of looking at it, and every finding names its place."""
    return Findings._of(_dsm.checked(table._table))


def _specified(specification: Specification | None) -> tuple[str, str] | list[tuple[str, str, str]]:
    """The name and text of a file, or lines of part, id and value."""
    if specification is None:
        return []
    if not isinstance(specification, Mapping):
        return os.fspath(specification), Path(specification).read_text(encoding="utf-8")
    if specification.get("format", "dsm-translator/1") != "dsm-translator/1":
        raise ValueError("the specification is not of the format dsm-translator/1")
    parts = ((part, said) for part, said in specification.items() if part not in ("about", "format", "source"))
    return [line for part, said in parts for line in _lines(str(part), said)]


def _lines(part: str, said: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(said, Mapping):
        for id, value in said.items():
            if isinstance(value, Mapping) and "." not in part:
                yield from _lines(f"{part}.{id}", value)
            else:
                yield part, str(id), str(value)
    elif isinstance(said, (list, tuple)):
        for one in said:
            id, value = one if isinstance(one, (list, tuple)) and len(one) == 2 else (one, "")
            yield part, str(id), str(value)
    else:
        yield part, str(said), ""
