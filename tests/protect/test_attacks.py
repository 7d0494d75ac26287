"""Attacks by differencing on whatever readers can put together: releases, reports, revisions, units, totals, rates, balances.

Each scenario is played through the command. Then its readers pool what they got and solve for what is masked, with what everybody
knows besides. A release may also be refused: what did not come out tells nothing. That an attack is one is shown by the same
readers over the same outputs with the small figures alone masked: there they find figures out.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from command import dsm
from readers import Part, Reader, naively
from region import MASKED, Cells, Region

ENTRIES, EVENTS, PERSONS = "ENTRIES", "PERSON_EVENTS", "PERSONS"
AXES = ("CITIZENSHIP", "SEX", "TIME_PERIOD")
KZ, KG, TJ = "analyst@kz", "analyst@kg", "analyst@tj"
Outputs = dict[str, Cells]


def counts(code: str, part: str) -> bool:
    """Whether a code of an axis counts a part: itself, a total, or a longer time."""
    if code in ("_T", part) or part.startswith(f"{code}-"):
        return True
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", code)
    month = re.fullmatch(r"(\d{4})-(\d{2})", part)
    return bool(quarter and month and quarter[1] == month[1] and (int(month[2]) + 2) // 3 == int(quarter[2]))


@dataclass
class Scenario:
    """A world, what is asked to come out of it, how it does, and what everybody knows besides.

    `truth`: the smallest figures; the first word of a part says of which table. `published`: for each output the table and the
    keys that it is meant to have. `play`: hands in, releases, reads. `known`: relations of parts. `unchanged`: outputs of two
    moments whose small differences are cells too. `hidden`: parts that no cell shows and that are small.
    """

    truth: dict[Part, int]
    published: dict[str, tuple[str, list[Part]]]
    play: Callable[[Region, Scenario], Outputs]
    states: tuple[str, ...] = ("MD", "KZ")
    preset: str = "dsm"
    known: list[tuple[dict[Part, float], float, float]] = field(default_factory=list)
    moments: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[Part] = field(default_factory=list)

    def parts(self, output: str) -> Callable[[Part], list[Part]]:
        # An output of several readers is `name@reader`.
        table = self.published[output.split("@")[0]][0]
        return lambda key: [
            part for part in self.truth if part[0] == table and all(counts(code, one) for code, one in zip(key, part[1:], strict=True))
        ]

    def figures(self, output: str) -> dict[Part, int]:
        parts = self.parts(output)
        return {key: sum(self.truth[part] for part in parts(key)) for key in self.published[output][1]}

    def told(self, outputs: Outputs) -> dict[Part, tuple[int, int]]:
        reader = Reader(self.truth)
        for terms, low, high in self.known:
            reader.knows(terms, low, high)
        for name, cells in outputs.items():
            reader.learns(name, cells, self.parts(name))
        for part in self.hidden:
            reader.masked["nobody's cell", *part] = [part]
        found = reader.told()
        for earlier, later in self.moments:
            if earlier in outputs and later in outputs:
                found |= {("between", *key): by for key, by in reader.small_differences(outputs[earlier], outputs[later]).items()}
        return found

    def naive(self) -> Outputs:
        return {name: naively(self.truth, self.parts(name), keys) for name, (_, keys) in self.published.items()}


def keys(*codes: Iterable[str]) -> list[Part]:
    return list(itertools.product(*codes))


def hand_in(region: Region, state: str, indicator: str, unit: str, cells: Mapping[Part, object], *more: object, axes: Iterable[str] = AXES) -> str:
    return region.submit(state, region.rows(state, indicator, unit, cells, axes), *more)


def put_out(region: Region, state: str, submission: str, threshold: int | None = 5) -> bool:
    """Releases; a refusal has to be for the masks, or because the time is released already."""
    done = region.release(state, submission, *(["--threshold", threshold] if threshold else []))
    assert done or "DSM-SDC-" in done.err or "DSM-WFL-009" in done.err, done.err
    return bool(done)


def released(region: Region, scenario: Scenario, output: str, unit: str = EVENTS, *more: object) -> str | None:
    submission = hand_in(region, "MD", ENTRIES, unit, scenario.figures(output), *more)
    return submission if put_out(region, "MD", submission) else None


def one_year(table: str, figures: Mapping[str, int], year: str = "2023") -> dict[Part, int]:
    return {(table, code, "_T", year): figure for code, figure in figures.items()}


def of_one_year(codes: Iterable[str], year: str = "2023") -> list[Part]:
    return keys([*codes, "_T"], ["_T"], [year])


# Two releases.

MONTHS = {("months", "_T", "_T", f"2023-{month:02}"): 3 if month == 2 else 20 + month for month in range(1, 13)}
EVERY_MONTH = keys(["_T"], ["_T"], [f"2023-{month:02}" for month in range(1, 13)])
YEAR, QUARTERS = keys(["_T"], ["_T"], ["2023"]), keys(["_T"], ["_T"], [f"2023-Q{quarter}" for quarter in range(1, 5)])


def in_order(*names: str) -> Callable[[Region, Scenario], Outputs]:
    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ")
        out = {name: released(region, scenario, name) for name in names}
        cells = region.read(KZ, ENTRIES, AXES, "--country", "MD")
        return {name: {key: cells[key] for key in scenario.published[name][1] if key in cells} for name, done in out.items() if done}

    return play


def months_then(*others: str) -> Scenario:
    published = {"months": ("months", EVERY_MONTH), "year": ("months", YEAR), "quarters": ("months", QUARTERS)}
    chosen = {name: published[name] for name in ("months", *others)}
    return Scenario(dict(MONTHS), chosen, in_order("months", *others))


def year_then_months() -> Scenario:
    made = months_then("year")
    made.play = in_order("year", "months")
    return made


def quarters_then_year_then_months() -> Scenario:
    made = months_then("quarters", "year")
    made.play = in_order("quarters", "year", "months")
    return made


# By sex and by citizenship, one after the other, of one year: they meet in the total.

def two_breakdowns() -> Scenario:
    truth = {("world", code, sex, "2023"): n for code, f, m in (("AFG", 1, 7), ("SYR", 2, 9)) for sex, n in (("F", f), ("M", m))}
    published = {
        "sexes": ("world", keys(["_T"], ["F", "M"], ["2023"])),
        "citizenships": ("world", keys(["AFG", "SYR", "_T"], ["_T"], ["2023"])),
    }
    return Scenario(truth, published, in_order("sexes", "citizenships"))


def two_breakdowns_in_time() -> Scenario:
    """Women and men by month, citizenships by year: the sexes of a month follow from the total of the year."""
    truth = {("world", code, sex, f"2023-{month:02}"): n + month for code, n in (("AFG", 10), ("SYR", 20)) for sex in "FM" for month in range(1, 13)}
    truth |= {("world", "AFG", "F", "2023-02"): 1, ("world", "SYR", "F", "2023-02"): 2}
    published = {
        "sexes": ("world", keys(["_T"], ["F", "M"], [f"2023-{month:02}" for month in range(1, 13)])),
        "citizenships": ("world", keys(["AFG", "SYR", "_T"], ["_T"], ["2023"])),
    }
    return Scenario(truth, published, in_order("sexes", "citizenships"))


def beside_one_without_a_threshold() -> Scenario:
    """Months with a threshold, then the quarter by sex with none: what is left of it is the masked month."""
    truth = {("world", "_T", sex, f"2023-{month:02}"): 10 * month + n for sex, n in (("F", 5), ("M", 9)) for month in (1, 2, 3)}
    truth |= {("world", "_T", "F", "2023-02"): 1, ("world", "_T", "M", "2023-02"): 2}
    published = {
        "months": ("world", keys(["_T"], ["_T"], ["2023-01", "2023-02", "2023-03"])),
        "quarter": ("world", keys(["_T"], ["F", "M"], ["2023-Q1"])),
    }

    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ")
        done = {"months": released(region, scenario, "months")}
        done["quarter"] = put_out(region, "MD", hand_in(region, "MD", ENTRIES, EVENTS, scenario.figures("quarter")), None)
        cells = region.read(KZ, ENTRIES, AXES, "--country", "MD")
        return {name: {key: cells[key] for key in scenario.published[name][1] if key in cells} for name, out in done.items() if out}

    return Scenario(truth, published, play)


def three_breakdowns() -> Scenario:
    """Citizenships by quarter, months of all, sexes of the year."""
    truth = {
        ("world", code, sex, f"2023-{month:02}"): 3 + (7 * month + 11 * ord(code[0]) + ord(sex)) % 23
        for code in ("AFG", "SYR", "UKR") for sex in "FM" for month in range(1, 13)
    }
    truth |= {("world", code, sex, "2023-05"): n for code, sex, n in (
        ("AFG", "F", 1), ("AFG", "M", 0), ("SYR", "F", 1), ("SYR", "M", 1), ("UKR", "F", 0), ("UKR", "M", 0))}
    published = {
        "citizenships": ("world", keys(["AFG", "SYR", "UKR"], ["_T"], [f"2023-Q{quarter}" for quarter in range(1, 5)])),
        "months": ("world", EVERY_MONTH),
        "sexes": ("world", keys(["_T"], ["F", "M"], ["2023"])),
    }
    return Scenario(truth, published, in_order("months", "citizenships", "sexes"))


def nearly() -> Scenario:
    """Two small months of which the year tells the sum: each is one or two."""
    truth = MONTHS | {("months", "_T", "_T", "2023-02"): 1, ("months", "_T", "_T", "2023-03"): 2}
    return Scenario(truth, {"months": ("months", EVERY_MONTH), "year": ("months", YEAR)}, in_order("months", "year"))


# Persons are no more than the times that they came.

def two_units() -> Scenario:
    events, persons = {"AFG": 1, "IRN": 30, "SYR": 50}, {"AFG": 1, "IRN": 30, "SYR": 20}
    published = {"events": ("events", of_one_year(events)), "persons": ("persons", of_one_year(persons))}

    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ")
        outputs = {}
        for name, unit, word in (("events", EVENTS, "person-events:entry"), ("persons", PERSONS, "persons-distinct")):
            if released(region, scenario, name, unit):
                outputs[name] = region.read(KZ, ENTRIES, AXES, "--country", "MD", "--unit", word)
        return outputs

    made = Scenario(one_year("events", events) | one_year("persons", persons), published, play)
    made.known = [({("events", c, "_T", "2023"): 1.0, ("persons", c, "_T", "2023"): -1.0}, 0, math.inf) for c in events]
    return made


# Revisions and what is withdrawn.

def two_moments(first: dict[str, int], second: dict[str, int], revised: bool, codes: Iterable[str] | None = None) -> Scenario:
    """The same year at two moments; whoever reads takes it that what a correction did not have to touch is as it was."""
    codes = list(codes or first)
    published = {"first": ("first", of_one_year(codes)), "second": ("second", of_one_year(codes))}

    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ")
        outputs = {}
        before = released(region, scenario, "first")
        if before:
            outputs["first"] = region.read(KZ, ENTRIES, AXES, "--country", "MD")
        if before and not revised:
            region.withdraw("MD", before)
        more = ("--revising", before, "--reason", "late forms came in") if before and revised else ()
        if released(region, scenario, "second", EVENTS, *more):
            outputs["second"] = region.read(KZ, ENTRIES, AXES, "--country", "MD")
        return outputs

    made = Scenario(one_year("first", first) | one_year("second", second), published, play)
    same = [code for code in first if first[code] == second.get(code)]
    made.known = [({("first", c, "_T", "2023"): 1.0, ("second", c, "_T", "2023"): -1.0}, 0, 0) for c in same]
    if revised:
        made.moments = [("first", "second")]
    return made


BEFORE = {"AFG": 3, "IRN": 6, "SYR": 7, "UKR": 90}


def withdrawn_and_released_anew() -> Scenario:
    return two_moments(BEFORE, BEFORE | {"UKR": 5}, revised=False)


def revision_of_a_shown_cell() -> Scenario:
    return two_moments(BEFORE, BEFORE | {"SYR": 9}, revised=True)


def revision_of_a_masked_cell() -> Scenario:
    return two_moments(BEFORE, BEFORE | {"AFG": 40}, revised=True)


def revision_that_makes_a_cell_small() -> Scenario:
    return two_moments(BEFORE, BEFORE | {"SYR": 2}, revised=True)


def revision_that_makes_a_cell_large() -> Scenario:
    return two_moments(BEFORE | {"SYR": 2}, BEFORE | {"SYR": 47}, revised=True)


def revision_under_a_lower_threshold() -> Scenario:
    """The same figures but one, of which fewer are small now."""
    made = two_moments(BEFORE, BEFORE | {"UKR": 190}, revised=True)

    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ")
        outputs, before = {}, None
        for name, threshold in (("first", 8), ("second", 5)):
            more = ("--revising", before, "--reason", "late forms came in") if before else ()
            before = hand_in(region, "MD", ENTRIES, EVENTS, scenario.figures(name), *more)
            if put_out(region, "MD", before, threshold):
                outputs[name] = region.read(KZ, ENTRIES, AXES, "--country", "MD")
        return outputs

    made.play = play
    return made


def revision_that_is_revised() -> Scenario:
    """Three moments, of which the first and the last are the same."""
    made = two_moments(BEFORE, BEFORE | {"SYR": 40, "IRN": 30}, revised=True)
    made.truth |= one_year("third", BEFORE)
    made.published["third"] = ("third", of_one_year(BEFORE))
    made.known += [({("first", c, "_T", "2023"): 1.0, ("third", c, "_T", "2023"): -1.0}, 0, 0) for c in BEFORE]

    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ")
        outputs, before = {}, None
        for name in ("first", "second", "third"):
            more = ("--revising", before, "--reason", "late forms came in") if before else ()
            after = released(region, scenario, name, EVENTS, *more)
            if after:
                before = after
                outputs[name] = region.read(KZ, ENTRIES, AXES, "--country", "MD")
        return outputs

    made.play = play
    return made


# A total less its parts is a cell of its own.

def what_is_not_listed() -> Scenario:
    truth = one_year("world", {"AFG": 30, "IRN": 6, "SYR": 2})
    published = {"listed": ("world", of_one_year(["AFG", "IRN"]))}
    return Scenario(truth, published, in_order("listed"), hidden=[("world", "SYR", "_T", "2023")])


# Readers who see different parts, and reports of them.

def by_sex() -> Scenario:
    truth = {
        ("world", code, sex, "2023"): n
        for code, f, m in (("AFG", 1, 20), ("IRN", 30, 8), ("SYR", 40, 50), ("UKR", 12, 3))
        for sex, n in (("F", f), ("M", m))
    }
    every = keys(["AFG", "IRN", "SYR", "UKR", "_T"], ["F", "M", "_T"], ["2023"])
    return Scenario(truth, {"seen": ("world", every)}, in_order("seen"))


def two_readers() -> Scenario:
    """One sees women, the other totals of both sexes, a third some citizenships: together they see nearly everything."""
    made = by_sex()
    made.states = ("MD", "KZ", "TJ", "KG")

    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ", "--code", "SEX=F")
        region.open("MD", ENTRIES, "TJ", "--code", "SEX=_T")
        region.open("MD", ENTRIES, "KG", "--code", "CITIZENSHIP=AFG", "--code", "CITIZENSHIP=SYR")
        if not released(region, scenario, "seen"):
            return {}
        asked = {KZ: "SEX=F", TJ: "SEX=_T", KG: "CITIZENSHIP=AFG,SYR"}
        return {f"seen@{user}": region.read(user, ENTRIES, AXES, "--country", "MD", "--codes", codes) for user, codes in asked.items()}

    made.play = play
    return made


class Page(HTMLParser):
    """The cells of the first table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


NAMES = {"Afghanistan": "AFG", "Iran (Islamic Republic of)": "IRN", "Syrian Arab Republic": "SYR", "Ukraine": "UKR", "total": "_T",
    "female": "F", "male": "M"}


def reported(region: Region, user: str, *more: object) -> list[list[str]]:
    out = region.folder / f"page{region.files}.html"
    region.files += 1
    region.done("report", region.file, ENTRIES, "--as", user, "-o", out, *more)
    page = Page()
    page.feed(out.read_text(encoding="utf-8"))
    return page.rows


def figure_of(text: str) -> str:
    """A figure of a page as text of a file: thousands together, a bound as an interval, footnotes away."""
    plain = re.sub(r"[,\u00a0\u202f\u2009\s]|i$", "", text)
    if plain.startswith("≥"):
        return f"{plain[1:]}.."
    return plain.replace("–", "..") if re.fullmatch(r"\d+(–\d+)?", plain) else MASKED if plain == "*" else ""


def two_reports() -> Scenario:
    """Pages with other codes, pages with sums, by one reader: the same masks, and no sum that tells."""
    made = by_sex()

    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ")
        if not released(region, scenario, "seen"):
            return {}
        outputs: Outputs = {"seen@table": region.read(KZ, ENTRIES, AXES, "--country", "MD")}
        pages = {"all": ("--codes", "SEX=F,M,_T"), "women": ("--codes", "SEX=F"), "men": ("--codes", "SEX=M"), "totals": ("--codes", "SEX=_T")}
        for name, more in pages.items():
            rows = reported(region, KZ, "--country", "MD", *more)
            cells: Cells = {}
            only = more[1].split("=")[1] if name != "all" else None
            for row in rows:
                codes = [NAMES[text] for text in row if text in NAMES]
                if codes and row[-1] not in NAMES:
                    key = (codes[0], only or codes[1], "2023")
                    cells[key] = figure_of(row[-1])
            assert len(cells) == (15 if name == "all" else 5), (name, rows)
            outputs[f"seen@page of {name}"] = cells
        for left in ("AFG", "IRN", "SYR", "UKR"):
            # All citizenships but one, of women: added up by the library.
            rest = [code for code in ("AFG", "IRN", "SYR", "UKR") if code != left]
            sums = region.read(KZ, ENTRIES, ("SEX", "TIME_PERIOD"), "--country", "MD", "--codes", f"CITIZENSHIP={','.join(rest)}",
                "--codes", "SEX=F,M", "--sum", "CITIZENSHIP")
            scenario.published[f"sums but {left}"] = ("world", [])
            outputs[f"sums but {left}"] = {("_T", sex, when): text for (sex, when), text in sums.items()}
        return outputs

    def parts(output: str) -> Callable[[Part], list[Part]]:
        every = Scenario.parts(made, output)
        left = output.removeprefix("sums but ") if output.startswith("sums") else None
        return lambda key: [part for part in every(key) if part[1] != left]

    made.play, made.parts = play, parts  # type: ignore[method-assign]
    return made


# Who joins late, and totals over States.

def late_joiner() -> Scenario:
    """One kept the first release; one who joined later sees the second one, and the first as it stood."""
    made = two_moments(BEFORE | {"SYR": 40}, BEFORE | {"SYR": 2, "UKR": 200}, revised=True)
    made.published["then"] = made.published["first"]

    def play(region: Region, scenario: Scenario) -> Outputs:
        region.open("MD", ENTRIES, "KZ")
        outputs = {}
        before = released(region, scenario, "first")
        if before:
            outputs["first"] = region.read(KZ, ENTRIES, AXES, "--country", "MD")
        moment = region.moment()
        if before and released(region, scenario, "second", EVENTS, "--revising", before, "--reason", "late forms came in"):
            region.join("KG")
            own = hand_in(region, "KG", ENTRIES, EVENTS, {("AFG", "_T", "2023"): 60, ("_T", "_T", "2023"): 60})
            assert put_out(region, "KG", own)
            outputs["second"] = region.read(KG, ENTRIES, AXES, "--country", "MD")
            outputs["then"] = region.read(KG, ENTRIES, AXES, "--country", "MD", "--as-of", moment)
        return outputs

    made.play = play
    return made


OF_STATES = {"MD": {"AFG": 3, "IRN": 20, "SYR": 70}, "TJ": {"AFG": 0, "IRN": 50, "SYR": 60}, "KG": {"AFG": 0, "IRN": 70, "SYR": 80}}


def total_over_three_states() -> Scenario:
    """Each State for itself, and their sum as the library adds it."""
    truth = {(state, code, "_T", "2023"): n for state, figures in OF_STATES.items() for code, n in figures.items()}
    published = {state: (state, of_one_year(figures)) for state, figures in OF_STATES.items()}
    made = Scenario(truth, published, lambda region, scenario: {}, states=("MD", "TJ", "KG", "KZ"))

    def play(region: Region, scenario: Scenario) -> Outputs:
        outputs = {}
        for state in OF_STATES:
            region.open(state, ENTRIES, "KZ")
            assert put_out(region, state, hand_in(region, state, ENTRIES, EVENTS, scenario.figures(state)))
            outputs[state] = region.read(KZ, ENTRIES, AXES, "--country", state)
        three = [word for state in OF_STATES for word in ("--country", state)]
        scenario.published["three"] = ("three", [])
        outputs["three"] = region.read(KZ, ENTRIES, AXES, *three, "--sum", "REF_AREA")
        assert outputs["three"]["_T", "_T", "2023"] == "353"
        return outputs

    def parts(output: str) -> Callable[[Part], list[Part]]:
        if output != "three":
            return Scenario.parts(made, output)
        return lambda key: [part for part in truth if all(counts(code, one) for code, one in zip(key, part[1:], strict=True))]

    made.play, made.parts = play, parts  # type: ignore[method-assign]
    return made


# A rate and a balance.

RATE = """format = "dsm-indicators/1"
id = "RECOGNITION_RATE"
version = "1.0"
name.en = "Share of recognitions"
name.ru = "Доля признаний"
definition.en = "Recognitions by all decisions of the period."
definition.ru = "Признания на все решения за период."
periodicity = "A"
source = "a test"
making = "exact"
[concept]
id = "RECOGNITION_RATE"
version = "1.0"
source = "a test"
[measure]
unit = "ratio:share"
temporality = "flow"
[[dimension]]
id = "CITIZENSHIP"
list = "CITIZENSHIP"
membership = "at-event"
"""


def rate() -> Scenario:
    decided = {"AFG": {"REC": 3, "REJ": 13}, "SYR": {"REC": 40, "REJ": 60}, "UKR": {"REC": 70, "REJ": 17}}
    axes = ("CITIZENSHIP", "SEX", "DECISION", "TIME_PERIOD")
    truth = {("world", code, "_T", outcome, "2023"): n for code, parts in decided.items() for outcome, n in parts.items()}
    every = keys([*decided, "_T"], ["_T"], ["REC", "REJ", "_T"], ["2023"])
    made = Scenario(truth, {"decisions": ("world", every)}, lambda region, scenario: {})

    def shares() -> dict[str, float]:
        return {code: round(parts["REC"] / sum(parts.values()), 3) for code, parts in decided.items()}

    def told_by(rates: Mapping[str, float]) -> list[tuple[dict[Part, float], float, float]]:
        """A share of three decimals between recognitions and decisions."""
        known = []
        for code, share in rates.items():
            for end, low, high in ((share - 0.0005, 0, math.inf), (share + 0.0005, -math.inf, 0)):
                known.append(({("world", code, "_T", "REC", "2023"): 1 - end, ("world", code, "_T", "REJ", "2023"): -end}, low, high))
        return known

    def play(region: Region, scenario: Scenario) -> Outputs:
        file = region.folder / "rate.toml"
        file.write_text(RATE, encoding="utf-8")
        region.done("indicator", "add", region.file, file, "--as", "administrator@dsm")
        outputs: Outputs = {}
        figures = scenario.figures("decisions")
        for indicator in ("ASYLUM_DECISIONS", "RECOGNITION_RATE"):
            region.open("MD", indicator, "KZ")
        if put_out(region, "MD", hand_in(region, "MD", "ASYLUM_DECISIONS", EVENTS, figures, axes=axes)):
            outputs["decisions"] = region.read(KZ, "ASYLUM_DECISIONS", axes, "--country", "MD")
        cells = {(code, "2023"): f"{share:.3f}" for code, share in shares().items()}
        number = hand_in(region, "MD", "RECOGNITION_RATE", "", cells, axes=("CITIZENSHIP", "TIME_PERIOD"))
        scenario.known = []
        # A share is no count: it has no threshold.
        if put_out(region, "MD", number, None):
            seen = region.read(KZ, "RECOGNITION_RATE", ("CITIZENSHIP", "TIME_PERIOD"), "--country", "MD")
            scenario.known = told_by({code: float(text) for (code, _), text in seen.items() if text not in (MASKED, "")})
        return outputs

    made.play, made.known = play, told_by(shares())
    return made


def balance() -> Scenario:
    """Pending at the start, with the applications, without the decisions, is pending at the end."""
    codes = ("AFG", "IRN", "SYR")
    start = dict(zip(codes, (200, 300, 400), strict=True))
    applied = dict(zip(codes, (3, 20, 71), strict=True))
    outcomes = {"REC": 21, "COM": 22, "REJ": 23, "CLO": 24}
    end = {code: start[code] + applied[code] - sum(outcomes.values()) for code in codes}
    axes = {
        "ASYLUM_PENDING": ("CITIZENSHIP", "TIME_PERIOD"),
        "ASYLUM_DECISIONS_ALL_LEVELS": ("CITIZENSHIP", "LEVEL", "DECISION", "TIME_PERIOD"),
        "ASYLUM_APPLICATIONS_ALL_LEVELS": ("CITIZENSHIP", "APPLICATION_TYPE", "LEVEL", "TIME_PERIOD"),
    }
    pending, decisions, applications = axes
    cells: dict[str, dict[Part, int]] = {
        # The end of the last day of a year is the first moment of the next.
        pending: {(c, when): n for when, figures in (("2023-01-01", start), ("2024-01-01", end)) for c, n in figures.items()},
        decisions: {(c, "FIRST", outcome, "2023"): n for c in codes for outcome, n in outcomes.items()},
        applications: {(c, "FIRST_TIME", "FIRST", "2023"): n for c, n in applied.items()},
    }
    truth = {(table, *key): n for table, figures in cells.items() for key, n in figures.items()}

    def play(region: Region, scenario: Scenario) -> Outputs:
        outputs = {}
        for table in axes:
            region.open("MD", table, "KZ")
            last_days = {"2023-01-01": "2022-12-31", "2024-01-01": "2023-12-31"}
            handed = {(*key, last_days.get(when, when)): n for (*key, when), n in cells[table].items()}
            if put_out(region, "MD", hand_in(region, "MD", table, EVENTS, handed, axes=axes[table])):
                outputs[table] = region.read(KZ, table, axes[table], "--country", "MD")
        return outputs

    made = Scenario(truth, {table: (table, list(figures)) for table, figures in cells.items()}, play, preset="unhcr")
    for c in codes:
        terms: dict[Part, float] = {(pending, c, "2023-01-01"): 1.0, (pending, c, "2024-01-01"): -1.0}
        terms[applications, c, "FIRST_TIME", "FIRST", "2023"] = 1.0
        terms |= {(decisions, c, "FIRST", outcome, "2023"): -1.0 for outcome in outcomes}
        made.known.append((terms, 0, 0))
    return made


ATTACKS: dict[str, Callable[[], Scenario]] = {
    "two releases: months, then their year": lambda: months_then("year"),
    "two releases: months, then their quarters": lambda: months_then("quarters"),
    "two releases: a year, then its months": year_then_months,
    "three releases: quarters, their year, then the months": quarters_then_year_then_months,
    "two releases: by sex, then by citizenship": two_breakdowns,
    "two releases: by sex and month, then by citizenship and year": two_breakdowns_in_time,
    "two releases: months, then their year, which leaves two figures open": nearly,
    "two releases: months with a threshold, then their quarter by sex without": beside_one_without_a_threshold,
    "three releases: months, citizenships by quarter, sexes of the year": three_breakdowns,
    "two releases: times that persons came, then persons": two_units,
    "two releases: withdrawn, and released anew": withdrawn_and_released_anew,
    "a revision of a cell that is shown, by two": revision_of_a_shown_cell,
    "a revision of a cell that is masked": revision_of_a_masked_cell,
    "a revision that makes a cell small": revision_that_makes_a_cell_small,
    "a revision that makes a cell large": revision_that_makes_a_cell_large,
    "a revision under a lower threshold": revision_under_a_lower_threshold,
    "a revision that is revised back": revision_that_is_revised,
    "a total less its parts": what_is_not_listed,
    "two readers": two_readers,
    "two reports": two_reports,
    "a late joiner": late_joiner,
    "a total over three States": total_over_three_states,
    "a rate": rate,
    "a balance": balance,
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_finds_nothing_out(name: str, tmp_path: Path) -> None:
    scenario = ATTACKS[name]()
    region = Region(tmp_path / "region", *scenario.states, preset=scenario.preset)
    outputs = scenario.play(region, scenario)
    assert any(outputs.values()), "nothing was released: this is no attack"
    found = scenario.told(outputs)
    assert not found, f"found out: {found}\nfrom {outputs}"


@pytest.mark.parametrize("name", ATTACKS)
def test_the_same_attack_finds_out_where_small_figures_alone_are_masked(name: str) -> None:
    scenario = ATTACKS[name]()
    assert scenario.told(scenario.naive()), "an attack that never finds anything out shows nothing"


def test_a_year_does_not_come_out_beside_its_months(tmp_path: Path) -> None:
    """Refused or masked: what it would tell is the masked month."""
    scenario = months_then("year")
    region = Region(tmp_path / "region", *scenario.states)
    outputs = scenario.play(region, scenario)
    assert outputs["months"]["_T", "_T", "2023-02"] == MASKED
    assert set(outputs.get("year", {}).values()) <= {MASKED}
    year = str(sum(MONTHS.values()))
    assert year not in dsm("table", region.file, ENTRIES, "--as", KZ, "--country", "MD").out
