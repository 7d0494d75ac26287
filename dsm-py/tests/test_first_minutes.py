"""The first five minutes in a shell are a pleasure: examples run, names complete, things show themselves."""

from __future__ import annotations

import copy
import doctest
import importlib
import inspect
import pickle
import pkgutil
import pydoc
from decimal import Decimal

import pytest

import dsm

MODULES = ["dsm", *(f"dsm.{m.name}" for m in pkgutil.iter_modules(dsm.__path__) if m.name != "_dsm")]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_of_the_documentation_runs(name: str) -> None:
    module = importlib.import_module(name)
    public = {key: getattr(dsm, key) for key in dsm.__all__}
    result = doctest.testmod(module, extraglobs=public)
    assert result.failed == 0


def test_the_package_has_examples() -> None:
    finder = doctest.DocTestFinder()
    examples = sum(len(t.examples) for name in MODULES for t in finder.find(importlib.import_module(name)))
    assert examples > 40


def test_everything_public_says_what_it_is() -> None:
    lacking = []
    for name in dsm.__all__:
        thing = getattr(dsm, name)
        if not isinstance(thing, str) and not (thing.__doc__ or "").strip():
            lacking.append(name)
        if inspect.isclass(thing):
            for attribute, member in vars(thing).items():
                function = member.fget if isinstance(member, property) else member
                if not attribute.startswith("_") and callable(function) and not inspect.getdoc(getattr(thing, attribute)):
                    lacking.append(f"{name}.{attribute}")
    assert not lacking


def test_names_complete(permits: dsm.Table) -> None:
    names = dir(permits)
    assert {"sum", "slice", "at", "to_polars", "measure", "notes", "assumptions", "compare"} <= set(names)
    assert "assume" in inspect.signature(dsm.Table.sum).parameters
    assert "The sum over one or more axes" in pydoc.render_doc(dsm.Table.sum)


def test_a_table_shows_what_it_counts(permits: dsm.Table) -> None:
    assert repr(permits).splitlines() == [
        "Table(cases:permit:one flow of PERMITS; 3 cells)",
        "  SEX  TIME_PERIOD  OBS_VALUE",
        "  F    2024                 3",
        "  F    2025          4..7 [P]",
        "  M    2024                 *",
    ]


def test_a_long_table_shows_its_beginning() -> None:
    table = dsm.Table([(str(1900 + i), i) for i in range(100)], measure="cases:permit:one flow", axes=["TIME_PERIOD"])
    assert repr(table).splitlines()[-1] == "  … 80"
    assert table._repr_html_().count("<tr>") == 22
    assert len(table.head(3)) == 3


def test_a_notebook_shows_bounds_masks_and_footnotes(permits: dsm.Table) -> None:
    html = permits._repr_html_()
    assert "4–7 <sup>P</sup>" in html and 'title="suppressed">*' in html and "cases:permit:one flow" in html
    summed = permits.sum("SEX")._repr_html_()
    assert "≥ " in summed and "SEM-043" in summed


def test_a_notebook_speaks_the_chosen_language(permits: dsm.Table) -> None:
    dsm.set_language("ru_RU.UTF-8")
    assert 'title="скрыто">*' in permits._repr_html_()
    assert "Сумма неполная" in repr(permits.sum("SEX").notes)


def test_html_escapes_everything() -> None:
    wicked = "<script>alert(1)</script>"
    concept = dsm.Concept(wicked)
    assumption = dsm.Assumption("persons-per-case", value=2, source=wicked, reason=wicked)
    table = dsm.Table([("2024", 3)], measure="cases:permit:many flow", concept=concept, axes=["TIME_PERIOD"])
    assert "<script" not in table._repr_html_()
    assert "<script" not in table.to_persons(assume=assumption)._repr_html_()
    with pytest.raises(dsm.InvalidData) as caught:
        dsm.Table([(wicked, wicked)], measure="cases:permit:many flow", axes=["TIME_PERIOD"])
    assert "<script" not in caught.value.findings._repr_html_()


def test_findings_show_well() -> None:
    with pytest.raises(dsm.InvalidData) as caught:
        dsm.Table([("2024", -1), ("2024", 1), ("summer", 2)], measure="cases:permit:one flow", axes=["TIME_PERIOD"])
    findings = caught.value.findings
    assert [(f.code, f.row) for f in findings] == [("TAB-006", 2), ("TAB-002", 1), ("TAB-003", 0)]
    assert "<td>TAB-003</td><td>error</td><td>OBS_VALUE[0]</td>" in findings._repr_html_()
    assert findings.of("TAB-003")[0].severity is dsm.Severity.ERROR
    assert str(findings[2]) == "OBS_VALUE[0]: An observed count cannot be negative. [TAB-003]"


def test_cells_are_decimals_and_words(permits: dsm.Table) -> None:
    exact, bounds, masked = permits.cells
    assert isinstance(exact, dsm.Figure) and exact.exact == exact.low == exact.high == Decimal(3)
    assert isinstance(bounds, dsm.Figure) and bounds.exact is None
    assert (bounds.low, bounds.high) == (Decimal(4), Decimal(7))
    assert bounds.status == {dsm.Status.PROVISIONAL}
    assert isinstance(masked, dsm.Masked) and str(masked) == "*"
    estimate = dsm.Table([("2024", "100~20")], measure="persons-distinct flow", axes=["TIME_PERIOD"]).cells[0]
    assert isinstance(estimate, dsm.Figure)
    assert estimate.exact is None and estimate.low is None and estimate.high is None
    assert (estimate.value, estimate.standard_error) == (Decimal(100), Decimal(20))
    missing = dsm.Table([("2024", None)], measure="persons-distinct flow", axes=["TIME_PERIOD"]).cells[0]
    assert missing == dsm.Missing(because=dsm.Absence.NOT_DELIVERED)


def test_declarations_come_back_as_they_were_made() -> None:
    sex = dsm.Axis.category(
        "SEX", membership="pinned", exhaustive=True, totals=["T"], parents={"F": "X"}, direction=True, unknown="UNK"
    )
    measure = dsm.Measure("cases:decision:one", "flow", level="first", application_type="repeat", role="na", basis="cohort:after:12")
    concept = dsm.Concept("C", version="2", relative=True, residence="de-jure", duration="3:actual", source="register")
    table = dsm.Table(
        [("F", "KZ", "2024", 4)],
        measure=measure,
        concept=concept,
        axes=[sex, dsm.Axis.reporter(), dsm.Axis.time("PERIOD")],
        vintage="v1",
        making="small:5=1..5:0..4",
        absent="zero",
    )
    assert table.measure == measure and table.concept == concept
    assert (table.vintage, table.making, table.absent) == ("v1", "small:5=1..5:0..4", "zero")
    read = table.axes
    assert read[0].codes == ("F",) and [a.kind for a in read] == ["category", "reporter", "time"]
    assert dsm.Axis(**{f: getattr(read[0], f) for f in sex.__dataclass_fields__ if f != "codes"}) == sex


def test_what_is_frozen_and_may_be_kept(permits: dsm.Table) -> None:
    purposes = dsm.Table([("A", "2024", 3), ("B", "2024", 4)], measure="persons-distinct flow", axes=["P", "TIME_PERIOD"])
    summed = purposes.sum("P", assume=dsm.Assumption("nobody-in-two-categories", on="P", author="me", reason="why"))
    things = [permits, summed, summed.notes[0], summed.notes, summed.assumptions[0], permits.axes[0], permits.cells[0]]
    things += [permits.measure, permits.concept, dsm.Truth.TRUE, dsm.Level.FIRST]
    for thing in things:
        assert pickle.loads(pickle.dumps(thing)) == thing, thing
        assert copy.deepcopy(thing) == thing, thing
    assert pickle.dumps(permits) == pickle.dumps(pickle.loads(pickle.dumps(permits)))
    for thing, name in [(permits, "measure"), (permits.measure, "unit"), (permits.axes[0], "id"), (summed.notes[0], "code")]:
        with pytest.raises(AttributeError):
            setattr(thing, name, "other")


def test_a_truth_that_is_not_known_stands_in_no_if() -> None:
    table = dsm.Table([("2023", "1..5"), ("2024", 3)], measure="cases:permit:one flow", axes=["TIME_PERIOD"])
    truth = table.compare("2023", dsm.Relation.LESS, "2024")
    assert truth is dsm.Truth.NOT_KNOWN
    with pytest.raises(ValueError):
        bool(truth)


def test_a_slice_shares_its_columns() -> None:
    table = dsm.Table([("F", "2024", 3), ("M", "2024", 4)], measure="cases:permit:one flow", axes=["SEX", "TIME_PERIOD"])
    part = table.slice(SEX=["F"], TIME_PERIOD="2024")
    assert [row.key for row in part] == [("F", "2024")] and part.bytes == table.bytes
    assert table.bytes / len(table) <= 24
