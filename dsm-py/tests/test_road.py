"""What the main road needs beside a submission: specifications as files, findings, documentation, openings, protected releases."""

from __future__ import annotations

from pathlib import Path

import pytest

import dsm

NATIONAL = Path(__file__).parents[2] / "examples" / "data" / "national"


@pytest.fixture
def mechanism(tmp_path: Path) -> dsm.Mechanism:
    made = dsm.Mechanism.create(tmp_path / "region.dsm", preset="unhcr")
    with made.session("administrator@dsm") as session:
        assert session.indicators.add("ENTRIES") == "ENTRIES"
        for country in ("KG", "KZ"):
            session.countries.add(country)
    return made


def handed_in(mechanism: dsm.Mechanism) -> dsm.Submission:
    with mechanism.session("submitter@kg") as session:
        (submission,) = session.submissions.submit(NATIONAL / "register.csv", specification=NATIONAL / "register.toml")
    with mechanism.session("verifier@kg") as session:
        session.submissions.verify(submission)
    return submission


@pytest.mark.parametrize(
    ("file", "cells"),
    [("kazakhstan.csv", 129), ("moldova.csv", 565), ("tajikistan.txt", 30), ("ukraine.csv", 1274), ("kyrgyzstan.txt", 204)],
)
def test_national_files_are_read_by_their_specifications(file: str, cells: int) -> None:
    read = dsm.read(NATIONAL / file, specification=NATIONAL / f"{file.split('.')[0]}.toml")
    assert sum(len(one.table) for one in read) == cells


def test_a_specification_is_a_file_or_a_mapping(tmp_path: Path) -> None:
    mapping = {
        "format": "dsm-translator/1",
        "about": {"en": "counted inside a register"},
        "catalogue": {"preset": "dsm"},
        "columns": {"TIME_PERIOD": "month", "SEX": "sex", "OBS_VALUE": "persons"},
        "stated": {"INDICATOR": "ENTRIES", "REF_AREA": "KG", "UNIT": "PERSONS", "CITIZENSHIP": "_T"},
        "labels": {"SEX": {"T": "_T"}},
    }
    by_file = dsm.read(NATIONAL / "register.csv", specification=NATIONAL / "register.toml")
    assert dsm.read(NATIONAL / "register.csv", specification=mapping)[0].table == by_file[0].table
    fixed = {
        "fixed": [["TIME_PERIOD", 4], ("WHO", 3), ["NOTE", 2], ["OBS_VALUE", 4]],
        "ignored": ["NOTE"],
        "columns": {"CITIZENSHIP": "WHO"},
        "stated": {"INDICATOR": "ASYLUM_APPLICATIONS", "REF_AREA": "KG", "UNIT": "CASES"},
        "catalogue": {"preset": "unhcr"},
    }
    (tmp_path / "fixed.txt").write_text("2024AFGxx 120\n2024UKRxx  30\n")
    (table,) = dsm.read(tmp_path / "fixed.txt", specification=fixed)
    assert [cell.text for cell in table.table.cells] == ["120", "30"]
    across = {"across": "TIME_PERIOD", "columns": {"CITIZENSHIP": "who"}, "stated": fixed["stated"], "catalogue": fixed["catalogue"]}
    (tmp_path / "across.csv").write_text("who,2023,2024\nAFG,110,120\n")
    (table,) = dsm.read(tmp_path / "across.csv", specification=across)
    assert [row.key[-1] for row in table.table] == ["2023", "2024"]
    by_column = {
        "columns": {"CITIZENSHIP": "who", "TIME_PERIOD": "year"},
        "stated": {"REF_AREA": "KG", "UNIT": "CASES"},
        "values": {"new": {"INDICATOR": "ASYLUM_APPLICATIONS"}},
        "catalogue": {"preset": "unhcr"},
    }
    (tmp_path / "values.csv").write_text("who,year,new\nAFG,2024,120\n")
    assert dsm.read(tmp_path / "values.csv", specification=by_column)[0].indicator == "ASYLUM_APPLICATIONS"


def test_every_line_of_a_wrong_specification_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('format = "dsm-translator/1"\n[schemes]\nREF_AREA = "iso"\n[colums]\nSEX = "sex"\n', encoding="utf-8")
    with pytest.raises(dsm.FormatError) as caught:
        dsm.read(NATIONAL / "register.csv", specification=wrong)
    assert caught.value.code == "TRL-007"
    assert [(f.code, f.place) for f in caught.value.findings] == [("COD-008", f"{wrong}:3"), ("TRL-007", f"{wrong}:5")]
    with pytest.raises(dsm.FormatError) as caught:
        dsm.read(NATIONAL / "register.csv", specification={"schemes": {"REF_AREA": "iso"}, "colums": {"SEX": "sex"}})
    assert [f.code for f in caught.value.findings] == ["COD-008", "TRL-007"]
    wrong.write_text("format = ", encoding="utf-8")
    with pytest.raises(dsm.FormatError):
        dsm.read(NATIONAL / "register.csv", specification=wrong)


def test_a_refused_file_says_where(tmp_path: Path, mechanism: dsm.Mechanism) -> None:
    path = tmp_path / "kg.csv"
    path.write_text("INDICATOR,REF_AREA,CITIZENSHIP,SEX,TIME_PERIOD,OBS_VALUE\nENTRIES,KG,_T,_T,2024,many\nENTRIES,KG,_T,_T,soon,7\n")
    with pytest.raises(dsm.InvalidData) as caught:
        dsm.read(path)
    assert caught.value.code == "TRL-001"
    assert {f.place for f in caught.value.findings} == {f"{path}:2:6", f"{path}:3:5"}
    assert "many" in [f.evidence for f in caught.value.findings] and "many" not in str(caught.value)
    with pytest.raises(dsm.DsmError) as persons:
        dsm.read(NATIONAL / "crossings.csv")
    assert persons.value.code == "TRL-008" and {f.code for f in persons.value.findings} == {"SRC-040", "SRC-042"}
    with mechanism.session("submitter@kg") as session:
        before = len(session.history)
        with pytest.raises(dsm.DsmError):
            session.submissions.submit(NATIONAL / "crossings.csv")
        assert len(session.history) == before and not list(session.submissions)


def test_a_file_with_an_error_is_not_handed_in_by_half(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("administrator@dsm") as session:
        session.countries.add("UA")
    with mechanism.session("submitter@ua") as session:
        with pytest.raises(dsm.WorkflowError) as caught:
            session.submissions.submit(NATIONAL / "ukraine.csv", specification=NATIONAL / "ukraine.toml")
        assert caught.value.code == "WFL-003"
        assert [f.place for f in caught.value.findings.of("CHK-001")] == ["ASYLUM_DECISION:UA.AFG._T@2019"]
        assert not list(session.submissions)


def test_masks_that_can_be_computed_are_not_released(mechanism: dsm.Mechanism) -> None:
    submission = handed_in(mechanism)
    with mechanism.session("releaser@kg") as session:
        with pytest.raises(dsm.DsmError) as caught:
            session.submissions.release(submission, threshold=5, complete=False)
        assert caught.value.code == "SDC-001"
        assert {f.code for f in caught.value.findings} == {"SDC-002", "SDC-004"}
        with pytest.raises(dsm.DsmError) as caught:
            session.submissions.release(submission, threshold=1)
        assert caught.value.code == "SDC-006"
        with pytest.raises(dsm.DsmError) as caught:
            session.submissions.release(submission, threshold=5, zeros="gone")
        assert caught.value.code == "SDC-006"
        with pytest.raises(TypeError):
            session.submissions.release(submission, complete=False)
        with pytest.raises(dsm.DsmError) as caught:
            session.submissions.release(submission, threshold=5, never=[{"SEX": "X"}], accept_open="agreed")
        assert caught.value.code == "SDC-038"
        session.submissions.release(submission, threshold=5, zeros=dsm.Zeros.MASKABLE, also=[("KG", "_T", "F", "2023-01")])
    with mechanism.session("analyst@kg") as session:
        cells = session.view("ENTRIES", "KG")
        assert isinstance(cells.at("KG", "_T", "F", "2023-01"), dsm.Masked)
        small = [cell for cell in cells.cells if isinstance(cell, dsm.Figure) and cell.exact is not None and cell.exact < 5]
        assert not small


def test_an_opening_may_be_taken_back(mechanism: dsm.Mechanism) -> None:
    submission = handed_in(mechanism)
    with mechanism.session("releaser@kg") as session:
        session.submissions.release(submission, threshold=5)
    with mechanism.session("analyst@kz") as analyst, mechanism.session("administrator@kg") as administrator:
        with pytest.raises(dsm.AccessDenied):
            analyst.view("ENTRIES", "KG")
        administrator.openings.add("ENTRIES", to=["KZ"])
        seen = analyst.view("ENTRIES", "KG")
        assert any(isinstance(cell, dsm.Masked) for cell in seen.cells)
        administrator.openings.remove("ENTRIES", to="KZ")
        with pytest.raises(dsm.AccessDenied):
            analyst.view("ENTRIES", "KG")
        with pytest.raises(dsm.WorkflowError):
            administrator.openings.add("ENTRIES", to="FR")
        with pytest.raises(dsm.DsmError) as caught:
            administrator.openings.add("ENTRIES", to=[])
        assert caught.value.code == "ACC-020"
        with pytest.raises(dsm.AccessDenied):
            analyst.openings.add("ENTRIES", to="public")


def test_indicators_are_added(mechanism: dsm.Mechanism, tmp_path: Path) -> None:
    with mechanism.session("administrator@dsm") as session:
        assert "ENTRIES" in session.indicators and len(session.indicators) == len(list(session.indicators))
        with pytest.raises(TypeError):
            session.indicators.add()
        wrong = tmp_path / "wrong.toml"
        wrong.write_text('format = "dsm-indicators/1"\nid = "X"\n')
        with pytest.raises(dsm.FormatError) as caught:
            session.indicators.add(definition=wrong)
        assert caught.value.code == "CAT-010" and all(f.place for f in caught.value.findings)
        definition = Path(__file__).parents[2] / "spec" / "indicators" / "dsm" / "entries.toml"
        own = tmp_path / "own.toml"
        own.write_text(definition.read_text(encoding="utf-8").replace('id = "ENTRIES"', 'id = "ENTRIES_BY_AIR"', 1), encoding="utf-8")
        assert session.indicators.add(definition=own, reciprocal=True) == "ENTRIES_BY_AIR"
        assert "ENTRIES_BY_AIR" in session.indicators
    with mechanism.session("analyst@kg") as session:
        with pytest.raises(dsm.AccessDenied):
            session.indicators.add("EXITS")


def test_states_say_what_their_figures_are(mechanism: dsm.Mechanism, tmp_path: Path) -> None:
    path = NATIONAL / "documentation" / "kaz_applications_2018.toml"
    read = dsm.Documentation.read(path)
    assert (read.country, read.indicator, read.completeness) == ("KZ", "ASYLUM_APPLICATIONS", None)
    with mechanism.session("submitter@kz") as session:
        kept = session.documentation.add(path)
        assert kept.completeness is not None
        assert kept.completeness.filled + len(kept.completeness.missing) == kept.completeness.required
        assert (kept.valid_from, kept.valid_until) == ("2018-01-01", "2018-12-31")
        assert session.documentation.view("KZ", "ASYLUM_APPLICATIONS") == (kept,)
        assert kept.answer("UNIT") == "CASES" and kept.answer("TITLE", "ru") != kept.answer("TITLE", "en")
        assert kept.answer("AGENCY") is None
        for name in ("kaz.xml", "kaz.csv"):
            kept.write(tmp_path / name, sender="KAZ", prepared="2026-06-01")
            back = dsm.read_documentation(tmp_path / name)
            assert not back.findings and session.documentation.add(back.documentation[0]) == kept
        assert "MSD_DOCUMENTATION" in (tmp_path / "kaz.structures.xml").read_text(encoding="utf-8")
        with pytest.raises(dsm.MisuseError, match="EXC-286"):
            kept.write(tmp_path / "kaz.json", format="sdmx-json-2.0")
        with pytest.raises(dsm.AccessDenied):
            session.documentation.add(NATIONAL / "documentation" / "kgz_applications.toml")
        wrong = tmp_path / "wrong.toml"
        wrong.write_text(path.read_text(encoding="utf-8") + 'NO_SUCH_FIELD = "x"\n', encoding="utf-8")
        with pytest.raises(dsm.FormatError) as caught:
            session.documentation.add(wrong)
        lines = len(wrong.read_text(encoding="utf-8").splitlines())
        assert caught.value.code == "DOC-014" and caught.value.findings[0].place == f"{wrong}:{lines}"
    with mechanism.session("analyst@kg") as session:
        assert session.documentation.view("KZ", "ASYLUM_APPLICATIONS") == ()
