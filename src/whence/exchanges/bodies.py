"""Bodies by their names: "Norway's Kongsberg", "the Export-Import Bank of Korea", "the carmaker Tavro"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from whence.attributions.names import Bearer
from whence.exchanges.firms import Firms
from whence.exchanges.nominal import left_edge, preposition
from whence.exchanges.owners import LANDS
from whence.exchanges.side import Side

if TYPE_CHECKING:
    from whence.reader.syntax import Token

BODIES: Final = frozenset(
    {"side", "club", "team", "company", "firm", "champion", "maker", "carmaker", "planemaker", "shipbuilder",
     "manufacturer", "producer", "supplier", "refiner", "airline", "bank", "charity", "conglomerate", "giant",
     "group", "operator", "contractor", "utility", "startup", "start-up", "developer", "lender", "insurer",
     "retailer", "rival", "shipyard", "yard", "miner", "drugmaker", "steelmaker", "chipmaker", "arms-maker",
     "agency", "newcomer", "house", "buyer", "board", "authority", "alliance", "broker", "exporter",
     "importer", "grower", "brewer", "outfit", "franchise", "leader", "militia", "movement",
     "foundation", "trader", "smelter", "automaker", "wholesaler", "distributor", "consortium", "subsidiary",
     "brewery", "refinery", "museum", "studio", "merchant", "network", "fund", "institute", "think-tank"}
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
_OF_TOWNS: Final = frozenset({"mayor", "governor", "council", "councillor", "municipality"})
"""Who acts for the town or region whose they are: "the mayor of Kherson"."""
_PLANTS: Final = frozenset(
    {"refinery", "bank", "shipyard", "yard", "mill", "brewery", "airline", "steelworks", "group", "dairy"}
)
"""What is told from others by the name before it: "the Dangote refinery"."""
_NAMED_BODIES: Final = frozenset({"agency", "company", "firm", "charity", "utility", "operator"})
"""What says only what bears the name before it: "the Union's Frontex agency"."""
_SETTLED: Final = frozenset({"city", "town", "village", "region", "province", "district", "port"})
"""Nouns by which a place is taken up that is no country."""
_CORPORATE: Final = frozenset(
    {"shareholder", "board", "management", "director", "trustee", "executive", "chairman", "chairwoman"}
)
"""Those of them that only a body has, whatever the reader takes its name for."""
_NAMED_LONG: Final = 8
"""Words that a body's name has at most to each side of its noun."""


_PARTICLE: Final = 3
"""Letters that a small word within a name has at most: "de", "van", "and"."""
_WITHIN_NAMES: Final = frozenset({"without", "against", "with", "under", "zonder", "sans"})
_MODEL: Final = re.compile(r"[A-Z]{0,3}-?\d{2,4}[A-Z]?s|[A-Z]{1,3}-?\d{2,4}")

_TAKEN_UP: Final = {
    "agency": "organisation", "body": "organisation", "organisation": "organisation",
    "organization": "organisation", "watchdog": "organisation", "lender": "organisation",
    "fund": "organisation", "bloc": "organisation", "alliance": "organisation", "charity": "",
    "bank": "organisation", "group": "group", "movement": "group", "militia": "group", "company": "",
    "firm": "", "club": "",
}  # fmt: skip
"""Nouns by which a body that was named is taken up, with the kind of actor that it has to be."""
_TOLD: Final = 120
"""Words back to the body that a noun takes up."""
_NEAR: Final = 4
"""Words before a name among which its country may stand: "the Russian state gas company Gazprom"."""


class Bodies(Firms):
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
            elif self.doc[start - 1].tag_ == "POS" and self._large(start - 2) and self._of_many(start - 2):
                start -= 2  # "the Tigray People's Liberation Front"
            elif self.doc[start - 1].lower_ in ("and", "&") and self._one_name(start - 1):
                start -= 2
            else:
                break
        return start

    def _of_many(self, i: int) -> bool:
        """Whether those whose a body is stand in its name: "People's", "Farmers'", "Lord's"."""
        word = self.doc[i]
        many = word.tag_ in ("NNS", "NNPS") or word.lower_ in ("people", "lord", "women", "children")
        return many and self.known(word.text) is None

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
            if noun.lower_ in _OF_STATES and first is not None:
                return None
        return Side(known.name if known else text, start, end, known.id if known else None)

    def _with_place(self, word: str) -> bool:
        """Whether a word makes one name with the place behind it: "the Bank of England"."""
        return word in _INSTITUTIONS | LANDS | self.rules.party_nouns | {"cross", "crescent"}

    def _seated_body(self, name: Token, place: Token) -> bool:
        """As in "Leonardo of Italy": a name by itself, with its country behind it."""
        people = name.tag_ == "NNPS" and not any(c.dep_ == "compound" for c in name.children)
        plain = not self._with_place(name.lower_) and not people
        known = self.whole(place.text)
        entity = self._entity(name)
        apart = entity is None or entity[1] <= place.i - 1
        if name.ent_type_ == "ORG" and apart and place.ent_type_ == "PERSON":
            return True  # "the Libyan National Army of Khalifa Haftar"
        seat = known is not None and known.kind == "country"
        short = name.text.isupper() and self.known(name.text) is None
        seat = seat or ((name.ent_type_ == "ORG" or short) and apart and place.ent_type_ == "PLACE")
        unknown = not name.ent_type_ and known is not None and self.known(name.text) is None
        return plain and (name.ent_type_ in ("ORG", "PLACE") or unknown) and seat

    def _managed(self, noun: Token, others: Sequence[Side]) -> Side | None:
        """As in "Gazprom's shareholders", "the board of Eni": they act for the body."""
        town = noun.lemma_.lower() in _OF_TOWNS
        if noun.lemma_.lower() not in _MANAGING and not town:
            return None
        for child in noun.children:
            owned = child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and preposition(child) == "of")
            if owned and child.pos_ == "PROPN":
                if child.ent_type_ == "PERSON" and self.known(child.text) is None:
                    if noun.lemma_.lower() not in _CORPORATE and not town:
                        continue
                    start, end = self._entity(child) or (child.i, child.i + 1)
                    first, last = min(start, noun.i), max(end, noun.i + 1)
                    return Side(self._trim(start, end), first, last, None)  # "Eni's board"
                side = self.side(child, others)
                if side is not None:
                    first, last = min(side.start, noun.i), max(side.end, noun.i + 1)
                    if town and child.ent_type_ == "PLACE" and not self._whole_land(child, side):
                        return Side(self._trim(side.start, side.end), first, last, None)  # Riga, not Latvia
                    return Side(side.name, first, last, side.actor)
        return None

    def _whole_land(self, place: Token, side: Side) -> bool:
        """Whether a place is the land itself: "the council of Estonia", and not of its capital."""
        known = self.whole(self._trim(side.start, side.end))
        named = known is not None and known.name.lower() == self._trim(side.start, side.end).lower()
        return side.actor is None or named or place.ent_type_ != "PLACE"

    def _owned_body(self, token: Token) -> Side | None:
        """As in "from Norway's Kongsberg", where the tree has only "Norway": the body."""
        if token.pos_ != "PROPN" or token.dep_ == "nmod:poss":
            return None
        ahead = self.doc.tokens[token.i + 1 : token.i + 3]
        if len(ahead) < 2:
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
        if len(words) > 2 and words[-2] == "of" and not self._with_place(words[-3].lower()):
            land = self.known(words[-1])
            if land is not None and land.kind == "country" and self.whole(name) is None:
                return " ".join(words[:-2])  # "Tata Motors of India"
        for k in range(len(words) - 2, -1, -1):
            # "the Emirati trader BGN", "Ivorian cocoa grinder Sucafor": what it is, before its name
            word = words[k]
            common = word.isalpha() and word.islower() and len(word) > _PARTICLE and word not in _WITHIN_NAMES
            if (common or word in BODIES) and words[k + 1][:1].isupper():
                return " ".join(words[k + 1 :])
        if len(words) > 1 and _MODEL.fullmatch(words[-1]):
            return " ".join(words[:-1])  # "Airbus A350s", taken for one name
        return name

    def _longest(self, name: str, start: int) -> str:
        """The fuller name that was given before: "Atlético Brava" for "Brava"."""
        if " " in name:
            return name
        for bearer in self.names.bearers[:500]:
            fuller = bearer.name.split()
            before = bearer.mentions[:1] < [(start, 0)] or start < self.title_end
            if len(fuller) > 1 and name in (fuller[0], fuller[-1]) and before:
                return bearer.name
        return name

    def body(self, noun: Token, others: Sequence[Side]) -> Side | None:
        """As in "Unicef … The agency", "Gazprom … the Russian company": the body of that kind named last."""
        lemma = noun.lemma_.lower()
        kind = _TAKEN_UP.get(lemma, "" if lemma in BODIES else None)
        start = left_edge(noun)
        if kind is None or noun.tag_ != "NN" or self.doc[start].lower_ not in ("the", "this"):
            return None
        land = self._land_of(start, noun.i)
        if any(c.dep_ == "nmod" or c.dep_.startswith("acl") for c in noun.children if c.i > noun.i):
            return None
        if land is None and self._told_apart(noun) and not (self._by_trade(noun) or self._by_region(noun)):
            return None
        found = self._bodies_before(noun, kind, others)
        alike = [side for side, _ in found if self._introduced_as(side.name, lemma)]
        if alike and land is None:
            return alike[0]
        if land is not None:
            same = [side for side, home in found if home == land]
            open_ = {side.key: side for side, home in found if home is None}
            return same[0] if same else next(iter(open_.values())) if len(open_) == 1 else None
        return found[0][0] if found else None

    def _body_named(self, token: Token) -> Side | None:
        """The body of whose name a word is part, or that it takes up by its nation alone."""
        named = self._of_nation(token) or self._institution(token)
        return named or self._partnership(token) or self._own_force(token) or self._start_up(token)

    def _of_nation(self, token: Token) -> Side | None:
        """As in "Denmark's Havnor bought it. The Danes will …": the one body from there just before."""
        if token.ent_type_ != "NORP" or token.tag_ not in ("NNPS", "NNS") or not token.sent.start:
            return None
        if not token.i or token.nbor(-1).lower_ != "the" or any(c.dep_ == "amod" for c in token.children):
            return None
        land = self.known(token.text)
        before = self._sentence[token.i] - 1
        if land is None or land.kind != "country":
            return None
        for i in range(token.i - 1, -1, -1):
            if self._sentence[i] < before:
                break
            bearer = self.names.at(i)
            found = self.bearer_side(bearer) if bearer is not None and bearer.unnamed is None else None
            if bearer is None or found is None or (found[1] or "").startswith("country:"):
                continue
            if bearer.kind not in ("OUTLET", "NORP") and self._home_of(bearer) == land.id:
                return Side(self._own_name(found[0]), token.i - 1, token.i + 1, found[1])
        return None

    def _introduced_as(self, name: str, lemma: str) -> bool:
        """Whether a body was named beside the same noun: "Egypt's grain agency, Mostakbal Misr"."""
        for bearer in self.names.bearers[:200]:
            if bearer.name != name and not name.endswith(bearer.name):
                continue
            for a, b in bearer.mentions[:4]:
                top = self._top(self.doc[b - 1])
                beside = (top.dep_ == "appos" and top.head.lemma_.lower() == lemma) or (
                    a > 0 and self.doc[a - 1].lemma_.lower().endswith(lemma)  # "shipyard Vardal": the yard
                )
                if beside:
                    return True
        return False

    def _by_region(self, noun: Token) -> bool:
        """As in "the Yorkshire club", "the London side": told by where it is, in one word at its head."""
        before = self.doc[noun.i - 1] if noun.i else noun
        return noun.lemma_.lower() in ("club", "side", "team") and before.pos_ == "PROPN"

    def _by_trade(self, noun: Token) -> bool:
        """As in "the children's agency", "the arms maker": told by whom or what it is for."""
        told = [c for c in noun.children if c.dep_ in ("compound", "nmod:poss", "amod") and c.i < noun.i]
        return bool(told) and all(c.pos_ in ("NOUN", "ADJ") and not c.ent_type_ for c in told)

    def _bodies_before(self, noun: Token, kind: str, others: Sequence[Side]) -> list[tuple[Side, str | None]]:
        """Bodies that a noun may take up, the last named first, each with its country where that was said.

        Those that the reader knows for bodies come before names that it takes for a place or a person.
        """
        sure: list[tuple[Side, str | None]] = []
        other: list[tuple[Side, str | None]] = []
        seen: set[int] = set()
        for i in range(noun.i - 1, max(-1, noun.i - _TOLD), -1):
            bearer = self.names.at(i)
            if bearer is None or bearer.unnamed is not None or bearer.kind in ("OUTLET", "NORP"):
                continue
            if id(bearer) in seen:
                continue
            beside = self._sentence[i] == self._sentence[noun.i] and i not in self.speakers
            acts = self._top(self.doc[i]).dep_.startswith("nsubj") or not self._told_apart(noun)
            if beside and acts and noun.dep_ in ("obl", "obj", "iobj", "nmod"):
                continue  # "and the Union 60 million to the agency": who acts here is another
            seen.add(id(bearer))
            found = self.bearer_side(bearer)
            top = self._top(self.doc[i])
            if top.dep_ == "appos" and top.head.lemma_.lower() in BODIES and self.known(bearer.name) is None:
                found = bearer.name, None  # "Egypt's grain agency, Mostakbal Misr" is not Egypt
            if found is None or (found[1] or "").startswith("country:"):
                continue
            if found[1] is not None and kind not in found[1].split(":")[0]:
                continue
            side = Side(self._longest(self._own_name(found[0]), i), left_edge(noun), noun.i + 1, found[1])
            if any(side.same(o) for o in others):
                continue
            if bearer.kind == "ORG" or found[1] is not None:
                sure.append((side, self._home_of(bearer)))
            elif bearer.kind in ("PLACE", "PERSON") and self._acts_as_body(i, " " in found[0]):
                other.append((side, self._home_of(bearer)))
        return sure + other

    def _acts_as_body(self, i: int, long: bool) -> bool:
        """Whether a name that is taken for a place or a person stands where a body does."""
        name = self._top(self.doc[i])
        if name.dep_ == "appos" and name.head.lemma_.lower() in BODIES:
            return True
        if long:
            return False
        bearer = self.names.at(i)
        starts = [a for a, _ in bearer.mentions[:6]] if bearer is not None else [i]
        owned = any(
            a > 1 and self.doc[a - 1].tag_ == "POS" and self.doc[a - 2].pos_ == "PROPN" for a in starts
        )
        return owned or name.dep_.startswith("nsubj") or preposition(name) in ("with", "from", "by")

    def _land_of(self, start: int, end: int) -> str | None:
        """The country that words before a noun name: "the Russian company", "the Oslo-based firm"."""
        for i in range(start, end):
            word = self.doc[i]
            if word.ent_type_ in ("NORP", "PLACE") or word.pos_ == "PROPN":
                for last in (i + 2, i + 1):
                    known = self.known(self.doc[i : min(last, end)].text)
                    if known is not None and known.kind == "country":
                        return known.id
        return None

    def _home_of(self, bearer: Bearer) -> str | None:
        """The country of a body, where words beside one of its mentions say it: "Denmark's Maersk"."""
        for a, b in bearer.mentions[:6]:
            if a > 1 and self.doc[a - 1].tag_ == "POS":
                owner = self._land_of(max(0, a - 3), a - 1)
                if owner is not None:
                    return owner
            before = a
            while before > max(0, a - _NEAR) and self.doc[before - 1].pos_ in ("NOUN", "ADJ", "PROPN"):
                before -= 1
            land = self._land_of(before, a)
            behind = self.doc[b : b + 2]
            if land is None and len(behind) == 2 and behind[0].lower_ == "of":
                land = self._land_of(b + 1, b + 2)  # "Leonardo of Italy"
            if land is None and len(behind) == 2 and behind[0].text == "," and behind[1].lower_ != "where":
                land = self._land_of(b + 1, min(b + 5, len(self.doc)))  # "Petrobras, the Brazilian company"
            if land is not None:
                return land
        return None

    def _part_of_land(self, bearer: Bearer) -> bool:
        """As in "the breakaway region of Transnistria": told as a part of a country once."""
        return any(
            a > 1 and self.doc[a - 1].lower_ == "of" and self.doc[a - 2].lemma_.lower() in _SETTLED
            for a, _ in bearer.mentions[:6]
        )

    def _place_again(self, noun: Token) -> Side | None:
        """As in "the mayor of Kherson … the city": the place that was named last."""
        the = noun.i > 0 and self.doc[noun.i - 1].lower_ == "the"
        if noun.lemma_.lower() not in _SETTLED or not the or noun.tag_ != "NN":
            return None
        if any(c.dep_ == "nmod" or c.dep_.startswith("acl") for c in noun.children):
            return None
        for i in range(noun.i - 1, max(-1, noun.i - _TOLD), -1):
            bearer = self.names.at(i)
            word = self.doc[i]
            where = preposition(word) in ("of", "in", "at", "near", "to", "into", "around")
            owns = word.dep_ == "nmod:poss" and word.head.lemma_.lower() in _OF_TOWNS
            if bearer is None or not (owns or (where and bearer.kind in ("PLACE", "PERSON"))):
                continue
            own = self.actors.resolve(bearer.name)
            if own is not None and own.actor.kind == "country" and not self._part_of_land(bearer):
                continue
            if own is None or own.actor.kind != "country":
                return Side(bearer.name, noun.i - 1, noun.i + 1, None)
            found = self.bearer_side(bearer)
            return Side(found[0], noun.i - 1, noun.i + 1, found[1]) if found is not None else None
        return None

    def _own_called(self, noun: Token) -> Side | None:
        """A body whose name is not whose it is: "Yemen's Houthi movement", "Nigeria's Dangote refinery".

        So too where the name stands behind a comma: "Egypt's grain agency, Mostakbal Misr".
        """
        lemma = noun.lemma_.lower()
        before = self.doc[noun.i - 1] if noun.i else noun
        owned = any(c.dep_ == "nmod:poss" or c.tag_ == "DT" for c in noun.children if c.i < noun.i)
        if self._large(before.i) and before.head.i == noun.i and before.tag_ not in ("POS", "JJ") and owned:
            start = before.i
            while start > 0 and self._large(start - 1) and self.doc[start - 1].ent_iob_ != "O":
                start -= 1
            known = self.whole(self.doc[start : noun.i + 1].text)
            if known is not None:
                return Side(known.name, start, noun.i + 1, known.id)
            first = self.known(self.doc[start : noun.i].text) or self.known(before.text)
            after = self.doc[noun.i + 1] if noun.i + 1 < len(self.doc) else noun
            bodily = lemma in _NAMED_BODIES and any(c.dep_ == "nmod:poss" for c in noun.children)
            if bodily and first is None and before.ent_type_ == "ORG" and after.pos_ != "PROPN":
                return Side(self.doc[start : noun.i].text, start, noun.i + 1, None)
            if lemma in _PLANTS and first is None and before.ent_type_ != "NORP" and after.pos_ != "PROPN":
                return Side(self.doc[start : noun.i + 1].text, start, noun.i + 1, None)
        for child in (c for c in noun.children if c.i > noun.i):
            apart = self.doc[noun.i + 1].text == ","
            named = child.dep_ == "appos" and child.pos_ == "PROPN" and child.i == noun.i + 1 + apart
            if named and lemma in BODIES | _PLANTS:
                entity = self._entity(child) or (child.i, child.i + 1)
                name = self._trim(*entity)
                known = self.whole(name)
                if known is None or known.kind != "country":
                    return Side(known.name if known else name, *entity, known.id if known else None)
        return None

    def _of_antecedent(self, noun: Token, start: int) -> Side | None:
        """As in "Sweden, whose instructors trained them": they act for whoever stands before "whose"."""
        before = start - 1
        while before > 0 and self.doc[before].is_punct:
            before -= 1
        named = before >= 0 and self.doc[before].pos_ == "PROPN"
        whose = self.side(self._top(self.doc[before])) if named else None
        return Side(whose.name, start, noun.i + 1, whose.actor) if whose is not None else None
