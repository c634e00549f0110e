"""Alternatives that are counted together, of which a retelling has one alone: "cut or transfer".

"A reaction or a rash": what they mean does not matter, and no list has them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import Telling
from whence.ledger.tracing.text import WORD
from whence.reader.lemmas import lemma

_OR: Final = re.compile(
    r"(?<![\w-])([a-z]{3,}) or ((?:(?!or\b|of\b|on\b|at\b|for\b|since\b|that\b|who\b)[a-z’'-]+ ?){1,4})"
)
_BEFORE: Final = 2
_NEAR: Final = 70
"""How far from the figure they may stand, in code points."""
_EMPTY: Final = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "more", "less", "fewer", "so",
     "whether", "not", "sooner", "later", "either", "else", "other", "others", "otherwise", "that", "them",
     "been", "were", "was", "are", "had", "have", "has", "placed", "put", "taken", "gone", "went", "left",
     "about", "nearly", "almost", "even", "also", "one", "any", "some", "their", "his", "her", "its", "day",
     "the")
)  # fmt: skip


def narrowed(origin: Telling, later: Telling, lexicon: Lexicon) -> tuple[str, str] | None:
    """The two that are counted together in the origin, and the one that is left; None where both are."""
    sentence = origin.page.sentences.all[origin.sentence]
    at = origin.figure.start - sentence.start, origin.figure.end - sentence.start
    text = origin.text.lower()
    there = _meant(WORD.findall(later.text.lower()), lexicon) | set(later.outcome.names)
    for match in _OR.finditer(text):
        if match.start() - at[1] > _NEAR or at[0] - match.end() > _NEAR:
            continue
        # By the last word that means something: "turned away or transferred".
        before = WORD.findall(text[: match.end(1)])[-_BEFORE:]
        first = next((meant for word in reversed(before) if (meant := _meant([word], lexicon))), set())
        # What is counted is no part of them: "close or sell six mills".
        end = at[0] if match.start(2) <= at[0] < match.end() else match.end()
        behind = WORD.findall(text[match.start(2) : end])
        # By its first word that means something: "placed in quarantine", "sell six mills".
        second = next((meant for word in behind if (meant := _meant([word], lexicon))), set())
        if not first or not second or first & second:
            continue
        if _OR.search(later.text.lower()) is not None or " and " in _around(later):
            continue
        has_first, has_second = bool(first & there), bool(second & there)
        if has_first != has_second:
            both = f"{match[1]} or {' '.join(behind)}"
            return both, match[1] if has_first else " ".join(behind)
    return None


def _around(telling: Telling) -> str:
    at = telling.figure.start, telling.figure.end
    return telling.page.sentences.text[max(0, at[0] - 30) : at[1] + 30].lower()


def _meant(words: Iterable[str], lexicon: Lexicon) -> set[str]:
    """What words mean, however they are written: by outcome, by the word that stands for others, by lemma."""
    out = set()
    for word in words:
        meant = lemma(word, "VERB")
        if word in _EMPTY or meant in _EMPTY or len(word) < 3:
            continue
        if word in lexicon.stop and word not in lexicon.ladders:
            continue
        known = lexicon.ladders.get(word) or lexicon.ladders.get(meant)
        out.add(lexicon.same.get(known[1], known[1]) if known else lexicon.alike.get(meant, meant))
    return out
