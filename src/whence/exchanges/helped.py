"""Things that helped somebody, and came from another: "Turkish drones have helped Mali's army"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.clauses import is_passive, negated, surface_subjects
from whence.exchanges.draft import Draft
from whence.exchanges.items import Items
from whence.exchanges.nominal import conjuncts, preposition
from whence.exchanges.parties import Parties
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side
from whence.exchanges.standing import tense

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_HELPING: Final = frozenset({"help", "enable", "allow", "let"})
_HELPS: Final = frozenset(
    {"weapons", "drones", "missiles", "ammunition", "vehicles", "aircraft", "intelligence", "money", "fuel",
     "food", "medical"}
)  # fmt: skip
"""What helps only those who have it."""
_SHORT: Final = 6
_FRAME: Final = Frame(("owner",), ("object",), ("subject",), plover="AID")


def helped(verb: Token, items: Items, parties: Parties) -> Draft | None:
    """What helped a party that is known, and whose it was; None where a clause says nothing of the kind.

    Only a thing told of as somebody's by adjective, possessor or "from": "Satellite data from Oslo helped
    Chadian troops find the column", and never who or what else may help ("rain helped the rebels").
    """
    if verb.lemma_.lower() not in _HELPING or is_passive(verb) or negated(verb):
        return None
    if tense(verb) not in ("past", "present"):
        return None
    receivers = _who(verb, parties)
    if not receivers:
        return None
    for noun in surface_subjects(verb):
        things = [t for t in items.things(noun) if t.category in _HELPS and t.head < verb.i]
        if not things or noun.pos_ == "PROPN":
            continue
        givers = _whose(noun, parties)
        givers = [g for g in givers if not any(g.same(r) for r in receivers)]
        if givers:
            return Draft(verb, _FRAME, givers, receivers[:1], things, plover="AID")
    return None


def _who(verb: Token, parties: Parties) -> list[Side]:
    """The first party behind the verb, of whatever the tree makes it: "helped Mali's army retake a town"."""
    for word in verb.doc[verb.i + 1 : min(verb.i + _SHORT, verb.sent.end)]:
        if word.pos_ in ("ADP", "VERB", "PUNCT"):
            return []
        if word.pos_ not in ("NOUN", "PROPN") or (word.dep_ in ("nmod:poss", "compound") and _goes_on(word)):
            continue
        side = parties.side(word)
        nation = side is not None and any(t.ent_type_ == "NORP" for t in verb.doc[side.start : side.end])
        return [side] if side is not None and (side.actor is not None or nation) else []
    return []


def _goes_on(word: Token) -> bool:
    """Whether the noun phrase goes on behind a word: "Mali | 's army", "the Malian | army"."""
    after = word.nbor(1) if word.i + 1 < len(word.doc) else word
    acts = after.dep_ in ("xcomp", "ccomp") and after.i == word.head.i
    return after.tag_ == "POS" or (after.pos_ in ("NOUN", "PROPN") and not acts)


def _whose(noun: Token, parties: Parties) -> list[Side]:
    sources = [c for c in noun.children if c.i > noun.i and preposition(c) in ("from", "by")]
    found = [s for c in sources[:1] for n in conjuncts(c) if (s := parties.side(n)) is not None and s.actor]
    owner = parties.modifier(noun)
    return found or ([owner] if owner is not None and owner.actor else [])
