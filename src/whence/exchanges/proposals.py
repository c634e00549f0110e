"""What the reader's head for exchanges proposes: items with their parties, as sides and things.

The rules of this room say which party a word stands for, how far a thing's words go and of what category
it is; the head only says which words belong together, and how surely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from whence.exchanges.bystanders import bystander
from whence.exchanges.categories import Thing
from whence.exchanges.clauses import MAKING, negated
from whence.exchanges.draft import Draft
from whence.exchanges.exchange import ExchangeStanding
from whence.exchanges.items import Items
from whence.exchanges.namings import WHERE, Namings
from whence.exchanges.nominal import conjuncts, contrasted, preposition
from whence.exchanges.parties import Parties
from whence.exchanges.people import PEOPLE
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side
from whence.exchanges.standing import standing
from whence.reader.passing import CATEGORIES, GIVEN, RETURNED, STANDINGS, Passing

if TYPE_CHECKING:
    from whence.reader.syntax import Token

GIVER, RECEIVER, FOR = range(3)
_FIRING: Final = frozenset({"launch", "fire", "unleash", "lob", "hurl", "rain", "shoot"})
_FIRED: Final = frozenset({"drones", "missiles", "ammunition", "weapons"})
_AS_OBJECT: Final = frozenset({"obj", "conj", "nsubj:pass"})
_HANDING: Final = frozenset({"disburse", "deliver", "pay", "transfer", "ship", "release", "hand"})
_EMPLOYED: Final = frozenset({"staff", "employee", "worker", "shareholder", "customer", "investor", "client"})
"""Who gets what is said to go to them in a country, and not the country."""
_TURNING_DOWN: Final = frozenset({"reject", "refuse", "block", "veto", "oppose", "decline"})
_TAKEN_UP: Final = frozenset({"it", "them", "they", "this", "that", "these", "those"})
_GETTING: Final = frozenset({"get", "receive", "accept", "thank", "welcome", "pay", "return", "buy"})
"""By what a later sentence tells of what was given before."""
_SAYING: Final = frozenset({"say", "report", "claim", "state", "announce", "write", "find", "note"})
_LIKELY: Final = 0.25
"""Least probability of an item that is looked at."""
_PASSES: Final = 0.5
"""Least probability that a thing passes at all, where something comes back for it."""
_SECOND: Final = 0.08
"""Least probability of a party where another is likelier."""
_BACK: Final = 60
"""Words back to a thing of which a bare number tells more."""
_COMES_BACK: Final = 0.4
"""Least probability of what comes back, and of what it is for."""
_BOUGHT: Final = frozenset({"fuel", "food", "goods", "medical", "energy", "vehicles", "aircraft", "ships"})
"""What money may be given for, and the giver does not get."""
_PAID: Final = 0.9
"""Probability from which what a thing is worth is what was paid: "a contract worth $40 million for six"."""
_PROPOSED: Final = Frame(giver=("subject",), receiver=("to",))
"""The frame of what only the reader proposes."""
_SPOILING: Final = frozenset(
    {
        "shoot",
        "intercept",
        "down",
        "destroy",
        "kill",
        "strike",
        "hit",
        "wound",
        "sink",
        "repel",
        "neutralise",
        "seize",
        "confiscate",
        "impound",
    }
)
"""Verbs whose object is passed to nobody."""
_CARRYING: Final = frozenset({"bring", "carry", "ferry", "transport", "haul", "shuttle"})
"""Verbs whose subject is only what another thing comes with."""
_BARRING: Final = frozenset({"block", "veto", "oppose", "obstruct", "prevent", "ban"})
"""Verbs whose subject keeps somebody else from giving."""
_LOST: Final = frozenset(
    {"weapons", "ammunition", "missiles", "vehicles", "aircraft", "ships", "drones", "troops"}
)
"""What is lost in war, and passed to nobody."""
_REPAYING: Final = frozenset(
    {"pay", "repay", "reimburse", "supply", "send", "give", "provide", "export", "ship", "deliver", "return"}
)
_IN_TURN: Final = frozenset({"return", "exchange", "turn", "compensation", "payment", "reward"})
_INTRUDING: Final = frozenset(
    {"enter", "cross", "invade", "storm", "advance", "penetrate", "attack", "strike"}
)
"""Verbs whose subject comes where nobody has asked for it."""
_TAKING: Final = frozenset({"take", "retake", "capture", "recapture", "wrest", "conquer", "occupy"})
"""Verbs by which land is won, and not given."""
_IN_WORDS: Final = frozenset({"intelligence", "technology"})
_KNOWLEDGE: Final = 0.8
"""Probability from which names, numbers and plans are given as knowledge, and are no turn of phrase."""
_MOVING: Final = frozenset({"aircraft", "ships", "drones", "missiles", "troops", "vehicles"})
_PAST: Final = frozenset({"across", "over", "past", "around"})
_PHRASE: Final = 8
_NO_THING: Final = "agreement"
"""What nobody hands over; where a treaty is given for something, the rules know the words."""
_MONEY: Final = CATEGORIES.index("money")
_MAYBE_MONEY: Final = frozenset({"money", "support", "political", "agreement"})
"""What words say of a thing that may be money all the same: "relief", "help"."""
_BY_WORD: Final = {"support": 1.5, "goods": 3.0, "training": 9.0, "": 4.0}
"""By how much log probability the category of a known word is ahead of what the reader makes of it.

Fitted on training/data/exchanges/texts-32 to -38 and dev-4 to -7, with a head not trained on them: of
2,834 categories 87.8% were right, and 86.1% by the words alone. Instructors are training by the benchmark's
convention, and labour in many of the texts that the head has learnt from.
"""
_ARMS: Final = frozenset({"weapons", "ammunition", "missiles"})
"""Categories between which a word's context rarely decides."""
_SURE_OF_KIND: Final = 0.95
"""Probability of a category from which the reader overrules what the words of a told thing say."""
_SURE_OF_RETURN: Final = 0.8
"""The same of what comes back."""
_SURE_OF_FAR: Final = 0.72
"""Probability of a receiver in another sentence from which arms are taken to go to it."""
_LEAST: Final = 1e-4


_WAITING: Final = frozenset({"wait", "await", "queue"})
_WANTING: Final = frozenset({"need", "want", "require"}) | _WAITING
_ENVOYS: Final = frozenset(
    {"envoy", "ambassador", "diplomat", "minister", "secretary", "president", "official", "delegation",
     "negotiator", "leader", "senator", "spokesman", "spokeswoman", "deputy", "aide"}
)  # fmt: skip
_HITTING: Final = frozenset(
    {"fire", "strike", "attack", "bomb", "shell", "launch", "advance", "march", "hit"}
)
_MEETING: Final = frozenset(
    {"meet", "speak", "talk", "say", "tell", "arrive", "visit", "travel", "fly", "gather"}
)


@dataclass(slots=True)
class Proposal:
    """One thing passing from one party to another, as the head has it."""

    thing: Thing
    giver: Side | None
    receiver: Side | None
    item_odds: float
    giver_odds: float
    receiver_odds: float
    rank: tuple[int, int]
    """How many givers, and receivers, of the same thing are likelier."""
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


@dataclass(slots=True)
class _Parties:
    """One reading of who gives or gets, several where they are coordinated; nobody is None."""

    sides: list[Side | None]
    odds: float


class Proposals(Namings):
    """Reads the head's scores for one Doc."""

    def __init__(self, passing: Passing, items: Items, parties: Parties) -> None:
        super().__init__(items, parties)
        self.passing = passing
        self._coming_back: dict[int, list[Thing]] = {}
        """What comes back for an item, by the item's word."""

    def all(self) -> list[Proposal]:
        """Every item that is likely given, with the parties it may have; see `comes_back` for the rest."""
        kinds = self.passing.kinds
        answered = self._answered()
        given = sorted({int(i) for i in (kinds[:, GIVEN] >= _LIKELY).nonzero()[0]} | answered)
        out: list[Proposal] = []
        for i in given:
            out += self._of(i, i in answered)
        self._coming_back.clear()
        for j in (kinds[:, RETURNED] >= _COMES_BACK).nonzero()[0]:
            if int(j) not in answered:
                self._give_back(int(j))
        return out

    def _answered(self) -> set[int]:
        """What something comes back for, and so is given, though the head takes it for what comes back.

        Of "handed over two soldiers and received four villagers in return" both may be either.
        """
        kinds = self.passing.kinds
        out: set[int] = set()
        coming = (kinds[:, RETURNED] >= _COMES_BACK).nonzero()[0].tolist()
        for j in sorted(coming, key=lambda j: -float(kinds[j, RETURNED])):
            word = int(self.passing.who[j, FOR, 0])
            if j in out or word < 0 or self.passing.odds[j, FOR, 0] < _COMES_BACK:
                continue
            if kinds[word, GIVEN] < _LIKELY and 1 - kinds[word, 0] >= _PASSES:
                out.add(word)
        return out

    def comes_back(self, thing: Thing) -> list[Thing]:
        """What the head says comes back for a thing, whoever gives it; known once all have been read."""
        out: list[Thing] = []
        for word in range(thing.start, thing.end):
            for back in self._coming_back.get(word, ()):
                clear = _clear_of(back, (thing, *out))
                aside = self._own_deed(back, thing) or self._paid_beside(back, thing)
                # "will pay a fee if its shareholders reject the terms"
                aside = aside or self._verb(self.tokens[back.head]).lemma_.lower() in _TURNING_DOWN
                if clear and not aside and not self.nothing(back) and not self.wanted_for((thing,), back):
                    out.append(back)
        return out

    def pays_itself(self, back: Thing, giver: Side | None) -> bool:
        """Whether the giver itself spends what would come back: "The jets cost The Hague 500 million"."""
        verb = self._verb(self.tokens[back.head])
        ways = {"cost": ("iobj", "obj"), "spend": ("nsubj",), "pay": ("nsubj",)}.get(verb.lemma_.lower(), ())
        return giver is not None and any(
            c.dep_ in ways and giver.same(self.party(c.i)) for c in verb.children if c.i != back.head
        )

    def _paid_beside(self, back: Thing, thing: Thing) -> bool:
        """Whether somebody pays for something else: "Germany hands over two as Oslo pays for missiles"."""
        verb = self._verb(self.tokens[back.head])
        if verb.lemma_ != "pay" or verb.dep_ != "advcl" or preposition(self.tokens[back.head]) != "for":
            return False
        beside = any(c.lower_ in ("as", "while", "after", "when") and c.i < verb.i for c in verb.children)
        return beside and verb.i != self._verb(self.tokens[thing.head]).i

    def _own_deed(self, back: Thing, thing: Thing) -> bool:
        """Whether what would come back is only done besides: "gets arms, and trains its own"."""
        deed = self.tokens[back.head]
        if deed.pos_ != "VERB" or deed.tag_ not in ("VBZ", "VBD", "VBP") or deed.dep_ != "conj":
            return False
        if deed.lemma_.lower() in _REPAYING or deed.head.i != self._verb(self.tokens[thing.head]).i:
            return False
        return not any(t.lower_ in _IN_TURN for t in deed.sent)

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
        for i, p in self._odds(item, way):
            if i < 0 or side is None:
                total += p if i < 0 and side is None else 0.0
            elif p > 0.02:
                meant = self.party(i, others)
                # Whose neighbour that is, the rules may have found.
                unsaid = meant is None or meant.actor is None
                related = side.actor is not None and unsaid and self._related(i)
                total += p if side.start <= i < side.end or side.same(meant) or related else 0.0
        return total

    def nothing(self, thing: Thing) -> bool:
        """Whether a thing that is to come back is none: "at no cost", "15 per cent below last year's"."""
        token = self.tokens[thing.head]
        after = [t.lower_ for t in self.tokens[thing.end : thing.end + 3]]
        if after[:1] in (["a"], ["per"]):
            after = after[2:]  # "$10 a barrel below the market price"
        less = thing.category == "money" and after[:1] in (
            ["below"],
            ["above"],
            ["less"],
            ["off"],
            ["cheaper"],
        )
        partly = token.lemma_ == "part" and preposition(token) == "in"  # "paid in part with oil"
        none = self.tokens[thing.start].lower_ in ("no", "nothing", "any")
        return none or less or partly or token.lemma_ == "discount"

    def wanted_for(self, given: Iterable[Thing], thing: Thing) -> bool:
        """Whether a thing is what money is meant to buy: "a credit line of $500 million for diesel"."""
        token = self.tokens[thing.head]
        token = token.head if token.dep_ == "conj" else token
        bought = thing.category in _BOUGHT and preposition(token) == "for"
        if bought and self._verb(token).lemma_ in ("exchange", "swap", "trade", "barter"):
            return False  # "might exchange some of its loans for aircraft"
        return bought and all(g.category == "money" for g in given)

    def _odds(self, item: int, way: int) -> list[tuple[int, float]]:
        """The words that an item may come from or go to, -1 for none, likeliest first.

        Makes get nothing, and nobody gives whom a thing is said to be for.
        """
        words, odds = self.passing.who[item, way].tolist(), self.passing.odds[item, way].tolist()
        out = list(zip(words, odds, strict=True))
        if way == FOR:
            return out
        kept = [
            (i, p)
            for i, p in out
            if i < 0
            or (not (self._make(i) if way == RECEIVER else self._for_it(i)) and not self._elsewhere(item, i))
        ]
        share = sum(p for _, p in kept)
        if len(kept) == len(out) or not share:
            return out
        return [(i, p / share) for i, p in kept]

    def _elsewhere(self, item: int, i: int) -> bool:
        """Whether a later sentence tells of what a party did: "sent 200 rescuers. Greece closed schools"."""
        word, sent = self.tokens[i], self.tokens[i].sent
        if i < self.tokens[item].sent.end:
            return False
        whole = word.head if word.dep_ in ("compound", "amod", "nmod:poss") and word.head.i > i else word
        own = whole.dep_ == "nsubj" and whole.head.dep_ in ("ROOT", "root")
        if word.tag_ == "PRP$":  # "Greece closed its schools"
            own = any(t.dep_ == "nsubj" and t.pos_ == "PROPN" for t in self.tokens[sent.start : i])
        noun = self.tokens[item].lemma_.lower()
        return own and not any(
            t.lower_ in _TAKEN_UP or t.lemma_.lower() == noun or t.lemma_.lower() in _GETTING for t in sent
        )

    def _for_it(self, i: int) -> bool:
        """Whether a thing is for whom a word names, or for a thing of that make: "for its Boeing jets"."""
        word = self.tokens[i]
        whole = word.head if word.dep_ == "compound" and word.head.i > i else word
        return preposition(whole) == "for"

    def _make(self, i: int) -> bool:
        """Whether a word only says of what make a thing is: "Bastion" in "Bastion armoured vehicles"."""
        word = self.tokens[i]
        if word.dep_ != "compound" or word.pos_ != "PROPN" or word.head.i < i:
            return False
        thing, side = self.items.thing(word.head), self.party(i)
        made = thing is not None and thing.category not in PEOPLE  # "three Red Cross workers" are somebody's
        return made and (side is None or side.actor is None)

    def _likeliest(self, item: int, way: int, others: Sequence[Side]) -> list[_Parties]:
        """The parties that an item may come from or go to, the likeliest first; coordinated ones together."""
        out: dict[frozenset[str | None], _Parties] = {}
        for word, p in self._odds(item, way):
            if out and p < _SECOND:
                break
            found: dict[str, Side] = {}
            for one in conjuncts(self.tokens[word]) if word >= 0 else ():
                side = None if bystander(one) else self.party(one.i, others)
                if way == RECEIVER and side is not None and self._only_speaks(one, side, item):
                    side = None
                if side is not None:
                    found.setdefault(side.key, side)
            key: frozenset[str | None] = frozenset(found) or frozenset({None})
            if key in out:
                out[key].odds += p
            else:
                out[key] = _Parties(list(found.values()) or [None], p)
        return list(out.values())

    def _only_speaks(self, one: Token, side: Side, item: int) -> bool:
        """Whether who would get a thing only says that it was given, or is where those are who get it.

        As in "a campaign against arms said Britain had sold missiles", "pay staff in Sweden 600 million".
        """
        if preposition(one) == "in" and one.dep_ == "nmod" and one.head.lemma_.lower() in _EMPLOYED:
            return True
        verb = one.head
        said = verb.lemma_ in _SAYING and one.dep_ == "nsubj"
        clause = next((c for c in verb.children if c.dep_ == "ccomp"), None) if said else None
        return (
            clause is not None
            and side.actor is None
            and any(t.i == item for t in clause.subtree)
            and not any(t.tag_ in ("PRP", "PRP$") for t in clause.subtree)
        )

    def _of(self, i: int, answered: bool) -> list[Proposal]:
        token = self.tokens[i]
        if contrasted(token) or (preposition(token) == "of" and token.head.lemma_.lower() == "short"):
            return []  # "Kenya is short of water"
        thing, named = self._thing(token)
        if self._hostile(token, thing):
            return []
        abstract = not named and token.lemma_.lower() in self.items.rules.abstract
        behind = self.tokens[token.i + 1].lower_ if token.i + 1 < len(self.tokens) else ""
        if (token.text == "%" or token.lower_ in ("percent", "percentage")) and behind != "of":
            return []  # "the poll gave the party 27%"
        if thing.category == _NO_THING or (abstract and not self._told_in_words(i, thing)):
            return []  # "dealt the army a blow"
        standings = self.passing.standings[i]
        best = int(standings.argmax())
        got = _by_words(token, self._verb(token), STANDINGS[best])
        passes = float(1 - self.passing.kinds[i, 0] if answered else self.passing.kinds[i, GIVEN])
        out = []
        found: str | None = None
        for m, givers in enumerate(self._likeliest(i, GIVER, ())):
            known = [s for s in givers.sides if s is not None]
            for n, receivers in enumerate(self._likeliest(i, RECEIVER, known)):
                for giver, receiver in product(givers.sides, receivers.sides):
                    if giver is receiver is None or (giver is not None and giver.same(receiver)):
                        continue
                    if giver is not None and self._bars(giver, token):
                        continue  # "Hungary blocked 90 million euros for Moldova": somebody else's
                    if receiver is not None and receiver.actor is None and _within(receiver, thing):
                        continue  # "Bastion armoured vehicles" go to no Bastion
                    if receiver is not None and thing.category in PEOPLE and self._counts(receiver, thing):
                        continue  # "freed 14 Chinese engineers", "17 hostages, including three Thais"
                    odds = receivers.odds if got != "stopped" else 1.0
                    if receiver is not None and self._nowhere(receiver, token, odds):
                        continue
                    draft = self._draft(token, giver, receiver, thing, got)
                    draft.found = found = found or standing(draft, self.parties.rules)
                    if found == "impossible":
                        return []  # "warned against sending", "would not say whether it had sold"
                    if found == "denied":
                        got = "denied"  # "denied a newspaper report that …", whatever the reader makes of it
                    out.append(
                        Proposal(
                            thing,
                            giver,
                            receiver,
                            passes,
                            givers.odds,
                            receivers.odds,
                            (m, n),
                            got,
                            float(standings[best]),
                            named,
                            draft,
                            preposition(token) == "with" and token.i < draft.trigger.i,
                            preposition(token) == "for",
                        )
                    )
        return out

    def _told_in_words(self, i: int, thing: Thing) -> bool:
        """Whether what is told is all that passes: "the names of 40 suspects", "the plans of its drone"."""
        return thing.category in _IN_WORDS and self.passing.kinds[i, GIVEN] >= _KNOWLEDGE

    def _hostile(self, token: Token, thing: Thing) -> bool:
        """Whether a thing comes uninvited, is got rid of, or brings another: "drones crossed into"."""
        verb = self._verb(token)
        subject = token.dep_ == "nsubj" and token.head.i == verb.i
        if subject and verb.lemma_.lower() in _CARRYING and any(c.dep_ == "obj" for c in verb.children):
            return True  # "the ferry brings flour"
        if token.head.lemma_.lower() in _SPOILING or verb.lemma_.lower() in _SPOILING:
            return True
        if verb.lemma_.lower() in _WANTING and (negated(verb) or verb.lemma_.lower() in _WAITING):
            return True  # "does not need German guns", "were waiting for aid trucks"
        if verb.lemma_.lower() in _FIRING and thing.category in _FIRED and token.dep_ in _AS_OBJECT:
            return True  # "Russia had launched 99 drones"
        if verb.lemma_.lower() == "lose" and thing.category in _LOST:
            return True  # "lost 12 tanks in the region of Belgorod"
        helped = verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in ("help", "enable", "assist", "teach")
        if helped and verb.lemma_.lower() in MAKING | {"set"}:
            return True  # "is helping Russia produce drones" gives it none
        if verb.lemma_.lower() == "make" and any(c.lower_ == "up" for c in verb.children):
            return True  # "aid made up $46 billion of the sum"
        if verb.lemma_.lower() == "approve" and token.lemma_.lower() == "plan":
            return True  # "approved attack plans for Iran"
        if subject and verb.lemma_.lower() in _INTRUDING and thing.category in _MOVING:
            return True
        if thing.category in _MOVING and any(preposition(c) in _PAST for c in verb.children):
            return True  # "sent 30 aircraft across the strait"
        if thing.category == "territory" and token.head.lemma_.lower() in _TAKING:
            return True  # "took the town from the army"
        after = " ".join(t.lower_ for t in self.tokens[token.i + 1 : token.i + _PHRASE])
        return "out of action" in after

    def _counts(self, receiver: Side, thing: Thing) -> bool:
        """Whether a party is only the nationality of the people who are handed over."""
        if _within(receiver, thing):
            return True
        word = self.tokens[receiver.end - 1]
        counted = word.tag_ in ("NNS", "NNPS") and any(c.dep_ == "nummod" for c in word.children)
        return counted and word.ent_type_ == "NORP"

    def _nowhere(self, receiver: Side, token: Token, odds: float) -> bool:
        """Whether a party is where something else comes from, or said elsewhere than where a thing goes.

        As in "who get missiles from Tehran, freed 14 sailors", "will send more troops to the front".
        """
        if preposition(self.tokens[receiver.start]) == "from":
            return True
        word = self.tokens[receiver.end - 1]
        beside = any(c.lower_ in ("as", "while") and c.i < word.i for c in word.head.children)
        if word.dep_ == "nsubj" and word.head.lemma_ == "pay" and word.head.dep_ == "advcl" and beside:
            return True  # "Germany hands over two more as Oslo pays for missiles"
        sentence = token.sent
        if sentence.start <= receiver.start < sentence.end:
            return False
        if self._met(receiver) or (odds < _SURE_OF_FAR and self._arms(token)):
            return True
        there = (c for c in self._verb(token).children if preposition(c) == "to")
        return any(c.lemma_.lower() in WHERE for c in there)

    def _arms(self, token: Token) -> bool:
        """Whether a thing is of arms, which go to one side of two that the report tells of."""
        return CATEGORIES[int(self.passing.categories[token.i].argmax())] in _ARMS | {"drones"}

    def _met(self, receiver: Side) -> bool:
        """Whether a party of another sentence is only where somebody is, or whose envoy is met there."""
        word = self.tokens[receiver.end - 1]
        person = word.head.lemma_.lower() in _ENVOYS or word.head.ent_type_ == "PERSON"
        of_envoy = word.dep_ in ("amod", "compound", "nmod:poss") and person
        verb = self._verb(word).lemma_.lower()
        where = preposition(word)
        met = where in ("in", "at") and verb in _MEETING
        hit = where in ("at", "on", "into", "against") and verb in _HITTING
        return (of_envoy and self._verb(word).lemma_.lower() in _MEETING) or met or hit

    def _bars(self, giver: Side, token: Token) -> bool:
        """Whether a party is only who keeps a thing from being given."""
        verb = self._verb(token)
        return verb.lemma_.lower() in _BARRING and any(
            giver.start <= c.i < giver.end for c in verb.children if c.dep_ == "nsubj"
        )

    def _verb(self, token: Token) -> Token:
        """The verb above a word, or what is said to be so: "almost all of it is Romanian"."""
        verb = token
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            if verb.i != token.i and any(c.dep_ == "cop" for c in verb.children):
                break
            verb = verb.head
        return verb

    def _draft(
        self,
        token: Token,
        giver: Side | None,
        receiver: Side | None,
        thing: Thing,
        proposed: ExchangeStanding,
    ) -> Draft:
        verb = self._verb(token)
        givers, receivers = ([side] if side is not None else [] for side in (giver, receiver))
        # What only threatens to stop has not stopped: that is asked of a verb that stops something.
        frame = replace(_PROPOSED, standing="stopped") if proposed == "stopped" else _PROPOSED
        return Draft(verb, frame, givers, receivers, [thing])

    def category(self, thing: Thing) -> str:
        """The category of a thing of which the rules know one: the reader has to be much surer to differ."""
        scores = np.log(self.passing.categories[thing.head] + _LEAST)
        if thing.category not in CATEGORIES or thing.category == _NO_THING:
            return thing.category
        scores[CATEGORIES.index(thing.category)] += _BY_WORD.get(thing.category, _BY_WORD[""])
        if self._no_money(thing):
            scores[_MONEY] = -np.inf
        return CATEGORIES[int(scores.argmax())]

    def categorised(self, thing: Thing, *, returned: bool = False) -> Thing:
        """What the rules tell to pass, of another category than theirs where the head is sure of it.

        Of what comes back the rules often know no more than that it does: the head needs to be less sure.
        """
        returned = returned and self.tokens[thing.head].pos_ != "VERB"  # what a deed is, is a convention
        sure = _SURE_OF_RETURN if returned else _SURE_OF_KIND
        likeliest = CATEGORIES[int(self.passing.categories[thing.head].argmax())]
        category = likeliest if returned and thing.category in CATEGORIES else self.category(thing)
        if category == "money" and self._no_money(thing):
            return thing
        if category == thing.category or self.passing.categories[thing.head].max() < sure:
            return thing
        if {category, thing.category} <= _ARMS:
            return thing  # "mortars and projectiles": rounds or what fires them, the words say as well
        return replace(thing, category=category)

    def sure_of_category(self, thing: Thing) -> float:
        """The head's probability of a thing's category; of arms, that it is any: which, the words decide."""
        if thing.category not in CATEGORIES:
            return 0.0
        if thing.category in _ARMS:
            return float(sum(self.passing.categories[thing.head, CATEGORIES.index(c)] for c in _ARMS))
        return float(self.passing.categories[thing.head, CATEGORIES.index(thing.category)])

    def in_other_sentence(self, side: Side, thing: Thing) -> bool:
        """Whether a party stands in another sentence than what it gives or gets."""
        sentence = self.tokens[thing.head].sent
        return not sentence.start <= side.start < sentence.end

    def _thing(self, token: Token) -> tuple[Thing, bool]:
        """The words of an item, and whether the rules know a category for it."""
        category = CATEGORIES[int(self.passing.categories[token.i].argmax())]
        if token.pos_ == "VERB":  # "Kenya trains Haiti's police", the act itself is given
            return Thing(token.i, token.i + 1, token.i, category), False
        found = self.items.thing(token)
        if found is not None:
            return replace(found, category=self.category(found)), True
        if token.pos_ in ("NUM", "DET", "PRON") and (taken_up := self._taken_up(token)) is not None:
            category = taken_up
        start = int(token.left_edge.i)
        while start < token.i and self.tokens[start].pos_ in ("ADP", "PUNCT", "CCONJ", "SPACE"):
            start += 1
        return Thing(start, token.i + 1, token.i, category), False

    def _no_money(self, thing: Thing) -> bool:
        """Whether the words are of something else: "paid with 30,000 tonnes of rice" is paid, in no money."""
        token = self.tokens[thing.head]
        if token.lemma_ in ("part", "share", "portion", "remainder"):
            return False  # "part of the sum"
        by_words = self.items.category(token)[0]
        return by_words is not None and not {by_words, thing.category} & _MAYBE_MONEY

    def _taken_up(self, token: Token) -> str | None:
        """The category of "11" in "Sweden has sent 30 tents and Latvia 11": that of what was given before."""
        for i in range(token.i - 1, max(-1, token.i - _BACK), -1):
            if self.passing.kinds[i, GIVEN] >= _LIKELY and self.tokens[i].pos_ in ("NOUN", "PROPN"):
                found = self.items.thing(self.tokens[i])
                if found is not None and found.category != "money":
                    return found.category
        return None

    def _give_back(self, i: int) -> None:
        word = int(self.passing.who[i, FOR, 0])
        if word < 0 or self.passing.odds[i, FOR, 0] < _COMES_BACK:
            return
        ours, theirs = self.tokens[i].sent, self.tokens[word].sent
        if ours.start > theirs.end or theirs.start > ours.end:
            return  # what comes back is told beside what it is for
        thing, _ = self._thing(self.tokens[i])
        worth = bool(thing.start) and self.tokens[thing.start - 1].lower_ in ("worth", "valued")
        if worth and self.passing.kinds[i, RETURNED] < _PAID:
            return  # "six boats worth $40 million" were given for nothing
        things = [thing]
        for other in conjuncts(self.tokens[i]):  # "against rice and a quantity of prawns"
            joined, _ = self._thing(other)
            if _clear_of(joined, things):
                things.append(joined)
        self._coming_back.setdefault(word, []).extend(things)


def _by_words(thing: Token, verb: Token, proposed: ExchangeStanding) -> ExchangeStanding:
    """How far a thing got, where words beside it leave less doubt of it than the head has."""
    passive = any(c.dep_ == "aux:pass" and c.tag_ == "VBD" for c in verb.children)
    if proposed in ("agreed", "promised") and passive and verb.lemma_.lower() in _HANDING:
        return "delivered"  # "agreed to lend $1 billion, of which $400 million was disbursed"
    if proposed == "delivered" and any(t.lemma_ in ("offer", "bid") for t in (thing, thing.head)):
        return "offered"  # "made an offer of $4 billion"
    beside = {c.lower_ for c in verb.children}
    if verb.lemma_ in ("get", "make") and "ready" in beside:
        return "in preparation"  # "is getting as many more ready"
    tense = next((c.tag_ for c in verb.children if c.dep_ == "cop"), verb.tag_)
    if proposed == "delivered" and "now" in beside and tense in ("VBZ", "VBP"):
        return "under way"  # "now almost all of it is Romanian"
    return proposed


def _clear_of(thing: Thing, others: Iterable[Thing]) -> bool:
    """Whether a thing has no word in common with any of the others."""
    return all(thing.end <= other.start or other.end <= thing.start for other in others)


def _within(side: Side, thing: Thing) -> bool:
    """Whether a party is only part of the words of a thing."""
    return thing.start <= side.start and side.end <= thing.end
