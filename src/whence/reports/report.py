"""A report: a text as it was found, what is known of where it came from, and what was mended."""

from __future__ import annotations

import bisect
import hashlib
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Repair:
    """One mending of the text, recorded beside it: `before` at [start, end) is read as `after`."""

    start: int
    end: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """A passage [start, end) in another language than the report's (ISO 639-1 code)."""

    start: int
    end: int
    language: str
    insertion: bool = False
    """Whether it is an editor's insertion in brackets, and not the words of whoever is quoted."""


@dataclass(frozen=True)
class Repaired:
    """A text with its repairs made, and the way back to the text as found."""

    text: str
    _edges: tuple[tuple[int, int, int, int], ...] = ()
    """Per repair, in order: found start, found end, repaired start, repaired end."""

    @cached_property
    def _starts(self) -> list[int]:
        return [edge[2] for edge in self._edges]

    def found(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as found that was read at [start, end) of the repaired text.

        A position inside a repair goes to the nearest position of the text as found that holds
        the same characters where there is one, and otherwise to the repair's edge.
        """
        return self._back(start), self._back(end)

    def _back(self, position: int) -> int:
        i = bisect.bisect_right(self._starts, position) - 1
        if i < 0:
            return position
        found_start, found_end, start, end = self._edges[i]
        if position >= end:
            return found_end + (position - end)
        return min(found_start + (position - start), found_end)


@dataclass(frozen=True, slots=True)
class Report:
    """What was read, and where from. Nothing here is guessed: what is not known is None."""

    text: str
    location: str = "-"
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """Date of publication, ISO 8601 (a day, or a day and time), as the page or a text's heading states it."""
    language: str | None = "en"
    repairs: tuple[Repair, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)
    """What a reader of the results should know: decoding doubts, text cut at a bound, ...."""

    @property
    def id(self) -> str:
        """SHA-256 of the text as found (UTF-8), in hexadecimal: a report is identified by its text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def repaired(self) -> Repaired:
        """The text with every repair made, which is what the reader reads."""
        pieces: list[str] = []
        edges: list[tuple[int, int, int, int]] = []
        at = length = 0
        for repair in sorted(self.repairs, key=lambda r: (r.start, r.end)):
            pieces.append(self.text[at : repair.start])
            length += repair.start - at
            pieces.append(repair.after)
            # What before and after have in common at either end is no change: only the middle is.
            prefix = _common(repair.before, repair.after)
            suffix = _common(repair.before[prefix:][::-1], repair.after[prefix:][::-1])
            end = length + len(repair.after)
            edges.append((repair.start + prefix, repair.end - suffix, length + prefix, end - suffix))
            length = end
            at = repair.end
        pieces.append(self.text[at:])
        return Repaired("".join(pieces), tuple(edges))


def _common(a: str, b: str) -> int:
    """How many characters two texts begin with alike."""
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n
