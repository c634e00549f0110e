"""People who pass: at work for another, held by another, or counted together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.mentions import Mentions
from whence.exchanges.nominal import conjuncts, left_edge, preposition

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

PEOPLE: Final = frozenset({"labour", "troops", "prisoners", "medical", "training"})
"""Categories of things that are people: nobody pays with them."""
_NURSING: Final = frozenset(
    {"doctor", "nurse", "medic", "surgeon", "physician", "midwife", "dentist", "pharmacist", "paramedic",
     "psychologist"}
)  # fmt: skip
_CAPTURE: Final = frozenset(
    {"capture", "seize", "hold", "detain", "jail", "imprison", "abduct", "kidnap", "arrest", "intern", "take"}
)
_HELP: Final = frozenset({"help", "assistance", "support", "aid", "advice"})
_SKILLS: Final = frozenset({"technology", "training", "intelligence"})
_ENGINEERED: Final = frozenset({"satellite", "reactor", "submarine", "rocket", "centrifuge", "launch"})
"""What help with is technology."""
_EASING: Final = frozenset(
    {"lifting", "easing", "suspension", "removal", "end", "relief", "exemption", "waiver", "relaxation",
     "loosening", "cancellation", "reprieve", "withdrawal", "ending", "dropping"}
)  # fmt: skip
"""Nouns that say that a bar goes: "relief from sanctions", "the lifting of its veto"."""
_OF: Final = frozenset({"of", "from", "to", "on", "in"})
_PHRASE: Final = 8
_SANCTIONS: Final = frozenset({"sanction", "sanctions", "embargo"})
_BARRED: Final = frozenset(
    {"veto", "block", "ban", "blockade", "restriction", "tariff", "duty", "curb", "boycott", "objection",
     "closure", "quota", "levy"}
)  # fmt: skip
MEASURES: Final = frozenset({"tonne", "ton", "barrel", "litre", "kilogram", "bushel"})


class Hands(Mentions):
    """What `Items` asks of people and of help."""

    def meant(self, noun: Token, category: str | None) -> str | None:
        """The category of a noun by what is said of it: nurses who work abroad are labour."""
        lemma = self.lemma(noun)
        if category in PEOPLE and noun.tag_ in ("NN", "NNS") and self._caught(noun, category):
            return "prisoners"
        if category == "medical" and lemma in _NURSING and self._employed(noun):
            return "labour"
        if noun.lower_ in _EASING and category in (None, "support", "political", "sanctions-relief"):
            category = self._eased(noun) or category
        if category == "support" and lemma in _HELP:
            for child in noun.children:
                # "help with its spy satellites", "assistance in building reactors"
                of_skill = preposition(child) == "with" and child.i > noun.i
                if of_skill and (kind := self.category(child)[0]) in _SKILLS:
                    return kind
                if of_skill and self.lemma(child) in _ENGINEERED:
                    return "technology"
        return category

    def _eased(self, noun: Token) -> str | None:
        """As in "relief from sanctions", "the lifting of its veto": what a bar that goes is worth."""
        barred = self.barred(noun)
        if barred is None:
            return None
        return "sanctions-relief" if barred.lemma_.lower() in _SANCTIONS else "political"

    def barred(self, noun: Token) -> Token | None:
        """What is lifted or eased, where a noun says that something is."""
        if noun.lower_ not in _EASING:
            return None
        words = noun.doc[noun.i + 1 : noun.i + _PHRASE]
        if not len(words) or words[0].lower_ not in _OF:
            return None
        for word in words[1:]:
            if self.lemma(word) in _SANCTIONS | _BARRED:
                return word
            if word.pos_ in ("VERB", "AUX", "PUNCT", "ADP", "PRON") and word.tag_ not in ("VBN", "PRP$"):
                return None
        return None

    def nurses(self, noun: Token) -> bool:
        """Whether a noun of medicine means people: "doctors", and not "vaccines"."""
        return self.lemma(noun) in _NURSING

    def _caught(self, noun: Token, category: str) -> bool:
        """Whether people are told of as held: "the doctors captured in May", "the sailors they seized"."""
        if category == "training" or (category == "medical" and not self.nurses(noun)):
            return False
        clauses = [c for c in noun.children if c.dep_.startswith("acl") and c.i > noun.i]
        clauses += [c for c in noun.children if c.dep_ == "amod" and c.tag_ == "VBN"]
        after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
        if after.tag_ in ("VBN", "VBD") and after.lemma_.lower() in _CAPTURE - {"take", "hold"}:
            return True  # "the doctors captured in May", the participle hung on the verb
        return any(c.lemma_.lower() in _CAPTURE for c in clauses)

    def _employed(self, noun: Token) -> bool:
        """Whether nurses or doctors are told of as hands: "who work in its hospitals"."""
        top = noun.head if noun.dep_ == "conj" else noun
        for word in (noun, *conjuncts(top)):
            for clause in word.children:
                if clause.dep_.startswith("acl") and clause.lemma_ == "work" and clause.i > word.i:
                    return True
        return False

    def counted_together(self, things: list[Thing], doc: Doc) -> list[Thing]:
        """One thing for two kinds under a number: "6,000 sappers and builders", "tons of rice and beans"."""
        if len(things) != 2:
            return things
        first, second = things
        between = doc[first.end : second.start]
        if len(between) != 1 or between[0].lower_ != "and":
            return things
        people = first.category in PEOPLE and second.category in PEOPLE
        if not people and first.category != second.category:
            return things
        words = doc[first.start : first.head]
        counted = any(t.pos_ == "NUM" or t.ent_type_ == "NUMBER" for t in words)
        measured = any(t.lemma_.lower() in MEASURES for t in words)
        bare = not any(
            t.pos_ in ("NUM", "DET") or t.tag_ in ("PRP$", "POS") for t in doc[second.start : second.end]
        )
        if not counted or not bare or not (people or measured):
            return things
        category = "labour" if {first.category, second.category} == {"labour", "medical"} else first.category
        return [Thing(first.start, second.end, first.head, category)]


def players(name: Token) -> list[Thing]:
    """A person who is to play or work for another, with the words before the name."""
    flat = [t.i for t in name.subtree if t.dep_ == "flat" and t.i > name.i and preposition(t) is None]
    return [Thing(left_edge(name), max(flat, default=name.i) + 1, name.i, "labour")]
