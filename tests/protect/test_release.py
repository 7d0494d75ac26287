"""What a release shows of random tables, before the same judge as `dsm protect`: citizenships, sexes and quarters with all totals."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from checker import TOTAL, Cube, Published, Rules, Shape, attack, surface
from region import MASKED, Cells, Region

AXES = ("CITIZENSHIP", "SEX", "TIME_PERIOD")
CODES = ["AFG", "IRN", "SYR", "UKR", "ERI", "SOM", "IRQ", "TUR"]
YEAR = "2023"
TABLES = max(12, int(os.environ.get("DSM_TABLES", "100")) // 8)


def world(seed: int) -> tuple[Cube, Rules]:
    chance = random.Random(seed)
    codes, times = chance.sample(CODES, chance.randint(2, 8)), chance.choice([[YEAR], [f"{YEAR}-Q{quarter}" for quarter in range(1, 5)]])
    figure = chance.choice([lambda: chance.choice([0, 1, 2, 3, 5, 9, 30]), lambda: int(chance.lognormvariate(2.5, 1.6))])
    rows = [
        {"CITIZENSHIP": code, "SEX": sex, "TIME_PERIOD": when, "n": str(figure())}
        for code in codes for sex in "FM" for when in times
    ]
    rules = Rules(chance.choice([3, 5, 10]), chance.choice(["shown", "maskable"]), 2)
    return Cube(Shape(AXES[: 2 if len(times) == 1 else 3]), rows), rules


def dated(key: tuple[str, ...]) -> tuple[str, ...]:
    """The total of the quarters is the year; without quarters every cell is of the year."""
    return (*key, YEAR) if len(key) == 2 else (*key[:2], YEAR if key[2] == TOTAL else key[2])


def published(cells: Cells, cube: Cube) -> Published:
    keys = {dated(key): key for key in cube.cells}
    shown = {keys[key]: int(text) for key, text in cells.items() if text != MASKED}
    return Published(shown, {keys[key]: ("", "Q") for key, text in cells.items() if text == MASKED}, [])


@pytest.mark.parametrize("seed", range(TABLES))
def test_a_release_holds(seed: int, tmp_path: Path) -> None:
    cube, rules = world(seed)
    region = Region(tmp_path / "region", "MD", "KZ")
    figures = {dated(key): figure for key, figure in cube.cells.items()}
    number = region.submit("MD", region.rows("MD", "ENTRIES", "PERSON_EVENTS", figures, AXES))
    done = region.release("MD", number, "--threshold", rules.threshold, "--zeros", rules.zeros)
    assert done, f"{seed}: {rules} {done.err}"
    region.open("MD", "ENTRIES", "KZ")
    seen = region.read("analyst@kz", "ENTRIES", AXES, "--country", "MD")
    assert seen == region.read("analyst@md", "ENTRIES", AXES, "--country", "MD")
    out = published(seen, cube)
    wrong = surface(cube, out, rules)
    assert not wrong, f"{seed}: {wrong[:5]}"
    reader = attack(cube, out, rules)
    assert not reader.infeasible
    for key in out.masked:
        apart = reader.whole_width(key, rules.range)
        small = rules.small(cube.cells[key])
        if apart == 0 or (small and apart < rules.range):
            wrong.append(f"{key} = {cube.cells[key]}: whole tables lie {apart} apart")
    assert not wrong, f"{seed}: {rules}, {len(cube.inner)} inner: {wrong[:6]}"
