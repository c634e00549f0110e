"""Whom a pronoun stands for, chosen among all parties named around it by what was learnt of such choices.

`Anaphora` says it by rules, which know turns of phrase and are silent or wrong elsewhere. Here every party
that the text names before a pronoun, or in its sentence, is a candidate; a log-linear model over where and
how it was named last, how often, and what the rules say, gives each its probability. It was fitted on the
pronouns that stand for a party in training/data/exchanges (training/antecedents.py).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from whence.attributions.edges import behind_dateline
from whence.attributions.pronouns import HE, SHE, SPEAKER, THING
from whence.exchanges.anaphora import PLURAL
from whence.exchanges.bodies import BODIES
from whence.exchanges.parties import Parties
from whence.exchanges.side import Side
from whence.reader.syntax import once

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_PATH: Final = Path(__file__).parent / "data" / "antecedents.json"
_BACK: Final = 150
"""Words back to whom a pronoun may mean."""
_SENTENCES: Final = 4
_INNER: Final = frozenset({"compound", "flat", "fixed", "goeswith"})
"""Relations of words inside a name or noun of several."""
_OBJECTS: Final = frozenset({"obj", "iobj", "obl:agent"})
_MANY: Final = ("NNS", "NNPS")
_CLAUSE: Final = 8
"""Steps up the tree to a word's verb."""


def pronoun_class(token: Token) -> str | None:
    """Which kind of pronoun a word is, or None for one that stands for no party."""
    low = token.lower_
    if low in THING:
        return "it"
    if low in PLURAL:
        return "they"
    if low in HE or low in SHE:
        return "he"
    return "we" if low in SPEAKER else None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names a party."""

    at: int
    side: Side
    role: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun stands for, how likely, and where that party was named last before it."""

    side: Side
    odds: float
    named_at: int


class Antecedents:
    """Chooses for the pronouns of one Doc. `people` says whether a common noun is somebody."""

    def __init__(
        self,
        parties: Parties,
        people: Callable[[Token], bool],
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.parties = parties
        self.people = people
        self.weights = packaged_weights() if weights is None else weights
        self._sentence = {t.i: n for n, s in enumerate(parties.doc.sents) for t in s}
        self._dateline = self._of_dateline()
        self._mentions: list[Mention] = []
        self._looked_at = 0
        """How many words have been looked at for mentions."""
        self._covered = -1
        """The end of the words of any of them."""

    def only_written_there(self, side: Side, token: Token) -> bool:
        """Whether the dateline alone names a party before a token: the report was written in it, no more."""
        named = [m.at for m in self.mentions_before(token.i) if m.at < token.i and m.side.same(side)]
        return bool(named) and all(at in self._dateline for at in named)

    def _of_dateline(self) -> range:
        """The tokens of "NAIROBI, Nov. 20 (Agency) -"."""
        doc = self.parties.doc
        first = self.parties.title_end
        while first < len(doc) and doc[first].is_space:
            first += 1
        return range(first, behind_dateline(doc, first, len(doc)) if first < len(doc) else first)

    def sentence(self, token: Token) -> int:
        """The number of a word's sentence."""
        return self._sentence[token.i]

    @property
    def mentions(self) -> Sequence[Mention]:
        """All places where parties are named, in order; pronouns are none."""
        return self.mentions_before(len(self.parties.tokens))

    def mentions_before(self, end: int) -> Sequence[Mention]:
        """Those before a token, and maybe some behind it: whoever takes up a name does not look further."""
        out = self._mentions
        for token in self.parties.tokens[self._looked_at : end]:
            side = self._named(token)
            if side is None or (out and side.start < self._covered and out[-1].side.same(side)):
                continue
            out.append(Mention(token.i, side, role_of(token), self._sentence[token.i]))
            self._covered = max(self._covered, side.end)
        self._looked_at = max(self._looked_at, end)
        return out

    def _named(self, token: Token) -> Side | None:
        if token.pos_ == "ADJ":
            return self.parties.adjective(token) if token.ent_type_ == "NORP" else None
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in _INNER:
            return self.parties.adjective(token) if token.ent_type_ in ("NORP", "PLACE") else None
        side = self.parties.side(token)
        if side is None and self.people(token):
            side = self.parties.anybody(token)
        return side

    def of(self, token: Token, others: Sequence[Side] = ()) -> Antecedent | None:
        """The likeliest party that a pronoun stands for, never one of `others`."""
        known = self.features(token, others)
        if not known:
            return None
        weights = self.weights
        scores = {k: sum(weights[n] * v for n, v in f.items() if n in weights) for k, f in known.items()}
        top = max(scores.values())
        total = sum(math.exp(s - top) for s in scores.values())
        best = max(scores, key=lambda k: scores[k])
        named = [m for m in self.mentions_before(token.sent.end) if m.side.key == best]
        last = next((m for m in reversed(named) if m.at < token.i), named[0])
        side = replace(last.side, start=token.i, end=token.i + 1)
        return Antecedent(side, 1 / total, last.at)

    def features(self, token: Token, others: Sequence[Side] = ()) -> dict[str, dict[str, float]]:
        """What is known of each candidate for a pronoun, by the party's key."""
        kind = pronoun_class(token)
        if kind is None:
            return {}
        here = self._sentence[token.i]
        by_party: dict[str, list[Mention]] = {}
        mentions = self.mentions_before(token.sent.end)
        for m in mentions:
            if m.sentence > here or (m.at > token.i and m.sentence != here):
                break
            if kind == "he" and m.side.actor is None and self.parties.tokens[m.at].ent_type_ == "PLACE":
                continue  # no town is "she"
            if token.i - m.at <= _BACK and here - m.sentence <= _SENTENCES:
                by_party.setdefault(m.side.key, []).append(m)
        for other in others:
            by_party.pop(other.key, None)
        if not by_party:
            return {}
        by_rules = self.parties.side(token, others)
        before = {k: max((m.at for m in ms if m.at < token.i), default=-1) for k, ms in by_party.items()}
        recency = sorted(before, key=lambda k: -before[k])
        first = mentions[0].side.key
        verb = verb_of(token)
        own = token.tag_ == "PRP$"
        out = {}
        for key, ms in by_party.items():
            last = max((m for m in ms if m.at < token.i), key=lambda m: m.at, default=ms[0])
            f = self._of_party(token, kind, own, verb, ms, last, here)
            f[f"{kind} recency {min(3, recency.index(key))}"] = 1.0
            f["first named"] = float(key == first)
            f["by rules"] = float(by_rules is not None and by_rules.key == key)
            f[f"{kind} by rules"] = f["by rules"]
            out[key] = f
        return out

    def _of_party(
        self, token: Token, kind: str, own: bool, verb: int, ms: list[Mention], last: Mention, here: int
    ) -> dict[str, float]:
        """What is known of one party by its mentions, of which `last` is the nearest before the pronoun."""
        tokens = self.parties.tokens
        at, role, gap = tokens[last.at], role_of(token), min(3, here - last.sentence)
        after = last.at > token.i
        same_verb = any(m.sentence == here and m.at != token.i and verb_of(tokens[m.at]) == verb for m in ms)
        subjects = [m for m in ms if m.role == "subject"]
        subject_before = any(m.sentence == here - 1 for m in subjects)
        speaks = [m.sentence for m in ms if self._speaks(m)]
        joined, tellers = _joined(token), _tellers(token)
        told = {
            f"{kind} gap {gap}": True,
            f"{kind} role {last.role}": True,
            f"gap {gap} role {last.role}": True,
            f"{kind} {kind_of_party(last.side, at)}": True,
            f"{kind} many": at.tag_ in _MANY,
            "after": after,
            "own after": after and own,
            "same verb": same_verb and not own,
            "own same verb": same_verb and own,
            f"own {own} same verb {role}": same_verb,
            f"{role} subject here": any(m.sentence == here and m.at < token.i for m in subjects),
            "subject before": subject_before,
            f"{role} subject before": subject_before,
            f"start {token.is_sent_start} subject before": subject_before,
            f"same role {role}": last.role == role,
            f"{kind} speaks here": here in speaks,
            f"{kind} speaks": bool(speaks),
            f"{kind} spoke before": here - 1 in speaks,
            f"{kind} joined": any(m.at in joined for m in ms),
            f"{kind} told that": any(m.at in tellers for m in ms),
            f"{kind} is {noun_class(at, self.parties)}": not last.side.sure,
        }
        out = {name: 1.0 for name, holds in told.items() if holds}
        out["log mentions"] = math.log(len(ms))
        out["log words"] = math.log(max(1, abs(token.i - last.at)))
        return out

    def _speaks(self, mention: Mention) -> bool:
        """Whether somebody is who speaks, and not only among the words for it: "a man in the camp"."""
        speakers = self.parties.speakers
        return mention.at in speakers and self.parties.tokens[mention.at].head.i not in speakers


def noun_class(noun: Token, parties: Parties) -> str:
    """What the noun by which somebody is described is a word for."""
    lemma = noun.lemma_.lower()
    if lemma in BODIES:
        return "body"
    if lemma in parties.rules.state_nouns:
        return "state"
    if lemma in parties.rules.party_nouns:
        return "party"
    return "people" if noun.tag_ in _MANY else "thing"


def _joined(token: Token) -> set[int]:
    """Subjects of the clause to which a word's own is joined: "that Minsk was arming and that it …"."""
    node = token
    for _ in range(_CLAUSE):
        if node.dep_ == "conj":
            return {c.i for c in node.head.children if c.dep_.startswith("nsubj") and c.i < node.i}
        if node.head.i == node.i:
            break
        node = node.head
    return set()


def _tellers(token: Token) -> set[int]:
    """Subjects of the verbs that govern a word's clause: "Minsk said that it …"."""
    out: set[int] = set()
    node = token
    for _ in range(_CLAUSE):
        if node.head.i == node.i:
            break
        if node.dep_ in ("ccomp", "xcomp"):
            out |= {c.i for c in node.head.children if c.dep_.startswith("nsubj") and c.i != token.i}
        node = node.head
    return out


def role_of(token: Token) -> str:
    """How a word stands in its clause."""
    dep = token.dep_
    if dep.startswith("nsubj"):
        return "subject"
    if dep in _OBJECTS:
        return "object"
    if dep == "nmod:poss":
        return "owner"
    if dep == "obl":
        return "oblique"
    if dep in ("amod", "compound"):
        return "modifier"
    return dep if dep in ("nmod", "conj", "appos") else "other"


def kind_of_party(side: Side, at: Token) -> str:
    """What kind of party it is."""
    if side.actor is not None:
        return side.actor.split(":", 1)[0]
    if not side.sure:
        return "described"
    return "named " + (at.ent_type_ or "")


@once
def verb_of(token: Token) -> int:
    """The verb that a word hangs on, however deep."""
    node = token
    for _ in range(_CLAUSE):
        if node.head.i == node.i:
            return node.i
        node = node.head
        if node.pos_ in ("VERB", "AUX"):
            break
    return node.i


@cache
def packaged_weights() -> Mapping[str, float]:
    """The packaged model."""
    data: dict[str, float] = json.loads(_PATH.read_text(encoding="utf-8"))["weights"]
    return data
