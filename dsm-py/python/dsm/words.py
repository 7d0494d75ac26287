"""The words that declare what figures are. Each member is a string and equals its word: `Level.FIRST == "first"`."""

from __future__ import annotations

from enum import Enum

from . import _dsm


class Word(str, Enum):
    """A word of the specification."""

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


class Temporality(Word):
    """Whether figures belong to a moment or to a period, and how."""

    STOCK = "stock"
    """Units at a moment."""
    FLOW = "flow"
    """Events in a period."""
    DURING = "during"
    """Units in a state at any time in a period."""
    AVERAGE = "average"
    """A mean of stocks over a period: a denominator."""
    CHANGE = "change"
    """A stock minus a stock."""
    NET = "net"
    """Entries minus exits of a period."""


class Level(Word):
    """The level of the body that decides. Not the type of application."""

    FIRST = "first"
    """The first administrative or judicial body."""
    ADMINISTRATIVE_REVIEW = "administrative-review"
    """Administrative review."""
    JUDICIAL_REVIEW = "judicial-review"
    """Judicial review."""
    APPEAL = "appeal"
    """Appeal, unspecified."""
    FINAL = "final"
    """No longer open to remedy."""
    ALL = "all"
    """All levels together."""
    NOT_APPLICABLE = "na"
    """The measure has no level."""
    UNSTATED = "unstated"
    """Not stated by the source."""


class ApplicationType(Word):
    """The type of application. Not the level of decision."""

    FIRST_TIME = "first-time"
    """For the first time in this State."""
    REPEAT = "repeat"
    """A further application after a decision."""
    REOPENED = "reopened"
    """A closed file opened again."""
    APPEAL_LODGED = "appeal-lodged"
    """An appeal lodged."""
    BACKLOG = "backlog"
    """Backlog and other."""
    ALL = "all"
    """All types together."""
    NOT_APPLICABLE = "na"
    """The measure has no type of application."""
    UNSTATED = "unstated"
    """Not stated by the source."""


class Role(Word):
    """Whose rows these are in cases of several persons."""

    PRINCIPAL = "principal"
    """Principal applicants."""
    DEPENDANT = "dependant"
    """Their dependants."""
    ALL = "all"
    """All persons."""
    NOT_APPLICABLE = "na"
    """The measure has no role."""


class Membership(Word):
    """How the counted units fall into the codes of a category."""

    FIXED = "fixed"
    """One code for the unit for ever: country of birth, sex as registered once."""
    AT_EVENT = "at-event"
    """The code at the event or moment; at the next event it may be another."""
    PINNED = "pinned"
    """One code per unit and period by a stated rule, such as age at the end of the period."""
    OVERLAPPING = "overlapping"
    """One unit may be in several codes at once: ground, purpose, both of two citizenships."""


class RatioForm(Word):
    """What is divided by what."""

    SHARE = "share"
    """A part of a published whole."""
    RATE = "rate"
    """Events per population at risk."""
    PROPORTION = "proportion"
    """Decisions of some types among decisions of listed types."""
    RATIO = "ratio"
    """Anything else, with both units."""
    MONTHS_ON_HAND = "months-on-hand"
    """A pending stock over monthly decisions."""
    POINTS = "points"
    """Percentage points."""
    GROWTH = "growth"
    """Relative growth."""
    INDEX = "index"
    """An index, base 100."""
    MEAN_OF_DATES = "mean-of-dates"
    """A mean of the stated dates."""
    PER_PERIOD = "per-period"
    """A mean per period."""
    PER_DAY = "per-day"
    """A mean per day."""
    RANK = "rank"
    """A rank."""
    CHANGED = "changed"
    """Whether a figure changed: 1, 0, or between."""
    REVISION = "revision"
    """A difference of two vintages of one figure."""
    STANDARDIZED = "standardized"
    """A rate weighted by a standard population."""
    MEAN = "mean"
    """A mean of a group."""
    MEDIAN = "median"
    """A median of a group."""


class AssumptionName(Word):
    """The named assumptions. One turns bounds into a point inside them, or a refusal into an estimate; it stays on the result."""

    ATTRIBUTE_FIXED = "attribute-fixed"
    """The attribute of an axis is one value per person over the periods."""
    CARRIED_FORWARD = "carried-forward"
    """The latest available period stands for a later one, at most so many years."""
    CLOSED_POPULATION = "closed-population"
    """Nobody is born, dies or changes citizenship in the period."""
    DEFLATOR = "deflator"
    """Amounts are brought to another price basis by a factor."""
    EVERY_MOVE_RECORDED = "every-move-recorded"
    """Events of one instant and direction are recorded for every move."""
    EXCHANGE_RATE = "exchange-rate"
    """Amounts are brought to another currency by a rate."""
    INDEPENDENT_SAMPLES = "independent-samples"
    """Sample estimates are independent."""
    LINEAR_BETWEEN_DATES = "linear-between-dates"
    """Between two dates a stock moves in a straight line."""
    LINKED_AT_BREAK = "linked-at-break"
    """A break is linked by a factor from figures of both sides."""
    MISSING_IS_ZERO = "missing-is-zero"
    """What is missing is zero."""
    NO_BREAK_EFFECT = "no-break-effect"
    """A break changes nothing."""
    NOBODY_COUNTED_IN_TWO = "nobody-counted-in-two"
    """Nobody is counted by two reporters in the period."""
    NOBODY_IN_TWO_CATEGORIES = "nobody-in-two-categories"
    """Nobody is in two categories of an axis."""
    NOBODY_RESIDES_IN_TWO = "nobody-resides-in-two"
    """Nobody resides in two countries at the date."""
    NUMBER_IDENTIFIES_PERSON = "number-identifies-person"
    """A number is one person."""
    ONCE_PER_PERIOD = "once-per-period"
    """Nobody repeats over the parts of the period."""
    ONE_PERSON_PER_CASE = "one-person-per-case"
    """Every case is one person."""
    PARTS_EXHAUSTIVE = "parts-exhaustive"
    """The listed parts are the whole."""
    PERSONS_PER_CASE = "persons-per-case"
    """So many persons per case on average."""
    SAME_DEFINITION = "same-definition"
    """Definitions that differ are taken as one."""
    SAME_REFERENCE_DATE = "same-reference-date"
    """Dates that differ by at most so many days are taken as one."""
    SEASONAL_SHARE = "seasonal-share"
    """The part of a year has a known share of it."""
    SPLIT = "split"
    """A code is split by weights."""
    STANDARD_POPULATION = "standard-population"
    """Rates are weighted by a standard population."""
    STEADY_STATE = "steady-state"
    """Nothing changes between applying and deciding: never makes anything sound."""
    STOCK_KNOWN_AT_START = "stock-known-at-start"
    """The stock at the start of the records is known."""
    UNIFORM_WITHIN_PERIOD = "uniform-within-period"
    """Events are spread evenly in their period."""
    UNKNOWN_AS_KNOWN = "unknown-as-known"
    """The unknown are distributed like the known."""


class Absence(Word):
    """Why a cell holds no figure although it belongs to the table."""

    NOT_APPLICABLE = "na"
    """The cell makes no sense."""
    NOT_COLLECTED = "not-collected"
    """The country does not collect it."""
    NOT_DELIVERED = "not-delivered"
    """It was not delivered."""


class Status(Word):
    """A status of a cell, by its letter."""

    BREAK = "B"
    """The series breaks here."""
    PROVISIONAL = "P"
    """Until the owner closes the calendar year."""
    ESTIMATED = "E"
    """Estimated or modelled."""
    FORECAST = "F"
    """A forecast."""
    LOW_RELIABILITY = "U"
    """Low reliability."""
    PARTIAL = "I"
    """A part only, never the total."""


class Severity(Word):
    """How grave a finding is."""

    INFORMATION = "information"
    """A footnote: nothing is wrong."""
    WARNING = "warning"
    """It deserves a look."""
    ERROR = "error"
    """The data contradict a rule."""


class Act(Word):
    """What may be done at a mechanism."""

    READ = "read"
    """Read released figures."""
    INSPECT = "inspect"
    """Look at figures of the own State that are not released."""
    SUBMIT = "submit"
    """Hand figures in."""
    RETURN = "return"
    """Give a submission back with questions."""
    VERIFY = "verify"
    """Say that a submission is right: never by who submitted it."""
    RELEASE = "release"
    """Release verified figures to those who may see them."""
    REVISE = "revise"
    """Hand in figures that replace released ones."""
    WITHDRAW = "withdraw"
    """Take released figures back."""
    SIGN_OFF = "sign-off"
    """Sign off that a year is closed."""
    GRANT = "grant"
    """Open data of the own State to others."""
    ADMINISTER = "administer"
    """Add countries, users and indicators."""


class State(Word):
    """How far a submission has come."""

    DRAFT = "draft"
    """Kept, not yet handed in."""
    DISCARDED = "discarded"
    """Thrown away before it was handed in."""
    SUBMITTED = "submitted"
    """Handed in."""
    RETURNED = "returned"
    """Given back with questions."""
    VERIFIED = "verified"
    """Found right by somebody else."""
    RELEASED = "released"
    """To be seen by those who may."""
    SUPERSEDED = "superseded"
    """Replaced by a later release."""
    WITHDRAWN = "withdrawn"
    """Taken back."""


class Label(Word):
    """How well a masked cell is hidden from who reads the table."""

    EXACT = "EXACT"
    """What is shown tells the figure."""
    NARROW = "NARROW"
    """What is shown leaves fewer figures open than the protection range."""
    OPEN = "OPEN"
    """Neither was found, nor two whole tables that prove the contrary."""
    PROVEN = "PROVEN"
    """Two whole tables agree with everything shown and differ at the cell by the protection range or more."""


class Zeros(Word):
    """Whether a zero may be masked to protect others."""

    SHOWN = "shown"
    """Every zero is shown, so that a mask says: not zero."""
    MASKABLE = "maskable"
    """A zero may be masked to protect others."""


class Reading(Word):
    """What is asked of a whole and a part of it."""

    IN_NONE_OF_PART = "in-none-of-part"
    """Units of the whole that are not in the part."""
    IN_ANOTHER_PART = "in-another-part"
    """Units of the whole that are in a part other than this one."""


class Relation(Word):
    """How one figure is asked to stand to another."""

    LESS = "less"
    EQUAL = "equal"
    GREATER = "greater"


class Truth(Word):
    """The answer to a comparison. What is not known is neither true nor false: it cannot stand in an `if`."""

    TRUE = "true"
    """Surely so."""
    FALSE = "false"
    """Surely not so."""
    NOT_KNOWN = "not-known"
    """The figures do not tell."""

    def __bool__(self) -> bool:
        if self is Truth.NOT_KNOWN:
            raise ValueError("not known whether it is so: compare with `is dsm.Truth.TRUE`")
        return self is Truth.TRUE


def known() -> dict[str, list[str]]:
    """The words of every list as the core knows them.

    >>> known()["role"]
    ['principal', 'dependant', 'all', 'na']
    """
    return _dsm.words()
