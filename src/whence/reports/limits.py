"""How much of anything is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from whence.errors import WhenceError

_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input. Raises WhenceError where one is not above zero (redirects: below zero)."""

    text_bytes: int = 20 * _MEGABYTE
    """A text, as stored."""
    page_bytes: int = 10 * _MEGABYTE
    """A page, decompressed."""
    characters: int = 5_000_000
    """Characters of a report's text; a longer one is refused, not cut, since half a report misleads."""
    page_depth: int = 1_000
    """Elements inside each other in a page."""
    page_elements: int = 200_000
    fetch_seconds: float = 30.0
    """From the first request to the last byte, redirects included."""
    redirects: int = 5
    content_types: tuple[str, ...] = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "redirects":
                if value < 0:
                    raise WhenceError(f"limit redirects is {value}. Give zero or more.")
            elif field.name != "content_types" and value <= 0:
                raise WhenceError(f"limit {field.name} is {value}. Give a number above zero.")
