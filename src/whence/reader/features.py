"""What the reader knows of a word beside its spelling: its case, and whether it is quoted.

The encoder's vocabulary is lower-cased, so capitals would be lost; and whether a word stands
between quotation marks depends on a mark that may be hundreds of words away. Both are cheap to
compute exactly and are given to the encoder as one more embedding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SHAPES: Final = 7
QUOTE_STATES: Final = 4
FEATURES: Final = SHAPES * QUOTE_STATES * 2

OUTSIDE, INSIDE, OPENING, CLOSING = range(QUOTE_STATES)

_STRAIGHT: Final = frozenset({'"', "''", "``"})
_OPEN: Final = frozenset({"“", "„", "«"})
_CLOSE: Final = frozenset({"”", "»"})


def shape(word: str) -> int:
    """Class of a word's letters: 0 other, 1 lower, 2 Title, 3 ALL CAPS, 4 miXed, 5 digits, 6 one capital."""
    if word.islower():
        return 1
    if word.isdigit() or (word[:1].isdigit() and not any(c.isalpha() for c in word)):
        return 5
    if word.isupper():
        return 6 if len(word) == 1 else 3
    if word[:1].isupper():
        return 2 if word[1:].islower() or not word[1:].isalpha() else 4
    if any(c.isalpha() for c in word):
        return 4
    return 0


def quote_states(words: Sequence[str]) -> list[int]:
    """For each word of one paragraph, whether it opens, closes, or stands in or out of quotation.

    A straight mark opens when nothing is open and closes otherwise; curly ones say it themselves.
    A quotation left open runs to the paragraph's end, as it does in newspapers when the speaker
    goes on in the next one.
    """
    states = []
    inside = False
    for word in words:
        if word in _OPEN or (word in _STRAIGHT and not inside):
            states.append(OPENING)
            inside = True
        elif word in _CLOSE or word in _STRAIGHT:
            states.append(CLOSING)
            inside = False
        else:
            states.append(INSIDE if inside else OUTSIDE)
    return states


def features(words: Sequence[str], glued: Sequence[bool]) -> list[int]:
    """One feature index per word of a paragraph; `glued` marks words with no space before them."""
    return [
        (shape(word) * QUOTE_STATES + state) * 2 + int(stuck)
        for word, state, stuck in zip(words, quote_states(words), glued, strict=True)
    ]
