"""The English words that are known, and how common they are."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files


class Vocabulary:
    """English words in small letters, by their rank: 0 is the commonest."""

    __slots__ = ("_rank",)

    def __init__(self, words: list[str]) -> None:
        self._rank = {word: i for i, word in enumerate(words)}

    def __contains__(self, word: str) -> bool:
        return word in self._rank

    def __len__(self) -> int:
        return len(self._rank)

    def common(self, word: str, rank: int) -> bool:
        """Whether `word` is among the `rank` commonest."""
        return self._rank.get(word, rank) < rank


@cache
def english() -> Vocabulary:
    """The word list that comes with Whence, read once a process (some 30 ms)."""
    data = (files("whence.reports") / "data" / "words.txt.gz").read_bytes()
    return Vocabulary(gzip.decompress(data).decode("ascii").split("\n"))


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, written with spaces between."""
    return frozenset(text.split())
