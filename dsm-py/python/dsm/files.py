"""Files of figures in, and what the checks say of a table."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Union

from . import _dsm
from .axes import Axis
from .errors import Findings, Places, _told
from .measure import Concept, Measure
from .table import Statement, Table

Specification = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""How a file writes its figures: a TOML file of format `dsm-translator/1`, or its parts as a mapping."""


class Translated(NamedTuple):
    """The figures of one indicator in one unit, as a file held them."""

    indicator: str
    table: Table
    findings: Findings
    """What was noticed while the file was read, and what the checks say."""


def read(
    path: str | os.PathLike[str],
    *,
    specification: Specification | None = None,
    structures: Sequence[str | os.PathLike[str]] = (),
    map: Specification | None = None,
    measure: Measure | str | None = None,
    concept: Concept | str | None = None,
    axes: Iterable[Axis | str] = (),
    vintage: str | None = None,
    making: str | None = None,
    absent: str | None = None,
    moments: str | None = None,
) -> tuple[Translated, ...]:
    """Reads a file of figures: a table for each indicator and unit in it, or for each structure of a message of SDMX.

    A message of SDMX (SDMX-ML 2.1 or 3.0, SDMX-CSV 1.0 or 2.0, SDMX-JSON 2.0) is known by what it holds. It is checked against `structures`, messages with
    its structure and code lists; without them only periods and figures are. What stands as the indicator is the flow or structure that the
    data name. A message that does not say what its figures count gives tables of an unstated measure (EXC-226): what needs it is refused.
    Whoever knows it states it as of a `Table`: `measure`, `concept`, `axes` (each by its id, the others stay as they are), `vintage`, `making`,
    `absent`; and, of stocks that are given by periods, `moments`: which moment the label of a period stands for, `start`, `end`, `middle` or a day
    such as `07-01`. `map` is a technical translator (see `convert`), whose `stated` may say the same as attributes of the message (`STAT_UNIT`,
    `TEMPORALITY`, `MOMENT`).

    >>> from tempfile import TemporaryDirectory
    >>> lines = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\\nMDA:RESIDENTS(1.0),F,2024,5\\n"
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "residents.csv"
    ...     _ = file.write_text(lines)
    ...     (stated,) = read(file, measure="persons-distinct stock", moments="start")
    ...     print(stated.table.measure, stated.table.at("F", "2024-01-01"))
    ...     try:
    ...         read(file, measure="persons-distinct stock")
    ...     except DsmError as error:
    ...         print(error.code, error.reason)
    persons-distinct stock 5
    CAT-003 The figures of RESIDENTS are stocks, and nobody has declared which moment the label of a period stands for.

    A tidy file (the columns named by the ids of dimensions, `TIME_PERIOD`, `OBS_VALUE` …) needs no specification. Another one says in
    `columns` which column holds what, in `stated` what is the same for the whole file, in `schemes` in whose codes a column is written, and in
    `absent` what a row that is not there means; in `catalogue` it says as `preset` whose indicators it is about: `dsm` unless it says `unhcr`.
    A part of a part is a mapping in it (`{"labels": {"SEX": {"T": "_T"}}}`), and `ignored`, `across` and `fixed` name one or list several.

    A form that was filled in (`dsm.Template`) says itself what it is and needs no specification either. It is read whole or set aside whole:
    `InvalidData` (EXC-310) with a finding at each cell; `FormatError` (EXC-306, EXC-307) where it does not say which form it is, `InvalidData`
    (EXC-308) where its indicator is defined otherwise now.

    Raises `InvalidData` (TRL-001) with a finding for every value that cannot be what its column says, at its line and column;
    `InvalidData` (TRL-008) for data about individual persons, of which nothing is kept; `FormatError` (TRL-007) with a finding for every
    line of the specification that says something else.
    """
    file = Path(path)
    statement = Statement.of(measure, concept, axes, vintage, making, absent, moments=moments)
    told = map is not None or statement != Statement.of(None, None, (), None, None, None)
    if told and (specification is not None or not _is_message(file)):
        raise ValueError("what is counted is stated of a message of SDMX; the specification of another file says it, in `stated`")
    if specification is None and _is_message(file):
        mapped = None if map is None else _specified(map)
        tables, noticed = _dsm.message_read(file, [Path(one) for one in structures], statement, mapped)
        found = Findings._of(noticed)
        made = ((indicator, Table._of(table)) for indicator, table in tables)
        return tuple(Translated(indicator, table, Findings([*found, *check(table)])) for indicator, table in made)
    return read_bytes(file.read_bytes(), str(file), specification)


def convert(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    format: str | None = None,
    structures: Sequence[str | os.PathLike[str]] = (),
    dataflow: str | None = None,
    map: Specification | None = None,
    flat: bool = False,
    sender: str = "DSM",
    prepared: str | None = None,
    places: Places | None = None,
) -> Findings:
    """Makes a message of SDMX out of another, a batch at a time: structures of structures, data of data.

    Figures and attributes stay as they are written; what is wrong with them, held against `structures`, is a finding at its line. The format is
    `sdmx-ml-2.1`, `sdmx-ml-3.0`, `sdmx-csv-1.0`, `sdmx-csv-2.0` or `sdmx-json-2.0`; without one it follows from the ending of `target`: `.xml` is SDMX-ML
    2.1, `.json` SDMX-JSON 2.0, `.csv` SDMX-CSV 2.0. `sender` and `prepared` stand in the header where the message says nothing of them.

    `map` is a technical translator: its `columns` say which component is which, `labels`, `names` and `schemes` in whose codes they are,
    `stated` what is true of all of it. A code that has no place in its mapping stays as it is, and is a finding (COD-007).

    Of each rule the first thousand findings are given back, and `Findings.more` says how many more there were; with `places`, a list that they are added to or a function that is called with each, they go there as they are
    met and none is kept, so that a message of any length is converted in the same memory. What the function raises ends the work.

    Raises `FormatError` where it cannot be read (EXC-215 where it is no message); `target` is then not written.
    """
    endings = {".xml": "sdmx-ml-2.1", ".json": "sdmx-json-2.0", ".csv": "sdmx-csv-2.0"}
    known = format or endings.get(Path(target).suffix.lower(), "")
    identity = re.sub(r"\W", "_", Path(target).name.split(".")[0], flags=re.ASCII)
    identity = identity if identity[:1].isalpha() else f"M{identity}"
    messages = [Path(one) for one in structures]
    said = None if map is None else _specified(map)
    told = None if places is None else _told(places)
    found, more = _dsm.message_converted(Path(source), Path(target), known, messages, dataflow, flat, identity, sender, prepared, said, told)
    return Findings._of(found, dict(more))


def _is_message(path: Path) -> bool:
    """Whether a file begins as messages of SDMX do."""
    with path.open("rb") as file:
        head = file.read(256).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith((b"<", b"{", b"DATAFLOW", b"STRUCTURE,", b"STRUCTURE;", b"STRUCTURE["))


def read_bytes(
    content: bytes,
    name: str,
    specification: Specification | None = None,
    session: _dsm.Session | None = None,
) -> tuple[Translated, ...]:
    """As `read`, for bytes; places are given with `name`. With a session the indicators are those of its mechanism."""
    return read_kept(content, name, specification, session)[0]


def read_kept(
    content: bytes,
    name: str,
    specification: Specification | None = None,
    session: _dsm.Session | None = None,
) -> tuple[tuple[Translated, ...], str, bytes]:
    """As `read_bytes`, with the name and the bytes of what is kept: the file, and of a form what was entered and nothing else."""
    read = _dsm.translated if session is None else session.translated
    tables, noticed, form = read(content, name, _specified(specification))
    found = Findings._of(noticed)
    made = [(indicator, Table._of(table)) for indicator, table in tables]
    checked = [check(table) for _, table in made] if form is None else [Findings._of(of_table) for of_table in form[1]]
    all = tuple(Translated(indicator, table, Findings([*found, *said])) for (indicator, table), said in zip(made, checked))
    path = Path(name)
    return (all, path.name, content) if form is None else (all, path.with_suffix(".csv").name, form[0].encode())


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
