"""Days, periods, months and completed years. A day is a `datetime.date`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

ONE = timedelta(days=1)
EVERY = ("A", "S", "Q", "M", "W", "D")
WRITTEN = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?")


def instant(text: str, timed: bool = True) -> tuple[date, int | None] | None:
    """The day and, where there is a time, the second of the day; none where it is no day of the calendar (1.3, 2.1)."""
    found = WRITTEN.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (None if part is None else int(part) for part in found.groups())
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    if hour is None:
        return on, None
    second = second or 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return (on, None) if not timed else (on, hour * 3600 + minute * 60 + second)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last of a shorter month (7.1)."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def completed_years(birth: date, on: date) -> int | None:
    """The age; one born on 29 February is a year older on 1 March of a common year (3.2). None where the birth is later (2.3)."""
    if birth > on:
        return None
    before_birthday = (on.month, on.day) < (birth.month, birth.day)
    return on.year - birth.year - (1 if before_birthday else 0)


def period(day: date, every: str) -> tuple[date, date, str]:
    """The first day, the last day and the label of the period in which a day lies."""
    year, month = day.year, day.month
    if every == "D":
        return day, day, day.isoformat()
    if every == "W":
        monday = day - timedelta(days=day.weekday())
        iso = monday.isocalendar()
        return monday, monday + timedelta(days=6), f"{iso[0]:04}-W{iso[1]:02}"
    size = {"A": 12, "S": 6, "Q": 3, "M": 1}[every]
    number = (month - 1) // size
    first = date(year, number * size + 1, 1)
    label = {"A": f"{year:04}", "S": f"{year:04}-S{number + 1}", "Q": f"{year:04}-Q{number + 1}", "M": f"{year:04}-{month:02}"}
    return first, months_after(first, size) - ONE, label[every]


def periods(first: date, last: date, every: str) -> list[tuple[date, date, str]]:
    """Every period that has a day of first–last."""
    found = [period(first, every)]
    while found[-1][1] < last:
        found.append(period(found[-1][1] + ONE, every))
    return found


def spans(first: date, last: date, every: str) -> list[tuple[date, date, str]]:
    """The same periods, cut to first–last: only these days were observed (4.1)."""
    return [(max(start, first), min(end, last), label) for start, end, label in periods(first, last, every)]
