"""What could not be done, and what was noticed: each with its reason and the right way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Union

from . import _dsm
from .codes import Code
from .language import language
from .words import Severity

if TYPE_CHECKING:
    from typing_extensions import Self

_SHOWN = 5
"""So many findings are shown in the text of an error."""


class Finding:
    """Something noticed in the data, or a footnote that stays on a result.

    >>> try:
    ...     Table([("2024", -1)], measure="cases:permit:one flow", axes=["TIME_PERIOD"])
    ... except InvalidData as error:
    ...     finding = error.findings[0]
    >>> finding.code, finding.row, finding.reason
    (<Code.TAB_NEGATIVE_COUNT: 'TAB-003'>, 0, 'An observed count cannot be negative.')
    """

    __slots__ = ("_finding",)
    _finding: _dsm.Finding

    def __init__(self, finding: _dsm.Finding) -> None:
        object.__setattr__(self, "_finding", finding)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a finding does not change")

    @property
    def code(self) -> Code:
        """The rule."""
        return Code(self._finding.code)

    @property
    def name(self) -> str:
        """The rule in words."""
        return self._finding.name

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return Severity(self._finding.severity)

    @property
    def reason(self) -> str:
        """What was noticed, in the chosen language."""
        return self._finding.sentence(language())

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return self._finding.remedy(language())

    @property
    def place(self) -> str | None:
        """Where it was noticed, such as `OBS_VALUE[3]`."""
        return self._finding.place

    @property
    def struval(self) -> str | None:
        """The code that STRUVAL, which checks what is sent to Eurostat, has for it."""
        return self._finding.struval

    @property
    def row(self) -> int | None:
        """The row (from zero) of data that were handed over in memory."""
        return self._finding.row

    @property
    def column(self) -> str | None:
        """The column of data that were handed over in memory."""
        return self._finding.column

    @property
    def evidence(self) -> str | None:
        """What was read there, if you handed it in yourself. It stands in no message and in no pickle."""
        return self._finding.evidence

    @property
    def arguments(self) -> Mapping[str, str]:
        """What the sentence names."""
        return self._finding.arguments

    def say(self, tag: str) -> str:
        """Reason and remedy in a language."""
        return f"{self._finding.sentence(tag)} {self._finding.remedy(tag)}"

    def __eq__(self, other: object) -> bool:
        return self._finding == other._finding if isinstance(other, Finding) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._finding)

    def __reduce__(self) -> tuple[Callable[..., Finding], tuple[_dsm.Finding]]:
        return (Finding, (self._finding,))

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.reason} [{self.code}]"

    def __repr__(self) -> str:
        return f"<Finding {self}>"


class Findings(tuple[Finding, ...]):
    """Findings in the order they were made. A notebook shows them as a table."""

    more: Mapping[str, int]
    """Of which rules there were more than are here, and how many more: where a file of any length is gone through, not all are kept."""

    def __new__(cls, findings: Iterable[Finding] = (), more: Mapping[str, int] | None = None) -> Self:
        made = super().__new__(cls, findings)
        made.more = dict(more or {})
        return made

    @classmethod
    def _of(cls, findings: Iterable[_dsm.Finding], more: Mapping[str, int] | None = None) -> Self:
        return cls((Finding(f) for f in findings), more)

    def of(self, code: Code | str) -> Findings:
        """Those of one rule."""
        return Findings((f for f in self if f.code == code), {rule: count for rule, count in self.more.items() if rule == code})

    def __repr__(self) -> str:
        return "no findings" if not self else "\n".join([*map(str, self), *(f"{rule}: {count} more" for rule, count in self.more.items())])

    def _repr_html_(self) -> str:
        head = "<tr><th>code</th><th>severity</th><th>place</th><th></th><th></th></tr>"
        cells = ((f.code, f.severity, f.place or "", f.reason, f.remedy) for f in self)
        rows = ("<tr>" + "".join(f"<td>{escape(str(c))}</td>" for c in row) + "</tr>" for row in cells)
        more = (f'<tr><td>{rule}</td><td colspan="4">{count} more</td></tr>' for rule, count in self.more.items())
        return f"<table>{head}{''.join(rows)}{''.join(more)}</table>"


Places = Union[Callable[[Finding], object], "list[Finding]"]
"""Who is to have the findings with their places: a list that they are added to, or a function that is called with each."""


def _told(places: Places) -> Callable[[_dsm.Finding], object]:
    take = places.append if isinstance(places, list) else places

    def told(finding: _dsm.Finding) -> object:
        return take(Finding(finding))

    return told


class DsmError(Exception):
    """What could not be done. Its text says why and what to do about it; it never holds a figure."""

    _problem: _dsm.Problem

    def __init__(self, problem: _dsm.Problem) -> None:
        super().__init__(problem)
        self._problem = problem

    @property
    def code(self) -> Code:
        """The rule: a string such as `SEM-002`, the same in the specification and in every language."""
        return Code(self._problem.code)

    @property
    def name(self) -> str:
        """The rule in words, such as `stock-over-time`."""
        return self._problem.name

    @property
    def kind(self) -> str:
        """The family: `semantics`, `invalid`, `misuse`, `format`, `limit`, `denied`, `workflow`, `store` …"""
        return self._problem.kind

    @property
    def reason(self) -> str:
        """Why, in the chosen language."""
        return self._problem.sentence(language())

    @property
    def remedy(self) -> str:
        """What to do about it, in the chosen language."""
        return self._problem.remedy(language())

    @property
    def place(self) -> str | None:
        """Where it happened, if it happened at a place."""
        return self._problem.place

    @property
    def arguments(self) -> Mapping[str, str]:
        """What the sentence names."""
        return self._problem.arguments

    @property
    def findings(self) -> Findings:
        """Everything that was noticed on the way, each with its row."""
        return Findings._of(self._problem.findings)

    def say(self, tag: str) -> str:
        """Reason and remedy in a language.

        >>> try:
        ...     Measure("persons", "flow")
        ... except MisuseError as error:
        ...     print(error.say("ru").split(".")[0])
        Такого значения для «единица» нет
        """
        return f"{self._problem.sentence(tag)} {self._problem.remedy(tag)}"

    def __str__(self) -> str:
        where = f" at {self.place}" if self.place else ""
        lines = [self.reason, f"→ {self.remedy} [DSM-{self.code}{where}]"]
        findings = self.findings
        lines += [f"  {finding}" for finding in findings[:_SHOWN]]
        if len(findings) > _SHOWN:
            lines.append(f"  … {len(findings) - _SHOWN}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code}, {self.name!r})"


class SemanticsError(DsmError):
    """The figures do not support the operation."""


class InvalidData(DsmError, ValueError):
    """The data contradict themselves or a rule: see `findings`."""


class FormatError(DsmError, ValueError):
    """What was handed in does not have the form that was declared."""


class MisuseError(DsmError, ValueError):
    """The call is not one that DSM allows."""


class UnknownKey(MisuseError, KeyError):
    """There is no such axis, code, column or cell."""


class LimitExceeded(DsmError):
    """A stated limit was exceeded."""


class AccessDenied(DsmError, PermissionError):
    """There is no right to it, or it does not exist: one answer for both."""


class WorkflowError(DsmError):
    """The step is not possible in the present state of a submission."""


class StoreError(DsmError):
    """The mechanism's file is damaged, foreign or too new."""


class InputOutputError(DsmError, OSError):
    """The system underneath failed: a disk, a file, a process."""


class CanceledError(DsmError):
    """The caller asked to stop."""


class InternalError(DsmError, RuntimeError):
    """A defect of DSM itself. The data are not at fault."""


class FindingWarning(UserWarning):
    """Something was noticed while a table was read: a column that was left out, an entry that is not known."""


_BY_KIND: dict[str, type[DsmError]] = {
    "canceled": CanceledError,
    "denied": AccessDenied,
    "format": FormatError,
    "internal": InternalError,
    "invalid": InvalidData,
    "io": InputOutputError,
    "limit": LimitExceeded,
    "misuse": MisuseError,
    "semantics": SemanticsError,
    "store": StoreError,
    "workflow": WorkflowError,
}
_UNKNOWN_KEYS = {
    Code.CNT_TABLE_UNKNOWN,
    Code.EXC_COLUMN_MISSING,
    Code.TAB_AXIS_UNKNOWN,
    Code.TAB_CODE_UNKNOWN,
    Code.TAB_ROW_UNKNOWN,
}


def error_of(problem: _dsm.Problem) -> DsmError:
    """The exception for a problem, of the class of its kind."""
    if problem.code in _UNKNOWN_KEYS:
        return UnknownKey(problem)
    return _BY_KIND.get(problem.kind, InternalError)(problem)
