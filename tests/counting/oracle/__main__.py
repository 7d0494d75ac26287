"""`python3 -m oracle spec.toml records.csv [links.csv]`: the result as JSON, keys joined by a space."""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from pathlib import Path

from .counting import count
from .lines import plain


def rows(path: str) -> list[dict[str, str | None]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(spec: str, records: str, *links: str) -> None:
    result = count(tomllib.loads(Path(spec).read_text(encoding="utf-8")), rows(records), rows(links[0]) if links else None)
    print(json.dumps(plain(result), indent=1, sort_keys=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
