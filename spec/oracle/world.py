"""Section 1: who there is, and what is on record. Plain records; nothing here decides."""
from dataclasses import dataclass, field

from slices import EVERYTHING, Slice, days

ACTS = "read inspect submit return verify release revise withdraw sign-off grant administer".split()

ROLES = {
    "content-manager": "read inspect return release withdraw sign-off",
    "country-administrator": "read grant administer",
    "data-approver": "read inspect return verify release withdraw sign-off",
    "data-submitter": "read inspect submit revise",
    "data-verifier": "read inspect return verify sign-off",
    "national-administrator": "read grant administer",
    "normal-user": "read",
    "system-administrator": "administer",
    "user": "read",
}

STAFF = {
    "administrator": "national-administrator",
    "analyst": "user",
    "releaser": "content-manager",
    "submitter": "data-submitter",
    "verifier": "data-verifier",
}

INDICATORS = (
    "ASYLUM_APPLICATIONS", "ASYLUM_DECISIONS", "ENTRIES", "EXITS", "FOREIGNERS", "WORK_PERMIT_APPLICATIONS",
    "WORK_PERMIT_DECISIONS",
)


class Refused(Exception):
    """A step or an answer that is refused, with its code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass
class User:
    id: str
    country: str | None
    agency: str | None
    roles: tuple
    active: bool = True


@dataclass
class Limits:
    """Indicators (none named: all), slice, from, until."""
    indicators: frozenset = frozenset()
    slice: Slice = EVERYTHING
    since: int | None = None
    until: int | None = None

    def in_force(self, t):
        return (self.since is None or self.since <= t) and (self.until is None or t < self.until)

    def names(self, indicator):
        return not self.indicators or indicator in self.indicators

    def said(self):
        return (self.indicators, self.slice.said(), self.since, self.until)


@dataclass
class Assignment:
    user: str
    role: str
    limits: Limits


@dataclass
class Delegation:
    giver: str
    user: str
    acts: frozenset
    limits: Limits


@dataclass
class Producer:
    country: str
    indicator: str
    agency: str
    limits: Limits


@dataclass
class Opening:
    owner: str
    indicator: str
    allow: bool
    to: tuple  # States, or one of: contributors participants public
    right: str  # see, add
    limits: Limits

    def said(self):
        return (self.owner, self.indicator, self.allow, frozenset(self.to), self.right, self.limits.said())


@dataclass
class Terms:
    per_period: bool = False
    same_detail: bool = False
    least_figures: int = 0
    provisional_counts: bool = True
    grace: int = 0


@dataclass
class Agreement:
    id: str
    invited: frozenset
    limits: Limits
    terms: Terms | None
    calendar: bool
    joined: set = field(default_factory=set)
    ended: bool = False


@dataclass
class Series:
    indicator: str
    contributors: frozenset
    first: str
    last: str


@dataclass
class Configuration:
    six_eyes: bool = False
    releasers: frozenset = frozenset()
    least_threshold: int | None = None
    provisional_until_closed: bool = False
    control_totals: frozenset = frozenset()


@dataclass
class Closed:
    """Who closed a year (with the giver, under a delegation), and who signed it off."""
    by: frozenset
    signed: bool = False


class Table:
    """Cells by key: a value in words (`120`, `missing`) and whether it is provisional. Keys are (axis, code) pairs, sorted."""

    def __init__(self, said):
        self.unit = said["unit"]
        self.axes = said["axes"]
        self.assumed = bool(said.get("assumed"))
        ids = [axis["id"] for axis in self.axes]
        self.time_axis = next(axis["id"] for axis in self.axes if axis["kind"] == "time")
        self.reporter = next((axis["id"] for axis in self.axes if axis["kind"] == "reporter"), None)
        self.dimensions = frozenset(axis["id"] for axis in self.axes if axis["kind"] == "category")
        self.totals = {axis["id"]: frozenset(axis.get("totals", ())) for axis in self.axes}
        self.cells = {}
        for key, value, status in said["rows"]:
            self.cells[tuple(sorted(zip(ids, key)))] = (value, "p" in status)
        self.times = sorted({self.time_of(key) for key in self.cells})

    def part(self):
        """What it covers: its times and dimensions."""
        part = Slice(None, None, self.dimensions)
        part.times = frozenset(self.times)
        return part

    def time_of(self, key):
        return dict(key)[self.time_axis]


@dataclass
class Submission:
    id: str
    country: str
    indicator: str
    table: Table
    control: Table | None
    grave: bool
    state: str
    revises: str | None = None
    reason: str | None = None
    corrects: str | None = None
    attempt: int = 1
    by: str = ""
    handed_in_by: frozenset = frozenset()
    verified_by: frozenset = frozenset()
    questions: list = field(default_factory=list)  # True where open
    masks: frozenset = frozenset()
    threshold: int | None = None
    released_at: int | None = None
    ended_at: int | None = None
    wrong_at: int | None = None
    confidential_at: int | None = None


@dataclass
class Entry:
    at: int
    who: str
    behalf: str
    what: str
    subject: str


class World:
    def __init__(self, created):
        self.countries = []
        self.agencies = set()
        self.users = {"administrator@dsm": User("administrator@dsm", None, None, ("system-administrator",))}
        self.roles = {role: frozenset(acts.split()) for role, acts in ROLES.items()}
        self.indicators = {indicator: Terms() for indicator in INDICATORS}
        self.assignments, self.delegations, self.producers, self.openings = [], [], [], []
        self.agreements, self.series = {}, []
        self.configurations, self.closed = {}, {}
        self.submissions, self.numbers = {}, {}
        self.history = []
        self.last = created

    def user(self, who):
        """The active user of an id."""
        user = self.users.get(who)
        return user if user and user.active else None

    def configuration(self, country):
        return self.configurations.get(country, Configuration())

    def of(self, country, indicator):
        """All submissions of a State's indicator, oldest first."""
        return [s for s in self.submissions.values() if s.country == country and s.indicator == indicator]

    def in_force(self, country, indicator):
        return [s for s in self.of(country, indicator) if s.state == "released"]

    def final(self, country, indicator, year):
        closed = self.closed.get((country, indicator, year))
        return closed is not None and closed.signed

    def provisional(self, submission, key):
        """4.4: by its status, or because its year is not final where the State wants that."""
        if submission.table.cells[key][1]:
            return True
        year = str(days(submission.table.time_of(key))[1].year)
        wanted = self.configuration(submission.country).provisional_until_closed
        return wanted and not self.final(submission.country, submission.indicator, year)
