"""The same tests on both databases: a file of SQLite, and a PostgreSQL server started for them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from whence.ledger import Ledger

Address = Callable[[], str]
_PORT = 54917


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def _as_nobody_special(command: list[str]) -> list[str]:
    """PostgreSQL refuses to be run by root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, without a database's name; skips where there is none."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: no initdb on PATH or under /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="whence-pg-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data, port = str(folder / "data"), str(_PORT + os.getpid() % 1000)
        subprocess.run(
            _as_nobody_special(
                [str(programs / "initdb"), "-D", data, "-A", "trust", "-U", "whence", "-E", "UTF8",
                 "--locale=C"]
            ),
            check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
        control = [str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log")]
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        subprocess.run(
            _as_nobody_special([*control, "-o", options, "start"]),
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        try:
            yield f"postgresql://whence@127.0.0.1:{port}"
        finally:
            subprocess.run(
                _as_nobody_special([*control, "-m", "immediate", "stop"]), capture_output=True, cwd=folder
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_NUMBERS = count()


def _database(server: str, template: str = "template1") -> str:
    import psycopg

    name = f"t{next(_NUMBERS)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """Gives addresses of new ledgers, on one database after the other."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"ledger{next(_NUMBERS)}.db")
    server = request.getfixturevalue("server")
    return lambda: _database(server)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger to copy, which is quicker than to make one."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    Ledger.open(path, create=True).close()
    return path


@pytest.fixture(scope="session")
def empty_database(server: str) -> str:
    """The name of a database with an empty ledger to copy."""
    where = _database(server)
    Ledger.open(where, create=True).close()
    return where.rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    if request.param == "sqlite":
        where = str(shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "ledger.db"))
    else:
        template = request.getfixturevalue("empty_database")
        where = _database(request.getfixturevalue("server"), template)
    with Ledger.open(where) as opened:
        yield opened
