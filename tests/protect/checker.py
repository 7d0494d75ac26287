"""An independent judge of a masked table: it knows the inner cells, makes all totals itself, and solves for what the masks hide.

It shares nothing with the library but the plain file. What it asks of a published file:

* every figure that is shown is the true one, every cell of the cube is there or is an empty one, and all masks carry one sign;
* nothing from one to below the threshold is shown, no zero is masked where zeros are shown, and nothing is masked where nothing is small;
* no masked cell follows exactly from the rest, neither in fractions nor in whole numbers;
* the interval of the linear program of each masked cell contains what the audit says of it, and is as wide as the range where it says PROVEN;
* where it is asked for, whole tables lie as far apart at each masked cell as the label says.

A row that is not in the file is a cell of nobody: that is how a reader takes it, since the totals are made so.
"""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import highspy
import numpy as np

TOTAL = "_T"
TOLERANCE = 1e-6

Key = tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """The dimensions of a table; for each one the columns that group its codes, the finest first; others that group them another way."""

    dimensions: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    count: str = "n"
    linked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def hierarchies(self) -> list[str]:
        """The pairs that the command takes: `citizen=region`, `region=continent`."""
        pairs = []
        for dimension, chain in [*self.groups.items(), *self.linked.items()]:
            pairs += [f"{fine}={coarse}" for fine, coarse in itertools.pairwise((dimension, *chain))]
        return pairs


@dataclass(frozen=True)
class Rules:
    threshold: int = 5
    zeros: str = "shown"
    range: int = 2

    def small(self, figure: int) -> bool:
        return 0 < figure < self.threshold

    def least(self) -> int:
        """The least figure that a mask may hide."""
        return 1 if self.zeros == "shown" else 0


class Cube:
    """All cells of a table with totals and groups, made from its inner cells."""

    def __init__(self, shape: Shape, rows: Iterable[Mapping[str, str]]) -> None:
        self.shape = shape
        self.inner: dict[Key, int] = {}
        # For each dimension: a node (code, group or total) and the codes below it.
        self.below: list[dict[str, set[str]]] = [{} for _ in shape.dimensions]
        self.parents: list[dict[str, tuple[str, ...]]] = [{} for _ in shape.dimensions]
        for row in rows:
            key = tuple(row[dimension] for dimension in shape.dimensions)
            self.inner[key] = self.inner.get(key, 0) + int(row[shape.count])
            for number, (dimension, code) in enumerate(zip(shape.dimensions, key, strict=True)):
                chain = tuple(row[column] for column in shape.groups.get(dimension, ()))
                self.parents[number][code] = chain
                linked = [row[column] for column in shape.linked.get(dimension, ())]
                for node in (code, *chain, *linked, TOTAL):
                    self.below[number].setdefault(node, set()).add(code)
        self.cells = {key: self.sum(key) for key in itertools.product(*self.below)}

    def above(self, number: int, node: str) -> dict[str, str]:
        """The columns of groups of a dimension with what stands there for a code or a group: itself and what is above it."""
        columns = self.shape.groups.get(self.shape.dimensions[number], ())
        for chain in self.parents[number].values():
            if node in chain:
                return {column: group for column, group in zip(columns, chain, strict=True) if columns.index(column) >= chain.index(node)}
        return dict(zip(columns, self.parents[number].get(node, ()), strict=False))

    def under(self, key: Key) -> Iterator[Key]:
        """The inner cells of a cell, those of nobody too."""
        return itertools.product(*(self.below[number][node] for number, node in enumerate(key)))

    def sum(self, key: Key) -> int:
        return sum(self.inner.get(cell, 0) for cell in self.under(key))

    def is_inner(self, key: Key) -> bool:
        return all(node in self.parents[number] for number, node in enumerate(key))


@dataclass
class Published:
    """A file as it was published: the figures that are shown, and the keys that are masked, with the sign of the mask."""

    shown: dict[Key, int]
    masked: dict[Key, tuple[str, str]]
    wrong: list[str]
    # What stands in the columns of groups.
    groups: dict[Key, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, shape: Shape) -> Published:
        shown: dict[Key, int] = {}
        masked: dict[Key, tuple[str, str]] = {}
        wrong: list[str] = []
        groups: dict[Key, dict[str, str]] = {}
        columns = [column for chain in shape.groups.values() for column in chain]
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                key = tuple(row[dimension] for dimension in shape.dimensions)
                if key in shown or key in masked:
                    wrong.append(f"{key} is there twice")
                groups[key] = {column: row[column] for column in columns}
                if row["OBS_STATUS"] == "Q" or row[shape.count] == "":
                    masked[key] = (row[shape.count], row["OBS_STATUS"])
                else:
                    shown[key] = int(row[shape.count])
        return cls(shown, masked, wrong, groups)


@dataclass(frozen=True)
class Said:
    """What the audit file says of a masked cell."""

    lower: int | None
    upper: int | None
    label: str


def read_audit(path: Path, shape: Shape) -> dict[Key, Said]:
    with path.open(newline="", encoding="utf-8") as file:
        return {
            tuple(row[dimension] for dimension in shape.dimensions): Said(
                int(row["lower"]) if row["lower"] else None, int(row["upper"]) if row["upper"] else None, row["label"]
            )
            for row in csv.DictReader(file)
        }


class View:
    """What a reader can solve for: unknown figures, sums of them that are known, and a least figure for whatever is masked.

    `sums` are further rows of a reader who holds more than one table: names of unknowns with factors, and the figure that they give.
    """

    def __init__(self, unknowns: Sequence[object], least: int) -> None:
        self.number = {name: number for number, name in enumerate(unknowns)}
        self.least = least
        self.rows: dict[tuple[tuple[int, float], ...], tuple[float, float]] = {}
        self.contradictions: list[str] = []

    def add(self, terms: Mapping[object, float], low: float, high: float, what: object = "") -> None:
        """A sum of unknowns that lies from `low` to `high`."""
        row = tuple(sorted((self.number[name], factor) for name, factor in terms.items() if factor))
        if not row:
            if low > TOLERANCE or high < -TOLERANCE:
                self.contradictions.append(f"{what}: {low}..{high} of nothing")
            return
        before = self.rows.get(row, (-math.inf, math.inf))
        self.rows[row] = (max(low, before[0]), min(high, before[1]))
        if self.rows[row][0] > self.rows[row][1] + TOLERANCE:
            self.contradictions.append(f"{what}: {self.rows[row]}")

    def solver(self) -> Solver:
        return Solver(self)


class Solver:
    """The linear program over a view; solutions are shared between the cells that are asked for."""

    def __init__(self, view: View) -> None:
        self.view, self.columns = view, len(view.number)
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.columns, len(view.rows)
        model.col_cost_ = np.zeros(self.columns)
        model.col_lower_ = np.full(self.columns, float(view.least))
        model.col_upper_ = np.full(self.columns, highspy.kHighsInf)
        bounds = list(view.rows.values())
        model.row_lower_ = np.array([low if low > -math.inf else -highspy.kHighsInf for low, _ in bounds])
        model.row_upper_ = np.array([high if high < math.inf else highspy.kHighsInf for _, high in bounds])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.cumsum([0, *(len(row) for row in view.rows)])
        model.a_matrix_.start_ = starts.astype(np.int32)
        model.a_matrix_.index_ = np.array([column for row in view.rows for column, _ in row], dtype=np.int32)
        model.a_matrix_.value_ = np.array([factor for row in view.rows for _, factor in row], dtype=float)
        self.highs.passModel(model)
        self.every = np.arange(self.columns, dtype=np.int32)
        self.programs = 0

    def run(self) -> highspy.HighsModelStatus:
        self.highs.run()
        return self.highs.getModelStatus()

    def extreme(self, cost: np.ndarray, whole: bool = False) -> tuple[str, float, np.ndarray]:
        """The least of a sum of unknowns: how the program ended, the least, and a solution."""
        self.programs += 1
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        self.highs.changeColsIntegrality(self.columns, self.every, np.full(self.columns, kind))
        self.highs.changeColsCost(self.columns, self.every, cost)
        status = self.run()
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded):
            # Once more from the beginning: what was left from the cells before may have led astray.
            self.highs.clearSolver()
            status = self.run()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return "unbounded", -math.inf, np.empty(0)
        if status != highspy.HighsModelStatus.kOptimal:
            return str(status), math.nan, np.empty(0)
        return "optimal", self.highs.getInfo().objective_function_value, np.array(self.highs.getSolution().col_value)


@dataclass
class Interval:
    """From the least to the greatest found so far, and whether no lesser and no greater one exists."""

    low: float = math.inf
    high: float = -math.inf
    least: bool = False
    greatest: bool = False

    def width(self) -> float:
        return self.high - self.low


class Attack:
    """What a reader can tell of each of a set of sums over a view."""

    def __init__(self, view: View, targets: Mapping[Key, Mapping[object, float]], constants: Mapping[Key, float]) -> None:
        self.view, self.solver = view, view.solver()
        self.keys = list(targets)
        self.matrix = np.zeros((len(self.keys), len(view.number)))
        self.constant = np.array([float(constants.get(key, 0)) for key in self.keys])
        for number, key in enumerate(self.keys):
            for name, factor in targets[key].items():
                self.matrix[number, view.number[name]] = factor
        self.of = {key: number for number, key in enumerate(self.keys)}
        self.low, self.high = np.full(len(self.keys), math.inf), np.full(len(self.keys), -math.inf)
        self.whole_low, self.whole_high = self.low.copy(), self.high.copy()
        self.bounded: dict[tuple[int, int], float] = {}
        self.infeasible = bool(view.contradictions)
        if not self.infeasible and len(view.number):
            self.seek(np.zeros(len(view.number)))

    def seek(self, cost: np.ndarray, whole: bool = False) -> float:
        ended, least, found = self.solver.extreme(cost, whole)
        if ended == "optimal":
            figures = self.matrix @ found + self.constant
            np.minimum(self.low, figures, out=self.low)
            np.maximum(self.high, figures, out=self.high)
            if whole or np.all(np.abs(found - np.round(found)) < TOLERANCE):
                figures = np.round(figures)
                np.minimum(self.whole_low, figures, out=self.whole_low)
                np.maximum(self.whole_high, figures, out=self.whole_high)
        elif ended != "unbounded":
            self.infeasible = True
        return least

    def end(self, key: Key, sign: int, whole: bool = False) -> float:
        """The greatest (sign 1) or the least (sign -1) that a figure can be."""
        number = self.of[key]
        if whole:
            return sign * -self.seek(-sign * self.matrix[number], True) + self.constant[number]
        if (number, sign) not in self.bounded:
            self.bounded[number, sign] = sign * -self.seek(-sign * self.matrix[number]) + self.constant[number]
        return self.bounded[number, sign]

    def interval(self, key: Key) -> tuple[float, float]:
        return self.end(key, -1), self.end(key, 1)

    def wide(self, key: Key, width: float, low: float = math.inf, high: float = -math.inf) -> bool:
        """Whether the interval is at least so wide and contains what is given: asked of what was found before, then of a program."""
        number = self.of[key]

        def enough() -> bool:
            found_low, found_high = self.low[number], self.high[number]
            return found_low <= low + TOLERANCE and found_high >= high - TOLERANCE and found_high - found_low >= width - TOLERANCE

        if enough():
            return True
        for sign in (1, -1):
            if math.isinf(self.end(key, sign)):
                # It has no end in that direction, whatever was found.
                (self.high if sign > 0 else self.low)[number] = sign * math.inf
            if enough():
                return True
        return False

    def exact(self, key: Key) -> bool:
        """Whether one figure is left, in fractions or, between the ends of the interval, in whole numbers."""
        number = self.of[key]
        if math.floor(self.high[number] + TOLERANCE) > math.ceil(self.low[number] - TOLERANCE):
            return False
        low, high = self.interval(key)
        if math.isinf(low) or math.isinf(high):
            return False
        return math.floor(high + TOLERANCE) <= math.ceil(low - TOLERANCE)

    def whole_width(self, key: Key, enough: float) -> float:
        """How far apart two whole tables are there: at least, where `enough` is reached."""
        number = self.of[key]
        for sign in (1, -1):
            if self.whole_high[number] - self.whole_low[number] >= enough - TOLERANCE:
                break
            if math.isinf(self.end(key, sign, True)):
                return math.inf
        return self.whole_high[number] - self.whole_low[number]


def attack(cube: Cube, published: Published, rules: Rules) -> Attack:
    """What the reader of one published cube can solve for."""
    unknown = [key for key in published.masked if cube.is_inner(key)]
    view = View(unknown, rules.least())
    targets: dict[Key, dict[object, float]] = {}
    constants: dict[Key, float] = {}
    hidden = set(unknown)
    for key in cube.cells:
        if key in hidden:
            targets[key], constants[key] = {key: 1.0}, 0.0
            continue
        if cube.is_inner(key):
            continue
        terms: dict[object, float] = {}
        known = 0
        for cell in cube.under(key):
            if cell in hidden:
                terms[cell] = 1.0
            else:
                known += published.shown.get(cell, 0)
        if key in published.masked:
            targets[key], constants[key] = terms, float(known)
            view.add(terms, rules.least() - known, math.inf, key)
        elif key in published.shown:
            figure = published.shown[key] - known
            view.add(terms, figure, figure, key)
    return Attack(view, targets, constants)


def failures(
    cube: Cube, published: Published, audit: Mapping[Key, Said], rules: Rules, whole: bool = False
) -> list[str]:
    """Whatever is wrong with a published file and its audit."""
    wrong = list(published.wrong)
    wrong += surface(cube, published, rules)
    if set(audit) != set(published.masked):
        wrong.append(f"the audit is of other cells: {sorted(set(audit) ^ set(published.masked))[:3]}")
    if wrong:
        return wrong
    reader = attack(cube, published, rules)
    if reader.infeasible:
        return [f"no table agrees with what is published {reader.view.contradictions[:2]}"]
    for key in published.masked:
        said = audit[key]
        told = f"{dict(zip(cube.shape.dimensions, key, strict=True))} = {cube.cells[key]} ({said.label} {said.lower}..{said.upper})"
        if reader.exact(key):
            wrong.append(f"{told} is exactly known: {reader.interval(key)}")
            continue
        if said.label not in ("PROVEN", "NARROW", "OPEN"):
            wrong.append(f"{told} is not exactly known")
        ends = [end for end in (said.lower, said.upper) if end is not None]
        width = rules.range if said.label == "PROVEN" else 0
        if not reader.wide(key, width, min(ends, default=math.inf), max(ends, default=-math.inf)):
            wrong.append(f"{told} lies in {reader.interval(key)}")
        if whole and (apart := mislabeled(reader, key, said.label, rules)) is not None:
            wrong.append(f"{told}: whole tables lie {apart} apart")
        if said.label == "NARROW" and rules.small(cube.cells[key]):
            wrong.append(f"{told} is small and narrow")
    return wrong


def mislabeled(reader: Attack, key: Key, label: str, rules: Rules) -> float | None:
    """How far apart whole tables lie at a cell, where its label says otherwise. OPEN says nothing."""
    apart = reader.whole_width(key, rules.range)
    of = "EXACT" if apart == 0 else "NARROW" if apart < rules.range else "PROVEN"
    return apart if label not in (of, "OPEN") else None


def surface(cube: Cube, published: Published, rules: Rules) -> list[str]:
    """What is wrong before anything is solved."""
    wrong = []
    for key, figure in cube.cells.items():
        if key in published.shown:
            if published.shown[key] != figure:
                wrong.append(f"{key} shows {published.shown[key]}, not {figure}")
            if rules.small(figure):
                wrong.append(f"{key} shows a small {figure}")
        elif key in published.masked:
            if figure == 0 and rules.zeros == "shown":
                wrong.append(f"{key} masks a zero")
        elif figure:
            wrong.append(f"{key} is not there, and is {figure}")
    for key, columns in published.groups.items():
        for number, (dimension, node) in enumerate(zip(cube.shape.dimensions, key, strict=True)):
            for column, group in cube.above(number, node).items():
                if columns.get(column) != group:
                    wrong.append(f"{key}: {column} is {columns.get(column)}, not {group}")
    foreign = (set(published.shown) | set(published.masked)) - set(cube.cells)
    if foreign:
        wrong.append(f"no such cells: {sorted(foreign)[:3]}")
    if len(set(published.masked.values()) - {("", "Q")}):
        wrong.append(f"the masks differ: {sorted(set(published.masked.values()))}")
    if published.masked and not any(rules.small(figure) for figure in cube.cells.values()):
        wrong.append("nothing is small, and yet there are masks")
    return wrong
