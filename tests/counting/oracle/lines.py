"""Worlds with what the oracle answers, one a line of JSON, for tests in other languages.

python3 -m oracle.lines --worlds 200 --seed 1 [--statement]

A line has `seed`, `spec` (TOML), `records` and `links` (CSV, or null) and `expect`, which is as `python3 -m oracle` says it.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from .counting import count
from .generate import World, csv_text, world
from .result import Result


def plain(result: Result) -> dict[str, Any]:
    """The result with keys joined by a space."""
    said = dict(vars(result))
    for name in ("tables", "persons_behind", "known"):
        said[name] = {
            table: {" ".join(key): figure for key, figure in sorted(cells.items())} for table, cells in getattr(result, name).items()
        }
    return said


def line(made: World) -> str:
    expect = plain(count(made.spec, made.records, made.links))
    links = None if made.links is None else csv_text(made.links, ["document", "person"])
    said = {"seed": made.seed, "spec": made.text, "records": csv_text(made.records), "links": links, "expect": expect}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--worlds", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1, help="of the first")
    asked.add_argument("--statement", action="store_true", help="only what a statement can say (9.1)")
    given = asked.parse_args()
    for seed in range(given.seed, given.seed + given.worlds):
        print(line(world(seed, statement=given.statement)))


if __name__ == "__main__":
    main()
