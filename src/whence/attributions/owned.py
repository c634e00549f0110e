"""Whose a body is that bears a common name: Russia's Defence Ministry is not Ukraine's.

Readers of names stop at the owner, so that both are "Defence Ministry"; taken for one, each would be
given the other's words and figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from whence.actors import packaged_actors
from whence.attributions.drafts import Range
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.actors.actor import Match
    from whence.reader.syntax import Doc, Token

_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_COUNTRIES: Final = frozenset({"PLACE", "NORP"})
_BEHIND: Final = frozenset({"of", "in"})
_FAR: Final = 8
"""Words behind a body's name in which its owner stands, at most: "of the Armed Forces of Ukraine"."""
_STEM: Final = 4
"""Letters that a country and its adjective share, at least: "Ostria's" and "Ostrian"."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A body's name with its owner, and what tells it from others of its name."""

    name: str
    key: str


def owned(doc: Doc, spans: Sequence[tuple[int, int, str]], rules: Rules) -> dict[Range, Owned]:
    """The bodies among named spans (start, end, kind) whose owner is told or follows from the others.

    A name that stands without an owner is the one body of that name that has one in the report; of
    several it is none. The owner is told in the name where that says no more than "ministry", or where
    several bear it.
    """
    told: dict[Range, tuple[str, Owned]] = {}
    bare: dict[Range, str] = {}
    keys: dict[str, set[str]] = defaultdict(set)
    unknown: set[Range] = set()
    plain: set[str] = set()
    places = frozenset(i for a, b, kind in spans if kind in _COUNTRIES for i in range(a, b))
    for a, b, kind in spans:
        if kind not in ("ORG", "MISC") or b - a > _FAR:
            continue
        name = _text(doc, a, b)
        low = name.lower()
        itself = _body(name)
        if itself is not None and itself.how == "body":
            low = low.partition(" ")[2]  # "Russian Foreign Ministry": whose it is stands in the name
            told[a, b] = low, Owned(name, itself.actor.id)
        elif (whose := _owner(doc, a, b, places)) is None:
            bare[a, b] = low
            continue
        else:
            owner, full = whose
            match = _body(f"{owner} {name}")
            if match is not None and match.how == "body":
                if itself is not None and itself.actor.id == match.actor.id:
                    continue
                told[a, b] = low, Owned(full, match.actor.id)
            elif itself is None:
                told[a, b] = low, Owned(full, f"{owner[:_STEM].lower()}/{low}")
                unknown.add((a, b))
            elif _of_another(owner, itself):
                # "South Korea's Defense Intelligence Agency" is not the American one of that name.
                told[a, b] = low, Owned(full, f"{owner[:_STEM].lower()}/{low}")
                plain.add(low)
            else:
                continue
        keys[low].add(told[a, b][1].key)
        if any(rules.type_heads.get(t.lower_) == "government" for t in doc[a:b]):
            plain.add(low)  # "Defence Ministry", "Ministry of Defence"
    out: dict[Range, Owned] = {}
    named: dict[str, Owned] = {}
    for span, (low, body) in told.items():
        if len(keys[low]) == 1 and span in unknown:
            continue  # of a country that nobody knows, the owner matters where another's bears the name
        whole = len(keys[low]) > 1 or low in plain
        out[span] = body if whole else Owned(_text(doc, *span), body.key)
        named.setdefault(low, out[span])
    for span, low in bare.items():
        if low in named:
            out[span] = named[low] if len(keys[low]) == 1 else Owned(_text(doc, *span), f"/{low}")
    return out


def _of_another(owner: str, known: Match) -> bool:
    """Whether a body that is known by a name is another country's than the one named as its owner."""
    country = packaged_actors().party(owner)
    return country is not None and known.actor.party is not None and known.actor.party != country


def _owner(doc: Doc, a: int, b: int, places: frozenset[int]) -> tuple[str, str] | None:
    """The country whose the body at [a, b) is, and the body's name with it, as written; None without one."""
    end = a - 1 if a > 1 and doc[a - 1].text in _POSSESSIVE else a
    start = end
    while start > max(0, end - _FAR) and _may_own(doc[start - 1], a, b, places):
        start -= 1
    if start < end:
        return _text(doc, start, end), _text(doc, start, b)
    if b + 1 < len(doc) and doc[b].lower_ in _BEHIND:
        last = b + 1
        while last < min(b + _FAR, len(doc)) and not doc[last].is_punct and not doc[last].is_space:
            if doc[last].ent_type_ == "PLACE":
                start = last
                while last < len(doc) and doc[last].ent_type_ == "PLACE":
                    last += 1
                owner = _text(doc, start, last)
                if last < len(doc) and doc[last].text in _POSSESSIVE:
                    last = _noun_behind(doc, last)
                return owner, _text(doc, a, last)
            last += 1
    return None


def _may_own(word: Token, a: int, b: int, places: frozenset[int]) -> bool:
    """Whether a word before a body's name is a country's, or an adjective that readers of names put to it."""
    beside = word.ent_type_ == "ORG" and word.dep_ in ("amod", "compound") and a <= word.head.i < b
    return word.text[:1].isupper() and (word.ent_type_ in _COUNTRIES or word.i in places or beside)


def _noun_behind(doc: Doc, possessive: int) -> int:
    """The end of the noun phrase whose owner a possessive marks: "Ukraine's armed forces"."""
    end = possessive + 1
    while end < len(doc) and doc[end].pos_ in ("ADJ", "NOUN", "PROPN") and end < possessive + 5:
        end += 1
    return end


def _text(doc: Doc, a: int, b: int) -> str:
    while a < b and doc[a].lower_ in ("the", "a", "an"):
        a += 1
    return " ".join(doc[a:b].text.split())


@lru_cache(maxsize=10_000)
def _body(name: str) -> Match | None:
    return packaged_actors().resolve(name)
