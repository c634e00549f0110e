"""The packaged tables of the grammar of quantities, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import tomli

from whence.errors import WhenceError

_DATA: Final = Path(__file__).parent / "data"


class LexiconError(WhenceError):
    """A table of the grammar of quantities is missing or cannot be read."""


@cache
def table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml`.

    Raises LexiconError where it is missing or is no TOML.
    """
    path = _DATA / f"{name}.toml"
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(f"{path.name}: cannot be read ({error.strerror}); install Whence again") from error
    except tomli.TOMLDecodeError as error:
        raise LexiconError(
            f"{path.name}: not valid TOML ({error}); mend it or install Whence again"
        ) from error


Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Phrases by one of their words, longest first."""


def by_last(phrases: list[str]) -> Phrases:
    """Phrases by their last word."""
    return _by(phrases, -1)


def by_first(phrases: list[str]) -> Phrases:
    """Phrases by their first word."""
    return _by(phrases, 0)


def _by(phrases: list[str], at: int) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found.setdefault(words[at], []).append(words)
    return {word: tuple(sorted(some, key=len, reverse=True)) for word, some in found.items()}
