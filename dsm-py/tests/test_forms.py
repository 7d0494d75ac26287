"""Forms that officials fill in, from Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dsm


def test_a_form_is_written_and_the_same_one_is_the_same_bytes(tmp_path: Path) -> None:
    form = dsm.Template("ENTRIES", country="MD", period="2006", lang="ru")
    form.save(tmp_path / "form.xlsx")
    assert (tmp_path / "form.xlsx").read_bytes() == form.to_bytes()
    again = dsm.Template("ENTRIES", country="MD", period=["2006"], lang="ru")
    assert again.to_bytes() == form.to_bytes()
    assert dsm.Template("ENTRIES", country="MD", period="2006", lang="en").to_bytes() != form.to_bytes()


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(dsm.MisuseError, match="EXC-300"):
        dsm.Template("ENTRIES", country="MD", period="2006-Q1")
    with pytest.raises(dsm.MisuseError, match="EXC-301"):
        dsm.Template("ENTRIES", country="MD", period=[])
    with pytest.raises(dsm.DsmError, match="CAT-001"):
        dsm.Template("SHOE_SIZES", country="MD", period="2006")
    other = dsm.Table([("2005", 1)], axes=["TIME_PERIOD"])
    with pytest.raises(dsm.MisuseError, match="EXC-304"):
        dsm.Template("ENTRIES", country="MD", period="2006", beside=other)


def test_a_form_that_nobody_filled_in_is_set_aside_with_a_finding_at_each_cell(tmp_path: Path) -> None:
    dsm.Template("ENTRIES", country="MD", period="2006", lang="en").save(tmp_path / "form.xlsx")
    with pytest.raises(dsm.InvalidData, match="EXC-310") as refused:
        dsm.read(tmp_path / "form.xlsx")
    said = {finding.code: str(finding.place) for finding in refused.value.findings}
    assert said[dsm.Code("EXC-329")].endswith("Figures 2006")
    assert said[dsm.Code("EXC-326")].startswith(str(tmp_path / "form.xlsx") + ":Start here!C")


def test_a_marked_copy_is_a_form_and_says_what_is_wrong(tmp_path: Path) -> None:
    form = dsm.Template("ENTRIES", country="MD", period="2006", lang="en").to_bytes()
    copy, found = dsm.mark(form, name="f.xlsx")
    assert copy[:2] == b"PK" and all(str(one.place).startswith("f.xlsx") for one in found) and found
    (tmp_path / "copy.xlsx").write_bytes(copy)
    again, told = dsm.mark(tmp_path / "copy.xlsx")
    assert [one.code for one in told] == [one.code for one in found] and again[:2] == b"PK"
    with pytest.raises(dsm.MisuseError):
        dsm.mark(b"A,B")


def filled(path: Path, period: str) -> None:
    """A form in which the row of Romania is filled in."""
    openpyxl = pytest.importorskip("openpyxl")
    dsm.Template("ENTRIES", country="MD", period=period, lang="en").save(path)
    book = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in book if sheet["A1"].value == "dsm-figures/1")
    row = next(at for at in range(1, sheet.max_row + 1) if sheet.cell(at, 1).value == "CITIZENSHIP=ROU")
    for column in "CDEF":
        sheet[f"{column}{row}"] = 7
    for name in ("UNIT", "STATUS", "EMPTY"):
        words, area = book.defined_names[f"DSM_{name}"].attr_text.split("!")
        title, cell = book.defined_names[f"DSM_FIELD_{name}"].attr_text.split("!")
        book[title.strip("'")][cell.replace("$", "")] = book[words.strip("'")][area.split(":")[0].replace("$", "")].value
    book.save(path)


def test_what_the_checks_say_of_a_form_stands_at_its_cells(tmp_path: Path) -> None:
    filled(tmp_path / "form.xlsx", "2099")
    (read,) = dsm.read(tmp_path / "form.xlsx")
    # The year has not begun: a check says so of each figure, not the reader of the form.
    future = [finding for finding in read.findings if finding.code == "CHK-005"]
    assert future and all(re.search(r"form\.xlsx:Figures 2099![A-Z]+\d+$", str(one.place)) for one in future), read.findings


def test_the_same_form_is_handed_in_once(tmp_path: Path) -> None:
    filled(tmp_path / "form.xlsx", "2006")
    mechanism = dsm.Mechanism.create(tmp_path / "region.dsm")
    with mechanism.session("administrator@dsm") as session:
        session.countries.add("MD")
    with mechanism.session("submitter@md") as session:
        (first,) = session.submissions.submit(tmp_path / "form.xlsx")
        with pytest.raises(dsm.WorkflowError, match="WFL-046") as refused:
            session.submissions.submit(tmp_path / "form.xlsx")
        assert first.id in str(refused.value)
        assert [one.id for one in session.submissions] == [first.id]


def test_the_documentation_table_is_a_form_that_is_read_back(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    said = dsm.Documentation("MD", "ENTRIES", "2018-01-01", None, {"SOURCE": {"en": "Cards"}, "UNIT": {"": "PERSONS"}})
    form = dsm.DocumentationTemplate("ENTRIES", country="MD", lang="ru", said=said)
    assert form.to_bytes() == dsm.DocumentationTemplate("ENTRIES", country="MD", lang="ru", said=said).to_bytes()
    form.save(tmp_path / "doc.xlsx")
    assert dsm.Documentation.read(tmp_path / "doc.xlsx") == said
    book = openpyxl.load_workbook(tmp_path / "doc.xlsx")
    sheet = book.worksheets[0]
    rows = {sheet.cell(at, 1).value: at for at in range(1, sheet.max_row + 1)}
    sheet[f"E{rows['SOURCE']}"] = "Карточки"
    book.save(tmp_path / "doc.xlsx")
    assert dsm.Documentation.read(tmp_path / "doc.xlsx").answers["SOURCE"] == {"en": "Cards", "ru": "Карточки"}
    sheet[f"D{rows['UNIT']}"] = "families"
    book.save(tmp_path / "doc.xlsx")
    with pytest.raises(dsm.FormatError, match="DOC-014") as refused:
        dsm.Documentation.read(tmp_path / "doc.xlsx")
    (found,) = refused.value.findings
    assert found.code == "DOC-005" and str(found.place).endswith(f"!D{rows['UNIT']}")
    with pytest.raises(dsm.InvalidData, match="EXC-309"):
        dsm.DocumentationTemplate("EXITS", country="MD", said=said)
    with pytest.raises(dsm.MisuseError, match="EXC-380"):
        dsm.read(tmp_path / "doc.xlsx")
