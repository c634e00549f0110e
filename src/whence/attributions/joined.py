"""Two sayings that the reader of spans took for one.

- "The truce had held, a claim the rebels dismissed as “premature”": the rebels dismiss it, and claim nothing.
- "The junta disputes that figure and says it is inflated": it disputes the one, and says the other.
- "Asked whether fuel had been cut off, as two traders have told Reuters, she said …": they do not ask.
- "Three of those it named denied wrongdoing": the three deny it.
- "Villagers are not convinced. “They promised soldiers,” he said": he says so, and not the villagers.

- "The sign read: “No more.” According to police, 200 took part": the police say nothing of the sign.
- "The mayor agreed. A law would ban cars": he says nothing of the law.

And what it took for two: "according to a website, Rook, which cited two officials, …", "a jet appeared
overhead, the commander later said".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.clause_parts import phrase
from whence.attributions.drafts import EVIDENCE, Draft, Range, head_of
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_POSTING: Final = frozenset({"post", "tweet", "write", "message"})
_BEHIND: Final = 25
"""Words between a quotation and the verb of whoever posted it, at most."""
_OF_NOUN: Final = frozenset({"det", "amod", "nummod", "compound", "advmod"})
_CONSENT: Final = frozenset({"agree", "disagree", "concur", "consent"})
_CALLED: Final = frozenset(
    {"call", "describe", "dub", "brand", "label", "term", "denounce", "characterise", "characterize"}
)


def parted(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts with each saying of its own."""
    drafts = _told_of(doc, _by_name(doc, drafts, rules))
    out: list[Draft] = []
    taken = {i for d in drafts for i in range(*d.cue)}
    for draft in drafts:
        tried = (
            _claim_denied(doc, draft, rules),
            _two_verbs(doc, draft, rules),
            _as_told(doc, draft, rules),
            _of_named(doc, draft, rules, taken),
            _estimated(doc, draft),
        )
        # No drafts at all is an answer too: what was read says nothing.
        out.extend(next((found for found in tried if found is not None), [draft]))
    out = [new for draft in out if (new := _own_sentence(doc, _without_caption(doc, draft))) is not None]
    return _stressed(doc, _posted(doc, _spoken_behind(doc, out), rules), rules)


def _by_name(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts of "according to a website, Rook, which cited two officials, …" with all of it as the source."""
    out = list(drafts)
    for draft in drafts:
        name = min(draft.content)
        if doc[draft.cue[0] : draft.cue[1]].text.lower() != "according to" or draft.source is None:
            continue
        a, b = name
        beside = draft.source[1] in (a - 1, a) and b - a <= 4 and all(t.pos_ == "PROPN" for t in doc[a:b])
        which = [t.lower_ for t in doc[b : b + 2]] == [",", "which"] and b + 3 < len(doc)
        if not beside or not which or doc[b + 2].lemma_.lower() not in rules.citing:
            continue
        thing = next((c for c in doc[b + 2].children if c.dep_ == "obj" and c.i > b + 2), None)
        if thing is None:
            continue
        begin, end = b + 3, phrase(doc, thing)[1]
        while end < len(doc) and doc[end].text != "," and end < begin + 16:
            end += 1
        rest = tuple(
            (max(x, end + 1), y)
            for d in (draft, *_with_cue(drafts, b + 2))
            for x, y in d.content
            if y > end + 1
        )
        if end >= len(doc) or doc[end].text != "," or not rest:
            continue
        gone = {id(d) for d in _with_cue(drafts, b + 2)}
        new = replace(draft, source=(draft.source[0], b), content=(min(rest),), rests_on=(begin, end))
        out = [new if d is draft else d for d in out if id(d) not in gone]
    return out


def _told_of(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of "a jet appeared overhead, the commander later said" with the whole clause as what he said."""
    out = list(drafts)
    by_source: dict[Range | None, list[Draft]] = {}
    for draft in drafts:
        by_source.setdefault(draft.source, []).append(draft)
    for draft in drafts:
        told = [p for p in draft.content if p[1] == draft.cue[0]]
        if draft.source is None or len(draft.content) > 1 or not told or draft.source[0] <= draft.cue[1]:
            continue
        for other in by_source[draft.source]:
            a, b = other.content[0]
            if other is not draft and len(other.content) == 1 and a == draft.cue[1] and b <= draft.source[0]:
                new = replace(other, content=((told[0][0], b),), evidence=EVIDENCE)
                out = [new if d is other else d for d in out if d is not draft]
                break
    return out


def _without_caption(doc: Doc, draft: Draft) -> Draft:
    """A draft of "… read: “No more.” According to police, 200 took part" without that quotation."""
    a, b = draft.cue
    if draft.source is None or doc[a].text != "According" or draft.source[0] < b or a < 2:
        return draft
    before = tuple(p for p in draft.content if p[1] <= a)
    rest = tuple(p for p in draft.content if p[0] >= b)
    if not before or not any(t.is_quote for t in doc[before[-1][0] : a]):
        return draft
    if rest:
        return replace(draft, content=rest)
    begin, end = draft.source[1], doc[a].sent.end
    begin += begin < end and doc[begin].text == ","
    while end > begin and (doc[end - 1].is_space or doc[end - 1].text in (".", "!", "?")):
        end -= 1
    told = any(t.tag_ in _FINITE or t.tag_ == "MD" for t in doc[begin:end])
    return replace(draft, content=((begin, end),), evidence=EVIDENCE) if told else draft


def _own_sentence(doc: Doc, draft: Draft) -> Draft | None:
    """A draft of "The mayor agreed. A law would ban cars" without the law; None where that is all."""
    a, b = draft.cue
    if doc[b - 1].lemma_.lower() not in _CONSENT or draft.source is None or draft.source[0] >= b:
        return draft
    end = doc[a].sent.end
    if end <= b or not any(t.text == "." for t in doc[b:end]):
        end = next((t.i for t in doc[b : b + 3] if t.text == "."), -1)
    if end < 0:
        return draft
    kept = tuple(p for p in draft.content if p[0] < end or doc[p[0]].is_quote)
    if kept == draft.content:
        return draft
    return replace(draft, content=kept) if kept else None


def _with_cue(drafts: Sequence[Draft], verb: int) -> list[Draft]:
    return [d for d in drafts if d.cue[0] <= verb < d.cue[1]]


def _spoken_behind(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Drafts with a quotation before ", he said" on his word, and not on that of the sentence before."""
    behind = {
        d.source[0]: k for k, d in enumerate(drafts) if d.source is not None and d.source[1] == d.cue[0]
    }
    out: list[Draft | None] = list(drafts)
    for k, draft in enumerate(drafts):
        for part in draft.content:
            other = behind.get(part[1])
            ended = part[0] > draft.cue[1] and any(t.text == "." for t in doc[draft.cue[1] : part[0]])
            if other is None or other == k or not ended or not doc[part[0]].is_quote:
                continue
            if not doc[part[1] - 1].is_quote or doc[part[1] - 2].text not in (",", "?", "!"):
                continue  # “It cost two million.” She went on to say …
            speaks, before = out[other], out[k]
            if speaks is not None and before is not None:
                out[other] = replace(speaks, content=tuple(sorted((part, *speaks.content))))
                rest = tuple(p for p in before.content if p != part)
                out[k] = replace(before, content=rest) if rest else None
    return [d for d in out if d is not None]


def _posted(doc: Doc, drafts: list[Draft], rules: Rules) -> list[Draft]:
    """Drafts with a paragraph's quotation on the word of whoever "posted on X" behind it.

    The reader of spans may hang it on who spoke in the paragraph before, where it knows no such verb.
    """
    out: list[Draft] = []
    for draft in drafts:
        kept, new = list(draft.content), []
        for part in draft.content:
            found = _who_posted(doc, draft, part, rules) if part[0] > draft.cue[1] and len(kept) > 1 else None
            if found is not None:
                source, cue = found
                kept.remove(part)
                new.append(replace(draft, source=source, cue=cue, content=(part,), evidence=EVIDENCE))
        out += [replace(draft, content=tuple(kept)) if new else draft, *new]
    return out


def _who_posted(doc: Doc, draft: Draft, part: Range, rules: Rules) -> tuple[Range, Range] | None:
    begin, end = part
    apart = any(t.is_space and "\n" in t.text for t in doc[draft.cue[1] : begin])
    if not apart or not doc[begin].is_quote or not doc[end - 1].is_quote:
        return None
    for verb in doc[end : min(end + _BEHIND, len(doc))]:
        if verb.text in (".", "?", "!") or verb.is_space:
            return None
        who = next((c for c in verb.children if c.dep_ == "nsubj" and end <= c.i < verb.i), None)
        helped = any(c.dep_.startswith("aux") for c in verb.children)
        if who is None or not (verb.tag_ in _FINITE or (verb.tag_ == "VBN" and not helped)):
            continue
        if verb.lemma_.lower() not in rules.reporting | _POSTING:
            return None
        return (who.left_edge.i, phrase(doc, who)[1]), (verb.i, verb.i + 1)
    return None


def _stressed(doc: Doc, drafts: list[Draft], rules: Rules) -> list[Draft]:
    """Drafts of "Lind told the forum that …, “killed, not hurt”, he stressed" with what he stressed alone."""
    out: list[Draft] = []
    for draft in drafts:
        a, b = draft.content[0]
        source = draft.source
        one = source is not None and len(draft.content) == 1 and b <= source[0]
        if source is None or not one or doc[source[0]].lower_ not in ("he", "she") or not doc[b - 1].is_quote:
            out.append(draft)
            continue
        opened = next((t.i for t in reversed(list(doc[a : b - 1])) if t.is_quote), a)
        told = any(
            t.tag_ in _FINITE
            and t.lemma_.lower() in rules.reporting | rules.told
            and any(c.dep_ == "nsubj" and c.tag_ in ("NN", "NNP") for c in t.children)
            for t in doc[doc[a].sent.start : opened]
        )
        dashed = opened > a and doc[opened - 1].text in ("-", "–", "—", "--", ",")
        out.append(replace(draft, content=((opened, b),)) if told and dashed else draft)
    return out


def _claim_denied(doc: Doc, draft: Draft, rules: Rules) -> list[Draft] | None:
    """Of ", a claim the rebels dismissed as …", what the rebels do; the claim is the one told before."""
    a, b = draft.cue
    claim = b - a == 2 and doc[a].lower_ in ("a", "an") and doc[a + 1].lemma_.lower() in rules.refused
    begin, end = min(draft.content)
    if not claim or a < 1 or doc[a - 1].text != "," or begin != b or len(draft.content) > 1:
        return None
    for verb in doc[begin:end]:
        lemma = verb.lemma_.lower()
        who = next((c for c in verb.children if c.dep_ == "nsubj" and begin <= c.i < verb.i), None)
        if verb.tag_ not in _FINITE or who is None or lemma not in rules.denials | _CALLED:
            continue
        source = phrase(doc, who)
        rest = (verb.i + 1, end)
        content = rest if lemma in _CALLED and rest[0] < end else (a, b)
        if source[0] < begin or source[1] > verb.i:
            return None
        return [
            replace(draft, source=source, cue=(verb.i, verb.i + 1), content=(content,), evidence=EVIDENCE)
        ]
    return None


def _two_verbs(doc: Doc, draft: Draft, rules: Rules) -> list[Draft] | None:
    """Of "disputes that figure and says …" in one cue, the denial and what is said, each by itself."""
    a, b = draft.cue
    link = next((t.i for t in doc[a + 2 : b - 1] if t.lower_ in ("and", "but")), None)
    if link is None or doc[a].lemma_.lower() not in rules.denials or doc[a].tag_ not in _FINITE:
        return None
    second = doc[link + 1]
    # What is denied ends with a noun; trees of such cues go wrong as often as not.
    thing = doc[link - 1].pos_ == "NOUN" and not any(t.tag_ in _FINITE for t in doc[a + 1 : link])
    if second.tag_ != doc[a].tag_ or second.lemma_.lower() not in rules.signals or not thing:
        return None
    return [
        replace(draft, cue=(a, a + 1), content=((a + 1, link),), evidence=EVIDENCE),
        replace(draft, cue=(link + 1, b)),
    ]


def _as_told(doc: Doc, draft: Draft, rules: Rules) -> list[Draft] | None:
    """Of "Asked whether …, as two traders have told Reuters", what the traders told."""
    asked = head_of(doc, draft.cue)
    if draft.source is None or asked.lemma_.lower() not in rules.heard or draft.source[0] < draft.cue[1]:
        return None
    if any(c.dep_.startswith("nsubj") for c in asked.children):
        return None
    told = head_of(doc, draft.source).head
    mark = next((c for c in told.children if c.dep_ == "mark"), None)
    if mark is None or mark.lower_ != "as" or told.i < draft.source[1]:
        return None
    if told.lemma_.lower() not in rules.reporting | rules.told:
        return None
    content = []
    for x, y in draft.content:
        first = x + 1 if doc[x].lower_ in ("whether", "if") else x
        if first < y:
            content.append((first, y))
    return (
        [replace(draft, cue=(told.i, told.i + 1), content=tuple(content), evidence=EVIDENCE)]
        if content
        else None
    )


def _estimated(doc: Doc, draft: Draft) -> list[Draft] | None:
    """Of "it took what analysts estimated at a fifth of the province", the figure and not the "what"."""
    begin, end = draft.content[0]
    at = doc[draft.cue[1]] if draft.cue[1] < len(doc) else None
    if len(draft.content) > 1 or end - begin > 1 or doc[begin].lower_ != "what" or at is None:
        return None
    if at.lower_ != "at" or at.head.i <= at.i:
        return None
    return [replace(draft, content=(phrase_of(doc, at.head, at.i),))]


def _of_named(doc: Doc, draft: Draft, rules: Rules, taken: set[int]) -> list[Draft] | None:
    """Of "three of those it named denied wrongdoing", what the three do; nothing where that is no saying."""
    begin, end = min(draft.content)
    verb, named = doc[begin], head_of(doc, draft.cue)
    if (
        begin != draft.cue[1]
        or verb.tag_ not in _FINITE | {"VBN"}
        or verb.i in taken
        or len(draft.content) > 1
    ):
        return None
    who = named.head
    if draft.source is None or named.dep_ != "acl:relcl" or not who.i < draft.source[0]:
        return None
    if any(t.lower_ not in ("of", "the", "those", "them") for t in doc[who.i + 1 : draft.source[0]]):
        return None
    if verb.lemma_.lower() not in rules.signals | rules.denials or begin + 1 >= end:
        return []
    top = who.head if who.dep_ == "nmod" and who.head.i < who.i else who
    first = min((c.i for c in top.children if c.i < top.i and c.dep_ in _OF_NOUN), default=top.i)
    source: Range = (first, draft.cue[1])
    return [
        replace(draft, source=source, cue=(begin, begin + 1), content=((begin + 1, end),), evidence=EVIDENCE)
    ]
