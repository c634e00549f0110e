"""Time expressions: the words kept beside what they give in EDTF (ISO 8601-2:2019).

Only what the words and the report's own date give is written. A month without a year stays "XXXX-10", a
day counted from an event ("weeks after the confirmation") stays without EDTF, and so does "on Monday" in
a report that has no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from whence.spans import TextSpan

Modifier = Literal["early", "mid", "late"]
Role = Literal["at", "since", "until", "within"]
"""How what is dated stands to the date: at it, from it on, up to it, or anywhere in the time it spans."""
Direction = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Date:
    """A date: the words, and what they give in EDTF.

    `edtf` has X for what is not known ("XXXX-10"), and is None where the words give no date that
    can be written so ("weeks after the confirmation").
    """

    span: TextSpan
    edtf: str | None = None
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time expression: its date, and how what it dates stands to it."""

    date: Date
    role: Role = "at"
    anchored: bool = False
    """Counted from an event or from the report ("days after the raid", "two weeks ago")."""


MONTHS: Final = {
    name: i + 1
    for i, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # noqa: E501
    )
}  # fmt: skip
_SHORT: Final = {name[:3]: i for name, i in MONTHS.items()}
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF's sub-year groupings; quarters are 33 to 36, halves 40 and 41."""
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_WORDS: Final = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1}  # fmt: skip

_MONTH: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
)
_MONTH_2: Final = _MONTH.replace("<month>", "<month2>")
_PART: Final = (
    r"(?:(?P<part>(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|first\s+half|second\s+half|first\s+weeks?"
    r"|first\s+days?|last\s+weeks?|last\s+days?)\s+of|early(?:\s+in)?|late(?:r)?(?:\s+in)?|mid[- ])\s*)?"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_COUNT: Final = (
    r"(?P<count>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|a\s+few|several|a\s+couple\s+of|a\s+dozen)"
)
_UNIT: Final = r"(?P<unit>hour|day|week|month|year)s?"
_LEAD: Final = (
    r"(?:\b(?P<lead>as\s+of|ever\s+since|dating\s+back\s+to|starting\s+in|beginning\s+in|by\s+the\s+end\s+of"
    r"|up\s+to|on|in|at|by|since|from|during|until|till|before|after|over|for|throughout|through|back\s+in)\s+)?"
)
_EVENT: Final = (
    r"(?:the\s+|its\s+|his\s+|her\s+|their\s+|that\s+|this\s+)?[\w’'-]+(?:\s+of\s+[\w’' -]{1,60}?)?"
)
_THING: Final = (
    r"(?:war|conflict|invasion|fighting|hostilities|offensive|incursion|operation|attack|siege|ceasefire"
    r"|truce|crisis|coup|outbreak|pandemic|epidemic|deployment|campaign|uprising|strike|protests|unrest)"
)

_PATTERNS: Final = tuple(
    # "Since" may open a sentence; "may" is no month, so that nothing else goes by either case.
    (
        re.compile(mark),
        tuple(re.compile(re.sub(r"\(\?P<lead>([^()]*)\)", r"(?P<lead>(?i:\1))", p)) for p in patterns),
    )
    for mark, patterns in {
        "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec": (
            rf"\b(?P<lead>between|from)\s+(?P<day>\d{{1,2}})(?:\s+{_MONTH}(?:\s+{_YEAR})?)?\s+(?:and|to|until|through)\s+(?P<day2>\d{{1,2}})\s+{_MONTH_2}(?:,?\s+(?P<year2>(?:19|20)\d\d))?\b",
            rf"\b(?P<lead>between|from)\s+{_MONTH}\s+(?P<day>\d{{1,2}})(?:,?\s+{_YEAR})?\s+(?:and|to|until|through)\s+{_MONTH_2}\s+(?P<day2>\d{{1,2}})(?:,?\s+(?P<year2>(?:19|20)\d\d))?\b",
            rf"{_LEAD}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?\b",
            rf"{_LEAD}\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR}\b)?(?![,.]?\d)",
            rf"\b(?P<lead>between|from)\s+{_MONTH}(?:\s+{_YEAR})?\s+(?:and|to|until|through)\s+{_MONTH_2}(?:,?\s+(?P<year2>(?:19|20)\d\d))?\b",
            rf"{_LEAD}\b{_PART}{_MONTH}(?:,?\s+(?:of\s+)?(?:{_YEAR}|(?P<thatyear>last\s+year|this\s+year)))?\b",
        ),
        "quarter|half": (
            rf"{_LEAD}\b(?:the\s+)?(?P<nth>first|second|third|fourth|final|last)\s+(?P<group>quarter|half)\s+of\s+(?:{_YEAR}|(?P<thisyear>this\s+year|last\s+year|the\s+year))\b",
        ),
        r"(?:19|20)\d": (
            rf"\b(?P<lead>between|from)\s+{_YEAR}\s+(?:and|to|until|through)\s+(?P<year2>(?:19|20)\d\d)\b",
            rf"{_LEAD}\b(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?{_YEAR}\b",
            rf"{_LEAD}\b(?P<iso>{_YEAR}-\d\d-\d\d)\b",
            rf"\b(?P<lead>in|since|during|back\s+in|until|by|before|from|as\s+of|throughout|ever\s+since|over)\s+{_PART}(?:the\s+year\s+)?{_YEAR}\b(?![,.]\d|%|\s+(?:men|soldiers|people|troops|civilians))",
            rf"\b(?P<part>early|late|mid-)\s*{_YEAR}\b",
            rf"(?<=\d\sof\s){_YEAR}\b(?=[,.;)]|\s(?:and|but|to)\b|$)",
            r"\b(?:(?P<lead>in|during|since|until|from)\s+)?the\s+(?P<decade>(?:19|20)\d0)s\b",
        ),
        "day": (
            r"\b(?:(?P<lead>on|by|since|until|from|before|as\s+of)\s+)?(?:(?P<which>last|next|this|the\s+previous|the\s+following)\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?:\s+(?:morning|afternoon|evening|night))?",
        ),
        "day|night|omorrow|morning|afternoon|evening": (
            r"\b(?:(?P<lead>since|until|by|as\s+of|from)\s+)?(?P<near>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night)\b",
        ),
        "week|month|year": (
            r"\b(?:(?P<lead>since|until|by|from|during|in|so\s+far)\s+)?(?P<relative>(?:[Ll]ast|[Tt]his|[Nn]ext|[Ee]arlier\s+this|[Ll]ate\s+last|[Ee]arly\s+last|[Ll]ater\s+this|[Ee]arly\s+this|[Ee]arly\s+next|[Ll]ate\s+this)\s+(?:week|month|year))\b",
        ),
        "ago|earlier": (
            rf"\b(?P<ago>(?:about\s+|some\s+|nearly\s+|almost\s+|around\s+)?{_COUNT.replace('an?', '[Aa]n?')}\s+{_UNIT}\s+(?:ago|earlier))\b",  # noqa: E501
        ),
        "past|last|previous|preceding": (
            rf"\b(?:(?P<lead>in|over|during|within|for)\s+)?the\s+(?P<window>(?:past|last|previous|preceding)(?:\s+(?:few|{_COUNT}))?\s+{_UNIT})\b",
        ),
        "after|before|into": (
            rf"\b(?P<anchored>(?:(?:[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Aa] few|[Ss]everal|[Ss]ome|[Jj]ust) )?(?:[Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?) (?:after|before|into(?! [A-Z])) {_EVENT})(?=[,.;:]|$)",  # noqa: E501
        ),
        _THING: (
            rf"\b(?P<lead>[Ss]ince|[Ff]rom|[Aa]t|[Bb]efore|[Aa]fter|[Dd]uring|[Uu]ntil)\s+(?P<event>(?:(?:the|its|their)\s+)?(?:(?:very\s+)?(?:start|beginning|outbreak|onset|end|first\s+days?)\s+of\s+)?(?:the\s+|its\s+|their\s+)?(?:(?:[\w’'-]+\s+){{0,2}}?){_THING}(?:\s+(?:began|started|broke\s+out|ended|erupted))?)\b",
        ),
    }.items()
)
"""Patterns behind a mark that whatever they match holds: that is looked for first, and quickly."""
_MAYBE_WORDS: Final = frozenset({"May", "March"})
"""More often a verb than a month, when alone."""


def published_day(published: str | None) -> date | None:
    """The day of a report's ISO date of publication; None where there is none or only a month."""
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def find_dates(
    text: str, start: int, end: int, published: str | None, direction: Direction = "past"
) -> Iterator[When]:
    """Time expressions of text[start:end] in order, none over another, resolved against the report's date.

    `direction` says where a weekday or a month without a year lies from the report's day: back, as
    of what happened, or ahead, as of what is to come. Spans are into `text`.
    """
    day = published_day(published)
    found: list[tuple[int, int, When | None]] = []
    for match in _matches(text, start, end):
        if match.group() in _MAYBE_WORDS or _is_name(text, match):
            continue
        got = {key: value for key, value in match.groupdict().items() if value}
        edtf, modifier = _edtf(got, day, direction)
        anchored = bool(got.keys() & {"anchored", "ago", "event"})
        span = TextSpan.of(text, *_trim(text, match.start(), match.end()))
        none = edtf is None and bool(got.keys() & {"day", "iso"})  # no such day, nor its month
        when = None if none else When(Date(span, edtf, modifier), _role(got), anchored)
        found.append((span.start, -span.end, when))
    at = start
    for begin, neg_end, when in sorted(found, key=lambda f: f[:2]):
        if begin >= at:
            at = -neg_end
            if when is not None:
                yield when


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for mark, patterns in _PATTERNS:
        if mark.search(text, start, end):
            for pattern in patterns:
                yield from pattern.finditer(text, start, end)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a month alone is part of a name: "Khan Jan Alokozai", "April Jones"."""
    words = match.group().split()
    word = words[-1]
    if len(words) > 1 and len(word.rstrip(".")) > 3:
        return False  # "In October The Times put …"
    if word.rstrip(".").lower() not in (_SHORT if len(word) < 5 else MONTHS):
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    if re.search(r"\b(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat) $", before):
        return False
    behind = re.match(r" [A-Z][a-z]+", text[match.end() : match.end() + 40])
    return bool(behind or (len(words) == 1 and len(word) == 3 and re.search(r"[A-Z][a-z]+ $", before)))


def _role(got: dict[str, str]) -> Role:
    lead = re.sub(r"\s+", " ", got.get("lead", "").lower())
    if lead in ("since", "ever since", "dating back to", "starting in", "beginning in"):
        return "since"
    if lead == "from" and not (got.keys() & {"month2", "year2"}):
        return "since"
    if lead in ("until", "till", "before", "up to"):
        return "until"
    if lead in ("over", "during", "within", "between", "throughout", "through", "for", "so far"):
        return "within"
    return "within" if "window" in got or "month2" in got or "year2" in got else "at"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _edtf(got: dict[str, str], day: date | None, direction: Direction) -> tuple[str | None, Modifier | None]:
    if "iso" in got:
        return (got["iso"], None) if _is_day(*map(int, got["iso"].split("-"))) else (None, None)
    if "day2" in got:
        return _days(got, day, direction), None
    if "month" in got:
        return _month(got, day, direction)
    if "group" in got:
        return _group(got, day), None
    if "season" in got:
        return f"{got['year']}-{_SEASONS[got['season'].lower()]}", None
    if "decade" in got:
        return got["decade"][:3] + "X", None
    if "year" in got:
        if "year2" in got:
            return f"{got['year']}/{got['year2']}", None
        return got["year"], _modifier(got.get("part"))
    if "weekday" in got:
        return _weekday(got, day, direction), None
    if day is None:
        return None, None
    if "near" in got:
        words = got["near"].lower()
        shift = {"yesterday": -1, "tomorrow": 1}.get(words, -1 if words.startswith("last") else 0)
        return _shifted(day, shift), None
    if "relative" in got:
        return _relative(got["relative"].lower(), day)
    if "window" in got:
        return _window(got, day), None
    return None, None


def _month(got: dict[str, str], day: date | None, direction: Direction) -> tuple[str | None, Modifier | None]:
    month = _number_of_month(got["month"])
    modifier = _modifier(got.get("part"))
    if modifier is None and got.get("lead", "").lower().startswith("by the end"):
        modifier = "late"
    number = int(got["day"]) if "day" in got else None
    year = got.get("year") or got.get("year2")
    if "thatyear" in got and day is not None:
        year = str(day.year - got["thatyear"].lower().startswith("last"))
    if number is not None and not _is_day(int(year or 2024), month, number):  # 2024 has every day
        return None, None
    if year is None and day is not None:
        last = _number_of_month(got["month2"]) if "month2" in got else month
        if direction == "past" and _either_way(got, last, number, day):
            year = None  # "until June", told in March: of this year or the last
        elif direction == "past":
            # The latest such month that is not after the report.
            year = str(day.year - ((last, number or 1) > (day.month, day.day)))
        else:
            year = str(day.year + ((last, number or 31) < (day.month, day.day)))
    if "month2" in got:
        last = _number_of_month(got["month2"])
        first_year = got.get("year") or (str(int(year) - (last < month)) if year else "XXXX")
        last_year = got.get("year2") or year or "XXXX"
        return f"{first_year}-{month:02d}/{last_year}-{last:02d}", None
    stem = f"{year or 'XXXX'}-{month:02d}"
    return (f"{stem}-{number:02d}" if number else stem), modifier


def _either_way(got: dict[str, str], month: int, number: int | None, day: date) -> bool:
    """Whether a month up to which something lasts is nearer ahead than back: nobody knows which is meant."""
    if got.get("lead", "").lower() not in ("until", "till", "through"):
        return False
    ahead = (month - day.month) % 12
    return 0 < ahead < 6 and number is None


def _days(got: dict[str, str], day: date | None, direction: Direction) -> str | None:
    """The interval of "between 10 May and 11 June 2024"; the first day is of the last one's month or year."""
    last, _ = _month(
        {"month": got["month2"], "day": got["day2"], **({"year": got["year2"]} if "year2" in got else {})},
        day,
        direction,
    )
    if last is None:
        return None
    month = _number_of_month(got.get("month", got["month2"]))
    number, year = int(got["day"]), got.get("year") or last[:4]
    if "year" not in got and year.isdigit() and (month, number) > (int(last[5:7]), int(last[8:10])):
        year = str(int(year) - 1)  # "between 20 December and 4 January 2025"
    if not _is_day(int(year) if year.isdigit() else 2024, month, number):
        return None
    return f"{year}-{month:02d}-{number:02d}/{last}"


def _number_of_month(word: str) -> int:
    return _SHORT[word.rstrip(".").lower()[:3]]


def _group(got: dict[str, str], day: date | None) -> str | None:
    nth = _ORDINALS[got["nth"].lower()]
    if "year" in got:
        year = got["year"]
    elif day is not None:
        year = str(day.year - got["thisyear"].lower().startswith("last"))
    else:
        return None
    if got["group"].lower() == "half":
        return f"{year}-{40 if nth == 1 else 41}" if nth in (1, 2, 4) else None
    return f"{year}-{32 + nth}"


def _weekday(got: dict[str, str], day: date | None, direction: Direction) -> str | None:
    if day is None:
        return None
    which = got.get("which", "").lower()
    wanted = WEEKDAYS.index(got["weekday"].lower())
    if which.endswith(("previous", "following")):
        return None  # from another day than the report's
    if which == "next" or (direction == "future" and which != "last"):
        ahead = (wanted - day.weekday()) % 7
        return _shifted(day, 7 if which == "next" and ahead == 0 else ahead)
    back = (day.weekday() - wanted) % 7
    return _shifted(day, -(7 if which == "last" and back == 0 else back))


def _relative(words: str, day: date) -> tuple[str | None, Modifier | None]:
    shift = -1 if "last" in words else 1 if "next" in words else 0
    modifier: Modifier | None = None
    if words.startswith("late ") or words.startswith("later "):
        modifier = "late"
    elif words.startswith("early"):
        modifier = "early"
    if words.endswith("year"):
        return str(day.year + shift), modifier
    if words.endswith("month"):
        month = day.year * 12 + day.month - 1 + shift
        return f"{month // 12:04d}-{month % 12 + 1:02d}", modifier
    monday = _shifted(day, 7 * shift - day.weekday())
    sunday = _shifted(day, 7 * shift - day.weekday() + 6)
    return (f"{monday}/{sunday}" if monday and sunday else None), modifier


def _window(got: dict[str, str], day: date) -> str | None:
    if " few " in f" {got['window'].lower()} ":
        return None  # "the last few weeks" begins nowhere in particular
    count = got.get("count", "one").lower()
    number = int(count) if count.isdigit() else _WORDS.get(count)
    if number is None:
        return None
    unit = got["unit"].lower()
    if unit == "hour":
        back = -(-number // 24)
    elif unit in ("day", "week"):
        back = number * (7 if unit == "week" else 1)
    else:
        months = number * (12 if unit == "year" else 1)
        first = day.year * 12 + day.month - 1 - months
        if first < 12:
            return None
        return f"{first // 12:04d}-{first % 12 + 1:02d}/{day.isoformat()}"
    begin = _shifted(day, -back)
    return f"{begin}/{day.isoformat()}" if begin else None


def _shifted(day: date, days: int) -> str | None:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


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
    if any(word in low for word in ("early", "beginning", "start", "first")):
        return "early"
    return "mid" if "mid" in low else "late"
