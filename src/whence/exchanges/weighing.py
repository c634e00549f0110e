"""Rules and reader weighed against each other: what is kept of both, and how surely it holds.

Rules are precise where a turn of phrase is known and silent where it is not; the reader's head for exchanges
has an opinion on every word. Each thing that either says passes from one party to another is a *candidate*,
whose confidence is a logistic regression over what both say of it, fitted on texts that neither was built on
(training/exchange_calibrate.py). Candidates that say different things of the same words exclude each other.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from whence.exchanges.categories import Thing
from whence.exchanges.draft import Draft, Told
from whence.exchanges.overlaps import Overlaps
from whence.exchanges.parties import Parties
from whence.exchanges.proposals import Proposal, Proposals
from whence.exchanges.settling import settled
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.attributions.attribution import Attribution
    from whence.reader.syntax import Span

_PATH: Final = Path(__file__).parent / "data" / "weighing.json"
_EDGE: Final = 1e-3
_LEAST: Final = 1e-4
_LONG: Final = 8
"""Words of a thing beyond which no more are counted."""
_MARGIN: Final = 0.5
"""How much surer a proposal must be than what the rules tell of the same words, to stand in its place."""
_KNOWN: Final = 0.9
"""Probability of a party from which it completes what the rules tell of the other."""
_SURE: Final = 0.6
"""Probability of a proposed standing from which it needs no agreement of tense and governing words."""
_UNSURE: Final = 0.3
"""Probability below which their agreement says nothing."""


@dataclass(slots=True)
class Candidate:
    """One thing passing from one party to another, as the rules or the reader have it, or both."""

    thing: Thing
    giver: Side | None
    receiver: Side | None
    support: tuple[float, float, float]
    """The reader's probabilities of the thing being given, of the giver, of the receiver."""
    told: Told | None = None
    proposal: Proposal | None = None
    category: float = 1.0
    """The reader's probability of the thing's category."""
    far: bool = False
    """Whether the giver stands in another sentence than the thing."""
    rivals: tuple[bool, bool] = (False, False)
    """Whether rules, and reader, say something else of the same words."""
    shared: tuple[bool, bool] = (False, False)
    """Whether what else the rules say of the same words has the same giver, and the same receiver."""
    returns: list[Thing] = field(default_factory=list)
    """What the reader says comes back for the thing, whoever gives it."""
    confidence: float = 0.0

    @property
    def rank(self) -> tuple[int, int]:
        """How many other parties the reader finds likelier for the same thing."""
        return self.proposal.rank if self.proposal is not None else (0, 0)


@dataclass(frozen=True, slots=True)
class Weights:
    """The regression, and how sure a candidate must be."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    least_told: float
    """Least confidence of what the rules tell."""
    least_proposed: float
    """Least confidence of what only the reader proposes."""
    least_one_sided: float
    """The same of what the rules tell of one side only.

    Annotators look for the other side all over the report, so that "the soldiers sent by Pyongyang", to none
    named, mostly counts as wrong in what the regression was fitted on, and yet is what the words say.
    """
    least_returned: float
    """The same of what the rules tell to be given for something."""


@cache
def packaged_weights() -> Weights:
    """The packaged regression."""
    data = json.loads(_PATH.read_text(encoding="utf-8"))
    return Weights(
        tuple(data["features"]),
        tuple(data["weights"]),
        float(data["least_told"]),
        float(data["least_proposed"]),
        float(data["least_one_sided"]),
        float(data["least_returned"]),
    )


def candidates(
    told: Sequence[Told], proposals: Proposals, innermost: dict[int, Attribution]
) -> list[Candidate]:
    """All candidates of a report; what rules and reader say alike is one.

    What only the reader proposes, and nobody knows how far it got, is none: it would only stand in the way
    of what the rules tell. `innermost` are the attributions by the tokens that they cover.
    """
    proposed = proposals.all()
    told = [_completed(_categorised(_renamed(t, proposals), proposals), proposed) for t in told]
    out = [
        Candidate(thing, t.giver, t.receiver, proposals.support(thing, t.giver, t.receiver), t)
        for t in told
        for thing in t.gives
    ]
    by_rules = Overlaps[Candidate]()
    for c in out:
        by_rules.add(c.thing, c)
    settled_by = _Settled(told, proposals.parties.title_end)
    for p in proposed:
        if settled_by(p):
            continue
        odds = (p.item_odds, p.giver_odds, p.receiver_odds)
        one = Candidate(p.thing, p.giver, p.receiver, odds, proposal=p)
        twin = next((c for c in by_rules.at(p.thing) if c.proposal is None and _alike(c, one)), None)
        if twin is not None:
            twin.proposal = p
        elif _far_known(p, proposals.parties, innermost):
            out.append(one)
    everywhere = Overlaps[Candidate]()
    for c in out:
        everywhere.add(c.thing, c)
    for c in out:
        others = [o for o in everywhere.at(c.thing) if o is not c]
        told_else = [o for o in others if o.told is not None]
        c.rivals = bool(told_else), any(o.proposal for o in others)
        c.shared = (
            any(_key(o.giver) == _key(c.giver) for o in told_else),
            any(_key(o.receiver) == _key(c.receiver) for o in told_else),
        )
        c.returns = [b for b in proposals.comes_back(c.thing) if not proposals.pays_itself(b, c.giver)]
        c.category = proposals.sure_of_category(c.thing)
        c.far = c.giver is not None and proposals.in_other_sentence(c.giver, c.thing)
    return out


def _renamed(t: Told, proposals: Proposals) -> Told:
    """What the rules tell, between those for whom its nouns and pronouns most likely stand.

    What comes to nothing comes back for nothing.
    """
    giver = proposals.renamed(t.giver, t.receiver)
    receiver = proposals.renamed(t.receiver, giver)
    returns = [r for r in t.returns if not proposals.nothing(r) and not proposals.wanted_for(t.gives, r)]
    return replace(t, giver=giver, receiver=receiver, returns=returns)


def _categorised(t: Told, proposals: Proposals) -> Told:
    """What the rules tell, each thing of the category that its words and the reader make of it together."""
    gives = [proposals.categorised(thing) for thing in t.gives]
    returns = [proposals.categorised(thing, returned=True) for thing in t.returns]
    return t if gives == t.gives and returns == t.returns else replace(t, gives=gives, returns=returns)


def _completed(t: Told, proposed: Sequence[Proposal]) -> Told:
    """What the rules tell to be given for something, to or by one side only, with the other from the reader.

    Only a bargain is sure to have two sides: shells that are told to be made somewhere need not be made for
    whoever got them.
    """
    if not t.returns or (t.giver is None) == (t.receiver is None):
        return t
    for p in proposed:
        if not any(g.start <= p.thing.head < g.end for g in t.gives) or p.item_odds < _KNOWN:
            continue
        if t.receiver is None and _key(p.giver) == _key(t.giver) and p.receiver_odds >= _KNOWN:
            return replace(t, receiver=p.receiver)
        if t.giver is None and _key(p.receiver) == _key(t.receiver) and p.giver_odds >= _KNOWN:
            return replace(t, giver=p.giver)
    return t


def _far_known(p: Proposal, parties: Parties, innermost: dict[int, Attribution]) -> bool:
    """Whether it is known how far a proposed exchange got: the reader is sure, or tense and verbs agree."""
    if p.standing_odds >= _SURE and not p.apart:
        return True
    if p.standing_odds < _UNSURE:
        return False
    by_verb = settled(p.draft, innermost.get(p.thing.head), parties, parties.rules)
    return ("delivered" if p.apart else by_verb) == p.standing


class _Settled:
    """Whether the rules have said something of a thing that leaves no room for a proposal."""

    def __init__(self, told: Sequence[Told], title_end: int) -> None:
        self._gives = Overlaps[Told]()
        self._returns = Overlaps[Told]()
        self._between: dict[tuple[str | None, str | None], list[Told]] = {}
        self._title_end = title_end
        for t in told:
            for thing in t.gives:
                self._gives.add(thing, t)
            for thing in t.returns:
                self._returns.add(thing, t)
            self._between.setdefault((_key(t.giver), _key(t.receiver)), []).append(t)

    def __call__(self, p: Proposal) -> bool:
        if self._returns.at(p.thing):
            return True  # it is told already, as what comes back
        if any(
            _key(t.giver) == _key(p.receiver) and _key(t.receiver) == _key(p.giver)
            for t in self._gives.at(p.thing)
        ):
            return True  # "won an order for jets from Thailand": the words of a trade tell which way it goes
        between = self._between.get((_key(p.giver), _key(p.receiver)), ())
        verb = p.draft.trigger
        if p.thing.end - p.thing.start == 1 and verb.doc[p.thing.head].pos_ == "PRON":
            # "have loaned him to Hamburg": the rules have told of the striker by his name
            return any(t.draft.trigger.i == verb.i for t in between)
        if p.thing.head < self._title_end:
            return any(
                thing.head >= self._title_end and thing.category == p.thing.category
                for t in between
                for thing in t.gives
            )
        return p.for_what and self._paid_for(between, p.thing, verb.sent)

    def _paid_for(self, between: Sequence[Told], thing: Thing, sentence: Span) -> bool:
        """Whether a sentence tells what is paid for a thing: "a loan of 90 million euros for six ships"."""
        here = [t for t in between if t.draft.trigger.sent.start == sentence.start]
        lent = any(g.category == "money" and g.end <= thing.start for t in here for g in t.gives)
        return lent or any(sentence.start <= r.head < thing.start for t in between for r in t.returns)


def _alike(a: Candidate, b: Candidate) -> bool:
    return _key(a.giver) == _key(b.giver) and _key(a.receiver) == _key(b.receiver)


def _key(side: Side | None) -> str | None:
    return side.key if side is not None else None


def features(c: Candidate) -> dict[str, float]:
    """What is known of a candidate, by name."""
    rule, proposed = c.told is not None, c.proposal is not None
    draft = c.told.draft if c.told is not None else None
    kind = _kind(draft, c) if draft is not None else ""
    item, giver, receiver = map(_log_odds, c.support)
    alone = proposed and not rule
    out = {
        "one": 1.0,
        "rule": rule,
        "proposed": proposed,
        **{f"rule {k}": kind == k for k in ("named", "described", "filled", "one side")},
        "item": item,
        "giver": giver,
        "receiver": receiver,
        "rule item": item * rule,
        "rule giver": giver * rule,
        "rule receiver": receiver * rule,
        "no giver": c.giver is None,
        "no receiver": c.receiver is None,
        "rule no giver": rule and c.giver is None,
        "rule no receiver": rule and c.receiver is None,
        "rule returns": c.told is not None and bool(c.told.returns),
        "alone unnamed": alone and c.proposal is not None and not c.proposal.named,
        "alone giver known": alone and c.giver is not None and c.giver.actor is not None,
        "alone receiver known": alone and c.receiver is not None and c.receiver.actor is not None,
        "rival rule": c.rivals[0],
        "rival proposed": c.rivals[1],
        "same giver by rule": c.shared[0],
        "same receiver by rule": c.shared[1],
        "all": math.log(max(math.prod(c.support), _LEAST)),
        "category": _log_odds(c.category),
        "money": c.thing.category == "money",
        "words": min(c.thing.end - c.thing.start, _LONG),
        "giver far": c.far,
        "receiver sure": c.receiver is not None and c.receiver.sure,
    }
    return {name: float(value) for name, value in out.items()}


def _log_odds(p: float) -> float:
    p = min(max(p, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def _kind(draft: Draft, c: Candidate) -> str:
    if draft.filled or draft.again:
        return "filled"
    sides = [side for side in (c.giver, c.receiver) if side is not None]
    if len(sides) < 2:
        return "one side"
    return "named" if all(side.actor is not None for side in sides) else "described"


def weigh(some: list[Candidate], weights: Weights) -> list[Candidate]:
    """Those that are sure enough and that no surer one excludes."""
    for c in some:
        known = features(c)
        score = sum(w * known[name] for name, w in zip(weights.features, weights.weights, strict=True))
        c.confidence = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    kept: list[Candidate] = []
    there = Overlaps[Candidate]()
    for c in sorted(some, key=lambda c: -c.confidence - (_MARGIN if c.told is not None else 0.0)):
        least = weights.least_proposed if c.told is None else _least_told(c, weights)
        if c.confidence < least or any(_excludes(k, c) for k in there.at(c.thing)):
            continue
        if not any(_one_phrase(k, c) for k in there.at(_wider(c.thing))):
            kept.append(c)
            there.add(c.thing, c)
    return kept


def _place(c: Candidate) -> tuple[int, int, int]:
    """Where a candidate stands: its thing, and then its parties."""
    giver, receiver = (side.start if side is not None else -1 for side in (c.giver, c.receiver))
    return c.thing.head, giver, receiver


def _wider(thing: Thing) -> Thing:
    """A thing with the words on either side."""
    return replace(thing, start=max(0, thing.start - 1), end=thing.end + 1)


def _one_phrase(a: Candidate, b: Candidate) -> bool:
    """Whether rules and reader have each taken a part of the same words: "barely half", "as many"."""
    apart = a.thing.end == b.thing.start or b.thing.end == a.thing.start
    return (
        apart
        and (a.told is None) != (b.told is None)
        and _alike(a, b)
        and a.thing.category == b.thing.category
    )


def _least_told(c: Candidate, weights: Weights) -> float:
    """How sure the regression must be of what the rules tell."""
    if c.thing.category == "agreement":
        return 0.0  # the reader was never asked about those
    if c.giver is None or c.receiver is None:
        return weights.least_one_sided
    return weights.least_returned if c.told is not None and c.told.returns else weights.least_told


def _excludes(a: Candidate, b: Candidate) -> bool:
    """Whether one hardly holds beside the other: not two receivers of one gift from one source."""
    if (a.told is None) != (b.told is None):
        return True
    shared = _key(a.giver) == _key(b.giver) or _key(a.receiver) == _key(b.receiver)
    return not (shared and (a.told is not None or (a.thing == b.thing and a.rank == b.rank)))


def tell(kept: Sequence[Candidate], parties: Parties, innermost: dict[int, Attribution]) -> list[Told]:
    """What is left, told again, in the order of the text; proposals that share their parties are one."""
    out: list[Told] = []
    told: dict[int, Told] = {}
    proposed: dict[tuple[object, ...], Told] = {}
    for c in sorted(kept, key=_place):
        if c.told is not None:
            known = told.get(id(c.told))
            if known is None:
                known = told[id(c.told)] = replace(c.told, gives=[], returns=list(c.told.returns))
                out.append(known)
            if not known.returns:
                known.returns = list(c.returns)
        elif c.proposal is not None:
            p = c.proposal
            sentence = parties.tokens[c.thing.head].sent.start
            rests = innermost.get(c.thing.head)
            key = (_key(c.giver), _key(c.receiver), p.standing, sentence)
            known = proposed.get(key)
            if known is None:
                known = proposed[key] = Told(p.draft, c.giver, c.receiver, p.standing, rests, [], [])
                out.append(known)
            known.returns += [r for r in c.returns if r not in known.returns]
        else:
            continue
        known.gives.append(c.thing)
        known.confidence = max(known.confidence, round(c.confidence, 3))
    for t in out:
        t.gives = _whole_words(t.gives, parties)
        t.returns = _whole_sums(t.returns)
    _together(out)
    _once(out)
    return sorted((t for t in out if t.gives), key=lambda t: t.draft.trigger.i)


_BARGAIN: Final = 50
"""How many exchanges behind one, of the same sides, are compared with it: bounds a hostile text's time."""


def _together(told: Sequence[Told]) -> None:
    """One bargain is told once: what passes one way for the same return belongs together."""
    groups: dict[Any, list[Told]] = defaultdict(list)
    for one in told:
        if one.returns:
            groups[_key(one.giver), _key(one.receiver), one.standing].append(one)
    for first, other in (pair for group in groups.values() for pair in _pairs(group)):
        if any(r in first.returns for r in other.returns):
            first.gives += [g for g in other.gives if g not in first.gives]
            first.returns += [r for r in other.returns if r not in first.returns]
            first.confidence = max(first.confidence, other.confidence)
            other.gives, other.returns = [], []


def _pairs(group: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Each with those behind it, as far as one bargain is told."""
    for at, first in enumerate(group):
        for other in group[at + 1 : at + 1 + _BARGAIN]:
            yield first, other


def _once(told: Sequence[Told]) -> None:
    """What comes back for something is not told again as given for nothing: "paid him in return"."""
    coming = [(t, r) for t in told for r in t.returns]
    for other in told:
        if other.returns:
            # Of what is given for itself and something else, it is what comes back; alone, it is a swap.
            other.gives = [g for g in other.gives if len({_overlap(g, r) for r in other.returns}) == 1]
            continue
        other.gives = [
            g
            for g in other.gives
            if not any(
                t is not other
                and r.start < g.end
                and g.start < r.end
                and (_key(t.giver), _key(t.receiver)) == (_key(other.receiver), _key(other.giver))
                for t, r in coming
            )
        ]


def _overlap(one: Thing, other: Thing) -> bool:
    return one.start < other.end and other.start < one.end


def _whole_words(things: list[Thing], parties: Parties) -> list[Thing]:
    """Things of which the tree has made two at a hyphen: "90 megawatt | - | hours of electricity"."""
    out: list[Thing] = []
    for thing in things:
        hyphen = bool(out) and thing.start == out[-1].end + 1 and parties.tokens[out[-1].end].tag_ == "HYPH"
        if hyphen and not parties.tokens[out[-1].end].whitespace_:
            out[-1] = replace(thing, start=out[-1].start)
        else:
            out.append(thing)
    return out


def _whole_sums(things: Sequence[Thing]) -> list[Thing]:
    """Sums of which the tree has made two, as of "a 22 million | euro bid"."""
    out: list[Thing] = []
    for thing in things:
        if out and out[-1].category == thing.category == "money" and out[-1].end == thing.start:
            out[-1] = replace(out[-1], end=thing.end)
        else:
            out.append(thing)
    return out
