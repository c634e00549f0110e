"""The grammar of quantities: every amount in a text, with its bounds, unit and direction.

It reads the words of a Doc once from left to right. Tags and syntax help where a Doc has them ("May",
"one", "a third man"), and a blank Doc is read too. The words stand in tables (`data/*.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from whence.figures.bounds import bound
from whence.figures.change import set_changes
from whence.figures.draft import Draft
from whence.figures.excluded import NotQuantity, Reason
from whence.figures.military import article_at
from whence.figures.money import name_at, sign_at
from whence.figures.not_quantities import not_quantity_at
from whence.figures.numerals import GROUPS, ORDINALS, SIGNS, TENS, UNITS, is_numeral
from whence.figures.pieces import BREAK, Pieces
from whence.figures.points import read_points
from whence.figures.quantity import Quantity, Range
from whence.figures.ranges import merge_bounds, range_at
from whence.figures.ranks import rank_at
from whence.figures.shares import share_at
from whence.figures.shares import starters as share_starters
from whence.figures.units import unit_at
from whence.figures.vague import starters as vague_starters
from whence.figures.vague import vague_at

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_WORDS: Final = (
    frozenset(UNITS)
    | frozenset(TENS)
    | frozenset(GROUPS)
    | frozenset(ORDINALS)
    | {"a", "an", "half", "minus", "negative"}
)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A number that is no amount, and why."""

    words: Range
    reason: Reason


def find_quantities(doc: Doc) -> tuple[Quantity, ...]:
    """Every quantity of a Doc in the order of the text, none over another."""
    return read_quantities(doc)[0]


def read_quantities(doc: Doc) -> tuple[tuple[Quantity, ...], tuple[Excluded, ...]]:
    """The quantities of a Doc, and the numbers that are none (years, names, ages, scores)."""
    p = Pieces(doc)
    drafts, excluded = _read(p)
    read_points(p, drafts)
    set_changes(p, drafts)
    found = []
    at = 0
    for draft in drafts:
        quantity = draft.quantity(p)
        # Two amounts may share a token that cannot be cut ("4m2m"): the first keeps it.
        if quantity.words[0] >= at:
            found.append(quantity)
            at = quantity.words[1]
    return tuple(found), tuple(Excluded(p.tokens(some.start, some.end), some.reason) for some in excluded)


def _read(p: Pieces) -> tuple[list[Draft], list[NotQuantity]]:
    drafts: list[Draft] = []
    excluded: list[NotQuantity] = []
    starts = _WORDS | share_starters() | vague_starters()
    i, floor = 0, 0
    while i < p.size:
        low = p.low[i]
        if low == BREAK:
            floor = i + 1
        first = low[0]
        if not (
            first.isdigit()
            or low in starts
            or not first.isalpha()
            or (len(low) <= 4 and p.text[i][0].isupper())
        ):
            i += 1
            continue
        found = _one(p, i)
        if isinstance(found, NotQuantity):
            excluded.append(found)
            i = floor = found.end
            continue
        if found is None:
            i += 1
            continue
        if found.kind != "rank":
            bound(p, found, floor)
        if drafts and found.kind != "rank":
            merged = merge_bounds(p, drafts[-1], found)
            if merged is not None:
                drafts[-1] = merged
                i = floor = merged.end
                continue
        drafts.append(found)
        i = floor = found.end
    return drafts, excluded


def _one(p: Pieces, i: int) -> Draft | NotQuantity | None:
    """What begins at piece i."""
    low = p.low[i]
    rank = (
        rank_at(p, i) if low == "one" or low in ORDINALS or (low[0].isdigit() and low[-1].isalpha()) else None
    )
    if rank is not None:
        return rank
    share = share_at(p, i)
    if share is not None and _sound(p, share):
        return _share_range(p, share)
    nothing = not_quantity_at(p, i)
    if nothing is not None:
        return nothing
    if low in vague_starters():
        vague = vague_at(p, i)
        if vague is not None:
            return _with_unit(p, vague)
    if low in ("a", "an"):
        half = _hour_and_a_half(p, i)
        if half is not None:
            return half
        military = article_at(p, i)
        if military is not None:
            return military
    if (
        low[0].isdigit()
        or low in _WORDS
        or low in SIGNS
        or is_numeral(low)
        or low[0] in "+-−–"
        or sign_at(p, i) is not None
    ):
        return range_at(p, i)
    return None


def _hour_and_a_half(p: Pieces, i: int) -> Draft | None:
    """As in "an hour and a half": the article is a number here."""
    unit = unit_at(p, i + 1) if i + 1 < p.size else None
    if unit is None or unit.kind not in ("duration", "measure") or not p.same(unit.end, ("and", "a", "half")):
        return None
    end = unit.end + 3
    return Draft(i, end, i, end, 1.5, 1.5, kind=unit.kind, unit=unit.name, unit_at=(unit.start, unit.end))


def _share_range(p: Pieces, one: Draft) -> Draft:
    """As in "between a quarter and a third": two shares, or two factors, that make one range."""
    j = one.end
    between = p.word(one.start - 1) == "between"
    if p.word(j) != "and" if between else p.word(j) not in ("to", "or"):
        return one
    two = share_at(p, j + 1) if j + 1 < p.size else None
    if two is None or two.kind != one.kind or two.unit != one.unit or one.low is None or two.low is None:
        return one
    if not between and not one.low < two.low:
        return one
    return replace(
        one, start=one.start - between, end=two.end, last=two.last, high=two.low, unit_at=two.unit_at
    )


def _sound(p: Pieces, share: Draft) -> bool:
    """Whether a share is none of the numbers that name: "two-thirds" yes, "Article 1 in 3 parts" no."""
    if share.kind == "share" and is_numeral(p.low[share.first]):
        nothing = not_quantity_at(p, share.first)
        return nothing is None
    return share.kind != "share" or not _one_more(p, share)


def _one_more(p: Pieces, share: Draft) -> bool:
    """Whether "a third" is one more after two: "Two players said so. A third denied it."."""
    if p.word(share.end - 1) not in ("third", "fourth", "fifth") or p.word(share.end - 2) != "a":
        return False
    if not p.tag(share.end).startswith(("VB", "MD")) or p.word(share.end) in ("were", "are", "have"):
        return False
    start = max(0, share.start - 40)
    before = p.low[start : share.start]
    if "\n" in before:
        before = before[len(before) - before[::-1].index("\n") :]
    return any(word in ("two", "both", "second", "another", "three", "first") for word in before)


def _with_unit(p: Pieces, vague: Draft) -> Draft:
    """As in "tens of millions of dollars", "hundreds of kilometres": the unit is of the amount."""
    j = vague.end + 1 if p.word(vague.end) == "of" else vague.end
    if j >= p.size or p.word(vague.end) in ("-",):
        return vague
    unit = unit_at(p, j)
    if unit is not None and unit.kind == "percentage":
        return vague
    money = name_at(p, j, vague.low or 0)
    if money is not None:
        vague.kind, vague.unit, vague.unit_at, vague.end = (
            "money",
            money.code,
            (money.start, money.end),
            money.end,
        )
    elif unit is not None:
        vague.kind, vague.unit, vague.unit_at, vague.end = (
            unit.kind,
            unit.name,
            (unit.start, unit.end),
            unit.end,
        )
    return vague
