"""What several clauses say of one thing: once, and together."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from whence.exchanges.clauses import MAKING, garden
from whence.exchanges.draft import Draft, fits, near

if TYPE_CHECKING:
    from whence.exchanges.categories import Thing
    from whence.exchanges.parties import Parties
    from whence.reader.syntax import Token

_LOADS: Final = frozenset(
    {"cargo", "shipment", "consignment", "delivery", "load", "goods", "supply", "batch"}
)
_SWAPPING: Final = frozenset({"swap", "exchange", "trade", "barter"})
_FAR: Final = 120
"""Words back to what is taken up."""
_AHEAD: Final = ("requested", "offered", "agreed", "signed", "promised", "expected", "future")


def one_each(drafts: list[Draft]) -> list[Draft]:
    """One draft for what one trigger says of the same sides."""
    kept: list[Draft] = []
    for draft in drafts:
        before = next((d for d in kept[-3:] if d.trigger.i == draft.trigger.i), None)
        same = before is not None and all(
            [s.key for s in a] == [s.key for s in b]
            for a, b in ((before.givers, draft.givers), (before.receivers, draft.receivers))
        )
        if before is None or not same or before.standing != draft.standing:
            kept.append(draft)
            continue
        before.gives += [t for t in draft.gives if not before.holds(t.head)]
        if len(draft.returns) > len(before.returns):
            before.returns = draft.returns
    return kept


def once(drafts: list[Draft]) -> list[Draft]:
    """Each thing given once: what two clauses say of the same words is said together."""
    kept: dict[int, Draft] = {}
    at: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        heads = [i for t in draft.gives for i in _words(draft, t.start, t.end, t.head)]
        rivals = [k for head in heads for k in at.get(head, ())] if not draft.again else []
        twin = next((k for k in rivals if k in kept and _compatible(kept[k], draft)), None)
        if twin is not None:
            other = kept.pop(twin)
            first, second = (other, draft) if _said(other) >= _said(draft) else (draft, other)
            if _loaded(first.trigger, second.trigger):
                first, second = second, first  # "trains carrying coal no longer cross into …"
            open_aside = _aside(first) and first.found in _AHEAD and not _aside(second)
            if open_aside and first.trigger.head in _heads(second):
                first, second = second, first  # "got 84 of the tanks that it ordered": has got them
            kept[number] = _together(first, second)
        else:
            kept[number] = draft
        for head in heads:
            at.setdefault(head, []).append(number)
    return sorted(kept.values(), key=lambda d: d.trigger.i)


def _words(draft: Draft, start: int, end: int, head: int) -> list[int]:
    """The nouns of a thing: "doses of vaccine" is the same thing as the vaccine that somebody gave."""
    if draft.frame.item_is is not None:
        return [head]
    nouns = [t.i for t in draft.trigger.doc[start:end] if t.tag_ in ("NN", "NNS") and t.dep_ != "compound"]
    return [head, *(i for i in nouns if i != head)]


def whole(drafts: list[Draft]) -> list[Draft]:
    """Complete what one clause leaves open by another about the same thing; what stays open goes.

    As in "The kits that Geneva promised reached Port Sudan", "took the money that the emir offered".
    """
    out = [d for d in drafts if not d.weak]
    for weak in drafts:
        if not weak.weak:
            continue
        heads = {t.head for t in weak.gives}
        twins = [
            i
            for i, d in enumerate(out)
            # "An aid shipment of flour reached Gaza": the shipment is itself a giving
            if (heads & {t.head for t in d.gives} or d.trigger.i in heads) and _compatible(d, weak)
        ]
        if not twins:
            other = next(
                (d for d in drafts if d.weak and d is not weak and heads & {t.head for t in d.gives}), None
            )
            if other is not None and not _aside(weak) and _aside(other) and _compatible(weak, other):
                both = _together(weak, other)
                if both.givers and both.receivers:
                    both.weak = False
                    out.append(both)
        if twins:
            twin = out[twins[0]]
            out[twins[0]] = _together(weak, twin) if _aside(twin) else _together(twin, weak)
            out[twins[0]].weak = False
    return sorted(out, key=lambda d: d.trigger.i)


def _aside(draft: Draft) -> bool:
    """Whether a clause only says which thing is meant: "the kits that Geneva promised"."""
    verb = draft.trigger
    if garden(verb) is not None:
        return False
    bare = verb.tag_ == "VBG" and verb.dep_ == "ROOT" and not any(c.dep_ == "aux" for c in verb.children)
    return bare or any(t.dep_ in ("acl", "acl:relcl") for t in (verb, verb.head))


def _loaded(first: Token, second: Token) -> bool:
    """Whether the first only says what the subject of the second carries."""
    load = first.dep_ == "acl" and first.tag_ == "VBG" and first.head.dep_.startswith("nsubj")
    return load and first.head.head.i == second.i


def _heads(draft: Draft) -> list[Token]:
    return [draft.trigger.doc[t.head] for t in draft.gives]


def _together(first: Draft, second: Draft) -> Draft:
    """The first, with the sides and returns that only the second has."""
    if not first.givers and not any(s.same(r) for s in second.givers for r in first.receivers):
        first.givers = second.givers
    if not first.receivers and not any(s.same(g) for s in second.receivers for g in first.givers):
        first.receivers = second.receivers
    first.returns = first.returns or second.returns
    return first


def _compatible(a: Draft, b: Draft) -> bool:
    if a.agreement and b.agreement and a.standing != b.standing:
        return False  # steps of one agreement
    return fits(a.giver, b.giver) and fits(a.receiver, b.receiver)


def _said(draft: Draft) -> int:
    return bool(draft.givers) + bool(draft.receivers) + bool(draft.returns)


def share_receivers(drafts: list[Draft]) -> list[Draft]:
    """Two origins in one sentence: what came from the same place went to the same."""
    for first, second in itertools.pairwise(drafts):
        if first.origin and second.origin and not second.receivers:
            same = first.giver is not None and first.giver.same(second.giver)
            if same and first.trigger.sent.start == second.trigger.sent.start:
                second.receivers = first.receivers
    return drafts


def complete_origins(drafts: list[Draft]) -> list[Draft]:
    """As in "Accra paid for the diesel in gold. The cargo came from BGN": from whom it was."""
    gone: set[int] = set()
    for origin in drafts:
        doc = origin.trigger.doc
        if not origin.origin or not origin.givers or origin.receivers:
            continue
        thing = origin.gives[0]
        taken_up = doc[thing.start].lower_ in ("the", "these", "those", "all")
        loose = doc[thing.head].lemma_.lower() in _LOADS or not taken_up
        start = origin.trigger.sent.start
        start = doc[start - 1].sent.start if start else 0
        for before in reversed(near(drafts, start, origin.trigger.i)):
            alike = loose or thing.category in {t.category for t in before.gives}
            open_side = before.receivers and (not before.givers or before.givers[0].same(origin.giver))
            if not taken_up or not alike or not open_side or before.agreement:
                continue
            if any(g.same(r) for g in origin.givers for r in before.receivers):
                continue
            if origin.trigger.lemma_ in MAKING and _given_before(drafts, before, thing):
                gone.add(id(origin))
                break  # "Sweden gave Kenya six boats. The boats, made by Saab, arrived": from Sweden
            before.givers = before.givers or origin.givers
            gone.add(id(origin))
            break
    return [d for d in drafts if id(d) not in gone]


def _given_before(drafts: list[Draft], draft: Draft, thing: Thing) -> bool:
    """Whether it was told before who gave what is taken up."""
    return any(
        d.givers and d.receivers and {t.category for t in d.gives} >= {thing.category}
        for d in near(drafts, draft.trigger.i - _FAR, draft.trigger.i)
        if d is not draft
    )


def debts_paid(drafts: list[Draft], parties: Parties) -> list[Draft]:
    """As in "Zambia swapped part of its Chinese debt for copper": the copper goes to whom it owes."""
    for draft in drafts:
        doc = draft.trigger.doc
        owed = [doc[t.head] for t in draft.gives if doc[t.head].lemma_.lower() == "debt"]
        if draft.trigger.lemma_ not in _SWAPPING or not owed or not draft.returns or draft.receivers:
            continue
        lender = parties.modifier(owed[0])
        if lender is not None and not lender.same(draft.giver):
            draft.gives, draft.returns = draft.returns, draft.gives
            draft.receivers = [lender]
    return drafts
