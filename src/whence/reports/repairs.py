"""Mending what was lost with a page's markup, beside the text and never in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from whence.reports.report import Repair
from whence.reports.vocabulary import english, word_set

GLUED_WORDS: Final = "glued-words"
STRAY_CAPITAL: Final = "stray-capital"

# The function words that are looked for, as the last part or the first part of a glued token, and how
# common the other part must be. Left out is whatever English also builds words with (in-, over-, -on,
# -or, a-, be-, as in "infighter", "overperformed", "parlor", "aburden"): what they would mend is less
# than what they would break.
_LAST: Final = {
    20_000: ("which", "whose", "where", "while", "because", "although", "through", "without", "against",
             "their", "these", "those", "would", "could", "should", "about", "between", "during", "before"),
    12_000: ("that", "with", "from", "when", "than", "they", "were", "will", "this", "been", "said"),
    8_000: ("who", "and", "the", "was", "for", "has", "had", "but"),
    6_500: ("of", "by"),
}  # fmt: skip
_FIRST: Final = {
    20_000: ("which", "whose", "because", "although", "their", "these", "those", "about", "between",
             "would", "could", "should", "during", "against"),
    12_000: ("that", "with", "from", "than", "they", "were", "this", "been", "said"),
    8_000: ("the", "and", "who"),
    3_000: ("of", "to", "by"),
}  # fmt: skip
_LAST_AFTER_CAPITAL: Final = frozenset(("which", "whose", "where", "while", "because", "although"))
_LAST_RANK: Final = {word: rank for rank, words in _LAST.items() for word in words}
_FIRST_RANK: Final = {word: rank for rank, words in _FIRST.items() for word in words}
# "ofthe", "inthat": short words that may stand before a longer function word all the same.
_SHORT: Final = word_set("of to in on at by is as if it he")
_SHORTEST_OTHER: Final = 3
_SHORTEST_OTHER_OF_SHORT: Final = 4

_CAPITALISED: Final = (
    "He|She|It|They|We|The|This|That|These|Those|There|His|Her|Their|Its|Our|Who|Which|Where|When|While|"
    "Because|Although|And|But|Or|So|If|In|On|At|For|With|To|By|Of|As|According|Also|Then"
)

# A token by itself: not part of an address, a handle, a hyphenated or apostrophised word.
_ALONE: Final = r"(?<![\w@#./'’\-–&])(?:{})(?![\w@/'’\-–&=]|\.\w)"
_GLUED: Final = re.compile(
    _ALONE.format(
        rf"[A-Za-z]?[a-z]{{2,24}}(?:{'|'.join(_LAST_RANK)})"
        rf"|(?:{'|'.join(_FIRST_RANK)})[a-z]{{3,24}}"
        # A capital inside the token shows the joint: "aboutVladimir", "missilesThey".
        r"|(?:about|to|of|and|that|which|who|with|from|by|because|than|said|against|between)[A-Z][a-z]{2,24}"
        r"|[a-z]{3,24}(?:They|There|Their|These|This|That|The|He|We|When|Where|Which|While|Why|What|Who|But"
        r"|And|According|However|Meanwhile|Although|Because|Despite|In|It)"
    )
)
_JOINT: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

_STRAY: Final = re.compile(rf"(?:(?<![\w'’\-])[a-z]{{2,}}|[a-z][)\]]) ({_CAPITALISED})(?= ([a-z]))")
# What stands before a title or a name: "the film It follows ...", "in a series called The ...".
_NAMING: Final = word_set(
    "a an the film films movie novel book song album series show magazine band play musical hit called "
    "titled entitled named dubbed headlined slogan hashtag from"
)
_DEITY: Final = re.compile(r"\b(?:God|Lord|Jesus|Christ|Allah|Prophet)\b")
_DIVINE: Final = frozenset(("He", "His", "Who"))
_WORD: Final = re.compile(r"[^\W\d_][\w'’]{3,}")
_NEARBY: Final = 200


def find_repairs(text: str) -> tuple[Repair, ...]:
    """The repairs of `text`, in order, none touching another, `before` equal to the text at its place."""
    repairs = sorted((*_glued_words(text), *_stray_capitals(text)), key=lambda repair: repair.start)
    return tuple(repairs)


def _glued_words(text: str) -> Iterator[Repair]:
    for match in _GLUED.finditer(text):
        token = match[0]
        after = _split(token)
        if after is not None:
            yield Repair(match.start(), match.end(), token, after, GLUED_WORDS)


def _split(token: str) -> str | None:
    """`token` as two words where no vocabulary knows it and exactly two known ones make it up."""
    words = english()
    if token.lower() in words:
        return None
    joint = _JOINT.search(token)
    if joint is not None:
        first, last = token[: joint.start()], token[joint.start() :]
        return f"{first} {last}" if first in words and last.lower() in words else None
    found = {f"{first} {last}" for first, last in _parts(token)}
    return found.pop() if len(found) == 1 else None


def _parts(token: str) -> Iterator[tuple[str, str]]:
    words = english()
    for at in range(2, len(token) - 1):
        first, last = token[:at], token[at:]
        rank = _LAST_RANK.get(last)
        fits = rank is not None and (first[0].islower() or last in _LAST_AFTER_CAPITAL)
        long_enough = len(first) >= _shortest_beside(last) or (len(last) > 2 and first in _SHORT)
        if fits and long_enough and words.common(first.lower(), rank or 0):
            yield first, last
        rank = _FIRST_RANK.get(first)
        if rank is not None and len(last) >= _shortest_beside(first) and words.common(last, rank):
            yield first, last


def _shortest_beside(function_word: str) -> int:
    return _SHORTEST_OTHER if len(function_word) > 2 else _SHORTEST_OTHER_OF_SHORT


def _stray_capitals(text: str) -> Iterator[Repair]:
    for match in _STRAY.finditer(text):
        word = match[1]
        start, end = match.span(1)
        if not _names_something(text, match.start(), start, end, word):
            yield Repair(start, end, word, word.lower(), STRAY_CAPITAL)


def _names_something(text: str, before: int, start: int, end: int, word: str) -> bool:
    """Whether the capital belongs: a title, a headline, or what a believer writes of God."""
    if text[before : start - 1] in _NAMING:
        return True
    line_start = text.rfind("\n", max(0, start - _NEARBY), start) + 1 or max(0, start - _NEARBY)
    line_end = text.find("\n", end, end + _NEARBY)
    line_end = line_end if line_end >= 0 else end + _NEARBY
    if word in _DIVINE and _DEITY.search(text, line_start, line_end):
        return True
    # "The Facts on Where the Race Stands": capitals on both sides at two words' distance.
    left = text[line_start:before].split()
    right = text[end : min(line_end, end + 40)].split()
    if left and len(right) > 1 and left[-1][:1].isupper() and right[1][:1].isupper():
        return True
    long_words: list[str] = _WORD.findall(text, line_start, line_end)
    return sum(w[0].isupper() for w in long_words) * 2 > len(long_words)
