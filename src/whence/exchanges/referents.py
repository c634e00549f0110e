"""Whom a described noun stands for: "the agency", "Ghana's cocoa board", "its neighbour".

A noun may be called by its own words ("Ghana's cocoa board" is not Ghana), stand for its owner ("Ghana's
army" is), or take up whom the report has named before ("the agency"). `Parties` decides by rules; here all
of those are options, and so is what the rules say, and a log-linear model over the noun, its determiner and
modifiers and over how and where others were named gives each its probability. It was fitted on the nouns
that stand for a party in training/data/exchanges (training/referents.py).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from whence.exchanges.anaphora import LANDS_ALIKE
from whence.exchanges.antecedents import Antecedents, Mention, kind_of_party, noun_class, role_of, verb_of
from whence.exchanges.bodies import BODIES
from whence.exchanges.nominal import is_pronoun, left_edge, preposition
from whence.exchanges.own_words import own_words
from whence.exchanges.owners import LANDS
from whence.exchanges.parties import RELATED, Parties
from whence.exchanges.side import Side
from whence.reader.syntax import once

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_PATH: Final = Path(__file__).parent / "data" / "referents.json"
_BACK: Final = 200
"""Words back to whom a noun may take up."""
_SENTENCES: Final = 8
_NEAR: Final = 12
"""Words from the noun within which a mention may be part of its own phrase."""
_LAST: Final = 4
"""Ranks and distances from which all are counted alike."""
_DETERMINERS: Final = frozenset(
    {"the", "this", "that", "these", "those", "a", "an", "some", "both", "each", "any", "no", "another"}
)
_NAMED_BY: Final = frozenset({"appos", "flat", "nmod:desc", "compound"})
_MANY: Final = ("NNS", "NNPS")
_ISLANDS: Final = frozenset(
    f"country:{code}"
    for code in (
        "bhr", "brb", "brn", "com", "cub", "cyp", "fji", "gbr", "grl", "hti", "idn", "irl", "isl", "jam",
        "jpn", "lka", "mdg", "mlt", "mus", "nzl", "phl", "plw", "png", "sgp", "slb", "syc", "tls", "ton",
        "tto", "twn", "vut", "wsm",
    )
)  # fmt: skip
_ALIKE: Final = {**LANDS_ALIKE, "island": _ISLANDS}
"""Which countries some nouns can take up."""


@dataclass(slots=True)
class Option:
    """One party that a noun may stand for, and what is known of that."""

    side: Side
    own: bool = False
    """Whether it is called by the noun's own words."""
    features: dict[str, float] = field(default_factory=dict)

    def note(self, names: Iterable[str]) -> None:
        """These features hold."""
        for name in names:
            self.features[name] = 1.0


@dataclass(frozen=True, slots=True)
class Referent:
    """The likeliest option and its probability."""

    side: Side
    odds: float
    own: Side | None
    """The likeliest of the noun's own words."""
    ruled: float
    """The probability of what the rules say."""
    ruled_own: bool
    """Whether what the rules say are words of the noun's own as well."""


class Referents:
    """Chooses for the nouns of one Doc."""

    def __init__(
        self, parties: Parties, antecedents: Antecedents, weights: Mapping[str, float] | None = None
    ) -> None:
        self.parties = parties
        self.antecedents = antecedents
        self.weights = packaged_weights() if weights is None else weights

    def of(self, noun: Token, others: Sequence[Side] = (), ruled: Side | None = None) -> Referent | None:
        """Whom a noun stands for, never one of `others`; `ruled` is what the rules say."""
        options = self.options(noun, others, ruled)
        if not options:
            return None
        weights = self.weights
        scores = [sum(weights[n] * v for n, v in o.features.items() if n in weights) for o in options]
        top = max(scores)
        total = sum(math.exp(s - top) for s in scores)
        own = max((s for s, o in zip(scores, options, strict=True) if o.own), default=None)
        odds = {o.side.key: math.exp(s - top) / total for o, s in zip(options, scores, strict=True)}
        return Referent(
            options[scores.index(top)].side,
            1 / total,
            options[scores.index(own)].side if own is not None else None,
            odds.get(ruled.key, 0.0) if ruled is not None else 0.0,
            any(o.own and o.side.same(ruled) for o in options),
        )

    def options(self, noun: Token, others: Sequence[Side] = (), ruled: Side | None = None) -> list[Option]:
        """All whom a noun may stand for."""
        known = _Noun(noun, self.parties)
        out: dict[str, Option] = {}

        def option(side: Side) -> Option:
            return out.setdefault(side.key, Option(side))

        owners = self._owners(noun)
        words = own_words(noun, self.parties)
        lengths = "".join(str(any(x in label for label, _ in words)) for x in ("tail", "long"))
        for label, side in words:
            own = option(side)
            own.own = True
            own.note(known.of_own_words(label, lengths, sorted({how for how, _ in owners})))
        for how, side in owners:
            option(side).note(known.of_owner(how, side))
        if ruled is not None:
            how = "owner" if any(ruled.same(side) for _, side in owners) else "other"
            how = "own" if any(ruled.same(side) for _, side in words) else how
            option(ruled).note(known.of_rules(how))
        else:
            for own in out.values():
                own.note(("no rule",))
        self._taken_up(known, owners, option)
        for other in others:
            out.pop(other.key, None)
        return list(out.values())

    def _owners(self, noun: Token) -> list[tuple[str, Side]]:
        """Whose a noun is, and whoever is named beside it, by how that is said."""
        parties = self.parties
        modified = parties.modifier(noun)
        out = [("mod", modified)] if modified is not None else []
        for child in noun.children:
            behind = " after" if child.i > noun.i else " before"
            if child.dep_ == "nmod:poss" and is_pronoun(child):
                chosen = self.antecedents.of(child)
                out += [("pron", chosen.side)] if chosen is not None else []
                continue
            how: str | None
            if child.dep_ == "nmod:poss":
                how = "poss"
            elif child.dep_ == "nmod" and child.i > noun.i and child.pos_ == "PROPN":
                by = preposition(child)
                how = by if by in ("of", "in", "from", "at") else ""
            elif child.dep_ in _NAMED_BY and child.pos_ == "PROPN" and child.ent_type_ != "PLACE":
                how = child.dep_ + behind
            else:
                continue
            if how and (side := parties.side(child)) is not None:
                out.append((how, side))
        if noun.dep_ in ("appos", "nmod:desc") and noun.head.pos_ == "PROPN":
            named = parties.side(noun.head)
            out += [(f"of {noun.dep_}", named)] if named is not None else []
        return out

    def _taken_up(
        self, noun: _Noun, owners: Sequence[tuple[str, Side]], option: Callable[[Side], Option]
    ) -> None:
        """Note who was named before."""
        token = noun.token
        mentions = self.antecedents.mentions_before(token.i)
        here = self.antecedents.sentence(token)
        by_party: dict[str, list[Mention]] = {}
        for m in mentions:
            if m.at >= token.i:
                break
            near = token.i - m.at <= _BACK and here - m.sentence <= _SENTENCES
            if near and m.at not in noun.phrase:
                by_party.setdefault(m.side.key, []).append(m)
        recent = sorted(by_party, key=lambda k: -by_party[k][-1].at)
        for key, ms in by_party.items():
            last = ms[-1]
            one = option(last.side)
            one.note(noun.of_mentions(ms, here, self.parties))
            rank = min(_LAST, recent.index(key))
            one.note((f"m recency {rank}", f"m {noun.group} recency {rank}"))
            if key == mentions[0].side.key:
                one.note(("m first", f"m first {noun.group} {noun.determiner}"))
            if any(key == side.key for _, side in owners):
                one.note(("m is owner", f"m is owner {noun.group}"))
            one.features["m log mentions"] = math.log(len(ms))
            one.features[f"m log mentions {noun.group}"] = math.log(len(ms))
            one.features["m log words"] = math.log(token.i - last.at)


class _Noun:
    """What features say of the noun itself."""

    def __init__(self, token: Token, parties: Parties) -> None:
        self.token = token
        self.lemma = lemma = token.lemma_.lower()
        self.determiner = _determiner(token)
        self.role = role_of(token)
        self.verb = verb_of(token)
        self.many = token.tag_ in _MANY
        self.modified = any(c.dep_ in ("amod", "compound") and c.i < token.i for c in token.children)
        self.phrase = {t.i for t in token.subtree if abs(t.i - token.i) < _NEAR}
        self.group = next(
            (
                name
                for name, nouns in (
                    ("state", parties.rules.state_nouns),
                    ("related", RELATED),
                    ("land", LANDS),
                    ("party", parties.rules.party_nouns),
                )
                if lemma in nouns
            ),
            "other",
        )
        self.next = _behind(token)
        self.body = "body" if lemma in BODIES else "no body"
        self.alike = _ALIKE.get(lemma)

    def of_own_words(self, label: str, lengths: str, owned: list[str]) -> Iterator[str]:
        """That it stands for whoever its own words tell."""
        lemma, det, group, number = self.lemma, self.determiner, self.group, self.number
        yield "own"
        yield f"own {det} {number}"
        yield f"own {det} mods {self.modified}"
        yield f"own {lemma}"
        yield f"own {group} {det}"
        yield f"own {label} {number}"
        yield f"own {label} {det}"
        yield f"own {label} {lemma}"
        yield f"own {label} tails {lengths}"
        yield f"own {label} next {self.next}"
        yield f"own owner {owned}"
        yield f"own owned {bool(owned)} {lemma}"
        yield f"own owned {bool(owned)} {group} {det}"

    def of_owner(self, how: str, side: Side) -> Iterator[str]:
        """That it stands for its owner, or whoever is named beside it."""
        yield "owner"
        yield f"owner {how}"
        yield f"owner {how} {self.lemma}"
        yield f"owner {how} {self.group} {self.number}"
        yield f"owner {how} {_kind(side)}"
        yield f"owner {how} {self.determiner}"
        yield f"owner {self.lemma}"

    def of_rules(self, how: str) -> Iterator[str]:
        """That it stands for whom the rules say."""
        yield "rule"
        yield f"rule {how}"
        yield f"rule {how} {self.determiner}"
        yield f"rule {how} {self.group}"
        yield f"rule {how} {self.lemma}"

    def of_mentions(self, ms: Sequence[Mention], here: int, parties: Parties) -> Iterator[str]:
        """That it takes up somebody named before in these places."""
        lemma, det, group = self.lemma, self.determiner, self.group
        last = ms[-1]
        at = parties.tokens[last.at]
        kind, gap = kind_of_party(last.side, at), min(_LAST, here - last.sentence)
        subjects = [m.sentence for m in ms if m.role == "subject"]
        named = any(lemma in _words(m.side.name) for m in ms)
        beside = any(lemma in _beside(parties.tokens[m.at]) for m in ms)
        what = noun_class(at, parties) if kind == "described" else kind
        yield "m"
        yield f"m {det}"
        yield f"m {det} {group} {kind}"
        yield f"m {lemma} {kind}"
        yield f"m {det} mods {self.modified}"
        yield f"m gap {gap}"
        yield f"m {group} gap {gap}"
        yield f"m role {last.role}"
        yield f"m same role {last.role == self.role}"
        yield f"m num {self.number} {at.tag_ in _MANY}"
        yield f"m {det} match {named}"
        yield f"m {group} is {what}"
        yield f"m {self.body} is {what}"
        yield f"m {lemma} is {what}"
        yield f"m {det} {group} beside {beside}"
        if named:  # "the World Bank … the bank"
            yield from ("match", f"match {kind}", f"match {lemma}")
        elif beside:  # "Finnair, the airline …, the airline"
            yield from ("beside", f"beside {kind}")
        if here - 1 in subjects:
            yield from ("m subject before", f"m {self.role} subject before", f"m subject before {group}")
        if here in subjects:
            yield from ("m subject here", f"m subject here {self.role}")
        if any(m.sentence == here and verb_of(parties.tokens[m.at]) == self.verb for m in ms):
            yield from ("m same verb", f"m same verb {group}")
        if self.alike is not None:
            fits = last.side.key in self.alike
            yield from (f"m alike {fits}", f"m alike {lemma} {fits}")

    @property
    def number(self) -> str:
        return "many" if self.many else "one"


def _determiner(noun: Token) -> str:
    """How a noun is determined: by an article, by whose it is, by a number, or not."""
    for child in noun.children:
        if child.i > noun.i:
            break
        if child.dep_ == "nmod:poss":
            return "its" if is_pronoun(child) else "whose's"
        if child.dep_ == "det":
            return child.lower_ if child.lower_ in _DETERMINERS else "det"
    opening = noun.doc[left_edge(noun)].lower_
    if opening in ("the", "a"):
        return opening
    if opening in ("an", "its", "their", "his"):
        return "its"
    return "num" if any(c.dep_ == "nummod" for c in noun.children) else "bare"


@once
def _beside(name: Token) -> frozenset[str]:
    """The nouns that say what a name is, beside it: "Finnair, the airline", "the airline Finnair"."""
    out = {c.lemma_.lower() for c in name.children if c.dep_ in _NAMED_BY and c.pos_ == "NOUN"}
    if name.dep_ in ("appos", "nmod:desc", "flat") and name.head.pos_ == "NOUN":
        out.add(name.head.lemma_.lower())
    return frozenset(out)


@lru_cache(maxsize=10_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("-", " ").split())


def _behind(noun: Token) -> str:
    """What the word behind a noun opens: a relative clause, a participle's, a phrase, or nothing."""
    if noun.i + 1 == len(noun.doc):
        return "-"
    word = noun.nbor(1)
    if word.lower_ in ("who", "that", "whose", "which"):
        return "rel"
    if word.tag_ == "VBN":
        return "vbn"
    return word.lower_ if word.pos_ == "ADP" else "-"


def _kind(side: Side) -> str:
    if side.actor is not None:
        return side.actor.split(":", 1)[0]
    return "named" if side.sure else "described"


@cache
def packaged_weights() -> Mapping[str, float]:
    """The packaged model."""
    data: dict[str, float] = json.loads(_PATH.read_text(encoding="utf-8"))["weights"]
    return data
