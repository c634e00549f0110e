"""Where what somebody says ends, when the sentence goes on with what the report says.

- "A nurse who claimed she had been attacked | has been arrested": the arrest is the report's.
- "Israeli claims that the hospital was used | were false": so is, or somebody else's, that they were false.
- "The army said it had killed four, | but gave no evidence": nor does the army say that.
- "She denied the report | to Reuters": to whom it was denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Draft, Range, head_of
from whence.attributions.names import Names
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_REMARKS: Final = frozenset(
    {
        "give",
        "offer",
        "provide",
        "cite",
        "present",
        "make",
        "show",
        "produce",
        "elaborate",
        "specify",
        "release",
    }
)
_COUNTS: Final = frozenset({"toll", "figure", "number", "count", "version", "account"})
_CALLING: Final = frozenset({"call", "describe", "dub", "label", "brand"})
"""Verbs by which somebody says what a claim is."""

_ACTS: Final = frozenset({"put", "threaten", "accuse", "promise", "offer", "pledge", "demand", "urge", "vow"})
_MORE: Final = frozenset(
    {"say", "comment", "name", "identify", "discuss", "answer", "disclose", "reveal", "confirm", "explain",
     "speculate", "be", "describe", "estimate", "share"}
)  # fmt: skip
"""What somebody declines to do who says no more."""
_OF_THESE: Final = frozenset(
    {"evidence", "proof", "detail", "mention", "explanation", "reason", "timeline", "figure", "source",
     "name", "breakdown", "information", "date", "comment"}
)  # fmt: skip
_ASIDE: Final = 8
"""Words between "which" and the verb of whoever says it, at most."""
_AUXILIARY: Final = frozenset({"aux", "aux:pass", "cop"})


def ended(
    doc: Doc, drafts: Sequence[Draft], names: Names, rules: Rules, quoted: Sequence[bool]
) -> list[Draft]:
    """Drafts whose contents end where what somebody says does."""
    out = []
    for draft in drafts:
        content = tuple(_part(doc, draft, part, rules, quoted) for part in draft.content)
        content = tuple(p for p in content if not _unnamed(doc, p, rules)) or content
        content = (
            tuple(p for p in content if not _says_itself(doc, draft, p, names, rules, quoted)) or content
        )
        content = _of_relative(doc, draft, _reported_thing(doc, draft, content))
        draft = draft if content == draft.content else replace(draft, content=content)
        draft = _with_clause(doc, draft)
        out.append(_to_outlet(doc, draft, names))
    return out


def _reported_thing(doc: Doc, draft: Draft, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """Of "the offer, first reported by the Courier, had been withdrawn", what the Courier reported."""
    verb = head_of(doc, draft.cue)
    if len(content) != 2 or verb.tag_ not in ("VBN", "VBD") or verb.i + 1 >= len(doc):
        return content
    (a, b), (c, e) = sorted(content)
    aside = b == draft.cue[0] - 1 and doc[b].text == "," and draft.cue[1] < c and doc[c - 1].text == ","
    if not aside or doc[verb.i + 1].lower_ != "by":
        return content
    own = any(t.dep_.startswith("nsubj") and c <= t.head.i < e for t in doc[a:b])
    said = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[a:b])
    return ((a, b),) if own and not said else content


def _of_relative(doc: Doc, draft: Draft, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """Of "The contract, which the BBC reported had been signed, was cancelled", what the BBC reported.

    That is what the clause says of the contract, and not what stands before it.
    """
    if len(content) not in (2, 3) or draft.source is None:
        return content
    (first, b), (which, end), *rest = sorted(content)
    if not rest and b == first + 1 and doc[first].tag_ == "WDT" and which >= draft.cue[1]:
        return ((first, b), _of_clause(doc, (which, end)))
    near = end == which + 1 and doc[which].tag_ == "WDT" and doc[which - 1].text == "," and b == which - 1
    if not near or not end <= draft.source[0] < draft.cue[0] or draft.cue[0] - end > _ASIDE:
        return content
    if rest:
        return ((which, end), _of_clause(doc, rest[0])) if rest[0][0] >= draft.cue[1] else content
    begin = draft.cue[1]
    while begin < len(doc) - 1 and (
        doc[begin].ent_type_ in ("DATE", "TIME")
        or doc[begin].text == ","
        or (doc[begin].pos_ == "ADP" and doc[begin + 1].ent_type_ in ("DATE", "TIME"))
    ):
        begin += 1
    last = doc[which].sent.end
    stop = next((t.i for t in doc[begin + 1 : last] if t.text in (",", ";", ".", "—", "–")), last)
    told = any(t.pos_ in ("VERB", "AUX") for t in doc[begin:stop])
    return ((which, end), (begin, stop)) if told and stop - begin > 1 else content


def _of_clause(doc: Doc, part: Range) -> Range:
    """Of "The drones, which, the ministry said, were Iranian, | hit a school", what it said of them."""
    for comma in doc[part[0] + 1 : part[1] - 1]:
        main = doc[comma.i + 1]
        if (
            comma.text == ","
            and main.tag_ in ("VBD", "VBZ", "VBP", "MD")
            and "ROOT" in (main.dep_, main.head.dep_)
        ):
            return (part[0], comma.i)
    return part


def _with_clause(doc: Doc, draft: Draft) -> Draft:
    """A draft whose source has the verb of its clause: "according to a video the army | posted"."""
    if draft.source is None:
        return draft
    a, b = draft.source
    if b >= len(doc) or b - a < 3 or doc[b].tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return draft
    verb, noun = doc[b], doc[b].head
    relative = verb.dep_ in ("acl:relcl", "acl") and a <= noun.i < b - 1
    who = any(c.dep_ == "nsubj" and noun.i < c.i < b for c in verb.children)
    ends = b + 1 >= len(doc) or doc[b + 1].is_punct or doc[b + 1].is_space
    taken = any(x < b + 1 and b < y for x, y in (draft.cue, *draft.content))
    return replace(draft, source=(a, b + 1)) if relative and who and ends and not taken else draft


def _part(doc: Doc, draft: Draft, part: Range, rules: Rules, quoted: Sequence[bool]) -> Range:
    a = part[0]
    if a < draft.cue[1]:
        return part
    found = (
        _main(doc, draft, part),
        _remark(doc, part, quoted),
        _other_tense(doc, draft, part, rules, quoted),
        _next_subject(doc, part, quoted),
        _what_it_was(doc, draft, part),
        _denied(doc, part, rules, quoted),
        _inner_quote(doc, draft, part),
    )
    cut = min((i for i in found if i is not None), default=None)
    if cut is None:
        return part
    end = cut
    while (
        end > a
        and (doc[end - 1].is_punct or doc[end - 1].lower_ in ("but", "and"))
        and not doc[end - 1].is_quote
    ):
        end -= 1
    return (a, end) if end - a > 1 else part


def _unnamed(doc: Doc, part: Range, rules: Rules) -> bool:
    """Whether a content is only how somebody asks not to be named."""
    return doc[part[0] : part[1]].text.lower().startswith(rules.anonymous_phrases)


def _says_itself(
    doc: Doc, draft: Draft, part: Range, names: Names, rules: Rules, quoted: Sequence[bool]
) -> bool:
    """Whether a sentence behind what somebody said is somebody else's own claim: "Iran denied it had …"."""
    first = doc[part[0]]
    if part[0] < doc[draft.cue[1] - 1].sent.end or first.is_quote or any(quoted[part[0] : part[1]]):
        return False
    root = next((t for t in first.sent if t.dep_ == "ROOT"), first)
    who = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), None)
    if who is None or root.tag_ not in ("VBD", "VBZ", "VBP") or not part[0] <= root.i < part[1]:
        return False
    if root.lemma_.lower() not in rules.reporting | rules.denials:
        return False
    known = names.at(who.i)
    own = draft.source is not None and names.at(draft.source[1] - 1) is known
    return (known is not None or who.ent_type_ == "PLACE") and not own


def _inner_quote(doc: Doc, draft: Draft, part: Range) -> int | None:
    """Where a quotation within another ends: "'Let's wait.' | In the morning there was no street"."""
    a, b = part
    if draft.parent is None or doc[a].text not in ("'", "‘"):
        return None
    for token in doc[a + 2 : b - 1]:
        closes = token.text in ("'", "’") and doc[token.i - 1].text in (".", ",", "!", "?")
        if closes and doc[token.i - 1].whitespace_ == "":
            return token.i + 1
    return None


def _what_it_was(doc: Doc, draft: Draft, part: Range) -> int | None:
    """Where the report goes on behind "what the army said was a command centre | killed nine people"."""
    a, b = part
    first = draft.source[0] if draft.source is not None else draft.cue[0]
    what = first > 0 and doc[first - 1].lower_ == "what" and first <= draft.cue[0]
    if not what or a != draft.cue[1] or doc[a].lower_ not in ("was", "were", "is", "are"):
        return None
    for token in doc[a + 2 : b - 1]:
        if token.tag_ in ("WDT", "WP", "WRB", "IN") and token.lower_ not in ("in", "of", "at", "near", "on"):
            return None
        after = doc[token.i + 1]
        acts = token.tag_ == "VBN" and after.tag_ in ("CD", "DT", "PRP", "NNS", "PRP$")
        if (token.tag_ in ("VBD", "VBZ", "VBP") or acts) and token.lower_ not in ("was", "were"):
            return token.i
    return None


def _denied(doc: Doc, part: Range, rules: Rules, quoted: Sequence[bool]) -> int | None:
    """Where the report tells of a denial: "says it hit the depot, | something Moscow denies"."""
    a, b = part
    for noun in doc[a + 3 : b - 1]:
        if noun.lower_ not in ("something", "which") and noun.lemma_.lower() not in rules.refused | _COUNTS:
            continue
        left = noun.left_edge.i
        comma = left if doc[left].text == "," else left - 1
        if comma <= a + 1 or doc[comma].text != "," or quoted[comma]:
            continue
        verb = next((c for c in noun.children if c.dep_ == "acl:relcl" and noun.i < c.i < b), None)
        if verb is None or verb.tag_ not in ("VBZ", "VBD", "VBP"):
            continue
        if verb.lemma_.lower() not in rules.denials | _CALLING:
            continue
        if any(c.dep_ == "nsubj" and c.i > noun.i and c.pos_ in ("PROPN", "NOUN") for c in verb.children):
            return comma
    return None


def _main(doc: Doc, draft: Draft, part: Range) -> int | None:
    """Where the main clause goes on whose subject holds the cue."""
    a, b = part
    at = draft.cue[0]
    node = head_of(doc, draft.cue)
    # A claim that is the subject ("claims that …"), or a clause on the subject ("a nurse who claimed …").
    below = node.pos_ == "NOUN" and doc[a].lower_ in ("that", "to")
    if any(t.lemma_ == "be" for t in doc[draft.cue[0] : draft.cue[1]]):
        return None  # "One view is that …"
    # "a ship that the navy says was carrying arms | has been held"
    relative = node.dep_ == "acl:relcl" and a == draft.cue[1]
    if (doc[a].pos_ == "AUX" and not relative) or doc[a - 1].text == ",":
        return None  # "the ventures she added, …"
    for _ in range(8):
        head = node.head
        if head.i == node.i:
            return None
        if node.dep_.startswith(("nsubj", "csubj")) and a < head.i < b:
            if not below or not node.left_edge.i <= at or head.i <= at:
                return None
            before = [c.i for c in head.children if c.dep_ in _AUXILIARY and a < c.i < head.i]
            begin = min([head.i, *before])
            told = any(t.pos_ in ("VERB", "ADJ", "NOUN", "PROPN", "NUM") for t in doc[a:begin])
            return begin if begin > node.i and told and _finite(head) else None
        below = below or node.dep_ in ("acl", "acl:relcl")
        node = head
    return None


def _finite(verb: Token) -> bool:
    """Whether a clause has a verb of its own time."""
    aux = [c for c in verb.children if c.dep_ in _AUXILIARY]
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in aux)


def _remark(doc: Doc, part: Range, quoted: Sequence[bool]) -> int | None:
    """Where a report remarks what somebody did not say: ", but gave no evidence"."""
    a, b = part
    for link in doc[a + 2 : max(a + 2, b - 2)]:
        if link.lower_ == "contradicting" and doc[link.i - 1].text == "," and not quoted[link.i]:
            return link.i
        if link.lower_ not in ("but", "and", "without") or quoted[link.i]:
            continue
        verb = doc[link.i + 1]
        if link.lower_ != "without" and _declines(doc, verb, b):
            return link.i  # "said it would go ahead but declined to give a date"
        if doc[link.i - 1].text != ",":
            continue
        if verb.lower_ in ("did", "has", "does", "have", "had") and doc[link.i + 2].lower_ in (
            "not",
            "n't",
            "n’t",
        ):
            verb = doc[min(link.i + 3, b - 1)]
            if verb.lemma_ in _REMARKS | {"say", "comment", "name", "identify"}:
                return link.i
            continue
        if verb.lemma_ not in _REMARKS or verb.tag_ not in ("VBD", "VBG"):
            continue
        after = [t.lemma_.lower() for t in doc[link.i + 2 : min(link.i + 6, b)]]
        if link.lower_ == "without" or (after[:1] in (["no"], ["few"], ["little"]) and _OF_THESE & {*after}):
            return link.i
    return None


def _declines(doc: Doc, verb: Token, end: int) -> bool:
    """Whether somebody declines to say more: what is told of nobody in what was said."""
    if (
        verb.lemma_ not in ("decline", "refuse")
        or verb.tag_ not in ("VBD", "VBZ", "VBP")
        or verb.i + 2 >= end
    ):
        return False
    more = doc[verb.i + 2]
    return doc[verb.i + 1].lower_ == "to" and more.lemma_ in _REMARKS | _MORE


def _next_subject(doc: Doc, part: Range, quoted: Sequence[bool]) -> int | None:
    """Where a piece ends with whoever does what comes behind it: "it shot down 12, | and the governor"."""
    a, b = part
    if b >= len(doc):
        return None
    for link in doc[max(a + 2, b - 12) : b - 1]:
        if link.lower_ not in ("and", "but", "while") or doc[link.i - 1].text != "," or quoted[link.i]:
            continue
        who = next((t for t in doc[link.i + 1 : b] if t.dep_ == "nsubj" and t.head.i >= b), None)
        if who is not None and all(t in who.subtree or t.is_punct for t in doc[link.i + 1 : b]):
            return link.i - 1
    return None


def _other_tense(doc: Doc, draft: Draft, part: Range, rules: Rules, quoted: Sequence[bool]) -> int | None:
    """Where the report goes on in its own tense: "said it would send aid, | and Croatia has sent boats".

    What was said in the past is told in the past; a clause in the present that is joined with one of that
    kind, and has a subject of its own, is the report's. So is another's act of speech that would else have
    been told as what had gone before it: "said 15 had died, | and the army put the figure at three".
    """
    verb = head_of(doc, draft.cue)
    if verb.tag_ != "VBD" or draft.parent is not None:
        return None
    a, b = part
    for link in doc[a + 3 : max(a + 3, b - 3)]:
        if link.lower_ != "and" or doc[link.i - 1].text != "," or quoted[link.i]:
            continue
        first, second = link.head.head, link.head
        inside = a <= first.i or first.i == verb.i
        if second.dep_ != "conj" or not inside or not first.i < link.i < second.i < b:
            continue
        named = any(
            c.dep_.startswith("nsubj") and link.i < c.i < second.i and c.pos_ == "PROPN"
            for c in second.children
        )
        if named and _tense(first) == "past" and _tense(second) == "present":
            return link.i - 1
        if second.tag_ == "VBD" and second.lemma_.lower() in _ACTS | rules.reporting | rules.denials:
            speaks = any(
                c.dep_ == "nsubj" and link.i < c.i < second.i and c.tag_ != "PRP" for c in second.children
            )
            before = any(c.lower_ in ("had", "would", "could") for c in first.children if c.dep_ == "aux")
            before = before or first.i == verb.i  # the tree joins it with "said"
            # "and the governor, Ivan Petrov, accused": whoever is introduced speaks for himself.
            before = before or any(
                c.dep_ == "nsubj" and any(k.dep_ == "appos" and k.pos_ == "PROPN" for k in c.children)
                for c in second.children
            )
            if speaks and before and not any(c.dep_ == "aux" for c in second.children):
                return link.i - 1
    return None


def _tense(verb: Token) -> str:
    """Whether a clause is told in the past ("had", "would", "went") or in the present ("has", "goes")."""
    aux = [c for c in verb.children if c.dep_ in _AUXILIARY]
    if any(c.tag_ == "VBD" or c.lower_ in ("would", "could", "might") for c in aux):
        return "past"
    if any(c.tag_ in ("VBZ", "VBP") for c in aux):
        return "present"
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(verb.tag_, "")


def _to_outlet(doc: Doc, draft: Draft, names: Names) -> Draft:
    """A draft of "denied the report to Reuters" by way of Reuters."""
    if draft.through is not None or len(draft.content) != 1 or draft.source is None:
        return draft
    if head_of(doc, draft.cue).lemma_ not in ("deny", "confirm", "reject", "acknowledge", "admit"):
        return draft
    a, b = draft.content[0]
    for span, bearer in names.within((a, b)):
        to = span[0] - 1 if doc[span[0] - 1].lower_ != "the" else span[0] - 2
        if bearer.kind == "OUTLET" and span[1] >= b - 1 and to > a and doc[to].lower_ == "to":
            return replace(draft, content=((a, to),), through=span)
    return draft
