"""What the tests share: the language, the counts that are printed at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import dsm

COUNTED: list[str] = []
"""Lines that stand at the end of the run, such as how many vectors were run."""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A test that changes the language changes it for itself."""
    dsm.set_language("en")
    yield
    dsm.set_language("en")


@pytest.fixture
def permits() -> dsm.Table:
    """Two permits' figures, one suppressed."""
    return dsm.Table(
        [("F", "2024", 3), ("M", "2024", "*"), ("F", "2025", "4..7 [P]")],
        measure="cases:permit:one flow",
        concept="PERMITS",
        axes=[dsm.Axis.category("SEX", membership="fixed"), dsm.Axis.time()],
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in COUNTED:
        terminalreporter.write_line(line)
