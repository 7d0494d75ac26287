"""A mechanism of the built command, for those who hand in and for those who read."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

from command import Done, dsm, write

Cells = dict[tuple[str, ...], str]
MASKED = "*"


class Region:
    """States that hand in, release and read, each by its own user."""

    def __init__(self, folder: Path, *states: str, preset: str = "dsm") -> None:
        self.folder, self.file, self.files = folder, folder / "region.dsm", 0
        folder.mkdir(parents=True, exist_ok=True)
        self.done("init", self.file, "--preset", preset)
        for state in states:
            self.join(state)

    def done(self, *given: object) -> str:
        done = dsm("--format", "json", *given)
        assert done, f"{given}: {done.status} {done.out} {done.err}"
        return done.out

    def join(self, state: str) -> None:
        self.done("country", self.file, state, "--as", "administrator@dsm")

    def open(self, state: str, indicator: str, to: str, *more: object) -> None:
        self.done("grant", "open", self.file, "--indicator", indicator, "--to", to, *more, "--as", f"administrator@{state.lower()}")

    def rows(self, state: str, indicator: str, unit: str, cells: Mapping[tuple[str, ...], object], axes: Iterable[str]) -> Path:
        names = list(axes)
        self.files += 1
        counted = {"UNIT": unit} if unit else {}
        rows = [
            {"INDICATOR": indicator, "REF_AREA": state, **counted, **dict(zip(names, key, strict=True)), "OBS_VALUE": str(figure)}
            for key, figure in cells.items()
        ]
        return write(self.folder / f"in{self.files}.csv", rows)

    def submit(self, state: str, file: Path, *more: object) -> str:
        """Hands a file in and has it verified."""
        said = self.done("submit", self.file, file, "--as", f"submitter@{state.lower()}", *more)
        (number,) = {json.loads(line)["submission"] for line in said.splitlines() if '"submission"' in line}
        self.done("verify", self.file, number, "--as", f"verifier@{state.lower()}")
        return str(number)

    def release(self, state: str, submission: str, *more: object) -> Done:
        return dsm("release", self.file, submission, "--as", f"releaser@{state.lower()}", *more)

    def withdraw(self, state: str, submission: str) -> None:
        self.done("withdraw", self.file, submission, "--reason", "wrong in parts", "--as", f"releaser@{state.lower()}")

    def moment(self) -> str:
        """The second that is now, once it is over: what comes next is later."""
        now = datetime.now(timezone.utc).replace(microsecond=0)
        while datetime.now(timezone.utc) < now + timedelta(seconds=1):
            time.sleep(0.02)
        return now.strftime("%Y-%m-%dT%H:%M:%S")

    def read(self, user: str, indicator: str, axes: Iterable[str], *more: object) -> Cells:
        """What a user sees, as text: `*` where it is masked."""
        self.files += 1
        out = self.folder / f"out{self.files}.csv"
        done = dsm("table", self.file, indicator, "--as", user, "-o", out, *more)
        if not done:
            return {}
        with out.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        names = list(axes)
        return {tuple(row[name] for name in names): text(row) for row in rows}


def text(row: Mapping[str, str]) -> str:
    """A figure, `*`, or the bounds of what was added up."""
    low, high = row.get("LOWER_BOUND") or "", row.get("UPPER_BOUND") or ""
    return MASKED if row["OBS_STATUS"] == "Q" else f"{low}..{high}" if low or high else row["OBS_VALUE"]
