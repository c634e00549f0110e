"""Verbs that say that something passes, and who and what fill their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import agents_of, is_passive, negated, surface_subjects
from whence.exchanges.draft import Draft, near
from whence.exchanges.gapping import gapped
from whence.exchanges.given import OFFERS, Given
from whence.exchanges.nominal import conjuncts, preposition
from whence.exchanges.origins import UNFREEZING
from whence.exchanges.people import PEOPLE
from whence.exchanges.places import Roles, roles
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_LETTING: Final = frozenset({"lease", "rent", "charter", "hire"})
"""Verbs of letting and of taking: without "to" the subject takes."""
_ASKED: Final = 40
"""Words back to a request that is answered."""
_DEALING: Final = frozenset(
    {"buy", "sell", "order", "purchase", "lease", "build", "acquire", "resell", "export"}
)
_ARMING: Final = frozenset({"arm", "equip", "outfit", "rearm", "re-arm", "kit out", "fit out"})
_TAKING: Final = frozenset({"take", "win", "recover", "gain", "wrest", "draw"})
_HANDING: Final = frozenset({"hand over", "turn over", "hand back", "give back", "send back", "return"})
_CARRYING: Final = frozenset(
    {"ship", "boat", "vessel", "tanker", "freighter", "plane", "truck", "lorry", "convoy", "flotilla", "car",
     "bus", "train", "yacht", "van"}
)  # fmt: skip
_CATCHING: Final = frozenset({"stop", "block", "halt", "turn back", "hold up"})
_BUILDING: Final = frozenset({"build", "rebuild", "construct", "erect", "renovate", "repair", "refurbish"})
_ORDERS: Final = frozenset({"order", "contract", "deal", "commission", "tender"})
_PULLING: Final = frozenset({"pull", "withdraw", "recall", "retire", "ground"})
_TURNING: Final = frozenset({"divert", "redirect", "reroute", "re-route", "shift"})
_TREATING: Final = frozenset({"give", "grant", "award", "accord"})
_OWNED: Final = frozenset({"goods", "territory", "ships", "aircraft", "vehicles"})
_COMING: Final = frozenset({"arrive", "come", "flow"})
_PAIR: Final = 2
_MARCHING: Final = frozenset({"troops", "drones", "missiles", "aircraft"})
_TRADING: Final = frozenset({"barter", "swap", "exchange", "trade"})


def _from(verb: Token) -> bool:
    return any(c.lower_ == "from" and c.i < verb.i for c in verb.children)


def _taken_up(token: Token) -> bool:
    if token.pos_ == "NUM" and not any(c.dep_ in ("nmod", "nummod") for c in token.children):
        sums = ("million", "billion", "thousand", "trillion")  # "for 60 million": a price
        return token.ent_type_ not in ("MONEY", "DATE", "PERCENT") and token.lower_ not in sums
    return token.lower_ in ("it", "them", "each", "both", "these", "those", "rest", "remainder")


def _outer(things: list[Thing]) -> list[Thing]:
    """The things without those that stand within another: "$650 million" is no second "650 million"."""
    once = list(dict.fromkeys(things))
    return [
        t
        for t in once
        if not any(
            o is not t and o.start <= t.start and t.end <= o.end and o.category == t.category for o in once
        )
    ]


class VerbFrames(Given):
    """Drafts of verbs."""

    known: Sequence[Draft] = ()
    """What the other verbs say, when those that only take it up are read."""
    elliptic = False
    """Whether things of which only "more" or "them" is said are looked up among those named before."""

    def of(self, verb: Token) -> list[Draft]:
        lemma = self._lemma(verb)
        if lemma is None:
            return []
        if lemma in ("come", "include") and any(t.lemma_ in OFFERS for t in surface_subjects(verb)):
            return []  # "Tokyo's offer of ships came with training": the offer says what is given
        places: Roles | None = None
        weak: Draft | None = None
        if lemma in self.rules.origins and (draft := self._origin(verb, lemma)) is not None:
            return [draft]
        for frame in self.rules.verbs.get(lemma, ()):
            places = self._places(verb) if places is None else places
            if frame.item == ("for",) and not self.elliptic and any(map(_taken_up, places.get("for", ()))):
                return []  # "pays 4,700 euros for each of them": for later, when all things are known
            draft = self._filled(verb, frame, places)
            if draft is not None and not draft.receivers and lemma in _LETTING and not is_passive(verb):
                continue  # "would lease twelve miles of its shore": from somebody, as a rule
            if draft is not None and draft.weak:
                weak = weak or draft
            elif draft is not None:
                self.items.note(draft.gives)
                self.last = draft
                parts = gapped(self.doc, draft, self.items, self.parties)
                return [d for part in parts for d in self._by_owner(part)]
        return [weak] if weak is not None else []

    def _places(self, verb: Token) -> Roles:
        """The verb's places; a particle taken for a preposition ("hand over nine") gives its noun back."""
        places = roles(verb)
        if verb.lemma_ == "help" and not places.get("object"):
            # "helped Minsk build tunnels", Minsk hung on "build"
            doing = [
                c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.tag_ == "VB" and c.i > verb.i
            ]
            helped = [t for c in doing for t in c.children if t.dep_ == "nsubj" and verb.i < t.i < c.i]
            places = {**places, "object": helped} if helped else places
        if verb.dep_ in ("xcomp", "ccomp") and str(verb.head.lemma_).lower() in ("let", "allow", "permit"):
            places = {**places, "permitter": surface_subjects(verb.head)}
            between = [
                c for c in verb.head.children if verb.head.i < c.i < verb.i and c.pos_ in ("NOUN", "PROPN")
            ]
            if between and not any(c.dep_.startswith("nsubj") for c in verb.children):
                places["subject"] = between[-1:]  # "let | their guard Xavi Roda | join Lille"
        after = self.doc[verb.i + 1] if verb.i + 1 < len(self.doc) else None
        if after is not None and f"{str(verb.lemma_).lower()} {after.lower_}" in self.rules.verbs:
            behind = [t for t in places.get(after.lower_, ()) if after.i < t.i]
            if behind:
                places = {**places, "object": [*places.get("object", []), *behind[:1]]}
        return places

    def _filled(self, verb: Token, frame: Frame, places: Roles) -> Draft | None:
        draft = Draft(verb, frame, plover=frame.plover)
        lemma = verb.lemma_.lower()
        carriers = [t for t in places.get("object", ()) if t.lemma_.lower() in _CARRYING]
        if frame.standing == "stopped" and carriers and lemma in _CATCHING:
            return None  # "stopped a ship with aid for Gaza" stops no giving of one's own
        if frame.standing == "stopped" and any(c.tag_ == "VBG" and _from(c) for c in verb.children):
            return None  # "blocked Madrid from sending guns": Madrid's guns
        if lemma == "cross":
            # "The guns crossed the Polish border": on their way to whoever gets them
            beyond = [t for t in places.get("object", ()) if t.lemma_.lower() not in ("border", "frontier")]
            places = {**places, "object": beyond}
        if lemma in _TURNING and self._to_own(places):
            return None  # "diverted fuses meant for Kyiv to its own forces"
        if is_passive(verb) and lemma == "repay" and not agents_of(verb):
            return None  # "The loan is to be repaid": by who got it
        if lemma in _PULLING and is_passive(verb) and not agents_of(verb):
            return None  # "The guns that Rome sent have been pulled back from the front": by who got them
        alone = verb.dep_ != "conj" and not any(c.dep_ == "conj" for c in verb.children)
        taught = places.get("object") or places.get("iobject") or is_passive(verb)
        if frame.item_is == "training" and alone and not taught:
            return None  # "soldiers do not really train with it": they learn, and teach nobody
        if "order" in frame.needs and not any(t.lemma_ in _ORDERS for t in places.get("object", ())):
            return None
        others = [t for p in frame.receiver for t in places.get(p, ())]
        # "buys 24 missiles for $370 million" buys them for itself
        prices = all(self.items.category(t)[0] == "money" or t.pos_ == "NUM" for t in others)
        sourced = places.get("from") or is_passive(verb) or prices
        if "unsourced" in frame.needs and sourced:
            return None
        if frame.receiver == ("disposal",) and not places.get("disposal"):
            return None  # "put them out of action": nobody's to use
        if frame.giver == ("permitter",) and "labour" in frame.needs and not places.get("permitter"):
            return None  # "has joined Lille": nobody lets him
        behind = self.doc[verb.i + 1].lower_ if verb.i + 1 < len(self.doc) else ""
        if lemma == "part" and behind != "with":
            return None  # "parted company with their coach"
        heads: set[int] = set()
        elliptic = False
        places = self._two_objects(verb, places)
        for place in frame.item:
            if place == "captives":
                freed = lemma in ("free", "release")
                draft.gives = [t for o in places.get("object", ()) for t in self._captives(o, freed)]
                continue
            if place == "object" and "sanctions" in frame.needs:
                continue
            for token in places.get(place, ()):
                if place == "object" and "in" in frame.item and self._owed_in_kind(token, places):
                    continue
                whole = self._taken_over(verb, token) or self._ceded(verb, token)
                stocked = place == "object" and places.get("with") and self._stocked(token)
                if not whole and (self._is_party(token) or stocked):
                    continue
                if {token.lemma_.lower(), token.lower_} & self.rules.nouns.keys() and frame.standing in (
                    "stopped",
                    "under way",
                    "refused",
                ):
                    continue
                hires = frame.plover == "COOPERATE" and frame.item != ("for",)
                known = token.tag_ in ("NNPS", "NNS") and self.items.category(token)[0] is not None
                if token.ent_type_ == "PERSON" and hires and not is_passive(verb) and not known:
                    found = self._hired(token)
                else:
                    concrete = frame.concrete or self._countable(token, place)
                    found = self._sold(verb, token) or self.items.things(token, concrete=concrete)
                if "payable" in frame.needs and not (place == "in" and is_passive(verb)):
                    found = [t for t in found if t.category not in PEOPLE or self._remedy(t)]
                if frame.item == ("for",) and lemma in ("pay", "repay"):
                    found = [self._work(t) for t in found]
                found = [self._after(t, places) for t in found]
                if str(self._lemma(verb)) in _HANDING:
                    found = [self._seized(t) for t in found]
                if frame.plover == "AID" and token.dep_ != "obj":
                    found = [t for t in found if t.category != "agreement"]
                found = [t for t in found if not self._paid_for(verb, token, draft)]
                if place == "object" and lemma in _ARMING:
                    found = [t for t in found if t.category not in PEOPLE]  # "recruits armed by Minsk"
                if lemma in _BUILDING:
                    found = [self._built(t) for t in found]
                if lemma in _DEALING:
                    found = [self._jets(t) for t in found]
                found = [
                    t
                    for t in found
                    if whole or not self._is_party(self.doc[t.head]) or self.doc[t.head].pos_ != "PROPN"
                ]
                stocks = lemma in ("supply", "provide", "resupply")
                if place == "object" and (frame.receiver[:1] == ("object",) or stocks):
                    # "supplied the enclave": who gets, and not what
                    found = [t for t in found if t.category != "territory"]
                if found:
                    draft.gives += [t for t in found if t not in draft.gives]
                    heads.update(t.head for t in found)
                    heads.update(t.i for t in conjuncts(token))
            marches = lemma in ("cross", "enter")
            if draft.gives and place == "subject" and "cargo" in frame.needs and not marches:
                # "instructors arrived in Niamey with an air defence system"
                brought = [t for o in places.get("with", ()) if o.i > verb.i for t in self.items.things(o)]
                draft.gives += [t for t in brought if t not in draft.gives]
            if draft.gives:
                break
        if frame.item_is is not None and not draft.gives:
            draft.gives = self._act(verb, frame, places)
        if not draft.gives and self.elliptic and "from" not in frame.item:  # "cut its count from 45"
            again = frame.standing in ("under way", "stopped")
            found = [t for p in frame.item for o in self._counted(verb, places.get(p, ()), p)
                     for t in self.items.left_out(o, again=again)]  # fmt: skip
            draft.gives, elliptic = found[:1], True
            if again and negated(verb):
                return None
            heads.update(t.head for t in draft.gives)
        if not draft.gives:
            return None
        if lemma == "extend" and all(t.category == "agreement" for t in draft.gives):
            return None  # "extended its ceasefire with Hamas"
        if lemma in _TAKING and all(t.category == "territory" for t in draft.gives):
            return None  # "took the town from the army" is no gift
        if "cargo" in frame.needs and self._felled(draft.gives):
            return None
        if lemma == "share" and all(t.category in _OWNED for t in draft.gives):
            return None  # "the dams it shares with Minsk": both have them
        marching = {t.i for t in places.get("subject", ())}
        if lemma in ("cross", "enter") and all(
            t.category in _MARCHING and (t.category == "troops" or t.head in marching) for t in draft.gives
        ):
            return None  # "Rwandan troops crossed into Congo" is a march
        pays = frame.item_is is not None or lemma == "pay"
        if self._purpose(verb) and (pays or self._serves(verb)):
            return None  # "sent troops to help Minsk", "gave it money to pay for gas": no gift of its own
        if (
            frame.concrete
            and frame.plover == "COOPERATE"
            and all(t.category == "support" for t in draft.gives)
        ):
            return None  # "hired help"
        draft.gives = [t for t in draft.gives if not self._price_tag(t) and not self._way(t, frame)]
        draft.gives = [t for t in draft.gives if len(draft.gives) == 1 or not self._measures(t)]
        draft.gives = [self._without_particle(t, verb) for t in draft.gives]
        if not draft.gives:
            return None
        draft.gives = self.items.joined(_outer(draft.gives), self.doc)
        taken = heads | {i for t in draft.gives for i in range(t.start, t.end) if frame.item_is is None}
        draft.givers = self._sides(frame.giver, places, taken)
        draft.givers += self._together(places, draft.givers)
        giving = {s.start for s in draft.givers}
        # "Turkish drones were delivered to it": not to Turkey
        whose = [s for t in draft.gives if (s := self.parties.modifier(self.doc[t.head])) is not None]
        whose = [s for s in whose if self.doc[s.start].tag_ == "JJ"]
        draft.receivers = self._parallel(verb, frame, places, draft) or self._sides(
            frame.receiver, places, taken | giving, [*draft.givers, *whose]
        )
        draft.receivers = [self._apart(r, draft) for r in draft.receivers]
        draft.receivers = [r for r in draft.receivers if not any(r.same(g) for g in draft.givers)]
        if frame.item_is is not None and not is_passive(verb):
            # "Sofia will train sappers and Tallinn | their medics"
            draft.receivers = [r for i, r in enumerate(draft.receivers) if not (i and self._opens(r))]
        if frame.item_is is not None and all(r.actor is None and not r.sure for r in draft.receivers):
            draft.receivers = self._nationals(places, draft) or draft.receivers
        if frame.item_is == "training" and self._own_people(places):
            return None
        if frame.item_is == "training" and not draft.receivers and not is_passive(verb):
            draft.receivers = self._taught(places)
            draft.open = bool(draft.receivers)
        if frame.item_is is not None and (joined := self._joined(verb, draft)):
            draft.receivers = joined
        if frame.standing == "stopped" and draft.givers and frame.item_is is None:
            # "Budapest blocked the European Union's billions": who stops them is not who gives them
            owners = [s for t in draft.gives if (s := self._possessor(t)) is not None]
            draft.givers = [
                s for s in owners[:1] if not any(s.same(r) for r in draft.receivers)
            ] or draft.givers
        if not draft.receivers and "subject" in frame.giver and not is_passive(verb):
            self._before_thing(draft)
        if not draft.receivers and not is_passive(verb) and "subject" in frame.giver:
            draft.receivers = self._helped(verb, draft)
        if not draft.receivers and not is_passive(verb) and "payable" in frame.needs:
            draft.receivers = self._whose_pay(draft)
        if not draft.receivers and draft.givers and frame.item_is is None:
            draft.receivers = self._benefiting(frame, places, draft)
        if not draft.receivers and draft.givers and "subject" in frame.giver:
            draft.receivers = (
                self._asker(verb, draft) or self._addressed(verb, draft) or self._on_its_way(draft)
            )
        if "subject" in frame.giver and draft.givers and not draft.receivers:
            draft.receivers = self._partner(verb, draft.givers)
        elif "subject" in frame.receiver and draft.receivers and not draft.givers:
            draft.givers = self._partner(verb, draft.receivers)
        if frame.giver[:1] == ("with",) and frame.standing == "signed":
            self._maker_sells(draft)
        draft.returns = self._prices(frame, places, draft)
        if verb.lemma_ == "make" and any(t.lemma_ == "offer" for t in places.get("object", ())):
            draft.standing = "offered"  # "made an offer of $4 billion" has built nothing
        signs = lemma == "sign" and places.get("for")
        if ("order" in frame.needs or signs) and not draft.returns:
            draft.returns = self._worth_of(places.get("object", ()))
        apart = any(self.doc[t.end].lower_ == "each" for t in draft.gives if t.end < len(self.doc))
        each = any(c.lower_ in ("each", "both") and c.dep_ != "cc:preconj" for c in verb.children) or apart
        each = each and (
            "captives" in frame.item
            or (len(draft.givers) == 2 and not draft.receivers and self._only_captives(draft))
        )
        if lemma in _TRADING or each:
            self._trade(draft)
        shares = any(map(self._shared, places.get("object", ())))
        if not draft.receivers and draft.givers and (verb.dep_ == "acl:relcl" or shares):
            # "the part of Minsk's shells that Tehran supplies"
            for thing in draft.gives:
                for child in self.doc[thing.head].children:
                    side = self.parties.adjective(child) if child.dep_ == "nmod:poss" else None
                    if side is not None and not any(side.same(g) for g in draft.givers):
                        draft.receivers = [side]
        if not draft.receivers and draft.givers and is_passive(verb) and frame.item_is is None:
            draft.receivers = [s for t in draft.gives for s in self._user(t, draft)][:1]
        if not draft.givers and "cargo" in frame.needs:
            draft.givers = self._donors(draft) or self._whose_carriers(places, draft)
        if not draft.givers and is_passive(verb) and frame.item_is is None:
            draft.givers = self._got_from(draft)
        if not draft.receivers and lemma in UNFREEZING:
            draft.receivers = self._frozen(places, draft)
        if not draft.receivers and draft.givers and frame.item_is is None and not is_passive(verb):
            draft.receivers = self._who_ordered(draft)
        if frame.item == ("for",) and frame.standing is None and not draft.givers and draft.receivers:
            self._paid_for_others(draft)
        if frame.item == ("for",) and lemma == "pay" and not draft.givers:
            self._paid_where(draft, places)
        if not draft.givers and frame.item_is is None and frame.giver != ("to",):
            owners = [s for t in self._acts(frame, places) if (s := self.parties.modifier(t)) is not None]
            if "subject" in frame.giver:
                owners = owners or [s for t in self._acts(frame, places) for s in self._agents(t)]
            owners = [s for s in owners if not any(s.same(r) for r in draft.receivers)]
            things = draft.gives
            if frame.item == ("for",):
                # "pays for Kyiv's generators" buys nothing from Kyiv; "for Russian jets" does from Russia.
                things = [
                    t for t in things if not any(c.dep_ == "nmod:poss" for c in self.doc[t.head].children)
                ]
            owners = owners or [s for t in things if (s := self._owner(t, draft)) is not None]
            draft.givers = owners[:1]
        if not draft.givers and not is_passive(verb) and "subject" in frame.giver:
            draft.givers = [s for s in self._authors(places) if not any(s.same(r) for r in draft.receivers)]
        comes = "cargo" in frame.needs and not is_passive(verb) and str(verb.lemma_) in _COMING
        if not draft.receivers and (comes or (frame.standing == "expected" and is_passive(verb))):
            draft.receivers = self._speaker_gets(verb, draft)
        draft.again = elliptic
        if elliptic and self.doc[draft.gives[0].head].pos_ == "PRON":
            # "sent them home" moves somebody; only "paid for them" and "sold them to Minsk" are exchanges
            handed_on = is_passive(verb) and bool(draft.receivers)
            if not draft.returns and not handed_on and not (draft.givers and draft.receivers):
                return draft if self._answers(draft) else None
        elif elliptic and frame.standing in ("under way", "stopped"):
            return draft if draft.givers and not is_passive(verb) else None
        if not draft.givers and not is_passive(verb) and "subject" in frame.giver:
            # What gives is a thing ("the flights supply a hospital"): only a receiver who is known
            # makes it an exchange.
            inanimate = [t for t in places.get("subject", ()) if t.pos_ != "PRON"]
            if inanimate and not any(r.sure for r in draft.receivers):
                return None
        nothing = all(self.doc[t.head].lower_ in ("nothing", "none") for t in draft.gives)
        if nothing and (frame.standing is not None or not draft.givers):
            return None
        treated = frame.receiver[:1] == ("iobject",) and lemma in _TREATING
        if (
            treated
            and not elliptic
            and not draft.receivers
            and all(t.category in PEOPLE for t in draft.gives)
        ):
            return None  # "gave his players a day off": they are who got it
        if not self._enough(draft, frame):
            draft.weak = not elliptic and frame.item_is is None and not all(map(self._unknown, draft.gives))
            draft.weak = draft.weak and frame.giver != ("permitter",)  # who uses a thing need not be let
            return draft if draft.weak else None
        return draft

    def _opens(self, side: Side) -> bool:
        """Whether a name is the subject of a clause whose verb is left out: a noun follows at once."""
        after = self.doc[side.end] if side.end < len(self.doc) else None
        named = self.doc[side.end - 1].pos_ == "PROPN"
        return named and after is not None and (after.tag_ in ("PRP$", "DT", "CD", "JJ", "NNS", "NN"))

    def _possessor(self, thing: Thing) -> Side | None:
        for child in self.doc[thing.head].children:
            if child.dep_ == "nmod:poss" and child.pos_ == "PROPN":
                side = self.parties.side(child)
                return side if side is not None and side.actor is not None else None
        return None

    def _counted(self, verb: Token, tokens: Sequence[Token], place: str) -> list[Token]:
        """The heads of a place; "both" alone behind a verb is one, whatever the tree makes of it."""
        found = [noun for token in tokens for noun in conjuncts(token)]
        if (
            place == "object"
            and verb.i + 1 < len(self.doc)
            and self.doc[verb.i + 1].lower_ in ("both", "none")
        ):
            found.append(self.doc[verb.i + 1])
        return found

    def _two_objects(self, verb: Token, places: Roles) -> Roles:
        """As in "sent the island crude oil": of two objects the first, if it can, receives."""
        objects = [t for t in places.get("object", ()) if t.i > verb.i and t.head.i == verb.i]
        if len(objects) < 2 or places.get("iobject"):
            return places
        first, second = sorted(objects, key=lambda t: t.i)[:2]
        after = self.doc[first.i + 1]
        if after.tag_ == "VBG" and after.dep_ in ("compound", "amod") and after.head.i == second.i:
            # "infantry | fighting vehicles" are one thing
            return {**places, "object": [t for t in places["object"] if t.i != first.i]}
        if any(t.pos_ == "CCONJ" for t in self.doc[first.i : second.i]):
            return places
        if (
            second.dep_ == "flat"
            or self.parties.side(first) is None
            or not self.items.things(second, concrete=True)
        ):
            return places
        if any(c.dep_ in ("appos", "flat") for c in first.children) or (
            first.i + 1 == second.i
            and second.pos_ == "PROPN"
            and not (first.ent_type_ == "PLACE" and self.items.category(second)[0] is not None)
        ):
            return places
        rest = [t for t in places["object"] if t.i != first.i]
        return {**places, "object": rest, "iobject": [first]}

    def _only_captives(self, draft: Draft) -> bool:
        """Whether only captives pass: "each handed over 95 prisoners" to the other."""
        return all(t.category == "prisoners" for t in draft.gives)

    def _trade(self, draft: Draft) -> None:
        """As in "X and Y exchange gas for grain", "bartered lithium for Chinese tractors": the other side."""
        if draft.receivers and len(draft.givers) != 2:
            return
        if len(draft.givers) == 2:
            draft.givers, draft.receivers = draft.givers[:1], draft.givers[1:]
            draft.gives = list(map(self._swapped, draft.gives))
            behind = self.doc[draft.trigger.i - 2 : draft.gives[0].end + 2]
            if not draft.returns and any(t.lower_ in ("each", "both", "apiece") for t in behind):
                draft.returns = list(draft.gives)  # "exchanged 190 prisoners each"
            return
        owners = [s for t in draft.returns if (s := self.parties.modifier(self.doc[t.head])) is not None]
        sources = [c for t in draft.returns for c in self.doc[t.head].children if preposition(c) == "from"]
        owners = owners or [s for t in sources if (s := self.parties.side(t)) is not None]
        draft.receivers = [s for s in owners[:1] if not any(s.same(g) for g in draft.givers)]

    def _answers(self, draft: Draft) -> bool:
        """As in "asked Minsk for lorries, but it refused to send them": to whom, the request says."""
        for asked in reversed(near(self.known, draft.trigger.i - _ASKED, draft.trigger.i)):
            wanted = asked.frame.standing == "requested" and asked.receivers and draft.givers
            if not wanted or not {t.category for t in asked.gives} & {t.category for t in draft.gives}:
                continue
            if any(draft.givers[0].same(r) for r in asked.receivers):
                return False
            if asked.givers and not any(draft.givers[0].same(g) for g in asked.givers):
                return False
            draft.receivers, draft.filled = asked.receivers, True
            return True
        return False
