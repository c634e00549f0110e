from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from whence.reader.windows import BUDGET, CONTEXT, Segment, plan, segments, stretches

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


@settings(max_examples=200)
@given(TEXTS, st.integers(1, 60), st.integers(1, 3))
def test_stretches_hold_every_window_once_and_end_with_a_paragraph(
    texts: list[list[str]], size: int, times: int
) -> None:
    words, paragraphs, parts = cut(texts, 4, BOUND)
    windows = plan(parts, BOUND, 10)
    some = list(stretches(windows, parts, size, size * times))
    assert [window for stretch in some for window in stretch] == windows
    ends = {b for _, b in paragraphs}
    for i, stretch in enumerate(some):
        first, last = parts[stretch[0].home].start, parts[stretch[-1].last - 1].end
        closed = last in ends
        assert closed or last - first >= size * times
        assert i == len(some) - 1 or last - first >= size
        # It is not longer than it must be: without its last window it was too short to end.
        if len(stretch) > 1:
            before = parts[stretch[-2].last - 1].end
            assert before - first < (size if before in ends else size * times)
    assert bool(some) == bool(words)


def test_a_text_of_the_usual_length_is_one_stretch() -> None:
    parts = [Segment(i * 50, i * 50 + 50, 60, True) for i in range(60)]
    assert len(list(stretches(plan(parts), parts))) == 1
