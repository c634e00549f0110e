"""What is printed and read again is the same amount."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.test_grammar import SOUP
from whence.figures.figure import Figure
from whence.figures.grammar import find_quantities
from whence.figures.printing import print_quantity
from whence.figures.quantity import Quantity
from whence.spans import TextSpan

NLP = spacy.blank("en")


def key(quantity: Quantity) -> tuple[object, ...]:
    return (
        quantity.low,
        quantity.high,
        quantity.low_inclusive,
        quantity.high_inclusive,
        quantity.approximate,
        quantity.near,
        quantity.kind,
        quantity.unit,
        quantity.change,
        quantity.vague,
        quantity.military_unit,
    )


def again(quantity: Quantity) -> None:
    printed = print_quantity(quantity)
    found = find_quantities(NLP(printed))
    assert [key(q) for q in found] == [key(quantity)], printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("They lost at least 3000 men.", "at least 3,000"),
        ("They lost two-thirds of it.", "two-thirds"),
        ("It rose by about 5 per cent.", "up by about 5%"),
        ("It cost just over $3.5 billion.", "just over USD 3,500,000,000"),
        ("It is 10–12 km off.", "between 10 kilometre and 12 kilometre"),
        ("Tens of thousands fled.", "tens of thousands"),
        ("They lost up to a battalion.", "up to 1 battalion"),
    ],
)
def test_printed_as_a_report_might_put_it(text: str, printed: str) -> None:
    (quantity,) = find_quantities(NLP(text))
    assert print_quantity(quantity) == printed
    again(quantity)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=14))
def test_printed_and_read_again_it_is_the_same(some: list[str]) -> None:
    for quantity in find_quantities(NLP(" ".join(some))):
        again(quantity)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 10**9) | st.floats(0.01, 10**6, allow_nan=False).map(lambda f: round(f, 3)),
    st.sampled_from(
        ["at least {}", "fewer than {}", "about {}", "{} km", "{}%", "EUR {}", "up to {} hours", "{}"]
    ),
)
def test_any_number_is_printed_and_read_again(value: float, frame: str) -> None:
    for quantity in find_quantities(NLP(frame.format(f"{value:,}"))):
        again(quantity)


def test_a_figure_is_printed_as_its_quantity_is() -> None:
    span = TextSpan("up to 5%", 0, 8)
    figure = Figure("f1", span, None, 5, False, True, False, "percentage", "percent", change="down")
    assert print_quantity(figure) == "down by up to 5%"
