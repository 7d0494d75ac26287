"""Forms that officials fill in: an Excel workbook for an indicator, a State and its periods."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from . import _dsm
from .language import language
from .table import Table


class Template:
    """A workbook ready to fill: what is asked, until when and what to do, and a sheet for each period.

    Totals add up by themselves, what is chosen is chosen from lists, and only whole numbers go into the cells. `period` is one period
    such as `"2006"`, or several. `beside` holds figures of earlier periods, for orientation: the last of them that the form does not
    ask for stand on a sheet of their own, masked where they are masked. The same arguments give the same bytes.

    Raises `MisuseError` for a period of another length than the indicator's (EXC-300), one that stands twice (EXC-302) or lies before its
    first (EXC-305), for none (EXC-301), and where `beside` counts something else (EXC-304); `FormatError` (CAT-001, COD-002) where there is no
    such indicator or State; `LimitExceeded` (EXC-303) where the form would have more than 500,000 cells.

    >>> form = Template("ENTRIES", country="MD", period="2006", lang="ru")
    >>> form.to_bytes()[:2]
    b'PK'
    """

    __slots__ = ("_bytes",)

    def __init__(
        self,
        indicator: str,
        *,
        country: str,
        period: str | Sequence[str],
        lang: str | None = None,
        preset: str = "dsm",
        beside: Table | None = None,
    ) -> None:
        periods = [period] if isinstance(period, str) else list(period)
        table = None if beside is None else beside._table
        self._bytes = _dsm.template_written(indicator, preset, country, periods, lang or language(), table)

    def to_bytes(self) -> bytes:
        """The workbook."""
        return self._bytes

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the workbook: `path` ends in `.xlsx`."""
        Path(path).write_bytes(self._bytes)

    def __repr__(self) -> str:
        return f"Template({len(self._bytes)} bytes)"
