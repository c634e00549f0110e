"""Whom "it" means in what somebody says: whoever says it, and not whoever was named last."""

from __future__ import annotations

import pytest

from whence import read_text
from whence.reader import Reader


@pytest.mark.parametrize(
    ("teller", "other", "to"),
    [("Norway", "Sweden", "Latvia"), ("France", "Russia", "Armenia"), ("India", "China", "Vietnam")],
)
def test_it_is_whoever_says_so(reader: Reader, teller: str, other: str, to: str) -> None:
    text = (
        f"{teller}, the main supplier of patrol boats after {other} halted deliveries, says it has shipped "
        f"12 of 30 boats it sold to {to}."
    )
    sold = [x for x in read_text(text, reader=reader).exchanges if x.receiver and x.receiver.name == to]
    assert sold
    assert {x.giver.name for x in sold if x.giver} == {teller}
