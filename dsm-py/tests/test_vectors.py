"""The vectors of the specification: built with public functions, read with public getters."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import COUNTED

import dsm

VECTORS = Path(__file__).parents[2] / "spec" / "vectors"
Vector = dict[str, Any]


def load() -> list[Vector]:
    vectors: list[Vector] = []
    for path in sorted(VECTORS.glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        assert file["format"] == "dsm-vectors/1", path.name
        vectors += file["vector"]
    return vectors


ALL = load()
COUNTED.append(f"python: {len(ALL)} vectors")


def axis(said: dict[str, Any]) -> dsm.Axis:
    said = dict(said)
    make: dict[str, Callable[..., dsm.Axis]] = {"category": dsm.Axis.category, "time": dsm.Axis.time, "reporter": dsm.Axis.reporter}
    return make[said.pop("kind", "category")](said.pop("id"), **said)


def table(said: dict[str, Any]) -> dsm.Table:
    said = {key.replace("-", "_"): value for key, value in said.items()}
    measure = {key: said[key] for key in ("level", "application_type", "role", "basis") if key in said}
    names = ("version", "relative", "residence", "duration", "coverage", "territory", "classification", "source")
    concept = {key: said[key] for key in names if key in said}
    return dsm.Table(
        said["cells"],
        measure=dsm.Measure(said["unit"], said["temporality"], **measure),
        concept=dsm.Concept(said.get("concept", "C"), **concept),
        axes=[axis(a) for a in said["axes"]],
        vintage=said.get("vintage"),
        making=said.get("making"),
        absent=said.get("absent"),
    )


def assumption(said: str | dict[str, Any]) -> str | dsm.Assumption:
    return said if isinstance(said, str) else dsm.Assumption(**said)


def run(tables: dict[str, dsm.Table], do: dict[str, Any]) -> dsm.Table | dsm.Truth:
    do = dict(do)
    op, on = do.pop("op"), tables[do.pop("on")]
    if op == "compare":
        return on.compare(do["a"], do["relation"], do["b"])
    assume = [assumption(a) for a in do.pop("assume", [])]
    method: Callable[..., dsm.Table] = getattr(on, op)
    axes = do.pop("axes", [])
    named = {"from": "start", "to": "end", "in": "unit"}
    for key in ("opens", "closes"):
        if key in do:
            do[key] = [tables[name] for name in do[key]]
    if "closing" in do:
        do["closing"] = tables[do["closing"]]
    if "other" in do:
        other = {"net": "outflow", "revision": "earlier", "changed": "earlier", "ratio": "denominator", "weighted_mean": "counts"}
        do[other.get(op, "other")] = tables[do.pop("other")]
    return method(*axes, **{named.get(key, key): value for key, value in do.items()}, assume=assume)


def numbers(cell: dsm.Cell) -> tuple[str, list[Decimal]]:
    """What kind of cell it is, and its numbers."""
    if not isinstance(cell, dsm.Figure):
        return cell.text, []
    if cell.standard_error is not None:
        assert cell.value is not None
        return "estimate", [cell.value, cell.standard_error]
    if cell.exact is not None:
        return "exact", [cell.exact]
    assert cell.low is not None
    return ("at least", [cell.low]) if cell.high is None else ("between", [cell.low, cell.high])


def agree(expected: dsm.Cell, actual: dsm.Cell, ratio: bool) -> bool:
    """Whether two cells agree; ratios after rounding to the decimals that are expected."""
    (kind, wanted), (other, found) = numbers(expected), numbers(actual)
    if kind != other or expected.status != actual.status:
        return False
    for a, b in zip(wanted, found, strict=True):
        exponent = a.as_tuple().exponent
        assert isinstance(exponent, int)
        if a != (b.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) if ratio else b):
            return False
    return True


def written(text: str) -> dsm.Cell:
    """The cell that a text stands for, read by the library from a table of one cell."""
    made = dsm.Table([("2024", text)], measure="ratio:ratio flow", axes=["TIME_PERIOD"])
    return made.cells[0]


@pytest.mark.parametrize("vector", ALL, ids=[v["id"] for v in ALL])
def test_vector(vector: Vector) -> None:
    expect = vector["expect"]
    if "refused" in expect:
        with pytest.raises(dsm.DsmError) as refused:
            tables = {name: table(said) for name, said in vector["tables"].items()}
            before = {name: t.rows() for name, t in tables.items()}
            try:
                run(tables, vector["do"])
            finally:
                assert {name: t.rows() for name, t in tables.items()} == before, "an operand was changed"
        assert refused.value.code == expect["refused"], vector["says"]
        return
    tables = {name: table(said) for name, said in vector["tables"].items()}
    result = run(tables, vector["do"])
    if "truth" in expect:
        assert result is dsm.Truth(expect["truth"]), vector["says"]
        return
    assert isinstance(result, dsm.Table)
    assert [a.id for a in result.axes] == expect["axes"], vector["says"]
    actual = {row.key: row.cell for row in result.rows()}
    wanted = {tuple(key): written(figure) for *key, figure in expect["cells"]}
    assert set(actual) == set(wanted), vector["says"]
    ratio = result.measure.unit.startswith("ratio:")
    wrong = {key: (actual[key], cell) for key, cell in wanted.items() if not agree(cell, actual[key], ratio)}
    assert not wrong, vector["says"]
    if "unit" in expect:
        assert result.measure.unit == expect["unit"]
    if "temporality" in expect:
        assert result.measure.temporality == expect["temporality"]
    assert set(expect.get("notes", [])) <= {note.code for note in result.notes}
    if "assumptions" in expect:
        assert sorted(a.name for a in result.assumptions) == sorted(expect["assumptions"])


def test_the_comparison_can_fail() -> None:
    assert agree(written("0.3333"), written("0.33333333"), True)
    assert not agree(written("0.3334"), written("0.33333333"), True)
    assert not agree(written("3"), written("3.1"), False)
    assert not agree(written("3"), written("3.."), False)
    assert not agree(written("3 [I]"), written("3"), False)
    assert not agree(written("1..2"), written("1..3"), False)
