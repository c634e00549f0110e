"""The tables of a ledger. A change here needs a migration beside it (see `migrations`).

Ids are text and follow from what they name (see `keys`). `n` is a row's place in the ledger's order: the
latest report first where it is sorted downwards, and within a report as the text has it. Offsets count
code points of the report's text as found. `current` is false for what a newer reading of the same text
has superseded; it is kept, and left out of every query that does not ask for it. A row that a judgement
corrected has the corrected values in its columns and what they were in `original`; `rejected` is true where
an analyst said that the row is no such thing. `judgement` alone decides both, and they follow from it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from whence.ledger.types import Json, Position, Words

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _report() -> Column[str]:
    return Column("report_id", Words, ForeignKey("report.id"), nullable=False)


def _reading() -> Column[str]:
    return Column("reading_id", Words, ForeignKey("reading.id"), nullable=False)


def _judged() -> tuple[Column[bool], Column[object]]:
    """What judgements did to a row: its columns are as corrected, and what they were is kept."""
    return Column("rejected", Boolean, nullable=False, default=False), Column("original", Json)


report: Final = Table(
    "report",
    metadata,
    Column("n", Position, primary_key=True, autoincrement=False),
    Column("id", Words, nullable=False, unique=True),
    Column("sha256", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("language", Words),
    Column("repairs", Json, nullable=False),
    Column("foreign_passages", Json, nullable=False),
    Column("warnings", Json, nullable=False),
    # What stands here is of the first appearance, so that a query need not go and look for it.
    Column("location", Words, nullable=False),
    Column("outlet", Words),
    Column("title", Words),
    Column("published", Words),
    Column("day", String),
    Column("added", String, nullable=False),
    *_judged(),
)

appearance: Final = Table(
    "appearance",
    metadata,
    Column("id", Words, primary_key=True),
    _report(),
    Column("number", Integer, nullable=False),
    Column("location", Words, nullable=False),
    Column("outlet", Words),
    Column("outlet_key", Words),
    Column("title", Words),
    Column("authors", Json, nullable=False),
    Column("published", Words),
    Column("day", String),
    Column("added", String, nullable=False),
    Index(None, "report_id"),
    Index(None, "location"),
)
"""Each address or outlet at which one and the same text was found."""

reading: Final = Table(
    "reading",
    metadata,
    Column("id", Words, primary_key=True),
    _report(),
    Column("number", Integer, nullable=False),
    Column("reader", Words, nullable=False),
    Column("whence", String, nullable=False),
    Column("warnings", Json, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("added", String, nullable=False),
    Index(None, "report_id", "number", unique=True),
)

attribution: Final = Table(
    "attribution",
    metadata,
    Column("n", Position, primary_key=True, autoincrement=False),
    Column("id", Words, nullable=False, unique=True),
    _report(),
    _reading(),
    Column("local", Words, nullable=False),
    Column("parent", String),
    Column("form", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("source", Json),
    Column("cue", Json),
    Column("content", Json, nullable=False),
    Column("words", Words, nullable=False),
    Column("cue_words", Words),
    Column("chain", Json, nullable=False),
    Column("origin_key", Words),
    Column("said", Json),
    Column("said_from", String),
    Column("said_to", String),
    Column("day", String),
    Column("current", Boolean, nullable=False),
    *_judged(),
)
"""`source`, `cue`: [start, end]; `content`: several. `words`: the content; `chain`: the names of the
authorities, outermost first, those who say it jointly together; `origin_key`: the name key of the last."""

authority: Final = Table(
    "authority",
    metadata,
    Column("attribution_n", Position, primary_key=True, autoincrement=False),
    Column("link", Integer, primary_key=True, autoincrement=False),
    Column("joint", Integer, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False),
    Column("name_key", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Words, nullable=False),
    Column("type", String, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("resolved", Boolean, nullable=False),
    Column("actor_id", Words),
    sqlite_with_rowid=False,
)  # fmt: skip
"""The links of a chain: `link` counts from the outermost, `joint` those who say it together there.

There is no index over names: the search index finds statements by them (see `words`), and every index
whose order is not the ledger's own makes adding to a large ledger slower."""

figure: Final = Table(
    "figure",
    metadata,
    Column("n", Position, primary_key=True, autoincrement=False),
    Column("id", Words, nullable=False, unique=True),
    _report(),
    _reading(),
    Column("local", Words, nullable=False),
    Column("attribution_n", Position),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Words, nullable=False),
    Column("low", Double),
    Column("high", Double),
    Column("low_inclusive", Boolean, nullable=False),
    Column("high_inclusive", Boolean, nullable=False),
    Column("approximate", Boolean, nullable=False),
    Column("near", String),
    Column("vague", Words),
    Column("kind", String, nullable=False),
    Column("unit", Words),
    Column("of", String),
    Column("change", String),
    Column("polarity", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("note", Words),
    Column("what", Words),
    Column("what_key", Words),
    Column("side", Words),
    Column("side_key", Words),
    Column("metric", Words),
    Column("place", Words),
    Column("place_key", Words),
    Column("as_of", String),
    Column("since", String),
    Column("covers", String),
    Column("confidence", Double, nullable=False),
    Column("day", String),
    Column("detail", Json, nullable=False),
    Column("current", Boolean, nullable=False),
    *_judged(),
    Index(None, "attribution_n"),
    Index("ix_figure_measure", "metric", "side_key", "n"),
    # By amount: the lower end, or of what has none the upper.
    Index("ix_figure_low", "low", "n", sqlite_where=text("low IS NOT NULL"),
          postgresql_where=text("low IS NOT NULL")),
    Index("ix_figure_high", "high", "n", sqlite_where=text("low IS NULL AND high IS NOT NULL"),
          postgresql_where=text("low IS NULL AND high IS NOT NULL")),
)  # fmt: skip
"""`as_of`, `since`: EDTF; `detail`: the numbers as read (`low`, `high`) and the spans of the measure."""

exchange: Final = Table(
    "exchange",
    metadata,
    Column("n", Position, primary_key=True, autoincrement=False),
    Column("id", Words, nullable=False, unique=True),
    _report(),
    _reading(),
    Column("local", Words, nullable=False),
    Column("attribution_n", Position),
    Column("giver", Words),
    Column("giver_key", Words),
    Column("receiver", Words),
    Column("receiver_key", Words),
    Column("standing", String, nullable=False),
    Column("plover", String),
    Column("at", String),
    Column("words", Words, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("day", String),
    Column("detail", Json, nullable=False),
    Column("current", Boolean, nullable=False),
    *_judged(),
    Index(None, "giver_key", "receiver_key", "n"),
)
"""`at`: when it passes, in EDTF; `detail`: parties, items, trigger and date with their spans."""

finding: Final = Table(
    "finding",
    metadata,
    Column("id", Words, primary_key=True),
    Column("report_id", Words, ForeignKey("report.id")),
    Column("reading_id", Words, ForeignKey("reading.id")),
    Column("local", Words),
    Column("kind", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("message", Words, nullable=False),
    Column("detail", Json, nullable=False),
    Column("current", Boolean, nullable=False),
    *_judged(),
    Index(None, "kind"),
    Index("ix_finding_reading", "reading_id"),
)
"""What does not hold: in one report (`report_id` is set), or across reports (it is not)."""

evidence: Final = Table(
    "evidence",
    metadata,
    Column("finding_id", Words, ForeignKey("finding.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("side", String, nullable=False),
    Column("item", Words, nullable=False),
    Column("item_id", Words, nullable=False),
    Column("statement_n", Position, nullable=False),
    _report(),
    Column("finding_kind", String, nullable=False),
    Column("current", Boolean, nullable=False),
    Index("ix_evidence_kind", "finding_kind", "statement_n"),
    Index("ix_evidence_item", "item_id"),
    sqlite_with_rowid=False,
)
"""What a finding compared. `item`: "figure", "attribution" or "exchange"; `side` tells the two sides of a
finding apart ("earlier", "later", …; "" within a report); `statement_n`: the attribution that the item
stands in, or its own `n` where it stands in none."""

actor: Final = Table(
    "actor",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("kind", String, nullable=False),
    Column("party", Words),
    Column("origin", String, nullable=False),
)
"""Who is behind the names. `party`: the side of the conflict; `origin`: "packaged", "file", "ledger"."""

actor_name: Final = Table(
    "actor_name",
    metadata,
    Column("name_key", Words, primary_key=True),
    Column("actor_id", Words, ForeignKey("actor.id"), primary_key=True),
    Column("name", Words, nullable=False),
    Column("first_day", String),
    Column("last_day", String),
    Index(None, "actor_id"),
)
"""The names of an actor; between two days, where an office changes hands."""

actor_suggestion: Final = Table(
    "actor_suggestion",
    metadata,
    Column("actor_id", Words, primary_key=True),
    Column("other_id", Words, primary_key=True),
    Column("score", Double, nullable=False),
    Column("reason", Words, nullable=False),
)
"""Two actors that may be one; a judgement decides."""

judgement: Final = Table(
    "judgement",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Words, nullable=False, unique=True),
    Column("target", Words, nullable=False),
    Column("target_kind", String, nullable=False),
    Column("report_id", Words),
    Column("action", String, nullable=False),
    Column("field", String),
    Column("value", Json),
    Column("undoes", Words),
    Column("carried_from", Words),
    Column("by", Words, nullable=False),
    Column("at", String, nullable=False),
    Index(None, "target"),
    Index(None, "report_id"),
    Index("ix_judgement_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL"),
          postgresql_where=text("undoes IS NOT NULL")),
)  # fmt: skip
"""What an analyst decided; rows are only ever added. `number` orders them; `undoes` names a judgement that
no longer holds; `carried_from` the judgement of an older reading that was found to apply to a newer one."""

fingerprint: Final = Table(
    "fingerprint",
    metadata,
    Column("hash", Position, primary_key=True, autoincrement=False),
    Column("report_id", Words, ForeignKey("report.id"), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Winnowed fingerprints of passages, found by their hash."""

copied: Final = Table(
    "copied",
    metadata,
    Column("report_id", Words, ForeignKey("report.id"), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, nullable=False),
    Column("from_report_id", Words, ForeignKey("report.id"), primary_key=True),
    Column("from_start", Integer, nullable=False),
    Column("from_end", Integer, nullable=False),
    Index(None, "from_report_id"),
)
"""A passage of one report that stands in an earlier one."""

retelling: Final = Table(
    "retelling",
    metadata,
    Column("later_id", Words, primary_key=True),
    Column("earlier_id", Words, primary_key=True),
    Column("score", Double, nullable=False),
    Column("detail", Json, nullable=False),
    Index(None, "earlier_id"),
)
"""Two statements (ids of attributions or figures) that tell the same thing of the same authority."""

gist: Final = Table(
    "gist",
    metadata,
    Column("hash", Position, primary_key=True, autoincrement=False),
    Column("statement_n", Position, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Statements without a figure by what they have in common with a retelling: two of their seldomest words, or
one and whoever says it. A hash begins with the weeks that the statement is of (see `keys.weeks`), so that
what is added together stands together."""

embedding: Final = Table(
    "embedding",
    metadata,
    Column("statement_n", Position, primary_key=True, autoincrement=False),
    Column("model", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

failure: Final = Table(
    "failure",
    metadata,
    Column("id", Words, primary_key=True),
    Column("source", Words, nullable=False),
    Column("item", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("options", Json, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("at", String, nullable=False),
)
"""What could not be added, and why; gone once it could. `source` is what to give `add` again, and `item`
the part of it that failed (a record of an archive, a row of a table), or the source itself."""

state: Final = Table(
    "state",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the ledger remembers of itself, such as the version of the packaged actors that it holds."""
