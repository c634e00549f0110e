"""What is worked out when a report is added: its copies, its retellings, and how these drifted.

Only reports that share a passage, an amount or an authority within some weeks are looked at, found by
indexes and bounded in number: what one more report costs does not grow with the ledger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, insert, or_, select, text, update

from whence.ledger import keys, tables
from whence.ledger import words as index
from whence.ledger.dates import around
from whence.ledger.tracing.amounts import same_amount
from whence.ledger.tracing.authorities import is_country
from whence.ledger.tracing.copies import Passage, find_copies, first_print, store_fingerprints
from whence.ledger.tracing.credits import standing_of
from whence.ledger.tracing.drift import drift
from whence.ledger.tracing.echoes import follow_sayings
from whence.ledger.tracing.gathering import tellings_of
from whence.ledger.tracing.origins import nearness, vouched
from whence.ledger.tracing.retellings import DAYS, Match, compare, contradicted
from whence.ledger.tracing.statements import Page, Telling, page_of
from whence.reports.vocabulary import english

if TYPE_CHECKING:
    from whence.ledger.store import Stored

_PER_AMOUNT: Final = 100
_PER_AUTHORITY: Final = 20
_REPORTS: Final = 20
_ALONE: Final = 8
"""Reports that one report is compared with, at most, and those that share no amount, only an authority."""
_COMMON: Final = 8_000
"""Words that are as common as this tell no name."""
_MATCHES: Final = 40
"""Retellings that are kept of one figure: those nearest the origin."""
_LOCK: Final = 20241224


def follow(connection: Connection, stored: Stored) -> None:
    """Find copies and retellings of a reading that has just been written, in the same transaction.

    Give it to `Ledger.add` as `then=(follow,)`.
    """
    if connection.dialect.name == "postgresql":
        # Two reports that are added at once would not see each other's passages.
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
    row = connection.execute(select(tables.report).where(tables.report.c.n == stored.n)).mappings().one()
    page = page_of(row)
    if _is_followed(connection, page):
        _forget(connection, stored.n)
    else:
        shared = find_copies(connection, page.id, row["text"])
        store_fingerprints(connection, page.id, row["text"])
        _store_copies(connection, page, shared)
    changed = follow_sayings(connection, page)
    mine = _without_headlines(tellings_of(connection, [stored.n]))
    if mine:
        near = _reports_near(connection, page, mine)
        theirs = _without_headlines(tellings_of(connection, near, like=mine))
        changed |= _store_matches(connection, mine, theirs)
    store_drift(connection, changed)


def _without_headlines(some: Sequence[Telling]) -> list[Telling]:
    """All but the headlines whose amount the body of the same report gives too: the body says it better."""
    body = {
        (one.page.n, one.unit, one.value) for one in some if not one.page.sentences.all[one.sentence].headline
    }
    return [
        one for one in some
        if not one.page.sentences.all[one.sentence].headline or (one.page.n, one.unit, one.value) not in body
    ]  # fmt: skip


def _is_followed(connection: Connection, page: Page) -> bool:
    table = tables.fingerprint
    own = first_print(page.sentences.text)
    if own is None:
        return False
    found = connection.execute(select(table.c.hash).where(table.c.hash == own, table.c.report_id == page.id))
    return found.first() is not None


def _forget(connection: Connection, n: int) -> None:
    """Take what was found of a superseded reading out of what is current."""
    old = [
        one
        for table in (tables.figure, tables.attribution)
        for one in connection.execute(
            select(table.c.id).where(table.c.n.between(n, n + keys.LOCAL - 1), ~table.c.current)
        ).scalars()
    ]
    for i in range(0, len(old), 400):
        some = old[i : i + 400]
        table = tables.retelling
        connection.execute(delete(table).where(or_(table.c.later_id.in_(some), table.c.earlier_id.in_(some))))
        evidence, finding = tables.evidence, tables.finding
        ids = connection.execute(
            select(evidence.c.finding_id)
            .join(finding, finding.c.id == evidence.c.finding_id)
            .where(evidence.c.item_id.in_(some), finding.c.report_id.is_(None))
        ).scalars().all()  # fmt: skip
        _set_current(connection, ids, current=False)


def _set_current(connection: Connection, ids: Sequence[str], *, current: bool) -> None:
    if ids:
        connection.execute(update(tables.finding).where(tables.finding.c.id.in_(ids)).values(current=current))
        connection.execute(
            update(tables.evidence).where(tables.evidence.c.finding_id.in_(ids)).values(current=current)
        )


def _store_copies(connection: Connection, page: Page, shared: dict[str, list[Passage]]) -> None:
    if not shared:
        return
    others = {
        row["id"]: page_of(row)
        for row in connection.execute(select(tables.report).where(tables.report.c.id.in_(shared))).mappings()
    }
    rows: list[dict[str, Any]] = []
    for other, some in shared.items():
        later, earlier = (page, others[other])
        turned = _directness(later) < _directness(earlier)
        for p in some:
            ends = (p.start, p.end, p.from_start, p.from_end)
            if turned:
                ends = (p.from_start, p.from_end, p.start, p.end)
            rows.append(
                {
                    "report_id": (earlier if turned else later).id,
                    "from_report_id": (later if turned else earlier).id,
                    "start": ends[0], "end": ends[1], "from_start": ends[2], "from_end": ends[3],
                }
            )  # fmt: skip
    # One place of the earlier text may stand twice in the later; each place of the later has one row.
    once = {(r["report_id"], r["start"], r["from_report_id"]): r for r in rows}
    connection.execute(insert(tables.copied), list(once.values()))


def _directness(page: Page) -> tuple[str, int, int]:
    day = page.day.isoformat() if page.day else "9999-99-99"
    return day, standing_of(page.sentences.text, page.outlet), page.n


def _reports_near(connection: Connection, page: Page, mine: Sequence[Telling]) -> list[int]:
    """Places of the reports that may tell a statement of this one too, the likeliest first."""
    low, high = 0, keys.LAST
    if page.day is not None:
        low, high = keys.days(*around(page.day, DAYS))
    score: Counter[int] = Counter()
    asked: set[float] = set()
    told: list[tuple[float, Telling]] = []
    for one in mine:
        value = one.value
        if value is None or value in asked:
            continue
        asked.add(value)
        told += [(value, one), (round(value * 100, 6), one)] if one.unit == "part" else [(value, one)]
    for amount, n, metric, side in _with_amounts(connection, {amount for amount, _ in told}, low, high):
        one = next(one for wanted, one in told if wanted == amount)
        report = n // keys.LOCAL * keys.LOCAL
        if report != page.n and not (side and one.side and side != one.side):
            # What measures the same comes first: many reports have a "three" in them.
            score[report] += (
                1
                + 2 * (metric == one.figure.metric and metric is not None)
                + 2 * (side == one.side and side is not None)
                + 2 * (amount > 12)
            )
    # A changed amount is found by whose it is.
    named = {one.word.key for one in mine if one.word.key and one.word.reach in ("named", "body")}
    named |= {keys.name_key(one.word.teller) for one in mine if one.word.teller}
    if named:
        # By the whole name, or by its seldom words: "a survey by the institute Demos", "Demos".
        terms = [(keys.facet("authority", key),) for key in sorted(named)]
        terms += [(word,) for word in sorted({w for key in named for w in key.split() if _seldom(w)})]
        spoken = index.latest_with(connection, terms, low, high, _PER_AUTHORITY * len(named))
        said = dict.fromkeys(n // keys.LOCAL * keys.LOCAL for n in spoken)
        said.pop(page.n, None)
        for report in said:
            if report in score:
                score[report] += 4
        alone = [report for report in said if report not in score][:_ALONE]
        score |= dict.fromkeys(alone, 4)
    copied = tables.copied
    for one, other in connection.execute(
        select(copied.c.report_id, copied.c.from_report_id).where(
            or_(copied.c.report_id == page.id, copied.c.from_report_id == page.id)
        )
    ).all():
        place = _place(connection, other if one == page.id else one)
        if place is not None:
            score[place] += 20
    ordered = sorted(score, key=lambda n: (-score[n], n))
    return ordered[:_REPORTS]


def _seldom(word: str) -> bool:
    """Whether a word of a name tells whose it is by itself."""
    return len(word) > 3 and not english().common(word, _COMMON) and not is_country(word)


def _with_amounts(
    connection: Connection, amounts: Iterable[float], low: int, high: int
) -> Sequence[Sequence[Any]]:
    """Amount, place, metric and side of the latest figures that have one of some amounts, of each so many."""
    questions = [
        f"SELECT * FROM (SELECT {float(amount)!r} AS amount, n, metric, side_key FROM figure "
        f"WHERE {condition} AND n BETWEEN {low:d} AND {high:d} ORDER BY n DESC LIMIT {_PER_AMOUNT:d}) "
        f"AS t{number}"
        for number, (amount, condition) in enumerate(
            (amount, condition.format(float(amount)))
            for amount in sorted(amounts)
            for condition in ("low = {!r}", "low IS NULL AND high = {!r}")
        )
    ]
    out: list[Sequence[Any]] = []
    for i in range(0, len(questions), 200):
        # Numbers alone, so nothing needs to be quoted; one question costs much less than each by itself.
        out += connection.exec_driver_sql(" UNION ALL ".join(questions[i : i + 200])).all()
    return out


def _place(connection: Connection, report_id: str) -> int | None:
    return connection.execute(
        select(tables.report.c.n).where(tables.report.c.id == report_id)
    ).scalar_one_or_none()  # fmt: skip


def _store_matches(connection: Connection, mine: Sequence[Telling], theirs: Sequence[Telling]) -> set[str]:
    """Write the pairs that tell one statement; ids of the figures of which a nearer telling may be known."""
    by_amount: dict[str, list[Telling]] = defaultdict(list)
    for other in theirs:
        by_amount[other.unit].append(other)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for one in mine:
        found = _best_of_each(
            [(other, match) for other in by_amount[one.unit] if (match := compare(one, other)) is not None]
        )
        found.sort(key=lambda pair: nearness(pair[0]))
        for other, match in found[:_MATCHES]:
            _put(rows, one, other, match, None)
        _put_through(connection, rows, one, found[:_MATCHES])
    if rows:
        connection.execute(insert(tables.retelling), list(rows.values()))
    return {later for later, _ in rows}


def _best_of_each(found: Sequence[tuple[Telling, Match]]) -> list[tuple[Telling, Match]]:
    """Of each report the figure that agrees best: one statement is not two of another report."""
    best: dict[int, tuple[Telling, Match]] = {}
    for other, match in found:
        known = best.get(other.page.n)
        if known is None or (match.score, -other.figure.n) > (known[1].score, -known[0].figure.n):
            best[other.page.n] = other, match
    return list(best.values())


def _put(
    rows: dict[tuple[str, str], dict[str, Any]], one: Telling, other: Telling, match: Match, via: str | None
) -> None:
    earlier, later = sorted((one, other), key=nearness)
    if not vouched(earlier):
        return
    rows[later.id, earlier.id] = {
        "later_id": later.id,
        "earlier_id": earlier.id,
        "score": round(match.score, 4),
        "detail": {
            "near": list(nearness(earlier)),
            "amounts": match.amounts,
            "via": via,
            "drift": [[d.kind, d.before, d.after] for d in drift(earlier, later)],
            "words": [earlier.figure.words, later.figure.words],
            "headline": later.page.sentences.all[later.sentence].headline,
        },
    }


def _put_through(
    connection: Connection,
    rows: dict[tuple[str, str], dict[str, Any]],
    one: Telling,
    found: Sequence[tuple[Telling, Match]],
) -> None:
    """Join what one telling has in common with two others that do not show it themselves.

    A retelling that changed the amount is of the same origin as the statement that it changed.
    """
    table = tables.retelling
    ids = {other.id: (other, match) for other, match in found}
    if not ids:
        return
    linked = connection.execute(
        select(table.c.later_id, table.c.earlier_id, table.c.detail).where(
            or_(table.c.later_id.in_(ids), table.c.earlier_id.in_(ids))
        ).limit(_MATCHES * 4)
    ).all()  # fmt: skip
    wanted: dict[str, str] = {}
    for later, earlier, detail in linked:
        for near, far in ((later, earlier), (earlier, later)):
            # One of the two links may have another amount, never both.
            if near in ids and far not in ids and "same" in (detail["amounts"], ids[near][1].amounts):
                wanted.setdefault(far, near)
    wanted = dict(sorted(wanted.items())[:_MATCHES])
    places = {
        n // keys.LOCAL * keys.LOCAL
        for n in connection.execute(select(tables.figure.c.n).where(tables.figure.c.id.in_(wanted))).scalars()
    }
    far_ones = {t.id: t for t in tellings_of(connection, sorted(places)) if t.id in wanted}
    for far, near in wanted.items():
        other = far_ones.get(far)
        if other is None or other.page.id == one.page.id or not _passes_on(one, ids[near][0], other):
            continue
        if same_amount(one.value or 0.0, other.value or 0.0, one.unit):
            # Then the two can be compared themselves, and were found to be two statements.
            continue
        if (pair := tuple(sorted((one, other), key=nearness))) and (pair[1].id, pair[0].id) in rows:
            continue
        match = Match(ids[near][1].score, "near", ids[near][1].agreement, ids[near][1].authority)
        _put(rows, one, other, match, near)


def _passes_on(one: Telling, middle: Telling, other: Telling) -> bool:
    """Whether nothing sets the two ends apart: the middle must not be the latest of the three."""
    latest = max((one, middle, other), key=nearness)
    if one.unit != other.unit or contradicted(one, other):
        return False
    return latest is not middle and compare(middle, other) is not None


def store_drift(connection: Connection, later_ids: Iterable[str]) -> None:
    """Write the drift of retellings against the telling that is nearest the origin, and of no other."""
    table = tables.retelling
    wanted = sorted(later_ids)
    for i in range(0, len(wanted), 200):
        rows = connection.execute(
            select(table).where(table.c.later_id.in_(wanted[i : i + 200]))
        ).mappings().all()  # fmt: skip
        nearest: dict[str, Any] = {}
        for row in rows:
            known = nearest.get(row["later_id"])
            if known is None or row["detail"]["near"] < known["detail"]["near"]:
                nearest[row["later_id"]] = row
        _write_drift(connection, nearest)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a figure or a statement stands."""

    item: str
    statement: int
    report_id: str


def _places(connection: Connection, ids: Sequence[str]) -> dict[str, _Placed]:
    figure, claim = tables.figure, tables.attribution
    out = {
        row.id: _Placed("figure", row.n if row.attribution_n is None else row.attribution_n, row.report_id)
        for row in connection.execute(
            select(figure.c.id, figure.c.n, figure.c.attribution_n, figure.c.report_id).where(
                figure.c.id.in_(ids)
            )
        )
    }
    rest = [one for one in ids if one not in out]
    if rest:
        out |= {
            row.id: _Placed("attribution", row.n, row.report_id)
            for row in connection.execute(
                select(claim.c.id, claim.c.n, claim.c.report_id).where(claim.c.id.in_(rest))
            )
        }
    return out


def _write_drift(connection: Connection, nearest: dict[str, Any]) -> None:
    finding, evidence = tables.finding, tables.evidence
    ids = sorted({i for row in nearest.values() for i in (row["later_id"], row["earlier_id"])})
    places = _places(connection, ids)
    # By the item alone: by the kind as well, every drift of the ledger might be looked at.
    old = [
        name
        for name, kind, side in connection.execute(
            select(evidence.c.finding_id, evidence.c.finding_kind, evidence.c.side).where(
                evidence.c.item_id.in_(list(nearest))
            )
        )
        if kind == "drift" and side == "later"
    ]
    made: dict[str, dict[str, Any]] = {}
    backed: list[dict[str, Any]] = []
    for later, row in nearest.items():
        both = [row["earlier_id"], later]
        item = places[later].item
        for kind, before, after in row["detail"]["drift"]:
            name = "drift:" + keys.digest("drift", kind, later, row["earlier_id"])[:20]
            made[name] = {
                "id": name,
                "kind": "drift",
                "severity": "warning",
                "message": _message(
                    kind, before, after, *row["detail"]["words"], counted=item == "figure"
                ),
                "detail": {"what": kind, "before": before, "after": after, "nearest": row["earlier_id"],
                           "figures": both if item == "figure" else [],
                           "attributions": both if item == "attribution" else [], "exchanges": []},
                "current": True,
            }  # fmt: skip
            for number, (side, one) in enumerate((("earlier", row["earlier_id"]), ("later", later))):
                place = places[one]
                backed.append(
                    {
                        "finding_id": name, "number": number, "side": side, "item": place.item,
                        "item_id": one, "statement_n": place.statement, "report_id": place.report_id,
                        "finding_kind": "drift", "current": True,
                    }
                )  # fmt: skip
    _set_current(connection, [name for name in old if name not in made], current=False)
    known = set(
        connection.execute(select(finding.c.id).where(finding.c.id.in_(list(made)))).scalars()
    )  # fmt: skip
    _set_current(connection, sorted(known), current=True)
    fresh = [row for name, row in made.items() if name not in known]
    if fresh:
        connection.execute(insert(finding), fresh)
        connection.execute(insert(evidence), [row for row in backed if row["finding_id"] not in known])


def _message(kind: str, before: str, after: str, earlier: str, later: str, *, counted: bool) -> str:
    what = "what is counted" if counted else "what became of them"
    said = {
        "metric": f"{what} changed on the way: {before} became {after}",
        "bound": f"the bound changed on the way: “{earlier}” became “{later}”",
        "standing": f"what was {before} at first is {after} in a retelling",
        "figure": f"the figure changed on the way: “{before}” became “{after}”",
        "authority": f"it rested on {before} at first, and on {after or 'somebody else'} in a retelling",
        "polarity": f"what was {before} at first is {after} in a retelling",
        "scope": f"the scope changed on the way: {before or 'one'} became {after or 'another'}",
    }
    return said[kind]
