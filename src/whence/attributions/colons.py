"""Attributions by a mark: a headline with "Zelensky: no talks", a credit with "Source: General Staff", a
quotation with the speaker behind a dash.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Draft, Range, overlap
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_NAME: Final = 6
"""Words of a name before a headline's colon, at most."""

_LINE: Final = 30
"""Words of a headline or of a credit, at most."""

_SIGNED: Final = 12
"""Words of whoever stands behind the dash after a quotation, at most."""

_OPEN: Final = frozenset({'"', "“", "``"})
_CLOSE: Final = frozenset({'"', "”", "''"})
_DASHES: Final = frozenset({"-", "–", "—", "--"})
_BULLETS: Final = frozenset({"•", "-", "–", "—", "*", "·", "▪"})
_SHORTEST: Final = 4
"""Words of a statement whose source stands behind it, at least."""

_BODIES: Final = frozenset({"government", "military", "agency", "organisation", "outlet"})


def headlines(doc: Doc, rules: Rules) -> list[tuple[Range, Range, Range]]:
    """Source, cue and content of headlines like "Zelensky: figure is preliminary".

    Only with a person or a body before the colon and a verb behind it: "Iran: what comes next?" is a topic.
    """
    out = []
    begin = 0
    for end in [*(t.i for t in doc if t.is_space and "\n" in t.text), len(doc)]:
        first = begin
        begin = end + 1
        listed = first < end and doc[first].text in _BULLETS
        if listed:
            first += 1  # "• The ministry: 28 dead, more than 3,000 hurt."
        line = doc[first:end]
        colon = next((t.i for t in line[: _NAME + 1] if t.text == ":"), None)
        if colon is None or len(line) > _LINE or colon == first:
            continue
        if line[-1].text in (("!", "?", ":") if listed else (".", "!", "?", ":")):
            continue
        named = doc[first:colon]
        said = doc[colon + 1 : end]
        body = rules.type_heads.get(named[-1].lemma_.lower()) in _BODIES and named[0].text[:1].isupper()
        name = named[-1].pos_ == "PROPN" and all(t.ent_type_ in ("PERSON", "ORG") for t in named)
        if not (name or body):
            continue
        counts = listed and any(t.tag_ == "CD" for t in said)
        verbs = any(t.tag_ in ("VBZ", "VBP", "VBD", "MD", "VBG", "VBN") for t in said)
        if said.text.strip() and (verbs or counts):
            if said[-1].text == ".":
                end -= 1
            out.append(((first, colon), (colon, colon + 1), (colon + 1, end)))
    return out


def behind_dashes(doc: Doc, rules: Rules) -> list[tuple[Range, Range, Range]]:
    """Source, cue and content of headlines like "Drones hit refinery in Ryazan — governor".

    Only of a line that ends without a stop, with an office, a body or an outlet behind its dash.
    """
    out = []
    begin = 0
    for end in [*(t.i for t in doc if t.is_space and "\n" in t.text), len(doc)]:
        first, begin = begin, end + 1
        dash = next((t.i for t in reversed(list(doc[first:end])) if t.text in ("—", "–")), None)
        if (
            dash is None
            or dash - first < _SHORTEST
            or not 0 < end - dash - 1 <= _NAME - 2
            or end - first > _LINE
        ):
            continue
        who, said = doc[dash + 1 : end], doc[first:dash]
        if any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in who) or said[-1].is_punct:
            continue
        last = who[-1].lemma_.lower()
        named = who.text.lower().removeprefix("the ") in rules.outlets
        office = last in rules.persons or rules.type_heads.get(last) in _BODIES
        told = any(t.pos_ == "VERB" or t.tag_ in ("TO", "CD") for t in said)
        if (named or office or who[-1].lower_ in ("sources", "officials")) and told:
            out.append(((dash + 1, end), (dash, dash + 1), (first, dash)))
    return out


def credited(doc: Doc, rules: Rules) -> list[tuple[Range, Range, Range]]:
    """Source, cue and content of a paragraph that ends with "Source: General Staff on Facebook.".

    Where the credit is a line of its own, it is of the paragraph before, unless it names an outlet: that
    is the credit of a picture or of the whole report.
    """
    out = []
    breaks = [t.i for t in doc if t.is_space and "\n" in t.text]
    begins = [0, *(i + 1 for i in breaks)]
    for colon in doc[1 : len(doc) - 1]:
        word = doc[colon.i - 1]
        if colon.text != ":" or word.lower_ not in ("source", "sources"):
            continue
        k = bisect.bisect_right(begins, word.i) - 1
        begin, end = begins[k], breaks[k] if k < len(breaks) else len(doc)
        opened = word.i > 0 and doc[word.i - 1].text == "("
        if not (word.i == begin or opened or doc[word.i - 1].text in (".", "!", "?", "”", '"')):
            continue
        stop = next(
            (t.i for t in doc[colon.i + 1 : end] if t.text in (")", ";", "\n") or t.is_sent_start), end
        )
        while stop > colon.i + 1 and doc[stop - 1].text in (".", ")", ","):
            stop -= 1
        named = doc[colon.i + 1 : stop]
        if not 0 < len(named) <= _LINE or any(t.pos_ == "VERB" for t in named):
            continue
        first = word.i - opened
        if word.i == begin:
            name = named.text.lower().removeprefix("the ")
            if k == 0 or name in rules.outlets or doc[begin - 2].text not in (".", "”", '"'):
                continue
            first, begin = begin - 1, begins[k - 1]
        while first > begin and doc[first - 1].is_space:
            first -= 1
        while first > begin and doc[first - 1].text in (".", "!", "?"):
            first -= 1
        if first - begin >= _SHORTEST:
            out.append(((colon.i + 1, stop), (word.i, colon.i + 1), (begin, first)))
    return out


def signed(doc: Doc) -> list[tuple[Range, Range, Range]]:
    """Source, cue and content of a paragraph like "“It was a gamble.” — a former general".

    The paragraph is the quotation, the dash and words without a verb, of which one is a noun or a name.
    """
    out = []
    begin = 0
    for end in [*(t.i for t in doc if t.is_space and "\n" in t.text), len(doc)]:
        first, last, begin = begin, end, end + 1
        while last > first and (doc[last - 1].is_space or doc[last - 1].text in (".", ",")):
            last -= 1
        if last - first < _SHORTEST + 3 or doc[first].text not in _OPEN:
            continue
        shut = next((i for i in range(first + 1, last) if doc[i].text in _CLOSE), None)
        if shut is None or shut + 1 >= last or doc[shut + 1].text not in _DASHES:
            continue
        named = doc[shut + 2 : last]
        if not 0 < len(named) <= _SIGNED or any(t.pos_ in ("VERB", "AUX") for t in named):
            continue
        if any(t.pos_ in ("NOUN", "PROPN") for t in named):
            out.append(((shut + 2, last), (shut + 1, shut + 2), (first, shut + 1)))
    return out


def without_signed(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without the quotations that somebody else has signed, where anything else is left of them."""
    quotations = [content for _, _, content in signed(doc)]
    out = []
    for draft in drafts:
        rest = tuple(p for p in draft.content if not any(overlap(p, q) for q in quotations))
        out.append(replace(draft, content=rest) if rest and rest != draft.content else draft)
    return out
