"""What stands in the place of what, in two statements that are otherwise word for word the same: of the lake
shore and of the whole province, on the ridge and across the province, every ballot and every ballot in the
capital.
"""

from __future__ import annotations

import re
from typing import Final

from whence.ledger.tracing.extents import is_whole_land
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import Spoken
from whence.ledger.tracing.text import CALENDAR
from whence.reader.lemmas import lemma

Change = tuple[str, str]
"""What the origin has, and what the retelling has in its place."""

_TOKEN: Final = re.compile(r"\d[\d,.]*%?|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SMALL: Final = frozenset(
    ("that", "had", "has", "have", "been", "was", "were", "is", "are", "be", "would", "will", "a", "an")
)
"""Words in which tellings differ that say the same."""
_PREPOSITIONS: Final = frozenset(
    ("in", "at", "on", "of", "from", "along", "across", "throughout", "near", "around", "inside", "by",
     "over", "within", "through", "under", "outside", "behind", "off")
)  # fmt: skip
_WHOLE: Final = frozenset(("all", "whole", "entire", "every", "across", "throughout"))
_ANY: Final = frozenset(("all", "every", "each", "any", "no"))
_LEAST: Final = 3
"""Words that both have besides, at least, …"""
_MOST: Final = 0.5
"""… and how much of each that is."""
_LONGEST: Final = 7


def other_scope(origin: Spoken, later: Spoken, lexicon: Lexicon) -> Change | None:
    """The place or group of the origin in whose stead the retelling has a wider or narrower one; None where
    anything else differs as well, or that is not sure.
    """
    first, second = _tokens(origin.stated), _tokens(later.stated)
    region = _region([low for _, low in first], [low for _, low in second])
    if region is None:
        return None
    (a, b), (c, d) = region
    mine, theirs = first[a:b], second[c:d]
    lead = first[a - 1][1] if a else ""
    if lead == "the" and a > 1:
        lead = first[a - 2][1]
    before, after = _phrase(mine), _phrase(theirs)
    if _unfit(mine) or _unfit(theirs):
        return None
    if not mine or not theirs:
        return _of_all(origin, later, first[:a], mine or theirs, added=bool(theirs), lexicon=lexicon)
    if (some := _quantity(mine)) != (many := _quantity(theirs)) and some and many:
        return before, after
    heads = _placed(mine, lead), _placed(theirs, lead)
    if not all(heads) or heads[0] == heads[1]:
        return None
    units = lexicon.units
    if mine[-1][0].lower() in units and theirs[-1][0].lower() in units:
        return (before, after) if mine[-1][1] != theirs[-1][1] else None
    if _known(mine, later):
        return None
    widths = _width(mine, origin, later, lexicon), _width(theirs, origin, later, lexicon)
    if widths[0] and widths[1] and widths[0] != widths[1]:
        return before, after
    whole = {low for _, low in theirs} & _WHOLE, {low for _, low in mine} & _WHOLE
    return (before, after) if bool(whole[0]) != bool(whole[1]) else None


def _tokens(text: str) -> list[tuple[str, str]]:
    """The words of a statement as they are written, and as they are compared."""
    out = []
    for match in _TOKEN.finditer(text):
        low = re.sub(r"[’']s?$", "", match[0]).lower()
        if low not in _SMALL:
            out.append((match[0], low if low in _PREPOSITIONS else lemma(low, "VERB")))
    return out


def _region(first: list[str], second: list[str]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The one place in which two lists of words differ; None where they differ in several, or have little
    in common besides.
    """
    a = 0
    while a < min(len(first), len(second)) and first[a] == second[a]:
        a += 1
    b, d = len(first), len(second)
    while b > a and d > a and first[b - 1] == second[d - 1]:
        b, d = b - 1, d - 1
    same = a + len(first) - b
    if same < _LEAST or same < _MOST * len(first) or (a == b and a == d) or max(b, d) - a > _LONGEST:
        return None
    return (a, b), (a, d)


def _placed(words: list[tuple[str, str]], lead: str) -> str | None:
    """The words of a place or group without what leads to it; None where they are no such phrase."""
    lows = [low for _, low in words]
    if lead not in _PREPOSITIONS:
        if not lows or lows[0] not in _PREPOSITIONS:
            return None
        lows = lows[1:]
    kept = [low for low in lows if low not in _WHOLE and low not in ("the", "its", "their", "this", "that")]
    return " ".join(kept) or None


def _quantity(words: list[tuple[str, str]]) -> str | None:
    """Whether words are nothing but "some of", "most of the", or "all", "every"."""
    kept = [low for _, low in words if low not in ("of", "the")]
    if len(kept) != 1:
        return None
    return "all" if kept[0] in _EVERY else "some" if kept[0] in _SOME else None


_EVERY: Final = frozenset(("all", "every", "each"))
_SOME: Final = frozenset(("some", "many", "most", "several", "half"))


def _width(words: list[tuple[str, str]], origin: Spoken, later: Spoken, lexicon: Lexicon) -> int:
    """How wide a place is: by its noun, or as a country; 0 where that is not known."""
    head = next((i for i, (_, low) in enumerate(words) if i and low in _PREPOSITIONS), len(words))
    if not head:
        return 0
    word = words[head - 1][0]
    texts = (origin.page.sentences.text[:20_000], later.page.sentences.text[:20_000])
    if word[0].isupper() and is_whole_land(word, texts):
        return lexicon.extent["country"]
    return lexicon.extent.get(word.lower(), 0)


def _unfit(words: list[tuple[str, str]]) -> bool:
    """Whether days and numbers are among them: another time is another statement."""
    return any(low in CALENDAR or word[0].isdigit() for word, low in words)


def _known(words: list[tuple[str, str]], later: Spoken) -> bool:
    """Whether the paragraph of the retelling has the words that it lacks at their place."""
    around = later.page.sentences.paragraph(later.sentence).lower().replace(later.stated.lower(), " ")
    telling = [w.lower() for w, low in words if len(low) > 3 and low not in _PREPOSITIONS | _WHOLE]
    return bool(telling) and all(word in around for word in telling)


def _of_all(
    origin: Spoken,
    later: Spoken,
    before: list[tuple[str, str]],
    words: list[tuple[str, str]],
    *,
    added: bool,
    lexicon: Lexicon,
) -> Change | None:
    """A place that only one of them names right behind "every ballot", "all schools"."""
    lows = [low for _, low in words]
    if not added or not lows or lows[0] not in _PREPOSITIONS or len(words) < len(("in", "Sarn")):
        return None
    counted = [low for _, low in before[-3:]]
    if not _ANY.intersection(counted):
        return None
    named = [word for word, _ in words[1:] if word[0].isupper()]
    if not named and not any(low in lexicon.extent for low in lows):
        return None
    there = origin.page.sentences.paragraph(origin.sentence).lower()
    telling = [word.lower() for word, low in words[1:] if len(low) > 3]
    if any(word in there for word in telling):
        return None
    return _phrase(before[-2:]), _phrase([*before[-2:], *words])


def _phrase(words: list[tuple[str, str]]) -> str:
    return " ".join(word for word, _ in words)
