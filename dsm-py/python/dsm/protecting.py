"""Protection of a table by itself: masks that hold, and an audit of anybody's masks.

In a mechanism the release protects: `session.submissions.release(…, threshold=5)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from . import _dsm
from .errors import Findings
from .table import Table
from .words import Label, Zeros


@dataclass(frozen=True)
class Judged:
    """What an audit says of one masked cell."""

    key: tuple[str, ...]
    """The codes in the order of the axes."""
    label: Label
    lower: Decimal | None
    """The least figure that it can have. Of a cell that is told or nearly so it is certain; of all others it is the least of the
    whole tables that were found, so that less may be possible too."""
    upper: Decimal | None
    """The greatest figure, likewise; `None` where nothing limits it."""


class Audit:
    """What a reader can tell of the masked cells of a table: a function of what it shows and of the rule, never of what is masked."""

    __slots__ = ("_cells", "_counts", "_findings")
    _cells: tuple[Judged, ...]
    _counts: dict[str, int]
    _findings: Findings

    def __init__(self) -> None:
        raise TypeError("an audit is made by dsm.audit or dsm.protect")

    @classmethod
    def _of(cls, told: _dsm._AuditTold) -> Audit:
        this = cls.__new__(cls)
        cells, findings, counts = told
        this._cells = tuple(Judged(tuple(key), Label(label), low, high) for key, label, low, high in cells)
        this._findings = Findings._of(findings)
        this._counts = counts
        return this

    @property
    def cells(self) -> tuple[Judged, ...]:
        """The masked cells in the order of their keys."""
        return self._cells

    @property
    def findings(self) -> Findings:
        """One for every cell that is told or nearly so, and for every total that contradicts others."""
        return self._findings

    @property
    def holds(self) -> bool:
        """Whether no masked cell can be computed."""
        return self._counts[Label.EXACT.value] == 0

    def count(self, label: Label | str) -> int:
        """How many masked cells have a label: `EXACT`, `NARROW`, `OPEN` or `PROVEN`."""
        return self._counts[Label(label).value]

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(label)} {label.value}" for label in Label)
        return f"Audit({len(self._cells)} masked: {counts})"


class Protected:
    """A table of which no masked cell can be computed."""

    __slots__ = ("_audit", "_masked", "_table")
    _table: Table
    _masked: tuple[tuple[str, ...], ...]
    _audit: Audit

    def __init__(self) -> None:
        raise TypeError("a table is protected by dsm.protect")

    @classmethod
    def _of(cls, table: _dsm.Table, masked: list[list[str]], told: _dsm._AuditTold) -> Protected:
        this = cls.__new__(cls)
        this._table, this._masked, this._audit = Table._of(table), tuple(map(tuple, masked)), Audit._of(told)
        return this

    @property
    def table(self) -> Table:
        """The table as it may be given out: all masks are alike, and the masked figures are not in it."""
        return self._table

    @property
    def masked(self) -> tuple[tuple[str, ...], ...]:
        """The keys of the masked cells: not which are small and which only hide these."""
        return self._masked

    def audit(self) -> Audit:
        """What a reader can tell of the masked cells."""
        return self._audit

    def __repr__(self) -> str:
        return f"Protected({len(self._masked)} of {len(self._table)} cells masked)"


def wished(cells: Iterable[Mapping[str, str]]) -> list[list[tuple[str, str]]]:
    """Wishes as axes with codes."""
    return [[(str(axis), str(code)) for axis, code in one.items()] for one in cells]


def protect(
    table: Table,
    *,
    threshold: int | None = 5,
    zeros: Zeros | str = "shown",
    range: int = 2,
    also: Iterable[Sequence[str]] = (),
    beside: Mapping[str, Table] | None = None,
    persons: Table | None = None,
    groups: Iterable[str] = (),
    dominance: tuple[str, Sequence[Table]] | None = None,
    differences: bool = False,
    never: Iterable[Mapping[str, str]] = (),
    prefer: Iterable[Mapping[str, str]] = (),
) -> Protected:
    """Masks the figures from one to below a threshold, and as many further cells as it takes so that none can be computed.

    - `threshold`: `None` masks what `also` names and nothing else of itself.
    - `zeros`: whether a zero stays in sight (`shown`) or may be masked to protect others (`maskable`).
    - `range`: behind every mask the possible figures differ by at least this much.
    - `also`: keys of further cells to mask.
    - `beside`: tables that readers hold already, by name: cells of other axes or periods that are sums of the same.
    - `persons`: the distinct persons behind each cell, as `Counted.persons_behind` gives them: the threshold is held against them, so that
      many crossings of few persons are masked.
    - `groups`: axes along which a figure is masked, however large, where everyone of a total is in it.
    - `dominance`: for amounts, a rule (`"p:10"` or `"nk:2:85"`) and the tables of the greatest contributions, the second greatest, and so
      on: a figure is masked where they make up so much of it that one contributor could estimate another.
    - `differences`: hides a total too whose difference from its shown parts is itself small. A release does so in any case.
    - `never`, `prefer`: wishes of what is masked to hide others: the cells with these codes, by axis, are never masked, or rather than others.

    Raises `MisuseError` (SDC-020) where `persons` or a table of contributions has other axes, or (SDC-025) for a rule of dominance that is
    none; `SemanticsError` (SDC-021) where nothing can hide everyone of a total.
    Raises `SemanticsError` (SDC-035) where the wishes leave no masks that hold, with the cells and the wishes that are in the way; (SDC-038) for a
    wish about no cell.
    Raises `SemanticsError` (SDC-005) with a finding for every cell that no further mask hides, and names the tables beside that tell it.

    >>> permits = Table(
    ...     [("AFG", "2024", 3), ("SYR", "2024", 40), ("UKR", "2024", 20), ("_T", "2024", 63)],
    ...     measure="cases:permit:one flow",
    ...     concept="PERMITS",
    ...     axes=[Axis.category("CITIZENSHIP", membership="at-event", exhaustive=True), Axis.time()],
    ... )
    >>> protected = protect(permits, threshold=5)
    >>> protected.table
    Table(cases:permit:one flow of PERMITS; 4 cells)
      CITIZENSHIP  TIME_PERIOD  OBS_VALUE
      AFG          2024                 *
      SYR          2024                40
      UKR          2024                 *
      _T           2024                63
    >>> protected.audit()
    Audit(2 masked: 0 EXACT, 0 NARROW, 0 OPEN, 2 PROVEN)

    A figure that everybody asks for stays in sight, where another can hide the small one:

    >>> protect(permits, never=[{"CITIZENSHIP": "UKR"}]).masked
    (('AFG', '2024'), ('SYR', '2024'))
    >>> try:
    ...     protect(permits, never=[{"CITIZENSHIP": code} for code in ("SYR", "UKR", "_T")])
    ... except SemanticsError as error:
    ...     print(error.code, len(error.findings.of("SDC-036")))
    SDC-035 3

    Seven crossings of one person are one person:

    >>> def counted(measure: str, figures: list[int]) -> Table:
    ...     rows = [(code, "2024", figure) for code, figure in zip(["AFG", "SYR", "UKR", "_T"], figures)]
    ...     return Table(rows, measure=measure, concept="CROSSINGS", axes=permits.axes)
    >>> crossings = counted("person-events:crossing flow", [7, 60, 40, 107])
    >>> behind = counted("persons-distinct flow", [1, 30, 22, 53])
    >>> protect(crossings, persons=behind).masked
    (('AFG', '2024'), ('UKR', '2024'))

    Whoever masks the three alone gives it away:

    >>> naive = Table(
    ...     [("AFG", "2024", "*"), ("SYR", "2024", 40), ("UKR", "2024", 20), ("_T", "2024", 63)],
    ...     measure="cases:permit:one flow",
    ...     concept="PERMITS",
    ...     axes=permits.axes,
    ... )
    >>> cell = audit(naive).cells[0]
    >>> cell.label, cell.lower, cell.upper
    (Label.EXACT, Decimal('3'), Decimal('3'))
    """
    keys = [list(map(str, key)) for key in also]
    held = [(name, other._table) for name, other in (beside or {}).items()]
    greatest = None if dominance is None else (dominance[0], [other._table for other in dominance[1]])
    sensitive = (None if persons is None else persons._table, list(groups), greatest, differences)
    rule = (threshold, Zeros(zeros).value, range)
    return Protected._of(*_dsm.table_protected(table._table, rule, keys, held, sensitive, (wished(never), wished(prefer))))


def audit(
    table: Table,
    *,
    threshold: int | None = 5,
    zeros: Zeros | str = "shown",
    range: int = 2,
    beside: Mapping[str, Table] | None = None,
) -> Audit:
    """Judges a masked table, anybody's: what can its reader tell of what is masked? See `protect` for the arguments.

    Everything that the table says is taken together: totals, groups, years and their months, whatever stands beside it.
    """
    held = [(name, other._table) for name, other in (beside or {}).items()]
    return Audit._of(_dsm.table_audited(table._table, threshold, Zeros(zeros).value, range, held))
