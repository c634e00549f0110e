"""Who speaks, where an outlet stands beside them and was taken for them, or what it is for what it said.

- "The study, first described by the Courier, estimated …": the study does, as the Courier relays.
- "Chad, which bought them according to a database kept by X, said …": Chad does.
- "Turkey is ready, the channel cited Erdogan": he says so, and the channel relays it.
- "An official, quoted by the Yonder newspaper, said …": the official speaks, through the newspaper.
- "…, the monitoring project Rook reported": what Rook is was read as part of what it reported.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import EVIDENCE, Draft, can_speak, head_of
from whence.attributions.names import Names
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token


def first_told(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of "the study, first described by the Courier, estimated that …" with the study as source."""
    near = doc[max(0, draft.cue[0] - 12) : draft.cue[1]]
    told = next((t for t in near if t.tag_ in ("VBN", "VBD") and _by(doc, t)), None)
    if told is None or told.lemma_.lower() not in rules.seen:
        return draft
    start = told.i
    while start > 0 and doc[start - 1].pos_ == "ADV":
        start -= 1
    if start < 2 or doc[start - 1].text != ",":
        return draft
    noun = doc[start - 2]
    close = next((t.i for t in doc[told.i + 2 : told.i + 10] if t.text == ","), None)
    if close is None or close + 1 >= len(doc) or rules.type_heads.get(noun.lemma_.lower()) != "document":
        return draft
    verb = doc[close + 1]
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.lemma_.lower() not in rules.signals:
        return draft
    if not (draft.cue[0] <= verb.i < draft.cue[1] or draft.cue[0] <= told.i < draft.cue[1]):
        return draft
    rest = [(max(x, verb.i + 1), y) for x, y in draft.content if y > verb.i + 1]
    source = (noun.left_edge.i if noun.left_edge.i >= noun.sent.start else noun.i, close)
    if not rest or any(t.is_punct for t in doc[source[0] : noun.i]):
        return draft
    return replace(draft, source=source, cue=(verb.i, verb.i + 1), content=tuple(rest), evidence=EVIDENCE)


def cites_somebody(doc: Doc, draft: Draft, names: Names, rules: Rules) -> Draft:
    """A draft of "Turkey is ready, the channel cited Erdogan" with what he says, as the channel relays."""
    verb = doc[draft.cue[1] - 1]
    if verb.lemma_.lower() not in rules.citing or verb.tag_ not in ("VBD", "VBZ") or draft.source is None:
        return draft
    end = draft.cue[1]
    who = names.at(end) if end < len(doc) else None
    if who is None or who.kind != "PERSON" or draft.source[1] != draft.cue[0]:
        return draft
    stop = next(i for i in range(end, len(doc) + 1) if i == len(doc) or names.at(i) is not who)
    if stop < len(doc) and doc[stop].text not in (".", ",") and not doc[stop].is_space:
        return draft
    before = tuple(p for p in draft.content if p[1] <= draft.source[0])
    if not before:
        begin, last = verb.sent.start, draft.source[0]
        while last > begin and (doc[last - 1].is_punct or doc[last - 1].is_space):
            last -= 1
        while begin < last and doc[begin].is_space:
            begin += 1
        before = ((begin, last),)
    if not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for a, b in before for t in doc[a:b]):
        return draft
    return replace(draft, content=before, rests_on=(end, stop), evidence=EVIDENCE)


def _by(doc: Doc, verb: Token) -> bool:
    return bool(verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "by")


def relayed(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """The draft with all of whoever speaks in its source, and nothing of it in its content."""
    return _what_it_is(doc, _quoted_by(doc, _not_accorded(doc, draft), rules))


def _not_accorded(doc: Doc, draft: Draft) -> Draft:
    """A draft of "Chad, which bought them according to a database kept by X, said …" with Chad."""
    if draft.source is None or draft.source[1] > draft.cue[0] or draft.source[0] < 2:
        return draft
    begin = draft.source[0]
    if doc[begin - 1].lower_ != "to" or doc[begin - 2].lower_ != "according":
        return draft
    verb = head_of(doc, draft.cue)
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < begin - 2), None)
    if who is None:
        return draft
    source = phrase_of(doc, who, who.left_edge.i)
    return (
        draft
        if any(a < source[1] and source[0] < b for a, b in draft.content)
        else replace(draft, source=source)
    )


def _what_it_is(doc: Doc, draft: Draft) -> Draft:
    """A draft of "…, the monitoring project Rook reported" with all of that as who reports."""
    if draft.source is None:
        return draft
    part = next((p for p in draft.content if p[1] == draft.source[0]), None)
    if part is None or doc[part[1]].pos_ != "PROPN":
        return draft
    begin = next(
        (i + 1 for i in range(part[1] - 1, max(part[0], part[1] - 6), -1) if doc[i].text == ","), None
    )
    if begin is None or doc[begin].lower_ not in ("the", "a", "an") or doc[part[1] - 1].pos_ != "NOUN":
        return draft
    if any(t.pos_ not in ("DET", "ADJ", "NOUN", "PROPN") for t in doc[begin : part[1]]):
        return draft
    content = tuple((a, begin - 1) if (a, b) == part else (a, b) for a, b in draft.content)
    return replace(draft, source=(begin, draft.source[1]), content=content)


def _quoted_by(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of "an official, quoted by the Yonder newspaper, said …" that took the newspaper alone."""
    if draft.source is None or draft.source[1] > draft.cue[0]:
        return draft
    agent = head_of(doc, draft.source)
    verb = agent.head
    relayed = verb.tag_ in ("VBN", "VBD") and verb.lemma_.lower() in rules.citing and verb.dep_ == "acl"
    if not relayed or not any(c.lower_ == "by" for c in agent.children) or not verb.i < draft.source[0]:
        return draft
    begin = verb.head.left_edge.i
    told = verb.head.head.i == head_of(doc, draft.cue).i and can_speak(verb.head, rules)
    if not told or any(a < draft.source[0] and begin < b for a, b in draft.content):
        return draft
    return replace(draft, source=(begin, draft.source[1]))
