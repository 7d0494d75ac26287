"""A form ready to fill, made in a release build: the median of 30, at most 30 ms of which a user waits.

    python tests/bench/xlsx_template.py                 the common form, 240 rows and 5 columns
    python tests/bench/xlsx_template.py --all           the widest one too, which is measured and not judged

What is timed is the form alone, from the indicator to the bytes of the workbook: no start of a program, no disk.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
LIMIT = 30.0
TIMES = "30"


def median(indicator: str, lang: str, folder: Path) -> float:
    """Milliseconds."""
    program = TARGET / "release" / "examples" / "template"
    said = subprocess.run([program, indicator, lang, folder / "form.xlsx", TIMES], capture_output=True, text=True, check=True)
    return float(said.stdout.split()[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="the widest form too")
    chosen = parser.parse_args()
    build = ["cargo", "build", "--quiet", "--release", "-p", "dsm-core", "--features", "xlsx", "--example", "template"]
    subprocess.run(build, cwd=ROOT, check=True)
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        for lang in ("en", "ru"):
            spent = median("ASYLUM_APPLICATIONS", lang, Path(folder))
            slow = slow or spent > LIMIT
            print(f"ASYLUM_APPLICATIONS {lang}: {spent:.1f} ms (at most {LIMIT:.0f})")
            if chosen.all:
                print(f"ASYLUM_DECISIONS_ALL_LEVELS {lang}: {median('ASYLUM_DECISIONS_ALL_LEVELS', lang, Path(folder)):.1f} ms")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
