"""Counting from Python: every carrier gives the same, and nothing of an individual comes out."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

import dsm

CARDS = (
    dsm.CountSpecification("crossing", from_="2024-01-01", until="2024-12-31")
    .person("document")
    .date("day")
    .direction("way", entry="in", exit="out")
    .dimension("SEX", column="sex", membership="fixed", list="SEX")
    .count("cards", units=["cases", "persons"], by=["SEX"], every="M", totals="all")
    .count("in", "stock", at=["2024-07-01"])
)


def cards() -> pa.Table:
    """Six cards of three persons, of which one has no day."""
    return pa.table(
        {
            "document": ["A1", "A1", "B2", "B2", "C3", None],
            "name": ["Amy", "Amy", "Bader", "Bader", "Cem", "Dina"],
            "day": ["2024-05-18", "2024-05-25", "2024-05-01", "2024-08-01", "2024-02-30", "2024-03-01"],
            "sex": ["F", "F", "M", "M", "M", "Q"],
            "way": ["in", "out", "in", "out", "in", "in"],
        }
    )


def test_every_carrier_gives_the_same(tmp_path: Path) -> None:
    table = cards()
    counted = dsm.count(table, CARDS)
    assert counted["cards.cases"].at("_T", "2024-05").written == "3"
    assert counted["cards.persons"].at("_T", "2024-05").written == "2"
    assert counted["in.persons"].at("2024-07-01").written == "0..2"  # one of them has no number
    assert counted.columns_read == ("day", "document", "sex", "way")
    assert (counted.quality.read, counted.quality.used, counted.quality.refused) == (6, 5, {"CNT-011": 1})
    assert counted.quality["CNT-016"] == 1 and counted.quality["CNT-013"] == 0
    pyarrow.csv.write_csv(table, tmp_path / "cards.csv")
    pyarrow.parquet.write_table(table, tmp_path / "cards.any")
    halves = [table.slice(0, 2), table.slice(2)]
    dictionaries = table.set_column(3, "sex", table["sex"].dictionary_encode())
    carriers: list[Any] = [
        tmp_path / "cards.csv",
        str(tmp_path / "cards.any"),
        halves,
        iter(halves),
        table.to_reader(),
        table.to_batches()[0],
        dictionaries,
        table.to_pandas(),
        pytest.importorskip("polars").from_arrow(table),
    ]
    for carrier in carriers:
        again = dsm.count(carrier, CARDS, threads=2)
        assert dict(again.items()) == dict(counted.items())
        assert dict(again.quality) == dict(counted.quality)
        assert again.reconciliation("in.persons") == counted.reconciliation("in.persons")
    both = dsm.count([tmp_path / "cards.csv", tmp_path / "cards.any"], CARDS)
    assert both["cards.cases"].at("_T", "2024-05").written == "6" and both["cards.persons"].at("_T", "2024-05").written == "2"


def test_the_builder_and_a_file_say_the_same(tmp_path: Path) -> None:
    text = """format = "dsm-count/1"
[records]
kind = "crossing"
from = "2024-01-01"
until = "2024-12-31"
person = "document"
date = "day"
[count.cards]
units = ["persons"]
every = "A"
totals = "all"
"""
    built = dsm.CountSpecification("crossing", from_="2024-01-01", until="2024-12-31").person("document").date("day")
    built = built.count("cards", units="persons", every="A", totals="all")
    (tmp_path / "cards.toml").write_text(text)
    assert built == dsm.CountSpecification.from_toml(text) == dsm.CountSpecification.from_toml(tmp_path / "cards.toml")
    with pytest.raises(dsm.InvalidData) as refused:
        dsm.CountSpecification.from_toml(text + "x = 1\n")
    assert refused.value.findings[0].code == "CNT-001"
    assert dsm.count(cards(), text)["cards.persons"].at("2024").written.startswith("2..")


def test_places_are_for_who_asks_and_what_python_raises_comes_back() -> None:
    places: list[dsm.Finding] = []
    counted = dsm.count(cards(), CARDS, places=places)
    assert sorted(str(place.place) for place in places) == ["day[4]", "document[5]", "sex[5]"]
    assert all(found.finding.place is None for found in counted.findings)
    assert "Amy" not in repr(counted) + counted._repr_html_() + repr(counted.quality)

    def broken(finding: dsm.Finding) -> None:
        raise LookupError("mine")

    def halves() -> Any:
        yield cards()
        raise LookupError("mine too")

    with pytest.raises(LookupError, match="mine"):
        dsm.count(cards(), CARDS, places=broken)
    with pytest.raises(LookupError, match="mine too"):
        dsm.count(halves(), CARDS)
    with pytest.raises(dsm.UnknownKey):
        counted["cards"]
    with pytest.raises(dsm.InputOutputError):
        dsm.count("no such file", CARDS)
    with pytest.raises(dsm.DsmError) as refused:
        dsm.count(cards().drop_columns(["day"]), CARDS)
    assert refused.value.code == "SRC-012"


ROWS = 20_000
SPECIFICATION = """format = "dsm-count/1"
[records]
kind = "crossing"
from = "2024-01-01"
until = "2024-12-31"
person = "number"
date = "day"
direction = "way"
entry = ["in"]
exit = ["out"]
birth = "born"
places = "rows"
%s
[types]
number = "%s"
[dimension.SEX]
column = "sex"
membership = "fixed"
list = "SEX"
[dimension.AGE]
age = "event"
groups = ["0-17", "18-64", "65+"]
[count.cards]
units = ["cases", "persons"]
by = ["SEX", "AGE"]
every = "M"
totals = "all"
[count.in]
what = "stock"
every = "M"
"""


class Individuals:
    """Records in which every number, name, document and date of birth is a token of its own."""

    def __init__(self, folder: Path, seed: int) -> None:
        draw = random.Random(seed)
        self.numbers = draw.sample(range(10**11, 10**12), ROWS)
        self.words = [f"{kind}{number:x}Z" for number in self.numbers[:5000] for kind in ("Name", "Doc")]
        lines = ["number,name,document,born,day,sex,way"]
        for at, number in enumerate(self.numbers):
            # A date of birth that nobody else has, as no calendar has so many days: most are of years long ago.
            born = f"{1000 + at // 336 % 1000:04}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}"
            day = f"2024-{at % 12 + 1:02}-{at % 31 + 1:02}"
            sex, way = draw.choice(["F", "M", f"Doc{number:x}Z"]), draw.choice(["in", "out", f"Name{number:x}Z"])
            lines.append(f"{number},Name{number:x}Z,Doc{number:x}Z,{born},{day},{sex},{way}")
            if at % 1000 == 0:
                lines.append(f'{number},"Name{number:x}Z"x,Doc{number:x}Z')
        self.births = {f"{1000 + at // 336 % 1000:04}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}" for at in range(ROWS)}
        self.file = folder / "individuals.csv"
        self.file.write_text("\n".join(lines) + "\n")

    def told(self, content: bytes) -> set[str]:
        """What of an individual stands in some bytes."""
        numpy = pytest.importorskip("numpy")
        text = content.decode("latin-1")
        known = {str(number) for number in self.numbers}
        found = {number for number in re.findall(r"\d{12}", text) if number in known}
        found |= set(re.findall(r"(?:Name|Doc)[0-9a-f]+Z", text))
        found |= set(re.findall(r"1\d{3}-\d\d-\d\d", text)) & self.births
        wanted = numpy.array(self.numbers, dtype="<u8")
        for offset in range(8):
            whole = content[offset : offset + (len(content) - offset) // 8 * 8]
            words = numpy.frombuffer(whole, dtype="<u8")
            found |= {str(number) for number in words[numpy.isin(words, wanted)]}
        return found


def scratch_of(process: int, folder: Path) -> list[bytes]:
    """What stands in the files without a name that a process has open in a folder."""
    contents = []
    for descriptor in Path(f"/proc/{process}/fd").glob("*"):
        try:
            if os.readlink(descriptor).startswith(str(folder)):
                contents.append(descriptor.read_bytes())
        except OSError:
            continue
    return contents


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the open files of a process are not to be seen here")
@pytest.mark.parametrize(("kind", "fatal"), [("text", ""), ("integer", ""), ("text", 'fatal = ["CNT-015"]')])
def test_nothing_of_an_individual_comes_out(tmp_path: Path, kind: str, fatal: str) -> None:
    people = Individuals(tmp_path, 7)
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    for folder in (out, scratch):
        folder.mkdir()
    (tmp_path / "spec.toml").write_text(SPECIFICATION % (fatal, kind))
    told = ["-o", f"{out}/", "--quality", str(out / "quality.json"), "--places", str(out / "places.csv"), "--behind"]
    means = ["--memory", "0", "--scratch", str(scratch), "--threads", "2"]
    command = [sys.executable, "-m", "dsm.command", "count", str(tmp_path / "spec.toml")]
    seen: list[bytes] = []
    # A quick run may be over before anybody looks into its scratch space.
    for _ in range(20):
        run = subprocess.Popen(
            [*command, str(people.file), *told, *means],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "RUST_BACKTRACE": "full"},
        )
        while run.poll() is None:
            seen += scratch_of(run.pid, scratch)[:64] if len(seen) < 64 else []
            time.sleep(0.005)
        said, complained = run.communicate()
        if fatal or any(seen):
            break
    assert run.returncode == (1 if fatal else 0), complained.decode()
    assert not any(scratch.iterdir())
    if not fatal:
        assert any(seen) and (out / "cards.persons.csv").exists()
        assert (out / "places.csv").stat().st_mode & 0o077 == 0
    written = [path.read_bytes() for path in sorted(out.iterdir())]
    for content in (said, complained, *written, *seen):
        assert not people.told(content)
    # The searcher finds what is there.
    assert people.told(people.numbers[5].to_bytes(8, "little")) and people.told(people.file.read_bytes()[:400])


def test_parts_of_other_persons_add_up() -> None:
    table = cards()
    whole = dsm.count(table, CARDS)
    halves = [table.slice(0, 2), table.slice(2)]
    parts = [dsm.count(half, CARDS).part() for half in halves]
    added = dsm.Counted.of_parts(parts, CARDS)
    assert isinstance(parts[0], bytes) and added.names == whole.names
    for name in whole:
        assert added[name] == whole[name] and added.persons_behind(name) == whole.persons_behind(name)
    assert added.reconciliation("in.persons") == whole.reconciliation("in.persons")
    assert dict(added.quality) == dict(whole.quality) and added.quality.refused == whole.quality.refused
    assert added.part() == whole.part()
    for wrong in (b"", b"no part", parts[0][:-1], parts[0] + b"x"):
        with pytest.raises(dsm.FormatError) as caught:
            dsm.Counted.of_parts([parts[0], wrong], CARDS)
        assert caught.value.code == "CNT-060"


def test_a_statement_counts_as_the_library_does() -> None:
    clean = cards().filter([True, True, True, True, False, False])
    whole = dsm.count(clean, CARDS)
    said = dsm.statement(CARDS, "cards", "sqlite", "cards")
    assert said.columns[:3] == ("ROW_KIND", "SEX", "SEX_IS_TOTAL") and 'FROM "cards" s' in said.sql
    with sqlite3.connect(":memory:") as register:
        register.execute("CREATE TABLE cards (document TEXT, name TEXT, day TEXT, sex TEXT, way TEXT)")
        rows = zip(*clean.to_pydict().values())
        register.executemany("INSERT INTO cards VALUES (?, ?, ?, ?, ?)", rows)
        cells = register.execute(said.sql).fetchall()
    decimals = [tuple(Decimal(one) if isinstance(one, int) else one for one in row) for row in cells]
    for result in (cells, iter(reversed(decimals))):
        counted = said.tables(result)
        assert counted.names == ("cards.cases", "cards.persons")
        for name in counted:
            assert counted[name] == whole[name]
    with pytest.raises(dsm.FormatError) as caught:
        said.tables([row[1:] for row in cells])
    assert caught.value.code == "CNT-051"
    with pytest.raises(TypeError):
        said.tables([[b"cell"]])
    with pytest.raises(ValueError, match="postgresql, duckdb, spark, sqlite"):
        dsm.statement(CARDS, "cards", "oracle", "cards")
    with pytest.raises(dsm.SemanticsError) as refused:
        dsm.statement(CARDS.links(), "cards", "sqlite", "cards")
    assert refused.value.code == "CNT-050"
    with pytest.raises(dsm.UnknownKey) as unknown:
        dsm.statement(CARDS, "else", "sqlite", "cards")
    assert unknown.value.code == "CNT-061"


def test_documentation_is_prefilled() -> None:
    both = CARDS.count("entries", units=["persons"], every="A", totals="none", indicator="ENTRIES")
    with pytest.raises(dsm.DsmError) as exits:
        dsm.count(cards(), both)
    assert exits.value.code == "CNT-006"
    only = {"way": "in"}
    entries = CARDS.count("entries", units=["persons"], every="A", totals="none", indicator="ENTRIES", only=only)
    counted = dsm.count(cards(), entries)
    documentation = counted.documentation("MD", "entries.persons")
    assert (documentation.country, documentation.indicator) == ("MD", "ENTRIES")
    assert (documentation.answer("UNIT"), documentation.answer("PERIODICITY")) == ("PERSONS", "A")
    assert documentation.completeness is not None and documentation.completeness.missing
    assert "way" in (documentation.answer("EXCLUSIONS", "en") or "") and "записи" in (documentation.answer("EXCLUSIONS", "ru") or "")
    assert documentation.answer("QUALITY", "en") == "Equal records are counted each."
    with pytest.raises(dsm.DsmError) as caught:
        counted.documentation("MD", "cards.cases")
    assert caught.value.code == "CNT-002"


def test_an_unknown_preset_is_refused() -> None:
    spec = dsm.CountSpecification("crossing", from_="2024-01-01", until="2024-12-31", preset="else").date("day")
    with pytest.raises(dsm.DsmError) as caught:
        dsm.count(cards(), spec.count("cards", units=["cases"], every="A", totals="none"))
    assert caught.value.code == "CAT-008"
