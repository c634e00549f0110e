"""Verbs that say that something passes, and who and what fill their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import is_passive, surface_subjects
from whence.exchanges.draft import Draft, near
from whence.exchanges.gapping import gapped
from whence.exchanges.given import OFFERS
from whence.exchanges.nominal import preposition
from whence.exchanges.origins import UNFREEZING
from whence.exchanges.people import PEOPLE
from whence.exchanges.places import Roles, roles
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side
from whence.exchanges.verb_things import VerbThings

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_LETTING: Final = frozenset({"lease", "rent", "charter", "hire"})
"""Verbs of letting and of taking: without "to" the subject takes."""
_ASKED: Final = 40
"""Words back to a request that is answered."""
_TREATING: Final = frozenset({"give", "grant", "award", "accord"})
_COMING: Final = frozenset({"arrive", "come", "flow"})
_PAIR: Final = 2
_TRADING: Final = frozenset({"barter", "swap", "exchange", "trade"})


def _taken_up(token: Token) -> bool:
    if token.pos_ == "NUM" and not any(c.dep_ in ("nmod", "nummod") for c in token.children):
        sums = ("million", "billion", "thousand", "trillion")  # "for 60 million": a price
        return token.ent_type_ not in ("MONEY", "DATE", "PERCENT") and token.lower_ not in sums
    return token.lower_ in ("it", "them", "each", "both", "these", "those", "rest", "remainder")


class VerbFrames(VerbThings):
    """Drafts of verbs."""

    known: Sequence[Draft] = ()
    """What the other verbs say, when those that only take it up are read."""

    def of(self, verb: Token) -> list[Draft]:
        """What a verb says is given, by the first of its frames that fits."""
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
        if verb.lemma_.lower() == "cross":
            # "The guns crossed the Polish border": on their way to whoever gets them
            beyond = [t for t in places.get("object", ()) if t.lemma_.lower() not in ("border", "frontier")]
            places = {**places, "object": beyond}
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
        """What a verb says by one of its frames: what is given, the sides, what is given in return."""
        if self.not_meant(verb, frame, places):
            return None
        draft = Draft(verb, frame, plover=frame.plover)
        places = self.two_objects(verb, places)
        heads = self.fill_things(draft, places)
        if not draft.gives or (frame.item_is == "training" and self._own_people(places)):
            return None
        self._fill_written(draft, places, heads)
        self._fill_receivers(draft, places)
        self._fill_returns(draft, places)
        self._fill_left_open(draft, places)
        return draft if self._says_enough(draft, places) else None

    def _fill_written(self, draft: Draft, places: Roles, heads: set[int]) -> None:
        """The sides that stand in the verb's places."""
        verb, frame = draft.trigger, draft.frame
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

    def _fill_receivers(self, draft: Draft, places: Roles) -> None:
        """A receiver that stands in no place of the verb; the other side of a bargain."""
        verb, frame = draft.trigger, draft.frame
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

    def _fill_returns(self, draft: Draft, places: Roles) -> None:
        """What is given in return: a price, what it is worth, or what the other side gives."""
        verb, frame, lemma = draft.trigger, draft.frame, draft.trigger.lemma_.lower()
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

    def _fill_left_open(self, draft: Draft, places: Roles) -> None:
        """The sides that are still open, by what is given, its owners and users, and who speaks."""
        verb, frame, lemma = draft.trigger, draft.frame, draft.trigger.lemma_.lower()
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
            draft.givers = self._acting(draft, places)[:1]
        if not draft.givers and not is_passive(verb) and "subject" in frame.giver:
            draft.givers = [s for s in self._authors(places) if not any(s.same(r) for r in draft.receivers)]
        comes = "cargo" in frame.needs and not is_passive(verb) and str(verb.lemma_) in _COMING
        if not draft.receivers and (comes or (frame.standing == "expected" and is_passive(verb))):
            draft.receivers = self._speaker_gets(verb, draft)

    def _acting(self, draft: Draft, places: Roles) -> list[Side]:
        """Whose act or thing it is, who then gives it."""
        frame = draft.frame
        owners = [s for t in self._acts(frame, places) if (s := self.parties.modifier(t)) is not None]
        if "subject" in frame.giver:
            owners = owners or [s for t in self._acts(frame, places) for s in self._agents(t)]
        owners = [s for s in owners if not any(s.same(r) for r in draft.receivers)]
        things = draft.gives
        if frame.item == ("for",):
            # "pays for Kyiv's generators" buys nothing from Kyiv; "for Russian jets" does from Russia.
            things = [t for t in things if not any(c.dep_ == "nmod:poss" for c in self.doc[t.head].children)]
        return owners or [s for t in things if (s := self._owner(t, draft)) is not None]

    def _says_enough(self, draft: Draft, places: Roles) -> bool:
        """Whether a draft is worth keeping; one that lacks a side may be kept as weak."""
        verb, frame, lemma = draft.trigger, draft.frame, draft.trigger.lemma_.lower()
        if draft.again and self.doc[draft.gives[0].head].pos_ == "PRON":
            # "sent them home" moves somebody; only "paid for them" and "sold them to Minsk" are exchanges
            handed_on = is_passive(verb) and bool(draft.receivers)
            if not draft.returns and not handed_on and not (draft.givers and draft.receivers):
                return self._answers(draft)
        elif draft.again and frame.standing in ("under way", "stopped"):
            return bool(draft.givers) and not is_passive(verb)
        if not draft.givers and not is_passive(verb) and "subject" in frame.giver:
            # What gives is a thing ("the flights supply a hospital"): only a receiver who is known
            # makes it an exchange.
            inanimate = [t for t in places.get("subject", ()) if t.pos_ != "PRON"]
            if inanimate and not any(r.sure for r in draft.receivers):
                return False
        nothing = all(self.doc[t.head].lower_ in ("nothing", "none") for t in draft.gives)
        if nothing and (frame.standing is not None or not draft.givers):
            return False
        treated = frame.receiver[:1] == ("iobject",) and lemma in _TREATING
        if (
            treated
            and not draft.again
            and not draft.receivers
            and all(t.category in PEOPLE for t in draft.gives)
        ):
            return False  # "gave his players a day off": they are who got it
        if not self._enough(draft, frame):
            draft.weak = (
                not draft.again and frame.item_is is None and not all(map(self._unknown, draft.gives))
            )
            draft.weak = draft.weak and frame.giver != ("permitter",)  # who uses a thing need not be let
            return draft.weak
        return True

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
