"""Whom a clause means to get or give a thing, where neither subject nor object says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.clauses import infinitive, is_passive, surface_subjects, under_which
from whence.exchanges.draft import Draft
from whence.exchanges.filling import Filler
from whence.exchanges.nominal import conjuncts, preposition
from whence.exchanges.places import Roles
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

PAYS: Final = Frame(("subject",), ("for",), ("for",), plover="AID")
"""Paying for what another gets."""
_SOON: Final = 25
"""Words back to an exchange whose receiver "it" is."""
_CLAUSE: Final = 14
"""Words of people with a clause that tells them apart."""
_DEEP: Final = 4
"""Nouns between "for" and the place that a gift is for: "the rebuilding of schools in Mosul"."""
_DESTINED: Final = frozenset({"way", "mean", "intend", "destine", "bound", "earmark", "head", "promise"})
_ASKING: Final = frozenset(
    {"ask", "want", "request", "beg", "implore", "petition", "demand", "expect", "urge", "press", "call",
     "appeal", "push", "plead", "invite", "lobby", "need", "persuade", "order", "tell", "hope"}
)  # fmt: skip
"""Verbs whose subject means to get what another is to give: "expects Cairo to send troops"."""
_REQUESTS: Final = frozenset(
    {"request", "appeal", "demand", "plea", "call", "petition", "entreaty", "invitation"}
)
"""Nouns of asking, under which somebody else is to act."""
_TALKS: Final = frozenset(
    {"talk", "negotiation", "discussion", "negotiate", "discuss", "agree", "sign", "contract"}
)
_FOR_PLACES: Final = frozenset(
    {"money", "support", "food", "medical", "goods", "energy", "technology", "vehicles", "labour", "fuel"}
)


class Recipients(Filler):
    """What verbs' frames ask when a side is missing."""

    last: Draft | None = None
    """The exchange read before, whose receiver "it" may take up."""

    def _benefiting(self, frame: Frame, places: Roles, draft: Draft) -> list[Side]:
        """As in "donated $3 million for the rebuilding of schools in Mosul": the country it is for."""
        if not any(t.category in _FOR_PLACES for t in draft.gives):
            return []
        if "sum" in frame.needs:
            # "covered the cost of a dam in Malawi"
            for thing in draft.gives:
                side = self._where(self.doc[thing.head], _DEEP, draft.givers)
                if side is not None and not any(side.same(g) for g in draft.givers):
                    return [side]
        for place in ("for", "to", "towards"):
            if place not in frame.receiver and place != "towards":
                continue
            for token in places.get(place, ()):
                if draft.holds(token.i) or self._in_return(token) or token.pos_ not in ("NOUN", "PROPN"):
                    continue
                side = self._where(token, _DEEP, draft.givers)
                side = self._served(token, draft.givers) or side
                if side is not None and not any(side.same(g) for g in draft.givers):
                    return [side]
        return []

    def _served(self, noun: Token, others: list[Side]) -> Side | None:
        """People for whom something is, who are nobody's servants: "for landmine victims in Angola"."""
        if noun.tag_ != "NNS" or not self._people(noun) or noun.lemma_ in self.rules.state_nouns:
            return None
        side = self.parties.side(noun, others)
        return side if side is not None and side.actor is None else None

    def _where(self, noun: Token, depth: int, others: list[Side]) -> Side | None:
        """The country, or the part of one, in which something is, or whose it is."""
        owner = self.parties.modifier(noun)
        if owner is not None and (owner.actor or "").startswith("country:"):
            return owner
        for child in noun.children:
            if child.dep_ == "nmod:poss" and child.lemma_.lower() in self.rules.party_nouns:
                return self.parties.side(child)  # "for the army's lorries"
            if child.dep_ not in ("nmod", "obl") or child.i < noun.i or depth == 0:
                continue
            case = preposition(child)
            if case in ("in", "inside", "across", "of"):
                enclave = child.lemma_.lower() in ("enclave", "territory") and child.pos_ == "NOUN"
                side = self.parties.land(child, others) if enclave else self.parties.side(child, others)
                placed = side is not None and side.actor is None and child.ent_type_ == "PLACE"
                if side is not None and ((side.actor or "").startswith("country:") or placed):
                    return side
            if (
                case in ("of", "in", "for", "at")
                and (found := self._where(child, depth - 1, others)) is not None
            ):
                return found
        return None

    def _asker(self, verb: Token, draft: Draft) -> list[Side]:
        """As in "Caracas wants London to return its gold": who asks for it gets it."""
        head = verb.head
        if verb.dep_ == "acl" and head.lemma_ in _REQUESTS and infinitive(verb):
            # "turned down Minsk's request to send radars"
            by = [c for c in head.children if preposition(c) in ("by", "from") and c.i > head.i]
            own = [c for c in head.children if c.dep_ == "nmod:poss"]
            who = [s for t in (*own, *by) if (s := self.parties.side(t)) is not None]
            who = who or [s for s in (self.parties.modifier(head),) if s is not None]
            return [s for s in who[:1] if s.actor and not any(s.same(g) for g in draft.givers)]
        asks = verb.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_.lower() in _ASKING
        if not asks or is_passive(head) or is_passive(verb):
            return []
        found = [s for t in surface_subjects(head) for n in conjuncts(t) if (s := self.parties.side(n))]
        return [s for s in found[:1] if s.actor and not any(s.same(g) for g in draft.givers)]

    def _paid_for_others(self, draft: Draft) -> None:
        """As in "Oslo pays for Kyiv's drones": who pays for what is another's gives it to them."""
        for thing in draft.gives:
            for child in self.doc[thing.head].children:
                if child.dep_ != "nmod:poss" or draft.trigger.lemma_.lower() != "pay":
                    continue
                side = self.parties.side(child, draft.receivers)
                if side is not None and side.sure and not any(side.same(r) for r in draft.receivers):
                    draft.givers, draft.receivers = draft.receivers, [side]
                    return

    def _paid_where(self, draft: Draft, places: Roles) -> None:
        """As in "will pay for a power station in Lebanon": who pays gives it to whoever has it then."""
        if draft.returns or any(t.category == "training" for t in draft.gives):
            return
        heads = {t.head for t in draft.gives}
        for child in (*draft.trigger.children, *(c for i in heads for c in self.doc[i].children)):
            side = self._served(child, draft.receivers) if preposition(child) == "for" else None
            if side is not None and child.i > min(heads):
                draft.givers, draft.receivers, draft.frame = draft.receivers, [side], PAYS
                draft.gives = [t for t in draft.gives if t.head != child.i]
                return
        for thing in draft.gives:
            behind = [t for t in places.get("for", ()) if t.i > thing.head and t.pos_ in ("NOUN", "PROPN")]
            for child in (*behind, *self.doc[thing.head].children):
                side = self.parties.side(child) if preposition(child) in ("in", "for") else None
                told = side is not None and (side.actor or side.end - side.start > 1)
                if side is not None and told and not any(side.same(r) for r in draft.receivers):
                    draft.givers, draft.receivers = draft.receivers, [side]
                    draft.frame = PAYS
                    return

    def _authors(self, places: Roles) -> list[Side]:
        """As in "passed a bill that gives Israel $14 billion": who made the law or plan that gives."""
        for token in places.get("subject", ()):
            if token.lemma_.lower() not in self.rules.plans:
                continue
            owner = self.parties.modifier(token)
            if owner is None and token.dep_ == "obj" and token.head.pos_ == "VERB":
                who = surface_subjects(token.head) if not is_passive(token.head) else []
                owner = next((s for t in who if (s := self.parties.side(t)) is not None), None)
            if owner is not None and owner.actor is not None:
                return [owner]
        return []

    def _partner(self, verb: Token, others: list[Side]) -> list[Side]:
        """As in "is in talks with Seoul to buy howitzers", "signed a deal with Paris to buy jets"."""
        deal = under_which(verb)
        for child in deal.children if deal is not None else ():
            side = self.parties.side(child) if preposition(child) == "with" else None
            if side is not None and side.sure and not any(side.same(o) for o in others):
                return [side]  # "a barter with Nairobi, under which it would supply fertiliser"
        lets = verb.lemma_ in ("lease", "rent", "charter", "hire")  # who lets and who takes is left open
        signed = surface_subjects(deal.head) if deal is not None and deal.dep_ == "obj" and not lets else []
        signers = [s for t in signed for n in conjuncts(t) if (s := self.parties.side(n)) is not None]
        signers = [s for s in signers if s.actor and not any(s.same(o) for o in others)]
        if len(signers) == 1:
            return signers  # "Lusaka signed an accord with Beijing under which China will build a railway"
        node = verb
        for _ in range(3):
            head = node.head
            if head.i == node.i or node.dep_ not in ("acl", "advcl", "xcomp", "ccomp", "nmod", "obl", "conj"):
                return []
            words = [head, *(c for c in head.children if c.dep_ in ("obj", "obl") and c.i < verb.i)]
            for word in words:
                lemma = word.lemma_.lower()
                if lemma not in _TALKS and lemma not in self.rules.agreement_nouns:
                    continue
                around = [*word.children, *(word.head.children if word.dep_ in ("obj", "obl") else ())]
                for child in around:
                    if child.i < verb.i and preposition(child) == "with":
                        side = self.parties.side(child)
                        told = side is not None and (side.sure or self._told_apart(side))
                        if side is not None and told and not any(side.same(o) for o in others):
                            return [side]
            node = head
        return []

    def _addressed(self, verb: Token, draft: Draft) -> list[Side]:
        """As in "Tehran told Minsk that it would send drones": to whom that is said."""
        head = verb.head
        if verb.dep_ != "ccomp" or head.lemma_ not in ("tell", "assure", "inform", "notify", "promise"):
            return []
        subjects = surface_subjects(verb)
        own = [s for t in surface_subjects(head) if (s := self.parties.side(t)) is not None]
        if (
            is_passive(head)
            or not own
            or not draft.givers
            or not own[0].same(draft.givers[0])
            or not subjects
        ):
            return []
        told = [c for c in head.children if c.dep_ in ("obj", "iobj") and head.i < c.i < verb.i]
        found = [s for t in told if (s := self.parties.side(t)) is not None and s.actor is not None]
        return [s for s in found if not s.same(own[0])]

    def _told_apart(self, side: Side) -> bool:
        """Whether words that only describe somebody say of what country: "a Chinese company"."""
        return any(t.ent_type_ in ("NORP", "PLACE", "ORG") for t in self.doc[side.start : side.end])

    def _on_its_way(self, draft: Draft) -> list[Side]:
        """As in "held back missiles that had been on their way to Kyiv": a clause on it says whither."""
        for thing in draft.gives:
            for clause in self.doc[thing.head].children:
                meant = clause.lemma_.lower() in _DESTINED
                if not clause.dep_.startswith("acl") or not meant or clause.i < thing.head:
                    continue
                for token in clause.children:
                    side = self.parties.side(token) if preposition(token) in ("to", "for") else None
                    if side is not None and side.sure and not any(side.same(g) for g in draft.givers):
                        return [side]
        return []

    def _joined(self, verb: Token, draft: Draft) -> list[Side]:
        """As in "Recruits trained by Minsk have joined the Sudanese army": whose they are by now."""
        node = verb.head if verb.dep_ == "conj" else verb
        noun = node.head
        if (
            node.dep_ != "acl"
            or not is_passive(node)
            or noun.dep_ != "nsubj"
            or any(r.actor for r in draft.receivers)
        ):
            return []
        if noun.head.lemma_ not in ("join", "reinforce", "rejoin"):
            return []
        got = [s for c in noun.head.children if c.dep_ == "obj" and (s := self.parties.side(c)) is not None]
        return [s for s in got[:1] if s.actor and not any(s.same(g) for g in draft.givers)]

    def _helped(self, verb: Token, draft: Draft) -> list[Side]:
        """As in "sent 4,000 men to fight beside the M23": whom what was sent is to help."""
        given = [c for t in draft.gives for c in self.doc[t.head].children if c.dep_ == "acl"]
        for child in (*verb.children, *given):
            purpose = child.dep_ in ("advcl", "xcomp", "acl") and child.tag_ == "VB"
            if not purpose or child.lemma_.lower() not in self.rules.helping_verbs:
                continue
            doing = [c for c in child.children if c.dep_ in ("ccomp", "xcomp") and child.lemma_ == "help"]
            for token in (c for d in doing for c in d.children if c.dep_ == "nsubj" and c.i > child.i):
                side = self.parties.side(token)  # "a grant to help Chad care for refugees"
                if side is not None and side.sure and not any(side.same(g) for g in draft.givers):
                    return [side]
            for token in child.children:
                beside = token.dep_ == "obl" and preposition(token) in ("beside", "alongside", "with", "for")
                side = self.parties.side(token) if token.dep_ == "obj" or beside else None
                if side is not None and not any(side.same(g) for g in draft.givers):
                    return [self._in_full(token, side)]
        return []

    def _in_full(self, people: Token, side: Side) -> Side:
        """As in "families displaced by the war in Sudan": by what the clause behind them says."""
        clause = next((c for c in people.children if c.dep_ == "acl" and c.i == people.i + 1), None)
        if side.actor is not None or clause is None or people.tag_ != "NNS" or side.end != people.i + 1:
            return side
        end = max(t.i for t in clause.subtree) + 1
        if end - side.start > _CLAUSE:
            return side
        return Side(self.doc[side.start : end].text, side.start, end, None, side.sure)

    def _parallel(self, verb: Token, frame: Frame, places: Roles, draft: Draft) -> list[Side]:
        """As in "Jordan lent Gaza tents. Turkey has offered it a hospital": who got before gets again."""
        last = self.last
        if last is None or len(last.receivers) != 1 or not draft.givers or is_passive(verb):
            return []
        if not 0 < verb.i - last.trigger.i <= _SOON or "subject" not in frame.giver:
            return []
        found = [t for p in ("iobject", "to", "object") for t in places.get(p, ()) if p in frame.receiver]
        taken_up = next((t for t in found if t.i > verb.i), None)
        got = last.receivers[0]
        between = self.doc[last.trigger.i + 1 : verb.i]
        named = [t for t in between if t.dep_.startswith("nsubj") and t.pos_ == "PROPN"]
        if any(not any(g.start <= t.i < g.end for g in draft.givers) for t in named):
            return []  # "Mogadishu protested, and Cairo sent it rifles"
        if taken_up is None or taken_up.lower_ not in ("it", "them") or got.actor is None:
            return []
        if any(got.same(g) for g in draft.givers) or (last.giver and last.giver.same(draft.givers[0])):
            return []
        return [Side(got.name, taken_up.i, taken_up.i + 1, got.actor)]

    def _whose_pay(self, draft: Draft) -> list[Side]:
        """As in "paid the wages of Syria's civil servants": who gets what is paid."""
        for thing in draft.gives:
            for child in self.doc[thing.head].children:
                if (child.dep_ == "nmod" and preposition(child) == "of") or child.dep_ == "nmod:poss":
                    side = self.parties.side(child) if child.pos_ != "PRON" else None
                    if side is not None and side.actor and not any(side.same(g) for g in draft.givers):
                        return [side]
        return []
