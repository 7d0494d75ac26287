"""Everything that the demo shows is computed from its files."""

import csv
import re

from conftest import ROOT, run


def outputs(folder, ending):
    return {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.glob(f"*.{ending}"))}


def test_the_demo_writes_pages_and_an_sdmx_file(demo):
    folder, said = demo
    pages = outputs(folder, "html")
    assert "index.html" in pages and len(pages) >= 3
    assert any(re.search("[а-яё]{4}", page) for page in pages.values()), "no page in Russian"
    assert outputs(folder, "csv")
    for name in [*pages, *outputs(folder, "csv")]:
        assert name in said or name == "index.html"


def test_what_was_refused_says_why_and_what_to_do(demo):
    _, said = demo
    for code in ["WFL-", "SEM-", "ACC-"]:
        assert code in said, f"no {code} was shown"


def test_the_same_input_gives_the_same_bytes(demo, tmp_path):
    folder, said = demo
    again = run(tmp_path / "again")
    assert outputs(folder, "csv") == outputs(tmp_path / "again", "csv")
    assert outputs(folder, "html") == outputs(tmp_path / "again", "html")
    assert [l for l in said.splitlines() if str(folder) not in l] == [
        l for l in again.splitlines() if str(tmp_path / "again") not in l
    ]


def test_one_figure_changed_in_a_file_changes_everywhere(demo, data, tmp_path):
    folder, said = demo
    path = data / "ukraine.corrected.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    # The largest group of applicants of the last year: it stands in every output.
    last = max(r["year"] for r in rows)
    of_last = [r for r in rows if r["what"] == "applications" and r["year"] == last]
    row = max(of_last, key=lambda r: int(r["figure"]))
    before, after = row["figure"], str(int(row["figure"]) + 700_001)
    row["figure"] = after
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    changed = run(tmp_path / "changed", "--data", data)
    said_lines, changed_lines = said.splitlines(), changed.splitlines()
    assert said_lines != changed_lines, "nothing changed on the screen"
    sdmx_before, sdmx_after = outputs(folder, "csv"), outputs(tmp_path / "changed", "csv")
    assert any(after in text for text in sdmx_after.values()), "not in the SDMX file"
    assert not any(after in text for text in sdmx_before.values())
    pages_before, pages_after = outputs(folder, "html"), outputs(tmp_path / "changed", "html")
    differing = [name for name in pages_after if pages_before.get(name) != pages_after[name]]
    assert len(differing) >= 2, f"only {differing} changed"
    # As people read it: thousands apart by a comma or a space that does not break.
    shown = str(int(after) + sum(int(r["figure"]) for r in rows if r["what"] == "applications"
        and r["year"] == str(int(last) - 1) and r["origin"] == row["origin"]))
    groups = [g[::-1] for g in re.findall(r"\d{1,3}", shown[::-1])][::-1]
    grouped = re.compile("[,\u00a0\u202f ]?".join(groups))
    assert any(grouped.search(page) for page in pages_after.values()), f"{before} → {after} is on no page"


def test_figures_on_file_are_the_files_own():
    """The demo's data are UNHCR's figures as published: totals are sums of their parts."""
    for state in ["kaz", "mda"]:
        with (ROOT / "examples" / "data" / f"{state}.csv").open(newline="", encoding="utf-8") as file:
            rows = [r for r in csv.DictReader(file) if r["INDICATOR"] == "ASYLUM_DECISIONS"]
        parts = {}
        for r in rows:
            key = (r["CITIZENSHIP"], r["TIME_PERIOD"], r["UNIT"])
            total, whole = parts.get(key, (0, None))
            figure = int(r["OBS_VALUE"])
            parts[key] = (total, figure) if r["DECISION"] == "_T" else (total + figure, whole)
        assert parts
        for key, (total, whole) in parts.items():
            assert whole is None or whole == total, (state, key)
