"""The main job in Python: two States' published asylum figures, from their files to a shared and summed table, a page and an SDMX file.

    python examples/asylum.py [FOLDER]

Everything that is printed is computed from the files in `examples/data`. What was written is listed at the end.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import dsm

DATA = Path(__file__).parent / "data"
OWNER, READER, BYSTANDER = "MD", "KZ", "TJ"
FILES = {OWNER: DATA / "mda.csv", READER: DATA / "kaz.csv"}
INDICATOR = "ASYLUM_APPLICATIONS"


def refused(error: dsm.DsmError) -> None:
    """Says why, and the right way."""
    print(f"   ✗ DSM-{error.code} {error.reason}\n     → {error.remedy}")


def read_and_check() -> None:
    for country, path in FILES.items():
        for indicator, table, findings in dsm.read(path, specification=DATA / "national.toml"):
            counted = table.measure.unit
            print(f"{country}: {indicator} in {counted}, {len(table)} cells, {len(findings)} findings")


def join(mechanism: dsm.Mechanism) -> None:
    """The States join; in each an officer may both hand in and verify, but never the same figures."""
    with mechanism.session("administrator@dsm") as session:
        for country in (OWNER, READER, BYSTANDER):
            session.countries.add(country)
    for country in (OWNER, READER):
        with mechanism.session(f"administrator@{country.lower()}") as session:
            session.users.add(f"officer@{country.lower()}", "data-submitter", "data-verifier")


def hand_in(mechanism: dsm.Mechanism, country: str) -> None:
    """Submitted by one, verified by another, released by a third."""
    at = country.lower()
    with mechanism.session(f"officer@{at}") as session:
        submissions = session.submissions.submit(FILES[country], specification=DATA / "national.toml")
        print(f"{country}: submitted {', '.join(str(s) for s in submissions)}")
        try:
            session.submissions.verify(submissions[0])
        except dsm.DsmError as error:
            refused(error)
    with mechanism.session(f"verifier@{at}") as session:
        for submission in submissions:
            session.submissions.verify(submission)
    with mechanism.session(f"releaser@{at}") as session:
        for submission in submissions:
            session.submissions.release(submission)
    print(f"{country}: verified and released")


def ask(mechanism: dsm.Mechanism, who: str) -> None:
    """Asks for the owner's figures, and says why they may or may not be seen."""
    with mechanism.session(who) as session:
        decision = session.why(dsm.Act.READ, OWNER, INDICATOR)
        print(f"{who} asks for {INDICATOR} of {OWNER}")
        if decision.denial is not None:
            refused(decision.denial)
        else:
            print("".join(f"   ✓ {rule.reason} [{rule.code}]\n" for rule in decision.because), end="")
            cells = session.view(INDICATOR, OWNER)
            print(f"   {len(cells)} cells of {cells.measure}")


def add_up(session: dsm.Session) -> dsm.Table:
    """Sums where they are sound, refusals where they are not."""
    figures = session.view(INDICATOR, OWNER)
    by_year = figures.sum("CITIZENSHIP")
    print(f"\n{INDICATOR} of {OWNER} by year, as far as the file shows:\n{by_year}")
    whole = figures.sum("CITIZENSHIP", assume=["parts-exhaustive"])
    print(f"\nif the listed citizenships are all there are:\n{whole}")
    for what, work in {
        "all figures of the reader, whatever they count": lambda: session.view(INDICATOR, READER),
        "cases as persons": lambda: session.view(INDICATOR, READER, unit="cases:application:many").to_persons(),
        "the change of a flow": lambda: by_year.change("2022", "2023"),
    }.items():
        print(f"\n{what}")
        try:
            work()
        except dsm.DsmError as error:
            refused(error)
    return figures


def main(folder: Path) -> None:
    mechanism = dsm.Mechanism.create(folder / "region.dsm", preset="unhcr")
    read_and_check()
    join(mechanism)
    hand_in(mechanism, OWNER)
    ask(mechanism, f"analyst@{READER.lower()}")
    hand_in(mechanism, READER)
    ask(mechanism, f"analyst@{READER.lower()}")
    ask(mechanism, f"analyst@{BYSTANDER.lower()}")
    with mechanism.session(f"analyst@{READER.lower()}") as session:
        figures = add_up(session)
        for lang in ("en", "ru"):
            session.reports.render(INDICATOR, OWNER, lang=lang).save(folder / f"{INDICATOR.lower()}.{lang}.html")
        figures.write(folder / "applications.csv", format="sdmx-csv-2.0", dataflow=f"DSM:{INDICATOR}(1.0)")
    receipt = mechanism.verify_history()
    print(f"\nthe history is whole: {receipt.entries} entries")
    for file in sorted(folder.iterdir()):
        print(f"   {file.name}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(Path(folder))
