"""Databases that run statements over records: SQLite and DuckDB in memory, PostgreSQL started for the tests, Spark where it is asked for."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

Row = dict[str, Any]
Answer = list[list[Any]]
NAMES = {
    "postgresql": {"text": "text", "integer": "bigint", "date": "date", "datetime": "timestamp"},
    "duckdb": {"text": "VARCHAR", "integer": "BIGINT", "date": "DATE", "datetime": "TIMESTAMP"},
    "spark": {"text": "STRING", "integer": "BIGINT", "date": "DATE", "datetime": "TIMESTAMP_NTZ"},
    "sqlite": {"text": "TEXT", "integer": "INTEGER", "date": "TEXT", "datetime": "TEXT"},
}


class Database(Protocol):
    dialect: str

    def ask(self, records: list[Row], types: dict[str, str], statements: list[str]) -> list[Answer]:
        """What each statement answers over the records in a table `records`."""


def declared(dialect: str, records: list[Row], types: dict[str, str]) -> str:
    quote = "`" if dialect == "spark" else '"'
    return ", ".join(f"{quote}{name}{quote} {NAMES[dialect][types.get(name, 'text')]}" for name in records[0])


def values(records: list[Row]) -> list[tuple[Any, ...]]:
    return [tuple(record.values()) for record in records]


class Sqlite:
    dialect = "sqlite"

    def ask(self, records: list[Row], types: dict[str, str], statements: list[str]) -> list[Answer]:
        database = sqlite3.connect(":memory:")
        database.execute(f"CREATE TABLE records ({declared(self.dialect, records, types)})")
        marks = ", ".join("?" * len(records[0]))
        database.executemany(f"INSERT INTO records VALUES ({marks})", values(records))
        return [[list(row) for row in database.execute(statement)] for statement in statements]


class DuckDb:
    dialect = "duckdb"

    def __init__(self) -> None:
        import duckdb

        self.connection = duckdb.connect(":memory:")

    def ask(self, records: list[Row], types: dict[str, str], statements: list[str]) -> list[Answer]:
        self.connection.execute(f"CREATE OR REPLACE TABLE records ({declared(self.dialect, records, types)})")
        rows = ", ".join([f"({', '.join('?' * len(records[0]))})"] * len(records))
        self.connection.execute(f"INSERT INTO records VALUES {rows}", [value for row in values(records) for value in row])
        return [[list(row) for row in self.connection.execute(statement).fetchall()] for statement in statements]


class PostgreSql:
    """A server of its own in a folder of its own, without a port."""

    dialect = "postgresql"

    def __init__(self, folder: Path, tools: Path, user: list[str]) -> None:
        self.folder, self.tools, self.user = folder, tools, user

    def run(self, *command: str) -> None:
        done = subprocess.run([*self.user, *command], cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr}")

    def ask(self, records: list[Row], types: dict[str, str], statements: list[str]) -> list[Answer]:
        with tempfile.TemporaryDirectory(dir=self.folder) as scratch:
            work = Path(scratch)
            work.chmod(0o777)
            with (work / "records.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(values(records))
            lines = ["DROP TABLE IF EXISTS records;", f"CREATE TABLE records ({declared(self.dialect, records, types)});"]
            lines.append(f"\\copy records from '{work}/records.csv' csv")
            for number, statement in enumerate(statements):
                lines += [f"\\o {work}/{number}.csv", f"{statement};"]
            (work / "script.sql").write_text("\n".join([*lines, ""]), encoding="utf-8")
            told = ["--csv", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-d", "postgres", "-U", "counter"]
            self.run("psql", *told, "-f", str(work / "script.sql"))
            return [self.answer(work / f"{number}.csv") for number in range(len(statements))]

    @staticmethod
    def answer(file: Path) -> Answer:
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
        return [[value or None for value in row] for row in rows[1:]]


def postgres_tools() -> Path | None:
    """Where `initdb` is: on the path, or where distributions put it."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    places += [Path(found).parent] if found else []
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


@contextmanager
def postgres() -> Iterator[PostgreSql | None]:
    """A server that is stopped and gone afterwards; none where there is no PostgreSQL. It refuses root, so that it runs as nobody."""
    tools = postgres_tools()
    if tools is None or shutil.which("psql") is None:
        yield None
        return
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="dsm-pg-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o777)
        server = PostgreSql(folder, tools, user)
        data = str(folder / "data")
        server.run(str(tools / "initdb"), "-D", data, "-U", "counter", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        server.run(str(tools / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start")
        try:
            yield server
        finally:
            server.run(str(tools / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")


class Spark:
    dialect = "spark"

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.sql.shuffle.partitions", "1").config("spark.log.level", "ERROR")
        # A zone that leaves an hour out once a year: times without a zone are to be what is written all the same.
        self.session = builder.config("spark.sql.session.timeZone", "Europe/Chisinau").getOrCreate()

    def stop(self) -> None:
        self.session.stop()

    def ask(self, records: list[Row], types: dict[str, str], statements: list[str]) -> list[Answer]:
        declaration = ", ".join(f"`{name}` {'BIGINT' if types.get(name) == 'integer' else 'STRING'}" for name in records[0])
        cast = [
            f"CAST(`{name}` AS {NAMES[self.dialect][types.get(name, 'text')]}) AS `{name}`" for name in records[0]
        ]
        self.session.createDataFrame(values(records), declaration).selectExpr(*cast).createOrReplaceTempView("records")
        return [[list(row) for row in self.session.sql(statement).collect()] for statement in statements]
