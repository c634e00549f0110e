"""Which way a time expression points: to what was, or to what is to come ("plans to send 12 in November")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_FUTURE: Final = frozenset({"will", "'ll", "’ll", "shall"})
_OPEN: Final = frozenset({"would", "may", "might", "could", "can", "should", "must", "’d", "'d"})
_LOOKING: Final = frozenset(
    {"expect", "hope", "plan", "aim", "need", "want", "intend", "seek", "schedule", "slate", "anticipate",
     "project", "forecast"}
)  # fmt: skip
"""Verbs whose own time is that of what they look to: "expects 50 in May"."""
_LEADING: Final = _LOOKING | {
    "agree", "promise", "pledge", "vow", "offer", "threaten", "order", "prepare", "decide", "commit", "ask",
    "urge", "require", "allow", "set", "oblige", "ready", "poised", "due", "likely", "unlikely", "bound",
    "supposed", "suppose", "propose", "undertake", "contract", "vote", "refuse", "decline",
}  # fmt: skip
"""Words behind whose "to" something is to come: "agreed to send 50 in May"."""
_STEPS: Final = 5


def lies_ahead(token: Token) -> bool:
    """Whether the clause that a time expression hangs on is of what is to come.

    Without a year, "in November" is then the next and not the last one.
    """
    at = token
    for _ in range(_STEPS):
        if at.pos_ in ("VERB", "AUX") or at.lower_ == "due":
            return _is_ahead(at)
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def _is_ahead(verb: Token) -> bool:
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "aux:pass", "mark", "cop")}
    if words & _FUTURE or verb.lower_ == "due":
        return True
    if words & {"have", "had", "has"} and not words & {"to"}:
        return False
    if words & _OPEN and verb.tag_ not in ("VBN",):
        return True
    if words & _OPEN and words & {"be"}:
        return True  # "would be freed on Friday"
    if "to" in words:
        return _is_led(verb)
    if verb.lemma_.lower() in _LOOKING and verb.tag_ in ("VBZ", "VBP", "VBG", "VB", "VBD"):
        return True
    if verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN") and verb.head.i < verb.i:
        return _is_ahead(verb.head)
    return False


def of_a_headline(verb: Token) -> bool:
    """Whether an infinitive is all the verb that a headline has: "Germany to send 12 guns"."""
    if not any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in verb.children):
        return False
    head = verb.head
    named = (
        verb.dep_ == "acl" and head.pos_ in ("PROPN", "NOUN") and head.head.i == head.i and head.i < verb.i
    )
    return head.i == verb.i or named


def _is_led(verb: Token) -> bool:
    """Whether an infinitive is of what is to come, by what it hangs on or by hanging on nothing."""
    head = verb.head
    if of_a_headline(verb):
        return True
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ in ("mark", "aux")), None)
    if to is not None and to.i > 0 and verb.doc[to.i - 1].lemma_ == "be":
        return True  # "are to be freed on Friday"
    if head.lemma_.lower() in _LEADING or head.lower_ in _LEADING:
        return True
    return verb.dep_ == "conj" and _is_ahead(head)
