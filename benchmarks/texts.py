"""Texts to measure speed on: real reports of ordinary length, or texts made from the examples."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from benchmarks.common import DataError, lines, records

ROOT: Final = Path(__file__).resolve().parent.parent
SHORTEST, LONGEST = 500, 1500
"""Words, as white space parts them, of the reports that speed is measured on."""


def long_text(words: int, start: int = 0) -> str:
    """A text of about `words` words: the paragraphs of the examples over and over, from one of them on."""
    paragraphs = [
        line
        for path in sorted((ROOT / "examples").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    if not paragraphs:
        raise DataError(f"{ROOT / 'examples'}: no texts there. Give PATHs of reports.")
    out: list[str] = []
    for line in islice(cycle(paragraphs), start % len(paragraphs), None):
        out.append(line)
        words -= len(line.split())
        if words <= 0:
            break
    return "\n\n".join(out)


def reports(paths: Sequence[Path], limit: int) -> list[str]:
    """At most `limit` texts of 500 to 1,500 words from files, or made from the examples without files.

    Raises DataError where a file cannot be read or none of the texts is of that length.
    """
    if not paths:
        step = (LONGEST - SHORTEST - 150) // limit or 1
        lengths = range(SHORTEST + 50, LONGEST - 100, step)
        return [long_text(words, 7 * i) for i, words in enumerate(islice(lengths, limit))]
    out = []
    for path in paths:
        if ".json" in path.name:
            texts = [record["text"] for record in records(path, ("text",))]
        else:
            texts = ["\n".join(lines(path))]
        out += [text for text in texts if SHORTEST <= len(text.split()) <= LONGEST]
    if not out:
        raise DataError(f"{paths[0]}: no reports of {SHORTEST} to {LONGEST} words in what was given.")
    return out[:limit]
