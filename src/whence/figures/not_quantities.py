"""Numbers that are no amounts: years and dates, times, names, ages, scores, numbers of things in a row."""

from __future__ import annotations

import re
from typing import Final

from whence.figures.excluded import HYPHENS, NotQuantity, amount_behind, known_names, starts_sentence
from whence.figures.not_dates import calendar_at, clock_at, year_at
from whence.figures.not_names import address_at, calibre_at, generation_at, name_number_at
from whence.figures.numerals import ORDINALS, SCALES, TENS, UNITS, Num, is_numeral, number_at
from whence.figures.pieces import Pieces
from whence.figures.units import unit_at

_DECADE: Final = re.compile(r"\d{2,4}s")
_POINTED: Final = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|\d{4}-\d\d-\d\d")


def near_score(p: Pieces, a: int, b: int) -> bool:
    """Whether a word of play or of voting stands near pieces [a, b)."""
    words = known_names().scores
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
    clock = clock_at(p, i)
    if clock:
        return clock
    if not _plain_start(low):
        return NotQuantity(i, i + 1, "identifier")
    return (
        generation_at(p, i)
        or _update(p, i)
        or _age(p, i)
        or calendar_at(p, i)
        or _row(p, i)
        or year_at(p, i)
        or score_at(p, i)
        or calibre_at(p, i)
        or name_number_at(p, i)
    )


def _plain_start(low: str) -> bool:
    """Whether a piece of digits is a number at all, not "2A6", "007" or "51,3"."""
    if re.fullmatch(r"\d+,\d{1,2}", low) or (len(low) > 1 and low[0] == "0" and low[1].isdigit()):
        return False
    return all(c.isdigit() or c in ".,:" for c in low)


def _age(p: Pieces, i: int) -> NotQuantity | None:
    """As in "34-year-old", "aged 9", "Kim, 37,": how old somebody is."""
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
        or _boy_of(p, i, number)
        or _under(p, i, number)
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


def _boy_of(p: Pieces, i: int, number: Num) -> bool:
    """Whether a number behind "a boy of" or "a woman of" is how old somebody is, and counts nothing."""
    return (
        p.word(i - 1) == "of"
        and p.word(i - 2) in ("boy", "girl", "man", "woman", "child", "lad", "youth", "teenager")
        and number.value <= 110
        and (number.end >= p.size or p.tag(number.end) not in ("NN", "NNS", "JJ"))
    )


def _years_old(p: Pieces, i: int, number: Num) -> NotQuantity | None:
    j = number.end
    k = j + 1 if p.word(j) in HYPHENS else j
    if p.word(k) in ("year", "years", "month", "months", "week", "weeks", "day", "days", "yr", "y"):
        m = k + 2 if p.word(k + 1) in HYPHENS else k + 1
        if p.word(m) in ("old", "olds", "older", "o") or p.same(m, ("of", "age")):
            return NotQuantity(i, m + (2 if p.word(m) == "of" else 1), "age")
    return None


def _update(p: Pieces, i: int) -> NotQuantity | None:
    """As in "UPDATE 2-Norvane cuts outlook": how often a report was sent out again."""
    sent_again = i and p.text[i - 1] in ("UPDATE", "WRAPUP", "CORRECTED")
    return NotQuantity(i, i + 1, "name") if sent_again and p.word(i + 1) in HYPHENS else None


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


def score_at(p: Pieces, i: int) -> NotQuantity | None:
    """As in "3-1", "7-6, 6-4": two small numbers and a dash, near a word of play, or falling."""
    low = p.low[i]
    if not (low.isdigit() and len(low) <= 3):
        return None
    dash, right = p.word(i + 1), p.word(i + 2)
    if (
        dash not in HYPHENS
        or not p.glued[i + 1]
        or not right.isdigit()
        or len(right) > 3
        or i + 2 >= p.size
        or not p.glued[i + 2]
    ):
        return None
    if amount_behind(p, i + 3) or unit_at(p, i + 3, number_at(p, i + 2)) is not None:
        return None
    left = int(low)
    end = i + 3
    if address_at(p, end):
        return NotQuantity(i, end, "name")
    while (
        p.word(end) in HYPHENS and p.glued[end] and p.word(end + 1).isdigit()
    ):  # a 4-4-2, a telephone number
        end += 2
    if end > i + 3 or left >= int(right) or near_score(p, i, i + 3):
        return NotQuantity(i, end, "score")
    return None


def _of_words(p: Pieces, i: int) -> NotQuantity | None:
    """Number words in names ("Group of Seven"), years read out, ages."""
    number = number_at(p, i)
    if number is None:
        return None
    found = _years_old(p, i, number)
    if found:
        return found
    if p.word(i - 1) == "aged" or _boy_of(p, i, number):
        end = number.end
        while p.word(end) in ("to", "-", "–", "or") and (later := number_at(p, end + 1)) is not None:
            end = later.end
        return NotQuantity(i, end, "age")
    parents = ("mother", "father", "mum", "mom", "dad", "grandmother", "grandfather", "parent")
    if p.word(i - 1) in HYPHENS and p.word(i - 2) == "of" and p.word(i - 4) in parents:
        return NotQuantity(i, number.end, "name")  # "mother-of-three"
    if p.word(number.end) in HYPHENS and p.glued[number.end]:
        if p.word(number.end + 1) in ("term", "time", "way"):
            return NotQuantity(i, number.end + 2, "name")  # "two-term mayor", "a three-time champion"
        if p.same(number.end, ("-", "and", "-", "a", "-", "half", "-")):
            return NotQuantity(i, number.end + 7, "name")  # "a four-and-a-half-year contract"
    j = number.end
    if 17 <= number.value <= 20 and (p.word(j) in TENS or p.word(j) in UNITS) and number.end == i + 1:
        end = j + 1
        if p.word(end) in HYPHENS and p.word(end + 1) in UNITS:
            end += 2
        return NotQuantity(i, end, "date")
    if p.text[i][:1].isupper() and i and not starts_sentence(p, i) and p.text[i] != p.text[i].upper():
        left, right = p.text[i - 1], p.text[j] if j < p.size else ""
        if (
            left[:1].isupper()
            or (left == "of" and p.text[i - 2][:1].isupper())
            or (right[:1].isupper() and right.lower() not in SCALES)
            or (right in HYPHENS and p.text[j + 1 : j + 2] and p.text[j + 1][:1].isupper())
        ):
            return NotQuantity(i, j, "name")
    if p.word(i - 1) in ("top", "bottom") and p.word(i - 2) == "the":
        after = p.tag(j) if j < p.size else ""
        if after not in ("NN", "NNS", "JJ", "NNP", "NNPS"):
            return NotQuantity(i, j, "name")
    if _under(p, i, number):
        return NotQuantity(i, j, "age")
    return None


_AGED: Final = frozenset(
    {
        "them",
        "those",
        "people",
        "everyone",
        "anyone",
        "women",
        "men",
        "aged",
        "all",
        "children",
        "kids",
        "girls",
    }
    | {"boys", "are", "were", "members", "players", "voters", "adults", "workers", "drivers", "fans"}
)


def _under(p: Pieces, i: int, number: Num) -> bool:
    """Whether it is how old persons are: "women under 35", "children over five"."""
    before = p.word(i - 2)
    if p.word(i - 1) not in ("over", "under") or number.value > 100 or before not in _AGED:
        return False
    if number.value < 16 and before not in ("are", "were", "children", "kids", "those", "aged"):
        return False
    after = p.word(number.end)
    ends = (
        not after or not after[0].isalpha() or p.tag(number.end)[:2] in ("VB", "MD", "IN", "CC", "WP", "WD")
    )
    return _of_persons(p, i - 2) and ends


def _of_persons(p: Pieces, i: int) -> bool:
    """Whether "are under five" is said of persons, so that it is how old they are."""
    if p.word(i) not in ("are", "were"):
        return True
    persons = (
        "children",
        "patients",
        "victims",
        "people",
        "dead",
        "wounded",
        "injured",
        "killed",
        "residents",
        "students",
        "refugees",
        "women",
        "men",
    )
    return any(word in persons or word in ("half", "them") for word in p.low[max(0, i - 5) : i])


def _pronoun(p: Pieces, i: int) -> NotQuantity | None:
    """As in "one" that counts nothing: one of them, the one who, no one, one day."""
    before, after = p.word(i - 1), p.word(i + 1)
    if after in HYPHENS and p.glued[i + 1]:
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
    if after == "day" and before in ("in", "within"):
        return None
    if after in known_names().occasions or after in ("'s", "’s"):
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
    if p.text[i] == "One" and i and not starts_sentence(p, i) and p.text[i - 1][:1].isupper():
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
