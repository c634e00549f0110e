"""Entities against what annotators, or another system, found in the same text.

    python benchmarks/entities.py GUM.conllu.gz [--weights DIR] [--limit N]
    python benchmarks/entities.py SILVER.conllu.gz --text REPORTS.jsonl.gz [--weights DIR] [--limit N]

The first scores persons, organisations and places that are called by name against GUM's gold. The
second scores all kinds against a reading of the same reports by Stanford CoreNLP, which is machine
output: it says how far the two agree, and neither is the truth. Labels are mapped as for training.
Counts are summed over documents before any share is taken. Prints one JSON object.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import DataError, Json, lines, load_reader, parser, progress, records, run
from benchmarks.polnear import Words
from benchmarks.scoring import Counts, Span, exact

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from training.data import Document
    from whence.reader import Reader

NAMED: Final = ("PERSON", "ORG", "PLACE")
"""The kinds that GUM's gold and the reader share."""

Entity = tuple[int, int, str]
"""Characters [start, end) and the kind."""

Scored = tuple[set[Entity], set[Entity], set[Entity]]

COUNTED: Final = {
    "f1": "an entity is right when both its character offsets and its kind are",
    "silver": "Stanford CoreNLP's entities, cut to the reader's words",
    "gold": "mentions of persons, organisations and places in which every word is a proper noun, a "
    "determiner, a particle, punctuation or 'of'; the outermost of nested ones; without leading determiners",
    "left_out": "predictions that are not right and touch words of which GUM does not say whether they name "
    "something of another kind (proper nouns, adjectives and numbers outside the mentions that are counted); "
    "all_with_left_out counts them as wrong",
}


def entities(doc: Doc, kinds: Iterable[str] | None = None) -> list[Entity]:
    """The entities that the reader found, of some kinds or of all."""
    kept = None if kinds is None else set(kinds)
    return [(e.start_char, e.end_char, e.label_) for e in doc.ents if kept is None or e.label_ in kept]


def labelled(tags: Iterable[int], starts: list[int], ends: list[int]) -> list[Entity]:
    """Entities over characters from a tag for each word; unknown tags are outside."""
    import numpy as np

    from training.data import IGNORE
    from whence.reader.decode import spans_of
    from whence.reader.labels import ENTITY_TAGS

    known = np.array([0 if tag == IGNORE else tag for tag in tags], dtype=np.int64)
    return [(starts[a], ends[b - 1], kind) for a, b, kind in spans_of(known, ENTITY_TAGS)]


def running_text(doc: Document) -> tuple[str, list[int], list[int]]:
    """A treebank's document as text, a blank line between paragraphs, and its words' offsets in it."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for first, last in doc.paragraphs:
        for i in range(first, last):
            gap = "\n\n" if i == first and i else " " * (doc.starts[i] - doc.ends[i - 1]) if i > first else ""
            pieces += (gap, doc.words[i])
            starts.append(at + len(gap))
            at = starts[-1] + len(doc.words[i])
            ends.append(at)
    return "".join(pieces), starts, ends


def against_gold(path: Path, reader: Reader, limit: int | None) -> Iterator[Scored]:
    """For each document of GUM: entities found, true ones, and those found that are left out."""
    from training.data import IGNORE, treebank

    if not any("Entity=" in line for line in lines(path)):
        raise DataError(f"{path}: no entities in it. Give GUM, or reports with --text and silver.")
    for document in treebank(path, lambda _: [])[:limit]:
        tags = document.entities or [0] * len(document.words)
        text, starts, ends = running_text(document)
        gold = set(labelled(tags, starts, ends))
        unsure: list[Span] = [(a, b) for a, b, tag in zip(starts, ends, tags, strict=True) if tag == IGNORE]
        found = set(entities(reader(text), NAMED))
        out = {e for e in found - gold if any(a < e[1] and e[0] < b for a, b in unsure)}
        yield found - out, gold, out


def against_silver(path: Path, texts: Path, reader: Reader, limit: int | None) -> Iterator[Scored]:
    """For each report that has a silver reading: entities found, silver ones, and nothing left out."""
    from training.data import Document, read_silver, silver_entities

    try:
        rows = read_silver(path)
    except (OSError, EOFError, UnicodeDecodeError, ValueError, IndexError) as error:
        raise DataError(f"{path}: no silver reading in CoNLL-U ({error})") from error
    done = 0
    for record in records(texts, ("id", "text")):
        if record["id"] not in rows:
            continue
        text = record["text"]
        doc = reader(text)
        words = Words.of(doc)
        document = Document(
            record["id"], [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)],
            words.starts, words.ends,
        )  # fmt: skip
        tags, _ = silver_entities(document, rows[record["id"]], text)
        yield set(entities(doc)), set(labelled(tags, words.starts, words.ends)), set()
        done += 1
        if done == limit:
            return
    if not done:
        raise DataError(
            f"{texts}: none of these reports is in {path.name}. Give the parts that belong together."
        )


def measure(path: Path, reader: Reader, limit: int | None = None, texts: Path | None = None) -> Json:
    """All scores of a reader; with `texts` against silver, else against GUM. Raises DataError."""
    counts: dict[str, Counts] = {}
    total, strict = Counts(), Counts()
    documents = left_out = 0
    pairs = against_silver(path, texts, reader, limit) if texts else against_gold(path, reader, limit)
    for found, gold, out in pairs:
        documents += 1
        left_out += len(out)
        total += exact(found, gold)
        strict += exact(found | out, gold)
        for kind in {e[2] for e in found | gold}:
            some = exact({e for e in found if e[2] == kind}, {e for e in gold if e[2] == kind})
            counts[kind] = counts.get(kind, Counts()) + some
        progress("entities", documents, limit)
    return {
        "against": "silver" if texts else "gold",
        "documents": documents,
        "all": total.report(),
        "kinds": {kind: counts[kind].report() for kind in sorted(counts)},
        "left_out": left_out,
        "all_with_left_out": strict.report(),
    }


def main() -> Json:
    """Score the reader on the given data."""
    arguments = parser(__doc__, "GUM, or a silver reading, in CoNLL-U")
    arguments.add_argument(
        "--text", metavar="PATH.jsonl.gz", type=Path, help="the reports that PATH is a silver reading of"
    )
    args = arguments.parse_args()
    reader = load_reader(args.weights)
    result = measure(args.path, reader, args.limit, args.text)
    return {
        "benchmark": "entities",
        "data": args.path.name,
        "reader": reader.name,
        **result,
        "counted": COUNTED,
    }


if __name__ == "__main__":
    run(main)
