"""How a table shows itself: as text in a shell, as HTML in a notebook."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from . import _dsm
from .cells import Cell, Figure, Masked, Missing
from .language import language

if TYPE_CHECKING:
    from .table import Table

_ROWS = 20
"""So many rows are shown."""


def number(value: Decimal) -> str:
    """A number as the chosen language writes it."""
    return _dsm.number_written(value, language())


def shown(cell: Cell) -> str:
    """A cell for a reader: `1,234`, `80–140`, `≥ 80`, `100 ± 20`."""
    if isinstance(cell, Figure):
        if cell.standard_error is not None and cell.value is not None:
            return f"{number(cell.value)} ± {number(cell.standard_error)}"
        if cell.value is not None:
            return number(cell.value)
        if cell.low is not None:
            return f"≥ {number(cell.low)}" if cell.high is None else f"{number(cell.low)}–{number(cell.high)}"
    return "*" if isinstance(cell, Masked) else "–"


def title(cell: Cell) -> str:
    """What a sign in place of a figure stands for."""
    if isinstance(cell, Masked):
        return _dsm.label("suppressed", language())
    if isinstance(cell, Missing):
        return _dsm.label("not-applicable" if cell.text == "na" else cell.text, language())
    return ""


def table_text(table: Table) -> str:
    """The table as text: what it counts, then its first rows."""
    head = f"Table({table.measure} of {table.concept.id}; {len(table)} cells)"
    rows = table.head(_ROWS)
    names = [axis.id for axis in table.axes]
    lines = [[*names, "OBS_VALUE"], *([*row.key, row.cell.written] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(names) + 1)]

    def laid(line: list[str]) -> str:
        keys = [text.ljust(width) for text, width in zip(line[:-1], widths)]
        return "  " + "  ".join([*keys, line[-1].rjust(widths[-1])])

    text = [head, *(laid(line) for line in lines)]
    if len(table) > len(rows):
        text.append(f"  … {len(table) - len(rows)}")
    text += [f"  {note}" for note in table.notes]
    text += [f"  {assumption!r}" for assumption in table.assumptions]
    return "\n".join(text)


def table_html(table: Table) -> str:
    """The table as HTML: caption, rows, footnotes. Everything is escaped."""
    spoken = language()
    unit = str(table.measure.unit).partition(":")[0]
    counted = f"{_dsm.label(f'unit-{unit}', spoken)}, {_dsm.label(f'temporality-{table.measure.temporality}', spoken)}"
    caption = f"<b>{escape(table.concept.id)}</b> · {escape(counted)} · <code>{escape(str(table.measure))}</code>"
    head = "".join(f"<th>{escape(axis.id)}</th>" for axis in table.axes)
    body = []
    rows = table.head(_ROWS)
    for row in rows:
        keys = "".join(f"<td>{escape(code)}</td>" for code in row.key)
        letters = "".join(sorted(str(s) for s in row.cell.status))
        marks = f" <sup>{escape(letters)}</sup>" if letters else ""
        hint = escape(title(row.cell), quote=True)
        figure = f'<td style="text-align:right" title="{hint}">{escape(shown(row.cell))}{marks}</td>'
        body.append(f"<tr>{keys}{figure}</tr>")
    if len(table) > len(rows):
        body.append(f'<tr><td colspan="{len(table.axes) + 1}">… {len(table) - len(rows)}</td></tr>')
    notes = [f"{note.reason} [{note.code}]" for note in table.notes]
    for assumption in table.assumptions:
        said = _dsm.label(f"assumption-{assumption.name}", spoken)
        notes.append(f"{_dsm.label('assumption', spoken)}: {said} [{assumption.name}]")
    foot = "".join(f"<li>{escape(note)}</li>" for note in notes)
    foot = f"<ul>{foot}</ul>" if foot else ""
    style = "text-align:left;caption-side:top"
    return (
        f'<div><table><caption style="{style}">{caption}</caption><thead><tr>{head}<th>OBS_VALUE</th></tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>{foot}</div>"
    )
