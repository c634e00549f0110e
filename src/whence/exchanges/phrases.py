"""Noun phrases in the order of the words: what stands behind a verb where the tree has it elsewhere.

The reader's tree is right for most words, but one wrong arc takes a receiver or a price out of the clause.
Here only parts of speech and names are looked at, so that what the tree lost can still be found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_CORE: Final = frozenset({"NOUN", "PROPN", "NUM", "SYM"})
_BEFORE: Final = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM"})
_TIMES: Final = frozenset({"DATE", "DURATION", "TIME", "SET"})
_OPENS: Final = frozenset({"PDT", "DT", "PRP$", "WP$"})
_STOPS: Final = frozenset({";", ":", "—", "–", "(", ")", "“", "”", '"'})
_NO_MARKS: Final = frozenset({"to", "for", "with", "by", "from", "of", "on", "in", "at", "into", "against"})
_LONG: Final = 30
"""Words behind a verb within which its arguments stand."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with what stands before it, and the preposition in front."""

    start: int
    end: int
    case: str | None
    group: int = 0
    """How many conjunctions stand between it and the verb."""

    @property
    def head(self) -> int:
        """Its last token, which the others hang on."""
        return self.end - 1


def behind(verb: Token) -> list[Phrase]:
    """The phrases behind a verb up to the end of its clause, in the order of the text."""
    doc = verb.doc
    end = _clause_end(verb)
    out: list[Phrase] = []
    i = verb.i + 1
    case: str | None = None
    group = 0
    while i < end:
        token = doc[i]
        if token.dep_ == "compound:prt" or (token.tag_ == "RP" and token.dep_ != "case"):
            i += 1
            continue
        if token.pos_ == "ADP" or (token.tag_ in ("IN", "TO") and token.pos_ != "SCONJ"):
            case = token.lower_
            i += 1
            continue
        last = _phrase_end(doc, i, end)
        if last is None:
            if token.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ"):
                case = None
                group += token.pos_ == "CCONJ"
            i += 1
            continue
        if not any(t.ent_type_ in _TIMES for t in doc[i:last]):
            out.append(Phrase(i, last, case, group))
        case = None
        i = last
    return out


def _clause_end(verb: Token) -> int:
    doc, sentence = verb.doc, verb.sent
    for i in range(verb.i + 1, min(sentence.end, verb.i + _LONG)):
        token = doc[i]
        if token.text in _STOPS or token.tag_ in ("WDT", "WP", "WRB", "MD", "VBZ", "VBP"):
            return _without_subject(doc, verb.i, i)
        if token.dep_ == "mark" and token.lower_ not in _NO_MARKS:
            return i
        if token.tag_ == "VBG" and token.head.i == verb.i and token.dep_ in ("xcomp", "ccomp", "advcl"):
            return i  # "has denied | airlifting vaccines"
        if token.pos_ == "PRON" and token.dep_.startswith("nsubj") and token.head.i > i:
            return i  # "received the tanks | it ordered"
        if token.tag_ == "VBD" or (token.tag_ == "VBN" and token.dep_ == "conj"):
            return _without_subject(doc, verb.i, i)
        if token.tag_ == "TO" and i + 1 < len(doc) and doc[i + 1].tag_ == "VB":
            return i
        if token.dep_ == "conj" and token.pos_ == "VERB":
            return i
        if token.tag_ == "VBG" and token.dep_ in ("advcl", "acl") and doc[i - 1].lower_ == "for":
            return i - 1  # "pays Minsk | for hosting the camps"
    return min(sentence.end, verb.i + _LONG)


def _without_subject(doc: Doc, first: int, end: int) -> int:
    """Where the clause ends before the subject of the next: "… and its successor | gave"."""
    if doc[end].tag_ in ("WDT", "WP", "WRB") or doc[end].text in _STOPS:
        return end
    for i in range(end - 1, first, -1):
        token = doc[i]
        if token.is_punct or token.pos_ in ("CCONJ", "SCONJ"):
            return i
        if token.pos_ == "ADP":
            return end  # what stands behind a preposition is no subject
    return end


def _phrase_end(doc: Doc, start: int, end: int) -> int | None:
    """The end of the noun phrase that begins at `start`, or None where none begins."""
    first = doc[start]
    if first.pos_ == "PRON" and first.tag_ != "PRP$":
        return start + 1
    if not _may_stand(first):
        return None
    last: int | None = None
    for i in range(start, end):
        token = doc[i]
        if i > start and (token.tag_ in _OPENS or _number_opens(doc, i, last) or _place_ends(doc, start, i)):
            break
        if token.pos_ in _CORE:
            last = i + 1
        elif token.tag_ == "POS" or (token.text == "-" and last == i and i + 1 < end):
            last = None  # more of the phrase has to follow
        elif not _may_stand(token) or (last is not None and _ends(token)):
            break
    return last


def _may_stand(token: Token) -> bool:
    """Whether a word can be of a noun phrase before its head."""
    return token.pos_ in _BEFORE or token.tag_ in ("PRP$", "VBG", "VBN", "RB", "NN", "NNP", "NNPS")


def _ends(token: Token) -> bool:
    """Whether a word behind a noun is no more of its phrase."""
    if token.pos_ == "ADJ":
        return token.nbor(-1).pos_ in ("NOUN", "PROPN")
    if token.tag_ == "VBG" and token.dep_ in ("compound", "amod") and token.head.i == token.i + 1:
        return False  # "infantry fighting vehicles"
    return token.tag_ in ("VBG", "VBN", "RB")


def _number_opens(doc: Doc, i: int, last: int | None) -> bool:
    """Whether a number begins a phrase: "gave Minsk | 300 soldiers", and not "Su-35" or "4 million"."""
    token = doc[i]
    before = doc[i - 1]
    return (
        last == i
        and (token.pos_ == "NUM" or token.tag_ == "$")
        and before.pos_ in ("PROPN", "NOUN")
        and before.ent_type_ != token.ent_type_
        and before.ent_type_ not in ("NUMBER", "MONEY")
        and before.tag_ != "$"
    )


def _place_ends(doc: Doc, start: int, i: int) -> bool:
    """Whether a place before a common noun is a phrase of its own: "sold Quito | radios"."""
    return (
        doc[i].pos_ in ("NOUN", "ADJ")
        and not doc[i].ent_type_
        and all(t.ent_type_ == "PLACE" and t.pos_ == "PROPN" for t in doc[start:i])
    )


def joined(doc: Doc, first: Phrase, second: Phrase) -> bool:
    """Whether only others with "of" or "in" stand between: "the captain of the guard | 30 men"."""
    return all(
        (t.lower_ in ("of", "in") or t.pos_ != "ADP") and t.lower_ != "worth"
        for t in doc[first.end : second.start + 1]
    ) and not any(t.is_punct or t.pos_ in ("CCONJ", "VERB", "AUX") for t in doc[first.end : second.start])
