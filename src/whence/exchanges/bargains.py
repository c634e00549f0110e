"""Bargains told by a clause beside the giving: "only after Kampala freed two traders", "payment is due"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import is_passive, negated, own_subjects, surface_subjects
from whence.exchanges.conditions import POLICY, deed
from whence.exchanges.draft import Draft, merge, mirror, near
from whence.exchanges.items import Items
from whence.exchanges.nominal import conjuncts, left_edge, preposition
from whence.exchanges.parties import Parties
from whence.exchanges.people import PEOPLE, players
from whence.exchanges.rules import Frame
from whence.exchanges.standing import standing

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_DEED: Final = Frame(("subject",), ("object", "in"), ("object",), plover="COOPERATE")
_AFTER: Final = frozenset({"after", "once"})
_PAYING: Final = frozenset(
    {"pay", "drop", "hand", "wire", "transfer", "deliver", "agree", "offer", "raise", "deposit"}
)
_LIFTING: Final = POLICY | {"ease", "free", "release", "unblock", "approve", "ratify"}
_SWAPS: Final = frozenset({"swap", "exchange", "deal", "trade", "bargain"})
_SEEING: Final = frozenset({"see", "bring", "include", "free", "return", "send", "release"})
_DUE: Final = frozenset({"follow", "come", "due", "arrive"})
_PER_HEAD: Final = frozenset({"each", "them", "head", "person", "man", "one"})
_HOLDERS: Final = frozenset(
    {
        "government",
        "authority",
        "ministry",
        "state",
        "company",
        "club",
        "council",
        "region",
        "hospital",
        "city",
    }
)
_BACK: Final = 2
"""Sentences before "payment would follow" in which what is paid for may stand."""


def bargains(
    tokens: Sequence[Token], drafts: list[Draft], gone: set[int], items: Items, parties: Parties
) -> list[Draft]:
    """Give drafts what such clauses say comes back for them; those of deeds of policy that this makes.

    Drafts that only repeat it go, by their trigger into `gone`.
    """
    more: list[Draft] = []
    for token in tokens:
        if token.dep_ == "mark" and token.lower_ in _AFTER:
            more += _after(token, drafts, gone, items, parties)
        elif token.lemma_ in _SWAPS and preposition(token) in ("in", "under", "as"):
            _swap_saw(token, drafts, gone, items)
        elif token.lemma_ == "payment" and token.dep_ == "nsubj" and token.head.lemma_ in _DUE:
            _due(token, drafts, gone)
        elif token.lower_ in ("getting", "receiving", "taking") and token.dep_ == "advcl":
            _getting_back(token, drafts, gone, items)
        elif token.lower_ in ("paying", "covering", "meeting", "contributing") and token.dep_ == "advcl":
            _with_paying(token, drafts, gone, items, parties)
        elif token.lemma_ in ("pay", "charge") and token.dep_ == "acl:relcl":
            _per_head(token, drafts, gone, items, parties)
    return more


def _after(mark: Token, drafts: list[Draft], gone: set[int], items: Items, parties: Parties) -> list[Draft]:
    """As in "freed the crew after the owner paid a ransom", "lifted its veto only after Brussels paid"."""
    clause = mark.head
    verb = clause.head
    if clause.dep_ != "advcl" or clause.i < verb.i or negated(clause) or negated(verb):
        return []
    doc = mark.doc
    only = doc[mark.i - 1].lower_ == "only" and mark.i > 0
    who = [s for t in surface_subjects(clause) if (s := parties.side(t)) is not None]
    acts = [s for t in surface_subjects(verb) if (s := parties.side(t)) is not None]
    if is_passive(clause) or not who or (acts and who[0].same(acts[0])):
        return []
    paying = next((c for c in clause.children if c.dep_ == "xcomp" and clause.lemma_ == "agree"), clause)
    objects = [c for c in paying.children if c.dep_ == "obj" and c.i > paying.i]
    sums = [t for c in objects for t in items.things(c) if t.category == "money"]
    ransom = any(c.lemma_ == "ransom" for c in objects)
    here = [d for d in near(drafts, verb.i, verb.i + 1) if d.trigger.i not in gone and not d.returns]
    here = [d for d in here if not d.agreement]
    inside = [
        d
        for d in near(drafts, mark.i, max(t.i for t in clause.subtree) + 1)
        if d.trigger.i not in gone and not any(d is h for h in here)
    ]
    held = bool(here) and any(t.category == "prisoners" for d in here for t in d.gives)
    hired = bool(here) and any(t.category == "labour" for d in here for t in d.gives)
    paid = bool(sums) and clause.lemma_ in _PAYING and (held or hired)
    if not (only or paid or ransom):
        return []
    made: list[Draft] = []
    if not here:
        lifts = only and verb.lemma_.lower() in _LIFTING and bool(acts) and acts[0].actor is not None
        if not lifts or who[0].actor is None or not any(c.dep_ == "obj" for c in verb.children):
            return []
        draft = Draft(verb, _DEED, acts[:1], who[:1], deed(verb, items), plover=_DEED.plover)
        draft.found = standing(draft, items.rules)
        made = here = [draft]
    for draft in here:
        second = next((d for d in inside if mirror(draft, d)), None)
        if second is not None:
            merge(draft, second)
        else:
            things = sums if paid or ransom else deed(clause, items)
            draft.returns = [t for t in things if not draft.holds(t.head)]
        draft.receivers = draft.receivers or who[:1]
    gone.update(d.trigger.i for d in inside)
    return made


def _swap_saw(noun: Token, drafts: list[Draft], gone: set[int], items: Items) -> None:
    """As in "freed four sailors in a swap that also saw an engineer fly home"."""
    for verb in noun.children:
        if verb.dep_ != "acl:relcl" or verb.lemma_ not in _SEEING:
            continue
        here = [
            d
            for d in near(drafts, noun.sent.start, noun.i)
            if d.trigger.i not in gone and not d.returns and not d.agreement
            if d.trigger.i in {a.i for a in noun.ancestors}
        ]
        if not here:
            continue
        draft = here[-1]
        kind = draft.gives[0].category
        heads = [c for c in verb.children if c.dep_ == "obj" and c.i > verb.i]
        heads += [
            s for c in verb.children if c.dep_ in ("ccomp", "xcomp") for s in own_subjects(c) if s.i > verb.i
        ]
        back: list[Thing] = []
        for part in (n for h in heads[:1] for n in conjuncts(h)):
            found = items.things(part) if kind not in PEOPLE else []
            if kind in PEOPLE:
                found = [Thing(t.start, t.end, t.head, kind) for t in players(part)]
            back += found
        draft.returns = [t for t in back if not draft.holds(t.head)]
        heads_back = {t.head for t in back}
        for other in near(drafts, noun.i, noun.sent.end):
            if heads_back & {t.head for t in other.gives}:
                gone.add(other.trigger.i)


def _due(noun: Token, drafts: list[Draft], gone: set[int]) -> None:
    """As in "delivered the wheat, and assured Delhi that payment would follow"."""
    if negated(noun.head):
        return
    start = noun.sent.start
    for _ in range(_BACK):
        start = noun.doc[start - 1].sent.start if start else 0
    for draft in reversed(near(drafts, start, noun.i)):
        if draft.trigger.i in gone or draft.agreement or draft.trigger.lemma_ == "pay":
            continue
        if not draft.returns and all(t.category not in ("money", *PEOPLE) for t in draft.gives):
            draft.returns = [Thing(left_edge(noun), noun.i + 1, noun.i, "money")]
        return


def _getting_back(verb: Token, drafts: list[Draft], gone: set[int], items: Items) -> None:
    """As in "sent its forward to Miami, getting guard Jon Lind and $4 million back"."""
    end = max(t.i for t in verb.subtree) + 1
    marked = any(t.lower_ in ("back", "return", "exchange") for t in verb.doc[verb.i : end])
    for draft in near(drafts, verb.head.i, verb.head.i + 1) if marked else ():
        if draft.trigger.i in gone or draft.returns or draft.frame.receiver[:1] == ("subject",):
            continue
        hired = all(t.category == "labour" for t in draft.gives)
        back: list[Thing] = []
        for noun in (n for c in verb.children if c.dep_ == "obj" and c.i > verb.i for n in conjuncts(c)):
            back += players(noun) if hired and noun.ent_type_ == "PERSON" else items.things(noun)[:1]
        draft.returns = [t for t in back if not draft.holds(t.head)]
        if draft.returns:
            gone.add(verb.i)


def _with_paying(verb: Token, drafts: list[Draft], gone: set[int], items: Items, parties: Parties) -> None:
    """As in "loaned Lille their goalkeeper, with the French club covering his wages"."""
    beside = any(c.lower_ == "with" and c.i < verb.i for c in verb.children)
    payer = [t for t in own_subjects(verb) if t.i < verb.i]
    sums = [t for c in verb.children if c.dep_ == "obj" and c.i > verb.i for t in items.things(c)]
    sums = [t for t in sums if t.category == "money"]
    if not beside or not payer or not sums:
        return
    who = [s for t in payer if t.pos_ != "NOUN" and (s := parties.side(t)) is not None]
    for draft in near(drafts, verb.head.i, verb.head.i + 1):
        if draft.trigger.i in gone or draft.returns or any(s.same(g) for s in who for g in draft.givers):
            continue
        draft.returns = sums
        gone.add(verb.i)


def _per_head(verb: Token, drafts: list[Draft], gone: set[int], items: Items, parties: Parties) -> None:
    """As in "rents doctors to Calabria, where the region pays 4,700 euros for each of them"."""
    each = [c for c in verb.children if preposition(c) == "for" and c.lower_ in _PER_HEAD]
    sums = [t for c in verb.children if c.dep_ == "obj" and c.i > verb.i for t in items.things(c)]
    sums = [t for t in sums if t.category == "money"]
    if not each or not sums or negated(verb):
        return
    for draft in reversed(near(drafts, verb.sent.start, verb.i)):
        if draft.trigger.i in gone or draft.returns or not draft.receivers:
            continue
        got = draft.receivers[-1]
        if not got.start <= verb.head.i < got.end:
            continue
        others = [t for t in own_subjects(verb) if t.pos_ != "PRON" and t.lemma_.lower() not in _HOLDERS]
        who = [s for t in others if (s := parties.side(t)) is not None]
        if any(not s.same(got) for s in who):
            return
        last = sums[0]
        end = last.end
        after = verb.doc[end : end + 2]
        if len(after) > 1 and after[0].lower_ in ("a", "per", "each") and after[1].pos_ == "NOUN":
            end += 2  # "4,700 euros | a month"
        draft.returns = [Thing(last.start, end, last.head, "money")]
        gone.add(verb.i)
        return
