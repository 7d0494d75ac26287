"""Cuts the figures of the examples out of UNHCR's published tables into a layout of our own.

Reads refugees__asylum_applications.csv and refugees__asylum_decisions.csv from the folder $DSM_SPECIMENS and writes kaz.csv and
mda.csv beside itself: new applications and first-instance decisions, 2018 to 2023. No figure is changed, added up or left out.
"""

import csv
import os
import pathlib

STATES = ["KAZ", "MDA"]
YEARS = range(2018, 2024)
HEADER = ["INDICATOR", "REF_AREA", "CITIZENSHIP", "TIME_PERIOD", "UNIT", "DECISION", "OBS_VALUE"]
UNIT = {"P": "PERSON_EVENTS", "C": "CASES"}
DECISION = {"dec_recognized": "REC", "dec_other": "COM", "dec_rejected": "REJ", "dec_closed": "CLO", "dec_total": "_T"}
# UNHCR's own marks for people without a country of origin: no country, and a country that is not known.
ORIGIN = {"XXA": "XXA", "UNK": "_U"}


def rows(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def chosen(row, state):
    return row["coa_iso"] == state and int(row["year"]) in YEARS and row["dec_level"] == "FI"


def figures(folder, state):
    for row in rows(folder, "refugees__asylum_applications.csv"):
        if chosen(row, state) and row["app_type"] == "N":
            yield key(row, "ASYLUM_APPLICATIONS", row["app_pc"]) + ["_Z", row["applied"]]
    for row in rows(folder, "refugees__asylum_decisions.csv"):
        if chosen(row, state):
            for column, decision in DECISION.items():
                yield key(row, "ASYLUM_DECISIONS", row["dec_pc"]) + [decision, row[column]]


def key(row, indicator, unit):
    origin = ORIGIN.get(row["coo_iso"], row["coo_iso"])
    return [indicator, row["coa_iso"], origin, row["year"], UNIT[unit]]


def main():
    folder = pathlib.Path(os.environ["DSM_SPECIMENS"])
    for state in STATES:
        table = sorted(figures(folder, state), key=lambda row: (row[0], row[2], row[3], row[5]))
        keys = [tuple(row[:6]) for row in table]
        if len(keys) != len(set(keys)):
            raise SystemExit(f"{state}: the source has two figures for one cell")
        target = pathlib.Path(__file__).with_name(f"{state.lower()}.csv")
        with open(target, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(table)


if __name__ == "__main__":
    main()
