"""Forms as officials get them: opened by openpyxl, filled in, recalculated by LibreOffice. Every preset indicator, both languages."""

import re
import shutil
import subprocess
import zipfile

import pytest
from conftest import DSM

openpyxl = pytest.importorskip("openpyxl")
from openpyxl.utils import get_column_letter, range_boundaries  # noqa: E402

PRESETS = {
    "dsm": [
        "ASYLUM_APPLICATIONS",
        "ASYLUM_DECISIONS",
        "ENTRIES",
        "EXITS",
        "FOREIGNERS",
        "WORK_PERMIT_APPLICATIONS",
        "WORK_PERMIT_DECISIONS",
    ],
    "unhcr": [
        "ASYLUM_APPLICATIONS",
        "ASYLUM_APPLICATIONS_ALL_LEVELS",
        "ASYLUM_DECISIONS",
        "ASYLUM_DECISIONS_ALL_LEVELS",
        "ASYLUM_PENDING",
    ],
}
FORMS = [(preset, indicator, lang) for preset, all in PRESETS.items() for indicator in all for lang in ("en", "ru")]
SOFFICE = shutil.which("soffice")


def dsm(*arguments):
    return subprocess.run([DSM, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def written(folder, preset, indicator, lang, *more):
    path = folder / f"{preset}.{indicator}.{lang}.xlsx"
    asked = ["--lang", lang, "template", indicator, "--preset", preset, "--country", "MD", "--period", "2006"]
    done = dsm(*asked, "-o", path, *more)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    return {form: written(folder, *form) for form in FORMS}


def figures(book):
    """The sheets of figures, as a program finds them: by what stands in their first cell, whatever they are called."""
    return [sheet for sheet in book if sheet["A1"].value == "dsm-figures/1"]


def places(sheet):
    """Rows and columns of figures by their keys."""
    rows = {sheet.cell(at, 1).value: at for at in range(2, sheet.max_row + 1) if "=" in str(sheet.cell(at, 1).value or "")}
    columns = {sheet.cell(1, at).value: at for at in range(3, sheet.max_column + 1) if sheet.cell(1, at).value}
    columns.pop("OBS_STATUS")
    return rows, columns


def entered(sheet):
    """Fills in figures, leaving some cells empty and some rows too; gives them by the keys of their rows and columns."""
    rows, columns = places(sheet)
    put = {}
    for at, (row_key, row) in enumerate(rows.items()):
        for also, (column_key, column) in enumerate(columns.items()):
            if sheet.cell(row, column).data_type != "f" and at % 7 and (at + also) % 3:
                put[row_key, column_key] = sheet.cell(row, column).value = at * 31 + also
    return put


@pytest.mark.parametrize("form", FORMS, ids=lambda form: ".".join(form))
def test_a_form_is_what_officials_need(forms, form):
    preset, indicator, lang = form
    with zipfile.ZipFile(forms[form]) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    # A formula that nobody has calculated has no result: a zero would be a figure that nobody gave.
    cached = [value for text in sheets for value in re.findall(r"</f><v>(.*?)</v>", text)]
    assert cached and not any(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in cached)

    book = openpyxl.load_workbook(forms[form])
    names = book.sheetnames
    assert len(names) == len(set(names)) and all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    said = {one.name: one.value for one in book.custom_doc_props.props}
    assert said["dsm-template"].startswith(f"dsm-template/1 {indicator} 1.0 MD {lang} ")
    meta = book["_meta"]
    assert meta.sheet_state == "veryHidden"
    kept = [[cell.value for cell in row] for row in meta.iter_rows()]
    assert kept[0][:2] == ["format", "dsm-template/1"] and kept[-1][:2] == ["id", said["dsm-template"].split()[-1]]
    assert book.active.title == names[0] and all(sheet.protection.sheet for sheet in book)

    # Lists are chosen from by their names; each name leads to as many codes as there are words.
    rules = {rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert {"DSM_UNIT", "DSM_STATUS", "DSM_EMPTY", "DSM_REMARKS", "DSM_CHANGED"} <= rules
    for rule in rules:
        words, codes = (book.defined_names[name].attr_text.split("!") for name in (rule, f"{rule}_CODES"))
        listed = [[cell.value for row in book[one[0].strip("'")][one[1]] for cell in row] for one in (words, codes)]
        assert len(listed[0]) == len(listed[1]) == len(set(listed[1])) and all(listed[0]) and all(listed[1]), rule
    answers = [line[1:] for line in kept if line[0] == "field"]
    assert [field for field, _ in answers] == ["UNIT", "STATUS", "EMPTY", "AGENCY", "POSITION", "CHANGED"]
    for _, name in answers:
        title, cell = book.defined_names[name].attr_text.split("!")
        assert not book[title.strip("'")][cell.replace("$", "")].protection.locked

    (sheet,) = figures(book)
    assert sheet["B1"].value == "TIME_PERIOD=2006" and ["sheet", sheet.title, "TIME_PERIOD=2006"] in kept
    rows, columns = places(sheet)
    whole = [rule for rule in sheet.data_validations.dataValidation if rule.type == "whole"]
    assert len(whole) == 1 and whole[0].formula1 == "0" and whole[0].error and whole[0].errorTitle
    assert bool(re.search("[а-я]", whole[0].error)) == (lang == "ru")
    left, top, right, bottom = range_boundaries(str(whole[0].sqref))
    assert sum(cell.comment is not None for row in sheet.iter_rows() for cell in row) >= 3
    assert sheet.print_title_rows and sheet.page_setup.paperSize == 9 and sheet.freeze_panes
    cells = 0
    for row_key, row in rows.items():
        for column_key, column in columns.items():
            cell = sheet.cell(row, column)
            if cell.data_type == "f":
                continue
            cells += 1
            assert cell.value is None and not cell.protection.locked, (row_key, column_key)
            assert left <= column <= right and top <= row <= bottom, (row_key, column_key)
            assert not row_key.endswith("=_T") and "=_T" not in column_key, (row_key, column_key)
    assert cells > 200 and any(key.endswith("=_U") for key in rows)
    assert sheet.cell(1, 1).protection.locked and sheet.row_dimensions[1].hidden and sheet.column_dimensions["A"].hidden


def test_the_same_form_is_the_same_bytes_and_a_sheet_stands_for_each_period(tmp_path):
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for path in (one, other):
        asked = ["template", "ENTRIES", "--country", "MD", "--period", "2006,2007", "--period", "2008", "--lang", "ru"]
        assert dsm(*asked, "-o", path).returncode == 0
    assert one.read_bytes() == other.read_bytes()
    sheets = figures(openpyxl.load_workbook(one))
    assert [sheet["B1"].value for sheet in sheets] == [f"TIME_PERIOD={year}" for year in (2006, 2007, 2008)]


def test_what_cannot_be_asked_leaves_no_file(tmp_path):
    path = tmp_path / "no.xlsx"
    for indicator, country, period, code in [
        ("SHOE_SIZES", "MD", "2006", "CAT-001"),
        ("ENTRIES", "XX", "2006", "COD-002"),
        ("ENTRIES", "MD", "2006-Q1", "EXC-300"),
        ("ENTRIES", "MD", "2006,2006", "EXC-302"),
        ("ENTRIES", "MD", "2002", "EXC-305"),
        ("ENTRIES", "MD", "long ago", "TIM-001"),
    ]:
        refused = dsm("template", indicator, "--country", country, "--period", period, "-o", path)
        assert refused.returncode in (1, 2, 4) and code in refused.stderr and not path.exists(), refused.stderr


def recalculated(path, folder):
    """The workbook as LibreOffice saves it, with every formula calculated."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    done = subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, *path],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return [folder / one.name for one in path]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not here: totals are not recalculated")
def test_totals_are_sums_when_libreoffice_calculates_what_openpyxl_filled_in(forms, tmp_path):
    filled, given = [], {}
    for form, path in forms.items():
        book = openpyxl.load_workbook(path)
        (sheet,) = figures(book)
        given[form] = entered(sheet)
        name = tmp_path / path.name
        book.save(name)
        filled.append(name)
    for form, path in zip(forms, recalculated(filled, tmp_path / "calculated")):
        book = openpyxl.load_workbook(path, data_only=True)
        said = {one.name: one.value for one in book.custom_doc_props.props}
        assert said["dsm-template"].startswith("dsm-template/1 ") and "_meta" in book.sheetnames
        (sheet,) = figures(book)
        rows, columns = places(sheet)
        parents = {"POSITIVE": {"GRANTED", "EXTENDED"}}

        def within(key, whole):
            """Whether the codes of a cell are among those of a total or group."""
            of = lambda text: dict(part.split("=") for part in text.split(";") if "=" in part)
            own, total = of(key), of(whole)
            return all(code in ("_T", own[axis]) or own[axis] in parents.get(code, ()) for axis, code in total.items())

        checked = 0
        for row_key, row in rows.items():
            if not row_key.endswith("=_T") and row % 11:
                continue
            for column_key, column in columns.items():
                key = (row_key, column_key)
                parts = [value for (r, c), value in given[form].items() if within(r, row_key) and within(c, column_key)]
                found = sheet.cell(row, column).value
                expected = sum(parts) if parts else None
                assert (found or None) == (expected or None) or found == expected, (form, key, found, expected)
                checked += 1
        assert checked > len(columns)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not here: rows are not put in")
def test_a_row_above_the_last_line_is_in_the_total(forms, tmp_path):
    book = openpyxl.load_workbook(forms["dsm", "EXITS", "en"])
    (sheet,) = figures(book)
    rows, columns = places(sheet)
    first = min(columns.values())
    end = next(at for at in range(1, sheet.max_row + 1) if sheet.cell(at, 1).value == "dsm-end")
    # What stands in the line at the end is where a row goes that is put above it.
    sheet.cell(end, first).value = 5
    sheet.cell(rows["CITIZENSHIP=_U"], first).value = 3
    book.save(tmp_path / "more.xlsx")
    (path,) = recalculated([tmp_path / "more.xlsx"], tmp_path / "calculated")
    (sheet,) = figures(openpyxl.load_workbook(path, data_only=True))
    assert sheet[f"{get_column_letter(first)}{rows['CITIZENSHIP=_T']}"].value == 8
