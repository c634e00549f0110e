"""Whose losses are meant by "its soldiers" and "we lost": the party of whoever tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.figures.figure import Named
from whence.figures.phrases import subject_of

if TYPE_CHECKING:
    from whence.attributions.attribution import Attribution
    from whence.figures.measures import Reading
    from whence.figures.metrics import Metrics
    from whence.figures.phrases import Phrase
    from whence.figures.sides import PartyOf
    from whence.parse import Parse
    from whence.reader.syntax import Doc, Token

_OWN: Final = frozenset({"its", "their", "his", "her"})
_OURS: Final = frozenset({"our", "my"})
_SELVES: Final = frozenset({"it", "they", "he", "she"})
_WE: Final = frozenset({"we", "i"})
_OF_SUBJECT: Final = "subject"
_LOST: Final = ("counted", _OF_SUBJECT)
"""Whose they are by the metric: its own, or the one who "lost" them."""
_NAMES: Final = frozenset({"ORG", "PLACE", "NORP", "PERSON"})


def own_side(
    parse: Parse,
    phrase: Phrase,
    reading: Reading,
    on: Attribution | None,
    party_of: PartyOf,
    metrics: Metrics,
) -> Named | None:
    """The teller's party, where what is counted is the teller's own and suffers what is told of it.

    "Chad's army said 97 of its soldiers were killed", "'We lost 42 men,' the colonel said". None where
    another name stands between who tells it and the pronoun, since the pronoun may be of that one: "Iran
    said Israel had killed 14 of its scientists".
    """
    if on is None or not on.authority or metrics.side.get(reading.metric or "") not in _LOST:
        return None
    who = on.authority[-1]
    party = party_of(who.name) if not who.anonymous else None
    if party is None or on.source is None:
        return None
    doc = parse.doc
    pronoun = _pronoun(doc, phrase, reading, metrics)
    if pronoun is None:
        return None
    if pronoun.lower_ not in _OURS | _WE:
        source = parse.tokens(on.source)
        if source is None or source[0] >= pronoun.i or source[0] < pronoun.sent.start:
            return None  # "Its men …, the army said": of whom, the sentence before would say
        if pronoun.lower_ in ("their", "they") and doc[source[1] - 1].tag_ not in ("NNS", "NNPS"):
            return None
        if any(t.ent_type_ in _NAMES or party_of(t.text) for t in doc[source[1] : pronoun.i]):
            return None
    return Named(party, parse.span((pronoun.i, pronoun.i + 1)))


def _pronoun(doc: Doc, phrase: Phrase, reading: Reading, metrics: Metrics) -> Token | None:
    """The pronoun that says whose they are: on what is counted, or as who lost it."""
    if reading.verb is not None and metrics.side.get(reading.metric or "") == _OF_SUBJECT:
        subject = subject_of(doc[reading.verb])
        if subject is not None and subject.lower_ in _SELVES | _WE:
            return subject
        return None
    # Of their own nobody is said to have killed so many: what is counted must be what the clause is of.
    if phrase.noun is None or phrase.top.dep_ not in ("nsubj", "nsubj:pass"):
        return None
    return next((c for c in phrase.noun.children if c.lower_ in _OWN | _OURS), None)
