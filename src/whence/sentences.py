"""Sentences and paragraphs of a text that has not been read, or whose reading is not at hand."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 2_000
"""A sentence is cut here: code points."""
_BREAK: Final = re.compile(r"\n\s*\n|\n")
_END: Final = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_SHORT: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|St|Prof|Sen|Rep|Gov|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct"
    r"|Nov|Dec|vs|approx|Co|Corp|Inc|Ltd)|\b[A-Z])\.\s+$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at [start, end) of a text, in its paragraph."""

    start: int
    end: int
    paragraph: int
    headline: bool
    """Whether its paragraph is one line that ends without a full stop: a headline or a heading."""


class Sentences:
    """The sentences of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[Sentence] = []
        start = 0
        number = 0
        for stop, after in [*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text), len(text))]:
            if text[start:stop].strip():
                self._paragraph(start, stop, number)
                number += 1
            start = after
        self._starts = [one.start for one in self.all]

    def at(self, place: int) -> int:
        """Number of the sentence that a place stands in; 0 before the first."""
        return max(0, bisect_right(self._starts, place) - 1)

    def words(self, number: int) -> str:
        """The words of a sentence."""
        one = self.all[number]
        return self.text[one.start : one.end]

    def paragraph(self, number: int) -> str:
        """The words of the paragraph in which a sentence stands, cut at some length around it."""
        first = last = number
        wanted = self.all[number].paragraph
        while first > 0 and self.all[first - 1].paragraph == wanted and number - first < 3:
            first -= 1
        while last + 1 < len(self.all) and self.all[last + 1].paragraph == wanted and last - number < 3:
            last += 1
        return self.text[self.all[first].start : self.all[last].end]

    def _paragraph(self, start: int, stop: int, number: int) -> None:
        words = self.text[start:stop]
        at = start
        ends = [
            m.end() for m in _END.finditer(words) if not _SHORT.search(words, max(0, m.end() - 12), m.end())
        ]
        headline = not ends and words.rstrip()[-1:] not in ".!?…\"”’')]" and len(words) < 200
        for end in [*(start + e for e in ends), stop]:
            while at < end:
                cut = min(end, at + _LONGEST)
                self._put(at, cut, number, headline)
                at = cut

    def _put(self, start: int, end: int, number: int, headline: bool) -> None:
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            self.all.append(Sentence(start, end, number, headline))
