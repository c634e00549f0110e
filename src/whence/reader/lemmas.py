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
    "gone": "go", "born": "bear", "thinking": "think", "playing": "play", "growing": "grow", "fixed": "fix",
    "developed": "develop", "mixed": "mix", "remains": "remain", "preferred": "prefer", "thanking": "thank",
    "travelling": "travel", "cancelled": "cancel", "labelled": "label", "swinging": "swing", "fixing": "fix",
    "broke": "break", "won": "win", "shook": "shake", "slew": "slay", "shot": "shoot", "downed": "down",
    "shed": "shed", "writing": "write", "setting": "set", "breeding": "breed", "bent": "bend", "bore": "bear",
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
        found = str(simplemma.lemmatize(low[:40], lang="en"))
    except ValueError:  # it refuses the empty and the odd; such a word is its own lemma
        return low
    found = found.lower()
    return _plain(found) if upos == "VERB" and found.endswith("ing") and len(found) > 5 else found


def _plain(gerund: str) -> str:
    """The verb of a gerund that simplemma takes for a noun: "writing" is "write", "hitting" "hit"."""
    import simplemma

    stem = gerund[:-3]
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz"
    shorter: tuple[str, ...] = (stem[:-1],) if doubled else ()
    for verb in (*shorter, f"{stem}e", stem):
        past = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
        if simplemma.is_known(verb, lang="en") and simplemma.lemmatize(past, lang="en") == verb:
            return verb
    for verb in (stem, f"{stem}e", *shorter):
        if simplemma.is_known(verb, lang="en"):
            return verb
    return stem
