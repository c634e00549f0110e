from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from samples import harbour

from ledger.conftest import Address
from ledger.made import full, made, other_reader
from whence.ledger import Filters, Ledger, LedgerError
from whence.ledger.dump import dump
from whence.ledger.engine import REVISIONS, shown
from whence.ledger.tables import metadata
from whence.reports.report import Report


def test_a_reading_comes_back_as_it_was(ledger: Ledger) -> None:
    for reading in (harbour(), made(1), full()):
        added = ledger.add(reading)
        assert added.became == "added"
        assert ledger.reading(added.report_id) == reading
        assert ledger.reading(reading.report.id) == reading
        assert ledger.report(added.report_id) == reading.report
        assert ledger.report(added.report_id).warnings == reading.report.warnings


def test_every_field_of_the_full_sample_is_set() -> None:
    # So that a field that is added to a reading cannot be forgotten by the ledger unseen.
    reading = full()
    report = Report("")
    for thing, plain in ((reading.report, report), (reading.figures[0], None), (reading.exchanges[0], None),
                         (reading.findings[0], None), (reading.attributions[0], None)):  # fmt: skip
        for name in thing.__slots__:
            value = getattr(thing, name)
            assert value not in (None, (), ""), name
            default = thing.__dataclass_fields__[name].default
            if name != "language":
                assert value != default, name
        assert plain is None or plain != thing


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.add(made(1))
    before = list(dump(ledger))
    assert ledger.add(made(1)).became == "already there"
    assert list(dump(ledger)) == before
    assert ledger.has(made(1).report.id, "hand 1")
    assert not ledger.has(made(1).report.id, "hand 2")
    assert not ledger.has(made(2).report.id, "hand 1")


def test_a_new_text_at_an_address_is_a_new_version_and_both_are_kept(ledger: Ledger) -> None:
    first = made(1)
    second = made(2)
    second = replace(second, report=replace(second.report, location=first.report.location))
    one, two = ledger.add(first), ledger.add(second)
    assert (one.became, two.became) == ("added", "new version")
    versions = ledger.versions(first.report.location)
    assert [version.report_id for version in versions] == [one.report_id, two.report_id]
    assert [version.published for version in versions] == ["2024-12-02", "2024-12-03"]
    assert ledger.reading(one.report_id) == first
    assert ledger.reading(two.report_id) == second


@pytest.mark.parametrize("change", [{"location": "https://copy.example/"}, {"outlet": "Copier"}])
def test_the_same_text_elsewhere_is_an_appearance(ledger: Ledger, change: dict[str, str]) -> None:
    first = made(1)
    copy = replace(first, report=replace(first.report, **change))
    ledger.add(first)
    assert ledger.add(copy).became == "new appearance"
    assert ledger.add(copy).became == "already there"
    assert ledger.counts()["report"] == 1
    places = ledger.appearances(first.report.id)
    assert [(place.location, place.outlet) for place in places] == [
        (one.report.location, one.report.outlet) for one in (first, copy)
    ]
    # It is found by either outlet, and once.
    for outlet in {first.report.outlet, copy.report.outlet}:
        found = ledger.find(Filters(outlet=outlet))
        assert [statement.id.partition(":")[2] for statement in found] == ["a1", "a2", "f2"]


def test_appear_records_a_place_without_a_reading(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="not in the ledger"):
        ledger.appear(made(1).report)
    ledger.add(made(1))
    assert ledger.appear(made(1).report).became == "already there"
    assert ledger.appear(replace(made(1).report, outlet="Copier")).became == "new appearance"


def test_a_newer_reading_supersedes_the_one_before(ledger: Ledger) -> None:
    old = made(1)
    new = other_reader(old)
    name = ledger.add(old).report_id
    assert ledger.add(new).became == "new reading"
    assert ledger.add(new).became == "already there"
    assert ledger.reading(name) == new
    assert [(one["id"], one["reader"], one["current"]) for one in ledger.readings(name)] == [
        (name, "hand 1", False),
        (f"{name}.2", "hand 2", True),
    ]
    assert {f.id for f in ledger.reading(name).figures} == {"f5", "f6"}
    assert ledger.reading(f"{name}.2").reader == "hand 2"
    # What is superseded is not found any more.
    assert all(one.id.startswith(f"{name}.2:") for one in ledger.find(Filters()))
    assert len(ledger.find(Filters())) == 4
    assert ledger.counts()["attribution"] == 2


def test_ids_do_not_depend_on_the_order_of_adding(address: Address) -> None:
    dumps = []
    for order in ((0, 1, 2, 3), (3, 1, 0, 2)):
        with Ledger.open(address(), create=True) as ledger:
            for number in order:
                ledger.add(made(number))
            dumps.append(list(dump(ledger)))
            found = [statement.id for statement in ledger.find(Filters())]
            dumps.append(found)
    assert dumps[0] == dumps[2]
    assert dumps[1] == dumps[3]


def test_two_reports_at_one_place_in_the_order_both_fit(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.ledger.keys.position", lambda sha256, day: 5 << 18)
    ids = {ledger.add(made(number)).report_id for number in range(3)}
    assert len(ids) == 3
    assert [ledger.reading(one).report.id[:16] for one in ids] == list(ids)
    assert len(ledger.find(Filters())) == 9


def test_a_report_that_fails_leaves_nothing(ledger: Ledger) -> None:
    ledger.add(made(1))
    before = list(dump(ledger))

    def fail(connection: object, stored: object) -> None:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        ledger.add(made(2), then=[fail])
    assert list(dump(ledger)) == before
    assert ledger.find(Filters(words="ship 2")) == []
    assert ledger.add(made(2)).became == "added"


def test_two_things_of_one_id_are_refused(ledger: Ledger) -> None:
    reading = made(1)
    twice = replace(reading, figures=(reading.figures[0], reading.figures[0]))
    with pytest.raises(LedgerError, match="two things"):
        ledger.add(twice)
    assert ledger.counts()["report"] == 0


@pytest.mark.parametrize("name", ["0123456789abcdef", "nothing", "", "' OR 1=1 --", "0" * 64])
def test_an_unknown_report_is_told(ledger: Ledger, name: str) -> None:
    ledger.add(made(1))
    for ask in (ledger.report, ledger.reading, ledger.readings, ledger.appearances):
        with pytest.raises(LedgerError, match="no such report"):
            ask(name)


# Opening


def test_a_ledger_that_is_not_there(address: Address, tmp_path: Path) -> None:
    where = address()
    with pytest.raises(LedgerError, match="there is no ledger here"):
        Ledger.open(where)
    with Ledger.open(where, create=True) as ledger:
        ledger.add(made(1))
    with Ledger.open(where) as ledger:
        assert ledger.counts()["report"] == 1


def test_a_ledger_of_a_newer_whence_is_refused(address: Address) -> None:
    where = address()
    with Ledger.open(where, create=True) as ledger, ledger.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match=r"newer version of Whence.*9999"):
        Ledger.open(where, create=True)


def test_a_database_of_something_else_is_refused(address: Address) -> None:
    where = address()
    with Ledger.open(where, create=True) as ledger, ledger.write() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    with pytest.raises(LedgerError, match="something else"):
        Ledger.open(where, create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database, but long enough to look at. " * 50, encoding="utf-8")
    with pytest.raises(LedgerError, match="not a database"):
        Ledger.open(path)
    with pytest.raises(LedgerError, match="folder"):
        Ledger.open(tmp_path, create=True)


def test_a_server_that_does_not_answer() -> None:
    with pytest.raises(LedgerError, match="Check that the server runs") as caught:
        Ledger.open("postgresql://me:secret@127.0.0.1:9/none", create=True)
    assert "secret" not in str(caught.value)
    with pytest.raises(LedgerError, match="no address"):
        Ledger.open("postgresql://a:b:c:d", create=True)
    assert shown("postgresql://me:secret@host/db") == "postgresql://me:***@host/db"


def test_the_ledger_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_LEDGER", str(tmp_path / "deep" / "er" / "l.db"))
    Ledger.open(create=True).close()
    assert (tmp_path / "deep" / "er" / "l.db").exists()
    monkeypatch.delenv("WHENCE_LEDGER")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with Ledger.open(create=True) as ledger:
        assert tmp_path in Path(ledger.address).parents


# The tables


def test_the_migrations_make_the_tables_that_the_code_knows(ledger: Ledger) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(name: str | None, kind: str, parents: object) -> bool:
        return not (kind == "table" and name is not None and "_words" in name)

    with ledger.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_the_known_revisions_are_those_that_are_packaged() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "whence.ledger:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(one.revision for one in scripts.walk_revisions())[::-1] == REVISIONS


def test_sqlite_writes_ahead(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger.open(path, create=True).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
