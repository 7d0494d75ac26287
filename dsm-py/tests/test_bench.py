"""The benchmarks work: all give the same figures. Their times are looked at elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BENCH = ROOT / "tests" / "bench" / "sum.py"
COUNT = ROOT / "tests" / "bench" / "count.py"
SPECIMENS = Path(os.environ.get("DSM_SPECIMENS", ROOT.parent / "shared"))


def test_the_benchmark_compares_equal_figures() -> None:
    command = [sys.executable, str(BENCH), "--cells", "100000", "--runs", "1"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "100,000 cells" in run.stdout and run.stdout.count("sum over") == 4
    bytes_a_cell = float(run.stdout.split("bytes a cell: dsm ")[1].split(",")[0])
    assert bytes_a_cell <= 24


def test_the_benchmark_of_counting_compares_equal_figures(tmp_path: Path) -> None:
    if not (SPECIMENS / "tools" / "events_gen.py").is_file():
        pytest.skip("what makes crossings is among the specimens (DSM_SPECIMENS); they are not here")
    command = [sys.executable, str(COUNT), "--rows", "30000", "--large", "60000", "--folder", str(tmp_path)]
    run = subprocess.run([*command, "--peers", "polars", "duckdb"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    for job in ("base", "totals", "stock", "beside", "large"):
        assert f"\n{job:<8}dsm" in run.stdout and f"\n{job}: peak memory" in run.stdout
    assert run.stdout.count("polars") >= 3 and run.stdout.count("CPU as a part of the best peer's") == 3
