"""What `dsm convert` writes is valid by a schema of its structure, and other readers find in it what was in the file."""

import csv
import json
import re
import subprocess

import pytest
from corpora import ABSTRACT, SPECIMENS
from lxml import etree
from pysdmx.io import read_sdmx
from readers import figure, json_reads, nothing, pysdmx_reads, sdmx1_reads
from schema import BASES, schema, structure
from test_sdmx_data import BUILT, XML, json_schema  # noqa: F401

MESSAGE = """<?xml version="1.0" encoding="UTF-8"?>
<m:Structure xmlns:m="{0}/message" xmlns:s="{0}/structure" xmlns:c="{0}/common">
<m:Header><m:ID>S</m:ID><m:Test>false</m:Test><m:Prepared>2026-01-01T00:00:00</m:Prepared><m:Sender id="MDA"/></m:Header>
<m:Structures>{1}</m:Structures></m:Structure>
"""
SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/"
CONCEPTS = ["FREQ", "AREA", "SEX", "TIME_PERIOD", "OBS_VALUE", "UNIT", "TITLE", "NOTE", "OBS_STATUS", "COMMENT", "SOURCE"]


def reference(version, kind, id, item=""):
    if version == "2.1":
        parent = 'id="{0}" maintainableParentID="{1}" maintainableParentVersion="1.0"'.format(item, id) if item else f'id="{id}" version="1.0"'
        package = {"Codelist": "codelist", "Concept": "conceptscheme", "DataStructure": "datastructure"}[kind]
        return f'<Ref agencyID="MDA" {parent} class="{kind}" package="{package}"/>'
    package = {"Codelist": "codelist", "Concept": "conceptscheme", "DataStructure": "datastructure"}[kind]
    return f"urn:sdmx:org.sdmx.infomodel.{package}.{kind}=MDA:{id}(1.0){'.' + item if item else ''}"


def structures(path, version, many=False):
    """A structure with a group, and attributes at every level."""
    name = lambda text: f'<c:Name xml:lang="en">{text}</c:Name>'
    lists = {"CL_FREQ": "A Q", "CL_AREA": "MDA GEO KAZ", "CL_SEX": "F M _T", "CL_OBS_STATUS": "A P E", "CL_SOURCE": "REGISTER SURVEY CENSUS"}
    codelists = "".join(
        f'<s:Codelist id="{id}" agencyID="MDA" version="1.0">{name(id)}' + "".join(f'<s:Code id="{code}">{name(code)}</s:Code>' for code in codes.split()) + "</s:Codelist>"
        for id, codes in lists.items()
    )
    concepts = "".join(
        f'<s:Concept id="{id}">{name(id)}' + ('<s:CoreRepresentation><s:TextFormat textType="String"/></s:CoreRepresentation>' if id in ("UNIT", "COMMENT") else "") + "</s:Concept>"
        for id in CONCEPTS
    )

    def component(tag, id, more="", list=None, inner="", attributes=""):
        identity = f"<s:ConceptIdentity>{reference(version, 'Concept', 'CS', id)}</s:ConceptIdentity>"
        kind = f"<s:Enumeration>{reference(version, 'Codelist', list)}</s:Enumeration>" if list else inner
        local = f"<s:LocalRepresentation{attributes}>{kind}</s:LocalRepresentation>" if kind else ""
        return f'<s:{tag} id="{id}"{more.format(id)}>{identity}{local}'

    old = version == "2.1"
    one = lambda id: f"<Ref id=\"{id}\"/>" if old else id
    time = '<s:TextFormat textType="ObservationalTimePeriod"/>'
    text = '<s:TextFormat textType="String"/>'
    keys = "".join(component("Dimension", id, f' position="{at}"', f"CL_{id}") + "</s:Dimension>" for at, id in enumerate(["FREQ", "AREA", "SEX"], 1))
    keys += component("TimeDimension", "TIME_PERIOD", inner=time) + "</s:TimeDimension>"
    use = lambda mandatory: f' assignmentStatus="{"Mandatory" if mandatory else "Conditional"}"' if old else f' usage="{"mandatory" if mandatory else "optional"}"'
    of = {
        "set": "<s:None/>" if old else "<s:Dataflow/>",
        "series": "".join(f"<s:Dimension>{one(id)}</s:Dimension>" for id in ["FREQ", "AREA", "SEX"]),
        "group": f"<s:Group>{one('SIBLING')}</s:Group>",
        "obs": f"<s:PrimaryMeasure>{one('OBS_VALUE')}</s:PrimaryMeasure>" if old else "<s:Observation/>",
    }
    attributes = [("UNIT", "set", False, None), ("TITLE", "group", False, None), ("NOTE", "series", False, None), ("OBS_STATUS", "obs", True, "CL_OBS_STATUS"), ("COMMENT", "obs", False, None)]
    if many:
        attributes += [("SOURCE", "obs", False, "CL_SOURCE")]
    said = "".join(
        component("Attribute", id, use(mandatory), list, text, ' minOccurs="0" maxOccurs="3"' if id == "SOURCE" else "")
        + f"<s:AttributeRelationship>{of[level]}</s:AttributeRelationship></s:Attribute>"
        for id, level, mandatory, list in attributes
    )
    measure = component("PrimaryMeasure" if old else "Measure", "OBS_VALUE", inner='<s:TextFormat textType="Double"/>') + f"</s:{'PrimaryMeasure' if old else 'Measure'}>"
    group = "".join(f"<s:GroupDimension><s:DimensionReference>{one(id)}</s:DimensionReference></s:GroupDimension>" for id in ["AREA", "SEX"])
    dsd = (
        f'<s:DataStructure id="DSD" agencyID="MDA" version="1.0">{name("DSD")}<s:DataStructureComponents>'
        f'<s:DimensionList id="DimensionDescriptor">{keys}</s:DimensionList><s:Group id="SIBLING">{group}</s:Group>'
        f'<s:AttributeList id="AttributeDescriptor">{said}</s:AttributeList><s:MeasureList id="MeasureDescriptor">{measure}</s:MeasureList>'
        "</s:DataStructureComponents></s:DataStructure>"
    )
    flow = f'<s:Dataflow id="FLOW" agencyID="MDA" version="1.0">{name("FLOW")}<s:Structure>{reference(version, "DataStructure", "DSD")}</s:Structure></s:Dataflow>'
    scheme = f'<s:ConceptScheme id="CS" agencyID="MDA" version="1.0">{name("CS")}{concepts}</s:ConceptScheme>'
    if old:
        body = f"<s:Dataflows>{flow}</s:Dataflows><s:Codelists>{codelists}</s:Codelists><s:Concepts>{scheme}</s:Concepts><s:DataStructures>{dsd}</s:DataStructures>"
    else:
        body = f"<s:Codelists>{codelists}</s:Codelists><s:ConceptSchemes>{scheme}</s:ConceptSchemes><s:Dataflows>{flow}</s:Dataflows><s:DataStructures>{dsd}</s:DataStructures>"
    path.write_text(MESSAGE.format(SCHEMAS + ("v2_1" if old else "v3_0"), body), encoding="utf-8")
    checked = etree.XMLSchema(etree.parse(f"{BASES[version]}/SDMXMessage.xsd"))
    assert checked.validate(etree.parse(str(path))), checked.error_log
    return path


TEXTS = ["Cote d'Ivoire", 'the "first" permit', "a\u00a0b\u00adc\u200dd", "back\\slash", "one\ntwo\tthree", "<&>;,", "Қазақстан, Беларусь", "العربية עברית", "👩‍👩‍👧 𝔘", "  space  ", "]]>", "a;b"]
FIGURES = ["-12", "0.001", "1.50", "345678901234567890", "0", "", "-0.5", "12e3", "NaN", "7"]


def rows():
    """Three countries, two sexes, twelve years: a title for a country and sex, a note for a series, a comment for an observation."""
    at = 0
    for area in ["MDA", "GEO", "KAZ"]:
        for sex in ["F", "_T"]:
            for freq in ["A", "Q"]:
                for year in range(2010, 2022):
                    row = {"FREQ": freq, "AREA": area, "SEX": sex, "TIME_PERIOD": f"{year}-Q1" if freq == "Q" else str(year), "OBS_VALUE": FIGURES[at % len(FIGURES)]}
                    row |= {"UNIT": "persons' \"own\"", "TITLE": TEXTS[hash_of(area + sex)], "NOTE": TEXTS[hash_of(area + sex + freq)], "OBS_STATUS": "APE"[at % 3], "COMMENT": TEXTS[at % len(TEXTS)] if at % 4 else ""}
                    yield row
                    at += 1


def hash_of(text):
    return sum(text.encode()) % len(TEXTS)


def source(path, sources=False):
    given = list(rows())
    several = ["", "REGISTER", "REGISTER;SURVEY", "REGISTER;SURVEY;CENSUS"]
    names = list(given[0]) + (["SOURCE[]"] if sources else [])
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["STRUCTURE[;]" if sources else "STRUCTURE", "STRUCTURE_ID", "ACTION", *names])
        for at, row in enumerate(given):
            writer.writerow(["dataflow", "MDA:FLOW(1.0)", "R", *row.values(), *([several[at % 4]] if sources else [])])
    return path


def expected(own):
    return {tuple(row[one] for one in own.key): (figure(row["OBS_VALUE"]), {one.id: row[one.id] for one in own.attributes if row.get(one.id)}) for row in rows()}


def convert(source, target, *more, codes=()):
    done = subprocess.run([BUILT / "dsm", "--format", "json", "convert", source, target, "--prepared", "2026-01-01T00:00:00", *more], capture_output=True, text=True, encoding="utf-8", check=False)
    found = {one["finding"]["code"] for one in map(json.loads, done.stdout.splitlines()) if "finding" in one}
    assert done.returncode in (0, 1) and target.is_file(), done.stdout + done.stderr
    assert found <= {f"DSM-{code}" for code in codes}, done.stdout[:2000]
    return target


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("convert")
    return structures(folder / "structures21.xml", "2.1"), structures(folder / "structures30.xml", "3.0"), source(folder / "source.csv")


OF = {"ml21.xml": ["--to", "sdmx-ml-2.1"], "ml21_flat.xml": ["--to", "sdmx-ml-2.1", "--flat"], "ml30.xml": ["--to", "sdmx-ml-3.0"], "ml30_flat.xml": ["--to", "sdmx-ml-3.0", "--flat"]}


def agree(read, wanted, without=()):
    assert read.keys() == wanted.keys()
    for key, (value, notes) in wanted.items():
        assert read[key][0] == value, key
        assert read[key][1] == {name: text for name, text in notes.items() if name not in without}, key


@pytest.mark.parametrize("name", OF)
def test_groups_and_texts_are_valid_and_read_the_same(own, tmp_path, name):
    old, new, text = own
    version, flat = XML[name]
    target = convert(text, tmp_path / name, *OF[name], "--structure", old)
    namespace = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=MDA:FLOW(1.0):ObsLevelDim:{'AllDimensions' if flat else 'TIME_PERIOD'}"
    checked = schema(structure(old), namespace, version, flat)
    assert checked.validate(etree.parse(str(target))), checked.error_log
    read = structure(old)
    wanted = expected(read)
    # pysdmx gives observations no attributes of groups; those of the data set it keeps apart.
    agree(without(pysdmx_reads(target, read), "UNIT", "TITLE"), wanted, ("UNIT", "TITLE"))
    if version == "2.1":
        agree(without(sdmx1_reads(target, read, old), "UNIT"), wanted, ("UNIT",))
    # And back as it was.
    again = convert(target, tmp_path / "again.csv", "--to", "sdmx-csv-2.0", "--structure", old)
    assert list(csv.DictReader(again.open(newline="", encoding="utf-8"))) == [
        {"STRUCTURE": "dataflow", "STRUCTURE_ID": "MDA:FLOW(1.0)", "ACTION": "R", **row} for row in rows()
    ]


def without(read, *names):
    return {key: (value, {name: text for name, text in notes.items() if name not in names}) for key, (value, notes) in read.items()}


@pytest.mark.parametrize("form", ["sdmx-csv-1.0", "sdmx-csv-2.0"])
def test_csv_is_read_the_same(own, tmp_path, form):
    old, _, text = own
    target = convert(text, tmp_path / "out.csv", "--to", form, "--structure", old)
    read = structure(old)
    agree(pysdmx_reads(target, read), expected(read))


def test_json_is_valid_and_says_the_same(own, tmp_path, json_schema):  # noqa: F811
    old, _, text = own
    target = convert(text, tmp_path / "out.json", "--structure", old)
    assert [error.message for error in json_schema.iter_errors(json.loads(target.read_text(encoding="utf-8")))] == []
    agree(json_reads(target), expected(structure(old)))


def test_several_values_are_valid_and_come_back(tmp_path, json_schema):  # noqa: F811
    new = structures(tmp_path / "new.xml", "3.0", True)
    text = source(tmp_path / "source.csv", True)
    for name, flat in [("ml30.xml", False), ("ml30_flat.xml", True)]:
        target = convert(text, tmp_path / name, *OF[name], "--structure", new)
        namespace = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=MDA:FLOW(1.0):ObsLevelDim:{'AllDimensions' if flat else 'TIME_PERIOD'}"
        checked = schema(structure(new), namespace, "3.0", flat)
        assert checked.validate(etree.parse(str(target))), checked.error_log
        again = convert(target, tmp_path / "again.csv", "--to", "sdmx-csv-2.0", "--structure", new)
        assert again.read_text(encoding="utf-8") == text.read_text(encoding="utf-8")
    target = convert(text, tmp_path / "out.json", "--structure", new)
    assert [error.message for error in json_schema.iter_errors(json.loads(target.read_text(encoding="utf-8")))] == []
    # 2.1 has one value for an attribute, and that is said.
    convert(text, tmp_path / "old-data.xml", "--structure", new, codes=["EXC-224"])


def observations(path):
    """What pysdmx reads of SDMX-ML, and the lines of SDMX-CSV, whose texts it takes for numbers."""
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            found = list(csv.DictReader(file))
    else:
        # The attributes of a data set it keeps apart.
        read = read_sdmx(path, validate=False).data
        found = [{**(one.attributes or {}), **row} for one in read for row in one.data.to_dict("records")]
    said = lambda name, value: str(figure(value)) if name == "OBS_VALUE" else str(value)
    leading = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
    return sorted(sorted((name, said(name, value)) for name, value in row.items() if not nothing(value) and name not in leading) for row in found)


def corpora():
    told = (SPECIMENS / "..").exists() and SPECIMENS.is_dir()
    return [path for path in sorted(SPECIMENS.rglob("*.xml")) if re.search(rb"<(\w+:)?(StructureSpecific|Generic)(TimeSeries)?Data\b", path.read_bytes()[:3000])] if told else []


@pytest.mark.skipif(not SPECIMENS.is_dir(), reason="the messages of corpora (DSM_SPECIMENS)")
def test_what_is_made_of_foreign_messages_is_valid_and_read_the_same(tmp_path):
    schemas = {version: etree.XMLSchema(etree.parse(f"{base}/SDMXMessage.xsd")) for version, base in BASES.items()}
    many = 0
    # pysdmx takes several values of an attribute for one text.
    for path in [path for path in corpora() if "ECB_EXR_CA" not in path.name]:
        made = {}
        for name in ["ml21_flat.xml", "ml30_flat.xml", "out.csv"]:
            target, more = tmp_path / name, OF.get(name, ["--to", "sdmx-csv-2.0"])
            target.unlink(missing_ok=True)
            done = subprocess.run([BUILT / "dsm", "convert", path, target, *more], capture_output=True, text=True, encoding="utf-8", check=False)
            if not target.is_file():
                assert re.search("DSM-(EXC|SRC)-", done.stdout + done.stderr), path
                continue
            # Without an observation there is no structure that a header could name.
            if name.endswith("xml") and "<Obs" in target.read_text(encoding="utf-8"):
                judge = schemas[XML[name][0]]
                judge.validate(etree.parse(str(target)))
                assert not [error.message for error in judge.error_log if not any(word in error.message for word in ABSTRACT)], path
            if len(target.read_text(encoding="utf-8").splitlines()) > (1 if name == "out.csv" else 12):
                made[name] = observations(target)
        if len(made) == 3:
            apart = [name for name in ["ml21_flat.xml", "ml30_flat.xml"] if made[name] != made["out.csv"]]
            assert not apart, f"{path}: {apart}"
            many += 1
    assert many >= 35


def test_figures_are_never_rounded(own, tmp_path):
    old, _, text = own
    target = convert(text, tmp_path / "out.xml", "--structure", old)
    assert 'OBS_VALUE="345678901234567890"' in target.read_text(encoding="utf-8") and 'OBS_VALUE="1.50"' in target.read_text(encoding="utf-8")
