"""Whom "it", "they", "the army" and "the country" mean among the parties that the report has named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.attributions.names import HE, SHE, SPEAKER, THING, Bearer, Names
from whence.attributions.resolve import Resolver
from whence.exchanges.clauses import left_edge, preposition
from whence.exchanges.side import Known, Side

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FAR: Final = 60
"""Words back to whom a pronoun or "the country" may mean."""
_OPENING: Final = 3
"""Sentences, the title among them, that say where a report plays."""
_NESTED: Final = 4
_SENTENCES: Final = 2
PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_WHERE: Final = frozenset({"in", "across", "inside", "throughout", "on"})
_PARTS_OF_LAND: Final = frozenset({"island", "north", "south", "east", "west", "province", "town", "city"})
_OBJECTS: Final = ("obj", "iobj", "obl", "nmod:poss", "obl:agent")

_SETTLING: Final = frozenset({"agree", "pledge", "promise", "offer", "refuse", "decline", "approve"})
"""Verbs of saying whose subject acts by what it says."""
_TOLD: Final = 120
"""Words back to the noun that "the company" takes up."""


class Anaphora:
    """What `Parties` asks when words name nobody by themselves."""

    doc: Doc
    names: Names
    resolver: Resolver

    def __init__(self, doc: Doc) -> None:
        self._asked: list[int] = []
        """Pronouns that are being resolved: "its army" may lead to another."""
        self.speakers: frozenset[int] = frozenset()
        """Tokens of those who speak: "it" in a later sentence is hardly they."""
        self._sentence = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            self._sentence[sentence.start : sentence.end] = [number] * len(sentence)
        self._servants: list[tuple[int, str, Side]] = []
        """State nouns with their owners: "Chad's army" is remembered for "the army"."""

    def side(self, token: Token, others: Sequence[Side] = ()) -> Side | None:
        """The party that a noun stands for; see `Parties`."""
        raise NotImplementedError

    def known(self, text: str) -> Known | None:
        """What the list of actors says of some words; see `Parties`."""
        raise NotImplementedError

    def bearer_side(self, bearer: Bearer) -> tuple[str, str | None] | None:
        """Name and id of the party of somebody named; see `Parties`."""
        raise NotImplementedError

    def pronoun(self, token: Token, others: Sequence[Side] = ()) -> Side | None:
        """The party that a pronoun stands for, or None where that is not clear."""
        low = token.lower_
        if low in SPEAKER or low in ("you", "your", "this", "these", "those", "one"):
            return None
        if low in THING or low in PLURAL:
            if len(self._asked) >= _NESTED or token.i in self._asked:
                return None
            self._asked.append(token.i)
            try:
                found = self._last_named(token, others)
            finally:
                self._asked.pop()
            return Side(found.name, token.i, token.i + 1, found.actor, found.sure) if found else None
        bearer: Bearer | None = None
        if low in HE or low in SHE:
            bearer = self.resolver.pronoun(token, None)
            if bearer is None or bearer.unnamed is not None:
                servant = self._last_servant(token)
                if servant is not None:
                    return Side(servant.name, token.i, token.i + 1, servant.actor)
        elif low == "there":
            bearer = self._last_place(token)
        if bearer is None:
            return None
        known = self.bearer_side(bearer)
        return Side(known[0], token.i, token.i + 1, known[1]) if known is not None else None

    def _last_named(self, token: Token, others: Sequence[Side]) -> Side | None:
        """Who "it" or "them" is: a body named as a subject before, else any named, but not the other side."""
        teller = self._teller(token)
        if teller is not None and not any(teller.same(o) for o in others):
            return teller
        here = self._sentence[token.i]
        objects: Side | None = None
        for i in range(token.i - 1, max(-1, token.i - _FAR), -1):
            word = self.doc[i]
            gap = here - self._sentence[i]
            if gap > _SENTENCES or (gap == _SENTENCES and objects is not None):
                break
            if gap and objects is not None and self._sentence[objects.start] == here:
                break
            subject = word.dep_.startswith("nsubj") or word.dep_ == "obl:agent"
            again = subject and word.lower_ in (PLURAL if token.lower_ in PLURAL else THING)
            if not again and (word.pos_ not in ("PROPN", "NOUN") or not (subject or word.dep_ in _OBJECTS)):
                continue
            if not self._may_be(token, word) or (i in self.speakers and gap and not self._pledges(word)):
                continue
            side = self.side(word)
            if side is None or any(side.same(o) for o in others):
                continue
            if not again and not self._agrees(token, word, side):
                continue
            if subject:
                return side
            if objects is None and side.actor is not None:
                objects = side
        return objects

    def _teller(self, token: Token) -> Side | None:
        """Whoever says the clause that "it" stands in: "France, whose rival …, says it has shipped …"."""
        if token.lower_ not in THING:
            return None
        for word in token.ancestors:
            if word.dep_ != "ccomp" or word.head.i > token.i:
                continue
            for subject in word.head.children:
                if (
                    subject.dep_ == "nsubj"
                    and subject.i < word.head.i
                    and subject.pos_ == "PROPN"
                    and self._may_be(token, subject)
                ):
                    return self.side(subject)
        return None

    def _last_servant(self, token: Token) -> Side | None:
        """As in "the Brazilian president said as he promised …": the office-holder who was named before."""
        for i in range(token.i - 1, max(-1, token.i - _FAR), -1):
            word = self.doc[i]
            if self._sentence[token.i] - self._sentence[i] > 1:
                return None
            if word.dep_.startswith("nsubj") and word.tag_ in ("NN", "NNP") and word.i != token.i:
                side = self.side(word) if self.is_servant(word) else None
                if side is not None and side.actor is not None:
                    return side
        return None

    def is_servant(self, noun: Token) -> bool:
        """Whether a noun is of somebody who acts for a state; see `Parties`."""
        raise NotImplementedError

    def _pledges(self, word: Token) -> bool:
        """Whether who speaks settles something by it: "France has agreed to sell it guns. It has …"."""
        return word.head.lemma_ in _SETTLING

    def _may_be(self, token: Token, word: Token) -> bool:
        bearer = self.names.at(word.i)
        if bearer is not None and bearer.kind == "PERSON" and self.known(bearer.name) is None:
            return False
        # "in Chad", "at Minsk" say where; only a subject is sure to be a party there.
        return word.dep_ != "obl" or preposition(word) in ("to", "from", "with", "for", "by", "against")

    def _agrees(self, token: Token, word: Token, side: Side) -> bool:
        many = word.tag_ in ("NNS", "NNPS") or (side.actor or "").startswith("group:")
        land = (side.actor or "").startswith("country:")
        if token.lower_ in PLURAL:
            return many and not (land and word.pos_ == "PROPN")
        return not many or land

    def _last_place(self, token: Token) -> Bearer | None:
        for i in range(token.i - 1, max(-1, token.i - _FAR), -1):
            bearer = self.names.at(i)
            if self.doc[i].dep_ == "nmod:poss" or i in self.speakers:
                continue  # whose a thing is, is not where it comes from; nor is who tells of it
            if bearer is not None and (bearer.kind == "PLACE" or self.known(bearer.name) is not None):
                return bearer
        return None

    def same_state(self, noun: Token, lemma: str) -> Side | None:
        """Whose "the army" is: of the army, or else the only state's servants, that were named before."""
        if not any(c.dep_ == "det" and c.lower_ in ("the", "these", "those") for c in noun.children):
            return None
        named = [(word, side) for i, word, side in self._servants if i < noun.i]
        alike = [side for word, side in named if word == lemma]
        if alike:
            return alike[-1]
        if (here := self._only_country(noun)) is not None:
            return here
        parties = {side.actor for _, side in named}
        return named[-1][1] if len(parties) == 1 else None

    def _only_country(self, noun: Token) -> Side | None:
        """The country that the report plays in: the only one in which it has said that something is."""
        sides: dict[str, Side] = {}
        for bearer in self.names.bearers[:500]:
            if bearer.kind != "PLACE":
                continue
            where = [m for m in bearer.mentions if m[0] < noun.i and self._located(m[1] - 1)]
            found = self.bearer_side(bearer) if where else None
            if found is not None:
                sides.setdefault(found[0], Side(found[0], *where[0], found[1]))
        known = [side for side in sides.values() if side.actor is not None]
        return known[0] if len(known) == 1 else next(iter(sides.values())) if len(sides) == 1 else None

    def scene(self, verb: Token) -> Side | None:
        """The place in which the report has said at its beginning that something is, if it is only one."""
        sides: dict[str, Side] = {}
        for bearer in self.names.bearers[:50]:
            if bearer.kind != "PLACE" or not bearer.mentions:
                continue
            where = [m for m in bearer.mentions if m[0] < verb.i and self._located(m[1] - 1)]
            if not where or self._sentence[where[0][0]] > _OPENING:
                continue
            found = self.bearer_side(bearer)
            if found is not None:
                sides.setdefault(found[0], Side(found[0], *where[0], found[1]))
        return next(iter(sides.values())) if len(sides) == 1 else None

    def _located(self, i: int) -> bool:
        token = self.doc[i]
        if token.dep_ == "nmod" and preposition(token) == "of" and token.head.lemma_ in _PARTS_OF_LAND:
            return self._located(token.head.i)
        if token.dep_ == "nmod" and token.head.pos_ == "NOUN" and not self.is_servant(token.head):
            return False  # "a company in Fiji" says where the company is, and not what the report is about
        return token.dep_ in ("obl", "nmod") and preposition(token) in _WHERE

    def land(self, noun: Token, others: Sequence[Side]) -> Side | None:
        """As in "The country", "the island": the one that was named last and is not the other side."""
        if not any(c.dep_ == "det" and c.lower_ in ("the", "this") for c in noun.children):
            return None
        for i in range(noun.i - 1, max(-1, noun.i - _FAR), -1):
            bearer = self.names.at(i)
            if self.doc[i].tag_ == "JJ" and self.doc[i].head.i != i and not self.is_servant(self.doc[i].head):
                continue  # "Russian naphtha" is of a country, but tells of naphtha
            if self._sentence[i] == self._sentence[noun.i] and self.doc[i].dep_.startswith("nsubj"):
                continue  # who acts here is not "the country" that it acts on
            if (
                bearer is not None
                and (found := self.bearer_side(bearer)) is not None
                and found[1] is not None
            ):
                side = Side(found[0], left_edge(self.doc, noun), noun.i + 1, found[1])
                if found[1].startswith("country:") and not any(side.same(o) for o in others):
                    return side
        return None

    def _of_antecedent(self, noun: Token, start: int) -> Side | None:
        """As in "Sweden, whose instructors trained them": they act for whoever stands before "whose"."""
        before = start - 1
        while before > 0 and self.doc[before].is_punct:
            before -= 1
        named = before >= 0 and self.doc[before].pos_ == "PROPN"
        whose = self.side(self._top(self.doc[before])) if named else None
        return Side(whose.name, start, noun.i + 1, whose.actor) if whose is not None else None

    def _top(self, name: Token) -> Token:
        """The head of a name, from its last word."""
        while name.dep_ in ("flat", "compound") and name.head.pos_ == "PROPN":
            name = name.head
        return name

    def _told_apart(self, noun: Token) -> bool:
        return any(c.dep_ in ("amod", "compound", "nmod:poss", "nmod") for c in noun.children)

    def _told_before(self, noun: Token, lemma: str) -> Side | None:
        """Which company "the company" is: the one that was told apart from others before."""
        first = noun.i > 0 and self.doc[noun.i - 1].lower_ in ("the", "this", "that")
        if not first or self._told_apart(noun):
            return None
        for i in range(noun.i - 1, max(-1, noun.i - _TOLD), -1):
            word = self.doc[i]
            alike = word.lower_ == noun.lower_ and word.tag_ == "NN"
            if alike and self._told_apart(word):
                return self.side(word)
        return None
