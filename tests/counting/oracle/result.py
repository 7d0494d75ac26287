"""What leaves (8.1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

Key = tuple[str, ...]
# From the least to the most that it can be; the most is None where nothing says it.
Figure = tuple[int | float, int | float | None]


@dataclass
class Result:
    """Tables by name; keys are the codes in the order of `by`, `_T` for totals, and the period or moment. Zero cells are left out."""

    tables: dict[str, dict[Key, Figure]] = field(default_factory=dict)
    persons_behind: dict[str, dict[Key, Figure]] = field(default_factory=dict)
    # Of states from crossings the cells of those who have numbers alone.
    known: dict[str, dict[Key, Figure]] = field(default_factory=dict)
    # CNT-020 and 3.7: {table: {dimension: persons with two codes}}; the axis is overlapping.
    refused_declarations: dict[str, dict[str, int]] = field(default_factory=dict)
    # CNT-021: the same where a pin settles it.
    settled_declarations: dict[str, dict[str, int]] = field(default_factory=dict)
    # Problems by code, of the records that were refused as a whole (one each) and of the used ones.
    quality: Counter[str] = field(default_factory=Counter)
    refused_by: Counter[str] = field(default_factory=Counter)
    read: int = 0
    used: int = 0
    refused: int = 0
    filtered: int = 0
    reconciliation: dict[str, list[dict[str, int | str]]] = field(default_factory=dict)
    columns_read: list[str] = field(default_factory=list)
