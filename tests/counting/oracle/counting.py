"""One count after the other (4 to 7)."""

from __future__ import annotations

from typing import Any

from . import flows, intervals, residence, stocks
from .records import Row, passes, read_all
from .result import Result
from .specification import Refused, read


def count(spec: dict[str, Any], records: list[Row], links: list[dict[str, Any]] | None = None) -> Result:
    """The tables of a specification. `records` hold the columns as text, a whole number or nothing."""
    result, plan = Result(), read(spec)
    for column in plan.columns():
        if any(column not in row for row in records):
            raise Refused(f"SRC-012: no column {column}")
    used = read_all(plan, records, links, result)
    for each in plan.counts:
        own = [record for record in used if passes(record.row, each.only)]
        crossings = "direction" in plan.roles and each.text.get("of") != "intervals"
        kinds = {
            "flow": flows.flow,
            "cohort": flows.cohort,
            "processing": flows.processing,
            "balance": intervals.balance,
            "stock": stocks.stock if crossings else intervals.stock,
            "during": stocks.during if crossings else intervals.during,
            "residence": residence.residence,
        }
        kinds[each.what](plan, each, own, result)
    result.quality = +result.quality
    return result
