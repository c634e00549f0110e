"""What a situation shows of reports made by hand."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from situation.made import Page, pages
from whence.errors import WhenceError
from whence.ledger.store import Ledger
from whence.situation import Flow, Situation
from whence.situation.drawing import svg
from whence.situation.graph import ftm, graphml
from whence.situation.out import situation_json

SVG = "{http://www.w3.org/2000/svg}"


def flow(situation: Situation, giver: str, category: str) -> Flow:
    (found,) = [f for f in situation.flows if f.giver.name == giver and f.category == category]
    return found


def test_flows_each_way() -> None:
    situation = Situation.of(pages())
    assert flow(situation, "Mali", "troops").standing == "delivered"
    assert flow(situation, "Mali", "ammunition").standing == "under way"
    assert {f.category for f in situation.flows if f.giver.name == "Chad"} == {"money", "fuel"}


def test_a_return_stays_expected_and_its_delivery_is_denied_by_another() -> None:
    money = flow(Situation.of(pages()), "Chad", "money")
    assert money.standing == "expected"
    assert money.furthest == "expected"
    assert [c.who for c in money.affirmed] == ["Ada Bor"]
    assert [c.who for c in money.denied] == ["officials"]
    assert not money.contested  # who expects it does not say that it came


def test_what_is_contested() -> None:
    situation = Situation.of(pages())
    assert [f.category for f in situation.contested] == ["ammunition"]
    assert "exchange-denied" in {f.kind for f in situation.findings}


def test_amounts_of_independent_origins() -> None:
    (bounds,) = flow(Situation.of(pages()), "Mali", "troops").amounts
    assert (bounds.lowest[0].words, bounds.highest[0].words, bounds.origins) == ("900", "1,400", 3)


def test_every_claim_leads_to_its_words() -> None:
    readings = pages()
    texts = {one.report.id: one.report.text for one in readings}
    situation = Situation.of(readings)
    claims = [c for f in situation.flows for c in f.claims]
    assert claims
    for claim in claims:
        assert claim.words == texts[claim.report][claim.start : claim.end]
        assert all(item in claim.words for item in claim.items)


def test_the_steps_from_offer_to_delivery() -> None:
    (history,) = Situation.of(pages()).agreements
    assert [step.standing for step in history.steps] == ["offered", "signed", "delivered"]
    assert history.steps[1].when == ("2024-05-04",)
    assert history.steps[0].claims[0].chain == ("Inland Post",)


def test_as_of_a_day() -> None:
    before = Situation.of(pages(), as_of="2024-06-01")
    assert flow(before, "Mali", "ammunition").denied == ()
    assert before.reports == 2
    assert Situation.of(pages(), as_of="2024-05-01").flows == ()
    with pytest.raises(WhenceError, match="2024-13-01"):
        Situation.of(pages(), as_of="2024-13-01")


def test_a_report_without_a_date_is_known_on_no_day() -> None:
    page = Page("Mali sent Chad rice.", "Courier", None).says("Mali", "Chad", {"rice": "food"}, "delivered")
    assert len(Situation.of([page.reading()]).flows) == 1
    assert Situation.of([page.reading()], as_of="2030-01-01").flows == ()


def test_between_two_by_their_capitals() -> None:
    other = Page("Mali sent Togo rice.", "Courier", "2024-06-01")
    other.says("Mali", "Togo", {"rice": "food"}, "delivered")
    readings = [*pages(), other.reading()]
    assert len(Situation.of(readings).parties) == 3
    assert len(Situation.of(readings, between=("Bamako", "N'Djamena")).parties) == 2
    with pytest.raises(WhenceError, match="both are Mali"):
        Situation.of(readings, between=("Bamako", "Mali"))


def test_more_to_come_does_not_undo_what_came() -> None:
    page = Page("Mali may send Chad more rice, Ada Bor said. Mali sent rice.", "Courier", "2024-06-02")
    page.says("Mali", "Chad", {"more rice": "food"}, "expected", ("Ada Bor",))
    early = Page("Mali sent Chad rice.", "Post", "2024-06-01")
    early.says("Mali", "Chad", {"rice": "food"}, "delivered")
    assert flow(Situation.of([early.reading(), page.reading()]), "Mali", "food").standing == "delivered"


def test_what_is_firm_counts_before_what_is_late() -> None:
    firm = Page("Mali sends Chad rice.", "Post", "2024-06-01")
    firm.says("Mali", "Chad", {"rice": "food"}, "under way")
    late = Page("Mali sent Chad rice, it is alleged by Ada Bor.", "Courier", "2024-06-09")
    late.says("Mali", "Chad", {"rice": "food"}, "delivered", ("Ada Bor",), firmness="alleged")
    found = flow(Situation.of([firm.reading(), late.reading()]), "Mali", "food")
    assert (found.standing, found.furthest) == ("under way", "delivered")


def test_several_reports_and_one_origin() -> None:
    readings = []
    for outlet in ("Post", "Courier"):
        page = Page(f"{outlet}: Mali sent Chad rice, Ada Bor said.", outlet, "2024-06-01")
        readings.append(page.says("Mali", "Chad", {"rice": "food"}, "delivered", ("Ada Bor",)).reading())
    assert [f.kind for f in Situation.of(readings).findings] == ["one-origin"]
    assert Situation.of(readings[:1]).findings == ()


def test_one_report_overstates_what_another_has_as_expected() -> None:
    readings = []
    for outlet, standing in (("Post", "delivered"), ("Courier", "expected")):
        page = Page(f"{outlet}: Chad, Mali, rice, Ada Bor.", outlet, "2024-06-01")
        readings.append(page.says("Mali", "Chad", {"rice": "food"}, standing, ("Ada Bor",)).reading())
    assert "return-overstated" in {f.kind for f in Situation.of(readings).findings}


@pytest.mark.parametrize(("other", "wrong"), [("2024-11-06", True), ("2024-11", False)])
def test_an_agreement_with_two_dates(other: str, wrong: bool) -> None:
    readings = []
    for outlet, day in (("Post", "2024-11-04"), ("Courier", other)):
        page = Page(f"{outlet}: Mali and Chad signed a pact on {day}.", outlet, "2024-12-01")
        page.says("Mali", "Chad", {"pact": "agreement"}, "signed", when=(day, day))
        readings.append(page.reading())
    kinds = {f.kind for f in Situation.of(readings).findings}
    assert ("two-dates" in kinds) == wrong


def test_a_ledger_shows_the_same_and_heeds_judgements(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        for reading in pages():
            ledger.add(reading)
        found = Situation.from_ledger(ledger)
        straight = Situation.of(pages())
        assert situation_json(found)["flows"] == situation_json(straight)["flows"]
        denial = flow(found, "Mali", "ammunition").denied[0]
        ledger.judge(denial.id, "reject", by="ada")
        assert flow(Situation.from_ledger(ledger), "Mali", "ammunition").denied == ()
        assert Situation.from_ledger(ledger, as_of="2024-05-05").reports == 1


def test_every_band_and_node_is_a_link_to_claims() -> None:
    situation = Situation.of(pages())
    root = ElementTree.fromstring(svg(situation))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    links = [one for one in root.iter(f"{SVG}a") if (one.get("href") or "").startswith("#")]
    drawn = [one for one in links if one.find(f"{SVG}desc") is not None]
    assert len(drawn) == len(situation.flows) + len(situation.parties)
    for one in drawn:
        assert (one.get("href") or "")[1:] in ids
        assert one.findtext(f"{SVG}title")
    lists = "".join(root.itertext())
    assert "it is not" not in lists
    assert all(c.id in lists for f in situation.flows for c in f.claims)


def test_nothing_in_a_report_gets_out_of_the_drawing() -> None:
    page = Page('Mali sent <script>alert("x")</script>\x00 & rice to Chad.', "<b>&\x1b", "2024-06-01")
    page.says("Mali", "Chad", {'<script>alert("x")</script>\x00 & rice': "food"}, "delivered")
    situation = Situation.of([page.reading()])
    root = ElementTree.fromstring(svg(situation))
    assert not [one for one in root.iter() if "script" in one.tag]
    ElementTree.fromstring(graphml(situation))
    assert all(json.loads(line) for line in ftm(situation))


def test_the_drawing_of_nothing() -> None:
    ElementTree.fromstring(svg(Situation.of([])))


def test_graphml_has_an_edge_for_each_flow() -> None:
    situation = Situation.of(pages())
    root = ElementTree.fromstring(graphml(situation))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(list(root.iter(f"{space}node"))) == 2
    assert len(list(root.iter(f"{space}edge"))) == len(situation.flows)


def test_follow_the_money_takes_the_entities() -> None:
    pytest.importorskip("followthemoney")
    from followthemoney import model

    situation = Situation.of(pages())
    for line in ftm(situation):
        data = json.loads(line)
        proxy = model.get_proxy(data)
        assert set(data["properties"]) <= set(proxy.schema.properties)
        for name, values in data["properties"].items():
            assert sorted(proxy.get(name)) == sorted(set(values))
