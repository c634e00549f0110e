"""Attributions inside attributions: each content is read again as a text of its own.

PolNeAR marks the outermost relation only, and so does a reader trained on it. What stands inside a
content is found by reading the content as if it were a report: all contents of one depth together,
each a paragraph, in one pass. Contents without a word that could be a cue are not read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whence.attributions.drafts import Draft, Range, overlap
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    import spacy.tokens

    from whence.reader.syntax import Doc

MAX_DEPTH = 4
MIN_EVIDENCE = 0.25
"""Inner relations whose cue or links are less sure than this are left out."""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTES = frozenset({'"', "“", "”", "``", "''", "„", "«", "»", "‘", "’", "'"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the inner text and where its characters stand in the outer one."""

    start: int
    end: int
    outer: int
    owner: int


def nested(
    doc: Doc, drafts: Sequence[Draft], read: Callable[[str], spacy.tokens.Doc], rules: Rules
) -> list[Draft]:
    """Drafts inside the contents of the given ones, to any depth up to MAX_DEPTH."""
    out: list[Draft] = []
    level = list(drafts)
    for _ in range(MAX_DEPTH):
        level = _inside(doc, level, read, rules)
        if not level:
            break
        out.extend(level)
    return _with_own_that(doc, out)


def _with_own_that(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts up to ", and that": what follows is told by whoever told the first, and so is what is in it."""
    new: dict[int, Draft] = {}
    ends: dict[int, int] = {}
    for draft in drafts:
        above = draft.parent
        while above is not None and id(above) in ends and draft.start() >= ends[id(above)]:
            above = above.parent
        moved = replace(draft, parent=new.get(id(above), above))
        parts = tuple(_until_that(doc, part) for part in moved.content)
        if parts != moved.content:
            ends[id(draft)] = max(b for _, b in parts)
            moved = replace(moved, content=parts)
        new[id(draft)] = moved
    return list(new.values())


def _inside(
    doc: Doc, parents: Sequence[Draft], read: Callable[[str], spacy.tokens.Doc], rules: Rules
) -> list[Draft]:
    pieces: list[_Piece] = []
    text: list[str] = []
    length = 0
    for number, parent in enumerate(parents):
        if not _may_hold(doc, parent, rules):
            continue
        last: int | None = None
        for span in parent.content:
            a, b = _strip(doc, span)
            if a >= b:
                continue
            if text:
                join = " " if last is not None and doc[last].sent.start == doc[a].sent.start else "\n"
                text.append(join)
                length += 1
            inner = doc[a:b].text
            pieces.append(_Piece(length, length + len(inner), doc[a].idx, number))
            text.append(inner)
            length += len(inner)
            last = b - 1
    if not pieces:
        return []
    inner_doc = read("".join(text))
    out: list[Draft] = []
    for relation in inner_doc._.relations:
        evidence = relation.evidence
        if min(evidence.cue, evidence.content_link) < MIN_EVIDENCE:
            continue
        cue = _back(doc, inner_doc, relation.cue, pieces)
        if cue is None:
            continue
        owner, cue_range = cue
        parent = parents[owner]
        content = []
        for part in relation.content:
            found = _back(doc, inner_doc, part, pieces)
            if found is not None and found[0] == owner:
                content.append(_closed(doc, found[1], parent))
        source: Range | None = None
        if relation.source is not None:
            found = _back(doc, inner_doc, relation.source, pieces)
            if found is None or found[0] != owner:
                continue
            source = found[1]
        if not content or any(overlap(cue_range, part) for part in content):
            continue
        if source is not None and (overlap(source, cue_range) or any(overlap(source, c) for c in content)):
            continue
        out.append(Draft(cue_range, source, tuple(sorted(content)), evidence, parent))
    return out


def _until_that(doc: Doc, part: Range) -> Range:
    """A part of a content up to ", and that": what follows is told by whoever told the first."""
    a, b = part
    for i in range(a + 2, b - 3):
        if doc[i].lower_ in ("and", "but") and doc[i + 1].lower_ == "that" and doc[i + 1].dep_ == "mark":
            if doc[i - 1].text == ",":
                return a, i - 1
            if not any(t.tag_ in _FINITE for t in doc[a:i]):
                return a, i  # "demanded an inquiry and that …"; "said they won and that …" goes on
    return part


def _closed(doc: Doc, part: Range, parent: Draft) -> Range:
    """A part of a content with the mark that closes its quotation, where that was cut off."""
    a, b = part
    marks = [t.text for t in doc[a:b] if t.is_quote]
    last = max((y for x, y in parent.content if x <= a < y), default=b)
    close = next((t.i for t in doc[b : min(b + 2, last)] if t.is_quote), None)
    if close is None or not (marks.count('"') % 2 or marks.count("“") > marks.count("”")):
        return part
    return a, close + 1


def _may_hold(doc: Doc, draft: Draft, rules: Rules) -> bool:
    size = sum(b - a for a, b in draft.content)
    if size < 4:
        return False
    return any(
        token.lemma_.lower() in rules.signals
        for a, b in draft.content
        for token in doc[a:b]
        if token.pos_ in ("VERB", "NOUN", "AUX")
    )


def _strip(doc: Doc, span: Range) -> Range:
    """A content without the quotation marks around it and its "that"."""
    a, b = span
    while a < b and (doc[a].text in _QUOTES or doc[a].is_space or doc[a].lower_ == "that"):
        a += 1
    while b > a and (doc[b - 1].text in _QUOTES or doc[b - 1].is_space):
        b -= 1
    return a, b


def _back(
    doc: Doc, inner: spacy.tokens.Doc, span: Range, pieces: Sequence[_Piece]
) -> tuple[int, Range] | None:
    """A range of the inner Doc as (owner, range of the outer Doc), or None where it crosses pieces."""
    start = inner[span[0]].idx
    end = inner[span[1] - 1].idx + len(inner[span[1] - 1].text)
    for piece in pieces:
        if piece.start <= start and end <= piece.end:
            found = doc.covering(piece.outer + start - piece.start, piece.outer + end - piece.start)
            return (piece.owner, (found.start, found.end)) if found is not None else None
    return None
