"""Submissions: figures on their way from who hands them in to who may see them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, overload

from .errors import Findings, FindingWarning, WorkflowError
from .files import Specification, check, read_kept
from .protecting import wished
from .table import Table
from .words import Severity, State, Zeros

if TYPE_CHECKING:
    from .mechanism import Session


@dataclass(frozen=True)
class Submission:
    """A submission as it was when it was looked at. Its figures are another question: `submissions.table`."""

    id: str
    """Such as `MD-2026-0001`."""
    indicator: str
    state: State
    submitted_by: str
    submitted_at: str
    holds: str
    """The measure and concept of its figures."""
    revises: tuple[str, str] | None
    """The release that it replaces, with the reason."""
    version: int
    findings: Findings = Findings()
    """What the checks said when it was handed in; empty for one that was looked up."""

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True)
class Dossier:
    """A submission with all that is kept of it beside its figures."""

    lines: tuple[tuple[tuple[str, str], ...], ...]
    """Lines of names and texts: first one whose `what` is `submission`, then `finding`, `question`, `answer` and `step` lines."""
    file: str | None
    """The name of the file that it came in."""
    content: bytes | None
    """The file, byte for byte."""

    def all(self, what: str) -> list[dict[str, str]]:
        """The lines of a kind, such as `question`."""
        return [dict(line) for line in self.lines if dict(line).get("what") == what]


@dataclass(frozen=True)
class Submissions:
    """The submissions of the own State, and what may be done to them. Iterate over it to list them."""

    _session: Session

    @overload
    def submit(
        self,
        figures: Table,
        indicator: str,
        *,
        revising: tuple[str, str] | None = None,
        correcting: Submission | str | None = None,
        control: Table | None = None,
    ) -> Submission: ...
    @overload
    def submit(
        self, figures: str | os.PathLike[str], *, specification: Specification | None = None
    ) -> tuple[Submission, ...]: ...
    def submit(
        self,
        figures: Table | str | os.PathLike[str],
        indicator: str | None = None,
        *,
        specification: Specification | None = None,
        revising: tuple[str, str] | None = None,
        correcting: Submission | str | None = None,
        control: Table | None = None,
    ) -> Submission | tuple[Submission, ...]:
        """Hands figures in: a table of an indicator, or a file, which becomes one submission for each indicator and unit in it.

        What the checks notice goes along. `revising` is the release that a table replaces, and the reason. A file is read as
        `specification` says (see `dsm.read`), and is kept with its submissions byte for byte; of a form that was filled in what was
        entered is kept, as a plain table file. Where a check finds an error nothing is handed
        in: `WorkflowError` (WFL-003) with the findings. A file whose figures are all handed in already is refused: `WorkflowError` (WFL-046) names
        the submission; where only some of its tables are, the others are handed in, with a `FindingWarning`.

        `correcting` is the returned submission that a table corrects. `control` holds totals that were produced independently: where they
        differ the submission comes back in the state `returned`, with a finding at each cell (`submissions.open`).
        """
        if isinstance(figures, Table):
            if indicator is None:
                raise TypeError("a table is submitted for an indicator: submit(table, 'ASYLUM_APPLICATIONS')")
            returned = None if correcting is None else str(correcting)
            return self._hand_in(indicator, figures, check(figures), None, revising, returned, control)
        path = Path(figures)
        tables, name, kept = read_kept(path.read_bytes(), str(path), specification, self._session._open)
        file = (name, kept)
        for t in tables:
            # A table that a check refuses goes first: then nothing of the file is handed in.
            if any(finding.severity is Severity.ERROR for finding in t.findings):
                self._hand_in(t.indicator, t.table, t.findings, file, None)
        handed: list[Submission] = []
        refused: list[WorkflowError] = []
        for t in tables:
            try:
                handed.append(self._hand_in(t.indicator, t.table, t.findings, file, None))
            except WorkflowError as error:
                if error.code != "WFL-046":
                    raise
                refused.append(error)
        if refused and not handed:
            raise refused[0]
        for again in refused:
            warnings.warn(str(again), FindingWarning, stacklevel=2)
        return tuple(handed)

    def _hand_in(
        self,
        indicator: str,
        table: Table,
        findings: Findings,
        file: tuple[str, bytes] | None,
        revising: tuple[str, str] | None,
        correcting: str | None = None,
        control: Table | None = None,
        draft: bool = False,
    ) -> Submission:
        session = self._session._open
        earlier = None if revising is None else (str(revising[0]), revising[1])
        totals = None if control is None else control._table
        found = [f._finding for f in findings]
        id = session.submit(indicator, table._table, found, file, earlier, correcting, totals, draft)
        return self._found(id, findings)

    def keep_draft(self, figures: Table, indicator: str) -> Submission:
        """Keeps a table as a draft, whatever its checks find. `session.instruct("hand-in", submission=…)` hands it in,
        `session.instruct("discard", submission=…)` takes it away."""
        return self._hand_in(indicator, figures, check(figures), None, None, draft=True)

    def open(self, submission: Submission | str, *, lang: str = "en") -> Dossier:
        """A submission with all that is kept of it: findings, questions and answers, steps, and the file byte for byte. For who may
        inspect the figures of the State; `AccessDenied` otherwise."""
        lines, file = self._session._open.dossier(str(submission), lang)
        return Dossier(tuple(tuple(line) for line in lines), None if file is None else file[0], None if file is None else file[1])

    def _found(self, id: str, findings: Findings) -> Submission:
        for submission in self:
            if submission.id == id:
                return Submission(**{**vars(submission), "findings": findings})
        who = self._session.who
        return Submission(id, "", State.SUBMITTED, who.id, "", "", None, 1, findings)

    def verify(self, submission: Submission | str) -> None:
        """Says that a submission is right. Who handed it in cannot."""
        self._session._open.verify(str(submission))

    def release(
        self,
        submission: Submission | str,
        *,
        threshold: int | None = None,
        zeros: Zeros | str = Zeros.SHOWN,
        also: Iterable[Iterable[str]] = (),
        complete: bool = True,
        never: Iterable[Mapping[str, str]] = (),
        prefer: Iterable[Mapping[str, str]] = (),
        accept_open: str | None = None,
    ) -> None:
        """Releases verified figures to those who may see them; with small ones masked, where a threshold or cells are named.

        Figures from one to below `threshold` are masked, and the cells of `also` by their keys, one code for each axis; `zeros` says whether
        a zero may be masked to protect others. Further cells are masked as needed, so that no masked one can be computed. With
        `complete=False` nothing else is masked, and the release is refused where a masked cell can be computed from what is shown:
        `DsmError` (SDC-001) with a finding for every such cell (SDC-002) and every cell that would have to be masked too (SDC-004).

        `never` and `prefer` are wishes of what is masked to hide others, as in `dsm.protect` (SDC-035 where they leave no masks that hold).
        Where it is not decided whether sensitive cells are wide enough (OPEN) the release is refused (SDC-039) unless `accept_open` says why
        that is accepted: the reason stands in the history, for the own State.
        """
        named = [[str(code) for code in key] for key in also]
        if threshold is None and not named:
            if not complete:
                raise TypeError("nothing is masked: release(submission, threshold=5, complete=False)")
            self._session._open.release(str(submission))
        else:
            shown = None if threshold is None else str(zeros)
            owner = ((wished(never), wished(prefer)), accept_open)
            self._session._open.release_protected(str(submission), (threshold, shown), named, complete, owner)

    def give_back(self, submission: Submission | str, questions: str) -> None:
        """Gives a submission back with questions."""
        self._session._open.give_back(str(submission), questions)

    def withdraw(self, submission: Submission | str, reason: str, *, confidential: bool = False) -> None:
        """Takes released figures back: because they are wrong, or because they should not have been shown."""
        self._session._open.withdraw(str(submission), reason, confidential)

    def table(self, submission: Submission | str) -> Table:
        """The figures of a submission of the own State, released or not: what a verifier looks at."""
        return Table._of(self._session._open.inspect(str(submission)))

    def __iter__(self) -> Iterator[Submission]:
        for told in self._session._open.submissions():
            id, indicator, state, by, at, holds, revises, version = told
            yield Submission(id, indicator, State(state), by, at, holds, revises, version)

    def __getitem__(self, id: str) -> Submission:
        for submission in self:
            if submission.id == id:
                return submission
        raise KeyError(id)


