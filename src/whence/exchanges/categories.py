"""Of what category a thing is, by the longest phrase of the rules that its noun ends."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whence.exchanges.nominal import preposition
from whence.exchanges.rules import ExchangeRules, Phrase

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_PARTS: Final = frozenset({"part", "component", "equipment", "spare"})

_MAKING: Final = frozenset(
    {"make", "build", "produce", "manufacture", "assemble", "fill", "pack", "copy", "reproduce", "print"}
)

_ARMS: Final = frozenset({"missiles", "weapons", "ammunition"})

_POSITIONS: Final = frozenset(
    {"guard", "centre", "center", "forward", "back", "wing", "captain", "skipper", "hooker", "prop", "lock"}
)
"""What players are called that means other things as well."""
_SYSTEMS: Final = frozenset({"system", "launcher", "complex"})
"""Heads that are arms where the name of a model stands before them."""

_GROUNDS: Final = frozenset({"camp", "fort", "airbase"})
"""Words in the names of grounds that soldiers are let have."""
_DUG: Final = frozenset({"goods", "energy", "fuel"})
"""Categories of what mines are dug for."""

_GENERIC: Final = frozenset(
    {
        "supply",
        "cargo",
        "product",
        "stuff",
        "kit",
        "parcel",
        "package",
        "consignment",
        "provision",
        "relief",
        "tablet",
        "export",
        "shipment",
        "output",
    }
)
"""Heads that leave it to the word before them to say what the thing is."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A range of tokens that names something given, its head, and its category."""

    start: int
    end: int
    head: int
    category: str


def _acronym(token: Token) -> bool:
    """Whether a word may be the short name of a system, whatever the reader takes it for: "SAMP"."""
    return token.text.isupper() and token.text not in ("US", "USA", "UAE", "UK", "EU", "DRC", "UN")


def place(thing: Thing) -> int:
    """Where a thing's head stands, by which things are put in order."""
    return thing.head


class Categories:
    """Knows the categories of nouns, and what has been given so far."""

    def __init__(self, rules: ExchangeRules) -> None:
        self.rules = rules
        self._seen: list[Thing] = []
        self._phrases: dict[Token, tuple[str | None, int]] = {}
        self._categories: dict[Token, tuple[str | None, int]] = {}
        self._things: dict[tuple[Token, bool], list[Thing]] = {}
        """What was said of nouns since something was given last: it may rest on that."""

    def note(self, things: list[Thing]) -> None:
        """Remember what was given, so that "more" and "nineteen of them" can be more of it."""
        for thing in things:
            bisect.insort(self._seen, thing, key=place)
        self._categories.clear()
        self._things.clear()

    def _compound(self, noun: Token) -> str | None:
        for child in reversed(list(noun.lefts)):
            if child.dep_ in ("compound", "amod", "nmod:poss") and child.pos_ in ("NOUN", "ADJ", "PROPN"):
                category, _ = self.category(child)
                if category is not None:
                    return category
                for part in child.children:
                    if part.dep_ == "conj" and (found := self.category(part)[0]) is not None:
                        return found
        return None

    def category(self, noun: Token) -> tuple[str | None, int]:
        """The category of the longest known phrase that ends in the noun, and its length in words."""
        if noun not in self._categories:
            self._categories[noun] = self._category(noun)
        return self._categories[noun]

    def _category(self, noun: Token) -> tuple[str | None, int]:
        doc, rules = noun.doc, self.rules
        last = self.lemma(noun)
        found = self._longest(noun)
        if found == ("troops", 1) and last == "fighter" and self._numbered(noun):
            return "aircraft", 2  # "Su-35 fighters", "Rafale fighters"
        if found == ("training", 1) and last == "trainer" and self._numbered(noun):
            return "aircraft", 2  # "L-39NG trainers"
        if found == ("ammunition", 1) and last == "mine" and noun.tag_ == "NN":
            return "goods", 1  # "a share of the mine"
        if found == ("ammunition", 1) and last == "mine" and self._compound(noun) in _DUG:
            return "goods", 2  # "two titanium mines"
        if found == ("goods", 1) and last in _PARTS and (whole := self._part_of(noun)) is not None:
            return whole, 2  # "parts for a reconnaissance satellite"
        if found == ("goods", 1) and last == "battery" and (load := self._part_of(noun)) in _ARMS:
            return load, 2  # "a battery of air-defence missiles"
        if found == ("goods", 1) and last == "battery" and (made := self._compound(noun)) in _ARMS:
            return str(made), 2  # "S-400 battery"
        if found[0] == "goods" and last == "battery" and self._system(noun):
            return "weapons", 2  # "another SAMP/T battery"
        if found[0] is None and last in _SYSTEMS and (made := self._compound(noun)) in _ARMS:
            return str(made), 2  # "an IRIS-T system"
        if found[0] is None and last in _SYSTEMS and self._system(noun):
            return "weapons", 2  # "an Arrow 3 system"
        if found == ("goods", 1) and last == "battery" and self._of_missiles(noun):
            return "missiles", 1  # "asked for cruise missiles; … will supply three batteries"
        if found == ("goods", 1) and last in _GENERIC and (before := self._compound(noun)) is not None:
            return before, 2  # "electricity supplies", "missile components"
        if found == ("technology", 1) and last in ("licence", "license") and self._to_use(noun):
            return "political", 1  # "a licence to mine gold", and not "to fill and pack the vaccine"
        if found[1] < 2 and last in _POSITIONS and self._somebody(noun):
            return "labour", 1  # "guard Jonas Lind"
        if found[0] is not None:
            return found
        # "support at the United Nations": a phrase that goes on behind its head.
        for phrase, category in rules.starting_with.get(last, ()):
            if self._reads(doc, noun.i + len(phrase) - 1, phrase):
                return category, len(phrase)
        if noun.tag_ == "$" or noun.ent_type_ == "MONEY":
            return "money", 1
        if noun.pos_ == "PROPN" and any(
            t.lower_ in _GROUNDS
            for t in (noun, *noun.children)
            if t.dep_ in ("compound", "flat") or t is noun
        ):
            return "territory", 1  # "Camp Lemonnier"
        if last in _SYSTEMS and (known := self._named_before(noun, last)) is not None:
            return known, 1  # "handed over two air-defence systems", and then "a third system"
        return None, 0

    def _longest(self, noun: Token) -> tuple[str | None, int]:
        """What the rules call the longest of their phrases that ends in the noun, and its length."""
        if noun not in self._phrases:
            last = self.lemma(noun)
            # The word as written first: "training" is no train, and "arms" are no arm.
            stems = [noun.lower_] if last == noun.lower_ else [noun.lower_, last]
            if noun.lower_.endswith("s") and noun.lower_[:-1] not in stems:
                stems.append(noun.lower_[:-1])
            found: tuple[str | None, int] = (None, 0)
            for stem in stems:
                for phrase, category in self.rules.ending_in.get(stem, ()):
                    size = len(phrase)
                    if size > found[1] and self._reads(noun.doc, noun.i, phrase):
                        found = category, size
            self._phrases[noun] = found
        return self._phrases[noun]

    def _somebody(self, noun: Token) -> bool:
        """Whether a name follows at once."""
        after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
        return after.ent_type_ == "PERSON" and after.pos_ == "PROPN"

    def _named_before(self, noun: Token, lemma: str) -> str | None:
        """The category of the last thing given that was called by the same noun."""
        seen = self._seen[: bisect.bisect_left(self._seen, noun.i, key=place)]
        return next((t.category for t in reversed(seen) if self.lemma(noun.doc[t.head]) == lemma), None)

    def _reads(self, doc: Doc, last: int, phrase: Phrase) -> bool:
        """Whether the words before token `last` are those of a phrase, as written or as lemmas.

        The last word itself has been looked up.
        """
        start = last - len(phrase) + 1
        if start < 0 or last >= len(doc):
            return False
        for word, token in zip(phrase[:-1], doc.tokens[start:last], strict=True):
            if word not in (token.lower_, self.lemma(token)):
                return False
        return len(phrase) == 1 or self._last(doc[last], phrase[-1])

    def _last(self, token: Token, word: str) -> bool:
        return word in (token.lower_, self.lemma(token), token.lower_.removesuffix("s"))

    def _part_of(self, noun: Token) -> str | None:
        """The category of what a part or a battery is for or of, where that is technology or arms."""
        for child in noun.children:
            if child.dep_ == "nmod" and child.i > noun.i and preposition(child) in ("for", "of"):
                found = "technology" if child.lemma_ == "satellite" else self.category(child)[0]
                return found if found == "technology" or found in _ARMS else None
        if noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].lower_ == "for":
            # the tree hung "for a satellite" on the verb
            ahead = [t for t in noun.doc[noun.i + 2 : noun.i + 6] if t.pos_ == "NOUN" and t.dep_ == "obl"]
            return "technology" if ahead and self.category(ahead[0])[0] == "technology" else None
        return None

    def _system(self, noun: Token) -> bool:
        """Whether a name of a weapon stands before a noun that may be of anything."""
        return any(
            c.dep_ in ("compound", "amod", "nmod", "flat")
            and c.i < noun.i
            and (c.pos_ == "PROPN" or any(k.isdigit() for k in c.text) or "/" in c.text)
            and (c.ent_type_ not in ("PLACE", "NORP", "PERSON", "DATE", "NUMBER") or _acronym(c))
            for c in noun.children
        )

    def _to_use(self, noun: Token) -> bool:
        """Whether a licence lets somebody do something else than make a thing."""
        to_do = [c for c in noun.children if c.dep_ in ("acl", "advcl") and c.tag_ == "VB"]
        uses = any(c.lemma_ not in _MAKING for c in to_do)
        return uses or any(preposition(c) in ("for", "on") and c.i > noun.i for c in noun.children)

    def _of_missiles(self, noun: Token) -> bool:
        """Whether batteries of which no more is said are of the missiles that were given before."""
        seen = self._seen[: bisect.bisect_left(self._seen, noun.i, key=place)]
        if any(c.dep_ in ("compound", "amod") for c in noun.children):
            return False
        return any(t.category == "missiles" for t in seen[-4:])

    def _numbered(self, noun: Token) -> bool:
        return any(
            c.dep_ == "compound" and (any(k.isdigit() for k in c.text) or self.category(c)[0] == "aircraft")
            for c in noun.children
        )

    def lemma(self, token: Token) -> str:
        """The lemma of a word in small letters, or the word where it has none."""
        return str(token.lemma_ or token.text).lower()
