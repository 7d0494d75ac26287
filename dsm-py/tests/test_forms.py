"""Forms that officials fill in, from Python."""

from __future__ import annotations

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
