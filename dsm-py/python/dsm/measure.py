"""What a number counts: the measure, the concept behind it, and what is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from . import _dsm
from .words import ApplicationType, AssumptionName, Level, Role, Temporality


@dataclass(frozen=True)
class Measure:
    """What the figures of a table count and when.

    `unit` is one of `cases:KIND:one` (a case holds one person: a crossing, a permit), `cases:KIND:many` (a family's
    application), `person-events:KIND` (each person at each event), `persons-distinct` (each person once in the cell and
    period), `persons-once` (an event that one has at most once: a birth), `persons-unstated` (the source says “persons” only),
    `amount:EUR:nominal`, `ratio:FORM`, `person-days`, `person-years`, `unstated`.

    `basis` is `calendar`, `cohort:until:2024-12-31` or `cohort:after:12` (months since entry).

    Raises `MisuseError` (`MEA-001`) for an unknown word.

    >>> Measure("cases:decision:one", "flow", level="first")
    Measure('cases:decision:one flow level=first')
    >>> Measure("cases:decision:one", "flow").level
    Level.NOT_APPLICABLE
    """

    unit: str
    temporality: Temporality | str
    level: Level | str = Level.NOT_APPLICABLE
    application_type: ApplicationType | str = ApplicationType.NOT_APPLICABLE
    role: Role | str = Role.ALL
    basis: str = "calendar"

    def __post_init__(self) -> None:
        _dsm.check_measure(self)
        object.__setattr__(self, "temporality", Temporality(self.temporality))
        object.__setattr__(self, "level", Level(self.level))
        object.__setattr__(self, "application_type", ApplicationType(self.application_type))
        object.__setattr__(self, "role", Role(self.role))

    @classmethod
    def parse(cls, text: str) -> Measure:
        """Reads a unit and a temporality.

        >>> Measure.parse("persons-distinct stock").temporality
        Temporality.STOCK
        """
        unit, _, temporality = text.strip().partition(" ")
        return cls(unit, temporality.strip())

    def __str__(self) -> str:
        return _dsm.check_measure(self)

    def __repr__(self) -> str:
        return f"Measure({str(self)!r})"


@dataclass(frozen=True)
class Concept:
    """Which population a figure is of: the definition behind the measure. Figures of two concepts are not one population.

    `relative` says that the concept depends on who reports ("foreigners", "immigration"); `duration` is a threshold of stay such
    as `12:intended` or `3:actual`.

    >>> Concept("FOREIGNERS", relative=True, duration="12:actual")
    Concept('FOREIGNERS', relative=True, duration='12:actual')
    """

    id: str
    version: str = "1.0"
    relative: bool = False
    residence: str = ""
    duration: str = ""
    coverage: str = ""
    territory: str = ""
    classification: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        _dsm.check_concept(self)

    def __repr__(self) -> str:
        names = ("version", "relative", "residence", "duration", "coverage", "territory", "classification", "source")
        default = Concept.__dataclass_fields__
        said = (f"{n}={getattr(self, n)!r}" for n in names if getattr(self, n) != default[n].default)
        return f"Concept({', '.join([repr(self.id), *said])})"


@dataclass(frozen=True)
class Assumption:
    """An assumption on record: what is taken as given, where its numbers come from, who says so and why. It stays on the result.

    >>> Assumption("persons-per-case", value="1.7", source="register 2023")
    Assumption('persons-per-case', value=Decimal('1.7'), source='register 2023')
    """

    name: AssumptionName | str
    on: str | None = None
    value: Decimal | int | float | str | None = None
    weights: Mapping[str, Decimal | int | float | str] = field(default_factory=dict, hash=False)
    source: str = ""
    author: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        _dsm.check_assumption(self)
        object.__setattr__(self, "name", AssumptionName(self.name))
        if self.value is not None:
            object.__setattr__(self, "value", Decimal(str(self.value)))
        weights = {code: Decimal(str(weight)) for code, weight in sorted(self.weights.items())}
        object.__setattr__(self, "weights", MappingProxyType(weights))

    @property
    def _value(self) -> str | None:
        return None if self.value is None else _plain(self.value)

    @property
    def _weights(self) -> dict[str, str]:
        return {str(code): _plain(weight) for code, weight in self.weights.items()}

    def __reduce__(self) -> tuple[Any, ...]:
        weights = dict(self.weights)
        return (Assumption, (self.name, self.on, self.value, weights, self.source, self.author, self.reason))

    def __repr__(self) -> str:
        said = [repr(str(self.name))]
        said += [f"{n}={getattr(self, n)!r}" for n in ("on", "value") if getattr(self, n) is not None]
        said += [f"weights={dict(self.weights)!r}"] if self.weights else []
        said += [f"{n}={getattr(self, n)!r}" for n in ("source", "author", "reason") if getattr(self, n)]
        return f"Assumption({', '.join(said)})"


def _plain(number: Decimal | int | float | str) -> str:
    """A number as digits, without an exponent where that is short."""
    if isinstance(number, Decimal) and abs(number.adjusted()) < 30:
        return format(number, "f")
    return str(number)
