"""Attribution relations over words: each cue with its source and its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whence.reader.halves import Halves, Range, ranges

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

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


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Each cue with each span in its reach, in the order of the cues and then of the spans."""

    cues: Ints
    """(cues, 2): the first word of each and the end."""
    spans: Ints
    low: Ints
    high: Ints
    """(cues,) the spans [low, high) are in reach of each."""
    cue: Ints
    span: Ints
    """(pairs,) indices of both."""

    @classmethod
    def of(cls, cues: Ints, spans: Ints) -> _Pairs:
        low = np.searchsorted(spans[:, 1], cues[:, 0] - REACH)
        high = np.maximum(np.searchsorted(spans[:, 0], cues[:, 0] + REACH), low)
        cue = np.repeat(np.arange(len(cues)), high - low)
        return cls(cues, spans, low, high, cue, ranges(low, high))


def all_features(
    cues: Sequence[Range],
    spans: Sequence[Range],
    kind: int,
    links: Halves,
    layout: Layout,
) -> list[tuple[int, Floats]]:
    """For each cue, the index of the first span within REACH and FEATURES (spans, 9) of those in reach.

    Cues and spans are in the order of the text.
    """
    pairs = _Pairs.of(np.array(cues).reshape(-1, 2), np.array(spans).reshape(-1, 2))
    if not len(pairs.cue):
        return [(low, np.zeros((0, len(FEATURES)), np.float32)) for low in pairs.low.tolist()]
    rows = _features(pairs, _link_odds(pairs, kind, links), layout)
    ends = np.cumsum(pairs.high - pairs.low).tolist()
    return [(low, rows[a:b]) for low, a, b in zip(pairs.low.tolist(), [0, *ends], ends, strict=False)]


def _features(pairs: _Pairs, odds: Floats, layout: Layout) -> Floats:
    """FEATURES (pairs, 9); `odds` are the log odds that the network gives each link."""
    first, end = pairs.cues[pairs.cue].T
    a, b = pairs.spans[pairs.span].T
    before = b <= first
    gap = np.where(before, first - b, np.maximum(a - end, 0))
    left, right = np.where(before, b, end), np.where(before, first, a)
    starts = pairs.cues[:, 0]
    cues_between = np.maximum(np.searchsorted(starts, right) - np.searchsorted(starts, left), 0)
    # Of the spans only those in the cue's reach are counted.
    low, high = pairs.low[pairs.cue], pairs.high[pairs.cue]
    ended = np.clip(np.searchsorted(pairs.spans[:, 1], right, "right"), low, high)
    begun = np.clip(np.searchsorted(pairs.spans[:, 0], left), low, high)
    spans_between = np.maximum(ended - begun, 0)
    sentence, paragraph = layout.sentence, layout.paragraph
    same = (sentence[a] == sentence[first]) | (sentence[b - 1] == sentence[first])
    apart = np.abs(paragraph[a] - paragraph[first])
    columns = (
        odds, same, apart == 0, np.minimum(apart, _FAR), before, np.log1p(gap), gap <= 1,
        np.minimum(cues_between, _FAR), np.minimum(spans_between, _FAR),
    )  # fmt: skip
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)


def _link_odds(pairs: _Pairs, kind: int, links: Halves) -> Floats:
    """Log odds (pairs,) of the links, from the mean over each span's words of their probabilities."""
    starts, ends = pairs.spans.T
    words = links.over(ranges(starts, ends), kind)
    edges = np.concatenate([[0], np.cumsum(ends - starts)])
    reach = zip(pairs.cues[:, 0], edges[pairs.low], edges[pairs.high], strict=True)
    logits = np.concatenate([words[a:b] @ links.cue(cue, kind) for cue, a, b in reach])
    p = 1 / (1 + np.exp(-(logits * words.shape[1] ** -0.5 + links.bias[kind])))
    lengths = (ends - starts)[pairs.span]
    mean = np.add.reduceat(p, np.cumsum(lengths) - lengths) / lengths
    mean = np.clip(mean, 1e-4, 1 - 1e-4)
    out: Floats = np.log(mean / (1 - mean)).astype(np.float32)
    return out


def relate(
    cues: Sequence[Range],
    sources: Sequence[Range],
    contents: Sequence[Range],
    links: Halves,
    layout: Layout,
    weights: LinkWeights,
) -> list[tuple[int, int | None, tuple[int, ...], float, float]]:
    """Join spans (over words, in the order of the text) into relations.

    Each cue takes the likeliest source or none, and a source may serve several cues; each content goes
    to its likeliest cue, and a cue left without any takes the one that is given up most easily. Returns
    (cue, source or None, contents, chance of the source link, chance of the least sure content link) by
    index; cues that end up without content are left out, since a relation has some.
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
