"""From a report to its attributions: the one function that ties this room together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.attributions.attribution import Attribution, Authority, Date
from whence.attributions.chains import Chains
from whence.attributions.confidence import confidence
from whence.attributions.content import completed, conservative, merge_shared, rest_on_cited, rest_on_clause
from whence.attributions.drafts import Draft, Range, head_of, overlap
from whence.attributions.names import Names
from whence.attributions.nesting import nested
from whence.attributions.resolve import Resolver
from whence.attributions.rules import Rules, packaged_rules
from whence.attributions.said import find_said
from whence.attributions.sources import Sources
from whence.attributions.standing import form, polarity, quoted_tokens, standing
from whence.reading import Reading
from whence.reports.report import Repaired, Report
from whence.spans import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from whence.reader.reader import Reader


MIN_CONFIDENCE = 0.2
"""What is wrong with four chances in five is not said: a wrong attribution costs more than a missed one."""


def read_report(report: Report, reader: Reader, *, rules: Rules | None = None) -> Reading:
    """Read a report: every attribution in it, outermost and nested, in the order of the text.

    The reader reads the repaired text; every span that comes out lies in the text as found.
    """
    rules = rules or packaged_rules()
    repaired = report.repaired()
    doc = reader(repaired.text)
    attributions = attribute(doc, report, repaired, reader, rules)
    return Reading(report, attributions, reader.name)


def attribute(
    doc: Doc, report: Report, repaired: Repaired, reader: Reader, rules: Rules
) -> tuple[Attribution, ...]:
    """The attributions of a Doc that was read from the report's repaired text."""
    quoted = quoted_tokens(doc)
    foreign = _foreign(doc, report, repaired)
    names = Names(doc, rules)
    outer = [conservative(doc, Draft.of(r), rules, quoted, foreign) for r in doc._.relations]
    outer = [rest_on_clause(doc, completed(doc, draft), rules, quoted) for draft in outer]
    outer = rest_on_cited(doc, merge_shared(doc, outer, names), rules)
    inner = nested(doc, outer, reader, rules)
    drafts = rest_on_cited(doc, [*outer, *inner], rules) if inner else outer
    # In the order of the text, so that "he" can be whoever spoke before; the outer before the inner.
    drafts.sort(key=lambda d: (d.start(), d.depth))
    cues = frozenset(i for d in drafts for i in range(*d.cue))
    chains = Chains(doc, Sources(doc, names, Resolver(names), rules, report.authors), rules, cues)
    chain_of = {id(d): chains.of(d) for d in drafts}
    sure: dict[int, float] = {}
    for d in drafts:
        own = confidence(d.evidence, has_source=d.source is not None)
        sure[id(d)] = own * (sure[id(d.parent)] if d.parent is not None else 1.0)
    kept = [d for d in drafts if sure[id(d)] >= MIN_CONFIDENCE]
    ordered = sorted(kept, key=lambda d: (d.start(), d.depth, -_size(d)))
    ids = {id(d): f"a{i}" for i, d in enumerate(ordered, 1)}
    contents = sorted(part for d in drafts if d.parent is None for part in d.content)
    to = _Found(doc, report, repaired)
    out = []
    for d in ordered:
        content = tuple(span for part in d.content if (span := to.span(part)) is not None)
        cue = to.span(d.cue)
        if not content or cue is None:
            continue
        out.append(
            Attribution(
                id=ids[id(d)],
                source=to.span(d.source) if d.source is not None else None,
                cue=cue,
                content=content,
                authority=tuple(to.authority(a) for a in chain_of[id(d)]),
                form=form(doc, d, quoted),
                polarity=polarity(doc, d, rules),
                standing=standing(doc, d, rules, contents),
                said=to.date(_said(doc, repaired.text, d, report)),
                confidence=round(sure[id(d)], 3),
                parent=ids[id(d.parent)] if d.parent is not None else None,
            )
        )
    return tuple(out)


def _size(draft: Draft) -> int:
    return sum(b - a for a, b in draft.content)


class _Found:
    """Turns ranges of tokens and spans of the repaired text into spans of the text as found."""

    def __init__(self, doc: Doc, report: Report, repaired: Repaired) -> None:
        self.doc = doc
        self.text = report.text
        self.repaired = repaired

    def span(self, part: Range) -> TextSpan | None:
        words = self.doc[part[0] : part[1]]
        return self.at(words.start_char, words.end_char)

    def at(self, start: int, end: int) -> TextSpan | None:
        start, end = self.repaired.found(start, end)
        return TextSpan.of(self.text, start, end) if start < end else None

    def authority(self, authority: Authority) -> Authority:
        span = self.at(authority.span.start, authority.span.end)
        return Authority(
            authority.name,
            span if span is not None else authority.span,
            authority.type,
            authority.anonymous,
            authority.resolved,
            authority.actor,
            tuple(self.authority(a) for a in authority.also),
        )

    def date(self, date: Date | None) -> Date | None:
        if date is None:
            return None
        span = self.at(date.span.start, date.span.end)
        return Date(span, date.edtf, date.modifier) if span is not None else None


def _said(doc: Doc, text: str, draft: Draft, report: Report) -> Date | None:
    """A time expression in the cue's sentence that stands outside of content and source.

    For a nested one the sentence is bounded by its parent's content: a date beside the parent's
    cue is the parent's.
    """
    sentence = doc[draft.cue[0]].sent
    low, high = sentence.start, sentence.end
    if draft.parent is not None:
        around = next((p for p in draft.parent.content if p[0] <= draft.cue[0] < p[1]), None)
        if around is not None:
            low, high = max(low, around[0]), min(high, around[1])
    taken = sorted((*draft.content, *([draft.source] if draft.source else [])))
    gaps: list[Range] = []
    at = low
    for a, b in taken:
        if overlap((low, high), (a, b)):
            gaps.append((at, min(max(a, at), high)))
            at = max(at, b)
    gaps.append((at, high))
    near = sorted(
        (g for g in gaps if g[0] < g[1]),
        key=lambda g: min(abs(g[0] - draft.cue[0]), abs(g[1] - draft.cue[1])),
    )
    for a, b in near:
        words = doc[a:b]
        found = find_said(text, words.start_char, words.end_char, report.published)
        if found is not None and _belongs(doc, draft, found):
            return found
    return None


def _belongs(doc: Doc, draft: Draft, date: Date) -> bool:
    """Whether a time expression hangs on the cue, and not on some clause of its own beside it."""
    words = doc.char_span(date.span.start, date.span.end, alignment_mode="expand")
    if words is None:
        return False
    token = head_of(doc, (words.start, words.end))
    for _ in range(8):
        if draft.cue[0] <= token.i < draft.cue[1]:
            return True
        if draft.source is not None and draft.source[0] <= token.i < draft.source[1]:
            return True
        if token.head.i == token.i:
            return True
        if token.dep_.startswith(("advcl", "acl", "ccomp", "conj", "parataxis")):
            return any(draft.cue[0] <= t.i < draft.cue[1] for t in token.subtree)
        token = token.head
    return False


def _foreign(doc: Doc, report: Report, repaired: Repaired) -> list[Range]:
    """Editors' insertions in another language, as ranges of tokens of the Doc."""
    out = []
    starts = [token.idx for token in doc]
    for passage in report.foreign:
        if not passage.insertion:
            continue
        inside = [i for i, s in enumerate(starts) if passage.start <= repaired.found(s, s)[0] < passage.end]
        if inside:
            out.append((inside[0], inside[-1] + 1))
    return out
