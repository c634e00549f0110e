"""Nouns that say that something passes: "arms shipments from Tehran", "its supply of grain to Aden"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import agents_of, is_passive, own_subjects, surface_subjects
from whence.exchanges.draft import Draft
from whence.exchanges.filling import Filler
from whence.exchanges.given import OFFERS
from whence.exchanges.nominal import conjuncts, left_edge, preposition
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_TALKS: Final = frozenset({"talk", "negotiation", "discussion"})
_EXPECTED: Final = frozenset({"expect", "await", "due", "schedule"})
_TABLING: Final = frozenset(
    {"make", "table", "submit", "lodge", "launch", "have", "prepare", "plan", "weigh", "consider"}
)
"""Verbs whose subject is who bids."""
_DEEP: Final = 2
_OUTER: Final = ("to", "from", "for", "by", "at", "into", "over")
_DEFINITE: Final = frozenset({"the", "these", "those", "its", "their", "such"})
_FAR: Final = 60
"""Words back to the giving that "the deliveries" takes up."""
_GIVING: Final = frozenset({"stopped", "agreed", "promised", "offered", "in preparation", "under way"})
"""What a verb around a noun says of its own subject's giving; who blocks or bans gives nothing."""


class NounFrames(Filler):
    """Drafts of nouns."""

    def of(self, noun: Token, done: Sequence[Draft]) -> Draft | None:
        """What a noun says is given: "deliveries of shells to the rebels".

        None where it is no such noun, or tells only what one of those `done` has.
        """
        lemma, low = str(noun.lemma_).lower(), str(noun.lower_)
        before = self.doc[noun.i - 1].lower_ if noun.i else ""
        frames = (
            self.rules.nouns.get(f"{before} {lemma}")
            or self.rules.nouns.get(lemma)
            or self.rules.nouns.get(low)
            or self.rules.nouns.get(low.removesuffix("s"))
        )
        if frames is None:
            return None
        if any(d.holds(noun.i) for d in done):
            return None
        if (
            noun.dep_ == "nsubj"
            and lemma in ("convoy", "cargo")
            and any(d.trigger.i == noun.head.i and "carrier" in d.frame.needs for d in done)
        ):
            return None  # "a convoy of 34 lorries reached the town, bringing flour"
        places = self._noun_places(noun)
        for frame in frames:
            if lemma == "offer" and frame.item == ("for",) and self._of_things(places):
                continue  # "an offer of six ships … for the coastguard" asks for nothing
            draft = Draft(noun, frame, plover=frame.plover)
            taken: set[int] = set()
            for place in frame.item:
                if place == "self" and self._retells(noun, done):
                    continue
                if place == "self":
                    thing = self.items.thing(noun)
                    draft.gives = [thing] if thing is not None else []
                    continue
                for token in places.get(place, ()):
                    if self._is_party(token) or token.ent_type_ in ("NORP", "PLACE"):
                        continue
                    if lemma in ("signing", "capture", "hiring") and token.ent_type_ == "PERSON":
                        end = (
                            max(
                                (c.i for c in token.children if c.dep_ == "flat" and preposition(c) is None),
                                default=token.i,
                            )
                            + 1
                        )
                        draft.gives.append(Thing(left_edge(token), end, token.i, "labour"))
                        continue
                    if frame.item == ("for",) and token.ent_type_ == "PERSON" and places.get("of"):
                        end = max((c.i for c in token.children if c.dep_ == "flat"), default=token.i) + 1
                        draft.gives.append(Thing(token.i, end, token.i, "labour"))
                        continue  # "an offer of 80 million from Calder for Jon Ekholm"
                    draft.gives += (
                        self._compound(noun, token)
                        if place in ("compound", "adjective")
                        else self.items.things(token, concrete=frame.concrete)
                    )
                if draft.gives:
                    break
            if not draft.gives or any(d.holds(t.head) for d in done for t in draft.gives):
                continue
            taken = {t.head for t in draft.gives} - {noun.i}
            draft.givers = self._noun_sides(frame.giver, places, taken)
            draft.receivers = self._noun_sides(
                frame.receiver, places, taken | {s.start for s in draft.givers}
            )
            clause = self._from_clause(noun, draft)
            if frame.item == ("for",) and frame.prices:
                self._bidden(noun, draft)
            buys = frame.receiver[:1] == ("poss",) and draft.receivers and "from" in frame.giver
            if not draft.givers and ("poss" in frame.giver or buys) and frame.standing is None:
                # "the supply of Iranian oil to Damascus", "Slovakia's purchases of Russian gas"
                owners = [s for t in draft.gives if (s := self._owner(t, draft)) is not None]
                draft.givers = owners[:1]
            head = noun.head
            if not draft.receivers and noun.dep_ in ("nsubj", "nsubj:pass") and head.lemma_ in _EXPECTED:
                # "Islamabad said that a Chinese loan was expected"
                draft.receivers = self._speaker_gets(head, draft)
            draft.returns = self._prices(frame, {p: v for p, v in places.items() if p != "preps"}, draft)
            if lemma in OFFERS:
                draft.gives += self._besides(noun, draft)
            if self._enough(draft, frame) or (clause and draft.givers):
                self.items.note(draft.gives)
                return draft
        return self._taken_up(noun, frames[0], done)

    def _bidden(self, noun: Token, draft: Draft) -> None:
        """As in "Roma tabled a bid of 22 million euros for Lille goalkeeper …": who bids, and whose he is."""
        verb = noun.head
        answered = any(t.pos_ == "VERB" and t.i > noun.i for t in (*verb.children, *noun.children))
        if answered and verb.lemma_ == "have":
            return  # "had a bid turned down": the answer tells
        if noun.dep_ == "obj" and verb.lemma_ in _TABLING and not is_passive(verb) and not draft.receivers:
            who = [s for t in surface_subjects(verb) if (s := self.parties.side(t)) is not None]
            draft.receivers = [s for s in who[:1] if not any(s.same(g) for g in draft.givers)]
        if not draft.givers and draft.receivers:
            owners = [s for t in draft.gives if t.category == "labour" and (s := self._owner(t, draft))]
            draft.givers = owners[:1]

    def _taken_up(self, noun: Token, frame: Frame, done: Sequence[Draft]) -> Draft | None:
        """As in "supplied Minsk with gas. It stopped the deliveries": what became of it."""
        start = left_edge(noun)
        head = noun.head
        governor = self.rules.governor(head) if head.pos_ == "VERB" else None
        definite = self.doc[start].lower_ in _DEFINITE and noun.i - start <= 1
        if frame.standing == "requested":
            return None  # "The request is being looked at": no second one
        if governor is None or not definite or noun.dep_ not in ("obj", "nsubj", "nsubj:pass"):
            return None
        if any(c.dep_ == "nmod" for c in noun.children) or governor.standing not in _GIVING:
            return None
        if head.tag_ == "VBN" and not any(c.dep_.startswith("aux") for c in head.children):
            return None  # "wants the delivery stopped": it has not been"
        before = [d for d in done if d.trigger.i < noun.i and d.givers and d.receivers and not d.weak]
        if not before or noun.i - before[-1].trigger.i > _FAR:
            return None
        last = before[-1]
        if last.trigger.sent.start == noun.sent.start and last.trigger.i == head.i:
            return None
        if noun.dep_ == "obj" and not is_passive(head):
            who = [s for t in surface_subjects(head) if (s := self.parties.side(t)) is not None]
            side = last.receiver if frame.receiver[:1] == ("poss",) else last.giver
            if not who or not who[0].same(side):
                return None
        things = [Thing(start, noun.i + 1, noun.i, last.gives[0].category)]
        return Draft(noun, frame, last.givers, last.receivers, things, plover=frame.plover, filled=True)

    def _of_things(self, places: dict[str, list[Token]]) -> bool:
        """Whether something else than a sum is what an offer is of."""
        of = [t for token in places.get("of", ()) for t in self.items.things(token)]
        return bool(of) and not all(t.category == "money" for t in of)

    def _besides(self, noun: Token, draft: Draft) -> list[Thing]:
        """As in "Tokyo's offer of six ships came with training", "The gift included spare parts"."""
        verb = noun.head
        if noun.dep_ != "nsubj" or verb.lemma_ not in ("come", "include") or noun.i > verb.i:
            return []
        with_it = [c for c in verb.children if c.i > verb.i and (
            preposition(c) == "with" if verb.lemma_ == "come" else c.dep_ == "obj")]  # fmt: skip
        return [t for c in with_it for t in self.items.things(c) if not draft.holds(t.head)]

    def _retells(self, noun: Token, done: Sequence[Draft]) -> bool:
        """As in "promised Chisinau 20 ambulances, its first such package": the act before, once more."""
        start = left_edge(noun)
        apart = start > 1 and self.doc[start - 1].text in (",", "–", "—")
        if not apart or (
            noun.dep_ not in ("appos", "obl:unmarked", "nmod:unmarked", "conj", "dep", "parataxis")
        ):
            return False
        joined = any(c.dep_ == "cc" for c in noun.children)
        return not joined and any(
            d.trigger.sent.start == noun.sent.start and d.trigger.i < start for d in done
        )

    def _in_talks(self, talks: Token, draft: Draft) -> None:
        """As in "India is in talks with Manila on the sale of radars": who talks, and with whom."""
        cop = talks.pos_ == "VERB" or any(c.dep_ == "cop" for c in talks.children)
        subjects = (
            surface_subjects(talks)
            if talks.pos_ == "VERB"
            else own_subjects(talks)
            if cop
            else surface_subjects(talks.head)
            if talks.head.pos_ == "VERB"
            else []
        )
        who = [s for t in subjects if (s := self.parties.side(t)) is not None][:1]
        near = [*talks.children, *(talks.head.children if not cop else ())]
        partner = [s for t in near if preposition(t) == "with" and (s := self.parties.side(t)) is not None][
            :1
        ]
        buys = draft.frame.receiver[:1] == ("poss",)
        first, second = (partner, who) if buys else (who, partner)
        draft.givers = draft.givers or [s for s in first if not any(s.same(r) for r in draft.receivers)]
        draft.receivers = draft.receivers or [s for s in second if not any(s.same(g) for g in draft.givers)]

    def _compound(self, noun: Token, token: Token) -> list[Thing]:
        category, _size = self.items.category(token)
        if category is None:
            return []
        if category == "money" and self.items.category(noun)[0] == "money":
            whole = self.items.thing(noun)
            return [whole] if whole is not None else []  # "a $500 million loan"
        if category == "money" and token.i < noun.i:
            return [Thing(left_edge(noun), noun.i + 1, token.i, category)]  # "a $30 million gift"
        out = [Thing(max(left_edge(token), 0), token.i + 1, token.i, category)]
        for child in token.children:
            if child.dep_ == "conj" and (more := self.items.category(child)[0]) is not None:
                out.append(Thing(child.i, child.i + 1, child.i, more))
        return out

    def _noun_places(self, noun: Token) -> dict[str, list[Token]]:
        out: dict[str, list[Token]] = {"preps": []}
        for child in noun.children:
            if child.dep_ == "nmod:poss":
                out.setdefault("poss", []).append(child)
            elif child.dep_ in ("amod", "compound") and child.i < noun.i:
                out.setdefault("adjective", []).append(child)
                out.setdefault("compound", []).append(child)
                for inner in child.children:
                    if inner.dep_ in ("amod", "compound", "nmod:poss"):
                        out["adjective"].append(inner)
            elif child.dep_ in ("nmod", "obl") and (case := preposition(child)) is not None:
                out.setdefault(case, []).append(child)
                for deeper, inner in self._deeper(child, _DEEP):
                    out.setdefault(deeper, []).append(inner)
        if "from" not in out and any(
            f.item == ("for",) for f in self.rules.nouns.get(noun.lemma_.lower(), ())
        ):
            # "a bid for the striker, this time of £40m, from Torvale", hung on the last sum
            far = [t for t in noun.subtree if t.dep_ == "nmod" and preposition(t) == "from" and t.i > noun.i]
            named = [t for t in far if t.pos_ == "PROPN" and self.doc[t.head.i].ent_type_ == "MONEY"]
            if named:
                out["from"] = named[:1]
        if "for" not in out and noun.lemma_ in ("bid", "offer"):
            # "a bid of £22m from Calder for the defender Luis Cabral", hung on the bidder
            far = [t for t in noun.subtree if preposition(t) == "for" and t.i > noun.i]
            named = [t for t in far if t.ent_type_ == "PERSON" or self.items.category(t)[0] == "labour"]
            out["for"] = named[:1]
        start = left_edge(noun)
        if "poss" not in out and start > 1 and self.doc[start - 1].tag_ == "POS":
            # "Slovakia's | purchases", hung on the verb
            out["poss"] = [self.doc[start - 1].head]
        thing = noun.head if noun.dep_ == "appos" else None
        if noun.dep_.startswith("nsubj") and start > 1 and self.doc[start - 1].text == ",":
            # "The frigate, | a gift from Seoul, was …", the gift taken for a second subject
            before = self.doc[start - 2]
            if before.dep_.startswith("nsubj") and before.head.i == noun.head.i and before.pos_ == "NOUN":
                thing = before
        if any(c.dep_ == "cop" for c in noun.children):
            thing = next((c for c in noun.children if c.dep_ == "nsubj" and c.i < noun.i), None)
        if thing is not None:
            # "its boots, a present from Seoul", "The ambulances were a gift from Doha"
            out["apposed"] = [thing]
            out["apposed_owner"] = [c for c in thing.children if c.dep_ == "nmod:poss"]
        for word in noun.subtree:
            if word.dep_ == "acl" and word.lower_ in ("bound", "headed", "destined") and word.i > noun.i:
                bound = [c for c in word.children if preposition(c) in ("for", "to")]
                out.setdefault("bound", []).extend(bound)
        # What stands behind the noun may hang on its verb: "halted deliveries of gas to Minsk".
        head = noun.head
        if noun.dep_ in ("obj", "nsubj", "nsubj:pass") and head.pos_ == "VERB":
            for child in head.children:
                case = preposition(child) if child.dep_ == "obl" and child.i > noun.i else None
                if case in ("to", "from", "with") or (case == "for" and self._takes_for(noun, child)):
                    out.setdefault(str(case), []).append(child)
        return out

    def _deeper(self, noun: Token, depth: int) -> list[tuple[str, Token]]:
        """What the tree has hung on what is given: "deliveries of tons of maize | to Minsk"."""
        out: list[tuple[str, Token]] = []
        for inner in noun.children:
            named = inner.ent_iob_ == "I" and inner.ent_type_ == noun.ent_type_ == "ORG"
            case = preposition(inner) if inner.dep_ == "nmod" and inner.i > noun.i and not named else None
            if case == "for" and noun.pos_ == inner.pos_ == "PROPN" and inner.ent_type_ != "PLACE":
                continue  # "the Bank for Reconstruction"
            if case in _OUTER:
                out.append((case, inner))
            if depth and case in (*_OUTER, "of"):
                out += self._deeper(inner, depth - 1)
        return out

    def _takes_for(self, noun: Token, behind: Token) -> bool:
        """Whether "for" behind a noun belongs to it: "a bid from Minsk for the plant", "a sale for $5m"."""
        frames = self.rules.nouns.get(str(noun.lemma_).lower(), ())
        money = self.items.category(behind)[0] == "money"
        return any(f.item == ("for",) or (money and "for" in f.prices) for f in frames)

    def _noun_sides(self, at: Iterable[str], places: dict[str, list[Token]], taken: set[int]) -> list[Side]:
        for place in at:
            if place not in ("adjective", "compound"):
                found = self._sides([place], places, taken)
                if found:
                    return found
                continue
            for token in places.get(place, ()):
                side = self.parties.adjective(token) if token.i not in taken else None
                if side is not None and not any(i in taken for i in range(side.start, side.end)):
                    return [side]
        return []

    def _from_clause(self, noun: Token, draft: Draft) -> bool:
        """Who gives, where only the verb around the noun says it: "Moscow halted deliveries of gas".

        Whether there is such a verb.
        """
        head = noun.head
        top = noun
        if (head.pos_ == "NOUN" and head.lemma_ in _TALKS and top.dep_ == "nmod") or (
            head.pos_ == "VERB" and head.lemma_ in ("negotiate", "talk") and top.dep_ == "obl"
        ):
            self._in_talks(head, draft)
        if top.dep_ in ("nmod", "conj") and head.pos_ == "NOUN":
            top, head = head, head.head
        if top.dep_ == "nsubj:pass" and draft.frame.standing == "requested" and not draft.givers:
            governor = self.rules.governor(head)
            if governor is not None and governor.standing in ("agreed", "refused"):
                agents = [s for t in agents_of(head) if (s := self.parties.side(t)) is not None]
                draft.givers = [s for s in agents[:1] if not any(s.same(r) for r in draft.receivers)]
        behind = top.dep_ == "nsubj" and top.i > head.i  # "has turned down | a request", taken for a subject
        if head.pos_ != "VERB" or not (
            top.dep_ == "obj" or behind or (top.dep_ == "obl" and preposition(top) is None)
        ):
            return False
        governor = self.rules.governor(head)
        if governor is None:
            return False
        subjects = [
            s for t in surface_subjects(head) for n in conjuncts(t) if (s := self.parties.side(n)) is not None
        ]
        if is_passive(head) or not subjects:
            return False
        if draft.givers and not draft.receivers and governor.standing == "agreed":
            draft.receivers = [s for s in subjects if not any(s.same(g) for g in draft.givers)]
        answered = governor.standing in ("refused", "agreed")
        asked = draft.frame.standing == "requested" and answered
        gets = (
            (draft.frame.standing == "offered" and answered)
            or governor.standing == "requested"
            or draft.frame.receiver[:1] == ("poss",)
        )
        if gets and not asked:
            draft.receivers = draft.receivers or [
                s for s in subjects if not any(s.same(g) for g in draft.givers)
            ]
        elif asked or governor.standing in _GIVING or head.lemma_ in ("delay", "postpone"):
            draft.givers = draft.givers or [
                s for s in subjects if not any(s.same(r) for r in draft.receivers)
            ]
        return governor.standing in ("stopped", "agreed", "promised", "offered", "in preparation")
