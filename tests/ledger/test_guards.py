"""What a ledger keeps others from losing: other databases, other files, the rest of a batch."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from io import BytesIO
from pathlib import Path

import pytest

import whence
from whence.cli.safe import ForTerminal
from whence.ledger.adding import add_items, failed_items, failures
from whence.ledger.errors import LedgerError
from whence.ledger.exports import export
from whence.ledger.exports.write import whole_file
from whence.ledger.find import Filters
from whence.ledger.sources import Given, unfold
from whence.ledger.store import Ledger
from whence.ledger.tracing import follow
from whence.reader import Reader
from whence.reports.limits import Limits

TEXT = "The army said on Monday that 30 soldiers had been killed near Tarn."


@pytest.fixture
def own(tmp_path: Path, reader: Reader) -> Path:
    """A ledger in a file, with one report in it."""
    path = tmp_path / "ledger.db"
    with Ledger.open(str(path), create=True) as ledger:
        ledger.add(whence.read_text(TEXT, reader=reader))
    return path


@pytest.mark.parametrize("end", ["", "-wal"])
def test_an_export_never_takes_the_place_of_a_database(own: Path, end: str) -> None:
    out = own.with_name(own.name + end)
    with Ledger.open(str(own)) as ledger:
        with pytest.raises(LedgerError, match="this is a database"):
            export(ledger, "csv", out, Filters())
        assert len(ledger.find(Filters())) == 1


def test_a_link_is_followed(tmp_path: Path) -> None:
    there, link = tmp_path / "there.csv", tmp_path / "link.csv"
    there.write_text("before")
    try:
        link.symlink_to(there)
    except OSError:
        pytest.skip("no links can be made here")
    with whole_file(link) as file:
        file.write(b"after")
    assert link.is_symlink()
    assert there.read_text() == "after"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders on Windows")
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reads = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reads.start()
    with whole_file(pipe) as file:
        file.write(b"row")
    reads.join(10)
    assert got == [b"row"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("tables", [("t",), ("users", "alembic_version")])
def test_somebody_elses_database_is_only_looked_at(tmp_path: Path, tables: tuple[str, ...]) -> None:
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    for table in tables:
        connection.execute(f"CREATE TABLE {table} (version_num TEXT)")
        connection.execute(f"INSERT INTO {table} VALUES ('0001')")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="of something else"):
        Ledger.open(str(path))
    with pytest.raises(LedgerError, match="of something else"):
        Ledger.open(str(path), create=True)
    assert path.read_bytes() == before


def test_days_at_the_ends_of_the_calendar_stop_nothing(tmp_path: Path, reader: Reader) -> None:
    with Ledger.open(str(tmp_path / "ledger.db"), create=True) as ledger:
        for day in ("0001-01-01", "9999-12-31"):
            reading = whence.read_text(f"{TEXT} It was {day}.", reader=reader, published=day)
            ledger.add(reading, then=(follow,))
        assert len(ledger.find(Filters(words="soldiers"))) == 2


def test_a_table_that_is_there_now_is_no_failure_any_more(tmp_path: Path) -> None:
    table = tmp_path / "reports.jsonl"
    with Ledger.open(str(tmp_path / "ledger.db"), create=True) as ledger:
        list(add_items(ledger, unfold((str(table),), Given(None, None), Limits()), workers=1))
        assert [one.source for one in failures(ledger)] == [str(table)]
        table.write_text(f'{{"text": "{TEXT}"}}\n')
        list(add_items(ledger, failed_items(ledger), workers=1))
        assert failures(ledger) == []


def test_kinds_of_findings_that_cannot_be_searched_for_are_told(own: Path) -> None:
    with Ledger.open(str(own)) as ledger:
        assert ledger.find(Filters(finding="drift")) == []
        with pytest.raises(LedgerError, match="whence trace"):
            ledger.find(Filters(finding="conflict"))
        with pytest.raises(LedgerError, match="no kind of finding"):
            ledger.find(Filters(finding="bogus"))


def test_a_correction_turns_no_range_round(own: Path) -> None:
    with Ledger.open(str(own)) as ledger:
        figure = ledger.find(Filters(words="soldiers"))[0].figures[0].id
        with pytest.raises(LedgerError, match="Correct both together"):
            ledger.judge(figure, "correct", field="low", value="40", by="me")
        assert ledger.find(Filters(words="soldiers"))[0].figures[0].low == 30


def test_nothing_in_an_export_speaks_to_a_terminal() -> None:
    terminal = BytesIO()
    ForTerminal(terminal).write("a\tb\n\x1b[31mred\u202e".encode())
    assert terminal.getvalue() == rb"a" + b"\tb\n" + rb"\x1b[31mred\u202e"


def test_a_folder_too_deep_to_look_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.ledger.sources._DEEPEST", 1)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "one.txt").write_text(TEXT)
    items = list(unfold((str(tmp_path),), Given(None, None), Limits()))
    assert [(item.name, item.error is None) for item in items] == [
        (str(tmp_path / "one.txt"), True),
        (str(deep), False),
    ]
