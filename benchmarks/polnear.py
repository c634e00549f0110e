"""Attribution relations against PolNeAR: spans, links, whole relations and calibration.

    python benchmarks/polnear.py PATH.jsonl.gz [--weights DIR] [--limit N]

Each report is read as it is, with words and paragraphs as the reader finds them, and scored against
every annotator's file as a document of its own (a report with two annotators counts twice). Counts
are summed over all files before any share is taken (micro average). Prints one JSON object, whose
`counted` says how each number is counted.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.common import DataError, Json, load_reader, parser, percent, progress, records, run
from benchmarks.scoring import (
    KINDS,
    Counts,
    Links,
    Relation,
    Span,
    bins,
    brier,
    by_token,
    calibration_error,
    exact,
    joined,
    judge,
    links,
    overlapping,
    spans_of,
    whole,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from whence.reader import Evidence, Reader

COUNTED: Final = {
    "spans.exact": "a span is right when both its character offsets are; every piece of discontinuous "
    "content is a span of its own; a span that several relations of a file share counts once; white space "
    "at the edges of the annotators' spans is ignored",
    "spans.tokens": "words as the reader finds them, white space left out; a word is in a span that covers "
    "any of its characters",
    "spans.reachable": "share of the annotators' spans that begin and end at edges of the reader's words, "
    "which is the best recall it could have",
    "links.given_gold": "the annotators' spans are given as words and joined by the reader. source: "
    "relations with a source, the right one chosen; no_source: relations without one, none chosen; content: "
    "pieces of content joined to their own cue; content_set: relations with all their pieces and no others; "
    "both: relations with source (or none) and content_set right",
    "links.end_to_end": "pairs of a cue and a source, and of a cue and a piece of content, as the reader "
    "finds them, with all four offsets right",
    "relations.exact": "cue, source (or none in both) and all pieces of content equal",
    "relations.overlap": "relations paired one to one, those that share the most words first, whose cues "
    "overlap, whose contents overlap and whose sources overlap or are both absent",
    "calibration": "each relation that the reader finds, once for each annotator's file; right when it is "
    "paired as in relations.overlap with a relation of that file with an F1 of 0.5 or more over the words of "
    "their contents. ece: ten bins of equal width; ece_adaptive: ten bins of equal numbers; both as a "
    "fraction of 1",
    "fitted": "how links are chosen and how confidence is computed are fitted on the development part of "
    "PolNeAR (training/calibrate.py, which cross-validates); on that part the scores under links, relations "
    "and calibration are therefore not of unseen text, and a little too good",
}

PUBLISHED: Final = {
    "run_here": False,
    "measured_on": "the test part of PolNeAR (84 reports, 94 annotation files), exact F1 of spans",
    "source": "COLING 2022, cofe-ai/CofeNet",
    "systems": {
        "CofeNet on BERT-base": {"source": 83.2, "cue": 75.3, "content": 72.9},
        "BERT-base tagger": {"source": 81.1, "cue": 74.0, "content": 68.9},
        "BiLSTM-CRF": {"source": 69.6, "cue": 66.7, "content": 59.0},
        "features and CRF": {"source": 50.6, "cue": 53.4, "content": 28.6},
        "Stanford CoreNLP": {"source": 13.9, "cue": None, "content": 17.5},
    },
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a Doc, white space left out, by their characters."""

    starts: list[int]
    ends: list[int]
    tokens: list[int]
    """The index of each word among the Doc's tokens."""

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """The words of `doc`."""
        kept = [t for t in doc if not t.is_space]
        return cls([t.idx for t in kept], [t.idx + len(t) for t in kept], [t.i for t in kept])

    def over(self, span: Span) -> Span | None:
        """The words [first, last) that a span of characters touches; None where it touches none."""
        a, b = bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1])
        return (a, b) if a < b else None

    def relation(self, relation: Relation) -> Relation | None:
        """A relation of characters as one of words; None where its cue or content has none."""
        cue = self.over(relation.cue)
        source, content = self._all(relation.source), self._all(relation.content)
        return Relation(cue, source, content) if cue and content else None

    def token_range(self, span: Span) -> Span:
        """Words as a range of the Doc's tokens."""
        return self.tokens[span[0]], self.tokens[span[1] - 1] + 1

    def fits(self, span: Span) -> bool:
        """Whether a span of characters begins and ends at edges of words."""
        words = self.over(span)
        return words is not None and (self.starts[words[0]], self.ends[words[1] - 1]) == span

    def _all(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(dict.fromkeys(w for s in spans if (w := self.over(s)) is not None))


@dataclass(slots=True)
class Tally:
    """Counts over all files so far."""

    reports: int = 0
    files: int = 0
    words: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)
    links: Links = field(default_factory=Links)
    fits: Counter[str] = field(default_factory=Counter)
    confidences: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    evidence: list[tuple[Evidence, bool]] = field(default_factory=list)
    """Of each judged relation, what the reader knew of it, and whether it has a source."""

    def add(self, name: str, counts: Counts) -> None:
        """Add to the counts of a score."""
        self.counts[name] = self.counts.get(name, Counts()) + counts


def gold_relations(text: str, rows: Sequence[dict[str, Any]]) -> list[Relation]:
    """An annotator's relations as spans of characters, without white space at their edges."""

    def trimmed(spans: Sequence[Sequence[int]]) -> tuple[Span, ...]:
        out = []
        for start, end in spans:
            words = text[start:end]
            start, end = end - len(words.lstrip()), start + len(words.rstrip())
            if start < end:
                out.append((start, end))
        return tuple(out)

    out = []
    for row in rows:
        cue, content = trimmed(row["cue"]), trimmed(row["content"])
        if cue and content:  # a relation has both; the corpus has a few slips
            out.append(Relation(cue[0], trimmed(row["source"]), content))
    return out


def found_relations(doc: Doc) -> list[Relation]:
    """The reader's relations as spans of characters."""

    def characters(part: Span) -> Span:
        span = doc[part[0] : part[1]]
        return span.start_char, span.end_char

    return [
        Relation(
            characters(r.cue),
            (characters(r.source),) if r.source is not None else (),
            tuple(characters(part) for part in r.content),
        )
        for r in doc._.relations
    ]


def confidence_of(evidence: Evidence, *, has_source: bool) -> float:
    """The chance (0 to 1) that Whence gives an outermost relation of being right."""
    from whence.attributions.confidence import confidence

    return confidence(evidence, has_source=has_source)


def linked(
    reader: Reader, doc: Doc, words: Words, gold: Sequence[Relation]
) -> dict[Span, tuple[Span | None, frozenset[Span]]]:
    """How the reader joins given spans (over words): for each cue its source, or None, and contents."""
    spans = {kind: sorted(spans_of(gold, kind)) for kind in KINDS}
    given: dict[str, Sequence[Span]] = {kind: [words.token_range(s) for s in spans[kind]] for kind in KINDS}
    return {
        spans["cue"][cue]: (
            spans["source"][source] if source is not None else None,
            frozenset(spans["content"][j] for j in contents),
        )
        for cue, source, contents in reader.relate(doc, given)
    }


def score(reader: Reader, text: str, annotators: Iterable[Sequence[dict[str, Any]]], tally: Tally) -> None:
    """Read one report and count it against each annotator's file."""
    doc = reader(text)
    words = Words.of(doc)
    relations = found_relations(doc)
    found = {kind: {(s.start_char, s.end_char) for s in doc.spans[kind]} for kind in KINDS}
    found_words = {kind: [w for s in found[kind] if (w := words.over(s))] for kind in KINDS}
    over_words = [part for r in relations if (part := words.relation(r))]
    confidences = [confidence_of(r.evidence, has_source=r.source is not None) for r in doc._.relations]
    tally.reports += 1
    tally.words += len(words.tokens)
    for rows in annotators:
        tally.files += 1
        gold = gold_relations(text, rows)
        gold_words = [part for r in gold if (part := words.relation(r))]
        for kind in KINDS:
            truth = spans_of(gold, kind)
            tally.add(f"exact.{kind}", exact(found[kind], truth))
            tally.add(f"tokens.{kind}", by_token(found_words[kind], spans_of(gold_words, kind)))
            tally.fits[kind] += sum(words.fits(s) for s in truth)
        for kind in ("source", "content"):
            tally.add(f"links.{kind}", exact(joined(relations, kind), joined(gold, kind)))
        tally.add("relations.exact", exact(map(whole, relations), map(whole, gold)))
        tally.add("relations.overlap", overlapping(over_words, gold_words))
        tally.links += links(linked(reader, doc, words, gold_words), gold_words)
        tally.confidences += confidences
        tally.evidence += [(r.evidence, r.source is not None) for r in doc._.relations]
        tally.right += judge(over_words, gold_words)


def summary(tally: Tally) -> Json:
    """The counts as scores, in per cent but for the calibration errors."""
    c = tally.counts
    equal = bins(tally.confidences, tally.right)
    even = bins(tally.confidences, tally.right, adaptive=True)
    errors = {
        "ece": calibration_error(equal),
        "ece_adaptive": calibration_error(even),
        "brier": brier(tally.confidences, tally.right),
    }
    return {
        "reports": tally.reports,
        "files": tally.files,
        "words": tally.words,
        "spans": {
            "exact": {kind: c[f"exact.{kind}"].report() for kind in KINDS},
            "tokens": {kind: c[f"tokens.{kind}"].report() for kind in KINDS},
            "reachable": {
                kind: percent(tally.fits[kind] / gold) if (gold := c[f"exact.{kind}"].gold) else None
                for kind in KINDS
            },
        },
        "links": {
            "given_gold": tally.links.report(),
            "end_to_end": {kind: c[f"links.{kind}"].report() for kind in ("source", "content")},
        },
        "relations": {name: c[f"relations.{name}"].report() for name in ("exact", "overlap")},
        "calibration": {
            **{name: None if x is None else round(x, 4) for name, x in errors.items()},
            "relations": len(tally.right),
            "right": percent(sum(tally.right) / len(tally.right)) if tally.right else None,
            "bins": [
                {"count": b.count, "confidence": round(b.confidence, 4), "right": round(b.right, 4)}
                for b in equal
            ],
        },
    }


def measure(path: Path, reader: Reader, limit: int | None = None) -> Json:
    """All scores of a reader on a file of PolNeAR. Raises DataError where the file is not one."""
    tally = Tally()
    for record in records(path, ("id", "text", "annotations")):
        text, annotators = record["text"], record["annotations"]
        try:
            for rows in annotators.values():
                gold_relations(text, rows)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            said = f"report {record['id']!r} has no well-formed annotations ({error!r})"
            raise DataError(f"{path}: {said}") from error
        score(reader, text, annotators.values(), tally)
        progress("polnear", tally.reports, limit)
        if tally.reports == limit:
            break
    return summary(tally)


def main() -> Json:
    """Score the reader on the given file."""
    args = parser(__doc__, "reports with annotations, a JSON object a line").parse_args()
    reader = load_reader(args.weights)
    scores = measure(args.path, reader, args.limit)
    return {
        "benchmark": "polnear",
        "data": args.path.name,
        "reader": reader.name,
        **scores,
        "counted": COUNTED,
        "peers": PUBLISHED,
    }


if __name__ == "__main__":
    run(main)
