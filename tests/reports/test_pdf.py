"""PDF of every report, read by pikepdf and by poppler: what it tells is what the report says."""

import re
import shutil
import subprocess

import pytest
from conftest import run
from structure import read

SHIPPED = {
    "asylum-overview": [],
    "annual-overview": [],
    "workload": [],
    "country-profile": ["--country", "UA"],
    "indicator": ["--indicator", "ASYLUM_DECISIONS"],
    "regional-comparison": ["--indicator", "ASYLUM_DECISIONS"],
    "cross-sections": ["--indicator", "ASYLUM_DECISIONS"],
}
EVERY = [(name, lang) for name in SHIPPED for lang in ("en", "ru")]

# A sentence in each language that States write in, with the letters that no other has.
WORDS = {
    "ru": "Объём въездов: ещё не подтверждён, №\u00a05 — «съезд»",
    "kk": "Баспана сұраған адамдар: өтініш, көшіп-қону, ұлты, әйел, іс, ғылым, құқық, һәм",
    "ky": "Башпаанек издөөчүлөр: өлкө, жөнүндө, үй-бүлө, кеңсе",
    "tg": "Ҷӯяндагони паноҳгоҳ: муҳоҷират, қарор, ғайриқонунӣ, мӯҳлат, ӣ",
    "uk": "Шукачі притулку: рішення, її, ґрунт, є, об’єднання",
    "ka": "თავშესაფრის მაძიებლები: გადაწყვეტილება, მოქალაქეობა, ჯგუფი",
    "hy": "Ապաստան հայցողներ․ որոշում, քաղաքացիություն, և այլն",
}


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def unmarked(text):
    """A line of Markdown as it is read."""
    return plain(re.sub(r"\\(.)", r"\1", text))


def rows_of(table):
    """The cells of a table row by row, names that stand for several rows in each of them."""
    waiting, rows = {}, []
    for row in table.all("TR"):
        cells, parts = [], list(row.parts)
        while parts or len(cells) in waiting:
            column = len(cells)
            if column in waiting:
                text, left = waiting.pop(column)
                if left > 1:
                    waiting[column] = (text, left - 1)
            else:
                cell = parts.pop(0)
                text = plain(cell.text)
                if cell.span > 1:
                    waiting[column] = (text, cell.span - 1)
            cells.append(text)
        rows.append(cells)
    assert not waiting
    return rows


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_the_structure_is_whole(report, name, lang):
    tree, beside, unread, facts = read(report(name, "pdf", *SHIPPED[name], lang=lang))
    assert tree.kind == "Document" and facts["lang"] == lang and facts["marked"] and not unread
    assert "<pdfuaid:part>1</pdfuaid:part>" in facts["xmp"] and "<pdfaid:part>2</pdfaid:part>" in facts["xmp"]
    tables, figures = list(tree.all("Table")), list(tree.all("Figure"))
    assert tables
    for table in tables:
        head, body = table.parts
        assert (head.kind, body.kind) == ("THead", "TBody")
        assert all(cell.kind == "TH" and cell.scope == "Column" and cell.text.strip() for cell in head.parts[0].parts)
        for row in body.parts:
            assert all(cell.scope == "Row" and cell.text.strip() for cell in row.all("TH"))
        assert len({len(row) for row in rows_of(table)}) == 1
    assert all(figure.alt and len(figure.alt) > 20 for figure in figures)
    assert all(item.parts[0].kind == "Lbl" and item.parts[1].kind == "LBody" for item in tree.all("LI"))
    levels = [int(head.kind[1:]) for head in tree.all("H1", "H2", "H3")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    # Bookmarks are the headings of the title and the sections.
    [(title, sections)] = facts["bookmarks"]
    assert title == facts["title"] == plain(next(tree.all("H1")).text)
    assert [name for name, _ in sections] == [head.text for head in tree.all("H2")]
    # At the foot of each page stands its number.
    for number, texts in enumerate(beside, 1):
        assert f"{number} / {len(beside)}" in texts


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_it_is_read_in_the_order_of_the_report(report, name, lang):
    tree, *_ = read(report(name, "pdf", *SHIPPED[name], lang=lang))
    markdown = report(name, "md", *SHIPPED[name], lang=lang).read_text().splitlines()
    heads = [unmarked(line.lstrip("# ")) for line in markdown if line.startswith("#")]
    assert [plain(head.text) for head in tree.all("H1", "H2")] == heads
    rows = [[unmarked(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in markdown if line.startswith("| ") and not line.startswith("| :--")]
    assert [row for table in tree.all("Table") for row in rows_of(table)] == rows
    # Footnotes, and what the stamp says.
    notes = [unmarked(line.split(". ", 1)[1]) for line in markdown if re.match(r"\d+\. ", line)]
    told = [plain(part.parts[1].text) for part in tree.all("LI")]
    assert [note for note in told if note in notes] == notes
    # All of it, one after the other.
    whole = plain(" ".join(plain(part.text) for part in tree.all("H1", "H2", "H3", "P", "Lbl", "LBody", "TH", "TD")))
    at = 0
    for line in markdown:
        if line.startswith("#") or re.match(r"\d+\. ", line):
            at = whole.index(unmarked(re.sub(r"^(#+|\d+\.) ", "", line)), at)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_same_figures_give_the_same_bytes(mechanism, tmp_path, lang):
    files = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    # Without a moment of the past a report says as of which second it is.
    for file in files:
        run("--lang", lang, "report", mechanism, "asylum-overview", "--as", "analyst@md", "--as-of", moment(mechanism), "-o", file)
    assert files[0].read_bytes() == files[1].read_bytes()


def moment(mechanism):
    """A moment at which everything of the demonstration was released."""
    said = run("--format", "json", "history", mechanism, "--as", "administrator@md")
    return re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", said)[-1]


OWN = """
format = "dsm-report/1"
id = "own"
version = "1"
title.en = "{title}"
title.ru = "{title}"
lead.en = "{lead}"
lead.ru = "{lead}"
[query.all]
indicator = "ASYLUM_APPLICATIONS"
[[section]]
title.en = "{title}"
title.ru = "{title}"
figures = "all"
"""


@pytest.mark.parametrize("word", WORDS)
def test_what_is_read_is_what_was_written(report, tmp_path, word):
    text = WORDS[word]
    own = tmp_path / "own.toml"
    own.write_text(OWN.format(title=text, lead=" ".join([text] * 9)))
    file = report(own, "pdf")
    tree, _, _, facts = read(file)
    assert facts["title"] == text and next(tree.all("H1")).text == text
    assert plain(next(tree.all("P")).text) == plain(" ".join([text] * 9))
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here")
    seen = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    assert plain(seen).count(plain(text)) >= 10, seen


def test_a_character_that_no_font_has_is_an_error(mechanism, tmp_path):
    own, out = tmp_path / "own.toml", tmp_path / "own.pdf"
    own.write_text(OWN.format(title="Asylum 難民", lead="…"))
    said = run("report", mechanism, own, "--as", "analyst@md", "-o", out, ok=False)
    assert "DSM-REP-020" in said and "U+96E3" in said and "own/title" in said and "own/section-1/title" in said
    assert not out.exists()


def test_two_readers_see_what_each_may(report):
    public, analyst = (read(report("asylum-overview", "pdf", reader=reader))[0] for reader in (None, "analyst@md"))
    assert not list(public.all("Table", "Figure")) and list(analyst.all("Table"))


def test_wide_tables_lie_and_go_on(report):
    *_, facts = read(report("cross-sections", "pdf", *SHIPPED["cross-sections"]))
    for page in facts["pages"]:
        assert sorted(round(side) for side in page[2:]) == [595, 842]
