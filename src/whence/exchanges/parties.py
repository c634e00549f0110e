"""The two sides of an exchange: from words to the party that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from whence.attributions.names import Bearer, Names
from whence.attributions.resolve import Resolver
from whence.exchanges.categories import Thing
from whence.exchanges.descriptions import INDEFINITE, PLACES, Descriptions
from whence.exchanges.nominal import is_pronoun, left_edge, preposition
from whence.exchanges.owners import LANDS
from whence.exchanges.rules import ExchangeRules
from whence.exchanges.side import Known, PartyNames, Side

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token
    from whence.spans import TextSpan

_PARTICLES: Final = frozenset({"do", "da", "dos", "das", "de", "del", "di", "du", "van", "von"})
_NAMES: Final = ("PERSON", "ORG", "PLACE", "NORP", "MISC")
_ITSELF: Final = ("organisation", "group")
"""Kinds of actors that are a party themselves, whomever they belong to."""
_PARTS: Final = frozenset({"south", "north", "east", "west", "rest", "part", "government"})
_ANYBODY: Final = frozenset(
    {
        "anybody",
        "anyone",
        "everybody",
        "everyone",
        "nobody",
        "somebody",
        "someone",
        "forces",
        "those",
        "people",
    }
)
_NAMING: Final = ("of", "without", "for", "against")
"""Prepositions within names: "Doctors Without Borders"."""
_MADE: Final = frozenset({"made", "built", "supplied", "donated", "produced", "manufactured", "provided"})
_SHORTEST: Final = 3
"""Letters of what may be a name before a sum, and not a currency ("Rs", "Sh")."""
PURSES: Final = frozenset({"fund", "programme", "program", "foundation", "scheme", "account", "treasury"})
"""Where money is paid into, and who has it then."""
RELATED: Final = frozenset(
    {"neighbour", "neighbor", "rival", "ally", "partner", "opponent", "supplier", "customer", "creditor",
     "lender", "buyer", "donor", "landlord", "enemy", "brother", "sister", "cousin", "family", "widow",
     "captor", "owner", "counterpart", "successor", "predecessor", "patron", "backer", "friend", "wife"}
)  # fmt: skip
"""Nouns that say what somebody is to another: "its neighbour" is not it."""


def camel(word: str) -> bool:
    """Whether large letters stand within a word, as in "TotalEnergies": a name, whatever the reader says."""
    return word[:1].isupper() and not word.isupper() and any(c.isupper() for c in word[2:])


class Parties(Descriptions):
    """Finds parties in one Doc."""

    def __init__(
        self, doc: Doc, names: Names, resolver: Resolver, actors: PartyNames, rules: ExchangeRules
    ) -> None:
        super().__init__(doc)
        self.doc = doc
        self.names = names
        self.resolver = resolver
        self.actors = actors
        self.rules = rules
        self._known: dict[str, Known | None] = {}
        self._whole: dict[str, Known | None] = {}
        self.part: Callable[[TextSpan], tuple[int, int] | None] = lambda span: None
        """The tokens of a span of the text as found."""
        self._context: tuple[str, ...] = ()
        found = (
            self.known(bearer.name)
            for bearer in names.bearers[:500]
            if bearer.unnamed is None and bearer.name.lower() not in rules.elsewhere
        )
        self._context = tuple({actor.id for actor in found if actor is not None})
        self._known = {text: actor for text, actor in self._known.items() if actor is not None}
        self.tokens = doc.tokens
        for token in self.tokens:
            if token.pos_ == "NOUN" and (lemma := self._stem(token)) in rules.state_nouns:
                owner = self._owner(token)
                named = owner is not None and doc[owner.start].pos_ != "PRON"
                if owner is not None and owner.actor is not None and named:
                    self._servants.append((token.i, lemma, owner))

    def known(self, text: str) -> Known | None:
        """What the list of actors says of some words, asked once."""
        text = " ".join(text.split())
        if text not in self._known:
            self._known[text] = self._ask(text)
        return self._known[text]

    def _ask(self, text: str) -> Known | None:
        match = self.actors.resolve(text, context=self._context)
        if match is not None and match.actor.kind == "outlet":
            return None
        if match is not None and (match.actor.kind in _ITSELF or match.actor.id in self.rules.acts_for):
            return self.actors.get(self.rules.acts_for.get(match.actor.id, match.actor.id))
        if (other := self._elsewhere(text)) is not None:
            return other
        party = self.actors.party(text, context=self._context) or self.rules.seats.get(text.lower())
        return self.actors.get(party) if party is not None else None

    def _elsewhere(self, text: str) -> Known | None:
        """The country of a place that another has as well, where only that one is named."""
        lands = self.rules.elsewhere.get(text.lower(), ())
        if not lands:
            return None
        usual = self.actors.party(text) or self.rules.seats.get(text.lower())
        named = [land for land in lands if land in self._context]
        return self.actors.get(named[0]) if len(named) == 1 and usual not in self._context else None

    def whole(self, text: str) -> Known | None:
        """Whom just these words name: not "Finnish" in "a Finnish yard"."""
        text = " ".join(text.split())
        if text not in self._whole:
            match = self.actors.resolve(text, context=self._context)
            self._whole[text] = self.known(text) if match is not None else None
        return self._whole[text]

    def side(self, token: Token, others: Sequence[Side] = ()) -> Side | None:
        """The party that a noun stands for, or None where it names nobody who could give or get."""
        if token.lower_ in _ANYBODY:
            behind = self.doc[token.i + 1 : token.i + 3]
            if len(behind) == 2 and behind[0].lower_ == "in" and behind[1].pos_ == "PROPN":
                return self.side(behind[1])
        if self._nobody(token) or self._channel(token):
            return None
        if any(c.lower_ == "no" and c.dep_ == "det" for c in token.children):
            return None  # "No Gulf state has given a cent"
        short = token.text.isupper() and (len(token.text) > 2 or token.pos_ == "PROPN")
        if short and (named := self.whole(token.text)) is not None:
            return Side(
                named.name, token.i, token.i + 1, named.id
            )  # "WHO" is nobody's relative pronoun, nor "US" us
        if is_pronoun(token) or token.lower_ == "there":
            return self.pronoun(token, others)
        if token.pos_ in ("NUM", "DET") or token.lower_ in ("most", "some", "many", "half"):
            # "forty of Manila's coastguards"
            whole = [c for c in token.children if c.dep_ == "nmod" and preposition(c) == "of"]
            if not whole and token.i + 2 < len(self.doc) and self.doc[token.i + 1].lower_ == "of":
                # hung on the verb instead
                ahead = self.doc[token.i + 2 : token.i + 7]
                whole = [t for t in ahead if t.pos_ in ("NOUN", "PROPN") and preposition(t) == "of"][:1]
            if whole:
                return self._hurt(token, whole[0]) or self.side(whole[0], others)
        if token.ent_type_ == "MONEY" and token.pos_ == "PROPN":
            paid = self.whole(token.text)  # "paid Lisbon 40 million euros", all taken for the sum
            if paid is not None:
                return Side(paid.name, token.i, token.i + 1, paid.id)
            counted = token.i + 1 < len(self.doc) and self.doc[token.i + 1].pos_ in ("NUM", "SYM")
            name = token.text.istitle() and len(token.text) > _SHORTEST and counted
            return Side(token.text, token.i, token.i + 1, None) if name else None
        if token.ent_type_ in ("DATE", "DURATION", "TIME", "NUMBER", "MONEY", "PERCENT", "ORDINAL", "SET"):
            return None
        if (body := self._body_named(token) or self._quarter(token)) is not None:
            return body
        if token.pos_ == "PROPN" or (token.text[:1].isupper() and token.pos_ == "NOUN"):
            # "the Group of Seven"
            for child in token.children:
                if child.i == token.i + 2 and preposition(child) in _NAMING and child.text[:1].isupper():
                    first = token.i
                    while (
                        first and self.doc[first - 1].head.i == token.i and self.doc[first - 1].text.istitle()
                    ):
                        first -= 1  # "the | Democratic Republic of Congo"
                    for start in dict.fromkeys((first, token.i)):
                        known = self.whole(self._trim(start, child.i + 1))
                        if known is not None:
                            return Side(known.name, start, child.i + 1, known.id)
                    if preposition(child) == "of" and (whose := self._office_of(token, child)) is not None:
                        return whose
                    if preposition(child) == "of" and not self._seated_body(token, child):
                        return Side(self._trim(first, child.i + 1), first, child.i + 1, None)
        if (owned := self._owned_body(token) or self._society(token)) is not None:
            return owned
        entity = self._entity(token)
        bearer = self.names.at(token.i)
        if bearer is not None and bearer.kind == "OUTLET":
            return None
        if entity is not None:
            start, end = entity
            if token.ent_type_ == "NORP" and token.pos_ == "NOUN" and token.i >= end:
                return None
            found = self._named(token, start, end)
            if found is not None:
                return found
        if token.pos_ == "PROPN" or (
            token.pos_ in ("ADJ", "NOUN") and token.text[:1].isupper() and not token.is_sent_start
        ):
            start = left_edge(token)
            while start < token.i and self.doc[start].lower_ in INDEFINITE:
                start += 1
            text = self.doc[start : token.i + 1].text
            serves = self._stem(token) in self.rules.state_nouns  # "US marines"
            for words, at in ((text, start), (token.text, token.i)):
                party = self.whole(words) if " " in words and not serves else self.known(words)
                if party is not None:
                    return Side(party.name, at, token.i + 1, party.id)
            a_name = (
                token.pos_ == "PROPN" or (token.tag_ == "NNP" and not token.ent_type_) or camel(token.text)
            )
            if a_name and (" " in text or token.lower_ not in self.rules.party_nouns):
                return Side(self._own_name(self._without_trade(text, start)), start, token.i + 1, None)
        if token.pos_ in ("NOUN", "PROPN"):
            return self._described(token, others)
        return None

    def _office_of(self, name: Token, child: Token) -> Side | None:
        """As in "Vietnam's Ministry of Health", "the Ministry of Defence of Armenia": whose it is."""
        if self._stem(name) not in ("ministry", "department"):
            return None
        owner = self._owner(name) or self._owner(child)
        return Side(owner.name, name.i, child.i + 1, owner.actor) if owner is not None else None

    def adjective(self, token: Token) -> Side | None:
        """The party of an adjective or noun before a noun: "Russian deliveries", "Pyongyang's shells"."""
        if token.ent_type_ not in ("NORP", "PLACE", "ORG", "PERSON", "MISC") and token.pos_ != "PROPN":
            return None
        entity = self._entity(token)
        start, end = entity if entity is not None else (token.i, token.i + 1)
        words = self._trim(start, end)
        party = self.known(words)
        if party is not None and token.ent_type_ == "ORG" and self._firm(words, start, end):
            return Side(words, start, end, None)
        return Side(party.name, start, end, party.id) if party is not None else None

    def _firm(self, words: str, start: int, end: int) -> bool:
        """Whether a body only has a country in its name: "Saudi Aramco", not "Russian Defence Ministry"."""
        state = any(self._stem(t) in self.rules.state_nouns for t in self.doc[start:end])
        return " " in words and self.whole(words) is None and not state

    def modifier(self, noun: Token) -> Side | None:
        """The party that a noun's own modifiers name: "North Korean troops", "Seoul's tanks"."""
        for child in noun.children:
            if child.dep_ in ("amod", "compound", "nmod:poss") and child.i < noun.i:
                if child.dep_ == "nmod:poss" and is_pronoun(child):
                    continue
                if child.lower_ in _MADE and not any(c.dep_ == "nmod:poss" for c in noun.children):
                    # "Chinese-made howitzers"
                    made = [s for c in child.children if c.i < child.i and (s := self.adjective(c))]
                    if made:
                        return made[0]
                elif child.lower_ in _MADE:
                    continue  # "its Soviet-made tanks" are whose they are
                found = self.adjective(child)
                if found is not None:
                    return found
        return None

    def _entity(self, token: Token) -> tuple[int, int] | None:
        bearer = self.names.at(token.i)
        if bearer is not None:
            for a, b in bearer.mentions:
                if a <= token.i < b:
                    return a, self._whole_name(b)
        if not token.ent_type_ or token.ent_type_ not in _NAMES:
            return None
        a = b = token.i
        while a > 0 and self.doc[a].ent_iob_ == "I":
            a -= 1
        while b + 1 < len(self.doc) and self.doc[b + 1].ent_iob_ == "I":
            b += 1
        return a, self._whole_name(b + 1)

    def _whole_name(self, end: int) -> int:
        """The end of a name that goes on behind a particle: "Guarani | do Norte"."""
        while end + 1 < len(self.doc) and self.doc[end].text in _PARTICLES:
            if self.doc[end + 1].pos_ != "PROPN":
                break
            end += 2
        return end

    def _trim(self, start: int, end: int) -> str:
        while end > start + 1 and (
            self.doc[end - 1].text in ("'s", "’s", "'", "’", "-")
            or (self.doc[end - 2].text == "-" and self.doc[end - 1].lower_ in _MADE)
        ):
            end -= 1
        while start < end - 1 and self.doc[start].lower_ in ("the", "a", "an"):
            start += 1
        return str(self.doc[start:end].text)

    def _channel(self, token: Token) -> bool:
        """Whether a word is where somebody writes: "appealed on Facebook for help"."""
        said = any(c.dep_ == "case" and c.lower_ in ("on", "via", "through") for c in token.children)
        return said and token.lower_ in self.names.rules.channels

    def _named(self, token: Token, start: int, end: int) -> Side | None:
        while start > 0 and self._of_name(start - 1, start, end):
            start -= 1
        text = self._trim(start, end)
        bearer = self.names.at(token.i)
        full = bearer.name if bearer is not None and len(bearer.name) >= len(text) else text
        edge = start
        while (
            edge > 0
            and self.doc[edge - 1].pos_ in ("ADJ", "NOUN", "PROPN")
            and self.doc[edge - 1].head.i in range(start, end)
        ):
            edge -= 1
        # "South Korea's Defense Intelligence Agency" is not whoever bears the name without its owner.
        owned = len(full) > len(text) and full.endswith(text) and ("'s " in full or "’s " in full)
        tried = [full] if owned else [text, full]
        if edge < start:
            tried.insert(0, str(self.doc[edge:end].text))
        person = token.ent_type_ == "PERSON" and not self.is_firm(token)
        servant = person or self._stem(self.doc[end - 1]) in self.rules.state_nouns
        for words in tried:
            # Of several words only the whole name counts: a museum is not the country in its name.
            party = self.known(words) if servant or " " not in words else self.whole(words)
            if party is not None:
                return Side(party.name, start, end, party.id)
        if token.ent_type_ in ("PERSON", "MISC") or (bearer is not None and bearer.kind == "PERSON"):
            acts_for = self._acts_for(token, bearer)
            if acts_for is not None:
                return Side(acts_for.name, start, end, acts_for.id)
        owner = self._owner(token)
        if owner is not None and token.lemma_.lower() in self.rules.state_nouns:
            return Side(owner.name, start, end, owner.actor)
        if token.ent_type_ == "NORP":
            return None if token.pos_ == "ADJ" else Side(text, start, end, None)
        return Side(self._own_name(self._longest(self._without_trade(full, start), start)), start, end, None)

    def _of_name(self, i: int, start: int, end: int) -> bool:
        """Whether a word before a name is of it: "Sporting" of "Sporting Alcina"."""
        word = self.doc[i]
        return (
            word.text[:1].isupper()
            and not word.is_sent_start
            and word.head.i in range(start, end)
            and word.dep_ in ("compound", "amod", "flat")
            and not word.ent_type_
            and word.lemma_.lower() not in self.rules.state_nouns
            and word.lower_ not in self.names.rules.persons
        )

    def _described(self, noun: Token, others: Sequence[Side] = ()) -> Side | None:
        lemma = self._stem(noun)
        if (
            bears := self._called(noun, lemma) or self._own_called(noun) or self._managed(noun, others)
        ) is not None:
            return bears
        if (whose := self._possessed(noun) or self._from_body(noun)) is not None:
            return whose
        if lemma in PLACES or lemma == "state":
            for child in noun.children:
                named = child.dep_ == "nmod" and preposition(child) == "of" and child.i <= noun.i + 3
                if named and child.pos_ == "PROPN" and (place := self.side(child)) is not None:
                    return place
            behind_it = self.doc[noun.i + 1 : noun.i + 3]
            if len(behind_it) == 2 and behind_it[0].lower_ == "of" and behind_it[1].ent_type_ == "PLACE":
                # the name hung on what follows: "sent the region of Transnistria | gas"
                known = self.adjective(behind_it[1])
                if known is not None:
                    return Side(known.name, left_edge(noun), noun.i + 3, known.actor)
            for child in noun.children:
                if child.dep_ == "compound" and child.i < noun.i and child.ent_type_ == "PLACE":
                    known = self.adjective(child)
                    if known is not None:
                        return Side(known.name, left_edge(noun), noun.i + 1, known.actor)
        first_word = self.doc[noun.i - 1].lemma_.lower() if noun.i else ""
        if lemma not in self.rules.party_nouns and f"{first_word} {lemma}" not in self.rules.party_nouns:
            if lemma in _PARTS:
                for child in noun.children:
                    if child.dep_ == "nmod" and preposition(child) == "of" and child.ent_type_ == "PLACE":
                        return self.side(child)
            return None
        start = left_edge(noun)
        if any(c.dep_ == "nmod:poss" and c.lower_ == "whose" for c in noun.children):
            return self._of_antecedent(noun, start)
        if lemma in RELATED:
            if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.head.i < noun.i:
                return self.side(noun.head, others)  # "Niger, Nigeria's neighbour, …"
            between = start > 1 and self.doc[start - 1].text == "," and noun.i + 1 < len(self.doc)
            if between and self.doc[noun.i + 1].text == "," and self.doc[start - 2].ent_type_ == "PLACE":
                return self.side(self.doc[start - 2], others)
            after = noun.nbor(1) if noun.i + 1 < len(self.doc) else noun
            if after.pos_ == "PROPN" and after.ent_type_ in ("PLACE", "ORG") and noun.tag_ == "NN":
                return self.side(after, others)  # "its ally Cuba", wherever the tree hangs the name
        theirs = lemma in RELATED and any(c.dep_ == "nmod:poss" for c in noun.children)
        if lemma in self.rules.state_nouns and not theirs:
            # "Cairo trains its pilots" are another's; "to its side of the border" is its own
            taught = noun.dep_ == "obj" and noun.head.lemma_ in ("train", "teach", "coach", "instruct")
            owner = self._owner(noun, others if taught or lemma in LANDS else ())
            if owner is not None:
                return Side(owner.name, start, noun.i + 1, owner.actor)
        behind = self.doc[noun.i + 1].lower_ if noun.i + 1 < len(self.doc) else ""
        if lemma in self.rules.state_nouns and behind == "there":
            there = self.pronoun(self.doc[noun.i + 1])  # "The ministry there refuses"
            if there is not None:
                return Side(there.name, start, noun.i + 1, there.actor)
        if lemma in self.rules.state_nouns and noun.tag_ == "NN":
            # "the rebels' spokesman" speaks and acts for the rebels
            for child in noun.children:
                if child.dep_ == "nmod:poss" and self._stem(child) in self.rules.party_nouns:
                    whose = self.side(child, others)
                    if whose is not None:
                        return Side(whose.name, start, noun.i + 1, whose.actor, whose.sure)
        if lemma not in RELATED and lemma not in self.rules.state_nouns:
            for child in noun.children:
                if child.dep_ == "nmod:poss" and is_pronoun(child):
                    whose = self.pronoun(child, others)
                    if whose is not None:
                        return Side(whose.name, start, noun.i + 1, whose.actor)
        for child in noun.children:
            # "The manufacturer, Nordvac, has agreed": the name says who
            called = child.dep_ == "appos" and child.pos_ == "PROPN" and child.i <= noun.i + 4
            if (
                called
                and self.doc[noun.i + 1].text == ","
                and (whose := self.side(child, others)) is not None
            ):
                return whose
        first = start
        while first < noun.i and (self.doc[first].lower_ in INDEFINITE or self._counts(first, noun)):
            first += 1
        if first == noun.i and first and self.doc[first - 1].tag_ == "NN":
            first -= 1  # "flood | victims", the first taken for a verb
        text = self.doc[first : self.described_end(noun)].text
        if (again := self._place_again(noun)) is not None:
            return again
        party = self.whole(text)
        if party is not None:
            return Side(party.name, start, noun.i + 1, party.id)
        bearer = self.resolver.description((start, noun.i + 1))
        if bearer is not None:
            found = self.bearer_side(bearer)
            if found is not None:
                return Side(found[0], start, noun.i + 1, found[1])
        if lemma in LANDS and noun.tag_ == "NN":
            apart = self._told_apart(noun) and not self._of_region(noun)
            land = self.land(noun, others) if not apart else None
            if land is not None or not self._told_apart(noun):
                return land
        if lemma in PURSES and (told := self._told_before(noun, lemma)) is not None:
            return told
        if (body := self.body(noun, others)) is not None:
            return body
        if lemma in self.rules.state_nouns and (before := self.same_state(noun, lemma)) is not None:
            return Side(before.name, start, noun.i + 1, before.actor)
        if (told := self._told_before(noun, lemma)) is not None:
            return Side(told.name, start, noun.i + 1, told.actor, told.sure)
        if self._takes_up(noun, lemma):
            return None
        return Side(text, start, noun.i + 1, None, sure=False)

    def _of_region(self, noun: Token) -> bool:
        """As in "the West African country", "the landlocked nation": words that fit whoever it is."""
        told = [
            c for c in noun.children if c.dep_ in ("amod", "compound", "nmod:poss", "nmod") and c.i != noun.i
        ]
        return all(c.dep_ in ("amod", "compound") and self.adjective(c) is None for c in told)

    def said_at_large(self, thing: Thing) -> bool:
        """Whether only "aid" or "help" is said of what somebody gives."""
        return thing.category == "support" and thing.end - thing.start == 1

    def is_servant(self, noun: Token) -> bool:
        """Whether a noun is of those who act for a state: "soldiers", "officials"."""
        return self._stem(noun) in self.rules.state_nouns

    def bearer_side(self, bearer: Bearer) -> tuple[str, str | None] | None:
        """Name and id of the party that somebody in the report is or acts for; None for the unnamed."""
        party = self.known(bearer.name)
        if bearer.mentions and (body := self._institution(self.doc[bearer.mentions[0][1] - 1])) is not None:
            return body.name, body.actor
        if party is None and bearer.mentions:
            a, b = bearer.mentions[0]
            head = next((t for t in self.doc[a:b] if not a <= t.head.i < b), self.doc[a])
            party = self._acts_for(head, bearer)
        if party is not None:
            return party.name, party.id
        return (bearer.name, None) if bearer.unnamed is None else None

    def _stem(self, noun: Token) -> str:
        lemma, low = str(noun.lemma_).lower(), str(noun.lower_)
        if lemma in self.rules.party_nouns or not low.endswith("s"):
            return lemma
        return (
            low
            if low in self.rules.party_nouns
            else low[:-1]
            if low[:-1] in self.rules.party_nouns
            else lemma
        )
