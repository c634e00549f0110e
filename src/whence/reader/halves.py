"""The network's halves of link scores: what a cue, and what a word of a source or content, bring to theirs.

A half is as long as half a kilobyte, and is asked for only of words in spans: of a long text no others are
kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Range = tuple[int, int]


def ranges(starts: Ints, ends: Ints) -> Ints:
    """The numbers of all ranges [starts, ends), one range after another."""
    lengths = ends - starts
    out: Ints = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    return out


@dataclass(frozen=True, slots=True)
class Halves:
    """The network's halves of link scores: of all words of a text, or of those alone that are in spans."""

    cues: Floats
    """(rows, 2, width): a cue's half, for sources (0) and for contents (1)."""
    words: tuple[Floats, Floats]
    """(rows, width) each: a word's half, for sources and for contents."""
    bias: Floats
    cue_row: Ints | None = None
    """(n,) the row of each word of the text in `cues`; None where a word's number is its row."""
    word_row: Ints | None = None
    """(n,) its row in the one of `words` that it is asked for."""

    @classmethod
    def of_all(cls, cues: Floats, words: Floats, bias: Floats) -> Halves:
        """Of all words; both are (n, 2, width)."""
        return cls(cues, (words[:, 0], words[:, 1]), bias)

    def cue(self, word: int, kind: int) -> Floats:
        """(width,) the cue's half of a word."""
        row: Floats = self.cues[word if self.cue_row is None else self.cue_row[word], kind]
        return row

    def over(self, words: Ints, kind: int) -> Floats:
        """(words, width) the words' halves."""
        return self.words[kind][words if self.word_row is None else self.word_row[words]]


class Kept:
    """Collects the halves of a text's cues, and of the words of its sources and contents, bit by bit."""

    def __init__(self, n: int, bias: Floats) -> None:
        """Of a text of n words."""
        self._bias = bias
        self._cue_row = np.zeros(n, np.int64)
        self._word_row = np.zeros(n, np.int64)
        self._cues: list[Floats] = []
        self._words: tuple[list[Floats], list[Floats]] = ([], [])
        self._counts = [0, 0, 0]

    def take(self, first: int, spans: Sequence[Sequence[Range]], link_cue: Floats, link_word: Floats) -> None:
        """The halves of the spans (sources, contents, cues; over the text) among words from `first` on."""
        sources, contents, cues = (np.array(some, np.int64).reshape(-1, 2) for some in spans)
        for kind, some in enumerate((sources, contents)):
            words = ranges(some[:, 0], some[:, 1])
            self._words[kind].append(link_word[words - first, kind])
            self._word_row[words] = self._place(kind, len(words))
        self._cues.append(link_cue[cues[:, 0] - first])
        self._cue_row[cues[:, 0]] = self._place(2, len(cues))

    def _place(self, of: int, count: int) -> Ints:
        self._counts[of] += count
        return np.arange(self._counts[of] - count, self._counts[of])

    def halves(self) -> Halves:
        """All that was taken; nothing is kept here."""
        sources, contents = (_joined(some) for some in self._words)
        return Halves(_joined(self._cues), (sources, contents), self._bias, self._cue_row, self._word_row)


def _joined(parts: list[Floats]) -> Floats:
    out = np.concatenate(parts)
    parts.clear()
    return out
