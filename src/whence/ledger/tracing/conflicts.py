"""Figures that do not agree: of two authorities at one time, and of one authority at two."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection

from whence.ledger import keys
from whence.ledger.tracing.across import Across
from whence.ledger.tracing.lexicon import packaged_lexicon
from whence.ledger.tracing.quotes import placed, sides_of_points
from whence.ledger.tracing.series import FOUND, Line, Point, headlines, high_of, in_unit, low_of

SAME_TIME: Final = 1
"""Days within which two authorities' figures are of one time."""
_APPROXIMATE: Final = 0.12
_ROUNDING: Final = 0.025
_CUMULATIVE: Final = frozenset({"killed", "casualties", "wounded", "losses", "captured", "destroyed"})


def conflicts(connection: Connection, line: Line, most: int = FOUND) -> list[Across]:
    """Authorities of different parties whose figures for one time do not meet; of each pair the latest."""
    told_below = headlines(line.points)
    own = [
        p
        for p in reversed(line.points)
        if p.retells is None and p.who and _firm(p) and p.id not in told_below
    ]
    pairs: list[tuple[Point, Point]] = []
    seen: set[frozenset[str]] = set()
    for i, one in enumerate(own):
        if len(pairs) >= most:
            break
        for other in own[i + 1 :]:
            if _gap(one, other) > SAME_TIME:
                break
            pair = frozenset((one.figure.source.report_id, other.figure.source.report_id, one.figure.words))
            who = frozenset((one.who, other.who))
            if (
                who in seen
                or len(who) < 2
                or pair in seen
                or (one.party and one.party == other.party)
                or not _scope(one, other)
            ):
                continue
            a, b = _loose(one), _loose(other)
            if a[1] < b[0] or b[1] < a[0]:
                seen |= {pair, who}
                pairs.append((one, other))
    pairs = [(one, other) if one.figure.n < other.figure.n else (other, one) for one, other in pairs[:most]]
    sides = sides_of_points(connection, [p for pair in pairs for p in pair])
    return [
        Across(
            "conflict", line.metric, "warning",
            f"{one.authority} and {other.authority} differ over {line.metric}: "
            f"“{one.figure.words}” and “{other.figure.words}”",
            (placed(sides[one.id], "one"), placed(sides[other.id], "other")), None, 2, 2,
            "conflict:" + keys.digest("conflict", one.id, other.id)[:20],
        )
        for one, other in pairs
    ]  # fmt: skip


def revisions(connection: Connection, line: Line, most: int = FOUND) -> list[Across]:
    """Authorities that changed their figure; above all a running total that fell."""
    by_who: dict[str, list[Point]] = defaultdict(list)
    for p in line.points:
        if p.who and _firm(p) and p.figure.covers != "period":
            by_who[p.who].append(p)
    pairs: list[tuple[Point, Point, bool]] = []
    for some in by_who.values():
        # Of one report the last figure is its newest: "cut its count from 45 to 38".
        last: Point | None = None
        for p in some:
            if last is not None and _scope(last, p) and _told_apart(last, p):
                a, b = _loose(last), _loose(p)
                fell = b[1] < a[0] and line.metric in _CUMULATIVE
                if fell and p.retells is None:
                    pairs.append((last, p, True))
                elif a[1] < b[0] and p.retells is None and p.figure.point != last.figure.point:
                    pairs.append((last, p, False))
            if p.retells is None:
                last = p
    pairs += _from_to(line)
    pairs = sorted(pairs, key=lambda pair: (pair[1].said or "", pair[1].figure.n), reverse=True)[:most]
    sides = sides_of_points(connection, [p for a, b, _ in pairs for p in (a, b)])
    return [
        Across(
            "revision", "fell" if fell else "changed", "warning" if fell else "note",
            f"{one.authority} changed the figure for {line.metric}: “{one.figure.words}” "
            f"became “{other.figure.words}”" + (", and a running total cannot fall" if fell else ""),
            (placed(sides[one.id], "earlier"), placed(sides[other.id], "later")), None, 2, 1,
            "revision:" + keys.digest("revision", one.id, other.id)[:20],
        )
        for one, other, fell in pairs
    ]  # fmt: skip


def _from_to(line: Line) -> list[tuple[Point, Point, bool]]:
    """Figures that a report says were put in place of another's: "has cut its count from 45 to 38".

    The old figure tells the origin's again, so that the new one is of the same authority.
    """
    by_id = {p.id: p for p in line.points}
    out = []
    for old in line.points:
        origin = by_id.get(old.retells or "")
        if origin is None:
            continue
        for new in line.points:
            if (
                new.retells is None
                and new.figure.attribution
                and new.figure.attribution == old.figure.attribution
            ):
                said = f"from {old.figure.words} to {new.figure.words}"
                if said.lower() in new.figure.statement.lower() and new.who != origin.who:
                    out.append((origin, new, high_of(new) < low_of(origin) and line.metric in _CUMULATIVE))
    return out


@lru_cache(maxsize=10_000)
def _key(name: str) -> str:
    return keys.name_key(name)


def _told_apart(one: Point, other: Point) -> bool:
    """Whether the second was said after the first: on a later day, or later in one sentence of change."""
    return one.said != other.said or one.figure.source.report_id != other.figure.source.report_id


def _firm(point: Point) -> bool:
    figure = point.figure
    return (
        figure.vague is None
        and figure.note is None
        and figure.kind in ("count", "measure", "money")
        and figure.standing in ("asserted", "claimed", "estimated", "preliminary")
        and figure.change is None
    )


def _scope(one: Point, other: Point) -> bool:
    """Whether nothing sets the two apart: things, place, period and the time from which is counted."""
    a, b = one.figure, other.figure
    if in_unit(one) != in_unit(other):
        return False
    if a.covers != b.covers and "period" in (a.covers, b.covers):
        return False
    if a.since and b.since and a.since != b.since:
        return False
    if a.place and b.place:
        one_place, other_place = _key(a.place), _key(b.place)
        if one_place not in other_place and other_place not in one_place:
            return False
    lexicon = packaged_lexicon()
    first, second = (lexicon.thing(f.what) if f.what else None for f in (a, b))
    return not (first and second and first != second and "people" not in (first, second))


def _gap(one: Point, other: Point) -> int:
    if not one.said or not other.said:
        return SAME_TIME + 1
    return abs((date.fromisoformat(one.said) - date.fromisoformat(other.said)).days)


def _loose(point: Point) -> tuple[float, float]:
    """The amounts that the words allow, a number within rounding or "about"."""
    low, high = low_of(point), high_of(point)
    slack = _APPROXIMATE if point.figure.approximate or point.figure.near else _ROUNDING
    if point.figure.near == "above":
        high = max(high, low * (1 + _APPROXIMATE))
    return low - abs(low) * slack if low > 0 else low, high + abs(high) * slack if high != float(
        "inf"
    ) else high
