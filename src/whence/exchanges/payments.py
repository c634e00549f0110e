"""What is paid for what is given: prices, wages and sums told in a clause or sentence of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.clauses import infinitive, is_passive, surface_subjects
from whence.exchanges.conditions import deed
from whence.exchanges.draft import Draft, fits, merge, mirror, near
from whence.exchanges.items import CURRENCIES, Items
from whence.exchanges.nominal import preposition
from whence.exchanges.parties import Parties
from whence.exchanges.people import PEOPLE
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side
from whence.exchanges.standing import standing

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_WINDOW: Final = 60
"""Words within which two drafts may be parts of one exchange."""
_BACK: Final = 2
"""How many sentences before "In return, …" what it returns may stand."""
_PAYING: Final = frozenset({"pay", "repay", "compensate", "reimburse"})
_MEANS: Final = frozenset({"money", "fuel", "food", "goods", "energy", "medical", "weapons", "technology"})
"""With what something may be paid for."""
_OWED: Final = frozenset({"loan", "debt", "credit"})
PAYING_BACK: Final = frozenset({"pay", "repay", "reward", "compensate"})
_ANSWERING: Final = PAYING_BACK | frozenset(
    {"thank", "respond", "reciprocate", "answer", "return", "requite"}
)
_EARNING: Final = frozenset(
    {"earn", "make", "get", "collect", "gain", "draw", "receive", "net", "pocket", "charge"}
)
_PRICE: Final = frozenset({"price", "return", "exchange", "payment", "cost"})
_PAID: Final = Frame(("subject",), ("object",), ("object",))
_FEES: Final = frozenset(
    {"fee", "price", "deal", "contract", "order", "purchase", "sale", "transfer", "cost"}
)
"""Nouns that take up what was sold or bought in the sentence before: "The deal is worth $3 billion"."""
_PRICED: Final = frozenset({"put", "estimate", "value", "report", "set", "be", "cost", "reach"})
TRADE: Final = frozenset(
    {"buy", "sell", "import", "export", "purchase", "order", "sale", "procure", "acquire", "acquisition",
     "procurement", "resell"}
)  # fmt: skip
"""Words of trade: the worth of what passes is what is paid for it, and no measure of a gift."""
_GIFTS: Final = frozenset(
    {"give", "donate", "donation", "grant", "gift", "pledge", "promise", "present", "contribute", "hand",
     "aid", "package", "distribute", "award", "airlift"}
)  # fmt: skip
"""Words of giving for nothing: what such a thing is worth is only a measure."""
DEALS: Final = frozenset({"deal", "contract", "order", "sale", "purchase", "agreement", "tender"})
_AHEAD: Final = 6
_SUM: Final = 4
"""Words of a sum before its currency."""
_NO_PRICE: Final = frozenset({"money", "support", "agreement", "prisoners", "political", "training"})


def payments(doc: Doc, drafts: list[Draft], gone: set[int]) -> None:
    """As in "Baku pays for them with oil", "The company will pay 400 million": a price."""
    for draft in drafts:
        if draft.trigger.i in gone or draft.trigger.lemma_ not in _PAYING:
            continue
        nouns = [draft.trigger.doc[t.head] for t in draft.gives]
        owed = any(n.lemma_ in _OWED and n.dep_ == "obj" and preposition(n) is None for n in nouns)
        if owed:
            continue  # what is paid back was lent, and is no price of what was bought before
        taken_up = draft.again or _told_of(draft, _recent(doc, draft, drafts, gone))
        if draft.returns and taken_up:
            payer, payee, price = draft.receiver, draft.giver, draft.returns
        elif draft.frame.item == ("for",) and not draft.returns:
            continue  # "It also paid for spare parts": they are no price
        elif not draft.returns and all(t.category in _MEANS for t in draft.gives):
            payer, payee, price = draft.giver, draft.receiver, draft.gives
        elif not draft.returns and is_passive(draft.trigger) and draft.receiver is not None:
            payer, payee, price = draft.giver, draft.receiver, draft.gives  # "will be paid in medicine"
        else:
            continue
        bought = [
            d
            for d in reversed(_recent(doc, draft, drafts, gone))
            if d.trigger.lemma_ not in _PAYING
            and not d.returns
            and not {t.head for t in price} & {t.head for t in d.gives}
            and d.receiver is not None
            and _pays(payer, payee, d)
        ]
        # "sold it seven drones and is training the pilots. The junta paid in gold": for what was sold
        sold = [d for d in bought if d.frame.plover == "COOPERATE" and d.frame.item_is is None]
        before = next(iter(sold or bought), None)
        if before is None:
            continue
        before.returns = [*before.returns, *price]
        gone.add(draft.trigger.i)
        for other in near(drafts, draft.trigger.i, draft.trigger.i + _WINDOW):
            # "will pay 40 million and train the dockers": both are the price
            if (
                other.trigger.dep_ == "conj"
                and other.trigger.head.i == draft.trigger.i
                and fits(other.giver, payer)
            ):
                before.returns += [t for t in other.gives if t not in before.returns]
                gone.add(other.trigger.i)


def paid_to_get(drafts: list[Draft], items: Items) -> None:
    """As in "paid 45 million euros to sign a striker from …": the sum is the price, and it is paid."""
    for draft in drafts:
        verb, head = draft.trigger, draft.trigger.head
        got = draft.frame.receiver[:1] == ("subject",) and draft.frame.plover == "COOPERATE"
        if draft.returns or not got or verb.dep_ not in ("advcl", "xcomp", "acl") or not infinitive(verb):
            continue
        paying = head if head.pos_ == "VERB" else head.head
        if paying.lemma_.lower() not in ("pay", "spend"):
            continue
        sums = [t for c in paying.children if c.dep_ == "obj" and c.i < verb.i for t in items.things(c)]
        sums = [t for t in sums if t.category == "money"]
        if sums:
            draft.returns = sums[:1]
            draft.found = standing(Draft(paying, _PAID), items.rules)


def by_doing(doc: Doc, drafts: list[Draft], gone: set[int]) -> None:
    """As in "Washington paid for them by lifting sanctions": the deed is the price."""
    for draft in drafts:
        verb = draft.trigger
        by = verb.tag_ == "VBG" and any(c.dep_ == "mark" and c.lower_ == "by" for c in verb.children)
        if draft.trigger.i in gone or not by or verb.head.lemma_ not in _ANSWERING:
            continue
        before = before_it(doc, draft, drafts, gone)
        if before is not None and not before.returns and mirror(before, draft):
            merge(before, draft)
            gone.add(verb.i)


def earned(drafts: list[Draft], items: Items, parties: Parties) -> None:
    """As in "earns $120 million a year from the bases that it rents to France": what it brings."""
    for draft in drafts:
        if draft.returns or draft.giver is None:
            continue
        for thing in draft.gives:
            noun = parties.doc[thing.head]
            verb = noun.head
            if preposition(noun) not in ("from", "on", "for", "by") or verb.lemma_ not in _EARNING:
                continue
            sums = [t for c in verb.children if c.dep_ == "obj" for t in items.things(c)]
            sums = [t for t in sums if t.category == "money"]
            who = [s for t in surface_subjects(verb) if (s := parties.side(t)) is not None]
            if sums and who and who[0].same(draft.giver):
                draft.returns = sums[:1]


def _told_of(draft: Draft, recent: list[Draft]) -> bool:
    """Whether what is paid for was given just before: "… 17 jets. Abuja paid a billion for the aircraft"."""
    doc = draft.trigger.doc
    before = {t.category for d in recent for t in d.gives}
    if all(any(w.lower_ in ("it", "them") for w in doc[t.start : t.end]) for t in draft.gives):
        return True  # "buys crude and pays for part of it in dirhams"
    definite = all(doc[t.start].lower_ in ("the", "these", "those") for t in draft.gives)
    return definite and all(t.category in before or _counts(doc[t.head]) for t in draft.gives)


def _counts(noun: Token) -> bool:
    return noun.lemma_ in ("cargo", "shipment", "delivery", "consignment", "order")


def _pays(payer: Side | None, payee: Side | None, bought: Draft) -> bool:
    """Whether who pays got what was given, or who is paid gave it."""
    if payer is None:
        return payee is not None and payee.same(bought.giver)
    return bought.receiver is not None and _alike(payer, bought.receiver) and fits(payee, bought.giver)


def for_doing(drafts: list[Draft], items: Items) -> None:
    """As in "paid Ankara 6 billion euros for taking in refugees": the deed is what comes back."""
    for draft in drafts:
        verb = draft.trigger
        if draft.returns or verb.lemma_.lower() not in PAYING_BACK | {
            "compensate",
            "fund",
            "receive",
            "get",
            "earn",
            "collect",
        }:
            continue
        for child in verb.children:
            to_do = child.tag_ == "VB" and child.dep_ in ("advcl", "xcomp") and infinitive(child)
            if to_do and verb.lemma_ == "pay" and draft.receivers and _has_sum(verb, child):
                draft.returns = deed(child, items)  # "will pay Mauritania 210 million euros to stop migrants"
                break
            doing = child.tag_ == "VBG" and child.dep_ in ("advcl", "acl", "obl") and child.i > verb.i
            if doing and any(c.lower_ == "for" and c.i < child.i for c in child.children):
                draft.returns = deed(child, items)


def _alike(a: Side, b: Side) -> bool:
    return a.same(b) or (not a.sure and not b.sure and a.name.split()[-1] == b.name.split()[-1])


def worth(tokens: Sequence[Token], drafts: list[Draft], items: Items) -> None:
    """As in "worth $5 million", "at a price of 200 million": of the one thing that a sentence gives."""
    for token in tokens:
        low = token.lower_
        valued = low in ("valued", "priced", "put", "estimated", "costed") and _next(token) == "at"
        valued = (valued and token.head.lemma_.lower() in DEALS) or (low == "priced" and valued)
        if low != "worth" and not valued and token.lemma_.lower() not in ("price", "cost"):
            continue
        said = _price_said(token)
        if low != "worth" and not valued and said is None and preposition(token) not in ("at", "for"):
            continue
        first, last = (token.i, token.i) if said is None else (max(token.i, said.i - _SUM), said.i)
        ahead = tokens[first + 1 : min(last + _AHEAD, token.sent.end)]
        money = next((t for t in ahead if items.category(t)[0] == "money"), None)
        while money is not None and money.head in ahead and money.head.ent_type_ == "MONEY":
            if money.head.i == money.i:
                break
            money = money.head  # "142 million euros"
        here = near(drafts, token.sent.start, token.sent.end)
        if len({d.trigger.i for d in here}) > 1:
            # "sold rounds worth 30 million to a broker, who passed them on": what stands just before
            here = [d for d in here if low == "worth" and any(t.end == token.i for t in d.gives)]
        if money is None or len({d.trigger.i for d in here}) != 1:
            continue
        for draft in here:
            if draft.returns or any(t.category in ("money", "support", "agreement") for t in draft.gives):
                continue
            if low == "worth" and not _traded(draft):
                continue  # of a gift it is only a measure
            draft.returns = items.things(money)


def _price_said(token: Token) -> Token | None:
    """The word by which a clause says a price: "The price of the boats that Oslo is buying is $1 billion"."""
    if token.dep_ not in ("nsubj", "nsubj:pass") or token.head.i < token.i:
        return None
    of = any(c.i > token.i and preposition(c) == "of" for c in token.children)
    told = token.head.lemma_ in (*_PRICED, *CURRENCIES) or token.head.tag_ == "$"
    return token.head if of and told else None


def _next(token: Token) -> str:
    return str(token.nbor(1).lower_) if token.i + 1 < len(token.doc) else ""


def _traded(draft: Draft) -> bool:
    """Whether what passes is no plain gift, or passes under a contract: its worth is its price then."""
    if draft.trigger.lemma_.lower() not in _GIFTS:
        return True
    return any(t.lemma_.lower() in DEALS for t in draft.trigger.sent)


def colon(tokens: Sequence[Token], drafts: list[Draft], items: Items) -> None:
    """As in "… is giving Minsk oil. The price: a million shells"."""
    for token in tokens:
        if token.lemma_.lower() not in _PRICE or token.i + 2 >= len(tokens):
            continue
        if tokens[token.i + 1].text != ":" or token.i - token.sent.start > 3:
            continue
        found = near(drafts, token.sent.start - _WINDOW, token.sent.start)
        if not found or found[-1].returns or tokens[token.sent.start - 1].sent != found[-1].trigger.sent:
            continue
        for word in tokens[token.i + 2 : token.sent.end]:
            if word.pos_ in ("NOUN", "SYM", "NUM", "PROPN") and (things := items.things(word)):
                found[-1].returns = things
                break


def before_it(doc: Doc, draft: Draft, drafts: list[Draft], gone: set[int]) -> Draft | None:
    """The last exchange of the sentences just before, or None."""
    found = _recent(doc, draft, drafts, gone)
    return found[-1] if found else None


def _recent(doc: Doc, draft: Draft, drafts: list[Draft], gone: set[int]) -> list[Draft]:
    """The drafts of the sentences just before."""
    start = draft.trigger.sent.start
    for _ in range(_BACK):
        start = doc[start - 1].sent.start if start else 0
    return [d for d in near(drafts, start, draft.trigger.i) if d.trigger.i not in gone and not d.agreement]


def repaid(drafts: list[Draft], gone: set[int], items: Items, parties: Parties) -> None:
    """As in "lent Luanda $12 billion. It is paying the money back in oil": what a loan is repaid in."""
    for token in parties.tokens:
        if token.lemma_ not in ("pay", "repay"):
            continue
        back = any(c.lower_ == "back" and token.i < c.i <= token.i + 6 for c in token.subtree)
        if token.lemma_ == "pay" and not back:
            continue
        paid = [c for c in token.subtree if c.i > token.i and preposition(c) in ("in", "with")]
        things = [t for c in paid for t in items.things(c) if t.category not in ("money", *PEOPLE)]
        start = token.sent.start
        start = token.doc[start - 1].sent.start if start else 0
        lent = [
            d
            for d in near(drafts, start, token.i)
            if d.trigger.i not in gone and d.receivers and any(t.category == "money" for t in d.gives)
        ]
        who = [s for t in surface_subjects(token) if (s := parties.side(t)) is not None]
        if not things or not lent or (who and not any(who[0].same(r) for r in lent[-1].receivers)):
            continue
        again = [d for d in near(drafts, token.i, token.i + 1) if d is not lent[-1]]
        gone.update(d.trigger.i for d in again)
        lent[-1].returns = things[:1]


def fees(drafts: list[Draft], gone: set[int], items: Items, parties: Parties) -> None:
    """As in "… signed the striker. Newspapers put the fee at 14 million": the price, told afterwards."""
    for token in parties.tokens:
        if token.lemma_.lower() not in _FEES or token.dep_ not in ("nsubj", "nsubj:pass", "obj"):
            continue
        definite = any(c.lower_ in ("the", "this", "its") and c.i < token.i for c in token.children)
        verb = token.head
        told = verb.lemma_ in _PRICED or verb.lower_ == "worth" or verb.ent_type_ == "MONEY"
        told = told or (verb.lemma_ in CURRENCIES and any(c.dep_ == "cop" for c in verb.children))
        told = told or verb.tag_ == "$"
        start = token.sent.start
        if not definite or not told or not start or near(drafts, start, token.sent.end):
            continue
        sums = [w for w in token.doc[token.i : token.sent.end] if items.category(w)[0] == "money"]
        sums = [w for w in sums if w.ent_type_ == "MONEY" or w.tag_ == "$" or w.lemma_ in CURRENCIES]
        bought = near(drafts, parties.doc[start - 1].sent.start, start)
        bought = [d for d in bought if d.trigger.i not in gone and not d.returns]
        if not sums or len({d.trigger.i for d in bought}) != 1:
            continue
        for draft in bought:
            if not any(t.category in _NO_PRICE for t in draft.gives):
                draft.returns = items.things(_whole(sums[0]))[:1]


def _has_sum(verb: Token, doing: Token) -> bool:
    """Whether somebody and a sum stand between "pay" and what they are paid to do."""
    between = verb.doc[verb.i + 1 : doing.i]
    sums = [t.i for t in between if t.ent_type_ == "MONEY" or t.tag_ == "$"]
    return bool(sums) and any(t.pos_ == "PROPN" and t.i < sums[0] for t in between)


def _whole(word: Token) -> Token:
    """The head of a sum: "euros" of "14 million euros"."""
    while word.head.ent_type_ == "MONEY" and word.head.i != word.i:
        word = word.head
    return word
