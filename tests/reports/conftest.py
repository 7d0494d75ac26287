"""A mechanism with the released figures of the demonstration, once for all tests."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DSM = os.environ.get("DSM", str(ROOT / "target" / "debug" / "dsm"))


def run(*arguments, ok=True):
    """The command: what it says."""
    done = subprocess.run([DSM, *map(str, arguments)], capture_output=True, text=True)
    assert (done.returncode == 0) == ok, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def mechanism(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    run("demo", "--dir", folder)
    return folder / "region.dsm"


@pytest.fixture
def report(mechanism, tmp_path):
    """Writes a report and says where it is."""

    def write(name, ending, *more, lang="en", reader="analyst@md"):
        file = tmp_path / f"{Path(name).stem}.{lang}.{ending}"
        who = ["--as", reader] if reader else []
        run("--lang", lang, "report", mechanism, name, *who, *more, "-o", file)
        return file

    return write
