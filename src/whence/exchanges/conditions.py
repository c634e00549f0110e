"""What somebody has to do for a thing: "if Cotonou builds a museum", "before it opens the road"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import is_passive, surface_subjects
from whence.exchanges.draft import Draft, merge, mirror, near
from whence.exchanges.items import Items
from whence.exchanges.nominal import left_edge, preposition
from whence.exchanges.parties import Parties
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_WINDOW: Final = 60
_TURNING_DOWN: Final = frozenset({"reject", "refuse", "block", "veto", "oppose", "decline", "fail"})
_IF: Final = frozenset({"if", "unless", "provided", "once"})
_ORDER: Final = frozenset({"before", "until", "till"})
_BARGAIN: Final = frozenset({"requested", "offered", "stopped", "refused"})
_LONG: Final = 12
_DEED: Final = Frame(("subject",), ("object", "in"), ("object",), plover="COOPERATE")
BARS: Final = frozenset(
    {"sanction", "sanctions", "embargo", "restriction", "ban", "blockade", "tariff", "curb", "curbs"}
)
"""What a state lifts for another's relief."""
POLICY: Final = frozenset(
    {"cut", "drop", "end", "stop", "sever", "break", "abandon", "withdraw", "lift", "restrict", "tighten",
     "ban", "allow", "permit", "recognise", "recognize", "back", "renounce", "raise", "close", "expel",
     "vote", "curb", "switch", "open", "reopen", "shut", "lower", "relax", "dismantle", "dissolve", "leave",
     "join", "halt", "freeze", "keep", "reform", "scrap", "limit"}
)  # fmt: skip
"""Verbs of policy: "in return for cutting ties with Taipei"."""
_OPENING: Final = frozenset({"open", "reopen", "close", "shut", "drop", "lift", "end", "scrap"})
"""Verbs of policy whose object is what they are done to, and does not pass: "for closing its border"."""
_RATES: Final = frozenset({"price", "cost", "rate", "tariff", "fee"})
"""What is raised and cut, and does not pass: "cut its price to Minsk"."""
_NO_DEEDS: Final = frozenset(
    {"have", "get", "receive", "want", "say", "see", "hope", "expect", "lose", "take", "face", "win",
     "demand", "seek", "know", "think", "hear", "ask", "need", "accept", "risk", "suffer", "buy", "obtain"}
)  # fmt: skip
"""Verbs whose subject does nothing for anybody by them."""


_KNOWLEDGE: Final = frozenset({"data", "information", "file", "name", "detail", "finding"})
"""What is passed on as knowledge: "has been passing data to Oslo"."""


def deed(verb: Token, items: Items) -> list[Thing]:
    """A return that is a deed: "as payment for guarding the palace"."""
    frame = items.rules.verbs.get(verb.lemma_.lower())
    if frame and verb.lemma_.lower() not in _OPENING:
        for child in verb.children:
            if child.dep_ == "obj" and child.lemma_ not in _RATES and (found := items.things(child)):
                return found
            if child.dep_ == "obj" and child.lemma_.lower() in _KNOWLEDGE:
                return [Thing(left_edge(child), child.i + 1, child.i, "intelligence")]
    end = max(t.i for t in verb.subtree) + 1
    for child in verb.children:
        if child.dep_ in ("obj", "iobj"):
            end = child.i + 1
    category = next((f.item_is for f in frame or () if f.item_is is not None), None)
    barred = any(c.lemma_.lower() in BARS for c in verb.children if c.dep_ == "obj")
    if category == "sanctions-relief" and not barred:
        category = None  # "lift its block on the talks"
    path = any(c.dep_ == "obj" and c.lemma_ in ("road", "route", "bridge", "corridor") for c in verb.children)
    category = category or ("political" if verb.lemma_.lower() in POLICY and not path else "support")
    return [Thing(verb.i, max(verb.i + 1, min(end, verb.i + _LONG)), verb.i, category)]


def bargain(token: Token, items: Items, parties: Parties) -> Draft | None:
    """As in "guarded mines in Mali in return for gold": a deed that is no giving, done for something."""
    verb = token.head
    # "agreed to host migrants in return for help", the return hung on "agreed"
    verb = next((c for c in verb.children if c.dep_ == "xcomp" and verb.i < c.i < token.i), verb)
    if verb.pos_ != "VERB" or verb.lemma_.lower() in _NO_DEEDS or is_passive(verb):
        return None
    who = [s for t in surface_subjects(verb) if (s := parties.side(t)) is not None]
    who = [s for s in who if s.sure or s.actor or s.end - s.start > 1]
    if not who or not any(c.dep_ == "obj" for c in verb.children):
        return None
    draft = Draft(verb, _DEED, who[:1], [], deed(verb, items), plover=_DEED.plover)
    for child in verb.children:
        places = [child, *(c for c in child.children if c.dep_ == "nmod")]
        for place in places:
            placed = child.dep_ == "obj" or preposition(place) in ("in", "to", "with", "from", "for")
            side = parties.side(place) if placed and place.i > verb.i else None
            if side is not None and side.actor is not None and not side.same(who[0]):
                draft.receivers = [side]
                return draft
    return draft


def payer(draft: Draft, parties: Parties) -> list[Side]:
    """As in "dropped its veto for 900 million in frozen EU funds": whose the money is gets what it is for."""
    for thing in draft.returns:
        noun = parties.doc[thing.head]
        for word in (noun, *(c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i)):
            side = parties.modifier(word)
            if side is not None and side.actor and not any(side.same(g) for g in draft.givers):
                return [side]
    return []


def conditions(drafts: list[Draft], gone: set[int], items: Items, parties: Parties) -> None:
    """Give exchanges what they wait for as their return: another exchange, or what the receiver does."""
    for first in drafts:
        if first.trigger.i in gone or first.returns or first.agreement:
            continue
        clause = _condition(first)
        if clause is None:
            continue
        inside = [
            d
            for d in near(drafts, first.trigger.i - _WINDOW, first.trigger.i + _WINDOW)
            if d is not first and d.trigger.i not in gone and _inside(d.trigger, clause)
        ]
        if inside:
            second = inside[0]
            if mirror(first, second):
                merge(first, second)
                gone.add(second.trigger.i)
                continue
        if clause.lemma_ in ("arrive", "come", "follow"):
            # "is holding the jets back until more rice arrives"
            due = [t for s in surface_subjects(clause) for t in items.things(s)]
            first.returns = [t for t in due if not first.holds(t.head)]
            continue
        who = [s for t in surface_subjects(clause) if (s := parties.side(t, first.givers)) is not None]
        receives = any(s.same(r) for s in who for r in first.receivers)
        if clause.lemma_.lower() in _TURNING_DOWN:
            continue  # "will pay a fee if its shareholders reject the terms"
        if receives and any(c.dep_ == "obj" for c in clause.children):
            first.returns = deed(clause, items)


def _condition(draft: Draft) -> Token | None:
    node = draft.trigger
    for _ in range(4):
        for child in node.children:
            if child.dep_ == "obl" and child.lemma_ in ("condition", "proviso", "understanding"):
                terms = [c for c in child.children if c.dep_.startswith("acl") and c.pos_ == "VERB"]
                if terms:
                    return terms[0]
            if child.dep_ != "advcl" or child.pos_ not in ("VERB", "AUX"):
                continue
            marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
            if marks & _IF or (marks & _ORDER and draft.frame.standing in _BARGAIN):
                return None if child.i == draft.trigger.i else child
        if node.dep_ not in ("xcomp", "conj", "obj", "ccomp") or node.head.i == node.i:
            break
        node = node.head
    # "has offered to ease its sanctions if Caracas frees them", the condition hung elsewhere
    verb = draft.trigger
    for word in verb.doc[verb.i + 1 : min(verb.i + _LONG, verb.sent.end)]:
        if word.lower_ == "if" and word.dep_ == "mark" and draft.frame.standing in (None, *_BARGAIN):
            return word.head if word.head.i > word.i and word.head.pos_ == "VERB" else None
    return None


def _inside(trigger: Token, clause: Token) -> bool:
    return trigger.i == clause.i or any(a.i == clause.i for a in trigger.ancestors)
