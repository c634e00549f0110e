"""From a report to its exchanges: the one function that ties this room together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from whence.attributions.attribution import Attribution, Date, under_denial
from whence.attributions.names import Names
from whence.attributions.resolve import Resolver
from whence.attributions.rules import Rules, packaged_rules
from whence.dates import Direction, find_dates
from whence.exchanges.agreements import Agreements
from whence.exchanges.bystanders import without_bystanders
from whence.exchanges.categories import Thing
from whence.exchanges.clauses import agents_of, is_passive
from whence.exchanges.context import answer_offers, fill_sides, inherit, share_clauses
from whence.exchanges.draft import Draft, Told, near
from whence.exchanges.exchange import Exchange, ExchangeStanding, Item, Party
from whence.exchanges.frames import find_drafts
from whence.exchanges.items import Items
from whence.exchanges.merging import complete_origins, debts_paid, once, one_each, share_receivers, whole
from whence.exchanges.parties import PURSES, Parties
from whence.exchanges.proposals import Proposals
from whence.exchanges.returns import add_returns
from whence.exchanges.rules import ExchangeRules, packaged_exchange_rules
from whence.exchanges.settling import settled
from whence.exchanges.side import PartyNames, Side
from whence.exchanges.standing import standing
from whence.exchanges.weighing import candidates, packaged_weights, tell, weigh
from whence.figures.ahead import lies_ahead
from whence.figures.figure import Figure
from whence.figures.phrases import top_of

if TYPE_CHECKING:
    from whence.parse import Parse
    from whence.reader.syntax import Span, Token

_CONFIDENCE: Final = {"named": 0.85, "described": 0.55, "filled": 0.45, "one side": 0.4}
"""The share of right triples of each kind in parts g and h of the benchmark when they were first seen.

127 of 149 were right with both parties named and known, 50 of 88 where one is only described, 11 of 24 where
one, or the thing, is taken from the report around the clause. One side alone was too rare to measure (none of
two) and stands a little lower. Of what is developed on more is right: that says nothing of reports to come.
"""
_NOT_ALONE: Final = frozenset(
    {"support", "territory", "political", "agreement", "sanctions-relief", "training"}
)
_FAR: Final = 400
"""Words back to an exchange that is told again."""
_ONLY_AGAIN: Final = ("promised", "expected", "agreed", "signed", "under way", "offered")
_SERVANTS: Final = frozenset(
    {"reservist", "conscript", "recruit", "volunteer", "teacher", "cadet", "civilian", "citizen", "nurse",
     "student", "pupil", "youth", "guardsman", "firefighter", "policeman", "graduate", "officer", "soldier"}
)  # fmt: skip
"""Whom every state teaches at home."""
_AGREE: Final = ("offered", "agreed", "signed", "promised")


def read_exchanges(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    figures: tuple[Figure, ...] = (),
    *,
    actors: PartyNames | None = None,
    rules: ExchangeRules | None = None,
    names: Names | None = None,
) -> tuple[Exchange, ...]:
    """Every exchange of a report, in the order of the text; one for each pair of giver and receiver.

    `actors` says which party a name stands for (the packaged list if None). Each exchange rests on the
    innermost of `attributions` in whose content its trigger stands, and measures what it gives by those
    of `figures` whose words stand among it. Spans lie in the text as found. `names` are those of the report,
    if they have been read already; they are added to.
    """
    read = tell_by_rules(parse, attributions, actors=actors, rules=rules, names=names)
    told = read.told
    if (proposals := read.proposals()) is not None:
        kept = weigh(candidates(told, proposals, read.innermost), packaged_weights())
        told = tell(kept, read.parties, read.innermost)
    out: list[Exchange] = []
    for one in told:
        if _gives_number(one, rules=names.rules if names is not None else packaged_rules()):
            continue
        one = replace(one, returns=[t for t in one.returns if not _givers_own(read.parties, one, t)])
        exchange = _exchange(parse, one, figures, f"x{len(out) + 1}")
        if exchange is not None:
            out.append(exchange)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class ByRules:
    """What the rules alone read, and what they read it with."""

    told: list[Told]
    items: Items
    parties: Parties
    innermost: dict[int, Attribution]
    """By token, the attribution whose content covers it most closely."""

    def proposals(self) -> Proposals | None:
        """What the reader proposes of the same text; None where its weights have no head for exchanges."""
        passing = self.parties.doc.passing
        return Proposals(passing, self.items, self.parties) if passing is not None else None


def tell_by_rules(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    *,
    actors: PartyNames | None = None,
    rules: ExchangeRules | None = None,
    names: Names | None = None,
) -> ByRules:
    """What the rules say passes; for `read_exchanges`, and for weighing them against the reader."""
    rules = rules or packaged_exchange_rules()
    if actors is None:
        from whence.actors import packaged_actors

        actors = packaged_actors()
    doc = parse.doc
    names = Names(doc, packaged_rules()) if names is None else names
    resolver = Resolver(names)
    _note_speakers(parse, attributions, names, resolver)
    items = Items(rules)
    parties = Parties(doc, names, resolver, actors, rules)
    sources = _sources(parse, attributions)
    parties.speakers = sources
    parties.part = parse.tokens
    drafts = find_drafts(doc, items, parties, rules)
    for draft in drafts:
        draft.found = standing(draft, rules)
    drafts = [d for d in drafts if d.found != "impossible" and _not_speakers(d, sources)]
    drafts = whole(without_bystanders(drafts, parties.tokens))
    drafts = Agreements(doc, items, parties, rules).add(drafts)
    drafts = debts_paid(add_returns(parties.tokens, drafts, items, parties), parties)
    drafts = share_receivers(complete_origins(once(drafts)))
    unsaid = {id(d) for d in drafts if not d.givers and not d.receivers}
    answer_offers(doc, drafts, parties)
    inherit(drafts, doc)
    share_clauses(drafts)
    fill_sides(drafts, parties)
    drafts = [d for d in drafts if not (d.filled and not d.settled and (_vague(d) or _any(d)))]
    drafts = [d for d in drafts if (d.givers or d.receivers) and not _in_house(d) and not _all_of_it(d)]
    drafts = [d for d in drafts if (d.givers and d.receivers) or (_stands_alone(d) and not d.open)]
    drafts = _below_title(one_each(drafts), parties.title_end)
    innermost = _innermost(parse, attributions)
    told = list(_all_told(parse, drafts, unsaid, innermost, parties, rules))
    return ByRules(told, items, parties, innermost)


def _all_told(
    parse: Parse,
    drafts: list[Draft],
    unsaid: set[int],
    innermost: dict[int, Attribution],
    parties: Parties,
    rules: ExchangeRules,
) -> Iterator[Told]:
    """What the drafts tell of each pair of parties, and on whose word."""
    for draft in drafts:
        rests = innermost.get(draft.trigger.i)
        made = settled(draft, rests, parties, rules)
        if draft.frame.item == ("for",) and draft.frame.standing is None and made in ("refused", "denied"):
            continue  # "failed to pay for the last shipment": it came all the same
        if id(draft) in unsaid and not draft.again and made in _ONLY_AGAIN and _told_before(draft, drafts):
            continue  # "The money will be paid in March": what was told before
        if draft.filled and made in _ONLY_AGAIN and all(map(parties.said_at_large, draft.gives)):
            continue  # "says that it only sends aid"
        by_itself = is_passive(draft.trigger) and "subject" in draft.frame.giver
        if (
            made == "denied"
            and not draft.givers
            and rests is not None
            and by_itself
            and rests.standing == "asserted"
        ):
            draft.givers = _speaker(parse, rests, draft, parties)
        for giver in _each(draft.givers):
            for receiver in _each(draft.receivers):
                if giver is None or not giver.same(receiver):
                    yield Told(draft, giver, receiver, made, rests, list(draft.gives), list(draft.returns))


def _told_before(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether an exchange of the same sides and kind stands before."""
    return any(
        d.giver is not None
        and d.giver.same(draft.giver)
        and d.receiver is not None
        and d.receiver.same(draft.receiver)
        and {t.category for t in d.gives} & {t.category for t in draft.gives}
        for d in near(drafts, draft.trigger.i - _FAR, draft.trigger.i)
    )


def _below_title(drafts: list[Draft], end: int) -> list[Draft]:
    """The drafts without those of the title that the report below it tells in full."""
    below = {(s.key, t.category) for d in drafts if d.trigger.i > end for s in _sides(d) for t in d.gives}
    told = {(g.key, r.key) for d in drafts if d.trigger.i > end for g in d.givers for r in d.receivers}
    names = {key for pair in told for key in pair}
    out = []
    for draft in drafts:
        pairs = [(g.key, r.key) for g in draft.givers for r in draft.receivers]
        alone = [s.key for s in (*draft.givers, *draft.receivers)]
        again = any(p in told for p in pairs) if pairs else any(key in names for key in alone)
        again = again or any((key, t.category) in below for key in alone for t in draft.gives)
        if draft.trigger.i >= end or not again:
            out.append(draft)
    return out


def _sides(draft: Draft) -> list[Side]:
    return [*draft.givers, *draft.receivers]


def _stands_alone(draft: Draft) -> bool:
    """Whether an exchange of which one side is not known says enough.

    What somebody gives, and what was made somewhere, does; what somebody gets, wants or is refused hardly
    does without the one from whom, unless the report says it without an agent ("were given a concession").
    """
    if draft.trigger.lemma_ in ("charter", "lease", "rent", "hire") and draft.trigger.dep_.startswith("acl"):
        return False  # "planes chartered by the Emirates have flown …": what they did is told
    said = bool(agents_of(draft.trigger))  # "engines donated by a Czech firm": on purpose, to nobody
    if not (draft.receivers or draft.origin or draft.returns or said):
        return False  # more often than not the report says to whom, in words that were not understood
    bargained = draft.returns and draft.giver is not None and draft.giver.actor is not None
    if all(t.category in _NOT_ALONE for t in draft.gives) and not bargained:
        return False
    sides = [*draft.givers, *draft.receivers]
    words = draft.trigger.doc
    if draft.givers and not any(side.sure or _told(words[side.start : side.end]) for side in sides):
        return False  # "a woman gave …", "the railway offered …": nobody of whom anything is known
    if draft.frame.standing == "requested" and draft.trigger.tag_.startswith("VB"):
        again = any(
            words[t.start].lower_ in ("the", "them", "it") and t.category != "money" for t in draft.gives
        )
        return bool(draft.receivers) and draft.receivers[0].actor is not None and not again
    if draft.givers or draft.origin or not draft.trigger.tag_.startswith("VB"):
        return True
    vague = not any(side.sure or side.actor for side in draft.receivers)
    if not draft.returns and vague and "payable" in draft.frame.needs:
        return False  # "200 doctors, who are paid 5,000 dollars": by nobody known to nobody known
    return is_passive(draft.trigger) or bool(draft.returns) or "cargo" in draft.frame.needs


def _in_house(draft: Draft) -> bool:
    """As in "The army teaches recruits to shoot": its own, as far as anybody can tell."""
    vague = not any(s.actor or s.sure for s in _sides(draft))
    taught = draft.frame.item_is == "training" and draft.trigger.tag_.startswith("VB")
    if taught and draft.givers and all((g.actor or "").startswith("country:") for g in draft.givers):
        words = draft.trigger.doc
        vague = vague or all(_own_servants(words[r.start : r.end], r) for r in draft.receivers)
    return draft.frame.item_is == "training" and vague


def _own_servants(words: Span, side: Side) -> bool:
    """As in "Estonia trains 6,000 reservists": whom a state teaches as its own, unless more is said."""
    heads = {w.lemma_.lower() for w in words if w.pos_ == "NOUN"}
    placed = any(w.ent_type_ in ("NORP", "PLACE", "ORG") or w.tag_ == "PRP$" for w in words)
    return side.actor is None and not side.sure and bool(heads & _SERVANTS) and not placed


def _all_of_it(draft: Draft) -> bool:
    """As in "he gave this city everything": a saying, where nobody who is known gives."""
    words = draft.trigger.doc
    vague = all(words[t.start : t.end].text.lower() in ("everything", "all", "a lot") for t in draft.gives)
    return vague and all(side.actor is None for side in _sides(draft))


def _any(draft: Draft) -> bool:
    """Whether nobody knows whether there will be a thing: "a fifth of any future fee"."""
    words = draft.trigger.doc
    return draft.found not in ("denied", "refused") and any(
        w.lower_ == "any" for t in draft.gives for w in words[t.start : t.end]
    )


def _vague(draft: Draft) -> bool:
    """Whether a side may be anybody: with the other guessed from the report, that says too little."""
    sides = [*draft.givers, *draft.receivers]
    purse = {s.key for s in sides if s.name.split()[-1] in PURSES and any(k.isupper() for k in s.name)}
    return any(s.actor is None and not s.sure and s.key not in purse for s in sides)


def _told(words: Span) -> bool:
    """Whether words that only describe somebody say of what country, or mean several."""
    return any(word.ent_type_ in ("NORP", "PLACE", "ORG") or word.tag_ == "NNS" for word in words)


def _each(sides: list[Side]) -> list[Side | None]:
    """Each party once ("neither Kigali nor its army"), or nobody."""
    found: dict[str, Side | None] = {}
    for side in sides:
        found.setdefault(side.key, side)
    return list(found.values()) or [None]


def _speaker(parse: Parse, rests: Attribution, draft: Draft, parties: Parties) -> list[Side]:
    """Who denies that something was given, without saying by whom, speaks of itself."""
    if rests.source is None or (part := parse.tokens(rests.source)) is None:
        return []
    for token in parse.doc[part[0] : part[1]]:
        side = parties.side(token) if token.pos_ in ("PROPN", "NOUN") else None
        if side is not None and side.actor is not None:
            return [] if side.same(draft.receiver) else [Side(side.name, side.start, side.end, side.actor)]
    return []


def _sources(parse: Parse, attributions: tuple[Attribution, ...]) -> frozenset[int]:
    """Tokens of those who speak, and of those on whose word they do."""
    spans = [a.source for a in attributions if a.source is not None]
    spans += [link.span for a in attributions for link in a.authority]
    parts = [parse.tokens(span) for span in dict.fromkeys(spans)]
    return frozenset(i for part in parts if part is not None for i in range(*part))


def _not_speakers(draft: Draft, sources: frozenset[int]) -> bool:
    """Take those who speak out of what is given ("…, a paper reports"); whether something is left."""
    draft.gives = [t for t in draft.gives if t.head not in sources or draft.trigger.i in sources]
    gets = "subject" in draft.frame.receiver
    if draft.trigger.i not in sources and draft.trigger.tag_.startswith("VB") and not gets:
        # "wired Cairo the money, an aide said": who says so stands behind the clause, and gets nothing
        draft.receivers = [
            r for r in draft.receivers if r.end - 1 not in sources or r.end - 1 < draft.trigger.i
        ]
    return bool(draft.gives)


def _note_speakers(
    parse: Parse, attributions: tuple[Attribution, ...], names: Names, resolver: Resolver
) -> None:
    for attribution in attributions:
        if attribution.source is None:
            continue
        part = parse.tokens(attribution.source)
        if part is not None:
            for (start, _), bearer in names.within(part)[-1:]:
                resolver.note(start, bearer)


def _innermost(parse: Parse, attributions: tuple[Attribution, ...]) -> dict[int, Attribution]:
    """By token, the attribution whose content covers it most closely."""
    contents = [(content, attribution) for attribution in attributions for content in attribution.content]
    # What one says and another denies in the same words is the word of who says it.
    denied = under_denial(attributions)
    contents.sort(key=lambda c: (c[0].start - c[0].end, c[1].id not in denied))
    out: dict[int, Attribution] = {}
    for content, attribution in contents:  # the smaller later, over the larger
        part = parse.tokens(content)
        if part is not None:
            out.update(dict.fromkeys(range(*part), attribution))
    return out


def _givers_own(parties: Parties, told: Told, thing: Thing) -> bool:
    """Whether what is said to come back is the giver's: "China sold jets. In return for Beijing's help …"."""
    owners = [c for c in parties.tokens[thing.head].children if c.dep_ == "nmod:poss" and c.pos_ == "PROPN"]
    sides = [parties.side(owner) for owner in owners]
    return told.giver is not None and any(s is not None and s.key == told.giver.key for s in sides)


def _gives_number(told: Told, rules: Rules) -> bool:
    """Whether what is given is a number: "the agency gave a higher figure: 12 million rounds".

    "A number of howitzers" and "a total $5 million" are things.
    """
    verb = told.draft.trigger
    for noun in verb.children:
        if verb.lemma_ != "give" or noun.dep_ != "obj" or noun.lemma_.lower() not in rules.revised:
            continue
        behind = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if behind is None or not (behind.lower_ == "of" or behind.tag_ in ("CD", "$")):
            return True
    return False


def _covers(one: Thing, other: Thing) -> bool:
    return (
        one.start <= other.start and other.end <= one.end and (one.start, one.end) != (other.start, other.end)
    )


def _exchange(parse: Parse, told: Told, figures: tuple[Figure, ...], name: str) -> Exchange | None:
    # Of a list that was read both whole and by its first word, the whole.
    whole = [t for t in told.gives if not any(_covers(o, t) for o in told.gives)]
    gives = tuple(i for t in whole if (i := _item(parse, t)) is not None)
    if not gives:
        return None
    draft = told.draft
    measured = tuple(
        f.id for f in figures if any(i.span.start < f.span.end and f.span.start < i.span.end for i in gives)
    )
    return Exchange(
        id=name,
        giver=_party(parse, told.giver),
        receiver=_party(parse, told.receiver),
        gives=gives,
        in_return=tuple(i for t in told.returns if (i := _item(parse, t)) is not None),
        standing=told.standing,
        attribution=told.rests.id if told.rests is not None else None,
        when=_when(parse, draft),
        trigger=parse.span((draft.trigger.i, draft.trigger.i + 1)),
        figures=measured,
        plover=_plover(draft, told.standing),
        confidence=_confidence(told),
    )


def _confidence(told: Told) -> float:
    """Chance that giver, receiver and item are as an analyst would write them, by what was said of them."""
    if told.confidence:
        return told.confidence
    if told.draft.filled or told.draft.again:
        return _CONFIDENCE["filled"]
    sides = [side for side in (told.giver, told.receiver) if side is not None]
    if len(sides) < 2:
        return _CONFIDENCE["one side"]
    return _CONFIDENCE["named"] if all(side.actor is not None for side in sides) else _CONFIDENCE["described"]


def _plover(draft: Draft, made: ExchangeStanding) -> str | None:
    if made in _AGREE:
        return "AGREE"
    if made == "requested":
        return "REQUEST"
    if made == "refused":
        return "REJECT"
    return draft.plover


def _item(parse: Parse, thing: Thing) -> Item | None:
    doc, start, end = parse.doc, thing.start, thing.end
    if start > 0 and doc[start].lower_ in ("least", "most") and doc[start - 1].lower_ == "at":
        start -= 1  # "at least 69,000 tonnes"
    while end < len(doc) and doc[end - 1].tag_ in ("$", "CD") and doc[end].tag_ == "CD":
        end += 1  # "a break fee of £45m"
    span = parse.span((start, end))
    return Item(span, thing.category) if span is not None else None


def _party(parse: Parse, side: Side | None) -> Party | None:
    if side is None:
        return None
    span = parse.span((side.start, side.end))
    return Party(side.name, span, side.actor) if span is not None else None


def _in_clause(token: Token, top: Token) -> bool:
    """Whether a clause of its own stands between a word and what hangs on the trigger.

    "According to officials who came this month, he sent it": he did not send it this month.
    """
    while token.i != top.i:
        if token.dep_.startswith(("acl", "advcl", "ccomp", "csubj")):
            return True
        token = token.head
    return token.dep_.startswith(("acl", "advcl"))


def _when(parse: Parse, draft: Draft) -> Date | None:
    """A date that hangs on the trigger."""
    doc = parse.doc
    # "Sent it $1 billion this year": parsers hang the time on the thing.
    given = (c for thing in draft.trigger.children if thing.dep_ == "obj" for c in thing.children)
    dated = {
        t.i
        for child in (*draft.trigger.children, *(c for c in given if c.dep_ == "nmod:unmarked"))
        if child.dep_ in ("obl", "obl:unmarked", "nmod", "advmod", "nmod:unmarked")
        for t in child.subtree
        if t.ent_type_ in ("DATE", "TIME", "DURATION") and not _in_clause(t, child)
    }
    if not dated:
        return None
    start, end = min(dated), max(dated) + 1
    while start > 0 and doc[start - 1].pos_ == "ADP":
        start -= 1
    words = doc[start:end]
    direction: Direction = "future" if lies_ahead(top_of(doc, (start, end))) else "past"
    published = parse.report.published
    for when in find_dates(parse.repaired.text, words.start_char, words.end_char, published, direction):
        span = parse.at(when.date.span.start, when.date.span.end)
        return Date(span, when.date.edtf, when.date.modifier) if span is not None else None
    return None
