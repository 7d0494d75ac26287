"""Nothing of a masked figure leaves, in any format: figures that are masked to protect others are primes that can be searched for.

Of the small figures themselves two truths with one published view give the same bytes.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from canaries import found, primes, spellings
from checker import TOTAL, Cube, Published, Rules, Shape, attack, read_audit
from command import DSM, dsm, options, write
from paper import is_paper, told
from region import MASKED, Region

AXES = ("CITIZENSHIP", "SEX", "TIME_PERIOD")
CODES = ("AFG", "ERI", "IRN", "SYR", "UKR")
SMALL = {("AFG", "F", "2023-Q1"): 3, ("IRN", "M", "2023-Q2"): 2, ("UKR", "F", "2023-Q4"): 4}
ENDINGS = ("csv", "sdmx.csv", "xml", "json", "xlsx", "parquet", "pdf", "html")
RULES = Rules()
FAR = 15_000
FLOWS = ("2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4")


def world(small: Mapping[tuple[str, ...], int] = SMALL, moved: Mapping[tuple[str, ...], int] | None = None) -> Cube:
    """Every figure but the small ones is a prime of its own."""
    keys = [(code, sex, when) for code in CODES for sex in "FM" for when in FLOWS]
    rows = []
    for key, prime in zip(keys, primes(len(keys)), strict=True):
        figure = small.get(key, prime) + (moved or {}).get(key, 0)
        rows.append({**dict(zip(AXES, key, strict=True)), "n": str(figure)})
    return Cube(Shape(AXES), rows)


def dated(key: tuple[str, ...]) -> tuple[str, ...]:
    return (*key[:2], "2023" if key[2] == TOTAL else key[2])


def canaries(cube: Cube, masked: set[tuple[str, ...]]) -> list[int]:
    """The masked figures of seven digits or more; those that are shown elsewhere too are none."""
    shown = {figure for key, figure in cube.cells.items() if key not in masked}
    return sorted({cube.cells[key] for key in masked} - shown - set(range(1_000_000)))


class Outputs:
    """Everything that the command writes about a release, for a reader of another State and for the public, by name."""

    def __init__(self, folder: Path, cube: Cube) -> None:
        self.region, self.written = Region(folder, "MD", "KZ"), {}
        figures = {dated(key): figure for key, figure in cube.cells.items()}
        region = self.region
        number = region.submit("MD", region.rows("MD", "ENTRIES", "PERSON_EVENTS", figures, AXES))
        before = region.moment()
        said = region.release("MD", number, "--threshold", RULES.threshold)
        assert said, said.err
        self.written["release"] = (said.out + said.err).encode()
        for to in ("KZ", "public"):
            region.open("MD", "ENTRIES", to)
        asked = ["ENTRIES", "--country", "MD"]
        for reader in ("analyst@kz", None):
            who = ["--as", reader] if reader else []
            for ending in ENDINGS:
                self.file(f"table {reader} {ending}", "table", asked, who, ending)
                self.file(f"report {reader} {ending}", "report", asked, who, ending)
                self.file(f"page {reader} {ending}", "report", [*asked, "--codes", "SEX=F,M,_T"], who, ending)
                self.file(f"sums {reader} {ending}", "table", [*asked, "--sum", "SEX", "--codes", "SEX=F,M"], who, ending)
            for ending in ("xml", "sdmx.csv"):
                self.file(f"since {reader} {ending}", "table", [*asked, "--since", before], who, ending)
            for lang in ("en", "ru"):
                for form in ("text", "json"):
                    self.said(f"table {reader} {lang} {form}", lang, form, "table", region.file, *asked, *who)
                    self.said(f"sums {reader} {lang} {form}", lang, form, "table", region.file, *asked, "--sum", "CITIZENSHIP", *who)
                    self.said(f"notices {reader} {lang} {form}", lang, form, "notices", region.file, "--since", before, *who)
            self.said(f"why {reader}", "en", "json", "why", region.file, "read", "ENTRIES", "--country", "MD", *who)
        for verb in ("status", "history", "due"):
            self.said(f"{verb} of a reader", "en", "json", verb, region.file, "--as", "analyst@kz")
        self.said("history of the owner", "en", "json", "history", region.file, "--as", "analyst@md")
        self.masked = {key for key in cube.cells if region_cells(region).get(dated(key)) == MASKED}

    def said(self, name: str, lang: str, form: str, *given: object) -> None:
        done = dsm("--format", form, *given, lang=lang)
        self.written[name] = (done.out + done.err).encode()

    def file(self, name: str, verb: str, asked: list[object], who: list[str], ending: str) -> None:
        folder = self.region.folder / f"written{len(self.written)}"
        folder.mkdir()
        done = dsm(verb, self.region.file, *asked, *who, "-o", folder / f"figures.{ending}")
        # A format that is not there yet writes nothing; what it says counts too.
        self.written[f"{name}: said"] = (done.out + done.err).replace(str(folder), "").encode()
        for path in sorted(folder.iterdir()):
            self.written[f"{name}: {path.name}"] = path.read_bytes()
            if is_paper(path.read_bytes()):
                self.written[f"{name}: {path.name} as it is read"] = told(path.read_bytes()).encode()


def region_cells(region: Region) -> dict[tuple[str, ...], str]:
    return region.read("analyst@kz", "ENTRIES", AXES, "--country", "MD")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cube, Outputs]:
    cube = world()
    return cube, Outputs(tmp_path_factory.mktemp("canaries") / "region", cube)


def test_no_masked_figure_stands_in_what_a_release_gives(released: tuple[Cube, Outputs]) -> None:
    cube, outputs = released
    hidden = canaries(cube, outputs.masked)
    assert len(hidden) >= 6, hidden
    names = " ".join(outputs.written)
    assert all(f"figures.{ending}" in names for ending in ("csv", "sdmx.csv", "xml", "json", "html")), names
    for name, data in outputs.written.items():
        assert not (hits := found(data, hidden)), f"{name}: {hits[:5]}"


def test_figures_that_are_shown_are_found_in_every_format(released: tuple[Cube, Outputs]) -> None:
    """The search itself: the same search finds what is shown."""
    cube, outputs = released
    shown = [figure for key, figure in cube.cells.items() if key not in outputs.masked and figure > 1_000_000]
    for ending in ("csv", "sdmx.csv", "xml", "json"):
        hits = found(outputs.written[f"table analyst@kz {ending}: figures.{ending}"], shown)
        assert {number for number, _ in hits} == set(shown), ending
    page = {number for number, _ in found(outputs.written["page analyst@kz html: figures.html"], shown)}
    assert page == set(shown)
    paper = {number for number, _ in found(outputs.written["page analyst@kz pdf: figures.pdf as it is read"], shown)}
    assert paper == set(shown)
    assert set(shown) == {number for number, _ in found(outputs.written["table analyst@kz ru text"], shown)}


@pytest.mark.parametrize("zeros", ["shown", "maskable"])
def test_no_masked_figure_stands_in_what_protect_writes(zeros: str, tmp_path: Path) -> None:
    cube, rules = world(), Rules(zeros=zeros)
    rows = [{**dict(zip(AXES, key, strict=True)), "n": str(figure)} for key, figure in cube.inner.items()]
    write(tmp_path / "in.csv", rows)
    written: dict[str, bytes] = {}
    for form in ("text", "json"):
        more = options(cube.shape, rules)
        done = dsm("--format", form, "protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--audit", tmp_path / "audit.csv", *more)
        assert done, done.err
        judged = dsm(
            "--format", form, "audit", tmp_path / "out.csv", "-o", tmp_path / "judged.csv", "--truth", tmp_path / "in.csv", *more
        )
        assert judged, judged.err
        written |= {f"protect {form}": (done.out + done.err).encode(), f"audit {form}": (judged.out + judged.err).encode()}
    for name in ("out.csv", "audit.csv", "judged.csv"):
        written[name] = (tmp_path / name).read_bytes()
    masked = set(Published.read(tmp_path / "out.csv", cube.shape).masked)
    hidden = canaries(cube, masked)
    assert len(hidden) >= 6 and set(read_audit(tmp_path / "audit.csv", cube.shape)) == masked
    for name, data in written.items():
        assert not (hits := found(data, hidden)), f"{name}: {hits[:5]}"


def swapped(cube: Cube, masked: set[tuple[str, ...]], rules: Rules = RULES) -> dict[tuple[str, ...], int]:
    """A change that no shown cell shows, with another small figure: another truth behind the same masks, as far away as they allow.

    The primes keep their order, which the choice of masks goes by.
    """
    published = Published({key: n for key, n in cube.cells.items() if key not in masked}, {key: ("", "Q") for key in masked}, [])
    solver = attack(cube, published, rules).solver
    keys = list(solver.view.number)
    figures = np.array([cube.cells[key] for key in keys], dtype=float)
    small = np.array([rules.small(cube.cells[key]) for key in keys])
    low, high = np.where(small, 1, figures - FAR), np.where(small, rules.threshold - 1, figures + FAR)
    for target in SMALL:
        fixed, at = high.copy(), solver.view.number[target]
        fixed[at] = figures[at] - 1
        solver.highs.changeColsBounds(len(keys), solver.every, low, fixed)
        ended, _, other = solver.extreme(np.array([(-1.0) ** number for number in range(len(keys))]), whole=True)
        if ended == "optimal":
            return {key: int(round(n)) for key, n in zip(keys, other - figures, strict=True) if round(n)}
    raise AssertionError("no other truth so near")


def same(data: bytes, folder: Path) -> bytes:
    """Without what is of the moment and the place: times to the second, and folders. A hash of what is hidden would tell it: it stays."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return b"".join(part.encode() + same(parts.read(part), folder) for part in parts.namelist())
    words = told(data).encode() if is_paper(data) else data
    text = words.decode("utf-8", errors="surrogateescape").replace(str(folder), "")
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?( UTC)?", "MOMENT", text)

    return text.encode("utf-8", errors="surrogateescape")


def test_two_truths_behind_one_view_give_the_same_bytes_of_a_release(released: tuple[Cube, Outputs], tmp_path: Path) -> None:
    cube, outputs = released
    move = swapped(cube, outputs.masked)
    assert any(key in SMALL for key in move)
    other = world(moved=move)
    shown = {key: figure for key, figure in cube.cells.items() if key not in outputs.masked}
    assert shown == {key: other.cells[key] for key in shown} and cube.cells != other.cells
    again = Outputs(tmp_path / "region", other)
    assert again.masked == outputs.masked, "the two truths have two patterns: choose others"
    assert again.written.keys() == outputs.written.keys()
    for name, data in outputs.written.items():
        assert same(data, outputs.region.folder) == same(again.written[name], again.region.folder), name


def test_two_truths_behind_one_view_give_the_same_bytes_of_protect(tmp_path: Path) -> None:
    written: list[tuple[bytes, ...]] = []
    move: dict[tuple[str, ...], int] = {}
    for _ in range(2):
        cube = world(moved=move)
        rows = [{**dict(zip(AXES, key, strict=True)), "n": str(figure)} for key, figure in cube.inner.items()]
        source, more = write(tmp_path / "in.csv", rows), options(cube.shape, RULES)
        done = dsm("protect", source, "-o", tmp_path / "out.csv", "--audit", tmp_path / "audit.csv", *more)
        written.append((done.out.encode(), *((tmp_path / name).read_bytes() for name in ("out.csv", "audit.csv"))))
        move = move or swapped(cube, set(Published.read(tmp_path / "out.csv", cube.shape).masked))
    assert written[0] == written[1]


# The search itself.

@pytest.mark.parametrize("name", spellings(1_234_577))
def test_every_spelling_is_found(name: str) -> None:
    number = 1_234_577
    text = f"<td>{spellings(number)[name]}</td>"
    assert (number, name) in found(text.encode(), [number])
    assert not found(f"<td>{spellings(number)[name]}</td>".encode(), [7_654_321 + 2 * 40_009])


def test_what_is_compressed_is_searched() -> None:
    number, text = 1_234_577, b"<c><v>1234577</v></c>" * 3
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", text)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("book.xlsx", inner.getvalue())
    drawn = zlib.compress(b"BT [(1 23) -20 (4 577)] TJ ET (1234577) Tj")
    document = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode/Length 9>>\nstream\n" + drawn + b"\nendstream"
    kerned = b"stream\n" + zlib.compress(b"[(123) -20 (4577)] TJ") + b"\nendstream"
    hexadecimal = b"stream\n" + zlib.compress(b"<31003200330034003500370037> <31323334353737> Tj") + b"\nendstream"
    for data in (inner.getvalue(), outer.getvalue(), document, kerned, hexadecimal, gzip.compress(text), number.to_bytes(8, "little") + b"...."):
        assert found(data, [number]), data[:40]
        assert b"1234577" not in data or data[:2] != b"PK"
        assert not found(data, [1_000_003])


def test_the_command_is_there() -> None:
    assert DSM.exists(), f"{DSM} is not built: cargo build -p dsm-cli"
