"""Military units as sizes: "up to a battalion" is one battalion, and never so many heads."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from whence.figures.draft import Draft
from whence.figures.lexicon import table
from whence.figures.pieces import Pieces
from whence.figures.quantity import Quantity


@cache
def _known() -> tuple[dict[str, Any], dict[str, str], frozenset[str], frozenset[str]]:
    data = table("military")
    names = {}
    for name in data["sizes"]:
        names[name] = name
        names[name if name == "corps" else name[:-1] + "ies" if name.endswith("y") else name + "s"] = name
    return data["sizes"], names, frozenset(data["unsure"]["words"]), frozenset(data["troops"]["words"])


def military_note(quantity: Quantity) -> str | None:
    """What a military unit customarily has of soldiers, for a reader; None for other quantities."""
    if not quantity.military_unit or quantity.unit is None:
        return None
    low, high = _known()[0][quantity.unit]
    return f"a {quantity.unit} customarily has {low:,} to {high:,} soldiers; armies differ"


def name_of(low: str) -> str | None:
    """The singular of a military unit's name; None for other words."""
    return _known()[1].get(low)


def military_at(p: Pieces, j: int) -> str | None:
    """The military unit that piece j names, in the singular; None where it is none or another company."""
    _, names, unsure, troops = _known()
    name = names.get(p.word(j))
    if name is None:
        return None
    if name not in unsure:
        return name
    k = j + 1
    after = p.low[k : k + 5]
    before = p.low[max(0, j - 12) : j]
    if after[:1] == ["of"] and troops.intersection(after):
        return name
    if troops.intersection(before) or troops.intersection(p.low[k : k + 8]):
        return name if name not in ("company", "division", "section", "army") or _fighting(p, j) else None
    return None


def _fighting(p: Pieces, j: int) -> bool:
    return any(
        word
        in (
            "lost",
            "loses",
            "losing",
            "deployed",
            "destroyed",
            "annihilated",
            "sent",
            "committed",
            "wiped",
            "front",
            "regiment",
            "brigade",
            "battalion",
            "platoon",
            "platoons",
        )
        for word in p.low[max(0, j - 10) : j + 8]
    )


def article_at(p: Pieces, i: int) -> Draft | None:
    """As in "a battalion" as a size: behind a bound or a loss, or of troops; the article counts as one."""
    if p.low[i] not in ("a", "an"):
        return None
    j = i + 1
    while (
        p.word(j)
        in ("whole", "full", "reinforced", "single", "entire", "mechanised", "mechanized", "airborne")
        and j < i + 3
    ):
        j += 1
    name = military_at(p, j) or (name_of(p.word(j)) if _bounded(p, i) else None)
    if name is None or p.word(j + 1) in (
        "commander",
        "commanders",
        "-",
        "headquarters",
        "spokesman",
        "spokesperson",
    ):
        return None
    if not (_bounded(p, i) or (p.word(j + 1) == "of" and military_at(p, j) and _taken(p, i))):
        return None
    return Draft(i, j + 1, i, i + 1, 1, 1, unit=name, unit_at=(j, j + 1), military=True)


_BOUNDS: Final = frozenset(
    {"about", "nearly", "almost", "roughly", "around", "perhaps", "over", "least", "than", "to", "of"}
)
_TAKING: Final = frozenset(
    {
        "lost",
        "lose",
        "loses",
        "losing",
        "destroyed",
        "destroying",
        "annihilated",
        "deployed",
        "sent",
        "committed",
        "captured",
    }
)


def _bounded(p: Pieces, i: int) -> bool:
    """Whether a bound or a loss stands before the article: "up to a battalion"."""
    word = p.word(i - 1)
    if word == "to" and p.word(i - 2) not in ("up", "close"):
        return _taken(p, i)
    if word == "of" and p.word(i - 2) not in ("equivalent", "size", "strength", "upwards"):
        return _taken(p, i)
    return word in _BOUNDS or _taken(p, i)


def _taken(p: Pieces, i: int) -> bool:
    return p.word(i - 1) in _TAKING


def needs_troops(name: str) -> bool:
    """Whether a unit's name is that of other things as well, and needs its soldiers beside it."""
    return name in _known()[2]
