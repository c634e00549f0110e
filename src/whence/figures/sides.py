"""Whose those counted are: the name of the party that a word stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whence.actors import Actors

_MOST = 20_000


def party_names(actors: Actors) -> Callable[[str], str | None]:
    """A function from words to the name of the party that they name or act for; None where they do neither.

    "Russian", "Moscow" and "Putin" give "Russia". What was asked once is kept.
    """
    known: dict[str, str | None] = {}

    def party_of(words: str) -> str | None:
        if words not in known:
            if len(known) >= _MOST:
                known.clear()
            found = actors.party(words) if words[:1].isupper() or " " in words else None
            actor = actors.get(found) if found is not None else None
            known[words] = actor.name if actor is not None else None
        return known[words]

    return party_of
