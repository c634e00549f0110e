"""Numbers that name: Article 5, Boeing 737, page 14, 221 Baker Street, 155 mm shells, 5G."""

from __future__ import annotations

import re
from typing import Final

from whence.figures.excluded import HYPHENS, MONTH_WORDS, NotQuantity, amount_behind, head_of, known_names
from whence.figures.numerals import number_at
from whence.figures.pieces import Pieces
from whence.figures.units import unit_at

_LIST: Final = 14
"""Words before a place among which the list began that it goes on."""


def generation_at(p: Pieces, i: int) -> NotQuantity | None:
    """As in "5G"."""
    if p.low[i] in ("2", "3", "4", "5", "6") and p.text[i + 1 : i + 2] == ["G"] and p.glued[i + 1]:
        return NotQuantity(i, i + 2, "name")
    return None


def calibre_at(p: Pieces, i: int) -> NotQuantity | None:
    """A calibre that begins at a piece: "155 mm shells"; None where there is none."""
    number = number_at(p, i)
    if number is None:
        return None
    j = number.end
    if p.word(j) in HYPHENS:
        j += 1
    units, words = known_names().calibre_units, known_names().calibre_words
    if p.word(j) not in units or number.value > 420:
        return None
    if words.intersection(p.low[j + 1 : j + 4]) or words.intersection(p.low[max(0, i - 5) : i]):
        return NotQuantity(i, j + 1, "calibre")
    return None


def _won(p: Pieces, at: int, j: int) -> bool:
    """Whether a number behind a name is what that one has: "won 208 seats, the AfD 152 and the Greens 85"."""
    if p.word(j) not in (",", ".", "and", ";", "") or at < 2:
        return False
    first = at
    while first > 0 and p.text[first - 1][:1].isupper():
        first -= 1
    if p.word(first - 1) != "the" or p.word(first - 2) not in (",", "and", ";"):
        return False
    for k in range(first - 3, max(0, first - 40), -1):
        if p.low[k] in (".", "\n"):
            return False
        if p.tag(k) == "NNS" and p.tag(k - 1) == "CD":
            return True
    return False


def name_number_at(p: Pieces, i: int) -> NotQuantity | None:
    """Numbers that name: Article 5, Boeing 737, page 14, a 42nd Street."""
    number = number_at(p, i)
    if number is None:
        return None
    j = number.end
    if (not number.plain and not re.fullmatch(r"\d{1,2}\.\d{1,2}", p.low[i])) or j != i + 1:
        return None
    before = p.word(i - 1)
    known = known_names()
    at = i - 1
    if before == "." and p.glued[i - 1]:
        at, before = i - 2, p.word(i - 2)
    after = p.word(j)
    if p.entity(i) == "DATE" and p.tag(i - 1) not in ("IN",) and before not in ("the", "last", "past"):
        return None
    unit = unit_at(p, j, number)
    if unit is not None and unit.kind != "duration" and not (before in known.designating and p.glued[j]):
        return None
    if amount_behind(p, j):
        return None
    if p.word(j) in HYPHENS and p.glued[j] and p.word(j + 1)[:1].isalpha():  # a 737-sized jet
        return None
    tag = p.tag(at) if at >= 0 else ""
    plural = p.tag(j) in ("NNS", "NNPS") if j < p.size else False
    upper = p.text[at] != p.low[at] if at >= 0 else False
    if address_at(p, j):
        return NotQuantity(i, j, "name")
    if before in HYPHENS and at and p.word(at - 1) in ("covid", "catch", "sars", "cov"):
        return NotQuantity(i, j, "name")
    if after in ("zip", "postcode", "postal"):
        return NotQuantity(i, j, "identifier")
    # "page 14", but "the dead number 412"
    if before in known.designating and not tag.startswith("VB"):
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
    if upper and _won(p, at, j):
        return None
    if upper and p.entity(at) == "PLACE" and _goes_on(p, at, j):
        return None
    if upper and tag in ("NNP", "NNPS") and not starts_number(p, at):
        head = head_of(p, i)
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


def _goes_on(p: Pieces, at: int, end: int) -> bool:
    """Whether a place and a number go on a list of who gave how many: "20 ambulances, Italy 30 and …"."""
    if p.word(at - 1) not in (",", "and") or p.word(end) not in (",", ".", ";", "and"):
        return False
    before = range(max(0, at - _LIST), at - 1)
    return any(p.tag(k) == "CD" and p.tag(k + 1) == "NNS" for k in before)


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


_STREETS: Final = frozenset(
    [
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "drive",
        "lane",
        "boulevard",
        "blvd",
        "way",
        "terrace",
        "square",
        "crescent",
    ]
)


def address_at(p: Pieces, j: int) -> bool:
    """Whether the name of a street begins at piece j."""
    if j >= p.size or not p.text[j][:1].isupper():
        return False
    for k in range(j, min(j + 4, p.size)):
        if not p.text[k][:1].isupper() and not p.text[k][:1].isdigit():
            return False
        if p.low[k] in _STREETS and k > j:
            return True
    return False


def starts_number(p: Pieces, at: int) -> bool:
    """Whether a piece is a month, so that a number beside it is of a date."""
    return p.low[at] in MONTH_WORDS


def _governed_right(p: Pieces, i: int, j: int) -> bool:
    """Whether a number counts what follows it: by the tree, or without one by a word in the plural."""
    head = head_of(p, i)
    if head is not None:
        return head > p.token[i] and p.doc[head].tag_ in ("NNS", "NNPS")
    return (
        j < p.size
        and p.low[j].endswith("s")
        and p.low[j].isalpha()
        and p.low[j] not in ("is", "was", "has", "as", "says")
    )
