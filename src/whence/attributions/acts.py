"""What is done by saying it, where the reader of spans saw nothing: "Foyle ruled out a curfew".

"The army denied firing on the town", "she turned down an offer of help": by the verb, with its particle, and
by who does it, somebody with a name or an office. Verbs and what is turned down are data: `cues.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import Range
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_PARTICLES: Final = {"rule": "out", "turn": "down"}
_WHAT: Final = frozenset({"obj", "ccomp", "xcomp"})
_BEHIND: Final = frozenset({"advcl", "obl", "nmod"})


def acted(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and what is refused, denied or blamed; None where a clause is of another kind."""
    lemma = verb.lemma_.lower()
    who = _who(verb, rules)
    if who is None:
        return None
    end = verb.i + 1
    if lemma in _PARTICLES:
        if end >= len(doc) or doc[end].lower_ != _PARTICLES[lemma]:
            return None
        end += 1
    what = [c for c in verb.children if c.dep_ in _WHAT and c.i >= end]
    if not what or any(c.dep_ == "iobj" for c in verb.children):
        return None
    noun = what[0].lemma_.lower()
    if lemma in rules.refusing and what[0].dep_ == "obj" and noun not in rules.refused:
        return None
    if lemma == "deny" and noun in rules.withheld:
        return None
    parts = [*what, *(c for c in verb.children if c.dep_ in _BEHIND and c.i > what[0].i)]
    inside = sorted({t.i for part in parts for t in part.subtree if t.i >= end})
    if not inside or inside[0] != end:
        return None
    stop = end
    for i in inside:
        if i != stop:
            break
        stop = i + 1
    while stop > end and (doc[stop - 1].is_punct or doc[stop - 1].is_space):
        stop -= 1
    if stop == end:
        return None
    left = min(t.i for t in who.subtree)
    while left < who.i and (doc[left].is_punct or doc[left].is_space):
        left += 1
    source = phrase_of(doc, who, left)
    return None if source[1] > verb.i else (source, (verb.i, end), (end, stop))


def answered_by(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and content of "the claim was denied by the front", and of "a charge Kyiv rejects"."""
    beside = _beside(doc, verb, rules)
    if beside is not None:
        return beside
    agent = next((c for c in verb.children if c.dep_.startswith("obl") and c.i > verb.i), None)
    by = next((c for c in agent.children if c.dep_ == "case" and c.lower_ == "by"), None) if agent else None
    thing = next((c for c in verb.children if c.dep_ == "nsubj:pass" and c.i < verb.i), None)
    passive = [c.i for c in verb.children if c.dep_ in ("aux", "aux:pass") and c.i < verb.i]
    if agent is None or by is None or thing is None or not passive or verb.tag_ != "VBN":
        return None
    somebody = agent.pos_ == "PROPN" or agent.lemma_.lower() in rules.actors
    if thing.lemma_.lower() not in rules.refused or not somebody:
        return None
    begin = min(t.i for t in thing.subtree)
    while begin < thing.i and (doc[begin].is_punct or doc[begin].dep_ in ("cc", "mark")):
        begin += 1
    content, source = (begin, min(passive)), phrase_of(doc, agent, by.i + 1)
    return (source, (min(passive), by.i + 1), content) if begin < min(passive) <= verb.i else None


def _beside(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """The same for ", a charge New Delhi rejects", wherever the parser hung it."""
    who = _who(verb, rules)
    first = who.left_edge.i if who is not None else 0
    noun = first - 2 if first > 1 and doc[first - 1].tag_ in ("WDT", "IN") else first - 1
    if who is None or noun < 2 or doc[noun].lemma_.lower() not in rules.refused or doc[noun - 2].text != ",":
        return None
    if doc[noun - 1].lower_ not in ("a", "an") or any(
        c.dep_ == "obj" and c.i > verb.i for c in verb.children
    ):
        return None
    end = min(
        (c.i for c in verb.children if who.i < c.i < verb.i and c.dep_ in ("aux", "advmod")), default=verb.i
    )
    return (first, end), (verb.i, verb.i + 1), (noun - 1, noun + 1)


def _who(verb: Token, rules: Rules) -> Token | None:
    """Who does it, by a plain, affirmed verb in the active voice: somebody by name or office."""
    before = [c for c in verb.children if c.i < verb.i]
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or any(
        c.dep_ == "aux:pass" or c.tag_ in ("MD", "TO") or c.lower_ in ("not", "n't", "n’t", "never")
        for c in before
    ):
        return None
    who = next((c for c in before if c.dep_ == "nsubj"), None)
    if who is None:
        return None
    if who.pos_ == "PROPN" or who.lower_ in ("he", "she"):
        return who
    named = any(c.dep_ in ("appos", "flat") and c.pos_ == "PROPN" for c in who.children)
    return who if who.pos_ == "NOUN" and (named or who.lemma_.lower() in rules.actors) else None
