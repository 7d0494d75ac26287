"""What the Python package computes from masked figures, and totals over States: they tell no more than what is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dsm as package
import pytest
from checker import TOTAL
from readers import Reader
from region import Cells, Region
from test_attacks import AXES, ENTRIES, EVENTS, by_sex, counts, hand_in, keys, put_out

STATES = ("MD", "TJ", "KG", "UA")
CODES = ("AFG", "IRN", "SYR")
TOTALS_OF = {"MD": (3, 20, 70), "TJ": (0, 50, 60), "KG": (2, 70, 80), "UA": (100, 0, 30)}


def text(cell: package.Cell) -> str:
    if isinstance(cell, package.Masked):
        return "*"
    if isinstance(cell, package.Figure):
        return str(cell.exact) if cell.exact is not None else str(cell)
    return ""


@pytest.fixture
def masked(tmp_path: Path) -> tuple[package.Table, set[tuple[str, ...]]]:
    """A view of a release with masks, as another State has it; and the keys of the masks."""
    scenario = by_sex()
    region = Region(tmp_path / "region", *scenario.states)
    region.open("MD", ENTRIES, "KZ")
    assert put_out(region, "MD", hand_in(region, "MD", ENTRIES, EVENTS, scenario.figures("seen")))
    with package.Mechanism.open(region.file).session("analyst@kz") as session:
        view = session.view(ENTRIES, "MD")
    hidden = {tuple(row.key) for row in view if isinstance(row.cell, package.Masked)}
    assert len(hidden) >= 4
    return view, hidden


OPERATIONS: dict[str, Callable[[package.Table], package.Table]] = {
    "a rate": lambda view: view.slice(SEX="F").sum("SEX").ratio(view.slice(SEX="_T").sum("SEX"), "proportion"),
    "a share of itself": lambda view: view.ratio(view, "proportion"),
    "a ratio turned over": lambda view: view.slice(SEX="_T").sum("SEX").ratio(view.slice(SEX="F").sum("SEX"), "ratio"),
    "a sum": lambda view: view.slice(SEX=["F", "M"]).sum("SEX"),
    "a sum of some": lambda view: view.slice(CITIZENSHIP=["AFG", "SYR"]).sum("CITIZENSHIP"),
    "a slice": lambda view: view.slice(CITIZENSHIP="AFG"),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_computed_from_masks_is_no_figure(name: str, masked: tuple[package.Table, set[tuple[str, ...]]]) -> None:
    view, hidden = masked
    places = [axis.id for axis in view.axes]
    try:
        made = OPERATIONS[name](view)
    except package.DsmError as error:
        assert error.code
        return
    kept = [axis.id for axis in made.axes]
    over = {row.key for row in made if isinstance(row.cell, package.Figure) and row.cell.exact is not None}
    for key in over:
        by_axis = dict(zip(kept, key, strict=True))
        if name in ("a rate", "a ratio turned over"):
            # The denominator is never zero here: what stands there would give the masked figure.
            assert not any({by_axis["CITIZENSHIP"], "F"} <= set(one) for one in hidden), key
        elif name in ("a share of itself", "a slice"):
            assert key not in hidden, key
        else:
            # A sum with a masked part is a figure only where its total was published.
            whole = dict(zip(kept, key, strict=True)) | ({"SEX": TOTAL} if name == "a sum" else {})
            parts = [one for one in hidden if all(dict(zip(places, one, strict=True)).get(axis) == code for axis, code in by_axis.items())]
            published = any(dict(zip(places, row.key, strict=True)) == whole and isinstance(row.cell, package.Figure) for row in view)
            assert not parts or published, key


def test_totals_over_four_states_tell_no_masked_figure(tmp_path: Path) -> None:
    """A reader who sees none of the States sees their totals, and later one of the States too."""
    region = Region(tmp_path / "region", *STATES, "KZ")
    truth = {(state, code, "_T", "2023"): n for state, figures in TOTALS_OF.items() for code, n in zip(CODES, figures, strict=True)}
    every = keys([*CODES, "_T"], ["_T"], ["2023"])

    def parts(state: str | None) -> Callable[[tuple[str, ...]], list[tuple[str, ...]]]:
        of = STATES if state is None else (state,)
        return lambda key: [part for part in truth if part[0] in of and all(map(counts, key, part[1:]))]

    for state in STATES:
        cells = {key: sum(truth[part] for part in parts(state)(key)) for key in every}
        assert put_out(region, state, hand_in(region, state, ENTRIES, EVENTS, cells))
        region.open(state, ENTRIES, "participants", "--right", "add")
    named = [word for state in STATES for word in ("--country", state)]
    declared = ["--indicator", ENTRIES, *named, "--from", "2020-01-01", "--until", "2030-12-31"]
    region.done("totals", "declare", region.file, "--as", "administrator@dsm", *declared)
    with package.Mechanism.open(region.file).session("analyst@kz") as session:
        total = session.view(ENTRIES, totals=True)
    axes = [axis.id for axis in total.axes]
    told: Cells = {tuple(dict(zip(axes, row.key, strict=True))[axis] for axis in AXES): text(row.cell) for row in total}
    assert told["_T", "_T", "2023"] == "485" and told["AFG", "_T", "2023"] == "*", told
    reader = Reader(truth)
    # Behind a mask of the total stands a mask of some State, not of every one: it may hide zeros elsewhere.
    reader.least = 0
    reader.learns("totals", told, parts(None))
    region.open("UA", ENTRIES, "KZ")
    seen = region.read("analyst@kz", ENTRIES, AXES, "--country", "UA")
    reader.learns("UA", seen, parts("UA"))
    for state in STATES:
        for code in CODES:
            if 0 < truth[state, code, "_T", "2023"] < 5:
                reader.masked[state, code] = [(state, code, "_T", "2023")]
    assert reader.masked and not reader.told()
