"""What the modules on numbers that are no amounts share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from whence.dates import MONTHS
from whence.figures.lexicon import table
from whence.figures.numerals import SCALES, SHORT_SCALES
from whence.figures.pieces import Pieces

Reason = Literal["date", "time", "name", "age", "score", "calibre", "pronoun", "identifier"]

HYPHENS: Final = frozenset("-‑‐–—")
MONTH_WORDS: Final = frozenset(MONTHS) | frozenset(name[:3] for name in MONTHS) | {"sept"}


@dataclass(frozen=True, slots=True)
class NotQuantity:
    """A number that is no amount: pieces [start, end), and why."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Names:
    """Words by which a number is seen to be part of a name; `data/names.toml` says which."""

    designating: frozenset[str]
    indices: frozenset[str]
    calibre_units: frozenset[str]
    calibre_words: frozenset[str]
    scores: frozenset[str]
    occasions: frozenset[str]
    titles: frozenset[str]


@cache
def known_names() -> Names:
    """The packaged ones, read once."""
    data = table("names")
    return Names(
        frozenset(data["designating"]["words"]),
        frozenset(data["designating"]["indices"]),
        frozenset(data["calibre"]["units"]),
        frozenset(data["calibre"]["words"]),
        frozenset(data["scores"]["words"]),
        frozenset(data["occasions"]["words"]),
        frozenset(data["titles"]["follow"]),
    )


def amount_behind(p: Pieces, j: int) -> bool:
    """Whether what follows a number makes it an amount: a scale, a percentage."""
    word = p.word(j)
    return (
        word in SCALES or word in ("%", "percent", "per", "hundred") or (word in SHORT_SCALES and p.glued[j])
    )


def starts_sentence(p: Pieces, at: int) -> bool:
    """Whether a piece is the first of a sentence."""
    if at == 0 or p.low[at - 1] in (".", "\n", "!", "?", "”", '"'):
        return True
    # Behind a dateline: "TARN, May 3 (Agency) — Seventeen Tarnish soldiers".
    return p.low[at - 1] in HYPHENS and not p.glued[at] and p.word(at - 2) == ")"


def head_of(p: Pieces, i: int) -> int | None:
    """The token that governs a piece; None in a Doc without a tree."""
    token = p.doc[p.token[i]]
    return token.head.i if token.dep_ else None
