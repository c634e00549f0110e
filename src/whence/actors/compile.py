"""Writes the packaged tables of actors into the one file that is read when they are loaded.

Run `python -m whence.actors.compile` after a change of a file in `data/`; a test holds the two together.
"""

from __future__ import annotations

import json

from whence.actors.index import build, from_sources
from whence.actors.load import COMPILED


def compiled() -> str:
    """The text of the compiled file. Raises WhenceError where the tables do not fit together."""
    tables = from_sources()
    build([("packaged actors", tables)])
    parts = []
    for name, entries in sorted(tables.items()):
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False, sort_keys=True) for entry in entries)
        parts.append(f"{json.dumps(name)}: [\n{lines}\n]")
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    COMPILED.write_text(compiled(), encoding="utf-8")
