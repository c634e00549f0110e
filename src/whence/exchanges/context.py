"""What the report around a clause says of an exchange: a side left out, an offer answered."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Final

from whence.exchanges.clauses import agents_of, is_passive, joined_verbs, negated, surface_subjects
from whence.exchanges.draft import Draft, near
from whence.exchanges.exchange import ExchangeStanding
from whence.exchanges.nominal import preposition
from whence.exchanges.parties import Parties
from whence.exchanges.recipients import PAYS
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_MANY: Final = 2
"""In how many exchanges a party must have a part before the report is about it."""
_REFUSALS: Final = frozenset({"refuse", "decline", "reject"})
_DOWN: Final = frozenset({"spurn", "rebuff"})
"""Verbs that refuse what is offered, and never to do something."""
_OFFERED: Final = frozenset({"offer", "proposal", "request", "plea", "demand", "invitation", "overture"})
_CONSENTS: Final = frozenset({"accept", "agree", "consent", "oblige"})
_RECENT: Final = 45
"""Words back to an exchange that still goes on."""
_TERMS: Final = frozenset({"condition", "price", "day", "week", "month", "end"})
_HOLDING: Final = frozenset(
    {"hold", "jail", "detain", "capture", "imprison", "keep", "seize", "free", "release", "return", "arrest",
     "abduct", "kidnap", "deliver"}
)  # fmt: skip
"""Who did this with those who come back for captives gets the captives, or has them let go."""
_IN_ALL: Final = frozenset({"export", "produce", "free", "release"})
_FAR: Final = 80
"""Words back to the exchange whose sides another may share."""
_BACK: Final = frozenset(
    {
        "the",
        "them",
        "it",
        "those",
        "these",
        "more",
        "first",
        "second",
        "third",
        "rest",
        "other",
        "others",
        "another",
    }
)
_STAFF: Final = frozenset(
    {"crew", "soldier", "pilot", "recruit", "troop", "gunner", "guard", "conscript", "commando", "officer",
     "force",
     "instructor", "sergeant", "technician", "engineer", "sailor", "operator", "team", "police"}
)  # fmt: skip


_TRAINED: Final = frozenset(
    {"operator", "physicist", "scientist", "welder", "mechanic", "analyst", "controller", "nurse", "surgeon",
     "official", "inspector", "prosecutor", "judge", "cadet", "diver", "sapper", "firefighter", "specialist"}
)  # fmt: skip
"""Who is trained for what a state runs."""
_ARMS: Final = frozenset({"weapons", "ammunition", "missiles", "drones"})
_SORTIES: Final = frozenset({"aircraft", "ships", "drones", "missiles"})
_WHEREABOUTS: Final = frozenset(
    {"water", "sea", "sky", "airspace", "street", "air", "border", "coast", "orbit", "space", "battle"}
)
_SEAS: Final = frozenset({"water", "waters", "airspace", "sky", "sea", "strait", "zone", "gulf", "bay"})
_PATHS: Final = frozenset({"across", "over", "past", "around", "near", "towards", "toward", "along"})


def answer_offers(doc: Doc, drafts: list[Draft], parties: Parties) -> None:
    """As in "It refused.": what was asked for or offered in the sentence before is refused, or agreed."""
    for token in parties.tokens:
        lemma = str(token.lemma_).lower()
        if lemma == "say" and (answer := [c.lower_ for c in token.children if c.lower_ in ("no", "yes")]):
            _answer_in_sentence(token, drafts, parties, "agreed" if "yes" in answer else "refused")
            continue
        refuses = lemma in _REFUSALS or lemma in _DOWN or _turned_down(token)
        if not (refuses or lemma in _CONSENTS) or not token.tag_.startswith("VB") or negated(token):
            continue
        _take_or_leave(token, drafts, parties, "refused" if refuses else "agreed")
        said = [c for c in token.children if c.dep_ in ("obj", "xcomp", "ccomp", "obl") and c.i > token.i]
        said += [  # "agreed only to send Patriots"
            c
            for c in token.children
            if c.dep_ == "advcl" and c.i > token.i and any(m.lower_ == "to" for m in c.children)
        ]
        if any(not _of_offer(c) and c.lemma_ not in _TERMS for c in said):
            continue
        start = doc[token.sent.start - 1].sent.start if token.sent.start else 0
        before = near(drafts, start, token.i)
        asked = [d for d in before if (d.standing or d.frame.standing) in ("requested", "offered")]
        if not asked:
            continue
        draft = asked[-1]
        who = [s for t in surface_subjects(token) if (s := parties.side(t)) is not None]
        asker = draft.receiver if draft.frame.standing == "requested" else draft.giver
        if who and asker is not None and who[0].same(asker):
            continue
        draft.standing = "refused" if refuses else "agreed"
        drafts[:] = [d for d in drafts if d.trigger.i != token.i]  # "refused them": no refusing to give
        if draft.frame.standing == "requested" and not draft.givers:
            draft.givers = who[:1]
        elif draft.frame.standing == "offered" and not draft.receivers:
            draft.receivers = who[:1]


def _turned_down(verb: Token) -> bool:
    return verb.lemma_ == "turn" and any(c.lower_ == "down" and c.i > verb.i for c in verb.children)


def _of_offer(thing: Token) -> bool:
    """Whether "it" or "the offer" is what was offered or asked for before."""
    if thing.lower_ in ("it", "them", "this", "that"):
        return True
    before = [c for c in thing.children if c.dep_ in ("det", "nmod:poss")]
    after = any(c.i > thing.i and not c.is_punct for c in thing.children)
    the = any(c.lower_ in ("the", "this", "that", "its", "their") for c in before)
    return the and not after and thing.lemma_.lower() in _OFFERED


def _take_or_leave(token: Token, drafts: list[Draft], parties: Parties, answer: ExchangeStanding) -> None:
    """As in "refused 60 million euros that Brussels had offered it"."""
    things = [c.i for c in token.children if c.dep_ == "obj" and c.i > token.i]
    for draft in near(drafts, token.i, token.sent.end):
        if (draft.standing or draft.frame.standing) != "offered" or draft.trigger.i == token.i:
            continue
        if not any(draft.holds(i) for i in things):
            continue
        who = [s for t in surface_subjects(token) if (s := parties.side(t)) is not None]
        if who and (draft.receiver is None or draft.receiver.same(who[0])):
            draft.receivers = draft.receivers or who[:1]
            draft.standing = answer


def _answer_in_sentence(
    token: Token, drafts: list[Draft], parties: Parties, answer: ExchangeStanding
) -> None:
    """As in "Oslo said no when Minsk asked it for radars", "Putin said yes within days"."""
    who = [s for t in surface_subjects(token) if (s := parties.side(t)) is not None]
    start = token.sent.start
    before = token.doc[start - 1].sent.start if start else 0
    for draft in reversed(near(drafts, before, token.sent.end)):
        asked = (draft.standing or draft.frame.standing) in ("requested", "offered")
        gives = draft.frame.standing == "requested"
        side = (draft.giver if gives else draft.receiver) if asked else None
        if asked and who and (side is None or side.same(who[0])):
            other = draft.receiver if gives else draft.giver
            if other is None or not other.same(who[0]):
                draft.standing = answer
                if side is None and gives:
                    draft.givers = who[:1]
                elif side is None:
                    draft.receivers = who[:1]
                return


def fill_sides(drafts: list[Draft], parties: Parties) -> None:
    """Give an exchange that names one side only the other, where the report leaves little choice.

    That is whom the named side last had to do with, just before or in the same sentence; the one
    counterpart that it has in the report; the party that the report is about, which has a part in most
    of its exchanges; or, for what is given, the place that the report plays in.
    """
    _train(drafts)
    _nationals(drafts, parties)
    _complete_each_other(drafts)
    whole = [d for d in drafts if d.giver is not None and d.receiver is not None and _sure(d)]
    topic = _topic(whole)
    counterparts: dict[str, dict[str, Side]] = {}
    sources: dict[str, dict[str, Side]] = {}
    for draft in whole:
        for giver in draft.givers:
            for receiver in draft.receivers:
                counterparts.setdefault(giver.key, {}).setdefault(receiver.key, receiver)
                sources.setdefault(receiver.key, {}).setdefault(giver.key, giver)
    for i, draft in enumerate(drafts):
        if (next_door := _next_door(draft, parties, whole, counterparts, sources)) is not None:
            draft.receivers, draft.filled = [next_door], True
        if draft.agreement or bool(draft.givers) == bool(draft.receivers):
            continue
        known = (draft.givers or draft.receivers)[0]
        if draft.receivers and draft.trigger.lemma_ == "pay" and draft.frame.item == ("for",):
            served = counterparts.get(known.key, {})
            about = parties.title_country
            if not served and about is not None and not about.same(known):
                served = {about.key: about}
            if len(served) == 1 and known.key not in sources and not draft.returns:
                # "has sent Kyiv jets and paid for the training of mechanics": for Kyiv's
                draft.givers, draft.receivers = [known], [next(iter(served.values()))]
                draft.filled, draft.frame = True, PAYS
                continue
        if draft.givers and all(t.category == "prisoners" for t in draft.gives):
            held = _holders(parties, draft)
            if held and not held[0].same(known):
                draft.receivers = held
                continue
            # "two American captives" go home
            homes = [
                s
                for t in draft.gives
                if (s := _home(parties, t.head, bool(draft.returns) or not _in_jail(parties, t.head)))
            ]
            homes = [s for s in homes if not s.same(known)]
            draft.receivers = [s for s in homes[:1] if s.actor or (s.sure and s.start < s.end)]
            if draft.receivers:
                continue
        if draft.givers and draft.trigger.lemma_.lower() in _IN_ALL:
            if any(t.category == "prisoners" for t in draft.gives):
                alike = [d for d in whole if d.giver and d.giver.same(known) and d is not draft]
                alike = [d for d in alike if any(t.category == "prisoners" for t in d.gives)]
                draft.receivers, draft.filled = (alike[0].receivers, True) if alike else ([], False)
            continue  # "exported 840,000 barrels a day", "freed 14 sailors": to whom it may concern
        if draft.givers and _elsewhere(draft):
            continue
        partners = list((counterparts if draft.givers else sources).get(known.key, {}).values())
        asked = _asked_of(drafts, i, known) if draft.receivers else _in_need(drafts, i, known)
        subject = topic or parties.title_country
        if draft.frame.standing == "requested" and subject is not None and not subject.same(known):
            before = near(whole, 0, draft.trigger.i)
            if not any(known.same(s) for d in before for s in (*d.givers, *d.receivers)):
                partners = [subject]  # who turned to it is whom the report is about, not whom it served later
        found = asked or (partners[0] if len(partners) == 1 else _lately(drafts, i, known))
        draft.settled = asked is not None
        if found is None and not partners and draft.givers:
            about = parties.title_country
            about = None if about is not None and about.same(known) else about
            gets = about is not None and any(about.same(r) for d in whole for r in d.receivers)
            gives = about is not None and any(about.same(g) for d in whole for g in d.givers)
            if gives and not gets and (other := _only_receiver(whole)) is not None:
                # "Kenya pledges 600 more police for Haiti": so does who else gives some
                about, gets = (None, False) if other.same(known) else (other, True)
            found = about if gets else None
            sent = any(t.category == "troops" for t in draft.gives)
            if not sent or "stopped" in (draft.standing, draft.found):
                # Whom soldiers are sent to is whom they fight for, and not who is attacked, or where.
                armed = draft.found != "stopped" and all(t.category in _ARMS for t in draft.gives)
                # Arms go to one side, and who fights, or is met, in a place may be the other.
                found = found or topic or about or (None if armed else parties.scene(draft.trigger))
        if found is None or any(found.same(s) for s in (*draft.givers, *draft.receivers)):
            continue
        if draft.givers and _got_from(drafts, draft, found):
            continue  # "the guns that Warsaw then sent there": not to whom Warsaw had them from
        draft.filled = True
        if draft.givers:
            draft.receivers = [found]
        else:
            draft.givers = [found]


def _only_receiver(whole: list[Draft]) -> Side | None:
    """The only party that gets anything in a report."""
    found = {r.key: r for d in whole for r in d.receivers}
    return next(iter(found.values())) if len(found) == 1 else None


def _got_from(drafts: list[Draft], draft: Draft, side: Side) -> bool:
    """Whether who gives got just this thing from a side."""
    heads = {t.head for t in draft.gives}
    return any(
        d is not draft
        and heads & {t.head for t in d.gives}
        and any(side.same(g) for g in d.givers)
        and any(r.same(g) for r in d.receivers for g in draft.givers)
        for d in near(drafts, draft.trigger.i - _FAR, draft.trigger.i + _FAR)
    )


def _next_door(
    draft: Draft, parties: Parties, whole: list[Draft], *others: dict[str, dict[str, Side]]
) -> Side | None:
    """As in "what his country sends its neighbour": the one country that it has to do with in the report."""
    if len(draft.givers) != 1 or len(draft.receivers) != 1:
        return None
    to, doc = draft.receivers[0], draft.trigger.doc
    if to.actor is not None or to.sure or doc[to.end - 1].lemma_ not in ("neighbour", "neighbor", "ally"):
        return None
    found = {k: s for o in others for k, s in o.get(draft.givers[0].key, {}).items()}
    found = {k: s for k, s in found.items() if (s.actor or "").startswith("country:")}
    side = next(iter(found.values())) if len(found) == 1 else parties.beside(to, draft.givers[0])
    start, end = draft.trigger.sent.start, draft.trigger.i
    served = [r for d in whole for r in d.receivers if start <= d.trigger.i < end]
    return None if side is None or any(side.same(r) for r in served) else side  # Baku's neighbour, not Baku


def share_clauses(drafts: list[Draft]) -> None:
    """As in "France will send jets to Kyiv, and Belgium promised tanks": the second names no receiver.

    So too "Aden got rice from Oman, and Doha has promised flour", and what another gets next: "…, and
    Juba will get a second batch".
    """
    for i, second in enumerate(drafts):
        if second.agreement or bool(second.givers) == bool(second.receivers):
            continue
        for first in reversed(near(drafts[:i], second.trigger.i - _RECENT, second.trigger.i)):
            if first.agreement or not (first.givers and first.receivers):
                continue
            beside = first.trigger.sent.start == second.trigger.sent.start
            if not beside or not joined_verbs(first.trigger, second.trigger) or is_passive(second.trigger):
                continue
            ours = second.givers or second.receivers
            if any(s.same(o) for s in ours for o in (*first.givers, *first.receivers)):
                continue
            if second.givers and "subject" in second.frame.giver:
                second.receivers, second.filled = first.receivers, True
            elif second.receivers and second.again:
                second.givers, second.filled = first.givers, True
            break


def _elsewhere(draft: Draft) -> bool:
    """Whether a clause says where a thing goes, in words that name nobody: "to its side of the border"."""
    if is_passive(draft.trigger) or not draft.trigger.tag_.startswith("VB"):
        return False
    if all(t.category in _SORTIES for t in draft.gives) and any(
        preposition(c) in _PATHS and c.i > draft.trigger.i for c in draft.trigger.children
    ):
        return True  # "sent 41 aircraft across the strait": to nobody
    if all(t.category in _SORTIES for t in draft.gives) and any(
        preposition(c) in ("into", "to", "through", "in") and c.lemma_ in _SEAS
        for c in draft.trigger.children
    ):
        return True  # "sent four ships into waters near Kinmen"
    places = [*draft.trigger.children, *(c for t in draft.gives for c in draft.trigger.doc[t.head].children)]
    return any(
        preposition(c) in ("to", "into")
        and c.i > draft.trigger.i
        and not draft.holds(c.i)
        and (any(k.lower_ in ("its", "their", "his", "her") for k in c.children) or c.lemma_ in _WHEREABOUTS)
        for c in places
    )


def _holders(parties: Parties, draft: Draft) -> list[Side]:
    """As in "for three women held by Hamas", "whom the United States had held": who gets the others."""
    for thing in draft.returns:
        for clause in parties.doc[thing.head].children:
            if not clause.dep_.startswith("acl") or clause.lemma_.lower() not in _HOLDING:
                continue
            who = agents_of(clause) if is_passive(clause) else surface_subjects(clause)
            sides = [s for t in who if (s := parties.side(t)) is not None and s.actor is not None]
            if sides:
                return sides[:1]
    return []


def _in_jail(parties: Parties, head: int) -> bool:
    """Whether captives are only called that: "90 Palestinian prisoners" may be let go anywhere."""
    return parties.doc[head].lemma_ in ("prisoner", "detainee", "inmate", "convict", "captive", "suspect")


def _home(parties: Parties, head: int, bargain: bool) -> Side | None:
    """Where captives are at home: "six Americans", and in a bargain "two American captives"."""
    noun = parties.doc[head]
    if noun.ent_type_ == "NORP":
        return parties.adjective(noun)
    if not bargain:
        return None
    bodies = (c for c in noun.children if c.dep_ == "compound" and c.i < noun.i and c.ent_type_ == "ORG")
    return parties.modifier(noun) or next((s for c in bodies if (s := parties.side(c)) is not None), None)


def _complete_each_other(drafts: list[Draft]) -> None:
    """As in "asked for shells, and it was Minsk that sent them": one names who gets, the other who gives."""
    for first, second in itertools.pairwise(drafts):
        if not second.again or first.trigger.sent.start != second.trigger.sent.start:
            continue
        if not {t.category for t in first.gives} & {t.category for t in second.gives}:
            continue
        one, other = (first, second) if first.receivers else (second, first)
        if one.givers or other.receivers or not one.receivers or not other.givers:
            continue
        if any(g.same(r) for g in other.givers for r in one.receivers):
            continue
        one.givers, other.receivers = other.givers, one.receivers
        one.filled = other.filled = True


def _asked_of(drafts: list[Draft], i: int, known: Side) -> Side | None:
    """Whom a party asked just before for what it gets: "appealed to donors. It has got a quarter"."""
    draft = drafts[i]
    for before in reversed(near(drafts[:i], draft.trigger.i - _RECENT, draft.trigger.i)):
        alike = {t.category for t in before.gives} & {t.category for t in draft.gives}
        if alike and before.frame.standing == "requested" and known.same(before.receiver):
            return before.giver
    return None


def _in_need(drafts: list[Draft], i: int, known: Side) -> Side | None:
    """Who has just asked for what is given: "needs $30 million. Norway has given five million"."""
    draft = drafts[i]
    if known.actor is None:
        return None
    for before in reversed(near(drafts[:i], draft.trigger.i - _RECENT // 2, draft.trigger.i)):
        alike = {t.category for t in before.gives} & {t.category for t in draft.gives}
        needs = before.receiver if before.frame.standing == "requested" else None
        if alike and needs is not None and all(g.actor is None for g in before.givers):
            return needs if not needs.same(known) else None
    return None


def _lately(drafts: list[Draft], i: int, known: Side) -> Side | None:
    """With whom a party had to do in the exchange just before."""
    draft = drafts[i]
    for before in reversed(near(drafts[:i], draft.trigger.i - _RECENT, draft.trigger.i + 1)):
        sides = [*before.givers, *before.receivers]
        if not (before.givers and before.receivers) or not any(s.same(known) for s in sides):
            continue
        others = [s for s in sides if not s.same(known)]
        return others[0] if len(others) == 1 else None
    return None


def inherit(drafts: list[Draft], doc: Doc) -> None:
    """As in "Four of the jets have been delivered", "twenty billion of the sum": sides named before.

    A draft that lacks a side, and whose item refers back, takes it from the last exchange of that category.
    """
    for i, draft in enumerate(drafts):
        if draft.agreement or (draft.givers and draft.receivers) or not draft.gives:
            continue
        thing = draft.gives[0]
        words = [t.lower_ for t in doc[thing.start : thing.end]]
        back = draft.again or any(w in _BACK for w in words)
        if not back:
            continue
        for before in reversed(near(drafts[:i], draft.trigger.i - _FAR, draft.trigger.i + 1)):
            if before.agreement or not any(t.category == thing.category for t in before.gives):
                continue
            if draft.trigger.i - before.trigger.i > _FAR:
                break
            fits = all(
                a is None or b is None or a.same(b)
                for a, b in ((draft.giver, before.giver), (draft.receiver, before.receiver))
            )
            if draft.again and not draft.givers and draft.receivers and before.receivers:
                handed = [r for r in before.receivers if not r.same(draft.receiver)]
                if handed and is_passive(draft.trigger):
                    draft.givers, draft.filled = handed, True  # "It will be lent to farmers": by who got it
                    break
            wanted = before.frame.standing == "requested" and before.receivers and before.givers
            asked = before.giver is not None and before.giver.same(draft.receiver)
            if wanted and asked and "subject" in draft.frame.receiver:
                # "pleaded with Copenhagen for a second one. It got one": who asked, and not who was asked
                draft.givers, draft.receivers, draft.filled = before.givers, before.receivers, True
                break
            part = "of" in words and not draft.receivers
            if part and not fits and not any(r.same(draft.giver) for r in before.receivers):
                draft.receivers = before.receivers  # another gave its part of the same
                draft.filled = True
            maker = draft.again and draft.giver is not None and draft.giver.actor is None
            if (
                maker
                and not fits
                and not draft.receivers
                and not any(r.same(draft.giver) for r in before.receivers)
            ):
                draft.receivers, draft.filled = before.receivers, True  # the firm hands over what was ordered
            if fits:
                draft.receivers = draft.receivers or before.receivers
                draft.givers = draft.givers or before.givers
                draft.filled = True
            break


def _train(drafts: list[Draft]) -> None:
    """As in "… gave Kyiv batteries and will train the crews": those of whoever got the thing."""
    for i, draft in enumerate(drafts):
        receiver = draft.receiver
        if (
            draft.frame.item_is != "training"
            or receiver is None
            or receiver.actor is not None
            or receiver.sure
        ):
            continue
        named = any(k.isupper() for k in receiver.name)
        if named or (receiver.name.split()[-1].rstrip("s") not in _STAFF and not draft.open):
            continue
        draft.open = False
        for before in reversed(drafts[max(0, i - 3) : i]):
            if before.giver is not None and before.giver.same(draft.giver) and before.receiver is not None:
                draft.receivers = [before.receiver]
                break
            if before.givers or (before.receivers != [] and before.giver is None):
                continue
        else:
            draft.open = receiver.name.split()[-1].rstrip("s") not in _STAFF


def _nationals(drafts: list[Draft], parties: Parties) -> None:
    """As in "will train 400 Vietnamese operators": who is taught a trade of the state's is for the state."""
    for draft in drafts:
        if draft.frame.item_is != "training":
            continue
        for k, side in enumerate(draft.receivers):
            words = draft.trigger.doc[side.start : side.end]
            heads = [w for w in words if w.tag_ == "NNS" and w.lemma_.lower() in _TRAINED]
            whose = parties.modifier(heads[0]) if side.actor is None and heads else None
            if whose is not None and (whose.actor or "").startswith("country:"):
                draft.receivers[k] = Side(whose.name, side.start, side.end, whose.actor)


def _sure(draft: Draft) -> bool:
    return all(s.actor is not None or s.sure for s in (*draft.givers, *draft.receivers))


def _topic(whole: list[Draft]) -> Side | None:
    counts: Counter[str] = Counter()
    sides: dict[str, Side] = {}
    for draft in whole:
        for side in (*draft.givers, *draft.receivers):
            counts[side.key] += 1
            sides.setdefault(side.key, side)
    if not counts:
        return None
    (first, most), *rest = counts.most_common(2)
    if most < _MANY or 2 * most <= len(whole) or (rest and rest[0][1] == most):
        return None
    return sides[first]
