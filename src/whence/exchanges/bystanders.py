"""Parties that are named beside a thing and neither give nor get it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.nominal import preposition

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_MEETING: Final = frozenset(
    {"agree", "say", "tell", "sign", "announce", "meet", "talk", "negotiate", "promise", "pledge", "offer",
     "declare", "report", "confirm", "decide", "vote", "ask", "speak", "add", "appeal", "conclude"}
)  # fmt: skip
"""Verbs that have a place where it was said or agreed."""
_OWNING: Final = frozenset({"own", "possess", "hold"})
_BEFORE: Final = frozenset({"once", "formerly", "previously", "originally"})


def bystander(token: Token) -> bool:
    """Whether a party is only where something was agreed, or had the thing at some time before."""
    return _venue(token) or _owned_once(token)


def _venue(token: Token) -> bool:
    """As in "agreed in Cairo to free 28 hostages"."""
    return (
        token.ent_type_ == "PLACE"
        and preposition(token) in ("in", "at")
        and token.head.pos_ == "VERB"
        and token.head.lemma_.lower() in _MEETING
    )


def _owned_once(token: Token) -> bool:
    """As in "a cello once owned by a bishop"."""
    owned = token.head.lemma_ in _OWNING and preposition(token) == "by"
    return owned and any(c.lower_ in _BEFORE for c in token.head.children)
