"""The one way in which Whence points at text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """Characters [start, end) of a report's text as it was found, in Unicode code points.

    `text` is always equal to `report.text[start:end]`.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, whole: str, start: int, end: int) -> TextSpan:
        """The span [start, end) of `whole`. Raises ValueError where that is empty or outside it."""
        if not 0 <= start < end <= len(whole):
            raise ValueError(f"no span [{start}, {end}) in a text of {len(whole)} characters")
        return cls(start, end, whole[start:end])
