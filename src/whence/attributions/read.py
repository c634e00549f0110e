"""From a report to its attributions: the one function that ties this room together."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from whence.attributions.attribution import Attribution, Authority, Date
from whence.attributions.chains import Chains
from whence.attributions.clauses import (
    answered,
    apart,
    before_venue,
    continued,
    declined,
    denied_behind,
    held_out,
    with_document,
    with_teller,
)
from whence.attributions.colons import without_signed
from whence.attributions.confidence import confidence
from whence.attributions.content import (
    completed,
    conservative,
    merge_shared,
    quoted_by,
    rest_on_cited,
    rest_on_clause,
    with_name,
    without_cited,
    without_parts,
)
from whence.attributions.drafts import EVIDENCE, Draft, Range, head_of, inside, overlap, sound
from whence.attributions.ends import ended
from whence.attributions.joined import parted
from whence.attributions.names import Names
from whence.attributions.nesting import nested
from whence.attributions.no_claims import no_claims
from whence.attributions.owners import (
    behind_semicolons,
    beside_claims,
    denied_claims,
    disputed,
    outlets_above,
    without_aside,
    without_denied,
)
from whence.attributions.passives import as_claimed, by_agent, dismissed, first_made
from whence.attributions.postposed import postposed, preposed, told_of
from whence.attributions.resolve import Resolver
from whence.attributions.rules import Rules, packaged_rules
from whence.attributions.said import find_said
from whence.attributions.second_speakers import second_speakers
from whence.attributions.sources import Sources
from whence.attributions.speakers import going_on, speaker_found
from whence.attributions.standing import form, polarity, quoted_tokens, standing
from whence.attributions.supplements import supplements, without_told
from whence.attributions.tails import with_tails
from whence.attributions.transcripts import turns, within_turns
from whence.attributions.true_subjects import true_subjects
from whence.attributions.untrue import said_untrue
from whence.spans import TextSpan

if TYPE_CHECKING:
    from whence.parse import Parse
    from whence.reader.reader import Reader
    from whence.reader.syntax import Doc


_COMPARED = 8
"""Words before the date of a figure in which "up from" stands, at most."""

_CORRECTED = 9
"""Words before whom somebody corrects in which "not 20 as claimed by" stands, at most."""

MIN_CONFIDENCE = 0.2
"""What is wrong with four chances in five is not said: a wrong attribution costs more than a missed one."""


def attribute(
    parse: Parse, reader: Reader, *, rules: Rules | None = None, names: Names | None = None
) -> tuple[Attribution, ...]:
    """Every attribution of a report, outermost and nested, in the order of the text.

    `reader` reads contents again for what is nested in them; spans lie in the text as found. `names` are
    those of the report by the same rules, if they have been read already; they are added to.
    """
    rules = rules or packaged_rules()
    doc, report = parse.doc, parse.report
    quoted = quoted_tokens(doc)
    foreign = _foreign(parse)
    names = Names(doc, rules) if names is None else names
    outer = [conservative(doc, Draft.of(r), rules, quoted, foreign) for r in doc.relations]
    outer = [by_agent(doc, quoted_by(doc, completed(doc, draft), rules), rules) for draft in outer]
    outer = as_claimed(doc, dismissed(doc, first_made(doc, outer, rules), rules), rules)
    outer = parted(doc, outer, rules)
    outer = told_of(doc, preposed(doc, postposed(doc, outer, rules), rules))
    outer = [with_teller(doc, with_document(doc, draft, rules), rules) for draft in outer]
    outer = [before_venue(doc, draft, rules) for draft in outer]
    outer = [declined(doc, apart(doc, draft, rules), rules) for draft in held_out(doc, outer, rules)]
    outer = [with_name(doc, draft, names, rules) for draft in without_parts(outer)]
    outer = true_subjects(doc, outer, names, rules)
    outer = [speaker_found(doc, draft, names, rules) for draft in outer]
    outer = denied_behind(doc, answered(doc, continued(doc, outer, quoted), rules), rules, quoted)
    outer = second_speakers(doc, going_on(doc, outer, rules, quoted), rules, quoted)
    outer = [rest_on_clause(doc, draft, rules, quoted) for draft in outer]
    outer = rest_on_cited(doc, merge_shared(doc, outer, names), rules)
    outer = ended(doc, with_tails(doc, without_signed(doc, outer)), names, rules, quoted)
    spoken = turns(doc)
    outer = within_turns(outer, spoken)
    for a, b in (part for turn in spoken for part in turn.content):
        quoted[a:b] = [True] * (b - a)  # a transcript gives the words as they were spoken
    inner = _put_right(doc, nested(doc, outer, reader.relations, rules), names, rules, quoted)
    inner = [d for d in inner if not _aside_again(doc, d, outer)]
    outer, inner = outlets_above(doc, outer, inner, names)
    outer, inner = behind_semicolons(doc, without_aside(doc, outer, outer, quoted), inner, quoted)
    drafts = [*spoken, *(rest_on_cited(doc, [*outer, *inner], rules) if inner else outer)]
    found = rest_on_cited(doc, without_aside(doc, supplements(doc, drafts, rules), outer, quoted), rules)
    drafts = without_cited(doc, without_told(drafts, found), [*drafts, *found], rules)
    drafts = beside_claims(doc, without_denied(doc, drafts, rules), rules, quoted)
    drafts = _sound(said_untrue(doc, disputed(doc, denied_claims(doc, drafts, rules), rules), rules))
    drafts = [_without_rejected(doc, d) for d in drafts]
    # In the order of the text, so that "he" can be whoever spoke before; the outer before the inner.
    drafts.sort(key=lambda d: (d.start(), d.depth))
    cues = frozenset(i for d in drafts for i in range(*d.cue))
    chains = Chains(
        doc,
        Sources(doc, names, Resolver(names, _day(report.published)), rules, report.authors),
        rules,
        cues,
        quoted,
    )
    chain_of = {id(d): chains.of(d) for d in drafts}
    sure: dict[int, float] = {}
    # What is in another may begin before it: a content is sometimes read on beyond its parent's.
    by_depth = sorted(drafts, key=lambda d: d.depth)
    for d in by_depth:
        own = confidence(d.evidence, has_source=d.source is not None)
        sure[id(d)] = own * (sure[id(d.parent)] if d.parent is not None else 1.0)
    nobody = _asked_for(doc, drafts, chain_of) | no_claims(doc, drafts, rules, quoted)
    for d in by_depth:  # an outer one takes what is in it along
        if d.parent is not None and id(d.parent) in nobody:
            nobody.add(id(d))
    kept = [d for d in drafts if sure[id(d)] >= MIN_CONFIDENCE and id(d) not in nobody]
    ordered = sorted(kept, key=lambda d: (d.start(), d.depth, -_size(d)))
    ids = {id(d): f"a{i}" for i, d in enumerate(ordered, 1)}
    contents = sorted(part for d in drafts if d.parent is None for part in d.content)
    ends: dict[int, set[Range | None]] = {}
    for d in drafts:
        ends.setdefault(d.cue[1], set()).add(d.source)
    out = []
    for d in ordered:
        content = tuple(span for part in d.content if (span := parse.span(part)) is not None)
        cue = parse.span(d.cue)
        if not content or cue is None:
            continue
        out.append(
            Attribution(
                id=ids[id(d)],
                source=parse.span(d.source) if d.source is not None else None,
                cue=cue,
                content=content,
                authority=tuple(_found(a, parse) for a in chain_of[id(d)]),
                form=form(doc, d, quoted),
                polarity=polarity(doc, d, rules),
                standing=standing(doc, d, rules, contents),
                said=_said(parse, d, contents, ends),
                confidence=round(sure[id(d)], 3),
                parent=ids[id(d.parent)] if d.parent is not None else None,
            )
        )
    return tuple(out)


def _aside_again(doc: Doc, draft: Draft, outer: Sequence[Draft]) -> bool:
    """Whether "the offer, first reported by the Times, …" is known already, as the Times' alone."""
    return any(
        overlap(draft.cue, o.cue) and draft.source == o.source and doc[o.cue[1]].lower_ == "by"
        for o in outer
        if o.evidence is EVIDENCE and o is not draft.parent
    )


def _without_rejected(doc: Doc, draft: Draft) -> Draft:
    """A draft that does not rest on whom it corrects: "two had died, not 20 as claimed by the rebels"."""
    if draft.rests_on is None:
        return draft
    at = draft.rests_on[0]
    near = [t.lower_ for t in doc[max(0, at - _CORRECTED) : at]]
    if "as" not in near or "not" not in near or near.index("not") > near.index("as"):
        return draft
    before = near.index("not") - 1
    if before >= 0 and near[before] in (",", "and", "—", "–"):
        return replace(draft, rests_on=None, further_cue=None)
    return draft


def _sound(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without empty ranges; what stood in one that is left out stands in what that stood in."""
    new: dict[int, Draft | None] = {}
    for draft in sorted(drafts, key=lambda d: d.depth):
        above = draft.parent
        while above is not None and new.get(id(above)) is None:
            above = above.parent
        parent = new[id(above)] if above is not None else None
        kept = sound(draft if parent is draft.parent else replace(draft, parent=parent))
        new[id(draft)] = kept
    return [kept for d in drafts if (kept := new[id(d)]) is not None]


def _put_right(
    doc: Doc, inner: Sequence[Draft], names: Names, rules: Rules, quoted: Sequence[bool]
) -> list[Draft]:
    """Nested drafts with whoever speaks in their sources; outer ones stand before those inside of them."""
    new: dict[int, Draft] = {}
    for draft in inner:
        parent = new.get(id(draft.parent), draft.parent)
        moved = draft if parent is draft.parent else replace(draft, parent=parent)
        (new[id(draft)],) = ended(doc, [speaker_found(doc, moved, names, rules)], names, rules, quoted)
    return list(new.values())


def _day(published: str | None) -> date | None:
    """The day on which a report came out; None where it is not known to the day."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _asked_for(doc: Doc, drafts: Sequence[Draft], chain_of: Mapping[int, tuple[Authority, ...]]) -> set[int]:
    """Ids of drafts in whose chain stands one who is asked for and names nobody: "asked who said what"."""

    def asks(authority: Authority) -> bool:
        if authority.span.text.startswith("WHO"):
            return False  # the organisation
        words = authority.span.text.lower().split()
        if words[0] in ("who", "that", "which") and authority.name.lower() in ("one", "the one"):
            return True  # "as for the one who asked first"
        return not authority.resolved and words[0] in ("who", "whom", "which", "what")

    def asked(draft: Draft) -> bool:
        # "which of the two asked for help", "which one did": the reader may take the noun alone.
        a = draft.source[0] if draft.source is not None else 0
        return a > 0 and doc[a - 1].lower_ in ("which", "what") and doc[a - 1].head.i == a

    def both(draft: Draft) -> bool:
        # "here is who has said what"
        parts = [p for p in (draft.source, *draft.content) if p is not None]
        return len(parts) == 2 and all(b - a == 1 and doc[a].tag_ in ("WP", "WRB") for a, b in parts)

    return {id(d) for d in drafts if asked(d) or both(d) or any(map(asks, chain_of[id(d)]))}


def _size(draft: Draft) -> int:
    return sum(b - a for a, b in draft.content)


def _found(authority: Authority, parse: Parse) -> Authority:
    """The same authority with its spans in the text as found."""
    span = parse.at(authority.span.start, authority.span.end)
    return Authority(
        authority.name,
        span if span is not None else authority.span,
        authority.type,
        authority.anonymous,
        authority.resolved,
        authority.actor,
        tuple(_found(a, parse) for a in authority.also),
    )


def _said(
    parse: Parse, draft: Draft, contents: Sequence[Range], ends: Mapping[int, set[Range | None]]
) -> Date | None:
    """A time expression in the cue's sentence, between semicolons, that stands outside of content and source.

    For a nested one the sentence is bounded by its parent's content: a date beside the parent's
    cue is the parent's. A time right behind a cue is of its source alone; `ends` has where cues end, and
    whose they are.
    """
    doc = parse.doc
    sentence = doc[draft.cue[0]].sent
    low, high = sentence.start, sentence.end
    if draft.parent is not None:
        around = next((p for p in draft.parent.content if p[0] <= draft.cue[0] < p[1]), None)
        if around is not None:
            low, high = max(low, around[0]), min(high, around[1])
    own = [*draft.content, *([draft.source] if draft.source else [])]
    # "…, the minister said on Tuesday; lawmakers claim …": each clause has its own day.
    marks = [i for i in range(low, high) if doc[i].text == ";" and not any(a <= i < b for a, b in own)]
    low = max((i + 1 for i in marks if i < draft.cue[0]), default=low)
    high = min((i for i in marks if i >= draft.cue[1]), default=high)
    # What others are told to have said in the same sentence dates this no more than its own content does.
    first = bisect.bisect_left(contents, (max(0, low - 200),))
    others = [] if draft.parent is not None else contents[first : bisect.bisect_left(contents, (high,))]
    taken = sorted({*own, *(c for c in others if not inside(draft.cue[0], (c,)))})
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
        found = find_said(parse.repaired.text, words.start_char, words.end_char, parse.report.published)
        if found is not None and _belongs(doc, draft, found, ends):
            span = parse.at(found.span.start, found.span.end)
            return Date(span, found.edtf, found.modifier) if span is not None else None
    return None


def _belongs(doc: Doc, draft: Draft, date: Date, ends: Mapping[int, set[Range | None]]) -> bool:
    """Whether a time expression hangs on the cue, and not on some clause of its own beside it."""
    words = doc.covering(date.span.start, date.span.end)
    if words is None or (words.end < len(doc) and doc[words.end].tag_ == "POS"):
        return False  # "Sunday's raid" dates the raid
    if words.start == draft.cue[1]:
        return True
    if words.start in ends and draft.source not in ends[words.start]:
        return False  # "the agency said on Wednesday, as aid groups warned …"
    token = head_of(doc, (words.start, words.end))
    before = doc[max(token.sent.start, words.start - _COMPARED) : words.start]
    if any(t.lower_ == "from" and t.i and doc[t.i - 1].lower_ in ("up", "down") for t in before):
        return False  # "up from 141,000 a month ago"
    for _ in range(8):
        if draft.cue[0] <= token.i < draft.cue[1]:
            return True
        if draft.source is not None and draft.source[0] <= token.i < draft.source[1]:
            return True
        if token.head.i == token.i:
            # Of "the tally stood at 9 on Sunday, though he says …" the day is the tally's.
            cue = head_of(doc, draft.cue)
            return not any(c.lower_ in ("though", "although") and c.dep_ == "mark" for c in cue.children)
        if token.dep_.startswith(("advcl", "acl", "ccomp", "conj", "parataxis")):
            return any(draft.cue[0] <= t.i < draft.cue[1] for t in token.subtree)
        token = token.head
    return False


def _foreign(parse: Parse) -> list[Range]:
    """Editors' insertions in another language, as ranges of tokens of the Doc."""
    out = []
    for passage in parse.report.foreign:
        if passage.insertion:
            found = parse.tokens(TextSpan.of(parse.report.text, passage.start, passage.end))
            if found is not None:
                out.append(found)
    return out
