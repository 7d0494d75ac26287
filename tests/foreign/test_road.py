"""The command, Python and C walk one road: the SDMX files that leave are equal, byte for byte."""

import os
import subprocess
import sys

import pytest
from conftest import DSM, ROOT

NATIONAL = ROOT / "examples" / "data" / "national"
FILES = ["asylum_applications.sdmx.csv", "asylum_decisions.sdmx.csv"]


def python(data, folder):
    return [sys.executable, "-W", "error", ROOT / "examples" / "road.py", folder, data]


def c(data, folder):
    made = subprocess.run(["make", "--no-print-directory", "-C", ROOT / "dsm-c", "road-program"], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return [DSM.parent.parent / "dsm-c" / "road-of-five", data, folder]


@pytest.mark.parametrize("program", [python, c])
def test_every_language_writes_the_same_files(demo, tmp_path, program):
    command = program(NATIONAL, tmp_path)
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (demo[0] / name).read_bytes(), name
    for code in ["TRL-008", "WFL-001", "WFL-003", "ACC-002", "SDC-001", "SEM-036"]:
        assert f"DSM-{code}" in done.stdout
