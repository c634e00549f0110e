"""Whose word it is, where a statement was read into what somebody else says.

- "According to a panel, the group has howitzers; Paris has rejected the claim": Paris does so on its own
  word, and not on the panel's.
- "The army said it had lost a post, as aid groups warned that …": the army says nothing of that.
- "The army denied claims by residents that it had burnt a village": the residents claim it.
- "The panel said Kigali armed the rebels, an allegation it has denied": the panel says nothing of that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import EVIDENCE, Draft, Range, can_speak, head_of, overlap
from whence.attributions.names import Names
from whence.attributions.rules import Rules
from whence.attributions.untrue import WRONG, denial_end

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

STATED: Final = frozenset({"figure", "number", "toll", "count", "estimate", "tally", "version", "account"})
"""What is disputed in ", a figure X disputes": what was said before."""
_CALLED: Final = frozenset({"dismiss", "reject", "denounce", "deride"})
_AUXILIARY: Final = frozenset({"aux", "advmod"})
_JOINS: Final = frozenset({"but", "and", "while", "yet"})


def without_aside(
    doc: Doc, drafts: Sequence[Draft], others: Sequence[Draft], quoted: Sequence[bool]
) -> list[Draft]:
    """Drafts without ", as aid groups warned that …" at the end, where that is one of the others."""
    asides: defaultdict[int, list[Draft]] = defaultdict(list)
    for other in others:
        mark = other.source[0] - 2 if other.source is not None else -1
        before = 0 <= mark < other.cue[0] - 1 and doc[mark].text == "," and not quoted[mark]
        if before and doc[mark + 1].lower_ in ("as", "while"):
            asides[mark].append(other)
    marks = sorted(asides)
    out: list[Draft] = []
    for draft in drafts:
        content = list(draft.content)
        for k, (a, b) in enumerate(draft.content):
            for mark in marks[bisect_right(marks, a + 2) : bisect_left(marks, b)]:
                for other in asides[mark]:
                    end = content[k][1]
                    inside = mark < end and other.cue[1] < end and max(other.content)[1] >= end
                    if other is not draft and inside and a >= draft.cue[1]:
                        content[k] = (a, mark)
        out.append(draft if tuple(content) == draft.content else replace(draft, content=tuple(content)))
    return out


def without_denied(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts without a piece that stands in what is denied before: "denied it would go. “No,” he said".

    What was read inside such a piece goes with it.
    """
    denied = [
        part
        for d in drafts
        if d.parent is None and denial_end(doc, head_of(doc, d.cue), rules) is not None
        for part in d.content
        if part[0] >= d.cue[1]
    ]
    new: dict[int, Draft | None] = {}
    for draft in sorted(drafts, key=lambda d: d.depth):
        if draft.parent is None:
            kept = tuple(
                p for p in draft.content if not any(a < p[0] and p[1] <= b <= draft.cue[0] for a, b in denied)
            )
            new[id(draft)] = replace(draft, content=kept) if kept else draft
            continue
        above = new.get(id(draft.parent), draft.parent)
        inside = above is not None and any(overlap(p, q) for p in draft.content for q in above.content)
        cut = above is not None and above.content != draft.parent.content
        new[id(draft)] = None if above is None or (cut and not inside) else replace(draft, parent=above)
    return [one for d in drafts if (one := new[id(d)]) is not None]


def outlets_above(
    doc: Doc, outer: Sequence[Draft], inner: Sequence[Draft], names: Names
) -> tuple[list[Draft], list[Draft]]:
    """Drafts of "Reuters reported that 120 had died, according to the Red Cross", Reuters first.

    Whoever stands behind "according to" there is whom the outlet cites, and tells nothing of the outlet.
    """
    new: dict[int, Draft] = {}
    for draft in inner:
        above = draft.parent
        if above is None or above.parent is not None or above.source is None or draft.source is None:
            continue
        (a, b), *more = above.content
        whole = not more and draft.source[0] - a <= 1 and max(draft.content)[1] >= b - 1
        who = names.at(head_of(doc, draft.source).i)
        cites = doc[above.cue[0]].lower_ == "according" and b <= above.cue[0] and above.rests_on is None
        if whole and cites and who is not None and who.kind == "OUTLET" and id(above) not in new:
            new[id(above)] = new[id(draft)] = replace(
                above,
                cue=draft.cue,
                source=draft.source,
                content=draft.content,
                rests_on=above.source,
                further_cue=above.cue,
            )
    if not new:
        return list(outer), list(inner)
    kept = []
    for draft in inner:
        if id(draft) not in new:
            moved = replace(draft, parent=new.get(id(draft.parent), draft.parent))
            new[id(draft)] = moved
            kept.append(moved)
    return [new.get(id(d), d) for d in outer], kept


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


def beside_claims(doc: Doc, drafts: Sequence[Draft], rules: Rules, quoted: Sequence[bool]) -> list[Draft]:
    """Drafts with ", an allegation Kigali denies" on Kigali's own word, and what was alleged without it."""
    ends = {id(d): comma for d in drafts if (comma := _beside(doc, d, rules, quoted)) is not None}
    if not ends:
        return list(drafts)
    cuts = {id(d.parent): ends[id(d)] for d in drafts if id(d) in ends}
    new: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.depth):
        parent = new.get(id(draft.parent), draft.parent)
        cut = cuts.get(id(draft))
        content = draft.content
        if cut is not None:
            content = tuple((a, cut if a < cut < b else b) for a, b in content)
        if parent is not None and id(draft) in ends:
            parent = parent.parent
        new[id(draft)] = replace(draft, parent=parent, content=content)
    return [new[id(d)] for d in drafts]


def _beside(doc: Doc, draft: Draft, rules: Rules, quoted: Sequence[bool]) -> int | None:
    """The comma before ", an allegation Kigali denies", where that ends what the parent says."""
    a, b = min(draft.content)
    above = draft.parent
    if above is None or b > draft.cue[0] or b - a > 2 or a < 1 or doc[a - 1].text != ",":
        return None
    claim = doc[b - 1].lemma_.lower() in rules.refused and doc[a].lower_ in ("a", "an")
    claim = claim or doc[a:b].text.lower() == "something"  # "…, something Israel disputes"
    denied = any(t.lemma_.lower() in rules.denials for t in doc[draft.cue[0] : draft.cue[1]])
    last = any(x < a - 1 and draft.cue[1] <= y <= draft.cue[1] + 1 for x, y in above.content)
    own = last and min(above.content)[0] >= above.cue[1] and not quoted[a - 1]
    return a - 1 if claim and denied and own else None


def denied_claims(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts with what somebody denies on the word of whoever claims it, or of nobody that is named."""
    new: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.depth):
        above = draft.parent
        moved = draft if above is None else replace(draft, parent=new.get(id(above), above))
        verb = _denier(doc, draft, rules)
        false = _found_false(doc, draft, rules)
        if verb is not None:
            moved = _claimed(doc, moved, verb)
            if above is not None and moved.parent is not new.get(id(above), above):
                # "rejected accusations by Congo that …": what is denied is what is claimed.
                denial = new.get(id(above), above)
                whole = len(denial.content) == 1 and denial.content[0][1] == max(moved.content)[1]
                if whole and denial.content[0][0] <= moved.cue[0] < min(moved.content)[0]:
                    new[id(above)] = replace(denial, content=moved.content)
        elif false is not None:
            # Whoever says that reports are untrue reports nothing of the kind.
            content = tuple((a, min(b, false)) for a, b in draft.content if a < false)
            cue = moved.cue
            if draft.source is None and moved.parent is not None:
                end = next(t.i + 1 for t in doc[false + 1 : false + 5] if t.lower_ in rules.untrue | WRONG)
                cue = (false, end)
            moved = replace(moved, cue=cue, content=content, evidence=EVIDENCE)
        new[id(draft)] = moved
    taken = {i for d in drafts for i in range(*d.cue)}
    more = [_claimants(doc, new[id(d)], rules) for d in drafts]
    told = [one for one in more if one is not None and taken.isdisjoint(range(*one.cue))]
    return [*(new[id(d)] for d in drafts), *told]


def _claimants(doc: Doc, denial: Draft, rules: Rules) -> Draft | None:
    """What is denied in "denied claims by residents that it had burnt two villages", on their word."""
    verb = head_of(doc, denial.cue)
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in rules.denials:
        return None
    noun = next((c for c in verb.children if c.dep_ == "obj" and c.lemma_.lower() in rules.refused), None)
    first = min(denial.content)[0]
    if noun is None or not verb.i < noun.i < first - 2:
        return None
    case = doc[noun.i + 1]
    if case.lower_ not in ("by", "from") or case.head.i < case.i or not can_speak(case.head, rules):
        return None
    source = (case.i + 1, min(phrase_of(doc, case.head, case.i + 1)[1], first))
    if source[0] >= source[1]:
        return None
    return Draft((noun.i, noun.i + 1), source, denial.content, EVIDENCE, denial.parent)


def disputed(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts of "Hamas said 40 had died, a figure Israel disputes" with what was said as what is disputed.

    Whoever disputes it says nothing of the rest, so that what was said does not stand in the dispute.
    """
    drafts = [_charge_denied(doc, d, rules) for d in drafts]
    by_cue: defaultdict[int, list[Draft]] = defaultdict(list)
    by_sentence: defaultdict[int, dict[int, Draft]] = defaultdict(dict)
    for draft in drafts:
        by_cue[draft.cue[0]].append(draft)
        for a, _ in draft.content:
            by_sentence[doc[a].sent.start][id(draft)] = draft
    new: dict[int, Draft] = {}
    freed: dict[int, Draft] = {}
    silent: set[int] = set()
    for draft in drafts:
        end = denial_end(doc, head_of(doc, draft.cue), rules)
        if draft.source is None or end is None:
            continue
        put = [other for a, _ in draft.content for other in by_cue.get(a, ())]
        beside = by_sentence[doc[min(draft.content)[0]].sent.start].values()
        said = _put(doc, draft, put) or _said_before(doc, draft, beside, rules)
        if said is None:
            if (own := _reports_own(doc, draft, drafts, rules)) is not None:
                cue = draft.cue[0], max(end, draft.cue[1])
                new[id(draft)] = replace(draft, cue=cue, content=(own,), evidence=EVIDENCE)
            continue
        other, part = said
        if any(t.lower_ in rules.negations for t in doc[slice(*draft.cue)]):
            silent.add(id(draft))  # "a figure the bank has not disputed": the bank says nothing of it
            continue
        above = other.parent.parent if other.parent is draft else other.parent
        cue = draft.cue[0], max(end, draft.cue[1])
        new[id(draft)] = replace(draft, cue=cue, content=(part,), parent=above, evidence=EVIDENCE)
        if other.parent is draft:
            freed[id(other)] = replace(other, parent=draft.parent)
    drafts = [d for d in drafts if id(d) not in silent and (d.parent is None or id(d.parent) not in silent)]
    if not new:
        return drafts
    for draft in sorted(drafts, key=lambda d: d.depth):
        one = new.get(id(draft)) or freed.get(id(draft)) or draft
        moved = new.get(id(one.parent)) if one.parent is not None else None
        new[id(draft)] = one if moved is None else replace(one, parent=moved)
    return [new[id(d)] for d in drafts]


def _charge_denied(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """A draft of ", an allegation that the army has denied" as the army's denial, which nobody alleges."""
    noun = head_of(doc, draft.cue)
    (a, b), *more = draft.content
    if (
        more
        or noun.lemma_.lower() not in rules.refused | STATED
        or a != draft.cue[1]
        or doc[a].lower_ != "that"
    ):
        return draft
    verb = next((t for t in doc[a + 1 : b] if denial_end(doc, t, rules) == b), None)
    who = verb and next((c for c in verb.children if c.dep_ == "nsubj" and a < c.i < verb.i), None)
    if verb is None or who is None or any(c.dep_ in ("obj", "ccomp") and c.i > a for c in verb.children):
        return draft
    begin = min([c.i for c in verb.children if c.dep_ in _AUXILIARY and c.i > who.i] + [verb.i])
    return replace(draft, cue=(begin, b), source=(a + 1, begin), content=((a, a + 1),), evidence=EVIDENCE)


def _reports_own(doc: Doc, draft: Draft, drafts: Iterable[Draft], rules: Rules) -> Range | None:
    """What the report itself says before ", a figure the club disputes"; None where somebody said it."""
    (a, b), *more = draft.content
    start = doc[a].sent.start
    charge = (
        b - a == 2 and doc[a].lower_ in ("a", "an") and doc[a + 1].lemma_.lower() in rules.refused | STATED
    )
    if more or not charge or draft.parent is not None or a - 1 - start < 3 or doc[a - 1].text != ",":
        return None
    if not any(t.tag_ in ("VBD", "VBZ", "VBP") for t in doc[start : a - 1]):
        return None
    others = (p for d in drafts if d is not draft for p in (d.cue, *d.content))
    return None if any(x < a and start < y for x, y in others) else (start, a - 1)


def _put(doc: Doc, draft: Draft, others: Iterable[Draft]) -> tuple[Draft, Range] | None:
    """The statement of "put them at five, a figure X disputes", and what it is put at, which is denied."""
    for other in others:
        half = any(p[0] == other.cue[0] and p[1] <= draft.cue[0] for p in draft.content)
        if other is not draft and other.source is not None and half and doc[other.cue[0]].pos_ == "VERB":
            return other, other.content[0]
    return None


def _said_before(doc: Doc, draft: Draft, others: Iterable[Draft], rules: Rules) -> tuple[Draft, Range] | None:
    """The statement, and the piece of it, that ", a figure" stands for which somebody denies, or None."""
    called = rules.refused | STATED
    starts = [x for x, y in draft.content if y - x == 2]
    if draft.source is not None:
        # "a claim (that) | the group dismissed as propaganda"
        that = int(doc[draft.source[0] - 1].lower_ in ("that", "which"))
        starts.append(draft.source[0] - 2 - that)
    charges = (
        x for x in starts if x >= 2 and doc[x].lower_ in ("a", "an") and doc[x + 1].lemma_.lower() in called
    )
    a = next(charges, None)
    if a is None or doc[a - 1].text != ",":
        return None
    start = doc[a].sent.start
    found = None
    for other in others:
        if other is draft or other.source == draft.source:
            continue
        part = max((p for p in other.content if start <= p[0] < p[1] < a), default=None)
        between = range(part[1], a) if part is not None else ()
        own = {i for r in (other.source, other.cue) if r is not None for i in range(*r)}
        if part is None or not all(doc[i].is_punct or doc[i].is_space or i in own for i in between):
            continue
        if found is None or other.depth < found[0].depth:
            found = other, part
    return found


def _found_false(doc: Doc, draft: Draft, rules: Rules) -> int | None:
    """Where "were untrue" begins that is said of the claim in a draft's cue: "reports that … were untrue"."""
    noun = head_of(doc, draft.cue)
    if noun.pos_ != "NOUN" or min(draft.content)[0] < draft.cue[1]:
        return None
    b = max(draft.content)[1]
    for at in (b, b - 2, b - 3):  # the tree may hang it on the claim's own verb
        be = doc[at] if draft.cue[1] < at < len(doc) - 1 else None
        if be is None or be.lemma_ != "be" or be.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        end = next((t for t in doc[at + 1 : at + 4] if t.lower_ in rules.untrue | WRONG), None)
        adverbs = end is not None and all(t.pos_ in ("ADV", "DET") for t in doc[at + 1 : end.i])
        if end is not None and adverbs and (at == b or end.i + 1 == b) and _agree(noun, be):
            return at
    return None


def _agree(noun: Token, be: Token) -> bool:
    return (be.lower_ in ("were", "are")) == (noun.tag_ in ("NNS", "NNPS"))


def _denier(doc: Doc, draft: Draft, rules: Rules) -> Token | None:
    """The verb by which the claim in a draft's cue is denied: "rejected reports that …"."""
    noun = head_of(doc, draft.cue)
    verb = noun.head
    if noun.pos_ != "NOUN" or noun.dep_ != "obj" or noun.i < verb.i or min(draft.content)[0] < draft.cue[1]:
        return None
    return verb if verb.pos_ == "VERB" and verb.lemma_.lower() in rules.denials else None


def _claimed(doc: Doc, draft: Draft, verb: Token) -> Draft:
    source, content = draft.source, draft.content
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if source is not None and (who is None or not source[0] <= who.i < source[1]):
        # "denied the residents' claims" has who claims; they do so by themselves.
        above = draft.parent
        inside = above is not None and above.cue[0] <= verb.i < above.cue[1]
        return replace(draft, parent=above.parent) if above is not None and inside else draft
    source = None
    noun = head_of(doc, draft.cue)
    case = doc[noun.i + 1]
    if case.lower_ in ("by", "from") and case.head.i > case.i:
        # What comes between is of the claimant, whatever the tree hangs it on.
        source = (case.i + 1, min(phrase_of(doc, case.head, case.i + 1)[1], min(content)[0]))
    if source is not None and source[0] >= source[1]:
        source = None
    parent = draft.parent
    if parent is not None and parent.cue[0] <= verb.i < parent.cue[1]:
        parent = parent.parent
    if verb.lemma_.lower() in _CALLED:
        content = tuple((a, _called_as(doc, a, b)) for a, b in content)
    return replace(draft, source=source, content=content, parent=parent, evidence=EVIDENCE)


def _called_as(doc: Doc, a: int, b: int) -> int:
    """The end of a claim that somebody "dismissed as fakes", before what it is dismissed as."""
    at = next((t.i for t in reversed(list(doc[a + 1 : b])) if t.lower_ == "as"), None)
    if at is None or any(t.pos_ in ("VERB", "AUX") for t in doc[at:b]):
        return b
    return at
