"""What is denied by being called untrue: "a claim the army called absurd", "which he branded a lie"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_FINITE: Final = frozenset({"VBZ", "VBP", "VBD", "VBN"})
_BETWEEN: Final = frozenset({"ADV", "DET", "ADP", "SCONJ", "ADJ", "CCONJ"})
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
