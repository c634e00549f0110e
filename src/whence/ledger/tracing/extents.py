"""How wide a place is for which a figure holds: villages, a district, the north of a country, all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from whence.ledger.tracing.authorities import is_country
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import Telling
from whence.ledger.tracing.text import CALENDAR

Change = tuple[str, str]
"""What the origin has, and what the retelling has in its place."""

_NAME: Final = r"[A-Z][\w-]+(?: [A-Z][\w-]+)?"
_WHERE: Final = re.compile(
    r"\b(?:in|into|to|at|from|across|throughout|over|around|inside|near)\s+"
    rf"((?:(?:the|this|that|those|these|its|their|all|whole|of|several|many|some|nearby|two|three|{_NAME}[’']s?"
    r"|[a-z-]+ern|border|coastal|mountain|mining|port|neighbouring|remote|rural)\s+){0,4})"
    rf"(?:([a-z-]+)(?:\s+of\s+(?:the\s+)?({_NAME}))?|({_NAME})(?:\s+([a-z]+))?)(?![\w’'])"
)
"""A place in which something is: its noun and of what it is one, or its name, or its name and noun."""
_PARTED: Final = re.compile(r"\b(?:nor|sou)th|\b(?:ea|we)st|\b(?:upper|lower|central)\b")
_PERIOD: Final = re.compile(r"\b(?:since|until|before|after) [^,;.]*")
_BODIES: Final = "army|navy|military|government|parliament|president|(?:\\w+ )?(?:ministry|minister)|border"
_COMPASS: Final = "(?:north|south|east|west)(?:-?(?:east|west))?"


def widened(origin: Telling, later: Telling, lexicon: Lexicon) -> Change | None:
    """A place of the origin in whose stead the retelling's statement has one of a wider kind, and not it."""
    texts = (origin.page.sentences.text[:20_000], later.page.sentences.text[:20_000])
    first = list(_places(_said(origin), texts, lexicon))
    second = list(_places(_said(later), texts, lexicon))
    if not first or not second:
        return None
    # What is anywhere in the origin's sentence is no wider place than it has.
    known = max(width for width, _, _ in [*first, *_places(origin.text, texts, lexicon)])
    narrow, wide = min(first), max(second)
    if wide[0] <= known or min(second)[0] <= known:
        return None
    around = later.page.sentences.paragraph(later.sentence).replace(later.text, " ") + " " + _said(later)
    lowered = around.lower()
    if _PARTED.search(narrow[2]) and narrow[0] == lexicon.extent["region"]:
        if _PARTED.search(lowered):
            return None
    elif any(one.lower() in lowered for one in narrow[1]):
        return None
    return narrow[2], wide[2]


def _said(telling: Telling) -> str:
    text = telling.figure.statement if telling.figure.attribution else telling.text
    return _PERIOD.sub(" ", text)


def _places(
    text: str, texts: tuple[str, str], lexicon: Lexicon
) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """How wide the places in a text are, with the words that tell each from others, and its own words."""
    widths = lexicon.extent
    for match in _WHERE.finditer(text):
        lead, noun, of, name, kind = match.groups()
        words = match[0]
        if name is not None and (name.lower() in CALENDAR or name.split()[0].lower() in CALENDAR):
            continue
        if noun in widths:
            width = widths[noun]
            if noun in ("port", "harbour", "capital") and of:
                width = widths["town"]
            yield width, tuple(one for one in (noun, of) if one), words
        elif kind in widths and widths[kind] > widths["quarter"]:
            yield widths[kind], (kind, name), words
        elif name is not None and is_whole_land(name, texts):
            parted = _PARTED.search(lead) is not None
            yield widths["region"] if parted else widths["country"], (name,), words


def is_whole_land(name: str, texts: tuple[str, ...]) -> bool:
    """Whether a name is that of a country: a known one, or one that has a government or a north."""
    if is_country(name):
        return True
    plain = re.escape(name)
    form = rf"\b{plain}[’']s? (?:{_BODIES})\b|\bthe {_COMPASS} of {plain}\b|\b{_COMPASS}ern {plain}\b"
    return any(re.search(form, text) for text in texts)
