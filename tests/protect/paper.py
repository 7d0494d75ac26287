"""What a PDF tells, as text: its words as its fonts are read, its structure with alternative texts, its facts, and what is drawn."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pikepdf

sys.path.append(str(Path(__file__).resolve().parent.parent / "reports"))
from structure import read  # noqa: E402

WORDS = {"Tj", "TJ"}
# Ids of a file are hashes of all that stands in it, the moment of writing among it; and so is what XMP says of them.
OF_THE_FILE = re.compile(r"<xmpMM:(\w+)>.*?</xmpMM:\1>", re.S)


def is_paper(data: bytes) -> bool:
    return data.startswith(b"%PDF")


def told(data: bytes) -> str:
    """Everything but the bytes of words: these are told by what they are read as."""
    root, beside, unmarked, facts = read(io.BytesIO(data))
    lines = [repr(root), repr(beside), repr(unmarked), OF_THE_FILE.sub("", repr(facts))]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lines.append(repr(sorted((str(key), str(value)) for key, value in pdf.docinfo.items())))
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) not in WORDS:
                    lines.append(f"{operator} {[str(operand) for operand in operands]}")
    return "\n".join(lines)
