"""A connection to the database behind a ledger: where it is, how it is opened, and how it is written to."""

from __future__ import annotations

import contextlib
import os
import random
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from whence.ledger.errors import LedgerError, StoreError

BUSY_SECONDS: Final = 60
"""How long a write waits for another process's write to end."""

REVISIONS: Final = ("0001", "0002")
"""Every revision of the tables that this version of Whence knows, oldest first."""

_OURS: Final = frozenset({"report", "reading", "attribution", "figure", "judgement"})
"""Tables that every ledger has."""
_CACHE_KIB: Final = 65_536
_CHECKPOINT: Final = 16_000
"""Pages that are written ahead before they are put in their places; a report's rows touch few pages twice,
so that this is what adding to a large ledger costs most."""
_RETRIES: Final = 8


def address_of(given: str | Path | None) -> str:
    """The address of the ledger: `given`, else the environment's WHENCE_LEDGER, else the user's own.

    A path comes back as a path, a postgresql:// address as it is.
    """
    named = str(given) if given is not None else os.environ.get("WHENCE_LEDGER") or None
    if named is not None:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("whence", appauthor=False) / "ledger.db")


def is_postgresql(address: str) -> bool:
    """Whether an address names a PostgreSQL database rather than a file."""
    return address.startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


def connect(address: str, *, create: bool) -> Engine:
    """An engine for the ledger at `address`, whose tables are of this version of Whence.

    With `create` a ledger that is not there is made, and an older one is brought up to date either way.
    Raises LedgerError where there is none, where it is no ledger, or where a newer Whence made it.
    """
    engine = _postgresql(address) if is_postgresql(address) else _sqlite(address, create=create)
    try:
        _bring_up_to_date(engine, shown(address), create=create)
    except (DatabaseError, OperationalError) as error:
        engine.dispose()
        raise LedgerError(f"{shown(address)}: {_said(error)}. {_hint(address)}") from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def shown(address: str) -> str:
    """The address as it may be shown: without a password."""
    if not is_postgresql(address):
        return address
    try:
        return make_url(address).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return urlsplit(address).scheme + "://…"


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the ledger from its first question to its last."""
    with engine.connect().execution_options(whence_write=False) as connection, connection.begin():
        yield connection


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; everything in it happens, or nothing.

    On SQLite it waits its turn before anything is read, so that no two writers can lock each other out.
    """
    with engine.connect().execution_options(whence_write=True) as connection:
        try:
            transaction = _begin(connection)
            try:
                yield connection
            except BaseException:
                transaction.rollback()
                raise
            transaction.commit()
        except OperationalError as error:
            raise StoreError(
                f"the ledger cannot be written to ({_said(error)}). Check its disk, rights and server."
            ) from error


def lock(connection: Connection, report_id: str) -> None:
    """Let no other transaction write to a report until this one ends."""
    # On SQLite there is one writer anyway.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": int(report_id[:15], 16)})


def _begin(connection: Connection) -> Any:
    for attempt in range(_RETRIES):
        try:
            return connection.begin()
        except OperationalError as error:
            if not _busy(error):
                raise
            # Not in step with the others who wait.
            time.sleep(random.uniform(0, 0.05 * 2**attempt))
    return connection.begin()


def _busy(error: OperationalError) -> bool:
    return "locked" in str(error.orig) or "busy" in str(error.orig)


def _sqlite(address: str, *, create: bool) -> Engine:
    path = Path(address.removeprefix("sqlite:///"))
    if not path.exists():
        if not create:
            raise LedgerError(
                f"{path}: there is no ledger here. Add reports to it with `whence add`, or name another."
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                f"{path}: its folder cannot be made ({error.strerror}). Name another with --ledger."
            ) from error
    elif path.is_dir():
        raise LedgerError(f"{path}: this is a folder. Name a file in it.")
    else:
        _only_looked_at(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, record: Any) -> None:
        # Transactions are begun below, as readers or writers; the driver's own guesses stay out of it.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            f"cache_size=-{_CACHE_KIB}",
            "temp_store=MEMORY",
            f"wal_autocheckpoint={_CHECKPOINT}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        _write_ahead(cursor)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin_as(connection: Connection) -> None:
        write = connection.get_execution_options().get("whence_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _only_looked_at(path: Path) -> None:
    """Raise LedgerError where a file is somebody else's database, before anything in it is changed."""
    import sqlite3

    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        ) as connection:
            names = {
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            }
            version = "alembic_version" in names
            found = (
                connection.execute("SELECT version_num FROM alembic_version").fetchone() if version else None
            )
    except sqlite3.Error:
        return  # whatever it is, opening it says so
    _known(str(path), names, found[0] if found else None)


def _known(name: str, names: Collection[str], revision: str | None) -> None:
    """Raise LedgerError for tables of something else, and for those of a newer version of Whence."""
    if names and (revision is None or not _OURS.issubset(names)):
        raise LedgerError(f"{name}: this is a database of something else. Name another with --ledger.")
    if revision is not None and revision not in REVISIONS:
        raise LedgerError(
            f"{name}: a newer version of Whence made this ledger (its tables are of revision {revision}, and "
            f"this one knows {REVISIONS[-1]}). Install the newer version, or name another with --ledger."
        )


def _write_ahead(cursor: Any) -> None:
    """Readers and one writer at once. Two processes that open a new file together may have to take turns."""
    import sqlite3

    for attempt in range(_RETRIES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == _RETRIES - 1:
                raise
            time.sleep(random.uniform(0, 0.05 * 2**attempt))


def _postgresql(address: str) -> Engine:
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise LedgerError(
            f"{shown(address)}: this is no address of a database. Give postgresql://user@host/database."
        ) from error
    return create_engine(url, poolclass=NullPool if os.environ.get("WHENCE_NO_POOL") else None)


def _bring_up_to_date(engine: Engine, name: str, *, create: bool) -> None:
    with reading(engine) as connection:
        found = _revision(connection)
        _known(name, inspect(connection).get_table_names(), found)
    if found == REVISIONS[-1]:
        return
    if found is None and not create:
        raise LedgerError(f"{name}: there is no ledger here. Add reports to it with `whence add`.")
    _migrate(engine)


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(20241223)"))
        # Another process may have been first.
        if _revision(connection) == REVISIONS[-1]:
            return
        config = Config()
        config.set_main_option("script_location", "whence.ledger:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _said(error: DBAPIError) -> str:
    return " ".join(str(error.orig).split()).rstrip(".")


def _hint(address: str) -> str:
    if is_postgresql(address):
        return "Check that the server runs, that the database is there, and the name and password."
    return "Check that this is a ledger and that you may write to it and its folder."
