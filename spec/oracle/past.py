"""Sections 3.6, 3.7 and 5: what is answered."""
from datetime import date

from administration import one, state_of
from rights import allowed, decide, denial, holds, may_add, sees
from slices import EVERYTHING, Slice, covered, day_of, days, moment, read, share_a_day, within
from world import Refused

# The findings on a release that was withdrawn as wrong later (5.2), on States of which there is nothing, and on totals.
WRONG_LATER, NOT_AMONG, TOTALS_OF = "WFL-017", "ACC-014", "ACC-021"


def line(w, s):
    """The releases before and after one, joined by revisions, itself among them."""
    found = {s.id}
    while True:
        more = {o.id for o in w.submissions.values() if o.released_at is not None and (
            o.id in found or o.revises in found or any(w.submissions[f].revises == o.id for f in found))} | found
        if more == found:
            return [w.submissions[name] for name in sorted(found)]
        found = more


def as_of(w, country, indicator, t):
    """5.1: the releases that were in force at a moment, each with the keys that are masked in it."""
    found = []
    for s in w.of(country, indicator):
        if s.released_at is None or s.released_at > t or s.ended_at is not None and s.ended_at <= t:
            continue
        whole = line(w, s)
        if any(o.confidential_at is not None for o in whole):
            continue
        later = [o for o in whole if o.released_at >= s.released_at]
        found.append((s, frozenset().union(*(o.masks for o in later))))
    return found


def now(w, country, indicator):
    return [(s, s.masks) for s in w.in_force(country, indicator)]


def cells(w, who, releases, indicator, asked, t):
    """What a reader may see of releases: each time of each is decided by itself. Gives (submission, its cells)."""
    found = []
    for s, masks in releases:
        if any(axis not in s.table.dimensions for axis in asked.codes):
            continue
        if asked.dimensions and asked.dimensions != s.table.dimensions:
            continue
        times = [time for time in s.table.times if asked.times is None or any(within(time, a) for a in asked.times)]
        part = {time: Slice([time], asked.codes, s.table.dimensions) for time in times}
        times = {time for time in times if allowed(w, who, "read", s.country, indicator, part[time], t)}
        seen = {}
        for key, (value, _) in s.table.cells.items():
            if s.table.time_of(key) in times and all(dict(key)[axis] in some for axis, some in asked.codes.items()):
                figure = value != "missing" and key not in masks
                seen[key] = ("*" if key in masks else value, figure and w.provisional(s, key))
        if seen:
            found.append((s, seen))
    return found


def view(w, who, say, t):
    indicator, asked, named = one(say, "indicator"), read(say), say.get("country", [])
    at = moment(one(say, "as_of")) if say.get("as_of") else None
    if at is not None and at > t:
        raise Refused("ACC-022")
    if one(say, "totals") == "yes":
        return totals(w, who, indicator, asked, t)
    found = []
    for country in sorted(set(named) or w.countries):
        releases = now(w, country, indicator) if at is None else as_of(w, country, indicator, at)
        found += cells(w, who, releases, indicator, asked, t)
    if not found:
        own = state_of(w, who)
        other = next((country for country in sorted(named) if country != own), own if named else "")
        raise Refused(denial(w, who, "read", other, indicator, asked, t))
    axes = {frozenset(axis["id"] for axis in s.table.axes) for s, _ in found}
    if len(axes) > 1:
        raise Refused("STO-015")
    several = len({s.country for s, _ in found}) > 1
    rows = {}
    for s, seen in found:
        for key, cell in seen.items():
            rows[tuple(sorted(key + (("REF_AREA", s.country),))) if several else key] = cell
    notes = [NOT_AMONG] if any(all(s.country != c for s, _ in found) for c in named) else []
    notes += [WRONG_LATER] if at is not None and any(s.wrong_at is not None for s, _ in found) else []
    return answer(rows, notes)


def answer(rows, notes):
    axes = sorted({axis for key in rows for axis, _ in key})
    told = [[*(code for _, code in key), value, "yes" if provisional else "no"] for key, (value, provisional) in rows.items()]
    return {"axes": axes, "rows": sorted(told), "notes": sorted(notes)}


def totals(w, who, indicator, asked, t):
    """3.6: the totals of the periods of a series, over tables of the same dimensions."""
    user, state, rows = w.user(who), state_of(w, who) or None, {}
    for series in w.series if who == "" or user and state else []:
        if series.indicator != indicator:
            continue
        for time, dimensions in sorted({(time, tuple(sorted(s.table.dimensions))) for c in series.contributors
                                        for s in w.in_force(c, indicator) for time in s.table.times}):
            inside = series.first <= days(time)[0].isoformat() and days(time)[1].isoformat() <= series.last
            wanted = asked.times is None or any(within(time, a) for a in asked.times)
            axes = all(axis in dimensions for axis in asked.codes)
            detail = not asked.dimensions or asked.dimensions == frozenset(dimensions)
            if inside and wanted and axes and detail:
                rows.update(total(w, who, state, series, time, frozenset(dimensions), asked, t) or {})
    if not rows:
        raise Refused(denial(w, who, "read", "", indicator, asked, t))
    if len({tuple(axis for axis, _ in key) for key in rows}) > 1:
        raise Refused("STO-015")
    return answer(rows, [TOTALS_OF])


def total(w, who, state, series, time, dimensions, asked, t):
    s = Slice([time], None, dimensions)  # whatever codes are asked for
    releases = []
    for country in sorted(series.contributors):
        ours = [r for r in w.in_force(country, series.indicator) if time in r.table.times and r.table.dimensions == dimensions]
        if len(ours) != 1 or not adds(w, who, state, country, series.indicator, s, t):
            return None
        releases += ours
    others = [r.country for r in releases if r.country != state]
    hidden = [c for c in others if not allowed(w, who, "read", c, series.indicator, s, t)]
    if hidden and (state is None or len(hidden) < 3 or any(sees_part(w, state, c, series.indicator, time, t) for c in hidden)):
        return None
    rows = {}
    for key in {key for r in releases for key in r.table.cells if r.table.time_of(key) == time}:
        if any(dict(key)[axis] not in some for axis, some in asked.codes.items()):
            continue
        values = ["*" if key in r.masks else r.table.cells.get(key, ("missing", False))[0] for r in releases]
        if all(value not in ("*", "missing") for value in values):
            provisional = any(w.provisional(r, key) for r in releases)
            rows[key] = (str(sum(int(value) for value in values)), provisional)
        else:
            rows[key] = ("*" if "*" in values else "missing", False)
    return rows


def adds(w, who, state, owner, indicator, s, t):
    """The reader has the act, and the figures may be added."""
    if who != "" and allowed(w, who, "read", state, indicator, s, t) is None:
        return False
    return may_add(w, state, owner, indicator, s, t)


def sees_part(w, state, country, indicator, time, t):
    """Whether a State sees anything that was released of a day of a period."""
    return any(sees(w, state, country, indicator, Slice([other], None, s.table.dimensions), t)
               for s in w.in_force(country, indicator) for other in s.table.times if share_a_day(time, other))


def anything(w, who, country, indicator, asked, t):
    """Whether anything of what is asked is there for the reader."""
    for s, _ in now(w, country, indicator):
        for time in s.table.times:
            if asked.times is None or any(within(time, a) for a in asked.times):
                part = Slice([time], asked.codes, s.table.dimensions)
                if allowed(w, who, "read", country, indicator, part, t):
                    return True
    return False


def why(w, who, say, t):
    """A permission with its rules, or the denial. To read what is not there is denied like what is not open."""
    act, country, indicator, asked = one(say, "act"), one(say, "country", ""), one(say, "indicator", ""), read(say)
    try:
        if act == "read" and not anything(w, who, country, indicator, asked, t):
            raise Refused(denial(w, who, act, country, indicator, asked, t))
        return {"allowed": decide(w, who, act, country, indicator, asked, t).codes}
    except Refused as refused:
        return {"denied": refused.code}


def submissions(w, who, say, t):
    country, told = state_of(w, who), []
    for s in w.submissions.values():
        if s.country == country:
            inspects = allowed(w, who, "inspect", country, s.indicator, s.table.part(), t)
            if inspects or s.state == "released" or s.by == who:
                told.append([s.id, s.state])
    return told


def submission(w, who, say, t):
    """One of the own State as it was handed in, for who may inspect it."""
    name = one(say, "submission")
    s = w.submissions.get(name)
    part = s.table.part() if s else EVERYTHING
    decide(w, who, "inspect", name.split("-")[0], s.indicator if s else "", part, t)
    if s is None:
        raise Refused("WFL-004")
    told = answer({key: cell for key, cell in s.table.cells.items()}, [])
    return {"state": s.state, "attempt": s.attempt, "questions": ["open" if q else "answered" for q in s.questions], **told}


def history(w, who, say, t):
    """What was done with the submissions of the own State; of releases only for who neither inspects nor administers; nothing
    about drafts and questions for who does not inspect."""
    country = state_of(w, who)
    full = holds(w, w.user(who), "inspect", t)
    told = ("released", "superseded", "withdrawn")
    told += ("submitted", "verified", "returned", "protected") if holds(w, w.user(who), "administer", t) else ()
    return [[e.who, e.behalf, e.what, e.subject] for e in w.history
            if e.subject.split("-")[0] == country and (full or e.what in told)]


def notices(w, who, say, t):
    """5.3: for every State and indicator the difference of two views, with today's rights."""
    first, last = moment(one(say, "from")), moment(one(say, "until"))
    if max(first, last) > t:
        raise Refused("ACC-022")
    told = []
    for country in sorted(w.countries):
        for indicator in sorted(say.get("indicator", w.indicators)):
            before, after = ({key: cell for _, seen in cells(w, who, as_of(w, country, indicator, at), indicator, EVERYTHING, t)
                              for key, cell in seen.items()} for at in (first, last))
            words = lambda keys: sorted([f"{axis}={code}" for axis, code in key] for key in keys)
            came, went = words(after.keys() - before.keys()), words(before.keys() - after.keys())
            changed = words(key for key in before.keys() & after.keys() if before[key] != after[key])
            if came or changed or went:
                told.append({"country": country, "indicator": indicator, "came": came, "changed": changed, "went": went})
    return told


def due(w, who, say, t):
    """5.4, for yearly indicators with three months of timeliness."""
    own, wanted = state_of(w, who), set()
    today, told = day_of(t), []
    period, deadline = str(today.year - 1), date(today.year, 3, 31)
    for indicator in say.get("indicator", w.indicators):
        wanted.add((own, indicator))
        for a in w.agreements.values():
            about = a.limits.slice.times is None or any(within(period, time) for time in a.limits.slice.times)
            if (a.calendar and not a.ended and a.limits.in_force(t) and own in a.joined and a.limits.names(indicator)
                    and about):
                wanted |= {(party, indicator) for party in a.joined}
    for country, indicator in sorted(wanted):
        times = [time for s in w.in_force(country, indicator) for time in s.table.times]
        word = "delivered" if covered(period, times) else "due" if today <= deadline else "overdue"
        told.append([country, indicator, period, deadline.isoformat(), word])
    return told


WORDS = {
    "view": view, "why": why, "submissions": submissions, "submission": submission, "history": history, "notices": notices,
    "due": due,
}
