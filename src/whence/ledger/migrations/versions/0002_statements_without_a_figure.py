"""Statements without a figure are found by their seldomest words.

Those of reports that are in a ledger already are found once the reports are read again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "gist",
        sa.Column("hash", POSITION, autoincrement=False, nullable=False),
        sa.Column("statement_n", POSITION, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "statement_n", name=("pk_gist")),
        sqlite_with_rowid=False,
    )
