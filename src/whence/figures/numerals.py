"""Numbers in digits and in words, and any mix of the two: "3,000", "two and a half million", "4bn"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from whence.figures.pieces import NUMERAL, Pieces
from whence.figures.quantity import Number

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
UNITS: Final = {word: n for n, word in enumerate(_ONES.split())}
TENS: Final = {
    word: n * 10
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)  # noqa: SIM905
} | {"fourty": 40}
SCALES: Final = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "milliard": 10**9,
    "lakh": 10**5,
    "crore": 10**7,
}
SHORT_SCALES: Final = {
    "k": 10**3,
    "mn": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "mio": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "tln": 10**12,
}
MONEY_SCALES: Final = {"m": 10**6, "b": 10**9, "t": 10**12}
"""Scales only beside money or a counted noun: "$4m", "4m people"; elsewhere metres and tonnes."""
GROUPS: Final = {"dozen": 12, "score": 20, "gross": 144}
FRACTIONS: Final = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "fifteenth": 15,
    "sixteenth": 16,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}
FRACTIONS_PLURAL: Final = {f"{word}s": n for word, n in FRACTIONS.items() if word != "half"} | {"halves": 2}
SIGNS: Final = {
    "½": 0.5,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 0.25,
    "¾": 0.75,
    "⅕": 0.2,
    "⅖": 0.4,
    "⅗": 0.6,
    "⅘": 0.8,
    "⅙": 1 / 6,
    "⅛": 0.125,
    "⅜": 0.375,
    "⅝": 0.625,
    "⅞": 0.875,
    "⅒": 0.1,
}
ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
}
_DIGITS: Final = re.compile(NUMERAL)
_GROUPED_DOTS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_ORDINAL: Final = re.compile(r"(\d{1,6})(?:st|nd|rd|th)")
_MOST: Final = 10**18
"""No report counts further; longer rows of digits and scales are identifiers or noise."""
_LONGEST: Final = 26
_HYPHENS: Final = frozenset("-‑‐–")


@dataclass(slots=True)
class Num:
    """A number over pieces [start, end)."""

    value: Number
    start: int
    end: int
    scale: Number = 1
    """What its last word multiplied by: 10**6 in "1.2 million"."""
    digits: bool = False
    """Whether it begins with digits."""
    plain: bool = False
    """Whether it is a single row of digits, without a comma, a point or a scale."""
    approximate: bool = False

    @property
    def mantissa(self) -> Number:
        """The number without its scale: 1.2 of "1.2 million"."""
        return self.value / self.scale


def tidy(value: Number) -> Number:
    """A whole number as int, and no dust behind the point: 1.1 million is 1100000."""
    if isinstance(value, int):
        return value
    near = round(value)
    if abs(value - near) < 1e-9 * max(1.0, abs(value)):
        return near
    return float(f"{value:.12g}")


def digits_value(text: str) -> Number | None:
    """The value of a row of digits as written; None where it is none or too long to be an amount."""
    if len(text) > _LONGEST or not text.isascii() or not _DIGITS.fullmatch(text):
        return None
    if text.count(".") > 1:
        return int(text.replace(".", ""))
    plain = text.replace(",", "")
    value = tidy(float(plain)) if "." in plain else int(plain)
    return value if value <= _MOST else None


def ordinal_value(low: str) -> int | None:
    """The value of an ordinal: "58th", "second"."""
    if low in ORDINALS:
        return ORDINALS[low]
    match = _ORDINAL.fullmatch(low)
    return int(match.group(1)) if match else None


def is_numeral(low: str) -> bool:
    """Whether a piece begins with a digit or a point before one."""
    return bool(low) and (low[0].isdigit() or (low[0] == "." and low[1:2].isdigit()))


def number_at(p: Pieces, i: int, *, money: bool = False) -> Num | None:
    """The longest number that begins at piece i; None where none does.

    `money` reads "m", "b" and "t" behind the digits as scales.
    """
    low = p.word(i)
    if is_numeral(low):
        return _from_digits(p, i, money)
    if low in UNITS or low in TENS or low in ("a", "an", "half", "hundred") or low in SCALES or low in GROUPS:
        return _from_words(p, i)
    if low in SIGNS:
        return _scaled(p, Num(SIGNS[low], i, i + 1))
    return None


def _from_digits(p: Pieces, i: int, money: bool) -> Num | None:
    text = p.text[i]
    value = digits_value(text)
    if value is None:
        return None
    found = Num(value, i, i + 1, digits=True, plain=text.isdigit())
    j = i + 1
    # 13 000: groups of three behind one to three digits.
    if found.plain and len(text) <= 3 and text[0] != "0":
        while p.word(j).isdigit() and len(p.low[j]) == 3 and not p.glued[j] and j - i < 5:
            value, j = value * 1000 + int(p.low[j]), j + 1
        if j > i + 1 and p.word(j) in ("mm", "millimetre", "millimeter", "-", "–"):  # 900 155 mm shells
            value, j = int(text), i + 1
        if j > i + 1:
            if is_numeral(p.word(j)):  # a telephone number
                return None
            return Num(value, i, j, digits=True)
    # 2 1/2, 1/16 and 3½
    sign = p.word(j)
    if sign in SIGNS and p.glued[j]:
        found = Num(value + SIGNS[sign], i, j + 1, digits=True)
    elif sign in ("/", "⁄") and p.glued[j] and found.plain and p.word(j + 1).isdigit() and p.glued[j + 1]:
        over = digits_value(p.low[j + 1])
        if (
            over
            and value < over <= 1000
            and p.word(j + 2) != "/"
            and not (p.word(j + 2) and p.glued[j + 2] and p.low[j + 2].isdigit())
        ):
            found = Num(value / over, i, j + 2, digits=True)
    elif found.plain and _small_fraction(p, j):
        found = Num(value + 1 / 2, i, j + 3, digits=True)
    return _scaled(p, found, money)


def _small_fraction(p: Pieces, j: int) -> bool:
    return p.same(j, ("and", "a", "half"))


def _scaled(p: Pieces, found: Num, money: bool = False) -> Num:
    """With the scales behind it, which grow or shrink: "4 hundred million"."""
    j = found.end
    scale: Number = 1
    while j < p.size and j - found.end < 4:
        k = j + 1 if p.low[j] in _HYPHENS and p.word(j + 1) in SCALES else j
        word = p.word(k)
        step: Number | None = (
            SCALES.get(word)
            or (100 if word == "hundred" else None)
            or GROUPS.get(word if word != "score" else "")
        )
        if step is None and found.digits:
            short = word.rstrip(".")
            step = SHORT_SCALES.get(short)
            if step is None and money and short in MONEY_SCALES:
                step = MONEY_SCALES[short]
            if step is not None and not p.glued[k] and short in ("k", "b", "t"):
                step = None
            if step is not None and k + 1 < p.size and p.glued[k + 1] and p.low[k + 1] in ("-", "/"):
                step = step if short not in ("m", "b", "t") or money else None
        if step is None or abs(found.value) * scale * step > _MOST:
            break
        scale *= step
        j = k + 1
    if scale == 1:
        return found
    value = tidy(found.value * scale)
    result = Num(value, found.start, j, scale, digits=found.digits)
    return _and_a_half(p, result)


def _and_a_half(p: Pieces, found: Num) -> Num:
    """As in "a million and a half": half of the scale, where no scale follows of its own."""
    if found.scale > 1 and p.same(found.end, ("and", "a", "half")) and p.word(found.end + 3) not in SCALES:
        return Num(tidy(found.value + found.scale / 2), found.start, found.end + 3, found.scale, found.digits)
    return found


def _from_words(p: Pieces, i: int) -> Num | None:
    low = p.low[i]
    if low in ("a", "an"):
        return _from_article(p, i)
    if low == "half":
        return _from_half(p, i)
    if low in ("hundred", "score", "gross") or low in SCALES or low == "dozen":
        # Without a number before it only "hundred dollars" as the report's slip, and what "several" begins.
        return None
    total, current, j, last = _words(p, i)
    if current is not None and p.same(j, ("and", "a", "half")):
        return _scaled(p, Num(total + current + 0.5, i, j + 3))
    if current is not None and p.same(j, ("and", "a", "quarter")):
        return _scaled(p, Num(total + current + 0.25, i, j + 3))
    value = total + (current or 0)
    if value > _MOST:
        return None
    if p.word(j) == "dozen" and value < 1000:
        return Num(value * 12, i, j + 1, 12)
    if p.word(j) == "point" and (p.word(j + 1) in UNITS) and UNITS[p.low[j + 1]] < 10:
        return _scaled(p, Num(tidy(value + UNITS[p.low[j + 1]] / 10), i, j + 2))
    return _and_a_half(p, Num(value, i, j, last))


def _words(p: Pieces, i: int) -> tuple[int, int | None, int, int]:
    """Total of the finished groups, the open one, where it ends, and the last scale if nothing follows it."""
    total, current, j, last = 0, None, i, 0
    finished = 10**19
    while j < p.size and j - i < 24:
        k = j
        if j > i and p.low[j] in _HYPHENS:
            k = j + 1
            if not (p.glued[j] and k < p.size and p.glued[k]):
                break
        elif j > i and p.low[j] == "and" and (last or (current or 0) >= 100):
            k = j + 1
            if p.word(k) not in UNITS and p.word(k) not in TENS:
                break
        word = p.word(k)
        if word in UNITS:
            n = UNITS[word]
            if current is None:
                current = n
            elif (current % 100 >= 20 and current % 10 == 0 and 0 < n < 10) or (
                current % 100 == 0 and current and n
            ):
                current += n
            else:
                break
            last = 0
        elif word in TENS:
            if current is None or (current % 100 == 0 and current):
                current = (current or 0) + TENS[word]
            else:
                break
            last = 0
        elif word == "hundred":
            if current is None or not 0 < current < 100:
                break
            current, last = current * 100, 100
        elif word in SCALES:
            scale = SCALES[word]
            if current is None:
                if not last or total * scale > _MOST:  # "two thousand million"
                    break
                total *= scale
            else:
                if scale >= finished:
                    break
                total, current, finished = total + current * scale, None, scale
            last = scale
        else:
            break
        j = k + 1
    return total, current, j, last or 1


def _from_article(p: Pieces, i: int) -> Num | None:
    """As in "a hundred", "a million and a half", "a dozen", "a score of"."""
    j = i + 1
    word = p.word(j)
    if word == "half" and p.word(j + 1) in ("dozen", "million", "billion", "trillion"):
        found = _from_half(p, j)
        return found and Num(found.value, i, found.end, found.scale)
    if word in ("good", "cool", "full", "round", "whole", "mere", "baker"):
        j += 1
        word = p.word(j)
    if word == "dozen":
        return Num(12, i, j + 1, 12)
    if word == "score" and p.word(j + 1) in ("of", "or"):
        return Num(20, i, j + 1, 20)
    if word == "gross" and p.word(j + 1) == "of":
        return Num(144, i, j + 1, 144)
    if word == "couple":
        end = j + 1
        if p.word(end) == "hundred" or p.word(end) in SCALES or p.word(end) == "dozen":
            found = _scaled(p, Num(2, i, end))
            found.approximate = True
            return found
        if p.word(end) == "of" and (
            p.word(end + 1) == "hundred" or p.word(end + 1) in SCALES or p.word(end + 1) == "dozen"
        ):
            found = _scaled(p, Num(2, i, end + 1))
            found.approximate = True
            return found
        if p.word(end) in ("of", "more", "hours", "days", "weeks", "months", "years"):
            return Num(2, i, end, approximate=True)
        return None
    if word == "pair" and p.word(j + 1) == "of":
        return Num(2, i, j + 1)
    if word == "hundred":
        found = _scaled(p, Num(1, i, j))
        after, current, end, last = _tail_words(p, found)
        return Num(tidy(after), i, end, last) if current else _and_a_half(p, found)
    if word in SCALES:
        return _and_a_half(p, _scaled(p, Num(1, i, j)))
    return None


def _tail_words(p: Pieces, found: Num) -> tuple[Number, bool, int, Number]:
    """As in "a hundred and twenty": what follows the hundred."""
    j = found.end
    k = j + 1 if p.word(j) == "and" else j
    if found.scale == 100 and (p.word(k) in UNITS or p.word(k) in TENS):
        total, current, end, _last = _words(p, k)
        if total == 0 and current is not None and current < 100:
            rest = _scaled(p, Num(found.value + current, found.start, end))
            return rest.value, True, rest.end, rest.scale
    return found.value, False, j, found.scale


def _from_half(p: Pieces, i: int) -> Num | None:
    """As in "half a million", "half a dozen", "half-a-million"."""
    j = i + 1
    if p.word(j) in _HYPHENS:
        j += 1
    if p.word(j) in ("a", "an"):
        j += 1
        if p.word(j) in _HYPHENS:
            j += 1
    word = p.word(j)
    scale = SCALES.get(word) or {"dozen": 12, "hundred": 100}.get(word)
    if scale is None:
        return None
    return Num(scale // 2, i, j + 1, scale)


def grouped_dots(text: str) -> int | None:
    """3000 of "3.000", as much of Europe writes it; None where the point can only be a decimal one."""
    if _GROUPED_DOTS.fullmatch(text) and text[0] != "0":
        return int(text.replace(".", ""))
    return None
