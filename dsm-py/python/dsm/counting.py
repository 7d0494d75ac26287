"""Individual records in, tables out, and nobody in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Union

from . import _dsm
from .documentation import Documentation, _documentation
from .errors import Finding, Places, _told
from .table import Table
from .words import Membership

if TYPE_CHECKING:
    from typing_extensions import Self

Day = Union[date, str]
"""A day: a `date`, or `2024-05-18`."""
class CountSpecification:
    """What individual records are, and which tables are wanted. It never changes: every method gives another one.

    - `kind`: the kind of case that a record is, such as `crossing`.
    - `from_`, `until`: the days that the records cover; both count.
    - `persons`: `one` person a record, or `many` (a file of several persons).
    - `indicator`: the indicator of every count that names none; `preset`: whose indicators; `reporter`: the reporting country.
    - `duplicates`: equal records `count`, or `drop`: each once.
    - `places`: `rows` where findings about several records are to say their rows too.
    - `fatal`: codes of findings that end the count; `all`: every one of severity error.

    Raises `InvalidData` (CNT-001) for what no specification says.

    >>> cards = (
    ...     CountSpecification("crossing", from_="2024-01-01", until="2024-12-31")
    ...     .person("document")
    ...     .date("day")
    ...     .dimension("SEX", column="sex", membership="fixed", list="SEX")
    ...     .count("crossings", units=["cases", "persons"], by=["SEX"], every="A", totals="all")
    ... )
    >>> cards.columns
    ('day', 'document', 'sex')
    """

    __slots__ = ("_specification",)
    _specification: _dsm.CountSpecification

    def __init__(
        self,
        kind: str,
        *,
        from_: Day,
        until: Day,
        persons: str | None = None,
        indicator: str | None = None,
        preset: str | None = None,
        reporter: str | None = None,
        duplicates: str | None = None,
        places: str | None = None,
        fatal: str | Iterable[str] = (),
    ) -> None:
        top = {"indicator": indicator, "preset": preset, "reporter": reporter}
        said = {"kind": kind, "from": from_, "until": until, "persons": persons, "duplicates": duplicates}
        lines = [*_lines("", top), *_lines("records", {**said, "places": places, "fatal": fatal})]
        object.__setattr__(self, "_specification", _dsm.count_specification(None).declared(lines))

    @classmethod
    def _of(cls, specification: _dsm.CountSpecification) -> Self:
        this = cls.__new__(cls)
        object.__setattr__(this, "_specification", specification)
        return this

    @classmethod
    def from_toml(cls, text: str | os.PathLike[str]) -> Self:
        """Reads a specification: the path of a file of format `dsm-count/1`, or its text.

        Raises `InvalidData` (CNT-001) with a finding for every line that says something else.
        """
        if isinstance(text, str) and "\n" in text:
            return cls._of(_dsm.count_specification(("", text)))
        path = Path(text)
        return cls._of(_dsm.count_specification((str(path), path.read_text(encoding="utf-8"))))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a specification does not change")

    def __eq__(self, other: object) -> bool:
        return self._specification == other._specification if isinstance(other, CountSpecification) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<CountSpecification of {', '.join(self.columns)}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read: nothing else of a record is."""
        return tuple(self._specification.columns)

    def declare(self, part: str, **said: Any) -> Self:
        """Adds what a part of a file says, such as `declare("records", minute="event_minute")`; a list is its values one after the
        other. An id that is a word of Python stands with a low line behind it: `from_`."""
        named = {id.rstrip("_"): value for id, value in said.items()}
        return self._of(self._specification.declared(list(_lines(part, named))))

    def person(self, column: str) -> Self:
        """The column of the person number, or of the number of a document where there is a link table. It is only compared."""
        return self.declare("records", person=column)

    def case(self, column: str) -> Self:
        """The column of the case number, where several records are of one case."""
        return self.declare("records", case=column)

    def date(self, column: str, *, minute: str | None = None, type: str | None = None) -> Self:
        """The column that says when the event was, and that of the minute after midnight, where the date has no time. Its type is
        `date` unless it is `datetime`."""
        return self.declare("records", date=column, minute=minute)._typed({column: type})

    def direction(self, column: str, *, entry: str | Iterable[str], exit: str | Iterable[str]) -> Self:
        """The column of the direction of a crossing, with its values that are entries and those that are exits."""
        return self.declare("records", direction=column, entry=entry, exit=exit)

    def interval(self, start: str, end: str) -> Self:
        """The columns of the first and the last day of an interval. An empty last day is still open."""
        return self.declare("records", start=start, end=end)

    def birth(self, column: str) -> Self:
        """The column of the date of birth."""
        return self.declare("records", birth=column)

    def typed(self, **types: str) -> Self:
        """What columns hold: `text`, `integer`, `date` or `datetime`. Columns of days are `date` unless it is said, all else text."""
        return self._typed(types)

    def _typed(self, types: Mapping[str, str | None]) -> Self:
        return self._of(self._specification.declared(list(_lines("types", types))))

    def links(self, document: str = "document", person: str = "person") -> Self:
        """The columns of the link table, which says the person of a document."""
        return self.declare("links", document=document, person=person)

    def filter(self, column: str, values: str | Iterable[str]) -> Self:
        """Records whose column has none of these values are not counted."""
        return self._of(self._specification.declared(list(_lines("filter", {column: values}))))

    def dimension(
        self,
        id: str,
        *,
        column: str | None = None,
        age: str | None = None,
        days: Iterable[str] | None = None,
        groups: Iterable[str] | None = None,
        membership: Membership | str | None = None,
        pin: str | None = None,
        list: str | None = None,
        missing: str | None = None,
        unknown: str | None = None,
        others: str | None = None,
        at: str | None = None,
        codes: Mapping[str, str] | None = None,
    ) -> Self:
        """Adds a dimension.

        - `column`: its codes are the values of a column (with `groups`: a whole number, in groups such as `0-9`, `10+`); or
          `age`: at the `event` or at the `moment` of a stock, in `groups`; or `days`: from start to end, in these groups.
        - `membership`: `fixed`, `at-event` (unless it is said), `pinned`, `overlapping`: how a person falls into the codes; `pin`:
          `first` or `last`, the event that decides.
        - `list`: the built-in list that its codes must be of.
        - `missing`, `unknown`: the code of an empty value and of one that is no code, or `refuse`.
        - `at`: `end` where it is known only when the interval has ended.
        - `codes`: values of the register and the codes that they are.
        - `others`: `themselves` where values that neither a list nor `codes` names are codes. Otherwise they are none (CNT-016), and
          where nothing names any the count is refused (CNT-027): a person number in the column would be a code.
        """
        said = {
            "column": column, "age": age, "days": days, "groups": groups, "pin": pin, "list": list, "missing": missing,
            "membership": None if membership is None else str(membership), "unknown": unknown, "at": at,
            "others": others,
        }  # fmt: skip
        part = f"dimension.{id}"
        return self._of(self._specification.declared([*_lines(part, said), *_lines(f"{part}.codes", codes or {})]))

    def count(
        self,
        id: str,
        what: str = "flow",
        *,
        units: str | Iterable[str] = (),
        by: str | Iterable[str] = (),
        every: str | None = None,
        totals: str | Iterable[str | Iterable[str]] = (),
        only: Mapping[str, str | Iterable[str]] | None = None,
        indicator: str | None = None,
        at: Day | Iterable[Day] = (),
        before: str | None = None,
        long: int | None = None,
        rules: str | Iterable[str] = (),
        direction: str | None = None,
        initial: str | None = None,
        after: int | None = None,
        median: str | None = None,
    ) -> Self:
        """Adds a table that is wanted.

        - `what`: `flow`, `stock`, `during`, `residence`, `cohort`, `processing` or `balance`.
        - `units`: `cases`, `person-events`, `persons`: a table each, `<id>.<unit>`.
        - `by`: the dimensions, with `TIME_PERIOD` among them where totals over time are wanted; `every`: `A`, `S`, `Q`, `M`, `W`, `D`.
        - `totals`: `all`, `none`, or the combinations that are wanted: `[["SEX"], ["SEX", "AGE"]]`.
        - `only`: values of columns: other records are not in this table.
        - `at`: the moments of a stock; `start` or `end` of an interval for a flow.
        - `before`: `counted-back`: whose first crossing is an exit was in before; `long`: months after which a stay is long.
        - `rules`, `direction`, `initial`: of residence, such as `["12", "12/16"]`, `exit`, `unknown`.
        - `after`: the months of a cohort; `median`: `with-pending` counts those still pending too.
        """
        sets = totals if isinstance(totals, str) else [one if isinstance(one, str) else " ".join(one) for one in totals]
        said = {
            "what": what, "indicator": indicator, "units": units, "by": by, "every": every, "totals": sets, "at": at,
            "before": before, "long": long, "rules": rules, "direction": direction, "initial": initial, "after": after,
            "median": median,
        }  # fmt: skip
        part = f"count.{id}"
        return self._of(self._specification.declared([*_lines(part, said), *_lines(f"{part}.only", only or {})]))


def _lines(part: str, said: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Lines of part, id and value; what is not said is none."""
    for id, value in said.items():
        if value is None:
            continue
        values = [value] if isinstance(value, (str, int, date)) else value
        for one in values:
            yield part, id, str(one)


class Quality(Mapping[str, int]):
    """What the records were like: how many findings there are of each rule, by its code. Counts only."""

    __slots__ = ("_findings", "filtered", "read", "refused", "used")
    read: int
    """Records that were read."""
    used: int
    """Records that passed the filter and were not refused."""
    filtered: int
    """Records that the filter leaves out."""
    refused: Mapping[str, int]
    """Refused records by the code of their first reason."""

    def __init__(self, told: tuple[int, int, int, dict[str, int], dict[str, int]]) -> None:
        self.read, self.used, self.filtered, self.refused, self._findings = told

    def __getitem__(self, code: str) -> int:
        return self._findings.get(str(code), 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    def __repr__(self) -> str:
        refused = sum(self.refused.values())
        return f"Quality(read={self.read}, used={self.used}, refused={refused}, filtered={self.filtered}, {self._findings})"


class FindingCount(NamedTuple):
    """What was found, and how often. The finding has no place."""

    finding: Finding
    times: int


class Counted(Mapping[str, Table]):
    """What was counted: tables by their names, with the persons behind their cells, and what the records were like.

    A table is named `<count>.<unit>`, such as `entries.persons`; of residence `<count>.<rule>.<unit>`; of a balance
    `<count>.pending.cases`, `<count>.opened.cases`, `<count>.closed.cases`; of processing times
    `<count>.median` and `<count>.cases`.
    """

    __slots__ = ("_counted",)
    _counted: _dsm.Counted

    def __init__(self, counted: _dsm.Counted) -> None:
        object.__setattr__(self, "_counted", counted)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("what was counted does not change")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tables, in the order of the specification."""
        return tuple(self._counted.names)

    def __getitem__(self, name: str) -> Table:
        """A table. A key that is not in it is zero. Raises `UnknownKey` (CNT-061) where there is none of the name."""
        return Table._of(self._counted.table(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def persons_behind(self, name: str) -> Table | None:
        """The number of distinct persons behind each cell of a table, for its owner: what protection needs. `None` where the records
        have no person numbers."""
        behind = self._counted.persons_behind(name)
        return None if behind is None else Table._of(behind)

    def indicator(self, name: str) -> str | None:
        """The id of the indicator that a table is of."""
        return self._counted.indicator(name)

    def part(self) -> bytes:
        """What was counted as bytes, to be added by `of_parts` to what was counted of other persons: in another process, on another
        machine. Counts of any size, of nobody by name: they are the holder's."""
        return self._counted.part()

    @classmethod
    def of_parts(cls, parts: Iterable[bytes], spec: CountSpecification | str | os.PathLike[str]) -> Self:
        """Adds up parts that were counted by one specification, each of persons who are in no other.

        Raises `FormatError` (CNT-060) where one of them is no part of a count by this specification.
        """
        return cls(_dsm.count_of_parts(_specification(spec), list(parts)))

    def documentation(self, country: str, name: str) -> Documentation:
        """The documentation of a table of a State, prefilled with what the specification says: unit, temporality, periodicity,
        breakdowns, how it was collected and from when on. What it does not know stays open.

        Raises `UnknownKey` (CNT-061) where there is no table of that name, and CNT-002 where it is of no indicator.
        """
        return _documentation(self._counted.documentation(country, name))

    @property
    def quality(self) -> Quality:
        """What the records were like. The counts are small figures about a register: they are the holder's."""
        return Quality(self._counted.quality)

    @property
    def findings(self) -> tuple[FindingCount, ...]:
        """What was found and how often, without any row: rows go to `places` of `dsm.count` alone."""
        return tuple(FindingCount(Finding(finding), count) for finding, count in self._counted.findings)

    def reconciliation(self, name: str) -> list[dict[str, Any]]:
        """What a stock of crossings rests on, from moment to moment: `from`, `until` (`None` after the last), `start`, `entries`,
        `exits`, `effective_entries`, `effective_exits`, `entries_while_in`, `exits_without_entry`, `simultaneous`, `long_stays`,
        `end`. Empty for other tables."""
        told = self._counted.reconciliation(name)
        return [{"from": first, "until": last, "start": start, **counts} for first, last, start, counts in told]

    @property
    def columns_read(self) -> tuple[str, ...]:
        """The columns that were read: nothing else of a record was."""
        return tuple(self._counted.columns_read)

    @property
    def spilled(self) -> int:
        """How many parts of the records were put aside on scratch space."""
        return self._counted.spilled

    def __repr__(self) -> str:
        quality = self.quality
        lines = [f"Counted({quality.used} of {quality.read} records)"]
        lines += [f"  {name}: {self[name].measure}" for name in self.names]
        lines += [f"  {found.times} × {found.finding}" for found in self.findings]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        quality = self.quality
        tables = (f"<tr><td>{escape(name)}</td><td><code>{escape(str(self[name].measure))}</code></td></tr>" for name in self)
        found = (
            f'<tr><td style="text-align:right">{one.times}</td><td>{escape(str(one.finding))}</td></tr>'
            for one in self.findings
        )
        return (
            f"<div><b>{quality.used}</b> / {quality.read}<table>{''.join(tables)}</table><table>{''.join(found)}</table></div>"
        )


Records = Any
"""Records: the path of a CSV or Parquet file, anything with the Arrow protocol (tables, batches and readers of pyarrow, frames of polars and
pandas, relations of DuckDB), an iterable of Arrow data, or a list of paths."""


def count(
    records: Records,
    spec: CountSpecification | str | os.PathLike[str],
    *,
    links: Records | None = None,
    threads: int = 1,
    memory: int | None = None,
    scratch: str | os.PathLike[str] | None = None,
    places: Places | None = None,
    separator: str | None = None,
    encoding: str | None = None,
    title_lines: int = 0,
    header_lines: int | None = None,
) -> Counted:
    """Counts individual records by a specification. Only the columns that it names are read.

    - `records`: a path (CSV or Parquet, told by its content), a list of paths, Arrow data, or an iterable of Arrow data.
    - `spec`: a `CountSpecification`, or the path or text of one in TOML.
    - `links`: the link table, which says the person of each document; as `records`.
    - `threads`, `memory` (bytes before scratch space is used), `scratch` (a folder; otherwise the system's).
    - `places`: a list that findings with their places are added to, or a function that is called with each. They are the holder's.
    - `separator` (`comma`, `semicolon`, `tab`, `pipe`), `encoding` (`utf-8`, `windows-1251` …), `title_lines`, `header_lines`: how text is
      laid out, where the file does not tell.

    Raises `InvalidData`, `SemanticsError` or `FormatError` where the specification lacks something or the records cannot be read.
    Other threads run meanwhile; Ctrl-C ends it.

    >>> import tempfile, pathlib
    >>> cards = pathlib.Path(tempfile.mkdtemp(), "cards.csv")
    >>> _ = cards.write_text("document,name,day,sex\\nA1,Amy,2024-05-18,F\\nA1,Amy,2024-05-25,F\\nB2,Bader,2024-08-12,M\\n")
    >>> spec = (
    ...     CountSpecification("crossing", from_="2024-01-01", until="2024-12-31")
    ...     .person("document")
    ...     .date("day")
    ...     .dimension("SEX", column="sex", membership="fixed", list="SEX")
    ...     .count("crossings", units=["cases", "persons"], by=["SEX"], every="A", totals="all")
    ... )
    >>> counted = count(cards, spec)

    Amy crossed twice: three crossings of two persons.

    >>> counted["crossings.cases"].at("_T", "2024").exact, counted["crossings.persons"].at("_T", "2024").exact
    (Decimal('3'), Decimal('2'))
    >>> counted.columns_read
    ('day', 'document', 'sex')
    """
    whole = isinstance(records, (list, tuple)) and all(isinstance(one, (str, os.PathLike)) for one in records)
    told = None if places is None else _told(places)
    counted = _dsm.count_records(
        _specification(spec),
        list(records) if whole else [records],
        links,
        told,
        Layout(separator, encoding, title_lines, header_lines),
        Means(threads, memory, None if scratch is None else os.fspath(scratch)),
    )
    return Counted(counted)


class Statement:
    """A count as one SQL statement: the records stay where they are, and what comes back are cells.

    Its result is the holder's, as `Counted` is: figures of any size.
    """

    __slots__ = ("_statement",)
    _statement: _dsm.CountStatement

    def __init__(self, statement: _dsm.CountStatement) -> None:
        object.__setattr__(self, "_statement", statement)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a statement does not change")

    def __repr__(self) -> str:
        return f"<Statement of {', '.join(self.columns)}>"

    @property
    def sql(self) -> str:
        """The statement: one query without parameters, without a semicolon at its end."""
        return self._statement.sql

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of its result, in their order."""
        return tuple(self._statement.columns)

    def tables(self, rows: Iterable[Iterable[object]]) -> Counted:
        """The rows of the result, in any order, as the tables that would have been counted: what a cursor gives. A value is a text, a
        whole number, a `Decimal` or `None`. What the records were like is not among it.

        Raises `FormatError` (CNT-051) where rows are not what the statement gives.
        """
        return Counted(self._statement.tables(rows))


def statement(
    spec: CountSpecification | str | os.PathLike[str], count: str, dialect: str, from_: str
) -> Statement:
    """Says a count of a specification as one SQL statement for a database.

    - `count`: the id of the count; `dialect`: `postgresql`, `duckdb`, `spark` or `sqlite`.
    - `from_`: the table or view of the records; a point parts its name from its schema.

    It counts as `dsm.count` does, from typed columns: what the specification says of types must hold in the table. In SQLite days
    are ISO text. Raises CNT-050 with what cannot be said, `UnknownKey` (CNT-061) where there is no such count.

    >>> import sqlite3
    >>> register = sqlite3.connect(":memory:")
    >>> _ = register.execute("CREATE TABLE cards (document TEXT, day TEXT)")
    >>> _ = register.executemany("INSERT INTO cards VALUES (?, ?)", [("A1", "2024-05-18"), ("A1", "2024-05-25")])
    >>> spec = (
    ...     CountSpecification("crossing", from_="2024-01-01", until="2024-12-31")
    ...     .person("document")
    ...     .date("day")
    ...     .count("crossings", units=["cases", "persons"], every="A", totals="none")
    ... )
    >>> said = statement(spec, "crossings", "sqlite", "cards")
    >>> counted = said.tables(register.execute(said.sql))
    >>> counted["crossings.cases"].at("2024").exact, counted["crossings.persons"].at("2024").exact
    (Decimal('2'), Decimal('1'))
    """
    return Statement(_dsm.count_statement(_specification(spec), count, dialect, from_))


def _specification(spec: CountSpecification | str | os.PathLike[str]) -> _dsm.CountSpecification:
    specification = spec if isinstance(spec, CountSpecification) else CountSpecification.from_toml(spec)
    return specification._specification


class Layout(NamedTuple):
    """How text in rows is laid out."""

    separator: str | None
    encoding: str | None
    title_lines: int
    header_lines: int | None


class Means(NamedTuple):
    """What the host gives."""

    threads: int
    memory: int | None
    scratch: str | None
