"""Numbers that are no amounts: years and dates, times, names, ages, scores, numbers of things in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from whence.dates import MONTHS, WEEKDAYS
from whence.figures.lexicon import table
from whence.figures.numerals import ORDINALS, SCALES, SHORT_SCALES, TENS, UNITS, Num, is_numeral, number_at
from whence.figures.pieces import Pieces
from whence.figures.units import unit_at

Reason = Literal["date", "time", "name", "age", "score", "calibre", "pronoun", "identifier"]

_HYPHENS: Final = frozenset("-‑‐–—")
_MONTHS: Final = frozenset(MONTHS) | frozenset(name[:3] for name in MONTHS) | {"sept"}
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}[.:]\d{2}(?:am|pm)")
_DECADE: Final = re.compile(r"\d{2,4}s")
_POINTED: Final = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{4}-\d\d-\d\d")
_BEFORE_YEAR: Final = frozenset(
    "in since until till by from during before after of through between early late mid circa around for to and year"
    " summer winter spring autumn fall season as than ( / – - — than dated the".split()
)
_HALF_DAYS: Final = frozenset(
    "am pm a.m. p.m. a.m p.m o'clock o’clock gmt et est pt pst pdt bst cet utc hours edt".split()
)
_DAYTIMES: Final = frozenset("evening morning afternoon night noon midnight".split())
_ENT_DATES: Final = frozenset(("DATE", "TIME"))


@dataclass(frozen=True, slots=True)
class NotQuantity:
    """A number that is no amount: pieces [start, end), and why."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Known:
    designating: frozenset[str]
    indices: frozenset[str]
    calibre_units: frozenset[str]
    calibre_words: frozenset[str]
    scores: frozenset[str]
    occasions: frozenset[str]
    titles: frozenset[str]


@cache
def _known() -> _Known:
    data = table("names")
    return _Known(
        frozenset(data["designating"]["words"]),
        frozenset(data["designating"]["indices"]),
        frozenset(data["calibre"]["units"]),
        frozenset(data["calibre"]["words"]),
        frozenset(data["scores"]["words"]),
        frozenset(data["occasions"]["words"]),
        frozenset(data["titles"]["follow"]),
    )


def near_score(p: Pieces, a: int, b: int) -> bool:
    """Whether a word of play or of voting stands near pieces [a, b)."""
    words = _known().scores
    return any(word in words for word in p.low[max(0, a - 6) : a]) or any(
        word in words for word in p.low[b : b + 4]
    )


def not_quantity_at(p: Pieces, i: int) -> NotQuantity | None:
    """The number at piece i that is no amount, and why; None where it may be one."""
    low = p.low[i]
    if low == "one":
        return _pronoun(p, i)
    if is_numeral(low):
        return _of_digits(p, i)
    if low in UNITS or low in TENS:
        return _of_words(p, i)
    return None


def _of_digits(p: Pieces, i: int) -> NotQuantity | None:
    low = p.low[i]
    if _POINTED.fullmatch(low):
        return NotQuantity(i, i + 1, "date")
    if _DECADE.fullmatch(low) or (
        p.word(i + 1) in ("'s", "’s")
        and low.isdigit()
        and low.endswith("0")
        and p.glued[i + 1]
        and len(low) == 4
    ):
        return NotQuantity(i, i + 1, "date")
    clock = _clock(p, i)
    if clock:
        return clock
    if not _plain_start(low):
        return NotQuantity(i, i + 1, "identifier")
    return (
        _generation(p, i)
        or _age(p, i)
        or _calendar(p, i)
        or _row(p, i)
        or _year(p, i)
        or _score(p, i)
        or _calibre(p, i)
        or _name(p, i)
    )


def _plain_start(low: str) -> bool:
    """Whether a piece of digits is a number at all, not "2A6", "007" or "51,3"."""
    if re.fullmatch(r"\d+,\d{1,2}", low) or (len(low) > 1 and low[0] == "0" and low[1].isdigit()):
        return False
    return all(c.isdigit() or c in ".,:" for c in low)


def _generation(p: Pieces, i: int) -> NotQuantity | None:
    """ "5G"."""
    if p.low[i] in ("2", "3", "4", "5", "6") and p.text[i + 1 : i + 2] == ["G"] and p.glued[i + 1]:
        return NotQuantity(i, i + 2, "name")
    return None


def _clock(p: Pieces, i: int) -> NotQuantity | None:
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


def _age(p: Pieces, i: int) -> NotQuantity | None:
    """ "34-year-old", "aged 9", "Kim, 37,": how old somebody is."""
    number = number_at(p, i)
    if number is None:
        return None
    found = _years_old(p, i, number)
    if found:
        return found
    if (
        p.word(i - 1) in ("aged", "age")
        or p.same(i - 3, ("the", "age", "of"))
        or p.same(i - 2, ("ages", "of"))
    ):
        end = number.end
        while p.word(end) in ("and", "to", "-", "–", ",", "or") and is_numeral(p.word(end + 1)):
            end += 2
        return NotQuantity(i, end, "age")
    text = p.text[i - 1] if i else ""
    if number.plain and number.value <= 110 and text == "," and i >= 2:
        after = p.word(number.end)
        name = p.text[i - 2]
        if (
            after in (",", "and", "who", ".", ";", ")", "")
            and name[:1].isupper()
            and (p.tag(i - 2) in ("NNP", "NNPS") or (p.tag(i - 2) == "" and after == ","))
            and p.entity(i - 2) not in ("DATE", "PLACE")
        ):
            return NotQuantity(i, number.end, "age")
        if after == "," and name[:1].isupper() and p.entity(i - 2) in ("PERSON", "MISC", "ORG"):
            return NotQuantity(i, number.end, "age")
        if after == "," and p.tag(i - 2) == "CD":
            return None
    if (
        number.plain
        and number.value <= 110
        and text == "("
        and p.word(number.end) == ")"
        and p.entity(i - 2) == "PERSON"
    ):
        return NotQuantity(i, number.end, "age")
    return None


def _years_old(p: Pieces, i: int, number: Num) -> NotQuantity | None:
    j = number.end
    k = j + 1 if p.word(j) in _HYPHENS else j
    if p.word(k) in ("year", "years", "month", "months", "week", "weeks", "day", "days", "yr", "y"):
        m = k + 2 if p.word(k + 1) in _HYPHENS else k + 1
        if p.word(m) in ("old", "olds", "older", "o") or p.same(m, ("of", "age")):
            return NotQuantity(i, m + (2 if p.word(m) == "of" else 1), "age")
    return None


def _calendar(p: Pieces, i: int) -> NotQuantity | None:
    """Days beside a month, and dates in figures."""
    low = p.low[i]
    before, after = p.word(i - 1).rstrip("."), p.word(i + 1).rstrip(".")
    ordinal = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", low)
    if ordinal and int(ordinal.group(1)) <= 31:
        if before in _MONTHS and p.text[i - 1][:1].isupper() and not _amount_behind(p, i + 1):
            end = i + 1
            if p.word(end) in _HYPHENS | {"and", "to"} and re.fullmatch(r"\d{1,2}", p.word(end + 1)):
                end += 2
            if p.word(end) == "," and re.fullmatch(r"(?:19|20)\d\d", p.word(end + 1)):
                end += 2
            return NotQuantity(i, end, "date")
        if before == "." and p.word(i - 2) in _MONTHS and p.text[i - 2][:1].isupper() and p.glued[i - 1]:
            return NotQuantity(i, i + 1, "date")
        if (
            after in _MONTHS
            and p.text[i + 1][:1].isupper()
            and not (after == "may" and p.tag(i + 1) == "MD")
            or (after == "of" and p.word(i + 2) in _MONTHS)
        ):
            return NotQuantity(i, i + 1, "date")
        if (
            after in _HYPHENS | {"and", "to"}
            and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", p.word(i + 2))
            and p.word(i + 3) in _MONTHS
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
            or p.text[i - 1 : i]
            and p.tag(i - 1) in ("NNP",)
        ):
            end = i + 3
            while p.word(end) == "/" and p.word(end + 1).isdigit():
                end += 2
            return NotQuantity(i, end, "date" if third or len(low) == 4 else "name")
    if low == "9" and after == "/" and p.word(i + 2) == "11":
        return NotQuantity(i, i + 3, "name")
    return None


def _amount_behind(p: Pieces, j: int) -> bool:
    """Whether what follows a number makes it an amount: a scale, a percentage."""
    word = p.word(j)
    return (
        word in SCALES or word in ("%", "percent", "per", "hundred") or (word in SHORT_SCALES and p.glued[j])
    )


def _row(p: Pieces, i: int) -> NotQuantity | None:
    """Rows of digits: telephone numbers and the like."""
    low = p.low[i]
    if p.word(i - 1) in ("[",) and p.word(i + 1) == "]":
        return NotQuantity(i, i + 1, "identifier")
    if len(low) > 1 and low[0] == "0" and low.isdigit():
        end = i + 1
        while p.word(end).isdigit():
            end += 1
        return NotQuantity(i, end, "identifier")
    if p.word(i - 1) == "+" and low.isdigit() and p.word(i + 1).isdigit():
        end = i + 1
        while p.word(end).isdigit():
            end += 1
        return NotQuantity(i, end, "identifier")
    if (
        low.isdigit()
        and p.word(i + 1).isdigit()
        and (len(low) > 3 or len(p.low[i + 1]) != 3)
        and p.word(i + 2).isdigit()
    ):
        end = i + 1
        while p.word(end).isdigit():
            end += 1
        return NotQuantity(i, end, "identifier")
    if low.isdigit() and len(low) == 4 and p.word(i + 1).isdigit() and len(p.low[i + 1]) == 4:
        return NotQuantity(i, i + 2, "identifier")
    return None


def _year(p: Pieces, i: int) -> NotQuantity | None:
    low = p.low[i]
    if not re.fullmatch(r"1[0-9]\d\d|20\d\d|21[0-5]\d", low):
        return None
    value = int(low)
    after = p.word(i + 1)
    if after in _HYPHENS and p.glued[i + 1] and p.word(i + 2).isdigit() and p.glued[i + 2]:
        right = p.low[i + 2]
        if (
            len(right) == 2
            and int(right) == (value + 1) % 100
            or (len(right) == 4 and value < int(right) <= 2100 and value > 1000)
        ):
            return NotQuantity(i, i + 3, "date")
    if p.entity(i) == "DATE" and not _amount_behind(p, i + 1):
        return NotQuantity(i, i + 1, "date")
    if _amount_behind(p, i + 1) or unit_at(p, i + 1, number_at(p, i)) is not None:
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
    if before in _MONTHS or p.word(i - 2) in _MONTHS:
        return NotQuantity(i, i + 1, "date")
    if 1900 <= value <= 2100 and (
        not noun or before in ("in", "since", "during", "the", "his", "her", "its", "their", "'s")
    ):
        return NotQuantity(i, i + 1, "date")
    return None


def _score(p: Pieces, i: int) -> NotQuantity | None:
    """ "3-1", "7-6, 6-4": two small numbers and a dash, near a word of play, or falling."""
    low = p.low[i]
    if not (low.isdigit() and len(low) <= 3):
        return None
    dash, right = p.word(i + 1), p.word(i + 2)
    if (
        dash not in _HYPHENS
        or not p.glued[i + 1]
        or not right.isdigit()
        or len(right) > 3
        or i + 2 >= p.size
        or not p.glued[i + 2]
    ):
        return None
    if _amount_behind(p, i + 3) or unit_at(p, i + 3, number_at(p, i + 2)) is not None:
        return None
    left = int(low)
    end = i + 3
    if _address(p, end):
        return NotQuantity(i, end, "name")
    while (
        p.word(end) in _HYPHENS and p.glued[end] and p.word(end + 1).isdigit()
    ):  # a 4-4-2, a telephone number
        end += 2
    if end > i + 3 or left >= int(right) or near_score(p, i, i + 3):
        return NotQuantity(i, end, "score")
    return None


def _calibre(p: Pieces, i: int) -> NotQuantity | None:
    number = number_at(p, i)
    if number is None:
        return None
    j = number.end
    if p.word(j) in _HYPHENS:
        j += 1
    units, words = _known().calibre_units, _known().calibre_words
    if p.word(j) not in units or number.value > 420:
        return None
    if words.intersection(p.low[j + 1 : j + 4]) or words.intersection(p.low[max(0, i - 5) : i]):
        return NotQuantity(i, j + 1, "calibre")
    return None


def _name(p: Pieces, i: int) -> NotQuantity | None:
    """Numbers that name: Article 5, Boeing 737, page 14, a 42nd Street."""
    number = number_at(p, i)
    if number is None:
        return None
    j = number.end
    if not number.plain and not re.fullmatch(r"\d{1,2}\.\d{1,2}", p.low[i]) or j != i + 1:
        return None
    before = p.word(i - 1)
    known = _known()
    at = i - 1
    if before == "." and p.glued[i - 1]:
        at, before = i - 2, p.word(i - 2)
    after = p.word(j)
    if p.entity(i) == "DATE" and p.tag(i - 1) not in ("IN",) and before not in ("the", "last", "past"):
        return None
    unit = unit_at(p, j, number)
    if unit is not None and unit.kind != "duration" and not (before in known.designating and p.glued[j]):
        return None
    if _amount_behind(p, j):
        return None
    if p.word(j) in _HYPHENS and p.glued[j] and p.word(j + 1)[:1].isalpha():  # a 737-sized jet
        return None
    tag = p.tag(at) if at >= 0 else ""
    plural = p.tag(j) in ("NNS", "NNPS") if j < p.size else False
    upper = p.text[at] != p.low[at] if at >= 0 else False
    if _address(p, j):
        return NotQuantity(i, j, "name")
    if before in _HYPHENS and at and p.word(at - 1) in ("covid", "catch", "sars", "cov"):
        return NotQuantity(i, j, "name")
    if after in ("zip", "postcode", "postal"):
        return NotQuantity(i, j, "identifier")
    if before in known.designating:
        if before in known.indices or (
            before not in ("no", "an", "top", "big", "group", "top")
            and (upper or not _governed_right(p, i, j))
        ):
            return _designated(p, i, j)
        if before in ("big",) and upper:
            return _designated(p, i, j)
        if before == "no" and p.word(i - 2) != "with" and p.text[at] == "No":
            return _designated(p, i, j)
    if p.text[i - 1 : i] == ["&"]:
        return None
    if upper and tag in ("NNP", "NNPS") and not _starts_number(p, at):
        head = _head(p, i)
        if head is not None and head == p.token[at]:
            return _designated(p, i, j)
        if plural or p.word(j) in ("people", "-", "–") or (head is not None and head > p.token[i]):
            if (
                head is not None
                and p.entity(i) not in ("NUMBER",)
                and p.entity(i) == p.entity(at)
                and p.entity(i)
            ):
                return _designated(p, i, j)
            return None
        if p.entity(at) in ("PLACE", "DATE", "NORP") or p.word(j) in ("of",):
            return None
        return _designated(p, i, j)
    if p.entity(i) in ("MISC", "ORG", "PERSON") and upper:
        return NotQuantity(i, j, "name")
    return None


_STREETS: Final = frozenset(
    "street st road rd avenue ave drive lane boulevard blvd way terrace square crescent".split()
)


def _address(p: Pieces, j: int) -> bool:
    """Whether the name of a street begins at piece j."""
    if j >= p.size or not p.text[j][:1].isupper():
        return False
    for k in range(j, min(j + 4, p.size)):
        if not p.text[k][:1].isupper() and not p.text[k][:1].isdigit():
            return False
        if p.low[k] in _STREETS and k > j:
            return True
    return False


def _designated(p: Pieces, i: int, j: int) -> NotQuantity:
    """With the further numbers of a row: junctions 9 and 10."""
    while (
        p.word(j) in ("and", "to", ",", "-", "–", "or")
        and p.word(j + 1).isdigit()
        and len(p.low[j + 1]) <= 4
        and p.word(i - 1).endswith("s")
        and p.tag(min(j + 2, p.size - 1)) not in ("NNS", "NNPS")
    ):
        j += 2
    return NotQuantity(i, j, "name")


def _starts(p: Pieces, at: int) -> bool:
    return at == 0 or p.low[at - 1] in (".", "\n", "!", "?", "”", '"')


def _starts_number(p: Pieces, at: int) -> bool:
    return p.low[at] in _MONTHS


def _governed_right(p: Pieces, i: int, j: int) -> bool:
    """Whether a number counts what follows it: by the tree, or without one by a word in the plural."""
    head = _head(p, i)
    if head is not None:
        return head > p.token[i] and p.doc[head].tag_ in ("NNS", "NNPS")
    return (
        j < p.size
        and p.low[j].endswith("s")
        and p.low[j].isalpha()
        and p.low[j] not in ("is", "was", "has", "as", "says")
    )


def _head(p: Pieces, i: int) -> int | None:
    """The token that governs a piece; None in a Doc without a tree."""
    token = p.doc[p.token[i]]
    return int(token.head.i) if token.dep else None


def _of_words(p: Pieces, i: int) -> NotQuantity | None:
    """Number words in names ("Group of Seven"), years read out, ages."""
    number = number_at(p, i)
    if number is None:
        return None
    found = _years_old(p, i, number)
    if found:
        return found
    if p.word(i - 1) == "aged":
        return NotQuantity(i, number.end, "age")
    j = number.end
    if 17 <= number.value <= 20 and (p.word(j) in TENS or p.word(j) in UNITS) and number.end == i + 1:
        end = j + 1
        if p.word(end) in _HYPHENS and p.word(end + 1) in UNITS:
            end += 2
        return NotQuantity(i, end, "date")
    if p.text[i][:1].isupper() and i and not _starts(p, i) and p.text[i] != p.text[i].upper():
        left, right = p.text[i - 1], p.text[j] if j < p.size else ""
        if (
            left[:1].isupper()
            or (left == "of" and p.text[i - 2][:1].isupper())
            or (right[:1].isupper() and right.lower() not in SCALES)
            or (right in _HYPHENS and p.text[j + 1 : j + 2] and p.text[j + 1][:1].isupper())
        ):
            return NotQuantity(i, j, "name")
    if p.word(i - 1) in ("top", "bottom") and p.word(i - 2) == "the":
        after = p.tag(j) if j < p.size else ""
        if after not in ("NN", "NNS", "JJ", "NNP", "NNPS"):
            return NotQuantity(i, j, "name")
    if (
        p.word(i - 1) in ("over", "under")
        and 16 <= number.value <= 100
        and p.word(i - 2) in ("them", "those", "people", "everyone", "anyone", "women", "men", "aged", "all")
    ):
        after = p.word(j)
        if not after or not after[0].isalpha():
            return NotQuantity(i, j, "age")
    return None


def _pronoun(p: Pieces, i: int) -> NotQuantity | None:
    """ "one" that counts nothing: one of them, the one who, no one, one day."""
    before, after = p.word(i - 1), p.word(i + 1)
    if after in _HYPHENS and p.glued[i + 1]:
        return None
    if after in (
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "and",
        "percent",
        "per",
        "or",
        "to",
        "%",
    ) and not (after == "and" and p.word(i + 2) != "a"):
        return None
    if number_words_follow(p, i):
        return None
    if before in (
        "the",
        "no",
        "any",
        "every",
        "each",
        "some",
        "this",
        "that",
        "another",
        "which",
        "not",
        "of",
        "for",
    ) and not (p.tag(i + 1) in ("NN", "NNS", "JJ") and before in ("for", "of", "the")):
        return NotQuantity(i, i + 1, "pronoun")
    if is_numeral(after):
        return NotQuantity(i, i + 1, "pronoun")
    if after == "hand" and before != "on":
        return None
    if after in _known().occasions or after in ("'s", "’s"):
        return NotQuantity(i, i + 1, "pronoun")
    if after == "of":
        return (
            None
            if p.word(i + 2) in ("the", "its", "his", "her", "their", "my", "our", "those", "these")
            else NotQuantity(i, i + 1, "pronoun")
        )
    if p.word(i + 1) in (
        "who",
        "that",
        "which",
        "whose",
        "must",
        "can",
        "could",
        "would",
        "should",
        "might",
        "may",
    ):
        return NotQuantity(i, i + 1, "pronoun")
    tag = p.tag(i)
    if tag in ("PRP", "NN") and p.tag(i + 1) not in ("NN", "NNS", "JJ"):
        return NotQuantity(i, i + 1, "pronoun")
    if p.text[i] == "One" and i and not _starts(p, i) and p.text[i - 1][:1].isupper():
        return NotQuantity(i, i + 1, "name")
    if before in ORDINALS or before == "last":
        return NotQuantity(i, i + 1, "pronoun")
    if tag == "CD" and p.tag(i + 1) in ("NN", "JJ", "NNP", "VBN", "VBG", "JJS", "CD", "NNS"):
        return None
    if (
        tag == "CD"
        and p.tag(i - 1).startswith("V")
        and p.token[i]
        and p.doc[p.token[i]].dep_ in ("obj", "dobj")
    ):
        return None
    if tag == "CD" and p.doc[p.token[i]].dep_ in ("conj", "nummod"):
        return None
    if not tag and after[:1].isalpha() and after not in ("is", "was", "has", "had", "in", "on", "with", "at"):
        return None
    return NotQuantity(i, i + 1, "pronoun")


def number_words_follow(p: Pieces, i: int) -> bool:
    """Whether "one" begins a longer number."""
    number = number_at(p, i)
    return number is not None and number.end > i + 1
