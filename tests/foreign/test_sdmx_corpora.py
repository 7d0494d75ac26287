"""Messages that nobody here wrote: each is read or refused as the table says, and none that is broken is taken for good."""

import logging
import re
import subprocess
from importlib.metadata import version

import pytest
from corpora import SPECIMENS, TABLE, VERSIONS, dsm, files, pysdmx, schema, sdmx1
from test_sdmx_data import BUILT

pytestmark = pytest.mark.skipif(not SPECIMENS.is_dir(), reason="the messages of corpora (DSM_SPECIMENS)")


def lines():
    return [line.split(" | ") for line in TABLE.read_text(encoding="utf-8").splitlines()]


def test_every_message_is_read_or_refused_as_the_table_says():
    names = [str(path.relative_to(SPECIMENS)) for path in files()]
    assert names == [line[0] for line in lines()]
    assert dsm(names) == {line[0]: line[1] for line in lines()}


def test_others_do_what_the_table_says(capfd):
    here = {name: version(name) for name in VERSIONS}
    if here != VERSIONS:
        pytest.skip(f"the table is of {VERSIONS}, not of {here}")
    logging.disable(logging.CRITICAL)
    try:
        for name, _, judged, other, another in lines():
            path = SPECIMENS / name
            if path.stat().st_size < 300_000:
                assert [schema(path), pysdmx(path), sdmx1(path)] == [judged, other, another], name
    finally:
        logging.disable(logging.NOTSET)


def test_who_reads_the_same_message_finds_as_many_observations():
    many = 0
    for name, own, _, other, another in lines():
        for theirs in (other, another):
            if own.startswith("observations") and theirs.startswith("observations") and theirs != "observations 0":
                assert theirs == " ".join(own.split()[:2]) or name in DIFFERENT, name
                many += 1
    assert many >= 50


# Where another counts otherwise, and why.
DIFFERENT = {
    "sdmx-test-data/ECB_EXR/rg-xs.xml": "pysdmx pairs the observations of series that come twice with each other",
    "sdmx-test-data/ECB_EXR/sg-xs.xml": "the same",
}


def broken(text):
    """A message broken in every way that fits it: what is done, the text, the code that has to be said."""
    cut = text[: len(text) * 2 // 3]
    if "<" in cut:
        yield "cut off", cut, "EXC-2(16|21)"
    observation = re.search(r"<(\w+:)?Obs\b[^>]*?(/>|>.*?</(\w+:)?Obs>)", text, re.S)
    if observation:
        whole = observation[0]
        yield "twice", text.replace(whole, whole + whole, 1), "EXC-206"
        value = re.search(r'OBS_VALUE="([^"]*)"|ObsValue value="([^"]*)"', whole)
        if value:
            yield "no number", text.replace(whole, whole.replace(value[0], value[0][:-1] + 'x"'), 1), "EXC-208"
        time = re.search(r'TIME_PERIOD="([^"]*)"', whole)
        if time:
            yield "no period", text.replace(whole, whole.replace(time[0], 'TIME_PERIOD="2024-13-45"'), 1), "EXC-207"
        yield "an element that is none", text.replace(whole, "<Obz/>" + whole, 1), "warning DSM-EXC-220"


@pytest.mark.parametrize("name", [line[0] for line in lines() if line[1].startswith("observations") and line[0].endswith(".xml")] if TABLE.is_file() else [])
def test_a_message_that_was_broken_is_not_taken_for_good(name, tmp_path):
    path = tmp_path / "broken.xml"
    for what, text, code in broken((SPECIMENS / name).read_text(encoding="utf-8-sig")):
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([BUILT / "dsm", "convert", path, tmp_path / "out.sdmx.csv"], capture_output=True, text=True, encoding="utf-8", check=False)
        said = done.stdout + done.stderr
        assert (done.returncode != 0 or code.startswith("warning")) and re.search(code, said), f"{what}: {said}"
