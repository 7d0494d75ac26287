"""Two mechanisms that differ only in what a reader may not see answer alike: a sample of the pairs that Rust tries."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import dsm
from test_mechanism import INDICATOR, figures, release


def _nothing(mechanism: dsm.Mechanism) -> None:
    """What the other mechanism has more is nothing here."""


def _draft(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("submitter@md") as session:
        session.submissions.keep_draft(figures(7), INDICATOR)


def _waiting(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("submitter@md") as session:
        waiting = session.submissions.submit(figures(7), INDICATOR)
    with mechanism.session("verifier@md") as session:
        session.instruct("ask", submission=waiting.id, text="Seven?")


def _released(mechanism: dsm.Mechanism) -> None:
    release(mechanism, "MD", figures(7))


def _open_to_others(mechanism: dsm.Mechanism) -> None:
    release(mechanism, "MD", figures(7))
    with mechanism.session("administrator@md") as session:
        session.instruct("open", indicator=INDICATOR, to="TJ")
        session.instruct("add-user", user="deputy@md", role="data-verifier")


def _why(session: dsm.Session, act: str) -> str:
    return str(session.why(act, "MD", INDICATOR))


def _answers(mechanism: dsm.Mechanism, reader: str | None) -> list[str]:
    """All that the reader is told, or why not. Moments are of the clock, so what shows them is left out."""
    opened = mechanism.public() if reader is None else mechanism.session(reader)
    told: list[str] = []

    def ask(what: str, question: Callable[[], object]) -> None:
        try:
            told.append(f"{what}: {question()!r}")
        except dsm.DsmError as refused:
            told.append(f"{what}: {refused.code} {refused} {refused.remedy} {len(refused.findings)}")

    with opened as session:
        countries: tuple[str | list[str], ...] = ([], "MD", "KZ", "XX", ["KZ", "MD"])
        for country in countries:
            ask("view", partial(session.view, INDICATOR, country))
            ask("past", partial(session.view, INDICATOR, country, as_of="2020-01-01"))
            ask("totals", partial(session.view, INDICATOR, country, totals=True))
        for act in ("read", "add", "inspect", "submit", "verify", "release", "grant", "administer"):
            ask(act, partial(_why, session, act))
        ask("rules", session.rules)
        ask("due", session.due)
        ask("notices", lambda: session.notices("2020-01-01"))
        ask("submissions", lambda: [str(one) for one in session.submissions])
        ask("history", lambda: [(entry.number, entry.what, entry.subject) for entry in session.history])
        for submission in ("MD-2026-0001", "MD-2026-0099", "KZ-2026-0099"):
            ask("open", partial(session.submissions.open, submission))
            ask("verify", partial(session.submissions.verify, submission))
            ask("ask", partial(session.instruct, "ask", submission=submission, text="?"))
    return told


@pytest.mark.parametrize("hidden", [_draft, _waiting, _released, _open_to_others])
@pytest.mark.parametrize("reader", ["analyst@kz", "verifier@kz", "administrator@kz", None])
def test_what_is_hidden_changes_no_answer(tmp_path: Path, hidden: Callable[[dsm.Mechanism], None], reader: str | None) -> None:
    answers = []
    for name, more in (("one", _nothing), ("other", hidden)):
        mechanism = dsm.Mechanism.create(tmp_path / f"{name}.dsm")
        with mechanism.session("administrator@dsm") as session:
            for country in ("KZ", "MD", "TJ"):
                session.countries.add(country)
        more(mechanism)
        answers.append(_answers(mechanism, reader))
    assert answers[0] == answers[1]
    assert len(answers[0]) == 37


def test_what_is_open_changes_the_answers(tmp_path: Path) -> None:
    answers = []
    for name in ("one", "other"):
        mechanism = dsm.Mechanism.create(tmp_path / f"{name}.dsm")
        with mechanism.session("administrator@dsm") as session:
            session.countries.add("KZ")
            session.countries.add("MD")
        if name == "other":
            release(mechanism, "MD", figures(7))
            with mechanism.session("administrator@md") as session:
                session.instruct("open", indicator=INDICATOR, to="KZ")
        answers.append(_answers(mechanism, "analyst@kz"))
    assert answers[0] != answers[1]
