from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ledger.conftest import Address
from ledger.made import full, made, other_reader
from whence.ledger import Filters, Ledger, LedgerError
from whence.ledger.corrections import FIELDS
from whence.ledger.dump import dump
from whence.ledger.tables import actor


@pytest.fixture
def name(ledger: Ledger) -> str:
    ledger.add(made(2))
    return ledger.add(made(1)).report_id


def rows_apart_from_judgements(ledger: Ledger) -> list[str]:
    return [line for line in dump(ledger) if not line.startswith("judgement ")]


def figures(ledger: Ledger, **named: Any) -> list[str]:
    return [figure.id for figure in ledger.figures(Filters(**named))]


def test_a_judgement_is_kept_with_who_and_when(address: Address) -> None:
    where = address()
    clock = lambda: datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)  # noqa: E731
    with Ledger.open(where, create=True, clock=clock) as ledger:
        name = ledger.add(made(1)).report_id
        one = ledger.judge(f"{name}:f1", "comment", value="seen <b>twice</b>\x00", by="An Analyst")
        assert (one.by, one.at) == ("An Analyst", "2025-01-02T03:04:05.000000+00:00")
        assert ledger.judgements(f"{name}:f1") == [one]
        assert ledger.judgements() == [one]
        again = ledger.judge(f"{name}:f1", "comment", value="seen <b>twice</b>\x00", by="An Analyst")
        assert again.id != one.id


def test_a_correction_is_what_is_found_and_the_reading_stays(ledger: Ledger, name: str) -> None:
    reading = ledger.reading(name)
    before = rows_apart_from_judgements(ledger)
    one = ledger.judge(f"{name}:f1", "correct", field="metric", value="missing", by="me")
    two = ledger.judge(f"{name}:f1", "correct", field="low", value="1,234.0", by="me")
    assert figures(ledger, metric="missing") == [f"{name}:f1"]
    assert f"{name}:f1" not in figures(ledger, metric="wounded")
    (found,) = ledger.figures(Filters(metric="missing"))
    assert found.low == 1234
    assert found.high is None
    assert ledger.find(Filters(words="missing"))[0].id == f"{name}:a1"
    assert ledger.reading(name) == reading
    # The latest word counts; taken back, the one before it does.
    three = ledger.judge(f"{name}:f1", "correct", field="metric", value="captured", by="you")
    assert figures(ledger, metric="captured") == [f"{name}:f1"]
    ledger.undo(three.id, by="you")
    assert figures(ledger, metric="missing") == [f"{name}:f1"]
    ledger.undo(two.id, by="me")
    ledger.undo(one.id, by="me")
    assert rows_apart_from_judgements(ledger) == before
    assert len(ledger.judgements(f"{name}:f1")) == 6
    assert ledger.judgements(holding=True) == []


VALUES = {
    "approximate": "no", "as_of": "2024-11-30", "at": "2024", "change": "down", "covers": "total",
    "form": "direct", "high": "8", "high_inclusive": "no", "kind": "money", "low": "7",
    "low_inclusive": "yes",
    "polarity": "affirmed", "published": "2023-05-06", "said": "2024-11", "since": "XXXX-10",
}  # fmt: skip
STANDINGS = {"attribution": "expected", "figure": "claimed", "exchange": "signed"}


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind in FIELDS for field in FIELDS[kind]])
def test_every_field_can_be_corrected_and_restored(ledger: Ledger, kind: str, field: str) -> None:
    reading = full()
    name = ledger.add(reading).report_id
    target = name + {"report": "", "attribution": ":a1", "figure": ":f1", "exchange": ":x1"}[kind]
    before = rows_apart_from_judgements(ledger)
    value = STANDINGS[kind] if field == "standing" else VALUES.get(field, "Someone <Else>")
    one = ledger.judge(target, "correct", field=field, value=value, by="me")
    assert rows_apart_from_judgements(ledger) != before
    assert ledger.reading(name) == reading
    assert ledger.find(Filters(words="troops"))
    ledger.undo(one.id, by="me")
    assert rows_apart_from_judgements(ledger) == before
    assert ledger.reading(name) == reading
    assert ledger.find(Filters(words="troops"))


def test_a_corrected_authority_and_outlet_and_day_are_found(ledger: Ledger, name: str) -> None:
    ledger.judge(f"{name}:a1", "correct", field="authority", value="Ana Mar", by="me")
    assert [s.id for s in ledger.find(Filters(authority="ana  MAR"))] == [f"{name}:a1"]
    assert f"{name}:a1" not in [s.id for s in ledger.find(Filters(authority="the harbour master"))]
    assert ledger.find(Filters(authority="Ana Mar"))[0].chain == (("Ana Mar",),)
    ledger.judge(name, "correct", field="outlet", value="Evening Star", by="me")
    assert {s.id for s in ledger.find(Filters(outlet="evening star"))} == {
        f"{name}:{i}" for i in ("a1", "a2", "f2")
    }
    assert ledger.find(Filters(outlet="evening star"))[0].source.outlet == "Evening Star"
    assert ledger.find(Filters())[0].id.startswith(ledger.report(made(2).report.id).id[:16])
    ledger.judge(name, "correct", field="published", value="2025-01-01", by="me")
    assert ledger.find(Filters())[0].id == f"{name}:a1"
    assert len(ledger.find(Filters(since="2025-01-01"))) == 3
    assert ledger.find_reports("harbour")[0] == name
    assert len(ledger.find(Filters(words="harbour", report=name))) == 1
    assert ledger.add(made(1)).became == "already there"
    assert ledger.reading(name) == made(1)


def test_an_authority_is_given_where_there_was_none(ledger: Ledger) -> None:
    reading = made(3)
    bare = replace(reading, attributions=tuple(replace(a, authority=()) for a in reading.attributions))
    name = ledger.add(bare).report_id
    one = ledger.judge(f"{name}:a1", "correct", field="authority", value="Ana Mar", by="me")
    assert [s.id for s in ledger.find(Filters(authority="Ana Mar"))] == [f"{name}:a1"]
    assert ledger.reading(name) == bare
    ledger.undo(one.id, by="me")
    assert ledger.find(Filters(authority="Ana Mar")) == []
    assert ledger.reading(name) == bare


@pytest.mark.parametrize("target", ["", ":a1", ":f1", ":f2"])
def test_what_is_rejected_is_not_found(ledger: Ledger, name: str, target: str) -> None:
    before = rows_apart_from_judgements(ledger)
    everything = [s.id for s in ledger.find(Filters())]
    one = ledger.judge(name + target, "reject", by="me")
    left = figures(ledger)
    if target in ("", ":a1", ":f1"):
        assert f"{name}:f1" not in left
    if target in ("", ":f2"):
        assert f"{name}:f2" not in left
    assert (f"{name}:a1" in [s.id for s in ledger.find(Filters())]) == (target in (":f1", ":f2"))
    assert len(left) < 4
    # To confirm it afterwards lets it in again.
    two = ledger.judge(name + target, "confirm", by="you")
    assert [s.id for s in ledger.find(Filters())] == everything
    ledger.undo(two.id, by="you")
    assert figures(ledger) == left
    ledger.undo(one.id, by="me")
    assert rows_apart_from_judgements(ledger) == before
    assert [s.id for s in ledger.find(Filters())] == everything


@pytest.mark.parametrize(
    ("action", "field", "value", "complaint"),
    [
        ("grade", "reliability", "G", "reliability cannot be 'G': one of A, B, C, D, E, F is wanted"),
        ("grade", "credibility", "7", "credibility cannot be '7'"),
        ("grade", "credibility", "A", "credibility cannot be 'A'"),
        ("grade", "grade", "true", "one of confirmed, fair, weak, contested, discounted"),
        ("grade", "truth", "1", "'truth' is no grade"),
        ("correct", "n", "1", "'n' is no field of this figure"),
        ("correct", "words", "x", "is no field"),
        ("correct", None, None, "needs a field"),
        ("correct", "low", "many", "a number is wanted"),
        ("correct", "low", "1e999", "a number is wanted"),
        ("correct", "low", "nan", "a number is wanted"),
        ("correct", "kind", "", "cannot be left empty"),
        ("correct", "as_of", "2024-02-30", "a day that exists"),
        ("correct", "as_of", "yesterday", "EDTF"),
        ("correct", "what", "x" * 2_000, "at most 1,000"),
        ("comment", None, "  ", "needs words"),
        ("comment", None, "x" * 30_000, "over 20,000"),
        ("merge", None, "nothing:f1", "nothing of this id"),
        ("merge", None, None, "needs another id"),
        ("undo", None, None, "is no judgement"),
        ("believe", None, None, "is no judgement"),
    ],
)
def test_bad_judgements_are_refused(
    ledger: Ledger, name: str, action: Any, field: str | None, value: str | None, complaint: str
) -> None:
    before = list(dump(ledger))
    with pytest.raises(LedgerError, match=complaint):
        ledger.judge(f"{name}:f1", action, field=field, value=value, by="me")
    assert list(dump(ledger)) == before


def test_unknown_targets_and_nobody_are_refused(ledger: Ledger, name: str) -> None:
    for target in ("", "nothing", "\x00", "\ud83d", f"{name}:f99", "' OR ''='", f"{name}%"):
        with pytest.raises(LedgerError, match="nothing of this id"):
            ledger.judge(target, "confirm", by="me")
    with pytest.raises(LedgerError, match="whose it is"):
        ledger.judge(name, "confirm", by=" ")
    with pytest.raises(LedgerError, match="no such judgement"):
        ledger.undo("j0", by="me")
    one = ledger.judge(name, "confirm", by="me")
    two = ledger.undo(one.id, by="me")
    with pytest.raises(LedgerError, match="already"):
        ledger.undo(one.id, by="me")
    with pytest.raises(LedgerError, match="took another one back"):
        ledger.undo(two.id, by="me")


def test_several_judgements_are_made_together_or_not_at_all(ledger: Ledger, name: str) -> None:
    with pytest.raises(LedgerError, match="no grade"):
        ledger.judge_all(name, [("confirm", None, None), ("grade", "truth", "1")], by="me")
    assert ledger.judgements() == []
    made_ = ledger.judge_all(
        name,
        [("grade", "reliability", "b"), ("grade", "credibility", 2), ("grade", "grade", "Fair")],
        by="me",
    )
    assert [(one.field, one.value) for one in made_] == [
        ("reliability", "B"), ("credibility", "2"), ("grade", "fair"),
    ]  # fmt: skip


def test_two_of_one_kind_are_merged_and_split(ledger: Ledger, name: str) -> None:
    other = made(2).report.id[:16]
    assert ledger.judge(f"{name}:a1", "merge", value=f"{other}:a1", by="me").value == f"{other}:a1"
    for wrong in (f"{other}:f1", f"{name}:a1"):
        with pytest.raises(LedgerError):
            ledger.judge(f"{name}:a1", "merge", value=wrong, by="me")
    with ledger.write() as connection:
        connection.execute(
            actor.insert(),
            [
                {"id": f"person:{n}", "name": n, "kind": "person", "party": None, "origin": "ledger"}
                for n in "ab"
            ],
        )
    assert ledger.judge("person:a", "merge", value="person:b", by="me").kind == "actor"
    assert ledger.judge("person:a", "split", value="the other Ann", by="me").value == "the other Ann"


def test_a_newer_reading_keeps_judgements_where_the_spans_match(ledger: Ledger, name: str) -> None:
    kept = [
        ledger.judge(f"{name}:f1", "correct", field="metric", value="missing", by="me"),
        ledger.judge(f"{name}:a1", "grade", field="reliability", value="C", by="me"),
    ]
    lost = ledger.judge(f"{name}:a2", "comment", value="on another claim", by="you")
    ledger.judge(f"{name}:n1", "reject", by="me")
    taken_back = ledger.judge(f"{name}:f2", "reject", by="me")
    ledger.undo(taken_back.id, by="me")
    on_report = ledger.judge(name, "grade", field="credibility", value="3", by="me")
    new = other_reader(made(1))
    new = replace(new, attributions=(replace(new.attributions[0], source=None), new.attributions[1]))
    added = ledger.add(new)
    assert added.became == "new reading"
    # The first figure is f5 there and the first claim a3; the second has no source, and there is no finding.
    made_again = ledger.judgements(f"{name}.2:f5")
    assert [(one.field, one.value, one.by, one.carried_from) for one in made_again] == [
        ("metric", "missing", "me", kept[0].id)
    ]
    assert figures(ledger, metric="missing") == [f"{name}.2:f5"]
    assert [one.carried_from for one in ledger.judgements(f"{name}.2:a3")] == [kept[1].id]
    assert len(added.carried) == 2
    assert {one.id for one in ledger.left()} == set(added.left) >= {lost.id}
    assert len(added.left) == 2
    assert ledger.judgements(name) == [on_report]
    assert ledger.left("0" * 16) == []
