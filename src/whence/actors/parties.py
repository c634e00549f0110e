"""For whom somebody acts who has no name of their own: "North Korean soldiers", "officials in Seoul"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from whence.actors.index import Index
from whence.actors.names import core, fold

_MOST_WORDS: Final = 40
_LONGEST_NAME: Final = 7
"""Words of the longest name that is looked for inside a phrase."""
_STOPS: Final = frozenset({"in", "at", "on", "near", "to", "against", "with", "who", "that", "which"})
_JOINTS: Final = frozenset({"of", "from", "for", "by"})
_BEHIND: Final = _STOPS | _JOINTS
_AGAINST: Final = frozenset({"anti", "pro", "non", "former", "ex", "western"})
_SPLIT: Final = re.compile(r"[\s,;:()\[\]\"“”]+")


def party_of_phrase(index: Index, text: str) -> str | None:
    """Id of the one actor for whose party the words speak; None where there is none, or more than one.

    What stands before the first preposition decides: "Russian forces in Ukraine" are Russian. Without a name
    there, "of" and "from" lead to it ("soldiers from North Korea"), and "in" does for those who speak for
    a place ("officials in Seoul"). "Russian-backed" is not Russian, nor is a former official anybody's.
    """
    words = [word for word in _SPLIT.split(text) if word][:_MOST_WORDS]
    if any(fold(core(word)) in _AGAINST for word in words):
        return None
    head = next((i for i, word in enumerate(words) if word.lower() in _BEHIND), len(words))
    found = set(_named(index, words[:head]))
    if found or head == len(words):
        return found.pop() if len(found) == 1 else None
    speakers = {fold(word) for word in words[:head]} & index.place_speakers
    if words[head].lower() in _JOINTS or (words[head].lower() in ("in", "at") and speakers):
        rest = words[head + 1 :]
        end = next((i for i, word in enumerate(rest) if word.lower() in _STOPS), len(rest))
        found = set(_named(index, rest[:end]))
        return found.pop() if len(found) == 1 else None
    return None


def _named(index: Index, words: list[str]) -> Iterator[str]:
    """Actors that the words name, longest names first, each word used once."""
    i = 0
    while i < len(words):
        for j in range(min(len(words), i + _LONGEST_NAME), i, -1):
            cored = core(" ".join(words[i:j]))
            key = fold(cored)
            found = index.adjectives.get(key) or index.people.get(key) or index.plain.get(key)
            if not found and cored[:1].isupper():
                found = index.surnames.get(key)
            if len(found) == 1 and cased(index, cored, key):
                actor = index.actors[found[0][0]]
                if actor.kind != "outlet":
                    yield actor.party
                    i = j - 1
                    break
        i += 1


def cased(index: Index, cored: str, key: str) -> bool:
    """Whether a name is written with the capitals without which it would be a plain word."""
    if key in index.acronyms:
        return cored == cored.upper()
    return key not in index.plain_words or any(c.isupper() for c in cored)
