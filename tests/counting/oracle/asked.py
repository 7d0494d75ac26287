"""Random specifications for the worlds of `people.py`."""

from __future__ import annotations

from random import Random
from typing import Any

from .days import ONE, periods
from .people import Window

Table = dict[str, Any]
MEMBERSHIPS = ["fixed", "fixed-pin", "at-event", "pinned", "overlapping"]
LETTERS = "ABCDEFGH"
CROSSING_KINDS = ["flow", "stock", "during", "residence"]
INTERVAL_KINDS = ["flow", "stock", "during", "cohort", "processing", "balance"]
STATEMENT_KINDS = {"flow", "stock", "cohort"}


def membership(random: Random, window: Window) -> Table:
    chosen = random.choice([kind for kind in MEMBERSHIPS if not (window.statement and kind == "fixed-pin")])
    made: Table = {"membership": chosen.removesuffix("-pin")}
    if chosen in ("fixed-pin", "pinned"):
        made["pin"] = random.choice(["first", "last"])
    return made


def answers(random: Random) -> Table:
    made: Table = {}
    if random.random() < 0.2:
        made["missing"] = random.choice(["_Z", "NONE", "refuse"])
    if random.random() < 0.2:
        made["unknown"] = random.choice(["_O", "ODD", "refuse"])
    return made


def column(random: Random, window: Window, name: str) -> Table:
    return {"column": name, "others": "themselves"} | membership(random, window) | answers(random)


def dimensions(random: Random, window: Window, world: str) -> dict[str, Table]:
    made = {"CITIZENSHIP": column(random, window, "citizenship"), "SEX": column(random, window, "sex")}
    made["CITIZENSHIP"]["codes"] = {"Moldova": "MD"}
    if random.random() < 0.3:
        made["CITIZENSHIP"]["codes"] |= {"UA": "UA", "RO": "ROU"}
        made["CITIZENSHIP"]["others"] = "unknown"
    if random.random() < 0.3:
        made["SEX"]["list"] = "SEX"
        made["SEX"]["missing"] = made["SEX"]["unknown"] = "_U"
    ages = random.choice([["0-17", "18-34", "35-64", "65+"], ["18-64", "65+"], ["0-0", "1-120"], ["0-9", "20-29"]])
    made["AGE"] = {"age": "event", "groups": ages} | membership(random, window)
    made["AGE_THEN"] = {"age": "moment", "groups": ages, "membership": random.choice(["at-event", "overlapping"])}
    if world == "crossings":
        made["POINT"] = column(random, window, "point")
        made["POINT"]["codes"] = {"Leușeni": "BP3"}
        if random.random() < 0.5:
            del made["POINT"]["others"]
        made["BAGS"] = column(random, window, "bags") | {"groups": ["0-1", "2-9", "10+"]}
    else:
        made["GROUND"] = column(random, window, "ground")
        made["MEMBERS"] = column(random, window, "members") | {"groups": ["1-1", "2-4", "5+"]}
        made["DURATION"] = {"days": ["0-9", "10-29", "30-89", "90+"], "membership": random.choice(["at-event", "overlapping"])}
        made["DECISION"] = {"column": "decision", "others": "themselves", "at": "end", "membership": random.choice(["at-event", "overlapping"])}
    return made


def axes(random: Random, known: dict[str, Table], kind: str) -> list[str]:
    possible = [id for id in known if (id != "AGE_THEN" or kind == "stock") and (id != "DURATION" or kind != "cohort")]
    return random.sample(possible, min(len(possible), random.choice([0, 1, 1, 2, 2, 3, 4])))


def totals(random: Random, by: list[str]) -> str | list[str]:
    chosen = random.choice(["all", "all", "none", "list"])
    if chosen != "list":
        return chosen
    subsets = [" ".join(axis for axis in by if random.random() < 0.5) for _ in range(random.randrange(1, 4))]
    return sorted(set(subsets))


def every(random: Random, window: Window) -> str:
    length = (window.last - window.first).days
    return random.choice(["A", "S", "Q", "M"] + ["W"] * (length < 200) + ["D"] * (length < 45))


def count(
    random: Random, window: Window, world: str, known: dict[str, Table], *, case: bool, many: bool, person: bool, dated: bool
) -> Table:
    kinds = CROSSING_KINDS if world == "crossings" else INTERVAL_KINDS
    kinds = [kind for kind in kinds if (not window.statement or kind in STATEMENT_KINDS) and (kind != "balance" or not case)]
    kind = random.choice(kinds)
    by = axes(random, known, kind)
    pinned = any(known[axis].get("pin") for axis in by)
    if kind in ("cohort", "residence"):
        by = [axis for axis in by if known[axis].get("membership") != "pinned"]
    if kind not in ("stock", "balance") and random.random() < 0.5 and not (window.statement and pinned):
        by.insert(random.randrange(len(by) + 1), "TIME_PERIOD")
    made: Table = {"what": kind, "by": by, "totals": totals(random, by)}
    made["units"] = units(random, kind, world, many)
    if not person:
        made["units"] = ["cases"]
    if kind == "stock" and random.random() < 0.4:
        length = (window.last - window.first).days + 1
        days = sorted({window.first.toordinal() + random.randrange(length + 1) for _ in range(random.randrange(1, 5))})
        made["at"] = [window.first.fromordinal(day).isoformat() for day in days]
    else:
        made["every"] = every(random, window)
        starts = (first for first, _, _ in periods(window.first, window.last + ONE, made["every"]))
        if kind == "stock" and not any(window.first <= first <= window.last + ONE for first in starts):
            made["at"] = [(window.last + ONE).isoformat()]
            del made["every"]
    if world == "crossings":
        crossings(random, made)
    else:
        intervals(random, made, dated)
    if random.random() < 0.2:
        made["only"] = {"paper": ["PASSPORT", "ID_CARD"]}
    if world == "crossings" and kind == "flow" and random.random() < 0.4:
        made["only"] = {"direction": random.choice([["Arrival", "ARR"], ["Departure"]])}
    if kind in ("processing", "balance"):
        del made["units"]
    return made


def units(random: Random, kind: str, world: str, many: bool) -> list[str]:
    if many:
        return ["cases"]
    if kind in ("stock", "during"):
        return ["persons"] if world == "crossings" else random.choice([["cases", "persons"], ["persons"], ["cases"]])
    if kind == "residence":
        return random.choice([["cases", "persons"], ["persons"]])
    return random.choice([["cases", "person-events", "persons"], ["cases", "persons"], ["persons"], ["person-events"]])


def crossings(random: Random, made: Table) -> None:
    if made["what"] in ("stock", "during") and random.random() < 0.5:
        made["before"] = random.choice(["not-counted", "counted-back"])
    if made["what"] == "stock" and random.random() < 0.3:
        made["long"] = random.choice([1, 3, 6])
    if made["what"] == "residence":
        made["rules"] = random.sample(["1", "3", "6", "9", "12", "12/16", "3/6", "1/2"], random.randrange(1, 4))
        made["direction"] = random.choice(["entry", "exit"])
        made["initial"] = random.choice(["by-first-crossing", "unknown"])


def intervals(random: Random, made: Table, dated: bool) -> None:
    if made["what"] == "flow":
        made["at"] = random.choice(["start", "end"] + ["date"] * dated)
    if made["what"] == "cohort":
        made["after"] = random.choice([1, 3, 6, 12])
    if made["what"] == "processing":
        made["median"] = random.choice(["decided", "with-pending"])


def specification(random: Random, window: Window, world: str) -> Table:
    records: Table = {"kind": {"crossings": "crossing", "permits": "permit", "files": "application"}[world]}
    case = world != "permits" and not window.statement and (world == "files" or random.random() < 0.3)
    many = world == "files" and random.random() < 0.15
    if many:
        records["persons"] = "many"
    records |= {"from": window.first.isoformat(), "until": window.last.isoformat(), "person": "number", "birth": "birth"}
    types = {"birth": "date"}
    person = world == "crossings" or random.random() > 0.1
    dated = False
    if not person:
        del records["person"]
    if dated:
        records["date"] = "day"
        types["day"] = "date"
    if case:
        records["case"] = "file"
    if world == "crossings":
        records |= {"date": "day", "direction": "direction", "entry": ["Arrival", "ARR"], "exit": ["Departure"]}
        types |= {"day": "datetime" if window.timed == "second" else "date", "bags": "integer"}
        if window.timed == "minute":
            records["minute"] = "minute"
            types["minute"] = "integer"
    else:
        records |= {"start": "opened", "end": "closed"}
        types |= {"opened": "date", "closed": "date", "members": "integer"}
    if not window.statement and random.random() < 0.25:
        records["duplicates"] = "drop"
    made: Table = {"format": "dsm-count/1", "records": records, "types": types}
    if random.random() < 0.2:
        made["filter"] = {"paper": random.choice([["PASSPORT"], ["PASSPORT", "LAISSEZ"]])}
    known = dimensions(random, window, world)
    counts = [
        count(random, window, world, known, case=case, many=many, person=person, dated=dated) for _ in range(random.choice([1, 1, 2, 3, 4]))
    ]
    used = {axis for each in counts for axis in each["by"]}
    made["dimension"] = {id: text for id, text in known.items() if id in used}
    made["count"] = {f"c{LETTERS[at].lower()}": each for at, each in enumerate(counts)}
    return made
