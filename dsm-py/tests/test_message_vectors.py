"""The vectors of messages: conversions, maps, changes and metadata reports end in the text and the findings that are expected."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import dsm

VECTORS = Path(__file__).parents[2] / "spec" / "vectors" / "messages"


def load() -> list[dict[str, Any]]:
    vectors: list[dict[str, Any]] = []
    for path in sorted(VECTORS.glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        assert file["format"] == "dsm-message-vectors/1", path.name
        vectors += file["vector"]
    return vectors


def suffix(message: str) -> str:
    return {"<": ".xml", "{": ".json"}.get(message.lstrip()[0], ".sdmx.csv")


def told(findings: dsm.Findings, name: Path) -> list[str]:
    return [f"{finding.code} {(finding.place or '').replace(str(name), 'm')}".rstrip() for finding in findings]


def done(vector: dict[str, Any], folder: Path) -> tuple[str, list[str]]:
    source, out = folder / f"m{suffix(vector['message'])}", folder / "out.csv"
    source.write_text(vector["message"].lstrip(), encoding="utf-8")
    if vector["do"] == "report":
        read = dsm.read_documentation(source)
        lines = []
        for said in read.documentation:
            lines.append(f"{said.country} {said.indicator}")
            for field, texts in said.answers.items():
                lines += [f"{field} {lang or '-'} {text}".replace("\n", "\\n") for lang, text in texts.items()]
        return "".join(f"{line}\n" for line in lines), told(read.findings, source)
    if vector["do"] == "changes":
        earlier = folder / "earlier.sdmx.csv"
        earlier.write_text(vector["earlier"].lstrip(), encoding="utf-8")
        (before,), (after,) = dsm.read(earlier), dsm.read(source)
        after.table.write(out, format="sdmx-csv-2.0", indicator="ASYLUM_APPLICATIONS", prepared="2025-03-01", since=before.table)
        return out.read_text(encoding="utf-8"), []
    mapping = None
    if "map" in vector:
        (folder / "map.toml").write_text(vector["map"], encoding="utf-8")
        mapping = folder / "map.toml"
    findings = dsm.convert(source, out, format="sdmx-csv-2.0", map=mapping)
    return out.read_text(encoding="utf-8"), told(findings, source)


@pytest.mark.parametrize("vector", load(), ids=lambda vector: vector["id"])
def test_vector(vector: dict[str, Any], tmp_path: Path) -> None:
    if "refused" in vector:
        with pytest.raises(dsm.DsmError, match=vector["refused"]):
            done(vector, tmp_path)
        return
    text, findings = done(vector, tmp_path)
    assert text == vector["text"].lstrip(), vector["says"]
    assert findings == vector.get("findings", []), vector["says"]
