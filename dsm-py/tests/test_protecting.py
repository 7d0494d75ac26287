"""What is sensitive besides small figures."""

import pytest

import dsm
from dsm import Axis, Table

AXES = [Axis.category("CITIZENSHIP", membership="at-event", exhaustive=True), Axis.time()]
CODES = ["AFG", "SYR", "UKR", "_T"]


def counted(measure: str, figures: list[int]) -> Table:
    rows = [(code, "2024", figure) for code, figure in zip(CODES, figures, strict=True)]
    return Table(rows, measure=measure, concept="CROSSINGS", axes=AXES)


CROSSINGS = counted("person-events:crossing flow", [7, 60, 40, 107])
PERSONS = counted("persons-distinct flow", [1, 30, 22, 53])


def test_many_crossings_of_few_persons_are_masked() -> None:
    assert dsm.protect(CROSSINGS).masked == ()
    protected = dsm.protect(CROSSINGS, persons=PERSONS)
    assert ("AFG", "2024") in protected.masked and len(protected.masked) > 1
    assert protected.audit().holds


def test_persons_of_other_axes_are_refused() -> None:
    other = Table([("2024", 53)], measure="persons-distinct flow", concept="CROSSINGS", axes=[Axis.time()])
    with pytest.raises(dsm.DsmError) as caught:
        dsm.protect(CROSSINGS, persons=other)
    assert caught.value.code == "SDC-020"


def test_everyone_of_a_total_is_masked_and_an_axis_must_be_there() -> None:
    # Everyone is from Syria: who knows the total knows it of each.
    alone = counted("persons-distinct flow", [0, 53, 0, 53])
    assert dsm.protect(alone).masked == ()
    masked = dsm.protect(alone, groups=["CITIZENSHIP"], zeros="maskable").masked
    assert ("SYR", "2024") in masked and len(masked) > 1
    with pytest.raises(dsm.DsmError) as caught:
        dsm.protect(alone, groups=["AGE"])
    assert caught.value.code == "TAB-008"


def test_a_rule_of_dominance_is_read_and_needs_its_contributors() -> None:
    fees = counted("amount:EUR:current flow", [1000, 1000, 1000, 3000])
    first = counted("amount:EUR:current flow", [700, 300, 300, 700])
    second = counted("amount:EUR:current flow", [250, 200, 200, 300])
    masked = dsm.protect(fees, threshold=None, dominance=("p:10", [first, second])).masked
    assert ("AFG", "2024") in masked and len(masked) > 1
    for rule, tables in (("p:10", [first]), ("10%", [first, second]), ("nk:0:50", [])):
        with pytest.raises(dsm.DsmError) as caught:
            dsm.protect(fees, dominance=(rule, tables))
        assert caught.value.code == "SDC-025"


def test_wishes_are_kept_to_or_named() -> None:
    small = counted("person-events:crossing flow", [3, 60, 40, 103])
    assert dsm.protect(small).masked == (("AFG", "2024"), ("UKR", "2024"))
    assert dsm.protect(small, never=[{"CITIZENSHIP": "UKR", "TIME_PERIOD": "2024"}]).masked == (("AFG", "2024"), ("SYR", "2024"))
    assert dsm.protect(small, prefer=[{"CITIZENSHIP": "_T"}]).masked == (("AFG", "2024"), ("_T", "2024"))
    with pytest.raises(dsm.DsmError) as caught:
        dsm.protect(small, never=[{"CITIZENSHIP": code} for code in ("SYR", "UKR", "_T")])
    assert caught.value.code == "SDC-035"
    assert [f.code for f in caught.value.findings] == ["SDC-010", "SDC-036", "SDC-036", "SDC-036"]
    for wish, code in (({"CITIZENSHIP": "XXX"}, "SDC-038"), ({"AGE": "_T"}, "TAB-008")):
        with pytest.raises(dsm.DsmError) as caught:
            dsm.protect(small, prefer=[wish])
        assert caught.value.code == code
