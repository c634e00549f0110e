"""What became of those who are counted: killed, killed or wounded, charged; and when two differ in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from whence.ledger.tracing.lexicon import Lexicon

_NEAR: Final = 160
"""How far from a figure, in code points, the word may stand that says what became of those counted."""
_SURE: Final = 45
"""Within this many it surely belongs to the figure."""
_REACH: Final = 80
_DESCRIBING: Final = frozenset({"investigated"})
"""Outcomes that stand behind those counted to say who they are."""
_CLAUSE: Final = re.compile(r"[;:]|,\s+(?:and|but|while|whereas)\s|\s(?:but|while|whereas)\s")
_LIFELESS: Final = frozenset({"money", "shells", "missiles", "drones"})
_OF_OTHERS: Final = re.compile(
    r"\s(?:when|after|as|once|while|where)\s+(?:the |a |an |its |their |his |her )?"
    r"(?!being\b|they\b|it\b|he\b|she\b)"
    r"(?:[\w’'-]+\s+){1,6}?(?:was|were|had been|has been|have been)\s+(?:\w+ly )?$"
)
"""A clause of somebody else in the passive: "gold turned up when houses were searched"."""
_BEGINS: Final = re.compile(r"(?:^|[-–—:(“\"‘]\s?|\)\s)$")
"""What stands before the first word of a sentence or quotation."""
_JOINED: Final = re.compile(
    r"\s*,?\s*(?:and/or|and|or|,)\s+(?:(?:been|were|are|is|was|be|have|had|has|otherwise|either|else|badly|"
    r"seriously|still|also|left|gone|went)\s+){0,2}"
)
"""What stands between two outcomes of one figure: "killed or captured", "dead, wounded or missing"."""
_PARTS: Final[dict[str, frozenset[str]]] = {
    "casualties": frozenset({"killed", "wounded"}), "losses": frozenset({"killed", "wounded"}),
}  # fmt: skip

_WHOLE: Final = re.compile(r"\s+(?:out )?of (?:the |its |their |those |these |all )?")
_OF_THE: Final = re.compile(r"(?:^|[,;:]\s)of (?:the |its |their |those |these |all )?$")
"""What stands before a whole that comes before its part: "of the 30 that were promised a dozen have come"."""
_RELATIVE: Final = re.compile(r"\b(?:that|which|who|whom|it|they|he|she)\b")
_TAKEN: Final = tuple(
    {frozenset({lost}), frozenset({taken})}
    for lost in ("destroyed", "damaged")
    for taken in ("arrested", "seized")
)
"""Tanks that were destroyed and tanks that were captured; the captured stand with the arrested (`same`)."""
_GRAVE: Final = frozenset({"killed", "wounded", "charged", "convicted", "destroyed"})

Place = tuple[int, int, str]
"""Start and end of a word for an outcome, and the outcome."""
Other = tuple[int, int, str | None]
"""Start and end of another figure in the sentence, and the metric that was read of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of those whom a figure counts; nothing where no word says so."""

    names: frozenset[str] = frozenset()
    """One, or several that are counted together: killed and wounded."""
    ladder: str | None = None
    others: frozenset[str] = frozenset()
    """What the sentence says became of others, or of nobody in particular."""
    sure: bool = False
    """Whether it was read of the figure or stands right beside it."""
    read: bool = False
    """Whether the reader read it of the figure itself."""
    spoken: bool = False
    """Whether the sentence has any word for an outcome, or the figure a metric."""

    def __str__(self) -> str:
        if self.names == _PARTS["casualties"]:
            return "casualties"
        return " or ".join(sorted(self.names))


def outcome_of(
    metric: str | None,
    words: str,
    start: int,
    end: int,
    others: Sequence[Other],
    lexicon: Lexicon,
    what: str | None = None,
    *,
    money: bool = False,
) -> Outcome:
    """The outcome of the figure at [start, end) of a sentence: as it was read, else by the nearest word.

    `what` is the noun that is counted: hostages who were killed are killed, and the noun says no more.
    """
    lowered = words.lower()
    # A word with a capital inside a sentence is a name: Cape Toll.
    thing = "money" if money else lexicon.thing(what) if what else None
    found = [
        (a, b, name)
        for a, b, phrase in lexicon.outcomes.places(lowered)
        if (not words[a : a + 1].isupper() or _BEGINS.search(words, 0, a))
        and (name := _of(phrase, thing, lexicon)) is not None
    ]
    noun = what.split()[-1].lower() if what else None
    counted = [
        one for one in found if lowered[one[0] : one[1]] == noun and one[0] - end < len(what or "") + 3
    ]
    if len(counted) < len(found):
        found = [one for one in found if one not in counted]
    read = _read(metric, found, lexicon)
    if read is not None and thing in _LIFELESS and lexicon.ladder_of.get(read) == "harm":
        # Revenue and shells that have fallen.
        read = None
    place = _place(lowered, found, start, end, read, others)
    if (
        counted
        and read is not None
        and not any(one[2] == read for one in found)
        and lexicon.ladder_of.get(read) == lexicon.ladder_of[counted[0][2]]
    ):
        # What was read of the noun itself is what the noun says: captives are hostages, and not arrested.
        read = counted[0][2]
    own = read if read is not None else place[2] if place is not None else None
    if own is None:
        return Outcome(spoken=bool(found) or metric is not None)
    names = _split(own)
    if place is not None:
        for name in _joined(lowered, found, place):
            # What is cut or transferred is no payment.
            ladders = lexicon.ladder_of[own], lexicon.ladder_of[name]
            if ladders[0] == ladders[1] or frozenset(ladders) in lexicon.families:
                names |= _split(name)
    sure = read is not None or (place is not None and _distance(place, start, end) <= _SURE)
    taken: set[str] = set()
    for a, b, other in others:
        theirs = _read(other, found, lexicon)
        if theirs is None:
            nearest = _place(lowered, found, a, b, None, [])
            theirs = nearest[2] if nearest is not None and _distance(nearest, a, b) <= _SURE else None
        if theirs is not None:
            taken |= _split(theirs)
    spare = {one for _, _, name in found for one in _split(name)} - names - (taken - names)
    canonical = frozenset(lexicon.same.get(name, name) for name in names)
    return Outcome(
        canonical,
        lexicon.ladder_of.get(own),
        frozenset(lexicon.same.get(name, name) for name in spare) - canonical,
        sure,
        read is not None,
        True,
    )


def changed(one: Outcome, other: Outcome, lexicon: Lexicon) -> bool:
    """Whether something else became of those counted; what both texts name is no change."""
    if not one.names and other.names and other.sure and not one.others:
        # The origin says of nobody what the retelling says of all: passengers on board who were killed.
        return other.read and other.names <= _GRAVE and not one.spoken
    if not one.names or not other.names or one.names == other.names:
        return False
    if not comparable(one, other, lexicon):
        return False
    return not (other.names - one.names) & one.others and not (one.names - other.names) & other.others


def comparable(one: Outcome, other: Outcome, lexicon: Lexicon) -> bool:
    """Whether one can take the other's place: on one ladder, or surely read on ladders of one family."""
    if one.ladder is None or other.ladder is None:
        return False
    if one.ladder == other.ladder:
        return True
    if one.sure and other.sure and {one.names, other.names} in _TAKEN:
        return True
    return one.sure and other.sure and frozenset((one.ladder, other.ladder)) in lexicon.families


def _of(phrase: str, thing: str | None, lexicon: Lexicon) -> str | None:
    """The outcome that a word is of what is counted; None where it is none of such things."""
    for ladder, name in (lexicon.ladders[phrase], *filter(None, (lexicon.others.get(phrase),))):
        only = lexicon.only.get(ladder)
        if thing in _LIFELESS and ladder == "harm":
            continue
        if only is None or thing is None or thing in only:
            return name
    return None


def _split(name: str) -> frozenset[str]:
    return _PARTS.get(name, frozenset({name}))


def _read(metric: str | None, found: Iterable[Place], lexicon: Lexicon) -> str | None:
    if metric is None:
        return None
    if metric == "losses":
        return next((outcome for _, _, outcome in found if outcome == "casualties"), None)
    known = lexicon.ladders.get(metric)
    if known is not None:
        return known[1]
    return metric if metric in lexicon.ladder_of else None


def _distance(place: Place, start: int, end: int) -> int:
    return max(place[0] - end, start - place[1], 0)


def _between(lowered: str, place: Place, start: int, end: int, others: Sequence[Other]) -> bool:
    """Whether a word belongs to another figure that stands before it: "a third of the 60 that it asked for".

    In "18 of the 22 accused were jailed" it belongs to the first, of which the second is the whole.
    """
    if place[0] < end:
        return any(
            (place[1] <= a and b <= start)
            or (
                b <= place[0]
                and _OF_THE.search(lowered, 0, a) is not None
                and _RELATIVE.search(lowered, b, place[0]) is not None
            )
            for a, b, _ in others
        )
    for a, b, _ in others:
        if end <= a and b <= place[0]:
            whole = _WHOLE.fullmatch(lowered, end, a) is not None
            if not whole or _RELATIVE.search(lowered, b, place[0]):
                return True
    return False


def _place(
    lowered: str, found: Sequence[Place], start: int, end: int, read: str | None, others: Sequence[Other]
) -> Place | None:
    near = [
        place
        for place in found
        if _distance(place, start, end) < _NEAR
        and (read is None or place[2] == read)
        and (read is not None or not _between(lowered, place, start, end, others))
        and not _CLAUSE.search(lowered, min(place[1], end), max(place[0], start))
        and not (place[0] >= end and read is None and _OF_OTHERS.search(lowered, end, place[0]))
    ]
    if len(near) > 1:
        # "68 ships suspected of carrying oil were boarded": what only tells which ships they are.
        telling = [p for p in near if not (p[2] in _DESCRIBING and end <= p[0] <= end + _SURE)]
        described = len(telling) < len(near)
        near = [p for p in telling if _distance(p, start, end) <= _REACH] or near if described else near
    # What stands behind the figure is likelier its own.
    return min(near, key=lambda p: (_distance(p, start, end) + (20 if p[1] <= start else 0), p), default=None)


def _joined(lowered: str, found: Sequence[Place], place: Place) -> Iterable[str]:
    """The outcomes that are coordinated with the one at a place."""
    ordered = sorted(found)
    at = ordered.index(place)
    for step in (1, -1):
        here, i = place, at + step
        while 0 <= i < len(ordered):
            first, second = (here, ordered[i]) if step == 1 else (ordered[i], here)
            if not _JOINED.fullmatch(lowered, first[1], second[0]):
                break
            yield ordered[i][2]
            here, i = ordered[i], i + step
