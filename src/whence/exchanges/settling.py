"""How far an exchange got, on whose word: what "will" is in the giver's mouth, and in another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from whence.exchanges.draft import Draft
from whence.exchanges.exchange import ExchangeStanding
from whence.exchanges.parties import Parties
from whence.exchanges.rules import ExchangeRules

if TYPE_CHECKING:
    from whence.attributions.attribution import Attribution

_DONE: Final = ("delivered", "under way")


def settled(
    draft: Draft, rests: Attribution | None, parties: Parties, rules: ExchangeRules
) -> ExchangeStanding:
    """How far it got, now that it is known on whose word it rests."""
    made: str = draft.standing or draft.found or "delivered"
    if made in ("future", "not future"):
        speaks = rests is None or _is_giver(draft, rests, parties)
        if made == "not future":
            made = "refused" if speaks else "denied"
        elif any(t.lemma_.lower() in rules.agreement_nouns for t in draft.trigger.subtree if t.dep_ == "obl"):
            made = "agreed"
        else:
            made = "promised" if speaks and draft.givers and _gives_by_itself(draft) else "expected"
    if made in ("promised", "expected") and draft.returns and _on_terms(draft, rules):
        made = "offered"
    if rests is not None:
        if rests.polarity == "denied" and made in (*_DONE, "expected", "promised"):
            made = "denied"
        elif rests.standing == "demanded" and made in ("expected", "promised"):
            made = "requested"
    return cast(ExchangeStanding, made)


def _on_terms(draft: Draft, rules: ExchangeRules) -> bool:
    """As in "would release ten hostages in exchange for a truce": what hangs on an answer is an offer."""
    verb = draft.trigger
    would = any(c.lower_ in ("would", "'d", "’d") and c.dep_ == "aux" for c in verb.children)
    terms = any(
        (t.lemma_.lower() in rules.return_nouns or (t.lower_ in ("if", "once") and t.dep_ == "mark"))
        and t.i > verb.i
        for t in verb.subtree
    )
    return would and terms


def _gives_by_itself(draft: Draft) -> bool:
    """Whether the giver acts, so that "will" is a promise: not "Kyiv will get"."""
    return "subject" in draft.frame.giver


def _is_giver(draft: Draft, rests: Attribution, parties: Parties) -> bool:
    """Whether who says that something will be given is one of the two who have settled it."""
    for authority in rests.authority:
        known = parties.known(authority.name) or parties.known(authority.span.text)
        for giver in (*draft.givers, *draft.receivers):
            if known is not None and giver.actor is not None:
                if known.id == giver.actor:
                    return True
            elif giver.name.lower() in (authority.name.lower(), authority.span.text.lower()):
                return True
            if giver.name in authority.span.text:
                return True
    # "their energy ministers said", "the club announced": whose they are goes without saying.
    if rests.source is None or (part := parties.part(rests.source)) is None:
        return False
    heads = [t for t in parties.doc[part[0] : part[1]] if t.dep_.startswith("nsubj") or t.dep_ == "ROOT"]
    return any(
        t.pos_ == "NOUN" and t.lemma_.lower() in parties.rules.party_nouns and parties.modifier(t) is None
        for t in heads
    )
