"""What happens to forms in offices, done by openpyxl and by LibreOffice, and what has to be said of it.

Each damage has a name, what is done, and what is expected: codes with the cells (`{row}` is the row of Romania, `{end}` the last line), or a
code that refuses the whole file. A form has ENTRIES for 2006, Romania and Ukraine are filled in.
"""

import copy
import datetime
import re

FIGURES = {"en": "Figures 2006", "ru": "Показатели 2006"}
START = {"en": "Start here", "ru": "Начните здесь"}


def cell(column, value, code, extra=(), severity="error"):
    """A value typed into the row of Romania."""
    return {"do": lambda book, sheet, row: put(sheet, f"{column}{row}", value), "say": [(code, f"{column}{{row}}")], "extra": extra, "severity": severity}


def put(sheet, at, value):
    sheet[at] = value


def do(change, *say, extra=(), severity="error"):
    return {"do": change, "say": list(say), "extra": extra, "severity": severity}


def key(sheet, wanted):
    return next(at for at in range(1, sheet.max_row + 1) if sheet.cell(at, 1).value == wanted)


def swap_names(book, sheet, row):
    sheet.cell(row, 2).value, sheet.cell(row + 1, 2).value = sheet.cell(row + 1, 2).value, sheet.cell(row, 2).value


def double(book, sheet, row):
    sheet.cell(row, 1).value = sheet.cell(row - 1, 1).value


def twin(book, sheet, row):
    book.copy_worksheet(sheet).title = "twin"


def other_period(book, sheet, row):
    sheet["B1"] = "TIME_PERIOD=2007"


def property_of_another(book, sheet, row):
    book.custom_doc_props.props[0].value = "dsm-template/1 EXITS 1.0 MD en 0123"


def no_identity(book, sheet, row):
    del book["_meta"]
    book.custom_doc_props.props.clear()


def note(book, sheet, row):
    book.create_sheet("Persons")["A1"] = "Ion"


def field(name, value):
    def change(book, sheet, row):
        title, at = book.defined_names[f"DSM_FIELD_{name}"].attr_text.split("!")
        book[title.strip("'")][at.replace("$", "")] = value

    return change


def empty(book, sheet, row):
    for at in (row, key(sheet, "CITIZENSHIP=UKR")):
        for column in "CDEF":
            sheet[f"{column}{at}"] = None


def spare(book, sheet, row):
    sheet.insert_rows(row)
    sheet[f"B{row}"], sheet[f"C{row}"] = "Sealand", 3


def end(book, sheet, row):
    sheet.cell(key(sheet, "dsm-end"), 3).value = 5


def style_date(book, sheet, row):
    sheet[f"C{row}"] = datetime.date(2006, 3, 1)


def format_of(code):
    return lambda book, sheet, row: setattr(sheet[f"C{row}"], "number_format", code)


def rounded(book, sheet, row):
    sheet[f"C{row}"].value, sheet[f"C{row}"].number_format = 7.5, "0"


def two_kinds_of_comma(book, sheet, row):
    sheet[f"C{row}"], sheet[f"D{row}"] = "1,000", "12,00"


def stored(formula, result):
    """A formula with a result that is kept in the file, which openpyxl does not write: the cell of the XML is changed."""

    def change(xml, row):
        cell, times = re.subn(rf'(<c r="C{row}"[^>]*?)(?: t="n")?><v>7</v></c>', rf"\1><f>{formula}</f><v>{result}</v></c>", xml)
        assert times == 1
        return cell

    return change


OPENPYXL = {
    "formula-stale": {**do(lambda *_: None, ("EXC-334", "C{row}")), "stored": stored("3+4", "9")},
    "formula-of-numbers": {**do(lambda *_: None, ("EXC-325", "C{row}"), severity="information"), "stored": stored("3+4", "7")},
    "formula-of-other-cells": {**do(lambda *_: None, ("EXC-335", "C{row}")), "stored": stored("Z9*2", "7")},
    "formula-with-a-function": {**do(lambda *_: None, ("EXC-335", "C{row}")), "stored": stored("ROUND(7.1,0)", "7")},
    "shown-as-percent": do(format_of("0%"), ("EXC-336", "C{row}")),
    "shown-in-thousands": do(format_of("#,##0,"), ("EXC-336", "C{row}")),
    "shown-with-zeros-of-its-own": do(format_of('0"000"'), ("EXC-336", "C{row}")),
    "shown-with-a-word": do(format_of('0" тыс."'), ("EXC-336", "C{row}")),
    "shown-as-nothing": do(format_of(";;;"), ("EXC-336", "C{row}")),
    "shown-rounded": do(rounded, ("TAB-004", "C{row}")),
    "row-hidden": do(lambda book, sheet, row: setattr(sheet.row_dimensions[row], "hidden", True), ("EXC-338", "C{row}"), severity="warning"),
    "column-hidden": do(lambda book, sheet, row: setattr(sheet.column_dimensions["C"], "hidden", True), ("EXC-338", "C{row}"), severity="warning"),
    "far-too-large": cell("C", 1e28, "EXC-339"),
    "number-of-a-document": cell("C", 123456789012, "EXC-339"),
    "comma-of-two-kinds": do(two_kinds_of_comma, ("EXC-320", "C{row}"), extra=("EXC-324",)),
    "text": cell("C", "many", "EXC-318"),
    "dash": cell("C", "-", "EXC-318"),
    "number-with-unit": cell("C", "12 чел.", "EXC-318"),
    "cyrillic-o": cell("C", "1О", "EXC-319"),
    "cyrillic-ze": cell("D", "З", "EXC-318"),
    "cyrillic-ze-and-digit": cell("D", "З5", "EXC-319"),
    "latin-l": cell("E", "l2", "EXC-319"),
    "unclear-comma": cell("C", "1,234", "EXC-320"),
    "unclear-point": cell("C", "1.234", "EXC-320"),
    "blank-between": cell("C", "1 234", "EXC-324", severity="warning"),
    "no-break-space": cell("C", "1\u00a0234", "EXC-324", severity="warning"),
    "narrow-space": cell("C", "1\u202f234", "EXC-324", severity="warning"),
    "apostrophe": cell("C", "'7", "EXC-324", severity="warning"),
    "spaces-around": cell("C", "  7 ", "EXC-324", severity="warning"),
    "date": do(style_date, ("EXC-321", "C{row}")),
    "yes": cell("C", True, "EXC-318"),
    "negative": cell("C", -3, "TAB-003"),
    "fraction": cell("C", 1.5, "TAB-004"),
    "decimal-comma": cell("C", "1,5", "TAB-004", extra=("EXC-324",)),
    "formula-never-calculated": cell("C", "=3+4", "SRC-076"),
    "error-typed": do(lambda book, sheet, row: error(sheet, f"C{row}"), ("EXC-322", "C{row}")),
    "total-overwritten": cell("G", 4, "EXC-323"),
    "remark-of-ones-own": cell("H", "so so", "EXC-327"),
    "names-moved": do(swap_names, ("EXC-316", "B{row}")),
    "key-cleared": do(lambda book, sheet, row: put(sheet, f"A{row}", None), ("EXC-317", "C{row}"), extra=("EXC-313",)),
    "key-doubled": do(double, ("EXC-314", "A{row}"), extra=("EXC-313",)),
    "key-of-nobody": do(lambda book, sheet, row: put(sheet, f"A{row}", "CITIZENSHIP=QQQ"), ("EXC-315", "A{row}"), extra=("EXC-313",)),
    "column-key-cleared": do(lambda book, sheet, row: put(sheet, "C1", None), ("EXC-317", "C{row}"), extra=("EXC-313",)),
    "column-key-doubled": do(lambda book, sheet, row: put(sheet, "J1", "SEX=F"), ("EXC-314", "J1")),
    "column-of-ones-own": do(lambda book, sheet, row: put(sheet, f"K{row}", 9), ("EXC-317", "K{row}")),
    "note-beside": cell("K", "ask Ion", "SRC-084", severity="warning"),
    "below-the-table": do(end, ("EXC-317", "C{end}")),
    "row-put-in": do(spare, ("EXC-317", "C{row}")),
    "merged": do(lambda book, sheet, row: sheet.merge_cells(f"C{row}:D{row}"), ("SRC-085", "C{row}")),
    "period-changed": do(other_period, ("EXC-315", "B1"), extra=("EXC-311",)),
    "mark-cleared": do(lambda book, sheet, row: put(sheet, "A1", None), ("EXC-311", ""), extra=("EXC-328",)),
    "sheet-twice": do(twin, ("EXC-312", "twin")),
    "sheet-of-persons": do(note, ("EXC-328", "Persons"), severity="warning"),
    "no-status": do(field("STATUS", None), ("EXC-326", "start")),
    "status-of-ones-own": do(field("STATUS", "nearly"), ("EXC-327", "start")),
    "nothing-filled-in": do(empty, ("EXC-329", "sheet")),
    "property-of-another": {"do": property_of_another, "refused": "EXC-307"},
    "no-meta": {"do": lambda book, sheet, row: book.remove(book["_meta"]), "refused": "EXC-307"},
    "meta-changed": {"do": lambda book, sheet, row: put(book["_meta"], "B2", "EXITS"), "refused": "EXC-307"},
    "no-identity": {"do": no_identity, "refused": "EXC-306"},
    "sheet-renamed": do(lambda book, sheet, row: setattr(sheet, "title", "Лист1"), severity=None),
    "sheet-hidden": do(lambda book, sheet, row: setattr(sheet, "sheet_state", "hidden"), severity=None),
    "sheets-moved": do(lambda book, sheet, row: book.move_sheet(sheet, 2), severity=None),
    "lists-gone": do(lambda book, sheet, row: sheet.data_validations.dataValidation.clear(), severity=None),
}


def error(sheet, at):
    sheet[at] = "#REF!"
    sheet[at].data_type = "e"


# Steps of LibreOffice after the form was opened and its sheet of figures chosen: `{row}` is the row of Romania from one, `{below}` from zero.
OFFICE = {
    "typed-division": ([["type", "C{row}", "=1/0"]], [("EXC-322", "C{row}")], ("EXC-322", "EXC-323")),
    "typed-reference-gone": ([["type", "C{row}", "=#REF!"]], [("EXC-322", "C{row}")], ("EXC-322", "EXC-323")),
    "typed-text": ([["text", "C{row}", "нет"]], [("EXC-318", "C{row}")], ()),
    "typed-formula": ([["type", "C{row}", "=3+4"]], [("EXC-325", "C{row}")], ()),
    "total-typed-over": ([["number", "G{row}", "4"]], [("EXC-323", "G{row}")], ()),
    "formula-of-ones-own": ([["type", "G{row}", "=1+1"]], [("EXC-323", "G{row}")], ()),
    "cells-merged": ([["merge", "C{row}:D{row}"]], [("SRC-085", "C{row}")], ()),
    "row-deleted": ([["no-rows", "{below}", "1"]], [("EXC-313", "sheet")], ("EXC-322", "EXC-323")),
    "column-deleted": ([["no-columns", "2", "1"]], [("EXC-313", "1")], ("EXC-322", "EXC-323")),
    "row-put-in-empty": ([["rows", "{below}", "1"]], [], ()),
    "rows-above": ([["rows", "0", "2"]], [], ()),
    "column-put-in": ([["columns", "3", "1"]], [], ()),
    "column-before": ([["columns", "0", "1"]], [], ()),
    "sheet-named-anew": ([["name", "Наш отчёт"]], [], ()),
    "sheet-removed": ([["remove", "{sheet}"]], [("EXC-311", "")], ()),
}
