"""Section 4: how figures come and go. One function a word; a step that hands figures in gives its id."""
from administration import one, state_of, yes
from rights import decide
from slices import EVERYTHING, day_of, days
from world import Closed, Entry, Refused, Submission, Table


def note(w, t, who, giver, what, subject):
    w.history.append(Entry(t, who, giver, what, subject))


def persons(who, giver):
    """4.5: under a delegation both have acted."""
    return frozenset({who, giver} - {""})


def on(w, who, act, say, t):
    """The submission of a step, after it was decided. What is not there is about the State alone."""
    name = one(say, "submission")
    found = w.submissions.get(name)
    s = found.table.part() if found else EVERYTHING
    permission = decide(w, who, act, name.split("-")[0], found.indicator if found else "", s, t)
    if found is None:
        raise Refused("WFL-004")
    return found, permission.behalf


def must_be(submission, *states):
    if submission.state not in states:
        raise Refused("WFL-002")


def text_of(say, name):
    text = one(say, name, "").strip()
    if not text:
        raise Refused("WFL-010")
    return text


def check_figures(w, country, s):
    """What stands against handing in, in the order of the table."""
    if s.grave:
        raise Refused("WFL-003")
    if not s.table.cells:
        raise Refused("WFL-006")
    if s.table.assumed:
        raise Refused("WFL-007")
    if s.table.unit == "unstated":
        raise Refused("WFL-008")
    if s.table.reporter and any(dict(key)[s.table.reporter] != country for key in s.table.cells):
        raise Refused("WFL-015")
    if s.indicator in w.configuration(country).control_totals and s.control is None:
        raise Refused("WFL-024")
    check_revision(w, country, s)


def check_revision(w, country, s):
    if s.revises:
        if not (s.reason or "").strip():
            raise Refused("WFL-010")
        if not any(r.id == s.revises for r in w.in_force(country, s.indicator)):
            raise Refused("WFL-004")


def control_differs(s):
    """4.2: whether a cell of the control totals is not the sum of the cells that it groups."""
    for key, (value, _) in s.control.cells.items():
        said = dict(key)
        direct = [v for k, (v, _) in s.table.cells.items() if grouped(s, dict(k), said, of_total=True)]
        parts = [v for k, (v, _) in s.table.cells.items() if grouped(s, dict(k), said, of_total=False)]
        if int(value) != (int(direct[0]) if direct else sum(int(v) for v in parts)):
            return True
    return False


def grouped(s, key, said, of_total):
    """Whether a cell is part of a control total: a total of its own where there is one, else the detail."""
    for axis, code in key.items():
        totals = s.table.totals[axis]
        if axis in said and said[axis] == code:
            continue
        if axis in said and said[axis] not in s.control.totals[axis]:
            return False
        if of_total and code not in totals or not of_total and code in totals:
            return False
    return True


def new(w, who, say, t, state):
    country, indicator = state_of(w, who), say["indicator"]
    act = "revise" if say.get("revises") and state != "draft" else "submit"
    table = Table(say["table"])
    permission = decide(w, who, act, country, indicator, table.part(), t)
    if indicator not in w.indicators:
        raise Refused("WFL-005")
    control = Table(say["control"]) if say.get("control") else None
    year = day_of(t).year
    number = w.numbers.get((country, year), 0) + 1
    s = Submission(f"{country}-{year}-{number:04}", country, indicator, table, control, bool(say.get("grave")), state,
                   say.get("revises"), say.get("reason"), say.get("corrects"), by=who)
    if s.corrects:
        before = w.submissions.get(s.corrects)
        if before is None or before.country != country or before.indicator != indicator:
            raise Refused("WFL-004")
        must_be(before, "returned")
        s.attempt = before.attempt + 1
    return s, permission.behalf, (country, year)


def keep_draft(w, who, say, t):
    s, giver, place = new(w, who, say, t, "draft")
    if s.table.assumed:
        raise Refused("WFL-007")
    check_revision(w, s.country, s)
    w.numbers[place] = w.numbers.get(place, 0) + 1
    w.submissions[s.id] = s
    note(w, t, who, giver, "drafted", s.id)
    return s.id


def submit(w, who, say, t):
    s, giver, place = new(w, who, say, t, "submitted")
    check_figures(w, s.country, s)
    w.numbers[place] = w.numbers.get(place, 0) + 1
    w.submissions[s.id] = s
    handed_in(w, who, giver, s, t)
    return s.id


def handed_in(w, who, giver, s, t):
    s.state, s.by, s.handed_in_by = "submitted", who, persons(who, giver)
    note(w, t, who, giver, "submitted", s.id)
    if s.control and control_differs(s):
        s.state = "returned"
        note(w, t, who, giver, "returned", s.id)


def hand_in(w, who, say, t):
    found = w.submissions.get(one(say, "submission"))
    s, giver = on(w, who, "revise" if found and found.revises else "submit", say, t)
    must_be(s, "draft")
    check_figures(w, s.country, s)
    handed_in(w, who, giver, s, t)


def discard(w, who, say, t):
    s, giver = on(w, who, "submit", say, t)
    must_be(s, "draft")
    s.state = "discarded"
    note(w, t, who, giver, "discarded", s.id)


def ask(w, who, say, t):
    s, giver = on(w, who, "return", say, t)
    must_be(s, "submitted", "verified")
    text_of(say, "text")
    s.questions.append(True)
    note(w, t, who, giver, "asked", s.id)


def answer(w, who, say, t):
    s, giver = on(w, who, "submit", say, t)
    must_be(s, "submitted", "verified")
    number = int(one(say, "question"))
    if not 1 <= number <= len(s.questions) or not s.questions[number - 1]:
        raise Refused("WFL-018")
    s.questions[number - 1] = False
    note(w, t, who, giver, "answered", s.id)


def give_back(w, who, say, t):
    s, giver = on(w, who, "return", say, t)
    must_be(s, "submitted", "verified")
    text_of(say, "questions")
    s.state = "returned"
    note(w, t, who, giver, "returned", s.id)


def verify(w, who, say, t):
    s, giver = on(w, who, "verify", say, t)
    must_be(s, "submitted")
    if s.handed_in_by & persons(who, giver):
        raise Refused("WFL-001")
    if any(s.questions):
        raise Refused("WFL-019")
    s.state, s.verified_by = "verified", persons(who, giver)
    note(w, t, who, giver, "verified", s.id)


def in_closed_year(w, s):
    return any((s.country, s.indicator, str(days(time)[1].year)) in w.closed for time in s.table.times)


def release(w, who, say, t):
    s, giver = on(w, who, "release", say, t)
    must_be(s, "verified")
    in_force = w.in_force(s.country, s.indicator)
    same = lambda a, b: any(days(x) == days(y) for x in a.table.times for y in b.table.times)
    if any(r.id != s.revises and r.table.dimensions == s.table.dimensions and same(r, s) for r in in_force):
        raise Refused("WFL-009")
    revised = next((r for r in in_force if r.id == s.revises), None)
    if s.revises and revised is None:
        raise Refused("WFL-004")
    wanted, acting = w.configuration(s.country), persons(who, giver)
    if wanted.six_eyes and acting & (s.handed_in_by | s.verified_by):
        raise Refused("WFL-020")
    if wanted.releasers and who not in wanted.releasers:
        raise Refused("WFL-021")
    if in_closed_year(w, s) or revised and in_closed_year(w, revised):
        raise Refused("WFL-022")
    kept = frozenset().union(*(o.masks for o in w.of(s.country, s.indicator) if o.released_at is not None and (
        o.ended_at is not None or o is revised)))
    threshold = int(one(say, "threshold")) if say.get("threshold") else revised.threshold if revised else None
    if wanted.least_threshold is not None and (threshold is None or threshold < wanted.least_threshold):
        raise Refused("WFL-023")
    # 4.6: below the threshold, and what was masked in a release that is not in force any more; without a threshold zeros too.
    small = lambda v: threshold is not None and 0 < int(v) < threshold
    # And what differs by a small figure from what a release showed of the cell.
    past = [o for o in w.of(s.country, s.indicator) if o.released_at is not None]
    shown = lambda k: [int(o.table.cells[k][0]) for o in past if k in o.table.cells and k not in o.masks and o.table.cells[k][0] != "missing"]
    changed = lambda k, v: int(v) != 0 and any(small(abs(int(v) - then)) for then in shown(k))
    masks = frozenset(k for k, (v, _) in s.table.cells.items() if v != "missing" and (
        small(v) or changed(k, v) or k in kept and (threshold is None or int(v) != 0)))
    if threshold is not None or masks:
        note(w, t, who, giver, "protected", s.id)
    if revised:
        revised.state, revised.ended_at = "superseded", t
        note(w, t, who, giver, "superseded", revised.id)
    s.state, s.released_at, s.threshold = "released", t, threshold
    s.masks = masks
    note(w, t, who, giver, "released", s.id)


def withdraw(w, who, say, t):
    s, giver = on(w, who, "withdraw", say, t)
    confidential = yes(say, "confidential")
    must_be(s, *(("released", "superseded", "withdrawn") if confidential else ("released",)))
    if not confidential and in_closed_year(w, s):
        raise Refused("WFL-022")
    text_of(say, "reason")
    if confidential:
        s.confidential_at = t
    else:
        s.wrong_at = t
    s.state, s.ended_at = "withdrawn", t if s.ended_at is None else s.ended_at
    note(w, t, who, giver, "withdrawn", s.id)


def year(w, who, act, say, t):
    country, indicator = state_of(w, who), one(say, "indicator")
    giver = decide(w, who, act, country, indicator, EVERYTHING, t).behalf
    return (country, indicator, one(say, "year")), giver


def close_year(w, who, say, t):
    place, giver = year(w, who, "release", say, t)
    if place[1] not in w.indicators:
        raise Refused("WFL-005")
    if place in w.closed:
        raise Refused("WFL-022")
    w.closed[place] = Closed(persons(who, giver))


def sign_off(w, who, say, t):
    place, giver = year(w, who, "sign-off", say, t)
    if place not in w.closed:
        raise Refused("WFL-014")
    if w.closed[place].signed:
        raise Refused("WFL-012")
    if w.closed[place].by & persons(who, giver):
        raise Refused("WFL-026")
    w.closed[place].signed = True


def reopen_year(w, who, say, t):
    place, _ = year(w, who, "release", say, t)
    if place not in w.closed:
        raise Refused("WFL-014")
    text_of(say, "reason")
    del w.closed[place]


WORDS = {
    "keep-draft": keep_draft, "submit": submit, "hand-in": hand_in, "discard": discard, "ask": ask, "answer": answer,
    "return": give_back, "verify": verify, "release": release, "withdraw": withdraw, "close-year": close_year,
    "sign-off": sign_off, "reopen-year": reopen_year,
}
