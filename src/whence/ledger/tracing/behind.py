"""What stands behind reports: how many origins, which copies, and sources that nobody has seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, select

from whence.ledger import keys, tables
from whence.ledger.tracing.across import Across, Side
from whence.ledger.tracing.authorities import actor_of
from whence.ledger.tracing.copies import containment, sources_of, whole_sentences
from whence.ledger.tracing.credits import credits_of
from whence.ledger.tracing.quotes import quotes_of, sides_of, sides_of_points
from whence.ledger.tracing.series import FOUND, Line, Point, nearest_of, origins_of
from whence.sentences import Sentences

_COPIED: Final = 200
_ASKED: Final = 400
"""Copies that are told, and reports and statements of which they are asked."""
_MANY: Final = 3
"""Reports from which on one origin behind them is worth telling."""


def circular(connection: Connection, line: Line, most: int = FOUND) -> list[Across]:
    """Origins behind several reports, and a measure that has only one."""
    out: list[Across] = []
    for root in _often_told(connection, [p.retells or p.id for p in line.points], most):
        behind = told_again(connection, root)[:_BEHIND]
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
                "circular",
                line.metric,
                "note",
                f"{len(each)} reports go back to one origin, "
                f"{first.authority or first.outlet or 'one report'}: “{first.words}”",
                tuple(each.values()),
                root,
                len(each),
                1,
                "circular:" + keys.digest("circular", root, *sorted(each))[:20],
            )
        )
    groups = origins_of(line.points)
    if len(groups) == 1 and line.reports > 1:
        (some,) = groups.values()
        who = some[0].authority or some[0].figure.source.outlet
        shown = _one_each(some)
        backed = sides_of_points(connection, shown[-_BEHIND:])
        out.append(
            Across(
                "single-source",
                line.metric,
                "note",
                f"all figures for {line.metric} rest on {who or 'one report'} alone",
                tuple(backed.values()),
                some[0].id,
                line.reports,
                1,
                "single-source:" + keys.digest("single-source", *sorted(p.id for p in some))[:20],
            )
        )
    return out


_BEHIND: Final = 40
"""Reports that are named behind one origin."""


def _often_told(connection: Connection, ids: Sequence[str], most: int) -> list[str]:
    """Of these figures those that are told again most often."""
    table = tables.retelling
    rows = connection.execute(
        select(table.c.earlier_id, func.count())
        .where(table.c.earlier_id.in_(sorted(set(ids))))
        .group_by(table.c.earlier_id)
        .having(func.count() >= _MANY - 1)
        .order_by(func.count().desc(), table.c.earlier_id)
        .limit(most)
    )
    return [earlier for earlier, _ in rows]


def told_again(connection: Connection, root: str) -> list[str]:
    """Ids of the figures of which the one with this id is the telling nearest the origin, by day."""
    table = tables.retelling
    later = connection.execute(
        select(table.c.later_id).where(table.c.earlier_id == root).order_by(table.c.later_id)
    ).scalars().all()  # fmt: skip
    nearest = nearest_of(connection, later)
    return [one for one in later if nearest[one][0] == root]


def copies(connection: Connection, among: Collection[str] | None = None, most: int = _COPIED) -> list[Across]:
    """Reports that have a good part of their words from an earlier one: with it they are one origin.

    Of all reports, or of those whose ids are given.
    """
    table, about = tables.copied, tables.report
    chosen = select(table.c.report_id).group_by(table.c.report_id)
    if among is not None:
        chosen = chosen.where(table.c.report_id.in_(sorted(among)[:_ASKED]))
    ids = connection.execute(
        chosen.order_by(func.count().desc(), table.c.report_id).limit(most)
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
                "copies",
                None,
                "note",
                f"{len(some) + 1} reports count as one: word for word from {first['outlet'] or 'another'} "
                f"are {named}",
                tuple(sides),
                None,
                len(some) + 1,
                1,
                "copies:" + keys.digest("copies", source)[:20],
            )
        )
    return out


def reprinted(
    connection: Connection, among: Collection[str] | None = None, most: int = _COPIED
) -> list[Across]:
    """Texts that were found at several outlets, the same to the letter: each is one report in the ledger."""
    table = tables.appearance
    several = (
        select(table.c.report_id)
        .join(tables.report, tables.report.c.id == table.c.report_id)
        .where(table.c.outlet_key.is_not(None), ~tables.report.c.rejected)
        .group_by(table.c.report_id)
        .having(func.count(table.c.outlet_key.distinct()) > 1)
        .order_by(func.count().desc(), table.c.report_id)
        .limit(most)
    )
    if among is not None:
        several = several.where(table.c.report_id.in_(sorted(among)[:_ASKED]))
    at: dict[str, dict[str, Side]] = defaultdict(dict)
    for row in connection.execute(
        select(table)
        .where(table.c.report_id.in_(several.scalar_subquery()), table.c.outlet.is_not(None))
        .order_by(table.c.report_id, table.c.day.is_(None), table.c.day, table.c.number)
    ).mappings():
        key = actor_key(row["outlet"], row["outlet_key"])
        at[row["report_id"]].setdefault(
            key,
            Side(
                "", row["report_id"], row["outlet"], row["published"], row["title"], None,
                row["title"] or row["location"],
            ),
        )  # fmt: skip
    return [
        Across(
            "copies",
            None,
            "note",
            "one text, word for word the same, stands at "
            f"{', '.join(str(side.outlet) for side in sides.values())}: it counts as one report",
            tuple(sides.values()),
            None,
            len(sides),
            1,
            "copies:" + keys.digest("reprinted", report_id)[:20],
        )
        for report_id, sides in at.items()
        if len(sides) > 1
    ]


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


def never_seen(connection: Connection, among: Collection[str] | None = None, most: int = 50) -> list[Across]:
    """Outlets that two reports or more cite, and of which no report is in the ledger.

    Cited for anything, or for the statements whose ids are given.
    """
    link, appearance, claim = tables.authority, tables.appearance, tables.attribution
    cited: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    links = (
        select(link.c.name, link.c.name_key, link.c.attribution_n, claim.c.report_id, claim.c.id)
        .join(claim, claim.c.n == link.c.attribution_n)
        .where(link.c.type == "outlet", claim.c.current, ~claim.c.rejected)
        .order_by(link.c.attribution_n)
    )
    if among is not None:
        links = links.where(claim.c.id.in_(sorted(among)[:_ASKED]))
    for row in connection.execute(links):
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
                "origin-never-seen",
                name,
                "note",
                f"{len(cited[key])} reports rest on {name}, of which no report is in the ledger",
                tuple(sides[i] for i in ids if i in sides),
                None,
                len(cited[key]),
                1,
                "origin-never-seen:" + keys.digest("origin-never-seen", key)[:20],
            )
        )
    return out


def actor_key(name: str, key: str) -> str:
    """The id of the outlet that a name means, or the name itself."""
    actor, _ = actor_of(name, "outlet", None)
    return actor or key


def _one_each(points: Sequence[Point]) -> list[Point]:
    """Of each report the first."""
    out: dict[str, Point] = {}
    for p in points:
        out.setdefault(p.figure.source.report_id, p)
    return list(out.values())
