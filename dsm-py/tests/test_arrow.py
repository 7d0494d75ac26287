"""Tables out to other libraries and in again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas
import polars
import pyarrow
import pytest

import dsm

STATED: dict[str, Any] = {
    "measure": "cases:permit:one flow",
    "concept": "PERMITS",
    "axes": [dsm.Axis.category("SEX", membership="fixed"), dsm.Axis.time()],
}


def test_pyarrow_keeps_everything(permits: dsm.Table) -> None:
    summed = permits.sum("SEX")
    for table in (permits, summed, permits.slice("SEX", ["F"])):
        assert dsm.Table(pyarrow.table(table)) == table
        assert dsm.Table(pyarrow.record_batch(table)) == table
        assert dsm.Table(table) == table
        assert pyarrow.table(table).schema == pyarrow.schema(table)
    assert b"dsm:table" in permits.to_arrow().schema.metadata


def test_polars_and_pandas_keep_the_cells(permits: dsm.Table) -> None:
    assert dsm.Table(permits.to_polars(), **STATED) == permits
    assert dsm.Table(permits.to_pandas(), **STATED) == permits
    assert permits.to_polars()["OBS_STATUS"].to_list() == ["A", "P", "Q"]


def test_a_parquet_file_keeps_everything(permits: dsm.Table, tmp_path: Any) -> None:
    import pyarrow.parquet

    path = tmp_path / "permits.parquet"
    pyarrow.parquet.write_table(permits.to_arrow(), path)
    assert dsm.Table(pyarrow.parquet.read_table(path)) == permits


def test_frames_of_texts_categories_integers_and_dates() -> None:
    expected = dsm.Table([("F", "2023", 1), ("M", "2024", 2)], **STATED)
    columns: dict[str, Any] = {"SEX": ["F", "M"], "TIME_PERIOD": [2023, 2024], "OBS_VALUE": [1, 2]}
    frames = [
        polars.DataFrame(columns),
        polars.DataFrame(columns).with_columns(polars.col("SEX").cast(polars.Categorical)),
        polars.DataFrame(columns).with_columns(polars.col("SEX").cast(polars.Enum(["X", "M", "F"]))),
        polars.DataFrame(columns).with_columns(polars.col("OBS_VALUE").cast(polars.Decimal(20, 2))),
        polars.DataFrame(columns).with_columns(polars.col("OBS_VALUE").cast(polars.Float32)),
        polars.concat([polars.DataFrame(columns)[:1], polars.DataFrame(columns)[1:]], rechunk=False),
        pandas.DataFrame(columns).astype({"SEX": "category"}),
        pandas.DataFrame(columns),
        pyarrow.table(columns),
        columns,
        {key: pandas.Series(values).to_numpy() for key, values in columns.items()},
    ]
    for frame in frames:
        assert dsm.Table(frame, **STATED) == expected, type(frame)
    days = polars.DataFrame({"D": ["2024-01-31"], "OBS_VALUE": [3]}).with_columns(polars.col("D").str.to_date())
    stock = dsm.Table(days, measure="persons-distinct stock", axes=[dsm.Axis.time("D")])
    assert stock.at("2024-01-31").exact == 3  # type: ignore[attr-defined]


def test_another_column_may_hold_the_figures() -> None:
    frame = polars.DataFrame({"TIME_PERIOD": ["2024"], "persons": [Decimal("3")]})
    table = dsm.Table(frame, measure="persons-distinct flow", value="persons", axes=["TIME_PERIOD"])
    assert str(table.cells[0]) == "3"


def test_nothing_stated_is_the_weakest_reading() -> None:
    table = dsm.Table(polars.DataFrame({"SEX": ["F"], "TIME_PERIOD": ["2024"], "OBS_VALUE": [1]}))
    assert str(table.measure) == "unstated flow"
    assert table.axis("SEX").membership is dsm.Membership.OVERLAPPING
    with pytest.raises(dsm.SemanticsError) as refused:
        table.sum("SEX")
    assert refused.value.code == dsm.Code.SEM_MEASURE_UNSTATED


def test_a_column_that_is_left_out_is_a_warning() -> None:
    columns = {"SEX": ["F"], "TIME_PERIOD": ["2024"], "OBS_VALUE": [1]}
    for data in (polars.DataFrame(columns), columns):
        with pytest.warns(dsm.FindingWarning, match="SEX"):
            dsm.Table(data, axes=["TIME_PERIOD"])


def test_what_a_table_says_of_itself_is_not_contradicted(permits: dsm.Table) -> None:
    with pytest.raises(dsm.MisuseError) as caught:
        dsm.Table(permits.to_arrow(), measure="persons-distinct flow")
    assert caught.value.code == dsm.Code.EXC_STATEMENT_CONTRADICTED


def test_a_newer_description_is_refused(permits: dsm.Table) -> None:
    arrow = permits.to_arrow()
    text = arrow.schema.metadata[b"dsm:table"].replace(b"dsm-table/1", b"dsm-table/2")
    with pytest.raises(dsm.FormatError):
        dsm.Table(arrow.replace_schema_metadata({b"dsm:table": text}))


def test_floats_that_are_no_numbers_are_findings_with_their_rows() -> None:
    values = [1.0, float("nan"), float("inf"), 0.5, -1.0, 1e300]
    table = pyarrow.table({"TIME_PERIOD": [str(2000 + i) for i in range(6)], "OBS_VALUE": values})
    with pytest.raises(dsm.InvalidData) as caught:
        dsm.Table(table, measure="cases:permit:one flow", axes=["TIME_PERIOD"])
    found = [(f.code, f.row) for f in caught.value.findings]
    assert found == [("TAB-013", 1), ("TAB-013", 2), ("TAB-004", 3), ("TAB-003", 4), ("TAB-013", 5)]
    assert caught.value.findings[0].evidence == "NaN"


def test_hostile_dictionaries_and_offsets_are_refused() -> None:
    keys = pyarrow.array([0, 7], type=pyarrow.int8())
    lying = pyarrow.DictionaryArray.from_arrays(keys, pyarrow.array(["F", "M"]), safe=False)
    table = pyarrow.table({"SEX": lying, "TIME_PERIOD": ["2024", "2024"], "OBS_VALUE": [1, 2]})
    with pytest.raises(dsm.FormatError) as caught:
        dsm.Table(table, **STATED)
    assert caught.value.code == dsm.Code.EXC_ARROW_INVALID
    text = pyarrow.StringArray.from_buffers(1, pyarrow.py_buffer(b"\0\0\0\0\2\0\0\0"), pyarrow.py_buffer(b"\xff\xfe"))
    table = pyarrow.table({"SEX": text, "TIME_PERIOD": ["2024"], "OBS_VALUE": [1]})
    with pytest.raises(dsm.FormatError):
        dsm.Table(table, **STATED)


def test_what_is_no_stream_is_an_error() -> None:
    class Liar:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return permit

    permit: Any = object()
    with pytest.raises(TypeError):
        dsm.Table(Liar())
    permit = pyarrow.table({"a": [1]}).schema.__arrow_c_schema__()
    with pytest.raises(ValueError):
        dsm.Table(Liar())
    permit = pyarrow.table({"a": [1]}).__arrow_c_stream__()
    with pytest.raises(dsm.DsmError):
        dsm.Table(Liar())
    with pytest.raises(dsm.FormatError):
        dsm.Table(Liar())  # the stream was taken already

    class Array:
        def __arrow_c_array__(self, requested_schema: object = None) -> object:
            return pyarrow.array([1, 2]).__arrow_c_array__()

    with pytest.raises(dsm.FormatError):
        dsm.Table(Array())
    with pytest.raises(dsm.MisuseError):
        dsm.Table(pyarrow.table({"TIME_PERIOD": [["2024"]], "OBS_VALUE": [1]}))


def test_an_empty_frame_is_an_empty_table() -> None:
    frame = polars.DataFrame(schema={"SEX": polars.String, "TIME_PERIOD": polars.String, "OBS_VALUE": polars.Int64})
    table = dsm.Table(frame, **STATED)
    assert len(table) == 0 and not table and table.rows() == []
    assert dsm.Table(table.to_arrow()) == table
    assert "0 cells" in repr(table) and "<table>" in table._repr_html_()
