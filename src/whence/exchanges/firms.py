"""Bodies among the words around them: "Steelmaker Orvik", "Crane & Hall", "volunteers from Oxfam"."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from whence.exchanges.nominal import left_edge, preposition
from whence.exchanges.owners import Owners
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_TRADES: Final = ("maker", "builder", "broker")
"""How many a one-word trade ends: "Steelmaker", "Shipbuilder", "Shipbroker"."""
_STAFF: Final = frozenset(
    {"volunteer", "worker", "staff", "staffer", "medic", "doctor", "nurse", "engineer", "technician",
     "employee", "expert", "driver", "official", "team", "crew", "instructor"}
)  # fmt: skip
"""Who acts for the body that they are from."""
_OF_MANY: Final = frozenset(
    {"multinational", "regional", "international", "joint", "peacekeeping", "african", "multilateral"}
)
"""What makes a force that of several states, and no state's own."""
_ARMED: Final = frozenset({"army", "militia", "front", "movement", "brigade", "force"})
_WATERS: Final = frozenset(
    {"sea", "ocean", "strait", "straits", "channel", "atlantic", "pacific", "mediterranean", "baltic",
     "arctic"}
)  # fmt: skip
"""What nobody lives on, and nobody gives to."""
_NATURE: Final = frozenset(
    {"floodwater", "flood", "flooding", "landslide", "mudslide", "avalanche", "earthquake", "quake", "storm",
     "cyclone", "typhoon", "hurricane", "wildfire", "fire", "drought", "rain", "snow", "wind", "heatwave",
     "blizzard", "tsunami", "cholera", "measles", "malaria", "polio", "famine", "fog", "ice", "frost"}
)  # fmt: skip
"""What takes and brings, and is no party: "Floodwater cut the road"."""
_ITEMS_OF_SERVICE: Final = ("intelligence",)
_CIVILIANS: Final = frozenset(
    {"fisherman", "farmer", "villager", "family", "refugee", "migrant", "survivor", "victim", "resident",
     "worker", "student", "pupil", "patient", "herder", "trader", "orphan", "evacuee", "volunteer"}
)  # fmt: skip
"""Whom "the fishermen" takes up as they were told of before; armed men have names of their own."""
_TOLD: Final = 120
"""Words back to the noun that "the company" takes up."""
_HURT: Final = frozenset(
    {"wounded", "injured", "sick", "ill", "displaced", "burned", "homeless", "poor", "poorest", "hungry",
     "elderly", "disabled", "needy", "malnourished", "bereaved"}
)  # fmt: skip
_OPENING: Final = 3
"""Sentences, the title among them, that say where a report plays."""
_ROLES: Final = frozenset(
    {"producer", "exporter", "importer", "supplier", "buyer", "seller", "lender", "borrower", "creditor",
     "donor", "neighbour", "neighbor", "rival", "partner", "giant"}
)  # fmt: skip
"""Words that, with "the", are for somebody named before."""
_LONG_CLAUSE: Final = 12
"""Words of a clause that is part of how people are called."""
_LONGEST: Final = 4
"""Words of a firm's name to each side of its "&"."""


class Firms(Owners):
    """What `Parties` asks of names that words of another kind stand in or before."""

    def _nobody(self, token: Token) -> bool:
        """Whether a noun is of no party, written large or not: "the Black Sea", "Floodwater"."""
        low = token.lower_
        if low in _WATERS and token.text[:1].isupper():
            # "moved two warships to the Black Sea"; "South Korea's Hanwha Ocean" is a firm
            owned = any(c.dep_ == "nmod:poss" for c in token.children)
            return not owned and token.ent_type_ != "ORG"
        if low in _NATURE or low.removesuffix("s") in _NATURE:
            return token.is_sent_start or not token.text[:1].isupper()
        behind = self.doc[token.i + 1].lower_ if token.i + 1 < len(self.doc) else ""
        told = any(c.dep_ == "compound" and not c.ent_type_ for c in token.children)
        return low in _ITEMS_OF_SERVICE and (told or behind in ("from", "on", "about"))

    def is_firm(self, word: Token) -> bool:
        """Whether the word before a name says that a firm bears it: "miner Kallisto", "rival Altamar"."""
        before = word.nbor(-1) if word.i else word
        lemma = before.lemma_.lower()
        trade = lemma in self.rules.party_nouns and lemma not in self.rules.state_nouns
        named = before.tag_ in ("NN", "JJ") and before.head.i == word.i
        return named and (trade or lemma == "start-up")

    @cached_property
    def _joints(self) -> list[int]:
        """Where an "&" stands between words written large."""
        return [
            token.i
            for token in self.doc.tokens[1:-1]
            if token.text == "&" and token.nbor(-1).text[:1].isupper() and token.nbor(1).text[:1].isupper()
        ]

    def _partnership(self, token: Token) -> Side | None:
        """As in "Crane & Hall": one firm, whose name the tree takes for two."""
        doc = self.doc
        for joint in self._joints:
            if not token.i - _LONGEST <= joint < token.i + _LONGEST:
                continue
            start, end = joint - 1, joint + 2
            while start > max(0, joint - _LONGEST) and self._of_firm(doc[start - 1]):
                start -= 1
            while end < len(doc) and self._of_firm(doc[end]):
                end += 1
            if start <= token.i < end:
                text = self._trim(start, end)
                known = self.whole(text)
                return Side(known.name if known else text, start, end, known.id if known else None)
        return None

    def _start_up(self, token: Token) -> Side | None:
        """The firm behind "start-up" or "spin-off", which is three words to the tree."""
        if token.lower_ not in ("up", "off") or token.i <= 1 or token.nbor(-1).text != "-":
            return None
        if token.nbor(-2).lower_ not in ("start", "spin") or token.pos_ not in ("NOUN", "ADP", "ADV"):
            return None
        for name in self.doc[token.i + 1 : token.i + 3]:
            if name.pos_ == "PROPN" and name.ent_type_ not in ("DATE", "NORP"):
                return self.side(name)
            if name.text != ",":
                break
        return None

    def _of_firm(self, word: Token) -> bool:
        """Whether a word goes on with a firm's name: not "Britain's" or "Malian" before it."""
        large = word.text[:1].isupper() and word.pos_ in ("PROPN", "NOUN", "ADJ")
        return large and word.ent_type_ not in ("NORP", "DATE") and not self._trade(word)

    def _trade(self, word: Token) -> bool:
        """Whether a word written large only because it opens a sentence says what a firm makes."""
        low = word.lower_
        return bool(word.is_sent_start) and (low in self.rules.party_nouns or low.endswith(_TRADES))

    def _without_trade(self, name: str, start: int) -> str:
        """The name that follows a trade at the head of a sentence: "Orvik" of "Steelmaker Orvik"."""
        first, _, rest = name.partition(" ")
        opens = self.doc[start].text == first and self._trade(self.doc[start])
        return rest if opens and rest[:1].isupper() and len(rest.split()) <= _LONGEST else name

    def _from_body(self, noun: Token) -> Side | None:
        """As in "volunteers from Pakistan's Edhi Foundation": they act for the body they are from."""
        if noun.lemma_.lower() not in _STAFF:
            return None
        for child in noun.children:
            if child.i > noun.i and preposition(child) in ("from", "with", "of"):
                side = self.side(child) if child.pos_ == "PROPN" else None
                ahead = self.doc[child.i + 1 : child.i + 3]
                if side is not None and side.start < child.i and child.tag_ != "POS":
                    ahead = self.doc[side.end : side.end]
                if len(ahead) == 2 and ahead[0].tag_ == "POS" and ahead[1].text[:1].isupper():
                    side = self.side(self._last_of_name(ahead[1]))
                if side is None or (side.actor or "").startswith("country:"):
                    return None
                told = side.actor is not None or self.doc[side.end - 1].ent_type_ == "ORG"
                return Side(side.name, side.start, side.end, side.actor) if told else None
        return None

    def _last_of_name(self, word: Token) -> Token:
        while word.i + 1 < len(self.doc) and word.nbor(1).text[:1].isupper() and word.nbor(1).pos_ == "PROPN":
            word = word.nbor(1)
        return word

    def _own_force(self, noun: Token) -> Side | None:
        """A force that is no state's: "the multinational force", "the powerful Wa army"."""
        lemma = noun.lemma_.lower()
        if lemma not in _ARMED or noun.tag_ not in ("NN", "NNP"):
            return None
        start = left_edge(noun)
        words = [c for c in noun.children if c.i < noun.i and c.dep_ in ("amod", "compound")]
        if lemma == "force" and any(c.lower_ in _OF_MANY for c in words):
            first = min(c.i for c in words)
            text = self.doc[first : self.described_end(noun)].text
            known = self.whole(text)
            return Side(known.name if known else text, start, noun.i + 1, known.id if known else None)
        named = [c for c in words if c.text[:1].isupper() and not c.is_sent_start]
        if not named or any(self.known(c.text) is not None for c in named) or lemma == "force":
            return None
        if named[-1].i != noun.i - 1 or any(c.dep_ == "nmod:poss" for c in noun.children):
            return None
        first = named[-1].i
        while first > start and self.doc[first - 1].text[:1].isupper() and self.doc[first - 1].pos_ != "DET":
            first -= 1
        text = self.doc[first : noun.i + 1].text
        if self.known(self.doc[first : noun.i].text) is not None:
            return None  # "the South Korean army"
        known = self.whole(text)
        return Side(known.name if known else text, start, noun.i + 1, known.id if known else None)

    def described_end(self, noun: Token) -> int:
        """The end of a description with what tells it apart; see `Parties`."""
        raise NotImplementedError

    def _counts(self, i: int, noun: Token) -> bool:
        """Whether a word only says how many people: "3,000" of "3,000 villagers"."""
        apart = noun.tag_ == "NNS" and self.described_end(noun) > noun.i + 1
        return apart and self.doc[i].pos_ == "NUM" and self.doc[i].lower_[:1].isdigit()

    def _clause_end(self, noun: Token) -> int:
        """The end of a clause that says which people: "families displaced by war", "villagers who fled"."""
        people = noun.tag_ == "NNS" and noun.lemma_.lower() not in self.rules.state_nouns
        if any(c.dep_ in ("amod", "compound", "nmod:poss") for c in noun.children):
            return noun.i + 1  # "Tuareg fighters who shot down a helicopter" are told apart already
        after = self.doc[noun.i + 1] if people and noun.i + 1 < len(self.doc) else noun
        for clause in noun.children if people else ():
            opens = clause.i == after.i and clause.tag_ == "VBN"
            opens = opens or (after.lower_ in ("who", "whose") and after.i < clause.i)
            if clause.i > noun.i and clause.dep_.startswith("acl") and opens:
                end = max(t.i for t in clause.subtree) + 1
                commas = [t.i for t in self.doc[noun.i : end] if t.is_punct and t.text not in "-–"]
                end = min([*commas, end])
                return end if end - noun.i <= _LONG_CLAUSE else noun.i + 1
        return noun.i + 1

    def _takes_up(self, noun: Token, lemma: str) -> bool:
        """Whether "the oil producer" takes up somebody named before, whoever that is."""
        the = self.doc[left_edge(noun)].lower_ == "the" and noun.tag_ == "NN"
        apart = any(c.i > noun.i and c.dep_ in ("nmod", "acl", "acl:relcl", "appos") for c in noun.children)
        placed = any(c.ent_type_ for c in noun.children if c.i < noun.i)
        return the and lemma in _ROLES and not apart and not placed and noun.sent.start > 0

    def _hurt(self, token: Token, whole: Token) -> Side | None:
        """As in "50 of the most badly wounded": people of whom only their state is said."""
        if whole.lower_ not in _HURT or whole.pos_ == "PROPN":
            return None
        text = self.doc[token.i : whole.i + 1].text
        return Side(text, token.i, whole.i + 1, None, sure=False)

    def _told_before(self, noun: Token, lemma: str) -> Side | None:
        """Which company "the company" is, and which people: who was told apart from others before."""
        first = noun.i > 0 and self.doc[noun.i - 1].lower_ in ("the", "this", "that")
        if not first or self._told_apart(noun):
            return None
        for i in range(noun.i - 1, max(-1, noun.i - _TOLD), -1):
            word = self.doc[i]
            one = word.tag_ == "NN" or (word.tag_ == "NNS" and lemma in _CIVILIANS)
            if word.lower_ == noun.lower_ and one and self._told_apart(word):
                side = self.side(word)
                if side is None or word.tag_ == "NN":
                    return side
                name = side.name.split(" ", 1)[1] if side.name[:1].isdigit() else side.name
                return Side(name, side.start, side.end, side.actor, side.sure)
        return None

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
