"""Scores of a parse against a treebank as in the CoNLL 2018 shared task (Zeman et al. 2018).

Words are aligned by their characters. Where either side has a token of several words, the words
within it are aligned by the longest common subsequence of their forms, case ignored. Every score
is an F1: of words aligned and alike, over the words of either side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.scoring import Counts, exact
from benchmarks.treebanks import Parse, Word

METRICS = ("words", "sentences", "upos", "xpos", "uas", "las", "las_subtypes")


def evaluate(found: Parse, gold: Parse) -> dict[str, Counts]:
    """Counts for each of METRICS.

    words: aligned ones; sentences: both edges right; upos, xpos: that tag right; uas: the heads are
    aligned, or both roots; las: and the universal relation is right, without its subtype;
    las_subtypes: and with it. Raises ValueError where the two are not of one text.
    """
    if found.text != gold.text:
        raise ValueError(f"{gold.name}: the two parses are of different texts")
    pairs = align(found.words, gold.words)
    to_gold: dict[int, int] = dict(pairs)

    def head(word: Word) -> int | None:
        """The head of a found word as a true word; -1 where it is aligned to none, None for a root."""
        return None if word.head is None else to_gold.get(word.head, -1)

    def count(same: Callable[[Word, Word], bool]) -> Counts:
        right = sum(same(found.words[i], gold.words[j]) for i, j in pairs)
        return Counts(right, len(found.words), len(gold.words))

    def attached(f: Word, g: Word) -> bool:
        return head(f) == g.head

    return {
        "words": count(lambda f, g: True),
        "sentences": exact(found.sentences, gold.sentences),
        "upos": count(lambda f, g: f.upos == g.upos),
        "xpos": count(lambda f, g: f.xpos == g.xpos),
        "uas": count(attached),
        "las": count(lambda f, g: attached(f, g) and universal(f.deprel) == universal(g.deprel)),
        "las_subtypes": count(lambda f, g: attached(f, g) and f.deprel == g.deprel),
    }


def universal(deprel: str) -> str:
    """A relation without its subtype: `nmod:poss` is `nmod`."""
    return deprel.partition(":")[0]


def align(found: Sequence[Word], gold: Sequence[Word]) -> list[tuple[int, int]]:
    """Aligned words as (found, gold) indices, in order."""
    out = []
    i = j = 0
    while i < len(found) and j < len(gold):
        f, g = found[i], gold[j]
        if f.multiword or g.multiword:
            (i, i_end), (j, j_end) = _around(found, gold, i, j)
            out += _common(found, gold, (i, i_end), (j, j_end))
            # A word that only borders on the token is passed over, so that there is always progress.
            i, j = i_end, j_end
        elif (f.start, f.end) == (g.start, g.end):
            out.append((i, j))
            i, j = i + 1, j + 1
        elif g.start <= f.start:
            j += 1
        else:
            i += 1
    return out


def _around(
    found: Sequence[Word], gold: Sequence[Word], i: int, j: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The smallest stretch of both sides that holds whole tokens of several words."""
    if gold[j].multiword:
        edge = gold[j].end
        if not found[i].multiword and found[i].start < gold[j].start:
            i += 1
    else:
        edge = found[i].end
        if not gold[j].multiword and gold[j].start < found[i].start:
            j += 1
    x, y = i, j
    while not _beyond(found, x, edge) or not _beyond(gold, y, edge):
        if y < len(gold) and (x >= len(found) or gold[y].start <= found[x].start):
            edge = _extended(gold[y], edge)
            y += 1
        else:
            edge = _extended(found[x], edge)
            x += 1
    return (i, x), (j, y)


def _beyond(words: Sequence[Word], i: int, edge: int) -> bool:
    if i >= len(words):
        return True
    return words[i].start >= edge if words[i].multiword else words[i].end > edge


def _extended(word: Word, edge: int) -> int:
    return max(edge, word.end) if word.multiword else edge


def _common(
    found: Sequence[Word], gold: Sequence[Word], a: tuple[int, int], b: tuple[int, int]
) -> list[tuple[int, int]]:
    """A longest common subsequence of forms within two stretches, as pairs of indices."""
    n, m = a[1] - a[0], b[1] - b[0]
    left = [found[a[0] + x].form.lower() for x in range(n)]
    right = [gold[b[0] + y].form.lower() for y in range(m)]
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for x in reversed(range(n)):
        for y in reversed(range(m)):
            same = left[x] == right[y]
            best[x][y] = best[x + 1][y + 1] + 1 if same else max(best[x + 1][y], best[x][y + 1])
    out = []
    x = y = 0
    while x < n and y < m:
        if left[x] == right[y]:
            out.append((a[0] + x, b[0] + y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x][y + 1]:
            y += 1
        else:
            x += 1
    return out
