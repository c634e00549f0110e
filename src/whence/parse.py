"""A report as one pass of the reader left it, and the way from its words to the text as found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from whence.reader.syntax import Doc
from whence.spans import TextSpan

if TYPE_CHECKING:
    from whence.reader.reader import Reader
    from whence.reports.report import Repaired, Report

Range = tuple[int, int]
"""Tokens [start, end) of a Doc."""


class Parse:
    """A report, its repaired text, and the Doc of what the reader read in that; every later stage reads this.

    Ranges are of tokens of `doc`; spans are of characters of `report.text`, the text as found.
    """

    def __init__(self, report: Report, repaired: Repaired, doc: Doc) -> None:
        """Of a Doc whose text is the repaired text."""
        self.report = report
        self.repaired = repaired
        self.doc = doc

    @classmethod
    def of(cls, report: Report, reader: Reader) -> Parse:
        """Read the report's repaired text, once."""
        repaired = report.repaired()
        return cls(report, repaired, Doc(reader(repaired.text)))

    def span(self, part: Range) -> TextSpan | None:
        """The words of a range as they were found; None where a repair put them there."""
        words = self.doc[part[0] : part[1]]
        return self.at(words.start_char, words.end_char)

    def at(self, start: int, end: int) -> TextSpan | None:
        """Characters [start, end) of the repaired text, as found; None where a repair put them there."""
        start, end = self.repaired.found(start, end)
        return TextSpan.of(self.report.text, start, end) if start < end else None

    def tokens(self, span: TextSpan) -> Range | None:
        """The range of tokens that a span of the text as found overlaps; None where it holds no word."""
        starts, ends = self._edges
        first = bisect_right(ends, span.start)
        last = bisect_left(starts, span.end)
        return (first, last) if first < last else None

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        starts = [token.idx for token in self.doc]
        ends = [token.idx + len(token.text) for token in self.doc]
        if not self.report.repairs:
            return starts, ends
        found = [self.repaired.found(start, end) for start, end in zip(starts, ends, strict=True)]
        return [start for start, _ in found], [end for _, end in found]
