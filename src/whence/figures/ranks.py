"""Ranks: "the second-largest", "came third", "one of the largest"."""

from __future__ import annotations

from typing import Final

from whence.figures.draft import Draft
from whence.figures.numerals import FRACTIONS, ordinal_value
from whence.figures.pieces import Pieces

_HYPHENS: Final = frozenset("-‑‐–")
_PLACED: Final = frozenset(
    [
        "came",
        "come",
        "comes",
        "coming",
        "finished",
        "finish",
        "finishes",
        "placed",
        "ranked",
        "ranks",
        "rank",
        "ranking",
        "stands",
        "stood",
        "stand",
        "lies",
        "lay",
    ]
)
_NO_SUPERLATIVES: Final = frozenset(
    [
        "interest",
        "forest",
        "protest",
        "request",
        "harvest",
        "guest",
        "west",
        "east",
        "test",
        "rest",
        "quest",
        "contest",
        "arrest",
        "invest",
        "chest",
        "nest",
    ]
)


def superlative(p: Pieces, j: int) -> bool:
    """Whether piece j is the highest degree of an adjective: "largest", "most"."""
    word = p.word(j)
    tag = p.tag(j) if j < p.size else ""
    if tag in ("JJS", "RBS"):
        return True
    return (
        len(word) > 4 and word.endswith("est") and word not in _NO_SUPERLATIVES and tag in ("", "JJ")
    ) or word in ("best", "worst", "most")


def rank_at(p: Pieces, i: int) -> Draft | None:
    """The rank that begins at piece i; None where none does."""
    if p.low[i] == "one":
        return _one_of(p, i)
    value = ordinal_value(p.low[i])
    if value is None:
        return None
    j = i + 1
    k = j + 1 if p.word(j) in _HYPHENS else j
    if superlative(p, k) and value >= 2:
        start = i - 1 if p.word(i - 1) == "the" else i
        return Draft(start, k + 1, i, i + 1, value, value, kind="rank")
    placed = p.word(i - 1) in _PLACED or (
        p.word(i - 1) in ("in", "a", "equal", "joint") and p.word(i - 2) in _PLACED
    )
    after = p.word(j)
    if placed and (
        not after
        or not after[0].isalpha()
        or after in ("in", "behind", "on", "with", "after", "at", "among", "out", "of", "overall")
    ):
        return Draft(i, j, i, j, value, value, kind="rank")
    if (
        p.low[i][0].isdigit()
        and p.word(i - 1) == "the"
        and after == "of"
        and p.word(j + 1) in ("the", "its", "this", "his", "her", "their")
    ):
        return Draft(i, j, i, j, value, value, kind="rank")
    return None


def _one_of(p: Pieces, i: int) -> Draft | None:
    if not p.same(i + 1, ("of", "the")) and not (
        p.word(i + 1) == "of" and p.word(i + 2) in ("its", "his", "her", "their", "our", "my")
    ):
        if not (
            p.word(i + 1) == "of"
            and p.text[i + 2 : i + 3]
            and p.text[i + 2][:1].isupper()
            and p.word(i + 3) in ("'s", "’s")
        ):
            return None
        j = i + 4
    else:
        j = i + 3
    for k in (j, j + 1):
        if superlative(p, k):
            return Draft(
                i,
                k + 1,
                i,
                i + 1,
                None,
                None,
                kind="rank",
                approximate=True,
                vague=" ".join(p.low[i : k + 1]),
            )
        if ordinal_value(p.word(k)) is None and p.word(k) not in FRACTIONS and p.word(k) != "very":
            break
    return None
