"""Who or what is counted, whose they are, and where: names of parties, organisations and places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from whence.figures.metrics import Metrics
from whence.figures.phrases import Phrase, agent_of, case_of, subject_of

if TYPE_CHECKING:
    from whence.actors import Actors
    from whence.figures.quantity import Range
    from whence.reader.syntax import Doc, Token

PartyOf = Callable[[str], str | None]
"""The name of the party that a name, demonym or capital acts for; None where it is none."""

WHERE: Final = frozenset(
    {
        "in",
        "near",
        "at",
        "around",
        "inside",
        "outside",
        "across",
        "throughout",
        "within",
        "over",
        "along",
        "on",
    }
)
"""Prepositions of a place where something is."""
_AMONG: Final = frozenset({"of", "among", "from", "by", "for"})
_MOST = 20_000


def party_names(actors: Actors) -> PartyOf:
    """A function from words to the name of the party that they name or act for; None where they do neither.

    "Russian", "Moscow" and "Putin" give "Russia". What was asked once is kept.
    """
    known: dict[str, str | None] = {}

    def party_of(words: str) -> str | None:
        if words not in known:
            if len(known) >= _MOST:
                known.clear()
            found = actors.party(words) if words[:1].isupper() or " " in words else None
            actor = actors.get(found) if found is not None else None
            known[words] = actor.name if actor is not None else None
        return known[words]

    return party_of


_ENEMY: Final = frozenset({"enemy", "opposing", "hostile"})


_MAKE: Final = re.compile(r"[A-Z][A-Za-z]{0,3}[-‑]?\d+[A-Z]?s?")
"""A thing by its make, which is nobody's name: "B-52s", "Su-34"."""


class Sides:
    """Reads what is counted, whose it is and where, off one Doc."""

    def __init__(self, doc: Doc, metrics: Metrics, party_of: PartyOf) -> None:
        """`party_of` says which words name a party."""
        self.doc = doc
        self.metrics = metrics
        self.party_of = party_of

    def what(self, phrase: Phrase) -> tuple[int, ...]:
        """The noun counted and its modifiers, without number, articles and names of parties."""
        noun = phrase.noun
        if noun is None:
            return ()
        low, high = phrase.quantity.words
        out = [noun.i]
        if noun.pos_ == "PROPN":
            at = noun.i
            while at > high and self.doc[at].ent_iob_ == "I":  # "North Koreans"
                at -= 1
                out.append(at)
        for child in noun.children:
            if low <= child.i < high or child.is_punct or child.i > noun.i:
                continue
            if child.dep_ not in ("amod", "compound", "nmod:desc", "flat", "nmod:unmarked"):
                continue
            words = list(child.subtree)
            if any(low <= w.i < high for w in words) or child.tag_ in ("DT", "PRP$", "CD", "JJR", "JJS"):
                continue
            if child.ent_type_ in ("NORP", "PLACE") or self.party_of(child.text) is not None:
                continue
            out.extend(w.i for w in words if not w.is_punct or w.text == "-")
        out.extend(self._calibre(high, noun.i))
        if phrase.quantity.kind in ("share", "percentage"):
            for child in noun.children:
                # "two-thirds of the mortars and shells"
                numbered = any(c.dep_ == "nummod" for c in child.children)
                if child.dep_ == "conj" and child.pos_ == "NOUN" and child.i - noun.i <= 4 and not numbered:
                    out.extend(range(noun.i + 1, child.i + 1))
        return tuple(sorted(set(out)))

    def _calibre(self, begin: int, noun: int) -> range:
        """The tokens of a calibre between a number and its noun: "200 170 mm guns"."""
        for i in range(begin, noun):
            if self.doc[i].lower_ in ("mm", "millimetre", "millimeter"):
                first = i - 2 if self.doc[i - 1].text == "-" else i - 1
                if first >= begin and self.doc[first].like_num:
                    return range(first, i + 1)
        return range(0)

    def side(
        self, phrase: Phrase, metric: str | None, word: Token | None, agent: Token | None
    ) -> Range | None:
        """The words that name whose those counted are; `agent` is the verb or noun of what became of them."""
        noun = phrase.noun
        for counted in (noun, word):
            if counted is not None and any(c.lower_ in _ENEMY for c in counted.children):
                return None  # "total enemy losses": of whom, only the teller's side would say
        first = phrase.quantity.words[1]
        nearest = self.doc[first] if noun is not None and first < noun.i else None
        people = nearest is not None and nearest.ent_type_ == "NORP" and nearest.tag_ in ("JJ", "NNP")
        if nearest is not None and people and self.party_of(nearest.text) is not None:
            return first, first + 1  # "1,212 Ukrainian and 27 Russian soldiers"
        how = self.metrics.side.get(metric or "", "counted")
        troops = noun is not None and noun.lemma_.lower() in self.metrics.troops
        if how == "agent" and not troops and agent is not None and agent.pos_ in ("VERB", "AUX"):
            # "Mali fired 40 Russian rockets": they are counted as Mali's.
            who = agent_of(agent)
            found = self._party_of(who, organisations=True) if who is not None else None
            if found is not None:
                return found
        for named in (noun, word if word is not None and word.pos_ == "NOUN" else None):
            own = self._party_in(named, phrase.quantity.words) if named is not None else None
            if own is not None:
                return own
        if word is not None and word.dep_ == "obl" and case_of(word) == "from":
            return self._party_of(word, organisations=True)
        if agent is None:
            return None
        if agent.pos_ in ("VERB", "AUX"):
            if how == "counted" and agent.lemma_.lower() not in self.metrics.suffering:
                return None
            who = agent_of(agent) if how == "agent" else subject_of(agent)
            return self._party_of(who, organisations=True) if who is not None else None
        return self._party_in(agent, phrase.quantity.words)

    def _party_in(self, noun: Token, words: Range, *, within: bool = True) -> Range | None:
        """A party that a noun's modifiers name: "Russian soldiers", "Mali's losses", "soldiers from Chad"."""
        if self.party_of(noun.text) is not None:
            return noun.i, noun.i + 1  # "47 Malians"
        for child in noun.children:
            if child.dep_ in ("amod", "compound", "nmod:poss", "nmod", "nmod:desc", "nmod:unmarked"):
                if child.i > noun.i and case_of(child) not in _AMONG:
                    continue
                if words[0] <= child.i < words[1]:
                    continue
                found = self._party_of(child)
                if found is None and within and child.i > noun.i and child.pos_ == "NOUN":
                    found = self._party_in(child, words, within=False)  # "companies of Ghanaian infantry"
                if found is not None:
                    return found
        return None

    def _party_of(self, token: Token, *, organisations: bool = False) -> Range | None:
        """The words at a token that name a party, if any: its name, or a name among its modifiers.

        With `organisations`, the name of any organisation will do, known or not.
        """
        for part in self._names_at(token):
            if self.party_of(self.doc[part[0] : part[1]].text) is not None:
                return part
        if organisations and token.ent_type_ == "ORG" and not _MAKE.fullmatch(token.text):
            start, end = next(self._names_at(token))
            return start, self._with_seat(token, end)
        return None

    def _with_seat(self, token: Token, end: int) -> int:
        """The end of a name with the place in it that readers of names leave out: "the Emirate of Qasr"."""
        for seat in token.children:
            if token.pos_ == "PROPN" and seat.pos_ == "PROPN" and seat.i == end + 1 and case_of(seat) == "of":
                return max((t.i for t in seat.subtree if t.dep_ in ("flat", "compound")), default=seat.i) + 1
        return end

    def _names_at(self, token: Token) -> Iterator[Range]:
        if token.ent_type_:
            start, end = token.i, token.i + 1
            while start > 0 and self.doc[start].ent_iob_ == "I":
                start -= 1
            while end < len(self.doc) and self.doc[end].ent_iob_ == "I":
                end += 1
            yield start, end
        yield token.i, token.i + 1
        left = [
            c.i
            for c in token.children
            if c.dep_ in ("compound", "flat", "amod", "nmod:poss") and c.i < token.i
        ]
        if left:
            yield min(left), token.i + 1
            for i in left:
                child = self.doc[i]
                first = min(
                    (c.i for c in child.children if c.dep_ in ("compound", "amod", "flat")), default=i
                )
                yield min(first, i), i + 1

    def place(self, phrase: Phrase, verb: Token | None) -> Range | None:
        """The place named with the noun, the number or the verb.

        A number without a noun has the place behind it, or none: "45 fell on Kursk, 29 on Bryansk".
        """
        behind = phrase.quantity.words[1]
        if phrase.noun is None and behind + 1 < len(self.doc) and self.doc[behind].lower_ in WHERE:
            near = (t for t in self.doc[behind + 1 : behind + 5] if t.ent_type_ == "PLACE")
            return self._name(found) if (found := next(near, None)) is not None else None
        heads = [t for t in (phrase.noun, phrase.top, verb) if t is not None]
        for head in heads:
            for child in head.children:
                if child.i > behind and self._of_a_part(behind, child.i):
                    continue
                if child.dep_ in ("obl", "nmod") and case_of(child) in WHERE and child.ent_type_ == "PLACE":
                    return self._name(child)
        return None

    def _of_a_part(self, start: int, end: int) -> bool:
        """Whether a place stands with a part: "94 people, including 64 in Belgrade"."""
        opened = False
        for token in self.doc[start:end]:
            if token.lower_ in ("including", ":") or (token.lower_ in ("which", "whom") and opened):
                opened = True
            elif opened and token.like_num:
                return True
        return False

    def _name(self, word: Token) -> Range:
        """The whole of the name that a word stands in."""
        start, end = word.i, word.i + 1
        while start > 0 and self.doc[start].ent_iob_ == "I":
            start -= 1
        while end < len(self.doc) and self.doc[end].ent_iob_ == "I":
            end += 1
        return start, end
