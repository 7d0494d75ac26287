"""The oracle of counting against cases worked by hand, and against laws that every world keeps."""

import csv
import json
import os
import random
from datetime import date
from pathlib import Path

import pytest

tomllib = pytest.importorskip("tomllib")  # Python 3.11

from oracle import Refused, count
from oracle.days import completed_years, instant, months_after, period, periods
from oracle.generate import world
from oracle.items import TIME
from oracle.lines import line
from oracle.residence import days_of
from oracle.specification import read

SPECIMENS = Path(os.environ.get("DSM_SPECIMENS", Path(__file__).resolve().parents[3] / "shared"))
CROSSINGS = SPECIMENS / "data" / "migstat__border_crossings.csv"
WORLDS = int(os.environ.get("DSM_WORLDS", "300"))

HEAD = """
format = "dsm-count/1"
[records]
kind = "crossing"
from = "2009-05-01"
until = "2011-12-31"
person = "passport_no"
date = "datetime_crossing"
direction = "direction"
entry = ["Arrival"]
exit = ["Departure"]
"""
LINK = [{"document": "X200", "person": "C103"}]


@pytest.fixture(scope="module")
def crossings():
    if not CROSSINGS.is_file():
        pytest.skip("skipped: the specimens are not here")
    with CROSSINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(records, head, body, links=None):
    """The table of a count that is called `c`, the first where there are several."""
    result = count(tomllib.loads(head + "\n[count.c]\n" + body), records, links)
    return next(iter(result.tables.values()))


# The 24 crossings (cases 47, 110).


def test_seven_persons_without_the_link_and_six_with_it(crossings):
    body = 'what = "flow"\nunits = ["persons"]\nby = ["TIME_PERIOD"]\nevery = "A"\ntotals = "all"'
    whole = ("2009-05-01/2011-12-31",)
    assert table(crossings, HEAD, body) == {("2009",): (3, 3), ("2010",): (6, 6), ("2011",): (5, 5), whole: (7, 7)}
    # In 2010 and 2011 Cai crosses with both documents.
    assert table(crossings, HEAD, body, LINK) == {("2009",): (3, 3), ("2010",): (5, 5), ("2011",): (4, 4), whole: (6, 6)}


def test_cases_do_not_ask_for_links(crossings):
    body = 'what = "flow"\nunits = ["cases"]\nby = ["TIME_PERIOD"]\nevery = "A"\ntotals = "all"'
    assert table(crossings, HEAD, body) == table(crossings, HEAD, body, LINK)
    assert table(crossings, HEAD, body)[("2010",)] == (11, 11)


@pytest.mark.parametrize(
    ("before", "links", "persons"),
    [("not-counted", None, 2), ("not-counted", LINK, 2), ("counted-back", None, 4), ("counted-back", LINK, 3)],
)
def test_stock_at_2010_by_both_conventions(crossings, before, links, persons):
    # Cai and Eisha; counted back David too, and X200 (who is Cai) where it is not linked.
    body = f'what = "stock"\nunits = ["persons"]\nat = ["2010-01-01"]\nbefore = "{before}"'
    assert table(crossings, HEAD, body, links) == {("2010-01-01",): (persons, persons)}


def test_eisha_and_david_are_there_before_their_first_departure(crossings):
    body = 'what = "stock"\nunits = ["persons"]\nat = ["2009-05-01", "2009-07-01"]\nbefore = "{}"'
    assert table(crossings, HEAD, body.format("not-counted"), LINK) == {("2009-07-01",): (1, 1)}
    assert table(crossings, HEAD, body.format("counted-back"), LINK) == {("2009-05-01",): (2, 2), ("2009-07-01",): (3, 3)}


def residence(rules, direction, initial="by-first-crossing"):
    return f'what = "residence"\nunits = ["cases"]\nevery = "A"\nrules = ["{rules}"]\ndirection = "{direction}"\ninitial = "{initial}"'


def test_12_16_immigrations_of_the_24_crossings(crossings):
    # Cai 2009-05-02: 289 days in, 10 out, then 97 in: 365 are reached. Bader 2010-08-12: 22 in, 28 out, then 457 in.
    # Amy's visits of 2009 and 2010: 7 days in, then more than 122 out. Amy 2011-11-27 (8 in, 27 out) and Fatima (91 in) are open.
    found = table(crossings, HEAD, residence("12/16", "entry"), LINK)
    assert found == {("2009",): (1, 1), ("2010",): (1, 1), ("2011",): (0, 2)}


def test_12_16_emigrations_of_the_24_crossings(crossings):
    # David. Eisha and Cai are back for more than 122 days before they were away for 365. Amy's status after 2011-11-27 is not known, so
    # her departure of 2011-12-05 is that of a resident perhaps, and open.
    assert table(crossings, HEAD, residence("12/16", "exit"), LINK) == {("2010",): (1, 1), ("2011",): (0, 1)}


def test_12_months_in_one_piece(crossings):
    # Cai's 289 days of 2009 are too short; Bader's return of 2010-10-01 has 457 days. Fatima, and Cai on 2011-07-12 (173 days; not a
    # resident, who was never in for 365 days in one piece), are open.
    assert table(crossings, HEAD, residence("12", "entry"), LINK) == {("2010",): (1, 1), ("2011",): (0, 2)}


def test_months_as_days():
    assert [days_of(months) for months in (3, 6, 9, 12, 16)] == [91, 183, 274, 365, 487]


def test_a_status_that_is_not_known_is_carried_as_both(crossings):
    # David's departure is an emigration only of a resident.
    assert table(crossings, HEAD, residence("12/16", "exit", "unknown"), LINK)[("2010",)] == (0, 1)


# Small worlds by hand.

EVENTS = """
format = "dsm-count/1"
[records]
kind = "crossing"
from = "2010-01-01"
until = "2010-12-31"
person = "p"
date = "d"
direction = "x"
entry = ["in"]
exit = ["out"]
"""


def event(person, day, direction="in", **more):
    return {"p": person, "d": day, "x": direction, **more}


def dimension(id, text):
    return f"\n[dimension.{id}]\n{text}\n"


FLOW = 'what = "flow"\nevery = "A"\ntotals = "all"\n'
STOCK = 'what = "stock"\nunits = ["persons"]\n'


def test_as_many_entries_as_exits_at_one_instant_change_nothing():
    rows = [event("a", "2010-02-01"), event("a", "2010-03-01", "out"), event("a", "2010-03-01")]
    assert table(rows, EVENTS, STOCK + 'at = ["2010-04-01"]') == {("2010-04-01",): (1, 1)}
    rows += [event("a", "2010-03-01", "out")]
    assert table(rows, EVENTS, STOCK + 'at = ["2010-04-01"]') == {}


def test_a_tie_is_no_first_exit_that_is_counted_back():
    rows = [event("a", "2010-03-01", "out"), event("a", "2010-03-01")]
    assert table(rows, EVENTS, STOCK + 'before = "counted-back"\nat = ["2010-02-01"]') == {}


def test_an_event_at_the_moment_is_after_it():
    rows = [event("a", "2010-02-01"), event("b", "2010-01-31T23:59:59"), event("c", "2010-02-01T00:00:00")]
    assert table(rows, EVENTS, STOCK + 'at = ["2010-02-01"]') == {("2010-02-01",): (1, 1)}


def test_several_entries_at_one_instant_give_the_smallest_code_of_each_dimension():
    head = EVENTS + dimension("C", 'column = "c"\nothers = "themselves"') + dimension("S", 'column = "s"\nothers = "themselves"')
    rows = [event("a", "2010-02-01", c="B", s="F"), event("a", "2010-02-01", c="A", s="M"), event("a", "2010-02-01", "out", c="0", s="0")]
    assert table(rows, head, STOCK + 'by = ["C", "S"]\nat = ["2010-03-01"]') == {("A", "F", "2010-03-01"): (1, 1)}


def test_the_code_is_that_of_the_entry_that_changed_the_state():
    head = EVENTS + dimension("C", 'column = "c"\nothers = "themselves"')
    rows = [event("a", "2010-02-01", c="A"), event("a", "2010-02-05", c="B")]
    assert table(rows, head, STOCK + 'by = ["C"]\nat = ["2010-03-01"]') == {("A", "2010-03-01"): (1, 1)}


def test_before_the_window_says_who_is_there_and_is_no_event():
    rows = [event("a", "2009-06-01")]
    assert table(rows, EVENTS, STOCK + 'at = ["2010-01-01"]') == {("2010-01-01",): (1, 1)}
    assert table(rows, EVENTS, FLOW) == {}


def test_every_month_starts_with_the_window_and_ends_behind_it():
    rows = [event("a", "2009-06-01")]
    found = table(rows, EVENTS, STOCK + 'every = "Q"')
    assert sorted(found) == [("2010-01-01",), ("2010-04-01",), ("2010-07-01",), ("2010-10-01",), ("2011-01-01",)]


def test_reconciliation_of_every_kind_of_record():
    rows = [
        event("a", "2010-01-05"), event("a", "2010-01-06"),  # entered twice: CNT-030
        event("b", "2010-01-05", "out"),  # never entered: CNT-031
        event("c", "2010-01-05"), event("c", "2010-01-05"),  # one effective, one simultaneous
        event("d", "2010-01-05"), event("d", "2010-01-05", "out"),  # both simultaneous
        event("e", "2009-12-31"), event("e", "2010-01-09", "out"),
    ]  # fmt: skip
    spec = tomllib.loads(EVENTS + "\n[count.c]\n" + STOCK + 'at = ["2010-02-01", "2011-01-01"]\nlong = 11')
    first, second = count(spec, rows).reconciliation["c"]
    assert first == {
        "from": "2010-01-01", "until": "2010-02-01", "start": 1, "end": 2, "entries": 5, "exits": 3, "effective_entries": 2,
        "effective_exits": 1, "CNT-030": 1, "CNT-031": 1, "simultaneous": 3, "long": 0,
    }  # fmt: skip
    # Eleven months after the 5th and 6th of January is before New Year.
    assert (second["start"], second["end"], second["entries"], second["long"]) == (2, 2, 0, 2)


def test_counted_back_reconciles_with_the_departure():
    rows = [event("b", "2010-01-05", "out")]
    spec = tomllib.loads(EVENTS + "\n[count.c]\n" + STOCK + 'before = "counted-back"\nat = ["2010-02-01"]')
    (line,) = count(spec, rows).reconciliation["c"]
    assert (line["start"], line["effective_exits"], line["CNT-031"], line["end"]) == (1, 1, 0, 0)


def test_during_holds_the_day_of_entry_and_of_exit():
    rows = [event("a", "2010-01-31T23:00:00"), event("a", "2010-02-01T01:00:00", "out")]
    found = table(rows, EVENTS, 'what = "during"\nunits = ["persons"]\nevery = "M"\nby = ["TIME_PERIOD"]\ntotals = "all"')
    assert found == {("2010-01",): (1, 1), ("2010-02",): (1, 1), ("2010-01-01/2010-12-31",): (1, 1)}


def test_residence_counts_days_between_days():
    rows = [event("a", "2010-01-10"), event("a", "2010-04-11", "out")]
    three = 'what = "residence"\nunits = ["persons"]\nevery = "A"\nrules = ["3"]\ndirection = "entry"'
    assert table(rows, EVENTS, three) == {("2010",): (1, 1)}  # 91 days
    assert table([rows[0], event("a", "2010-04-10", "out")], EVENTS, three) == {}  # 90
    assert table([event("a", "2010-10-02")], EVENTS, three) == {("2010",): (1, 1)}  # 91 to the end of the last day
    assert table([event("a", "2010-10-03")], EVENTS, three) == {("2010",): (0, 1)}


# Persons and dimensions.


def test_one_born_on_29_february_is_older_on_1_march():
    born = date(2004, 2, 29)
    ages = [completed_years(born, day) for day in (date(2022, 2, 28), date(2022, 3, 1), date(2024, 2, 28), date(2024, 2, 29))]
    assert ages == [17, 18, 19, 20]
    assert completed_years(born, date(2004, 2, 28)) is None


def test_age_at_the_event_and_at_the_moment():
    head = EVENTS.replace("[records]", '[records]\nbirth = "b"') + dimension("N", 'age = "event"\ngroups = ["0-17", "18+"]')
    head += dimension("M", 'age = "moment"\ngroups = ["0-17", "18+"]')
    rows = [event("a", "2010-02-28", b="1992-02-29"), event("z", "2010-02-28", b="2010-03-01")]
    found = table(rows, head, STOCK + 'by = ["N", "M"]\nat = ["2010-03-01"]')
    # A birth that lies after the event is not known, at the moment either.
    assert found == {("Y0T17", "Y_GE18", "2010-03-01"): (1, 1), ("_U", "_U", "2010-03-01"): (1, 1)}


def test_a_person_who_changes_citizenship_case_17():
    rows = [event("a", "2010-03-01", c="A"), event("a", "2010-09-01", c="B")]
    body = FLOW + 'units = ["persons"]\nby = ["C"]'
    at_event = {("A", "2010"): (1, 1), ("B", "2010"): (1, 1), ("_T", "2010"): (1, 1)}
    assert table(rows, EVENTS + dimension("C", 'column = "c"\nothers = "themselves"'), body) == at_event
    pinned = EVENTS + dimension("C", 'column = "c"\nothers = "themselves"\nmembership = "pinned"\npin = "last"')
    assert table(rows, pinned, body) == {("B", "2010"): (1, 1), ("_T", "2010"): (1, 1)}
    spec = tomllib.loads(EVENTS + dimension("C", 'column = "c"\nothers = "themselves"\nmembership = "fixed"') + "[count.c]\n" + body)
    result = count(spec, rows)
    assert (result.tables["c.persons"], result.refused_declarations) == (at_event, {"c.persons": {"C": 1}})


def test_a_pin_within_each_period_and_over_all_of_them():
    rows = [event("a", "2010-03-01", c="B"), event("a", "2010-03-02", c="A"), event("a", "2010-09-01", c="C")]
    body = 'what = "flow"\nevery = "Q"\ntotals = ["C"]\nunits = ["cases", "persons"]\nby = ["C", "TIME_PERIOD"]'
    head = EVENTS + dimension("C", 'column = "c"\nothers = "themselves"\nmembership = "pinned"\npin = "last"')
    result = count(tomllib.loads(head + "[count.c]\n" + body), rows)
    assert result.tables["c.persons"] == {("A", "2010-Q1"): (1, 1), ("C", "2010-Q3"): (1, 1), ("C", "2010-01-01/2010-12-31"): (1, 1)}
    assert len(result.tables["c.cases"]) == 6
    fixed = count(tomllib.loads(head.replace("pinned", "fixed") + "[count.c]\n" + body), rows)
    assert fixed.tables["c.persons"] == {("C", "2010-Q1"): (1, 1), ("C", "2010-Q3"): (1, 1), ("C", "2010-01-01/2010-12-31"): (1, 1)}
    assert (fixed.refused_declarations, fixed.settled_declarations) == ({}, {"c.persons": {"C": 1}})


def test_at_one_instant_the_pin_takes_the_smallest_code():
    rows = [event("a", "2010-03-01", c="_U"), event("a", "2010-03-01", c="a"), event("a", "2010-03-01", c="Z")]
    for pin in ("first", "last"):
        head = EVENTS + dimension("C", f'column = "c"\nothers = "themselves"\nmembership = "pinned"\npin = "{pin}"')
        found = table(rows, head, 'what = "flow"\nevery = "A"\nunits = ["persons"]\nby = ["C"]')
        assert found == {("Z", "2010"): (1, 1)}  # Z, then _, then a


def test_records_without_a_number_are_perhaps_persons_case_46():
    rows = [event("a", "2010-03-01"), event("a", "2010-03-02"), event("", "2010-03-01"), event(None, "2010-03-01")]
    spec = tomllib.loads(EVENTS + "[count.c]\n" + FLOW + 'units = ["cases", "persons"]')
    result = count(spec, rows)
    assert result.tables == {"c.cases": {("2010",): (4, 4)}, "c.persons": {("2010",): (1, 3)}}
    assert result.persons_behind["c.cases"] == {("2010",): (1, 3)}
    assert result.quality == {"CNT-019": 2}


def test_a_family_of_one_file():
    head = EVENTS.replace("[records]", '[records]\ncase = "f"') + dimension("C", 'column = "c"\nothers = "themselves"')
    rows = [
        event("a", "2010-01-05", f="1", c="SY"),
        event("b", "2010-01-05", f="1", c="IQ"),
        event("a", "2010-10-05", f="2", c="SY"),
        event("z", "2010-10-05", f="", c="SY"),
    ]
    result = count(tomllib.loads(head + "[count.c]\n" + FLOW + 'units = ["cases", "person-events", "persons"]\nby = ["C"]'), rows)
    assert result.tables["c.cases"] == {("SY", "2010"): (3, 3), ("IQ", "2010"): (1, 1), ("_T", "2010"): (3, 3)}
    assert result.tables["c.person-events"][("_T", "2010")] == (4, 4)
    assert result.tables["c.persons"][("_T", "2010")] == (3, 3)


# Records.


def test_each_refused_record_has_its_first_reason():
    head = (
        EVENTS.replace("[records]", '[records]\nbirth = "b"')
        + '[filter]\nk = ["yes"]\n'
        + dimension("C", 'column = "c"\nothers = "themselves"\nmissing = "refuse"')
    )
    good = {"b": "1980-01-01", "k": "yes", "c": "A"}
    rows = [
        event("a", "", **good), event("a", "0000-00-00", **good), event("a", "2010-02-30", **good), event("a", "1880-12-30", **good),
        event("a", "1880-12-31", **good), event("a", "2011-01-01", **good), event("a", "2010-01-01", **good | {"c": None}),
        event("a", "soon", **good | {"k": "no"}), event("a", "2010-05-01", "up", **good | {"b": "2010-05-02"}),
        event("a", "2010-05-03", **good | {"c": "no code"}), event("a", "2010-05-03", **good | {"c": "no code"}),
    ]  # fmt: skip
    result = count(tomllib.loads(head), rows)
    assert result.refused_by == {"CNT-010": 1, "CNT-011": 2, "CNT-012": 2, "CNT-017": 1}
    assert (result.read, result.used, result.refused, result.filtered) == (11, 4, 6, 1)
    found = {"CNT-014": 2, "CNT-015": 1, "CNT-016": 2, "CNT-018": 1, "CNT-028": 1}
    assert result.quality == {**result.refused_by, **found}


def test_equal_records_count_unless_they_are_dropped():
    rows = [event("a", "2010-03-01"), event("a", "2010-03-01"), event(None, "2010-03-01"), event(None, "2010-03-01")]
    body = FLOW + 'units = ["cases"]'
    assert table(rows, EVENTS, body) == {("2010",): (4, 4)}
    assert table(rows, EVENTS.replace("[records]", '[records]\nduplicates = "drop"'), body) == {("2010",): (3, 3)}


def test_spellings_of_days():
    assert instant("2010-01-02 03:04:05.999") == instant("2010-01-02T03:04:05") == (date(2010, 1, 2), 11045)
    assert instant("2010-01-02") == (date(2010, 1, 2), None)
    assert [instant(text) for text in ("2009-02-29", "2010-1-2", "2010-01-02T24:00", "")] == [None] * 4
    assert months_after(date(2008, 2, 29), 12) == date(2009, 2, 28) and months_after(date(2010, 8, 31), 6) == date(2011, 2, 28)
    labels = [period(date(2024, 12, 30), every)[2] for every in "ASQMWD"]
    assert labels == ["2024", "2024-S2", "2024-Q4", "2024-12", "2025-W01", "2024-12-30"]
    assert [label for _, _, label in periods(date(2010, 1, 31), date(2010, 3, 1), "M")] == ["2010-01", "2010-02", "2010-03"]


# Intervals.

FILES = """
format = "dsm-count/1"
[records]
kind = "application"
from = "2010-01-01"
until = "2010-12-31"
person = "p"
start = "s"
end = "e"
"""


def file(start, end="", person="a", **more):
    return {"p": person, "s": start, "e": end, **more}


def test_both_days_of_an_interval_are_valid_case_49():
    rows = [file("2010-01-01", "2010-01-31"), file("2010-01-31", "2010-02-28"), file("2010-02-01", person="b")]
    spec = tomllib.loads(
        FILES + '[count.c]\nwhat = "stock"\nunits = ["cases", "persons"]\nat = ["2010-01-01", "2010-01-31", "2010-02-01", "2010-02-02"]'
    )
    result = count(spec, rows)
    # On 31 January two permits and one holder; the moment after it is 1 February.
    assert result.tables["c.cases"] == {("2010-01-31",): (1, 1), ("2010-02-01",): (2, 2), ("2010-02-02",): (2, 2)}
    assert result.tables["c.persons"] == {("2010-01-31",): (1, 1), ("2010-02-01",): (1, 1), ("2010-02-02",): (2, 2)}


def test_a_holder_in_two_codes_at_a_moment():
    head = FILES + dimension("G", 'column = "g"\nothers = "themselves"')
    rows = [file("2010-01-01", "2010-01-31", g="A"), file("2010-01-31", "2010-02-28", g="B")]
    body = '[count.c]\nwhat = "stock"\nunits = ["persons"]\nby = ["G"]\nat = ["2010-01-31", "{}"]'
    assert count(tomllib.loads(head + body.format("2010-02-01")), rows).refused_declarations == {"c.persons": {"G": 1}}
    assert count(tomllib.loads(head + body.format("2010-02-02")), rows).refused_declarations == {}


def test_a_cohort_has_a_horizon():
    body = 'what = "cohort"\nunits = ["cases"]\nevery = "A"\nafter = 6\n'
    rows = [
        file("2010-01-31", "2010-07-31"), file("2010-01-31", "2010-08-01"),  # in time; not
        file("2010-06-30"),  # six months are over on 30 December
        file("2010-07-01"), file("2010-08-31", "2011-01-05"),  # not over by the end: undetermined
        file("2009-12-31", "2010-01-05"),  # began before the window
    ]  # fmt: skip
    assert table(rows, FILES, body) == {("2010",): (1, 3)}


def test_what_is_known_at_the_end_is_in_every_code_of_the_undetermined():
    head = FILES + dimension("D", 'column = "d"\nothers = "themselves"\nat = "end"')
    rows = [file("2010-01-31", "2010-02-01", d="YES"), file("2010-12-01", person="b", d="")]
    spec = tomllib.loads(head + '[count.c]\nwhat = "cohort"\nunits = ["cases"]\nevery = "S"\nafter = 12\nby = ["D"]\ntotals = "all"')
    result = count(spec, rows)
    assert result.tables["c.cases"] == {
        ("YES", "2010-S1"): (1, 1),
        ("_T", "2010-S1"): (1, 1),
        ("YES", "2010-S2"): (0, 1),
        ("_T", "2010-S2"): (0, 1),
    }
    assert result.quality == {}


def test_medians():
    decided = 'what = "processing"\nevery = "A"\n'
    pending = decided + 'median = "with-pending"\n'
    rows = [file("2010-01-01", "2010-01-11"), file("2010-01-01", "2010-01-21"), file("2009-12-01", "2010-01-01")]
    assert table(rows, FILES, decided) == {("2010",): (20, 20)}  # 10, 20, 31
    assert table(rows[:2], FILES, decided) == {("2010",): (15, 15)}
    # 10, 20, and 5 censored: 1 → 1/2 at 10, of the two at risk.
    assert table([*rows, file("2010-12-26")], FILES, pending) == {("2010",): (10, 10)}
    # 10, 20, and 30 and 30 censored: 3/4 at 10, 1/2 at 20.
    assert table([*rows, file("2010-12-01"), file("2010-12-01")], FILES, pending) == {("2010",): (20, 20)}
    # With a third: 4/5, 3/5; not reached, at least 30.
    assert table([*rows, *[file("2010-12-01", "2011-01-05")] * 3], FILES, pending) == {("2010",): (30, None)}
    # At a duration at which one ends and one is censored, both are at risk: 1/2.
    assert table([file("2010-01-01", "2010-01-31"), file("2010-12-01")], FILES, pending) == {("2010",): (30, 30)}


def test_pending_opened_and_closed():
    rows = [file("2009-12-31", "2010-01-31"), file("2010-01-31", "2010-01-31"), file("2010-02-01", "2010-02-03"), file("2010-12-31")]
    result = count(tomllib.loads(FILES + '[count.c]\nwhat = "balance"\nevery = "S"'), rows)
    assert result.tables["c.pending.cases"] == {("2010-01-01",): (1, 1), ("2011-01-01",): (1, 1)}
    assert result.tables["c.opened.cases"] == {("2010-S1",): (2, 2), ("2010-S2",): (1, 1)}
    assert result.tables["c.closed.cases"] == {("2010-S1",): (3, 3)}


def test_what_is_refused():
    for wrong in (
        HEAD.replace('"passport_no"', '"passport_no"\npersons = "many"') + '[count.c]\nwhat = "flow"\nunits = ["persons"]\nevery = "A"',
        HEAD + '[count.c]\nwhat = "stock"\nunits = ["persons"]\nevery = "A"\nby = ["TIME_PERIOD"]',
        HEAD.replace("date =", "minute ="),
    ):
        with pytest.raises(Refused):
            count(tomllib.loads(wrong), [])


# Laws, on random worlds.


@pytest.fixture(scope="module")
def worlds():
    made = [world(seed) for seed in range(WORLDS * 2 // 3)] + [world(seed, statement=True) for seed in range(WORLDS - WORLDS * 2 // 3)]
    return [(each, read(each.spec), count(each.spec, each.records, each.links)) for each in made]


def known(result):
    """The tables, of states from crossings what is known of persons with numbers: bounds of others keep no law but their own."""
    return result.tables | result.known


def persons_tables(worlds):
    for made, spec, result in worlds:
        for each in spec.counts:
            for name, cells in known(result).items():
                if name.startswith(f"{each.id}.") and name.endswith(".persons"):
                    yield made, spec, each, name, cells, result


def counted_tables(worlds):
    for made, spec, result in worlds:
        for each in spec.counts:
            for name, cells in known(result).items():
                if name.startswith(f"{each.id}.") and not name.endswith(".median"):
                    yield made, spec, each, name, cells


def test_reading_adds_up(worlds):
    for made, _, result in worlds:
        assert result.read == result.used + result.refused + result.filtered == len(made.records)
        assert result.refused == sum(result.refused_by.values())


def test_every_kind_and_every_unit_occurs(worlds):
    seen = {(each.what, name.rsplit(".", 1)[1]) for _, _, each, name, cells in counted_tables(worlds) if cells}
    assert {what for what, _ in seen} == {"flow", "stock", "during", "residence", "cohort", "processing", "balance"}
    assert {unit for _, unit in seen} == {"cases", "person-events", "persons"}


def test_bounds_are_bounds_and_no_cell_is_zero(worlds):
    for made, _, _, name, cells in counted_tables(worlds):
        for low, high in cells.values():
            assert 0 <= low <= high > 0, (made.seed, name)


def test_what_is_known_lies_within_what_strangers_leave(worlds):
    wider = 0
    for made, _, result in worlds:
        for name, cells in result.known.items():
            bounds = result.tables[name]
            for key, (low, high) in cells.items():
                assert bounds[key][0] <= low <= high <= bounds[key][1], (made.seed, name, key)
                wider += bounds[key][1] > high
    assert wider > 300


def test_distinct_persons_are_at_most_person_events(worlds):
    compared = 0
    for made, spec, each, name, cells, result in persons_tables(worlds):
        events = result.tables.get(f"{each.id}.person-events")
        pinned = any(spec.dimensions[axis].pin for axis in each.axes)
        for key, (_, high) in cells.items() if events else ():
            if not pinned or set(key[:-1]) == {"_T"}:
                compared += 1
                assert high <= events[key][1], (made.seed, name, key)
    assert compared > 200


def test_a_total_is_at_least_its_largest_part(worlds):
    compared = 0
    for made, _, _, name, cells in counted_tables(worlds):
        for key, (low, high) in cells.items():
            for at in range(len(key) - 1):
                total = cells.get((*key[:at], "_T", *key[at + 1 :]))
                if total is not None:
                    compared += 1
                    assert total[0] >= low and total[1] >= high, (made.seed, name, key)
    assert compared > 5000


def parts(cells, at):
    """Every total over an axis with the sum of its parts, where parts were asked for."""
    for key, total in cells.items():
        if key[at] == "_T":
            own = [
                figure for other, figure in cells.items() if other[at] != "_T" and other[:at] + other[at + 1 :] == key[:at] + key[at + 1 :]
            ]
            if own:
                yield key, total, (sum(low for low, _ in own), sum(high for _, high in own))


def test_parts_of_what_is_fixed_add_unless_the_declaration_is_refused(worlds):
    compared = refused = 0
    for made, spec, each, name, cells, result in persons_tables(worlds):
        for at, axis in enumerate(each.axes):
            if spec.dimensions[axis].membership != "fixed" and not (
                spec.dimensions[axis].membership == "pinned" and each.what in ("flow", "cohort")
            ):
                continue
            if axis in result.refused_declarations.get(name, {}):
                refused += 1
                continue
            for key, total, together in parts(cells, at):
                compared += 1
                assert total == together, (made.seed, name, key)
    assert compared > 300 and refused > 30


def test_what_was_refused_is_what_does_not_add(worlds):
    for made, spec, each, name, cells, result in persons_tables(worlds):
        for axis in result.refused_declarations.get(name, {}):
            assert spec.dimensions[axis].membership in ("fixed", "at-event"), (made.seed, name)
        if each.what in ("stock", "during"):
            for at, axis in enumerate(each.axes):
                if spec.dimensions[axis].membership == "at-event" and axis not in result.refused_declarations.get(name, {}):
                    for key, total, together in parts(cells, at):
                        assert "/" in key[-1] or total == together, (made.seed, name, key)


def test_person_events_add_over_dimensions_and_over_time(worlds):
    compared = 0
    for made, spec, each, name, cells in counted_tables(worlds):
        if not name.endswith("person-events") or any(spec.dimensions[axis].at_end for axis in each.axes):
            continue
        for at in range(len(each.axes)):
            for key, total, together in parts(cells, at):
                compared += 1
                assert total == together, (made.seed, name, key)
        if TIME in each.by:
            for key, total in cells.items():
                own = [figure for other, figure in cells.items() if "/" not in other[-1] and other[:-1] == key[:-1]]
                if "/" in key[-1] and own:
                    assert total == (sum(low for low, _ in own), sum(high for _, high in own)), (made.seed, name, key)
    assert compared > 300


def test_reconciliations_add_up(worlds):
    lines = 0
    for made, _, result in worlds:
        for id, found in result.reconciliation.items():
            for each, after in zip(found, [*found[1:], None], strict=False):
                lines += 1
                assert each["start"] + each["effective_entries"] - each["effective_exits"] == each["end"], (made.seed, id)
                kinds = ("effective_entries", "effective_exits", "CNT-030", "CNT-031", "simultaneous")
                assert each["entries"] + each["exits"] == sum(each[kind] for kind in kinds), (made.seed, id)
                assert after is None or (after["start"], after["from"]) == (each["end"], each["until"])
                totals = {key[-1]: figure for key, figure in result.known[f"{id}.persons"].items() if set(key[:-1]) <= {"_T"}}
                assert not totals or totals.get(each["until"], (0, 0)) == (each["end"], each["end"]), (made.seed, id)
    assert lines > 300


def test_what_is_pending_balances_in_every_cell(worlds):
    balanced = 0
    for made, spec, result in worlds:
        for each in (each for each in spec.counts if each.what == "balance"):
            pending, opened, closed = (result.tables[f"{each.id}.{name}.cases"] for name in ("pending", "opened", "closed"))
            moments = [date.fromisoformat(text) for text in sorted({key[-1] for key in pending})]
            labels = {
                label: (max(first, spec.first), min(last, spec.last))
                for first, last, label in periods(spec.first, spec.last, each.text["every"])
            }
            assert all(
                day == spec.first or any(day == last.fromordinal(last.toordinal() + 1) for _, last in labels.values()) for day in moments
            )
            for codes in {key[:-1] for cells in (pending, opened, closed) for key in cells}:
                for label, (first, last) in labels.items():
                    after = last.fromordinal(last.toordinal() + 1).isoformat()
                    before = pending.get((*codes, first.isoformat()), (0, 0))[0]
                    flows = opened.get((*codes, label), (0, 0))[0] - closed.get((*codes, label), (0, 0))[0]
                    assert before + flows == pending.get((*codes, after), (0, 0))[0], (made.seed, each.id, codes, label)
                    balanced += 1
    assert balanced > 100


def test_the_order_of_the_records_says_nothing(worlds):
    for made, _, result in worlds[::3]:
        rows = list(made.records)
        random.Random(made.seed).shuffle(rows)
        assert count(made.spec, rows, made.links) == result, made.seed


def test_results_of_record_sets_that_share_no_person_add(worlds):
    for made, spec, result in worlds[::3]:
        open_ended = any(spec.dimensions[axis].at_end for each in spec.counts for axis in each.axes if each.what == "cohort")
        if "case" in spec.roles or open_ended or any(each.what == "processing" for each in spec.counts):
            continue
        linked = {link["document"]: link["person"] for link in made.links or []}
        sets = [[], []]
        for row in made.records:
            number = row["number"] or row["name"]
            sets[hash_of(linked.get(number, number))].append(row)
        halves = [count(made.spec, rows, made.links) for rows in sets]
        for name, cells in known(result).items():
            together = {}
            for half in halves:
                for key, (low, high) in known(half)[name].items():
                    before = together.get(key, (0, 0))
                    together[key] = (before[0] + low, before[1] + high)
            assert together == cells, (made.seed, name)
        together = halves[0].quality + halves[1].quality
        # Both read the whole table of links.
        together["CNT-037"] //= 2
        assert +together == result.quality


def hash_of(text):
    return sum(text.encode()) % 2


def test_worlds_go_through_files(worlds, tmp_path):
    for made, _, result in worlds[:20]:
        made.write(tmp_path / str(made.seed))
        with (tmp_path / str(made.seed) / "records.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert count(made.spec, rows, made.links) == result, made.seed


def test_statements_can_say_them():
    for seed in range(100):
        spec = world(seed, statement=True).spec
        assert {each["what"] for each in spec["count"].values()} <= {"flow", "stock", "cohort"}
        assert "links" not in spec and "case" not in spec["records"] and "duplicates" not in spec["records"]
        dimensions = spec.get("dimension", {})
        assert not any(text.get("membership") == "fixed" and "pin" in text for text in dimensions.values())


def test_lines_say_the_whole_result(worlds):
    made, _, result = worlds[0]
    said = json.loads(line(made))
    assert said["spec"] == made.text and len(list(csv.DictReader(said["records"].splitlines()))) == result.read
    assert said["expect"]["quality"] == dict(result.quality)
    assert {name: len(cells) for name, cells in said["expect"]["tables"].items()} == {
        name: len(cells) for name, cells in result.tables.items()
    }


# The vectors that every language runs.

VECTORS = [
    vector
    for path in sorted((Path(__file__).resolve().parents[2] / "spec" / "vectors" / "counting").glob("*.toml"))
    for vector in tomllib.loads(path.read_text(encoding="utf-8"))["vector"]
]


def written(figure):
    low, high = ("" if bound is None else f"{bound:g}" for bound in figure)
    return low if low == high else f"{low}..{high}"


@pytest.mark.parametrize("vector", [vector for vector in VECTORS if "refused" not in vector], ids=lambda vector: vector["id"])
def test_vector(vector):
    rows = list(csv.DictReader(vector["records"].splitlines()))
    links = list(csv.DictReader(vector["links"].splitlines())) if "links" in vector else None
    result = count(tomllib.loads(vector["specification"]), rows, links)
    tables = dict(result.tables)
    behind = {name: f"behind {name}" for name in result.persons_behind}
    tables |= {name: result.persons_behind[own] for own, name in behind.items() if any(cell[0] == name for cell in vector["cells"])}
    found = {(name, *key, written(figure)) for name, cells in tables.items() for key, figure in cells.items()}
    assert found == {tuple(cell) for cell in vector["cells"]}
