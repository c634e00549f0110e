"""Agreements as exchanges: offered, accepted, signed, by whom and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import infinitive, is_passive, negated, under_which
from whence.exchanges.draft import Draft, near
from whence.exchanges.items import Items
from whence.exchanges.nominal import conjuncts, left_edge, preposition
from whence.exchanges.parties import Parties
from whence.exchanges.places import Roles, roles
from whence.exchanges.rules import ExchangeRules, Frame
from whence.exchanges.side import Side
from whence.exchanges.standing import tense

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_FRAME: Final = Frame(("subject",), ("with",), ("object",), plover="AGREE")
_ANSWERS: Final = frozenset(
    {"accept", "jump", "leap", "reject", "refuse", "decline", "spurn", "rebuff", "dismiss"}
)
_LEAPING: Final = frozenset({"jump", "leap"})
"""Verbs that accept with "at": "jumped at the offer"."""
_IDEAS: Final = frozenset({"initiative", "idea", "plan", "proposal", "offer", "suggestion", "scheme"})
_NEAR: Final = 60
"""Words back in which an offer is looked for that somebody accepts."""
_BUYING: Final = frozenset({"purchase", "acquisition", "import", "procurement"})
"""What whoever signs gets: "signed an agreement with Kyiv on the purchase of drones"."""


class Agreements:
    """Drafts of agreements of one Doc, and what they say of other drafts."""

    def __init__(self, doc: Doc, items: Items, parties: Parties, rules: ExchangeRules) -> None:
        self.doc = doc
        self.items = items
        self.parties = parties
        self.rules = rules

    def add(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts with those of agreements; an offer that is accepted is agreed."""
        out = list(drafts)
        triggers = {d.trigger.i for d in drafts}
        found: list[Draft] = []
        for token in self.parties.tokens:
            if not token.tag_.startswith("VB") or token.i in triggers:
                continue
            lemma = str(token.lemma_).lower()
            made = self.rules.agreement_verbs.get(lemma)
            if made is None:
                continue
            places = roles(token)
            objects = places.get("at", []) if lemma in _LEAPING else places.get("object", [])
            noun = self._noun(objects, lemma)
            if noun is None:
                if lemma == "accept" and not negated(token):
                    self._accepted(token, [*out, *found], places)
                continue
            if lemma == "accept" and negated(token):
                continue  # "has not yet accepted the loan"
            unsigned = made == "signed" and (negated(token) or self._neither(places))
            if unsigned and not any(c.lower_ in ("have", "has", "'ve", "’ve") for c in token.children):
                continue  # "never signed the deal"
            if lemma == "extend" and noun.lemma_.lower() != "offer":
                continue  # a ceasefire that is extended was there before
            around = near(drafts, token.i - _NEAR, token.i + _NEAR)
            for draft in around:
                self._signer(draft, token, noun, places)
            for draft in around:
                if self._partners(draft.trigger, token) and draft.found in ("future", "agreed", "promised"):
                    draft.standing = made  # "signed a contract with a firm that will supply turbines"
                    who = [s for t in places.get("subject", []) for s in self._sides(t)]
                    draft.receivers = draft.receivers or [
                        s for s in who[:1] if not any(s.same(g) for g in draft.givers)
                    ]
            if any(self._partners(d.trigger, token) for d in around):
                continue
            if any(self._under(d.trigger, noun) or self._beside(d.trigger, token) for d in around):
                continue
            draft = self._agreement(token, noun, places)
            if draft.agreement and self._of_something_else(draft, noun):
                continue
            if draft.agreement and made == "signed" and self._told_by_clause(draft, around, token):
                continue
            if lemma == "accept" and self._accepted(token, [*out, *found], places):
                continue
            if tense(token) in ("future", "possible"):
                draft.standing = "expected"
            elif tense(token) == "none":
                draft.standing = None
            else:
                draft.standing = "in preparation" if unsigned else made
            if draft.standing is None:
                draft.standing = "in preparation"
            if not draft.givers and not draft.receivers:
                self._same_as_before(draft, noun, found)
            named = any(side.sure for side in (*draft.givers, *draft.receivers))
            if named or (draft.givers and draft.receivers):
                found.append(draft)
        return sorted([*out, *found], key=lambda d: d.trigger.i)

    @staticmethod
    def _neither(places: Roles) -> bool:
        """Whether none of two signs: "Neither Moscow nor Kyiv has signed"."""
        return any(c.lower_ == "neither" for t in places.get("subject", ()) for c in (t, *t.children))

    def _told_by_clause(self, draft: Draft, around: Sequence[Draft], verb: Token) -> bool:
        """As in "signed a contract with Noor, which will supply turbines": that is what was signed."""
        for other in around:
            clause = other.trigger
            signer = next((s for s in draft.receivers if s.start - 2 < clause.head.i < s.end), None)
            tells = clause.dep_ == "acl:relcl" and other.giver is not None and other.giver.same(signer)
            if tells and tense(clause) == "future" and clause.i < verb.sent.end:
                other.standing = "signed"
                other.receivers = other.receivers or draft.givers
                return True
        return False

    def _of_something_else(self, draft: Draft, noun: Token) -> bool:
        """As in "an agreement to build drones together", "deals with its creditors": nothing that passes."""
        if noun.lemma_.lower() == "offer":
            return False
        both = [*draft.givers, *draft.receivers]
        nobody = len(both) > 1 and any(side.actor is None and not side.sure for side in both)
        return nobody or any(c.dep_ == "acl" and infinitive(c) and c.i > noun.i for c in noun.children)

    def _noun(self, objects: list[Token], lemma: str) -> Token | None:
        for token in objects:
            if token.lemma_.lower() in self.rules.agreement_nouns:
                if token.lemma_.lower() == "offer" and lemma in ("sign", "reach"):
                    continue
                return token
            relative = token.lower_ in ("date", "day", "time", "month", "year") or token.ent_type_ == "DATE"
            if relative and lemma in ("sign", "reach", "conclude", "agree"):
                # "… what date the agreement was reached, which was signed in November"
                for word in reversed(self.doc[max(token.i, 0) : token.i + 12]):
                    if word.lemma_.lower() in self.rules.agreement_nouns and word.lemma_.lower() != "offer":
                        return word
        return None

    def _under(self, trigger: Token, noun: Token) -> bool:
        deal = under_which(trigger)
        if deal is not None and deal.i == noun.i:
            return True
        node = trigger
        for _ in range(6):
            if node.i == noun.i:
                return True
            if node.head.i == node.i:
                return False
            node = node.head
        return False

    def _signer(self, draft: Draft, verb: Token, noun: Token, places: Roles) -> None:
        """As in "A and B signed a deal under which B gets jets": from A."""
        deal = under_which(draft.trigger)
        if deal is None or deal.i != noun.i or bool(draft.givers) == bool(draft.receivers):
            return
        sides = self._agreement(verb, noun, places)
        for side, other in ((sides.giver, sides.receiver), (sides.receiver, sides.giver)):
            if side is None or other is None:
                return
            if draft.givers and draft.givers[0].same(side):
                draft.receivers = [other]
            elif draft.receivers and draft.receivers[0].same(side):
                draft.givers = [other]

    def _partners(self, trigger: Token, verb: Token) -> bool:
        """Whether a clause says what the one with whom somebody signs is to do: "…, which will supply"."""
        who = trigger.head.head if trigger.head.dep_ in ("appos", "flat") else trigger.head
        return trigger.dep_ == "acl:relcl" and who.head.i == verb.i and preposition(who) == "with"

    def _beside(self, trigger: Token, verb: Token) -> bool:
        """As in "signed a contract … for the sale of boats", the sale hung on the verb."""
        if trigger.head.i == verb.i and trigger.dep_ in ("advcl", "xcomp") and infinitive(trigger):
            return True  # "signed a contract with a Korean firm to buy tanks"
        return (
            trigger.head.i == verb.i
            and trigger.dep_ == "obl"
            and preposition(trigger) in ("for", "on", "about")
        )

    def _agreement(self, verb: Token, noun: Token, places: Roles) -> Draft:
        thing = Thing(left_edge(noun), noun.i + 1, noun.i, "agreement")
        draft = Draft(verb, _FRAME, [], [], [thing], plover="AGREE", agreement=True)
        between = [c for c in noun.subtree if c.dep_ in ("nmod", "obl") and preposition(c) == "between"]
        named = [s for t in between for s in self._sides(t)]
        who_signs: list[Side] = []
        withs: list[Side] = []
        if len(named) < 2:
            who = [] if is_passive(verb) and not places.get("subject") else places.get("subject", [])
            named = who_signs = [s for t in who for s in self._sides(t)]
            apart = [
                t for t in places.get("with", []) if t.dep_ != "compound"
            ]  # "with | Emirati | firm Noor"
            withs = [s for t in apart for s in self._sides(t)]
            withs += [s for c in noun.children if preposition(c) in ("with", "to") for s in self._sides(c)]
            offered = [s for t in places.get("to", []) for s in self._sides(t)]
            owner = [
                s for c in noun.children if c.dep_ == "nmod:poss" and (s := self.parties.side(c)) is not None
            ]
            if str(verb.lemma_).lower() in _ANSWERS:
                # Who accepts or rejects gets; whose offer it is gives.
                draft.givers, draft.receivers = [*owner, *offered, *withs][:1], named[:1]
                if not draft.givers and named:
                    draft.givers = self._whose_idea(verb, named[0])
                return draft
            named = [*named, *withs, *offered, *owner]
        unique: list[Side] = []
        for side in named:
            if not any(side.same(s) for s in unique):
                unique.append(side)
        draft.givers, draft.receivers = unique[:1], unique[1:2]
        if len(who_signs) == 1 and len(unique) > 2 and all(any(s.same(w) for w in withs) for s in unique[1:]):
            draft.receivers = unique[1:]  # "signed contracts with Shell and Eni for 60 cargoes"
        alone = len(unique) == 1 and (unique[0].actor or "").startswith("country:") and not is_passive(verb)
        if draft.givers and (draft.receivers or alone):
            about = [*noun.children, *(c for c in verb.children if c.dep_ == "obl")]
            # "a deal with Karpower for power plants", hung on Karpower
            about += [k for c in about if preposition(c) == "with" for k in c.children if k.i > c.i]
            about = [c for c in about if c.dep_ in ("nmod", "obl") and preposition(c) in ("for", "on")]
            given = [
                t
                for c in about
                for t in self.items.things(c) or self.items.left_out(c)
                if t.category not in ("agreement", "territory")
            ]
            if given:
                draft.gives, draft.agreement = given, False
                draft.returns = self._sum(noun)
                if alone:
                    draft.givers, draft.receivers = [], unique  # "signed a contract for 15 batteries"
                else:
                    self._direct(draft, given)
        return draft

    def _sum(self, noun: Token) -> list[Thing]:
        """The sum in "a $600 million deal for power plants"."""
        for child in noun.children:
            if child.dep_ == "compound" and child.i < noun.i and self.items.category(child)[0] == "money":
                return [Thing(left_edge(child), noun.i, child.i, "money")]
        return []

    def _direct(self, draft: Draft, given: list[Thing]) -> None:
        """Who of two that signed gives: whose the thing is ("French jets"), or the firm."""
        first, second = draft.givers[0], draft.receivers[0]
        owner = next((s for t in given if (s := self.parties.modifier(self.doc[t.head])) is not None), None)
        state = [(s.actor or "").startswith(("country:", "group:")) for s in (first, second)]
        words = {w.lemma_.lower() for t in given for w in self.doc[t.start : t.end]}
        buys = bool(words & _BUYING) and not (owner is not None and owner.same(first))
        if (
            (owner is not None and owner.same(second))
            or (state == [True, False] and owner is None)
            or (buys and state[0] == state[1])
        ):
            draft.givers, draft.receivers = [second, *draft.receivers[1:]], [first]

    def _whose_idea(self, verb: Token, other: Side) -> list[Side]:
        """As in "It was Kim's own initiative, and Putin accepted the offer", "The whole plan was Kim's"."""
        for mark in reversed(verb.doc[verb.sent.start : verb.i]):
            if mark.tag_ != "POS" or mark.i == verb.sent.start:
                continue
            around = self.doc[max(verb.sent.start, mark.i - 6) : mark.i + 4]
            if any(str(t.lemma_).lower() in _IDEAS for t in around):
                side = self.parties.side(self.doc[mark.i - 1])
                if side is not None and not side.same(other):
                    return [side]
        return []

    def _sides(self, token: Token) -> list[Side]:
        return [s for noun in conjuncts(token) if (s := self.parties.side(noun)) is not None]

    def _accepted(self, verb: Token, drafts: list[Draft], places: Roles) -> bool:
        """Whether the verb accepts an offer that stands just before: that offer is then agreed."""
        who = [s for t in places.get("subject", []) for s in self._sides(t)]
        recent = [d for d in drafts if 0 < verb.i - d.trigger.i < _NEAR]
        for draft in sorted(recent, key=lambda d: d.trigger.i, reverse=True):
            if not 0 < verb.i - draft.trigger.i < _NEAR:
                continue
            offered = draft.standing == "offered" or draft.frame.standing == "offered"
            if not offered or (draft.receiver is not None and who and not draft.receiver.same(who[0])):
                continue
            if who and draft.giver is not None and who[0].same(draft.giver):
                continue
            if not draft.receivers:
                draft.receivers = who[:1]
            draft.standing = "agreed"
            draft.plover = "AGREE"
            return True
        return False

    def _same_as_before(self, draft: Draft, noun: Token, found: list[Draft]) -> None:
        """As in "The agreement was signed in November": that of the sentences before."""
        definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in noun.children)
        if definite and found and draft.trigger.i - found[-1].trigger.i < _NEAR:
            draft.givers, draft.receivers = found[-1].givers, found[-1].receivers
