"""Bad input is an error with its place, in words that teach; never a panic."""

from __future__ import annotations

import datetime
import pickle
from decimal import Decimal
from typing import Any

import pytest

import dsm

AXES = [dsm.Axis.category("SEX", membership="fixed"), dsm.Axis.time()]


def build(rows: Any, **said: Any) -> dsm.Table:
    return dsm.Table(rows, measure="cases:permit:one flow", concept="PERMITS", axes=AXES, **said)


FIGURES: list[tuple[Any, str]] = [
    (float("nan"), "TAB-013"),
    (float("inf"), "TAB-013"),
    (Decimal("NaN"), "TAB-013"),
    (Decimal("-Infinity"), "TAB-013"),
    (Decimal("1e1000000"), "TAB-013"),
    (Decimal("1e-1000000"), "TAB-013"),
    (10**40, "TAB-013"),
    (10**5000, "TAB-013"),
    ("9" * 1_000_000, "TAB-013"),
    ("1e5", "TAB-013"),
    ("1_000", "TAB-013"),
    ("١٢", "TAB-013"),
    ("", "TAB-013"),
    ("12 [Z]", "TAB-013"),
    ("\ud800", "TAB-013"),
    (True, "TAB-013"),
    (object(), "TAB-013"),
    (datetime.date(2024, 1, 1), "TAB-013"),
    (b"12", "TAB-013"),
    (-1, "TAB-003"),
    (0.5, "TAB-004"),
    (Decimal("0.5"), "TAB-004"),
    ("7..3", "TAB-014"),
    ("100~-1", "TAB-014"),
]


@pytest.mark.parametrize(("figure", "code"), FIGURES, ids=[f"{i}-{c}" for i, (_, c) in enumerate(FIGURES)])
def test_a_broken_figure_is_a_finding_with_its_row(figure: Any, code: str) -> None:
    for data in ([("F", "2024", 1), ("M", "2024", figure)], {"SEX": ["F", "M"], "TIME_PERIOD": [2024, 2024], "OBS_VALUE": [1, figure]}):
        with pytest.raises(dsm.InvalidData) as caught:
            build(data)
        assert [(f.code, f.row) for f in caught.value.findings] == [(code, 1)]
        assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("code", ["", "a b", "x" * 65, "я", None, 1.5, True, object(), "\ud800", "a\0b"])
def test_a_broken_code_is_a_finding_with_its_row(code: Any) -> None:
    with pytest.raises(dsm.InvalidData) as caught:
        build([("F", "2024", 1), (code, "2024", 1)])
    assert [(f.code, f.row, f.column) for f in caught.value.findings] == [("TAB-006", 1, "SEX")]


def test_large_figures_are_exact_or_refused() -> None:
    largest = 79228162514264337593543950335
    assert build([("F", "2024", largest)]).cells[0] == dsm.Figure(frozenset(), *[Decimal(largest)] * 3)
    assert build([("F", "2024", 2**63)]).at("F", "2024").text == str(2**63)
    with pytest.raises(dsm.LimitExceeded):
        build([("F", "2024", largest), ("M", "2024", largest)]).sum("SEX")


def test_all_findings_are_reported() -> None:
    with pytest.raises(dsm.InvalidData) as caught:
        build([("F", "2024", -1)] * 3 + [("M", "summer", "x")])
    codes = sorted(f.code for f in caught.value.findings)
    assert codes == ["TAB-002", "TAB-002", "TAB-003", "TAB-003", "TAB-003", "TAB-006", "TAB-013"]
    assert caught.value.arguments["count"] == "7"


def test_lengths_that_differ_name_the_row() -> None:
    for row in (("F", "2024"), ("F", "2024", 1, 2), ("F",), (), "F2024", 7):
        with pytest.raises(dsm.MisuseError) as caught:
            build([("F", "2024", 1), row])
        assert caught.value.code == "TAB-005" and caught.value.place == "OBS_VALUE[1]"
    with pytest.raises(dsm.MisuseError):
        build({"SEX": ["F"], "TIME_PERIOD": ["2024"], "OBS_VALUE": [1, 2]})
    with pytest.raises(KeyError):
        build({"SEX": ["F"], "OBS_VALUE": [1]})
    with pytest.raises(TypeError):
        build(7)
    with pytest.raises(TypeError, match="axes"):
        dsm.Table([("F", 1)])


def test_axes_that_are_wrong_are_refused() -> None:
    for axes in ([], ["SEX"], ["TIME_PERIOD", "TIME_PERIOD"], [dsm.Axis.time("A"), dsm.Axis.time("B")]):
        with pytest.raises(dsm.DsmError):
            dsm.Table([("2024",) * len(axes) + (1,)], measure="cases:permit:one flow", axes=axes)


def test_small_tables() -> None:
    assert len(build([])) == 0 and build([]).sum("SEX").rows() == []
    one = build([("F", "2024", 0)])
    assert one.sum("SEX", "TIME_PERIOD").cells[0].text == "0.."
    assert one.slice("SEX", []).rows() == []


@pytest.mark.parametrize(
    "call",
    [
        lambda: dsm.Measure("persons", "flow"),
        lambda: dsm.Measure("persons-distinct", "river"),
        lambda: dsm.Measure("persons-distinct", "flow", level="second"),
        lambda: dsm.Measure("persons-distinct", "flow", basis="cohort"),
        lambda: dsm.Measure.parse(""),
        lambda: dsm.Concept("C", duration="long"),
        lambda: dsm.Axis.category("SEX", membership="now and then"),
        lambda: dsm.Axis("SEX", "cube"),
        lambda: dsm.Assumption("persons-per-case", value="many"),
        lambda: dsm.Assumption("persons-per-case", value=float("nan")),
        lambda: dsm.Assumption("split", weights={"A>B": "1" * 50}),
        lambda: build([], making="nearest:0"),
        lambda: build([], absent="perhaps"),
        lambda: build([]).whole_minus_part("SEX", "_T", "F", "some"),
        lambda: build([]).person_time("weeks"),
    ],
)
def test_unknown_words_are_misuse(call: Any) -> None:
    with pytest.raises(dsm.MisuseError) as caught:
        call()
    assert caught.value.kind == "misuse" and caught.value.remedy


def test_unknown_keys_are_key_errors() -> None:
    table = build([("F", "2024", 1)])
    calls: list[Any] = [
        lambda: table.at("X", "2024"),
        lambda: table["M", "2024"],
        lambda: table.slice("SEX", ["X"]),
        lambda: table.slice("AGE", ["X"]),
        lambda: table.axis("AGE"),
        lambda: table.sum("AGE"),
    ]
    for call in calls:
        with pytest.raises(KeyError) as caught:
            call()
        assert isinstance(caught.value, dsm.MisuseError) and "\n→ " in str(caught.value)
    with pytest.raises(dsm.MisuseError):
        table.at("F")
    with pytest.raises(dsm.MisuseError):
        table.at(SEX="F", AGE="1")
    with pytest.raises(OverflowError):
        table.rolling_sum(-1)


def test_an_unknown_assumption_is_named() -> None:
    with pytest.raises(dsm.DsmError) as caught:
        build([("F", "2024", 1)]).sum("SEX", assume="all-is-well")
    assert caught.value.code == "SEM-030" and "all-is-well" in str(caught.value)


def test_errors_teach_in_two_languages() -> None:
    stock = dsm.Table([("2024-01-01", 5), ("2025-01-01", 6)], measure="persons-distinct stock", axes=["TIME_PERIOD"])
    with pytest.raises(dsm.SemanticsError) as caught:
        stock.sum("TIME_PERIOD")
    error = caught.value
    assert (error.code, error.name, error.kind) == ("SEM-002", "stock-over-time", "semantics")
    assert str(error) == f"{error.reason}\n→ {error.remedy} [DSM-SEM-002]"
    assert repr(error) == "SemanticsError(SEM-002, 'stock-over-time')"
    english = str(error)
    dsm.set_language("ru")
    assert "Запасы" in str(error) and str(error) != english and "Запасы" in error.say("ru")
    with pytest.raises(ValueError, match="en and ru"):
        dsm.set_language("tlh")


def test_no_figure_stands_in_an_error() -> None:
    with pytest.raises(dsm.InvalidData) as caught:
        build([("F", "2024", -98765), ("Иванов", "2024", "98765x")])
    error = caught.value
    for text in (str(error), repr(error), repr(error.findings), error.findings._repr_html_(), str(error.arguments)):
        assert "98765" not in text and "Иванов" not in text
    assert error.findings.of("TAB-013")[0].evidence == "98765x"
    assert b"98765" not in pickle.dumps(error)


def test_errors_may_be_kept() -> None:
    with pytest.raises(dsm.DsmError) as caught:
        build([("F", "2024", -1)])
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value) and str(again) == str(caught.value)
    assert again.findings == caught.value.findings


def test_every_kind_of_error_has_its_class() -> None:
    kinds = {code.kind for code in dsm.Code if code.channel == "error"}
    from dsm.errors import _BY_KIND

    assert kinds <= set(_BY_KIND)
    assert issubclass(dsm.AccessDenied, PermissionError) and issubclass(dsm.InvalidData, ValueError)
    assert all(issubclass(kind, dsm.DsmError) for kind in _BY_KIND.values())


def test_an_operand_that_is_no_table_is_a_type_error() -> None:
    table = build([("F", "2024", 1)])
    for other in (None, 7, "table"):
        with pytest.raises((TypeError, AttributeError)):
            table.net(other)  # type: ignore[arg-type]
    assert (table == 7) is False and table != "table"
