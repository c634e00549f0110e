from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from whence.reader.windows import BUDGET, CONTEXT, Segment, plan, segments

BOUND = 40
WORDS = st.lists(st.sampled_from(["word", "end.", "why?", "»", "a"]), min_size=1, max_size=90)
TEXTS = st.lists(WORDS, max_size=12)


def cut(
    texts: list[list[str]], cost: int, budget: int
) -> tuple[list[str], list[tuple[int, int]], list[Segment]]:
    words = [word for text in texts for word in text]
    paragraphs, at = [], 0
    for text in texts:
        paragraphs.append((at, at + len(text)))
        at += len(text)
    costs = [1 + (i * 7) % cost for i in range(len(words))]
    return words, paragraphs, segments(words, costs, paragraphs, budget)


@given(TEXTS, st.integers(1, 8))
def test_segments_cover_all_words_in_order_and_fit(texts: list[list[str]], cost: int) -> None:
    words, paragraphs, parts = cut(texts, cost, BOUND)
    assert [i for part in parts for i in range(part.start, part.end)] == list(range(len(words)))
    assert all(part.start < part.end for part in parts)
    assert all(part.cost <= BOUND - 2 for part in parts)
    assert [part.start for part in parts if part.first] == [a for a, _ in paragraphs]
    ends = {b for _, b in paragraphs}
    assert all(a.end == b.start and (not b.first or a.end in ends) for a, b in pairwise(parts))


@settings(max_examples=200)
@given(TEXTS, st.integers(1, 8), st.integers(0, 30))
def test_windows_give_each_segment_one_home_and_keep_their_bounds(
    texts: list[list[str]], cost: int, context: int
) -> None:
    _, _, parts = cut(texts, cost, BOUND)
    windows = plan(parts, BOUND, context)
    homes = [i for window in windows for i in range(window.home, window.last)]
    assert homes == list(range(len(parts)))
    for window in windows:
        assert 0 <= window.first <= window.home < window.last
        size = 1 + sum(parts[i].cost + 1 for i in range(window.first, window.last))
        assert size <= BOUND
        assert sum(parts[i].cost + 1 for i in range(window.first, window.home)) <= context


def test_a_window_begins_with_the_paragraphs_before_it() -> None:
    parts = [Segment(i * 20, i * 20 + 20, 20, True) for i in range(30)]
    windows = plan(parts)
    assert windows[0].first == windows[0].home == 0
    assert all(window.home - window.first == CONTEXT // 21 for window in windows[1:])
    assert all(1 + 21 * (w.last - w.first) <= BUDGET for w in windows)
    assert len(windows) < len(parts) / 5


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    words = (["word"] * 11 + ["end."]) * 10
    parts = segments(words, [1] * len(words), [(0, len(words))], BOUND)
    assert len(parts) > 1
    assert all(words[part.end - 1] == "end." for part in parts)
    assert [part.first for part in parts] == [True, *[False] * (len(parts) - 1)]


def test_a_paragraph_without_ends_is_cut_all_the_same() -> None:
    parts = segments(["word"] * 500, [3] * 500, [(0, 500)], BOUND)
    assert [part.end - part.start for part in parts] == [12] * 41 + [8]


def test_no_words_need_no_windows() -> None:
    assert segments([], [], []) == []
    assert plan([]) == []
