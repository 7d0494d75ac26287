"""States from intervals: stocks (5.4), During (5.6), what is pending (7.3)."""

from __future__ import annotations

from datetime import date

from .days import ONE, periods, spans
from .dimensions import codes
from .flows import item
from .items import Bucket, Item, tables
from .records import Record
from .result import Result
from .specification import Count, Specification


def moments(spec: Specification, count: Count) -> list[date]:
    """5.1: the days that begin at the moments."""
    if "at" in count.text:
        return [date.fromisoformat(day) for day in count.text["at"]]
    after = spec.last + ONE
    return [first for first, _, _ in periods(spec.first, after, count.text["every"]) if spec.first <= first <= after]


def own_items(spec: Specification, count: Count, records: list[Record]) -> list[Item]:
    return [item(spec, count, record, record.start) for record in records]


def stock(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    records = [record for record in records if record.interval]
    made = []
    for moment in moments(spec, count):
        inside = []
        for record in records:
            if record.start < moment and (record.end is None or moment <= record.end + ONE):
                one = item(spec, count, record, record.start)
                one.codes = codes(spec, count.axes, record, record.start, moment)
                inside.append(one)
        made.append(Bucket(moment.isoformat(), inside))
    tables(spec, count, made, own_items(spec, count, records), result, states=True)


def during(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    records = [record for record in records if record.interval]
    made = []
    wanted = [(*span, False) for span in spans(spec.first, spec.last, count.text["every"])]
    wanted.append((spec.first, spec.last, f"{spec.first}/{spec.last}", True))
    for first, last, label, whole in wanted:
        inside = [record for record in records if record.start <= last and (record.end is None or record.end >= first)]
        made.append(Bucket(label, own_items(spec, count, inside), whole))
    tables(spec, count, made, own_items(spec, count, records), result, states=True)


def balance(spec: Specification, count: Count, records: list[Record], result: Result) -> None:
    """Three tables of cases with the codes of the opening; what is observed begins at `from` and ends with `until`."""
    records = [record for record in records if record.interval]
    cut = spans(spec.first, spec.last, count.text["every"])
    stocks, opened, closed = [], [], []
    for moment in [first for first, _, _ in cut] + [spec.last + ONE]:
        inside = [record for record in records if record.start < moment and (record.end is None or moment <= record.end)]
        stocks.append(Bucket(moment.isoformat(), own_items(spec, count, inside)))
    for first, last, label in cut:
        opened.append(Bucket(label, own_items(spec, count, [record for record in records if first <= record.start <= last])))
        ended = [record for record in records if record.end is not None and first <= record.end <= last]
        closed.append(Bucket(label, own_items(spec, count, ended)))
    for name, made in (("pending.", stocks), ("opened.", opened), ("closed.", closed)):
        tables(spec, count, made, [], result, name=name, units=["cases"])
