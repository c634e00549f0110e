"""Retellings: the same statement of the same authority in another report, in whatever words.

Two figures are compared by amount, by what they measure, by on whose word they rest, by day and by the
words around them. Whatever the texts say that sets them apart (another side, another place, another
speaker, another day) keeps them apart: a wrong accusation costs more than a missed one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from whence.ledger.tracing.amounts import Amounts, alike, in_dozens, rounds
from whence.ledger.tracing.apart import ALIKE, set_apart
from whence.ledger.tracing.gathering import things_agree
from whence.ledger.tracing.lexicon import Lexicon, packaged_lexicon
from whence.ledger.tracing.otherwise import of_one_weekday, of_other_days, of_other_ways, told_otherwise
from whence.ledger.tracing.outcomes import comparable
from whence.ledger.tracing.statements import Spoken, Telling
from whence.ledger.tracing.vouchers import vouched_alike
from whence.ledger.tracing.wording import days_apart, overlap, own_words, stated

THRESHOLD: Final = 0.45
DAYS: Final = 120
"""Reports further apart are not compared."""
_CLOSE: Final = 0.06
_KIN: Final = 0.3
"""How well things agree that are only related, or of which nothing is known."""
_RARE: Final = 0.5
"""Amounts that are less seldom than this are met everywhere."""
_DUTY: Final = "duty"
_SMALL: Final = 12
_LEAST: Final = 0.15
_LEAST_OF_COMMON: Final = 0.25
"""The least agreement of words; more is asked of amounts that are met everywhere."""
_OF_OTHERS: Final = 0.6
_OF_CHANGED: Final = 0.35
_OF_MISCOPIED: Final = 0.5
_OF_LOOSE: Final = 0.8
_OF_KIN: Final = 0.5
"""The least agreement of words where something besides them does not agree."""
_NAMED: Final = 0.8
"""How well authorities agree where one is surely named in both."""


@dataclass(frozen=True, slots=True)
class Match:
    """That two tellings are of one statement."""

    score: float
    """0 to 1; what counts as a retelling lies above THRESHOLD."""
    amounts: Amounts
    agreement: float
    """How much of the content of the shorter sentence stands in the longer, 0 to 1."""
    authority: float
    """1 where one authority is named in both, 0 where nothing contradicts it."""


def compare(one: Telling, other: Telling, lexicon: Lexicon | None = None) -> Match | None:
    """Whether two figures of different reports tell one statement; None where they do not."""
    lexicon = lexicon or packaged_lexicon()
    if one.page.id == other.page.id or one.unit != other.unit or days_apart(one, other) > DAYS:
        return None
    amounts = _amounts(one, other) or ("other" if told_otherwise(one, other, lexicon) else None)
    if amounts is None:
        return None
    if one.text == other.text and one.figure.start - _at(one) == other.figure.start - _at(other):
        return Match(1.0, "same", 1.0, 1.0)
    things = things_agree(
        one.unit, (one.thing, one.what, one.words), (other.thing, other.what, other.words), lexicon
    )
    if (
        things is None
        or not _sides(one, other)
        or not said_together(one, other)
        or set_apart(one, other, lexicon)
        or of_other_days(one, other)
        or of_other_ways(one, other)
    ):
        return None
    outcome = _outcomes(one, other, lexicon)
    place = _places(one, other)
    authority = _authorities(one, other)
    if place is None or authority is None:
        return None
    agreement = overlap(one.words, other.words)
    differ = bool(one.outcome.names and other.outcome.names and one.outcome.names != other.outcome.names)
    if authority == 0.0 and differ and agreement < _OF_OTHERS:
        # Somebody else's word for something else: nothing but the number may be the same.
        return None
    topic = _share(one.page.topic, other.page.topic)
    seldom = max(_seldom(one), _seldom(other))
    # Who says it is no evidence that the same is said.
    own = overlap(own_words(one, other), own_words(other, one))
    kin = _of_other_kind(one, other)
    told = differ and not comparable(one.outcome, other.outcome, lexicon)
    if kin and (agreement < _OF_KIN or told) and seldom < _RARE:
        # Other things, and an amount that is met everywhere.
        return None
    if authority == 0.0 and things < 1.0 and own < _OF_CHANGED and one.unit != "count":
        # Open who says it and of what it is: an amount of money, and no more.
        return None
    if things == 0.0 and own < _OF_CHANGED and one.outcome.names != other.outcome.names:
        # 600 soldiers that were sent and 600 tents: nothing but the number and who says it.
        return None
    if things <= _KIN and (one.outcome.ladder == _DUTY) != (other.outcome.ladder == _DUTY):
        # Officers on duty are not those whom they arrested.
        return None
    score = (
        0.42 * agreement + 0.14 * topic + 0.22 * authority + 0.10 * things + 0.08 * outcome + 0.04 * place
        + 0.14 * seldom
    )  # fmt: skip
    if agreement < (_LEAST if seldom >= 0.3 else _LEAST_OF_COMMON):
        return None
    if amounts in ("round", "slip"):
        # Only the number differs, and in the way in which numbers are rounded and miscopied.
        if authority < _NAMED or things <= _KIN or differ or one.moved or other.moved or own < _OF_MISCOPIED:
            return None
        loosely = own >= _OF_LOOSE and of_one_weekday(one, other)
        if (amounts == "round" and not loosely and not _rounds(one, other)) or _newer(one, other):
            return None
        if amounts == "slip" and one.bound != other.bound:
            # Whoever miscopies a number keeps the words before it.
            return None
        score -= 0.05
    if amounts == "other":
        if authority < _NAMED or things < _KIN or kin or differ or one.moved or other.moved:
            return None
        return None if _newer(one, other) else Match(THRESHOLD, amounts, agreement, authority)
    if amounts == "near":
        # Another amount needs all else to agree, and nothing that makes it a newer figure.
        close = one.unit == "part" and _apart(one, other) <= _CLOSE
        sure = (
            (authority == 1.0 and not kin)
            or close
            or (authority > 0.0 and things == 1.0 and own >= _OF_OTHERS)
        )
        newer = one.unit != "part" and _newer(one, other)
        if (one.moved != other.moved and not close) or own < _OF_CHANGED or not sure or newer:
            return None
        score -= 0.0 if close else 0.05
    return Match(min(score, 1.0), amounts, agreement, authority) if score >= THRESHOLD else None


def contradicted(one: Telling, other: Telling, lexicon: Lexicon | None = None) -> bool:
    """Whether the texts set two figures apart by what they count, whose it is, where, or when it was said."""
    lexicon = lexicon or packaged_lexicon()
    things = things_agree(
        one.unit, (one.thing, one.what, one.words), (other.thing, other.what, other.words), lexicon
    )
    apart = things is None or _of_other_kind(one, other) or _places(one, other) is None
    return apart or not _sides(one, other) or not said_together(one, other) or set_apart(one, other, lexicon)


def _of_other_kind(one: Telling, other: Telling) -> bool:
    """Whether what is counted is of two classes that are no two names of one thing."""
    if not one.thing or not other.thing or one.thing == other.thing:
        return False
    return not any({one.thing, other.thing} <= alike for alike in ALIKE)


def _at(telling: Telling) -> int:
    return telling.page.sentences.all[telling.sentence].start


def _amounts(one: Telling, other: Telling) -> Amounts | None:
    a, b = one.value, other.value
    if a is None or b is None:
        return None
    found = alike(a, b, one.unit, dozens=in_dozens(one.figure.words, other.figure.words))
    if found == "same":
        ends = (one.low, one.high), (other.low, other.high)
        if one.bound == other.bound == "between" and ends[0] != ends[1]:
            return None
    elif one.figure.change != other.figure.change:
        return None
    return found


def _rounds(one: Telling, other: Telling) -> bool:
    """Whether one is the other's amount, rounded as its bound says, or to dozens: "nearly 500" of 450."""
    if in_dozens(one.figure.words, other.figure.words):
        return True
    a, b = one.value or 0.0, other.value or 0.0
    return rounds(a, b, other.bound) or rounds(b, a, one.bound)


def _newer(one: Telling, other: Telling) -> bool:
    """Whether the texts show that one is a count of another time: a day of its own, or "now known"."""
    days = one.figure.as_of, other.figure.as_of
    if days[0] and days[1] and not (days[0].startswith(days[1]) or days[1].startswith(days[0])):
        return True
    now = {word.lower() for word in _NOW.findall(one.text)} ^ {w.lower() for w in _NOW.findall(other.text)}
    return bool(now)


_NOW: Final = re.compile(
    r"\b(now|still|latest|newest|by then|since then|in the meantime|reached|reaches|ris(?:es|en|ing)|rose"
    r"|grew|grown|climbed|meanwhile|further|new|updated|later|previously|earlier)\b",
    re.IGNORECASE,
)


def _sides(one: Telling, other: Telling) -> bool:
    return not (one.side and other.side and one.side != other.side)


def _places(one: Telling, other: Telling) -> float | None:
    """1 for one place, 0 where it is open; None for two places that are not named with each other."""
    if not one.place or not other.place:
        return 0.0
    a, b = set(one.place.split()), set(other.place.split())
    if a & b:
        return 1.0
    there = {n for t in (one, other) for n in t.page.topic}
    first, second = one.page.topic, other.page.topic
    if a <= second or b <= first or not (a | b) & there:
        return 0.0
    return None


def said_together(one: Spoken, other: Spoken) -> bool:
    """Whether both can have been said on one day."""
    if _years(one, other) or _years(other, one):
        return False
    a, b = one.said, other.said
    slack = 1
    for days, there in ((a, other.page.day), (b, one.page.day)):
        # What is said on a day stands in no report from before it.
        if days is not None and there is not None and there.toordinal() + slack < _ordinal(days[0]):
            return False
    if a is None or b is None:
        # Without a day, a figure is of the time of its report; a much older one is another statement.
        return True
    return _ordinal(a[0]) <= _ordinal(b[1]) + slack and _ordinal(b[0]) <= _ordinal(a[1]) + slack


_YEAR: Final = re.compile(r"\b(?:in|of|since) ((?:19|20)\d\d)\b")


def _years(one: Spoken, other: Spoken) -> bool:
    """Whether a sentence tells of a year long past, of which the other report says nothing."""
    if one.page.day is None:
        return False
    there = other.page.sentences.text
    return any(int(y) < one.page.day.year - 1 and y not in there for y in _YEAR.findall(one.text))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _outcomes(one: Telling, other: Telling, lexicon: Lexicon) -> float:
    """How well what became of those counted agrees."""
    a, b = one.outcome, other.outcome
    if not a.names or not b.names:
        return 0.3
    if a.names == b.names:
        return 1.0
    if not comparable(a, b, lexicon):
        return 0.0
    # "84 killed and 600 injured" beside "84 injured": each number has its own outcome.
    return 0.3 if a.names & b.others or b.names & a.others else 0.5


def _authorities(one: Telling, other: Telling) -> float | None:
    """1 where one authority vouches for both, 0 where it is open, None where they are two."""
    found = vouched_alike(one, other)
    return 0.0 if found is None and _put_for(one, other) else found


def _put_for(one: Telling, other: Telling) -> bool:
    """Whether two named speakers are put to what is word for word one statement: the same amount of the same
    things, of which the same became, in hardly other words.
    """
    a, b = one.word, other.word
    if {a.reach, b.reach} - {"named", "body"} or one.value != other.value or days_apart(one, other) > _SOON:
        return False
    if one.thing != other.thing or one.what != other.what or one.outcome.names != other.outcome.names:
        return False
    mine, theirs = stated(one, other), stated(other, one)
    shared = sum(min(weight, theirs[word]) for word, weight in mine.items() if word in theirs)
    light, heavy = sorted((sum(mine.values()), sum(theirs.values())))
    light = max(light, 0.01)
    return light + 2 * _seldom(one) >= _ENOUGH and shared >= _VERBATIM * light and shared >= _MOST * heavy


_SOON: Final = 14
_ENOUGH: Final = 3.0
_VERBATIM: Final = 0.8
_MOST: Final = 0.55


def _apart(one: Telling, other: Telling) -> float:
    """How far two amounts are apart, as a part of the larger."""
    a, b = one.value or 0.0, other.value or 0.0
    return abs(a - b) / max(abs(a), abs(b), 1e-12)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _seldom(one: Telling) -> float:
    """How seldom an amount is met by chance: 1 for 1,187 or 84, 0 for "three" and "half"."""
    value = one.value or 0.0
    if one.unit == "part":
        return 0.3 if round(value * 100, 6).is_integer() and round(value * 100) % 10 else 0.0
    if value <= _SMALL and float(value).is_integer():
        return 0.0
    digits = str(value).rstrip("0").rstrip(".").rstrip("0").replace(".", "")
    return min(1.0, 0.4 + 0.3 * (len(digits) - 1) + (0.2 if value >= 100 else 0.0))
