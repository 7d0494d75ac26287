"""The observations of a message as tools read it that share no code with DSM: of each key its figure and its attributes."""

import json
import math
from decimal import Decimal, InvalidOperation

import pandas
import sdmx
import sdmx.reader.xml.v30  # Cannot be imported once a message is being read.
import sdmx.reader.xml.v21  # noqa: F401
from pysdmx.io import read_sdmx
from pyjstat import pyjstat


def figure(value):
    """A figure whatever it was read as; nothing where there is none."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)) or value is pandas.NA:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return None if number.is_nan() else number.normalize() + 0


def nothing(value):
    return value is None or value is pandas.NA or value == "" or (isinstance(value, float) and math.isnan(value))


def of_frame(frame, structure):
    """The rows of a frame whose columns are components, whatever the case of their names."""
    places = {name.upper(): name for name in frame.columns}
    key = [places[one.upper()] for one in structure.key]
    others = [one.id for one in structure.attributes if one.id.upper() in places]
    read = {}
    for row in frame.to_dict("records"):
        own = tuple(str(row[one]) for one in key)
        assert own not in read, f"{own} twice"
        notes = {one: str(row[places[one.upper()]]) for one in others if not nothing(row[places[one.upper()]])}
        measure = places.get(structure.measures[0].upper())
        read[own] = (figure(row[measure]) if measure else None, notes)
    return read


def pysdmx_reads(path, structure):
    message = read_sdmx(path, validate=False)
    sets = list((message.data or {}).values()) if isinstance(message.data, dict) else list(message.data or [])
    frames = [one.data for one in sets if len(one.data)]
    return of_frame(pandas.concat(frames), structure) if frames else {}


def sdmx1_reads(path, structure, structures, flow=None):
    """sdmx1 wants the structure of what it reads, and of SDMX-CSV the flow."""
    known = sdmx.read_sdmx(structures)
    given = next(iter(known.dataflow.values())) if flow else next(one for one in known.structure.values() if one.dimensions.components)
    message = sdmx.read_sdmx(path, structure=given)
    read = {}
    for data_set in message.data:
        for one in data_set.obs:
            own = tuple(str(one.key[part].value) for part in structure.key)
            assert own not in read, f"{own} twice"
            notes = {name: str(value.value) for name, value in one.attrib.items() if not nothing(value.value)}
            value = one.value
            read[own] = (figure(value), notes)
    return read


def pyjstat_reads(path):
    """JSON-stat: the figures by the ids of their codes, without those that are not there."""
    frame = pyjstat.Dataset.read(path.read_text(encoding="utf-8")).write("dataframe", naming="id")
    return {tuple(str(part) for part in row[:-1]): figure(row[-1]) for row in frame.itertuples(index=False) if not nothing(row[-1])}


def json_reads(path):
    """SDMX-JSON 2.0, for which there is no other reader: decoded as its field guide says."""
    message = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)["data"]
    read = {}
    for data_set in message["dataSets"]:
        own = message["structures"][int(data_set["structure"])]
        dimensions, attributes = own["dimensions"]["observation"], own["attributes"]["observation"]
        for key, values in data_set["observations"].items():
            code = tuple(dimensions[at]["values"][int(part)]["id"] for at, part in enumerate(key.split(":")))
            measures, rest = values[: len(own["measures"]["observation"])], values[len(own["measures"]["observation"]) :]

            def said(attribute, value):
                listed = attribute.get("values")
                one = lambda value: listed[int(value)]["id"] if listed and isinstance(value, Decimal) else str(value)
                return [one(each) for each in value] if isinstance(value, list) else one(value)

            notes = {attribute["id"]: said(attribute, value) for attribute, value in zip(attributes, rest) if value is not None}
            assert code not in read
            read[code] = (figure(measures[0]) if measures else None, notes)
    return read
