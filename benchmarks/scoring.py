"""How spans, relations, links and confidences are scored. Pure functions; nothing is read here.

A span is [start, end) in units of the caller's choice, characters or words; what is compared must
be in the same ones. Shares are from 0 to 1, and None where there is nothing to take a share of.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Span = tuple[int, int]

KINDS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were predicted, how many there are in truth, and how many of either are right."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float | None:
        """The share of what was predicted that is right."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """The share of the truth that was predicted."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where nothing is predicted nor true."""
        both = self.predicted + self.gold
        return 2 * self.right / both if both else None

    def report(self) -> dict[str, Any]:
        """For printing: shares in per cent with two decimals, and the counts behind them."""
        shares = {"f1": self.f1, "precision": self.precision, "recall": self.recall}
        return {
            **{name: None if x is None else round(100 * x, 2) for name, x in shares.items()},
            "right": self.right,
            "predicted": self.predicted,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True)
class Relation:
    """An attribution relation as spans; a source or content in several pieces is several spans."""

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]

    def spans(self, kind: str) -> tuple[Span, ...]:
        """The spans of the relation's source, cue or content."""
        if kind == "cue":
            return (self.cue,)
        return self.source if kind == "source" else self.content


def exact(predicted: Iterable[Hashable], gold: Iterable[Hashable]) -> Counts:
    """Both taken as sets: what stands in both is right. For spans, that is both edges right."""
    a, b = set(predicted), set(gold)
    return Counts(len(a & b), len(a), len(b))


def spans_of(relations: Iterable[Relation], kind: str) -> set[Span]:
    """All spans of a kind, each once, however many relations share it."""
    return {span for relation in relations for span in relation.spans(kind)}


def places(spans: Iterable[Span]) -> set[int]:
    """The units that stand in any of the spans."""
    return {i for start, end in spans for i in range(start, end)}


def by_token(predicted: Iterable[Span], gold: Iterable[Span]) -> Counts:
    """Units in spans: right where both a predicted and a true span cover it."""
    return exact(places(predicted), places(gold))


def shared(a: Iterable[Span], b: Iterable[Span]) -> int:
    """How many units two lists of spans have in common."""
    return len(places(a) & places(b))


def whole(relation: Relation) -> Hashable:
    """A relation as something that is equal when cue, source and every piece of content are."""
    return relation.cue, frozenset(relation.source), frozenset(relation.content)


def matched(
    predicted: Sequence[Relation], gold: Sequence[Relation], *, content_f1: float = 0.0
) -> list[tuple[int, int]]:
    """Pair predicted relations with true ones, one to one, as (predicted, true) indices.

    Two relations may pair when their cues overlap, their contents overlap with an F1 over units of
    at least `content_f1`, and their sources overlap or both have none. Pairs are taken greedily:
    first those that share the most units (of content, source and cue together), of equals the first.
    """
    options = []
    for j, truth in enumerate(gold):
        for i, mine in enumerate(predicted):
            cue = min(mine.cue[1], truth.cue[1]) - max(mine.cue[0], truth.cue[0])
            if cue <= 0 or bool(mine.source) != bool(truth.source):
                continue
            source = shared(mine.source, truth.source)
            if truth.source and not source:
                continue
            content = by_token(mine.content, truth.content)
            if not content.right or (content.f1 or 0.0) < content_f1:
                continue
            options.append((-(content.right + source + cue), i, j))
    pairs = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted(options):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return sorted(pairs)


def overlapping(predicted: Sequence[Relation], gold: Sequence[Relation]) -> Counts:
    """Relations that pair by overlap (see `matched`) are right."""
    return Counts(len(matched(predicted, gold)), len(predicted), len(gold))


RIGHT = 0.5
"""F1 over the content's words from which an overlapping relation counts as right for confidence."""


def judge(predicted: Sequence[Relation], gold: Sequence[Relation]) -> list[bool]:
    """Whether each predicted relation is right: paired by overlap, its content with an F1 of `RIGHT`."""
    right = {i for i, _ in matched(predicted, gold, content_f1=RIGHT)}
    return [i in right for i in range(len(predicted))]


@dataclass(frozen=True, slots=True)
class Links:
    """How true spans were joined into relations; each field counts (right, of how many)."""

    source: tuple[int, int] = (0, 0)
    """Relations with a source: that one was chosen."""
    no_source: tuple[int, int] = (0, 0)
    """Relations without a source: none was chosen."""
    content: tuple[int, int] = (0, 0)
    """Pieces of content: joined to their own cue."""
    content_set: tuple[int, int] = (0, 0)
    """Relations: all the pieces of content, and no others."""
    both: tuple[int, int] = (0, 0)
    """Relations: source (or none) and all the content right."""

    def __add__(self, other: Links) -> Links:
        return Links(
            _sum(self.source, other.source),
            _sum(self.no_source, other.no_source),
            _sum(self.content, other.content),
            _sum(self.content_set, other.content_set),
            _sum(self.both, other.both),
        )

    def report(self) -> dict[str, Any]:
        """For printing: accuracies in per cent with two decimals, and the counts behind them."""
        out: dict[str, Any] = {}
        for name in ("source", "no_source", "content", "content_set", "both"):
            right, of = getattr(self, name)
            out[name] = {"accuracy": round(100 * right / of, 2) if of else None, "right": right, "of": of}
        return out


def _sum(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return a[0] + b[0], a[1] + b[1]


def links(chosen: dict[Span, tuple[Span | None, frozenset[Span]]], gold: Sequence[Relation]) -> Links:
    """Score links between true spans.

    `chosen` gives for a cue its source, or None, and its contents. A cue that is not in it was
    joined to nothing at all: it has no source right, not even where there is none.
    """
    out = Links()
    for truth in gold:
        there = truth.cue in chosen
        source, content = chosen.get(truth.cue, (None, frozenset()))
        source_right = there and (source in truth.source if truth.source else source is None)
        content_right = content == frozenset(truth.content)
        out += Links(
            (int(source_right), 1) if truth.source else (0, 0),
            (0, 0) if truth.source else (int(source_right), 1),
            (sum(piece in content for piece in truth.content), len(truth.content)),
            (int(content_right), 1),
            (int(source_right and content_right), 1),
        )
    return out


def joined(relations: Iterable[Relation], kind: str) -> set[tuple[Span, Span]]:
    """Links as pairs of a cue and one span of its source or content; for scoring them end to end."""
    return {(relation.cue, span) for relation in relations for span in relation.spans(kind)}


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like confidence."""

    count: int
    confidence: float
    """Mean confidence."""
    right: float
    """The share that is right."""


def bins(
    confidences: Sequence[float], right: Sequence[bool], number: int = 10, *, adaptive: bool = False
) -> list[Bin]:
    """Predictions sorted into bins, the empty ones left out.

    The bins have equal width, [0, 0.1), [0.1, 0.2), … [0.9, 1] for ten of them, or with `adaptive`
    as nearly equal numbers of predictions as can be, in the order of confidence. Raises ValueError
    where the two lists differ in length.
    """
    pairs = sorted(zip(confidences, right, strict=True))
    if adaptive:
        edges = [round(k * len(pairs) / number) for k in range(number + 1)]
        groups = [pairs[a:b] for a, b in pairwise(edges)]
    else:
        groups = [[] for _ in range(number)]
        for pair in pairs:
            groups[max(0, min(int(pair[0] * number), number - 1))].append(pair)
    return [Bin(len(g), sum(c for c, _ in g) / len(g), sum(r for _, r in g) / len(g)) for g in groups if g]


def calibration_error(filled: Sequence[Bin]) -> float | None:
    """Expected calibration error: the mean gap of confidence and share right, each bin by its count."""
    total = sum(b.count for b in filled)
    return sum(b.count * abs(b.confidence - b.right) for b in filled) / total if total else None


def brier(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Mean squared distance of confidence from what is so (0 or 1)."""
    pairs = list(zip(confidences, right, strict=True))
    return sum((c - r) ** 2 for c, r in pairs) / len(pairs) if pairs else None
