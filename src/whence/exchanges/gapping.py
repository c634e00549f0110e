"""One verb for several exchanges: "drones from Iran and jets from Egypt", "Oslo sent tents, Rome doctors"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import is_passive
from whence.exchanges.draft import Draft
from whence.exchanges.items import Items
from whence.exchanges.parties import Parties
from whence.exchanges.phrases import Phrase, behind
from whence.exchanges.side import Side

_ARMS = frozenset({"ammunition", "weapons", "missiles", "drones", "vehicles", "aircraft", "troops", "ships"})

if TYPE_CHECKING:
    from whence.reader.syntax import Doc


def gapped(doc: Doc, draft: Draft, items: Items, parties: Parties) -> list[Draft]:
    """The draft of a verb, and one for each further set of sides and things that is joined to its own."""
    if (listed := _listed(doc, draft, parties)) is not None:
        return listed
    groups: dict[int, list[Phrase]] = {}
    for phrase in behind(draft.trigger):
        groups.setdefault(phrase.group, []).append(phrase)
    out = [draft]
    if len(groups) < 2 or draft.frame.item_is is not None:
        return out
    first, *rest = groups.values()
    bare = [p for p in first if p.case is None and _side(p, doc, parties, draft) is not None]
    own = [p for p in first if p.case in (*draft.frame.giver, *draft.frame.receiver)]
    if not bare and not own and not is_passive(draft.trigger) and rest[0] and rest[0][0].case is None:
        named = [p for p in rest[0] if p.case in (*draft.frame.giver, *draft.frame.receiver)]
        more = rest[1:] if len(rest) > 1 else []
        names = all(len(g) == 1 and g[0].case is None and _side(g[0], doc, parties, draft) for g in more)
        if len(named) == 1 and named[0] is rest[0][-1] and len(rest[0]) == 2 and names:
            return out  # "got drones and shells from Minsk": both from there
    for group in rest:
        made = _further(doc, draft, group, items, parties, iobject=bool(bare))
        if made is None:
            _one_more(doc, draft, group, items)
            continue
        twice = [t for t in draft.gives if any(t.start < m.end and m.start < t.end for m in made.gives)]
        made.gives = items.joined(twice, doc)[:1] or made.gives
        kept = [t for t in draft.gives if t not in twice]
        if kept:
            draft.gives = kept
            starts = {s.start for s in (*made.givers, *made.receivers)}
            draft.givers = [s for s in draft.givers if s.start not in starts] or draft.givers
            draft.receivers = [s for s in draft.receivers if s.start not in starts] or draft.receivers
            giving = {s.start for s in made.givers}
            if made.receivers and all(r.start in giving for r in draft.receivers):
                draft.receivers = made.receivers  # "pledged 40 million and Oslo 60 million to the agency"
            if made.givers is not draft.givers and all(
                any(s.same(m) for m in made.givers) for s in draft.givers
            ):
                draft.givers = _own(first, doc, draft, items, parties, draft.frame.giver) or draft.givers
            if made.receivers is not draft.receivers and all(
                any(s.same(m) for m in made.receivers) for s in draft.receivers
            ):
                draft.receivers = (
                    _own(first, doc, draft, items, parties, draft.frame.receiver) or draft.receivers
                )
            items.note(made.gives)
            out.append(made)
    return out


def _listed(doc: Doc, draft: Draft, parties: Parties) -> list[Draft] | None:
    """As in "Spain pledged 20 ambulances, Italy 30 and Portugal 12": who gives more of the same."""
    if "subject" not in draft.frame.giver or not draft.gives or not draft.givers or is_passive(draft.trigger):
        return None
    made: list[Draft] = []
    end = draft.trigger.sent.end
    first = min(t.end for t in draft.gives)
    for number in doc[first + 1 : end]:
        name = doc[number.i - 1]
        if number.pos_ != "NUM" or name.pos_ != "PROPN":
            continue
        side = parties.side(name)
        if side is None or side.actor is None or doc[side.start - 1].lower_ not in (",", "and", "the"):
            continue
        counted = [t for t in draft.gives if t.end < side.start]
        if not any(doc[i].pos_ == "NUM" for t in counted for i in range(t.start, t.end)):
            continue  # "promised Orkney and Shetland 42 million pounds": they get it
        stop = number.i + 1
        while stop < end and doc[stop].pos_ in ("NUM", "NOUN"):
            stop += 1
        if stop < end and not doc[stop].is_punct and doc[stop].lower_ != "and":
            continue
        thing = Thing(number.i, stop, stop - 1, draft.gives[0].category)
        made.append(Draft(draft.trigger, draft.frame, [side], [], [thing], plover=draft.plover))
    if not made:
        return None
    listed = {t.start for m in made for t in m.gives}
    sides = {s.start for m in made for s in m.givers}
    draft.gives = [t for t in draft.gives if not any(t.start <= i < t.end for i in listed)] or draft.gives
    draft.givers = [s for s in draft.givers if s.start not in sides] or draft.givers
    draft.receivers = [s for s in draft.receivers if s.start not in sides]
    return [draft, *(replace(m, receivers=list(draft.receivers)) for m in made)]


def _own(
    group: list[Phrase], doc: Doc, draft: Draft, items: Items, parties: Parties, at: tuple[str, ...]
) -> list[Side]:
    """The side before the conjunction, where only the one behind it was found: "cutters from Tokyo and …"."""
    for phrase in group:
        if phrase.case in at and (side := _side(phrase, doc, parties, draft)) is not None:
            return [side]
    return []


def _one_more(doc: Doc, draft: Draft, group: list[Phrase], items: Items) -> None:
    """As in "delivered shells to Russia since 2023, by his reckoning, and a hundred missiles"."""
    if len(group) != 1 or group[0].case is not None or doc[group[0].start - 1].pos_ != "CCONJ":
        return
    token = doc[group[0].head]
    category, _ = items.category(token)
    arms = category in _ARMS and any(t.category in _ARMS for t in draft.gives)
    taken = draft.holds(token.i) or any(t.start <= token.i < t.end for t in draft.returns)
    if arms and not taken and token.pos_ == "NOUN":
        draft.gives = [*draft.gives, *items.things(token)[:1]]


def _further(
    doc: Doc, draft: Draft, group: list[Phrase], items: Items, parties: Parties, *, iobject: bool
) -> Draft | None:
    frame = draft.frame
    givers: list[Side] = []
    receivers: list[Side] = []
    gives: list[Thing] = []
    passive = is_passive(draft.trigger)
    returned = {t.head for t in draft.returns}
    for phrase in group:
        if phrase.head in returned or any(t.text == "," for t in doc[group[0].end : phrase.start]):
            break
        place = "object" if phrase.case is None else phrase.case
        side = _side(phrase, doc, parties, draft)
        if side is not None and phrase.case in frame.receiver and any(side.same(g) for g in draft.givers):
            continue  # "offered Minsk lorries and buses for its army": not the giver's own
        if side is not None and phrase.case is None:
            if gives or passive:
                break
            role = "iobject" if iobject else "subject"
            if role in frame.receiver and not receivers:
                receivers = [side]
            elif role in frame.giver and not givers:
                givers = [side]
        elif (side is not None and phrase.case == "by" and passive and "subject" in frame.giver) or (
            side is not None and phrase.case in frame.giver and phrase.case != "for"
        ):
            givers = givers or [side]
        elif side is not None and phrase.case in frame.receiver and phrase.case not in ("in", "at"):
            receivers = receivers or [side]
        elif place in frame.item and not gives:
            gives = items.things(doc[phrase.head], concrete=frame.concrete)
            gives = gives or items.left_out(doc[phrase.head])
        elif place == "object" and "captives" in frame.item and not gives:
            found = items.things(doc[phrase.head], concrete=True) or items.left_out(doc[phrase.head])
            gives = [Thing(t.start, t.end, t.head, "prisoners") for t in found[:1]]
    if not gives or not (givers or receivers):
        return None
    return Draft(
        draft.trigger,
        frame,
        givers or draft.givers,
        receivers or draft.receivers,
        gives,
        plover=draft.plover,
    )


def _side(phrase: Phrase, doc: Doc, parties: Parties, draft: Draft) -> Side | None:
    token = doc[phrase.head]
    side = parties.side(token) if token.pos_ in ("PROPN", "NOUN") else None
    if side is None or (side.actor is None and not side.sure and phrase.case is None):
        return None
    return None if draft.holds(token.i) and side.actor is None else side
