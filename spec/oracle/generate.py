"""Random worlds with their histories: mostly possible steps, guided by the state of the model, and a good share of others."""
import random

import tables
from play import Play
from rights import behalf
from slices import EVERYTHING, moment, moment_text

STATES = ["AM", "GE", "KZ", "MD", "UA"]
DAY = 86400
STAFF = ["administrator", "analyst", "releaser", "submitter", "verifier"]


class Author:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.seed = seed
        self.now = moment(self.rng.choice(["2025-11-20", "2026-01-10", "2026-03-20"])) + 8 * 3600
        self.play = Play(self.now)
        self.w = self.play.world
        self.lines = []
        self.states = sorted(self.rng.sample(STATES, self.rng.choice([3, 4, 4, 5])))
        self.indicators = sorted(self.rng.sample(sorted(tables.UNITS), self.rng.choice([1, 1, 1, 2, 3])))
        # Of one indicator there may be totals over States: rights to it have no codes in their slices.
        self.added = self.indicators[0] if len(self.states) >= 4 and self.rng.random() < 0.6 else None
        self.small, self.dimensions = {}, {}
        for indicator in self.indicators:
            some = self.rng.random() < 0.45
            self.dimensions[indicator] = ["CITIZENSHIP"] if some or self.chance(0.5) else ["CITIZENSHIP", "SEX"]
            for state in self.states:
                self.small[state, indicator] = some and self.rng.random() < (0.15 if indicator == self.added else 0.5)
        self.tables = {}  # of submissions, as they were said
        self.rules = []  # what can be taken back: (by, word, say)

    # Small help.

    def chance(self, p):
        return self.rng.random() < p

    def pick(self, some):
        return self.rng.choice(some) if some else None

    def put(self, by, word, say):
        told = self.play.line(self.now, by, word, say)
        self.lines.append(told)
        return told["expect"]

    def later(self):
        self.now = max(self.now, self.w.last) + self.rng.choice([60, 60, 3600, 7200, DAY, DAY, 5 * DAY, 20 * DAY])

    def users(self, state=None):
        return [u.id for u in self.w.users.values() if state is None or u.country == state]

    def who(self, state, act, indicator="", wrong=0.05):
        """Mostly somebody of the State who has the act."""
        if self.chance(wrong):
            return self.pick(self.users())
        able = [u.id for u in self.w.users.values() if u.country == state
                and behalf(self.w, u, act, indicator, EVERYTHING, self.now) is not None]
        return self.pick(able) or self.pick(self.users(state))

    def administrator(self, state, wrong=0.06):
        if self.chance(wrong):
            return self.pick(self.users())
        return "administrator@dsm" if self.chance(0.15) else f"administrator@{state.lower()}"

    def whole(self, wrong=0.08):
        return self.pick(self.users()) if self.chance(wrong) else "administrator@dsm"

    def day(self, least, most):
        return moment_text(self.now + self.rng.randint(least, most) * DAY)[:10]

    def span(self, say):
        """Sometimes from and until."""
        if self.chance(0.25):
            say["from"] = [self.day(-5, 20)]
        if self.chance(0.3):
            say["until"] = [self.day(21, 90)]
        return say

    def slice(self, indicator, p=0.5):
        say = {}
        if self.chance(p):
            choices = [["2024"], ["2023", "2024"], ["2025"], ["2023-01-01/2024-12-31"], ["2024-Q1"]]
            say["time"] = self.pick(choices)
        if indicator != self.added and self.chance(p / 3):
            say["code"] = self.pick([["CITIZENSHIP=UKR"], ["CITIZENSHIP=AFG", "CITIZENSHIP=UKR"], ["SEX=F"]])
        if self.chance(p / 3):
            say["dimension"] = self.pick([["CITIZENSHIP"], ["CITIZENSHIP", "SEX"]])
        return say

    # Figures.

    def figures(self, state, indicator):
        small = self.small[state, indicator]
        dimensions = self.dimensions[indicator]
        if indicator != self.added and not small and self.chance(0.08):
            dimensions = ["CITIZENSHIP"] if len(dimensions) == 2 else ["CITIZENSHIP", "SEX"]
        released = {time for s in self.w.in_force(state, indicator) for time in s.table.times}
        times = tables.times_of(self.rng, small)
        if not self.chance(0.05):
            free = [time for time in tables.YEARS if time not in released]
            times = times if released.isdisjoint(times) else free[:1] or times
            times = [time for time in times if time not in released] or times
        return tables.table(self.rng, indicator, dimensions, small, times, indicator == self.added)

    def remember(self, expect, table):
        if expect.get("ok"):
            self.tables[expect["ok"]] = table

    def hand_in(self, more=None, state=None, indicator=None, table=None):
        state, indicator = state or self.pick(self.states), indicator or self.pick(self.indicators)
        table = table or self.figures(state, indicator)
        say = {"indicator": indicator, "table": table, **(more or {})}
        wanted = indicator in self.w.configuration(state).control_totals
        if not self.chance(0.15) and wanted or self.chance(0.06):
            control = tables.control(self.rng, table, self.chance(0.35))
            if control:
                say["control"] = control
        say = self.spoil(say, state) if self.chance(0.1) else say
        by = self.who(state, "revise" if say.get("revises") else "submit", indicator, 0.05)
        agencies = [u.id for u in self.w.users.values() if u.country == state and u.agency]
        by = self.pick(agencies) if agencies and self.chance(0.2) else by
        self.remember(self.put(by, "submit", say), say["table"])

    def spoil(self, say, state):
        """One fault, or none."""
        table, fault = dict(say["table"]), self.rng.randint(1, 9)
        if fault == 1:
            say["grave"] = True
        elif fault == 2:
            table["rows"] = []
            say.pop("control", None)
        elif fault == 3:
            table["assumed"] = True
        elif fault == 4:
            table["unit"] = "unstated"
            say.pop("control", None)
        elif fault == 5:
            table["axes"] = [{"id": "REF_AREA", "kind": "reporter"}] + table["axes"]
            other = self.pick([s for s in self.states if s != state])
            table["rows"] = [[[other, *key], value, letters] for key, value, letters in table["rows"]]
            say.pop("control", None)
        elif fault == 6:
            say["indicator"] = "NO_SUCH"
        elif fault == 7:
            say |= {"revises": f"{state}-2026-0099", "reason": "An error in the source"}
        elif fault == 8 and say.get("revises"):
            say["reason"] = " "
        else:
            say["corrects"] = self.pick(sorted(self.w.submissions)) or f"{state}-2026-0099"
        return {**say, "table": table}

    def draft(self):
        state, indicator = self.pick(self.states), self.pick(self.indicators)
        say = {"indicator": indicator, "table": self.figures(state, indicator)}
        if self.chance(0.25):
            say["grave"] = True
        self.remember(self.put(self.who(state, "submit", indicator), "keep-draft", say), say["table"])

    def advance(self, s=None):
        """The next natural step of a submission, or one beside the way."""
        alive = [s for s in self.w.submissions.values() if s.state not in ("discarded", "superseded", "withdrawn")]
        waiting = [s for s in alive if s.state in ("draft", "submitted", "verified")]
        s = s or self.pick(waiting if waiting and self.chance(0.6) else list(self.w.submissions.values()))
        if s is None:
            return self.hand_in()
        word = self.natural(s)
        if self.chance(0.07):
            word = self.pick(["hand-in", "discard", "verify", "release", "return", "withdraw", "answer", "ask"])
        if word in ("correct", "revise"):
            return self.anew(s, word)
        say = {"submission": [s.id]}
        if self.chance(0.02):
            say["submission"] = [f"{self.pick(self.states)}-2026-0077"]
        act = {"hand-in": "revise" if s.revises else "submit", "discard": "submit", "answer": "submit", "ask": "return"}
        if word == "ask":
            say["text"] = [" " if self.chance(0.15) else "Is the unit right?"]
        elif word == "answer":
            numbers = [n + 1 for n, is_open in enumerate(s.questions) if is_open]
            say |= {"question": [str(self.pick(numbers) if numbers and not self.chance(0.15) else 7)], "text": ["Yes."]}
        elif word == "return":
            say["questions"] = ["" if self.chance(0.12) else "Thirty, where last year had three?"]
        elif word == "withdraw":
            say["reason"] = ["" if self.chance(0.1) else "Counted twice"]
            if s.state != "released" or self.chance(0.35):
                say["confidential"] = ["yes"]
        elif word == "release":
            self.threshold(s, say)
        by = self.who(s.country, act.get(word, word), s.indicator, 0.04)
        if word == "verify" and self.chance(0.12):
            by = self.pick(sorted(s.handed_in_by)) or by
        self.put(by, word, say)

    def natural(self, s):
        if s.state == "draft":
            return self.pick(["hand-in", "hand-in", "hand-in", "discard"])
        if s.state == "submitted":
            if any(s.questions) and self.chance(0.5):
                return "answer"
            return self.pick(["verify"] * 8 + ["ask", "return"])
        if s.state == "verified":
            return self.pick(["release"] * 10 + ["return", "ask"])
        if s.state == "returned":
            return "correct"
        return self.pick(["withdraw", "revise", "revise", "revise"]) if s.state == "released" else "withdraw"

    def threshold(self, s, say):
        """A revision is protected as what it revises was; small figures are protected mostly."""
        earlier = self.w.submissions.get(s.revises)
        least = self.w.configuration(s.country).least_threshold
        if earlier and self.small[s.country, s.indicator]:
            wanted = earlier.threshold
        elif least is not None and self.chance(0.6):
            wanted = least
        else:
            wanted = self.pick([None, 5, 10, 20]) if self.small[s.country, s.indicator] else self.pick([None, None, 10])
        if wanted is not None:
            say["threshold"] = [str(wanted)]

    def anew(self, s, word):
        """Corrects a returned submission, or revises a release: the same keys, so that no mask is of another cell."""
        table = self.tables[s.id]
        revised = self.w.submissions.get(s.revises)
        most = s.threshold or revised and revised.threshold or 30
        table = tables.like(self.rng, (1, most - 1), table)
        if word == "correct":
            more = {"corrects": s.id}
            if s.revises:
                more |= {"revises": s.revises, "reason": "An error in the source"}
        else:
            more = {"revises": s.id, "reason": "An error in the source"}
        known = set(self.w.submissions)
        self.hand_in(more, s.country, s.indicator, table)
        if self.chance(0.6):
            for name in sorted(set(self.w.submissions) - known):
                self.through(name)

    def deliver(self, state=None, indicator=None, times=None):
        """Handed in, verified and released at one go, mostly."""
        state, indicator = state or self.pick(self.states), indicator or self.pick(self.indicators)
        before = set(self.w.submissions)
        small, dimensions = self.small[state, indicator], self.dimensions[indicator]
        table = times and tables.table(self.rng, indicator, dimensions, small, times, indicator == self.added)
        self.hand_in(state=state, indicator=indicator, table=table)
        for name in sorted(set(self.w.submissions) - before):
            self.through(name)

    def through(self, name):
        """Verified and released, mostly."""
        s = self.w.submissions[name]
        for word in ("verify", "release"):
            self.later()
            if self.chance(0.1) or any(s.questions):
                self.advance(s)
            elif s.state in ("submitted", "verified"):
                say = {"submission": [name]}
                if word == "release":
                    self.threshold(s, say)
                self.put(self.who(s.country, word, s.indicator, 0.01), word, say)


def world(seed):
    """One world as a line: its seed and its steps with what is expected."""
    from author import write
    author = Author(seed)
    write(author)
    return {"seed": seed, "steps": author.lines}
