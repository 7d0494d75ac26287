"""Damaged forms: each planted error has a finding at its cell, in both languages, and no finding is unexplained."""

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "foreign"))

import office  # noqa: E402
from damages import FIGURES, OFFICE, OPENPYXL, START, key  # noqa: E402
from test_xlsx_filled import answer  # noqa: E402
from test_xlsx_template import dsm, figures, written  # noqa: E402

openpyxl = pytest.importorskip("openpyxl")
LANGS = ("en", "ru")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A form in each language, filled in without a fault."""
    folder, all = tmp_path_factory.mktemp("damage"), {}
    for lang in LANGS:
        path = written(folder, "dsm", "ENTRIES", lang)
        book = openpyxl.load_workbook(path)
        (sheet,) = figures(book)
        for code, value in (("ROU", 7), ("UKR", 5)):
            for column in "CDEF":
                sheet[f"{column}{key(sheet, f'CITIZENSHIP={code}')}"] = value
        answer(book)
        book.save(path)
        all[lang] = path
    return all


def edited(path, part, change):
    """Changes the XML of a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = [(one, archive.read(one)) for one in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts:
            archive.writestr(one, change(content.decode()).encode() if one.filename == part else content)


def said(path, lang):
    """The refusal of a file, or its findings: code, severity, place without the file, sentence."""
    done = dsm("--format", "json", "--lang", lang, "check", path)
    refused = json.loads(done.stderr)["error"] if done.stderr else None
    found = [line["finding"] for line in map(json.loads, done.stdout.splitlines()) if "finding" in line]
    return done.returncode, refused, [
        (one["code"].removeprefix("DSM-"), one["severity"], (one["place"] or "").removeprefix(str(path)).lstrip(":"), one["sentence"]) for one in found
    ]


def judged(path, lang, expected, extra, row, end, sheet, severity="error"):
    status, refused, found = said(path, lang)
    assert refused is None, refused
    # The first kinds of damage change no figure: nothing is found.
    assert status == (1 if any(one[1] == "error" for one in found) else 0)
    codes = {code for code, _ in expected} | set(extra)
    assert {one[0] for one in found} <= codes, (found, expected)
    for code, place in expected:
        place = place.format(row=row, end=end)
        where = {"": "", "sheet": sheet, "twin": "twin", "Persons": "Persons"}.get(place, f"{sheet}!{place}")
        hits = [one for one in found if one[0] == code]
        assert hits, (code, found)
        if place == "start":
            assert all(one[2].startswith(START[lang] + "!C") for one in hits)
        else:
            assert any(one[2] == where for one in hits), (where, hits)
        assert all(one[1] == severity or code in extra for one in hits), hits
        assert all(bool(re.search("[а-яё]", one[3])) == (lang == "ru") for one in hits)
    if not expected:
        assert found == [] and status == 0


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", OPENPYXL)
def test_what_openpyxl_damaged(filled, tmp_path, name, lang):
    damage, path = OPENPYXL[name], tmp_path / f"{name}.xlsx"
    book = openpyxl.load_workbook(filled[lang])
    (sheet,) = figures(book)
    row, end = key(sheet, "CITIZENSHIP=ROU"), key(sheet, "dsm-end")
    damage["do"](book, sheet, row)
    book.save(path)
    if "stored" in damage:
        edited(path, f"xl/worksheets/sheet{book.index(sheet) + 1}.xml", lambda xml: damage["stored"](xml, row))
    if "refused" in damage:
        status, refused, found = said(path, lang)
        assert status == 1 and refused["code"] == f"DSM-{damage['refused']}" and not found
        assert bool(re.search("[а-яё]", refused["sentence"])) == (lang == "ru")
        return
    judged(path, lang, damage["say"], damage["extra"], row, end, FIGURES[lang], damage["severity"])


@pytest.mark.skipif(office.SOFFICE is None, reason="LibreOffice (soffice) is not here")
def test_what_libreoffice_damaged(filled, tmp_path):
    steps, files = [], []
    for lang in LANGS:
        (sheet,) = figures(openpyxl.load_workbook(filled[lang]))
        row, end = key(sheet, "CITIZENSHIP=ROU"), key(sheet, "dsm-end")
        for name, (damage, expected, extra) in OFFICE.items():
            path = tmp_path / f"{name}.{lang}.xlsx"
            steps += [["open", filled[lang].as_uri()], ["sheet", sheet.title]]
            for step in damage:
                steps.append([one.format(row=row, below=row - 1, sheet=sheet.title) for one in step])
            steps.append(["save", path.as_uri()])
            files.append((name, path, lang, expected, extra, row, end, sheet.title))
    office.run(tmp_path / "office", steps)
    for name, path, lang, expected, extra, row, end, sheet in files:
        severity = "information" if name == "typed-formula" else "error"
        try:
            judged(path, lang, expected, extra, row, end, sheet, severity)
        except AssertionError as error:
            raise AssertionError(f"{name} {lang}: {error}") from error


@pytest.mark.parametrize("lang", LANGS)
def test_a_marked_copy_shows_what_is_wrong_and_is_a_form_itself(filled, tmp_path, lang):
    book = openpyxl.load_workbook(filled[lang])
    (sheet,) = figures(book)
    row = key(sheet, "CITIZENSHIP=ROU")
    sheet[f"C{row}"] = "many"
    path, copy = tmp_path / "form.xlsx", tmp_path / "copy.xlsx"
    book.save(path)
    assert dsm("check", path, "--marked", copy).returncode == 1
    book = openpyxl.load_workbook(copy)
    (sheet,) = figures(book)
    wrong, fine = sheet[f"C{row}"], sheet[f"D{row}"]
    assert wrong.value == "many" and wrong.fill.fgColor.rgb != fine.fill.fgColor.rgb and fine.value == 7
    assert bool(re.search("[а-яё]", wrong.comment.text)) == (lang == "ru") and fine.comment is None
    listed = [[cell.value for cell in line] for line in book[{"en": "What to correct", "ru": "Что исправить"}[lang]].iter_rows(min_row=6)]
    assert {line[1] for line in listed} == {f"{FIGURES[lang]}!C{row}"}
    # Corrected there it is a form without a fault.
    sheet[f"C{row}"] = 7
    book.save(copy)
    assert said(copy, lang)[1:] == (None, [])
    # A copy that would hide what stood where is not written, nor one over the file itself.
    for place, value in ((f"K{row}", 3), (f"B{row}", "Peru")):
        book = openpyxl.load_workbook(filled[lang])
        (sheet,) = figures(book)
        sheet[place] = value
        book.save(path)
        copy.unlink(missing_ok=True)
        refused = dsm("check", path, "--marked", copy)
        assert refused.returncode == 1 and "EXC-332" in refused.stderr and not copy.exists(), refused.stderr
    before = path.read_bytes()
    assert dsm("check", path, "--marked", path).returncode != 0 and path.read_bytes() == before


def test_a_form_of_another_state_is_not_taken(filled, tmp_path):
    path = tmp_path / "m.dsm"
    for verb in (["init", path], ["country", path, "UA", "--as", "administrator@dsm"]):
        assert dsm(*verb).returncode == 0
    refused = dsm("submit", path, filled["en"], "--as", "submitter@ua")
    assert refused.returncode == 4 and "WFL-015" in refused.stderr, (refused.stdout, refused.stderr)


# What is lost or made otherwise when LibreOffice opens a workbook and saves it: results of formulas, texts that are errors.
# Yes becomes the formula TRUE() there, which is found as one.
NOT_OPEN = {"yes", "formula-never-calculated", "error-typed", "total-overwritten", "row-put-in", "key-of-nobody"}


@pytest.mark.skipif(office.SOFFICE is None, reason="LibreOffice (soffice) is not here")
def test_what_is_damaged_is_found_in_a_form_that_was_saved_as_ods(filled, tmp_path):
    kept = []
    for lang in LANGS:
        for name, damage in OPENPYXL.items():
            if "refused" in damage or "stored" in damage or name in NOT_OPEN:
                continue
            path = tmp_path / f"{name}.{lang}.xlsx"
            book = openpyxl.load_workbook(filled[lang])
            (sheet,) = figures(book)
            row, end = key(sheet, "CITIZENSHIP=ROU"), key(sheet, "dsm-end")
            damage["do"](book, sheet, row)
            book.save(path)
            kept.append((name, lang, path, damage, row, end))
    office.office(tmp_path / "office", "--convert-to", "ods", "--outdir", str(tmp_path), *(str(path) for _, _, path, *_ in kept))
    wrong = []
    for name, lang, path, damage, row, end in kept:
        try:
            judged(path.with_suffix(".ods"), lang, damage["say"], (*damage["extra"], *recalculated(damage)), row, end, FIGURES[lang], damage["severity"])
        except AssertionError as error:
            wrong.append(f"{name} {lang}: {str(error)[:300]}")
    assert not wrong, "\n".join(wrong)


def recalculated(damage):
    """A total that LibreOffice calculated anew leaves out what is kept as a text, and has what the form cannot place any more."""
    found = {code for code, _ in damage["say"]} | set(damage["extra"])
    return ("EXC-323",) if found & {"EXC-324", "EXC-313", "EXC-317"} else ()
