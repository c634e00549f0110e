from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.made import full, made
from whence.ledger import Filters, Ledger, LedgerError
from whence.ledger.keys import name_key
from whence.ledger.tables import actor, actor_name, evidence, finding


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for number in range(12):
        ledger.add(made(number))
    return ledger


def found(ledger: Ledger, **named: object) -> list[tuple[int, str]]:
    """Number of the report and local id of each statement."""
    names = {made(number).report.id[:16]: number for number in range(40)}
    statements = ledger.find(Filters(**named), limit=1000)  # type: ignore[arg-type]
    return [(names[s.id.partition(":")[0]], s.id.partition(":")[2]) for s in statements]


def test_the_latest_report_comes_first_and_each_in_order(filled: Ledger) -> None:
    expected = [(n, i) for n in reversed(range(12)) for i in ("a1", "a2", "f2")]
    assert found(filled) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"words": "ship 7"}, [(7, "a2")]),
        ({"words": "SHIPS carrying 7"}, [(7, "a2")]),
        ({"words": '"carried grain" 7'}, [(7, "a2")]),
        ({"words": '"grain carried" 7'}, []),
        ({"words": "harbour master 13"}, [(3, "a1")]),
        ({"words": "Azure houses"}, []),
        ({"words": "nonsuch"}, []),
        ({"metric": "wounded"}, [(n, "a1") for n in (10, 7, 4, 1)]),
        ({"metric": "stock", "outlet": "coast radio"}, [(n, "f2") for n in (11, 8, 5, 2)]),
        ({"metric": "stock", "side": "Azure"}, []),
        ({"side": "azure", "outlet": "The Inland Post"}, [(n, "a1") for n in (9, 6, 3, 0)]),
        ({"authority": "a customs officer", "standing": "claimed"}, [(n, "a2") for n in (11, 9, 7, 5, 3, 1)]),
        ({"authority": "The Coast Radio", "since": "2024-12-11"}, [(11, "a2"), (10, "a2")]),
        ({"since": "2024-12-03", "until": "2024-12-03"}, [(2, "a1"), (2, "a2"), (2, "f2")]),
        ({"until": "2024-12-01", "figures": True}, [(0, "a1"), (0, "f2")]),
        ({"finding": "missing-date", "metric": "killed"}, [(n, "a1") for n in (9, 6, 3, 0)]),
        ({"finding": "drift"}, []),
        ({"authority": "\x00", "standing": "\ud83d", "side": "\x00"}, []),
        ({"outlet": "nobody"}, []),
        ({"standing": "' OR 1=1 --"}, []),
        ({"words": "DROP TABLE report"}, []),
    ],
)
def test_filters(filled: Ledger, named: dict[str, object], expected: list[tuple[int, str]]) -> None:
    assert found(filled, **named) == expected


def test_one_report_alone(filled: Ledger) -> None:
    name = made(5).report.id
    assert found(filled, report=name) == [(5, "a1"), (5, "a2"), (5, "f2")]
    assert found(filled, report=name, metric="casualties") == [(5, "a1")]
    with pytest.raises(LedgerError, match="no such report"):
        found(filled, report="0" * 16)


def test_pages_follow_each_other(filled: Ledger) -> None:
    whole = [s.id for s in filled.find(Filters(figures=True), limit=1000)]
    assert len(whole) == 24
    paged: list[str] = []
    while page := filled.find(Filters(figures=True), limit=5, after=paged[-1] if paged else None):
        paged += [s.id for s in page]
    assert paged == whole
    with pytest.raises(LedgerError, match="no such statement"):
        filled.find(Filters(), after="nothing")
    with pytest.raises(LedgerError, match="limit is 0"):
        filled.find(Filters(), limit=0)


def test_a_statement_has_its_report_its_chain_and_its_figures(filled: Ledger) -> None:
    (statement,) = filled.find(Filters(words="13 sailors"))
    reading = made(3)
    assert statement.source.outlet == reading.report.outlet
    assert statement.source.location == reading.report.location
    assert statement.chain == (("the harbour master",),)
    assert statement.said == "2024-12-23"
    (figure,) = statement.figures
    assert (figure.low, figure.high, figure.metric, figure.place) == (13, None, "killed", "Port Azure")
    assert isinstance(figure.low, int)
    assert reading.report.text[figure.start : figure.end] == figure.words == "at least 13"
    assert (figure.origin, figure.point) == ("the harbour master", None)
    (alone,) = filled.find(Filters(words="houses", report=reading.report.id))
    assert (alone.chain, alone.figures[0].point, alone.figures[0].attribution) == ((), 1003, None)


def test_figures_of_a_measure_are_only_those(filled: Ledger) -> None:
    assert len(list(filled.figures(Filters()))) == 24
    killed = list(filled.figures(Filters(metric="killed")))
    assert {figure.metric for figure in killed} == {"killed"}
    assert len(killed) == 4
    assert [f.metric for f in filled.figures(Filters(side="Azure", words="wounded"))] == ["wounded"] * 4


def test_two_figures_of_one_statement_do_not_lend_each_other_their_sides(ledger: Ledger) -> None:
    reading = made(0)
    first, second = reading.figures
    both = replace(reading, figures=(first, replace(second, attribution="a1")))
    ledger.add(both)
    assert len(ledger.find(Filters(metric="killed", side="Azure"))) == 1
    assert ledger.find(Filters(metric="stock", side="Azure")) == []
    assert len(ledger.find(Filters(metric="stock"))) == 1


def test_all_names_of_an_actor_are_one(filled: Ledger) -> None:
    with filled.write() as connection:
        connection.execute(
            actor.insert(),
            {
                "id": "office:harbour",
                "name": "Harbour",
                "kind": "office",
                "party": "Azure",
                "origin": "ledger",
            },
        )
        for name in ("the harbour master", "Port Captain"):
            connection.execute(
                actor_name.insert(), {"name_key": name_key(name), "actor_id": "office:harbour", "name": name}
            )
    expected = [(n, "a1") for n in reversed(range(12))]
    for asked in ("Port Captain", "office:harbour", "harbour master"):
        assert found(filled, authority=asked) == expected
    assert found(filled, party="azure") == expected
    assert found(filled, party="nobody") == []


def test_many_findings_and_many_hits(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled.write() as connection:
        row = {"severity": "note", "message": "m", "detail": {}, "current": True}
        connection.execute(finding.insert(), {"id": "d1", "kind": "drift", **row})
        for number, (report, item) in enumerate(((2, "a1"), (7, "a2"))):
            name = made(report).report.id[:16]
            (statement,) = [s for s in filled.find(Filters(report=name)) if s.id.endswith(item)]
            connection.execute(
                evidence.insert(),
                {
                    "finding_id": "d1", "number": number, "side": "earlier", "item": "attribution",
                    "item_id": statement.id, "statement_n": statement.n, "report_id": name,
                    "finding_kind": "drift", "current": True,
                },
            )  # fmt: skip
    expected = [(7, "a2"), (2, "a1")]
    for few in (1, 1_000):
        monkeypatch.setattr("whence.ledger.find._FEW", few)
        assert found(filled, finding="drift") == expected
        assert found(filled, finding="drift", words="ship") == expected[:1]
        assert found(filled, finding="drift", until="2024-12-05") == expected[1:]


def test_reports_by_their_words(filled: Ledger) -> None:
    names = [made(number).report.id[:16] for number in range(12)]
    assert filled.find_reports("harbour master") == names[::-1]
    assert filled.find_reports("harbour master", limit=2) == names[:-3:-1]
    assert filled.find_reports('"ship 4"') == [names[4]]
    assert filled.find_reports("nonsuch") == []


def test_a_long_text_is_found_by_its_last_words(ledger: Ledger) -> None:
    reading = made(0)
    text = reading.report.text + " filler" * 30_000 + " lastword"
    ledger.add(replace(reading, report=replace(reading.report, text=text)))
    assert len(ledger.find_reports("lastword")) == 1
    assert len(ledger.find_reports("filler", limit=5)) == 1


@pytest.mark.parametrize("words", ["", "  ", "--", '"', "\x00", "\ue000"])
def test_no_words_are_an_error(filled: Ledger, words: str) -> None:
    with pytest.raises(LedgerError, match="no words"):
        filled.find(Filters(words=words))


@pytest.mark.parametrize(
    "words",
    ['a"b', "NEAR(a b)", "words:x", "a* OR b", "-x", "(a", "^a", "'; DROP TABLE report; --", "x" * 100_000,
     "a\x00b", "\ud83d x", "+a", "{a b}", "a AND", "the"],
)  # fmt: skip
def test_no_words_are_orders(filled: Ledger, words: str) -> None:
    filled.find(Filters(words=words))
    filled.find_reports(words)
    assert filled.counts()["report"] == 12


def test_too_many_words_and_bad_days_are_told(filled: Ledger) -> None:
    with pytest.raises(LedgerError, match="more than 50"):
        filled.find(Filters(words="a " * 60))
    with pytest.raises(LedgerError, match="is no day"):
        filled.find(Filters(since="yesterday"))


def test_no_report_can_forge_a_facet(ledger: Ledger) -> None:
    from whence.ledger.keys import facet

    reading = made(0)
    forged = facet("metric", "captured")
    text = reading.report.text + f" {forged}"
    claim = reading.attributions[1]
    outlet = replace(claim.authority[0], name=f"Radio {forged}")
    claims = (reading.attributions[0], replace(claim, authority=(outlet,)))
    ledger.add(replace(reading, report=replace(reading.report, text=text), attributions=claims))
    assert ledger.find(Filters(metric="captured")) == []
    assert ledger.find(Filters(words=forged + "x")) == []


def test_hostile_names_are_found_and_come_back(ledger: Ledger) -> None:
    name = ledger.add(full()).report_id
    (statement,) = ledger.find(Filters(words="12,000"))
    assert statement.chain == (("Ra\x00dio", "Kim \ud83d"), ("Mosc\ufdd0ow",))
    assert statement.source.outlet == "<b>Out\x00let</b>"
    assert [s.id for s in ledger.find(Filters(outlet="<b>Out\x00let</b>"))] == [f"{name}:a1"]
    assert [s.id for s in ledger.find(Filters(authority="Ra\x00dio"))] == [f"{name}:a1"]


def test_endless_tokens(ledger: Ledger) -> None:
    word = "x" * 100_000
    reading = made(0)
    text = f"{word} " + reading.report.text
    claim = replace(reading.attributions[0], authority=())
    shifted = replace(
        reading,
        report=replace(reading.report, text=text, title=word, outlet=word),
        attributions=(claim,), figures=(), findings=(),
    )  # fmt: skip
    authority = replace(reading.attributions[0].authority[0], name=word)
    ledger.add(replace(shifted, attributions=(replace(claim, authority=(authority,)),)))
    assert ledger.find(Filters(authority=word))[0].chain == ((word,),)
    assert ledger.find(Filters(outlet=word))
