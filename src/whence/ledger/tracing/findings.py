"""Findings across the reports of a series, and across a whole ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, func, select

from whence.ledger import keys, tables
from whence.ledger.tracing.across import Across, Side
from whence.ledger.tracing.copies import containment, sources_of, whole_sentences
from whence.ledger.tracing.credits import credits_of
from whence.ledger.tracing.measures import Asked
from whence.ledger.tracing.quotes import quotes_of, sides_of
from whence.ledger.tracing.series import Line, Point, high_of, low_of, nearest_of, origins_of, points_of

from whence.ledger.tracing.text import Sentences

if TYPE_CHECKING:
    from whence.ledger.store import Ledger

SAME_TIME: Final = 1
"""Days within which two authorities' figures are of one time."""
_APPROXIMATE: Final = 0.12
_ROUNDING: Final = 0.025
_MANY: Final = 3
"""Reports from which on one origin behind them is worth telling."""
_CUMULATIVE: Final = frozenset({"killed", "casualties", "wounded", "losses", "captured", "destroyed"})
_MEASURES: Final = 200


def findings_in(connection: Connection, lines: Sequence[Line]) -> tuple[Across, ...]:
    """What is found in the lines of a series: drift, conflicts, revisions, and what stands behind reports."""
    out: list[Across] = []
    ids = [p.id for line in lines for p in line.points]
    out += drifts(connection, ids)
    for line in lines:
        out += conflicts(connection, line)
        out += revisions(connection, line)
        out += circular(connection, line)
    return _once(out)


def findings_of(ledger: Ledger, *, most: int = _MEASURES) -> tuple[Across, ...]:
    """What is found in a whole ledger; of its measures the `most` of which most is said."""
    figure = tables.figure
    with ledger.read() as connection:
        drifted = drifts(connection, None)
        measures = connection.execute(
            select(figure.c.metric, figure.c.side, func.count())
            .where(figure.c.current, ~figure.c.rejected, figure.c.metric.is_not(None), figure.c.side.is_not(None))
            .group_by(figure.c.metric, figure.c.side_key)
            .having(func.count() > 1)
            .order_by(func.count().desc(), figure.c.metric, figure.c.side_key)
            .limit(most)
        ).all()  # fmt: skip
        out = list(drifted)
        for metric, side, _ in measures:
            for line in _lines(connection, Asked(metric, side)):
                if line.metric == metric:
                    out += conflicts(connection, line)
                    out += revisions(connection, line)
                    out += circular(connection, line)
        out += copies(connection)
        out += never_seen(connection)
    return _once(out)


def _once(found: Sequence[Across]) -> tuple[Across, ...]:
    """Of one finding that several measures show, the first."""
    return tuple({one.id: one for one in reversed(found)}[name] for name in dict.fromkeys(one.id for one in found))


def _lines(connection: Connection, asked: Asked) -> Sequence[Line]:
    from whence.ledger.tracing.series import _line

    return [_line(metric, some, more) for metric, (some, more) in points_of(connection, asked).items()]


def drifts(connection: Connection, ids: Sequence[str] | None) -> list[Across]:
    """The drift that was found when reports were added, of these figures or of all, the latest last."""
    finding, evidence = tables.finding, tables.evidence
    query = (
        select(finding)
        .where(finding.c.kind == "drift", finding.c.current, ~finding.c.rejected, finding.c.report_id.is_(None))
    )  # fmt: skip
    rows: list[Any] = []
    if ids is None:
        rows = list(connection.execute(query).mappings())
    else:
        for i in range(0, len(ids), 400):
            found = query.where(
                finding.c.id.in_(
                    select(evidence.c.finding_id).where(
                        evidence.c.item_id.in_(ids[i : i + 400]), evidence.c.finding_kind == "drift"
                    )
                )
            )
            rows += connection.execute(found).mappings()
    once = {row["id"]: row for row in rows}
    wanted = sorted({i for row in once.values() for i in row["detail"]["figures"]})
    sides = sides_of(connection, wanted)
    out = []
    for name, row in once.items():
        earlier, later = row["detail"]["figures"]
        if earlier in sides and later in sides:
            out.append(
                Across(
                    "drift", row["detail"]["what"], row["severity"], row["message"],
                    (_as(sides[earlier], "earlier"), _as(sides[later], "later")), earlier, 2, 1, name,
                )  # fmt: skip
            )
    out.sort(key=lambda a: (a.sides[1].published or "", a.sides[0].figure or "", a.sides[1].figure or "", a.what or ""))
    return out


def conflicts(connection: Connection, line: Line) -> list[Across]:
    """Authorities of different parties whose figures for one time do not meet; of each pair the first."""
    own = [p for p in line.points if p.retells is None and p.who and _firm(p)]
    pairs: list[tuple[Point, Point]] = []
    seen: set[frozenset[str]] = set()
    for i, one in enumerate(own):
        for other in own[i + 1 :]:
            if _gap(one, other) > SAME_TIME:
                if (other.said or "") > (one.said or ""):
                    break
                continue
            pair = frozenset((one.figure.source.report_id, other.figure.source.report_id, one.figure.words))
            who = frozenset((one.who, other.who))
            if who in seen or len(who) < 2 or pair in seen or (one.party and one.party == other.party) or not _scope(one, other):
                continue
            a, b = _loose(one), _loose(other)
            if a[1] < b[0] or b[1] < a[0]:
                seen |= {pair, who}
                pairs.append((one, other))
    sides = sides_of(connection, [p.id for pair in pairs for p in pair])
    return [
        Across(
            "conflict", line.metric, "warning",
            f"{one.authority} and {other.authority} differ over {line.metric}: "
            f"“{one.figure.words}” and “{other.figure.words}”",
            (_as(sides[one.id], "one"), _as(sides[other.id], "other")), None, 2, 2,
            "conflict:" + keys.digest("conflict", one.id, other.id)[:20],
        )
        for one, other in pairs
    ]  # fmt: skip


def revisions(connection: Connection, line: Line) -> list[Across]:
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
    sides = sides_of(connection, [p.id for a, b, _ in pairs for p in (a, b)])
    return [
        Across(
            "revision", "fell" if fell else "changed", "warning" if fell else "note",
            f"{one.authority} changed the figure for {line.metric}: “{one.figure.words}” "
            f"became “{other.figure.words}”" + (", and a running total cannot fall" if fell else ""),
            (_as(sides[one.id], "earlier"), _as(sides[other.id], "later")), None, 2, 1,
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
            if new.retells is None and new.figure.attribution and new.figure.attribution == old.figure.attribution:
                said = f"from {old.figure.words} to {new.figure.words}"
                if said.lower() in new.figure.statement.lower() and new.who != origin.who:
                    out.append((origin, new, high_of(new) < low_of(origin) and line.metric in _CUMULATIVE))
    return out


def _told_apart(one: Point, other: Point) -> bool:
    """Whether the second was said after the first: on a later day, or later in one sentence of change."""
    return one.said != other.said or one.figure.source.report_id != other.figure.source.report_id


def circular(connection: Connection, line: Line) -> list[Across]:
    """Origins behind several reports, and a measure that has only one."""
    out: list[Across] = []
    for root in dict.fromkeys(p.retells or p.id for p in line.points):
        behind = told_again(connection, root)
        sides = sides_of(connection, [root, *behind]) if len(behind) >= _MANY - 1 else {}
        each: dict[str, Side] = {}
        for name in (root, *behind):
            if name in sides:
                each.setdefault(sides[name].report_id, sides[name])
        if root not in sides or len(each) < _MANY:
            continue
        first = sides[root]
        out.append(
            Across(
                "circular", line.metric, "note",
                f"{len(each)} reports go back to one origin, {first.authority or first.outlet or 'one report'}: "
                f"“{first.words}”",
                tuple(each.values()), root, len(each), 1,
                "circular:" + keys.digest("circular", root, *sorted(each))[:20],
            )  # fmt: skip
        )
    groups = origins_of(line.points)
    if len(groups) == 1 and line.reports > 1:
        (some,) = groups.values()
        who = some[0].authority or some[0].figure.source.outlet
        shown = _one_each(some)
        backed = sides_of(connection, [p.id for p in shown])
        out.append(
            Across(
                "single-source", line.metric, "note",
                f"all figures for {line.metric} rest on {who or 'one report'} alone",
                tuple(backed[p.id] for p in shown), some[0].id, line.reports, 1,
                "single-source:" + keys.digest("single-source", *sorted(p.id for p in some))[:20],
            )  # fmt: skip
        )
    return out


def told_again(connection: Connection, root: str) -> list[str]:
    """Ids of the figures of which the one with this id is the telling nearest the origin, by day."""
    table = tables.retelling
    later = connection.execute(
        select(table.c.later_id).where(table.c.earlier_id == root).order_by(table.c.later_id)
    ).scalars().all()  # fmt: skip
    nearest = nearest_of(connection, later)
    return [one for one in later if nearest[one][0] == root]


def copies(connection: Connection, most: int = 200) -> list[Across]:
    """Reports that have a good part of their words from an earlier one: with it they are one origin."""
    table, about = tables.copied, tables.report
    ids = connection.execute(
        select(table.c.report_id).group_by(table.c.report_id)
        .order_by(func.count().desc(), table.c.report_id).limit(most)
    ).scalars().all()  # fmt: skip
    found = sources_of(connection, ids)
    wanted = sorted({*found, *(source for sources in found.values() for source in sources)})
    known = {
        row["id"]: row for row in connection.execute(select(about).where(about.c.id.in_(wanted))).mappings()
    }
    of: dict[str, list[tuple[str, int, float]]] = defaultdict(list)
    for later, sources in found.items():
        for source, spans in sources.items():
            sentences = Sentences(known[later]["text"])
            whole = whole_sentences(sentences, spans)
            part = containment(known[later]["text"], spans)
            if part >= _PART or len(whole) >= _MANY:
                of[source].append((later, len(whole), part))
    out = []
    for source, some in sorted(of.items()):
        some.sort(key=lambda one: (known[one[0]]["day"] or "", one[0]))
        first = known[source]
        named = ", ".join(
            f"{known[later]['outlet'] or 'a report'} ({count} sentence{'s' if count != 1 else ''}"
            f"{_credit(known[later], first)})"
            for later, count, _ in some
        )
        sides = [_whole(first, "earlier"), *(_whole(known[later], "later") for later, _, _ in some)]
        out.append(
            Across(
                "copies", None, "note",
                f"{len(some) + 1} reports count as one: word for word from {first['outlet'] or 'another'} "
                f"are {named}",
                tuple(sides), None, len(some) + 1, 1, "copies:" + keys.digest("copies", source)[:20],
            )  # fmt: skip
        )
    return out


_PART: Final = 0.3
"""Copied words, as a part of a report's own, from which on it is told as a copy."""


def _credit(report: Any, source: Any) -> str:
    key = keys.name_key(source["outlet"]) if source["outlet"] else ""
    return ", with credit" if any(c.key == key for c in credits_of(report["text"], report["outlet"])) else ""


def _whole(report: Any, side: str) -> Side:
    return Side(
        side, report["id"], report["outlet"], report["published"], report["title"], None,
        report["title"] or report["location"],
    )  # fmt: skip


def never_seen(connection: Connection, most: int = 50) -> list[Across]:
    """Outlets that two reports or more cite, and of which no report is in the ledger."""
    link, appearance, claim = tables.authority, tables.appearance, tables.attribution
    cited: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(
        select(link.c.name, link.c.name_key, link.c.attribution_n, claim.c.report_id, claim.c.id)
        .join(claim, claim.c.n == link.c.attribution_n)
        .where(link.c.type == "outlet", claim.c.current, ~claim.c.rejected)
        .order_by(link.c.attribution_n)
    ):
        key = actor_key(row.name, row.name_key)
        cited[key].setdefault(row.report_id, (row.id, row.attribution_n))
        names[key][row.name] += 1
    have = {
        actor_key(name, keys.name_key(name))
        for name in connection.execute(select(appearance.c.outlet).distinct()).scalars()
        if name
    }
    chosen = sorted(
        (key for key, reports in cited.items() if len(reports) > 1 and key not in have),
        key=lambda key: (-len(cited[key]), key),
    )[:most]
    out = []
    for key in chosen:
        ids = sorted(claim_id for claim_id, _ in cited[key].values())
        sides = quotes_of(connection, ids)
        name = names[key].most_common(1)[0][0]
        out.append(
            Across(
                "origin-never-seen", name, "note",
                f"{len(cited[key])} reports rest on {name}, of which no report is in the ledger",
                tuple(sides[i] for i in ids if i in sides), None, len(cited[key]), 1,
                "origin-never-seen:" + keys.digest("origin-never-seen", key)[:20],
            )  # fmt: skip
        )
    return out


def actor_key(name: str, key: str) -> str:
    """The id of the outlet that a name means, or the name itself."""
    from whence.ledger.tracing.authorities import actor_of

    actor, _ = actor_of(name, "outlet", None)
    return actor or key


def _one_each(points: Sequence[Point]) -> list[Point]:
    """Of each report the first."""
    out: dict[str, Point] = {}
    for p in points:
        out.setdefault(p.figure.source.report_id, p)
    return list(out.values())


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
    from whence.ledger.tracing.lexicon import packaged_lexicon

    a, b = one.figure, other.figure
    if a.unit != b.unit and a.kind != "count":
        return False
    if a.covers != b.covers and "period" in (a.covers, b.covers):
        return False
    if a.since and b.since and a.since != b.since:
        return False
    if a.place and b.place and keys.name_key(a.place) not in keys.name_key(b.place):
        if keys.name_key(b.place) not in keys.name_key(a.place):
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
    return low - abs(low) * slack if low > 0 else low, high + abs(high) * slack if high != float("inf") else high


def _as(side: Side, name: str) -> Side:
    from dataclasses import replace

    return replace(side, side=name)
