from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from whence.reader.halves import Halves, Kept
from whence.reader.relations import (
    FEATURES,
    REACH,
    Layout,
    LinkWeights,
    all_features,
    relate,
)

Range = tuple[int, int]
Found = list[tuple[int, int | None, tuple[int, ...], float, float]]
SOURCE, CONTENT = 0, 1

REST = (0.0,) * (len(FEATURES) - 1)
PLAIN = LinkWeights((1.0, *REST, 0.0), (1.0, *REST))
"""Only what the network says of a link counts; no source scores as much as an even chance of one."""


class Links:
    """Link scores as one pleases: cue `c` gives word `w` the logit that was set for it."""

    def __init__(self, words: int, rest: float = -4.0) -> None:
        self.logits = np.full((words, 2, words), rest, np.float32)
        # With one dimension per word, the cue's half can hold the logits themselves.
        self.each: NDArray[np.float32] = np.repeat(np.eye(words, dtype=np.float32)[:, None], 2, axis=1)

    def set(self, cue: int, kind: int, span: Range, logit: float) -> None:
        self.logits[cue, kind, span[0] : span[1]] = logit

    def halves(self) -> Halves:
        cues = self.logits * np.float32(len(self.logits) ** 0.5)
        return Halves.of_all(cues, self.each, np.zeros(2, np.float32))

    def layout(self) -> Layout:
        nowhere = np.zeros(len(self.logits), np.int64)
        return Layout(nowhere, nowhere)

    def relate(
        self, cues: list[Range], sources: list[Range], contents: list[Range], weights: LinkWeights = PLAIN
    ) -> Found:
        return relate(cues, sources, contents, self.halves(), self.layout(), weights)


def sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))


def odds(cue: Range, spans: list[Range], kind: int, halves: Halves) -> NDArray[np.float32]:
    nowhere = np.zeros(len(halves.cues), np.int64)
    ((_, rows),) = all_features([cue], spans, kind, halves, Layout(nowhere, nowhere))
    return rows[:, FEATURES.index("log odds of the link")]


def test_link_odds_are_of_the_mean_chance_over_a_span() -> None:
    links = Links(10)
    links.set(2, CONTENT, (3, 4), 6)
    links.set(2, CONTENT, (4, 7), -2)
    found = odds((2, 3), [(3, 7), (3, 4), (8, 10)], CONTENT, links.halves())
    mean = (sigmoid(6) + 3 * sigmoid(-2)) / 4
    assert found == pytest.approx([np.log(mean / (1 - mean)), 6, -4], abs=1e-3)


def test_odds_are_bounded_and_biased() -> None:
    cue = word = np.zeros((3, 2, 4), np.float32)
    found = odds((0, 1), [(1, 3)], SOURCE, Halves.of_all(cue, word, np.array([0.5, -1], np.float32)))
    assert found == pytest.approx([0.5], abs=1e-5)
    far = odds((0, 1), [(1, 3)], SOURCE, Halves.of_all(cue, word, np.array([100, -1], np.float32)))
    assert np.isfinite(far).all()


def test_features_say_where_a_span_stands() -> None:
    """Two paragraphs: words 0-9 in two sentences, and 10-19 in one."""
    layout = Layout(np.array([0] * 5 + [1] * 5 + [2] * 10), np.array([0] * 10 + [1] * 10))
    links = Links(20, rest=0)
    cues = [(2, 3), (7, 8), (15, 16)]
    spans = [(0, 2), (3, 5), (8, 10), (11, 13)]
    rows = all_features(cues, spans, CONTENT, links.halves(), layout)
    assert [lo for lo, _ in rows] == [0, 0, 0]
    names = {name: i for i, name in enumerate(FEATURES)}
    second = rows[1][1]
    assert second.shape == (4, len(FEATURES))

    def column(name: str) -> list[float]:
        return [round(float(x), 4) for x in second[:, names[name]]]

    assert column("log odds of the link") == [0, 0, 0, 0]
    assert column("same sentence") == [0, 0, 1, 0]
    assert column("same paragraph") == [1, 1, 1, 0]
    assert column("paragraphs apart") == [0, 0, 0, 1]
    assert column("before the cue") == [1, 1, 0, 0]
    assert column("log words between") == [round(float(np.log1p(n)), 4) for n in (5, 2, 0, 3)]
    assert column("adjacent") == [0, 0, 1, 0]
    assert column("cues between") == [1, 0, 0, 0]
    assert column("spans of its kind between") == [1, 0, 0, 1]


def test_a_cue_takes_its_source_and_all_of_its_content() -> None:
    links = Links(12)
    links.set(2, SOURCE, (0, 2), 3)
    links.set(2, CONTENT, (3, 6), 4)
    links.set(2, CONTENT, (7, 10), 2)
    ((cue, source, contents, sure, link),) = links.relate([(2, 3)], [(0, 2)], [(3, 6), (7, 10)])
    assert (cue, source, contents) == (0, 0, (0, 1))
    assert sure == pytest.approx(sigmoid(3), abs=1e-4)  # against there being none
    assert link == pytest.approx(1)  # no other cue


def test_a_content_goes_to_the_cue_that_claims_it_most() -> None:
    links = Links(14)
    for cue, first, second in ((2, 3.0, 1.0), (8, 1.0, 3.0)):
        links.set(cue, CONTENT, (3, 6), first)
        links.set(cue, CONTENT, (9, 12), second)
    found = links.relate([(2, 3), (8, 9)], [], [(3, 6), (9, 12)])
    assert [row[:3] for row in found] == [(0, None, (0,)), (1, None, (1,))]
    assert [row[4] for row in found] == pytest.approx([sigmoid(2)] * 2, abs=1e-3)


def test_the_likeliest_of_several_sources_is_taken() -> None:
    links = Links(14)
    links.set(5, SOURCE, (0, 2), 1)
    links.set(5, SOURCE, (3, 5), 2)
    links.set(5, CONTENT, (6, 9), 4)
    ((_, source, _, sure, _),) = links.relate([(5, 6)], [(0, 2), (3, 5)], [(6, 9)])
    assert source == 1
    assert sure == pytest.approx(np.exp(2) / (np.exp(2) + np.exp(1) + 1), abs=1e-3)


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
    ((_, source, contents, sure, _),) = links.relate([(2, 3)], [(0, 2)], [(3, 6)])
    assert (source, contents) == (None, (0,))
    assert sure == pytest.approx(sigmoid(1), abs=1e-4)
    ((_, alone, _, certain, _),) = links.relate([(2, 3)], [], [(3, 6)])
    assert alone is None
    assert certain == 1.0


def test_a_cue_without_content_is_no_relation() -> None:
    links = Links(10)
    links.set(2, SOURCE, (0, 2), 5)
    assert links.relate([(2, 3)], [(0, 2)], []) == []
    assert links.relate([], [(0, 2)], [(3, 6)]) == []
    links.set(7, CONTENT, (3, 6), 9)
    assert [row[0] for row in links.relate([(2, 3), (7, 8)], [(0, 2)], [(3, 6)])] == [1]


def test_a_cue_left_without_content_takes_what_is_given_up_most_easily() -> None:
    links = Links(20)
    links.set(2, CONTENT, (3, 6), 5)
    links.set(2, CONTENT, (10, 13), 2)
    links.set(9, CONTENT, (3, 6), 1)
    links.set(9, CONTENT, (10, 13), 1.5)
    found = links.relate([(2, 3), (9, 10)], [], [(3, 6), (10, 13)])
    assert [row[:3] for row in found] == [(0, None, (0,)), (1, None, (1,))]


def test_where_spans_stand_counts_as_far_as_it_has_weight() -> None:
    links = Links(20, rest=0)
    near = FEATURES.index("log words between")
    close = tuple(-1.0 if i == near else 0.0 for i in range(len(FEATURES)))
    weights = LinkWeights((*close, -9.0), close)
    found = links.relate([(2, 3), (15, 16)], [(0, 2), (13, 15)], [(3, 6), (16, 19)], weights)
    assert [row[:3] for row in found] == [(0, 0, (0,)), (1, 1, (1,))]


def test_nothing_is_linked_beyond_reach() -> None:
    far = REACH + 20
    links = Links(far + 10, rest=5)
    cue, near, away = (2, 3), (4, 8), (far, far + 5)
    (row,) = links.relate([cue], [away], [near, away])
    assert row[:3] == (0, None, (0,))
    assert links.relate([cue], [], [away]) == []


def test_any_scores_give_each_content_to_one_cue() -> None:
    rng = np.random.default_rng(1)
    for _ in range(30):
        links = Links(60)
        links.logits[:] = rng.normal(scale=6, size=links.logits.shape)
        weights = LinkWeights(
            tuple(rng.normal(size=len(FEATURES) + 1)), tuple(rng.normal(size=len(FEATURES)))
        )
        cues = [(i, i + 1) for i in range(0, 60, 10)]
        sources = [(i + 1, i + 3) for i in range(0, 60, 10)]
        contents = [(i + 4, i + 9) for i in range(0, 60, 10)]
        found = links.relate(cues, sources, contents, weights)
        assert len({row[0] for row in found}) == len(found)
        assert sorted(j for row in found for j in row[2]) == list(range(len(contents)))
        for _, source, mine, sure, link in found:
            assert list(mine) == sorted(set(mine))
            assert source is None or 0 <= source < len(sources)
            assert 0 < sure <= 1 + 1e-6
            assert 0 < link <= 1 + 1e-6


def test_halves_that_were_kept_bit_by_bit_join_as_those_of_all_words() -> None:
    rng = np.random.default_rng(5)
    cue, word = (rng.normal(size=(60, 2, 16)).astype(np.float32) for _ in range(2))
    bias = np.array([0.3, -0.2], np.float32)
    cues, sources, contents = [(2, 3), (33, 35), (41, 42)], [(0, 2), (31, 33)], [(4, 9), (20, 30), (36, 40)]
    layout = Layout(np.arange(60) // 10, np.arange(60) // 20)
    kept = Kept(60, bias)
    for a, b in ((0, 31), (31, 60)):
        mine = [[s for s in some if a <= s[0] < b] for some in (sources, contents, cues)]
        kept.take(a, mine, cue[a:b], word[a:b])
    whole = relate(cues, sources, contents, Halves.of_all(cue, word, bias), layout, PLAIN)
    assert whole
    assert relate(cues, sources, contents, kept.halves(), layout, PLAIN) == whole
