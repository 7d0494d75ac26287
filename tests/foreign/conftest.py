"""The demo, run once by the built command, as a newcomer would run it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DSM = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "dsm"


def run(folder, *more, lang="en"):
    """Runs `dsm demo` into a folder and gives what it said."""
    done = subprocess.run(
        [DSM, "--lang", lang, "demo", "--dir", folder, *more], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    return folder, run(folder)


@pytest.fixture
def data(tmp_path):
    """A copy of the demo's data that a test may change."""
    copy = tmp_path / "data"
    shutil.copytree(ROOT / "examples" / "data" / "national", copy)
    return copy
