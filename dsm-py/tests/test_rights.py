"""Rights, questions, control totals, past views, notices, backups and keys from Python."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import dsm
from test_mechanism import INDICATOR, figures, mechanism, release

__all__ = ["mechanism"]


def instruct(mechanism: dsm.Mechanism, who: str, word: str, /, **values: Any) -> None:
    with mechanism.session(who) as session:
        session.instruct(word, **values)


def test_an_opening_is_said_told_and_taken_back(mechanism: dsm.Mechanism) -> None:
    release(mechanism, "MD", figures())
    with mechanism.session("analyst@kz") as session, pytest.raises(dsm.AccessDenied, match="ACC-002"):
        session.view(INDICATOR, "MD")
    instruct(mechanism, "administrator@md", "open", indicator=INDICATOR, to="KZ")
    with mechanism.session("analyst@kz") as session:
        assert session.view(INDICATOR, "MD") == figures()
        told = [line for line in session.rules() if line["what"] == "open"]
        assert [(line["country"], line["indicator"], line["to"]) for line in told] == [("MD", INDICATOR, "KZ")]
    instruct(mechanism, "administrator@md", "close", indicator=INDICATOR, to="KZ")
    with mechanism.session("analyst@kz") as session:
        with pytest.raises(dsm.AccessDenied, match="ACC-002"):
            session.view(INDICATOR, "MD")
        assert session.due() is not None


def test_what_is_wrong_with_an_instruction_is_told_at_once(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("administrator@md") as session:
        with pytest.raises(dsm.MisuseError, match="WFL-041") as refused:
            session.instruct("open", too="KZ")
        assert len(refused.value.findings) == 3
        with pytest.raises(dsm.MisuseError, match="WFL-040"):
            session.instruct("guess")


def test_questions_block_and_are_kept(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("submitter@md") as session:
        draft = session.submissions.keep_draft(figures(), INDICATOR)
        assert draft.state == dsm.State.DRAFT
        session.instruct("hand-in", submission=draft.id)
    instruct(mechanism, "verifier@md", "ask", submission=draft.id, text="All borders?")
    with mechanism.session("verifier@md") as session, pytest.raises(dsm.WorkflowError, match="WFL-019"):
        session.submissions.verify(draft)
    instruct(mechanism, "submitter@md", "answer", submission=draft.id, question="1", text="All of them")
    with mechanism.session("verifier@md") as session:
        session.submissions.verify(draft)
        kept = session.submissions.open(draft)
    assert [line["text"] for line in kept.all("question") + kept.all("answer")] == ["All borders?", "All of them"]
    assert kept.content is None


def test_control_totals_bring_a_submission_back(mechanism: dsm.Mechanism) -> None:
    with mechanism.session("submitter@md") as session:
        back = session.submissions.submit(figures(), INDICATOR, control=figures(121))
        assert back.state == dsm.State.RETURNED
        again = session.submissions.submit(figures(), INDICATOR, control=figures(), correcting=back)
        assert again.state == dsm.State.SUBMITTED
    with mechanism.session("verifier@md") as session:
        kept = session.submissions.open(again)
        assert kept.all("submission")[0]["attempt"] == "2"
        assert any(line["rule"].startswith("DSM-CHK") for line in session.submissions.open(back).all("finding"))


def test_the_past_and_a_copy_of_it(mechanism: dsm.Mechanism, tmp_path: Path) -> None:
    first = release(mechanism, "MD", figures())
    with mechanism.session("analyst@md") as session:
        with pytest.raises(dsm.MisuseError, match="ACC-022"):
            session.view(INDICATOR, "MD", as_of="2999-01-01")
        with pytest.raises(dsm.AccessDenied):
            session.view(INDICATOR, "MD", as_of="2020-01-01")
        changed = session.notices("2020-01-01")
        assert [(line["code"], line["after"]) for line in changed] == [(["CITIZENSHIP=UKR", "TIME_PERIOD=2024"], "120")]
        assert "before" not in changed[0]
    receipt = mechanism.backup(tmp_path / "copy.dsm")
    with mechanism.session("releaser@md") as session:
        session.submissions.withdraw(first, "Wrong year")
    mechanism.verify_history(receipt)
    restored = dsm.Mechanism.restore(tmp_path / "copy.dsm", tmp_path / "restored.dsm")
    with restored.session("analyst@md") as session:
        assert session.view(INDICATOR, "MD") == figures()
    with pytest.raises(dsm.StoreError, match="STO-017"):
        restored.verify_history(mechanism.verify_history())


def test_a_key_proves_who_it_is(mechanism: dsm.Mechanism, tmp_path: Path) -> None:
    file = tmp_path / "verifier.key"
    command = Path(sys.executable).parent / "dsm"
    made = subprocess.run([command, "--format", "json", "key", file], capture_output=True, text=True, check=True)
    public = json.loads(made.stdout)["key"]
    assert 'format = "dsm-key/1"' in file.read_text() and public not in file.read_text()
    with mechanism.session("administrator@md") as session, pytest.raises(dsm.WorkflowError, match="WFL-013"):
        session.instruct("set-key", user="verifier@md", key="guess")
    with pytest.raises(dsm.AccessDenied, match="ACC-008"):
        mechanism.session("verifier@md", key=file)
    instruct(mechanism, "administrator@md", "set-key", user="verifier@md", key=public)
    with pytest.raises(dsm.AccessDenied, match="ACC-008"):
        mechanism.session("verifier@md")
    with mechanism.session("verifier@md", key=file) as session:
        assert session.who.id == "verifier@md"
