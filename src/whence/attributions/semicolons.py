"""Statements behind a semicolon that were read on from what somebody else said before it.

"According to a panel, the group has howitzers; Paris has rejected the claim": Paris does so on its own word,
and not on the panel's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Draft, Range, head_of

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_JOINS: Final = frozenset({"but", "and", "while", "yet"})


def behind_semicolons(
    doc: Doc, outer: Sequence[Draft], inner: Sequence[Draft], quoted: Sequence[bool]
) -> tuple[list[Draft], list[Draft]]:
    """Outer and nested drafts, with what somebody else says behind a semicolon on their own word.

    The content before it ends there. Only for what follows its cue and is not quoted: within a quotation
    all is the speaker's.
    """
    cuts: dict[int, tuple[Range, int]] = {}
    for draft in inner:
        if draft.parent is None or draft.parent.parent is not None or id(draft.parent) in cuts:
            continue
        cut = _cut(doc, draft, draft.parent, quoted)
        if cut is not None:
            cuts[id(draft.parent)] = cut
    if not cuts:
        return list(outer), list(inner)
    new: dict[int, Draft] = {}
    for draft in outer:
        if id(draft) in cuts:
            (a, b), mark = cuts[id(draft)]
            content = tuple((x, mark if (x, y) == (a, b) else y) for x, y in draft.content if x < mark)
            new[id(draft)] = replace(draft, content=content)
    freed: list[Draft] = []
    kept: list[Draft] = []
    for draft in inner:
        above = draft.parent
        parent = new.get(id(above), above)
        own = id(above) in cuts and draft.start() > cuts[id(above)][1]
        moved = replace(draft, parent=None if own else parent)
        new[id(draft)] = moved
        (freed if own else kept).append(moved)
    return [*(new.get(id(d), d) for d in outer), *freed], kept


def _cut(doc: Doc, draft: Draft, parent: Draft, quoted: Sequence[bool]) -> tuple[Range, int] | None:
    """The part of a parent's content that a nested draft stands in, and the semicolon before its source."""
    verb = head_of(doc, draft.cue)
    if draft.source is None or (verb.tag_ not in ("VBD", "VBZ", "VBP") and not _perfect(doc, draft.cue)):
        return None
    first = draft.source[0]
    while first > 0 and (doc[first - 1].lower_ in _JOINS or doc[first - 1].tag_ == "DT"):
        first -= 1
    mark = first - 1
    part = next((p for p in parent.content if p[0] < mark < draft.cue[0] < p[1]), None)
    if part is None or doc[mark].text != ";" or quoted[mark] or quoted[draft.cue[0]]:
        return None
    return (part, mark) if part[0] >= parent.cue[1] and mark - part[0] > 2 else None


def _perfect(doc: Doc, cue: Range) -> bool:
    return any(t.tag_ in ("VBD", "VBZ", "VBP") for t in doc[cue[0] : cue[1]])
