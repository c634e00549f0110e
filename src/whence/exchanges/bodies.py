"""Bodies by their names: "Norway's Kongsberg", "the Export-Import Bank of Korea", "the carmaker Tavro"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from whence.exchanges.nominal import preposition
from whence.exchanges.owners import LANDS, Owners
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from spacy.tokens import Token

BODIES: Final = frozenset(
    {"side", "club", "team", "company", "firm", "champion", "maker", "carmaker", "planemaker", "shipbuilder",
     "manufacturer", "producer", "supplier", "refiner", "airline", "bank", "charity", "conglomerate", "giant",
     "group", "operator", "contractor", "utility", "startup", "start-up", "developer", "lender", "insurer",
     "retailer", "rival", "shipyard", "yard", "miner", "drugmaker", "steelmaker", "chipmaker", "arms-maker",
     "agency", "newcomer", "alliance", "broker", "exporter",
     "importer", "grower", "brewer", "outfit", "franchise", "leader", "militia", "movement",
     "foundation", "trader"}
)  # fmt: skip
"""Nouns for a body whose name stands behind them: "German side Rotheim"."""
_INSTITUTIONS: Final = frozenset(
    {"bank", "fund", "agency", "foundation", "corporation", "authority", "programme", "program", "office",
     "organisation", "organization", "committee", "institute", "university", "association", "federation",
     "trust", "society", "alliance", "council", "forces", "front", "movement", "brigade", "brigades",
     "army", "bureau", "centre", "center", "initiative", "service", "company", "church", "facility"}
)  # fmt: skip
"""Nouns that, written large, make a name of the large words around them: "Trade and Development Bank"."""
_OF_STATES: Final = frozenset({"army", "forces", "brigade", "brigades", "service", "office", "council"})
"""Those of them that are the state's where its name stands before them."""
_MANAGING: Final = frozenset(
    {"shareholder", "board", "manager", "management", "director", "executive", "trustee", "chairman",
     "chairwoman", "spokesman", "spokeswoman", "president", "owner", "investor", "chief", "boss", "lawyer"}
)  # fmt: skip
"""Who acts for the body whose they are: "Gazprom's shareholders"."""
_CORPORATE: Final = frozenset({"shareholder", "board", "management", "director", "trustee"})
"""Those of them that only a body has, whatever the reader takes its name for."""
_NAMED_LONG: Final = 8
"""Words that a body's name has at most to each side of its noun."""


class Bodies(Owners):
    """What `Parties` asks of the names of companies, clubs, banks and agencies."""

    @cached_property
    def _institutions(self) -> dict[int, tuple[int, int]]:
        """By token, the whole name of the institution that it is part of."""
        out: dict[int, tuple[int, int]] = {}
        for token in self.doc:
            if token.lower_ not in _INSTITUTIONS or not token.text[:1].isupper() or token.i in out:
                continue
            start, end = self._name_from(token), self._name_to(token)
            if end - start < 2 or (start == token.i and self._large(end) and token.is_sent_start):
                continue
            if end == token.i + 1 and start == token.i - 1 and token.nbor(-1).ent_type_ == "NORP":
                continue  # "the Libyan Army"
            out.update(dict.fromkeys(range(start, end), (start, end)))
        return out

    def _large(self, i: int) -> bool:
        """Whether a word is written large, and of a name at that."""
        if not 0 <= i < len(self.doc):
            return False
        word = self.doc[i]
        return word.text[:1].isupper() and word.pos_ not in ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX")

    def _name_from(self, noun: Token) -> int:
        """Where the large words before an institution's noun begin."""
        start = noun.i
        while start > max(0, noun.i - _NAMED_LONG):
            if self._large(start - 1):
                start -= 1
            elif self.doc[start - 1].text in ("-", "–") and self._large(start - 2):
                start -= 2
            elif self.doc[start - 1].lower_ in ("and", "&") and self._one_name(start - 1):
                start -= 2
            else:
                break
        return start

    def _one_name(self, joint: int) -> bool:
        """Whether "and" stands within a name: "the Trade and Development Bank", not "Chad and the Bank"."""
        first = joint - 1
        while first > 0 and self._large(first - 1):
            first -= 1
        opens = first > 0 and self.doc[first - 1].lower_ == "the"
        return self._large(joint - 1) and opens and self.known(self.doc[first:joint].text) is None

    def _name_to(self, noun: Token) -> int:
        """Where a name ends that goes on behind its noun: "Bank for Reconstruction and Development"."""
        end = noun.i + 1
        while end < min(len(self.doc), noun.i + _NAMED_LONG):
            if end < len(self.doc) and self.doc[end].lower_ in ("of", "for"):
                wide = self.doc[end].lower_ == "for"
                end_of = end + 1
                while end_of < len(self.doc) and self.doc[end_of].lower_ in ("the", "and", "of"):
                    end_of += 1
                if not self._large(end_of) or (not wide and self.doc[end_of - 1].lower_ == "and"):
                    break
                end = end_of
                while self._large(end) or (
                    wide and end < len(self.doc) and self.doc[end].lower_ == "and" and self._large(end + 1)
                ):
                    end += 1
            else:
                break
        return end

    def _institution(self, token: Token) -> Side | None:
        """The institution of whose name a word is part, whole: a bank is not the country in its name."""
        part = self._institutions.get(token.i)
        if part is None:
            return None
        start, end = part
        text = self._trim(start, end)
        known = self.whole(text)
        if known is None:
            noun = next(t for t in self.doc[start:end] if t.lower_ in _INSTITUTIONS)
            first = self.known(self.doc[start].text)
            if (noun.lower_ in _OF_STATES and first is not None) or noun.i == start + 0 == end - 1:
                return None
        return Side(known.name if known else text, start, end, known.id if known else None)

    def _seated_body(self, name: Token, place: Token) -> bool:
        """As in "Leonardo of Italy": a name by itself, with its country behind it."""
        plain = name.lower_ not in _INSTITUTIONS | LANDS and name.lower_ not in self.rules.party_nouns
        known = self.whole(place.text)
        return plain and name.ent_type_ in ("ORG", "PLACE") and known is not None and known.kind == "country"

    def _managed(self, noun: Token, others: Sequence[Side]) -> Side | None:
        """As in "Gazprom's shareholders", "the board of Eni": they act for the body."""
        if noun.lemma_.lower() not in _MANAGING:
            return None
        for child in noun.children:
            owned = child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and preposition(child) == "of")
            if owned and child.pos_ == "PROPN":
                if child.ent_type_ == "PERSON" and self.known(child.text) is None:
                    if noun.lemma_.lower() not in _CORPORATE:
                        continue
                    start, end = self._entity(child) or (child.i, child.i + 1)
                    first, last = min(start, noun.i), max(end, noun.i + 1)
                    return Side(self._trim(start, end), first, last, None)  # "Eni's board"
                side = self.side(child, others)
                if side is not None:
                    first, last = min(side.start, noun.i), max(side.end, noun.i + 1)
                    return Side(side.name, first, last, side.actor)
        return None

    def _owned_body(self, token: Token) -> Side | None:
        """As in "from Norway's Kongsberg", where the tree has only "Norway": the body."""
        ahead = self.doc[token.i + 1 : token.i + 3]
        if token.pos_ != "PROPN" or token.dep_ == "nmod:poss" or len(ahead) < 2:
            return None
        if ahead[0].tag_ != "POS" or ahead[1].pos_ != "PROPN" or ahead[1].ent_type_ in ("NORP", "DATE"):
            return None
        end = token.i + 3
        while end < len(self.doc) and self.doc[end].pos_ == "PROPN" and self.doc[end].ent_iob_ == "I":
            end += 1
        text = self._trim(token.i + 2, end)
        known = self.whole(text)
        return Side(known.name if known else text, token.i + 2, end, known.id if known else None)

    def _called(self, noun: Token, lemma: str) -> Side | None:
        """As in "Portuguese side Belmar", "the carmaker Tavro": whose name follows at once."""
        after = noun.nbor(1) if noun.i + 1 < len(self.doc) else noun
        if noun.tag_ not in ("NN", "NNS") or after.pos_ != "PROPN":
            return None
        trades = lemma in self.rules.party_nouns and lemma not in self.rules.state_nouns
        if lemma not in BODIES and not (trades and after.ent_type_ == "ORG" and noun.tag_ == "NN"):
            return None
        if after.ent_type_ in ("DATE", "TIME", "NORP") or after.head.dep_ == "nmod:poss":
            return None
        side = self.side(after)
        return side if side is not None and side.start <= after.i else None

    def _own_name(self, name: str) -> str:
        """The name of a body without whose it is: "Denel" of "South Africa's Denel"."""
        for mark in ("'s ", "’s "):
            owner, found, rest = name.partition(mark)
            if found and rest[:1].isupper() and self.known(owner) is not None:
                return rest
        words = name.split()
        for k, word in enumerate(words[:-1]):
            # "the Emirati trader BGN", "alliance Gavi": what it is, before its name
            if word in BODIES and words[k + 1][:1].isupper():
                return " ".join(words[k + 1 :])
        return name

    def _longest(self, name: str, start: int) -> str:
        """The fuller name that was given before: "Atlético Brava" for "Brava"."""
        if " " in name:
            return name
        for bearer in self.names.bearers[:500]:
            fuller = bearer.name.split()
            if len(fuller) > 1 and name in (fuller[0], fuller[-1]) and bearer.mentions[:1] < [(start, 0)]:
                return bearer.name
        return name
