"""Files of figures in, and what the checks say of a table."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Union

from . import _dsm
from .errors import Findings
from .table import Table

Specification = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""How a file writes its figures: a file of format `dsm-translator/1`, or its parts as a mapping."""


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

    Raises `InvalidData` with a finding for every value that cannot be what its column says.
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
    tables, noticed = read(content, name, _parts(specification))
    found = Findings._of(noticed)
    made = ((indicator, Table._of(table)) for indicator, table in tables)
    return tuple(Translated(indicator, table, Findings([*found, *check(table)])) for indicator, table in made)


def check(table: Table) -> Findings:
    """What the checks say of a table: nothing stands in the way of looking at it, and every finding names its place."""
    return Findings._of(_dsm.checked(table._table))


def _parts(specification: Specification | None) -> list[tuple[str, str, str]]:
    if specification is None:
        return []
    if not isinstance(specification, Mapping):
        import tomllib

        specification = tomllib.loads(Path(specification).read_text(encoding="utf-8"))
    if specification.get("format", "dsm-translator/1") != "dsm-translator/1":
        raise ValueError("the specification is not of the format dsm-translator/1")
    parts = {part: said for part, said in specification.items() if part not in ("format", "source")}
    return [(part, str(id), str(value)) for part, said in parts.items() for id, value in said.items()]
