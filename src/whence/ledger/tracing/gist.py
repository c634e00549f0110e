"""What a statement without a figure says, as it is compared with others: its words, by what they mean, and
whether it affirms or denies.

Two statements are one where nearly all that the shorter says stands in the longer too, and nothing that both
name differs: another place, another day, another number, the contrary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from whence.ledger.tracing.authorities import form
from whence.ledger.tracing.credits import DATELINE
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import LEFT_OPEN
from whence.ledger.tracing.text import CALENDAR, WORD, stem
from whence.reader.lemmas import lemma
from whence.reports.vocabulary import english

_COMMON: Final = 1_500
_KNOWN: Final = 8_000
_RANKS: Final = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000)
_NAME: Final = 1.5
_PLAIN: Final = 1.0
_USUAL: Final = 0.6
LEAST: Final = 3
"""Words that two statements have in common at least, to be told from others; fewer must be all they have."""
_WEIGHT: Final = 2.4
_WEIGHT_OF_DENIALS: Final = 2.0
"""The same where both deny, and one name is in both: "help from Kestria is not wanted"."""
_SAME: Final = 0.99
_SAME_WHOLE: Final = 0.85
"""How much of each other two short statements have."""
_ALIKE: Final = 0.7
"""How much of the shorter statement stands in the longer, at least, by weight."""
_FULL: Final = 0.85
"""The same where each has words that the other has not."""
_OF_LONGER: Final = 0.45
_OTHER: Final = 1.0
_LOOK: Final = 0.5
_OUTCOMES: Final = ("harm", "damage", "law")
"""Ladders of what becomes of people and things, whose words are never of anything else."""
_PARTICIPLE: Final = ("ed", "dead", "hurt")
_NOT: Final = frozenset({"not", "no", "never"})
_NUMBER: Final = re.compile(r"\b\d[\d,.]*\b")
_NT: Final = re.compile(r"n[’']t\b", re.IGNORECASE)
_OR_NOT: Final = re.compile(r"\bor not\b", re.IGNORECASE)
_LEFT_OPEN: Final = re.compile(LEFT_OPEN.pattern, re.IGNORECASE)
_AGAIN: Final = re.compile(
    r"\b(?:again|anew|once more|reiterat\w*|repeat(?:ed|s|edly)?|renew(?:ed|s)?|restat\w*)\b", re.IGNORECASE
)
_OPPOSED: Final = frozenset(
    {"before", "after", "during", "inside", "outside", "against", "with", "for", "more"}
)
"""Words that are no content, and still make two statements contrary."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What is said, without who says it."""

    words: Mapping[str, float]
    """What its words mean, each with its weight: names most, common words least."""
    names: frozenset[str]
    opposed: frozenset[str]
    """Words without content that can make it the contrary of another."""
    numbers: frozenset[str]
    days: frozenset[str]
    negative: bool
    """Whether it denies, rules out or refuses what it speaks of."""
    again: bool
    """Whether it is said to have been said before."""
    seldom: tuple[str, ...]
    """What its words mean, the seldomest first: by them it is looked for."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two statements without a figure have in common."""

    part: float
    """How much of the shorter stands in the longer, 0 to 1."""
    whole: float
    """How much of the longer stands in the shorter, 0 to 1."""
    shared: int
    contrary: bool
    """Whether one denies what the other affirms."""
    outcome: tuple[str, str] | None
    """What became of somebody or something, where it is the only thing that differs: arrested and charged."""
    short: bool = False
    """Whether they are too short to be one unless one authority says both: "a curfew" that is ruled out."""


def gist_of(words: str, cue: str | None, polarity: str, lexicon: Lexicon) -> Gist | None:
    """The gist of an attribution's content and cue; None where too little is said."""
    line = DATELINE.match(words)
    text = words[line.end() :] if line else words
    vocabulary = english()
    found: dict[str, float] = {}
    seldom: dict[str, tuple[int, int, str]] = {}
    names: set[str] = set()
    opposed: set[str] = set()
    # "Boiled or not" denies nothing.
    text = _OR_NOT.sub(lambda match: " " * len(match[0]), text)
    # Nor does what "could not be ruled out".
    text = _LEFT_OPEN.sub(lambda match: " " * len(match[0]), text)
    denies = bool(_NT.search(text))
    lowered = text.lower()
    for start, end, _ in lexicon.denials.places(lowered):
        denies = True
        text = text[:start] + " " * (end - start) + text[end:]
    for match in WORD.finditer(text):
        word = re.sub(r"(?:n[’']t|[’']s?)$", "", match[0])
        low = word.lower()
        if low in CALENDAR or len(low) < 2:
            continue
        meant = lemma(low, "VERB")
        if low in lexicon.negation or meant in lexicon.negation:
            denies = True
            continue
        if low in _OPPOSED:
            opposed.add(low)
        if (low in lexicon.stop and not _closes(low, text[match.end() :])) or low in lexicon.hedging:
            continue
        if low in lexicon.acts:
            continue
        if len(low) < 3:
            continue
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1:] in '.!?:"“…'
        if word[0].isupper() and not (begins and low in vocabulary):
            key, weight = form(word), _NAME
            names.add(key)
        else:
            key = _meaning(low, meant, lexicon)
            weight = _USUAL if vocabulary.common(low, _COMMON) else _PLAIN
        found[key] = max(weight, found.get(key, 0.0))
        common = 0 if weight == _NAME else 1 + sum(vocabulary.common(low, rank) for rank in _RANKS)
        seldom.setdefault(key, (common, -len(key), key))
    if sum(found.values()) < _PLAIN:
        return None
    said = (cue or "").lower()
    return Gist(
        words=found,
        names=frozenset(names),
        opposed=frozenset(opposed),
        numbers=frozenset(number.strip(".,") for number in _NUMBER.findall(text)),
        days=frozenset(word.lower() for word in WORD.findall(text) if _names_day(word)),
        negative=denies != _denied(said, polarity, lexicon),
        again=bool(_AGAIN.search(text) or _AGAIN.search(said)),
        seldom=tuple(key for _, _, key in sorted(seldom.values())),
    )


def _denied(cue: str, polarity: str, lexicon: Lexicon) -> bool:
    """Whether the word of saying denies what is said: "denied", "ruled out"; not "did not rule out"."""
    words = [lemma(word, "VERB") for word in WORD.findall(cue)]
    said = set(words)
    undone = bool(said & _NOT) or bool(_NT.search(cue))
    against = bool(said & (lexicon.negation - _NOT)) or bool(lexicon.denials.among(" ".join(words)))
    return not undone if against else polarity == "denied"


def without(gist: Gist, named: frozenset[str]) -> Gist:
    """A gist without the words that name whoever says it: "the army did not fire", by the army."""
    kept = {word: weight for word, weight in gist.words.items() if form(word) not in named}
    return gist if len(kept) == len(gist.words) else replace(gist, words=kept, names=gist.names & kept.keys())


def may_be_one(one: Gist, other: Gist) -> bool:
    """Whether two statements have enough in common to be worth a closer look."""
    light = min(sum(one.words.values()), sum(other.words.values()))
    shared = sum(min(weight, other.words[word]) for word, weight in one.words.items() if word in other.words)
    return shared >= _LOOK * light


def likeness(one: Gist, other: Gist, lexicon: Lexicon) -> Likeness | None:
    """How alike two statements are; None where they are two."""
    first, second = one.words, other.words
    shared = {word: min(weight, second[word]) for word, weight in first.items() if word in second}
    light, heavy = sorted((sum(first.values()), sum(second.values())))
    outcome = _outcome(first.keys() - second.keys(), second.keys() - first.keys(), lexicon)
    weight = sum(shared.values())
    if outcome is not None:
        # What became of them is one thing said of them in both, and not the same.
        light, heavy = light - first[outcome[0]], heavy - second[outcome[1]]
        light, heavy = sorted((max(light, 0.01), max(heavy, 0.01)))
    if not shared:
        return None
    part, whole = weight / light, weight / heavy
    short = len(shared) < LEAST or weight < _WEIGHT
    if short:
        all_of_it = part >= _SAME and whole >= _SAME_WHOLE and outcome is None
        contrary = one.negative != other.negative
        both_deny = one.negative and other.negative
        of_one_name = bool(shared.keys() & one.names & other.names) and weight >= _WEIGHT_OF_DENIALS
        denied = both_deny and len(shared) > 1 and (
            of_one_name or (len(shared) >= LEAST and part >= _SAME)
        )  # fmt: skip
        if not (all_of_it and (len(shared) > 1 or not contrary)) and not denied:
            return None
    mine, theirs = first.keys() - shared.keys(), second.keys() - shared.keys()
    if outcome is not None:
        mine, theirs = mine - {outcome[0]}, theirs - {outcome[1]}
    least = _ALIKE if outcome is None else _FULL
    if min(sum(first[w] for w in mine), sum(second[w] for w in theirs)) >= _OTHER:
        least = _FULL
    if part < least or whole < _OF_LONGER:
        return None
    if mine & one.names and theirs & other.names:
        return None
    if _differ(one.numbers, other.numbers) or _differ(one.days, other.days):
        return None
    if _opposed(mine | (one.opposed - other.opposed), theirs | (other.opposed - one.opposed), lexicon):
        return None
    if one.again != other.again:
        return None
    told = tuple(word.partition("/")[2] for word in outcome) if outcome is not None else None
    return Likeness(
        min(part, 1.0), min(whole, 1.0), len(shared), one.negative != other.negative,
        (told[0], told[1]) if told is not None else None, short,
    )  # fmt: skip


def _meaning(low: str, meant: str, lexicon: Lexicon) -> str:
    """What a word stands for: its outcome, the class of its thing, or its lemma."""
    if meant in lexicon.alike:
        return lexicon.alike[meant]
    ladder, outcome = lexicon.ladders.get(low, ("", ""))
    if ladder in _OUTCOMES and low.endswith(_PARTICIPLE):
        return f"{ladder}/{lexicon.same.get(outcome, outcome)}"
    return lexicon.things.get(stem(low), meant)


def _closes(low: str, after: str) -> bool:
    """Whether it is the verb: "close schools", not "close to the border"."""
    return low == "close" and not after.startswith(" to ")


def _names_day(word: str) -> bool:
    return word[:1].isupper() and word.lower() in CALENDAR


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _outcome(mine: Iterable[str], theirs: Iterable[str], lexicon: Lexicon) -> tuple[str, str] | None:
    """The two outcomes of one ladder that alone differ."""
    a, b = ([word for word in some if "/" in word] for some in (mine, theirs))
    if len(a) != 1 or len(b) != 1 or a[0].partition("/")[0] != b[0].partition("/")[0]:
        return None
    return a[0], b[0]


def _opposed(mine: Iterable[str], theirs: Iterable[str], lexicon: Lexicon) -> bool:
    theirs = {word.rpartition("/")[2] for word in theirs}
    return any(
        frozenset((word.rpartition("/")[2], other)) in lexicon.contrary for word in mine for other in theirs
    )
