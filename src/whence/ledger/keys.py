"""How things in a ledger are named and ordered: by what they are, never by when they came.

Two ledgers that were given the same reports have the same ids, whatever happened on the way.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import Final

from whence.ledger.errors import LedgerError

REPORT_DIGITS: Final = 16
"""Hexadecimal digits of a report's SHA-256 that name it in a ledger."""

_LOCAL_BITS: Final = 18
_HASH_BITS: Final = 28
_WEEK_BITS: Final = 5
_TERM_BITS: Final = 48
LOCAL: Final = 1 << _LOCAL_BITS
"""How many statements and figures one report can hold, over all readings of it."""

LAST: Final = (1 << 63) - 1
"""Above every position."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_LAST_DAY: Final = (1 << 17) - 1
_WORD: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile(r"['’]s\b")
FACET: Final = "\ue000"
"""Begins every facet, and is taken out of every text that is searched: no report can forge a facet."""


def report_id(sha256: str) -> str:
    """The ledger's id of the report whose text has this SHA-256."""
    return sha256[:REPORT_DIGITS]


def reading_id(report: str, number: int) -> str:
    """The id of a report's first, second, … reading: of the first, the report's own."""
    return report if number == 1 else f"{report}.{number}"


def item_id(reading: str, local: str) -> str:
    """The id of what a reading calls `local`: "0123456789abcdef:a3"."""
    return f"{reading}:{local}"


def appearance_id(report: str, location: str, outlet: str | None) -> str:
    """The id of one place where a report's text was found."""
    return f"{report}@{digest(location, outlet or '', '' if outlet is None else '+')[:12]}"


def digest(*parts: str) -> str:
    """SHA-256 of several texts, none of which can be mistaken for part of another."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()


def position(sha256: str, day: str | None) -> int:
    """Where a report stands in the ledger's order: by the day it was published, then by its text.

    Positions are `LOCAL` apart; what is read from the report stands between its own and the next.
    """
    number = 0
    if day is not None:
        number = min(max(date.fromisoformat(day).toordinal() - _EPOCH, 1), _LAST_DAY)
    return (number << _HASH_BITS | int(sha256[:16], 16) >> (64 - _HASH_BITS)) << _LOCAL_BITS


def next_position(taken: int) -> int:
    """The position after one that another report of the same day already has."""
    return taken + LOCAL


def days(first: str | None, last: str | None) -> tuple[int, int]:
    """The half-open range of positions of all that was published from `first` to `last`, both included.

    Without `first` the undated are in it; with it they are not. Raises LedgerError where one is no day.
    """
    try:
        low = 0 if first is None else max(date.fromisoformat(first).toordinal() - _EPOCH, 1)
        high = _LAST_DAY if last is None else date.fromisoformat(last).toordinal() - _EPOCH
    except ValueError as error:
        raise LedgerError(f"{first or last!r} is no day ({error}). Give it as YYYY-MM-DD.") from error
    shift = _HASH_BITS + _LOCAL_BITS
    return min(low, _LAST_DAY) << shift, min(((min(max(high, 0), _LAST_DAY) + 1) << shift), LAST)


def weeks(n: int) -> int:
    """The number of the stretch of 32 days that a position lies in."""
    return n >> (_HASH_BITS + _LOCAL_BITS + _WEEK_BITS)


def within_weeks(number: int, *values: str) -> int:
    """A number that stands for something said in a stretch of days, near those of the same stretch."""
    return number << _TERM_BITS | int(digest(*values)[:16], 16) >> (64 - _TERM_BITS)


def name_key(name: str) -> str:
    """What two spellings of one name have in common: no case, accents, punctuation or leading article."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name)).casefold()
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)[:200]


def facet(kind: str, *values: str) -> str:
    """One word of the search index that stands for a property, such as the metric "killed"."""
    # It ends in a digit, so that no stemmer shortens it.
    return f"{FACET}{digest(kind, *values)[:14]}0"


def searchable(text: str) -> str:
    """`text` as the search index takes it: nothing in it that could pass for a facet or break a store."""
    return _UNSEARCHABLE.sub(" ", text)


_UNSEARCHABLE: Final = re.compile(f"[\x00{FACET}\ud800-\udfff]")
