"""Forms that officials fill in: an Excel workbook for an indicator or several, a State and its periods."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from . import _dsm
from .documentation import Documentation, _said
from .errors import Findings
from .language import language
from .table import Table


class Template:
    """A workbook ready to fill: what is asked, until when and what to do, and a sheet for each period.

    Totals add up by themselves, what is chosen is chosen from lists, and only whole numbers go into the cells. `period` is one period
    such as `"2006"`, or several. Several indicators give a questionnaire: one workbook with one first sheet, a table for each of them.
    `beside` holds figures of earlier periods, for orientation, of a questionnaire a table or several: the last of them that the form does
    not ask for stand on a sheet of their own, masked where they are masked. The same arguments give the same bytes.

    Raises `MisuseError` for a period of another length than the indicator's (EXC-300), one that stands twice (EXC-302) or lies before its
    first (EXC-305), for none (EXC-301), for no indicator (EXC-384) or one that stands twice (EXC-385), and where `beside` counts something else (EXC-304); `FormatError` (CAT-001, COD-002) where there is no
    such indicator or State; `LimitExceeded` (EXC-303) where the form would have more than 500,000 cells.

    >>> form = Template("ENTRIES", country="MD", period="2006", lang="ru")
    >>> form.to_bytes()[:2]
    b'PK'
    >>> Template(["ENTRIES", "EXITS"], country="MD", period="2006", lang="en").to_bytes()[:2]
    b'PK'
    >>> try:
    ...     Template(["ENTRIES", "ENTRIES"], country="MD", period="2006", lang="en")
    ... except MisuseError as error:
    ...     print(error.code)
    EXC-385
    """

    __slots__ = ("_bytes",)

    def __init__(
        self,
        indicator: str | Sequence[str],
        *,
        country: str,
        period: str | Sequence[str],
        lang: str | None = None,
        preset: str = "dsm",
        beside: Table | Sequence[Table] | None = None,
    ) -> None:
        periods = [period] if isinstance(period, str) else list(period)
        indicators = [indicator] if isinstance(indicator, str) else list(indicator)
        tables = [] if beside is None else [beside] if isinstance(beside, Table) else list(beside)
        before = [table._table for table in tables]
        self._bytes = _dsm.template_written(indicators, preset, country, periods, lang or language(), before)

    def to_bytes(self) -> bytes:
        """The workbook."""
        return self._bytes

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the workbook: `path` ends in `.xlsx`."""
        Path(path).write_bytes(self._bytes)

    def __repr__(self) -> str:
        return f"Template({len(self._bytes)} bytes)"


class DocumentationTemplate:
    """The documentation table of an indicator as a workbook ready to fill: a question a line, with what was said until now.

    `said` is what the State has said. `Documentation.read` and `session.documentation.add` read the workbook when it comes back. The same
    arguments give the same bytes.

    Raises `FormatError` (CAT-001, COD-002) where there is no such indicator or State, `InvalidData` (EXC-309) where `said` is of another.

    >>> form = DocumentationTemplate("ENTRIES", country="MD", lang="ru")
    >>> form.to_bytes()[:2]
    b'PK'
    """

    __slots__ = ("_bytes",)

    def __init__(
        self,
        indicator: str,
        *,
        country: str,
        lang: str | None = None,
        preset: str = "dsm",
        said: Documentation | None = None,
    ) -> None:
        before = None if said is None else _said(said)
        self._bytes = _dsm.documentation_form_written(indicator, preset, country, lang or language(), before)

    def to_bytes(self) -> bytes:
        """The workbook."""
        return self._bytes

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the workbook: `path` ends in `.xlsx`."""
        Path(path).write_bytes(self._bytes)

    def __repr__(self) -> str:
        return f"DocumentationTemplate({len(self._bytes)} bytes)"


def mark(
    form: bytes | str | os.PathLike[str],
    *,
    name: str = "form.xlsx",
    preset: str | None = None,
    lang: str | None = None,
) -> tuple[bytes, Findings]:
    """A copy of a form that was filled in, and what was found in it.

    The copy is an Excel workbook made anew, with what was written into the form: cells with which something is the matter are colored and
    commented, in the language of the form unless `lang` is given, and a sheet lists everything. It may be corrected and sent back itself.
    `form` is a path, or the bytes, whose places are then given with `name`. Indicators are those of `preset`, else of the preset that the form
    was made from. Nothing is in the copy but what the form asks for.

    Raises `MisuseError` (EXC-331) where it is no form; `InvalidData` (EXC-332), with the findings, where the form itself is damaged: a copy would
    hide what stood where.

    >>> copy, found = mark(Template("ENTRIES", country="MD", period="2006", lang="en").to_bytes())
    >>> copy[:2], "EXC-329" in {one.code for one in found}
    (b'PK', True)
    >>> mark(b"A,B")
    Traceback (most recent call last):
    dsm.errors.MisuseError: The file is no form, so there is no copy of it with marks.
    → Name a workbook that `dsm template` wrote and somebody filled in. [DSM-EXC-331 at form.xlsx]
    """
    if not isinstance(form, bytes):
        name, form = os.fspath(form), Path(form).read_bytes()
    copy, found = _dsm.form_marked(form, name, preset, lang)
    return copy, Findings._of(found)
