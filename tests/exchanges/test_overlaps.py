from __future__ import annotations

from whence.exchanges.categories import Thing
from whence.exchanges.overlaps import Overlaps


def test_what_shares_a_word_is_found_once_and_in_order() -> None:
    there = Overlaps[str]()
    there.add(Thing(2, 5, 4, "money"), "first")
    there.add(Thing(4, 6, 5, "money"), "second")
    assert there.at(Thing(3, 6, 5, "money")) == ["first", "second"]
    assert there.at(Thing(5, 6, 5, "money")) == ["second"]
    assert there.at(Thing(6, 9, 8, "money")) == []
