"""The benchmark works: both libraries give the same figures. Its times are looked at elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "tests" / "bench" / "sum.py"


def test_the_benchmark_compares_equal_figures() -> None:
    command = [sys.executable, str(BENCH), "--cells", "100000", "--runs", "1"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "100,000 cells" in run.stdout and run.stdout.count("sum over") == 4
    bytes_a_cell = float(run.stdout.split("bytes a cell: dsm ")[1].split(",")[0])
    assert bytes_a_cell <= 24
