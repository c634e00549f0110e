"""A sum that says of goods what they are worth: "$300 million worth of flour"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whence.reader.syntax import Token


def worth_mark(noun: Token) -> Token | None:
    """The "worth" that a sum stands before, or the word itself: "$300 million worth of flour"."""
    if noun.lower_ == "worth":
        before = noun.doc[noun.i - 1] if noun.i else noun
        return noun if before.pos_ in ("NUM", "NOUN", "SYM", "PART", "PUNCT") or before.ent_type_ else None
    if not (noun.tag_ == "$" or noun.ent_type_ == "MONEY" or noun.pos_ in ("NUM", "NOUN")):
        return None
    for word in noun.doc[noun.i + 1 : noun.i + 6]:
        if word.lower_ == "worth":
            return word
        of_sum = word.pos_ == "NUM" or word.tag_ in ("POS", "$") or word.ent_type_ == "MONEY"
        if not of_sum and word.text not in ("’", "'", "'s", "’s"):
            return None
    return None


def sum_start(mark: Token) -> int:
    """The first token of the sum before "worth"."""
    start = mark.i
    while start > 0 and (
        mark.doc[start - 1].pos_ in ("NUM", "SYM", "PART")
        or mark.doc[start - 1].tag_ in ("$", "POS")
        or mark.doc[start - 1].text in ("'", "’")
        or mark.doc[start - 1].ent_type_ == "MONEY"
        or (mark.doc[start - 1].pos_ == "NOUN" and start > mark.i - 3)
    ):
        start -= 1
    return start
