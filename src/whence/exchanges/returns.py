"""What comes back: "in exchange for oil", "as payment", "In return, Moscow …"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.exchanges.bargains import bargains
from whence.exchanges.categories import Thing
from whence.exchanges.clauses import joined_verbs, under_which
from whence.exchanges.conditions import bargain, conditions, deed, payer
from whence.exchanges.draft import Draft, fits, merge, mirror, near
from whence.exchanges.items import Items
from whence.exchanges.nominal import conjuncts, left_edge, preposition
from whence.exchanges.parties import Parties
from whence.exchanges.payments import (
    PAYING_BACK,
    before_it,
    by_doing,
    colon,
    earned,
    fees,
    for_doing,
    paid_to_get,
    payments,
    repaid,
    worth,
)
from whence.exchanges.people import PEOPLE, players
from whence.exchanges.replies import replies
from whence.exchanges.standing import standing
from whence.exchanges.terms import owed, terms

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_WINDOW = 60
"""Words within which two drafts may be parts of one exchange."""
_SWAPS = frozenset({"swap", "exchange", "trade"})
_FREEING = frozenset({"free", "release", "hand", "return", "give", "swap", "exchange", "repatriate"})
_BARTER = frozenset({"barter", "swap", "exchange", "trade"})


def add_returns(tokens: Sequence[Token], drafts: list[Draft], items: Items, parties: Parties) -> list[Draft]:
    """The drafts with what comes back for each; one that is itself the return of another goes into that."""
    rules = items.rules
    more: list[Draft] = []
    gone: set[int] = set()
    dropped: set[int] = set()
    doc = parties.doc
    owner = {d.trigger.i: d for d in drafts}
    for token in tokens:
        if token.lemma_.lower() not in rules.return_nouns and token.lower_ != "this":
            continue
        case = preposition(token)
        if token.lower_ == "this" and not (case == "for" and _opens(token)):
            continue
        if token.lower_ == "turn" and (case != "in" or any(c.i > token.i for c in token.children)):
            continue
        way = (
            case == "of"
            and token.i > 2
            and [t.lower_ for t in doc[token.i - 3 : token.i]] == ["by", "way", "of"]
        )
        marked = case in rules.return_prepositions or way or token.lower_ == "this"
        if not marked and token.dep_ not in ("fixed",):
            continue
        draft = _nearest(token, owner, drafts)
        if draft is None:
            made = bargain(token, items, parties)
            if made is not None and (back := _returned(token, items, made)):
                made.returns, made.found = back, standing(made, rules)
                made.receivers = made.receivers or payer(made, parties)
                more.append(made)
            continue
        back = _returned(token, items, draft)
        if back:
            if all(t.category == "prisoners" for t in draft.gives):
                back = [
                    Thing(t.start, t.end, t.head, "prisoners") if t.category in ("troops", "labour") else t
                    for t in back
                ]
            draft.returns = [*draft.returns, *(t for t in back if t not in draft.returns)]
            _drop_inner(drafts, draft, back, gone)
        elif draft.trigger.i not in gone:
            before = before_it(doc, draft, drafts, gone)
            bodies = before is not None and _captives_for_captives(before, draft)
            if before is not None and (
                bodies
                or mirror(before, draft)
                or _opens_return(token, before, draft)
                or _hoped_back(before, draft)
            ):
                if bodies:
                    before.receivers = draft.givers  # by way of the Red Cross
                merge(before, draft)
                gone.add(draft.trigger.i)
    for first, second in itertools.pairwise(drafts):
        if first.trigger.i in gone or second.trigger.i in gone or second.returns or first.returns:
            continue
        if _freed_by_both(first, second):
            first.receivers = second.givers
            first.gives, first.returns = _captives(first.gives), _captives(second.gives)
            dropped.add(id(second))
        elif _reciprocal(doc, first, second) or _both_due(doc, first, second):
            merge(first, second)
            gone.add(second.trigger.i)
    paid_to_get(drafts, items)
    payments(doc, drafts, gone)
    more += bargains(tokens, [d for d in drafts if id(d) not in dropped], gone, items, parties)
    replies(tokens, [d for d in drafts if id(d) not in dropped], gone, dropped, items, parties)
    for_doing([d for d in drafts if d.trigger.i not in gone], items)
    by_doing(doc, drafts, gone)
    earned(drafts, items, parties)
    repaid(drafts, gone, items, parties)
    fees(drafts, gone, items, parties)
    _asked_back(drafts, gone)
    colon(tokens, [d for d in drafts if d.trigger.i not in gone], items)
    worth(tokens, [d for d in drafts if d.trigger.i not in gone], items)
    conditions(drafts, gone, items, parties)
    terms(tokens, drafts, gone, items)
    _fronted([d for d in drafts if d.trigger.i not in gone], items)
    for draft in drafts:
        if draft.returns and draft.trigger.lemma_.lower() in _FREEING and _held_both(draft):
            draft.gives, draft.returns = _captives(draft.gives), _captives(draft.returns)
    kept = [d for d in drafts if d.trigger.i not in gone and id(d) not in dropped]
    return sorted([*kept, *more], key=lambda d: d.trigger.i)


def _nearest(token: Token, owner: dict[int, Draft], drafts: list[Draft]) -> Draft | None:
    """The draft in whose clause the words of return stand: the nearest trigger above, then by place."""
    around = near(drafts, token.i - _WINDOW, token.i + _WINDOW)
    node = token
    for _ in range(10):
        if node.i in owner and node.i != token.i:
            return owner[node.i]
        for draft in around:
            if draft.holds(node.i) and node.i != token.i:
                return draft
        if node.head.i == node.i:
            break
        node = node.head
    sentence = token.sent
    here = near(drafts, sentence.start, sentence.end)
    # Where the verb above is no trigger itself ("agreed to send …, in return"), one below it is.
    below = [d for d in here if any(a.i == node.i for a in d.trigger.ancestors)]
    before = [d for d in below or here if d.trigger.i < token.i]
    if before:
        return before[-1]
    return next(iter(below or here), None)


def _returned(token: Token, items: Items, draft: Draft) -> list[Thing]:
    doc = token.doc
    out: list[Thing] = []
    follows = token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "for"
    if not follows:
        return []
    for child in token.children:
        if child.i > token.i and preposition(child) == "for":
            out += _freed_for(child, items, draft) or _players(child, items, draft)
            if not out:
                out += _granted(child, items)
            if not out and child.ent_type_ == "NORP" and child.tag_ in ("NNS", "NNPS"):
                out += [Thing(left_edge(child), child.i + 1, child.i, "prisoners")]
            if not out:
                out += [
                    Thing(
                        noun.i,
                        noun.i + 1,
                        noun.i,
                        "political" if noun.lemma_ in items.rules.policies else "support",
                    )
                    for noun in conjuncts(child)
                    if noun.pos_ == "NOUN" and noun.lemma_.lower() not in items.rules.abstract
                ]
        elif child.i > token.i and child.dep_ in ("acl", "advcl") and child.tag_ == "VBG":
            out += deed(child, items)
    if not out:
        for sibling in token.head.children:
            if sibling.i > token.i and preposition(sibling) == "for":
                out += _freed_for(sibling, items, draft) or _granted(sibling, items)
            elif sibling.i > token.i and sibling.tag_ == "VBG" and sibling.dep_ in ("advcl", "acl"):
                out += deed(sibling, items)
    kind = draft.gives[0].category
    out = [Thing(t.start, t.end, t.head, kind) if doc[t.head].lower_ == "ones" else t for t in out]
    return [t for t in out if not draft.holds(t.head)]


def _players(noun: Token, items: Items, draft: Draft) -> list[Thing]:
    """As in "traded the centre Luka Novak for guard Bo Lind and $3 million": one who plays for another."""
    if not all(t.category == "labour" for t in draft.gives):
        return []
    out: list[Thing] = []
    for part in conjuncts(noun):
        if part.ent_type_ == "PERSON":
            out += players(part)
        else:
            out += items.things(part)[:1]
    return out if any(t.category == "labour" for t in out) else []


def _granted(noun: Token, items: Items) -> list[Thing]:
    """What comes back behind "in return for": things, or what somebody does, or has others do, in policy."""
    if any(items.barred(n) is not None or _promised(n) for n in conjuncts(noun)):
        return owed(noun, items)
    if not any(n.lemma_.lower() in items.rules.policies for n in conjuncts(noun)):
        return items.things(noun, concrete=True)
    out: list[Thing] = []
    for part in conjuncts(noun):
        if part.lemma_.lower() in items.rules.policies and items.category(part)[0] in (
            None,
            "political",
            "goods",
        ):
            out.append(Thing(left_edge(part), part.i + 1, part.i, "political"))
        elif (found := items.thing(part)) is not None:
            out.append(found)
    return out


def _promised(noun: Token) -> bool:
    """As in "promises of reform": what is promised is what comes back."""
    of = any(preposition(c) == "of" and c.i > noun.i for c in noun.children)
    return of and noun.lemma_.lower() in ("promise", "pledge", "assurance")


def _freed_for(noun: Token, items: Items, draft: Draft) -> list[Thing]:
    """People for whom captives are let go: "a journalist", "two of its officers"."""
    if not all(t.category == "prisoners" for t in draft.gives) or items.barred(noun) is not None:
        return []
    parts = [c for c in noun.children if noun.pos_ == "NUM" and preposition(c) == "of"]
    if noun.pos_ == "NUM" and not parts and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "of":
        # "two | of its officers", hung on the noun before
        parts = [c for c in noun.head.children if c.i > noun.i and preposition(c) == "of"][:1]
    freed = [n for n in (parts or conjuncts(noun)) if _person(n, items)]
    start = left_edge(noun)
    return [Thing(min(start, n.i) if parts else left_edge(n), n.i + 1, n.i, "prisoners") for n in freed]


def _person(noun: Token, items: Items) -> bool:
    """Whether captives may be given for it: people, of whom nothing says that they are something else."""
    if noun.ent_type_ == "NORP" or noun.lemma_.lower() in items.rules.persons:
        return True
    if noun.lower_ == "own":
        return True  # "two of its own"
    told = noun.tag_ == "NNS" or any(c.dep_ in ("nummod", "det") and c.i < noun.i for c in noun.children)
    category = items.category(noun)[0]
    unnamed = noun.pos_ == "NOUN" and not noun.ent_type_
    return unnamed and (category == "troops" or (told and category is None))


def _opens(token: Token) -> bool:
    """As in "For this, Minsk …": what follows is done for what was told before."""
    after = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
    return bool(token.doc[token.i - 1].is_sent_start) and after == ","


def _opens_return(token: Token, before: Draft, draft: Draft) -> bool:
    """As in "Minsk freed 52 prisoners. In return, Washington lifted sanctions on its airline".

    What the second does for somebody of the first comes back to the first, whomever it names.
    """
    if not bool(token.doc[token.i - 1].is_sent_start) or draft.giver is None or before.giver is None:
        return False
    got = draft.receiver
    if draft.giver.same(before.giver) or (got is not None and got.actor is not None):
        return False
    return before.receiver is None or fits(before.receiver, draft.giver)


def _hoped_back(before: Draft, draft: Draft) -> bool:
    """As in "gives Kyiv shells and hopes to get American guns in return": of whatever make they are."""
    side = draft.giver
    made = side is not None and any(t.start <= side.start < t.end for t in draft.gives)
    same = draft.receiver is not None and draft.receiver.same(before.giver)
    return made and same and joined_verbs(before.trigger, draft.trigger.head)


def _captives_for_captives(before: Draft, draft: Draft) -> bool:
    """As in "Hamas gave the Red Cross two bodies. Israel returned 30 in exchange", whoever carries them."""
    people = all(t.category == "prisoners" for t in (*before.gives, *draft.gives))
    carried = before.receiver is None or not (before.receiver.actor or "").startswith(("country:", "group:"))
    return people and carried and draft.giver is not None and not draft.giver.same(before.giver)


def _drop_inner(drafts: list[Draft], draft: Draft, back: list[Thing], gone: set[int]) -> None:
    """A noun among the returns ("oil deliveries") is no exchange of its own beside them."""
    for other in near(drafts, draft.trigger.i - _WINDOW, draft.trigger.i + _WINDOW):
        if other is not draft and any(t.start <= other.trigger.i < t.end for t in back):
            gone.add(other.trigger.i)
        elif other is not draft and other.trigger.i > draft.trigger.i:
            heads = {t.head for t in back}
            if heads & {t.head for t in other.gives} and not other.receivers:
                gone.add(other.trigger.i)


def _captives(things: list[Thing]) -> list[Thing]:
    """Soldiers that two sides give each other were prisoners."""
    return [Thing(t.start, t.end, t.head, "prisoners") for t in things]


def _held_both(draft: Draft) -> bool:
    """As in "handed over a Russian pilot and got back five officers": states hold whom they give."""
    people = all(t.category in PEOPLE - {"training"} for t in (*draft.gives, *draft.returns))
    who = [s.actor or "" for s in (*draft.givers, *draft.receivers)]
    return people and any(w.startswith(("country:", "group:")) for w in who)


def _freed_by_both(first: Draft, second: Draft) -> bool:
    """As in "Under the swap Moscow freed sixteen journalists and Washington eight spies"."""
    if first.trigger.sent.start != second.trigger.sent.start or first.receivers or second.receivers:
        return False
    if first.giver is None or second.giver is None or first.giver.same(second.giver):
        return False
    people = all(t.category in ("prisoners", "troops") for t in (*first.gives, *second.gives))
    start = first.trigger.sent.start
    before = first.trigger.doc[start - 1].sent.start if start else 0
    around = first.trigger.doc[before : first.trigger.sent.end]
    return people and any(t.lemma_.lower() in _SWAPS for t in around)


def _reciprocal(doc: Doc, first: Draft, second: Draft) -> bool:
    """As in "sent doctors and was paid in oil", "handed over 500 and received 42"; a barter side by side."""
    if second.trigger.i - first.trigger.i > 45 or first.trigger.sent.start != second.trigger.sent.start:
        return False
    if first.agreement or second.agreement or second.trigger.lemma_.lower() == "owe":
        return False  # what is owed has not come back
    if first.giver is None or second.receiver is None or not first.giver.same(second.receiver):
        return False
    if not mirror(first, second):
        return False
    if second.trigger.lemma_ in PAYING_BACK:
        return True
    gets = second.frame.receiver[:1] == ("subject",) and second.frame.plover != "COOPERATE"
    if gets and joined_verbs(first.trigger, second.trigger):
        # "gave Minsk tents and got potash": one does both, in one breath.
        return second.frame.standing is None and (second.giver is None or second.giver.same(first.receiver))
    if first.receiver is not None and second.giver is not None and first.receiver.same(second.giver):
        # Each gives to the other in one sentence, side by side.
        return first.receiver.actor is not None
    if first.receiver is None and second.giver is not None and second.giver.actor is not None:
        return first.giver.actor is not None  # "Oslo has sent tents, and Minsk will give it potash"
    return any(t.lemma_.lower() in _BARTER for t in first.trigger.sent)


def _both_due(doc: Doc, first: Draft, second: Draft) -> bool:
    """As in "Under the accord, Kastan will let water down. Ordava is to supply Kastan with coal"."""
    end = first.trigger.sent.end
    if under_which(first.trigger) is None or second.trigger.sent.start not in (first.trigger.sent.start, end):
        return False
    if first.agreement or second.agreement or second.found not in ("future", "agreed", "signed", "expected"):
        return False
    pairs = ((first.giver, second.receiver), (first.receiver, second.giver))
    return all(a is not None and a.actor is not None and a.same(b) for a, b in pairs)


def _asked_back(drafts: list[Draft], gone: set[int]) -> None:
    """As in "offered drones and asked for port fees": what the giver asks for in the same breath."""
    for asked in drafts:
        if asked.frame.standing != "requested" or asked.trigger.i in gone or asked.receiver is None:
            continue
        for first in near(drafts, asked.trigger.i - _WINDOW, asked.trigger.i):
            if first.frame.standing not in ("offered", "promised") or not first.trigger.i < asked.trigger.i:
                continue
            of_another = asked.giver is not None and not asked.giver.same(first.receiver)
            if of_another:
                continue  # "offered Minsk drones and asked Kyiv for gas"
            if asked.trigger.head.i == first.trigger.i and asked.receiver.same(first.giver):
                first.returns = [*first.returns, *asked.gives]
                gone.add(asked.trigger.i)


def _fronted(drafts: list[Draft], items: Items) -> None:
    """As in "For grain and a seat at the table, Minsk recognised the annexation"."""
    for draft in drafts:
        verb = draft.trigger
        if draft.returns or draft.agreement or not verb.tag_.startswith("VB"):
            continue
        let = verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in ("let", "allow", "permit")
        for child in (*verb.children, *(verb.head.children if let else ())):
            if child.i > verb.i or child.dep_ != "obl" or preposition(child) != "for":
                continue
            case = next(c for c in child.children if c.dep_ == "case" and c.lower_ == "for")
            before = verb.doc[case.i - 1]
            if not (case.is_sent_start or before.is_punct or before.pos_ in ("CCONJ", "SPACE")):
                continue
            back = [t for t in items.things(child) if t.category not in PEOPLE]
            draft.returns = [t for t in back if not draft.holds(t.head)]
