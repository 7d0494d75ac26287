"""Who takes part in a mechanism, what it shares, and to whom figures are open."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .mechanism import Session


@dataclass(frozen=True)
class Countries:
    """The States that take part: for administrators."""

    _session: Session

    def add(self, code: str, *, staff: bool = True) -> None:
        """Adds a State, with a user in each position (`submitter@md`, `verifier@md` …) if so wished."""
        self._session._open.add_country(code, staff)


@dataclass(frozen=True)
class Users:
    """The users of a mechanism: for administrators."""

    _session: Session

    def add(self, id: str, *roles: str) -> None:
        """Adds a user by position, such as `deputy@md`, with roles."""
        self._session._open.add_user(id, list(roles))

    def deactivate(self, id: str) -> None:
        """Ends what a user may do; what the user did stays in the history."""
        self._session._open.deactivate_user(id)


@dataclass(frozen=True)
class Indicators:
    """The indicators of a mechanism, by their ids."""

    _session: Session

    def add(
        self, indicator: str | None = None, *, definition: str | os.PathLike[str] | None = None, reciprocal: bool = False
    ) -> str:
        """Adds an indicator: one that DSM knows by its id, or one that a file of format `dsm-indicators/1` defines. Gives its id.

        It is open to nobody but its owners and whom they open it to; `reciprocal` opens it to States that release theirs too. By who
        administers the whole. Raises `FormatError` with a finding for everything in the file that cannot be read (CAT-010).
        """
        if (indicator is None) == (definition is None):
            raise TypeError("either the id of an indicator or the file that defines it: add('ENTRIES')")
        file = None if definition is None else (os.fspath(definition), Path(definition).read_text(encoding="utf-8"))
        return self._session._open.add_indicator(indicator, file, reciprocal)

    def __iter__(self) -> Iterator[str]:
        return iter(self._session._open.indicators())

    def __contains__(self, indicator: object) -> bool:
        return indicator in self._session._open.indicators()

    def __len__(self) -> int:
        return len(self._session._open.indicators())


@dataclass(frozen=True)
class Openings:
    """To whom the own State opens its figures, beside what is agreed: for its administrator."""

    _session: Session

    def add(self, indicator: str, to: str | Iterable[str]) -> None:
        """Opens an indicator to States (`"KZ"`, `["KZ", "MD"]`), to all `"participants"`, or to the `"public"`.

        What a release masks stays masked for all of them. Raises `AccessDenied` for whom it is not to decide, `MisuseError` (ACC-020)
        where nobody is named, `WorkflowError` for a State or an indicator that is not there.
        """
        self._session._open.open_to(indicator, _audience(to))

    def remove(self, indicator: str, to: str | Iterable[str]) -> None:
        """Takes back what was opened in the same words: nothing is read under it any more."""
        self._session._open.close_to(indicator, _audience(to))


def _audience(to: str | Iterable[str]) -> str:
    return to if isinstance(to, str) else " ".join(to)
