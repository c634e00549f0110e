"""Merging and splitting actors: what is found, traced and compared counts them as one, until it is undone."""

from __future__ import annotations

import pytest

from tests.ledger.tracing.made import told
from whence.ledger import Filters, LedgerError
from whence.ledger.merging import Merged
from whence.ledger.store import Ledger
from whence.ledger.tracing import findings_across, follow, trace
from whence.reading import Reading

FERRER = "About 610 Sarimi sailors were killed off the cape, Joan Ferrer said. It rained all day."
TOLL = "At least 900 Sarimi sailors were killed off the cape, the Sea Lion said. The wind had turned."


def said(text: str, words: str, who: str, low: int, outlet: str, **changed: object) -> Reading:
    given: dict[str, object] = {
        "amount": (low, low), "outlet": outlet, "day": "2031-03-04", "who": who, "what": "sailors",
        "metric": "killed", "side": "Sarim",
    }  # fmt: skip
    return told(text, words, **{**given, **changed})  # type: ignore[arg-type]


@pytest.fixture
def two(ledger: Ledger) -> Ledger:
    ledger.add(said(FERRER, "About 610", "Joan Ferrer", 610, "Hangang"), then=(follow,))
    ledger.add(said(TOLL, "At least 900", "Sea Lion", 900, "Meridian"), then=(follow,))
    return ledger


def found(ledger: Ledger, authority: str) -> int:
    return len(ledger.find(Filters(authority=authority)))


def test_merged_names_are_found_as_one_until_that_is_undone(two: Ledger) -> None:
    assert (found(two, "Joan Ferrer"), found(two, "Sea Lion")) == (1, 1)
    made = two.judge("name:Sea Lion", "merge", value="name:Joan Ferrer", by="me")
    assert made.kind == "actor"
    assert (found(two, "Joan Ferrer"), found(two, "the Sea Lion")) == (2, 2)
    two.undo(made.id, by="me")
    assert (found(two, "Joan Ferrer"), found(two, "Sea Lion")) == (1, 1)


def test_two_who_are_one_do_not_contradict_each_other(two: Ledger) -> None:
    def kinds() -> set[str]:
        return {one.kind for one in findings_across(two)} & {"conflict", "single-source"}

    assert kinds() == {"conflict"}
    made = two.judge("name:Sea Lion", "merge", value="name:Joan Ferrer", by="me")
    assert kinds() == {"single-source"}
    (line,) = trace(two, metric="killed", side="Sarim").lines
    assert line.origins == 1
    assert len({point.who for point in line.points}) == 1
    (narrowed,) = trace(two, metric="killed", side="Sarim", authority="Joan Ferrer").lines
    assert len(narrowed.points) == 2
    two.undo(made.id, by="me")
    assert kinds() == {"conflict"}


def test_a_statement_is_retold_on_the_word_of_a_merged_name(two: Ledger) -> None:
    two.judge("name:Sea Lion", "merge", value="name:Joan Ferrer", by="me")
    again = said(
        "The Sea Lion said that 610 Sarimi sailors had been killed off the cape. Nobody slept.", "610",
        "Sea Lion", 610, "Gazeta", day="2031-03-05",
    )  # fmt: skip
    report = two.add(again, then=(follow,)).report_id
    points = {p.figure.source.report_id: p for p in trace(two, metric="killed", side="Sarim").lines[0].points}
    assert points[report].retells is not None
    assert "authority" not in points[report].drift


def test_a_name_is_split_from_a_packaged_actor(two: Ledger) -> None:
    actor = "person:volodymyr-zelensky"
    text = "Some 40 Sarimi sailors were killed, Zelenskyy said. He is a grocer in Lisse."
    two.add(said(text, "Some 40", "Zelenskyy", 40, "Echo", day="2031-06-01"), then=(follow,))
    two.judge(actor, "merge", value="name:Joan Ferrer", by="me")
    assert found(two, actor) == found(two, "Joan Ferrer")
    before = found(two, actor)
    two.judge(actor, "split", value="Joan Ferrer", by="me")
    assert found(two, actor) == before - 1
    assert found(two, "Joan Ferrer") == 1
    with two.read() as connection:
        assert not Merged.of(connection).roots


def test_only_who_is_there_can_be_merged(two: Ledger) -> None:
    with pytest.raises(LedgerError, match="nothing of this id"):
        two.judge("name:Nobody At All", "merge", value="name:Joan Ferrer", by="me")
    with pytest.raises(LedgerError, match="the same id twice"):
        two.judge("name:Joan Ferrer", "merge", value="name:joan ferrer", by="me")


def test_an_actor_is_not_rejected(two: Ledger) -> None:
    with pytest.raises(LedgerError, match="Split off a name"):
        two.judge("name:Joan Ferrer", "reject", by="me")
