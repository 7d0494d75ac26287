"""The laws of the package: what is private is wrapped, what is a class is frozen, what is public is typed."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

import dsm
from dsm import _dsm, words

PACKAGE = Path(dsm.__file__).parent
HERE = Path(__file__).parents[1]


def mypy(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs mypy over the sources: an installed package would be passed over in silence."""
    command = [sys.executable, "-m", *arguments]
    environment = {**os.environ, "MYPYPATH": str(HERE / "python")}
    return subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)



def private() -> list[tuple[str, Any]]:
    return [(name, getattr(_dsm, name)) for name in dir(_dsm) if not name.startswith("_")]


def test_nothing_private_lacks_a_public_wrapper() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.glob("*.py")))
    lacking = [name for name, _ in private() if not re.search(rf"\b_dsm\.{name}\b", source)]
    for name, thing in private():
        if inspect.isclass(thing):
            own = {a for a in dir(thing) if not a.startswith("_")} - {"again", "description"}
            lacking += [f"{name}.{a}" for a in sorted(own) if not re.search(rf"\.{a}\b", source)]
    assert not lacking


def test_every_private_class_is_frozen_and_knows_its_module(tmp_path: Path) -> None:
    classes = [thing for _, thing in private() if inspect.isclass(thing)]
    assert len(classes) >= 3
    table = dsm.Table([("2024", 1)], axes=["TIME_PERIOD"])
    with pytest.raises(dsm.InvalidData) as caught:
        dsm.Table([("2024", "?")], axes=["TIME_PERIOD"])
    problem = caught.value.args[0]
    mechanism = dsm.Mechanism.create(tmp_path / "region.dsm")
    session = mechanism.public()._session
    sex = dsm.code_list("SEX")._list
    page = mechanism.public().reports.render("asylum-overview")._page
    records = dsm.CountSpecification("crossing", from_="2024-01-01", until="2024-12-31").date("day")
    counted = dsm.count(iter([]), records.count("all", units="cases", every="A"))
    statement = dsm.statement(records.count("all", units="cases", every="A"), "all", "sqlite", "crossings")
    counting = (records._specification, counted._counted, statement._statement)
    others = (table._table, problem, problem.findings[0], mechanism._mechanism, session, sex, page)
    instances = {type(i): i for i in (*others, *counting)}
    assert set(classes) == set(instances)
    for thing in classes:
        assert thing.__module__ == "dsm._dsm"
        for name in ("anything", *(n for n in dir(thing) if not n.startswith("_"))):
            with pytest.raises(AttributeError):
                setattr(instances[thing], name, 1)
        with pytest.raises(TypeError):
            thing()
    sources = sorted((HERE / "src").rglob("*.rs"))
    declared = re.findall(r"#\[pyclass\((.*?)\)\]", "\n".join(path.read_text(encoding="utf-8") for path in sources))
    assert len(declared) == len(classes)
    assert all("frozen" in said and 'module = "dsm._dsm"' in said for said in declared)


def test_words_are_those_of_the_core() -> None:
    enums: dict[str, type[Enum]] = {
        "application-type": dsm.ApplicationType,
        "assumption": dsm.AssumptionName,
        "level": dsm.Level,
        "membership": dsm.Membership,
        "ratio-form": dsm.RatioForm,
        "role": dsm.Role,
        "temporality": dsm.Temporality,
    }
    core = words.known()
    assert set(core) == set(enums)
    for name, enum in enums.items():
        assert [str(member.value) for member in enum] == core[name]
    assert all(issubclass(enum, words.Word) for enum in enums.values())
    word: str = dsm.Level.FIRST
    assert f"{word}" == word == "first"


def test_the_public_names_are_sorted_and_there() -> None:
    assert dsm.__all__ == sorted(dsm.__all__)
    assert all(hasattr(dsm, name) for name in dsm.__all__)
    assert (PACKAGE / "py.typed").is_file() and (PACKAGE / "_dsm.pyi").is_file()


def test_the_stub_says_what_the_module_has() -> None:
    run = mypy("mypy.stubtest", "dsm._dsm", "--ignore-disjoint-bases", "--mypy-config-file", "pyproject.toml")
    assert run.returncode == 0, run.stdout + run.stderr


def test_package_and_tests_are_typed() -> None:
    run = mypy("mypy", "--config-file", "pyproject.toml", "-p", "dsm")
    assert run.returncode == 0, run.stdout + run.stderr
    run = mypy("mypy", "--config-file", "pyproject.toml", "tests")
    assert run.returncode == 0, run.stdout + run.stderr
