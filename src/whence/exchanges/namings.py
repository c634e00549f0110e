"""Which party a word stands for: by the rules, or by what was learnt of pronouns and described nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.exchanges.antecedents import Antecedents, pronoun_class
from whence.exchanges.items import Items
from whence.exchanges.nominal import left_edge
from whence.exchanges.own_words import hyphenated
from whence.exchanges.parties import Parties
from whence.exchanges.people import PEOPLE
from whence.exchanges.referents import Referents
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

WHERE: Final = frozenset({"border", "frontier", "front", "coast", "line", "crossing", "airspace", "waters"})
"""Nouns that only say where something goes, whosever it is."""
_RELATED: Final = frozenset({"neighbour", "neighbor", "ally"})
"""Nouns of somebody by whose neighbour or ally it is."""
_LIKELIER: Final = 0.65
"""Probability from which a pronoun is taken to stand for a party."""
_LIKELY_MEANT: Final = 0.7
"""Probability from which a noun is taken to stand for a party."""
_POSSIBLE: Final = 0.3
"""Probability from which it is left to the rules, where no party is likely enough."""
_DEEP: Final = 6
"""Steps up the tree to the clause of a relative pronoun."""
_NEAR: Final = 3
"""Words before it among which its noun stands, where the tree has no such clause."""
_MAKING: Final = "made|built|supplied|donated|produced|manufactured"
_MADE: Final = re.compile(rf"(.+)-(?:{_MAKING})")


class Namings:
    """Names the parties of one Doc."""

    def __init__(self, items: Items, parties: Parties) -> None:
        self.items = items
        self.parties = parties
        self.tokens = parties.tokens
        self.antecedents = Antecedents(parties, self.people)
        self.referents = Referents(parties, self.antecedents)
        self._sides: dict[tuple[int, tuple[str, ...]], Side | None] = {}

    def _related(self, i: int) -> bool:
        """Whether a word is of "its neighbour", who is never whoever "its" is."""
        own = self.tokens[i].tag_ == "PRP$"
        return self.tokens[min(i + own, len(self.tokens) - 1)].lemma_.lower() in _RELATED

    def party(self, i: int, others: Sequence[Side] = ()) -> Side | None:
        """The party that a word stands for, where the reader takes it for one."""
        key = (i, tuple(s.key for s in others))
        if key not in self._sides:
            token = hyphenated(self.tokens[i])[1]
            if token.tag_ == "PRP$" and self._related(i):
                self._sides[key] = self.party(i + 1, others)
                return self._sides[key]
            if token.pos_ == "ADJ" and token.head.lemma_.lower() in WHERE:
                self._sides[key] = None  # "sent more soldiers to the Lebanese border"
                return None
            ruled = self.by_rules(token, others)
            self._sides[key] = self._meant(token, others, ruled) if self.describes(token) else ruled
        return self._sides[key]

    def by_rules(self, token: Token, others: Sequence[Side] = ()) -> Side | None:
        """The party of a word as the rules have it, of a pronoun as `Antecedents` has."""
        return (
            self._taken_for(token, others)
            or self.parties.side(token, others)
            or self._indirect(token)
            or self.parties.anybody(token)
        )

    def renamed(self, side: Side | None, other: Side | None) -> Side | None:
        """A party as told, called by whom its noun or pronoun most likely stands for; never by the other."""
        if side is None:
            return None
        inside = range(side.start, side.end)
        token = next((t for t in self.tokens[side.start : side.end] if t.head.i not in inside), None)
        if token is None or not (self.describes(token) or pronoun_class(token) is not None):
            return side
        others = [other] if other is not None else []
        ruled = self.parties.side(token, others) or self.parties.anybody(token)
        if not side.same(ruled):
            return side  # it was found in another way than by these words
        found = self.party(token.i, others)
        if found is None or found.same(side) or found.same(other):
            return side
        return replace(found, start=side.start, end=side.end)

    def describes(self, token: Token) -> bool:
        """Whether a word is a noun that names nobody by itself, and says more than where somebody is."""
        if token.text.isupper() and len(token.text) > 1 and token.tag_ in ("NN", "NNP"):
            return False  # "Hungary's MOL" is a name, whatever the tagger took it for
        nameless = token.pos_ in ("NOUN", "NUM") or (token.pos_ == "PROPN" and not token.ent_type_)
        where = token.lemma_.lower() in WHERE or self.parties.stores(token)
        return nameless and not where and pronoun_class(token) is None

    def _meant(self, noun: Token, others: Sequence[Side], ruled: Side | None) -> Side | None:
        """Whom a noun stands for where that is likely enough; else whom the rules say, or its own words."""
        found = self.referents.of(noun, others, ruled)
        if found is None:
            return ruled
        if found.odds < _LIKELY_MEANT:
            named = ruled is not None and ruled.sure and found.ruled_own  # "the powerful | Shan army"
            return ruled if named or found.ruled >= _POSSIBLE or found.own is None else found.own
        if self.referents.antecedents.only_written_there(found.side, noun):
            return ruled
        return replace(found.side, start=left_edge(noun), end=noun.i + 1)

    def _taken_for(self, token: Token, others: Sequence[Side]) -> Side | None:
        """Whom a pronoun most likely stands for, where that is likely enough."""
        chosen = self.antecedents.of(token, others)
        if chosen is None or chosen.odds < _LIKELIER:
            return None
        named = self.tokens[chosen.named_at]
        if not self.describes(named):
            return chosen.side
        found = self.party(named.i, others)  # "Ghana's cocoa board said that it …": whom the noun means
        return replace(found, start=token.i, end=token.i + 1) if found is not None else chosen.side

    def _indirect(self, token: Token) -> Side | None:
        """The party of a word that is none itself: "Italian stocks", "U.S.-made", a name taken for a noun."""
        if (made := _MADE.fullmatch(token.text)) is not None:
            known = self.parties.known(made[1])
            return Side(known.name, token.i, token.i + 1, known.id) if known is not None else None
        if token.tag_ in ("WDT", "WP", "WP$") and (whom := _antecedent(token)) is not None:
            return self.party(whom.i, ())  # "to the museum, which has been asking for it"
        if token.lemma_.lower() in WHERE:
            return None  # "sent more soldiers to the Lebanese border"
        if token.text.isupper() and len(token.text) > 1 and token.pos_ in ("NOUN", "PROPN"):
            return Side(token.text, token.i, token.i + 1, None)
        for child in token.children:  # "Saudi Aramco's trading arm"
            if child.dep_ == "nmod:poss" and child.ent_type_ == "ORG":
                return self.parties.side(child)
        if (named := self.parties.adjective(token)) is not None:
            return named
        return None if self.people(token) else self.parties.modifier(token)

    def people(self, token: Token) -> bool:
        """Whether a noun is somebody, and not what somebody has: "Australian surgeons", "Italian stocks"."""
        if token.pos_ != "NOUN" or self.parties.stores(token):
            return False
        found = self.items.thing(token)
        return found is None or found.category in PEOPLE


def _antecedent(relative: Token) -> Token | None:
    """The noun that "which" or "who" takes up: the name before it, or what its clause hangs on."""
    if relative.i > 1 and relative.nbor(-1).text == "," and relative.nbor(-2).pos_ == "PROPN":
        return relative.nbor(-2)
    clause = relative
    for _ in range(_DEEP):
        if clause.dep_ == "acl:relcl":
            return clause.head if clause.head.i < relative.i else None
        clause = clause.head
    before = relative.doc[max(0, relative.i - _NEAR) : relative.i]
    return next((t for t in reversed(list(before)) if t.pos_ in ("NOUN", "PROPN")), None)
