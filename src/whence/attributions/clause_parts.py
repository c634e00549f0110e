"""Who says something by a verb, and the noun phrase around a noun: what rules over syntax share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import Range

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token


def speaker(verb: Token) -> Token | None:
    """Who says something by a plain, affirmed verb, or None: "would say" and "did not say" say nothing."""
    before = [c for c in verb.children if c.i < verb.i]
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or any(
        c.dep_ == "aux:pass"
        or c.tag_ in ("MD", "TO")
        or c.lower_ in ("not", "n't", "n’t", "never")
        or (c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless"))
        for c in before
    ):
        return None
    if verb.tag_ == "VBN" and verb.dep_ != "ROOT" and not any(c.dep_ == "aux" for c in before):
        return None
    # A main verb without "was" is no passive, whatever the tagger took it for.
    who = next((c for c in reversed(before) if c.dep_ in ("nsubj", "nsubj:pass")), None)
    if who is None:
        return None
    # "WHO" is taken for a pronoun now and then; "two of the sources" are somebody.
    counted = who.tag_ == "CD" and any(c.dep_ == "nmod" for c in who.children)
    return who if who.pos_ in ("NOUN", "PROPN") or who.text == "WHO" or counted else None


def phrase(doc: Doc, noun: Token, before: int | None = None) -> Range:
    """The noun phrase around a noun, without the commas before it; all of it stands before token `before`."""
    left = min(t.i for t in noun.subtree)
    while left < noun.i and (doc[left].is_punct or doc[left].is_space):
        left += 1
    begin, end = phrase_of(doc, noun, left)
    return begin, end if before is None or before <= noun.i else min(end, before)
