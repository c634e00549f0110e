"""Statements without a figure, followed through small ledgers made by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.ledger.tracing.made import stated
from whence.cli import cli
from whence.ledger.find import Filters
from whence.ledger.store import Ledger
from whence.ledger.tables import evidence, finding, retelling
from whence.ledger.tracing import findings_across, follow, trace_claim
from whence.ledger.tracing.gist import Gist, gist_of, likeness
from whence.ledger.tracing.lexicon import packaged_lexicon
from whence.reading import Reading

FIRST = "Saboteurs probably brought down the bridge over the Marn, Colonel Anton Weiss said. It was raining."
AGAIN = "The bridge over the Marn was brought down by saboteurs, Colonel Anton Weiss said. Trains stopped."
NOBODY = "Saboteurs probably brought down the bridge over the Marn, officials said. No train runs any more."


def first(**changed: str) -> Reading:
    given = {"outlet": "Meridian", "day": "2031-03-04", **changed}
    return stated(
        FIRST, "Saboteurs probably brought down the bridge over the Marn", "Anton Weiss",
        standing="suspected", **given,
    )  # fmt: skip


def again(**changed: str) -> Reading:
    given = {"outlet": "Daily Lantern", "day": "2031-03-05", **changed}
    return stated(
        AGAIN, "The bridge over the Marn was brought down by saboteurs", "Anton Weiss", **given
    )  # fmt: skip


def nobody() -> Reading:
    return stated(
        NOBODY, "Saboteurs probably brought down the bridge over the Marn", "officials", kind="group",
        outlet="Coastline Today", day="2031-03-06", standing="suspected",
    )  # fmt: skip


def add(ledger: Ledger, *readings: Reading) -> list[str]:
    return [ledger.add(reading, then=(follow,)).report_id for reading in readings]


def test_a_statement_is_followed_with_what_changed(ledger: Ledger) -> None:
    one, other, third = add(ledger, first(), again(), nobody())
    for given in (one, other, third):
        (account,) = trace_claim(ledger, f"{given}:a1")
        assert (account.origin.claim, account.origin.figure) == (f"{one}:a1", None)
        assert account.origin.quote.startswith("Saboteurs probably")
        told = {told.side.claim: [change.what for change in told.changes] for told in account.retellings}
        assert told == {f"{other}:a1": ["standing"], f"{third}:a1": ["authority"]}


def test_a_statement_that_nobody_tells_again_is_shown_alone(ledger: Ledger) -> None:
    (one,) = add(ledger, first())
    (account,) = trace_claim(ledger, f"{one}:a1")
    assert (account.origin.claim, account.retellings) == (f"{one}:a1", ())


def test_drift_has_both_sides_and_is_found_by_its_kind(ledger: Ledger) -> None:
    one, other = add(ledger, first(), again())
    (drift,) = (found for found in findings_across(ledger) if found.kind == "drift")
    assert (drift.what, drift.nearest) == ("standing", f"{one}:a1")
    assert [side.quote.split(",")[0] for side in drift.sides] == [
        "Saboteurs probably brought down the bridge over the Marn",
        "The bridge over the Marn was brought down by saboteurs",
    ]
    found = {statement.id for statement in ledger.find(Filters(finding="drift"))}
    assert found == {f"{one}:a1", f"{other}:a1"}


def test_the_order_of_adding_does_not_matter(ledger: Ledger, address: Callable[[], str]) -> None:
    add(ledger, first(), again(), nobody())
    with Ledger.open(address(), create=True) as other:
        add(other, nobody(), again(), first())
        with ledger.read() as a, other.read() as b:
            for query in (
                select(retelling),
                select(finding).where(finding.c.current),
                select(evidence).where(evidence.c.current),
            ):
                rows = [sorted(map(str, c.execute(query).all())) for c in (a, b)]
                assert rows[0] == rows[1]
                assert rows[0]


@pytest.mark.parametrize(
    "other",
    [
        stated(
            "The flood probably brought down the bridge over the Marn, the engineer Olga Fenn said.",
            "The flood probably brought down the bridge over the Marn", "Olga Fenn", outlet="Echo",
            day="2031-03-05",
        ),
        again(day="2031-05-04"),
        again(said="2031-03-01"),
        stated(
            "Saboteurs probably brought down the bridge over the Osk, Colonel Anton Weiss said.",
            "Saboteurs probably brought down the bridge over the Osk", "Anton Weiss", outlet="Echo",
            day="2031-03-05",
        ),
        stated(
            "Saboteurs did not bring down the bridge over the Marn, General Ivo Kral said.",
            "Saboteurs did not bring down the bridge over the Marn", "Ivo Kral", outlet="Echo",
            day="2031-03-05",
        ),
        stated(
            "Saboteurs did not bring down the bridge over the Marn, Colonel Anton Weiss said.",
            "Saboteurs did not bring down the bridge over the Marn", "Anton Weiss", outlet="Echo",
            day="2031-03-14",
        ),
        stated(
            "Saboteurs probably brought down the bridge over the Marn, Olga Fenn said.",
            "Saboteurs probably brought down the bridge over the Marn", "Olga Fenn", outlet="Echo",
            day="2031-03-05",
        ),
    ],
    ids=[
        "another culprit and speaker", "two months later", "said on another day", "another place",
        "the contrary by another", "the contrary, ten days later", "another speaker",
    ],
)  # fmt: skip
def test_what_sets_two_statements_apart_keeps_them_apart(ledger: Ledger, other: Reading) -> None:
    add(ledger, first(said="2031-03-04"), other)
    with ledger.read() as connection:
        assert connection.execute(select(retelling)).all() == []


def test_a_denial_that_became_a_claim_is_drift(ledger: Ledger) -> None:
    denied = stated(
        "Colonel Anton Weiss denied that saboteurs had brought down the bridge over the Marn.",
        "that saboteurs had brought down the bridge over the Marn", "Anton Weiss", cue="denied",
        polarity="denied", outlet="Meridian", day="2031-03-04",
    )  # fmt: skip
    add(ledger, denied, again())
    with ledger.read() as connection:
        (row,) = connection.execute(select(retelling)).mappings().all()
    assert ["polarity", "denied", "affirmed"] in row["detail"]["drift"]


def test_a_new_reading_takes_the_place_of_the_old(ledger: Ledger) -> None:
    add(ledger, first(), again())
    ledger.add(replace(again(), reader="hand 2"), then=(follow,))
    with ledger.read() as connection:
        (later,) = connection.execute(select(retelling.c.later_id)).scalars().all()
    assert later.split(":")[0].endswith(".2")


def test_what_is_compared_does_not_grow_with_the_ledger(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    from whence.ledger.tracing import echoes

    compared = []

    def counted(one: Gist, other: Gist, lexicon: object) -> object:
        compared.append(1)
        return likeness(one, other, packaged_lexicon())

    add(ledger, *(
        replace(r, report=replace(r.report, text=f"{r.report.text} Number {i}.", outlet=f"Outlet {i}"))
        for i, r in enumerate([again()] * 60)
    ))  # fmt: skip
    monkeypatch.setattr(echoes, "likeness", counted)
    add(ledger, first())
    # Once by their rows, once in full, and those that these are linked with.
    assert 0 < len(compared) <= 2 * (echoes._FOUND + echoes._LINKED)


@pytest.mark.parametrize(
    ("content", "cue", "polarity", "negative"),
    [
        ("that it had dumped slag in the river", "denied", "denied", True),
        ("a devaluation of the crown this summer", "ruled out", "affirmed", True),
        ("a devaluation of the crown this summer", "did not rule out", "denied", False),
        ("that the ministry would not close the schools of Tarsk", "said", "affirmed", True),
        ("that the ministry wouldn't close the schools of Tarsk", "said", "affirmed", True),
        ("that the ministry would close the schools of Tarsk", "said", "affirmed", False),
        ("that no school would stay closed in winter", "denied", "denied", False),
    ],
)
def test_what_a_statement_denies(content: str, cue: str, polarity: str, negative: bool) -> None:
    gist = gist_of(content, cue, polarity, packaged_lexicon())
    assert gist is not None
    assert gist.negative is negative


def test_too_little_is_no_statement_to_follow() -> None:
    assert gist_of("how many", "said", "affirmed", packaged_lexicon()) is None
    assert gist_of("", None, "affirmed", packaged_lexicon()) is None


def test_a_ledger_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        (one,) = add(ledger, first())
        with ledger.write() as connection:
            connection.exec_driver_sql("DROP TABLE gist")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with Ledger.open(path) as ledger:
        ledger.add(replace(first(), reader="hand 2"), then=(follow,))
        other, _ = add(ledger, again(), nobody())
        (account,) = trace_claim(ledger, f"{other}:a1")
    assert account.origin.claim == f"{one}.2:a1"


def test_the_command_follows_a_statement_without_a_figure(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        one, other, _ = add(ledger, first(), again(), nobody())
    given = ["trace", "--claim", f"{other}:a1", "--ledger", str(tmp_path / "ledger.db")]
    done = CliRunner().invoke(cli, [*given, "--width", "100", "--no-color"], catch_exceptions=False)
    assert done.exit_code == 0
    flat = " ".join(done.output.split())
    assert flat.startswith("Nearest the origin")
    assert "Saboteurs probably brought down the bridge over the Marn, Colonel Anton Weiss said." in flat
    assert "changed: standing, suspected → asserted" in flat
    assert "changed: authority, Anton Weiss → officials" in flat
    done = CliRunner().invoke(cli, [*given, "--json"], catch_exceptions=False)
    (account,) = json.loads(done.output)["accounts"]
    assert account["origin"]["claim"] == f"{one}:a1"
    assert account["origin"]["figure"] is None
    assert len(account["retellings"]) == 2
