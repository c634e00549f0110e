"""A series: one measure across reports, by authority and by the day it was said, with its bounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, or_, select

from whence.ledger import keys, tables
from whence.ledger import words as index
from whence.ledger.lookup import appeared
from whence.ledger.merging import Merged
from whence.ledger.records import FigureRecord, figure_record
from whence.ledger.tracing.across import Across
from whence.ledger.tracing.authorities import actor_of, has_cue, speakers
from whence.ledger.tracing.lexicon import packaged_lexicon
from whence.ledger.tracing.measures import Asked, fits
from whence.ledger.types import restored
from whence.sentences import Sentences

MOST: Final = 80
"""Figures of the metric asked for, and a quarter as many of each beside it; of more the latest are taken, and
`Line.more` is true."""
FOUND: Final = 5
"""Findings of one kind that are told of one metric; the latest, as drift of figures shown is told in full."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series."""

    figure: FigureRecord
    authority: str | None
    """Whose figure it is; None in the report's own voice."""
    who: str
    """The actor's id, or the name in the form in which names are compared; "" in the report's own voice."""
    party: str | None
    said: str | None
    """The day on which it was said, or of the report where that is not known."""
    retells: str | None = None
    """Id of the figure that is nearest the origin of what it tells again; None for an origin."""
    drift: tuple[str, ...] = ()
    """What changed from that one to this."""
    report_n: int = 0

    @property
    def id(self) -> str:
        """The id of the figure."""
        return self.figure.id


@dataclass(frozen=True, slots=True)
class Envelope:
    """The lowest and the highest figure of independent origins: a range of what is said, and no truth."""

    lowest: Point
    highest: Point
    origins: int
    open: bool
    """Whether the highest is a bound with no end."""


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one metric, by the day they were said."""

    metric: str
    points: tuple[Point, ...]
    envelope: Envelope | None
    reports: int
    origins: int
    """How many independent origins stand behind these reports."""
    more: bool = False
    """Whether there are more, earlier ones than MOST."""


@dataclass(frozen=True, slots=True)
class Series:
    """One measure across reports. Metrics stand side by side in lines of their own and are never mixed."""

    asked: Asked
    lines: tuple[Line, ...]
    findings: tuple[Across, ...] = ()


def series_of(connection: Connection, asked: Asked, *, most: int = MOST) -> Series:
    """The series of a measure in a ledger, with what is found in it. Empty where there is none."""
    points = points_of(connection, asked, most)
    lines = tuple(line_of(metric, *points[metric]) for metric in asked.metrics if metric in points)
    found: tuple[Across, ...] = ()
    if lines:
        from whence.ledger.tracing.findings import findings_in

        found = findings_in(connection, lines)
    return Series(asked, lines, found)


def points_of(
    connection: Connection, asked: Asked, most: int = MOST, metrics: Sequence[str] | None = None
) -> dict[str, tuple[list[Point], bool]]:
    """Per metric the figures that fit, by the day they were said; and whether there are more."""
    low, high = keys.days(asked.since, asked.until)
    out: dict[str, tuple[list[Point], bool]] = {}
    for metric in metrics or asked.metrics:
        shown = most if metric == asked.metric else most // 4
        rows = _latest(connection, metric, asked.side_keys, low, high, shown + 1)
        chosen = [row for row in rows[:shown] if fits(asked, row["what"], row["place"]) and _counts(row)]
        points = _filtered(
            connection, asked, _points(connection, chosen, _LOOKED_AT if metric == asked.metric else _BESIDE)
        )
        if points:
            out[metric] = (points, len(rows) > shown)
    return out


def _latest(
    connection: Connection, metric: str, sides: Sequence[str], low: int, high: int, most: int
) -> list[Mapping[Any, Any]]:
    """The latest figures of a metric, and of a side where one is asked for; each way by an index's order."""
    figure = tables.figure
    query = select(figure).where(figure.c.current, ~figure.c.rejected)
    if sides:
        query = query.where(
            figure.c.metric == metric, figure.c.side_key == sides[0], figure.c.n.between(low, high)
        )
        return list(connection.execute(query.order_by(figure.c.n.desc()).limit(most)).mappings())
    # Of whatever side: the search index has the statements with such figures in the ledger's order.
    some = index.latest(connection, [keys.facet("metric", metric)], low, high, most)
    rows: dict[int, Mapping[Any, Any]] = {}
    for column in (figure.c.attribution_n, figure.c.n):
        for row in connection.execute(query.where(column.in_(some))).mappings():
            if row["metric"] == metric:
                rows[row["n"]] = row
    return [rows[n] for n in sorted(rows, reverse=True)][:most]


def _counts(row: Mapping[Any, Any]) -> bool:
    return (
        row["kind"] in ("count", "measure", "money") and row["polarity"] == "affirmed" and row["of"] is None
    )


def _filtered(connection: Connection, asked: Asked, points: list[Point]) -> list[Point]:
    if asked.outlet:
        wanted = keys.name_key(asked.outlet)
        there = appeared(connection, wanted, sorted({p.figure.source.report_id for p in points}))
        points = [p for p in points if p.figure.source.report_id in there]
    if asked.authority:
        actor, _ = actor_of(asked.authority, "unknown", None)
        wanted = keys.name_key(asked.authority)
        merged = Merged.of(connection)
        who = {wanted, actor, merged.one(actor, wanted), merged.roots.get(asked.authority, asked.authority)}
        points = [
            p for p in points
            if p.who in who
            or wanted in {keys.name_key(name) for link in p.figure.chain for name in link}
        ]  # fmt: skip
    return points


def _points(connection: Connection, rows: Sequence[Mapping[Any, Any]], looked_at: int) -> list[Point]:
    if not rows:
        return []
    report, claim, link = tables.report, tables.attribution, tables.authority
    places = sorted({row["n"] // keys.LOCAL * keys.LOCAL for row in rows})
    on = sorted({row["attribution_n"] for row in rows if row["attribution_n"] is not None})
    reports = _by(
        connection,
        select(report.c.n, report.c.id, report.c.outlet, report.c.title, report.c.location,
               report.c.published, report.c.day, report.c.rejected),
        report.c.n, places,
    )  # fmt: skip
    claims = _by(connection, select(claim), claim.c.n, on)
    types: dict[int, list[Any]] = defaultdict(list)
    for i in range(0, len(on), 400):
        for joint in connection.execute(
            select(link).where(link.c.attribution_n.in_(on[i : i + 400]))
            .order_by(link.c.attribution_n, link.c.link, link.c.joint)
        ).mappings():  # fmt: skip
            types[joint["attribution_n"]].append(joint)
    inferred = _inferred(connection, [row for row in rows if row["attribution_n"] is None], looked_at)
    merged = Merged.of(connection)
    ids = [row["id"] for row in rows]
    nearest = nearest_of(connection, ids)
    out = []
    for row in rows:
        about = reports[row["n"] // keys.LOCAL * keys.LOCAL]
        on_claim = claims.get(row["attribution_n"])
        if about["rejected"] or (on_claim is not None and on_claim["rejected"]):
            continue
        record = figure_record(about, on_claim, row)
        links = [one for one in types.get(row["attribution_n"], ()) if one["type"] != "outlet"] or types.get(
            row["attribution_n"], []
        )
        who: Mapping[Any, Any] | None = links[-1] if links else inferred.get(row["id"])
        day = about["day"]
        actor, party = actor_of(who["name"], who["type"], None) if who is not None else (None, None)
        if who is not None and who["actor_id"]:
            actor = who["actor_id"]
        root = nearest.get(row["id"])
        said = record.said_from if record.said_from and record.said_from == record.said_to else day
        out.append(
            Point(
                figure=record,
                authority=who["name"] if who is not None else None,
                who=merged.one(actor, who["name_key"]) if who is not None else "",
                party=party,
                said=said,
                retells=root[0] if root else None,
                drift=root[1] if root else (),
                report_n=about["n"],
            )
        )
    out.sort(key=lambda p: (p.said or "", p.figure.n))
    return out


def _by(connection: Connection, query: Any, column: Any, places: Sequence[int]) -> dict[int, Any]:
    out: dict[int, Any] = {}
    for i in range(0, len(places), 400):
        for row in connection.execute(query.where(column.in_(places[i : i + 400]))).mappings():
            out[row[column.name]] = row
    return out


def _inferred(
    connection: Connection, rows: Sequence[Mapping[Any, Any]], looked_at: int
) -> dict[str, Mapping[Any, Any]]:
    """Whose the figures are that the reader put on nobody's word, where their own sentence says so.

    Of so many reports only, the latest, since their texts have to be looked at.
    """
    if not rows:
        return {}
    lexicon = packaged_lexicon()
    report = tables.report
    out: dict[str, Mapping[Any, Any]] = {}
    by_report: dict[int, list[Mapping[Any, Any]]] = defaultdict(list)
    for row in rows:
        by_report[row["n"] // keys.LOCAL * keys.LOCAL].append(row)
    looked = sorted(by_report, reverse=True)[:looked_at]
    authorities = _authorities(connection, looked)
    texts = dict(connection.execute(select(report.c.n, report.c.text).where(report.c.n.in_(looked))).all())
    for n in looked:
        known = authorities[n]
        if not known:
            continue
        sentences = Sentences(texts[n])
        for row in by_report[n]:
            # Of its own clause only, and where nobody else speaks in that: a word in the wrong mouth is the
            # worst that can be shown. Whoever spoke a sentence before is not asked.
            clause = _clause(texts[n], sentences, row["start"])
            if not has_cue(clause, lexicon):
                continue
            who, _ = speakers(clause, "", known, lexicon)
            if len({one["name_key"] for one in who}) == 1:
                out[row["id"]] = next(
                    (one for one in known if one["name_key"] == who[-1]["name_key"]), who[-1]
                )
    return out


def _clause(text: str, sentences: Sentences, place: int) -> str:
    """The words between semicolons around a place, within its sentence."""
    sentence = sentences.all[sentences.at(place)]
    first = max(sentence.start, text.rfind(";", sentence.start, place) + 1)
    last = text.find(";", place, sentence.end)
    return text[first : last if last >= 0 else sentence.end]


def _authorities(connection: Connection, places: Sequence[int]) -> dict[int, list[Mapping[Any, Any]]]:
    """Everybody on whose word something stands in some reports, by the place of the report."""
    columns = ("attribution_n", "name", "name_key", "words", "type", "anonymous", "resolved", "actor_id")
    chosen = ", ".join(columns)
    out: dict[int, list[Mapping[Any, Any]]] = defaultdict(list)
    if places:
        # Joined to the reports' bounds; by "or" they would be found by looking at every row.
        bounds = ", ".join(f"({n:d}, {n + keys.LOCAL - 1:d})" for n in places)
        found = connection.exec_driver_sql(
            f"WITH bounds(first, last) AS (VALUES {bounds}) SELECT {chosen}, link, joint "
            "FROM bounds CROSS JOIN authority WHERE attribution_n BETWEEN first AND last"
        ).all()
        for row in sorted(found, key=lambda one: (one[0], one[-2], one[-1])):
            known = dict(zip(columns, row[: len(columns)], strict=True))
            for column in ("name", "name_key", "words"):
                known[column] = restored(known[column])
            out[row[0] // keys.LOCAL * keys.LOCAL].append(known)
    return out


_LOOKED_AT: Final = 16
_BESIDE: Final = 4
"""Reports that are looked at for whose word it is: of the metric asked for, and of each beside it."""


def nearest_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """For each figure that tells something again the id of the telling nearest the origin, and its drift."""
    table = tables.retelling
    best: dict[str, tuple[list[Any], str, tuple[str, ...]]] = {}
    for i in range(0, len(ids), 400):
        for row in connection.execute(select(table).where(table.c.later_id.in_(ids[i : i + 400]))).mappings():
            detail = row["detail"]
            known = best.get(row["later_id"])
            if known is None or detail["near"] < known[0]:
                best[row["later_id"]] = (
                    detail["near"], row["earlier_id"], tuple(one[0] for one in detail["drift"])
                )  # fmt: skip
    return {later: (earlier, drift) for later, (_, earlier, drift) in best.items()}


def retold(connection: Connection, root: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The figures that tell the one with this id again, and what is known of each pair."""
    table = tables.retelling
    rows = connection.execute(select(table).where(table.c.earlier_id == root)).mappings().all()
    return sorted((row["later_id"], row["detail"]) for row in rows)


def line_of(metric: str, points: Sequence[Point], more: bool) -> Line:
    """The line of a metric out of its figures."""
    return Line(
        metric,
        tuple(points),
        envelope_of(points),
        len({p.figure.source.report_id for p in points}),
        len(origins_of(points)),
        more,
    )


def origins_of(points: Iterable[Point]) -> dict[str, list[Point]]:
    """The points by independent origin: whoever is at the end of the chain of the telling nearest the origin.

    What tells another point again is of its origin; a figure in a report's own voice is of that report.
    """
    some = list(points)
    by_id = {p.id: p for p in some}
    told_below = headlines(some)
    out: dict[str, list[Point]] = defaultdict(list)
    for one in some:
        p = told_below.get(one.id, one)
        root = by_id.get(p.retells or "", p)
        out[root.who or (root.id if p.retells is None else p.retells)].append(one)
    return dict(out)


def headlines(points: Sequence[Point]) -> dict[str, Point]:
    """For each figure of a headline, by id, the figure of the text below that it announces."""
    by_report: dict[int, list[Point]] = defaultdict(list)
    for p in points:
        by_report[p.report_n].append(p)
    out = {}
    for some in by_report.values():
        for p in some:
            title = p.figure.source.title or ""
            if p.retells is not None or p.figure.start >= len(title) or p.figure.words not in title:
                continue
            for other in some:
                same = (other.figure.low, other.figure.high) == (p.figure.low, p.figure.high)
                if same and other.figure.start >= len(title):
                    out[p.id] = other
                    break
    return out


def scale_of(points: Iterable[Point]) -> tuple[str, str | None]:
    """Of what kind most of the figures are, and in which unit: tonnes and heads have no scale in common."""
    counted = Counter(map(in_unit, points))
    return max(counted, key=lambda one: (counted[one], one[0] == "count"), default=("count", None))


def in_unit(point: Point) -> tuple[str, str | None]:
    """The kind and unit of a figure; heads and things are of one, whatever they are called."""
    return point.figure.kind, None if point.figure.kind == "count" else point.figure.unit


def envelope_of(points: Sequence[Point]) -> Envelope | None:
    """The lowest and highest of the origins' latest figures; None where none gives a number.

    Only what rests on somebody's word and is asserted, claimed, estimated or preliminary counts, and of
    retellings the telling nearest the origin.
    """
    latest: dict[str, Point] = {}
    scale, told_below = scale_of(points), headlines(points)
    for p in points:
        if (
            p.retells is not None
            or p.id in told_below
            or in_unit(p) != scale
            or not p.who
            or p.figure.standing not in _SURE
            or p.figure.vague
            or p.figure.note
        ):
            continue
        known = latest.get(p.who)
        if known is None or (p.said or "") >= (known.said or ""):
            latest[p.who] = p
    if not latest:
        return None
    some = sorted(latest.values(), key=lambda p: (low_of(p), p.figure.n))
    highest = max(some, key=lambda p: (high_of(p) if high_of(p) != float("inf") else low_of(p), p.figure.n))
    return Envelope(some[0], highest, len(latest), any(p.figure.high is None for p in some))


_SURE: Final = frozenset({"asserted", "claimed", "estimated", "preliminary"})


def low_of(point: Point) -> float:
    """The lowest amount that the words allow."""
    low, high = point.figure.low, point.figure.high
    return float(low) if low is not None else (0.0 if high is not None else float("-inf"))


def high_of(point: Point) -> float:
    """The highest amount that the words allow, infinite where there is no bound."""
    return float(point.figure.high) if point.figure.high is not None else float("inf")


def figure_place(connection: Connection, given: str) -> list[Any]:
    """The rows of the figures that an id means: of a figure, or of the attribution that they stand in."""
    figure, claim = tables.figure, tables.attribution
    on = connection.execute(select(claim.c.n).where(claim.c.id == given)).scalar_one_or_none()
    condition = (
        figure.c.id == given if on is None else or_(figure.c.id == given, figure.c.attribution_n == on)
    )
    return list(connection.execute(select(figure).where(condition).order_by(figure.c.start)).mappings())
