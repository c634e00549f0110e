from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from numpy.typing import NDArray

from whence.reader.decode import edge_masks, marginals, spans_of, transition_mask, tree, viterbi
from whence.reader.labels import ENTITY_TAGS, SPAN_TAGS, bioes, legal_transition

TAGS = bioes(("cue",))
Floats = NDArray[np.float32]


def random_scores(rng: np.random.Generator, words: int, tags: int) -> tuple[Floats, Floats, Floats]:
    emit = rng.normal(size=(words, tags)).astype(np.float32)
    trans = rng.normal(size=(tags, tags)).astype(np.float32)
    start = rng.normal(size=tags).astype(np.float32)
    return emit, trans, start


def path_score(emit: Floats, path: tuple[int, ...], trans: Floats, start: Floats) -> float:
    score = float(start[path[0]]) + sum(float(emit[i, tag]) for i, tag in enumerate(path))
    return score + sum(float(trans[a, b]) for a, b in pairwise(path))


def everything(emit: Floats, trans: Floats, start: Floats) -> dict[tuple[int, ...], float]:
    words, tags = emit.shape
    return {path: path_score(emit, path, trans, start) for path in product(range(tags), repeat=words)}


SEQUENCES = [
    [(0, 1)],
    [(0, 5)],
    [(0, 1), (1, 6), (6, 8)],
    [(0, 4), (5, 7), (7, 8), (9, 12)],  # words 4 and 8 stand in no sequence
]


@pytest.mark.parametrize("bounds", SEQUENCES)
@pytest.mark.parametrize("seed", range(4))
def test_viterbi_finds_what_trying_everything_finds(bounds: list[tuple[int, int]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    emit, trans, start = random_scores(rng, bounds[-1][1], 4)
    found = viterbi(emit, bounds, trans, start)
    for a, b in bounds:
        scores = everything(emit[a:b], trans, start)
        best = max(scores, key=scores.__getitem__)
        assert tuple(found[a:b].tolist()) == best
    covered = {i for a, b in bounds for i in range(a, b)}
    assert all(found[i] == 0 for i in range(len(emit)) if i not in covered)


@pytest.mark.parametrize("bounds", SEQUENCES)
@pytest.mark.parametrize("seed", range(3))
def test_marginals_are_those_of_all_paths(bounds: list[tuple[int, int]], seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    emit, trans, start = random_scores(rng, bounds[-1][1], 3)
    found = marginals(emit, bounds, trans, start)
    for a, b in bounds:
        expected = np.zeros((b - a, 3))
        for path, score in everything(emit[a:b], trans, start).items():
            expected[np.arange(b - a), list(path)] += np.exp(score)
        expected /= expected.sum(1, keepdims=True)
        np.testing.assert_allclose(found[a:b], expected, atol=2e-5)


def test_sequences_of_any_length_side_by_side_are_read_as_if_alone() -> None:
    rng = np.random.default_rng(7)
    lengths = [1, 90, 2, 3, 40, 1, 200, 17]
    edges = np.cumsum([0, *lengths]).tolist()
    bounds = list(pairwise(edges))
    emit, trans, start = random_scores(rng, edges[-1], len(TAGS))
    trans += transition_mask(TAGS)
    together = viterbi(emit, bounds, trans, start)
    posterior = marginals(emit, bounds, trans, start)
    for a, b in bounds:
        assert together[a:b].tolist() == viterbi(emit[a:b], [(0, b - a)], trans, start).tolist()
        alone = marginals(emit[a:b], [(0, b - a)], trans, start)
        np.testing.assert_allclose(posterior[a:b], alone, atol=2e-5)
    np.testing.assert_allclose(posterior.sum(1), 1, atol=1e-3)


def test_marginals_of_a_long_sequence_are_chances() -> None:
    rng = np.random.default_rng(11)
    emit, trans, start = random_scores(rng, 3_000, len(SPAN_TAGS))
    found = marginals(emit * 8, [(0, 3_000)], trans, start)
    assert found.min() >= 0
    np.testing.assert_allclose(found.sum(1), 1, atol=1e-3)


def test_there_is_nothing_to_decode_in_nothing() -> None:
    emit, trans, start = random_scores(np.random.default_rng(0), 3, 4)
    assert viterbi(emit, [], trans, start).tolist() == [0, 0, 0]
    assert not marginals(emit, [], trans, start).any()
    assert viterbi(emit[:0], [], trans, start).tolist() == []


@pytest.mark.parametrize("tags", [SPAN_TAGS, ENTITY_TAGS])
def test_what_comes_out_of_the_masks_is_always_legal(tags: tuple[str, ...]) -> None:
    rng = np.random.default_rng(5)
    first, last = edge_masks(tags)
    trans = transition_mask(tags)
    bounds = [(0, 1), (1, 3), (3, 50), (50, 120)]
    for _ in range(5):
        emit = rng.normal(scale=5, size=(120, len(tags))).astype(np.float32)
        emit[[b - 1 for _, b in bounds]] += last
        found = viterbi(emit, bounds, trans, first)
        for a, b in bounds:
            names = [tags[i] for i in found[a:b]]
            assert names[0][0] in "OBS"
            assert names[-1][0] in "OES"
            assert all(legal_transition(x, y) for x, y in pairwise(names))


@pytest.mark.parametrize(
    ("before", "after", "legal"),
    [
        ("O", "O", True), ("O", "B-cue", True), ("O", "S-cue", True), ("O", "I-cue", False),
        ("B-cue", "I-cue", True), ("B-cue", "E-cue", True), ("B-cue", "E-source", False),
        ("B-cue", "O", False), ("B-cue", "B-cue", False), ("I-cue", "S-cue", False),
        ("E-cue", "B-source", True), ("S-cue", "S-cue", True), ("E-cue", "E-cue", False),
    ],
)  # fmt: skip
def test_moves_of_the_scheme(before: str, after: str, legal: bool) -> None:
    assert legal_transition(before, after) is legal
    at = {tag: i for i, tag in enumerate(SPAN_TAGS)}
    assert bool(transition_mask(SPAN_TAGS)[at[before], at[after]] == 0) is legal


def tagged(spans: list[tuple[int, int, str]], words: int, names: tuple[str, ...]) -> NDArray[np.int64]:
    at = {tag: i for i, tag in enumerate(names)}
    out = np.zeros(words, dtype=np.int64)
    for a, b, kind in spans:
        out[a:b] = at[f"I-{kind}"]
        out[a], out[b - 1] = at[f"B-{kind}"], at[f"E-{kind}"]
        if b == a + 1:
            out[a] = at[f"S-{kind}"]
    return out


@pytest.mark.parametrize("seed", range(20))
def test_spans_come_back_from_their_tags(seed: int) -> None:
    rng = np.random.default_rng(seed)
    words = 40
    cuts = [0, *sorted(rng.choice(np.arange(1, words), 15, replace=False).tolist()), words]
    kinds = ("source", "cue", "content")
    spans = [(a, b, kinds[int(rng.integers(3))]) for a, b in pairwise(cuts) if rng.random() < 0.6]
    assert spans_of(tagged(spans, words, SPAN_TAGS)) == spans


def test_no_tags_hold_no_spans() -> None:
    assert spans_of(np.zeros(5, dtype=np.int64)) == []
    assert spans_of(np.zeros(0, dtype=np.int64)) == []


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, which is its own head, and every word below it."""
    if sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    for i in range(len(heads)):
        for _ in heads:
            i = heads[i]
        if heads[i] != i:
            return False
    return True


def total(scores: Floats, heads: tuple[int, ...]) -> float:
    return sum(float(scores[i, h]) for i, h in enumerate(heads))


def best_tree(scores: Floats) -> float:
    n = len(scores)
    return max(total(scores, heads) for heads in product(range(n), repeat=n) if is_tree(heads))


@pytest.mark.parametrize("words", [1, 2, 3, 4, 5])
def test_a_tree_is_the_best_there_is(words: int) -> None:
    rng = np.random.default_rng(words)
    for _ in range(60 if words < 5 else 15):
        scores = rng.normal(scale=3, size=(words, words)).astype(np.float32)
        heads = tuple(tree(scores).tolist())
        assert is_tree(heads)
        assert total(scores, heads) == pytest.approx(best_tree(scores), abs=1e-4), scores.tolist()


@pytest.mark.parametrize("words", [6, 13, 40, 150])
@pytest.mark.parametrize("lean", [0.0, 6.0, -6.0])
def test_a_tree_has_one_root_and_no_cycle(words: int, lean: float) -> None:
    rng = np.random.default_rng(words)
    for _ in range(5):
        scores = rng.normal(size=(words, words)).astype(np.float32)
        scores[np.diag_indices(words)] += lean  # many roots, or none
        assert is_tree(tuple(tree(scores).tolist()))


def test_heads_that_make_a_tree_already_are_kept() -> None:
    scores = np.zeros((3, 3), np.float32)
    heads = np.array([1, 1, 0])
    assert tree(scores, heads).tolist() == [1, 1, 0]


def test_heads_in_a_ring_are_mended() -> None:
    scores = np.array([[0, 9, 1], [9, 0, 1], [1, 8, 2]], np.float32)
    heads = tuple(tree(scores, np.array([1, 0, 1])).tolist())
    assert is_tree(heads)
    assert total(scores, heads) == pytest.approx(best_tree(scores))


def test_a_very_long_sentence_gets_a_tree_in_time() -> None:
    rng = np.random.default_rng(7)
    scores = rng.normal(scale=3, size=(250, 250)).astype(np.float32)
    assert is_tree(tuple(tree(scores).tolist()))
