"""Forms on the way back: filled in by openpyxl or LibreOffice, saved by LibreOffice, read by dsm. Every preset indicator, both languages."""

import csv
import json

import office
import pytest
from openpyxl.utils import get_column_letter
from test_xlsx_template import FORMS, dsm, entered, figures, places, recalculated, written

openpyxl = pytest.importorskip("openpyxl")
needs_office = pytest.mark.skipif(office.SOFFICE is None, reason="LibreOffice (soffice) is not here")

ANSWERS = {"DSM_FIELD_STATUS": "A", "DSM_FIELD_EMPTY": "O"}


def answers(book, **more):
    """Where answers are given and what is chosen there, by the codes of the lists: sheet, cell, text."""
    for name, code in {**ANSWERS, "DSM_FIELD_UNIT": units(book)[0], **more}.items():
        words, codes = (book.defined_names[one].attr_text.split("!") for one in (f"DSM_{name[10:]}", f"DSM_{name[10:]}_CODES"))
        shown = [[cell.value for row in book[sheet.strip("'")][area] for cell in row] for sheet, area in (words, codes)]
        title, cell = book.defined_names[name].attr_text.split("!")
        yield title.strip("'"), cell.replace("$", ""), shown[0][shown[1].index(code)]


def answer(book, **more):
    for title, cell, text in answers(book, **more):
        book[title][cell] = text


def units(book):
    sheet, area = book.defined_names["DSM_UNIT_CODES"].attr_text.split("!")
    return [cell.value for row in book[sheet.strip("'")][area] for cell in row]


def fill(book):
    """Fills in some cells of a form; gives them by the keys of their rows and columns."""
    (sheet,) = figures(book)
    put = entered(sheet)
    answer(book)
    return put


def key(row_key, column_key):
    """The codes of a cell by their dimensions."""
    parts = [part for text in (row_key, column_key) for part in text.split(";") if "=" in part]
    return tuple(sorted(tuple(part.split("=")) for part in parts))


def held(path, ids):
    """The figures of a plain table file by the codes of these dimensions."""
    with open(path, encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["OBS_VALUE"]]
    return {tuple(sorted((id, row[id]) for id in ids)): int(row["OBS_VALUE"]) for row in rows}


def given(put):
    return {key(*cell): value for cell, value in put.items()}


def ids(put):
    """The dimensions of a form."""
    return [id for id, _ in key(*next(iter(put)))]


def mechanism(folder, preset, name):
    path = folder / f"{name}.dsm"
    done("init", path, "--preset", preset)
    done("country", path, "MD", "--as", "administrator@dsm")
    return path


def done(*arguments):
    ran = dsm("--format", "json", *arguments)
    assert ran.returncode == 0, (arguments, ran.stdout[:2000], ran.stderr[:2000])
    return [json.loads(line) for line in ran.stdout.splitlines()]


def released(path, form, indicator, ids):
    """The figures that a form became: handed in, verified, released, and viewed."""
    (submitted,) = done("submit", path, form, "--as", "submitter@md")
    for verb, user in (("verify", "verifier@md"), ("release", "releaser@md")):
        done(verb, path, submitted["submission"], "--as", user)
    done("table", path, indicator, "--country", "MD", "--as", "analyst@md", "-o", path.with_suffix(".csv"))
    return held(path.with_suffix(".csv"), ids)


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
    assert released(mechanism(tmp_path, form[0], "own"), path, form[1], ids(put)) == given(put)


@needs_office
def test_what_openpyxl_filled_in_and_libreoffice_saved_is_the_same(forms, tmp_path):
    files = recalculated([path for path, _ in forms.values()], tmp_path / "saved")
    for number, ((form, (_, put)), path) in enumerate(zip(forms.items(), files)):
        assert released(mechanism(tmp_path, form[0], f"saved{number}"), path, form[1], ids(put)) == given(put), form


@needs_office
def test_what_libreoffice_filled_in_is_the_same(forms, tmp_path):
    steps, files = [], []
    for form, (_, put) in forms.items():
        path = written(tmp_path, *form)
        book = openpyxl.load_workbook(path)
        (sheet,) = figures(book)
        rows, columns = places(sheet)
        steps.append(["open", path.as_uri()])
        for title, cell, text in answers(book):
            steps += [["sheet", title], ["text", cell, text]]
        steps.append(["sheet", sheet.title])
        for (row, column), value in put.items():
            steps.append(["number", f"{get_column_letter(columns[column])}{rows[row]}", value])
        files.append(tmp_path / f"typed.{path.name}")
        steps.append(["save", files[-1].as_uri()])
    office.run(tmp_path / "office", steps)
    for number, ((form, (_, put)), path) in enumerate(zip(forms.items(), files)):
        assert released(mechanism(tmp_path, form[0], f"typed{number}"), path, form[1], ids(put)) == given(put), form
