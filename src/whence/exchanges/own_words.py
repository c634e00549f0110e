"""The words by which a noun calls somebody, longer and shorter: "900 nurses from Chad", "nurses"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.descriptions import INDEFINITE
from whence.exchanges.nominal import left_edge, preposition
from whence.exchanges.parties import Parties
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_ABOUT: Final = frozenset(
    {"about", "around", "nearly", "almost", "over", "than", "more", "at", "least", "up", "to"}
)
_SOME: Final = frozenset({"of", "dozens", "hundreds", "thousands", "several", "few", "many"})
_BEHIND: Final = ("nmod", "acl", "acl:relcl", "nmod:poss")
_LONGEST: Final = 9
"""Words that may stand behind a noun to tell whom it means."""


def own_words(noun: Token, parties: Parties) -> list[tuple[str, Side]]:
    """Each way to call somebody by a noun's own words, with its label: what is left out, and kept.

    Of "some 900 young nurses from Chad": "plain"/"bare"/"count" (with the number) and "adjless" (without
    "young"), each "short", with the "tail" that `Parties` takes for telling them apart, or "long".
    """
    if noun.pos_ not in ("NOUN", "PROPN", "NUM") or parties.stores(noun):
        return []
    doc = parties.doc
    first, last = hyphenated(noun)
    start = min(left_edge(first), left_edge(noun), left_edge(last))
    while start < first.i and doc[start].lower_ in INDEFINITE | _ABOUT:
        start += 1
    bare = start
    while bare < first.i and (doc[bare].pos_ == "NUM" or doc[bare].lower_ in _SOME):
        bare += 1
    plain = bare
    while plain < first.i and doc[plain].pos_ == "ADJ" and not doc[plain].ent_type_:
        plain += 1
    out: list[tuple[str, Side]] = []

    def add(label: str, a: int, b: int) -> None:
        if a < b and not any((s.start, s.end) == (a, b) for _, s in out):
            out.append((label, Side(doc[a:b].text, a, b, None, sure=False)))

    for length, end in _ends(last, parties):
        if bare > start:
            add(f"bare {length}", bare, end)
            add(f"count {length}", start, end)
        else:
            add(f"plain {length}", start, end)
        if plain > bare:
            add(f"adjless {length}", plain, end)
    if noun.pos_ == "PROPN":
        name = noun.i
        while name and doc[name - 1].pos_ == "PROPN" and doc[name - 1].dep_ in ("compound", "flat"):
            name -= 1
        add("name", name, last.i + 1)  # "Jakarta-based | Mayora"
    return out


def hyphenated(noun: Token) -> tuple[Token, Token]:
    """First and last part of a noun that hyphens join: "co-operative", "ex-miners"."""
    doc, first, last = noun.doc, noun, noun
    while last.i + 2 < len(doc) and _joins(doc, last.i + 1) and doc[last.i + 2].pos_ in ("NOUN", "PROPN"):
        last = doc[last.i + 2]
    while first.i > 1 and _joins(doc, first.i - 1) and doc[first.i - 2].pos_ in ("NOUN", "PROPN"):
        if doc[first.i - 2].head.i not in (noun.i, noun.head.i):
            break
        first = doc[first.i - 2]
    return first, last


def _joins(doc: Doc, i: int) -> bool:
    """Whether a word is a hyphen with no space on either side."""
    return doc[i].text == "-" and not doc[i - 1].whitespace_ and not doc[i].whitespace_


def _ends(noun: Token, parties: Parties) -> list[tuple[str, int]]:
    """Where a description may end: behind the noun, and behind what tells whom it means."""
    end, tail = noun.i + 1, parties.described_end(noun)
    out = [("short", end)]
    if tail > end:
        out.append(("tail", tail))
    for child in noun.children:
        if child.i < noun.i or child.dep_ not in _BEHIND or preposition(child) == "for":
            continue
        long = max(t.i for t in child.subtree) + 1
        whole = not any(t.is_punct and t.text not in "-–’'" for t in parties.doc[end:long])
        if child.dep_ == "nmod" and long - noun.i <= _LONGEST and whole:
            if long not in (end, tail):
                out.append(("long", long))
            break
    return out
