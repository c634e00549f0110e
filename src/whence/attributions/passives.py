"""By whom, of passive cues, where the reader of spans leaves it in the content or takes somebody else for it.

- "The move was condemned as “reckless” by NATO": NATO condemns it, and "by NATO" is no part of its words.
- "The claim that … was first made by the FSB": the FSB claims it.
- "A claim by the rebels that … was dismissed as propaganda by the ministry": the ministry dismisses it.
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


def _behind(verb: Token) -> list[Token]:
    """What may be the agent: on the verb, or on what it was dismissed "as"."""
    own = [c for c in verb.children if c.i > verb.i]
    named = [c for c in own if any(k.lower_ == "as" for k in c.children)]
    return [c for c in own if c.dep_ == "obl:agent"] + [
        c for n in named for c in n.children if c.dep_ == "nmod" and c.i > n.i
    ]
