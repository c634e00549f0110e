"""Parties that are named beside a thing and neither give nor get it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.clauses import interposed
from whence.exchanges.nominal import preposition
from whence.figures.lexicon import table

if TYPE_CHECKING:
    from whence.exchanges.draft import Draft
    from whence.reader.syntax import Token

_MEETING: Final = frozenset(
    {"agree", "say", "tell", "sign", "announce", "meet", "talk", "negotiate", "promise", "pledge", "offer",
     "declare", "report", "confirm", "decide", "vote", "ask", "speak", "add", "appeal", "conclude"}
)  # fmt: skip
"""Verbs that have a place where it was said or agreed."""
_CURRENCIES: Final = frozenset(
    {"dollar", "franc", "pound", "crown", "krone", "krona", "yen", "yuan", "rupee", "peso", "dinar", "dirham",
     "riyal", "rial", "lira", "shilling", "rand", "real", "zloty", "forint", "leu", "hryvnia", "rouble",
     "ruble", "won", "ringgit", "baht", "taka", "naira", "cedi", "birr"}
)  # fmt: skip
_DOLLARS: Final = frozenset({"US", "AU", "CA", "NZ", "HK", "NT", "A", "C", "S"})
_ASKING: Final = frozenset({"request", "behest", "urging", "insistence", "demand", "invitation"})
_OWNING: Final = frozenset({"own", "possess", "hold"})
_BEFORE: Final = frozenset({"once", "formerly", "previously", "originally"})


def bystander(token: Token) -> bool:
    """Whether a party is only where something was agreed, or had the thing at some time before."""
    tests = (_venue, _owned_once, _of_currency, _asks, _gapped, _says, _cited, _accuses)
    return any(test(token) for test in tests)


def without_bystanders(drafts: Iterable[Draft], tokens: Sequence[Token]) -> list[Draft]:
    """Drafts without the nationality of money as a party, and without what only "makes up" a share."""
    kept = []
    for draft in drafts:
        verb = draft.trigger
        if verb.lemma_.lower() == "make" and any(c.lower_ == "up" for c in verb.children):
            continue
        draft.givers = [s for s in draft.givers if not _of_currency(tokens[s.start])]
        draft.receivers = [
            s for s in draft.receivers if not (_of_currency(tokens[s.start]) or _gapped(tokens[s.end - 1]))
        ]
        kept.append(draft)
    return kept


def _of_currency(token: Token) -> bool:
    """As in "10 billion Canadian dollars": the nationality is the money's."""
    if token.i + 1 >= len(token.doc):
        return False
    if token.text.endswith("$"):
        return True
    behind = token.nbor(1)
    if (token.text in _DOLLARS and behind.text == "$") or (_code(token) and behind.pos_ == "NUM"):
        return True  # "US$300", "SDG 90 million"
    if token.ent_type_ != "NORP":
        return False
    return token.nbor(1).lemma_.lower() in _CURRENCIES


def _code(token: Token) -> bool:
    return len(token.text) == 3 and token.text in table("currencies")["codes"]["known"]


def _gapped(token: Token) -> bool:
    """As in "Spain pledged 20 ambulances, Italy 30 and Portugal 12": who gives more, the verb left out."""
    doc = token.doc
    if token.pos_ != "PROPN" or token.i + 2 >= len(doc) or not token.i:
        return False
    number, after = doc[token.i + 1], doc[token.i + 2]
    named = number.pos_ == "NUM" and (after.is_punct or after.lower_ in ("and", "million", "billion"))
    listed = any(t.pos_ == "NUM" for t in doc[token.sent.start : token.i - 1])
    return named and listed and doc[token.i - 1].lower_ in (",", "and")


def _says(token: Token) -> bool:
    """As in "a ship that the navy says was carrying shells": who says so carries none."""
    return token.dep_ == "nsubj" and token.i < token.head.i and interposed(token.head)


def _accuses(token: Token) -> bool:
    """As in "Turkey, which Greece accused of supplying missiles": who accuses supplies nothing."""
    verb = token.head
    return token.dep_ == "nsubj" and verb.lemma_ in ("accuse", "suspect") and verb.tag_ != "VBN"


def _cited(token: Token) -> bool:
    """As in "imported fuel, according to a report by the UN": who is cited gives and gets nothing."""
    at = token
    for _ in range(5):
        if any(c.lower_ == "according" and c.dep_ in ("case", "fixed", "mark") for c in at.children):
            return True
        if at.head is at or at.dep_ not in ("nmod", "compound", "nmod:poss", "amod", "appos", "flat", "conj"):
            return False
        at = at.head
    return False


def _asks(token: Token) -> bool:
    """As in "gave him up at Washington's request": who asks is not who gets it."""
    return token.dep_ == "nmod:poss" and token.head.lemma_.lower() in _ASKING


def _venue(token: Token) -> bool:
    """As in "agreed in Cairo to free 28 hostages"."""
    return (
        token.ent_type_ == "PLACE"
        and preposition(token) in ("in", "at")
        and token.head.pos_ == "VERB"
        and token.head.lemma_.lower() in _MEETING
    )


def _owned_once(token: Token) -> bool:
    """As in "a cello once owned by a bishop"."""
    owned = token.head.lemma_ in _OWNING and preposition(token) == "by"
    return owned and any(c.lower_ in _BEFORE for c in token.head.children)
