"""Workbooks that openpyxl and LibreOffice write are read with the same cells by the command as by openpyxl."""

import datetime
import json
import shutil
import subprocess
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from conftest import DSM
from openpyxl.workbook.defined_name import DefinedName

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def dsm(*words):
    return subprocess.run([DSM, *map(str, words)], capture_output=True, text=True, encoding="utf-8", check=False)


def lines(done):
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def ours(path, sheet):
    return {one["cell"]: one for one in lines(dsm("--format", "json", "sheets", path, "--sheet", sheet))}


def expected(value):
    """A value of openpyxl as DSM says it: kind and value; a number as a number."""
    match value:
        case bool():
            return "bool", "TRUE" if value else "FALSE"
        case int() | float():
            return "number", value
        case datetime.datetime():
            return "date", value.date().isoformat() if value.time() == datetime.time() else value.isoformat(timespec="seconds")
        case datetime.date():
            return "date", value.isoformat()
        case datetime.time():
            return "date", value.isoformat()
        case str() if value.startswith("#"):
            return "error", value
        case _:
            return "text", value


def same(path):
    """Every cell of every sheet, held against openpyxl; gives how many there were."""
    held = 0
    theirs = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    for sheet in theirs.worksheets:
        read = ours(path, sheet.title)
        # Going through rows and columns would go through all up to the last cell.
        filled = {cell.coordinate: cell.value for cell in sheet._cells.values() if cell.value is not None}
        of_formulas = {cell.coordinate for cell in formulas[sheet.title]._cells.values() if cell.data_type == "f"}
        assert {at for at, one in read.items() if one["formula"]} == of_formulas
        assert {at for at, one in read.items() if one["kind"] == "unreckoned"} == of_formulas - set(filled)
        assert {at for at, one in read.items() if one["kind"] != "unreckoned"} == set(filled)
        for at, value in filled.items():
            kind, value = expected(value)
            one = read[at]
            assert one["kind"] == kind, (sheet.title, at, one, value)
            if kind == "number":
                assert float(Decimal(one["value"])) == float(value), (at, one)
            else:
                assert one["value"] == value, (at, one)
            held += 1
    return held


@pytest.fixture
def workbook(tmp_path):
    """All types, merged cells, hidden sheets, names, formulas that nobody reckoned."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Заявления и решения"
    sheet.append(["Table 1: applications"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Country", "2022", "2023", "Change"])
    sheet.append(["Ўзбекистон & co <x>", 12, 0.1 + 0.2, "=C4-B4"])
    sheet.append(["KAZ", 123456789012345678, -1e-7, "12 345"])
    sheet.append(["Total", True, False, "#DIV/0!"])
    sheet["F9"] = datetime.date(1900, 2, 28)
    sheet["G9"] = datetime.datetime(2024, 12, 31, 12, 30)
    sheet["H9"] = datetime.date(2024, 2, 29)
    sheet["XFD1048576"] = "far"
    hidden = book.create_sheet("Lists")
    hidden.sheet_state = "veryHidden"
    hidden.append(["M", "Men"])
    book.create_sheet("It's empty")
    book.defined_names["codes"] = DefinedName("codes", attr_text="Lists!$A$1:$A$1")
    path = tmp_path / "all.xlsx"
    book.save(path)
    return path


def test_openpyxl_and_the_command_read_the_same_cells(workbook):
    assert same(workbook) > 20
    listed = {one["sheet"]: one for one in lines(dsm("--format", "json", "sheets", workbook))}
    assert {name: one["visibility"] for name, one in listed.items()} == {
        "Заявления и решения": "visible",
        "Lists": "very-hidden",
        "It's empty": "visible",
    }
    assert listed["It's empty"]["refused"]["code"] == "DSM-SRC-011"


@pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice here")
def test_libreoffice_and_the_command_read_the_same_cells(workbook, tmp_path):
    book = openpyxl.load_workbook(workbook)
    del book["Заявления и решения"]["XFD1048576"]
    plain = tmp_path / "plain.xlsx"
    book.save(plain)
    folder = tmp_path / "saved"
    command = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx", "--outdir", folder, plain]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    saved = folder / "plain.xlsx"
    # LibreOffice reckons what openpyxl left open.
    assert same(saved) > 20
    assert ours(saved, "Заявления и решения")["D4"]["kind"] == "number"


SPECIFICATION = """
format = "dsm-translator/1"
[layout]
sheet = "{sheet}"
[stated]
INDICATOR = "ASYLUM_APPLICATIONS"
REF_AREA = "KZ"
SEX = "_T"
[columns]
CITIZENSHIP = "Country"
TIME_PERIOD = "Year"
OBS_VALUE = "Persons"
"""


def table(tmp_path, rows, sheet="Data"):
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active["A1"] = "What this is"
    data = book.create_sheet(sheet)
    data.append(["Table 1"])
    data.append([])
    data.append(["Country", "Year", "Persons"])
    for row in rows:
        data.append(row)
    data.append([])
    data.append(["Source: the register"])
    path, specification = tmp_path / "table.xlsx", tmp_path / "table.toml"
    book.save(path)
    specification.write_text(SPECIFICATION.format(sheet=sheet), encoding="utf-8")
    return path, specification


def findings(path, specification, lang="en"):
    done = dsm("--lang", lang, "--format", "json", "check", path, "--specification", specification, "--all")
    return {(one["finding"]["code"], one["finding"]["place"]) for one in lines(done) if "finding" in one}, done


def test_a_sheet_is_checked_as_a_csv_is(tmp_path):
    path, specification = table(tmp_path, [["AFG", 2023, 7], ["SYR", 2023, "12 345"], ["UKR", 2023, 12.0]])
    found, done = findings(path, specification)
    assert {code for code, _ in found} >= {"DSM-SRC-081", "DSM-SRC-082"}, done.stdout + done.stderr
    assert ("DSM-SRC-082", f"{path}:Data!A8") in found
    assert any('"cells":3' in line for line in done.stdout.splitlines()), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("value", "code"),
    [("=SUM(C1:C2)", "DSM-SRC-076"), ("#DIV/0!", "DSM-SRC-075"), (-1, "DSM-TAB-003"), ("many", "DSM-SRC-001"), (True, "DSM-SRC-001")],
)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_what_is_wrong_with_a_cell_is_told_at_its_address(tmp_path, value, code, lang):
    path, specification = table(tmp_path, [["AFG", 2023, 7], ["SYR", 2023, value]])
    found, done = findings(path, specification, lang)
    assert (code, f"{path}:Data!C5") in found, done.stdout + done.stderr
    assert done.returncode == 1


def test_a_sheet_that_is_not_there_or_not_stated_is_said_with_those_that_are(tmp_path):
    path, specification = table(tmp_path, [["AFG", 2023, 7]])
    specification.write_text(specification.read_text().replace('"Data"', '"Figures"'))
    done = dsm("check", path, "--specification", specification)
    assert done.returncode == 2 and "SRC-077" in done.stderr and ":About" in done.stderr
    specification.write_text(specification.read_text().replace('sheet = "Figures"', ""))
    done = dsm("check", path, "--specification", specification)
    assert done.returncode == 2 and "SRC-078" in done.stderr


def test_other_workbooks_are_refused_with_what_to_do(tmp_path):
    path, _ = table(tmp_path, [["AFG", 2023, 7]])
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    done = dsm("sheets", old)
    assert done.returncode == 1 and "SRC-061" in done.stderr and ".xlsx" in done.stderr
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(path.read_bytes()[:-40])
    assert "SRC-065" in dsm("sheets", cut).stderr


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path, _ = table(tmp_path, [["AFG", 2023, 7]])
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                content = content.replace(b"</sheetData>", b" " * 100_000_000 + b"</sheetData>")
            target.writestr(name, content)
    done = dsm("sheets", bomb)
    assert done.returncode == 1 and "SRC-069" in done.stderr
