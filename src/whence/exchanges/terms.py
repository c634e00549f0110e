"""On what a giving hangs: "on condition of reforms", "tied to the release of a bishop", "secured by oil"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.draft import Draft, near
from whence.exchanges.items import Items
from whence.exchanges.nominal import conjuncts, left_edge, preposition
from whence.exchanges.people import PEOPLE

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_TERMS: Final = frozenset({"condition", "proviso", "understanding"})
_TYING: Final = {
    "conditional": ("on", "upon"), "contingent": ("on", "upon"), "dependent": ("on", "upon"),
    "conditioned": ("on", "upon"), "tied": ("to",), "linked": ("to",), "subject": ("to",),
    "pegged": ("to",), "depends": ("on", "upon"), "depend": ("on", "upon"), "hinges": ("on", "upon"),
    "hinge": ("on", "upon"), "hangs": ("on", "upon"),
}  # fmt: skip
"""Words that tie a giving to what has to come for it, and their prepositions."""
_SECURING: Final = frozenset(
    {"secured", "backed", "guaranteed", "collateralised", "collateralized", "covered"}
)
_REPAYING: Final = frozenset({"repaid", "repayable", "repay", "repaying", "payable", "redeemable"})
_FREEING: Final = frozenset({"release", "freeing", "return", "handover", "extradition", "liberation"})
_PROMISES: Final = frozenset(
    {"promise", "pledge", "guarantee", "assurance", "commitment", "undertaking", "offer"}
)
_NO_TERMS: Final = frozenset(
    {"weather", "talk", "approval", "vote", "law", "rate", "inflation", "change", "result"}
)
"""What a thing may hang on without anybody's giving it."""
_FAR: Final = 12


def owed(noun: Token, items: Items) -> list[Thing]:
    """What somebody has to give or do, told by a noun: things, people let go, or a step of policy."""
    out: list[Thing] = []
    for part in conjuncts(noun):
        lemma = part.lemma_.lower()
        of = [c for c in part.children if c.i > part.i and preposition(c) == "of"]
        if lemma in _PROMISES and of:
            out += [t for c in of for t in owed(c, items)]
        elif lemma in _FREEING and of:
            out += [_freed(n, items) for c in of for n in conjuncts(c)]
        elif (barred := items.barred(part)) is not None:
            out += items.things(part) or [_policy(part, barred.i + 1)]
        elif lemma in items.rules.policies or any(c.tag_ == "JJR" for c in part.children):
            end = next((c.i + 1 for c in part.children if c.i > part.i and c.dep_ == "nmod"), part.i + 1)
            out.append(_policy(part, min(end, part.i + _FAR)))
        elif (found := items.thing(part)) is not None:
            out.append(found)
    return out


def _policy(noun: Token, end: int) -> Thing:
    return Thing(left_edge(noun), end, noun.i, "political")


def _freed(noun: Token, items: Items) -> Thing:
    """What is released or returned: people are prisoners, whatever their trade."""
    found = items.thing(noun)
    category = found.category if found is not None else "prisoners"
    category = "prisoners" if category in PEOPLE else category
    end = found.end if found is not None else noun.i + 1
    return Thing(left_edge(noun), end, noun.i, category)


def terms(tokens: Sequence[Token], drafts: list[Draft], gone: set[int], items: Items) -> None:
    """Give exchanges without a return what their sentence says that they hang on."""
    for token in tokens:
        nouns = _on_condition(token) or _tied(token)
        if not nouns:
            nouns = _secured(token)
            money = True
        else:
            money = False
        if not nouns:
            continue
        here = [d for d in near(drafts, token.sent.start, token.sent.end) if d.trigger.i not in gone]
        here = [d for d in here if not d.returns and not d.agreement and d.trigger.i not in range(
            nouns[0].left_edge.i, nouns[-1].right_edge.i + 1)]  # fmt: skip
        if money:
            here = [d for d in here if any(t.category == "money" for t in d.gives)]
        before = [d for d in here if d.trigger.i < token.i] or here
        if not before:
            continue
        draft = before[-1]
        things = [t for n in nouns for t in owed(n, items) if not draft.holds(t.head)]
        if money:
            things = [t for t in things if t.category not in ("money", "political", *PEOPLE)]
        if not things:
            continue
        draft.returns = things
        heads = {t.head for t in things}
        for other in near(drafts, token.i, token.sent.end):
            inner = any(t.start <= other.trigger.i < t.end for t in things) or (
                heads & {t.head for t in other.gives}
            )
            if other is not draft and (inner or other.trigger.i in {n.i for n in nouns}):
                gone.add(other.trigger.i)


def _on_condition(token: Token) -> list[Token]:
    """As in "on condition of higher taxes": what follows "of"."""
    if token.lemma_.lower() not in _TERMS or preposition(token) not in ("on", "under"):
        return []
    return [c for c in token.children if c.i > token.i and preposition(c) == "of"]


def _tied(token: Token) -> list[Token]:
    """As in "conditional on the release of a bishop", "tied to reforms"."""
    cases = _TYING.get(token.lower_)
    if cases is None or token.pos_ in ("NOUN", "PROPN"):
        return []
    found = [c for c in token.children if c.i > token.i and preposition(c) in cases]
    return [c for c in found if c.lemma_.lower() not in _NO_TERMS and not c.ent_type_]


def _secured(token: Token) -> list[Token]:
    """As in "secured by coffee", "to be repaid in crude": what answers for a sum, or pays it back."""
    low = token.lower_
    if low not in _SECURING and low not in _REPAYING:
        return []
    cases = ("by", "with", "on", "against") if low in _SECURING else ("in", "with", "by")
    return [c for c in token.children if c.i > token.i and preposition(c) in cases and not c.ent_type_]
