"""Whom "it", "they", "the army" and "the country" mean among the parties that the report has named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from whence.attributions.names import Bearer, Names
from whence.attributions.pronouns import HE, SHE, SPEAKER, THING
from whence.attributions.resolve import Resolver
from whence.exchanges.clauses import is_passive, surface_subjects
from whence.exchanges.nominal import left_edge, preposition
from whence.exchanges.side import Known, Side

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_FAR: Final = 60
"""Words back to whom a pronoun or "the country" may mean."""
_FAR_MORE: Final = 2
"""Mentions by which a country has to be ahead before a report is about it."""
_NESTED: Final = 4
_SENTENCES: Final = 2
PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_WHERE: Final = frozenset({"in", "across", "inside", "throughout", "on"})
_PARTS_OF_LAND: Final = frozenset(
    {"island", "north", "south", "east", "west", "province", "town", "city", "state",
     "region", "district"}
)  # fmt: skip
_INSIDE: Final = ("obj", "iobj", "obl", "nmod", "conj")
_OBJECTS: Final = ("obj", "iobj", "obl", "nmod:poss", "obl:agent")
_TOWARDS: Final = ("to", "for", "with", "from", "by")

_SETTLING: Final = frozenset({"agree", "pledge", "promise", "offer", "refuse", "decline", "approve", "ask",
     "appeal", "request"})  # fmt: skip
"""Verbs of saying whose subject acts by what it says."""
_TOLD: Final = 120
"""Words back to the emirate or strip that a noun takes up."""
_TITLE: Final = 25
"""Words that a title has at most."""
_GULF: Final = frozenset({"country:qat", "country:kwt", "country:are"})
APART: Final = frozenset({"country:gaza", "country:pse", "country:xkx", "country:esh"})
"""Lands listed like countries that hardly anybody takes for one state."""
LANDS_ALIKE: Final = {
    "emirate": _GULF, "sultanate": frozenset({"country:omn", "country:brn"}), "enclave": APART,
    "strip": APART, "territory": APART,
    "kingdom": frozenset({"country:sau", "country:jor", "country:mar", "country:bhr", "country:tha",
                          "country:khm", "country:btn", "country:lso", "country:swz", "country:ton"}),
}  # fmt: skip
"""Which countries some nouns can take up."""
_STATES_OWN: Final = frozenset({"army", "military", "navy"})
"""What every state has one of."""
_RIGHTFUL: Final = frozenset({"recognise", "recognize", "recognised", "recognized", "legitimate", "elected"})
_COUNTRY: Final = frozenset({"country", "kingdom", "republic", "nation"})


def plural_use(name: Token) -> bool:
    """As in "Everton want", "Benfica have": one name, of which the report speaks as of many."""
    verb = name.head
    if name.dep_ not in ("nsubj", "nsubj:pass") or name.pos_ != "PROPN" or verb.i < name.i:
        return False
    if any(c.dep_ == "conj" for c in name.children):
        return False
    first = next((c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"), verb)
    return first.tag_ == "VBP" or first.lower_ in ("have", "are", "were")


class Anaphora:
    """What `Parties` asks when words name nobody by themselves."""

    doc: Doc
    names: Names
    resolver: Resolver

    def __init__(self, doc: Doc) -> None:
        self._asked: list[int] = []
        """Pronouns and lands that are being resolved: "its army" may lead to another."""
        self._persons: set[int] = set()
        """Pronouns for persons that are, so that none waits for itself."""
        self.speakers: frozenset[int] = frozenset()
        """Tokens of those who speak: "it" in a later sentence is hardly they."""
        self._sentence = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            self._sentence[sentence.start : sentence.end] = [number] * len(sentence)
        self._servants: list[tuple[int, str, Side]] = []
        """State nouns with their owners: "Chad's army" is remembered for "the army"."""
        self._counting = False
        """Whether the names of countries are being counted."""

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
        if low in ("itself", "themselves") and token.dep_ in ("obj", "iobj"):
            return None  # "would arm itself" gives nobody anything
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
        if token.i in self._persons:
            return None  # "his chief of staff, Mr Roe", where "his" is taken for Mr Roe's
        self._persons.add(token.i)
        try:
            return self._person(token, others)
        finally:
            self._persons.discard(token.i)

    def _person(self, token: Token, others: Sequence[Side]) -> Side | None:
        """The party that "he", "she" or "there" stands for."""
        low = token.lower_
        bearer: Bearer | None = None
        if low in HE or low in SHE:
            bearer = self.resolver.pronoun(token, None)
            his = self.bearer_side(bearer) if bearer is not None and others else None
            theirs = his is not None and any(o.key == (his[1] or his[0].lower()) for o in others)
            if theirs:
                bearer = None  # "President Joe Biden promised his country wheat": the guest's
            if bearer is None or bearer.unnamed is not None:
                servant = self._last_servant(token, others)
                if servant is not None:
                    return Side(servant.name, token.i, token.i + 1, servant.actor)
        elif low == "there":
            bearer = self._last_place(token, others)
        if bearer is None:
            return None
        known = self.bearer_side(bearer)
        return Side(known[0], token.i, token.i + 1, known[1]) if known is not None else None

    def _last_named(self, token: Token, others: Sequence[Side]) -> Side | None:
        """Who "it" or "them" is: a body named as a subject before, else any named, but not the other side."""
        owner = self._clause_owner(token) if token.tag_ == "PRP$" else None
        if owner is not None and not any(owner.same(o) for o in others):
            return owner
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
            placed = word.dep_ in _OBJECTS or (word.dep_ == "nmod" and preposition(word) in _TOWARDS)
            if not again and (word.pos_ not in ("PROPN", "NOUN") or not (subject or placed)):
                continue
            tells = i in self.speakers and gap and not self._pledges(word) and word.tag_ != "NNPS"
            if tells or not self._may_be(token, word):
                continue
            if i in self.speakers and not gap and self._inserted(word):
                continue  # "Iran armed them, American prosecutors allege, …": not the prosecutors
            side = self.side(word)
            if side is None or any(side.same(o) for o in others):
                continue
            if not again and not self._agrees(token, word, side):
                continue
            if subject:
                return side
            if objects is None and side.actor is not None:
                objects = side
        if objects is None and token.lower_ in PLURAL and token.dep_ == "nsubj" and token.is_sent_start:
            return self._club_before(token, others)
        return objects

    def _club_before(self, token: Token, others: Sequence[Side]) -> Side | None:
        """As in "Porto Azul sold a defender. They have lent …": who acted just before."""
        if not token.i:
            return None
        before = self.doc[token.i - 1].sent
        for word in before:
            if word.dep_ == "nsubj" and word.pos_ == "PROPN" and word.head.i == before.root.i:
                side = self.side(word)
                if side is None or (side.actor or "").startswith("country:"):
                    return None
                return side if not any(side.same(o) for o in others) else None
        for word in before:
            # "Bondholders in London were less pleased. They gave up …"
            if word.tag_ == "NNS" and word.dep_ == "nsubj" and word.head.i == before.root.i:
                side = self.side(word) or self.anybody(word)
                return side if side is not None and not any(side.same(o) for o in others) else None
        for word in before:
            # "Chad's minister met bilateral creditors. They agreed …"
            if word.tag_ == "NNS" and word.dep_ in ("obj", "obl") and word.head.i == before.root.i:
                side = self.side(word)
                return side if side is not None and not any(side.same(o) for o in others) else None
        return None

    def _clause_owner(self, token: Token) -> Side | None:
        """Whose a thing is of which a clause tells: "Oslo suspended its help", as a rule its subject's."""
        node = token.head
        while node.pos_ != "VERB" and node.head.i != node.i and node.dep_ in _INSIDE:
            node = node.head
        if node.pos_ != "VERB" or token.i < node.i or is_passive(node):
            return None
        for subject in surface_subjects(node):
            if subject.i < node.i and subject.pos_ in ("PROPN", "NOUN") and self._may_be(token, subject):
                side = self.side(subject)
                return side if side is not None and self._agrees(token, subject, side) else None
        return None

    def _teller(self, token: Token) -> Side | None:
        """Whoever says the clause that "it" stands in: "France, whose rival …, says it has shipped …"."""
        if token.lower_ not in THING:
            return None
        for word in token.ancestors:
            if word.dep_ != "ccomp" or word.head.i > token.i:
                continue
            first = [c for c in word.children if c.dep_ == "nsubj" and c.pos_ == "PROPN" and c.i < word.i]
            if first and token.head.dep_ == "conj" and token.head.head.i == word.i:
                return self.side(first[0])  # "said Minsk was arming and that it had sent guns": Minsk
            for subject in word.head.children:
                if (
                    subject.dep_ == "nsubj"
                    and subject.i < word.head.i
                    and subject.pos_ == "PROPN"
                    and (self._may_be(token, subject) or self._no_person(token, subject))
                ):
                    return self.side(subject)
        return None

    def _no_person(self, it: Token, subject: Token) -> bool:
        """As in "Cargill said it had never bought …", where the reader has taken a firm for a person."""
        bearer = self.names.at(subject.i)
        short = bearer is not None and " " not in bearer.name and self.known(bearer.name) is None
        return short and it.dep_ == "nsubj" and it.head.i == it.i + 1 + self._auxiliaries(it)

    def _auxiliaries(self, subject: Token) -> int:
        """How many auxiliaries and adverbs stand between a subject and its verb."""
        return sum(c.dep_.startswith(("aux", "advmod")) and c.i > subject.i for c in subject.head.lefts)

    def anybody(self, noun: Token) -> Side | None:
        """Whoever a noun stands for, by its own words; see `Descriptions`."""
        raise NotImplementedError

    def _last_servant(self, token: Token, others: Sequence[Side] = ()) -> Side | None:
        """As in "the Brazilian president said as he promised …": the office-holder who was named before."""
        for i in range(token.i - 1, max(-1, token.i - _FAR), -1):
            word = self.doc[i]
            if self._sentence[token.i] - self._sentence[i] > 1:
                return None
            if word.dep_.startswith("nsubj") and word.tag_ in ("NN", "NNP") and word.i != token.i:
                side = self.side(word) if self.is_servant(word) else None
                if side is not None and side.actor is not None and not any(side.same(o) for o in others):
                    return side
        return None

    def is_servant(self, noun: Token) -> bool:
        """Whether a noun is of somebody who acts for a state; see `Parties`."""
        raise NotImplementedError

    def is_firm(self, word: Token) -> bool:
        """Whether a firm bears a name; see `Firms`."""
        raise NotImplementedError

    def _inserted(self, word: Token) -> bool:
        """Whether who speaks stands between commas, apart from what is told."""
        start = left_edge(word)
        return start > 0 and self.doc[start - 1].text == "," and word.sent.start != start

    def _pledges(self, word: Token) -> bool:
        """Whether who speaks settles something by it: "France has agreed to sell it guns. It has …"."""
        return word.head.lemma_ in _SETTLING

    def _may_be(self, token: Token, word: Token) -> bool:
        bearer = self.names.at(word.i)
        unknown = bearer is not None and bearer.kind == "PERSON" and self.known(bearer.name) is None
        if unknown and not self.is_firm(word):
            return False
        if word.lemma_ in _COUNTRY and self._sentence[word.i] == self._sentence[token.i]:
            return True  # "has built roads in the country and lent it money"
        # "in Chad", "at Minsk" say where; only a subject is sure to be a party there.
        return word.dep_ != "obl" or preposition(word) in ("to", "from", "with", "for", "by", "against")

    def _agrees(self, token: Token, word: Token, side: Side) -> bool:
        many = word.tag_ in ("NNS", "NNPS") or (side.actor or "").startswith("group:") or plural_use(word)
        land = (side.actor or "").startswith("country:")
        if token.lower_ in PLURAL:
            return many and not (land and word.pos_ == "PROPN" and word.ent_type_ != "NORP")
        return not many or land or (side.actor or "").startswith("organisation:")

    def _last_place(self, token: Token, others: Sequence[Side] = ()) -> Bearer | None:
        for i in range(token.i - 1, max(-1, token.i - _FAR), -1):
            bearer = self.names.at(i)
            if self.doc[i].dep_ == "nmod:poss" or i in self.speakers:
                continue  # whose a thing is, is not where it comes from; nor is who tells of it
            if bearer is not None and (bearer.kind == "PLACE" or self.known(bearer.name) is not None):
                found = self.bearer_side(bearer)
                key = (found[1] or found[0].lower()) if found is not None else None
                if not any(o.key == key for o in others):
                    return bearer
        return None

    def same_state(self, noun: Token, lemma: str) -> Side | None:
        """Whose "the army" is: of the army, or else the only state's servants, that were named before."""
        if not any(c.dep_ == "det" and c.lower_ in ("the", "these", "those") for c in noun.children):
            return None
        named = [(word, side) for i, word, side in self._servants if i < noun.i]
        alike = [side for word, side in named if word == lemma]
        about = self.title_country
        if alike:
            return next((side for side in alike if side.same(about)), alike[-1])
        here = self._only_country(noun)
        if here is not None and here.actor is not None:
            return here
        if about is not None and not (lemma == "junta" and self._two_in_title):
            return Side(about.name, left_edge(noun), noun.i + 1, about.actor)
        parties = {side.actor for _, side in named}
        if len(parties) == 1:
            return named[-1][1]
        return self._first_acting(noun) or here or self._sole_country(noun)

    def _sole_country(self, noun: Token) -> Side | None:
        """Whose "the recognised government" is: the only country's that the report has named before."""
        if not any(c.lemma_.lower() in _RIGHTFUL for c in noun.children):
            return None
        found: dict[str, Side] = {}
        for bearer in self.names.bearers[:50]:
            known = self.bearer_side(bearer) if bearer.first < noun.i else None
            if known is not None and (known[1] or "").startswith("country:"):
                found[str(known[1])] = Side(known[0], left_edge(noun), noun.i + 1, known[1])
        return next(iter(found.values())) if len(found) == 1 else None

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

    @cached_property
    def title_end(self) -> int:
        """The token behind the title: a first paragraph that is short and ends without a full stop."""
        for token in self.doc[:_TITLE]:
            if token.is_space and "\n\n" in token.text:
                titled = token.i > 0 and self.doc[token.i - 1].text not in (".", "”", '"')
                return token.i if titled else 0
        return 0

    @cached_property
    def title_country(self) -> Side | None:
        """The country that the title names first: what the report is about, as a rule."""
        for i in range(self.title_end):
            bearer = self.names.at(i)
            found = self.bearer_side(bearer) if bearer is not None else None
            if preposition(self.doc[i]) in ("from", "with", "against", "over"):
                continue  # "Rebels get drones from Emirates" is not about the Emirates
            if found is not None and (found[1] or "").startswith("country:"):
                return Side(found[0], i, i + 1, found[1])
            if found is not None and found[1] is None and self.doc[i].dep_ == "nsubj":
                return None  # "Orsted sells Irish wind farms" is about Orsted
        return None

    @cached_property
    def _two_in_title(self) -> bool:
        """Whether the title names several countries."""
        found = {
            s[1] for i in range(self.title_end) if (b := self.names.at(i)) and (s := self.bearer_side(b))
        }
        return len({f for f in found if (f or "").startswith("country:")}) > 1

    def _first_acting(self, noun: Token) -> Side | None:
        """The country that is the subject of the report's first sentence below the title."""
        end = self.title_end
        if noun.lemma_.lower() not in _STATES_OWN or self._sentence[noun.i] == self._sentence[end]:
            return None
        for token in self.doc[end : min(end + _TITLE, noun.i)]:
            if token.dep_ == "nsubj" and token.pos_ == "PROPN":
                bearer = self.names.at(token.i)
                found = self.bearer_side(bearer) if bearer is not None else None
                if found is None or not (found[1] or "").startswith("country:"):
                    return None
                if self._others_in(token.sent.start, token.sent.end, found[1]):
                    return None  # "Ankara has sent drones to rebels in Chad. The army …": whose?
                return Side(found[0], left_edge(noun), noun.i + 1, found[1])
        return None

    def _others_in(self, start: int, end: int, actor: str | None) -> bool:
        """Whether words name a country that is not the one given."""
        bearers = [b for i in range(start, end) if (b := self.names.at(i)) is not None]
        sides = [side for b in bearers if (side := self.bearer_side(b)) is not None]
        return any(s[1] != actor and (s[1] or "").startswith("country:") for s in sides)

    @cached_property
    def _mostly(self) -> Side | None:
        """The country that the report names far more often than any other."""
        self._counting = True  # whose "the state news agency" is may be asked on the way: not by this count
        counts: dict[str, int] = {}
        sides: dict[str, Side] = {}
        for bearer in self.names.bearers[:200]:
            found = self.bearer_side(bearer) if bearer.unnamed is None else None
            if found is None or not (found[1] or "").startswith("country:"):
                continue
            key = str(found[1])
            counts[key] = counts.get(key, 0) + len(bearer.mentions)
            sides.setdefault(key, Side(found[0], 0, 1, found[1]))
        first, second = ([*sorted(counts, key=lambda k: -counts[k]), "", ""])[:2]
        self._counting = False
        return sides[first] if first and counts[first] >= counts.get(second, 0) + _FAR_MORE else None

    def _located(self, i: int) -> bool:
        token = self.doc[i]
        if token.dep_ == "nmod" and preposition(token) == "of" and token.head.lemma_ in _PARTS_OF_LAND:
            return self._located(token.head.i)
        if token.dep_ == "nmod:poss" and (
            token.head.ent_type_ == "PLACE" or token.head.lemma_ in _PARTS_OF_LAND
        ):
            return self._located(token.head.i)  # "in Sudan's West Kordofan"
        if token.dep_ == "nmod" and token.head.pos_ == "NOUN" and not self.is_servant(token.head):
            return False  # "a company in Fiji" says where the company is, and not what the report is about
        return token.dep_ in ("obl", "nmod") and preposition(token) in _WHERE

    def land(self, noun: Token, others: Sequence[Side]) -> Side | None:
        """As in "The country", "the island": the one that was named last and is not the other side."""
        before = self.doc[noun.i - 1].lower_ if noun.i else ""
        if before not in ("the", "this") and not any(
            c.dep_ == "det" and c.lower_ in ("the", "this") for c in noun.children
        ):
            return None
        if len(self._asked) >= _NESTED or noun.i in self._asked:
            return None  # "a ruler of the country": whose ruler that is, is what is being asked
        self._asked.append(noun.i)
        try:
            return self._land(noun, others)
        finally:
            self._asked.pop()

    def _land(self, noun: Token, others: Sequence[Side]) -> Side | None:
        alike = LANDS_ALIKE.get(noun.lemma_.lower())
        if alike is not None and ((one := self._alike(noun, others, alike)) or noun.lemma_ != "kingdom"):
            return one
        about = self.title_country or (None if self._counting else self._mostly)
        if about is not None and noun.lemma_ != "island":
            subjects = [t for t in self.doc[noun.sent.start : noun.i] if t.dep_.startswith("nsubj")]
            acts = [s for t in subjects if t.i != noun.i and (s := self.side(t)) is not None]
            if not any(about.same(s) for s in (*others, *acts)):
                return Side(about.name, left_edge(noun), noun.i + 1, about.actor)
        spoken_of: Side | None = None
        for i in range(noun.i - 1, max(-1, noun.i - _FAR), -1):
            if spoken_of is None and self._sentence[i] < self._sentence[noun.i]:
                spoken_of = self._spoken_of(i, others)
                if spoken_of is not None:
                    return Side(spoken_of.name, left_edge(noun), noun.i + 1, spoken_of.actor)
            bearer = self.names.at(i)
            if self.doc[i].tag_ == "JJ" and self.doc[i].head.i != i and not self.is_servant(self.doc[i].head):
                continue  # "Russian naphtha" is of a country, but tells of naphtha
            if self._sentence[i] == self._sentence[noun.i] and self._acts_on(self.doc[i], noun):
                continue  # who acts here is not "the country" that it acts on
            if (
                bearer is not None
                and (found := self.bearer_side(bearer)) is not None
                and found[1] is not None
            ):
                side = Side(found[0], left_edge(noun), noun.i + 1, found[1])
                if found[1].startswith("country:") and not any(side.same(o) for o in others):
                    return side
        return None

    def _spoken_of(self, i: int, others: Sequence[Side]) -> Side | None:
        """The country that the sentence of a word speaks of: its subject, or whose servant that is."""
        root = self.doc[i].sent.root
        for subject in root.children:
            if subject.dep_ not in ("nsubj", "nsubj:pass", "nsubj:outer") or subject.i > root.i:
                continue
            if any(c.dep_ == "conj" for c in subject.children) or subject.i in self.speakers:
                return None
            owned = any(c.dep_ == "nmod:poss" for c in subject.children)
            if subject.pos_ != "PROPN" and not (owned and self.is_servant(subject)):
                return None
            side = self.side(subject)
            if side is None or not (side.actor or "").startswith("country:"):
                return None
            return side if not any(side.same(o) for o in others) else None
        return None

    def _alike(self, noun: Token, others: Sequence[Side], alike: frozenset[str]) -> Side | None:
        """As in "the emirate", "the strip": of those that are one, the last that was named."""
        for i in range(noun.i - 1, max(-1, noun.i - _TOLD), -1):
            bearer = self.names.at(i)
            found = self.bearer_side(bearer) if bearer is not None else None
            if found is not None and found[1] in alike:
                side = Side(found[0], left_edge(noun), noun.i + 1, found[1])
                if not any(side.same(o) for o in others):
                    return side
        return None

    def _acts_on(self, subject: Token, noun: Token) -> bool:
        """Whether a noun stands in the clause of a subject, and in no clause on something else there.

        Of "Managua has got buses from Beijing, which is building an airport for the country" only Beijing.
        """
        if not subject.dep_.startswith("nsubj"):
            return False
        for node in noun.ancestors:
            if node.i == subject.head.i:
                return True
            if node.dep_ == "acl:relcl" and any(c.dep_.startswith("nsubj") for c in node.children):
                return False
        return True

    def _top(self, name: Token) -> Token:
        """The head of a name, from its last word."""
        while name.dep_ in ("flat", "compound") and name.head.pos_ == "PROPN":
            name = name.head
        return name

    def _told_apart(self, noun: Token) -> bool:
        return any(c.dep_ in ("amod", "compound", "nmod:poss", "nmod") for c in noun.children)
