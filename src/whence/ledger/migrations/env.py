"""How Alembic finds the ledger to migrate: by the connection that `whence.ledger.engine` gives it.

To write a new migration, see "Changing the tables" in docs/ledger.md.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from whence.ledger.tables import metadata
from whence.ledger.types import Json, Words


def _render(kind: str, thing: Any, autogen: Any) -> str | Literal[False]:
    """A migration stands by itself: it names plain types, and nothing of the code that may change."""
    if kind == "type" and isinstance(thing, (Json, Words)):
        return "sa.Text()"
    return False


def _ours(name: str | None, kind: str, parents: Any) -> bool:
    """Leave the search index, whose tables each database makes in its own way, out of comparisons."""
    return not (kind == "table" and name is not None and name.startswith(("statement_words", "report_words")))


connection = context.config.attributes["connection"]
# The transaction is the caller's: all of the migrations, or none.
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_item=_render,
    include_name=_ours,
)
context.run_migrations()
