"""What comes back in a clause that is no giving by itself: "and got the dredging in return"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import is_passive, negated, own_subjects, surface_subjects
from whence.exchanges.conditions import deed
from whence.exchanges.draft import Draft, near
from whence.exchanges.items import Items
from whence.exchanges.nominal import conjuncts, left_edge, preposition
from whence.exchanges.parties import Parties
from whence.exchanges.people import PEOPLE
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_GETTING: Final = frozenset(
    {"get", "receive", "obtain", "win", "gain", "secure", "take", "accept", "acquire"}
)
_WANTING: Final = frozenset({"expect", "want", "seek", "demand", "hope", "await"})
_MOVING: Final = frozenset(
    {"leave", "go", "flow", "come", "travel", "arrive", "move", "head", "follow", "sail"}
)
_PROMISING: Final = frozenset({"promise", "agree", "pledge", "offer", "undertake", "vow", "commit", "have"})
_PAYING: Final = frozenset({"pay", "trade", "barter", "give"})
_CARRIERS: Final = frozenset({"vehicles", "ships", "aircraft"})
_BEFORE: Final = 3
"""Sentences before "in return" in which what it answers may stand."""


def replies(
    tokens: Sequence[Token],
    drafts: list[Draft],
    gone: set[int],
    dropped: set[int],
    items: Items,
    parties: Parties,
) -> None:
    """Give drafts what such clauses say comes back for them.

    Those among `drafts` that only repeat it go: by their trigger into `gone`, by their id into `dropped`.
    """
    for token in tokens:
        if _marked(token, items):
            _answer(token, drafts, gone, dropped, items, parties)
        elif token.lower_ in ("which", "whom") and preposition(token) == "for":
            _for_which(token, drafts, gone, items)
        elif token.lower_ in ("back", "home") and token.head.lemma_ in (
            "come",
            "go",
            "return",
            "sail",
            "head",
        ):
            _load_back(token.head, drafts, gone, items, parties)


def _marked(token: Token, items: Items) -> bool:
    """Whether it is "in return" without "for", or "For this" at the head of a sentence."""
    if token.lower_ not in ("part", "this", "return", "exchange", "payment"):
        return False
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    case = preposition(token)
    if token.lower_ == "part":
        # "Under the deal Aden will free 60 men; Sanaa, for its part, is to open its port"
        own = case == "for" and any(c.lower_ in ("its", "their") for c in token.children)
        return own and any(t.lemma_ in ("deal", "agreement", "accord", "pact", "swap") for t in token.sent)
    if token.lower_ == "this":
        return case == "for" and token.i > 0 and bool(token.nbor(-1).is_sent_start) and after == ","
    return case == "in" and after not in ("for", "of")


def _answer(
    token: Token,
    drafts: list[Draft],
    gone: set[int],
    dropped: set[int],
    items: Items,
    parties: Parties,
) -> None:
    verb = _clause(token)
    if verb is None or negated(verb):
        return
    moved = [t for s in own_subjects(verb) if verb.lemma_ in _MOVING for t in items.things(s)]
    if moved:
        before = _open_draft(drafts, gone, verb, {t.head for t in moved})
        if before is not None:
            before.returns = [t for t in moved if not before.holds(t.head)]
            heads = {t.head for t in moved}
            dropped.update(id(d) for d in drafts if d is not before and heads & {t.head for t in d.gives})
        return
    here = near(drafts, verb.sent.start, verb.sent.end)
    own = [d for d in here if d.trigger.i not in gone]
    own = [d for d in own if d.trigger.i == verb.i or d.trigger.head.i == verb.i]
    idle = [d for d in own if d.frame.standing == "stopped" and not d.receivers and d.trigger.i == verb.i]
    if idle != own:
        return
    who = [s for t in surface_subjects(verb) if (s := parties.side(t)) is not None]
    before = _open_draft(drafts, gone, verb, set())
    if before is None or before.giver is None or not who:
        return
    if who[0].same(before.giver):
        # "granted Minsk the use of a pier, and got the dredging in return"
        opens = bool(token.nbor(-1).is_sent_start) and verb.lemma_ in _WANTING if token.i else False
        if verb.dep_ != "conj" and not opens:
            return
        if is_passive(verb):
            before.returns = deed(verb, items)
        elif verb.lemma_ in _GETTING | _WANTING:
            before.returns = [t for c in verb.children if c.dep_ == "obj" for t in _had(c, items)]
        return
    hired = all(t.category == "labour" for t in before.gives) and who[0].actor is None
    if verb.lemma_ in _GETTING or is_passive(verb) or not (_got(who[0], before) or hired):
        return
    done = next((c for c in verb.children if c.dep_ == "xcomp" and verb.lemma_ in _PROMISING), verb)
    objects = [c for c in done.children if c.dep_ == "obj" and c.i > done.i]
    things = [t for c in objects for t in items.things(c)]
    if objects:
        before.returns = deed(done, items) if idle or not things else things
        before.receivers = before.receivers or who[:1]
        dropped.update(id(d) for d in idle)
        for more in done.children:
            # "has cut subsidies and raised tariffs": both
            if idle and more.dep_ == "conj" and more.tag_ == done.tag_ and more.i > done.i:
                before.returns = [*before.returns, *deed(more, items)]
                dropped.update(id(d) for d in drafts if d.trigger.i == more.i)


def _clause(token: Token) -> Token | None:
    """The verb that says what is done in return: of "it is supposed, Minsk keeps …" the second."""
    verb = token.head
    if verb.pos_ != "VERB":
        return None
    if any(s.lower_ == "it" for s in own_subjects(verb)) and is_passive(verb):
        inner = [c for c in verb.children if c.dep_ in ("csubj", "csubj:pass", "ccomp") and c.pos_ == "VERB"]
        return inner[0] if inner else None
    return verb


def _open_draft(drafts: list[Draft], gone: set[int], verb: Token, apart: set[int]) -> Draft | None:
    """The last draft before a verb that nothing has come back for yet."""
    start = verb.sent.start
    for _ in range(_BEFORE):
        start = verb.doc[start - 1].sent.start if start else 0
    for draft in reversed(near(drafts, start, verb.i)):
        if draft.trigger.i in gone or draft.agreement or apart & {t.head for t in draft.gives}:
            continue
        return None if draft.returns else draft
    return None


def _got(who: Side, draft: Draft) -> bool:
    if who.actor is None and draft.receiver is not None and draft.receiver.actor is None:
        # "gave the Emirati firm a lease; in exchange the firm will …"
        return who.name.split()[-1:] == draft.receiver.name.split()[-1:]
    return who.actor is not None and (draft.receiver is None or draft.receiver.same(who))


def _had(noun: Token, items: Items) -> list[Thing]:
    """Whatever somebody got, of a known kind or not."""
    out = []
    for part in conjuncts(noun):
        category = items.category(part)[0] or "support"
        out.append(Thing(left_edge(part), part.i + 1, part.i, category))
    return items.things(noun, concrete=True) or out


def _for_which(token: Token, drafts: list[Draft], gone: set[int], items: Items) -> None:
    """As in "330 doctors, for whom it pays 4,700 euros", "the design, for which it paid in gold"."""
    verb = token.head
    if verb.lemma_ not in _PAYING or negated(verb):
        return
    price = [t for c in verb.children if c.dep_ == "obj" and c.i > verb.i for t in items.things(c)]
    price = [t for t in price if t.category not in PEOPLE]
    if not price:
        paid = [c for c in verb.children if c.i > verb.i and preposition(c) in ("in", "with")]
        price = [t for c in paid for t in items.things(c)]
    above = {a.i for a in verb.ancestors}
    for draft in reversed(near(drafts, verb.sent.start, verb.i)):
        fits = draft.trigger.i in above or any(t.head in above for t in draft.gives)
        if draft.trigger.i in gone or not fits or draft.agreement or not price:
            continue
        if not draft.returns:
            draft.returns = [t for t in price if not draft.holds(t.head)]
            gone.add(verb.i)
        return


def _load_back(verb: Token, drafts: list[Draft], gone: set[int], items: Items, parties: Parties) -> None:
    """As in "The lorries come back with cars and gold": the load is what is got for what they took."""
    carrier = [t for t in own_subjects(verb) if t.lower_ in ("they", "it") or _carries(t, items)]
    load = [
        t
        for c in verb.children
        if c.i > verb.i and preposition(c) == "with"
        for t in items.things(c, concrete=True)
    ]
    if not carrier or not load or negated(verb):
        return
    before = _open_draft(drafts, gone, verb, {t.head for t in load})
    if before is not None and before.giver is not None and before.receiver is not None:
        before.returns = [t for t in load if t.category not in PEOPLE]


def _carries(noun: Token, items: Items) -> bool:
    return items.category(noun)[0] in _CARRIERS
