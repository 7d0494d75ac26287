"""Our SDMX-CSV is read by tools that share no code with us, with the same figures."""

import csv

import pandas
from pysdmx.io import read_sdmx


def files(folder):
    found = [p for p in sorted(folder.glob("*.csv")) if p.read_text(encoding="utf-8").startswith("STRUCTURE,STRUCTURE_ID,ACTION,")]
    assert found, "the demo wrote no SDMX-CSV"
    return found


def test_pysdmx_reads_the_same_figures(demo):
    folder, _ = demo
    for path in files(folder):
        with path.open(newline="", encoding="utf-8") as file:
            ours = [r["OBS_VALUE"] for r in csv.DictReader(file)]
        message = read_sdmx(path, validate=False)
        datasets = list(message.data.values()) if isinstance(message.data, dict) else list(message.data)
        frame = pandas.concat([d.data for d in datasets])
        theirs = frame["OBS_VALUE"].astype("string").fillna("").tolist()
        assert [float(v) for v in ours if v] == [float(v) for v in theirs if v]
        assert {"TIME_PERIOD", "OBS_STATUS"} <= set(frame.columns)


def test_pandas_reads_every_row_once(demo):
    folder, _ = demo
    for path in files(folder):
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        assert set(frame["STRUCTURE"]) == {"dataflow"} and set(frame["ACTION"]) <= {"A", "R", "D", "I", "M"}
        notes = ["STRUCTURE", "STRUCTURE_ID", "ACTION", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"]
        dimensions = list(frame.columns[3 : frame.columns.get_loc("OBS_VALUE")])
        assert dimensions and not set(dimensions) & set(notes)
        assert not frame.duplicated(subset=["STRUCTURE_ID", *dimensions, *[c for c in ["UNIT_MEASURE"] if c in frame]]).any()
        assert frame.loc[frame["OBS_STATUS"] == "Q", "OBS_VALUE"].eq("").all()
