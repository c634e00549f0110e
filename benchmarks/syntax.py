"""Tags, trees and sentences against a treebank, from its raw text.

    python benchmarks/syntax.py PATH.conllu.gz [--genres news,speech] [--weights DIR] [--limit N]

The text of each document is put together again from the treebank (paragraphs parted by a blank line)
and read from end to end, words and sentences as the reader finds them. Scores are F1 as in the CoNLL
2018 shared task, in per cent; counts are summed over documents before any share is taken. Prints one
JSON object: each genre, the genres asked for together, and everything.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import DataError, Json, load_reader, parser, percent, progress, run
from benchmarks.conll18 import METRICS, evaluate
from benchmarks.scoring import Counts
from benchmarks.treebanks import documents, parse_of

if TYPE_CHECKING:
    from whence.reader import Reader

GENRES: Final = ("news", "speech", "bio", "interview", "court")
"""The genres of GUM nearest to what reports are made of."""

COUNTED: Final = {
    "words": "words aligned by their characters; within tokens of several words, by their forms",
    "sentences": "both edges right",
    "upos, xpos": "aligned words with the same tag",
    "uas": "aligned words whose heads are aligned, or that are roots in both",
    "las": "the same, and the universal relation agrees without its subtype",
    "las_subtypes": "the same, and the relation agrees with its subtype",
}

Table = dict[str, Counts]


def measure(path: Path, reader: Reader, limit: int | None = None, genres: tuple[str, ...] = GENRES) -> Json:
    """All scores of a reader on a treebank. Raises DataError where the file is not one."""
    by_genre: dict[str, list[Table]] = {}
    words = done = 0
    for gold in documents(path):
        found = parse_of(reader(gold.text))
        by_genre.setdefault(gold.genre, []).append(evaluate(found, gold))
        words += len(gold.words)
        done += 1
        progress("syntax", done, limit)
        if done == limit:
            break
    chosen = [table for genre in genres for table in by_genre.get(genre, [])]
    everything = [table for tables in by_genre.values() for table in tables]
    return {
        "documents": done,
        "words": words,
        "genres": {genre: scores(tables) for genre, tables in sorted(by_genre.items())},
        "together": {"genres": [g for g in genres if g in by_genre], **scores(chosen)} if chosen else None,
        "all": scores(everything),
    }


def scores(tables: list[Table]) -> Json:
    """F1 of every metric over documents together, in per cent."""
    total = {name: sum((table[name] for table in tables), Counts()) for name in METRICS}
    return {"documents": len(tables), **{name: percent(counts.f1) for name, counts in total.items()}}


def main() -> Json:
    """Score the reader on the given treebank."""
    arguments = parser(__doc__, "a treebank in CoNLL-U")
    arguments.add_argument(
        "--genres",
        metavar="LIST",
        help=f"genres to score together, by commas; {','.join(GENRES)} without",
    )
    args = arguments.parse_args()
    reader = load_reader(args.weights)
    asked = tuple(args.genres.split(",")) if args.genres else GENRES
    result = measure(args.path, reader, args.limit, asked)
    missing = sorted(set(asked) - result["genres"].keys()) if args.genres and not args.limit else []
    if missing:
        there = ", ".join(result["genres"])
        raise DataError(f"{args.path}: no document of {', '.join(missing)}. There are: {there}.")
    return {
        "benchmark": "syntax",
        "data": args.path.name,
        "reader": reader.name,
        **result,
        "counted": COUNTED,
    }


if __name__ == "__main__":
    run(main)
