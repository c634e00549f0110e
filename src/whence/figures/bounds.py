"""Words around a number that bound it or make it approximate."""

from __future__ import annotations

from functools import cache
from typing import Final

from whence.figures.draft import Draft
from whence.figures.lexicon import Phrases, by_first, by_last, table
from whence.figures.pieces import Pieces

_MARKS: Final = (">=", ">", "<=", "<", "~", "~<", ">~", "<~", "~>")
_OVER_TIME: Final = frozenset(
    [
        "for",
        "well",
        "just",
        "after",
        "in",
        "lasted",
        "lasts",
        "took",
        "takes",
        "taken",
        "spent",
        "is",
        "was",
        "were",
        "been",
        "be",
        "little",
        "slightly",
        "wait",
        "waited",
        "of",
        "with",
        "at",
        "aged",
        "far",
        "by",
        "now",
        "already",
    ]
)

_PHRASAL: Final = frozenset(
    [
        "hand",
        "hands",
        "handed",
        "handing",
        "turn",
        "turned",
        "turning",
        "take",
        "took",
        "taken",
        "taking",
        "bring",
        "brought",
    ]
)


@cache
def _before() -> tuple[Phrases, dict[tuple[str, ...], str]]:
    data = table("bounds")["before"]
    marks = {tuple(phrase.split()): mark for mark in _MARKS for phrase in data.get(mark, ())}
    return by_last([" ".join(words) for words in marks]), marks


@cache
def _after() -> tuple[Phrases, dict[tuple[str, ...], str]]:
    data = table("bounds")["after"]
    marks = {tuple(phrase.split()): mark for mark in _MARKS for phrase in data.get(mark, ())}
    return by_first([" ".join(words) for words in marks]), marks


@cache
def _verbs() -> tuple[Phrases, dict[tuple[str, ...], str], frozenset[str]]:
    data = table("bounds")["verbs"]
    marks = {tuple(phrase.split()): mark for mark in _MARKS for phrase in data.get(mark, ())}
    return by_last([" ".join(words) for words in marks]), marks, frozenset(data["alone"])


def bound(p: Pieces, draft: Draft, floor: int) -> None:
    """Take in the bounds before and behind a draft, not reaching before piece `floor`."""
    for _ in range(3):
        if not _take_before(p, draft, floor):
            break
    _take_after(p, draft)
    _take_beyond(p, draft)


def _take_before(p: Pieces, draft: Draft, floor: int) -> bool:
    i = draft.start - 1
    if i < floor:
        return False
    word = p.low[i]
    phrases, marks = _before()
    for words in phrases.get(word, ()):
        start = draft.start - len(words)
        if start < floor or not p.same(start, words) or not _means_bound(p, start, words, draft):
            continue
        mark = marks[words]
        if mark in (">", "<") and p.word(start - 1) in ("no", "not") and start > floor:
            start, mark = start - 1, "<=" if mark == ">" else ">="
        draft.start = start
        _apply(draft, mark)
        return True
    verbs, verb_marks, alone = _verbs()
    for words in verbs.get(word, ()):
        start = draft.start - len(words)
        if start < floor or not p.same(start, words):
            continue
        if p.tag(i) and not p.tag(i).startswith("V") and len(words) == 1:
            return False
        if words[-1] in alone and (_counted_follows(p, draft) or not p.tag(i)):
            return False
        mark = verb_marks[words]
        if mark == ">" and any(
            p.word(k) in ("not", "n't", "never", "n’t") for k in range(max(floor, start - 3), start)
        ):
            mark = "<="
        draft.start = start
        _apply(draft, mark)
        return False
    # "more than just 300", "about a mere 40"
    if (
        word in ("just", "only", "merely")
        and i - 1 >= floor
        and p.word(i - 1) in ("than", "about", "around", "roughly", "least")
    ):
        before = draft.start
        draft.start = i
        if _take_before(p, draft, floor):
            return True
        draft.start = before
    return False


_BINDING: Final = frozenset(
    {"programmes", "programs", "schemes", "deals", "agreements", "plans", "laws", "contracts", "treaties",
     "acts", "governments", "presidents", "names", "managers", "coaches", "conditions", "headings"}
)  # fmt: skip


def _means_bound(p: Pieces, start: int, words: tuple[str, ...], draft: Draft) -> bool:
    """Whether a bound word is one here: not "over five years" in the sense of "during"."""
    word = words[-1]
    if words in (
        ("over",),
        ("under",),
        ("above",),
        ("below",),
        ("near",),
        ("beyond",),
        ("around",),
        ("about",),
    ):
        before = p.word(start - 1)
        if p.tag(start) == "RP" or before in _PHRASAL:  # "handed over 528"
            return False
        if draft.kind == "duration" and word == "over":
            return (
                before in _OVER_TIME
                or before in ("(", "—", "–")
                or (p.tag(start - 1) in ("IN", "MD") if start else False)
            )
        if word in ("near", "beyond") and draft.kind == "count" and draft.bare and p.tag(start) == "IN":
            return draft.low is not None and draft.low >= 100
        if word == "under" and p.word(draft.end) in _BINDING:
            return False  # "it works under two programmes"
        if word in ("below", "above", "under") and before in ("from",):
            return True
        return True
    if words == ("some",):
        return draft.vague is None and (draft.low or 0) != 1
    if words == ("say",):
        return before_comma(p, start)
    if words == ("c",) or words == ("ca",):
        return draft.bare
    if word in ("minimum", "maximum", "min", "max") and len(words) == 1:
        return p.word(start - 1) not in ("the",) and draft.kind != "count"
    if words in (("probably",), ("possibly",), ("perhaps",), ("maybe",)):
        return True
    if words in (("approaching",), ("nearing",), ("pushing",)):
        return draft.kind != "count" or (draft.low or 0) >= 20
    if words == ("better", "than"):
        return draft.kind in ("share", "percentage", "ratio")
    if words == ("short", "of") and draft.kind == "count":
        return p.word(start - 1) in ("just", "fell", "falls", "well", "fall", "falling", "far", "little")
    if words[:1] == ("north",) or words[:1] == ("south",):
        return draft.kind in ("money", "percentage") or (draft.kind == "count" and not draft.unit)
    return True


def before_comma(p: Pieces, start: int) -> bool:
    """Whether a parenthetic word stands between commas."""
    return p.word(start - 1) == ","


def _counted_follows(p: Pieces, draft: Draft) -> bool:
    if draft.kind != "count":
        return False
    j = draft.end
    tag = p.tag(j) if j < p.size else ""
    return tag in ("NNS", "NN", "NNP", "NNPS", "JJ", "VBN")


def _take_after(p: Pieces, draft: Draft) -> None:
    for _ in range(2):
        j = draft.end
        if p.word(j) in ("-", "‑") and p.word(j + 1) in ("plus", "odd", "ish", "something") and p.glued[j]:
            _apply(draft, ">=" if p.low[j + 1] == "plus" else "~>" if p.low[j + 1] == "odd" else "~")
            draft.end = j + 2
            return
        k = j + 1 if p.word(j) == "," else j
        phrases, marks = _after()
        for words in phrases.get(p.word(k), ()):
            if not p.same(k, words) or (words == ("odd",) and draft.kind == "share"):
                continue  # "40 odd men", but no half odd
            end = k + len(words)
            mark = marks[words]
            if not _means_after(p, words, j, k, end):
                continue
            draft.end = end
            _apply(draft, mark)
            break
        else:
            return


_BEYOND: Final = 3
"""How many words may name what is counted before a bound that stands behind them: "nine villages or more"."""
_TRAILING: Final[dict[tuple[str, ...], str]] = {
    ("or", "more"): ">=", ("and", "more"): ">=", ("if", "not", "more"): ">=", ("at", "least"): ">=",
    ("at", "the", "least"): ">=", ("at", "a", "minimum"): ">=", ("or", "fewer"): "<=", ("or", "less"): "<=",
    ("at", "most"): "<=", ("at", "the", "most"): "<=", ("or", "so"): "~", ("or", "thereabouts"): "~",
}  # fmt: skip


def _take_beyond(p: Pieces, draft: Draft) -> None:
    """Apply a bound that stands behind what is counted; the amount's own words do not grow by it."""
    if draft.kind != "count" or draft.approximate or draft.low is None or draft.low != draft.high:
        return
    j = draft.end
    while j < p.size and j - draft.end < _BEYOND and p.tag(j)[:2] in ("NN", "JJ"):
        j += 1
    if j == draft.end or not p.tag(j - 1).startswith("NN"):
        return
    for words, mark in _TRAILING.items():
        if p.same(j, words):
            end = j + len(words)
            if (
                end >= p.size
                or not p.word(end)[:1].isalnum()
                or (words[0] == "or" and p.tag(end)[:2] in ("VB", "MD", "IN", "CC"))
            ):
                _apply(draft, mark)
            return


def _means_after(p: Pieces, words: tuple[str, ...], j: int, k: int, end: int) -> bool:
    if k != j and words[0] not in ("at", "or", "if", "give", "and"):
        return False
    after = p.word(end)
    if words == ("plus",):
        return not after[:1].isdigit() and after not in (
            "a",
            "the",
            "an",
            "another",
            "one",
            "two",
            "$",
            "£",
            "€",
        )
    if words == ("+",):
        return p.glued[k]
    if words[:1] in (
        ("approximately",),
        ("roughly",),
        ("odd",),
        ("something",),
        ("minimum",),
        ("maximum",),
        ("max",),
        ("tops",),
        ("ish",),
    ):
        if words == ("odd",):
            return True
        return not after or after in ".,;:)"
    if (
        words[:2] == ("at", "least")
        or words[:2] == ("at", "most")
        or words[:2] == ("at", "the")
        or words[0] == "at"
    ):
        # "at least" between two numbers is the second's
        return not (
            after[:1].isdigit()
            or after in ("a", "one", "two", "three", "four", "five", "$", "£", "€", "partly", "in")
        )
    if words in (("or", "more"), ("or", "less"), ("or", "fewer"), ("and", "more")):
        goes_on = words == ("and", "more") and bool(after) and after not in ".,;)"
        return after != "than" and not goes_on
    if words[0] == "and" or words[-1] in ("over", "under", "above", "below"):
        return not after or not (
            after[:1].isdigit() or after in ("the", "a", "$", "£", "€", "his", "her", "its", "their")
        )
    return True


def _apply(draft: Draft, mark: str) -> None:
    """Narrow a draft by what a bound word says."""
    if mark == "~":
        draft.approximate = True
    elif mark == "~<":
        draft.approximate, draft.near = True, "below"
    elif mark == "~>":
        draft.approximate, draft.near = True, "above"
    elif mark in (">=", ">", ">~"):
        if draft.low is None:
            return
        draft.high, draft.high_inclusive = None, False
        if draft.vague is None:
            draft.low_inclusive = mark == ">="
        if mark == ">~":
            draft.approximate, draft.near = True, "above"
    else:
        if draft.high is None:
            return
        draft.low, draft.low_inclusive = None, False
        draft.high_inclusive = mark == "<="
        if mark == "<~":
            draft.approximate, draft.near = True, "below"
