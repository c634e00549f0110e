"""What a figure is a part of, and which figures put the same amount in other words.

"3,000 of the 10,000", "a quarter of the troops sent", "30% of them", "20 people, including 5 children":
`of` links the part to its whole, in the sentence or before it. "3,000 of the 10,000, which is a
quarter": the quarter puts the 3,000 in other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.figures.metrics import packaged_metrics
from whence.figures.phrases import Phrase, case_of, opens_clause

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_OUT_OF: Final = frozenset({"of", "out", "among", "amongst"})
_REFERENCE: Final = frozenset({"them", "those", "these", "whom", "which", "that", "this"})
_REFERENCE_NOUNS: Final = frozenset({"number", "total", "figure", "sum", "amount", "group", "contingent"})
_DEFINITE: Final = frozenset({"the", "those", "these", "that", "this", "its", "their", "his", "her", "all"})
_EQUIVALENCE: Final = frozenset(
    {
        "translate",
        "amount",
        "equal",
        "represent",
        "constitute",
        "correspond",
        "mean",
        "equate",
        "account",
        "make",
        "be",
    }
)
_TROOPS: Final = frozenset(
    {
        "soldier", "troop", "troops", "man", "fighter", "serviceman", "trooper", "infantryman", "force",
        "forces", "personnel", "conscript", "recruit", "combatant",
    }
)  # fmt: skip
_PERSONS: Final = _TROOPS | {
    "militant", "people", "person", "civilian", "woman", "child", "victim", "resident", "worker", "prisoner",
    "captive", "hostage", "passenger", "refugee", "migrant",
}  # fmt: skip
_ASIDE: Final = frozenset(
    {"in", "on", "at", "across", "over", "during", "from", "by", "near", "through", "after"}
)
"""Prepositions of a place or occasion, which is not what parts are of: "60 people in three cities"."""
_BACK: Final = 2
"""Sentences before its own in which a figure's whole is looked for."""
_PART: Final = ("count", "share", "percentage", "money", "measure")


def wholes(doc: Doc, phrases: Sequence[Phrase]) -> dict[int, int]:
    """For phrases by index, the index of the phrase each is a part or a share of."""
    at = {i: p.index for p in phrases for i in range(*p.quantity.words)}
    out: dict[int, int] = {}
    for phrase in phrases:
        if phrase.quantity.kind not in _PART:
            continue
        whole = _stated(doc, phrase, phrases, at)
        if whole is None and phrase.quantity.change is not None:
            continue
        if whole is None:
            whole = _referred(doc, phrase, phrases, out)
        if whole is None:
            whole = _fronted(doc, phrase, phrases, out)
        if whole is None and phrase.index and phrase.index - 1 in out:
            whole = _listed_with(doc, phrases[phrase.index - 1], phrase, out[phrase.index - 1])
        if whole is not None and whole != phrase.index and out.get(whole) != phrase.index:
            out[phrase.index] = whole
    return out


def _listed_with(doc: Doc, first: Phrase, phrase: Phrase, whole: int) -> int | None:
    """The whole of the figure before in a list of parts: "337, of which 91 were here, 126 there and 38 …"."""
    start = first.quantity.words[0]
    opened = [t.lower_ for t in doc[max(0, start - 2) : start]]
    later = opened[:1] == [","] or opened[-1:] in ([","], ["and"])
    if opened not in (
        ["of", "which"],
        ["of", "whom"],
        ["of", "these"],
        ["of", "those"],
        ["of", "them"],
    ) and not (later and whole is not None and first.index > 0 and first.noun is None):
        return None
    if phrase.noun is not None or phrase.quantity.kind != first.quantity.kind:
        return None
    end = phrase.quantity.words[1]
    if end < len(doc) and doc[end].lower_ in packaged_metrics().by_adjective:
        return None  # "70 were killed, 40 of them women, and more than 300 wounded"
    between = doc[first.quantity.words[1] : phrase.quantity.words[0]]
    if len(between) == 0 or len(between) > 12 or between[-1].lower_ not in (",", "and"):
        return None
    stops = any(t.text in (";", ".", ":") or t.lower_ in ("while", "but", "including") for t in between)
    return None if stops or any(t.pos_ == "VERB" for t in between) else whole


def others(doc: Doc, phrases: Sequence[Phrase], of: dict[int, int]) -> dict[int, int]:
    """For phrases by index, the index of an earlier phrase that each puts in other words."""
    out: dict[int, int] = {}
    for phrase in phrases:
        if phrase.quantity.kind == "count" and (share := _share_before(doc, phrase, phrases, of)) is not None:
            out[phrase.index] = share
            continue
        if phrase.quantity.kind not in ("share", "percentage") or phrase.quantity.change is not None:
            continue
        found = _same(doc, phrase, phrases, of)
        if found is not None:
            out[phrase.index] = found
    return out


def _share_before(doc: Doc, phrase: Phrase, phrases: Sequence[Phrase], of: dict[int, int]) -> int | None:
    """The share that a count puts in other words: "a third of the 900 prisoners, or 150 men"."""
    i = phrase.index
    if i < 2 or of.get(i - 2) != i - 1 or phrases[i - 2].quantity.kind not in ("share", "percentage"):
        return None
    whole = phrases[i - 1]
    end = whole.noun.i + 1 if whole.noun is not None else whole.quantity.words[1]
    between = [t.lower_ for t in doc[end : phrase.quantity.words[0]]]
    after = phrase.noun.i + 1 if phrase.noun is not None else phrase.quantity.words[1]
    closed = after < len(doc) and doc[after].text in (",", ")", ".", "—", "–")
    if between == [",", "or"] or (between in ([","], ["("], ["—"], ["–"]) and closed):
        return phrases[i - 2].index
    return None


def _stated(doc: Doc, phrase: Phrase, phrases: Sequence[Phrase], at: dict[int, int]) -> int | None:
    """The whole that stands in the figure's own phrase: "of the 10,000 soldiers", "out of 40"."""
    for head in _heads(phrase):
        for child in head.children:
            if child.dep_ not in ("nmod", "obl") or child.i < phrase.quantity.words[0]:
                continue
            if case_of(child) not in _OUT_OF:
                continue
            found = _number_of(child, at, phrase.index)
            if found is not None and phrases[found].quantity.kind in ("count", "money", "measure"):
                return found
    # The words themselves, where the tree has it otherwise: number, "of the", number.
    end = phrase.quantity.words[1]
    words = [t.lower_ for t in doc[end : end + 3]]
    skip = 2 if words[:2] == ["out", "of"] else 1 if words[:1] == ["of"] else 0
    if skip:
        i = end + skip
        while i < min(len(doc), end + skip + 4) and i not in at and doc[i].tag_ in ("DT", "PRP$", "JJ", "NN"):
            if doc[i].pos_ == "NOUN":
                return None
            i += 1
        if (
            i in at
            and at[i] != phrase.index
            and phrases[at[i]].quantity.kind in ("count", "money", "measure")
        ):
            return at[i]
    return _including(doc, phrase, phrases)


def _heads(phrase: Phrase) -> list[Token]:
    return [t for t in dict.fromkeys((phrase.top, phrase.noun)) if t is not None]


def _number_of(token: Token, at: dict[int, int], own: int) -> int | None:
    for child in (token, *(c for c in token.children if c.i < token.i)):
        found = at.get(child.i)
        if found is not None and found != own:
            return found
    return None


def _including(doc: Doc, phrase: Phrase, phrases: Sequence[Phrase]) -> int | None:
    """In "20 people, including 5 children and 2 women" both are parts of the 20."""
    first, end = phrase.quantity.words
    if end < len(doc) and doc[end].lower_ in packaged_metrics().by_adjective:
        return None  # "…, including 50 children, and 1,835 wounded"
    if any(t.lower_ in ("more", "others", "other") for t in doc[end - 1 : end + 1]):
        return None  # "60 were killed, including 12 children, and that 200 more were wounded"
    sentence = doc[first].sent
    for i in range(first - 1, max(sentence.start, first - 16) - 1, -1):
        token = doc[i]
        if token.lower_ in ("including", "among") or token.lemma_ == "include":
            if token.lower_ == "among" and not (
                i + 1 < len(doc) and doc[i + 1].lower_ in ("them", "whom", "those")
            ):
                return None
            if doc[i + 1].lower_ == "those" and i + 2 == first:
                return None  # "led among those 45 and over"
            before = [
                p for p in phrases if sentence.start <= p.quantity.words[0] and p.quantity.words[1] <= i
            ]
            same = [
                p
                for p in before
                if p.quantity.kind == phrase.quantity.kind and p.quantity.unit == phrase.quantity.unit
            ]
            if len(same) > 1 and _added(doc, same[-2], same[-1]):
                return None  # "56 passengers and 10 crew, among them 30 Egyptians": of both together
            return same[-1].index if same else None
        clause = token.tag_ in ("WRB", "WP", "WDT") and token.lower_ != "whom"
        clause = clause or (token.lower_ == "that" and token.dep_ == "mark")
        if token.lower_ in (";", ":", "—", "–", "while", "but") or token.pos_ == "VERB" or clause:
            return None
        hurt = token.lower_ in packaged_metrics().by_adjective
        if hurt and (doc[i - 1].pos_ == "NUM" or i + 1 == first):
            return None  # "12 dead, including three soldiers, and 40 injured, 15 of them seriously"
    return None


def _added(doc: Doc, one: Phrase, other: Phrase) -> bool:
    """Whether two figures stand side by side with "and" between them."""
    between = doc[one.quantity.words[1] : other.quantity.words[0]]
    joined = len(between) > 0 and between[-1].lower_ == "and"
    return joined and len(between) < 5 and not any(t.pos_ in ("VERB", "PUNCT") for t in between)


def _referred(doc: Doc, phrase: Phrase, phrases: Sequence[Phrase], of: dict[int, int]) -> int | None:
    """The whole that the words refer back to: "of them", "of whom 40", "a third of the wounded"."""
    for head in _heads(phrase):
        for child in head.children:
            if child.dep_ in ("nmod", "obl") and case_of(child) in _OUT_OF:
                if any(t.pos_ == "NUM" for t in doc[phrase.quantity.words[1] : child.i]):
                    continue  # "wounded 40, 15 of them critically"
                low = child.lower_
                named = any(c.dep_.startswith(("acl", "amod", "compound")) for c in child.children)
                # "48% of the continent's total": of a total that is not told
                named = named or any(c.dep_ == "nmod:poss" and c.tag_ != "PRP$" for c in child.children)
                back = child.lemma_.lower() in _REFERENCE_NOUNS and _definite(child) and not named
                if low in _REFERENCE or back:
                    return _before(doc, phrase, phrases, None, of)
                if _definite(child) and phrase.quantity.kind in ("share", "percentage", "count"):
                    whole = _before(doc, phrase, phrases, child, of)
                    theirs = any(c.tag_ == "PRP$" for c in child.children)
                    noun = phrases[whole].noun if whole is not None else None
                    if theirs and noun is not None and noun.lemma_ != child.lemma_:
                        return None  # "killed 40 rebel fighters and lost two of its soldiers"
                    return whole
    start, end = phrase.quantity.words
    before = [t.lower_ for t in doc[max(0, start - 3) : start]]
    after = [t.lower_ for t in doc[end : end + 2]]
    if start > 2 and before[-2:-1] == ["of"] and doc[start - 3].pos_ == "NUM":
        return None  # "one of these two sides"
    if before[-2:] in (["of", "whom"], ["of", "which"], ["of", "them"], ["of", "those"], ["of", "these"]):
        return _before(doc, phrase, phrases, None, of)
    if before[-3:-1] in (
        ["of", "whom"],
        ["of", "which"],
        ["of", "them"],
        ["of", "those"],
        ["of", "these"],
    ) and before[-1] in (",", "only", "just"):
        return _before(doc, phrase, phrases, None, of)
    if _of_which(doc, start):
        whole = _before(doc, phrase, phrases, None, of)
        return None if whole is not None and _of_other_noun(doc, start, phrases[whole]) else whole
    later = [t.lower_ for t in doc[end : end + 3]]
    if later[:1] == ["of"] and later[1:2] and later[1] in _DEFINITE and later[-1] in _REFERENCE_NOUNS:
        return _before(doc, phrase, phrases, None, of)
    if after in (["of", "them"], ["of", "those"], ["of", "whom"], ["of", "which"], ["of", "these"]):
        return _before(doc, phrase, phrases, None, of)
    return None


def _of_which(doc: Doc, start: int) -> bool:
    """Whether a clause with "of which" leads to a number: "of which it has received 47.9 million"."""
    i = start - 1
    while i > max(0, start - 7) and doc[i].pos_ in ("VERB", "AUX", "PRON", "ADV") and doc[i].tag_ != "WDT":
        i -= 1
    return i > 0 and doc[i].lower_ in ("which", "whom") and doc[i - 1].lower_ == "of" and i < start - 1


def _of_other_noun(doc: Doc, start: int, whole: Phrase) -> bool:
    """Whether "of which" is of an object that is not counted: "cover the costs, of which it has half"."""
    which = next((t for t in reversed(doc[max(0, start - 8) : start]) if t.lower_ in ("which", "whom")), None)
    if which is None or which.i < 3 or doc[which.i - 2].text != ",":
        return False
    noun = doc[which.i - 3]
    counted = {t.i for t in _heads(whole)} | set(range(*whole.quantity.words))
    return noun.dep_ == "obj" and noun.i not in counted and noun.head.i != whole.top.head.i


def _fronted(doc: Doc, phrase: Phrase, phrases: Sequence[Phrase], of: dict[int, int]) -> int | None:
    """The whole that opens the clause: "Of the 53 men picked up, 41 …", "of that number 40 …"."""
    first = phrase.quantity.words[0]
    sentence = doc[first].sent
    for i in range(first - 1, max(sentence.start, first - 30) - 1, -1):
        token = doc[i]
        if token.text in (";", ":", "—", "–"):
            return None
        if token.lower_ != "of":
            continue
        if not opens_clause(doc, i - 1 if i > 0 and doc[i - 1].lower_ == "out" else i):
            continue
        if (
            i + 2 < first
            and doc[i + 1].lower_ in ("that", "this", "these", "those", "them")
            and first - i < 12
        ):
            return _before(doc, phrase, phrases[: _first_after(phrases, i)], None, of, at=phrase)
        opened = _first_after(phrases, i)
        if opened >= phrase.index or phrases[opened].quantity.words[0] > i + 4:
            return None
        whole = phrases[opened]
        comma = next((t for t in doc[i + 1 : whole.quantity.words[0]] if t.text == ","), None)
        if comma is not None:
            # "Of the dead, 14 were women and 22 were children": the 14 are no whole
            named = doc[comma.i - 1]
            return _before(doc, phrase, phrases[:opened], named, of, at=phrase) if named.i > i else None
        if whole.quantity.kind != "count" or phrase.quantity.kind == "money":
            return None
        if doc[i + 1].lower_ not in _DEFINITE and whole.quantity.words[0] != i + 1:
            return None
        if whole.quantity.low is None or not float(whole.quantity.low).is_integer():
            return None  # "a quake of magnitude 7.7"
        if phrase.noun is not None and whole.noun is not None and not _alike(phrase.noun, whole.noun):
            return None
        return whole.index
    return None


def _first_after(phrases: Sequence[Phrase], token: int) -> int:
    return next((p.index for p in phrases if p.quantity.words[0] > token), len(phrases))


def _definite(token: Token) -> bool:
    return any(c.lower_ in _DEFINITE or c.dep_ == "nmod:poss" for c in token.children if c.i < token.i)


def _before(
    doc: Doc,
    phrase: Phrase,
    phrases: Sequence[Phrase],
    noun: Token | None,
    of: dict[int, int],
    *,
    at: Phrase | None = None,
) -> int | None:
    """The figure before that is meant: the nearest of the noun, where one is given; else the likeliest."""
    first = phrase.quantity.words[0]
    starts = _sentence_starts(doc, first)
    found: list[Phrase] = []
    for other in reversed(phrases[: phrase.index if at is None else len(phrases)]):
        if other.quantity.words[0] < starts[0]:
            break
        if other.quantity.kind not in ("count", "money"):
            continue
        if phrase.quantity.kind == "count" and other.quantity.kind == "money":
            continue  # "six helicopters for $61m; two of them": never two of the dollars
        if noun is None and (_compared_with(doc, other) or _beside(phrase, other)):
            continue  # "rose to 620,000 from 400,000. Of these, …": of the 620,000
        if other.speaks and not phrase.speaks:
            continue  # "three witnesses said drones had come; five of them were shot down"
        if noun is None and _smaller(other, phrase) and _some_of(doc, other):
            continue  # "sent the first 32 of the missiles. It has received 400 of them": of the missiles
        if noun is None:
            if other.noun is not None or other.quantity.kind == "money" or _is_metric_alone(doc, other):
                found.append(other)
            continue
        if other.noun is not None and _alike(noun, other.noun):
            return other.index
        if other.noun is None and noun.lemma_.lower() in _PERSONS and _is_metric_alone(doc, other):
            continue
        after = doc[other.quantity.words[1]] if other.quantity.words[1] < len(doc) else None
        if after is not None and after.lower_ == noun.lower_:
            return other.index  # "a third of the wounded" after "900 wounded"
    if not found:
        return None
    kind = _what_part(doc, phrase)
    best = min(found, key=lambda other: (_unlikely(doc, phrase, kind, other, found, of), -other.index))
    if kind is None and len(found) > 1 and best in found[:2] and _added(doc, found[1], found[0]):
        return None  # "188 drones and four missiles, of which 76 were shot down": of both together
    return best.index


def _smaller(one: Phrase, other: Phrase) -> bool:
    """Whether a count is certainly smaller than another."""
    high, low = one.quantity.high, other.quantity.low
    counts = one.quantity.kind == other.quantity.kind == "count"
    return counts and high is not None and low is not None and float(high) < float(low)


def _some_of(doc: Doc, phrase: Phrase) -> bool:
    """Whether a number takes some of what is named, and not counted, behind it: "one of the sergeants"."""
    end = phrase.quantity.words[1]
    behind = [t.lower_ for t in doc[end : end + 2]]
    return len(behind) == 2 and behind[0] == "of" and behind[1] in _DEFINITE


def _beside(phrase: Phrase, other: Phrase) -> bool:
    """Whether one figure is the subject of the verb that the other is the object of.

    "Eighteen districts accounted for 2,434 of them": not of the districts.
    """
    verb = phrase.top.head
    subject = other.top.dep_ in ("nsubj", "nsubj:pass") and other.top.head.i == verb.i
    return subject and verb.pos_ == "VERB" and phrase.top.dep_ in ("obj", "obl")


def _what_part(doc: Doc, phrase: Phrase) -> Token | None:
    """What a part is said to be: "20 of them women", "ten of which were children", "of which 102 drones"."""
    if phrase.noun is not None:
        return phrase.noun
    end = phrase.quantity.words[1]
    for token in doc[end : min(len(doc), end + 7)]:
        if token.text in (",", ";", ".", ":"):
            return None
        if token.pos_ == "NOUN" and token.lower_ not in _REFERENCE_NOUNS:
            return token
    return None


def _unlikely(
    doc: Doc, phrase: Phrase, kind: Token | None, other: Phrase, among: Sequence[Phrase], of: dict[int, int]
) -> tuple[bool, bool, bool, int, bool]:
    """What speaks against a figure as the whole of a part, the gravest first; the smaller, the likelier."""
    part, whole = phrase.quantity, other.quantity
    small = part.kind == "count" and _smaller(other, phrase)
    word, theirs = kind.lemma_.lower() if kind is not None else "", other.noun
    person = word in _PERSONS
    if theirs is None:
        other_kind = False
    elif person:
        other_kind = theirs.lemma_.lower() not in _PERSONS
    else:
        # "131 drones and nine missiles, of which 102 drones": of the drones
        same = any(one.noun is not None and one.noun.lemma_.lower() == word for one in among)
        other_kind = same and theirs.lemma_.lower() != word
    sentence = doc[whole.words[0]].sent.start
    # "700 soldiers and 200 civilians. About 250 of them": of all that they are parts of
    one_of_some = (
        other.index in of
        and sentence != doc[part.words[0]].sent.start
        and sum(w == of[other.index] for w in of.values()) > 1
    )
    place = any(
        one.index < other.index and doc[one.quantity.words[0]].sent.start == sentence for one in among
    )
    aside = place and theirs is not None and case_of(other.top) in _ASIDE and not _is_person(theirs)
    return small, other_kind, one_of_some, -sentence, aside


def _is_person(noun: Token | None) -> bool:
    """Whether a noun is known to be of persons."""
    return noun is not None and noun.lemma_.lower() in _PERSONS


def _compared_with(doc: Doc, phrase: Phrase) -> bool:
    """Whether a figure is only what another is held against: "up from 24,000", "more than the 1,200 lost"."""
    at = phrase.quantity.words[0] - 1
    while at > 0 and (doc[at].tag_ == "DT" or doc[at].lower_ in ("about", "some", "only", "just", "around")):
        at -= 1
    if at < 1:
        return False
    word, before = doc[at].lower_, doc[at - 1].lower_
    if word == "from":
        return doc[at - 1].lower_ in ("up", "down", ",") or doc[at - 1].pos_ in ("NUM", "NOUN", "VERB")
    if word == "than":
        return before in ("more", "fewer", "less", "higher", "lower") and doc[at + 1].tag_ == "DT"
    return (word in ("with", "to") and before == "compared") or word == "against"


def _is_metric_alone(doc: Doc, phrase: Phrase) -> bool:
    return phrase.noun is None and phrase.quantity.low != 1


def _sentence_starts(doc: Doc, at: int) -> list[int]:
    out = [doc[at].sent.start]
    for _ in range(_BACK):
        if out[0] == 0:
            break
        out.insert(0, doc[out[0] - 1].sent.start)
    return out


def _alike(one: Token, other: Token) -> bool:
    a, b = one.lemma_.lower(), other.lemma_.lower()
    if a != b and not (a in _TROOPS and b in _TROOPS):
        return False
    return not (_names(one) and _names(other) and not _names(one) & _names(other))


def _names(noun: Token) -> set[str]:
    """Capitalised modifiers: "the Russian soldiers" are not "the Ukrainian soldiers"."""
    return {
        c.lower_
        for c in noun.children
        if c.dep_ in ("amod", "compound", "nmod:poss") and c.text[:1].isupper()
    }


def _same(doc: Doc, share: Phrase, phrases: Sequence[Phrase], of: dict[int, int]) -> int | None:
    first = share.quantity.words[0]
    sentence = doc[first].sent
    counts = [
        p
        for p in phrases[: share.index]
        if p.quantity.kind in ("count", "money", "measure") and p.quantity.words[0] >= sentence.start
        if share.speaks or not p.speaks
    ]
    if counts:
        last = counts[-1]
        between = doc[last.quantity.words[1] : first]
        # "3,000 of the 10,000 (30%)", "3,000 soldiers, or a quarter of all sent"
        text = [t.lower_ for t in between]
        opened = "(" in text[-2:] and ")" not in text
        apposed = (
            bool(text)
            and text[-1] in (",", "—", "–", "--")
            and _main(counts, of).index in of
            and not any(t in ("and", "with", "while", "but", "of") for t in text[-3:])
            and _stands_apart(doc, share)
        )
        alternative = (
            bool(text) and ("or" in text[-3:] and "," in text) and not any(t.pos_ == "VERB" for t in between)
        )
        source = _main(counts, of)
        if opened or alternative or apposed:
            return source.index
        verb = _equivalence(doc, share, sentence.start)
        after = verb is not None and verb.i > source.quantity.words[0] and not _of_another(verb, source)
        if verb is not None and after and (verb.lemma_ != "be" or _subject_is(verb, share, source)):
            return source.index
        return None
    verb = _equivalence(doc, share, sentence.start)
    if (
        verb is not None
        and doc[sentence.start].lower_ in ("that", "this", "which", "it")
        and sentence.start > 0
    ):
        # "That is a quarter of …": the figure of the sentence before.
        earlier = doc[sentence.start - 1].sent.start
        counts = [
            p
            for p in phrases[: share.index]
            if p.quantity.kind in ("count", "money", "measure")
            and earlier <= p.quantity.words[0] < sentence.start
        ]
        if counts:
            return _main(counts, of).index
    return None


def _of_another(verb: Token, source: Phrase) -> bool:
    """Whether a clause is on another noun: "went to members, who make up a tenth of the town"."""
    of_it = verb.lemma_.lower() in ("make", "account", "comprise", "constitute", "represent", "form")
    return of_it and verb.dep_.startswith("acl") and verb.head.i not in {t.i for t in _heads(source)}


def _stands_apart(doc: Doc, share: Phrase) -> bool:
    """Whether a share after a comma is a mere apposition: ", a third of the force,"."""
    end = share.quantity.words[1]
    words = [t.lower_ for t in doc[end : end + 3]]
    if words[:1] == ["of"]:
        if len(words) < 2 or words[1] in _REFERENCE - {"that", "this"}:
            return False  # "a third of them women" tells of the part
        at = end + 1
        while at < len(doc) and (
            doc[at].tag_ in ("DT", "PRP$", "JJ", "NN", "NNS", "NNP", "POS", "CD", "VBN")
        ):
            at += 1
        return at >= len(doc) or doc[at].is_punct or doc[at].pos_ in ("ADP", "SCONJ", "CCONJ")
    return end >= len(doc) or doc[end].is_punct


def _main(counts: Sequence[Phrase], of: dict[int, int]) -> Phrase:
    """The part rather than its whole."""
    last = counts[-1]
    part = next((p for p in counts if of.get(p.index) == last.index), None)
    return part or last


def _equivalence(doc: Doc, share: Phrase, start: int) -> Token | None:
    """The verb of equivalence that a share is the complement of."""
    at = share.top
    for child in at.children:
        if child.dep_ == "cop" and child.i < share.quantity.words[0]:
            return child
    for _ in range(3):
        head = at.head
        if head.i == at.i or head.i < start:
            return None
        if head.pos_ in ("VERB", "AUX"):
            if (
                head.lemma_.lower() in _EQUIVALENCE
                and head.i < share.quantity.words[0]
                and at.dep_ in ("obj", "obl", "xcomp", "ccomp")
            ):
                return head
            return None
        at = head
    return None


def _subject_is(verb: Token, share: Phrase, part: Phrase) -> bool:
    """Whether the part is the subject of "is a quarter"."""
    for holder in (verb, verb.head, share.top):
        for child in holder.children:
            if child.dep_ in ("nsubj", "nsubj:outer"):
                if child.lower_ in ("which", "that", "this"):
                    return True
                if child.i in range(*part.quantity.words) or (
                    part.noun is not None and child.i == part.noun.i
                ):
                    return True
                if any(c.i in range(*part.quantity.words) for c in child.children):
                    return True
    return False
