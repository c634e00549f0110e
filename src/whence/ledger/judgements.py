"""What analysts decide: confirmed, corrected, rejected, merged, split, graded, commented on, undone.

Judgements are only ever added, each with who made it and when; to take one back is another. What is shown
follows from the readings and the judgements that hold; the readings themselves never change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.engine import RowMapping

from whence.ledger import corrections, keys, tables
from whence.ledger.errors import LedgerError
from whence.ledger.merging import is_actor, known_as
from whence.ledger.rows import Row

if TYPE_CHECKING:
    from whence.ledger.store import Ledger, Stored

Action = Literal["confirm", "correct", "reject", "merge", "split", "grade", "comment", "undo"]

GRADES: Final = {
    "reliability": tuple("ABCDEF"),
    "credibility": tuple("123456"),
    "grade": ("confirmed", "fair", "weak", "contested", "discounted"),
}
"""How a source (reliability), a piece of information (credibility) and an event (grade) are graded: the
first two are the two fields of the Admiralty scale, the third is as Airwars grades reports of harm."""

_TABLES: Final[dict[str, Table]] = {
    "attribution": tables.attribution,
    "figure": tables.figure,
    "exchange": tables.exchange,
    "finding": tables.finding,
}
_LONGEST_COMMENT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `value` is what a field was corrected to, the grade, the comment, or the other id."""

    id: str
    target: str
    kind: str
    """What the target is: "report", "attribution", "figure", "exchange", "finding" or "actor"."""
    action: Action
    field: str | None
    value: Any
    by: str
    at: str
    undoes: str | None = None
    carried_from: str | None = None
    """Id of the judgement on an older reading of the same text that this one repeats."""


def judge(
    ledger: Ledger, target: str, action: Action, *, field: str | None, value: Any, by: str
) -> Judgement:
    """Record a judgement. Raises LedgerError for an unknown target, field, value or grade."""
    return judge_all(ledger, target, [(action, field, value)], by=by)[0]


def judge_all(
    ledger: Ledger, target: str, decisions: Sequence[tuple[Action, str | None, Any]], *, by: str
) -> list[Judgement]:
    """Record several judgements on one target, all or none: action, field and value of each."""
    for action, _, _ in decisions:
        _known(action)
    if not by.strip():
        raise LedgerError("A judgement needs to say whose it is. Give a name.")
    made = []
    with ledger.write() as connection:
        kind = kind_of(connection, target)
        for action, field, value in decisions:
            name, checked = _checked(connection, target, kind, action, field, value)
            one = _add(
                connection, target, kind, action, field=name, value=checked, by=by.strip(), at=ledger.now()
            )
            made.append(one)
        reversed_before = kind == "figure" and _reversed(connection, target) is not None
        _apply(connection, kind, target)
        ends = _reversed(connection, target) if kind == "figure" and not reversed_before else None
        if ends is not None:
            low, high = ends
            raise LedgerError(f"{target}: low would be {low:,g} and high {high:,g}. Correct both together.")
    return made


def _reversed(connection: Connection, target: str) -> tuple[float, float] | None:
    """The ends of a figure's range where it ends before it begins; a report may say so, a correction not."""
    table = tables.figure
    low, high = connection.execute(select(table.c.low, table.c.high).where(table.c.id == target)).one()
    return (low, high) if low is not None and high is not None and low > high else None


def _known(action: str) -> None:
    if action not in get_args(Action) or action == "undo":
        raise LedgerError(f"{action!r} is no judgement. Give one of {', '.join(get_args(Action)[:-1])}.")


def undo(ledger: Ledger, judgement_id: str, *, by: str) -> Judgement:
    """Take a judgement back, by another. Raises LedgerError where it is unknown or does not hold any more."""
    if not by.strip():
        raise LedgerError("A judgement needs to say whose it is. Give a name.")
    table = tables.judgement
    with ledger.write() as connection:
        row = connection.execute(select(table).where(table.c.id == judgement_id)).mappings().one_or_none()
        if row is None:
            raise LedgerError(f"{judgement_id}: there is no such judgement in the ledger. Check the id.")
        if row["action"] == "undo":
            raise LedgerError(f"{judgement_id}: this took another one back. Make that one again instead.")
        if connection.execute(select(table.c.id).where(table.c.undoes == judgement_id)).first() is not None:
            raise LedgerError(f"{judgement_id}: this was taken back already.")
        target, kind = row["target"], row["target_kind"]
        made = _add(connection, target, kind, "undo", by=by.strip(), at=ledger.now(), undoes=judgement_id)
        _apply(connection, kind, target)
    return made


def judgements(
    connection: Connection, target: str | None = None, *, holding: bool = False
) -> list[Judgement]:
    """Every judgement, or those on one target, in the order in which they were made.

    With `holding` only those that were not taken back, and none of those that took one back.
    """
    table = tables.judgement
    wanted = select(table).order_by(table.c.number)
    if target is not None:
        wanted = wanted.where(table.c.target == target)
    if holding:
        wanted = wanted.where(table.c.action != "undo", table.c.id.not_in(_undone()))
    return [_judgement(row) for row in connection.execute(wanted).mappings()]


def left(connection: Connection, report_id: str | None = None) -> list[Judgement]:
    """The judgements on superseded readings that no newer reading has a place for."""
    table = tables.judgement
    wanted = (
        select(table)
        .where(
            table.c.action != "undo",
            table.c.id.not_in(_undone()),
            table.c.id.not_in(select(table.c.carried_from).where(table.c.carried_from.is_not(None))),
            table.c.target_kind.in_(_TABLES),
        )
        .order_by(table.c.number)
    )
    if report_id is not None:
        wanted = wanted.where(table.c.report_id == report_id)
    return [
        _judgement(row)
        for row in connection.execute(wanted).mappings()
        if not _is_current(connection, row["target_kind"], row["target"])
    ]


def kind_of(connection: Connection, target: str) -> str:
    """What an id names. Raises LedgerError where it names nothing in the ledger."""
    for kind, table in (*_TABLES.items(), ("report", tables.report), ("actor", tables.actor)):
        found = connection.execute(select(table.c.id).where(table.c.id == target)).first()
        if found is not None:
            return kind
    if is_actor(connection, target):
        return "actor"
    raise LedgerError(f"{target}: there is nothing of this id in the ledger. `whence find` prints ids.")


def carry(
    connection: Connection, older: str, stored: Stored, at: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Repeat the judgements on a reading for the one that supersedes it, wherever the spans still match.

    Gives the ids of the judgements that were made so, and of those for which there was no place.
    """
    table = tables.judgement
    rows = connection.execute(
        select(table)
        .where(
            table.c.report_id == stored.report_id,
            table.c.target.like(f"{older}:%"),
            table.c.action != "undo",
            table.c.id.not_in(_undone()),
        )
        .order_by(table.c.number)
    ).mappings()
    there = list(rows)
    if not there:
        return (), ()
    before = {item: mark for mark, item in _marks(connection, older)}
    after: dict[Any, str] = {}
    for mark, item in _marks(connection, stored.reading_id):
        after.setdefault(mark, item)
    carried, without = [], []
    for row in there:
        target = after.get(before.get(row["target"]))
        if target is None:
            without.append(row["id"])
            continue
        made = _add(
            connection, target, row["target_kind"], row["action"], field=row["field"], value=row["value"],
            by=row["by"], at=row["at"], carried_from=row["id"],
        )  # fmt: skip
        carried.append(made.id)
        _apply(connection, row["target_kind"], target)
    return tuple(carried), tuple(without)


def _undone() -> Any:
    table = tables.judgement
    return select(table.c.undoes).where(table.c.undoes.is_not(None))


def _is_current(connection: Connection, kind: str, target: str) -> bool:
    table = _TABLES[kind]
    return bool(connection.execute(select(table.c.current).where(table.c.id == target)).scalar_one_or_none())


def _marks(connection: Connection, reading_id: str) -> Iterable[tuple[Any, str]]:
    """What each item of a reading is known again by in another: the places of its words in the text."""
    from whence.ledger.lookup import of_reading

    def some(table: Table) -> list[Row]:
        found = connection.execute(of_reading(table, reading_id)).mappings()
        return sorted(({**row, **(row["original"] or {})} for row in found), key=lambda row: -row["n"])

    spans: dict[str, Any] = {}
    for row in some(tables.attribution):
        spans[row["local"]] = ("attribution", json.dumps([row["source"], row["content"]]))
        yield spans[row["local"]], row["id"]
    for row in some(tables.figure):
        spans[row["local"]] = ("figure", row["start"], row["end"])
        yield spans[row["local"]], row["id"]
    for row in some(tables.exchange):
        detail = row["detail"]
        parts = [detail["trigger"], detail["gives"], detail["in_return"]]
        spans[row["local"]] = ("exchange", json.dumps(parts))
        yield spans[row["local"]], row["id"]
    table = tables.finding
    found = connection.execute(select(table).where(table.c.reading_id == reading_id).order_by(table.c.id))
    for one in found.mappings():
        items = [local for name in ("figures", "attributions", "exchanges") for local in one["detail"][name]]
        yield ("finding", one["kind"], tuple(spans.get(local) for local in items)), one["id"]


def _checked(
    connection: Connection, target: str, kind: str, action: str, field: str | None, value: Any
) -> tuple[str | None, Any]:
    match action:
        case "correct":
            if field is None:
                raise LedgerError("A correction needs a field and a value, such as metric=killed.")
            return field, corrections.checked(kind, field, value)
        case "grade":
            allowed = GRADES.get(field or "")
            if allowed is None:
                raise LedgerError(f"{field!r} is no grade. Grades: {', '.join(GRADES)}.")
            grade = str(value).upper() if field == "reliability" else str(value).lower()
            if grade not in allowed:
                raise LedgerError(f"{field} cannot be {value!r}: one of {', '.join(allowed)} is wanted.")
            return field, grade
        case "reject" if kind == "actor":
            raise LedgerError(f"{target}: an actor is not rejected. Split off a name that is not its own.")
        case "merge" | "split":
            return None, _other(connection, target, kind, action, value)
        case "comment":
            if not isinstance(value, str) or not value.strip():
                raise LedgerError("A comment needs words. Give some.")
            if len(value) > _LONGEST_COMMENT:
                raise LedgerError(
                    f"A comment of {len(value):,} characters is over {_LONGEST_COMMENT:,}. Cut it."
                )
            return None, value
    return None, None


def _other(connection: Connection, target: str, kind: str, action: str, value: Any) -> str:
    """The other id of a merge or split; of an actor that is split, the name that is somebody else's."""
    if not isinstance(value, str) or not value.strip():
        raise LedgerError(f"To {action} needs another id. Give it.")
    if kind == "actor" and action == "split":
        return value
    other = kind_of(connection, value)
    if other != kind:
        raise LedgerError(f"{target} is of kind {kind} and {value} of kind {other}: give two of one kind.")
    if value == target or (kind == "actor" and known_as(value) == known_as(target)):
        raise LedgerError(f"{target}: this is the same id twice. Give two.")
    return value


def _add(
    connection: Connection,
    target: str,
    kind: str,
    action: Action,
    *,
    by: str,
    at: str,
    field: str | None = None,
    value: Any = None,
    undoes: str | None = None,
    carried_from: str | None = None,
) -> Judgement:
    table = tables.judgement
    before = len(connection.execute(select(table.c.number).where(table.c.target == target)).all())
    name = keys.digest(target, str(before), action, field or "", json.dumps(value), by, at)
    made = Judgement(f"j{name[:12]}", target, kind, action, field, value, by, at, undoes, carried_from)
    report_id = (
        None if kind == "actor" or (":" not in target and kind != "report") else target[: keys.REPORT_DIGITS]
    )
    connection.execute(
        insert(table),
        {
            "id": made.id, "target": target, "target_kind": kind, "report_id": report_id, "action": action,
            "field": field, "value": value, "undoes": undoes, "carried_from": carried_from,
            "by": by, "at": at,
        },
    )  # fmt: skip
    return made


def _apply(connection: Connection, kind: str, target: str) -> None:
    from whence.ledger.effects import apply

    if kind == "actor":
        return
    corrected: dict[str, Any] = {}
    rejected = False
    for one in judgements(connection, target, holding=True):
        if one.action == "correct" and one.field is not None:
            corrected[one.field] = one.value
        elif one.action in ("reject", "confirm"):
            rejected = one.action == "reject"
    apply(connection, kind, target, corrected, rejected=rejected)


def _judgement(row: RowMapping) -> Judgement:
    return Judgement(
        row["id"], row["target"], row["target_kind"], row["action"], row["field"], row["value"], row["by"],
        row["at"], row["undoes"], row["carried_from"],
    )  # fmt: skip
