"""What is denied by being called untrue: "a claim the army called absurd", "which he branded a lie"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Draft, Range, head_of
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_FINITE: Final = frozenset({"VBZ", "VBP", "VBD", "VBN"})
_BETWEEN: Final = frozenset({"ADV", "DET", "ADP", "SCONJ", "ADJ", "CCONJ"})
_OPENING: Final = frozenset({"that", "“", '"', "‘", "'", "``"})
_OF_UNTRUE: Final = frozenset(
    {"as", "a", "an", "and", "totally", "completely", "utterly", "entirely", "simply"}
)
WRONG: Final = frozenset({"wrong", "incorrect", "inaccurate", "mistaken"})
"""What reports and claims "were" that are denied; of plans and deeds it is said too."""
_FAR: Final = 5
"""Words behind the verb among which the last word of what it is called stands."""


def denial_end(doc: Doc, verb: Token, rules: Rules) -> int | None:
    """Where the cue of a denial ends whose verb this is: behind "denies", behind "called absurd"; or None."""
    if verb.tag_ not in _FINITE:
        return None
    if verb.lemma_.lower() in rules.denials:
        return verb.i + 1
    return untrue_end(doc, verb, rules)


def untrue_end(doc: Doc, verb: Token, rules: Rules) -> int | None:
    """Where what a verb calls something ends, if it is untrue: "described as | false and absurd"; or None."""
    if verb.lemma_.lower() not in rules.naming:
        return None
    end = None
    for token in doc[verb.i + 1 : verb.i + 1 + _FAR]:
        if token.lower_ in rules.untrue:
            end = token.i + 1
        elif token.pos_ not in _BETWEEN:
            break
    return end


def said_untrue(doc: Doc, drafts: Sequence[Draft], rules: Rules) -> list[Draft]:
    """Drafts of "said it was not true that …" and "described the claim as baseless" as denials.

    What denies it becomes a further cue.
    """
    new: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.depth):
        moved = (
            draft if draft.parent is None else replace(draft, parent=new.get(id(draft.parent), draft.parent))
        )
        found = _it_is_not(doc, draft, rules) or _called_so(doc, draft, rules)
        if found is not None and draft.further_cue is None:
            part, content, cue = found
            parts = tuple(content if p == part else p for p in moved.content)
            moved = replace(moved, content=parts, further_cue=cue)
        new[id(draft)] = moved
    return [new[id(d)] for d in drafts]


def _it_is_not(doc: Doc, draft: Draft, rules: Rules) -> tuple[Range, Range, Range] | None:
    """The piece, what is denied, and "it was not true"."""
    for a, b in draft.content:
        at = next((i for i in range(a, min(a + 3, b)) if doc[i].lower_ == "it"), None)
        if at is None or any(doc[i].lower_ not in _OPENING for i in range(a, at)):
            continue
        that = next((t.i for t in doc[at + 2 : min(at + 8, b)] if t.lower_ == "that"), None)
        if that is not None and doc[at + 1].lemma_ == "be" and is_untrue(doc, (at + 1, that), rules):
            end = b
            while doc[a].is_quote and end > that + 2 and (doc[end - 1].is_quote or doc[end - 1].is_punct):
                end -= 1
            return (a, b), (that + 1, end), (at, that)
    return None


def _called_so(doc: Doc, draft: Draft, rules: Rules) -> tuple[Range, Range, Range] | None:
    """The piece, twice since its words stay to be read, and "as baseless", where a claim is called so."""
    verb = head_of(doc, draft.cue)
    if verb.lemma_.lower() not in rules.naming:
        return None
    for a, b in draft.content:
        end = b
        while end > a and doc[end - 1].is_punct:
            end -= 1
        begin = end
        while begin > a and (
            doc[begin - 1].lower_ in rules.untrue | _OF_UNTRUE
            or doc[begin - 1].is_quote
            or doc[begin - 1].pos_ == "ADJ"  # "wild invention"
        ):
            begin -= 1
        named = begin > a and doc[begin - 1].lemma_.lower() in rules.refused
        if named and any(t.lower_ in rules.untrue for t in doc[begin:end]):
            return (a, b), (a, b), (begin, end)
    return None


def is_untrue(doc: Doc, cue: Range, rules: Rules) -> bool:
    """Whether a cue says of something that it is not so: "was not true", "as baseless", "were false"."""
    words = [t.lower_ for t in doc[cue[0] : cue[1]]]
    negated = any(word in rules.negations for word in words)
    if any(word in rules.untrue for word in words):
        return not negated
    if words[:1] in (["were"], ["was"], ["are"], ["is"]) and words[-1] in WRONG:
        return not negated
    return negated and any(word in ("true", "so", "correct", "case") for word in words)
