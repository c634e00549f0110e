"""What one exchange holds: sides, items, standing, date, figures, and the word on which it rests."""

from __future__ import annotations

import pytest

from whence.exchanges import Exchange
from whence.reader import Reader
from whence.reading import Reading, read_report
from whence.reports.report import Report


def reading(reader: Reader, text: str, published: str | None = None) -> Reading:
    return read_report(Report(text, published=published), reader)


def only(reader: Reader, text: str) -> Exchange:
    (found,) = reading(reader, text).exchanges
    return found


def sides(exchange: Exchange) -> tuple[str | None, str | None]:
    return (
        exchange.giver.name if exchange.giver else None,
        exchange.receiver.name if exchange.receiver else None,
    )


def test_every_part_of_one(reader: Reader) -> None:
    text = "Poland will send 14 tanks to Ukraine in March, the Polish defence minister said."
    whole = reading(reader, text, "2024-12-20")
    (found,) = whole.exchanges
    assert found.id == "x1"
    assert found.giver is not None
    assert found.receiver is not None
    assert (found.giver.actor, found.receiver.actor) == ("country:pol", "country:ukr")
    assert [(i.span.text, i.category) for i in found.gives] == [("14 tanks", "vehicles")]
    assert found.trigger is not None
    assert found.trigger.text == "send"
    assert found.standing == "promised"
    assert found.plover == "AGREE"
    assert found.attribution == whole.attributions[0].id
    assert [f.span.text for f in whole.figures if f.id in found.figures] == ["14"]
    assert found.when is not None
    assert found.when.span.text.endswith("March")
    assert 0 < found.confidence <= 1


def test_spans_are_into_the_text_as_found(reader: Reader) -> None:
    text = "The ships left.\n\nIran sold Sudan drones for gold; Cuba sent doctors to Angola."
    found = reading(reader, text).exchanges
    assert [x.id for x in found] == ["x1", "x2"]
    for exchange in found:
        items = [i.span for i in (*exchange.gives, *exchange.in_return)]
        parties = [p.span for p in (exchange.giver, exchange.receiver) if p is not None]
        for span in (*items, *parties, exchange.trigger):
            assert span is not None
            assert text[span.start : span.end] == span.text


def test_one_for_each_giver(reader: Reader) -> None:
    found = reading(reader, "Norway and Denmark gave Ukraine generators.").exchanges
    assert [sides(x) for x in found] == [("Norway", "Ukraine"), ("Denmark", "Ukraine")]


def test_it_rests_on_the_innermost_word(reader: Reader) -> None:
    text = "The newspaper reported that Kenyan officials believe that Turkey gave Chad drones."
    whole = reading(reader, text)
    (found,) = whole.exchanges
    inner = next(a for a in whole.attributions if a.id == found.attribution)
    assert inner.cue is not None
    assert inner.cue.text == "believe"


def test_nobodys_word_but_the_reports(reader: Reader) -> None:
    assert only(reader, "Turkey gave Chad drones in 2022.").attribution is None


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Turkey offered Chad drones.", "offered"),
        ("Chad asked Turkey for drones.", "requested"),
        ("Turkey has agreed to sell drones to Chad.", "agreed"),
        ("Turkey has promised Chad drones.", "promised"),
        ("Turkey is expected to send drones to Chad.", "expected"),
        ("Turkey is preparing to send drones to Chad.", "in preparation"),
        ("Turkey is sending drones to Chad.", "under way"),
        ("Turkey has continued to send drones to Chad.", "under way"),
        ("Turkey sent drones to Chad.", "delivered"),
        ("Turkey refused to sell drones to Chad.", "refused"),
        ("Turkey has stopped selling drones to Chad.", "stopped"),
        ("Turkey has not sold drones to Chad.", "denied"),
        ("Turkey denied having sold drones to Chad.", "denied"),
        ("Turkey and Chad signed a contract for the sale of drones by Turkey to Chad.", "signed"),
    ],
)
def test_how_far_it_got(reader: Reader, text: str, standing: str) -> None:
    found = only(reader, text)
    assert sides(found) == ("Turkey", "Chad")
    assert found.standing == standing


def test_what_is_not_believed_is_denied_on_that_word(reader: Reader) -> None:
    text = "American officials do not believe that Chad has received any drones from Turkey."
    found = only(reader, text)
    assert sides(found) == ("Turkey", "Chad")
    assert found.standing == "denied"
    assert found.attribution is not None


@pytest.mark.parametrize(
    "text",
    [
        "Turkey sent troops to Libya in exchange for oil.",
        "Turkey sent troops to Libya. In return, Tripoli shipped oil.",
        "Turkey sent troops to Libya in return for oil.",
        "Libya paid Turkey for the troops with oil.",
        "Turkey sent troops to Libya and was paid in oil.",
    ],
)
def test_what_comes_back(reader: Reader, text: str) -> None:
    found = only(reader, text)
    assert sides(found) == ("Turkey", "Libya")
    assert [i.category for i in found.gives] == ["troops"]
    assert [i.category for i in found.in_return] == ["fuel"]


@pytest.mark.parametrize(
    "text",
    [
        "Two-thirds of the shells fired by Russia came from North Korea.",
        "One in three missiles in Russia was made in North Korea.",
        "North Korea's supply of shells to Russia has grown.",
        "The shells that North Korea shipped to Russia were old.",
        "The shells sent to Russia by North Korea were old.",
        "Arms shipments from Pyongyang to Moscow went by rail.",
    ],
)
def test_origin_nouns_and_clauses(reader: Reader, text: str) -> None:
    assert sides(only(reader, text)) == ("North Korea", "Russia")


@pytest.mark.parametrize(
    "text",
    [
        "The minister sent a message to his counterpart in Oslo.",
        "The president gave a speech to the troops and paid a visit to the port.",
        "The army delivered a heavy blow to the rebels.",
        "The king took part in a service and gave thanks to the nurses.",
        "The storm brought misery to the coast.",
        "She gave birth to twins in Rome.",
        "Russia launched ninety drones at Kharkiv.",
        "The court handed down a sentence of ten years.",
    ],
)
def test_what_is_no_exchange(reader: Reader, text: str) -> None:
    assert reading(reader, text).exchanges == ()


def test_an_offer_that_is_accepted_is_agreed(reader: Reader) -> None:
    found = only(reader, "Turkey offered drones to Chad, and Chad accepted.")
    assert found.standing == "agreed"
    assert found.plover == "AGREE"


def test_steps_of_an_agreement(reader: Reader) -> None:
    text = "Serbia and Cuba reached an agreement in May. The agreement was signed in June."
    found = reading(reader, text).exchanges
    assert [(x.standing, x.when.edtf if x.when else None) for x in found] == [
        ("agreed", "XXXX-05"),
        ("signed", "XXXX-06"),
    ]
    assert {sides(x) for x in found} == {("Serbia", "Cuba")}


def test_a_text_of_nothing(reader: Reader) -> None:
    assert reading(reader, "").exchanges == ()


def test_pronouns_without_end(reader: Reader) -> None:
    # "Its army" may lead to another "its army": the way back is bounded.
    text = " ".join(["Its army and its fleet say that it gave them its guns."] * 60)
    found = reading(reader, text).exchanges
    assert {x.giver.actor for x in found if x.giver is not None} <= {None}


def test_no_pronoun_waits_for_itself(reader: Reader) -> None:
    # "His" is taken for the very chief of staff, who was whoever "his" is, who was the chief of staff …
    text = (
        "Mr. Brandt, his chief of staff Rolf Emmer and his brother gave the port two ferries. "
        "He paid for the fuel."
    )
    ferries = next(x for x in reading(reader, text).exchanges if x.gives[0].span.text == "two ferries")
    assert sides(ferries) == ("Brandt", "port")
