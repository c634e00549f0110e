"""Words of a report's text, as comparing statements needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"[’']s$|[’']$")
_SUFFIXES: Final = (
    ("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("ing", ""), ("ed", ""), ("es", "e"),
    ("s", ""),
)  # fmt: skip

CALENDAR: Final = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october"}
    | {"november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov"}
    | {"dec"}
)
"""Days and months, which have capitals and are no names."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word in small letters without possessive and the plainest endings."""
    word = _POSSESSIVE.sub("", word.lower())
    for _ in range(2):
        for ending, instead in _SUFFIXES:
            if len(word) > 4 and word.endswith(ending) and len(word) - len(ending) >= 3 and word[-2:] != "ss":
                word = word[: len(word) - len(ending)] + instead
                break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds whole phrases in a text in small letters, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    inner = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])" if inner else r"(?!)")
