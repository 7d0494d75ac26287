"""Random small tables. Only tables of one code a time have figures, and changes of figures, so small that a release masks them."""

UNITS = {
    "ASYLUM_APPLICATIONS": "cases:application:many",
    "ASYLUM_DECISIONS": "cases:decision:many",
    "ENTRIES": "person-events:entry",
    "EXITS": "person-events:exit",
    "WORK_PERMIT_APPLICATIONS": "cases:application:many",
}
YEARS = ["2023", "2024", "2025"]
QUARTERS = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
CODES = {"CITIZENSHIP": ["AFG", "UKR"], "SEX": ["F", "M"]}


def said(unit, dimensions, totals, rows):
    axes = [{"id": d, "kind": "category", "totals": ["_T"] if d in totals else []} for d in dimensions]
    return {"unit": unit, "temporality": "flow", "axes": axes + [{"id": "TIME_PERIOD", "kind": "time"}], "rows": rows}


def times_of(rng, small):
    if not small and rng.random() < 0.12:
        return rng.sample(QUARTERS, rng.choice([2, 4, 4]))
    return sorted(rng.sample(YEARS, rng.choice([1, 1, 2, 3])))


def keys(dimensions, codes=None):
    found = [[]]
    for d in dimensions:
        found = [key + [code] for key in found for code in (codes or CODES)[d]]
    return found


def table(rng, indicator, dimensions, small, times, plain=False):
    rows = []
    if small:
        for time in times:
            rows.append([[rng.choice(CODES["CITIZENSHIP"]), time], str(rng.randint(1, 30)), status(rng)])
        return said(UNITS[indicator], ["CITIZENSHIP"], [], rows)
    with_total = not plain and rng.random() < 0.3
    missing = 0.0 if with_total else rng.choice([0, 0, 0.3, 0.8, 1.0]) if rng.random() < (0.15 if plain else 0.5) else 0.0
    shown = rng.choice([0, 0, 1])
    for time in times:
        own = [[key + [time], str(20 * rng.randint(3, 25)), status(rng) if shown else ""] for key in keys(dimensions)]
        if with_total:
            for rest in keys(dimensions[1:]):
                parts = sum(int(value) for key, value, _ in own if key[1:-1] == rest)
                own.append([["_T", *rest, time], str(parts), ""])
        rows += [[key, "missing", ""] if rng.random() < missing else [key, value, letters] for key, value, letters in own]
    return said(UNITS[indicator], dimensions, ["CITIZENSHIP"] if with_total else [], rows)


def status(rng):
    return "p" if rng.random() < 0.3 else ""


def like(rng, earlier, table):
    """New figures at the same keys, of the same size."""
    rows = []
    for key, value, letters in table["rows"]:
        if value == "missing" or "_T" in key:
            rows.append([key, value, letters])
        elif int(value) >= 50:
            rows.append([key, str(int(value) + rng.choice([0, 0, 20, 60])), rng.choice(["", letters])])
        else:
            least, most = earlier
            rows.append([key, str(rng.randint(least, most) if int(value) <= most else int(value) + 1), letters])
    if any("_T" in key for key, _, _ in rows):
        return {**table, "rows": [list(row) for row in table["rows"]]}
    return {**table, "rows": rows}


def control(rng, table, wrong):
    """Control totals over the first dimension."""
    ids = [axis["id"] for axis in table["axes"]]
    sums = {}
    for key, value, _ in table["rows"]:
        if value == "missing":
            return None
        if key[0] not in table["axes"][0]["totals"]:
            rest = tuple(key[1:])
            sums[rest] = sums.get(rest, 0) + int(value)
    rows = [[list(key), str(value), ""] for key, value in sorted(sums.items())]
    if wrong:
        row = rng.choice(rows)
        row[1] = str(int(row[1]) + 1)
    return said(table["unit"], ids[1:-1], [], rows)
