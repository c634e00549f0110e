"""Who speaks, by what stands around them: the place before, the name, an office behind the name, an account.

- "In Kharkiv, a volunteer who gave only her name, Olha, said …": the place is no part of who speaks.
- "…, Sergey Aksyonov, the head of Crimea, said": the name is, and no part of what was said.
- "Tax rise likely, says minister as pressure grows": what is so "as" he speaks is neither.
- "“…,” wrote @somebody"; "the Red Cross is not in a position to say who fired".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import EVIDENCE, Draft
from whence.attributions.names import Names
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_FINITE: Final = frozenset({"VBZ", "VBP", "VBD", "MD"})
_VERBAL: Final = frozenset({*_FINITE, "VB", "VBG", "TO"})
_QUOTES: Final = frozenset({'"', "“", "”", "«", "»", "„", "‘", "’", "'", "``", "''"})
_WHERE: Final = frozenset({"in", "near", "outside", "at", "inside", "around"})


def without_place(doc: Doc, draft: Draft, names: Names) -> Draft:
    """A draft of "In Kharkiv, a volunteer who …, Olha, said" without the place in its source."""
    if draft.source is None or draft.source[0] >= draft.cue[0]:
        return draft
    a, b = draft.source
    first = a if doc[a].lower_ in _WHERE else a - 1
    if first < 0 or doc[first].lower_ not in _WHERE or (first < a and first != doc[first].sent.start):
        return draft
    comma = next((t.i for t in doc[a : min(a + 6, b)] if t.text == ","), None)
    if comma is None or comma + 2 > b or any(t.tag_ in _VERBAL for t in doc[a:comma]):
        return draft
    rest = doc[comma + 1]
    starts = rest.tag_ in ("DT", "PRP$") or rest.pos_ == "PROPN"
    end = b
    while end > comma + 1 and doc[end - 1].is_punct:
        end -= 1
    speaks = any(t.pos_ in ("NOUN", "PROPN") for t in doc[comma + 1 : end])
    place = first == a or (who := names.at(a)) is None or who.kind != "OUTLET"
    return replace(draft, source=(comma + 1, end)) if starts and speaks and place else draft


def named_before(doc: Doc, draft: Draft, names: Names) -> Draft:
    """A draft of "…, Sergey Aksyonov, the head of Crimea, said" with the name in its source."""
    if draft.source is None or draft.source[1] > draft.cue[0]:
        return draft
    a, b = max(draft.content)
    if not 0 <= draft.source[0] - b <= 1 or doc[draft.source[0]].lower_ not in ("the", "a", "an", "its"):
        return draft
    end = b
    while end > a and doc[end - 1].is_punct:
        end -= 1
    begin = comma_before(doc, a, end)
    who = names.at(begin) if begin is not None else None
    if begin is None or who is None or who.kind != "PERSON" or begin - 1 <= a:
        return draft
    if not all(names.at(i) is who for i in range(begin, end)):
        return draft
    if not any(t.tag_ in _FINITE for t in doc[a : begin - 1]):
        return draft
    content = (*sorted(draft.content)[:-1], (a, begin - 1))
    return replace(draft, source=(begin, draft.source[1]), content=content)


def in_headline(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of the headline "Tax rise likely, says minister as pressure grows" with the minister alone."""
    verb, end = doc[draft.cue[1] - 1], draft.cue[1]
    if verb.tag_ != "VBZ" or verb.lemma_.lower() not in rules.reporting or end + 2 >= len(doc):
        return draft
    stop = next((t.i for t in doc[end + 1 : end + 6] if t.lower_ == "as"), None)
    line = next((t for t in doc[end : end + 20] if t.is_space or t.text in (".", "!", "?")), None)
    if stop is None or line is None or not line.is_space or any(t.is_punct for t in doc[end:stop]):
        return draft
    before = tuple(p for p in draft.content if p[1] <= draft.cue[0])
    noun = doc[stop - 1]
    if (
        not before
        or noun.pos_ not in ("NOUN", "PROPN")
        or (draft.source is not None and draft.source[0] != end)
    ):
        return draft
    return replace(draft, source=(end, stop), content=before, evidence=EVIDENCE)


def by_handle(doc: Doc, draft: Draft) -> Draft:
    """A draft of "“…,” wrote @somebody" with that account as its source."""
    at = draft.cue[1]
    if draft.source is not None or at >= len(doc) or doc[at].text[:1] != "@":
        return draft
    end = at + 1 if len(doc[at].text) > 1 else min(at + 2, len(doc))
    taken = any(p[0] < end and at < p[1] for p in draft.content)
    return draft if taken else replace(draft, source=(at, end))


def in_position(doc: Doc, draft: Draft) -> Draft:
    """A draft of "the Red Cross is not in a position to say who fired", with who does not say it."""
    a = draft.cue[0]
    if draft.source is not None or a < 4 or [t.lower_ for t in doc[a - 3 : a]] != ["in", "a", "position"]:
        return draft
    noun = doc[a - 1]
    who = next((c for c in noun.children if c.dep_ == "nsubj" and c.i < a), None)
    if who is None:
        return draft
    source = phrase_of(doc, who, who.left_edge.i)
    return replace(draft, source=source, cue=(source[1], draft.cue[1])) if source[1] < a - 3 else draft


def comma_before(doc: Doc, first: int, end: int) -> int | None:
    """Where the words between the last comma and `end` begin, if they hold no verb; None otherwise."""
    for i in range(end - 1, first, -1):
        if doc[i].text == ",":
            return i + 1 if i + 1 < end else None
        if doc[i].tag_ in _VERBAL or doc[i].text in _QUOTES or doc[i].is_space or end - i > 14:
            return None
    return None
