"""Amounts and ranges of them: a number with its currency or unit, and what joins two into a range."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from whence.figures.draft import Draft
from whence.figures.military import military_at
from whence.figures.money import name_at, sign_at
from whence.figures.numerals import Num, grouped_dots, is_numeral, number_at
from whence.figures.pieces import Pieces
from whence.figures.quantity import Number
from whence.figures.units import means_million, metres, unit_at

_DASHES: Final = frozenset("-–—‑−")
_RANGE: Final = 3
"""How many times its lower end the upper end of "by N to M" may be."""
_MINUS: Final = frozenset("-−–")
_CHANGES: Final = frozenset(
    [
        "rose",
        "risen",
        "rise",
        "rises",
        "rising",
        "grew",
        "grown",
        "grow",
        "grows",
        "growing",
        "climbed",
        "climbing",
        "climbs",
        "jumped",
        "jumping",
        "fell",
        "fallen",
        "fall",
        "falls",
        "falling",
        "dropped",
        "drop",
        "drops",
        "dropping",
        "declined",
        "declining",
        "increased",
        "increase",
        "increasing",
        "increases",
        "decreased",
        "decrease",
        "slowed",
        "cut",
        "raised",
        "raising",
        "lifted",
        "went",
        "gone",
        "go",
        "going",
        "up",
        "down",
        "doubled",
        "tripled",
        "quadrupled",
        "halved",
        "sixfold",
        "fivefold",
        "fourfold",
        "threefold",
        "twofold",
        "tenfold",
        "swelled",
        "swollen",
        "plunged",
        "plummeted",
        "shrank",
        "shrunk",
        "soared",
        "surged",
        "slid",
        "changed",
        "moved",
        "widened",
        "narrowed",
        "revised",
        "improved",
        "expanded",
        "reduced",
        "lowered",
        "tumbled",
        "slipped",
        "dipped",
        "eased",
    ]
)


def amount_at(p: Pieces, i: int) -> Draft | None:
    """The amount that begins at piece i: a number with currency or unit; None where none does."""
    start, first = i, i
    sign = 1
    currency = None
    if p.low[i] in ("minus", "negative") or p.text[i] in _MINUS | {"+"}:
        j = i + 1
        if p.low[i] in ("minus", "negative") and p.word(j) in _DASHES:
            j += 1
        elif p.low[i] not in ("minus", "negative") and not (
            j < p.size and p.glued[j] and (is_numeral(p.word(j)) or sign_at(p, j))
        ):
            return None
        if not is_numeral(p.word(j)) and not sign_at(p, j):
            return None
        if p.text[i] in _MINUS and i and p.glued[i]:
            return None
        sign = -1 if p.text[i] != "+" else 1
        start, first = i, j
    money = sign_at(p, first)
    if money is not None:
        currency = money
        first = money.end
        if p.word(first) in _MINUS and p.glued[first] and is_numeral(p.word(first + 1)):
            sign, first = -1, first + 1
        if first >= p.size:
            return None
    number = number_at(p, first, money=currency is not None)
    if number is None:
        return None
    if currency is not None and p.low[first] in ("a", "an", "half"):
        return None
    if currency is None:
        number = _million(p, number)
    draft = Draft(
        start,
        number.end,
        number.start if sign > 0 else start,
        number.end,
        number.value * sign,
        number.value * sign,
        approximate=number.approximate,
        scale=number.scale,
        bare=number.plain and start == number.start,
    )
    if currency is not None:
        draft.kind, draft.unit, draft.unit_at = "money", currency.code, (currency.start, currency.end)
        after = name_at(p, number.end)
        if currency.code == "USD" and p.low[currency.start] == "$" and p.word(number.end) in ("us", "u.s."):
            draft.end = number.end + 1
        elif (
            after is not None
            and (after.code == currency.code or currency.code == "USD")
            and p.low[after.end - 1] in ("us", "u.s.", "dollars", "usd", currency.code.lower())
        ):
            draft.unit, draft.end = after.code, after.end
        return draft
    _take_unit(p, draft, number)
    return draft


def _million(p: Pieces, number: Num) -> Num:
    """As in "4m people": the m is a million of what follows."""
    j = number.end
    if number.digits and number.scale == 1 and p.word(j) in ("m", "b") and (p.text[j] == "m" or p.glued[j]):
        million = p.low[j] == "m" and (
            p.text[j] == "M" or means_million(p, j) or name_at(p, j + 1) is not None
        )
        billion = p.low[j] == "b" and (means_million(p, j) or name_at(p, j + 1) is not None)
        if million or billion:
            return number_at(p, number.start, money=True) or number
    return number


def _take_unit(p: Pieces, draft: Draft, number: Num) -> None:
    j = draft.end
    percent = unit_at(p, j, number)
    if percent is not None and percent.kind == "percentage":
        draft.kind, draft.unit, draft.end, draft.unit_at = (
            "percentage",
            percent.name,
            percent.end,
            (percent.start, percent.end),
        )
        draft.bare = False
        return
    value = draft.low or 0
    money = name_at(p, j, value)
    if money is not None:
        draft.kind, draft.unit, draft.end, draft.unit_at = (
            "money",
            money.code,
            money.end,
            (money.start, money.end),
        )
        draft.bare = False
        return
    unit = percent or (metres(p, j, number) if j < p.size else None)
    if unit is not None:
        draft.kind, draft.unit, draft.end, draft.unit_at = (
            unit.kind,
            unit.name,
            unit.end,
            (unit.start, unit.end),
        )
        draft.bare = False
        if unit.kind == "duration" and p.same(unit.end, ("and", "a", "half")) and unit.name != "day":
            draft.low = draft.high = value + 0.5
            draft.end = unit.end + 3
        elif unit.name == "hour" and p.same(unit.end, ("and", "a", "quarter")):
            draft.low = draft.high = value + 0.25
            draft.end = unit.end + 3
        return
    military = military_at(p, j)
    if military is not None and p.word(j + 1) not in ("commander", "commanders"):
        draft.unit, draft.unit_at, draft.military, draft.bare = military, (j, j + 1), True, False
        return
    if number.digits:
        whole = grouped_dots(p.text[number.start])
        if whole is not None and number.end == number.start + 1 and _noun_follows(p, j):
            draft.low = draft.high = whole if value > 0 else -whole


def _noun_follows(p: Pieces, j: int) -> bool:
    word = p.word(j)
    if not word or not word[0].isalpha():
        return False
    tag = p.tag(j)
    if tag:
        return (
            tag in ("NNS", "NNPS")
            or (word in ("people", "police", "men", "women", "troops"))
            or (tag in ("JJ", "NN", "NNP", "VBN") and j + 1 < p.size and p.tag(j + 1) in ("NNS", "NNPS"))
        )
    return word.endswith("s") or word in ("people", "police", "men", "women")


def range_at(p: Pieces, i: int) -> Draft | None:
    """The amount or range that begins at piece i; None where none does.

    "between" and "from" before a range are taken in.
    """
    one = amount_at(p, i)
    if one is None:
        return None
    before = p.word(one.start - 1)
    j = one.end
    word = p.word(j)
    if word == "," and before not in ("between",) and p.word(j + 1) == "to":
        return one
    dashed = word in _DASHES and word != "," and j + 1 < p.size
    if not (dashed or word in ("to", "and", "or", "through", "till", "until")):
        return one
    k = j + 1
    if (dashed and p.word(k) == "to") or (word == "to" and p.word(k) in _DASHES):
        k += 1
    if (
        word == "to" and one.unit is not None and (before == "by" or before in _CHANGES)
    ):  # rose (by) 5% to 12%
        return one
    spaced = dashed and not p.glued[j] and p.word(j + 1) != "to"
    if spaced and (word == "-" or one.kind != "count" or not is_numeral(p.word(k))):
        return one
    draft_two = _second(p, k, one)
    if draft_two is None:
        return one
    _start, two = draft_two
    if word == "to" and before == "by" and _far_apart(one, two):
        return one  # "rose by 20 to 95" is a change and what it led to
    joined = _join(p, one, two, word, before)
    if joined is None:
        return one
    joined.end = two.end
    if (word == "and" and before == "between") or (
        word in ("to", "through", "till", "until")
        and before in ("from", "between")
        and p.word(joined.start - 2) not in ("up", "down")
    ):
        joined.start -= 1
        if p.word(joined.start - 1) in ("anywhere", "somewhere") or (
            p.word(joined.start - 1) == "in" and before == "between"
        ):
            joined.start -= 1
    return joined


def _far_apart(one: Draft, two: Draft) -> bool:
    """Whether two bare counts are too far apart to be the ends of a range."""
    if one.low is None or two.low is None or one.kind != "count" or two.kind != "count":
        return False
    return one.unit is None and float(two.low) >= _RANGE * float(one.low)


def _second(p: Pieces, k: int, one: Draft) -> tuple[int, Draft] | None:
    if k >= p.size:
        return None
    two = amount_at(p, k)
    if (
        two is None
        and p.word(k) in ("about", "around", "nearly", "almost", "some", "perhaps", "roughly", "as")
        and k + 1 < p.size
    ):
        step = 3 if p.same(k, ("as", "many", "as")) or p.same(k, ("as", "much", "as")) else 1
        two = amount_at(p, k + step) if k + step < p.size else None
    return None if two is None else (k, two)


def _join(p: Pieces, one: Draft, two: Draft, word: str, before: str) -> Draft | None:
    """One range of two amounts; None where what stands between them joins no range."""
    low, high = one.low, two.low
    if low is None or high is None or two.vague or one.vague:
        return None
    if two.military != one.military and one.unit is not None:
        return None
    kinds = (one.kind, two.kind)
    if one.unit is not None and two.unit is not None and one.unit != two.unit:
        return None
    if one.unit is not None and two.unit is None:
        if one.kind == "money" and two.unit is None and word in _DASHES | {"to", "and", "or"}:
            pass  # $62 to 68
        elif (one.kind != two.kind and word in ("and", "or") and before != "between") or (
            one.kind != "money" and before not in ("between", "from") and word not in _DASHES
        ):
            return None
    if (
        kinds[0] == "count"
        and one.bare
        and two.kind == "money"
        and two.unit_at
        and two.unit_at[0] < two.first
    ):
        return None
    scaled: Number = low
    if two.scale > 1 and one.scale == 1 and low < two.mantissa and low < 1000:
        scaled = low * two.scale
    if (
        word in _DASHES
        and one.bare
        and two.scale == 1
        and low < 1000
        and high >= 1000
        and high % 1000 == 0
        and low < high / 1000
        and "," in p.text[two.first]
    ):
        scaled = low * 1000  # 10–12,000
    rising = scaled < high
    if word == "and":
        if before != "between":
            return None
    elif word == "or":
        if not rising or (one.unit is not None and one.kind == "money" and one.unit_at and two.unit is None):
            return None
        if not scaled < high <= scaled * 2.5 or (
            one.kind == "count" and two.kind not in ("count", "duration", "measure", "money", "percentage")
        ):
            return None
    elif word in _DASHES:
        if not rising or (one.bare and two.bare and _is_score(p, one, two)):
            return None
        if one.bare and two.bare and 1800 <= low <= 2100:
            return None
        if (
            not (p.glued[one.end] and p.glued[two.start])
            and two.kind == "count"
            and p.word(one.end + 1) != "to"
        ):
            return None
    elif before in ("from",):
        if _of_change(p, one, rising):
            return None
    elif before not in ("between",):
        if not rising:
            return None
        if (
            p.word(one.start - 1) in ("voted", "vote", "won", "lost", "beat")
            and two.kind == "count"
            and high < 100
        ):
            return None
    return replace(
        one,
        low=scaled,
        high=high,
        last=two.last,
        kind=two.kind if two.unit is not None else one.kind,
        unit=two.unit or one.unit,
        unit_at=two.unit_at if two.unit is not None else one.unit_at,
        bare=False,
        military=two.military,
        approximate=one.approximate or two.approximate,
        scale=two.scale,
    )


def _is_score(p: Pieces, one: Draft, two: Draft) -> bool:
    from whence.figures.not_quantities import near_score

    return (two.low or 0) < 20 and near_score(p, one.start, two.end)


def _of_change(p: Pieces, one: Draft, rising: bool) -> bool:
    """Whether "from A to B" says how something changed, so that the two are two amounts."""
    verbs = [word for word in p.low[max(0, one.start - 9) : one.start - 1] if word in _CHANGES]
    if not verbs:
        return False
    last = verbs[-1]
    adjacent = p.word(one.start - 2)
    if adjacent == "down" and rising:
        return False
    return not (adjacent == "up" and not rising) and bool(last)


def merge_bounds(p: Pieces, one: Draft, two: Draft) -> Draft | None:
    """As in "more than a hundred but fewer than 150": two bounds of one amount; None for two amounts."""
    between = p.low[one.end : two.start]
    if between not in (["but"], ["and"], ["but", "also"], [",", "but"], ["yet"]):
        return None
    if one.low is None or one.high is not None or two.high is None or two.low is not None:
        return None
    if not one.low < two.high or (one.unit is not None and one.unit != two.unit):
        return None
    return replace(
        one,
        end=two.end,
        last=two.last,
        high=two.high,
        high_inclusive=two.high_inclusive,
        kind=two.kind,
        unit=two.unit,
        unit_at=two.unit_at,
        approximate=one.approximate or two.approximate,
    )
