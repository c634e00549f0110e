"""From a report to its figures: the one function that ties this room together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from whence.attributions.attribution import Attribution, Polarity, Standing, under_denial
from whence.dates import Date, When, find_dates
from whence.figures.ahead import lies_ahead, of_a_headline
from whence.figures.counted import counted, singular
from whence.figures.denominators import others, wholes
from whence.figures.figure import Covers, Figure, Measure, Named
from whence.figures.grammar import find_quantities
from whence.figures.measures import Measures, Reading
from whence.figures.metrics import Metrics, packaged_metrics
from whence.figures.military import military_note
from whence.figures.own import own_side
from whence.figures.phrases import Phrase, subject_of, top_of
from whence.figures.sides import PartyOf, party_names
from whence.figures.sums import parts_of
from whence.spans import TextSpan

if TYPE_CHECKING:
    from whence.figures.quantity import Quantity, Range
    from whence.parse import Parse
    from whence.reader.syntax import Doc, Token

_CONDITIONAL: Final = frozenset({"would", "could", "might", "may", "should"})
_NUMBERED: Final = 14
"""Words back to the "number of" whose number comes."""
_FUTURE: Final = frozenset({"will", "'ll", "’ll", "shall"})
_NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never"})
_ESTIMATED: Final = frozenset({"estimated", "estimate"})
_ALLEGED: Final = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})
_STEPS: Final = 12
_STOPPED: Final = re.compile(r"\d(?:m|mn|bn|tn|k)\.$")


def read_figures(
    parse: Parse,
    attributions: Sequence[Attribution],
    *,
    party_of: PartyOf | None = None,
    metrics: Metrics | None = None,
) -> tuple[Figure, ...]:
    """Every figure of a report, in the order of the text, on the word of the innermost attribution.

    `party_of` says which words name a party to be the side of what is counted; without it the packaged
    actors do.
    """
    metrics = metrics or packaged_metrics()
    if party_of is None:
        party_of = _packaged_parties()
    doc = parse.doc
    phrases = [_phrase(doc, quantity, i) for i, quantity in enumerate(find_quantities(doc))]
    if not phrases:
        return ()
    phrases = [_in_money(doc, phrase, phrases) for phrase in phrases]
    speakers = _of_speakers(parse, phrases, attributions)
    phrases = [replace(p, speaks=True) if p.index in speakers else p for p in phrases]
    of = wholes(doc, phrases)
    same = others(doc, phrases, of)
    parts = parts_of(doc, phrases, of)
    measures = Measures(doc, metrics, party_of)
    read = [measures.of(phrase) for phrase in phrases]
    _inherit(phrases, read, of, same, metrics, speakers, parts)
    linked = {*of, *of.values(), *same, *same.values(), *(i for some in parts.values() for i in some)}
    rests = _Rests(attributions)
    times = _Times(parse, attributions, phrases)
    spans = [_without_stop(parse.span(phrase.quantity.words)) for phrase in phrases]
    ids: dict[int, str] = {}
    for phrase, span in zip(phrases, spans, strict=True):
        if span is not None and not (phrase.index not in linked and _is_pronoun(doc, phrase, read)):
            ids[phrase.index] = f"f{len(ids) + 1}"
    out = []
    own, last = None, None
    for phrase, reading, span in zip(phrases, read, spans, strict=True):
        if span is None or phrase.index not in ids:
            continue
        quantity, on = phrase.quantity, rests.innermost(span)
        # "30 of its soldiers were killed and 52 wounded"
        beside = phrase.noun is None and last == (phrase.top.sent.start, reading.what)
        own = own_side(parse, phrase, reading, on, party_of, metrics) or (own if beside else None)
        last = (phrase.top.sent.start, reading.what)
        out.append(
            Figure(
                id=ids[phrase.index],
                span=span,
                low=quantity.low,
                high=quantity.high,
                low_inclusive=quantity.low is not None and quantity.low_inclusive,
                high_inclusive=quantity.high is not None and quantity.high_inclusive,
                approximate=quantity.approximate,
                kind=quantity.kind,
                unit=quantity.unit or reading.unit,
                measure=_measure(parse, reading, party_of, metrics, times, phrase, on, own),
                attribution=on.id if on is not None else None,
                of=ids.get(of.get(phrase.index, -1)),
                same_as=ids.get(same.get(phrase.index, -1)),
                parts=tuple(ids[i] for i in parts.get(phrase.index, ()) if i in ids),
                change=quantity.change,
                near=quantity.near,
                vague=quantity.vague,
                polarity=_polarity(doc, phrase, reading, on),
                standing=_standing(doc, phrase, reading, on),
                note=military_note(quantity),
                confidence=_confidence(phrase, reading, on),
            )
        )
    return tuple(out)


@cache
def _packaged_parties() -> PartyOf:
    from whence.actors import packaged_actors

    return party_names(packaged_actors())


def _in_money(doc: Doc, phrase: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """A phrase whose currency was said just before: "needs $2.2 billion and has received 400 million"."""
    quantity = phrase.quantity
    if quantity.kind != "count" or phrase.noun is not None or quantity.unit is not None or quantity.vague:
        return phrase
    low, high = quantity.number
    if not any(doc[i].lower_ in ("million", "billion", "trillion") for i in range(low, high)):
        return phrase
    if phrase.top.head.lemma_.lower() not in _MONEY_VERBS:
        return phrase
    for other in reversed(phrases[max(0, phrase.index - 2) : phrase.index]):
        if other.top.sent.start != phrase.top.sent.start:
            break
        if other.quantity.kind == "money":
            return replace(phrase, quantity=replace(quantity, kind="money", unit=other.quantity.unit))
    return phrase


_MONEY_VERBS: Final = frozenset(
    {"receive", "disburse", "spend", "pay", "raise", "pledge", "cost", "allocate", "give", "invest",
     "get", "collect", "secure", "release", "repay", "earn", "lose", "borrow", "owe", "provide", "transfer"}
)  # fmt: skip


def _phrase(doc: Doc, quantity: Quantity, index: int) -> Phrase:
    found = counted(doc, quantity)
    noun = doc[found.head] if found is not None else _whole_noun(doc, quantity)
    top = top_of(doc, quantity.words, quantity.number)
    if noun is not None and top.head.i == noun.i:
        top = noun
    unit = found.unit if found is not None else noun.lemma_.lower() if noun is not None else None
    if noun is not None and unit is not None and unit[:1].isupper() and noun.ent_iob_ == "I":
        at = noun.i  # "North Korean"
        while at > quantity.words[1] and doc[at].ent_iob_ == "I":
            at -= 1
        if unit.split()[0] != doc[at].text:
            unit = " ".join([*(t.text for t in doc[at : noun.i]), unit])
    return Phrase(quantity, top, noun, index, unit)


def _is_pronoun(doc: Doc, phrase: Phrase, read: Sequence[Reading]) -> bool:
    """Whether a "one" only picks something out: "one of the oldest ports", "you will not get one"."""
    low, high = phrase.quantity.number
    word = " ".join(t.lower_ for t in doc[low:high])
    if phrase.quantity.kind != "count":
        return False
    behind = doc[high] if high < len(doc) else None
    if word in ("one", "two", "both") and behind is not None and phrase.quantity.words == (low, high):
        before = doc[low - 1].lower_ if low else ""
        if word == "one" and before == "with" and behind.tag_ == "VBG":
            return True  # "with one telling the Herald that …"
        if word == "two" and before == "the" and behind.tag_ in ("VBP", "VBD", "VBZ", "MD"):
            return True  # "towns in which the two compete"
    if word != "one":
        return False
    given = doc[low].dep_ == "obj" and doc[low].head.lemma_ in ("give", "provide", "offer")
    if given and phrase.noun is None and (behind is None or behind.lower_ != "of"):
        return True  # "has given no number, and the rebels have not given one either"
    beside = doc[low].dep_ == "appos" and doc[low].head.pos_ == "PROPN"
    if beside and high < len(doc) and doc[high].lower_ == "of":
        return True  # "it killed Saad, one of the architects of the attack"
    if read[phrase.index].metric is not None:
        return False
    return phrase.noun is None or (high < len(doc) and doc[high].lower_ == "of")


def _whole_noun(doc: Doc, quantity: Quantity) -> Token | None:
    """What a percentage is of: "60% of the shells"; what is measured: "25,000 tons of wheat"."""
    if quantity.kind not in ("percentage", "measure") or quantity.words[1] + 1 >= len(doc):
        return None
    if doc[quantity.words[1]].lower_ != "of":
        return None
    at = quantity.words[1] + 1
    while (at + 1 < len(doc) and doc[at].tag_ in ("DT", "PRP$", "JJ", "VBN", "NNP", "CD", "POS")) or (
        at + 1 < len(doc) and doc[at].tag_ in ("NN", "NNS") and doc[at + 1].tag_ in ("NN", "NNS", "POS")
    ):
        at += 1
    return doc[at] if doc[at].tag_ in ("NN", "NNS") else None


def _of_speakers(
    parse: Parse, phrases: Sequence[Phrase], attributions: Sequence[Attribution]
) -> frozenset[int]:
    """Phrases that count who speaks: "two doctors said"."""
    sources = (part for a in attributions if a.source is not None if (part := parse.tokens(a.source)))
    words = {i for part in sources for i in range(*part)}
    return frozenset(i for i, p in enumerate(phrases) if p.quantity.words[0] in words)


def _of_a_noun(phrase: Phrase, reading: Reading, metrics: Metrics) -> bool:
    """Whether what a number measures is a noun's: "the death toll stands at 14", "put the number at 900"."""
    doc, word, verb = phrase.top.doc, reading.metric_word, phrase.top.head
    if word is not None and doc[word].lemma_.lower() in metrics.reference:
        return True
    start = phrase.quantity.words[0]
    if start > 1 and doc[start - 1].lower_ == "at" and doc[start - 2].lemma_.lower() in metrics.reference:
        return True
    things = (c.lemma_.lower() for c in verb.children if c.dep_ in ("obj", "nsubj") and c.i < phrase.top.i)
    return verb.pos_ == "VERB" and any(thing in metrics.reference for thing in things)


def _without_stop(span: TextSpan | None) -> TextSpan | None:
    """A span without the full stop of its sentence that was read with a letter: "£36m.", "$2bn."."""
    if span is None or not _STOPPED.search(span.text):
        return span
    return TextSpan(span.start, span.end - 1, span.text[:-1])


def _inherit(
    phrases: Sequence[Phrase],
    read: list[Reading],
    of: dict[int, int],
    same: dict[int, int],
    metrics: Metrics,
    speakers: frozenset[int],
    parts: dict[int, tuple[int, ...]],
) -> None:
    """A part is of the kind and side of its whole; what is put in other words measures the same.

    What stands for a figure given before ("that number rose to 40") measures what the last one did, and
    a number without a noun ("killed 60 men and captured three") counts what the one before it counts.
    """
    for i, mine in enumerate(read):
        noun = _numbered(phrases[i], metrics) if not mine.what and phrases[i].noun is None else None
        if noun is not None:
            named = next((c for c in noun.children if c.dep_ in ("amod", "nmod:poss") and c.ent_type_), None)
            side = named if named is not None else noun if noun.ent_type_ == "NORP" else None
            read[i] = replace(
                mine,
                what=(noun.i,),
                unit=mine.unit or singular(noun),
                side=mine.side or ((side.i, side.i + 1) if side is not None else None),
            )
    total = {part: whole for whole, some in parts.items() for part in some if part > whole}
    for i, mine in enumerate(read):
        if mine.what or phrases[i].quantity.kind != "count" or phrases[i].noun is not None or i in of:
            continue
        alike = [
            j
            for j in range(i - 1, max(-1, i - 4), -1)
            if phrases[j].top.sent.start == phrases[i].top.sent.start
            and phrases[j].quantity.kind == "count"
            and read[j].what
        ]
        if _of_a_noun(phrases[i], mine, metrics):
            # "Two doctors said …, while the army put the toll at 29": that is not of doctors.
            alike = [j for j in alike if mine.metric is not None and read[j].metric is not None]
        if _compared_from(phrases[i]):
            # "1,001 cases in 31 counties, up from 935": what rose
            alike.sort(key=lambda j: phrases[j].quantity.change is None)
        # "54 ships, two diplomats said; a draft had 71": not of who speaks, if there is another.
        alike.sort(key=lambda j: j in speakers)
        if alike:
            # "killed 12 people, including three women, and wounded 40": people were wounded.
            whole = _whole_of(alike[0], of, phrases)
            theirs = read[total.get(i, whole if whole != i else alike[0])]
            own = _gapped_side(phrases[i]) or mine.side or theirs.side
            if _of_its_own(phrases[i]):
                who = subject_of(phrases[i].top.head)
                own = (who.i, who.i + 1) if who is not None and who.ent_type_ else None
            read[i] = replace(mine, what=theirs.what, unit=mine.unit or theirs.unit, side=own)
    for i, mine in enumerate(read):
        if not mine.refers:
            continue
        changed = _changed_from(phrases, i) if _compared_from(phrases[i]) else None
        for j in range(i - 1, max(-1, i - 4), -1) if changed is None else (changed,):
            if (read[j].metric is not None or changed is not None) and phrases[j].quantity.kind in (
                "count",
                "share",
                "percentage",
            ):
                read[i] = replace(
                    mine,
                    what=mine.what or read[j].what,
                    unit=mine.unit or read[j].unit,
                    metric=read[j].metric,
                    metric_word=read[j].metric_word,
                    side=mine.side or read[j].side,
                    place=mine.place or read[j].place,
                )
                break
    for part, whole in of.items():
        mine, theirs = read[part], read[whole]
        noun = phrases[whole].noun
        if mine.metric is not None and noun is not None and metrics.is_idle(mine.metric, noun.lemma_):
            mine = replace(mine, metric=None, metric_word=None)  # "of 900 crimes, 300 were committed by …"
        # "Nine of them firefighters" has no verb of its own: what became of all became of the nine.
        alone = mine.metric is None and not mine.finite and (mine.verb is None or mine.verb == theirs.verb)
        # "killed six and wounded 30, including five children": wounded, whatever the tree joins them with
        including = any(c.lower_ == "including" for c in phrases[part].top.children)
        alone = alone or (theirs.metric is not None and including)
        read[part] = replace(
            mine,
            what=mine.what or theirs.what,
            unit=mine.unit or (theirs.unit if phrases[part].quantity.kind == "count" else None),
            metric=theirs.metric if alone else mine.metric,
            metric_word=theirs.metric_word if alone else mine.metric_word,
            side=mine.side or theirs.side,
            place=mine.place or theirs.place,
        )
    for one, other in same.items():
        # What only the one names, the other has too: "…, a quarter of the North Korean force".
        for whole in (other, of.get(other, other)):
            if read[whole].side is None and read[one].side is not None:
                read[whole] = replace(read[whole], side=read[one].side)
        mine, theirs = read[one], read[other]
        read[one] = replace(
            mine,
            what=mine.what or theirs.what,
            metric=theirs.metric or mine.metric,
            metric_word=theirs.metric_word if theirs.metric else mine.metric_word,
            side=mine.side or theirs.side,
            place=mine.place or theirs.place,
        )


def _of_its_own(phrase: Phrase) -> bool:
    """Whether a number counts the subject's own: "handed over 50 Russians and got back 50 of its own"."""
    doc, end = phrase.top.doc, phrase.quantity.words[1]
    behind = [t.lower_ for t in doc[end : end + 3]]
    return behind[:1] == ["of"] and behind[1:2] in (["its"], ["their"], ["his"]) and behind[2:] == ["own"]


def _numbered(phrase: Phrase, metrics: Metrics) -> Token | None:
    """What is numbered in "puts the number of militants it has killed at about 20,000"."""
    doc, start = phrase.top.doc, phrase.quantity.words[0]
    if start == 0 or doc[start - 1].lower_ not in ("at", "to", "as"):
        return None
    for token in reversed(doc[max(phrase.top.sent.start, start - _NUMBERED) : start - 1]):
        if token.like_num or token.text in (";", ":"):
            return None
        if token.lemma_.lower() in metrics.reference and doc[token.i + 1].lower_ == "of":
            found = [
                c for c in token.children if c.dep_ == "nmod" and token.i < c.i < start and c.pos_ != "NUM"
            ]
            return found[0] if found and found[0].tag_ in ("NNS", "NNPS", "NN") else None
    return None


def _compared_from(phrase: Phrase) -> bool:
    """Whether a number is what another was before: "up from 935", "down from the 55"."""
    doc, start = phrase.top.doc, phrase.quantity.words[0]
    while start > 0 and doc[start - 1].lower_ in ("the", "about", "some", "only", "around"):
        start -= 1
    return [t.lower_ for t in doc[max(0, start - 2) : start]] in (["up", "from"], ["down", "from"])


def _changed_from(phrases: Sequence[Phrase], i: int) -> int | None:
    """The figure that rose or fell to what it is from the one at `i`."""
    sentence = phrases[i].top.sent.start
    for j in range(i - 1, max(-1, i - 4), -1):
        if phrases[j].top.sent.start != sentence:
            break
        if phrases[j].quantity.change is not None and phrases[j].quantity.kind == phrases[i].quantity.kind:
            return j
    return None


def _gapped_side(phrase: Phrase) -> Range | None:
    """Whose a number is in "Spain pledged 20 ambulances, Italy 30 and Portugal 12"."""
    doc, start = phrase.top.doc, phrase.quantity.words[0]
    first = start
    while first > 0 and doc[first - 1].pos_ == "PROPN" and doc[first - 1].ent_type_ == "PLACE":
        first -= 1
    if first == start or not first:
        return None
    before = doc[first - 1].lower_ if doc[first - 1].lower_ != "the" or first < 2 else doc[first - 2].lower_
    return (first, start) if before in (",", "and") else None


def _whole_of(index: int, of: dict[int, int], phrases: Sequence[Phrase]) -> int:
    """The whole that a figure is a part of, within its sentence; itself where it is none."""
    seen = {index}
    while (whole := of.get(index)) is not None and whole not in seen:
        if phrases[whole].top.sent.start != phrases[index].top.sent.start:
            break
        seen.add(whole)
        index = whole
    return index


class _Rests:
    """On which attribution a place of the text rests."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self.contents = sorted(
            ((span.start, span.end, a) for a in attributions for span in a.content), key=lambda c: c[:2]
        )
        self.starts = [start for start, _, _ in self.contents]
        self.denied = under_denial(attributions)
        # The furthest end so far, so that the walk back stops where nothing can reach the place.
        self.reach: list[int] = []
        for _, end, _ in self.contents:
            self.reach.append(max(end, self.reach[-1] if self.reach else 0))

    def innermost(self, span: TextSpan) -> Attribution | None:
        """The attribution whose content holds the span most tightly; None in the report's own voice."""
        best: tuple[tuple[int, bool], Attribution] | None = None
        for i in range(bisect_right(self.starts, span.start) - 1, -1, -1):
            if self.reach[i] < span.end:
                break
            start, end, attribution = self.contents[i]
            # What one says and another denies in the same words is the word of who says it.
            size = (end - start, attribution.id in self.denied)
            if end >= span.end and (best is None or size < best[0]):
                best = (size, attribution)
        return best[1] if best is not None else None


def _right_behind(doc: Doc, phrase: Phrase, time: Token) -> bool:
    """Whether between a figure and a time stand only what is counted and "on", "in" or "by"."""
    between = doc[phrase.quantity.words[1] : time.i]
    return len(between) <= 6 and all(
        (t.pos_ in ("NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM") or t.tag_ == "VBN")
        and t.lower_ not in ("to", "from", "since")
        for t in between
    )


def _compared(doc: Doc, date: Token) -> int | None:
    """The number whose date it is, in "147,000, up from 141,000 a month ago"; None elsewhere."""
    for word in reversed(doc[max(date.sent.start + 1, date.i - 8) : date.i]):
        if word.text in (",", ";", ":"):
            return None
        if _holds_against(word):
            return next((t.i for t in doc[word.i + 1 : date.i] if t.pos_ == "NUM"), -1)
    return None


def _in_dateline(doc: Doc, token: Token) -> bool:
    """Whether a date stands before the dash that a report opens with: "LONDON, 3 March - Sales were …"."""
    start = token.sent.start
    if token.i - start > 8 or not doc[start].text.isupper():
        return False
    return any(
        t.text in ("-", "–", "—", "--") and doc[t.i - 1].whitespace_ for t in doc[token.i + 1 : token.i + 9]
    )


def _since_a_record(doc: Doc, token: Token) -> bool:
    """Whether "since" only says how long nothing was more: "the lowest number since 2014"."""
    start = max(token.sent.start, token.i - 8)
    return any(t.tag_ in ("JJS", "RBS") or t.lower_ == "first" for t in doc[start : token.i])


def _holds_against(word: Token) -> bool:
    """Whether a number is held against another here: "up from", "against", "lower than", "a fall on"."""
    low, before = word.lower_, word.doc[word.i - 1].lower_ if word.i else ""
    if low == "from":
        return before in ("up", "down", "%", "percent") or word.doc[word.i - 1].like_num
    if low in ("against", "versus", "than"):
        return low != "than" or before not in ("more", "fewer", "less") or word.nbor(1).tag_ in ("IN", "DT")
    if low == "on":
        return before in ("up", "down", "fall", "rise", "drop", "increase", "decline") or before.endswith("%")
    return low in ("with", "to") and before == "compared"


class _Times:
    """The time expressions of a report, by the verb that each belongs to."""

    def __init__(
        self, parse: Parse, attributions: Sequence[Attribution], phrases: Sequence[Phrase] = ()
    ) -> None:
        self.parse = parse
        self.phrases: dict[int, list[Phrase]] = {}
        for phrase in phrases:
            self.phrases.setdefault(phrase.top.sent.start, []).append(phrase)
        self.said = {(a.said.span.start, a.said.span.end) for a in attributions if a.said is not None}
        self.owned: dict[int, dict[tuple[int, int], Phrase]] = {}
        """By sentence, the figure that a time expression stands right behind, where several have one."""
        self.known: dict[int, list[tuple[When, Date, Token]]] = {}

    def of(self, phrase: Phrase, reading: Reading) -> tuple[Date | None, Date | None]:
        """As of when, and since when, what a phrase counts is counted."""
        doc = self.parse.doc
        verb = doc[reading.verb] if reading.verb is not None else None
        since: Date | None = None
        found: list[tuple[int, Date]] = []
        low, high = phrase.quantity.words
        for when, date, token in self._in_sentence(phrase.top.sent):
            if low <= token.i < high or (date.span.start, date.span.end) in self.said:
                continue
            owner = self._owner(phrase, date)
            if owner is not None and owner is not phrase:
                continue  # "12 men on Monday and 19 on Tuesday": each has its own day
            compared = _compared(doc, token)
            if compared is not None and not low <= compared < high:
                continue
            if owner is None and compared is None and not self._belongs(token, verb, phrase):
                continue
            # "26,000, over half of them in the past year": the year is that of the half.
            between = doc[high : token.i] if high < token.i and doc[high].lower_ != "of" else ()
            if any(t.lower_ in ("them", "whom") and doc[t.i - 1].lower_ == "of" for t in between):
                continue
            start_of_war = when.anchored and date.span.text.lower().startswith(
                ("at the start", "at the beginning")
            )
            if when.role == "since" and _since_a_record(doc, token):
                continue
            if when.role == "since" or (start_of_war and verb is not None and _is_perfect(verb)):
                since = since or date
            else:
                found.append((self._distance(phrase, date, token), date))
        return min(found, key=lambda one: one[0])[1] if found else None, since

    def _distance(self, phrase: Phrase, date: Date, token: Token) -> int:
        """How far a time is from being a figure's own; the smaller, the likelier it is meant."""
        doc = self.parse.doc
        some = self.phrases.get(phrase.top.sent.start, ())
        near = [p for p in some if p.quantity.words[1] <= token.i]
        if near and _right_behind(doc, near[-1], token):
            return 0 if near[-1] is phrase else 2
        return 3 if _in_dateline(doc, token) else 1

    def _owner(self, phrase: Phrase, date: Date) -> Phrase | None:
        """The figure right behind which a time stands, in a sentence where several have one of their own."""
        sentence = phrase.top.sent
        some = self.phrases.get(sentence.start, ())
        if len(some) < 2:
            return None
        if sentence.start not in self.owned:
            owners: dict[tuple[int, int], Phrase] = {}
            for _, one, token in self._in_sentence(sentence):
                near = [p for p in some if p.quantity.words[1] <= token.i]
                if near and _right_behind(self.parse.doc, near[-1], token):
                    owners[one.span.start, one.span.end] = near[-1]
            self.owned[sentence.start] = owners if len({id(p) for p in owners.values()}) > 1 else {}
        return self.owned[sentence.start].get((date.span.start, date.span.end))

    def _in_sentence(self, sentence: object) -> list[tuple[When, Date, Token]]:
        doc = self.parse.doc
        start: int = getattr(sentence, "start")  # noqa: B009
        if start not in self.known:
            out = []
            span = doc[start].sent
            text = self.parse.repaired.text
            published = self.parse.report.published
            ahead = {
                when.date.span: when
                for when in find_dates(text, span.start_char, span.end_char, published, "future")
            }
            for back in find_dates(text, span.start_char, span.end_char, published):
                words = doc.covering(back.date.span.start, back.date.span.end)
                if words is None:
                    continue
                token = top_of(doc, (words.start, words.end))
                when = ahead.get(back.date.span, back) if lies_ahead(token) else back
                found = self.parse.at(when.date.span.start, when.date.span.end)
                if found is None:
                    continue
                date = Date(found, when.date.edtf, when.date.modifier)
                out.append((when, date, token))
            self.known[start] = out
        return self.known[start]

    def _belongs(self, token: Token, verb: Token | None, phrase: Phrase) -> bool:
        """Whether a time expression hangs on the figure's clause or on the noun that it counts."""
        at = token
        for _ in range(_STEPS):
            if verb is not None and at.i == verb.i:
                return True
            if at.i == phrase.top.i or (phrase.noun is not None and at.i == phrase.noun.i):
                return True
            if at.head.i == at.i:
                return verb is None
            if at.pos_ in ("VERB", "AUX"):
                # A verb coordinated with the figure's own, or one that it complements, shares its time.
                return verb is not None and (
                    (at.dep_ in ("conj", "xcomp") and at.head.i == verb.i)
                    or (verb.dep_ in ("conj", "xcomp", "acl") and verb.head.i == at.i)
                )
            at = at.head
        return False


def _is_perfect(verb: Token) -> bool:
    return any(c.lemma_ == "have" for c in verb.children if c.dep_ == "aux")


def _measure(
    parse: Parse,
    reading: Reading,
    party_of: PartyOf,
    metrics: Metrics,
    times: _Times,
    phrase: Phrase,
    on: Attribution | None,
    own: Named | None,
) -> Measure:
    doc = parse.doc
    as_of, since = times.of(phrase, reading)
    if as_of is None and on is not None:
        as_of = on.said
    what = None
    if reading.what:
        words = " ".join(doc[i].text for i in reading.what)
        span = parse.span((reading.what[0], reading.what[-1] + 1))
        what = Named(_tidy(words), span)
    side = None
    if reading.side is not None:
        words = doc[reading.side[0] : reading.side[1]].text
        side = Named(party_of(words) or words, parse.span(reading.side))
    else:
        side = own
    metric = None
    if reading.metric is not None:
        word = reading.metric_word
        metric = Named(reading.metric, parse.span((word, word + 1)) if word is not None else None)
    place = None
    if reading.place is not None:
        span = parse.span(reading.place)
        # Where somebody speaks is not where what he counts is: "…, the minister said in Brussels".
        said = span is None or on is None or any(c.start <= span.start < c.end for c in on.content)
        place = Named(span.text, span) if span is not None and said else None
    return Measure(what, side, metric, place, as_of, since, _covers(doc, phrase, metrics, since))


def _tidy(words: str) -> str:
    return words.replace(" - ", "-").replace(" ’s", "’s").replace(" 's", "'s")


def _covers(doc: Doc, phrase: Phrase, metrics: Metrics, since: Date | None) -> Covers | None:
    start = max(phrase.top.sent.start, phrase.quantity.words[0] - 6)
    end = min(phrase.top.sent.end, (phrase.noun.i if phrase.noun else phrase.quantity.words[1]) + 8)
    near = f" {' '.join(t.lower_ for t in doc[start:end])} "
    if any(f" {words} " in near for words in metrics.period):
        return "period"
    marks = metrics.total
    if " since " in near and any(_since_a_record(doc, t) for t in doc[start:end] if t.lower_ == "since"):
        marks = tuple(words for words in marks if words != "since")
    if since is not None or any(f" {words} " in near for words in marks):
        return "total"
    return None


def _rejected(doc: Doc, phrase: Phrase) -> bool:
    """Whether a number is what another is held against: "eight men, and not 12, had been killed"."""
    start = phrase.quantity.words[0]
    if start < 2 or doc[start - 1].lower_ != "not":
        return False
    return doc[start - 2].lower_ in (",", "and", "but", "—", "–", "(")


def _polarity(doc: Doc, phrase: Phrase, reading: Reading, on: Attribution | None) -> Polarity:
    denied = on is not None and on.polarity == "denied"
    if _rejected(doc, phrase):
        denied = not denied
    if reading.verb is not None and reading.metric is not None:
        verb = doc[reading.verb]
        if any(c.lower_ in _NEGATIONS and c.dep_ == "advmod" for c in verb.children) or _yet_to(verb):
            denied = not denied
    return "denied" if denied else "affirmed"


def _yet_to(verb: Token) -> bool:
    """Whether something is not done: "has yet to deliver 40 jets"."""
    return (
        verb.dep_ == "xcomp"
        and verb.head.lemma_ in ("have", "be")
        and any(c.lower_ == "yet" for c in (*verb.head.children, *verb.children) if c.i < verb.i)
    )


def _standing(doc: Doc, phrase: Phrase, reading: Reading, on: Attribution | None) -> Standing:
    """The attribution's standing, or the figure's own where only its clause hedges."""
    given: Standing = on.standing if on is not None else "asserted"
    if given not in ("asserted", "claimed"):
        return given
    low = phrase.quantity.words[0]
    if any(t.lower_ in _ESTIMATED for t in doc[max(0, low - 2) : phrase.quantity.words[1]]):
        return "estimated"
    if reading.verb is not None:
        verb = doc[reading.verb]
        words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "advmod")}
        if of_a_headline(verb):
            return "expected"
        if verb.dep_ in ("xcomp", "ccomp"):
            words |= {c.lower_ for c in verb.head.children if c.dep_ == "aux"}
            if verb.head.lemma_ in ("expect", "likely", "due", "plan", "set"):
                return "expected"
        if words & _CONDITIONAL:
            return "conditional"
        if words & _FUTURE:
            return "expected"
        if words & _ALLEGED:
            return "alleged"
    return given


def _confidence(phrase: Phrase, reading: Reading, on: Attribution | None) -> float:
    """How surely amount, metric and side are read: by what they rest on, and the attribution's own.

    The rates are those of the hard cases (`benchmarks/figures.py`), rounded down.
    """
    sure = 0.95
    if phrase.quantity.kind in ("count", "share"):
        sure *= 0.9 if reading.metric is not None else 0.85
        if phrase.noun is None and not reading.what:
            sure *= 0.9
    return sure * (on.confidence if on is not None else 1.0)
