"""Section 2: times, slices, and the two questions about slices."""
import calendar
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

DAY = 86400


def moment(text):
    """Seconds of a moment, `2026-03-01` or `2026-03-01T10:00:00Z`."""
    if len(text) == 10:
        text += "T00:00:00Z"
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())


def moment_text(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_of(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).date()


@lru_cache(maxsize=None)
def days(time):
    """First and last day of `2024`, `2024-Q1`, `2024-03`, `2024-03-01` or `2023-01-01/2024-12-31`."""
    if "/" in time:
        first, last = time.split("/")
        return date.fromisoformat(first), date.fromisoformat(last)
    if len(time) == 4:
        return date(int(time), 1, 1), date(int(time), 12, 31)
    year, rest = int(time[:4]), time[5:]
    if rest.startswith("Q"):
        first, last = 3 * int(rest[1]) - 2, 3 * int(rest[1])
    elif len(rest) == 2:
        first = last = int(rest)
    else:
        return date.fromisoformat(time), date.fromisoformat(time)
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def within(inner, outer):
    return days(outer)[0] <= days(inner)[0] and days(inner)[1] <= days(outer)[1]


def share_a_day(a, b):
    return days(a)[0] <= days(b)[1] and days(b)[0] <= days(a)[1]


def covered(time, by):
    """Whether every day of a time is in one of the others: equal, containing, or tiling it."""
    day, last = days(time)
    while day <= last:
        ends = [days(other)[1] for other in by if days(other)[0] <= day <= days(other)[1]]
        if not ends:
            return False
        day = max(ends) + timedelta(days=1)
    return True


class Slice:
    """2.1. `times` is None where none are named; an axis that is not in `codes` is not limited."""

    def __init__(self, times=None, codes=None, dimensions=()):
        self.times = frozenset(times) if times else None
        self.codes = {axis: frozenset(some) for axis, some in (codes or {}).items()}
        self.dimensions = frozenset(dimensions)

    def said(self):
        return (self.times, tuple(sorted((a, tuple(sorted(c))) for a, c in self.codes.items())), self.dimensions)


def read(say):
    """The slice in the words of section 7."""
    codes = {}
    for one in say.get("code", []):
        axis, code = one.split("=")
        codes.setdefault(axis, set()).add(code)
    return Slice(say.get("time"), codes, say.get("dimension", ()))


EVERYTHING = Slice()


def contains(a, b):
    """2.2."""
    times = a.times is None or b.times is not None and all(any(within(t, o) for o in a.times) for t in b.times)
    codes = all(axis in b.codes and b.codes[axis] <= some for axis, some in a.codes.items())
    detail = not a.dimensions or bool(b.dimensions) and b.dimensions <= a.dimensions
    return times and codes and detail


def overlaps(a, b):
    """2.3, of a rule `a` and what is asked, `b`."""
    times = a.times is None or b.times is None or any(share_a_day(x, y) for x in a.times for y in b.times)
    codes = all(a.codes[axis] & b.codes[axis] for axis in a.codes if axis in b.codes)
    detail = not a.dimensions or not b.dimensions or a.dimensions <= b.dimensions
    return times and codes and detail
