"""What passes, by a verb: the words where its frame has what is given, and when those are no gift."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import agents_of, is_passive, negated
from whence.exchanges.draft import Draft
from whence.exchanges.given import Given
from whence.exchanges.nominal import conjuncts
from whence.exchanges.people import PEOPLE
from whence.exchanges.places import Roles
from whence.exchanges.rules import Frame

if TYPE_CHECKING:
    from whence.reader.syntax import Token

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
_OWNED: Final = frozenset({"goods", "territory", "ships", "aircraft", "vehicles"})
_MARCHING: Final = frozenset({"troops", "drones", "missiles", "aircraft"})


def _from(verb: Token) -> bool:
    return any(c.lower_ == "from" and c.i < verb.i for c in verb.children)


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


class VerbThings(Given):
    """What the verbs of one Doc say is given."""

    elliptic = False
    """Whether things of which only "more" or "them" is said are looked up among those named before."""

    def not_meant(self, verb: Token, frame: Frame, places: Roles) -> bool:
        """Whether a verb says something else here than its frame does, by what stands in its places."""
        lemma = verb.lemma_.lower()
        carriers = [t for t in places.get("object", ()) if t.lemma_.lower() in _CARRYING]
        if frame.standing == "stopped" and carriers and lemma in _CATCHING:
            return True  # "stopped a ship with aid for Gaza" stops no giving of one's own
        if frame.standing == "stopped" and any(c.tag_ == "VBG" and _from(c) for c in verb.children):
            return True  # "blocked Madrid from sending guns": Madrid's guns
        if lemma in _TURNING and self._to_own(places):
            return True  # "diverted fuses meant for Kyiv to its own forces"
        if is_passive(verb) and lemma == "repay" and not agents_of(verb):
            return True  # "The loan is to be repaid": by who got it
        if lemma in _PULLING and is_passive(verb) and not agents_of(verb):
            return True  # "The guns that Rome sent have been pulled back from the front": by who got them
        alone = verb.dep_ != "conj" and not any(c.dep_ == "conj" for c in verb.children)
        taught = places.get("object") or places.get("iobject") or is_passive(verb)
        if frame.item_is == "training" and alone and not taught:
            return True  # "soldiers do not really train with it": they learn, and teach nobody
        if "order" in frame.needs and not any(t.lemma_ in _ORDERS for t in places.get("object", ())):
            return True
        others = [t for p in frame.receiver for t in places.get(p, ())]
        # "buys 24 missiles for $370 million" buys them for itself
        prices = all(self.items.category(t)[0] == "money" or t.pos_ == "NUM" for t in others)
        sourced = places.get("from") or is_passive(verb) or prices
        if "unsourced" in frame.needs and sourced:
            return True
        if frame.receiver == ("disposal",) and not places.get("disposal"):
            return True  # "put them out of action": nobody's to use
        if frame.giver == ("permitter",) and "labour" in frame.needs and not places.get("permitter"):
            return True  # "has joined Lille": nobody lets him
        behind = self.doc[verb.i + 1].lower_ if verb.i + 1 < len(self.doc) else ""
        return lemma == "part" and behind != "with"  # "parted company with their coach"

    def fill_things(self, draft: Draft, places: Roles) -> set[int]:
        """Put what is given into a draft; the words that name it. A draft without any says nothing."""
        verb, frame = draft.trigger, draft.frame
        heads = self._named(draft, places)
        if frame.item_is is not None and not draft.gives:
            draft.gives = self._act(verb, frame, places)
        if not draft.gives and self.elliptic and "from" not in frame.item:  # "cut its count from 45"
            again = frame.standing in ("under way", "stopped")
            found = [t for p in frame.item for o in self._counted(verb, places.get(p, ()), p)
                     for t in self.items.left_out(o, again=again)]  # fmt: skip
            draft.gives, draft.again = ([] if again and negated(verb) else found[:1]), True
            heads.update(t.head for t in draft.gives)
        if draft.gives and self._no_gift(draft, places):
            draft.gives = []
        draft.gives = [t for t in draft.gives if not self._price_tag(t) and not self._way(t, frame)]
        draft.gives = [t for t in draft.gives if len(draft.gives) == 1 or not self._measures(t)]
        draft.gives = [self._without_particle(t, verb) for t in draft.gives]
        draft.gives = self.items.joined(_outer(draft.gives), self.doc)
        return heads

    def _named(self, draft: Draft, places: Roles) -> set[int]:
        """Put the things that the verb's places name into a draft; their words."""
        verb, frame, lemma = draft.trigger, draft.frame, draft.trigger.lemma_.lower()
        heads: set[int] = set()
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
                found = self._at(token, place, frame, places, draft)
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
        return heads

    def _at(self, token: Token, place: str, frame: Frame, places: Roles, draft: Draft) -> list[Thing]:
        """The things that a word in one of the verb's places names, as this verb can give them."""
        verb, lemma = draft.trigger, draft.trigger.lemma_.lower()
        whole = self._taken_over(verb, token) or self._ceded(verb, token)
        stocked = place == "object" and places.get("with") and self._stocked(token)
        if not whole and (self._is_party(token) or stocked):
            return []
        if {token.lemma_.lower(), token.lower_} & self.rules.nouns.keys() and frame.standing in (
            "stopped",
            "under way",
            "refused",
        ):
            return []
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
        return found

    def _no_gift(self, draft: Draft, places: Roles) -> bool:
        """Whether what a verb says of these things gives nobody anything."""
        verb, frame, lemma = draft.trigger, draft.frame, draft.trigger.lemma_.lower()
        if lemma == "extend" and all(t.category == "agreement" for t in draft.gives):
            return True  # "extended its ceasefire with Hamas"
        if lemma in _TAKING and all(t.category == "territory" for t in draft.gives):
            return True  # "took the town from the army" is no gift
        if "cargo" in frame.needs and self._felled(draft.gives):
            return True
        if lemma == "share" and all(t.category in _OWNED for t in draft.gives):
            return True  # "the dams it shares with Minsk": both have them
        marching = {t.i for t in places.get("subject", ())}
        if lemma in ("cross", "enter") and all(
            t.category in _MARCHING and (t.category == "troops" or t.head in marching) for t in draft.gives
        ):
            return True  # "Rwandan troops crossed into Congo" is a march
        pays = frame.item_is is not None or lemma == "pay"
        if self._purpose(verb) and (pays or self._serves(verb)):
            return True  # "sent troops to help Minsk", "gave it money to pay for gas": no gift of its own
        helped = all(t.category == "support" for t in draft.gives)
        return frame.concrete and frame.plover == "COOPERATE" and helped  # "hired help"

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

    def two_objects(self, verb: Token, places: Roles) -> Roles:
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
