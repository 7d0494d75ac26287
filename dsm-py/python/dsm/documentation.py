"""What States say of their figures: the data documentation, field by field."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from . import _dsm
from .errors import Findings
from .language import language

if TYPE_CHECKING:
    from .mechanism import Session


@dataclass(frozen=True)
class Completeness:
    """How much of what is required of an indicator is there."""

    filled: int
    required: int
    missing: tuple[str, ...]
    """The fields that are open, in the order of the template."""


@dataclass(frozen=True)
class Documentation:
    """What a State says of its figures of an indicator: its definition, its unit, its source, its breaks.

    It is about the figures from `valid_from` until `valid_until`; where the State counted otherwise before, that is another one.
    """

    country: str
    indicator: str
    valid_from: str | None
    valid_until: str | None
    answers: Mapping[str, Mapping[str, str]]
    """Each field with its text by language; a code, a period, a day or an address has no language and stands under `""`."""
    completeness: Completeness | None = None
    """How much is there; none outside a mechanism, and where it does not know what the indicator is."""

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Documentation:
        """Reads a file of documentation, TOML of the format `dsm-documentation/1`, or the form of a documentation table that was filled in
        (`DocumentationTemplate`, .xlsx or .ods). Of a form for figures it is what has changed.

        Raises `FormatError` (DOC-014) with a finding for everything that cannot be read, each at its line; DOC-015 for another
        format, a newer template, and what is no TOML. Of a form each finding stands at its cell; EXC-307 where the form contradicts itself,
        `MisuseError` (EXC-331) where a workbook is none.

        >>> import tempfile, pathlib
        >>> file = pathlib.Path(tempfile.mkdtemp()) / "md.toml"
        >>> head = 'format = "dsm-documentation/1"\\ntemplate = "1.0"\\ncountry = "MD"\\nindicator = "ENTRIES"\\n'
        >>> _ = file.write_text(head + '[answers]\\nUNIT = "PERSONS"\\n')
        >>> Documentation.read(file).answer("UNIT")
        'PERSONS'
        >>> _ = file.write_text(head + '[answers]\\nUNIT = "FAMILIES"\\n')
        >>> try:
        ...     Documentation.read(file)
        ... except FormatError as error:
        ...     print(error.code, error.findings[0].code, error.findings[0].place.rsplit(":", 1)[1])
        DOC-014 DOC-005 6
        """
        if _is_workbook(path):
            return _documentation(_dsm.documentation_form_read(Path(path).read_bytes(), str(Path(path)), None))
        return _documentation(_dsm.documentation(*_content(path)))

    def write(
        self,
        path: str | os.PathLike[str],
        *,
        format: str | None = None,
        agency: str = "DSM",
        sender: str = "DSM",
        prepared: str | None = None,
    ) -> Findings:
        """Writes a metadata report of SDMX: `sdmx-ml-3.0` with the structures beside it as `NAME.structures.xml`, or `sdmx-csv-2.0`.

        Without a format it follows from the ending: `.csv` is SDMX-CSV 2.0, everything else SDMX-ML 3.0. Each field stands under the concept of
        ESMS that means it. `agency` maintains the report, `sender` sends it, `prepared` is the time of its making, else now. EXC-286 for another
        format; CAT-001 for an indicator that DSM does not know. Gives what was noticed on the way.

        >>> import tempfile, pathlib
        >>> said = Documentation("MD", "ENTRIES", None, None, {"UNIT": {"": "PERSON_EVENTS"}, "SOURCE": {"ru": "Карточки"}})
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     said.write(pathlib.Path(folder) / "md.xml")
        ...     read = read_documentation(pathlib.Path(folder) / "md.xml")
        no findings
        >>> read.documentation[0] == said
        True
        """
        file = Path(path)
        chosen = format or ("sdmx-csv-2.0" if file.suffix.lower() == ".csv" else "sdmx-ml-3.0")
        data, structures, found = _dsm.report_written(_said(self), chosen, agency, sender, prepared)
        if structures is not None:
            file.with_name(f"{file.stem}.structures{file.suffix}").write_bytes(structures)
        file.write_bytes(data)
        return Findings._of(found)

    def answer(self, field: str, lang: str | None = None) -> str | None:
        """What is said in a field, in a language where it is said in it; none where nothing is said."""
        said = self.answers.get(field, {})
        return next((said[tag] for tag in (lang or language(), "", "en", "ru", *said) if tag in said), None)

    def __repr__(self) -> str:
        return f"Documentation({self.country!r}, {self.indicator!r}; {len(self.answers)} answers)"


@dataclass(frozen=True)
class MetadataReports:
    """The documentation that metadata reports hold, and what was found while they were read."""

    documentation: tuple[Documentation, ...]
    findings: Findings

    __hash__ = None  # type: ignore[assignment]


def read_documentation(
    path: str | os.PathLike[str],
    *,
    country: str | None = None,
    indicator: str | None = None,
    structures: Sequence[str | os.PathLike[str]] = (),
) -> MetadataReports:
    """Reads metadata reports of SDMX: SDMX-ML 3.0 and 2.1, SDMX-CSV 2.0.

    `country` and `indicator` are of reports that do not say of whom they are; `structures` are messages with the metadata structure of a report, which
    says what its attributes mean. Known concepts of ESMS become answers; every other one is a finding (EXC-280), as is an answer that the field
    does not take.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "esms.csv"
    >>> head = "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS,REF_AREA[en],COST_BURDEN[en]"
    >>> _ = file.write_text(head + "\\nmetadataflow,ESTAT:ESMS(1.0),ESTAT:S(1.0),dataflow,ESTAT:D(1.0),en:whole country,en:low\\n")
    >>> read = read_documentation(file, country="MD", indicator="ENTRIES")
    >>> read.documentation[0].answer("TERRITORY"), [finding.code.value for finding in read.findings]
    ('whole country', ['EXC-280'])
    >>> try:
    ...     read_documentation(file)
    ... except DsmError as error:
    ...     print(error.code)
    EXC-281
    """
    all, noticed = _dsm.report_read(Path(path), country, indicator, [Path(one) for one in structures])
    return MetadataReports(tuple(_documentation(told) for told in all), Findings._of(noticed))


@dataclass(frozen=True)
class Documentations:
    """What the States say of their figures."""

    _session: Session

    def add(self, said: str | os.PathLike[str] | Documentation) -> Documentation:
        """Keeps what a file, or a documentation that was read, says of the figures of the own State. By who may submit them; it need not be
        complete.

        It replaces the documentation of the indicator that is valid from the same day; the history keeps both. Raises `FormatError` as
        `Documentation.read`, `AccessDenied` for another State's, and `WorkflowError` for an indicator that the mechanism does not have.
        """
        if isinstance(said, Documentation):
            return _documentation(self._session._open.document_said(_said(said)))
        if _is_workbook(said):
            content, name = Path(said).read_bytes(), str(Path(said))
            kept = self.view(*_dsm.documentation_form_of(content, name))
            before = _said(kept[-1]) if kept else None
            return self.add(_documentation(_dsm.documentation_form_read(content, name, before)))
        return _documentation(self._session._open.document(*_content(said)))

    def view(self, country: str, indicator: str) -> tuple[Documentation, ...]:
        """What a State says of an indicator, in the order of validity, as far as the figures that it is about may be seen here."""
        return tuple(_documentation(told) for told in self._session._open.documentation(country, indicator))


def _said(documentation: Documentation) -> _dsm._SaidDocumentation:
    answers = [(field, list(texts.items())) for field, texts in documentation.answers.items()]
    return documentation.country, documentation.indicator, documentation.valid_from, documentation.valid_until, answers


def _is_workbook(path: str | os.PathLike[str]) -> bool:
    return Path(path).suffix.lower() in (".xlsx", ".ods")


def _content(path: str | os.PathLike[str]) -> tuple[str, str]:
    return Path(path).read_text(encoding="utf-8"), os.fspath(path)


def _documentation(told: _dsm._Documentation) -> Documentation:
    country, indicator, first, last, answers, complete = told
    said = MappingProxyType({field: MappingProxyType(dict(texts)) for field, texts in answers})
    known = None if complete is None else Completeness(complete[0], complete[1], tuple(complete[2]))
    return Documentation(country, indicator, first, last, said, known)
