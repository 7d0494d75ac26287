"""Cases written by hand from the page and from the semantics cases on access: functions that give pairs, found and wanted."""
import tables
from play import Play
from slices import Slice, contains, covered, moment, overlaps

I = "ENTRIES"
HOUR = 3600


def table(*rows, dimensions=("CITIZENSHIP",), totals=()):
    said = [[[*key.split(), time], value, status] for key, time, value, status in (row + ("",) * (4 - len(row)) for row in rows)]
    return tables.said(tables.UNITS[I], list(dimensions), totals, said)


A24, B24 = table(("AFG", "2024", "120")), table(("AFG", "2024", "7"))


class Scene:
    """A mechanism of States with the usual positions; every step is an hour later."""

    def __init__(self, *states, terms=None):
        self.now = moment("2026-01-10")
        self.play = Play(self.now)
        for state in states:
            self.ok("administrator@dsm", "add-country", country=state, staff="yes")
        if terms is not None:
            self.ok("administrator@dsm", "declare-indicator", indicator=I, **terms)

    def do(self, by, word, **say):
        self.now += HOUR
        plain = ("table", "control", "grave", "corrects", "revises")
        plain += ("reason", "indicator") if word in ("submit", "keep-draft") else ()
        said = {name: value if name in plain or isinstance(value, list) else [value] for name, value in say.items()}
        return self.play.line(self.now, by, word, {("from" if n == "since" else n): v for n, v in said.items()})["expect"]

    def ok(self, by, word, **say):
        told = self.do(by, word, **say)
        assert "ok" in told, (word, told)
        return told["ok"]

    def code(self, by, word, **say):
        told = self.do(by, word, **say)
        return told.get("error") or told["ok"] and told["ok"].get("denied") or told

    def deliver(self, state, table, threshold=None, **more):
        name = self.ok(f"submitter@{state}", "submit", indicator=I, table=table, **more)
        self.ok(f"verifier@{state}", "verify", submission=name)
        self.ok(f"releaser@{state}", "release", submission=name, **({"threshold": threshold} if threshold else {}))
        return name

    def seen(self, by, **say):
        """The figures of a view, or the code."""
        told = self.do(by, "view", indicator=I, **say)
        return [row[-2] for row in told["ok"]["rows"]] if "ok" in told else told["error"]


def slices():
    y, q = Slice(["2024"]), Slice(["2024-Q1"])
    yield contains(y, q), True
    yield contains(q, y), False
    yield contains(y, Slice()), False
    yield contains(Slice(), y), True
    yield contains(Slice(codes={"SEX": ["F", "M"]}), Slice(codes={"SEX": ["F"]})), True
    yield contains(Slice(codes={"SEX": ["F"]}), Slice()), False
    yield contains(Slice(dimensions=["SEX", "CITIZENSHIP"]), Slice(dimensions=["SEX"])), True
    yield contains(Slice(dimensions=["SEX"]), Slice()), False
    yield overlaps(q, y), True
    yield overlaps(Slice(["2023"]), y), False
    yield overlaps(Slice(codes={"SEX": ["F"]}), Slice(codes={"SEX": ["M"]})), False
    yield overlaps(Slice(codes={"SEX": ["F"]}), Slice(codes={"CITIZENSHIP": ["AFG"]})), True
    yield overlaps(Slice(dimensions=["SEX"]), Slice(dimensions=["SEX", "CITIZENSHIP"])), True
    yield overlaps(Slice(dimensions=["SEX", "CITIZENSHIP"]), Slice(dimensions=["SEX"])), False
    yield covered("2024", tables.QUARTERS), True
    yield covered("2024", tables.QUARTERS[:3]), False
    yield covered("2024-02", ["2024-Q1"]), True


def own_and_others():
    s = Scene("KZ", "MD", terms={})
    yield s.seen("analyst@md"), "ACC-001"
    s.deliver("md", A24)
    yield s.seen("analyst@md"), ["120"]
    yield s.seen("analyst@kz"), "ACC-001"
    yield s.seen("analyst@kz", country="XX"), "ACC-001"
    yield s.seen(""), "ACC-007"
    yield s.seen("administrator@dsm"), "ACC-004"
    yield s.seen("nobody@md"), "ACC-006"
    yield s.ok("analyst@md", "why", act="read", country="MD", indicator=I), {"allowed": ["ACC-010"]}
    yield s.code("analyst@md", "why", act="submit", country="MD", indicator=I), "ACC-004"
    yield s.code("submitter@md", "why", act="submit", country="KZ", indicator=I), "ACC-005"
    s.ok("administrator@md", "open", indicator=I, to="KZ", time="2024")
    yield s.seen("analyst@kz"), ["120"]
    yield s.seen("analyst@kz", country=["KZ", "MD"]), ["120"]
    yield s.do("analyst@kz", "view", indicator=I, country=["KZ", "MD"])["ok"]["notes"], ["ACC-014"]
    s.ok("administrator@md", "forbid", indicator=I, to="contributors", code="CITIZENSHIP=UKR")
    yield s.seen("analyst@kz"), ["120"]  # KZ contributes nothing, so the forbid is not about it.
    s.deliver("kz", A24)
    yield s.seen("analyst@kz", country="MD"), "ACC-001"
    yield s.seen("analyst@kz", country="MD", code="CITIZENSHIP=AFG"), ["120"]
    yield s.seen("analyst@kz"), ["120"]


def reciprocity():
    s = Scene("KZ", "MD", terms={"mode": "indicator-and-period", "least-figures": "100"})
    s.deliver("md", table(("AFG", "2023", "120"), ("AFG", "2024", "130")))
    yield s.seen("analyst@kz"), "ACC-002"
    s.deliver("kz", table(("AFG", "2023", "missing"), ("UKR", "2023", "55")))
    yield s.seen("analyst@kz", country="MD"), "ACC-003"  # 50 % figures.
    last = s.deliver("kz", table(*(("AFG", quarter, "60") for quarter in tables.QUARTERS)))
    yield s.seen("analyst@kz", country="MD"), ["130"]  # The quarters tile 2024.
    yield s.ok("analyst@kz", "why", act="read", country="MD", indicator=I, time="2024"), {"allowed": ["ACC-012"]}
    s.ok("administrator@kz", "forbid", indicator=I, to="MD")
    yield s.seen("analyst@kz", country="MD"), "ACC-003"
    s.ok("administrator@kz", "allow-again", indicator=I, to="MD")
    s.ok("releaser@kz", "withdraw", submission=last, reason="Wrong")
    yield s.seen("analyst@kz", country="MD"), "ACC-003"
    s.ok("administrator@dsm", "declare-indicator", indicator=I, mode="indicator-and-period", grace="2")
    yield s.seen("analyst@kz", country="MD", time="2024"), ["130"]
    s.now += 48 * HOUR
    yield s.seen("analyst@kz", country="MD", time="2024"), "ACC-003"


def detail_and_provisional():
    s = Scene("KZ", "MD", terms={"mode": "indicator", "same-detail": "yes", "provisional-counts": "no"})
    s.deliver("md", table(("AFG F", "2024", "120"), dimensions=("CITIZENSHIP", "SEX")))
    s.deliver("kz", table(("AFG", "2023", "90")))
    yield s.seen("analyst@kz", country="MD"), "ACC-001"
    yield s.seen("analyst@kz", country="MD", dimension=["CITIZENSHIP", "SEX"]), "ACC-003"
    s.deliver("kz", table(("AFG F", "2024", "90", "p"), dimensions=("CITIZENSHIP", "SEX")))
    yield s.seen("analyst@kz", country="MD", dimension=["CITIZENSHIP", "SEX"]), "ACC-003"
    s.deliver("kz", table(("AFG F", "2022", "90"), dimensions=("CITIZENSHIP", "SEX")))
    yield s.seen("analyst@kz", country="MD", dimension=["CITIZENSHIP", "SEX"]), ["120"]


def agreements():
    s = Scene("GE", "KZ", "MD", terms={})
    s.deliver("md", A24)
    s.ok("administrator@dsm", "propose-agreement", agreement="A", basis="Memorandum", country=["KZ", "MD"], indicator=I,
         calendar="yes")
    yield s.code("administrator@ge", "join-agreement", agreement="A"), "WFL-014"
    yield s.code("analyst@kz", "join-agreement", agreement="A"), "ACC-004"
    s.ok("administrator@kz", "join-agreement", agreement="A")
    yield s.seen("analyst@kz", country="MD"), "ACC-001"
    s.ok("administrator@md", "join-agreement", agreement="A")
    yield s.seen("analyst@kz", country="MD"), ["120"]
    yield s.ok("analyst@kz", "why", act="read", country="MD", indicator=I), {"allowed": ["ACC-016"]}
    yield s.seen("analyst@ge", country="MD"), "ACC-001"
    told = s.ok("analyst@kz", "due", indicator=I)
    yield told, [["KZ", I, "2025", "2026-03-31", "due"], ["MD", I, "2025", "2026-03-31", "due"]]
    yield s.ok("analyst@ge", "due", indicator=I), [["GE", I, "2025", "2026-03-31", "due"]]
    s.ok("administrator@md", "leave-agreement", agreement="A")
    yield s.seen("analyst@kz", country="MD"), "ACC-001"


def assignments_and_delegations():
    s = Scene("KZ", "MD", terms={})
    s.ok("administrator@dsm", "declare-role", role="clerk", act=["sign-off"])
    s.ok("administrator@md", "add-user", user="clerk@md", role="clerk")
    s.deliver("md", table(("AFG", "2023", "120"), ("AFG", "2024", "130")))
    yield s.seen("clerk@md"), "ACC-004"
    s.ok("administrator@md", "assign", user="clerk@md", role="user", indicator=I, time="2024", until="2026-02-01")
    yield s.seen("clerk@md"), ["130"]
    s.now = moment("2026-02-01")
    yield s.seen("clerk@md"), "ACC-004"
    yield s.code("clerk@md", "delegate", user="analyst@md", act="read"), "ACC-009"
    yield s.code("administrator@md", "delegate", user="analyst@md", act="administer"), "ACC-009"
    yield s.code("submitter@md", "delegate", user="analyst@kz", act="submit"), "WFL-014"
    s.ok("submitter@md", "delegate", user="verifier@md", act="submit")
    name = s.ok("verifier@md", "submit", indicator=I, table=table(("AFG", "2022", "99")))
    yield s.code("verifier@md", "verify", submission=name), "WFL-001"
    s.ok("verifier@md", "delegate", user="submitter@md", act="verify")
    yield s.code("submitter@md", "verify", submission=name), "WFL-001"  # In whose name it was handed in.
    yield [line for line in s.ok("administrator@md", "history") if line[1]], [["verifier@md", "submitter@md", "submitted", name]]
    s.ok("administrator@md", "deactivate-user", user="submitter@md")
    yield s.code("verifier@md", "submit", indicator=I, table=A24), "ACC-001"
    yield s.code("analyst@md", "revoke", user="verifier@md", act="submit", giver="submitter@md"), "ACC-004"
    s.ok("administrator@md", "revoke", user="verifier@md", act="submit", giver="submitter@md")
    yield s.code("verifier@md", "submit", indicator=I, table=A24), "ACC-004"


def producers():
    s = Scene("MD")
    for agency in ("POLICE", "STAT"):
        s.ok("administrator@md", "add-agency", country="MD", agency=agency)
        s.ok("administrator@md", "add-user", user=f"{agency.lower()}@md", role="data-submitter", agency=agency)
    s.ok("administrator@md", "make-producer", country="MD", indicator=I, agency="STAT")
    yield s.code("police@md", "submit", indicator=I, table=A24), "ACC-015"
    yield s.ok("stat@md", "submit", indicator=I, table=A24), "MD-2026-0001"
    yield s.ok("submitter@md", "submit", indicator=I, table=A24), "MD-2026-0002"
    s.ok("administrator@md", "end-producer", country="MD", indicator=I, agency="STAT")
    yield s.ok("police@md", "submit", indicator=I, table=A24), "MD-2026-0003"


def series(rights):
    s = Scene("AM", "GE", "KZ", "MD", "UA", terms={})
    s.ok("administrator@dsm", "declare-totals", indicator=I, country=["AM", "GE", "KZ", "MD"], since="2024-01-01",
         until="2024-12-31")
    for state, value in (("am", "100"), ("ge", "200"), ("kz", "300"), ("md", "400")):
        s.deliver(state, table(("AFG", "2024", value)))
        right = rights.get(state)
        if right:
            s.ok(f"administrator@{state}", "open", indicator=I, to="participants", right=right)
    return s


def totals_over_states():
    add = {"am": "add", "ge": "add", "kz": "add", "md": "add"}
    s = series(add)
    yield s.seen("analyst@ua", totals="yes"), ["1000"]
    yield s.seen("analyst@md", totals="yes"), ["1000"]  # Three others, of whom MD sees nothing.
    yield s.seen("", totals="yes"), "ACC-007"
    yield s.code("administrator@dsm", "declare-totals", indicator=I, country=["AM", "GE", "KZ", "UA"], since="2024-06-01",
                 until="2025-12-31"), "WFL-025"
    s.ok("administrator@am", "open", indicator=I, to="MD")
    yield s.seen("analyst@md", totals="yes"), "ACC-001"  # Only two are hidden from MD.
    yield s.seen("analyst@ua", totals="yes"), ["1000"]
    s.ok("administrator@ge", "forbid", indicator=I, to="UA")
    yield s.seen("analyst@ua", totals="yes"), "ACC-001"
    s = series({"am": "see", "ge": "see", "kz": "see", "md": "see"})
    yield s.seen("analyst@ua", totals="yes"), ["1000"]
    s = series({"am": "add", "ge": "add", "kz": "add"})
    yield s.seen("analyst@ua", totals="yes"), "ACC-001"
    yield s.seen("analyst@md", totals="yes"), ["1000"]


def the_way():
    s = Scene("KZ", "MD")
    s.ok("administrator@md", "add-user", user="both@md", role=["data-submitter", "data-approver"])
    yield s.code("analyst@md", "submit", indicator=I, table=A24), "ACC-004"
    yield s.code("submitter@md", "submit", indicator="NO_SUCH", table=A24), "WFL-005"
    yield s.code("submitter@md", "submit", indicator=I, table=A24, grave=True), "WFL-003"
    yield s.code("submitter@md", "submit", indicator=I, table=table()), "WFL-006"
    yield s.code("submitter@md", "submit", indicator=I, table={**A24, "unit": "unstated"}), "WFL-008"
    name = s.ok("submitter@md", "keep-draft", indicator=I, table=A24, grave=True)
    yield s.code("submitter@md", "hand-in", submission=name), "WFL-003"
    s.ok("submitter@md", "discard", submission=name)
    yield s.code("submitter@md", "hand-in", submission=name), "WFL-002"
    name = s.ok("both@md", "submit", indicator=I, table=A24)
    yield name, "MD-2026-0002"
    yield s.code("both@md", "verify", submission=name), "WFL-001"
    yield s.code("verifier@kz", "verify", submission=name), "ACC-005"
    yield s.code("verifier@md", "verify", submission="MD-2026-0009"), "WFL-004"
    yield s.code("releaser@md", "release", submission=name), "WFL-002"
    yield s.code("verifier@md", "ask", submission=name, text=" "), "WFL-010"
    s.ok("verifier@md", "ask", submission=name, text="Why?")
    yield s.code("verifier@md", "verify", submission=name), "WFL-019"
    yield s.code("submitter@md", "answer", submission=name, question="2", text="So"), "WFL-018"
    s.ok("submitter@md", "answer", submission=name, question="1", text="So")
    yield s.code("submitter@md", "answer", submission=name, question="1", text="So"), "WFL-018"
    s.ok("verifier@md", "verify", submission=name)
    s.ok("verifier@md", "return", submission=name, questions="Again, please")
    again = s.ok("submitter@md", "submit", indicator=I, table=A24, corrects=name)
    yield s.ok("verifier@md", "submission", submission=again)["attempt"], 2
    s.ok("verifier@md", "verify", submission=again)
    s.ok("releaser@md", "release", submission=again)
    third = s.ok("submitter@md", "submit", indicator=I, table=A24)
    s.ok("verifier@md", "verify", submission=third)
    yield s.code("releaser@md", "release", submission=third), "WFL-009"
    yield s.code("submitter@md", "submit", indicator=I, table=A24, revises=again, reason=" "), "WFL-010"
    s.deliver("md", table(("AFG", "2024", "121")), revises=again, reason="One was forgotten")
    yield s.seen("analyst@md"), ["121"]
    yield s.code("releaser@md", "withdraw", submission=again, reason="Wrong"), "WFL-002"
    yield s.code("submitter@md", "submit", indicator=I, table=A24, revises=again, reason="So"), "WFL-004"


def configuration_and_years():
    s = Scene("MD")
    s.ok("administrator@dsm", "declare-role", role="head", act=["release", "sign-off", "read"])
    for user, role in (("both@md", ["data-approver"]), ("head@md", ["head"])):
        s.ok("administrator@md", "add-user", user=user, role=role)
    s.ok("administrator@md", "configure", country="MD", **{"six-eyes": "yes", "releaser": ["both@md", "head@md"],
                                                            "least-threshold": "5", "provisional-until-closed": "yes"})
    name = s.ok("submitter@md", "submit", indicator=I, table=A24)
    s.ok("both@md", "verify", submission=name)
    yield s.code("both@md", "release", submission=name), "WFL-020"
    yield s.code("releaser@md", "release", submission=name), "WFL-021"
    yield s.code("head@md", "release", submission=name), "WFL-023"
    yield s.code("head@md", "release", submission=name, threshold="3"), "WFL-023"
    s.ok("head@md", "close-year", indicator=I, year="2024")
    yield s.code("head@md", "release", submission=name, threshold="5"), "WFL-022"
    yield s.code("head@md", "sign-off", indicator=I, year="2024"), "WFL-026"
    yield s.code("head@md", "reopen-year", indicator=I, year="2024", reason=""), "WFL-010"
    s.ok("head@md", "reopen-year", indicator=I, year="2024", reason="A late file")
    s.ok("head@md", "release", submission=name, threshold="5")
    yield s.do("analyst@md", "view", indicator=I)["ok"]["rows"], [["AFG", "2024", "120", "yes"]]
    s.ok("releaser@md", "close-year", indicator=I, year="2024")
    s.ok("head@md", "sign-off", indicator=I, year="2024")
    yield s.do("analyst@md", "view", indicator=I)["ok"]["rows"], [["AFG", "2024", "120", "no"]]
    yield s.code("releaser@md", "withdraw", submission=name, reason="Wrong"), "WFL-022"
    s.ok("releaser@md", "withdraw", submission=name, reason="Names", confidential="yes")
    yield s.seen("analyst@md", country="MD"), "ACC-001"


def control_totals():
    s = Scene("MD")
    s.ok("administrator@md", "configure", country="MD", **{"control-totals": I})
    full = table(("AFG F", "2024", "70"), ("AFG M", "2024", "80"), ("UKR F", "2024", "90"), dimensions=("CITIZENSHIP", "SEX"))
    yield s.code("submitter@md", "submit", indicator=I, table=full), "WFL-024"
    right = table(("F", "2024", "160"), ("M", "2024", "80"), dimensions=("SEX",))
    wrong = table(("F", "2024", "161"), dimensions=("SEX",))
    total = table(("_T F", "2024", "160"), dimensions=("CITIZENSHIP", "SEX"), totals=("CITIZENSHIP",))
    for control in (right, wrong, total):
        s.ok("submitter@md", "submit", indicator=I, table=full, control=control)
    yield [state for _, state in s.ok("verifier@md", "submissions")], ["submitted", "returned", "submitted"]


def past():
    s = Scene("MD")
    first = s.deliver("md", table(("AFG", "2024", "120"), ("UKR", "2024", "7")))
    s.now = moment("2026-02-01")
    s.deliver("md", table(("AFG", "2024", "125"), ("UKR", "2024", "8")), "10", revises=first, reason="An error")
    yield s.seen("analyst@md"), ["125", "*"]
    yield s.seen("analyst@md", as_of="2026-01-20"), ["120", "*"]  # Masked in a later release of the line.
    yield s.seen("analyst@md", as_of="2026-01-01"), "ACC-001"
    yield s.code("analyst@md", "view", indicator=I, as_of="2027-01-01"), "ACC-022"
    other = s.deliver("md", table(("AFG", "2023", "99")))
    s.now = moment("2026-02-10")
    s.ok("releaser@md", "withdraw", submission=other, reason="Wrong year")
    told = s.do("analyst@md", "view", indicator=I, time="2023", as_of="2026-02-05")["ok"]
    yield (told["rows"], told["notes"]), ([["AFG", "2023", "99", "no"]], ["WFL-017"])
    yield s.ok("analyst@md", "notices", indicator=I, since="2026-01-20", until="2026-02-05"), [
        {"country": "MD", "indicator": I, "came": [["CITIZENSHIP=AFG", "TIME_PERIOD=2023"]],
         "changed": [["CITIZENSHIP=AFG", "TIME_PERIOD=2024"]], "went": []}]
    s.ok("releaser@md", "withdraw", submission=first, reason="Names", confidential="yes")
    yield s.seen("analyst@md", time="2024", as_of="2026-01-20"), "ACC-001"
    yield s.seen("analyst@md", time="2024", as_of="2026-02-05"), "ACC-001"  # The whole line goes.
    yield s.seen("analyst@md", time="2024"), ["125", "*"]


def clock():
    s = Scene("MD")
    s.now -= HOUR + 300
    yield "ok" in s.do("submitter@md", "submit", indicator=I, table=A24), True
    s.now -= HOUR + 301
    yield s.code("submitter@md", "submit", indicator=I, table=A24), "STO-014"


CASES = [slices, own_and_others, reciprocity, detail_and_provisional, agreements, assignments_and_delegations, producers,
         totals_over_states, the_way, configuration_and_years, control_totals, past, clock]


def run():
    passed = failed = 0
    for case in CASES:
        for number, (found, wanted) in enumerate(case(), 1):
            if found == wanted:
                passed += 1
            else:
                failed += 1
                print(f"{case.__name__} {number}: {found!r}, not {wanted!r}")
    print(f"oracle: {passed} passed, {failed} failed")
    return 1 if failed else 0
