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
    without_parts,
)
from whence.attributions.drafts import Draft, Range, head_of, inside, overlap
from whence.attributions.joined import parted
from whence.attributions.names import Names
from whence.attributions.nesting import nested
from whence.attributions.owners import behind_semicolons, beside_claims, denied_claims, without_aside
from whence.attributions.passives import by_agent
from whence.attributions.postposed import postposed
from whence.attributions.resolve import Resolver
from whence.attributions.rules import Rules, packaged_rules
from whence.attributions.said import find_said
from whence.attributions.sources import Sources
from whence.attributions.speakers import going_on, speaker_found
from whence.attributions.standing import form, polarity, quoted_tokens, standing
from whence.attributions.supplements import supplements, without_told
from whence.attributions.tails import with_tails
from whence.attributions.transcripts import turns, within_turns
from whence.spans import TextSpan

if TYPE_CHECKING:
    from whence.parse import Parse
    from whence.reader.reader import Reader
    from whence.reader.syntax import Doc, Span, Token


_QUESTION = 60
"""Words behind a verb in which the mark of its question stands, at most."""
_COMPARED = 8
"""Words before the date of a figure in which "up from" stands, at most."""
_REFUSE = frozenset({"decline", "refuse", "ask", "prefer"})
_PROOF = frozenset(
    {"evidence", "proof", "detail", "explanation", "comment", "timeline", "timetable", "figure", "reason"}
)
_DIFFER = frozenset({"vary", "differ", "range", "diverge"})
_OF_NOUN = frozenset({"acl", "acl:relcl"})
_NAMES = frozenset({"name", "call", "dub", "title", "entitle", "nickname", "know"})
"""Verbs whose bare participle gives somebody's name."""

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
    outer = parted(doc, outer, rules)
    outer = postposed(doc, outer, rules)
    outer = [with_teller(doc, with_document(doc, draft, rules), rules) for draft in outer]
    outer = [before_venue(doc, draft, rules) for draft in outer]
    outer = [declined(doc, apart(doc, draft, rules), rules) for draft in held_out(doc, outer, rules)]
    outer = [with_name(doc, draft, names, rules) for draft in without_parts(outer)]
    outer = [speaker_found(doc, draft, names, rules) for draft in outer]
    outer = denied_behind(doc, answered(doc, continued(doc, outer, quoted), rules), rules, quoted)
    outer = going_on(doc, outer, rules, quoted)
    outer = [rest_on_clause(doc, draft, rules, quoted) for draft in outer]
    outer = rest_on_cited(doc, merge_shared(doc, outer, names), rules)
    outer = with_tails(doc, without_signed(doc, outer))
    spoken = turns(doc)
    outer = within_turns(outer, spoken)
    for a, b in (part for turn in spoken for part in turn.content):
        quoted[a:b] = [True] * (b - a)  # a transcript gives the words as they were spoken
    inner = _put_right(doc, nested(doc, outer, reader.relations, rules), names, rules)
    outer, inner = behind_semicolons(doc, without_aside(doc, outer, outer, quoted), inner, quoted)
    drafts = [*spoken, *(rest_on_cited(doc, [*outer, *inner], rules) if inner else outer)]
    found = rest_on_cited(doc, without_aside(doc, supplements(doc, drafts, rules), outer, quoted), rules)
    drafts = beside_claims(doc, without_told(drafts, found), rules, quoted)
    drafts = denied_claims(doc, drafts, rules)
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
    nobody = _asked_for(doc, drafts, chain_of) | _no_claims(doc, drafts, rules, quoted)
    for d in by_depth:  # an outer one takes what is in it along
        if d.parent is not None and id(d.parent) in nobody:
            nobody.add(id(d))
    kept = [d for d in drafts if sure[id(d)] >= MIN_CONFIDENCE and id(d) not in nobody]
    ordered = sorted(kept, key=lambda d: (d.start(), d.depth, -_size(d)))
    ids = {id(d): f"a{i}" for i, d in enumerate(ordered, 1)}
    contents = sorted(part for d in drafts if d.parent is None for part in d.content)
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
                said=_said(parse, d, contents),
                confidence=round(sure[id(d)], 3),
                parent=ids[id(d.parent)] if d.parent is not None else None,
            )
        )
    return tuple(out)


def _put_right(doc: Doc, inner: Sequence[Draft], names: Names, rules: Rules) -> list[Draft]:
    """Nested drafts with whoever speaks in their sources; outer ones stand before those inside of them."""
    new: dict[int, Draft] = {}
    for draft in inner:
        parent = new.get(id(draft.parent), draft.parent)
        moved = draft if parent is draft.parent else replace(draft, parent=parent)
        new[id(draft)] = speaker_found(doc, moved, names, rules)
    return list(new.values())


def _no_claims(doc: Doc, drafts: Sequence[Draft], rules: Rules, quoted: Sequence[bool]) -> set[int]:
    """Ids of drafts whose cue brings in no claim: "speaking on condition of anonymity to discuss …".

    Nor do "did not comment on the lawsuit", and the comment that somebody "declined to" give.
    """

    def silent(draft: Draft) -> bool:
        cue = doc[draft.cue[0] : draft.cue[1]]
        if any(t.lower_ in rules.no_claim for t in cue):
            return True
        above = draft.parent
        if (
            above is not None
            and doc[above.cue[1] - 1].lemma_.lower() in ("decline", "refuse")
            and draft.cue[0] - min(above.content)[0] <= 1
        ):
            return True
        lemmas = {t.lemma_.lower() for t in cue}
        if draft.source is not None and lemmas >= {"accord", "to"}:
            source = doc[draft.source[0] : draft.source[1]]
            bare = all(t.pos_ == "NOUN" or t.tag_ == "PRP$" for t in source)
            if bare and source[-1].lemma_.lower() in rules.standards:
                return True  # "according to plan", "to their size"; "the ministry's plan" says something
        if {"confirm", "deny"} <= lemmas:
            return True  # "would neither confirm nor deny"
        if not lemmas.isdisjoint(rules.silences) and any(t.lower_ in rules.negations for t in cue):
            return True  # "made no mention of it", "did not name the state"
        content = [t for a, b in draft.content for t in doc[a:b] if not t.is_punct]
        if cue[-1].lower_ == "as" and len(cue) > 1 and cue[-2].lemma_.lower() in rules.refused:
            return True  # "rejected the accusation as baseless"
        if draft.source is not None and cue[0].lemma_.lower() in rules.heard and _heard(doc, draft):
            return True  # "Asked about the gap, an aide shrugged"
        if _asks(head_of(doc, draft.cue)):
            return True  # "can you confirm that …?"
        noun = head_of(doc, draft.cue)
        if draft.source is None and noun.pos_ == "NOUN" and noun.head.lemma_.lower() in _DIFFER:
            return True  # "estimates of the toll vary"
        if any(t.dep_ == "acl" and t.lemma_.lower() in rules.heard for t in cue) and len(cue) == 1:
            return True  # "an official, asked about it, would only say …"
        asked = cue[0].tag_ in ("VBN", "VBD") and cue[0].lemma_.lower() in rules.heard and draft.cue[0] > 0
        who = draft.source
        if (
            asked
            and doc[draft.cue[0] - 1].lower_ in ("when", "if")
            and who
            and doc[who[0] - 1].lower_ != "by"
        ):
            return True  # "an official, when asked about it"; in "when pressed by a reporter" he asks
        if _in_label(doc, draft.cue):
            return True  # "WHAT THE NEIGHBOURS SAY:" is a label
        if draft.source is None and [t.lower_ for t in content] == ["it"]:
            return True  # "it is feared in Seoul"
        if "fear" in lemmas and doc[draft.cue[1] - 1].lower_ == "for":
            return True  # "they fear for their safety"
        if content and content[0].lower_ == "no" and _nothing(content[1:3], lemmas):
            return True  # "offered no evidence"
        bare = cue[0].tag_ in ("VBN", "VBD") and not any(c.dep_ == "nsubj" for c in cue[0].children)
        if bare and cue[0].dep_ in _OF_NOUN and lemmas <= _NAMES | {"as"}:
            return True  # "a customs officer named Teo Brandt", "the alliance known as the Ring"
        if "commit" in lemmas and _deed(content):
            return True  # "had committed acts of sabotage" promises nothing
        if draft.parent is not None and [t.tag_ for t in content] == ["PRP"] and content[0].lower_ != "it":
            return True  # "he was appalled by the reports"
        if draft.parent is not None and [t.lower_ for t in content] == ["nothing"]:
            return True  # "that nothing had been ordered"
        if len(cue) == 1 and cue[0].lower_ == "state" and cue[0].pos_ in ("NOUN", "PROPN"):
            return True  # "in Borno state"
        if "claim" in lemmas and content and content[0].lower_ == "responsibility":
            first = doc[draft.source[0]].lower_ if draft.source is not None else ""
            return first in ("nobody", "none", "no") or any(t.lower_ in rules.negations for t in cue)
        if not content:
            return True  # marks alone
        if doc[draft.cue[0] : content[-1].i + 1].text.lower().startswith(rules.anonymous_phrases):
            return True  # "asked not to be named"
        if content[0].lower_ == "to" and not lemmas.isdisjoint(_REFUSE) and _to_be_named(content):
            return True  # "declined to be identified"
        passive = any(c.dep_ == "aux:pass" for c in head_of(doc, draft.cue).children)
        if passive and "dismiss" in lemmas and draft.source is None:
            return True  # "the commander was dismissed"
        if draft.source is None and cue.text.rstrip(":").strip().lower() in rules.labels:
            return True  # "Explainer: what …"
        if "mention" in lemmas and content[0].lower_ == "no":
            return True  # "the statement mentioned no sum"
        if (
            [t.lower_ for t in content] == ["it"]
            and any(t.lemma_ == "be" for t in cue)
            and _was_heard(cue, rules)
        ):
            return True  # "it had a fifth of the helicopters it was promised"
        if draft.source is not None:
            # "Q&A: …"; with an article, "an analysis" is somebody's.
            label = doc[draft.source[0] : draft.source[1]].text.strip().lower()
            named = label.split()[-1:] == ["report"] and lemmas == {":"}
            if label in rules.labels or named:
                return True
        said = content[0].lower_ in ("nothing", "little") and content[0].i == draft.cue[1]
        if said and not lemmas.isdisjoint({"say", "tell", "disclose", "reveal"}):
            return True  # "said nothing on the matter"
        if lemmas == {"charge"} and (content[0].tag_ == "$" or content[0].text[0].isdigit()):
            return True  # a baker charges 4.20 for a loaf
        if all(t.tag_ in ("WP", "WDT", "WRB") and t.lower_ != "which" for t in content):
            return True  # "here is what has been said"
        plain = who is not None and draft.parent is None and not quoted[who[0]]
        if plain and who and doc[who[0] : who[1]].text.lower() == "we" and content[0].tag_ in ("WP", "WRB"):
            return True  # "what we know so far": the report of itself
        return not lemmas.isdisjoint({"comment", "respond", "reply"}) and any(
            t.lower_ in rules.negations for t in cue
        )

    return {id(d) for d in drafts if silent(d)}


def _to_be_named(content: Sequence[Token]) -> bool:
    """Whether what somebody declines is "to be named", "to give her name"."""
    words = [t.lower_ for t in content[1:5]]
    return words[:1] == ["be"] and not {"named", "identified", "quoted"}.isdisjoint(words)


def _was_heard(cue: Span, rules: Rules) -> bool:
    return cue[-1].tag_ == "VBN" and cue[-1].lemma_.lower() in rules.heard


def _deed(content: Sequence[Token]) -> bool:
    """Whether what somebody commits is done, and nothing promised: no sum, and no "to"."""
    if any(t.lower_ == "to" for t in content[:8]) or any(t.tag_ in ("$", "CD") for t in content[:4]):
        return False
    return next((t.dep_ == "obj" for t in content if t.head.i < content[0].i), False)


def _in_label(doc: Doc, cue: Range) -> bool:
    """Whether a cue stands in a label in capitals that begins a paragraph and ends with a colon."""
    colon = next((t.i for t in doc[cue[1] : cue[1] + 6] if t.text == ":"), None)
    begin = cue[0]
    while begin > 0 and cue[0] - begin < 8 and not doc[begin - 1].is_space:
        begin -= 1
    return colon is not None and all(t.text.isupper() for t in doc[begin:colon] if t.is_alpha)


def _nothing(words: Sequence[Token], cue: set[str]) -> bool:
    given = not cue.isdisjoint({"offer", "give", "provide", "present", "produce", "cite", "release", "show"})
    return given and not {t.lemma_.lower() for t in words}.isdisjoint(_PROOF)


def _heard(doc: Doc, draft: Draft) -> bool:
    """Whether a source is who was asked: the subject of the clause behind a participle."""
    verb = head_of(doc, draft.cue)
    if verb.tag_ != "VBN" or verb.dep_ != "advcl" or draft.source is None or draft.source[0] < draft.cue[1]:
        return False
    who = head_of(doc, draft.source)
    return who.head.i == verb.head.i and who.dep_.startswith("nsubj") and verb.i < who.i


def _asks(verb: Token) -> bool:
    """Whether a verb is that of a question: "has the ministry approved it?", "can you confirm …?"."""
    who = next((c for c in verb.children if c.dep_.startswith("nsubj") and c.i < verb.i), None)
    before = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop") and c.i < verb.i]
    if who is None or not before or before[0].i > who.i or any(c.dep_ == "mark" for c in verb.children):
        return False
    stop = next((t.text for t in verb.doc[verb.i : verb.i + _QUESTION] if t.text in (".", "?", "!", ";")), "")
    return stop == "?"


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


def _said(parse: Parse, draft: Draft, contents: Sequence[Range]) -> Date | None:
    """A time expression in the cue's sentence, between semicolons, that stands outside of content and source.

    For a nested one the sentence is bounded by its parent's content: a date beside the parent's
    cue is the parent's.
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
        if found is not None and _belongs(doc, draft, found):
            span = parse.at(found.span.start, found.span.end)
            return Date(span, found.edtf, found.modifier) if span is not None else None
    return None


def _belongs(doc: Doc, draft: Draft, date: Date) -> bool:
    """Whether a time expression hangs on the cue, and not on some clause of its own beside it."""
    words = doc.covering(date.span.start, date.span.end)
    if words is None or (words.end < len(doc) and doc[words.end].tag_ == "POS"):
        return False  # "Sunday's raid" dates the raid
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
