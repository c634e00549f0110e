"""What exactly a verb's thing is, and whether its clause tells of a giving of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.conditions import BARS
from whence.exchanges.draft import Draft
from whence.exchanges.items import CURRENCIES
from whence.exchanges.nominal import conjuncts, left_edge, preposition, up_to
from whence.exchanges.origins import Origins
from whence.exchanges.parties import RELATED
from whence.exchanges.people import PEOPLE
from whence.exchanges.places import Roles
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_SERVING: Final = frozenset(
    {"money", "aircraft", "vehicles", "ships", "drones", "energy", "medical", "goods"}
)
"""Things that are given for a purpose."""
_YIELDING: Final = frozenset({"extradite", "hand over", "turn over", "free", "release", "give up"})
_PROMINENT: Final = frozenset(
    {"opposition", "political", "religious", "senior", "leading", "public", "prominent", "jailed", "military"}
)
"""Words by which a figure is a person."""
_MADE: Final = frozenset(
    {"weapons", "vehicles", "ships", "aircraft", "missiles", "drones", "ammunition", "training"}
)
"""What firms make for states, and hardly buy of them."""
_BUYING: Final = frozenset({"buy", "sell", "acquire", "purchase", "resell", "auction"})
_FIRMS: Final = frozenset(
    {"business", "operation", "operations", "unit", "arm", "division", "subsidiary", "brand", "franchise",
     "hotel", "newspaper", "brewery", "bakery", "property", "building", "branch", "network",
     "magazine", "shipyard", "refinery", "mill", "plant", "chain", "factory"}
)  # fmt: skip
"""What firms sell of themselves, or whole."""
_WHOLE: Final = frozenset(
    {"company", "firm", "group", "maker", "bank", "insurer", "airline", "developer", "start-up", "startup",
     "producer", "brewer", "retailer", "publisher", "broadcaster", "operator", "manufacturer", "supplier",
     "carrier", "lender", "miner", "distributor", "provider", "builder", "rival", "competitor"}
)  # fmt: skip
"""Who is bought whole, where a price is named."""
_GIVING_UP: Final = frozenset({"cede", "give up", "relinquish"})
_CEDING: Final = _GIVING_UP | {"surrender", "hand over", "hand back", "return", "give back", "turn over"}
"""Verbs by which land goes from one to another."""
_COVERING: Final = frozenset(
    {"cover", "meet", "bear", "foot", "fund", "finance", "pick", "subsidise", "subsidize"}
)
_COSTS: Final = frozenset({"cost", "bill", "expense", "tab"})
_WAYS: Final = frozenset(
    {"road", "bridge", "railway", "railroad", "highway", "motorway", "route", "border", "crossing", "tunnel",
     "canal", "strait", "street", "track", "port", "airport", "airspace", "corridor", "runway"}
)  # fmt: skip
OFFERS: Final = frozenset(
    {"offer", "gift", "donation", "package", "deal", "sale", "pledge", "promise", "loan"}
)
"""Acts that come with, or include, more than what they are of."""
_PAIR: Final = 2
_PARTICLES: Final = frozenset(
    {"over", "out", "on", "back", "across", "in", "off", "through", "along", "forward"}
)


class Given(Origins):
    """What verbs' frames ask of things and of the people that are given or taught."""

    def _lemma(self, verb: Token) -> str | None:
        lemma = str(verb.lemma_).lower()
        if lemma.endswith("e") and lemma not in self.rules.verbs and lemma[:-1] in self.rules.verbs:
            lemma = lemma[:-1]  # "thanked", read as a form of "thanke"
        parts = [c for c in verb.children if c.dep_ == "compound:prt" and not up_to(c)]
        particle = next((c.lower_ for c in parts), None)
        if (
            particle is None
            and verb.i + 1 < len(self.doc)
            and f"{lemma} {self.doc[verb.i + 1].lower_}" in self.rules.verbs
        ):
            particle = self.doc[verb.i + 1].lower_
        if particle is not None and f"{lemma} {particle}" in self.rules.verbs:
            return f"{lemma} {particle}"
        return lemma if particle is None or particle in _PARTICLES else None

    def _together(self, places: Roles, givers: list[Side]) -> list[Side]:
        """As in "has delivered a battery together with France": who gives as well."""
        found: list[Side] = []
        for token in places.get("with", ()) if len(givers) == 1 else ():
            start = left_edge(token)
            before = self.doc[max(0, start - 2)].lower_
            side = self.parties.side(token) if before in ("together", "along", "jointly") else None
            if side is not None and side.sure and not any(side.same(g) for g in givers):
                found.append(side)
        return found

    def _countable(self, token: Token, place: str) -> bool:
        """As in "offered Minsk 300 zithers": what is counted is a thing, of whatever kind."""
        counted = any(c.dep_ == "nummod" and c.i < token.i for c in token.children)
        return place == "object" and counted and token.tag_ == "NNS" and not token.ent_type_

    def _nationals(self, places: Roles, draft: Draft) -> list[Side]:
        """As in "will train 120 Ukrainian deminers": for whom people of a nation work."""
        for token in (*places.get("object", ()), *places.get("iobject", ())):
            if token.tag_ != "NNS" or token.ent_type_ or token.lemma_.lower() in self.rules.owned_nouns:
                continue
            if self.items.category(token)[0] not in PEOPLE and token.lemma_.lower() not in self.rules.persons:
                continue
            side = self.parties.modifier(token)
            if side is not None and not any(side.same(g) for g in draft.givers):
                return [Side(side.name, left_edge(token), token.i + 1, side.actor)]
        return []

    def _taught(self, places: Roles) -> list[Side]:
        """People of some trade who are taught: whose they are, only the report around can say."""
        for token in places.get("object", ()):
            if token.tag_ == "NNS" and token.pos_ == "NOUN" and not token.ent_type_:
                start = left_edge(token)
                return [Side(self.doc[start : token.i + 1].text, start, token.i + 1, None, sure=False)]
        return []

    def _own_people(self, places: Roles) -> bool:
        """Whether somebody teaches their own people: "is training its own conscripts"."""
        taught = [*places.get("object", ()), *places.get("iobject", ())]
        return any(c.lower_ == "own" for t in taught for c in t.children)

    def _to_own(self, places: Roles) -> bool:
        """Whether something goes to whom it came from: "to its own forces"."""
        return any(c.lower_ == "own" for t in places.get("to", ()) for c in t.children)

    def _without_particle(self, thing: Thing, verb: Token) -> Thing:
        """The thing of "hand over 12 boats", where the tree has "over 12" for a number."""
        first = self.doc[thing.start]
        over = thing.start == verb.i + 1 and thing.start < thing.head
        if over and f"{str(verb.lemma_).lower()} {first.lower_}" in self.rules.verbs:
            start = thing.start + 1
            if start < thing.head and self.doc[start].lower_ == "of":
                start += 1  # "took delivery of two"
            return Thing(start, thing.end, thing.head, thing.category)
        return thing

    def _purpose(self, verb: Token) -> bool:
        """Whether a clause only says what something is given for: "to help Minsk", "to help it pay"."""
        node = verb
        while node.dep_ in ("xcomp", "ccomp") and node.head.lemma_ in ("help", "enable", "let", "allow"):
            node = node.head
        if node.tag_ != "VB":
            return False
        given = node.head.lemma_.lower() in self.rules.verbs and any(
            c.dep_ == "obj" and node.head.i < c.i < node.i for c in node.head.children
        )
        return node.dep_ in ("advcl", "acl") or (
            node.dep_ == "xcomp"
            and given
            and node.head.tag_[:2] == "VB"
            and node.head.lemma_ not in ("ask", "want", "tell", "promise")
        )

    def _serves(self, verb: Token) -> bool:
        """Whether a clause tells what a thing, or the sum that is given, is for.

        As in "asked for planes to carry water to refugees", "lent Nairobi $2 billion to extend a line".
        """
        if verb.dep_ == "acl":
            return self.items.category(verb.head)[0] in _SERVING and verb.head.lemma_ not in self.rules.nouns
        head = verb.head
        governs = self.rules.governor(head) is not None or head.lemma_ in ("pay", "spend", "use", "have")
        objects = [c for c in head.children if c.dep_ == "obj" and head.i < c.i < verb.i]
        things = [t for c in objects for t in self.items.things(c)]
        return not governs and bool(things) and all(t.category in _SERVING for t in things)

    def _stocked(self, token: Token) -> bool:
        """As in "supplied Russian arms plants with lathes": what is supplied with something is not given."""
        lemma = token.lemma_.lower()
        if lemma not in self.rules.party_nouns and lemma not in self.rules.asset_nouns:
            return False
        if token.head.lemma_ in ("supply", "provide", "stock", "furnish") and token.dep_ == "obj":
            # "has been supplying the clinic with drips"
            behind = self.doc[token.i + 1 : token.i + 2]
            if len(behind) and behind[0].lower_ == "with":
                return True
        return (side := self.parties.side(token)) is not None and side.actor is not None

    def _whose_carriers(self, places: Roles, draft: Draft) -> list[Side]:
        """As in "Egyptian lorries with tents crossed into Gaza": whose the lorries are."""
        for token in places.get("subject", ()):
            carries = self.items.category(token)[0] in ("vehicles", "ships", "aircraft")
            if not carries or any(t.head == token.i for t in draft.gives):
                continue
            side = self.parties.modifier(token)
            if side is not None and not any(side.same(r) for r in draft.receivers):
                return [side]
        return []

    def _worth_of(self, orders: Sequence[Token]) -> list[Thing]:
        """The sum in "a 5 billion euro order"."""
        for order in orders:
            for child in order.children:
                money = self.items.category(child)[0] == "money" or child.lemma_.lower() in CURRENCIES
                if child.dep_ in ("compound", "amod") and money and child.i < order.i:
                    inner = [c.i for c in child.subtree if child.i < c.i < order.i]
                    return [Thing(left_edge(child), max([child.i, *inner]) + 1, child.i, "money")]
        return []

    def _by_owner(self, draft: Draft) -> list[Draft]:
        """As in "got two Turkish drones and 40 Chinese lorries": from each whose it was."""
        giver = draft.giver
        if len(draft.gives) < 2 or giver is None or len(draft.givers) > 1:
            return [draft]
        if not any(t.start <= giver.start < t.end for t in draft.gives):
            return [draft]
        out = [draft]
        for thing in draft.gives[1:]:
            owner = self.parties.modifier(self.doc[thing.head])
            if owner is None or owner.same(giver) or any(owner.same(r) for r in draft.receivers):
                continue
            out.append(
                Draft(draft.trigger, draft.frame, [owner], draft.receivers, [thing], plover=draft.plover)
            )
        given = {t.head for d in out[1:] for t in d.gives}
        draft.gives = [t for t in draft.gives if t.head not in given]
        return out

    def _owed_in_kind(self, token: Token, places: Roles) -> bool:
        """As in "is paying its debt to Beijing with platinum": the platinum is what passes."""
        if token.lemma_ not in ("debt", "loan", "bill", "arrears"):
            return False
        kinds = [t for p in ("in", "with") for c in places.get(p, ()) for t in self.items.things(c)]
        return any(t.category not in ("money", "support") for t in kinds)

    def _price_tag(self, thing: Thing) -> bool:
        """Whether a thing is only what another costs: "wants the price lowered" asks for no money."""
        noun = self.doc[thing.head]
        whole = noun.head if preposition(noun) == "of" else noun
        if thing.category == "money" and whole.head.lemma_ in _COVERING:
            return False  # "covered a third of the cost"
        return noun.lemma_ in ("price", "cost", "rate", "tariff")

    def _way(self, thing: Thing, frame: Frame) -> bool:
        """Whether it is a way that is shut: "cut the road to Aden" withholds nothing from anybody."""
        return frame.standing == "stopped" and self.doc[thing.head].lemma_.lower() in _WAYS

    def _maker_sells(self, draft: Draft) -> None:
        """As in "Calder Arms signed a contract with Peru for 20 guns": arms go from the firm to the state."""
        giver, receiver = draft.giver, draft.receiver
        if giver is None or receiver is None or len(draft.givers) + len(draft.receivers) > _PAIR:
            return
        state = (giver.actor or "").startswith("country:")
        firm = not (receiver.actor or "").startswith(("country:", "group:"))
        if state and firm and all(t.category in _MADE for t in draft.gives):
            draft.givers, draft.receivers = draft.receivers, draft.givers

    def _sold(self, verb: Token, token: Token) -> list[Thing]:
        """As in "sold its Irish business to Calder": a part of a firm, whatever else the word means."""
        lemma = str(verb.lemma_).lower()
        if lemma in _COVERING and (cost := self._cost(token)) is not None:
            return [cost]
        before = self.doc[left_edge(token) - 1] if left_edge(token) else token
        if token.ent_type_ == "PERSON" and before.lower_ == "forward" and before.i == verb.i + 1:
            found = self._hired(token)  # "sent | forward Malik Carver", who plays there
            return [Thing(before.i, t.end, t.head, t.category) for t in found]
        if lemma == "buy" and token.lemma_ == "contract":
            # "bought out his contract": who plays or works under it
            return [Thing(left_edge(token), self._of_whom(token), token.i, "labour")]
        if self._ceded(verb, token):
            return [Thing(left_edge(token), token.i + 1, token.i, "territory")]
        if self._taken_over(verb, token):
            return [Thing(left_edge(token), token.i + 1, token.i, "goods")]
        if lemma not in _BUYING or token.lemma_.lower() not in _FIRMS:
            return []
        if token.tag_ == "NNP" or token.ent_type_ or any(c.dep_ == "nummod" for c in token.children):
            return []
        return [Thing(left_edge(token), token.i + 1, token.i, "goods")]

    def _ceded(self, verb: Token, token: Token) -> bool:
        """As in "has given up Masisi", "ceded Tavush to Baku": a place, and not whom somebody held."""
        if token.pos_ != "PROPN" or token.dep_ != "obj" or any(c.dep_ == "flat" for c in token.children):
            return False
        lemma = str(self._lemma(verb) or verb.lemma_).lower()
        if lemma not in _CEDING:
            return False
        # A bare name is a person's in "handed over", and hardly in "gave up".
        return token.ent_type_ == "PLACE" or (lemma in _GIVING_UP and token.ent_type_ in ("", "PERSON"))

    def _taken_over(self, verb: Token, token: Token) -> bool:
        """As in "has acquired the vaccine maker Orvax for $1.2 billion": a firm is bought, at a price."""
        particle = any(c.lower_ == "over" for c in verb.children)
        taken = verb.lemma_ in ("buy", "acquire", "purchase", "sell") or (verb.lemma_ == "take" and particle)
        if not taken or token.dep_ not in ("obj", "nsubj:pass"):
            return False
        if verb.lemma_ == "sell" and not any(preposition(c) == "to" for c in verb.children):
            return False  # "refused to sell the company Orano | 1,000 tonnes": who gets
        within = [token, *(c for c in token.children if c.dep_ in ("compound", "flat", "appos"))]
        named = any(t.ent_type_ == "ORG" and t.i >= left_edge(token) for t in within)
        if not named and not any(t.lemma_.lower() in _WHOLE for t in within):
            return False
        prices = (c for c in verb.children if c.i > token.i and preposition(c) == "for")
        return any(self.items.category(c)[0] == "money" for c in prices)

    def _paid_for(self, verb: Token, token: Token, draft: Draft) -> bool:
        """As in "paid for limbs for 140 mine victims": whom it is for is not bought as well."""
        lemma = token.lemma_.lower()
        people = lemma in self.rules.party_nouns or lemma in self.rules.persons
        return verb.lemma_ == "pay" and preposition(token) == "for" and bool(draft.gives) and people

    def _of_whom(self, contract: Token) -> int:
        """The end of "the contract of the winger Ilan Sabo"."""
        of = [c for c in contract.children if preposition(c) == "of" and c.i > contract.i]
        flat = [t.i for c in of for t in c.subtree if t.dep_ in ("flat", "appos")]
        return max([contract.i, *(c.i for c in of), *flat]) + 1

    def _cost(self, token: Token) -> Thing | None:
        """As in "covered a third of the cost", "foots the bill": the sum that it comes to."""
        of = [c for c in token.children if preposition(c) == "of" and c.i > token.i]
        cost = next((t for t in (token, *of) if t.lemma_ in _COSTS), None)
        return Thing(left_edge(token), cost.i + 1, cost.i, "money") if cost is not None else None

    def _state(self, token: Token) -> Side | None:
        """The state that one word names, whatever stands beside it: "sent Minsk | drinking water"."""
        known = self.parties.known(token.text) if token.pos_ == "PROPN" and token.tag_ == "NNP" else None
        named = known is not None and known.id.startswith("country:")
        return Side(known.name, token.i, token.i + 1, known.id) if known is not None and named else None

    def _measures(self, thing: Thing) -> bool:
        """Whether words only say what a thing is worth, or by what a price is reckoned."""
        before = self.doc[thing.start - 1] if thing.start else self.doc[thing.start]
        if self.doc[thing.start].lower_ == "worth" and thing.category == "money":
            return True
        if before.lower_ == "worth" and thing.category == "money":
            return True  # "a corvette | worth 90 million euros"
        each = self.doc[thing.start].lower_ in ("a", "an", "per", "each") or before.lower_ == "per"
        return each and (before.ent_type_ == "MONEY" or before.lemma_ in CURRENCIES or before.lower_ == "per")

    def _work(self, thing: Thing) -> Thing:
        """Work that somebody is paid for is labour."""
        if thing.category in PEOPLE and any(
            w.lemma_ in ("release", "freedom", "liberty") for w in self.doc[thing.start : thing.head]
        ):
            return Thing(thing.start, thing.end, thing.head, "prisoners")
        work = thing.category == "goods" and self.doc[thing.head].lemma_ in ("work", "construction", "job")
        return Thing(thing.start, thing.end, thing.head, "labour") if work else thing

    def _remedy(self, thing: Thing) -> bool:
        """Whether it is medicine, and not who gives it."""
        return thing.category == "medical" and not self.items.nurses(self.doc[thing.head])

    def _seized(self, thing: Thing) -> Thing:
        """A crew or passengers whom somebody hands over were held."""
        held = self.doc[thing.head].lemma_ in ("crew", "passenger", "crewman", "sailor", "fisherman")
        return Thing(thing.start, thing.end, thing.head, "prisoners") if held else thing

    def _swapped(self, thing: Thing) -> Thing:
        """Soldiers or doctors whom two states exchange were held by them; clubs exchange players."""
        held = thing.category in ("troops", "medical") and self.doc[thing.head].tag_ == "NNS"
        staff = held and (thing.category == "troops" or self.items.nurses(self.doc[thing.head]))
        return Thing(thing.start, thing.end, thing.head, "prisoners") if staff else thing

    def _built(self, thing: Thing) -> Thing:
        """An airport or a port that somebody builds for another is a thing, and no ceded ground."""
        ground = thing.category == "territory" and self.doc[thing.head].lemma_ not in ("base", "outpost")
        return Thing(thing.start, thing.end, thing.head, "goods") if ground else thing

    def _jets(self, thing: Thing) -> Thing:
        """Fighters that are bought and sold are aircraft."""
        if thing.category == "troops" and str(self.doc[thing.head].lemma_).lower() == "fighter":
            return Thing(thing.start, thing.end, thing.head, "aircraft")
        return thing

    def _acts(self, frame: Frame, places: Roles) -> list[Token]:
        """Nouns of giving among the things: whose "Norway's donation of jets" is, gives."""
        found = [t for p in frame.item for t in places.get(p, ())]
        return [
            t for t in found if any("poss" in f.giver for f in self.rules.nouns.get(t.lemma_.lower(), ()))
        ]

    def _agents(self, noun: Token) -> list[Side]:
        """Who sells in "approved the sale of six boats by Paris"."""
        found = [t for t in noun.subtree if t.dep_ == "nmod" and preposition(t) == "by" and t.i > noun.i]
        return [s for t in found[:1] if (s := self.parties.side(t)) is not None and s.sure]

    def _captives(self, token: Token, freed: bool) -> list[Thing]:
        """Whom somebody frees: prisoners, or people of whom only their number or sex is said."""
        out = []
        for noun in conjuncts(token):
            held = ("prisoners", "troops", "labour", "medical", "training")
            known = [
                t for t in self.items.things(noun) if t.category in held and self.doc[t.head].pos_ == "NOUN"
            ]
            # A club lets its captain go; only who is freed was held.
            known = [t for t in known if freed or t.category in held[:2]]
            person = noun.ent_type_ == "PERSON" and noun.pos_ == "PROPN" and self._yields(noun.head)
            if (
                noun.tag_ == "VBN"
                and noun.i
                and (one := noun.nbor(-1)).ent_type_ == "NORP"
                and one.head.i == noun.i
            ):
                # "free an Afghan held in Cuba", the participle taken for the noun
                out.append(Thing(left_edge(noun), noun.i, one.i, "prisoners"))
                continue
            wanted = noun.head.lemma_ == "extradite" and self.items.category(noun)[0] in (None, "labour")
            person = person or (wanted and noun.pos_ in ("NOUN", "PROPN"))
            if self._ceded(noun.head, noun):
                out.append(Thing(left_edge(noun), noun.i + 1, noun.i, "territory"))
                continue
            if not known and (self._freed(noun) or person):
                last = max((t.i for t in noun.subtree if t.dep_ == "flat" and t.i > noun.i), default=noun.i)
                known = [Thing(left_edge(noun), last + 1, noun.i, "prisoners")]
            out += [Thing(t.start, t.end, t.head, "prisoners") for t in known]
        return out

    def _yields(self, verb: Token) -> bool:
        """Whether a verb hands over somebody who is held or wanted."""
        return self._lemma(verb) in _YIELDING

    def _freed(self, noun: Token) -> bool:
        """Whether a noun means people who may be held: "a pastor", "six Americans"."""
        if noun.ent_type_ == "NORP":
            return noun.tag_ in ("NNS", "NNPS") and any(c.dep_ == "nummod" for c in noun.children)
        if noun.lemma_ == "figure" and not any(c.lower_ in _PROMINENT for c in noun.lefts):
            return False  # "figures released by the ministry"
        return noun.ent_type_ == "" and noun.lemma_.lower() in self.rules.persons

    def _hired(self, token: Token) -> list[Thing]:
        """A person who is sold, bought or signed plays or works for the other side then."""
        flat = [t.i for t in token.subtree if t.dep_ == "flat" and t.i > token.i and preposition(t) is None]
        end = max(flat, default=token.i) + 1
        return [Thing(left_edge(token), end, token.i, "labour")]

    def _after(self, thing: Thing, places: Roles) -> Thing:
        """The thing without a receiver that the tree took into it."""
        whole = {t.i for t in places.get("object", ())}
        inside = [
            t.i for t in places.get("iobject", ()) if thing.start <= t.i < thing.head and t.i not in whole
        ]
        last = self.doc[max(inside)] if inside else None
        if last is not None and last.dep_ == "compound" and last.pos_ == "PROPN" and last.i > thing.start:
            return thing  # "sent Minsk NLAW missiles": the model is of the missiles
        return Thing(max(inside) + 1, thing.end, thing.head, thing.category) if inside else thing

    def _act(self, verb: Token, frame: Frame, places: Roles) -> list[Thing]:
        """The act itself as what is given."""
        category = str(frame.item_is)
        if "sanctions" in frame.needs:
            for token in places.get("object", ()):
                of = [c for c in token.subtree if c.dep_ == "nmod" and preposition(c) == "of"]
                nouns = [token, *of]  # "part of its sanctions", and not "its veto on the sanctions"
                barred = [t for t in nouns if t.lemma_.lower() in BARS or t.lower_ in BARS]
                if barred:
                    last = barred[0]
                    return [Thing(min(verb.i, last.i), max(verb.i, last.i) + 1, verb.i, category)]
            return []
        return [Thing(verb.i, verb.i + 1, verb.i, category)]

    def _apart(self, side: Side, draft: Draft) -> Side:
        """The state of "sent Minsk Abrams | tanks", where its name and the model's were taken for one."""
        if side.actor is not None or side.end - side.start < _PAIR:
            return side
        state = self._state(self.doc[side.start])
        if state is None:
            return side
        for i, thing in enumerate(draft.gives):
            between = self.doc[side.end : thing.head]
            if side.end <= thing.head and all(t.head.i == thing.head or t.pos_ == "PUNCT" for t in between):
                draft.gives[i] = Thing(side.start + 1, thing.end, thing.head, thing.category)
                return state
        return side

    def _before_thing(self, draft: Draft) -> None:
        """As in "sold Kenya coastguard boats": a state's name before the thing, no adjective, receives."""
        thing = draft.gives[0]
        start = thing.start + (self.doc[thing.start].lower_ == "the")
        for child in self.doc[thing.start : thing.head]:
            if child.dep_ not in ("compound", "nmod", "amod") or child.pos_ != "PROPN":
                continue
            side = self.parties.adjective(child) or self._state(child)
            if side is None:
                continue
            related = self.doc[side.start - 1].lemma_.lower() in RELATED  # "sold its neighbour Minsk | gas"
            if side.start not in (thing.start, start) and not related:
                continue
            if not (side.actor or "").startswith(("country:", "group:")):
                continue
            if any(side.same(g) for g in draft.givers) or side.end >= thing.end:
                continue
            draft.receivers = [side]
            draft.gives[0] = Thing(side.end, thing.end, thing.head, thing.category)
            return
