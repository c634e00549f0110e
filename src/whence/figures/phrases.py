"""Where a quantity stands in its sentence: the noun it counts, and the word that governs the two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from whence.figures.quantity import Quantity, Range

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

Place = Literal["object", "subject", "passive", "oblique", "of", "other"]
"""How a phrase stands to its governor: "passive" is the subject of a passive, "of" an of-phrase of a noun."""

_NOMINAL: Final = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "PRON", "SYM"})
_STEPS: Final = 12
_LOOKED_THROUGH: Final = frozenset(
    {
        "nummod",
        "compound",
        "amod",
        "det",
        "flat",
        "appos",
        "nmod:desc",
        "dep",
        "conj",
        "advmod",
        "nmod:unmarked",
    }
)
_PARTICLES: Final = frozenset({"down", "up", "out", "off", "over", "back", "away", "home", "free", "through"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quantity in its sentence."""

    quantity: Quantity
    top: Token
    """The word by which the phrase hangs in the sentence: the noun, or the number where there is none."""
    noun: Token | None
    """The noun that is counted."""
    index: int
    unit: str | None = None
    """That noun in the singular: "soldier", "North Korean"."""
    speaks: bool = False
    """Whether it counts who says something: "two diplomats said"."""


def top_of(doc: Doc, words: Range, number: Range | None = None) -> Token:
    """The word of a range by which it hangs in its sentence: the highest over its number."""
    inner = number or words
    at = doc[inner[1] - 1]
    for token in doc[inner[0] : inner[1]]:
        if not inner[0] <= token.head.i < inner[1] or token.head.i == token.i:
            at = token
            break
    for _ in range(_STEPS):
        head = at.head
        # A verb among the words is the bound, and not the amount: "exceeds 3,000".
        if head.i == at.i or not words[0] <= head.i < words[1] or head.pos_ in ("VERB", "AUX"):
            break
        at = head
    return at


def opens_clause(doc: Doc, at: int) -> bool:
    """Whether a token opens a sentence or a clause after a comma, semicolon or "and"."""
    return at == doc[at].sent.start or doc[at - 1].is_punct or doc[at - 1].lower_ in ("and", "but", "that")


def fronted(doc: Doc, words: Range) -> bool:
    """Whether a quantity is a whole that opens its clause: "Of the 53 men picked up, 41 were freed"."""
    at = words[0] - 1
    while at >= 0 and at >= words[0] - 2 and doc[at].tag_ in ("DT", "PRP$"):
        at -= 1
    return at >= 0 and doc[at].lower_ == "of" and opens_clause(doc, at)


def case_of(token: Token) -> str:
    """The preposition of a phrase, lower-cased; "" where it has none."""
    return next(
        (c.lower_ for c in token.children if c.dep_ in ("case", "mark") and c.i < token.i and c.tag_ == "IN"),
        "",
    )


def governors(token: Token, words: Range) -> Iterator[tuple[Token, Place]]:
    """Words that a phrase depends on, nearest first, each with how the phrase stands to it.

    `words` are those of the quantity: a preposition among them is its bound ("lost about a company").

    Coordination is looked through: in "12 men, 5 women and 3 children were killed" all three are
    subjects of "killed".
    """
    at = token
    for _ in range(_STEPS):
        head = at.head
        if head.i == at.i:
            return
        dep = at.dep_
        if dep == "conj" and (head.pos_ in _NOMINAL or at.pos_ in _NOMINAL) and at.pos_ != "VERB":
            if head.pos_ in ("VERB", "AUX") and head.dep_ not in ("nsubj", "obj"):
                yield head, "object"
            at = head
            continue
        if dep == "appos" and head.dep_ == "obl:unmarked" and head.lemma_.lower() in _TIMES:
            yield head.head, "subject"  # "Many deserted that winter, several thousand from one army"
            return
        if dep == "parataxis" and at.pos_ == "NUM" and any(_counts(c) for c in head.children):
            yield head, "object"  # "makers turn out 1.4 million shells; Russia's, close to three million"
            return
        if head.lower_ == "upwards" and words[0] <= head.i < words[1]:
            yield head.head, "object"  # "has destroyed upwards of 5,000 structures"
            return
        if dep in ("nsubj", "csubj"):
            yield head, "subject"
        elif dep == "nsubj:pass":
            yield head, "passive"
        elif dep in ("obj", "ccomp", "xcomp"):
            yield head, "object"
        elif dep == "nmod" and case_of(at) == "of":
            yield head, "of"
        elif dep in ("obl", "nmod", "obl:unmarked") and _bounded(at, words):
            yield head, "object"
        elif dep in ("obl", "nmod", "obl:unmarked", "obl:npmod", "obl:agent", "advcl"):
            yield head, "oblique"
        else:
            yield head, "other"
        of = dep == "nmod" and case_of(at) == "of"
        if head.pos_ in ("VERB", "AUX") or not (of or dep in _LOOKED_THROUGH or head.pos_ in ("NUM", "ADJ")):
            return
        at = head


_TIMES: Final = frozenset(
    {"spring", "summer", "autumn", "winter", "year", "month", "week", "day", "night", "morning", "evening"}
)


def _counts(token: Token) -> bool:
    return token.dep_ == "obj" and any(c.dep_ == "nummod" for c in token.children)


def _bounded(token: Token, words: Range) -> bool:
    """Whether what looks like a preposition of a phrase is its bound: "over 40", "up to a battalion"."""
    cases = [child for child in token.children if child.dep_ == "case" and child.i < token.i]
    measured = token.dep_ == "obl:unmarked" and not token.ent_type_  # "seized about 500 square kilometres"
    return (token.dep_ == "obl" or measured) and all(
        words[0] <= child.i < words[1] or child.lower_ in ("about", "around", "over", "under")
        for child in cases
    )


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb that it is coordinated with or a complement of."""
    at = verb
    for _ in range(_STEPS):
        subjects = [c for c in at.children if c.dep_ in ("nsubj", "nsubj:pass")]
        if subjects:
            # A tree may hang a dateline on the verb too: "BANGKOK, 3 May - Myanmar imported …".
            return max((c for c in subjects if c.i < at.i), key=lambda c: c.i, default=subjects[0])
        if at.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis") and at.head.i != at.i:
            if at.dep_ == "ccomp":
                return None
            if at.dep_ == "xcomp":
                controlled = next((c for c in at.head.children if c.dep_ == "obj"), None)
                if controlled is not None and controlled.i < at.i:
                    return controlled  # "expect the number to rise"
            at = at.head
        elif at.dep_ in ("acl", "acl:relcl"):
            return at.head
        else:
            return None
    return None


def agent_of(verb: Token) -> Token | None:
    """Who does what a verb says: the subject of an active, the "by" of a passive."""
    if is_passive(verb):
        for child in verb.children:
            if child.dep_ in ("obl", "obl:agent", "nmod") and case_of(child) == "by":
                return child
        return None
    subject = subject_of(verb)
    if subject is not None and subject.lower_ in ("which", "that", "who") and verb.dep_ == "acl:relcl":
        return verb.head if subject.dep_ == "nsubj" else subject
    return subject


def is_passive(verb: Token) -> bool:
    """Whether a verb is a passive, or a participle after its noun."""
    if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod")


def lemma_of(verb: Token) -> str:
    """A verb's lemma with its particle: "shoot down", "send home"."""
    particle = next(
        (
            c.lower_
            for c in verb.children
            if c.i > verb.i and c.dep_ in ("compound:prt", "advmod", "xcomp") and c.lower_ in _PARTICLES
        ),
        None,
    )
    if particle is None and verb.i + 1 < len(verb.doc):
        after = verb.doc[verb.i + 1]
        particle = (
            after.lower_
            if after.lower_ == "through"
            or (after.lower_ == "up" and verb.lemma_ == "make")
            or (after.lower_ == "down" and after.dep_ != "case")
            else None
        )
    return f"{verb.lemma_.lower()} {particle}" if particle else verb.lemma_.lower()
