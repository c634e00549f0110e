"""Amounts as words give them: value, bounds, kind, unit and the very words."""

from __future__ import annotations

import random
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from whence.figures.counted import counted
from whence.figures.grammar import find_quantities, read_quantities
from whence.figures.quantity import Quantity

NLP = spacy.blank("en")


def one(text: str) -> tuple[Doc, Quantity]:
    doc = NLP(text)
    found = find_quantities(doc)
    assert len(found) == 1, [doc[q.words[0] : q.words[1]].text for q in found]
    return doc, found[0]


def words(text: str) -> list[str]:
    doc = NLP(text)
    return [doc[q.words[0] : q.words[1]].text for q in find_quantities(doc)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They counted 3,000 crates.", 3000),
        ("They counted 3.000 crates.", 3000),
        ("They counted 13 000 crates.", 13000),
        ("They counted 1.250.000 crates.", 1_250_000),
        ("They counted three thousand crates.", 3000),
        ("They counted twenty-one thousand crates.", 21_000),
        ("They counted four hundred and twelve crates.", 412),
        ("They counted 1.2 million crates.", 1_200_000),
        ("They counted 4m people.", 4_000_000),
        ("They counted 3k crates.", 3000),
        ("They counted half a million crates.", 500_000),
        ("They counted a million and a half crates.", 1_500_000),
        ("They counted one and a half million crates.", 1_500_000),
        ("They counted a dozen crates.", 12),
        ("They counted half a dozen crates.", 6),
        ("They counted a score of crates.", 20),
        ("They counted a hundred and twenty crates.", 120),
        ("They counted two thousand million crates.", 2_000_000_000),
        ("They counted 4 hundred million crates.", 400_000_000),
    ],
)
def test_numbers_in_digits_and_words(text: str, value: float) -> None:
    _, quantity = one(text)
    assert (quantity.low, quantity.high, quantity.approximate) == (value, value, False)


@pytest.mark.parametrize(
    ("phrase", "low", "high", "inclusive", "approximate", "near"),
    [
        ("at least 300", 300, None, True, False, None),
        ("no fewer than 300", 300, None, True, False, None),
        ("more than 300", 300, None, False, False, None),
        ("over 300", 300, None, False, False, None),
        ("upwards of 300", 300, None, False, False, None),
        ("exceeded 300", None, None, False, False, None),
        ("up to 300", None, 300, True, False, None),
        ("as many as 300", None, 300, True, False, None),
        ("at most 300", None, 300, True, False, None),
        ("no more than 300", None, 300, True, False, None),
        ("less than 300", None, 300, False, False, None),
        ("fewer than 300", None, 300, False, False, None),
        ("about 300", 300, 300, True, True, None),
        ("some 300", 300, 300, True, True, None),
        ("roughly 300", 300, 300, True, True, None),
        ("nearly 300", 300, 300, True, True, "below"),
        ("almost 300", 300, 300, True, True, "below"),
        ("close to 300", 300, 300, True, True, None),
        ("just over 300", 300, None, False, True, "above"),
        ("just under 300", None, 300, False, True, "below"),
        ("300 or more", 300, None, True, False, None),
        ("300 at the least", 300, None, True, False, None),
        ("300, if not more", 300, None, True, False, None),
        ("300 or fewer", None, 300, True, False, None),
        ("300 or so", 300, 300, True, True, None),
        ("300-plus", 300, None, True, False, None),
        ("300-odd", 300, 300, True, True, "above"),
        ("up to about 300", None, 300, True, True, None),
    ],
)
def test_bounds_keep_their_inclusion_and_side(
    phrase: str, low: int | None, high: int | None, inclusive: bool, approximate: bool, near: str | None
) -> None:
    doc, quantity = one(f"The depot took in {phrase}.")
    if phrase.startswith("exceeded"):
        low = 300
    assert (quantity.low, quantity.high) == (low, high)
    assert (quantity.low_inclusive if low is not None else quantity.high_inclusive) is inclusive
    assert (quantity.approximate, quantity.near) == (approximate, near)
    assert doc[quantity.words[0] : quantity.words[1]].text == phrase


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("between 10,000 and 12,000", 10_000, 12_000),
        ("10,000 to 12,000", 10_000, 12_000),
        ("10–12,000", 10_000, 12_000),
        ("from 3 to 5", 3, 5),
        ("10 to 12 thousand", 10_000, 12_000),
        ("two or three thousand", 2000, 3000),
        ("between 12,000 and 10,000", 12_000, 10_000),
    ],
)
def test_ranges_are_one_quantity(phrase: str, low: int, high: int) -> None:
    doc, quantity = one(f"They need {phrase} crates.")
    assert (quantity.low, quantity.high) == (low, high)
    assert doc[quantity.words[0] : quantity.words[1]].text == phrase


def test_two_bounds_of_one_amount() -> None:
    _, quantity = one("They hold more than a hundred but fewer than 150.")
    assert (quantity.low, quantity.high, quantity.low_inclusive, quantity.high_inclusive) == (
        100,
        150,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("text", "low", "high", "vague"),
    [
        ("Dozens of crates burned.", 24, 100, "dozens"),
        ("They lost several hundred.", 300, 900, "several hundred"),
        ("Tens of thousands fled.", 20_000, 100_000, "tens of thousands"),
        ("Hundreds of thousands fled.", 200_000, 1_000_000, "hundreds of thousands"),
    ],
)
def test_vague_amounts_keep_their_word(text: str, low: int, high: int, vague: str) -> None:
    _, quantity = one(text)
    assert (quantity.low, quantity.high, quantity.vague, quantity.approximate) == (low, high, vague, True)


@pytest.mark.parametrize(
    ("text", "kind", "value", "phrase"),
    [
        ("Two-thirds of the crates burned.", "share", 2 / 3, "Two-thirds"),
        ("A quarter of the crates burned.", "share", 0.25, "A quarter"),
        ("Half of them burned.", "share", 0.5, "Half"),
        ("One in three burned.", "share", 1 / 3, "One in three"),
        ("Some 2 out of 5 burned.", "share", 0.4, "Some 2 out of 5"),
        ("Around two in five crates burned.", "share", 0.4, "Around two in five"),
        ("They say at least three in ten crates burned.", "share", 0.3, "at least three in ten"),
        ("Nine of ten burned.", "share", 0.9, "Nine of ten"),
        ("Three in every hundred burned.", "share", 0.03, "Three in every hundred"),
        ("It was four to one.", "ratio", 4, "four to one"),
        ("It was 3:1 there.", "ratio", 3, "3:1"),
        ("It makes twice as much.", "ratio", 2, "twice"),
        ("It makes three times as much.", "ratio", 3, "three times"),
        ("It fell threefold.", "ratio", 3, "threefold"),
        ("It is 60% done.", "percentage", 60, "60%"),
        ("It is 60 per cent done.", "percentage", 60, "60 per cent"),
        ("It is up 2.5 percentage points.", "percentage", 2.5, "2.5 percentage points"),
    ],
)
def test_shares_ratios_and_percentages(text: str, kind: str, value: float, phrase: str) -> None:
    doc, quantity = one(text)
    assert (quantity.kind, quantity.low) == (kind, pytest.approx(value))
    assert doc[quantity.words[0] : quantity.words[1]].text == phrase


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost $3.5 billion.", 3_500_000_000, "USD"),
        ("It cost £3m in all.", 3_000_000, "GBP"),
        ("It cost C$500 million.", 500_000_000, "CAD"),
        ("It cost NOK 2.4bn in all.", 2_400_000_000, "NOK"),
        ("It cost 40,000 yen.", 40_000, "JPY"),
        ("It cost 600 Syrian pounds.", 600, "SYP"),
        ("It cost half a million euros.", 500_000, "EUR"),
        ("It cost 4.9 billion Swiss francs.", 4_900_000_000, "CHF"),
        ("It cost $US55 in all.", 55, "USD"),
        ("It cost $A82,600 in all.", 82_600, "AUD"),
    ],
)
def test_money_is_in_whole_units_of_its_currency(text: str, value: float, unit: str) -> None:
    _, quantity = one(text)
    assert (quantity.kind, quantity.low, quantity.unit) == ("money", value, unit)


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("It went about 40 kilometres.", "measure", 40, "kilometre"),
        ("It went 10 kilometers.", "measure", 10, "kilometer"),
        ("It went 5km that day.", "measure", 5, "kilometre"),
        ("It reached 49.9C there.", "measure", 49.9, "degree Celsius"),
        ("It holds 112,000 square kilometres.", "measure", 112_000, "square kilometre"),
        ("It reached 100 miles per hour.", "measure", 100, "mile per hour"),
        ("It reached 80km/h there.", "measure", 80, "kilometre per hour"),
        ("It took eighteen months.", "duration", 18, "month"),
        ("It took an hour and a half.", "duration", 1.5, "hour"),
        ("It took half an hour.", "duration", 0.5, "hour"),
        ("It took two and a half years.", "duration", 2.5, "year"),
    ],
)
def test_measures_and_durations(text: str, kind: str, value: float, unit: str) -> None:
    _, quantity = one(text)
    assert (quantity.kind, quantity.low, quantity.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2022 and ended by 2025.",
        "It began on 7 August 2024.",
        "It began on March 3, 2024.",
        "Article 5 was never tested.",
        "Resolution 1701 forbids it.",
        "The T-72 burned beside a Su-35.",
        "The 101st Brigade held the town.",
        "The Group of Seven met.",
        "The phones rang 24/7.",
        "A 34-year-old driver was hurt.",
        "His son, aged 9, was hurt.",
        "Rovers won 3-1.",
        "They met at 8:30 pm.",
        "It stands on page 14.",
        "It stands at 221 Baker Street.",
        "Call 020 7946 0018 today.",
        "They fired 155 mm shells.",
        "It was in the 1980s.",
        "One of them ran off.",
        "He returned on 9/11.",
    ],
)
def test_numbers_that_are_no_quantities(text: str) -> None:
    assert words(text) == []


def test_what_is_left_out_says_why() -> None:
    reasons = [
        e.reason for e in read_quantities(NLP("Article 5 of 2022, aged 9, won 3-1 with 155 mm shells."))[1]
    ]
    assert reasons == ["name", "date", "age", "score", "calibre"]


def test_a_military_unit_is_a_size_and_no_count_of_heads() -> None:
    doc, quantity = one("They lost up to a battalion.")
    assert (quantity.low, quantity.high, quantity.unit, quantity.military_unit) == (
        None,
        1,
        "battalion",
        True,
    )
    assert doc[quantity.words[0] : quantity.words[1]].text == "up to a battalion"
    assert one("They opened 51 companies.")[1].military_unit is False


def test_a_part_and_its_whole_are_two() -> None:
    assert words("They lost 3,000 of the 10,000.") == ["3,000", "10,000"]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("It rose 5% to 63%.", ["up", None]),
        ("It fell to 63%.", ["down"]),
        ("It is up by a quarter.", ["up"]),
        ("It was 20% lower.", ["down"]),
        ("It has doubled.", ["up"]),
        ("It has fallen threefold.", ["down"]),
        ("It cut the risk by 86%.", ["down"]),
        ("They sold 8,500, down from over 11,000.", ["down", None]),
        ("It went up from 8,000 to 11,000.", [None, "up"]),
    ],
)
def test_rises_and_falls(text: str, changes: list[str | None]) -> None:
    assert [q.change for q in find_quantities(NLP(text))] == changes


def test_ranks() -> None:
    doc, quantity = one("It is one of the largest stocks.")
    assert (quantity.kind, quantity.low, quantity.vague) == ("rank", None, "one of the largest")
    doc, quantity = one("It has the second-largest stock.")
    assert (quantity.kind, quantity.low) == ("rank", 2)
    assert doc[quantity.words[0] : quantity.words[1]].text == "the second-largest"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("They lost 300 soldiers there.", "soldiers"),
        ("They lost dozens of houses.", "houses"),
        ("It cost $300.", None),
    ],
)
def test_what_is_counted_without_a_tree(text: str, noun: str | None) -> None:
    doc, quantity = one(text)
    found = counted(doc, quantity)
    assert (doc[found.head].text if found else None) == noun


SOUP = [
    "one", "two", "ten", "ninety", "hundred", "thousand", "million", "dozen", "dozens", "half", "a",
    "an", "third", "thirds", "quarter", "of", "in", "out", "to", "and", "or", "-", "–", "/", ":", ".",
    ",", "(", ")", "%", "per", "cent", "$", "€", "US$", "USD", "between", "from", "at", "least", "up",
    "over", "under", "about", "nearly", "just", "more", "than", "fewer", "less", "or", "so", "odd",
    "plus", "minus", "3", "10", "2024", "1,000", "10–12,000", "3.5", "4m", "5bn", "1/2", "3:1", "24/7",
    "20%", "km", "155", "mm", "battalion", "company", "year-old", "twice", "fold", "doubled", "several",
    "few", "every", "points", "exceeded", "rose", "by", "T-72", "34-year-old", "½", "007", "5",
]  # fmt: skip


def sound(doc: Doc) -> None:
    """Every quantity points at its own words, its number within them, none over another."""
    at = 0
    for quantity in find_quantities(doc):
        assert (
            at
            <= quantity.words[0]
            <= quantity.number[0]
            < quantity.number[1]
            <= quantity.words[1]
            <= len(doc)
        )
        at = quantity.words[1]
        counted(doc, quantity)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    sound(NLP(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=40))
def test_no_soup_of_number_words_breaks_it(some: list[str]) -> None:
    sound(NLP(" ".join(some)))


def test_ten_thousand_random_strings() -> None:
    rng = random.Random(3)
    letters = "0123456789,.-–/:%$€ abcdefghijklmnop\n"
    for n in range(10_000):
        if n % 2:
            text = " ".join(rng.choices(SOUP, k=rng.randrange(12)))
        else:
            text = "".join(rng.choices(letters, k=rng.randrange(30)))
        sound(NLP(text))


@pytest.mark.parametrize(
    "soup", ["one", "10 to", "between 1 and", "hundred million", "1 2", "a half of", "$", "one in"]
)
def test_time_grows_in_step_with_length(soup: str) -> None:
    def spent(size: int) -> float:
        doc = Doc(NLP.vocab, words=(soup.split() * size)[:size])
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            find_quantities(doc)
            best = min(best, time.process_time() - began)
        return best

    # Quadratic time would make eight times the words take 64 times as long.
    assert spent(8000) < 30 * spent(1000) + 0.05
