"""Writing an export: figures and judgements out of one state of the ledger, into one whole file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from sqlalchemy import Connection, select

from whence.ledger import tables
from whence.ledger.errors import LedgerError
from whence.ledger.find import Filters, figures
from whence.ledger.records import FigureRecord

if TYPE_CHECKING:
    from whence.ledger.store import Ledger

Judged = dict[str, str]
Pair = tuple[FigureRecord, Judged]
Writer = Callable[[BinaryIO, Iterable[Pair], Filters], int]
"""Writes figures with what was judged of them, and gives how many."""

FORMATS: Final = {
    "csv": "whence.ledger.exports.plain",
    "jsonl": "whence.ledger.exports.plain",
    "parquet": "whence.ledger.exports.parquet",
    "jsonld": "whence.ledger.exports.linked",
    "ftm": "whence.ledger.exports.ftm",
    "html": "whence.ledger.exports.page",
}
"""Each form and the module that has it, under the name `write_FORM`."""

_SQLITE: Final = b"SQLite format 3\0"
_BESIDE: Final = ("-wal", "-shm", "-journal")
_CHUNK: Final = 400


def export(ledger: Ledger, form: str, out: Path | BinaryIO, filters: Filters) -> int:
    """Write every figure that meets the filters, and give how many there were.

    A file is there when it is whole, or not at all. Raises LedgerError for an unknown form, a filter that
    cannot be understood, a file that cannot be written, or a package that the form needs and is not there.
    """
    if form not in FORMATS:
        raise LedgerError(f"{form!r} is no form to export. Give one of {', '.join(FORMATS)}.")
    write: Writer = getattr(import_module(FORMATS[form]), f"write_{form}")
    with ledger.read() as connection:
        pairs = _pairs(connection, filters)
        if not isinstance(out, Path):
            return write(out, pairs, filters)
        with whole_file(out) as file:
            return write(file, pairs, filters)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is there when it is whole, or not at all; what is behind a link, where it is one.

    Pipes and devices are written to as they are. Raises LedgerError where it cannot be written, and for a
    database, which may be the ledger itself.
    """
    try:
        real = path.resolve() if path.is_symlink() else path
        if is_database(real):
            raise LedgerError(f"{path}: this is a database, and would be lost. Name another file.")
        if real.exists() and not real.is_file() and not real.is_dir():
            with real.open("wb") as file:
                yield file
            return
        with _whole(real) as file:
            yield file
    except OSError as error:
        raise LedgerError(
            f"{path}: it cannot be written ({error.strerror or error}). Name another file."
        ) from error


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite's: a database, or what stands beside one while it is open."""
    if any(
        path.name.endswith(end) and path.with_name(path.name.removesuffix(end)).is_file() for end in _BESIDE
    ):
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when it is written to its end."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        # As a file that is opened for writing would have it, and not for its owner alone.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _pairs(connection: Connection, filters: Filters) -> Iterator[Pair]:
    found = figures(connection, filters)
    while some := list(islice(found, _CHUNK)):
        judged = judged_of(connection, [(f.id, f.attribution, f.source.report_id) for f in some])
        for figure in some:
            yield figure, judged[figure.id]


def judged_of(connection: Connection, some: Sequence[tuple[str, str | None, str]]) -> dict[str, Judged]:
    """What holds of each item, given as ids: of itself, else of its statement, else of its report."""
    table = tables.judgement
    targets = {target for ids in some for target in ids if target is not None}
    undone = select(table.c.undoes).where(table.c.undoes.is_not(None))
    rows = connection.execute(
        select(table.c.target, table.c.action, table.c.field, table.c.value)
        .where(table.c.target.in_(sorted(targets)), table.c.action != "undo", table.c.id.not_in(undone))
        .order_by(table.c.number)
    )
    of_target: dict[str, Judged] = defaultdict(dict)
    for target, action, field, value in rows:
        if action == "grade":
            of_target[target][field] = value
        elif action == "comment":
            before = of_target[target].get("comment")
            of_target[target]["comment"] = f"{before}\n{value}" if before else value
        elif action in ("confirm", "reject", "correct"):
            of_target[target]["judged"] = {"confirm": "confirmed", "correct": "corrected"}.get(
                action, "rejected"
            )
    return {
        item: {
            **of_target.get(report, {}),
            **(of_target.get(statement, {}) if statement else {}),
            **of_target.get(item, {}),
        }
        for item, statement, report in some
    }
