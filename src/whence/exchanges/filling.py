"""What all frames share: parties from places, prices, and whether enough was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import is_passive, surface_subjects
from whence.exchanges.descriptions import PLACES
from whence.exchanges.draft import Draft
from whence.exchanges.items import Items
from whence.exchanges.nominal import bare, conjuncts, left_edge, preposition
from whence.exchanges.parties import PURSES, Parties
from whence.exchanges.payments import TRADE
from whence.exchanges.people import PEOPLE
from whence.exchanges.places import Roles
from whence.exchanges.rules import ExchangeRules, Frame
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_CARRIERS: Final = frozenset({"vehicles", "ships", "aircraft", "prisoners", "labour"})
_MOVING: Final = frozenset(
    {"vehicles", "ships", "aircraft", "prisoners", "labour", "troops", "territory", "missiles", "drones"}
)
"""What one stops on its way: only of what goes to somebody it is a giving that ends."""
_CARRIED: Final = frozenset(
    {"food", "fuel", "medical", "money", "support", "ammunition", "weapons", "energy"}
)
_ENABLING: Final = frozenset({"enable", "allow", "help", "let"})
_COSTS: Final = frozenset({"price", "cost", "sum", "fee", "rent", "wage"})
_SHORT: Final = 6
_PLACED: Final = frozenset({"at", "in", "into", "on", "for", "with", "bound", "against"})
"""Prepositions that say where or why as well: only a party that is surely one is taken from them."""
_STATES: Final = ("country:", "group:", "organisation:")
_FACILITIES: Final = frozenset(
    {"network", "plant", "yard", "mill", "port", "industry", "sector", "refinery", "airport", "railway",
     "factory", "programme", "program", "mission", "expedition", "region", "coast"}
)  # fmt: skip
"""What something may be for without getting it itself."""
_STUFF: Final = frozenset(
    {"money", "fuel", "food", "medical", "energy", "weapons", "ammunition", "missiles", "drones", "vehicles",
     "aircraft", "ships", "intelligence", "training"}
)  # fmt: skip
"""With what somebody is helped by getting it."""
_CONVOYS: Final = frozenset({"convoy", "flight", "flotilla", "column", "airlift"})
_SAYING: Final = frozenset({"say", "complain", "report", "tell", "add", "admit", "confirm"})
_LOTS: Final = frozenset({"batch", "tranche", "lot", "group", "load", "instalment"})
_LARGE: Final = ("million", "billion", "thousand")
_SHIFTING: Final = frozenset({"move", "shift", "redeploy", "deploy", "relocate", "station", "bring", "send"})
"""Verbs by which a state puts its own arms elsewhere."""
_PLAYERS: Final = frozenset(
    {"veteran", "prospect", "rookie", "youngster", "teenager", "international", "trainee"}
)
"""Who is told by age or service alone, and plays for the other side when traded."""


class Filler:
    """Fills the roles of frames over one Doc."""

    def __init__(self, doc: Doc, items: Items, parties: Parties, rules: ExchangeRules) -> None:
        self.doc = doc
        self.items = items
        self.parties = parties
        self.rules = rules

    def _is_party(self, token: Token) -> bool:
        if token.ent_type_ == "PERSON":
            return False
        if token.pos_ == "PROPN" and token.ent_type_ in ("PLACE", "ORG", "PERSON"):
            return not self.items.player(token) and not (
                token.lemma_.lower() in self.rules.containers or self.items.category(token)[0] is not None
            )
        return False

    def _sides(
        self, at: Iterable[str], places: Roles, taken: set[int], others: list[Side] | None = None
    ) -> list[Side]:
        for place in at:
            for token in places.get(place, ()):
                if token.i in taken or (place == "for" and self._in_return(token)):
                    continue
                if token.pos_ == "PRON" and place != "subject":
                    # "Kyiv asked it": not Kyiv
                    acting = [s for t in places.get("subject", ()) if (s := self.parties.side(t)) is not None]
                    others = [*(others or ()), *acting]
                if token.pos_ == "PRON" and place == "subject" and token.dep_ in ("obj", "iobj"):
                    # "Kyiv has asked it to free …": not Kyiv
                    asking = [s for t in surface_subjects(token.head) if (s := self.parties.side(t))]
                    others = [*(others or ()), *asking]
                found: list[Side] = []
                for noun in conjuncts(token):
                    if noun.i in taken:
                        continue
                    if place == "for" and noun.tag_ == "NN" and self.items.category(noun)[0] == "labour":
                        continue  # "offered 90 million for the striker"
                    if several := self.parties.several(noun):
                        found += [s for s in several if not any(s.same(o) for o in others or ())]
                        continue
                    side = self.parties.side(noun, others or ())
                    if side is not None and side.name.lower().startswith("both "):
                        continue  # "Both sides received 42": neither from the other, nor to it
                    if place in ("on", "against") and (side is None or side.actor is None):
                        side = self._whose(noun) or side  # "sanctions on Belarusian potash", "on its airline"
                    if side is None and place in ("to", "from"):
                        side = self._owner_of_place(noun)
                    if side is None or any(side.start == o.start for o in others or ()):
                        continue
                    if place != "subject" and not side.sure and side.actor is None and bare(noun):
                        continue  # "infantry | fighting vehicles", "to parliament"
                    person = noun.ent_type_ == "PERSON" and side.actor is None and side.start > 0
                    trade = self.doc[side.start - 1] if person else noun
                    if person and trade.tag_ == "NN" and self.items.category(trade)[0] == "labour":
                        continue  # "sent winger Kai Moss the other way"
                    single = side.actor is None and side.end - side.start == 1
                    ahead = self.doc[noun.i + 1 : noun.i + 3]
                    paid = len(ahead) == 2 and (ahead[1].lower_ in _LARGE or ahead[0].ent_type_ == "MONEY")
                    if (
                        single
                        and not paid  # "pay Lens 18 million pounds"
                        and noun.pos_ == "PROPN"
                        and place in ("object", "iobject")
                        and self.items.category(noun)[0]
                    ):
                        continue  # "Patriots"
                    if place in ("to", "at", "on", "into") and noun.lemma_.lower() in ("border", "frontier"):
                        continue  # "sent 3,000 soldiers to the Lebanese border": to nobody there
                    if place == "for" and not side.sure and noun.lemma_.lower() in _FACILITIES:
                        continue  # "$250 million for the electricity network"
                    vague = place in _PLACED and not side.sure and side.actor is None
                    purse = place == "into" and noun.lemma_.lower() in PURSES
                    served = place in ("for", "with") and self._people(noun)
                    if vague and not purse and not served:
                        continue
                    found.append(side)
                if found:
                    return found
        return []

    def _whose(self, noun: Token) -> Side | None:
        """Whose a thing is, by adjective or by a pronoun."""
        for child in noun.children:
            if child.tag_ == "PRP$" and (side := self.parties.side(child)) is not None:
                return side
        return self.parties.modifier(noun)

    def _in_return(self, token: Token) -> bool:
        """Whether it stands behind "in return for", so that it comes back and receives nothing."""
        start = left_edge(token)
        for i in range(token.i - 1, max(1, start - 3), -1):
            if self.doc[i].lower_ == "for":
                return str(self.doc[i - 1].lemma_).lower() in self.rules.return_nouns
        return False

    def _owner_of_place(self, noun: Token) -> Side | None:
        """As in "to Beirut's power stations": whose the place is, where it is nobody by itself."""
        if noun.pos_ != "NOUN" or noun.ent_type_ or not any(c.dep_ == "nmod:poss" for c in noun.children):
            return None
        for child in noun.children:
            if child.dep_ == "nmod:poss" and child.lemma_.lower() in self.rules.party_nouns:
                return self.parties.side(child)  # "to the agency's Sudan programme"
        side = self.parties.modifier(noun)
        return side if side is not None and side.actor is not None else None

    def _user(self, thing: Thing, draft: Draft) -> list[Side]:
        """Who uses a thing that came from elsewhere: "Rebels fire shells bought in Sofia"."""
        noun = self.doc[thing.head]
        if noun.dep_ == "nmod" and noun.head.pos_ in ("NOUN", "NUM"):
            noun = noun.head
        verb = noun.head
        if noun.dep_ == "nsubj" and verb.lemma_.lower() in _ENABLING and not is_passive(verb):
            # "Missiles supplied by Sofia have enabled the rebels to advance"
            able = [c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i > verb.i]
            return [
                s
                for t in able
                if (s := self.parties.side(t)) and s.sure and not any(s.same(g) for g in draft.givers)
            ]
        held = noun.dep_ == "obj" or (
            noun.dep_ == "obl" and preposition(noun) in ("on", "with", "from", "in")
        )
        if not held or str(verb.lemma_).lower() not in self.rules.holding_verbs:
            return []
        found = [s for t in surface_subjects(verb) if (s := self.parties.side(t)) is not None]
        return [s for s in found if not any(s.same(g) for g in draft.givers)]

    def _speaker_gets(self, clause: Token, draft: Draft) -> list[Side]:
        """As in "Kyiv's commander said American data had stopped arriving": who speaks does without them."""
        node = clause
        while node.head.lemma_ not in _SAYING and (
            (node.dep_ in ("xcomp", "ccomp") and node.head.i < node.i)
            or (node.dep_ == "conj" and node.head.dep_ == "ccomp")
        ):
            node = node.head
        if node.dep_ not in ("ccomp", "parataxis") or node.head.lemma_ not in _SAYING or not draft.givers:
            return []
        who = [s for t in surface_subjects(node.head) if (s := self.parties.side(t)) is not None]
        return [
            s
            for s in who[:1]
            if (s.actor or "").startswith(("country:", "group:")) and not any(s.same(g) for g in draft.givers)
        ]

    def _people(self, noun: Token) -> bool:
        return noun.lemma_.lower() in self.rules.party_nouns

    def _owner(self, thing: Thing, draft: Draft) -> Side | None:
        noun = self.doc[thing.head]
        if any(c.tag_ == "PRP$" for c in noun.children):
            return None  # "its Zambian mine" is not Zambia's
        side = self.parties.modifier(noun)
        if thing.category == "labour" and noun.tag_ == "NN" and side and self.doc[side.start].tag_ == "JJ":
            side = None  # "the Portuguese defender" is no Portuguese club's for that
        if side is None and thing.category == "labour":
            side = self._club(noun)
        if side is None:
            return None
        return None if any(side.same(r) for r in draft.receivers) else side

    def _club(self, player: Token) -> Side | None:
        """As in "Arenal forward Bruno Teles", "Calder's captain": for whom somebody plays."""
        first = left_edge(player)
        for word in self.doc[first : player.i]:
            if word.pos_ == "PROPN" and word.ent_type_ not in ("NORP", "DATE", "NUMBER"):
                side = self.parties.side(word)
                return side if side is not None and side.actor is None else None
        return None

    def _prices(self, frame: Frame, places: Roles, draft: Draft) -> list[Thing]:
        words = [draft.trigger, *(w for t in draft.gives for w in self.doc[t.start : t.head])]
        if any(str(w.lemma_).lower() in TRADE for w in words):
            sums = [p for t in draft.gives if (p := self.items.price_within(t, self.doc)) is not None]
            if sums:
                return sums[:1]  # "imported $300 million worth of flour"
        # An act has a price in money alone: "train them for 5,000 dollars a month".
        for place in frame.prices or (("for",) if frame.item_is is not None else ()):
            for token in places.get(place, ()):
                if draft.holds(token.i) or self._is_party(token):
                    continue
                if any(s.start <= token.i < s.end for s in (*draft.givers, *draft.receivers)):
                    continue
                if place == "for" and self._own_use(token, draft):
                    continue  # "bought radars for its frigates"
                if place == "in" and self._stake(token, draft):
                    continue  # "bought the Bulgarian stake in the pipeline"
                if place == "with" and token.lemma_.lower() in ("loan", "credit", "grant", "help", "aid"):
                    continue  # "bought eight planes with a loan from a bank"
                if place == "in" and token.lemma_.lower() in self.rules.agreement_nouns:
                    continue  # "in a deal worth 950 million"
                found = [t for t in self.items.things(token) if not draft.holds(t.head)]
                if all(t.category == "prisoners" for t in draft.gives):
                    found = self._held_ones(token) or found
                if all(t.category == "labour" for t in draft.gives):
                    found = [*self._exchanged(token), *found]
                if token.lemma_.lower() in _COSTS or (not found and self._sum(token)):
                    found = [Thing(left_edge(token), self._sum_end(token), token.i, "money")]
                if (frame.plover != "COOPERATE" and place != "against") or place == "at":
                    captives = ("prisoners",) if all(t.category == "prisoners" for t in draft.gives) else ()
                    found = [t for t in found if t.category in ("money", "fuel", *captives)]
                if all(t.category == "money" for t in (*draft.gives, *found)):
                    continue  # "approved $20 million … for $3 million worth of work": no price of a sum
                if found:
                    return [*found, *self._on_top(found[-1])]
        for token in places.get("under", ()):
            # "under a $3 million contract"
            if token.lemma_.lower() in self.rules.agreement_nouns:
                paid = [c for c in token.children if c.dep_ == "compound" and c.ent_type_ == "MONEY"]
                if paid and frame.item_is is None:
                    first = min(t.i for t in paid[0].subtree)
                    return [Thing(first, token.i, paid[0].i, "money")]
        return []

    def _own_use(self, token: Token, draft: Draft) -> bool:
        """Whether a thing is what the buyer has and buys for: "for its frigates"."""
        own = any(c.tag_ == "PRP$" for c in token.children)
        return own and "subject" in draft.frame.receiver and self.items.category(token)[0] != "money"

    def _stake(self, token: Token, draft: Draft) -> bool:
        """Whether a thing is what a stake is in."""
        words = {self.doc[t.head].lemma_.lower() for t in draft.gives}
        return bool(words & {"stake", "share", "shareholding", "interest", "holding"})

    def _on_top(self, price: Thing) -> list[Thing]:
        """As in "for 9 million euros plus two trainees", the trainees hung on whom they are paid for."""
        after = self.doc[price.end] if price.end < len(self.doc) else None
        if after is None or after.lower_ != "plus" or price.category != "money":
            return []
        more = [*self._exchanged(after.head), *self.items.things(after.head)]
        return [t for t in more[:1] if t.start > price.end]

    def _held_ones(self, token: Token) -> list[Thing]:
        """People for whom captives are exchanged: "for a woman held in Paris"."""
        return [
            Thing(left_edge(noun), noun.i + 1, noun.i, "prisoners")
            for noun in conjuncts(token)
            if noun.lemma_.lower() in self.rules.persons
            or self.items.category(noun)[0] in PEOPLE
            or (noun.ent_type_ == "NORP" and noun.tag_ in ("NNS", "NNPS"))
        ]

    def _exchanged(self, token: Token) -> list[Thing]:
        """Players told by age or service alone, for whom another goes: "for two veterans and cash"."""
        return [
            Thing(left_edge(noun), noun.i + 1, noun.i, "labour")
            for noun in conjuncts(token)
            if noun.lemma_.lower() in _PLAYERS and self.items.category(noun)[0] is None
        ]

    def _sum(self, token: Token) -> bool:
        """Whether a bare number is a sum of money: "for 60 million", "against 1.1 billion of them"."""
        return token.pos_ == "NUM" and token.lower_.removesuffix("s") in ("million", "billion", "thousand")

    def _sum_end(self, token: Token) -> int:
        ends = [
            t.i for t in token.subtree if t.i > token.i and t.pos_ in ("NOUN", "NUM", "ADP", "SYM", "DET")
        ]
        return max((i for i in ends if i - token.i <= _SHORT), default=token.i) + 1

    def _equipped(self, draft: Draft, frame: Frame) -> bool:
        """As in "supplies the clinic with drugs": the clinic is who gets, whatever it is otherwise."""
        if frame.item != ("object",) or draft.trigger.lemma_.lower() not in ("supply", "provide", "equip"):
            return False
        around = [*draft.trigger.children, *(c for t in draft.gives for c in self.doc[t.head].children)]
        goods = [c for c in around if preposition(c) == "with" and self.items.category(c)[0] is not None]
        return bool(goods) and all(self._people(self.doc[t.head]) for t in draft.gives)

    def _enough(self, draft: Draft, frame: Frame) -> bool:
        if self._equipped(draft, frame):
            return False
        served = [t for t in draft.gives if self.doc[t.head].lemma_ in ("victim", "survivor", "refugee")]
        if len(served) < len(draft.gives):  # "paid for limbs for landmine victims": they are for them
            draft.gives = [t for t in draft.gives if t not in served or t.category in PEOPLE]
        for need in frame.needs:
            if need == "giver" and not draft.givers and not self._priced(draft):
                moved = is_passive(draft.trigger) and not draft.trigger.dep_.startswith("acl")
                if not moved or not any(r.actor for r in draft.receivers) or frame.item_is is not None:
                    return False
                draft.open = (
                    True  # "1,000 engineers have been deployed to Kursk": by whom, the report may say
                )
            owed = frame.item == ("for",) and is_passive(draft.trigger) and draft.givers and draft.returns
            if need == "receiver" and not draft.receivers and not owed:
                return False  # "Kim has been paid in cash for his soldiers" may leave open by whom
            if need == "captives" and not any(t.category in ("prisoners", "territory") for t in draft.gives):
                return False
            if need in ("item", "cargo") and self._at_home(draft):
                return False
            if need == "cargo" and not self._cargo(draft):
                return False
            if (
                need == "payable"
                and not is_passive(draft.trigger)
                and all(
                    t.category in PEOPLE and (t.category != "medical" or self.items.nurses(self.doc[t.head]))
                    for t in draft.gives
                )
            ):
                return False
            if need == "flow" and not draft.receivers and all(t.category in _MOVING for t in draft.gives):
                return False
            if need == "thing" and any(t.category == "money" for t in draft.gives):
                return False
            if need == "unsourced" and not all((r.actor or "").startswith(_STATES) for r in draft.receivers):
                return False
            if need == "stuff" and not all(t.category in _STUFF for t in draft.gives):
                return False
            if need == "sum" and not all(t.category == "money" for t in draft.gives):
                return False
            if need == "labour" and not any(t.category == "labour" for t in draft.gives):
                return False
            if need == "carrier" and not all(map(self._carrier, draft.givers)):
                subjects = surface_subjects(draft.trigger)
                if not any(
                    self.items.category(t)[0] in ("aircraft", "ships", "vehicles") or t.lemma_ in _CONVOYS
                    for t in subjects
                ):
                    return False
            if need == "named" and not any(s.sure for s in (*draft.givers, *draft.receivers)):
                return False
        both = bool(draft.givers) and bool(draft.receivers)
        vague = not draft.again and all(map(self._unknown, draft.gives)) and frame.item_is is None
        if vague and not both and not self._priced(draft):
            return False
        if not (draft.givers or draft.receivers):
            # "The jets were delivered": who gives, and to whom, may have been said before.
            words = {t.lower_ for t in self.doc[draft.gives[0].start : draft.gives[0].end]}
            return is_passive(draft.trigger) and "the" in words and not draft.trigger.dep_.startswith("acl")
        return True

    def _player(self, thing: Thing) -> bool:
        """Somebody named who goes from one club to another."""
        words = self.doc[thing.start : thing.end + 3]
        return thing.category == "labour" and any(t.ent_type_ == "PERSON" for t in words)

    def _packed(self, thing: Thing) -> bool:
        """As in "a shipment of lorries": what goes is not the lorries themselves."""
        words = {t.lemma_.lower() for t in self.doc[thing.start : thing.head]}
        return bool(words & (self.rules.nouns.keys() | _LOTS))

    def _cargo(self, draft: Draft) -> bool:
        """Whether something is carried: what goes by itself has to come from somebody who sends it."""
        if draft.givers and draft.receivers and all(self._player(t) for t in draft.gives):
            return True
        if all(t.category in _CARRIERS and not self._packed(t) for t in draft.gives) or not any(
            r.actor or self._placed(r) for r in draft.receivers
        ):
            return False
        return bool(draft.givers) or all(t.category in _CARRIED for t in draft.gives)

    def _at_home(self, draft: Draft) -> bool:
        """As in "moved missiles to the island of Ishigaki": its own arms, to a place of nobody known."""
        if draft.trigger.lemma_.lower() not in _SHIFTING or not draft.givers or not draft.receivers:
            return False
        own = (_MOVING | {"weapons"}) - {"prisoners", "labour", "territory"}
        arms = all(t.category in own for t in draft.gives)
        states = all((g.actor or "").startswith("country:") for g in draft.givers)
        words = [self.doc[r.end - 1] for r in draft.receivers]
        return (
            arms
            and states
            and all(
                r.actor is None
                and (w.ent_type_ == "PLACE" or w.lemma_.lower() in PLACES or w.lower_ == "state")
                for r, w in zip(draft.receivers, words, strict=True)
            )
        )

    def _placed(self, side: Side) -> bool:
        """Whether words say that a name is of a place: "the town of Port Marrow"."""
        before = self.doc[max(0, side.start - 2) : side.start]
        return len(before) == 2 and before[1].lower_ == "of" and before[0].lemma_.lower() in PLACES

    def _carrier(self, side: Side) -> bool:
        return self.items.category(self.doc[side.end - 1])[0] in ("aircraft", "ships", "vehicles")

    def _priced(self, draft: Draft) -> bool:
        """As in "Repsol bought an oilfield for $600 million": whoever sells, the price makes it a sale."""
        over = draft.trigger.lemma_ == "take" and any(c.lower_ == "over" for c in draft.trigger.children)
        bought = (over or draft.trigger.lemma_ in ("buy", "acquire", "purchase")) and bool(draft.receivers)
        return bought and bool(draft.returns) and all(t.category == "money" for t in draft.returns)

    def _unknown(self, thing: Thing) -> bool:
        return thing.category == "goods" and self.items.category(self.doc[thing.head])[0] is None
