"""What stands in a cell: a figure, nothing for a reason, or a mask."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from .words import Absence, Status


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: a `Figure`, a `Missing` or a `Masked`."""

    status: frozenset[Status] = frozenset()
    """The statuses of the cell; empty for a normal one."""

    @property
    def text(self) -> str:
        """The cell as it is written in files: `12`, `10..20`, `10..`, `100~20`, `*`, `na`."""
        raise NotImplementedError

    @property
    def written(self) -> str:
        """The text with the letters of the statuses: `12 [P]`."""
        letters = "".join(str(s) for s in Status if s in self.status)
        return f"{self.text} [{letters}]" if letters else self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.written})"


@dataclass(frozen=True, repr=False)
class Figure(Cell):
    """A figure: exact, between certain bounds, at least so much, or a sample estimate. Zero is a figure.

    A confidence interval is not a bound, so an estimate has no `low` and no `high`.
    """

    low: Decimal | None = None
    """The lower bound, where the figure is a certain one."""
    high: Decimal | None = None
    """The upper bound, where there is one."""
    value: Decimal | None = None
    """The exact or estimated value."""
    standard_error: Decimal | None = None
    """Of an estimate."""

    @property
    def exact(self) -> Decimal | None:
        """The figure, where it is exact; `None` where it is not."""
        return self.value if self.standard_error is None else None

    @property
    def text(self) -> str:
        if self.standard_error is not None:
            return f"{self.value:f}~{self.standard_error:f}"
        if self.value is not None:
            return f"{self.value:f}"
        return f"{self.low:f}..{'' if self.high is None else format(self.high, 'f')}"


@dataclass(frozen=True, repr=False)
class Missing(Cell):
    """Nothing, because."""

    because: Absence = Absence.NOT_DELIVERED

    @property
    def text(self) -> str:
        return str(self.because)


@dataclass(frozen=True, repr=False)
class Masked(Cell):
    """A figure that the reader may not see. To all but its owner every mask is alike."""

    @property
    def text(self) -> str:
        return "*"


class Row(NamedTuple):
    """A cell with its key, one code for each axis in their order."""

    key: tuple[str, ...]
    cell: Cell


def cell_of(state: str, first: Decimal | None, second: Decimal | None, letters: str) -> Cell:
    """The cell that the private module tells of."""
    status = frozenset(Status(letter) for letter in letters)
    if state == "exact":
        return Figure(status, first, first, first)
    if state == "between":
        return Figure(status, first, second)
    if state == "at-least":
        return Figure(status, first)
    if state == "estimate":
        return Figure(status, None, None, first, second)
    return Masked(status) if state == "suppressed" else Missing(status, Absence(state))
