"""The mechanism: one file in which States share figures under rules, and somebody at it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from . import _dsm
from .administration import Countries, Indicators, Openings, Users
from .documentation import Documentations
from .errors import DsmError, Findings, error_of
from .reports import Reports
from .submissions import Submissions
from .table import Table
from .words import Act


@dataclass(frozen=True)
class Receipt:
    """What a verified history comes to: keep it, and a later history that does not grow out of it is found out."""

    entries: int
    """How many entries there are."""
    head: str
    """The last link of the chain, in hexadecimal digits."""
    text: str
    """As text, to be kept elsewhere and given to `Mechanism.verify_history`."""


@dataclass(frozen=True)
class Subject:
    """Who is at a mechanism."""

    id: str
    country: str | None
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One entry of the history as its reader may see it: who did what, when. No figure."""

    number: int
    at: str
    who: str
    behalf: str | None
    """On whose behalf, where it was done under a delegation."""
    proof: str
    """What proved who it was."""
    what: str
    """What was done: `submitted`, `verified`, `released` …"""
    subject: str
    """To what: a submission, a user, a State."""
    reason: str | None
    """The questions or the reason, in the words of who did it."""


@dataclass(frozen=True)
class Decision:
    """May or may not, because. It is true where it is allowed."""

    allowed: bool
    because: Findings
    """The rules that allow it."""
    denial: DsmError | None
    """Why not; an `AccessDenied` that was not raised."""

    def __bool__(self) -> bool:
        return self.allowed

    def __str__(self) -> str:
        return str(self.denial) if self.denial else "\n".join(str(rule) for rule in self.because)


class Mechanism:
    """One file in which States share figures under rules.

    >>> import tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> m = Mechanism.create(pathlib.Path(folder.name) / "region.dsm")
    >>> with m.session("administrator@dsm") as s:
    ...     s.countries.add("MD")
    >>> figures = Table(
    ...     [("UKR", "2024", 120)],
    ...     measure="cases:application:many flow",
    ...     concept="ASYLUM_APPLICATION",
    ...     axes=["CITIZENSHIP", "TIME_PERIOD"],
    ... )
    >>> with m.session("submitter@md") as s:
    ...     submission = s.submissions.submit(figures, "ASYLUM_APPLICATIONS")
    ...     s.submissions.verify(submission)  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    dsm.errors.AccessDenied: ...
    >>> with m.session("verifier@md") as s:
    ...     s.submissions.verify(submission)
    >>> with m.session("releaser@md") as s:
    ...     s.submissions.release(submission)
    >>> with m.session("analyst@md") as s:
    ...     s.view("ASYLUM_APPLICATIONS", country="MD") == figures
    True
    >>> m.verify_history().entries > 3
    True
    >>> folder.cleanup()
    """

    __slots__ = ("_mechanism",)
    _mechanism: _dsm.Mechanism

    def __init__(self) -> None:
        raise TypeError("Mechanism.create makes one, Mechanism.open opens one")

    @classmethod
    def _of(cls, mechanism: _dsm.Mechanism) -> Mechanism:
        this = cls.__new__(cls)
        this._mechanism = mechanism
        return this

    @classmethod
    def create(cls, path: str | os.PathLike[str], *, preset: str = "dsm") -> Mechanism:
        """Makes a new mechanism in a file that is not there yet. Its first user is `administrator@dsm`, who adds States and their
        users and reads no figures. The indicators are those of a preset: `dsm`, the handbook's six, or `unhcr`, the asylum accounting
        that UNHCR publishes."""
        return cls._of(_dsm.Mechanism.create(path, preset))

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Mechanism:
        """Opens a mechanism. Raises `StoreError` where the file is something else, newer or damaged."""
        return cls._of(_dsm.Mechanism.open(path))

    @property
    def path(self) -> str:
        """The file."""
        return os.fspath(self._mechanism.path)

    def session(self, user: str, *, key: str | os.PathLike[str] | None = None) -> Session:
        """A session of a user, such as `submitter@md`. The program that calls asserts who it is, and the history says so.

        A user with a key on record proves it instead: `key` is the file that `dsm key` wrote, and what the session does is signed.
        Raises `AccessDenied`: ACC-006 for no active user, ACC-008 where the key is not the user's.
        """
        text = None if key is None else Path(key).read_text(encoding="ascii", errors="replace")
        return Session(self._mechanism.session(user, text))

    def public(self) -> Session:
        """A session of the public."""
        return Session(self._mechanism.session(None))

    def verify_history(self, receipt: Receipt | str | None = None) -> Receipt:
        """Verifies that the history is whole and that what is kept is what it says. Raises `StoreError` where not.

        An earlier receipt, kept elsewhere, finds a history that was cut off or replaced too (STO-017).
        """
        text = receipt.text if isinstance(receipt, Receipt) else receipt
        return Receipt(*self._mechanism.verify_history(text))

    def backup(self, path: str | os.PathLike[str]) -> str:
        """Copies the mechanism into a new file while others work at it, verified before it gets its name. Gives the receipt as text."""
        return self._mechanism.backup(path)

    @classmethod
    def restore(cls, backup: str | os.PathLike[str], path: str | os.PathLike[str]) -> Mechanism:
        """Makes a mechanism of a backup, which is verified first, in a file that is not there yet, and opens it."""
        _dsm.Mechanism.restore(backup, path)
        return cls.open(path)

    def __repr__(self) -> str:
        return f"Mechanism({self.path!r})"


class Session:
    """Somebody at a mechanism: every read and every write is decided upon first. Use it in a `with`."""

    __slots__ = ("_session",)
    _session: _dsm.Session | None

    def __init__(self, session: _dsm.Session) -> None:
        self._session = session

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends it."""
        self._session = None

    @property
    def _open(self) -> _dsm.Session:
        if self._session is None:
            raise ValueError("the session is closed: open another one with mechanism.session(...)")
        return self._session

    @property
    def who(self) -> Subject:
        """Who it is."""
        id, country, roles = self._open.who
        return Subject(id, country, tuple(roles))

    @property
    def submissions(self) -> Submissions:
        """The submissions of the own State, and what may be done to them."""
        return Submissions(self)

    @property
    def reports(self) -> Reports:
        """Pages of what may be seen here."""
        return Reports(self)

    @property
    def countries(self) -> Countries:
        """The States that take part: for administrators."""
        return Countries(self)

    @property
    def users(self) -> Users:
        """The users: for administrators."""
        return Users(self)

    @property
    def indicators(self) -> Indicators:
        """The ids of the indicators; more may be added."""
        return Indicators(self)

    @property
    def openings(self) -> Openings:
        """To whom the own State opens its figures: for its administrator."""
        return Openings(self)

    @property
    def documentation(self) -> Documentations:
        """What the States say of their figures."""
        return Documentations(self)

    @property
    def history(self) -> tuple[Entry, ...]:
        """What was done with the data and users of the own State."""
        return tuple(Entry(*entry) for entry in self._open.history())

    def view(
        self,
        indicator: str,
        country: str | Iterable[str] = (),
        *,
        time: str | Iterable[str] = (),
        dimensions: Iterable[str] | None = None,
        unit: str | None = None,
        as_of: str | None = None,
        totals: bool = False,
        **codes: str | Iterable[str],
    ) -> Table:
        """Released figures as far as they may be seen; what is concealed is not in them.

        `country` and `time` choose States and periods, `CITIZENSHIP="UKR"` codes of an axis, `dimensions` and `unit` one of several
        tables of an indicator. `as_of` gives the figures as they stood at a moment (a day means its last second), to the rights of today;
        `totals` those over the States of the declared series, instead of the figures of each. Raises `AccessDenied` where nothing of it may be seen or nothing is there: one answer for both.
        """
        chosen = {axis: _listed(wanted) for axis, wanted in codes.items()}
        axes = None if dimensions is None else _listed(dimensions)
        return Table._of(self._open.view(indicator, _listed(country), _listed(time), chosen, axes, unit, as_of, totals))

    def instruct(self, word: str, /, **values: str | bool | Iterable[str]) -> None:
        """Takes a step that is said in words: `session.instruct("open", indicator="ENTRIES", to=["KZ", "TJ"])`.

        Every step that carries no table can be said so; words and names stand in `spec/mechanism.md`, section 7 (`least_threshold` is
        `least-threshold` there, and `from_` is `from`). Raises `MisuseError` WFL-040 for an unknown word, WFL-041 with a finding for
        every name that is unknown, lacking, said twice or has a value that cannot be read; otherwise as the step itself.
        """
        said: list[tuple[str, str]] = []
        for name, value in values.items():
            name = name.rstrip("_").replace("_", "-")
            if isinstance(value, bool):
                said.append((name, "yes" if value else "no"))
            else:
                said.extend((name, one) for one in _listed(value))
        self._open.instruct(word, said)

    def rules(self) -> list[Line]:
        """The rules as the reader may see them, a line each: `what` is `indicator`, `role`, `country`, `agency`, `user`, `assign`, `delegate`,
        `make-producer`, `open`, `forbid`, `agreement` or `totals`; the other names are those of `instruct`."""
        return _lines(self._open.rules())

    def notices(self, since: str, until: str | None = None) -> list[Line]:
        """What changed between two moments (until now, unless said) in what the reader may see: a line for each cell, with `country`,
        `indicator`, `unit`, a `code` (`AXIS=CODE`) for each axis, `before` and `after`; one of them is not there where the cell came or
        went. Nothing that may not be seen makes a notice. Raises `MisuseError` (ACC-022) for a moment that has not come yet."""
        return _lines(self._open.notices(since, until))

    def due(self) -> list[Line]:
        """Of each indicator the last period that has ended, its `deadline`, and its `state`: `delivered`, `due` or `overdue`. Of the own
        State, and of those with whom an agreement opens the calendar."""
        return _lines(self._open.due())

    def why(self, act: Act | str, country: str, indicator: str) -> Decision:
        """Whether something may be done, and why or why not."""
        allowed, because, problem = self._open.why(act, country, indicator)
        return Decision(allowed, Findings._of(because), None if problem is None else error_of(problem))

    def __repr__(self) -> str:
        return f"Session({self.who.id!r})" if self._session is not None else "Session(closed)"


Line = dict[str, str | list[str]]
"""Names and texts; a name that stands several times has a list."""


def _lines(lines: Iterable[list[tuple[str, str]]]) -> list[Line]:
    return [_line(line) for line in lines]


def _line(line: list[tuple[str, str]]) -> Line:
    told: Line = {}
    for name, value in line:
        before = told.get(name)
        told[name] = value if before is None else [*([before] if isinstance(before, str) else before), value]
    return told


def _listed(one_or_more: str | Iterable[str]) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else [str(one) for one in one_or_more]
