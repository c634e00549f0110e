"""Windows of sub-words over a text of any length, each word read in the middle of what surrounds it.

A window holds whole paragraphs, as many as fit. The next one begins again with the last paragraphs
of the one before, so that a quotation running over paragraphs, and a source named before it, are
seen together; each paragraph's *home* is the window in which it is read for keeps. Paragraphs too
long for a window are cut into segments, at ends of sentences where there are any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BUDGET = 256
"""Sub-words a window, markers included; the reader is trained on windows of this size."""

CONTEXT = 64
"""Sub-words of what came before that a window begins with, at most."""

STRETCH = 4096
"""Words that are held at a time: a stretch ends with the first paragraph that brings it to so many."""

_LONGEST = 4 * STRETCH
"""Words after which a stretch ends within a paragraph."""

_ENDS = frozenset(".?!…。")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words [start, end): a paragraph, or a part of one that is too long."""

    start: int
    end: int
    cost: int
    first: bool
    """Whether a paragraph begins here."""


@dataclass(frozen=True, slots=True)
class Window:
    """Segments [first, last) of a text; those from `home` on are read for keeps here."""

    first: int
    home: int
    last: int


def segments(
    words: Sequence[str], costs: Sequence[int], paragraphs: Sequence[tuple[int, int]], budget: int = BUDGET
) -> list[Segment]:
    """Cut paragraphs so that each segment fits a window with its markers (two sub-words)."""
    room = budget - 2
    out: list[Segment] = []
    for start, end in paragraphs:
        total = sum(costs[start:end])
        if total <= room:
            out.append(Segment(start, end, total, True))
            continue
        a = start
        while a < end:
            used, b, cut = 0, a, a
            while b < end and used + costs[b] <= room:
                used += costs[b]
                b += 1
                if words[b - 1][-1] in _ENDS and used > room // 3:
                    cut = b
            if b < end and cut > a:
                b = cut
            out.append(Segment(a, b, sum(costs[a:b]), a == start))
            a = b
    return out


def plan(parts: Sequence[Segment], budget: int = BUDGET, context: int = CONTEXT) -> list[Window]:
    """Windows over segments: every segment has exactly one home."""
    out: list[Window] = []
    i = 0
    while i < len(parts):
        home = i
        first = i
        used = 1 + parts[i].cost + 1
        room = min(context, budget - used)
        while first > 0 and parts[first - 1].cost + 1 <= room:
            first -= 1
            room -= parts[first].cost + 1
            used += parts[first].cost + 1
        i += 1
        while i < len(parts) and used + parts[i].cost + 1 <= budget:
            used += parts[i].cost + 1
            i += 1
        out.append(Window(first, home, i))
    return out


def stretches(
    windows: Sequence[Window], parts: Sequence[Segment], size: int = STRETCH, longest: int = _LONGEST
) -> Iterator[Sequence[Window]]:
    """Windows in stretches of some `size` words, so that of a long text not everything is held at once.

    Each ends where a paragraph does; one that is longer than `longest` is cut where a window ends.
    """
    first = 0
    for i, window in enumerate(windows, 1):
        words = parts[window.last - 1].end - parts[windows[first].home].start
        whole = window.last == len(parts) or parts[window.last].first
        if i == len(windows) or words >= (size if whole else longest):
            yield windows[first:i]
            first = i
