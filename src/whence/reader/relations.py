"""Attribution relations over words: each cue with its source and its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Range = tuple[int, int]

REACH = 400
"""How many words away from its cue a source or content may begin."""

FEATURES: Final = (
    "log odds of the link", "same sentence", "same paragraph", "paragraphs apart", "before the cue",
    "log words between", "adjacent", "cues between", "spans of its kind between",
)  # fmt: skip
_FAR: Final = 4
_STEAL: Final = 6.0


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
    """Of the choice of source among all, or of there being none."""
    content_link: float
    """Of the least sure choice of this cue for a content span."""


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """Weights over FEATURES by which links are chosen; fitted by `training/calibrate.py`."""

    source: tuple[float, ...]
    """The last one is the score of there being no source."""
    content: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where words stand: the sentence and the paragraph of each."""

    sentence: Ints
    paragraph: Ints


def pair_features(cue: Range, cues: Ints, spans: Sequence[Range], odds: Floats, layout: Layout) -> Floats:
    """FEATURES (spans, 9) of one cue with the spans near it, in the order of the text.

    `cues` are the first words of all cues, in order; `odds` are the log odds that the network gives
    each link.
    """
    a = np.array([s for s, _ in spans])
    b = np.array([e for _, e in spans])
    first, end = cue
    before = b <= first
    gap = np.where(before, first - b, np.maximum(a - end, 0))
    left, right = np.where(before, b, end), np.where(before, first, a)
    cues_between = np.maximum(np.searchsorted(cues, right) - np.searchsorted(cues, left), 0)
    spans_between = np.maximum(np.searchsorted(b, right, "right") - np.searchsorted(a, left), 0)
    sentence, paragraph = layout.sentence, layout.paragraph
    same = (sentence[a] == sentence[first]) | (sentence[b - 1] == sentence[first])
    apart = np.abs(paragraph[a] - paragraph[first])
    columns = (
        odds, same, apart == 0, np.minimum(apart, _FAR), before, np.log1p(gap), gap <= 1,
        np.minimum(cues_between, _FAR), np.minimum(spans_between, _FAR),
    )  # fmt: skip
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)


def link_odds(
    cue: int, spans: Sequence[Range], kind: int, link_cue: Floats, link_word: Floats, bias: Floats
) -> Floats:
    """Log odds (spans,) of a cue's links, from the mean over each span's words of their probabilities."""
    words = np.concatenate([np.arange(a, b) for a, b in spans])
    lengths = np.array([b - a for a, b in spans])
    logits = link_word[words, kind] @ link_cue[cue, kind] * link_cue.shape[2] ** -0.5 + bias[kind]
    p = 1 / (1 + np.exp(-logits))
    mean = np.add.reduceat(p, np.concatenate([[0], np.cumsum(lengths)[:-1]])) / lengths
    mean = np.clip(mean, 1e-4, 1 - 1e-4)
    out: Floats = np.log(mean / (1 - mean)).astype(np.float32)
    return out


def all_features(
    cues: Sequence[Range],
    spans: Sequence[Range],
    kind: int,
    links: tuple[Floats, Floats, Floats],
    layout: Layout,
) -> list[tuple[int, Floats]]:
    """For each cue, the index of the first span within REACH and the features of those in reach.

    Cues and spans are in the order of the text.
    """
    starts = np.array([a for a, _ in cues])
    ends_of = np.array([b for _, b in spans])
    starts_of = np.array([a for a, _ in spans])
    out = []
    for cue in cues:
        lo = int(np.searchsorted(ends_of, cue[0] - REACH))
        hi = int(np.searchsorted(starts_of, cue[0] + REACH))
        if lo >= hi:
            out.append((lo, np.zeros((0, len(FEATURES)), np.float32)))
            continue
        near = spans[lo:hi]
        odds = link_odds(cue[0], near, kind, *links)
        out.append((lo, pair_features(cue, starts, near, odds, layout)))
    return out


def relate(
    cues: Sequence[Range],
    sources: Sequence[Range],
    contents: Sequence[Range],
    links: tuple[Floats, Floats, Floats],
    layout: Layout,
    weights: LinkWeights,
) -> list[tuple[int, int | None, tuple[int, ...], float, float]]:
    """Join spans (over words, in the order of the text) into relations.

    `links` are the network's halves of link scores and their bias. Each cue takes the likeliest
    source or none, and a source may serve several cues; each content goes to its likeliest cue,
    and a cue left without any takes the one that is given up most easily. Returns (cue, source or
    None, contents, chance of the source link, chance of the least sure content link) by index;
    cues that end up without content are left out, since a relation has some.
    """
    if not cues or not contents:
        return []
    w = np.array(weights.content, np.float32)
    scores = np.full((len(contents),), -np.inf, np.float32)
    owner = np.full(len(contents), -1)
    per_cue: list[tuple[int, Floats]] = []
    total = np.zeros(len(contents))
    for i, (lo, x) in enumerate(all_features(cues, contents, 1, links, layout)):
        z = x @ w
        per_cue.append((lo, z))
        hi = lo + len(z)
        total[lo:hi] += np.exp(np.clip(z, -50, 50))
        better = z > scores[lo:hi]
        owner[lo:hi][better] = i
        scores[lo:hi][better] = z[better]
    taken: dict[int, list[int]] = {}
    for j, i in enumerate(owner.tolist()):
        if i >= 0:
            taken.setdefault(i, []).append(j)
    for i, (lo, z) in enumerate(per_cue):
        if i in taken or not len(z):
            continue
        loss = scores[lo : lo + len(z)] - z
        for k in np.argsort(loss)[:3].tolist():
            j = lo + k
            if loss[k] < _STEAL and len(taken.get(int(owner[j]), ())) > 1:
                taken[int(owner[j])].remove(j)
                owner[j] = i
                taken[i] = [j]
                break
    ws = np.array(weights.source[:-1], np.float32)
    none = weights.source[-1]
    with_source = all_features(cues, sources, 0, links, layout) if sources else []
    out = []
    for i in range(len(cues)):
        if not taken.get(i):
            continue
        source: int | None = None
        sure = 1.0
        if with_source:
            lo, x = with_source[i]
            z = np.append(x @ ws, none)
            z = np.exp(z - z.max())
            best = int(z.argmax())
            sure = float(z[best] / z.sum())
            source = lo + best if best < len(z) - 1 else None
        lo, z = per_cue[i]
        link = min(float(np.exp(np.clip(z[j - lo], -50, 50)) / total[j]) for j in taken[i])
        out.append((i, source, tuple(taken[i]), sure, link))
    return out
