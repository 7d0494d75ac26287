"""The main job from Python: handed in, verified by another, released, viewed under reciprocity."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

import dsm

ROOT = Path(__file__).parents[2]
DATA = ROOT / "examples" / "data"
INDICATOR = "ASYLUM_APPLICATIONS"


def figures(value: Any = 120) -> dsm.Table:
    return dsm.Table(
        [("UKR", "2024", value)],
        measure="cases:application:many flow",
        concept="ASYLUM_APPLICATION",
        axes=["CITIZENSHIP", "TIME_PERIOD"],
    )


@pytest.fixture
def mechanism(tmp_path: Path) -> dsm.Mechanism:
    made = dsm.Mechanism.create(tmp_path / "region.dsm")
    with made.session("administrator@dsm") as session:
        session.countries.add("MD")
        session.countries.add("KZ")
    return made


def release(mechanism: dsm.Mechanism, country: str, table: dsm.Table) -> dsm.Submission:
    at = country.lower()
    with mechanism.session(f"submitter@{at}") as session:
        submission = session.submissions.submit(table, INDICATOR)
    with mechanism.session(f"verifier@{at}") as session:
        session.submissions.verify(submission)
    with mechanism.session(f"releaser@{at}") as session:
        session.submissions.release(submission)
    return submission


def test_a_submission_goes_its_way(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("submitter@md") as session:
        submission = session.submissions.submit(figures(), INDICATOR)
        assert re.fullmatch(r"MD-\d{4}-0001", submission.id)
        assert (submission.state, submission.indicator, submission.submitted_by) == (dsm.State.SUBMITTED, INDICATOR, "submitter@md")
        assert isinstance(submission.findings, dsm.Findings)
    with mechanism.session("verifier@md") as session:
        assert session.submissions.table(submission) == figures()
        session.submissions.verify(submission)
        with pytest.raises(dsm.WorkflowError):
            session.submissions.verify(submission.id)
    with mechanism.session("releaser@md") as session:
        session.submissions.release(submission)
        assert [s.state for s in session.submissions] == [dsm.State.RELEASED]
        assert session.submissions[submission.id].state is dsm.State.RELEASED
        assert [e.what for e in session.history][-3:] == ["submitted", "verified", "released"]
    with mechanism.session("analyst@md") as session:
        assert session.view(INDICATOR, country="MD", time="2024", CITIZENSHIP="UKR") == figures()
        with pytest.raises(dsm.DsmError):
            session.submissions.withdraw(submission, "no right to do so")
    with mechanism.session("releaser@md") as session:
        session.submissions.withdraw(submission, "wrong file")
        assert session.submissions[submission.id].state is dsm.State.WITHDRAWN
    assert mechanism.verify_history().entries == dsm.Mechanism.open(mechanism.path).verify_history().entries


def test_four_eyes(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("administrator@md") as session:
        session.users.add("officer@md", "data-submitter", "data-verifier")
    with mechanism.session("officer@md") as session:
        assert session.who == dsm.Subject("officer@md", "MD", ("data-submitter", "data-verifier"))
        submission = session.submissions.submit(figures(), INDICATOR)
        with pytest.raises(dsm.DsmError) as caught:
            session.submissions.verify(submission)
    assert caught.value.kind in ("workflow", "denied") and caught.value.remedy
    with mechanism.session("verifier@md") as session:
        session.submissions.give_back(submission, "Is 120 the number of files?")
    with mechanism.session("submitter@md") as session:
        assert session.submissions[submission.id].state is dsm.State.RETURNED
        assert session.history[-1].reason == "Is 120 the number of files?"
    with mechanism.session("administrator@md") as session:
        session.users.deactivate("officer@md")
    with pytest.raises(dsm.AccessDenied):
        mechanism.session("officer@md")


def test_figures_are_shared_under_reciprocity(mechanism: dsm.Mechanism) -> None:
    release(mechanism, "MD", figures())
    with mechanism.session("analyst@kz") as session:
        with pytest.raises(PermissionError) as caught:
            session.view(INDICATOR, "MD")
        decision = session.why("read", "MD", INDICATOR)
        assert not decision and decision.denial is not None and decision.denial.code == caught.value.code  # type: ignore[attr-defined]
        assert decision.denial.reason in str(decision)
    release(mechanism, "KZ", figures(7))
    with mechanism.session("analyst@kz") as session:
        assert session.why(dsm.Act.READ, "MD", INDICATOR)
        both = session.view(INDICATOR, ["MD", "KZ"])
        assert {row.key: row.cell.text for row in both} == {("KZ", "UKR", "2024"): "7", ("MD", "UKR", "2024"): "120"}
        assert INDICATOR in session.indicators
    with mechanism.public() as session:
        with pytest.raises(dsm.AccessDenied):
            session.view(INDICATOR, "MD")
        assert session.who.country is None and session.history == ()


def test_a_release_may_be_revised(mechanism: dsm.Mechanism) -> None:
    earlier = release(mechanism, "MD", figures())
    with mechanism.session("submitter@md") as session:
        later = session.submissions.submit(figures(121), INDICATOR, revising=(earlier.id, "late files"))
        assert later.revises == (earlier.id, "late files")
        with pytest.raises(TypeError):
            session.submissions.submit(figures())  # type: ignore[call-overload]


def test_reports_and_files(mechanism: dsm.Mechanism, tmp_path: Path) -> None:
    release(mechanism, "MD", figures())
    with mechanism.session("analyst@md") as session:
        english, russian = (session.reports.render(INDICATOR, "MD", lang=lang) for lang in ("en", "ru"))
        assert "120" in english.html and 'lang="ru"' in russian.html and english.html != russian.html
        english.save(tmp_path / "page.html")
        assert (tmp_path / "page.html").read_text(encoding="utf-8") == english.html == english._repr_html_()
        with pytest.raises(ValueError, match="html"):
            english.save(tmp_path / "page.docx")
        table = session.view(INDICATOR, "MD")
    table.write(tmp_path / "t.csv")
    table.write(tmp_path / "t.sdmx.csv", format="sdmx-csv-2.0", dataflow=f"DSM:{INDICATOR}(1.0)")
    assert "UKR" in (tmp_path / "t.csv").read_text() and (tmp_path / "t.sdmx.csv").read_text().startswith("STRUCTURE")
    for format, dataflow in (("xlsx", None), ("sdmx-csv-2.0", None), ("csv", "A")):
        with pytest.raises(ValueError):
            table.write(tmp_path / "t.other", format=format, dataflow=dataflow)


def test_declared_reports_are_filled_and_written_in_every_form(mechanism: dsm.Mechanism, tmp_path: Path) -> None:
    release(mechanism, "MD", figures())
    with mechanism.session("analyst@md") as session:
        assert "asylum-overview" in session.reports.names
        overview = session.reports.render("asylum-overview", lang="ru")
        assert 'lang="ru"' in overview.html and "<script>" in overview._repr_html_() and "| " in overview._repr_markdown_()
        for ending in ("html", "md", "csv", "shown.csv", "xlsx"):
            overview.save(tmp_path / f"overview.{ending}")
        assert (tmp_path / "overview.csv").read_text(encoding="utf-8").startswith("SECTION,REF_AREA,")
        with zipfile.ZipFile(tmp_path / "overview.xlsx") as book:
            assert book.testzip() is None and "xl/workbook.xml" in book.namelist()
        own = tmp_path / "own.toml"
        own.write_text(OWN_REPORT, encoding="utf-8")
        page = session.reports.render(own, "MD", indicator=INDICATOR, time="2024").markdown
        assert "# Own" in page
        for name, country, code in (("indicator", (), "REP-010"), ("country-profile", "ZZ", "REP-018")):
            with pytest.raises(dsm.DsmError) as refused:
                session.reports.render(name, country)
            assert code in refused.value.code
        own.write_text(OWN_REPORT.replace("figures", "figure"), encoding="utf-8")
        with pytest.raises(dsm.DsmError) as refused:
            session.reports.render(own, indicator=INDICATOR)
        assert "REP-004" in refused.value.code
    # Who may see nothing is given a page without a figure.
    with mechanism.public() as nobody:
        assert "120" not in nobody.reports.render("asylum-overview").markdown


OWN_REPORT = """format = "dsm-report/1"
id = "own"
title.en = "Own"
title.ru = "Свой"
[query.all]
indicator = "{indicator}"
[[section]]
title.en = "All"
title.ru = "Все"
figures = "all"
"""


def test_published_files_are_read(tmp_path: Path) -> None:
    specification = DATA / "national.toml"
    read = dsm.read(DATA / "mda.csv", specification=specification)
    assert [(t.indicator, t.table.measure.unit) for t in read][0] == (INDICATOR, "person-events:application")
    assert all(len(t.table) > 10 for t in read)
    assert dsm.check(read[0].table) == dsm.check(read[0].table)
    # A figure that is changed in the file is changed in the table.
    text = (DATA / "mda.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if ",UKR,2022," in line and line.startswith(INDICATOR))
    (tmp_path / "changed.csv").write_text(text.replace(line, line.rsplit(",", 1)[0] + ",77777"), encoding="utf-8")
    changed = dsm.read(tmp_path / "changed.csv", specification=specification)
    assert changed[0].table != read[0].table and "77777" in [row.cell.text for row in changed[0].table]
    with pytest.raises(dsm.DsmError):
        dsm.read(DATA / "mda.csv", specification={"colums": {"A": "B"}})
    with pytest.raises(FileNotFoundError):
        dsm.read(tmp_path / "none.csv")
    with pytest.raises(ValueError):
        dsm.read(DATA / "mda.csv", specification={"format": "dsm-translator/2"})


def test_files_that_are_no_mechanisms_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.dsm").write_text("not a mechanism at all, but long enough to be looked at twice")
    for path in (tmp_path / "text.dsm", tmp_path / "none.dsm", tmp_path):
        with pytest.raises(dsm.DsmError):
            dsm.Mechanism.open(path)
    with pytest.raises(dsm.DsmError):
        dsm.Mechanism.create(tmp_path / "text.dsm")
    with pytest.raises(TypeError):
        dsm.Mechanism()


def test_a_closed_session_says_so(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("analyst@md") as session:
        assert repr(session) == "Session('analyst@md')"
    assert repr(session) == "Session(closed)" and repr(mechanism).startswith("Mechanism(")
    with pytest.raises(ValueError, match="closed"):
        session.view(INDICATOR)


def test_one_session_may_be_used_by_several_threads(mechanism: dsm.Mechanism) -> None:
    release(mechanism, "MD", figures())
    expected, found = figures(), list[dsm.Table]()
    with mechanism.session("analyst@md") as session:
        threads = [threading.Thread(target=lambda: found.append(session.view(INDICATOR, "MD"))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [expected] * 8



def test_the_example_walks_the_main_job(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "examples" / "road.py"), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for sign in ("TRL-008", "CHK-001", "WFL-003", "WFL-001", "ACC-002", "SDC-001", "SEM-036", "SEM-038", "✓", "The history is whole"):
        assert sign in run.stdout
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"region.dsm", "asylum_applications.sdmx.csv", "asylum_applications.ru.html"} <= written


def test_the_command_is_installed_with_the_package(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dsm.command", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert run("--help").returncode == 0 and "demo" in run("--help").stdout
    made = run("init", str(tmp_path / "region.dsm"))
    assert made.returncode == 0, made.stderr
    assert dsm.Mechanism.open(tmp_path / "region.dsm").verify_history().entries > 0
    assert run("no-such-verb").returncode == 2
    entry = next(e for e in metadata.distribution("dsm").entry_points if e.group == "console_scripts")
    assert (entry.name, entry.load().__module__) == ("dsm", "dsm.command")
