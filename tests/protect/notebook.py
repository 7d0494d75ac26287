"""Runs the code of a notebook and holds what it prints against what is stored in it.

python tests/protect/notebook.py examples/attack.ipynb --write      runs it and stores what it prints
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def printed(notebook: dict[str, Any]) -> list[str]:
    """What each cell of code prints, one after the other in one namespace."""
    names: dict[str, Any] = {"__name__": "__main__"}
    said = []
    for number, cell in enumerate(code(notebook), 1):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
        said.append(out.getvalue())
    return said


def code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def stored(notebook: dict[str, Any]) -> list[str]:
    return ["".join("".join(output["text"]) for output in cell["outputs"]) for cell in code(notebook)]


def main() -> None:
    path = Path(sys.argv[1])
    notebook = read(path)
    for number, (cell, said) in enumerate(zip(code(notebook), printed(notebook), strict=True), 1):
        cell["execution_count"] = number
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": said.splitlines(keepends=True)}] if said else []
    if "--write" in sys.argv:
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        print("\n".join(stored(notebook)))


if __name__ == "__main__":
    main()
