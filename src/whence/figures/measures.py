"""What a figure measures: who or what is counted, what became of them, whose they are, and where.

Read off the syntax: the noun counted and its modifiers, the verb or noun that governs it, the subject
that a part is named with. The words of each metric are data (`data/metrics.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whence.figures.metrics import Metrics
from whence.figures.phrases import (
    Phrase,
    case_of,
    fronted,
    governors,
    is_passive,
    lemma_of,
    subject_of,
)
from whence.figures.sides import WHERE, PartyOf, Sides

if TYPE_CHECKING:
    from whence.figures.quantity import Range
    from whence.reader.syntax import Doc, Token

_AND: Final = frozenset({"and", "or", "and/or"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one figure, as tokens of the Doc."""

    what: tuple[int, ...] = ()
    """The noun counted and its modifiers, without number, articles and names of parties."""
    unit: str | None = None
    """The noun counted in the singular."""
    metric: str | None = None
    metric_word: int | None = None
    side: Range | None = None
    """The words that name whose they are."""
    place: Range | None = None
    finite: bool = False
    """Whether a verb of its own comes right behind it, whatever that says."""
    refers: bool = False
    """Whether the words stand for a figure given before ("that number", "the toll", "twice as many")."""
    verb: int | None = None
    """The verb of its clause, whose tense and dates are its own."""


_BETWEEN: Final = frozenset(
    {
        "people",
        "others",
        "more",
        "were",
        "have",
        "been",
        "was",
        "are",
        "still",
        "remain",
        "remained",
        "remains",
    }
)
"""Words between a number without a noun and what it counts: "11 remained missing"."""


class Measures:
    """Reads the measures of one Doc."""

    def __init__(self, doc: Doc, metrics: Metrics, party_of: PartyOf) -> None:
        """`party_of` says which words name a party."""
        self.doc = doc
        self.metrics = metrics
        self.sides = Sides(doc, metrics, party_of)

    def of(self, phrase: Phrase) -> Reading:
        """The measure of one phrase, from its own words and its clause."""
        metric, word, agent = self._metric(phrase)
        if word is not None and self._open(word, metric):
            metric = word = agent = None
        if phrase.quantity.kind == "percentage" and metric == "supplied" and _polled(word):
            metric = word = agent = None  # "the poll gave the party 27%"
        if metric == "produced" and word is not None and self._makes_no_thing(word, phrase.top.i):
            metric = word = agent = None
        if metric == "sent" and phrase.quantity.kind == "measure" and phrase.noun is None:
            metric = word = agent = None  # "the drone flew 300 kilometres"
        if phrase.quantity.kind == "percentage" and metric == "returned":
            metric = word = agent = None  # "a return of 5%"
        if metric is not None and word is not None and self._idle(metric, word, phrase):
            metric = word = agent = None
        if metric == "received" and (hurt := self._hurt(phrase.noun)) is not None:
            metric, word = hurt
        if metric is None and (taken := self._lives(phrase)) is not None:
            metric, word = "killed", taken
        verb = self._verb(phrase)
        refers = metric is None and self._refers(phrase)
        return Reading(
            refers=refers,
            finite=self._beside(phrase)[1],
            what=self.sides.what(phrase),
            unit=phrase.unit,
            metric=metric,
            metric_word=word.i if word is not None else None,
            side=self.sides.side(phrase, metric, word, agent),
            place=self.sides.place(phrase, verb),
            verb=verb.i if verb is not None else None,
        )

    def _idle(self, metric: str, verb: Token, phrase: Phrase) -> bool:
        """Whether a verb is said of what it does nothing of the kind to: "committed 14 offences"."""
        if phrase.noun is None and verb.lemma_ == "give" and phrase.top.i < verb.i:
            return True  # "more than the 412 the company has given"
        objects = [c for c in verb.children if c.dep_ in ("obj", "nsubj:pass")]
        if phrase.noun is not None:
            objects.append(phrase.noun)
        return any(self.metrics.is_idle(metric, noun.lemma_) for noun in objects)

    # -- metric

    def _metric(self, phrase: Phrase) -> tuple[str | None, Token | None, Token | None]:
        """The metric, the word that gives it, and the verb or noun whose agent may be the side."""
        quantity = phrase.quantity
        end = quantity.words[1]
        apiece = end < len(self.doc) and self.doc[end].lower_ in ("each", "apiece")
        if (
            apiece
            or quantity.kind in ("duration", "rank")
            or (quantity.change is not None and quantity.kind in ("percentage", "share"))
        ):
            return None, None, None  # "12% fewer" measures a change, and nobody's fate
        relative = [t.lower_ for t in self.doc[end : end + 2]] in (["of", "whom"], ["of", "which"])
        beside, finite = self._beside(phrase)
        if self._whole(phrase):
            # "3,000 of the 10,000 soldiers sent": what became of the 10,000 stands with them.
            own = self._participle(phrase.noun) if phrase.noun is not None else None
            metric, word, agent = own or self._reduced(phrase) or (None, None, None)
            strong = self._of_noun(phrase.noun) if metric is None and phrase.noun is not None else None
            if strong is not None:
                metric, word = strong, phrase.noun
        elif (relative or finite) and beside[0] is not None:
            metric, word, agent = beside  # the verb that comes next says it surest
        else:
            metric, word, agent = self._said(phrase)
            if finite and word is not None and word.i < quantity.words[0] and word.pos_ == "VERB":
                # What is the subject of the verb that comes next hangs on nothing before it.
                metric, word, agent = None, None, None
            if metric is None and not self._partitive(phrase.top):
                metric, word, agent = beside
        if metric is None and not finite:
            metric, word, agent = self._reduced(phrase) or (None, None, None)
        if quantity.kind in ("money", "measure") and quantity.kind not in self.metrics.amounts.get(
            metric or "", ()
        ):
            return None, None, None
        return metric, word, agent

    def _hurt(self, noun: Token | None) -> tuple[str, Token] | None:
        """What had become of those whom a hospital received: "397 wounded people"."""
        for child in noun.children if noun is not None else ():
            metric = self.metrics.by_adjective.get(child.lower_)
            if metric in ("killed", "wounded") and child.dep_ == "amod":
                return metric, child
        return None

    @staticmethod
    def _lives(phrase: Phrase) -> Token | None:
        """The verb that takes lives: "claimed 14 lives", "cost 67 people their lives"."""
        noun = phrase.noun
        verb = noun.head if noun is not None else None
        if noun is None or verb is None or verb.lemma_.lower() not in ("claim", "take", "cost"):
            return None
        lives = [c for c in verb.children if c.lemma_ == "life" and c.i > verb.i]
        return verb if lives or noun.lemma_ == "life" else None

    def _open(self, word: Token, metric: str | None) -> bool:
        """Whether the words leave open which of two fates it is: "31 people dead or missing"."""
        some = [t.lower_ for t in self.doc[word.i : word.i + 3]]
        if len(some) < 3 or some[1] != "or":
            return False
        other = self.metrics.by_adjective.get(some[2])
        return other is not None and "missing" in (other, metric) and other != metric

    def _whole(self, phrase: Phrase) -> bool:
        """Whether a part is taken of it: "of the 10,000", or "Of the 53 men, 41 …"."""
        at = phrase.quantity.words[0] - 1
        while at > 0 and at >= phrase.quantity.words[0] - 2 and self.doc[at].tag_ in ("DT", "PRP$"):
            at -= 1
        if at <= 0 or self.doc[at].lower_ != "of":
            return fronted(self.doc, phrase.quantity.words)
        before = self.doc[at - 1]
        return (
            before.like_num or before.tag_ == "CD" or before.lemma_.lower() in _SHARES
            or fronted(self.doc, phrase.quantity.words)
        )  # fmt: skip

    def _reduced(self, phrase: Phrase) -> tuple[str, Token, Token] | None:
        """The metric of a participle right behind the noun, however the tree has it: "soldiers sent to …"."""
        end = phrase.quantity.words[1]
        at = phrase.noun.i + 1 if phrase.noun is not None else len(self.doc)
        if any(t.like_num for t in self.doc[end : at - 1]):
            return None  # the noun is that of the whole
        if at + 2 < len(self.doc) and self.doc[at].tag_ == "PRP":
            # "the 12 policemen it had been holding"
            verb = at + 1
            while verb + 1 < len(self.doc) and self.doc[verb].pos_ == "AUX":
                verb += 1
            found = self._object(self.doc[verb]) if self.doc[verb].pos_ == "VERB" else None
            if found is not None:
                return found, self.doc[verb], self.doc[verb]
        if at < len(self.doc) and self._is_reduced(self.doc[at]):
            token = self.doc[at]
            found = self.metrics.by_object.get(lemma_of(token))
            return (self._joint(token, found), token, token) if found is not None else None
        return None

    def _is_reduced(self, token: Token) -> bool:
        """Whether a verb form without an object may be a participle: "soldiers sent to the front would …"."""
        if token.tag_ not in ("VBN", "VBD") or token.i + 1 >= len(self.doc):
            return False
        lemma = lemma_of(token)
        known = lemma in self.metrics.by_object and lemma not in self.metrics.by_subject
        return known and self.doc[token.i + 1].tag_ in ("IN", "TO", "RB")

    def _beside(self, phrase: Phrase) -> tuple[tuple[str | None, Token | None, Token | None], bool]:
        """The metric of the verb that comes next ("a fifth of whom died"); whether that is finite."""
        m = self.metrics
        last = max(phrase.quantity.words[1] - 1, phrase.noun.i if phrase.noun is not None else 0)
        end = phrase.top.sent.end
        at = last + 1
        if (
            [t.lower_ for t in self.doc[at : at + 1]] == ["of"]
            and at + 1 < end
            and self.doc[at + 1].pos_ == "PRON"
        ):
            at += 2
        passive = False
        # "killed 14 people who were queueing": whatever "who" says, it is not the clause's own verb
        relative = at < end and self.doc[at].lower_ == "who"
        if at < end and self._is_reduced(self.doc[at]):
            # The clause's own verb comes after: "soldiers sent to the front would have died".
            far = min(end, at + 12)
            while at < far and self.doc[at].pos_ != "AUX" and not self.doc[at].is_punct:
                at += 1
            if at == far or self.doc[at].is_punct:
                return (None, None, None), False
            last = at
        while at < end:
            token = self.doc[at]
            if (
                token.pos_ == "AUX"
                or token.lower_ in _SKIPPED
                or (token.pos_ == "ADV" and token.tag_ == "RB")
            ):
                passive = passive or token.lemma_ == "be"
                at += 1
                continue
            lemma = lemma_of(token)
            finite = passive or token.tag_ in ("VBD", "VBP", "VBZ", "VB")
            if token.pos_ == "ADJ" or token.tag_ in ("VBN", "JJ"):
                found = m.by_adjective.get(token.lower_)
                if found is None and token.tag_ == "VBN":
                    if passive or at == last + 1:
                        found = self._phrase(token) or m.by_object.get(lemma)
                    else:
                        found = m.by_subject.get(lemma) or self._phrase(token)
            elif token.tag_ in ("VBD", "VBP", "VBZ", "VB"):
                found = None if passive else m.by_subject.get(lemma) or self._phrase(token)
            else:
                found = None
            own = finite and not relative and (found is not None or token.tag_.startswith("VB"))
            return ((self._joint(token, found), token, token) if found else (None, None, None)), own
        return (None, None, None), False

    def _beside_with(self, phrase: Phrase) -> tuple[str, Token] | None:
        """The metric of a participle behind what "with" counts: ", with 40 people injured and 14 missing"."""
        start, end = phrase.quantity.words
        at = phrase.noun.i + 1 if phrase.noun is not None and phrase.noun.i >= end else end
        while at < len(self.doc) and self.doc[at].lower_ in ("people", "others", "more", "still", "also"):
            at += 1
        word = self.doc[at] if at < len(self.doc) else None
        metric = self.metrics.by_adjective.get(word.lower_) if word is not None else None
        if word is None or metric is None or word.tag_ not in ("VBN", "VBD", "JJ", "VBG"):
            return None
        after = self.doc[at + 1] if at + 1 < len(self.doc) else None
        if after is not None and not (after.is_punct or after.pos_ in ("CCONJ", "ADP", "ADV", "SCONJ")):
            return None
        for token in reversed(self.doc[max(phrase.top.sent.start, start - _WITH) : start]):
            if token.lower_ == "with":
                return self._joint(word, metric), word
            hurt = token.lower_ in self.metrics.by_adjective
            if token.text in (";", ":") or (token.pos_ == "VERB" and not hurt):
                return None
        return None

    def _said(self, phrase: Phrase) -> tuple[str | None, Token | None, Token | None]:
        m = self.metrics
        noun, top = phrase.noun, phrase.top
        beside = self._beside_with(phrase)
        if beside is not None:
            return *beside, None
        if noun is not None:
            found = self._of_noun(noun)
            if found is not None:
                return found, noun, self._holder(noun)
        else:
            found, word = self._bare(phrase)
            if found is not None:
                return found, word, None
        for child in top.children:
            # "The toll is 40": the number is the predicate.
            if child.dep_ in ("nsubj", "nsubj:pass") and any(c.dep_ == "cop" for c in top.children):
                found, word = self._measured_noun(child)
                if found is not None:
                    return found, word, child
        if top.pos_ == "VERB" and phrase.quantity.kind == "ratio":
            subject = subject_of(top)  # "output has doubled"
            if subject is not None:
                found, word = self._measured_noun(subject)
                if found is not None:
                    return found, word, subject
        start = noun if noun is not None and self._through(noun, phrase) else top
        own = self._participle(start)
        if self._partitive(start):
            # "3,000 of the 10,000 soldiers sent": what became of the 10,000 stands with them.
            return own or (None, None, None)
        for head, place in governors(start, phrase.quantity.words):
            found, word = self._governed(head, place, phrase.top.i)
            if found is not None:
                return found, word, head
            measuring = place == "of" and head.lemma_.lower() in m.measuring_nouns
            if head.pos_ in ("VERB", "AUX") or (measuring and head.lemma_ != "total"):
                break  # "gives the figure of 742": what the figure is of is not said here
        if own is not None:
            return own
        put = self._put_at(phrase)
        if put is not None:
            return put
        if noun is not None:
            status = self._word_of(noun, m.by_status)
            if status is not None:
                return status, noun, None
            for child in noun.children:
                if child.dep_ != "amod" or child.i > noun.i or phrase.quantity.kind == "measure":
                    continue
                found = m.by_adjective.get(child.lower_)
                if found is None and child.tag_ == "VBN":
                    found = m.by_object.get(child.lemma_.lower())
                if found is not None:
                    return self._joint(child, found), child, None
        return None, None, None

    def _of_noun(self, noun: Token) -> str | None:
        """The metric that a noun counted names by itself: "deaths", "casualties", "prisoners of war"."""
        m = self.metrics
        lemma = noun.lemma_.lower()
        found = self._word_of(noun, m.by_noun) or m.by_adjective.get(noun.lower_)
        if found is None and noun.tag_ in ("VBN", "JJ"):
            found = m.by_object.get(lemma)
        return self._joint(noun, found) if found is not None else None

    def _word_of(self, noun: Token, words: Mapping[str, str]) -> str | None:
        """The metric of a noun, alone or with the words after it ("prisoners of war")."""
        lemma = noun.lemma_.lower()
        after = " ".join([lemma, *(t.lower_ for t in self.doc[noun.i + 1 : noun.i + 3])])
        return words.get(after) or words.get(lemma)

    def _through(self, noun: Token, phrase: Phrase) -> bool:
        """Whether a phrase hangs in its sentence by its noun: not in "62 of the drones"."""
        if phrase.top.i == noun.i:
            return True
        end = phrase.quantity.words[1]
        if phrase.top.head.i != noun.i and noun.i >= end >= noun.left_edge.i and self.doc[end].dep_ != "case":
            return True  # "twice the territory"
        low, high = phrase.quantity.words
        return not any(low <= t.i < high for t in (noun.head, *noun.head.children) if t.i == phrase.top.i)

    def _bare(self, phrase: Phrase) -> tuple[str | None, Token | None]:
        """The metric of a number without a noun, from the word beside it: "100 killed"."""
        after = phrase.quantity.words[1]
        for i in range(after, min(after + 4, len(self.doc))):
            token = self.doc[i]
            if token.lower_ in _BETWEEN:
                continue
            found = self.metrics.by_adjective.get(token.lower_)
            if found is None and token.tag_ == "VBN":
                found = self.metrics.by_object.get(token.lemma_.lower())
            if found is not None:
                return self._joint(token, found), token
            break
        return None, None

    def _participle(self, noun: Token) -> tuple[str, Token, Token] | None:
        """The metric of a clause that hangs on the noun: "soldiers sent to the front", "who died"."""
        m = self.metrics
        for child in noun.children:
            if child.dep_ not in ("acl", "acl:relcl", "amod") or child.i < noun.i:
                continue
            lemma = lemma_of(child)
            if child.dep_ == "acl:relcl" and not is_passive(child):
                relative = next((c for c in child.children if c.dep_ in ("nsubj", "obj")), None)
                if relative is not None and relative.dep_ == "nsubj" and relative.tag_ in ("WP", "WDT"):
                    found = m.by_subject.get(lemma) or self._phrase(child)
                else:
                    found = m.by_object.get(lemma)
            elif child.tag_ == "VBG":
                found = m.by_subject.get(lemma)
            else:
                found = m.by_object.get(lemma) or m.by_adjective.get(child.lower_)
            if found is not None:
                return self._joint(child, found), child, child
        return None

    @staticmethod
    def _makes_up(verb: Token) -> bool:
        """Whether a verb is "make up", by which nothing is made: "women make up 40% of the staff"."""
        return verb.lemma_.lower() == "make" and any(
            t.lower_ == "up" for t in verb.doc[verb.i + 1 : verb.i + 2]
        )

    def _makes_no_thing(self, verb: Token, number: int) -> bool:
        """Whether nothing is produced: "14 arrests were made", "made 300 workers redundant"."""
        if verb.lemma_.lower() != "make":
            return False
        made = self.doc[number]
        noun = made if made.pos_ == "NOUN" else made.head
        states = any(c.dep_ == "xcomp" and c.pos_ in ("ADJ", "VERB") for c in verb.children)
        behind = self.doc[noun.i + 1] if noun.i + 1 < len(self.doc) else None
        named = behind is not None and behind.tag_ == "JJ" and noun.i > verb.i
        return states or named or noun.lemma_.lower() in _EVENTS

    @staticmethod
    def _has_room(verb: Token) -> bool:
        """Whether "hold" tells of room: "the stadium holds 60,000 spectators"."""
        if verb.lemma_.lower() != "hold":
            return False
        subject = subject_of(verb)
        can = any(c.lower_ in ("can", "could") for c in verb.children)
        return can or (subject is not None and subject.lemma_.lower() in _ROOMS)

    def _governed(self, head: Token, place: str, number: int) -> tuple[str | None, Token | None]:
        """The metric that a governor gives to what stands in `place` of it."""
        if self._makes_up(head) or self._makes_no_thing(head, number) or self._has_room(head):
            return None, None
        m = self.metrics
        lemma = lemma_of(head) if head.pos_ in ("VERB", "AUX") else head.lemma_.lower()
        if place == "of":
            found = m.by_of.get(lemma) or m.by_of.get(head.lower_) or m.by_noun.get(lemma)
            if found is None and lemma in m.measuring_nouns:
                return self._measured_noun(head)
            return (self._joint(head, found), head) if found else (None, None)
        there = place == "subject" and head.ent_type_ == "PLACE" and case_of(head) in WHERE
        if not there and head.pos_ not in ("VERB", "AUX", "ADJ") and head.tag_ not in ("VBN", "VBG", "JJR"):
            apart = case_of(self.doc[number]) in ("from", "by", "to", "with")
            if place == "oblique" and head.pos_ == "NOUN" and lemma in m.by_of and not apart:
                return self._joint(head, m.by_of[lemma]), head  # "sanctions on 11 firms"
            if place == "other" and head.lower_ in m.by_adjective:
                return self._joint(head, m.by_adjective[head.lower_]), head
            return None, None
        if place in ("object", "passive"):
            found = self._phrase(head) or self._object(head)
            if place == "passive" and found is None:
                found = m.by_adjective.get(head.lower_)
            if found is not None:
                return self._joint(head, found), head
        if there:
            named = self.doc[number]
            if named.lemma_.lower() in m.troops:
                return "deployed", head  # "12,000 soldiers are in Russia"
        if place == "subject" and lemma in m.by_from:
            for child in head.children:
                if child.dep_ == "obl" and case_of(child) == "from":
                    return m.by_from[lemma], child
        if place == "subject":
            found = m.by_subject.get(lemma) or self._phrase(head) or m.by_adjective.get(head.lower_)
            if found is None and head.tag_ == "VBN":
                found = m.by_object.get(lemma)  # an auxiliary left out: "40 killed in a raid"
            if found is not None:
                return self._joint(head, found), head
        if place == "oblique" and lemma in _WITH_WHAT and case_of(self.doc[number]) == "with":
            return "supplied", head  # "supplied Moldova with 12 guns"
        if place == "oblique":
            found = m.by_for.get(head.lemma_.lower())
            if found is not None and any(
                c.dep_ == "obl" and case_of(c) == "for" and _holds(c, number) for c in head.children
            ):
                return found, head
        if place in ("subject", "passive"):
            hurt = head.lemma_.lower() in m.suffering or head.lemma_.lower() in m.reporting
            for child in head.children if hurt else ():
                # "370,000 have been treated for wounds", "40 guards report injuries"
                numbered = any(c.dep_ == "nummod" for c in child.children)
                hurts = m.by_noun.get(child.lemma_.lower()) == "wounded"
                if child.dep_ in ("obj", "obl") and hurts and not numbered:
                    return "wounded", child
            xcomp = next((c for c in head.children if c.dep_ == "xcomp"), None)
            if xcomp is not None:
                found = m.by_adjective.get(xcomp.lower_) or m.by_subject.get(lemma_of(xcomp))
                if found is None and any(c.dep_ == "aux:pass" for c in xcomp.children):
                    found = m.by_object.get(lemma_of(xcomp))
                if found is not None:
                    return self._joint(xcomp, found), xcomp
        if place in ("object", "oblique", "other") and head.lemma_.lower() in m.measuring_subject:
            subject = subject_of(head)
            if subject is not None:
                return self._measured_noun(subject)
        if place == "oblique" and head.tag_ == "JJR" and self.doc[number].pos_ == "NUM":
            subject = subject_of(head)  # "deaths were lower, at 2,200"
            if subject is not None:
                return self._measured_noun(subject)
        if place in ("oblique", "object", "other") and head.lemma_.lower() in m.measuring_object:
            for child in head.children:
                if child.dep_ in ("obj", "nsubj:pass"):
                    return self._measured_noun(child)
        return None, None

    def _measured_noun(self, noun: Token) -> tuple[str | None, Token | None]:
        """The metric of what is measured: "casualties" in "casualties exceed 3,000", "the number of dead"."""
        m = self.metrics
        seen = [noun]
        if noun.lemma_.lower() in m.measuring_nouns or noun.lemma_.lower() in ("toll",):
            seen = [c for c in noun.children if c.dep_ in ("nmod", "compound", "amod")] + seen
        for token in seen:
            lemma = token.lemma_.lower()
            found = m.by_noun.get(lemma) or m.by_adjective.get(token.lower_) or m.by_of.get(lemma)
            if found is None and token.tag_ in ("VBN", "JJ"):
                found = m.by_object.get(lemma)
            if found is None:
                got = self._participle(token)
                if got is not None:
                    return got[0], got[1]
                behind = self.doc[token.i + 1] if token.i + 2 < len(self.doc) else None
                if (
                    behind is not None
                    and behind.tag_ in ("VBN", "VBD")
                    and self.doc[behind.i + 1].lower_ == "at"
                ):
                    # "put the number of soldiers captured at 140", where the parser takes it for a verb
                    found, token = m.by_object.get(lemma_of(behind)), behind
            if found is not None:
                return self._joint(token, found), token
        return None, None

    def _put_at(self, phrase: Phrase) -> tuple[str, Token, Token] | None:
        """The metric of "put the number of dead at 40", wherever the tree hangs the "at 40"."""
        first = phrase.quantity.words[0]
        sentence = phrase.top.sent
        if first == sentence.start or self.doc[first - 1].lower_ != "at":
            return None
        for i in range(first - 2, max(sentence.start, first - 14) - 1, -1):
            token = self.doc[i]
            if token.pos_ == "VERB" and token.lemma_.lower() in self.metrics.measuring_object:
                for child in token.children:
                    if child.dep_ in ("obj", "nsubj:pass"):
                        found, word = self._measured_noun(child)
                        return (found, word, token) if found is not None and word is not None else None
                return None
        return None

    def _object(self, verb: Token) -> str | None:
        """The metric of a verb's object, with its particle wherever the tree has that: "handed over 40"."""
        by, lemma = self.metrics.by_object, verb.lemma_.lower()
        after = self.doc[verb.i + 1].lower_ if verb.i + 1 < len(self.doc) else ""
        return by.get(lemma_of(verb)) or by.get(f"{lemma} {after}") or by.get(lemma)

    def _phrase(self, verb: Token) -> str | None:
        lemma = verb.lemma_.lower()
        for child in verb.children:
            if child.dep_ in ("obj", "obl", "xcomp", "amod", "compound", "dep") and child.i > verb.i:
                found = self.metrics.by_phrase.get((lemma, child.lemma_.lower()))
                if found is not None:
                    return found
        return None

    def _joint(self, word: Token, metric: str) -> str:
        """What is killed and wounded, or dead or injured, with one number, is casualties."""
        if metric not in ("killed", "wounded"):
            return metric
        m = self.metrics
        others = [c for c in word.children if c.dep_ == "conj"]
        if word.dep_ == "conj":
            others.append(word.head)
        # "are said to have fallen or been maimed": the tree may hang both on "said".
        others += [
            c
            for c in word.head.children
            if c.i > word.i and c.dep_ == word.dep_ and any(k.dep_ == "cc" for k in c.children)
        ]
        for other in others:
            if any(c.like_num or c.dep_ == "nummod" for c in other.children):
                continue
            a, b = sorted((word.i, other.i))
            if any(t.like_num for t in self.doc[a + 1 : b]):
                continue
            if not any(t.lower_ in _AND for t in self.doc[a + 1 : b]):
                continue
            own_object = word.pos_ == "VERB" and any(
                c.dep_ in ("obj", "nsubj:pass", "nsubj") for c in other.children
            )
            if own_object:
                continue
            lemma = other.lemma_.lower()
            second = m.by_adjective.get(other.lower_) or m.by_object.get(lemma) or m.by_noun.get(lemma)
            if second in ("killed", "wounded") and second != metric:
                return "casualties"
        return metric

    def _partitive(self, token: Token) -> bool:
        """Whether a phrase is the whole that a part before it is taken of."""
        if token.dep_ not in ("nmod", "obl") or case_of(token) not in ("of", "among"):
            return False
        head = token.head
        if head.pos_ in ("VERB", "AUX"):
            return token.i < head.i  # "Of the 53 men picked up, 41 were freed"
        return head.like_num or head.pos_ == "NUM" or head.lemma_.lower() in _SHARES or head.tag_ == "CD"

    # -- clause

    def _verb(self, phrase: Phrase) -> Token | None:
        own = self._participle(phrase.noun) if phrase.noun is not None else None
        if self._whole(phrase) or self._partitive(phrase.noun or phrase.top):
            return own[1] if own is not None else None
        at = phrase.top
        for _ in range(12):
            if at.pos_ in ("VERB", "AUX"):
                return at
            if at.head.i == at.i:
                return None
            at = at.head
        return None

    def _refers(self, phrase: Phrase) -> bool:
        """Whether the words stand for a figure given before: "that number rose to", "twice as many"."""
        doc, (start, end) = self.doc, phrase.quantity.words
        words = [t.lower_ for t in doc[max(0, start - 2) : start]]
        if words[:1] == ["as"] and words[1:] and words[1] in ("do", "does", "did"):
            return True  # "…, as does nearly a third of its missiles"
        if phrase.quantity.kind in ("duration", "rank", "percentage", "money"):
            return False
        after = [t.lower_ for t in doc[end : end + 2]]
        before = [t.lower_ for t in doc[max(0, start - 2) : start]]
        if phrase.quantity.kind == "ratio":
            return after in (["as", "many"], ["as", "much"])
        if before in (["up", "from"], ["down", "from"]):
            return True
        for head, place in governors(phrase.top, phrase.quantity.words):
            if head.pos_ in ("VERB", "AUX") and head.lemma_.lower() in self.metrics.measuring_subject:
                subject = subject_of(head)
                if subject is None or place == "subject":
                    return False
                definite = any(c.lower_ in ("the", "that", "this") for c in subject.children)
                return (definite and subject.lemma_.lower() in self.metrics.reference) or subject.lower_ in (
                    "it",
                    "that",
                )
        return False

    def _holder(self, noun: Token) -> Token | None:
        """Who "suffered" the casualties counted."""
        for head, place in governors(noun, (noun.i, noun.i + 1)):
            if head.pos_ == "VERB" and place == "object" and head.lemma_.lower() in self.metrics.suffering:
                return head
            if head.pos_ == "VERB":
                break
        return noun


def _polled(word: Token | None) -> bool:
    """Whether what gives somebody a share of the vote is a poll."""
    subject = subject_of(word) if word is not None and word.pos_ == "VERB" else None
    return subject is not None and subject.lemma_.lower() in ("poll", "survey", "projection", "forecast")


def _holds(token: Token, index: int) -> bool:
    """Whether a phrase holds a token."""
    return any(t.i == index for t in token.subtree)


_WITH_WHAT: Final = frozenset({"supply", "provide", "equip", "arm", "furnish", "present", "resupply"})
_EVENTS: Final = frozenset(
    {"arrest", "offer", "complaint", "call", "visit", "claim", "payment", "request", "application", "appeal",
     "attempt", "mistake", "donation", "decision", "appearance", "recommendation", "allegation", "trip",
     "change", "proposal", "appointment", "save", "error", "promise", "deal", "stop", "contribution"}
)  # fmt: skip
_ROOMS: Final = frozenset(
    {"stadium", "arena", "hall", "theatre", "theater", "venue", "ground", "church", "room", "auditorium",
     "boat", "ship", "ferry", "plane", "bus", "hotel", "tank"}
)  # fmt: skip
_WITH: Final = 16
"""Words back to the "with" that a participle hangs on."""
_SKIPPED: Final = frozenset(
    {
        "they",
        "who",
        "people",
        "others",
        "more",
        "still",
        "also",
        "since",
        "now",
        "already",
        "been",
        "to",
        "be",
    }
)
_SHARES: Final = frozenset(
    {"half", "third", "quarter", "fifth", "tenth", "percent", "%", "most", "majority", "two-thirds", "share"}
)
