"""Noun phrases in the reader's tree: where they begin, their prepositions, what is coordinated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.attributions.pronouns import PRONOUNS
from whence.reader.syntax import once

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_CONTRASTING: Final = frozenset({"not", "but", "rather", "instead"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET", "ADJ"})


def is_pronoun(token: Token) -> bool:
    """Whether a word takes somebody up: "us", and not "US" of "US marines"."""
    return token.lower_ in PRONOUNS and not (token.text.isupper() and len(token.text) > 1)


def conjuncts(token: Token) -> list[Token]:
    """A noun and what is coordinated with it, in the order of the text."""
    doc = token.doc
    out = [token]
    if token.is_sent_start and any(t.text in ("-", "–", "—") for t in doc[token.i + 1 : token.i + 4]):
        line = doc[token.i : token.i + 4].text.split(" -")[0].split(" –")[0].split(" —")[0]
        if line.isupper() or doc[token.i + 1].text in ("-", "–", "—"):
            out = []  # a dateline
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL and child.i > token.i:
            if any(c.dep_.startswith("nsubj") for c in child.children):
                continue
            if token.dep_.startswith("nsubj") and token.i < token.head.i < child.i:
                continue  # "Kim offered the soldiers and Putin said yes": the subject of the next verb
            if contrasted(child):
                continue  # "tools rather than guns"
            out += conjuncts(child)
        elif child.dep_ == "conj" and (named := _gerund(child)) is not None:
            out.append(named)
    if (astray := _astray(out[-1] if out else token)) is not None and astray not in out:
        out += conjuncts(astray)
    return out


_ALL: Final = frozenset({"everything", "anything", "all"})
_SAVE: Final = frozenset({"but", "except"})


def contrasted(noun: Token) -> bool:
    """Whether a noun is named only to be ruled out: "tools rather than guns", "everything but soldiers"."""
    if noun.dep_ == "conj" and any(c.lower_ in _CONTRASTING for c in noun.children if c.i < noun.i):
        return True
    save = (c for c in noun.children if c.dep_ == "case" and c.lower_ in _SAVE and c.i)
    return any(c.nbor(-1).lower_ in _ALL for c in save)


def _gerund(verb: Token) -> Token | None:
    """The noun of "missiles and jamming equipment", where the tree takes "jamming" for a verb."""
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    joined = verb.i > 0 and verb.nbor(-1).pos_ == "CCONJ"
    noun = after.pos_ == "NOUN" and after.dep_ == "obj" and after.head.i == verb.i
    noun = noun or (
        after.pos_ == "NOUN" and after.dep_ in ("nmod", "obj") and after.head.i == verb.head.head.i
    )
    return after if verb.tag_ == "VBG" and joined and noun else None


def _astray(last: Token) -> Token | None:
    """A noun coordinated with one just before it that the tree hung on a verb: "shells | and ten guides"."""
    doc = last.doc
    i = max([last.i, *(c.i for c in last.children if c.dep_ in ("flat", "nummod"))]) + 1
    if i + 1 >= len(doc) or doc[i].lower_ not in ("and", "or") or last.dep_.startswith("nsubj"):
        return None
    ing = doc[i + 1]
    if ing.tag_ == "VBG" and ing.dep_ == "conj" and ing.head.tag_ != "VBG" and i + 2 < len(doc):
        load = doc[i + 2]  # "obtained lorries and | jamming equipment", the gerund joined to the verb
        if load.pos_ == "NOUN" and load.head.i == ing.i and not any(c.i < load.i for c in load.children):
            return load
    for noun in doc[i + 1 : i + 6]:
        if noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN"):
            lost = noun.head.i > noun.i or (noun.head.pos_ == "VERB" and noun.head.i < last.i)
            acts = any(c.dep_.startswith(("nsubj", "cop")) for c in noun.children)
            return noun if lost and not acts else None
        if noun.pos_ in ("ADP", "VERB", "AUX", "PUNCT", "PRON") and noun.head.i > i + 5:
            return None
    return None


@once
def preposition(noun: Token) -> str | None:
    """The preposition that a noun stands with: the nearest, where the tree gives it several."""
    cases = [
        c for c in noun.children if c.dep_ == "case" and c.tag_ != "POS" and c.i < noun.i and not up_to(c)
    ]
    alone = len(cases) == 1 and noun.dep_ in ("obl", "nmod")  # "under two contracts", not "over 300"
    cases = [c for c in cases if alone or not _of_amount(c)]
    if len(cases) == 1 and cases[0].lower_ == "of" and noun.dep_ == "obj":
        counted = [c for c in noun.children if c.i == cases[0].i - 1 and c.pos_ == "NUM"]
        cases = [] if counted else cases  # "received 38 of 108 tanks", the count hung on the tanks
    if cases:
        return str(cases[-1].lower_)
    if noun.dep_ not in ("nmod", "obl", "obl:agent", "obj", "iobj") or not noun.i:
        return None
    start = max(0, left_edge(noun) - 1)
    before = noun.doc[start]
    # The tree may have hung the preposition on a noun still to come.
    inside = before.i < before.head.i < noun.i and before.head.head.i == noun.i
    if before.lower_ == "for" and before.dep_ == "mark" and before.head.i != noun.head.i:
        return "for"  # "asked Oslo for | diesel to run its generators", "for" hung on the verb
    if before.pos_ == "ADP" and before.dep_ == "case" and (before.head.i > noun.i or inside):
        return str(before.lower_)
    return None


def up_to(word: Token) -> bool:
    """Whether "up" or the "to" behind it only says how many: "up to 2,000 drivers", "close to a million"."""
    to = word.nbor(1) if word.lower_ == "up" and word.i + 1 < len(word.doc) else word
    after = word.doc[to.i + 1] if to.i + 1 < len(word.doc) else to
    number = after.pos_ == "NUM" or after.ent_type_ in ("NUMBER", "MONEY") or after.tag_ in ("$", "CD")
    return number and to.lower_ == "to" and to.i > 0 and to.nbor(-1).lower_ in ("up", "close")


def _of_amount(word: Token) -> bool:
    """Whether a preposition only says how many: "more than half", "over 300", "about a third"."""
    if word.lower_ == "than":
        return True
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    return word.lower_ in ("about", "around", "over", "under", "nearly") and after.pos_ == "NUM"


def bare(noun: Token) -> bool:
    """Whether a common noun of one stands without a word that says which: no party that is told of."""
    if noun.i and noun.nbor(-1).tag_ == "PRP$":
        return False  # "its neighbour tea", where "its" hangs on the tea
    return noun.tag_ == "NN" and not any(
        c.i < noun.i and c.dep_ in ("det", "nmod:poss", "amod", "compound", "nummod") for c in noun.children
    )


_APART: Final = ("iobj", "obj", "nsubj", "obl")
"""Relations of words that are a phrase of their own beside another of the same verb."""
_BEFORE: Final = frozenset(
    {"det", "nummod", "amod", "compound", "advmod", "nmod:poss", "nmod:desc", "flat", "det:predet", "nmod",
     "punct", "obl:unmarked", "nmod:unmarked"}
)  # fmt: skip
"""Relations of what stands before a noun and belongs to it."""


@once
def left_edge(token: Token) -> int:
    """The first token of a noun with what stands before it."""
    doc = token.doc
    start = token.i
    todo = [token]
    while todo:
        word = todo.pop()
        for child in word.children:
            if (
                child.i < word.i
                and child.dep_ in _BEFORE
                and not (child.dep_ == "punct" and child.text not in ("-", "–", "$", "’", "'"))
            ):
                if (
                    child.dep_ in ("nmod", "advmod")
                    and word.pos_ != "NUM"
                    and not (child.ent_type_ or child.pos_ in ("ADV", "ADJ"))
                ):
                    continue
                if any(
                    t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.pos_ != "ADJ"
                    for t in doc[child.i + 1 : word.i]
                ):
                    continue
                if child.i < start:
                    start = child.i
                todo.append(child)
    for i in range(token.i - 1, start, -1):
        apart = doc[i].dep_ in _APART and doc[i].head.i == token.head.i
        if apart and doc[i + 1].text != "-":
            return i + 1  # "given Kisumu's main hospital | two scanners", "main" hung on the last
    return start
