"""Reports: pages of what their reader may see."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import _dsm
from .language import language

if TYPE_CHECKING:
    from .mechanism import Session
    from .table import Table


@dataclass(frozen=True)
class Report:
    """A page, whole in itself. A notebook shows it."""

    _page: _dsm.Page
    lang: str

    @property
    def html(self) -> str:
        """The page as HTML: a declared report in all languages, switched in place, `lang` in sight first."""
        return self._page.written("page.html", self.lang).decode("utf-8")

    @property
    def markdown(self) -> str:
        """The page as Markdown, without charts."""
        return self._page.written("page.md", self.lang).decode("utf-8")

    @property
    def pdf(self) -> bytes:
        """The page as PDF in `lang`."""
        return self._page.written("page.pdf", self.lang)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the page in the form that the ending says: `.html`, `.md`, `.csv` (tidy), `.shown.csv` (the tables as they are shown),
        `.xlsx` or `.pdf` (tagged, for paper and for those who listen).

        Raises a `ValueError` (REP-012) for another ending, REP-020 where no font of a PDF has a character; nothing is written then.
        """
        file = Path(path)
        file.write_bytes(self._page.written(file.name, self.lang))

    def _repr_html_(self) -> str:
        return self.html

    def _repr_markdown_(self) -> str:
        return self.markdown


def _several(given: str | Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


@dataclass(frozen=True)
class Reports:
    """Pages of what may be seen in a session."""

    _session: Session

    @property
    def names(self) -> list[str]:
        """The reports that come along."""
        return _dsm.report_ids()

    def render(
        self,
        name: str | os.PathLike[str],
        country: str | Iterable[str] = (),
        *,
        indicator: str | None = None,
        time: str | Iterable[str] = (),
        assume: str | Iterable[str] = (),
        as_of: str | None = None,
        table: Table | None = None,
        lang: str | None = None,
    ) -> Report:
        """Fills a report with what may be seen: one that comes along (`names`), one of your own from a `.toml` file, or, by its id, a
        page about an indicator; of `table`, where figures were worked on before.

        `indicator` names the one of a report that is about one. `assume` names assumptions that sums are made under, `as_of` a moment
        of the past. `lang` is `en` or `ru`; the chosen language, unless told.

        Raises an error with REP-010 where a report is about one indicator or State and none is named, REP-018 for a State that does not
        take part, REP-004 with every fault of a file.
        """
        chosen, said = lang or language(), os.fspath(name)
        own = said.lower().endswith(".toml")
        if table is None and (own or said in _dsm.report_ids()):
            text = Path(said).read_text(encoding="utf-8") if own else None
            scope = _several(country), _several(time), _several(assume)
            return Report(self._session._open.reported(said, text, indicator, *scope, as_of), chosen)
        shown = self._session.view(said, country, time=time) if table is None else table
        return Report(self._session._open.page(said, shown._table), chosen)
