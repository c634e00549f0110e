"""What belongs to a content and what does not, and two cues that share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Draft, Range
from whence.attributions.names import Names
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOSERS: Final = frozenset({",", ";", "—", "–", "-", "("})


def conservative(
    doc: Doc, draft: Draft, rules: Rules, quoted: Sequence[bool], foreign: Sequence[Range]
) -> Draft:
    """The draft without what may be the writer's own in its content.

    A trailing clause that draws a conclusion (", which translates to a quarter of …") is left out:
    PolNeAR asks to be conservative, and a wrong attribution costs more than a missed one. So are
    an editor's insertions in another language. A draft always keeps some content.
    """
    parts: list[Range] = []
    for a, b in draft.content:
        cut = _own_inference(doc, (a, b), rules, quoted)
        if cut is not None:
            b = cut
        parts.extend(_without((a, b), foreign))
    kept = tuple((a, b) for a, b in (_trimmed(doc, part) for part in parts) if a < b)
    return replace(draft, content=kept) if kept and kept != draft.content else draft


def _own_inference(doc: Doc, span: Range, rules: Rules, quoted: Sequence[bool]) -> int | None:
    """Where a trailing clause of the writer's own begins, or None."""
    a, b = span
    for token in doc[a + 1 : b]:
        if token.lower_ != "which" or quoted[token.i] or not token.dep_.startswith("nsubj"):
            continue
        verb = token.head
        if verb.lemma_.lower() not in rules.inference or verb.i < token.i or not a <= verb.i < b:
            continue
        if verb.tag_ not in ("VBZ", "VBP", "MD") and not any(c.dep_ == "aux" for c in verb.children):
            continue
        rest = [t for t in doc[verb.i : b] if not t.is_punct]
        if all(t.i == verb.i or any(x.i == verb.i for x in t.ancestors) for t in rest):
            return token.i
    return None


def _without(span: Range, cuts: Sequence[Range]) -> list[Range]:
    out = [span]
    for x, y in cuts:
        out = [piece for a, b in out for piece in ((a, min(b, x)), (max(a, y), b)) if piece[0] < piece[1]]
    return out


def _trimmed(doc: Doc, span: Range) -> Range:
    a, b = span
    while a < b and (doc[a].is_space or doc[a].text in _CLOSERS):
        a += 1
    while b > a and (doc[b - 1].is_space or doc[b - 1].text in _CLOSERS):
        b -= 1
    return a, b


def merge_shared(doc: Doc, drafts: Sequence[Draft], names: Names) -> list[Draft]:
    """Join two attributions of one statement: an outlet's, and "…, as claimed by several officials".

    Both stand in one sentence, one names an outlet, and the other's cue begins with "as". They
    become one draft that holds all of the content and remembers whom it rests on.
    """
    out: list[Draft] = []
    gone: set[int] = set()
    for i, draft in enumerate(drafts):
        if draft.parent is not None or i in gone:
            continue
        for j, other in enumerate(drafts):
            if (
                i == j
                or j in gone
                or other.parent is not None
                or draft.source is None
                or other.source is None
            ):
                continue
            if doc[draft.cue[0]].sent.start != doc[other.cue[0]].sent.start:
                continue
            if not _is_outlet(names, draft.source) or _is_outlet(names, other.source):
                continue
            if doc[other.cue[0]].lower_ != "as" or other.cue[0] < draft.cue[0]:
                continue
            whole = sorted({*draft.content, *other.content})
            content: list[Range] = []
            for part in whole:
                if content and part[0] < content[-1][1]:
                    content[-1] = (content[-1][0], max(content[-1][1], part[1]))
                else:
                    content.append(part)
            draft = replace(draft, content=tuple(content), rests_on=other.source)
            gone.add(j)
        out.append(draft)
    absorbed = {id(drafts[j]) for j in gone}
    return [d for d in out if id(d) not in absorbed] + [d for d in drafts if d.parent is not None]


def _is_outlet(names: Names, span: Range) -> bool:
    return any(bearer.kind == "OUTLET" for _, bearer in names.within(span))
