"""Messages of SDMX in Python: read, converted, written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


def test_whoever_knows_what_a_message_counts_states_it(tmp_path: Path) -> None:
    file = tmp_path / "permits.csv"
    file.write_text(CSV)
    sex = dsm.Axis.category("SEX", membership="fixed", exhaustive=True)
    with pytest.raises(dsm.DsmError, match="CAT-003"):
        dsm.read(file, measure="persons-distinct stock", axes=[sex])
    (read,) = dsm.read(file, measure="persons-distinct stock", concept="PERMITS", axes=[sex], vintage="v1", moments="start")
    assert "EXC-226" not in {finding.code for finding in read.findings}
    assert str(read.table.measure) == "persons-distinct stock" and read.table.vintage == "v1"
    assert str(read.table.sum("SEX").at("MDA", "2023-01-01")) == "10.."
    # A translator says the same as attributes of the message.
    stated = {"STAT_UNIT": "persons-distinct", "TEMPORALITY": "stock", "MOMENT": "start"}
    (mapped,) = dsm.read(file, map={"stated": stated, "labels": {"SEX": {"F": "M", "M": "F"}}})
    assert mapped.table.measure == read.table.measure and str(mapped.table.at("MDA", "M", "2023-01-01")) == "10"
    with pytest.raises(dsm.MisuseError, match="EXC-108"):
        dsm.read(file, measure="persons-distinct flow", map={"stated": stated})
    tidy = tmp_path / "tidy.csv"
    tidy.write_text("SEX,TIME_PERIOD,OBS_VALUE\nF,2024,1\n")
    others: list[dict[str, Any]] = [{"measure": "persons-distinct flow"}, {"map": {}}, {"moments": "end"}, {"axes": ["SEX"]}]
    for other in others:
        with pytest.raises(ValueError, match="specification"):
            dsm.read(tidy, **other)


def test_a_table_that_does_not_know_what_it_counts_is_told(tmp_path: Path) -> None:
    file = tmp_path / "permits.csv"
    file.write_text(CSV)
    (read,) = dsm.read(file)
    told = dsm.Table(read.table, measure="person-events:permit flow", concept="PERMITS", axes=[dsm.Axis.reporter("REF_AREA"), "SEX", "TIME_PERIOD"])
    assert str(told.measure) == "person-events:permit flow" and told.concept == dsm.Concept("PERMITS")
    again = dsm.Table(read.table.to_arrow(), measure="person-events:permit flow", concept="PERMITS")
    assert again == told
    with pytest.raises(dsm.MisuseError, match="EXC-108"):
        dsm.Table(told, measure="person-events:permit stock")


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


def test_of_many_findings_a_thousand_are_kept_and_all_counted(tmp_path: Path) -> None:
    source, target = tmp_path / "m.csv", tmp_path / "m.xml"
    rows = "".join(f"DSM:F(1.0),S{at},2024,x\n" for at in range(1234))
    source.write_text(f"DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\n{rows}", encoding="utf-8")
    found = dsm.convert(source, target)
    assert len(found.of("EXC-208")) == 1000 and found.more == {"EXC-208": 234}
    assert found.of("EXC-208").more == {"EXC-208": 234} and found.of("EXC-210").more == {}
    assert repr(found).endswith("EXC-208: 234 more") and "234 more" in found._repr_html_()
    # Whoever takes each has all of them.
    all_of_them: list[dsm.Finding] = []
    assert dsm.convert(source, target, places=all_of_them).more == {}
    assert len([one for one in all_of_them if one.code == "EXC-208"]) == 1234


def test_a_vintage_with_a_revision_behind_it_is_the_later_vintage(tmp_path: Path) -> None:
    head = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,STAT_UNIT,TEMPORALITY,VINTAGE\n"
    row = "dataflow,DSM:F(1.0),{},{},2024,{},{},persons-distinct,flow,{}\n".format
    vintage = [row("R", "F", 3, "A", "one"), row("R", "M", 4, "A", "one"), row("R", "X", 5, "A", "one")]
    revision = ["dataflow,DSM:F(1.0),D,F,2024,,,,,\n", row("R", "M", 6, "P", "two"), row("A", "Y", 7, "A", "two")]
    path = tmp_path / "m.csv"
    path.write_text(head + "".join(vintage + revision), encoding="utf-8")
    (one,) = dsm.read(path)
    assert [str(finding.code) for finding in one.findings if finding.code != "EXC-210"] == []
    later = tmp_path / "later.csv"
    later.write_text(head + "".join([row("R", "M", 6, "P", "two"), row("R", "X", 5, "A", "two"), row("R", "Y", 7, "A", "two")]), encoding="utf-8")
    one.table.write(tmp_path / "one.csv")
    dsm.read(later)[0].table.write(tmp_path / "two.csv")
    assert (tmp_path / "one.csv").read_text(encoding="utf-8") == (tmp_path / "two.csv").read_text(encoding="utf-8")
    # Information is no revision: there a key twice is a key twice.
    path.write_text(head + (row("I", "F", 3, "A", "one") * 2), encoding="utf-8")
    with pytest.raises(dsm.InvalidData) as refused:
        dsm.read(path)
    assert "EXC-206" in [finding.code for finding in refused.value.findings]
