"""The main road in Python: five States' published asylum figures, from their own files to a shared and summed table, pages and SDMX files.

    python examples/road.py [FOLDER] [DATA]

`dsm demo` and `road.c` walk the same road. Everything that is printed is computed from the files in `examples/data/national`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import dsm

APPLICATIONS, DECISIONS, ENTRIES = "ASYLUM_APPLICATIONS", "ASYLUM_DECISIONS", "ENTRIES"
STATES = {"KZ": "kazakhstan.csv", "MD": "moldova.csv", "TJ": "tajikistan.txt", "UA": "ukraine.csv", "KG": "kyrgyzstan.txt"}
"""Each State's file, in the order in which they hand in: Tajikistan's decisions come later, and Kyrgyzstan joins late."""
CORRECTED = {"ukraine.csv": "ukraine.corrected.csv"}
OWNER, READER, LATER, LATE = "UA", "KZ", "TJ", "KG"
THRESHOLD = 5


def step(title: str) -> None:
    print(f"\n── {title}")


def refused(error: dsm.DsmError) -> None:
    """Says why, the right way, and how many findings stand behind it, with the first place of each rule."""
    print(f"   ✗ DSM-{error.code} {error.reason}\n     → {error.remedy}")
    told(error.findings)


def told(findings: dsm.Findings) -> None:
    for code, count in Counter(finding.code for finding in findings).items():
        first = findings.of(code)[0]
        print(f"   {first.severity} DSM-{code} × {count}: {first.reason} First at {first.place}.")


class Road:
    """The way through the main job, in a folder, with the figures of another one."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder, self.data = folder, data
        self.mechanism = dsm.Mechanism.create(folder / "region.dsm", preset="unhcr")

    def file(self, name: str) -> dict[str, Path]:
        """A file with its specification: `ukraine.corrected.csv` is read by `ukraine.toml`."""
        return {"path": self.data / name, "specification": self.data / f"{name.split('.')[0]}.toml"}

    def session(self, position: str, country: str) -> dsm.Session:
        return self.mechanism.session(f"{position}@{country.lower()}")

    def read_and_check(self) -> None:
        step("The files become typed tables, held to every rule")
        for country, name in STATES.items():
            for one in (name, *filter(None, [CORRECTED.get(name)])):
                print(f"{country} {one}")
                for indicator, table, findings in dsm.read(**self.file(one)):
                    print(f"   {indicator}: {table.measure.unit}, {len(table)} cells")
                    told(findings)
        print("crossings.csv")
        try:
            dsm.read(self.data / "crossings.csv")
        except dsm.DsmError as error:
            refused(error)

    def join(self, *countries: str) -> None:
        """The States join, with a user in each position, and say what their figures are."""
        for country in countries:
            with self.mechanism.session("administrator@dsm") as session:
                session.countries.add(country)
            with self.session("submitter", country) as session:
                iso3 = dsm.code_list("COUNTRY", "iso3166-alpha2")[country].own_code.lower()
                names = [f"{iso3}_{what}{year}.toml" for what in ("applications", "decisions") for year in ("", "_2018")]
                for path in filter(Path.exists, (self.data / "documentation" / name for name in names)):
                    said = session.documentation.add(path)
                    complete, since = said.completeness, f" from {said.valid_from}" if said.valid_from else ""
                    if complete is not None:
                        print(f"{country}: {said.indicator}{since}: {complete.filled} of {complete.required} required fields")

    def submit(self, country: str) -> tuple[dsm.Submission, ...]:
        """Hands the State's file in; where it comes back, the corrected one."""
        name = STATES[country]
        with self.session("submitter", country) as session:
            try:
                return session.submissions.submit(self.file(name)["path"], specification=self.file(name)["specification"])
            except dsm.WorkflowError as error:
                refused(error)
                again = self.file(CORRECTED[name])
                return session.submissions.submit(again["path"], specification=again["specification"])

    def release(self, country: str, submissions: tuple[dsm.Submission, ...]) -> None:
        """Submitted by one, verified by another, released by a third."""
        for submission in submissions:
            with self.session("verifier", country) as session:
                session.submissions.verify(submission)
            with self.session("releaser", country) as session:
                session.submissions.release(submission)
            print(f"{submission} {submission.indicator}: submitted, verified, released")

    def four_eyes(self, country: str) -> None:
        """An officer who may both submit and verify: even so not the same figures."""
        with self.session("administrator", country) as session:
            session.users.add(f"officer@{country.lower()}", "data-submitter", "data-verifier")
        file = self.file(STATES[country])
        with self.session("officer", country) as session:
            submissions = session.submissions.submit(file["path"], specification=file["specification"])
            try:
                session.submissions.verify(submissions[0])
            except dsm.DsmError as error:
                refused(error)
        self.release(country, submissions)

    def ask(self, country: str, indicator: str) -> None:
        """Asks for the owner's figures, and says why they may or may not be seen."""
        with self.session("analyst", country) as session:
            decision = session.why(dsm.Act.READ, OWNER, indicator)
            print(f"{session.who.id} asks for {indicator} of {OWNER}")
            if decision.denial is not None:
                refused(decision.denial)
            else:
                print("".join(f"   ✓ {rule.reason} [{rule.code}]\n" for rule in decision.because), end="")
                print(f"   {len(session.view(indicator, OWNER))} cells")

    def hand_in(self) -> None:
        step("Five States hand in: one user submits, another verifies, a third releases")
        self.join(*(country for country in STATES if country != LATE))
        self.four_eyes(READER)
        self.release("MD", self.submit("MD"))
        later = self.submit(LATER)
        self.release(LATER, tuple(s for s in later if s.indicator == APPLICATIONS))
        self.release(OWNER, self.submit(OWNER))
        step("Who shares sees; who has not delivered does not")
        self.ask(LATER, APPLICATIONS)
        self.ask(LATER, DECISIONS)
        self.release(LATER, tuple(s for s in later if s.indicator == DECISIONS))
        self.ask(LATER, DECISIONS)
        step("A State joins late")
        self.join(LATE)
        self.ask(LATE, APPLICATIONS)
        self.release(LATE, self.submit(LATE))
        self.ask(LATE, APPLICATIONS)

    def region(self, session: dsm.Session, indicator: str) -> dsm.Table:
        """The figures of all States in the unit that most figures of the owner are in."""
        with self.session("analyst", OWNER) as owner:
            unit = str(owner.view(indicator, OWNER).measure.unit)
        return session.view(indicator, list(STATES), unit=unit)

    def add_up(self, session: dsm.Session) -> dsm.Table:
        step("Figures are added where that is sound")
        every = self.region(session, APPLICATIONS)
        owner = session.view(APPLICATIONS, OWNER)
        years = owner.axis("TIME_PERIOD").codes[-2:]
        largest: Counter[str] = Counter()
        for code in owner.axis("CITIZENSHIP").codes:
            cells = [row.cell for row in owner.slice(CITIZENSHIP=code, TIME_PERIOD=years)]
            exact = [cell.exact for cell in cells if isinstance(cell, dsm.Figure) and cell.exact is not None]
            if len(exact) == len(years):
                largest[code] = int(sum(exact, Decimal(0)))
        code = largest.most_common(1)[0][0]
        by_year = owner.sum("CITIZENSHIP")
        for what, table in {
            f"{OWNER}, citizens of {code}, {years[0]} and {years[-1]} added": owner.slice(
                CITIZENSHIP=code, TIME_PERIOD=years
            ).sum("TIME_PERIOD"),
            f"citizens of {code}, the States' records added": every.slice(CITIZENSHIP=code).sum("REF_AREA"),
            f"{OWNER}, by year, as far as the file shows": by_year,
            "if the listed citizenships are all there are": owner.sum("CITIZENSHIP", assume=["parts-exhaustive"]),
        }.items():
            print(f"{what}:\n{table}")
        return every

    def protect(self) -> None:
        step("A register of persons: months that do not add up, and cells too small to show")
        months = dsm.read(**self.file("register.csv"))[0].table
        print(f"the months of distinct persons added to a year:\n{months.sum('TIME_PERIOD')}")
        print(f"if nobody entered in two months:\n{months.sum('TIME_PERIOD', assume=['once-per-period'])}")
        file = self.file("register.csv")
        with self.session("submitter", LATE) as session:
            (submission,) = session.submissions.submit(file["path"], specification=file["specification"])
        with self.session("verifier", LATE) as session:
            session.submissions.verify(submission)
        with self.session("releaser", LATE) as session:
            try:
                session.submissions.release(submission, threshold=THRESHOLD, complete=False)
            except dsm.DsmError as error:
                refused(error)
            session.submissions.release(submission, threshold=THRESHOLD)
        with self.session("administrator", LATE) as session:
            session.openings.add(ENTRIES, to=READER)
        with self.session("analyst", READER) as session:
            seen = session.view(ENTRIES, LATE)
            masked = sum(isinstance(cell, dsm.Masked) for cell in seen.cells)
            print(f"{session.who.id} sees {len(seen)} cells, {masked} of them masked")

    def refuse(self, session: dsm.Session) -> None:
        step("… and refused where it is not sound, with the reason and the right way")
        lodged = session.view(APPLICATIONS, OWNER).sum("CITIZENSHIP")
        decided = session.view(DECISIONS, OWNER).sum("CITIZENSHIP", "DECISION")
        for what, work in {
            f"all figures of {READER}, whatever they count": lambda: session.view(APPLICATIONS, READER),
            "cases read as persons": lambda: session.view(APPLICATIONS, READER, unit="cases:application:many").to_persons(),
            "applications less decisions, as those who wait": lambda: lodged.balance([lodged], [decided]),
            "decisions by applications, as a recognition rate": lambda: decided.ratio(lodged, dsm.RatioForm.PROPORTION),
        }.items():
            print(what)
            try:
                work()
            except dsm.DsmError as error:
                refused(error)

    def publish(self, session: dsm.Session) -> None:
        for indicator in (APPLICATIONS, DECISIONS):
            table, name = self.region(session, indicator), indicator.lower()
            for lang in ("en", "ru"):
                session.reports.render(indicator, table=table, lang=lang).save(self.folder / f"{name}.{lang}.html")
            table.write(self.folder / f"{name}.sdmx.csv", format="sdmx-csv-2.0", dataflow=f"DSM:{indicator}(1.0)")


def main(folder: Path, data: Path) -> None:
    road = Road(folder, data)
    road.read_and_check()
    with road.mechanism.session("administrator@dsm") as session:
        session.indicators.add(ENTRIES)
    road.hand_in()
    with road.session("analyst", READER) as session:
        road.add_up(session)
        road.protect()
        road.refuse(session)
        road.publish(session)
    receipt = road.mechanism.verify_history()
    step(f"The history is whole: {receipt.entries} entries. Written:")
    for file in sorted(folder.iterdir()):
        print(f"   {file.name}")


if __name__ == "__main__":
    DATA = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent / "data" / "national"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        main(Path(sys.argv[1]), DATA)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary), DATA)
