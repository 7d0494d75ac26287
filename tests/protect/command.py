"""The built command, as a user runs it: `DSM_COMMAND` names another one."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker import Rules, Shape

ROOT = Path(__file__).resolve().parents[2]
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "dsm"
DSM = Path(os.environ.get("DSM_COMMAND", BUILT))
DONE, FOUND, USAGE, DENIED, COULD_NOT = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str

    def __bool__(self) -> bool:
        return self.status == DONE


def dsm(*given: object, lang: str = "en") -> Done:
    done = subprocess.run(
        [str(DSM), "--lang", lang, *(str(one) for one in given)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "panicked" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def options(shape: Shape, rules: Rules) -> list[object]:
    given: list[object] = ["--count", shape.count]
    for pair in shape.hierarchies():
        given += ["--hierarchy", pair]
    return [*given, "--threshold", rules.threshold, "--zeros", rules.zeros, "--range", rules.range]


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def protect(source: Path, shape: Shape, rules: Rules, out: Path, audit: Path) -> Done:
    return dsm("protect", source, "-o", out, "--audit", audit, *options(shape, rules))


def audit(published: Path, shape: Shape, rules: Rules, out: Path, truth: Path | None = None) -> Done:
    more = ["--truth", truth] if truth else []
    return dsm("audit", published, "-o", out, *options(shape, rules), *more)
