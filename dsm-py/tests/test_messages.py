"""Messages of SDMX in Python: read, converted, written."""

from __future__ import annotations

import json
from pathlib import Path

import dsm
import pytest

CSV = (
    "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
    "dataflow,MDA:PERMITS(1.0),R,MDA,F,2023,10,A\n"
    "dataflow,MDA:PERMITS(1.0),R,MDA,F,2024,,Q\n"
    "dataflow,MDA:PERMITS(1.0),R,MDA,M,2024,12,P\n"
)


def table() -> dsm.Table:
    return dsm.Table(
        [("MDA", "F", "2024", "12"), ("MDA", "M", "2024", "*")],
        measure="person-events:application flow",
        concept="ASYLUM_APPLICATION",
        axes=[dsm.Axis.reporter("REF_AREA"), dsm.Axis.category("SEX"), dsm.Axis.time()],
    )


def test_a_message_is_known_by_what_it_holds_and_has_an_unstated_measure(tmp_path: Path) -> None:
    file = tmp_path / "permits.csv"
    file.write_text(CSV)
    (read,) = dsm.read(file)
    assert read.indicator == "PERMITS"
    assert str(read.table.at("MDA", "F", "2023")) == "10"
    assert str(read.table.at("MDA", "F", "2024")) == "*"
    assert {"EXC-210", "EXC-226"} <= {finding.code for finding in read.findings}
    with pytest.raises(dsm.SemanticsError, match="SEM-061"):
        read.table.sum("SEX")


def test_a_conversion_keeps_what_is_written(tmp_path: Path) -> None:
    source = tmp_path / "permits.csv"
    source.write_text(CSV.replace(",12,", ",12.50,"))
    message, again = tmp_path / "permits.xml", tmp_path / "again.csv"
    found = dsm.convert(source, message, prepared="2025-01-01", sender="MDA")
    assert {finding.code for finding in found} == {"EXC-210"}
    assert 'OBS_VALUE="12.50"' in message.read_text()
    dsm.convert(message, again)
    assert "MDA,M,2024,12.50,P" in again.read_text()


def test_what_cannot_be_converted_leaves_nothing_behind(tmp_path: Path) -> None:
    source = tmp_path / "broken.xml"
    source.write_text('<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>')
    with pytest.raises(dsm.FormatError, match="EXC-217"):
        dsm.convert(source, tmp_path / "out.xml")
    with pytest.raises(dsm.MisuseError, match="EXC-238"):
        dsm.convert(source, tmp_path / "out.edi")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["broken.xml"]


@pytest.mark.parametrize("format", ["sdmx-ml-2.1", "sdmx-ml-3.0"])
def test_a_table_comes_back_as_it_left(tmp_path: Path, format: str) -> None:
    file = tmp_path / "applications.xml"
    left = table()
    left.write(file, format=format, indicator="ASYLUM_APPLICATIONS", prepared="2025-01-01", sender="MDA")
    beside = tmp_path / "applications.structures.xml"
    (read,) = dsm.read(file, structures=[beside])
    assert (read.indicator, read.table.measure) == ("ASYLUM_APPLICATIONS", left.measure)
    assert read.table == left
    assert not [finding for finding in read.findings if finding.code.startswith("EXC")]
    before = file.read_bytes()
    left.write(file, format=format, indicator="ASYLUM_APPLICATIONS", prepared="2025-01-01", sender="MDA")
    assert file.read_bytes() == before


def test_an_indicator_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(dsm.DsmError, match="CAT-001"):
        table().write(tmp_path / "x.xml", format="sdmx-ml-2.1", indicator="SHOE_SIZES")


def test_sdmx_json_is_read_as_it_was_written(tmp_path: Path) -> None:
    source, message, again = tmp_path / "permits.csv", tmp_path / "permits.json", tmp_path / "again.csv"
    source.write_text(CSV.replace(",12,", ",12.50,"))
    dsm.convert(source, message, prepared="2025-01-01", sender="MDA")
    dsm.convert(message, again)
    assert again.read_text() == source.read_text()
    (read,) = dsm.read(message)
    # Beside 12.50 a 10 is a 10.00: a table has one number of decimals.
    assert str(read.table.at("MDA", "F", "2023")) == "10.00"


def test_a_translator_maps_components_and_codes(tmp_path: Path) -> None:
    source, target = tmp_path / "permits.csv", tmp_path / "mapped.csv"
    source.write_text(CSV.replace("REF_AREA", "tara").replace("MDA,", "UZB,"))
    national = {"columns": {"REF_AREA": "tara"}, "schemes": {"REF_AREA": "iso3166-alpha3"}, "labels": {"SEX": {"F": "W"}}}
    found = dsm.convert(source, target, map=national)
    assert {finding.code for finding in found} == {"EXC-210", "COD-007"}
    assert target.read_text().splitlines()[1] == "dataflow,MDA:PERMITS(1.0),R,UZ,W,2023,10,A"
    with pytest.raises(dsm.MisuseError, match="TRL-011"):
        dsm.convert(source, target, map={"across": "TIME_PERIOD"})


def test_what_changed_is_a_message_with_its_deletions(tmp_path: Path) -> None:
    now, then, file = table(), table(), tmp_path / "changes.csv"
    earlier = dsm.Table(
        [("MDA", "F", "2023", "9"), ("MDA", "F", "2024", "11")],
        measure="person-events:application flow",
        concept="ASYLUM_APPLICATION",
        axes=[dsm.Axis.reporter("REF_AREA"), dsm.Axis.category("SEX"), dsm.Axis.time()],
    )
    now.write(file, format="sdmx-csv-2.0", indicator="ASYLUM_APPLICATIONS", since=earlier)
    actions = [line.split(",")[2:7] for line in file.read_text().splitlines()[1:]]
    assert actions == [["D", "MDA", "F", "2023", ""], ["R", "MDA", "F", "2024", "12"], ["A", "MDA", "M", "2024", ""]]
    now.write(file, format="sdmx-csv-2.0", indicator="ASYLUM_APPLICATIONS", since=then)
    assert len(file.read_text().splitlines()) <= 1


def test_what_a_format_cannot_say_is_told_to_who_writes(tmp_path: Path) -> None:
    earlier, later = table(), table()
    assert later.write(tmp_path / "all.csv", format="sdmx-csv-1.0", indicator="ASYLUM_APPLICATIONS") == ()
    (axes, rows) = (earlier.axes, [("MDA", "F", "2023", "9"), ("MDA", "F", "2024", "11")])
    before = dsm.Table(rows, measure=earlier.measure, concept="ASYLUM_APPLICATION", axes=axes)
    found = later.write(tmp_path / "changed.csv", format="sdmx-csv-1.0", indicator="ASYLUM_APPLICATIONS", since=before)
    assert {finding.code for finding in found} == {"EXC-224"}


@pytest.mark.parametrize(("lang", "name"), [("en", "female"), ("ru", "женский")])
def test_json_stat_has_the_names_of_codes(tmp_path: Path, lang: str, name: str) -> None:
    file = tmp_path / "applications.json"
    assert table().write(file, format="json-stat-2.0", indicator="ASYLUM_APPLICATIONS", lang=lang) == ()
    read = json.loads(file.read_text(encoding="utf-8"))
    assert read["dimension"]["SEX"]["category"]["label"]["F"] == name
    assert table().write(file, format="json-stat-2.0") == ()
    assert json.loads(file.read_text(encoding="utf-8"))["dimension"]["SEX"]["category"]["label"]["F"] == "F"
    with pytest.raises(dsm.DsmError, match="CAT-001"):
        table().write(file, format="json-stat-2.0", indicator="SHOE_SIZES")


def test_findings_of_a_long_message_are_handed_on_and_not_kept(tmp_path: Path) -> None:
    source, target = tmp_path / "permits.csv", tmp_path / "permits.xml"
    source.write_text(CSV)
    kept = dsm.convert(source, target)
    given: list[dsm.Finding] = []
    assert kept and dsm.convert(source, target, places=given) == () and [str(one) for one in given] == [str(one) for one in kept]
    target.unlink()

    def enough(finding: dsm.Finding) -> None:
        raise KeyboardInterrupt(finding.code)

    with pytest.raises(KeyboardInterrupt):
        dsm.convert(source, target, places=enough)
    assert not target.exists()
