"""Rises and falls: which amounts are a change, or what a change led to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from whence.figures.draft import Draft
from whence.figures.lexicon import table
from whence.figures.pieces import Pieces
from whence.figures.quantity import Change

_REACH: Final = 9
_STOPS: Final = frozenset(
    (
        ".",
        ";",
        ":",
        "\n",
        "(",
        ")",
        "that",
        "which",
        "who",
        "whom",
        "as",
        "while",
        "but",
        "because",
        "although",
        "“",
        "”",
        '"',
        "if",
        "when",
        "where",
        "after",
        "before",
        "said",
        "says",
    )
)
_STATES: Final = frozenset(["is", "are", "was", "were", "be", "been", "stood", "stands", "stand", "remains"])


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: dict[str, Change]
    nouns: dict[str, Change]
    beside: dict[str, Change]
    objects: frozenset[str]
    unsure: frozenset[str]
    moves: frozenset[str]


def forms(verb: str) -> list[str]:
    """The regular forms of a verb."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    # One syllable and one consonant: dropped, slipping.
    short = re.fullmatch(r"[^aeiou]+[aeiou][bdgmnpt]", verb) is not None
    stem = verb + verb[-1] if short else verb
    tail = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return [verb, verb + tail, stem + "ed", stem + "ing"]


@cache
def _words() -> _Words:
    data = table("change")
    verbs: dict[str, Change] = {}
    for direction in ("up", "down"):
        side: Change = "up" if direction == "up" else "down"
        for verb in data["verbs"][direction]:
            if " " not in verb and verb != "up":
                verbs.update(dict.fromkeys(forms(verb), side))
        verbs.update(dict.fromkeys(data["forms"][direction], side))

    def both(name: str) -> dict[str, Change]:
        ups: dict[str, Change] = dict.fromkeys(data[name]["up"], "up")
        downs: dict[str, Change] = dict.fromkeys(data[name]["down"], "down")
        return ups | downs

    return _Words(
        verbs,
        both("nouns"),
        both("beside"),
        frozenset(data["objects"]["verbs"]),
        frozenset(data["objects"]["unsure"]),
        frozenset(data["objects"]["moves"]),
    )


def set_changes(p: Pieces, drafts: list[Draft]) -> None:
    """Mark, in place, the amounts that are a rise or a fall, or the end of one that has no amount."""
    for n, draft in enumerate(drafts):
        if draft.change is not None or draft.kind == "rank":
            continue
        before = drafts[n - 1] if n else None
        draft.change = _behind(p, draft, drafts[n + 1] if n + 1 < len(drafts) else None) or _ahead(
            p, draft, before
        )
        if draft.change is None and before is not None:
            draft.change = _joined(p, before, draft)
    for n, draft in enumerate(drafts):
        if n and draft.change is None:
            _from_higher(p, drafts, n)


def _amounts_change(draft: Draft) -> bool:
    """Whether an amount may be the change itself: of money, a percentage or points, or a share."""
    return draft.kind in ("percentage", "money", "share", "measure", "ratio", "duration")


def _behind(p: Pieces, draft: Draft, after: Draft | None) -> Change | None:
    """As in "20% lower", "a third fewer", "a 12% increase"."""
    if not _amounts_change(draft) or draft.kind == "duration":
        return None
    words = _words()
    j = draft.end
    word = p.word(j)
    if word in words.beside and draft.kind != "ratio":
        if word in ("above", "below", "up", "down", "off", "over") and draft.kind not in ("percentage",):
            return None
        if (
            word in ("more", "less", "up", "down")
            and p.word(j + 1) == "from"
            and after is not None
            and after.start > j
        ):
            return None
        if word == "off" and p.word(j + 1) not in (".", ",", "the"):
            return None
        return words.beside[word]
    if draft.kind == "ratio" and p.word(j) not in (
        "increase",
        "rise",
        "decrease",
        "drop",
        "jump",
        "fall",
        "decline",
        "surge",
    ):
        return None
    limit = j + 3
    while j < limit:
        word = p.word(j)
        if word in words.nouns and p.tag(j) in ("NN", "NNS", "NNP", ""):
            if draft.kind in ("money", "measure") and word in (
                "gain",
                "gains",
                "loss",
                "growth",
                "boost",
                "discount",
            ):
                return None
            return words.nouns[word] if j == draft.end or p.tag(j) else None
        if not word or not word[0].isalpha() or p.tag(j) not in ("JJ", "NN", "VBG", "JJR") or word in ("of",):
            break
        j += 1
    return None


def _ahead(p: Pieces, draft: Draft, before: Draft | None) -> Change | None:
    """A verb or noun of change before the amount: "rose 5%", "cut its target to 770", "up by a quarter"."""
    words = _words()
    start = draft.start
    if p.text[start] == "+" and draft.kind == "percentage":
        return "up"
    link = ""
    j = start - 1
    while j >= 0 and p.low[j] in (
        "about",
        "only",
        "just",
        "a",
        "an",
        "further",
        "another",
        "the",
        "some",
        "roughly",
        "as",
        "much",
        "sharp",
    ):
        j -= 1
    if j < 0:
        return None
    word = p.low[j]
    if word in ("by", "to", "at", "of", "from", "between", "below", "above", "under", "over", "past", "with"):
        link = word
        j -= 1
    elif p.low[draft.start] in ("between", "from", "below", "above", "under", "over", "up"):
        link = p.low[draft.start]
        if link == "up":
            link = ""
    bare = j + 1 == start or not link
    if link == "to" and before is not None and _from_to(p, before, start):
        j = before.start - 2
        before = None
    if j < 0 or link in ("from", "with"):
        return None
    floor = before.end if before is not None else 0
    if p.low[j] in ("upward", "upwards", "downward", "downwards") and link in ("by", "to", ""):
        return "up" if p.low[j].startswith("up") else "down"
    if p.low[j] == "up" and p.low[max(0, j - 1)] in ("make", "makes", "made", "making"):
        return None  # "women make up 40% of the staff"
    if (
        p.low[j] in ("up", "down")
        and not (p.low[j] == "up" and p.word(j + 1) == "to" and p.word(j - 1) not in _STATES)
        and (link in ("by", "to", "at", "") or draft.kind == "share")
    ):
        if (
            link == ""
            and p.word(j - 1) not in _STATES
            and (draft.kind == "count" or (draft.kind == "money" and p.tag(j - 1).startswith("V")))
        ):
            return None
        if (link == "at" and draft.kind == "money") or (link == "at" and draft.kind == "count"):
            return None
        side: Change = "up" if p.low[j] == "up" else "down"
        return side
    if link == "of":
        if (
            p.low[j] in words.nouns
            and p.low[j] not in ("growth", "loss", "losses", "gain", "gains", "discount")
            and _amounts_change(draft)
            and draft.kind != "duration"
        ):
            return words.nouns[p.low[j]]
        return None
    reach = max(floor, j - _REACH, 0)
    first = j
    while j >= reach:
        word = p.low[j]
        if word in _STOPS:
            return None
        if word in words.verbs and _is_verb(p, j, word):
            return _by_verb(p, draft, word, j, first, link, bare)
        if word in ("gone", "went", "go", "going", "goes") and p.word(j + 1) in ("up", "down"):
            return "up" if p.word(j + 1) == "up" else "down"
        if link == "" and not (
            p.tag(j) in ("RB", "RBR", "IN")
            or word.endswith("ly")
            or word in ("back", "up", "down", "by", "further", "even")
        ):
            return None
        if link in ("at", "under", "over", "below", "above", "past") and not (
            p.tag(j).startswith("RB") or word.endswith("ly")
        ):
            return None
        if word == "," and link in ("to", "by") and first - j > 2:
            return None
        if (
            p.tag(j) in ("VBD", "VBZ", "VBP", "MD")
            and word not in ("is", "was", "has", "had", "have", "be", "been")
            and link
        ):
            return None
        j -= 1
    if (
        first >= reach
        and before is not None
        and j < floor
        and link == "to"
        and before.change is None
        and before.kind in ("count",)
        and p.low[floor - 1]
    ):
        return None
    return None


def _from_to(p: Pieces, before: Draft, start: int) -> bool:
    """Whether two amounts stand in "from 8,000 to 11,000", so that the verb is before both."""
    if p.word(before.start - 1) != "from" or start - before.end >= 8:
        return False
    return not any(word in _STOPS for word in p.low[before.end : start])


def _is_verb(p: Pieces, j: int, word: str) -> bool:
    tag = p.tag(j)
    if tag in ("JJ", "JJR", "RBR", "IN", "NNS", "NNP", "RP"):
        return False
    if tag == "NN":
        return word in _words().nouns
    return True


_SUPPLIES: Final = frozenset({"power", "electricity", "water", "gas", "supplies"})


def _by_verb(p: Pieces, draft: Draft, word: str, j: int, first: int, link: str, bare: bool) -> Change | None:
    words = _words()
    side = words.verbs[word]
    if word == "cut" and link == "to" and not _SUPPLIES.isdisjoint(p.low[max(0, j - 6) : j]):
        return None  # "power was cut to 5,000 homes"
    if p.tag(j) == "NN" and link != "to":
        return words.nouns.get(word) if link in ("by", "of") else None
    if (
        word in ("lose", "loses", "losing", "lost", "shed", "drop", "dropped", "add", "added")
        and p.tag(j) == "VBN"
        and not link
    ):
        return None
    if link == "by":
        return side
    if link in ("to", "between", "below", "above", "under", "over", "past"):
        return side if word not in ("add", "added", "lose", "lost", "cool") or link != "to" else None
    if link == "at":
        return None
    # "rose 5%", "cut 1,900 jobs"
    if draft.kind in ("percentage", "share", "ratio"):
        # "lost two-thirds of its men" tells of a part of them
        return side if p.word(draft.end) != "of" else None
    if draft.kind == "measure" and word in words.moves:
        return None
    if draft.kind == "money" or draft.kind == "measure":
        if word in words.unsure or word in words.objects:
            return side if draft.kind == "money" and draft.unit in ("cent", "penny", "sen") else None
        return side
    if draft.kind == "count":
        if p.word(draft.start - 1) in ("in", "across", "at", "on"):
            return None  # "power was cut in six regions"
        if word in words.objects:
            return side
        return side if p.word(draft.end) in ("points", "point") and word not in ("score", "scored") else None
    return None


def _joined(p: Pieces, before: Draft, draft: Draft) -> Change | None:
    """The second of two changes of one verb: "rose $1.12, or 1.5 percent"."""
    if before.change is None or not _amounts_change(before) or not _amounts_change(draft):
        return None
    between = p.low[before.end : draft.start]
    if len(between) > 8 or any(word in _STOPS for word in between):
        return None
    if between in ([",", "or"], ["or"], ["("]):
        return before.change
    same = before.kind == draft.kind and before.unit == draft.unit
    if same and between[:1] == [","] and between[-1] == "by" and len(between) <= 5:
        return before.change
    if before.kind == draft.kind and before.unit == draft.unit and "and" in between and "to" not in between:
        if any(p.tag(k).startswith("V") for k in range(before.end, draft.start)):
            return None
        k = before.end + between.index("and") + 1
        return before.change if k == draft.start or p.word(draft.start - 1) == "by" else None
    return None


def _from_higher(p: Pieces, drafts: list[Draft], n: int) -> None:
    """As in "8,500 a year, down from over 11,000": the first amount is the end of the change."""
    draft = drafts[n]
    j = draft.start if p.low[draft.start] == "from" else draft.start - 1
    if j < 1 or p.low[j] != "from" or p.low[j - 1] not in ("up", "down"):
        return
    target = drafts[n - 1]
    if n > 1 and p.word(target.start - 1) in ("in", "across", "at", "on"):
        first = drafts[n - 2]
        if first.kind == "count" and not {".", ";", "\n", ","}.intersection(p.low[first.end : target.start]):
            target = first  # "1,001 cases in 31 counties, up from 935": the cases rose
    if target.change is not None or (
        target.kind != draft.kind and draft.bare is False and draft.kind != "count"
    ):
        return
    if {".", ";", "\n"}.intersection(p.low[target.end : j]) or j - target.end > 20:
        return
    target.change = "up" if p.low[j - 1] == "up" else "down"
    if (
        draft.kind == "count"
        and target.unit is not None
        and target.kind == "percentage"
        and p.word(draft.end) in (".", ",", "")
    ):
        draft.kind, draft.unit = target.kind, target.unit
