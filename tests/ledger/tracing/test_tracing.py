"""Copies, retellings and drift, in small ledgers made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.ledger.tracing.made import told
from whence.ledger.errors import LedgerError
from whence.ledger.store import Ledger
from whence.ledger.tables import copied, evidence, finding, retelling
from whence.ledger.tracing import findings_across, follow, trace, trace_claim
from whence.ledger.tracing.account import Account
from whence.ledger.tracing.copies import Words, containment, fingerprints, passages, sources_of
from whence.ledger.tracing.credits import credits_of, standing_of
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.measures import asked_in
from whence.ledger.tracing.text import stem
from whence.reading import Reading
from whence.sentences import Sentences

DISPATCH = (
    "More than 1,840 Sarimi sailors have been killed or wounded near Cape Toll, Admiral Joan Ferrer said, "
    "calling the count preliminary. The ships turned back in the night. Nobody has seen the wreck of the "
    "flagship, which is said to lie at the foot of the cliffs below the lighthouse."
)
LATER = "At least 1,840 Sarimi sailors have died near Cape Toll, Admiral Joan Ferrer says. It is a black day."
ELSEWHERE = (
    "The harbour of Lisse handled 1,840 containers last week, the port director Mele Vaka said. It rained."
)


def dispatch(**changed: object) -> Reading:
    given: dict[str, object] = {
        "amount": (1840, None), "inclusive": False, "outlet": "Meridian", "day": "2031-03-04",
        "who": "Joan Ferrer", "what": "sailors", "metric": "casualties", "side": "Sarim",
    }  # fmt: skip
    return told(DISPATCH, "More than 1,840", **{**given, **changed})  # type: ignore[arg-type]


def later(**changed: object) -> Reading:
    given: dict[str, object] = {
        "amount": (1840, None), "outlet": "Daily Lantern", "day": "2031-03-06", "who": "Joan Ferrer",
        "what": "sailors", "metric": "killed", "side": "Sarim",
    }  # fmt: skip
    return told(LATER, "At least 1,840", **{**given, **changed})  # type: ignore[arg-type]


def add(ledger: Ledger, *readings: Reading) -> list[str]:
    return [ledger.add(reading, then=(follow,)).report_id for reading in readings]


def drift_kinds(ledger: Ledger) -> set[str]:
    with ledger.read() as connection:
        details = connection.execute(
            select(finding.c.detail).where(finding.c.kind == "drift", finding.c.current)
        ).scalars()
        return {detail["what"] for detail in details}


def test_a_retelling_is_found_with_what_changed(ledger: Ledger) -> None:
    first, second = add(ledger, dispatch(), later())
    with ledger.read() as connection:
        (row,) = connection.execute(select(retelling)).mappings().all()
    assert (row["earlier_id"], row["later_id"]) == (f"{first}:f1", f"{second}:f1")
    assert drift_kinds(ledger) == {"metric", "bound", "standing"}


def test_the_order_of_adding_does_not_matter(ledger: Ledger, address: Callable[[], str]) -> None:
    add(ledger, dispatch(), later())
    with Ledger.open(address(), create=True) as other:
        add(other, later(), dispatch())
        with ledger.read() as one, other.read() as two:
            for table in (retelling, finding, evidence):
                rows = [sorted(map(str, c.execute(select(table)).all())) for c in (one, two)]
                assert rows[0] == rows[1]
                assert rows[0]


@pytest.mark.parametrize(
    "changed",
    [
        {"who": "Joan Ferrer", "side": "Ordava"},
        {"day": "2032-03-06"},
        {"amount": (1900, None)},
        {"said": "2031-01-10"},
    ],
    ids=["another side", "a year later", "another amount", "said on another day"],
)
def test_what_sets_two_figures_apart_keeps_them_apart(ledger: Ledger, changed: dict[str, object]) -> None:
    add(ledger, dispatch(said="2031-03-04"), later(**changed))
    with ledger.read() as connection:
        assert connection.execute(select(retelling)).all() == []


def test_the_same_number_of_other_things_is_no_retelling(ledger: Ledger) -> None:
    elsewhere = told(
        ELSEWHERE, "1,840", amount=(1840, 1840), outlet="Hangang", day="2031-03-05", who="Mele Vaka",
        what="containers",
    )  # fmt: skip
    add(ledger, dispatch(), elsewhere)
    with ledger.read() as connection:
        assert connection.execute(select(retelling)).all() == []


def test_a_copy_drifts_in_nothing_and_is_of_its_source(ledger: Ledger) -> None:
    copy = replace(
        dispatch(), report=replace(dispatch().report, outlet="Coastline Today", published="2031-03-05",
                                   text=DISPATCH + " Compiled by our desk.", location="https://c.example/1"),
    )  # fmt: skip
    first, second = add(ledger, dispatch(), copy)
    assert drift_kinds(ledger) == set()
    with ledger.read() as connection:
        found = sources_of(connection, [first, second])
    assert set(found) == {second}
    assert set(found[second]) == {first}
    assert containment(copy.report.text, found[second][first]) > 0.8
    (told_as_one,) = (one for one in findings_across(ledger) if one.kind == "copies")
    assert (told_as_one.reports, told_as_one.origins) == (2, 1)


def test_boilerplate_of_one_outlet_is_no_copy(ledger: Ledger) -> None:
    footer = (
        " Our newsroom checks every statement with two editors before it goes "
        "out, and corrects what was wrong. "
    )
    texts = [f"{'The river rose by a metre at the old bridge. ' * n}{footer}" for n in (9, 14)]
    plain = [
        replace(dispatch(), attributions=(), figures=(), report=replace(dispatch().report, text=t.replace(
            "river", f"river{i}").replace("bridge", f"bridge{i}")))
        for i, t in enumerate(texts)
    ]  # fmt: skip
    ids = add(ledger, *plain)
    with ledger.read() as connection:
        assert connection.execute(select(copied)).all()
        assert sources_of(connection, ids) == {}


def test_a_new_reading_takes_the_place_of_the_old(ledger: Ledger) -> None:
    add(ledger, dispatch(), later())
    ledger.add(replace(later(metric="casualties"), reader="hand 2"), then=(follow,))
    with ledger.read() as connection:
        rows = connection.execute(select(retelling.c.later_id)).scalars().all()
    assert len(rows) == 1
    assert rows[0].split(":")[0].endswith(".2")
    assert "bound" in drift_kinds(ledger)


def test_a_series_keeps_metrics_apart_and_shows_them_side_by_side(ledger: Ledger) -> None:
    add(ledger, dispatch(), later())
    found = trace(ledger, metric="killed", side="Sarim")
    assert [line.metric for line in found.lines] == ["killed", "casualties"]
    assert [len(line.points) for line in found.lines] == [1, 1]
    (killed,) = found.lines[0].points
    (casualties,) = found.lines[1].points
    assert killed.retells == casualties.id
    assert set(killed.drift) == {"metric", "bound", "standing"}
    assert {one.kind for one in found.findings} == {"drift"}


def test_two_sides_differ_over_casualties_and_not_over_killed(ledger: Ledger) -> None:
    text = "About 610 Sarimi sailors were killed or wounded off the cape, General Ana Solis said. It rained."
    other = told(
        text, "About 610", amount=(610, 610), approximate=True, outlet="Hangang", day="2031-03-04",
        who="Ana Solis", what="sailors", metric="casualties", side="Sarim",
    )  # fmt: skip
    dead = "At least 90 Sarimi sailors were killed there, Colonel Petra Havlin said. The rest swam ashore."
    killed = told(
        dead, "At least 90", amount=(90, None), outlet="Channel North", day="2031-03-04", who="Petra Havlin",
        what="sailors", metric="killed", side="Sarim",
    )  # fmt: skip
    add(ledger, dispatch(), other, killed)
    conflicts = [one for one in findings_across(ledger) if one.kind == "conflict"]
    assert [one.what for one in conflicts] == ["casualties"]
    assert {side.authority for side in conflicts[0].sides} == {"Joan Ferrer", "Ana Solis"}
    assert all(side.quote for side in conflicts[0].sides)


def test_a_running_total_that_fell_is_a_revision(ledger: Ledger) -> None:
    lower = told(
        "Only 1,300 Sarimi sailors were killed or wounded, Admiral Joan Ferrer said. Some were listed twice.",
        "1,300", amount=(1300, 1300), outlet="Hangang", day="2031-03-20", who="Joan Ferrer", what="sailors",
        metric="casualties", side="Sarim",
    )  # fmt: skip
    add(ledger, dispatch(), lower)
    (revision,) = (one for one in findings_across(ledger) if one.kind == "revision")
    assert (revision.what, [side.words for side in revision.sides]) == ("fell", ["More than 1,840", "1,300"])


def test_an_account_follows_one_statement(ledger: Ledger) -> None:
    first, second = add(ledger, dispatch(), later())
    for given in (f"{first}:f1", f"{second}:f1", f"{second}:a1"):
        (one,) = trace_claim(ledger, given)
        assert isinstance(one, Account)
        assert one.origin.figure == f"{first}:f1"
        assert one.origin.quote.startswith("More than 1,840")
        (again,) = one.retellings
        assert [change.what for change in again.changes] == ["metric", "bound", "standing"]
        assert not again.copied
    with pytest.raises(LedgerError, match="no such statement"):
        trace_claim(ledger, "0000000000000000:f9")


def test_a_rejected_figure_is_in_no_series(ledger: Ledger) -> None:
    first, _ = add(ledger, dispatch(), later())
    ledger.judge(f"{first}:f1", "reject", by="analyst")
    assert [line.metric for line in trace(ledger, metric="killed", side="Sarim").lines] == ["killed"]


@pytest.mark.parametrize("rejected", ["", ":f1", ":a1"])
def test_nothing_rests_on_what_was_rejected(ledger: Ledger, rejected: str) -> None:
    first, second = add(ledger, dispatch(), later())
    judged = ledger.judge(f"{first}{rejected}", "reject", by="analyst")
    series = trace(ledger, metric="killed", side="Sarim")
    assert [line.metric for line in series.lines] == ["killed"]
    assert [one.kind for one in series.findings] == []
    (account,) = trace_claim(ledger, f"{second}:f1")
    assert isinstance(account, Account)
    assert account.origin.figure == f"{second}:f1"
    with pytest.raises(LedgerError, match="was rejected"):
        trace_claim(ledger, f"{first}:f1")
    ledger.undo(judged.id, by="analyst")
    assert {one.what for one in trace(ledger, metric="killed", side="Sarim").findings} == {
        "metric",
        "bound",
        "standing",
    }


def test_words_name_a_measure() -> None:
    asked = asked_in("North Korean soldiers killed")
    assert (asked.metric, asked.side, asked.what) == ("killed", "North Korea", "soldiers")
    asked = asked_in("Russian casualties in Kursk")
    assert (asked.metric, asked.side, asked.place) == ("casualties", "Russia", "Kursk")
    with pytest.raises(LedgerError, match="what is to be traced"):
        asked_in("nothing at all")


@pytest.mark.parametrize(
    ("text", "outlet", "names"),
    [
        ("PORT LISSE, Aug 2 (Northwire) - A ferry sank.", "Pacific Mail", ["Northwire"]),
        ("PORT LISSE, Aug 2 (Northwire) - A ferry sank.", "Northwire", []),
        ("A ferry sank.\n\n(with Northwire)", "Gazeta", ["Northwire"]),
        ("A ferry sank. It was old. Reporting by Meridian.", "Echo", ["Meridian"]),
        ("A ferry sank.\n\nCoastline Today, with reporting by Meridian", "Coastline Today", ["Meridian"]),
        ("A ferry (the Queen of Tavoa) sank near the port. It was old.", "Echo", []),
        ("A ferry sank. A survivor came from Lisse.", "Echo", []),
    ],
)
def test_credit_lines(text: str, outlet: str, names: list[str]) -> None:
    assert [credit.name for credit in credits_of(text, outlet)] == names


def test_a_dispatch_is_nearer_its_origin_than_what_credits_it() -> None:
    text = "PORT LISSE, Aug 2 (Northwire) - A ferry sank."
    assert standing_of(text, "Northwire") < standing_of("A ferry sank.", "Echo") < standing_of(text, "Echo")


def test_fingerprints_find_a_passage_inside_another_text() -> None:
    passage = (
        "the old lighthouse keeper counted nine ships and two of them were burning when the fog came in again"
    )
    one = Words.of(f"It was said that {passage}, so they tell for ever and ever amen.")
    other = Words.of(f"A quite different beginning stands here. Then {passage}. And a different end too.")
    seeds = [
        (a, b) for h, a in fingerprints(one) for k, b in fingerprints(other) if h == k
    ]  # fmt: skip
    (found,) = passages(one, other, seeds)
    assert found.words == len(passage.split())


def test_sentences_and_stems() -> None:
    text = "Gen. Radko spoke. “It fell,” he said. A town of 3.5 million\n\nA heading\n\nThe end."
    sentences = Sentences(text)
    assert [sentences.words(i) for i in range(len(sentences.all))] == [
        "Gen. Radko spoke.", "“It fell,” he said.", "A town of 3.5 million", "A heading", "The end.",
    ]  # fmt: skip
    assert [one.headline for one in sentences.all] == [False, False, False, True, False]
    assert stem("savings") == stem("saving") == stem("save")


def test_an_analyst_adds_words(tmp_path: Path) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text('[things]\nsoldiers = ["grenadier"]\n', encoding="utf-8")
    assert packaged_lexicon().thing("grenadiers") is None
    assert Lexicon.load(extra).thing("grenadiers") == "soldiers"
    extra.write_text("[nonsense]\na = [1]\n", encoding="utf-8")
    with pytest.raises(Exception, match="no table"):
        Lexicon.load(extra)
