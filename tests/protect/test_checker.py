"""`dsm protect` and `dsm audit` before an independent judge, on random tables of many shapes.

`DSM_TABLES` says how many; a hundred otherwise. Every tenth is also solved in whole numbers.
"""

from __future__ import annotations

import functools
import itertools
import os
from pathlib import Path

import command
import pytest
from checker import TOTAL, Attack, Cube, Published, Rules, Said, Shape, attack, failures, mislabeled, read_audit
from tables import Made, table

TABLES = int(os.environ.get("DSM_TABLES", "100"))
NAIVE = max(30, TABLES // 5)
LINKED = [seed for seed in range(TABLES // 2) if table(seed, links=True).shape.linked]
REGIONS = Shape(("citizen", "sex"), {"citizen": ("region", "continent")})
NESTED = [
    {"continent": continent, "region": region, "citizen": citizen, "sex": sex, "n": str(n)}
    for continent, region, citizen, f, m in [("K1", "R1", "A", 1, 20), ("K1", "R2", "B", 30, 8), ("K2", "R3", "C", 9, 4), ("K2", "R3", "D", 70, 11)]
    for sex, n in (("F", f), ("M", m))
]


@functools.cache
def nested() -> bool:
    """Whether the command knows groups of groups."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        out, audit = Path(folder) / "out.csv", Path(folder) / "audit.csv"
        done = command.protect(command.write(Path(folder) / "in.csv", NESTED), REGIONS, Rules(), out, audit)
        return bool(done) and ("K1", TOTAL) in Published.read(out, REGIONS).shown


def protected(made: Made, folder: Path) -> tuple[Cube, Published, dict[tuple[str, ...], Said]]:
    source, out, audit = command.write(folder / "in.csv", made.rows), folder / "out.csv", folder / "audit.csv"
    done = command.protect(source, made.shape, made.rules, out, audit)
    assert done.status == command.DONE, f"{made.about}: {done.status} {done.out} {done.err}"
    return Cube(made.shape, made.rows), Published.read(out, made.shape), read_audit(audit, made.shape)


def naive(cube: Cube, rules: Rules) -> Published:
    """What people do: an empty field in place of every small figure, and nothing else."""
    shown = {key: figure for key, figure in cube.cells.items() if not rules.small(figure)}
    masked = {key: ("", "Q") for key, figure in cube.cells.items() if rules.small(figure)}
    return Published(shown, masked, [])


def written(published: Published, cube: Cube, path: Path) -> Path:
    rows: list[dict[str, object]] = []
    for key in cube.cells:
        columns: dict[str, object] = {}
        for number, (dimension, node) in enumerate(zip(cube.shape.dimensions, key, strict=True)):
            chain = cube.above(number, node)
            columns |= {column: chain.get(column, node) for column in reversed(cube.shape.groups.get(dimension, ()))}
            columns[dimension] = node
        rows.append({**columns, cube.shape.count: published.shown.get(key, ""), "OBS_STATUS": "A" if key in published.shown else "Q"})
    return command.write(path, rows)


def judged(published: Published, cube: Cube, rules: Rules, folder: Path) -> tuple[int, dict[tuple[str, ...], Said]]:
    done = command.audit(written(published, cube, folder / "published.csv"), cube.shape, rules, folder / "judged.csv")
    assert done.status in (command.DONE, command.FOUND), done.err
    return done.status, read_audit(folder / "judged.csv", cube.shape)


@pytest.mark.parametrize("seed", range(TABLES))
def test_a_protected_table_holds(seed: int, tmp_path: Path) -> None:
    made = table(seed, nested=nested())
    cube, published, audit = protected(made, tmp_path)
    wrong = failures(cube, published, audit, made.rules, whole=seed % 10 == 0)
    assert not wrong, f"{made.about}: {len(wrong)} failures\n" + "\n".join(wrong[:10])
    # Whoever audits the file that was published is told the same.
    done = command.audit(tmp_path / "out.csv", made.shape, made.rules, tmp_path / "again.csv")
    assert done.status == command.DONE, done.out + done.err
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "audit.csv").read_bytes()


@pytest.mark.parametrize("seed", LINKED)
def test_a_table_with_two_groupings_holds(seed: int, tmp_path: Path) -> None:
    """Linked tables: the codes of a column are grouped in two ways, and both are published."""
    made = table(seed, nested=nested(), links=True)
    assert made.shape.linked
    cube, published, audit = protected(made, tmp_path)
    wrong = failures(cube, published, audit, made.rules, whole=seed % 5 == 0)
    assert not wrong, f"{made.about}: {len(wrong)} failures\n" + "\n".join(wrong[:10])


def test_the_tables_are_of_many_shapes() -> None:
    made = [table(seed) for seed in range(100)]
    assert {len(one.shape.dimensions) for one in made} == {1, 2, 3, 4}
    assert {len(chain) for one in made for chain in one.shape.groups.values()} == {1, 2}
    assert sum(len(one.shape.groups) > 1 for one in made) >= 10
    assert {one.rules.threshold for one in made} == {3, 5, 10}
    assert {one.rules.zeros for one in made} == {"shown", "maskable"}
    assert {one.rules.range for one in made} == {2, 3, 4}
    assert sum("sparse" in one.about for one in made) >= 20
    cubes = [Cube(one.shape, one.rows) for one in made]
    assert any(len(below) == 2 and "citizen" in one.shape.dimensions for one, cube in zip(made, cubes, strict=True) for below in cube.below)
    assert sum(any(figure == 0 and not cube.is_inner(key) for key, figure in cube.cells.items()) for cube in cubes) >= 10, "empty margins"


@pytest.mark.parametrize("seed", range(NAIVE))
def test_naive_masks_are_judged_as_whole_tables_judge_them(seed: int, tmp_path: Path) -> None:
    made = table(seed, nested=nested())
    rules = Rules(made.rules.threshold, made.rules.zeros, made.rules.range)
    cube = Cube(made.shape, made.rows)
    published = naive(cube, rules)
    status, audit = judged(published, cube, rules, tmp_path)
    assert set(audit) == set(published.masked)
    reader = attack(cube, published, rules)
    assert not reader.infeasible
    wrong = {key: (said, apart) for key, said in audit.items() if (apart := mislabeled(reader, key, said.label, rules)) is not None}
    assert not wrong, f"{made.about}: {wrong}"
    assert sum(said.label == "OPEN" for said in audit.values()) <= len(audit) / 100
    assert status == (command.FOUND if {"EXACT", "NARROW"} & {said.label for said in audit.values()} else command.DONE)
    # What is sure contains the truth, and an exact cell is the truth.
    for key, said in audit.items():
        if said.label == "EXACT":
            assert said.lower == said.upper == cube.cells[key], (made.about, key, said)


def test_naive_masks_are_caught_in_most_tables() -> None:
    """The judge itself: with the small cells alone masked, most tables that have any tell some of them."""
    small = caught = 0
    for seed in range(40):
        made = table(seed)
        cube = Cube(made.shape, made.rows)
        published = naive(cube, made.rules)
        if published.masked:
            small += 1
            audit = {key: Said(None, None, "PROVEN") for key in published.masked}
            caught += any("exactly known" in one for one in failures(cube, published, audit, made.rules))
    assert small >= 30 and caught >= small / 2, (small, caught)


def simple() -> tuple[Cube, Published, dict[tuple[str, ...], Said], Rules]:
    """A table of which the pattern is right: a box of four cells."""
    both = [("A", 2, 20), ("B", 30, 9), ("C", 40, 50)]
    rows = [{"citizen": code, "sex": sex, "n": str(n)} for code, f, m in both for sex, n in (("F", f), ("M", m))]
    cube = Cube(Shape(("citizen", "sex")), rows)
    hidden = {(code, sex) for code in "AB" for sex in "FM"}
    published = Published(
        {key: figure for key, figure in cube.cells.items() if key not in hidden}, {key: ("", "Q") for key in hidden}, []
    )
    bounds = {("A", "F"): (1, 21), ("A", "M"): (1, 21), ("B", "F"): (11, 31), ("B", "M"): (8, 28)}
    return cube, published, {key: Said(*bounds[key], "PROVEN") for key in hidden}, Rules()


def test_the_judge_lets_a_right_pattern_pass() -> None:
    cube, published, audit, rules = simple()
    assert failures(cube, published, audit, rules, whole=True) == []
    reader = attack(cube, published, rules)
    assert [round(end) for end in reader.interval(("A", "F"))] == [1, 21]


@pytest.mark.parametrize("key", [("A", "F"), ("A", "M"), ("B", "F"), ("B", "M")])
def test_the_judge_catches_a_mask_that_is_missing(key: tuple[str, str]) -> None:
    cube, published, audit, rules = simple()
    del published.masked[key], audit[key]
    published.shown[key] = cube.cells[key]
    wrong = failures(cube, published, audit, rules)
    assert any("shows a small" in one for one in wrong) if rules.small(cube.cells[key]) else sum("exactly known" in one for one in wrong) == 3


def test_the_judge_catches_what_else_may_be_wrong() -> None:
    def told(change: object) -> str:
        cube, published, audit, rules = simple()
        rules = change(published, audit) or rules  # type: ignore[operator]
        return "\n".join(failures(cube, published, audit, rules, whole=True))

    total, cell = (TOTAL, TOTAL), ("A", "F")
    assert "not 151" in told(lambda p, a: p.shown.update({total: 152}))
    assert "is not there" in told(lambda p, a: p.shown.pop(total) and None)
    assert "no such cells" in told(lambda p, a: p.shown.update({("D", "F"): 9}))
    assert "masks differ" in told(lambda p, a: p.masked.update({cell: ("", "C")}))
    assert "masks differ" in told(lambda p, a: p.masked.update({cell: ("*", "Q")}))
    assert "of other cells" in told(lambda p, a: a.pop(cell) and None)
    assert "lies in" in told(lambda p, a: a.update({cell: Said(0, 21, "PROVEN")}))
    assert "lies in" in told(lambda p, a: a.update({cell: Said(1, 22, "PROVEN")}))
    assert "lies in" in told(lambda p, a: Rules(range=21))
    assert "0 apart" not in told(lambda p, a: a.update({cell: Said(1, 21, "PROVEN")}))
    assert "is small and narrow" in told(lambda p, a: a.update({cell: Said(1, 21, "NARROW")}))
    assert "apart" in told(lambda p, a: a.update({cell: Said(1, 21, "NARROW")}))


def test_the_judge_sees_whole_numbers_where_fractions_are_free() -> None:
    """Two masked figures that sum to two, both of at least one; three of them in a row are not told by sums alone."""
    rows = [{"citizen": code, "n": str(n)} for code, n in (("A", 1), ("B", 1), ("C", 7))]
    cube = Cube(Shape(("citizen",)), rows)
    published = Published({("C",): 7, (TOTAL,): 9}, {("A",): ("", "Q"), ("B",): ("", "Q")}, [])
    audit = {key: Said(1, 1, "EXACT") for key in published.masked}
    assert len([one for one in failures(cube, published, audit, Rules()) if "exactly known" in one]) == 2
    maskable = Attack(attack(cube, published, Rules(zeros="maskable")).view, {("A",): {("A",): 1.0}}, {})
    assert not maskable.exact(("A",)) and maskable.whole_width(("A",), 2) == 2


def test_groups_of_groups_are_cells(tmp_path: Path) -> None:
    made = Made(0, REGIONS, Rules(), NESTED, "groups of groups")
    cube, published, audit = protected(made, tmp_path)
    assert {"K1", "K2", "R1", "R2", "R3", TOTAL} <= {citizen for citizen, _ in [*published.shown, *published.masked]}
    assert failures(cube, published, audit, made.rules, whole=True) == []


def test_the_order_of_rows_and_columns_changes_no_mask(tmp_path: Path) -> None:
    for seed in range(12):
        made = table(seed, nested=nested())
        _, one, _ = protected(made, tmp_path)
        rows = [dict(reversed(row.items())) for row in reversed(made.rows)]
        _, other, _ = protected(Made(seed, made.shape, made.rules, rows, made.about), tmp_path)
        assert set(one.masked) == set(other.masked), made.about


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    for seed in range(12):
        made = table(seed, nested=nested())
        written = []
        for _ in itertools.repeat(None, 2):
            protected(made, tmp_path)
            written.append([(tmp_path / name).read_bytes() for name in ("out.csv", "audit.csv")])
        assert written[0] == written[1], made.about
