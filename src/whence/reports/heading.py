"""What a plain text states in its heading: the day of publication, the agency, who wrote it.

Pages carry these in their markup. A text copied from somewhere has the day in a line of its own ("Published
20 December 2024", "Daily Note, December 24, 2024") or in its dateline ("KYIV, 23 December 2024 –"); only a
whole date counts, since a year is never guessed. The agency stands in the dateline, "KYIV (Reuters) -".
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from whence.dates import find_dates

_LINES: Final = 6
"""Lines that are not empty in which the day is looked for."""

_LONG: Final = 90
"""Characters of a line that holds little but a date, at most."""

_WORDS: Final = 5
"""Other words in such a line, at most: the name of the paper or of the column."""

_SMALL: Final = frozenset({"of", "the", "and", "for"})
_COLUMNS: Final = frozenset(
    {
        "briefing",
        "update",
        "report",
        "note",
        "bulletin",
        "digest",
        "roundup",
        "summary",
        "assessment",
        "review",
    }
)
"""What a line with a day in it may call the text: "Daily briefing: Ukraine, 19 November 2024"."""

_BESIDE: Final = re.compile(
    r"\b(?:published|posted|updated|first|last|issued|released|date|dated|on|at|by|mon|tues?|wednes|thurs?|fri|satur|sun)"
    r"(?:day)?\b|\d{1,2}[:.]\d\d(?:[:.]\d\d)?|\b(?:a\.?m|p\.?m|gmt|utc|cet|eet|est|edt|bst|msk|kst|jst)\b\.?",
    re.IGNORECASE,
)
_DATELINE: Final = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{2,40}(?:, [A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2})?[,–—-]\s*$"
)
"""A place in capitals, and what country or state it is in: "HARLAN, Ohio, "."""
_SLASHED: Final = re.compile(r"\b(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>20\d\d)\b")
_PLACE: Final = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,20}(?:[ /]{1,3}[A-ZÀ-Þ][\w'’-]{1,20}){0,3},\s*$")
"""A place not in capitals: it makes a dateline with a dash behind the day, "Port Sudan, 14 March 2025 —"."""
_DASH: Final = re.compile(r"\s*(?:\([^()]{2,40}\)\s*)?[–—-]+\s")

_WIRES: Final = (
    "Reuters", "Thomson Reuters Foundation", "AFP", "Agence France-Presse", "AP", "Associated Press", "UPI",
    "dpa", "DPA", "EFE", "ANSA", "TASS", "Tass", "Interfax", "Interfax-Ukraine", "RIA Novosti", "Ukrinform",
    "Xinhua", "Yonhap", "Kyodo", "Kyodo News", "Jiji Press", "PTI", "ANI", "IANS", "APP", "Anadolu",
    "Anadolu Agency", "AA", "IRNA", "Tasnim", "SANA", "MENA", "WAFA", "Wafa", "SPA", "WAM", "QNA", "KUNA",
    "Petra", "NNA", "SUNA", "ENA", "PAP", "CTK", "MTI", "Belga", "ANP", "TT", "NTB", "STT", "Lusa", "AAP",
    "CP", "The Canadian Press", "PA", "Press Association", "PA Media", "Bernama", "Antara", "VNA", "KCNA",
    "CNA", "Bloomberg", "BBC", "CNN", "VOA", "RFE/RL", "Al Jazeera", "Al Arabiya", "Rudaw", "ABNA",
)  # fmt: skip
"""Agencies and stations whose name stands in datelines. Other names in brackets there are often countries."""
_WIRE: Final = re.compile(
    rf"(?P<place>[A-ZÀ-Þ][\w .,'’/-]{{1,60}}?)\s*"
    rf"(?:\((?P<name>{'|'.join(map(re.escape, _WIRES))})\)\s*[–—-]+\s|/(?P<slashed>[A-Z]{{2,12}})/\.?\s)"
)
"""The head of a dispatch with whose it is: "NAIROBI, Nov 20 (Reuters) - ", "MOSCOW, May 2. /TASS/."."""
_SMALLER: Final = r"(?:(?:van|von|der|den|de|da|di|du|dos|del|al|el|bin|la|le) ){0,2}"
_PERSON: Final = rf"[A-ZÀ-Þ][\w.'’-]*(?: {_SMALLER}[A-ZÀ-Þ][\w.'’-]*){{1,3}}"
_WRITERS: Final = frozenset(
    {"writer", "reporter", "correspondent", "editor", "staff", "journalist", "columnist"}
    | {"writers", "reporters", "correspondents", "editors"}
)
"""Last words of what a byline says of its authors: "By Ama Owusu, Court Reporter"."""
_BYLINE: Final = re.compile(rf"[Bb][Yy] (?P<names>{_PERSON}(?:(?:, (?:and )?| and ){_PERSON}){{0,4}})")


def stated_outlet(text: str) -> str | None:
    """The agency that the dateline of `text` names in brackets; None without one."""
    for _, line in _heading(text):
        found = _WIRE.match(line)
        # Before the brackets stand a place and a day, and no sentence.
        if found is not None and all(
            word[0].isupper() or word[0].isdigit() or word in _SMALL
            for word in re.findall(r"\w+", found["place"])
        ):
            return found["name"] or found["slashed"]
    return None


def stated_authors(text: str) -> tuple[str, ...]:
    """Who wrote `text` by a line of its heading that says just that: "By Ama Owusu and Jo Park"."""
    for _, line in _heading(text):
        # "By DANA KOWALCZYK | 18 July 2024": what stands behind a bar is no name.
        if found := _BYLINE.fullmatch(re.split(r"\s+[|•·]\s+", line)[0].strip()):
            names = re.split(r", (?:and )?| and ", found["names"])
            return tuple(name for name in names if name.split()[-1].lower() not in _WRITERS)
    return ()


def stated_day(text: str) -> str | None:
    """The one day (ISO 8601) that the heading of `text` states; None where it states none or several.

    A line that says "published" goes before one that says "updated".
    """
    found: list[tuple[bool, str]] = []
    for start, line in _heading(text):
        days = [
            (when.date.span, when.date.edtf)
            for when in find_dates(line, 0, min(len(line), 200), None)
            if when.date.edtf is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", when.date.edtf)
        ]
        if len(days) != 1:
            continue
        span, day = days[0]
        before, after = line[: span.start], line[span.end :]
        if _DATELINE.fullmatch(before) or (_PLACE.fullmatch(before) and _DASH.match(after)):
            found.append((False, day))
        elif len(line) <= _LONG and start < 2000:
            rest = _BESIDE.sub(" ", f"{before} {after}")
            words = re.findall(r"\w+", rest)
            # "The deal was signed on 12 December 2024" is a headline: beside the day stand names alone.
            names = all(
                word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL | _COLUMNS for word in words
            )
            sentence = after.rstrip(" )").endswith(("!", "?", "”", '"'))
            if len(words) <= _WORDS and names and not sentence:
                found.append(("updated" in line.lower() and "published" not in line.lower(), day))
    found = found or [(False, by) for _, line in _heading(text) if (by := _slashed(line)) is not None]
    first = [day for late, day in found if not late] or [day for _, day in found]
    return first[0] if first and len(set(first)) == 1 else None


def _slashed(line: str) -> str | None:
    """The day of "07/18/2024" in a short line, where only one order of its numbers makes one."""
    match = _SLASHED.search(line) if len(line) <= _LONG else None
    if match is None:
        return None
    days = []
    for month, number in ((match["first"], match["second"]), (match["second"], match["first"])):
        with contextlib.suppress(ValueError):
            days.append(date(int(match["year"]), int(month), int(number)).isoformat())
    return days[0] if len(set(days)) == 1 else None


def _heading(text: str) -> Iterator[tuple[int, str]]:
    """The first lines that are not empty, each with where it begins."""
    at = seen = 0
    while at < len(text) and seen < _LINES and at < 4000:
        end = text.find("\n", at, at + 4000)
        end = min(len(text), at + 4000) if end < 0 else end
        line = text[at:end]
        if line.strip():
            seen += 1
            yield at, line.strip()
        at = end + 1
