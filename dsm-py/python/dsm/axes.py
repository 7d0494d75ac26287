"""The axes of a table: categories, time and reporters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from . import _dsm
from .words import Membership


@dataclass(frozen=True)
class Axis:
    """An axis, and what is declared about it. Make one by `Axis.category`, `Axis.time` or `Axis.reporter`.

    >>> Axis.category("SEX", membership="fixed", exhaustive=True)
    Axis.category('SEX', membership='fixed', exhaustive=True)
    """

    id: str
    kind: str
    """`category`, `time` or `reporter`."""
    membership: Membership | str = Membership.OVERLAPPING
    exhaustive: bool = False
    totals: tuple[str, ...] = ("_T",)
    parents: Mapping[str, str] = field(default_factory=dict, hash=False)
    direction: bool = False
    unknown: str = "_U"
    codes: tuple[str, ...] = ()
    """The codes that stand in the table, sorted; of no use in a declaration."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "totals", tuple(self.totals))
        object.__setattr__(self, "codes", tuple(self.codes))
        _dsm.check_axis(self)
        object.__setattr__(self, "membership", Membership(self.membership))
        object.__setattr__(self, "parents", MappingProxyType(dict(sorted(self.parents.items()))))

    @classmethod
    def category(
        cls,
        id: str,
        *,
        membership: Membership | str = Membership.OVERLAPPING,
        exhaustive: bool = False,
        totals: Iterable[str] = ("_T",),
        parents: Mapping[str, str] | None = None,
        direction: bool = False,
        unknown: str = "_U",
    ) -> Axis:
        """A category of the counted units.

        - `membership`: how units fall into the codes; overlapping, until more is known.
        - `exhaustive`: whether the codes, totals aside, are all there are.
        - `totals`: codes that are totals of the axis, the preferred one first.
        - `parents`: the group that a code belongs to.
        - `direction`: whether the axis is the direction of a move (entry, exit).
        - `unknown`: the code of the unknown part.
        """
        return cls(id, "category", membership, exhaustive, tuple(totals), parents or {}, direction, unknown)

    @classmethod
    def time(cls, id: str = "TIME_PERIOD") -> Axis:
        """The time axis: periods of a flow (`2024`, `2024-Q1`, `2024-01`), moments of a stock (`2024-01-01`: the start of that
        day)."""
        return cls(id, "time", Membership.FIXED, totals=(), unknown="")

    @classmethod
    def reporter(cls, id: str = "REF_AREA") -> Axis:
        """The axis of reporting countries."""
        return cls(id, "reporter", Membership.FIXED, totals=(), unknown="")

    @property
    def _parents(self) -> dict[str, str]:
        return dict(self.parents)

    def __reduce__(self) -> tuple[Any, ...]:
        fields = (self.membership, self.exhaustive, self.totals, dict(self.parents), self.direction, self.unknown)
        return (Axis, (self.id, self.kind, *fields, self.codes))

    def __repr__(self) -> str:
        said = [repr(self.id)]
        if self.kind == "category":
            said.append(f"membership={str(self.membership)!r}")
            said += [f"{n}=True" for n in ("exhaustive", "direction") if getattr(self, n)]
            said += [f"totals={self.totals!r}"] if self.totals != ("_T",) else []
            said += [f"parents={dict(self.parents)!r}"] if self.parents else []
            said += [f"unknown={self.unknown!r}"] if self.unknown != "_U" else []
        codes = f" of {len(self.codes)} codes" if self.codes else ""
        return f"Axis.{self.kind}({', '.join(said)}){codes}"
