"""Figures that can be found again in any file: unique primes of seven digits, in whatever way a number is written."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator

SPACES = {
    "space": " ", "no-break space": "\u00a0", "narrow no-break space": "\u202f", "thin space": "\u2009", "figure space": "\u2007",
    "comma": ",", "point": ".", "apostrophe": "'", "right quote": "\u2019", "middle dot": "\u00b7", "underscore": "_",
    "entity": "&nbsp;", "decimal entity": "&#160;", "narrow entity": "&#8239;", "hexadecimal entity": "&#xa0;",
    "percent": "%20", "percent comma": "%2C",
    "escaped": "\\u00a0", "narrow escaped": "\\u202f",
}
DIGITS = {"arabic-indic": 0x0660, "extended arabic-indic": 0x06F0, "fullwidth": 0xFF10}
FLATE = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.S)
GREATEST_DEPTH = 4


def primes(count: int, start: int = 1_000_003) -> list[int]:
    """Primes of seven digits, far from each other: no two differ by as little as a masked figure."""
    found: list[int] = []
    sieve = bytearray([1]) * 3200
    small = [n for n in range(2, 3200) if sieve[n] and not any(sieve.__setitem__(m, 0) for m in range(n * n, 3200, n))]
    number = start
    while len(found) < count:
        if all(number % prime for prime in small):
            found.append(number)
            number += 40_009
        number += 1
    assert found[-1] < 10_000_000
    return found


def spellings(number: int) -> dict[str, str]:
    plain = str(number)
    groups = f"{number:,}".split(",")
    written = {f"thousands by {name}": sign.join(groups) for name, sign in SPACES.items()}
    written |= {name: "".join(chr(zero + int(digit)) for digit in plain) for name, zero in DIGITS.items()}
    written |= {
        "plain": plain, "hexadecimal": f"{number:x}", "octal": f"0o{number:o}", "binary": f"{number:b}", "backwards": plain[::-1],
        "scientific": f"{plain[0]}.{plain[1:].rstrip('0')}e", "thousandths": f"{number / 1000:.3f}",
    }
    return written


def unpacked(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and whatever is compressed in them: members of archives, streams of documents, gzip, again and again."""
    yield data
    if depth == GREATEST_DEPTH:
        return
    inner: list[bytes] = []
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inner += [archive.read(name) for name in archive.namelist()]
            inner += [name.encode() for name in archive.namelist()] + [archive.comment]
    for stream in FLATE.findall(data):
        try:
            inner.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    if data[:2] == b"\x1f\x8b":
        inner.append(zlib.decompressobj(31).decompress(data))
    for one in inner:
        yield from unpacked(one, depth + 1)


def texts(data: bytes) -> Iterator[str]:
    """The bytes as text in the encodings that files are written in."""
    yield data.decode("utf-8", errors="replace")
    yield data.decode("windows-1251", errors="replace")
    for encoding in ("utf-16-le", "utf-16-be"):
        yield data[: len(data) // 2 * 2].decode(encoding, errors="replace")
    # Text of a document that is written as hexadecimal strings, or in pieces that are set apart.
    for piece in re.findall(rb"<([0-9A-Fa-f\s]{14,})>", data):
        digits = re.sub(rb"\s", b"", piece).decode()
        raw = bytes.fromhex(digits[: len(digits) // 2 * 2])
        yield raw.decode("latin-1")
        yield raw[: len(raw) // 2 * 2].decode("utf-16-be", errors="replace")
    pieces = re.findall(rb"\(((?:[^()\\]|\\.)*)\)", data)
    if pieces:
        yield b"".join(pieces).decode("latin-1")


def found(data: bytes, numbers: Iterable[int]) -> list[tuple[int, str]]:
    """Which of the numbers stand in the bytes, and how they are written there."""
    every = list(unpacked(data))
    lower = [text.lower() for one in every for text in texts(one)]
    hits = []
    for number in numbers:
        for name, spelled in spellings(number).items():
            written = spelled.lower()
            for text in lower:
                # Six letters of a hexadecimal number may stand in a longer word by chance.
                if written in text and (name != "hexadecimal" or re.search(rf"(?<![0-9a-z]){written}(?![0-9a-z])", text)):
                    hits.append((number, name))
                    break
        # As a whole number of four or eight bytes, in either order.
        for size in (4, 8):
            for order in ("little", "big"):
                raw = number.to_bytes(size, order)  # type: ignore[arg-type]
                if any(raw in one for one in every):
                    hits.append((number, f"{size} bytes, {order}-endian"))
    return hits
