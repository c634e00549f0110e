"""Totals and the figures that the text adds up to them.

Two forms only, where the words themselves say that the list is the whole: a list that ends in "N in
all", and a total followed by a colon, a dash or a bracket and the list of its parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from whence.figures.phrases import Phrase, case_of

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_TOTAL_AFTER: Final = (
    ("in", "all"),
    ("in", "total"),
    ("altogether",),
    ("combined",),
    ("all", "told"),
    ("overall",),
)
_TOTAL_BEFORE: Final = (
    ("a", "total", "of"), ("for", "a", "total", "of"), ("totalling",), ("totaling",), ("in", "all", ","),
    ("altogether", ","), ("making",), ("that", "makes"), ("adding", "up", "to"), ("a", "combined"),
    ("bringing", "the", "total", "to"), ("in", "total", ","),
)  # fmt: skip
_NEAR: Final = 200
"""Figures on either side of a total among which its parts are looked for."""

_FAR: Final = 100
"""Words before a total in which the verb of its parts stands, at most."""
_MAIN: Final = frozenset({"ROOT", "conj", "ccomp", "parataxis", "advcl"})
_TO_MARK: Final = 13
"""Words between a total and the mark that opens its list, at most."""
_ASIDE: Final = frozenset(
    {"in", "on", "at", "across", "over", "during", "from", "by", "near", "through", "after"}
)
_OPENS: Final = frozenset({":", "—", "–", "--", "("})
_NOT_A_LIST: Final = frozenset({"including", "among", "of", "from", "than", "to", "least", "about"})


def parts_of(doc: Doc, phrases: Sequence[Phrase], of: dict[int, int]) -> dict[int, tuple[int, ...]]:
    """For totals by index, the indices of the phrases that are added up to each."""
    out: dict[int, tuple[int, ...]] = {}
    for phrase in phrases:
        if phrase.quantity.kind not in ("count", "money", "percentage") or phrase.quantity.low is None:
            continue
        found = _before(doc, phrase, phrases, of) if _is_total(doc, phrase) else None
        if found is None:
            found = _after(doc, phrase, phrases, of)
        if found is not None and len(found) > 1:
            out[phrase.index] = found
    return out


def _is_total(doc: Doc, phrase: Phrase) -> bool:
    start, end = phrase.quantity.words
    before = [t.lower_ for t in doc[max(0, start - 5) : start]]
    if any(tuple(before[-len(words) :]) == words for words in _TOTAL_BEFORE):
        return True
    at = phrase.noun.i + 1 if phrase.noun is not None and phrase.noun.i >= end else end
    after = [t.lower_ for t in doc[at : at + 3]]
    return any(tuple(after[: len(words)]) == words for words in _TOTAL_AFTER)


def _listed(doc: Doc, some: Sequence[Phrase], total: Phrase) -> bool:
    """Whether phrases are a plain list of one kind, with commas and "and" between them."""
    kind, unit = total.quantity.kind, total.quantity.unit
    if any(p.quantity.kind != kind or (kind != "count" and p.quantity.unit != unit) for p in some):
        return False
    for a, b in pairwise(some):
        between = doc[a.quantity.words[1] : b.quantity.words[0]]
        if len(between) > 12 or not any(t.lower_ in (",", ";", "and", "plus") for t in between):
            return False
        if any(t.lower_ in _NOT_A_LIST and t.lower_ not in ("of", "from") for t in between):
            return False
    return True


def _before(doc: Doc, total: Phrase, phrases: Sequence[Phrase], of: dict[int, int]) -> tuple[int, ...] | None:
    start = doc[total.quantity.words[0]].sent.start
    for token in doc[start : total.quantity.words[0]]:
        if token.text in (";", ":"):
            start = token.i
    if any(
        token.lower_ in ("each", "apiece", "per", "every") for token in doc[start : total.quantity.words[0]]
    ):
        return None  # "two brigades of 3,500 men each, 7,000 in all"
    before = reversed(phrases[max(0, total.index - _NEAR) : total.index])
    some = [*takewhile(lambda p: p.quantity.words[0] >= start, before)][::-1]
    some = [p for p in some if p.quantity.kind not in ("duration", "rank")]
    verb = _last_verb(doc, start, total.quantity.words[0])
    some = [p for p in some if verb is None or p.quantity.words[0] > verb]
    if _is_item(doc, some, total):
        return None
    if len(some) < 2 or any(p.index in of for p in some) or not _listed(doc, some, total):
        return None
    return tuple(p.index for p in some)


def _last_verb(doc: Doc, start: int, end: int) -> int | None:
    """The verb that governs what stands last: of "killed 30 and burnt four and six, 10 in all" the second."""
    verbs = [t.i for t in doc[max(start, end - _FAR) : end] if t.pos_ == "VERB" and t.dep_ in _MAIN]
    return verbs[-1] if verbs else None


def _is_item(doc: Doc, some: Sequence[Phrase], total: Phrase) -> bool:
    """Whether "a total of N" is the last of a list and not its whole: "22 here and a total of 9 there"."""
    at = total.quantity.words[0]
    before = [t.lower_ for t in doc[max(0, at - 3) : at]]
    if before[-3:] != ["a", "total", "of"] and before[-2:] != ["a", "combined"]:
        return False
    first = some[-1].quantity.words[1] if some else doc[at].sent.start
    return any(t.lower_ == "and" for t in doc[first:at])


def _after(doc: Doc, total: Phrase, phrases: Sequence[Phrase], of: dict[int, int]) -> tuple[int, ...] | None:
    """The list behind the mark that a total opens, where the total is what the list breaks down."""
    end = total.quantity.words[1]
    sentence = doc[end - 1].sent
    mark = next((t.i for t in doc[end : min(sentence.end, end + _TO_MARK)] if t.text in _OPENS), None)
    if mark is None:
        return None
    opened, stop = doc[mark].text, sentence.end
    if opened in ("(", "—", "–", "--"):
        close = ")" if opened == "(" else opened
        stop = next((t.i for t in doc[mark + 1 : sentence.end] if t.text == close), sentence.end)
    after = phrases[total.index + 1 : total.index + 1 + _NEAR]
    some = [
        p
        for p in takewhile(lambda p: p.quantity.words[1] <= stop, after)
        if p.quantity.words[0] > mark and p.quantity.kind not in ("duration", "rank")
    ]
    some = [p for p in some if not _is_age(doc, p)]
    some = [*takewhile(lambda p: doc[p.quantity.words[0] - 1].lower_ != "plus", some)]
    if some and any(t.lower_ in ("a", "an") for t in doc[mark + 1 : some[0].quantity.words[0]]):
        return None  # "18 crew: a Greek captain, 14 Filipinos and three Ukrainians"
    if len(some) < 2 or any(p.index in of for p in some) or not _listed(doc, some, total):
        return None
    units = {p.unit for p in some if p.unit is not None}
    if total.unit is not None and some[0].unit is not None and len(units) == 1 and units != {total.unit}:
        return None  # "83 seats have split control: one chamber Republican, one Democratic"
    before = [
        p
        for p in phrases[: some[0].index]
        if sentence.start <= p.quantity.words[0] and p.quantity.words[1] <= mark
    ]
    return tuple(p.index for p in some) if _broken_down(before, some, of) is total else None


def _broken_down(before: Sequence[Phrase], parts: Sequence[Phrase], of: dict[int, int]) -> Phrase | None:
    """Which of the figures before a list is its total: the one that it adds up to, else the likeliest."""
    some = [p for p in before if p.quantity.kind == parts[0].quantity.kind and p.quantity.low is not None]
    lows = [p.quantity.low for p in parts if p.quantity.low is not None]
    for one in reversed(some):
        if len(lows) == len(parts) and one.quantity.low == sum(lows):
            return one
    # "340 of the 1,000 trucks", "23 people in three states": neither the whole nor the place.
    likely = [p for p in some if p.index not in of.values() and case_of(p.top) not in _ASIDE]
    return next(reversed(likely or some), None)


def _is_age(doc: Doc, phrase: Phrase) -> bool:
    """Whether a number is an age: "20 boys aged between three and 12"."""
    start = phrase.quantity.words[0]
    return any(t.lower_ in ("aged", "ages", "age") for t in doc[max(0, start - 2) : start])
