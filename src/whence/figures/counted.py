"""What a quantity counts: the noun and its modifiers, from the tree or from the words behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whence.figures.metrics import packaged_metrics
from whence.figures.quantity import Quantity, Range

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_UP: Final = frozenset(
    {"nummod", "compound", "amod", "det", "flat", "advmod", "case", "dep", "nmod:desc", "fixed", "nmod"}
)
_MODIFIERS: Final = frozenset({"amod", "compound", "flat", "nmod:desc", "acl", "goeswith", "advmod", "punct"})
_GAP: Final = frozenset(
    {"other", "others", "more", "further", "additional", "or", "so", "extra", "such", "fewer", "less"}
)
_STEPS: Final = 6
_NO_NOUN: Final = frozenset(
    {
        "percent",
        "%",
        "one",
        "ones",
        "number",
        "time",
        "times",
        "apiece",
        "each",
        "total",
        "or",
        "dozen",
        "half",
    }
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that is counted: its token, and the tokens of the noun and its modifiers, in order."""

    head: int
    words: tuple[int, ...]

    unit: str
    """The noun in the singular, with the names that belong to it: "soldier", "North Korean"."""

    @property
    def range(self) -> Range:
        """From the first of these tokens to behind the last."""
        return self.words[0], self.words[-1] + 1


def counted(doc: Doc, quantity: Quantity) -> Counted | None:
    """The noun that a quantity counts or that a share is of; None where the text names none.

    "at least 3,000 North Korean soldiers" counts "North Korean soldiers"; "two of the men" and "a third of
    the men" count "men".
    """
    if quantity.kind in ("percentage", "money", "measure", "duration"):
        return None
    end = quantity.words[1]
    within = _inside(doc, quantity)
    if within is not None:
        return within
    noun = _by_tree(doc, quantity) if doc.has_annotation("DEP") else None
    if noun is None:
        noun = _behind(doc, end, quantity)
    if noun is None or _is_no_noun(doc, end, noun):
        return None
    words = _modifiers(doc, noun, quantity)
    return Counted(noun, words, _unit(doc, noun, words))


def _is_no_noun(doc: Doc, end: int, noun: int) -> bool:
    """Whether a word only stands for what was counted before, or is a time: "30 more", "120 last month".

    Or for what became of people: "40,000 dead".
    """
    if doc[noun].lower_ in ("more", "others", "other"):
        return True
    if doc[noun].tag_ == "JJ" and doc[noun].lower_ in ("dead", "missing"):
        return True
    time = doc[noun].lemma_.lower() in ("year", "month", "week", "day", "quarter", "decade")
    return time and any(t.lower_ in _OF_TIME for t in doc[end:noun])


_OF_TIME: Final = frozenset({"last", "this", "next", "a", "the", "that", "each", "every", "per", "earlier"})
_SINGULAR: Final = {"people": "person", "men": "man", "women": "woman", "children": "child"}


def singular(token: Token) -> str:
    """A noun in the singular; the lemma where there is one."""
    low = token.lower_
    if low in _SINGULAR:
        return _SINGULAR[low]
    if token.tag_ in ("VBN", "VBD"):
        return low  # "2,700 wounded"
    if token.pos_ == "PROPN" or token.ent_type_ or not token.lemma_ or token.text[-2:-1].isdigit():
        text = token.text
        plural = token.tag_ in ("NNS", "NNPS") or text[-2:-1].isdigit() or not token.tag_
        return text[:-1] if plural and text.endswith("s") and not text.endswith("ss") else text
    return token.lemma_


def _unit(doc: Doc, noun: int, words: tuple[int, ...]) -> str:
    """The singular of the noun, and of a people's name the whole: "North Korean"."""
    unit = singular(doc[noun])
    if doc[noun].ent_type_ == "NORP":
        first = noun
        while first - 1 in words and doc[first - 1].ent_type_ == "NORP" and doc[first].ent_iob_ == "I":
            first -= 1
        if first < noun:
            return f"{doc[first:noun].text} {unit}"
    return unit


def _inside(doc: Doc, quantity: Quantity) -> Counted | None:
    """As in "one adult in eight" and "up to a battalion" hold their noun themselves."""
    if quantity.military_unit and quantity.unit_words is not None:
        head = quantity.unit_words[1] - 1
        return Counted(head, (head,), quantity.unit or doc[head].lower_)
    if quantity.kind == "share":
        number = quantity.number
        for i in range(number[0] + 1, number[1] - 1):
            if (
                doc[i].tag_ in ("NN", "NNP")
                and doc[i + 1].lower_ in ("in", "out")
                and doc[i].lower_ not in ("third", "quarter", "half")
            ):
                return Counted(i, (i,), singular(doc[i]))
    return None


def _by_tree(doc: Doc, quantity: Quantity) -> int | None:
    a, b = quantity.words
    number = doc[quantity.number[1] - 1]
    top = number
    for _ in range(_STEPS):
        head = top.head
        if head.i == top.i or not a <= head.i < b:
            break
        top = head
    if (
        b + 1 < len(doc)
        and doc[b].text in ("-", "–")
        and not doc[b - 1].whitespace_
        and doc[b + 1].pos_ in _NOMINAL
    ):
        return b + 1  # a six-cylinder engine
    if (
        b + 1 < len(doc)
        and doc[b].lower_ in packaged_metrics().by_adjective
        and doc[b + 1].text.endswith("ing")
    ):
        return b  # "and some 2,700 wounded fighting for Russia": the wounded, and no fighting, are counted
    of = _of_phrase(doc, quantity)
    if of is not None:
        return of
    head = top.head
    ends = _plural(doc, b)
    if ends is not None and head.i > ends:
        return ends
    if head.i >= b and head.pos_ in _NOMINAL | {"ADJ"} and top.dep_ in _UP and _near(doc, b, head.i):
        return _noun_of(doc, head, b)
    return None


def _plural(doc: Doc, b: int) -> int | None:
    """The plural right behind a number's adjectives that no further noun follows: it ends the phrase."""
    for k in range(b, min(b + 5, len(doc))):
        tag = doc[k].tag_
        if tag in ("NNS", "NNPS"):
            after = doc[k + 1].tag_ if k + 1 < len(doc) else ""
            return k if after not in ("NN", "NNS", "NNP", "NNPS", "HYPH", "POS", "CC", "CD") else None
        if tag not in ("JJ", "NN", "NNP", "HYPH", "JJR", "VBN"):
            return None
    return None


def _of_phrase(doc: Doc, quantity: Quantity) -> int | None:
    """As in "two of the men", "dozens of houses": the noun behind "of"."""
    b = quantity.words[1]
    j = b
    while j < len(doc) and j < b + 2 and doc[j].lower_ in ("or", "so", "more", "percent"):
        j += 1
    if j + 1 >= len(doc) or doc[j].lower_ != "of" or doc[j + 1].tag_ in ("WDT", "WP", "PRP"):
        return None
    noun = doc[j].head
    owner = noun.i + 1 < len(doc) and doc[noun.i + 1].tag_ == "POS"  # "of the capital's electricity"
    if noun.i > j and noun.pos_ in _NOMINAL and noun.i - j < 12 and not owner:
        return int(noun.i)
    return _phrase_head(doc, j + 1)


def _noun_of(doc: Doc, head: Token, b: int) -> int | None:
    """The noun of a phrase whose number hangs on an adjective or on another noun's modifier."""
    for _ in range(_STEPS):
        if (
            head.dep_ in ("amod", "compound", "nmod:desc")
            and head.head.i > head.i
            and _near(doc, b, head.head.i)
        ):
            head = head.head
        else:
            break
    if head.pos_ == "ADJ" and head.dep_ in ("amod", "compound"):
        return None
    return int(head.i)


def _near(doc: Doc, b: int, i: int) -> bool:
    """Whether between the number and a noun stand only its modifiers."""
    if i - b > 8:
        return False
    return all(
        doc[k].pos_ not in ("VERB", "AUX", "ADP", "SCONJ", "PRON", "DET") or doc[k].tag_ in ("VBN", "VBG")
        for k in range(b, i)
    )


def _behind(doc: Doc, b: int, quantity: Quantity) -> int | None:
    """The head of the noun phrase that the words behind a number form, tags or none."""
    j = b
    while j < len(doc) and doc[j].lower_ in _GAP:
        j += 1
    if j < len(doc) and doc[j].lower_ == "of":
        return _phrase_head(doc, j + 1)
    if quantity.kind == "count" and j < len(doc) and doc[j].tag_ in ("DT", "PRP", "PRP$", "WDT", "WP", "EX"):
        return None  # "more than the 412 the company has given"
    if quantity.kind in ("share", "ratio", "rank") and j == b and quantity.kind != "rank":
        if j < len(doc) and doc[j].lower_ in ("the", "its", "their", "his", "her", "as", "that", "those"):
            if doc[j].lower_ == "as" and j + 1 < len(doc) and doc[j + 1].lower_ in ("many", "much"):
                j += 1
            return _phrase_head(doc, j + 1)
        if quantity.kind == "ratio":
            return None
    return _phrase_head(doc, j)


def _phrase_head(doc: Doc, j: int) -> int | None:
    found = None
    tagged = doc.has_annotation("TAG")
    for k in range(j, min(j + 9, len(doc))):
        token = doc[k]
        low = token.lower_
        if not tagged:
            if low in ("the", "its", "his", "her", "their", "of", "all", "these", "those", "our", "my"):
                if found is not None:
                    break
                continue
            if not low.isalpha() or low in _NO_NOUN or token.is_stop:
                break
            if found is not None and low.endswith(("ed", "ing")):
                break
            found = k
            if low.endswith("s") or low in ("people", "men", "women", "children", "police", "troops"):
                break
            continue
        if token.pos_ in _NOMINAL:
            if low in _NO_NOUN:
                break
            found = k
            continue
        if found is not None and (token.tag_ in ("HYPH",) or (low in ("-",))):
            continue
        if found is None and (
            token.pos_ in ("ADJ", "DET", "NUM", "PRON")
            or token.tag_ in ("VBN", "VBG", "HYPH", "POS", "RB", "PRP$")
        ):
            if token.tag_ in ("PRP", "WP", "WDT", "JJR") or low in ("a", "an"):
                break
            continue
        if found is not None and token.tag_ == "POS":
            found = None
            continue
        break
    return found


def _modifiers(doc: Doc, noun: int, quantity: Quantity) -> tuple[int, ...]:
    """The noun and the modifiers before it, without articles, numbers and bound words."""
    a, b = quantity.words
    inside = range(a, b)
    words = [noun]
    k = noun - 1
    while k >= 0 and noun - k < 10 and k not in inside:
        token = doc[k]
        if (
            token.pos_ in ("ADJ", "NOUN", "PROPN")
            or token.tag_ in ("VBN", "VBG", "HYPH")
            or token.text in ("-",)
        ):
            if token.tag_ in ("PDT",) or token.lower_ in ("other", "more", "such", "same"):
                break
            if (
                not (token.dep_ in _MODIFIERS or token.dep_ == "nmod" or not token.dep_)
                and token.head.i > noun
            ):
                break
            words.append(k)
        else:
            break
        k -= 1
    while len(words) > 1 and doc[words[-1]].text in ("-", "–"):
        words.pop()
    return tuple(reversed(words))
