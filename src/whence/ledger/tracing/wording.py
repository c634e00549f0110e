"""How the wordings of two statements with figures compare: their own words, and how many they share."""

from __future__ import annotations

from collections.abc import Mapping

from whence.ledger.tracing.authorities import form
from whence.ledger.tracing.statements import Spoken, Telling
from whence.ledger.tracing.text import WORD, stem


def overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How much of the weight of the lighter set of words the other has too, 0 to 1."""
    if not one or not other:
        return 0.0
    shared = sum(min(weight, other[word]) for word, weight in one.items() if word in other)
    return min(1.0, shared / max(2.0, min(sum(one.values()), sum(other.values()))))


def own_words(one: Telling, other: Telling) -> dict[str, float]:
    """The words of the first sentence, without those that name whoever says it."""
    named = one.word.tokens | other.word.tokens
    return {word: weight for word, weight in one.words.items() if form(word) not in named}


def stated(one: Telling, other: Telling) -> dict[str, float]:
    """The words that are said, without those that tell who says them, and to whom."""
    number = {key(word) for word in WORD.findall(one.figure.words) for key in (str.lower, stem)}
    words = {word: weight for word, weight in own_words(one, other).items() if word not in number}
    if not one.figure.attribution:
        return words
    there = {key(word) for word in WORD.findall(one.figure.statement) for key in (form, stem)}
    return {word: weight for word, weight in words.items() if word in there or "/" in word} or words


def days_apart(one: Spoken, other: Spoken) -> int:
    """How many days apart two reports are; 0 where one has no day."""
    if one.page.day is None or other.page.day is None:
        return 0
    return abs((one.page.day - other.page.day).days)
