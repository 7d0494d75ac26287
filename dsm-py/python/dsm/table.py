"""The table: made from rows, columns or Arrow data, read cell by cell or as a frame."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _dsm
from .axes import Axis
from .cells import Cell, Row, cell_of
from .errors import Finding, Findings, FindingWarning
from .language import language
from .measure import Assumption, Concept, Measure
from .notebook import table_html, table_text
from .operations import Operations

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


@dataclass(frozen=True)
class Statement:
    """What a caller states about the data of a table."""

    measure: Measure | None
    concept: Concept | None
    axes: tuple[Axis, ...]
    vintage: str | None
    making: str | None
    absent: str | None
    value: str | None
    moments: str | None

    @classmethod
    def of(
        cls,
        measure: Measure | str | None,
        concept: Concept | str | None,
        axes: Iterable[Axis | str],
        vintage: str | None,
        making: str | None,
        absent: str | None,
        value: str | None = None,
        moments: str | None = None,
    ) -> Statement:
        """As the caller writes it."""
        measure = Measure.parse(measure) if isinstance(measure, str) else measure
        concept = Concept(concept) if isinstance(concept, str) else concept
        return cls(measure, concept, tuple(_axis(axis) for axis in axes), vintage, making, absent, value, moments)


class Table(Operations):
    """Figures of one measure and concept over axes. A table never changes: every operation gives another one.

    `data` is one of

    - rows: tuples of one code for each axis, then the figure;
    - columns: a mapping from names to sequences, one column for each axis and one (`OBS_VALUE`) of figures;
    - anything with the Arrow protocol: frames of polars and pandas, tables and batches of pyarrow, another `Table`.

    A figure is a whole number, a `Decimal`, a float, `None` (not delivered), a `Cell`, or a text as in files: `"12"`, `"10..20"` (between),
    `"10.."` (at least), `"100~20"` (an estimate with its standard error), `"*"` (suppressed), `"na"`, `"not-collected"`,
    `"not-delivered"`; after a space statuses may stand in brackets: `"12 [P]"`.

    - `measure`, `concept`: what is counted and of whom; unstated, the table refuses whatever needs to know it. Arrow data that came
      from DSM know it themselves; a table that does not know it is told so: `Table(t, measure="persons-distinct flow")`.
    - `axes`: in the order of the codes in rows; a text is `TIME_PERIOD`, the time, or the id of a category of which nothing is known.
    - `value`: the column of figures, where it is not `OBS_VALUE`.
    - `vintage`: figures of one vintage were published together.
    - `making`: how published figures are inexact: `exact`, `nearest:5`, `random:3`, `multiple:1000`, `small:5=1..5,10=6..12:0..4`.
    - `absent`: what a key that is not there means: `missing` (not delivered) or `zero`.

    Raises `InvalidData` with a finding for every broken cell.

    >>> t = Table(
    ...     {"SEX": ["F", "M"], "TIME_PERIOD": [2024, 2024], "OBS_VALUE": [3, "*"]},
    ...     measure="cases:permit:one flow",
    ...     concept="PERMITS",
    ... )
    >>> t
    Table(cases:permit:one flow of PERMITS; 2 cells)
      SEX  TIME_PERIOD  OBS_VALUE
      F    2024                 3
      M    2024                 *
    """

    __slots__ = ("_table",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self,
        data: Any,
        *,
        measure: Measure | str | None = None,
        concept: Concept | str | None = None,
        axes: Iterable[Axis | str] | None = None,
        value: str | None = None,
        vintage: str | None = None,
        making: str | None = None,
        absent: str | None = None,
    ) -> None:
        arrow = hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__")
        column = value or "OBS_VALUE"
        if axes is None and not arrow:
            if not isinstance(data, Mapping):
                raise TypeError("rows need axes: axes=['SEX', 'TIME_PERIOD'], in the order of the codes in a row")
            axes = [name for name in data if name != column]
        statement = Statement.of(measure, concept, axes or (), vintage, making, absent, value)
        declared = statement.axes
        findings: list[_dsm.Finding] = []
        if arrow:
            table, findings = _dsm.from_arrow(statement, data)
        elif isinstance(data, Mapping):
            keys = [_column(data, axis.id) for axis in declared]
            table = _dsm.from_columns(statement, keys, _column(data, column))
            used = {column, *(axis.id for axis in declared)}
            for name in data:
                if name not in used:
                    warnings.warn(f"the column {name!r} is no axis of the table and was left out", FindingWarning, 2)
        else:
            table = _dsm.from_rows(statement, data)
        for finding in findings:
            warnings.warn(str(Finding(finding)), FindingWarning, stacklevel=2)
        object.__setattr__(self, "_table", table)

    @classmethod
    def _of(cls, table: _dsm.Table) -> Table:
        this = cls.__new__(cls)
        object.__setattr__(this, "_table", table)
        return this

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a table does not change: make another one")

    # What it is

    @property
    def measure(self) -> Measure:
        """What the figures count."""
        return Measure(*self._table.measure)

    @property
    def concept(self) -> Concept:
        """Which population they are of."""
        id, said = self._table.concept
        relative = said.pop("relative", "false") == "true"
        return Concept(id, relative=relative, **said)

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes in their order, with the codes that stand in the table."""
        told = self._table.axes
        return tuple(
            Axis(id, kind, member, whole, tuple(totals), parents, direction, unknown, tuple(codes))
            for id, kind, member, whole, totals, parents, direction, unknown, codes in told
        )

    def axis(self, id: str) -> Axis:
        """The axis of an id. Raises `KeyError` when there is none."""
        for axis in self.axes:
            if axis.id == id:
                return axis
        self._table.slice(id, [])  # raises: there is no such axis
        raise KeyError(id)

    @property
    def vintage(self) -> str:
        """The vintage, empty where none is stated."""
        return self._table.vintage

    @property
    def making(self) -> str:
        """How the figures are inexact by making."""
        return self._table.making

    @property
    def absent(self) -> str:
        """What a key that is not there means: `missing` or `zero`."""
        return self._table.absent

    @property
    def notes(self) -> Findings:
        """The footnotes that stay on the figures: what is partial, what was noticed."""
        return Findings._of(self._table.notes)

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The assumptions that the figures rest on."""
        return tuple(Assumption(*said) for said in self._table.assumptions)

    @property
    def bytes(self) -> int:
        """The bytes of its columns, which its slices share."""
        return self._table.bytes

    # Cells

    def rows(self) -> list[Row]:
        """Every cell with its key, in the order of the keys. For millions of cells take a frame."""
        return [Row(tuple(key), cell_of(*cell)) for key, cell in self._table.rows()]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows())

    @property
    def cells(self) -> list[Cell]:
        """Every cell, in the order of the keys."""
        return [row.cell for row in self.rows()]

    def at(self, *key: str, **by_axis: str) -> Cell:
        """The cell of a key: one code for each axis in their order, or by the ids of the axes.

        Raises `KeyError` when there is no such cell.

        >>> t = Table([("F", "2024", 3)], measure="cases:permit:one flow", axes=["SEX", "TIME_PERIOD"])
        >>> t.at("F", "2024") == t.at(TIME_PERIOD="2024", SEX="F") == t["F", "2024"]
        True
        """
        codes = list(key)
        if by_axis:
            codes += [by_axis.pop(axis[0]) for axis in self._table.axes if axis[0] in by_axis]
            codes += list(by_axis.values())
        return cell_of(*self._table.at([str(code) for code in codes]))

    def __getitem__(self, key: str | tuple[str, ...]) -> Cell:
        return self.at(*((key,) if isinstance(key, str) else key))

    def __len__(self) -> int:
        return len(self._table)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __eq__(self, other: object) -> bool:
        """Equal measure, concept, axes, cells, statuses, notes and assumptions."""
        return self._table == other._table if isinstance(other, Table) else NotImplemented

    def slice(self, axis: str | None = None, codes: str | Iterable[str] = (), **by_axis: str | Iterable[str]) -> Table:
        """The part of the table with the given codes of one or more axes. Figures are shared, not copied.

        An axis of which parts were left out is not exhaustive any more: a sum over it says "at least".

        Raises `KeyError` for an axis or code that is not there.

        >>> t = Table([("F", "2024", 3), ("M", "2024", 4)], measure="cases:permit:one flow", axes=["SEX", "TIME_PERIOD"])
        >>> len(t.slice("SEX", ["F"])), len(t.slice(SEX="F"))
        (1, 1)
        """
        chosen: dict[str, str | Iterable[str]] = {} if axis is None else {axis: codes}
        chosen.update(by_axis)
        table = self._table
        for id, wanted in chosen.items():
            table = table.slice(id, [wanted] if isinstance(wanted, str) else [str(code) for code in wanted])
        return Table._of(table)

    # Frames

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table as an Arrow stream: any library that speaks Arrow reads it. What it counts stands in the metadata."""
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """The table as one Arrow record batch."""
        return self._table.__arrow_c_array__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        """The schema of the Arrow data."""
        return self._table.__arrow_c_schema__()

    def to_arrow(self) -> pyarrow.Table:
        """As a table of pyarrow, which must be installed. `Table(that)` is this table again."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> polars.DataFrame:
        """As a frame of polars, which must be installed. A frame does not keep what is counted: say it again to come back."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """As a frame of pandas, which must be installed with pyarrow. A frame does not keep what is counted."""
        return self.to_arrow().to_pandas()

    # Files

    def write(
        self,
        path: str | os.PathLike[str],
        *,
        format: str = "csv",
        dataflow: str | None = None,
        indicator: str | None = None,
        agency: str = "DSM",
        sender: str = "DSM",
        prepared: str | None = None,
        since: Table | None = None,
        lang: str | None = None,
    ) -> Findings:
        """Writes the table as tidy `csv`, as `sdmx-csv-2.0` of a dataflow such as `DSM:ASYLUM_APPLICATIONS(1.0)`, as `json-stat-2.0`, or as a
        message of an indicator; gives what was noticed on the way: what the format cannot say is a finding, and is left out of the file.

        With an `indicator` that DSM knows the format may also be `sdmx-ml-2.1`, `sdmx-ml-3.0`, `sdmx-csv-1.0` or `sdmx-json-2.0`; the structures that a
        receiver needs are then written beside the data, as `NAME.structures` and the same ending, where the format has any. `agency` maintains
        them, `sender` sends the message, `prepared` is the time of its making, else now. With an earlier vintage as `since` the message holds
        what changed since then: what is deleted, replaced and added, each with its action (EXC-268 where they are not of one table).
        JSON-stat has the names of the codes in the language `lang`, else in the one that is chosen, where an `indicator` is named.

        >>> import tempfile, pathlib
        >>> t = Table([("F", "2024", 3)], measure="cases:permit:one flow", axes=["SEX", "TIME_PERIOD"])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     t.write(pathlib.Path(folder) / "permits.csv")
        ...     print((pathlib.Path(folder) / "permits.csv").read_text().splitlines()[-1].startswith("F,2024,3"))
        no findings
        True
        """
        if format == "json-stat-2.0" and since is None and dataflow is None:
            Path(path).write_bytes(_dsm.json_stat_written(self._table, indicator, lang or language()))
            return Findings()
        if indicator is not None:
            data, structures, found = _dsm.message_written(self._table, format, indicator, agency, sender, prepared, None if since is None else since._table)
            file = Path(path)
            if structures is not None:
                file.with_name(f"{file.stem}.structures{file.suffix}").write_bytes(structures)
            file.write_bytes(data)
            return Findings._of(found)
        if since is not None or format not in ("csv", "sdmx-csv-2.0") or (format == "csv") == (dataflow is not None):
            raise ValueError("the format is csv, json-stat-2.0, sdmx-csv-2.0 with the dataflow of the figures, or another with their indicator")
        Path(path).write_bytes(_dsm.csv_written(self._table, dataflow))
        return Findings()

    # Shown and kept

    def __repr__(self) -> str:
        return table_text(self)

    def _repr_html_(self) -> str:
        return table_html(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Table._of, (self._table,))

    def head(self, most: int = 10) -> list[Row]:
        """The first rows."""
        return [Row(tuple(key), cell_of(*cell)) for key, cell in self._table.rows(most)]


def _axis(axis: Axis | str) -> Axis:
    if isinstance(axis, Axis):
        return axis
    return Axis.time() if axis == "TIME_PERIOD" else Axis.category(axis)


def _column(data: Mapping[str, Any], name: str) -> Any:
    """A column of a mapping; a missing one is named as columns of Arrow data are."""
    if name not in data:
        _dsm.column_missing(name)
    return data[name]
