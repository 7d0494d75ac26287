"""The vectors of counting: records are counted by their specification, and every cell that comes out is the one that is expected."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import COUNTED

import dsm

VECTORS = Path(__file__).parents[2] / "spec" / "vectors" / "counting"


def load() -> list[dict[str, Any]]:
    vectors: list[dict[str, Any]] = []
    for path in sorted(VECTORS.glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        assert file["format"] == "dsm-count-vectors/1", path.name
        vectors += file["vector"]
    return vectors


ALL = load()
COUNTED.append(f"python: {len(ALL)} vectors of counting")


def cells(name: str, table: dsm.Table | None) -> set[tuple[str, ...]]:
    """The cells of a table that are not zero, without their statuses."""
    assert table is not None
    found = {(name, *row.key, row.cell.written.split(" [")[0]) for row in table}
    return {cell for cell in found if cell[-1] != "0"}


@pytest.mark.parametrize("vector", ALL, ids=lambda vector: vector["id"])
def test_vector(vector: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "records.csv").write_text(vector["records"], encoding="utf-8")
    links = None
    if "links" in vector:
        links = tmp_path / "links.csv"
        links.write_text(vector["links"], encoding="utf-8")

    def count() -> dsm.Counted:
        specification = dsm.CountSpecification.from_toml(vector["specification"])
        return dsm.count(tmp_path / "records.csv", specification, links=links)

    if "refused" in vector:
        with pytest.raises(dsm.DsmError) as refused:
            count()
        assert refused.value.code == vector["refused"]
        return
    counted = count()
    expected = {tuple(cell) for cell in vector["cells"]}
    found = set[tuple[str, ...]]()
    for name, table in counted.items():
        found |= cells(name, table)
        if any(cell[0] == f"behind {name}" for cell in expected):
            found |= cells(f"behind {name}", counted.persons_behind(name))
    assert found == expected
    for rule, many in vector.get("findings", {}).items():
        assert counted.quality[rule] == many
