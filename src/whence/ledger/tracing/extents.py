"""How wide a place is for which a figure holds: villages, a district, the north of a country, all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from whence.ledger.tracing.authorities import is_country
from whence.ledger.tracing.credits import DATELINE
from whence.ledger.tracing.lexicon import Lexicon
from whence.ledger.tracing.statements import Telling
from whence.ledger.tracing.text import CALENDAR

Change = tuple[str, str]
"""What the origin has, and what the retelling has in its place."""

_NAME: Final = r"[A-Z][\w-]+(?: [A-Z][\w-]+)?"
_IN: Final = r"\b(?:in|into|to|at|from|across|throughout|over|around|inside|near|beside)\s+"


@cache
def _where(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """A place in which something is: its noun and of what it is one, or its name, or its name and noun."""
    kinds = "|".join(sorted(nouns, key=lambda noun: (-len(noun), noun)))
    return re.compile(
        _IN + rf"((?:(?:the|this|that|those|these|its|their|all|whole|of|several|many|some|nearby|two|three"
        rf"|{_NAME}[’']s?|[a-z-]+ern|border|coastal|mountain|mining|port|neighbouring|remote|rural)\s+){{0,4}})"
        # "The river districts", "the old town".
        rf"(?:(?:(?!of\b|and\b|or\b|to\b|in\b|at\b|by\b|for\b)[a-z-]+\s+){{0,2}}?"
        rf"({kinds})(?:\s+of\s+(?:the\s+)?({_NAME}))?"
        rf"|({_NAME})(?:\s+([a-z]+))?)(?![\w’'])"
    )


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


def spread(origin: Telling, later: Telling, lexicon: Lexicon) -> Change | None:
    """A spot of the origin that the retelling lacks, where it has all of something instead: the road to Telsk
    and the entire border, the plant at Ludd Bay and all the plants, a ridge and "across the province".
    """
    mine, theirs = _all_said(origin), _all_said(later)
    around = later.page.sentences.paragraph(later.sentence).lower()
    for match in _ALL_OF.finditer(theirs):
        noun, name = match["noun"] or match["noun2"] or match["all"], match["name"]
        known = mine.lower()
        head = (name or noun or "").lower()
        if not head or (noun or "") in _CROSSED or _ALL_OF.search(mine) is not None:
            continue
        if match["all"]:
            # Of the plants one was meant, by name.
            one = re.search(rf"((?:[A-Z][\w-]+ )+){re.escape(singular(noun))}\b", mine)
            if one is not None and one[1].strip().lower() not in around:
                return one[0], match[0]
            continue
        if name is None and noun not in lexicon.extent and noun not in _LENGTHS:
            continue
        if re.search(rf"\b{re.escape(head)}\b", known):
            continue
        if (spot := _lost_spot(mine, around)) is not None:
            return spot, " ".join(match[0].split())
    return None


def singular(noun: str) -> str:
    """The one of several: plants, factories."""
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _all_said(telling: Telling) -> str:
    """What is said; of a figure in a clause within it, the sentence without whoever says it."""
    text = _said(telling)
    if len(text) >= _MOST * len(telling.text):
        return text
    line = DATELINE.match(telling.text)
    plain = telling.text[line.end() if line else 0 :]
    return _PERIOD.sub(" ", plain.replace(telling.word.name or "\0", " "))


_MOST: Final = 0.5
_CROSSED: Final = frozenset(
    ("street", "river", "road", "lake", "sea", "room", "table", "board", "bridge", "floor", "bay", "strait")
)
"""Across which something is that is on the other side."""
_LENGTHS: Final = frozenset(
    ("border", "front", "coast", "frontier", "sector", "industry", "line", "party", "force")
)
_ALL_OF: Final = re.compile(
    rf"\b(?:[Aa]cross|[Tt]hroughout|all over|[Ii]n all of)\s+(?:(?:all|the whole|the entire|the)\s+)?"
    rf"(?:(?P<name>{_NAME})|(?:[a-z]+\s+)?(?P<noun>country|nation|province|region|district|county|city|state"
    rf"|continent|world|islands?|north|south|east|west))\b(?!\s+(?:river|street|road|bridge|border))"
    rf"|\bthe (?:entire|whole)\s+(?:of the\s+)?(?P<noun2>[a-z]+)\b"
    rf"|\b(?:all|every one) (?:of )?(?:its|their|the|the company[’']s) (?P<all>[a-z]{{3,}}s)\b"
)
_SPOT: Final = re.compile(
    rf"\b(?:in|at|behind|along|near|on|outside|around|beside|inside|off|into|by|upon)\s+"
    rf"((?:(?:the|its|their|a|an|one|this|that)\s+|(?=[A-Z]))(?:[a-z-]+ern\s+)?(?:[a-z-]+\s+){{0,2}}?(?:(?:of|to|at)\s+)?"
    rf"(?:{_NAME}|[a-z-]{{3,}})(?:\s+(?:of|to|at)\s+(?:the\s+)?(?:{_NAME}|[a-z-]{{4,}}))?)"
)
_TIMES: Final = frozenset(
    ("year", "years", "month", "months", "week", "weeks", "day", "days", "night", "morning",
     "evening", "hours", "quarter", "half", "spring", "summer", "autumn", "winter", "end", "start",
     "beginning", "average", "total", "least", "suspicion", "charges", "time", "weekend", "past",
     "last", "next", "first", "turn", "fact", "hospital", "case", "cases", "quarantine", "custody",
     "conference", "briefing", "interview", "statement", "parliament", "session", "hearing",
     "meeting", "basis", "reports", "report")
)  # fmt: skip


_SMALL_WORDS: Final = frozenset(
    ("this", "that", "their", "the", "its", "and", "for", "all", "one", "old", "new", "two", "his", "her")
)


def _lost_spot(said: str, around: str) -> str | None:
    """The first spot of a statement of which the other paragraph has no word."""
    for match in _SPOT.finditer(said):
        words = [
            word.lower() for word in re.findall(r"[^\W\d_][\w-]+", match[1])
            if len(word) > 2 and word.lower() not in _SMALL_WORDS
        ]  # fmt: skip
        if not words or _TIMES.intersection(words) or any(word in CALENDAR for word in words):
            continue
        if not any(word in around for word in words):
            return match[1]
    return None


def _said(telling: Telling) -> str:
    text = telling.figure.statement if telling.figure.attribution else telling.text
    return _PERIOD.sub(" ", text)


def _places(
    text: str, texts: tuple[str, str], lexicon: Lexicon
) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """How wide the places in a text are, with the words that tell each from others, and its own words."""
    widths = lexicon.extent
    for match in _where(tuple(widths)).finditer(text):
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
    # A dateline has the country behind the town: "OSTRY, Pelsund, Jan 17".
    form = (
        rf"\A[A-Z][A-Z -]+, {plain}(?:,| [(–—-])|\b{plain}[’']s? (?:{_BODIES})\b"
        rf"|\bthe {_COMPASS} of {plain}\b|\b{_COMPASS}ern {plain}\b"
    )
    return any(re.search(form, text) for text in texts)
