"""Reports: pages of what their reader may see."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .language import language

if TYPE_CHECKING:
    from .mechanism import Session
    from .table import Table


@dataclass(frozen=True)
class Report:
    """A page in one language, whole in itself. A notebook shows it."""

    html: str

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the page, as `.html`."""
        file = Path(path)
        if file.suffix.lower() not in (".html", ".htm"):
            raise ValueError("a report is saved as .html")
        file.write_text(self.html, encoding="utf-8")

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Reports:
    """Pages of what may be seen in a session."""

    _session: Session

    def render(
        self,
        indicator: str,
        country: str | Iterable[str] = (),
        *,
        time: str | Iterable[str] = (),
        table: Table | None = None,
        lang: str | None = None,
    ) -> Report:
        """A page about an indicator, as far as it may be seen; of `table`, where figures were worked on before. Below the figures stands
        what the documentation of their States says that a reader must know.

        `lang` is `en` or `ru`; the chosen language, unless told.
        """
        shown = self._session.view(indicator, country, time=time) if table is None else table
        return Report(self._session._open.page(indicator, shown._table, lang or language()))
