"""Passages in scripts that English is not written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_LETTERS: Final = {
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hebrew": "\u0590-\u05ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Thai": "\u0e00-\u0e7f",
    "Georgian": "\u10a0-\u10ff",
    "Armenian": "\u0530-\u058f",
    "Hangul": "\uac00-\ud7a3",
    "Han": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
}
_TOKENS: Final = re.compile("|".join(f"(?P<{name}>[{letters}]+)" for name, letters in _LETTERS.items()))
_ANY: Final = re.compile("[" + "".join(_LETTERS.values()) + "]")

# What may stand between two words of one passage: anything but other letters and a new line.
_GAP: Final = re.compile(r"[^\w\n]*(?:\d+[^\w\n]*)*")
_LONGEST_GAP: Final = 12
_LONGEST_NAME: Final = 4
"""Words. Where every word of so few has a capital, it is a name in its own spelling."""
_CASED: Final = frozenset(("Cyrillic", "Greek", "Armenian"))
# Scripts without capitals do not show what is a name, so that a passage must be longer than names are.
_LEAST_WORDS: Final = {"Hebrew": 4, "Arabic": 4, "Devanagari": 4, "Bengali": 4, "Georgian": 3, "Hangul": 2}
_LEAST_LETTERS: Final = {"Han": 5, "Thai": 15}

_LANGUAGE: Final = {
    "Cyrillic": (("[іїєґІЇЄҐ]", "uk"), ("[ўЎ]", "be"), ("[ђћЂЋ]", "sr"), ("[ѓќѕЃЌЅ]", "mk"),
                 ("[әқңғүұһ]", "kk"), ("[ыэёЫЭЁ]", "ru"), ("ъ(?:[^еёюя]|$)", "bg"), ("", "ru")),
    "Arabic": (("[ٹڈڑے]", "ur"), ("[پچژگی]", "fa"), ("", "ar")),
    "Han": (("[\u3040-\u30ff]", "ja"), ("", "zh")),
    "Greek": (("", "el"),), "Hebrew": (("", "he"),), "Devanagari": (("", "hi"),), "Bengali": (("", "bn"),),
    "Thai": (("", "th"),), "Georgian": (("", "ka"),), "Armenian": (("", "hy"),), "Hangul": (("", "ko"),),
}  # fmt: skip


class Passage(NamedTuple):
    """Characters [start, end) of a text in one script, and the language that its letters tell."""

    start: int
    end: int
    language: str


def passages(text: str) -> Iterator[Passage]:
    """The passages of `text` in other scripts than Latin, in order; names by themselves are none."""
    if text.isascii() or _ANY.search(text) is None:
        return
    start = end = words = 0
    script = ""
    for match in _TOKENS.finditer(text):
        gap = text[end : match.start()] if match.start() - end <= _LONGEST_GAP else "\n"
        if words and match.lastgroup == script and _GAP.fullmatch(gap):
            end, words = match.end(), words + 1
            continue
        if words and _is_passage(text[start:end], script, words):
            yield Passage(start, end, _language(text[start:end], script))
        start, end, words, script = match.start(), match.end(), 1, match.lastgroup or ""
    if words and _is_passage(text[start:end], script, words):
        yield Passage(start, end, _language(text[start:end], script))


def _is_passage(passage: str, script: str, words: int) -> bool:
    if script in _CASED:
        first_letters = (match[0][0] for match in _TOKENS.finditer(passage))
        return words > 1 and (words > _LONGEST_NAME or any(letter.islower() for letter in first_letters))
    if script in _LEAST_LETTERS:
        return sum(len(match[0]) for match in _TOKENS.finditer(passage)) >= _LEAST_LETTERS[script]
    return words >= _LEAST_WORDS[script]


def _language(passage: str, script: str) -> str:
    return next(language for letters, language in _LANGUAGE[script] if re.search(letters, passage))
