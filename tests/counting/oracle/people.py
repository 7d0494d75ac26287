"""Persons who change, and the records that registers keep of them: crossings, permits, files of families."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

Row = dict[str, str | int | None]

CITIZENSHIPS = ["Moldova", "MD", "UA", "RO", "XK", "_Z", "TR"]
SEXES = ["F", "M"]
POINTS = ["BP1", "BP2", "Leușeni"]
GROUNDS = ["FAM", "WORK", "EDU"]
DECISIONS = ["GRANT", "REFUSE", "OTHER"]
PAPERS = ["PASSPORT", "ID_CARD", "LAISSEZ"]
WRONG_CODES = ["not a code", "_T", "?", "-x"]
NO_DAYS = ["0000-00-00", "2009-02-30", "31/12/2009", "soon", "2010-13-01"]


@dataclass
class Window:
    first: date
    last: date
    timed: str  # day, second (a datetime), minute (a column of its own)
    statement: bool


@dataclass
class Person:
    documents: list[str]
    birth: date
    citizenship: str
    later: str
    sex: str
    present: bool = False
    seen: list[tuple[date, int]] = field(default_factory=list)


def person(random: Random, number: int, others: list[Person]) -> Person:
    """One in twenty shares a number with another; one in ten is born on 29 February; some change citizenship; some have several documents."""
    documents = [f"P{number:03}"] + [f"X{number:03}{letter}" for letter in "ab" if random.random() < 0.15]
    if others and random.random() < 0.05:
        documents = random.choice(others).documents
    birth = (
        date(random.choice([1944, 1988, 1992, 2000, 2004, 2008]), 2, 29)
        if random.random() < 0.1
        else date(1925, 1, 1) + timedelta(random.randrange(31000))
    )
    first = random.choice(CITIZENSHIPS)
    later = random.choice(CITIZENSHIPS) if random.random() < 0.2 else first
    return Person(documents, birth, first, later, random.choice(SEXES), random.random() < 0.2)


def people(random: Random, records: int) -> list[Person]:
    found: list[Person] = []
    for number in range(max(3, records // random.choice([2, 4, 8]))):
        found.append(person(random, number, found))
    return found


def some_day(random: Random, window: Window) -> date:
    """Mostly in the window, some before it, a few after it, hardly any long ago."""
    length = (window.last - window.first).days
    chance = random.random()
    if chance < 0.008:
        return window.last.replace(day=1, year=window.last.year - 130 - random.randrange(2)) + timedelta(random.randrange(20))
    if chance < 0.02:
        return window.last + timedelta(1 + random.randrange(60))
    if chance < 0.15:
        return window.first - timedelta(random.randrange(1, 400))
    if chance < 0.22:
        return random.choice([window.first, window.last])
    return window.first + timedelta(random.randrange(length + 1))


def wrong(random: Random, window: Window, value: str | None, share: float = 0.02) -> str | None:
    """A date that is sometimes missing and sometimes none of the calendar; a statement reads typed columns, which only miss."""
    if random.random() < share:
        return None if window.statement or random.random() < 0.5 else random.choice(NO_DAYS)
    return value


def code(random: Random, value: str) -> str | None:
    chance = random.random()
    return None if chance < 0.03 else random.choice(WRONG_CODES) if chance < 0.05 else value


def blank(random: Random, value: str | None) -> str | None:
    """A value with blanks around it, as columns of fixed width have them."""
    return value if value is None or random.random() > 0.03 else random.choice([f" {value}", f"{value}  ", f" {value} "])


def about(random: Random, window: Window, who: Person, day: date) -> Row:
    """What every register says of a person at an event."""
    row: Row = {"number": random.choice(who.documents) if random.random() > 0.06 else None}
    middle = window.first + (window.last - window.first) / 2
    row["citizenship"] = blank(random, code(random, who.citizenship if day < middle else who.later))
    sex = who.sex if random.random() > 0.02 else random.choice(SEXES)
    row["sex"] = blank(random, code(random, sex))
    birth = who.birth if random.random() > 0.03 else day + timedelta(random.randrange(-400, 400))
    if random.random() < 0.02:  # so long ago that nobody lives, or nearly
        birth = window.last.replace(day=1, year=window.last.year - 150) + timedelta(random.randrange(-40, 40))
    row["birth"] = wrong(random, window, birth.isoformat())
    row["paper"] = random.choice(PAPERS)
    row["name"] = f"Token{random.randrange(10**9):09}"  # read by nothing
    return row


def crossings(random: Random, window: Window, size: int) -> list[Row]:
    all_people, rows = people(random, size), []
    for _ in range(size):
        who = random.choice(all_people)
        who.seen.append((some_day(random, window), random.randrange(86400)))
        if len(who.seen) > 1 and random.random() < 0.15:
            who.seen[-1] = who.seen[0] if random.random() < 0.6 else (who.seen[0][0], random.randrange(86400))
        if random.random() < 0.05:
            who.seen[-1] = (who.seen[-1][0], 0)
    for who in all_people:
        for day, second in sorted(who.seen):
            who.present = not who.present
            inwards = who.present if random.random() > 0.06 else not who.present
            row = about(random, window, who, day)
            row["direction"] = random.choice(["Arrival", "ARR"]) if inwards else "Departure"
            if random.random() < 0.02:
                row["direction"] = random.choice([None, "Transit"])
            row |= when(random, window, day, second)
            row["file"] = random.choice([None, f"F{len(rows):04}", f"F{len(rows) // 4:04}", f"F{len(rows) // 3:04}"])
            row["point"] = code(random, random.choice(POINTS))
            row["bags"] = random.choice([0, 1, 2, 5, 9, 10, 40, None, -1])
            rows.append(row)
    return rows


def when(random: Random, window: Window, day: date, second: int) -> Row:
    minute, rest = divmod(second, 60)
    text = day.isoformat()
    if window.timed == "minute":
        return {"day": wrong(random, window, text), "minute": minute if random.random() > 0.02 else None}
    if window.timed == "second":
        clock = f"{minute // 60:02}:{minute % 60:02}:{rest:02}"
        text += f"T{clock}" if window.statement or random.random() < 0.5 else random.choice([f" {clock}", f"T{clock}.250", f"T{clock}"])
    return {"day": wrong(random, window, text), "minute": None}


def intervals(random: Random, window: Window, size: int, *, families: bool) -> list[Row]:
    """Permits, each of a person; or files, each with the persons of a family."""
    all_people, rows = people(random, size), []
    while len(rows) < size:
        first = random.choice(all_people)
        members = [first]
        if families:
            members += random.sample(all_people, min(len(all_people), random.choice([0, 0, 1, 2, 3])))
        start = first.seen[-1][0] if first.seen and random.random() < 0.25 else some_day(random, window)
        end = start + timedelta(random.choice([0, 0, 1, 5, 30, 90, 365, 366, random.randrange(800)]))
        file = f"F{len(rows):04}" if random.random() > 0.05 else None
        for who in members:
            row = about(random, window, who, start)
            row["file"] = file
            late = start if random.random() > 0.1 else start + timedelta(random.randrange(10))
            over = None if random.random() < 0.2 else end if random.random() > 0.1 else end - timedelta(random.randrange(3))
            who.seen.append((over or late, 0))
            row["opened"] = wrong(random, window, late.isoformat())
            row["closed"] = wrong(random, window, over.isoformat(), 0.01) if over else None
            row["day"] = wrong(random, window, (over or late).isoformat() if random.random() < 0.5 else late.isoformat())
            row["ground"] = code(random, random.choice(GROUNDS))
            row["decision"] = code(random, random.choice(DECISIONS)) if over else None
            row["members"] = random.choice([1, 1, 2, 3, 4, 12, None])
            rows.append(row)
    return rows


def repeated(random: Random, rows: list[Row]) -> list[Row]:
    """A few equal records, in an order that says nothing."""
    rows = rows + [dict(random.choice(rows)) for _ in range(len(rows) // 40)]
    random.shuffle(rows)
    return rows


def links(random: Random, rows: list[Row]) -> list[Row]:
    """Further documents of a person, most of them; sometimes the table contradicts itself."""
    documents = sorted({str(row["number"]) for row in rows if str(row["number"]).startswith("X")})
    all_of_them = [{"document": document, "person": f"P{document[1:4]}"} for document in documents if random.random() < 0.8]
    if len(documents) > 2 and random.random() < 0.3:
        one, two, three = random.sample(documents, 3)
        all_of_them += [{"document": one, "person": f"P{two[1:4]}"}, {"document": two, "person": three}]
        random.shuffle(all_of_them)
    return all_of_them
