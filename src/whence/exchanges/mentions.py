"""Things of which only "more", a number or "the machine" is said: what was spoken of before."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Categories, Thing, place
from whence.exchanges.nominal import left_edge, preposition

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_RECENT: Final = 70
"""Words back to what "more" is more of."""
_NAMED: Final = 25
"""Words back to a thing that nobody gave and that is taken up all the same."""
_NO_THINGS: Final = frozenset({"political", "support", "agreement", "labour", "troops", "territory", "money"})
_MACHINES: Final = frozenset(
    {"medical", "drones", "weapons", "vehicles", "energy", "technology", "aircraft", "ships", "missiles"}
)
_TAKEN_UP: Final = {
    "aircraft": frozenset({"drones", "aircraft"}), "craft": frozenset({"drones", "aircraft", "ships"}),
    "vessel": frozenset({"ships", "drones"}), "system": frozenset({"weapons", "missiles", "technology"}),
    "machine": _MACHINES, "device": _MACHINES, "equipment": _MACHINES, "unit": _MACHINES, "model": _MACHINES,
    "battery": frozenset({"weapons", "missiles"}), "item": _MACHINES, "vehicle": frozenset({"vehicles"}),
}  # fmt: skip
"""Nouns that take up a thing named before, and what it can be."""
_TOLD_APART: Final = ("compound", "amod", "nmod", "nmod:poss", "acl", "acl:relcl")
_LOTS: Final = frozenset({"consignment", "shipment", "batch", "delivery", "tranche", "instalment", "lot"})
_MEASURES: Final = frozenset(
    {"ton", "tonne", "kilogram", "kilo", "litre", "liter", "barrel", "gallon", "metre", "meter", "megawatt",
     "dose", "bushel", "sack", "bag", "truckload", "lorryload", "carat", "ounce"}
)  # fmt: skip
"""Measures that alone are of what was spoken of: "120,000 tons of wheat from Oslo and 60,000 tons …"."""
_UNCOUNTED: Final = frozenset({"training", "political", "agreement", "sanctions-relief", "support"})
_ELLIPTIC: Final = frozenset(
    {
        "more",
        "first",
        "second",
        "some",
        "any",
        "one",
        "ones",
        "half",
        "most",
        "others",
        "another",
        "two",
        "all",
        "dozens",
        "hundreds",
        "thousands",
        "both",
        "rest",
        "remainder",
        "other",
        "none",
        "few",
        "several",
        "many",
        "each",
        "third",
        "quarter",
        "fifth",
        "tenth",
    }
)


def _lot(noun: Token) -> bool:
    """As in "a first consignment", "another batch": of what was spoken of."""
    if noun.lemma_.lower() not in _LOTS or any(c.dep_ in ("compound", "nmod") for c in noun.children):
        return False
    return any(c.ent_type_ == "ORDINAL" or c.lower_ in ("another", "further", "new") for c in noun.lefts)


def _that(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("that", "this", "the") for c in noun.children)


class Mentions(Categories):
    """Looks up what words take up among what was given or named."""

    def left_out(self, token: Token, *, again: bool = False) -> list[Thing]:
        """Things of which only the number, "more" or a pronoun is said: those that were spoken of last.

        A pronoun stands for itself; with `again`, for the words that it takes up.
        """
        low = token.lower_
        pronoun = low in ("it", "them", "these", "those")
        measured = token.lemma_.lower() in _MEASURES and any(c.dep_ == "nummod" for c in token.children)
        count = (
            measured
            or token.pos_ == "NUM"
            or low in _ELLIPTIC
            or token.lemma_.lower() in _ELLIPTIC
            or _lot(token)
        )
        whole = [c for c in token.children if c.dep_ == "nmod" and c.pos_ not in ("PRON", "DET", "NUM")]
        whole = [c for c in whole if not (c.lemma_ in ("sum", "amount", "total", "number") and _that(c))]
        ahead = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
        if ahead == ["of", "what"] and low in ("most", "much", "all", "some", "more", "any", "little"):
            return []  # "most of what Minsk could want" may be anything
        if not (pronoun or count) or any(preposition(c) == "of" for c in whole):
            return []
        last = self._before(token, many=low not in ("it", "one"), counted=not pronoun)
        if last is None or (again and low == "none"):
            return []
        if pronoun:
            return [last if again else Thing(token.i, token.i + 1, token.i, last.category)]
        ends = [c.i for c in token.children if c.dep_ == "nmod" and preposition(c) == "of"]
        end = max(ends, default=token.i) + 1
        end += end < len(token.doc) and token.doc[end].lower_ in ("more", "others")
        return [Thing(left_edge(token), end, token.i, last.category)]

    def _before(self, token: Token, *, many: bool, counted: bool = False) -> Thing | None:
        """What was given last before a token; else what thing was named last."""
        first = bisect.bisect_left(self._seen, token.i - _RECENT + 1, key=place)
        before = self._seen[first : bisect.bisect_left(self._seen, token.i, key=place)]
        if counted:  # nobody has "two more" of training
            before = [t for t in before if t.category not in _UNCOUNTED]
        if many and (topic := self._topic(token, before[-1].head if before else -1)) is not None:
            return topic
        if before:
            return before[-2 if token.lower_ == "both" else -1] if len(before) > 1 else before[-1]
        for tag in ("NNS", "NN") if many else ("NN",):
            for i in range(token.i - 1, max(-1, token.i - _NAMED), -1):
                noun = token.doc[i]
                if noun.tag_ != tag or noun.dep_ in ("compound", "nmod:poss"):
                    continue
                if preposition(noun) in ("with", "in", "on", "against", "about"):
                    continue  # "no experience with drones": nobody sends more of them
                category, _ = self.category(noun)
                if category is not None and category not in _NO_THINGS:
                    return Thing(left_edge(noun), i + 1, i, category)
        return None

    def _topic(self, token: Token, last: int) -> Thing | None:
        """As in "Bodies are another matter. Kyiv has got 6,000 of them": what a sentence spoke of."""
        if token.sent.start == 0:
            return None
        before = token.doc[token.sent.start - 1].sent
        for noun in (t for t in before if t.dep_ == "nsubj" and t.tag_ == "NNS" and t.i > last):
            category, _ = self.category(noun)
            if category is not None and category not in _NO_THINGS and noun.head.i == before.root.i:
                return Thing(left_edge(noun), noun.i + 1, noun.i, category)
        return None

    def _again(self, noun: Token, lemma: str) -> str | None:
        """Of what kind "the machine", "the aircraft" is: that of the thing named last that it can be."""
        may_be = _TAKEN_UP.get(lemma)
        if may_be is None or not _that(noun) or any(c.dep_ in _TOLD_APART for c in noun.children):
            return None
        for i in range(noun.i - 1, max(-1, noun.i - _RECENT), -1):
            word = noun.doc[i]
            if word.pos_ not in ("NOUN", "PROPN") or word.dep_ in ("compound", "nmod:poss"):
                continue
            category = self.category(word)[0] if self.lemma(word) != lemma else None
            if category in may_be:
                return category
        return None
