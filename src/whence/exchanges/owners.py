"""Whose a noun is: "the Malian army", "Chad's president", "a drone plant in Tatarstan"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.attributions.names import Bearer
from whence.exchanges.anaphora import Anaphora
from whence.exchanges.nominal import is_pronoun, left_edge, preposition
from whence.exchanges.rules import ExchangeRules
from whence.exchanges.side import Known, PartyNames, Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

LANDS: Final = frozenset(
    {"country", "nation", "state", "republic", "kingdom", "island", "emirate", "sultanate", "enclave",
     "territory", "strip"}
)  # fmt: skip
MODIFIERS: Final = ("amod", "compound", "nmod:poss", "nmod", "nmod:desc", "flat", "appos", "nmod:unmarked")
_IN_POWER: Final = frozenset({"government", "administration", "cabinet", "regime", "ministry", "minister"})
_FAR: Final = 60
"""Words back to both of whom "the two countries" tells."""
_JOINED: Final = 7
"""Words before a noun among which its adjectives stand."""


class Owners(Anaphora):
    """What `Parties` asks of a noun that acts for whomever it belongs to."""

    rules: ExchangeRules
    actors: PartyNames
    _context: tuple[str, ...]

    def _entity(self, token: Token) -> tuple[int, int] | None:
        raise NotImplementedError

    def _trim(self, start: int, end: int) -> str:
        raise NotImplementedError

    def _longest(self, name: str, start: int) -> str:
        raise NotImplementedError

    def whole(self, text: str) -> Known | None:
        """Whom just these words name; see `Parties`."""
        raise NotImplementedError

    def _acts_for(self, token: Token, bearer: Bearer | None) -> Known | None:
        """The country of somebody whose office the report names: "Finnish Prime Minister …"."""
        heads = [c for c in token.children if c.dep_ in ("nmod:desc", "appos", "compound", "amod", "flat")]
        if token.dep_ in ("appos", "flat", "nmod:desc"):
            heads.append(token.head)
        if bearer is not None:
            for a, b in bearer.mentions[:4]:
                for t in self.doc[a:b]:
                    heads += [
                        c
                        for c in t.children
                        if c.dep_ in ("nmod:desc", "appos", "compound") and c not in heads
                    ]
                    if t.dep_ in ("appos", "flat") and t.head not in heads and not a <= t.head.i < b:
                        heads.append(t.head)
        for head in heads:
            if head.lemma_.lower() in ("side", "team"):
                continue  # "Norwegian side Halden" is no office of Norway's
            if head.lemma_.lower() in self.rules.state_nouns or head.lower_ in self.rules.state_nouns:
                owner = self._owner(head)
                if owner is not None and owner.actor is not None:
                    return self.known(owner.name)
        return None

    def _owner(self, noun: Token, others: Sequence[Side] = ()) -> Side | None:
        """Whose a noun is, by adjective, possessor or "of": "the Malian army", "Chad's president"."""
        # "his Korean guest" is Korea's
        for child in sorted(noun.children, key=lambda c: is_pronoun(c)):
            if child.dep_ in MODIFIERS and (child.i < noun.i or preposition(child) in ("of", "in")):
                if is_pronoun(child):
                    found = self.pronoun(child, others) if child.dep_ == "nmod:poss" else None
                    found = found or self._land_before(child, others)
                    if found is not None:
                        return found
                    continue
                named = child.pos_ in ("PROPN", "ADJ", "NOUN") and child.text[:1].isupper()
                if named and not self._of_continent(child):
                    entity = self._entity(child) or (child.i, child.i + 1)
                    party = self.known(self._trim(*entity))
                    if party is not None and child.ent_type_ == "PERSON" and noun.lemma_ in _IN_POWER:
                        party = self._governs(self._trim(*entity)) or party
                    if party is not None:
                        return Side(party.name, entity[0], entity[1], party.id)
                    if child.ent_type_ in ("ORG", "PLACE") and child.dep_ == "nmod:poss":
                        name = self._longest(self._trim(*entity), entity[0])
                        return Side(name, entity[0], entity[1], None)
                if child.pos_ in ("NOUN", "PROPN") and child.lemma_.lower() in self.rules.state_nouns:
                    found = self._owner(child, others)
                    if found is None and child.lemma_.lower() in LANDS:
                        found = self.land(child, ())
                    if found is not None:
                        return found
        before = self.doc[noun.i - 1] if noun.i else noun
        if noun.dep_ == "compound" and before.ent_type_ == "NORP" and before.head.i == noun.head.i:
            # "gave the Philippine coastguard | 20 drones", all hung on the last
            start, end = self._entity(before) or (before.i, before.i + 1)
            party = self.known(self._trim(start, end))
            if party is not None:
                return Side(party.name, start, end, party.id)
        return self._seated(noun)

    def _of_continent(self, word: Token) -> bool:
        """Whether "American" is of a continent: "the South American country" is not the United States."""
        before = word.nbor(-1).lower_ if word.i else ""
        return word.lower_ == "american" and before in ("south", "latin", "central", "north")

    def _land_before(self, its: Token, others: Sequence[Side]) -> Side | None:
        """As in "Cases rise in Mozambique. Its government …": the only country of the sentence before."""
        first = its.sent.start
        if its.lower_ != "its" or not first or its.i - first > 1:
            return None
        found: dict[str, Side] = {}
        for token in self.doc[self.doc[first - 1].sent.start : first]:
            bearer = self.names.at(token.i)
            side = self.bearer_side(bearer) if bearer is not None and token.i not in self.speakers else None
            if side is not None and (side[1] or "").startswith("country:"):
                found[str(side[1])] = Side(side[0], its.i, its.i + 1, side[1])
        one = next(iter(found.values())) if len(found) == 1 else None
        return one if one is not None and not any(one.same(o) for o in others) else None

    def _possessed(self, noun: Token) -> Side | None:
        """Whose a thing or body is that only acts for its owner: "French reactors", "Syria's banks"."""
        lemma = noun.lemma_.lower()
        before = noun.doc[noun.i - 1].lemma_.lower() if noun.i else ""
        names = (lemma, f"{before} {lemma}")
        if any(name in self.rules.asset_nouns for name in names):
            kinds: tuple[str, ...] = MODIFIERS
        elif any(name in self.rules.carrier_nouns for name in names):
            kinds = ("amod", "compound", "nmod:poss")
        elif any(name in self.rules.owned_nouns for name in names):
            kinds = ("nmod:poss",)
        else:
            return None
        for child in noun.children:
            placed = child.i > noun.i and preposition(child) in ("of", "in", "at", "near")
            if child.dep_ not in kinds or not (child.i < noun.i or (placed and kinds is MODIFIERS)):
                continue
            if is_pronoun(child) or not child.text[:1].isupper():
                continue
            entity = self._entity(child) or (child.i, child.i + 1)
            words = self._trim(*entity)
            party = self.known(words)
            if party is not None and (child.i > noun.i or child.dep_ == "nmod:poss" or child.pos_ != "NOUN"):
                start = min(left_edge(noun), entity[0])
                return Side(party.name, start, noun.i + 1, party.id)
            if child.dep_ == "nmod:poss" and child.ent_type_ in ("ORG", "PLACE"):
                return Side(self._longest(words, entity[0]), left_edge(noun), noun.i + 1, None)
        return None

    def both(self, noun: Token) -> list[Side]:
        """As in "Both", "the two countries": the two parties that were named last."""
        low = noun.lower_
        counted = any(c.lower_ in ("both", "two") for c in noun.children) and noun.lemma_ in (
            "country", "neighbour", "government", "nation", "state", "power", "ally",
        )  # fmt: skip
        if not counted and not (low == "both" and noun.dep_ not in ("det", "cc:preconj", "advmod")):
            return []
        found: list[Side] = []
        for i in range(noun.i - 1, max(-1, noun.i - _FAR), -1):
            if self._sentence[noun.i] - self._sentence[i] > 1:
                break
            bearer = self.names.at(i)
            known = self.bearer_side(bearer) if bearer is not None and i not in self.speakers else None
            if known is None or known[1] is None or any(s.actor == known[1] for s in found):
                continue
            found.insert(0, Side(known[0], noun.i, noun.i + 1, known[1]))
        return found if len(found) == 2 else []

    def several(self, noun: Token) -> list[Side]:
        """As in "Jordanian and Emirati planes": the countries of a noun that two adjectives share."""
        if two := self.both(noun):
            return two
        found: list[Side] = []
        i, joins = noun.i - 1, noun.pos_ != "NOUN"
        if joins:
            return []
        while i >= max(0, noun.i - _JOINED):
            word = self.doc[i]
            joins = joins or word.lower_ == "and"
            known = self.known(word.text) if word.text[:1].isupper() and word.tag_ != "POS" else None
            if known is not None:
                found.insert(0, Side(known.name, i, i + 1, known.id))
            elif word.lower_ not in ("and", ",") and not (word.pos_ in ("ADJ", "NOUN") and not found):
                break
            i -= 1
        if not joins or len(found) < 2:
            return []
        acts = self.side(noun)
        return found if acts is not None and acts.actor is not None else []

    def _governs(self, person: str) -> Known | None:
        """The country whose government is named after a person, whatever office they hold by now."""
        match = self.actors.resolve(person, context=self._context)
        owners = [t.owner for t in getattr(match.actor, "tenures", ())] if match is not None else []
        countries = [o for o in owners if o.startswith("country:")]
        return self.actors.get(countries[-1]) if countries else None

    def _seated(self, noun: Token) -> Side | None:
        """Of whom "the government in Port Marrow" is, where the list knows no such place."""
        behind = self.doc[noun.i + 1 : noun.i + 3]
        if len(behind) < 2 or behind[0].lower_ not in ("in", "of") or behind[1].pos_ != "PROPN":
            return None
        entity = self._entity(behind[1])
        if entity is None or behind[1].ent_type_ != "PLACE":
            return None
        party = self.known(self._trim(*entity))
        return Side(party.name if party else self._trim(*entity), *entity, party.id if party else None)

    def _society(self, token: Token) -> Side | None:
        """The whole name of a Red Cross or Red Crescent society: not its country, nor just "Red Crescent"."""
        if token.lower_ not in ("crescent", "cross") or not token.i or token.nbor(-1).lower_ != "red":
            return None
        start = token.i - 1
        while start > 0 and token.doc[start - 1].text[:1].isupper() and token.doc[start - 1].pos_ != "DET":
            start -= 1
        while token.doc[start].lower_ in ("the", "a"):
            start += 1
        if start == token.i - 1:
            return None
        text = str(token.doc[start : token.i + 1].text)
        known = self.whole(text)
        return Side(known.name if known else text, start, token.i + 1, known.id if known else None)

    def beside(self, to: Side, giver: Side) -> Side | None:
        """Who "its neighbour" is: the only other country that the sentence has named before it."""
        found: dict[str, Side] = {}
        for token in self.doc[self.doc[to.start].sent.start : to.start]:
            bearer = self.names.at(token.i)
            side = self.bearer_side(bearer) if bearer is not None else None
            known = side is not None and (side[1] or "").startswith("country:")
            if side is not None and known and side[1] != giver.actor and token.i not in self.speakers:
                found[str(side[1])] = Side(side[0], to.start, to.end, side[1])
        return next(iter(found.values())) if len(found) == 1 else None
