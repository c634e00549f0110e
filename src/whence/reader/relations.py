"""Attribution relations over words: each cue with its source and its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

REACH = 160
"""How many words away from its cue a source or content may begin; beyond it the reader saw no pair."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation; spans are [start, end) over the tokens of the Doc."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure the reader was of each part, as probabilities; what the confidence is computed from."""

    cue: float
    source: float
    """Of the source span; 1 where there is none."""
    content: float
    """Of the least sure content span."""
    source_link: float
    """Of the link to the source; for a relation without a source, one minus the best link there was."""
    content_link: float
    """Of the least sure link to a content span."""


def link_scores(
    cue: int, words: NDArray[np.int64], link_cue: Floats, link_word: Floats, bias: Floats
) -> Floats:
    """Probabilities (2, words) that the cue beginning at word `cue` is linked to each word."""
    width = link_cue.shape[2]
    logits = np.einsum("kd,wkd->kw", link_cue[cue], link_word[words]) * width**-0.5 + bias[:, None]
    out: Floats = 1 / (1 + np.exp(-logits))
    return out


def relate(
    cues: Sequence[tuple[int, int]],
    sources: Sequence[tuple[int, int]],
    contents: Sequence[tuple[int, int]],
    link_cue: Floats,
    link_word: Floats,
    bias: Floats,
) -> list[tuple[int, int | None, tuple[int, ...], float, float]]:
    """Join spans (over words) into relations.

    Each content span goes to the one cue that claims it most; a cue takes the source that it is
    most surely linked to, if that is likelier than not, and a source may serve several cues.
    Returns (cue, source or None, contents, source link, content link) by index; cues that end up
    without any content are left out, since a relation has some.
    """
    if not cues:
        return []
    to_source = np.zeros((len(cues), len(sources)), np.float32)
    to_content = np.zeros((len(cues), len(contents)), np.float32)
    for kind, spans, table in ((0, sources, to_source), (1, contents, to_content)):
        if not spans:
            continue
        words = np.concatenate([np.arange(a, b) for a, b in spans])
        offsets = np.cumsum([0] + [b - a for a, b in spans])[:-1]
        lengths = np.array([b - a for a, b in spans], np.float32)
        starts = np.array([a for a, _ in spans])
        ends = np.array([b for _, b in spans])
        for i, (c, _) in enumerate(cues):
            near = np.flatnonzero((ends > c - REACH) & (starts < c + REACH))
            if not len(near):
                continue
            lo, hi = int(near[0]), int(near[-1]) + 1
            first = int(offsets[lo])
            stop = int(offsets[hi]) if hi < len(offsets) else len(words)
            p = link_scores(c, words[first:stop], link_cue, link_word, bias)[kind]
            table[i, lo:hi] = np.add.reduceat(p, offsets[lo:hi] - first) / lengths[lo:hi]
    taken: dict[int, list[int]] = {}
    if len(contents):
        owner = to_content.argmax(0)
        for j, i in enumerate(owner):
            if to_content[i, j] >= 0.3:
                taken.setdefault(int(i), []).append(j)
        # A cue with nothing left takes what it is linked to best, shared or not.
        for i in range(len(cues)):
            if i not in taken:
                j = int(to_content[i].argmax())
                if to_content[i, j] >= 0.5:
                    taken[i] = [j]
    out = []
    for i in range(len(cues)):
        if i not in taken:
            continue
        mine = tuple(taken[i])
        source: int | None = None
        sure = 1.0
        if len(sources):
            best = int(to_source[i].argmax())
            sure = float(to_source[i, best])
            if sure >= 0.5:
                source = best
            else:
                sure = 1 - sure
        out.append((i, source, mine, sure, float(min(to_content[i, j] for j in mine))))
    return out
