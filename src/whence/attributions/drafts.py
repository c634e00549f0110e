"""Relations on their way to becoming attributions, over the tokens of one Doc."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from whence.reader.relations import Evidence, Relation

if TYPE_CHECKING:
    from whence.attributions.rules import Rules
    from whence.reader.syntax import Doc, Token

Range = tuple[int, int]

EVIDENCE: Final = Evidence(cue=0.9, source=0.95, content=0.9, source_link=0.95, content_link=0.95)
"""Of what rules find by syntax alone: such that the confidence comes out at about six in ten."""

FIGURES: Final = frozenset(
    {"half", "third", "thirds", "quarter", "quarters", "dozens", "hundreds", "thousands", "zero", "nil"}
)
"""Figures that are no numerals."""

_MODIFIERS: Final = frozenset(
    {"compound", "amod", "det", "nummod", "case", "nmod:poss", "advmod", "mark", "cc", "cc:preconj"}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A relation over tokens [start, end), and the draft in whose content it stands."""

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    evidence: Evidence
    parent: Draft | None = None
    rests_on: Range | None = None
    """Another source of the same content, further in: "…, as claimed by several officials"."""
    through: Range | None = None
    """The outlet that relays it, where the clause itself says so: "was quoted by X as saying"."""
    further_cue: Range | None = None
    """The cue of that further source, where it has one of its own."""

    @classmethod
    def of(cls, relation: Relation, parent: Draft | None = None) -> Draft:
        """The draft of a relation that the reader found."""
        return cls(relation.cue, relation.source, relation.content, relation.evidence, parent)

    @property
    def depth(self) -> int:
        """How many attributions this one stands inside of."""
        return 0 if self.parent is None else self.parent.depth + 1

    def start(self) -> int:
        """The first token of any of its parts."""
        return min(a for a, _ in (self.cue, *self.content, *([self.source] if self.source else [])))


def sound(draft: Draft) -> Draft | None:
    """The draft without ranges of no tokens, which a tree that went wrong can give; None without content."""
    content = tuple(part for part in draft.content if part[0] < part[1])
    source = draft.source if draft.source is not None and draft.source[0] < draft.source[1] else None
    if not content or draft.cue[0] >= draft.cue[1]:
        return None
    if (source, content) == (draft.source, draft.content):
        return draft
    return replace(draft, source=source, content=content)


def inside(index: int, ranges: tuple[Range, ...]) -> bool:
    """Whether a token stands in one of the ranges."""
    return any(a <= index < b for a, b in ranges)


def overlap(a: Range, b: Range) -> bool:
    """Whether two ranges share a token."""
    return a[0] < b[1] and b[0] < a[1]


def head_of(doc: Doc, span: Range) -> Token:
    """The token of a range that the others hang on: its head outside, no modifier, leftmost."""
    a, b = span
    first: Token | None = None
    for token in doc[a:b]:
        if (a <= token.head.i < b and token.head.i != token.i) or token.is_space or token.is_punct:
            continue
        if token.dep_ not in _MODIFIERS:
            return token
        if first is None:
            first = token
    return first if first is not None else doc[a]


def can_speak(who: Token, rules: Rules) -> bool:
    """Whether a subject is somebody: a name, an office, or a body of people."""
    noun = who.lemma_.lower()
    return who.pos_ == "PROPN" or rules.type_heads.get(noun) is not None or noun in rules.persons
