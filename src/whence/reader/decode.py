"""From scores to structures: tag sequences by Viterbi, trees by Chu-Liu/Edmonds.

Pure numpy, no model in here. Sequences are paragraphs: a span never crosses a paragraph's end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.reader.labels import SPAN_TAGS, legal_transition

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

IMPOSSIBLE = np.float32(-1e4)
_FLOOR = 1e-300
_LONG = 100
_ROOTS = 24
"""Words tried as the root of a sentence, at most; sentences that a trained reader scored need one or two."""


def transition_mask(tags: Sequence[str]) -> Floats:
    """Zero where a tag may follow another in the BIOES scheme, and very low where it may not."""
    return np.array(
        [[0.0 if legal_transition(a, b) else IMPOSSIBLE for b in tags] for a in tags], dtype=np.float32
    )


def edge_masks(tags: Sequence[str]) -> tuple[Floats, Floats]:
    """What must not begin a sequence (I, E) and what must not end one (B, I), as added scores."""
    first = np.array([IMPOSSIBLE if t[0] in "IE" else 0.0 for t in tags], dtype=np.float32)
    last = np.array([IMPOSSIBLE if t[0] in "BI" else 0.0 for t in tags], dtype=np.float32)
    return first, last


@dataclass(frozen=True, slots=True)
class _Steps:
    """The words of several sequences side by side, longest first: all first words, all second ones, ...."""

    words: Ints
    firsts: int
    """How many first words there are."""
    moves: list[tuple[int, int, int]]
    """(from, a, b) of each step: it goes to the words [a, b), from as many that begin at `from`."""

    @classmethod
    def of(cls, bounds: Sequence[tuple[int, int]]) -> _Steps:
        ordered = np.array(sorted(bounds, key=lambda bound: bound[0] - bound[1]), dtype=np.int64)
        firsts, lengths = ordered[:, 0], ordered[:, 1] - ordered[:, 0]
        step = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        words = np.repeat(firsts, lengths) + step
        edges = [0, *np.cumsum(np.bincount(step)).tolist()]
        moves = list(zip(edges, edges[1:], edges[2:], strict=False))
        return cls(words[np.argsort(step, kind="stable")], len(bounds), moves)


def viterbi(emit: Floats, bounds: Sequence[tuple[int, int]], trans: Floats, start: Floats) -> Ints:
    """The best tag of every word (words,) given emissions (words, tags).

    `bounds` are the sequences [a, b); words outside all of them get tag 0. `trans` is (from, to)
    with illegal moves already barred; what must not begin or end a sequence is barred in `start`
    and in the emissions of last words.
    """
    best = np.zeros(len(emit), dtype=np.int64)
    if not bounds:
        return best
    steps = _Steps.of(bounds)
    score = emit[steps.words]  # becomes that of the best way to each word and tag
    score[: steps.firsts] += start
    for last, a, b in steps.moves:
        score[a:b] += (score[last : last + b - a, :, None] + trans).max(1)
    tags = score.argmax(1)  # holds of last words; the others are whence the best way comes
    for last, a, b in reversed(steps.moves):
        tags[last : last + b - a] = (score[last : last + b - a] + trans.T[tags[a:b]]).argmax(1)
    best[steps.words] = tags
    return best


def marginals(emit: Floats, bounds: Sequence[tuple[int, int]], trans: Floats, start: Floats) -> Floats:
    """Posterior probability (words, tags) of every tag, by the forward-backward algorithm.

    In probabilities that are made to sum to one at every word, as Rabiner (1989) has it, so that a step is
    a matrix product.
    """
    out = np.zeros_like(emit)
    if not bounds:
        return out
    steps = _Steps.of(bounds)
    e = emit[steps.words]
    move = np.exp(trans.astype(np.float64))
    first = e[: steps.firsts] + start
    seen = np.exp((e - e.max(1, keepdims=True)).astype(np.float64))
    alpha = np.empty_like(seen)
    alpha[: steps.firsts] = _shares(np.exp((first - first.max(1, keepdims=True)).astype(np.float64)))
    # Behind its last word a sequence has nothing to say.
    beta = np.ones_like(seen)
    for last, a, b in steps.moves:
        alpha[a:b] = _shares((alpha[last : last + b - a] @ move) * seen[a:b])
    for last, a, b in reversed(steps.moves):
        beta[last : last + b - a] = _shares((beta[a:b] * seen[a:b]) @ move.T)
    out[steps.words] = _shares(alpha * beta)
    return out


def _shares(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows that sum to one; the floor keeps what is all but ruled out from ruling out everything."""
    x = np.maximum(x, _FLOOR)
    out: NDArray[np.float64] = x / x.sum(1, keepdims=True)
    return out


def spans_of(tags: Ints, names: Sequence[str] = SPAN_TAGS) -> list[tuple[int, int, str]]:
    """Spans (first word, end, kind) of a legal BIOES sequence of tag indices."""
    out = []
    start = 0
    for i in np.flatnonzero(tags):
        name = names[tags[i]]
        if name[0] == "S":
            out.append((int(i), int(i) + 1, name[2:]))
        elif name[0] == "B":
            start = int(i)
        elif name[0] == "E":
            out.append((start, int(i) + 1, name[2:]))
    return out


def _cycle(heads: Ints) -> list[int] | None:
    to = heads.tolist()
    state = bytearray(len(to))  # 1 on the way now, 2 known to reach the root
    state[0] = 2
    for i in range(1, len(to)):
        if state[i]:
            continue
        path = []
        j = i
        while not state[j]:
            state[j] = 1
            path.append(j)
            j = to[j]
        if state[j] == 1:
            return path[path.index(j) :]
        for k in path:
            state[k] = 2
    return None


def _arborescence(scores: NDArray[Any]) -> Ints:
    """Maximum spanning arborescence; node 0 is the root; scores are (dependent, head)."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    cyc = np.array(cycle)
    kept = scores[cyc, heads[cyc]]
    n = len(outside)
    smaller = np.full((n + 1, n + 1), -np.inf)
    smaller[:n, :n] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, cyc)]
    smaller[:n, n] = leaving.max(1)
    entering = scores[np.ix_(cyc, outside)] - kept[:, None]
    smaller[n, :n] = entering.max(0)
    inner = _arborescence(smaller)
    out: Ints = heads.copy()
    for i, node in enumerate(outside):
        if i == 0:
            continue
        h = int(inner[i])
        out[node] = cyc[int(leaving[i].argmax())] if h == n else outside[h]
    from_outside = int(inner[n])
    broken = int(entering[:, from_outside].argmax())
    out[cyc[broken]] = outside[from_outside]
    return out


def _near_tree(scores: Floats, heads: Ints) -> Ints:
    """A tree near the unconstrained heads: one root stays, cycles are hung on it where it costs least."""
    n = len(scores)
    everyone = np.arange(n)
    roots = np.flatnonzero(heads == everyone)
    root = int(roots[np.diag(scores)[roots].argmax()]) if len(roots) else int(np.diag(scores).argmax())
    out = np.where(heads == everyone, root, heads)
    out[root] = root
    kept = scores[everyone, out]
    while True:
        cycle = _cycle(np.concatenate([[0], np.where(everyone == root, 0, out + 1)]))
        if cycle is None:
            return out
        nodes = np.array(cycle) - 1
        loss = kept[nodes] - scores[nodes, root]
        out[nodes[int(loss.argmin())]] = root


def tree(scores: Floats, heads: Ints | None = None) -> Ints:
    """Heads (words,) of the best single-rooted tree; scores are (dependent, head), a root on the diagonal.

    `heads`, when given, are the unconstrained best heads, returned as they are if they make a tree.
    Chu-Liu/Edmonds as in McDonald et al. (2005), once for each word that may be the root: in the order of
    the most that a tree with that root can score, until no other can score as much (Zmigrod et al. 2020
    say why one root is not had for nothing). Of more than _LONG words (a list, or a text without full
    stops), or after _ROOTS roots, it is a good tree and not always the best one.
    """
    n = len(scores)
    if n == 1:
        return np.zeros(1, dtype=np.int64)
    if heads is None:
        heads = scores.argmax(1)
    everyone = np.arange(n)
    roots = np.flatnonzero(heads == everyone)
    if len(roots) == 1:
        shifted = np.concatenate([[0], np.where(heads == everyone, 0, heads + 1)])
        if _cycle(shifted) is None:
            return heads
    if n > _LONG:
        return _near_tree(scores, heads)
    arcs = scores.astype(np.float64)
    np.fill_diagonal(arcs, -np.inf)
    best = arcs.max(1)
    bound = np.diag(scores) + (best.sum() - best)
    found, most = heads, -np.inf
    for root in np.argsort(-bound, kind="stable")[:_ROOTS].tolist():
        if bound[root] <= most:
            break
        order = np.concatenate([[root], everyone[:root], everyone[root + 1 :]])
        inner = _arborescence(arcs[np.ix_(order, order)])
        out = np.empty(n, dtype=np.int64)
        out[order] = order[inner]
        total = float(scores[root, root]) + float(arcs[order[1:], out[order[1:]]].sum())
        if total > most:
            found, most = out, total
    return found
