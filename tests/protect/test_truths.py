"""What other tools did with tables of their own: protected no worse here, and where their pattern tells something, the audit says so.

Sources: z1 and its pattern, GaussSuppression (Statistics Norway, MIT), `GaussSuppressionFromData(z1, 1:2, 3)`; three singletons, two
singletons and linked tables, sdcTools/UserSupport issues 135 and 136 and a test of sdcTable: figures alone.
"""

from __future__ import annotations

import csv
import itertools
import os
from pathlib import Path

import command
import pytest
from checker import TOTAL, Cube, Key, Published, Rules, Said, Shape, attack, failures, read_audit
from test_checker import judged

SPECIMENS = Path(os.environ.get("DSM_SPECIMENS", command.ROOT.parent / "shared")) / "data" / "sdc"


def specimen(name: str) -> list[dict[str, str]]:
    path = SPECIMENS / name
    if not path.exists():
        pytest.skip(f"the specimen {name} is not here (DSM_SPECIMENS)")
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cube(shape: Shape, figures: dict[Key, int]) -> tuple[Cube, list[dict[str, str]]]:
    rows = [{**dict(zip(shape.dimensions, key, strict=True)), shape.count: str(figure)} for key, figure in figures.items()]
    return Cube(shape, rows), rows


def with_masks(of: Cube, masks: set[Key]) -> Published:
    shown = {key: figure for key, figure in of.cells.items() if key not in masks}
    return Published(shown, {key: ("", "Q") for key in masks}, [])


def ours(of: Cube, rows: list[dict[str, str]], rules: Rules, folder: Path) -> Published:
    """Our pattern, which holds before the judge."""
    source, out, audit = command.write(folder / "in.csv", rows), folder / "out.csv", folder / "audit.csv"
    done = command.protect(source, of.shape, rules, out, audit)
    assert done, done.err
    published = Published.read(out, of.shape)
    assert failures(of, published, read_audit(audit, of.shape), rules, whole=True) == []
    return published


def secondary(of: Cube, masks: set[Key], rules: Rules) -> tuple[int, int]:
    """How many further cells are masked, and how much value is lost by it."""
    further = [of.cells[key] for key in masks if not rules.small(of.cells[key])]
    return len(further), sum(further)


def test_z1_is_protected_no_worse(tmp_path: Path) -> None:
    shape, rules = Shape(("region", "hovedint"), count="ant"), Rules(threshold=4)
    rows = specimen("ssb_z1.csv")
    z1 = Cube(shape, rows)
    theirs = {
        tuple(TOTAL if row[column] == "Total" else row[column] for column in shape.dimensions)
        for row in specimen("z1_gauss_expected.csv") if row["suppressed"] == "TRUE"
    }
    assert len(z1.cells) == 45 and len(theirs) == 6 and secondary(z1, theirs, rules) == (3, 29)
    mine = set(ours(z1, rows, rules, tmp_path).masked)
    assert secondary(z1, mine, rules) <= (3, 29), secondary(z1, mine, rules)
    # Nobody can compute anything from theirs either, and the audit agrees.
    status, said = judged(with_masks(z1, theirs), z1, rules, tmp_path)
    assert (status, {one.label for one in said.values()}) == (command.DONE, {"PROVEN"})


@pytest.mark.parametrize("threshold", [3, 5, 8])
def test_z1_by_other_thresholds(threshold: int, tmp_path: Path) -> None:
    shape, rules = Shape(("region", "hovedint"), count="ant"), Rules(threshold=threshold)
    rows = specimen("ssb_z1.csv")
    z1 = Cube(shape, rows)
    masked = ours(z1, rows, rules, tmp_path).masked
    primaries = [key for key, figure in z1.cells.items() if rules.small(figure)]
    assert set(primaries) <= set(masked) and len(masked) <= 3 * len(primaries) + 2


def test_three_singletons(tmp_path: Path) -> None:
    """Three ones in a row whose total is shown: every sum has two masks at least, and each one is known to be one."""
    shape, rules = Shape(("var1", "var2")), Rules(threshold=3)
    figures = dict(zip(itertools.product("12", "ABHMW"), (1, 1, 7, 1, 0, 1, 0, 0, 2, 8), strict=True))
    of, rows = cube(shape, figures)
    theirs = {key for key, figure in of.cells.items() if rules.small(figure)}
    for row in ("1", "2", TOTAL):
        assert sum(key[0] == row for key in theirs) != 1
    status, said = judged(with_masks(of, theirs), of, rules, tmp_path)
    assert status == command.FOUND
    assert [said["1", code].label for code in "ABM"] == ["EXACT"] * 3 and all(said["1", code].lower == 1 for code in "ABM")
    assert {one.label for one in said.values()} <= {"EXACT", "NARROW"}
    mine = ours(of, rows, rules, tmp_path).masked
    assert theirs <= set(mine)


def test_two_singletons(tmp_path: Path) -> None:
    """Counts of 1, 2, 1 and 0 with their total: the two ones alone masked are known to be one each."""
    shape, rules = Shape(("region",)), Rules(threshold=2)
    of, rows = cube(shape, {("a",): 1, ("b",): 2, ("c",): 1, ("d",): 0})
    status, said = judged(with_masks(of, {("a",), ("c",)}), of, rules, tmp_path)
    assert status == command.FOUND and {one.label for one in said.values()} == {"EXACT"}
    assert said["a",] == Said(1, 1, "EXACT")
    # With the two of b masked as well they would be one or two each: it takes the total.
    assert {("a",), ("c",)} < set(ours(of, rows, rules, tmp_path).masked)


LINKED = {
    "A": ("county-1", "small", 2), "B": ("county-1", "small", 2), "I": ("county-1", "small", 8), "J": ("county-1", "small", 8),
    "K": ("county-2", "small", 3), "L": ("county-2", "BIG", 3), "M": ("county-2", "BIG", 3), "N": ("county-2", "small", 7),
}


def test_linked_tables(tmp_path: Path) -> None:
    """Regions in counties and in groups: each table hides its small cells, the two together tell one of them."""
    rules = Rules(threshold=4)
    small = {region for region, (_, _, n) in LINKED.items() if rules.small(n)}
    for number, kind in enumerate(("county", "group")):
        shape = Shape(("region",), {"region": (kind,)})
        of = Cube(shape, [{kind: columns[number], "region": region, "n": str(columns[2])} for region, columns in LINKED.items()])
        alone = attack(of, with_masks(of, {(region,) for region in small}), rules)
        assert not any(alone.exact((region,)) for region in small), kind
    # Together, as two groupings of one column.
    both = Shape(("region",), {"region": ("county",)}, linked={"region": ("group",)})
    rows = [{"county": county, "group": group, "region": region, "n": str(n)} for region, (county, group, n) in LINKED.items()]
    of = Cube(both, rows)
    assert [region for region in small if attack(of, with_masks(of, {(one,) for one in small}), rules).exact((region,))] == ["K"]
    assert {(region,) for region in small} < set(ours(of, rows, rules, tmp_path).masked)
    # Together, as a table of both: a region is in its county and in its group and nowhere else.
    shape = Shape(("county", "group", "region"))
    places = itertools.product(("county-1", "county-2"), ("small", "BIG"), LINKED)
    figures = {key: LINKED[key[2]][2] if LINKED[key[2]][:2] == key[:2] else 0 for key in places}
    of, rows = cube(shape, figures)
    theirs = {key for key in of.cells if key[2] in small and of.cells[key]}
    status, said = judged(with_masks(of, theirs), of, rules, tmp_path)
    assert status == command.FOUND
    exact = {key for key, one in said.items() if one.label == "EXACT"}
    assert exact == {key for key in theirs if key[2] == "K"} and all(said[key].lower == 3 for key in exact)
    mine = ours(of, rows, rules, tmp_path).masked
    assert {key for key in theirs if rules.small(of.cells[key])} <= set(mine)
