"""The words by which somebody without a name is called: "buyers in the Gulf", "a workshop in Mizoram"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.anaphora import APART
from whence.exchanges.bodies import Bodies
from whence.exchanges.nominal import left_edge, preposition
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

INDEFINITE: Final = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "its", "their", "his", "her", "some"}
)
PLACES: Final = frozenset(
    {"city", "town", "port", "village", "region", "province", "enclave", "island", "district", "capital",
     "harbour", "emirate", "peninsula", "kingdom", "republic", "principality", "sultanate"}
)  # fmt: skip
"""Nouns before "of" and a name that only say what bears it: "the city of Khan Younis"."""
_BY_WARES: Final = frozenset({"maker", "producer", "manufacturer", "supplier", "seller", "builder", "trader"})
"""Nouns that "of" and a thing belong to: "makers of machine tools"."""
_WITHIN: Final = frozenset({"in", "of", "from", "at", "across", "around", "near", "throughout"})
"""Prepositions by which a place tells people or clinics from others."""
_APART: Final = frozenset({"in", "of", "from", "along", "inside", "outside"})
"""Prepositions that tell anybody from others, wherever the tree hangs them on the noun."""
_QUARTERS: Final = frozenset({"northern", "southern", "eastern", "western", "central"})
_HERE: Final = frozenset({"region", "country", "area", "world", "nation", "place", "meantime", "hand"})
_LONGEST: Final = 9
"""Words that may tell somebody from others behind the noun."""
_TIMES: Final = ("DATE", "TIME", "DURATION", "MONEY", "PERCENT", "SET")
_STORES: Final = frozenset(
    {"purse", "stock", "stockpile", "arsenal", "soil", "warehouse", "reserve", "inventory", "waters",
     "coffer", "store", "silo", "ground", "land", "pocket", "account", "convoy", "hand", "depot", "base",
     "hangar", "side", "vault", "border", "frontier", "coast", "airspace", "line", "front", "crossing",
     "market"}
)  # fmt: skip
"""What is only where somebody has things: those who have it give and get."""


class Descriptions(Bodies):
    """What `Parties` asks of those who are called by what they are, or by where."""

    def _quarter(self, token: Token) -> Side | None:
        """As in "northern Gaza": a part of a land that is no state is a party of its own."""
        if token.ent_type_ != "PLACE" or not token.i or token.nbor(-1).lower_ not in _QUARTERS:
            return None
        end = token.i + 1
        while end < len(self.doc) and self.doc[end].ent_iob_ == "I" and self.doc[end].tag_ != "POS":
            end += 1
        bare = self.whole(self._trim(token.i, end))
        if bare is not None and bare.kind == "country" and bare.id not in APART:
            return None  # what reaches western Ukraine has reached Ukraine
        text = self._trim(token.i - 1, end)
        known = self.whole(text)
        return Side(known.name if known else text, token.i - 1, end, known.id if known else None)

    def stores(self, noun: Token) -> bool:
        """Whether a noun only says where somebody has things."""
        return noun.lemma_.lower() in _STORES or noun.lower_ in _STORES

    def anybody(self, noun: Token) -> Side | None:
        """Whoever a noun stands for, where it is known that it is a party: by its own words.

        What only holds somebody's things ("from Russian arsenals") stands for its owner.
        """
        if noun.pos_ != "NOUN" or noun.ent_type_ in _TIMES or self.stores(noun):
            return None
        start = left_edge(noun)
        first = start
        while first < noun.i and (self.doc[first].lower_ in INDEFINITE or self._counts(first, noun)):
            first += 1
        text = self.doc[first : self.described_end(noun)].text
        return Side(text, start, noun.i + 1, None, sure=False)

    def described_end(self, noun: Token) -> int:
        """The end of a description with what tells it from others: "banks in Seoul", "heirs of a banker"."""
        if noun.lemma_.lower() in _BY_WARES:
            wares = [
                c for c in noun.children if c.dep_ == "nmod" and preposition(c) == "of" and c.i < noun.i + 5
            ]
            if wares:
                return int(wares[0].i) + 1
        if (end := self._phrase_end(noun, noun.i + 1 + _LONGEST)) > noun.i + 1:
            return end
        ahead = self.doc.tokens[noun.i + 1 : noun.i + 5]
        if not ahead or ahead[0].lower_ not in _WITHIN:
            return self._clause_end(noun)
        if len(ahead) >= 2 and ahead[1].ent_type_ == "PLACE":
            entity = self._entity(ahead[1])
            return entity[1] if entity is not None else noun.i + 1
        region = len(ahead) == 4 and ahead[3].lemma_ in PLACES and ahead[2].ent_type_ == "PLACE"
        if region and ahead[1].lower_ == "the":
            return noun.i + 5  # "clinics in the Volta region"
        if len(ahead) >= 3 and ahead[1].lower_ in _QUARTERS:
            return noun.i + 4 if ahead[2].ent_type_ == "PLACE" else noun.i + 1  # "clinics in northern Ghana"
        return self._clause_end(noun)

    def _told_apart_before(self, noun: Token) -> bool:
        """Whether words before a noun say already which: "Hutu militiamen across the river"."""
        return any(c.i < noun.i and c.dep_ in ("amod", "compound", "nmod:poss") for c in noun.children)

    def _phrase_end(self, noun: Token, most: int) -> int:
        """The end of the phrases behind a noun that the tree hangs on it, or just behind the noun."""
        end = noun.i + 1
        for child in sorted(noun.children, key=lambda c: c.i):
            if child.dep_ != "nmod" or child.left_edge.i != end or child.ent_type_ in _TIMES:
                continue
            by = preposition(child)
            named = child.pos_ == "PROPN" or child.ent_type_ == "PLACE"
            if by not in _APART and not (
                by in _WITHIN | {"on"} and named and not self._told_apart_before(noun)
            ):
                continue
            if child.lemma_.lower() in _HERE and not self._told_apart_before(child):
                continue  # "two million people in the region", which was named before
            told = named or child.tag_ == "NNS" or any(c.dep_ == "det" for c in child.children)
            told = told or any(c.dep_ in ("nmod:poss", "compound", "amod") for c in child.children)
            if not told and by != "of":
                continue  # "in exchange", "from abroad"
            entity = self._entity(child)
            last = max(entity[1] if entity is not None else 0, child.i + 1)
            last = max(last, self._phrase_end(child, most))
            if last > most or any(t.is_punct and t.text not in "-–’'" for t in self.doc[end:last]):
                break
            end = last
        return end
