"""The notebook that attacks a naively masked table does what it shows."""

from __future__ import annotations

import re

from command import ROOT
from notebook import code, printed, read, stored

ATTACK = ROOT / "examples" / "attack.ipynb"


def test_the_notebook_prints_what_is_stored_in_it() -> None:
    notebook = read(ATTACK)
    said = printed(notebook)
    assert said == stored(notebook), "store it anew: python tests/protect/notebook.py examples/attack.ipynb --write"


def test_the_attack_succeeds_before_and_fails_after() -> None:
    naive, ours = (re.findall(r"(\d+) of (\d+) masked cells recovered", text)[0] for text in stored(read(ATTACK)) if "recovered" in text)
    assert int(naive[0]) > 0 and int(naive[0]) <= int(naive[1])
    assert int(ours[0]) == 0 and int(ours[1]) > int(naive[1]) / 2


def test_the_notebook_is_a_small_one_of_format_four() -> None:
    notebook = read(ATTACK)
    assert (notebook["nbformat"], ATTACK.stat().st_size < 40_000) == (4, True)
    assert all(cell["execution_count"] == number for number, cell in enumerate(code(notebook), 1))
    assert all(cell.get("id") for cell in notebook["cells"])
