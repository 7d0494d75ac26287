"""Files as they should not be: `dsm protect` and `dsm audit` say what is wrong and where, and write nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from checker import Published, Rules, Shape, read_audit
from command import DONE, DSM, FOUND, COULD_NOT, USAGE, dsm

AGES = Shape(("age", "sex"))
GOOD = "age,sex,n\nA,F,3\nA,M,20\nB,F,30\nB,M,9\n"
REGIONS = ("--hierarchy", "citizen=region")

# Name, the file, options besides the count: each is refused, nothing is written, and a message of the library says why.
REFUSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "a negative count": ("age,sex,n\nA,F,-3\nA,M,20\n", ()),
    "a fraction": ("age,sex,n\nA,F,3.5\nA,M,20\n", ()),
    "text": ("age,sex,n\nA,F,few\nA,M,20\n", ()),
    "thousands apart": ('age,sex,n\nA,F,3\nA,M,"1,000"\n', ()),
    "a count of forty digits": (f"age,sex,n\nA,F,{'9' * 40}\nA,M,20\n", ()),
    "an empty count": ("age,sex,n\nA,F,\nA,M,20\n", ()),
    "a masked count": ("age,sex,n\nA,F,*\nA,M,20\n", ()),
    "a key twice": ("age,sex,n\nA,F,3\nA,M,20\nA,F,4\n", ()),
    "no column of counts": ("age,sex,count\nA,F,3\nA,M,20\n", ()),
    "no column of groups": (GOOD, REGIONS),
    "a column twice": ("age,age,n\nA,F,3\nA,M,20\n", ()),
    "a row that is too long": ("age,sex,n\nA,F,3,9\nA,M,20\n", ()),
    "a row that is too short": ("age,sex,n\nA,F,3\nA,M\n", ()),
    "an empty code": ("age,sex,n\n,F,3\nA,M,20\n", ()),
    "a code in two groups": ("region,citizen,sex,n\nR1,A,F,3\nR2,A,M,20\nR2,B,F,9\n", REGIONS),
    "a group that is called as a code": ("region,citizen,sex,n\nA,A,F,3\nA,B,M,20\nR2,C,F,9\n", REGIONS),
    "a group that is called as a code of another group": ("region,citizen,sex,n\nB,A,F,3\nB,C,F,3\nR2,B,F,9\n", REGIONS),
    "a group that is called total": ("region,citizen,n\nR1,A,30\n_T,B,9\n", REGIONS),
    "totals already": ("age,sex,n\nA,F,3\nA,M,20\nA,_T,23\n_T,_T,23\n", ()),
    "groups already": ("region,citizen,n\nR1,A,3\nR1,B,20\nR1,R1,23\n", REGIONS),
    "a column that groups itself": (GOOD, ("--hierarchy", "age=age")),
    "columns that group each other": (GOOD, ("--hierarchy", "age=sex", "--hierarchy", "sex=age")),
    "the count as a group": (GOOD, ("--hierarchy", "age=n")),
    "half a hierarchy": (GOOD, ("--hierarchy", "age")),
    "a threshold of one": (GOOD, ("--threshold", "1")),
    "a negative threshold": (GOOD, ("--threshold=-5",)),
    "a range without end": (GOOD, ("--range", "4000000000")),
    "zeros of a third kind": (GOOD, ("--zeros", "hidden")),
    "an empty file": ("", ()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_of_counts_is_refused(name: str, tmp_path: Path) -> None:
    text, more = REFUSED[name]
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    done = dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--audit", tmp_path / "audit.csv", "--count", "n", *more)
    assert done.status in (FOUND, USAGE), (done.status, done.out, done.err)
    assert done.err.startswith("DSM-") or done.err.startswith("error: invalid value"), done.err
    assert not (tmp_path / "out.csv").exists() and not (tmp_path / "audit.csv").exists()


@pytest.mark.parametrize(("name", "line"), [("a negative count", 2), ("text", 2), ("a key twice", 4), ("a code in two groups", 3),
    ("a row that is too long", 2), ("a row that is too short", 3), ("an empty code", 2)])
def test_the_line_is_named(name: str, line: int, tmp_path: Path) -> None:
    text, more = REFUSED[name]
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    done = dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--count", "n", *more)
    assert f"in.csv:{line}" in done.err, done.err


@pytest.mark.parametrize("text", [
    "\ufeff" + GOOD, GOOD.replace(",", ";"), GOOD.replace("\n", "\r\n"), GOOD.replace(",", "\t"), GOOD.rstrip("\n"),
    GOOD.replace("A,F,3", '"A","F","3"'),
])
def test_a_file_as_spreadsheets_write_it_is_the_same(text: str, tmp_path: Path) -> None:
    written = []
    for name, content in (("good.csv", GOOD), ("other.csv", text)):
        (tmp_path / name).write_bytes(content.encode())
        done = dsm("protect", tmp_path / name, "-o", tmp_path / "out.csv", "--count", "n")
        assert done, done.err
        written.append((tmp_path / "out.csv").read_bytes())
    assert written[0] == written[1]


def test_large_figures_are_exact(tmp_path: Path) -> None:
    large = 10**17 + 7
    (tmp_path / "in.csv").write_text(f"age,sex,n\nA,F,{large}\nA,M,2\nB,F,3\nB,M,7\nC,F,{large}\nC,M,11\n", encoding="utf-8")
    assert dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--audit", tmp_path / "audit.csv", "--count", "n")
    published = Published.read(tmp_path / "out.csv", AGES)
    assert published.shown["_T", "_T"] == 2 * large + 23
    assert {one.label for one in read_audit(tmp_path / "audit.csv", AGES).values()} <= {"PROVEN", "OPEN"}


def test_nothing_small_masks_nothing(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("age,sex,n\nA,F,0\nA,M,20\nB,F,5\nB,M,9\n", encoding="utf-8")
    assert dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--count", "n")
    assert not Published.read(tmp_path / "out.csv", AGES).masked


def test_one_cell_alone(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("age,sex,n\nA,F,3\n", encoding="utf-8")
    assert dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--count", "n")
    published = Published.read(tmp_path / "out.csv", AGES)
    assert not published.shown and len(published.masked) == 4


def test_a_file_without_rows_has_no_cells(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("age,sex,n\n", encoding="utf-8")
    done = dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--count", "n")
    assert (done.status == DONE and (tmp_path / "out.csv").read_text() == "age,sex,n,OBS_STATUS\n") or done.err.startswith("DSM-")


def test_the_truth_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(GOOD, encoding="utf-8")
    assert not dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "in.csv", "--count", "n")
    assert not dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--audit", tmp_path / "in.csv", "--count", "n")
    assert not dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--audit", tmp_path / "out.csv", "--count", "n")
    assert (tmp_path / "in.csv").read_text(encoding="utf-8") == GOOD


def test_a_dash_is_standard_output_and_input(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(GOOD, encoding="utf-8")
    assert dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--count", "n")
    given = [str(DSM), "protect", "-", "-o", "-", "--count", "n"]
    done = subprocess.run(given, input=GOOD, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == DONE and not (tmp_path / "-").exists()
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") in done.stdout


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(GOOD, encoding="utf-8")
    assert dsm("protect", tmp_path / "nothing.csv", "-o", tmp_path / "out.csv", "--count", "n").status == COULD_NOT
    assert dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "no" / "out.csv", "--count", "n").status == COULD_NOT
    assert dsm("audit", tmp_path / "nothing.csv", "--count", "n").status == COULD_NOT


# Tables that somebody else has masked.

def audited(text: str, folder: Path, *more: object) -> tuple[int, dict[tuple[str, ...], str], str]:
    (folder / "out.csv").write_text(text, encoding="utf-8")
    done = dsm("audit", folder / "out.csv", "-o", folder / "audit.csv", "--count", "n", *more)
    labels = {key: one.label for key, one in read_audit(folder / "audit.csv", AGES).items()} if (folder / "audit.csv").exists() else {}
    return done.status, labels, done.out + done.err


@pytest.mark.parametrize("mask", ["", "*"])
def test_one_mask_in_a_total_is_exact(mask: str, tmp_path: Path) -> None:
    text = f"age,sex,n\nA,F,{mask}\nA,M,20\nA,_T,23\n"
    assert audited(text, tmp_path)[:2] == (FOUND, {("A", "F"): "EXACT"})


def test_sums_over_two_columns_tell_too(tmp_path: Path) -> None:
    """Only the inner cells and the total of all."""
    text = "age,sex,n\nA,F,*\nA,M,20\nB,F,30\nB,M,8\n_T,_T,61\n"
    assert audited(text, tmp_path)[:2] == (FOUND, {("A", "F"): "EXACT"})


def test_without_totals_nothing_is_told(tmp_path: Path) -> None:
    assert audited("age,sex,n\nA,F,*\nA,M,20\nB,F,30\nB,M,8\n", tmp_path)[:2] == (DONE, {("A", "F"): "PROVEN"})


def test_what_is_not_masked_needs_no_audit(tmp_path: Path) -> None:
    assert audited("age,sex,n\nA,F,20\nA,M,20\nA,_T,40\n", tmp_path)[:2] == (DONE, {})


def test_figures_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    _, labels, said = audited("age,sex,n\nA,F,*\nA,M,20\nA,_T,19\n", tmp_path)
    assert "DSM-SDC-011" in said and labels.get(("A", "F")) != "EXACT", said


TWO = "age,sex,n\nA,F,*\nA,M,20\nA,_T,23\nB,F,*\nB,M,30\nB,_T,47\n"


def test_the_truth_says_which_masks_hide_small_figures(tmp_path: Path) -> None:
    right = tmp_path / "right.csv"
    right.write_text("age,sex,n\nA,F,3\nA,M,20\nB,F,17\nB,M,30\n", encoding="utf-8")
    assert audited(TWO, tmp_path, "--truth", right)[0] == FOUND
    large = tmp_path / "large.csv"
    large.write_text("age,sex,n\nA,F,13\nA,M,20\nB,F,17\nB,M,30\n", encoding="utf-8")
    told = audited(TWO.replace("23", "33"), tmp_path, "--truth", large)
    assert told[0] == DONE and set(told[1].values()) == {"EXACT"}


@pytest.mark.parametrize("truth", [
    "age,sex,n\nA,F,7\nA,M,20\nB,F,17\nB,M,30\n", "age,sex,n\nA,F,13\nA,M,10\nB,F,17\nB,M,30\n", "region,n\nR1,30\n", "age,sex,n\nA,F,3\nA,M,20\n",
    "age,sex,n\nC,F,3\n",
])
def test_a_truth_of_another_table_is_refused(truth: str, tmp_path: Path) -> None:
    """Otherwise a wrong file would say that nothing small is hidden."""
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(truth, encoding="utf-8")
    status, _, said = audited(TWO, tmp_path, "--truth", wrong)
    assert status != DONE, said


def test_the_audit_says_the_same_with_and_without_the_truth(tmp_path: Path) -> None:
    """What comes out is a function of what is published: the truth only decides what is grave."""
    (tmp_path / "in.csv").write_text(GOOD, encoding="utf-8")
    assert dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "masked.csv", "--count", "n")
    text = (tmp_path / "masked.csv").read_text(encoding="utf-8")
    said = []
    for more in ((), ("--truth", tmp_path / "in.csv")):
        audited(text, tmp_path, *more)
        said.append((tmp_path / "audit.csv").read_bytes())
    assert said[0] == said[1]


def test_small_inner_cells_and_rules_agree(tmp_path: Path) -> None:
    """A threshold of three shows threes and fours."""
    (tmp_path / "in.csv").write_text(GOOD, encoding="utf-8")
    rules = Rules(threshold=3)
    assert dsm("protect", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--count", "n", "--threshold", rules.threshold)
    assert Published.read(tmp_path / "out.csv", AGES).shown["A", "F"] == 3
