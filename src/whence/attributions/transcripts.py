"""Transcripts: briefings, hearings and interviews in turns, each behind its speaker's name and a colon.

    SPOKESPERSON: I have seen the report. We assess that about 400 are there.
    QUESTION: A senator says it is 5,000.

All of a turn is its speaker's word, and what is said in it by others is told by that speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Draft, Range, overlap
from whence.reader.relations import Evidence

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_LABEL: Final = 7
"""Tokens of a speaker's name before the colon, at most."""
_TURNS: Final = 4
"""Turns that make a transcript, at least; by two speakers, one of whom speaks again."""
_SHARE: Final = 0.4
"""Of all paragraphs, those that begin a turn, at least."""
_ENDS: Final = '.?!…”"-—)]'
"""Marks that what is spoken ends with."""

TURN: Final = Evidence(cue=0.99, source=0.99, content=0.98, source_link=0.99, content_link=0.99)


def turns(doc: Doc) -> list[Draft]:
    """A draft for each turn of a transcript, or none where the text is no transcript.

    A turn runs on over paragraphs without a label, up to the next one that has one; the last ends with its
    paragraph, since what follows may be the writer's.
    """
    if doc.text.count(":") < _TURNS:
        return []
    paragraphs = _paragraphs(doc)
    labelled = [(k, colon) for k, p in enumerate(paragraphs) if (colon := _label(doc, p)) is not None]
    clauses = sum(
        any(t.pos_ in ("VERB", "AUX") for t in doc[colon : paragraphs[k][1]]) for k, colon in labelled
    )
    names = Counter(doc[paragraphs[k][0] : colon].text.lower() for k, colon in labelled)
    if (
        len(labelled) < _TURNS
        or len(names) < 2
        or max(names.values()) < 2
        or len(labelled) < _SHARE * len(paragraphs)
        or clauses < len(labelled) / 2
    ):
        return []
    out = []
    for n, (k, colon) in enumerate(labelled):
        last = labelled[n + 1][0] if n + 1 < len(labelled) else k + 1
        content = [(colon + 1, paragraphs[k][1]), *paragraphs[k + 1 : last]]
        parts = tuple(p for p in (_trimmed(doc, part) for part in content) if p[0] < p[1])
        if parts:
            out.append(Draft((colon, colon + 1), (paragraphs[k][0], colon), parts, TURN))
    return out


def within_turns(drafts: Sequence[Draft], spoken: Sequence[Draft]) -> list[Draft]:
    """The drafts that stand inside of one turn, each with that turn for its parent.

    Others cross from one speaker to the next, or take a label for a word, and are nobody's.
    """
    if not spoken:
        return list(drafts)
    out = []
    starts = [t.cue[0] for t in spoken]
    for draft in drafts:
        parts = [p for p in (draft.cue, draft.source, *draft.content) if p is not None]
        # Turns stand in the order of the text: the last that begins before the cue is the one it can be in.
        at = bisect_right(starts, draft.cue[0]) - 1
        turn = spoken[at] if at >= 0 and any(overlap(draft.cue, p) for p in spoken[at].content) else None
        if turn is None:
            near = spoken[max(0, at - 1) : at + 3]
            if not any(overlap(p, q) for t in near for q in (t.cue, *t.content) for p in parts):
                out.append(draft)  # the writer's introduction
            continue
        if all(any(q[0] <= p[0] and p[1] <= q[1] for q in turn.content) for p in parts):
            out.append(replace(draft, parent=turn) if draft.parent is None else draft)
    return out


def _paragraphs(doc: Doc) -> list[Range]:
    breaks = [t.i for t in doc if t.is_space and "\n" in t.text]
    out, begin = [], 0
    for end in [*breaks, len(doc)]:
        if any(not t.is_space for t in doc[begin:end]):
            out.append((begin, end))
        begin = end + 1
    return out


def _label(doc: Doc, paragraph: Range) -> int | None:
    """The colon behind a speaker's name at a paragraph's beginning, or None."""
    a, b = paragraph
    colon = next((t.i for t in doc[a : min(b, a + _LABEL + 1)] if t.text == ":"), None)
    if colon is None or colon == a or not all(_of_name(t) for t in doc[a:colon]):
        return None
    said = [t for t in doc[colon + 1 : b] if not t.is_space]
    return colon if said and said[-1].text[-1:] in _ENDS else None


def _of_name(token: Token) -> bool:
    text = token.text
    return text[:1].isupper() or text in (".", "-", "'s", "’s", "of", "de", "von", "van", "the", "for")


def _trimmed(doc: Doc, span: Range) -> Range:
    a, b = span
    while a < b and doc[a].is_space:
        a += 1
    while b > a and doc[b - 1].is_space:
        b -= 1
    return a, b
