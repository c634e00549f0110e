"""Whether a retelling put another amount in the place of the one that was told: 300 that became 400.

A later count of the same authority reads the same, so that only what both texts say of the day tells them
apart: it must be plain that both were said at one time.
"""

from __future__ import annotations

import re
from typing import Final

from whence.ledger.dates import around
from whence.ledger.tracing.amounts import changeable
from whence.ledger.tracing.authorities import form
from whence.ledger.tracing.credits import DATELINE
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import Telling
from whence.ledger.tracing.text import CALENDAR, WORD, stem
from whence.ledger.tracing.wording import days_apart, stated

_SHARED: Final = 0.8
"""How much of what the shorter says stands in the longer, at least, …"""
_OF_LONGER: Final = 0.55
"""… and of the longer in the shorter."""
_LEAST: Final = 1.5
"""What they have in common, at least, by weight."""
_SOON: Final = 6
_RUNNING: Final = frozenset({"harm", "damage", "flight", "illness", "isolation", "law", "work", "dismissal"})
"""Ladders of outcomes of which a count goes on: a toll of one event is another the day after."""


def told_otherwise(one: Telling, other: Telling, lexicon: Lexicon) -> bool:
    """Whether two sentences say the same of one day, in nearly the same words, and of another amount."""
    if one.bound != other.bound or not changeable(one.value or 0.0, other.value or 0.0, one.unit):
        return False
    if one.figure.vague or other.figure.vague or one.figure.kind == "duration" or one.future != other.future:
        return False
    return _of_one_day(one, other) and _in_one_wording(one, other, lexicon)


def of_one_weekday(one: Telling, other: Telling) -> bool:
    """Whether both tell of one day of the week, in reports of the same or the next day."""
    return bool(_days(one) & _days(other)) and days_apart(one, other) <= 1


def of_other_days(one: Telling, other: Telling) -> bool:
    """Whether what both say happened on other days of the week, or in other months: on Sunday night and on
    Tuesday night, in December and in November.
    """
    first, second = _happened(one), _happened(other)
    for pattern in (_ON_DAY, _IN_MONTH):
        mine, theirs = (set(pattern.findall(text)) for text in (first, second))
        if mine and theirs and not mine & theirs:
            return True
    return False


def _of_one_day(one: Telling, other: Telling) -> bool:
    """Whether both were said on one day, or both are of what happened on one, and no count goes on."""
    first, second = sorted((one, other), key=lambda telling: telling.order)
    if first.page.day is None or days_apart(one, other) > _SOON:
        return False
    if (said := _said_on(second)) is not None and said == (_said_on(first) or first.page.day.isoformat()):
        return True
    running = {one.outcome.ladder, other.outcome.ladder} & _RUNNING
    weekdays = _days(one) & _days(other)
    return bool(weekdays) and not running and one.bound in ("exactly", "about")


def _said_on(telling: Telling) -> str | None:
    """The day on which it was said, where the text names it: the last Tuesday, of "said on Tuesday"."""
    if telling.said is not None:
        return telling.said[0] if telling.said[0] == telling.said[1] else None
    match = _SAID_ON.search(telling.text) or _ON_SAID.search(telling.text)
    if match is None or telling.page.day is None:
        return None
    weekday = _NAMES.index(match[1].lower())
    return around(telling.page.day, (telling.page.day.weekday() - weekday) % 7)[0]


_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def of_other_ways(one: Telling, other: Telling) -> bool:
    """Whether by one amount one thing rose and another fell."""
    ways = [
        {"up" if _UP.fullmatch(word) else "down" for word in _BY.findall(t.text.lower())}
        for t in (one, other)
    ]
    return bool(ways[0] and ways[1]) and not ways[0] & ways[1]


_UP: Final = re.compile(
    r"rise|rose|risen|rising|rises|grow|grew|grown|grows|up|increased?|climbed|gained|jumped"
)
_BY: Final = re.compile(
    rf"\b({_UP.pattern}|fall|fell|fallen|falling|falls|shrank|shrunk|down|decreased?|dropped|declined) by\b"
)


def _happened(telling: Telling) -> str:
    """A sentence without the day on which it was said."""
    line = DATELINE.match(telling.text)
    text = telling.text[line.end() if line else 0 :]
    text = _SAID.sub(" ", _ON_SAID.sub(" ", _SAID_ON.sub(" ", text)))
    # "The Pentagon said in October" dates the saying, and "since the war began in February" what is counted.
    return _SINCE.sub(" ", _IN_SAID.sub(" ", _SAID_IN.sub(" ", text)))


_ON_DAY: Final = re.compile(
    r"\b(?:[Oo]n|[Ll]ast|[Dd]uring|[Oo]ver) ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_IN_MONTH: Final = re.compile(
    r"\b(?:[Ii]n|[Dd]uring) (January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)
_SINCE: Final = re.compile(r"\b[Ss]ince\b[^,.;]*")
_DAY: Final = r"((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
_VERB: Final = (
    r"(?:said|told|warned|charged|announced|added|wrote|put|gave|reported|estimated|claimed|insisted|counted"
    r"|spoke|spoken|confirmed|admitted|accused)"
)
_MONTH: Final = _IN_MONTH.pattern.partition(" (")[2].removesuffix(r")\b")
_SAID_IN: Final = re.compile(rf"\b{_VERB}(?: [a-z]+){{0,3}},? (?:early |late )?(?:in|last) (?:{_MONTH})\b")
_IN_SAID: Final = re.compile(rf"(?:^|[,;] |[Bb]ack )[Ii]n (?:{_MONTH}),?[^.;]{{1,80}}?\b{_VERB}\b")
_SAID_ON: Final = re.compile(rf"\b{_VERB}(?: [a-z]+){{0,3}},? (?:late |early )?(?:on |last ){_DAY}")
_SAID: Final = re.compile(
    rf"\b[Oo]n {_DAY},? (?:[a-z]+ )?{_VERB}|\b[Oo]n {_DAY},?(?= (?:the|its|a|[A-Z])[^.;]{{1,60}}? {_VERB}\b)"
)
_ON_SAID: Final = re.compile(rf"(?:^|[,;] |[Bb]ack )(?:[Oo]n|[Ll]ast) {_DAY},?[^.;]{{1,80}}?\b{_VERB}\b")


def _days(telling: Telling) -> set[str]:
    return {word.lower() for word in _WEEKDAY.findall(telling.text)} & CALENDAR


_WEEKDAY: Final = re.compile(r"\b[A-Z][a-z]+day\b")


def _in_one_wording(one: Telling, other: Telling, lexicon: Lexicon) -> bool:
    return any(
        _alike(*({lexicon.alike_stems.get(word, word): weight for word, weight in w.items()} for w in words))
        for words in (
            (stated(one, other), stated(other, one)),
            (_in_statement(one), _in_statement(other)),
        )
    )


def _alike(mine: dict[str, float], theirs: dict[str, float]) -> bool:
    shared = sum(min(weight, theirs[word]) for word, weight in mine.items() if word in theirs)
    light, heavy = sorted((sum(mine.values()), sum(theirs.values())))
    return shared >= max(_LEAST, _SHARED * light, _OF_LONGER * heavy)


def _in_statement(telling: Telling) -> dict[str, float]:
    there = {key(word) for word in WORD.findall(telling.figure.statement) for key in (form, stem)}
    number = {stem(word) for word in WORD.findall(telling.figure.words)}
    return {
        word: weight
        for word, weight in telling.words.items()
        if word not in number and (word in there or "/" in word)
    }
