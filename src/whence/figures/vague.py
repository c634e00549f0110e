"""Amounts that the words leave open: "dozens", "several hundred", "tens of thousands", "many"."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from whence.figures.draft import Draft
from whence.figures.lexicon import Phrases, by_first, table
from whence.figures.numerals import SCALES
from whence.figures.pieces import Pieces

_DEGREES: Final = frozenset(["as", "so", "how", "too", "that", "not", "the", "very"])
_SCALES: Final = {**SCALES, "hundred": 100, "dozen": 12, "score": 20}


@cache
def _phrases() -> tuple[dict[str, Any], Phrases, Phrases, Phrases]:
    data = table("vague")
    return (
        data,
        by_first(list(data["before_scale"])),
        by_first(list(data["alone"])),
        by_first(data["open"]["words"]),
    )


@cache
def starters() -> frozenset[str]:
    """The words that a vague amount can begin with."""
    data, scaled, alone, opened = _phrases()
    return (
        frozenset(data["plural"])
        | frozenset(data["tens"])
        | frozenset(scaled)
        | frozenset(alone)
        | frozenset(opened)
    )


def vague_at(p: Pieces, i: int) -> Draft | None:
    """The vague amount that begins at piece i; None where none does."""
    data, scaled, alone, opened = _phrases()
    word = p.low[i]
    if word in data["tens"] and p.word(i + 1) == "of" and p.word(i + 2).rstrip("s") in _SCALES:
        scale = _SCALES[p.low[i + 2].rstrip("s")]
        low, high = data["tens"][word]
        if p.low[i + 2].endswith("s"):
            return _draft(p, i, i + 3, low * scale, high * scale)
    if word in data["plural"]:
        low, high = data["plural"][word]
        if word == "scores" and not (
            p.word(i + 1) in ("of", "more", "")
            or (p.tag(i) == "NNS" and p.word(i + 1) in ("were", "have", "had", "are", "died"))
        ):
            return None
        end = i + 1
        if word == "hundreds" and p.word(end) == "of" and p.word(end + 1) in ("thousands", "millions"):
            scale = _SCALES[p.low[end + 1].rstrip("s")]
            return _draft(p, i, end + 2, 100 * scale, 1000 * scale)
        return _draft(p, i, end, low, high)
    for words in scaled.get(word, ()):
        if p.same(i, words) and p.word(i + len(words)) in _SCALES:
            ends = data["before_scale"][" ".join(words)]
            j = i + len(words)
            scale = _SCALES[p.low[j]]
            while p.word(j + 1) in SCALES and scale < 10**12:
                j += 1
                scale *= SCALES[p.low[j]]
            if ends:
                return _draft(p, i, j + 1, ends[0] * scale, ends[1] * scale)
    if word in ("many", "few", "several") and p.word(i - 1) in _DEGREES:
        return None
    for words in alone.get(word, ()):
        if p.same(i, words) and _counts(p, i + len(words)):
            low, high = data["alone"][" ".join(words)]
            return _draft(p, i, i + len(words), low, high)
    for words in opened.get(word, ()):
        if p.same(i, words) and _counts(p, i + len(words)):
            return _draft(p, i, i + len(words), None, None)
    return None


def _counts(p: Pieces, j: int) -> bool:
    """Whether what stands at piece j may be counted: a noun in the plural, "of" or "more"."""
    word = p.word(j)
    if not word:
        return True
    if word in ("of", "more", "people", "others", "dozen"):
        return word != "more" or p.word(j + 1) != "than"
    tag = p.tag(j) if j < p.size else ""
    if tag in ("NNS", "NNPS"):
        return True
    if tag in ("JJ", "JJS", "JJR", "VBN", "VBG", "NN", "NNP", "HYPH"):
        return any(p.tag(k) in ("NNS", "NNPS") for k in range(j + 1, min(j + 4, p.size)))
    if tag in ("VBD", "VBP", "MD"):
        return p.word(j - 1) in ("many", "several", "few") and word not in ("has", "is")
    return False


def _draft(p: Pieces, i: int, end: int, low: float | None, high: float | None) -> Draft:
    return Draft(
        i, end, i, end,
        None if low is None else int(low), None if high is None else int(high),
        approximate=True, vague=" ".join(p.low[i:end]),
    )  # fmt: skip
