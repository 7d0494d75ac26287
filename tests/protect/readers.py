"""A reader who puts together whatever came out, and solves for what is masked."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from checker import Attack, View
from region import MASKED, Cells

Part = tuple[str, ...]
Parts = Callable[[Part], Iterable[Part]]


class Reader:
    """What somebody knows of the smallest figures of a world: sums of them, from every output that was got hold of.

    The truth serves to say whether what was found is right; it does not take part in the search.
    """

    def __init__(self, truth: Mapping[Part, int], threshold: int = 5, least: int = 1) -> None:
        self.truth, self.threshold, self.least = dict(truth), threshold, least
        self.rows: list[tuple[dict[Part, float], float, float]] = []
        self.masked: dict[Part, list[Part]] = {}
        self.shown: set[Part] = set()

    def sum(self, parts: Iterable[Part]) -> int:
        return sum(self.truth[part] for part in parts)

    def knows(self, terms: Mapping[Part, float], low: float, high: float) -> None:
        """A relation that everybody knows, whatever is published: persons are no more than cases, a stock follows from flows."""
        self.rows.append((dict(terms), low, high))

    def learns(self, name: str, cells: Cells, parts: Parts) -> None:
        """An output: each cell is the sum of the parts that it counts."""
        for key, text in cells.items():
            terms = list(parts(key))
            if text == MASKED:
                self.masked[name, *key] = terms
                # Zeros are shown: what is masked is somebody.
                self.rows.append((dict.fromkeys(terms, 1.0), self.least, math.inf))
            elif ".." in text:
                low, high = (float(end) if end else None for end in text.split(".."))
                self.rows.append((dict.fromkeys(terms, 1.0), -math.inf if low is None else low, math.inf if high is None else high))
            elif not text:
                continue
            else:
                assert int(text) == self.sum(terms), f"{name} {key} shows {text}, not {self.sum(terms)}"
                self.shown.add((name, *key))
                self.rows.append((dict.fromkeys(terms, 1.0), int(text), int(text)))

    def told(self, range_: int = 2) -> dict[Part, tuple[int, int]]:
        """From the least to the greatest that a small masked figure can be, in whole numbers, where that is less than the range.

        Each is compared with the truth.
        """
        small = {key: parts for key, parts in self.masked.items() if 0 < self.sum(parts) < self.threshold}
        view = View(list(self.truth), 0)
        for terms, low, high in self.rows:
            view.add(terms, low, high)
        reader = Attack(view, {key: dict.fromkeys(parts, 1.0) for key, parts in small.items()}, {})
        assert not reader.infeasible, f"what was learned contradicts itself: {view.contradictions}"
        found = {}
        for key, parts in small.items():
            if reader.whole_width(key, range_) < range_:
                low, high = (round(float(ends[reader.of[key]])) for ends in (reader.whole_low, reader.whole_high))
                assert low <= self.sum(parts) <= high, f"{key} was taken for {low} to {high}"
                found[key] = (low, high)
        return found

    def small_differences(self, earlier: Cells, later: Cells) -> dict[Part, tuple[int, int]]:
        """Figures shown at two moments that differ by a small number: so many persons came or went, which is a cell of its own."""
        found = {}
        for key in earlier.keys() & later.keys():
            if MASKED not in (earlier[key], later[key]) and earlier[key] and later[key]:
                difference = abs(int(later[key]) - int(earlier[key]))
                if 0 < difference < self.threshold:
                    found[key] = (difference, difference)
        return found


def naively(truth: Mapping[Part, int], parts: Parts, keys: Iterable[Part], threshold: int = 5) -> Cells:
    """An output of which the small figures alone are masked."""
    figures = {key: sum(truth[part] for part in parts(key)) for key in keys}
    return {key: MASKED if 0 < figure < threshold else str(figure) for key, figure in figures.items()}
