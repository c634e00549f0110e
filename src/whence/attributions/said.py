"""When something was said: time expressions beside a cue, as EDTF (ISO 8601-2:2019).

Only what the words and the report's own date give is written; nothing else is filled in.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from whence.attributions.attribution import Date, Modifier
from whence.spans import TextSpan

MONTHS: Final = {
    name: i + 1
    for i, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # noqa: E501
    )
}  # fmt: skip
_SHORT: Final = {name[:3]: i for name, i in MONTHS.items()} | {"sept": 9}
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS: Final = ("day", "week", "month", "year")

_MONTH: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_PART: Final = (
    r"(?:(?P<part>(?:the\s+)?(?:beginning|start|middle|end)\s+of|early(?:\s+in)?|late(?:\s+in)?|mid[- ])\s*)?"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_LEAD: Final = r"(?:\b(?:on|in|at|by|since|from|during|until)\s+)?"

_PATTERNS: Final = tuple(
    re.compile(p)
    for p in (
        rf"{_LEAD}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+{_YEAR})?\b",
        rf"{_LEAD}\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR}\b)?(?!,\d)",
        rf"{_LEAD}\b{_PART}{_MONTH}(?:,?\s+{_YEAR})?\b",
        rf"{_LEAD}\b(?P<iso>{_YEAR}-\d\d-\d\d)\b",
        rf"\b(?:in|since|during|back in)\s+{_PART}{_YEAR}\b",
        r"\b(?:on\s+)?(?:(?P<which>last|next|this)\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?:\s+(?:morning|afternoon|evening|night))?",
        r"\b(?P<near>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]his (?:morning|afternoon|evening))\b",
        r"\b(?P<relative>(?:[Ll]ast|[Tt]his|[Ee]arlier this|[Ll]ate last|[Ee]arly last|[Ll]ater this) (?:week|month|year))\b",  # noqa: E501
        r"\b(?P<ago>(?:[Aa]|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:day|week|month|year)s? (?:ago|earlier))\b",  # noqa: E501
        r"\b(?P<anchored>(?:(?:[Aa]|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Aa] few|[Ss]everal|[Ss]ome) )?(?:[Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?) (?:after|before) (?:the |its |his |her |their )?[\w’'-]+(?: of [\w’' -]+?)?)(?=[,.;]|$)",  # noqa: E501
    )
)


def published_day(published: str | None) -> date | None:
    """The day of a report's ISO date of publication; None where there is none or only a month."""
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def find_said(text: str, start: int, end: int, published: str | None) -> Date | None:
    """The first time expression in text[start:end], resolved against the report's date, if any."""
    found: list[tuple[int, int, Date]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if match.group() in ("May", "March"):  # more often a verb than a month, when alone
                continue
            edtf, modifier = _edtf(match, published_day(published))
            if (
                edtf is None
                and not (match.groupdict().get("anchored") or match.groupdict().get("ago"))
                and published
            ):
                continue
            span = TextSpan.of(text, *_trim(text, match.start(), match.end()))
            found.append((match.start(), -(match.end() - match.start()), Date(span, edtf, modifier)))
            break
    return min(found, key=lambda f: f[:2])[2] if found else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _edtf(match: re.Match[str], day: date | None) -> tuple[str | None, Modifier | None]:
    got = match.groupdict()
    if got.get("iso"):
        return (got["iso"], None) if _is_day(*map(int, got["iso"].split("-"))) else (None, None)
    if got.get("month"):
        month = _SHORT[
            got["month"].rstrip(".").lower()[: 4 if got["month"].lower().startswith("sept") else 3]
        ]
        modifier = _modifier(got.get("part"))
        number = int(got["day"]) if got.get("day") else None
        year = got.get("year")
        if number is not None and not _is_day(int(year or 2024), month, number):  # 2024 has every day
            return None, None
        if year is None and day is not None:
            # What was said lies in the past: the latest such month that is not after the report.
            late = (month, number or 1) > (day.month, day.day)
            year = str(day.year - late)
        stem = f"{year or 'XXXX'}-{month:02d}"
        return (f"{stem}-{number:02d}" if number else stem), modifier
    if got.get("year"):
        return got["year"], _modifier(got.get("part"))
    if got.get("weekday"):
        if day is None or got.get("which") == "next":
            return None, None
        back = (day.weekday() - WEEKDAYS.index(got["weekday"].lower())) % 7
        if got.get("which") == "last" and back == 0:
            back = 7
        return (day - timedelta(days=back)).isoformat(), None
    if day is None:
        return None, None
    if got.get("near"):
        return (day - timedelta(days=got["near"].lower() == "yesterday")).isoformat(), None
    if got.get("relative"):
        words = got["relative"].lower()
        back = "last" in words
        modifier = "late" if "late " in words and back else "early" if "early " in words else None
        if words.endswith("year"):
            return str(day.year - back), modifier
        if words.endswith("month"):
            first = day.replace(day=1)
            return (first - timedelta(days=1) if back else first).strftime("%Y-%m"), modifier
        monday = day - timedelta(days=day.weekday() + 7 * back)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", modifier
    return None, None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _modifier(words: str | None) -> Modifier | None:
    if not words:
        return None
    low = words.lower()
    if "early" in low or "beginning" in low or "start" in low:
        return "early"
    return "mid" if "mid" in low else "late"
