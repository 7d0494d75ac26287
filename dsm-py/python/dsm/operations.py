"""What may be done with the figures of a table.

Every operation gives another table and leaves this one as it was. Its figures are exact, bounds, or an estimate under a named
assumption; what the figures do not support raises `SemanticsError`, which says why and what to do instead. `assume` takes names
or `Assumption`s; those that were used stay on the result, and one that was not is a note on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from . import _dsm
from .measure import Assumption
from .words import RatioForm, Reading, Relation, Truth

if TYPE_CHECKING:
    from .table import Table

Assumed = Iterable["Assumption | str"] | Assumption | str
"""What a caller assumes: names or assumptions, or just one."""


def assumed(assume: Assumed) -> list[Assumption]:
    """The assumptions that are meant."""
    all = [assume] if isinstance(assume, (str, Assumption)) else assume
    return [a if isinstance(a, Assumption) else Assumption(a) for a in all]


def listed(axes: Iterable[str | Iterable[str]]) -> list[str]:
    """The ids of axes, given one by one or as lists."""
    return [str(id) for axis in axes for id in ([axis] if isinstance(axis, str) else axis)]


class Operations:
    """The operations of a `Table`."""

    __slots__ = ()
    _table: _dsm.Table

    @classmethod
    def _of(cls, table: _dsm.Table) -> Table:
        raise NotImplementedError

    # Sums

    def sum(self, *axes: str | Iterable[str], assume: Assumed = ()) -> Table:
        """The sum over one or more axes, as one operation on the set of cells.

        A category axis disappears; the time axis keeps one code, the span of its periods; reporters are joined by `+`. Where surely
        nobody is in two of the cells the sum is exact, otherwise it lies between the largest sum of cells that surely differ and
        the sum of all. A published total is taken for the sum of its axis. Missing cells and axes that are not exhaustive give
        "at least". Stocks over time, overlapping periods and ratios are refused.

        >>> crossings = _example("cases:crossing:one flow", [("2024-01", 30), ("2024-02", 20)])
        >>> crossings.sum("TIME_PERIOD").at("2024-01-01/2024-02-29").exact
        Decimal('50')
        """
        return self._of(self._table.sum(listed(axes), assumed(assume)))

    def union(self, *axes: str | Iterable[str], assume: Assumed = ()) -> Table:
        """The units in at least one of the cells, whatever the periods: between the largest cell and the sum.

        >>> persons = _example("persons-distinct flow", [("2024-01", 30), ("2024-02", 20)])
        >>> print(persons.union("TIME_PERIOD").cells[0])
        30..50
        """
        return self._of(self._table.union(listed(axes), assumed(assume)))

    # Parts and selections

    def first(self, *, assume: Assumed = ()) -> Table:
        """The cells of the first date or period.

        >>> _example("persons-distinct stock", [("2024-01-01", 5), ("2025-01-01", 6)]).first().cells
        [Figure(5)]
        """
        return self._of(self._table.first(assumed(assume)))

    def last(self, *, assume: Assumed = ()) -> Table:
        """The cells of the last date or period.

        >>> stock = _example("persons-distinct stock", [("2024-01-01", 5), ("2025-01-01", 6)])
        >>> stock.last().rows()
        [Row(key=('2025-01-01',), cell=Figure(6))]
        """
        return self._of(self._table.last(assumed(assume)))

    def latest(self, *, assume: Assumed = ()) -> Table:
        """The latest available period of each reporter, under `carried-forward` (value: at most so many years)."""
        return self._of(self._table.latest(assumed(assume)))

    def common_reporters(self, *, assume: Assumed = ()) -> Table:
        """The reporters that have every period of the table: what may be compared over time."""
        return self._of(self._table.common_reporters(assumed(assume)))

    def whole_minus_part(
        self, axis: str, whole: str, part: str, reading: Reading | str, *, assume: Assumed = ()
    ) -> Table:
        """A published whole minus a part of one axis.

        `reading` is `in-none-of-part` (units of the whole that are not in the part) or `in-another-part` (units in a part other than
        this one); for persons in overlapping parts the two differ.

        >>> decided = _example("cases:decision:one flow", [("2024", 10), ("2024-Q1", 3)])
        >>> decided.whole_minus_part("TIME_PERIOD", "2024", "2024-Q1", "in-none-of-part").rows()
        [Row(key=('2024-04-01/2024-12-31',), cell=Figure(7))]
        """
        return self._of(self._table.whole_minus_part(axis, whole, part, reading, assumed(assume)))

    def intersection(
        self, axis: str, code: str, other_axis: str, other_code: str, *, assume: Assumed = ()
    ) -> Table:
        """Bounds of the cell of two codes, from the margins of two axes that both publish a total."""
        return self._of(self._table.intersection(axis, code, other_axis, other_code, assumed(assume)))

    # Differences

    def net(self, outflow: Table, *, assume: Assumed = ()) -> Table:
        """This inflow minus an outflow. Of distinct persons it is bounds: who came and left is in both.

        >>> entries = _example("persons-distinct flow", [("2024", 30)])
        >>> print(entries.net(_example("persons-distinct flow", [("2024", 20)])).cells[0])
        -10..30
        """
        return self._of(self._table.net(outflow._table, assumed(assume)))

    def change(self, start: str, end: str, *, assume: Assumed = ()) -> Table:
        """The stock at the moment `end` minus the stock at the moment `start`: a change over the period between.

        >>> stock = _example("persons-distinct stock", [("2024-01-01", 5), ("2025-01-01", 6)])
        >>> stock.change("2024-01-01", "2025-01-01").rows()
        [Row(key=('2024',), cell=Figure(1))]
        """
        return self._of(self._table.change(start, end, assumed(assume)))

    def difference(self, other: Table, *, assume: Assumed = ()) -> Table:
        """This ratio minus another of the same form, in percentage points."""
        return self._of(self._table.difference(other._table, assumed(assume)))

    def revision(self, earlier: Table, *, assume: Assumed = ()) -> Table:
        """This vintage minus an earlier one of the same figures, cell by cell. It is not a change of what is counted.

        >>> old, new = (_example("cases:permit:one flow", [("2024", n)]) for n in (7, 9))
        >>> new.revision(old).cells, str(new.revision(old).measure)
        ([Figure(2)], 'ratio:revision flow')
        """
        return self._of(self._table.revision(earlier._table, assumed(assume)))

    def balance(
        self,
        opens: Iterable[Table],
        closes: Iterable[Table],
        closing: Table | None = None,
        *,
        assume: Assumed = (),
    ) -> Table:
        """The expected stock at the end of a period: this opening stock, plus what opens, minus what closes.

        With the published `closing` stock, what is left: other changes and error.
        """
        tables = ([t._table for t in opens], [t._table for t in closes], None if closing is None else closing._table)
        return self._of(self._table.balance(*tables, assumed(assume)))

    # Time

    def mean(self, *, assume: Assumed = ()) -> Table:
        """Of stocks the mean of the stated dates, of flows the mean per period."""
        return self._of(self._table.mean(assumed(assume)))

    def person_time(self, unit: str = "years", *, assume: Assumed = ()) -> Table:
        """Stocks times time, from the first to the last moment, in `days` or `years`."""
        return self._of(self._table.person_time(unit, assumed(assume)))

    def rolling_sum(self, n: int, *, assume: Assumed = ()) -> Table:
        """Sums of windows of `n` adjoining periods: cases exactly, persons as bounds.

        >>> months = _example("cases:permit:one flow", [("2024-01", 1), ("2024-02", 2), ("2024-03", 3)])
        >>> [str(cell) for cell in months.rolling_sum(2).cells]
        ['3', '5']
        """
        return self._of(self._table.rolling_sum(n, assumed(assume)))

    def moving_average(self, n: int, *, assume: Assumed = ()) -> Table:
        """Centered means of windows of `n` adjoining periods; the ends are dropped."""
        return self._of(self._table.moving_average(n, assumed(assume)))

    def year_to_date(self, *, assume: Assumed = ()) -> Table:
        """Sums from the start of the calendar year to the end of each period. Distinct persons must be counted instead.

        >>> months = _example("cases:permit:one flow", [("2024-01", 1), ("2024-02", 2), ("2024-03", 3)])
        >>> [str(cell) for cell in months.year_to_date().cells]
        ['1', '3', '6']
        """
        return self._of(self._table.year_to_date(assumed(assume)))

    def undo_year_to_date(self, reading: Reading | str, *, assume: Assumed = ()) -> Table:
        """The pieces of sums from the start of the year: persons first seen in the piece are `in-none-of-part`."""
        return self._of(self._table.undo_year_to_date(reading, assumed(assume)))

    def annualize(self, *, assume: Assumed = ()) -> Table:
        """A part of a year as if it were the whole: an estimate under `uniform-within-period` or `seasonal-share`.

        >>> half = _example("cases:permit:one flow", [("2024-S1", 6)])
        >>> half.annualize(assume="uniform-within-period").rows()
        [Row(key=('2024',), cell=Figure(12 [F]))]
        """
        return self._of(self._table.annualize(assumed(assume)))

    def mid_year(self, *, assume: Assumed = ()) -> Table:
        """The stock at 1 July, an estimate under `linear-between-dates` from those of 1 January before and after.

        >>> stock = _example("persons-distinct stock", [("2024-01-01", 5), ("2025-01-01", 7)])
        >>> row = stock.mid_year(assume="linear-between-dates").rows()[0]
        >>> row.key, round(row.cell.exact, 2), row.cell.status
        (('2024-07-01',), Decimal('5.99'), frozenset({Status.ESTIMATED}))
        """
        return self._of(self._table.mid_year(assumed(assume)))

    def disaggregate(self, frequency: str, *, assume: Assumed = ()) -> Table:
        """Equal parts by days, an estimate under `uniform-within-period`; `frequency` is `S`, `Q`, `M`, `W` or `D`.

        >>> quarter = _example("cases:permit:one flow", [("2024-Q1", 91)])
        >>> quarter.disaggregate("M", assume="uniform-within-period").cells
        [Figure(31 [E]), Figure(29 [E]), Figure(31 [E])]
        """
        return self._of(self._table.disaggregate(frequency, assumed(assume)))

    # Ratios

    def share(self, axis: str, *, assume: Assumed = ()) -> Table:
        """Every part over the published whole of the axis."""
        return self._of(self._table.share(axis, assumed(assume)))

    def ratio(self, denominator: Table, form: RatioForm | str, *, assume: Assumed = ()) -> Table:
        """This table over another: a `rate` per population at risk, a `proportion`, a `ratio` or `months-on-hand`."""
        return self._of(self._table.ratio(denominator._table, form, assumed(assume)))

    def growth(self, start: str, end: str, *, assume: Assumed = ()) -> Table:
        """Relative growth from one period or moment to another of the same season, without a break between.

        >>> _example("cases:permit:one flow", [("2023", 4), ("2024", 5)]).growth("2023", "2024").cells
        [Figure(0.25)]
        """
        return self._of(self._table.growth(start, end, assumed(assume)))

    def index(self, base: str, *, assume: Assumed = ()) -> Table:
        """Every period over the base period, times 100.

        >>> [str(c) for c in _example("cases:permit:one flow", [("2023", 4), ("2024", 5)]).index("2023").cells]
        ['100', '125']
        """
        return self._of(self._table.index(base, assumed(assume)))

    def standardize(self, axis: str, *, assume: Assumed = ()) -> Table:
        """Rates over an axis weighted by a `standard-population`."""
        return self._of(self._table.standardize(axis, assumed(assume)))

    def weighted_mean(self, counts: Table, axis: str, *, assume: Assumed = ()) -> Table:
        """The mean of group means over an axis, weighted by the counts of the groups."""
        return self._of(self._table.weighted_mean(counts._table, axis, assumed(assume)))

    def median_bounds(self, axis: str, *, assume: Assumed = ()) -> Table:
        """What group medians say of the median of all: it lies between the smallest and the largest."""
        return self._of(self._table.median_bounds(axis, assumed(assume)))

    # Order

    def compare(self, a: str | Iterable[str], relation: Relation | str, b: str | Iterable[str]) -> Truth:
        """Whether the figure of key `a` is `less` than, `equal` to or `greater` than that of key `b`.

        >>> t = _example("cases:permit:one flow", [("2023", "10..20"), ("2024", 15), ("2025", 30)])
        >>> t.compare("2023", "less", "2025"), t.compare("2023", "less", "2024")
        (Truth.TRUE, Truth.NOT_KNOWN)
        """
        keys = [[key] if isinstance(key, str) else [str(code) for code in key] for key in (a, b)]
        return Truth(self._table.compare(keys[0], relation, keys[1]))

    def maximum(self, axis: str, *, assume: Assumed = ()) -> Table:
        """For each other key the code of the axis that surely is the largest."""
        return self._of(self._table.maximum(axis, assumed(assume)))

    def rank(self, axis: str, *, assume: Assumed = ()) -> Table:
        """The rank of each code from 1, an interval where the order is not known."""
        return self._of(self._table.rank(axis, assumed(assume)))

    def top(self, axis: str, n: int, *, assume: Assumed = ()) -> Table:
        """The `n` surely largest codes, all ties in, and the rest of the published total as `_O`."""
        return self._of(self._table.top(axis, n, assumed(assume)))

    def changed(self, earlier: Table, *, assume: Assumed = ()) -> Table:
        """Whether each figure changed since an earlier vintage: 1, 0, or between where it is not known."""
        return self._of(self._table.changed(earlier._table, assumed(assume)))

    # Conversions

    def crosswalk(self, axis: str, mapping: Mapping[str, Iterable[str]], *, assume: Assumed = ()) -> Table:
        """Codes of one list as codes of another. Many to one is exact; one to many needs `split` with weights (`"OLD>NEW"`)."""
        codes = {old: [new] if isinstance(new, str) else list(new) for old, new in mapping.items()}
        return self._of(self._table.crosswalk(axis, codes, assumed(assume)))

    def spread_unknown(self, axis: str, *, assume: Assumed = ()) -> Table:
        """The unknown part spread in proportion: an estimate under `unknown-as-known`."""
        return self._of(self._table.spread_unknown(axis, assumed(assume)))

    def to_persons(self, *, assume: Assumed = ()) -> Table:
        """Cases as persons: exactly where a case is one person, otherwise an estimate under `persons-per-case`.

        >>> families = _example("cases:application:many flow", [("2024", 100)])
        >>> families.to_persons(assume=Assumption("persons-per-case", value="1.7", source="register")).cells
        [Figure(170.0 [E])]
        """
        return self._of(self._table.to_persons(assumed(assume)))

    def to_currency(self, currency: str, *, assume: Assumed = ()) -> Table:
        """Amounts in another currency or price basis, under `exchange-rate` or `deflator`."""
        return self._of(self._table.to_currency(currency, assumed(assume)))


def _example(measure: str, rows: list[tuple[str, object]]) -> Table:
    """A small table over time, for the examples on this page."""
    from .table import Table

    return Table(rows, measure=measure, concept="EXAMPLE", axes=["TIME_PERIOD"])
