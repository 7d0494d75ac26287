"""The documentation table as a form: filled in by openpyxl, saved by LibreOffice, read by dsm; and damaged. Both languages."""

import datetime
import json
import re

import office
import pytest
from test_xlsx_template import dsm

openpyxl = pytest.importorskip("openpyxl")
needs_office = pytest.mark.skipif(office.SOFFICE is None, reason="LibreOffice (soffice) is not here")
FORMS = [(indicator, lang) for indicator in ("ENTRIES", "FOREIGNERS", "ASYLUM_DECISIONS") for lang in ("en", "ru")]
LONG = "By the cards of the border police; " * 40


def rows(sheet):
    """Questions by their ids."""
    return {sheet.cell(at, 1).value: at for at in range(1, sheet.max_row + 1) if sheet.cell(at, 1).value}


def chosen(book, sheet):
    """What may be chosen, by cells: words and codes."""
    lists = {}
    for rule in sheet.data_validations.dataValidation:
        both = (book.defined_names[name].attr_text.split("!") for name in (rule.formula1, f"{rule.formula1}_CODES"))
        words, codes = ([cell.value for row in book[title.strip("'")][area] for cell in row] for title, area in both)
        lists[str(rule.sqref)] = list(zip(words, codes))
    return lists


def fill(path):
    """Answers every question of a form; gives the answers by fields."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    lists, said = chosen(book, sheet), {}
    for key, row in rows(sheet).items():
        hint = str(sheet.cell(row, 5).value or "")
        if key.startswith("dsm") or key == "valid_until":
            continue
        if key == "valid_from":
            sheet[f"D{row}"] = "2018-01-01"
        elif f"D{row}" in lists:
            sheet[f"D{row}"], said[key] = lists[f"D{row}"][0][0], {"": lists[f"D{row}"][0][1]}
        elif "2024-01-31" in hint:
            sheet[f"D{row}"], said[key] = datetime.date(2026, 3, 1), {"": "2026-03-01"}
            sheet[f"D{row}"].number_format = "yyyy-mm-dd"
        elif "2024-Q1" in hint:
            sheet[f"D{row}"], said[key] = 2006, {"": "2006"}
        elif "https" in hint:
            sheet[f"D{row}"], said[key] = "https://example.org/act", {"": "https://example.org/act"}
        else:
            sheet[f"D{row}"], sheet[f"E{row}"] = LONG, "По учёту"
            said[key] = {"en": LONG.strip(), "ru": "По учёту"}
    book.save(path)
    return said


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    folder, all = tmp_path_factory.mktemp("documentation"), {}
    for indicator, lang in FORMS:
        path = folder / f"{indicator}.{lang}.xlsx"
        done = dsm("--lang", lang, "doc", "new", indicator, "--country", "MD", "-o", path)
        assert done.returncode == 0, done.stderr
        all[indicator, lang] = (path, fill(path))
    return all


def kept(folder, name, path, indicator):
    """What a mechanism has of a form that was handed in."""
    mechanism = folder / f"{name}.dsm"
    for verb in (["init", mechanism], ["country", mechanism, "MD", "--as", "administrator@dsm"], ["doc", "add", mechanism, path, "--as", "submitter@md"]):
        done = dsm(*verb)
        assert done.returncode == 0, (done.stdout, done.stderr)
    shown = dsm("--format", "json", "doc", "show", mechanism, indicator, "--country", "MD", "--as", "submitter@md")
    (line,) = [json.loads(line)["documentation"] for line in shown.stdout.splitlines()]
    assert line["valid_from"] == "2018-01-01"
    return mechanism, line["answers"]


def test_what_was_answered_is_what_is_kept_and_stands_in_the_next_form(forms, tmp_path):
    for (indicator, lang), (path, said) in forms.items():
        mechanism, answers = kept(tmp_path, f"{indicator}.{lang}", path, indicator)
        assert answers == said, (indicator, lang)
        again = tmp_path / f"again.{indicator}.{lang}.xlsx"
        asked = ["--lang", lang, "doc", "new", indicator, "--country", "MD", "--mechanism", mechanism, "--as", "submitter@md", "-o", again]
        assert dsm(*asked).returncode == 0
        assert kept(tmp_path, f"again.{indicator}.{lang}", again, indicator)[1] == said


@needs_office
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_libreoffice_saved_is_the_same(forms, tmp_path, ending):
    saved = tmp_path / "saved"
    kind = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods"}[ending]
    office.office(tmp_path / "office", "--convert-to", kind, "--outdir", str(saved), *(str(path) for path, _ in forms.values()))
    for (indicator, lang), (path, said) in forms.items():
        name = f"{indicator}.{lang}.{ending}"
        assert kept(tmp_path, name, (saved / path.name).with_suffix(f".{ending}"), indicator)[1] == said, name


def put(sheet, at, value):
    sheet[at] = value


def row_put_in(sheet, row):
    sheet.insert_rows(row)
    sheet[f"D{row}"] = "An answer to nothing"


def names_swapped(sheet, row):
    sheet[f"B{row}"], sheet[f"B{row + 1}"] = sheet[f"B{row + 1}"].value, sheet[f"B{row}"].value


# The field in whose row it happens, what is done, and the code with its cell.
DAMAGE = {
    "code-of-ones-own": ("UNIT", lambda sheet, row: put(sheet, f"D{row}", "families"), {"DOC-005": "D{row}"}),
    "day-unreadable": ("CERTIFIED", lambda sheet, row: put(sheet, f"D{row}", "last spring"), {"TIM-": "D{row}"}),
    "address-without-scheme": ("LEGAL_LINK", lambda sheet, row: put(sheet, f"D{row}", "legis md"), {"DOC-007": "D{row}"}),
    "question-cleared": ("SOURCE", lambda sheet, row: put(sheet, f"A{row}", None), {"EXC-313": "", "EXC-381": "D{row}"}),
    "question-twice": ("SOURCE", lambda sheet, row: put(sheet, f"A{row}", "AGENCY"), {"EXC-313": "", "EXC-314": "A", "EXC-316": "B{row}"}),
    "questions-swapped": ("SOURCE", names_swapped, {"EXC-316": "B{row}"}),
    "row-put-in": ("SOURCE", row_put_in, {"EXC-381": "D{row}"}),
    "too-long": ("SOURCE", lambda sheet, row: put(sheet, f"D{row}", "x" * 20_001), {"DOC-006": "D{row}"}),
    "formula-never-calculated": ("SOURCE", lambda sheet, row: put(sheet, f"D{row}", "=A1"), {"SRC-076": "D{row}"}),
    "first-day-unreadable": ("valid_from", lambda sheet, row: put(sheet, f"D{row}", "2018"), {"TIM-": "D{row}"}),
}


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_damaged_is_found_at_its_cell(forms, tmp_path, name, lang):
    field, change, expected = DAMAGE[name]
    book = openpyxl.load_workbook(forms["ENTRIES", lang][0])
    sheet = book.worksheets[0]
    if field not in rows(sheet):
        pytest.fail(f"the form has no field {field}")
    row = rows(sheet)[field]
    change(sheet, row)
    path = tmp_path / "form.xlsx"
    book.save(path)
    done = dsm("--format", "json", "--lang", lang, "doc", "check", path)
    assert done.returncode == 1, (done.stdout, done.stderr)
    found = [line["finding"] for line in map(json.loads, done.stdout.splitlines()) if "finding" in line]
    found = [(one["code"].removeprefix("DSM-"), one["place"].removeprefix(f"{path}:"), one["sentence"]) for one in found]
    for code, place in expected.items():
        hits = [one for one in found if one[0].startswith(code)]
        assert hits and all(bool(re.search("[а-яё]", one[2])) == (lang == "ru") for one in hits), found
        assert any(place.format(row=row) in one[1] for one in hits), found
    assert all(any(one[0].startswith(code) for code in expected) for one in found), found


def test_the_form_has_no_figures_and_a_broken_one_is_none(forms, tmp_path):
    path, _ = forms["ENTRIES", "en"]
    assert "EXC-380" in dsm("check", path).stderr
    book = openpyxl.load_workbook(path)
    book["_documentation"]["B3"] = "EXITS"
    book.save(tmp_path / "other.xlsx")
    assert "EXC-307" in dsm("doc", "check", tmp_path / "other.xlsx").stderr


def test_what_has_changed_by_a_form_for_figures_is_kept_beside_what_was_said(forms, tmp_path):
    mechanism, said = kept(tmp_path, "changes", forms["ENTRIES", "en"][0], "ENTRIES")
    form = tmp_path / "figures.xlsx"
    assert dsm("--lang", "en", "template", "ENTRIES", "--country", "MD", "--period", "2024", "-o", form).returncode == 0
    book = openpyxl.load_workbook(form)
    sheet = next(sheet for sheet in book if sheet["A1"].value == "dsm-documentation/1")
    sheet[f"E{rows(sheet)['SOURCE']}"] = "A new register"
    book.save(form)
    assert dsm("doc", "add", mechanism, form, "--as", "submitter@md").returncode == 0
    shown = dsm("--format", "json", "doc", "show", mechanism, "ENTRIES", "--country", "MD", "--as", "submitter@md")
    (line,) = [json.loads(line)["documentation"]["answers"] for line in shown.stdout.splitlines()]
    assert line == {**said, "SOURCE": {"en": "A new register", "ru": "По учёту"}}
