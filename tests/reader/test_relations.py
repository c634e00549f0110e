from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from whence.reader.relations import REACH, link_scores, relate

Range = tuple[int, int]
SOURCE, CONTENT = 0, 1


class Links:
    """Link scores as one pleases: cue `c` gives word `w` the logit that was set for it."""

    def __init__(self, words: int, rest: float = -4.0) -> None:
        self.logits = np.full((words, 2, words), rest, np.float32)

    def set(self, cue: int, kind: int, span: Range, logit: float) -> None:
        self.logits[cue, kind, span[0] : span[1]] = logit

    def relate(
        self, cues: list[Range], sources: list[Range], contents: list[Range]
    ) -> list[tuple[int, int | None, tuple[int, ...], float, float]]:
        words = len(self.logits)
        # With one dimension per word, the cue's half can hold the logits themselves.
        scale = np.float32(words**0.5)
        each: NDArray[np.float32] = np.repeat(np.eye(words, dtype=np.float32)[:, None], 2, axis=1)
        return relate(cues, sources, contents, self.logits * scale, each, np.zeros(2, np.float32))


def sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))


def test_a_link_is_a_scaled_product_with_a_bias() -> None:
    rng = np.random.default_rng(0)
    cue, word = rng.normal(size=(2, 6, 2, 4)).astype(np.float32)
    bias = np.array([0.5, -1], np.float32)
    found = link_scores(2, np.array([1, 5]), cue, word, bias)
    assert found.shape == (2, 2)
    for kind in (SOURCE, CONTENT):
        for k, w in enumerate((1, 5)):
            expected = sigmoid(float(cue[2, kind] @ word[w, kind]) / 2 + float(bias[kind]))
            assert abs(found[kind, k] - expected) < 1e-5


def test_a_cue_takes_its_source_and_all_of_its_content() -> None:
    links = Links(12)
    links.set(2, SOURCE, (0, 2), 3)
    links.set(2, CONTENT, (3, 6), 4)
    links.set(2, CONTENT, (7, 10), 2)
    found = links.relate([(2, 3)], [(0, 2)], [(3, 6), (7, 10)])
    assert [row[:3] for row in found] == [(0, 0, (0, 1))]
    assert abs(found[0][3] - sigmoid(3)) < 1e-5
    assert abs(found[0][4] - sigmoid(2)) < 1e-5  # of the least sure content


def test_a_content_goes_to_the_cue_that_claims_it_most() -> None:
    links = Links(14)
    for cue, first, second in ((2, 3.0, 1.0), (8, 1.0, 3.0)):
        links.set(cue, CONTENT, (3, 6), first)
        links.set(cue, CONTENT, (9, 12), second)
    found = links.relate([(2, 3), (8, 9)], [], [(3, 6), (9, 12)])
    assert [row[:3] for row in found] == [(0, None, (0,)), (1, None, (1,))]


def test_one_source_may_serve_several_cues() -> None:
    links = Links(14)
    for cue, content in ((2, (3, 6)), (8, (9, 12))):
        links.set(cue, SOURCE, (0, 2), 5)
        links.set(cue, CONTENT, content, 5)
    found = links.relate([(2, 3), (8, 9)], [(0, 2)], [(3, 6), (9, 12)])
    assert [row[:3] for row in found] == [(0, 0, (0,)), (1, 0, (1,))]


def test_a_cue_may_go_without_a_source() -> None:
    links = Links(10)
    links.set(2, SOURCE, (0, 2), -1)
    links.set(2, CONTENT, (3, 6), 5)
    (row,) = links.relate([(2, 3)], [(0, 2)], [(3, 6)])
    assert row[:3] == (0, None, (0,))
    assert abs(row[3] - (1 - sigmoid(-1))) < 1e-5
    (alone,) = links.relate([(2, 3)], [], [(3, 6)])
    assert alone[1] is None
    assert alone[3] == 1.0


def test_a_cue_without_content_is_no_relation() -> None:
    links = Links(10)
    links.set(2, SOURCE, (0, 2), 5)
    assert links.relate([(2, 3)], [(0, 2)], [(3, 6)]) == []
    assert links.relate([(2, 3)], [(0, 2)], []) == []
    assert links.relate([], [(0, 2)], [(3, 6)]) == []


def test_a_second_cue_may_share_a_content_that_it_surely_has() -> None:
    links = Links(10)
    links.set(2, CONTENT, (5, 8), 5)
    links.set(3, CONTENT, (5, 8), 4)
    found = links.relate([(2, 3), (3, 4)], [], [(5, 8)])
    assert [row[:3] for row in found] == [(0, None, (0,)), (1, None, (0,))]


def test_a_link_is_the_mean_over_a_span() -> None:
    links = Links(10)
    links.set(2, CONTENT, (3, 4), 6)
    links.set(2, CONTENT, (4, 7), -6)
    assert links.relate([(2, 3)], [], [(3, 7)]) == []  # a quarter of it is not enough
    links.set(2, CONTENT, (3, 6), 6)
    (row,) = links.relate([(2, 3)], [], [(3, 7)])
    assert abs(row[4] - (3 * sigmoid(6) + sigmoid(-6)) / 4) < 1e-5


def test_nothing_is_linked_beyond_reach() -> None:
    far = REACH + 20
    links = Links(far + 10, rest=5)
    cue, near, away = (2, 3), (4, 8), (far, far + 5)
    (row,) = links.relate([cue], [away], [near, away])
    assert row[:3] == (0, None, (0,))
    assert links.relate([cue], [], [away]) == []


def test_any_scores_give_each_content_to_some_cue_at_most_as_often_as_is_sure() -> None:
    rng = np.random.default_rng(1)
    for _ in range(30):
        links = Links(60)
        links.logits[:] = rng.normal(scale=3, size=links.logits.shape)
        cues = [(i, i + 1) for i in range(0, 60, 10)]
        sources = [(i + 1, i + 3) for i in range(0, 60, 10)]
        contents = [(i + 4, i + 9) for i in range(0, 60, 10)]
        found = links.relate(cues, sources, contents)
        assert len({row[0] for row in found}) == len(found)
        for _, source, mine, sure, link in found:
            assert mine
            assert list(mine) == sorted(set(mine))
            assert source is None or 0 <= source < len(sources)
            assert 0.5 <= sure <= 1
            assert 0.3 <= link <= 1
