"""Numbers that are dates and times of day."""

from __future__ import annotations

import re
from typing import Final

from whence.dates import WEEKDAYS
from whence.figures.excluded import HYPHENS, MONTH_WORDS, NotQuantity, amount_behind
from whence.figures.numerals import number_at
from whence.figures.pieces import Pieces
from whence.figures.units import unit_at

_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}[.:]\d{2}(?:am|pm)")
_BEFORE_YEAR: Final = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "during",
        "before",
        "after",
        "of",
        "through",
        "between",
        "early",
        "late",
        "mid",
        "circa",
        "around",
        "for",
        "to",
        "and",
        "year",
        "summer",
        "winter",
        "spring",
        "autumn",
        "fall",
        "season",
        "as",
        "than",
        "(",
        "/",
        "–",
        "-",
        "—",
        "than",
        "dated",
        "the",
    ]
)
_HALF_DAYS: Final = frozenset(
    [
        "am",
        "pm",
        "a.m.",
        "p.m.",
        "a.m",
        "p.m",
        "o'clock",
        "o’clock",
        "gmt",
        "et",
        "est",
        "pt",
        "pst",
        "pdt",
        "bst",
        "cet",
        "utc",
        "hours",
        "edt",
    ]
)
_DAYTIMES: Final = frozenset(["evening", "morning", "afternoon", "night", "noon", "midnight"])


def clock_at(p: Pieces, i: int) -> NotQuantity | None:
    """A time of day that begins at a piece: "10:30", "7 a.m."; None where there is none."""
    low = p.low[i]
    if _CLOCK.fullmatch(low):
        if re.fullmatch(r"\d{1,2}:\d", low):
            return None
        end = i + 2 if p.word(i + 1) in _HALF_DAYS else i + 1
        return NotQuantity(i, end, "time")
    if re.fullmatch(r"\d{1,2}(?:\.\d\d)?", low):
        value = float(low)
        if value < 25 and (
            p.word(i + 1) in _HALF_DAYS - {"hours"}
            or (p.word(i + 1) in ("a.m", "p.m", "a", "p") and p.word(i + 2) in (".", "m", ".m"))
        ):
            return NotQuantity(i, i + 2, "time")
        if (
            "." in low
            and value < 24
            and (
                p.word(i + 1) in ("this", "that", "on", "in", "last")
                and p.word(i + 2) in _DAYTIMES | set(WEEKDAYS) | {"the"}
            )
            and p.word(i - 1) in ("at", "by", "before", "after", "until", "from", "around")
        ):
            return NotQuantity(i, i + 1, "time")
    if (
        re.fullmatch(r"\d{4}", low)
        and p.word(i + 1) in ("hours", "gmt", "hrs")
        and int(low) < 2400
        and p.word(i - 1) in ("at", "by", "from", "until")
    ):
        return NotQuantity(i, i + 2, "time")
    return None


def calendar_at(p: Pieces, i: int) -> NotQuantity | None:
    """Days beside a month, and dates in figures."""
    low = p.low[i]
    before, after = p.word(i - 1).rstrip("."), p.word(i + 1).rstrip(".")
    ordinal = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", low)
    if ordinal and int(ordinal.group(1)) <= 31:
        if before in MONTH_WORDS and p.text[i - 1][:1].isupper() and not amount_behind(p, i + 1):
            end = i + 1
            if p.word(end) in HYPHENS | {"and", "to"} and re.fullmatch(r"\d{1,2}", p.word(end + 1)):
                end += 2
            if p.word(end) == "," and re.fullmatch(r"(?:19|20)\d\d", p.word(end + 1)):
                end += 2
            return NotQuantity(i, end, "date")
        if before == "." and p.word(i - 2) in MONTH_WORDS and p.text[i - 2][:1].isupper() and p.glued[i - 1]:
            return NotQuantity(i, i + 1, "date")
        if (
            after in MONTH_WORDS
            and p.text[i + 1][:1].isupper()
            and not (after == "may" and p.tag(i + 1) == "MD")
        ) or (after == "of" and p.word(i + 2) in MONTH_WORDS):
            return NotQuantity(i, i + 1, "date")
        if (
            after in HYPHENS | {"and", "to"}
            and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", p.word(i + 2))
            and p.word(i + 3) in MONTH_WORDS
        ):
            return NotQuantity(i, i + 3, "date")
    # 24/7, 9/11, 2003/87
    if after == "/" and p.glued[i + 1] and p.word(i + 2).isdigit() and p.glued[i + 2] and low.isdigit():
        left, right = int(low), int(p.low[i + 2])
        third = p.word(i + 3) == "/"
        if (
            third
            or (left, right) in ((24, 7), (9, 11), (7, 7))
            or left >= right
            or len(low) == 4
            or (p.text[i - 1 : i] and p.tag(i - 1) in ("NNP",))
        ):
            end = i + 3
            while p.word(end) == "/" and p.word(end + 1).isdigit():
                end += 2
            return NotQuantity(i, end, "date" if third or len(low) == 4 else "name")
    if low == "9" and after == "/" and p.word(i + 2) == "11":
        return NotQuantity(i, i + 3, "name")
    return None


def year_at(p: Pieces, i: int) -> NotQuantity | None:
    """A year, or a season of two, that begins at a piece: "1998", "2024-25"; None where there is none."""
    low = p.low[i]
    if not re.fullmatch(r"1[0-9]\d\d|20\d\d|21[0-5]\d", low):
        return None
    value = int(low)
    after = p.word(i + 1)
    if after in HYPHENS and p.glued[i + 1] and p.word(i + 2).isdigit() and p.glued[i + 2]:
        right = p.low[i + 2]
        if (len(right) == 2 and int(right) == (value + 1) % 100) or (
            len(right) == 4 and value < int(right) <= 2100 and value > 1000
        ):
            return NotQuantity(i, i + 3, "date")
    if p.entity(i) == "DATE" and not amount_behind(p, i + 1):
        return NotQuantity(i, i + 1, "date")
    if amount_behind(p, i + 1) or unit_at(p, i + 1, number_at(p, i)) is not None:
        return None
    before = p.word(i - 1)
    if before in (
        "$",
        "£",
        "€",
        "¥",
        "than",
        "least",
        "about",
        "nearly",
        "some",
        "roughly",
        "approximately",
        "almost",
    ):
        return None
    noun = (
        p.tag(i + 1) in ("NNS", "NNPS")
        if i + 1 < p.size and p.tag(i + 1)
        else after in ("people", "men", "soldiers", "troops", "civilians")
    )
    if before in _BEFORE_YEAR and not noun:
        return (
            NotQuantity(i, i + 1, "date") if value >= 1500 or before in ("in", "since", "of", "by") else None
        )
    if before in MONTH_WORDS or p.word(i - 2) in MONTH_WORDS:
        return NotQuantity(i, i + 1, "date")
    if 1900 <= value <= 2100 and (
        not noun or before in ("in", "since", "during", "the", "his", "her", "its", "their", "'s")
    ):
        return NotQuantity(i, i + 1, "date")
    return None
