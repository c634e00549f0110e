"""What goes on behind who said it: "it gave $230 million, Reuters said, citing aides: $190 million for …".

The details behind it are of what was reported, and not the report's own. So are those of "40 died, he said on
Monday, a third of them in hospital".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Draft, Range, overlap

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CITING: Final = 16
"""Words between a cue and the colon, at most: ", citing aides with knowledge of the matter:"."""


def with_tails(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts whose content stands before the cue, with what the same sentence adds behind it."""
    out = list(drafts)
    for k, draft in enumerate(drafts):
        tail = _tail(doc, draft)
        if tail is None:
            continue
        others = (p for d in drafts if d is not draft for p in (d.cue, *d.content, d.source or d.cue))
        if not any(overlap(tail, p) for p in others):
            out[k] = replace(draft, content=(*draft.content, tail))
    return out


def _tail(doc: Doc, draft: Draft) -> Range | None:
    part = _part_of_it(doc, draft)
    if part is not None:
        return part
    last = max(draft.content)[1]
    behind = max(draft.cue[1], draft.source[1] if draft.source is not None else 0)
    sentence = doc[draft.cue[0]].sent
    if (
        draft.parent is not None
        or last > min(draft.cue[0], behind)
        or doc[last - 1].sent.start != sentence.start
    ):
        return None
    colon = next((t.i for t in doc[behind : min(behind + _CITING, sentence.end)] if t.text == ":"), None)
    if colon is None or any(t.tag_ in _FINITE for t in doc[behind:colon]):
        return None
    # Between the cue and the colon stands nothing, or whom it cites.
    if colon > behind and doc[behind].text != ",":
        return None
    begin, end = colon + 1, sentence.end
    while end > begin and (doc[end - 1].is_space or doc[end - 1].text in (".", "!", "?")):
        end -= 1
    return (begin, end) if end - begin > 2 and not any(t.is_space for t in doc[begin:end]) else None


def _part_of_it(doc: Doc, draft: Draft) -> Range | None:
    """The tail of "40 people died, the mayor said on Monday, a third of them in hospital"."""
    last = max(draft.content)[1]
    if draft.parent is not None or draft.source is None or last > min(draft.cue[0], draft.source[0]):
        return None
    sentence = doc[draft.cue[0]].sent
    behind = max(draft.cue[1], draft.source[1])
    comma = next((t.i for t in doc[behind : min(behind + 5, sentence.end)] if t.text == ","), None)
    if comma is None or any(t.tag_ in _FINITE for t in doc[behind:comma]):
        return None
    if comma + 1 < sentence.end and doc[comma + 1].tag_ == "VBG":
        return None  # ", citing one of those present"
    first = [t.lower_ for t in doc[comma + 1 : min(comma + 5, sentence.end)]]
    of = first.index("of") if "of" in first[1:] else -1
    if of < 0 or first[of + 1 : of + 2] not in (["them"], ["whom"], ["those"], ["these"]):
        return None
    begin, end = comma + 1, sentence.end
    while end > begin and (doc[end - 1].is_space or doc[end - 1].text in (".", "!", "?")):
        end -= 1
    return (begin, end) if not any(t.is_space for t in doc[begin:end]) else None
