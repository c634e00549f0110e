"""Where what somebody said begins and ends, among what stands around it in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from whence.attributions.drafts import Range
from whence.attributions.rules import Rules
from whence.dates import find_dates

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_QUOTES: Final = frozenset({'"', "“", "”", "„", "«", "»", "``", "''"})
_DAYS: Final = frozenset({"on", "today", "yesterday"})
_CLAIMS: Final = frozenset({"claim", "charge", "allegation", "accusation", "assertion", "figure", "number"})


def told(doc: Doc, begin: int, end: int, rules: Rules) -> bool:
    """Whether what stands before a semicolon ends with who said it."""
    return doc[end - 1].lemma_.lower() in rules.reporting and doc[end - 1].tag_ in ("VBD", "VBZ", "VBP")


def after_time(doc: Doc, a: int, b: int) -> int:
    """Where what was said begins behind "that night": "said that night that 200 had died"."""
    if doc[a].lower_ != "that" or doc[a].dep_ != "det":
        return a
    return next((t.i for t in doc[a + 1 : min(a + 4, b)] if t.lower_ == "that" and t.dep_ == "mark"), a)


def without_day(doc: Doc, span: Range, cue: Range, quoted: Sequence[bool]) -> Range:
    """A content without the day beside its quotation: "on Monday, “…,” he said", "he said “…” on Monday".

    A month is left: "the road will open" in March says when it opens.
    """
    a, b = span
    if cue[0] >= b and doc[b - 1].text in _QUOTES and not quoted[a]:
        begin = next(i for i in range(a, b) if doc[i].text in _QUOTES)
        end = begin - 1 if doc[begin - 1].text == "," else begin
        if begin < b - 3 and _is_day(doc, a, end):
            return begin, b
    if cue[1] <= a and doc[a].text in _QUOTES and not quoted[b - 1]:
        end = next(i for i in range(b - 1, a - 1, -1) if doc[i].text in _QUOTES) + 1
        if a < end - 3 and _is_day(doc, end, b):
            return a, end
    return span


def _is_day(doc: Doc, a: int, b: int) -> bool:
    if not 0 < b - a <= 5 or doc[a].lower_ not in _DAYS:
        return False
    start, end = doc[a].idx, doc[b - 1].idx + len(doc[b - 1].text)
    # Against no report's date: only whether the words are a time is asked.
    found = next(find_dates(doc.text, start, end, None), None)
    return found is not None and (found.date.span.start, found.date.span.end) == (start, end)


def behind_label(doc: Doc, a: int, b: int) -> int:
    """Where a content begins behind a label in capitals: "HOW MANY: 120 drones"."""
    colon = next((i for i in range(a, min(b, a + 8)) if doc[i].text == ":"), None)
    if colon is None or colon + 1 >= b:
        return a
    label = [t for t in doc[a:colon] if t.is_alpha]
    return colon + 1 if len(label) > 1 and all(t.text.isupper() for t in label) else a


def behind_bracket(doc: Doc, a: int, b: int) -> int:
    """Where a content begins behind the end of a bracket that opened before it: "SBU), that drones had …"."""
    for i in range(a, min(a + 4, b)):
        if doc[i].text == "(":
            return a
        if doc[i].text == ")":
            begin = i + 2 if i + 1 < b and doc[i + 1].text == "," else i + 1
            return begin if begin < b else a
    return a


def behind_dateline(doc: Doc, a: int, b: int) -> int:
    """Where a content begins behind a dateline: "N'DJAMENA - The army …", "TARN, May 3 (Agency) — …"."""
    if not (doc[a].text.isupper() and len(doc[a].text) > 2):
        return a
    near = doc[a + 1 : min(b, a + 14)]
    slashed = next((t.i for t in near if t.text == "/" and doc[t.i - 1].text.isupper() and t.i > a + 2), None)
    wire = next((t.i for t in near if len(t.text) > 3 and t.text[0] == "/" == t.text.rstrip(".")[-1]), None)
    slashed = slashed if wire is None else wire
    if slashed is not None:
        begin = slashed + 2 if slashed + 1 < b and doc[slashed + 1].text == "." else slashed + 1
        return begin if begin < b else a  # "MOSCOW, May 2. /TASS/. The army …"
    dash = next((t.i for t in near if t.text in ("-", "–", "—", "--")), None)
    if dash is None or not doc[dash - 1].whitespace_ or not doc[dash].whitespace_ or dash + 1 >= b:
        return a
    names = all(
        t.pos_ in ("PROPN", "NUM", "PUNCT", "SPACE", "X") or t.ent_type_ or t.text.isupper()
        for t in doc[a:dash]
    )
    return dash + 1 if names else a


def loose_end(doc: Doc, span: Range) -> int | None:
    """Where a content ends in ", of whom": that begins what comes next."""
    a, b = span
    loose = b - a > 4 and doc[b - 1].lower_ in ("whom", "which") and doc[b - 3].text == ","
    return b - 3 if loose and doc[b - 2].dep_ == "case" else None


def unsaid(doc: Doc, span: Range, cue: Range, rules: Rules, quoted: Sequence[bool]) -> int | None:
    """Where ", without giving details" begins behind what somebody said, or None: they did not say that."""
    a, b = span
    if a < cue[1]:
        return None
    for i in range(b - 3, a + 2, -1):
        if quoted[i] or doc[i].text != "," or doc[i + 1].lower_ != "without" or doc[i + 2].tag_ != "VBG":
            continue
        if doc[i + 2].lemma_.lower() in rules.left_out:
            return i
    return None


def taken_up(doc: Doc, span: Range, rules: Rules, quoted: Sequence[bool]) -> int | None:
    """Where ", a claim his office later walked back" begins behind what somebody said, or None."""
    a, b = span
    for i in range(b - 4, a + 3, -1):
        if doc[i].text != "," or doc[i + 1].lower_ not in ("a", "an") or quoted[i]:
            continue
        if doc[i + 2].lemma_.lower() not in _CLAIMS:
            continue
        clause = doc[i + 3 : b]
        told = any(
            t.tag_ in ("VBD", "VBZ", "VBP", "VBN")
            and any(c.dep_ == "nsubj" and c.i > i + 2 for c in t.children)
            for t in clause
        )
        denies = any(t.lemma_.lower() in rules.denials for t in clause)
        if told and not denies and clause[0].lower_ not in ("that", "of", "which"):
            return i
    return None
