"""By whom, of passive cues, where the reader of spans leaves it in the content or takes somebody else for it.

- "The move was condemned as “reckless” by NATO": NATO condemns it, and "by NATO" is no part of its words.
- "The claim that … was first made by the FSB": the FSB claims it.
- "A claim by the rebels that … was dismissed as propaganda by the ministry": the ministry dismisses it.
- "…, as claimed by several officials": they claim it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from whence.attributions.clause_parts import phrase
from whence.attributions.drafts import EVIDENCE, Draft, Range, can_speak, head_of
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_MADE = frozenset(
    {"make", "advance", "spread", "publish", "report", "raise", "air", "surface", "appear", "circulate"}
)
"""How a claim comes into the world."""
_BEHIND = 12
"""Words between a passive verb and its "by", at most."""


def by_agent(doc: Doc, draft: Draft, rules: Rules) -> Draft:
    """The draft of a passive cue with its agent as the source, and the content without it."""
    verb = head_of(doc, draft.cue)
    if verb.tag_ != "VBN" or not any(c.dep_ == "aux:pass" for c in verb.children):
        return draft
    subject = next((c for c in verb.children if c.dep_ == "nsubj:pass" and c.i < verb.i), None)
    agent = next((c for c in _behind(verb) if doc[c.left_edge.i].lower_ == "by"), None)
    if subject is None or agent is None or not can_speak(agent, rules):
        return draft
    by = agent.left_edge.i
    between = doc[verb.i : by].text
    if not draft.cue[1] <= by <= verb.i + _BEHIND or between.count("“") != between.count("”"):
        return draft  # "was called “a crime by the generals”": the words are the quotation's
    source: Range = (by + 1, phrase(doc, agent)[1])
    if not source[0] <= agent.i < source[1]:
        return draft  # the parser hangs "by" on what is joined to the agent
    if draft.source is not None and not (subject.left_edge.i <= draft.source[0] < verb.i):
        return draft
    spoken: Range = (subject.left_edge.i, draft.cue[0])
    content = [] if draft.source is None else [spoken]
    for a, b in draft.content:
        if b <= by or a >= source[1]:
            content.append((a, b))
        elif a < by:
            content.append((a, by))
    content = [p for p in content if not (p != spoken and spoken[0] <= p[0] and p[1] <= spoken[1])]
    if not content or draft.source == source:
        return draft
    evidence = draft.evidence if draft.source is None else EVIDENCE
    return replace(draft, source=source, content=tuple(sorted(content)), evidence=evidence)


def first_made(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts with who first made it as the source of "the claim that … was first made by the FSB"."""
    out = list(drafts)
    gone: set[int] = set()
    taken = {i for d in drafts for i in range(*d.cue)}
    for verb in doc:
        if verb.tag_ not in ("VBN", "VBD") or verb.lemma_.lower() not in _MADE or verb.i in taken:
            continue
        noun = next((c for c in verb.children if c.dep_ in ("nsubj:pass", "nsubj") and c.i < verb.i), None)
        if noun is None or noun.lemma_.lower() not in rules.refused:
            continue
        clause = next((c for c in noun.children if c.dep_ in ("acl", "acl:relcl") and c.i > noun.i), None)
        by = next((t for t in doc[verb.i + 1 : verb.i + _BEHIND] if t.lower_ == "by"), None)
        if clause is None or by is None or doc[noun.i + 1].lower_ != "that" or not can_speak(by.head, rules):
            continue
        if any(t.is_punct for t in doc[verb.i : by.i]) or by.head.i < by.i:
            continue
        source = (by.i + 1, phrase(doc, by.head)[1])
        first = min(
            c.i
            for c in (verb, *verb.children)
            if c.i > noun.i and (c.dep_.startswith("aux") or c.i == verb.i)
        )
        content = (noun.i + 1, first)
        if source[0] >= source[1] or content[1] - content[0] < 3:
            continue
        gone.add(noun.i)
        out.append(Draft((first, by.i + 1), source, (content,), EVIDENCE))
    return [d for d in out if d.source is not None or gone.isdisjoint(range(*d.cue))]


def as_claimed(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """The drafts, with whoever stands in "…, as claimed by several officials" where no cue was seen there."""
    taken = {i for d in drafts for p in (d.cue, *([d.source] if d.source else [])) for i in range(*p)}
    out = list(drafts)
    for verb in doc[2:]:
        if verb.tag_ not in ("VBN", "VBD") or verb.i in taken or verb.lemma_.lower() not in rules.reporting:
            continue
        before = verb.i - 1
        while doc[before].pos_ == "ADV" or doc[before].lower_ in ("was", "were", "has", "been"):
            before -= 1
        if verb.i + 2 >= verb.sent.end or doc[verb.i + 1].lower_ != "by" or before <= verb.sent.start:
            continue
        noun = doc[before - 1]
        aside = doc[before].text == "," and verb.tag_ == "VBN" and noun.pos_ in ("NOUN", "PROPN")
        aside = aside and not any(c.dep_.startswith("aux") for c in verb.children)
        if not aside and (doc[before].lower_ != "as" or doc[before - 1].text != ","):
            continue
        agent = doc[verb.i + 1].head
        source: Range = (verb.i + 2, phrase(doc, agent)[1])
        if not source[0] <= agent.i < source[1] or not can_speak(agent, rules):
            continue
        end = before - 1
        cue: Range = (verb.i, verb.i + 1)
        if aside:  # "the offer, first reported by the Times, …"
            what = phrase(doc, noun, before)
            if what[1] == before and source[1] < verb.sent.end and doc[source[1]].text == ",":
                out = [_joined(d, before, source[1] + 1) for d in out]
                out.append(Draft(cue, source, (what,), EVIDENCE))
            continue
        above = next((d for d in out if any(a < end <= b for a, b in d.content)), None)
        if above is not None:  # "according to the paper …, as claimed by several officials"
            if above.rests_on is None:
                content = tuple(
                    (a, end) if a < end <= b <= verb.sent.end else (a, b) for a, b in above.content
                )
                out[out.index(above)] = replace(above, content=content, rests_on=source, further_cue=cue)
            continue
        begin = max([verb.sent.start, *(t.i + 1 for t in verb.sent if t.text == ";" and t.i < end)])
        if end - begin > 2:
            out.append(Draft(cue, source, ((begin, end),), EVIDENCE))
    return out


def dismissed(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """The drafts, with who denies it in "a report that … was dismissed as “rumour” by the army"."""
    taken = {i for d in drafts for i in range(*d.cue)}
    out = list(drafts)
    for verb in doc:
        if verb.tag_ != "VBN" or verb.i in taken or verb.lemma_.lower() not in rules.denials:
            continue
        link = next((c.i for c in verb.children if c.dep_ == "aux:pass" and c.i < verb.i), None)
        noun = next((c for c in verb.children if c.dep_ == "nsubj:pass" and c.i < verb.i), None)
        agent = next((c for c in _behind(verb) if doc[c.left_edge.i].lower_ == "by"), None)
        if agent is None:
            by = next((t for t in doc[verb.i + 1 : verb.i + _BEHIND] if t.lower_ == "by"), None)
            agent = by.head if by is not None and by.head.i > by.i else None
        if link is None or noun is None or agent is None or not can_speak(agent, rules):
            continue
        clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and c.i > noun.i), None)
        if noun.lemma_.lower() not in rules.refused | {"report"} or clause is None:
            continue
        content: Range = (noun.i + 1, link)
        by_at = agent.left_edge.i
        source: Range = (by_at + 1, phrase(doc, agent)[1])
        if (
            doc[content[0]].lower_ != "that"
            or not source[0] <= agent.i < source[1]
            or doc[by_at].lower_ != "by"
        ):
            continue
        out.append(Draft((link, verb.i + 1), source, (content,), EVIDENCE))
    return out


def _joined(draft: Draft, end: int, begin: int) -> Draft:
    """A draft of which an aside, from `end` to `begin`, parts what is said."""
    before = next((p for p in draft.content if p[1] == end), None)
    behind = next((p for p in draft.content if p[0] == begin), None)
    if before is None or behind is None:
        return draft
    rest = tuple(p for p in draft.content if p not in (before, behind))
    return replace(draft, content=tuple(sorted((*rest, (before[0], behind[1])))))


def _behind(verb: Token) -> list[Token]:
    """What may be the agent: on the verb, or on what it was dismissed "as"."""
    own = [c for c in verb.children if c.i > verb.i]
    named = [c for c in own if any(k.lower_ == "as" for k in c.children)]
    return [c for c in own if c.dep_ == "obl:agent"] + [
        c for n in named for c in n.children if c.dep_ == "nmod" and c.i > n.i
    ]
