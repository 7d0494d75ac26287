"""Counts migration cards on Spark: each task counts whole persons with the library, the driver adds the parts up.

The records are parted by the hash of the person number. `mapInArrow` hands each task its records as batches of Arrow; `dsm.count` counts
them there, and what leaves the task is one `Counted.part()`: counts, and nobody in them. Distinct persons add up only because every
person is whole in one partition. Where a link table says the person of a document, join it to the records before they are parted:
parted by the document, a person of two documents would be counted twice.

Usage: python examples/count_on_spark.py [CARDS [PARTITIONS]]        (needs pyspark and Java)
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
from count_cards import cards
from pyspark.sql import SparkSession

import dsm

# The tasks read it too: as text it goes everywhere.
SPECIFICATION = """
format = "dsm-count/1"
[records]
kind = "migration-card"
from = "2024-01-01"
until = "2024-12-31"
person = "person"
date = "day"
birth = "born"
direction = "way"
entry = ["in"]
exit = ["out"]
[types]
person = "integer"
[dimension.CITIZENSHIP]
column = "citizenship"
others = "themselves"
membership = "fixed"
[dimension.SEX]
column = "sex"
others = "themselves"
membership = "fixed"
[dimension.PURPOSE]
column = "purpose"
others = "themselves"
membership = "pinned"
pin = "last"
[dimension.AGE]
age = "event"
groups = ["0-17", "18-34", "35-64", "65+"]
[count.cards]
what = "flow"
units = ["cases", "persons"]
by = ["TIME_PERIOD", "CITIZENSHIP", "SEX", "AGE", "PURPOSE"]
every = "M"
totals = "all"
[count.present]
what = "stock"
units = ["persons"]
by = ["CITIZENSHIP", "SEX"]
every = "M"
totals = "all"
"""


def count(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """In a task: the records of whole persons become one part; where there are none, nothing."""
    first = next(batches, None)
    if first is None:
        return
    counted = dsm.count(chain([first], batches), SPECIFICATION)
    yield pa.record_batch({"part": pa.array([counted.part()], pa.binary())})


def tables(counted: dsm.Counted, folder: Path) -> dict[str, bytes]:
    """Each table, and the persons behind it, as the bytes of its file."""
    found = {}
    for name in counted:
        counted[name].write(folder / "table.csv")
        found[name] = (folder / "table.csv").read_bytes()
        behind = counted.persons_behind(name)
        if behind is not None:
            behind.write(folder / "behind.csv")
            found[f"{name}, persons behind"] = (folder / "behind.csv").read_bytes()
    return found


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    partitions = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    # The tasks run the Python that runs this.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    here = SparkSession.builder.master("local[2]").config("spark.driver.bindAddress", "127.0.0.1").config("spark.log.level", "ERROR")
    session = here.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "cards.parquet"
        batches = cards(many)
        first = next(batches)
        with pyarrow.parquet.ParquetWriter(file, first.schema) as out:
            out.write_batch(first)
            for batch in batches:
                out.write_batch(batch)

        # Only what the specification names goes over the network.
        wanted = dsm.CountSpecification.from_toml(SPECIFICATION).columns
        records = session.read.parquet(str(file)).select(*wanted)
        parted = records.repartition(partitions, "person")
        parts = [bytes(row["part"]) for row in parted.mapInArrow(count, "part binary").collect()]
        added = dsm.Counted.of_parts(parts, SPECIFICATION)

        single = dsm.count(file, SPECIFICATION)
        of_parts, of_all = tables(added, Path(scratch)), tables(single, Path(scratch))
    session.stop()
    print(f"{added.quality.read} cards in {len(parts)} parts of {max(map(len, parts))} bytes at most")
    for name, written in of_parts.items():
        print(f"{name}: {len(written)} bytes, {'the same' if written == of_all[name] else 'OTHERS'} in a single run")
    if of_parts != of_all or added.part() != single.part():
        sys.exit("the parts are not the single run")


if __name__ == "__main__":
    main()
