"""Attributions that the reader of spans is apt to leave out, found by their syntax.

- "The ministry put its losses at three" and the like (`counts`), headlines, credits and signed
  quotations (`colons`).
- "Neither claim could be independently verified", "the BBC has not been able to confirm it": PolNeAR has next
  to none of these, and reports of a war end with them.
- "ISW assessed on Friday that …", "as the mayor told the Courier, …": a verb of reporting with somebody as
  its subject and a clause as what was said, where the reader of spans saw nothing.
- "Foyle ruled out a curfew": what is done by saying it (`acts`).
- "according to" somebody (`accorded`).

Verbs and what they measure are data: `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.accorded import accorded, reckoned
from whence.attributions.acts import acted, answered_by
from whence.attributions.chains import phrase_of
from whence.attributions.clause_parts import phrase, speaker
from whence.attributions.colons import behind_dashes, credited, headlines, signed
from whence.attributions.counts import KEPT, counted, estimate, given, own_figure, revised, spoke_of
from whence.attributions.drafts import EVIDENCE, Draft, Range, head_of, inside, overlap
from whence.attributions.rules import Rules
from whence.reader.relations import Evidence

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

HEADLINE: Final = Evidence(cue=0.85, source=0.95, content=0.9, source_link=0.95, content_link=0.95)
"""For what stands behind a name and a colon, which is a caption or a topic now and then."""

NO_SOURCE: Final = Evidence(cue=0.95, source=1.0, content=0.95, source_link=0.98, content_link=0.97)
"""For clauses that name no source: the confidence comes out below a half, and they are shown as doubtful."""

_SPEAK: Final = frozenset({"speak"})
_SHOW: Final = frozenset({"show", "reveal", "depict"})
_POST: Final = frozenset({"post", "tweet", "write"})
_TITLE: Final = 14
"""Words for whoever writes, at most: "the governor of the region, Omar Lind"."""
_NOMINAL: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON"})
_LONGEST: Final = 120
"""Words of a quotation whose opening mark is looked for."""


def supplements(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts of clauses whose verbs are part of no cue yet, inside of whatever they stand in."""
    kinds = (
        (rules.reporting | rules.estimating, _interposed),
        (rules.estimating, estimate),
        (rules.revising, revised),
        (rules.giving, given),
        (rules.checking, _unchecked),
        (rules.reporting, _reported),
        (rules.reporting, _as_reported),
        (rules.counting, counted),
        (_SPEAK, spoke_of),
        (_POST, _posted),
        (rules.acting, acted),
        (rules.denials, answered_by),
        (rules.denials, _refuted),
        (_SHOW, _shown),
    )
    cues = (cue for d in drafts for cue in (d.cue, d.further_cue) if cue is not None)
    taken = {i for cue in cues for i in range(*cue)}
    innermost: dict[int, Draft] = {}
    for d in sorted(drafts, key=lambda d: d.depth):
        for a, b in d.content:
            innermost.update(dict.fromkeys(range(a, b), d))
    out = [
        Draft(cue, source, (content,), HEADLINE)
        for source, cue, content in (*headlines(doc, rules), *behind_dashes(doc, rules))
        if not any(i in taken or i in innermost for i in range(source[0], content[1]))
    ]
    out += [
        Draft(cue, source, (content,), HEADLINE)
        for source, cue, content in (*credited(doc, rules), *signed(doc))
        if not any(overlap(content, p) for d in drafts for p in (d.cue, *d.content))
    ]
    for noun in doc:
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in KEPT and noun.i not in taken:
            found = own_figure(doc, noun, rules)
            parent = innermost.get(noun.i)
            if found is None or any(i in taken for i in range(*found[1])):
                continue
            if parent is None or all(inside(p[0], parent.content) for p in found if p is not None):
                out.append(Draft(found[1], found[0], (found[2],), EVIDENCE, parent))
    for word in doc:
        if word.i in taken:
            continue
        said = reckoned(doc, word, rules) if word.lower_ == "by" else None
        if word.lower_ in ("according", "per", "in"):
            said = accorded(doc, word, rules)
        if said is None:
            continue
        named, mark, pieces = said
        parent = innermost.get(word.i)
        if parent is None or all(inside(p[0], parent.content) for p in (named, mark, *pieces)):
            out.append(Draft(mark, named, pieces, EVIDENCE, parent))
    for verb in doc:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or not any(lemma in kind for kind, _ in kinds):
            continue
        if verb.i in taken:
            continue
        tried = (read(doc, verb, rules) for kind, read in kinds if lemma in kind)
        found = next((one for one in tried if one is not None), None)
        if found is None:
            continue
        source, cue, content = found
        parent = innermost.get(verb.i)
        parts = (cue[0], content[0], *((source[0],) if source is not None else ()))
        if parent is not None and not all(inside(i, parent.content) for i in parts):
            denied = head_of(doc, parent.cue).lemma_.lower() in rules.denials and parent.source is not None
            if source is None or not denied or not any(a == cue[0] for a, _ in parent.content):
                continue
            parent = parent.parent  # "an aide | put them at five, a figure X disputes": half a clause
        told: tuple[Range, ...] = (content,)
        if source is not None and content[0] > cue[1] and _relative_before(doc, source[0]):
            told = ((source[0] - 2, source[0] - 1), content)
        out.append(Draft(cue, source, told, EVIDENCE if source is not None else NO_SOURCE, parent))
    return out


def _relative_before(doc: Doc, at: int) -> bool:
    """Whether a relative word and a comma stand right before a token: "who, | the UN estimates, fled"."""
    return at > 2 and doc[at - 1].text == "," and doc[at - 2].tag_ in ("WDT", "WP", "WRB")


def _interposed(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """As in "62,000 people who, the UN estimates, fled the city": what the clause says of them."""
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if who is None or verb.tag_ not in ("VBD", "VBZ", "VBP", "NNS"):  # "the UN estimates" may be a noun
        return None
    first = who.left_edge.i
    if not _relative_before(doc, first) or doc[first - 2].lower_ not in ("who", "which", "where", "that"):
        return None
    at = verb.i + 1
    while at < len(doc) - 1 and (doc[at].ent_type_ in ("DATE", "TIME") or doc[at].pos_ == "ADP"):
        at += 1
    if doc[at].text != "," or at > verb.i + 4:
        return None
    last = verb.sent.end
    end = next((t.i for t in doc[at + 2 : last] if t.text in (",", ";", ".", "—", "–", ")")), last)
    if not any(t.pos_ in ("VERB", "AUX") for t in doc[at + 1 : end]):
        return None
    source = phrase(doc, who)
    return ((first, source[1]), (verb.i, verb.i + 1), (at + 1, end)) if source[1] <= verb.i else None


def without_told(drafts: Sequence[Draft], found: Sequence[Draft]) -> list[Draft]:
    """Drafts, and those found beside them, without pieces of content that have a cue of their own there.

    In "according to the ministry, they arrive in May; an official told the paper that June is likelier" the
    reader may hang both clauses on the ministry.
    """
    told = {part for d in found if d.parent is None for part in d.content}
    new: dict[int, Draft] = {}
    own = {id(d) for d in found}
    for d in (*drafts, *found):  # outer ones stand before those inside of them
        kept = () if id(d) in own else tuple(p for p in d.content if p not in told)
        rest = kept or d.content
        parent = new.get(id(d.parent), d.parent)
        same = rest == d.content and parent is d.parent
        new[id(d)] = d if same else replace(d, content=rest, parent=parent)
    return list(new.values())


def _unchecked(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and what was not verified, or None where a clause is of another kind.

    "Could not be verified" has no source; "was unable to verify" has. Without "could" or "able", as in
    "did not confirm the date", it is somebody's silence, and with "must" a rule.
    """
    top = verb
    if verb.dep_ == "xcomp" and verb.head.lower_ in rules.able and verb.head.i < verb.i:
        top = verb.head
    before = [c for c in (*top.children, *verb.children) if c.i < verb.i]
    failed = top.lower_ in ("unable", "impossible") or any(
        c.lower_ in rules.negations or c.lower_ in ("neither", "none", "nor") for c in before
    )
    failed = failed or any(
        t.lower_ in ("neither", "none", "no") for c in before if c.dep_.startswith("nsubj") for t in c.subtree
    )
    could = top is not verb or any(c.dep_ == "aux" and c.lower_ in ("could", "can", "ca") for c in before)
    if any(c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ not in ("could", "can", "ca") for c in before):
        return None
    alone = any(c.lower_ in ("independently", "immediately") for c in before)
    if not failed or not (could or alone or verb.lemma_.lower() in rules.verifying):
        return None
    passive = next((c for c in before if c.dep_ == "nsubj:pass"), None)
    active = next((c for c in before if c.dep_ == "nsubj"), None)
    thing = next((c for c in verb.children if c.dep_ in ("obj", "ccomp") and c.i > verb.i), None)
    # "said that it had not verified it": the conjunction before the subject is no part of the cue.
    first = active.i if active is not None and active.tag_ not in ("WP", "WDT") else -1
    links = [
        c.i for c in before if c.dep_ in ("aux", "aux:pass", "cop", "advmod", "mark") and c.i > first
    ] + [top.i]
    cue = (min(links), verb.i + 1)
    if passive is not None and verb.tag_ == "VBN":
        relative = passive.tag_ in ("WP", "WDT")  # "a claim that could not be verified"
        if relative and not verb.dep_.startswith("acl"):
            return None
        noun = verb.head if relative else passive
        source, content = None, phrase(doc, noun, before=passive.i)
    elif active is not None and thing is not None and active.tag_ not in ("WP", "WDT"):
        begin = min((t.i for t in thing.subtree if t.i > verb.i), default=thing.i)
        source, content = phrase(doc, active), phrase_of(doc, thing, begin)
    else:
        return None
    parts = [p for p in (source, content) if p is not None]
    if any(overlap(part, cue) for part in parts) or (len(parts) == 2 and overlap(*parts)):
        return None
    return source, cue, content


def _shown(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """As in "satellite imagery reviewed by Bellingcat shows 11 vehicles": what a document has in it."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    what = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if who is None or what is None or rules.type_heads.get(who.lemma_.lower()) != "document":
        return None
    begin = what.left_edge.i
    end = begin
    for i in sorted(t.i for t in what.subtree):
        if i != end:
            break
        end = i + 1
    while end > begin and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    source = phrase_of(doc, who, who.left_edge.i)
    if begin != verb.i + 1 or end <= what.i or source[1] > verb.i:
        return None
    return source, (verb.i, verb.i + 1), (begin, end)


def _refuted(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """As in "he refuted claims by the army that the town had fallen": what is claimed is denied."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    claim = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if who is None or claim is None or claim.lemma_.lower() not in rules.refused:
        return None
    named = who.pos_ in ("PROPN", "PRON") or who.lemma_.lower() in rules.persons | set(rules.type_heads)
    if not named or who.tag_ in ("WP", "WDT"):
        return None
    inside = [t.i for t in claim.subtree]
    a, b = min(inside), max(inside) + 1
    if a <= verb.i or not any(t.pos_ in ("VERB", "AUX") for t in doc[a:b]):
        return None
    while b > a and (doc[b - 1].is_punct or doc[b - 1].is_space):
        b -= 1
    return phrase_of(doc, who, who.left_edge.i), (verb.i, verb.i + 1), (a, b)


def _reported(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """Source, cue and the clause that was said, or None where a clause is of another kind."""
    who = speaker(verb)
    said = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if who is None or said is None:
        return None
    begin = min(t.i for t in said.subtree if t.i > verb.i)
    if doc[begin].lower_ != "that" and begin != verb.i + 1:
        return None
    end = begin
    for i in sorted(t.i for t in said.subtree if t.i >= begin):
        if i != end:
            break
        end = i + 1
    while end > begin and (doc[end - 1].is_punct or doc[end - 1].is_space) and doc[end - 1].text not in '”"':
        end -= 1
    source = phrase(doc, who)
    if end <= said.i or overlap(source, (verb.i, end)):
        return None
    return source, (verb.i, verb.i + 1), (begin, end)


def _posted(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """The same for "“The port is free,” the League's spokeswoman, Anna Brandt, posted on X"."""
    if (behind := _posted_behind(doc, verb, rules)) is not None:
        return behind
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    first = who.left_edge.i if who is not None else 0
    if who is None or first < 3 or not doc[first - 1].is_quote or verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    begin = first - 2
    while begin > max(0, first - _LONGEST) and not (doc[begin].is_quote or "\n" in doc[begin].text):
        begin -= 1
    paragraph = begin
    while paragraph > 0 and "\n" not in doc[paragraph - 1].text:
        paragraph -= 1
    # A mark opens where those before it are closed.
    if not doc[begin].is_quote or sum(t.is_quote for t in doc[paragraph:begin]) % 2:
        return None
    return (first, phrase(doc, who)[1]), (verb.i, verb.i + 1), (begin, first)


def _posted_behind(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """The same for "a raid cut power to 900 homes, the governor, Omar Lind, wrote on Telegram".

    Read off the words: such a tail is apt to be hung on whatever stands before it.
    """
    sentence = verb.sent
    on = doc[verb.i + 1 : verb.i + 3]
    if (
        len(on) < 2
        or on[0].lower_ not in ("on", "in")
        or on[1].text.rstrip(".").lower() not in rules.channels
    ):
        return None
    if any(t.is_alpha and t.lower_ not in rules.channels for t in doc[verb.i + 3 : sentence.end]):
        return None
    named = verb.i - 1
    while named > sentence.start and (doc[named].is_punct and doc[named].text == ","):
        named -= 1
    if doc[named].pos_ not in ("PROPN", "NOUN", "PRON"):
        return None
    # Back to the comma before whoever writes: over a name, and what its bearer is.
    commas = [i for i in range(named, sentence.start, -1) if doc[i].text == "," and named - i < _TITLE]
    for comma in reversed(commas):
        words = doc[comma + 1 : named + 1]
        nominal = all(t.pos_ in _NOMINAL or t.text in (",", "of", "for", "'s", "’s") for t in words)
        if nominal and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[sentence.start : comma]):
            return (comma + 1, named + 1), (verb.i, verb.i + 1), (sentence.start, comma)
    return None


def _as_reported(doc: Doc, verb: Token, rules: Rules) -> tuple[Range | None, Range, Range] | None:
    """The same for "as the mayor told the Courier, the bridge is open" and "…, as the mayor said"."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.i < verb.i), None)
    who = speaker(verb)
    main = verb.head
    if mark is None or mark.lower_ != "as" or who is None or verb.dep_ != "advcl" or main.dep_ != "ROOT":
        return None
    if any(c.dep_ in ("ccomp", "xcomp", "obj") for c in verb.children):
        return None
    clause = sorted(t.i for t in verb.subtree)
    sentence = main.sent
    first, last = clause[0], clause[-1]
    before = doc[sentence.start : first]
    if not any(t.is_alpha for t in before):  # the clause leads: what was said stands behind its comma
        comma = next((i for i in range(verb.i, sentence.end) if doc[i].text == "," and i >= last), None)
        content = (comma + 1, sentence.end) if comma is not None else None
    else:
        content = (sentence.start, first) if doc[first - 1].text == "," else None
    if content is None:
        return None
    a, b = content
    while a < b and (doc[a].is_punct or doc[a].is_space):
        a += 1
    while b > a and (doc[b - 1].is_punct or doc[b - 1].is_space):
        b -= 1
    if not a <= main.i < b:
        return None
    return phrase(doc, who), (verb.i, verb.i + 1), (a, b)
