"""Questionnaires: every indicator of a preset in one workbook, filled in by openpyxl or LibreOffice, handed in as a whole."""

import json

import office
import pytest
from openpyxl.utils import get_column_letter
from test_xlsx_filled import done, given, held, ids, mechanism, needs_office
from test_xlsx_template import PRESETS, dsm, entered, figures, places, recalculated

openpyxl = pytest.importorskip("openpyxl")

ASKED = [(preset, lang) for preset in PRESETS for lang in ("en", "ru")]


def written(folder, preset, lang, *more, indicators=None):
    path = folder / f"{preset}.{lang}.xlsx"
    all = indicators or PRESETS[preset]
    asked = ["--lang", lang, "template", *all, "--preset", preset, "--country", "MD", "--period", "2006"]
    ran = dsm(*asked, "-o", path, *more)
    assert ran.returncode == 0, ran.stderr
    return path


def listed(book, name):
    """The codes of a list and how they are shown."""
    words, codes = (book.defined_names[one].attr_text.split("!") for one in (name, f"{name}_CODES"))
    shown = [[cell.value for row in book[sheet.strip("'")][area] for cell in row] for sheet, area in (words, codes)]
    return dict(zip(shown[1], shown[0]))


def answers(book):
    """Where answers are given and what is chosen there: sheet, cell, text. Of the units persons' events, where there is a choice."""
    chosen = {"DSM_FIELD_STATUS": "A", "DSM_FIELD_EMPTY": "O"}
    units = [name for name in book.defined_names if name.startswith("DSM_FIELD_UNIT_")]
    for name in [*chosen, *units]:
        words = listed(book, name.replace("FIELD_", ""))
        title, cell = book.defined_names[name].attr_text.split("!")
        unit = "PERSON_EVENTS" if "PERSON_EVENTS" in words else next(iter(words))
        yield title.strip("'"), cell.replace("$", ""), words[chosen.get(name, unit)]


def tables(book):
    """The sheets of figures by their indicators."""
    return {sheet["B1"].value.split("INDICATOR=")[1]: sheet for sheet in figures(book)}


def filled(path):
    book = openpyxl.load_workbook(path)
    put = {indicator: entered(sheet) for indicator, sheet in tables(book).items()}
    for title, cell, text in answers(book):
        book[title][cell] = text
    book.save(path)
    return put


def released(path, form, put):
    """Hands the questionnaire in and releases each of its tables: what is viewed is what was put in."""
    submitted = done("submit", path, form, "--as", "submitter@md")
    assert [one["indicator"] for one in submitted] == sorted(put)
    for one in submitted:
        for verb, user in (("verify", "verifier@md"), ("release", "releaser@md")):
            done(verb, path, one["submission"], "--as", user)
    for indicator, cells in put.items():
        view = path.with_suffix(f".{indicator}.csv")
        done("table", path, indicator, "--country", "MD", "--as", "analyst@md", "-o", view)
        assert held(view, ids(cells)) == given(cells), indicator


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    folder = tmp_path_factory.mktemp("questionnaires")
    paths = {asked: written(folder, *asked) for asked in ASKED}
    return {asked: (path, filled(path)) for asked, path in paths.items()}


@pytest.mark.parametrize("asked", ASKED, ids=".".join)
def test_a_questionnaire_is_one_workbook_with_one_identity(tmp_path, asked):
    preset, lang = asked
    book = openpyxl.load_workbook(written(tmp_path, preset, lang))
    said = {one.name: one.value for one in book.custom_doc_props.props}["dsm-template"]
    assert said.startswith(f"dsm-questionnaire/1 {len(PRESETS[preset])} MD {lang} ")
    meta = [[cell.value for cell in row] for row in book["_meta"].iter_rows()]
    assert [line[1] for line in meta if line[0] == "indicator"] == PRESETS[preset]
    assert meta[-1][:2] == ["id", said.split()[-1]]
    assert list(tables(book)) == PRESETS[preset]
    assert all(sheet.protection.sheet for sheet in book) and book.active.title == book.sheetnames[0]
    assert len([name for name in book.defined_names if name.startswith("DSM_FIELD_CHANGED_")]) == len(PRESETS[preset])
    one, again = written(tmp_path, preset, lang).read_bytes(), written(tmp_path, preset, lang).read_bytes()
    assert one == again


@pytest.mark.parametrize("asked", ASKED, ids=".".join)
def test_what_openpyxl_filled_in_is_what_is_released(forms, tmp_path, asked):
    path, put = forms[asked]
    released(mechanism(tmp_path, asked[0], "own"), path, put)


@needs_office
def test_what_libreoffice_saved_is_the_same(forms, tmp_path):
    files = recalculated([path for path, _ in forms.values()], tmp_path / "saved")
    for number, ((asked, (_, put)), path) in enumerate(zip(forms.items(), files)):
        released(mechanism(tmp_path, asked[0], f"saved{number}"), path, put)


@needs_office
def test_what_libreoffice_filled_in_is_the_same(forms, tmp_path):
    steps, files = [], []
    for asked, (_, put) in forms.items():
        path = written(tmp_path, *asked)
        book = openpyxl.load_workbook(path)
        steps.append(["open", path.as_uri()])
        for title, cell, text in answers(book):
            steps += [["sheet", title], ["text", cell, text]]
        for indicator, sheet in tables(book).items():
            rows, columns = places(sheet)
            steps.append(["sheet", sheet.title])
            for (row, column), value in put[indicator].items():
                steps.append(["number", f"{get_column_letter(columns[column])}{rows[row]}", value])
        files.append(tmp_path / f"typed.{path.name}")
        steps.append(["save", files[-1].as_uri()])
    office.run(tmp_path / "office", steps)
    for number, ((asked, (_, put)), path) in enumerate(zip(forms.items(), files)):
        released(mechanism(tmp_path, asked[0], f"typed{number}"), path, put)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_damaged_table_sets_all_aside(tmp_path, lang):
    path = written(tmp_path, "dsm", lang, indicators=["ENTRIES", "EXITS"])
    filled(path)
    book = openpyxl.load_workbook(path)
    sheet = tables(book)["EXITS"]
    rows, columns = places(sheet)
    row, column = rows["CITIZENSHIP=ROU"], get_column_letter(columns["SEX=F"])
    sheet[f"{column}{row}"] = "many"
    book.save(path)
    store = mechanism(tmp_path, "dsm", "store")
    ran = dsm("--format", "json", "--lang", lang, "submit", store, path, "--as", "submitter@md")
    found = [line["finding"] for line in map(json.loads, ran.stdout.splitlines()) if "finding" in line]
    assert ran.returncode == 1
    assert [(one["code"], one["place"]) for one in found] == [("DSM-EXC-318", f"{path}:{sheet.title}!{column}{row}")]
    assert done("status", store, "--as", "submitter@md") == [{"submissions": []}]


def test_an_equation_between_tables_is_found_at_a_cell_of_it(tmp_path):
    indicators = ["ASYLUM_APPLICATIONS_ALL_LEVELS", "ASYLUM_DECISIONS_ALL_LEVELS", "ASYLUM_PENDING"]
    path = written(tmp_path, "unhcr", "en", "--period", "2005", indicators=indicators)
    book = openpyxl.load_workbook(path)
    for title, cell, text in answers(book):
        book[title][cell] = text
    figure = {"ASYLUM_APPLICATIONS_ALL_LEVELS": (50, 50), "ASYLUM_DECISIONS_ALL_LEVELS": (30, 30), "ASYLUM_PENDING": (100, 200)}
    places_of = {}
    for sheet in figures(book):
        period, indicator = sheet["B1"].value.removeprefix("TIME_PERIOD=").split(";INDICATOR=")
        rows, columns = places(sheet)
        total = next(column for key, column in columns.items() if all(part.endswith("=_T") for part in key.split(";") if "=" in part))
        cell = sheet.cell(rows["CITIZENSHIP=ROU"], total)
        cell.value = figure[indicator][period == "2006"]
        places_of[period, indicator] = f"{sheet.title}!{cell.coordinate}"
    book.save(path)
    ran = dsm("--format", "json", "check", path, "--preset", "unhcr")
    found = [line["finding"] for line in map(json.loads, ran.stdout.splitlines()) if "finding" in line]
    beyond = [one["place"] for one in found if one["code"] == "DSM-CHK-009"]
    assert beyond == [f"{path}:{places_of['2006', 'ASYLUM_PENDING']}"], found
