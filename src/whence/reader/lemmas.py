"""Dictionary forms of words, by simplemma, with the part of speech where that decides."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# simplemma knows no parts of speech: these read as nouns or adjectives where they are verbs.
_VERBS: Final = {
    "left": "leave", "found": "find", "lay": "lie", "felt": "feel", "saw": "see", "thought": "think",
    "ground": "grind", "wound": "wind", "bound": "bind", "fell": "fall", "lives": "live", "leaves": "leave",
    "means": "mean", "meant": "mean", "hit": "hit", "rose": "rise", "lost": "lose", "supposed": "suppose",
    "spoke": "speak", "met": "meet", "led": "lead", "held": "hold", "being": "be", "meeting": "meet",
    "'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have",
    "'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "wo": "will", "ca": "can",
    "warning": "warn", "saying": "say", "reporting": "report", "according": "accord", "citing": "cite",
    "finding": "find", "understanding": "understand", "feeling": "feel", "building": "build",
}  # fmt: skip
_NOUNS: Final = {"lives": "life", "leaves": "leaf", "wives": "wife", "knives": "knife", "halves": "half"}
_OTHERS: Final = {"n't": "not", "n’t": "not"}


@lru_cache(maxsize=100_000)
def lemma(word: str, upos: str) -> str:
    """The lemma of an English word; names and punctuation are returned as written."""
    if upos in ("PROPN", "PUNCT", "SYM", "NUM", "X"):
        return word
    low = word.lower()
    if upos in ("VERB", "AUX") and low in _VERBS:
        return _VERBS[low]
    if upos == "NOUN" and low in _NOUNS:
        return _NOUNS[low]
    if low in _OTHERS:
        return _OTHERS[low]
    if upos in ("ADP", "ADV", "PRON", "DET", "CCONJ", "SCONJ", "PART", "INTJ"):
        return low
    import simplemma

    try:
        found: str = simplemma.lemmatize(low[:40], lang="en")
    except ValueError:  # it refuses the empty and the odd; such a word is its own lemma
        return low
    return found.lower()
