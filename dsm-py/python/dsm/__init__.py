"""DSM: tables of migration statistics that know what they count.

A figure is counted in a unit (persons or cases), as a stock or a flow, over axes of which it is declared how people fall
into them. What follows from that is exact; what only bounds it is given as bounds; what does not follow is refused, with the
reason and the right way.

>>> import dsm
>>> applicants = dsm.Table(
...     [
...         ("F", "2024-01", 30),
...         ("M", "2024-01", 40),
...         ("F", "2024-02", 20),
...         ("M", "2024-02", 50),
...     ],
...     measure="persons-distinct flow",
...     concept="ASYLUM_APPLICANTS",
...     axes=[dsm.Axis.category("SEX", membership="fixed", exhaustive=True), dsm.Axis.time()],
... )

Sex is fixed, so January is exactly 70 persons:

>>> both = applicants.sum("SEX")
>>> both.at("2024-01").exact
Decimal('70')

A person may apply in both months, so the two months are somewhere between 80 and 140 persons:

>>> months = both.sum("TIME_PERIOD")
>>> print(months.at("2024-01-01/2024-02-29"))
80..140

Whoever knows that nobody repeats says so, and it stays on the result:

>>> once = both.sum("TIME_PERIOD", assume=["once-per-period"])
>>> once.at("2024-01-01/2024-02-29").exact, once.assumptions[0].name
(Decimal('140'), AssumptionName.ONCE_PER_PERIOD)

What figures do not support is refused, with the right way:

>>> stock = dsm.Table([("2024-01-01", 5), ("2024-02-01", 6)], measure="persons-distinct stock", axes=["TIME_PERIOD"])
>>> stock.sum("TIME_PERIOD")  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
dsm.errors.SemanticsError: Stocks of different dates cannot be added ...
"""

from __future__ import annotations

from ._dsm import __version__
from .axes import Axis
from .cells import Cell, Figure, Masked, Missing, Row
from .codes import Code
from .counting import Counted, CountSpecification, FindingCount, Quality, Statement, count, statement
from .documentation import Completeness, Documentation, MetadataReports, read_documentation
from .errors import (
    AccessDenied,
    CanceledError,
    DsmError,
    Finding,
    Findings,
    FindingWarning,
    FormatError,
    InputOutputError,
    InternalError,
    InvalidData,
    LimitExceeded,
    MisuseError,
    SemanticsError,
    StoreError,
    UnknownKey,
    WorkflowError,
)
from .files import Translated, check, convert, read
from .forms import DocumentationTemplate, Template, mark
from .language import language, set_language
from .lists import CodeEntry, CodeList, code_list, code_lists
from .measure import Assumption, Concept, Measure
from .mechanism import Decision, Entry, Mechanism, Receipt, Session, Subject
from .protecting import Audit, Judged, Protected, audit, protect
from .reports import Report
from .submissions import Dossier, Submission
from .table import Table
from .words import (
    Absence,
    Act,
    ApplicationType,
    AssumptionName,
    Label,
    Level,
    Membership,
    RatioForm,
    Reading,
    Relation,
    Role,
    Severity,
    State,
    Status,
    Temporality,
    Truth,
    Zeros,
)

__all__ = [
    "Absence",
    "AccessDenied",
    "Act",
    "ApplicationType",
    "Assumption",
    "AssumptionName",
    "Audit",
    "Axis",
    "CanceledError",
    "Cell",
    "Code",
    "CodeEntry",
    "CodeList",
    "Completeness",
    "Concept",
    "CountSpecification",
    "Counted",
    "Decision",
    "Documentation",
    "DocumentationTemplate",
    "Dossier",
    "DsmError",
    "Entry",
    "Figure",
    "Finding",
    "FindingCount",
    "FindingWarning",
    "Findings",
    "FormatError",
    "InputOutputError",
    "InternalError",
    "InvalidData",
    "Judged",
    "Label",
    "Level",
    "LimitExceeded",
    "Masked",
    "Measure",
    "Mechanism",
    "Membership",
    "MetadataReports",
    "Missing",
    "MisuseError",
    "Protected",
    "Quality",
    "RatioForm",
    "Reading",
    "Receipt",
    "Relation",
    "Report",
    "Role",
    "Row",
    "SemanticsError",
    "Session",
    "Severity",
    "State",
    "Statement",
    "Status",
    "StoreError",
    "Subject",
    "Submission",
    "Table",
    "Template",
    "Temporality",
    "Translated",
    "Truth",
    "UnknownKey",
    "WorkflowError",
    "Zeros",
    "__version__",
    "audit",
    "check",
    "code_list",
    "code_lists",
    "convert",
    "count",
    "language",
    "mark",
    "protect",
    "read",
    "read_documentation",
    "set_language",
    "statement",
]
