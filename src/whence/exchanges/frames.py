"""From triggers to drafts: every verb and noun by which something passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.clauses import negated, surface_subjects
from whence.exchanges.draft import Draft, near
from whence.exchanges.helped import helped
from whence.exchanges.items import Items
from whence.exchanges.nouns import NounFrames
from whence.exchanges.parties import Parties
from whence.exchanges.rules import ExchangeRules
from whence.exchanges.standing import tense
from whence.exchanges.verbs import VerbFrames

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_TAKING_BACK: Final = frozenset(
    {"withdraw", "recall", "pull", "remove", "retrieve", "shut", "stop", "cut", "halt", "suspend", "freeze"}
)
"""Verbs by whose subject's doing what it gave, or was giving, goes no further."""
_NEAR: Final = 60
"""Words around a noun in which a verb may already have said what it says."""


def find_drafts(doc: Doc, items: Items, parties: Parties, rules: ExchangeRules) -> list[Draft]:
    """All drafts of a Doc, in the order of the text."""
    verbs = VerbFrames(doc, items, parties, rules)
    nouns = NounFrames(doc, items, parties, rules)
    out: list[Draft] = []
    empty = []
    for token in parties.tokens:
        if token.dep_ in ("aux", "aux:pass", "cop"):
            continue
        if token.pos_ == "VERB" or (token.pos_ in ("AUX", "NOUN", "ADJ") and token.tag_.startswith("VB")):
            found = verbs.of(token)
            if (by_thing := helped(token, items, parties)) is not None:
                found = [by_thing]  # the thing helps, and is no party
            out += found
            if not found or found[0].weak:
                empty.append(token)
    out.sort(key=lambda d: d.trigger.i)
    found_nouns: list[Draft] = []
    for token in parties.tokens:
        if token.pos_ in ("NOUN", "PROPN"):
            done = [d for d in near(out, token.i - _NEAR, token.i + _NEAR) if not d.weak]
            draft = nouns.of(token, [*done, *found_nouns[-5:]])
            if draft is not None:
                found_nouns.append(draft)
    out += found_nouns
    # Now that all things are known, those of which only "more" or "them" is said.
    verbs.elliptic = True
    verbs.known = sorted(out, key=lambda d: d.trigger.i)
    for token in empty:
        out += [d for d in verbs.of(token) if not d.weak]
    return sorted(_without_orders(_taken_back(out, parties)), key=lambda d: d.trigger.i)


def _taken_back(drafts: list[Draft], parties: Parties) -> list[Draft]:
    """As in "has withdrawn the 300 soldiers it lent to the force": what was given is there no more."""
    back: list[Draft] = []
    for draft in drafts:
        noun = draft.trigger.head
        verb = noun.head
        if draft.trigger.dep_ != "acl:relcl" or noun.dep_ != "obj" or not draft.givers:
            continue
        taken = verb.lemma_ in _TAKING_BACK and tense(verb) in ("past", "present") and not negated(verb)
        who = [s for t in surface_subjects(verb) if (s := parties.side(t)) is not None] if taken else []
        if any(s.same(draft.giver) for s in who):
            draft.standing = "stopped"
            back.append(draft)
    heads = {t.head: d for d in back for t in d.gives}
    return [
        d
        for d in drafts
        if d.trigger.lemma_ not in _TAKING_BACK
        or not any(t.head in heads and heads[t.head] is not d for t in d.gives)
    ]


def _without_orders(drafts: list[Draft]) -> list[Draft]:
    """As in "Minsk has not delivered weapons that it ordered": nobody orders what they deliver themselves."""
    given = {t.head: d for d in drafts for t in d.gives if d.trigger.lemma_ != "order"}
    kept = []
    for draft in drafts:
        head = draft.trigger.head
        giving = given.get(head.i) if draft.trigger.dep_ == "acl:relcl" else None
        by_giver = giving is not None and any(r.same(giving.giver) for r in draft.receivers)
        if draft.trigger.lemma_ != "order" or not by_giver:
            kept.append(draft)
    return kept
