"""Forms on the way back: filled in by openpyxl or LibreOffice, saved by LibreOffice, read by dsm. Every preset indicator, both languages."""

import csv
import json
import shutil
import subprocess

import pytest
from test_xlsx_template import DSM, FORMS, SOFFICE, dsm, figures, places, recalculated, written

openpyxl = pytest.importorskip("openpyxl")

DIMENSIONS = {
    "AGE",
    "APPLICATION_TYPE",
    "BORDER_POINT",
    "CITIZENSHIP",
    "DECISION",
    "LEVEL",
    "PERMIT_DECISION",
    "PURPOSE",
    "SEX",
}
ANSWERS = {"DSM_FIELD_STATUS": "A", "DSM_FIELD_EMPTY": "O"}


def answer(book, **more):
    """Chooses answers by their codes, as what the lists show for them."""
    for name, code in {**ANSWERS, **more}.items():
        words, codes = (book.defined_names[one].attr_text.split("!") for one in (f"DSM_{name[10:]}", f"DSM_{name[10:]}_CODES"))
        shown = [[cell.value for row in book[sheet.strip("'")][area] for cell in row] for sheet, area in (words, codes)]
        title, cell = book.defined_names[name].attr_text.split("!")
        book[title.strip("'")][cell.replace("$", "")] = shown[0][shown[1].index(code)]


def units(book):
    sheet, area = book.defined_names["DSM_UNIT_CODES"].attr_text.split("!")
    return [cell.value for row in book[sheet.strip("'")][area] for cell in row]


def fill(book):
    """Fills in some cells of a form; gives them by the keys of their rows and columns."""
    (sheet,) = figures(book)
    rows, columns = places(sheet)
    put = {}
    for at, (row_key, row) in enumerate(rows.items()):
        for also, (column_key, column) in enumerate(columns.items()):
            if sheet.cell(row, column).data_type != "f" and at % 7 and (at + also) % 3:
                put[row_key, column_key] = sheet.cell(row, column).value = at * 31 + also
    answer(book, DSM_FIELD_UNIT=units(book)[0])
    return put


def key(row_key, column_key):
    """The codes of a cell by their dimensions."""
    parts = [part for text in (row_key, column_key) for part in text.split(";") if "=" in part]
    return tuple(sorted(tuple(part.split("=")) for part in parts))


def checked(path, *more):
    done = dsm("--format", "json", *more, "check", path)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def held(path):
    """The figures of a plain table file by their codes."""
    other = ("INDICATOR", "REF_AREA", "TIME_PERIOD", "UNIT", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS")
    with open(path, encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["OBS_VALUE"]]
    dimensions = [id for id in rows[0] if id in DIMENSIONS]
    assert not set(rows[0]) - set(other) - set(dimensions) - PLAIN, rows[0]
    return {tuple(sorted((id, row[id]) for id in dimensions)): int(row["OBS_VALUE"]) for row in rows}


def mechanism(folder, preset, name):
    path = folder / f"{name}.dsm"
    done("init", path, "--preset", preset)
    done("country", path, "MD", "--as", "administrator@dsm")
    return path


def done(*arguments):
    ran = dsm("--format", "json", *arguments)
    assert ran.returncode == 0, (arguments, ran.stdout[:2000], ran.stderr[:2000])
    return [json.loads(line) for line in ran.stdout.splitlines()]


def released(path, form, indicator):
    """The figures that a form became: handed in, verified, released, and viewed."""
    (submitted,) = done("submit", path, form, "--as", "submitter@md")
    for verb, user in (("verify", "verifier@md"), ("release", "releaser@md")):
        done(verb, path, submitted["submission"], "--as", user)
    done("table", path, indicator, "--country", "MD", "--as", "analyst@md", "-o", path.with_suffix(".csv"))
    return held(path.with_suffix(".csv"))


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """Forms, filled in by openpyxl: the files and the figures that were put into them."""
    folder = tmp_path_factory.mktemp("filled")
    all = {}
    for form in FORMS:
        path = written(folder, *form)
        book = openpyxl.load_workbook(path)
        put = fill(book)
        book.save(path)
        all[form] = (path, put)
    return all


@pytest.mark.parametrize("form", FORMS, ids=".".join)
def test_what_openpyxl_filled_in_is_what_is_released(forms, tmp_path, form):
    path, put = forms[form]
    figures = released(mechanism(tmp_path, form[0], "own"), path, form[1])
    assert figures == {key(*cell): value for cell, value in put.items()}
