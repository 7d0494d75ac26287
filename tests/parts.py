"""Runs the parts of the gate in order and ends with a table of part, seconds, tests and skips.

    python3 tests/parts.py            every part
    python3 tests/parts.py rust c     these parts
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "build" / "logs"
PARTS = ["setup", "build", "lint", "rust", "c", "python", "foreign", "demo-test"]
TAIL = 120

# What the runners of the parts say at their ends: passed, failed, skipped.
CARGO = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored", re.M)
PYTEST = re.compile(r"^(?:=+ )?((?:\d+ (?:passed|failed|skipped|errors?|warnings?|deselected)(?:, )?)+) in [\d.]+s", re.M)
PLAIN = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)


def counted(text):
    passed = failed = skipped = 0
    for p, f, s in CARGO.findall(text):
        passed, failed, skipped = passed + int(p), failed + int(f), skipped + int(s)
    for line in PYTEST.findall(text):
        for number, word in re.findall(r"(\d+) (\w+)", line):
            passed += int(number) if word == "passed" else 0
            failed += int(number) if word in ("failed", "error", "errors") else 0
            skipped += int(number) if word == "skipped" else 0
    for p, f, s in PLAIN.findall(text):
        passed, failed, skipped = passed + int(p), failed + int(f), skipped + int(s or 0)
    return passed, failed, skipped


def run(part):
    log = LOGS / f"{part}.log"
    start = time.monotonic()
    with log.open("w") as out:
        code = subprocess.run(["make", "--no-print-directory", part], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT).returncode
    text = log.read_text(errors="replace")
    return code, time.monotonic() - start, counted(text), text


def main():
    LOGS.mkdir(parents=True, exist_ok=True)
    chosen = sys.argv[1:] or PARTS
    rows, total, red = [], [0, 0, 0], []
    specimens = Path(os.environ.get("DSM_SPECIMENS", ROOT.parent / "shared"))
    if os.environ.get("DSM_REQUIRE_SPECIMENS") == "1" and not specimens.is_dir():
        print(f"the specimens are required and not at {specimens}")
        return 1
    for part in chosen:
        print(f"· {part}", flush=True)
        code, seconds, counts, text = run(part)
        rows.append((part, seconds, *counts, "ok" if code == 0 else f"exit {code}"))
        total = [a + b for a, b in zip(total, counts)]
        for line in re.findall(r"^.*(?:\d+ vectors|\d+ worlds|specimens \d+/\d+|skipped: .*|: skipped.*|SKIPPED \[\d+\] .*)$", text, re.M):
            print(f"    {line.strip()}", flush=True)
        if code != 0:
            red.append(part)
            print("\n".join(text.splitlines()[-TAIL:]), flush=True)
    if not specimens.is_dir():
        print("skipped: what reads the specimens (DSM_SPECIMENS); they are not here")
    print(f"\n{'part':<12}{'seconds':>9}{'passed':>9}{'failed':>9}{'skipped':>9}  ")
    for part, seconds, passed, failed, skipped, state in rows:
        print(f"{part:<12}{seconds:>9.1f}{passed:>9}{failed:>9}{skipped:>9}  {state}")
    failed = max(total[1], len(red))
    print(f"\n{total[0]} passed, {failed} failed, {total[2]} skipped", flush=True)
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
