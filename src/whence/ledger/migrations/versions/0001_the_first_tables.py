"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "actor",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=("pk_actor")),
    )
    op.create_table(
        "actor_suggestion",
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "other_id", name=("pk_actor_suggestion")),
    )
    op.create_table(
        "authority",
        sa.Column("attribution_n", POSITION, autoincrement=False, nullable=False),
        sa.Column("link", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("joint", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("attribution_n", "link", "joint", name=("pk_authority")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "embedding",
        sa.Column("statement_n", POSITION, autoincrement=False, nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("statement_n", "model", name=("pk_embedding")),
    )
    op.create_table(
        "failure",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=("pk_failure")),
    )
    op.create_table(
        "judgement",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.Column("carried_from", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=("pk_judgement")),
        sa.UniqueConstraint("id", name=("uq_judgement_id")),
    )
    op.create_index(("ix_judgement_report_id"), "judgement", ["report_id"], unique=False)
    op.create_index(("ix_judgement_target"), "judgement", ["target"], unique=False)
    op.create_index(
        "ix_judgement_undoes",
        "judgement",
        ["undoes"],
        unique=False,
        sqlite_where=sa.text("undoes IS NOT NULL"),
        postgresql_where=sa.text("undoes IS NOT NULL"),
    )
    op.create_table(
        "report",
        sa.Column("n", POSITION, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("repairs", sa.Text(), nullable=False),
        sa.Column("foreign_passages", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("added", sa.String(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n", name=("pk_report")),
        sa.UniqueConstraint("id", name=("uq_report_id")),
    )
    op.create_table(
        "retelling",
        sa.Column("later_id", sa.Text(), nullable=False),
        sa.Column("earlier_id", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("later_id", "earlier_id", name=("pk_retelling")),
    )
    op.create_index(("ix_retelling_earlier_id"), "retelling", ["earlier_id"], unique=False)
    op.create_table(
        "state",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=("pk_state")),
    )
    op.create_table(
        "actor_name",
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_day", sa.String(), nullable=True),
        sa.Column("last_day", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=("fk_actor_name_actor_id")),
        sa.PrimaryKeyConstraint("name_key", "actor_id", name=("pk_actor_name")),
    )
    op.create_index(("ix_actor_name_actor_id"), "actor_name", ["actor_id"], unique=False)
    op.create_table(
        "appearance",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("outlet_key", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("added", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_appearance_report_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_appearance")),
    )
    op.create_index(("ix_appearance_location"), "appearance", ["location"], unique=False)
    op.create_index(("ix_appearance_report_id"), "appearance", ["report_id"], unique=False)
    op.create_table(
        "copied",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("from_report_id", sa.Text(), nullable=False),
        sa.Column("from_start", sa.Integer(), nullable=False),
        sa.Column("from_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_report_id"], ["report.id"], name=("fk_copied_from_report_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_copied_report_id")),
        sa.PrimaryKeyConstraint("report_id", "start", "from_report_id", name=("pk_copied")),
    )
    op.create_index(("ix_copied_from_report_id"), "copied", ["from_report_id"], unique=False)
    op.create_table(
        "fingerprint",
        sa.Column("hash", POSITION, autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_fingerprint_report_id")),
        sa.PrimaryKeyConstraint("hash", "report_id", "start", name=("pk_fingerprint")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("whence", sa.String(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_reading_report_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_reading")),
    )
    op.create_index(("ix_reading_report_id_number"), "reading", ["report_id", "number"], unique=True)
    op.create_table(
        "attribution",
        sa.Column("n", POSITION, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("local", sa.Text(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("cue_words", sa.Text(), nullable=True),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("origin_key", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("said_from", sa.String(), nullable=True),
        sa.Column("said_to", sa.String(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=("fk_attribution_reading_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_attribution_report_id")),
        sa.PrimaryKeyConstraint("n", name=("pk_attribution")),
        sa.UniqueConstraint("id", name=("uq_attribution_id")),
    )
    op.create_table(
        "exchange",
        sa.Column("n", POSITION, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("local", sa.Text(), nullable=False),
        sa.Column("attribution_n", POSITION, nullable=True),
        sa.Column("giver", sa.Text(), nullable=True),
        sa.Column("giver_key", sa.Text(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("receiver_key", sa.Text(), nullable=True),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("plover", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=("fk_exchange_reading_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_exchange_report_id")),
        sa.PrimaryKeyConstraint("n", name=("pk_exchange")),
        sa.UniqueConstraint("id", name=("uq_exchange_id")),
    )
    op.create_index(
        ("ix_exchange_giver_key_receiver_key_n"), "exchange", ["giver_key", "receiver_key", "n"], unique=False
    )
    op.create_table(
        "figure",
        sa.Column("n", POSITION, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("local", sa.Text(), nullable=False),
        sa.Column("attribution_n", POSITION, nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("low_inclusive", sa.Boolean(), nullable=False),
        sa.Column("high_inclusive", sa.Boolean(), nullable=False),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("near", sa.String(), nullable=True),
        sa.Column("vague", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("of", sa.String(), nullable=True),
        sa.Column("change", sa.String(), nullable=True),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("what_key", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("side_key", sa.Text(), nullable=True),
        sa.Column("metric", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_key", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("covers", sa.String(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=("fk_figure_reading_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_figure_report_id")),
        sa.PrimaryKeyConstraint("n", name=("pk_figure")),
        sa.UniqueConstraint("id", name=("uq_figure_id")),
    )
    op.create_index(("ix_figure_attribution_n"), "figure", ["attribution_n"], unique=False)
    op.create_index("ix_figure_measure", "figure", ["metric", "side_key", "n"], unique=False)
    for name, column, where in (
        ("ix_figure_low", "low", "low IS NOT NULL"),
        ("ix_figure_high", "high", "low IS NULL AND high IS NOT NULL"),
    ):
        op.create_index(
            name, "figure", [column, "n"], unique=False,
            sqlite_where=sa.text(where), postgresql_where=sa.text(where),
        )  # fmt: skip
    op.create_table(
        "finding",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.Column("reading_id", sa.Text(), nullable=True),
        sa.Column("local", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=("fk_finding_reading_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_finding_report_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_finding")),
    )
    op.create_index(("ix_finding_kind"), "finding", ["kind"], unique=False)
    op.create_index("ix_finding_reading", "finding", ["reading_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("statement_n", POSITION, nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("finding_kind", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=("fk_evidence_finding_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=("fk_evidence_report_id")),
        sa.PrimaryKeyConstraint("finding_id", "number", name=("pk_evidence")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_evidence_item", "evidence", ["item_id"], unique=False)
    op.create_index("ix_evidence_kind", "evidence", ["finding_kind", "statement_n"], unique=False)
    _search_indexes()


def _search_indexes() -> None:
    """The index of words: of a table of its own kind in SQLite, and of tsvectors in PostgreSQL."""
    for name in ("statement_words", "report_words"):
        if op.get_bind().dialect.name == "sqlite":
            # Without the words themselves, which are in the tables already.
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5("
                "words, content='', tokenize='porter unicode61 remove_diacritics 2')"
            )
            # Fewer, larger merges: adding stays cheap as the index grows.
            op.execute(f"INSERT INTO {name}({name}, rank) VALUES ('automerge', 8)")
        else:
            op.execute(f"CREATE TABLE {name} (n BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)")
            op.execute(f"CREATE INDEX ix_{name} ON {name} USING gin (words)")
