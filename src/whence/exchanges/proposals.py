"""What the reader's head for exchanges proposes: items with their parties, as sides and things.

The rules of this room say which party a word stands for, how far a thing's words go and of what category
it is; the head only says which words belong together, and how surely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.draft import Draft
from whence.exchanges.exchange import ExchangeStanding
from whence.exchanges.items import Items
from whence.exchanges.nominal import conjuncts, contrasted, preposition
from whence.exchanges.overlaps import Overlaps
from whence.exchanges.parties import Parties
from whence.exchanges.people import PEOPLE
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side
from whence.exchanges.standing import standing
from whence.reader.passing import CATEGORIES, GIVEN, RETURNED, STANDINGS, Passing

if TYPE_CHECKING:
    from spacy.tokens import Token

GIVER, RECEIVER, FOR = range(3)
_LIKELY: Final = 0.25
"""Least probability of an item that is looked at."""
_BACK: Final = 60
"""Words back to a thing of which a bare number tells more."""
_COMES_BACK: Final = 0.6
"""Least probability of what comes back, and of what it is for."""
_PROPOSED: Final = Frame(giver=("subject",), receiver=("to",))
"""The frame of what only the reader proposes."""
_WHERE: Final = frozenset({"border", "frontier", "front", "coast", "line", "crossing", "airspace", "waters"})
"""Nouns that only say where something goes, whosever it is."""
_NO_THING: Final = "agreement"
"""What nobody hands over; where a treaty is given for something, the rules know the words."""
_ANY: Final = ("goods", "support")
"""Categories of what no other is known of."""
_SURE: Final = 0.5
"""Least probability of a category that is more than those."""
_DEEP: Final = 6
"""Steps up the tree to the clause of a relative pronoun."""
_NEAR: Final = 3
"""Words before it among which its noun stands, where the tree has no such clause."""
_MAKING: Final = "made|built|supplied|donated|produced|manufactured"
_MADE: Final = re.compile(rf"(.+)-(?:{_MAKING})")


@dataclass(slots=True)
class Proposal:
    """One thing passing from one party to another, as the head has it."""

    thing: Thing
    giver: Side | None
    receiver: Side | None
    item_odds: float
    giver_odds: float
    receiver_odds: float
    standing: ExchangeStanding
    standing_odds: float
    named: bool
    """Whether the rules know the category of the thing."""
    draft: Draft
    """The same as a draft of the verb above the thing, for what the rules ask of one."""
    apart: bool
    """Whether the thing stands beside what that verb tells: "With grain in its silos, Cairo has asked …"."""
    for_what: bool
    """Whether "for" stands before it: it may be what something else is given for."""
    returns: list[Thing] = field(default_factory=list)


class Proposals:
    """Reads the head's scores for one Doc."""

    def __init__(self, passing: Passing, items: Items, parties: Parties) -> None:
        self.passing = passing
        self.items = items
        self.parties = parties
        self.tokens = parties.tokens
        self._sides: dict[tuple[int, tuple[str, ...]], Side | None] = {}

    def all(self) -> list[Proposal]:
        """Every item that is likely given, with its likeliest parties and what comes back for it."""
        kinds = self.passing.kinds
        given = [int(i) for i in (kinds[:, GIVEN] >= _LIKELY).nonzero()[0]]
        out: list[Proposal] = []
        for i in given:
            out += self._of(i)
        there = Overlaps[Proposal]()
        for proposal in out:
            there.add(proposal.thing, proposal)
        for j in (kinds[:, RETURNED] >= _COMES_BACK).nonzero()[0]:
            self._give_back(int(j), there)
        return out

    def support(self, thing: Thing, giver: Side | None, receiver: Side | None) -> tuple[float, float, float]:
        """The head's probabilities that a thing passes, from this party, to that one."""
        passes = 1 - self.passing.kinds[thing.start : thing.end, 0]
        head = thing.start + int(passes.argmax())
        others: list[Side] = [s for s in (giver, receiver) if s is not None]
        return (
            float(passes.max()),
            self._mass(head, GIVER, giver, [s for s in others if s is not giver]),
            self._mass(head, RECEIVER, receiver, [s for s in others if s is not receiver]),
        )

    def _mass(self, item: int, way: int, side: Side | None, others: Sequence[Side]) -> float:
        total = 0.0
        words, odds = self.passing.who[item, way], self.passing.odds[item, way]
        for i, p in zip(words.tolist(), odds.tolist(), strict=True):
            if i < 0 or side is None:
                total += p if i < 0 and side is None else 0.0
            elif p > 0.02 and (side.start <= i < side.end or side.same(self._side(i, others))):
                total += p
        return total

    def _side(self, i: int, others: Sequence[Side]) -> Side | None:
        key = (i, tuple(s.key for s in others))
        if key not in self._sides:
            token = self.tokens[i]
            self._sides[key] = (
                self.parties.side(token, others) or self._indirect(token) or self.parties.anybody(token)
            )
        return self._sides[key]

    def _indirect(self, token: Token) -> Side | None:
        """The party of a word that is none itself: "Italian stocks", "U.S.-made", a name taken for a noun."""
        if (made := _MADE.fullmatch(token.text)) is not None:
            known = self.parties.known(made[1])
            return Side(known.name, token.i, token.i + 1, known.id) if known is not None else None
        if token.tag_ in ("WDT", "WP", "WP$") and (whom := _antecedent(token)) is not None:
            return self._side(whom.i, ())  # "to the museum, which has been asking for it"
        if token.lemma_.lower() in _WHERE:
            return None  # "sent more soldiers to the Lebanese border"
        if token.text.isupper() and len(token.text) > 1 and token.pos_ in ("NOUN", "PROPN"):
            return Side(token.text, token.i, token.i + 1, None)
        for child in token.children:  # "Saudi Aramco's trading arm"
            if child.dep_ == "nmod:poss" and child.ent_type_ == "ORG":
                return self.parties.side(child)
        if (named := self.parties.adjective(token)) is not None:
            return named
        return None if self._people(token) else self.parties.modifier(token)

    def _people(self, token: Token) -> bool:
        """Whether a noun is somebody, and not what somebody has: "Australian surgeons", "Italian stocks"."""
        if token.pos_ != "NOUN" or self.parties.stores(token):
            return False
        found = self.items.thing(token)
        return found is None or found.category in PEOPLE

    def _apart(
        self, item: int, givers: list[Side | None], receivers: list[Side | None]
    ) -> tuple[float, float] | None:
        """Where giver and receiver are one, let the less sure be the next likeliest; their odds then."""
        giver, receiver = givers[0], receivers[0]
        if len(givers) > 1 or len(receivers) > 1 or giver is None or not giver.same(receiver):
            return None
        best: tuple[float, float, int, Side] | None = None
        for way, other in ((GIVER, RECEIVER), (RECEIVER, GIVER)):
            words, odds = self.passing.who[item, way].tolist(), self.passing.odds[item, way].tolist()
            for i, p in zip(words[1:], odds[1:], strict=True):
                side = self._side(i, ()) if i >= 0 else None
                if side is None or side.same(giver):
                    continue
                first = float(self.passing.odds[item, other, 0])
                if best is None or p * first > best[0] * best[1]:
                    best = p, first, way, side
        if best is None:
            return None
        p, first, way, side = best
        (givers if way == GIVER else receivers)[0] = side
        return (p, first) if way == GIVER else (first, p)

    def _parties(self, item: int, way: int, others: Sequence[Side]) -> tuple[list[Side | None], float]:
        words, odds = self.passing.who[item, way].tolist(), self.passing.odds[item, way].tolist()
        if words[0] < 0:
            return [None], odds[0]
        found: dict[str, Side] = {}
        for one in conjuncts(self.tokens[words[0]]):
            side = self._side(one.i, others)
            if side is not None:
                found.setdefault(side.key, side)
        return list(found.values()) or [None], odds[0]

    def _of(self, i: int) -> list[Proposal]:
        token = self.tokens[i]
        if contrasted(token):
            return []
        givers, giver_odds = self._parties(i, GIVER, ())
        known = [s for s in givers if s is not None]
        receivers, receiver_odds = self._parties(i, RECEIVER, known)
        other = self._apart(i, givers, receivers)
        giver_odds, receiver_odds = other or (giver_odds, receiver_odds)
        thing, named = self._thing(token)
        if thing.category == _NO_THING or (not named and token.lemma_.lower() in self.items.rules.abstract):
            return []  # "dealt the army a blow"
        standings = self.passing.standings[i]
        best = int(standings.argmax())
        out = []
        for giver in givers:
            for receiver in receivers:
                if (giver is None and receiver is None) or (giver is not None and giver.same(receiver)):
                    continue
                draft = self._draft(token, giver, receiver, thing, STANDINGS[best])
                if draft.found == "impossible":
                    continue  # "warned against sending", "would not say whether it had sold"
                out.append(
                    Proposal(
                        thing,
                        giver,
                        receiver,
                        float(self.passing.kinds[i, GIVEN]),
                        giver_odds,
                        receiver_odds,
                        STANDINGS[best],
                        float(standings[best]),
                        named,
                        draft,
                        preposition(token) == "with" and token.i < draft.trigger.i,
                        preposition(token) == "for",
                    )
                )
        return out

    def _draft(
        self,
        token: Token,
        giver: Side | None,
        receiver: Side | None,
        thing: Thing,
        proposed: ExchangeStanding,
    ) -> Draft:
        verb = token
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        givers, receivers = ([side] if side is not None else [] for side in (giver, receiver))
        # What only threatens to stop has not stopped: that is asked of a verb that stops something.
        frame = replace(_PROPOSED, standing="stopped") if proposed == "stopped" else _PROPOSED
        draft = Draft(verb, frame, givers, receivers, [thing])
        draft.found = standing(draft, self.parties.rules)
        return draft

    def _thing(self, token: Token) -> tuple[Thing, bool]:
        """The words of an item, with the rules' category if they have one, else the head's."""
        scores = self.passing.categories[token.i]
        category = CATEGORIES[int(scores.argmax())]
        if token.pos_ == "VERB":  # "Kenya trains Haiti's police", the act itself is given
            return Thing(token.i, token.i + 1, token.i, category), False
        found = self.items.thing(token)
        if found is not None:
            if found.category in _ANY and scores.max() >= _SURE:
                found = replace(found, category=category)
            return found, True
        if token.pos_ in ("NUM", "DET", "PRON") and (taken_up := self._taken_up(token)) is not None:
            category = taken_up
        start = int(token.left_edge.i)
        while start < token.i and self.tokens[start].pos_ in ("ADP", "PUNCT", "CCONJ", "SPACE"):
            start += 1
        return Thing(start, token.i + 1, token.i, category), False

    def _taken_up(self, token: Token) -> str | None:
        """The category of "11" in "Sweden has sent 30 tents and Latvia 11": that of what was given before."""
        for i in range(token.i - 1, max(-1, token.i - _BACK), -1):
            if self.passing.kinds[i, GIVEN] >= _LIKELY and self.tokens[i].pos_ in ("NOUN", "PROPN"):
                found = self.items.thing(self.tokens[i])
                if found is not None and found.category != "money":
                    return found.category
        return None

    def _give_back(self, i: int, given: Overlaps[Proposal]) -> None:
        word = int(self.passing.who[i, FOR, 0])
        if word < 0 or self.passing.odds[i, FOR, 0] < _COMES_BACK:
            return
        ours, theirs = self.tokens[i].sent, self.tokens[word].sent
        if ours.start > theirs.end or theirs.start > ours.end:
            return  # what comes back is told beside what it is for
        thing, _ = self._thing(self.tokens[i])
        for proposal in given.at(Thing(word, word + 1, word, thing.category)):
            if not proposal.thing.start <= i < proposal.thing.end:
                proposal.returns.append(thing)


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
